//! The board and the list behind it: do the numbers say what a hand count says, and who sees what.

use koe::base::id;
use koe::consultations::Consultation;
use koe::http::access::Role;
use koe::opinions::State;
use koe::opinions::text::find_spans;
use koe::opinions::{Reason, store};

use crate::support::{Answer, HOUR, NOW, TestApp, Visitor};

const DAY: i64 = 24 * HOUR;

/// Sets columns of one opinion, e.g. `area = 'ikuno'`.
async fn set(site: &TestApp, receipt: &str, what: &str) {
    let mut tx = site.app.db.begin().await.unwrap();
    let sql = format!("update opinions set {what} where receipt = '{receipt}'");
    sqlx::query(sqlx::AssertSqlSafe(sql)).execute(&mut *tx).await.unwrap();
    tx.commit().await.unwrap();
}

/// Numbers of one row of the table with this id, and the way behind the first.
fn row(html: &str, table: &str, label: &str) -> (Vec<i64>, Option<String>) {
    let table = html.split(&format!("id=\"{table}-caption\"")).nth(1).unwrap_or_else(|| panic!("no {table}: {html}"));
    let table = table.split("</table>").next().unwrap();
    let row = table.split("<tr").find(|row| row.contains(&format!(">{label}</th>")));
    let row = row.unwrap_or_else(|| panic!("no {label} in {table}"));
    let cells = row.split("<td class=\"num\">").skip(1).map(|cell| {
        let text = cell.split("</td>").next().unwrap();
        bare(text).replace(',', "").parse().unwrap_or_else(|_| panic!("{text}"))
    });
    (cells.collect(), link(row))
}

/// The words without their tags.
fn bare(html: &str) -> String {
    html.split('<').map(|part| part.split_once('>').map_or(part, |(_, rest)| rest)).collect()
}

fn link(html: &str) -> Option<String> {
    Some(html.split_once("href=\"")?.1.split('"').next()?.replace("&#38;", "&"))
}

/// The balance: label, number, way.
fn balance(html: &str) -> Vec<(String, i64, Option<String>)> {
    let list = html.split("<dl class=\"balance\">").nth(1).unwrap().split("</dl>").next().unwrap();
    let line = |part: &str| {
        let (label, rest) = part.split_once("</dt><dd>").unwrap();
        let cell = rest.split("</dd>").next().unwrap();
        (label.to_owned(), bare(cell).parse().unwrap_or_else(|_| panic!("{part}")), link(cell))
    };
    list.split("<dt>").skip(1).map(line).collect()
}

/// How many opinions a page of the list shows.
fn listed(html: &str) -> usize {
    html.matches("<div class=\"voice-head\">").count()
}

#[tokio::test]
async fn the_board_says_what_a_hand_count_says() {
    for site in TestApp::on_each_engine().await {
        let call = site.has_call().await;
        let published = State::Published;
        let first = site.has_opinion_like(&call, "バスを増やして。", "roads", published, NOW - 9 * DAY).await;
        let same = site.has_opinion_like(&call, "バスを　増やして！", "bus", published, NOW - DAY).await;
        let other = site.has_opinion_like(&call, "保育園がほしい", "child", State::Pending, NOW - HOUR).await;
        site.has_opinion_like(&call, "公園もほしい", "child", State::Pending, NOW - HOUR).await;
        // The first two came from one submitter.
        let one = format!("submitter_id = (select p.submitter_id from opinions p where p.receipt = '{first}')");
        set(&site, &same, &format!("{one}, area = 'ikuno', channel = 'paper'")).await;
        set(&site, &other, "area = 'ikuno', age_band = '30'").await;

        let staff = site.sign_in(&[Role::Staff]).await;
        let board = staff.get("/staff/board").await;
        assert_eq!(board.status, 200, "{}", board.html);
        assert!(board.has("2024年10月28日（月）10時00分現在"), "{}", board.html);
        for (table, label, counts) in [
            ("themes", "道路・交通（小計）", [2, 1, 1]),
            ("themes", "バス", [1, 1, 1]),
            ("themes", "細かいテーマを選ばなかったもの", [1, 1, 1]),
            ("themes", "子育て", [2, 2, 2]),
            ("themes", "計", [4, 3, 3]),
            ("channels", "ウェブ", [3, 3, 3]),
            ("channels", "紙", [1, 1, 1]),
            ("areas", "ikunoの人", [2, 2, 2]),
            ("areas", "santoの人", [0, 0, 0]),
            ("areas", "回答なし", [2, 2, 2]),
            ("ages", "30の人", [1, 1, 1]),
            ("ages", "回答なし", [3, 2, 2]),
            ("relations", "回答なし", [4, 3, 3]),
            ("days", "2024年10月19日（土）", [1, 1, 1]),
            ("days", "2024年10月28日（月）", [2, 2, 2]),
            ("days", "計", [4, 3, 3]),
        ] {
            assert_eq!(row(&board.html, table, label).0, counts, "{table} {label}");
        }
        assert!(board.has("<b>3</b>件</dd>"), "three in the last seven days, three texts: {}", board.html);
        assert!(board.has("role=\"img\"") && board.has("<desc"), "charts are told in words");
        // Nobody's words, nobody's number.
        assert!(!board.has("バスを増やして") && !board.has(&first));
    }
}

#[tokio::test]
async fn received_is_the_sum_of_the_states_and_every_number_opens_its_opinions() {
    for site in TestApp::on_each_engine().await {
        let call = site.has_call().await;
        for (at, state) in State::ALL.iter().enumerate() {
            for one in 0..=at {
                site.has_opinion_like(&call, &format!("声 {at} {one}"), "roads", *state, NOW - HOUR).await;
            }
        }
        let staff = site.sign_in(&[Role::Staff]).await;
        let board = staff.get("/staff/board").await;
        let balance = balance(&board.html);
        let labels: Vec<&str> = balance.iter().map(|(label, ..)| label.as_str()).collect();
        assert_eq!(labels, ["受付", "公開", "一部伏せて公開", "非公開", "取下げ", "審査待ち", "保留", "要修正"]);
        assert_eq!(balance[0].1, 28);
        let table = board.html.split("id=\"states-caption\"").nth(1).unwrap().split("</table>").next().unwrap();
        assert_eq!(table.matches("<th scope=\"row\">").count(), 8, "each state and the total: {table}");
        assert!(table.contains("異なる文面数") && table.contains("提出者数"), "{table}");
        assert_eq!(balance[1..].iter().map(|(_, count, _)| count).sum::<i64>(), balance[0].1);
        for (label, count, way) in &balance {
            let list = staff.get(way.as_deref().unwrap_or_else(|| panic!("{label}"))).await;
            assert_eq!(list.status, 200);
            assert_eq!(i64::try_from(listed(&list.html)).unwrap(), *count, "{label}");
        }
    }
}

/// What a page says it is not narrowed by.
fn gone(page: &Answer) -> Option<&str> {
    page.html.split("ここでは使えない条件のため、しぼりこんでいません（").nth(1)?.split('）').next()
}

fn gone_of(query: &str) -> Option<&'static str> {
    match query {
        "theme=bus,nonsense" => Some("theme=nonsense"),
        query => query.contains("nonsense").then_some("theme=nonsense、area=nonsense、from=2024-13-99"),
    }
}

#[tokio::test]
async fn conditions_narrow_counts_lists_and_stand_in_the_address() {
    for site in TestApp::on_each_engine().await {
        let call = site.has_call().await;
        let bus = site.has_opinion_like(&call, "駅までのバス", "bus", State::Published, NOW - 3 * DAY).await;
        let road = site.has_opinion_like(&call, "道が暗い", "roads", State::Pending, NOW - DAY).await;
        site.has_opinion_like(&call, "保育園", "child", State::Pending, NOW - HOUR).await;
        set(&site, &bus, "area = 'ikuno'").await;
        let mut tx = site.app.db.begin().await.unwrap();
        let also = "insert into opinion_themes (opinion_id, theme_id, position) select id, $2, 1 from opinions where receipt = $1";
        let child = &call.theme("child").unwrap().id;
        sqlx::query(also).bind(&road).bind(child).execute(&mut *tx).await.unwrap();
        tx.commit().await.unwrap();

        let staff = site.sign_in(&[Role::Staff]).await;
        for (query, count) in [
            ("", 3),
            ("theme=roads", 2),
            ("theme=bus", 1),
            ("theme=child", 2), // one of them beside its main theme
            ("main=child", 1),
            ("main=roads,bus", 2),
            ("state=pending", 2),
            ("state=pending,published", 3),
            ("channel=paper", 0),
            ("area=ikuno", 1),
            ("area=-", 2),
            ("area=ikuno,-", 3),
            ("from=2024-10-26&to=2024-10-27", 1),
            ("to=2024-10-25", 1),
            ("q=%E3%83%90%E3%82%B9", 1),
            ("theme=nonsense&area=nonsense&from=2024-13-99", 3),
            ("theme=bus,nonsense", 1),
            ("q=a%20b%20c%20d%20e%20f%20g%20h%20i%20j%20k%20l%20m", 0),
        ] {
            let list = staff.get(&format!("/staff/opinions?{query}")).await;
            assert_eq!(listed(&list.html), count, "{query}");
            let board = staff.get(&format!("/staff/board?{query}")).await;
            let narrowed = query.starts_with("main=");
            let public = site.visitor().get(&format!("/consultations/plan/opinions?{query}")).await;
            let is_cut = [&list, &board, &public].map(|page| page.has("始めの100文字・12語まで"));
            assert_eq!(is_cut, [query.starts_with("q=a%20"); 3], "{query}");
            assert_eq!([gone(&list), gone(&board)], [gone_of(query); 2], "{query}");
            assert_eq!(board.has("type=\"hidden\" name=\"main\""), narrowed, "the panel keeps it: {query}");
            if count > 0 {
                assert_eq!(row(&board.html, "days", "計").0[0], i64::try_from(count).unwrap(), "{query}");
                assert_eq!(balance(&board.html)[0].1, i64::try_from(count).unwrap(), "{query}");
            } else {
                assert!(board.has("この条件に合う意見はありません"), "{query}: {}", board.html);
            }
        }
        let board = staff.get("/staff/board?theme=roads&area=ikuno,-").await;
        assert!(board.has("<bdi>ikunoの人・回答なし</bdi>") && board.has("<bdi>道路・交通</bdi>"), "{}", board.html);
        assert!(board.has("/staff/exports?call=plan&#38;theme=roads&#38;area=ikuno,-"), "{}", board.html);
        let (counts, way) = row(&board.html, "areas", "ikunoの人");
        assert_eq!((counts[0], way.as_deref()), (1, Some("/staff/opinions?call=plan&theme=roads&area=ikuno")));
    }
}

#[tokio::test]
async fn counts_are_for_those_who_count_and_lists_for_those_who_may_read() {
    for site in TestApp::on_each_engine().await {
        site.has_call().await;
        let cases = [
            (Role::Staff, 200, 200),
            (Role::Viewer, 200, 200),
            (Role::Auditor, 200, 403),
            (Role::Moderator, 403, 200),
            (Role::Administrator, 403, 403),
            (Role::Department, 200, 200),
        ];
        for (role, board, list) in cases {
            let person = site.sign_in(&[role]).await;
            assert_eq!(person.get("/staff/board").await.status, board, "{role:?}");
            assert_eq!(person.get("/staff/opinions").await.status, list, "{role:?}");
        }
        assert_eq!(site.visitor().get("/staff/board").await.status, 401);
        assert_eq!(site.visitor().get("/staff/opinions").await.status, 401);
    }
}

/// Publishes with one span masked, as a moderator does.
async fn mask(site: &TestApp, receipt: &str, words: &str) {
    let mut tx = site.app.db.begin().await.unwrap();
    let opinion = store::find(&mut tx, receipt).await.unwrap().unwrap();
    let spans = find_spans(&opinion.text, words, Reason::PersonalInfo);
    let change = store::Change {
        to: State::PublishedRedacted,
        reason: Some(Reason::PersonalInfo),
        message: "",
        note: "",
        due_at: None,
        by: None,
        redactions: &spans,
    };
    let seen = store::Seen { state: opinion.state, version: opinion.version };
    store::change(&mut tx, site.engine, &opinion, seen, &change, NOW).await.unwrap().unwrap();
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn a_viewer_reads_what_everybody_may_and_nothing_else() {
    for site in TestApp::on_each_engine().await {
        let call = site.has_call().await;
        for state in State::ALL.iter().filter(|state| !state.is_public()) {
            site.has_opinion_like(&call, &format!("ひみつ{}", state.name()), "roads", *state, NOW - HOUR).await;
        }
        let open = site.has_opinion_like(&call, "みんなの声", "roads", State::Published, NOW - HOUR).await;
        let masked = site.has_opinion(&call, "区長の山田さんへ").await;
        mask(&site, &masked, "山田さん").await;
        set(&site, &open, "area = 'ikuno'").await;

        let viewer = site.sign_in(&[Role::Viewer]).await;
        for query in ["", "?state=withheld", "?q=ひみつ", "?q=山田", "?area=ikuno", "?area=santo"] {
            let list = viewer.get(&format!("/staff/opinions{}", percent(query))).await;
            assert_eq!(list.status, 200);
            for state in State::ALL.iter().filter(|state| !state.is_public()) {
                assert!(!list.has(&format!("ひみつ{}", state.name())), "{query}: {}", list.html);
            }
            assert!(
                !list.html.replace("<bdi>山田</bdi>", "").replace("value=\"山田\"", "").contains("山田"),
                "{query}"
            );
        }
        let list = viewer.get("/staff/opinions").await;
        assert_eq!(listed(&list.html), 2);
        assert!(
            list.has("〔個人情報のため非公開〕") && list.has(&format!("href=\"/opinions/{open}\"")),
            "{}",
            list.html
        );
        // What people said about themselves can be neither seen nor asked for.
        assert_eq!(listed(&viewer.get("/staff/opinions?area=santo").await.html), 2);
        assert!(!list.has("name=\"area\""), "{}", list.html);
        // Counts are there; ways only where the list shows exactly what was counted.
        let board = viewer.get("/staff/board").await;
        let ways: Vec<bool> = balance(&board.html).iter().map(|(_, _, way)| way.is_some()).collect();
        assert_eq!(ways, [false, true, true, false, false, false, false, false]);
        assert_eq!(row(&board.html, "themes", "計").0[0], 7);
        // Staff read the original words.
        let staff = site.sign_in(&[Role::Staff]).await;
        let list = staff.get("/staff/opinions?q=%E5%B1%B1%E7%94%B0").await;
        assert!(
            list.has("区長の山田さんへ") && list.has(&format!("href=\"/staff/opinions/{masked}\"")),
            "{}",
            list.html
        );
    }
}

fn percent(query: &str) -> String {
    query
        .chars()
        .map(
            |c| {
                if c.is_ascii() {
                    c.to_string()
                } else {
                    crate::support::encode(&[("", &c.to_string())])[1..].to_owned()
                }
            },
        )
        .collect()
}

#[tokio::test]
async fn older_opinions_are_a_page_away() {
    for site in TestApp::on_each_engine().await {
        let call = site.has_call().await;
        for one in 1..=51 {
            site.has_opinion(&call, &format!("声その{one}。")).await;
        }
        let staff = site.sign_in(&[Role::Moderator]).await;
        let first = staff.get("/staff/opinions?state=pending").await;
        assert_eq!(listed(&first.html), 50);
        assert!(first.has("声その51。") && !first.has("声その1。") && first.has("<b>51件</b>"), "{}", first.html);
        let nav = first.html.split("<nav class=\"page-nav\"").nth(1).unwrap();
        let second = staff.get(&link(nav).unwrap()).await;
        assert_eq!(listed(&second.html), 1);
        assert!(second.has("声その1。"), "{}", second.html);
    }
}

/// A decision of a moderator on a pending opinion, so many hours after it came.
async fn decide(site: &TestApp, account: &str, call: &Consultation, came: i64, hours: i64) {
    let receipt = site.has_opinion_like(call, "審査の速さ", "roads", State::Pending, came).await;
    let mut tx = site.app.db.begin().await.unwrap();
    let opinion = store::find(&mut tx, &receipt).await.unwrap().unwrap();
    let change = store::Change {
        to: State::Withheld,
        reason: Some(Reason::OffTopic),
        message: "",
        note: "",
        due_at: None,
        by: Some(account),
        redactions: &[],
    };
    let seen = store::Seen { state: opinion.state, version: opinion.version };
    store::change(&mut tx, site.engine, &opinion, seen, &change, came + hours * HOUR).await.unwrap().unwrap();
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn the_wait_is_the_median_of_first_decisions_in_thirty_days() {
    for site in TestApp::on_each_engine().await {
        let call = site.has_call().await;
        let account = site.has_account("decider", &[Role::Moderator]).await;
        decide(&site, &account, &call, NOW - 40 * DAY, 1).await; // too long ago
        for hours in [2, 5, 100] {
            decide(&site, &account, &call, NOW - 9 * DAY, hours).await;
        }
        let staff = site.sign_in(&[Role::Auditor]).await;
        let board = staff.get("/staff/board").await;
        assert!(board.has("<b>5.0</b>時間"), "{}", board.html);
        assert!(board.has("募集テーマと無関係 4"), "why opinions are withheld: {}", board.html);
        decide(&site, &account, &call, NOW - 9 * DAY, 10).await;
        assert!(staff.get("/staff/board").await.has("<b>7.5</b>時間"), "between the two in the middle");
    }
}

async fn board_text(visitor: &Visitor, path: &str, words: &str) {
    let board = visitor.get(path).await;
    assert_eq!(board.status, 200, "{path}");
    assert!(board.has(words), "{path}: {}", board.html);
}

#[tokio::test]
async fn an_empty_board_says_so_and_the_newest_listed_call_comes_first() {
    for site in TestApp::on_each_engine().await {
        let staff = site.sign_in(&[Role::Staff]).await;
        for page in ["/staff/board", "/staff/opinions", "/staff/exports"] {
            board_text(&staff, page, "意見募集がまだありません").await;
        }
        site.has_call().await;
        board_text(&staff, "/staff/board", "まだご意見は届いていません").await;
        board_text(&staff, "/en/staff/board", "No opinion has arrived yet").await;
        let later = |call: &mut Consultation, slug: &str, listed: bool| {
            call.id = id::new(NOW);
            call.slug = slug.into();
            call.listed = listed;
            call.closes_on = call.closes_on.tomorrow().unwrap();
            call.texts[0].1.title = format!("{slug}の募集");
        };
        site.has_call_like(|call| later(call, "draft", false)).await;
        board_text(&staff, "/staff/board", "<p class=\"shoulder\">計画へのご意見募集</p>").await;
        site.has_call_like(|call| later(call, "second", true)).await;
        board_text(&staff, "/staff/board", "<p class=\"shoulder\">secondの募集</p>").await;
        board_text(&staff, "/staff/board?call=plan", "<p class=\"shoulder\">計画へのご意見募集</p>").await;
        board_text(&staff, "/staff/board", "<option value=\"draft\">draftの募集</option>").await;
    }
}
