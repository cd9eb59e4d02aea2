//! JSON Lines, for programs: one object a row, in UTF-8, every text exactly as it is, codes instead of labels.

use std::io::{self, Write};

use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};

use super::{Cell, Column};

/// Rows on their way out, each with every column's key; what is empty is null.
pub struct Lines<'c, W: Write> {
    out: io::BufWriter<W>,
    columns: &'c [Column],
}

impl<'c, W: Write> Lines<'c, W> {
    pub fn new(out: W, columns: &'c [Column]) -> Self {
        Self { out: io::BufWriter::with_capacity(64 * 1024, out), columns }
    }

    pub fn add(&mut self, row: &[Cell<'_>]) -> io::Result<()> {
        let mut json = serde_json::Serializer::new(&mut self.out);
        let mut object = json.serialize_map(Some(self.columns.len()))?;
        for (column, cell) in self.columns.iter().zip(row) {
            object.serialize_entry(column.key, &Plain(cell))?;
        }
        object.end()?;
        self.out.write_all(b"\n")
    }

    pub fn finish(mut self) -> io::Result<()> {
        self.out.flush()
    }
}

/// A cell as programs read it.
struct Plain<'c>(&'c Cell<'c>);

impl Serialize for Plain<'_> {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            Cell::Empty => out.serialize_unit(),
            Cell::Text(text) => out.serialize_str(text),
            Cell::Moment { text, .. } => out.serialize_str(text),
            Cell::Day(day) => out.collect_str(day),
            Cell::Number(number) => out.serialize_i64(*number),
            Cell::Code { code, .. } => out.serialize_str(code),
            Cell::Codes(all) => out.collect_seq(all.iter().map(|(code, _)| code)),
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::*;

    #[test]
    fn a_row_is_a_line_whatever_it_holds() {
        let columns =
            ["number", "theme", "more", "text", "none"].map(|key| Column { key, head: String::new(), width: 1 });
        let code = |code| (code, "名前");
        let row = vec![
            Cell::Number(3),
            Cell::Code { code: "bus", label: "バス" },
            Cell::Codes(vec![code("a"), code("b")]),
            Cell::from("=1\n\"二\"\u{2028}".to_owned()),
            Cell::Empty,
        ];
        let mut out = Vec::new();
        let mut lines = Lines::new(&mut out, &columns);
        lines.add(&row).unwrap();
        lines.finish().unwrap();
        let line = String::from_utf8(out).unwrap();
        assert_eq!(line.matches('\n').count(), 1);
        let back: Value = serde_json::from_str(&line).unwrap();
        assert_eq!(back["text"], "=1\n\"二\"\u{2028}");
        assert_eq!(
            (&back["number"], &back["theme"], &back["none"]),
            (&Value::from(3), &Value::from("bus"), &Value::Null)
        );
        assert_eq!(back["more"], serde_json::json!(["a", "b"]));
    }
}
