//! The page on which a meeting is mended, united with another or removed.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use i18n_embed_fl::fl;
use serde::Deserialize;

use super::routes::{MeetingForm, gone, read_names, to_sheet, typed_names};
use super::store::{self, Awaited};
use super::{Meeting, Named};
use crate::app::App;
use crate::base::audit::{self, Act, Actor};
use crate::base::db::Tx;
use crate::base::text::Lang;
use crate::consultations::Consultation;
use crate::http::access::Staff;
use crate::http::forms::{Told, told_name};
use crate::http::{Error, Errors, Form, LangForm, Path, Result, Ui, page_with};

/// What stands in the forms of the page, and what is wrong with it.
#[derive(Default)]
struct Asked {
    form: Named,
    /// Names in other languages.
    others: Told,
    /// Id of the one to unite it with.
    with: String,
    /// What has to be ended first.
    awaited: Option<Awaited>,
    errors: Errors,
}

impl Asked {
    fn new(meeting: &Meeting) -> Self {
        Self { form: Named::from(meeting), others: typed_names(meeting), ..Self::default() }
    }

    /// Keeps a meeting as it is while a file is on its way whose notes hang in it; what is wrong stands at `field`.
    async fn waits(
        &mut self,
        tx: &mut Tx,
        ui: &Ui,
        (call, meeting): (&str, &Meeting),
        field: &'static str,
    ) -> Result<()> {
        self.awaited = store::awaited(tx, call, meeting).await?;
        if let Some(file) = &self.awaited {
            self.errors.add(field, fl!(ui.words, "meeting-awaited", file = file.file_name.as_str()));
        }
        Ok(())
    }
}

#[derive(Template)]
#[template(path = "meetings/meeting.html")]
struct MeetingPage {
    ui: Ui,
    call: Consultation,
    meeting: Meeting,
    form: Named,
    in_others: Told,
    /// The others of its consultation, the newest first, each with whether it is the one chosen.
    others: Vec<(Meeting, bool)>,
    /// Notes that have come in.
    notes: i64,
    awaited: Option<Awaited>,
    errors: Errors,
}

impl MeetingPage {
    fn text(&self, meeting: &Meeting) -> String {
        Named::from(meeting).text(self.ui.words)
    }
}

pub async fn show(State(app): State<App>, ui: Ui, Staff(_): Staff, Path(meeting): Path<String>) -> Result<Response> {
    let (call, meeting) = store::find(&mut *app.db.read().await?, &meeting).await?.ok_or(Error::NotFound)?;
    let asked = Asked::new(&meeting);
    meeting_page(&app, ui, (call, meeting), asked, StatusCode::OK).await
}

async fn meeting_page(
    app: &App,
    ui: Ui,
    (call, meeting): (Consultation, Meeting),
    asked: Asked,
    status: StatusCode,
) -> Result<Response> {
    let mut conn = app.db.read().await?;
    let Asked { form, others: in_others, with, awaited, errors } = asked;
    let errors = errors.in_order(&["day", "name"]);
    let mut others = store::list(&mut conn, &call.id).await?;
    others.retain(|it| it.id != meeting.id);
    let others =
        others.into_iter().rev().map(|it| (it.id == with, it)).map(|(is_chosen, it)| (it, is_chosen)).collect();
    let sums = store::sums(&mut conn, &call.id).await?;
    let notes = sums.iter().find(|sum| sum.meeting_id == meeting.id).map_or(0, |sum| sum.notes);
    page_with(status, &MeetingPage { ui, call, meeting, form, in_others, others, notes, awaited, errors })
}

/// A meeting with its consultation, as it stays until the transaction ends: who changes meetings does so one after the other.
pub async fn in_turn(app: &App, id: &str) -> Result<Option<(Tx, Consultation, Meeting)>> {
    let mut tx = app.db.begin().await?;
    app.db.engine.take_turn(&mut tx).await?;
    match store::find(&mut tx, id).await? {
        Some((call, meeting)) => Ok(Some((tx, call, meeting))),
        None => tx.rollback().await.map(|()| None).map_err(Into::into),
    }
}

/// Changes day, names and place.
pub async fn save(
    State(app): State<App>,
    ui: Ui,
    Staff(me): Staff,
    Path(meeting): Path<String>,
    LangForm(form): LangForm<MeetingForm>,
) -> Result<Response> {
    let MeetingForm { seen, day, name, place, others, .. } = form;
    let mut asked = Asked { form: Named { day, name, place }, others, ..Asked::default() };
    let Some((mut tx, call, old)) = in_turn(&app, &meeting).await? else {
        let kept = asked.form.text(ui.words);
        return gone(&app, ui, kept).await;
    };
    // What somebody else has mended since the page was opened is seen before it is mended again, whatever else is wrong.
    let others = read_names(ui.words, &asked.others, &mut asked.errors);
    let is_unseen = seen != old.seen() && (asked.form != Named::from(&old) || others != old.others);
    if is_unseen {
        let names = Lang::others().map(|lang| old.exact(lang).to_owned()).filter(|name| !name.is_empty());
        let meeting: Vec<String> = std::iter::once(Named::from(&old).text(ui.words)).chain(names).collect();
        asked.errors.add("name", fl!(ui.words, "meeting-clash", meeting = meeting.join(" / ")));
    }
    let new = asked.form.read(ui.words, &old, &mut asked.errors).map(|new| Meeting { others, ..new });
    if let Some(new) = new.as_ref().filter(|new| **new != old) {
        asked.waits(&mut tx, &ui, (&call.id, &old), "save").await?;
        if is_to_come(&app, &mut tx, (&old, new)).await? {
            asked.errors.add("day", fl!(ui.words, "meeting-day-to-come"));
        }
    }
    let Some(new) = new.filter(|_| asked.errors.is_empty()) else {
        tx.rollback().await?;
        let status = if is_unseen { StatusCode::CONFLICT } else { asked.errors.status() };
        return meeting_page(&app, ui, (call, old), asked, status).await;
    };
    store::change(&mut tx, &new).await?;
    let (was, is) = (Named::from(&old), Named::from(&new));
    let values = [("held_on", was.day, is.day), ("name", was.name, is.name), ("place", was.place, is.place)];
    let changed = values.iter().filter(|(_, old, new)| old != new);
    let mut lines: Vec<String> = changed.map(|(what, old, new)| audit::change(what, old, new)).collect();
    let renamed = Lang::others().filter(|lang| old.exact(*lang) != new.exact(*lang));
    lines.extend(renamed.map(|lang| audit::change(&told_name("name", lang), old.exact(lang), new.exact(lang))));
    lines.extend(move_day(&app, &mut tx, (&old, &new)).await?);
    if !lines.is_empty() {
        let detail = [vec![format!("meeting {}", old.label())], lines].concat().join("\n");
        let (who, now) = (Actor::Staff(&me.login), app.clock.now());
        audit::record(&mut tx, who, Act::MeetingChanged, &call.slug, &detail, now).await?;
    }
    tx.commit().await?;
    Ok(to_sheet(&ui, &format!("{meeting}?done=changed")))
}

/// Whether notes of a meeting would have reached the city on a day to come, as they go to another day.
async fn is_to_come(app: &App, tx: &mut Tx, (old, new): (&Meeting, &Meeting)) -> Result<bool> {
    let is_later = new.held_on != old.held_on && app.zone.start_of(new.held_on) > app.clock.now();
    Ok(is_later && store::has_notes(tx, &old.id).await?)
}

/// The notes of a meeting that reached the city on its day go to another day with it. Answers what the log says of them.
async fn move_day(app: &App, tx: &mut Tx, (old, new): (&Meeting, &Meeting)) -> Result<Option<String>> {
    if old.held_on == new.held_on {
        return Ok(None);
    }
    let day = (app.zone.start_of(old.held_on), app.zone.end_of(old.held_on));
    let moved = store::move_arrival(tx, &old.id, day, app.zone.start_of(new.held_on)).await?;
    let line = || audit::change("received_on", &old.held_on.to_string(), &new.held_on.to_string());
    Ok((moved > 0).then(line))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct UnionForm {
    /// Id of the one that stays.
    with: String,
}

/// Hangs the notes of a meeting into another and removes it: it had been added twice.
pub async fn unite(
    State(app): State<App>,
    ui: Ui,
    Staff(me): Staff,
    Path(meeting): Path<String>,
    Form(form): Form<UnionForm>,
) -> Result<Response> {
    let Some((mut tx, call, meeting)) = in_turn(&app, &meeting).await? else {
        return gone(&app, ui, String::new()).await;
    };
    let others = store::list(&mut tx, &call.id).await?;
    let stays = others.into_iter().find(|it| it.id == form.with && it.id != meeting.id);
    let mut asked = Asked { with: form.with, ..Asked::new(&meeting) };
    asked.waits(&mut tx, &ui, (&call.id, &meeting), "with").await?;
    if stays.is_none() {
        asked.errors.add("with", fl!(ui.words, "meeting-unite-missing"));
    }
    if let Some(stays) = &stays
        && is_to_come(&app, &mut tx, (&meeting, stays)).await?
    {
        asked.errors.add("with", fl!(ui.words, "meeting-day-to-come"));
    }
    let Some(stays) = stays.filter(|_| asked.errors.is_empty()) else {
        tx.rollback().await?;
        return meeting_page(&app, ui, (call, meeting), asked, StatusCode::UNPROCESSABLE_ENTITY).await;
    };
    let moved = move_day(&app, &mut tx, (&meeting, &stays)).await?;
    store::move_notes(&mut tx, &meeting.id, &stays.id).await?;
    store::move_names(&mut tx, &meeting.id, &stays.id).await?;
    store::remove(&mut tx, &meeting.id).await?;
    let united = audit::change("meeting", &meeting.label(), &stays.label());
    let detail =
        std::iter::once(united).chain(other_names(&meeting, &stays)).chain(moved).collect::<Vec<_>>().join("\n");
    let (who, now) = (Actor::Staff(&me.login), app.clock.now());
    audit::record(&mut tx, who, Act::MeetingsUnited, &call.slug, &detail, now).await?;
    tx.commit().await?;
    Ok(to_sheet(&ui, &format!("{}?done=united", stays.id)))
}

/// What the log says of names in other languages that go with a meeting, as the one that stays has its own.
fn other_names(goes: &Meeting, stays: &Meeting) -> impl Iterator<Item = String> {
    let names = goes.others.iter().map(|(lang, name)| (*lang, name, stays.exact(*lang)));
    let lost = names.filter(|(_, name, own)| !own.is_empty() && name != own);
    lost.map(|(lang, name, own)| audit::change(&told_name("name", lang), name, own))
}

/// Removes a meeting without notes.
pub async fn remove(State(app): State<App>, ui: Ui, Staff(me): Staff, Path(meeting): Path<String>) -> Result<Response> {
    let Some((mut tx, call, meeting)) = in_turn(&app, &meeting).await? else {
        return gone(&app, ui, String::new()).await;
    };
    let mut asked = Asked::new(&meeting);
    asked.waits(&mut tx, &ui, (&call.id, &meeting), "remove").await?;
    if asked.errors.is_empty() && !store::remove(&mut tx, &meeting.id).await? {
        asked.errors.add("remove", fl!(ui.words, "meeting-remove-notes"));
    }
    if !asked.errors.is_empty() {
        tx.rollback().await?;
        return meeting_page(&app, ui, (call, meeting), asked, StatusCode::CONFLICT).await;
    }
    let (who, now) = (Actor::Staff(&me.login), app.clock.now());
    audit::record(&mut tx, who, Act::MeetingRemoved, &call.slug, &meeting.label(), now).await?;
    tx.commit().await?;
    Ok(Redirect::to(&ui.url(&format!("/staff/workshops?call={}&done=removed", call.slug))).into_response())
}
