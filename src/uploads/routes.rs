//! The page on which a file is chosen, and the list of those that came before.

use std::collections::HashMap;

use askama::Template;
use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use i18n_embed_fl::fl;
use serde::Deserialize;

use crate::app::App;
use crate::consultations::{self, Consultation};
use crate::http::access::{Access, Role, Routes, Staff};
use crate::http::arrival::receive;
use crate::http::{Errors, Query, Result, Ui, page_with};
use crate::imports::store::{self, Import};
use crate::imports::{Desk, MAX_BYTES, Progress, came_before, encodings, jobs};
use crate::mapping::form::Pick;
use crate::tables::Wish;
use crate::tables::text::Encoding;
use crate::trials::Report;
use crate::uploads::Why;

const STAFF: Access = Access::Roles(&[Role::Staff]);

pub fn routes() -> Routes {
    Routes::default().get(STAFF, "/staff/imports", list).post(STAFF, "/staff/imports", upload)
}

#[derive(Template)]
#[template(path = "imports/imports.html")]
struct ImportsPage {
    ui: Ui,
    /// Address, title, whether it is the one chosen.
    calls: Vec<(String, String, bool)>,
    slug: String,
    title: String,
    encodings: Vec<Pick>,
    list: Vec<Listed>,
    errors: Errors,
    /// Somebody may have to say what the file is written in.
    asks_encoding: bool,
}

impl ImportsPage {
    fn is_moving(&self) -> bool {
        self.list.iter().any(|one| one.progress.is_moving())
    }
}

/// A file in the list.
struct Listed {
    id: String,
    name: String,
    progress: Progress,
    state: String,
    /// '' where there is nothing to count yet.
    rows: String,
    /// How many rows were left out; '' where none was.
    left_out: String,
    /// Who sent it in.
    sender: String,
    moment: String,
}

/// The files of a consultation, with the form for another, in what it is said to be written.
async fn page(
    app: &App,
    ui: Ui,
    slug: &str,
    encoding: Option<Encoding>,
    (errors, is_bytes): (Errors, bool),
) -> Result<Response> {
    let mut conn = app.db.read().await?;
    let calls = consultations::store::all(&mut conn).await?;
    let call = consultations::pick(&calls, slug, &app.zone, app.clock.now());
    let (imports, senders) = match call {
        Some(call) => (store::of_call(&mut conn, &call.id).await?, store::senders(&mut conn, &call.id).await?),
        None => (Vec::new(), HashMap::new()),
    };
    let title = |call: &Consultation| call.text(ui.lang).title;
    let slug = call.map_or(String::new(), |call| call.slug.clone());
    let list = imports.into_iter().map(|import| listed(&ui, import, &senders)).collect::<Result<_>>()?;
    let status = errors.status();
    let shown = ImportsPage {
        calls: calls.iter().map(|call| (call.slug.clone(), title(call), call.slug == slug)).collect(),
        title: call.map_or(String::new(), title),
        slug,
        encodings: encodings(ui.words, encoding),
        list,
        asks_encoding: is_bytes || encoding.is_some(),
        errors,
        ui: ui.clone(),
    };
    page_with(status, &shown)
}

fn listed(ui: &Ui, import: Import, senders: &HashMap<String, String>) -> Result<Listed> {
    let progress = import.progress()?;
    let count = if progress == Progress::Applied { import.done_rows } else { 0 };
    Ok(Listed {
        progress,
        state: progress.label(ui.words),
        rows: if count > 0 { fl!(ui.words, "import-rows", n = ui.number(count)) } else { String::new() },
        left_out: import.report().filter(|_| count > 0).map_or(String::new(), |report| left_out(ui, &report)),
        sender: senders.get(&import.requested_by).cloned().unwrap_or_default(),
        moment: ui.moment(import.applied_at.unwrap_or(import.created_at)),
        name: import.file_name,
        id: import.id,
    })
}

fn left_out(ui: &Ui, report: &Report) -> String {
    match i64::try_from(report.left_out()).unwrap_or(i64::MAX) {
        0 => String::new(),
        rows => fl!(ui.words, "import-rows-left", n = ui.number(rows)),
    }
}

#[derive(Deserialize)]
struct ListQuery {
    #[serde(default)]
    call: String,
}

async fn list(State(app): State<App>, ui: Ui, Staff(_): Staff, Query(query): Query<ListQuery>) -> Result<Response> {
    page(&app, ui, &query.call, None, (Errors::default(), false)).await
}

/// Takes a file in. What it is, is looked at before anything is written down.
async fn upload(State(app): State<App>, ui: Ui, Staff(me): Staff, request: Request) -> Result<Response> {
    let mut arrival = receive(request, &jobs::folder(&app), MAX_BYTES, ["call", "encoding"]).await?;
    let slug = arrival.field("call").to_owned();
    let encoding = Encoding::parse(arrival.field("encoding"));
    let refused_as = async |text: String, is_bytes: bool| {
        let mut errors = Errors::default();
        errors.add("file", text);
        page(&app, ui.clone(), &slug, encoding, (errors, is_bytes)).await
    };
    let refused = async |text: String| refused_as(text, false).await;
    if arrival.too_large {
        let mut page = refused(fl!(ui.words, "import-file-too-large")).await?;
        *page.status_mut() = StatusCode::PAYLOAD_TOO_LARGE;
        return Ok(page);
    }
    if arrival.too_slow {
        return refused(fl!(ui.words, "import-file-too-slow")).await;
    }
    let Some(file) = arrival.file.take() else { return refused(fl!(ui.words, "import-file-missing")).await };
    let call = app.draft(&slug).await?;
    if let Some(before) = store::same_file(&mut *app.db.read().await?, &call.id, &file.sha256).await? {
        return refused(came_before(&ui, &before)).await;
    }
    let wish = Wish { encoding, ..Wish::default() };
    match jobs::begin(&app, &call, (&me.account, Desk::Page), &file.name.clone(), (file, wish)).await? {
        Ok(id) => Ok(Redirect::to(&ui.url(&format!("/staff/imports/{id}"))).into_response()),
        Err(failure) => refused_as(failure.text(ui.words), failure.why == Why::Byte).await,
    }
}
