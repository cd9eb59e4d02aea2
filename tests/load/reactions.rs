//! Target 7: 共感, each of a visitor of its own and on disk before the answer.

use std::net::SocketAddr;
use std::path::Path;
use std::rc::Rc;

use sqlx::Connection as _;

use crate::Plan;
use crate::client::{self, Connection, Work};
use crate::program::{Folder, Program, post_with};
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
    let mut connection = Connection::open(address).await.expect("the program accepts connections");
    let mut requests = Vec::with_capacity(count);
    for place in 0..count {
        requests.push(request(address, &mut connection, &receipts[place * 7 % receipts.len()]).await);
    }
    let requests = Rc::new(requests);
    client::run(Work { address, connections, requests, again: false, expected: 303, longest: plan.longest }).await
}

/// The press of somebody new, with the cookie that he was given for it.
async fn request(address: SocketAddr, connection: &mut Connection, receipt: &str) -> Vec<u8> {
    let path = format!("/opinions/{receipt}/reaction");
    let press = |headers: &str| post_with(address, &path, headers, "act=give&back=/consultations/plan/opinions");
    let first = connection.ask(&press("")).await.expect("an answer");
    let mut lines = first.head.lines().filter_map(|line| line.split_once(": "));
    let set = lines.find(|(name, _)| name.eq_ignore_ascii_case("set-cookie")).expect("a cookie").1;
    press(&format!("cookie: {}\r\n", set.split(';').next().unwrap_or_default()))
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
