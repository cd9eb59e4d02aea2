//! Signing in, one-time links, sessions.

use std::time::Duration;

use axum::body::Body;
use axum::http::Request;
use futures_util::future::join_all;
use koe::accounts::{LinkPurpose, Password, store};
use koe::http::access::Role;

use crate::support::{Answer, HOUR, NOW, PASSWORD, TestApp};

#[tokio::test]
async fn the_first_administrator_is_made_by_a_link_that_works_once() {
    for site in TestApp::on_each_engine().await {
        let mut tx = site.app.db.begin().await.unwrap();
        let token = store::insert_link(&mut tx, LinkPurpose::SetUp, None, site.app.clock.machine_now()).await.unwrap();
        tx.commit().await.unwrap();
        let path = format!("/staff/set-up/{token}");
        let visitor = site.visitor();
        assert_eq!(visitor.get(&path).await.status, 200, "looking consumes nothing");
        assert_eq!(visitor.get(&path).await.status, 200);
        let form = [
            ("login", "sato"),
            ("name", "佐藤"),
            ("password", "a password long enough"),
            ("again", "a password long enough"),
        ];
        let short = visitor
            .post(&path, &[("login", "さとう"), ("name", "佐藤"), ("password", "short"), ("again", "short")])
            .await;
        assert_eq!(short.status, 422);
        assert!(short.has("15文字以上") && short.has("2～40文字") && short.has("さとう"), "{}", short.html);
        let done = visitor.post(&path, &form).await;
        assert_eq!((done.status, done.location()), (303, "/staff/sign-in?done=set_up"));
        let next = visitor.get(done.location()).await;
        assert!(next.has("最初の管理者を登録しました") && next.has("個人情報の取扱いを書いて"), "{}", next.html);
        assert_eq!(visitor.post(&path, &form).await.status, 404, "used up");
        let gone = visitor.get(&path).await;
        assert_eq!(gone.status, 404);
        assert!(gone.has("もう登録されています") && gone.has("href=\"/staff/sign-in\""), "{}", gone.html);
        let signed_in =
            visitor.post("/staff/sign-in", &[("login", "SATO"), ("password", "a password long enough")]).await;
        assert_eq!(signed_in.location(), "/staff");
    }
}

#[tokio::test]
async fn a_set_up_link_dies_with_the_first_administrator() {
    for site in TestApp::on_each_engine().await {
        let now = site.app.clock.machine_now();
        let mut tx = site.app.db.begin().await.unwrap();
        let old = store::insert_link(&mut tx, LinkPurpose::SetUp, None, now).await.unwrap();
        tx.commit().await.unwrap();
        site.has_account("sato", &[Role::Administrator]).await;
        assert_eq!(site.number("select count(*) from account_links").await, 0, "no link is left lying about");

        // One from the same moment, made on another node.
        let mut tx = site.app.db.begin().await.unwrap();
        let late = store::insert_link(&mut tx, LinkPurpose::SetUp, None, now).await.unwrap();
        tx.commit().await.unwrap();
        for token in [old, late] {
            let path = format!("/staff/set-up/{token}");
            let visitor = site.visitor();
            assert_eq!(visitor.get(&path).await.status, 404);
            let form = [("login", "thief"), ("name", "x"), ("password", PASSWORD), ("again", PASSWORD)];
            assert_eq!(visitor.post(&path, &form).await.status, 404);
        }
        assert_eq!(site.number("select count(*) from accounts").await, 1);
    }
}

#[tokio::test]
async fn a_set_up_link_that_is_too_old_says_where_the_next_one_is() {
    for site in TestApp::on_each_engine().await {
        let mut tx = site.app.db.begin().await.unwrap();
        let token = store::insert_link(&mut tx, LinkPurpose::SetUp, None, site.app.clock.machine_now()).await.unwrap();
        tx.commit().await.unwrap();
        site.app.clock.advance(24 * HOUR + 1);
        let gone = site.visitor().get(&format!("/staff/set-up/{token}")).await;
        assert_eq!(gone.status, 404);
        assert!(gone.has("Koeを起動し直すと") && !gone.has("/staff/sign-in"), "{}", gone.html);
    }
}

#[tokio::test]
async fn a_set_up_with_a_login_that_is_taken_keeps_the_words_and_the_link() {
    for site in TestApp::on_each_engine().await {
        site.has_account("sato", &[Role::Staff]).await;
        let mut tx = site.app.db.begin().await.unwrap();
        let token = store::insert_link(&mut tx, LinkPurpose::SetUp, None, site.app.clock.machine_now()).await.unwrap();
        tx.commit().await.unwrap();
        let path = format!("/staff/set-up/{token}");
        let form = |login| [("login", login), ("name", "佐藤 花子"), ("password", PASSWORD), ("again", PASSWORD)];
        let taken = site.visitor().post(&path, &form("sato")).await;
        assert_eq!(taken.status, 422);
        assert!(taken.has("すでに使われています"), "{}", taken.html);
        assert_eq!((taken.value("login"), taken.value("name")), ("sato".to_owned(), "佐藤 花子".to_owned()));
        assert_eq!(site.visitor().post(&path, &form("sato2")).await.status, 303);
    }
}

#[tokio::test]
async fn whoever_is_asked_to_sign_in_comes_where_he_was_going() {
    for site in TestApp::on_each_engine().await {
        site.has_account("sato", &[Role::Moderator]).await;
        let page = "/staff/queue?show=all&open=R6-0001-0";
        let visitor = site.visitor();
        let asked = visitor.get(&format!("/en{page}")).await;
        assert_eq!(asked.status, 401);
        let address = "/en/staff/sign-in?to=%2Fstaff%2Fqueue%3Fshow%3Dall%26open%3DR6%2D0001%2D0";
        assert!(asked.has(&format!("href=\"{address}\"")), "{}", asked.html);
        let form = visitor.get(address).await;
        let wish = form.value("to");
        assert_eq!(wish, page);
        let wrong = [("to", wish.as_str()), ("login", "sato"), ("password", "not the password")];
        assert_eq!(visitor.post("/en/staff/sign-in", &wrong).await.value("to"), page, "still known after a mistake");
        let right = [("to", wish.as_str()), ("login", "sato"), ("password", PASSWORD)];
        assert_eq!(visitor.post("/en/staff/sign-in", &right).await.location(), format!("/en{page}"));
        assert_eq!(visitor.get(address).await.location(), format!("/en{page}"), "signed in already");

        let elsewhere = [("to", "/staff/people"), ("login", "sato"), ("password", PASSWORD)];
        let visitor = site.visitor();
        assert_eq!(visitor.post("/staff/sign-in", &elsewhere).await.location(), "/staff/people");
        assert_eq!(visitor.get("/staff/people").await.status, 403, "a wish gives no right");
    }
}

#[tokio::test]
async fn a_wish_for_another_site_is_forgotten() {
    for site in TestApp::on_each_engine().await {
        site.has_account("sato", &[Role::Moderator]).await;
        for wish in ["//evil.example", "/\\evil.example", "https://evil.example/staff", "/staff//evil", "/status", ""] {
            let visitor = site.visitor();
            let to = wish.replace('/', "%2F").replace('\\', "%5C");
            let form = visitor.get(&format!("/staff/sign-in?to={to}")).await;
            assert!(form.status == 200 && !form.has("name=\"to\""), "{wish}");
            let right = [("to", wish), ("login", "sato"), ("password", PASSWORD)];
            assert_eq!(visitor.post("/staff/sign-in", &right).await.location(), "/staff", "{wish}");
        }
    }
}

#[tokio::test]
async fn a_wrong_password_and_an_unknown_name_look_alike() {
    for site in TestApp::on_each_engine().await {
        site.has_account("sato", &[Role::Staff]).await;
        let wrong = site.visitor().post("/staff/sign-in", &[("login", "sato"), ("password", "not the password")]).await;
        let unknown =
            site.visitor().post("/staff/sign-in", &[("login", "suzuki"), ("password", "not the password")]).await;
        assert_eq!((wrong.status, unknown.status), (422, 422));
        assert_eq!(wrong.html.replace("sato", ""), unknown.html.replace("suzuki", ""));
    }
}

#[tokio::test]
async fn after_twenty_wrong_passwords_a_network_waits() {
    for site in TestApp::on_each_engine().await {
        site.has_account("sato", &[Role::Staff]).await;
        for _ in 0..20 {
            site.visitor().post("/staff/sign-in", &[("login", "sato"), ("password", "guess")]).await;
        }
        let right = [("login", "sato"), ("password", PASSWORD)];
        let refused = site.visitor().post("/staff/sign-in", &right).await;
        assert_eq!(refused.status, 429);
        assert!(refused.headers.contains_key("retry-after"));
        site.app.clock.advance(HOUR);
        assert_eq!(site.visitor().post("/staff/sign-in", &right).await.status, 303);
    }
}

#[tokio::test]
async fn wrong_passwords_that_come_at_once_are_counted_before_they_are_tried() {
    for site in TestApp::with(&["--wrong-codes", "5"]).await {
        let me = site.sign_in(&[Role::Staff]).await;
        let change = [("current", "guess"), ("password", PASSWORD), ("again", PASSWORD)];
        let changes = join_all((0..3).map(|_| me.post("/staff/password", &change)));
        let visitors: Vec<_> = (0..9).map(|_| site.visitor()).collect();
        let guess = [("login", "person1"), ("password", "guess")];
        let guesses = join_all(visitors.iter().map(|visitor| visitor.post("/staff/sign-in", &guess)));
        let (changes, guesses) = tokio::join!(changes, guesses);
        let count = |status| changes.iter().chain(&guesses).filter(|answer| answer.status == status).count();
        assert_eq!((count(422), count(429)), (5, 7));
    }
}

#[tokio::test]
async fn right_passwords_are_not_counted() {
    for site in TestApp::with(&["--wrong-codes", "2"]).await {
        site.has_account("sato", &[Role::Staff]).await;
        for _ in 0..4 {
            let right = [("login", "sato"), ("password", PASSWORD)];
            assert_eq!(site.visitor().post("/staff/sign-in", &right).await.status, 303);
        }
    }
}

#[tokio::test]
async fn when_too_many_passwords_wait_for_a_look_the_next_is_asked_to_come_back() {
    for site in TestApp::with(&["--wrong-codes", "1"]).await {
        site.has_account("sato", &[Role::Staff]).await;
        let right = [("login", "sato"), ("password", PASSWORD)];
        let all = site.app.hashing_queue.clone().try_acquire_many_owned(64).unwrap();
        let refused = site.visitor().post("/staff/sign-in", &right).await;
        assert_eq!(refused.status, 503);
        assert!(refused.headers.contains_key("retry-after") && refused.has("混み合って"), "{}", refused.html);
        drop(all);
        assert_eq!(site.visitor().post("/staff/sign-in", &right).await.status, 303, "it did not count as wrong");
    }
}

/// Does `change` while the request waits to have its password looked at.
async fn meanwhile(site: &TestApp, request: impl Future<Output = Answer>, change: impl Future<Output = ()>) -> Answer {
    let places = u32::try_from(site.app.hashing.available_permits()).unwrap();
    let all = site.app.hashing.clone().try_acquire_many_owned(places).unwrap();
    let free = site.app.hashing_queue.available_permits();
    let change = async {
        while site.app.hashing_queue.available_permits() == free {
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
        change.await;
        drop(all);
    };
    tokio::join!(request, change).0
}

#[tokio::test]
async fn a_password_that_is_reset_while_it_is_looked_at_opens_nothing() {
    for site in TestApp::on_each_engine().await {
        let account = site.has_account("sato", &[Role::Staff]).await;
        let reset = async || {
            let mut tx = site.app.db.begin().await.unwrap();
            store::set_password(&mut tx, &account, "another hash").await.unwrap();
            tx.commit().await.unwrap();
        };
        let disable = async || {
            let mut tx = site.app.db.begin().await.unwrap();
            store::set_disabled(&mut tx, &account, Some(NOW)).await.unwrap();
            tx.commit().await.unwrap();
        };
        let right = [("login", "sato"), ("password", PASSWORD)];
        let visitor = site.visitor();
        let refused = meanwhile(&site, visitor.post("/staff/sign-in", &right), disable()).await;
        assert_eq!((refused.status, visitor.get("/staff/password").await.status), (422, 401), "disabled");

        let mut tx = site.app.db.begin().await.unwrap();
        store::set_disabled(&mut tx, &account, None).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(visitor.post("/staff/sign-in", &right).await.status, 303);
        let change = [("current", PASSWORD), ("password", "a thief's password"), ("again", "a thief's password")];
        let refused = meanwhile(&site, visitor.post("/staff/password", &change), reset()).await;
        assert_eq!(refused.status, 401);
        assert_eq!(site.text("select password from accounts").await, "another hash");

        let hash = Password::parse(PASSWORD, PASSWORD, "").ok().unwrap().hash().unwrap();
        let mut tx = site.app.db.begin().await.unwrap();
        store::set_password(&mut tx, &account, &hash).await.unwrap();
        tx.commit().await.unwrap();
        let refused = meanwhile(&site, visitor.post("/staff/sign-in", &right), reset()).await;
        assert_eq!((refused.status, visitor.get("/staff/password").await.status), (422, 401), "reset");
        assert_eq!(site.number("select count(*) from sessions").await, 0);
        assert_eq!(site.number("select count(*) from audit where act = 'sign_in_refused'").await, 2);
    }
}

#[tokio::test]
async fn a_new_password_ends_the_one_time_links() {
    for site in TestApp::on_each_engine().await {
        let me = site.sign_in(&[Role::Staff]).await;
        let account = store::find(&mut site.app.db.read().await.unwrap(), "person1").await.unwrap().unwrap();
        let mut tx = site.app.db.begin().await.unwrap();
        let token = store::insert_link(&mut tx, LinkPurpose::Password, Some(&account.id), NOW).await.unwrap();
        tx.commit().await.unwrap();
        let path = format!("/staff/link/{token}");
        assert_eq!(site.visitor().get(&path).await.status, 200);
        let form = [("current", PASSWORD), ("password", "quite another password"), ("again", "quite another password")];
        assert_eq!(me.post("/staff/password", &form).await.status, 303);
        assert_eq!(site.visitor().get(&path).await.status, 404);
    }
}

#[tokio::test]
async fn a_session_ends_when_idle_too_old_or_disabled() {
    for site in TestApp::on_each_engine().await {
        let idle = site.sign_in(&[Role::Staff]).await;
        assert_eq!(idle.get("/staff/password").await.status, 200);
        site.app.clock.advance(HOUR / 2 + 1000);
        assert_eq!(idle.get("/staff/password").await.status, 401, "30 minutes idle");

        let busy = site.sign_in(&[Role::Staff]).await;
        for _ in 0..24 {
            site.app.clock.advance(HOUR / 2 - 1000);
            assert_eq!(busy.get("/staff/password").await.status, 200);
        }
        site.app.clock.advance(60_000);
        assert_eq!(busy.get("/staff/password").await.status, 401, "12 hours in all");

        let disabled = site.sign_in(&[Role::Staff]).await;
        let account = store::find(&mut site.app.db.read().await.unwrap(), "person3").await.unwrap().unwrap();
        let mut tx = site.app.db.begin().await.unwrap();
        store::set_disabled(&mut tx, &account.id, Some(0)).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(disabled.get("/staff/password").await.status, 401);
    }
}

#[tokio::test]
async fn signing_out_ends_the_session_for_good() {
    for site in TestApp::on_each_engine().await {
        let me = site.sign_in(&[Role::Staff]).await;
        assert_eq!(me.post("/staff/sign-out", &[]).await.status, 303);
        assert_eq!(me.get("/staff/password").await.status, 401);
        assert_eq!(site.number("select count(*) from sessions").await, 0);
    }
}

#[tokio::test]
async fn a_new_password_ends_the_other_sessions_and_keeps_this_one() {
    for site in TestApp::on_each_engine().await {
        let here = site.sign_in(&[Role::Staff]).await;
        let there = site.visitor();
        there.post("/staff/sign-in", &[("login", "person1"), ("password", PASSWORD)]).await;
        let form = [("current", PASSWORD), ("password", "quite another password"), ("again", "quite another password")];
        assert_eq!(here.post("/staff/password", &form).await.status, 303);
        assert_eq!(here.get("/staff/password").await.status, 200);
        assert_eq!(there.get("/staff/password").await.status, 401);
    }
}

/// The cookie that an answer sets, `name=value`.
fn cookie(answer: &Answer) -> String {
    let set = answer.headers.get("set-cookie").unwrap_or_else(|| panic!("no cookie: {}", answer.html));
    set.to_str().unwrap().split(';').next().unwrap().to_owned()
}

#[tokio::test]
async fn no_session_begins_under_a_cookie_that_was_there_before() {
    for site in TestApp::on_each_engine().await {
        site.sign_in(&[Role::Staff]).await;
        let with = |request: axum::http::request::Builder, cookie: &str| request.header("cookie", cookie.to_owned());
        let opens = async |cookie: &str| {
            let request = with(Request::get("/staff/password"), cookie).body(Body::empty()).unwrap();
            site.visitor().send(request).await.status == 200
        };
        let post = async |path: &str, cookie: &str, pairs: &[(&str, &str)]| {
            let request = with(Request::post(path), cookie)
                .header("content-type", "application/x-www-form-urlencoded")
                .header("sec-fetch-site", "same-origin");
            site.visitor().send(request.body(crate::support::encode(pairs).into()).unwrap()).await
        };
        let sign_in = [("login", "person1"), ("password", PASSWORD)];
        for name in ["koe", "k%6Fe"] {
            let planted = format!("{name}=AAAAAAAAAAAAAAAAAAAAAA");
            let own = cookie(&post("/staff/sign-in", &planted, &sign_in).await);
            assert!(!own.ends_with("=AAAAAAAAAAAAAAAAAAAAAA"), "{own}");
            assert!(opens(&own).await && !opens(&planted).await, "{name}");
        }
        let before = cookie(&post("/staff/sign-in", "x=y", &sign_in).await);
        let again = cookie(&post("/staff/sign-in", &before, &sign_in).await);
        assert!(before != again && opens(&again).await && !opens(&before).await, "whoever was here before is out");
        let form = [("current", PASSWORD), ("password", "quite another password"), ("again", "quite another password")];
        let changed = cookie(&post("/staff/password", &again, &form).await);
        assert!(changed != again && opens(&changed).await && !opens(&again).await, "a stolen cookie is worth nothing");
    }
}

#[tokio::test]
async fn each_role_begins_with_its_own_work_and_nobody_before_an_empty_room() {
    for site in TestApp::on_each_engine().await {
        for (role, first) in [
            (Role::Moderator, "/staff/queue"),
            (Role::Staff, "/staff/board"),
            (Role::Viewer, "/staff/board"),
            (Role::Department, "/staff/board"),
            (Role::Auditor, "/staff/balance"),
            (Role::Administrator, "/staff/site"),
        ] {
            assert_eq!(site.sign_in(&[role]).await.get("/staff").await.location(), first, "{role:?}");
        }
        let page = site.sign_in(&[Role::Contacts]).await.get("/staff").await;
        assert_eq!(page.status, 200);
        assert!(page.has("いま、お願いしている仕事はありません"), "{}", page.html);
    }
}
