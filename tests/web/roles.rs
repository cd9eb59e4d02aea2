//! Viewer, department and auditor: what each finds among the staff's pages, and what none of them does.

use axum::http::Method;
use koe::app::access_table;
use koe::base::crypto::Purpose;
use koe::consultations::{Consultation, Field, Visibility};
use koe::http::access::{Access, Role};
use koe::opinions::text::{Body, find_spans};
use koe::opinions::{Reason, State, store};

use crate::support::{Answer, HOUR, NOW, TestApp};

async fn set(site: &TestApp, sql: &str) {
    let mut tx = site.app.db.begin().await.unwrap();
    sqlx::query(sqlx::AssertSqlSafe(sql.to_owned())).execute(&mut *tx).await.unwrap();
    tx.commit().await.unwrap();
}

/// What a moderator or the author does; `masked` is hidden in the public text.
async fn decide(site: &TestApp, receipt: &str, by: Option<&str>, to: State, reason: Option<Reason>, masked: &str) {
    let mut tx = site.app.db.begin().await.unwrap();
    let opinion = store::find(&mut tx, receipt).await.unwrap().unwrap();
    let redactions = match masked {
        "" => Vec::new(),
        words => find_spans(&opinion.text, words, Reason::PersonalInfo),
    };
    let (message, note) = if by.is_some() { ("ひみつの伝言", "ひみつのメモ") } else { ("", "") };
    let due_at = (to == State::OnHold).then_some(NOW);
    let change = store::Change { to, reason, message, note, due_at, by, redactions: &redactions };
    let seen = store::Seen { state: opinion.state, version: opinion.version };
    store::change(&mut tx, site.engine, &opinion, seen, &change, NOW).await.unwrap().unwrap();
    tx.commit().await.unwrap();
}

const READERS: [Role; 2] = [Role::Viewer, Role::Department];
const MAIL: &str = "taro@example.jp";

/// An opinion in every state, one with a mask, one with a contact; the answer is the published one's receipt.
async fn has_every_state(site: &TestApp, call: &Consultation) -> String {
    let by = site.has_account("decider", &[Role::Moderator]).await;
    let by = Some(by.as_str());
    let open = site.has_opinion(call, "みんなの声").await;
    decide(site, &open, by, State::Published, None, "").await;
    let masked = site.has_opinion(call, "区長の山田さんへの声").await;
    decide(site, &masked, by, State::PublishedRedacted, Some(Reason::PersonalInfo), "山田さん").await;
    site.has_opinion(call, "ひみつの審査待ち").await;
    for (to, reason) in [
        (State::OnHold, Some(Reason::Illegal)),
        (State::NeedsRevision, Some(Reason::PersonalInfo)),
        (State::Withheld, Some(Reason::Defamation)),
    ] {
        let receipt = site.has_opinion(call, &format!("ひみつの{}", to.name())).await;
        decide(site, &receipt, by, to, reason, "").await;
    }
    let gone = site.has_opinion(call, "ひみつの取下げ").await;
    decide(site, &gone, by, State::Published, None, "").await;
    decide(site, &gone, None, State::Withdrawn, None, "").await;
    let id = site.text(&format!("select id from opinions where receipt = '{open}'")).await;
    let sealed = site.app.keys.seal(Purpose::Contact, &id, MAIL);
    set(site, &format!("insert into contacts (opinion_id, sealed, created_at) values ('{id}', '{sealed}', {NOW})"))
        .await;
    open
}

#[tokio::test]
async fn no_page_of_viewer_department_and_auditor_holds_what_is_not_public() {
    for site in TestApp::on_each_engine().await {
        site.has_site().await;
        let call = site.has_call().await;
        let receipt = has_every_state(&site, &call).await;
        for role in [Role::Viewer, Role::Department, Role::Auditor] {
            let reader = site.sign_in(&[role, Role::Contacts]).await;
            let mut pages = 0;
            for row in access_table().into_iter().filter(|row| row.method == Method::GET) {
                let admitted = match row.access {
                    Access::Public => continue,
                    Access::SignedIn => true,
                    Access::Roles(roles) => roles.contains(&role),
                };
                let address = row.path.replace("{receipt}", &receipt).replace("{slug}", "plan");
                for query in ["", "?q=%E3%81%B2%E3%81%BF%E3%81%A4", "?state=withheld,withdrawn,pending", "?log=verify"]
                {
                    let page = reader.get(&format!("{address}{query}")).await;
                    let mut html = page.html.replace("<bdi>ひみつ</bdi>", "");
                    html = html.replace("value=\"ひみつ\"", "");
                    for secret in ["ひみつ", "山田", MAIL] {
                        assert!(!html.contains(secret), "{role:?} {address}{query}: {html}");
                    }
                    assert_eq!(page.status == 403, !admitted, "{role:?} {address}{query}");
                    pages += usize::from(page.status == 200);
                }
            }
            assert!(pages >= 8, "{role:?}: {pages}");
            assert_eq!(reader.get(&format!("/staff/opinions/{receipt}")).await.status, 403, "{role:?}");
        }
    }
}

#[tokio::test]
async fn each_of_them_begins_with_what_he_may_see_and_goes_nowhere_else() {
    for site in TestApp::on_each_engine().await {
        site.has_call().await;
        let board = ("/staff/board", "集計");
        let list = ("/staff/opinions", "公開された意見");
        let all = ("/staff/opinions", "意見の一覧");
        let cases = [
            (vec![Role::Viewer], vec![board, list]),
            (vec![Role::Department], vec![board, list]),
            (vec![Role::Viewer, Role::Department], vec![board, list]),
            (vec![Role::Auditor], vec![("/staff/balance", "収支"), board, ("/staff/log", "操作履歴")]),
            (vec![Role::Viewer, Role::Moderator], vec![("/staff/queue", "審査"), all, board]),
        ];
        for (roles, links) in cases {
            let person = site.sign_in(&roles).await;
            assert_eq!(person.get("/staff").await.location(), links[0].0, "{roles:?}");
            for (path, label) in &links {
                let page = person.get(path).await;
                let nav = page.html.split("class=\"staff-nav\"").nth(1).unwrap().split("</nav>").next().unwrap();
                assert_eq!(nav.matches("<li>").count(), links.len(), "{roles:?}: {nav}");
                assert_eq!(nav.matches("aria-current").count(), 1, "{roles:?}: {nav}");
                assert!(nav.contains(&format!("\"{path}\" aria-current=\"page\">{label}<")), "{roles:?}: {nav}");
            }
        }
        for role in Role::ALL.iter().filter(|role| **role != Role::Auditor) {
            assert_eq!(site.sign_in(&[*role]).await.get("/staff/balance").await.status, 403, "{role:?}");
        }
        assert_eq!(site.visitor().get("/staff/balance").await.status, 401);
    }
}

fn listed(page: &Answer) -> usize {
    page.html.matches("<div class=\"voice-head\">").count()
}

#[tokio::test]
async fn the_list_of_published_opinions_shows_and_asks_what_the_public_may_know() {
    for site in TestApp::on_each_engine().await {
        let call = site
            .has_call_like(|call| {
                for rule in &mut call.fields {
                    rule.visibility = match rule.field {
                        Field::Area => Visibility::Public,
                        Field::Relation => Visibility::Aggregate,
                        _ => Visibility::Staff,
                    };
                }
            })
            .await;
        let few = has_every_state(&site, &call).await;
        for number in 0..5 {
            site.has_opinion_like(&call, &format!("声{number}"), "child", State::Published, NOW - HOUR).await;
        }
        set(
            &site,
            "update opinions set area = 'santo', age_band = '30', relation = 'worker' where state = 'published'",
        )
        .await;
        set(&site, &format!("update opinions set area = 'ikuno', channel = 'paper' where receipt = '{few}'")).await;
        site.has_call_like(|draft| (draft.slug, draft.listed) = ("later".into(), false)).await;
        let public = site.visitor().get(&format!("/opinions/{few}")).await;
        for role in READERS {
            let reader = site.sign_in(&[role]).await;
            let list = reader.get("/staff/opinions").await;
            assert_eq!((listed(&list), list.html.matches("santoの人").count()), (7, 5), "{}", list.html);
            for hidden in
                ["ikunoの人", "30の人", "workerの人", "name=\"area\"", "name=\"channel\"", "withheld", "later"]
            {
                assert!(!list.has(hidden), "{hidden}: {}", list.html);
            }
            assert!(list.has("〔個人情報のため非公開〕") && list.has("value=\"published_redacted\""), "{}", list.html);
            assert!(list.has(&format!("href=\"/opinions/{few}\"")) && !public.has("ikunoの人"));
            for (query, count) in [
                ("q=%E5%B1%B1%E7%94%B0", 0),          // 山田, masked
                ("q=%E3%81%B2%E3%81%BF%E3%81%A4", 0), // ひみつ
                ("q=%E5%8C%BA%E9%95%B7", 1),          // 区長, beside the mask
                ("state=withheld", 0),
                ("state=withdrawn,published_redacted", 1),
                ("theme=child", 5),
                ("channel=paper", 7),
                ("area=ikuno&age=30&relation=worker", 7),
                ("call=later", 7),
            ] {
                assert_eq!(listed(&reader.get(&format!("/staff/opinions?{query}")).await), count, "{query}");
            }
            let board = reader.get("/staff/board?channel=paper&state=published").await;
            assert!(!board.has("href=\"/staff/opinions?"), "no way to what the list cannot ask: {}", board.html);
            assert!(reader.get("/staff/board").await.has("href=\"/staff/opinions?call=plan&#38;state=published\""));
        }
    }
}

/// Label and number of each line of a table of the balance, the sum being the last.
fn sheet(page: &Answer, id: &str) -> Vec<(String, i64)> {
    let table =
        page.html.split(&format!("<h2 id=\"{id}\">")).nth(1).unwrap_or_else(|| panic!("no {id}: {}", page.html));
    let rows = table.split("</table>").next().unwrap().split("<th scope=\"row\">").skip(1);
    let line = |row: &str| {
        let (label, rest) = row.split_once("</th><td class=\"num\">").unwrap();
        (label.to_owned(), rest.split('<').next().unwrap().replace(',', "").parse().unwrap())
    };
    rows.map(line).collect()
}

fn count(page: &Answer, id: &str, label: &str) -> i64 {
    sheet(page, id).iter().find(|(known, _)| known == label).map_or(0, |(_, count)| *count)
}

#[tokio::test]
async fn the_balance_adds_up_after_every_act() {
    for site in TestApp::on_each_engine().await {
        let call = site.has_call().await;
        let auditor = site.sign_in(&[Role::Auditor]).await;
        let by = site.has_account("decider", &[Role::Moderator]).await;
        let by = Some(by.as_str());
        let mut receipts = Vec::new();
        for text in ["一つ目の声", "二つ目の声"] {
            receipts.push(site.has_opinion(&call, text).await);
        }
        let receipt = receipts[0].as_str();
        let fits = async |state: &str, reason: &str| {
            let page = auditor.get("/staff/balance").await;
            let lines = sheet(&page, "all");
            assert_eq!((lines[0].1, lines.last().unwrap().1), (2, 2), "{lines:?}");
            assert!(page.has("受付2件は、状態ごとの件数の計と同じです") && !page.has("合いません"), "{}", page.html);
            assert!(page.has("1番から2番まで") && page.has("始めから終わりまで"), "{}", page.html);
            // The other one waits all the time.
            let expected = if state == "審査待ち" { 2 } else { 1 };
            assert_eq!([count(&page, "all", state), count(&page, "all", "審査待ち")], [expected; 2], "{state}");
            assert_eq!(count(&page, "all", reason), i64::from(!reason.is_empty()), "{reason}: {lines:?}");
        };
        fits("審査待ち", "").await;
        decide(&site, receipt, by, State::OnHold, Some(Reason::Illegal), "").await;
        fits("保留", "").await;
        decide(&site, receipt, by, State::NeedsRevision, Some(Reason::PersonalInfo), "").await;
        fits("要修正", "").await;
        let mut tx = site.app.db.begin().await.unwrap();
        let opinion = store::find(&mut tx, receipt).await.unwrap().unwrap();
        let seen = store::Seen { state: opinion.state, version: opinion.version };
        let body = Body::parse("直した声", 5000).ok().unwrap();
        assert!(store::correct(&mut tx, site.engine, &opinion, seen, &body, None, NOW).await.unwrap());
        tx.commit().await.unwrap();
        fits("審査待ち", "").await;
        decide(&site, receipt, by, State::Withheld, Some(Reason::Defamation), "").await;
        fits("非公開", "誹謗中傷").await;
        decide(&site, receipt, by, State::PublishedRedacted, Some(Reason::PersonalInfo), "直した").await;
        fits("一部伏せて公開", "").await;
        decide(&site, receipt, by, State::Withheld, Some(Reason::OffTopic), "").await;
        fits("非公開", "募集テーマと無関係").await;
        decide(&site, receipt, by, State::Published, None, "").await;
        fits("公開", "").await;
        decide(&site, receipt, None, State::Withdrawn, None, "").await;
        fits("取下げ", "").await;
    }
}

#[tokio::test]
async fn of_several_consultations_each_has_its_balance_and_all_have_one() {
    for site in TestApp::on_each_engine().await {
        let first = site.has_call().await;
        let second = site.has_call_like(|call| call.slug = "parks".into()).await;
        has_every_state(&site, &first).await;
        site.has_opinion_like(&second, "公園", "child", State::Published, NOW - HOUR).await;
        let page = site.sign_in(&[Role::Auditor]).await.get("/staff/balance").await;
        let sums = ["all", "call-0", "call-1"].map(|id| sheet(&page, id).last().unwrap().1);
        assert_eq!((sums[0], sums[1] + sums[2], sums.iter().min().copied()), (8, 8, Some(1)));
        assert_eq!((count(&page, "all", "公開"), count(&page, "all", "誹謗中傷")), (2, 1));
        assert!(page.has("すべての意見募集"), "{}", page.html);
    }
}

#[tokio::test]
async fn a_file_on_its_way_in_is_named_apart_and_its_gaps_are_known() {
    for site in TestApp::on_each_engine().await {
        let call = site.has_call().await;
        site.has_opinion(&call, "先の声").await;
        let by = site.has_account("importer", &[Role::Staff]).await;
        set(&site, &format!(
            "insert into imports (id, consultation_id, requested_by, file_name, sha256, bytes, source, state, plan, report,
             done_rows, total_rows, first_number, numbers, created_at, asked_from, look)
             values ('i', '{}', '{by}', 'a.csv', '', 1, 'table', 'running', '', '', 0, 3, 2, 3, {NOW}, 'page', '')", call.id
        )).await;
        set(&site, "update counters set value = value + 3 where name = 'opinion'").await;
        // Half written: one of three rows is there, in nobody's lists.
        let late = site.has_opinion(&call, "あとの声").await;
        set(&site, &format!("update opinions set import_id = 'i', number = 2 where receipt = '{late}'")).await;
        site.has_opinion(&call, "その次の声").await;
        set(&site, "update counters set value = 5 where name = 'opinion'").await;
        set(&site, "update opinions set number = 5 where number = 6").await;

        let auditor = site.sign_in(&[Role::Auditor]).await;
        let seen = async || {
            let page = auditor.get("/staff/balance").await;
            let numbers: Vec<i64> = sheet(&page, "numbers").into_iter().map(|(_, count)| count).collect();
            assert!(!page.has("合いません") && !page.has("分からないもの"), "{}", page.html);
            (count(&page, "all", "計"), numbers, page.has("取り込み中のファイルが1つあります（番号3件分）"))
        };
        assert_eq!(seen().await, (2, vec![5, 2, 3, 0, 5], true));
        // All rows that were new are there: two numbers were too many.
        set(&site, &format!("update imports set state = 'applied', applied_at = {NOW}, total_rows = 1")).await;
        assert_eq!(seen().await, (3, vec![5, 3, 0, 2, 5], false));
        // Stopped instead: nothing is left of it.
        set(&site, "update imports set state = 'stopped', applied_at = null, total_rows = 3").await;
        set(&site, "delete from opinions where import_id = 'i'").await;
        assert_eq!(seen().await, (2, vec![5, 2, 0, 3, 5], false));
        // Somebody took an opinion out of the database.
        set(&site, "delete from opinions where number = 1").await;
        let page = auditor.get("/staff/balance").await;
        assert!(page.has("行き先に、分からないもの") && page.has("計が合いません"), "{}", page.html);
    }
}

#[tokio::test]
async fn a_state_that_nobody_knows_does_not_add_up() {
    for site in TestApp::on_each_engine().await {
        let call = site.has_call().await;
        site.has_opinion(&call, "声").await;
        set(&site, "update opinions set state = 'lost'").await;
        let page = site.sign_in(&[Role::Auditor]).await.get("/staff/balance").await;
        assert!(page.has("計と合いません：計画へのご意見募集"), "{}", page.html);
    }
}

#[tokio::test]
async fn a_changed_log_is_found_and_a_long_one_is_verified_when_somebody_asks() {
    for site in TestApp::on_each_engine().await {
        let auditor = site.sign_in(&[Role::Auditor]).await;
        assert!(auditor.get("/staff/balance").await.has("始めから終わりまでつながっています"));
        set(&site, "update audit_head set number = 6000").await;
        let page = auditor.get("/staff/balance").await;
        assert!(page.has("6,000件あり") && page.has("いま確かめる") && !page.has("つながり"), "{}", page.html);
        let page = auditor.get("/staff/balance?log=verify").await;
        assert!(page.has("前の記録とつながりません") && !page.has("いま確かめる"), "{}", page.html);
        set(&site, "update audit_head set number = (select max(number) from audit)").await;
        assert!(auditor.get("/staff/balance").await.has("始めから終わりまでつながっています"));
        set(&site, "update audit set detail = 'changed' where number = 1").await;
        assert!(auditor.get("/staff/balance").await.has("操作履歴の1番が、前の記録とつながりません"));
        let english = auditor.get("/en/staff/balance").await;
        assert!(english.has("Entry 1 of the log does not follow"), "{}", english.html);
    }
}

#[tokio::test]
async fn whoever_is_signed_in_finds_his_pages_beside_what_is_refused() {
    for site in TestApp::on_each_engine().await {
        let staff = site.sign_in(&[Role::Staff]).await;
        for (path, status) in [("/staff/site", 403), ("/staff/consultations/nowhere", 404), ("/staff/nowhere", 404)] {
            let refused = staff.get(path).await;
            assert_eq!(refused.status, status, "{path}");
            assert!(refused.has("class=\"staff-nav\"") && refused.has("href=\"/staff/exports\""), "{}", refused.html);
        }
        let stranger = site.visitor().get("/staff/site").await;
        assert!(stranger.status == 401 && !stranger.has("class=\"staff-nav\""), "{}", stranger.html);
        assert!(!staff.get("/nowhere").await.has("class=\"staff-nav\""), "a page for everybody");
    }
}
