//! Exports with contacts: who may have them, what they hold, and that every administrator hears of it.

use std::os::unix::fs::PermissionsExt;
use std::process::Command;

use koe::accounts;
use koe::base::audit::{self, Act, Actor};
use koe::base::calendar::DAY_MS;
use koe::base::crypto::Purpose;
use koe::base::db::Engine;
use koe::consultations::Consultation;
use koe::exports::jobs;
use koe::http::access::Role;
use koe::opinions::State;

use crate::receipts::sent;
use crate::support::{Answer, HOUR, NOW, PASSWORD, TestApp};

const ADDRESS: &str = "kanarienvogel@example.jp";
const CONTACT: [(&str, &str); 3] = [("call", "plan"), ("profile", "contact"), ("format", "csv")];

/// Two opinions, one published, with a contact each.
async fn with_contacts(site: &TestApp) -> Consultation {
    let call = site.has_call().await;
    site.has_opinion_like(&call, "見える声", "bus", State::Published, NOW - HOUR).await;
    site.has_opinion(&call, "見えない声").await;
    give_contacts(site, ADDRESS).await;
    call
}

/// The same address beside every opinion of the site.
pub async fn give_contacts(site: &TestApp, address: &str) {
    let ids: Vec<String> = {
        let mut conn = site.app.db.read().await.unwrap();
        sqlx::query_scalar("select id from opinions").fetch_all(&mut *conn).await.unwrap()
    };
    let mut tx = site.app.db.begin().await.unwrap();
    for id in ids {
        let sql = "insert into contacts (opinion_id, sealed, created_at, lang) values ($1, $2, 1, 'ja')";
        let sealed = site.app.keys.seal(Purpose::Contact, &id, address);
        sqlx::query(sql).bind(&id).bind(sealed).execute(&mut *tx).await.unwrap();
    }
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn contacts_are_in_no_file_but_the_one_for_those_who_may_have_them() {
    for site in TestApp::on_each_engine().await {
        with_contacts(&site).await;
        let reader = site.sign_in(&[Role::Staff, Role::Contacts]).await;
        let formats = ["csv", "csv-plain", "csv-cp932", "jsonl", "xlsx", "kouchou-ai", "sensemaking"];
        for profile in ["public", "office"] {
            for format in formats {
                let asked = [("call", "plan"), ("profile", profile), ("format", format)];
                assert_eq!(reader.post("/staff/exports", &asked).await.status, 303);
            }
        }
        site.work().await;
        assert_eq!(site.number("select count(*) from exports where state = 'done'").await, 14);
        for entry in std::fs::read_dir(jobs::folder(&site.app)).unwrap().map(|entry| entry.unwrap().path()) {
            let bytes = std::fs::read(&entry).unwrap();
            assert!(!String::from_utf8_lossy(&bytes).contains("kanarienvogel"), "{}", entry.display());
        }
        let wrong = [("call", "plan"), ("profile", "office"), ("format", "csv"), ("columns_office", "メールアドレス")];
        assert_eq!(reader.post("/staff/exports", &wrong).await.status, 422);
        assert_eq!(site.number("select count(*) from audit where act = 'contacts_exported'").await, 0);
        for format in ["csv", "csv-plain", "csv-cp932", "jsonl", "xlsx"] {
            let asked = [("call", "plan"), ("profile", "contact"), ("format", format), ("password", PASSWORD)];
            assert_eq!(reader.post("/staff/exports", &asked).await.status, 303);
        }
        site.work().await;
        let sql = "select count(*) from exports where state = 'done' and profile = 'contact'";
        assert_eq!(site.number(sql).await, 5);
        let id = site.text("select id from exports where profile = 'contact' and format = 'csv'").await;
        let file = reader.get(&format!("/staff/exports/{id}/file")).await;
        assert!(file.html.lines().next().unwrap().ends_with("\"メールアドレス\""), "{}", file.html);
        assert_eq!(file.html.matches(ADDRESS).count(), 2, "{}", file.html);
        assert!(reader.get(&format!("/staff/exports/{id}/columns")).await.has("メールアドレス"));
        let path = jobs::folder(&site.app).join(format!("{id}.csv"));
        assert_eq!(path.metadata().unwrap().permissions().mode() & 0o777, 0o600);
        assert_eq!(jobs::folder(&site.app).metadata().unwrap().permissions().mode() & 0o777, 0o700);
        assert!(!site.text("select detail from audit where act = 'contacts_exported' limit 1").await.contains('@'));
    }
}

#[tokio::test]
async fn the_right_and_the_password_are_asked_for() {
    for site in TestApp::with(&["--wrong-codes", "3"]).await {
        with_contacts(&site).await;
        let staff = site.sign_in(&[Role::Staff]).await;
        let page = staff.get("/staff/exports").await;
        assert!(!page.has("value=\"contact\"") && !page.has("type=\"password\""), "{}", page.html);
        let with_password = [CONTACT.as_slice(), &[("password", PASSWORD)]].concat();
        assert_eq!(staff.post("/staff/exports", &with_password).await.status, 403);

        let reader = site.sign_in(&[Role::Staff, Role::Contacts]).await;
        let auditor = site.sign_in(&[Role::Auditor]).await;
        let kept = [("theme", "roads"), ("columns_contact", "受付番号\nメールアドレス")];
        let missing = reader.post("/staff/exports", &[CONTACT.as_slice(), &kept].concat()).await;
        assert_eq!(missing.status, 422);
        assert!(missing.has("あなたのパスワードを入力してください"), "{}", missing.html);
        assert!(missing.has("value=\"contact\" required checked") && missing.has("name=\"theme\" value=\"roads\""));
        assert!(missing.has("受付番号\nメールアドレス</textarea>"), "{}", missing.html);
        let tool = [("call", "plan"), ("profile", "contact"), ("format", "kouchou-ai"), ("password", PASSWORD)];
        assert!(reader.post("/staff/exports", &tool).await.has("連絡先つきの書き出しはできません"));
        let wrong = [CONTACT.as_slice(), &[("password", "a wrong password of a colleague")]].concat();
        for _ in 0..3 {
            let answer = reader.post("/staff/exports", &wrong).await;
            assert_eq!(answer.status, 422);
            assert!(answer.has("id=\"password-error\"") && !answer.has("a wrong password"), "{}", answer.html);
        }
        let refused = "select count(*) from audit where act = 'contacts_refused' and actor = 'person2'
                       and subject = 'plan' and detail = ''";
        assert_eq!(site.number(refused).await, 3, "who, when, of which consultation");
        assert_eq!(reader.post("/staff/exports", &with_password).await.status, 429, "as many as at the sign-in");
        let sign_in = [("login", "person2"), ("password", PASSWORD)];
        assert_eq!(site.visitor().post("/staff/sign-in", &sign_in).await.status, 429, "one count for both");
        assert_eq!(site.number("select count(*) from exports").await, 0);
        assert_eq!(site.number("select count(*) from audit where act = 'contacts_refused'").await, 3);
        let log = auditor.get("/staff/log").await;
        let entries = log.html.split("<ol class=\"log").nth(1).unwrap();
        assert_eq!(entries.matches("連絡先つきの書き出しでパスワード違い").count(), 3, "{}", log.html);
    }
}

#[tokio::test]
async fn who_loses_the_right_gets_nothing_any_more() {
    for site in TestApp::on_each_engine().await {
        with_contacts(&site).await;
        let reader = site.sign_in(&[Role::Staff, Role::Contacts]).await;
        let asked = [CONTACT.as_slice(), &[("password", PASSWORD)]].concat();
        assert_eq!(reader.post("/staff/exports", &asked).await.status, 303);
        site.work().await;
        let made = site.text("select id from exports").await;
        assert_eq!(reader.post("/staff/exports", &asked).await.status, 303);
        let account = site.text("select id from accounts").await;
        let mut tx = site.app.db.begin().await.unwrap();
        accounts::store::set_roles(&mut tx, &account, &[Role::Staff]).await.unwrap();
        tx.commit().await.unwrap();
        site.work().await;
        let why = "select count(*) from exports where state = 'failed' and failure = 'right'";
        assert_eq!(site.number(why).await, 1, "asked for while he had it, written when he had not");
        assert_eq!(site.number("select count(*) from audit where act = 'contacts_exported'").await, 1);
        let again = site.visitor();
        again.post("/staff/sign-in", &[("login", "person1"), ("password", PASSWORD)]).await;
        assert_eq!(again.get(&format!("/staff/exports/{made}/file")).await.status, 404);
        assert!(!again.get("/staff/exports").await.has(&made));
    }
}

#[tokio::test]
async fn every_administrator_is_told_until_he_has_seen_it() {
    for site in TestApp::on_each_engine().await {
        site.has_site().await;
        with_contacts(&site).await;
        let (one, other) = (site.sign_in(&[Role::Administrator]).await, site.sign_in(&[Role::Administrator]).await);
        let reader = site.sign_in(&[Role::Staff, Role::Contacts]).await;
        let asked = [CONTACT.as_slice(), &[("password", PASSWORD), ("state", "pending"), ("q", "見えない声")]].concat();
        assert_eq!(reader.post("/staff/exports", &asked).await.status, 303);
        site.work().await;
        let notice = "連絡先つきの書き出しが1件ありました";
        for me in [&one, &other] {
            assert!(me.get("/staff/people").await.has(notice));
            let page = me.get("/staff/log/contacts").await;
            for told in ["person3", "管理用（連絡先つき）、CSV（Excel用）", "1件", "審査待ち", "言葉の検索あり"]
            {
                assert!(page.has(told), "{told}: {}", page.html);
            }
            assert!(!page.has("見えない声") && !page.has("kanarienvogel"), "{}", page.html);
            assert!(page.has(&site.text("select sha256 from exports").await));
        }
        assert!(!reader.get("/staff/exports").await.has(notice), "not for others");
        let number = one.get("/staff/log/contacts").await.value("number");
        one.post("/staff/log/contacts", &[("number", "9999999")]).await;
        assert!(one.get("/staff/people").await.has(notice), "no such entry");
        assert_eq!(one.post("/staff/log/contacts", &[("number", &number)]).await.status, 303);
        assert!(!one.get("/staff/people").await.has(notice));
        assert!(other.get("/staff/people").await.has(notice), "each for himself");
        assert!(!one.get("/staff/log/contacts").await.has("name=\"number\""));

        let target = site.app.config.data.join("contacts.csv");
        let run = |file: &str| {
            let mut command = Command::new(env!("CARGO_BIN_EXE_koe"));
            command.arg("--data").arg(&site.app.config.data).args(["export", "--consultation", "plan"]);
            command.args(["--profile", "contact", "--format", "csv"]).arg(file);
            if site.engine == Engine::Postgres {
                command.args(["--database-url", &site.app.config.database_url()]);
            }
            command.output().unwrap()
        };
        assert!(!run("-").status.success(), "whose file would that be?");
        // The program's clock is years after the test's: by then the contacts are dead.
        let done = run(target.to_str().unwrap());
        assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
        assert!(!std::fs::read_to_string(&target).unwrap().contains(ADDRESS), "not deleted yet, and given to nobody");
        assert_eq!(target.metadata().unwrap().permissions().mode() & 0o777, 0o600);
        assert!(one.get("/staff/people").await.has(notice));
        assert!(one.get("/staff/log/contacts").await.has("コマンド"));
    }
}

#[tokio::test]
async fn who_confirms_a_page_of_told_exports_confirms_what_was_on_it_alone() {
    for site in TestApp::on_each_engine().await {
        site.has_site().await;
        site.has_call().await;
        let me = site.sign_in(&[Role::Administrator]).await;
        let mut tx = site.app.db.begin().await.unwrap();
        for number in 1..=130 {
            let (act, detail) = (Act::ContactsExported, format!("csv file{number}"));
            audit::record(&mut tx, Actor::Staff("person9"), act, "plan", &detail, NOW).await.unwrap();
        }
        tx.commit().await.unwrap();
        let shown = |page: &Answer, number: u32| page.has(&format!("<code>file{number}</code>"));
        let first = me.get("/staff/log/contacts").await;
        assert!(shown(&first, 1) && shown(&first, 100) && !shown(&first, 101), "the oldest first");
        assert!(first.has("古い方から100件") && first.has("残りの30件") && first.has("100件を確認しました"));
        let number = first.value("number");
        assert_eq!(me.post("/staff/log/contacts", &[("number", &number)]).await.status, 303);
        assert!(me.get("/staff/people").await.has("連絡先つきの書き出しが30件ありました"), "the rest stays told");
        let second = me.get("/staff/log/contacts").await;
        assert!(shown(&second, 130) && shown(&second, 31) && !shown(&second, 30), "a whole page, newest first");
        assert!(!second.has("古い方から") && second.has("30件を確認しました"), "{}", second.html);
        me.post("/staff/log/contacts", &[("number", &second.value("number"))]).await;
        me.post("/staff/log/contacts", &[("number", &number)]).await;
        assert!(!me.get("/staff/people").await.has("連絡先つきの書き出しが"), "an old page takes nothing back");
        assert!(shown(&me.get("/staff/log/contacts").await, 130));
    }
}

#[tokio::test]
async fn a_file_with_contacts_is_gone_after_its_day() {
    for site in TestApp::on_each_engine().await {
        with_contacts(&site).await;
        let reader = site.sign_in(&[Role::Staff, Role::Contacts]).await;
        reader.post("/staff/exports", &[CONTACT.as_slice(), &[("password", PASSWORD)]].concat()).await;
        site.work().await;
        let mut conn = site.app.db.read().await.unwrap();
        let late = async |conn: &mut _, now| koe::exports::store::holds_late_contacts(conn, now).await.unwrap();
        let made: i64 = sqlx::query_scalar("select created_at from exports").fetch_one(&mut *conn).await.unwrap();
        assert!(!late(&mut conn, made + DAY_MS - 1).await);
        assert!(late(&mut conn, made + DAY_MS).await, "the purge does not wait for its own day");
    }
}

#[tokio::test]
async fn a_file_with_contacts_is_given_out_no_more_once_somebody_withdraws_or_takes_his_address_away() {
    for site in TestApp::on_each_engine().await {
        site.has_call().await;
        let visitor = site.visitor();
        let (one, two) = (sent(&visitor, "一つ目", "").await, sent(&visitor, "二つ目", "").await);
        give_contacts(&site, ADDRESS).await;
        let reader = site.sign_in(&[Role::Staff, Role::Contacts]).await;
        let asked = [CONTACT.as_slice(), &[("password", PASSWORD)]].concat();
        for (path, receipt, field) in
            [("/status/withdrawal", &one, ("sure", "yes")), ("/status/mail", &two, ("stop", "yes"))]
        {
            site.app.clock.advance(1);
            assert_eq!(reader.post("/staff/exports", &asked).await.status, 303);
            site.work().await;
            let id = site.text("select id from exports order by created_at desc, id desc limit 1").await;
            let file = format!("/staff/exports/{id}/file");
            assert!(reader.get(&file).await.has(ADDRESS), "{path}");
            let before = site.number("select count(*) from contacts").await;
            let done = visitor.post(path, &[("number", &receipt.number), ("code", &receipt.code), field]).await;
            assert_eq!(done.status, 200, "{}", done.html);
            assert_eq!(site.number("select count(*) from contacts").await, before - 1, "gone at once: {path}");
            assert_eq!(reader.get(&file).await.status, 303, "{path}");
            let page = reader.get("/staff/exports").await;
            assert!(page.has("意見を取り下げた人か、連絡先を消した人がいます") && !page.has(&file), "{}", page.html);
        }
    }
}

#[tokio::test]
async fn whoever_has_asked_for_a_file_and_nobody_else_deletes_it_before_its_day_is_over() {
    for site in TestApp::on_each_engine().await {
        with_contacts(&site).await;
        let (reader, other) =
            (site.sign_in(&[Role::Staff, Role::Contacts]).await, site.sign_in(&[Role::Staff, Role::Contacts]).await);
        assert_eq!(
            reader.post("/staff/exports", &[CONTACT.as_slice(), &[("password", PASSWORD)]].concat()).await.status,
            303
        );
        site.work().await;
        let id = site.text("select id from exports").await;
        let (delete, path) = (format!("/staff/exports/{id}/delete"), jobs::folder(&site.app).join(format!("{id}.csv")));
        assert_eq!(other.post(&delete, &[]).await.status, 303);
        assert!(path.exists() && site.number("select count(*) from exports").await == 1, "it is not his");
        assert!(reader.get("/staff/exports").await.has(&delete));
        assert_eq!(reader.post(&delete, &[]).await.location(), "/staff/exports");
        assert!(!path.exists() && site.number("select count(*) from exports").await == 0);
        assert_eq!(reader.get(&format!("/staff/exports/{id}/file")).await.status, 404);
    }
}
