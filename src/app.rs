//! The roof: the state every handler gets, all routes with their rules, the layers in order.

use std::collections::HashMap;
use std::convert::Infallible;
use std::sync::Arc;

use anyhow::{Context, ensure};
use axum::extract::Request;
use axum::http::{Extensions, HeaderMap, Method, StatusCode, Version, header};
use axum::middleware::{from_fn, from_fn_with_state};
use axum::response::{IntoResponse, Redirect, Response};
use tokio::sync::{Notify, Semaphore};
use tower::ServiceBuilder;
use tower::util::BoxCloneSyncService;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::{DefaultPredicate, Predicate};

use crate::base::calendar::{DAY_MS, MINUTE_MS, Zone};
use crate::base::clock::Clock;
use crate::base::crypto::Keys;
use crate::base::db::{Db, NEWER, Tx};
use crate::base::fresh::Fresh;
use crate::base::mail::Mailer;
use crate::base::{settings, site_key};
use crate::cards::Cards;
use crate::config::{Config, PublicUrl};
use crate::consultations::period::Stage;
use crate::consultations::{Consultation, Field};
use crate::counts::{PublicCounts, SHARED_BY, Wait};
use crate::flags::Rules;
use crate::http::access::{Access, Routes, Row};
use crate::http::limits::Limits;
use crate::http::site::Site;
use crate::http::{Error, assets, display, errors, guard, health, language, shared};
use crate::identity::Mark;
use crate::meetings::Meeting;
use crate::opinions::filter::Filter;
use crate::queue::Narrow;
use crate::queue::store::Counts;
use crate::results::{Made, Sheet};
use crate::similar::Similar;
use crate::voices::themes::Gathered;
use crate::{
    accounts, additions, appeals, balance, bulk, cards, claims, consultations, counts, documents, editor, exports,
    follow_ups, identity, imports, intake, letters, log, meetings, moderation, operation, people, policy, publication,
    reactions, reading, results, rules, statistics, status, system, transcription, undo, uploads, voices, workshops,
    writing,
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
    pub reactions: reactions::Writer,
    /// Those who have just pressed for the first time.
    pub limits: Arc<Limits>,
    /// Places for hashing passwords: one per processor.
    pub hashing: Arc<Semaphore>,
    /// Those who have such a place or wait for one; more are asked to come back.
    pub hashing_queue: Arc<Semaphore>,
    /// A place for looking into a file that came: some are unpacked for it.
    pub looking: Arc<Semaphore>,
    /// Told when somebody has put a job on the list and waits for it: the worker then looks at once.
    pub waiting: Arc<Notify>,
    pub site: Fresh<(), Site>,
    pub calls: Fresh<CallKey, Consultation>,
    pub lists: Fresh<(), Vec<Arc<Consultation>>>,
    pub counts: Fresh<String, PublicCounts>,
    /// By theme; a minute old at most, and on the node that publishes no older than that.
    pub gathered: Fresh<String, Gathered>,
    pub meetings: Fresh<String, Vec<Meeting>>,
    /// How long opinions wait, where enough have been looked at.
    pub paces: Fresh<String, Option<Wait>>,
    /// By consultation and its revision: whatever staff change, the visibility of an answer too, shows at once.
    pub sheets: Fresh<(String, i64), Sheet>,
    /// By what published opinions are compared.
    pub similar: Similar,
    /// A minute old at most, and on the node that changes them no older than that.
    pub rules: Fresh<(), Rules>,
    /// By account; half a minute old at most.
    pub queue_counts: Fresh<(String, Narrow), Counts>,
    /// The city's own mark.
    pub marks: Fresh<String, Mark>,
    /// Pictures of consultations, for shared links.
    pub cards: Cards,
    /// Public pages as they go out.
    pub pages: Fresh<shared::Asked, shared::Made>,
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
            intake: intake::writer::Writer::start(
                db.clone(),
                intake::writer::Taking { engine: db.engine, clock: clock.clone(), zone: zone.clone() },
            ),
            reactions: reactions::Writer::start(
                db.clone(),
                reactions::Taking { clock: clock.clone(), zone: zone.clone() },
            ),
            db,
            clock,
            zone,
            keys,
            mailer,
            limits: Arc::default(),
            hashing: Arc::new(Semaphore::new(std::thread::available_parallelism().map_or(1, usize::from))),
            hashing_queue: Arc::new(Semaphore::new(accounts::MAX_HASHING)),
            looking: Arc::new(Semaphore::new(1)),
            waiting: Arc::default(),
            site: Fresh::default(),
            calls: Fresh::default(),
            lists: Fresh::default(),
            counts: Fresh::growing(PublicCounts::longer),
            gathered: Fresh::lasting(MINUTE_MS),
            meetings: Fresh::default(),
            paces: Fresh::lasting(MINUTE_MS),
            sheets: Fresh::lasting(MINUTE_MS),
            similar: Similar::default(),
            rules: Fresh::lasting(MINUTE_MS),
            queue_counts: Fresh::lasting(MINUTE_MS / 2),
            marks: Fresh::default(),
            cards: Cards::default(),
            pages: Fresh::default(),
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
        self.forget_voices();
    }

    /// Forgets what is kept of what residents said: called by whoever makes an opinion public or takes it away.
    pub fn forget_voices(&self) {
        self.counts.clear();
        self.gathered.clear();
        self.pages.clear();
    }

    /// What public pages count of a consultation; `Fresh` says how old it may be.
    pub async fn counts(&self, call: &Consultation) -> Result<Arc<PublicCounts>, Error> {
        let load = async || {
            // One moment for all of them: what is subtracted must be what was added.
            let mut tx = self.db.snapshot().await?;
            let counts = counts::store::public_counts(&mut tx, &call.id).await?;
            tx.rollback().await?;
            Ok(counts)
        };
        self.counts.get_or(call.id.clone(), self.clock.machine_now(), load).await
    }

    /// How long opinions of a consultation wait for somebody to look at them; `None` where too few have been looked at
    /// lately to say so. A minute old at most.
    pub async fn pace(&self, call: &Consultation) -> Result<Option<Wait>, Error> {
        let load = async || {
            let since = self.clock.now() - Wait::DAYS * DAY_MS;
            let (mut conn, all) = (self.db.read().await?, Filter::default());
            let wait = counts::store::median_wait(&mut conn, self.db.engine, call, &all, &self.zone, since).await?;
            Ok::<_, Error>(wait.filter(|wait| wait.decisions >= SHARED_BY))
        };
        Ok(*self.paces.get_or(call.id.clone(), self.clock.machine_now(), load).await?)
    }

    /// What everybody may know of what came in; a minute old at most, as it says itself.
    pub async fn sheet(&self, call: &Consultation) -> Result<Arc<Sheet>, Error> {
        let load = async || {
            let at = self.clock.now();
            let mut tx = self.db.snapshot().await?;
            let counts = counts::store::public_counts(&mut tx, &call.id).await?;
            let counted = results::store::counted(&mut tx, self.db.engine, call, &self.zone).await?;
            let made = match call.stage(&self.zone, at) {
                Stage::ResultsOut { .. } => results::store::kept(&mut tx, &call.id).await?,
                _ => HashMap::new(),
            };
            tx.rollback().await?;
            Ok(Sheet::new(call, &counts, counted, &made, at))
        };
        self.sheets.get_or((call.id.clone(), call.revision), self.clock.machine_now(), load).await
    }

    /// The tables of what is only counted that are not there yet, see `results::store::settled`; none while too little is
    /// there. They are made here and kept by `keep_tables`, so that nobody who writes waits for the counting.
    pub async fn count_tables(&self, call: &Consultation) -> anyhow::Result<Vec<(Field, Made)>> {
        let mut tx = self.db.snapshot().await?;
        let there = results::store::kept(&mut tx, &call.id).await?;
        if results::lacking(call, &there).is_empty() {
            return Ok(Vec::new());
        }
        let voices = results::store::settled(&mut tx, self.db.engine, call, &self.zone).await?;
        tx.rollback().await?;
        if voices.is_empty() {
            return Ok(Vec::new());
        }
        let (call, at) = (call.clone(), self.clock.now());
        Ok(tokio::task::spawn_blocking(move || results::missing(&call, &voices, &there, at)).await?)
    }

    /// With the act by which the results are out.
    pub async fn keep_tables(&self, tx: &mut Tx, call: &str, tables: &[(Field, Made)]) -> sqlx::Result<()> {
        results::store::keep(tx, call, tables).await
    }

    /// Makes the tables that a consultation lacks, where its results are out.
    pub async fn make_tables(&self, call: &Consultation) -> anyhow::Result<()> {
        let are_out = call.results_at.is_some();
        let tables = if are_out { self.count_tables(call).await? } else { Vec::new() };
        if !tables.is_empty() {
            let mut tx = self.db.begin().await?;
            self.keep_tables(&mut tx, &call.id, &tables).await?;
            tx.commit().await?;
            self.sheets.clear();
        }
        Ok(())
    }

    /// The meetings of a consultation, oldest first; `Fresh` says how old they may be.
    pub async fn meetings(&self, call: &Consultation) -> Result<Arc<Vec<Meeting>>, Error> {
        let load = async || Ok(meetings::store::list(&mut *self.db.read().await?, &call.id).await?);
        self.meetings.get_or(call.id.clone(), self.clock.machine_now(), load).await
    }
}

/// All routes with their rules. The access matrix in the tests is made from this table.
fn routes() -> Routes {
    Routes::default()
        .get(Access::Public, "/static/{hash}/{name}", assets::show)
        .merge(health::routes())
        .merge(display::routes())
        .merge(reading::routes::routes())
        .merge(cards::routes::routes())
        .merge(voices::routes::routes())
        .merge(voices::themes::routes())
        .merge(reactions::routes::routes())
        .merge(results::routes::routes())
        .merge(writing::routes::routes())
        .merge(intake::routes::routes())
        .merge(status::routes::routes())
        .merge(additions::author::routes())
        .merge(appeals::author::routes())
        .merge(letters::routes::routes())
        .merge(accounts::routes::routes())
        .merge(people::routes::routes())
        .merge(editor::routes::routes())
        .merge(documents::routes::routes())
        .merge(publication::routes::routes())
        .merge(moderation::routes::routes())
        .merge(claims::routes::routes())
        .merge(bulk::routes::routes())
        .merge(undo::routes::routes())
        .merge(follow_ups::additions::routes())
        .merge(follow_ups::appeals::routes())
        .merge(statistics::routes::routes())
        .merge(balance::routes::routes())
        .merge(operation::routes())
        .merge(exports::routes::routes())
        .merge(uploads::routes::routes())
        .merge(imports::routes::routes())
        .merge(workshops::routes::routes())
        .merge(meetings::routes::routes())
        .merge(transcription::routes::routes())
        .merge(system::routes::routes())
        .merge(identity::routes::routes())
        .merge(rules::routes::routes())
        .merge(policy::routes::routes())
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
        // Chosen in the middle of a form, letters are kept with its answer.
        .layer(from_fn_with_state(app.clone(), display::keep))
        // Who is asking: sessions are looked up only where a session cookie came along.
        .layer(from_fn_with_state(app.clone(), accounts::session::find_viewer))
        .layer(accounts::session::layer(app))
        .layer(from_fn(accounts::session::only_own_cookies_elsewhere))
        .with_state(app.clone());
    let layers = ServiceBuilder::new()
        // Security headers stand on everything, errors and refusals included.
        .layer(from_fn_with_state(app.clone(), guard::headers))
        // The language leaves the address before anything looks at the path.
        .layer(from_fn(language::take))
        // Whatever was refused below becomes a page in the reader's language.
        .layer(from_fn_with_state(app.clone(), errors::draw))
        // A bug in one page is that page's error, not a dropped connection.
        .layer(CatchPanicLayer::custom(|_| Error::Internal(anyhow::anyhow!("a handler panicked")).into_response()))
        .layer(from_fn_with_state(app.clone(), guard::check))
        // What is the same for everybody is made and packed once a second.
        .layer(from_fn_with_state(app.clone(), shared::serve))
        .layer(CompressionLayer::new().compress_when(DefaultPredicate::new().and(is_to_be_packed)));
    BoxCloneSyncService::new(layers.service(router))
}

/// What has a tag already goes out as it is: the tag is that of its very bytes.
fn is_to_be_packed(_: StatusCode, _: Version, headers: &HeaderMap, _: &Extensions) -> bool {
    !headers.contains_key(header::ETAG)
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
