//! CSV: every field in quotes, CRLF between rows, line breaks inside fields as LF.

use std::borrow::Cow;
use std::io::{self, Write};

use csv::{QuoteStyle, Terminator, WriterBuilder};

use super::{Cell, Column, cp932};

/// For whom a CSV file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// Excel: UTF-8 with a byte order mark, formulas made harmless.
    Excel,
    /// Programs: UTF-8, every text exactly as it is.
    Plain,
    /// As `Plain`, without a line end after the last row.
    Bare,
    /// Old programs: Windows' code page, formulas made harmless; what it lacks is told.
    Cp932,
}

/// A character that the code page lacks: the line of the table it stands in (the heading is 1), its column, itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lost {
    pub line: u64,
    pub column: usize,
    pub character: char,
}

/// Without it Excel takes UTF-8 for the system's code page.
const BYTE_ORDER_MARK: &[u8] = "\u{FEFF}".as_bytes();

/// A table on its way out, row after row.
pub struct Table<W: Write> {
    csv: csv::Writer<io::BufWriter<Ends<W>>>,
    style: Style,
    /// The last line written; the headings are 1.
    line: u64,
}

impl<W: Write> Table<W> {
    /// Writes the headings.
    pub fn new(mut out: W, style: Style, columns: &[Column]) -> io::Result<Self> {
        if style == Style::Excel {
            out.write_all(BYTE_ORDER_MARK)?;
        }
        let mut table = Self::below(out, style);
        let heads: Vec<Cell<'_>> = columns.iter().map(|column| Cell::from(column.head.as_str())).collect();
        table.add(&heads, |_| Ok(()))?;
        Ok(table)
    }

    /// Goes on with a table that has its headings, and maybe rows, already.
    pub fn below(out: W, style: Style) -> Self {
        let ends = Ends { out, holds: style == Style::Bare, held: Vec::new() };
        let out = io::BufWriter::with_capacity(64 * 1024, ends);
        let csv = WriterBuilder::new().quote_style(QuoteStyle::Always).terminator(Terminator::CRLF).from_writer(out);
        Self { csv, style, line: 0 }
    }

    /// Writes a row. `lost` hears of every character that could not be written, in order.
    pub fn add(&mut self, row: &[Cell<'_>], mut lost: impl FnMut(Lost) -> io::Result<()>) -> io::Result<()> {
        self.line += 1;
        let (mut bytes, mut missing) = (Vec::new(), Vec::new());
        for (column, cell) in row.iter().enumerate() {
            let exact = cell.text().unwrap_or_default();
            let is_safe = matches!(self.style, Style::Plain | Style::Bare) || matches!(cell, Cell::Number(_));
            let text = if is_safe { Cow::Borrowed(exact.as_ref()) } else { guarded(&exact) };
            if self.style != Style::Cp932 {
                self.csv.write_field(text.as_bytes())?;
                continue;
            }
            bytes.clear();
            let line = self.line;
            cp932::encode(&text, &mut bytes, |character| missing.push(Lost { line, column, character }));
            self.csv.write_field(&bytes)?;
        }
        self.csv.write_record(None::<&[u8]>)?;
        missing.into_iter().try_for_each(&mut lost)
    }

    /// What it was written to.
    pub fn finish(self) -> io::Result<W> {
        let out = self.csv.into_inner().map_err(|error| io::Error::other(error.to_string()))?;
        Ok(out.into_inner().map_err(io::IntoInnerError::into_error)?.out)
    }
}

/// Holds line ends back until something follows them, where none may stand at the end.
struct Ends<W> {
    out: W,
    holds: bool,
    held: Vec<u8>,
}

impl<W: Write> Write for Ends<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if !self.holds {
            return self.out.write(bytes);
        }
        let last = bytes.iter().rposition(|byte| !matches!(byte, b'\r' | b'\n')).map_or(0, |at| at + 1);
        let (words, ends) = bytes.split_at(last);
        if !words.is_empty() {
            self.out.write_all(&std::mem::take(&mut self.held))?;
            self.out.write_all(words)?;
        }
        self.held.extend_from_slice(ends);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

/// A text as it stands in a cell: one `'` before what a spreadsheet would take for a formula.
///
/// A text that has such apostrophes of its own gets one too, so that taking one off from every cell that begins
/// with apostrophes and a formula's sign always gives the text back.
pub fn guarded(text: &str) -> Cow<'_, str> {
    if is_formula_like(text) { Cow::Owned(format!("'{text}")) } else { Cow::Borrowed(text) }
}

/// What stood in a cell before it was guarded.
pub fn unguarded(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        Some(text) if is_formula_like(text) => text,
        _ => cell,
    }
}

/// Any number of `'`, then a sign that begins a formula, in half or full width, or a TAB or CR, which Excel skips.
fn is_formula_like(text: &str) -> bool {
    text.trim_start_matches('\'').starts_with(['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠'])
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn written(rows: Vec<Vec<Cell>>) -> String {
        String::from_utf8(written_for(Style::Excel, rows).0).unwrap()
    }

    fn written_for(style: Style, rows: Vec<Vec<Cell>>) -> (Vec<u8>, Vec<Lost>) {
        let columns = ["番号", "意見"].map(|head| Column { key: "", head: head.into(), width: 10 });
        let (mut out, mut lost) = (Vec::new(), Vec::new());
        let mut table = Table::new(&mut out, style, &columns).unwrap();
        for row in rows {
            let hear = |one| {
                lost.push(one);
                Ok(())
            };
            table.add(&row, hear).unwrap();
        }
        table.finish().unwrap();
        (out, lost)
    }

    #[test]
    fn a_plain_file_is_exact_and_an_old_one_names_what_it_lacks() {
        let rows = || {
            vec![vec![Cell::Number(-1), Cell::from("=1".to_owned())], vec![Cell::Empty, Cell::from("𠮷だ".to_owned())]]
        };
        let (plain, lost) = written_for(Style::Plain, rows());
        assert_eq!(String::from_utf8(plain).unwrap(), "\"番号\",\"意見\"\r\n\"-1\",\"=1\"\r\n\"\",\"𠮷だ\"\r\n");
        assert!(lost.is_empty());
        let (bare, _) = written_for(Style::Bare, rows());
        assert_eq!(String::from_utf8(bare).unwrap(), "\"番号\",\"意見\"\r\n\"-1\",\"=1\"\r\n\"\",\"𠮷だ\"");
        let (old, lost) = written_for(Style::Cp932, rows());
        let (old, ..) = encoding_rs::SHIFT_JIS.decode(&old);
        assert_eq!(old, "\"番号\",\"意見\"\r\n\"-1\",\"'=1\"\r\n\"\",\"〓だ\"\r\n");
        assert_eq!(lost, [Lost { line: 3, column: 1, character: '𠮷' }]);
    }

    #[test]
    fn what_looks_like_a_formula_gets_one_apostrophe() {
        let cases = [
            ("=1+1", "'=1+1"),
            ("+81 79", "'+81 79"),
            ("-1", "'-1"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("\t=1", "'\t=1"),
            ("\r=1", "'\r=1"),
            ("＝1", "'＝1"),
            ("＋1", "'＋1"),
            ("－1", "'－1"),
            ("＠a", "'＠a"),
            ("=HYPERLINK(\"http://example.jp\")", "'=HYPERLINK(\"http://example.jp\")"),
            ("=cmd|'/C calc'!A0", "'=cmd|'/C calc'!A0"),
            ("'=1", "''=1"),
            ("'古い'文", "'古い'文"),
            ("1+1=2", "1+1=2"),
            ("・-1", "・-1"),
            (" =1", " =1"),
            ("", ""),
        ];
        for (text, cell) in cases {
            assert_eq!(guarded(text), cell, "{text:?}");
            assert_eq!(unguarded(cell), text, "{cell:?}");
        }
    }

    #[test]
    fn a_list_is_joined_before_it_is_guarded() {
        let list = |labels: [&'static str; 2]| Cell::Codes(labels.map(|label| ("", label)).into());
        let file = written(vec![vec![list(["=1", "交通"]), list(["交通", "=1"])]]);
        assert!(file.ends_with("\"'=1\n交通\",\"交通\n=1\"\r\n"), "{file}");
    }

    #[test]
    fn every_field_is_quoted_and_rows_end_in_crlf() {
        let rows =
            vec![vec![Cell::Number(-1), Cell::from("一行目\n\"二\"行目,".to_owned())], vec![Cell::Empty, Cell::Empty]];
        assert_eq!(written(rows), "\u{FEFF}\"番号\",\"意見\"\r\n\"-1\",\"一行目\n\"\"二\"\"行目,\"\r\n\"\",\"\"\r\n");
    }

    proptest! {
        #[test]
        fn every_text_comes_back(text in "['=+@＝\\-\"\r\n,a-cあ-う😀𠮷]{0,12}") {
            let file = written(vec![vec![Cell::Number(1), Cell::from(text.clone())]]);
            let mut reader = csv::Reader::from_reader(file.trim_start_matches('\u{FEFF}').as_bytes());
            let record = reader.records().next().unwrap().unwrap();
            prop_assert_eq!(unguarded(&record[1]), text);
        }
    }
}
