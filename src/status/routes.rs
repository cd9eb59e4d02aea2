//! What is done with number and code: opening, correcting, withdrawing, an address for letters, and the receipt as a file.
//! The code never stands in an address; each act carries number and code in its form.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use i18n_embed_fl::fl;
use serde::Deserialize;

use super::{AskPage, ShowPage, mail, open, renewed, reopened, show_page, to_beginning, wait};
use crate::analysis::personal;
use crate::app::App;
use crate::base::audit::{self, Act, Actor};
use crate::http::access::{Access, Routes};
use crate::http::limits::Network;
use crate::http::{Error, Errors, Form, Result, Ui, page, private_page};
use crate::letters;
use crate::opinions::State as OpinionState;
use crate::opinions::store::{self, Change, Full, Seen};
use crate::opinions::text::{Body, body_error};
use crate::receipts::slip;

pub fn routes() -> Routes {
    Routes::default()
        .get(Access::Public, "/status", ask)
        .post(Access::Public, "/status", show)
        .get(Access::Public, "/status/receipt", to_beginning)
        .post(Access::Public, "/status/receipt", save)
        .get(Access::Public, "/status/correction", to_beginning)
        .post(Access::Public, "/status/correction", correct)
        .get(Access::Public, "/status/mail", to_beginning)
        .post(Access::Public, "/status/mail", mail::change)
        .get(Access::Public, "/status/withdrawal", to_beginning)
        .post(Access::Public, "/status/withdrawal", withdraw)
}

async fn ask(ui: Ui) -> Result<Response> {
    page(&AskPage { ui, number: String::new(), code: String::new(), errors: Errors::default() })
}

/// Number and code, as every form here carries them.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ShowForm {
    number: String,
    code: String,
}

async fn show(State(app): State<App>, ui: Ui, network: Network, Form(form): Form<ShowForm>) -> Result<Response> {
    match open(&app, &ui, network, &form.number, &form.code).await? {
        Ok(opinion) => {
            let mut template = show_page(&app, ui, opinion, &form.code).await?;
            if !template.has_boxes() {
                template.ui = template.ui.shown_again_at("/status");
            }
            private_page(StatusCode::OK, &template)
        }
        Err(refused) => Ok(refused),
    }
}

/// 「控えを保存する」 on the receipt.
async fn save(State(app): State<App>, ui: Ui, network: Network, Form(form): Form<ShowForm>) -> Result<Response> {
    match open(&app, &ui, network, &form.number, &form.code).await? {
        Ok(opinion) => slip::copy(&app, &ui, &opinion, &form.code).await,
        Err(refused) => Ok(refused),
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CorrectionForm {
    number: String,
    code: String,
    body: String,
    /// State and version that were on the screen; absent when the form comes from another page.
    #[serde(default)]
    state: String,
    #[serde(default)]
    version: String,
    /// What becomes of what seems personal, see `analysis::personal::settle`.
    #[serde(default)]
    personal: String,
    /// Only put the words into the box.
    #[serde(default)]
    preview: String,
}

impl CorrectionForm {
    /// A reload of the answer: these very words are there already, and still wait.
    fn is_repeated(&self, opinion: &Full, body: &Body) -> bool {
        opinion.state == OpinionState::Pending
            && *body.as_str() == *opinion.text
            && self.version.parse().is_ok_and(|seen: i64| seen < opinion.version)
    }
}

async fn correct(
    State(app): State<App>,
    ui: Ui,
    network: Network,
    Form(form): Form<CorrectionForm>,
) -> Result<Response> {
    let opinion = match open(&app, &ui, network, &form.number, &form.code).await? {
        Ok(opinion) => opinion,
        Err(refused) => return Ok(refused),
    };
    let words = ui.words;
    let mut template = show_page(&app, ui, opinion, &form.code).await?;
    template.is_correcting = true;
    template.draft = form.body.clone();
    if !form.preview.is_empty() {
        return if template.opinion.state.may_be_corrected() {
            private_page(StatusCode::OK, &template)
        } else {
            moved_on(&app, template).await
        };
    }
    let max = usize::try_from(template.call.max_chars).unwrap_or(Body::MAX_CHARS);
    let settled = personal::settle(&form.body, &form.personal);
    let body = match Body::parse(settled.as_deref().unwrap_or(&form.body), max) {
        Ok(body) => body,
        Err(error) => {
            template.errors.add("body", body_error(&template.ui, error, template.call.max_chars));
            return private_page(StatusCode::UNPROCESSABLE_ENTITY, &template);
        }
    };
    let seen = Seen { state: template.opinion.state, version: template.opinion.version };
    if form.is_repeated(&template.opinion, &body) {
        return reopened(&app, template, fl!(words, "status-corrected")).await;
    }
    let moved = form.state != seen.state.name() || form.version != seen.version.to_string();
    if moved || !seen.state.may_be_corrected() {
        return moved_on(&app, template).await;
    }
    if seen.state == OpinionState::Pending && *body.as_str() == *template.opinion.text {
        template.notice = Some(fl!(words, "status-unchanged"));
        return private_page(StatusCode::OK, &template);
    }
    if let Err(found) = settled {
        template.personal = Some(("body", found));
        return private_page(StatusCode::OK, &template);
    }
    if let Some(minutes) = wait(&app, network) {
        template.errors.add("body", fl!(words, "status-too-many", minutes = minutes));
        return private_page(StatusCode::TOO_MANY_REQUESTS, &template);
    }
    if !write(&app, &template.opinion, seen, &body).await? {
        return moved_on(&app, template).await;
    }
    app.forget_voices();
    reopened(&app, template, fl!(words, "status-corrected")).await
}

/// Corrects the opinion as it was read; `false` when it has moved on since.
async fn write(app: &App, opinion: &Full, seen: Seen, body: &Body) -> Result<bool> {
    let now = app.clock.now();
    let mut tx = app.db.begin().await?;
    if !store::correct(&mut tx, app.db.engine, opinion, seen, body, None, now).await? {
        tx.rollback().await?;
        return Ok(false);
    }
    audit::record(&mut tx, Actor::Author, Act::Corrected, &opinion.receipt, "", now).await?;
    tx.commit().await?;
    Ok(true)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WithdrawalForm {
    number: String,
    code: String,
    /// Filled in by the second page, which asks once more.
    #[serde(default)]
    sure: String,
}

#[derive(Template)]
#[template(path = "status/withdraw.html")]
struct WithdrawPage {
    ui: Ui,
    opinion: Full,
    number: String,
    code: String,
}

async fn withdraw(
    State(app): State<App>,
    ui: Ui,
    network: Network,
    Form(form): Form<WithdrawalForm>,
) -> Result<Response> {
    let opinion = match open(&app, &ui, network, &form.number, &form.code).await? {
        Ok(opinion) => opinion,
        Err(refused) => return Ok(refused),
    };
    let words = ui.words;
    if form.sure.is_empty() && opinion.state.may_be_withdrawn() {
        let template = WithdrawPage { ui, number: opinion.receipt.clone(), opinion, code: form.code };
        return private_page(StatusCode::OK, &template);
    }
    let template = show_page(&app, ui, opinion, &form.code).await?;
    let mut opinion = template.opinion.clone();
    // Withdrawn twice is withdrawn: the same answer, and no second entry. A decision made in this very moment does
    // not stand in the way of it: it is looked at and withdrawn, too.
    while opinion.state.may_be_withdrawn() && !end(&app, &opinion).await? {
        opinion = store::find(&mut *app.db.read().await?, &opinion.receipt).await?.ok_or(Error::NotFound)?;
    }
    let was_public = opinion.published_at.is_some();
    let notice = if was_public { fl!(words, "status-withdrawn") } else { fl!(words, "status-withdrawn-unseen") };
    reopened(&app, template, notice).await
}

/// Withdraws the opinion as it was read; `false` when it has moved on since.
async fn end(app: &App, opinion: &Full) -> Result<bool> {
    let now = app.clock.now();
    let seen = Seen { state: opinion.state, version: opinion.version };
    let change = Change::by_author(OpinionState::Withdrawn);
    let mut tx = app.db.begin().await?;
    if store::change(&mut tx, app.db.engine, opinion, seen, &change, now).await?.is_none() {
        tx.rollback().await?;
        return Ok(false);
    }
    // Nothing more is written to him.
    letters::store::forget(&mut tx, &opinion.id).await?;
    audit::record(&mut tx, Actor::Author, Act::Withdrawn, &opinion.receipt, "", now).await?;
    tx.commit().await?;
    app.forget_voices();
    Ok(true)
}

/// The correction came too late: things as they are now, and every word of it in the box.
async fn moved_on(app: &App, before: ShowPage) -> Result<Response> {
    let (draft, notice) = (before.draft.clone(), fl!(before.ui.words, "status-moved-on"));
    let now = renewed(app, before).await?;
    let template = ShowPage { draft, is_correcting: true, notice: Some(notice), moved_on: true, ..now };
    private_page(StatusCode::CONFLICT, &template)
}
