//! Two who decide on one opinion, or mend the dots of one meeting: one act stands, the other is told, nothing that was written is
//! lost.

use koe::consultations::Moderation;
use koe::http::access::Role;
use koe::opinions::State;

use crate::moderation::{Fields, act, decisions, form_of, send};
use crate::support::{HOUR, NOW, TestApp};
use crate::workshops::{has_notes, meeting, receipt};

#[tokio::test]
async fn the_second_moderator_is_told_who_decided_what() {
    for site in TestApp::on_each_engine().await {
        let call = site.has_call().await;
        let receipt = site.has_opinion(&call, "もっと木陰がほしい").await;
        let (first, second) = (site.sign_in(&[Role::Moderator]).await, site.sign_in(&[Role::Moderator]).await);
        let form = form_of(&second.get("/staff/queue").await, "return");
        // Opened and left lying, until it is in hand no more.
        site.app.clock.advance(16 * 60_000);
        assert_eq!(act(&first, &receipt, "withhold", &[("reason", "off_topic")]).await.status, 303);
        let late = send(&second, &receipt, "decision", &form, &[("message", "苦心の<文>")]).await;
        assert_eq!(late.status, 409);
        let told = "person1さんが2024年10月28日（月）10時16分に「非公開」（理由：募集テーマと無関係）にしました。";
        assert!(late.has(told), "{}", late.html);
        assert!(
            late.has("苦心の&#60;文&#62;</textarea>") && late.has(&format!("href=\"/staff/queue?open={receipt}\""))
        );
        assert!(!late.has("/decision\""), "nothing to press by mistake");
        assert_eq!(decisions(&site).await, 1);
    }
}

#[tokio::test]
async fn ones_own_act_is_no_strangers_and_the_same_press_twice_is_one_act() {
    for site in TestApp::on_each_engine().await {
        let call = site.has_call().await;
        let me = site.sign_in(&[Role::Moderator]).await;
        let acts: [(&str, Fields); 3] = [
            ("mask", &[("masks", "山田"), ("reason", "personal_info")]),
            ("return", &[("message", "場所を書いてください")]),
            ("hold", &[("due", "2024-11-20"), ("note", "照会中")]),
        ];
        for (name, fields) in acts {
            let receipt = site.has_opinion(&call, "山田さんのこと").await;
            let page = me.get(&format!("/staff/queue?open={receipt}")).await;
            let (form, other) = (form_of(&page, name), form_of(&page, "hold"));
            for _ in 0..2 {
                let answer = send(&me, &receipt, "decision", &form, fields).await;
                assert_eq!(answer.status, 303, "{name}: {}", answer.html);
            }
            let late = send(&me, &receipt, "decision", &other, &[("due", "2024-11-21"), ("note", "あとの考え")]).await;
            assert_eq!(late.status, 409, "{name}");
            assert!(late.has("あなたが2024年10月28日（月）10時00分に"), "{}", late.html);
            assert!(late.has("2024年11月21日（木）まで）") && late.has("あとの考え</textarea>"), "{}", late.html);
            let count = format!(
                "select count(*) from decisions d join opinions o on o.id = d.opinion_id where o.receipt = '{receipt}'"
            );
            assert_eq!(site.number(&count).await, 1, "{name}");
        }
    }
}

#[tokio::test]
async fn of_two_moderators_at_once_one_decides() {
    let acts: [(&str, Fields); 3] = [
        ("publish", &[]),
        ("hold", &[("due", "2024-11-20"), ("note", "照会中")]),
        ("withhold", &[("reason", "illegal")]),
    ];
    for site in TestApp::on_each_engine().await {
        let call = site.has_call_like(|call| call.moderation = Moderation::After).await;
        let (first, second) = (site.sign_in(&[Role::Moderator]).await, site.sign_in(&[Role::Moderator]).await);
        // Publishing what is public and holding what is held leave state and version as they were.
        for from in [State::Pending, State::Published, State::OnHold] {
            for (name, fields) in acts {
                if from == State::Published && name == "hold" {
                    continue;
                }
                let receipt = site.has_opinion_like(&call, "同時に開かれた意見", "child", from, NOW - HOUR).await;
                let mut tx = site.app.db.begin().await.unwrap();
                let sql = "update opinions set reviewed_at = null where receipt = $1";
                sqlx::query(sql).bind(&receipt).execute(&mut *tx).await.unwrap();
                tx.commit().await.unwrap();
                let form = form_of(&first.get(&format!("/staff/queue?open={receipt}")).await, name);
                // Not what is in hand keeps one from deciding after the other, but what each has seen.
                let mut tx = site.app.db.begin().await.unwrap();
                sqlx::query("delete from claims").execute(&mut *tx).await.unwrap();
                tx.commit().await.unwrap();
                let (one, two) = tokio::join!(
                    send(&first, &receipt, "decision", &form, fields),
                    send(&second, &receipt, "decision", &form, fields)
                );
                let mut statuses = [one.status, two.status];
                statuses.sort_unstable();
                assert_eq!(statuses, [303, 409], "{from:?} {name}");
                let count = format!(
                    "select count(*) from decisions d join opinions o on o.id = d.opinion_id where o.receipt = '{receipt}'"
                );
                assert_eq!(site.number(&count).await, 1, "{from:?} {name}");
            }
        }
    }
}

#[tokio::test]
async fn what_somebody_else_mended_meanwhile_is_named_and_not_undone() {
    for site in TestApp::on_each_engine().await {
        site.has_call().await;
        let staff = site.sign_in(&[Role::Staff]).await;
        let sheet = meeting(&staff, "対話").await;
        has_notes(&site, &staff, &sheet, "A\tバスを\t1\nA\t橋を\t2\n", "2").await;
        let (bus, bridge) = (receipt(&site, "バスを").await, receipt(&site, "橋を").await);
        let names = [&bus, &bridge].map(|receipt| (format!("seen_{receipt}"), format!("dots_{receipt}")));
        let path = format!("{sheet}/dots");
        let save = async |bus: [&str; 2], bridge: [&str; 2]| {
            let [(seen_bus, dots_bus), (seen_bridge, dots_bridge)] = &names;
            let form =
                [(seen_bus.as_str(), bus[0]), (dots_bus, bus[1]), (seen_bridge, bridge[0]), (dots_bridge, bridge[1])];
            staff.post(&path, &form).await
        };
        let dots =
            async || site.text("select string_agg(coalesce(dots, -1) || '', ',' order by dots) from notes").await;
        assert_eq!(save(["1", "9"], ["2", "2"]).await.status, 303);
        // Opened before that: the other's count stays, mine comes in beside it.
        let late = save(["1", "1"], ["2", "5"]).await;
        assert!(late.status == 200 && late.has("ほかの人が直した数があります"), "{}", late.html);
        assert!(late.has(&format!("{bus}：9枚")) && late.has("1枚の付せんのシールの数を直しました。"), "{}", late.html);
        assert_eq!(dots().await, "5,9");
        // Both mended the same note: nothing is saved before somebody has seen it.
        let clash = save(["9", "9"], ["2", "7"]).await;
        assert_eq!(clash.status, 409);
        assert!(clash.has(&format!("{bridge}は、ほかの人がこのあいだに「5枚」と直しました。")), "{}", clash.html);
        let [_, (seen, mine)] = &names;
        assert_eq!((clash.value(seen), clash.value(mine)), ("5".into(), "7".into()));
        assert_eq!(dots().await, "5,9");
        assert_eq!(save(["9", "9"], ["5", "7"]).await.status, 303);
        assert_eq!(dots().await, "7,9");
        // The same mend twice, and one back to nobody's count.
        assert_eq!(save(["9", "7"], ["5", "7"]).await.status, 303);
        assert_eq!(save(["7", ""], ["7", "7"]).await.status, 303);
        assert_eq!(site.number("select count(*) from notes where dots is null").await, 1);
        let wrong = save(["", "たくさん"], ["7", "8"]).await;
        assert!(wrong.status == 422 && wrong.value(&names[0].1) == "たくさん", "{}", wrong.html);
        assert_eq!(wrong.value(&names[1].1), "8", "nothing that was written is lost");
        assert_eq!(site.number("select cast(coalesce(sum(dots), 0) as bigint) from notes").await, 7);
        assert_eq!(staff.post(&path, &[("colour", "red")]).await.status, 400);
        let moderator = site.sign_in(&[Role::Moderator]).await;
        assert_eq!(moderator.get(&path).await.status, 403);
    }
}
