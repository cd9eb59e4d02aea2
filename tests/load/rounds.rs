//! The runs themselves: sides alternate within a round, and every round begins from the same data.

use std::path::Path;
use std::rc::Rc;
use std::time::{Duration, Instant};

use sqlx::{AssertSqlSafe, Connection, Executor};

use crate::Plan;
use crate::client::{self, Work};
use crate::limits::{self, Hello};
use crate::program::{Folder, Program, get};
use crate::report::{Book, Figures};
use crate::site::{self, Forms, LIST, Voices};

/// Connections with which submissions are measured.
pub const SENDERS: [usize; 3] = [1, 16, 64];
pub const READERS: usize = 16;

/// Target 16 and the idle half of 15: from nothing to the first page, each time in a fresh folder.
pub async fn starts(plan: &Plan, folder: &Folder, book: &mut Book) {
    eprintln!("starts in empty folders");
    for start in 0..plan.starts {
        let data = folder.data(&format!("start-{start}"));
        let begun = Instant::now();
        let mut program = Program::spawn(&data, None);
        program.until_ready("/healthz").await;
        let health = begun.elapsed();
        program.until_ready("/").await;
        let home = begun.elapsed();
        tokio::time::sleep(Duration::from_secs(2)).await;
        book.add("start healthz", Figures::one(health.as_secs_f64() * 1e3));
        book.add("start home", Figures::one(home.as_secs_f64() * 1e3));
        book.add("idle", Figures { resident_mib: program.resident_mib(), ..Figures::one(program.resident_mib()) });
    }
}

/// Targets 2, 4, 5, 6 and the loaded half of 15, beside the disk, SQLite and axum alone.
pub async fn sqlite(plan: &Plan, folder: &Folder, voices: &Voices, book: &mut Book) {
    let mut sites = Vec::new();
    for size in plan.sizes {
        eprintln!("a site with {size} opinions");
        let name = format!("site-{size}");
        let forms = site::prepare(&folder.data(&name), None, size, voices).await;
        sites.push((size, name, forms));
    }
    for round in 0..plan.rounds {
        eprintln!("round {} of {}", round + 1, plan.rounds);
        machine(plan, folder, voices, &round.to_string(), book).await;
        for (size, name, forms) in &sites {
            let data = folder.copy(name, "site");
            let mut program = Program::start(&data, None).await;
            program.until_ready(LIST).await;
            if plan.does("list") {
                list(plan, &program, *size, book).await;
            }
            if plan.does("submissions") {
                let mut sender = Sender { plan, forms, voices, next: *size, database: site::url(&data) };
                for connections in SENDERS {
                    let what = format!("{} {connections}", submissions(*size));
                    sender.send(&program, connections, &what, book).await;
                }
            }
        }
        if plan.does("list") {
            let bytes = book.median(&list_of(plan.sizes[0]), |figures| figures.bytes as f64) as usize;
            let hello = Hello::start(bytes);
            let request = Rc::new(vec![get(hello.address, "/")]);
            let measured = client::run(reading(plan, hello.address, request)).await;
            book.add("hello", Figures::of(&measured));
        }
    }
}

/// Names under which figures are kept.
pub fn submissions(size: usize) -> String {
    format!("submissions {size}")
}
/// The index afterwards, of a run of this name: texts a second.
pub fn indexed(what: &str) -> String {
    format!("index {what}")
}
pub fn list_of(size: usize) -> String {
    format!("list {size}")
}

/// What the disk and SQLite alone do in this round, whatever its name.
pub async fn machine(plan: &Plan, folder: &Folder, voices: &Voices, round: &str, book: &mut Book) {
    book.add("fsync", Figures::one(limits::fsync_ms(&folder.0)));
    let longest = plan.longest / 3;
    for (what, rows) in [("sqlite single", 1), ("sqlite grouped", 64)] {
        let url = format!("sqlite://{}?mode=rwc", folder.data(&format!("bare-{rows}-{round}")).display());
        book.add(what, Figures::one(limits::rows_per_second(&url, voices, rows, longest).await));
    }
}

fn reading(plan: &Plan, address: std::net::SocketAddr, requests: Rc<Vec<Vec<u8>>>) -> Work {
    Work { address, connections: READERS, requests, again: true, expected: 200, longest: plan.longest }
}

async fn list(plan: &Plan, program: &Program, size: usize, book: &mut Book) {
    let requests = Rc::new(vec![get(program.address, LIST)]);
    // A moment to warm up: connections to the database, words, the kept counts.
    let short = Duration::from_millis(300);
    client::run(Work { longest: short, ..reading(plan, program.address, requests.clone()) }).await;
    let before = program.processor_time();
    let measured = client::run(reading(plan, program.address, requests)).await;
    let used = program.processor_time() - before;
    book.add(&list_of(size), with_cost(Figures::of(&measured), used, program.resident_mib()));
}

/// Processor time is shared among the answers.
pub fn with_cost(figures: Figures, used: Duration, resident_mib: f64) -> Figures {
    Figures { cpu_us: used.as_secs_f64() * 1e6 / figures.answers.max(1) as f64, resident_mib, ..figures }
}

/// Sends one new text after the other, whatever the runs.
struct Sender<'a> {
    plan: &'a Plan,
    forms: &'a Forms,
    voices: &'a Voices,
    next: usize,
    database: String,
}

impl Sender<'_> {
    async fn send(&mut self, program: &Program, connections: usize, what: &str, book: &mut Book) {
        // One connection alone never gets further in its time.
        let count = if connections == 1 { self.plan.submissions / 4 } else { self.plan.submissions };
        self.run(program, connections, count / 50).await;
        let before = program.processor_time();
        let (measured, resident) = self.run(program, connections, count).await;
        let used = program.processor_time() - before;
        book.add(what, with_cost(Figures::of(&measured), used, resident));
        self.settle(what, book).await;
    }

    /// Waits until the search index holds what was sent, so that this work does not fall into the next run.
    async fn settle(&self, what: &str, book: &mut Book) {
        let mut conn = sqlx::AnyConnection::connect(&self.database).await.expect("the database opens");
        let sql = "select count(*) from search_due";
        let mut due = async || sqlx::query_scalar::<_, i64>(sql).fetch_one(&mut conn).await.expect("a count");
        let (left, begun) = (due().await, Instant::now());
        while due().await > 0 {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        book.add(&indexed(what), Figures::one(left as f64 / begun.elapsed().as_secs_f64()));
    }

    /// Answers the figures and the highest resident memory seen meanwhile.
    async fn run(&mut self, program: &Program, connections: usize, count: usize) -> (client::Measured, f64) {
        let requests = Rc::new(self.forms.requests(program.address, self.voices, self.next, count));
        self.next += count;
        let (address, longest) = (program.address, self.plan.longest);
        let work = Work { address, connections, requests, again: false, expected: 201, longest };
        let mut highest: f64 = 0.0;
        let watch = async {
            loop {
                highest = highest.max(program.resident_mib());
                tokio::time::sleep(Duration::from_millis(100)).await;
            }
        };
        let measured = tokio::select! {
            measured = client::run(work) => measured,
            () = watch => unreachable!("it watches on"),
        };
        (measured, highest)
    }
}

/// Target 3, on a database of its own; answers the server's `fsync` setting.
pub async fn postgres(plan: &Plan, server: &str, folder: &Folder, voices: &Voices, book: &mut Book) -> String {
    eprintln!("submissions on PostgreSQL");
    let mut admin = sqlx::PgConnection::connect(server).await.expect("the PostgreSQL server answers");
    let fsync: String = sqlx::query_scalar("show fsync").fetch_one(&mut admin).await.unwrap();
    let token = koe::base::crypto::random_token().replace('-', "_").to_lowercase();
    let name = format!("koe_load_{token}");
    admin.execute(AssertSqlSafe(format!("create database {name}"))).await.expect("a database may be made");
    let base = server.rsplit_once('/').map_or(server, |(base, _)| base);
    on_postgres(plan, &format!("{base}/{name}"), &folder.data("postgres"), voices, book).await;
    admin.execute(AssertSqlSafe(format!("drop database {name} with (force)"))).await.expect("the database goes");
    fsync
}

async fn on_postgres(plan: &Plan, url: &str, data: &Path, voices: &Voices, book: &mut Book) {
    let size = plan.sizes[0];
    let forms = site::prepare(data, Some(url), size, voices).await;
    let program = Program::start(data, Some(url)).await;
    let mut sender = Sender { plan, forms: &forms, voices, next: size, database: url.to_owned() };
    for _ in 0..plan.rounds {
        let alone = limits::commits_per_second(url, voices, 16, plan.longest / 3).await;
        book.add("postgres alone", Figures::one(alone));
        sender.send(&program, 16, "postgres 16", book).await;
    }
}
