//! Writing: the form, what it promises, what it becomes.

pub mod pages;
pub mod routes;

use std::borrow::Borrow;

use i18n_embed_fl::fl;
use serde::Deserialize;

use crate::base::crypto::{Keys, Purpose, hash, hex};
use crate::base::mail::{dots_are_wrong, read_address};
use crate::consultations::{Consultation, Field, Moderation, Requirement, Visibility};
use crate::http::{Errors, Form, Ui};
use crate::opinions::HeldFor;
use crate::opinions::text::{Body, body_error};
use crate::receipts::Code;

/// Nobody reads a form and writes an opinion faster.
pub const TOO_FAST_MS: i64 = 2_000;

/// What a form carries: its own key, when it was made, for which consultation, what it promised, and who sent the one
/// before.
/// Signed, so that none of it can be made up. Once it has been sent it is as good as the code: no log and no address
/// ever holds it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormToken {
    pub key: [u8; 16],
    pub made_at: i64,
    pub consultation: String,
    pub promised: Promise,
    pub submitter: Option<String>,
}

/// What a page said of what becomes of the words and answers in it: it is kept, whatever is changed meanwhile.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Promise {
    /// When a moderator looks.
    pub moderation: Moderation,
    /// Who sees age band, area and relation.
    pub seen: [Visibility; 3],
}

/// The fields of `Promise::seen`, in its order.
pub const TOLD: [Field; 3] = [Field::AgeBand, Field::Area, Field::Relation];

impl Promise {
    pub fn of(call: &Consultation) -> Self {
        Self { moderation: call.moderation, seen: TOLD.map(|field| call.field(field).visibility) }
    }

    /// Fields whose answers more people see now.
    pub fn widened(&self, call: &Consultation) -> Vec<Field> {
        let said = TOLD.into_iter().zip(self.seen);
        said.filter(|(field, said)| call.field(*field).visibility.is_wider_than(*said))
            .map(|(field, _)| field)
            .collect()
    }

    fn text(self) -> String {
        let [age_band, area, relation] = self.seen.map(Visibility::name);
        [self.moderation.name(), age_band, area, relation].join(",")
    }

    fn parse(text: &str) -> Option<Self> {
        let mut parts = text.split(',');
        let moderation = Moderation::parse(parts.next()?)?;
        let mut seen = || Visibility::parse(parts.next()?);
        Some(Self { moderation, seen: [seen()?, seen()?, seen()?] })
    }

    /// What a page that says this of the call adds to what was said before: of two promises about the look of a
    /// moderator the stricter stands; who sees the answers is said by every page before they are sent.
    pub fn and(self, said: Self) -> Self {
        let strict = said.moderation == Moderation::Before;
        Self { moderation: if strict { said.moderation } else { self.moderation }, ..said }
    }
}

impl FormToken {
    pub fn new(call: &Consultation, submitter: Option<String>, now: i64) -> Self {
        Self {
            key: rand::random(),
            made_at: now,
            consultation: call.id.clone(),
            promised: Promise::of(call),
            submitter,
        }
    }

    pub fn sign(&self, keys: &Keys) -> String {
        let submitter = self.submitter.as_deref().unwrap_or_default();
        keys.sign(
            Purpose::Form,
            [&hex(&self.key), &self.made_at.to_string(), &self.consultation, &self.promised.text(), submitter]
                .join("|")
                .as_bytes(),
        )
    }

    /// The token again; `None` when it was not signed by us or belongs to another consultation.
    pub fn verify(keys: &Keys, text: &str, consultation: &str) -> Option<Self> {
        let payload = String::from_utf8(keys.verify(Purpose::Form, text)?).ok()?;
        let parts: Vec<&str> = payload.split('|').collect();
        let [key, made_at, of, promised, submitter] = parts.as_slice() else { return None };
        let bytes: Option<Vec<u8>> =
            (0..16).map(|at| u8::from_str_radix(key.get(at * 2..at * 2 + 2)?, 16).ok()).collect();
        let token = Self {
            key: bytes?.try_into().ok()?,
            made_at: made_at.parse().ok()?,
            consultation: (*of).to_owned(),
            promised: Promise::parse(promised)?,
            submitter: (!submitter.is_empty()).then(|| (*submitter).to_owned()),
        };
        (token.consultation == consultation).then_some(token)
    }

    /// How a retry finds its opinion.
    pub fn key_hash(&self) -> String {
        hash(&hex(&self.key))
    }

    pub fn code(&self, keys: &Keys) -> Code {
        Code::derive(keys, &self.key)
    }
}

/// Who sent an opinion, as a page carries it on: one more of the same person counts nobody twice. Signed, so that nobody
/// writes under another's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SubmitterToken {
    pub consultation: String,
    pub submitter: String,
}

impl SubmitterToken {
    pub fn sign(&self, keys: &Keys) -> String {
        keys.sign(Purpose::Submitter, format!("{}|{}", self.consultation, self.submitter).as_bytes())
    }

    /// The token again; `None` when it was not signed by us or belongs to another consultation.
    pub fn verify(keys: &Keys, text: &str, consultation: &str) -> Option<Self> {
        let payload = String::from_utf8(keys.verify(Purpose::Submitter, text)?).ok()?;
        let (of, submitter) = payload.split_once('|')?;
        (of == consultation).then(|| Self { consultation: of.to_owned(), submitter: submitter.to_owned() })
    }
}

/// Whether a mail address is asked for: the city wants it, and there is a post.
pub fn asks_mail(call: &Consultation, mail_is_on: bool) -> bool {
    mail_is_on && call.field(Field::Mail).requirement != Requirement::Off
}

/// A text far too long comes back whole, with what is too much of it: 50,000 Japanese characters, percent-encoded.
pub type Sent = Form<OpinionForm, { 512 * 1024 }>;

/// The form as it was sent, every word of it.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OpinionForm {
    pub token: String,
    #[serde(default)]
    pub theme: String,
    #[serde(default)]
    pub theme2: String,
    #[serde(default)]
    pub theme3: String,
    pub body: String,
    #[serde(default)]
    pub age_band: String,
    #[serde(default)]
    pub area: String,
    #[serde(default)]
    pub relation: String,
    #[serde(default)]
    pub mail: String,
    /// Version of 利用目的 that stood on the confirmation.
    #[serde(default)]
    pub purpose_version: String,
    /// People do not see this field; programs that fill in everything do.
    #[serde(default)]
    pub website: String,
}

/// A form that can be sent.
#[derive(Clone, Debug)]
pub struct Draft {
    pub theme_id: String,
    /// Up to two themes beside the main one.
    pub more: Vec<String>,
    pub body: Body,
    pub age_band: Option<String>,
    pub area: Option<String>,
    pub relation: Option<String>,
    pub mail: Option<String>,
}

impl OpinionForm {
    /// Every field with its words, for a page that carries the form on unseen.
    pub fn hidden(&self) -> [(&'static str, &str); 11] {
        [
            ("token", &self.token),
            ("theme", &self.theme),
            ("theme2", &self.theme2),
            ("theme3", &self.theme3),
            ("body", &self.body),
            ("age_band", &self.age_band),
            ("area", &self.area),
            ("relation", &self.relation),
            ("mail", &self.mail),
            ("purpose_version", &self.purpose_version),
            ("website", &self.website),
        ]
    }

    /// What the form says of a field.
    pub fn value(&self, field: impl Borrow<Field>) -> &str {
        match field.borrow() {
            Field::AgeBand => &self.age_band,
            Field::Area => &self.area,
            Field::Relation => &self.relation,
            Field::Mail => &self.mail,
        }
    }

    /// The draft, or everything that is to be mended, in the form's order and the reader's words.
    pub fn parse(&self, call: &Consultation, ui: &Ui, mail_is_on: bool) -> Result<Draft, Errors> {
        let mut errors = Errors::default();
        let theme = call.theme(&self.theme).filter(|theme| !theme.closed);
        if theme.is_none() {
            let text = if self.theme.is_empty() {
                fl!(ui.words, "write-theme-missing")
            } else {
                fl!(ui.words, "write-theme-closed")
            };
            errors.add("theme", text);
        }
        let body = Body::parse(&self.body, usize::try_from(call.max_chars).unwrap_or(Body::MAX_CHARS))
            .map_err(|error| errors.add("body", body_error(ui, error, call.max_chars)));
        let mut more = Vec::new();
        for code in [&self.theme2, &self.theme3].into_iter().filter(|code| !code.is_empty()) {
            match call.theme(code).filter(|theme| !theme.closed) {
                Some(theme) => more.push(theme.id.clone()),
                None => errors.add("theme2", fl!(ui.words, "write-theme-closed")),
            }
        }
        let age_band = self.choice(call, ui, Field::AgeBand, &mut errors);
        let area = self.choice(call, ui, Field::Area, &mut errors);
        let relation = self.choice(call, ui, Field::Relation, &mut errors);
        let mail = self.address(call, ui, mail_is_on, &mut errors);
        let (Some(theme), Ok(body), true) = (theme, body, errors.is_empty()) else { return Err(errors) };
        more.retain(|id| *id != theme.id);
        more.dedup();
        Ok(Draft { theme_id: theme.id.clone(), more, body, age_band, area, relation, mail })
    }

    fn choice(&self, call: &Consultation, ui: &Ui, field: Field, errors: &mut Errors) -> Option<String> {
        let (rule, value) = (call.field(field), self.value(field));
        match rule.requirement {
            Requirement::Off => None,
            Requirement::Required if value.is_empty() => {
                errors.add(field.name(), fl!(ui.words, "write-choice-missing", field = field.label(ui.words)));
                None
            }
            _ if value.is_empty() => None,
            _ if rule.offered().any(|choice| choice.code == value) => Some(value.to_owned()),
            _ => {
                errors.add(field.name(), fl!(ui.words, "write-choice-unknown", field = field.label(ui.words)));
                None
            }
        }
    }

    fn address(&self, call: &Consultation, ui: &Ui, mail_is_on: bool, errors: &mut Errors) -> Option<String> {
        if !asks_mail(call, mail_is_on) {
            return None;
        }
        if self.mail.trim().is_empty() {
            if call.field(Field::Mail).requirement == Requirement::Required {
                errors.add("mail", fl!(ui.words, "write-mail-missing"));
            }
            return None;
        }
        let mail = read_address(&self.mail);
        if mail.is_none() {
            let dots = dots_are_wrong(&self.mail);
            errors.add("mail", if dots { fl!(ui.words, "write-mail-dots") } else { fl!(ui.words, "write-mail-bad") });
        }
        mail
    }

    /// Which rule, if any, sends this form to the queue first. It is taken all the same.
    pub fn held_for(&self, made_at: i64, now: i64) -> Option<HeldFor> {
        if !self.website.is_empty() {
            Some(HeldFor::Honeypot)
        } else if now - made_at < TOO_FAST_MS {
            Some(HeldFor::TooFast)
        } else {
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_belongs_to_its_consultation_and_key() {
        let keys = Keys::new(&[7; 32]);
        let token = FormToken {
            key: [3; 16],
            made_at: 42,
            consultation: "call-1".into(),
            promised: Promise {
                moderation: Moderation::After,
                seen: [Visibility::Public, Visibility::Staff, Visibility::Aggregate],
            },
            submitter: Some("who".into()),
        };
        let text = token.sign(&keys);
        assert_eq!(FormToken::verify(&keys, &text, "call-1"), Some(token));
        assert_eq!(FormToken::verify(&keys, &text, "call-2"), None);
        assert_eq!(FormToken::verify(&Keys::new(&[8; 32]), &text, "call-1"), None);
        for bad in ["", "x", "a.b.c", &text[1..]] {
            assert_eq!(FormToken::verify(&keys, bad, "call-1"), None, "{bad}");
        }
    }

    #[test]
    fn who_sent_it_is_known_within_the_consultation_alone() {
        let keys = Keys::new(&[7; 32]);
        let token = SubmitterToken { consultation: "call-1".into(), submitter: "who".into() };
        let text = token.sign(&keys);
        assert_eq!(SubmitterToken::verify(&keys, &text, "call-1"), Some(token));
        assert_eq!(SubmitterToken::verify(&keys, &text, "call"), None);
        assert_eq!(SubmitterToken::verify(&Keys::new(&[8; 32]), &text, "call-1"), None);
        assert_eq!(SubmitterToken::verify(&keys, "x.y.z", "call-1"), None);
    }

    #[test]
    fn a_filled_trap_and_an_instant_form_are_held() {
        let form = |website: &str| OpinionForm { website: website.into(), ..OpinionForm::default() };
        assert_eq!(form("http://x").held_for(0, 60_000), Some(HeldFor::Honeypot));
        assert_eq!(form("").held_for(0, 200), Some(HeldFor::TooFast));
        assert_eq!(form("").held_for(0, TOO_FAST_MS), None);
    }
}
