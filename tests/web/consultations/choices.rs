//! What residents choose from: themes in their order, and the choices of each field with codes that stay.

use koe::consultations::{Consultation, Field, Requirement, Visibility};
use koe::http::access::Role;
use koe::opinions::State;

use super::{FIELDS, PLAN, call, save, with};
use crate::support::{Answer, NOW, TestApp, Visitor};

async fn theme(me: &Visitor, act: &str, code: &str) -> Answer {
    save(me, &format!("{PLAN}/themes"), &[("act", act), ("code", code)]).await
}

async fn codes(site: &TestApp) -> Vec<String> {
    call(site, "plan").await.themes.into_iter().map(|theme| theme.code).collect()
}

#[tokio::test]
async fn themes_are_added_moved_closed_and_deleted_by_buttons() {
    for site in TestApp::on_each_engine().await {
        let me = site.sign_in(&[Role::Staff]).await;
        site.has_call().await;
        let path = format!("{PLAN}/themes");
        let add = |name, name_en, parent| [("act", "add"), ("name", name), ("name_en", name_en), ("parent", parent)];
        let added = save(&me, &path, &add("公園", "Parks & Play", "")).await;
        assert_eq!(
            (added.status, added.location()),
            (303, "/staff/consultations/plan/themes?done=saved#theme-parks_play")
        );
        save(&me, &path, &add("道", "", "roads")).await;
        assert_eq!(codes(&site).await, ["roads", "bus", "t1", "child", "parks_play"]);

        let moved = theme(&me, "up", "parks_play").await;
        assert_eq!(moved.location(), "/staff/consultations/plan/themes#theme-parks_play");
        theme(&me, "down", "bus").await;
        assert_eq!(codes(&site).await, ["roads", "t1", "bus", "parks_play", "child"]);
        theme(&me, "up", "roads").await;
        theme(&me, "down", "child").await;
        assert_eq!(codes(&site).await, ["roads", "t1", "bus", "parks_play", "child"], "the ends stay");

        let long = "あ".repeat(61);
        for (form, words) in [
            (add("", "", ""), "「名前」を書いてください"),
            (add(&long, "", ""), "1文字減らして"),
            (add("公園", "", ""), "同じ名前のテーマ"),
            (add("公\n園", "", ""), "制御文字"),
            (add("広場", "a\nb", ""), "制御文字"),
            (add("三段目", "", "bus"), "「置く場所」"),
            (add("どこか", "", "nowhere"), "「置く場所」"),
        ] {
            let answer = save(&me, &path, &form).await;
            assert_eq!(answer.status, 422, "{form:?}");
            assert!(answer.has(words) && answer.has(&format!("value=\"{}\"", form[1].1)), "{}", answer.html);
        }
        let rename = [("act", "save"), ("code", "parks_play"), ("name", "公園・遊び場"), ("name_en", "Parks")];
        assert_eq!(save(&me, &path, &rename).await.status, 303);
        let hint =
            [("act", "save"), ("code", "parks_play"), ("name", "公園・遊び場"), ("name_en", "Parks"), ("hint", "遊具")];
        assert_eq!(save(&me, &path, &hint).await.status, 303);
        let detail = site.text("select detail from audit where act = 'themes_changed' and detail like '%hint%'").await;
        assert_eq!(detail, "save parks_play 公園・遊び場\nhint  → 遊具", "the log says what");
        let renamed = call(&site, "plan").await;
        assert_eq!(renamed.theme("parks_play").unwrap().exact(koe::base::text::Lang::JA).0, "公園・遊び場");

        assert_eq!(theme(&me, "close", "roads").await.status, 303);
        let call_now = call(&site, "plan").await;
        assert!(["roads", "bus", "t1"].iter().all(|code| call_now.theme(code).unwrap().closed), "and what is under it");
        assert_eq!(theme(&me, "open", "bus").await.status, 422, "the one above comes first");
        assert_eq!(theme(&me, "open", "roads").await.status, 303);
        assert_eq!(theme(&me, "open", "bus").await.status, 303);
        assert!(!call(&site, "plan").await.theme("bus").unwrap().closed);
        assert_eq!(theme(&me, "delete", "t1").await.status, 303);
        assert_eq!(theme(&me, "vanish", "bus").await.status, 400);
        assert_eq!(codes(&site).await, ["roads", "bus", "parks_play", "child"]);
        let logged = site.number("select count(*) from audit where act = 'themes_changed'").await;
        assert_eq!(logged, call(&site, "plan").await.revision - 1, "each change is logged");
    }
}

#[tokio::test]
async fn a_theme_that_opinions_name_is_closed_and_never_deleted() {
    for site in TestApp::on_each_engine().await {
        let me = site.sign_in(&[Role::Staff]).await;
        let plan = site.has_call().await;
        site.has_opinion_like(&plan, "バスを増やして", "bus", State::Pending, NOW).await;
        let receipt = site.has_opinion_like(&plan, "遊び場がほしい", "bus", State::Published, NOW).await;
        let mut tx = site.app.db.begin().await.unwrap();
        let sql = "insert into opinion_themes (opinion_id, theme_id, position)
                   select id, $1, 1 from opinions where receipt = $2";
        sqlx::query(sql).bind(&plan.theme("child").unwrap().id).bind(&receipt).execute(&mut *tx).await.unwrap();
        tx.commit().await.unwrap();
        for (code, words) in [("bus", "意見が2件ある"), ("child", "意見が1件ある"), ("roads", "下の段のテーマがある")]
        {
            let refused = theme(&me, "delete", code).await;
            assert_eq!(refused.status, 422, "{code}");
            assert!(refused.has(words) && refused.has("id=\"refused\""), "{code}: {}", refused.html);
        }
        assert_eq!(theme(&me, "close", "roads").await.status, 303);
        let last = theme(&me, "close", "child").await;
        assert!(last.status == 422 && last.has("選べるテーマが一つ以上"), "{}", last.html);
        assert_eq!(codes(&site).await, ["roads", "bus", "child"]);

        assert!(me.get(PLAN).await.has("下書きには戻せません"));
        let revision = call(&site, "plan").await.revision.to_string();
        let back = me.post(PLAN, &[("act", "draft"), ("revision", &revision)]).await;
        assert_eq!(back.status, 422);
        assert!(call(&site, "plan").await.listed);
    }
}

#[tokio::test]
async fn a_line_for_each_choice_says_in_which_languages_it_has_a_name() {
    for site in TestApp::on_each_engine().await {
        let me = site.sign_in(&[Role::Staff]).await;
        site.has_call().await;
        let path = format!("{PLAN}/fields");
        let areas = with(&FIELDS, &[("area_choices", "生野 | Ikuno\r\n和田山\r\n朝来 | Asago | vi: Asago")]);
        assert_eq!(save(&me, &path, &areas).await.status, 303);
        let page = me.get(&path).await.html;
        let languages = koe::base::text::Lang::others().count();
        for (label, named) in [("生野", 1), ("和田山", 0), ("朝来", 2)] {
            let row =
                page.split(&format!("<th scope=\"row\">{label}</th>")).nth(1).unwrap().split("</tr>").next().unwrap();
            let is = (row.matches("<bdi").count(), row.matches(">なし<").count());
            assert_eq!(is, (named, languages - named), "{row}");
        }
        assert!(page.contains(&format!("{}か所に名前がありません", 3 * languages - 3)), "{page}");
    }
}

#[tokio::test]
async fn what_is_asked_can_be_changed_and_codes_stay() {
    for site in TestApp::on_each_engine().await {
        let me = site.sign_in(&[Role::Staff]).await;
        let plan = site.has_call().await;
        let receipt = site.has_opinion(&plan, "バスを増やして").await;
        lives_in(&site, &receipt, "a1").await;
        let path = format!("{PLAN}/fields");
        let page = me.get(&path).await;
        assert!(page.has("その組み合わせの方が5人以上いるときだけです"), "{}", page.html);

        let areas = with(
            &FIELDS,
            &[
                ("area_choices", "santoの人\r\nikunoの人｜Ikuno\r\n\r\n 市外 | Outside \r\n朝来"),
                ("area_visibility", "public"),
                ("area_requirement", "required"),
                ("age_band_choices", "17歳以下\r\n30の人\r\n70歳以上"),
            ],
        );
        // Somebody has told his area, for the staff alone: that stays a promise. It may be kept closer.
        let refused = save(&me, &path, &areas).await;
        assert_eq!(refused.status, 422);
        assert!(refused.has("見せる範囲を広げることはできません") && refused.has("Outside"), "{}", refused.html);
        let relation = with(&areas, &[("area_visibility", "staff"), ("relation_visibility", "public")]);
        assert_eq!(save(&me, &path, &relation).await.status, 422, "nothing guards it beside an opinion");
        let areas = with(&areas, &[("area_visibility", "aggregate"), ("age_band_visibility", "public")]);
        assert_eq!(save(&me, &path, &areas).await.status, 303);
        let now = call(&site, "plan").await;
        assert_eq!(now.field(Field::AgeBand).visibility, Visibility::Public, "nobody has told an age yet");
        let area = now.field(Field::Area);
        assert_eq!((area.requirement, area.visibility), (Requirement::Required, Visibility::Aggregate));
        let pairs: Vec<_> = area
            .choices
            .iter()
            .map(|it| (it.code.as_str(), it.exact(koe::base::text::Lang::parse("en").unwrap())))
            .collect();
        // a1 is on an opinion whose choice is gone: nobody else gets it.
        assert_eq!(pairs, [("santo", ""), ("ikuno", "Ikuno"), ("outside", "Outside"), ("a2", "")]);
        let ages: Vec<_> =
            now.field(Field::AgeBand).choices.iter().map(|it| (it.code.clone(), it.label.clone())).collect();
        let expected = [("17", "17歳以下"), ("30", "30の人"), ("70", "70歳以上")];
        assert_eq!(ages, expected.map(|(code, label)| (code.to_owned(), label.to_owned())));
        assert_eq!(now.field(Field::Mail).visibility, Visibility::Staff, "an address is never public");
        let detail = site.text("select detail from audit order by number desc limit 1").await;
        for line in ["area_requirement optional → required", "area_visibility staff → aggregate"] {
            assert!(detail.lines().any(|it| it == line), "{detail}");
        }
        assert!(detail.contains("area_choices") && detail.contains(" / "), "{detail}");
    }
}

#[tokio::test]
async fn choices_that_cannot_be_are_named_and_kept() {
    for site in TestApp::on_each_engine().await {
        let me = site.sign_in(&[Role::Staff]).await;
        site.has_call().await;
        let path = format!("{PLAN}/fields");
        let many = (1..=31).map(|n| format!("地区{n}")).collect::<Vec<_>>().join("\n");
        let long = format!("北\n{}", "あ".repeat(61));
        let told_long = format!("北\n南 | {}", "a".repeat(201));
        for (choices, words) in [
            ("北", "2つ以上書いてください"),
            (many.as_str(), "30までです"),
            ("北\n| South", "日本語のない行"),
            ("北\n南\n北 | North", "「北」が二度"),
            (long.as_str(), "1つ60文字まで"),
            (told_long.as_str(), "1つ200文字まで"),
            ("北\n南 | South | en: The south", "同じ言語の名前が2つ"),
        ] {
            let answer = save(&me, &path, &with(&FIELDS, &[("area_choices", choices)])).await;
            assert_eq!(answer.status, 422, "{choices}");
            assert!(answer.has(words) && answer.has(&format!("\n{choices}</textarea>")), "{}", answer.html);
        }
        let off = with(&FIELDS, &[("area_requirement", "off"), ("area_choices", "")]);
        assert_eq!(save(&me, &path, &off).await.status, 303, "what is not asked needs no choices");
        let none = with(&FIELDS, &[("relation_visibility", "everybody")]);
        assert_eq!(save(&me, &path, &none).await.status, 422);
    }
}

/// Somebody sent it from there.
async fn lives_in(site: &TestApp, receipt: &str, area: &str) {
    let mut tx = site.app.db.begin().await.unwrap();
    let sql = "update opinions set area = $2 where receipt = $1";
    sqlx::query(sql).bind(receipt).bind(area).execute(&mut *tx).await.unwrap();
    tx.commit().await.unwrap();
}

/// Code, name and whether it is closed.
fn areas(call: &Consultation) -> Vec<(String, String, bool)> {
    let choices = call.field(Field::Area).choices.iter();
    choices.map(|it| (it.code.clone(), it.label.clone(), it.closed)).collect()
}

#[tokio::test]
async fn an_answer_keeps_the_name_of_its_choice_until_somebody_says_that_it_is_renamed() {
    for site in TestApp::on_each_engine().await {
        let me = site.sign_in(&[Role::Staff]).await;
        let plan = site.has_call().await;
        let receipt = site.has_opinion(&plan, "バスを増やして").await;
        lives_in(&site, &receipt, "ikuno").await;
        let path = format!("{PLAN}/fields");
        let one = |code: &str, label: &str, closed| (code.to_owned(), label.to_owned(), closed);

        let fields = with(&FIELDS, &[("area_visibility", "staff")]);
        // Another line in its place: nothing is saved before somebody has said what that means.
        let other = with(&fields, &[("area_choices", "養父\r\nsantoの人")]);
        let asked = save(&me, &path, &other).await;
        assert_eq!(asked.status, 422);
        assert!(asked.has("すでに答えた方がいる選択肢を変えています（「ikunoの人」→「養父」）"), "{}", asked.html);
        assert!(asked.has("name=\"area_change\" value=\"replace\"") && !asked.has("age_band_change"), "{}", asked.html);
        assert!(asked.has("養父\r\nsantoの人</textarea>"), "{}", asked.html);

        // A name and a number of lines at once: nobody can tell which is which, before or after an answer.
        for said in ["", "rename"] {
            let more = with(&other, &[("area_choices", "養父\r\nsantoの人\r\n市外"), ("area_change", said)]);
            let apart = save(&me, &path, &more).await;
            assert_eq!(apart.status, 422, "{said}");
            assert!(apart.has("すでに答えた方がいる選択肢（ikunoの人）がなくなり"), "{}", apart.html);
        }

        let replaced = with(&other, &[("area_change", "replace")]);
        assert_eq!(save(&me, &path, &replaced).await.status, 303);
        let now = call(&site, "plan").await;
        assert_eq!(
            areas(&now),
            [one("a1", "養父", false), one("santo", "santoの人", false), one("ikuno", "ikunoの人", true)]
        );
        let detail = site.text("select detail from audit order by number desc limit 1").await;
        assert!(detail.contains("area_change") && detail.contains("replace"), "{detail}");
        let log = site.sign_in(&[Role::Auditor]).await.get("/staff/log").await;
        assert!(log.has("別の選択肢にした"), "{}", log.html);
        // Whoever writes chooses from the others; whoever counts still reads its name, and can ask for it.
        let form = site.visitor().get("/consultations/plan/write").await;
        assert!(form.has("養父") && !form.has("ikunoの人"), "{}", form.html);
        let board = me.get("/staff/board?call=plan&area=ikuno").await;
        assert!(board.has("<bdi>ikunoの人</bdi>") && !board.has("しぼりこんでいません"), "{}", board.html);
        let page = me.get(&path).await;
        assert!(page.has("\n養父\nsantoの人</textarea>") && !page.has("area_change"), "{}", page.html);

        // It comes back as what it was, and a better name is one for all.
        let back = with(&fields, &[("area_choices", "ikunoの人\r\nsantoの人")]);
        assert_eq!(save(&me, &path, &back).await.status, 303);
        let renamed = with(&fields, &[("area_choices", "生野\r\nsantoの人"), ("area_change", "rename")]);
        assert_eq!(save(&me, &path, &renamed).await.status, 303);
        assert_eq!(areas(&call(&site, "plan").await), [one("ikuno", "生野", false), one("santo", "santoの人", false)]);
        // Taken away altogether, it stays with whoever chose it.
        let off = with(&fields, &[("area_choices", ""), ("area_requirement", "off")]);
        assert_eq!(save(&me, &path, &off).await.status, 303);
        assert_eq!(areas(&call(&site, "plan").await), [one("ikuno", "生野", true)]);
        assert!(!site.visitor().get("/consultations/plan/write").await.has("name=\"area\""));
    }
}
