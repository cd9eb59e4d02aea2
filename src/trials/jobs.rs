//! The trial of a file: all of it is read, and nothing written but what was found.

use anyhow::Context;

use super::Report;
use crate::app::App;
use crate::imports::Progress;
use crate::imports::jobs::{asked, fail, faults_file, source};
use crate::imports::store::{self, Import};
use crate::making::{self, Idle};
use crate::mapping::Meaning;
use crate::meetings;
use crate::rules;
use crate::staging::Sieve;
use crate::uploads::reader::{Clashes, read};

/// Reads everything, writes nothing.
pub async fn check(app: &App, import: &Import) -> anyhow::Result<()> {
    let (plan, call) = asked(app, import).await?;
    let (revision, period, faults) = (call.revision, call.period(&app.zone), faults_file(app, &import.id));
    let grown = making::with_choices(&plan, &call);
    let (mut chunks, reading) = read(source(app, import, plan.clone(), grown, Some(faults.clone())));
    let (mut sieve, mut report, mut noted) = (Sieve::of(&plan.list), Report::default(), 0);
    let rules = rules::of(app).await?;
    let (mut clashes, mut idle) = (Clashes::in_column(plan.column(Meaning::Id))?, Idle::of(&plan, &call));
    while let Some(chunk) = chunks.recv().await {
        let fresh = sieve.sift(app, import, chunk.drafts).await?;
        sieve.clashes.drain(..).try_for_each(|clash| clashes.add(clash))?;
        idle.see(&fresh);
        // Looking for what may tell who somebody is takes a processor its time.
        let rules = rules.clone();
        report = tokio::task::spawn_blocking(move || {
            report.add(&fresh, &period, &rules);
            report
        })
        .await?;
        if chunk.read >= noted + 5_000 {
            noted = chunk.read;
            let mut tx = app.db.begin().await?;
            let going_on = store::note(&mut tx, &import.id, Progress::Checking, noted).await?;
            tx.commit().await?;
            if !going_on {
                break;
            }
        }
    }
    drop(chunks);
    let found = reading.await.context("the reader of an import panicked")?;
    let mut tx = app.db.begin().await?;
    match found {
        Ok(mut found) => {
            found.add_clashes(clashes, &faults)?;
            found.form.rather = import.look().form.rather;
            let Sieve { known, doubled, elsewhere, clashing, unclear, .. } = sieve;
            let there = meetings::store::list(&mut tx, &import.consultation_id).await?;
            let report = Report { revision, known, doubled, elsewhere, clashing, unclear, ..report.with_found(found) };
            let report = report.with_new(&plan, &call, idle.left());
            let report = report.with_meetings(plan.is_ours(), &there, app.clock.now())?;
            store::put_report(&mut tx, &import.id, &import.plan, &report).await?;
        }
        Err(failure) => fail(&mut tx, import, &failure).await?,
    }
    tx.commit().await?;
    Ok(())
}
