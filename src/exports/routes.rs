//! Pages of exports: ask, watch, fetch.

use askama::Template;
use axum::body::Body;
use axum::extract::State;
use axum::http::{Method, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use i18n_embed_fl::fl;
use serde::Deserialize;
use tokio::fs::File;
use tokio_util::io::ReaderStream;

use super::store::LISTED;
use super::store::{self, Export};
use super::{Listed, Progress, What, fields, file_names, jobs, listed};
use crate::accounts::session;
use crate::accounts::store::holds_password;
use crate::app::App;
use crate::base::audit::{self, Act, Actor};
use crate::base::db::Conn;
use crate::base::jobs::{Job, enqueue};
use crate::consultations::{self, Consultation};
use crate::exchange::Profile;
use crate::files::Format;
use crate::http::access::{Access, Role, Routes, Staff, Viewer};
use crate::http::limits::Network;
use crate::http::{Error, Errors, Form, Path, Query, Result, Ui, attachment, page_with};
use crate::opinions::filter::{Condition, Filter, FilterQuery, takes_all};
use crate::opinions::not_narrowed;
use crate::orders::{self, Columns, ExportForm, Order, column_fields, only_counted};

const STAFF: Access = Access::Roles(&[Role::Staff]);

pub fn routes() -> Routes {
    Routes::default()
        .get(STAFF, "/staff/exports", exports)
        .post(STAFF, "/staff/exports", ask)
        .get(STAFF, "/staff/exports/{id}/{what}", fetch)
        .post(STAFF, "/staff/exports/{id}/delete", delete)
}

/// What the address may carry; other names are passed over there.
#[derive(Deserialize)]
struct ExportQuery {
    #[serde(default)]
    call: String,
    #[serde(flatten)]
    filter: FilterQuery,
}

#[derive(Template)]
#[template(path = "exports/exports.html")]
struct ExportsPage {
    ui: Ui,
    /// Address, title, whether it is the one chosen.
    calls: Vec<(String, String, bool)>,
    /// Conditions belong to one call: with them there is no choice of another.
    title: String,
    slug: String,
    conditions: Vec<Condition>,
    /// What was asked and cannot be, as sentences or ''.
    lacking: [String; 3],
    /// The conditions as hidden fields.
    fields: Vec<(&'static str, String)>,
    board: String,
    /// This page with its conditions, to look again. No place on it: to the same place a browser only scrolls.
    again: String,
    profiles: Vec<Offer>,
    formats: Vec<Offer>,
    /// Formats of other tools.
    tools: Vec<Offer>,
    /// One of these is chosen.
    tool_chosen: bool,
    /// Whoever may have contacts is asked for his password with them.
    asks_password: bool,
    /// Those of each profile.
    columns: Vec<Columns>,
    errors: Errors,
    list: Vec<Listed>,
    /// There are older ones than these.
    is_cut: bool,
    /// Who comes to ask sees the form first, who has just asked the list: it matters on a phone.
    list_first: bool,
    /// The page looks again by itself.
    running: bool,
}

impl ExportsPage {
    fn columns_are_wrong(&self) -> bool {
        self.columns.iter().any(|columns| self.errors.on(columns.name).is_some())
    }
}

/// A radio button with a sentence on what it means.
struct Offer {
    name: &'static str,
    label: String,
    text: String,
    chosen: bool,
}

async fn exports(
    State(app): State<App>,
    ui: Ui,
    Staff(me): Staff,
    Query(query): Query<ExportQuery>,
) -> Result<Response> {
    let mut conn = app.db.read().await?;
    let calls = consultations::store::all(&mut conn).await?;
    let mut form = ExportForm { call: query.call, ..ExportForm::default() };
    let call = consultations::pick(&calls, &form.call, &app.zone, app.clock.now());
    if let Some(call) = call {
        orders::store::offer(&mut conn, &app.zone, call, (&me.account, me.reads_contacts()), &mut form).await?;
    }
    // Conditions are those of the consultation they were asked for, and of no other.
    let is_other = !form.call.is_empty() && call.is_none_or(|call| call.slug != form.call);
    let mut asked = if is_other { FilterQuery::default() } else { query.filter };
    asked.q = asked.q.trim().to_owned();
    // A link may be old: what the call does not know is left out, and the page says what is left.
    let known = call.map_or(Filter::default(), |call| Filter::parse(&asked, call));
    let is_counted = call.is_some_and(|call| known.asks_counted(call));
    let counted = if is_counted { fl!(ui.words, "export-condition-counted") } else { String::new() };
    let gone = call.map_or(String::new(), |_| not_narrowed(ui.words, &asked, &known));
    let filter = call.map_or(Filter::default(), |call| known.without_counted(call));
    // Words as they were asked: a file is not written for fewer.
    let cut = if takes_all(&asked.q) { String::new() } else { fl!(ui.words, "export-words-too-many") };
    let fields = FilterQuery { q: asked.q, ..filter.query() };
    let shown = Shown { calls: &calls, call, filter: &filter, fields, form: &form, lacking: [gone, counted, cut] };
    let built = build(&ui, &mut conn, &me, app.clock.machine_now(), &shown, Errors::default()).await?;
    page_with(StatusCode::OK, &built)
}

async fn ask(
    State(app): State<App>,
    ui: Ui,
    Staff(me): Staff,
    network: Network,
    Form(mut form): Form<ExportForm>,
) -> Result<Response> {
    let calls = consultations::store::all(&mut *app.db.read().await?).await?;
    let call = calls.iter().find(|call| call.slug == form.call);
    if let Some(call) = call.filter(|call| !form.columns_of.is_empty() && form.columns_of != call.slug) {
        // Another consultation was shown: its columns are not this one's.
        let mut conn = app.db.read().await?;
        orders::store::offer(&mut conn, &app.zone, call, (&me.account, me.reads_contacts()), &mut form).await?;
    }
    let mut errors = Errors::default();
    let order = form.parse(ui.words, call, &app.zone, &mut errors);
    let mut proof = None;
    if Profile::parse(&form.profile) == Some(Profile::Contact) {
        let password = std::mem::take(&mut form.password);
        proof = prove(&app, &ui, network, &me, call, password, &mut errors).await?;
    }
    if let Some(order) = order.filter(|_| errors.is_empty()) {
        write_down(&app, &me, &order, proof).await?;
        return Ok(Redirect::to(&ui.url("/staff/exports")).into_response());
    }
    let filter = call.map_or(Filter::default(), |call| Filter::parse(&form.filter(), call));
    let shown = Shown {
        calls: &calls,
        call: call.or(consultations::pick(&calls, "", &app.zone, app.clock.now())),
        filter: &filter,
        // As it was asked: pressed again, the button must not write a wider file.
        fields: call.map_or(FilterQuery::default(), |_| form.filter()),
        form: &form,
        lacking: Default::default(),
    };
    let (status, mut conn) = (errors.status(), app.db.read().await?);
    let built = build(&ui, &mut conn, &me, app.clock.machine_now(), &shown, errors).await?;
    page_with(status, &built)
}

/// Who asks for contacts has the right, and shows once more who he is; the answer is his password's hash. A wrong one
/// counts as at the sign-in, and the log knows of it: somebody else may sit at a screen that was left open.
async fn prove(
    app: &App,
    ui: &Ui,
    network: Network,
    me: &Viewer,
    call: Option<&Consultation>,
    password: String,
    errors: &mut Errors,
) -> Result<Option<String>> {
    if !me.reads_contacts() {
        return Err(Error::Forbidden);
    }
    if password.is_empty() {
        errors.add("password", fl!(ui.words, "export-password-missing"));
        return Ok(None);
    }
    let proof = session::confirm(app, network, me, password).await?;
    if proof.is_none() {
        let slug = call.map_or("", |call| call.slug.as_str());
        let mut tx = app.db.begin().await?;
        audit::record(&mut tx, Actor::Staff(&me.login), Act::ContactsRefused, slug, "", app.clock.now()).await?;
        tx.commit().await?;
        errors.add("password", fl!(ui.words, "export-password-wrong"));
    }
    Ok(proof)
}

/// Puts an order on the list. `proof`: the password's hash, which must still be the account's.
async fn write_down(app: &App, me: &Viewer, order: &Order, proof: Option<String>) -> Result<()> {
    let now = app.clock.machine_now();
    let mut tx = app.db.begin().await?;
    if let Some(hash) = proof
        && !holds_password(&mut tx, &me.account, &hash).await?
    {
        return Err(Error::SignInRequired);
    }
    let id = store::insert(&mut tx, order, &serde_json::to_string(&order.filter.query())?, &me.account, now).await?;
    if order.format.tool().is_none() {
        orders::store::keep_columns(&mut tx, order, &me.account).await?;
    }
    enqueue(&mut tx, &Job::Export { export: id }, now).await?;
    let detail = format!("{} {} {}", order.profile.name(), order.format.name(), order.logged());
    let (actor, slug) = (Actor::Staff(&me.login), &order.call.slug);
    audit::record(&mut tx, actor, Act::ExportAsked, slug, detail.trim_end(), app.clock.now()).await?;
    tx.commit().await?;
    app.waiting.notify_one();
    Ok(())
}

/// What the form shows.
struct Shown<'a> {
    calls: &'a [Consultation],
    call: Option<&'a Consultation>,
    filter: &'a Filter,
    form: &'a ExportForm,
    /// The conditions that the form carries on.
    fields: FilterQuery,
    /// What of the address the call does not know, what it only counts, and that there are too many words, as sentences or ''.
    lacking: [String; 3],
}

/// The person's exports; one whose words have left the public since is shown as failed, one that he may not have any
/// more is not shown. And whether there are older ones.
async fn own(ui: &Ui, conn: &mut Conn, me: &Viewer, now: i64, calls: &[Consultation]) -> Result<(Vec<Listed>, bool)> {
    let mut list = Vec::new();
    let found = store::of_person(&mut *conn, &me.account, now).await?;
    let is_cut = found.len() > LISTED;
    for export in found.into_iter().take(LISTED) {
        if !may_have(me, &export)? {
            continue;
        }
        let outdated = store::is_outdated(&mut *conn, &export).await?;
        let mut one = listed(ui, calls, export)?;
        if outdated {
            one.progress = Progress::Failed;
            one.failure = match one.has_contacts {
                true => fl!(ui.words, "export-outdated-contacts"),
                false => fl!(ui.words, "export-outdated"),
            };
        }
        list.push(one);
    }
    Ok((list, is_cut))
}

/// Contacts are for those who have the right to them now.
fn may_have(me: &Viewer, export: &Export) -> Result<bool> {
    Ok(export.profile()? != Profile::Contact || me.reads_contacts())
}

async fn build(
    ui: &Ui,
    conn: &mut Conn,
    me: &Viewer,
    now: i64,
    shown: &Shown<'_>,
    errors: Errors,
) -> Result<ExportsPage> {
    let w = ui.words;
    let (list, is_cut) = own(ui, conn, me, now, shown.calls).await?;
    let form = shown.form;
    let slug = shown.call.map_or(String::new(), |call| call.slug.clone());
    let title = |call: &Consultation| call.text(ui.lang).title;
    let again =
        if form.call.is_empty() { "/staff/exports".into() } else { address("/staff/exports", &slug, &shown.fields) };
    let profiles: Vec<Profile> = orders::profiles(me.reads_contacts()).collect();
    let profile = |profile: &Profile| Offer {
        name: profile.name(),
        label: profile.label(w),
        text: match profile {
            Profile::Public => fl!(w, "export-profile-public-text"),
            Profile::Office => fl!(w, "export-profile-office-text") + &only_counted(w, shown.call),
            Profile::Contact => fl!(w, "export-profile-contact-text"),
        },
        chosen: form.profile == profile.name(),
    };
    // Excel is what most people open; the profile is chosen by hand, since a wrong one would be a leak.
    let chosen = Format::parse(&form.format).unwrap_or(Format::Xlsx);
    let format = |format: &Format| Offer {
        name: format.name(),
        label: format.label(w),
        text: format.text(w),
        chosen: chosen == *format,
    };
    Ok(ExportsPage {
        calls: shown.calls.iter().map(|call| (call.slug.clone(), title(call), call.slug == slug)).collect(),
        title: shown.call.map_or(String::new(), title),
        conditions: shown.call.map_or(Vec::new(), |call| shown.filter.conditions(call, w, ui.lang)),
        lacking: shown.lacking.clone(),
        fields: fields(&shown.fields),
        board: ui.url(&address("/staff/board", &slug, &shown.fields)),
        again: ui.url(&again),
        slug,
        profiles: profiles.iter().map(profile).collect(),
        formats: Format::ALL.iter().filter(|format| format.tool().is_none()).map(format).collect(),
        tools: Format::ALL.iter().filter(|format| format.tool().is_some()).map(format).collect(),
        tool_chosen: chosen.tool().is_some(),
        asks_password: me.reads_contacts(),
        columns: column_fields(ui, shown.call, form, &profiles),
        errors,
        is_cut,
        list_first: form.call.is_empty() && !list.is_empty(),
        running: list.iter().any(|one| matches!(one.progress, Progress::Waiting | Progress::Running)),
        list,
        ui: ui.clone(),
    })
}

/// A page's address with a call and conditions.
fn address(page: &str, slug: &str, fields: &FilterQuery) -> String {
    let conditions = fields.address();
    format!("{page}?call={slug}{}{conditions}", if conditions.is_empty() { "" } else { "&" })
}

/// A finished export of this very person, for a day. Everybody else learns nothing, not even that it exists; `None`
/// where words have left the public since, which the list says.
async fn finished(app: &App, me: &Viewer, id: &str) -> Result<Option<(Export, Order)>> {
    let now = app.clock.machine_now();
    let mut conn = app.db.read().await?;
    let found = store::find(&mut conn, id).await?;
    let mine = found.filter(|export| export.requested_by == me.account && export.expires_at > now);
    let export = mine.ok_or(Error::NotFound)?;
    if export.progress()? != Progress::Done || !may_have(me, &export)? {
        return Err(Error::NotFound);
    }
    if store::is_outdated(&mut conn, &export).await? {
        return Ok(None);
    }
    let asked = jobs::asked(&mut conn, &export).await?;
    // Contacts whose time has come are in no file any more, either.
    let die_at = asked.order.call.contacts_die_at(&app.zone, app.config.keep_contacts_days);
    if asked.order.profile == Profile::Contact && die_at <= app.clock.now() {
        return Err(Error::NotFound);
    }
    Ok(Some((export, asked.order)))
}

/// Deletes one's own file before its day is over; what is being written ends, too.
async fn delete(State(app): State<App>, ui: Ui, Staff(me): Staff, Path(id): Path<String>) -> Result<Response> {
    let mut tx = app.db.begin().await?;
    store::delete(&mut tx, &id, &me.account).await?;
    tx.commit().await?;
    jobs::sweep(&app).await?;
    Ok(Redirect::to(&ui.url("/staff/exports")).into_response())
}

async fn fetch(
    State(app): State<App>,
    ui: Ui,
    Staff(me): Staff,
    method: Method,
    Path((id, what)): Path<(String, String)>,
) -> Result<Response> {
    let what = What::parse(&what).ok_or(Error::NotFound)?;
    let Some((export, order)) = finished(&app, &me, &id).await? else {
        return Ok(Redirect::to(&ui.url("/staff/exports")).into_response());
    };
    if what == What::Lost && export.lost == 0 {
        return Err(Error::NotFound);
    }
    let beside = if what == What::File { "" } else { what.name() };
    let (plain, named) = file_names(&order, &app.zone, export.as_of.unwrap_or_default(), beside);
    let kind = if what == What::File { order.format.content_type() } else { Format::Csv.content_type() };
    let headers = [(header::CONTENT_TYPE, kind.to_owned()), attachment(&plain, &named)];
    let path = jobs::file(&app, &export.id, what, order.format);
    // Opened before anything is written down: a file on another machine is not fetched.
    let file = File::open(&path).await.map_err(|error| {
        tracing::warn!(%error, file = %path.display(), "an export's file is not here");
        Error::NotFound
    })?;
    let length = [(header::CONTENT_LENGTH, file.metadata().await?.len().to_string())];
    // A program that only asks how long it is has fetched nothing.
    if what == What::File && method == Method::GET {
        let (slug, sha256) = (&order.call.slug, export.sha256.unwrap_or_default());
        let mut tx = app.db.begin().await?;
        let (actor, now) = (Actor::Staff(&me.login), app.clock.now());
        audit::record(&mut tx, actor, Act::ExportFetched, slug, &sha256, now).await?;
        tx.commit().await?;
    }
    Ok((headers, length, Body::from_stream(ReaderStream::new(file))).into_response())
}
