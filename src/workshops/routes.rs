//! The pages of a workshop: its sheet, with notes in a grid and those that have come in, and the page on which dots are mended.

use std::collections::HashMap;

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use i18n_embed_fl::fl;
use serde::Deserialize;
use tempfile::NamedTempFile;

use super::dots::{DotsForm, Mends, Stretch, mends, plain, words};
use super::store::{self, Stuck};
use super::{Again, Compared, MAX_NOTES, MORE_ROWS, Note, SHEET_BYTES, SheetForm, by_table, compare, copied, pasted};
use crate::app::App;
use crate::base::audit::{self, Act, Actor};
use crate::base::jobs::{Job, enqueue};
use crate::base::text::Lang;
use crate::consultations::Consultation;
use crate::http::access::{Access, Role, Routes, Staff, Viewer};
use crate::http::arrival::Uploaded;
use crate::http::{Error, Errors, Form, Path, Query, Result, Ui, page_with};
use crate::imports::{self, Desk, jobs};
use crate::meetings::{self, Meeting, gone, in_turn, read_dots};
use crate::opinions::Channel;
use crate::opinions::text::{Body, BodyError};
use crate::papers::Hashed;
use crate::tables::Wish;

const STAFF: Access = Access::Roles(&[Role::Staff]);

pub fn routes() -> Routes {
    Routes::default()
        .get(STAFF, "/staff/workshops/{meeting}", sheet)
        .post(STAFF, "/staff/workshops/{meeting}", send)
        .get(STAFF, "/staff/workshops/{meeting}/dots", show_dots)
        .post(STAFF, "/staff/workshops/{meeting}/dots", mend_dots)
}

/// What stands in the grid and in the box, and above them.
#[derive(Default)]
struct Entered {
    /// What has just been done; '' for nothing.
    done: String,
    /// Which columns that were pasted have no place there; '' for none.
    unused: String,
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
    let themes = call.themes.iter().map(|theme| call.theme_path(&theme.id, Lang::JA)).collect();
    page_with(errors.status(), &SheetPage { ui, call, meeting, tables, entered, themes, errors })
}

/// Takes a sheet: more rows for it, or on its way in.
async fn send(
    State(app): State<App>,
    ui: Ui,
    Staff(me): Staff,
    Path(meeting): Path<String>,
    Form(form): Form<SheetForm, SHEET_BYTES>,
) -> Result<Response> {
    let Some((call, meeting)) = meetings::store::find(&mut *app.db.read().await?, &meeting).await? else {
        return gone(&app, ui, [copied(&form.notes), form.copied].join("\n").trim().to_owned()).await;
    };
    let stuck = store::notes(&mut *app.db.read().await?, &meeting.id).await?;
    let SheetForm { notes: mut rows, copied, pasted, wants_rows, again } = form;
    let mut errors = Errors::default();
    if rows.len() + pasted.notes.len() > MAX_NOTES {
        // Neither is the box emptied nor the grid filled beyond what can be sent.
        errors.add("sheet", fl!(ui.words, "workshop-too-many", max = MAX_NOTES));
        return drawn(ui, call, meeting, stuck, Entered { rows, copied, ..Entered::default() }, errors);
    }
    rows.extend(pasted.notes);
    let compared = compare(&rows, &stuck);
    let unused = unused(&ui, &pasted.unused);
    // What is lost is lost knowingly: nothing goes in before somebody has read of it.
    if !unused.is_empty() && !wants_rows {
        errors.add("sheet", unused.clone());
    }
    if !wants_rows {
        check(&ui, &rows, &mut errors);
        if meeting.comes_on(&ui).is_some() {
            errors.add("sheet", fl!(ui.words, "workshop-future"));
        }
        let notes = match again {
            Some(Again::Same) => &compared.new,
            Some(Again::Further) | None => &rows,
        };
        if again.is_none() && compared.known > 0 {
            errors.add("again", fl!(ui.words, "workshop-again-missing"));
        } else if errors.is_empty()
            && (notes.is_empty() || again == Some(Again::Same) && !compared.other_dots.is_empty())
        {
            return sent_again(ui, call, meeting, stuck, compared);
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
    let (again, answer) = (is_asked.then_some(compared), again.filter(|_| is_asked));
    let unused = if errors.is_empty() { unused } else { String::new() };
    let entered = Entered { rows, again, answer, unused, ..Entered::default() };
    drawn(ui, call, meeting, stuck, entered, errors)
}

/// Pasted columns that notes have no place for, in words; '' for none.
fn unused(ui: &Ui, columns: &[(usize, String)]) -> String {
    let column = |(place, head): &(usize, String)| match head.as_str() {
        "" => fl!(ui.words, "workshop-column", place = place),
        head => fl!(ui.words, "workshop-column-named", place = place, head = head),
    };
    let columns: Vec<String> = columns.iter().map(column).collect();
    if columns.is_empty() {
        return String::new();
    }
    fl!(ui.words, "workshop-unused", columns = columns.join(&fl!(ui.words, "queue-list-comma")))
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
    let name = format!("{} {}", meeting.held_on, meeting.name);
    let file = Uploaded { name: name.clone(), kept, sha256, bytes };
    let id = match jobs::begin(app, call, (&me.account, Desk::Page), &name, (file, Wish::default())).await? {
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

/// What stands above the notes.
#[derive(Default)]
struct Said {
    /// How many counts were mended.
    mended: Option<usize>,
    /// They were filled in from a sheet that was sent again.
    sent_again: bool,
    /// Notes of that sheet that are new, as `copied` writes them.
    new: String,
    /// What somebody else has mended since the page was opened, in words.
    theirs: Vec<String>,
}

impl Said {
    /// How many notes are new.
    fn fresh(&self) -> usize {
        pasted(&self.new).notes.len()
    }
}

#[derive(Template)]
#[template(path = "workshops/dots.html")]
struct DotsPage {
    ui: Ui,
    call: Consultation,
    meeting: Meeting,
    tables: Vec<(String, Vec<Stuck>)>,
    stretch: Option<Stretch>,
    /// Counts that stand in the form and not in the database, by receipt.
    counts: HashMap<String, String>,
    said: Said,
    errors: Errors,
}

impl DotsPage {
    fn day(&self) -> String {
        self.meeting.day_and_place(self.ui.words)
    }

    fn done(&self) -> Option<String> {
        self.said.mended.map(|count| fl!(self.ui.words, "dots-mended", count = count))
    }

    fn count(&self, note: &Stuck) -> String {
        self.counts.get(&note.receipt).cloned().unwrap_or_else(|| plain(note.dots))
    }

    /// What the database has, where the form has something else.
    fn now(&self, note: &Stuck) -> Option<String> {
        self.counts.contains_key(&note.receipt).then(|| words(&self.ui, note.dots))
    }
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct DotsQuery {
    mended: String,
    from: String,
}

/// The notes of a meeting, table by table, each with a field for its dots.
async fn show_dots(
    State(app): State<App>,
    ui: Ui,
    Staff(_): Staff,
    Path(meeting): Path<String>,
    Query(asking): Query<DotsQuery>,
) -> Result<Response> {
    let mut conn = app.db.read().await?;
    let (call, meeting) = meetings::store::find(&mut conn, &meeting).await?.ok_or(Error::NotFound)?;
    let mut stuck = store::notes(&mut conn, &meeting.id).await?;
    let stretch = Stretch::of(&stuck, &asking.from);
    if let Some(Stretch { first, last, .. }) = stretch {
        stuck = stuck.drain(first - 1..last).collect();
    }
    let (tables, counts, errors) = (by_table(stuck), HashMap::new(), Errors::default());
    let said = Said { mended: asking.mended.parse().ok(), ..Said::default() };
    page_with(StatusCode::OK, &DotsPage { ui, call, meeting, tables, stretch, counts, said, errors })
}

/// Those that a sheet counts otherwise, with its counts, to be looked at and saved. Notes that are new come back to the sheet
/// with that.
fn sent_again(
    ui: Ui,
    call: Consultation,
    meeting: Meeting,
    mut stuck: Vec<Stuck>,
    Compared { new, other_dots: counts, .. }: Compared,
) -> Result<Response> {
    stuck.retain(|note| counts.contains_key(&note.receipt));
    let said = Said { sent_again: true, new: copied(&new), ..Said::default() };
    let (tables, stretch, errors) = (by_table(stuck), None, Errors::default());
    page_with(StatusCode::OK, &DotsPage { ui, call, meeting, tables, stretch, counts, said, errors })
}

/// Mends dots: all that the form has, or none.
async fn mend_dots(
    State(app): State<App>,
    ui: Ui,
    Staff(me): Staff,
    Path(meeting): Path<String>,
    Form(mut form): Form<DotsForm, SHEET_BYTES>,
) -> Result<Response> {
    // Two who save at once see what the other has done.
    let Some((mut tx, call, meeting)) = in_turn(&app, &meeting).await? else {
        return gone(&app, ui, form.typed()).await;
    };
    let mut stuck = store::notes(&mut tx, &meeting.id).await?;
    let Mends { mended, theirs, clashes, errors } = mends(&ui, &form, &stuck);
    if errors.is_empty() && !mended.is_empty() {
        let mut detail = format!("meeting {}", meeting.label());
        for (receipt, old, new) in &mended {
            store::mend_dots(&mut tx, &meeting.id, receipt, *new).await?;
            detail += &format!("\n{}", audit::change(receipt, &plain(*old), &plain(*new)));
        }
        audit::record(&mut tx, Actor::Staff(&me.login), Act::DotsMended, &call.slug, &detail, app.clock.now()).await?;
        stuck = store::notes(&mut tx, &meeting.id).await?;
    }
    tx.commit().await?;
    let new = pasted(&form.new).notes;
    if errors.is_empty() && theirs.is_empty() && !new.is_empty() {
        let done = fl!(ui.words, "dots-mended", count = mended.len());
        let entered = Entered {
            done: format!("{done} {}", fl!(ui.words, "dots-mended-new", n = new.len())),
            // Those that hang there with the same words have been told apart from these before.
            answer: (compare(&new, &stuck).known > 0).then_some(Again::Further),
            rows: new,
            ..Entered::default()
        };
        return drawn(ui, call, meeting, stuck, entered, errors);
    }
    if errors.is_empty() && theirs.is_empty() {
        let from = if form.next.is_empty() { &form.from } else { &form.next };
        let from = stuck.iter().find(|note| note.receipt == *from).map_or("", |note| &note.receipt);
        // Who only turns the page is told nothing of it.
        let is_told = form.next.is_empty() || !mended.is_empty();
        let count = if is_told { mended.len().to_string() } else { String::new() };
        let path = format!("/staff/workshops/{}/dots?mended={count}&from={from}", meeting.id);
        return Ok(Redirect::to(&ui.url(&path)).into_response());
    }
    // What somebody wrote stays; the rest is as it is now.
    let counts = form.unsaved(&stuck);
    let status = if clashes { StatusCode::CONFLICT } else { errors.status() };
    let stretch = Stretch::of(&stuck, &form.from).filter(|_| !form.from.is_empty());
    stuck.retain(|note| form.has(note));
    let said = Said { mended: errors.is_empty().then_some(mended.len()), theirs, new: form.new, ..Said::default() };
    let tables = by_table(stuck);
    page_with(status, &DotsPage { ui, call, meeting, tables, stretch, counts, said, errors })
}
