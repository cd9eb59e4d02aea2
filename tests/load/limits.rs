//! What the machine can do at best, measured in the same run as the program: whoever shares it slows both.

use std::fs::File;
use std::io::{BufRead, BufReader, Write};
use std::net::SocketAddr;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use axum::Router;
use axum::response::Html;
use axum::routing::get;
use futures_util::TryStreamExt;
use koe::base::db::Db;
use koe::base::sql::Sql;

use crate::site::Voices;

/// Milliseconds of an append of 4 KiB with `fdatasync`, the median: what every durable commit pays at least.
pub fn fsync_ms(folder: &Path) -> f64 {
    let path = folder.join("fsync");
    let mut file = File::create(&path).expect("a file");
    let block = [7; 4096];
    let mut times: Vec<f64> = (0..200)
        .map(|_| {
            let begun = Instant::now();
            file.write_all(&block).and_then(|()| file.sync_data()).expect("a written block");
            begun.elapsed().as_secs_f64() * 1e3
        })
        .collect();
    std::fs::remove_file(path).expect("the file goes");
    times.sort_by(f64::total_cmp);
    times[times.len() / 2]
}

/// Rows a second that a bare table takes, `rows` in each commit, as the product opens its database.
pub async fn rows_per_second(url: &str, voices: &Voices, rows: usize, longest: Duration) -> f64 {
    let db = Db::open(url, 2).await.expect("a database");
    let mut tx = db.begin().await.unwrap();
    sqlx::query("create table if not exists bare (id text not null primary key, body text not null)")
        .execute(&mut *tx)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    let texts: Vec<String> = (0..1_000).map(|number| voices.nth(number)).collect();
    let (begun, mut written) = (Instant::now(), 0);
    while begun.elapsed() < longest {
        let mut sql = Sql::new("insert into bare (id, body) values ");
        for place in 0..rows {
            sql.push(if place > 0 { ", (" } else { "(" }).bind(koe::base::id::new(written as i64)).push(", ");
            sql.bind(&texts[written % texts.len()]).push(")");
            written += 1;
        }
        let mut tx = db.begin().await.unwrap();
        sql.execute(&mut tx).await.unwrap();
        tx.commit().await.unwrap();
    }
    let rate = written as f64 / begun.elapsed().as_secs_f64();
    db.close().await;
    rate
}

/// Seconds in which the driver reads the texts of all opinions, in the order of their numbers, and nothing that hangs at them.
pub async fn read_seconds(url: &str) -> f64 {
    let db = Db::open(url, 2).await.expect("a database");
    let begun = Instant::now();
    {
        let mut conn = db.read().await.unwrap();
        let sql = "select receipt, submitted_at, theme_id, original, public_body from opinions order by number";
        let mut rows = sqlx::query(sql).fetch(&mut *conn);
        while rows.try_next().await.unwrap().is_some() {}
    }
    let took = begun.elapsed().as_secs_f64();
    db.close().await;
    took
}

/// Rows a second of PostgreSQL alone: one row in each commit, on so many connections at once.
pub async fn commits_per_second(url: &str, voices: &Voices, connections: usize, longest: Duration) -> f64 {
    let db = Db::open(url, connections as u32).await.expect("a database");
    let mut tx = db.begin().await.unwrap();
    let sql = "create table if not exists bare (id text not null primary key, body text not null)";
    sqlx::query(sql).execute(&mut *tx).await.unwrap();
    tx.commit().await.unwrap();
    let begun = Instant::now();
    let writers = (0..connections).map(|writer| {
        let (db, text) = (db.clone(), voices.nth(writer));
        async move {
            let mut written = 0.0;
            while begun.elapsed() < longest {
                let mut tx = db.begin().await.unwrap();
                let insert = sqlx::query("insert into bare (id, body) values ($1, $2)");
                insert.bind(koe::base::id::new(1)).bind(&text).execute(&mut *tx).await.unwrap();
                tx.commit().await.unwrap();
                written += 1.0;
            }
            written
        }
    });
    let written: f64 = futures_util::future::join_all(writers).await.into_iter().sum();
    let rate = written / begun.elapsed().as_secs_f64();
    db.close().await;
    rate
}

/// axum with one route and a fixed body, as a process of its own like the program.
pub struct Hello {
    child: Child,
    pub address: SocketAddr,
}

impl Hello {
    /// Starts this very program again as `--serve-hello BYTES`.
    pub fn start(bytes: usize) -> Self {
        let own = std::env::current_exe().expect("our own path");
        let mut child = Command::new(own)
            .args(["--serve-hello", &bytes.to_string()])
            .stdout(Stdio::piped())
            .spawn()
            .expect("hello starts");
        let mut line = String::new();
        let out = child.stdout.take().expect("hello's output");
        BufReader::new(out).read_line(&mut line).expect("hello's address");
        Self { child, address: line.trim().parse().expect("an address") }
    }
}

impl Drop for Hello {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The other side of `Hello::start`: prints its address and serves until it is killed.
pub async fn serve_hello(bytes: usize) {
    let body: &'static str = Box::leak("声".repeat(bytes / 3 + 1)[..bytes / 3 * 3].into());
    let router = Router::new().route("/", get(move || async move { Html(body) }));
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    println!("{}", listener.local_addr().expect("our address"));
    // Lives and dies with the program that measures.
    tokio::spawn(die_with(std::os::unix::process::parent_id()));
    axum::serve(listener, router).await.expect("hello serves");
}

async fn die_with(parent: u32) {
    while std::os::unix::process::parent_id() == parent {
        tokio::time::sleep(Duration::from_secs(1)).await;
    }
    std::process::exit(0);
}

/// First words of a file under /proc, for the heading; '' elsewhere than on Linux.
pub fn proc_line(path: &str, key: &str) -> String {
    let text = std::fs::read_to_string(path).unwrap_or_default();
    let line = text.lines().find_map(|line| line.strip_prefix(key)).unwrap_or_default();
    line.trim_start_matches(['\t', ' ', ':']).to_owned()
}
