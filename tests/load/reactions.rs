//! Target 7: 共感, each of a visitor of its own and on disk before the answer.

use std::net::SocketAddr;
use std::path::Path;
use std::rc::Rc;

use sqlx::Connection;

use crate::Plan;
use crate::client::{self, Work};
use crate::program::{Folder, Program, post};
use crate::report::{Book, Figures};
use crate::rounds::{machine, with_cost};
use crate::site::{self, Voices};

/// Connections with which it is measured.
pub const PRESSERS: [usize; 2] = [16, 64];
const OPINIONS: usize = 1_000;

pub fn reactions(connections: usize) -> String {
    format!("reactions {connections}")
}

pub async fn measure(plan: &Plan, folder: &Folder, voices: &Voices, book: &mut Book) {
    eprintln!("reactions to {OPINIONS} opinions");
    site::prepare(&folder.data("reactions"), None, OPINIONS, voices).await;
    let receipts = receipts(&folder.data("reactions")).await;
    for round in 0..plan.rounds {
        machine(plan, folder, voices, &format!("reactions-{round}"), book).await;
        let data = folder.copy("reactions", "reactions-round");
        let mut program = Program::start(&data, None).await;
        let mut answered = 0;
        for connections in PRESSERS {
            press(plan, &program, &receipts, connections, plan.submissions / 50).await.times.len();
            let before = program.processor_time();
            let measured = press(plan, &program, &receipts, connections, plan.submissions).await;
            let used = program.processor_time() - before;
            answered += measured.times.len();
            book.add(&reactions(connections), with_cost(Figures::of(&measured), used, program.resident_mib()));
        }
        program.kill();
        let kept = number(&data, "select count(*) from reactions").await;
        let counted = number(&data, "select sum(people) from reaction_counts").await;
        assert_eq!(kept, counted, "what is kept and its number");
        assert!(kept >= answered, "{answered} answered, {kept} on disk");
    }
}

async fn press(
    plan: &Plan,
    program: &Program,
    receipts: &[String],
    connections: usize,
    count: usize,
) -> client::Measured {
    let address = program.address;
    let requests = Rc::new((0..count).map(|place| request(address, &receipts[place * 7 % receipts.len()])).collect());
    client::run(Work { address, connections, requests, again: false, expected: 303, longest: plan.longest }).await
}

/// The first press of somebody: no cookie comes along.
fn request(address: SocketAddr, receipt: &str) -> Vec<u8> {
    post(address, &format!("/opinions/{receipt}/reaction"), "act=give&back=/consultations/plan/opinions")
}

async fn receipts(data: &Path) -> Vec<String> {
    let mut conn = sqlx::AnyConnection::connect(&site::url(data)).await.expect("the database opens");
    sqlx::query_scalar("select receipt from opinions order by number").fetch_all(&mut conn).await.expect("numbers")
}

async fn number(data: &Path, sql: &'static str) -> usize {
    let mut conn = sqlx::AnyConnection::connect(&site::url(data)).await.expect("the database opens");
    let number: i64 = sqlx::query_scalar(sql).fetch_one(&mut conn).await.expect("a number");
    usize::try_from(number).expect("not below 0")
}
