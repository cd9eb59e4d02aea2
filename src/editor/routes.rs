//! The pages on which staff make and change a consultation: the list, a new one, basics, texts.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use i18n_embed_fl::fl;

use super::forms::{BasicsForm, Check, NewForm, TextsForm};
use super::{Filled, Values, choices};
use crate::app::App;
use crate::base::audit::{self, Act, Actor};
use crate::base::db::is_unique_violation;
use crate::base::text::Lang;
use crate::consultations::period::Phase;
use crate::consultations::{Consultation, Mode, Moderation, store};
use crate::http::access::{Access, Role, Routes, Staff};
use crate::http::{Error, Form, Path, Query, Result, Ui, page, page_with};
use crate::publication::store::put_results;
use crate::revisions::{Asking, Notice, Section, close_turn, go, take_turn};

pub fn routes() -> Routes {
    const STAFF: Access = Access::Roles(&[Role::Staff]);
    Routes::default()
        .get(STAFF, "/staff/consultations", list)
        .get(STAFF, "/staff/consultations/new", new_page)
        .post(STAFF, "/staff/consultations/new", add)
        .get(STAFF, "/staff/consultations/{slug}/basics", basics)
        .post(STAFF, "/staff/consultations/{slug}/basics", save_basics)
        .get(STAFF, "/staff/consultations/{slug}/texts/{lang}", texts)
        .post(STAFF, "/staff/consultations/{slug}/texts/{lang}", save_texts)
        .get(STAFF, "/staff/consultations/{slug}/themes", choices::themes)
        .post(STAFF, "/staff/consultations/{slug}/themes", choices::change_themes)
        .get(STAFF, "/staff/consultations/{slug}/fields", choices::fields)
        .post(STAFF, "/staff/consultations/{slug}/fields", choices::save_fields)
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
    // What takes opinions again has no results yet; nor are they out by themselves when it closes.
    if call.results_at.is_some() && changed.phase(&ui.zone, ui.now) != Phase::Closed {
        put_results(&mut tx, &call.id, None).await?;
        let by = Actor::Staff(&me.login);
        audit::record(&mut tx, by, Act::ConsultationChanged, &slug, "reading", app.clock.now()).await?;
    }
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
