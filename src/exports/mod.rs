//! What goes out: opinions as files.

pub mod jobs;
pub mod routes;
pub mod store;

use i18n_embed_fl::fl;

use crate::base::calendar::{DAY_MS, Zone};
use crate::base::names::named;
use crate::base::text::Words;
use crate::consultations::Consultation;
use crate::exchange::tools::Tool;
use crate::exchange::{Fact, LANG, Profile};
use crate::http::{Error, Result, Ui};
use crate::opinions::filter::{Filter, FilterQuery};
use crate::opinions::unknown_condition;
use crate::orders::{column_lines, columns_field};
use crate::papers;
use crate::papers::csv::Style;
use store::Export;

/// A file can be fetched for a day.
pub const KEPT_MS: i64 = DAY_MS;
/// What the log, which stands for ever, keeps of the words of a search: they may be a name.
pub const SEARCHED: &str = "…";

named! {
    pub enum Format {
        Xlsx = "xlsx",
        /// For Excel, in UTF-8.
        Csv = "csv",
        /// For programs, in UTF-8, exact.
        CsvPlain = "csv-plain",
        /// In Windows' code page.
        CsvCp932 = "csv-cp932",
        JsonLines = "jsonl",
        /// Columns of other tools.
        KouchouAi = "kouchou-ai",
        TalkToTheCity = "talk-to-the-city",
        Sensemaking = "sensemaking",
        ThemeFinder = "themefinder",
    }
}

named! {
    /// How far an export has come.
    pub enum Progress { Waiting = "waiting", Running = "running", Done = "done", Failed = "failed" }
}

named! {
    /// Why there is no file.
    pub enum Failure {
        /// A cell with more characters than Excel takes; the row is named.
        TooLong = "too_long",
        /// More rows than an Excel sheet has.
        TooManyRows = "too_many_rows",
        /// Whoever asked may not have contacts any more.
        Right = "right",
        /// The data folder is full or cannot be written.
        Disk = "disk",
        Other = "other",
    }
}

named! {
    /// What can be fetched of an export.
    pub enum What {
        File = "file",
        /// What its columns mean.
        Columns = "columns",
        /// What could not be written in it.
        Lost = "lost",
    }
}

/// What is to be written.
#[derive(Clone, Debug)]
pub struct Order {
    pub call: Consultation,
    pub filter: Filter,
    pub profile: Profile,
    pub format: Format,
    /// In this order; none: all of the profile. A tool's format has its own.
    pub columns: Vec<Fact>,
}

/// Columns as they are stored, and as the shell takes them: names with commas. `Err`: the name that is none.
pub fn parse_columns(text: &str) -> Result<Vec<Fact>, &str> {
    let names = text.split(',').map(str::trim).filter(|name| !name.is_empty());
    names.map(|name| Fact::parse(name).ok_or(name)).collect()
}

/// The same, to be stored.
pub fn column_names(columns: &[Fact]) -> String {
    columns.iter().map(|fact| fact.name()).collect::<Vec<_>>().join(",")
}

/// Why a file is not made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// A public file cannot be asked for by what people said about themselves: everybody in it would be known by it.
    Attributes,
    /// Nor any file by what the city only counts.
    Counted,
    /// No tool is given contacts.
    Tool,
}

impl Order {
    pub fn refusal(&self) -> Option<Refusal> {
        match self.profile {
            Profile::Public => self.filter.asks_attributes().then_some(Refusal::Attributes),
            Profile::Contact if self.format.tool().is_some() => Some(Refusal::Tool),
            Profile::Office | Profile::Contact => self.filter.asks_counted(&self.call).then_some(Refusal::Counted),
        }
    }

    /// Its conditions as the log keeps them: of words only that there are some.
    pub fn logged(&self) -> String {
        let query = self.filter.query();
        let words = if query.q.is_empty() { "" } else { SEARCHED };
        FilterQuery { q: words.to_owned(), ..query }.address()
    }
}

/// What sort of file a format makes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Writer {
    Csv(Style),
    Xlsx,
    JsonLines,
}

impl Format {
    pub fn writer(self) -> Writer {
        match self {
            Self::Xlsx => Writer::Xlsx,
            Self::Csv => Writer::Csv(Style::Excel),
            Self::CsvPlain => Writer::Csv(Style::Plain),
            Self::CsvCp932 => Writer::Csv(Style::Cp932),
            Self::JsonLines => Writer::JsonLines,
            // What reads it takes a line end after the last row for one more row.
            Self::TalkToTheCity => Writer::Csv(Style::Bare),
            Self::KouchouAi | Self::Sensemaking | Self::ThemeFinder => Writer::Csv(Style::Plain),
        }
    }

    /// The tool whose columns the file has; `None`: ours.
    pub fn tool(self) -> Option<Tool> {
        match self {
            Self::KouchouAi => Some(Tool::KouchouAi),
            Self::TalkToTheCity => Some(Tool::TalkToTheCity),
            Self::Sensemaking => Some(Tool::Sensemaking),
            Self::ThemeFinder => Some(Tool::ThemeFinder),
            Self::Xlsx | Self::Csv | Self::CsvPlain | Self::CsvCp932 | Self::JsonLines => None,
        }
    }

    pub fn label(self, w: &Words) -> String {
        match self {
            Self::Xlsx => fl!(w, "export-format-xlsx"),
            Self::Csv => fl!(w, "export-format-csv"),
            Self::CsvPlain => fl!(w, "export-format-csv-plain"),
            Self::CsvCp932 => fl!(w, "export-format-csv-cp932"),
            Self::JsonLines => fl!(w, "export-format-jsonl"),
            Self::KouchouAi => fl!(w, "export-format-kouchou-ai"),
            Self::TalkToTheCity => fl!(w, "export-format-talk-to-the-city"),
            Self::Sensemaking => fl!(w, "export-format-sensemaking"),
            Self::ThemeFinder => fl!(w, "export-format-themefinder"),
        }
    }

    /// What it is for, and what to know about it.
    pub fn text(self, w: &Words) -> String {
        match self {
            Self::Xlsx => fl!(w, "export-format-xlsx-text"),
            Self::Csv => fl!(w, "export-format-csv-text"),
            Self::CsvPlain => fl!(w, "export-format-csv-plain-text"),
            Self::CsvCp932 => fl!(w, "export-format-csv-cp932-text"),
            Self::JsonLines => fl!(w, "export-format-jsonl-text"),
            Self::KouchouAi => fl!(w, "export-format-kouchou-ai-text"),
            Self::TalkToTheCity => fl!(w, "export-format-talk-to-the-city-text"),
            Self::Sensemaking => fl!(w, "export-format-sensemaking-text"),
            Self::ThemeFinder => fl!(w, "export-format-themefinder-text"),
        }
    }

    pub fn content_type(self) -> &'static str {
        match self.writer() {
            Writer::Csv(Style::Cp932) => "text/csv; charset=windows-31j",
            Writer::Csv(_) => "text/csv; charset=utf-8",
            Writer::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Writer::JsonLines => "application/jsonl",
        }
    }

    /// What a file's name ends with.
    pub fn extension(self) -> &'static str {
        match self.writer() {
            Writer::Csv(_) => "csv",
            Writer::Xlsx => "xlsx",
            Writer::JsonLines => "jsonl",
        }
    }
}

/// A file's name: for programs in ASCII, and as the city's people write it, e.g. `20241028_意見一覧_庁内.csv`.
/// `beside`: '' for the file itself, else which of the tables that stand beside it.
pub fn file_names(order: &Order, zone: &Zone, as_of: i64, beside: &str) -> (String, String) {
    let day = zone.date(as_of).to_string().replace('-', "");
    let (slug, profile, end) = (&order.call.slug, order.profile.name(), order.format.extension());
    let plain: String = slug.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-').collect();
    let title = match order.profile {
        Profile::Public => fl!(LANG.words(), "export-file-public"),
        Profile::Office => fl!(LANG.words(), "export-file-office"),
        Profile::Contact => fl!(LANG.words(), "export-file-contact"),
    };
    let tool = order.format.tool().map_or(String::new(), |tool| format!("_{}", tool.name()));
    let end = if beside.is_empty() { format!(".{end}") } else { format!("_{beside}.csv") };
    (format!("{day}_{plain}_{profile}{tool}{end}"), format!("{day}_{title}{tool}{end}"))
}

/// One of the person's exports.
pub struct Listed {
    pub id: String,
    pub title: String,
    pub conditions: String,
    pub profile: String,
    pub format: String,
    /// How many columns were chosen; 0: all.
    pub columns: usize,
    pub progress: Progress,
    pub done: i64,
    pub total: i64,
    pub rows: String,
    pub size: String,
    pub sha256: String,
    pub as_of: String,
    pub failure: String,
    /// Characters that could not be written; '' when there are none.
    pub lost: String,
    /// For asking again.
    pub fields: Vec<(&'static str, String)>,
}

/// As hidden fields of a form.
pub fn fields(query: &FilterQuery) -> Vec<(&'static str, String)> {
    query.pairs().into_iter().map(|(name, value)| (name, value.to_owned())).collect()
}

/// An export as its row shows it.
pub fn listed(ui: &Ui, calls: &[Consultation], export: Export) -> Result<Listed> {
    let w = ui.words;
    let call = calls.iter().find(|call| call.id == export.consultation_id).ok_or(Error::NotFound)?;
    let query = export.query()?;
    let filter = Filter::parse(&query, call);
    let known = filter.conditions(call, w, ui.lang).into_iter().map(|one| format!("{} {}", one.label, one.value));
    // A theme or a choice that is gone since was a condition all the same.
    let gone = unknown_condition(&query, call).map(|condition| fl!(w, "export-condition-gone", condition = condition));
    let conditions = known.chain(gone);
    let mut again =
        vec![("call", call.slug.clone()), ("profile", export.profile.clone()), ("format", export.format.clone())];
    // As they were asked: what the call no longer knows is named then, and not left out.
    again.extend(fields(&query));
    let columns = export.columns()?;
    if !columns.is_empty() {
        let profile = export.profile()?;
        again.push((columns_field(profile), column_lines(call, &ui.zone, profile, &columns)));
    }
    let receipt = export.failure_at.clone().unwrap_or_default();
    let failure = export.failure().map(|why| match why {
        Failure::TooLong => fl!(w, "export-failed-too-long", receipt = receipt),
        Failure::TooManyRows => fl!(w, "export-failed-too-many-rows"),
        Failure::Right => fl!(w, "export-failed-right"),
        Failure::Disk => fl!(w, "export-failed-disk"),
        Failure::Other => fl!(w, "export-failed-other"),
    });
    Ok(Listed {
        title: call.text(ui.lang).title,
        conditions: conditions.collect::<Vec<_>>().join(&fl!(w, "board-comma")),
        profile: export.profile()?.label(w),
        format: export.format()?.label(w),
        columns: columns.len(),
        progress: export.progress()?,
        done: export.done_rows,
        total: export.total_rows,
        rows: fl!(w, "export-rows", count = export.total_rows, n = ui.number(export.total_rows)),
        size: papers::size(export.bytes.unwrap_or(0)),
        sha256: export.sha256.unwrap_or_default(),
        as_of: export.as_of.map_or(String::new(), |at| ui.moment(at)),
        failure: failure.unwrap_or_default(),
        lost: if export.lost > 0 { ui.number(export.lost) } else { String::new() },
        fields: again,
        id: export.id,
    })
}
