//! One decision on many opinions: what was picked, what of it the act fits, what is left out and why.

pub mod routes;
pub mod store;

use i18n_embed_fl::fl;
use serde::Deserialize;

use self::store::Row;
use crate::base::text::{Lang, Words};
use crate::decisions::{Act, DecisionForm};
use crate::flags::{Rule, Rules};
use crate::http::Ui;
use crate::http::pager::parse_cursor;
use crate::opinions::State;
use crate::queue;

/// Most opinions of one batch.
pub const MOST: usize = 500;

/// What can be done with many at once; masks are of one text.
pub const ACTS: [Act; 4] = [Act::Publish, Act::Return, Act::Hold, Act::Withhold];

/// What is picked, and the decision on all of it.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct BulkForm {
    /// As `Picked::line` writes them, a line each.
    pub items: String,
    pub act: String,
    pub reason: String,
    pub message: String,
    pub due: String,
    pub note: String,
    /// `do`, or a look.
    pub step: String,
    /// The id that the batch gets: pressed twice it is one.
    pub batch: String,
    pub back: String,
}

impl BulkForm {
    /// The same as a form on one opinion has it.
    pub fn decision(&self) -> DecisionForm {
        DecisionForm {
            act: self.act.clone(),
            reason: self.reason.clone(),
            message: self.message.clone(),
            due: self.due.clone(),
            note: self.note.clone(),
            back: self.back.clone(),
            ..DecisionForm::default()
        }
    }

    /// What was picked; `None` for what no page of ours sends.
    pub fn picked(&self) -> Option<Vec<Picked>> {
        let picked: Option<Vec<_>> = self.items.lines().map(Picked::parse).collect();
        picked.filter(|picked| (1..=MOST).contains(&picked.len()))
    }
}

/// An opinion as it stood on the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picked {
    pub receipt: String,
    pub version: i64,
    /// How many acts its history had.
    pub decisions: i64,
}

impl Picked {
    /// `R6-0012-3 1 0`
    fn parse(line: &str) -> Option<Self> {
        let mut parts = line.trim().split(' ');
        let receipt = queue::receipt(parts.next()?.to_owned())?;
        let version = parse_cursor(parts.next()?)?;
        let decisions = parts.next()?.parse().ok().filter(|count| *count >= 0)?;
        parts.next().is_none().then_some(Self { receipt, version, decisions })
    }

    fn line(row: &Row) -> String {
        format!("{} {} {}", row.receipt, row.version, row.decisions)
    }
}

/// Why an opinion is left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// Decided on, corrected, withdrawn or gone since it was picked.
    Moved,
    /// On hold, or still to be compared with the paper: that is for its own page.
    Alone,
    /// Somebody else has it in hand.
    InHand,
    /// It seems to tell who somebody is: nobody makes that public unread.
    Personal,
    /// It has words of a list against people: as above.
    Words,
    /// Somebody proposes to withhold it.
    Proposed,
    /// It is public already: it can only be withheld, or be left as it is.
    Public,
    /// Nobody would mend what is returned: its author cannot open it.
    Unanswerable,
    /// Two must agree.
    TwoPeople,
}

impl Why {
    pub const ALL: [Self; 9] = [
        Self::Moved,
        Self::Alone,
        Self::InHand,
        Self::Personal,
        Self::Words,
        Self::Proposed,
        Self::Public,
        Self::Unanswerable,
        Self::TwoPeople,
    ];

    pub fn label(self, w: &Words) -> String {
        match self {
            Self::Moved => fl!(w, "bulk-why-moved"),
            Self::Alone => fl!(w, "bulk-why-alone"),
            Self::InHand => fl!(w, "bulk-why-in-hand"),
            Self::Personal => fl!(w, "bulk-why-personal"),
            Self::Words => fl!(w, "bulk-why-words"),
            Self::Proposed => fl!(w, "bulk-why-proposed"),
            Self::Public => fl!(w, "bulk-why-public"),
            Self::Unanswerable => fl!(w, "bulk-why-unanswerable"),
            Self::TwoPeople => fl!(w, "bulk-why-two"),
        }
    }
}

/// Why an act does not fit an opinion as it stands; `None`: it does. `me`: the account of who decides.
pub fn why_not(row: &Row, act: Act, rules: &Rules, me: &str) -> Option<Why> {
    let is_elsewhere = row.claimed_by.as_ref().is_some_and(|by| by != me);
    match row.state {
        _ if row.reviewed_at.is_some() => return Some(Why::Moved),
        State::Pending if row.is_to_be_compared() => return Some(Why::Alone),
        State::Pending | State::Published => {}
        State::OnHold => return Some(Why::Alone),
        _ => return Some(Why::Moved),
    }
    match act {
        _ if is_elsewhere => Some(Why::InHand),
        _ if row.is_proposed() => Some(Why::Proposed),
        _ if !row.state.may_become(act.to()) => Some(Why::Public),
        Act::Publish => not_unread(row, rules),
        Act::Return if !row.is_answerable() => Some(Why::Unanswerable),
        Act::Withhold if row.needs_two() => Some(Why::TwoPeople),
        _ => None,
    }
}

/// What keeps an opinion from being made public unread.
fn not_unread(row: &Row, rules: &Rules) -> Option<Why> {
    let found = rules.find(&row.text, &row.lang);
    let has = |is: fn(Rule) -> bool| found.iter().any(|flag| is(flag.rule));
    let words = || has(Rule::is_against_people).then_some(Why::Words);
    has(Rule::is_personal).then_some(Why::Personal).or_else(words)
}

/// What it becomes, as a noun: 「3件を公開にします」.
pub fn becomes(act: Act, w: &Words) -> String {
    match act {
        Act::Publish | Act::Mask => fl!(w, "bulk-act-publish"),
        Act::Return => fl!(w, "bulk-act-return"),
        Act::Hold => fl!(w, "bulk-act-hold"),
        Act::Withhold => fl!(w, "bulk-act-withhold"),
    }
}

/// What an act would do with what was picked.
#[derive(Debug, Default)]
pub struct Sorted {
    pub fits: Vec<Row>,
    pub left_out: Vec<(Row, Why)>,
    /// Receipts that nobody has.
    pub unknown: usize,
}

impl Sorted {
    pub fn new(picked: &[Picked], rows: Vec<Row>, act: Act, (rules, me): (&Rules, &str)) -> Self {
        let mut sorted = Self { unknown: picked.len().saturating_sub(rows.len()), ..Self::default() };
        for row in rows {
            let seen = picked.iter().find(|one| one.receipt == row.receipt);
            let is_same = seen.is_some_and(|seen| (seen.version, seen.decisions) == (row.version, row.decisions));
            match if is_same { why_not(&row, act, rules, me) } else { Some(Why::Moved) } {
                None => sorted.fits.push(row),
                Some(why) => sorted.left_out.push((row, why)),
            }
        }
        sorted
    }

    /// What was looked at, as a form carries it.
    pub fn items(&self) -> String {
        self.fits.iter().map(Picked::line).collect::<Vec<_>>().join("\n")
    }

    /// Whether something is left out of what was looked at a moment ago.
    pub fn is_less(&self) -> bool {
        self.unknown > 0 || !self.left_out.is_empty()
    }

    /// How many are left out for each reason.
    pub fn reasons(&self, w: &Words) -> Vec<(String, usize)> {
        let count = |why: Why| self.left_out.iter().filter(|(_, its)| *its == why).count();
        let known = Why::ALL.into_iter().map(|why| (why.label(w), count(why)));
        let unknown = (fl!(w, "bulk-why-unknown"), self.unknown);
        known.chain([unknown]).filter(|(_, count)| *count > 0).collect()
    }
}

impl Row {
    /// The language in which the author is spoken to.
    pub fn author(&self) -> Lang {
        let letters = self.letters_lang.as_deref().map(|lang| Lang::parse(lang).unwrap_or_default());
        letters.or_else(|| Lang::parse(&self.page_lang)).or_else(|| Lang::parse(&self.lang)).unwrap_or_default()
    }

    pub fn clock(&self, ui: &Ui) -> String {
        ui.day_of(self.submitted_at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_our_pages_send_is_picked() {
        let form = |items: &str| BulkForm { items: items.to_owned(), ..BulkForm::default() }.picked();
        let one = Picked { receipt: "R6-0012-3".into(), version: 1, decisions: 0 };
        assert_eq!(form("R6-0012-3 1 0\r\nR6-0012-3 1 0"), Some(vec![one.clone(), one]));
        for wrong in ["", "R6-0012-3", "R6-0012-3 0 0", "R6-0012-3 1 -1", "R6-0012-3 1 0 0", "<b> 1 0", "R6-0012-3 1 x"]
        {
            assert_eq!(form(wrong), None, "{wrong}");
        }
        assert_eq!(form(&"R6-0012-3 1 0\n".repeat(MOST + 1)), None);
    }
}
