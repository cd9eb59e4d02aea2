//! Taking in: a form that was sent is judged, written by the writer that shares its commits, and answered.

pub mod routes;
pub mod store;
pub mod writer;

use crate::base::calendar::DAY_MS;
use crate::base::crypto::{Keys, Purpose};
use crate::base::text::Lang;
use crate::opinions::text::Body;
use crate::opinions::{Channel, HeldFor, State};
use crate::writing::{Draft, Promise};

/// A retry is answered with the receipt for so long.
const REPEAT_MS: i64 = DAY_MS;

/// One opinion on its way in. Everything that can be checked without the database has been.
#[derive(Clone, Debug)]
pub struct Submission {
    /// The opinion's id, made beforehand because the contact is sealed to it.
    pub id: String,
    pub form_key_hash: String,
    pub code_hash: String,
    pub consultation_id: String,
    /// When the form was made, domain time: proof of having come in time.
    pub form_at: i64,
    pub promised: Promise,
    pub submitter: Option<String>,
    pub theme_id: String,
    pub more: Vec<String>,
    pub body: Body,
    pub channel: Channel,
    pub lang: String,
    pub age_band: Option<String>,
    pub area: Option<String>,
    pub relation: Option<String>,
    pub purpose_version: i64,
    pub held_for: Option<HeldFor>,
    pub contact: Option<Contact>,
    /// Who wrote it down for somebody, and what is known of how it came.
    pub transcript: Option<Transcript>,
}

/// What staff note of an opinion that they wrote down for somebody.
#[derive(Clone, Debug)]
pub struct Transcript {
    /// Account and login: never the author.
    pub by: String,
    pub login: String,
    /// Where it came in; '' where nobody said.
    pub place: String,
    /// When it reached the city, domain time.
    pub received_at: i64,
    /// Somebody else is to compare it with the paper before a moderator sees it.
    pub wants_check: bool,
}

/// Where letters go.
#[derive(Clone, Debug)]
pub struct Contact {
    pub sealed: String,
    /// Of the letters.
    pub lang: String,
    /// One goes out at once, that the opinion has arrived.
    pub hears_of_arrival: bool,
}

impl Submission {
    /// The main theme and those beside it, by id.
    pub fn themes(&self) -> impl Iterator<Item = &String> {
        std::iter::once(&self.theme_id).chain(&self.more)
    }
}

/// What became of a submission.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// On disk.
    Received(Kept),
    /// It was on disk already, with the same words, within a day.
    Repeated(Kept),
    /// The same form brought other words, or the same ones days later: the first stands.
    Other(Kept),
    /// Outside the period, or the consultation is no longer shown.
    Closed,
    /// A theme, the main one or another, was closed a moment ago or is gone.
    ThemeClosed,
    /// More people would see an answer than the form said.
    Wider,
}

/// A stored opinion, as far as its receipt tells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    pub receipt: String,
    pub submitter: String,
    pub original: String,
    /// The text as it stands now: corrected, or still the same.
    pub text: String,
    pub submitted_at: i64,
    pub state: State,
    /// The main theme and those beside it, by id.
    pub themes: Vec<String>,
    /// Age band, area and relation.
    pub told: [Option<String>; 3],
    pub id: String,
    /// Where letters will go, sealed.
    pub contact: Option<String>,
}

impl Kept {
    /// Where letters will go.
    pub fn mail(&self, keys: &Keys) -> Option<String> {
        keys.open(Purpose::Contact, &self.id, self.contact.as_deref()?)
    }

    /// Whether the form that came again says anything but the first did, words and address apart.
    pub fn differs_from(&self, draft: &Draft) -> bool {
        let themes = std::iter::once(&draft.theme_id).chain(&draft.more);
        let told = [&draft.age_band, &draft.area, &draft.relation];
        !self.themes.iter().eq(themes) || self.told.each_ref() != told
    }

    /// A retry shows the same receipt for a day; its words are the same, or it is none.
    pub fn is_repeated_by(&self, words: &str, now: i64) -> bool {
        (self.original == words || self.text == words) && now - self.submitted_at < REPEAT_MS
    }
}

/// The language a text is most likely in, by its letters alone; the page's where they do not tell.
pub fn language_of(text: &str, page: Lang) -> &'static str {
    let count = |test: fn(char) -> bool| text.chars().filter(|c| test(*c)).count();
    let kana = count(|c| matches!(c, 'ぁ'..='ヿ'));
    let han = count(|c| matches!(c, '\u{3400}'..='\u{9FFF}' | '\u{20000}'..='\u{3FFFF}'));
    let latin = count(|c| c.is_ascii_alphabetic());
    let vietnamese = count(|c| matches!(c, 'ă' | 'Ă' | 'đ' | 'Đ' | 'ơ' | 'Ơ' | 'ư' | 'Ư' | '\u{1EA0}'..='\u{1EF9}'));
    let hangul = count(|c| matches!(c, '가'..='힣'));
    match () {
        () if kana > 0 && kana + han >= latin / 4 => "ja",
        () if hangul > latin => "ko",
        () if han > 3 && han > latin => {
            if page == Lang::Ja && han < 12 {
                "ja"
            } else {
                "zh-Hans"
            }
        }
        () if vietnamese * 12 > latin && latin > 5 => "vi",
        () if latin > 20 => "en",
        () => page.code(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_tell_the_language() {
        for (text, lang) in [
            ("バスを増やしてください", "ja"),
            ("Wi-Fi を駅に", "ja"),
            ("I take the bus to the station every day.", "en"),
            ("Tôi muốn có thêm lớp học tiếng Nhật vào buổi tối.", "vi"),
            ("我希望车站附近有中文的公交车时刻表，谢谢大家", "zh-Hans"),
            ("賛成", "ja"),
            ("😀", "ja"),
        ] {
            assert_eq!(language_of(text, Lang::Ja), lang, "{text}");
        }
    }
}
