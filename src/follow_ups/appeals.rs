//! Pages on which moderators answer appeals: whoever has decided on the opinion before answers none about it.

use std::collections::HashSet;

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use i18n_embed_fl::fl;

use super::{Beside, Done};
use crate::app::App;
use crate::appeals::Outcome;
use crate::appeals::store::{self, Appeal};
use crate::base::audit::{self, Actor};
use crate::base::calendar::{DAY_MS, HOUR_MS};
use crate::base::jobs::{self, Job};
use crate::decisions::words::errors;
use crate::decisions::{Act, DecisionForm, Fault, Ticket, Verdict, clean, text_fault};
use crate::http::access::{Access, Moderator, Role, Routes, Viewer};
use crate::http::{Error, Errors, Form, Path, Query, Result, Ui, page, page_with};
use crate::log;
use crate::moderation::desk::{Desk, Item};
use crate::opinions;
use crate::opinions::store::Change;
use crate::rules;

const MODERATOR: Access = Access::Roles(&[Role::Moderator]);
const ONE: &str = "/staff/appeals/{id}";

pub fn routes() -> Routes {
    Routes::default().get(MODERATOR, "/staff/appeals", list).get(MODERATOR, ONE, show).post(MODERATOR, ONE, decide)
}

#[derive(Template)]
#[template(path = "follow_ups/appeals.html")]
struct ListPage {
    ui: Ui,
    beside: Beside,
    open: Vec<Appeal>,
    /// Those of them that somebody else is to answer.
    own: HashSet<String>,
    answered: Vec<Appeal>,
    /// What was answered a moment ago.
    done: Option<Appeal>,
}

impl ListPage {
    fn is_own(&self, appeal: &Appeal) -> bool {
        self.own.contains(&appeal.id)
    }

    fn age(&self, appeal: &Appeal) -> String {
        age(&self.ui, appeal)
    }
}

/// How long an appeal has waited: hours below two days, then days.
fn age(ui: &Ui, appeal: &Appeal) -> String {
    let waited = (ui.now - appeal.sent_at).max(0);
    let (hours, days) = (waited / HOUR_MS, waited / DAY_MS);
    match (hours, days) {
        (0, _) => fl!(ui.words, "appeals-age-new"),
        (_, 0..2) => fl!(ui.words, "appeals-age-hours", n = hours),
        _ => fl!(ui.words, "appeals-age-days", n = days),
    }
}

async fn list(State(app): State<App>, ui: Ui, Moderator(me): Moderator, Query(query): Query<Done>) -> Result<Response> {
    let mut conn = app.db.read().await?;
    let beside = Beside::load(&mut conn).await?;
    let (open, answered) = (store::open(&mut conn).await?, store::answered(&mut conn).await?);
    let own = store::own(&mut conn, &me.account).await?;
    let done = answered.iter().find(|appeal| appeal.id == query.done).cloned();
    page(&ListPage { ui, beside, open, own, answered, done })
}

/// An appeal, the opinion with everything that staff know about it, and what can be done.
#[derive(Template)]
#[template(path = "follow_ups/appeal.html")]
struct AppealPage {
    ui: Ui,
    beside: Beside,
    appeal: Appeal,
    /// Earlier ones about the same opinion.
    earlier: Vec<Appeal>,
    item: Item,
    /// The acts, where the reader may answer.
    desk: Option<Desk>,
    /// There is no queue around it.
    queue: Option<crate::queue::list::Queue>,
    /// Somebody else is to answer: the reader has decided on it before.
    is_own: bool,
    /// Somebody was faster, or it was withdrawn: the words of the press.
    clash: Option<String>,
    errors: Errors,
}

impl AppealPage {
    async fn load(app: &App, ui: Ui, id: &str, form: DecisionForm) -> Result<Self> {
        let rules = rules::of(app).await?;
        let mut conn = app.db.read().await?;
        let appeal = store::find(&mut conn, id).await?.ok_or(Error::NotFound)?;
        let item = Item::load(&mut conn, &ui, &rules, &appeal.receipt).await?.ok_or(Error::NotFound)?;
        let mut earlier = store::of(&mut conn, &appeal.opinion_id).await?;
        earlier.retain(|other| other.id != appeal.id);
        let me = ui.viewer.as_ref().map_or("", |me| &me.account);
        let is_own = store::own(&mut conn, me).await?.contains(id);
        let beside = Beside::load(&mut conn).await?;
        drop(conn);
        let desk = (appeal.is_open() && !is_own).then(|| Desk::of_appeal(&item, form, &ui));
        let errors = Errors::default();
        Ok(Self { ui, beside, appeal, earlier, item, desk, queue: None, is_own, clash: None, errors })
    }

    fn age(&self) -> String {
        age(&self.ui, &self.appeal)
    }

    fn item(&self) -> &Item {
        &self.item
    }

    fn fits(&self, ticket: Ticket) -> bool {
        let (opinion, seen) = (&self.item.opinion, ticket.seen);
        self.desk.is_some()
            && (opinion.state, opinion.version, self.item.decisions) == (seen.state, seen.version, ticket.decisions)
    }

    /// Whether the very same press was followed a moment ago.
    fn is_done(&self, ticket: Ticket, answer: &str, me: &Viewer) -> bool {
        self.appeal.answered_by.as_deref() == Some(&me.account)
            && self.appeal.outcome() == outcome(ticket.act)
            && self.appeal.answer == answer
    }

    /// The id of an act's box.
    fn field(&self, act: &Act) -> String {
        format!("message-{}", act.name())
    }

    fn act(&self, act: &Act) -> String {
        let w = self.ui.words;
        match act {
            Act::Publish => fl!(w, "appeals-act-publish"),
            Act::Mask => fl!(w, "appeals-act-mask"),
            Act::Return | Act::Hold | Act::Withhold => fl!(w, "appeals-act-uphold"),
        }
    }

    fn help(&self, act: &Act) -> String {
        let w = self.ui.words;
        match act {
            Act::Publish => fl!(w, "appeals-help-publish"),
            Act::Mask => fl!(w, "appeals-help-mask"),
            Act::Return | Act::Hold | Act::Withhold => fl!(w, "appeals-help-uphold"),
        }
    }
}

fn outcome(act: Act) -> Option<Outcome> {
    match act {
        Act::Withhold => Some(Outcome::Upheld),
        Act::Publish | Act::Mask => Some(Outcome::Changed),
        Act::Return | Act::Hold => None,
    }
}

/// What the form asks for: an answer in any case, and what the act needs.
fn read(form: &DecisionForm, act: Act, text: &str, ui: &Ui) -> Result<(String, Verdict), Vec<Fault>> {
    let answer = clean(&form.message);
    let wrong = text_fault(&answer, true).map(Fault::Message);
    // That it stays withheld needs no reason anew; the words are the answer, whatever the act.
    let act = if act == Act::Withhold { Act::Publish } else { act };
    let verdict = form.verdict(act, text, ui.zone.date(ui.now), &ui.zone);
    match (verdict, wrong) {
        (Ok(verdict), None) => Ok((answer, verdict)),
        (verdict, wrong) => {
            let faults = verdict.err().unwrap_or_default().into_iter();
            Err(faults.filter(|fault| !matches!(fault, Fault::Message(_))).chain(wrong).collect())
        }
    }
}

async fn show(State(app): State<App>, ui: Ui, Moderator(_): Moderator, Path(id): Path<String>) -> Result<Response> {
    page(&AppealPage::load(&app, ui, &id, DecisionForm::default()).await?)
}

async fn decide(
    State(app): State<App>,
    ui: Ui,
    Moderator(me): Moderator,
    Path(id): Path<String>,
    Form(form): Form<DecisionForm>,
) -> Result<Response> {
    let ticket = form.ticket().filter(|ticket| outcome(ticket.act).is_some());
    let ticket = ticket.ok_or(Error::Refused(StatusCode::BAD_REQUEST))?;
    let mut shown = AppealPage::load(&app, ui.clone(), &id, form.clone()).await?;
    let (answer, verdict) = match read(&form, ticket.act, &shown.item.opinion.text, &ui) {
        Ok(read) => read,
        Err(faults) if shown.fits(ticket) => {
            shown.errors = errors(&ui, &form, &faults);
            shown.item.preview(&form.redactions(&shown.item.opinion.text).0);
            return page_with(StatusCode::UNPROCESSABLE_ENTITY, &shown);
        }
        Err(_) => return refused(shown, form.message),
    };
    if shown.fits(ticket) {
        if write(&app, &shown, ticket, (&answer, &verdict), &me).await? {
            return Ok(onward(&ui, &id));
        }
        shown = AppealPage::load(&app, ui.clone(), &id, form.clone()).await?;
    }
    if shown.is_done(ticket, &answer, &me) { Ok(onward(&ui, &id)) } else { refused(shown, form.message) }
}

/// Back to the list, with a word on this one.
fn onward(ui: &Ui, id: &str) -> Response {
    Redirect::to(&ui.url(&format!("/staff/appeals?done={id}"))).into_response()
}

/// Somebody else is to answer (403), or things have moved on (409): as they are now, with the words that were written.
fn refused(mut shown: AppealPage, words: String) -> Result<Response> {
    let is_own = shown.appeal.is_open() && shown.is_own;
    (shown.desk, shown.clash) = (None, Some(words));
    page_with(if is_own { StatusCode::FORBIDDEN } else { StatusCode::CONFLICT }, &shown)
}

/// The answer, what it changes, the record and the letter, together or not at all. `false` when something came between.
async fn write(
    app: &App,
    shown: &AppealPage,
    ticket: Ticket,
    (answer, verdict): (&str, &Verdict),
    me: &Viewer,
) -> Result<bool> {
    let (appeal, opinion, to) = (&shown.appeal, &shown.item.opinion, ticket.act.to());
    let outcome = if to.is_public() { Outcome::Changed } else { Outcome::Upheld };
    let now = app.clock.now();
    let actor = Actor::Staff(&me.login);
    let mut tx = app.db.begin().await?;
    if !store::answer(&mut tx, appeal, outcome, answer, &me.account, now).await? {
        tx.rollback().await?;
        return Ok(false);
    }
    audit::record(&mut tx, actor, audit::Act::AppealAnswered, &opinion.receipt, outcome.name(), now).await?;
    if outcome == Outcome::Changed {
        let (reason, by, redactions) = (verdict.reason, Some(&*me.account), &*verdict.redactions);
        // What there is to say to the author stands in the answer.
        let change = Change { to, reason, message: "", note: "", due_at: None, by, redactions };
        if opinions::store::change(&mut tx, app.db.engine, opinion, ticket.seen, &change, now).await?.is_none() {
            tx.rollback().await?;
            return Ok(false);
        }
        let detail = log::decided(ticket.seen.state, to, reason);
        audit::record(&mut tx, actor, audit::Act::Decided, &opinion.receipt, &detail, now).await?;
    }
    if shown.item.letters.is_some() {
        let (opinion, lang) = (opinion.id.clone(), shown.item.author().code().to_owned());
        let letter = Job::LetterAppeal { opinion, decision: appeal.decision, lang };
        jobs::enqueue(&mut tx, &letter, app.clock.machine_now()).await?;
    }
    tx.commit().await?;
    app.forget_voices();
    Ok(true)
}
