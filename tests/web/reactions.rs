//! 共感: counted once for a visitor and an opinion, taken back, never a vote.

mod promises;

use axum::body::Body;
use axum::http::Request;
use jiff::civil::date;
use koe::base::calendar::DAY_MS;
use koe::consultations::Reactions;
use koe::http::access::Role;
use koe::opinions::State;

use crate::exports::{ALL, export};
use crate::receipts::decide;
use crate::support::{Answer, HOUR, NOW, TestApp, Visitor, encode};

const PLAN: &str = "/consultations/plan";
const LIST: &str = "/consultations/plan/opinions";

/// As a browser presses: sent to the same address once more, it sends the same form there.
async fn press(visitor: &Visitor, receipt: &str, act: &str) -> Answer {
    let form = [("act", act), ("back", LIST)];
    let answer = visitor.post(&format!("/opinions/{receipt}/reaction"), &form).await;
    if answer.status == 307 { visitor.post(answer.location(), &form).await } else { answer }
}

/// Pressed with this line of cookies; the answer's own cookie.
async fn press_with(site: &TestApp, receipt: &str, cookies: &str) -> (u16, Option<String>) {
    let request = Request::post(format!("/opinions/{receipt}/reaction"))
        .header("content-type", "application/x-www-form-urlencoded")
        .header("sec-fetch-site", "same-origin")
        .header("cookie", cookies.to_owned());
    let body = encode(&[("act", "give"), ("back", LIST)]);
    let answer = site.visitor().send(request.body(Body::from(body)).unwrap()).await;
    let set: Vec<_> = answer.headers.get_all("set-cookie").iter().map(|it| it.to_str().unwrap().to_owned()).collect();
    assert!(set.len() < 2, "{set:?}");
    (answer.status, set.into_iter().next())
}

/// What stands in the tables: marks, and their number as it is kept.
async fn counted(site: &TestApp) -> [i64; 2] {
    let sum = "select cast(coalesce(sum(people), 0) as bigint) from reaction_counts";
    [site.number("select count(*) from reactions").await, site.number(sum).await]
}

async fn published(site: &TestApp) -> String {
    let call = site.has_call().await;
    site.has_opinion_like(&call, "夜のバスを", "bus", State::Published, NOW - HOUR).await
}

#[tokio::test]
async fn whoever_presses_counts_once_sees_it_and_can_take_it_back() {
    for site in TestApp::on_each_engine().await {
        let receipt = published(&site).await;
        let (hana, taro) = (site.visitor(), site.visitor());
        let before = hana.get(LIST).await;
        assert!(before.has("value=\"give\" aria-pressed=\"false\"") && !before.has("人が共感"), "{}", before.html);
        let (path, form) = (format!("/opinions/{receipt}/reaction"), [("act", "give"), ("back", LIST)]);
        let first = hana.post(&path, &form).await;
        assert_eq!((first.status, first.location()), (307, &*format!("{path}?cookie=set")));
        assert_eq!(counted(&site).await, [0, 0], "not before the cookie is there");
        let pressed = hana.post(first.location(), &form).await;
        assert_eq!((pressed.status, pressed.location()), (303, &*format!("{LIST}#o-{receipt}")));
        // Those who bring no cookie share a page, which is a second old at most.
        site.app.clock.advance(1_000);
        let cookie = first.headers["set-cookie"].to_str().unwrap();
        assert!(
            cookie.starts_with("koe-visitor=")
                && cookie.ends_with("; Path=/; Max-Age=15552000; HttpOnly; SameSite=Lax"),
            "{cookie}"
        );
        for path in [LIST.to_owned(), format!("/opinions/{receipt}"), "/consultations/plan/themes/bus".to_owned()] {
            let (own, other) = (hana.get(&path).await, taro.get(&path).await);
            assert!(own.has("value=\"take\" aria-pressed=\"true\"") && own.has("1人が共感"), "{path}: {}", own.html);
            assert!(
                other.has("value=\"give\" aria-pressed=\"false\"") && other.has("1人が共感"),
                "{path}: {}",
                other.html
            );
            assert!(own.has("投票ではありません") && !own.headers.contains_key("set-cookie"), "{path}");
        }
        let again = press(&hana, &receipt, "give").await;
        assert!(again.status == 303 && !again.headers.contains_key("set-cookie"), "the cookie is the same one");
        assert_eq!(counted(&site).await, [1, 1]);
        assert_eq!(press(&taro, &receipt, "give").await.status, 303);
        assert!(taro.get("/en/consultations/plan/opinions").await.has("shared by 2"));
        for _ in 0..2 {
            assert_eq!(press(&hana, &receipt, "take").await.status, 303);
            assert_eq!(counted(&site).await, [1, 1]);
        }
        assert!(hana.get(LIST).await.has("value=\"give\" aria-pressed=\"false\""));
        // Nothing to take back, and no cookie for it.
        let nobody = press(&site.visitor(), &receipt, "take").await;
        assert!(nobody.status == 303 && !nobody.headers.contains_key("set-cookie"));
        assert_eq!(counted(&site).await, [1, 1]);
        assert_eq!(site.text("select min(given_on) from reactions").await, "2024-10-28", "the day alone");
    }
}

#[tokio::test]
async fn a_cookie_that_is_forged_cut_or_too_old_is_as_good_as_none_and_counts_once() {
    for site in TestApp::on_each_engine().await {
        let call = site.has_call_like(|call| call.closes_on = date(2026, 1, 1)).await;
        let receipt = site.has_opinion_like(&call, "夜のバスを", "bus", State::Published, NOW - HOUR).await;
        let (_, first) = press_with(&site, &receipt, "a=b").await;
        let good = first.unwrap().split(';').next().unwrap().to_owned();
        let mut known = 0;
        for _ in 0..2 {
            known = 1;
            assert_eq!(press_with(&site, &receipt, &format!("声=x; koe-visitor=forged; {good}")).await, (303, None));
            assert_eq!(counted(&site).await, [known; 2], "the one that is good counts");
        }
        let cut = &good[..good.len() - 1];
        let swapped = good.replacen('.', ".A", 1);
        for bad in ["koe-visitor=", "koe-visitor=a.b.c", cut, &swapped, "__Host-koe-visitor=x", &format!("x{good}")] {
            let (status, fresh) = press_with(&site, &receipt, bad).await;
            let fresh = fresh.unwrap_or_else(|| panic!("{bad}"));
            assert!(status == 307 && fresh.starts_with("koe-visitor=") && !fresh.starts_with(&good), "{bad}");
            assert_eq!(counted(&site).await, [known; 2], "{bad}");
            known += 1;
            let fresh = fresh.split(';').next().unwrap().to_owned();
            for _ in 0..2 {
                assert_eq!(press_with(&site, &receipt, &fresh).await, (303, None));
                assert_eq!(counted(&site).await, [known; 2], "{bad}: once");
            }
        }
        site.app.clock.advance(180 * DAY_MS);
        let (status, fresh) = press_with(&site, &receipt, &good).await;
        assert!(status == 307 && fresh.is_some(), "its time is over");
        assert_eq!(counted(&site).await, [known; 2]);
    }
}

#[tokio::test]
async fn of_all_public_answers_that_of_a_press_alone_sets_a_cookie_and_only_its_own() {
    for site in TestApp::with(&["--public-url", "https://koe.example.jp"]).await {
        let receipt = published(&site).await;
        let ask = |request: axum::http::request::Builder| {
            request.header("host", "koe.example.jp").header("cookie", "__Host-koe=broken")
        };
        let body = encode(&[("act", "give")]);
        let request = ask(Request::post(format!("/opinions/{receipt}/reaction")))
            .header("content-type", "application/x-www-form-urlencoded")
            .header("sec-fetch-site", "same-origin");
        let pressed = site.visitor().send(request.body(Body::from(body)).unwrap()).await;
        let set: Vec<_> = pressed.headers.get_all("set-cookie").iter().map(|it| it.to_str().unwrap()).collect();
        assert_eq!(set.len(), 1, "{set:?}");
        assert!(
            set[0].starts_with("__Host-koe-visitor=") && set[0].contains("; Path=/;") && set[0].ends_with("; Secure"),
            "{set:?}"
        );
        assert!(!set[0].contains("Domain"), "{set:?}");
        assert_eq!(pressed.location(), format!("/opinions/{receipt}/reaction?cookie=set"));
        let mut read = 0;
        for row in koe::app::access_table().iter().filter(|row| row.method == "GET" && !row.path.starts_with("/staff"))
        {
            let path = row.path.replace("{slug}", "plan").replace("{receipt}", &receipt).replace("{code}", "bus");
            let answer = site.visitor().send(ask(Request::get(&path)).body(Body::empty()).unwrap()).await;
            assert!(!answer.headers.contains_key("set-cookie"), "{path}");
            read += usize::from(answer.status == 200);
        }
        assert!(read > 8, "{read} pages");
    }
}

#[tokio::test]
async fn only_what_everybody_may_read_while_the_consultation_is_open_takes_it() {
    for site in TestApp::on_each_engine().await {
        let receipt = published(&site).await;
        let later = site
            .has_call_like(|call| {
                (call.slug, call.opens_on) = ("later".into(), date(2024, 11, 1));
                call.themes.iter_mut().for_each(|theme| theme.code.push('2'));
            })
            .await;
        let off = site
            .has_call_like(|call| {
                (call.slug, call.reactions) = ("off".into(), Reactions::Off);
                call.themes.iter_mut().for_each(|theme| theme.code.push('3'));
            })
            .await;
        let draft = site
            .has_call_like(|call| {
                (call.slug, call.listed) = ("draft".into(), false);
                call.themes.iter_mut().for_each(|theme| theme.code.push('4'));
            })
            .await;
        let plan = site.app.call("plan").await.unwrap();
        let pending = site.has_opinion(&plan, "まだ").await;
        let withheld = site.has_opinion_like(&plan, "非公開", "bus", State::Withheld, NOW).await;
        let in_draft = site.has_opinion_like(&draft, "下書き", "bus4", State::Published, NOW).await;
        for unknown in [&pending, &withheld, &in_draft, "R6-9999-9", "x", "%E5%A3%B0"] {
            let answer = press(&site.visitor(), unknown, "give").await;
            assert!(answer.status == 404 && !answer.headers.contains_key("set-cookie"), "{unknown}");
        }
        let early = site.has_opinion_like(&later, "早い", "bus2", State::Published, NOW).await;
        let never = site.has_opinion_like(&off, "使わない", "bus3", State::Published, NOW).await;
        let refused = async |receipt: &str| {
            let answer = press(&site.visitor(), receipt, "give").await;
            assert!(answer.status == 409 && !answer.headers.contains_key("set-cookie"), "{receipt}");
            assert!(
                answer.has("いまは共感を受け付けていません") && answer.has(&format!("href=\"/opinions/{receipt}\""))
            );
        };
        refused(&early).await;
        refused(&never).await;
        for path in ["/consultations/later/opinions", "/consultations/off/opinions"] {
            let page = site.visitor().get(path).await;
            assert!(page.status == 200 && !page.has("共感"), "{path}: {}", page.html);
        }
        assert_eq!(counted(&site).await, [0, 0]);
        let hana = site.visitor();
        press(&hana, &receipt, "give").await;
        let second = site.has_opinion_like(&plan, "取り下げる", "bus", State::Published, NOW).await;
        press(&hana, &second, "give").await;
        decide(&site, &second, State::Withdrawn, "").await;
        assert_eq!(press(&hana, &second, "take").await.location(), format!("/opinions/{second}"));
        site.app.clock.advance(40 * DAY_MS);
        refused(&receipt).await;
        assert_eq!(press(&hana, &receipt, "take").await.status, 409);
        assert_eq!(counted(&site).await, [2, 2], "what was said while it was open stays");
        let list = hana.get(LIST).await;
        assert!(list.has("1人が共感") && list.has("受付は終わりました") && !list.has("name=\"act\""), "{}", list.html);
    }
}

#[tokio::test]
async fn a_hidden_number_is_nowhere_before_the_consultation_has_closed() {
    for site in TestApp::on_each_engine().await {
        site.has_site().await;
        let call = site.has_call_like(|call| call.reactions = Reactions::Hidden).await;
        let receipt = site.has_opinion_like(&call, "夜のバスを", "bus", State::Published, NOW - HOUR).await;
        let (own_page, staff) = (format!("/opinions/{receipt}"), site.sign_in(&[Role::Staff]).await);
        // What everybody is shown, byte for byte.
        let public = async || {
            let mut shown = vec![export(&site, &staff, "public", "csv", ALL).await.html];
            for path in [LIST, "/consultations/plan/themes/bus", PLAN, "/", "/consultations/plan/feed.atom", &own_page]
            {
                let page = site.visitor().get(path).await;
                assert_eq!(page.status, 200, "{path}");
                shown.push(page.html);
            }
            shown
        };
        let before = public().await;
        let visitors: Vec<Visitor> = (0..37).map(|_| site.visitor()).collect();
        for visitor in &visitors {
            assert_eq!(press(visitor, &receipt, "give").await.status, 303);
        }
        assert_eq!(counted(&site).await, [37, 37]);
        assert_eq!(public().await, before);
        let own = visitors[0].get(&own_page).await;
        assert!(
            own.has("value=\"take\" aria-pressed=\"true\"") && own.has("募集が終わってから表示します"),
            "{}",
            own.html
        );
        assert!(!own.has("人が共感"), "nor to those who are among them");
        site.app.clock.advance(40 * DAY_MS);
        for path in [LIST, "/consultations/plan/themes/bus", &own_page] {
            let page = site.visitor().get(path).await;
            assert!(page.has("37人が共感") && !page.has("name=\"act\""), "{path}: {}", page.html);
        }
    }
}

#[tokio::test]
async fn of_a_crowd_everybody_counts_and_what_cannot_be_written_harms_nobody_else() {
    for site in TestApp::on_each_engine().await {
        let call = site.has_call().await;
        let mut receipts = Vec::new();
        for words in ["一", "二", "書けない"] {
            receipts.push(site.has_opinion_like(&call, words, "bus", State::Published, NOW - HOUR).await);
        }
        let broken = site.text("select id from opinions where original = '書けない'").await;
        let sql = match site.engine {
            koe::base::db::Engine::Sqlite => format!(
                "create trigger broken before insert on reactions when new.opinion_id = '{broken}' begin select raise(abort, 'no'); end"
            ),
            koe::base::db::Engine::Postgres => {
                format!("alter table reactions add constraint broken check (opinion_id <> '{broken}')")
            }
        };
        let mut tx = site.app.db.begin().await.unwrap();
        sqlx::Executor::execute(&mut *tx, sqlx::AssertSqlSafe(sql)).await.unwrap();
        tx.commit().await.unwrap();
        let visitors: Vec<Visitor> = (0..40).map(|_| site.visitor()).collect();
        let all = visitors.iter().enumerate().map(|(n, visitor)| press(visitor, &receipts[n % 2], "give"));
        let unlucky = site.visitor();
        let lost = press(&unlucky, &receipts[2], "give");
        let (answers, lost) = tokio::join!(futures_util::future::join_all(all), lost);
        assert!(answers.iter().all(|answer| answer.status == 303));
        assert!(lost.status == 503 && lost.headers.contains_key("retry-after"), "{}", lost.html);
        assert_eq!(counted(&site).await, [40, 40]);
        // The same ones at once, to and fro: what is kept and its number agree.
        let acts = ["take", "give", "take", "give", "take", "take"];
        let to_and_fro = visitors
            .iter()
            .zip(acts.into_iter().cycle())
            .enumerate()
            .map(|(n, (visitor, act))| press(visitor, &receipts[n % 2], act));
        futures_util::future::join_all(to_and_fro).await;
        assert_eq!(counted(&site).await, [14, 14]);
        let both = visitors.iter().flat_map(|visitor| ["take", "give"].map(|act| press(visitor, &receipts[0], act)));
        futures_util::future::join_all(both).await;
        let [kept, number] = counted(&site).await;
        assert_eq!(kept, number);
        let of_each = "select count(*) from reaction_counts c where c.people =
                       (select count(*) from reactions r where r.opinion_id = c.opinion_id)";
        assert_eq!(site.number(of_each).await, 2);
    }
}

#[tokio::test]
async fn one_network_presses_so_often_and_then_waits() {
    for site in TestApp::with(&["--reactions", "3"]).await {
        let receipt = published(&site).await;
        let visitors: Vec<Visitor> = (0..4).map(|_| site.visitor()).collect();
        for visitor in &visitors[..3] {
            assert_eq!(press(visitor, &receipt, "give").await.status, 303);
        }
        let late = press(&visitors[3], &receipt, "give").await;
        assert!(late.status == 429 && late.headers.contains_key("retry-after"), "{}", late.html);
        assert!(!late.headers.contains_key("set-cookie"));
        assert_eq!(counted(&site).await, [3, 3]);
        site.app.clock.advance(HOUR);
        assert_eq!(press(&visitors[3], &receipt, "give").await.status, 303);
    }
}

#[tokio::test]
async fn nothing_is_put_in_order_by_it_and_the_way_back_is_ours() {
    for site in TestApp::on_each_engine().await {
        let call = site.has_call().await;
        let mut receipts = Vec::new();
        for n in 0..6 {
            receipts.push(site.has_opinion_like(&call, &format!("声{n}"), "bus", State::Published, NOW - HOUR).await);
        }
        let orders = ["", "?order=shuffled&seed=5", "?order=quiet", "?theme=bus", "?q=声"];
        let order = async |asked: &str| {
            let page = site.visitor().get(&format!("{LIST}{}", asked.replace('声', "%E5%A3%B0"))).await;
            let places = receipts.iter().map(|receipt| page.html.find(&format!("id=\"o-{receipt}\"")).unwrap());
            let mut places: Vec<_> = places.zip(0..).collect();
            places.sort_unstable();
            places.into_iter().map(|(_, n)| n).collect::<Vec<i32>>()
        };
        let mut before = Vec::new();
        for asked in orders {
            before.push(order(asked).await);
        }
        for receipt in [&receipts[2], &receipts[2], &receipts[4]] {
            assert_eq!(press(&site.visitor(), receipt, "give").await.status, 303);
        }
        for (asked, before) in orders.into_iter().zip(before) {
            assert_eq!(order(asked).await, before, "{asked}");
        }
        let (path, known) = (format!("/opinions/{}/reaction", receipts[0]), site.visitor());
        press(&known, &receipts[0], "give").await;
        for back in
            ["//evil.example", "https://evil.example/", "/staff", "/opinions/\r\nset-cookie: a=b", "", "/opinions/x#y"]
        {
            let form = [("act", "give"), ("back", back)];
            let first = site.visitor().post(&format!("/en{path}"), &form).await;
            assert_eq!((first.status, first.location()), (307, &*format!("/en{path}?cookie=set")), "{back}");
            let answer = known.post(first.location(), &form).await;
            assert_eq!(answer.location(), format!("/en/opinions/{0}#o-{0}", receipts[0]), "{back}");
        }
        for wrong in ["", "act=vote", "act=give&act=take", "act=give&count=9", "act=give&back=%FF"] {
            assert_eq!(site.visitor().post_raw(&path, wrong.to_owned()).await.status, 400, "{wrong}");
        }
    }
}

#[tokio::test]
async fn the_office_finds_the_number_in_its_file_and_the_public_does_not() {
    for site in TestApp::on_each_engine().await {
        let receipt = published(&site).await;
        for _ in 0..3 {
            assert_eq!(press(&site.visitor(), &receipt, "give").await.status, 303);
        }
        let staff = site.sign_in(&[Role::Staff]).await;
        let office = export(&site, &staff, "office", "csv", ALL).await.html;
        let mut lines = office.lines().map(|line| line.split(',').collect::<Vec<_>>());
        let (heads, cells) = (lines.next().unwrap(), lines.next().unwrap());
        let of = |head: &str| cells[heads.iter().position(|it| it.trim_matches('"') == head).unwrap()];
        assert_eq!((of("会場の共感シール（枚）"), of("共感（人）")), ("\"\"", "\"3\""), "{office}");
        let public = export(&site, &staff, "public", "csv", ALL).await.html;
        assert!(!public.contains("共感（人）"), "{public}");
    }
}
