//! Writing, confirming, sending, the receipt. No account, no script, no cookie.

use std::sync::Arc;

use askama::Template;
use axum::extract::State;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use i18n_embed_fl::fl;
use serde::Deserialize;

use super::store::{Kept, Outcome, Submission};
use super::writer::Busy;
use super::{Draft, FormToken, OpinionForm, Promise, TOLD, TOO_FAST_MS, language_of};
use crate::app::App;
use crate::base::crypto::Purpose;
use crate::base::id;
use crate::consultations::period::Phase;
use crate::consultations::{Consultation, Field, FieldRule, Moderation, Requirement, Texts};
use crate::http::access::{Access, Role, Routes, Staff};
use crate::http::limits::{Crowd, Network, minutes};
use crate::http::{Errors, Form, Path, Query, Result, Ui, page, private_page};
use crate::opinions::{Channel, HeldFor};
use crate::receipts::slip::receipt;

pub fn routes() -> Routes {
    Routes::default()
        .get(Access::Public, "/consultations/{slug}/write", begin)
        .post(Access::Public, "/consultations/{slug}/write", edit)
        .get(Access::Public, "/consultations/{slug}/another", to_beginning)
        .post(Access::Public, "/consultations/{slug}/another", another)
        .get(Access::Public, "/consultations/{slug}/confirm", to_beginning)
        .post(Access::Public, "/consultations/{slug}/confirm", confirm)
        .post(Access::Public, "/consultations/{slug}/opinions", send)
        .get(Access::Roles(&[Role::Staff]), "/staff/consultations/{slug}/preview/write", preview)
}

#[derive(Template)]
#[template(path = "intake/write.html")]
struct WritePage {
    ui: Ui,
    call: Arc<Consultation>,
    texts: Texts,
    form: OpinionForm,
    errors: Errors,
    /// When a moderator looks.
    promised: Moderation,
    mail_is_on: bool,
    /// Of a draft, before its makers' eyes alone; nothing can be sent.
    is_preview: bool,
}

impl WritePage {
    fn new(app: &App, ui: Ui, call: Arc<Consultation>, mut form: OpinionForm, errors: Errors) -> Self {
        let (texts, mail_is_on) = (call.text(ui.lang), app.mailer.is_on());
        let promised = promise(app, &call, &mut form);
        Self { ui, call, texts, form, errors, promised, mail_is_on, is_preview: false }
    }

    /// What is asked about the writer, mail apart.
    fn asked(&self) -> Vec<&FieldRule> {
        TOLD.into_iter()
            .map(|field| self.call.field(field))
            .filter(|rule| rule.requirement != Requirement::Off && !rule.choices.is_empty())
            .collect()
    }

    fn asks_mail(&self) -> bool {
        self.mail_is_on && self.call.field(Field::Mail).requirement != Requirement::Off
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
#[template(path = "intake/confirm.html")]
struct ConfirmPage {
    ui: Ui,
    call: Arc<Consultation>,
    texts: Texts,
    form: OpinionForm,
    /// Sent is published: no moderator looks before.
    is_public_at_once: bool,
    /// Why it could not be sent, with the cure; the words are all here.
    trouble: Option<String>,
    mail_is_on: bool,
    /// How long an address is kept after the consultation has closed.
    keep_days: i64,
}

impl ConfirmPage {
    fn theme_name(&self, code: &str) -> String {
        self.call.theme(code).map_or_else(String::new, |theme| self.call.theme_path(&theme.id, self.ui.lang))
    }

    fn others(&self) -> Vec<String> {
        [&self.form.theme2, &self.form.theme3]
            .into_iter()
            .filter(|code| !code.is_empty())
            .map(|code| self.theme_name(code))
            .collect()
    }

    /// Label, chosen answer and who will see it, for what was asked and answered.
    fn about(&self) -> Vec<(String, String, String)> {
        let fields = TOLD.into_iter().filter(|field| !self.form.value(*field).is_empty());
        fields
            .map(|field| {
                let seen = self.call.field(field).visibility.seen_by(self.ui.words);
                (field.label(self.ui.words), self.call.choice_label(field, self.form.value(field), self.ui.lang), seen)
            })
            .collect()
    }
}

#[derive(Template)]
#[template(path = "intake/closed.html")]
struct ClosedPage {
    ui: Ui,
    call: Arc<Consultation>,
    texts: Texts,
    is_scheduled: bool,
    /// What was written and is not taken, to be copied.
    words: String,
}

fn closed_page(app: &App, ui: Ui, call: Arc<Consultation>, words: String) -> ClosedPage {
    let is_scheduled = call.phase(&app.zone, app.clock.now()) == Phase::Scheduled;
    ClosedPage { texts: call.text(ui.lang), is_scheduled, words, ui, call }
}

#[derive(Deserialize)]
struct BeginQuery {
    #[serde(default)]
    theme: String,
}

async fn begin(
    State(app): State<App>,
    ui: Ui,
    Path(slug): Path<String>,
    Query(query): Query<BeginQuery>,
) -> Result<Response> {
    let call = app.call(&slug).await?;
    if !call.phase(&app.zone, app.clock.now()).is_open() {
        return page(&closed_page(&app, ui, call, String::new()));
    }
    let form = OpinionForm { token: new_token(&app, &call, None), theme: query.theme, ..OpinionForm::default() };
    page(&WritePage::new(&app, ui, call, form, Errors::default()))
}

/// The form of a draft, open or not by its period. It carries no token, and its consultation takes nothing yet.
async fn preview(State(app): State<App>, ui: Ui, _: Staff, Path(slug): Path<String>) -> Result<Response> {
    let call = app.draft(&slug).await?;
    if call.listed {
        return Ok(Redirect::to(&ui.url(&format!("{}/write", call.path()))).into_response());
    }
    let shown = WritePage::new(&app, ui, Arc::new(call), OpinionForm::default(), Errors::default());
    private_page(StatusCode::OK, &WritePage { is_preview: true, ..shown })
}

/// Whoever opens the address of a later step by itself begins at the first.
async fn to_beginning(State(app): State<App>, ui: Ui, Path(slug): Path<String>) -> Result<Redirect> {
    let call = app.call(&slug).await?;
    Ok(Redirect::to(&ui.url(&format!("/consultations/{}/write", call.slug))))
}

fn new_token(app: &App, call: &Consultation, submitter: Option<String>) -> String {
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
fn token(app: &App, call: &Consultation, form: &mut OpinionForm) -> FormToken {
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

/// Back from the confirmation to the form, every word kept.
async fn edit(
    State(app): State<App>,
    ui: Ui,
    Path(slug): Path<String>,
    Form(mut form): Form<OpinionForm>,
) -> Result<Response> {
    let call = app.call(&slug).await?;
    token(&app, &call, &mut form);
    private_page(StatusCode::OK, &WritePage::new(&app, ui, call, form, Errors::default()))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct AnotherForm {
    /// The submitter of the opinion just sent, signed.
    submitter: String,
}

/// 「もう一つ書く」: an empty form that remembers who wrote the one before, so that people are counted once.
async fn another(
    State(app): State<App>,
    ui: Ui,
    Path(slug): Path<String>,
    Form(form): Form<AnotherForm>,
) -> Result<Response> {
    let call = app.call(&slug).await?;
    if !call.phase(&app.zone, app.clock.now()).is_open() {
        return private_page(StatusCode::OK, &closed_page(&app, ui, call, String::new()));
    }
    let known = app.keys.verify(Purpose::Submitter, &form.submitter).and_then(|bytes| String::from_utf8(bytes).ok());
    let submitter = known.and_then(|text| text.strip_prefix(&format!("{}|", call.id)).map(str::to_owned));
    let form = OpinionForm { token: new_token(&app, &call, submitter), ..OpinionForm::default() };
    page(&WritePage::new(&app, ui, call, form, Errors::default()))
}

/// Step two: everything once more, nothing sent yet.
async fn confirm(
    State(app): State<App>,
    ui: Ui,
    Path(slug): Path<String>,
    Form(mut form): Form<OpinionForm>,
) -> Result<Response> {
    let call = app.call(&slug).await?;
    let made_at = token(&app, &call, &mut form).made_at;
    if !call.period(&app.zone).takes(made_at, app.clock.now()) {
        return private_page(StatusCode::UNPROCESSABLE_ENTITY, &closed_page(&app, ui, call, form.body));
    }
    match form.parse(&call, &ui, app.mailer.is_on()) {
        Ok(_) => private_page(StatusCode::OK, &confirm_page(&app, ui, call, form, None)),
        Err(errors) => private_page(errors.status(), &WritePage::new(&app, ui, call, form, errors)),
    }
}

fn confirm_page(
    app: &App,
    ui: Ui,
    call: Arc<Consultation>,
    mut form: OpinionForm,
    trouble: Option<String>,
) -> ConfirmPage {
    let (texts, mail_is_on) = (call.text(ui.lang), app.mailer.is_on());
    form.purpose_version = call.purpose_version.to_string();
    let is_public_at_once = promise(app, &call, &mut form) == Moderation::After;
    let keep_days = i64::from(app.config.keep_contacts_days);
    ConfirmPage { ui, call, texts, form, trouble, is_public_at_once, mail_is_on, keep_days }
}

/// Step three: on disk, then the receipt. The receipt is the answer to this very request: nothing to lose on the way.
async fn send(
    State(app): State<App>,
    ui: Ui,
    network: Network,
    Path(slug): Path<String>,
    Form(mut form): Form<OpinionForm>,
) -> Result<Response> {
    let call = app.call(&slug).await?;
    let Some(token) = FormToken::verify(&app.keys, &form.token, &call.id) else {
        // Without its token a form sent twice could not be told from two opinions: one more press, with a new one.
        token(&app, &call, &mut form);
        let trouble = fl!(ui.words, "send-token-unknown");
        return private_page(StatusCode::UNPROCESSABLE_ENTITY, &confirm_page(&app, ui, call, form, Some(trouble)));
    };
    let draft = match form.parse(&call, &ui, app.mailer.is_on()) {
        Ok(draft) => draft,
        Err(errors) => return private_page(errors.status(), &WritePage::new(&app, ui, call, form, errors)),
    };
    if form.purpose_version.parse() != Ok(call.purpose_version) {
        // Nobody agrees to a text that was changed after it was read.
        let trouble = fl!(ui.words, "send-purpose-changed");
        return private_page(StatusCode::CONFLICT, &confirm_page(&app, ui, call, form, Some(trouble)));
    }
    let (crowd, wait_ms) = app.limits.submission(network, &app.config, app.clock.machine_now());
    if crowd == Crowd::TooMany {
        let trouble = fl!(ui.words, "send-too-many", minutes = minutes(wait_ms));
        let mut answer =
            private_page(StatusCode::TOO_MANY_REQUESTS, &confirm_page(&app, ui, call, form, Some(trouble)))?;
        answer.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(wait_ms / 1000 + 1));
        return Ok(answer);
    }
    let held_for = form.held_for(token.made_at, app.clock.now()).or((crowd == Crowd::Many).then_some(HeldFor::Rate));
    let submission = submission(&app, &ui, &call, &token, draft, held_for);
    match app.intake.submit(submission).await {
        Ok(Outcome::Received(kept) | Outcome::Repeated(kept)) => receipt(&app, ui, &call, &token, &form, &kept),
        Ok(Outcome::Other(kept)) => other(&app, ui, &call, &token, form, kept),
        Ok(Outcome::Closed) => private_page(StatusCode::UNPROCESSABLE_ENTITY, &closed_page(&app, ui, call, form.body)),
        Ok(Outcome::ThemeClosed) => {
            // As it stands now: which of the themes it was, and what is left to choose from.
            app.calls.clear();
            let call = app.call(&slug).await?;
            let mut errors = form.parse(&call, &ui, app.mailer.is_on()).err().unwrap_or_default();
            if errors.is_empty() {
                errors.add("theme", fl!(ui.words, "write-theme-closed"));
            }
            private_page(errors.status(), &WritePage::new(&app, ui, call, form, errors))
        }
        Ok(Outcome::Wider) => told_anew(&app, ui, form, &slug).await,
        Err(Busy) => {
            let trouble = fl!(ui.words, "send-busy");
            let page = confirm_page(&app, ui, call, form, Some(trouble));
            let mut answer = private_page(StatusCode::SERVICE_UNAVAILABLE, &page)?;
            answer.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from_static("5"));
            Ok(answer)
        }
    }
}

/// More people would see an answer than its author was told: told of it, the author decides.
async fn told_anew(app: &App, ui: Ui, form: OpinionForm, slug: &str) -> Result<Response> {
    app.forget_calls();
    let call = app.call(slug).await?;
    let trouble = fl!(ui.words, "send-visibility-changed");
    private_page(StatusCode::CONFLICT, &confirm_page(app, ui, call, form, Some(trouble)))
}

fn submission(
    app: &App,
    ui: &Ui,
    call: &Consultation,
    token: &FormToken,
    draft: Draft,
    held_for: Option<HeldFor>,
) -> Submission {
    let id = id::new(app.clock.now());
    let contact = draft.mail.map(|mail| (app.keys.seal(Purpose::Contact, &id, &mail), ui.lang.code().to_owned()));
    Submission {
        form_key_hash: token.key_hash(),
        code_hash: token.code(&app.keys).hash(),
        consultation_id: call.id.clone(),
        form_at: token.made_at,
        promised: token.promised,
        submitter: token.submitter.clone(),
        theme_id: draft.theme_id,
        more: draft.more,
        lang: language_of(draft.body.as_str(), ui.lang).to_owned(),
        body: draft.body,
        channel: Channel::Web,
        age_band: draft.age_band,
        area: draft.area,
        relation: draft.relation,
        purpose_version: call.purpose_version,
        held_for,
        contact,
        id,
    }
}

#[derive(Template)]
#[template(path = "intake/other.html")]
struct OtherPage {
    ui: Ui,
    call: Arc<Consultation>,
    texts: Texts,
    kept: Kept,
    /// The code of the first, with which it can be corrected.
    code: String,
    /// The new words under a new token, ready to be sent as another opinion.
    form: OpinionForm,
    same_words: bool,
}

/// The same form came again with other words: both are shown, nothing is lost, the resident chooses.
fn other(
    app: &App,
    ui: Ui,
    call: &Arc<Consultation>,
    token: &FormToken,
    mut form: OpinionForm,
    kept: Kept,
) -> Result<Response> {
    // Begun when the first was: in time is in time.
    let new = FormToken::new(call, Some(kept.submitter.clone()), 0);
    let begun = FormToken { made_at: token.made_at, promised: token.promised, ..new };
    form.token = begun.sign(&app.keys);
    let same_words = kept.original == form.body.replace("\r\n", "\n");
    let code = token.code(&app.keys).as_str().to_owned();
    let template = OtherPage { texts: call.text(ui.lang), call: call.clone(), ui, kept, code, form, same_words };
    private_page(StatusCode::CONFLICT, &template)
}
