//! The administrator's pages: the city's texts, the log of acts, mail, jobs, the daily purge.

use koe::base::audit::{self, Act, Actor};
use koe::base::crypto::Purpose;
use koe::base::jobs::{self, Job};
use koe::http::access::Role;
use koe::opinions::State;

use crate::support::{HOST, NOW, TestApp, Visitor};

const NEEDED: [(&str, &str); 4] =
    [("city_ja", "朝来市"), ("office_ja", "総合政策課"), ("phone_ja", "079-000-0000"), ("privacy_ja", "利用目的ほか")];

#[tokio::test]
async fn administration_is_for_administrators_and_the_log_for_auditors_too() {
    for site in TestApp::on_each_engine().await {
        let administrator = site.sign_in(&[Role::Administrator]).await;
        let auditor = site.sign_in(&[Role::Auditor]).await;
        let other = site.sign_in(&[Role::Moderator, Role::Staff, Role::Department, Role::Viewer, Role::Contacts]).await;
        for (path, reads) in [("/staff/site", 403), ("/staff/mail", 403), ("/staff/jobs", 403), ("/staff/log", 200)] {
            assert_eq!(site.visitor().get(path).await.status, 401, "{path}");
            assert_eq!(other.get(path).await.status, 403, "{path}");
            assert_eq!(auditor.get(path).await.status, reads, "{path}");
            let page = administrator.get(path).await;
            assert_eq!(page.status, 200, "{path}");
            assert_eq!(page.html.matches("aria-current=\"page\"").count(), 2, "{path}: 管理 and the page itself");
        }
        for path in ["/staff/site", "/staff/jobs/x/retry"] {
            assert_eq!(site.visitor().post(path, &[]).await.status, 401, "{path}");
            assert_eq!(auditor.post(path, &[]).await.status, 403, "{path}");
        }
    }
}

#[tokio::test]
async fn the_citys_texts_appear_on_the_public_pages_at_once() {
    for site in TestApp::on_each_engine().await {
        let me = site.sign_in(&[Role::Administrator]).await;
        for path in ["/", "/privacy"] {
            assert!(!site.visitor().get(path).await.has("朝来市"), "{path} is kept for a second from here on");
        }
        let empty = me.get("/staff/site").await;
        assert!(empty.has("まだ公開の準備ができていません") && empty.has("メールサーバーが設定されていません"));
        assert!(empty.has("90日後に削除") && empty.has("deleted 90 days after"), "texts to begin with");
        let mut form = NEEDED.to_vec();
        form.extend([("city_en", "Asago City"), ("mail_ja", "kikaku@example.jp"), ("name_ja", "あさごの声")]);
        assert_eq!(me.post("/staff/site", &form).await.location(), "/staff/site?saved=1");
        assert_eq!(
            site.text("select detail from audit where act = 'site_changed'").await,
            "city_ja  → 朝来市\ncity_en  → Asago City\nname_ja  → あさごの声\noffice_ja  → 総合政策課\n\
             phone_ja  → 079-000-0000\nmail_ja  → kikaku@example.jp\nprivacy_ja"
        );
        let saved = me.get("/staff/site?saved=1").await;
        assert!(saved.has("保存しました") && !saved.has("まだ公開の準備"));
        assert_eq!((saved.value("city_en"), saved.value("mail_ja")), ("Asago City".into(), "kikaku@example.jp".into()));
        assert!(!saved.has("90日後に削除"), "the city has its own privacy text now");
        for (path, words) in [("/", "朝来市"), ("/en", "Asago City"), ("/privacy", "利用目的ほか"), ("/", "あさごの声")]
        {
            let page = site.visitor().get(path).await;
            assert!(page.has(words), "{path} {words}: {}", page.html);
        }
        me.post("/staff/site", &form).await;
        assert_eq!(site.number("select count(*) from audit where act = 'site_changed'").await, 1, "nothing changed");
    }
}

#[tokio::test]
async fn of_two_who_change_the_citys_texts_the_second_sees_both_and_what_was_emptied_stays_empty() {
    for site in TestApp::on_each_engine().await {
        const OFFER: &str = "ご意見は、どなたでも書くことができます";
        let me = site.sign_in(&[Role::Administrator]).await;
        assert!(me.get("/staff/site").await.has(OFFER), "a text to begin with");
        assert_eq!(me.post("/staff/site", &NEEDED).await.status, 303);
        let seen = me.get("/staff/site").await.value("seen");
        let saves = async |change: (&str, &str)| {
            let mut form: Vec<_> = NEEDED.into_iter().filter(|(name, _)| *name != change.0).collect();
            let (name, value) = change;
            form.extend([("seen", seen.as_str())]);
            let form: Vec<(&str, &str)> = form.into_iter().chain([(name, value)]).collect();
            me.post("/staff/site", &form).await
        };
        assert_eq!(saves(("privacy_ja", "新しい\r\n利用目的")).await.status, 303);
        let late = saves(("phone_ja", "079-111-1111")).await;
        assert_eq!(late.status, 409);
        assert!(late.has("新しい\n利用目的</p>") && late.value("phone_ja") == "079-111-1111", "{}", late.html);
        let theirs = late.html.matches("<p class=\"inset verbatim\"").count();
        assert_eq!(theirs, 2, "privacy text and phone alone: {}", late.html);
        let wrong = saves(("phone_ja", "")).await;
        assert_eq!((wrong.status, wrong.value("seen")), (422, seen.clone()), "mended, it is as late as before");
        assert_eq!(site.text("select value from settings where name = 'site.privacy.ja'").await, "新しい\n利用目的");
        let page = me.get("/staff/site").await;
        assert!(!page.has(OFFER), "an emptied guideline is not filled in again: {}", page.html);
    }
}

#[tokio::test]
async fn a_counter_that_nobody_can_reach_is_no_contact() {
    for site in TestApp::on_each_engine().await {
        let me = site.sign_in(&[Role::Administrator]).await;
        let without = |kept: &str| NEEDED.into_iter().filter(|(name, _)| *name != kept).collect::<Vec<_>>();
        let refused = me.post("/staff/site", &without("phone_ja")).await;
        assert!(refused.status == 422 && refused.has("どちらかを書いてください"), "{}", refused.html);
        let mut form = without("phone_ja");
        form.push(("mail_ja", "kikaku@city.example.jp"));
        assert_eq!(me.post("/staff/site", &form).await.status, 303);
        assert!(!me.get("/staff/site").await.has("まだ公開の準備"));
    }
}

#[tokio::test]
async fn a_bad_text_of_the_city_comes_back_with_every_word() {
    for site in TestApp::on_each_engine().await {
        let me = site.sign_in(&[Role::Administrator]).await;
        let long = "あ".repeat(201);
        let form = [
            ("city_ja", " "),
            ("office_ja", long.as_str()),
            ("privacy_ja", "<script>"),
            ("mail_ja", "kikaku"),
            ("phone_ja", "079\u{7}"),
        ];
        let wrong = me.post("/staff/site", &form).await;
        assert_eq!(wrong.status, 422);
        for words in [
            "4か所",
            "市の名前（日本語）",
            "200文字までに",
            "kikaku@city.example.jp",
            "使えない文字",
            &long,
            "&#60;script&#62;",
        ] {
            assert!(wrong.has(words), "{words}");
        }
        assert_eq!(site.number("select count(*) from settings where name like 'site.%'").await, 0);
        assert_eq!(me.post("/staff/site", &[("city_fr", "x")]).await.status, 400);
    }
}

#[tokio::test]
async fn a_proxy_that_is_not_trusted_is_spoken_of() {
    for site in TestApp::on_each_engine().await {
        let me = site.sign_in(&[Role::Administrator]).await;
        assert!(!me.get("/staff/site").await.has("プロキシの先の人を見分けられません"));
        let request = axum::http::Request::post("/staff/sign-in")
            .header("content-type", "application/x-www-form-urlencoded")
            .header("host", HOST)
            .header("x-forwarded-for", "203.0.113.9");
        site.visitor().send(request.body("login=x&password=y".into()).unwrap()).await;
        assert!(me.get("/staff/site").await.has("プロキシの先の人を見分けられません"));
    }
}

#[tokio::test]
async fn the_log_shows_every_act_newest_first_page_by_page() {
    for site in TestApp::on_each_engine().await {
        let me = site.sign_in(&[Role::Administrator]).await;
        let both = site.sign_in(&[Role::Auditor, Role::Moderator]).await;
        let mut tx = site.app.db.begin().await.unwrap();
        for number in 0..120 {
            let subject = format!("R6-{number:04}-0");
            audit::record(&mut tx, Actor::Author, Act::Withdrawn, &subject, "<i>", NOW).await.unwrap();
        }
        tx.commit().await.unwrap();
        let first = me.get("/staff/log").await;
        assert!(first.has("提出者による取下げ") && first.has("R6-0119-0") && !first.has("R6-0019-0"));
        assert!(first.has("新しいものから順に") && first.has("&#60;i&#62;") && !first.has("<i>"));
        assert!(!first.has("href=\"/staff/opinions/"), "an administrator alone reads no opinions");
        assert!(both.get("/staff/log").await.has("href=\"/staff/opinions/R6-0119-0\""));
        let hash = site.text("select hash from audit order by number desc limit 1").await;
        assert!(first.has(&format!("<code>{}</code>", &hash[..12])));
        assert!(first.has(&format!("<p><code>{hash}</code></p>")), "the whole value on request");
        let older = me.get("/staff/log?before=23").await;
        assert!(older.has("サインイン") && older.has("R6-0019-0") && !older.has("R6-0020-0"));
        assert_eq!(me.get("/staff/log?before=nonsense").await.status, 200);
    }
}

#[tokio::test]
async fn the_log_says_in_words_who_changed_what_from_what_to_what() {
    for site in TestApp::on_each_engine().await {
        site.has_site().await;
        let call = site.has_call().await;
        let receipt = site.has_opinion(&call, "意見").await;
        let all = site.sign_in(&[Role::Administrator, Role::Staff, Role::Moderator]).await;
        let seen = [("state", "pending"), ("version", "1"), ("decisions", "0")];
        let withhold = [&seen[..], &[("act", "withhold"), ("reason", "off_topic")]].concat();
        assert_eq!(all.post(&format!("/staff/opinions/{receipt}/decision"), &withhold).await.status, 303);
        let ask = [("call", "plan"), ("theme", "bus"), ("profile", "office"), ("format", "csv")];
        assert_eq!(all.post("/staff/exports", &ask).await.status, 303);
        let change = [("name", "新しい名前"), ("role_staff", "1")];
        site.sign_in(&[Role::Auditor]).await;
        assert_eq!(all.post("/staff/people/person2", &change).await.status, 303);
        let log = all.get("/staff/log").await;
        for words in [
            "状態：「審査待ち」から「非公開」へ",
            "理由：募集テーマと無関係",
            &format!("href=\"/staff/opinions/{receipt}\""),
            "庁内用、CSV",
            "テーマ：道路・交通／バス",
            "href=\"/staff/consultations/plan\"><bdi>計画へのご意見募集（plan）</bdi>",
            "から「新しい名前」へ",
            "権限：「監査」から「企画・集計」へ",
            "href=\"/staff/people/person2\"",
        ] {
            assert!(log.has(words), "{words}: {}", log.html);
        }
        assert!(!log.has("off_topic") && !log.has("theme=bus"));
    }
}

#[tokio::test]
async fn the_log_keeps_what_is_gone_and_neither_searched_words_nor_names_twice() {
    for site in TestApp::on_each_engine().await {
        site.has_call().await;
        let me = site.sign_in(&[Role::Administrator, Role::Staff]).await;
        let ask = [("call", "plan"), ("q", "山田太郎"), ("profile", "office"), ("format", "csv")];
        assert_eq!(me.post("/staff/exports", &ask).await.status, 303);
        let mut tx = site.app.db.begin().await.unwrap();
        for (actor, act, subject, detail) in [
            (Actor::Staff("person1"), Act::ExportAsked, "plan", "office csv theme=gone"),
            (Actor::Staff("person1"), Act::PasswordSet, "person1", ""),
            // As the first programs wrote it.
            (Actor::System, Act::LinkMade, "set-up", ""),
        ] {
            audit::record(&mut tx, actor, act, subject, detail, NOW).await.unwrap();
        }
        tx.commit().await.unwrap();
        let log = me.get("/staff/log").await;
        assert!(log.has("言葉の検索あり") && log.has("theme=gone") && !log.has("山田"), "{}", log.html);
        let entries = log.html.split("<ol class=\"log").nth(1).unwrap();
        let row = |act: &str| entries.split("<li").find(|row| row.contains(act)).unwrap().to_owned();
        assert_eq!(row("パスワードの設定").matches("/people/person1\"").count(), 1, "{}", log.html);
        assert!(row("最初の管理者").contains("自動") && !entries.contains("set-up"), "{}", log.html);
    }
}

#[tokio::test]
async fn one_altered_word_breaks_the_chain() {
    for site in TestApp::on_each_engine().await {
        site.sign_in(&[Role::Administrator]).await;
        let mut tx = site.app.db.begin().await.unwrap();
        for _ in 0..5 {
            audit::record(&mut tx, Actor::System, Act::SiteChanged, "", "city_ja", NOW).await.unwrap();
        }
        tx.commit().await.unwrap();
        assert_eq!(audit::verify(&mut site.app.db.read().await.unwrap()).await.unwrap(), Ok(6));
        let tampering = [
            ("update audit set detail = 'city_en' where number = 3", Err(3)),
            ("update audit set at = at + 1 where number = 4", Err(4)),
            ("delete from audit where number = 2", Err(3)),
            ("delete from audit where number = 6", Err(6)),
            ("update audit_head set number = 7", Err(7)),
        ];
        for (sql, broken) in tampering {
            let mut tx = site.app.db.begin().await.unwrap();
            sqlx::query(sql).execute(&mut *tx).await.unwrap();
            assert_eq!(audit::verify(&mut tx).await.unwrap(), broken, "{sql}");
            tx.rollback().await.unwrap();
        }
    }
}

/// An opinion with a contact; the answer is the opinion's id and its receipt.
async fn has_contact(site: &TestApp, address: &str) -> (String, String) {
    let call = match koe::consultations::store::find(&mut site.app.db.read().await.unwrap(), "plan").await.unwrap() {
        Some(call) => call,
        None => site.has_call().await,
    };
    let receipt = site.has_opinion_like(&call, "意見", "roads", State::Pending, NOW).await;
    let opinion = site.text(&format!("select id from opinions where receipt = '{receipt}'")).await;
    let sealed = site.app.keys.seal(Purpose::Contact, &opinion, address);
    let mut tx = site.app.db.begin().await.unwrap();
    let sql = "insert into contacts (opinion_id, sealed, created_at, lang) values ($1, $2, $3, $4)";
    sqlx::query(sql).bind(&opinion).bind(sealed).bind(NOW).bind("ja").execute(&mut *tx).await.unwrap();
    tx.commit().await.unwrap();
    (opinion, receipt)
}

async fn fail(site: &TestApp, job: &Job, attempts: i64, error: &str) -> String {
    let mut tx = site.app.db.begin().await.unwrap();
    jobs::enqueue(&mut tx, job, NOW).await.unwrap();
    let claim = jobs::claim(&mut tx, NOW).await.unwrap().unwrap();
    jobs::fail(&mut tx, &claim.id, attempts, error, false, NOW).await.unwrap();
    tx.commit().await.unwrap();
    claim.id
}

async fn retried(me: &Visitor, job: &str) -> (u16, String) {
    let answer = me.post(&format!("/staff/jobs/{job}/retry"), &[]).await;
    (answer.status, answer.location().to_owned())
}

#[tokio::test]
async fn the_mail_page_shows_hints_and_never_an_address() {
    for site in TestApp::on_each_engine().await {
        let (opinion, receipt) = has_contact(&site, "taro@example.jp").await;
        let letter = Job::LetterReceived { opinion, lang: "ja".into() };
        let error = "permanent error (550): <taro@example.jp>: user unknown";
        let job = fail(&site, &letter, 20, error).await;
        let me = site.sign_in(&[Role::Administrator]).await;
        let page = me.get("/staff/mail").await;
        assert!(page.has("t…@e…") && !page.has("taro@example.jp") && !page.has("example.jp"), "{}", page.html);
        for words in [
            receipt.as_str(),
            "受付のお知らせ",
            "中止",
            "メールサーバーが断りました",
            "日本語",
            "メールサーバーが設定されていません",
        ] {
            assert!(page.has(words), "{words}");
        }
        assert!(!page.has("/staff/opinions/"), "an administrator alone reads no opinions");
        assert!(me.get("/staff/site").await.has("メールを見る（1件）"));
        assert!(!me.get("/staff/jobs").await.has("受付のお知らせ"));

        assert_eq!(retried(&me, &job).await, (303, "/staff/mail".into()));
        assert_eq!(site.number("select count(*) from outbox where dead_at is null and attempts = 0").await, 1);
        assert_eq!(site.text("select subject from audit where act = 'job_retried'").await, receipt);
        assert_eq!(retried(&me, "nothing").await.0, 404);
    }
}

#[tokio::test]
async fn a_job_in_hand_is_not_tried_twice_at_once() {
    for site in TestApp::on_each_engine().await {
        let me = site.sign_in(&[Role::Administrator]).await;
        let job = fail(&site, &Job::Purge, 1, "disk is full").await;
        let page = me.get("/staff/jobs").await;
        assert!(page.has("失敗・再試行待ち") && page.has("ディスクの空きがありません") && page.has("もう一度試す"));
        assert_eq!(retried(&me, &job).await, (303, "/staff/jobs".into()));
        let mut tx = site.app.db.begin().await.unwrap();
        assert_eq!(jobs::claim(&mut tx, NOW).await.unwrap().unwrap().id, job);
        tx.commit().await.unwrap();
        assert_eq!(retried(&me, &job).await.0, 409);
        assert!(me.get("/staff/jobs").await.has("実行中"));
        assert_eq!(site.number("select count(*) from audit where act = 'job_retried'").await, 1);
    }
}

#[tokio::test]
async fn contacts_die_ninety_days_after_their_consultation_closed_wherever_that_day_moves() {
    for site in TestApp::on_each_engine().await {
        has_contact(&site, "a@example.jp").await;
        let purge = async |closes_on: &str| {
            let mut tx = site.app.db.begin().await.unwrap();
            let sql = "update consultations set closes_on = $1";
            sqlx::query(sql).bind(closes_on).execute(&mut *tx).await.unwrap();
            jobs::enqueue(&mut tx, &Job::Purge, NOW).await.unwrap();
            tx.commit().await.unwrap();
            site.work().await;
            site.number("select count(*) from contacts").await
        };
        // It is 28 October 2024: the 90th day after 30 July.
        assert_eq!(purge("2024-12-27").await, 1, "open");
        assert_eq!(purge("2024-07-30").await, 1, "the last day");
        assert_eq!(purge("2024-07-29").await, 0);
        assert_eq!(site.number("select count(*) from opinions").await, 1);
        assert_eq!(site.text("select detail from audit where act = 'contacts_purged'").await, "1");
        assert_eq!(purge("2024-07-29").await, 0);
        assert_eq!(site.number("select count(*) from audit where act = 'contacts_purged'").await, 1, "nothing to say");
    }
}

#[tokio::test]
async fn an_export_is_not_behind_the_letters_that_were_there_before_it() {
    for site in TestApp::on_each_engine().await {
        let mut tx = site.app.db.begin().await.unwrap();
        for at in 0..3 {
            let letter = Job::LetterReceived { opinion: at.to_string(), lang: "ja".into() };
            jobs::enqueue(&mut tx, &letter, NOW + at).await.unwrap();
        }
        let export = Job::Export { export: "e".into() };
        jobs::enqueue(&mut tx, &export, NOW + 5).await.unwrap();
        let mut claimed = Vec::new();
        while let Some(claim) = jobs::claim(&mut tx, NOW + 10).await.unwrap() {
            claimed.push(claim.job);
        }
        tx.commit().await.unwrap();
        assert_eq!(claimed.len(), 4);
        assert_eq!(claimed[0], export);
        assert_eq!(claimed[1], Job::LetterReceived { opinion: "0".into(), lang: "ja".into() });
    }
}
