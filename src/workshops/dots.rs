//! The page on which dots are mended that were counted wrongly, or later than the notes were taken in.

use std::collections::HashMap;

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use i18n_embed_fl::fl;
use serde::Deserialize;

use super::by_table;
use super::store::{self, Stuck};
use crate::app::App;
use crate::base::audit::{self, Act, Actor};
use crate::consultations::Consultation;
use crate::http::access::Staff;
use crate::http::{Error, Errors, Form, Path, Query, Result, Ui, page_with};
use crate::meetings::{self, MAX_DOTS, Meeting, gone, in_turn, read_dots};

/// What stands above the notes.
#[derive(Default)]
struct Said {
    /// How many counts were mended.
    mended: Option<usize>,
    /// They were filled in from a sheet that was sent again.
    sent_again: bool,
    /// What somebody else has mended since the page was opened, in words.
    theirs: Vec<String>,
}

#[derive(Template)]
#[template(path = "workshops/dots.html")]
struct DotsPage {
    ui: Ui,
    call: Consultation,
    meeting: Meeting,
    tables: Vec<(String, Vec<Stuck>)>,
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

/// As it stands in a field.
fn plain(dots: Option<i64>) -> String {
    dots.map_or(String::new(), |dots| dots.to_string())
}

fn words(ui: &Ui, dots: Option<i64>) -> String {
    match dots {
        Some(dots) => fl!(ui.words, "dots-n", n = ui.number(dots)),
        None => fl!(ui.words, "dots-none"),
    }
}

#[derive(Deserialize)]
pub struct Asking {
    #[serde(default)]
    mended: String,
}

/// The notes of a meeting, table by table, each with a field for its dots.
pub async fn show(
    State(app): State<App>,
    ui: Ui,
    Staff(_): Staff,
    Path(meeting): Path<String>,
    Query(asking): Query<Asking>,
) -> Result<Response> {
    let mut conn = app.db.read().await?;
    let (call, meeting) = meetings::store::find(&mut conn, &meeting).await?.ok_or(Error::NotFound)?;
    let tables = by_table(store::notes(&mut conn, &meeting.id).await?);
    let said = Said { mended: asking.mended.parse().ok(), ..Said::default() };
    let shown = DotsPage { ui, call, meeting, tables, counts: HashMap::new(), said, errors: Errors::default() };
    page_with(StatusCode::OK, &shown)
}

/// The same, after a sheet all of whose notes hang there already: with its counts, to be looked at and saved.
pub fn sent_again(
    ui: Ui,
    call: Consultation,
    meeting: Meeting,
    stuck: Vec<Stuck>,
    counts: HashMap<String, String>,
) -> Result<Response> {
    let said = Said { sent_again: true, ..Said::default() };
    let shown = DotsPage { ui, call, meeting, tables: by_table(stuck), counts, said, errors: Errors::default() };
    page_with(StatusCode::OK, &shown)
}

/// Two fields for each note: its dots as they were shown, and as they are to be.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, try_from = "HashMap<String, String>")]
pub struct DotsForm {
    /// Both by receipt.
    seen: HashMap<String, String>,
    counts: HashMap<String, String>,
}

impl DotsForm {
    /// The counts that somebody has changed, a line for each.
    fn typed(&self) -> String {
        let changed = self.counts.iter().filter(|(receipt, count)| self.seen.get(*receipt) != Some(*count));
        let mut lines: Vec<String> = changed.map(|(receipt, count)| format!("{receipt}\t{count}")).collect();
        lines.sort();
        lines.join("\n")
    }
}

impl TryFrom<HashMap<String, String>> for DotsForm {
    type Error = &'static str;

    fn try_from(values: HashMap<String, String>) -> Result<Self, Self::Error> {
        let (mut seen, mut counts) = (HashMap::new(), HashMap::new());
        for (name, value) in values {
            match name.split_once('_') {
                Some(("seen", receipt)) => seen.insert(receipt.to_owned(), value),
                Some(("dots", receipt)) => counts.insert(receipt.to_owned(), value),
                _ => return Err("a field that no form of dots has"),
            };
        }
        Ok(Self { seen, counts })
    }
}

/// What a form makes of the dots as they are.
#[derive(Default)]
struct Mends {
    /// Receipt, what it is and what it is to be.
    mended: Vec<(String, Option<i64>, Option<i64>)>,
    /// What somebody else has mended and this form leaves alone.
    theirs: Vec<String>,
    /// Somebody else has mended what this form mends otherwise.
    clashes: bool,
    errors: Errors,
}

/// A count that nobody touched in the form is left as it is now; one that somebody else has touched, too, is asked about.
fn mends(ui: &Ui, form: &DotsForm, stuck: &[Stuck]) -> Mends {
    let mut found = Mends::default();
    for note in stuck {
        let Some(count) = form.counts.get(&note.receipt) else { continue };
        let field = format!("dots_{}", note.receipt);
        let Ok(dots) = read_dots(count) else {
            found
                .errors
                .add(field, fl!(ui.words, "dots-wrong", receipt = note.receipt.as_str(), max = ui.number(MAX_DOTS)));
            continue;
        };
        let seen = form.seen.get(&note.receipt).and_then(|seen| read_dots(seen).ok()).flatten();
        if dots == note.dots {
            continue;
        } else if dots == seen {
            found.theirs.push(fl!(ui.words, "log-named", what = note.receipt.as_str(), value = words(ui, note.dots)));
        } else if note.dots == seen {
            found.mended.push((note.receipt.clone(), note.dots, dots));
        } else {
            let (theirs, mine) = (words(ui, note.dots), words(ui, dots));
            let receipt = note.receipt.as_str();
            found.errors.add(field, fl!(ui.words, "dots-clash", receipt = receipt, theirs = theirs, mine = mine));
            found.clashes = true;
        }
    }
    found
}

/// Mends dots: all that the form has, or none.
pub async fn save(
    State(app): State<App>,
    ui: Ui,
    Staff(me): Staff,
    Path(meeting): Path<String>,
    Form(mut form): Form<DotsForm>,
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
    if errors.is_empty() && theirs.is_empty() {
        let path = format!("/staff/workshops/{}/dots?mended={}", meeting.id, mended.len());
        return Ok(Redirect::to(&ui.url(&path)).into_response());
    }
    // What somebody wrote stays; the rest is as it is now.
    let is_written = |note: &&Stuck| {
        let count = form.counts.get(&note.receipt);
        count != form.seen.get(&note.receipt) && count.is_some_and(|count| read_dots(count) != Ok(note.dots))
    };
    let written: Vec<String> = stuck.iter().filter(is_written).map(|note| note.receipt.clone()).collect();
    form.counts.retain(|receipt, _| written.contains(receipt));
    let status = if clashes { StatusCode::CONFLICT } else { errors.status() };
    let said = Said { mended: errors.is_empty().then_some(mended.len()), theirs, ..Said::default() };
    let tables = by_table(stuck);
    page_with(status, &DotsPage { ui, call, meeting, tables, counts: form.counts, said, errors })
}
