//! Pages on which moderators decide on notes: publish, or not with a reason.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use i18n_embed_fl::fl;

use super::{Beside, Done};
use crate::additions::store::{self, Addition, Change};
use crate::additions::{self, Standing};
use crate::app::App;
use crate::base::audit::{self, Actor};
use crate::base::jobs::{self, Job};
use crate::base::marks::plain;
use crate::base::text::Lang;
use crate::decisions::words::errors;
use crate::decisions::{Act, DecisionForm, Fault, Ticket, Verdict};
use crate::http::access::{Access, Moderator, Role, Routes, Viewer};
use crate::http::{Error, Errors, Form, Path, Query, Result, Ui, page, page_with};
use crate::letters;
use crate::log;
use crate::opinions::store::Full;
use crate::opinions::text::{Part, parts};
use crate::opinions::{self, Reason};

const MODERATOR: Access = Access::Roles(&[Role::Moderator]);
const ONE: &str = "/staff/additions/{id}";

pub fn routes() -> Routes {
    Routes::default().get(MODERATOR, "/staff/additions", list).get(MODERATOR, ONE, show).post(MODERATOR, ONE, decide)
}

#[derive(Template)]
#[template(path = "follow_ups/additions.html")]
struct ListPage {
    ui: Ui,
    beside: Beside,
    waiting: Vec<Addition>,
    decided: Vec<Addition>,
    /// What was done a moment ago.
    done: Option<Addition>,
}

async fn list(State(app): State<App>, ui: Ui, Moderator(_): Moderator, Query(query): Query<Done>) -> Result<Response> {
    let mut conn = app.db.read().await?;
    let beside = Beside::load(&mut conn).await?;
    let (waiting, decided) = (store::waiting(&mut conn).await?, store::decided(&mut conn).await?);
    let done = decided.iter().find(|note| note.id == query.done).cloned();
    page(&ListPage { ui, beside, waiting, decided, done })
}

/// A note and the opinion it stands under, with the language in which its author is spoken to.
struct Case {
    opinion: Full,
    note: Addition,
    author: Lang,
    /// One is told by letter.
    has_contact: bool,
}

impl Case {
    async fn load(app: &App, id: &str) -> Result<Self> {
        let mut conn = app.db.read().await?;
        let note = store::find(&mut conn, id).await?.ok_or(Error::NotFound)?;
        let opinion = opinions::store::find(&mut conn, &note.receipt).await?.ok_or(Error::NotFound)?;
        let letters = letters::store::lang(&mut conn, &opinion.id).await?;
        let author = opinion.author(letters);
        Ok(Self { has_contact: letters.is_some(), opinion, note, author })
    }

    /// What can be done with it: nothing while its opinion is not public.
    fn offered(&self) -> Vec<Act> {
        match self.note.standing {
            _ if !self.opinion.state.is_public() => Vec::new(),
            Standing::Pending => vec![Act::Publish, Act::Withhold],
            Standing::Published => vec![Act::Withhold],
            Standing::Withheld => vec![Act::Publish],
        }
    }

    fn fits(&self, ticket: Ticket) -> bool {
        self.note.decisions == ticket.decisions && self.offered().contains(&ticket.act)
    }

    /// Whether the very same press was followed a moment ago.
    fn is_done(&self, ticket: Ticket, verdict: &Verdict, me: &Viewer) -> bool {
        let note = &self.note;
        Some(note.standing) == standing(ticket.act)
            && note.decisions == ticket.decisions + 1
            && note.decided_by.as_deref() == Some(&me.account)
            && note.reason.as_deref() == verdict.reason.map(Reason::name)
            && (verdict.message.is_empty() || note.message == verdict.message)
    }

    /// What the author is told where the moderator writes nothing of his own.
    fn kind_words(&self, reason: Reason) -> String {
        additions::kind_words(reason, self.author.words()).unwrap_or_default()
    }
}

fn standing(act: Act) -> Option<Standing> {
    match act {
        Act::Publish => Some(Standing::Published),
        Act::Withhold => Some(Standing::Withheld),
        Act::Mask | Act::Return | Act::Hold => None,
    }
}

#[derive(Template)]
#[template(path = "follow_ups/addition.html")]
struct NotePage {
    ui: Ui,
    beside: Beside,
    desk: Desk,
    /// The other notes under the same opinion.
    others: Vec<Addition>,
    /// What came between look and press; the words of the press are in the form.
    happened: Vec<String>,
    errors: Errors,
}

/// The acts on offer, and the form as it was sent.
struct Desk {
    case: Case,
    offered: Vec<Act>,
    form: DecisionForm,
}

impl Desk {
    fn is_open(&self, act: Act) -> bool {
        let sent = Act::parse(&self.form.act).unwrap_or(Act::Publish);
        act == sent || self.offered.len() == 1
    }

    fn is_reason(&self, act: Act, reason: Reason) -> bool {
        self.form.act == act.name() && self.form.reason == reason.name()
    }

    fn kind_words(&self, _: Act, reason: Reason) -> String {
        self.case.kind_words(reason)
    }

    fn message(&self, act: Act) -> &str {
        if self.form.act == act.name() { &self.form.message } else { "" }
    }

    /// What was written for an act that is no longer on offer.
    fn kept(&self) -> Option<&str> {
        let is_gone = Act::parse(&self.form.act).is_some_and(|act| !self.offered.contains(&act));
        Some(self.form.message.as_str()).filter(|message| is_gone && !message.is_empty())
    }
}

impl NotePage {
    async fn new(app: &App, ui: Ui, case: Case, form: DecisionForm) -> Result<Self> {
        let mut conn = app.db.read().await?;
        let mut others = store::of(&mut conn, &case.opinion.id).await?;
        others.retain(|note| note.number != case.note.number);
        let beside = Beside::load(&mut conn).await?;
        let desk = Desk { offered: case.offered(), case, form };
        Ok(Self { ui, beside, desk, others, happened: Vec::new(), errors: Errors::default() })
    }

    fn act(&self, act: &Act) -> String {
        let w = self.ui.words;
        if *act == Act::Withhold { fl!(w, "queue-act-withhold") } else { fl!(w, "queue-act-publish") }
    }

    fn public(&self) -> Vec<Part<'_>> {
        self.desk.case.opinion.public_body.as_deref().map(parts).unwrap_or_default()
    }
}

async fn show(State(app): State<App>, ui: Ui, Moderator(_): Moderator, Path(id): Path<String>) -> Result<Response> {
    let case = Case::load(&app, &id).await?;
    page(&NotePage::new(&app, ui, case, DecisionForm::default()).await?)
}

async fn decide(
    State(app): State<App>,
    ui: Ui,
    Moderator(me): Moderator,
    Path(id): Path<String>,
    Form(form): Form<DecisionForm>,
) -> Result<Response> {
    let ticket = form.ticket().filter(|ticket| standing(ticket.act).is_some());
    let ticket = ticket.ok_or(Error::Refused(StatusCode::BAD_REQUEST))?;
    let mut case = Case::load(&app, &id).await?;
    let verdict = match form.verdict(ticket.act, "", ui.zone.date(ui.now), &ui.zone) {
        Ok(verdict) => verdict,
        Err(faults) if case.fits(ticket) => return again(&app, ui, case, form, &faults).await,
        Err(_) => return clash(&app, ui, case, form, &me).await,
    };
    if case.fits(ticket) {
        if write(&app, &case, ticket, &verdict, &me).await? {
            return Ok(onward(&ui, &id));
        }
        case = Case::load(&app, &id).await?;
    }
    if case.is_done(ticket, &verdict, &me) { Ok(onward(&ui, &id)) } else { clash(&app, ui, case, form, &me).await }
}

/// Back to the list, with a word on this one.
fn onward(ui: &Ui, id: &str) -> Response {
    Redirect::to(&ui.url(&format!("/staff/additions?done={id}"))).into_response()
}

/// The decision, its record and its letter, together or not at all. `false` when something came between.
async fn write(app: &App, case: &Case, ticket: Ticket, verdict: &Verdict, me: &Viewer) -> Result<bool> {
    let Case { opinion, note, .. } = case;
    let kind = || verdict.reason.map(|reason| case.kind_words(reason)).unwrap_or_default();
    let message = if verdict.message.is_empty() { plain(&kind()).into_owned() } else { verdict.message.clone() };
    let to = standing(ticket.act).unwrap_or(note.standing);
    let change = Change { to, reason: verdict.reason, message: &message, by: &me.account };
    let now = app.clock.now();
    let mut tx = app.db.begin().await?;
    if !store::decide(&mut tx, opinion, note, &change, now).await? {
        tx.rollback().await?;
        return Ok(false);
    }
    let detail = log::addition(note.number, note.standing, to, verdict.reason);
    audit::record(&mut tx, Actor::Staff(&me.login), audit::Act::AdditionDecided, &note.receipt, &detail, now).await?;
    if case.has_contact {
        let (opinion, lang) = (opinion.id.clone(), case.author.code().to_owned());
        let letter = Job::LetterAddition { opinion, number: note.number, decisions: note.decisions + 1, lang };
        jobs::enqueue(&mut tx, &letter, app.clock.machine_now()).await?;
    }
    tx.commit().await?;
    Ok(true)
}

/// The page again with every word that was sent, and what is to be mended.
async fn again(app: &App, ui: Ui, case: Case, form: DecisionForm, faults: &[Fault]) -> Result<Response> {
    let errors = errors(&ui, &form, faults);
    let template = NotePage { errors, ..NotePage::new(app, ui, case, form).await? };
    page_with(StatusCode::UNPROCESSABLE_ENTITY, &template)
}

/// 409: what has happened meanwhile, the note as it is now, and the words that were sent.
async fn clash(app: &App, ui: Ui, case: Case, form: DecisionForm, me: &Viewer) -> Result<Response> {
    let (w, note) = (ui.words, &case.note);
    let mut happened = Vec::new();
    if !case.opinion.state.is_public() {
        happened.push(fl!(w, "addition-clash-hidden", state = case.opinion.state.label(w)));
    }
    if let (Some(name), Some(at)) = (&note.by_name, note.decided_at) {
        let (when, state) = (ui.moment(at), note.standing.label(w));
        happened.push(match note.decided_by.as_deref() == Some(&me.account) {
            true => fl!(w, "queue-clash-own", when = when, state = state),
            false => fl!(w, "queue-clash-decided", name = name.as_str(), when = when, state = state),
        });
    }
    let template = NotePage { happened, ..NotePage::new(app, ui, case, form).await? };
    page_with(StatusCode::CONFLICT, &template)
}
