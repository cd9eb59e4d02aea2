//! Readers: a file in, rows of text out, one after another. A CSV takes constant memory; of a workbook its different texts
//! and its styles are kept, within limits. What a file is, its bytes tell, never its name. No database, no clock; where a fault is, is said in the words of whoever sees the table: row 1 is the
//! first, columns are A, B, C.

pub mod ages;
pub mod copied;
pub mod csv;
pub mod days;
mod package;
pub mod text;
pub mod xlsx;

use std::fs::File;
use std::io::{self, Read, Seek};
use std::ops::ControlFlow;

use serde::{Deserialize, Serialize};
use text::Encoding;

/// So many rows at most, beside the heading.
pub const MAX_ROWS: u64 = 1_000_000;
/// So many columns at most: no sheet of opinions has more, a broken one may.
pub const MAX_COLUMNS: usize = 500;

/// A row of a table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    /// Its place as spreadsheets count: the first row of the sheet is 1.
    pub number: u64,
    pub cells: Vec<String>,
}

impl Row {
    fn is_blank(&self) -> bool {
        self.cells.iter().all(String::is_empty)
    }
}

/// What is asked of a reader; what is left open it finds out.
#[derive(Clone, Debug, Default)]
pub struct Wish {
    pub encoding: Option<Encoding>,
    /// Name of a sheet; else the first that is not hidden.
    pub sheet: Option<String>,
    /// Columns of a workbook in which nothing is read: whatever stands there is no fault.
    pub unused: Vec<usize>,
}

/// What a file turned out to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Shape {
    Csv {
        encoding: Encoding,
        separator: char,
        /// A byte order mark stands before it.
        marked: bool,
    },
    Xlsx {
        sheet: String,
        /// Every sheet's name, in order.
        sheets: Vec<String>,
        /// What whoever opens the file does not see: other sheets, and columns and rows of this one, which are read like others.
        hidden: Vec<Hidden>,
    },
}

/// What does not show in a spreadsheet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Hidden {
    Sheet(String),
    /// From one column to another, as letters.
    Columns(String, String),
    Rows(u64),
}

/// Why a file cannot be read at all.
#[derive(Debug)]
pub enum Fault {
    /// Nothing in it, or no row beside the heading's blanks.
    Empty,
    NotATable(Stranger),
    /// The first byte, counted from 0, that is not text in this encoding.
    Byte {
        encoding: Encoding,
        offset: u64,
    },
    /// A quotation mark, opened in this row, that nothing closes.
    OpenQuote {
        row: u64,
    },
    /// A row that does not end, without a quotation mark that could tell why.
    RowTooLong {
        row: u64,
    },
    /// A NUL, which no text holds.
    Nul {
        row: u64,
        /// Letters.
        column: String,
    },
    TooManyRows,
    TooManyColumns {
        row: u64,
    },
    /// An archive that unpacks to more than it should.
    Bomb,
    /// The heading holds a formula or an error: nobody knows what its column is.
    Heading(BadCell),
    /// A spreadsheet that is damaged; in English, for the log.
    Broken(String),
    NoSuchSheet(String),
    /// The file grew or changed while it was read.
    Changing,
    Io(io::Error),
}

/// What came instead of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stranger {
    /// A spreadsheet with a password.
    Encrypted,
    /// A spreadsheet with macros.
    Macros,
    /// Excel's format before 2007.
    OldExcel,
    Html,
    Json,
    Pdf,
    /// OpenDocument, as LibreOffice saves it by itself.
    OpenDocument,
    Archive,
    /// Text in ISO-2022-JP, as mail has it.
    Jis,
    Binary,
}

/// A cell that is no datum: the row is left out, the others are read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadCell {
    pub row: u64,
    /// Letters, e.g. AB.
    pub column: String,
    pub why: Bad,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bad {
    /// More cells than the heading has; missing ones at the end are blank.
    Ragged {
        expected: usize,
        found: usize,
    },
    Formula,
    /// A day that no calendar has, such as Excel's 29 February 1900.
    Date,
    /// #REF!, #N/A …
    Error,
    /// More characters than a cell can have.
    TooLong,
}

impl From<io::Error> for Fault {
    fn from(error: io::Error) -> Self {
        match error.downcast::<text::BadByte>() {
            Ok(text::BadByte { encoding, offset }) => Self::Byte { encoding, offset },
            Err(error) => Self::Io(error),
        }
    }
}

/// Where rows go, the heading first. `Break` ends the reading early.
pub type Each<'a> = dyn FnMut(Result<Row, BadCell>) -> ControlFlow<()> + 'a;

/// Reads a whole table: the heading, then every row that is not blank.
pub fn read(mut file: File, wish: &Wish, each: &mut Each<'_>) -> Result<Shape, Fault> {
    let before = file.metadata()?;
    let shape = match kind(&mut file)? {
        Kind::Xlsx => xlsx::read(file.try_clone()?, wish, each)?,
        Kind::Text => csv::read(file.try_clone()?, wish.encoding, each)?,
    };
    let after = file.metadata()?;
    if (before.len(), before.modified().ok()) != (after.len(), after.modified().ok()) {
        return Err(Fault::Changing);
    }
    Ok(shape)
}

enum Kind {
    Xlsx,
    Text,
}

/// What a file is by its first bytes.
fn kind(file: &mut File) -> Result<Kind, Fault> {
    let mut first = Vec::new();
    file.take(4_096).read_to_end(&mut first)?;
    file.rewind()?;
    let begins = |magic: &[u8]| first.starts_with(magic);
    if first.is_empty() {
        return Err(Fault::Empty);
    }
    let has = |part: &[u8]| first.windows(part.len()).any(|window| window == part);
    if begins(b"PK\x03\x04") && has(b"mimetypeapplication/vnd.oasis.opendocument") {
        return Err(Fault::NotATable(Stranger::OpenDocument));
    }
    if begins(b"PK\x03\x04") || begins(b"PK\x05\x06") {
        return Ok(Kind::Xlsx);
    }
    if begins(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1") {
        return Err(Fault::NotATable(old_office(file)?));
    }
    if begins(b"%PDF") {
        return Err(Fault::NotATable(Stranger::Pdf));
    }
    // Nothing else has these signs, which change to Japanese and back.
    if has(b"\x1B$B") || has(b"\x1B$@") {
        return Err(Fault::NotATable(Stranger::Jis));
    }
    // Not even UTF-16 has three beside each other.
    if has(&[0; 3]) {
        return Err(Fault::NotATable(Stranger::Binary));
    }
    let text = String::from_utf8_lossy(&first).trim_start_matches('\u{FEFF}').trim_start().to_lowercase();
    if ["<!doctype", "<html", "<table", "<?xml"].iter().any(|tag| text.starts_with(tag)) {
        return Err(Fault::NotATable(Stranger::Html));
    }
    let bare: String = text.chars().filter(|c| !c.is_whitespace()).take(3).collect();
    if ["{\"", "[{", "[\""].iter().any(|begin| bare.starts_with(begin)) {
        return Err(Fault::NotATable(Stranger::Json));
    }
    Ok(Kind::Text)
}

/// Excel keeps what has a password in the same container as its files of before 2007.
fn old_office(file: &mut File) -> io::Result<Stranger> {
    let mut some = Vec::new();
    file.take(1 << 20).read_to_end(&mut some)?;
    let name: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let encrypted = some.windows(name.len()).any(|window| window == name);
    Ok(if encrypted { Stranger::Encrypted } else { Stranger::OldExcel })
}

/// A column's letters: 0 is A, 26 is AA.
pub fn letters(mut column: usize) -> String {
    let mut letters = Vec::new();
    loop {
        letters.push(char::from(b'A' + u8::try_from(column % 26).unwrap_or(0)));
        if column < 26 {
            return letters.iter().rev().collect();
        }
        column = column / 26 - 1;
    }
}

/// Lets through the heading and the rows that are not blank and fit below it.
struct Gate<'e, 'f> {
    each: &'e mut Each<'f>,
    /// Columns of the heading; `None` before it.
    width: Option<usize>,
    rows: u64,
}

impl<'e, 'f> Gate<'e, 'f> {
    fn new(each: &'e mut Each<'f>) -> Self {
        Self { each, width: None, rows: 0 }
    }

    fn put(&mut self, mut row: Row) -> Result<ControlFlow<()>, Fault> {
        if row.is_blank() {
            return Ok(ControlFlow::Continue(()));
        }
        // Sheets are often drawn wider than they are filled.
        let last = row.cells.iter().rposition(|cell| !cell.is_empty()).map_or(0, |at| at + 1);
        if last > MAX_COLUMNS {
            return Err(Fault::TooManyColumns { row: row.number });
        }
        let Some(width) = self.width else {
            row.cells.truncate(last);
            self.width = Some(last);
            return Ok((self.each)(Ok(row)));
        };
        self.count()?;
        if last > width {
            let why = Bad::Ragged { expected: width, found: last };
            return Ok((self.each)(Err(BadCell { row: row.number, column: letters(width), why })));
        }
        row.cells.resize(width, String::new());
        Ok((self.each)(Ok(row)))
    }

    fn refuse(&mut self, cell: BadCell) -> Result<ControlFlow<()>, Fault> {
        if self.width.is_none() {
            return Err(Fault::Heading(cell));
        }
        self.count()?;
        Ok((self.each)(Err(cell)))
    }

    fn count(&mut self) -> Result<(), Fault> {
        self.rows += 1;
        if self.rows > MAX_ROWS { Err(Fault::TooManyRows) } else { Ok(()) }
    }

    /// A table without a heading is none.
    fn finish(self) -> Result<(), Fault> {
        self.width.map(|_| ()).ok_or(Fault::Empty)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_named_as_spreadsheets_name_them() {
        for (column, name) in [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA"), (16_383, "XFD")] {
            assert_eq!(letters(column), name);
        }
    }
}
