//! What a meeting is called in each language.

use koe::http::access::Role;

use super::page_of;
use crate::support::TestApp;
use crate::workshops::meeting;

#[tokio::test]
async fn a_meeting_is_called_in_each_language_what_the_city_calls_it() {
    for site in TestApp::on_each_engine().await {
        let call = site.has_call().await;
        let staff = site.sign_in(&[Role::Staff]).await;
        let new = [("call", "plan"), ("day", "2024-11-23"), ("name", "若者との対話"), ("name_en", "Young people")];
        let added = staff.post("/staff/workshops", &new).await;
        assert_eq!(added.status, 303, "{}", added.html);
        let path = page_of(added.location());
        let page = staff.get(&path).await;
        assert_eq!((page.value("name"), page.value("name_en")), ("若者との対話".into(), "Young people".into()));
        let title = async |lang: &str| {
            let page = site.visitor().get(&format!("{lang}/consultations/plan")).await;
            let timeline = page.html.split("<ol class=\"timeline").nth(1).unwrap().to_owned();
            timeline.split("datetime=\"2024-11-23\"").nth(1).unwrap().split("</h3>").next().unwrap().to_owned()
        };
        assert!(title("").await.contains("<h3>若者との対話"));
        assert!(title("/en").await.contains("<h3>Young people"));

        let seen = page.value("seen");
        let named = |english, simple, seen| {
            let own = [("seen", seen), ("day", "2024-11-23"), ("name", "若者との対話"), ("place", "")];
            [own.as_slice(), &[("name_en", english), ("name_ja-simple", simple)]].concat()
        };
        let long = "a".repeat(201);
        for wrong in [long.as_str(), "a\nb"] {
            let refused = staff.post(&path, &named(wrong, "", &seen)).await;
            assert!(refused.status == 422 && refused.has("id=\"name_en-error\""), "{}", refused.html);
            assert!(refused.has("200文字まで"), "{}", refused.html);
        }
        let simple = "若《わか》い人《ひと》の会《かい》";
        assert_eq!(staff.post(&path, &named("", simple, &seen)).await.status, 303);
        assert!(title("/ja-simple").await.contains("<ruby>若<rp>"), "{}", title("/ja-simple").await);
        let fallen_back = title("/en").await;
        assert!(fallen_back.contains("<span lang=\"ja\">若者との対話</span>"), "{fallen_back}");
        let late = staff.post(&path, &named("Youth", "", &seen)).await;
        assert!(late.status == 409 && late.value("name_en") == "Youth", "{}", late.html);
        assert!(
            late.has("若《わか》い人《ひと》の会《かい》"),
            "what somebody else named meanwhile is shown: {}",
            late.html
        );
        let log = site.sign_in(&[Role::Auditor]).await.get("/staff/log").await;
        assert!(log.has("会議の名前（English）：「Young people」から「（空欄）」へ"), "{}", log.html);

        // Wherever residents read of it: on a receipt, too, and it is gone with the meeting.
        assert_eq!(staff.post(&path, &named("Youth", simple, &late.value("seen"))).await.status, 303);
        let meetings = site.app.meetings(&call).await.unwrap();
        assert_eq!(meetings[0].called(koe::base::text::Lang::parse("en").unwrap()), "Youth");
        assert_eq!(staff.post(&format!("{path}/removal"), &[]).await.status, 303);
        assert_eq!(site.number("select count(*) from meeting_texts").await, 0);
    }
}

#[tokio::test]
async fn united_meetings_keep_their_names_in_every_language() {
    for site in TestApp::on_each_engine().await {
        site.has_call().await;
        let staff = site.sign_in(&[Role::Staff]).await;
        let (stays, goes) = (meeting(&staff, "対話").await, meeting(&staff, "対話の会").await);
        let tongues =
            [(&stays, "en", "Talk"), (&goes, "en", "Dialogue"), (&goes, "vi", "Đối thoại"), (&goes, "xx", "?")];
        let mut tx = site.app.db.begin().await.unwrap();
        for (sheet, lang, name) in tongues {
            let id = sheet.rsplit('/').next().unwrap();
            let sql = "insert into meeting_texts (meeting_id, lang, name) values ($1, $2, $3)";
            sqlx::query(sql).bind(id).bind(lang).bind(name).execute(&mut *tx).await.unwrap();
        }
        tx.commit().await.unwrap();
        let id = stays.rsplit('/').next().unwrap();
        assert_eq!(staff.post(&format!("{}/union", page_of(&goes)), &[("with", id)]).await.status, 303);
        let page = staff.get(&page_of(&stays)).await;
        assert_eq!((page.value("name_en"), page.value("name_vi")), ("Talk".into(), "Đối thoại".into()));
        let log = site.sign_in(&[Role::Auditor]).await.get("/staff/log").await;
        assert!(log.has("会議の名前（English）：「Dialogue」から「Talk」へ"), "{}", log.html);
        // Whoever saves that page does not take away what it cannot show: the folder of a language may come back.
        let seen = page.value("seen");
        let saved = [("seen", seen.as_str()), ("day", "2024-10-20"), ("name", "対話"), ("name_vi", "Hội thảo")];
        assert_eq!(staff.post(&page_of(&stays), &saved).await.status, 303);
        let kept = "select min(name) || max(name) || count(*) from meeting_texts";
        assert_eq!(site.text(kept).await, "?Hội thảo2");
    }
}
