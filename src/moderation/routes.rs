//! Pages of the queue.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use i18n_embed_fl::fl;

use super::desk::Item;
use super::{Bench, Clash, RemarkForm, chosen, done, happened, store};
use crate::accounts;
use crate::app::App;
use crate::base::audit::{self, Actor};
use crate::base::calendar::MINUTE_MS;
use crate::base::jobs::{self, Job};
use crate::base::marks::plain;
use crate::claims;
use crate::decisions::words::errors;
use crate::decisions::{Act, DecisionForm, Fault, Ticket, Verdict};
use crate::families::Family;
use crate::http::access::{Access, Moderator, OpinionReader, Role, Routes, Viewer};
use crate::http::{Error, Errors, Form, Path, Query, Result, Ui, page, page_with};
use crate::log;
use crate::opinions;
use crate::opinions::store::{Change, Decision};
use crate::opinions::text::redact;
use crate::proposals::{self, Turn};
use crate::queue::list::Queue;
use crate::queue::{self, Place, PlaceQuery};
use crate::rules;

const MODERATOR: Access = Access::Roles(&[Role::Moderator]);
const READERS: Access = Access::Roles(&[Role::Moderator, Role::Staff]);

pub fn routes() -> Routes {
    Routes::default()
        .get(MODERATOR, "/staff/queue", show)
        .get(READERS, "/staff/opinions/{receipt}", opinion)
        .post(MODERATOR, "/staff/opinions/{receipt}/preview", preview)
        .post(MODERATOR, "/staff/opinions/{receipt}/decision", decide)
        .post(READERS, "/staff/opinions/{receipt}/remarks", remark)
}

async fn show(
    State(app): State<App>,
    ui: Ui,
    Moderator(me): Moderator,
    Query(query): Query<PlaceQuery>,
) -> Result<Response> {
    let place = query.place();
    let queue = Queue::load(&app, &ui, place.clone()).await?;
    let rules = rules::of(&app).await?;
    let mut conn = app.db.read().await?;
    let done = match &place.done {
        Some(receipt) => match opinions::store::find(&mut conn, receipt).await? {
            Some(opinion) => {
                let history = opinions::store::decisions(&mut conn, &opinion.id).await?;
                let proposal = proposals::store::of(&mut conn, &opinion.id, opinion.version).await?;
                done(&app, &ui, &opinion.receipt, (&history, proposal.as_ref()), &me)
            }
            None => None,
        },
        None => None,
    };
    let mut item = match &place.open {
        Some(receipt) => Item::load(&mut conn, &ui, &rules, receipt).await?,
        None => None,
    };
    if let (None, Some(receipt)) = (&item, &place.next) {
        let next = Item::load(&mut conn, &ui, &rules, receipt).await?;
        item = next.filter(|next| next.opinion.reviewed_at.is_none() && queue.is_free(receipt, &me));
    }
    if let (None, Some(receipt)) = (&item, queue.first(&me)) {
        item = Item::load(&mut conn, &ui, &rules, receipt).await?;
    }
    drop(conn);
    open(&app, item.as_mut(), &me).await?;
    page(&Bench { done, ..Bench::new(ui, Some(queue), item, DecisionForm::default()) })
}

/// An opinion by its address, in the queue or not.
async fn opinion(
    State(app): State<App>,
    ui: Ui,
    OpinionReader(me): OpinionReader,
    Path(receipt): Path<String>,
) -> Result<Response> {
    let mut item = find(&app, &ui, receipt).await?;
    open(&app, Some(&mut item), &me).await?;
    page(&Bench::new(ui, None, Some(item), DecisionForm::default()))
}

/// Tells the others something, or hands the opinion over with it.
async fn remark(
    State(app): State<App>,
    ui: Ui,
    OpinionReader(me): OpinionReader,
    Path(receipt): Path<String>,
    Form(form): Form<RemarkForm>,
) -> Result<Response> {
    let item = find(&app, &ui, receipt).await?;
    // Whoever does not moderate has nothing to hand over.
    let offered = if me.has(Role::Moderator) { &*item.moderators } else { &[] };
    let (opinion, now) = (&item.opinion, app.clock.now());
    let mut errors = match form.read(&ui, offered) {
        Ok((body, to)) => {
            let mut tx = app.db.begin().await?;
            if store::remark(&mut tx, &opinion.id, (&body, to), &me.account, now).await? {
                if let Some(to) = to {
                    claims::store::release(&mut tx, &opinion.id, &me.account, None).await?;
                    let login = match to {
                        Some(to) => accounts::store::login_of(&mut tx, to).await?,
                        None => String::new(),
                    };
                    let (by, act) = (Actor::Staff(&me.login), audit::Act::HandedOver);
                    audit::record(&mut tx, by, act, &opinion.receipt, &login, now).await?;
                }
                tx.commit().await?;
                return Ok(Redirect::to(&ui.url(&form.onward(&opinion.receipt))).into_response());
            }
            tx.rollback().await?;
            Errors::default()
        }
        Err(errors) => errors,
    };
    if errors.is_empty() {
        errors.add("to", fl!(ui.words, "remark-late"));
    }
    let queue = match form.back.as_str() {
        "" => None,
        back => Some(Queue::load(&app, &ui, Place::parse(back)).await?),
    };
    let bench = Bench::new(ui, queue, Some(item), DecisionForm::default());
    page_with(errors.status(), &Bench { errors, remark: form, ..bench })
}

/// What is looked up for whoever opens an opinion; what can be decided on is in his hand from then on, unless somebody
/// else has it.
async fn open(app: &App, item: Option<&mut Item>, me: &Viewer) -> Result<()> {
    let Some(item) = item else { return Ok(()) };
    let call = app.call_of(&item.opinion.consultation_id).await?;
    item.family = Family::of(app, &call, &item.opinion).await?;
    // What waits for somebody else is in nobody's way.
    let is_own_proposal = item.proposal.as_ref().is_some_and(|proposal| !proposal.is_for(&me.account));
    if me.has(Role::Moderator) && item.is_decidable() && !is_own_proposal {
        let claim = claims::take(app, &item.opinion.id, me, false).await?;
        item.claim = claim.map(|claim| claim.with_end(&app.clock));
    }
    Ok(())
}

async fn find(app: &App, ui: &Ui, receipt: String) -> Result<Item> {
    let receipt = queue::receipt(receipt).ok_or(Error::NotFound)?;
    let rules = rules::of(app).await?;
    let mut conn = app.db.read().await?;
    let mut item = Item::load(&mut conn, ui, &rules, &receipt).await?.ok_or(Error::NotFound)?;
    let claim = claims::store::of(&mut conn, &item.opinion.id, app.clock.machine_now()).await?;
    item.claim = claim.map(|claim| claim.with_end(&app.clock));
    Ok(item)
}

/// What a form asks for, and the opinion it is about as it is now.
async fn asked(app: &App, ui: &Ui, receipt: String, form: &DecisionForm) -> Result<(Ticket, Item)> {
    let ticket = form.ticket().ok_or(Error::Refused(StatusCode::BAD_REQUEST))?;
    Ok((ticket, find(app, ui, receipt).await?))
}

/// The same page again with the public text as the masks would leave it; nothing is written.
async fn preview(
    State(app): State<App>,
    ui: Ui,
    Moderator(me): Moderator,
    Path(receipt): Path<String>,
    Form(form): Form<DecisionForm>,
) -> Result<Response> {
    let (ticket, item) = asked(&app, &ui, receipt, &form).await?;
    if !ticket.fits(&item) || item.elsewhere(&ui).is_some() {
        return clash(&app, ui, item, ticket, form, &me).await;
    }
    let (_, faults) = form.redactions(&item.opinion.text);
    again(&app, ui, item, form, &faults, &me).await
}

async fn decide(
    State(app): State<App>,
    ui: Ui,
    Moderator(me): Moderator,
    Path(receipt): Path<String>,
    Form(form): Form<DecisionForm>,
) -> Result<Response> {
    let (ticket, item) = asked(&app, &ui, receipt, &form).await?;
    let verdict = form.verdict(ticket.act, &item.opinion.text, ui.zone.date(ui.now), &ui.zone);
    if !ticket.fits(&item) || item.elsewhere(&ui).is_some() {
        let is_done = verdict.is_ok_and(|verdict| is_done(&item, ticket, &verdict, &me));
        return if is_done { onward(&ui, &item, &form) } else { clash(&app, ui, item, ticket, form, &me).await };
    }
    let verdict = match verdict {
        Ok(verdict) => verdict,
        Err(faults) => return again(&app, ui, item, form, &faults, &me).await,
    };
    if write(&app, &item, ticket, &verdict, &me).await? == Written::Late {
        let item = find(&app, &ui, item.opinion.receipt).await?;
        let is_done = is_done(&item, ticket, &verdict, &me);
        return if is_done { onward(&ui, &item, &form) } else { clash(&app, ui, item, ticket, form, &me).await };
    }
    onward(&ui, &item, &form)
}

/// To the next opinion, with a word on this one.
fn onward(ui: &Ui, item: &Item, form: &DecisionForm) -> Result<Response> {
    let back = Place { done: Some(item.opinion.receipt.clone()), ..Place::parse(&form.back) };
    Ok(Redirect::to(&ui.url(&back.to_path())).into_response())
}

/// The newest decision, where it says the same of the same text.
fn decided_so<'i>(item: &'i Item, ticket: Ticket, verdict: &Verdict) -> Option<&'i Decision> {
    let to = ticket.act.to();
    let public = to.is_public().then(|| redact(&item.opinion.text, &verdict.redactions));
    item.history.first().filter(|last| {
        last.undoes.is_none()
            && last.to_state == to.name()
            && (last.version, last.due_at) == (ticket.seen.version, verdict.due_at)
            && last.reason.as_deref() == verdict.reason.map(opinions::Reason::name)
            && item.opinion.public_body == public
    })
}

/// Whether the very same press was followed a moment ago: pressed twice, or sent again when no answer came.
fn is_done(item: &Item, ticket: Ticket, verdict: &Verdict, me: &Viewer) -> bool {
    decided_so(item, ticket, verdict).is_some_and(|last| {
        last.number == ticket.decisions + 1
            && last.decided_by.as_deref() == Some(&me.account)
            && last.note == verdict.note
            && (verdict.message.is_empty() || last.message == verdict.message)
    })
}

/// What became of a decision.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Written {
    Decided,
    /// Somebody else is to agree first.
    Proposed,
    /// The opinion has moved on.
    Late,
}

/// What the author is told, in his language where it is the kind words of a reason.
fn told(item: &Item, ticket: Ticket, verdict: &Verdict) -> String {
    let words = item.author().words();
    let kind = || verdict.reason.and_then(|reason| ticket.act.kind_words(reason, words)).unwrap_or_default();
    if verdict.message.is_empty() { plain(&kind()).into_owned() } else { verdict.message.clone() }
}

/// The decision, its record and its letter, together or not at all.
async fn write(app: &App, item: &Item, ticket: Ticket, verdict: &Verdict, me: &Viewer) -> Result<Written> {
    let (opinion, seen, to) = (&item.opinion, ticket.seen, ticket.act.to());
    let message = told(item, ticket, verdict);
    let change = Change {
        to,
        reason: verdict.reason,
        message: &message,
        note: &verdict.note,
        due_at: verdict.due_at,
        by: Some(&me.account),
        redactions: &verdict.redactions,
    };
    // Decided so before, word for word: there is nothing to tell the author. To return it once more is to remind.
    let again =
        ticket.act != Act::Return && decided_so(item, ticket, verdict).is_some_and(|last| last.message == message);
    let now = app.clock.now();
    let mut tx = app.db.begin().await?;
    let claim = claims::store::of(&mut tx, &opinion.id, app.clock.machine_now()).await?;
    let is_elsewhere = claim.is_some_and(|claim| claim.account_id != me.account);
    if is_elsewhere || !store::hold_still(&mut tx, &opinion.id, seen, ticket.decisions).await? {
        tx.rollback().await?;
        return Ok(Written::Late);
    }
    let turn = match (to, verdict.reason) {
        (opinions::State::Withheld, Some(reason)) if seen.state != to => {
            proposals::turn(&mut tx, opinion, (reason, &verdict.message), ticket.proposal, me, now).await?
        }
        _ => Turn::Decides(None),
    };
    let followed = match turn {
        Turn::Decides(proposal) => proposal,
        Turn::Proposed => {
            claims::store::release(&mut tx, &opinion.id, &me.account, None).await?;
            tx.commit().await?;
            return Ok(Written::Proposed);
        }
        Turn::Late => return Ok(Written::Late),
    };
    let changed = opinions::store::change(&mut tx, app.db.engine, opinion, seen, &change, now).await?;
    let Some(number) = changed else {
        tx.rollback().await?;
        return Ok(Written::Late);
    };
    proposals::store::settle(&mut tx, &opinion.id, (number, followed.as_ref())).await?;
    let detail = log::decided(seen.state, to, verdict.reason);
    audit::record(&mut tx, Actor::Staff(&me.login), audit::Act::Decided, &opinion.receipt, &detail, now).await?;
    if item.letters.is_some() && !again {
        let letter = Job::LetterDecided { opinion: opinion.id.clone(), number, lang: item.author().code().to_owned() };
        let sent_at = app.clock.machine_now();
        // As long as it can be taken back nobody is told.
        let due_at = sent_at + i64::from(app.config.undo_minutes) * MINUTE_MS;
        jobs::enqueue_for(&mut tx, &letter, due_at, sent_at).await?;
    }
    claims::store::release(&mut tx, &opinion.id, &me.account, None).await?;
    tx.commit().await?;
    // Public pages count what is published; here at least nobody sees the old number.
    app.forget_voices();
    Ok(Written::Decided)
}

impl Ticket {
    /// Whether the opinion is still what the moderator saw, and the act one that it allows.
    fn fits(self, item: &Item) -> bool {
        let opinion = &item.opinion;
        (opinion.state, opinion.version, item.decisions) == (self.seen.state, self.seen.version, self.decisions)
            && !opinion.is_to_be_compared()
            && item.appeal.is_none()
            && item.offered().contains(&self.act)
    }
}

/// The page again with every word that was sent: 422 with what is to be mended, or 200 for a look at the masks.
async fn again(
    app: &App,
    ui: Ui,
    mut item: Item,
    form: DecisionForm,
    faults: &[Fault],
    me: &Viewer,
) -> Result<Response> {
    open(app, Some(&mut item), me).await?;
    let place = Place::parse(&form.back);
    let errors = errors(&ui, &form, faults);
    let queue = Queue::load(app, &ui, place.clone()).await?;
    if form.act == Act::Mask.name() {
        let (redactions, _) = form.redactions(&item.opinion.text);
        item.preview(&redactions);
    }
    let status = errors.status();
    let ui = Ui { path: Place { open: Some(item.opinion.receipt.clone()), ..place }.to_path(), ..ui };
    page_with(status, &Bench { errors, ..Bench::new(ui, Some(queue), Some(item), form) })
}

/// 409: what has happened meanwhile, the opinion as it is now, and the moderator's words to copy.
async fn clash(app: &App, ui: Ui, mut item: Item, ticket: Ticket, form: DecisionForm, me: &Viewer) -> Result<Response> {
    // Nothing can be done from this page, so it shows what is public and not what might be.
    item.public = item.opinion.public_body.clone();
    let place = Place::parse(&form.back);
    let queue = Queue::load(app, &ui, place.clone()).await?;
    let again = Place { open: Some(item.opinion.receipt.clone()), next: None, ..place }.to_path();
    let happened = happened(&ui, &item, ticket, me);
    let (act, chosen) = chosen(&ui, ticket, &form);
    let (masks, message, note) = (form.masks, form.message, form.note);
    let clash = Clash { happened, act, chosen, masks, message, note, again: again.clone() };
    let ui = Ui { path: again, ..ui };
    let bench = Bench::new(ui, Some(queue), Some(item), DecisionForm::default());
    page_with(StatusCode::CONFLICT, &Bench { clash: Some(clash), desk: None, ..bench })
}
