//! Sending letters, when their turn has come: at most three a day to one address, and only what is still news.

use anyhow::Context;

use super::store::{self, Place};
use super::{News, address_key, write};
use crate::additions;
use crate::app::App;
use crate::appeals;
use crate::base::crypto::Purpose;
use crate::base::db::Conn;
use crate::base::jobs::{self, Ended};
use crate::base::mail::is_nobody_there;
use crate::base::text::Lang;
use crate::opinions::store::{Decision, Full, decisions, find_by_id};

/// "Your opinion has arrived."
pub async fn received(app: &App, opinion: &str, lang: &str) -> anyhow::Result<Ended> {
    send(app, opinion, lang, About::Arrival).await
}

/// "This was decided", for the decision of that number.
pub async fn decided(app: &App, opinion: &str, number: i64, lang: &str) -> anyhow::Result<Ended> {
    send(app, opinion, lang, About::Decision(number)).await
}

/// "This was decided on your note": which of them, and how often it had been decided on by then.
pub async fn addition(app: &App, opinion: &str, note: (i64, i64), lang: &str) -> anyhow::Result<Ended> {
    send(app, opinion, lang, About::Addition(note)).await
}

/// "This is the answer", to the appeal against the decision of that number.
pub async fn appeal(app: &App, opinion: &str, decision: i64, lang: &str) -> anyhow::Result<Ended> {
    send(app, opinion, lang, About::Appeal(decision)).await
}

/// What a letter is to be about, as its job knows it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum About {
    Arrival,
    /// By its number.
    Decision(i64),
    /// Number and decisions of a note.
    Addition((i64, i64)),
    /// By the decision that it is about.
    Appeal(i64),
}

impl About {
    /// What there is to tell; `None` where something newer has been decided by now.
    async fn read(self, conn: &mut Conn, opinion: &Full) -> anyhow::Result<Option<News>> {
        match self {
            Self::Arrival => Ok(Some(News::Arrival)),
            Self::Decision(number) => {
                let all = decisions(conn, &opinion.id).await?;
                let told = all.iter().find(|decision| decision.number == number).context("the decision is gone")?;
                let is_undone = all.iter().any(|later| later.undoes == Some(number));
                // Who has asked for another look has read it.
                let is_known = appeals::store::of(conn, &opinion.id).await?.iter().any(|it| it.decision == number);
                let is_old = is_undone || is_known || all.first().is_some_and(|newest| is_news(newest, told));
                Ok((!is_old).then(|| News::Decision(told.clone())))
            }
            Self::Addition((number, decisions)) => {
                let all = additions::store::of(conn, &opinion.id).await?;
                let told = all.into_iter().find(|note| note.number == number).context("the note is gone")?;
                // Under an opinion that is not public any more none is.
                let is_new = told.decisions == decisions && opinion.state.is_public();
                Ok(is_new.then_some(News::Addition(told)))
            }
            Self::Appeal(decision) => {
                let all = appeals::store::of(conn, &opinion.id).await?;
                let told = all.into_iter().find(|appeal| appeal.decision == decision).context("the appeal is gone")?;
                // What was changed has the next number; what has been decided since has a letter of its own.
                let newest = decisions(conn, &opinion.id).await?.into_iter().next();
                Ok(Some(News::Answer(Box::new(told), newest.filter(|newest| newest.number == decision + 1))))
            }
        }
    }
}

/// Writes and sends one letter.
async fn send(app: &App, opinion: &str, lang: &str, about: About) -> anyhow::Result<Ended> {
    let mut conn = app.db.read().await?;
    // Purged, removed by the author, or none was ever left.
    let Some(kept) = store::contact(&mut conn, opinion).await? else { return Ok(Ended::Needless(jobs::NO_ADDRESS)) };
    let found = find_by_id(&mut conn, opinion).await?.context("the opinion is gone")?;
    let Some(news) = about.read(&mut conn, &found).await? else { return Ok(Ended::Needless(jobs::OVERTAKEN)) };
    drop(conn);
    let to = app
        .keys
        .open(Purpose::Contact, opinion, &kept.sealed)
        .context("the contact cannot be unsealed with this key")?;
    let key = address_key(&app.keys, &to);
    let letter = write(app, Lang::parse(lang).unwrap_or_default(), &found, &news, to).await?;
    let now = app.clock.machine_now();
    let mut tx = app.db.begin().await?;
    let place = store::take_place(&mut tx, (opinion, &kept.sealed), &key, &letter.id, now).await?;
    tx.commit().await?;
    match place {
        Place::Free => {
            let sent = app.mailer.send(letter).await;
            note(app, &key, kept.refused_at.is_some(), &sent).await?;
            sent.map(|()| Ended::Done)
        }
        Place::Moved => Ok(Ended::Later(now)),
        // The receipt has told it.
        Place::From(_) if about == About::Arrival => Ok(Ended::Needless(jobs::ENOUGH)),
        Place::From(at) => Ok(Ended::Later(at)),
    }
}

/// Writes down where a letter could not go, or did again, for its author to see.
async fn note(app: &App, address_key: &str, was_refused: bool, sent: &anyhow::Result<()>) -> sqlx::Result<()> {
    let is_refused = sent.as_ref().is_err_and(is_nobody_there);
    if is_refused == was_refused || !is_refused && sent.is_err() {
        return Ok(());
    }
    let mut tx = app.db.begin().await?;
    store::note_refusal(&mut tx, address_key, is_refused.then(|| app.clock.machine_now())).await?;
    tx.commit().await
}

/// Whether a decision says anything but the one before it: of what it says there is a letter of its own, unless the author
/// did it.
fn is_news(newest: &Decision, before: &Decision) -> bool {
    let said = |it: &Decision| (it.to_state.clone(), it.message.clone(), it.due_at);
    said(newest) != said(before)
}
