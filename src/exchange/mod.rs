//! An opinion as a row of a table: which columns there are, what they are called, what stands in each cell. What goes
//! out and what comes in speak of the same columns.

pub mod codebook;
pub mod rows;
pub mod tools;

use std::collections::HashMap;

use i18n_embed_fl::fl;

use crate::base::calendar::Zone;
use crate::base::names::named;
use crate::base::text::{Lang, Words};
use crate::consultations::{Consultation, Field, Theme, Visibility};
use crate::counts::{PublicCounts, shown_attributes};
use crate::opinions::Reason;
use crate::opinions::filter::Audience;
use crate::opinions::text::{Part, masked, parts};
use crate::papers::{Cell, Column};
use crate::receipts;
use rows::{OfficeRow, PublicRow, Submitters};
use tools::{Name, Tool};

/// Columns carry Japanese headings in every language of the pages: the papers are Japanese, and the same
/// opinions give the same bytes whoever asks.
pub const LANG: Lang = Lang::JA;

named! {
    /// For whom a file is made.
    pub enum Profile {
        /// What everybody may read: published opinions, masked where they are masked.
        Public = "public",
        /// Every opinion in every state, in the author's words.
        Office = "office",
        /// The same with the contacts: a right of its own.
        Contact = "contact",
    }
}

impl Profile {
    pub fn audience(self) -> Audience {
        match self {
            Self::Public => Audience::Public,
            Self::Office | Self::Contact => Audience::Staff,
        }
    }

    pub fn label(self, w: &Words) -> String {
        match self {
            Self::Public => fl!(w, "export-profile-public"),
            Self::Office => fl!(w, "export-profile-office"),
            Self::Contact => fl!(w, "export-profile-contact"),
        }
    }
}

named! {
    /// What a column tells of an opinion. The name is the column's for programs.
    pub enum Fact {
        Receipt = "receipt",
        /// The middle of the receipt, for tools that want whole numbers.
        Number = "number",
        /// Of the current text: 1 until it is corrected.
        Version = "version",
        SubmittedAt = "submitted_at",
        /// The day alone: all that the public is told.
        SubmittedOn = "submitted_on",
        State = "state",
        Reasons = "reasons",
        Theme = "theme",
        FurtherThemes = "further_themes",
        Channel = "channel",
        Lang = "lang",
        AgeBand = "age_band",
        Area = "area",
        Relation = "relation",
        /// The current version, as it was sent.
        Text = "text",
        PublicText = "public_text",
        /// The page of a published opinion.
        Url = "url",
        Submitter = "submitter",
        ReviewedAt = "reviewed_at",
        /// Of the last decision, whoever made it.
        DecidedAt = "decided_at",
        Message = "message",
        Note = "note",
        DueOn = "due_on",
        /// Of the current text, as `decisions::carried` writes them.
        Masks = "masks",
        /// Of a note of a workshop: day and name.
        Meeting = "meeting",
        /// Where that meeting was held.
        Place = "place",
        Table = "table",
        /// 共感シール in the room, never added to what people press online.
        Dots = "dots",
        /// How many pressed 共感 online: the office's alone, however the page shows it.
        Reactions = "reactions",
        /// How the file called it that brought it.
        ExternalId = "external_id",
        /// The list in which it has that number.
        ExternalList = "external_list",
        /// Where it was handed in, of what staff wrote down.
        ReceivedPlace = "received_place",
        /// The person of the staff who brought it in, never the author.
        RecordedBy = "recorded_by",
        /// A contact, unsealed: in the contact profile alone.
        Mail = "mail",
    }
}

impl Fact {
    /// The heading alone.
    pub fn label(self, w: &Words) -> String {
        self.heading(w).0
    }

    /// The heading, and how wide the column is drawn.
    fn heading(self, w: &Words) -> (String, u32) {
        match self {
            Self::Receipt => (fl!(w, "column-receipt"), 13),
            Self::Number => (fl!(w, "column-number"), 8),
            Self::Version => (fl!(w, "column-version"), 5),
            Self::SubmittedAt => (fl!(w, "column-submitted"), 20),
            Self::SubmittedOn => (fl!(w, "column-day"), 12),
            Self::State => (fl!(w, "column-state"), 14),
            Self::Reasons => (fl!(w, "column-reason"), 16),
            Self::Theme => (fl!(w, "column-theme"), 28),
            Self::FurtherThemes => (fl!(w, "column-further-themes"), 28),
            Self::Channel => (fl!(w, "column-channel"), 12),
            Self::Lang => (fl!(w, "column-lang"), 7),
            Self::AgeBand => (fl!(w, "field-age-band"), 12),
            Self::Area => (fl!(w, "field-area"), 14),
            Self::Relation => (fl!(w, "field-relation"), 14),
            Self::Text => (fl!(w, "column-original"), 80),
            Self::PublicText => (fl!(w, "column-public"), 80),
            Self::Url => (fl!(w, "column-url"), 40),
            Self::Submitter => (fl!(w, "column-submitter"), 9),
            Self::ReviewedAt => (fl!(w, "column-reviewed"), 20),
            Self::DecidedAt => (fl!(w, "column-decided"), 20),
            Self::Message => (fl!(w, "column-message"), 40),
            Self::Note => (fl!(w, "column-note"), 40),
            Self::DueOn => (fl!(w, "column-due"), 12),
            Self::Masks => (fl!(w, "column-masks"), 30),
            Self::Meeting => (fl!(w, "column-meeting"), 24),
            Self::Place => (fl!(w, "column-place"), 20),
            Self::Table => (fl!(w, "column-table"), 10),
            Self::Dots => (fl!(w, "column-dots"), 10),
            Self::Reactions => (fl!(w, "column-reactions"), 10),
            Self::ExternalId => (fl!(w, "column-external-id"), 14),
            Self::ExternalList => (fl!(w, "import-numbering"), 16),
            Self::ReceivedPlace => (fl!(w, "column-received-place"), 16),
            Self::RecordedBy => (fl!(w, "column-recorded-by"), 14),
            Self::Mail => (fl!(w, "field-mail"), 30),
        }
    }

    /// The heading alone.
    pub fn head(self, w: &Words) -> String {
        self.heading(w).0
    }

    /// What a resident said about himself in it.
    fn field(self) -> Option<Field> {
        match self {
            Self::AgeBand => Some(Field::AgeBand),
            Self::Area => Some(Field::Area),
            Self::Relation => Some(Field::Relation),
            _ => None,
        }
    }
}

/// What our own files hold, in order.
fn facts(profile: Profile) -> &'static [Fact] {
    use Fact::*;
    match profile {
        Profile::Public => {
            &[Receipt, SubmittedOn, Theme, FurtherThemes, Channel, Fact::Lang, PublicText, AgeBand, Area, Meeting, Dots]
        }
        Profile::Office | Profile::Contact => &[
            Receipt,
            Version,
            SubmittedAt,
            State,
            Reasons,
            Theme,
            FurtherThemes,
            Channel,
            Fact::Lang,
            AgeBand,
            Area,
            Relation,
            Text,
            PublicText,
            Submitter,
            ReviewedAt,
            DecidedAt,
            Message,
            Note,
            DueOn,
            Masks,
            Meeting,
            Place,
            Table,
            Dots,
            Reactions,
            ExternalId,
            ExternalList,
            ReceivedPlace,
            RecordedBy,
        ],
    }
}

/// Turns rows into cells.
pub struct Sheet<'a> {
    pub call: &'a Consultation,
    pub zone: &'a Zone,
    /// The consultation's, at the moment of the export.
    pub counts: PublicCounts,
    /// The site's address, without a slash at its end.
    pub origin: &'a str,
    w: &'static Words,
    /// Of each code of a column its label, looked up once however many rows there are.
    labels: HashMap<Fact, HashMap<String, String>>,
    /// Code and label of each theme, by its id.
    themes: HashMap<&'a str, (String, String)>,
}

impl<'a> Sheet<'a> {
    pub fn new(call: &'a Consultation, zone: &'a Zone, origin: &'a str, counts: PublicCounts) -> Self {
        let w = LANG.words();
        let coded = [Fact::State, Fact::Reasons, Fact::Channel, Fact::AgeBand, Fact::Area, Fact::Relation];
        let labels = coded.into_iter().map(|fact| (fact, fact.codes(call, w).into_iter().collect())).collect();
        let theme = |theme: &'a Theme| (theme.id.as_str(), (theme.code.clone(), call.theme_path(&theme.id, LANG)));
        Self { call, zone, counts, origin, w, labels, themes: call.themes.iter().map(theme).collect() }
    }

    fn is_public(&self, field: Field) -> bool {
        self.call.field(field).visibility == Visibility::Public
    }

    /// The columns of a file, in order: what stands in each and what it is called. Those that are `chosen`, else all of
    /// the profile; a tool has columns of its own. Nothing is in it that the profile does not tell.
    pub fn table(&self, profile: Profile, tool: Option<Tool>, chosen: &[Fact]) -> Vec<(Fact, Column)> {
        let contacts: &[Fact] = if profile == Profile::Contact { &[Fact::Mail] } else { &[] };
        let facts = [facts(profile), contacts].concat();
        let ours = |facts: &[Fact]| facts.iter().map(|fact| (*fact, Name::Behind(""))).collect();
        let all: Vec<(Fact, Name)> = match (tool, chosen) {
            (Some(tool), _) => tool.columns(profile),
            (None, []) => ours(&facts),
            (None, chosen) => ours(&chosen.iter().copied().filter(|fact| facts.contains(fact)).collect::<Vec<_>>()),
        };
        let is_told = |fact: Fact| match (fact.field(), profile) {
            (None, _) => true,
            (Some(field), Profile::Public) => self.is_public(field),
            (Some(field), Profile::Office | Profile::Contact) => !self.call.field(field).is_only_counted(),
        };
        let column = |(fact, name): (Fact, Name)| {
            let (heading, width) = match (fact, profile) {
                (Fact::PublicText, Profile::Public) => (fl!(self.w, "column-body"), 80),
                _ => fact.heading(self.w),
            };
            let head = match name {
                Name::Exact(name) => name.to_owned(),
                Name::Behind(prefix) => format!("{prefix}{heading}"),
            };
            (fact, Column { key: fact.name(), head, width })
        };
        all.into_iter().filter(|(fact, _)| is_told(*fact)).map(column).collect()
    }

    /// A cell of the public profile.
    pub fn public<'l>(&'l self, row: &PublicRow<'l>, fact: Fact) -> Cell<'l> {
        let shown = || {
            let (age, area) = (self.is_public(Field::AgeBand), self.is_public(Field::Area));
            shown_attributes(&self.counts, age, area, row.age_band, row.area)
        };
        match fact {
            Fact::Receipt => Cell::from(row.receipt),
            Fact::Number => running(row.receipt),
            Fact::SubmittedOn => Cell::Day(self.zone.date(row.submitted_at)),
            Fact::Theme => self.theme(row.theme_id),
            Fact::FurtherThemes => self.themes(row.further_themes),
            Fact::Channel => self.code(fact, row.channel),
            Fact::Lang => Cell::from(row.lang),
            Fact::PublicText => Cell::from(masked(row.public_body, self.w)),
            Fact::Url => self.url(row.receipt),
            Fact::AgeBand => self.choice(fact, shown().0),
            Fact::Area => self.choice(fact, shown().1),
            Fact::Meeting => Cell::from(row.meeting),
            Fact::Dots => row.dots.map_or(Cell::Empty, Cell::Number),
            // Not the public's to know.
            _ => Cell::Empty,
        }
    }

    /// A cell of the office profile.
    pub fn office<'l>(&'l self, row: &OfficeRow<'l>, fact: Fact, submitters: &mut Submitters) -> Cell<'l> {
        match fact {
            Fact::Receipt => Cell::from(row.receipt),
            Fact::Number => running(row.receipt),
            Fact::Version => Cell::Number(row.version),
            Fact::SubmittedAt => self.moment(Some(row.submitted_at)),
            Fact::SubmittedOn => Cell::Day(self.zone.date(row.submitted_at)),
            Fact::State => self.code(fact, row.state),
            Fact::Reasons => self.reasons(row),
            Fact::Theme => self.theme(row.theme_id),
            Fact::FurtherThemes => self.themes(row.further_themes),
            Fact::Channel => self.code(fact, row.channel),
            Fact::Lang => Cell::from(row.lang),
            Fact::AgeBand => self.choice(fact, row.age_band),
            Fact::Area => self.choice(fact, row.area),
            Fact::Relation => self.choice(fact, row.relation),
            Fact::Text => Cell::from(row.text),
            Fact::PublicText => row.public_body.map_or(Cell::Empty, |public| Cell::from(masked(public, self.w))),
            Fact::Url => row.public_body.map_or(Cell::Empty, |_| self.url(row.receipt)),
            Fact::Submitter => Cell::from(submitters.number(row.submitter_id)),
            Fact::ReviewedAt => self.moment(row.reviewed_at),
            Fact::DecidedAt => self.moment(row.decided_at),
            Fact::Message => Cell::from(row.message),
            Fact::Note => Cell::from(row.memo),
            Fact::DueOn => row.due_at.map_or(Cell::Empty, |at| Cell::Day(self.zone.date(at))),
            Fact::Masks => Cell::from(row.masks),
            Fact::Meeting => Cell::from(row.meeting),
            Fact::Place => Cell::from(row.place),
            Fact::Table => Cell::from(row.table),
            Fact::Dots => row.dots.map_or(Cell::Empty, Cell::Number),
            Fact::Reactions => Cell::Number(row.reactions),
            Fact::ExternalId => Cell::from(row.external_id),
            Fact::ExternalList => Cell::from(row.external_list),
            Fact::ReceivedPlace => Cell::from(row.received_place),
            Fact::RecordedBy => Cell::from(row.recorded_by),
            Fact::Mail => Cell::from(row.mail.clone().unwrap_or_default()),
        }
    }

    /// The last decision's reason; of a masked text the reasons of its masks.
    fn reasons(&self, row: &OfficeRow<'_>) -> Cell<'_> {
        let mut reasons: Vec<Reason> = row.reason.and_then(Reason::parse).into_iter().collect();
        for part in parts(row.public_body.unwrap_or_default()) {
            if let Part::Mask(reason) = part
                && !reasons.contains(&reason)
            {
                reasons.push(reason);
            }
        }
        Cell::Codes(reasons.iter().map(|reason| (reason.name(), self.label(Fact::Reasons, reason.name()))).collect())
    }

    fn url(&self, receipt: &str) -> Cell<'static> {
        Cell::from(format!("{}/opinions/{receipt}", self.origin))
    }

    fn theme(&self, id: &str) -> Cell<'_> {
        self.themes.get(id).map_or(Cell::Empty, |(code, label)| Cell::Code { code, label })
    }

    fn themes(&self, ids: &str) -> Cell<'_> {
        let themes = ids.split_whitespace().filter_map(|id| self.themes.get(id));
        Cell::Codes(themes.map(|(code, label)| (code.as_str(), label.as_str())).collect())
    }

    fn choice<'l>(&'l self, fact: Fact, chosen: Option<&'l str>) -> Cell<'l> {
        chosen.map_or(Cell::Empty, |chosen| self.code(fact, chosen))
    }

    /// A code with its label; without one the code stands for itself.
    fn code<'l>(&'l self, fact: Fact, code: &'l str) -> Cell<'l> {
        Cell::Code { code, label: self.label(fact, code) }
    }

    fn label<'l>(&'l self, fact: Fact, code: &'l str) -> &'l str {
        self.labels.get(&fact).and_then(|labels| labels.get(code)).map_or(code, String::as_str)
    }

    fn moment(&self, ms: Option<i64>) -> Cell<'static> {
        ms.map_or(Cell::Empty, |ms| Cell::Moment { text: self.zone.stamp(ms), shown: self.zone.shown(ms) })
    }
}

fn running(receipt: &str) -> Cell<'static> {
    receipts::running(receipt).map_or(Cell::Empty, Cell::Number)
}
