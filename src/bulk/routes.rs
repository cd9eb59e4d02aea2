//! Pages of a decision on many: what was picked, a look at what it would do, the decision, and taking it back.

use std::borrow::Borrow;

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use i18n_embed_fl::fl;
use serde::Deserialize;

use super::store::{self, Batch, Made, Row};
use super::{ACTS, BulkForm, MOST, Picked, Sorted, becomes};
use crate::app::App;
use crate::base::audit::{self, Actor};
use crate::base::calendar::MINUTE_MS;
use crate::base::id;
use crate::base::jobs::{self, Job};
use crate::base::marks::plain;
use crate::decisions::words::errors;
use crate::decisions::{Act, Verdict, due_range};
use crate::families;
use crate::http::access::{Access, Moderator, Role, Routes, Viewer};
use crate::http::{Error, Errors, Form, Path, PickForm, Result, Ui, page, page_with};
use crate::log;
use crate::opinions::{self, Reason};
use crate::queue::{self, Place};
use crate::rules;

pub fn routes() -> Routes {
    const RULE: Access = Access::Roles(&[Role::Moderator]);
    Routes::default()
        .post(RULE, "/staff/bulk", pick)
        .post(RULE, "/staff/bulk/decision", decide)
        .get(RULE, "/staff/bulk/{id}", show)
        .post(RULE, "/staff/bulk/{id}/undo", undo)
}

/// What was picked and the decision on it: to be filled in, looked at, or mended.
#[derive(Template)]
#[template(path = "bulk/bulk.html")]
struct BulkPage {
    ui: Ui,
    rows: Vec<Row>,
    form: BulkForm,
    /// What the decision would do, where it can be followed.
    sorted: Option<Sorted>,
    /// More were picked than one batch takes.
    is_cut: bool,
    due: (String, String),
    errors: Errors,
}

impl BulkPage {
    fn new(ui: Ui, rows: Vec<Row>, form: BulkForm) -> Self {
        let (first, last) = due_range(ui.zone.date(ui.now));
        let due = (first.to_string(), last.to_string());
        Self { ui, rows, form, sorted: None, is_cut: false, due, errors: Errors::default() }
    }

    fn acts(&self) -> [Act; 4] {
        ACTS
    }

    /// Where a fault of the message stands.
    fn message_field(&self) -> &'static str {
        if self.errors.on("message-return").is_some() { "message-return" } else { "message-withhold" }
    }

    fn is_act(&self, act: &Act) -> bool {
        self.form.act == act.name()
    }

    fn is_reason(&self, reason: &Reason) -> bool {
        self.form.reason == reason.name()
    }

    fn act(&self) -> String {
        Act::parse(&self.form.act).map(|act| becomes(act, self.ui.words)).unwrap_or_default()
    }

    fn count(&self, count: impl Borrow<usize>) -> i64 {
        i64::try_from(*count.borrow()).unwrap_or(i64::MAX)
    }
}

/// What somebody wants to decide on: ticked boxes, or everything with the text of one opinion.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct PickedForm {
    /// A receipt.
    family: String,
    back: String,
}

async fn pick(
    State(app): State<App>,
    ui: Ui,
    _: Moderator,
    PickForm(asked, picks): PickForm<PickedForm>,
) -> Result<Response> {
    let mut conn = app.db.read().await?;
    let mut receipts: Vec<String> = picks.into_iter().filter_map(queue::receipt).collect();
    if let Some(receipt) = queue::receipt(asked.family).filter(|receipt| !receipt.is_empty()) {
        let opinion = opinions::store::find(&mut conn, &receipt).await?.ok_or(Error::NotFound)?;
        receipts.extend(families::store::waiting(&mut conn, app.db.engine, &opinion, MOST).await?);
    }
    receipts.sort();
    receipts.dedup();
    let asked_for: Vec<&str> = receipts.iter().map(String::as_str).collect();
    let mut rows = store::rows(&mut conn, &asked_for, app.clock.machine_now()).await?;
    drop(conn);
    let is_cut = rows.len() > MOST;
    rows.truncate(MOST);
    let back = Place::parse(&asked.back).to_path();
    if rows.is_empty() {
        // Nothing was ticked: back to where the boxes are.
        return Ok(Redirect::to(&ui.url(&back)).into_response());
    }
    let items = rows.iter().map(Picked::line).collect::<Vec<_>>().join("\n");
    let form = BulkForm { items, act: Act::Publish.name().to_owned(), back, ..BulkForm::default() };
    page(&BulkPage { is_cut, ..BulkPage::new(ui, rows, form) })
}

/// A look at what the decision would do, or the decision.
async fn decide(
    State(app): State<App>,
    ui: Ui,
    Moderator(me): Moderator,
    Form(form): Form<BulkForm>,
) -> Result<Response> {
    let picked = form.picked().ok_or(Error::Refused(StatusCode::BAD_REQUEST))?;
    let act = Act::parse(&form.act).filter(|act| ACTS.contains(act)).ok_or(Error::Refused(StatusCode::BAD_REQUEST))?;
    let receipts: Vec<&str> = picked.iter().map(|one| one.receipt.as_str()).collect();
    let rows = store::rows(&mut *app.db.read().await?, &receipts, app.clock.machine_now()).await?;
    let verdict = form.decision().verdict(act, "", ui.zone.date(ui.now), &ui.zone);
    let verdict = match verdict {
        Ok(verdict) => verdict,
        Err(faults) => {
            let errors = errors(&ui, &form.decision(), &faults);
            return page_with(errors.status(), &BulkPage { errors, ..BulkPage::new(ui, rows, form) });
        }
    };
    let form = BulkForm { back: Place::parse(&form.back).to_path(), ..form };
    let mut sorted = sort(&app, &me, (picked, rows.clone()), act).await?;
    let is_asked = form.step == "do" && is_batch(&form.batch);
    if is_asked && store::find(&mut *app.db.read().await?, &form.batch).await?.is_some() {
        return made(&ui, &form.batch);
    }
    // Less than was looked at: somebody looks once more.
    if !is_asked || sorted.is_less() || sorted.fits.is_empty() {
        let form = BulkForm { batch: id::new(app.clock.now()), ..form };
        return page(&BulkPage { sorted: Some(sorted), ..BulkPage::new(ui, rows, form) });
    }
    let fits = std::mem::take(&mut sorted.fits);
    if !write(&app, &fits, (&form.batch, act), &verdict, &me).await? {
        // All of it has moved this very moment.
        let form = BulkForm { step: String::new(), ..form };
        let receipts: Vec<&str> = fits.iter().map(|row| row.receipt.as_str()).collect();
        let rows = store::rows(&mut *app.db.read().await?, &receipts, app.clock.machine_now()).await?;
        let picked = form.picked().unwrap_or_default();
        let sorted = Some(sort(&app, &me, (picked, rows.clone()), act).await?);
        return page_with(StatusCode::CONFLICT, &BulkPage { sorted, ..BulkPage::new(ui, rows, form) });
    }
    app.forget_voices();
    app.queue_counts.clear();
    made(&ui, &form.batch)
}

fn made(ui: &Ui, batch: &str) -> Result<Response> {
    Ok(Redirect::to(&ui.url(&format!("/staff/bulk/{batch}"))).into_response())
}

/// Whether it looks like an id that a page of ours has drawn.
fn is_batch(id: &str) -> bool {
    (8..=40).contains(&id.len()) && id.bytes().all(|byte| byte.is_ascii_hexdigit() || byte == b'-')
}

/// What the act would do, looked for on a thread of its own: the rules take a processor their time.
async fn sort(app: &App, me: &Viewer, (picked, rows): (Vec<Picked>, Vec<Row>), act: Act) -> Result<Sorted> {
    let (rules, account) = (rules::of(app).await?, me.account.clone());
    let sorted = move || Sorted::new(&picked, rows, act, (&rules, &account));
    Ok(tokio::task::spawn_blocking(sorted).await.map_err(anyhow::Error::from)?)
}

/// One batch: a decision for each opinion, a line of the log, a letter where one is wanted; together or not at all. What
/// somebody else has decided on meanwhile stays as it is; `false` where that is all of it.
async fn write(app: &App, rows: &[Row], (id, act): (&str, Act), verdict: &Verdict, me: &Viewer) -> Result<bool> {
    let (now, machine_now) = (app.clock.now(), app.clock.machine_now());
    let kind = |row: &Row| {
        let words = verdict.reason.and_then(|reason| act.kind_words(reason, row.author().words()));
        plain(&words.unwrap_or_default()).into_owned()
    };
    let told = |row: &Row| if verdict.message.is_empty() { kind(row) } else { verdict.message.clone() };
    let items: Vec<(&Row, String)> = rows.iter().map(|row| (row, told(row))).collect();
    let batch = Batch {
        id,
        act: act.name(),
        to: act.to(),
        reason: verdict.reason,
        note: &verdict.note,
        due_at: verdict.due_at,
        by: &me.account,
        now,
    };
    let mut tx = app.db.begin().await?;
    if !store::begin(&mut tx, &batch, &items).await? {
        // Pressed twice at once.
        tx.rollback().await?;
        return Ok(true);
    }
    let decided = store::decide(&mut tx, app.db.engine, &batch, machine_now).await?;
    if decided.is_empty() {
        tx.rollback().await?;
        return Ok(false);
    }
    let decided: Vec<&Row> = rows.iter().filter(|row| decided.contains(&row.number)).collect();
    let lines: Vec<_> =
        decided.iter().map(|row| (row.receipt.clone(), log::decided(row.state, act.to(), verdict.reason))).collect();
    audit::record_all(&mut tx, Actor::Staff(&me.login), audit::Act::Decided, &lines, now).await?;
    // As long as it can be taken back nobody is told.
    let due_at = machine_now + i64::from(app.config.undo_minutes) * MINUTE_MS;
    for row in decided.iter().filter(|row| row.letters_lang.is_some()) {
        let (opinion, lang) = (row.id.clone(), row.author().code().to_owned());
        let letter = Job::LetterDecided { opinion, number: row.decisions + 1, lang };
        jobs::enqueue_for(&mut tx, &letter, due_at, machine_now).await?;
    }
    tx.commit().await?;
    Ok(true)
}

/// A batch that was decided on.
#[derive(Template)]
#[template(path = "bulk/made.html")]
struct MadePage {
    ui: Ui,
    id: String,
    batch: Made,
    act: String,
    reason: String,
    /// Receipt and state now.
    items: Vec<(String, opinions::State)>,
    may_undo: bool,
    /// How many were decided on, or taken back with it.
    count: i64,
}

async fn show(State(app): State<App>, ui: Ui, Moderator(me): Moderator, Path(id): Path<String>) -> Result<Response> {
    let mut conn = app.db.read().await?;
    let batch = store::find(&mut conn, &id).await?.ok_or(Error::NotFound)?;
    let items = store::items(&mut conn, &id).await?;
    let items = items.into_iter().filter_map(|(receipt, state)| Some((receipt, opinions::State::parse(&state)?)));
    let w = ui.words;
    let act = Act::parse(&batch.act).map(|act| becomes(act, w)).unwrap_or_default();
    let items: Vec<_> = items.collect();
    let count = match batch.undone_at {
        Some(_) => store::undone(&mut conn, &id).await?,
        None => i64::try_from(items.len()).unwrap_or(i64::MAX),
    };
    let reason = batch.reason.as_deref().and_then(Reason::parse).map(|reason| reason.label(w)).unwrap_or_default();
    let may_undo = may_undo(&app, &batch, &me);
    page(&MadePage { items, id, act, reason, may_undo, count, batch, ui })
}

/// Who has made it takes it back, within the time in which nobody has been told.
fn may_undo(app: &App, batch: &Made, me: &Viewer) -> bool {
    let age = app.clock.now() - batch.made_at;
    batch.undone_at.is_none() && batch.made_by == me.account && age < i64::from(app.config.undo_minutes) * MINUTE_MS
}

async fn undo(
    State(app): State<App>,
    ui: Ui,
    Moderator(me): Moderator,
    Path(id): Path<String>,
    Form(_): Form<BatchUndoForm>,
) -> Result<Response> {
    let mut tx = app.db.begin().await?;
    let batch = store::find(&mut tx, &id).await?.ok_or(Error::NotFound)?;
    let back = || Ok(Redirect::to(&ui.url(&format!("/staff/bulk/{id}"))).into_response());
    if batch.undone_at.is_some() {
        tx.rollback().await?;
        return back();
    }
    let Some(to) = Act::parse(&batch.act).map(Act::to).filter(|_| may_undo(&app, &batch, &me)) else {
        tx.rollback().await?;
        return Err(Error::Conflict);
    };
    let now = app.clock.now();
    let undone = store::undo(&mut tx, app.db.engine, (&id, to), &me.account, now).await?;
    let line = |(_, receipt, state): (i64, String, String)| (receipt, format!("{}→{state}", to.name()));
    let lines: Vec<_> = undone.into_iter().map(line).collect();
    audit::record_all(&mut tx, Actor::Staff(&me.login), audit::Act::DecisionUndone, &lines, now).await?;
    tx.commit().await?;
    app.forget_voices();
    app.queue_counts.clear();
    back()
}

/// A button alone.
#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct BatchUndoForm {}
