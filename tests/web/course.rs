//! What becomes of an opinion, step by step: on its receipt and on the page of its state.

use jiff::civil::{Date, date};
use koe::consultations::Consultation;
use koe::http::access::Role;
use koe::meetings::{self, Meeting};
use koe::opinions::State;

use crate::moderation::act;
use crate::receipts::{decide, sent, status};
use crate::support::{Answer, HOUR, NOW, TestApp};

pub async fn has_meetings(site: &TestApp, call: &Consultation, all: &[(&str, Date)]) {
    let mut tx = site.app.db.begin().await.unwrap();
    for (number, (name, held_on)) in (1..).zip(all) {
        let (id, name) = (koe::base::id::new(NOW), (*name).to_owned());
        let meeting = Meeting { id, number, held_on: *held_on, name, ..Meeting::default() };
        meetings::store::insert(&mut tx, &call.id, &meeting).await.unwrap();
    }
    tx.commit().await.unwrap();
}

/// The steps of the timeline, from the top: their class and title.
pub fn steps(page: &Answer) -> Vec<(String, String)> {
    let lists = page.html.split("<ol class=\"timeline").skip(1).map(|list| list.split("</ol>").next().unwrap());
    let between =
        |text: &str, from: &str, to: &str| text.split(from).nth(1).unwrap().split(to).next().unwrap().to_owned();
    let items = lists.flat_map(|list| list.split("<li ").skip(1));
    items.map(|item| (between(item, "class=\"", "\""), between(item, "<h3>", "</h3>"))).collect()
}

fn of(steps: &[(&str, &str)]) -> Vec<(String, String)> {
    steps.iter().map(|(class, title)| ((*class).to_owned(), (*title).to_owned())).collect()
}

const MEETINGS: [(&str, Date); 6] = [
    ("終わった会議", date(2024, 10, 20)),
    ("きょうの会議", date(2024, 10, 28)),
    ("対話", date(2024, 11, 23)),
    ("審議会", date(2024, 12, 23)),
    ("遠い会議", date(2025, 2, 1)),
    ("公開の日の会議", date(2024, 10, 28)),
];

#[tokio::test]
async fn what_is_checked_now_stands_above_what_has_been_and_below_what_will_be() {
    for site in TestApp::on_each_engine().await {
        let call =
            site.has_call_like(|call| call.texts[0].1.next_steps = "素案を公表します\n計画を決めます".into()).await;
        has_meetings(&site, &call, &MEETINGS[..5]).await;
        let visitor = site.visitor();
        let receipt = sent(&visitor, "夕方のバス", "").await;
        let coming = [
            ("later", "計画を決めます"),
            ("later", "素案を公表します"),
            ("later", "審議会"),
            ("later", "対話"),
            ("later", "きょうの会議"),
        ];
        let shown = status(&visitor, &receipt).await;
        let now = [("now", "職員が内容を確認しています"), ("past", "受け付けました")];
        assert_eq!(steps(&shown), of(&[&coming[..], &now].concat()), "the next three");
        assert!(shown.has("10月29日（火）ごろ") && shown.has("href=\"/consultations/plan#course\""), "{}", shown.html);
        assert!(!shown.has("予定より時間がかかっています"));
        site.app.clock.advance(25 * HOUR);
        assert!(status(&visitor, &receipt).await.has("予定より時間がかかっています"));

        decide(&site, &receipt.number, State::Withheld, "").await;
        let withheld = steps(&status(&visitor, &receipt).await);
        assert_eq!(withheld, of(&[("now", "公開しないことになりました"), ("past", "受け付けました")]));
    }
}

#[tokio::test]
async fn meetings_that_were_held_while_it_was_public_are_part_of_its_way() {
    for site in TestApp::on_each_engine().await {
        let call = site.has_call().await;
        has_meetings(&site, &call, &MEETINGS).await;
        let visitor = site.visitor();
        let receipt = sent(&visitor, "夕方のバス", "").await;
        site.app.clock.advance(HOUR);
        let decides = async |what: &str, fields: &[(&str, &str)]| {
            let me = site.sign_in(&[Role::Moderator]).await;
            assert_eq!(act(&me, &receipt.number, what, fields).await.status, 303);
        };
        decides("publish", &[]).await;
        // 2024-11-27
        site.app.clock.advance(30 * 24 * HOUR);
        let shown = steps(&status(&visitor, &receipt).await);
        let wanted = [
            ("later", "遠い会議"),
            ("later", "審議会"),
            ("now", "対話"),
            ("past", "公開しました"),
            ("past", "受け付けました"),
        ];
        assert_eq!(shown, of(&wanted));
        decides("withhold", &[("reason", "off_topic")]).await;
        let wanted = [("now", "公開しないことになりました"), ("past", "公開しました"), ("past", "受け付けました")];
        assert_eq!(steps(&status(&visitor, &receipt).await), of(&wanted));
    }
}

#[tokio::test]
async fn a_receipt_names_the_next_meetings_with_their_days() {
    for site in TestApp::on_each_engine().await {
        let call = site.has_call_like(|call| call.texts[0].1.next_steps = "計画を決めます".into()).await;
        has_meetings(&site, &call, &MEETINGS[..5]).await;
        let visitor = site.visitor();
        let form = crate::intake::form(&visitor, "夕方のバス").await;
        let receipt = crate::intake::send(&visitor, &form).await;
        let wanted = [
            ("now down", "受け付けました"),
            ("later", "職員が内容を確認します"),
            ("later", "きょうの会議"),
            ("later screen-only", "対話"),
            ("later screen-only", "審議会"),
            ("later screen-only", "計画を決めます"),
        ];
        assert_eq!(steps(&receipt), of(&wanted));
        assert!(receipt.has("2024年12月23日（月）"), "{}", receipt.html);
    }
}
