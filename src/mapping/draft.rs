//! A row of a table as an opinion, or what is wrong with it.

use std::collections::HashSet;

use serde::{Deserialize, Serialize};

use super::words::{MAX_WORD, Vocabulary};
use super::{Meaning, Plan, Review, Stands};
use crate::base::calendar::{Zone, parse_day};
use crate::base::fold::{is_refused, is_refused_in_a_line};
use crate::base::text::Lang;
use crate::consultations::Consultation;
use crate::decisions::carried::{Carried, read_masks};
use crate::decisions::{TextFault, text_fault};
use crate::faults::{Fault, MAX_MEETINGS, Wrong};
use crate::headings::tongues::{Tongue, tongues};
use crate::meetings::{Named, read_dots};
use crate::opinions::text::{Body, BodyError};
use crate::opinions::{Channel, Reason, State};
use crate::papers::csv::unguarded;
use crate::tables::{self, Bad, BadCell, Row, days};

/// An opinion as it stands in a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// As spreadsheets count.
    pub row: u64,
    pub body: Body,
    pub external: Option<String>,
    /// Codes, the main theme first; a new one is its name.
    pub themes: Vec<Theme>,
    /// Its main theme is that of rows that name none.
    pub is_themeless: bool,
    /// When it reached the city, unix ms.
    pub received_at: i64,
    /// Neither its row, its meeting nor the plan says a day: it is the moment of the import.
    pub is_undated: bool,
    pub age_band: Option<String>,
    pub area: Option<String>,
    pub relation: Option<String>,
    pub channel: Channel,
    /// Where it was handed in; `None`: the file does not say.
    pub place: Option<String>,
    pub lang: String,
    /// What the file calls the person.
    pub submitter: Option<String>,
    /// Elsewhere it was not taken, or withdrawn.
    pub is_rejected: bool,
    /// Where it stands; `None`: it waits for a moderator.
    pub decided: Option<Carried>,
    /// `None`: it is no note of a workshop.
    pub hung: Option<Hung>,
    /// It has words that no list has (see `Mapper::unknown`): nothing can come of it before somebody says what they stand for.
    pub is_unclear: bool,
}

/// Where a note of a workshop hung, and its dots where they were counted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hung {
    /// As its row says; `None`: in the meeting of all rows.
    pub meeting: Option<Named>,
    pub table: String,
    pub dots: Option<i64>,
}

/// The theme of a draft.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Theme {
    Code(String),
    /// To be made, under this name.
    New(String),
}

impl Theme {
    /// Its code, or the name of a new one.
    pub fn name(&self) -> &str {
        match self {
            Self::Code(name) | Self::New(name) => name,
        }
    }
}

/// What becomes of a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    Draft(Box<Draft>),
    /// No words in it: somebody only ticked boxes.
    Blank,
    Wrong(Vec<Wrong>),
}

/// Reads the rows of one file, one after another.
pub struct Mapper<'a> {
    plan: &'a Plan,
    zone: &'a Zone,
    /// Now, unix ms: nothing has reached the city later.
    now: i64,
    /// When rows came that do not say; `None`: nobody has said.
    day: Option<i64>,
    /// Its days are those of an English form of Google's.
    month_first: bool,
    /// The languages that a text may stand in, the one that was chosen first; none where headings do not tell.
    tongues: Vec<Tongue>,
    words: Vocabulary,
    meetings: HashSet<Named>,
}

impl<'a> Mapper<'a> {
    pub fn new(plan: &'a Plan, call: &'a Consultation, zone: &'a Zone, now: i64) -> Self {
        let day = parse_day(&plan.day).map(|day| zone.start_of(day).min(now));
        let (tongues, words) = (tongues(&plan.columns), Vocabulary::new(plan, call));
        let month_first = plan.column(Meaning::Day).is_some_and(|at| plan.columns[at].head.trim() == "Timestamp");
        Self { plan, zone, now, day, month_first, tongues, words, meetings: HashSet::new() }
    }

    /// Words that somebody has to say the meaning of, most frequent first, and how many more there are.
    pub fn unknown(self) -> (Vec<(Meaning, String, u64)>, u64) {
        self.words.unknown()
    }

    /// Where a row has a cell that is no datum.
    pub fn refuse(&self, cell: &BadCell) -> Wrong {
        let fault = match cell.why {
            Bad::Ragged { .. } if self.plan.sheet.is_some() => Fault::Beside,
            Bad::Ragged { .. } => Fault::Ragged,
            Bad::Formula => Fault::Formula,
            Bad::Date => Fault::Date,
            Bad::Error => Fault::Error,
            Bad::TooLong => Fault::CellTooLong,
        };
        Wrong { row: cell.row, column: cell.column.clone(), fault, value: String::new() }
    }

    pub fn read(&mut self, row: &Row) -> Outcome {
        let mut wrong = Vec::new();
        let body = match self.body(row) {
            Ok(body) => Some(body),
            Err(BodyError::Blank) => return Outcome::Blank,
            Err(BodyError::TooLong { chars, .. }) => self.too_long(row, chars, &mut wrong),
            Err(BodyError::TooManyBytes) => self.fault(row, Meaning::Text, Fault::TextTooLong, &mut wrong),
            Err(BodyError::ControlCharacter { .. }) => {
                let is_above = self.cell(row, Meaning::Title).contains(is_refused);
                let meaning = if is_above { Meaning::Title } else { Meaning::Text };
                self.fault(row, meaning, Fault::Control, &mut wrong)
            }
        };
        let before = self.words.asked();
        let (themes, is_themeless) = self.themes(row, &mut wrong);
        let external = self.word(row, Meaning::Id, &mut wrong);
        let external = match external {
            Some(id) if is_rounded(&id) => self.fault(row, Meaning::Id, Fault::RoundedId, &mut wrong),
            other => other,
        };
        let submitter = self.word(row, Meaning::Submitter, &mut wrong);
        let place = self.word(row, Meaning::ReceivedPlace, &mut wrong);
        let lang = self.lang(row, &mut wrong);
        let decided = self.decided(row, body.as_ref().map_or("", Body::as_str), &mut wrong);
        let [age_band, area, relation] =
            [Meaning::AgeBand, Meaning::Area, Meaning::Relation].map(|meaning| self.choice(row, meaning));
        let channel =
            self.choice(row, Meaning::Channel).and_then(|name| Channel::parse(&name)).unwrap_or(self.plan.channel);
        let hung = self.hung(row, &mut wrong);
        let said = self.day_of(hung.as_ref());
        let is_undated = said.is_none() && self.cell(row, Meaning::Day).trim().is_empty();
        let received_at = self.past(row, Meaning::Day, said.unwrap_or(self.now), &mut wrong);
        match (body, lang, received_at) {
            (Some(body), Some(lang), Some(received_at)) if wrong.is_empty() => {
                let draft = Draft {
                    row: row.number,
                    body,
                    external,
                    themes,
                    is_themeless,
                    received_at,
                    is_undated,
                    age_band,
                    area,
                    relation,
                    channel: if hung.is_some() { Channel::Workshop } else { channel },
                    place,
                    lang,
                    submitter,
                    is_rejected: self.plan.is_rejected(row),
                    decided,
                    hung,
                    is_unclear: before != self.words.asked(),
                };
                Outcome::Draft(Box::new(draft))
            }
            _ => Outcome::Wrong(wrong),
        }
    }

    fn cell<'r>(&self, row: &'r Row, meaning: Meaning) -> &'r str {
        self.cell_at(row, self.plan.column(meaning))
    }

    fn cell_at<'r>(&self, row: &'r Row, at: Option<usize>) -> &'r str {
        let cell = at.and_then(|at| row.cells.get(at)).map_or("", String::as_str);
        if self.plan.guarded { unguarded(cell) } else { cell }
    }

    /// The language in which a row says something. `None`: headings do not tell of languages.
    fn tongue(&self, row: &Row) -> Option<&Tongue> {
        let says = |at| !self.cell_at(row, at).trim().is_empty();
        let one = |is: fn(&Tongue) -> Option<usize>| self.tongues.iter().find(|it| says(is(it)));
        one(|it| Some(it.text)).or_else(|| one(|it| it.title)).or(self.tongues.first())
    }

    fn fault<T>(&self, row: &Row, meaning: Meaning, fault: Fault, wrong: &mut Vec<Wrong>) -> Option<T> {
        let column = self.plan.column(meaning).map_or(String::new(), tables::letters);
        wrong.push(Wrong::with(row.number, column, fault, self.cell(row, meaning)));
        None
    }

    fn too_long<T>(&self, row: &Row, chars: usize, wrong: &mut Vec<Wrong>) -> Option<T> {
        let none = self.fault(row, Meaning::Text, Fault::TextTooLong, wrong);
        let last = wrong.pop().map(|it| it.long(chars));
        wrong.extend(last);
        none
    }

    /// The text, under its title where there is one.
    fn body(&self, row: &Row) -> Result<Body, BodyError> {
        let (title, text) = match self.tongue(row) {
            Some(it) => (self.cell_at(row, it.title), self.cell_at(row, Some(it.text))),
            None => (self.cell(row, Meaning::Title), self.cell(row, Meaning::Text)),
        };
        let title = title.trim();
        // As in a CSV file, a single CR is the end of a line.
        let lines = text.contains('\r').then(|| text.replace("\r\n", "\n").replace('\r', "\n"));
        let text = lines.as_deref().unwrap_or(text);
        if title.is_empty() || text.trim().is_empty() {
            return Body::parse(if text.trim().is_empty() { title } else { text }, Body::MAX_CHARS);
        }
        Body::parse(&format!("{title}\n\n{text}"), Body::MAX_CHARS)
    }

    /// When a row came that does not say: a note on the day of its meeting. `None`: nobody has said.
    fn day_of(&self, hung: Option<&Hung>) -> Option<i64> {
        let meeting = hung.and_then(|it| it.meeting.as_ref()).and_then(|named| parse_day(&named.day));
        meeting.map(|day| self.zone.start_of(day).min(self.now)).or(self.day)
    }

    /// Something that has happened, unix ms; `blank` where nothing stands there, `None` for what is no such day.
    fn past<T: From<i64>>(&self, row: &Row, meaning: Meaning, blank: T, wrong: &mut Vec<Wrong>) -> Option<T> {
        let text = self.cell(row, meaning).trim();
        if text.is_empty() {
            return Some(blank);
        }
        match self.moment(text) {
            Some(at) if at <= self.now => Some(at.into()),
            Some(_) => self.fault(row, meaning, Fault::Future, wrong),
            None => self.fault(row, meaning, no_day(text), wrong),
        }
    }

    fn moment(&self, text: &str) -> Option<i64> {
        let american = || self.month_first.then(|| days::month_first(text, self.zone))?;
        days::epoch(text).or_else(|| days::moment(text, self.zone)).or_else(american)
    }

    /// Where a row stands, by the plan and by its own word.
    fn decided(&mut self, row: &Row, text: &str, wrong: &mut Vec<Wrong>) -> Option<Carried> {
        match &self.plan.review {
            Review::Queue => return None,
            Review::Checked(_) if self.plan.is_rejected(row) => return None,
            Review::Checked(reason) => return Some(Carried::published(reason, self.now)),
            Review::Kept(_) => {}
        }
        let state = self.choice(row, Meaning::State).and_then(|name| State::parse(&name)).unwrap_or(State::Pending);
        let masks = match state {
            State::PublishedRedacted => match read_masks(self.cell(row, Meaning::Masks), text) {
                Some(masks) => masks,
                None => return self.fault(row, Meaning::Masks, Fault::Masks, wrong),
            },
            _ => Vec::new(),
        };
        let reason = match state {
            State::Withheld => match self.choice(row, Meaning::Reason).and_then(|name| Reason::parse(&name)) {
                Some(reason) => Some(reason),
                None => return self.fault(row, Meaning::Reason, Fault::Reason, wrong),
            },
            _ => masks.first().map(|mask| mask.reason),
        };
        let (message, note) = (self.said(row, Meaning::Message, wrong)?, self.said(row, Meaning::Note, wrong)?);
        let due = self.cell(row, Meaning::DueOn).trim();
        let due_at = if state == State::OnHold { self.moment(due) } else { None };
        if state == State::OnHold && !due.is_empty() && due_at.is_none() {
            return self.fault(row, Meaning::DueOn, no_day(due), wrong);
        }
        // Public and looked at by nobody yet is only what a file of ours calls so.
        let unknown = (state != State::Published || self.plan.column(Meaning::DecidedAt).is_none()).then_some(self.now);
        let at = self.past(row, Meaning::DecidedAt, unknown, wrong)?;
        Some(Carried { state, reason, message, note, masks, due_at, at })
    }

    /// A word that is kept as it stands: an id, a person.
    fn word(&self, row: &Row, meaning: Meaning, wrong: &mut Vec<Wrong>) -> Option<String> {
        let word = self.cell(row, meaning).trim();
        if word.chars().any(is_refused_in_a_line) {
            return self.fault(row, meaning, Fault::Control, wrong);
        }
        if word.chars().count() > MAX_WORD {
            return self.fault(row, meaning, Fault::CellTooLong, wrong);
        }
        Some(word).filter(|word| !word.is_empty()).map(str::to_owned)
    }

    /// Where a note hung, and how many dots it got. `None`: it is none, or something is wrong with it.
    fn hung(&mut self, row: &Row, wrong: &mut Vec<Wrong>) -> Option<Hung> {
        let Ok(dots) = read_dots(self.cell(row, Meaning::Dots)) else {
            return self.fault(row, Meaning::Dots, Fault::Dots, wrong);
        };
        let before = wrong.len();
        let table = self.word(row, Meaning::Table, wrong).unwrap_or_default();
        let label = self.cell(row, Meaning::Meeting);
        let meeting = Named::from_label(label, self.cell(row, Meaning::Place));
        let is_lost = match &meeting {
            Some(named) => !self.meetings.contains(named) && self.meetings.len() == MAX_MEETINGS,
            None if self.plan.meeting.is_some() => !label.trim().is_empty(),
            None => !label.trim().is_empty() || !table.is_empty() || dots.is_some(),
        };
        if is_lost {
            return self.fault(row, Meaning::Meeting, Fault::Meeting, wrong);
        }
        self.meetings.extend(meeting.clone());
        let hangs = meeting.is_some() || self.plan.meeting.is_some();
        (hangs && wrong.len() == before).then_some(Hung { meeting, table, dots })
    }

    /// What a moderator wrote.
    fn said(&self, row: &Row, meaning: Meaning, wrong: &mut Vec<Wrong>) -> Option<String> {
        let text = self.cell(row, meaning);
        match text_fault(text, false) {
            None => Some(text.to_owned()),
            Some(TextFault::TooLong) => self.fault(row, meaning, Fault::CellTooLong, wrong),
            Some(_) => self.fault(row, meaning, Fault::Control, wrong),
        }
    }

    fn lang(&self, row: &Row, wrong: &mut Vec<Wrong>) -> Option<String> {
        let tag = self.cell(row, Meaning::Lang).trim();
        if tag.is_empty() {
            return Some(self.tongue(row).map_or_else(|| Lang::JA.code().to_owned(), |it| it.lang.clone()));
        }
        let is_tag = tag.len() <= 20
            && tag
                .split('-')
                .all(|part| (2..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric()));
        if is_tag { Some(tag.to_owned()) } else { self.fault(row, Meaning::Lang, Fault::Lang, wrong) }
    }

    /// The code that a cell stands for; `None`: nothing stands there, or nobody has said what it stands for yet.
    fn choice(&mut self, row: &Row, meaning: Meaning) -> Option<String> {
        let word = self.cell(row, meaning).trim();
        match self.words.stands(meaning, word)? {
            Stands::For(code) => Some(code),
            Stands::Blank | Stands::New => None,
        }
    }

    /// The themes of a row, and whether it names no main one.
    fn themes(&mut self, row: &Row, wrong: &mut Vec<Wrong>) -> (Vec<Theme>, bool) {
        let main = self.words.themes(self.cell(row, Meaning::Theme).trim());
        let further = self.words.split(self.cell(row, Meaning::FurtherThemes).trim());
        let mut themes: Vec<Theme> = main.iter().filter_map(|word| self.theme(word)).collect();
        let is_themeless = themes.is_empty();
        themes.extend(is_themeless.then(|| Theme::Code(self.plan.theme.clone())));
        themes.extend(further.iter().filter_map(|word| self.theme(word)));
        let mut seen = HashSet::new();
        themes.retain(|theme| seen.insert(theme.clone()));
        if themes.len() > 3 {
            let meaning = if main.len() > 1 { Meaning::Theme } else { Meaning::FurtherThemes };
            self.fault::<()>(row, meaning, Fault::ManyThemes, wrong);
        }
        (themes, is_themeless)
    }

    fn theme(&mut self, word: &str) -> Option<Theme> {
        match self.words.stands(Meaning::Theme, word)? {
            Stands::For(code) => Some(Theme::Code(code)),
            Stands::New => Some(Theme::New(word.chars().take(MAX_WORD).collect())),
            Stands::Blank => None,
        }
    }
}

/// What is wrong with a text that is no day.
fn no_day(text: &str) -> Fault {
    if days::of_number(text).is_some() { Fault::DayNumber } else { Fault::Day }
}

/// What Excel makes of a long number.
fn is_rounded(id: &str) -> bool {
    let Some((digits, exponent)) = id.split_once(['E', 'e']) else { return false };
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    is_number(digits) && exponent.strip_prefix('+').is_some_and(is_number)
}
