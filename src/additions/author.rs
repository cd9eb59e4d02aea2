//! The author's side: notes are written on the page of the opinion's state, and there it says what became of each.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use i18n_embed_fl::fl;

use super::store::{self, Addition};
use super::{MOST, is_taken, text_error};
use crate::analysis::personal;
use crate::app::App;
use crate::base::audit::{self, Act, Actor};
use crate::base::db::Conn;
use crate::http::access::{Access, Routes};
use crate::http::limits::{Network, wait};
use crate::http::{Form, Result, Ui, private_page};
use crate::intake::language_of;
use crate::opinions::store::Full;
use crate::opinions::text::Body;
use crate::status::{Sent, ShowPage, StatusForm, moved_on, open, renewed, reopened, to_beginning};

const PATH: &str = "/status/addition";

pub fn routes() -> Routes {
    Routes::default().get(Access::Public, PATH, to_beginning).post(Access::Public, PATH, add)
}

/// The notes of an opinion, and the box for one more.
pub struct Notes {
    pub all: Vec<Addition>,
    /// One more is taken.
    pub is_offered: bool,
}

impl Notes {
    pub async fn of(conn: &mut Conn, opinion: &Full) -> sqlx::Result<Self> {
        let all = store::of(conn, &opinion.id).await?;
        let is_offered = is_taken(opinion.state) && all.len() < MOST;
        Ok(Self { all, is_offered })
    }

    /// How many more are taken.
    pub fn left(&self) -> usize {
        MOST.saturating_sub(self.all.len())
    }

    /// Whether this very note is there already: pressed twice, or sent again when no answer came.
    pub fn has(&self, number: Option<i64>, body: &str) -> bool {
        self.all.iter().any(|one| Some(one.number) == number && one.body == body)
    }
}

/// The new note's number among all, where the page was one of ours.
pub fn number(form: &StatusForm) -> Option<i64> {
    let seen: usize = form.seen.parse().ok().filter(|seen| *seen < MOST)?;
    i64::try_from(seen + 1).ok()
}

async fn add(State(app): State<App>, ui: Ui, network: Network, Form(form): Sent) -> Result<Response> {
    let note = form.note.clone();
    let mut page = match open(&app, ui, network, form).await? {
        Ok(page) => page,
        Err(refused) => return Ok(refused),
    };
    let (w, number) = (page.ui.words, number(&page.form));
    let max = usize::try_from(page.call.max_chars).unwrap_or(Body::MAX_CHARS);
    let settled = personal::settle(&note, &page.form.personal);
    let body = match Body::parse(settled.as_deref().unwrap_or(&note), max) {
        Ok(body) => body,
        Err(error) => {
            page.errors.add("note", text_error(&page.ui, error, max));
            return private_page(StatusCode::UNPROCESSABLE_ENTITY, &page);
        }
    };
    if page.notes.has(number, body.as_str()) {
        return sent(&app, page).await;
    }
    let next = i64::try_from(page.notes.all.len() + 1).ok();
    let Some(number) = number.filter(|number| page.notes.is_offered && Some(*number) == next) else {
        return moved_on(&app, page, fl!(w, "addition-moved-on")).await;
    };
    if let Err(found) = settled {
        page.personal = Some(("note", found));
        return private_page(StatusCode::OK, &page);
    }
    if let Some(minutes) = wait(&app, network) {
        page.errors.add("note", fl!(w, "addition-too-many", minutes = minutes));
        return private_page(StatusCode::TOO_MANY_REQUESTS, &page);
    }
    if write(&app, &page, number, &body).await? {
        return sent(&app, page).await;
    }
    // The same press a moment earlier, or something else that came between.
    let now = renewed(&app, page).await?;
    if now.notes.has(Some(number), body.as_str()) {
        return sent(&app, now).await;
    }
    moved_on(&app, now, fl!(w, "addition-moved-on")).await
}

/// It is among the notes: its box is for the next.
async fn sent(app: &App, mut page: ShowPage) -> Result<Response> {
    page.form.note.clear();
    let notice = fl!(page.ui.words, "addition-sent");
    reopened(app, page, notice).await
}

async fn write(app: &App, page: &ShowPage, number: i64, body: &Body) -> Result<bool> {
    let (opinion, now) = (&page.opinion, app.clock.now());
    let lang = language_of(body.as_str(), page.ui.lang);
    let mut tx = app.db.begin().await?;
    if !store::add(&mut tx, opinion, number, body, lang, now).await? {
        tx.rollback().await?;
        return Ok(false);
    }
    audit::record(&mut tx, Actor::Author, Act::AdditionSent, &opinion.receipt, &number.to_string(), now).await?;
    tx.commit().await?;
    Ok(true)
}
