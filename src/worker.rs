//! What is done after the answer: the job list, the daily purge, the search index.

use std::sync::atomic::Ordering;
use std::time::Duration;

use futures_util::FutureExt;
use tokio_util::task::AbortOnDropHandle;

use crate::app::App;
use crate::base::audit::{self, Act, Actor};
use crate::base::calendar::{DAY_MS, HOUR_MS};
use crate::base::jobs::{self, Claim, Ended, Job};
use crate::base::{mail, search, sessions, settings};
use crate::opinions::text::searchable;
use crate::queue::marks;
use crate::{consultations, documents, exports, imports, letters, system};

/// How long nothing is looked at when there was nothing to do.
const REST: Duration = Duration::from_millis(500);
/// How often the daily work is put on the list, checked at every rest.
const PURGE_MS: i64 = DAY_MS;
/// As long as somebody has sent an opinion within this time, the index rests as long between two portions: it then keeps
/// up with about 150 opinions a second, and catches up with more when fewer come.
const QUIET: Duration = Duration::from_millis(200);
/// How long it waits after an error.
const PATIENCE: Duration = Duration::from_secs(1);

/// Does background work until `stop` ends; what is in hand is finished first, if that takes no longer than `finish`.
pub async fn work_until(app: App, stop: impl Future<Output = ()>, finish: Duration) {
    let stop = stop.shared();
    let late = stop.clone().then(|()| tokio::time::sleep(finish));
    tokio::join!(
        async {
            tokio::select! {
                () = jobs_until(&app, stop.clone()) => {}
                // Whoever takes it up again when its lease has run out can do so: every job may run twice.
                () = late => tracing::warn!("a job took too long to end and was left"),
            }
        },
        index_until(&app, stop.clone())
    );
}

async fn jobs_until(app: &App, mut stop: impl Future<Output = ()> + Unpin) {
    let mut swept_at = 0;
    if let Err(error) = make_tables(app).await {
        tracing::warn!(%error, "cannot make the tables of results that lack them");
    }
    loop {
        // Each node its own folder: whose day is over may have been forgotten by another.
        let now = app.clock.machine_now();
        if !(0..HOUR_MS).contains(&(now - swept_at)) {
            swept_at = now;
            if let Err(error) = exports::jobs::sweep(app).await {
                tracing::warn!(%error, "cannot sweep the folder of exports");
            }
        }
        // Before each job, however long the list is: neither the daily work nor a stop waits for all of it.
        if let Err(error) = schedule(app).await {
            tracing::warn!(%error, "cannot look at the schedule");
        }
        let rest = if work_once(app).await { Duration::ZERO } else { REST };
        tokio::select! {
            biased;
            () = &mut stop => return,
            () = app.waiting.notified() => {}
            () = tokio::time::sleep(rest) => {}
        }
    }
}

/// Of results that were out before their tables were made with them, or whose making was cut off.
async fn make_tables(app: &App) -> anyhow::Result<()> {
    let calls = consultations::store::all(&mut *app.db.read().await?).await?;
    for call in calls {
        app.make_tables(&call).await?;
    }
    Ok(())
}

/// Keeps the index up with what comes. Those who send go first, and meanwhile it moves on in small steps.
async fn index_until(app: &App, mut stop: impl Future<Output = ()> + Unpin) {
    loop {
        let rest = match catch_up(app).await {
            Ok(true) if app.intake.quiet_for() >= QUIET => Duration::ZERO,
            Ok(true) => QUIET,
            Ok(false) => REST,
            Err(error) => {
                tracing::warn!(%error, "cannot look through what came in");
                PATIENCE
            }
        };
        tokio::select! {
            biased;
            () = &mut stop => return,
            () = tokio::time::sleep(rest) => {}
        }
    }
}

/// A portion of everything that follows what comes. `false` when there was nothing.
async fn catch_up(app: &App) -> anyhow::Result<bool> {
    let (indexed, marked) = (index_once(app).await?, marks::mark(app).await?);
    Ok(indexed || marked)
}

/// Indexes a portion of the opinions that were left for later. `false` when there was none.
pub async fn index_once(app: &App) -> sqlx::Result<bool> {
    search::index(&app.db, searchable).await
}

/// Puts the daily purge on the list when the last one is a day old, and sooner where a file with contacts waits for it;
/// one node wins.
async fn schedule(app: &App) -> sqlx::Result<()> {
    note_untrusted_proxy(app).await?;
    let now = app.clock.machine_now();
    let late = exports::store::holds_late_contacts(&mut *app.db.read().await?, now).await?;
    let every = if late { HOUR_MS } else { PURGE_MS };
    let due = |last: Option<String>| {
        last.and_then(|at| at.parse::<i64>().ok()).is_none_or(|at| !(0..every).contains(&(now - at)))
    };
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

/// Writes down once a day that people behind a proxy cannot be told apart, so that `koe check` and the other nodes can say so too.
async fn note_untrusted_proxy(app: &App) -> sqlx::Result<()> {
    if !app.limits.untrusted_proxy.load(Ordering::Relaxed) {
        return Ok(());
    }
    let now = app.clock.machine_now();
    let noted = system::store::untrusted_proxy(&mut *app.db.read().await?).await?;
    if noted.is_some_and(|at| (0..DAY_MS).contains(&(now - at))) {
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
    work_on(app, claim).await;
    true
}

/// Does a job that is in hand, and keeps it in hand however long it takes.
pub async fn work_on(app: &App, claim: Claim) {
    const PULSE: Duration = Duration::from_millis(jobs::LEASE_MS as u64 / 3);
    // In a task of its own: should a job panic, it has failed and the others go on.
    let (own, job) = (app.clone(), claim.job.clone());
    let mut work = AbortOnDropHandle::new(tokio::spawn(async move { run(&own, &job).await }));
    let done = loop {
        tokio::select! {
            done = &mut work => break done.unwrap_or_else(|error| Err(error.into())),
            () = tokio::time::sleep(PULSE) => {
                if let Err(error) = renew(app, &claim).await {
                    tracing::warn!(%error, job = claim.job.kind(), "cannot keep a job in hand");
                }
            }
        }
    };
    if let Err(error) = close(app, &claim, &done).await {
        // The lease runs out and somebody tries again.
        tracing::warn!(%error, job = claim.job.kind(), "cannot note the end of a job");
    }
}

async fn renew(app: &App, claim: &Claim) -> sqlx::Result<()> {
    let mut tx = app.db.begin().await?;
    jobs::renew(&mut tx, &claim.id, app.clock.machine_now()).await?;
    tx.commit().await
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
        Job::LetterReceived { opinion, lang } => letters::jobs::received(app, opinion, lang).await,
        Job::LetterDecided { opinion, number, lang } => letters::jobs::decided(app, opinion, *number, lang).await,
        Job::LetterAddition { opinion, number, decisions, lang } => {
            letters::jobs::addition(app, opinion, (*number, *decisions), lang).await
        }
        Job::LetterAppeal { opinion, decision, lang } => letters::jobs::appeal(app, opinion, *decision, lang).await,
        Job::Export { export } => exports::jobs::build(app, export).await.map(|()| Ended::Done),
        Job::Import { import } => imports::jobs::run(app, import).await.map(|()| Ended::Done),
        Job::FlagAgain => marks::again(app).await.map(|()| Ended::Done),
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
    let mut contacts = 0;
    for call in consultations::store::all(&mut tx).await? {
        if call.contacts_die_at(&app.zone, app.config.keep_contacts_days) <= app.clock.now() {
            contacts += letters::store::purge(&mut tx, &call.id).await?;
        }
    }
    if contacts > 0 {
        audit::record(&mut tx, Actor::System, Act::ContactsPurged, "", &contacts.to_string(), app.clock.now()).await?;
    }
    letters::store::forget_letters(&mut tx, now).await?;
    exports::store::purge(&mut tx, now).await?;
    imports::store::forget_old(&mut tx, app.clock.now()).await?;
    tx.commit().await?;
    documents::store::sweep(&app.db, now - DAY_MS).await?;
    imports::jobs::sweep(app).await?;
    exports::jobs::sweep(app).await
}
