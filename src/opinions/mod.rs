//! What a person wrote, and everything that can happen to it.

pub mod filter;
pub mod store;
pub mod text;

use std::collections::HashMap;

use i18n_embed_fl::fl;

use crate::base::names::named;
use crate::base::search;
use crate::base::text::{Lang, Words};
use crate::consultations::{Consultation, Field, Visibility};
use filter::{Filter, FilterQuery};
use store::Published;

named! {
    /// Where an opinion stands. `received` is only the moment of intake and never stored.
    pub enum State {
        Pending = "pending",
        Published = "published",
        PublishedRedacted = "published_redacted",
        OnHold = "on_hold",
        NeedsRevision = "needs_revision",
        Withheld = "withheld",
        Withdrawn = "withdrawn",
    }
}

impl State {
    /// In the order of the balance: what is decided, then what is open. What has come in is the sum of all.
    pub const BALANCE: [Self; 7] = [
        Self::Published,
        Self::PublishedRedacted,
        Self::Withheld,
        Self::Withdrawn,
        Self::Pending,
        Self::OnHold,
        Self::NeedsRevision,
    ];

    /// Who may read an opinion in this state: everybody, or staff and its author.
    pub fn is_public(self) -> bool {
        matches!(self, Self::Published | Self::PublishedRedacted)
    }

    /// Still to be worked on.
    pub fn is_open(self) -> bool {
        matches!(self, Self::Pending | Self::OnHold | Self::NeedsRevision)
    }

    /// Whether a moderator may move an opinion from here to there. Nothing leaves `withdrawn`.
    pub fn may_become(self, to: Self) -> bool {
        let from_open = matches!(self, Self::Pending | Self::OnHold | Self::NeedsRevision | Self::Withheld);
        match to {
            Self::Published | Self::PublishedRedacted => self != Self::Withdrawn,
            Self::Withheld => self != Self::Withdrawn && self != Self::Withheld,
            Self::OnHold | Self::NeedsRevision => from_open,
            Self::Pending | Self::Withdrawn => false,
        }
    }

    /// Whether its author may still change the words.
    pub fn may_be_corrected(self) -> bool {
        matches!(self, Self::Pending | Self::NeedsRevision)
    }

    /// Its chip's class in the style sheet.
    pub fn chip(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Published => "published",
            Self::PublishedRedacted => "redacted",
            Self::OnHold => "hold",
            Self::NeedsRevision => "revise",
            Self::Withheld => "withheld",
            Self::Withdrawn => "withdrawn",
        }
    }

    pub fn may_be_withdrawn(self) -> bool {
        self != Self::Withdrawn
    }
}

named! {
    /// Why a text or a span is not published. The public guideline lists exactly these.
    pub enum Reason {
        PersonalInfo = "personal_info",
        Defamation = "defamation",
        Discrimination = "discrimination",
        Illegal = "illegal",
        ObsceneViolent = "obscene_violent",
        Advertising = "advertising",
        Electioneering = "electioneering",
        Religion = "religion",
        Copyright = "copyright",
        Impersonation = "impersonation",
        SpamDuplicate = "spam_duplicate",
        OffTopic = "off_topic",
        Unreadable = "unreadable",
        /// Needs a text.
        Other = "other",
    }
}

named! {
    /// How an opinion reached the city.
    pub enum Channel {
        Web = "web",
        Paper = "paper",
        Counter = "counter",
        Mail = "mail",
        Fax = "fax",
        Email = "email",
        Phone = "phone",
        Workshop = "workshop",
        Survey = "survey",
        Proxy = "proxy",
    }
}

named! {
    /// Which rule sent an opinion to the queue. Never a judgement of a person.
    pub enum HeldFor {
        /// A field that people do not see was filled in.
        Honeypot = "honeypot",
        /// Sent within two seconds of opening the form.
        TooFast = "too_fast",
        /// Very many from one network.
        Rate = "rate",
        /// Written down by staff: somebody else compares it with the paper first.
        SecondLook = "second_look",
    }
}

impl State {
    pub fn label(self, w: &Words) -> String {
        match self {
            Self::Pending => fl!(w, "state-pending"),
            Self::Published => fl!(w, "state-published"),
            Self::PublishedRedacted => fl!(w, "state-published-redacted"),
            Self::OnHold => fl!(w, "state-on-hold"),
            Self::NeedsRevision => fl!(w, "state-needs-revision"),
            Self::Withheld => fl!(w, "state-withheld"),
            Self::Withdrawn => fl!(w, "state-withdrawn"),
        }
    }
}

impl Reason {
    pub fn label(self, w: &Words) -> String {
        match self {
            Self::PersonalInfo => fl!(w, "reason-personal-info"),
            Self::Defamation => fl!(w, "reason-defamation"),
            Self::Discrimination => fl!(w, "reason-discrimination"),
            Self::Illegal => fl!(w, "reason-illegal"),
            Self::ObsceneViolent => fl!(w, "reason-obscene-violent"),
            Self::Advertising => fl!(w, "reason-advertising"),
            Self::Electioneering => fl!(w, "reason-electioneering"),
            Self::Religion => fl!(w, "reason-religion"),
            Self::Copyright => fl!(w, "reason-copyright"),
            Self::Impersonation => fl!(w, "reason-impersonation"),
            Self::SpamDuplicate => fl!(w, "reason-spam-duplicate"),
            Self::OffTopic => fl!(w, "reason-off-topic"),
            Self::Unreadable => fl!(w, "reason-unreadable"),
            Self::Other => fl!(w, "reason-other"),
        }
    }

    /// When it applies, in a sentence or two for everybody: the public guideline and the moderator's panel.
    pub fn guideline(self, w: &Words) -> String {
        match self {
            Self::PersonalInfo => fl!(w, "guideline-personal-info"),
            Self::Defamation => fl!(w, "guideline-defamation"),
            Self::Discrimination => fl!(w, "guideline-discrimination"),
            Self::Illegal => fl!(w, "guideline-illegal"),
            Self::ObsceneViolent => fl!(w, "guideline-obscene-violent"),
            Self::Advertising => fl!(w, "guideline-advertising"),
            Self::Electioneering => fl!(w, "guideline-electioneering"),
            Self::Religion => fl!(w, "guideline-religion"),
            Self::Copyright => fl!(w, "guideline-copyright"),
            Self::Impersonation => fl!(w, "guideline-impersonation"),
            Self::SpamDuplicate => fl!(w, "guideline-spam-duplicate"),
            Self::OffTopic => fl!(w, "guideline-off-topic"),
            Self::Unreadable => fl!(w, "guideline-unreadable"),
            Self::Other => fl!(w, "guideline-other"),
        }
    }

    /// What stands in the place of masked words: 〔個人情報のため非公開〕 without the brackets.
    pub fn mask(self, w: &Words) -> String {
        match self {
            Self::PersonalInfo => fl!(w, "mask-personal-info"),
            Self::Defamation => fl!(w, "mask-defamation"),
            Self::Discrimination => fl!(w, "mask-discrimination"),
            Self::Illegal => fl!(w, "mask-illegal"),
            Self::ObsceneViolent => fl!(w, "mask-obscene-violent"),
            Self::Advertising => fl!(w, "mask-advertising"),
            Self::Electioneering => fl!(w, "mask-electioneering"),
            Self::Religion => fl!(w, "mask-religion"),
            Self::Copyright => fl!(w, "mask-copyright"),
            Self::Impersonation => fl!(w, "mask-impersonation"),
            Self::SpamDuplicate => fl!(w, "mask-spam-duplicate"),
            Self::OffTopic => fl!(w, "mask-off-topic"),
            Self::Unreadable => fl!(w, "mask-unreadable"),
            Self::Other => fl!(w, "mask-other"),
        }
    }
}

impl Channel {
    pub fn label(self, w: &Words) -> String {
        match self {
            Self::Web => fl!(w, "channel-web"),
            Self::Paper => fl!(w, "channel-paper"),
            Self::Counter => fl!(w, "channel-counter"),
            Self::Mail => fl!(w, "channel-mail"),
            Self::Fax => fl!(w, "channel-fax"),
            Self::Email => fl!(w, "channel-email"),
            Self::Phone => fl!(w, "channel-phone"),
            Self::Workshop => fl!(w, "channel-workshop"),
            Self::Survey => fl!(w, "channel-survey"),
            Self::Proxy => fl!(w, "channel-proxy"),
        }
    }
}

impl HeldFor {
    pub fn label(self, w: &Words) -> String {
        match self {
            Self::Honeypot => fl!(w, "held-honeypot"),
            Self::TooFast => fl!(w, "held-too-fast"),
            Self::Rate => fl!(w, "held-rate"),
            Self::SecondLook => fl!(w, "held-second-look"),
        }
    }
}

/// Counts that public pages show: published opinions per theme, what has arrived in all, and how many submitters of
/// published and reviewed opinions share an age band and an area (which decides whether these may stand beside one).
#[derive(Clone, Debug, Default)]
pub struct PublicCounts {
    pub received: i64,
    pub submitters: i64,
    pub published: i64,
    pub published_submitters: i64,
    pub by_theme: HashMap<String, i64>,
    pub pairs: HashMap<(Option<String>, Option<String>), i64>,
    pub areas: HashMap<Option<String>, i64>,
    pub ages: HashMap<Option<String>, i64>,
}

impl PublicCounts {
    /// Counts so many more, or fewer, in an age band, an area and their pair.
    fn add(&mut self, age: Option<String>, area: Option<String>, [of_age, of_area, of_pair]: [i64; 3]) {
        *self.ages.entry(age.clone()).or_default() += of_age;
        *self.areas.entry(area.clone()).or_default() += of_area;
        *self.pairs.entry((age, area)).or_default() += of_pair;
    }
}

/// Says which values of an address the call does not know, so that they narrow nothing: `theme=gone`. '' where it knows all.
pub fn not_narrowed(w: &Words, asked: &FilterQuery, call: &Consultation) -> String {
    let kept = Filter::parse(asked, call).query();
    let held = |name| kept.pairs().into_iter().find(|(known, _)| *known == name).map_or("", |(_, value)| value);
    // Words are looked for as they are.
    let pairs = asked.pairs().into_iter().filter(|(name, _)| *name != "q");
    let values = pairs.flat_map(|(name, asked)| {
        let held = filter::split(held(name));
        filter::split(asked)
            .into_iter()
            .filter(move |value| !held.contains(value))
            .map(move |value| format!("{name}={value}"))
    });
    let unknown = values.collect::<Vec<_>>().join(&fl!(w, "board-comma"));
    if unknown.is_empty() { unknown } else { fl!(w, "filter-gone", condition = unknown) }
}

/// Says that of so many words only the first are looked for; '' where all are.
pub fn words_cut(w: &Words, q: &str) -> String {
    if filter::takes_all(q) {
        String::new()
    } else {
        fl!(w, "filter-words-cut", chars = filter::MAX_CHARS, words = search::MAX_WORDS)
    }
}

/// The first condition of an address that the call does not know, any more or at all, as it stands there.
pub fn unknown_condition(asked: &FilterQuery, call: &Consultation) -> Option<String> {
    Filter::parse_strictly(asked, call).err().map(|(name, value)| format!("{name}={value}"))
}

/// So many published submitters of a consultation must share what stands beside an opinion.
pub const SHARED_BY: i64 = 5;

/// Which of the public attributes, age band and area, may stand beside an opinion: both where at least
/// `SHARED_BY` submitters of reviewed opinions share the pair, else the area alone where as many share it, else nothing.
/// Where only one of the two is public at all, it stands alone under the same count. `counts` are the
/// consultation's. The relation to the city never stands beside an opinion: a third attribute would need
/// groups by three, which in a small city are nearly all too small.
pub fn shown_attributes<'a>(
    counts: &PublicCounts,
    age_public: bool,
    area_public: bool,
    age: Option<&'a str>,
    area: Option<&'a str>,
) -> (Option<&'a str>, Option<&'a str>) {
    let enough = |count: Option<&i64>| count.is_some_and(|count| *count >= SHARED_BY);
    let area_alone = || area.filter(|area| area_public && enough(counts.areas.get(&Some((*area).to_owned()))));
    match (age_public, area_public) {
        (true, true) => {
            let pair = (age.map(str::to_owned), area.map(str::to_owned));
            if enough(counts.pairs.get(&pair)) { (age, area) } else { (None, area_alone()) }
        }
        (true, false) => (age.filter(|age| enough(counts.ages.get(&Some((*age).to_owned())))), None),
        (false, _) => (None, area_alone()),
    }
}

/// What stands beside a published opinion, in words: age band, area. `counts` are the consultation's.
pub fn shown_beside(call: &Consultation, counts: &PublicCounts, opinion: &Published, lang: Lang) -> Vec<String> {
    let public = |field| call.field(field).visibility == Visibility::Public;
    let (age, area) = (opinion.age_band.as_deref(), opinion.area.as_deref());
    let (age, area) = shown_attributes(counts, public(Field::AgeBand), public(Field::Area), age, area);
    let said = [(Field::AgeBand, age), (Field::Area, area)].into_iter();
    said.filter_map(|(field, code)| Some(call.choice_label(field, code?, lang))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_attribute_stands_only_where_five_people_share_it() {
        let some = |text: &str| Some(text.to_owned());
        let counts = PublicCounts {
            pairs: [((some("30"), some("ikuno")), 5), ((some("70"), some("ikuno")), 4), ((some("30"), None), 5)].into(),
            areas: [(some("ikuno"), 9), (some("santo"), 4)].into(),
            ages: [(some("30"), 10), (some("70"), 4)].into(),
            ..PublicCounts::default()
        };
        let shown = |age_public, area_public, age, area| shown_attributes(&counts, age_public, area_public, age, area);
        let (young, old, ikuno, santo) = (Some("30"), Some("70"), Some("ikuno"), Some("santo"));
        assert_eq!(shown(true, true, young, ikuno), (young, ikuno));
        assert_eq!(shown(true, true, old, ikuno), (None, ikuno), "four share the pair, nine the area");
        assert_eq!(shown(true, true, young, santo), (None, None), "nobody was counted there");
        assert_eq!(shown(true, true, young, None), (young, None));
        assert_eq!(shown(true, false, young, ikuno), (young, None));
        assert_eq!(shown(true, false, old, ikuno), (None, None));
        assert_eq!(shown(false, true, young, ikuno), (None, ikuno));
        assert_eq!(shown(false, true, young, santo), (None, None));
        assert_eq!(shown(false, false, young, ikuno), (None, None));
    }

    #[test]
    fn nothing_leaves_withdrawn_and_no_moderator_withdraws() {
        for to in State::ALL {
            assert!(!State::Withdrawn.may_become(*to), "{to:?}");
        }
        for from in State::ALL {
            assert!(!from.may_become(State::Withdrawn), "{from:?}");
            assert!(!from.may_become(State::Pending), "{from:?}");
        }
    }

    #[test]
    fn what_is_public_is_neither_held_nor_returned() {
        for from in [State::Published, State::PublishedRedacted] {
            assert!(!from.may_become(State::OnHold) && !from.may_become(State::NeedsRevision));
            assert!(from.may_become(State::Withheld) && from.may_become(State::PublishedRedacted));
        }
    }

    #[test]
    fn attributes_that_few_share_do_not_stand_beside_an_opinion() {
        let pair = |age: &str, area: &str, count| ((Some(age.to_owned()), Some(area.to_owned())), count);
        let counts = PublicCounts {
            pairs: [pair("30", "santo", 5), pair("70", "santo", 1), pair("70", "ikuno", 4)].into(),
            areas: [(Some("santo".to_owned()), 6), (Some("ikuno".to_owned()), 4)].into(),
            ..PublicCounts::default()
        };
        let shown = |age, area| shown_attributes(&counts, true, true, Some(age), Some(area));
        assert_eq!(shown("30", "santo"), (Some("30"), Some("santo")));
        assert_eq!(shown("70", "santo"), (None, Some("santo")));
        assert_eq!(shown("70", "ikuno"), (None, None));
        assert_eq!(shown_attributes(&counts, false, false, Some("30"), Some("santo")), (None, None));
    }

    #[test]
    fn every_name_reads_back() {
        for state in State::ALL {
            assert_eq!(State::parse(state.name()), Some(*state));
        }
        assert_eq!(State::parse("received"), None);
    }
}
