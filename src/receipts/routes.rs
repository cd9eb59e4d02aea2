//! With number and code: where an opinion stands, every decision with its reason, correcting, withdrawing, and the
//! receipt as a file.
//! The code never stands in an address; each act carries number and code in its form.

use std::sync::Arc;

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{Redirect, Response};
use i18n_embed_fl::fl;
use serde::Deserialize;

use super::{Code, CodeError, NumberError, parse_number, slip};
use crate::app::App;
use crate::base::audit::{self, Act, Actor};
use crate::base::calendar::HOUR_MS;
use crate::consultations::Consultation;
use crate::http::access::{Access, Routes};
use crate::http::limits::{Crowd, Network, Try, minutes};
use crate::http::{Error, Errors, Form, Result, Ui, page, private_page};
use crate::opinions::store::{self, Change, Decision, Full, Seen};
use crate::opinions::text::{Body, Part, body_error, parts};
use crate::opinions::{Reason, State as OpinionState};

pub fn routes() -> Routes {
    Routes::default()
        .get(Access::Public, "/status", ask)
        .post(Access::Public, "/status", show)
        .get(Access::Public, "/status/receipt", to_beginning)
        .post(Access::Public, "/status/receipt", save)
        .get(Access::Public, "/status/correction", to_beginning)
        .post(Access::Public, "/status/correction", correct)
        .get(Access::Public, "/status/withdrawal", to_beginning)
        .post(Access::Public, "/status/withdrawal", withdraw)
}

#[derive(Template)]
#[template(path = "receipts/ask.html")]
struct AskPage {
    ui: Ui,
    number: String,
    code: String,
    errors: Errors,
}

async fn ask(ui: Ui) -> Result<Response> {
    page(&AskPage { ui, number: String::new(), code: String::new(), errors: Errors::default() })
}

/// Whoever opens the address of a later step by itself begins with number and code.
async fn to_beginning(ui: Ui) -> Redirect {
    Redirect::to(&ui.url("/status"))
}

#[derive(Template)]
#[template(path = "receipts/show.html")]
struct ShowPage {
    ui: Ui,
    call: Arc<Consultation>,
    opinion: Full,
    number: String,
    code: String,
    decisions: Vec<Decision>,
    versions: Vec<(i64, String, i64)>,
    /// The text in the box of 「直す」: the current one, or what was typed and could not be taken.
    draft: String,
    errors: Errors,
    notice: Option<String>,
    /// The notice says what could not be done.
    moved_on: bool,
    /// 「直す」 stands open.
    is_correcting: bool,
}

impl ShowPage {
    fn lead(&self) -> String {
        let w = self.ui.words;
        match self.opinion.state {
            OpinionState::Pending => fl!(w, "status-lead-pending"),
            OpinionState::Published if self.opinion.reviewed_at.is_none() => fl!(w, "status-lead-published-unread"),
            OpinionState::Published => fl!(w, "status-lead-published"),
            OpinionState::PublishedRedacted => fl!(w, "status-lead-redacted"),
            OpinionState::OnHold => match self.opinion.due_at {
                Some(due) => fl!(w, "status-lead-on-hold", day = self.ui.day_of(due)),
                None => fl!(w, "status-lead-pending"),
            },
            OpinionState::NeedsRevision => fl!(w, "status-lead-revision"),
            OpinionState::Withheld => fl!(w, "status-lead-withheld"),
            OpinionState::Withdrawn => fl!(w, "status-lead-withdrawn"),
        }
    }

    /// What a step of the way is called.
    fn step(&self, decision: &Decision) -> String {
        let w = self.ui.words;
        match OpinionState::parse(&decision.to_state) {
            Some(OpinionState::Pending) if decision.decided_by.is_some() => fl!(w, "status-step-mended"),
            Some(OpinionState::Pending) => fl!(w, "status-step-corrected"),
            Some(OpinionState::Published) => fl!(w, "status-step-published"),
            Some(OpinionState::PublishedRedacted) => fl!(w, "status-step-redacted"),
            Some(OpinionState::OnHold) => fl!(w, "status-step-on-hold"),
            Some(OpinionState::NeedsRevision) => fl!(w, "status-step-returned"),
            Some(OpinionState::Withheld) => fl!(w, "status-step-withheld"),
            Some(OpinionState::Withdrawn) | None => fl!(w, "status-step-withdrawn"),
        }
    }

    fn theme_code(&self) -> &str {
        self.call.theme_by_id(&self.opinion.theme_id).map_or("", |theme| &theme.code)
    }

    /// By when somebody means to look: counted from when the words last came in.
    fn review_by(&self) -> i64 {
        let since = self.decisions.first().map_or(self.opinion.waits_since(), |decision| decision.decided_at);
        since + self.call.target_hours * HOUR_MS
    }

    /// Published at once, before anybody decided: a step of its own.
    fn was_public_at_once(&self) -> bool {
        self.opinion.published_at == Some(self.opinion.submitted_at)
    }

    fn reason(&self, decision: &Decision) -> Option<String> {
        decision.reason.as_deref().and_then(Reason::parse).map(|reason| reason.label(self.ui.words))
    }

    fn public_parts(&self) -> Vec<Part<'_>> {
        self.opinion.public_body.as_deref().map(parts).unwrap_or_default()
    }

    fn theme(&self) -> String {
        self.call.theme_path(&self.opinion.theme_id, self.ui.lang)
    }
}

/// Number and code, as every form here carries them.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ShowForm {
    number: String,
    code: String,
}

/// The opinion that belongs to number and code, or the page that says what is wrong with them. A number that does
/// not exist and a code that is not its own look alike.
async fn open(
    app: &App,
    ui: &Ui,
    network: Network,
    number: &str,
    code: &str,
) -> Result<std::result::Result<Full, Response>> {
    let limiter = &app.limits.wrong_codes;
    let attempt = Try::begin(limiter, network, app.config.wrong_codes, app.clock.machine_now())?;
    let (parsed, secret) = (parse_number(number), Code::parse(code));
    let mut errors = Errors::default();
    match &parsed {
        Err(NumberError::Shape) => errors.add("number", fl!(ui.words, "status-number-shape")),
        Err(NumberError::CheckDigit) => errors.add("number", fl!(ui.words, "status-number-typo")),
        Ok(_) => {}
    }
    match &secret {
        Err(CodeError::Shape) => errors.add("code", fl!(ui.words, "status-code-shape")),
        Err(CodeError::Typo) => errors.add("code", fl!(ui.words, "status-code-typo")),
        Ok(_) => {}
    }
    if let (Ok(receipt), Ok(secret)) = (parsed, secret) {
        if let Some(opinion) = store::find_by_code(&mut *app.db.read().await?, &receipt, &secret.hash()).await? {
            return Ok(Ok(opinion));
        }
        attempt.was_wrong();
        errors.add("code", fl!(ui.words, "status-not-found"));
    }
    let asked = AskPage { ui: ui.clone(), number: number.to_owned(), code: code.to_owned(), errors };
    private_page(StatusCode::UNPROCESSABLE_ENTITY, &asked).map(Err)
}

async fn show(State(app): State<App>, ui: Ui, network: Network, Form(form): Form<ShowForm>) -> Result<Response> {
    match open(&app, &ui, network, &form.number, &form.code).await? {
        Ok(opinion) => private_page(StatusCode::OK, &show_page(&app, ui, opinion, &form.code).await?),
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

async fn show_page(app: &App, ui: Ui, opinion: Full, code: &str) -> Result<ShowPage> {
    let call = app.call_of(&opinion.consultation_id).await?;
    let mut conn = app.db.read().await?;
    let decisions = store::decisions(&mut conn, &opinion.id).await?;
    let versions = store::versions(&mut conn, &opinion).await?;
    Ok(ShowPage {
        is_correcting: opinion.state == OpinionState::NeedsRevision,
        draft: opinion.text.clone(),
        number: opinion.receipt.clone(),
        code: code.to_owned(),
        errors: Errors::default(),
        notice: None,
        moved_on: false,
        ui,
        call,
        opinion,
        decisions,
        versions,
    })
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
    let body = match Body::parse(&form.body, max) {
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
    let (crowd, wait_ms) = app.limits.submission(network, &app.config, app.clock.machine_now());
    if crowd == Crowd::TooMany {
        template.errors.add("body", fl!(words, "status-too-many", minutes = minutes(wait_ms)));
        return private_page(StatusCode::TOO_MANY_REQUESTS, &template);
    }
    let now = app.clock.now();
    let mut tx = app.db.begin().await?;
    if !store::correct(&mut tx, app.db.engine, &template.opinion, seen, &body, None, now).await? {
        tx.rollback().await?;
        return moved_on(&app, template).await;
    }
    audit::record(&mut tx, Actor::Author, Act::Corrected, &template.opinion.receipt, "", now).await?;
    tx.commit().await?;
    reopened(&app, template, fl!(words, "status-corrected")).await
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
#[template(path = "receipts/withdraw.html")]
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
    audit::record(&mut tx, Actor::Author, Act::Withdrawn, &opinion.receipt, "", now).await?;
    tx.commit().await?;
    app.counts.clear();
    Ok(true)
}

/// The correction came too late: things as they are now, and every word of it in the box.
async fn moved_on(app: &App, before: ShowPage) -> Result<Response> {
    let found = store::find(&mut *app.db.read().await?, &before.opinion.receipt).await?;
    let notice = fl!(before.ui.words, "status-moved-on");
    let now = show_page(app, before.ui, found.ok_or(Error::NotFound)?, &before.code).await?;
    let template = ShowPage { draft: before.draft, is_correcting: true, notice: Some(notice), moved_on: true, ..now };
    private_page(StatusCode::CONFLICT, &template)
}

/// The page once more, as things stand after an act.
async fn reopened(app: &App, before: ShowPage, notice: String) -> Result<Response> {
    let found = store::find(&mut *app.db.read().await?, &before.opinion.receipt).await?;
    let mut template = show_page(app, before.ui, found.ok_or(Error::NotFound)?, &before.code).await?;
    template.notice = Some(notice);
    template.is_correcting = false;
    private_page(StatusCode::OK, &template)
}
