//! The database: opening it, transactions, SQL with a changing shape. The only file that names an engine
//! (with `search.rs`, where full-text search differs).

use std::fs::{File, OpenOptions};
use std::io::{ErrorKind, Read};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use anyhow::{Context, bail, ensure};
use sqlx::any::{AnyPoolOptions, install_default_drivers};
use sqlx::{Any, AnyConnection, AnyPool, AssertSqlSafe, Connection, Executor};

use crate::config::sqlite_url;

/// What a reading function takes: a pooled connection or a transaction, both deref to it.
pub type Conn = AnyConnection;
/// What a writing function takes. Opened once, by a handler, a job or a command, never below.
pub type Tx = sqlx::Transaction<'static, Any>;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    Sqlite,
    Postgres,
}

/// Two pools: on SQLite `write` is one connection, so that writers queue here and not on a lock; on
/// PostgreSQL both are the same pool.
#[derive(Clone, Debug)]
pub struct Db {
    pub engine: Engine,
    read: AnyPool,
    write: AnyPool,
}

/// Each setting was seen to matter: WAL with a weaker `synchronous` loses acknowledged rows in a power cut.
const SQLITE_WRITE: &str = "pragma journal_mode = wal; pragma synchronous = full; \
    pragma foreign_keys = on; pragma busy_timeout = 10000; pragma wal_autocheckpoint = 4000; \
    pragma cache_size = -16000; pragma temp_store = memory;";
const SQLITE_READ: &str = "pragma synchronous = full; pragma foreign_keys = on; \
    pragma busy_timeout = 10000; pragma cache_size = -4000; pragma temp_store = memory; pragma query_only = on;";
/// For a database that another process may be serving: it has set the journal's mode already.
const SQLITE_COPY: &str = "pragma synchronous = full; pragma foreign_keys = on; pragma busy_timeout = 10000;";
/// Read back at start: no write is lost, none points nowhere, each waits its turn (ms).
const KEPT: [(&str, i64); 3] = [("pragma synchronous", 2), ("pragma foreign_keys", 1), ("pragma busy_timeout", 10_000)];
/// Older versions can corrupt a WAL database that two connections write (the WAL-reset race).
const SQLITE_OLDEST: (u32, u32, u32) = (3, 51, 3);

/// Why a database with steps that this program does not know is left alone.
pub const NEWER: &str = "the database was written by a newer Koe: start that version, or restore a backup";

impl Engine {
    /// Waits for the turn of whoever writes opinions, or decides by which there are, and keeps it until the transaction
    /// ends. On SQLite every transaction that writes has it; on PostgreSQL it is a lock over all nodes. Nobody waits for
    /// it longer than five seconds, and a node that falls silent while it has it loses it after ten.
    pub async fn take_turn(self, tx: &mut Tx) -> sqlx::Result<()> {
        if self == Self::Postgres {
            let sql = "with limits as materialized (select set_config('lock_timeout', '5s', true),
                           set_config('idle_in_transaction_session_timeout', '10s', true))
                       select pg_advisory_xact_lock(4920) from limits";
            sqlx::query(sql).execute(&mut **tx).await?;
        }
        Ok(())
    }
}

impl Db {
    /// Opens `postgres://…` or `sqlite://path`, checks what the product promises rests on, and no more.
    pub async fn open(url: &str, connections: u32) -> anyhow::Result<Self> {
        install_default_drivers();
        if url.starts_with("postgres://") || url.starts_with("postgresql://") {
            let pool = AnyPoolOptions::new()
                .max_connections(connections.max(2))
                .acquire_timeout(Duration::from_secs(5))
                .connect(url)
                .await;
            let pool = match pool {
                Ok(pool) => pool,
                // The pool only says that it waited in vain; one connection says why.
                Err(error) => {
                    let again = tokio::time::timeout(Duration::from_secs(5), AnyConnection::connect(url)).await;
                    let error = again.ok().and_then(Result::err).unwrap_or(error);
                    return Err(error).context("cannot open the PostgreSQL database; check DATABASE_URL");
                }
            };
            return Ok(Self { engine: Engine::Postgres, read: pool.clone(), write: pool });
        }
        ensure!(url.starts_with("sqlite:"), "DATABASE_URL must start with sqlite: or postgres:");
        prepare(&sqlite_path(url)?)?;
        let write = sqlite_pool(url, 1, SQLITE_WRITE).await?;
        let read = sqlite_pool(url, connections.max(2), SQLITE_READ).await?;
        let db = Self { engine: Engine::Sqlite, read, write };
        db.assert_durable().await?;
        Ok(db)
    }

    async fn assert_durable(&self) -> anyhow::Result<()> {
        let version: String = sqlx::query_scalar("select sqlite_version()").fetch_one(&self.write).await?;
        ensure!(!is_too_old(&version), "SQLite {version} is older than 3.51.3, which can corrupt data");
        for pool in [&self.write, &self.read] {
            for (asked, meant) in KEPT {
                let kept: i64 = sqlx::query_scalar(asked).fetch_one(pool).await?;
                ensure!(kept == meant, "SQLite answers {kept} to {asked}, not {meant}: data could be lost");
            }
        }
        let mode: String = sqlx::query_scalar("pragma journal_mode").fetch_one(&self.write).await?;
        ensure!(mode == "wal", "SQLite runs with journal_mode = {mode}, not wal");
        Ok(())
    }

    /// Whether there is a file where an SQLite address points.
    pub fn is_there(url: &str) -> anyhow::Result<bool> {
        Ok(sqlite_path(url)?.is_file())
    }

    /// Opens a database that is there already, to look at it or to copy it: nothing is made, migrated or set.
    pub async fn open_existing(url: &str, connections: u32) -> anyhow::Result<Self> {
        if !url.starts_with("sqlite:") {
            return Self::open(url, connections).await;
        }
        let file = sqlite_path(url)?;
        match file.metadata() {
            Ok(found) if found.is_file() => {}
            Err(error) if error.kind() != ErrorKind::NotFound => bail!("cannot look at {}: {error}", file.display()),
            _ => bail!("there is no database {}", file.display()),
        }
        prepare(&file)?;
        install_default_drivers();
        let write = sqlite_pool(url, 1, SQLITE_COPY).await?;
        let read = sqlite_pool(url, connections.max(2), SQLITE_READ).await?;
        Ok(Self { engine: Engine::Sqlite, read, write })
    }

    /// The same for an SQLite file by its path: a backup, say.
    pub async fn open_file(file: &Path) -> anyhow::Result<Self> {
        Self::open_existing(&sqlite_url(file), 2).await
    }

    /// Brings the schema up to this program's, or refuses when a newer program has been here.
    pub async fn migrate(&self) -> anyhow::Result<()> {
        let mut migrator = steps();
        // SQLite has one writer; PostgreSQL nodes starting together wait for each other's lock.
        migrator.set_locking(self.engine == Engine::Postgres);
        match migrator.run(&self.write).await {
            Ok(()) => {}
            Err(sqlx::migrate::MigrateError::VersionMissing(version)) => bail!("schema step {version}: {NEWER}"),
            Err(other) => return Err(other).context("cannot bring the database schema up to date"),
        }
        super::search::create(self).await.context("cannot create the search index")
    }

    /// A transaction that writes. SQLite takes its write lock at once: a later upgrade could fail.
    pub async fn begin(&self) -> sqlx::Result<Tx> {
        match self.engine {
            Engine::Sqlite => self.write.begin_with("begin immediate").await,
            Engine::Postgres => self.write.begin().await,
        }
    }

    /// Lets another process write that waits for this one's transactions: to be done between them, where a long work shares
    /// the file with a server. SQLite's waiters look again after up to 25 ms in their first eighth of a second, and whoever
    /// begins again at once is before them each time; PostgreSQL's are told. `since` is when they could write last: it is
    /// their turn after 50 ms.
    pub async fn give_way(&self, since: &mut Instant) {
        if self.engine == Engine::Sqlite && since.elapsed() >= Duration::from_millis(50) {
            tokio::time::sleep(Duration::from_millis(25)).await;
            *since = Instant::now();
        }
    }

    /// A reading transaction that sees one moment, however long it lasts.
    pub async fn snapshot(&self) -> sqlx::Result<Tx> {
        match self.engine {
            Engine::Sqlite => self.read.begin().await,
            Engine::Postgres => self.read.begin_with("begin isolation level repeatable read read only").await,
        }
    }

    /// A connection to read with.
    pub async fn read(&self) -> sqlx::Result<sqlx::pool::PoolConnection<Any>> {
        self.read.acquire().await
    }

    /// A consistent copy of a running SQLite database into a file that must not exist yet, readable by its owner
    /// alone. A plain copy of the file would silently miss what is still in the log.
    pub async fn copy_to(&self, file: &Path) -> anyhow::Result<()> {
        ensure!(
            self.engine == Engine::Sqlite,
            "PostgreSQL is backed up with its own tools: pg_dump --format=custom \"$DATABASE_URL\" > FILE"
        );
        let file = std::path::absolute(file)?;
        let cannot = || format!("cannot write {}", file.display());
        ensure!(!file.exists(), "{} exists already; a backup never overwrites", file.display());
        let folder = file.parent().context("a backup is a file in a folder")?;
        // Under a passing name first: half a copy would be taken for a backup.
        let copy = tempfile::NamedTempFile::new_in(folder).with_context(cannot)?;
        let name = copy.path().to_str().context("the backup's path must be UTF-8")?.replace('\'', "''");
        let mut conn = self.write.acquire().await?;
        conn.execute(AssertSqlSafe(format!("vacuum into '{name}'"))).await.with_context(cannot)?;
        copy.as_file().sync_all()?;
        copy.persist_noclobber(&file).with_context(cannot)?;
        File::open(folder)?.sync_all()?;
        Ok(())
    }

    /// Steps of the schema: those this program knows and those the database has taken, both in order.
    pub async fn schema(&self) -> sqlx::Result<(Vec<i64>, Vec<i64>)> {
        let known = steps().iter().map(|step| step.version).collect();
        let sql = "select version from _sqlx_migrations where success order by version";
        match sqlx::query_scalar(sql).fetch_all(&self.read).await {
            Ok(taken) => Ok((known, taken)),
            // Koe has never been here.
            Err(sqlx::Error::Database(error)) if is_missing_table(&*error) => Ok((known, Vec::new())),
            Err(other) => Err(other),
        }
    }

    /// How the engine runs and whether its files are sound. Reads everything and changes nothing.
    pub async fn health(&self) -> sqlx::Result<Health> {
        let text = async |sql: &'static str| sqlx::query_scalar::<_, String>(sql).fetch_one(&self.read).await;
        if self.engine == Engine::Postgres {
            let (fsync, commit) = (
                text("select current_setting('fsync')").await?,
                text("select current_setting('synchronous_commit')").await?,
            );
            return Ok(Health {
                engine: format!("PostgreSQL {}", text("select current_setting('server_version')").await?),
                settings: format!("fsync = {fsync}, synchronous_commit = {commit}"),
                is_durable: fsync == "on" && commit != "off",
                is_too_old: false,
                damage: Vec::new(),
            });
        }
        let version = text("select sqlite_version()").await?;
        let level: i64 = sqlx::query_scalar("pragma synchronous").fetch_one(&self.read).await?;
        let mode = text("pragma journal_mode").await?;
        let mut damage: Vec<String> = sqlx::query_scalar("pragma integrity_check(5)").fetch_all(&self.read).await?;
        damage.retain(|line| line != "ok");
        let sql = "select \"table\" || ' → ' || parent from pragma_foreign_key_check limit 5";
        damage.extend(sqlx::query_scalar::<_, String>(sql).fetch_all(&self.read).await?);
        damage.dedup();
        Ok(Health {
            is_too_old: is_too_old(&version),
            engine: format!("SQLite {version}"),
            settings: format!("synchronous = {level}, journal_mode = {mode}"),
            is_durable: level == 2,
            damage,
        })
    }

    /// Lets what is running end and closes every connection.
    pub async fn close(&self) {
        self.read.close().await;
        self.write.close().await;
    }
}

/// What `Db::health` finds.
#[derive(Clone, Debug)]
pub struct Health {
    /// Name and version.
    pub engine: String,
    pub settings: String,
    /// Whether what is committed survives a power cut.
    pub is_durable: bool,
    /// SQLite below the oldest version that does not corrupt what two connections write.
    pub is_too_old: bool,
    /// What SQLite finds wrong with its file, at most ten lines. PostgreSQL is not asked.
    pub damage: Vec<String>,
}

fn steps() -> sqlx::migrate::Migrator {
    sqlx::migrate!("./migrations")
}

fn is_too_old(version: &str) -> bool {
    let parts: Vec<u32> = version.split('.').filter_map(|part| part.parse().ok()).collect();
    let part = |place: usize| parts.get(place).copied().unwrap_or_default();
    (part(0), part(1), part(2)) < SQLITE_OLDEST
}

/// The file that an SQLite address names.
fn sqlite_path(url: &str) -> anyhow::Result<PathBuf> {
    let path = url.strip_prefix("sqlite:").unwrap_or(url);
    let path = path.strip_prefix("//").unwrap_or(path).split('?').next().unwrap_or_default();
    Ok(PathBuf::from(percent_encoding::percent_decode_str(path).decode_utf8()?.as_ref()))
}

/// Makes the file where there is none, for its owner alone: SQLite gives what it puts beside it the same mode. One that
/// is there must be a database.
fn prepare(file: &Path) -> anyhow::Result<()> {
    let asked = OpenOptions::new().read(true).write(true).create_new(true).mode(0o600).open(file);
    match asked {
        Ok(_) => return Ok(()),
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
        Err(error) => bail!(
            "cannot make the database {}: {error}; give the folder to the user that runs Koe, or name another with --data",
            file.display()
        ),
    }
    let mut first = Vec::new();
    let opened = File::open(file).and_then(|file| file.take(16).read_to_end(&mut first));
    opened.with_context(|| format!("cannot read the database {}", file.display()))?;
    ensure!(
        first.is_empty() || first == b"SQLite format 3\0",
        "{} is not an SQLite database; take it away, or put a backup in its place",
        file.display()
    );
    Ok(())
}

async fn sqlite_pool(url: &str, connections: u32, pragmas: &'static str) -> anyhow::Result<AnyPool> {
    AnyPoolOptions::new()
        .max_connections(connections)
        .min_connections(1)
        .idle_timeout(None)
        .max_lifetime(None)
        .acquire_timeout(Duration::from_secs(5))
        // A file does not hang up, as a server may; asking first costs a change of threads each time.
        .test_before_acquire(false)
        .after_connect(move |conn, _| Box::pin(async move { conn.execute(pragmas).await.map(|_| ()) }))
        .connect(url)
        .await
        .with_context(|| format!("cannot open the SQLite database {url}"))
}

/// The one error of an empty database; every other is a fault of one that may be full.
fn is_missing_table(error: &dyn sqlx::error::DatabaseError) -> bool {
    error.code().is_some_and(|code| code == "42P01") || error.message().starts_with("no such table")
}

/// True when a row with the same key stands already; matched by kind, since SQLite names no constraint.
pub fn is_unique_violation(error: &sqlx::Error) -> bool {
    error.as_database_error().is_some_and(sqlx::error::DatabaseError::is_unique_violation)
}
