//! The author's side: on the page of the opinion's state he asks again, and there he reads the answer.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use i18n_embed_fl::fl;
use serde::Deserialize;

use super::store::{self, Appeal};
use crate::app::App;
use crate::base::audit::{self, Act, Actor};
use crate::base::db::Conn;
use crate::http::access::{Access, Routes};
use crate::http::limits::Network;
use crate::http::{Form, Result, Ui, private_page};
use crate::intake::language_of;
use crate::opinions::State as OpinionState;
use crate::opinions::store::{Decision, Full};
use crate::opinions::text::Body;
use crate::status::{ShowPage, open, renewed, reopened, show_page, text_error, to_beginning, wait};

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
    /// What was typed and could not be taken.
    pub typed: String,
    pub is_open: bool,
}

impl Appeals {
    /// `decisions` are the opinion's, newest first.
    pub async fn of(conn: &mut Conn, opinion: &Full, decisions: &[Decision]) -> sqlx::Result<Self> {
        let all = store::of(conn, &opinion.id).await?;
        let withheld = decisions.first().filter(|_| opinion.state == OpinionState::Withheld);
        let offered = withheld.map(|decision| decision.number);
        let offered = offered.filter(|number| all.iter().all(|appeal| appeal.decision != *number));
        Ok(Self { all, offered, typed: String::new(), is_open: false })
    }

    /// Somebody is to answer.
    pub fn is_waiting(&self) -> bool {
        self.all.iter().any(Appeal::is_open)
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct AppealForm {
    number: String,
    code: String,
    /// Number of the decision that stood on the page.
    decision: String,
    why: String,
}

/// Whether this very appeal is there already: pressed twice, or sent again when no answer came.
fn is_repeated(page: &ShowPage, decision: Option<i64>, body: &Body) -> bool {
    page.appeals.all.iter().any(|one| Some(one.decision) == decision && *one.body == *body.as_str())
}

async fn ask(State(app): State<App>, ui: Ui, network: Network, Form(form): Form<AppealForm>) -> Result<Response> {
    let opinion = match open(&app, &ui, network, &form.number, &form.code).await? {
        Ok(opinion) => opinion,
        Err(refused) => return Ok(refused),
    };
    let (w, decision) = (ui.words, form.decision.parse::<i64>().ok());
    let mut page = show_page(&app, ui, opinion, &form.code).await?;
    (page.appeals.is_open, page.appeals.typed) = (true, form.why.clone());
    let body = match Body::parse(&form.why, Body::MAX_CHARS) {
        Ok(body) => body,
        Err(error) => {
            page.errors.add("why", text_error(&page.ui, error, Body::MAX_CHARS));
            return private_page(StatusCode::UNPROCESSABLE_ENTITY, &page);
        }
    };
    if is_repeated(&page, decision, &body) {
        return reopened(&app, page, fl!(w, "appeal-sent")).await;
    }
    let Some(decision) = decision.filter(|_| decision == page.appeals.offered) else {
        return moved_on(&app, page).await;
    };
    if let Some(minutes) = wait(&app, network) {
        page.errors.add("why", fl!(w, "addition-too-many", minutes = minutes));
        return private_page(StatusCode::TOO_MANY_REQUESTS, &page);
    }
    if write(&app, &page, decision, &body).await? {
        return reopened(&app, page, fl!(w, "appeal-sent")).await;
    }
    // The same press a moment earlier, or something else that came between.
    let mut now = renewed(&app, page).await?;
    if is_repeated(&now, Some(decision), &body) {
        return reopened(&app, now, fl!(w, "appeal-sent")).await;
    }
    now.appeals.typed = form.why;
    moved_on(&app, now).await
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

/// It was not taken: things as they are now, and every word of it.
async fn moved_on(app: &App, before: ShowPage) -> Result<Response> {
    let typed = before.appeals.typed.clone();
    let mut now = renewed(app, before).await?;
    (now.appeals.typed, now.appeals.is_open) = (typed, true);
    (now.notice, now.moved_on) = (Some(fl!(now.ui.words, "appeal-moved-on")), true);
    private_page(StatusCode::CONFLICT, &now)
}
