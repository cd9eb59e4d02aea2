//! Where letters about an opinion go: left, changed and removed by its author.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use i18n_embed_fl::fl;

use super::{Sent, ShowPage, open, reopened};
use crate::app::App;
use crate::base::audit::{self, Act, Actor};
use crate::base::crypto::Purpose;
use crate::base::db::Conn;
use crate::base::mail::{dots_are_wrong, hint, read_address};
use crate::consultations::Consultation;
use crate::http::limits::{Network, wait};
use crate::http::{Form, Result, Ui, private_page};
use crate::letters::{self, Contact};
use crate::opinions::State as OpinionState;
use crate::opinions::store::Full;
use crate::writing::asks_mail;

/// What the page shows of letters.
pub(super) struct Mailbox {
    /// Where they go, while it is kept.
    address: Option<String>,
    /// The mail server knows nobody there.
    pub is_refused: bool,
    /// An address is taken: the city asks for one, there is a post, and its day is not over.
    pub is_offered: bool,
}

impl Mailbox {
    pub async fn of(app: &App, conn: &mut Conn, call: &Consultation, opinion: &Full) -> sqlx::Result<Self> {
        let lives = app.clock.now() < call.contacts_die_at(&app.zone, app.config.keep_contacts_days);
        let kept = letters::store::contact(conn, &opinion.id).await?.filter(|_| lives);
        Ok(Self {
            is_refused: kept.as_ref().is_some_and(|kept| kept.refused_at.is_some()),
            address: kept.and_then(|kept| app.keys.open(Purpose::Contact, &opinion.id, &kept.sealed)),
            is_offered: lives && opinion.state != OpinionState::Withdrawn && asks_mail(call, app.mailer.is_on()),
        })
    }

    /// Enough of the address for who left it: a receipt may be read by others.
    pub fn hint(&self) -> Option<String> {
        self.address.as_deref().map(hint)
    }

    /// There is something to show or to do.
    pub fn is_shown(&self) -> bool {
        self.is_offered || self.address.is_some()
    }
}

pub(super) async fn change(State(app): State<App>, ui: Ui, network: Network, Form(form): Sent) -> Result<Response> {
    let mut page = match open(&app, ui, network, form).await? {
        Ok(page) => page,
        Err(refused) => return Ok(refused),
    };
    let w = page.ui.words;
    if !page.form.stop.is_empty() {
        stop(&app, &page.opinion).await?;
        return reopened(&app, page, fl!(w, "status-mail-stopped")).await;
    }
    let address = read_address(&page.form.mail);
    if address.is_some() && address == page.mail.address && !page.mail.is_refused {
        return saved(&app, page).await;
    }
    let wrong = match &address {
        _ if !page.mail.is_offered => Some(fl!(w, "status-mail-closed")),
        None if page.form.mail.trim().is_empty() => Some(fl!(w, "write-mail-missing")),
        None if dots_are_wrong(&page.form.mail) => Some(fl!(w, "status-mail-dots")),
        None => Some(fl!(w, "status-mail-bad")),
        Some(_) => None,
    };
    let (Some(address), None) = (address, &wrong) else {
        page.errors.add("mail", wrong.unwrap_or_default());
        return private_page(StatusCode::UNPROCESSABLE_ENTITY, &page);
    };
    if let Some(minutes) = wait(&app, network) {
        page.errors.add("mail", fl!(w, "status-mail-too-many", minutes = minutes));
        return private_page(StatusCode::TOO_MANY_REQUESTS, &page);
    }
    keep(&app, &page, &address).await?;
    saved(&app, page).await
}

async fn saved(app: &App, mut page: ShowPage) -> Result<Response> {
    page.form.mail.clear();
    let notice = fl!(page.ui.words, "status-mail-saved");
    reopened(app, page, notice).await
}

async fn keep(app: &App, page: &ShowPage, address: &str) -> sqlx::Result<()> {
    let (opinion, now) = (&page.opinion, app.clock.now());
    let contact = Contact::new(&app.keys, &opinion.id, address, page.ui.lang);
    let mut tx = app.db.begin().await?;
    letters::store::keep(&mut tx, &opinion.id, &contact, now).await?;
    audit::record(&mut tx, Actor::Author, Act::AddressLeft, &opinion.receipt, "", now).await?;
    tx.commit().await
}

/// Ended twice is ended: no second entry.
async fn stop(app: &App, opinion: &Full) -> sqlx::Result<()> {
    let mut tx = app.db.begin().await?;
    if letters::store::forget(&mut tx, &opinion.id).await? {
        audit::record(&mut tx, Actor::Author, Act::AddressRemoved, &opinion.receipt, "", app.clock.now()).await?;
    }
    tx.commit().await
}
