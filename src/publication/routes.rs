//! The page on which staff show a consultation to everybody, and say that its results are out.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use i18n_embed_fl::fl;

use super::store;
use crate::app::App;
use crate::base::audit::Act;
use crate::base::db::Conn;
use crate::consultations::period::{Phase, Stage};
use crate::consultations::{Consultation, Need};
use crate::editor::forms::ListingForm;
use crate::editor::need_label;
use crate::http::access::{Access, Role, Routes, Staff};
use crate::http::{Error, Errors, Form, Path, Query, Result, Ui, page_with, site};
use crate::revisions::{Asking, Notice, close_turn, go, take_turn};

pub fn routes() -> Routes {
    const STAFF: Access = Access::Roles(&[Role::Staff]);
    Routes::default().get(STAFF, "/staff/consultations/{slug}", publication).post(
        STAFF,
        "/staff/consultations/{slug}",
        change_listing,
    )
}

#[derive(Template)]
#[template(path = "publication/publication.html")]
struct PublicationPage {
    ui: Ui,
    call: Consultation,
    notice: Notice,
    missing: Vec<Need>,
    opinions: i64,
    /// Those that nobody has decided yet.
    undecided: i64,
    errors: Errors,
}

impl PublicationPage {
    /// Where what is missing can be filled in.
    fn cure(&self, need: &Need) -> String {
        let tail = match need {
            Need::SiteTexts => return "/staff/site".to_owned(),
            Need::Title | Need::Question | Need::Purpose => "/texts/ja",
            Need::Theme => "/themes",
            Need::Period => "/basics",
        };
        self.call.staff_path(tail)
    }

    fn stage(&self) -> Stage {
        self.call.stage(&self.ui.zone, self.ui.now)
    }

    fn open_themes(&self) -> i64 {
        i64::try_from(self.call.themes.iter().filter(|theme| !theme.closed).count()).unwrap_or(i64::MAX)
    }
}

async fn publication(
    State(app): State<App>,
    ui: Ui,
    Staff(_): Staff,
    Path(slug): Path<String>,
    Query(asking): Query<Asking>,
) -> Result<Response> {
    let call = app.draft(&slug).await?;
    publication_page(&app, ui, call, asking.notice(), Errors::default()).await
}

async fn publication_page(app: &App, ui: Ui, call: Consultation, notice: Notice, errors: Errors) -> Result<Response> {
    let mut conn = app.db.read().await?;
    let opinions = store::count_opinions(&mut conn, &call.id).await?;
    let undecided = store::count_undecided(&mut conn, &call.id).await?;
    let missing = call.missing(ui.site.is_ready(), &ui.zone, ui.now);
    let status = if notice == Notice::Late { StatusCode::CONFLICT } else { errors.status() };
    page_with(status, &PublicationPage { ui, call, notice, missing, opinions, undecided, errors })
}

/// Sure of so many that nobody has decided: where there are others by now somebody is asked again.
async fn is_sure(conn: &mut Conn, call: &Consultation, form: &ListingForm) -> Result<bool> {
    let undecided = store::count_undecided(conn, &call.id).await?;
    Ok(undecided == 0 || form.sure == undecided.to_string())
}

/// Shows a draft to everybody when nothing is missing, or takes it back while nobody has answered; says that the results of
/// what has closed are out, or that they are not yet.
async fn change_listing(
    State(app): State<App>,
    ui: Ui,
    Staff(me): Staff,
    Path(slug): Path<String>,
    Form(form): Form<ListingForm>,
) -> Result<Response> {
    let is_ready = site::load(&app).await?.is_ready();
    let is_closed = |call: &Consultation| call.phase(&ui.zone, ui.now) == Phase::Closed;
    let (mut errors, mut tables) = (Errors::default(), Vec::new());
    let seen = app.draft(&slug).await?;
    // Counted before the turn: who sends meanwhile does not wait for it. Should it be another revision, the turn is lost.
    if form.act == "results" && is_closed(&seen) && form.revision.parse::<i64>() == Ok(seen.revision) {
        if !is_sure(&mut *app.db.read().await?, &seen, &form).await? {
            errors.add("sure", fl!(ui.words, "editor-results-unsure"));
            return publication_page(&app, ui, seen, Notice::None, errors).await;
        }
        tables = app.count_tables(&seen).await?;
    }
    let (turn, call) = take_turn(&app, &slug, &form.revision).await?;
    let Some(mut tx) = turn else {
        return publication_page(&app, ui, call, Notice::Late, Errors::default()).await;
    };
    let detail = match form.act.as_str() {
        "list" => {
            for need in call.missing(is_ready, &ui.zone, ui.now) {
                errors.add("needs", need_label(ui.words, &need));
            }
            store::list(&mut tx, &call.id, app.clock.now()).await?;
            "listed"
        }
        "results" if is_closed(&call) => {
            if is_sure(&mut tx, &call, &form).await? {
                store::put_results(&mut tx, &call.id, Some(app.clock.now())).await?;
                app.keep_tables(&mut tx, &call.id, &tables).await?;
            } else {
                errors.add("sure", fl!(ui.words, "editor-results-unsure"));
            }
            "results"
        }
        "reading" => {
            store::put_results(&mut tx, &call.id, None).await?;
            "reading"
        }
        "draft" => {
            if !store::unlist(&mut tx, app.db.engine, &call.id).await? {
                errors.add("listing", fl!(ui.words, "editor-unlist-refused"));
            }
            "draft"
        }
        _ => return Err(Error::Refused(StatusCode::BAD_REQUEST)),
    };
    if !errors.is_empty() {
        drop(tx);
        return publication_page(&app, ui, call, Notice::None, errors).await;
    }
    close_turn(&app, tx, &me, Act::ConsultationChanged, &slug, detail).await?;
    Ok(go(&ui, &slug, &format!("?done={detail}")))
}
