//! The author's side: on the page of the opinion's state he asks again, and there he reads the answer.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use i18n_embed_fl::fl;

use super::Outcome;
use super::store::{self, Appeal};
use crate::additions::text_error;
use crate::app::App;
use crate::base::audit::{self, Act, Actor};
use crate::base::db::Conn;
use crate::http::access::{Access, Routes};
use crate::http::limits::{Network, wait};
use crate::http::{Form, Result, Ui, private_page};
use crate::intake::language_of;
use crate::opinions::State as OpinionState;
use crate::opinions::store::{Decision, Full};
use crate::opinions::text::Body;
use crate::status::{Sent, ShowPage, StatusForm, moved_on, open, renewed, reopened, to_beginning};

const PATH: &str = "/status/appeal";

pub fn routes() -> Routes {
    Routes::default().get(Access::Public, PATH, to_beginning).post(Access::Public, PATH, ask)
}

/// The appeals about an opinion, and the box for one.
pub struct Appeals {
    /// Newest first.
    pub all: Vec<Appeal>,
    /// The decision against which one is taken.
    pub offered: Option<i64>,
}

impl Appeals {
    /// `decisions` are the opinion's, newest first.
    pub async fn of(conn: &mut Conn, opinion: &Full, decisions: &[Decision]) -> sqlx::Result<Self> {
        let all = store::of(conn, &opinion.id).await?;
        let withheld = decisions.first().filter(|_| opinion.state == OpinionState::Withheld);
        let offered = withheld.map(|decision| decision.number);
        let offered = offered.filter(|number| all.iter().all(|appeal| appeal.decision != *number));
        Ok(Self { all, offered })
    }

    /// Somebody is to answer.
    pub fn is_waiting(&self) -> bool {
        self.all.iter().any(Appeal::is_open)
    }

    /// What came of the appeal, where the opinion stands as its answer left it. `decisions` are the opinion's, newest first.
    pub fn outcome(&self, decisions: &[Decision]) -> Option<Outcome> {
        let last = decisions.first()?.number;
        self.all.iter().find_map(|appeal| {
            let outcome = appeal.outcome()?;
            // What follows from an appeal is the next decision.
            let left = appeal.decision + i64::from(outcome == Outcome::Changed);
            (left == last).then_some(outcome)
        })
    }

    /// Whether this very appeal is there already: pressed twice, or sent again when no answer came.
    pub fn has(&self, decision: Option<i64>, body: &str) -> bool {
        self.all.iter().any(|one| Some(one.decision) == decision && one.body == body)
    }
}

/// The decision that stood on the page.
pub fn decision(form: &StatusForm) -> Option<i64> {
    form.decision.parse().ok()
}

async fn ask(State(app): State<App>, ui: Ui, network: Network, Form(form): Sent) -> Result<Response> {
    let why = form.why.clone();
    let mut page = match open(&app, ui, network, form).await? {
        Ok(page) => page,
        Err(refused) => return Ok(refused),
    };
    let (w, decision) = (page.ui.words, decision(&page.form));
    let body = match Body::parse(&why, Body::MAX_CHARS) {
        Ok(body) => body,
        Err(error) => {
            page.errors.add("why", text_error(&page.ui, error, Body::MAX_CHARS));
            return private_page(StatusCode::UNPROCESSABLE_ENTITY, &page);
        }
    };
    if page.appeals.has(decision, body.as_str()) {
        return sent(&app, page).await;
    }
    let Some(decision) = decision.filter(|_| decision == page.appeals.offered) else {
        return moved_on(&app, page, fl!(w, "appeal-moved-on")).await;
    };
    if let Some(minutes) = wait(&app, network) {
        page.errors.add("why", fl!(w, "addition-too-many", minutes = minutes));
        return private_page(StatusCode::TOO_MANY_REQUESTS, &page);
    }
    if write(&app, &page, decision, &body).await? {
        return sent(&app, page).await;
    }
    // The same press a moment earlier, or something else that came between.
    let now = renewed(&app, page).await?;
    if now.appeals.has(Some(decision), body.as_str()) {
        return sent(&app, now).await;
    }
    moved_on(&app, now, fl!(w, "appeal-moved-on")).await
}

/// It is with the city: nothing of it is left to be sent.
async fn sent(app: &App, mut page: ShowPage) -> Result<Response> {
    page.form.why.clear();
    let notice = fl!(page.ui.words, "appeal-sent");
    reopened(app, page, notice).await
}

async fn write(app: &App, page: &ShowPage, decision: i64, body: &Body) -> Result<bool> {
    let (opinion, now) = (&page.opinion, app.clock.now());
    let lang = language_of(body.as_str(), page.ui.lang);
    let mut tx = app.db.begin().await?;
    if !store::ask(&mut tx, opinion, decision, body, lang, now).await? {
        tx.rollback().await?;
        return Ok(false);
    }
    audit::record(&mut tx, Actor::Author, Act::AppealSent, &opinion.receipt, "", now).await?;
    tx.commit().await?;
    Ok(true)
}
