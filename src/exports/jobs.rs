//! Writing an export's file: one snapshot, row after row, never the whole in memory.

use std::cell::RefCell;
use std::fmt;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::{Duration, UNIX_EPOCH};

use anyhow::{Context, anyhow, ensure};
use futures_util::{StreamExt, TryStreamExt};
use i18n_embed_fl::fl;
use tokio::sync::mpsc;

use super::store::{self, Export, Written};
use super::{Failure, Format, KEPT_MS, Order, Progress, Writer};
use crate::app::App;
use crate::base::db::Conn;
use crate::base::search;
use crate::consultations;
use crate::exchange::rows::{OfficeRow, PublicRow, Submitters};
use crate::exchange::{Fact, LANG, Profile, Sheet, codebook};
use crate::opinions::PublicCounts;
use crate::opinions::filter::Filter;
use crate::opinions::store::public_counts;
use crate::opinions::text::searchable;
use crate::opinions::unknown_condition;
use crate::papers::csv::{Lost, Style, Table};
use crate::papers::{Cell, Column, Hashed, jsonl, xlsx};

/// Rows on their way from the database to the writer.
const AHEAD: usize = 256;
/// 受付番号 and the cells of its row.
type Row = (String, Vec<Cell>);
/// How often the page hears how far it is.
const NOTED_EVERY: i64 = 1_000;

/// Why there is no file: what the person is told, and what the log is told.
#[derive(Debug)]
pub struct Stopped {
    pub why: Failure,
    /// 受付番号 of the row that could not be written.
    pub at: Option<String>,
    cause: anyhow::Error,
}

impl fmt::Display for Stopped {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.at {
            Some(receipt) => write!(f, "{receipt}: {:#}", self.cause),
            None => write!(f, "{:#}", self.cause),
        }
    }
}

impl std::error::Error for Stopped {}

impl From<std::io::Error> for Stopped {
    fn from(error: std::io::Error) -> Self {
        Self { why: Failure::Disk, at: None, cause: error.into() }
    }
}

impl From<sqlx::Error> for Stopped {
    fn from(error: sqlx::Error) -> Self {
        Self { why: Failure::Other, at: None, cause: error.into() }
    }
}

impl From<anyhow::Error> for Stopped {
    fn from(cause: anyhow::Error) -> Self {
        Self { why: Failure::Other, at: None, cause }
    }
}

/// Where files wait to be fetched.
pub fn folder(app: &App) -> PathBuf {
    app.config.data.join("exports")
}

/// The file of a finished export.
pub fn file(app: &App, export: &str, format: Format) -> PathBuf {
    folder(app).join(format!("{export}.{}", format.extension()))
}

/// Beside it: what could not be written in it, if anything.
pub fn lost_file(app: &App, export: &str) -> PathBuf {
    folder(app).join(format!("{export}.lost.csv"))
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
    let mut conn = app.db.read().await?;
    let Some(found) = store::find(&mut conn, export).await? else { return Ok(()) };
    if found.progress()? == Progress::Done {
        return Ok(());
    }
    let asked = asked(&mut conn, &found).await;
    drop(conn);
    let made = match asked {
        Ok(Asked { order, lost: None }) => make(app, export, &order).await,
        // A file holds what was asked, or nothing.
        Ok(Asked { lost: Some(lost), .. }) => Err(anyhow!("the consultation no longer knows {lost}").into()),
        Err(error) => Err(error.into()),
    };
    if let Err(stopped) = made {
        tracing::error!(export, %stopped, "an export failed");
        let mut tx = app.db.begin().await?;
        store::fail(&mut tx, export, stopped.why, stopped.at.as_deref()).await?;
        tx.commit().await?;
    }
    sweep(app).await
}

/// Under a passing name first: what carries an export's name is whole, whenever the machine dies.
async fn make(app: &App, export: &str, order: &Order) -> Result<(), Stopped> {
    let folder = folder(app);
    std::fs::create_dir_all(&folder)?;
    let passing = tempfile::NamedTempFile::new_in(&folder)?;
    let lost = tempfile::NamedTempFile::new_in(&folder)?;
    let written = write(app, order, passing.reopen()?, lost.reopen()?, Some(export)).await?;
    lost.as_file().sync_all()?;
    passing.as_file().sync_all()?;
    let mut tx = app.db.begin().await?;
    if store::finish(&mut tx, export, &written).await? {
        if written.lost > 0 {
            lost.persist(lost_file(app, export)).map_err(|error| error.error)?;
        }
        passing.persist(file(app, export, order.format)).map_err(|error| error.error)?;
    }
    tx.commit().await?;
    Ok(())
}

/// For the command line: to a file that must not exist yet, or to standard output for `-`. A file appears whole or
/// not at all; only its owner may read it. Beside it stand `FILE.columns.csv`, the codebook, and, where characters
/// could not be written, `FILE.lost.csv`.
pub async fn write_to(app: &App, order: &Order, path: &Path) -> anyhow::Result<Written> {
    if path == Path::new("-") {
        return Ok(write(app, order, std::io::stdout(), std::io::sink(), None).await?);
    }
    let beside = |end: &str| PathBuf::from(format!("{}.{end}.csv", path.display()));
    let (columns, lost) = (beside("columns"), beside("lost"));
    for file in [path, &columns, &lost] {
        ensure!(!file.exists(), "{} exists already; an export never overwrites", file.display());
    }
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let passing = || {
        let made = tempfile::NamedTempFile::new_in(folder);
        made.with_context(|| format!("cannot write into the folder {}", folder.display()))
    };
    let (file, list, book) = (passing()?, passing()?, passing()?);
    let written = write(app, order, file.reopen()?, list.reopen()?, None).await?;
    write_codebook(app, order, book.reopen()?)?;
    book.persist_noclobber(&columns)?;
    if written.lost > 0 {
        list.persist_noclobber(&lost)?;
    }
    file.as_file().sync_all()?;
    file.persist_noclobber(path)?;
    Ok(written)
}

/// What the columns of a file mean, for Excel.
pub fn write_codebook(app: &App, order: &Order, out: impl Write) -> anyhow::Result<()> {
    // Which columns there are hangs on the consultation alone.
    let sheet = Sheet::new(&order.call, &app.zone, &app.public_url.origin, PublicCounts::default());
    let mut table = Table::new(out, Style::Excel, &codebook::columns())?;
    for row in codebook::rows(&sheet, &sheet.table(order.profile, order.format.tool(), &order.columns)) {
        table.add(&row, |_| Ok(()))?;
    }
    Ok(table.finish()?)
}

/// Writes what is ordered to `out`, what could not be written to `lost`, and says what it was. `export` is the row that
/// hears of the progress.
pub async fn write(
    app: &App,
    order: &Order,
    out: impl Write + Send + 'static,
    lost: impl Write + Send + 'static,
    export: Option<&str>,
) -> Result<Written, Stopped> {
    let scratch = folder(app);
    std::fs::create_dir_all(&scratch)?;
    // Taken before the snapshot: everything that came until then is in the file.
    let as_of = app.clock.now();
    if !order.filter.words.is_empty() {
        search::index_all(&app.db, searchable).await?;
    }
    let mut tx = app.db.snapshot().await?;
    let total = store::count(&mut tx, app.db.engine, order, &app.zone).await?;
    let counts = public_counts(&mut tx, &order.call.id).await?;
    let sheet = Sheet::new(&order.call, &app.zone, &app.public_url.origin, counts);
    note(app, export, 0, total).await?;

    let (send, receive) = mpsc::channel(AHEAD);
    let (facts, columns): (Vec<Fact>, Vec<Column>) =
        sheet.table(order.profile, order.format.tool(), &order.columns).into_iter().unzip();
    let format = order.format;
    let target = Target { format, columns, as_of, scratch };
    let writer = tokio::task::spawn_blocking(move || target.put(receive, out, lost));
    let fed = feed(app, order, &mut tx, (&sheet, &facts), (export, total), send).await;
    let (bytes, sha256, lost) = writer.await.map_err(|error| anyhow!("the writer: {error}"))??;
    let rows = fed?;
    tx.rollback().await?;
    if rows != total {
        return Err(anyhow!("{rows} rows were written where the snapshot has {total}").into());
    }
    Ok(Written { rows, bytes: i64::try_from(bytes).unwrap_or(i64::MAX), sha256, as_of, lost })
}

/// Reads row after row and hands the cells on; waits where the writer is slower.
async fn feed(
    app: &App,
    order: &Order,
    conn: &mut Conn,
    (sheet, facts): (&Sheet<'_>, &[Fact]),
    (export, total): (Option<&str>, i64),
    send: mpsc::Sender<Row>,
) -> Result<i64, Stopped> {
    let mut submitters = Submitters::default();
    let (engine, zone) = (app.db.engine, &app.zone);
    let mut rows = match order.profile {
        Profile::Public => {
            let cells = |row: PublicRow| {
                let cells = facts.iter().map(|fact| sheet.public(&row, *fact)).collect();
                (row.receipt, cells)
            };
            store::public_rows(conn, engine, order, zone).map_ok(cells).boxed()
        }
        Profile::Office => {
            let cells = |row: OfficeRow| {
                let cells = facts.iter().map(|fact| sheet.office(&row, *fact, &mut submitters)).collect();
                (row.receipt, cells)
            };
            store::office_rows(conn, engine, order, zone).map_ok(cells).boxed()
        }
    };
    let mut done = 0;
    while let Some(row) = rows.try_next().await? {
        // A writer that is gone has its reason, which weighs more than ours.
        if send.send(row).await.is_err() {
            break;
        }
        done += 1;
        if done % NOTED_EVERY == 0 {
            note(app, export, done, total).await?;
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

/// The writing half, on a thread that may wait for the disk.
struct Target {
    format: Format,
    columns: Vec<Column>,
    as_of: i64,
    scratch: PathBuf,
}

impl Target {
    /// Bytes, SHA-256 and how many characters could not be written.
    fn put(
        &self,
        mut rows: mpsc::Receiver<Row>,
        out: impl Write + Send,
        lost: impl Write,
    ) -> Result<(u64, String, i64), Stopped> {
        let mut out = Hashed::new(out);
        let mut count = 0;
        // 受付番号 of the row in hand.
        let last = RefCell::new(String::new());
        let rows = std::iter::from_fn(|| {
            let (receipt, row) = rows.blocking_recv()?;
            *last.borrow_mut() = receipt;
            Some(row)
        });
        match self.format.writer() {
            Writer::Csv(style) => {
                let mut table = Table::new(&mut out, style, &self.columns)?;
                let mut list = Table::new(lost, Style::Excel, &lost_columns())?;
                for row in rows {
                    table.add(&row, |lost| {
                        count += 1;
                        list.add(&self.lost_row(&last.borrow(), lost), |_| Ok(()))
                    })?;
                }
                list.finish()?;
                table.finish()?;
            }
            Writer::Xlsx => {
                let name = fl!(LANG.words(), "export-sheet");
                let (columns, scratch) = (&self.columns, &self.scratch);
                let sheet = xlsx::Sheet { name: &name, columns, as_of: self.as_of, scratch };
                xlsx::write(&mut out, &sheet, rows).map_err(|refused| refusal(refused, &last.borrow()))?;
            }
            Writer::JsonLines => jsonl::write(&mut out, &self.columns, rows)?,
        }
        let (bytes, sha256, _) = out.finish()?;
        Ok((bytes, sha256, count))
    }

    /// A line of the list of what could not be written.
    fn lost_row(&self, receipt: &str, lost: Lost) -> [Cell; 5] {
        let heading = self.columns.get(lost.column).map_or(String::new(), |column| column.head.clone());
        [
            Cell::Number(i64::try_from(lost.line).unwrap_or(i64::MAX)),
            Cell::Text(receipt.to_owned()),
            Cell::Text(heading),
            Cell::Text(lost.character.to_string()),
            Cell::Text(format!("U+{:04X}", u32::from(lost.character))),
        ]
    }
}

fn lost_columns() -> [Column; 5] {
    let w = LANG.words();
    let column = |key, head| Column { key, head, width: 12 };
    [
        column("line", fl!(w, "lost-line")),
        column("receipt", fl!(w, "column-receipt")),
        column("column", fl!(w, "lost-column")),
        column("character", fl!(w, "lost-character")),
        column("number", fl!(w, "lost-number")),
    ]
}

fn refusal(refused: xlsx::Refused, receipt: &str) -> Stopped {
    match refused {
        xlsx::Refused::TooLong { row } => Stopped {
            why: Failure::TooLong,
            at: Some(receipt.to_owned()),
            cause: anyhow!("row {} has a cell of more than 32,767 characters; CSV takes it", row + 1),
        },
        xlsx::Refused::TooManyRows => Stopped {
            why: Failure::TooManyRows,
            at: None,
            cause: anyhow!("an Excel sheet ends after 1,048,576 rows; CSV does not, or narrow the conditions"),
        },
        xlsx::Refused::Other(error @ rust_xlsxwriter::XlsxError::IoError(_)) => {
            Stopped { why: Failure::Disk, at: None, cause: error.into() }
        }
        xlsx::Refused::Other(error) => Stopped { why: Failure::Other, at: None, cause: error.into() },
    }
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
        let ours = end == "lost.csv" || Format::ALL.iter().any(|format| format.extension() == end);
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
