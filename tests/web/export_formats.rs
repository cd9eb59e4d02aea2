//! The same opinions in every format, and the tables that stand beside a file.

use koe::exchange::Profile;
use koe::exports::jobs::{self, Snapshot};
use koe::files::Format;
use koe::http::access::Role;
use koe::opinions::State;
use koe::opinions::filter::Filter;
use koe::orders::Order;
use koe::{archive, consultations};
use serde_json::Value;

use crate::exports::{ALL, bytes, export};
use crate::support::{HOUR, NOW, TestApp};

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
            assert_eq!(book[1][..2], ["", "（ファイル全体）"]);
            assert!(book[1][4].contains("UTF-8（BOM付き）") && book[1][4].contains("「'」を1つ"), "{:?}", book[1]);
            let mut told: Vec<String> = book[2..].iter().map(|row| row[1].clone()).collect();
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

/// Gives a theme another name, in every language.
async fn rename(site: &TestApp, theme: &str, name: &str) {
    let mut tx = site.app.db.begin().await.unwrap();
    let sql = "update theme_texts set name = $2 where theme_id in (select id from themes where code = $1)";
    sqlx::query(sql).bind(theme).bind(name).execute(&mut *tx).await.unwrap();
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn what_is_renamed_has_one_name_in_a_file_and_in_what_stands_beside_it() {
    for site in TestApp::on_each_engine().await {
        let call = site.has_call().await;
        site.has_opinion_like(&call, "声", "bus", State::Pending, NOW - HOUR).await;
        let staff = site.sign_in(&[Role::Staff]).await;
        assert!(export(&site, &staff, "office", "csv-plain", ALL).await.has("道路・交通／バス"));
        rename(&site, "bus", "乗合い").await;
        let book = beside(&site, &staff, "columns").await;
        assert!(book.iter().any(|row| row[6] == "道路・交通／バス"), "as when the file was written: {book:?}");

        // At the shell: between the look at the consultation and that at its opinions, whichever comes first.
        let scratch = tempfile::tempdir().unwrap();
        let mut folders = Vec::new();
        for place in 0..2 {
            let mut snapshot = Snapshot::take(&site.app, "").await.unwrap();
            let call = consultations::store::find(&mut snapshot.tx, "plan").await.unwrap().unwrap();
            rename(&site, "bus", "路線の車").await;
            let folder = scratch.path().join(place.to_string());
            if place == 0 {
                std::fs::create_dir(&folder).unwrap();
                let (filter, profile, format) = (Filter::default(), Profile::Office, Format::CsvPlain);
                let order = Order { call, filter, profile, format, columns: Vec::new() };
                jobs::write_to(&site.app, &order, snapshot, &folder.join("a.csv")).await.unwrap().put().unwrap();
            } else {
                archive::folder::write(&site.app, &call, snapshot, &folder, |_, _| {}).await.unwrap().put().unwrap();
            }
            rename(&site, "bus", "乗合い").await;
            folders.push(folder);
        }
        for file in folders.iter().flat_map(|folder| std::fs::read_dir(folder).unwrap()) {
            let path = file.unwrap().path();
            let text = std::fs::read_to_string(&path).unwrap();
            assert!(!text.contains("路線の車"), "{}", path.display());
            let names_it = ["a.csv", "a.csv.columns.csv", "theme_texts.csv"].iter().any(|name| path.ends_with(name));
            assert_eq!(text.contains("乗合い"), names_it, "{}", path.display());
        }
    }
}

#[tokio::test]
async fn other_tools_get_their_own_columns_by_their_exact_names() {
    for site in TestApp::on_each_engine().await {
        let call = site.has_call().await;
        let receipt = site.has_opinion_like(&call, "一行目\n\"二\"行目", "bus", State::Published, NOW - HOUR).await;
        let staff = site.sign_in(&[Role::Staff]).await;
        let cases: [(&str, &str, &[&str], &[&str]); 8] = [
            (
                "kouchou-ai",
                "office",
                &["comment-id", "comment-body", "source", "url", "attribute_テーマ"],
                &[&receipt, "一行目\n\"二\"行目", "ウェブ"],
            ),
            (
                "kouchou-ai",
                "public",
                &["comment-id", "comment-body", "source", "url", "attribute_テーマ"],
                &[&receipt, "一行目\n\"二\"行目", "ウェブ"],
            ),
            ("talk-to-the-city", "office", &["id", "interview", "comment"], &[&receipt, "s1", "一行目\n\"二\"行目"]),
            (
                "talk-to-the-city",
                "public",
                &["id", "interview", "comment"],
                &[&receipt, &receipt, "一行目\n\"二\"行目"],
            ),
            ("sensemaking", "office", &["participant_id", "survey_text"], &["s1", "一行目\n\"二\"行目"]),
            ("sensemaking", "public", &["participant_id", "survey_text"], &[&receipt, "一行目\n\"二\"行目"]),
            ("themefinder", "office", &["response_id", "response"], &["1", "一行目\n\"二\"行目"]),
            ("themefinder", "public", &["response_id", "response"], &["1", "一行目\n\"二\"行目"]),
        ];
        for (tool, profile, heads, cells) in cases {
            let file = export(&site, &staff, profile, tool, ALL).await.html;
            assert_eq!(file.ends_with("\r\n"), tool != "talk-to-the-city", "{file:?}");
            let mut reader = csv::Reader::from_reader(file.as_bytes());
            let told: Vec<String> = reader.headers().unwrap().iter().map(str::to_owned).collect();
            assert_eq!(told[..heads.len()], *heads, "{tool} {profile}");
            let prefix = if tool == "kouchou-ai" { "attribute_" } else { "demo:" };
            assert!(told[heads.len()..].iter().all(|head| head.starts_with(prefix)), "{told:?}");
            let row = reader.records().next().unwrap().unwrap();
            let begins: Vec<&str> = row.iter().take(cells.len()).collect();
            assert_eq!(begins, cells, "{tool} {profile}");
            if tool == "kouchou-ai" {
                assert_eq!(row.get(3), Some(format!("http://127.0.0.1:8080/opinions/{receipt}").as_str()));
            }
        }
    }
}

#[tokio::test]
async fn columns_are_chosen_and_ordered_a_line_each_and_offered_again() {
    for site in TestApp::on_each_engine().await {
        let call = site.has_call().await;
        let receipt = site.has_opinion(&call, HOSTILE).await;
        let staff = site.sign_in(&[Role::Staff]).await;
        let chosen = [ALL, &[("columns_office", "原文（現在の版）\r\n\r\n 受付番号 \r\n受付番号")]].concat();
        let file = export(&site, &staff, "office", "csv-plain", &chosen).await.html;
        let mut reader = csv::Reader::from_reader(file.as_bytes());
        assert_eq!(reader.headers().unwrap(), vec!["原文（現在の版）", "受付番号"]);
        assert_eq!(&reader.records().next().unwrap().unwrap()[0], HOSTILE);
        let page = staff.get("/staff/exports?call=plan").await;
        assert!(page.has(">原文（現在の版）\n受付番号</textarea>") && page.has("選んだ2列"), "{}", page.html);
        let stranger = site.sign_in(&[Role::Staff]).await;
        assert!(!stranger.get("/staff/exports?call=plan").await.has(">原文（現在の版）\n受付番号</textarea>"));

        // The list of what the old code page lacks names opinions, whichever columns there are.
        export(&site, &staff, "office", "csv-cp932", &[ALL, &[("columns_office", "原文（現在の版）")]].concat()).await;
        let lost = beside(&site, &staff, "lost").await;
        assert_eq!(lost[1], ["2", &receipt, "原文（現在の版）", "𠮷", "U+20BB7"]);

        for (profile, field, line) in
            [("public", "columns_public", "原文（現在の版）"), ("office", "columns_office", "メールアドレス")]
        {
            let form = [("call", "plan"), ("profile", profile), ("format", "csv"), (field, line)];
            let refused = staff.post("/staff/exports", &form).await;
            assert_eq!(refused.status, 422);
            assert!(refused.has(&format!("「{line}」という列はありません")), "{}", refused.html);
            assert!(refused.has(&format!(">{line}</textarea>")), "kept: {}", refused.html);
            assert!(refused.has("書き出せる列：受付番号、"), "and what there is: {}", refused.html);
        }
        let tool = [("call", "plan"), ("profile", "office"), ("format", "themefinder"), ("columns_office", "ない列")];
        assert_eq!(staff.post("/staff/exports", &tool).await.status, 303, "a tool has columns of its own");
        let page = staff.get("/staff/exports?call=plan").await;
        assert!(page.has(">原文（現在の版）</textarea>"), "and changes nobody's choice: {}", page.html);
    }
}
