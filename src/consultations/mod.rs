//! The call: what is asked, when, under which themes, and what a resident may say about himself.

pub mod choices;
pub mod period;
pub mod store;

use std::borrow::{Borrow, Cow};

use i18n_embed_fl::fl;
use jiff::civil::Date;
use sqlx::FromRow;

pub use self::choices::Choice;
use self::choices::LEVELS;
use self::period::{Period, Phase, Stage};
pub use self::period::{Reactions, days_of};
use crate::base::calendar::{DAY_MS, Zone};
use crate::base::names::named;
use crate::base::text::{Lang, Words};

/// Shorter public comments need a reason.
pub const PUBLIC_COMMENT_DAYS: i32 = 30;

named! {
    pub enum Mode {
        /// Before a draft exists.
        Ideas = "ideas",
        /// On a draft, at least 30 days unless a reason is stated.
        PublicComment = "public_comment",
    }
}

named! {
    /// When a moderator looks: before an opinion is public, or after.
    pub enum Moderation { Before = "before", After = "after" }
}

named! {
    /// What a resident may be asked about himself.
    pub enum Field { AgeBand = "age_band", Area = "area", Relation = "relation", Mail = "mail" }
}

named! {
    pub enum Requirement { Required = "required", Optional = "optional", Off = "off" }
}

named! {
    /// Who may see an attribute beside its opinion.
    pub enum Visibility { Public = "public", Staff = "staff", Aggregate = "aggregate" }
}

impl Visibility {
    /// What a resident is told of an answer.
    pub fn seen_by(self, w: &Words) -> String {
        match self {
            Self::Public => fl!(w, "confirm-seen-shared"),
            Self::Staff => fl!(w, "confirm-seen-staff"),
            Self::Aggregate => fl!(w, "confirm-seen-aggregate"),
        }
    }

    /// Whether more people see it than with `other`.
    pub fn is_wider_than(self, other: Self) -> bool {
        matches!((self, other), (Self::Public, Self::Staff | Self::Aggregate) | (Self::Staff, Self::Aggregate))
    }
}

named! {
    /// What a draft needs before the first visitor may see it.
    pub enum Need {
        /// Name of the city, counter and privacy text: an administrator writes them.
        SiteTexts = "site_texts",
        Title = "title",
        Question = "question",
        Purpose = "purpose",
        Theme = "theme",
        /// Running or still to come.
        Period = "period",
    }
}

/// The call that a staff page is asked for, else what is most at work: an open one, the one that closed last, one that
/// the public sees, any. `calls` has the newest first.
pub fn pick<'a>(calls: &'a [Consultation], slug: &str, zone: &Zone, now: i64) -> Option<&'a Consultation> {
    let first = |test: &dyn Fn(&Consultation) -> bool| calls.iter().find(|call| test(call));
    first(&|call| call.slug == slug)
        .or_else(|| first(&|call| call.listed && call.phase(zone, now).is_open()))
        .or_else(|| first(&|call| call.listed && call.phase(zone, now) == Phase::Closed))
        .or_else(|| first(&|call| call.listed))
        .or(calls.first())
}

/// What the city says, in one language.
#[derive(Clone, Debug, Default, PartialEq, Eq, FromRow)]
pub struct Texts {
    pub title: String,
    pub question: String,
    /// Why the city asks (趣旨・背景).
    pub background: String,
    pub readers: String,
    pub usage: String,
    pub next_steps: String,
    pub hints: String,
    pub purpose: String,
}

impl Texts {
    /// What happens after closing, one step each.
    pub fn steps(&self) -> Vec<&str> {
        self.next_steps.lines().filter(|line| !line.trim().is_empty()).collect()
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Theme {
    pub id: String,
    pub code: String,
    pub parent: Option<String>,
    pub position: i64,
    pub closed: bool,
    /// Name and hint per language.
    pub texts: Vec<(Lang, String, String)>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldRule {
    pub field: Field,
    pub requirement: Requirement,
    pub visibility: Visibility,
    /// Empty for mail. Those that opinions alone still carry are among them.
    pub choices: Vec<Choice>,
}

#[derive(Clone, Debug)]
pub struct Consultation {
    pub id: String,
    pub slug: String,
    pub mode: Mode,
    pub moderation: Moderation,
    pub opens_on: Date,
    pub closes_on: Date,
    pub short_period_reason: String,
    pub max_chars: i64,
    pub target_hours: i64,
    pub reactions: Reactions,
    /// False: a draft that only staff see.
    pub listed: bool,
    /// Since when everybody is told that its results are out.
    pub results_at: Option<i64>,
    pub revision: i64,
    pub purpose_version: i64,
    pub texts: Vec<(Lang, Texts)>,
    /// Parents first, each followed by its children, in the city's order.
    pub themes: Vec<Theme>,
    pub fields: Vec<FieldRule>,
}

impl Consultation {
    /// The words for a page of this language, each falling back along its chain; see `Lang::pick`.
    pub fn text(&self, lang: impl Borrow<Lang>) -> Texts {
        let texts = |lang: Lang| self.texts.iter().find(|(kept, _)| *kept == lang).map(|(_, texts)| texts);
        let pick = |part: fn(&Texts) -> &String| {
            lang.borrow().pick(|lang| texts(lang).map_or("", |texts| part(texts))).into_owned()
        };
        Texts {
            title: pick(|it| &it.title),
            question: pick(|it| &it.question),
            background: pick(|it| &it.background),
            readers: pick(|it| &it.readers),
            usage: pick(|it| &it.usage),
            next_steps: pick(|it| &it.next_steps),
            hints: pick(|it| &it.hints),
            purpose: pick(|it| &it.purpose),
        }
    }

    pub fn period(&self, zone: &Zone) -> Period {
        Period::new(self.opens_on, self.closes_on, zone)
    }

    pub fn closes_at(&self, zone: &Zone) -> i64 {
        self.period(zone).closes_at
    }

    /// From then on there are no contacts, whether or not they have been deleted yet.
    pub fn contacts_die_at(&self, zone: &Zone, kept_days: u16) -> i64 {
        self.closes_at(zone) + i64::from(kept_days) * DAY_MS
    }

    pub fn phase(&self, zone: &Zone, now: i64) -> Phase {
        self.period(zone).phase(zone, now)
    }

    /// What everybody is told that it is at.
    pub fn stage(&self, zone: &Zone, now: impl Borrow<i64>) -> Stage {
        match (self.phase(zone, *now.borrow()), self.results_at) {
            (Phase::Scheduled, _) => Stage::Scheduled,
            (Phase::Open { days }, _) => Stage::Open { days },
            (Phase::Closed, None) => Stage::BeingRead,
            (Phase::Closed, Some(since)) => Stage::ResultsOut { since },
        }
    }

    /// What keeps it from being listed; empty when everything is there. `site_ready`: see `Site::is_ready`.
    pub fn missing(&self, site_ready: bool, zone: &Zone, now: i64) -> Vec<Need> {
        let japanese = self.text(Lang::JA);
        let lacks = |need: &Need| match need {
            Need::SiteTexts => !site_ready,
            Need::Title => japanese.title.is_empty(),
            Need::Question => japanese.question.is_empty(),
            Need::Purpose => japanese.purpose.is_empty(),
            Need::Theme => self.themes.iter().all(|theme| theme.closed),
            Need::Period => self.phase(zone, now) == Phase::Closed,
        };
        Need::ALL.iter().copied().filter(lacks).collect()
    }

    /// Its public address, without language.
    pub fn path(&self) -> String {
        format!("/consultations/{}", self.slug)
    }

    /// `/staff/consultations/plan` and what stands behind it.
    pub fn staff_path(&self, tail: &str) -> String {
        format!("/staff/consultations/{}{tail}", self.slug)
    }

    pub fn theme(&self, code: &str) -> Option<&Theme> {
        self.themes.iter().find(|theme| theme.code == code)
    }

    pub fn theme_by_id(&self, id: &str) -> Option<&Theme> {
        self.themes.iter().find(|theme| theme.id == id)
    }

    pub fn top_themes(&self) -> impl Iterator<Item = &Theme> {
        self.themes.iter().filter(|theme| theme.parent.is_none())
    }

    pub fn children<'a>(&'a self, parent: &'a Theme) -> impl Iterator<Item = &'a Theme> {
        self.themes.iter().filter(|theme| theme.parent.as_ref() == Some(&parent.id))
    }

    /// The rule of a field; one that was never set is off.
    pub fn field(&self, field: Field) -> &FieldRule {
        self.fields.iter().find(|rule| rule.field == field).unwrap_or(field.not_asked())
    }

    /// 道路・交通／バス: a theme with the one above it; '' for an id that is gone.
    pub fn theme_path(&self, id: &str, lang: Lang) -> String {
        let Some(theme) = self.theme_by_id(id) else { return String::new() };
        match theme.parent.as_deref().and_then(|id| self.theme_by_id(id)) {
            Some(above) => format!("{}{LEVELS}{}", above.name(lang), theme.name(lang)),
            None => theme.name(lang).into_owned(),
        }
    }

    /// The label of a stored code, the code itself when the choice is gone.
    pub fn choice_label(&self, field: Field, code: &str, lang: Lang) -> String {
        let choice = self.field(field).choices.iter().find(|choice| choice.code == code);
        choice.map_or_else(|| code.to_owned(), |choice| choice.label(lang).into_owned())
    }
}

impl Theme {
    pub fn name(&self, lang: impl Borrow<Lang>) -> Cow<'_, str> {
        lang.borrow().pick(|lang| self.exact(lang).0)
    }

    /// From the language that has its name.
    pub fn hint(&self, lang: impl Borrow<Lang>) -> Cow<'_, str> {
        let named = lang.borrow().chain().find(|lang| !self.exact(*lang).0.is_empty()).unwrap_or_default();
        lang.borrow().shown(named, self.exact(named).1)
    }

    /// The text in this language alone, for the editor.
    pub fn exact(&self, lang: Lang) -> (&str, &str) {
        self.texts.iter().find(|(kept, ..)| *kept == lang).map_or(("", ""), |(_, name, hint)| (name, hint))
    }
}

impl FieldRule {
    /// What can be chosen today.
    pub fn offered(&self) -> impl Iterator<Item = &Choice> {
        self.choices.iter().filter(|choice| !choice.closed)
    }

    /// Answers are for totals alone: beside no opinion, in no list, in no file.
    pub fn is_only_counted(&self) -> bool {
        self.visibility == Visibility::Aggregate
    }
}

impl Field {
    /// Whether the city may show it beside an opinion; for the others nothing decides how few would be known by it.
    pub fn may_be_public(self) -> bool {
        matches!(self, Self::AgeBand | Self::Area)
    }

    /// The rule of a field that nobody has set.
    fn not_asked(self) -> &'static FieldRule {
        const fn off(field: Field) -> FieldRule {
            FieldRule { field, requirement: Requirement::Off, visibility: Visibility::Aggregate, choices: Vec::new() }
        }
        static OFF: [FieldRule; 4] = [off(Field::AgeBand), off(Field::Area), off(Field::Relation), off(Field::Mail)];
        match self {
            Self::AgeBand => &OFF[0],
            Self::Area => &OFF[1],
            Self::Relation => &OFF[2],
            Self::Mail => &OFF[3],
        }
    }

    pub fn label(self, w: &Words) -> String {
        match self {
            Self::AgeBand => fl!(w, "field-age-band"),
            Self::Area => fl!(w, "field-area"),
            Self::Relation => fl!(w, "field-relation"),
            Self::Mail => fl!(w, "field-mail"),
        }
    }
}

impl Requirement {
    pub fn label(self, w: &Words) -> String {
        match self {
            Self::Required => fl!(w, "requirement-required"),
            Self::Optional => fl!(w, "requirement-optional"),
            Self::Off => fl!(w, "requirement-off"),
        }
    }
}

impl Visibility {
    pub fn label(self, w: &Words) -> String {
        match self {
            Self::Public => fl!(w, "visibility-public"),
            Self::Staff => fl!(w, "visibility-staff"),
            Self::Aggregate => fl!(w, "visibility-aggregate"),
        }
    }
}

impl Mode {
    pub fn label(self, w: &Words) -> String {
        match self {
            Self::Ideas => fl!(w, "mode-ideas"),
            Self::PublicComment => fl!(w, "mode-public-comment"),
        }
    }
}

impl Moderation {
    pub fn label(self, w: &Words) -> String {
        match self {
            Self::Before => fl!(w, "moderation-before"),
            Self::After => fl!(w, "moderation-after"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn call() -> Consultation {
        Consultation {
            id: String::new(),
            slug: String::new(),
            mode: Mode::Ideas,
            moderation: Moderation::Before,
            opens_on: date(2024, 7, 1),
            closes_on: date(2024, 11, 30),
            short_period_reason: String::new(),
            max_chars: 5000,
            target_hours: 24,
            reactions: Reactions::Off,
            listed: true,
            results_at: None,
            revision: 1,
            purpose_version: 1,
            texts: Vec::new(),
            themes: Vec::new(),
            fields: Vec::new(),
        }
    }

    #[test]
    fn a_bare_draft_is_told_everything_it_needs() {
        let (zone, call) = (Zone::named("Asia/Tokyo").unwrap(), call());
        let open = call.period(&zone).opens_at;
        let without_site = [Need::SiteTexts, Need::Title, Need::Question, Need::Purpose, Need::Theme];
        assert_eq!(call.missing(false, &zone, open), without_site);
        assert_eq!(call.missing(true, &zone, open), without_site[1..]);
        assert!(call.missing(true, &zone, call.closes_at(&zone)).contains(&Need::Period));
    }
}
