//! The page of the log of acts.

use std::collections::HashMap;

use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use i18n_embed_fl::fl;
use serde::Deserialize;

use super::{Teller, Told};
use crate::accounts;
use crate::app::App;
use crate::base::audit::{self, Act, Entry};
use crate::base::db::Conn;
use crate::consultations::{self, Consultation};
use crate::http::access::{Access, Administrator, LogReader, Role, Routes};
use crate::http::pager::{Paged, parse_cursor};
use crate::http::{Form, Query, Result, Ui, page};

pub fn routes() -> Routes {
    const TOLD: Access = Access::Roles(&[Role::Administrator]);
    Routes::default()
        .get(Access::Roles(&[Role::Administrator, Role::Auditor]), "/staff/log", log)
        .get(TOLD, "/staff/log/contacts", contacts)
        .post(TOLD, "/staff/log/contacts", note_told)
}

/// Entries on one page.
const PAGE: usize = 100;

#[derive(Deserialize)]
struct LogQuery {
    #[serde(default)]
    before: String,
}

/// Words with the address where what they name can be looked at, '' where it cannot or not by this reader.
#[derive(Default)]
struct Named {
    label: String,
    href: String,
}

/// An entry as its row shows it.
struct Row {
    entry: Entry,
    actor: Named,
    act: String,
    /// Whom or what it was done to; nothing where somebody did it to himself.
    subject: Named,
    told: Told,
}

impl Row {
    /// The beginning of the entry's hash, enough to compare two print-outs by eye.
    fn short_hash(&self) -> &str {
        self.entry.hash.get(..12).unwrap_or_default()
    }
}

#[derive(Template)]
#[template(path = "log/log.html")]
struct LogPage {
    ui: Ui,
    log: Paged<Row>,
    is_first: bool,
    /// On the page of the files with contacts alone, to which the notice to administrators leads.
    told: Option<Untold>,
}

/// Files with contacts that an administrator has not been told of yet.
struct Untold {
    /// On this page.
    shown: usize,
    /// That come after it: only what was shown can be told.
    later: usize,
}

impl LogPage {
    /// The newest entry on the page.
    fn newest(&self) -> i64 {
        self.log.rows.first().map_or(0, |row| row.entry.number)
    }
}

async fn log(State(app): State<App>, ui: Ui, _: LogReader, Query(query): Query<LogQuery>) -> Result<Response> {
    let before = parse_cursor(&query.before);
    let limit = i64::try_from(PAGE + 1).unwrap_or(i64::MAX);
    let mut conn = app.db.read().await?;
    let entries = audit::page(&mut conn, before.unwrap_or(i64::MAX), limit).await?;
    let rows = rows(&ui, &mut conn, entries).await?;
    let log = Paged::from_surplus(rows, PAGE, |row: &Row| row.entry.number);
    page(&LogPage { ui, log, is_first: before.is_none(), told: None })
}

/// The last files with contacts, or the oldest of those that this administrator has not been told of.
async fn contacts(State(app): State<App>, ui: Ui, Administrator(me): Administrator) -> Result<Response> {
    let mut conn = app.db.read().await?;
    let told = accounts::store::told(&mut conn, &me.account).await?;
    let entries = audit::contact_exports(&mut conn, told, i64::try_from(PAGE).unwrap_or(i64::MAX)).await?;
    let shown = entries.iter().filter(|entry| entry.number > told).count();
    let later = usize::try_from(me.untold).unwrap_or(0).saturating_sub(shown);
    let rows = rows(&ui, &mut conn, entries).await?;
    page(&LogPage { ui, log: Paged { rows, next: None }, is_first: true, told: Some(Untold { shown, later }) })
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ToldForm {
    /// The newest entry that was on the page.
    number: String,
}

async fn note_told(
    State(app): State<App>,
    ui: Ui,
    Administrator(me): Administrator,
    Form(form): Form<ToldForm>,
) -> Result<Response> {
    let mut tx = app.db.begin().await?;
    if let Some(number) = parse_cursor(&form.number) {
        accounts::store::note_told(&mut tx, &me.account, number).await?;
    }
    tx.commit().await?;
    Ok(Redirect::to(&ui.url("/staff/log/contacts")).into_response())
}

async fn rows(ui: &Ui, conn: &mut Conn, entries: Vec<Entry>) -> Result<Vec<Row>> {
    let people = accounts::store::all(conn).await?;
    let calls = consultations::store::all(conn).await?;
    let names = people.into_iter().map(|account| (account.login, account.name)).collect();
    let writer = Writer { ui, names, calls };
    Ok(entries.into_iter().map(|entry| writer.row(entry)).collect())
}

/// Makes rows out of entries: names for logins and addresses, words for details.
struct Writer<'a> {
    ui: &'a Ui,
    names: HashMap<String, String>,
    calls: Vec<Consultation>,
}

impl Writer<'_> {
    fn row(&self, entry: Entry) -> Row {
        let words = self.ui.words;
        let known = Act::parse(&entry.act);
        let teller = Teller { lang: self.ui.lang, calls: &self.calls };
        Row {
            actor: self.person(&entry.actor).unwrap_or_else(|| plain(super::actor_label(&entry.actor, words))),
            act: known.map_or_else(|| entry.act.clone(), |act| super::act_label(act, words)),
            subject: self.subject(known, &entry),
            told: known.map_or_else(
                || Told { lines: vec![entry.detail.clone()], file: String::new() },
                |act| teller.tell(act, &entry.subject, &entry.detail),
            ),
            entry,
        }
    }

    /// Somebody who has an account: 審査担当（moderator）.
    fn person(&self, login: &str) -> Option<Named> {
        let name = self.names.get(login)?.clone();
        let own = self.ui.may(Role::Administrator);
        let href = if own { self.ui.url(&format!("/staff/people/{login}")) } else { String::new() };
        Some(Named { label: fl!(self.ui.words, "log-called", title = name, name = login), href })
    }

    fn subject(&self, act: Option<Act>, entry: &Entry) -> Named {
        let (ui, subject) = (self.ui, entry.subject.as_str());
        if act.is_some_and(|act| super::is_about_a_person(act, &entry.actor, subject)) {
            if subject == entry.actor {
                return Named::default();
            }
            return self.person(subject).unwrap_or_else(|| plain(subject.to_owned()));
        }
        match (act, subject) {
            (Some(Act::SignInRefused), _) => return plain(fl!(ui.words, "log-nobody")),
            (Some(Act::LinkMade), _) => return plain(fl!(ui.words, "log-first-administrator")),
            _ => {}
        }
        if super::is_receipt(subject) {
            let reads = ui.viewer.as_ref().is_some_and(|me| me.reads_opinions());
            let href = if reads { ui.url(&format!("/staff/opinions/{subject}")) } else { String::new() };
            return Named { label: subject.to_owned(), href };
        }
        let Some(call) = self.calls.iter().find(|call| call.slug == subject) else { return plain(subject.to_owned()) };
        let href = if ui.may(Role::Staff) { ui.url(&format!("/staff/consultations/{subject}")) } else { String::new() };
        // Two may have the same title, and titles change.
        Named { label: fl!(ui.words, "log-called", title = call.text(ui.lang).title, name = subject), href }
    }
}

fn plain(label: String) -> Named {
    Named { label, href: String::new() }
}
