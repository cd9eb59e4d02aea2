//! `koe flags`: the rules of the workbench on any text.

use std::io::{BufRead, Write};

use anyhow::Context;
use serde::Serialize;

use crate::rules::Book;

/// A place as it is printed.
#[derive(Serialize)]
struct Place<'t> {
    rule: &'static str,
    /// In characters (code points).
    start: usize,
    end: usize,
    text: &'t str,
}

/// Reads a JSON string a line and writes a JSON list a line, as soon as it can.
pub fn run(texts: impl BufRead, mut out: impl Write) -> anyhow::Result<()> {
    let rules = Book::standard().rules();
    for (line, number) in texts.lines().zip(1..) {
        let text: String = serde_json::from_str(&line?).with_context(|| format!("line {number} is no JSON string"))?;
        let places: Vec<Place<'_>> = rules
            .find(&text, "ja")
            .into_iter()
            .map(|flag| {
                let start = text[..flag.at.start].chars().count();
                let words = &text[flag.at];
                Place { rule: flag.rule.name(), start, end: start + words.chars().count(), text: words }
            })
            .collect();
        serde_json::to_writer(&mut out, &places)?;
        writeln!(out)?;
        out.flush()?;
    }
    Ok(())
}
