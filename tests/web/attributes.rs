//! What people say about themselves: shown, told or counted, as the city promised, to nobody else.

use koe::consultations::{Field, Moderation, Visibility};
use koe::http::access::Role;
use koe::opinions::State;

use crate::support::{HOUR, NOW, TestApp};

async fn answer(site: &TestApp, receipt: &str, said: &str) {
    let mut tx = site.app.db.begin().await.unwrap();
    let sql = sqlx::AssertSqlSafe(format!("update opinions set {said} where receipt = $1"));
    sqlx::query(sql).bind(receipt).execute(&mut *tx).await.unwrap();
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn what_is_only_counted_stands_beside_no_opinion_in_no_list_and_in_no_file() {
    for site in TestApp::on_each_engine().await {
        let call = site
            .has_call_like(|call| {
                let relation = call.fields.iter_mut().find(|rule| rule.field == Field::Relation).unwrap();
                relation.visibility = Visibility::Aggregate;
            })
            .await;
        let one = site.has_opinion(&call, "通勤の声").await;
        for other in ["もう一つの声", "二つ目", "三つ目", "四つ目"] {
            site.has_opinion(&call, other).await;
        }
        answer(&site, &one, "relation = 'worker', area = 'ikuno'").await;

        let reader = site.sign_in(&[Role::Moderator, Role::Staff]).await;
        let item = reader.get(&format!("/staff/opinions/{one}")).await;
        assert!(item.has("ikunoの人") && !item.has("workerの人"), "{}", item.html);
        let list = reader.get("/staff/opinions?relation=worker").await;
        assert!(list.has("もう一つの声") && !list.has("name=\"relation\""), "it is no condition: {}", list.html);
        let board = reader.get("/staff/board?relation=worker").await;
        assert!(board.has("workerの人") && !board.has("name=\"relation\""), "it is counted: {}", board.html);
        assert!(!board.has("/staff/opinions?call=plan&#38;relation"), "and no way leads to whom: {}", board.html);
        assert!(board.has("「市との関わり別」は、一件ずつの答えが見えにくいよう"), "{}", board.html);
        // One more comes: whoever looks again learns nothing about it before five have come.
        let count =
            |html: &str| html.split("workerの人</th>").nth(1).unwrap().split("</td>").next().unwrap().to_owned();
        let before = count(&board.html);
        for more in 1..=5 {
            let receipt = site.has_opinion(&call, &format!("あとの声{more}")).await;
            answer(&site, &receipt, "relation = 'worker'").await;
            let now = count(&reader.get("/staff/board").await.html);
            assert_eq!(now == before, more < 5, "{more}: {now}");
        }
        for narrow in ["q=%E9%80%9A%E5%8B%A4", "theme=roads", "to=2024-10-28", "state=pending"] {
            let board = reader.get(&format!("/staff/board?{narrow}")).await;
            assert!(
                !board.has("workerの人") && board.has("次の表は、条件をつけず") && board.has("市との関わり別"),
                "{narrow}: {}",
                board.html
            );
        }

        let asked = [("call", "plan"), ("profile", "office"), ("format", "csv")];
        let refused = reader.post("/staff/exports", &[asked.as_slice(), &[("relation", "worker")]].concat()).await;
        assert!(refused.status == 422 && refused.has("集計だけに使う項目"), "{}", refused.html);
        assert_eq!(reader.post("/staff/exports", &asked).await.status, 303);
        site.work().await;
        let page = reader.get("/staff/exports").await;
        let path = page.html.split("href=\"").find(|link| link.contains("/file\"")).unwrap().split('"').next().unwrap();
        let file = reader.get(path).await.html;
        assert!(file.contains("ikunoの人") && !file.contains("workerの人") && !file.contains("市との関わり"), "{file}");
    }
}

#[tokio::test]
async fn those_who_only_count_find_out_nothing_about_one_opinion_by_counting() {
    for site in TestApp::on_each_engine().await {
        let call = site.has_call().await;
        let secret = site.has_opinion_like(&call, "区長の山田さん", "roads", State::Withheld, NOW - HOUR).await;
        answer(&site, &secret, "area = 'ikuno'").await;
        site.has_opinion(&call, "ふつうの声").await;
        for role in [Role::Viewer, Role::Auditor] {
            let reader = site.sign_in(&[role]).await;
            let all = reader.get("/staff/board").await;
            assert!(!all.has("name=\"q\"") && !all.has("name=\"area\""), "{}", all.html);
            assert!(!all.has("ikunoの人"), "two people are too few for tables: {}", all.html);
            let figures = |html: &str| html.split("class=\"figures").nth(1).unwrap()[..400].to_owned();
            for query in ["q=%E5%B1%B1%E7%94%B0", "area=ikuno", "area=-", "q=zzz"] {
                let asked = reader.get(&format!("/staff/board?{query}")).await;
                assert_eq!(figures(&asked.html), figures(&all.html), "{role:?}: {query}");
                assert_eq!(asked.has("しぼりこんでいません"), query.starts_with("area"), "{role:?}: {query}");
            }
        }
        for text in ["三", "四", "五", "六"] {
            site.has_opinion(&call, text).await;
        }
        let reader = site.sign_in(&[Role::Viewer]).await;
        let all = reader.get("/staff/board").await;
        let later = "次の表は、結果を公表してから表示します：地区別";
        assert!(!all.has("ikunoの人") && all.has(later), "anybody may add four opinions of his own: {}", all.html);
        let staff = site.sign_in(&[Role::Staff]).await.get("/staff/board").await;
        assert!(staff.has("ikunoの人") && !staff.has(later), "{}", staff.html);
        let mut tx = site.app.db.begin().await.unwrap();
        sqlx::query("update consultations set results_at = 1").execute(&mut *tx).await.unwrap();
        tx.commit().await.unwrap();
        site.app.calls.clear();
        let all = reader.get("/staff/board").await;
        assert!(all.has("ikunoの人") && !all.has(later), "{}", all.html);
        let narrow = reader.get("/staff/board?theme=roads").await;
        assert!(!narrow.has("ikunoの人"), "two sums that differ by one opinion tell what it says: {}", narrow.html);
    }
}

#[tokio::test]
async fn nobody_lifts_a_group_over_five_by_sending_what_is_published_unread() {
    for site in TestApp::on_each_engine().await {
        let call = site
            .has_call_like(|call| {
                call.moderation = Moderation::After;
                for rule in &mut call.fields {
                    rule.visibility = Visibility::Public;
                }
            })
            .await;
        let mut receipts = Vec::new();
        for number in 0..6 {
            let text = format!("声{number}");
            let receipt = site.has_opinion_like(&call, &text, "bus", State::Published, NOW - HOUR).await;
            // The first person wrote the last one too.
            let seen = if number < 4 { "reviewed_at" } else { "null" };
            answer(&site, &receipt, &format!("area = 'santo', age_band = '70', reviewed_at = {seen}")).await;
            receipts.push(receipt);
        }
        let first = site.text(&format!("select submitter_id from opinions where receipt = '{}'", receipts[0])).await;
        answer(&site, &receipts[5], &format!("submitter_id = '{first}'")).await;
        let shown = async || {
            site.app.forget_calls();
            let page = site.visitor().get(&format!("/opinions/{}", receipts[0])).await;
            assert_eq!(page.status, 200);
            (page.has("70の人"), page.has("santoの人"))
        };
        let list = async || site.visitor().get("/consultations/plan/opinions").await.html;
        assert_eq!(shown().await, (false, false), "four have been read");
        assert!(list().await.contains("6件（提出者 5人）"), "{}", list().await);
        answer(&site, &receipts[5], &format!("reviewed_at = {NOW}")).await;
        assert_eq!(shown().await, (false, false), "two by one person are one");
        answer(&site, &receipts[4], &format!("reviewed_at = {NOW}")).await;
        assert_eq!(shown().await, (true, true));
    }
}

/// Numbers of the opinions that a list shows, and of those beside which these words stand.
fn listed(html: &str, label: &str) -> (Vec<i64>, Vec<i64>) {
    let voices = html.split("<article").skip(1).map(|voice| voice.split("</article>").next().unwrap());
    let number = |voice: &str| voice.split("ご意見 ").nth(1).unwrap().split('<').next().unwrap().parse().unwrap();
    let all: Vec<(i64, bool)> = voices.map(|voice| (number(voice), voice.contains(label))).collect();
    let with = all.iter().filter(|(_, with)| *with).map(|(number, _)| *number).collect();
    (all.into_iter().map(|(number, _)| number).collect(), with)
}

#[tokio::test]
async fn the_public_asks_for_nothing_that_does_not_stand_beside_an_opinion() {
    for site in TestApp::on_each_engine().await {
        let call = site
            .has_call_like(|call| {
                for rule in &mut call.fields {
                    rule.visibility = Visibility::Public;
                }
            })
            .await;
        let mut last = String::new();
        let people =
            [("70", "santo"); 5].into_iter().chain([("30", "ikuno"); 4]).chain([("70", "ikuno"), ("30", "santo")]);
        for (n, (age, area)) in people.enumerate() {
            last = site.has_opinion_like(&call, &format!("声{n}"), "bus", State::Published, NOW - HOUR).await;
            answer(&site, &last, &format!("age_band = '{age}', area = '{area}', relation = 'worker'")).await;
        }
        let silent = site.has_opinion_like(&call, "言わない声", "bus", State::Published, NOW - HOUR).await;
        let visitor = site.visitor();
        let list = async |asked: &str| visitor.get(&format!("/consultations/plan/opinions?{asked}")).await.html;
        let all = list("").await;
        for (asked, label) in
            [("age=70", "70の人"), ("age=30", "30の人"), ("area=ikuno", "ikunoの人"), ("area=santo", "santoの人")]
        {
            let (found, with) = listed(&list(asked).await, label);
            assert_eq!(found, with, "{asked}: what is found shows it");
            assert_eq!(found, listed(&all, label).1, "{asked}: all that show it are found");
        }
        assert_eq!(listed(&list("age=70").await, "").0.len(), 5, "the one in ikuno is not told by his age");
        assert_eq!(listed(&list("age=30").await, "").0.len(), 0, "four and one are too few");
        assert_eq!(listed(&list("area=ikuno").await, "").0.len(), 5, "five share the area");
        assert_eq!(listed(&list("area=santo").await, "").0.len(), 6);
        assert_eq!(listed(&list("age=70&area=ikuno").await, "").0.len(), 0);
        assert_eq!(listed(&list("age=70&area=santo").await, "").0.len(), 5);
        assert_eq!(listed(&list("area=ikuno,santo").await, "").0.len(), 11);
        let found = list("area=ikuno&q=%E5%A3%B0").await;
        assert!(found.contains("地区「ikunoの人」") && found.contains("5件（提出者 5人）"), "{found}");
        // Nobody is found by his silence, nor by what is never public.
        for asked in ["area=-", "age=-", "relation=worker"] {
            assert!(listed(&list(asked).await, "").0.len() == 12, "{asked}");
        }
        assert!(
            all.contains("value=\"70\"") && !all.contains("value=\"30\"") && !all.contains("name=\"relation\""),
            "{all}"
        );
        assert!(!silent.is_empty());
        // Where one of five leaves, nobody can be asked for by it any more.
        crate::receipts::decide(&site, &last, State::Withheld, "").await;
        let one = site.text("select min(receipt) from opinions where area = 'santo' and state = 'published'").await;
        crate::receipts::decide(&site, &one, State::Withheld, "").await;
        site.app.forget_calls();
        assert_eq!(listed(&list("age=70").await, "").0.len(), 0);
        assert_eq!(listed(&list("area=santo").await, "").0.len(), 0);
    }
}
