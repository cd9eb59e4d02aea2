//! Workshops: what people wrote on notes at the tables of a meeting, and how many dots the others stuck to them. A sheet of
//! notes goes the way of every file from elsewhere: it is tried, then taken in.

pub mod dots;
pub mod routes;
pub mod store;

use std::collections::HashMap;
use std::io::Write;

use i18n_embed_fl::fl;
use serde::Deserialize;
use sha2::{Digest, Sha256};

use crate::base::crypto::hex;
use crate::exchange::LANG;
use crate::headings::{guess, is_name};
use crate::mapping::{Meaning, Plan};
use crate::meetings::{Meeting, read_dots};
use crate::papers::csv::{Style, Table};
use crate::papers::{Cell, Column};
use crate::tables::copied::rows;
use store::Stuck;

/// Notes that one form takes; a file takes more.
pub const MAX_NOTES: usize = 200;
/// Bytes of a form of notes: all that it takes, each as long as an opinion may be (20,000 bytes, percent-encoded threefold),
/// with its table and its theme.
pub const SHEET_BYTES: usize = MAX_NOTES * 64 * 1024;
/// Empty rows of a new sheet, and so many more at each press.
pub const MORE_ROWS: usize = 8;

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

/// Notes as a spreadsheet copies them, below a heading: pasted they are the same notes. '' where there are none.
pub fn copied(notes: &[Note]) -> String {
    let w = LANG.words();
    let [table, theme, text, dots] =
        [fl!(w, "column-table"), fl!(w, "column-theme"), fl!(w, "column-body"), fl!(w, "column-dots")];
    let heading = Note { table, theme, text, dots };
    let cell = |cell: &String| match cell.contains(['\t', '\n', '"']) {
        true => format!("\"{}\"", cell.replace('"', "\"\"")),
        false => cell.clone(),
    };
    let row = |note: &Note| [&note.table, &note.theme, &note.text, &note.dots].map(cell).join("\t");
    let heading = (!notes.is_empty()).then_some(&heading);
    heading.into_iter().chain(notes).map(row).collect::<Vec<_>>().join("\n")
}

/// What was copied from a spreadsheet, as notes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pasted {
    pub notes: Vec<Note>,
    /// Columns with something in them that notes have no place for: their number, from 1, and their heading or ''.
    pub unused: Vec<(usize, String)>,
}

/// The notes in rows copied from a spreadsheet. Where all of the first row are names of columns it is a heading, and they may
/// stand in any order; else they are table, theme, text, dots, or fewer: table, text, dots; text, dots; text.
pub fn pasted(copied: &str) -> Pasted {
    use Meaning::{Dots, Table, Text, Theme};
    let mut rows = rows(copied);
    let width = rows.iter().map(Vec::len).max().unwrap_or(0);
    let mut heads = rows.first().cloned().unwrap_or_default();
    heads.resize(width, String::new());
    let mut meanings: Vec<Meaning> = guess(&heads, &[]).1.into_iter().map(|column| column.meaning).collect();
    if meanings.contains(&Text) && heads.iter().all(|head| head.trim().is_empty() || is_name(head)) {
        rows.remove(0);
    } else {
        heads.fill(String::new());
        let known: &[Meaning] = match width {
            0 | 1 => &[Text],
            2 => &[Text, Dots],
            3 => &[Table, Text, Dots],
            _ => &[Table, Theme, Text, Dots],
        };
        meanings = known.to_vec();
    }
    let place = |meaning| meanings.iter().position(|it| *it == meaning);
    let places = [Table, Theme, Text, Dots].map(place);
    let is_lost = |at: &usize| {
        !places.contains(&Some(*at)) && rows.iter().any(|row| row.get(*at).is_some_and(|cell| !cell.trim().is_empty()))
    };
    let unused = (0..width).filter(is_lost).map(|at| (at + 1, heads[at].trim().to_owned())).collect();
    let note = |cells: Vec<String>| {
        let cell = |place: Option<usize>| place.and_then(|at| cells.get(at)).cloned().unwrap_or_default();
        let [table, theme, text, dots] = places.map(cell);
        Note { table, theme, text, dots }
    };
    Pasted { notes: rows.into_iter().map(note).filter(|note| !note.is_blank()).collect(), unused }
}

/// Writes the table beside each note that names none: it hangs where the one above it does. So spreadsheets copy merged cells,
/// and so people write lists.
pub fn fill_tables(notes: &mut [Note]) {
    let mut above = String::new();
    for note in notes {
        match note.table.trim().is_empty() {
            true => note.table.clone_from(&above),
            false => above.clone_from(&note.table),
        }
    }
}

/// A sheet as it is posted: four fields for each note, the box for what was copied, and the button.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, try_from = "HashMap<String, String>")]
pub struct SheetForm {
    pub notes: Vec<Note>,
    /// What was copied, as it came, and what is in it.
    pub copied: String,
    pub pasted: Pasted,
    pub wants_rows: bool,
    /// Whether notes that hang there with the same words are these, or others; `None` where nobody has said.
    pub again: Option<Again>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Again {
    Same,
    Further,
}

impl TryFrom<HashMap<String, String>> for SheetForm {
    type Error = &'static str;

    fn try_from(mut values: HashMap<String, String>) -> Result<Self, Self::Error> {
        let copied = values.remove("sheet").unwrap_or_default();
        let wants_rows = values.remove("act").as_deref() == Some("rows");
        let again = match values.remove("again").as_deref() {
            Some("same") => Some(Again::Same),
            Some("further") => Some(Again::Further),
            _ => None,
        };
        let mut notes = Vec::new();
        for at in 0..MAX_NOTES + MORE_ROWS {
            let fields = ["table", "theme", "text", "dots"].map(|name| values.remove(&format!("{name}_{at}")));
            if fields.iter().all(Option::is_none) {
                break;
            }
            let [table, theme, text, dots] = fields.map(|it| it.unwrap_or_default().replace("\r\n", "\n"));
            notes.push(Note { table, theme, text, dots });
        }
        notes.retain(|note| !note.is_blank());
        let mut pasted = pasted(&copied);
        fill_tables(&mut notes);
        fill_tables(&mut pasted.notes);
        let sheet = Self { notes, copied, pasted, wants_rows, again };
        if values.is_empty() { Ok(sheet) } else { Err("a field that no sheet has") }
    }
}

/// A sheet beside what has come in of its meeting.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Compared {
    /// How many of its notes hang at the same table with the same words already.
    pub known: usize,
    /// Those that do not.
    pub new: Vec<Note>,
    /// Of the known ones those for which the sheet has another count: by receipt, with it.
    pub other_dots: HashMap<String, String>,
}

/// Each note that has come in is one of the sheet's at most, first of all one with as many dots. Where the sheet has no count
/// it says nothing about it.
pub fn compare(notes: &[Note], stuck: &[Stuck]) -> Compared {
    let mut hanging: HashMap<(&str, &str), Vec<&Stuck>> = HashMap::new();
    for note in stuck {
        hanging.entry((&note.table_name, &note.original)).or_default().push(note);
    }
    let mut compared = Compared::default();
    for note in notes {
        let alike = hanging.entry((note.table.trim(), &note.text)).or_default();
        let dots = read_dots(&note.dots).ok().flatten();
        let same = alike.iter().position(|it| it.dots == dots).unwrap_or(0);
        if alike.is_empty() {
            compared.new.push(note.clone());
            continue;
        }
        compared.known += 1;
        let known = alike.remove(same);
        if let Some(dots) = dots.filter(|_| known.dots != dots) {
            compared.other_dots.insert(known.receipt.clone(), dots.to_string());
        }
    }
    compared
}

/// Notes table by table, as they come.
pub fn by_table(stuck: Vec<Stuck>) -> Vec<(String, Vec<Stuck>)> {
    let mut tables: Vec<(String, Vec<Stuck>)> = Vec::new();
    for note in stuck {
        match tables.last_mut().filter(|(name, _)| *name == note.table_name) {
            Some((_, notes)) => notes.push(note),
            None => tables.push((note.table_name.clone(), vec![note])),
        }
    }
    tables
}

/// Of the table that the import reads.
fn columns() -> [Column; 6] {
    let w = LANG.words();
    let column = |key, head| Column { key, head, width: 12 };
    [
        column("id", "id".to_owned()),
        column("day", fl!(w, "column-day")),
        column("table", fl!(w, "column-table")),
        column("theme", fl!(w, "column-theme")),
        column("text", fl!(w, "column-body")),
        column("dots", fl!(w, "column-dots")),
    ]
}

/// Whether a file is notes that somebody typed or pasted: nobody knows of a file then, nor how it is written.
pub fn is_typed(plan: &Plan) -> bool {
    let heads = plan.columns.iter().map(|column| column.head.as_str());
    plan.meeting.is_some() && heads.eq(columns().iter().map(|column| column.head.as_str()))
}

/// The notes as a table that the import reads. Each has a number of its own, made of its words and of how many notes at its table
/// had them before, those that have come in among them: a sheet that is sent twice before it is taken in comes in once.
pub fn write(out: impl Write, meeting: &Meeting, notes: &[Note], stuck: &[Stuck]) -> std::io::Result<()> {
    let mut before: HashMap<(&str, &str), u64> = HashMap::new();
    for note in stuck {
        *before.entry((&note.table_name, &note.original)).or_default() += 1;
    }
    let mut table = Table::new(out, Style::Plain, &columns())?;
    for note in notes {
        let table_name = note.table.trim();
        let count = before.entry((table_name, &note.text)).or_default();
        *count += 1;
        let place = [meeting.id.as_str(), table_name, &note.text, &count.to_string()].join("\u{1F}");
        let id = hex(&Sha256::digest(place)[..8]);
        let day = meeting.held_on.to_string();
        let cells = [id, day, table_name.to_owned(), note.theme.clone(), note.text.clone(), note.dots.clone()];
        table.add(&cells.map(Cell::from), |_| Ok(()))?;
    }
    table.finish().map(|_| ())
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
            assert_eq!(pasted(text), Pasted { notes, unused: vec![] }, "{text}");
        }
    }

    #[test]
    fn a_first_note_is_no_heading_and_what_has_no_place_is_named() {
        let read = |text: &str| {
            let Pasted { notes, unused } = pasted(text);
            let cells = notes.iter().map(|it| [&it.table, &it.theme, &it.text, &it.dots].map(String::as_str).join("/"));
            (cells.collect::<Vec<_>>().join(" "), unused)
        };
        let all = |notes: &str| (notes.to_owned(), vec![]);
        assert_eq!(read("提案（駅前に公園を）\t5"), all("//提案（駅前に公園を）/5"));
        assert_eq!(read("A\t要望（バスを増やす）\t5"), all("A//要望（バスを増やす）/5"));
        assert_eq!(read("1. 感想\t2"), all("//1. 感想/2"));
        for head in ["班名\t意見\t票数", "テーブル番号\tご意見\tシール枚数", "テーブルNo.\t意見（必須）\tシール（枚）"]
        {
            assert_eq!(read(&format!("{head}\nA\tバスを\t5")), all("A//バスを/5"), "{head}");
        }
        // Of a row that is a heading only in part nothing is lost.
        assert_eq!(read("席\t意見\tメモ\nA\tバスを\t5"), all("席//意見/メモ A//バスを/5"));
        let (notes, unused) = read("受付番号\t意見\t\t年代\t件名\n7\tバスを\tx\t30代\t");
        assert_eq!(
            (notes.as_str(), unused),
            ("//バスを/", vec![(1, "受付番号".into()), (3, String::new()), (4, "年代".into())])
        );
        assert_eq!(read("A\t交通\tバスを\t5\tx").1, [(5, String::new())]);
        assert_eq!(read("バスを\nA\t橋を\t1"), all("バスを/// A//橋を/1"));
    }

    #[test]
    fn copied_notes_are_pasted_as_the_same_notes() {
        let note = |text: &str, dots: &str| Note { text: text.into(), dots: dots.into(), ..Note::default() };
        let notes = [note("意見", "シール"), note("\"夜の\"\nバス\t", ""), note("橋を", "多い"), note("\"", "2")];
        assert_eq!(pasted(&copied(&notes)).notes, notes);
        assert_eq!(copied(&[]), "");
    }

    #[test]
    fn a_note_without_a_table_hangs_where_the_one_above_it_does() {
        let mut notes = pasted("テーブル\t意見\n\t公園\nA\t川\n\t橋\nB\t道\n").notes;
        fill_tables(&mut notes);
        let tables: Vec<&str> = notes.iter().map(|note| note.table.as_str()).collect();
        assert_eq!(tables, ["", "A", "A", "B"]);
    }

    fn stuck(number: i64, text: &str, dots: Option<i64>) -> Stuck {
        Stuck {
            table_name: "A".into(),
            receipt: format!("R6-{number:04}-0"),
            text: text.into(),
            original: text.into(),
            lang: "ja".into(),
            state: "pending".into(),
            dots,
        }
    }

    fn note(text: &str, dots: &str) -> Note {
        Note { table: " A".into(), text: text.into(), dots: dots.into(), ..Note::default() }
    }

    #[test]
    fn a_note_is_known_by_its_table_and_words_and_told_apart_by_its_dots() {
        let hanging = [stuck(1, "公園", Some(2)), stuck(2, "公園", None), stuck(3, "川", Some(1))];
        let compared = |notes: &[Note]| {
            let Compared { known, new, other_dots } = compare(notes, &hanging);
            let mut dots: Vec<_> = other_dots.into_iter().collect();
            dots.sort();
            (known, new.len(), dots)
        };
        let other = |number: i64, dots: &str| (format!("R6-{number:04}-0"), dots.to_owned());
        assert_eq!(compared(&[note("公園", ""), note("公園", "2"), note("川", "")]), (3, 0, vec![]));
        assert_eq!(compared(&[note("公園", "３"), note("川", "1"), note("橋", "1")]), (2, 1, vec![other(1, "3")]));
        assert_eq!(compared(&[note("公園", "2"), note("公園", "5"), note("公園", "1")]), (2, 1, vec![other(2, "5")]));
        assert_eq!(compared(&[Note { table: "B".into(), ..note("川", "1") }]), (0, 1, vec![]));
    }

    #[test]
    fn a_note_has_the_same_number_until_notes_with_its_words_have_come_in() {
        let meeting = Meeting {
            id: "m".into(),
            number: 1,
            held_on: jiff::civil::date(2024, 11, 23),
            starts: String::new(),
            ends: String::new(),
            name: "対話".into(),
            others: Vec::new(),
            place: String::new(),
            agenda: Vec::new(),
        };
        let ids = |notes: &[Note], hanging: &[Stuck]| {
            let mut out = Vec::new();
            write(&mut out, &meeting, notes, hanging).unwrap();
            let mut reader = csv::Reader::from_reader(out.as_slice());
            reader.records().map(|row| row.unwrap()[0].to_owned()).collect::<Vec<_>>()
        };
        let first = ids(&[note("公園", ""), note("公園", "")], &[]);
        assert_eq!(ids(&[note("川", ""), note("公園", ""), note("公園", "")], &[])[1..], first[..]);
        assert_ne!(first[0], first[1], "two people wrote the same");
        assert_eq!(ids(&[note("公園", "")], &[stuck(1, "公園", None)]), first[1..]);
    }
}
