//! Whoever tries numbers learns nothing from the time an answer takes: what is there and may not be seen takes as
//! long as what was never there.

use std::path::Path;
use std::time::{Duration, Instant};

use koe::receipts::{self, Code};

use crate::Plan;
use crate::client::{Connection, Measured};
use crate::program::{Folder, Program, get, post};
use crate::report::{Book, Figures};
use crate::site::{self, Voices};

/// Two kinds of answers of the same look, under the names in the book: first what is there, then what is not.
pub const PAIRS: [(&str, [&str; 2]); 2] = [
    ("page of an opinion not public, of none", ["hidden opinion", "unknown opinion"]),
    ("somebody else's code for a number, no such number", ["wrong code", "unknown number"]),
];

const OPINIONS: i64 = 500;

pub async fn measure(plan: &Plan, folder: &Folder, voices: &Voices, book: &mut Book) {
    eprintln!("answers that must look alike");
    let data = folder.data("alike");
    site::prepare(&data, None, OPINIONS as usize, voices).await;
    let prefix = hide_all(&data).await;
    let program = Program::start(&data, None).await;
    // What stands in no form that anybody holds: 0 in every place, and a check character that fits.
    let code = "0".repeat(27);
    assert!(Code::parse(&code).is_ok(), "a code of the right form");
    let number = |place: i64| receipts::number(&prefix, place);
    let pages = |first: i64| -> Vec<_> {
        (first..first + OPINIONS).map(|place| get(program.address, &format!("/opinions/{}", number(place)))).collect()
    };
    let tries = |first: i64| -> Vec<_> {
        (first..first + OPINIONS)
            .map(|place| post(program.address, "/status", &format!("number={}&code={code}", number(place))))
            .collect()
    };
    // Numbers of the same length that nobody has been given.
    let unknown = 5_000;
    let [(_, page_names), (_, try_names)] = PAIRS;
    take_turns(&program, plan, [pages(1), pages(unknown)], 404, page_names, book).await;
    take_turns(&program, plan, [tries(1), tries(unknown)], 422, try_names, book).await;
}

/// Every opinion of the site waits for a moderator; answers the first part of their numbers.
async fn hide_all(data: &Path) -> String {
    let app = site::open(data, None).await;
    let mut tx = app.db.begin().await.unwrap();
    let hide = "update opinions set state = 'pending', public_body = null, published_at = null";
    sqlx::query(hide).execute(&mut *tx).await.unwrap();
    let receipt: String = sqlx::query_scalar("select min(receipt) from opinions").fetch_one(&mut *tx).await.unwrap();
    tx.commit().await.unwrap();
    app.db.close().await;
    receipt.split('-').next().expect("a number has three parts").to_owned()
}

/// One connection asks for the one and the other in turn, so that whatever slows the machine slows both.
async fn take_turns(
    program: &Program,
    plan: &Plan,
    requests: [Vec<Vec<u8>>; 2],
    expected: u16,
    names: [&str; 2],
    book: &mut Book,
) {
    let mut connection = Connection::open(program.address).await.expect("the program accepts connections");
    let mut measured = [Measured::default(), Measured::default()];
    let begun = Instant::now();
    for place in (0..requests[0].len()).cycle() {
        if begun.elapsed() > plan.longest {
            break;
        }
        for (kind, measured) in measured.iter_mut().enumerate() {
            let sent = Instant::now();
            let answer = connection.ask(&requests[kind][place]).await.expect("an answer");
            assert_eq!(answer.status, expected, "{}", String::from_utf8_lossy(answer.body));
            measured.times.push(sent.elapsed());
            measured.bytes = answer.body.len();
        }
    }
    for (name, mut measured) in names.into_iter().zip(measured) {
        measured.times.sort_unstable();
        measured.elapsed = measured.times.iter().sum::<Duration>();
        book.add(name, Figures::of(&measured));
    }
}
