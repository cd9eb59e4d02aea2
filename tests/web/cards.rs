//! Shared links: what they say of a page to other programs, and the picture of a consultation.

use koe::consultations::Consultation;
use koe::opinions::State;
use koe::papers::fonts::Family;

use crate::support::{Answer, HOUR, NOW, TestApp, unescape};

const CALL: &str = "/consultations/plan";

/// What a page says under a name; '' where it says nothing.
fn said(page: &Answer, name: &str) -> String {
    let tag = page.html.split("<meta ").find(|tag| tag.contains(&format!("\"{name}\"")));
    tag.map_or_else(String::new, |tag| unescape(tag.split("content=\"").nth(1).unwrap().split('"').next().unwrap()))
}

/// All that it says.
fn told(page: &Answer) -> Vec<String> {
    let tags = page.html.split("<meta ").skip(1).map(|tag| tag.split('>').next().unwrap().to_owned());
    tags.filter(|tag| tag.contains("\"og:") || tag.contains("twitter:")).collect()
}

/// The address of the picture that a page names, without the host.
fn picture(page: &Answer) -> String {
    said(page, "og:image").strip_prefix("http://127.0.0.1:8080").unwrap().to_owned()
}

async fn rename(site: &TestApp, title: &str) {
    let mut tx = site.app.db.begin().await.unwrap();
    let sql = "update consultation_texts set title = $1 where lang = 'ja'";
    sqlx::query(sql).bind(title).execute(&mut *tx).await.unwrap();
    tx.commit().await.unwrap();
    site.app.forget_calls();
}

#[tokio::test]
async fn the_link_to_a_consultation_tells_what_is_asked_and_brings_a_picture() {
    for site in TestApp::on_each_engine().await {
        site.has_site().await;
        site.has_call().await;
        let visitor = site.visitor();
        let page = visitor.get(CALL).await;
        for (name, content) in [
            ("og:title", "計画へのご意見募集"),
            ("og:description", "何を大切にしたいですか。"),
            ("og:url", "http://127.0.0.1:8080/consultations/plan"),
            ("og:type", "article"),
            ("og:locale", "ja_JP"),
            ("og:image:width", "1200"),
            ("og:image:height", "630"),
            ("og:image:alt", "「計画へのご意見募集」のご案内。ご意見の募集　2024年7月1日（月）～11月30日（土）"),
            ("twitter:card", "summary_large_image"),
        ] {
            assert_eq!(said(&page, name), content, "{name}");
        }
        let image = visitor.get(&picture(&page)).await;
        assert_eq!((image.status, &image.headers["content-type"]), (200, &"image/png".parse().unwrap()));
        assert_eq!(image.headers["cache-control"], "public, max-age=31536000, immutable");
        assert_eq!(image.headers["cross-origin-resource-policy"], "cross-origin");
        assert_eq!(image.headers["x-content-type-options"], "nosniff");
        assert!(image.html[..8].contains("PNG"));
        let english = visitor.get("/en/consultations/plan").await;
        assert_eq!(said(&english, "og:locale"), "en_US");
        assert!(picture(&english).starts_with("/en/consultations/plan/card/") && picture(&english) != picture(&page));
        assert_eq!(visitor.get(&picture(&english)).await.status, 200);
        let theme = visitor.get("/consultations/plan/themes/roads").await;
        assert_eq!(said(&theme, "og:title"), "道路・交通｜計画へのご意見募集");
        assert_eq!(said(&theme, "og:description"), "道路・交通のこと");
        assert_eq!(said(&theme, "og:url"), "http://127.0.0.1:8080/consultations/plan/themes/roads");
        assert_eq!(picture(&theme), picture(&page));
        let home = visitor.get("/").await;
        assert_eq!(said(&home, "og:title"), "朝来市が、皆さんのご意見をお聞きするところです");
        assert_eq!((said(&home, "og:type").as_str(), said(&home, "og:image").as_str()), ("website", ""));
        assert_eq!(said(&home, "twitter:card"), "summary");
    }
}

#[tokio::test]
async fn no_opinion_no_number_and_no_other_page_is_in_what_other_programs_are_told() {
    for site in TestApp::on_each_engine().await {
        let call = site.has_call().await;
        let before = site.visitor().get(CALL).await;
        let receipt = site.has_opinion_like(&call, "バス停に屋根を", "roads", State::Published, NOW - HOUR).await;
        let after = site.visitor().get(CALL).await;
        assert!(after.has("バス停に屋根を"));
        assert_eq!(told(&before), told(&after));
        assert_eq!(told(&after).len(), 10, "{}", after.html);
        for path in ["/guideline", "/status", "/consultations/plan/opinions", "/consultations/plan/write"] {
            assert!(!site.visitor().get(path).await.has("og:"), "{path}");
        }
        assert!(!site.visitor().get(&format!("/opinions/{receipt}")).await.has("og:"));
    }
}

#[tokio::test]
async fn an_address_of_before_has_the_picture_of_today_for_a_while() {
    for site in TestApp::on_each_engine().await {
        site.has_call().await;
        let visitor = site.visitor();
        let before = picture(&visitor.get(CALL).await);
        let first = visitor.get(&before).await;
        assert_eq!(visitor.get(&before).await.html, first.html, "the same again");
        rename(&site, "計画の案へのご意見募集").await;
        let now = picture(&visitor.get(CALL).await);
        let moved = visitor.get(&before).await;
        assert_eq!((moved.status, &moved.html), (200, &visitor.get(&now).await.html));
        assert_eq!(moved.headers["cache-control"], "public, max-age=300");
        assert_ne!(moved.html, first.html);
        for wrong in ["x.png", "0123456789abcdef", "0123456789abcdef.svg", "0123456789abcdeg.png", ".png"] {
            assert_eq!(visitor.get(&format!("{CALL}/card/{wrong}")).await.status, 404, "{wrong}");
        }
    }
}

#[tokio::test]
async fn many_who_ask_at_once_get_the_same_picture() {
    let site = TestApp::on_each_engine().await.remove(0);
    site.has_call().await;
    let address = picture(&site.visitor().get(CALL).await);
    let visitors: Vec<_> = (0..16).map(|_| site.visitor()).collect();
    let all = futures_util::future::join_all(visitors.iter().map(|visitor| visitor.get(&address))).await;
    assert!(all.iter().all(|image| image.status == 200 && image.html == all[0].html));
}

#[tokio::test]
async fn a_draft_has_no_picture() {
    for site in TestApp::on_each_engine().await {
        let draft = |call: &mut Consultation| call.listed = false;
        site.has_call_like(draft).await;
        assert_eq!(site.visitor().get(&format!("{CALL}/card/0123456789abcdef.png")).await.status, 404);
        let staff = site.sign_in(&[koe::http::access::Role::Staff]).await;
        let preview = staff.get("/staff/consultations/plan/preview").await;
        assert!(preview.status == 200 && !preview.has("og:") && preview.has("noindex"), "{}", preview.html);
    }
}

#[tokio::test]
async fn where_letters_are_missing_there_is_no_picture() {
    for site in TestApp::with(&["--fonts", "/nowhere"]).await {
        site.has_call().await;
        let page = site.visitor().get(CALL).await;
        assert_eq!((said(&page, "og:image").as_str(), said(&page, "twitter:card").as_str()), ("", "summary"));
        assert_eq!(said(&page, "og:title"), "計画へのご意見募集");
        assert_eq!(site.visitor().get(&format!("{CALL}/card/0123456789abcdef.png")).await.status, 404);
    }
    for site in TestApp::on_each_engine().await {
        site.has_call().await;
        assert!(!picture(&site.visitor().get(CALL).await).is_empty());
        rename(&site, "計画\u{1E030}へのご意見募集").await;
        let page = site.visitor().get(CALL).await;
        assert_eq!(said(&page, "og:image"), "", "a letter that no Japanese font has");
        rename(&site, "\"><script>計画").await;
        assert_eq!(said(&site.visitor().get(CALL).await, "og:title"), "\"><script>計画");
    }
}

#[tokio::test]
async fn fonts_that_are_replaced_while_the_program_runs_are_found_anew_or_the_picture_is_left_out() {
    let fonts = tempfile::tempdir().unwrap();
    let system = Family::find(None).expect("tests need a Japanese font: apt-get install fonts-morisawa-bizud-gothic");
    let file = system.name().lines().next().unwrap().rsplitn(3, ' ').nth(2).unwrap().to_owned();
    let kind = file.rsplit('.').next().unwrap();
    let [first, second] = ["a", "b"].map(|name| fonts.path().join(format!("{name}.{kind}")));
    for site in TestApp::with(&["--fonts", fonts.path().to_str().unwrap()]).await {
        std::fs::copy(&file, &first).unwrap();
        site.has_call().await;
        let visitor = site.visitor();
        let before = picture(&visitor.get(CALL).await);
        std::fs::rename(&first, &second).unwrap();
        assert_eq!(visitor.get(&before).await.status, 200, "found anew under another name");
        let now = picture(&visitor.get(&format!("{CALL}?page=1")).await);
        assert_ne!(now, before, "and pages name the picture of today");
        std::fs::write(&second, "no font").unwrap();
        rename(&site, "計画の案へのご意見募集").await;
        let gone = visitor.get(&before).await;
        assert_eq!(gone.status, 404, "{}", gone.html);
        rename(&site, "計画へのご意見募集").await;
        assert_eq!(said(&visitor.get(CALL).await, "og:image"), "");
    }
}
