//! What staff fill in: the editor's forms, field by field, and how they become the domain's own types.

use std::borrow::Cow;
use std::ops::RangeInclusive;

use i18n_embed_fl::fl;
use jiff::civil::Date;
use serde::Deserialize;

use super::{ASKED, Values, chars_i64, first_fields, label, lines, other_theme};
use crate::base::calendar::parse_day;
use crate::base::fold::{fold, is_refused};
use crate::base::id;
use crate::base::text::{Lang, Words};
use crate::consultations::choices::{LEVELS, MAX_NAME, MAX_TRANSLATED};
use crate::consultations::period::Phase;
use crate::consultations::{
    Choice, Consultation, Field, FieldRule, Mode, Moderation, PUBLIC_COMMENT_DAYS, Reactions, Requirement, Texts,
    Theme, Visibility, days_of,
};
use crate::http::Errors;
use crate::http::forms::{InLanguages, Told, told_name, told_of};

const TITLE_CHARS: usize = 100;
const TEXT_CHARS: usize = 4_000;
const HINT_CHARS: usize = 120;

macro_rules! forms {
    ($($form:ident { $($name:ident),* $(,)? } $(=> $told:tt)?)*) => {$(
        #[derive(Clone, Debug, Default, Deserialize)]
        #[serde(deny_unknown_fields, default)]
        pub struct $form {
            /// The consultation's revision that was on the screen.
            pub revision: String,
            $(pub $name: String,)*
            /// What was typed in other languages.
            #[serde(skip)]
            pub others: Told,
        }
        impl Values for $form {
            const NAMES: &'static [&'static str] = &[$(stringify!($name)),*];
            $(const TOLD: &'static [&'static str] = &$told;)?
            fn value(&self, name: &str) -> &str {
                match name { $(stringify!($name) => &self.$name,)* other => self.others.get(other) }
            }
        }
        impl InLanguages for $form {
            fn asks(text: &str, lang: Lang) -> bool {
                lang != Lang::JA && Self::TOLD.contains(&text)
            }
            fn told(&mut self) -> &mut Told {
                &mut self.others
            }
        }
    )*};
}

forms! {
    NewForm { title, slug, mode, moderation, opens_on, closes_on, short_period_reason }
    BasicsForm { mode, moderation, opens_on, closes_on, short_period_reason, max_chars, target_hours, reactions }
    TextsForm { title, question, background, readers, usage, next_steps, hints, purpose }
    ThemeForm { code, act, parent, name, hint } => ["name", "hint"]
    FieldsForm {
        age_band_requirement, age_band_visibility, age_band_choices, age_band_change,
        area_requirement, area_visibility, area_choices, area_change,
        relation_requirement, relation_visibility, relation_choices, relation_change,
        mail_requirement,
    }
    ListingForm { act, sure }
}

/// Names, and what is said beside them, are one line.
fn is_line(name: &str) -> bool {
    ["title", "name", "hint"].contains(&told_of(name).map_or(name, |(text, _)| text))
}

/// Reads fields one after the other and gathers what is wrong with them, in the form's order.
pub struct Check {
    pub words: &'static Words,
    pub errors: Errors,
    /// What somebody's answers about changed choices decided, for the log.
    pub decided: Vec<String>,
}

impl Check {
    pub fn new(words: &'static Words) -> Self {
        Self { words, errors: Errors::default(), decided: Vec::new() }
    }

    pub(super) fn label(&self, name: &str) -> String {
        label(self.words, name)
    }

    /// A text without the space around it, its line breaks as LF.
    pub(super) fn text(&mut self, name: impl Into<Cow<'static, str>>, raw: &str, most: usize) -> String {
        let name = name.into();
        let text = raw.replace("\r\n", "\n").trim().to_owned();
        let chars = text.chars().count();
        let field = self.label(&name);
        if chars > most {
            let (most, over) = (chars_i64(most), chars_i64(chars - most));
            self.errors.add(name, fl!(self.words, "editor-error-long", field = field, most = most, over = over));
        } else if text.chars().any(|c| is_refused(c) || c.is_control() && (is_line(&name) || c != '\n' && c != '\t')) {
            self.errors.add(name, fl!(self.words, "editor-error-control", field = field));
        }
        text
    }

    /// The same, with something to read in it.
    fn needed(&mut self, name: &'static str, raw: &str, most: usize) -> String {
        let text = self.text(name, raw, most);
        if fold(&text).trim().is_empty() {
            self.errors.add(name, fl!(self.words, "editor-error-blank", field = self.label(name)));
        }
        text
    }

    fn pick<T>(&mut self, name: &'static str, picked: Option<T>) -> Option<T> {
        if picked.is_none() {
            self.errors.add(name, fl!(self.words, "editor-error-choose", field = self.label(name)));
        }
        picked
    }

    /// A whole number, in half or full width.
    fn number(&mut self, name: &'static str, raw: &str, range: RangeInclusive<i64>) -> Option<i64> {
        let number = fold(raw).trim().parse().ok().filter(|number| range.contains(number));
        if number.is_none() {
            let (least, most) = (*range.start(), *range.end());
            let field = self.label(name);
            self.errors.add(name, fl!(self.words, "editor-error-number", field = field, least = least, most = most));
        }
        number
    }

    /// A day of this century: a year typed as 0204 or 20244 is a slip.
    fn day(&mut self, name: &'static str, raw: &str) -> Option<Date> {
        let day = parse_day(raw.trim()).filter(|day| (2000..=2100).contains(&day.year()));
        if day.is_none() {
            self.errors.add(name, fl!(self.words, "editor-error-day", field = self.label(name)));
        }
        day
    }

    /// The address: 2 to 60 of a–z, 0–9 and `-`. `new` is taken by the page that makes one.
    fn slug(&mut self, raw: &str) -> String {
        let slug = fold(raw).trim().to_owned();
        let fits = (2..=60).contains(&slug.len())
            && slug.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-');
        if !fits || slug == "new" {
            self.errors.add("slug", fl!(self.words, "editor-error-slug"));
        }
        slug
    }

    /// First and last day, and the reason where a public comment is shorter than it should be (else '').
    fn period(&mut self, mode: Option<Mode>, opens: &str, closes: &str, reason: &str) -> Option<(Date, Date, String)> {
        let (opens_on, closes_on) = (self.day("opens_on", opens), self.day("closes_on", closes));
        let reason = self.text("short_period_reason", reason, TEXT_CHARS);
        let (opens_on, closes_on) = (opens_on?, closes_on?);
        let days = days_of(opens_on, closes_on);
        if days < 1 {
            self.errors.add("closes_on", fl!(self.words, "editor-error-period"));
        } else if mode == Some(Mode::PublicComment) && days < PUBLIC_COMMENT_DAYS {
            if fold(&reason).trim().is_empty() {
                let (days, least) = (i64::from(days), i64::from(PUBLIC_COMMENT_DAYS));
                let text = fl!(self.words, "editor-error-short-period", days = days, least = least);
                self.errors.add("short_period_reason", text);
            }
            return Some((opens_on, closes_on, reason));
        }
        Some((opens_on, closes_on, String::new()))
    }
}

impl NewForm {
    /// A draft with the fields and the one theme that nearly every consultation wants.
    pub fn parse(&self, check: &mut Check, now: i64) -> Option<Consultation> {
        let title = check.needed("title", &self.title, TITLE_CHARS);
        let slug = check.slug(&self.slug);
        let draft = Consultation {
            id: id::new(now),
            slug,
            mode: Mode::Ideas,
            moderation: Moderation::Before,
            opens_on: Date::ZERO,
            closes_on: Date::ZERO,
            short_period_reason: String::new(),
            max_chars: 5_000,
            target_hours: 24,
            reactions: Reactions::usual(Mode::parse(&self.mode).unwrap_or(Mode::Ideas)),
            listed: false,
            results_at: None,
            revision: 1,
            purpose_version: 0,
            texts: vec![(Lang::JA, Texts { title, ..Texts::default() })],
            themes: vec![other_theme(now)],
            fields: first_fields(),
        };
        let basics = BasicsForm {
            mode: self.mode.clone(),
            moderation: self.moderation.clone(),
            opens_on: self.opens_on.clone(),
            closes_on: self.closes_on.clone(),
            short_period_reason: self.short_period_reason.clone(),
            ..BasicsForm::of(&draft)
        };
        basics.parse(check, &draft, Phase::Scheduled)
    }
}

impl BasicsForm {
    pub fn of(call: &Consultation) -> Self {
        Self {
            revision: call.revision.to_string(),
            mode: call.mode.name().to_owned(),
            moderation: call.moderation.name().to_owned(),
            opens_on: call.opens_on.to_string(),
            closes_on: call.closes_on.to_string(),
            short_period_reason: call.short_period_reason.clone(),
            max_chars: call.max_chars.to_string(),
            target_hours: call.target_hours.to_string(),
            reactions: call.reactions.name().to_owned(),
            ..Self::default()
        }
    }

    /// The consultation with these basics; `None` when something is to be mended.
    pub fn parse(&self, check: &mut Check, old: &Consultation, phase: Phase) -> Option<Consultation> {
        let mode = check.pick("mode", Mode::parse(&self.mode));
        let period = check.period(mode, &self.opens_on, &self.closes_on, &self.short_period_reason);
        let moderation = check.pick("moderation", Moderation::parse(&self.moderation));
        let max_chars = check.number("max_chars", &self.max_chars, 100..=5_000);
        let target_hours = check.number("target_hours", &self.target_hours, 1..=720);
        let reactions = check.pick("reactions", Reactions::parse(&self.reactions));
        if reactions.is_some_and(|it| old.listed && it.is_sooner_than(old.reactions, phase)) {
            check.errors.add("reactions", fl!(check.words, "editor-error-reactions-sooner"));
        }
        let (opens_on, closes_on, short_period_reason) = period.filter(|_| check.errors.is_empty())?;
        Some(Consultation {
            mode: mode?,
            moderation: moderation?,
            opens_on,
            closes_on,
            short_period_reason,
            max_chars: max_chars?,
            target_hours: target_hours?,
            reactions: reactions?,
            ..old.clone()
        })
    }
}

impl TextsForm {
    pub fn of(call: &Consultation, lang: Lang) -> Self {
        let kept = call.texts.iter().find(|(kept, _)| *kept == lang).map(|(_, texts)| texts.clone());
        let texts = kept.unwrap_or_default();
        Self {
            revision: call.revision.to_string(),
            title: texts.title,
            question: texts.question,
            background: texts.background,
            readers: texts.readers,
            usage: texts.usage,
            next_steps: texts.next_steps,
            hints: texts.hints,
            purpose: texts.purpose,
            ..Self::default()
        }
    }

    /// Japanese has a title at all times; what residents must be told stays as long as they can see the page.
    pub fn parse(&self, check: &mut Check, lang: Lang, listed: bool) -> Option<Texts> {
        let (japanese, shown) = (lang == Lang::JA, lang == Lang::JA && listed);
        let mut read = |name, raw: &str, most, needed: bool| {
            if needed { check.needed(name, raw, most) } else { check.text(name, raw, most) }
        };
        let texts = Texts {
            title: read("title", &self.title, TITLE_CHARS, japanese),
            question: read("question", &self.question, TEXT_CHARS, shown),
            background: read("background", &self.background, TEXT_CHARS, false),
            readers: read("readers", &self.readers, TEXT_CHARS, false),
            usage: read("usage", &self.usage, TEXT_CHARS, false),
            next_steps: lines(&read("next_steps", &self.next_steps, TEXT_CHARS, false)).join("\n"),
            hints: lines(&read("hints", &self.hints, TEXT_CHARS, false)).join("\n"),
            purpose: read("purpose", &self.purpose, TEXT_CHARS, shown),
        };
        check.errors.is_empty().then_some(texts)
    }
}

impl ThemeForm {
    /// Its texts alone, as they are stored.
    pub fn texts(&self) -> Self {
        let trim = |text: &str| text.trim().to_owned();
        let mut texts = Self { name: trim(&self.name), hint: trim(&self.hint), ..Self::default() };
        for name in Self::others() {
            let text = trim(self.others.get(&name));
            texts.others.put(name, text);
        }
        texts
    }

    pub fn of(call: &Consultation, theme: Option<&Theme>) -> Self {
        let (name, hint) = theme.map(|theme| theme.exact(Lang::JA)).unwrap_or_default();
        let mut others = Told::default();
        for lang in Lang::others() {
            let (name, hint) = theme.map(|theme| theme.exact(lang)).unwrap_or_default();
            others.put(told_name("name", lang), name.to_owned());
            others.put(told_name("hint", lang), hint.to_owned());
        }
        Self {
            revision: call.revision.to_string(),
            code: theme.map(|theme| theme.code.clone()).unwrap_or_default(),
            name: name.to_owned(),
            hint: hint.to_owned(),
            others,
            ..Self::default()
        }
    }

    /// Name and hint in every language; no two siblings (`others`) bear the same name.
    pub fn parse(&self, check: &mut Check, others: &[&Theme]) -> Option<Vec<(Lang, String, String)>> {
        let name = check.needed("name", &self.name, MAX_NAME);
        if others.iter().any(|other| other.exact(Lang::JA).0 == name) {
            check.errors.add("name", fl!(check.words, "editor-error-theme-twice"));
        }
        if name.contains(LEVELS) {
            check.errors.add("name", fl!(check.words, "editor-error-theme-levels", sign = LEVELS.to_string()));
        }
        let hint = check.text("hint", &self.hint, HINT_CHARS);
        let mut other = |text, lang, most| {
            let name = told_name(text, lang);
            check.text(name.clone(), self.others.get(&name), most)
        };
        let others =
            Lang::others().map(|lang| (lang, other("name", lang, MAX_TRANSLATED), other("hint", lang, MAX_TRANSLATED)));
        let texts: Vec<_> = [(Lang::JA, name, hint)].into_iter().chain(others).collect();
        check.errors.is_empty().then_some(texts)
    }
}

impl FieldsForm {
    pub fn of(call: &Consultation) -> Self {
        let of = |field| {
            let rule = call.field(field);
            let lines: Vec<_> = rule.offered().map(Choice::line).collect();
            (rule.requirement.name().to_owned(), rule.visibility.name().to_owned(), lines.join("\n"))
        };
        let (age_band, area, relation) = (of(Field::AgeBand), of(Field::Area), of(Field::Relation));
        Self {
            revision: call.revision.to_string(),
            age_band_requirement: age_band.0,
            age_band_visibility: age_band.1,
            age_band_choices: age_band.2,
            area_requirement: area.0,
            area_visibility: area.1,
            area_choices: area.2,
            relation_requirement: relation.0,
            relation_visibility: relation.1,
            relation_choices: relation.2,
            mail_requirement: call.field(Field::Mail).requirement.name().to_owned(),
            ..Self::default()
        }
    }

    /// Without what was said about changed lines.
    pub fn unanswered(self) -> Self {
        let none = String::new;
        Self { age_band_change: none(), area_change: none(), relation_change: none(), ..self }
    }

    /// The rules of all fields. `used`: the codes that opinions carry, by the name of their field.
    pub fn parse(&self, check: &mut Check, old: &Consultation, used: &[(String, String)]) -> Option<Vec<FieldRule>> {
        let mut rules = Vec::new();
        for asked in &ASKED {
            let requirement = check.pick(asked.requirement, Requirement::parse(self.value(asked.requirement)));
            let visibility = Visibility::parse(self.value(asked.visibility))
                .filter(|it| *it != Visibility::Public || asked.field.may_be_public());
            let visibility = check.pick(asked.visibility, visibility);
            let used = used.iter().filter(|(field, _)| field == asked.field.name());
            let used: Vec<&str> = used.map(|(_, code)| code.as_str()).collect();
            if !used.is_empty() && visibility.is_some_and(|it| it.is_wider_than(old.field(asked.field).visibility)) {
                // Who answered was told who would see it.
                check.errors.add(asked.visibility, fl!(check.words, "editor-error-visibility-wider"));
            }
            let labels = check.choices(asked.choices, self.value(asked.choices), requirement);
            let choices = check.coded(asked, self.value(asked.change), &labels, &old.field(asked.field).choices, &used);
            if let (Some(requirement), Some(visibility)) = (requirement, visibility) {
                rules.push(FieldRule { field: asked.field, requirement, visibility, choices });
            }
        }
        if let Some(requirement) = check.pick("mail_requirement", Requirement::parse(&self.mail_requirement)) {
            // An address is never public, so there is nothing to choose.
            let visibility = Visibility::Staff;
            rules.push(FieldRule { field: Field::Mail, requirement, visibility, choices: Vec::new() });
        }
        check.errors.is_empty().then_some(rules)
    }
}
