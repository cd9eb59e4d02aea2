//! Letters to authors who left an address: received, decided. No letter holds the words or the code.

use anyhow::Context;
use i18n_embed_fl::fl;

use super::address_key;
use super::store::{self, Place};
use crate::app::App;
use crate::base::crypto::{Purpose, hash};
use crate::base::jobs::{self, Ended};
use crate::base::mail::Letter;
use crate::base::text::{Lang, Words};
use crate::http::dates;
use crate::http::site::{self, SiteText};
use crate::opinions::State;
use crate::opinions::store::{Decision, Full, decisions, find_by_id};

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
    let lang = Lang::parse(lang).unwrap_or_default();
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
    let letter = write(app, lang, &found, decision.as_ref(), to).await?;
    let key = address_key(&app.keys, &letter.to);
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

async fn write(
    app: &App,
    lang: Lang,
    opinion: &Full,
    decision: Option<&Decision>,
    to: String,
) -> anyhow::Result<Letter> {
    let call =
        app.call_of(&opinion.consultation_id).await.map_err(|_| anyhow::anyhow!("the consultation cannot be read"))?;
    let site = site::load(app).await?;
    let words = lang.words();
    let receipt = opinion.receipt.clone();
    let (subject, middle) = match decision {
        None => (fl!(words, "letter-received-subject", receipt = receipt), received_text(app, words, opinion)),
        Some(decision) => (fl!(words, "letter-decided-subject", receipt = receipt), decided_text(app, words, decision)),
    };
    let text = fl!(
        words,
        "letter-frame",
        title = call.text(lang).title,
        receipt = opinion.receipt.clone(),
        middle = middle,
        url = format!("{}{}/status", app.public_url.origin, lang.prefix()),
        city = site.text(SiteText::City, lang).to_owned(),
        office = site.text(SiteText::Office, lang).to_owned(),
        phone = site.text(SiteText::Phone, lang).to_owned(),
        mail = site.text(SiteText::Mail, lang).to_owned()
    );
    // The same letter tried twice has the same id, and another one than every other letter.
    let id = hash(&format!("{}|{}", opinion.id, decision.map_or(0, |decision| decision.number)))[..24].to_owned();
    Ok(Letter { to, subject, text, id })
}

fn received_text(app: &App, words: &Words, opinion: &Full) -> String {
    let received = fl!(words, "letter-received", at = dates::arrival(words, &app.zone, opinion.submitted_at));
    // A letter may be late: what it says of the state must be true when it is read.
    if opinion.state == State::Published && opinion.reviewed_at.is_none() {
        format!("{received}\n{}", fl!(words, "letter-public-at-once"))
    } else {
        received
    }
}

fn decided_text(app: &App, words: &Words, decision: &Decision) -> String {
    let what = match State::parse(&decision.to_state) {
        Some(State::Published) => fl!(words, "letter-published"),
        Some(State::PublishedRedacted) => fl!(words, "letter-redacted"),
        Some(State::NeedsRevision) => fl!(words, "letter-returned"),
        Some(State::Withheld) => fl!(words, "letter-withheld"),
        Some(State::OnHold) => match decision.due_at {
            Some(due) => fl!(words, "letter-on-hold-until", day = dates::day(words, app.zone.date(due))),
            None => fl!(words, "letter-on-hold"),
        },
        Some(State::Pending | State::Withdrawn) | None => fl!(words, "letter-changed"),
    };
    if decision.message.is_empty() { what } else { format!("{what}\n\n{}", decision.message) }
}
