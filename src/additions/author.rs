//! The author's side: notes are written on the page of the opinion's state, and there it says what became of each.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use i18n_embed_fl::fl;
use serde::Deserialize;

use super::store::{self, Addition};
use super::{MOST, is_taken};
use crate::analysis::personal;
use crate::app::App;
use crate::base::audit::{self, Act, Actor};
use crate::base::db::Conn;
use crate::http::access::{Access, Routes};
use crate::http::limits::Network;
use crate::http::{Form, Result, Ui, private_page};
use crate::intake::language_of;
use crate::opinions::store::Full;
use crate::opinions::text::Body;
use crate::status::{ShowPage, open, renewed, reopened, show_page, text_error, to_beginning, wait};

const PATH: &str = "/status/addition";

pub fn routes() -> Routes {
    Routes::default().get(Access::Public, PATH, to_beginning).post(Access::Public, PATH, add)
}

/// The notes of an opinion, and the box for one more.
pub struct Notes {
    pub all: Vec<Addition>,
    /// One more is taken.
    pub is_offered: bool,
    /// What was typed and could not be taken.
    pub typed: String,
    pub is_open: bool,
}

impl Notes {
    pub async fn of(conn: &mut Conn, opinion: &Full) -> sqlx::Result<Self> {
        let all = store::of(conn, &opinion.id).await?;
        let is_offered = is_taken(opinion.state) && all.len() < MOST;
        Ok(Self { all, is_offered, typed: String::new(), is_open: false })
    }

    /// How many more are taken.
    pub fn left(&self) -> usize {
        MOST.saturating_sub(self.all.len())
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct AdditionForm {
    number: String,
    code: String,
    /// How many notes stood on the page: this is the one after them, however often it is sent.
    seen: String,
    note: String,
    /// What becomes of what seems personal, see `analysis::personal::settle`.
    #[serde(default)]
    personal: String,
}

impl AdditionForm {
    /// Its number among the notes, where the page was one of ours.
    fn number(&self) -> Option<i64> {
        let seen: usize = self.seen.parse().ok().filter(|seen| *seen < MOST)?;
        i64::try_from(seen + 1).ok()
    }
}

/// Whether this very note is there already: pressed twice, or sent again when no answer came.
fn is_repeated(page: &ShowPage, number: Option<i64>, body: &Body) -> bool {
    page.notes.all.iter().any(|one| Some(one.number) == number && *one.body == *body.as_str())
}

async fn add(State(app): State<App>, ui: Ui, network: Network, Form(form): Form<AdditionForm>) -> Result<Response> {
    let opinion = match open(&app, &ui, network, &form.number, &form.code).await? {
        Ok(opinion) => opinion,
        Err(refused) => return Ok(refused),
    };
    let (w, number) = (ui.words, form.number());
    let mut page = show_page(&app, ui, opinion, &form.code).await?;
    (page.notes.is_open, page.notes.typed) = (true, form.note.clone());
    let max = usize::try_from(page.call.max_chars).unwrap_or(Body::MAX_CHARS);
    let settled = personal::settle(&form.note, &form.personal);
    let body = match Body::parse(settled.as_deref().unwrap_or(&form.note), max) {
        Ok(body) => body,
        Err(error) => {
            page.errors.add("note", text_error(&page.ui, error, max));
            return private_page(StatusCode::UNPROCESSABLE_ENTITY, &page);
        }
    };
    if is_repeated(&page, number, &body) {
        return reopened(&app, page, fl!(w, "addition-sent")).await;
    }
    let next = i64::try_from(page.notes.all.len() + 1).ok();
    let Some(number) = number.filter(|number| page.notes.is_offered && Some(*number) == next) else {
        return moved_on(&app, page).await;
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
        return reopened(&app, page, fl!(w, "addition-sent")).await;
    }
    // The same press a moment earlier, or something else that came between.
    let mut now = renewed(&app, page).await?;
    if is_repeated(&now, Some(number), &body) {
        return reopened(&app, now, fl!(w, "addition-sent")).await;
    }
    now.notes.typed = form.note;
    moved_on(&app, now).await
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

/// It was not taken: things as they are now, and every word of it.
async fn moved_on(app: &App, before: ShowPage) -> Result<Response> {
    let typed = before.notes.typed.clone();
    let mut now = renewed(app, before).await?;
    (now.notes.typed, now.notes.is_open) = (typed, true);
    (now.notice, now.moved_on) = (Some(fl!(now.ui.words, "addition-moved-on")), true);
    private_page(StatusCode::CONFLICT, &now)
}
