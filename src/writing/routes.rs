//! Writing and confirming. No account, no script, no cookie.

use std::sync::Arc;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;

use super::pages::{WritePage, closed_page, confirm_page, new_token, token};
use super::{FormToken, OpinionForm, Sent, SubmitterToken};
use crate::analysis::personal::{self, Kind};
use crate::app::App;
use crate::http::access::{Access, Role, Routes, Staff};
use crate::http::{Errors, Form, Path, Query, Result, Ui, page, private_page};
use crate::reactions::Known;
use crate::similar::panel::{Draft, Panel};

pub fn routes() -> Routes {
    Routes::default()
        .get(Access::Public, "/consultations/{slug}/write", begin)
        .post(Access::Public, "/consultations/{slug}/write", edit)
        .get(Access::Public, "/consultations/{slug}/another", to_beginning)
        .post(Access::Public, "/consultations/{slug}/another", another)
        .get(Access::Public, "/consultations/{slug}/confirm", to_beginning)
        .post(Access::Public, "/consultations/{slug}/confirm", confirm)
        .get(Access::Public, "/consultations/{slug}/mask", to_beginning)
        .post(Access::Public, "/consultations/{slug}/mask", mask)
        .get(Access::Public, "/consultations/{slug}/similar", to_beginning)
        .post(Access::Public, "/consultations/{slug}/similar", similar)
        .get(Access::Roles(&[Role::Staff]), "/staff/consultations/{slug}/preview/write", preview)
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
        return page(&closed_page(&app, ui, call, OpinionForm::default()));
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
    private_page(StatusCode::OK, &WritePage::preview(&app, ui, Arc::new(call)))
}

/// Whoever opens the address of a later step by itself begins at the first.
async fn to_beginning(State(app): State<App>, ui: Ui, Path(slug): Path<String>) -> Result<Redirect> {
    let call = app.call(&slug).await?;
    Ok(Redirect::to(&ui.url(&format!("/consultations/{}/write", call.slug))))
}

/// Back from the confirmation to the form, every word kept.
async fn edit(State(app): State<App>, ui: Ui, Path(slug): Path<String>, Form(mut form): Sent) -> Result<Response> {
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
        return private_page(StatusCode::OK, &closed_page(&app, ui, call, OpinionForm::default()));
    }
    let before = SubmitterToken::verify(&app.keys, &form.submitter, &call.id);
    let token = new_token(&app, &call, before.map(|before| before.submitter));
    let form = OpinionForm { token, ..OpinionForm::default() };
    page(&WritePage::new(&app, ui, call, form, Errors::default()))
}

/// What others have written that is close, beside the form with every word kept. Nothing is sent, kept or logged.
async fn similar(
    State(app): State<App>,
    ui: Ui,
    known: Known,
    Path(slug): Path<String>,
    Form(mut form): Sent,
) -> Result<Response> {
    let call = app.call(&slug).await?;
    let submitter = token(&app, &call, &mut form).submitter;
    let draft = Draft { text: &form.body, submitter: submitter.as_deref() };
    let similar = Panel::asked(&app, &ui, &call, &known, &draft).await?;
    private_page(StatusCode::OK, &WritePage::new(&app, ui, call, form, Errors::default()).beside(similar))
}

/// Step two: everything once more, nothing sent yet.
async fn confirm(
    State(app): State<App>,
    ui: Ui,
    known: Known,
    Path(slug): Path<String>,
    Form(form): Sent,
) -> Result<Response> {
    to_be_sent(&app, ui, &known, &slug, form, (Vec::new(), String::new())).await
}

/// What seems personal gives way to masks, by its author's wish; then everything once more.
async fn mask(
    State(app): State<App>,
    ui: Ui,
    known: Known,
    Path(slug): Path<String>,
    Form(form): Sent,
) -> Result<Response> {
    let (masked, body) = (personal::listed(&form.body), personal::masked(&form.body));
    let before = (masked, form.body);
    to_be_sent(&app, ui, &known, &slug, OpinionForm { body, ..form }, before).await
}

async fn to_be_sent(
    app: &App,
    ui: Ui,
    known: &Known,
    slug: &str,
    mut form: OpinionForm,
    (masked, unmasked): (Vec<(Kind, String)>, String),
) -> Result<Response> {
    let call = app.call(slug).await?;
    let FormToken { made_at, submitter, .. } = token(app, &call, &mut form);
    if !call.period(&app.zone).takes(made_at, app.clock.now()) {
        return private_page(StatusCode::UNPROCESSABLE_ENTITY, &closed_page(app, ui, call, form));
    }
    match form.parse(&call, &ui, app.mailer.is_on()) {
        Ok(_) => {
            let draft = Draft { text: &form.body, submitter: submitter.as_deref() };
            let similar = Panel::in_passing(app, &ui, &call, known, &draft).await;
            let page = confirm_page(app, ui, call, form, None).after_masking(masked, unmasked);
            private_page(StatusCode::OK, &page.beside(similar))
        }
        Err(errors) => private_page(errors.status(), &WritePage::new(app, ui, call, form, errors)),
    }
}
