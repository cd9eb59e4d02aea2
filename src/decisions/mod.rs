//! What a moderator decides: the acts, what each of them needs, and its words.

pub mod carried;
pub mod words;

use i18n_embed_fl::fl;
use jiff::ToSpan;
use jiff::civil::Date;
use serde::Deserialize;

use crate::base::calendar::{Zone, parse_day};
use crate::base::fold::{is_ignorable, is_refused};
use crate::base::names::named;
use crate::base::text::Words;
use crate::http::pager::parse_cursor;
use crate::opinions::store::Seen;
use crate::opinions::text::{Redaction, find_spans, normalise};
use crate::opinions::{Reason, State};

named! {
    /// What a moderator can do with an opinion. The value of a form's control.
    pub enum Act {
        Publish = "publish",
        Mask = "mask",
        Return = "return",
        Hold = "hold",
        Withhold = "withhold",
    }
}

impl Act {
    pub fn to(self) -> State {
        match self {
            Self::Publish => State::Published,
            Self::Mask => State::PublishedRedacted,
            Self::Return => State::NeedsRevision,
            Self::Hold => State::OnHold,
            Self::Withhold => State::Withheld,
        }
    }

    /// The acts on offer, in the page's order. What a moderator has published already is not published again.
    pub fn offered(from: State, reviewed: bool) -> Vec<Self> {
        let again = from == State::Published && reviewed;
        let acts = Self::ALL.iter().copied().filter(|act| from.may_become(act.to()));
        acts.filter(|act| *act != Self::Publish || !again).collect()
    }

    /// What the author is told when the moderator writes nothing of his own, in the words of the author's language.
    /// `None` where nothing need be said, or where only the moderator can say it.
    pub fn kind_words(self, reason: Reason, author: &Words) -> Option<String> {
        let label = reason.label(author);
        match self {
            _ if reason == Reason::Other => None,
            Self::Mask => Some(fl!(author, "queue-kind-mask", reason = label)),
            Self::Withhold => Some(fl!(author, "queue-kind-withhold", reason = label)),
            Self::Publish | Self::Return | Self::Hold => None,
        }
    }
}

/// A moderator's form as it was sent. All five acts share it; each fills in its part.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct DecisionForm {
    pub state: String,
    pub version: String,
    pub decisions: String,
    pub act: String,
    pub masks: String,
    pub reason: String,
    pub message: String,
    pub due: String,
    pub note: String,
    /// The moment of the proposal that stood on the screen; '' where nobody had proposed anything.
    pub proposal: String,
    pub back: String,
}

/// What the form was made for: the act, and how the opinion stood on the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ticket {
    pub act: Act,
    pub seen: Seen,
    /// How many acts the opinion's history had.
    pub decisions: i64,
    /// When somebody else proposed to withhold it, ms.
    pub proposal: Option<i64>,
}

/// Why a form cannot be followed yet; the page turns each into words beside its field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    MasksMissing,
    TooManyMasks,
    /// This line stands nowhere in the text.
    MaskNotFound(String),
    ReasonMissing,
    /// The author must be told why: always on a return, and where the reason is `other`.
    Message(TextFault),
    /// Colleagues must be told why an opinion waits.
    Note(TextFault),
    /// Missing, not a day, or outside tomorrow to a year ahead.
    DueWrong,
}

/// What is wrong with a message or a note.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextFault {
    Missing,
    TooLong,
    /// Control characters, which no text of ours holds.
    Unreadable,
}

/// Lines of words to mask that one form may carry.
pub const MAX_MASKS: usize = 100;
/// Longest message and longest note, in code points.
pub const MAX_MESSAGE: usize = 2_000;

/// A form that can be followed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdict {
    pub reason: Option<Reason>,
    pub message: String,
    pub note: String,
    pub due_at: Option<i64>,
    pub redactions: Vec<Redaction>,
}

impl DecisionForm {
    /// A form that nobody has sent: words to mask and nothing else.
    pub fn of_masks(masks: String) -> Self {
        Self { masks, ..Self::default() }
    }

    /// The same with what somebody else means to withhold it for.
    pub fn of_proposal(reason: Reason, message: &str) -> Self {
        let (act, reason) = (Act::Withhold.name().to_owned(), reason.name().to_owned());
        Self { act, reason, message: message.to_owned(), ..Self::default() }
    }

    /// `None` for what no page of ours sends.
    pub fn ticket(&self) -> Option<Ticket> {
        let seen = Seen { state: State::parse(&self.state)?, version: parse_cursor(&self.version)? };
        let decisions = self.decisions.parse().ok().filter(|count| *count >= 0)?;
        let proposal = parse_cursor(&self.proposal);
        Some(Ticket { act: Act::parse(&self.act)?, seen, decisions, proposal })
    }

    /// The masks that the lines ask for in `text`, and what is wrong with the lines. Every place where a line's
    /// words stand is masked.
    pub fn redactions(&self, text: &str) -> (Vec<Redaction>, Vec<Fault>) {
        match mask_lines(&self.masks, text).count() {
            0 => return (Vec::new(), vec![Fault::MasksMissing]),
            count if count > MAX_MASKS => return (Vec::new(), vec![Fault::TooManyMasks]),
            _ => {}
        }
        let reason = Reason::parse(&self.reason).unwrap_or(Reason::PersonalInfo);
        let (mut spans, mut faults) = (Vec::new(), Vec::new());
        for line in mask_lines(&self.masks, text) {
            let found = find_spans(text, line, reason);
            if found.is_empty() {
                faults.push(Fault::MaskNotFound(line.to_owned()));
            }
            spans.extend(found);
        }
        (normalise(text, spans), faults)
    }

    /// Reads the part of the form that `act` needs. `today` in the site's zone.
    pub fn verdict(&self, act: Act, text: &str, today: Date, zone: &Zone) -> Result<Verdict, Vec<Fault>> {
        let mut faults = Vec::new();
        let mut redactions = Vec::new();
        if act == Act::Mask {
            (redactions, faults) = self.redactions(text);
        }
        let needs_reason = matches!(act, Act::Mask | Act::Withhold);
        let reason = Reason::parse(&self.reason).filter(|_| needs_reason);
        if needs_reason && reason.is_none() {
            faults.push(Fault::ReasonMissing);
        }
        let tells_author = matches!(act, Act::Mask | Act::Withhold | Act::Return);
        let message = if tells_author { clean(&self.message) } else { String::new() };
        let must_tell = act == Act::Return || reason == Some(Reason::Other);
        faults.extend(text_fault(&message, must_tell).map(Fault::Message));
        let note = if act == Act::Hold { clean(&self.note) } else { String::new() };
        faults.extend(text_fault(&note, act == Act::Hold).map(Fault::Note));
        let (first, last) = due_range(today);
        let due = parse_day(&self.due).filter(|day| act == Act::Hold && (first..=last).contains(day));
        if act == Act::Hold && due.is_none() {
            faults.push(Fault::DueWrong);
        }
        if !faults.is_empty() {
            return Err(faults);
        }
        Ok(Verdict { reason, message, note, due_at: due.map(|day| zone.start_of(day)), redactions })
    }
}

/// The words in the box, a line each. What is not seen at the ends of a line is easily copied along: it must not
/// leave other places open. A line of nothing else is meant where `text` has it. `queue.js` trims alike.
pub fn mask_lines<'m>(masks: &'m str, text: &str) -> impl Iterator<Item = &'m str> {
    let words = |line: &'m str| {
        let (words, hidden) = (line.trim_matches(|c: char| c.is_whitespace() || is_ignorable(c)), line.trim());
        if words.is_empty() && text.contains(hidden) { hidden } else { words }
    };
    masks.lines().map(words).filter(|line| !line.is_empty())
}

/// A moderator's words as they are kept: plain line breaks, no blank ends.
pub fn clean(text: &str) -> String {
    text.replace("\r\n", "\n").trim().to_owned()
}

/// What is wrong with a message or a note; `None`: nothing.
pub fn text_fault(text: &str, is_needed: bool) -> Option<TextFault> {
    match text.chars().count() {
        0 if is_needed => Some(TextFault::Missing),
        count if count > MAX_MESSAGE => Some(TextFault::TooLong),
        _ if text.chars().any(is_refused) => Some(TextFault::Unreadable),
        _ => None,
    }
}

/// The days a hold may end on: tomorrow to the same day of next year.
pub fn due_range(today: Date) -> (Date, Date) {
    (today.saturating_add(1.day()), today.saturating_add(1.year()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use proptest::prelude::*;

    fn verdict(act: Act, fill: impl FnOnce(&mut DecisionForm)) -> Result<Verdict, Vec<Fault>> {
        let mut form = DecisionForm::default();
        fill(&mut form);
        let zone = Zone::named("Asia/Tokyo").unwrap();
        form.verdict(act, "区長の山田さんへ", date(2024, 10, 28), &zone)
    }

    #[test]
    fn each_act_needs_its_own_part_and_no_more() {
        assert!(verdict(Act::Publish, |_| ()).is_ok());
        assert_eq!(verdict(Act::Return, |_| ()), Err(vec![Fault::Message(TextFault::Missing)]));
        assert_eq!(verdict(Act::Withhold, |_| ()), Err(vec![Fault::ReasonMissing]));
        assert_eq!(
            verdict(Act::Withhold, |f| f.reason = "other".into()),
            Err(vec![Fault::Message(TextFault::Missing)])
        );
        assert!(verdict(Act::Withhold, |f| f.reason = "religion".into()).is_ok());
        assert_eq!(verdict(Act::Mask, |_| ()), Err(vec![Fault::MasksMissing, Fault::ReasonMissing]));
    }

    #[test]
    fn what_belongs_to_another_act_is_left_out() {
        let kept = verdict(Act::Publish, |f| {
            f.reason = "religion".into();
            f.due = "2024-11-01".into();
            f.masks = "山田".into();
            f.note = "x".into();
        });
        let nothing =
            Verdict { reason: None, message: "".into(), note: "".into(), due_at: None, redactions: Vec::new() };
        assert_eq!(kept, Ok(nothing));
    }

    #[test]
    fn a_hold_ends_between_tomorrow_and_a_year_ahead_and_says_why() {
        let hold = |due: &str, note: &str| verdict(Act::Hold, |f| (f.due, f.note) = (due.into(), note.into()));
        for wrong in ["", "2024-10-28", "2024-10-27", "2025-10-29", "明日", "2024-11-31"] {
            assert_eq!(hold(wrong, "照会中"), Err(vec![Fault::DueWrong]), "{wrong}");
        }
        for right in ["2024-10-29", "2025-10-28"] {
            assert!(hold(right, "照会中").is_ok(), "{right}");
            assert_eq!(hold(right, " \u{3000}\n"), Err(vec![Fault::Note(TextFault::Missing)]), "{right}");
        }
    }

    #[test]
    fn a_line_that_stands_nowhere_is_named_and_unseen_ends_count_for_nothing() {
        let form = DecisionForm {
            masks: "\u{200B}山田さん \u{FEFF}\r\n\u{2060}\r\n \u{202E}\r\n佐藤さん\r\n".into(),
            reason: "other".into(),
            ..Default::default()
        };
        let (spans, faults) = form.redactions("区長の山田さんへ\u{202E}");
        let span = |starts, ends| Redaction { starts, ends, reason: Reason::Other };
        assert_eq!(spans, [span(3, 7), span(8, 9)], "an unseen character that is in the text can be masked");
        assert_eq!(faults, [Fault::MaskNotFound("佐藤さん".into())]);
    }

    #[test]
    fn what_is_withdrawn_is_offered_nothing() {
        assert!(Act::offered(State::Withdrawn, true).is_empty());
        assert_eq!(Act::offered(State::Published, true), [Act::Mask, Act::Withhold]);
        assert_eq!(Act::offered(State::Published, false), [Act::Publish, Act::Mask, Act::Withhold]);
        assert_eq!(Act::offered(State::Pending, false), Act::ALL);
    }

    proptest! {
        #[test]
        fn any_form_is_read_without_harm(masks in "\\PC{0,40}", due in "\\PC{0,12}", act in 0usize..5) {
            let form = DecisionForm { masks, due, reason: "illegal".into(), ..Default::default() };
            let zone = Zone::named("Asia/Tokyo").unwrap();
            let text = "家族👨‍👩‍👧とか\u{3099}く";
            if let Ok(verdict) = form.verdict(Act::ALL[act], text, date(2024, 2, 29), &zone) {
                prop_assert!(verdict.redactions.iter().all(|span| span.starts < span.ends));
            }
        }
    }
}
