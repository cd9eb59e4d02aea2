//! Target 8 and the queue's page: a moderator at work in front of 200,000 opinions that wait.

use std::path::Path;
use std::time::Instant;

use koe::http::access::Role;
use koe::queue::marks::mark;
use sqlx::Connection as _;

use crate::Plan;
use crate::program::{Folder, Program};
use crate::report::{Book, Figures, Line, grouped};
use crate::rounds::machine;
use crate::site::{self, Voices};
use crate::staff::{self, Staff};

/// What is asked of the queue, and its address.
const PAGES: [(&str, &str); 4] = [
    ("queue page", "/staff/queue"),
    ("queue page, one flag", "/staff/queue?flag=phone"),
    ("queue page, words", "/staff/queue?q=%E6%95%B4%E7%90%86%E5%88%B89"),
    ("queue page, overdue of one theme", "/staff/queue?show=overdue&call=plan&theme=theme3"),
];
const DECISION: &str = "decision";
const ASKED: usize = 60;

pub async fn measure(plan: &Plan, folder: &Folder, voices: &Voices, book: &mut Book) {
    eprintln!("a queue of {}", plan.waiting);
    let base = folder.data("queue");
    site::prepare(&base, None, plan.waiting, voices).await;
    staff::join(&base, &[Role::Moderator]).await;
    wait(&base).await;
    for round in 0..plan.rounds {
        machine(plan, folder, voices, &format!("queue-{round}"), book).await;
        let data = folder.copy("queue", "queue-round");
        let mut program = Program::start(&data, None).await;
        let me = Staff::sign_in(program.address, &data).await;
        for (what, path) in PAGES {
            book.add(what, timed(ASKED, async |_| me.get(path).await.0 == 200).await);
        }
        let receipts = receipts(&data).await;
        let decide = async |place: usize| {
            let path = format!("/staff/opinions/{}/decision", receipts[place]);
            me.post(&path, "state=pending&version=1&decisions=0&act=publish&back=%2Fstaff%2Fqueue").await.0 == 303
        };
        book.add(DECISION, timed(receipts.len(), decide).await);
        program.kill();
    }
}

/// One after the other; the first few are not counted.
async fn timed(count: usize, ask: impl AsyncFn(usize) -> bool) -> Figures {
    const WARM: usize = 5;
    let (mut times, mut failures) = (Vec::new(), 0);
    for place in 0..count {
        let began = Instant::now();
        failures += usize::from(!ask(place).await);
        times.push(began.elapsed().as_secs_f64() * 1e3);
    }
    let mut times = times.split_off(WARM.min(count - 1));
    times.sort_by(f64::total_cmp);
    let within = |share: f64| times[((times.len() - 1) as f64 * share) as usize];
    let rate = 1e3 * times.len() as f64 / times.iter().sum::<f64>();
    Figures { rate, p50_ms: within(0.5), p99_ms: within(0.99), answers: times.len(), failures, ..Figures::default() }
}

/// Takes back what was made public: everything waits, looked through by the rules, part of it too long already.
async fn wait(data: &Path) {
    let app = site::open(data, None).await;
    let mut tx = app.db.begin().await.unwrap();
    let sql = "update opinions set state = 'pending', public_body = null, published_at = null,
               decide_by = decide_by - (number % 48) * 3600000";
    sqlx::query(sql).execute(&mut *tx).await.unwrap();
    tx.commit().await.unwrap();
    while mark(&app).await.expect("texts to look through") {}
    app.db.close().await;
}

async fn receipts(data: &Path) -> Vec<String> {
    let mut conn = sqlx::AnyConnection::connect(&site::url(data)).await.expect("the database opens");
    let sql = "select receipt from opinions order by number desc limit 200";
    sqlx::query_scalar(sql).fetch_all(&mut conn).await.expect("numbers")
}

pub fn lines(plan: &Plan, book: &Book) -> Vec<Line> {
    let line = |target, what: String, name: &str, goal, most: f64, limit: String| {
        let p50 = book.median(name, |figures| figures.p50_ms);
        let p99 = book.median(name, |figures| figures.p99_ms);
        Line {
            target,
            what,
            measured: format!("p50 {p50:.1} ms, p99 {p99:.1} ms"),
            goal,
            limit,
            ratio: None,
            met: p50 <= most && book.failures(name) == 0,
        }
    };
    let fsync = format!("fsync {:.2} ms", book.rate("fsync"));
    let pages = PAGES.iter().filter(|(name, _)| book.has(name)).map(|(name, _)| {
        let what = format!("{name}, {} wait", grouped(plan.waiting as f64));
        line("–", what, name, "p50 ≤20 ms", 20.0, "–".to_owned())
    });
    let decided = book.has(DECISION).then(|| line("8", "decision".to_owned(), DECISION, "p50 ≤4 ms", 4.0, fsync));
    pages.chain(decided).collect()
}
