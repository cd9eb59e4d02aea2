//! The pages on which staff make and change a consultation: the list, a new one, publication, basics, texts.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use i18n_embed_fl::fl;
use serde::Deserialize;

use super::forms::{BasicsForm, Check, ListingForm, NewForm, TextsForm};
use super::{Filled, Values, choices};
use crate::app::App;
use crate::base::audit::{self, Act, Actor};
use crate::base::db::{Tx, is_unique_violation};
use crate::base::text::Lang;
use crate::consultations::period::Phase;
use crate::consultations::{Consultation, Mode, Moderation, Need, days_of, store};
use crate::http::access::{Access, Role, Routes, Staff, Viewer};
use crate::http::{Error, Errors, Form, Path, Query, Result, Ui, page, page_with, site};

pub fn routes() -> Routes {
    const STAFF: Access = Access::Roles(&[Role::Staff]);
    Routes::default()
        .get(STAFF, "/staff/consultations", list)
        .get(STAFF, "/staff/consultations/new", new_page)
        .post(STAFF, "/staff/consultations/new", add)
        .get(STAFF, "/staff/consultations/{slug}", publication)
        .post(STAFF, "/staff/consultations/{slug}", change_listing)
        .get(STAFF, "/staff/consultations/{slug}/basics", basics)
        .post(STAFF, "/staff/consultations/{slug}/basics", save_basics)
        .get(STAFF, "/staff/consultations/{slug}/texts/{lang}", texts)
        .post(STAFF, "/staff/consultations/{slug}/texts/{lang}", save_texts)
        .get(STAFF, "/staff/consultations/{slug}/themes", choices::themes)
        .post(STAFF, "/staff/consultations/{slug}/themes", choices::change_themes)
        .get(STAFF, "/staff/consultations/{slug}/fields", choices::fields)
        .post(STAFF, "/staff/consultations/{slug}/fields", choices::save_fields)
}

/// What stands above a section after a save.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Notice {
    None,
    /// By its name in `DONE`.
    Done(&'static str),
    /// Somebody else saved meanwhile.
    Late,
}

/// What the address may say has been done; `label` has the words.
const DONE: [&str; 4] = ["saved", "made", "listed", "draft"];

#[derive(Deserialize)]
pub struct Asking {
    #[serde(default)]
    done: String,
}

impl Asking {
    pub fn notice(&self) -> Notice {
        DONE.into_iter().find(|name| *name == self.done).map_or(Notice::None, Notice::Done)
    }
}

/// A chip: its class and its word.
pub struct Chip {
    pub class: &'static str,
    pub label: String,
}

/// Where a consultation stands: draft, scheduled, open, closed.
pub fn chip(ui: &Ui, call: &Consultation) -> Chip {
    let (class, label) = match call.phase(&ui.zone, ui.now) {
        _ if !call.listed => ("chip pending", fl!(ui.words, "editor-state-draft")),
        Phase::Scheduled => ("chip info", fl!(ui.words, "editor-state-scheduled")),
        Phase::Open { .. } => ("chip open", fl!(ui.words, "editor-state-open")),
        Phase::Closed => ("chip", fl!(ui.words, "editor-state-closed")),
    };
    Chip { class, label }
}

/// 2024年7月1日（月）から2024年11月30日（土）まで（153日間）
pub fn period(ui: &Ui, call: &Consultation) -> String {
    let days = i64::from(days_of(call.opens_on, call.closes_on));
    let (first, last) = (ui.day(call.opens_on), ui.day(call.closes_on));
    fl!(ui.words, "editor-period", first = first, last = last, days = days)
}

/// A section of the editor, as the local navigation shows it.
pub struct Section {
    pub path: String,
    pub label: String,
    pub current: bool,
}

pub fn sections(ui: &Ui, call: &Consultation) -> Vec<Section> {
    let w = ui.words;
    let here = ui.path.split('?').next().unwrap_or_default().replace("/texts/en", "/texts/ja");
    let all = [
        ("", fl!(w, "editor-section-publication")),
        ("/basics", fl!(w, "editor-section-basics")),
        ("/texts/ja", fl!(w, "editor-section-texts")),
        ("/themes", fl!(w, "editor-section-themes")),
        ("/fields", fl!(w, "editor-section-fields")),
    ];
    let section = |(tail, label): (&str, String)| {
        let path = call.staff_path(tail);
        Section { current: path == here, path, label }
    };
    all.into_iter().map(section).collect()
}

/// Opens the transaction that changes a consultation, if it is still the one that was seen; `None` when somebody
/// else saved meanwhile. With it comes the consultation as it stands now.
pub async fn take_turn(app: &App, slug: &str, revision: &str) -> Result<(Option<Tx>, Consultation)> {
    let seen: i64 = revision.parse().unwrap_or_default();
    let mut tx = app.db.begin().await?;
    let mine = store::raise(&mut tx, slug, seen, app.clock.now()).await?;
    let mut call = store::find(&mut tx, slug).await?.ok_or(Error::NotFound)?;
    if !mine {
        return Ok((None, call));
    }
    // Raised only when the transaction commits: a form that comes back to be mended still names this one.
    call.revision = seen;
    Ok((Some(tx), call))
}

/// Writes the act down and makes everything of this turn so; pages show it at once.
pub async fn close_turn(app: &App, mut tx: Tx, me: &Viewer, act: Act, slug: &str, detail: &str) -> Result<()> {
    audit::record(&mut tx, Actor::Staff(&me.login), act, slug, detail, app.clock.now()).await?;
    tx.commit().await?;
    app.forget_calls();
    Ok(())
}

pub fn go(ui: &Ui, slug: &str, tail: &str) -> Response {
    Redirect::to(&ui.url(&format!("/staff/consultations/{slug}{tail}"))).into_response()
}

#[derive(Template)]
#[template(path = "editor/list.html")]
struct ListPage {
    ui: Ui,
    calls: Vec<Consultation>,
}

async fn list(State(app): State<App>, ui: Ui, Staff(_): Staff) -> Result<Response> {
    let calls = store::all(&mut *app.db.read().await?).await?;
    page(&ListPage { ui, calls })
}

#[derive(Template)]
#[template(path = "editor/new.html")]
struct NewPage {
    ui: Ui,
    f: Filled<NewForm>,
}

/// Prefilled with what most want: ideas, a look before publication, an address from the year.
async fn new_page(State(app): State<App>, ui: Ui, Staff(_): Staff) -> Result<Response> {
    let calls = store::all(&mut *app.db.read().await?).await?;
    let year = ui.zone.date(ui.now).year();
    let free = |slug: &String| calls.iter().all(|call| call.slug != *slug);
    let form = NewForm {
        slug: (1..).map(|number| format!("{year}-{number}")).find(free).unwrap_or_default(),
        mode: Mode::Ideas.name().to_owned(),
        moderation: Moderation::Before.name().to_owned(),
        ..NewForm::default()
    };
    page(&NewPage { ui, f: Filled::of(form) })
}

async fn add(State(app): State<App>, ui: Ui, Staff(me): Staff, Form(form): Form<NewForm>) -> Result<Response> {
    let now = app.clock.now();
    let mut check = Check::new(ui.words);
    let Some(call) = form.parse(&mut check, now) else {
        return page_with(StatusCode::UNPROCESSABLE_ENTITY, &NewPage { ui, f: Filled::wrong(form, check.errors) });
    };
    let mut tx = app.db.begin().await?;
    match store::insert(&mut tx, &call, now).await {
        Ok(()) => {}
        Err(error) if is_unique_violation(&error) => {
            drop(tx);
            check.errors.add("slug", fl!(ui.words, "editor-error-slug-taken", slug = call.slug));
            return page_with(StatusCode::UNPROCESSABLE_ENTITY, &NewPage { ui, f: Filled::wrong(form, check.errors) });
        }
        Err(error) => return Err(error.into()),
    }
    close_turn(&app, tx, &me, Act::ConsultationAdded, &call.slug, call.mode.name()).await?;
    Ok(go(&ui, &call.slug, "?done=made"))
}

#[derive(Template)]
#[template(path = "editor/publication.html")]
struct PublicationPage {
    ui: Ui,
    call: Consultation,
    notice: Notice,
    missing: Vec<Need>,
    opinions: i64,
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
    let opinions = store::count_opinions(&mut *app.db.read().await?, &call.id).await?;
    let missing = call.missing(ui.site.is_ready(), &ui.zone, ui.now);
    let status = if notice == Notice::Late { StatusCode::CONFLICT } else { errors.status() };
    page_with(status, &PublicationPage { ui, call, notice, missing, opinions, errors })
}

/// Shows a draft to everybody when nothing is missing, or takes it back while nobody has answered.
async fn change_listing(
    State(app): State<App>,
    ui: Ui,
    Staff(me): Staff,
    Path(slug): Path<String>,
    Form(form): Form<ListingForm>,
) -> Result<Response> {
    let is_ready = site::load(&app).await?.is_ready();
    let (turn, call) = take_turn(&app, &slug, &form.revision).await?;
    let Some(mut tx) = turn else {
        return publication_page(&app, ui, call, Notice::Late, Errors::default()).await;
    };
    let mut errors = Errors::default();
    let detail = match form.act.as_str() {
        "list" => {
            for need in call.missing(is_ready, &ui.zone, ui.now) {
                errors.add("needs", super::need_label(ui.words, &need));
            }
            store::list(&mut tx, &call.id, app.clock.now()).await?;
            "listed"
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

#[derive(Template)]
#[template(path = "editor/basics.html")]
struct BasicsPage {
    ui: Ui,
    call: Consultation,
    notice: Notice,
    f: Filled<BasicsForm>,
}

async fn basics(
    State(app): State<App>,
    ui: Ui,
    Staff(_): Staff,
    Path(slug): Path<String>,
    Query(asking): Query<Asking>,
) -> Result<Response> {
    let call = app.draft(&slug).await?;
    let f = Filled::of(BasicsForm::of(&call));
    page(&BasicsPage { ui, call, notice: asking.notice(), f })
}

async fn save_basics(
    State(app): State<App>,
    ui: Ui,
    Staff(me): Staff,
    Path(slug): Path<String>,
    Form(form): Form<BasicsForm>,
) -> Result<Response> {
    let (turn, call) = take_turn(&app, &slug, &form.revision).await?;
    let Some(mut tx) = turn else {
        let f = Filled::clash(form, BasicsForm::of(&call));
        return page_with(f.status(), &BasicsPage { ui, call, notice: Notice::Late, f });
    };
    let mut check = Check::new(ui.words);
    let Some(changed) = form.parse(&mut check, &call, call.phase(&ui.zone, ui.now)) else {
        drop(tx);
        let f = Filled::wrong(form, check.errors);
        return page_with(f.status(), &BasicsPage { ui, call, notice: Notice::None, f });
    };
    store::put_basics(&mut tx, &changed).await?;
    let detail = super::changes(&BasicsForm::of(&call), &BasicsForm::of(&changed));
    close_turn(&app, tx, &me, Act::ConsultationChanged, &slug, &detail).await?;
    Ok(go(&ui, &slug, "/basics?done=saved"))
}

#[derive(Template)]
#[template(path = "editor/texts.html")]
struct TextsPage {
    ui: Ui,
    call: Consultation,
    notice: Notice,
    lang: Lang,
    f: Filled<TextsForm>,
}

impl TextsPage {
    /// The languages of the texts.
    fn tabs(&self) -> Vec<Section> {
        let tab = |lang: Lang| Section {
            path: self.call.staff_path(&format!("/texts/{}", lang.code())),
            label: lang.name().to_owned(),
            current: lang == self.lang,
        };
        Lang::all().map(tab).collect()
    }
}

fn texts_page(ui: Ui, call: Consultation, notice: Notice, lang: Lang, mut f: Filled<TextsForm>) -> Result<Response> {
    f.model = (lang != Lang::JA).then(|| TextsForm::of(&call, Lang::JA));
    page_with(f.status(), &TextsPage { ui, call, notice, lang, f })
}

async fn texts(
    State(app): State<App>,
    ui: Ui,
    Staff(_): Staff,
    Path((slug, lang)): Path<(String, String)>,
    Query(asking): Query<Asking>,
) -> Result<Response> {
    let lang = Lang::parse(&lang).ok_or(Error::NotFound)?;
    let call = app.draft(&slug).await?;
    let f = Filled::of(TextsForm::of(&call, lang));
    texts_page(ui, call, asking.notice(), lang, f)
}

async fn save_texts(
    State(app): State<App>,
    ui: Ui,
    Staff(me): Staff,
    Path((slug, lang)): Path<(String, String)>,
    Form(form): Form<TextsForm>,
) -> Result<Response> {
    let lang = Lang::parse(&lang).ok_or(Error::NotFound)?;
    let (turn, mut call) = take_turn(&app, &slug, &form.revision).await?;
    let saved = TextsForm::of(&call, lang);
    let Some(mut tx) = turn else {
        return texts_page(ui, call, Notice::Late, lang, Filled::clash(form, saved));
    };
    let mut check = Check::new(ui.words);
    let Some(texts) = form.parse(&mut check, lang, call.listed) else {
        drop(tx);
        return texts_page(ui, call, Notice::None, lang, Filled::wrong(form, check.errors));
    };
    store::put_texts(&mut tx, &call.id, lang, &texts).await?;
    call.texts.retain(|(kept, _)| *kept != lang);
    call.texts.push((lang, texts));
    store::note_purpose(&mut tx, &call, app.clock.now()).await?;
    let new = TextsForm::of(&call, lang);
    // Texts may be long: the log says which, and of the title what it was.
    let line = |name: &&str| {
        let named = format!("{name}_{}", lang.code());
        if *name == "title" { audit::change(&named, saved.value(name), new.value(name)) } else { named }
    };
    let changed: Vec<_> =
        TextsForm::NAMES.iter().filter(|name| saved.value(name) != new.value(name)).map(line).collect();
    close_turn(&app, tx, &me, Act::ConsultationChanged, &slug, &changed.join("\n")).await?;
    Ok(go(&ui, &slug, &format!("/texts/{}?done=saved", lang.code())))
}
