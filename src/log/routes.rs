//! The page of the log of acts.

use std::collections::HashMap;
use std::io::Seek;

use askama::Template;
use axum::body::Body;
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Redirect, Response};
use i18n_embed_fl::fl;
use jiff::ToSpan;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Deserialize;
use tokio::fs::File;
use tokio_util::io::ReaderStream;

use super::{Teller, Told};
use crate::accounts;
use crate::app::App;
use crate::base::audit::{self, Act, Entry, Sought};
use crate::base::calendar::parse_day;
use crate::base::db::Conn;
use crate::consultations::{self, Consultation};
use crate::http::access::{Access, Administrator, LogReader, Role, Routes};
use crate::http::pager::{Paged, parse_cursor};
use crate::http::ui::attachment;
use crate::http::{Form, Query, Result, Ui, page};
use crate::papers::csv::{Style, Table as Csv};
use crate::papers::{Cell, Column};

pub fn routes() -> Routes {
    const TOLD: Access = Access::Roles(&[Role::Administrator]);
    const READ: Access = Access::Roles(&[Role::Administrator, Role::Auditor]);
    Routes::default()
        .get(READ, "/staff/log", log)
        .get(READ, "/staff/log.csv", table)
        .post(READ, "/staff/log/verify", verify)
        .get(TOLD, "/staff/log/contacts", contacts)
        .post(TOLD, "/staff/log/contacts", note_told)
}

/// Entries on one page.
const PAGE: usize = 100;

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
struct LogQuery {
    before: String,
    /// A login, or what the log calls those who have none.
    actor: String,
    act: String,
    subject: String,
    /// Days.
    from: String,
    to: String,
}

impl LogQuery {
    /// What makes no sense narrows nothing.
    fn sought(&self, ui: &Ui) -> Sought {
        let day = |text: &str| parse_day(text.trim());
        Sought {
            actor: self.actor.trim().to_owned(),
            act: Act::parse(&self.act),
            subject: self.subject.trim().to_owned(),
            from: day(&self.from).map(|day| ui.zone.start_of(day)),
            to: day(&self.to).map(|day| ui.zone.start_of(day.saturating_add(1.day()))),
        }
    }

    /// The same as a question of an address, without the place in the list; '' where it narrows nothing.
    fn to_question(&self) -> String {
        let pairs = [
            ("actor", &self.actor),
            ("act", &self.act),
            ("subject", &self.subject),
            ("from", &self.from),
            ("to", &self.to),
        ];
        let pairs = pairs.into_iter().filter(|(_, value)| !value.trim().is_empty());
        let pairs =
            pairs.map(|(name, value)| format!("{name}={}", utf8_percent_encode(value.trim(), NON_ALPHANUMERIC)));
        pairs.collect::<Vec<_>>().join("&")
    }
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
    query: LogQuery,
    /// Whether the whole log was just looked through, and the first entry that does not follow.
    verified: Option<std::result::Result<i64, i64>>,
    /// Logins and names of those who can have acted; names and labels of what can have been done.
    actors: Vec<(String, String)>,
    acts: Vec<(&'static str, String)>,
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
    /// Where the older ones are, or the first page, as it is narrowed.
    fn place(&self, before: Option<i64>) -> String {
        let before = before.map(|before| format!("before={before}"));
        let question = Some(self.query.to_question()).filter(|question| !question.is_empty());
        let parts: Vec<String> = question.into_iter().chain(before).collect();
        if parts.is_empty() { String::new() } else { format!("?{}", parts.join("&")) }
    }

    /// The newest entry on the page.
    fn newest(&self) -> i64 {
        self.log.rows.first().map_or(0, |row| row.entry.number)
    }
}

async fn log(State(app): State<App>, ui: Ui, _: LogReader, Query(query): Query<LogQuery>) -> Result<Response> {
    page(&listed(&app, ui, query, None).await?)
}

/// The log, newest first, with what was found where it was looked through.
async fn listed(
    app: &App,
    ui: Ui,
    query: LogQuery,
    verified: Option<std::result::Result<i64, i64>>,
) -> Result<LogPage> {
    let before = parse_cursor(&query.before);
    let limit = i64::try_from(PAGE + 1).unwrap_or(i64::MAX);
    let mut conn = app.db.read().await?;
    let entries = audit::page(&mut conn, &query.sought(&ui), before.unwrap_or(i64::MAX), limit).await?;
    let rows = rows(&ui, &mut conn, entries).await?;
    let log = Paged::from_surplus(rows, PAGE, |row: &Row| row.entry.number);
    let people = accounts::store::all(&mut conn).await?;
    let (w, own) = (ui.words, ["(author)", "(shell)", "(system)"]);
    let own = own.into_iter().map(|actor| (actor.to_owned(), super::actor_label(actor, w)));
    let actors = people.into_iter().map(|person| (person.login, person.name)).chain(own).collect();
    let acts = Act::ALL.iter().map(|act| (act.name(), super::act_label(*act, w))).collect();
    Ok(LogPage { log, is_first: before.is_none(), query, verified, actors, acts, told: None, ui })
}

/// Looks through the whole log and says whether every entry follows from the one before.
async fn verify(State(app): State<App>, ui: Ui, _: LogReader, Form(_): Form<VerifyForm>) -> Result<Response> {
    let mut tx = app.db.snapshot().await?;
    let verified = audit::verify(&mut tx).await?;
    tx.rollback().await?;
    page(&listed(&app, ui, LogQuery::default(), Some(verified)).await?)
}

/// A button alone.
#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct VerifyForm {}

/// Everything that fits, as a table for a spreadsheet: what happened in words, and each entry as it is kept, so that its hash can
/// be reckoned again.
async fn table(State(app): State<App>, ui: Ui, _: LogReader, Query(query): Query<LogQuery>) -> Result<Response> {
    const PORTION: i64 = 1_000;
    let (sought, w) = (query.sought(&ui), ui.words);
    let told = [
        ("number", fl!(w, "log-column-number")),
        ("when", fl!(w, "log-column-at")),
        ("who", fl!(w, "log-column-actor")),
        ("what", fl!(w, "log-column-act")),
        ("whom", fl!(w, "log-column-subject")),
        ("how", fl!(w, "log-column-told")),
    ];
    let kept = ["at", "actor", "act", "subject", "detail", "hash"].map(|key| (key, key.to_owned()));
    let columns: Vec<Column> = told.into_iter().chain(kept).map(|(key, head)| Column { key, head, width: 0 }).collect();
    let mut csv = Csv::new(tempfile::tempfile()?, Style::Excel, &columns)?;
    let mut tx = app.db.snapshot().await?;
    let mut before = i64::MAX;
    loop {
        let entries = audit::page(&mut tx, &sought, before, PORTION).await?;
        let Some(last) = entries.last() else { break };
        before = last.number;
        for row in rows(&ui, &mut tx, entries).await? {
            let (entry, told) = (&row.entry, row.told.lines.join("\n"));
            let (when, at) = (ui.moment(entry.at), entry.at.to_string());
            let cells = [
                &when,
                &row.actor.label,
                &row.act,
                &row.subject.label,
                &told,
                &at,
                &entry.actor,
                &entry.act,
                &entry.subject,
                &entry.detail,
                &entry.hash,
            ]
            .map(|text| Cell::from(text.as_str()));
            let cells: Vec<Cell<'_>> = std::iter::once(Cell::Number(entry.number)).chain(cells).collect();
            csv.add(&cells, |_| Ok(()))?;
        }
    }
    tx.rollback().await?;
    let mut file = csv.finish()?;
    file.rewind()?;
    let headers = [(header::CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()), attachment("log.csv", "操作履歴.csv")];
    let body = Body::from_stream(ReaderStream::new(File::from_std(file)));
    Ok((headers, body).into_response())
}

/// The last files with contacts, or the oldest of those that this administrator has not been told of.
async fn contacts(State(app): State<App>, ui: Ui, Administrator(me): Administrator) -> Result<Response> {
    let mut conn = app.db.read().await?;
    let told = accounts::store::told(&mut conn, &me.account).await?;
    let entries = audit::contact_exports(&mut conn, told, i64::try_from(PAGE).unwrap_or(i64::MAX)).await?;
    let shown = entries.iter().filter(|entry| entry.number > told).count();
    let later = usize::try_from(me.untold).unwrap_or(0).saturating_sub(shown);
    let rows = rows(&ui, &mut conn, entries).await?;
    page(&LogPage {
        ui,
        log: Paged { rows, next: None },
        is_first: true,
        query: LogQuery::default(),
        verified: None,
        actors: Vec::new(),
        acts: Vec::new(),
        told: Some(Untold { shown, later }),
    })
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
