//! A decision as a table carries it from one site to another: where an opinion stands, and why.

use crate::opinions::text::{Redaction, normalise};
use crate::opinions::{Reason, State};

/// How an opinion of a file was decided on elsewhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Carried {
    pub state: State,
    pub reason: Option<Reason>,
    /// To the author.
    pub message: String,
    /// Among staff.
    pub note: String,
    /// Of the text, in order.
    pub masks: Vec<Redaction>,
    /// On hold until, unix ms.
    pub due_at: Option<i64>,
    /// When it was decided, unix ms; `None` where the file does not say: nobody has looked at it yet.
    pub at: Option<i64>,
}

impl Carried {
    /// Public as it is, decided just now.
    pub fn published(note: &str, now: i64) -> Self {
        let (message, note) = (String::new(), note.to_owned());
        Self { state: State::Published, reason: None, message, note, masks: Vec::new(), due_at: None, at: Some(now) }
    }

    /// Whether there was a decision: what waits has none, nor has what was public before anybody looked.
    pub fn is_decided(&self) -> bool {
        self.state != State::Pending && self.at.is_some()
    }
}

/// Masks as a cell tells them: `3-7 personal_info, 12-14 other`, code points of the text, half open.
pub fn write_masks<'a>(masks: impl IntoIterator<Item = &'a Redaction>) -> String {
    let masks =
        masks.into_iter().map(|Redaction { starts, ends, reason }| format!("{starts}-{ends} {}", reason.name()));
    masks.collect::<Vec<_>>().join(", ")
}

/// Reads them back. `None` for what is no list of masks, or none of this text.
pub fn read_masks(cell: &str, text: &str) -> Option<Vec<Redaction>> {
    let mask = |part: &str| {
        let (span, reason) = part.trim().split_once(' ')?;
        let (starts, ends) = span.split_once('-')?;
        Some(Redaction {
            starts: starts.parse().ok()?,
            ends: ends.parse().ok()?,
            reason: Reason::parse(reason.trim())?,
        })
    };
    let masks: Vec<Redaction> = cell.split(',').map(mask).collect::<Option<_>>()?;
    (normalise(text, masks.clone()) == masks).then_some(masks)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn masks_are_read_as_they_are_written_and_only_where_they_lie_in_the_text() {
        let text = "区長の山田さん👨‍👩‍👧へ";
        let span = |starts, ends, reason| Redaction { starts, ends, reason };
        let masks = [span(3, 7, Reason::PersonalInfo), span(7, 12, Reason::Other)];
        let cell = write_masks(&masks);
        assert_eq!(cell, "3-7 personal_info, 7-12 other");
        assert_eq!(read_masks(&cell, text), Some(masks.to_vec()));
        for wrong in [
            "",
            "3-7",
            "3-7 x",
            "7-3 other",
            "3-3 other",
            "3-99 other",
            "-1-3 other",
            "3-7 other, 5-9 other",
            "8-9 other",
        ] {
            assert_eq!(read_masks(wrong, text), None, "{wrong}");
        }
    }
}
