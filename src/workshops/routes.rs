//! The sheet of a workshop: its notes in a grid, and those that have come in.

use std::collections::HashMap;

use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use i18n_embed_fl::fl;
use serde::Deserialize;
use tempfile::NamedTempFile;

use super::store::{self, Stuck};
use super::{Compared, MAX_NOTES, Note, by_table, compare, copied, dots, fill_tables, pasted};
use crate::app::App;
use crate::base::jobs::{Job, enqueue};
use crate::base::text::Lang;
use crate::consultations::Consultation;
use crate::http::access::{Access, Role, Routes, Staff, Viewer};
use crate::http::{Error, Errors, Form, Path, Query, Result, Ui, page_with};
use crate::imports::{self, jobs};
use crate::meetings::{self, Meeting, gone, read_dots};
use crate::opinions::Channel;
use crate::opinions::text::{Body, BodyError};
use crate::papers::Hashed;
use crate::uploads::arrival::Uploaded;

const STAFF: Access = Access::Roles(&[Role::Staff]);
/// Empty rows of a new sheet, and so many more at each press.
const MORE_ROWS: usize = 8;

pub fn routes() -> Routes {
    Routes::default()
        .get(STAFF, "/staff/workshops/{meeting}", sheet)
        .post(STAFF, "/staff/workshops/{meeting}", send)
        .get(STAFF, "/staff/workshops/{meeting}/dots", dots::show)
        .post(STAFF, "/staff/workshops/{meeting}/dots", dots::save)
}

/// What stands in the grid and in the box, and above them.
#[derive(Default)]
struct Entered {
    /// What has just been done; '' for nothing.
    done: String,
    rows: Vec<Note>,
    copied: String,
    /// What is asked about notes that hang there already, and what has been answered.
    again: Option<Compared>,
    answer: Option<Again>,
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
        self.meeting.day_and_place(self.ui.words)
    }

    fn is_answer(&self, answer: Again) -> bool {
        self.entered.answer == Some(answer)
    }

    /// Notes that stand in the grid.
    fn filled(&self) -> usize {
        self.entered.rows.iter().filter(|note| !note.is_blank()).count()
    }

    fn state(&self, note: &Stuck) -> (&'static str, String) {
        crate::opinions::State::parse(&note.state)
            .map_or(("", note.state.clone()), |state| (state.chip(), state.label(self.ui.words)))
    }
}

#[derive(Deserialize)]
struct Asking {
    #[serde(default)]
    done: String,
}

async fn sheet(
    State(app): State<App>,
    ui: Ui,
    Staff(_): Staff,
    Path(meeting): Path<String>,
    Query(asking): Query<Asking>,
) -> Result<Response> {
    let mut conn = app.db.read().await?;
    let (call, meeting) = meetings::store::find(&mut conn, &meeting).await?.ok_or(Error::NotFound)?;
    let stuck = store::notes(&mut conn, &meeting.id).await?;
    let done = match asking.done.as_str() {
        "changed" => fl!(ui.words, "meeting-changed"),
        "united" => fl!(ui.words, "meeting-united"),
        _ => String::new(),
    };
    let entered = Entered { rows: vec![Note::default(); MORE_ROWS], done, ..Entered::default() };
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
        let mut pasted = pasted(&copied);
        fill_tables(&mut notes);
        fill_tables(&mut pasted);
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
    let Some((call, meeting)) = meetings::store::find(&mut *app.db.read().await?, &meeting).await? else {
        return gone(&app, ui, copied(&[form.notes, form.pasted].concat())).await;
    };
    let stuck = store::notes(&mut *app.db.read().await?, &meeting.id).await?;
    let SheetForm { notes: mut rows, copied, pasted, wants_rows, again } = form;
    let mut errors = Errors::default();
    if rows.len() + pasted.len() > MAX_NOTES {
        // Neither is the box emptied nor the grid filled beyond what can be sent.
        errors.add("sheet", fl!(ui.words, "workshop-too-many", max = MAX_NOTES));
        return drawn(ui, call, meeting, stuck, Entered { rows, copied, ..Entered::default() }, errors);
    }
    rows.extend(pasted);
    let compared = compare(&rows, &stuck);
    if !wants_rows {
        check(&ui, &rows, &mut errors);
        if app.zone.start_of(meeting.held_on) > app.clock.now() {
            errors.add("sheet", fl!(ui.words, "workshop-future"));
        }
        let notes = match again {
            Some(Again::Same) => &compared.new,
            Some(Again::Further) | None => &rows,
        };
        if again.is_none() && compared.known > 0 {
            errors.add("again", fl!(ui.words, "workshop-again-missing"));
        } else if errors.is_empty() && notes.is_empty() {
            return dots::sent_again(ui, call, meeting, stuck, compared.other_dots);
        } else if errors.is_empty() {
            match hand_over(&app, &call, &meeting, &me, notes, &stuck).await? {
                Ok(id) => return Ok(Redirect::to(&ui.url(&format!("/staff/imports/{id}"))).into_response()),
                Err(why) => errors.add("sheet", why.text(ui.words)),
            }
        }
    }
    // An answer stays until the sheet has gone in.
    let is_asked = compared.known > 0 && (!wants_rows || again.is_some());
    rows.resize(rows.len() + MORE_ROWS, Note::default());
    let entered = Entered { rows, again: is_asked.then_some(compared), answer: again, ..Entered::default() };
    drawn(ui, call, meeting, stuck, entered, errors)
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
        if read_dots(&note.dots).is_err() {
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
