//! JSON Lines, for programs: one object a row, in UTF-8, every text exactly as it is, codes instead of labels.

use std::io::{self, Write};

use serde::Serializer;
use serde::ser::SerializeMap;
use serde_json::Value;

use super::{Cell, Column};

/// Writes all rows, each with every column's key; what is empty is null. Rows are taken one at a time.
pub fn write(out: impl Write, columns: &[Column], rows: impl Iterator<Item = Vec<Cell>>) -> io::Result<()> {
    let mut out = io::BufWriter::with_capacity(64 * 1024, out);
    for row in rows {
        let mut json = serde_json::Serializer::new(&mut out);
        let mut object = json.serialize_map(Some(columns.len()))?;
        for (column, cell) in columns.iter().zip(row) {
            object.serialize_entry(column.key, &value(cell))?;
        }
        object.end()?;
        out.write_all(b"\n")?;
    }
    out.flush()
}

fn value(cell: Cell) -> Value {
    match cell {
        Cell::Empty => Value::Null,
        Cell::Text(text) | Cell::Moment { text, .. } => Value::String(text),
        Cell::Day(day) => Value::String(day.to_string()),
        Cell::Number(number) => Value::from(number),
        Cell::Code { code, .. } => Value::String(code),
        Cell::Codes(all) => all.into_iter().map(|(code, _)| Value::String(code)).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_is_a_line_whatever_it_holds() {
        let columns =
            ["number", "theme", "more", "text", "none"].map(|key| Column { key, head: String::new(), width: 1 });
        let code = |code: &str| (code.to_owned(), "名前".to_owned());
        let row = vec![
            Cell::Number(3),
            Cell::Code { code: "bus".into(), label: "バス".into() },
            Cell::Codes(vec![code("a"), code("b")]),
            Cell::from("=1\n\"二\"\u{2028}".to_owned()),
            Cell::Empty,
        ];
        let mut out = Vec::new();
        write(&mut out, &columns, std::iter::once(row)).unwrap();
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
