//! What everybody may read, and what nobody may.

use axum::body::Body;
use axum::http::Request;
use koe::consultations::{Field, Visibility};
use koe::counts::store::{PORTION, public_counts};
use koe::http::access::Role;
use koe::opinions::text::{find_spans, redact};
use koe::opinions::{Reason, State};

use crate::imports::{plan, post, set, take_in, tried};
use crate::support::{HOUR, NOW, TestApp};

const LIST: &str = "/consultations/plan/opinions";

fn search(words: &str) -> String {
    format!("{LIST}?q={}", percent_encoding::utf8_percent_encode(words, percent_encoding::NON_ALPHANUMERIC))
}

#[tokio::test]
async fn only_published_opinions_stand_in_lists_searches_and_counts() {
    for site in TestApp::on_each_engine().await {
        let call = site.has_call().await;
        for state in State::ALL {
            site.has_opinion_like(&call, &format!("木陰の文 {}", state.name()), "bus", *state, NOW - HOUR).await;
        }
        let visitor = site.visitor();
        for path in [LIST.to_owned(), search("木陰"), format!("{LIST}?theme=roads"), "/consultations/plan".to_owned()]
        {
            let page = visitor.get(&path).await;
            assert_eq!(page.status, 200);
            let html = page.html.replace("</mark>", "");
            for state in State::ALL {
                let shown = html.contains(&format!("木陰の文 {}<", state.name()));
                assert_eq!(shown, state.is_public(), "{path}: {state:?}");
            }
        }
        assert!(visitor.get(LIST).await.has("2件（提出者 2人）"));
    }
}

#[tokio::test]
async fn a_mark_that_turns_text_around_stays_in_its_own_place() {
    for site in TestApp::on_each_engine().await {
        let call = site.has_call().await;
        let text = "川の\u{202E}山田さん宅の前";
        let public = redact(text, &find_spans(text, "山田さん", Reason::PersonalInfo));
        let receipt = site.has_opinion_like(&call, &public, "bus", State::PublishedRedacted, NOW - HOUR).await;
        let (visitor, viewer) = (site.visitor(), site.sign_in(&[Role::Viewer]).await);
        let address = format!("/opinions/{receipt}");
        for page in [visitor.get(LIST).await, visitor.get(&address).await, viewer.get("/staff/opinions").await] {
            let before = page.html.split("川の\u{202E}").next().unwrap().rsplit('<').next().unwrap();
            assert!(before.starts_with("p ") && before.contains("dir=\"auto\""), "{before}");
            // What we put into it is ours: it is read from the left.
            let mask = "川の\u{202E}<bdi class=\"mask\" lang=\"ja\">〔個人情報のため非公開〕</bdi>宅の前</p>";
            assert!(page.has(mask), "{}", page.html);
        }
    }
}

#[tokio::test]
async fn an_address_that_repeats_itself_asks_no_more_than_once() {
    for site in TestApp::on_each_engine().await {
        let call = site.has_call().await;
        for one in 1..=51 {
            site.has_opinion_like(&call, &format!("声{one}"), "roads", State::Published, NOW - HOUR).await;
        }
        let page = site.visitor().get(&format!("{LIST}?theme={}", "roads,".repeat(3_000))).await;
        assert!(page.status == 200 && page.has("theme=roads&#38;before="), "{}", page.html);
    }
}

#[tokio::test]
async fn two_characters_are_found_in_any_width_and_kana_and_signs_find_nothing() {
    for site in TestApp::on_each_engine().await {
        let call = site.has_call().await;
        site.has_opinion_like(&call, "夕方の循環バス（Ａ線）を𠮷田公園まで。", "bus", State::Published, NOW).await;
        let visitor = site.visitor();
        for words in ["バス", "ﾊﾞｽ", "ばす", "公園", "園", "A線", "a線", "𠮷田", "循環バス", "夕方 公園", "公園まで"]
        {
            assert!(visitor.get(&search(words)).await.has("1件（提出者 1人）"), "{words}");
        }
        for words in
            ["公方", "線を公", "電車", "。", "\" OR 1=1 --", "'", "*", "public:バス NEAR", "%", "（", "夕方 電車"]
        {
            let page = visitor.get(&search(words)).await;
            assert!(page.status == 200 && page.has("0件（提出者 0人）"), "{words}: {}", page.status);
        }
        assert!(visitor.get(&search(&"長".repeat(5000))).await.has("0件"), "a question of any length is answered");
    }
}

#[tokio::test]
async fn paging_neither_skips_nor_repeats_while_opinions_arrive() {
    for site in TestApp::on_each_engine().await {
        let call = site.has_call().await;
        for n in 1..=120 {
            site.has_opinion_like(&call, &format!("第{n}の意見です"), "bus", State::Published, NOW + n).await;
        }
        let visitor = site.visitor();
        let (mut path, mut seen) = (LIST.to_owned(), Vec::new());
        loop {
            let page = visitor.get(&path).await;
            seen.extend((1..=130).filter(|n| page.has(&format!(">第{n}の意見です<"))).rev());
            site.has_opinion_like(&call, "途中で届いた意見", "bus", State::Published, NOW + 1000).await;
            let Some(next) = page.html.split("class=\"button\" href=\"/consultations/plan/opinions?before=").nth(1)
            else {
                break;
            };
            path = format!("{LIST}?before={}", next.split('"').next().unwrap());
        }
        assert_eq!(seen, (1..=120).rev().collect::<Vec<_>>());
        for nonsense in ["-1", "0", "9223372036854775808", "1e3", "x"] {
            assert_eq!(visitor.get(&format!("{LIST}?before={nonsense}")).await.status, 200, "{nonsense}");
        }
    }
}

#[tokio::test]
async fn attributes_stand_beside_an_opinion_only_where_the_city_says_so_and_five_share_them() {
    for site in TestApp::on_each_engine().await {
        let call = site
            .has_call_like(|call| {
                for rule in &mut call.fields {
                    rule.visibility =
                        if rule.field == Field::Area { Visibility::Public } else { Visibility::Aggregate };
                }
            })
            .await;
        for n in 0..4 {
            site.has_opinion_like(&call, &format!("意見{n}"), "bus", State::Published, NOW).await;
        }
        let mut tx = site.app.db.begin().await.unwrap();
        sqlx::query("update opinions set area = 'santo', age_band = '30', relation = 'worker'")
            .execute(&mut *tx)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        assert!(!site.visitor().get(LIST).await.has("santoの人"), "four");
        let fifth = site.has_opinion_like(&call, "五つ目", "bus", State::Published, NOW).await;
        let mut tx = site.app.db.begin().await.unwrap();
        sqlx::query("update opinions set area = 'santo', age_band = '30' where receipt = $1")
            .bind(&fifth)
            .execute(&mut *tx)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        site.app.counts.clear();
        let list = site.visitor().get(LIST).await;
        assert!(list.has("santoの人") && !list.has("30の人") && !list.has("workerの人"), "{}", list.html);
    }
}

#[tokio::test]
async fn every_public_page_speaks_both_languages_has_one_heading_and_all_headers() {
    for site in TestApp::on_each_engine().await {
        site.has_site().await;
        let call = site.has_call().await;
        let receipt = site.has_opinion_like(&call, "公開の意見", "bus", State::Published, NOW).await;
        let visitor = site.visitor();
        let pages = [
            "/",
            "/consultations/plan",
            LIST,
            "/consultations/plan/write",
            "/status",
            "/guideline",
            "/privacy",
            "/accessibility",
            "/nothing",
            &format!("/opinions/{receipt}"),
        ];
        for path in pages {
            for (prefix, lang) in [("", "ja"), ("/en", "en")] {
                let page = visitor.get(&format!("{prefix}{path}")).await;
                assert_eq!(page.status, if path == "/nothing" { 404 } else { 200 }, "{prefix}{path}");
                assert!(page.has(&format!("<html lang=\"{lang}\">")), "{prefix}{path}");
                assert_eq!(page.html.matches("<h1").count(), 1, "{prefix}{path}");
                let leads = page.has("hreflang=\"en\"") || page.has("formaction=\"/en/consultations/plan/write\"");
                assert!(leads && !page.has("No localization"), "{prefix}{path}");
                for header in [
                    "content-security-policy",
                    "x-content-type-options",
                    "referrer-policy",
                    "cross-origin-opener-policy",
                    "permissions-policy",
                ] {
                    assert!(page.headers.contains_key(header), "{prefix}{path}: {header}");
                }
                assert!(!page.headers.contains_key("set-cookie"), "reading needs no cookie");
            }
        }
    }
}

#[tokio::test]
async fn a_foreign_host_and_unused_methods_are_refused_with_a_page() {
    for site in TestApp::on_each_engine().await {
        let visitor = site.visitor();
        for (method, host, status) in [
            ("GET", "evil.example", 421),
            ("PUT", "127.0.0.1:8080", 405),
            ("TRACE", "127.0.0.1:8080", 405),
            ("POST", "127.0.0.1:8080", 405),
        ] {
            let request = Request::builder()
                .method(method)
                .uri("/guideline")
                .header("host", host)
                .header("sec-fetch-site", "same-origin");
            let answer = visitor.send(request.body(Body::empty()).unwrap()).await;
            assert_eq!(answer.status, status, "{method} {host}");
            assert_eq!(answer.headers.contains_key("allow"), status == 405);
            assert!(answer.has("<h1") && !answer.has("evil.example"));
            // Whoever came by another name is told ours, on a page that looks like one.
            let told = answer.has("このサイトのアドレスは http://127.0.0.1:8080 です")
                && answer.has("href=\"http://127.0.0.1:8080/\"");
            assert_eq!(told, status == 421, "{}", answer.html);
        }
        let page = visitor.get("/guideline").await;
        let style =
            page.html.split('"').find(|part| part.starts_with("/static/") && part.ends_with("app.css")).unwrap();
        let request = Request::get(style).header("host", "evil.example").body(Body::empty()).unwrap();
        assert_eq!(visitor.send(request).await.status, 200);
        for (name, value) in [
            ("x-forwarded-host", "evil.example"),
            ("x-original-url", "/staff/queue"),
            ("x-http-method-override", "DELETE"),
            ("accept", "nonsense"),
            ("range", "bytes=0-1"),
        ] {
            let request = Request::get("/guideline").header(name, value).body(Body::empty()).unwrap();
            let answer = visitor.send(request).await;
            assert!(answer.status == 200 && !answer.has("evil.example"), "{name}");
        }
        let long = Request::get("/").header("accept-language", "x".repeat(10_000)).body(Body::empty()).unwrap();
        assert_eq!(visitor.send(long).await.status, 200);
        let head = Request::head("/").body(Body::empty()).unwrap();
        assert_eq!(visitor.send(head).await.status, 200);
    }
}

#[tokio::test]
async fn a_static_file_is_kept_for_a_year_under_its_own_hash_alone() {
    for site in TestApp::on_each_engine().await {
        let visitor = site.visitor();
        let page = visitor.get("/").await;
        let address = page
            .html
            .split("href=\"")
            .find(|part| part.starts_with("/static/"))
            .unwrap()
            .split('"')
            .next()
            .unwrap()
            .to_owned();
        let file = visitor.get(&address).await;
        assert!(file.status == 200 && file.headers["cache-control"].to_str().unwrap().contains("immutable"));
        assert_eq!(visitor.get(&address.replace("/static/", "/static/0")).await.status, 404);
        assert_eq!(visitor.get("/static/0/..%2f..%2fCargo.toml").await.status, 404);
    }
}

#[tokio::test]
async fn an_address_with_two_slashes_leads_nowhere_else() {
    for site in TestApp::on_each_engine().await {
        for path in ["//evil.example/x?y", "/\\evil.example/x?y", "///evil.example/x?y", "/en//evil.example/x?y"] {
            let page = site.visitor().get(path).await;
            assert_eq!(page.status, 404, "{path}");
            assert!(
                page.has("href=\"/evil.example/x?y\"") && page.has("href=\"/en/evil.example/x?y\""),
                "{}",
                page.html
            );
            assert!(!page.has("href=\"//") && !page.has("href=\"/\\"), "{path}: {}", page.html);
        }
    }
}

#[tokio::test]
async fn the_address_above_a_consultation_leads_to_all_of_them() {
    for site in TestApp::on_each_engine().await {
        for (path, home) in [("/consultations", "/"), ("/en/consultations", "/en/")] {
            let answer = site.visitor().get(path).await;
            assert_eq!((answer.status, answer.location()), (308, home));
            assert_eq!(site.visitor().get(home).await.status, 200);
        }
    }
}

#[tokio::test]
async fn a_site_that_cannot_read_its_tables_is_not_well() {
    for site in TestApp::on_each_engine().await {
        let well = site.visitor().get("/healthz").await;
        assert_eq!((well.status, well.html.as_str()), (200, "ok\n"));
        let mut tx = site.app.db.begin().await.unwrap();
        sqlx::query("alter table settings rename to elsewhere").execute(&mut *tx).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(site.visitor().get("/healthz").await.status, 503);
    }
}

#[tokio::test]
async fn counts_go_on_where_a_portion_of_opinions_ends() {
    let portions = usize::try_from(PORTION).unwrap() * 2;
    let row = |at: usize, theme: &str| format!("声{at},{theme},70\n");
    // Portions that are full to the last of them, and one opinion more under another theme.
    let mut sheet = String::from("ご意見,テーマ,年代\n");
    sheet.extend((0..portions).map(|at| row(at, "道路・交通")));
    sheet.push_str(&row(portions, "子育て"));
    for site in TestApp::on_each_engine().await {
        let call = site.has_call().await;
        let staff = site.sign_in(&[Role::Staff, Role::Moderator]).await;
        let (path, page) = tried(&site, &staff, "a.csv", sheet.as_bytes()).await;
        let mut form = plan(&page);
        set(&mut form, "review", "checked");
        set(&mut form, "reason", "審議会で確認済み");
        post(&staff, &format!("{path}/trial"), &form).await;
        site.work().await;
        take_in(&site, &staff, &path, "8,001").await;
        let counts = public_counts(&mut site.app.db.read().await.unwrap(), &call.id).await.unwrap();
        let of = |code| counts.of_theme(&call, call.theme(code).unwrap());
        assert_eq!(
            (of("roads"), of("child"), counts.published, counts.ages[&Some("70".to_owned())]),
            (8_000, 1, 8_001, 8_001)
        );
    }
}

#[tokio::test]
async fn where_nothing_is_to_be_found_or_chosen_nothing_asks_for_it() {
    for site in TestApp::on_each_engine().await {
        let call = site.has_call().await;
        let visitor = site.visitor();
        let list = visitor.get(LIST).await;
        assert!(!list.has("role=\"search\"") && !list.has("class=\"orders\""), "{}", list.html);
        site.has_opinion_like(&call, "バス停に屋根を", "roads", State::Published, NOW - HOUR).await;
        site.app.clock.advance(HOUR);
        let list = visitor.get(LIST).await;
        assert!(list.has("role=\"search\"") && list.has("class=\"orders\""), "{}", list.html);

        assert!(visitor.get("/consultations/plan/write").await.has("type=\"radio\" id=\"theme\""));
        let mut tx = site.app.db.begin().await.unwrap();
        let sql = "update themes set closed_at = 1 where code <> 'child'";
        sqlx::query(sql).execute(&mut *tx).await.unwrap();
        tx.commit().await.unwrap();
        site.app.forget_calls();
        let form = visitor.get("/consultations/plan/write").await;
        assert!(!form.has("id=\"theme\"") && !form.has("theme2") && form.value("theme") == "child", "{}", form.html);
        let fields = |theme| [("token", form.value("token")), ("theme", theme), ("body", "声".to_owned())];
        let post = async |theme: &str| {
            let fields = fields(theme.to_owned());
            let fields: Vec<_> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
            visitor.post("/consultations/plan/confirm", &fields).await
        };
        let confirmed = post("child").await;
        assert!(confirmed.status == 200 && !confirmed.has("子育て"), "{}", confirmed.html);
        let closed = post("roads").await;
        assert!(closed.status == 422 && closed.has("id=\"theme\""), "{}", closed.html);
    }
}

#[tokio::test]
async fn a_number_in_a_title_is_one_thing_in_headings_alone() {
    for site in TestApp::on_each_engine().await {
        site.has_call_like(|call| call.texts[0].1.title = "市の第3次計画".into()).await;
        let page = site.visitor().get("/consultations/plan").await;
        assert!(page.has("<h1>市の<span class=\"nowrap\">第3次</span>計画</h1>"), "{}", page.html);
        assert!(page.has("<title>市の第3次計画｜"), "{}", page.html);
    }
}

#[tokio::test]
async fn what_is_said_of_accessibility_says_since_when() {
    for site in TestApp::on_each_engine().await {
        assert!(site.visitor().get("/accessibility").await.has("この説明は、2026年11月28日（土）に見直しました。"));
    }
}
