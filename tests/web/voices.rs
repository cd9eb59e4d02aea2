//! Finding one's way among what others have said.

use koe::opinions::text::{find_spans, redact};
use koe::opinions::{Reason, State};

use crate::support::{HOUR, NOW, TestApp, Visitor, encode};

const LIST: &str = "/consultations/plan/opinions";

/// The list, asked for so.
async fn list(visitor: &Visitor, asked: &[(&str, &str)]) -> String {
    let page = visitor.get(&format!("{LIST}?{}", encode(asked))).await;
    assert_eq!(page.status, 200, "{}", page.html);
    page.html
}

#[tokio::test]
async fn days_narrow_the_list_from_the_first_moment_of_one_to_the_last_of_another() {
    for site in TestApp::on_each_engine().await {
        let call = site.has_call().await;
        let zone = site.app.zone.clone();
        let day = |day| jiff::civil::date(2024, 10, day);
        let times = [
            ("前の日の終わり", zone.start_of(day(10)) - 1),
            ("初めの日の始まり", zone.start_of(day(10))),
            ("終わりの日の終わり", zone.end_of(day(12)) - 1),
            ("次の日の始まり", zone.end_of(day(12))),
        ];
        for (words, at) in times {
            site.has_opinion_like(&call, words, "bus", State::Published, at).await;
        }
        let visitor = site.visitor();
        let shown = async |from: &str, to: &str| {
            let html = list(&visitor, &[("from", from), ("to", to)]).await;
            times.map(|(words, _)| html.contains(&format!(">{words}<")))
        };
        assert_eq!(shown("2024-10-10", "2024-10-12").await, [false, true, true, false]);
        assert_eq!(shown("2024-10-10", "").await, [false, true, true, true]);
        assert_eq!(shown("", "2024-10-12").await, [true, true, true, false]);
        assert_eq!(shown("2024-10-12", "2024-10-10").await, [false; 4]);
        let html = list(&visitor, &[("from", "2024-10-12"), ("to", "2024-10-10")]).await;
        assert!(html.contains("より後になっている"), "{html}");
        // A day that is none narrows nothing, and says so.
        assert_eq!(shown("2024-02-31", "2024年").await, [true; 4]);
        let html = list(&visitor, &[("from", "2024-02-31")]).await;
        assert!(html.contains("from=2024-02-31"), "{html}");
        let html = list(&visitor, &[("from", "2024-10-10"), ("to", "2024-10-12"), ("theme", "roads")]).await;
        assert!(
            html.contains("2件（提出者 2人）") && html.contains("期間「2024年10月10日（木）～2024年10月12日（土）」"),
            "{html}"
        );
    }
}

#[tokio::test]
async fn themes_are_chosen_with_their_counts() {
    for site in TestApp::on_each_engine().await {
        let call = site.has_call().await;
        for (theme, words) in [("roads", "一"), ("bus", "二"), ("bus", "三"), ("child", "四")] {
            site.has_opinion_like(&call, words, theme, State::Published, NOW - HOUR).await;
        }
        let html = list(&site.visitor(), &[("theme", "bus")]).await;
        for option in ["roads\">道路・交通（3件）<", "bus\" selected>　バス（2件）<", "child\">子育て（1件）<"]
        {
            assert!(html.contains(option), "{option}: {html}");
        }
    }
}

#[tokio::test]
async fn what_was_looked_for_is_marked_in_the_list_and_in_the_opinion() {
    for site in TestApp::on_each_engine().await {
        let call = site.has_call().await;
        let text = "夕方のﾊﾞｽで山田さんと<バス停>まで。R6-0123-7";
        let public = redact(text, &find_spans(text, "山田さん", Reason::PersonalInfo));
        let receipt = site.has_opinion_like(&call, &public, "bus", State::PublishedRedacted, NOW - HOUR).await;
        let visitor = site.visitor();
        let marked = "夕方の<mark>ﾊﾞｽ</mark>で<bdi class=\"mask\" lang=\"ja\">〔個人情報のため非公開〕</bdi>と&#60;<mark>バス</mark>停&#62;まで。R6-0123-7</p>";
        let html = list(&visitor, &[("q", "ばす")]).await;
        let address = format!("/opinions/{receipt}?{}", encode(&[("q", "ばす")]));
        assert!(html.contains(marked) && html.contains(&format!("href=\"{address}\"")), "{html}");
        assert!(visitor.get(&address).await.has(marked));
        // Masked words and signs mark nothing, nor does a number, and without a question nothing is marked.
        let plain = marked.replace("<mark>", "").replace("</mark>", "");
        for question in
            ["", "q=", "q=%E5%B1%B1%E7%94%B0", "q=%E5%80%8B%E4%BA%BA", "q=%E3%80%82", "q=mark", "q=R6-0123-7"]
        {
            let page = visitor.get(&format!("/opinions/{receipt}?{question}")).await;
            assert!(page.status == 200 && page.has(&plain), "{question}: {}", page.html);
        }
        let long = format!("/opinions/{receipt}?q={}", "%E3%83%90%E3%82%B9+".repeat(500));
        assert!(visitor.get(&long).await.has(marked), "of any question the beginning is looked for");
    }
}
