//! CSV that Excel opens well: UTF-8 with a byte order mark, CRLF between rows, every field in quotes, line breaks
//! inside them as LF.

use std::borrow::Cow;
use std::io::{self, Write};

use csv::{QuoteStyle, Terminator, WriterBuilder};

use super::{Cell, Column};

/// Without it Excel takes UTF-8 for the system's code page.
const BYTE_ORDER_MARK: &[u8] = "\u{FEFF}".as_bytes();

/// Writes the headings and all rows; what comes from `rows` is taken one at a time.
pub fn write(out: impl Write, columns: &[Column], rows: impl Iterator<Item = Vec<Cell>>) -> io::Result<()> {
    let mut out = io::BufWriter::with_capacity(64 * 1024, out);
    out.write_all(BYTE_ORDER_MARK)?;
    let mut csv = WriterBuilder::new().quote_style(QuoteStyle::Always).terminator(Terminator::CRLF).from_writer(out);
    csv.write_record(columns.iter().map(|column| guarded(&column.head).into_owned()))?;
    for row in rows {
        for cell in row {
            match cell {
                Cell::Empty => csv.write_field("")?,
                Cell::Text(text) => csv.write_field(guarded(&text).as_bytes())?,
                Cell::Number(number) => csv.write_field(number.to_string())?,
            }
        }
        csv.write_record(None::<&[u8]>)?;
    }
    csv.flush()
}

/// A text as it stands in a cell: one `'` before what a spreadsheet would take for a formula.
///
/// A text that has such apostrophes of its own gets one too, so that taking one off from every cell that begins
/// with apostrophes and a formula's sign always gives the text back.
pub fn guarded(text: &str) -> Cow<'_, str> {
    if is_formula_like(text) { Cow::Owned(format!("'{text}")) } else { Cow::Borrowed(text) }
}

/// Any number of `'`, then a sign that begins a formula, in half or full width, or a TAB or CR, which Excel skips.
fn is_formula_like(text: &str) -> bool {
    text.trim_start_matches('\'').starts_with(['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠'])
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// What a reader of our files does.
    fn taken_off(cell: &str) -> &str {
        match cell.strip_prefix('\'') {
            Some(rest) if is_formula_like(rest) => rest,
            _ => cell,
        }
    }

    fn written(rows: Vec<Vec<Cell>>) -> String {
        let columns = ["番号", "意見"].map(|head| Column { head: head.into(), width: 10 });
        let mut out = Vec::new();
        write(&mut out, &columns, rows.into_iter()).unwrap();
        String::from_utf8(out).unwrap()
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
            assert_eq!(taken_off(cell), text, "{cell:?}");
        }
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
            prop_assert_eq!(taken_off(&record[1]), text);
        }
    }
}
