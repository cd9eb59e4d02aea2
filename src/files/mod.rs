//! How a file is written: which formats there are; rows in, bytes and their hash out.

use std::fmt;
use std::io::Write;
use std::path::PathBuf;

use anyhow::anyhow;
use i18n_embed_fl::fl;
use tokio::sync::mpsc;

use crate::base::names::named;
use crate::base::text::Words;
use crate::exchange::LANG;
use crate::exchange::rows::Rows;
use crate::exchange::tools::Tool;
use crate::papers::csv::{Lost, Style, Table};
use crate::papers::{Cell, Column, Hashed, jsonl, xlsx};

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

    /// What its codebook says of the file as a whole: in what it is written, and what is not as it was sent.
    pub fn note(self, w: &Words) -> String {
        match self.writer() {
            Writer::Csv(Style::Excel) => fl!(w, "codebook-file-csv"),
            Writer::Csv(Style::Cp932) => fl!(w, "codebook-file-cp932"),
            Writer::Csv(Style::Plain | Style::Bare) => fl!(w, "codebook-file-plain"),
            Writer::Xlsx => fl!(w, "codebook-file-xlsx"),
            Writer::JsonLines => fl!(w, "codebook-file-jsonl"),
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

/// Why there is no file: what the person is told, and what the log is told.
#[derive(Debug)]
pub struct Stopped {
    pub why: Failure,
    /// 受付番号 of the row that could not be written.
    pub at: Option<String>,
    pub cause: anyhow::Error,
}

impl fmt::Display for Stopped {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.at {
            Some(receipt) => write!(f, "{receipt}: {:#}", self.cause),
            None => write!(f, "{:#}", self.cause),
        }
    }
}

impl std::error::Error for Stopped {}

impl From<std::io::Error> for Stopped {
    fn from(error: std::io::Error) -> Self {
        Self { why: Failure::Disk, at: None, cause: error.into() }
    }
}

impl From<sqlx::Error> for Stopped {
    fn from(error: sqlx::Error) -> Self {
        Self { why: Failure::Other, at: None, cause: error.into() }
    }
}

impl From<anyhow::Error> for Stopped {
    fn from(cause: anyhow::Error) -> Self {
        Self { why: Failure::Other, at: None, cause }
    }
}

/// The writing half, on a thread that may wait for the disk.
pub struct Target {
    pub format: Format,
    pub columns: Vec<Column>,
    pub as_of: i64,
    /// Where large tables wait meanwhile.
    pub scratch: PathBuf,
}

impl Target {
    /// Writes rows as the database hands them over, until there are no more. Bytes, SHA-256 and how many characters could
    /// not be written.
    pub fn put(
        &self,
        rows: mpsc::Receiver<Vec<String>>,
        read: &mut Rows<'_>,
        out: impl Write + Send,
        lost: impl Write,
    ) -> Result<(u64, String, i64), Stopped> {
        let mut out = Hashed::new(out);
        let mut count = 0;
        match self.format.writer() {
            Writer::Csv(style) => {
                let mut table = Table::new(&mut out, style, &self.columns)?;
                let mut list = Table::new(lost, Style::Excel, &lost_columns())?;
                each(rows, read, |receipt, row| {
                    let hear = |lost| {
                        count += 1;
                        list.add(&self.lost_row(receipt, lost), |_| Ok(()))
                    };
                    Ok(table.add(row, hear)?)
                })?;
                list.finish()?;
                table.finish()?;
            }
            Writer::Xlsx => {
                let name = fl!(LANG.words(), "export-sheet");
                let (columns, scratch) = (&self.columns, &self.scratch);
                let sheet = xlsx::Sheet { name: &name, columns, as_of: self.as_of, scratch };
                let mut table = xlsx::Table::new(&sheet).map_err(|refused| refusal(refused, ""))?;
                each(rows, read, |receipt, row| table.add(row).map_err(|refused| refusal(refused, receipt)))?;
                table.finish(&mut out).map_err(|refused| refusal(refused, ""))?;
            }
            Writer::JsonLines => {
                let mut lines = jsonl::Lines::new(&mut out, &self.columns);
                each(rows, read, |_, row| Ok(lines.add(row)?))?;
                lines.finish()?;
            }
        }
        let (bytes, sha256, _) = out.finish()?;
        Ok((bytes, sha256, count))
    }

    /// A line of the list of what could not be written.
    fn lost_row<'a>(&'a self, receipt: &'a str, lost: Lost) -> [Cell<'a>; 5] {
        let heading = self.columns.get(lost.column).map_or("", |column| column.head.as_str());
        [
            Cell::Number(i64::try_from(lost.line).unwrap_or(i64::MAX)),
            Cell::from(receipt),
            Cell::from(heading),
            Cell::from(lost.character.to_string()),
            Cell::from(format!("U+{:04X}", u32::from(lost.character))),
        ]
    }
}

/// Hands 受付番号 and cells of every row on.
fn each(
    mut rows: mpsc::Receiver<Vec<String>>,
    read: &mut Rows<'_>,
    mut put: impl FnMut(&str, &[Cell<'_>]) -> Result<(), Stopped>,
) -> Result<(), Stopped> {
    while let Some(chunk) = rows.blocking_recv() {
        for row in &chunk {
            let (receipt, cells) = read.cells(row).map_err(|receipt| Stopped {
                why: Failure::Other,
                at: Some(receipt.to_owned()),
                cause: anyhow!("its row cannot be read, or its contact cannot be unsealed"),
            })?;
            put(receipt, &cells)?;
        }
    }
    Ok(())
}

fn lost_columns() -> [Column; 5] {
    let w = LANG.words();
    let column = |key, head| Column { key, head, width: 12 };
    [
        column("line", fl!(w, "lost-line")),
        column("receipt", fl!(w, "column-receipt")),
        column("column", fl!(w, "lost-column")),
        column("character", fl!(w, "lost-character")),
        column("number", fl!(w, "lost-number")),
    ]
}

fn refusal(refused: xlsx::Refused, receipt: &str) -> Stopped {
    match refused {
        xlsx::Refused::TooLong { row } => Stopped {
            why: Failure::TooLong,
            at: Some(receipt.to_owned()),
            cause: anyhow!("row {} has a cell of more than 32,767 characters; CSV takes it", row + 1),
        },
        xlsx::Refused::TooManyRows => Stopped {
            why: Failure::TooManyRows,
            at: None,
            cause: anyhow!("an Excel sheet ends after 1,048,576 rows; CSV does not, or narrow the conditions"),
        },
        xlsx::Refused::Other(error @ rust_xlsxwriter::XlsxError::IoError(_)) => {
            Stopped { why: Failure::Disk, at: None, cause: error.into() }
        }
        xlsx::Refused::Other(error) => Stopped { why: Failure::Other, at: None, cause: error.into() },
    }
}
