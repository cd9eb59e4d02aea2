//! What a person wrote, and everything that can happen to it.

pub mod filter;
pub mod store;
pub mod text;

use i18n_embed_fl::fl;

use crate::base::names::named;
use crate::base::search;
use crate::base::text::Words;
use crate::consultations::Consultation;
use filter::{Filter, FilterQuery};

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
    /// Which rule sent an opinion to the queue, or what was left out before it. Never a judgement of a person.
    pub enum HeldFor {
        /// A field that people do not see was filled in.
        Honeypot = "honeypot",
        /// Sent within two seconds of opening the form.
        TooFast = "too_fast",
        /// Very many from one network.
        Rate = "rate",
        /// It would be public at once, and seems to tell who somebody is.
        Personal = "personal",
        /// It would be public at once, and has words of a list against people.
        Words = "words",
        /// Written down by staff: somebody else compares it with the paper first.
        SecondLook = "second_look",
        /// Written down by staff, and nobody else was there to compare it with the paper.
        Uncompared = "uncompared",
    }
}

named! {
    /// Whether what staff wrote down is compared with the paper.
    pub enum Checking {
        /// Nobody asked for it, or its author changed the words first.
        Unasked = "none",
        Waiting = "waiting",
        Done = "done",
        /// It was asked for, and nobody else was there to do it.
        Waived = "waived",
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
            Self::Personal => fl!(w, "held-personal"),
            Self::Words => fl!(w, "held-words"),
            Self::Rate => fl!(w, "held-rate"),
            Self::SecondLook => fl!(w, "held-second-look"),
            Self::Uncompared => fl!(w, "held-uncompared"),
        }
    }
}

impl Checking {
    pub fn label(self, w: &Words) -> String {
        match self {
            Self::Unasked => fl!(w, "checking-unasked"),
            Self::Waiting => fl!(w, "checking-waiting"),
            Self::Done => fl!(w, "checking-done"),
            Self::Waived => fl!(w, "checking-waived"),
        }
    }
}

/// Says which values of an address narrow nothing, unknown to the call or not this reader's to ask for: `theme=gone`. ''
/// where all do.
pub fn not_narrowed(w: &Words, asked: &FilterQuery, kept: &Filter) -> String {
    let kept = kept.query();
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

#[cfg(test)]
mod tests {
    use super::*;

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
    fn every_name_reads_back() {
        for state in State::ALL {
            assert_eq!(State::parse(state.name()), Some(*state));
        }
        assert_eq!(State::parse("received"), None);
    }
}
