//! Sending letters, when their turn has come: at most three a day to one address, and only what is still news.

use anyhow::Context;

use super::store::{self, Place};
use super::{address_key, write};
use crate::app::App;
use crate::base::crypto::Purpose;
use crate::base::jobs::{self, Ended};
use crate::base::text::Lang;
use crate::opinions::store::{Decision, decisions, find_by_id};

/// "Your opinion has arrived."
pub async fn received(app: &App, opinion: &str, lang: &str) -> anyhow::Result<Ended> {
    send(app, opinion, lang, None).await
}

/// "This was decided", for the decision of that number.
pub async fn decided(app: &App, opinion: &str, number: i64, lang: &str) -> anyhow::Result<Ended> {
    send(app, opinion, lang, Some(number)).await
}

/// Writes and sends one letter, about the decision of that number or on arrival.
async fn send(app: &App, opinion: &str, lang: &str, number: Option<i64>) -> anyhow::Result<Ended> {
    let mut conn = app.db.read().await?;
    // Purged, removed by the author, or none was ever left.
    let Some(sealed) = store::contact(&mut conn, opinion).await? else { return Ok(Ended::Needless(jobs::NO_ADDRESS)) };
    let found = find_by_id(&mut conn, opinion).await?.context("the opinion is gone")?;
    let decision = match number {
        None => None,
        Some(number) => {
            let all = decisions(&mut conn, opinion).await?;
            let told = all.iter().find(|decision| decision.number == number).context("the decision is gone")?;
            if all.first().is_some_and(|newest| is_news(newest, told)) {
                return Ok(Ended::Needless(jobs::OVERTAKEN));
            }
            Some(told.clone())
        }
    };
    drop(conn);
    let to =
        app.keys.open(Purpose::Contact, opinion, &sealed).context("the contact cannot be unsealed with this key")?;
    let key = address_key(&app.keys, &to);
    let letter = write(app, Lang::parse(lang).unwrap_or_default(), &found, decision.as_ref(), to).await?;
    let now = app.clock.machine_now();
    let mut tx = app.db.begin().await?;
    let place = store::take_place(&mut tx, (opinion, &sealed), &key, &letter.id, now).await?;
    tx.commit().await?;
    match place {
        Place::Free => app.mailer.send(letter).await.map(|()| Ended::Done),
        Place::Moved => Ok(Ended::Later(now)),
        // The receipt has told it.
        Place::From(_) if decision.is_none() => Ok(Ended::Needless(jobs::ENOUGH)),
        Place::From(at) => Ok(Ended::Later(at)),
    }
}

/// Whether a decision says anything but the one before it: of what it says there is a letter of its own, unless the author
/// did it.
fn is_news(newest: &Decision, before: &Decision) -> bool {
    let said = |it: &Decision| (it.to_state.clone(), it.message.clone(), it.due_at);
    said(newest) != said(before)
}
