//! Finding one's way among what others have said.

use koe::opinions::text::{find_spans, redact};
use koe::opinions::{Reason, State};
use koe::voices::SEEDS;

use crate::receipts::{decide, sent_calmly};
use crate::support::{HOUR, NOW, TestApp, Visitor, encode, unescape};

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

/// Reads a list from its first page to its last; `meanwhile` happens after each. The words of all opinions, in order.
async fn read_on(visitor: &Visitor, first: &str, mut meanwhile: impl AsyncFnMut()) -> Vec<String> {
    let (mut path, mut seen) = (first.to_owned(), Vec::new());
    loop {
        let page = visitor.get(&path).await;
        assert_eq!(page.status, 200, "{path}: {}", page.html);
        let texts = page.html.split("lang=\"ja\">").skip(2).map(|part| part.split("</p>").next().unwrap().to_owned());
        seen.extend(texts.filter(|text| text.contains('番')));
        meanwhile().await;
        let buttons = page.html.split("class=\"button\" href=\"").skip(1);
        let Some(next) = buttons.map(|part| part.split('"').next().unwrap()).find(|href| href.contains("before="))
        else {
            return seen;
        };
        path = unescape(next);
    }
}

#[tokio::test]
async fn no_order_skips_or_repeats_an_opinion_while_others_arrive_and_leave() {
    for site in TestApp::on_each_engine().await {
        let call = site.has_call().await;
        let themes = ["roads", "bus", "child"];
        let mut there = Vec::new();
        for n in 0..130 {
            let words = format!("{n}番の声");
            site.has_opinion_like(&call, &words, themes[n % 7 % 3], State::Published, NOW).await;
            there.push(words);
        }
        let visitor = site.visitor();
        let orders = ["", "order=shuffled&seed=0", "order=shuffled&seed=37", "order=shuffled&seed=62", "order=quiet"];
        for (round, order) in orders.into_iter().enumerate() {
            let mut more = 0;
            let seen = read_on(&visitor, &format!("{LIST}?{order}"), async || {
                more += 1;
                for theme in themes {
                    let words = format!("{round}-{more}-{theme}番の声");
                    site.has_opinion_like(&call, &words, theme, State::Published, NOW).await;
                }
            })
            .await;
            let once: std::collections::HashSet<&String> = seen.iter().collect();
            assert_eq!(once.len(), seen.len(), "{order}: one is shown twice");
            assert!(there.iter().all(|words| once.contains(words)), "{order}: one is passed over");
            if order.is_empty() {
                there.reverse();
                assert_eq!(seen, there, "newest first");
                there.reverse();
            }
        }
    }
}

#[tokio::test]
async fn each_reader_has_an_order_of_his_own_that_keeps_what_he_asked() {
    for site in TestApp::on_each_engine().await {
        let call = site.has_call().await;
        for n in 0..60 {
            site.has_opinion_like(&call, &format!("{n}番の声"), "bus", State::Published, NOW).await;
        }
        let visitor = site.visitor();
        let mut seeds = std::collections::HashSet::new();
        for seed in ["", "64", "-1", "x", "", "", "", "", "", "", "", ""] {
            let asked = encode(&[("order", "shuffled"), ("theme", "bus"), ("q", "番"), ("seed", seed)]);
            let answer = visitor.get(&format!("{LIST}?{asked}")).await;
            assert_eq!((answer.status, answer.headers["cache-control"].to_str().unwrap()), (303, "no-store"));
            let (address, seed) = answer.location().split_once("&seed=").unwrap();
            assert_eq!(address, format!("{LIST}?theme=bus&q=%E7%95%AA&order=shuffled"));
            assert!(seed.parse::<i64>().is_ok_and(|seed| (0..SEEDS).contains(&seed)), "{seed}");
            seeds.insert(seed.to_owned());
        }
        assert!(seeds.len() > 2, "{seeds:?}");
        let order =
            async |seed: i64| read_on(&visitor, &format!("{LIST}?order=shuffled&seed={seed}"), async || {}).await;
        let (one, same, back) = (order(4).await, order(4).await, order(5).await);
        assert_eq!(one, same, "an address shows the same again");
        assert_eq!(one.iter().rev().collect::<Vec<_>>(), back.iter().collect::<Vec<_>>());
        let page = visitor.get(&format!("{LIST}?order=shuffled&seed=4")).await;
        assert!(page.value("order") == "shuffled" && page.value("seed") == "4", "narrowing keeps the order");
        assert!(page.has("aria-current=\"true\">順不同<"), "{}", page.html);
    }
}

#[tokio::test]
async fn themes_with_few_opinions_come_first_where_they_are_asked_for() {
    for site in TestApp::on_each_engine().await {
        let call = site.has_call().await;
        let visitor = site.visitor();
        let silent = visitor.get(&format!("{LIST}?order=quiet")).await;
        assert!(
            silent.has("write?theme=roads\">道路・交通について書く") && silent.has("write?theme=child\">"),
            "{}",
            silent.html
        );
        for (theme, words) in [("bus", "1番"), ("roads", "2番"), ("bus", "3番"), ("child", "4番"), ("child", "5番")]
        {
            site.has_opinion_like(&call, words, theme, State::Published, NOW).await;
        }
        site.app.counts.clear();
        let read = async |asked: &str| read_on(&visitor, &format!("{LIST}?order=quiet{asked}"), async || {}).await;
        assert_eq!(
            read("").await,
            ["5番", "4番", "2番", "3番", "1番"],
            "two before three, the upper theme before the lower"
        );
        assert_eq!(read("&rest=bus,gone,child").await, ["3番", "1番", "5番", "4番"]);
        assert_eq!(read("&theme=roads").await, ["2番", "3番", "1番"]);
        assert_eq!(read("&rest=bus&before=4").await, ["3番", "1番"]);
        let page = visitor.get(&format!("{LIST}?order=quiet")).await;
        assert!(!page.has("まだご意見のないテーマ") && page.value("order") == "quiet", "{}", page.html);
    }
}

#[tokio::test]
async fn a_theme_has_a_page_with_everything_said_under_it() {
    for site in TestApp::on_each_engine().await {
        let call = site.has_call().await;
        for (theme, words, state) in [
            ("roads", "道の声", State::Published),
            ("bus", "バスの声", State::PublishedRedacted),
            ("child", "子の声", State::Published),
            ("roads", "待つ声", State::Pending),
            ("roads", "伏せた声", State::Withheld),
            ("roads", "消えた声", State::Withdrawn),
        ] {
            site.has_opinion_like(&call, words, theme, state, NOW - HOUR).await;
        }
        let further = site.has_opinion_like(&call, "子と道の声", "child", State::Published, NOW - HOUR).await;
        let mut tx = site.app.db.begin().await.unwrap();
        let sql = "insert into opinion_themes (opinion_id, theme_id, position) select id, $1, 1 from opinions where receipt = $2";
        sqlx::query(sql).bind(&call.theme("roads").unwrap().id).bind(&further).execute(&mut *tx).await.unwrap();
        tx.commit().await.unwrap();
        let visitor = site.visitor();
        let page = visitor.get("/consultations/plan/themes/roads").await;
        for words in
            ["<h1>道路・交通</h1>", "道路・交通のこと", "3件（提出者 3人）", ">子と道の声<", ">道の声<", ">バスの声<"]
        {
            assert!(page.has(words), "{words}: {}", page.html);
        }
        for words in ["子の声<", "待つ声", "伏せた声", "消えた声"] {
            assert!(!page.has(&format!(">{words}")), "{words}: {}", page.html);
        }
        assert!(
            page.has("href=\"/consultations/plan/write?theme=roads\"") && page.has("うち2件は、ここを主なテーマに"),
            "{}",
            page.html
        );
        assert!(page.has("href=\"/consultations/plan/themes/bus\">バス</a>"), "its finer theme: {}", page.html);
        let finer = visitor.get("/consultations/plan/themes/bus").await;
        assert!(
            finer.has("href=\"/consultations/plan/themes/roads\">道路・交通</a>") && finer.has("1件（提出者 1人）")
        );
        for (path, status) in
            [("plan/themes/gone", 404), ("gone/themes/roads", 404), ("plan/themes/roads?before=x", 200)]
        {
            assert_eq!(visitor.get(&format!("/consultations/{path}")).await.status, status, "{path}");
        }
        let chips: Vec<&str> =
            page.html.split("class=\"chip theme\"").skip(1).map(|it| it.split('>').nth(1).unwrap()).collect();
        assert_eq!(chips, ["子育て</a", "道路・交通</a", "バス</a", "道路・交通</a"], "an opinion says all its themes");
        // It is found from the consultation, from the list and from each opinion.
        for path in ["/consultations/plan", LIST, &format!("{LIST}?theme=bus"), &format!("/opinions/{further}")] {
            assert!(visitor.get(path).await.has("href=\"/consultations/plan/themes/"), "{path}");
        }
    }
}

#[tokio::test]
async fn a_theme_is_read_page_by_page_and_written_about_only_while_it_is_open() {
    for site in TestApp::on_each_engine().await {
        let call = site.has_call().await;
        let mut tx = site.app.db.begin().await.unwrap();
        sqlx::query("update themes set closed_at = 1 where code = 'child'").execute(&mut *tx).await.unwrap();
        tx.commit().await.unwrap();
        for n in 0..60 {
            site.has_opinion_like(&call, &format!("{n}番の声"), "bus", State::Published, NOW).await;
        }
        let visitor = site.visitor();
        let seen = read_on(&visitor, "/consultations/plan/themes/roads", async || {
            site.has_opinion_like(&call, "あとの番の声", "bus", State::Published, NOW).await;
        })
        .await;
        assert_eq!(seen, (0..60).rev().map(|n| format!("{n}番の声")).collect::<Vec<_>>());
        assert!(!visitor.get("/consultations/plan/themes/child").await.has("/write?theme="));
        let english = visitor.get("/en/consultations/plan/themes/bus").await;
        assert!(english.has("<h1>Theme bus</h1>") && english.has("Write about this theme"), "{}", english.html);
    }
    for site in TestApp::on_each_engine().await {
        let call = site.has_call_like(|call| call.closes_on = jiff::civil::date(2024, 10, 1)).await;
        site.has_opinion_like(&call, "あの声", "bus", State::Published, NOW - 60 * 24 * HOUR).await;
        let page = site.visitor().get("/consultations/plan/themes/bus").await;
        assert!(page.has(">あの声<") && !page.has("/write?theme="), "what was said stays: {}", page.html);
    }
}

/// Texts of the entries of a feed, as they stand in it.
fn entries(xml: &str) -> Vec<String> {
    let contents = xml.split("<content ").skip(1).map(|part| part.split("</content>").next().unwrap());
    contents.map(|part| unescape(part.split_once('>').unwrap().1)).collect()
}

#[tokio::test]
async fn a_feed_brings_what_was_made_public_last_and_loses_what_is_no_longer() {
    for site in TestApp::on_each_engine().await {
        site.has_site().await;
        let call = site.has_call().await;
        let visitor = site.visitor();
        let empty = visitor.get("/consultations/plan/feed.atom").await;
        assert!(empty.status == 200 && empty.has("<updated>2024-07-01T00:00:00+09:00</updated>"), "{}", empty.html);

        let hostile = "<script>]]>&amp;\"' \u{202E}値\u{202C} {{7*7}}\n山田さん👵🏻";
        let public = redact(hostile, &find_spans(hostile, "山田さん", Reason::PersonalInfo));
        let first = site.has_opinion_like(&call, "道の声", "roads", State::Published, NOW - 3 * HOUR).await;
        let masked = site.has_opinion_like(&call, &public, "bus", State::PublishedRedacted, NOW - HOUR).await;
        let child = site.has_opinion_like(&call, "子の声", "child", State::Published, NOW - 2 * HOUR).await;
        site.has_opinion_like(&call, "待つ声", "child", State::Pending, NOW).await;
        let shown = hostile.replace("山田さん", "〔個人情報のため非公開〕");
        let whole = visitor.get("/consultations/plan/feed.atom").await;
        assert_eq!(whole.headers["content-type"], "application/atom+xml; charset=utf-8");
        assert_eq!(entries(&whole.html), [shown.as_str(), "子の声", "道の声"]);
        for words in [
            "<updated>2024-10-28T09:00:00+09:00</updated>",
            "<id>http://127.0.0.1:8080/consultations/plan/feed.atom</id>",
            &format!("<id>http://127.0.0.1:8080/opinions/{masked}</id>"),
        ] {
            assert!(whole.has(words), "{words}: {}", whole.html);
        }
        let of_theme = visitor.get("/en/consultations/plan/themes/roads/feed.atom").await;
        assert_eq!(entries(&of_theme.html).len(), 2, "its finer theme too: {}", of_theme.html);
        assert!(
            of_theme.has(&format!("<id>http://127.0.0.1:8080/opinions/{first}</id>")),
            "the same in every language"
        );
        assert!(of_theme.has(&format!("href=\"http://127.0.0.1:8080/en/opinions/{first}\"")), "{}", of_theme.html);

        decide(&site, &child, State::Withheld, "").await;
        let sent = sent_calmly(&site, &visitor, "取り下げる声", "").await;
        decide(&site, &sent.number, State::Published, "").await;
        assert_eq!(entries(&visitor.get("/consultations/plan/feed.atom").await.html)[0], "取り下げる声");
        decide(&site, &sent.number, State::Withdrawn, "").await;
        let later = visitor.get("/consultations/plan/feed.atom").await;
        assert_eq!(entries(&later.html), [shown.as_str(), "道の声"], "{}", later.html);
        for path in ["plan/themes/gone/feed.atom", "gone/feed.atom"] {
            assert_eq!(visitor.get(&format!("/consultations/{path}")).await.status, 404);
        }
        for path in ["/consultations/plan", LIST, "/consultations/plan/themes/bus"] {
            let page = visitor.get(path).await;
            let link = page.html.split("application/atom+xml").nth(1).unwrap().split("href=\"").nth(1).unwrap();
            assert_eq!(visitor.get(link.split('"').next().unwrap()).await.status, 200, "{path}");
        }
    }
}

#[tokio::test]
async fn a_number_as_people_write_it_leads_to_the_opinion() {
    for site in TestApp::on_each_engine().await {
        site.has_call().await;
        let receipt = sent_calmly(&site, &site.visitor(), "夜のバスを", "").await.number;
        decide(&site, &receipt, State::Published, "").await;
        let full: String = receipt.chars().map(|c| if c == '-' { 'ー' } else { c }).collect();
        for written in [receipt.to_lowercase(), encode(&[("", &full)]).replace('=', "")] {
            let answer = site.visitor().get(&format!("/en/opinions/{written}")).await;
            assert_eq!((answer.status, answer.location()), (308, &*format!("/en/opinions/{receipt}")), "{written}");
        }
        assert_eq!(site.visitor().get("/opinions/r6-0001-0").await.status, 404, "with a slip in it");
    }
}
