//! What goes out: opinions as files.

pub mod jobs;
pub mod routes;
pub mod store;

use i18n_embed_fl::fl;

use crate::base::calendar::{DAY_MS, Zone};
use crate::base::names::named;
use crate::base::text::Words;
use crate::consultations::Consultation;
use crate::exchange::{LANG, Profile};
use crate::opinions::filter::Filter;
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
        }
    }

    pub fn label(self, w: &Words) -> String {
        match self {
            Self::Xlsx => fl!(w, "export-format-xlsx"),
            Self::Csv => fl!(w, "export-format-csv"),
            Self::CsvPlain => fl!(w, "export-format-csv-plain"),
            Self::CsvCp932 => fl!(w, "export-format-csv-cp932"),
            Self::JsonLines => fl!(w, "export-format-jsonl"),
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
    let end = if beside.is_empty() { format!(".{end}") } else { format!("_{beside}.csv") };
    (format!("{day}_{plain}_{profile}{end}"), format!("{day}_{title}{end}"))
}
