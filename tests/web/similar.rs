//! Somebody who writes sees what others have written that is close, by a press and once more before sending. It holds nobody
//! back, keeps nothing, and never shows what the public may not read.

use koe::consultations::{Consultation, Moderation, Reactions};
use koe::opinions::State;
use koe::writing::SubmitterToken;

use crate::intake::{between, form, pairs, send, set};
use crate::receipts::{decide, sent_calmly};
use crate::support::{Answer, HOUR, NOW, TestApp, Visitor};

const SIMILAR: &str = "/consultations/plan/similar";
const WORDS: &str = "夕方のバスの本数を増やしてください。";
const CLOSE: &str = "夕方のバスの増便をお願いします。高校生の子が帰れません。";

async fn published(site: &TestApp, call: &Consultation, words: &str) -> String {
    site.has_opinion_like(call, words, "bus", State::Published, NOW - HOUR).await
}

/// A site with three opinions that are close to `WORDS`, from two people, and two that are not.
async fn site_with_opinions(site: &TestApp) -> (Consultation, Vec<String>) {
    let call = site.has_call().await;
    published(site, &call, "図書館を夜も開けてください。").await;
    published(site, &call, "橋の上の灯りが切れています。").await;
    let mut receipts = Vec::new();
    for words in [CLOSE, "夕方のバスをもう一本。高校生の子が困っています。", "バスの増便を、夕方に。"]
    {
        receipts.push(published(site, &call, words).await);
    }
    let sql =
        "update opinions set submitter_id = (select submitter_id from opinions where receipt = $1) where receipt = $2";
    let mut tx = site.app.db.begin().await.unwrap();
    sqlx::query(sql).bind(&receipts[0]).bind(&receipts[1]).execute(&mut *tx).await.unwrap();
    tx.commit().await.unwrap();
    (call, receipts)
}

async fn ask(visitor: &Visitor, words: &str) -> Answer {
    visitor.post(SIMILAR, &pairs(&form(visitor, words).await)).await
}

fn panel(page: &Answer) -> &str {
    between(&page.html, "id=\"similar\"", "</form>")
}

/// What is new is seen when a second has passed.
fn later(site: &TestApp) {
    site.app.clock.advance(1_000);
}

#[tokio::test]
async fn a_press_shows_what_is_close_and_how_many_people_wrote_it() {
    for site in TestApp::on_each_engine().await {
        let (_, receipts) = site_with_opinions(&site).await;
        let visitor = site.visitor();
        let mut form = form(&visitor, WORDS).await;
        set(&mut form, "area", "no_such_area");
        let asked = visitor.post(SIMILAR, &pairs(&form)).await;
        assert_eq!((asked.status, asked.headers["cache-control"].to_str().unwrap()), (200, "no-store"));
        let panel = panel(&asked);
        assert!(panel.contains("2人の方が、近いことを書いています"), "{panel}");
        for receipt in &receipts {
            assert!(panel.contains(&format!("href=\"/opinions/{receipt}\"")), "{receipt}: {panel}");
        }
        assert!(!panel.contains("図書館") && !panel.contains("灯り"), "{panel}");
        // Every word is still in the form, and nothing has come in.
        assert!(asked.has(&format!("\n{WORDS}</textarea>")), "{}", asked.html);
        assert_eq!(asked.value("token").split('.').count(), form[0].1.split('.').count());
        assert_eq!(site.number("select count(*) from opinions").await, 5);
        set(&mut form, "token", &asked.value("token"));
        set(&mut form, "area", "ikuno");
        assert_eq!(send(&visitor, &form).await.status, 201, "and it can be sent");
    }
}

#[tokio::test]
async fn the_confirmation_says_it_too_and_holds_nobody_back() {
    for site in TestApp::on_each_engine().await {
        site_with_opinions(&site).await;
        let visitor = site.visitor();
        let mut form = form(&visitor, WORDS).await;
        let asked = visitor.post("/consultations/plan/confirm", &pairs(&form)).await;
        assert!(asked.status == 200 && panel(&asked).contains("2人の方が"), "{}", asked.html);
        assert!(asked.has("この内容で送る"));
        set(&mut form, "body", "給食の時間が短い。");
        let other = visitor.post("/consultations/plan/confirm", &pairs(&form)).await;
        assert!(other.status == 200 && !other.has("id=\"similar\""), "{}", other.html);
    }
}

#[tokio::test]
async fn where_nothing_is_close_or_nothing_is_written_the_page_says_so() {
    for site in TestApp::on_each_engine().await {
        site.has_call().await;
        let visitor = site.visitor();
        let nothing = ask(&visitor, WORDS).await;
        assert!(
            nothing.status == 200 && panel(&nothing).contains("近いご意見は、見つかりませんでした"),
            "{}",
            nothing.html
        );
        for blank in ["", " \u{3000}\r\n"] {
            let asked = ask(&visitor, blank).await;
            assert!(asked.status == 200 && panel(&asked).contains("書いてから押してください"), "{}", asked.html);
        }
        let opened = visitor.get("/en/consultations/plan/similar").await;
        assert_eq!((opened.status, opened.location()), (303, "/en/consultations/plan/write"));
    }
}

#[tokio::test]
async fn what_the_public_may_not_read_is_not_shown_from_the_moment_it_may_not() {
    for site in TestApp::on_each_engine().await {
        let call = site.has_call().await;
        let receipt = published(&site, &call, CLOSE).await;
        let pending = site.has_opinion(&call, "夕方のバスの増便を。高校生です。").await;
        let visitor = site.visitor();
        let asked = ask(&visitor, WORDS).await;
        assert!(panel(&asked).contains("1人の方が") && !asked.has(&pending), "{}", asked.html);
        decide(&site, &receipt, State::Withheld, "").await;
        let asked = ask(&visitor, WORDS).await;
        assert!(panel(&asked).contains("見つかりませんでした"), "withheld: {}", asked.html);
        // What waited and what comes back are found, too.
        decide(&site, &pending, State::Published, "").await;
        decide(&site, &receipt, State::Published, "").await;
        later(&site);
        let asked = ask(&visitor, WORDS).await;
        assert!(panel(&asked).contains("2人の方が"), "{}", asked.html);
    }
}

#[tokio::test]
async fn an_opinion_sent_a_moment_ago_is_found_and_its_own_author_is_not_shown_it() {
    for site in TestApp::on_each_engine().await {
        site.has_call_like(|call| call.moderation = Moderation::After).await;
        let (hana, taro) = (site.visitor(), site.visitor());
        assert!(panel(&ask(&taro, WORDS).await).contains("見つかりませんでした"));
        let receipt = sent_calmly(&site, &hana, CLOSE, "").await;
        later(&site);
        let asked = ask(&taro, WORDS).await;
        assert!(panel(&asked).contains(&receipt.number), "{}", asked.html);
        // 「もう一つ書く」 carries on who she is.
        let submitter = site.text("select submitter_id from opinions").await;
        let token = SubmitterToken { consultation: site.text("select id from consultations").await, submitter };
        let another = [("submitter", token.sign(&site.app.keys))];
        let page = hana.post("/consultations/plan/another", &pairs(&another)).await;
        let mut form = form(&hana, WORDS).await;
        set(&mut form, "token", &page.value("token"));
        let own = hana.post(SIMILAR, &pairs(&form)).await;
        assert!(panel(&own).contains("見つかりませんでした"), "{}", own.html);
    }
}

#[tokio::test]
async fn the_page_of_an_opinion_shows_those_close_to_it_but_itself() {
    for site in TestApp::on_each_engine().await {
        let (_, receipts) = site_with_opinions(&site).await;
        let page = site.visitor().get(&format!("/opinions/{}", receipts[0])).await;
        let beside = between(&page.html, "<section class=\"similar\"", "</section>");
        assert!(beside.contains(&receipts[1]) && !beside.contains(&receipts[0]), "{beside}");
        let alone = site.text("select receipt from opinions where original like '図書館%'").await;
        assert!(!site.visitor().get(&format!("/opinions/{alone}")).await.has("class=\"similar\""));
    }
}

#[tokio::test]
async fn the_button_of_same_feeling_is_offered_where_the_city_takes_it() {
    for site in TestApp::on_each_engine().await {
        let call = site.has_call_like(|call| call.reactions = Reactions::Off).await;
        let receipt = published(&site, &call, CLOSE).await;
        let press = format!("formaction=\"/opinions/{receipt}/reaction\"");
        let visitor = site.visitor();
        assert!(!ask(&visitor, WORDS).await.has(&press));
        let mut tx = site.app.db.begin().await.unwrap();
        sqlx::query("update consultations set reactions = 'shown'").execute(&mut *tx).await.unwrap();
        tx.commit().await.unwrap();
        site.app.forget_calls();
        let asked = ask(&visitor, WORDS).await;
        assert!(
            asked.has(&press) && asked.has("<form id=\"reaction\" method=\"post\" target=\"_blank\" data-failed="),
            "{}",
            asked.html
        );
    }
}

#[tokio::test]
async fn hostile_texts_get_a_page() {
    for site in TestApp::on_each_engine().await {
        site_with_opinions(&site).await;
        let visitor = site.visitor();
        for words in [
            "<script>alert(1)</script>夕方のバス",
            &"夕方のバス増便".repeat(700),
            "😀😀😀",
            "\u{202E}夕方のバスの増便",
            "'; drop table opinions --",
        ] {
            let asked = ask(&visitor, words).await;
            assert_eq!(asked.status, 200, "{words}");
            assert!(!asked.has("<script>alert"), "{words}");
        }
        let mut broken = form(&visitor, WORDS).await;
        for token in ["", "x.y.z"] {
            set(&mut broken, "token", token);
            let asked = visitor.post(SIMILAR, &pairs(&broken)).await;
            assert!(
                asked.status == 200
                    && asked.has(&format!("\n{WORDS}</textarea>"))
                    && panel(&asked).contains("2人の方が"),
                "{}",
                asked.html
            );
        }
        assert_eq!(site.number("select count(*) from opinions").await, 5);
    }
}
