//! The pages of workshops: the meetings of a consultation, and the sheet of one of them.

use std::collections::HashMap;

use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use i18n_embed_fl::fl;
use serde::Deserialize;
use tempfile::NamedTempFile;

use super::store::{self, Stuck, Sum};
use super::{Compared, MAX_NOTES, Note, by_table, compare, dots, pasted};
use crate::app::App;
use crate::base::audit::{self, Act, Actor};
use crate::base::calendar::parse_day;
use crate::base::id;
use crate::base::jobs::{Job, enqueue};
use crate::base::text::Lang;
use crate::consultations::{self, Consultation};
use crate::http::access::{Access, Role, Routes, Staff, Viewer};
use crate::http::{Error, Errors, Form, Path, Query, Result, Ui, dates, page_with};
use crate::imports::{self, jobs};
use crate::meetings::{self, Meeting};
use crate::opinions::Channel;
use crate::opinions::text::{Body, BodyError};
use crate::papers::Hashed;
use crate::uploads::arrival::Uploaded;

const STAFF: Access = Access::Roles(&[Role::Staff]);
/// Empty rows of a new sheet, and so many more at each press.
const MORE_ROWS: usize = 8;
/// Characters of a meeting's name.
const NAME_CHARS: usize = 80;

pub fn routes() -> Routes {
    Routes::default()
        .get(STAFF, "/staff/workshops", list)
        .post(STAFF, "/staff/workshops", add)
        .get(STAFF, "/staff/workshops/{meeting}", sheet)
        .post(STAFF, "/staff/workshops/{meeting}", send)
        .get(STAFF, "/staff/workshops/{meeting}/dots", dots::show)
        .post(STAFF, "/staff/workshops/{meeting}/dots", dots::save)
}

#[derive(Template)]
#[template(path = "workshops/workshops.html")]
struct WorkshopsPage {
    ui: Ui,
    /// Address, title, whether it is the one chosen.
    calls: Vec<(String, String, bool)>,
    slug: String,
    meetings: Vec<(Meeting, Option<Sum>)>,
    form: MeetingForm,
    errors: Errors,
}

impl WorkshopsPage {
    fn day(&self, meeting: &Meeting) -> String {
        dates::day(self.ui.words, meeting.held_on)
    }

    fn sum(&self, sum: &Sum) -> String {
        let n = |count: i64| self.ui.number(count);
        fl!(self.ui.words, "workshop-sum", tables = n(sum.tables), notes = n(sum.notes), dots = n(sum.dots))
    }
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
struct MeetingForm {
    call: String,
    day: String,
    name: String,
}

#[derive(Deserialize)]
struct ListQuery {
    #[serde(default)]
    call: String,
}

async fn list(State(app): State<App>, ui: Ui, Staff(_): Staff, Query(query): Query<ListQuery>) -> Result<Response> {
    let form = MeetingForm { call: query.call, ..MeetingForm::default() };
    list_page(&app, ui, form, Errors::default()).await
}

async fn list_page(app: &App, ui: Ui, form: MeetingForm, errors: Errors) -> Result<Response> {
    let mut conn = app.db.read().await?;
    let calls = consultations::store::all(&mut conn).await?;
    let call = consultations::pick(&calls, &form.call, &app.zone, app.clock.now());
    let (mut meetings, mut sums) = (Vec::new(), Vec::new());
    if let Some(call) = call {
        meetings = meetings::store::list(&mut conn, &call.id).await?;
        sums = store::sums(&mut conn, &call.id).await?;
    }
    let slug = call.map_or(String::new(), |call| call.slug.clone());
    let with_sum = |meeting: Meeting| {
        let sum = sums.iter().find(|sum| sum.meeting_id == meeting.id).cloned();
        (meeting, sum)
    };
    let shown = WorkshopsPage {
        calls: calls.iter().map(|call| (call.slug.clone(), call.text(ui.lang).title, call.slug == slug)).collect(),
        // The newest first: it is the one whose notes lie on the desk.
        meetings: meetings.into_iter().rev().map(with_sum).collect(),
        slug,
        form,
        errors,
        ui,
    };
    page_with(shown.errors.status(), &shown)
}

/// Adds a meeting to the history of a consultation.
async fn add(State(app): State<App>, ui: Ui, Staff(me): Staff, Form(form): Form<MeetingForm>) -> Result<Response> {
    let call = app.draft(&form.call).await?;
    let (day, name) = (parse_day(&form.day), form.name.trim());
    let mut errors = Errors::default();
    if day.is_none() {
        errors.add("day", fl!(ui.words, "workshop-day-wrong"));
    }
    if name.is_empty() || name.chars().count() > NAME_CHARS || name.chars().any(char::is_control) {
        errors.add("name", fl!(ui.words, "workshop-name-wrong", max = NAME_CHARS));
    }
    let Some(held_on) = day.filter(|_| errors.is_empty()) else { return list_page(&app, ui, form, errors).await };
    let mut tx = app.db.begin().await?;
    let number = meetings::store::next_number(&mut tx, &call.id).await?;
    let (starts, ends, agenda) = (String::new(), String::new(), Vec::new());
    let id = id::new(app.clock.machine_now());
    let meeting = Meeting { id, number, held_on, starts, ends, name: name.to_owned(), agenda };
    meetings::store::insert(&mut tx, &call.id, &meeting).await?;
    let detail = format!("{held_on} {name}");
    audit::record(&mut tx, Actor::Staff(&me.login), Act::MeetingAdded, &call.slug, &detail, app.clock.now()).await?;
    tx.commit().await?;
    Ok(Redirect::to(&ui.url(&format!("/staff/workshops/{}", meeting.id))).into_response())
}

/// What stands in the grid and in the box.
#[derive(Default)]
struct Entered {
    rows: Vec<Note>,
    copied: String,
    /// What is asked about notes that hang there already.
    again: Option<Compared>,
}

#[derive(Template)]
#[template(path = "workshops/sheet.html")]
struct SheetPage {
    ui: Ui,
    call: Consultation,
    meeting: Meeting,
    /// Table after table, with what has been taken in.
    tables: Vec<(String, Vec<Stuck>)>,
    entered: Entered,
    themes: Vec<String>,
    errors: Errors,
}

impl SheetPage {
    fn day(&self) -> String {
        dates::day(self.ui.words, self.meeting.held_on)
    }

    fn state(&self, note: &Stuck) -> (&'static str, String) {
        crate::opinions::State::parse(&note.state)
            .map_or(("", note.state.clone()), |state| (state.chip(), state.label(self.ui.words)))
    }
}

/// A meeting and its consultation.
pub async fn found(app: &App, meeting: &str) -> Result<(Consultation, Meeting)> {
    let mut conn = app.db.read().await?;
    let slug = store::call_of(&mut conn, meeting).await?.ok_or(Error::NotFound)?;
    let call = consultations::store::find(&mut conn, &slug).await?.ok_or(Error::NotFound)?;
    let meetings = meetings::store::list(&mut conn, &call.id).await?;
    let meeting = meetings.into_iter().find(|it| it.id == meeting).ok_or(Error::NotFound)?;
    Ok((call, meeting))
}

async fn sheet(State(app): State<App>, ui: Ui, Staff(_): Staff, Path(meeting): Path<String>) -> Result<Response> {
    let (call, meeting) = found(&app, &meeting).await?;
    let stuck = store::notes(&mut *app.db.read().await?, &meeting.id).await?;
    let entered = Entered { rows: vec![Note::default(); MORE_ROWS], ..Entered::default() };
    drawn(ui, call, meeting, stuck, entered, Errors::default())
}

fn drawn(
    ui: Ui,
    call: Consultation,
    meeting: Meeting,
    stuck: Vec<Stuck>,
    entered: Entered,
    errors: Errors,
) -> Result<Response> {
    let tables = by_table(stuck);
    let themes = call.themes.iter().map(|theme| call.theme_path(&theme.id, Lang::Ja)).collect();
    page_with(errors.status(), &SheetPage { ui, call, meeting, tables, entered, themes, errors })
}

/// A sheet as it is posted: four fields for each note, the box for what was copied, and the button.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, try_from = "HashMap<String, String>")]
struct SheetForm {
    notes: Vec<Note>,
    /// What was copied, as it came, and the notes in it.
    copied: String,
    pasted: Vec<Note>,
    wants_rows: bool,
    /// Whether notes that hang there with the same words are these, or others; `None` where nobody has said.
    again: Option<Again>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Again {
    Same,
    Further,
}

impl TryFrom<HashMap<String, String>> for SheetForm {
    type Error = &'static str;

    fn try_from(mut values: HashMap<String, String>) -> Result<Self, Self::Error> {
        let copied = values.remove("sheet").unwrap_or_default();
        let wants_rows = values.remove("act").as_deref() == Some("rows");
        let again = match values.remove("again").as_deref() {
            Some("same") => Some(Again::Same),
            Some("further") => Some(Again::Further),
            _ => None,
        };
        let mut notes = Vec::new();
        for at in 0..MAX_NOTES + MORE_ROWS {
            let fields = ["table", "theme", "text", "dots"].map(|name| values.remove(&format!("{name}_{at}")));
            if fields.iter().all(Option::is_none) {
                break;
            }
            let [table, theme, text, dots] = fields.map(|it| it.unwrap_or_default().replace("\r\n", "\n"));
            notes.push(Note { table, theme, text, dots });
        }
        notes.retain(|note| !note.is_blank());
        let pasted = pasted(&copied);
        let sheet = Self { notes, copied, pasted, wants_rows, again };
        if values.is_empty() { Ok(sheet) } else { Err("a field that no sheet has") }
    }
}

/// Takes a sheet: more rows for it, or on its way in.
async fn send(
    State(app): State<App>,
    ui: Ui,
    Staff(me): Staff,
    Path(meeting): Path<String>,
    Form(form): Form<SheetForm>,
) -> Result<Response> {
    let (call, meeting) = found(&app, &meeting).await?;
    let stuck = store::notes(&mut *app.db.read().await?, &meeting.id).await?;
    let SheetForm { notes: mut rows, copied, pasted, wants_rows, again } = form;
    let mut errors = Errors::default();
    if rows.len() + pasted.len() > MAX_NOTES {
        // Neither is the box emptied nor the grid filled beyond what can be sent.
        errors.add("sheet", fl!(ui.words, "workshop-too-many", max = MAX_NOTES));
        return drawn(ui, call, meeting, stuck, Entered { rows, copied, again: None }, errors);
    }
    rows.extend(pasted);
    let mut asked = None;
    if !wants_rows {
        check(&ui, &rows, &mut errors);
        if app.zone.start_of(meeting.held_on) > app.clock.now() {
            errors.add("sheet", fl!(ui.words, "workshop-future"));
        }
        let compared = compare(&rows, &stuck);
        let notes = match again {
            Some(Again::Same) => &compared.new,
            Some(Again::Further) | None => &rows,
        };
        if again.is_none() && compared.known > 0 {
            errors.add("again", fl!(ui.words, "workshop-again-missing"));
            asked = Some(compared);
        } else if errors.is_empty() && notes.is_empty() {
            return dots::sent_again(ui, call, meeting, stuck, compared.other_dots);
        } else if errors.is_empty() {
            match hand_over(&app, &call, &meeting, &me, notes, &stuck).await? {
                Ok(id) => return Ok(Redirect::to(&ui.url(&format!("/staff/imports/{id}"))).into_response()),
                Err(why) => errors.add("sheet", why.text(ui.words)),
            }
        }
    }
    rows.resize(rows.len() + MORE_ROWS, Note::default());
    drawn(ui, call, meeting, stuck, Entered { rows, again: asked, ..Entered::default() }, errors)
}

/// What is to be mended before anything is tried.
fn check(ui: &Ui, notes: &[Note], errors: &mut Errors) {
    let w = ui.words;
    if notes.is_empty() {
        errors.add("sheet", fl!(w, "workshop-nothing"));
    }
    for (at, note) in notes.iter().enumerate() {
        let row = at + 1;
        match Body::parse(&note.text, Body::MAX_CHARS) {
            Ok(_) => {}
            Err(BodyError::Blank) => errors.add(format!("text_{at}"), fl!(w, "workshop-text-missing", row = row)),
            Err(error) => {
                errors.add(format!("text_{at}"), crate::opinions::text::body_error(ui, error, Body::MAX_CHARS as i64))
            }
        }
        if meetings::read_dots(&note.dots).is_err() {
            errors.add(format!("dots_{at}"), fl!(w, "workshop-dots-wrong", row = row));
        }
    }
}

/// Makes a file of the notes and sends it into its trial; `stuck` hang there already. Answers the import's id.
async fn hand_over(
    app: &App,
    call: &Consultation,
    meeting: &Meeting,
    me: &Viewer,
    notes: &[Note],
    stuck: &[Stuck],
) -> anyhow::Result<std::result::Result<String, crate::uploads::Failure>> {
    std::fs::create_dir_all(jobs::folder(app))?;
    let mut out = Hashed::new(NamedTempFile::new_in(jobs::folder(app))?);
    super::write(&mut out, meeting, notes, stuck)?;
    let (bytes, sha256, kept) = out.finish()?;
    let name = format!("{} {}.csv", meeting.held_on, meeting.name);
    let file = Uploaded { name: name.clone(), kept, sha256, bytes };
    let id = match jobs::begin(app, call, &me.account, &name, file).await? {
        Ok(id) => id,
        Err(failure) => return Ok(Err(failure)),
    };
    let mut tx = app.db.begin().await?;
    if let Some(import) = imports::store::find(&mut tx, &id).await? {
        let plan = import.plan()?;
        let plan = crate::mapping::Plan { meeting: Some(meeting.id.clone()), channel: Channel::Workshop, ..plan };
        imports::store::put_plan(&mut tx, &id, &plan).await?;
        enqueue(&mut tx, &Job::Import { import: id.clone() }, app.clock.machine_now()).await?;
    }
    tx.commit().await?;
    app.waiting.notify_one();
    Ok(Ok(id))
}
