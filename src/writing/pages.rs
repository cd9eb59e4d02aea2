//! The pages of the form, and what each of them promises.

use std::sync::Arc;

use askama::Template;
use i18n_embed_fl::fl;

use super::{FormToken, OpinionForm, Promise, TOLD, TOO_FAST_MS, asks_mail};
use crate::analysis::personal::{self, Found, Kind, MASK};
use crate::app::App;
use crate::base::fold::stretches;
use crate::base::marks::{bare, has_foreign, is_kanji};
use crate::consultations::period::Phase;
use crate::consultations::{Consultation, Field, FieldRule, Moderation, Requirement, Texts, Theme};
use crate::http::{Errors, Ui};
use crate::similar::panel::Panel;

#[derive(Template)]
#[template(path = "writing/write.html")]
pub struct WritePage {
    ui: Ui,
    call: Arc<Consultation>,
    texts: Texts,
    form: OpinionForm,
    errors: Errors,
    /// When a moderator looks.
    promised: Moderation,
    /// What others have written that is close, where it was asked for.
    similar: Option<Panel>,
    asks_mail: bool,
    /// Of a draft, before its makers' eyes alone; nothing can be sent.
    is_preview: bool,
}

impl WritePage {
    pub fn new(app: &App, ui: Ui, call: Arc<Consultation>, mut form: OpinionForm, errors: Errors) -> Self {
        let (texts, asks_mail) = (call.text(ui.lang), asks_mail(&call, app.mailer.is_on()));
        let promised = promise(app, &call, &mut form);
        let ui = ui.shown_again_at(&format!("{}/write", call.path()));
        Self { ui, call, texts, form, errors, promised, similar: None, asks_mail, is_preview: false }
    }

    /// The form of a draft.
    pub fn preview(app: &App, ui: Ui, call: Arc<Consultation>) -> Self {
        let mut page = Self::new(app, ui, call, OpinionForm::default(), Errors::default());
        page.ui.again = None;
        Self { is_preview: true, ..page }
    }

    /// With what others have written.
    pub fn beside(self, similar: Panel) -> Self {
        Self { similar: Some(similar), ..self }
    }

    /// Of the words in the box, as they are counted; the program's own script goes on counting.
    fn chars(&self) -> i64 {
        let breaks = self.form.body.matches("\r\n").count();
        i64::try_from(self.form.body.chars().count() - breaks).unwrap_or(i64::MAX)
    }

    fn is_over(&self) -> bool {
        self.chars() > self.call.max_chars
    }

    fn counter(&self) -> String {
        let (w, chars, most) = (self.ui.words, self.chars(), self.call.max_chars);
        let max = self.ui.number(most);
        match chars {
            0 => fl!(w, "write-limit", max = max),
            _ if chars > most => fl!(w, "write-count-over", by = self.ui.number(chars - most)),
            _ => fl!(w, "write-count", count = self.ui.number(chars), max = max),
        }
    }

    /// What is asked about the writer, mail apart.
    fn asked(&self) -> Vec<&FieldRule> {
        TOLD.into_iter()
            .map(|field| self.call.field(field))
            .filter(|rule| rule.requirement != Requirement::Off && rule.offered().next().is_some())
            .collect()
    }

    /// The one theme there is: nothing is to be chosen, unless the form came with another.
    fn only_theme(&self) -> Option<&Theme> {
        only_theme(&self.call).filter(|_| self.errors.on("theme").is_none())
    }

    /// The city has not said everything on this page in the reader's language.
    fn is_partly_foreign(&self) -> bool {
        let themes = self.call.themes.iter().filter(|theme| !theme.closed);
        let names = themes.map(|theme| theme.name(self.ui.lang));
        let texts = [&self.texts.title, &self.texts.hints].map(|text| text.as_str().into());
        // Plain Japanese among easy Japanese is no other language, but has no readings.
        let is_hard = |text: &str| self.ui.lang.has_readings() && text.contains(is_kanji) && bare(text) == text;
        texts.into_iter().chain(names).any(|text| has_foreign(&text) || is_hard(&text))
    }

    /// A fold stands open when something inside is filled in, wrong or required.
    fn about_is_open(&self) -> bool {
        self.asked().iter().any(|rule| {
            rule.requirement == Requirement::Required
                || !self.form.value(rule.field).is_empty()
                || self.errors.on(rule.field.name()).is_some()
        })
    }
}

#[derive(Template)]
#[template(path = "writing/confirm.html")]
pub struct ConfirmPage {
    ui: Ui,
    call: Arc<Consultation>,
    texts: Texts,
    form: OpinionForm,
    /// Sent is published: no moderator looks before.
    is_public_at_once: bool,
    trouble: Option<Trouble>,
    /// What seems personal in the text. Not told to whoever cannot know whether the words have arrived: changed now,
    /// they would be others.
    personal: Vec<Found>,
    /// What has just given way to masks, by its author's wish.
    masked: Vec<(Kind, String)>,
    /// The text as it was before that.
    unmasked: String,
    /// What others have written that is close.
    similar: Panel,
    asks_mail: bool,
    /// How long an address is kept after the consultation has closed.
    keep_days: i64,
}

/// Why it has not been sent, or may not have been, with the cure; the words are all in the page.
pub struct Trouble {
    pub text: String,
    /// It may be on disk: nobody is told that it is not.
    pub is_unsure: bool,
}

impl Trouble {
    pub fn not_sent(text: String) -> Self {
        Self { text, is_unsure: false }
    }
}

impl ConfirmPage {
    /// The words that have just been masked stand beside their masks.
    pub fn after_masking(self, masked: Vec<(Kind, String)>, unmasked: String) -> Self {
        Self { masked, unmasked, ..self }
    }

    /// A theme is told where there was one to choose.
    fn has_themes(&self) -> bool {
        only_theme(&self.call).is_none_or(|theme| theme.code != self.form.theme)
    }

    /// With what others have written.
    pub fn beside(self, similar: Panel) -> Self {
        Self { similar, ..self }
    }

    /// The text in stretches, each with whether it is pointed out: as personal, or as a mask that is new.
    fn stretches(&self) -> Vec<(bool, &str)> {
        let text = self.form.body.as_str();
        if self.masked.is_empty() {
            return stretches(text, self.personal.iter().map(|found| found.at.clone()));
        }
        stretches(text, text.match_indices(MASK).map(|(at, mask)| at..at + mask.len()))
    }

    fn is_unsure(&self) -> bool {
        self.trouble.as_ref().is_some_and(|trouble| trouble.is_unsure)
    }

    fn theme_name(&self, code: &str) -> String {
        self.call.theme(code).map_or_else(String::new, |theme| self.call.theme_said(&theme.id, self.ui.lang))
    }

    /// The themes beside the main one, each once, as they will be kept.
    fn others(&self) -> Vec<String> {
        let OpinionForm { theme, theme2, theme3, .. } = &self.form;
        let second = Some(theme2).filter(|code| *code != theme);
        let third = Some(theme3).filter(|code| *code != theme && *code != theme2);
        second.into_iter().chain(third).filter(|code| !code.is_empty()).map(|code| self.theme_name(code)).collect()
    }

    /// Label, chosen answer and who will see it, for what was asked and answered.
    fn about(&self) -> Vec<(String, String, String)> {
        let is_asked = |field: &Field| self.call.field(*field).requirement != Requirement::Off;
        let fields = TOLD.into_iter().filter(|field| is_asked(field) && !self.form.value(*field).is_empty());
        fields
            .map(|field| {
                let seen = self.call.field(field).visibility.seen_by(self.ui.words);
                (field.label(self.ui.words), self.call.choice_label(field, self.form.value(field), self.ui.lang), seen)
            })
            .collect()
    }
}

#[derive(Template)]
#[template(path = "writing/closed.html")]
pub struct ClosedPage {
    ui: Ui,
    call: Arc<Consultation>,
    texts: Texts,
    is_scheduled: bool,
    /// What was written and is not taken: its words are to be copied.
    form: OpinionForm,
}

/// Sent once more the form is as late as it was, so another language shows the same page.
pub fn closed_page(app: &App, ui: Ui, call: Arc<Consultation>, form: OpinionForm) -> ClosedPage {
    let is_scheduled = call.phase(&app.zone, app.clock.now()) == Phase::Scheduled;
    let ui = if ui.can_change() { ui } else { ui.shown_again_at(&format!("{}/confirm", call.path())) };
    ClosedPage { texts: call.text(ui.lang), is_scheduled, form, ui, call }
}

/// The theme of a consultation that has no more than one to choose.
fn only_theme(call: &Consultation) -> Option<&Theme> {
    let mut open = call.themes.iter().filter(|theme| !theme.closed);
    open.next().filter(|_| open.next().is_none())
}

pub fn new_token(app: &App, call: &Consultation, submitter: Option<String>) -> String {
    FormToken::new(call, submitter, app.clock.now()).sign(&app.keys)
}

/// What the page around a form says of the look of a moderator; the form then carries all that the page promises.
fn promise(app: &App, call: &Consultation, form: &mut OpinionForm) -> Moderation {
    let Some(mut token) = FormToken::verify(&app.keys, &form.token, &call.id) else { return call.moderation };
    token.promised = token.promised.and(Promise::of(call));
    form.token = token.sign(&app.keys);
    token.promised.moderation
}

/// The token of a form, or a new one where it cannot be used any more: the words matter, not the token.
pub fn token(app: &App, call: &Consultation, form: &mut OpinionForm) -> FormToken {
    if let Some(token) = FormToken::verify(&app.keys, &form.token, &call.id) {
        return token;
    }
    let now = app.clock.now();
    // Who has words in it already and sends it at once is not too fast. After the end nothing is begun.
    let has_words = call.phase(&app.zone, now).is_open() && !form.body.trim().is_empty();
    let token = FormToken::new(call, None, if has_words { now - TOO_FAST_MS } else { now });
    form.token = token.sign(&app.keys);
    token
}

pub fn confirm_page(
    app: &App,
    ui: Ui,
    call: Arc<Consultation>,
    mut form: OpinionForm,
    trouble: Option<Trouble>,
) -> ConfirmPage {
    let (texts, asks_mail) = (call.text(ui.lang), asks_mail(&call, app.mailer.is_on()));
    form.purpose_version = call.purpose_version.to_string();
    let is_public_at_once = promise(app, &call, &mut form) == Moderation::After;
    let keep_days = i64::from(app.config.keep_contacts_days);
    let is_unsure = trouble.as_ref().is_some_and(|trouble| trouble.is_unsure);
    let personal = if is_unsure { Vec::new() } else { personal::find(&form.body) };
    let (masked, unmasked, similar) = (Vec::new(), String::new(), Panel::default());
    // What has gone wrong is not said twice.
    let ui = if trouble.is_none() { ui.shown_again_at(&format!("{}/confirm", call.path())) } else { ui };
    ConfirmPage {
        ui,
        call,
        texts,
        form,
        trouble,
        personal,
        masked,
        unmasked,
        similar,
        is_public_at_once,
        asks_mail,
        keep_days,
    }
}
