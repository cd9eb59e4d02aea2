//! Search: what only staff may read is indexed after the answer, what the public may read at once.

use koe::base::search;
use koe::exports;
use koe::http::access::Role;
use koe::opinions::State;
use koe::worker;

use crate::receipts::{decide, sent_calmly};
use crate::support::{TestApp, Visitor, encode};

async fn finds(visitor: &Visitor, list: &str, word: &str, receipt: &str) -> bool {
    let page = visitor.get(&format!("{list}?{}", encode(&[("q", word)]))).await;
    assert_eq!(page.status, 200, "{}", page.html);
    // The public list leads to where the word is marked, too.
    page.has(&format!("/{receipt}\"")) || page.has(&format!("/{receipt}?q="))
}

const PUBLIC: &str = "/consultations/plan/opinions";
const STAFF: &str = "/staff/opinions";

#[tokio::test]
async fn staff_find_new_words_a_moment_later_and_the_public_in_the_moment_of_publishing() {
    for site in TestApp::on_each_engine().await {
        site.has_call().await;
        let (resident, staff) = (site.visitor(), site.sign_in(&[Role::Staff]).await);
        let waiting = sent_calmly(&site, &resident, "防災倉庫がほしい", "").await.number;
        site.work().await;
        assert!(finds(&staff, STAFF, "倉庫", &waiting).await);
        assert!(!finds(&resident, PUBLIC, "倉庫", &waiting).await);

        let published = sent_calmly(&site, &resident, "図書館を夜も開けて", "").await.number;
        decide(&site, &published, State::Published, "").await;
        assert_eq!(site.number("select count(*) from search_due").await, 0, "the decision has indexed it");
        assert!(finds(&resident, PUBLIC, "図書館", &published).await);

        let corrected = sent_calmly(&site, &resident, "公園に砂場を", "").await;
        let form = [
            ("number", corrected.number.as_str()),
            ("code", corrected.code.as_str()),
            ("state", "pending"),
            ("version", "1"),
            ("body", "公園に木陰を"),
        ];
        let answer = resident.post("/status/correction", &form).await;
        assert_eq!(answer.status, 200, "{}", answer.html);
        site.work().await;
        assert!(finds(&staff, STAFF, "木陰", &corrected.number).await);
        assert!(!finds(&staff, STAFF, "砂場", &corrected.number).await, "an older version is not looked through");
    }
}

#[tokio::test]
async fn a_file_asked_for_by_words_waits_for_what_the_index_does_not_hold_yet() {
    for site in TestApp::on_each_engine().await {
        site.has_call().await;
        let (resident, staff) = (site.visitor(), site.sign_in(&[Role::Staff]).await);
        let sent = sent_calmly(&site, &resident, "珍獣動物園をつくって", "").await;
        assert_eq!(site.number("select count(*) from search_due").await, 1);
        let form = [("call", "plan"), ("profile", "office"), ("format", "csv-plain"), ("q", "珍獣")];
        assert_eq!(staff.post("/staff/exports", &form).await.status, 303);
        assert!(worker::work_once(&site.app).await, "the job list alone, without the work on the index");
        let id = site.text("select id from exports").await;
        let file = std::fs::read_to_string(exports::jobs::folder(&site.app).join(format!("{id}.csv"))).unwrap();
        assert!(file.contains(&sent.number) && file.contains("珍獣動物園"), "{file}");
        assert_eq!(site.number("select count(*) from search_due").await, 0);
    }
}

#[tokio::test]
async fn what_is_decided_while_the_index_catches_up_is_in_it_once_and_as_it_was_decided() {
    for site in TestApp::on_each_engine().await {
        site.has_call().await;
        let resident = site.visitor();
        let mut receipts = Vec::new();
        for number in 0..40 {
            receipts.push(sent_calmly(&site, &resident, &format!("街灯を増やして {number}"), "").await.number);
        }
        let index = async { while worker::index_once(&site.app).await.unwrap() {} };
        let decisions = async {
            for receipt in &receipts {
                decide(&site, receipt, State::Published, "").await;
            }
        };
        tokio::join!(index, decisions);
        let mut tx = site.app.db.snapshot().await.unwrap();
        assert_eq!(search::strays(&mut tx, site.app.db.engine).await.unwrap(), (0, 0));
        for receipt in &receipts {
            let number = receipt.split('-').nth(1).unwrap().trim_start_matches('0');
            let word = format!("街灯 {}", number.parse::<i64>().unwrap() - 1);
            assert!(finds(&resident, PUBLIC, &word, receipt).await, "{receipt}");
        }
    }
}
