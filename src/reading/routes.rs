//! Handlers of the public pages. They set no cookie and need no script.

use std::sync::Arc;

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use i18n_embed_fl::fl;

use super::{Point, Tense, timeline, trust};
use crate::app::App;
use crate::cards::Link;
use crate::consultations::period::Phase;
use crate::consultations::{Consultation, Moderation, Texts};
use crate::counts::{PublicCounts, Wait};
use crate::documents::{self, Document, Kind};
use crate::http::access::{Access, Role, Routes, Staff};
use crate::http::{Path, Result, Ui, private_page, public_page};
use crate::meetings;
use crate::opinions::filter::Filter;
use crate::reactions::View;
use crate::voices::store::Question;
use crate::voices::{self, Order, Voice};

/// Where a draft is looked at, behind its address among the staff's pages.
const PREVIEW: &str = "/preview";

/// Who makes consultations sees their pages before anybody else does.
const EDITOR: Access = Access::Roles(&[Role::Staff]);

pub fn routes() -> Routes {
    Routes::default()
        .get(Access::Public, "/", home)
        .get(Access::Public, "/consultations", to_home)
        .get(Access::Public, "/consultations/{slug}", consultation)
        .merge(trust::routes())
        .get(EDITOR, "/staff/consultations/{slug}/preview", preview)
        .get(EDITOR, "/staff/consultations/{slug}/preview/opinions", preview_opinions)
        .get(EDITOR, "/staff/consultations/{slug}/preview/results", preview_opinions)
        .get(EDITOR, "/staff/consultations/{slug}/preview/themes/{code}", preview_theme)
}

/// A consultation as a row of the home page.
struct CallRow {
    call: Arc<Consultation>,
    texts: Texts,
    phase: Phase,
    counts: Arc<PublicCounts>,
}

#[derive(Template)]
#[template(path = "reading/home.html")]
struct HomePage {
    ui: Ui,
    heading: String,
    link: Link,
    open: Vec<CallRow>,
    scheduled: Vec<CallRow>,
    closed: Vec<CallRow>,
}

async fn home(State(app): State<App>, ui: Ui) -> Result<Response> {
    let mut rows = Vec::new();
    for call in app.listed().await?.iter() {
        let phase = call.phase(&app.zone, ui.now);
        rows.push(CallRow { texts: call.text(ui.lang), phase, counts: app.counts(call).await?, call: call.clone() });
    }
    let (open, rest): (Vec<_>, Vec<_>) = rows.into_iter().partition(|row| row.phase.is_open());
    let (scheduled, closed) = rest.into_iter().partition(|row| row.phase == Phase::Scheduled);
    let heading = match ui.city() {
        city if city.is_empty() => fl!(ui.words, "home-title"),
        city => fl!(ui.words, "home-heading", city = city),
    };
    let link = Link::to_home(&app, &ui, heading.clone());
    public_page(&HomePage { ui, heading, link, open, scheduled, closed })
}

/// Whoever shortens the address of a consultation looks for all of them.
async fn to_home(ui: Ui) -> Redirect {
    Redirect::permanent(&ui.url("/"))
}

#[derive(Template)]
#[template(path = "reading/consultation.html")]
struct ConsultationPage {
    ui: Ui,
    call: Arc<Consultation>,
    texts: Texts,
    phase: Phase,
    counts: Arc<PublicCounts>,
    newest: Vec<Voice>,
    points: Vec<(Point, Tense)>,
    documents: Vec<Document>,
    /// How long it takes until somebody has looked.
    pace: Option<Wait>,
    /// For those to whom somebody sends its address; `None` for a draft, before its makers' eyes alone.
    link: Option<Link>,
}

impl ConsultationPage {
    /// Where the pages of this consultation begin; those of a draft stay among the staff's.
    fn base(&self) -> String {
        self.ui.url(&if self.link.is_none() { self.call.staff_path(PREVIEW) } else { self.call.path() })
    }

    /// Where a document is read; those of a draft are among the staff's pages, too.
    fn href(&self, document: &Document) -> String {
        document.href(&if self.link.is_none() { self.ui.url(&self.call.staff_path("")) } else { String::new() })
    }

    /// A meeting is still to come.
    fn meets_again(&self) -> bool {
        self.points.iter().any(|(point, tense)| matches!(point, Point::Meeting(_)) && *tense != Tense::Past)
    }

    /// The day of a point; its year only where it differs from the one before.
    fn when(&self, point: &Point, place: &usize) -> String {
        let before = place.checked_sub(1).and_then(|place| self.points.get(place));
        let same = before.is_some_and(|(before, _)| before.day().year() == point.day().year());
        if same { self.ui.short_day(point.day()) } else { self.ui.day(point.day()) }
    }

    fn hours(&self, meeting: &meetings::Meeting) -> String {
        match (meeting.starts.as_str(), meeting.ends.as_str()) {
            ("", _) => String::new(),
            (starts, "") => starts.to_owned(),
            (starts, ends) => fl!(self.ui.words, "time-range", starts = starts, ends = ends),
        }
    }
}

async fn consultation(State(app): State<App>, ui: Ui, Path(slug): Path<String>) -> Result<Response> {
    let call = app.call(&slug).await?;
    public_page(&consultation_page(&app, ui, call, false).await?)
}

async fn consultation_page(app: &App, ui: Ui, call: Arc<Consultation>, is_preview: bool) -> Result<ConsultationPage> {
    let counts = app.counts(&call).await?;
    let all = Filter::default();
    let (newest, meetings, documents) = {
        let mut conn = app.db.read().await?;
        let question = Question { call: &call, counts: &counts, filter: &all, zone: &app.zone, engine: app.db.engine };
        let newest = voices::store::list(&mut conn, question, &Order::Newest, None, 3).await?;
        let meetings = meetings::store::list(&mut conn, &call.id).await?;
        (newest, meetings, documents::store::list(&mut conn, &call.id).await?)
    };
    // Here they are a taste of what there is; 共感 has its place where all are.
    let view = View::default();
    let newest =
        newest.into_iter().take(3).map(|opinion| Voice::new(&ui, &call, &counts, &all, &view, opinion)).collect();
    let points = timeline(&call, meetings, app.zone.date(ui.now));
    let pace = app.pace(&call).await?;
    let (texts, phase) = (call.text(ui.lang), call.phase(&app.zone, ui.now));
    let link = if is_preview {
        None
    } else {
        Some(Link::to(app, &ui, &call, &call.path(), texts.title.clone(), &texts.question).await)
    };
    Ok(ConsultationPage { ui, call, texts, phase, counts, newest, points, documents, pace, link })
}

/// The public page of a draft as it will be; what is public already is looked at where everybody looks.
async fn preview(State(app): State<App>, ui: Ui, _: Staff, Path(slug): Path<String>) -> Result<Response> {
    let call = app.draft(&slug).await?;
    if call.listed {
        return Ok(Redirect::to(&ui.url(&call.path())).into_response());
    }
    private_page(StatusCode::OK, &consultation_page(&app, ui, Arc::new(call), true).await?)
}

/// A draft has no opinions to list, or to count.
async fn preview_opinions(State(app): State<App>, ui: Ui, _: Staff, Path(slug): Path<String>) -> Result<Redirect> {
    let call = app.draft(&slug).await?;
    Ok(Redirect::to(&ui.url(&call.staff_path(PREVIEW))))
}

async fn preview_theme(
    app: State<App>,
    ui: Ui,
    staff: Staff,
    Path((slug, _)): Path<(String, String)>,
) -> Result<Redirect> {
    preview_opinions(app, ui, staff, Path(slug)).await
}
