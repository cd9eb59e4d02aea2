//! What a table from elsewhere means: which column is what, and what a row of it is as an opinion. Pure: no file, no
//! database, no clock.

pub mod draft;
pub mod form;
pub mod words;

use i18n_embed_fl::fl;
use serde::{Deserialize, Serialize};

use crate::base::names::named;
use crate::base::text::Words;
use crate::consultations::choices::{MAX_CHOICES, is_choice, levels};
use crate::consultations::{Consultation, Field};
use crate::decisions::{TextFault, text_fault};
use crate::headings::source::Source;
use crate::headings::tongues::tongues;
use crate::opinions::{Channel, Reason, State};
use crate::tables::Row;
use crate::tables::text::Encoding;
use words::is_rejection;

/// A city may make so many themes by one file; more are rather a wrong column.
pub const MAX_NEW_THEMES: usize = 50;

named! {
    /// What stands in a column.
    pub enum Meaning {
        /// Nothing that we keep.
        Nothing = "nothing",
        Text = "text",
        /// Stands above the text, with an empty line between.
        Title = "title",
        /// How the file calls the opinion: with it a row is known again.
        Id = "id",
        Theme = "theme",
        /// One or two more, a line each, or with ・ or commas between.
        FurtherThemes = "further_themes",
        /// When it reached the city (受付日).
        Day = "day",
        AgeBand = "age_band",
        Area = "area",
        Relation = "relation",
        Channel = "channel",
        /// Where it was handed in.
        ReceivedPlace = "received_place",
        Lang = "lang",
        /// Rows with the same word are of one person.
        Submitter = "submitter",
        /// Where it stood elsewhere, and what else was decided there. Read where the plan keeps it.
        State = "state",
        /// That it was not taken elsewhere, or withdrawn there: `words::is_rejection` knows the words.
        Rejected = "rejected",
        Reason = "reason",
        Masks = "masks",
        Message = "message",
        /// A moderator's memo to colleagues; nothing that hung on a wall.
        Note = "note",
        DueOn = "due_on",
        DecidedAt = "decided_at",
        /// Of a note of a workshop: day and name of the meeting, `2024-11-23 対話`.
        Meeting = "meeting",
        /// Where that meeting was held.
        Place = "place",
        /// At a workshop: the sheet that a note hung on.
        Table = "table",
        /// 共感シール on a note; never added to what people press online.
        Dots = "dots",
    }
}

impl Meaning {
    pub fn label(self, w: &Words) -> String {
        match self {
            Self::Nothing => fl!(w, "meaning-nothing"),
            Self::Text => fl!(w, "column-body"),
            Self::Title => fl!(w, "meaning-title"),
            Self::Id => fl!(w, "meaning-id"),
            Self::Theme => fl!(w, "column-theme"),
            Self::FurtherThemes => fl!(w, "column-further-themes"),
            Self::Day => fl!(w, "column-day"),
            Self::AgeBand => fl!(w, "field-age-band"),
            Self::Area => fl!(w, "field-area"),
            Self::Relation => fl!(w, "field-relation"),
            Self::Channel => fl!(w, "column-channel"),
            Self::ReceivedPlace => fl!(w, "column-received-place"),
            Self::Lang => fl!(w, "column-lang"),
            Self::Submitter => fl!(w, "column-submitter"),
            Self::State => fl!(w, "column-state"),
            Self::Rejected => fl!(w, "meaning-rejected"),
            Self::Reason => fl!(w, "column-reason"),
            Self::Masks => fl!(w, "column-masks"),
            Self::Message => fl!(w, "column-message"),
            Self::Note => fl!(w, "column-note"),
            Self::DueOn => fl!(w, "column-due"),
            Self::DecidedAt => fl!(w, "column-decided"),
            Self::Meeting => fl!(w, "column-meeting"),
            Self::Place => fl!(w, "column-place"),
            Self::Table => fl!(w, "column-table"),
            Self::Dots => fl!(w, "column-dots"),
        }
    }

    /// What residents said about themselves in it.
    pub fn field(self) -> Option<Field> {
        match self {
            Self::AgeBand => Some(Field::AgeBand),
            Self::Area => Some(Field::Area),
            Self::Relation => Some(Field::Relation),
            _ => None,
        }
    }

    pub fn is_theme(self) -> bool {
        matches!(self, Self::Theme | Self::FurtherThemes)
    }

    /// Whether a word of it that no list has may be added to the list.
    pub fn may_grow(self) -> bool {
        self.is_theme() || self.field().is_some()
    }

    /// Whether several columns may have it.
    pub fn may_repeat(self) -> bool {
        matches!(self, Self::Nothing | Self::Rejected)
    }

    /// Whether its words are of a list, so that each must be known.
    pub fn is_listed(self) -> bool {
        matches!(self, Self::Theme | Self::FurtherThemes | Self::Channel | Self::State | Self::Reason)
            || self.field().is_some()
    }
}

/// A column of the file: what its heading is and what we take it for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Column {
    pub head: String,
    pub meaning: Meaning,
}

/// What a word stands for that no list has.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    pub meaning: Meaning,
    pub word: String,
    pub stands: Stands,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stands {
    /// As if nothing stood there.
    Blank,
    /// A new theme or choice of this name.
    New,
    /// The choice with this code, of a theme or a channel, too.
    For(String),
}

/// A list from elsewhere that has brought opinions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct List {
    /// '' is the one that has no name.
    pub name: String,
    /// Name of the file that came last of it.
    pub file: String,
}

/// What becomes of the texts. The words say why nobody here need look at them again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Review {
    /// They wait for a moderator.
    Queue,
    /// Public as they are, but for those that were not taken elsewhere: they wait.
    Checked(String),
    /// Each as the file says.
    Kept(String),
}

impl Review {
    /// '' for those that wait.
    pub fn reason(&self) -> &str {
        match self {
            Self::Queue => "",
            Self::Checked(reason) | Self::Kept(reason) => reason,
        }
    }

    /// What is wrong with the words.
    pub fn fault(&self) -> Option<TextFault> {
        match self {
            Self::Queue => None,
            Self::Checked(reason) | Self::Kept(reason) => text_fault(reason, true),
        }
    }
}

/// How a file is to be read, as people settled it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plan {
    /// Of a text file, once it is found out or said.
    pub encoding: Option<Encoding>,
    /// Of a workbook.
    pub sheet: Option<String>,
    /// A cell that begins like a formula carries one apostrophe more than its text: so Excel's files of ours are.
    pub guarded: bool,
    pub columns: Vec<Column>,
    /// The list whose numbers the ids are: two lists may both number their rows from 1. '' is the one that has no name.
    #[serde(default)]
    pub list: String,
    /// Code of the theme of rows that name none.
    pub theme: String,
    /// Of rows that do not say.
    pub channel: Channel,
    /// Of rows that do not say: 2024-11-23.
    pub day: String,
    pub review: Review,
    /// Id of the meeting that all of it is from: its rows are notes of a workshop.
    #[serde(default)]
    pub meeting: Option<String>,
    pub answers: Vec<Answer>,
    /// Rows with faults are left out; else none is taken in.
    pub skips_wrong: bool,
}

impl Plan {
    /// The first column that has this meaning (see `Meaning::may_repeat`).
    pub fn column(&self, meaning: Meaning) -> Option<usize> {
        self.columns.iter().position(|column| column.meaning == meaning)
    }

    /// Columns in which nothing is read, in whatever language.
    pub fn unused(&self) -> Vec<usize> {
        let spoken = tongues(&self.columns);
        let is_spoken = |at: usize| spoken.iter().any(|it| it.text == at || it.title == Some(at));
        let columns = self.columns.iter().enumerate();
        columns.filter(|(at, it)| it.meaning == Meaning::Nothing && !is_spoken(*at)).map(|(at, _)| at).collect()
    }

    /// Whether Koe wrote the file, so that what it names is named as it is.
    pub fn is_ours(&self) -> bool {
        Source::Koe.marks().iter().all(|mark| self.columns.iter().any(|column| column.head.trim() == mark))
    }

    /// Whether a row was not taken elsewhere, or withdrawn there.
    pub fn is_rejected(&self, row: &Row) -> bool {
        let mut cells = self.columns.iter().zip(&row.cells);
        cells.any(|(column, cell)| column.meaning == Meaning::Rejected && is_rejection(cell))
    }

    /// What keeps it from being tried.
    pub fn missing(&self, call: &Consultation) -> Vec<Lack> {
        let doubled = |meaning: &&Meaning| {
            !meaning.may_repeat() && self.columns.iter().filter(|column| column.meaning == **meaning).count() > 1
        };
        let mut lacks: Vec<Lack> = Meaning::ALL.iter().filter(doubled).map(|meaning| Lack::Doubled(*meaning)).collect();
        if self.column(Meaning::Text).is_none() {
            lacks.push(Lack::Text);
        }
        if call.theme(&self.theme).is_none() {
            lacks.push(Lack::Theme);
        }
        if matches!(self.review, Review::Kept(_)) && self.column(Meaning::State).is_none() {
            lacks.push(Lack::State);
        }
        let tells = |meaning: &Meaning| self.column(*meaning).is_some();
        let hangs = [Meaning::Place, Meaning::Table, Meaning::Dots].iter().any(tells);
        if hangs && self.meeting.is_none() && !tells(&Meaning::Meeting) {
            lacks.push(Lack::Meeting);
        }
        lacks.extend(self.answers.iter().filter(|answer| !answer.is_known(call)).cloned().map(Lack::Answer));
        let new = self.answers.iter().filter(|answer| answer.stands == Stands::New);
        if new.clone().filter(|answer| answer.meaning.is_theme()).count() > MAX_NEW_THEMES {
            lacks.push(Lack::NewThemes);
        }
        let is_many = |field: &&Field| {
            let new = new.clone().filter(|answer| answer.meaning.field() == Some(**field)).count();
            new > 0 && new + call.field(**field).offered().count() > MAX_CHOICES
        };
        lacks.extend(Field::ALL.iter().filter(is_many).map(|field| Lack::NewChoices(*field)));
        lacks.extend(new.filter(|answer| !answer.is_name()).cloned().map(Lack::Name));
        lacks
    }
}

impl Answer {
    /// Whether its word may be the name of a theme or of a choice, as the editor has them.
    fn is_name(&self) -> bool {
        if self.meaning.is_theme() { levels(&self.word).is_some() } else { is_choice(&self.word) }
    }

    /// Whether what it stands for is there.
    pub fn is_known(&self, call: &Consultation) -> bool {
        let Stands::For(code) = &self.stands else { return true };
        match (self.meaning.field(), self.meaning) {
            (Some(field), _) => call.field(field).choices.iter().any(|choice| choice.code == *code),
            (None, Meaning::Channel) => Channel::parse(code).is_some(),
            (None, Meaning::State) => State::parse(code).is_some(),
            (None, Meaning::Reason) => Reason::parse(code).is_some(),
            (None, _) => call.theme(code).is_some(),
        }
    }
}

/// Why a plan cannot be tried.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Lack {
    /// No column holds the texts.
    Text,
    /// No theme for rows without one.
    Theme,
    /// No column says where each opinion stands, which is to be kept.
    State,
    /// Of which workshop tables and dots are.
    Meeting,
    /// A word stands for what is not there, or not any more.
    Answer(Answer),
    /// A word that is to be a new theme or choice and cannot be its name.
    Name(Answer),
    /// More themes than a file may make.
    NewThemes,
    /// More choices than a field may have.
    NewChoices(Field),
    Doubled(Meaning),
}
