//! Imports: a file comes in, is tried, and is there for everybody at one moment, or not at all.

use koe::http::access::Role;
use koe::imports::jobs;
use koe::opinions::State;

use crate::support::{Answer, HOUR, NOW, TestApp, Visitor};
use crate::uploads::upload;

/// The form of the plan as the page gives it out.
pub fn plan(page: &Answer) -> Vec<(String, String)> {
    let form =
        page.html.split("/trial\">").nth(1).unwrap_or_else(|| panic!("{}", page.html)).split("</form>").next().unwrap();
    let seen = form.split("name=\"seen\" value=\"").nth(1).unwrap().split('"').next().unwrap();
    let mut fields = vec![("review".to_owned(), "queue".to_owned()), ("reason".into(), String::new())];
    fields.push(("seen".into(), seen.to_owned()));
    for select in form.split("<select ").skip(1) {
        let name = select.split("name=\"").nth(1).unwrap().split('"').next().unwrap();
        let select = select.split("</select>").next().unwrap();
        let chosen = select.split("\" selected").next().filter(|_| select.contains(" selected"));
        let value = chosen.map_or("", |before| before.rsplit("value=\"").next().unwrap());
        fields.push((name.to_owned(), value.to_owned()));
    }
    fields.push(("day".into(), page.value("day")));
    fields
}

pub fn set(form: &mut [(String, String)], name: &str, value: &str) {
    let field = form.iter_mut().find(|(known, _)| known == name).unwrap_or_else(|| panic!("no field {name}"));
    field.1 = value.to_owned();
}

pub async fn post(staff: &Visitor, path: &str, form: &[(String, String)]) -> Answer {
    let pairs: Vec<(&str, &str)> = form.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    staff.post(path, &pairs).await
}

/// Tries a file out, with the plan as it is offered; answers its address and the page afterwards.
pub async fn tried(site: &TestApp, staff: &Visitor, name: &str, file: &[u8]) -> (String, Answer) {
    let sent = upload(staff, name, file).await;
    assert_eq!(sent.status, 303, "{}", sent.html);
    let path = sent.location().to_owned();
    let page = staff.get(&path).await;
    let trial = post(staff, &format!("{path}/trial"), &plan(&page)).await;
    assert_eq!(trial.status, 303, "{}", trial.html);
    site.work().await;
    let page = staff.get(&path).await;
    (path, page)
}

pub async fn take_in(site: &TestApp, staff: &Visitor, path: &str, ready: &str) -> Answer {
    let page = staff.get(path).await;
    assert!(page.has(&format!("{ready}件を取り込む")), "{}", page.html);
    let run = staff.post(&format!("{path}/run"), &[("seen", &page.value("seen"))]).await;
    assert_eq!(run.status, 303, "{}", run.html);
    site.work().await;
    staff.get(path).await
}

pub const SHEET: &str = "番号,受付日,テーマ,年代,ご意見（必須）\n\
    1,令和6年10月1日,道路・交通,30,バスを増やしてください\n\
    2,2024/10/02,子育て,,公園に木陰を\n";

#[tokio::test]
async fn a_sheet_is_tried_and_taken_in_and_the_same_file_adds_nothing() {
    for site in TestApp::on_each_engine().await {
        site.has_call().await;
        let staff = site.sign_in(&[Role::Staff]).await;
        let (path, page) = tried(&site, &staff, "意見.csv", SHEET.as_bytes()).await;
        assert!(page.has("2件を取り込む") && page.has("バスを増やしてください"), "{}", page.html);
        assert_eq!(site.number("select count(*) from opinions").await, 0, "a trial writes nothing");
        let done = take_in(&site, &staff, &path, "2").await;
        assert!(done.has("2件を取り込みました"), "{}", done.html);
        let sql = "select count(*) from received where state = 'pending' and decisions = 0 and channel = 'paper'";
        assert_eq!(site.number(sql).await, 2);
        assert_eq!(site.text("select original from opinions where external_id = '1'").await, "バスを増やしてください");
        assert_eq!(site.text("select receipt from opinions where external_id = '1'").await, "R6-0001-5");
        let sql = "select count(*) from opinions o join accounts a on a.id = o.recorded_by where o.age_band = '30'";
        assert_eq!(site.number(sql).await, 1);
        assert_eq!(site.number("select count(*) from search_due").await, 0, "the index has them");
        // Nobody has its code: a message would reach nobody, and what is returned would never come back.
        let moderator = site.sign_in(&[Role::Moderator]).await;
        let opinion = moderator.get("/staff/queue?open=R6-0001-5").await;
        assert!(opinion.has("記録にだけ残ります") && opinion.has("id=\"act-withhold\""), "{}", opinion.html);
        assert!(!opinion.has("id=\"act-return\""), "{}", opinion.html);
        let mut form = crate::moderation::form_of(&opinion, "withhold");
        set(&mut form, "act", "return");
        let returned =
            crate::moderation::send(&moderator, "R6-0001-5", "decision", &form, &[("message", "直して")]).await;
        assert_eq!(returned.status, 409, "{}", returned.html);
        assert!(!jobs::file(&site.app, path.rsplit('/').next().unwrap()).exists());
        let again = upload(&staff, "別の名前.csv", SHEET.as_bytes()).await;
        assert_eq!(again.status, 422);
        assert!(again.has("同じファイルを"), "{}", again.html);
        let more = format!("{SHEET}3,2024/10/03,子育て,,図書館を夜まで\n");
        let (path, page) = tried(&site, &staff, "意見.csv", more.as_bytes()).await;
        assert!(page.has("1件を取り込む") && page.has("もう取り込んであると分かった行"), "{}", page.html);
        let done = take_in(&site, &staff, &path, "1").await;
        let own = format!("/staff/opinions?call=plan&import={}", path.rsplit('/').next().unwrap());
        assert!(done.has(&own.replace('&', "&amp;")), "{}", done.html);
        let list = staff.get(&own).await;
        assert!(list.has("図書館を夜まで") && !list.has("バスを増やして"), "what this file has brought: {}", list.html);
        let narrower = staff.get(&format!("{own}&theme=roads")).await;
        assert!(!narrower.has("図書館を夜まで") && narrower.has("call=plan&amp;theme=roads\""), "{}", narrower.html);
        assert_eq!(site.number("select count(*) from received").await, 3);
        assert_eq!(site.number("select count(*) from submitters").await, 3);
    }
}

#[tokio::test]
async fn the_year_in_a_number_is_the_one_in_which_it_was_given() {
    for site in TestApp::on_each_engine().await {
        site.has_call().await;
        let staff = site.sign_in(&[Role::Staff]).await;
        let file = "番号,受付日,テーマ,意見\n1,令和5年10月1日,子育て,前の年度に届いた声\n";
        let (path, page) = tried(&site, &staff, "a.csv", file.as_bytes()).await;
        assert!(page.has("1件を取り込む"), "{}", page.html);
        take_in(&site, &staff, &path, "1").await;
        assert_eq!(site.text("select receipt from received where external_id = '1'").await, "R6-0001-5");
    }
}

#[tokio::test]
async fn words_that_no_list_has_are_asked_about_and_a_new_theme_comes_with_its_rows() {
    for site in TestApp::on_each_engine().await {
        site.has_call().await;
        let staff = site.sign_in(&[Role::Staff]).await;
        let file = "テーマ,地区,意見\n観光,生野町,鉱山の案内を\n観光,,城跡の駐車場\n";
        let (path, page) = tried(&site, &staff, "a.csv", file.as_bytes()).await;
        assert!(page.has("一覧にない言葉") && !page.has("件を取り込む</button>"), "{}", page.html);
        let mut form = plan(&page);
        set(&mut form, "stands_0", "new");
        set(&mut form, "stands_1", "for:ikuno");
        assert_eq!(post(&staff, &format!("{path}/trial"), &form).await.status, 303);
        site.work().await;
        let page = staff.get(&path).await;
        assert!(page.has("2件を取り込む"), "{}", page.html);
        let themes = site.number("select count(*) from themes").await;
        take_in(&site, &staff, &path, "2").await;
        assert_eq!(site.number("select count(*) from themes where closed_at is null").await, themes + 1);
        let sql = "select count(*) from received o join theme_texts t on t.theme_id = o.theme_id where t.name = '観光'";
        assert_eq!(site.number(sql).await, 2);
        assert_eq!(site.number("select count(*) from received where area = 'ikuno'").await, 1);
    }
}

#[tokio::test]
async fn ages_that_one_age_band_holds_are_understood_and_others_are_asked_about() {
    for site in TestApp::on_each_engine().await {
        site.has_call_like(|call| {
            let labels = ["17歳以下", "30代", "70歳以上"];
            call.fields[0].choices.iter_mut().zip(labels).for_each(|(choice, label)| choice.label = label.to_owned());
        })
        .await;
        let staff = site.sign_in(&[Role::Staff]).await;
        let file = "あなたの年代,意見\n３０歳代,一\n30-39歳,二\n16歳,三\n80代,四\n10代,五\n,六\n";
        let (path, page) = tried(&site, &staff, "a.csv", file.as_bytes()).await;
        assert!(page.has("年代「10代」（1行）") && !page.has("30-39歳」（1行）"), "{}", page.html);
        let mut form = plan(&page);
        set(&mut form, "stands_0", "blank");
        post(&staff, &format!("{path}/trial"), &form).await;
        site.work().await;
        take_in(&site, &staff, &path, "6").await;
        let ages = "select string_agg(original || coalesce(age_band, '-'), ' ' order by number) from received";
        assert_eq!(site.text(ages).await, "一30 二30 三17 四70 五- 六-");
    }
}

#[tokio::test]
async fn a_fault_keeps_the_whole_file_out_unless_its_rows_are_left_out() {
    for site in TestApp::on_each_engine().await {
        site.has_call().await;
        let staff = site.sign_in(&[Role::Staff]).await;
        let file = "id,受付日,意見\n1.23E+17,2024-02-30,よい\n2,2024-10-01,残る\n3,2999-01-01,先の日\n4,,\n";
        let (path, page) = tried(&site, &staff, "a.csv", file.as_bytes()).await;
        for words in ["日付として読めません", "番号がExcelに丸められて", "まだ来ていない日付", "意見が空の行"]
        {
            assert!(page.has(words), "{words}: {}", page.html);
        }
        assert!(page.has("直す所のある2行を除いて、1件を取り込む"), "{}", page.html);
        let list = staff.get(&format!("{path}/faults")).await;
        assert!(
            list.html.contains("\"2\",\"B\",\"2024-02-30\"") && list.html.contains("\"2\",\"A\",\"1.23E+17\""),
            "{}",
            list.html
        );
        let seen = staff.get(&path).await.value("seen");
        assert_eq!(staff.post(&format!("{path}/run"), &[("seen", &seen)]).await.status, 422);
        site.work().await;
        assert_eq!(site.number("select count(*) from opinions").await, 0, "not without the word to leave them out");
        assert_eq!(staff.post(&format!("{path}/run"), &[("seen", "another"), ("skip", "yes")]).await.status, 422);
        site.work().await;
        assert_eq!(site.number("select count(*) from opinions").await, 0, "nor what the page did not show");
        let run = staff.post(&format!("{path}/run"), &[("seen", &seen), ("skip", "yes")]).await;
        assert_eq!(run.status, 303);
        site.work().await;
        assert_eq!(site.text("select original from received").await, "残る");
    }
}

#[tokio::test]
async fn what_was_checked_elsewhere_is_public_at_once_with_its_reason() {
    for site in TestApp::on_each_engine().await {
        site.has_call().await;
        let staff = site.sign_in(&[Role::Staff, Role::Moderator]).await;
        let sent = upload(&staff, "a.csv", SHEET.as_bytes()).await;
        let path = sent.location().to_owned();
        let mut form = plan(&staff.get(&path).await);
        set(&mut form, "review", "checked");
        let refused = post(&staff, &format!("{path}/trial"), &form).await;
        assert_eq!(refused.status, 422);
        assert!(refused.has("どこでどう確かめたかを書いてください"));
        set(&mut form, "reason", "審議会で確認済み");
        post(&staff, &format!("{path}/trial"), &form).await;
        site.work().await;
        take_in(&site, &staff, &path, "2").await;
        let page = site.visitor().get("/consultations/plan/opinions?q=%E6%9C%A8%E9%99%B0").await;
        assert!(page.has("公園に<mark>木陰</mark>を"), "{}", page.html);
        assert_eq!(site.text("select distinct note from decisions").await, "審議会で確認済み");
        let sql = "select count(*) from decisions d join opinions o on o.id = d.opinion_id
                   where d.number = o.decisions and d.to_state = o.state and o.reviewed_at is not null";
        assert_eq!(site.number(sql).await, 2);
        let log = site.sign_in(&[Role::Administrator]).await.get("/staff/log").await;
        assert!(log.has("意見の取り込み") && log.has("審議会で確認済み"), "{}", log.html);
    }
}

#[tokio::test]
async fn what_was_rejected_or_withdrawn_elsewhere_is_not_published_with_the_rest() {
    const POLIS: &str = "timestamp,datetime,comment-id,author-id,agrees,disagrees,moderated,comment-body\n\
        1727740800000,,0,1,3,0,1,歩道を広く\n\
        1727740800000,,1,2,0,9,-1,名指しの悪口\n\
        1727740800000,,2,3,1,1,0,橋に灯りを\n";
    const DECIDIM: &str = "id;title/en;title/ja;body/en;body/ja;state;published_at;url;withdrawn\n\
        11;;;;図書館を夜も;accepted;2024-10-01;u;false\n\
        12;;;;採られない案;rejected;2024-10-01;u;false\n\
        13;;;;取り下げた案;not_answered;2024-10-01;u;true\n";
    for site in TestApp::on_each_engine().await {
        site.has_call().await;
        let staff = site.sign_in(&[Role::Staff, Role::Moderator]).await;
        for (file, all, held) in [(POLIS, 3, 1), (DECIDIM, 3, 2)] {
            let sent = upload(&staff, "a.csv", file.as_bytes()).await;
            let path = sent.location().to_owned();
            let mut form = plan(&staff.get(&path).await);
            post(&staff, &format!("{path}/trial"), &form).await;
            site.work().await;
            assert!(!staff.get(&path).await.has("公開せずに審査の一覧に入れる"), "in the queue it makes no difference");
            set(&mut form, "seen", &staff.get(&path).await.value("seen"));
            set(&mut form, "review", "checked");
            set(&mut form, "reason", "元のサイトで確認済み");
            assert_eq!(post(&staff, &format!("{path}/trial"), &form).await.status, 303);
            site.work().await;
            let row = format!("取り下げられたもの）</dt><dd>{held}</dd>");
            let trial = staff.get(&path).await;
            assert!(trial.has(&row), "{}", trial.html);
            let done = take_in(&site, &staff, &path, &all.to_string()).await;
            assert!(done.has("公開せずに審査の一覧に入れました"), "{}", done.html);
        }
        let waits = "select count(*) from received where state = 'pending' and decisions = 0
                     and original in ('名指しの悪口', '採られない案', '取り下げた案')";
        assert_eq!(site.number(waits).await, 3);
        assert_eq!(site.number("select count(*) from received where state = 'published'").await, 3);
        let list = site.visitor().get("/consultations/plan/opinions").await;
        assert!(list.has("橋に灯りを") && list.has("図書館を夜も"), "{}", list.html);
        assert!(!list.has("名指しの悪口") && !list.has("取り下げた案"), "{}", list.html);
        let queue = staff.get("/staff/queue").await;
        assert!(queue.has("名指しの悪口"), "{}", queue.html);
        let log = site.sign_in(&[Role::Administrator]).await.get("/staff/log?act=opinions_imported").await;
        for line in ["件数：3", "取り下げられたもの）：1", "取り下げられたもの）：2"] {
            assert!(log.has(line), "{line}: {}", log.html);
        }
    }
}

#[tokio::test]
async fn nobody_sees_a_row_before_all_are_there_and_a_stopped_import_leaves_nothing() {
    for site in TestApp::on_each_engine().await {
        site.has_call().await;
        let staff = site.sign_in(&[Role::Staff]).await;
        let (path, _) = tried(&site, &staff, "a.csv", SHEET.as_bytes()).await;
        let id = path.rsplit('/').next().unwrap().to_owned();
        let seen = staff.get(&path).await.value("seen");
        staff.post(&format!("{path}/run"), &[("seen", &seen)]).await;
        // Half written, as a machine that died leaves it.
        let half = "insert into submitters (id, consultation_id, created_at, import_id) select 's', c.id, 0, i.id from consultations c, imports i";
        let row = format!(
            "insert into opinions (id, number, receipt, consultation_id, submitter_id, theme_id, channel, lang, original,
             text_key, version, state, decisions, purpose_version, form_key_hash, code_hash, submitted_at, import_id)
             select 'o', 1, 'R6-0001-5', c.id, 's', t.id, 'paper', 'ja', '半分', 'k', 1, 'pending', 0, 0, 'f', '-', 0, '{id}'
             from consultations c join themes t on t.consultation_id = c.id where t.code = 'roads'"
        );
        let numbers = format!("update imports set first_number = 1, numbers = 2 where id = '{id}'");
        let counter = "insert into counters (name, value) values ('opinion', 2)";
        let mut tx = site.app.db.begin().await.unwrap();
        for sql in [half, &row, &numbers, counter] {
            sqlx::query(sqlx::AssertSqlSafe(sql.to_owned())).execute(&mut *tx).await.unwrap();
        }
        tx.commit().await.unwrap();
        assert!(!staff.get("/staff/opinions").await.has("半分"));
        assert!(!site.sign_in(&[Role::Moderator]).await.get("/staff/queue").await.has("半分"));
        assert_eq!(site.app.counts(&site.app.draft("plan").await.unwrap()).await.unwrap().submitters, 0);
        assert_eq!(staff.post(&format!("{path}/stop"), &[]).await.status, 303);
        site.work().await;
        assert_eq!(site.number("select count(*) from outbox where last_error is not null").await, 0);
        assert!(staff.get(&path).await.has("1件も取り込んでいません"));
        for table in ["opinions", "submitters", "search_due"] {
            assert_eq!(site.number(&format!("select count(*) from {table}")).await, 0, "{table}");
        }
        assert_eq!(
            site.number("select value from counters where name = 'opinion'").await,
            0,
            "its numbers are free again"
        );
        assert!(!jobs::file(&site.app, &id).exists());
        let words = "select count(*) from imports where look <> '' or report <> ''";
        assert_eq!(site.number(words).await, 0, "nor does anybody's name stay behind");
        let (again, _) = tried(&site, &staff, "a.csv", SHEET.as_bytes()).await;
        assert_eq!((site.number(words).await, staff.post(&format!("{again}/stop"), &[]).await.status), (1, 303));
        assert_eq!(site.number(words).await, 0);
        assert!(staff.get(&again).await.status == 200 && site.app.clock.now() >= NOW);
    }
}

#[tokio::test]
async fn two_columns_of_one_name_are_told_apart_by_their_letters_and_one_of_them_is_chosen() {
    let site = TestApp::on_each_engine().await.remove(0);
    site.has_call().await;
    let staff = site.sign_in(&[Role::Staff]).await;
    let sent = upload(&staff, "a.csv", "意見,意見\n左の声,右の声\n".as_bytes()).await;
    let path = sent.location().to_owned();
    let page = staff.get(&path).await;
    assert!(page.has("B列の「意見」は使いません。使うのはA列です。"), "{}", page.html);
    let mut form = plan(&page);
    set(&mut form, "meaning_0", "text");
    set(&mut form, "meaning_1", "text");
    let refused = post(&staff, &format!("{path}/trial"), &form).await;
    assert!(refused.status == 422 && refused.has("2つ以上の列に選んでいます"), "{}", refused.html);
    set(&mut form, "meaning_0", "nothing");
    assert_eq!(post(&staff, &format!("{path}/trial"), &form).await.status, 303);
    site.work().await;
    assert!(staff.get(&path).await.has("A列の「意見」は使いません。使うのはB列です。"));
    take_in(&site, &staff, &path, "1").await;
    assert_eq!(site.text("select original from received").await, "右の声");
}

#[tokio::test]
async fn an_office_file_comes_back_as_it_went_out() {
    let texts = [
        "=1+1 は数式ではありません",
        "'=これも",
        "一行目\n\n三行目\t終わり",
        "「\"引用\"」, カンマ; と \\ ",
        "  先頭の空白  ",
        "😀🏳️‍🌈 e\u{301} が\u{3099}",
        "-",
        "@all ＝全角",
        "\u{202E}逆さ",
        "NULL",
    ];
    for format in ["csv", "csv-plain", "xlsx"] {
        for site in TestApp::on_each_engine().await {
            let call = site.has_call().await;
            for (at, text) in texts.iter().enumerate() {
                site.has_opinion_like(
                    &call,
                    text,
                    if at % 2 == 0 { "bus" } else { "child" },
                    State::Pending,
                    NOW - HOUR,
                )
                .await;
            }
            let staff = site.sign_in(&[Role::Staff]).await;
            crate::exports::export(&site, &staff, "office", format, &[("call", "plan")]).await;
            let extension = if format == "xlsx" { "xlsx" } else { "csv" };
            let file = crate::exports::bytes(&site, extension).await;
            let other = TestApp::on_each_engine().await.remove(0);
            other.has_call().await;
            let staff = other.sign_in(&[Role::Staff]).await;
            let (path, page) = tried(&other, &staff, &format!("a.{extension}"), &file).await;
            assert!(page.has("この仕組みから書き出したファイル") || page.has("10件を取り込む"), "{}", page.html);
            take_in(&other, &staff, &path, "10").await;
            let rows = "select string_agg(o.original || '|' || t.code || '|' || o.channel || '|' || cast(o.submitted_at as text), '¶' order by o.number)
                        from received o join themes t on t.id = o.theme_id";
            assert_eq!(other.text(rows).await, site.text(rows).await, "{format}");
        }
    }
}
