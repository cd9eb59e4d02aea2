//! What an import says of itself before and after: what it makes, what it leaves out, what should be looked at.

use jiff::civil::date;
use koe::http::access::Role;

use crate::imports::{plan, post, set, take_in, tried};
use crate::support::{Answer, TestApp, Visitor};
use crate::uploads::upload;

/// Tries a file once more with these answers.
async fn again(site: &TestApp, staff: &Visitor, path: &str, answers: &[(&str, &str)]) -> Answer {
    let mut form = plan(&staff.get(path).await);
    answers.iter().for_each(|(name, value)| set(&mut form, name, value));
    let sent = post(staff, &format!("{path}/trial"), &form).await;
    assert_eq!(sent.status, 303, "{}", sent.html);
    site.work().await;
    staff.get(path).await
}

#[tokio::test]
async fn a_theme_comes_only_with_rows_that_come_in_and_residents_get_it_with_a_word_to_the_staff() {
    for site in TestApp::on_each_engine().await {
        site.has_call().await;
        let staff = site.sign_in(&[Role::Staff]).await;
        let (path, _) = tried(&site, &staff, "a.csv", "番号,テーマ,意見\n1,子育て,公園に木陰を\n".as_bytes()).await;
        take_in(&site, &staff, &path, "1").await;
        let more = "番号,テーマ,年代,意見\n1,昔話,古い人,公園に木陰を\n2,観光／城跡,90の人,駐車場を\n3,誤り,,\n";
        let (path, _) = tried(&site, &staff, "b.csv", more.as_bytes()).await;
        let all_new = [("all_theme", "new"), ("all_age_band", "new")];
        let page = again(&site, &staff, &path, &all_new).await;
        assert!(page.has("次のテーマを作ります：観光、観光／城跡"), "{}", page.html);
        assert!(page.has("次の選択肢を作ります：年代：90の人"), "{}", page.html);
        assert!(page.has("「昔話、古い人」は、取り込まない行にだけあるので"), "{}", page.html);
        let page = take_in(&site, &staff, &path, "1").await;
        assert!(page.has("次のテーマを作りました：観光、観光／城跡"), "{}", page.html);
        assert!(page.has("/staff/consultations/plan/themes"), "{}", page.html);
        let form = site.visitor().get("/consultations/plan/write").await;
        assert!(form.has("城跡") && form.has("90の人") && !form.has("昔話") && !form.has("古い人"), "{}", form.html);
        let age = "select label from field_choices c join received o on o.age_band = c.code where c.field = 'age_band'";
        assert_eq!(site.text(age).await, "90の人");
    }
}

#[tokio::test]
async fn what_was_left_out_is_said_afterwards_and_nobody_is_told_that_nothing_is_new() {
    for site in TestApp::on_each_engine().await {
        site.has_call().await;
        let staff = site.sign_in(&[Role::Staff]).await;
        let file = "番号,受付日,意見\n1,2024-10-01,橋を\n1,2024-10-01,橋を\n2,2024-02-30,山田さんの話\n3,,\n";
        let (path, page) = tried(&site, &staff, "a.csv", file.as_bytes()).await;
        let seen = page.value("seen");
        assert_eq!(staff.post(&format!("{path}/run"), &[("seen", &seen), ("skip", "yes")]).await.status, 303);
        site.work().await;
        let page = staff.get(&path).await;
        for said in
            ["直す所があって、除いた行</dt><dd>1", "番号が重なり、除いた行</dt><dd>1", "意見が空で、除いた行</dt><dd>1"]
        {
            assert!(page.has(said), "{said}: {}", page.html);
        }
        assert!(page.has("日付として読めません") && page.has("4行目"), "{}", page.html);
        assert_eq!(staff.get(&format!("{path}/faults")).await.status, 200, "whoever mends the rows has their list");
        let kept = site.text("select report from imports").await;
        assert!(!kept.contains("2024-02-30") && !kept.contains("橋を"), "nothing of what people wrote: {kept}");
        assert!(staff.get("/staff/imports").await.has("除いた行 3行"));
        let refused = upload(&staff, "a.csv", file.as_bytes()).await;
        assert!(refused.status == 422 && refused.has("直す所のある1行を除きました"), "{}", refused.html);
        assert!(!refused.has("新しいものはない"), "{}", refused.html);
    }
}

#[tokio::test]
async fn who_lets_a_file_be_public_at_once_is_told_what_may_tell_who_somebody_is() {
    for site in TestApp::on_each_engine().await {
        site.has_call().await;
        let staff = site.sign_in(&[Role::Staff, Role::Moderator]).await;
        let file = "意見\n公園に木陰を\n電話は090-0000-1111です\n大西と言います。\n";
        let (path, page) = tried(&site, &staff, "a.csv", file.as_bytes()).await;
        assert!(!page.has("だれのことか分かるかもしれない"), "it waits for review: {}", page.html);
        let page = again(&site, &staff, &path, &[("review", "checked"), ("reason", "紙で確認")]).await;
        assert!(page.has("だれのことか分かるかもしれない言葉を含むものがあります：2（3行目、4行目）"), "{}", page.html);
        assert!(page.has("3件を取り込む"), "it is said, and nothing more: {}", page.html);
        let alone = site.sign_in(&[Role::Staff]).await;
        let page = alone.get(&path).await;
        assert!(!page.has("そのまま公開する") && page.has("審査担当の役割もある人だけ"), "{}", page.html);
    }
}

#[tokio::test]
async fn what_a_word_stands_for_is_kept_for_the_next_file_with_these_headings() {
    for site in TestApp::on_each_engine().await {
        site.has_call().await;
        let staff = site.sign_in(&[Role::Staff]).await;
        let (path, page) = tried(&site, &staff, "a.csv", "地区,方法,意見\n生野町,はがき,橋を\n".as_bytes()).await;
        assert!(page.has("生野町") && !page.has("「はがき」（"), "everybody knows what a card is: {}", page.html);
        again(&site, &staff, &path, &[("stands_0", "for:ikuno")]).await;
        take_in(&site, &staff, &path, "1").await;
        let (path, page) = tried(&site, &staff, "b.csv", "地区,方法,意見\n生野町,葉書,道を\n".as_bytes()).await;
        assert!(page.has("1件を取り込む"), "{}", page.html);
        take_in(&site, &staff, &path, "1").await;
        let sql = "select count(*) from received where area = 'ikuno' and channel = 'mail'";
        assert_eq!(site.number(sql).await, 2);
        let list = staff.get("/staff/imports").await;
        let name = site.text("select a.name from imports i join accounts a on a.id = i.requested_by limit 1").await;
        assert!(list.has(&format!("<bdi>{name}</bdi>")), "{}", list.html);
    }
}

#[tokio::test]
async fn what_is_odd_in_a_row_is_told_at_the_first_trial() {
    for site in TestApp::on_each_engine().await {
        site.has_call_like(|call| call.closes_on = date(2024, 9, 30)).await;
        let staff = site.sign_in(&[Role::Staff]).await;
        let long = "あ".repeat(5_012);
        let file = format!(
            "番号,受付日,地区,意見\n1,2024-09-30,どこか,橋を\n1,2024-10-01,どこか,道を\n2,2024-10-01,,川を\n3,,,{long}\n"
        );
        let (_, page) = tried(&site, &staff, "a.csv", file.as_bytes()).await;
        assert!(page.has("前の行に同じ番号があり、文が違います") && page.has("3行目"), "{}", page.html);
        assert!(!page.has("--column"), "no option of the shell stands on a page: {}", page.html);
        assert!(
            page.has("募集の終わりより後の行（まちがいでなければ、そのまま取り込めます）</dt><dd>1（4行目）"),
            "{}",
            page.html
        );
        assert!(page.has("5行目「5,012文字：あ"), "{}", page.html);
    }
}
