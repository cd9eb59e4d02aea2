//! What a trial of a file found: the counts, the faults, the first rows as they will look. Nothing of it is written yet.

pub mod jobs;
pub mod shown;

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::consultations::Consultation;
use crate::consultations::period::Period;
use crate::flags::Rules;
use crate::making;
use crate::mapping::draft::{Draft, Hung};
use crate::mapping::{Meaning, Plan, Review};
use crate::meetings::{self, Meeting, Named};
use crate::opinions::State;
use crate::tables::text::is_garbled;
use crate::uploads::Form;
use crate::uploads::reader::{Alike, Found};

/// What stands in the place of a lost sign.
const LOST: [char; 2] = ['〓', char::REPLACEMENT_CHARACTER];
/// Rows shown as they will look.
pub const SHOWN_ROWS: usize = 5;

/// What a trial found.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    pub form: Form,
    /// Of the consultation, when it was tried: by another one the same words may stand for something else.
    pub revision: i64,
    /// Rows below the heading that are not blank.
    pub rows: u64,
    /// Rows that will be opinions.
    pub ready: u64,
    /// Of these, rows that wait for a moderator.
    #[serde(default)]
    pub waiting: u64,
    /// Rows that will be opinions and were not taken elsewhere, or withdrawn there.
    #[serde(default)]
    pub rejected: u64,
    /// Rows that will be opinions and came before the consultation opened: more than one has a slip in the year.
    #[serde(default)]
    pub early: u64,
    /// The first of them.
    #[serde(default)]
    pub early_rows: Vec<u64>,
    /// The same of those that came after it had closed.
    #[serde(default)]
    pub late: u64,
    #[serde(default)]
    pub late_rows: Vec<u64>,
    /// Rows that will be public at once and hold what may tell who somebody is, with the first of them.
    #[serde(default)]
    pub personal: u64,
    #[serde(default)]
    pub personal_rows: Vec<u64>,
    /// Rows that will be opinions and name no theme.
    #[serde(default)]
    pub themeless: u64,
    /// Rows that will be opinions and hold 〓, which stands for what Shift_JIS cannot write, or U+FFFD, for what could not be
    /// read.
    #[serde(default)]
    pub lossy: u64,
    /// Rows that will be opinions and say no day, where the plan says none either.
    #[serde(default)]
    pub undated: u64,
    /// Rows that will be opinions and look as UTF-8 does that is read as Shift_JIS, with the first of them.
    #[serde(default)]
    pub garbled: u64,
    #[serde(default)]
    pub first_garbled: u64,
    /// Rows whose id is in the consultation already.
    pub known: u64,
    /// Rows whose id stood in an earlier row of the file.
    pub doubled: u64,
    /// Rows to come in although another list has brought their id with the same words.
    #[serde(default)]
    pub elsewhere: u64,
    /// Rows whose id their list has brought before, with other words.
    #[serde(default)]
    pub clashing: u64,
    /// Rows without words.
    pub blank: u64,
    /// Rows with a fault.
    pub wrong: u64,
    /// Rows without one, but with a word that no list has.
    #[serde(default)]
    pub unclear: u64,
    #[serde(default)]
    pub alike: Vec<Alike>,
    /// How many faults are not among these.
    #[serde(default)]
    pub more_faults: u64,
    /// Words of lists that no list has, with how many rows have them.
    pub unknown: Vec<(Meaning, String, u64)>,
    /// How many such words are not among these.
    #[serde(default)]
    pub more_unknown: u64,
    pub samples: Vec<Sample>,
    /// Names of the themes and choices that come with the rows, the choices with what they are of.
    #[serde(default)]
    pub new_themes: Vec<String>,
    #[serde(default)]
    pub new_choices: Vec<(Meaning, String)>,
    /// Words that were to be themes or choices and stand only in rows that are left out: nothing is made of them.
    #[serde(default)]
    pub idle: Vec<(Meaning, String)>,
    /// Those that the file's notes hung in.
    #[serde(default)]
    pub meetings: BTreeSet<Named>,
    /// Which of the consultation's these are.
    #[serde(default)]
    pub there: BTreeSet<Named>,
    /// Those that come with it: nobody has added them yet.
    #[serde(default)]
    pub added: BTreeSet<Named>,
    /// Those of which several are there, or in the file.
    #[serde(default)]
    pub unsure: BTreeSet<Named>,
}

impl Report {
    /// Nothing can come of it, whatever is mended or answered.
    pub fn is_nothing(&self) -> bool {
        self.ready + self.wrong + self.unclear == 0
    }

    /// There is something to take in, every word is understood, and no row is wrong but those that are left out.
    pub fn may_run(&self, skips_wrong: bool) -> bool {
        self.ready > 0 && self.unknown.is_empty() && self.unsure.is_empty() && (self.wrong == 0 || skips_wrong)
    }

    /// Counts rows that will be opinions.
    pub fn add(&mut self, drafts: &[Draft], period: &Period, rules: &Rules) {
        self.ready += drafts.len() as u64;
        self.waiting += drafts.iter().filter(|draft| draft.decided.is_none()).count() as u64;
        self.rejected += drafts.iter().filter(|draft| draft.is_rejected).count() as u64;
        self.themeless += drafts.iter().filter(|draft| draft.is_themeless).count() as u64;
        self.lossy += drafts.iter().filter(|draft| draft.body.as_str().contains(LOST)).count() as u64;
        self.undated += drafts.iter().filter(|draft| draft.is_undated).count() as u64;
        for draft in drafts.iter().filter(|draft| is_garbled(draft.body.as_str())) {
            self.first_garbled = if self.garbled == 0 { draft.row } else { self.first_garbled };
            self.garbled += 1;
        }
        let rows = |is: &dyn Fn(&&Draft) -> bool| drafts.iter().filter(is).map(|draft| draft.row).collect::<Vec<_>>();
        note(&rows(&|it| !it.is_undated && it.received_at < period.opens_at), &mut self.early, &mut self.early_rows);
        note(&rows(&|it| !it.is_undated && it.received_at >= period.closes_at), &mut self.late, &mut self.late_rows);
        note(&rows(&|it| is_told(it, rules)), &mut self.personal, &mut self.personal_rows);
        self.meetings.extend(drafts.iter().filter_map(|draft| draft.hung.as_ref()?.meeting.clone()));
        self.samples.extend(drafts.iter().take(SHOWN_ROWS.saturating_sub(self.samples.len())).map(Sample::from));
    }

    /// The same with what the reader of the whole file has found.
    pub fn with_found(self, found: Found) -> Self {
        let Found { form, rows, blank, wrong, faults: alike, more_faults, unknown, more_unknown } = found;
        Self { form, rows, blank, wrong, alike, more_faults, unknown, more_unknown, ..self }
    }

    /// The same with which of its meetings are there.
    pub fn with_meetings(mut self, is_ours: bool, there: &[Meeting], now: i64) -> anyhow::Result<Self> {
        for (one, found) in meetings::resolve(&self.meetings, is_ours, there, now)? {
            match found {
                None => self.unsure.insert(one),
                Some(meeting) if meeting.number == 0 => self.added.insert(Named::from(&meeting)),
                Some(meeting) => self.there.insert(Named::from(&meeting)),
            };
        }
        Ok(self)
    }

    /// The same with what a plan makes for these rows. `idle`: as the field.
    pub fn with_new(self, plan: &Plan, call: &Consultation, idle: Vec<(Meaning, String)>) -> Self {
        // What stands in rows that nobody understands yet may still come in.
        let idle = if self.unknown.is_empty() { idle } else { Vec::new() };
        let plan = &making::without(plan, &idle);
        Self {
            new_themes: making::theme_names(plan, call),
            new_choices: making::choice_names(plan, call),
            idle,
            ..self
        }
    }

    /// What is kept of it when its rows are in: counts, names and places, nothing of what people wrote.
    pub fn kept(&self) -> Self {
        let bare = |alike: &Alike| {
            let first = alike.first.iter().map(|(row, _)| (*row, String::new())).collect();
            Alike { first, ..alike.clone() }
        };
        Self { samples: Vec::new(), idle: Vec::new(), alike: self.alike.iter().map(bare).collect(), ..self.clone() }
    }

    /// Rows of the table that did not come in.
    pub fn left_out(&self) -> u64 {
        self.wrong + self.known + self.doubled + self.blank
    }

    /// Whether some wait, rejected elsewhere, although the others are public at once.
    pub fn has_rejected(&self, plan: &Plan) -> bool {
        matches!(plan.review, Review::Checked(_)) && self.waiting > 0
    }
}

/// Counts rows, and keeps the first.
fn note(found: &[u64], count: &mut u64, first: &mut Vec<u64>) {
    *count += found.len() as u64;
    first.extend(found.iter().take(SHOWN_ROWS.saturating_sub(first.len())));
}

/// Whether it is public at once, as it stands, and something in it may tell who somebody is.
fn is_told(draft: &Draft, rules: &Rules) -> bool {
    draft.decided.as_ref().is_some_and(|it| it.state == State::Published)
        && rules.find(draft.body.as_str(), "ja").iter().any(|flag| flag.rule.is_personal())
}

/// A row as it will look.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sample {
    pub row: u64,
    pub text: String,
    /// Codes, or the name of a theme to be made.
    pub themes: Vec<String>,
    pub received_at: i64,
    pub age_band: Option<String>,
    pub area: Option<String>,
    pub relation: Option<String>,
    pub channel: String,
    /// Where it was handed in.
    #[serde(default)]
    pub place: Option<String>,
    /// Where it will stand; `None`: it waits.
    pub state: Option<String>,
    /// Of a workshop.
    #[serde(default)]
    pub hung: Option<Hung>,
}

impl From<&Draft> for Sample {
    fn from(draft: &Draft) -> Self {
        Self {
            row: draft.row,
            text: draft.body.as_str().to_owned(),
            themes: draft.themes.iter().map(|theme| theme.name().to_owned()).collect(),
            received_at: draft.received_at,
            age_band: draft.age_band.clone(),
            area: draft.area.clone(),
            relation: draft.relation.clone(),
            channel: draft.channel.name().to_owned(),
            place: draft.place.clone(),
            hung: draft.hung.clone(),
            state: draft.decided.as_ref().map(|it| it.state.name().to_owned()),
        }
    }
}
