//! A file from elsewhere: what it is at first sight, why it cannot be read, and reading it row by row.

pub mod reader;
pub mod routes;

use std::fs::File;
use std::ops::ControlFlow;
use std::path::Path;

use i18n_embed_fl::fl;
use serde::{Deserialize, Serialize};

use crate::base::names::named;
use crate::base::text::Words;
use crate::consultations::Consultation;
use crate::headings::source::Source;
use crate::headings::{self, guess, in_language};
use crate::mapping::{Column, Meaning, Plan, Review};
use crate::tables::text::{self, Encoding};
use crate::tables::{self, Bad, BadCell, Fault, Hidden, Row, Shape, Stranger, Wish};

/// Rows looked at when a file comes.
const FIRST: usize = 50;
/// Of a cell; one more than a page shows, to see that it goes on.
const GLANCE_CHARS: usize = 31;

named! {
    /// Why a file cannot be read.
    pub enum Why {
        Empty = "empty",
        /// A heading, and nothing below it.
        NoRows = "no_rows",
        /// The first row is narrower than those below it: a title stands above the heading.
        NoHeading = "no_heading",
        Encrypted = "encrypted",
        Macros = "macros",
        OldExcel = "old_excel",
        Html = "html",
        Json = "json",
        Pdf = "pdf",
        OpenDocument = "open_document",
        Jis = "jis",
        Archive = "archive",
        Binary = "binary",
        /// A byte that is no text.
        Byte = "byte",
        OpenQuote = "open_quote",
        RowTooLong = "row_too_long",
        /// A NUL in a cell.
        Nul = "nul",
        TooManyRows = "too_many_rows",
        TooManyColumns = "too_many_columns",
        Bomb = "bomb",
        /// No datum, but a formula or an error, in the heading.
        Heading = "heading",
        Broken = "broken",
        NoSuchSheet = "no_such_sheet",
        Changing = "changing",
        /// The upload is not on this machine any more.
        Gone = "gone",
        /// It is not what was tried: rows are more, or others.
        Changed = "changed",
        /// Another file with the same ids is on its way in.
        Beside = "beside",
        Other = "other",
    }
}

/// Why a file cannot be read, and where.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Failure {
    pub why: Why,
    /// A row, a cell, a sheet, the place of a byte; '' where it does not matter.
    pub place: String,
    /// Of a byte: what it is not, and in what else all of the file can be read.
    pub encoding: Option<Encoding>,
    #[serde(default)]
    pub rather: Option<Encoding>,
}

impl From<Why> for Failure {
    fn from(why: Why) -> Self {
        Self { why, place: String::new(), encoding: None, rather: None }
    }
}

impl From<Fault> for Failure {
    fn from(fault: Fault) -> Self {
        let at = |why: Why, place: String| Self { place, ..why.into() };
        match fault {
            Fault::Empty => Why::Empty.into(),
            Fault::NotATable(stranger) => Why::from(stranger).into(),
            Fault::Byte { encoding, offset } => {
                Self { encoding: Some(encoding), ..at(Why::Byte, (offset + 1).to_string()) }
            }
            Fault::OpenQuote { row } => at(Why::OpenQuote, row.to_string()),
            Fault::RowTooLong { row } => at(Why::RowTooLong, row.to_string()),
            Fault::Nul { row, column } => at(Why::Nul, format!("{column}{row}")),
            Fault::TooManyRows => Why::TooManyRows.into(),
            Fault::TooManyColumns { row } => at(Why::TooManyColumns, row.to_string()),
            Fault::Bomb => Why::Bomb.into(),
            Fault::Heading(cell) => at(Why::Heading, format!("{}{}", cell.column, cell.row)),
            Fault::Broken(cause) => at(Why::Broken, cause),
            Fault::NoSuchSheet(name) => at(Why::NoSuchSheet, name),
            Fault::Changing => Why::Changing.into(),
            Fault::Io(error) if error.kind() == std::io::ErrorKind::NotFound => Why::Gone.into(),
            Fault::Io(error) => at(Why::Other, error.to_string()),
        }
    }
}

impl From<Stranger> for Why {
    fn from(stranger: Stranger) -> Self {
        match stranger {
            Stranger::Encrypted => Self::Encrypted,
            Stranger::Macros => Self::Macros,
            Stranger::OldExcel => Self::OldExcel,
            Stranger::Html => Self::Html,
            Stranger::Json => Self::Json,
            Stranger::Pdf => Self::Pdf,
            Stranger::OpenDocument => Self::OpenDocument,
            Stranger::Jis => Self::Jis,
            Stranger::Archive => Self::Archive,
            Stranger::Binary => Self::Binary,
        }
    }
}

impl Failure {
    /// Why a table cannot be read; of a byte, with the encoding that would do.
    fn of(fault: tables::Fault, path: &Path) -> Self {
        let rather = match &fault {
            tables::Fault::Byte { encoding, .. } => rather(path, *encoding),
            _ => None,
        };
        Self { rather, ..fault.into() }
    }

    /// Of a text file it may be commas, of a workbook another sheet.
    fn no_heading(&self, w: &Words) -> String {
        match self.place.split_once('\u{1F}') {
            Some((row, sheet)) => fl!(w, "import-why-no-heading-sheet", row = row, sheet = sheet),
            None => fl!(w, "import-why-no-heading", row = self.place.as_str()),
        }
    }

    /// What is wrong, where, and how to cure it.
    pub fn text(&self, w: &Words) -> String {
        let place = self.place.as_str();
        match self.why {
            Why::Empty => fl!(w, "import-why-empty"),
            Why::NoRows => fl!(w, "import-why-no-rows"),
            Why::NoHeading => self.no_heading(w),
            Why::Encrypted => fl!(w, "import-why-encrypted"),
            Why::Macros => fl!(w, "import-why-macros"),
            Why::OldExcel => fl!(w, "import-why-old-excel"),
            Why::Html => fl!(w, "import-why-html"),
            Why::Json => fl!(w, "import-why-json"),
            Why::Pdf => fl!(w, "import-why-pdf"),
            Why::OpenDocument => fl!(w, "import-why-open-document"),
            Why::Jis => fl!(w, "import-why-jis"),
            Why::Archive => fl!(w, "import-why-archive"),
            Why::Binary => fl!(w, "import-why-binary"),
            Why::Byte => {
                let encoding = self.encoding.map_or("", Encoding::label);
                match self.rather.map(Encoding::label) {
                    Some(rather) => {
                        fl!(w, "import-why-byte-rather", place = place, encoding = encoding, rather = rather)
                    }
                    None => fl!(w, "import-why-byte", place = place, encoding = encoding),
                }
            }
            Why::OpenQuote => fl!(w, "import-why-open-quote", row = place),
            Why::RowTooLong => fl!(w, "import-why-row-too-long", row = place),
            Why::Nul => fl!(w, "import-why-nul", cell = place),
            Why::TooManyRows => fl!(w, "import-why-too-many-rows"),
            Why::TooManyColumns => fl!(w, "import-why-too-many-columns", row = place),
            Why::Bomb => fl!(w, "import-why-bomb"),
            Why::Heading => fl!(w, "import-why-heading", cell = place),
            Why::Broken => fl!(w, "import-why-broken"),
            Why::NoSuchSheet => fl!(w, "import-why-no-such-sheet", sheet = place),
            Why::Changing => fl!(w, "import-why-changing"),
            Why::Gone => fl!(w, "import-why-gone"),
            Why::Changed => fl!(w, "import-why-changed"),
            Why::Beside => fl!(w, "import-why-beside", file = place),
            Why::Other => fl!(w, "import-why-other"),
        }
    }
}

/// What a file turned out to be, to be shown.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Form {
    /// Of a text file.
    pub encoding: Option<Encoding>,
    /// In what else all of it can be read, where somebody chose what it is not found out to be.
    #[serde(default)]
    pub rather: Option<Encoding>,
    pub separator: String,
    /// Of a workbook: which of its sheets was read, all of them, what does not show in it.
    pub sheet: String,
    pub sheets: Vec<String>,
    #[serde(default)]
    pub unseen: Vec<Hidden>,
}

impl From<Shape> for Form {
    fn from(shape: Shape) -> Self {
        match shape {
            Shape::Csv { encoding, separator, .. } => {
                Self { encoding: Some(encoding), separator: separator.to_string(), ..Self::default() }
            }
            Shape::Xlsx { sheet, sheets, hidden: unseen } => Self { sheet, sheets, unseen, ..Self::default() },
        }
    }
}

/// What is kept of a look, to be shown: never more of a cell than a page shows.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Glance {
    pub form: Form,
    pub rows: Vec<Row>,
    /// Columns that somebody once chose not to use, as (place, what they are known for today).
    #[serde(default)]
    pub news: Vec<(usize, Meaning)>,
}

impl Look {
    pub fn glance(&self) -> Glance {
        let short = |cell: &String| cell.chars().take(GLANCE_CHARS).collect();
        let row = |row: &Row| Row { number: row.number, cells: row.cells.iter().map(short).collect() };
        Glance { form: self.form.clone(), rows: self.rows.iter().map(row).collect(), ..Glance::default() }
    }
}

/// What a file is at first sight.
pub struct Look {
    pub source: Source,
    pub plan: Plan,
    pub form: Form,
    pub heads: Vec<String>,
    /// The first rows below the heading.
    pub rows: Vec<Row>,
}

/// What should be known of the columns as they are taken now: which are not used, and why. `news`: as in `Glance`.
pub fn remarks(w: &Words, plan: &Plan, news: &[(usize, Meaning)]) -> Vec<String> {
    let left = plan.columns.iter().enumerate().filter(|(_, column)| column.meaning == Meaning::Nothing);
    let passed_over = left.filter_map(|(at, column)| passed_over(w, plan, at, column.head.trim()));
    let known_by_now = |(at, now): &(usize, Meaning)| {
        let column = plan.columns.get(*at).filter(|column| column.meaning == Meaning::Nothing)?;
        let (letters, head) = (tables::letters(*at), column.head.trim());
        Some(fl!(w, "import-known-by-now", letters = letters, head = head, meaning = now.label(w)))
    };
    passed_over.chain(news.iter().filter_map(known_by_now)).collect()
}

/// What is said where the first row is rather an opinion than a heading, as long as nobody has said what the columns are.
pub fn headless(w: &Words, source: &str, plan: &Plan) -> Option<String> {
    let text = &plan.columns[plan.column(Meaning::Text)?];
    let is_written = source == Source::Sheet.name() && headings::is_rather_written(&text.head);
    (is_written && !plan.columns.iter().any(|column| headings::is_known(&column.head)))
        .then(|| fl!(w, "import-headless"))
}

/// A column under the same heading as a used one: which of them is meant, only people know. One under the heading of the text
/// in another language, which stands in where it is blank. One that tells how many opinions a row stands for.
fn passed_over(w: &Words, plan: &Plan, at: usize, head: &str) -> Option<String> {
    let letters = tables::letters(at);
    if headings::is_count(head) {
        return Some(fl!(w, "import-not-counted", letters = letters, head = head));
    }
    let is_used = |it: &Column| it.meaning != Meaning::Nothing && named(&it.head) == named(head);
    let used = plan.columns.iter().position(|it| !head.is_empty() && is_used(it)).map(tables::letters)?;
    Some(match in_language(head) {
        Some(("body", _)) => fl!(w, "import-stands-in", letters = letters, head = head, used = used),
        _ => fl!(w, "import-passed-over", letters = letters, head = head, used = used),
    })
}

fn named(head: &str) -> &str {
    in_language(head).map_or(head.trim(), |(what, _)| what)
}

/// What stands in this row is rather a title: the next row, and most of those below it, are wider.
fn no_heading(shape: &Shape, row: u64) -> Failure {
    let place = match shape {
        Shape::Csv { .. } => row.to_string(),
        Shape::Xlsx { sheet, .. } => format!("{row}\u{1F}{sheet}"),
    };
    Failure { place, ..Why::NoHeading.into() }
}

/// In what else than in `encoding` all of a file can be read. Whoever cannot look is told nothing.
fn rather(path: &Path, encoding: Encoding) -> Option<Encoding> {
    text::rather(&mut File::open(path).ok()?, encoding).ok()?
}

/// Looks at the first rows of a file and guesses what its columns are.
pub fn look(path: &Path, wish: &Wish, call: &Consultation) -> Result<Look, Failure> {
    let (mut rows, mut wide): (Vec<Row>, Vec<bool>) = (Vec::new(), Vec::new());
    let shape = tables::read(File::open(path).map_err(tables::Fault::from)?, wish, &mut |row| {
        wide.push(matches!(row, Err(BadCell { why: Bad::Ragged { .. }, .. })));
        rows.extend(row);
        if wide.len() > FIRST { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    })
    .map_err(|fault| Failure::of(fault, path))?;
    if wide.len() < 2 {
        return Err(Why::NoRows.into());
    }
    // More of them than of those that fit below the first row.
    if wide[1] && wide.iter().filter(|wide| **wide).count() >= rows.len() {
        return Err(no_heading(&shape, rows[0].number));
    }
    let heads = rows.remove(0).cells;
    let (source, columns) = guess(&heads, &rows);
    let guarded = matches!(shape, Shape::Csv { marked: true, .. })
        || matches!(shape, Shape::Csv { encoding: Encoding::Cp932, .. });
    let form = Form::from(shape);
    let form =
        Form { rather: form.encoding.filter(|_| wish.encoding.is_some()).and_then(|it| rather(path, it)), ..form };
    let theme = call.theme("other").or(call.themes.first()).map_or(String::new(), |theme| theme.code.clone());
    let plan = Plan {
        encoding: form.encoding,
        sheet: Some(form.sheet.clone()).filter(|sheet| !sheet.is_empty()),
        guarded,
        columns,
        list: source.list().to_owned(),
        theme,
        channel: source.channel(),
        day: String::new(),
        review: Review::Queue,
        meeting: None,
        answers: Vec::new(),
        skips_wrong: false,
    };
    Ok(Look { source, plan, form, heads, rows })
}
