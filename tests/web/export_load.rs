//! Exports while residents send, as fast as the site takes it, which is more than 1,000 opinions a second: every file is
//! one moment, and nobody is refused.

use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};

use futures_util::future::join_all;
use koe::base::crypto::{hash, random_token};
use koe::base::id;
use koe::consultations::Consultation;
use koe::exchange::Profile;
use koe::exports::jobs::{self, Snapshot};
use koe::files::Format;
use koe::http::access::Role;
use koe::intake::{Outcome, Submission};
use koe::opinions::Channel;
use koe::opinions::filter::Filter;
use koe::opinions::text::Body;
use koe::orders::Order;
use koe::writing::Promise;
use koe::{archive, receipts, worker};
use sha2::{Digest, Sha256};

use crate::support::{NOW, TestApp, Visitor};

/// Residents who press at once.
const CROWD: usize = 250;

fn submission(call: &Consultation, number: usize) -> Submission {
    Submission {
        id: id::new(NOW),
        form_key_hash: hash(&random_token()),
        code_hash: hash(&random_token()),
        consultation_id: call.id.clone(),
        form_at: NOW,
        promised: Promise::of(call),
        submitter: None,
        theme_id: call.themes[number % call.themes.len()].id.clone(),
        more: Vec::new(),
        body: Body::parse(&format!("{number}番目の声\n=1+1"), Body::MAX_CHARS).unwrap(),
        channel: Channel::Web,
        lang: "ja".to_owned(),
        page_lang: "ja".to_owned(),
        age_band: None,
        area: Some("ikuno".to_owned()),
        relation: None,
        purpose_version: 1,
        target_ms: 86_400_000,
        held_for: None,
        contact: None,
        transcript: None,
    }
}

/// One crowd after the other, until told to stop; everybody gets a receipt.
async fn residents(site: &TestApp, call: &Consultation, stop: &AtomicBool) -> i64 {
    let mut sent = 0;
    while !stop.load(Ordering::Relaxed) {
        let crowd = (sent..sent + CROWD).map(|number| site.app.intake.submit(submission(call, number)));
        for outcome in join_all(crowd).await {
            assert!(matches!(outcome, Ok(Outcome::Received(_))), "{outcome:?}");
        }
        sent += CROWD;
        site.app.clock.advance(1);
    }
    i64::try_from(sent).unwrap()
}

/// Waits until so many opinions stand there.
async fn there_are(site: &TestApp, count: i64) {
    while site.number("select count(*) from received").await < count {
        tokio::task::yield_now().await;
    }
}

/// The rows of a table, each with the running number in `column`: from 1 to the last, without a gap.
fn rows_without_a_gap(file: &[u8], column: &str, number: impl Fn(&str) -> i64) -> i64 {
    let mut reader = csv::Reader::from_reader(file);
    let place = reader.headers().unwrap().iter().position(|head| head == column).unwrap();
    let numbers: Vec<i64> = reader.records().map(|row| number(&row.unwrap()[place])).collect();
    let count = i64::try_from(numbers.len()).unwrap();
    assert!(numbers.into_iter().eq(1..=count), "a gap in {count} rows");
    count
}

fn opinions(file: &[u8]) -> i64 {
    rows_without_a_gap(file, "受付番号", |receipt| receipts::running(receipt).unwrap())
}

fn sha256(file: &[u8]) -> String {
    Sha256::digest(file).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// As the command line writes it: of a moment after which a thousand more have come. Answers the file.
async fn at_the_shell(site: &TestApp, call: &Consultation, path: &Path) -> Vec<u8> {
    let mut snapshot = Snapshot::take(&site.app, "").await.unwrap();
    let sql = "select count(*) from received";
    let seen: i64 = sqlx::query_scalar(sql).fetch_one(&mut *snapshot.tx).await.unwrap();
    there_are(site, seen + 1_000).await;
    let (filter, profile, format) = (Filter::default(), Profile::Office, Format::CsvPlain);
    let order = Order { call: call.clone(), filter, profile, format, columns: Vec::new() };
    let written = jobs::write_to(&site.app, &order, snapshot, path).await.unwrap().put().unwrap();
    let file = std::fs::read(path).unwrap();
    assert_eq!((opinions(&file), written.rows, written.sha256), (seen, seen, sha256(&file)));
    file
}

/// As a colleague asks for it on the page.
async fn on_the_page(site: &TestApp, staff: &Visitor) -> Vec<u8> {
    let form = [("call", "plan"), ("profile", "office"), ("format", "csv-plain")];
    assert_eq!(staff.post("/staff/exports", &form).await.status, 303);
    assert!(worker::work_once(&site.app).await);
    let id = site.text("select id from exports").await;
    let file = std::fs::read(jobs::folder(&site.app).join(format!("{id}.csv"))).unwrap();
    assert_eq!(site.number("select total_rows from exports where state = 'done'").await, opinions(&file));
    let page = staff.get("/staff/exports").await;
    assert!(page.has(&sha256(&file)), "{}", page.html);
    file
}

/// Everything in a folder: who sent is in it exactly where his opinion is.
async fn all_of_it(site: &TestApp, call: &Consultation, folder: &Path) -> i64 {
    let snapshot = Snapshot::take(&site.app, "").await.unwrap();
    let written = archive::folder::write(&site.app, call, snapshot, folder, |_, _| {}).await.unwrap();
    let stated: Vec<_> = written.files.clone();
    written.put().unwrap();
    let stated = |name: &str| stated.iter().find(|(file, ..)| file == name).unwrap().1.unwrap();
    let file = std::fs::read(folder.join("opinions.csv")).unwrap();
    let count = rows_without_a_gap(&file, "number", |number| number.parse().unwrap());
    assert_eq!((stated("opinions.csv"), stated("submitters.csv")), (count, count));
    count
}

#[tokio::test]
async fn a_file_that_is_written_while_a_thousand_send_each_second_is_one_moment_and_nobody_is_refused() {
    for site in TestApp::on_each_engine().await {
        let call = site.has_call().await;
        let staff = site.sign_in(&[Role::Staff]).await;
        let scratch = tempfile::tempdir().unwrap();
        let stop = AtomicBool::new(false);
        let writing = async {
            there_are(&site, 1_000).await;
            let first = at_the_shell(&site, &call, &scratch.path().join("a.csv")).await;
            let second = on_the_page(&site, &staff).await;
            let all = all_of_it(&site, &call, &scratch.path().join("all")).await;
            let last = at_the_shell(&site, &call, &scratch.path().join("b.csv")).await;
            stop.store(true, Ordering::Relaxed);
            assert!(
                opinions(&first) + 1_000 <= opinions(&second) && opinions(&second) <= all && all <= opinions(&last)
            );
            assert!(
                second.starts_with(&first) && last.starts_with(&second),
                "what was in a file is so in the next one"
            );
            opinions(&last)
        };
        let (sent, written) = tokio::join!(residents(&site, &call, &stop), writing);
        assert!(sent >= written + 1_000, "the last were written while the file was");
        for sql in ["select count(*) from received", "select value from counters where name = 'opinion'"] {
            assert_eq!(site.number(sql).await, sent, "{sql}");
        }
    }
}
