//! Exports: what may be asked for, what stands beside an opinion, what happens when something fails, and the shell.

use std::process::Command;

use koe::base::db::Engine;
use koe::consultations::{Field, Visibility};
use koe::exports::jobs;
use koe::http::access::Role;
use koe::opinions::State;
use sha2::{Digest, Sha256};

use crate::support::{HOUR, NOW, TestApp, encode};

#[tokio::test]
async fn a_form_that_asks_for_too_much_comes_back_with_every_word() {
    for site in TestApp::on_each_engine().await {
        site.has_call().await;
        let staff = site.sign_in(&[Role::Staff]).await;
        let ask = async |pairs: &[(&str, &str)], error: &str| {
            let answer = staff.post("/staff/exports", pairs).await;
            assert_eq!(answer.status, 422, "{pairs:?}");
            assert!(answer.has(error), "{error}: {}", answer.html);
            answer
        };
        let (call, public, office, csv) =
            (("call", "plan"), ("profile", "public"), ("profile", "office"), ("format", "csv"));
        let area = ("area", "ikuno");
        let kept =
            ask(&[call, public, csv, area, ("q", "バス停")], "地区・年代・市との関わりの条件では書き出せません").await;
        assert!(kept.has("name=\"area\" value=\"ikuno\"") && kept.has("name=\"q\" value=\"バス停\""), "{}", kept.html);
        assert!(
            kept.has("value=\"public\" required checked") && kept.has("value=\"csv\" required checked"),
            "{}",
            kept.html
        );
        ask(&[call, csv], "使いみちを選んでください").await;
        ask(&[call, office, ("format", "pdf")], "形式を選んでください").await;
        let nowhere = [("call", "nowhere"), office, csv, ("theme", "roads"), ("q", "バス")];
        let kept = ask(&nowhere, "意見募集を選んでください").await;
        assert!(!kept.has("name=\"theme\"") && !kept.has("name=\"q\""), "of no consultation, for none: {}", kept.html);
        let words = "あ ".repeat(60);
        let page = staff.get(&format!("/staff/exports?{}", encode(&[call, ("q", &words)]))).await;
        assert!(page.has("検索の言葉が多すぎます"), "{}", page.html);
        assert!(page.has(&format!("name=\"q\" value=\"{}\"", words.trim())), "as it was asked: {}", page.html);
        assert!(page.has("href=\"/staff/board?call=plan&#38;q="), "the way back loses nothing: {}", page.html);
        let page = staff.get("/staff/exports?call=nowhere&theme=roads").await;
        assert!(page.has("条件なし") && !page.has("name=\"theme\""), "{}", page.html);
        // A mistyped condition must not make the file larger.
        let again =
            ask(&[call, office, csv, ("theme", "roads,bsu")], "条件「roads,bsu」は、この意見募集にありません").await;
        assert!(again.has("name=\"theme\" value=\"roads,bsu\""), "the same button asks for the same: {}", again.html);
        ask(&[call, office, csv, ("from", "2024-02-30")], "条件「2024-02-30」").await;
        assert_eq!(staff.post("/staff/exports", &[call, office, csv, ("x", "1")]).await.status, 400);
        assert_eq!(site.number("select count(*) from exports").await, 0);
        let fits = staff.post("/staff/exports", &[call, office, csv, area, ("theme", "roads"), ("q", "バス停")]).await;
        assert_eq!(fits.status, 303, "{}", fits.html);
        let page = staff.get("/staff/exports").await;
        assert!(page.has("テーマ 道路・交通、地区 ikunoの人、言葉 バス停"), "{}", page.html);
    }
}

#[tokio::test]
async fn an_attribute_stands_in_a_public_file_only_where_five_share_it() {
    for site in TestApp::on_each_engine().await {
        let call = site
            .has_call_like(|call| {
                for rule in &mut call.fields {
                    if matches!(rule.field, Field::Area | Field::AgeBand) {
                        rule.visibility = Visibility::Public;
                    }
                }
            })
            .await;
        // Five of 30 in Ikuno, four of 70 there, one in Santo; a fifth of 70 is not published.
        let people = [("30", "ikuno", 5), ("70", "ikuno", 4), ("30", "santo", 1)];
        for (age, area, count) in people {
            for one in 0..count {
                let text = format!("{age}歳の声、{area}{one}");
                let receipt = site.has_opinion_like(&call, &text, "roads", State::Published, NOW - HOUR).await;
                say(&site, &receipt, age, area).await;
            }
        }
        let pending = site.has_opinion(&call, "まだ見えない声").await;
        say(&site, &pending, "70", "ikuno").await;

        let staff = site.sign_in(&[Role::Staff]).await;
        let asked = [("call", "plan"), ("profile", "public"), ("format", "csv")];
        assert_eq!(staff.post("/staff/exports", &asked).await.status, 303);
        site.work().await;
        let id = site.text("select id from exports").await;
        let file = std::fs::read_to_string(jobs::folder(&site.app).join(format!("{id}.csv"))).unwrap();
        let mut lines = file.lines();
        assert!(
            lines.next().unwrap().ends_with("\"意見\",\"年代\",\"地区\",\"会議\",\"会場の共感シール（枚）\""),
            "{file}"
        );
        let ends = |end: &str| file.lines().filter(|line| line.ends_with(end)).count();
        assert_eq!(ends(",\"30の人\",\"ikunoの人\",\"\",\"\""), 5);
        assert_eq!(ends(",\"\",\"ikunoの人\",\"\",\"\""), 4);
        assert_eq!(ends(",\"\",\"\",\"\",\"\""), 1);
        assert!(!file.contains("70の人") && !file.contains("santoの人"), "{file}");
    }
}

async fn say(site: &TestApp, receipt: &str, age: &str, area: &str) {
    let mut tx = site.app.db.begin().await.unwrap();
    let sql = "update opinions set age_band = $2, area = $3 where receipt = $1";
    sqlx::query(sql).bind(receipt).bind(age).bind(area).execute(&mut *tx).await.unwrap();
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn what_cannot_be_written_is_told_in_words_and_offered_again() {
    for site in TestApp::on_each_engine().await {
        let call = site.has_call().await;
        site.has_opinion(&call, "声").await;
        // Something stands where the folder should be.
        std::fs::write(jobs::folder(&site.app), "").unwrap();
        let staff = site.sign_in(&[Role::Staff]).await;
        let asked = [("call", "plan"), ("profile", "office"), ("format", "csv"), ("state", "pending")];
        assert_eq!(staff.post("/staff/exports", &asked).await.status, 303);
        site.work().await;
        let page = staff.get("/staff/exports").await;
        assert!(page.has("サーバーの空き容量が足りないか、書き込めません"), "{}", page.html);
        assert!(page.has("もう一度書き出す") && !page.has("いまの状況を見る"), "{}", page.html);
        assert!(page.has("name=\"state\" value=\"pending\""), "{}", page.html);
        let id = site.text("select id from exports").await;
        assert_eq!(staff.get(&format!("/staff/exports/{id}/file")).await.status, 404);

        std::fs::remove_file(jobs::folder(&site.app)).unwrap();
        // A text that Excel would cut is named; CSV takes it.
        let long = site.has_opinion(&call, &"長".repeat(32_768)).await;
        let asked = [("call", "plan"), ("profile", "office"), ("format", "xlsx")];
        staff.post("/staff/exports", &asked).await;
        site.work().await;
        let page = staff.get("/staff/exports").await;
        assert!(page.has(&format!("{long}の文章が長く")), "{}", page.html);
        assert_eq!(std::fs::read_dir(jobs::folder(&site.app)).unwrap().count(), 0, "nothing half is left over");
        staff.post("/staff/exports", &[("call", "plan"), ("profile", "office"), ("format", "csv")]).await;
        site.work().await;
        assert!(staff.get("/staff/exports").await.has("/file\""));
    }
}

#[tokio::test]
async fn a_condition_that_is_gone_makes_no_file_wider_and_takes_none_away() {
    for site in TestApp::on_each_engine().await {
        site.has_call().await;
        let staff = site.sign_in(&[Role::Staff]).await;
        let asked = [("call", "plan"), ("profile", "office"), ("format", "csv"), ("theme", "roads")];
        assert_eq!(staff.post("/staff/exports", &asked).await.status, 303);
        site.work().await;
        let done = site.text("select id from exports where state = 'done'").await;
        assert_eq!(staff.post("/staff/exports", &asked).await.status, 303);
        let mut tx = site.app.db.begin().await.unwrap();
        sqlx::query("update themes set code = 'lanes' where code = 'roads'").execute(&mut *tx).await.unwrap();
        tx.commit().await.unwrap();
        site.app.forget_calls();
        site.work().await;
        assert_eq!(site.number("select count(*) from exports where state = 'failed'").await, 1);
        assert_eq!(staff.get(&format!("/staff/exports/{done}/file")).await.status, 200, "made while it was known");
        let page = staff.get("/staff/exports").await;
        assert!(page.has("いまはない条件（theme=roads）"), "what it was asked with: {}", page.html);
        assert!(page.has("name=\"theme\" value=\"roads\""), "asked again as it was asked: {}", page.html);
        let again = staff.post("/staff/exports", &asked).await;
        assert_eq!(again.status, 422);
        assert!(again.has("条件「roads」"), "{}", again.html);
    }
}

#[tokio::test]
async fn more_words_than_are_looked_for_make_no_file() {
    for site in TestApp::on_each_engine().await {
        site.has_call().await;
        let staff = site.sign_in(&[Role::Staff]).await;
        let form = [("call", "plan"), ("profile", "office"), ("format", "csv")];
        let words = |count: usize| vec!["公園"; count].join(" ");
        for (words, status) in [(words(12), 303), (words(13), 422), ("長".repeat(101), 422)] {
            let answer = staff.post("/staff/exports", &[form.as_slice(), &[("q", &words)]].concat()).await;
            assert_eq!(answer.status, status, "{words}");
            assert_eq!(answer.has("12語まで"), status == 422, "{}", answer.html);
        }
    }
}

#[tokio::test]
async fn a_job_that_ran_twice_leaves_one_file() {
    for site in TestApp::on_each_engine().await {
        let call = site.has_call().await;
        site.has_opinion(&call, "声").await;
        let staff = site.sign_in(&[Role::Staff]).await;
        staff.post("/staff/exports", &[("call", "plan"), ("profile", "office"), ("format", "csv")]).await;
        let id = site.text("select id from exports").await;
        // A worker died half way: the row says running, a passing file lies about.
        let mut tx = site.app.db.begin().await.unwrap();
        sqlx::query("update exports set state = 'running', done_rows = 1").execute(&mut *tx).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(staff.get(&format!("/staff/exports/{id}/file")).await.status, 404);
        site.work().await;
        let before = site.text("select sha256 from exports").await;
        site.has_opinion(&call, "あとの声").await;
        jobs::build(&site.app, &id).await.unwrap();
        assert_eq!(site.text("select sha256 from exports").await, before, "what is done stays as it is");
        jobs::build(&site.app, "unknown").await.unwrap();
    }
}

#[tokio::test]
async fn the_shell_writes_the_same_file_and_never_over_another() {
    for site in TestApp::on_each_engine().await {
        let call = site.has_call().await;
        site.has_opinion_like(&call, "=見える声", "bus", State::Published, NOW - HOUR).await;
        site.has_opinion(&call, "見えない声").await;
        let folder = site.app.config.data.clone();
        let target = folder.join("voices.csv");
        let koe = |more: &[&str], file: &str| {
            let mut command = Command::new(env!("CARGO_BIN_EXE_koe"));
            command.arg("--data").arg(&folder).args(["export", "--consultation", "plan", "--profile", "public"]);
            if site.engine == Engine::Postgres {
                command.args(["--database-url", &site.app.config.database_url()]);
            }
            command.args(more).arg(file).output().unwrap()
        };
        let target_name = target.to_str().unwrap();
        let run = koe(&["--format", "csv", "--theme", "roads"], target_name);
        let said = String::from_utf8_lossy(&run.stderr).into_owned();
        assert!(run.status.success(), "{said}");
        let file = std::fs::read(&target).unwrap();
        let hash: String = Sha256::digest(&file).iter().map(|byte| format!("{byte:02x}")).collect();
        assert!(said.contains("rows    1") && said.contains(&hash) && said.contains("as of   20"), "{said}");
        let text = String::from_utf8(file).unwrap();
        assert!(text.contains("\"'=見える声\"") && !text.contains("見えない声"), "{text}");
        let written =
            "select detail from audit where act = 'export_written' and actor = '(shell)' and subject = 'plan'";
        assert_eq!(site.text(written).await, format!("public csv {hash} theme=roads"), "and what it was narrowed to");

        let again = koe(&["--format", "csv"], target_name);
        assert!(!again.status.success());
        assert!(String::from_utf8_lossy(&again.stderr).contains("never overwrites"));
        assert_eq!(std::fs::read_to_string(&target).unwrap(), text, "left as it was");
        let mistyped = koe(&["--format", "csv", "--theme", "raods"], folder.join("x.csv").to_str().unwrap());
        assert!(!mistyped.status.success() && !folder.join("x.csv").exists());
        assert!(String::from_utf8_lossy(&mistyped.stderr).contains("--theme raods"));

        let wordy = koe(&["--format", "csv", "--q", &["声"; 13].join(" ")], folder.join("x.csv").to_str().unwrap());
        assert!(!wordy.status.success() && !folder.join("x.csv").exists());
        assert!(String::from_utf8_lossy(&wordy.stderr).contains("12 words"));

        let piped = koe(&["--format", "csv"], "-");
        assert_eq!(String::from_utf8(piped.stdout).unwrap(), text);
        let piped = koe(&["--format", "xlsx"], "-");
        assert!(piped.status.success() && piped.stdout.starts_with(b"PK"));
    }
}
