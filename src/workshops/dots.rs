//! Dots that were counted wrongly, or later than the notes were taken in: what a form makes of those that stand there.

use std::collections::HashMap;

use i18n_embed_fl::fl;
use serde::Deserialize;

use super::store::Stuck;
use crate::http::{Errors, Ui};
use crate::meetings::{MAX_DOTS, read_dots};

/// As it stands in a field.
pub fn plain(dots: Option<i64>) -> String {
    dots.map_or(String::new(), |dots| dots.to_string())
}

/// As people read it.
pub fn words(ui: &Ui, dots: Option<i64>) -> String {
    match dots {
        Some(dots) => fl!(ui.words, "dots-n", n = ui.number(dots)),
        None => fl!(ui.words, "dots-none"),
    }
}

/// Notes of which one page shows the dots: as many as a form holds, whatever they say.
const PAGE: usize = 200;

/// Which of a meeting's notes a page shows, where they are more than one page holds. Pages are named by the receipt of their first
/// note, so that notes which come in meanwhile shift none.
pub struct Stretch {
    /// Counted from 1, both included.
    pub first: usize,
    pub last: usize,
    pub total: usize,
    pub from: String,
    pub previous: Option<String>,
    pub next: Option<String>,
    /// Each table with its first note.
    pub tables: Vec<(String, String)>,
}

impl Stretch {
    /// How many notes stand before it and are shown with the press of a button.
    pub fn before(&self) -> usize {
        PAGE.min(self.first - 1)
    }

    /// How many notes the next page shows.
    pub fn after(&self) -> usize {
        PAGE.min(self.total - self.last)
    }

    /// That which begins with the note `from`, or else with the first. `None`: all fit into one page.
    pub fn of(stuck: &[Stuck], from: &str) -> Option<Self> {
        if stuck.len() <= PAGE {
            return None;
        }
        let begin = stuck.iter().position(|note| note.receipt == from).unwrap_or(0);
        let receipt = |at: usize| stuck.get(at).map(|note| note.receipt.clone());
        let tables = stuck.chunk_by(|one, next| one.table_name == next.table_name);
        Some(Self {
            first: begin + 1,
            last: stuck.len().min(begin + PAGE),
            total: stuck.len(),
            from: receipt(begin)?,
            previous: (begin > 0).then(|| receipt(begin.saturating_sub(PAGE))).flatten(),
            next: receipt(begin + PAGE),
            tables: tables.map(|notes| (notes[0].table_name.clone(), notes[0].receipt.clone())).collect(),
        })
    }
}

/// Two fields for each note: its dots as they were shown, and as they are to be. And the notes of a sheet that are new.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, try_from = "HashMap<String, String>")]
pub struct DotsForm {
    /// Both by receipt.
    seen: HashMap<String, String>,
    pub counts: HashMap<String, String>,
    /// As `copied` writes them; '' where there are none.
    pub new: String,
    /// First notes of the page it stood on and of the page that is wished next; '' where there is none.
    pub from: String,
    pub next: String,
}

impl DotsForm {
    /// The counts that somebody has changed, a line for each, and the notes that are new.
    pub fn typed(&self) -> String {
        let changed = self.counts.iter().filter(|(receipt, count)| self.seen.get(*receipt) != Some(*count));
        let mut lines: Vec<String> = changed.map(|(receipt, count)| format!("{receipt}\t{count}")).collect();
        lines.sort();
        lines.extend((!self.new.is_empty()).then(|| self.new.clone()));
        lines.join("\n")
    }

    /// Whether it has a field for a note.
    pub fn has(&self, note: &Stuck) -> bool {
        self.seen.contains_key(&note.receipt)
    }

    /// The counts that somebody wrote and that are not there, by receipt.
    pub fn unsaved(&mut self, stuck: &[Stuck]) -> HashMap<String, String> {
        let is_there = |receipt: &str, count: &str| {
            stuck.iter().any(|note| note.receipt == receipt && read_dots(count) == Ok(note.dots))
        };
        self.counts.retain(|receipt, count| self.seen.get(receipt) != Some(count) && !is_there(receipt, count));
        std::mem::take(&mut self.counts)
    }
}

impl TryFrom<HashMap<String, String>> for DotsForm {
    type Error = &'static str;

    fn try_from(mut values: HashMap<String, String>) -> Result<Self, Self::Error> {
        let [new, from, next] = ["sheet", "from", "next"].map(|name| values.remove(name).unwrap_or_default());
        let (mut seen, mut counts) = (HashMap::new(), HashMap::new());
        for (name, value) in values {
            match name.split_once('_') {
                Some(("seen", receipt)) => seen.insert(receipt.to_owned(), value),
                Some(("dots", receipt)) => counts.insert(receipt.to_owned(), value),
                _ => return Err("a field that no form of dots has"),
            };
        }
        Ok(Self { seen, counts, new, from, next })
    }
}

/// What a form makes of the dots as they are.
#[derive(Default)]
pub struct Mends {
    /// Receipt, what it is and what it is to be.
    pub mended: Vec<(String, Option<i64>, Option<i64>)>,
    /// What somebody else has mended and this form leaves alone.
    pub theirs: Vec<String>,
    /// Somebody else has mended what this form mends otherwise.
    pub clashes: bool,
    pub errors: Errors,
}

/// A count that nobody touched in the form is left as it is now; one that somebody else has touched, too, is asked about.
pub fn mends(ui: &Ui, form: &DotsForm, stuck: &[Stuck]) -> Mends {
    let mut found = Mends::default();
    for note in stuck {
        let Some(count) = form.counts.get(&note.receipt) else { continue };
        let field = format!("dots_{}", note.receipt);
        let Ok(dots) = read_dots(count) else {
            found
                .errors
                .add(field, fl!(ui.words, "dots-wrong", receipt = note.receipt.as_str(), max = ui.number(MAX_DOTS)));
            continue;
        };
        let seen = form.seen.get(&note.receipt).and_then(|seen| read_dots(seen).ok()).flatten();
        if dots == note.dots {
            continue;
        } else if dots == seen {
            found.theirs.push(fl!(ui.words, "log-named", what = note.receipt.as_str(), value = words(ui, note.dots)));
        } else if note.dots == seen {
            found.mended.push((note.receipt.clone(), note.dots, dots));
        } else {
            let (theirs, mine) = (words(ui, note.dots), words(ui, dots));
            let receipt = note.receipt.as_str();
            found.errors.add(field, fl!(ui.words, "dots-clash", receipt = receipt, theirs = theirs, mine = mine));
            found.clashes = true;
        }
    }
    found
}
