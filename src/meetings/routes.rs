//! The list of meetings, and the form of a new one.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use i18n_embed_fl::fl;
use serde::Deserialize;

use super::store::{self, Sum};
use super::{Meeting, Named, in_brackets, mending};
use crate::app::App;
use crate::base::audit::{self, Act, Actor};
use crate::base::fold::is_refused_in_a_line;
use crate::base::id;
use crate::base::text::{Lang, Words};
use crate::consultations;
use crate::consultations::choices::MAX_TRANSLATED;
use crate::http::access::{Access, Role, Routes, Staff};
use crate::http::forms::{InLanguages, Told, told_name};
use crate::http::{Errors, LangForm, Query, Result, Ui, page_with};

const STAFF: Access = Access::Roles(&[Role::Staff]);

pub fn routes() -> Routes {
    Routes::default()
        .get(STAFF, "/staff/workshops", list)
        .post(STAFF, "/staff/workshops", add)
        .get(STAFF, "/staff/workshops/{meeting}/meeting", mending::show)
        .post(STAFF, "/staff/workshops/{meeting}/meeting", mending::save)
        .post(STAFF, "/staff/workshops/{meeting}/meeting/union", mending::unite)
        .post(STAFF, "/staff/workshops/{meeting}/meeting/removal", mending::remove)
}

#[derive(Template)]
#[template(path = "meetings/list.html")]
struct ListPage {
    ui: Ui,
    /// Address, title, whether it is the one chosen.
    calls: Vec<(String, String, bool)>,
    slug: String,
    meetings: Vec<(Meeting, Option<Sum>)>,
    said: Said,
    errors: Errors,
}

/// What stands in the form of the list and above it.
#[derive(Default)]
struct Said {
    form: Named,
    /// Names in other languages.
    in_others: Told,
    /// One of the same day and name that is there already.
    same: Option<Meeting>,
    /// The meeting is gone, and this was typed for it; '' where nothing was.
    gone: Option<String>,
    /// One has just been removed.
    removed: bool,
}

impl ListPage {
    fn day(&self, meeting: &Meeting) -> String {
        meeting.day_and_place(self.ui.words)
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
    #[serde(default)]
    done: String,
}

async fn list(State(app): State<App>, ui: Ui, Staff(_): Staff, Query(query): Query<ListQuery>) -> Result<Response> {
    let said = Said { removed: query.done == "removed", ..Said::default() };
    list_page(&app, ui, &query.call, said, Errors::default()).await
}

/// The list, after somebody else has united or removed a meeting meanwhile: with what was typed for it, to be copied.
pub async fn gone(app: &App, ui: Ui, typed: String) -> Result<Response> {
    list_page(app, ui, "", Said { gone: Some(typed), ..Said::default() }, Errors::default()).await
}

async fn list_page(app: &App, ui: Ui, wanted: &str, said: Said, errors: Errors) -> Result<Response> {
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
        said,
        errors: errors.in_order(&["day", "name"]),
        ui,
    };
    let status = if shown.said.gone.is_some() { StatusCode::CONFLICT } else { shown.errors.status() };
    page_with(status, &shown)
}

/// A meeting as staff write it down.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct MeetingForm {
    /// Address of the consultation of a new one.
    pub call: String,
    /// It is another meeting than the one of the same day and name.
    pub another: String,
    /// What the page of one that is there showed.
    pub seen: String,
    pub day: String,
    pub name: String,
    pub place: String,
    #[serde(skip)]
    pub others: Told,
}

impl InLanguages for MeetingForm {
    fn asks(text: &str, lang: Lang) -> bool {
        text == "name" && lang != Lang::JA
    }
    fn told(&mut self) -> &mut Told {
        &mut self.others
    }
}

/// The names in other languages as they were typed; what is wrong with them stands beside their fields.
pub fn read_names(w: &Words, told: &Told, errors: &mut Errors) -> Vec<(Lang, String)> {
    let mut names = Vec::new();
    for (id, _, lang, typed) in told.controls("name", "") {
        let name = typed.trim();
        if name.chars().count() > MAX_TRANSLATED || name.contains(is_refused_in_a_line) {
            errors.add(id, fl!(w, "workshop-name-wrong", max = MAX_TRANSLATED));
        }
        if !name.is_empty() {
            names.push((lang, name.to_owned()));
        }
    }
    names
}

/// The names in other languages, to be typed anew.
pub fn typed_names(meeting: &Meeting) -> Told {
    let mut told = Told::default();
    Lang::others().for_each(|lang| told.put(told_name("name", lang), meeting.exact(lang).to_owned()));
    told
}

/// Adds a meeting to the history of a consultation. One that looks like it is offered first.
async fn add(
    State(app): State<App>,
    ui: Ui,
    Staff(me): Staff,
    LangForm(form): LangForm<MeetingForm>,
) -> Result<Response> {
    let call = app.draft(&form.call).await?;
    let MeetingForm { day, name, place, another, others, .. } = form;
    let mut said = Said { form: Named { day, name, place }, in_others: others, ..Said::default() };
    let mut errors = Errors::default();
    let others = read_names(ui.words, &said.in_others, &mut errors);
    let blank = Meeting { id: id::new(app.clock.machine_now()), others, ..Meeting::default() };
    let Some(meeting) = said.form.read(ui.words, &blank, &mut errors).filter(|_| errors.is_empty()) else {
        return list_page(&app, ui, &call.slug, said, errors).await;
    };
    let mut tx = app.db.begin().await?;
    // Two who add the same meeting at once: the second is offered the first's.
    app.db.engine.take_turn(&mut tx).await?;
    let known = store::list(&mut tx, &call.id).await?;
    if let Some(same) =
        known.into_iter().find(|it| Named::from(it).is_like(&Named::from(&meeting))).filter(|_| another != "yes")
    {
        tx.rollback().await?;
        errors.add("name", fl!(ui.words, "meeting-same", place = in_brackets(&same.place, ui.words)));
        said.same = Some(same);
        return list_page(&app, ui, &call.slug, said, errors).await;
    }
    let meeting = Meeting { number: store::next_number(&mut tx, &call.id).await?, ..meeting };
    store::insert(&mut tx, &call.id, &meeting).await?;
    let (who, now) = (Actor::Staff(&me.login), app.clock.now());
    audit::record(&mut tx, who, Act::MeetingAdded, &call.slug, &meeting.label(), now).await?;
    tx.commit().await?;
    Ok(to_sheet(&ui, &meeting.id))
}

pub fn to_sheet(ui: &Ui, meeting: &str) -> Response {
    Redirect::to(&ui.url(&format!("/staff/workshops/{meeting}"))).into_response()
}
