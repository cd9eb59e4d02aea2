//! Tables as other tools want them: their columns, in their order, by their exact names.

use super::{Fact, Profile};
use crate::base::names::named;

named! {
    /// Programs that group opinions or find themes in them.
    pub enum Tool {
        /// 広聴AI
        KouchouAi = "kouchou-ai",
        TalkToTheCity = "talk-to-the-city",
        /// Jigsaw's sensemaking-tools
        Sensemaking = "sensemaking",
        ThemeFinder = "themefinder",
    }
}

/// How a tool calls a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Name {
    Exact(&'static str),
    /// Our heading behind its prefix, e.g. `attribute_地区`.
    Behind(&'static str),
}

impl Tool {
    /// What stands in which column, in order; attributes that the profile does not tell fall away later.
    pub fn columns(self, profile: Profile) -> Vec<(Fact, Name)> {
        use Name::{Behind, Exact};
        let (text, person) = match profile {
            Profile::Public => (Fact::PublicText, Fact::Receipt),
            Profile::Office | Profile::Contact => (Fact::Text, Fact::Submitter),
        };
        match self {
            Self::KouchouAi => vec![
                (Fact::Receipt, Exact("comment-id")),
                (text, Exact("comment-body")),
                (Fact::Channel, Exact("source")),
                (Fact::Url, Exact("url")),
                (Fact::Theme, Behind("attribute_")),
                (Fact::AgeBand, Behind("attribute_")),
                (Fact::Area, Behind("attribute_")),
                (Fact::Relation, Behind("attribute_")),
            ],
            Self::TalkToTheCity => {
                vec![(Fact::Receipt, Exact("id")), (person, Exact("interview")), (text, Exact("comment"))]
            }
            Self::Sensemaking => vec![
                (person, Exact("participant_id")),
                (text, Exact("survey_text")),
                (Fact::AgeBand, Behind("demo:")),
                (Fact::Area, Behind("demo:")),
                (Fact::Relation, Behind("demo:")),
            ],
            // It takes whole numbers alone.
            Self::ThemeFinder => vec![(Fact::Number, Exact("response_id")), (text, Exact("response"))],
        }
    }
}
