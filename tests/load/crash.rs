//! Target 1: different opinions over 1 to 64 connections, the program killed again and again in their middle.
//! What was acknowledged must stand in the database exactly once, word for word.

use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::net::SocketAddr;
use std::path::Path;
use std::rc::Rc;
use std::time::Duration;

use koe::base::clock::Clock;
use tokio::task::LocalSet;

use crate::client::Connection;
use crate::program::Program;
use crate::site::{Forms, Voices, open};

/// What a sender knows of an opinion.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Fate {
    /// Not sent yet.
    Unsent,
    /// Sent with this token; the answer never came. It may be stored or not.
    Unanswered(String),
    /// Sent, and the receipt shown.
    Acknowledged(String),
}

/// What came of it all.
#[derive(Clone, Debug, Default)]
pub struct Verdict {
    pub acknowledged: usize,
    pub unanswered: usize,
    /// Unanswered ones sent again, with the same form, that then got their receipt.
    pub retried: usize,
    pub kills: usize,
    pub stored: usize,
    /// Each as a sentence; must be empty.
    pub wrong: Vec<String>,
}

struct Senders {
    address: SocketAddr,
    forms: Rc<Forms>,
    voices: Rc<Voices>,
    fates: RefCell<Vec<Fate>>,
    /// Numbers still to be sent, the next one last.
    waiting: RefCell<Vec<usize>>,
    acknowledged: Cell<usize>,
    retried: Cell<usize>,
}

/// How many connections send between two kills, in turn, and how much of the whole each turn sends.
const TURNS: [(usize, usize); 4] = [(16, 10), (1, 1), (64, 20), (4, 4)];

/// Sends `opinions` with `kills` kills on their way, then reads the database.
pub async fn crash(data: &Path, forms: Forms, voices: Rc<Voices>, opinions: usize, kills: usize) -> Verdict {
    let turns: Vec<_> = TURNS.iter().copied().cycle().take(kills + 1).collect();
    let shares: usize = turns.iter().map(|(_, share)| share).sum();
    let forms = Rc::new(forms);
    let mut fates = vec![Fate::Unsent; opinions];
    let mut verdict = Verdict { kills, ..Verdict::default() };
    for (turn, (connections, share)) in turns.into_iter().enumerate() {
        let last = turn == kills;
        let mut program = Program::start(data, None).await;
        let senders = Rc::new(Senders {
            address: program.address,
            forms: forms.clone(),
            voices: voices.clone(),
            waiting: RefCell::new(to_send(&fates)),
            fates: RefCell::new(fates),
            acknowledged: Cell::new(0),
            retried: Cell::new(0),
        });
        let local = LocalSet::new();
        for _ in 0..if last { 64 } else { connections } {
            let connection = Connection::open(program.address).await.expect("the program accepts connections");
            local.spawn_local(send(connection, senders.clone()));
        }
        let enough = if last { usize::MAX } else { opinions * share / shares };
        let killer = async {
            while senders.acknowledged.get() < enough {
                tokio::time::sleep(Duration::from_millis(1)).await;
            }
            program.kill();
        };
        tokio::select! {
            () = async { killer.await; std::future::pending().await } => {}
            () = local => {}
        }
        verdict.retried += senders.retried.get();
        fates = senders.fates.take();
    }
    judge(data, &voices, &fates, &mut verdict).await;
    verdict
}

/// All that was not acknowledged; of the unanswered ones every other is given up, as some people do.
fn to_send(fates: &[Fate]) -> Vec<usize> {
    let numbered = fates.iter().enumerate().rev();
    let (mut waiting, mut again) = (Vec::new(), Vec::new());
    for (number, fate) in numbered {
        match fate {
            Fate::Unsent => waiting.push(number),
            Fate::Unanswered(_) if number % 2 == 0 => again.push(number),
            Fate::Unanswered(_) | Fate::Acknowledged(_) => {}
        }
    }
    waiting.extend(again);
    waiting
}

async fn send(mut connection: Connection, all: Rc<Senders>) {
    let now = Clock::real().now();
    loop {
        let Some(number) = all.waiting.borrow_mut().pop() else { return };
        let (token, again) = match &all.fates.borrow()[number] {
            Fate::Unanswered(token) => (token.clone(), true),
            _ => (all.forms.token(now), false),
        };
        let request = all.forms.request(all.address, &token, &all.voices.nth(number));
        let receipt = match connection.ask(&request).await {
            Ok(answer) if answer.status == 201 => receipt(answer.body),
            Ok(_) => None,
            Err(_) => {
                all.fates.borrow_mut()[number] = Fate::Unanswered(token);
                return;
            }
        };
        all.fates.borrow_mut()[number] = match receipt {
            Some(receipt) => {
                all.acknowledged.set(all.acknowledged.get() + 1);
                all.retried.set(all.retried.get() + usize::from(again));
                Fate::Acknowledged(receipt)
            }
            None => Fate::Unanswered(token),
        };
    }
}

/// The number that stands on the receipt.
fn receipt(body: &[u8]) -> Option<String> {
    let (_, rest) = std::str::from_utf8(body).ok()?.split_once("<p class=\"no\">")?;
    rest.split_once('<').map(|(number, _)| number.to_owned())
}

/// Reads every row and compares.
async fn judge(data: &Path, voices: &Voices, fates: &[Fate], verdict: &mut Verdict) {
    let app = open(data, None).await;
    let mut conn = app.db.read().await.unwrap();
    let sql = "select number, receipt, original from opinions order by number";
    let rows: Vec<(i64, String, String)> = sqlx::query_as(sql).fetch_all(&mut *conn).await.unwrap();
    let numbers: HashMap<String, usize> = (0..fates.len()).map(|number| (voices.nth(number), number)).collect();
    let wrong = &mut verdict.wrong;
    if numbers.len() != fates.len() {
        wrong.push("the load program made equal texts".to_owned());
    }
    let mut stored: Vec<Vec<&str>> = vec![Vec::new(); fates.len()];
    for ((number, receipt, text), expected) in rows.iter().zip(1..) {
        if *number != expected {
            wrong.push(format!("number {number} stands where {expected} should"));
        }
        match numbers.get(text) {
            Some(place) => stored[*place].push(receipt),
            None => wrong.push(format!("{receipt} holds a text that nobody sent")),
        }
    }
    for (number, (fate, receipts)) in fates.iter().zip(&stored).enumerate() {
        match (fate, receipts.as_slice()) {
            (Fate::Acknowledged(shown), [kept]) if shown == kept => {}
            (Fate::Unanswered(_), [] | [_]) | (Fate::Unsent, []) => {}
            (fate, kept) => wrong.push(format!("opinion {number}: {fate:?}, stored as {kept:?}")),
        }
    }
    for (sql, expected) in [
        // Each opinion is in the index or on the list of those that are left for it, never in neither or both.
        ("select (select count(*) from search) + (select count(*) from search_due)", rows.len() as i64),
        ("select count(*) from search where rowid in (select number from search_due)", 0),
        ("select value from counters where name = 'opinion'", rows.len() as i64),
        ("select count(*) from pragma_integrity_check where integrity_check <> 'ok'", 0),
    ] {
        let found: i64 = sqlx::query_scalar(sql).fetch_one(&mut *conn).await.unwrap();
        if found != expected {
            wrong.push(format!("{sql}: {found} instead of {expected}"));
        }
    }
    verdict.stored = rows.len();
    verdict.acknowledged = fates.iter().filter(|fate| matches!(fate, Fate::Acknowledged(_))).count();
    verdict.unanswered = fates.iter().filter(|fate| matches!(fate, Fate::Unanswered(_))).count();
}
