//! Programs whose files are known by their headings, and how they call things.

use crate::base::names::named;
use crate::exchange::{Fact, LANG};
use crate::mapping::Meaning;
use crate::opinions::Channel;

named! {
    /// What wrote a file.
    pub enum Source {
        Koe = "koe",
        KouchouAi = "kouchou-ai",
        Polis = "polis",
        Decidim = "decidim",
        GoogleForms = "google-forms",
        LogoForm = "logo-form",
        /// A sheet that people made.
        Sheet = "sheet",
    }
}

impl Source {
    /// Headings that together no other source has; as in `columns`, `/*` stands for any language.
    pub fn marks(self) -> Vec<String> {
        let marks: &[&str] = match self {
            Self::Koe => return [Fact::Receipt, Fact::Channel, Fact::Lang].map(|fact| fact.head(LANG.words())).into(),
            Self::KouchouAi => &["comment-id", "comment-body"],
            Self::Polis => &["comment-id", "author-id", "agrees", "disagrees", "comment-body"],
            // What it writes out, in any version, and the sheet that it asks for to read in.
            Self::Decidim => &["title/*", "body/*"],
            Self::GoogleForms => &["タイムスタンプ"],
            Self::LogoForm => &["受付番号", "送信日時"],
            Self::Sheet => &[],
        };
        marks.iter().map(|mark| (*mark).to_owned()).collect()
    }

    /// The columns that this source calls otherwise than people do.
    pub fn columns(self) -> &'static [(&'static str, Meaning)] {
        match self {
            Self::Koe | Self::Sheet => &[],
            Self::KouchouAi => &[("source", Meaning::Channel)],
            // Of its two columns of time the one that people can read is in the zone of whoever asked.
            Self::Polis => &[
                ("timestamp", Meaning::Day),
                ("datetime", Meaning::Nothing),
                ("author-id", Meaning::Submitter),
                ("moderated", Meaning::Rejected),
            ],
            Self::Decidim => &[
                ("id", Meaning::Id),
                ("proposal_id", Meaning::Id),
                ("title/*", Meaning::Title),
                ("body/*", Meaning::Text),
                ("taxonomies/name", Meaning::Theme),
                ("taxonomies/name/*", Meaning::Theme),
                ("category/name/*", Meaning::Theme),
                ("published_at", Meaning::Day),
                ("author/id", Meaning::Submitter),
                ("state", Meaning::Rejected),
                ("state/*", Meaning::Rejected),
                ("withdrawn", Meaning::Rejected),
            ],
            Self::GoogleForms => &[("タイムスタンプ", Meaning::Day)],
            Self::LogoForm => &[("受付番号", Meaning::Id), ("送信日時", Meaning::Day)],
        }
    }

    /// The list whose numbers its ids are, as `Plan::list`: no other program's. Of sheets only people know.
    pub fn list(self) -> &'static str {
        match self {
            Self::Koe | Self::Sheet => "",
            Self::KouchouAi => "広聴AI",
            Self::Polis => "Polis",
            Self::Decidim => "Decidim",
            Self::GoogleForms => "Googleフォーム",
            Self::LogoForm => "LoGoフォーム",
        }
    }

    /// How what it holds reached the city.
    pub fn channel(self) -> Channel {
        match self {
            Self::Koe | Self::KouchouAi | Self::Polis | Self::Decidim => Channel::Web,
            Self::GoogleForms | Self::LogoForm => Channel::Survey,
            Self::Sheet => Channel::Paper,
        }
    }
}

/// The headings of our own files; `hangs`: the meetings of notes are among them.
pub fn own(source: Source, hangs: bool) -> Vec<(String, Meaning)> {
    let facts = [
        (Fact::Receipt, Meaning::Id),
        (Fact::SubmittedAt, Meaning::Day),
        (Fact::Theme, Meaning::Theme),
        (Fact::FurtherThemes, Meaning::FurtherThemes),
        (Fact::Channel, Meaning::Channel),
        (Fact::ReceivedPlace, Meaning::ReceivedPlace),
        (Fact::Lang, Meaning::Lang),
        (Fact::AgeBand, Meaning::AgeBand),
        (Fact::Area, Meaning::Area),
        (Fact::Relation, Meaning::Relation),
        (Fact::Text, Meaning::Text),
        (Fact::Submitter, Meaning::Submitter),
        (Fact::State, Meaning::State),
        (Fact::Reasons, Meaning::Reason),
        (Fact::Masks, Meaning::Masks),
        (Fact::Message, Meaning::Message),
        (Fact::Note, Meaning::Note),
        (Fact::DueOn, Meaning::DueOn),
        (Fact::DecidedAt, Meaning::DecidedAt),
        (Fact::Meeting, Meaning::Meeting),
        (Fact::Place, Meaning::Place),
        (Fact::Table, Meaning::Table),
        (Fact::Dots, Meaning::Dots),
    ];
    if source != Source::Koe {
        return Vec::new();
    }
    // Of which meetings, a file without their column cannot tell: whoever wants tables and dots says so.
    let settled = |(fact, meaning)| match meaning {
        Meaning::Place | Meaning::Table | Meaning::Dots if !hangs => (fact, Meaning::Nothing),
        meaning => (fact, meaning),
    };
    facts.into_iter().map(settled).map(|(fact, meaning)| (fact.head(LANG.words()), meaning)).collect()
}
