//! Pages that are the same for everybody: what may keep them, and for how long they may be behind.

use axum::body::Body;
use axum::http::Request;
use koe::app::App;
use koe::http::access::Role;
use koe::opinions::State;

use crate::moderation::act;
use crate::receipts::decide;
use crate::support::{Answer, HOUR, NOW, TestApp, Visitor};

const SHARED: &str = "public, max-age=0, s-maxage=10, stale-while-revalidate=20";

async fn get(visitor: &Visitor, path: &str, lines: &[(&str, &str)]) -> Answer {
    let request = lines.iter().fold(Request::get(path), |request, (name, value)| request.header(*name, *value));
    visitor.send(request.body(Body::empty()).unwrap()).await
}

/// Every page on which a published opinion of `roads` can be read.
fn pages(receipt: &str) -> [String; 8] {
    let call = "/consultations/plan";
    [
        call.to_owned(),
        format!("{call}/opinions"),
        format!("{call}/opinions?order=quiet"),
        format!("{call}/opinions?q=%E3%83%90%E3%82%B9%E5%81%9C"),
        format!("{call}/themes/roads"),
        format!("{call}/feed.atom"),
        format!("{call}/themes/roads/feed.atom"),
        format!("/opinions/{receipt}"),
    ]
}

#[tokio::test]
async fn a_proxy_may_keep_what_is_the_same_for_everybody_and_nothing_else() {
    for site in TestApp::on_each_engine().await {
        let call = site.has_call().await;
        let receipt = site.has_opinion_like(&call, "バス停に屋根を", "roads", State::Published, NOW - HOUR).await;
        let visitor = site.visitor();
        let trust =
            ["/", "/guideline", "/privacy", "/accessibility", "/licences", "/operation", "/consultations/plan/results"];
        let trust = trust.map(str::to_owned);
        for path in pages(&receipt).into_iter().chain(trust) {
            let page = visitor.get(&path).await;
            let tag = page.headers["etag"].to_str().unwrap().to_owned();
            assert_eq!((page.status, page.headers["cache-control"].to_str().unwrap()), (200, SHARED), "{path}");
            assert!(page.headers.get_all("vary").iter().any(|value| value == "cookie"), "{path}");
            let known = get(&visitor, &path, &[("if-none-match", &tag)]).await;
            assert_eq!(
                (known.status, known.html.as_str(), &known.headers["etag"]),
                (304, "", &page.headers["etag"]),
                "{path}"
            );
            let other = get(&visitor, &path, &[("if-none-match", "W/\"0a\"")]).await;
            assert!(other.status == 200 && other.html == page.html, "{path}");
            let own = get(&visitor, &path, &[("cookie", "koe=x"), ("if-none-match", "W/\"0a\"")]).await;
            assert_eq!(own.headers["cache-control"], "private, no-cache", "{path}");
            let others = [("cookie", "_ga=GA1.1.7; koela=x; theme=koe")];
            assert_eq!(get(&site.visitor(), &path, &others).await.headers["cache-control"], SHARED, "{path}");
            let english = visitor.get(&format!("/en{path}")).await;
            assert!(english.headers["etag"] != page.headers["etag"], "{path}");
        }
        let written = site.visitor().get("/consultations/plan/write").await;
        assert_eq!(written.headers["cache-control"], "private, no-cache", "a form has its own key");
        assert!(
            !written.headers.contains_key("etag")
                && written.value("token") != visitor.get("/consultations/plan/write").await.value("token")
        );
        for path in ["/consultations/none", "/opinions/R6-9999-9", "/status"] {
            let page = visitor.get(path).await;
            assert!(!page.headers.contains_key("etag") && page.headers["cache-control"] != SHARED, "{path}");
        }
    }
}

#[tokio::test]
async fn a_page_goes_out_packed_to_those_who_can_unpack_it() {
    for site in TestApp::on_each_engine().await {
        let call = site.has_call().await;
        site.has_opinion_like(&call, "バス停に屋根を", "roads", State::Published, NOW - HOUR).await;
        let visitor = site.visitor();
        for _ in 0..2 {
            let plain = visitor.get("/").await;
            assert!(!plain.headers.contains_key("content-encoding") && plain.has("</html>"));
            let packed = get(&visitor, "/", &[("accept-encoding", "gzip")]).await;
            assert!(packed.headers["content-encoding"] == "gzip" && packed.headers["etag"] != plain.headers["etag"]);
        }
    }
}

#[tokio::test]
async fn what_is_withheld_is_gone_from_every_page_at_once_and_on_another_node_in_a_second() {
    for site in TestApp::on_each_engine().await {
        let call = site.has_call().await;
        let receipt = site.has_opinion_like(&call, "バス停に屋根を", "roads", State::Published, NOW - HOUR).await;
        let other = App::open((*site.app.config).clone(), site.app.clock.clone()).await.unwrap();
        let (here, there) = (site.visitor(), Visitor::of(&other));
        for path in pages(&receipt) {
            assert!(here.get(&path).await.has("屋根を") && there.get(&path).await.has("屋根を"), "{path}");
        }
        // Pages that count show no text at any time, and count it no longer when what they show is made anew.
        let counted = async |visitor: &Visitor| {
            let results = visitor.get("/consultations/plan/results").await;
            assert!(!results.has("屋根を") && !visitor.get("/operation").await.has("屋根を"));
            results.has("公開中の1件を")
        };
        assert!(counted(&here).await && counted(&there).await);
        let moderator = site.sign_in(&[Role::Moderator]).await;
        let withheld = act(&moderator, &receipt, "withhold", &[("reason", "defamation")]).await;
        assert_eq!(withheld.status, 303, "{}", withheld.html);
        for path in pages(&receipt) {
            assert!(!here.get(&path).await.has("屋根を"), "{path}");
        }
        site.app.clock.advance(1_000);
        for path in pages(&receipt) {
            assert!(!there.get(&path).await.has("屋根を"), "{path}");
        }
        site.app.clock.advance(59_000);
        assert!(!counted(&here).await && !counted(&there).await);
        other.db.close().await;
    }
}

#[tokio::test]
async fn what_another_node_has_withheld_is_gone_for_everybody_as_soon_as_one_reader_has_looked() {
    for site in TestApp::on_each_engine().await {
        let call = site.has_call().await;
        let other = App::open((*site.app.config).clone(), site.app.clock.clone()).await.unwrap();
        let there = Visitor::of(&other);
        for (state, status) in [(State::Withheld, 404), (State::Withdrawn, 410)] {
            let receipt = site.has_opinion_like(&call, "バス停に屋根を", "roads", State::Published, NOW - HOUR).await;
            let page = format!("/opinions/{receipt}");
            assert!(there.get(&page).await.has("屋根を"));
            decide(&site, &receipt, state, "").await;
            assert!(there.get(&page).await.has("屋根を"), "nobody has told the other node");
            site.app.clock.advance(1_000);
            for _ in 0..3 {
                let answer = there.get(&page).await;
                assert!(answer.status == status && !answer.has("屋根を"), "{}", answer.html);
            }
        }
        other.db.close().await;
    }
}

#[tokio::test]
async fn the_head_of_a_page_is_the_one_that_stands_above_it() {
    for site in TestApp::on_each_engine().await {
        let call = site.has_call().await;
        let receipt = site.has_opinion_like(&call, "バス停に屋根を", "roads", State::Published, NOW - HOUR).await;
        let visitor = site.visitor();
        for path in [format!("/opinions/{receipt}"), "/status".to_owned(), "/opinions/R6-9999-9".to_owned()] {
            let head = async |lines: &[(&str, &str)]| {
                let asked = Request::head(&path);
                let asked = lines.iter().fold(asked, |asked, (name, value)| asked.header(*name, *value));
                visitor.send(asked.body(Body::empty()).unwrap()).await
            };
            for lines in [&[][..], &[("accept-encoding", "gzip")], &[("cookie", "koe=x")]] {
                let (first, whole) = (head(lines).await, get(&visitor, &path, lines).await);
                assert!(first.html.is_empty() || first.status == 404, "{path}");
                assert_eq!(first.status, whole.status, "{path}");
                for name in ["etag", "cache-control", "vary", "content-type", "content-encoding"] {
                    let all = |answer: &Answer| answer.headers.get_all(name).iter().cloned().collect::<Vec<_>>();
                    assert_eq!(all(&first), all(&whole), "{path} {name}");
                }
            }
        }
    }
}
