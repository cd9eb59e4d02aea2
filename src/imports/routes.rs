//! The page of one import: settle its columns, try it, take it in.

use askama::Template;
use axum::body::Body;
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Redirect, Response};
use i18n_embed_fl::fl;
use serde::Deserialize;
use tokio::fs::File;
use tokio_util::io::ReaderStream;

use super::store::{self, Import};
use super::{Desk, Progress, came_before, encodings, facts, jobs, source, unseen};
use crate::app::App;
use crate::base::audit::{self, Act, Actor};
use crate::base::db::Tx;
use crate::base::jobs::{Job, enqueue};
use crate::consultations::{self, Consultation};
use crate::http::access::{Access, Role, Routes, Staff, Viewer};
use crate::http::{Error, Errors, Form, Path, Result, Ui, attachment, page_with};
use crate::mapping::form::{self, Ground, Pick, PlanForm, Question};
use crate::mapping::{Meaning, Plan, Review};
use crate::meetings;
use crate::tables::Wish;
use crate::tables::text::Encoding;
use crate::trials::shown::{self, ShownDone, ShownReport};
use crate::uploads::{Failure, Glance, headless, remarks};
use crate::workshops;

const STAFF: Access = Access::Roles(&[Role::Staff]);

pub fn routes() -> Routes {
    Routes::default()
        .get(STAFF, "/staff/imports/{id}", show)
        .post(STAFF, "/staff/imports/{id}/look", look)
        .post(STAFF, "/staff/imports/{id}/trial", trial)
        .post(STAFF, "/staff/imports/{id}/run", run)
        .post(STAFF, "/staff/imports/{id}/stop", stop)
        .get(STAFF, "/staff/imports/{id}/faults", faults)
}

fn go(ui: &Ui, id: &str) -> Response {
    Redirect::to(&ui.url(&format!("/staff/imports/{id}"))).into_response()
}

async fn found(app: &App, id: &str) -> Result<(Import, Consultation)> {
    let mut conn = app.db.read().await?;
    let import = store::find(&mut conn, id).await?.ok_or(Error::NotFound)?;
    let call = consultations::store::find_by_id(&mut conn, &import.consultation_id).await?.ok_or(Error::NotFound)?;
    Ok((import, call))
}

async fn show(State(app): State<App>, ui: Ui, Staff(_): Staff, Path(id): Path<String>) -> Result<Response> {
    let (import, call) = found(&app, &id).await?;
    let plan = import.plan()?;
    page(&app, ui, Shown { import, call, plan }, Errors::default()).await
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct LookForm {
    #[serde(default)]
    encoding: String,
    #[serde(default)]
    sheet: String,
}

/// Reads the first rows again, in another encoding or of another sheet.
async fn look(
    State(app): State<App>,
    ui: Ui,
    Staff(_): Staff,
    Path(id): Path<String>,
    Form(asked): Form<LookForm>,
) -> Result<Response> {
    let (import, call) = found(&app, &id).await?;
    let sheet = Some(asked.sheet).filter(|sheet| !sheet.is_empty());
    let wish = Wish { encoding: Encoding::parse(&asked.encoding), sheet, ..Wish::default() };
    match jobs::look_again(&app, &import, &call, wish).await? {
        Ok(()) => Ok(go(&ui, &id)),
        Err(failure) => {
            let mut errors = Errors::default();
            errors.add("reread", failure.text(ui.words));
            let plan = import.plan()?;
            page(&app, ui, Shown { import, call, plan }, errors).await
        }
    }
}

/// Settles the columns and sends the file into a trial.
async fn trial(
    State(app): State<App>,
    ui: Ui,
    Staff(me): Staff,
    Path(id): Path<String>,
    Form(asked): Form<PlanForm>,
) -> Result<Response> {
    let (import, call) = found(&app, &id).await?;
    if asked.seen() != import.seen() {
        return changed(&app, ui, import, call).await;
    }
    let unknown = import.report().map_or(Vec::new(), |report| report.unknown);
    let mut conn = app.db.read().await?;
    let meetings = meetings::store::list(&mut conn, &call.id).await?;
    let lists = store::lists(&mut conn, &call.id).await?;
    drop(conn);
    let ground = Ground { call: &call, meetings: &meetings, lists: &lists, file: &import.file_name };
    let when = (&app.zone, app.clock.now());
    let (plan, mut errors) = form::parse(ui.words, &asked, &import.plan()?, &unknown, &ground, when);
    if !may_publish(&me, &plan) {
        errors.add("reason", fl!(ui.words, "import-review-forbidden"));
    }
    if !errors.is_empty() {
        return page(&app, ui, Shown { import, call, plan }, errors).await;
    }
    let mut tx = app.db.begin().await?;
    if store::put_plan(&mut tx, &id, &plan).await? {
        enqueue(&mut tx, &Job::Import { import: id.clone() }, app.clock.machine_now()).await?;
    }
    tx.commit().await?;
    app.waiting.notify_one();
    Ok(go(&ui, &id))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RunForm {
    /// What the page showed: nothing else is taken in.
    seen: String,
    #[serde(default)]
    skip: String,
}

async fn run(
    State(app): State<App>,
    ui: Ui,
    Staff(me): Staff,
    Path(id): Path<String>,
    Form(asked): Form<RunForm>,
) -> Result<Response> {
    let (import, call) = found(&app, &id).await?;
    let plan = Plan { skips_wrong: asked.skip == "yes", ..import.plan()? };
    let may = import.report().is_some_and(|report| report.may_run(plan.skips_wrong)) && import.seen() == asked.seen;
    let mut tx = app.db.begin().await?;
    if !may
        || !may_publish(&me, &plan)
        || !store::start(&mut tx, &id, &import.plan, &plan, &me.account, Desk::Page).await?
    {
        tx.rollback().await?;
        return changed(&app, ui, import, call).await;
    }
    enqueue(&mut tx, &Job::Import { import: id.clone() }, app.clock.machine_now()).await?;
    note(&mut tx, &app, &me, Act::ImportAsked, &call, &import, &plan).await?;
    tx.commit().await?;
    app.waiting.notify_one();
    Ok(go(&ui, &id))
}

/// Whether this person may let texts of a file be public without the queue.
fn may_publish(me: &Viewer, plan: &Plan) -> bool {
    plan.review == Review::Queue || me.has(Role::Moderator)
}

/// Somebody has gone on with it, or the same file has come in by another import meanwhile: what was answered is about something
/// else. Nothing is done.
async fn changed(app: &App, ui: Ui, import: Import, call: Consultation) -> Result<Response> {
    let mut conn = app.db.read().await?;
    let import = store::find(&mut conn, &import.id).await?.ok_or(Error::NotFound)?;
    let before = store::same_file(&mut conn, &call.id, &import.sha256).await?.filter(|it| it.id != import.id);
    drop(conn);
    // The same press twice, or another's: its page says how far it is.
    if matches!(import.progress()?, Progress::Checking | Progress::Running | Progress::Applied) {
        return Ok(go(&ui, &import.id));
    }
    let why = match before {
        Some(before) => came_before(&ui, &before),
        None => fl!(ui.words, "import-changed-elsewhere"),
    };
    let mut errors = Errors::default();
    errors.add("columns", why);
    let plan = import.plan()?;
    page(app, ui, Shown { import, call, plan }, errors).await
}

async fn note(
    tx: &mut Tx,
    app: &App,
    me: &Viewer,
    act: Act,
    call: &Consultation,
    import: &Import,
    plan: &Plan,
) -> Result<()> {
    let detail = import.log_detail(plan, &me.login, &[]);
    audit::record(tx, Actor::Staff(&me.login), act, &call.slug, &detail, app.clock.now()).await?;
    Ok(())
}

/// Ends an import, at whatever point before its rows are shown.
async fn stop(State(app): State<App>, ui: Ui, Staff(me): Staff, Path(id): Path<String>) -> Result<Response> {
    use Progress::{Checked, Checking, Failed, Mapping, Running, Stopped, Stopping};
    let (import, call) = found(&app, &id).await?;
    let mut tx = app.db.begin().await?;
    let ended = store::step(&mut tx, &id, &[Mapping, Checking, Checked, Failed], Stopped).await?;
    let stopping = !ended && store::step(&mut tx, &id, &[Running], Stopping).await?;
    if stopping {
        // Should nobody be at work on it any more, somebody takes it back.
        enqueue(&mut tx, &Job::Import { import: id.clone() }, app.clock.machine_now()).await?;
    }
    if ended || stopping {
        note(&mut tx, &app, &me, Act::ImportStopped, &call, &import, &import.plan()?).await?;
    }
    if ended {
        store::forget_words(&mut tx, &import).await?;
    }
    tx.commit().await?;
    app.waiting.notify_one();
    if ended {
        jobs::forget_files(&app, &id);
    }
    Ok(go(&ui, &id))
}

/// All faults of the last trial.
async fn faults(State(app): State<App>, Staff(_): Staff, Path(id): Path<String>) -> Result<Response> {
    let (import, _) = found(&app, &id).await?;
    let file = File::open(jobs::faults_file(&app, &import.id)).await.map_err(|_| Error::NotFound)?;
    let headers =
        [(header::CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()), attachment("faults.csv", "直す所.csv")];
    Ok((headers, Body::from_stream(ReaderStream::new(file))).into_response())
}

/// An import about to be shown, with the plan as it stands in the form.
struct Shown {
    import: Import,
    call: Consultation,
    plan: Plan,
}

/// Where the page was come to from.
struct Back {
    path: String,
    label: String,
}

#[derive(Template)]
#[template(path = "imports/import.html")]
struct ImportPage {
    ui: Ui,
    import: Import,
    progress: Progress,
    back: Back,
    slug: String,
    title: String,
    facts: String,
    source: String,
    /// What of a workbook does not show.
    unseen: Vec<String>,
    /// Why it cannot be read; '' where it can.
    failure: String,
    /// The form stands, and can be sent.
    is_open: bool,
    columns: Vec<Question>,
    /// Of columns that are not used, although they might be.
    remarks: Vec<String>,
    defaults: Vec<Question>,
    numbering: Option<Question>,
    words: Vec<Question>,
    plan: Plan,
    encodings: Vec<Pick>,
    sheets: Vec<Pick>,
    report: Option<ShownReport>,
    done: Option<ShownDone>,
    /// The list of all faults is still there.
    has_list: bool,
    errors: Errors,
    /// Id of the meeting of all rows, where it is still there.
    meeting: Option<String>,
    applied: String,
    moment: String,
}

impl ImportPage {
    fn moving(&self) -> String {
        let (w, n) = (self.ui.words, |count: i64| self.ui.number(count));
        match self.progress {
            Progress::Running => {
                fl!(w, "import-running-rows", total = n(self.import.total_rows), done = n(self.import.done_rows))
            }
            Progress::Stopping => fl!(w, "import-stopping-rows"),
            _ => fl!(w, "import-checking-rows", n = n(self.import.done_rows)),
        }
    }

    /// What became of them.
    fn outcome(&self) -> String {
        let w = self.ui.words;
        match &self.plan.review {
            Review::Queue => fl!(w, "import-applied-queue"),
            Review::Checked(reason) if self.plan.column(Meaning::Rejected).is_some() => {
                fl!(w, "import-applied-some", reason = reason.as_str())
            }
            Review::Checked(reason) => fl!(w, "import-applied-public", reason = reason.as_str()),
            Review::Kept(reason) => fl!(w, "import-applied-kept", reason = reason.as_str()),
        }
    }

    fn is_review(&self, name: &str) -> bool {
        name == match self.plan.review {
            Review::Queue => "queue",
            Review::Checked(_) => "checked",
            Review::Kept(_) => "kept",
        }
    }

    /// Whether the file says where each opinion stands.
    fn may_keep(&self) -> bool {
        self.is_review("kept") || self.plan.column(Meaning::State).is_some()
    }

    /// Whether the next step is to take it in, and not to try it again.
    fn is_next_run(&self) -> bool {
        self.report.as_ref().is_some_and(|report| (report.may_run || report.may_skip) && !self.is_clashing())
    }

    /// Whether its numbers may be those of another list.
    fn is_clashing(&self) -> bool {
        self.numbering.is_some() && self.report.as_ref().is_some_and(|report| !report.numbers.is_empty())
    }
}

async fn page(app: &App, ui: Ui, shown: Shown, errors: Errors) -> Result<Response> {
    let Shown { import, call, plan } = shown;
    let errors = errors.in_order(&["reread", "words", "columns", "theme", "channel", "meeting", "day", "reason"]);
    let w = ui.words;
    let progress = import.progress()?;
    let is_open =
        matches!(progress, Progress::Mapping | Progress::Checked | Progress::Failed) && import.first_number == 0;
    let mut conn = app.db.read().await?;
    let meetings = meetings::store::list(&mut conn, &call.id).await?;
    let lists = store::lists(&mut conn, &call.id).await?;
    drop(conn);
    let (Glance { form, rows, news }, report) = (import.look(), import.report());
    let unknown = report.as_ref().map_or(&[][..], |report| &report.unknown);
    // Nobody is asked whose the numbers are before there are others.
    let is_asked = !lists.is_empty() || report.as_ref().is_some_and(|report| report.clashing + report.elsewhere > 0);
    let failure = import.failure.as_deref().and_then(|json| serde_json::from_str::<Failure>(json).ok());
    let (status, is_typed) = (errors.status(), workshops::is_typed(&plan));
    let ui = if is_typed { Ui { belongs_to: Some("/staff/workshops"), ..ui } } else { ui };
    let meeting = plan.meeting.clone().filter(|id| meetings.iter().any(|it| it.id == *id));
    let back = match &meeting {
        Some(meeting) if is_typed => Back { path: format!("/staff/workshops/{meeting}"), label: fl!(w, "dots-back") },
        _ => Back { path: format!("/staff/imports?call={}", call.slug), label: fl!(w, "import-back") },
    };
    let misread = form.rather.map(|it| shown::misread(w, it, Desk::Page));
    let opening = headless(w, &import.source, &plan).filter(|_| report.is_none() && !is_typed);
    let opening = misread.into_iter().chain(opening);
    let shown = ImportPage {
        progress,
        back,
        title: call.text(ui.lang).title,
        slug: call.slug.clone(),
        facts: if is_typed { String::new() } else { facts(&ui, import.bytes, &form) },
        source: if is_open { source(&ui, &import.source) } else { String::new() },
        unseen: unseen(w, &form),
        failure: failure.map_or(String::new(), |failure| failure.text(w)),
        is_open,
        columns: form::columns(w, &plan, &rows),
        remarks: opening.chain(remarks(w, &plan, &news)).collect(),
        defaults: form::defaults(w, &plan, &call, &meetings),
        numbering: form::numbering(w, &plan, &lists, &import.file_name).filter(|_| is_asked),
        words: form::words(w, &plan, unknown, &call),
        encodings: match plan.sheet {
            None if !is_typed => encodings(w, plan.encoding),
            _ => Vec::new(),
        },
        sheets: form.sheets.iter().map(|name| pick(name, name, form.sheet == *name)).collect(),
        done: (report.clone().filter(|_| progress == Progress::Applied)).map(|it| shown::done(&ui, it, &plan, &call)),
        has_list: jobs::faults_file(app, &import.id).exists(),
        report: (report.filter(|_| progress == Progress::Checked))
            .map(|it| shown::report(&ui, it, &plan, &call, Desk::Page)),
        meeting,
        applied: ui.number(import.done_rows),
        moment: import.applied_at.map_or(String::new(), |at| ui.moment(at)),
        plan,
        errors,
        import,
        ui: ui.clone(),
    };
    page_with(status, &shown)
}

fn pick(value: &str, label: &str, chosen: bool) -> Pick {
    Pick { value: value.to_owned(), label: label.to_owned(), chosen }
}
