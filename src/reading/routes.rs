//! Handlers of the public pages. They set no cookie and need no script.

use std::sync::Arc;

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use i18n_embed_fl::fl;
use serde::Deserialize;

use super::{Point, Tense, timeline};
use crate::app::App;
use crate::consultations::period::Phase;
use crate::consultations::{Consultation, Moderation, Texts};
use crate::counts::{PublicCounts, shown_beside};
use crate::http::access::{Access, Role, Routes, Staff};
use crate::http::pager::{Paged, parse_cursor};
use crate::http::site::SiteText;
use crate::http::{Error, Path, Query, Result, Ui, page, page_with, private_page};
use crate::meetings;
use crate::opinions::filter::{Filter, FilterQuery};
use crate::opinions::store::{self, Published, Shown};
use crate::opinions::text::{Part, lines, parts};
use crate::opinions::{Channel, Reason, words_cut};

/// Where a draft is looked at, behind its address among the staff's pages.
const PREVIEW: &str = "/preview";

/// Who makes consultations sees their pages before anybody else does.
const EDITOR: Access = Access::Roles(&[Role::Staff]);

pub fn routes() -> Routes {
    Routes::default()
        .get(Access::Public, "/", home)
        .get(Access::Public, "/consultations", to_home)
        .get(Access::Public, "/consultations/{slug}", consultation)
        .get(Access::Public, "/consultations/{slug}/opinions", opinions)
        .get(Access::Public, "/opinions/{receipt}", opinion)
        .get(Access::Public, "/guideline", guideline)
        .get(Access::Public, "/privacy", privacy)
        .get(Access::Public, "/accessibility", accessibility)
        .get(EDITOR, "/staff/consultations/{slug}/preview", preview)
        .get(EDITOR, "/staff/consultations/{slug}/preview/opinions", preview_opinions)
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
    let (open, rest): (Vec<_>, Vec<_>) = rows.into_iter().partition(|row| matches!(row.phase, Phase::Open { .. }));
    let (scheduled, closed) = rest.into_iter().partition(|row| row.phase == Phase::Scheduled);
    page(&HomePage { ui, open, scheduled, closed })
}

/// Whoever shortens the address of a consultation looks for all of them.
async fn to_home(ui: Ui) -> Redirect {
    Redirect::permanent(&ui.url("/"))
}

/// A list shows so many lines of an opinion (`.clip` in app.css says the same).
const SHOWN_LINES: usize = 8;
/// Characters in a line of a list on a phone, and on a screen of 1280 px.
const PHONE: usize = 18;
const DESK: usize = 38;

/// An opinion ready for a page: its parts, its theme, what may stand beside it.
struct Voice {
    opinion: Published,
    theme: String,
    about: Vec<String>,
}

impl Voice {
    fn new(ui: &Ui, call: &Consultation, counts: &PublicCounts, opinion: Published) -> Self {
        let about = shown_beside(call, counts, &opinion, ui.lang);
        let theme =
            call.theme_by_id(&opinion.theme_id).map_or_else(String::new, |theme| theme.name(ui.lang).to_owned());
        Self { theme, about, opinion }
    }

    fn is_masked(&self) -> bool {
        self.parts().iter().any(|part| matches!(part, Part::Mask(_)))
    }

    fn parts(&self) -> Vec<Part<'_>> {
        parts(&self.opinion.public_body)
    }

    /// True when lists show only its beginning, on a screen with so many characters in a line.
    fn is_longer(&self, in_line: usize) -> bool {
        lines(&self.opinion.public_body, in_line) > SHOWN_LINES
    }
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
    /// A draft, before its makers' eyes alone.
    is_preview: bool,
}

impl ConsultationPage {
    /// Where the pages of this consultation begin; those of a draft stay among the staff's.
    fn base(&self) -> String {
        self.ui.url(&if self.is_preview { self.call.staff_path(PREVIEW) } else { self.call.path() })
    }

    /// Published opinions of a top theme, its second level included.
    fn count_of(&self, code: &str) -> i64 {
        let Some(theme) = self.call.theme(code) else { return 0 };
        let count = |id: &String| self.counts.by_theme.get(id).copied().unwrap_or(0);
        count(&theme.id) + self.call.children(theme).map(|child| count(&child.id)).sum::<i64>()
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
    page(&consultation_page(&app, ui, call, false).await?)
}

async fn consultation_page(app: &App, ui: Ui, call: Arc<Consultation>, is_preview: bool) -> Result<ConsultationPage> {
    let counts = app.counts(&call).await?;
    let (newest, meetings) = {
        let mut conn = app.db.read().await?;
        let newest =
            store::list_public(&mut conn, app.db.engine, &call, &Filter::default(), &app.zone, None, 3).await?;
        (newest, meetings::store::list(&mut conn, &call.id).await?)
    };
    let newest = newest.into_iter().take(3).map(|opinion| Voice::new(&ui, &call, &counts, opinion)).collect();
    let points = timeline(&call, meetings, app.zone.date(ui.now));
    let (texts, phase) = (call.text(ui.lang), call.phase(&app.zone, ui.now));
    Ok(ConsultationPage { ui, call, texts, phase, counts, newest, points, is_preview })
}

/// The public page of a draft as it will be; what is public already is looked at where everybody looks.
async fn preview(State(app): State<App>, ui: Ui, _: Staff, Path(slug): Path<String>) -> Result<Response> {
    let call = app.draft(&slug).await?;
    if call.listed {
        return Ok(Redirect::to(&ui.url(&call.path())).into_response());
    }
    private_page(StatusCode::OK, &consultation_page(&app, ui, Arc::new(call), true).await?)
}

/// A draft has no opinions to list.
async fn preview_opinions(State(app): State<App>, ui: Ui, _: Staff, Path(slug): Path<String>) -> Result<Redirect> {
    let call = app.draft(&slug).await?;
    Ok(Redirect::to(&ui.url(&call.staff_path(PREVIEW))))
}

/// Opinions on one page of a list.
const PAGE: usize = 50;

#[derive(Template)]
#[template(path = "reading/opinions.html")]
struct OpinionsPage {
    ui: Ui,
    call: Arc<Consultation>,
    texts: Texts,
    counts: Arc<PublicCounts>,
    filter: Filter,
    voices: Paged<Voice>,
    /// How many fit, and from how many submitters.
    fitting: (i64, i64),
    is_first: bool,
    is_open: bool,
    /// That not all words were looked for; '' where they were.
    cut: String,
}

impl OpinionsPage {
    fn base(&self) -> String {
        self.ui.url(&self.call.path())
    }

    fn chosen(&self, code: &str) -> bool {
        self.filter.themes.iter().any(|theme| theme == code)
    }

    fn conditions(&self) -> String {
        let w = self.ui.words;
        let mut said: Vec<String> = Vec::new();
        for code in &self.filter.themes {
            let name = self.call.theme(code).map_or("", |theme| theme.name(self.ui.lang)).to_owned();
            said.push(fl!(w, "list-condition-theme", theme = name));
        }
        if !self.filter.words.is_empty() {
            said.push(fl!(w, "list-condition-words", words = self.filter.words.clone()));
        }
        if said.is_empty() { fl!(w, "list-condition-none") } else { said.join(&fl!(w, "list-comma")) }
    }

    fn next_href(&self, cursor: &i64) -> String {
        let query = self.filter.query().address();
        let base = format!("{}/opinions", self.base());
        if query.is_empty() { format!("{base}?before={cursor}") } else { format!("{base}?{query}&before={cursor}") }
    }
}

#[derive(Deserialize)]
struct ListQuery {
    #[serde(default)]
    theme: String,
    #[serde(default)]
    q: String,
    #[serde(default)]
    before: String,
}

async fn opinions(
    State(app): State<App>,
    ui: Ui,
    Path(slug): Path<String>,
    Query(query): Query<ListQuery>,
) -> Result<Response> {
    let call = app.call(&slug).await?;
    let counts = app.counts(&call).await?;
    // What the city has not made public is in no filter of the public: only theme and words are read.
    let cut = words_cut(ui.words, &query.q);
    let filter = Filter::parse(&FilterQuery { theme: query.theme, q: query.q, ..FilterQuery::default() }, &call);
    let cursor = parse_cursor(&query.before);
    let (rows, fitting) = {
        let mut conn = app.db.read().await?;
        let rows = store::list_public(&mut conn, app.db.engine, &call, &filter, &app.zone, cursor, PAGE).await?;
        let fitting = if filter.is_empty() {
            (counts.published, counts.published_submitters)
        } else {
            store::count_public(&mut conn, app.db.engine, &call, &filter, &app.zone).await?
        };
        (rows, fitting)
    };
    let rows = rows.into_iter().map(|opinion| Voice::new(&ui, &call, &counts, opinion)).collect();
    let voices = Paged::from_surplus(rows, PAGE, |voice: &Voice| voice.opinion.number);
    let is_open = matches!(call.phase(&app.zone, ui.now), Phase::Open { .. });
    page(&OpinionsPage {
        texts: call.text(ui.lang),
        ui,
        call,
        counts,
        filter,
        voices,
        fitting,
        is_first: cursor.is_none(),
        is_open,
        cut,
    })
}

#[derive(Template)]
#[template(path = "reading/opinion.html")]
struct OpinionPage {
    ui: Ui,
    call: Arc<Consultation>,
    texts: Texts,
    voice: Voice,
    /// Of a note of a workshop, where it hung.
    note: Option<meetings::Note>,
    published_at: i64,
}

#[derive(Template)]
#[template(path = "reading/withdrawn.html")]
struct WithdrawnPage {
    ui: Ui,
    call: Arc<Consultation>,
    receipt: String,
}

async fn opinion(State(app): State<App>, ui: Ui, Path(receipt): Path<String>) -> Result<Response> {
    let shown = store::find_public(&mut *app.db.read().await?, &receipt).await?.ok_or(Error::NotFound)?;
    match shown {
        Shown::Withdrawn { consultation_id } => {
            let call = app.call_of(&consultation_id).await?;
            page_with(StatusCode::GONE, &WithdrawnPage { ui, call, receipt })
        }
        Shown::Published { consultation_id, opinion, published_at } => {
            let call = app.call_of(&consultation_id).await?;
            let counts = app.counts(&call).await?;
            let note = match opinion.channel == Channel::Workshop.name() {
                true => meetings::store::note(&mut *app.db.read().await?, &opinion.receipt).await?,
                false => None,
            };
            let voice = Voice::new(&ui, &call, &counts, opinion);
            page(&OpinionPage { texts: call.text(ui.lang), ui, call, voice, note, published_at })
        }
    }
}

#[derive(Template)]
#[template(path = "reading/guideline.html")]
struct GuidelinePage {
    ui: Ui,
}

async fn guideline(ui: Ui) -> Result<Response> {
    page(&GuidelinePage { ui })
}

#[derive(Template)]
#[template(path = "reading/privacy.html")]
struct PrivacyPage {
    ui: Ui,
    keep_days: i64,
}

async fn privacy(State(app): State<App>, ui: Ui) -> Result<Response> {
    page(&PrivacyPage { ui, keep_days: i64::from(app.config.keep_contacts_days) })
}

#[derive(Template)]
#[template(path = "reading/accessibility.html")]
struct AccessibilityPage {
    ui: Ui,
}

async fn accessibility(ui: Ui) -> Result<Response> {
    page(&AccessibilityPage { ui })
}
