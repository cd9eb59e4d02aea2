//! The queue as a page: its order, what comes next, where a form leads, who may not.

mod bulk;
mod claims;
mod families;
mod narrow;
mod remarks;
mod second;
mod undo;

use koe::base::text::Lang;
use koe::consultations::Moderation;
use koe::decisions::mask_lines;
use koe::http::access::Role;
use koe::opinions::{Reason, State};

use crate::moderation::{act, decisions};
use crate::support::{Answer, HOUR, NOW, TestApp};

#[tokio::test]
async fn the_queue_is_oldest_first_and_goes_on_below_the_last_row() {
    for site in TestApp::on_each_engine().await {
        let call = site.has_call().await;
        // Written newest first, so that the order of numbers is not the order of time.
        let mut receipts = Vec::new();
        for age in 1..=60 {
            let at = NOW - age * HOUR;
            receipts.push(site.has_opinion_like(&call, "意見です", "roads", State::Pending, at).await);
        }
        receipts.reverse();
        // Letters of long ago that were brought in this hour and the last began to wait then.
        let mut tx = site.app.db.begin().await.unwrap();
        let sql =
            "update opinions set recorded_at = submitted_at, submitted_at = submitted_at - 8640000000 where number < 3";
        sqlx::query(sql).execute(&mut *tx).await.unwrap();
        tx.commit().await.unwrap();
        let me = site.sign_in(&[Role::Moderator]).await;
        let first = me.get("/staff/queue").await;
        let listed = |page: &Answer| -> Vec<String> {
            let list = page.html.split("<section class=\"queue").nth(1).unwrap().to_owned();
            list.split("<li").filter_map(|row| row.split("<span>").nth(1)).map(|row| row[..9].to_owned()).collect()
        };
        assert_eq!(listed(&first), receipts[..50], "{}", first.html);
        assert!(first.has("すべて 60") && first.has("期限超過 36"), "{}", first.html);
        assert!(first.has("36時間超過") && first.has("あと13時間"));
        assert!(
            first.html.contains(&format!("<h2 id=\"opinion\" class=\"row\">{}", receipts[0])),
            "the oldest is open"
        );

        let more = first.html.split("href=\"").find(|link| link.starts_with("/staff/queue?after=")).unwrap();
        let more = more.split('"').next().unwrap().to_owned();
        let second = me.get(&more).await;
        assert_eq!(listed(&second), receipts[50..]);

        let late = me.get("/staff/queue?show=overdue").await;
        assert_eq!(listed(&late).len(), 36);
    }
}

#[tokio::test]
async fn an_empty_queue_says_what_comes_next() {
    for site in TestApp::on_each_engine().await {
        let me = site.sign_in(&[Role::Moderator]).await;
        let page = me.get("/staff/queue").await;
        assert!(page.status == 200 && page.has("審査する意見はありません") && page.has("古い順で並びます"));
        let call = site.has_call().await;
        site.has_opinion(&call, "意見").await;
        let none = me.get("/staff/queue?show=hold").await;
        assert!(none.has("この条件の意見はありません") && none.has("条件を外すと"), "{}", none.html);
    }
}

#[tokio::test]
async fn drafts_and_what_is_reviewed_stay_out_of_the_queue() {
    for site in TestApp::on_each_engine().await {
        let draft = site.has_call_like(|call| call.listed = false).await;
        site.has_opinion(&draft, "下書きの意見").await;
        let call = site.has_call_like(|call| call.slug = "other".into()).await;
        site.has_opinion_like(&call, "公開された意見", "roads", State::Published, NOW - HOUR).await;
        let page = site.sign_in(&[Role::Moderator]).await.get("/staff/queue").await;
        assert!(page.has("審査する意見はありません"), "{}", page.html);
    }
}

#[tokio::test]
async fn after_a_decision_the_next_of_the_queue_is_open() {
    for site in TestApp::on_each_engine().await {
        let call = site.has_call().await;
        let mut receipts = Vec::new();
        for age in [3, 2, 1] {
            receipts.push(site.has_opinion_like(&call, "意見", "bus", State::Pending, NOW - age * HOUR).await);
        }
        let me = site.sign_in(&[Role::Moderator]).await;
        let answer = act(&me, &receipts[1], "publish", &[]).await;
        assert_eq!(answer.location(), format!("/staff/queue?next={}&done={}", receipts[2], receipts[1]));
        let page = me.get(answer.location()).await;
        assert!(page.has(&format!("<h2 id=\"opinion\" class=\"row\">{}", receipts[2])));
        // Somebody was faster with the next one: the queue begins with its oldest.
        act(&me, &receipts[2], "publish", &[]).await;
        let page = me.get(answer.location()).await;
        assert!(page.has(&format!("<h2 id=\"opinion\" class=\"row\">{}", receipts[0])));
    }
}

#[tokio::test]
async fn a_form_leads_nowhere_but_into_the_queue() {
    for site in TestApp::on_each_engine().await {
        let call = site.has_call().await;
        let me = site.sign_in(&[Role::Moderator]).await;
        for back in ["https://evil.example/", "//evil.example", "/staff/people", "/staff/queue/../people", "\\evil"] {
            let receipt = site.has_opinion(&call, "意見").await;
            let form = [("state", "pending"), ("version", "1"), ("decisions", "0"), ("act", "publish"), ("back", back)];
            let answer = me.post(&format!("/staff/opinions/{receipt}/decision"), &form).await;
            assert_eq!(
                (answer.status, answer.location()),
                (303, format!("/staff/queue?done={receipt}").as_str()),
                "{back}"
            );
        }
        let receipt = site.has_opinion(&call, "意見").await;
        let back = "/staff/queue?show=overdue&after=3.opinion.3";
        let form = [("state", "pending"), ("version", "1"), ("decisions", "0"), ("act", "publish"), ("back", back)];
        let answer = me.post(&format!("/en/staff/opinions/{receipt}/decision"), &form).await;
        assert_eq!(answer.location(), format!("/en{back}&done={receipt}"));
    }
}

#[tokio::test]
async fn only_moderators_decide_and_only_staff_look() {
    for site in TestApp::on_each_engine().await {
        let call = site.has_call().await;
        let receipt = site.has_opinion(&call, "意見の本文").await;
        let form = [("state", "pending"), ("version", "1"), ("decisions", "0"), ("act", "publish")];
        let (opinion, decision) = (format!("/staff/opinions/{receipt}"), format!("/staff/opinions/{receipt}/decision"));
        let preview = format!("/staff/opinions/{receipt}/preview");
        for role in [Role::Staff, Role::Viewer, Role::Administrator, Role::Auditor] {
            let other = site.sign_in(&[role]).await;
            assert_eq!(other.get("/staff/queue").await.status, 403, "{role:?}");
            assert_eq!(other.post(&decision, &form).await.status, 403, "{role:?}");
            assert_eq!(other.post(&preview, &form).await.status, 403, "{role:?}");
            let look = other.get(&opinion).await;
            assert_eq!(look.status, if role == Role::Staff { 200 } else { 403 }, "{role:?}");
            assert!(role != Role::Staff || (look.has("意見の本文") && !look.has("/decision\"")));
        }
        let nobody = site.visitor();
        assert_eq!(nobody.get("/staff/queue").await.status, 401);
        assert_eq!(nobody.get(&opinion).await.status, 401);
        assert_eq!(nobody.post(&decision, &form).await.status, 401);
        assert_eq!(decisions(&site).await, 0);
    }
}

#[tokio::test]
async fn broken_requests_are_refused_and_change_nothing() {
    for site in TestApp::on_each_engine().await {
        let call = site.has_call().await;
        let receipt = site.has_opinion(&call, "意見").await;
        let me = site.sign_in(&[Role::Moderator]).await;
        let path = format!("/staff/opinions/{receipt}/decision");
        for form in [
            "act=publish",
            "state=pending&version=1&decisions=0&act=delete",
            "state=received&version=1&decisions=0&act=publish",
            "state=pending&version=x&decisions=0&act=publish",
            "state=pending&version=1&decisions=-1&act=publish",
            "state=pending&version=1&decisions=0&act=publish&by=someone",
            "state=pending&state=published&version=1&decisions=0&act=publish",
        ] {
            assert_eq!(me.post_raw(&path, form.to_owned()).await.status, 400, "{form}");
        }
        for unknown in ["R6-9999-9", "%00", "%27%20or%201=1", "x"] {
            assert_eq!(me.get(&format!("/staff/opinions/{unknown}")).await.status, 404, "{unknown}");
        }
        for odd in ["open=%00", "open=R6-9999-9", "after=99999", "after=x", "show=nothing", "done=%00", "next=%27"] {
            let page = me.get(&format!("/staff/queue?{odd}")).await;
            assert!(page.status == 200 && page.has(&receipt), "{odd}");
        }
        // A control character in a message is named, neither dropped nor an error of the database.
        let refused = act(&me, &receipt, "return", &[("message", "a\0b")]).await;
        assert!(refused.status == 422 && refused.has("目に見えない制御文字が入"), "{}", refused.html);
        assert_eq!(site.number("select count(*) from decisions").await, 0);
    }
}

#[tokio::test]
async fn the_pages_speak_english_too() {
    for site in TestApp::on_each_engine().await {
        let call = site.has_call().await;
        site.has_opinion(&call, "意見").await;
        let page = site.sign_in(&[Role::Moderator]).await.get("/en/staff/queue").await;
        assert!(page.has("Mask and publish") && page.has("1 opinion") && page.has("23 h left"), "{}", page.html);
        for reason in Reason::ALL {
            assert!(!reason.guideline(Lang::parse("en").unwrap().words()).is_empty());
        }
    }
}

#[tokio::test]
async fn what_was_published_at_once_is_confirmed_afterwards() {
    for site in TestApp::on_each_engine().await {
        let call = site.has_call_like(|call| call.moderation = Moderation::After).await;
        let receipt = site.has_opinion_like(&call, "すぐに公開", "child", State::Published, NOW - HOUR).await;
        let mut tx = site.app.db.begin().await.unwrap();
        sqlx::query("update opinions set reviewed_at = null").execute(&mut *tx).await.unwrap();
        tx.commit().await.unwrap();
        let me = site.sign_in(&[Role::Moderator]).await;
        let page = me.get("/staff/queue?show=after").await;
        assert!(
            page.has("公開後の確認 1") && page.has("確認済みにする") && !page.has("id=\"act-hold\""),
            "{}",
            page.html
        );
        assert_eq!(act(&me, &receipt, "publish", &[]).await.status, 303);
        assert_eq!(site.number("select count(*) from opinions where reviewed_at is null").await, 0);
        let later = me.get(&format!("/staff/opinions/{receipt}")).await;
        assert!(!later.has("id=\"act-publish\"") && later.has("id=\"act-mask\"") && later.has("id=\"act-withhold\""));
    }
}

/// What `class`, written for JavaScript, stands for: `\s`, `\u200B`, `\u{E0000}` and ranges of them.
fn class_of(class: &str) -> impl Fn(char) -> bool {
    let points: Vec<&str> = class.split('\\').filter(|point| !point.is_empty() && *point != "s").collect();
    let code = |point: &str| {
        let digits: String = point.chars().filter(char::is_ascii_hexdigit).collect();
        u32::from_str_radix(&digits, 16).unwrap()
    };
    let ranges: Vec<_> = points
        .iter()
        .enumerate()
        .map(|(at, point)| (code(point), code(if point.ends_with('-') { points[at + 1] } else { point })))
        .collect();
    move |c| {
        let white = c == '\u{FEFF}' || c.is_whitespace() && c != '\u{85}';
        white || ranges.iter().any(|(first, last)| (*first..=*last).contains(&u32::from(c)))
    }
}

#[test]
fn the_page_and_the_program_trim_the_same_characters_off_a_line_of_masks() {
    let script = include_str!("../../web/static/queue.js");
    let class = script.split_once(r"/^[\s").unwrap().1.split_once("]$/u;").unwrap().0;
    let by_page = class_of(class);
    for c in (char::MIN..=char::MAX).filter(|c| !"\n\r".contains(*c)) {
        let line = format!("{c}山田{c}");
        let by_program = mask_lines(&line, "").eq(["山田"]);
        assert_eq!(by_program, by_page(c), "U+{:04X}", u32::from(c));
    }
}
