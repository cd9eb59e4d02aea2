//! The roof: the state every handler gets, all routes with their rules, the layers in order, the jobs.

use std::convert::Infallible;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use anyhow::{Context, ensure};
use axum::extract::Request;
use axum::http::Method;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::response::{IntoResponse, Redirect, Response};
use futures_util::FutureExt;
use tokio::sync::Semaphore;
use tower::ServiceBuilder;
use tower::util::{BoxCloneSyncService, MapRequestLayer};
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;

use crate::base::audit::{self, Act, Actor};
use crate::base::calendar::{DAY_MS, Zone};
use crate::base::clock::Clock;
use crate::base::crypto::Keys;
use crate::base::db::{Db, NEWER};
use crate::base::fresh::Fresh;
use crate::base::jobs::{self, Claim, Ended, Job};
use crate::base::mail::{self, Mailer};
use crate::base::{sessions, settings, site_key};
use crate::config::{Config, PublicUrl};
use crate::consultations::Consultation;
use crate::http::access::{Access, Routes, Row};
use crate::http::limits::Limits;
use crate::http::site::Site;
use crate::http::{Error, assets, errors, guard, language};
use crate::opinions::PublicCounts;
use crate::{
    accounts, consultations, editor, exports, intake, log, moderation, opinions, people, reading, receipts, statistics,
    system,
};

/// What every handler, job and command works with. Concrete and cheap to clone; what tests change is a variant.
#[derive(Clone)]
pub struct App {
    pub config: Arc<Config>,
    pub public_url: Arc<PublicUrl>,
    pub db: Db,
    pub clock: Clock,
    pub zone: Zone,
    pub keys: Keys,
    pub mailer: Mailer,
    pub intake: intake::writer::Writer,
    pub limits: Arc<Limits>,
    /// Places for hashing passwords: one per processor.
    pub hashing: Arc<Semaphore>,
    /// Those who have such a place or wait for one; more are asked to come back.
    pub hashing_queue: Arc<Semaphore>,
    pub site: Fresh<(), Site>,
    pub calls: Fresh<CallKey, Consultation>,
    pub lists: Fresh<(), Vec<Arc<Consultation>>>,
    pub counts: Fresh<String, PublicCounts>,
}

/// How a kept consultation is found.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum CallKey {
    Slug(String),
    Id(String),
}

impl App {
    /// Opens the site: key, database, schema. Refuses a wrong key and a newer schema.
    pub async fn open(config: Config, clock: Clock) -> anyhow::Result<Self> {
        let public_url = config.public_url()?;
        let zone = Zone::named(&config.timezone)
            .with_context(|| format!("KOE_TIMEZONE: no zone is called {}", config.timezone))?;
        let mailer = Mailer::new(config.smtp_url.as_deref(), &config.mail_from)?;
        let given = config.key.as_deref().map(Keys::parse).transpose().context("KOE_KEY")?;
        config.make_data_folder()?;
        let db = Db::open(&config.database_url(), config.db_connections).await?;
        // Before the schema is raised: with the wrong key there must be a way back to the program of before.
        let keys = site_key::find(&db, &config, given).await?;
        db.migrate().await?;
        site_key::note(&db, &config, &keys).await?;
        // A demonstration lives on its own clock, whichever command opens it.
        let shift = settings::find(&mut *db.read().await?, settings::DEMO).await?;
        let clock = shift.and_then(|by_ms| by_ms.parse().ok()).map_or(clock, |by_ms| Clock::Shifted { by_ms });
        Ok(Self {
            config: Arc::new(config),
            public_url: Arc::new(public_url),
            intake: intake::writer::Writer::start(db.clone(), clock.clone(), zone.clone()),
            db,
            clock,
            zone,
            keys,
            mailer,
            limits: Arc::default(),
            hashing: Arc::new(Semaphore::new(std::thread::available_parallelism().map_or(1, usize::from))),
            hashing_queue: Arc::new(Semaphore::new(accounts::MAX_HASHING)),
            site: Fresh::default(),
            calls: Fresh::default(),
            lists: Fresh::default(),
            counts: Fresh::default(),
        })
    }

    /// Opens a site that is there, with this program's schema: for commands that are no beginning.
    pub async fn open_existing(config: Config, clock: Clock) -> anyhow::Result<Self> {
        let db = Db::open_existing(&config.database_url(), config.db_connections).await?;
        let (known, taken) = db.schema().await?;
        db.close().await;
        ensure!(!taken.is_empty(), "Koe has never been in this database; check DATABASE_URL and KOE_DATA");
        ensure!(taken.iter().all(|step| known.contains(step)), NEWER);
        ensure!(known == taken, "the database is of an older Koe: `koe migrate` brings it up to date");
        Self::open(config, clock).await
    }

    /// A consultation that residents may see, by its address; `Fresh` says how old it may be.
    pub async fn call(&self, slug: &str) -> Result<Arc<Consultation>, Error> {
        let call = self
            .calls
            .get_or(CallKey::Slug(slug.to_owned()), self.clock.machine_now(), async || self.draft(slug).await)
            .await?;
        if call.listed { Ok(call) } else { Err(Error::NotFound) }
    }

    /// A consultation as it stands this moment, drafts too: for those who make it.
    pub async fn draft(&self, slug: &str) -> Result<Consultation, Error> {
        consultations::store::find(&mut *self.db.read().await?, slug).await?.ok_or(Error::NotFound)
    }

    /// The consultation of an opinion, by its id.
    pub async fn call_of(&self, id: &str) -> Result<Arc<Consultation>, Error> {
        let load = async || {
            let found = consultations::store::find_by_id(&mut *self.db.read().await?, id).await?;
            found.ok_or(Error::NotFound)
        };
        self.calls.get_or(CallKey::Id(id.to_owned()), self.clock.machine_now(), load).await
    }

    /// All consultations that residents may see, the newest first; `Fresh` says how old it may be.
    pub async fn listed(&self) -> Result<Arc<Vec<Arc<Consultation>>>, Error> {
        let load = async || {
            let all = consultations::store::all(&mut *self.db.read().await?).await?;
            Ok(all.into_iter().filter(|call| call.listed).map(Arc::new).collect())
        };
        self.lists.get_or((), self.clock.machine_now(), load).await
    }

    /// Forgets what is kept of consultations: called by whoever changes one.
    pub fn forget_calls(&self) {
        self.calls.clear();
        self.lists.clear();
        self.counts.clear();
    }

    /// What public pages count of a consultation; `Fresh` says how old it may be.
    pub async fn counts(&self, call: &Consultation) -> Result<Arc<PublicCounts>, Error> {
        let load = async || {
            // One moment for all of them: what is subtracted must be what was added.
            let mut tx = self.db.snapshot().await?;
            let counts = opinions::store::public_counts(&mut tx, &call.id).await?;
            tx.rollback().await?;
            Ok(counts)
        };
        self.counts.get_or(call.id.clone(), self.clock.machine_now(), load).await
    }

    /// Name of the session cookie; `__Host-` ties it to this very host wherever TLS protects it.
    pub fn session_cookie(&self) -> String {
        if self.public_url.secure { "__Host-koe".to_owned() } else { "koe".to_owned() }
    }
}

/// All routes with their rules. The access matrix in the tests is made from this table.
fn routes() -> Routes {
    Routes::default()
        .get(Access::Public, "/static/{hash}/{name}", assets::show)
        .get(Access::Public, "/healthz", healthz)
        .merge(reading::routes::routes())
        .merge(intake::routes::routes())
        .merge(receipts::routes::routes())
        .merge(accounts::routes::routes())
        .merge(people::routes::routes())
        .merge(editor::routes::routes())
        .merge(moderation::routes::routes())
        .merge(statistics::routes::routes())
        .merge(exports::routes::routes())
        .merge(system::routes::routes())
        .merge(log::routes::routes())
}

/// Who may use what, one row per method and path.
pub fn access_table() -> Vec<Row> {
    routes().finish().1
}

pub type Service = BoxCloneSyncService<Request, Response, Infallible>;

/// The whole site: what a connection talks to. Layers from the outside in, each with its reason.
pub fn service(app: &App) -> Service {
    let (router, _) = routes().finish();
    let router = router
        .fallback(nowhere)
        // Who is asking: sessions are looked up only where a session cookie came along.
        .layer(from_fn_with_state(app.clone(), accounts::session::find_viewer))
        .layer(accounts::session::layer(app))
        .layer(from_fn(accounts::session::no_cookie_elsewhere))
        .with_state(app.clone());
    let layers = ServiceBuilder::new()
        // Security headers stand on everything, errors and refusals included.
        .layer(from_fn_with_state(app.clone(), guard::headers))
        // The language leaves the address before anything looks at the path.
        .layer(MapRequestLayer::new(language::take))
        // Whatever was refused below becomes a page in the reader's language.
        .layer(from_fn_with_state(app.clone(), errors::draw))
        // A bug in one page is that page's error, not a dropped connection.
        .layer(CatchPanicLayer::custom(|_| Error::Internal(anyhow::anyhow!("a handler panicked")).into_response()))
        .layer(from_fn_with_state(app.clone(), guard::check))
        .layer(CompressionLayer::new());
    BoxCloneSyncService::new(layers.service(router))
}

/// No page has this address. Was it only written with a slash at its end, the reader is sent to the one without.
async fn nowhere(request: Request) -> Response {
    let lang = request.extensions().get().copied().unwrap_or_default();
    let reads = [Method::GET, Method::HEAD].contains(request.method());
    match language::without_slash(lang, request.uri()).filter(|_| reads) {
        Some(address) => Redirect::permanent(&address).into_response(),
        None => Error::NotFound.into_response(),
    }
}

/// `ok` when the database answers.
async fn healthz(axum::extract::State(app): axum::extract::State<App>) -> Result<&'static str, Error> {
    let mut conn = app.db.read().await.map_err(|_| Error::Unavailable)?;
    sqlx::query("select 1").execute(&mut *conn).await.map_err(|_| Error::Unavailable)?;
    Ok("ok\n")
}

/// How often the job list is looked at when there was nothing to do.
const REST: Duration = Duration::from_millis(500);
/// How often the daily work is put on the list, checked at every rest.
const PURGE_MS: i64 = DAY_MS;

/// Does background work until `stop` ends; a job in hand is finished first.
pub async fn work_until(app: App, stop: impl Future<Output = ()>) {
    tokio::pin!(stop);
    loop {
        if let Err(error) = schedule(&app).await {
            tracing::warn!(%error, "cannot look at the schedule");
        }
        loop {
            // However long the list is: nobody waits for all of it to stop.
            if (&mut stop).now_or_never().is_some() {
                return;
            }
            if !work_once(&app).await {
                break;
            }
        }
        tokio::select! {
            () = &mut stop => return,
            () = tokio::time::sleep(REST) => {}
        }
    }
}

/// Puts the daily purge on the list when the last one is a day old; one node wins.
async fn schedule(app: &App) -> sqlx::Result<()> {
    note_untrusted_proxy(app).await?;
    let now = app.clock.machine_now();
    let due = |last: Option<String>| last.and_then(|at| at.parse::<i64>().ok()).is_none_or(|at| now - at >= PURGE_MS);
    if !due(settings::find(&mut *app.db.read().await?, "purge.at").await?) {
        return Ok(());
    }
    let mut tx = app.db.begin().await?;
    if due(settings::find(&mut tx, "purge.at").await?) {
        settings::put(&mut tx, "purge.at", &now.to_string()).await?;
        jobs::enqueue(&mut tx, &Job::Purge, now).await?;
    }
    tx.commit().await
}

/// Writes down once a day that an untrusted proxy is there, so that `koe check` and the other nodes can say so too.
async fn note_untrusted_proxy(app: &App) -> sqlx::Result<()> {
    if !app.limits.untrusted_proxy.load(Ordering::Relaxed) {
        return Ok(());
    }
    let now = app.clock.machine_now();
    let noted = system::store::untrusted_proxy(&mut *app.db.read().await?).await?;
    if noted.is_some_and(|at| now - at < DAY_MS) {
        return Ok(());
    }
    let mut tx = app.db.begin().await?;
    settings::put(&mut tx, system::UNTRUSTED_PROXY, &now.to_string()).await?;
    tx.commit().await
}

/// Does one job that is due. `false` when there was none.
pub async fn work_once(app: &App) -> bool {
    let claim = match claim(app).await {
        Ok(claim) => claim,
        Err(error) => {
            tracing::warn!(%error, "cannot look at the job list");
            None
        }
    };
    let Some(claim) = claim else { return false };
    // In a task of its own: should a job panic, it has failed and the others go on.
    let (own, job) = (app.clone(), claim.job.clone());
    let done = tokio::spawn(async move { run(&own, &job).await }).await.unwrap_or_else(|error| Err(error.into()));
    if let Err(error) = close(app, &claim, &done).await {
        // The lease runs out and somebody tries again.
        tracing::warn!(%error, job = claim.job.kind(), "cannot note the end of a job");
    }
    true
}

async fn claim(app: &App) -> sqlx::Result<Option<Claim>> {
    // A look first: an idle site writes nothing.
    let now = app.clock.machine_now();
    if !jobs::any_due(&mut *app.db.read().await?, now).await? {
        return Ok(None);
    }
    let mut tx = app.db.begin().await?;
    let claim = jobs::claim(&mut tx, now).await?;
    tx.commit().await?;
    Ok(claim)
}

async fn close(app: &App, claim: &Claim, done: &anyhow::Result<Ended>) -> sqlx::Result<()> {
    let now = app.clock.machine_now();
    let mut tx = app.db.begin().await?;
    match done {
        Ok(ended) => jobs::finish(&mut tx, &claim.id, *ended, now).await?,
        Err(error) => {
            let hopeless = mail::is_nobody_there(error);
            // Mail servers repeat the address they refuse: neither log nor table may keep it.
            let error = mail::without_addresses(&format!("{error:#}"));
            tracing::warn!(error, job = claim.job.kind(), attempts = claim.attempts, "a job failed");
            jobs::fail(&mut tx, &claim.id, claim.attempts, &error, hopeless, now).await?;
        }
    }
    tx.commit().await
}

/// What each job does.
async fn run(app: &App, job: &Job) -> anyhow::Result<Ended> {
    match job {
        Job::LetterReceived { opinion, lang } => receipts::jobs::received(app, opinion, lang).await,
        Job::LetterDecided { opinion, number, lang } => receipts::jobs::decided(app, opinion, *number, lang).await,
        Job::Export { export } => exports::jobs::build(app, export).await.map(|()| Ended::Done),
        Job::Purge => purge(app).await.map(|()| Ended::Done),
    }
}

/// The daily work: what has outlived its purpose is deleted.
async fn purge(app: &App) -> anyhow::Result<()> {
    let now = app.clock.machine_now();
    let mut tx = app.db.begin().await?;
    sessions::purge(&mut tx, now).await?;
    jobs::forget_finished(&mut tx, now - 30 * DAY_MS).await?;
    // Contacts die so many days after their consultation closed, by the calendar and settings of today.
    let kept_ms = i64::from(app.config.keep_contacts_days) * DAY_MS;
    let mut contacts = 0;
    for call in consultations::store::all(&mut tx).await? {
        if call.closes_at(&app.zone) + kept_ms <= app.clock.now() {
            contacts += system::store::purge_contacts(&mut tx, &call.id).await?;
        }
    }
    if contacts > 0 {
        audit::record(&mut tx, Actor::System, Act::ContactsPurged, "", &contacts.to_string(), app.clock.now()).await?;
    }
    exports::store::purge(&mut tx, now).await?;
    tx.commit().await?;
    exports::jobs::sweep(app).await
}
