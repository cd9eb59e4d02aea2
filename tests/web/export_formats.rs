//! The same opinions in every format, and the tables that stand beside a file.

use koe::http::access::Role;
use serde_json::Value;

use crate::exports::{ALL, bytes, export};
use crate::support::TestApp;

const HOSTILE: &str = "=1+1\n\"𠮷\"〜😀\\¥";

/// The table beside the newest export.
async fn beside(site: &TestApp, staff: &crate::support::Visitor, what: &str) -> Vec<Vec<String>> {
    let id = site.text("select id from exports order by created_at desc, id desc limit 1").await;
    let answer = staff.get(&format!("/staff/exports/{id}/{what}")).await;
    assert_eq!(answer.status, 200, "{}", answer.html);
    let text = answer.html.strip_prefix('\u{FEFF}').expect("for Excel");
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
    reader.records().map(|record| record.unwrap().iter().map(str::to_owned).collect()).collect()
}

#[tokio::test]
async fn plain_csv_and_json_lines_hold_every_text_exactly() {
    for site in TestApp::on_each_engine().await {
        let call = site.has_call().await;
        let receipt = site.has_opinion(&call, HOSTILE).await;
        let staff = site.sign_in(&[Role::Staff]).await;
        export(&site, &staff, "office", "csv-plain", ALL).await;
        let file = bytes(&site, "csv").await;
        let mut reader = csv::Reader::from_reader(file.as_slice());
        let row = reader.records().next().unwrap().unwrap();
        assert!(row.iter().any(|cell| cell == HOSTILE), "{row:?}");
        export(&site, &staff, "office", "jsonl", ALL).await;
        let file = bytes(&site, "jsonl").await;
        let rows: Vec<Value> =
            std::str::from_utf8(&file).unwrap().lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        assert_eq!(rows.len(), 1);
        assert_eq!((&rows[0]["text"], &rows[0]["receipt"]), (&Value::from(HOSTILE), &Value::from(receipt)));
        assert_eq!((&rows[0]["state"], &rows[0]["theme"]), (&Value::from("pending"), &Value::from("roads")));
        assert_eq!((&rows[0]["further_themes"], &rows[0]["public_text"]), (&Value::Array(Vec::new()), &Value::Null));
    }
}

#[tokio::test]
async fn what_the_old_code_page_lacks_is_listed_by_line_column_and_character() {
    for site in TestApp::on_each_engine().await {
        let call = site.has_call().await;
        site.has_opinion(&call, "ふつうの声").await;
        let receipt = site.has_opinion(&call, HOSTILE).await;
        let staff = site.sign_in(&[Role::Staff]).await;
        export(&site, &staff, "office", "csv-cp932", ALL).await;
        let file = bytes(&site, "csv").await;
        let (text, _, broken) = encoding_rs::SHIFT_JIS.decode(&file);
        assert!(!broken && text.contains("\"'=1+1\n\"\"〓\"\"～〓\\￥\""), "{text}");
        let lost = beside(&site, &staff, "lost").await;
        assert_eq!(lost[0], ["行", "受付番号", "列", "文字", "文字番号"]);
        assert_eq!(lost[1], ["3", &receipt, "原文（現在の版）", "𠮷", "U+20BB7"]);
        assert_eq!(lost[2], ["3", &receipt, "原文（現在の版）", "😀", "U+1F600"]);
        assert_eq!(lost.len(), 3);
        assert!(staff.get("/staff/exports").await.has("2文字あり、「〓」にしました"));
        export(&site, &staff, "office", "csv", ALL).await;
        let id = site.text("select id from exports order by created_at desc, id desc limit 1").await;
        let none = staff.get(&format!("/staff/exports/{id}/lost")).await;
        assert_eq!(none.status, 404, "nothing was lost");
    }
}

#[tokio::test]
async fn a_codebook_says_what_every_column_and_code_means() {
    for site in TestApp::on_each_engine().await {
        let call = site.has_call().await;
        site.has_opinion(&call, "声").await;
        let staff = site.sign_in(&[Role::Staff]).await;
        for (profile, heading) in [("office", "原文（現在の版）"), ("public", "意見")] {
            let file = export(&site, &staff, profile, "csv", ALL).await;
            let first = file.html.trim_start_matches('\u{FEFF}').lines().next().unwrap().to_owned();
            let heads: Vec<String> = first.split(',').map(|cell| cell.trim_matches('"').to_owned()).collect();
            let book = beside(&site, &staff, "columns").await;
            let mut told: Vec<String> = book[1..].iter().map(|row| row[1].clone()).collect();
            told.dedup();
            assert_eq!(told, heads, "in the order of the file");
            assert!(heads.iter().any(|head| head == heading));
            assert!(
                book.iter().any(|row| row[0] == "theme" && row[5] == "bus" && row[6] == "道路・交通／バス"),
                "{book:?}"
            );
        }
        let stranger = site.sign_in(&[Role::Staff]).await;
        let id = site.text("select id from exports order by created_at desc, id desc limit 1").await;
        for what in ["file", "columns", "lost", "else"] {
            assert_eq!(stranger.get(&format!("/staff/exports/{id}/{what}")).await.status, 404, "{what}");
        }
    }
}
