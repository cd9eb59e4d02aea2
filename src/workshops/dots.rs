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

/// Two fields for each note: its dots as they were shown, and as they are to be. And the notes of a sheet that are new.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, try_from = "HashMap<String, String>")]
pub struct DotsForm {
    /// Both by receipt.
    seen: HashMap<String, String>,
    pub counts: HashMap<String, String>,
    /// As `copied` writes them; '' where there are none.
    pub new: String,
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
        let new = values.remove("sheet").unwrap_or_default();
        let (mut seen, mut counts) = (HashMap::new(), HashMap::new());
        for (name, value) in values {
            match name.split_once('_') {
                Some(("seen", receipt)) => seen.insert(receipt.to_owned(), value),
                Some(("dots", receipt)) => counts.insert(receipt.to_owned(), value),
                _ => return Err("a field that no form of dots has"),
            };
        }
        Ok(Self { seen, counts, new })
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
