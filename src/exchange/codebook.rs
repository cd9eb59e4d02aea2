//! What every column of a file means: a table beside the file, a line for each column and for each of its codes.

use i18n_embed_fl::fl;

use super::{Fact, LANG, Sheet};
use crate::base::names::named;
use crate::base::text::Words;
use crate::consultations::Consultation;
use crate::opinions::{Channel, Reason, State};
use crate::papers::{Cell, Column};

named! {
    /// What kind of thing stands in a column.
    pub enum Kind {
        Text = "text",
        Number = "integer",
        /// 2024-10-28
        Day = "date",
        /// 2024-10-28T10:00:00+09:00
        Moment = "datetime",
        /// One of a list: tables show its label, JSON Lines its code.
        Code = "code",
        /// Several of them; tables put each label in a line of its own.
        Codes = "codes",
    }
}

impl Kind {
    fn label(self, w: &Words) -> String {
        match self {
            Self::Text => fl!(w, "codebook-text"),
            Self::Number => fl!(w, "codebook-number"),
            Self::Day => fl!(w, "codebook-day"),
            Self::Moment => fl!(w, "codebook-moment"),
            Self::Code => fl!(w, "codebook-code"),
            Self::Codes => fl!(w, "codebook-codes"),
        }
    }
}

impl Fact {
    fn kind(self) -> Kind {
        match self {
            Self::Receipt | Self::Lang | Self::Text | Self::PublicText | Self::Url | Self::Submitter => Kind::Text,
            Self::Mail | Self::Message | Self::Note | Self::Masks | Self::Meeting | Self::Place | Self::Table => {
                Kind::Text
            }
            Self::ExternalId | Self::ExternalList | Self::ReceivedPlace | Self::RecordedBy => Kind::Text,
            Self::Number | Self::Version | Self::Dots | Self::Reactions => Kind::Number,
            Self::SubmittedOn | Self::DueOn => Kind::Day,
            Self::SubmittedAt | Self::ReviewedAt | Self::DecidedAt => Kind::Moment,
            Self::State | Self::Theme | Self::Channel | Self::AgeBand | Self::Area | Self::Relation => Kind::Code,
            Self::Reasons | Self::FurtherThemes => Kind::Codes,
        }
    }

    /// What a number counts; '' for what counts nothing.
    fn unit(self, w: &Words) -> String {
        match self {
            Self::Version => fl!(w, "codebook-unit-version"),
            Self::Dots => fl!(w, "codebook-unit-dots"),
            Self::Reactions => fl!(w, "codebook-unit-people"),
            _ => String::new(),
        }
    }

    /// What it means, where the heading does not say it all.
    fn note(self, w: &Words) -> String {
        match self {
            Self::Receipt => fl!(w, "codebook-note-receipt"),
            Self::SubmittedAt => fl!(w, "codebook-note-submitted"),
            Self::Number => fl!(w, "codebook-note-number"),
            Self::Submitter => fl!(w, "codebook-note-submitter"),
            Self::Text => fl!(w, "codebook-note-text"),
            Self::PublicText => fl!(w, "codebook-note-public-text"),
            Self::Version => fl!(w, "codebook-note-version"),
            Self::Masks => fl!(w, "codebook-note-masks"),
            Self::Meeting => fl!(w, "codebook-note-meeting"),
            Self::Dots => fl!(w, "workshop-dots-note"),
            Self::Reactions => fl!(w, "codebook-note-reactions"),
            Self::ExternalId => fl!(w, "codebook-note-external-id"),
            Self::ExternalList => fl!(w, "codebook-note-external-list"),
            Self::ReceivedPlace => fl!(w, "codebook-note-received-place"),
            Self::RecordedBy => fl!(w, "codebook-note-recorded-by"),
            Self::Mail => fl!(w, "codebook-note-mail"),
            _ => String::new(),
        }
    }

    /// Every code that the consultation has for it today, with its label.
    pub(super) fn codes(self, call: &Consultation, w: &Words) -> Vec<(String, String)> {
        match self {
            Self::State => State::ALL.iter().map(|state| (state.name().to_owned(), state.label(w))).collect(),
            Self::Reasons => Reason::ALL.iter().map(|reason| (reason.name().to_owned(), reason.label(w))).collect(),
            Self::Channel => Channel::ALL.iter().map(|channel| (channel.name().to_owned(), channel.label(w))).collect(),
            Self::Theme | Self::FurtherThemes => {
                call.themes.iter().map(|theme| (theme.code.clone(), call.theme_path(&theme.id, LANG))).collect()
            }
            _ => self.field().map_or(Vec::new(), |field| {
                let choices = call.field(field).choices.iter();
                choices.map(|choice| (choice.code.clone(), choice.label(LANG).into_owned())).collect()
            }),
        }
    }
}

/// The codebook's own columns.
pub fn columns() -> Vec<Column> {
    let w = LANG.words();
    let column = |key, head: String, width| Column { key, head, width };
    vec![
        column("column", fl!(w, "codebook-column"), 16),
        column("heading", fl!(w, "codebook-heading"), 20),
        column("type", fl!(w, "codebook-type"), 20),
        column("unit", fl!(w, "codebook-unit"), 8),
        column("note", fl!(w, "codebook-note"), 60),
        column("code", fl!(w, "codebook-one-code"), 20),
        column("label", fl!(w, "codebook-label"), 40),
    ]
}

/// Its rows, in the order of the file's columns. First comes what `note` says of the file as a whole.
pub fn rows(sheet: &Sheet<'_>, table: &[(Fact, Column)], note: String) -> Vec<Vec<Cell<'static>>> {
    let w = LANG.words();
    let whole = [String::new(), fl!(w, "codebook-file"), String::new(), String::new(), note];
    let mut rows = vec![whole.into_iter().chain([String::new(), String::new()]).map(Cell::from).collect()];
    for (fact, column) in table {
        let begins = [column.key.to_owned(), column.head.clone(), fact.kind().label(w), fact.unit(w), fact.note(w)];
        let codes = fact.codes(sheet.call, w);
        let none = codes.is_empty().then(Default::default);
        for (code, label) in codes.into_iter().chain(none) {
            rows.push(begins.iter().cloned().chain([code, label]).map(Cell::from).collect());
        }
    }
    rows
}
