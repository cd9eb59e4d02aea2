//! The editor's words and rules: what a new consultation begins with, the labels of its forms.

pub mod choices;
pub mod forms;
pub mod routes;

use axum::http::StatusCode;
use i18n_embed_fl::fl;

use crate::base::marks::written;
use crate::base::text::{Lang, Words};
use crate::base::{audit, id};
use crate::consultations::choices::{Change, Choice};
use crate::consultations::{
    Consultation, Field, FieldRule, Mode, Moderation, Need, Reactions, Requirement, Theme, Visibility,
};
use crate::http::Errors;
use crate::http::forms::{told_name, told_of};

/// A form whose controls can be asked for by name.
pub trait Values {
    const NAMES: &'static [&'static str];
    fn value(&self, name: &str) -> &str;
    /// Those that are asked for in other languages, too.
    const TOLD: &'static [&'static str] = &[];
    /// Of the controls for other languages: `name_en`, `hint_en`, …
    fn others() -> Vec<String> {
        Lang::others().flat_map(|lang| Self::TOLD.iter().map(move |text| told_name(text, lang))).collect()
    }
    fn names() -> Vec<String> {
        Self::NAMES.iter().map(|name| (*name).to_owned()).chain(Self::others()).collect()
    }
}

/// What became of the values of a form, for the log.
pub fn changes<F: Values>(old: &F, new: &F) -> String {
    let changed = F::names().into_iter().filter(|name| old.value(name) != new.value(name));
    changed.map(|name| audit::change(&name, old.value(&name), new.value(&name))).collect::<Vec<_>>().join("\n")
}

/// A form as a page shows it: what was written, what is to be mended, what stands saved where somebody was faster.
pub struct Filled<F> {
    pub form: F,
    pub errors: Errors,
    /// What another person saved meanwhile.
    pub theirs: Option<F>,
    /// The same in Japanese, for whoever translates.
    pub model: Option<F>,
    /// Behind the controls' ids where a page has several such forms; '' for the one that errors link to.
    pub suffix: String,
}

impl<F: Values> Filled<F> {
    pub fn of(form: F) -> Self {
        Self { form, errors: Errors::default(), theirs: None, model: None, suffix: String::new() }
    }

    pub fn wrong(form: F, errors: Errors) -> Self {
        Self { errors, ..Self::of(form) }
    }

    /// Mine stays in the controls, theirs is shown beside them.
    pub fn clash(form: F, theirs: F) -> Self {
        Self { theirs: Some(theirs), ..Self::of(form) }
    }

    pub fn id(&self, name: &str) -> String {
        format!("{name}{}", self.suffix)
    }

    pub fn value(&self, name: &str) -> &str {
        self.form.value(name)
    }

    /// What is saved, where it differs from what is written here.
    pub fn theirs(&self, name: &str) -> Option<&str> {
        let saved = self.theirs.as_ref()?.value(name);
        (saved != self.value(name).replace("\r\n", "\n").trim()).then_some(saved)
    }

    pub fn model(&self, name: &str) -> Option<&str> {
        self.model.as_ref().map(|model| model.value(name)).filter(|text| !text.is_empty())
    }

    /// Whether there is anything to see at a control that may stay folded.
    pub fn holds(&self, name: &str) -> bool {
        !self.value(name).is_empty() || self.error(name).is_some() || self.theirs(name).is_some()
    }

    /// The controls for other languages.
    pub fn others(&self) -> Vec<String> {
        F::others()
    }

    pub fn holds_others(&self) -> bool {
        self.others().iter().any(|name| self.holds(name))
    }

    pub fn error(&self, name: &str) -> Option<&str> {
        self.errors.on(name)
    }

    /// The ids of what describes a control, for readers that speak.
    pub fn described(&self, w: &Words, name: &str) -> Option<String> {
        let id = self.id(name);
        let parts = [
            (self.error(name).is_some(), "error"),
            (!help(w, name).is_empty(), "help"),
            (self.theirs(name).is_some(), "theirs"),
        ];
        let ids: Vec<_> = parts.iter().filter(|(shown, _)| *shown).map(|(_, end)| format!("{id}-{end}")).collect();
        (!ids.is_empty()).then(|| ids.join(" "))
    }

    pub fn status(&self) -> StatusCode {
        if self.theirs.is_some() { StatusCode::CONFLICT } else { self.errors.status() }
    }
}

/// The controls of one attribute.
pub struct Asked {
    pub field: Field,
    pub requirement: &'static str,
    pub visibility: &'static str,
    pub choices: &'static str,
    /// Asked only where it matters.
    pub change: &'static str,
}

/// What may be asked besides mail.
pub const ASKED: [Asked; 3] = [
    Asked {
        field: Field::AgeBand,
        requirement: "age_band_requirement",
        visibility: "age_band_visibility",
        choices: "age_band_choices",
        change: "age_band_change",
    },
    Asked {
        field: Field::Area,
        requirement: "area_requirement",
        visibility: "area_visibility",
        choices: "area_choices",
        change: "area_change",
    },
    Asked {
        field: Field::Relation,
        requirement: "relation_requirement",
        visibility: "relation_visibility",
        choices: "relation_choices",
        change: "relation_change",
    },
];

/// The lines of a text box, trimmed, without the empty ones.
pub fn lines(text: &str) -> Vec<&str> {
    text.lines().map(str::trim).filter(|line| !line.is_empty()).collect()
}

/// A number of characters as messages say it.
fn chars_i64(chars: usize) -> i64 {
    i64::try_from(chars).unwrap_or(i64::MAX)
}

/// Where everything goes that fits nowhere else: every consultation begins with it.
pub fn other_theme(now: i64) -> Theme {
    let text = |lang: Lang| {
        let w = lang.words();
        (lang, written(&fl!(w, "editor-first-theme")), written(&fl!(w, "editor-first-theme-hint")))
    };
    Theme {
        id: id::new(now),
        code: "other".to_owned(),
        parent: None,
        position: 1,
        closed: false,
        texts: Lang::all().map(text).collect(),
    }
}

/// The fields of a new consultation: age band and relation may be told and are only counted; the rest is off.
pub fn first_fields() -> Vec<FieldRule> {
    let choices = |words: fn(&Words) -> Vec<(&'static str, String)>| {
        let japanese = words(Lang::JA.words()).into_iter();
        let mut choices: Vec<_> =
            japanese.map(|(code, label)| Choice { code: code.to_owned(), label, ..Choice::default() }).collect();
        for lang in Lang::others() {
            let labels = words(lang.words()).into_iter().map(|(_, label)| (lang, written(&label)));
            choices.iter_mut().zip(labels).for_each(|(choice, label)| choice.others.push(label));
        }
        choices
    };
    let rule = |field, requirement, visibility, choices| FieldRule { field, requirement, visibility, choices };
    vec![
        rule(Field::AgeBand, Requirement::Optional, Visibility::Aggregate, choices(age_bands)),
        rule(Field::Area, Requirement::Off, Visibility::Aggregate, Vec::new()),
        rule(Field::Relation, Requirement::Optional, Visibility::Aggregate, choices(relations)),
        rule(Field::Mail, Requirement::Off, Visibility::Staff, Vec::new()),
    ]
}

fn age_bands(w: &Words) -> Vec<(&'static str, String)> {
    vec![
        ("17", fl!(w, "editor-age-17")),
        ("18", fl!(w, "editor-age-18")),
        ("30", fl!(w, "editor-age-30")),
        ("40", fl!(w, "editor-age-40")),
        ("50", fl!(w, "editor-age-50")),
        ("60", fl!(w, "editor-age-60")),
        ("70", fl!(w, "editor-age-70")),
        ("80", fl!(w, "editor-age-80")),
    ]
}

fn relations(w: &Words) -> Vec<(&'static str, String)> {
    vec![
        ("resident", fl!(w, "editor-relation-resident")),
        ("worker", fl!(w, "editor-relation-worker")),
        ("student", fl!(w, "editor-relation-student")),
        ("other", fl!(w, "editor-relation-other")),
    ]
}

/// The label of a control, by its name.
pub fn label(w: &Words, name: &str) -> String {
    match name {
        "saved" => fl!(w, "editor-saved"),
        "made" => fl!(w, "editor-made"),
        "listed" => fl!(w, "editor-listed"),
        "draft" => fl!(w, "editor-drafted"),
        "results" => fl!(w, "editor-results-out"),
        "reading" => fl!(w, "editor-results-back"),
        "title" => fl!(w, "editor-title"),
        "slug" => fl!(w, "editor-slug"),
        "mode" => fl!(w, "editor-mode"),
        "moderation" => fl!(w, "editor-moderation"),
        "opens_on" => fl!(w, "editor-opens-on"),
        "closes_on" => fl!(w, "editor-closes-on"),
        "short_period_reason" => fl!(w, "editor-short-period-reason"),
        "max_chars" => fl!(w, "editor-max-chars"),
        "target_hours" => fl!(w, "editor-target-hours"),
        "reactions" => fl!(w, "editor-reactions"),
        "question" => fl!(w, "editor-question"),
        "background" => fl!(w, "editor-background"),
        "readers" => fl!(w, "editor-readers"),
        "usage" => fl!(w, "editor-usage"),
        "next_steps" => fl!(w, "editor-next-steps"),
        "hints" => fl!(w, "editor-hints"),
        "purpose" => fl!(w, "editor-purpose"),
        "parent" => fl!(w, "editor-theme-parent"),
        "name" => fl!(w, "editor-theme-name"),
        "hint" => fl!(w, "editor-theme-hint"),
        "others" => fl!(w, "editor-theme-others"),
        "need" => fl!(w, "editor-need"),
        "theirs" => fl!(w, "editor-theirs"),
        "theirs-empty" => fl!(w, "editor-theirs-empty"),
        "model" => fl!(w, "editor-model"),
        other => match told_of(other) {
            Some((text, lang)) => fl!(w, "site-label", text = label(w, text), lang = lang.name()),
            None => field_label(w, other),
        },
    }
}

/// `area_choices` → 地区の選択肢
fn field_label(w: &Words, name: &str) -> String {
    let part = |end: &str| name.strip_suffix(end).and_then(Field::parse).map(|field| field.label(w));
    if let Some(field) = part("_requirement") {
        fl!(w, "editor-requirement", field = field)
    } else if let Some(field) = part("_visibility") {
        fl!(w, "editor-visibility", field = field)
    } else if let Some(field) = part("_choices") {
        fl!(w, "editor-choices", field = field)
    } else if let Some(field) = part("_change") {
        fl!(w, "editor-change", field = field)
    } else {
        name.to_owned()
    }
}

/// One sentence of help for a control, '' where the label says enough.
pub fn help(w: &Words, name: &str) -> String {
    match name {
        "title" => fl!(w, "editor-title-help"),
        "slug" => fl!(w, "editor-slug-help"),
        "short_period_reason" => fl!(w, "editor-short-period-reason-help"),
        "max_chars" => fl!(w, "editor-max-chars-help"),
        "target_hours" => fl!(w, "editor-target-hours-help"),
        "reactions" => fl!(w, "editor-reactions-help"),
        "question" => fl!(w, "editor-question-help"),
        "background" => fl!(w, "editor-background-help"),
        "readers" => fl!(w, "editor-readers-help"),
        "usage" => fl!(w, "editor-usage-help"),
        "next_steps" => fl!(w, "editor-next-steps-help"),
        "hints" => fl!(w, "editor-hints-help"),
        "purpose" => fl!(w, "editor-purpose-help"),
        "name" => fl!(w, "editor-theme-name-help"),
        "others" => fl!(w, "editor-theme-others-help"),
        "hint" => fl!(w, "editor-theme-hint-help"),
        choices if choices.ends_with("_choices") => fl!(w, "editor-choices-help"),
        _ => String::new(),
    }
}

/// One of several to choose: its value, its label and what it means.
pub struct Pick {
    pub value: &'static str,
    pub label: String,
    pub note: String,
}

/// What a group of radio buttons offers, by its name.
pub fn picks(w: &Words, name: &str) -> Vec<Pick> {
    let requirement = |it: &Requirement| Pick {
        value: it.name(),
        label: it.label(w),
        note: match it {
            Requirement::Required => fl!(w, "editor-requirement-required"),
            Requirement::Optional => fl!(w, "editor-requirement-optional"),
            Requirement::Off => fl!(w, "editor-requirement-off"),
        },
    };
    let visibility = |it: &Visibility| Pick {
        value: it.name(),
        label: it.label(w),
        note: match it {
            Visibility::Public => fl!(w, "editor-visibility-public"),
            Visibility::Staff => fl!(w, "editor-visibility-staff"),
            Visibility::Aggregate => fl!(w, "editor-visibility-aggregate"),
        },
    };
    let mode = |it: &Mode| Pick {
        value: it.name(),
        label: it.label(w),
        note: match it {
            Mode::Ideas => fl!(w, "editor-mode-ideas"),
            Mode::PublicComment => fl!(w, "editor-mode-public-comment"),
        },
    };
    let moderation = |it: &Moderation| Pick {
        value: it.name(),
        label: it.label(w),
        note: match it {
            Moderation::Before => fl!(w, "editor-moderation-before"),
            Moderation::After => fl!(w, "editor-moderation-after"),
        },
    };
    let change = |it: &Change| Pick {
        value: it.name(),
        label: it.label(w),
        note: match it {
            Change::Rename => fl!(w, "editor-change-rename-text"),
            Change::Replace => fl!(w, "editor-change-replace-text"),
        },
    };
    match name {
        name if name.ends_with("_change") => Change::ALL.iter().map(change).collect(),
        "mode" => Mode::ALL.iter().map(mode).collect(),
        "moderation" => Moderation::ALL.iter().map(moderation).collect(),
        "reactions" => Reactions::ALL.iter().map(|it| reactions_pick(w, *it)).collect(),
        name if name.ends_with("_visibility") => {
            let public = name.strip_suffix("_visibility").and_then(Field::parse).is_some_and(Field::may_be_public);
            Visibility::ALL.iter().filter(|it| public || **it != Visibility::Public).map(visibility).collect()
        }
        _ => Requirement::ALL.iter().map(requirement).collect(),
    }
}

fn reactions_pick(w: &Words, it: Reactions) -> Pick {
    let note = match it {
        Reactions::Off => fl!(w, "editor-reactions-off"),
        Reactions::Shown => fl!(w, "editor-reactions-shown"),
        Reactions::Hidden => fl!(w, "editor-reactions-hidden"),
    };
    Pick { value: it.name(), label: it.label(w), note }
}

/// Languages in which nothing has been said yet, each with the one whose texts stand there meanwhile.
pub fn unsaid(call: &Consultation) -> Vec<(Lang, Lang)> {
    let has = |lang: &Lang| call.texts.iter().any(|(own, texts)| own == lang && !texts.title.is_empty());
    let instead = |lang: Lang| lang.chain().find(has).unwrap_or_default();
    Lang::others().filter(|lang| !has(lang)).map(|lang| (lang, instead(lang))).collect()
}

/// What the checklist says of a need.
pub fn need_label(w: &Words, need: &Need) -> String {
    match need {
        Need::SiteTexts => fl!(w, "editor-needs-site-texts"),
        Need::Title => fl!(w, "editor-needs-title"),
        Need::Question => fl!(w, "editor-needs-question"),
        Need::Purpose => fl!(w, "editor-needs-purpose"),
        Need::Theme => fl!(w, "editor-needs-theme"),
        Need::Period => fl!(w, "editor-needs-period"),
    }
}
