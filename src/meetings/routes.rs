//! The pages of meetings: the list, and the page on which one is mended, united with another or removed.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use i18n_embed_fl::fl;
use serde::Deserialize;

use super::store::{self, Sum};
use super::{Meeting, Typed, found};
use crate::app::App;
use crate::base::audit::{self, Act, Actor};
use crate::base::id;
use crate::consultations::{self, Consultation};
use crate::http::access::{Access, Role, Routes, Staff};
use crate::http::{Errors, Form, Path, Query, Result, Ui, dates, page_with};

const STAFF: Access = Access::Roles(&[Role::Staff]);

pub fn routes() -> Routes {
    Routes::default()
        .get(STAFF, "/staff/workshops", list)
        .post(STAFF, "/staff/workshops", add)
        .get(STAFF, "/staff/workshops/{meeting}/meeting", show)
        .post(STAFF, "/staff/workshops/{meeting}/meeting", save)
        .post(STAFF, "/staff/workshops/{meeting}/meeting/union", unite)
        .post(STAFF, "/staff/workshops/{meeting}/meeting/removal", remove)
}

#[derive(Template)]
#[template(path = "meetings/list.html")]
struct ListPage {
    ui: Ui,
    /// Address, title, whether it is the one chosen.
    calls: Vec<(String, String, bool)>,
    slug: String,
    meetings: Vec<(Meeting, Option<Sum>)>,
    form: Typed,
    /// One of the same day and name that is there already.
    same: Option<Meeting>,
    errors: Errors,
}

impl ListPage {
    fn day(&self, meeting: &Meeting) -> String {
        dates::day(self.ui.words, meeting.held_on)
    }

    fn sum(&self, sum: &Sum) -> String {
        let n = |count: i64| self.ui.number(count);
        fl!(self.ui.words, "workshop-sum", tables = n(sum.tables), notes = n(sum.notes), dots = n(sum.dots))
    }
}

#[derive(Deserialize)]
struct ListQuery {
    #[serde(default)]
    call: String,
}

async fn list(State(app): State<App>, ui: Ui, Staff(_): Staff, Query(query): Query<ListQuery>) -> Result<Response> {
    list_page(&app, ui, &query.call, Typed::default(), None, Errors::default()).await
}

async fn list_page(
    app: &App,
    ui: Ui,
    wanted: &str,
    form: Typed,
    same: Option<Meeting>,
    errors: Errors,
) -> Result<Response> {
    let mut conn = app.db.read().await?;
    let calls = consultations::store::all(&mut conn).await?;
    let call = consultations::pick(&calls, wanted, &app.zone, app.clock.now());
    let (mut meetings, mut sums) = (Vec::new(), Vec::new());
    if let Some(call) = call {
        meetings = store::list(&mut conn, &call.id).await?;
        sums = store::sums(&mut conn, &call.id).await?;
    }
    let slug = call.map_or(String::new(), |call| call.slug.clone());
    let with_sum = |meeting: Meeting| {
        let sum = sums.iter().find(|sum| sum.meeting_id == meeting.id).cloned();
        (meeting, sum)
    };
    let shown = ListPage {
        calls: calls.iter().map(|call| (call.slug.clone(), call.text(ui.lang).title, call.slug == slug)).collect(),
        // The newest first: it is the one whose notes lie on the desk.
        meetings: meetings.into_iter().rev().map(with_sum).collect(),
        slug,
        form,
        same,
        errors,
        ui,
    };
    page_with(shown.errors.status(), &shown)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct AddForm {
    call: String,
    day: String,
    name: String,
    #[serde(default)]
    place: String,
    /// It is another meeting than the one of the same day and name.
    #[serde(default)]
    another: String,
}

/// Adds a meeting to the history of a consultation. One that looks like it is offered first.
async fn add(State(app): State<App>, ui: Ui, Staff(me): Staff, Form(form): Form<AddForm>) -> Result<Response> {
    let call = app.draft(&form.call).await?;
    let AddForm { day, name, place, another, .. } = form;
    let typed = Typed { day, name, place };
    let mut errors = Errors::default();
    let blank = Meeting { id: id::new(app.clock.machine_now()), ..Meeting::default() };
    let Some(meeting) = typed.read(ui.words, &blank, &mut errors) else {
        return list_page(&app, ui, &call.slug, typed, None, errors).await;
    };
    let mut tx = app.db.begin().await?;
    let known = store::list(&mut tx, &call.id).await?;
    if let Some(same) = known.into_iter().find(|it| it.is_like(&meeting)).filter(|_| another != "yes") {
        tx.rollback().await?;
        errors.add("name", fl!(ui.words, "meeting-same"));
        return list_page(&app, ui, &call.slug, typed, Some(same), errors).await;
    }
    let meeting = Meeting { number: store::next_number(&mut tx, &call.id).await?, ..meeting };
    store::insert(&mut tx, &call.id, &meeting).await?;
    let (who, now) = (Actor::Staff(&me.login), app.clock.now());
    audit::record(&mut tx, who, Act::MeetingAdded, &call.slug, &meeting.label(), now).await?;
    tx.commit().await?;
    Ok(to_sheet(&ui, &meeting.id))
}

fn to_sheet(ui: &Ui, meeting: &str) -> Response {
    Redirect::to(&ui.url(&format!("/staff/workshops/{meeting}"))).into_response()
}

#[derive(Template)]
#[template(path = "meetings/meeting.html")]
struct MeetingPage {
    ui: Ui,
    call: Consultation,
    meeting: Meeting,
    form: Typed,
    /// The others of its consultation, the newest first.
    others: Vec<Meeting>,
    /// Notes that have come in.
    notes: i64,
    errors: Errors,
}

async fn show(State(app): State<App>, ui: Ui, Staff(_): Staff, Path(meeting): Path<String>) -> Result<Response> {
    let (call, meeting) = found(&app, &meeting).await?;
    let form = Typed::from(&meeting);
    meeting_page(&app, ui, (call, meeting), form, Errors::default(), StatusCode::OK).await
}

async fn meeting_page(
    app: &App,
    ui: Ui,
    (call, meeting): (Consultation, Meeting),
    form: Typed,
    errors: Errors,
    status: StatusCode,
) -> Result<Response> {
    let mut conn = app.db.read().await?;
    let mut others = store::list(&mut conn, &call.id).await?;
    others.retain(|it| it.id != meeting.id);
    others.reverse();
    let sums = store::sums(&mut conn, &call.id).await?;
    let notes = sums.iter().find(|sum| sum.meeting_id == meeting.id).map_or(0, |sum| sum.notes);
    page_with(status, &MeetingPage { ui, call, meeting, form, others, notes, errors })
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct MeetingForm {
    /// What the page showed.
    seen: String,
    day: String,
    name: String,
    #[serde(default)]
    place: String,
}

/// Changes day, name and place.
async fn save(
    State(app): State<App>,
    ui: Ui,
    Staff(me): Staff,
    Path(meeting): Path<String>,
    Form(form): Form<MeetingForm>,
) -> Result<Response> {
    let (call, old) = found(&app, &meeting).await?;
    let MeetingForm { seen, day, name, place } = form;
    let typed = Typed { day, name, place };
    let mut errors = Errors::default();
    let Some(new) = typed.read(ui.words, &old, &mut errors) else {
        return meeting_page(&app, ui, (call, old), typed, errors, StatusCode::UNPROCESSABLE_ENTITY).await;
    };
    let mut tx = app.db.begin().await?;
    if seen != old.seen() || !store::change(&mut tx, &old, &new).await? {
        tx.rollback().await?;
        let (call, now) = found(&app, &meeting).await?;
        let place =
            if now.place.is_empty() { String::new() } else { fl!(ui.words, "meeting-at", place = now.place.as_str()) };
        errors.add("name", fl!(ui.words, "meeting-clash", meeting = format!("{}{place}", now.label())));
        return meeting_page(&app, ui, (call, now), typed, errors, StatusCode::CONFLICT).await;
    }
    let (was, is) = (Typed::from(&old), Typed::from(&new));
    let values = [("held_on", was.day, is.day), ("name", was.name, is.name), ("place", was.place, is.place)];
    let changed = values.iter().filter(|(_, old, new)| old != new);
    let lines: Vec<String> = changed.map(|(what, old, new)| audit::change(what, old, new)).collect();
    if !lines.is_empty() {
        let detail = [vec![format!("meeting {}", old.label())], lines].concat().join("\n");
        let (who, now) = (Actor::Staff(&me.login), app.clock.now());
        audit::record(&mut tx, who, Act::MeetingChanged, &call.slug, &detail, now).await?;
    }
    tx.commit().await?;
    Ok(to_sheet(&ui, &meeting))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct UnionForm {
    /// Id of the one that stays.
    with: String,
}

/// Hangs the notes of a meeting into another and removes it: it had been added twice.
async fn unite(
    State(app): State<App>,
    ui: Ui,
    Staff(me): Staff,
    Path(meeting): Path<String>,
    Form(form): Form<UnionForm>,
) -> Result<Response> {
    let (call, meeting) = found(&app, &meeting).await?;
    let mut tx = app.db.begin().await?;
    app.db.engine.take_turn(&mut tx).await?;
    let others = store::list(&mut tx, &call.id).await?;
    let stays = others.into_iter().find(|it| it.id == form.with && it.id != meeting.id);
    let why = match (&stays, store::is_awaited(&mut tx, &meeting.id).await?) {
        (None, _) => Some(fl!(ui.words, "meeting-unite-missing")),
        (_, true) => Some(fl!(ui.words, "meeting-awaited")),
        _ => None,
    };
    let (Some(stays), None) = (stays, &why) else {
        tx.rollback().await?;
        let mut errors = Errors::default();
        errors.add("with", why.unwrap_or_default());
        let form = Typed::from(&meeting);
        return meeting_page(&app, ui, (call, meeting), form, errors, StatusCode::UNPROCESSABLE_ENTITY).await;
    };
    store::move_notes(&mut tx, &meeting.id, &stays.id).await?;
    store::remove(&mut tx, &meeting.id).await?;
    let detail = audit::change("meeting", &meeting.label(), &stays.label());
    let (who, now) = (Actor::Staff(&me.login), app.clock.now());
    audit::record(&mut tx, who, Act::MeetingsUnited, &call.slug, &detail, now).await?;
    tx.commit().await?;
    Ok(to_sheet(&ui, &stays.id))
}

/// Removes a meeting without notes.
async fn remove(State(app): State<App>, ui: Ui, Staff(me): Staff, Path(meeting): Path<String>) -> Result<Response> {
    let (call, meeting) = found(&app, &meeting).await?;
    let mut tx = app.db.begin().await?;
    app.db.engine.take_turn(&mut tx).await?;
    if store::is_awaited(&mut tx, &meeting.id).await? || !store::remove(&mut tx, &meeting.id).await? {
        tx.rollback().await?;
        let mut errors = Errors::default();
        errors.add("remove", fl!(ui.words, "meeting-awaited"));
        let form = Typed::from(&meeting);
        return meeting_page(&app, ui, (call, meeting), form, errors, StatusCode::CONFLICT).await;
    }
    let (who, now) = (Actor::Staff(&me.login), app.clock.now());
    audit::record(&mut tx, who, Act::MeetingRemoved, &call.slug, &meeting.label(), now).await?;
    tx.commit().await?;
    Ok(Redirect::to(&ui.url(&format!("/staff/workshops?call={}", call.slug))).into_response())
}
