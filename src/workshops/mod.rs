//! Workshops: what people wrote on notes at the tables of a meeting, and how many dots the others stuck to them. A sheet of
//! notes goes the way of every file from elsewhere: it is tried, then taken in.

pub mod routes;
pub mod store;

use std::collections::HashMap;
use std::io::Write;

use i18n_embed_fl::fl;
use sha2::{Digest, Sha256};

use crate::base::crypto::hex;
use crate::exchange::LANG;
use crate::mapping::Meaning;
use crate::mapping::guess::guess;
use crate::meetings::Meeting;
use crate::papers::csv::{Style, Table};
use crate::papers::{Cell, Column};

/// Notes that one form takes; a file takes more.
pub const MAX_NOTES: usize = 100;

/// A note as somebody typed it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Note {
    pub table: String,
    /// Name or code.
    pub theme: String,
    pub text: String,
    /// '': nobody counted.
    pub dots: String,
}

impl Note {
    pub fn is_blank(&self) -> bool {
        [&self.table, &self.theme, &self.text, &self.dots].iter().all(|cell| cell.trim().is_empty())
    }
}

/// Rows copied from a spreadsheet: tabs between cells, in quotes what holds a line break. With a heading its columns may stand
/// in any order; without one they are table, theme, text, dots, or fewer: table, text, dots; text, dots; text.
pub fn pasted(text: &str) -> Vec<Note> {
    let text = text.replace("\r\n", "\n");
    let mut reader =
        csv::ReaderBuilder::new().delimiter(b'\t').flexible(true).has_headers(false).from_reader(text.as_bytes());
    let rows = reader.records().flatten().map(|row| row.iter().map(str::to_owned).collect::<Vec<_>>());
    let mut rows = rows.filter(|cells| cells.iter().any(|cell| !cell.trim().is_empty())).peekable();
    let Some(first) = rows.peek() else { return Vec::new() };
    let (_, columns) = guess(first, &[]);
    let headed: Vec<Meaning> = columns.into_iter().map(|column| column.meaning).collect();
    let has_heading = headed.contains(&Meaning::Text);
    let width = first.len();
    let meanings = match (has_heading, width) {
        (true, _) => headed,
        (false, 1) => vec![Meaning::Text],
        (false, 2) => vec![Meaning::Text, Meaning::Dots],
        (false, 3) => vec![Meaning::Table, Meaning::Text, Meaning::Dots],
        (false, _) => vec![Meaning::Table, Meaning::Theme, Meaning::Text, Meaning::Dots],
    };
    let note = |cells: Vec<String>| {
        let cell = |meaning| meanings.iter().position(|it| *it == meaning).and_then(|at| cells.get(at)).cloned();
        let cell = |meaning| cell(meaning).unwrap_or_default();
        let [table, theme, text, dots] = [Meaning::Table, Meaning::Theme, Meaning::Text, Meaning::Dots].map(cell);
        Note { table, theme, text, dots }
    };
    rows.skip(usize::from(has_heading)).map(note).filter(|note| !note.is_blank()).collect()
}

/// The notes as a table that the import reads. Each has a number of its own, made of its words and of how many notes at its table
/// had them before: `before` are those that have come in, by table and words. Without them a sheet that has grown gives its
/// notes the numbers that they had, and adds what is new.
pub fn write(
    out: impl Write,
    meeting: &Meeting,
    notes: &[Note],
    mut before: HashMap<(String, String), u64>,
) -> std::io::Result<()> {
    let w = LANG.words();
    let column = |key, head| Column { key, head, width: 12 };
    let columns = [
        column("id", "id".to_owned()),
        column("day", fl!(w, "column-day")),
        column("table", fl!(w, "column-table")),
        column("theme", fl!(w, "column-theme")),
        column("text", fl!(w, "column-body")),
        column("dots", fl!(w, "column-dots")),
    ];
    let mut table = Table::new(out, Style::Plain, &columns)?;
    for note in notes {
        let table_name = note.table.trim();
        let count = before.entry((table_name.to_owned(), note.text.clone())).or_default();
        *count += 1;
        let place = [meeting.id.as_str(), table_name, &note.text, &count.to_string()].join("\u{1F}");
        let id = hex(&Sha256::digest(place)[..8]);
        let day = meeting.held_on.to_string();
        let cells = [id, day, table_name.to_owned(), note.theme.clone(), note.text.clone(), note.dots.clone()];
        table.add(&cells.map(Cell::Text), |_| Ok(()))?;
    }
    table.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_of_a_spreadsheet_are_read_with_or_without_a_heading() {
        let note = |table: &str, theme: &str, text: &str, dots: &str| Note {
            table: table.into(),
            theme: theme.into(),
            text: text.into(),
            dots: dots.into(),
        };
        for (text, notes) in [
            ("バスを\n橋を\n", vec![note("", "", "バスを", ""), note("", "", "橋を", "")]),
            ("A\tバスを\t5\nA\t橋を\t\n", vec![note("A", "", "バスを", "5"), note("A", "", "橋を", "")]),
            ("A\t交通\t\"夜の\nバス\"\t５\r\n", vec![note("A", "交通", "夜の\nバス", "５")]),
            ("シール\t付せん\tテーブル\n3\tバスを\tB\n\t\t\n", vec![note("B", "", "バスを", "3")]),
            ("", vec![]),
        ] {
            assert_eq!(pasted(text), notes, "{text}");
        }
    }

    #[test]
    fn a_note_keeps_its_number_when_the_sheet_grows() {
        let meeting = Meeting {
            id: "m".into(),
            number: 1,
            held_on: jiff::civil::date(2024, 11, 23),
            starts: String::new(),
            ends: String::new(),
            name: "対話".into(),
            agenda: Vec::new(),
        };
        let note = |text: &str| Note { text: text.into(), ..Note::default() };
        let ids = |notes: &[Note]| {
            let mut out = Vec::new();
            write(&mut out, &meeting, notes, HashMap::new()).unwrap();
            let mut reader = csv::Reader::from_reader(out.as_slice());
            reader.records().map(|row| row.unwrap()[0].to_owned()).collect::<Vec<_>>()
        };
        let before = ids(&[note("公園"), note("公園")]);
        let after = ids(&[note("川"), note("公園"), note("公園")]);
        assert_eq!(after[1..], before[..]);
        assert_ne!(before[0], before[1], "two people wrote the same");
    }
}
