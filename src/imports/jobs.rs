//! Work on a file: taking it in, taking it back. Row after row, never the whole in memory.

use std::collections::{HashMap, HashSet};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::{Context, ensure};

use super::store::{self, Import, Settled};
use super::{Desk, Progress};
use crate::accounts;
use crate::app::App;
use crate::base::audit::{self, Act};
use crate::base::calendar::{DAY_MS, HOUR_MS};
use crate::base::db::Tx;
use crate::base::id;
use crate::base::text::Lang;
use crate::consultations::{self, Consultation};
use crate::http::arrival::Uploaded;
use crate::making;
use crate::mapping::draft::Theme;
use crate::mapping::{Meaning, Plan};
use crate::meetings::{self, Named};
use crate::staging::{self, Common};
use crate::tables::Wish;
use crate::trials::{self, Report};
use crate::uploads::reader::{Source, read};
use crate::uploads::{Failure, Glance, Look, Why, look};

/// In the place of what wrote a file: its columns are as people settled them before.
const KEPT: &str = "kept";
/// Rows taken back in one transaction: a resident who sends meanwhile waits for it no longer.
const PORTION: i64 = 128;

/// Where files wait to be taken in.
pub fn folder(app: &App) -> PathBuf {
    app.config.arrivals()
}

pub fn file(app: &App, import: &str) -> PathBuf {
    folder(app).join(import)
}

/// Every fault of the last trial, as a table.
pub fn faults_file(app: &App, import: &str) -> PathBuf {
    folder(app).join(format!("{import}.faults.csv"))
}

/// The id of an import, or why its file cannot be read.
type Begun = anyhow::Result<Result<String, Failure>>;

/// Writes a file down that has been uploaded, once it is known to be a table: read in the encoding, or of the sheet, that somebody
/// wishes.
pub async fn begin(
    app: &App,
    call: &Consultation,
    (by, desk): (&str, Desk),
    name: &str,
    (file, wish): (Uploaded, Wish),
) -> Begun {
    let path = file.kept.path().to_owned();
    let look = match look_at(app, path, wish, call.clone()).await? {
        Ok(look) => look,
        Err(failure) => return Ok(Err(failure)),
    };
    let id = id::new(app.clock.machine_now());
    let (source, plan, glance) = settled(app, call, look).await?;
    let import = Import::new(&id, call, (by, desk), name, &file, (&source, &plan, &glance), app.clock.now());
    // The file first, and on disk: a row without all of it could not be read.
    let kept = file.kept.persist(self::file(app, &id)).map_err(|error| error.error)?;
    tokio::task::spawn_blocking(move || kept.sync_all()).await??;
    let mut tx = app.db.begin().await?;
    store::insert(&mut tx, &import).await?;
    tx.commit().await?;
    Ok(Ok(id))
}

async fn look_at(app: &App, path: PathBuf, wish: Wish, call: Consultation) -> anyhow::Result<Result<Look, Failure>> {
    // A workbook is unpacked for it: one at a time.
    let _place = app.looking.acquire().await?;
    Ok(tokio::task::spawn_blocking(move || look(&path, &wish, &call)).await?)
}

/// The plan of a look: as people settled the same headings before, else as guessed. With the word for which it is, and with
/// what is to be shown of the file.
async fn settled(app: &App, call: &Consultation, look: Look) -> anyhow::Result<(String, Plan, Glance)> {
    let glance = look.glance();
    let kept = store::kept_columns(&mut *app.db.read().await?, &call.id, &look.heads).await?;
    let Some(Settled { columns, mut answers, list }) = kept else {
        return Ok((look.source.name().to_owned(), look.plan, glance));
    };
    answers.retain(|answer| answer.is_known(call));
    let plan = Plan { columns, answers, list, ..look.plan.clone() };
    let news = look.plan.columns.iter().map(|column| column.meaning).enumerate();
    let is_free = |now: Meaning| now.may_repeat() || plan.column(now).is_none();
    let is_new = |(at, now): &(usize, Meaning)| {
        *now != Meaning::Nothing && plan.columns[*at].meaning == Meaning::Nothing && is_free(*now)
    };
    let news = news.filter(is_new).collect();
    Ok((KEPT.to_owned(), plan, Glance { news, ..glance }))
}

/// Reads the first rows again, in another encoding or of another sheet: the columns may be others then.
pub async fn look_again(
    app: &App,
    import: &Import,
    call: &Consultation,
    wish: Wish,
) -> anyhow::Result<Result<(), Failure>> {
    match look_at(app, file(app, &import.id), wish, call.clone()).await? {
        Err(failure) => Ok(Err(failure)),
        Ok(look) => {
            let (source, plan, glance) = settled(app, call, look).await?;
            let mut tx = app.db.begin().await?;
            store::begin_again(&mut tx, &import.id, &source, &plan, &glance).await?;
            tx.commit().await?;
            Ok(Ok(()))
        }
    }
}

/// Does what the state of an import asks for. Safe to run twice.
pub async fn run(app: &App, id: &str) -> anyhow::Result<()> {
    let Some(import) = store::find(&mut *app.db.read().await?, id).await? else { return Ok(()) };
    match import.progress()? {
        Progress::Checking => trials::jobs::check(app, &import).await,
        Progress::Running => take_in(app, &import).await,
        Progress::Stopping => take_back(app, &import, None).await,
        Progress::Applied => shown(app, &import).await,
        Progress::Mapping | Progress::Checked | Progress::Stopped | Progress::Failed => Ok(()),
    }
}

/// What is read of a file, and how.
pub fn source(app: &App, import: &Import, plan: Plan, call: Consultation, faults: Option<PathBuf>) -> Source {
    Source { file: file(app, &import.id), faults, plan, call, zone: app.zone.clone(), now: app.clock.now() }
}

/// The plan, with the day of the meeting that all rows are notes of where it says no other, and without what no row that comes
/// in would have; and the consultation as it is.
pub async fn asked(app: &App, import: &Import) -> anyhow::Result<(Plan, Consultation)> {
    let mut conn = app.db.read().await?;
    let found = consultations::store::find_by_id(&mut conn, &import.consultation_id).await?;
    let plan = import.plan().context("the plan of an import cannot be read")?;
    let mut plan = making::without(&plan, &import.report().unwrap_or_default().idle);
    if let Some(id) = plan.meeting.as_deref().filter(|_| plan.day.is_empty())
        && let Some((_, meeting)) = meetings::store::find(&mut conn, id).await?
    {
        plan.day = meeting.held_on.to_string();
    }
    Ok((plan, found.context("the consultation of an import is gone")?))
}

/// Ends it, for the log and for whoever looks at it.
pub async fn fail(tx: &mut Tx, import: &Import, failure: &Failure) -> anyhow::Result<()> {
    tracing::warn!(import = import.id, why = failure.why.name(), place = failure.place, "an import failed");
    store::fail(tx, &import.id, &serde_json::to_string(failure)?).await?;
    Ok(())
}

/// Writes the rows, portion by portion, and shows all of them at once.
async fn take_in(app: &App, import: &Import) -> anyhow::Result<()> {
    let (plan, call) = asked(app, import).await?;
    let Report { revision, meetings: named, .. } = import.report().unwrap_or_default();
    if call.revision != revision {
        return take_back(app, import, Some(Why::Changed.into())).await;
    }
    // Another node may have it; should nobody, the job says so, and a person can stop the import.
    ensure!(file(app, &import.id).exists(), "the file of import {} is not on this machine", import.id);
    let mut tx = app.db.begin().await?;
    let themes = themes(&mut tx, import, &plan, &call, app.clock.now()).await?;
    let hung = (&named, plan.is_ours(), plan.meeting.as_deref());
    let meetings = meetings::ids(&mut tx, &import.consultation_id, &import.id, hung, app.clock.now()).await?;
    let Some(meetings) = meetings else {
        tx.rollback().await?;
        return take_back(app, import, Some(Why::Changed.into())).await;
    };
    let (first, now) = (store::take_numbers(&mut tx, &import.id).await?, app.clock.now());
    tx.commit().await?;
    let source = || source(app, import, plan.clone(), making::with_choices(&plan, &call), None);
    let (list, target_ms, (chunks, reading)) = (plan.list.clone(), call.target_hours * HOUR_MS, read(source()));
    let common = Common { app: app.clone(), import: import.clone(), themes, meetings, list, now, target_ms };
    let mut batches = staging::batches(common, chunks, first);
    let (mut done, mut failure, mut turn) = (0, None, Instant::now());
    while let Some(batch) = batches.recv().await {
        let batch = match batch? {
            Ok(batch) => batch,
            Err(why) => {
                failure = Some(why);
                break;
            }
        };
        done = batch.done;
        let mut tx = app.db.begin().await?;
        if !store::note(&mut tx, &import.id, Progress::Running, done as u64).await? {
            tx.rollback().await?;
            return take_back(app, import, None).await;
        }
        for statement in batch.statements {
            statement.execute(&mut tx).await?;
        }
        tx.commit().await?;
        give_way(app, import, &mut turn).await;
    }
    drop(batches);
    if let Err(why) = reading.await.context("the reader of an import panicked")? {
        failure = failure.or(Some(why));
    }
    // All that the page showed, or nothing; a row could not be written where its id has come in by another file.
    let written = staging::store::count(&mut *app.db.read().await?, &import.id).await?;
    if failure.is_none() && done != import.total_rows {
        failure = Some(Why::Changed.into());
    }
    if failure.is_none() && written != done {
        failure = Some(kept_out(app, import, source()).await?);
    }
    match failure {
        Some(failure) => take_back(app, import, Some(failure)).await,
        None => show(app, import, plan, revision).await,
    }
}

/// By what the ids of rows are taken: files that are still on their way, else one that has come in meanwhile.
async fn kept_out(app: &App, import: &Import, source: Source) -> anyhow::Result<Failure> {
    let list = source.plan.list.clone();
    let names = staging::holders(app, import, &list, read(source).0).await?.join("」「");
    Ok(if names.is_empty() { Why::Changed.into() } else { Failure { place: names, ..Why::Beside.into() } })
}

/// The ids of all themes that rows can name.
async fn themes(
    tx: &mut Tx,
    import: &Import,
    plan: &Plan,
    call: &Consultation,
    now: i64,
) -> anyhow::Result<HashMap<Theme, String>> {
    let there = call.themes.iter().map(|theme| (Theme::Code(theme.code.clone()), theme.id.clone()));
    let made = making::themes(tx, &import.id, plan, call, now).await?;
    Ok(there.chain(made.into_iter().map(|(word, id)| (Theme::New(word), id))).collect())
}

/// The moment at which everybody sees the rows.
async fn show(app: &App, import: &Import, plan: Plan, revision: i64) -> anyhow::Result<()> {
    let mut tx = app.db.begin().await?;
    let held = consultations::store::hold(&mut tx, &import.consultation_id, revision).await?;
    // Who decides by what has arrived waits, on whatever node.
    app.db.engine.take_turn(&mut tx).await?;
    let kept = (&Plan { answers: Vec::new(), ..plan.clone() }, &import.report().unwrap_or_default().kept());
    if !held || !store::apply(&mut tx, &import.id, kept, app.clock.now()).await? {
        tx.rollback().await?;
        // Stopped at the last moment; else the consultation has changed, or the same file has come in by another import.
        let now = store::find(&mut *app.db.read().await?, &import.id).await?.context("an import is gone")?;
        let is_stopped = now.progress()? == Progress::Stopping;
        return take_back(app, import, (!is_stopped).then(|| Why::Changed.into())).await;
    }
    let call =
        consultations::store::find_by_id(&mut tx, &import.consultation_id).await?.context("a consultation is gone")?;
    let themes = making::show_themes(&mut tx, &import.id, &call).await?;
    let choices = making::add_choices(&mut tx, &plan, &call).await?;
    if !themes.is_empty() || !choices.is_empty() {
        consultations::store::raise(&mut tx, &call.slug, revision, app.clock.now()).await?;
    }
    let meetings = meetings::show_made(&mut tx, &call.id, &import.id).await?;
    store::keep_columns(&mut tx, &import.consultation_id, &plan).await?;
    let who = accounts::store::login_of(&mut tx, &import.requested_by).await?;
    let meetings = meetings.iter().map(|it| Named::from(it).text(Lang::JA.words())).collect();
    let came = [("themes", themes), ("choices", choices), ("meetings", meetings)];
    let detail = import.log_detail(&plan, &who, &came);
    audit::record(&mut tx, import.actor(&who), Act::OpinionsImported, &call.slug, &detail, app.clock.now()).await?;
    tx.commit().await?;
    app.forget_calls();
    shown(app, import).await
}

/// What is done when everybody sees the rows: results that were out with nothing to count have their tables now.
async fn shown(app: &App, import: &Import) -> anyhow::Result<()> {
    let call = consultations::store::find_by_id(&mut *app.db.read().await?, &import.consultation_id).await?;
    if let Some(call) = call {
        app.make_tables(&call).await?;
    }
    // The list of rows that were left out stays on the page until the next sweep: somebody has to mend them. At the shell it goes
    // where somebody wishes it.
    match import.report() {
        Some(report) if report.wrong > 0 && import.asked_from == Desk::Page => forget_file(&file(app, &import.id)),
        _ => forget_files(app, &import.id),
    }
    Ok(())
}

/// Takes back what was written, then says why, or that somebody wished it. Nothing is done where the rows are seen: then
/// somebody else has finished the work.
async fn take_back(app: &App, import: &Import, failure: Option<Failure>) -> anyhow::Result<()> {
    let mut turn = Instant::now();
    loop {
        let mut tx = app.db.begin().await?;
        if !store::hold_back(&mut tx, &import.id).await? {
            return Ok(());
        }
        let more = staging::store::take_back(&mut tx, &import.id, PORTION).await?;
        tx.commit().await?;
        if !more {
            break;
        }
        give_way(app, import, &mut turn).await;
    }
    let mut tx = app.db.begin().await?;
    making::store::forget(&mut tx, &import.id).await?;
    meetings::store::forget_made(&mut tx, &import.id).await?;
    let is_as_before = store::give_numbers_back(&mut tx, &import.id).await?;
    // With its numbers given back it can be mended and tried again.
    let is_over = failure.is_none() || !is_as_before;
    match failure {
        Some(failure) => fail(&mut tx, import, &failure).await?,
        None => {
            store::step(&mut tx, &import.id, &[Progress::Stopping], Progress::Stopped).await?;
        }
    }
    if is_over {
        store::forget_words(&mut tx, import).await?;
    }
    tx.commit().await?;
    if is_over {
        forget_files(app, &import.id);
    }
    Ok(())
}

/// Within one program writers queue; what the shell sends in has residents wait in another one.
async fn give_way(app: &App, import: &Import, since: &mut Instant) {
    if import.asked_from == Desk::Shell {
        app.db.give_way(since).await;
    }
}

/// Deletes an upload and what was found in it.
pub fn forget_files(app: &App, import: &str) {
    [file(app, import), faults_file(app, import)].iter().for_each(|path| forget_file(path));
}

fn forget_file(path: &Path) {
    if let Err(error) = std::fs::remove_file(path)
        && error.kind() != ErrorKind::NotFound
    {
        tracing::warn!(%error, file = %path.display(), "cannot delete an import's file");
    }
}

/// Deletes uploads that no import needs any more.
pub async fn sweep(app: &App) -> anyhow::Result<()> {
    let needed: HashSet<String> = store::waiting(&mut *app.db.read().await?).await?.into_iter().collect();
    let Ok(entries) = std::fs::read_dir(folder(app)) else { return Ok(()) };
    for entry in entries.flatten() {
        let (path, name) = (entry.path(), entry.file_name().to_string_lossy().into_owned());
        let id = name.split('.').next().unwrap_or_default();
        let age = entry.metadata().and_then(|data| data.modified()).ok().and_then(|at| at.elapsed().ok());
        // An upload that is just coming has no import yet.
        let is_left = !needed.contains(id) && age.is_some_and(|age| age.as_millis() > DAY_MS as u128);
        if is_left {
            forget_file(&path);
        }
    }
    Ok(())
}
