//! Taking in: a form that was sent is judged, written by the writer that shares its commits, and answered.

pub mod routes;
pub mod store;
pub mod writer;

use crate::app::App;
use crate::base::calendar::{DAY_MS, HOUR_MS};
use crate::base::crypto::{Keys, Purpose};
use crate::base::id;
use crate::base::text::Lang;
use crate::consultations::Consultation;
use crate::http::Ui;
use crate::letters::Contact;
use crate::opinions::text::Body;
use crate::opinions::{Channel, HeldFor, State};
use crate::writing::{Draft, FormToken, Promise, SubmitterToken};

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
    /// What the words are in, as far as letters tell.
    pub lang: String,
    /// The page on which they were written; '' where that was none of ours.
    pub page_lang: String,
    pub age_band: Option<String>,
    pub area: Option<String>,
    pub relation: Option<String>,
    pub purpose_version: i64,
    /// Milliseconds that the city gives itself to look at it.
    pub target_ms: i64,
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

impl Submission {
    /// What a resident's form becomes. Its contact is sealed to it.
    pub fn of(app: &App, ui: &Ui, call: &Consultation, token: &FormToken, draft: Draft) -> Self {
        let id = id::new(app.clock.now());
        let contact = draft.mail.map(|mail| Contact::new(&app.keys, &id, &mail, ui.lang));
        Self {
            form_key_hash: token.key_hash(),
            code_hash: token.code(&app.keys).hash(),
            consultation_id: call.id.clone(),
            form_at: token.made_at,
            promised: token.promised,
            submitter: token.submitter.clone(),
            theme_id: draft.theme_id,
            more: draft.more,
            lang: language_of(draft.body.as_str(), ui.lang).to_owned(),
            page_lang: ui.lang.code().to_owned(),
            body: draft.body,
            channel: Channel::Web,
            age_band: draft.age_band,
            area: draft.area,
            relation: draft.relation,
            purpose_version: call.purpose_version,
            target_ms: call.target_hours * HOUR_MS,
            held_for: None,
            contact,
            transcript: None,
            id,
        }
    }

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
    /// Its submitter, for a form with which the same person goes on.
    pub fn submitter_token(&self, call: &Consultation) -> SubmitterToken {
        SubmitterToken { consultation: call.id.clone(), submitter: self.submitter.clone() }
    }

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
            if page.tag() == "ja" && han < 12 {
                "ja"
            } else {
                "zh-Hans"
            }
        }
        () if vietnamese * 12 > latin && latin > 5 => "vi",
        () if latin > 20 => "en",
        () => page.tag(),
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
            assert_eq!(language_of(text, Lang::JA), lang, "{text}");
        }
    }
}
