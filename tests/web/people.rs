//! People and their roles: adding, changing, disabling, one-time links.

use koe::accounts::store;
use koe::http::access::Role;

use crate::support::{HOUR, PASSWORD, TestApp, Visitor};

const NEW: &str = "a new password of a colleague";

/// The one-time link that a page shows, as a path.
fn link(html: &str) -> String {
    let address = html.split("<code class=\"one-time\">").nth(1).expect("no link").split('<').next().unwrap();
    format!("/staff/link/{}", address.rsplit('/').next().unwrap())
}

async fn sign_in(site: &TestApp, login: &str, password: &str) -> Visitor {
    let visitor = site.visitor();
    visitor.post("/staff/sign-in", &[("login", login), ("password", password)]).await;
    visitor
}

#[tokio::test]
async fn only_administrators_see_the_people() {
    for site in TestApp::on_each_engine().await {
        site.has_account("sato", &[Role::Staff]).await;
        let paths = ["/staff/people", "/staff/people/sato", "/staff/invitation"];
        let acts = [
            "/staff/invitation",
            "/staff/people/sato",
            "/staff/people/sato/link",
            "/staff/people/sato/disabling",
            "/staff/people/sato/enabling",
        ];
        let others = [Role::Moderator, Role::Staff, Role::Department, Role::Viewer, Role::Auditor, Role::Contacts];
        for (visitor, status) in [(site.visitor(), 401), (site.sign_in(&others).await, 403)] {
            for path in paths {
                assert_eq!(visitor.get(path).await.status, status, "{path}");
            }
            for path in acts {
                assert_eq!(visitor.post(path, &[]).await.status, status, "{path}");
            }
        }
        let administrator = site.sign_in(&[Role::Administrator]).await;
        for path in paths {
            assert_eq!(administrator.get(path).await.status, 200, "{path}");
        }
        assert_eq!(administrator.get("/staff/people/nobody").await.status, 404);
    }
}

#[tokio::test]
async fn somebody_new_gets_a_link_that_is_shown_once_and_works_once() {
    for site in TestApp::on_each_engine().await {
        let me = site.sign_in(&[Role::Administrator]).await;
        let form = [("login", "Yamada"), ("name", "山田 花子"), ("role_moderator", "1"), ("role_contacts", "1")];
        let added = me.post("/staff/invitation", &form).await;
        assert_eq!(added.status, 201, "{}", added.html);
        assert_eq!(added.headers["cache-control"], "no-store");
        let path = link(&added.html);
        let token = path.rsplit('/').next().unwrap();
        for page in ["/staff/people", "/staff/people/yamada", "/staff/log"] {
            let shown = me.get(page).await;
            assert!(shown.has("yamada") && !shown.has(token), "{page}");
        }
        assert_eq!(site.number(&format!("select count(*) from account_links where token_hash = '{token}'")).await, 0);
        assert!(me.get("/staff/people").await.has("パスワード未設定"));

        let new = site.visitor();
        assert_eq!(new.get(&path).await.status, 200);
        let done = new.post(&path, &[("password", NEW), ("again", NEW)]).await;
        assert_eq!(done.status, 303);
        assert!(new.get(done.location()).await.has("パスワードを決めました"));
        assert_eq!(new.post(&path, &[("password", NEW), ("again", NEW)]).await.status, 404, "used up");
        assert_eq!(sign_in(&site, "yamada", NEW).await.get("/staff/password").await.status, 200);
        let kept = store::find(&mut site.app.db.read().await.unwrap(), "yamada").await.unwrap().unwrap();
        assert_eq!(kept.roles, [Role::Moderator, Role::Contacts]);
        assert_eq!(
            site.number("select count(*) from audit where act = 'account_added' and subject = 'yamada'").await,
            1
        );
        assert_eq!(
            site.number("select count(*) from audit where act = 'password_set' and subject = 'yamada'").await,
            1
        );
    }
}

#[tokio::test]
async fn a_one_time_link_takes_no_password_made_of_the_login() {
    for site in TestApp::on_each_engine().await {
        site.has_account("yamada-hanako.2024", &[Role::Staff]).await;
        let me = site.sign_in(&[Role::Administrator]).await;
        let path = link(&me.post("/staff/people/yamada-hanako.2024/link", &[]).await.html);
        let plain = "Yamada-Hanako.2024!";
        let refused = site.visitor().post(&path, &[("password", plain), ("again", plain)]).await;
        assert_eq!(refused.status, 422, "{}", refused.html);
        assert_eq!(site.visitor().post(&path, &[("password", NEW), ("again", NEW)]).await.status, 303);
    }
}

#[tokio::test]
async fn a_link_dies_after_a_day_and_when_a_newer_one_is_made() {
    for site in TestApp::on_each_engine().await {
        site.has_account("sato", &[Role::Staff]).await;
        let me = site.sign_in(&[Role::Administrator]).await;
        let first = link(&me.post("/staff/people/sato/link", &[]).await.html);
        let second = link(&me.post("/staff/people/sato/link", &[]).await.html);
        let visitor = site.visitor();
        assert_eq!(visitor.get(&first).await.status, 404);
        assert_eq!(visitor.get(&second).await.status, 200);
        site.app.clock.advance(24 * HOUR + 1);
        let gone = visitor.get(&second).await;
        assert_eq!(gone.status, 404);
        assert!(gone.has("管理者に新しいリンクを頼んで") && gone.has("href=\"/staff/sign-in\""), "{}", gone.html);
    }
}

#[tokio::test]
async fn a_form_to_mend_keeps_every_word() {
    for site in TestApp::on_each_engine().await {
        site.has_account("sato", &[Role::Staff]).await;
        let me = site.sign_in(&[Role::Administrator]).await;
        let wrong = me.post("/staff/invitation", &[("login", "山田"), ("name", " "), ("role_contacts", "1")]).await;
        assert_eq!(wrong.status, 422);
        assert!(
            wrong.has("3か所")
                && wrong.has("2～40文字にして")
                && wrong.has("1～60文字で書いて")
                && wrong.has("1つ以上選んで")
        );
        assert_eq!(wrong.value("login"), "山田");
        assert!(wrong.has("name=\"role_contacts\" value=\"1\" checked"), "{}", wrong.html);

        let taken = [("login", "sato"), ("name", "<b>佐藤"), ("role_staff", "1")];
        let taken = me.post("/staff/invitation", &taken).await;
        assert_eq!(taken.status, 422);
        assert!(taken.has("すでに使われています") && taken.has("name=\"role_staff\" value=\"1\" checked"));
        assert_eq!(taken.value("name"), "<b>佐藤");

        let bare = me.post("/staff/people/sato", &[("name", "佐藤 太郎")]).await;
        assert_eq!(bare.status, 422);
        assert_eq!(bare.value("name"), "佐藤 太郎");
        assert_eq!(me.post("/staff/people/sato", &[("name", "佐藤"), ("password", "x")]).await.status, 400);
        assert_eq!(site.number("select count(*) from accounts").await, 2);
    }
}

#[tokio::test]
async fn of_two_administrators_who_change_one_person_the_second_is_told_and_undoes_nothing() {
    for site in TestApp::on_each_engine().await {
        let me = site.sign_in(&[Role::Administrator]).await;
        site.sign_in(&[Role::Administrator, Role::Staff]).await;
        let path = "/staff/people/person2";
        let (first, second) = (me.get(path).await.value("seen"), me.get(path).await.value("seen"));
        let lowered = [("name", "佐藤"), ("role_staff", "1"), ("seen", first.as_str())];
        assert_eq!(me.post(path, &lowered).await.status, 303);
        let typo = [("name", "佐藤 直"), ("role_staff", "1"), ("role_administrator", "1"), ("seen", second.as_str())];
        let late = me.post(path, &typo).await;
        assert_eq!(late.status, 409);
        assert!(late.has("ほかの管理者がこの人を変えました") && late.value("name") == "佐藤 直", "{}", late.html);
        assert!(!late.has("name=\"role_administrator\" value=\"1\" checked"), "{}", late.html);
        let roles =
            "select count(*) from account_roles r join accounts a on a.id = r.account_id where a.login = 'person2'";
        assert_eq!(site.number(roles).await, 1);
        let again = [("name", "佐藤 直"), ("role_staff", "1"), ("seen", &late.value("seen"))];
        assert_eq!(me.post(path, &again).await.status, 303);
    }
}

#[tokio::test]
async fn other_roles_end_the_sessions_and_another_name_does_not() {
    for site in TestApp::on_each_engine().await {
        let me = site.sign_in(&[Role::Administrator]).await;
        let other = site.sign_in(&[Role::Staff]).await;
        let path = "/staff/people/person2";
        assert_eq!(me.post(path, &[("name", "新しい名前"), ("role_staff", "1")]).await.location(), "/staff/people");
        assert_eq!(other.get("/staff/password").await.status, 200);
        assert!(me.get("/staff/people").await.has("新しい名前"));
        assert_eq!(me.post(path, &[("name", "新しい名前"), ("role_auditor", "1")]).await.status, 303);
        assert_eq!(other.get("/staff/password").await.status, 401);
        let again = sign_in(&site, "person2", PASSWORD).await;
        assert_eq!(again.get("/staff/log").await.status, 200);
        let detail = "select detail from audit where act = 'account_changed' order by number desc limit 1";
        assert_eq!(site.text(detail).await, "roles staff → auditor");
    }
}

#[tokio::test]
async fn a_disabled_person_is_out_at_once_and_his_links_are_dead() {
    for site in TestApp::on_each_engine().await {
        let me = site.sign_in(&[Role::Administrator]).await;
        let other = site.sign_in(&[Role::Staff]).await;
        let old = link(&me.post("/staff/people/person2/link", &[]).await.html);
        assert_eq!(me.post("/staff/people/person2/disabling", &[]).await.status, 303);
        assert_eq!(other.get("/staff/password").await.status, 401);
        assert_eq!(sign_in(&site, "person2", PASSWORD).await.get("/staff/password").await.status, 401);
        assert_eq!(site.visitor().get(&old).await.status, 404);
        let refused = me.post("/staff/people/person2/link", &[]).await;
        assert_eq!(refused.status, 422);
        assert!(refused.has("先に利用を再開") && me.get("/staff/people").await.has("停止中"));

        assert_eq!(me.post("/staff/people/person2/enabling", &[]).await.status, 303);
        assert_eq!(sign_in(&site, "person2", PASSWORD).await.get("/staff/password").await.status, 200);
        let acts =
            "select count(*) from audit where subject = 'person2' and act in ('account_disabled', 'account_enabled')";
        assert_eq!(site.number(acts).await, 2);
    }
}

#[tokio::test]
async fn nobody_changes_his_own_roles_or_locks_himself_out() {
    for site in TestApp::on_each_engine().await {
        let me = site.sign_in(&[Role::Administrator]).await;
        let raised = [("name", "person1"), ("role_administrator", "1"), ("role_contacts", "1")];
        let raised = me.post("/staff/people/person1", &raised).await;
        assert_eq!(raised.status, 422);
        assert!(raised.has("自分の権限を変えたり") && !raised.has("name=\"role_contacts\""), "{}", raised.html);
        let out = me.post("/staff/people/person1/disabling", &[]).await;
        assert_eq!(out.status, 422);
        assert!(out.has("ほかの管理者に頼んで"));
        let renamed = me.post("/staff/people/person1", &[("name", "改名"), ("role_administrator", "1")]).await;
        assert_eq!(renamed.status, 303);
        assert!(me.get("/staff/people/person1").await.has("改名"));
    }
}

#[tokio::test]
async fn the_last_administrator_stays() {
    for site in TestApp::on_each_engine().await {
        let me = site.sign_in(&[Role::Administrator]).await;
        site.has_account("suzuki", &[Role::Administrator]).await;
        // Signed in, but unable to sign in again: the other is the only one left who can.
        let mut tx = site.app.db.begin().await.unwrap();
        sqlx::query("update accounts set password = null where login = 'person1'").execute(&mut *tx).await.unwrap();
        tx.commit().await.unwrap();
        for (path, form) in [
            ("/staff/people/suzuki/disabling", &[][..]),
            ("/staff/people/suzuki", &[("name", "鈴木"), ("role_staff", "1")]),
        ] {
            let refused = me.post(path, form).await;
            assert_eq!(refused.status, 422, "{path}");
            assert!(refused.has("管理者がいなくなる"), "{}", refused.html);
        }
        assert_eq!(site.number("select count(*) from accounts where disabled_at is not null").await, 0);
        assert_eq!(site.number("select count(*) from audit where act like 'account_%'").await, 0);
    }
}

#[tokio::test]
async fn two_administrators_who_disable_each_other_leave_one() {
    for site in TestApp::on_each_engine().await {
        let first = site.sign_in(&[Role::Administrator]).await;
        let second = site.sign_in(&[Role::Administrator]).await;
        let (one, two) = tokio::join!(
            first.post("/staff/people/person2/disabling", &[]),
            second.post("/staff/people/person1/disabling", &[])
        );
        let statuses = [one.status, two.status];
        assert!(statuses.contains(&303), "{statuses:?}");
        assert_eq!(site.number("select count(*) from accounts where disabled_at is null").await, 1, "{statuses:?}");
    }
}

#[tokio::test]
async fn nobody_is_called_what_looks_like_somebody_else() {
    for site in TestApp::on_each_engine().await {
        let me = site.sign_in(&[Role::Administrator]).await;
        let invite = async |login: &str, name: &str| {
            me.post("/staff/invitation", &[("login", login), ("name", name), ("role_staff", "1")]).await
        };
        assert_eq!(invite("sato", "佐藤 admin").await.status, 201);
        for name in ["佐藤 admin", "佐藤　ａdmin", "佐藤аdmin"] {
            let refused = invite("other", name).await;
            assert!(refused.status == 422 && refused.has("見分けのつかない"), "{name}: {}", refused.html);
            assert_eq!(refused.value("name"), name);
        }
        for name in ["\u{202E}nimda", "佐\u{200B}藤"] {
            assert_eq!(invite("other", name).await.status, 422, "{name:?}");
        }
        assert_eq!(invite("suzuki", "鈴木").await.status, 201);
        let change = [("login", "suzuki"), ("name", "佐藤admin"), ("role_staff", "1")];
        assert_eq!(me.post("/staff/people/suzuki", &change).await.status, 422);
        let same = [("login", "suzuki"), ("name", "鈴木"), ("role_staff", "1")];
        assert_eq!(me.post("/staff/people/suzuki", &same).await.status, 303, "his own name is his");
    }
}
