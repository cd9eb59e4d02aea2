//! What goes out: opinions as files.

pub mod jobs;
pub mod routes;
pub mod store;

use i18n_embed_fl::fl;
use serde::Deserialize;

use crate::base::calendar::{DAY_MS, Zone};
use crate::base::names::named;
use crate::base::text::Words;
use crate::consultations::Consultation;
use crate::exchange::tools::Tool;
use crate::exchange::{Fact, LANG, Profile, Sheet};
use crate::http::{Errors, Ui};
use crate::opinions::PublicCounts;
use crate::opinions::filter::{Filter, FilterQuery};
use crate::papers::Column;
use crate::papers::csv::Style;

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

impl Order {
    /// A public file cannot be asked for by what people said about themselves, no file by what the city only counts:
    /// everybody in it would be known by it.
    pub fn is_allowed(&self) -> bool {
        match self.profile {
            Profile::Public => !self.filter.asks_attributes(),
            Profile::Office => !self.filter.asks_counted(&self.call),
        }
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
    };
    let tool = order.format.tool().map_or(String::new(), |tool| format!("_{}", tool.name()));
    let end = if beside.is_empty() { format!(".{end}") } else { format!("_{beside}.csv") };
    (format!("{day}_{plain}_{profile}{tool}{end}"), format!("{day}_{title}{tool}{end}"))
}

/// The form, and the address that the board's link carries.
#[derive(Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ExportForm {
    pub call: String,
    pub profile: String,
    pub format: String,
    pub theme: String,
    pub main: String,
    pub state: String,
    pub channel: String,
    pub area: String,
    pub age: String,
    pub relation: String,
    pub from: String,
    pub to: String,
    pub q: String,
    /// Columns of either profile, by heading, one a line; only those of the chosen profile count.
    pub columns_public: String,
    pub columns_office: String,
}

impl ExportForm {
    pub fn filter(&self) -> FilterQuery {
        FilterQuery {
            theme: self.theme.clone(),
            main: self.main.clone(),
            state: self.state.clone(),
            channel: self.channel.clone(),
            area: self.area.clone(),
            age: self.age.clone(),
            relation: self.relation.clone(),
            from: self.from.clone(),
            to: self.to.clone(),
            q: self.q.clone(),
        }
    }

    /// What is ordered, or everything that is to be mended.
    pub fn parse(&self, w: &Words, call: Option<&Consultation>, zone: &Zone, errors: &mut Errors) -> Option<Order> {
        if call.is_none() {
            errors.add("call", fl!(w, "export-call-missing"));
        }
        let filter = call.map(|call| Filter::parse_strictly(&self.filter(), call));
        match &filter {
            Some(Err(("q", _))) => errors.add("conditions", fl!(w, "export-words-too-many")),
            Some(Err((_, value))) => {
                errors.add("conditions", fl!(w, "export-condition-unknown", value = value.as_str()))
            }
            _ => {}
        }
        let profile = Profile::parse(&self.profile);
        if profile.is_none() {
            errors.add("profile", fl!(w, "export-profile-missing"));
        }
        let format = Format::parse(&self.format);
        if format.is_none() {
            errors.add("format", fl!(w, "export-format-missing"));
        }
        let columns = match format?.tool() {
            Some(_) => Vec::new(),
            None => self.columns(w, call?, zone, profile?, errors),
        };
        let order = Order { call: call?.clone(), filter: filter?.ok()?, profile: profile?, format: format?, columns };
        if !order.is_allowed() {
            errors.add(
                "profile",
                match order.profile {
                    Profile::Public => fl!(w, "export-public-attributes"),
                    Profile::Office => fl!(w, "export-office-counted"),
                },
            );
        }
        Some(order)
    }

    /// The columns asked for; none where they are all of the profile in its own order.
    fn columns(&self, w: &Words, call: &Consultation, zone: &Zone, profile: Profile, errors: &mut Errors) -> Vec<Fact> {
        let text = match profile {
            Profile::Public => &self.columns_public,
            Profile::Office => &self.columns_office,
        };
        let offered = table(call, zone, profile, &[]);
        let mut chosen = Vec::new();
        for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
            match offered.iter().find(|(_, column)| column.head == line) {
                Some((fact, _)) if chosen.contains(fact) => {}
                Some((fact, _)) => chosen.push(*fact),
                None => errors.add(columns_field(profile), fl!(w, "export-column-unknown", column = line)),
            }
        }
        if offered.iter().map(|(fact, _)| fact).eq(&chosen) { Vec::new() } else { chosen }
    }
}

/// The field of the form that holds the columns of a profile.
pub fn columns_field(profile: Profile) -> &'static str {
    match profile {
        Profile::Public => "columns_public",
        Profile::Office => "columns_office",
    }
}

/// Which columns there are hangs on the consultation alone; `chosen`: those of them, else all in the profile's order.
pub fn table(call: &Consultation, zone: &Zone, profile: Profile, chosen: &[Fact]) -> Vec<(Fact, Column)> {
    Sheet::new(call, zone, "", PublicCounts::default()).table(profile, None, chosen)
}

/// Columns as the form shows them: headings, one a line.
pub fn column_lines(call: &Consultation, zone: &Zone, profile: Profile, columns: &[Fact]) -> String {
    let table = table(call, zone, profile, columns);
    table.into_iter().map(|(_, column)| column.head).collect::<Vec<_>>().join("\n")
}

/// The field for the columns of a profile.
pub struct Columns {
    pub name: &'static str,
    pub label: String,
    /// Headings, one a line.
    pub lines: String,
    /// All that there are, in a sentence.
    pub all: String,
}

pub fn column_fields(ui: &Ui, call: Option<&Consultation>, form: &ExportForm) -> [Columns; 2] {
    let w = ui.words;
    let all = |profile| {
        let lines = call.map_or(String::new(), |call| column_lines(call, &ui.zone, profile, &[]));
        lines.replace('\n', &fl!(w, "board-comma"))
    };
    let field = |profile, label, lines: &str| Columns {
        name: columns_field(profile),
        label,
        lines: lines.to_owned(),
        all: all(profile),
    };
    [
        field(Profile::Office, fl!(w, "export-columns-office"), &form.columns_office),
        field(Profile::Public, fl!(w, "export-columns-public"), &form.columns_public),
    ]
}
