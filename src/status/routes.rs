//! What is done with number and code: opening, correcting, withdrawing, an address for letters, and the receipt as a file.
//! The code never stands in an address; each act carries number and code in its form.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use i18n_embed_fl::fl;

use super::{AskPage, Sent, ShowPage, StatusForm, find, mail, moved_on, open, reopened, to_beginning};
use crate::analysis::personal;
use crate::app::App;
use crate::base::audit::{self, Act, Actor};
use crate::base::text::Tier;
use crate::http::access::{Access, Routes};
use crate::http::limits::{Network, wait};
use crate::http::site;
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

async fn ask(State(app): State<App>, ui: Ui) -> Result<Response> {
    // A language of the form alone has no other page that lists them.
    let open = if ui.lang.tier() == Tier::Posting { site::open_forms(&app, ui.lang).await } else { Vec::new() };
    page(&AskPage { ui, form: StatusForm::default(), errors: Errors::default(), open })
}

async fn show(State(app): State<App>, ui: Ui, network: Network, Form(form): Sent) -> Result<Response> {
    match open(&app, ui, network, form).await? {
        Ok(page) => private_page(StatusCode::OK, &page),
        Err(refused) => Ok(refused),
    }
}

/// 「控えを保存する」 on the receipt.
async fn save(State(app): State<App>, ui: Ui, network: Network, Form(form): Sent) -> Result<Response> {
    match find(&app, &ui, network, &form).await? {
        Ok(opinion) => slip::copy(&app, &ui, &opinion, &form.code).await,
        Err(refused) => Ok(refused),
    }
}

/// A reload of the answer: these very words are there already, and still wait.
fn is_repeated(page: &ShowPage, body: &Body) -> bool {
    let (form, opinion) = (&page.form, &page.opinion);
    opinion.state == OpinionState::Pending
        && *body.as_str() == *opinion.text
        && form.version.parse().is_ok_and(|seen: i64| seen < opinion.version)
}

async fn correct(State(app): State<App>, ui: Ui, network: Network, Form(form): Sent) -> Result<Response> {
    // A form without the box has no words in it.
    let form = StatusForm { body: Some(form.body.unwrap_or_default()), ..form };
    let mut page = match open(&app, ui, network, form).await? {
        Ok(page) => page,
        Err(refused) => return Ok(refused),
    };
    let (w, may_be) = (page.ui.words, page.opinion.state.may_be_corrected());
    if !page.form.preview.is_empty() && may_be {
        return private_page(StatusCode::OK, &page);
    }
    let max = usize::try_from(page.call.max_chars).unwrap_or(Body::MAX_CHARS);
    let settled = personal::settle(page.draft(), &page.form.personal);
    let body = match Body::parse(settled.as_deref().unwrap_or(page.draft()), max) {
        Ok(body) => body,
        Err(error) => {
            page.errors.add("body", body_error(&page.ui, error, page.call.max_chars));
            return private_page(StatusCode::UNPROCESSABLE_ENTITY, &page);
        }
    };
    let seen = Seen { state: page.opinion.state, version: page.opinion.version };
    if is_repeated(&page, &body) {
        return corrected(&app, page).await;
    }
    let moved = page.form.state != seen.state.name() || page.form.version != seen.version.to_string();
    if moved || !may_be {
        return moved_on(&app, page, fl!(w, "status-moved-on")).await;
    }
    if seen.state == OpinionState::Pending && *body.as_str() == *page.opinion.text {
        page.notice = Some(fl!(w, "status-unchanged"));
        return private_page(StatusCode::OK, &page);
    }
    if let Err(found) = settled {
        page.personal = Some(("body", found));
        return private_page(StatusCode::OK, &page);
    }
    if let Some(minutes) = wait(&app, network) {
        page.errors.add("body", fl!(w, "status-too-many", minutes = minutes));
        return private_page(StatusCode::TOO_MANY_REQUESTS, &page);
    }
    if !write(&app, &page.opinion, seen, &body).await? {
        return moved_on(&app, page, fl!(w, "status-moved-on")).await;
    }
    app.forget_voices();
    corrected(&app, page).await
}

/// The words are the opinion's by now.
async fn corrected(app: &App, mut page: ShowPage) -> Result<Response> {
    page.form.body = None;
    let notice = fl!(page.ui.words, "status-corrected");
    reopened(app, page, notice).await
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

#[derive(Template)]
#[template(path = "status/withdraw.html")]
struct WithdrawPage {
    ui: Ui,
    opinion: Full,
    form: StatusForm,
}

async fn withdraw(State(app): State<App>, ui: Ui, network: Network, Form(form): Sent) -> Result<Response> {
    let page = match open(&app, ui, network, form).await? {
        Ok(page) => page,
        Err(refused) => return Ok(refused),
    };
    let w = page.ui.words;
    if page.form.sure.is_empty() && page.opinion.state.may_be_withdrawn() {
        let ShowPage { ui, opinion, form, .. } = page;
        let ui = ui.shown_again_at("/status/withdrawal");
        return private_page(StatusCode::OK, &WithdrawPage { ui, opinion, form });
    }
    let mut opinion = page.opinion.clone();
    // Withdrawn twice is withdrawn: the same answer, and no second entry. A decision made in this very moment does
    // not stand in the way of it: it is looked at and withdrawn, too.
    while opinion.state.may_be_withdrawn() && !end(&app, &opinion).await? {
        opinion = store::find(&mut *app.db.read().await?, &opinion.receipt).await?.ok_or(Error::NotFound)?;
    }
    let was_public = opinion.published_at.is_some();
    let notice = if was_public { fl!(w, "status-withdrawn") } else { fl!(w, "status-withdrawn-unseen") };
    reopened(&app, page, notice).await
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
