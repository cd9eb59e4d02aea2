//! Writing an export's file: one snapshot, row after row, never the whole in memory.

use std::io::Write;
use std::os::unix::fs::{DirBuilderExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant, UNIX_EPOCH};

use anyhow::{Context, anyhow, ensure};
use futures_util::TryStreamExt;
use futures_util::stream::{BoxStream, TryReadyChunksError};
use tempfile::NamedTempFile;
use tokio::sync::mpsc;

use super::store::{self, Export, Written};
use super::{KEPT_MS, Progress, What};
use crate::accounts;
use crate::app::App;
use crate::base::audit::{self, Act, Actor};
use crate::base::db::{Conn, Tx};
use crate::base::search;
use crate::consultations;
use crate::counts::PublicCounts;
use crate::counts::store::public_counts;
use crate::exchange::rows::{Rows, Submitters};
use crate::exchange::{Fact, LANG, Profile, Sheet, codebook};
use crate::files::{Failure, Format, Stopped, Target};
use crate::opinions::filter::Filter;
use crate::opinions::text::searchable;
use crate::opinions::unknown_condition;
use crate::orders::Order;
use crate::papers::Column;
use crate::papers::csv::{Style, Table};

/// Rows that go from the database to the writer together, where so many are there: waking a thread for each takes longer
/// than the row.
const TOGETHER: usize = 64;
/// So many times as many may be on their way.
const AHEAD: usize = 4;
/// How often the page hears how far it is: each time is a commit, which may wait for the disk longer than a thousand rows
/// take.
const NOTED_EVERY: Duration = Duration::from_millis(250);

/// Where files wait to be fetched.
pub fn folder(app: &App) -> PathBuf {
    app.config.data.join("exports")
}

/// What can be fetched of a finished export: the file, and the tables beside it.
pub fn file(app: &App, export: &str, what: What, format: Format) -> PathBuf {
    let name = match what {
        What::File => format!("{export}.{}", format.extension()),
        What::Columns | What::Lost => format!("{export}.{}.csv", what.name()),
    };
    folder(app).join(name)
}

/// The one moment of everything in a file: which consultation it is, its rows, and what its columns mean. What is renamed
/// or decided meanwhile is in all of them as it was.
pub struct Snapshot {
    pub tx: Tx,
    /// In the domain's time: everything that came until then is in it.
    pub as_of: i64,
    /// Number of the last act that the log has in it.
    pub acts: i64,
}

impl Snapshot {
    /// `words`: what will be looked for in it, or ''.
    pub async fn take(app: &App, words: &str) -> sqlx::Result<Self> {
        let as_of = app.clock.now();
        if !words.trim().is_empty() {
            search::index_all(&app.db, searchable).await?;
        }
        let mut tx = app.db.snapshot().await?;
        let acts = audit::last(&mut tx).await?;
        Ok(Self { tx, as_of, acts })
    }
}

/// What an export was asked to hold. A choice or a theme may be gone since: then `lost` is the condition that the
/// consultation no longer knows, and the filter is wider than the one asked for.
pub struct Asked {
    pub order: Order,
    pub lost: Option<String>,
}

pub async fn asked(conn: &mut Conn, export: &Export) -> anyhow::Result<Asked> {
    let call = consultations::store::find_by_id(conn, &export.consultation_id).await?;
    let call = call.context("the consultation of an export is gone")?;
    let query = export.query()?;
    let lost = unknown_condition(&query, &call);
    let filter = Filter::parse(&query, &call);
    let (profile, format, columns) = (export.profile()?, export.format()?, export.columns()?);
    Ok(Asked { order: Order { call, filter, profile, format, columns }, lost })
}

/// Writes the file of one export. Safe to run twice: it begins anew. What cannot be done is told to the person who
/// asked, who can ask again; trying on and on by itself would help nobody.
pub async fn build(app: &App, export: &str) -> anyhow::Result<()> {
    let found = store::find(&mut *app.db.read().await?, export).await?;
    let Some(found) = found else { return Ok(()) };
    if found.progress()? == Progress::Done {
        return Ok(());
    }
    if let Err(stopped) = make(app, &found).await {
        tracing::error!(export, %stopped, "an export failed");
        let mut tx = app.db.begin().await?;
        store::fail(&mut tx, export, stopped.why, stopped.at.as_deref()).await?;
        tx.commit().await?;
    }
    sweep(app).await
}

/// The folder, for its owner alone.
fn make_folder(app: &App) -> std::io::Result<PathBuf> {
    let folder = folder(app);
    std::fs::DirBuilder::new().recursive(true).mode(0o700).create(&folder)?;
    // An earlier program made it for all to read.
    std::fs::set_permissions(&folder, std::fs::Permissions::from_mode(0o700))?;
    Ok(folder)
}

/// The login of whoever asked, `None` where the file has no contacts; an error where he may not have them any more.
async fn reader_of_contacts(conn: &mut Conn, export: &Export, order: &Order) -> Result<Option<String>, Stopped> {
    if order.profile != Profile::Contact {
        return Ok(None);
    }
    let reader = accounts::store::reader_of_contacts(conn, &export.requested_by).await?;
    let lost = || Stopped { why: Failure::Right, at: None, cause: anyhow!("who asked may not have contacts any more") };
    reader.map(Some).ok_or_else(lost)
}

/// Writes down that a file with contacts was made, from where administrators are told.
pub async fn log_contacts(
    tx: &mut Tx,
    actor: Actor<'_>,
    order: &Order,
    written: &Written,
    now: i64,
) -> sqlx::Result<()> {
    // Not how many: beside conditions that would count single people for whoever reads the log.
    let detail = format!("{} {} {}", order.format.name(), written.sha256, order.logged());
    audit::record(tx, actor, Act::ContactsExported, &order.call.slug, detail.trim_end(), now).await
}

/// Under a passing name first: what carries an export's name is whole, whenever the machine dies.
async fn make(app: &App, export: &Export) -> Result<(), Stopped> {
    let mut snapshot = Snapshot::take(app, &export.query().map_err(anyhow::Error::from)?.q).await?;
    let Asked { order, lost } = asked(&mut snapshot.tx, export).await?;
    if let Some(lost) = lost {
        // A file holds what was asked, or nothing.
        return Err(anyhow!("the consultation no longer knows {lost}").into());
    }
    reader_of_contacts(&mut snapshot.tx, export, &order).await?;
    let folder = make_folder(app)?;
    let passing = || NamedTempFile::new_in(&folder);
    let (main, book, lost) = (passing()?, passing()?, passing()?);
    let written = write(app, &order, snapshot, main.reopen()?, lost.reopen()?, Some(&export.id)).await?;
    write_codebook(app, &order, book.reopen()?)?;
    for file in [&lost, &book, &main] {
        file.as_file().sync_all()?;
    }
    let mut tx = app.db.begin().await?;
    // The right may have gone while the file was written.
    let reader = reader_of_contacts(&mut tx, export, &order).await?;
    if store::finish(&mut tx, &export.id, &written).await? {
        if let Some(login) = reader {
            log_contacts(&mut tx, Actor::Staff(&login), &order, &written, app.clock.now()).await?;
        }
        let lost = (written.lost > 0).then_some((lost, What::Lost));
        for (passing, what) in lost.into_iter().chain([(book, What::Columns), (main, What::File)]) {
            passing.persist(file(app, &export.id, what, order.format)).map_err(|error| error.error)?;
        }
    }
    tx.commit().await?;
    Ok(())
}

/// A file for the command line that has been written and has not got its name yet.
pub struct Made {
    pub written: Written,
    /// Each with the path it will have, the file itself last.
    files: Vec<(NamedTempFile, PathBuf)>,
}

impl Made {
    /// Gives it its name: it appears whole, or not at all.
    pub fn put(self) -> anyhow::Result<Written> {
        for (file, path) in self.files {
            file.as_file().sync_all()?;
            file.persist_noclobber(path)?;
        }
        Ok(self.written)
    }
}

/// For the command line: to a file that must not exist yet, or to standard output for `-`. Only its owner may read it. Beside
/// it stand `FILE.columns.csv`, the codebook, and, where characters could not be written, `FILE.lost.csv`.
pub async fn write_to(app: &App, order: &Order, snapshot: Snapshot, path: &Path) -> anyhow::Result<Made> {
    if path == Path::new("-") {
        let written = write(app, order, snapshot, std::io::stdout(), std::io::sink(), None).await?;
        return Ok(Made { written, files: Vec::new() });
    }
    let beside = |end: &str| PathBuf::from(format!("{}.{end}.csv", path.display()));
    let (columns, lost) = (beside("columns"), beside("lost"));
    for file in [path, &columns, &lost] {
        ensure!(!file.exists(), "{} exists already; an export never overwrites", file.display());
    }
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let passing = || {
        let made = NamedTempFile::new_in(folder);
        made.with_context(|| format!("cannot write into the folder {}", folder.display()))
    };
    let (file, list, book) = (passing()?, passing()?, passing()?);
    let written = write(app, order, snapshot, file.reopen()?, list.reopen()?, None).await?;
    write_codebook(app, order, book.reopen()?)?;
    let mut files = vec![(book, columns)];
    files.extend((written.lost > 0).then_some((list, lost)));
    files.push((file, path.to_owned()));
    Ok(Made { written, files })
}

/// What the columns of a file mean, for Excel.
fn write_codebook(app: &App, order: &Order, out: impl Write) -> anyhow::Result<()> {
    // Which columns there are hangs on the consultation alone.
    let sheet = Sheet::new(&order.call, &app.zone, &app.public_url.origin, PublicCounts::default());
    let mut table = Table::new(out, Style::Excel, &codebook::columns())?;
    let columns = sheet.table(order.profile, order.format.tool(), &order.columns);
    for row in codebook::rows(&sheet, &columns, order.format.note(LANG.words())) {
        table.add(&row, |_| Ok(()))?;
    }
    table.finish()?;
    Ok(())
}

/// Writes what is ordered to `out`, what could not be written to `lost`, and says what it was. `export` is the row that
/// hears of the progress.
async fn write(
    app: &App,
    order: &Order,
    Snapshot { mut tx, as_of, acts }: Snapshot,
    out: impl Write + Send + 'static,
    lost: impl Write + Send + 'static,
    export: Option<&str>,
) -> Result<Written, Stopped> {
    let scratch = make_folder(app)?;
    let total = store::count(&mut tx, app.db.engine, order, &app.zone).await?;
    let counts = public_counts(&mut tx, &order.call.id).await?;
    let several = match order.profile {
        Profile::Public => Vec::new(),
        Profile::Office | Profile::Contact => store::sent_several(&mut tx, &order.call.id).await?,
    };
    note(app, export, 0, total).await?;

    let dead = order.call.contacts_die_at(&app.zone, app.config.keep_contacts_days) <= app.clock.now();
    let with_contacts = order.profile == Profile::Contact && !dead;
    let (send, receive) = mpsc::channel(AHEAD);
    let writer = tokio::task::spawn_blocking({
        let (app, order) = (app.clone(), order.clone());
        move || {
            let sheet = Sheet::new(&order.call, &app.zone, &app.public_url.origin, counts);
            let table = sheet.table(order.profile, order.format.tool(), &order.columns);
            let (facts, columns): (Vec<Fact>, Vec<Column>) = table.into_iter().unzip();
            let contacts = with_contacts.then_some(&app.keys);
            let submitters = Submitters::new(several);
            let mut read = Rows { sheet, profile: order.profile, facts, submitters, contacts };
            Target { format: order.format, columns, as_of, scratch }.put(receive, &mut read, out, lost)
        }
    });
    let rows = store::rows(&mut tx, app.db.engine, order, &app.zone, with_contacts);
    let fed = feed(app, rows, (export, total), send).await;
    let (bytes, sha256, lost) = writer.await.map_err(|error| anyhow!("the writer: {error}"))??;
    let rows = fed?;
    tx.rollback().await?;
    if rows != total {
        return Err(anyhow!("{rows} rows were written where the snapshot has {total}").into());
    }
    Ok(Written { rows, bytes: i64::try_from(bytes).unwrap_or(i64::MAX), sha256, as_of, acts, lost })
}

/// Hands row after row on; waits where the writer is slower.
async fn feed(
    app: &App,
    rows: BoxStream<'_, sqlx::Result<String>>,
    (export, total): (Option<&str>, i64),
    send: mpsc::Sender<Vec<String>>,
) -> Result<i64, Stopped> {
    let (mut done, mut noted) = (0, Instant::now());
    let mut rows = rows.try_ready_chunks(TOGETHER);
    while let Some(chunk) = rows.try_next().await.map_err(|TryReadyChunksError(_, error)| error)? {
        done += i64::try_from(chunk.len()).unwrap_or(i64::MAX);
        // A writer that is gone has its reason, which weighs more than ours.
        if send.send(chunk).await.is_err() {
            break;
        }
        if noted.elapsed() >= NOTED_EVERY {
            note(app, export, done, total).await?;
            noted = Instant::now();
        }
    }
    Ok(done)
}

/// In a short transaction of its own: the snapshot stays open meanwhile.
async fn note(app: &App, export: Option<&str>, done: i64, total: i64) -> Result<(), Stopped> {
    let Some(export) = export else { return Ok(()) };
    let mut tx = app.db.begin().await?;
    let going_on = store::note(&mut tx, export, done, total).await?;
    tx.commit().await?;
    if going_on { Ok(()) } else { Err(anyhow!("nobody waits for this export any more").into()) }
}

/// Deletes files without an export, and what a killed program left behind a day ago.
pub async fn sweep(app: &App) -> anyhow::Result<()> {
    let known = store::ids(&mut *app.db.read().await?).await?;
    let day_ago = app.clock.machine_now() - KEPT_MS;
    let Ok(entries) = std::fs::read_dir(folder(app)) else { return Ok(()) };
    for entry in entries.flatten() {
        let path = entry.path();
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        let (id, end) = name.split_once('.').unwrap_or((name, ""));
        let ours =
            ["columns.csv", "lost.csv"].contains(&end) || Format::ALL.iter().any(|format| format.extension() == end);
        let left_over =
            if ours { !known.iter().any(|one| one == id) } else { age(&entry).is_some_and(|at| at < day_ago) };
        if left_over && let Err(error) = std::fs::remove_file(&path) {
            tracing::warn!(%error, file = %path.display(), "cannot delete an export's file");
        }
    }
    Ok(())
}

/// When a file was last written, unix ms.
fn age(entry: &std::fs::DirEntry) -> Option<i64> {
    let since = entry.metadata().ok()?.modified().ok()?.duration_since(UNIX_EPOCH).unwrap_or(Duration::ZERO);
    i64::try_from(since.as_millis()).ok()
}
