//! Taking in at the shell what was tried there, and what a command that died has left half done.

use std::pin::pin;
use std::time::Duration;

use anyhow::{Context, bail, ensure};
use i18n_embed_fl::fl;

use super::Stop;
use super::trial::{fault, found};
use crate::accounts;
use crate::app::App;
use crate::base::audit::{self, Act};
use crate::base::jobs::{Job, claim_one, enqueue_claimed, release};
use crate::consultations::{self, Consultation};
use crate::http::Ui;
use crate::imports::store::Import;
use crate::imports::{Desk, Progress, jobs, store};
use crate::mapping::Plan;
use crate::worker;

/// Takes in what was tried. Stopped, it takes back what it has written before it ends.
pub async fn take_in(app: &App, id: &str, plan: &Plan, ui: &Ui, stop: &Stop) -> anyhow::Result<()> {
    let w = ui.words;
    ensure!(!*stop.borrow(), "{}", fl!(w, "import-shell-stopped"));
    let mut tx = app.db.begin().await?;
    let Import { plan: tried, requested_by: by, .. } = found(app, id).await?;
    ensure!(store::start(&mut tx, id, &tried, plan, &by, Desk::Shell).await?, "{}", fl!(w, "import-shell-elsewhere"));
    // Should this command die, `serve` goes on with it.
    let job = Job::Import { import: id.to_owned() };
    let claim = enqueue_claimed(&mut tx, job, app.clock.machine_now()).await?;
    tx.commit().await?;
    let mut work = pin!(worker::work_on(app, claim));
    tokio::select! {
        () = &mut work => {}
        () = say_how_far(app, id, ui) => {}
        () = super::stopped(stop.clone()) => {
            tell!("{}", fl!(w, "import-shell-stopping"));
            tokio::join!(&mut work, stop_work(app, id, ui));
            // Where the work had ended before it could be told, it is done here.
            jobs::run(app, id).await?;
        }
    }
    tell!("{}", outcome(ui, &found(app, id).await?)?);
    Ok(())
}

/// Ends what a command has left that was killed, where nobody serves: taken in, or taken back where that had begun. What
/// somebody has in hand is left to him, and what was sent in at the page to who serves. Stopped, it leaves it as it is.
pub async fn finish_left(app: &App, call: &Consultation, ui: &Ui, stop: &Stop) -> anyhow::Result<()> {
    let w = ui.words;
    let mut tx = app.db.begin().await?;
    store::forget_old(&mut tx, app.clock.now()).await?;
    tx.commit().await?;
    jobs::sweep(app).await?;
    let left = store::on_their_way(&mut *app.db.read().await?, &call.id).await?;
    for Import { id, file_name, .. } in left.into_iter().filter(|it| it.asked_from == Desk::Shell) {
        ensure!(!*stop.borrow(), "{}", fl!(w, "import-shell-stopped"));
        let mut tx = app.db.begin().await?;
        let claim = claim_one(&mut tx, Job::Import { import: id.clone() }, app.clock.machine_now()).await?;
        tx.commit().await?;
        let Some(claim) = claim else { continue };
        tell!("{}", fl!(w, "import-shell-left", file = file_name.as_str()));
        let job = claim.id.clone();
        tokio::select! {
            () = worker::work_on(app, claim) => {}
            () = say_how_far(app, &id, ui) => {}
            () = super::stopped(stop.clone()) => {
                let mut tx = app.db.begin().await?;
                release(&mut tx, &job).await?;
                tx.commit().await?;
                bail!("{}", fl!(w, "import-shell-stopped"));
            }
        }
        let said = outcome(ui, &found(app, &id).await?).unwrap_or_else(|error| error.to_string());
        tell!("{}", fl!(w, "log-named", what = file_name, value = said));
    }
    Ok(())
}

/// What has become of it, or why nothing has.
fn outcome(ui: &Ui, import: &Import) -> anyhow::Result<String> {
    let w = ui.words;
    match (import.progress()?, &import.failure) {
        (Progress::Applied, _) => {
            let moment = ui.moment(import.applied_at.unwrap_or_default());
            Ok(fl!(w, "import-applied-text", moment = moment, n = ui.number(import.done_rows)))
        }
        (Progress::Stopped, _) => bail!("{}", fl!(w, "import-shell-stopped")),
        (_, Some(failure)) => Err(fault(&serde_json::from_str(failure)?, w)),
        _ => bail!("{}", fl!(w, "import-shell-unfinished")),
    }
}

/// A line every few seconds, until it is dropped; none where the database is too busy to be asked.
async fn say_how_far(app: &App, id: &str, ui: &Ui) {
    loop {
        tokio::time::sleep(Duration::from_secs(3)).await;
        let Ok(Import { done_rows, total_rows, .. }) = found(app, id).await else { continue };
        tell!("{}", fl!(ui.words, "import-shell-running", done = ui.number(done_rows), total = ui.number(total_rows)));
    }
}

/// Whoever is at work on it takes it back. Tried until the database, however busy, has it written down.
async fn stop_work(app: &App, id: &str, ui: &Ui) {
    while let Err(error) = ask_to_stop(app, id).await {
        tracing::warn!(%error, "cannot stop the import yet");
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    tell!("{}", fl!(ui.words, "import-shell-twice"));
}

/// Nothing where everybody sees its rows by now.
async fn ask_to_stop(app: &App, id: &str) -> anyhow::Result<()> {
    let import = found(app, id).await?;
    let mut tx = app.db.begin().await?;
    if store::step(&mut tx, id, &[Progress::Running], Progress::Stopping).await? {
        let login = accounts::store::login_of(&mut tx, &import.requested_by).await?;
        let call = consultations::store::find_by_id(&mut tx, &import.consultation_id).await?;
        let slug = call.context("the consultation of an import is gone")?.slug;
        let (actor, detail) = (import.actor(&login), import.log_detail(&import.plan()?, &login, &[]));
        audit::record(&mut tx, actor, Act::ImportStopped, &slug, &detail, app.clock.now()).await?;
    }
    tx.commit().await?;
    Ok(())
}
