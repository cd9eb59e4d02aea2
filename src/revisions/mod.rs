//! What every page on which staff change a consultation has: the turn that one of them takes, what is said after a save, and
//! the frame around the form.

use axum::response::{IntoResponse, Redirect, Response};
use i18n_embed_fl::fl;
use serde::Deserialize;

use crate::app::App;
use crate::base::audit::{self, Act, Actor};
use crate::base::db::Tx;
use crate::consultations::period::Stage;
use crate::consultations::{Consultation, days_of, store};
use crate::http::access::Viewer;
use crate::http::{Error, Result, Ui};

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
const DONE: [&str; 6] = ["saved", "made", "listed", "draft", "results", "reading"];

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

/// Where a consultation stands: draft, scheduled, open, closed, results out.
pub fn chip(ui: &Ui, call: &Consultation) -> Chip {
    let (class, label) = match call.stage(&ui.zone, ui.now) {
        _ if !call.listed => ("chip pending", fl!(ui.words, "editor-state-draft")),
        Stage::Scheduled => ("chip info", fl!(ui.words, "editor-state-scheduled")),
        Stage::Open { .. } => ("chip open", fl!(ui.words, "editor-state-open")),
        Stage::BeingRead => ("chip", fl!(ui.words, "editor-state-closed")),
        Stage::ResultsOut { .. } => ("chip published", fl!(ui.words, "editor-state-results")),
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
    let here = ui.path.split('?').next().unwrap_or_default();
    // The texts are one section in every language.
    let is_here = |path: &str| match path.strip_suffix("/ja") {
        Some(texts) => here.rsplit_once('/').is_some_and(|(above, _)| above == texts),
        None => path == here,
    };
    let all = [
        ("", fl!(w, "editor-section-publication")),
        ("/basics", fl!(w, "editor-section-basics")),
        ("/texts/ja", fl!(w, "editor-section-texts")),
        ("/themes", fl!(w, "editor-section-themes")),
        ("/fields", fl!(w, "editor-section-fields")),
        ("/documents", fl!(w, "editor-section-documents")),
        ("/review", fl!(w, "editor-section-review")),
    ];
    let section = |(tail, label): (&str, String)| {
        let path = call.staff_path(tail);
        Section { current: is_here(&path), path, label }
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
