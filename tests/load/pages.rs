//! Targets 5 and 6 of the other pages that residents read, each at many addresses, and what somebody who writes is shown
//! of others.

use std::path::Path;
use std::rc::Rc;
use std::time::Duration;

use sqlx::Connection;

use crate::Plan;
use crate::client::{self, Work};
use crate::program::{Folder, Program, get, post};
use crate::report::{Book, Figures, Line, grouped};
use crate::rounds::{READERS, with_cost};
use crate::site::{self, LIST, Voices};

/// What is measured, and whether it is a public page that target 5 is about.
const KINDS: [(&str, bool); 6] = [
    ("list in 64 orders", true),
    ("pages of themes", true),
    ("list narrowed to words", true),
    ("results", true),
    ("500 opinions with those close to them", false),
    ("opinions close to a text, of 500", false),
];
const DIFFERENT: usize = 500;

fn name(kind: &str, size: usize) -> String {
    format!("{kind}, {size}")
}

pub async fn measure(plan: &Plan, folder: &Folder, voices: &Voices, book: &mut Book) {
    let mut sites = Vec::new();
    for size in plan.sizes {
        eprintln!("pages of a site with {size} opinions");
        let data = folder.data(&format!("pages-{size}"));
        site::prepare(&data, None, size, voices).await;
        let receipts = receipts(&data).await;
        sites.push((size, Program::start(&data, None).await, receipts));
    }
    for _ in 0..plan.rounds {
        for (size, program, receipts) in &sites {
            for (kind, _) in KINDS {
                let requests = Rc::new(requests(kind, program, receipts, voices));
                let work = || Work {
                    address: program.address,
                    connections: READERS,
                    requests: requests.clone(),
                    again: true,
                    expected: 200,
                    longest: plan.longest / 4,
                };
                client::run(Work { longest: Duration::from_millis(500), ..work() }).await;
                let before = program.processor_time();
                let measured = client::run(work()).await;
                let used = program.processor_time() - before;
                book.add(&name(kind, *size), with_cost(Figures::of(&measured), used, program.resident_mib()));
            }
        }
    }
}

fn requests(kind: &str, program: &Program, receipts: &[String], voices: &Voices) -> Vec<Vec<u8>> {
    let page = |path: String| get(program.address, &path);
    match kind {
        "list in 64 orders" => (0..64).map(|seed| page(format!("{LIST}?order=shuffled&seed={seed}"))).collect(),
        "pages of themes" => (1..=12).map(|theme| page(format!("/consultations/plan/themes/theme{theme}"))).collect(),
        // バス, 道路, 病院, 図書館
        "list narrowed to words" => {
            ["%E3%83%90%E3%82%B9", "%E9%81%93%E8%B7%AF", "%E7%97%85%E9%99%A2", "%E5%9B%B3%E6%9B%B8%E9%A4%A8"]
                .map(|words| page(format!("{LIST}?q={words}")))
                .into()
        }
        "results" => vec![page("/consultations/plan/results".to_owned())],
        "opinions close to a text, of 500" => (0..DIFFERENT).map(|at| ask(program, &voices.nth(at + 7))).collect(),
        _ => receipts.iter().map(|receipt| page(format!("/opinions/{receipt}"))).collect(),
    }
}

/// What a press of 「似たご意見を見る」 sends.
fn ask(program: &Program, text: &str) -> Vec<u8> {
    let body: String = text.bytes().map(|byte| format!("%{byte:02X}")).collect();
    post(program.address, "/consultations/plan/similar", &format!("token=x&body={body}"))
}

/// Numbers of opinions from all over the site.
async fn receipts(data: &Path) -> Vec<String> {
    let mut conn = sqlx::AnyConnection::connect(&site::url(data)).await.expect("the database opens");
    let sql = "select receipt from opinions order by number * 2654435761 % 4294967296 limit 500";
    sqlx::query_scalar(sql).fetch_all(&mut conn).await.expect("numbers")
}

/// The table's lines, where it was measured.
pub fn lines(plan: &Plan, book: &Book) -> Vec<Line> {
    let [small, large] = plan.sizes;
    let line = |(kind, is_list): (&str, bool)| {
        let (of_small, of_large) = (name(kind, small), name(kind, large));
        let times = book.rate(&of_small) / book.rate(&of_large);
        let p99 = book.median(&of_large, |figures| figures.p99_ms);
        Line {
            target: "5, 6",
            what: format!("{kind}, {READERS} connections, {} opinions", grouped(large as f64)),
            measured: format!("{}; {times:.2}× the time of {}", book.load(&of_large), grouped(small as f64)),
            goal: if is_list { "≥5,000/s, p99 ≤10 ms, ≤1.2×" } else { "≤1.2×" },
            limit: "–".to_owned(),
            ratio: None,
            met: times <= 1.2 && (!is_list || book.rate(&of_large) >= 5_000.0 && p99 <= 10.0),
        }
    };
    KINDS.into_iter().filter(|(kind, _)| book.has(&name(kind, small))).map(line).collect()
}
