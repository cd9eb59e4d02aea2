//! Targets 9 and 10: files that somebody of the staff asks for at the page and the program's job writes, beside what
//! deflate and the disk alone need for the same bytes, and beside pandas with xlsxwriter over the same rows, where
//! `KOE_LOAD_PYTHON` names a Python that has them.

use std::fs::File;
use std::io::{Cursor, Read, Write};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use koe::accounts::{self, Password, StaffName};
use koe::base::clock::Clock;
use koe::http::access::Role;
use serde::Deserialize;
use sqlx::Connection as _;

use crate::Plan;
use crate::client::Connection;
use crate::limits;
use crate::program::{Folder, Program, get};
use crate::report::{Book, Figures};
use crate::site::{self, Voices};

/// What is asked for, in this order; the plain file is what pandas reads.
pub const FORMATS: [&str; 2] = ["csv-plain", "xlsx"];
const PASSWORD: &str = "figures that nobody guesses";

/// The names under which figures are kept: seconds as `rate`, memory as `resident_mib`.
pub fn file_of(size: usize, format: &str) -> String {
    format!("{format} of {size}")
}
/// The same bytes written to the disk and synced.
pub fn disk_of(size: usize, format: &str) -> String {
    format!("disk, {format} of {size}")
}
/// The texts read by the same driver and dropped.
pub fn read_of(size: usize) -> String {
    format!("rows alone, {size}")
}
/// The workbook's parts deflated anew, on one thread.
pub fn deflate_of(size: usize) -> String {
    format!("deflate of {size}")
}
/// From the rows in memory to the file, as pandas' own user would.
pub fn pandas_of(size: usize, format: &str) -> String {
    format!("pandas, {format} of {size}")
}

/// Every size in a program of its own, in each round; files of a million rows once.
pub async fn measure(plan: &Plan, folder: &Folder, voices: &Voices, book: &mut Book) {
    for size in plan.exports {
        eprintln!("files of {size} opinions");
        let name = format!("exports-{size}");
        site::prepare(&folder.data(&name), None, size, voices).await;
        join(&folder.data(&name)).await;
        let rounds = if size > plan.sizes[1] { 1 } else { plan.rounds };
        for _ in 0..rounds {
            let data = folder.copy(&name, "exports");
            let program = Program::start(&data, None).await;
            let mut staff = Staff::sign_in(program.address, &data).await;
            let before = program.resident_mib();
            for format in FORMATS {
                program.forget_peak();
                let (took, file) = staff.export(format).await;
                let grown = program.peak_mib() - before;
                book.add(&file_of(size, format), Figures { resident_mib: grown, ..Figures::one(took.as_secs_f64()) });
                beside(&file, size, format, folder, book);
                book.add(&read_of(size), Figures::one(limits::read_seconds(&site::url(&data)).await));
            }
        }
    }
}

/// A member of staff who can sign in.
async fn join(data: &Path) {
    let app = site::open(data, None).await;
    let hash = Password::parse(PASSWORD, PASSWORD, "").ok().and_then(|password| password.hash().ok());
    let mut tx = app.db.begin().await.unwrap();
    let name = StaffName::parse("職員").expect("a name");
    let account = accounts::store::insert(&mut tx, "staff", &name, &[Role::Staff], Clock::real().now()).await.unwrap();
    accounts::store::set_password(&mut tx, &account, &hash.expect("a password")).await.unwrap();
    tx.commit().await.unwrap();
    app.db.close().await;
}

/// Somebody signed in, and an eye on the database: the page would be drawn each time it is asked.
struct Staff {
    address: SocketAddr,
    cookie: String,
    database: sqlx::AnyConnection,
    files: PathBuf,
}

#[derive(sqlx::FromRow)]
struct State {
    id: String,
    state: String,
}

impl Staff {
    async fn sign_in(address: SocketAddr, data: &Path) -> Self {
        let mut connection = Connection::open(address).await.expect("a connection");
        let body = format!("login=staff&password={}", PASSWORD.replace(' ', "+"));
        let answer = connection.ask(&post(address, "", "/staff/sign-in", &body)).await.expect("an answer");
        let cookie = answer.head.lines().find_map(|line| line.strip_prefix("set-cookie: ")).expect("a session");
        let cookie = cookie.split(';').next().unwrap_or_default().to_owned();
        let database = sqlx::AnyConnection::connect(&site::url(data)).await.expect("the database opens");
        // A page first, as a person sees one: what it keeps in memory is not the export's.
        let page = String::from_utf8(get(address, "/staff/exports")).expect("a request");
        let page = page.replacen("\r\n\r\n", &format!("\r\ncookie: {cookie}\r\n\r\n"), 1);
        assert_eq!(connection.ask(page.as_bytes()).await.expect("an answer").status, 200);
        Self { address, cookie, database, files: data.join("exports") }
    }

    /// From the press of the button until the file lies there.
    async fn export(&mut self, format: &str) -> (Duration, PathBuf) {
        let body = format!("call=plan&profile=office&format={format}");
        let request = post(self.address, &self.cookie, "/staff/exports", &body);
        // A new one: the last may have been silent for too long.
        let mut connection = Connection::open(self.address).await.expect("a connection");
        let begun = Instant::now();
        assert_eq!(connection.ask(&request).await.expect("an answer").status, 303);
        let sql = "select id, state from exports where format = $1 order by created_at desc limit 1";
        loop {
            let found: State = sqlx::query_as(sql).bind(format).fetch_one(&mut self.database).await.expect("an export");
            assert_ne!(found.state, "failed", "an export of {format} failed");
            if found.state == "done" {
                let end = if format == "xlsx" { "xlsx" } else { "csv" };
                return (begun.elapsed(), self.files.join(format!("{}.{end}", found.id)));
            }
            tokio::time::sleep(Duration::from_millis(2)).await;
        }
    }
}

fn post(address: SocketAddr, cookie: &str, path: &str, body: &str) -> Vec<u8> {
    format!(
        "POST {path} HTTP/1.1\r\nhost: {address}\r\nsec-fetch-site: same-origin\r\naccept: text/html\r\ncookie: {cookie}\r\n\
         content-type: application/x-www-form-urlencoded\r\ncontent-length: {}\r\n\r\n{body}",
        body.len()
    )
    .into_bytes()
}

/// What others need for the same file.
fn beside(file: &Path, size: usize, format: &str, folder: &Folder, book: &mut Book) {
    let bytes = std::fs::read(file).expect("the file of an export");
    book.add(&disk_of(size, format), Figures::one(seconds(|| write_synced(&folder.data("bytes"), &bytes))));
    if format == "xlsx" {
        book.add(&deflate_of(size), Figures::one(deflate(&bytes)));
    } else if let Some(python) = std::env::var_os("KOE_LOAD_PYTHON") {
        for (format, figures) in pandas(Path::new(&python), file, &folder.data("pandas")) {
            book.add(&pandas_of(size, format), figures);
        }
    }
}

fn seconds(work: impl FnOnce()) -> f64 {
    let begun = Instant::now();
    work();
    begun.elapsed().as_secs_f64()
}

fn write_synced(path: &Path, bytes: &[u8]) {
    let mut file = File::create(path).expect("a file");
    file.write_all(bytes).and_then(|()| file.sync_all()).expect("a written file");
}

/// Takes a workbook apart and times putting its parts together again, in memory.
fn deflate(book: &[u8]) -> f64 {
    let mut parts = zip::ZipArchive::new(Cursor::new(book)).expect("a workbook");
    let texts: Vec<Vec<u8>> = (0..parts.len())
        .map(|place| {
            let mut text = Vec::new();
            parts.by_index(place).expect("a part").read_to_end(&mut text).expect("a part that opens");
            text
        })
        .collect();
    seconds(|| {
        let mut again = zip::ZipWriter::new(Cursor::new(Vec::with_capacity(book.len())));
        for (place, text) in texts.iter().enumerate() {
            let options = zip::write::SimpleFileOptions::default().large_file(text.len() > u32::MAX as usize);
            again.start_file(place.to_string(), options).expect("a part");
            again.write_all(text).expect("a deflated part");
        }
        again.finish().expect("an archive");
    })
}

/// Prints seconds and MiB of the table, of its CSV and of its workbook.
const PANDAS: &str = include_str!("frame.py");

#[derive(Deserialize)]
struct Pandas {
    csv_s: f64,
    csv_mib: f64,
    xlsx_s: f64,
    xlsx_mib: f64,
}

/// From the table in memory to a CSV and to a workbook; the memory is that of table and file together.
fn pandas(python: &Path, file: &Path, folder: &Path) -> [(&'static str, Figures); 2] {
    std::fs::create_dir_all(folder).expect("a folder");
    let ran = Command::new(python).arg("-c").arg(PANDAS).arg(file).arg(folder).output().expect("Python runs");
    assert!(ran.status.success(), "pandas: {}", String::from_utf8_lossy(&ran.stderr));
    let said: Pandas = serde_json::from_slice(&ran.stdout).expect("figures of pandas");
    let figures = |seconds, resident_mib| Figures { resident_mib, ..Figures::one(seconds) };
    [("csv-plain", figures(said.csv_s, said.csv_mib)), ("xlsx", figures(said.xlsx_s, said.xlsx_mib))]
}
