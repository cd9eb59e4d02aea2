//! What people ask for, and that they get exactly that: columns, conditions, files that are no longer right.

use axum::body::Body;
use axum::http::Request;
use koe::base::audit::{self, Act, Actor};
use koe::consultations::{Field, Visibility};
use koe::http::access::Role;
use koe::opinions::State;

use crate::exports::{ALL, change, export, file_of};
use crate::support::{HOUR, NOW, TestApp};

#[tokio::test]
async fn columns_of_the_consultation_that_was_shown_are_not_those_of_another_that_is_chosen() {
    for site in TestApp::on_each_engine().await {
        site.has_call_like(|call| call.fields.iter_mut().for_each(|rule| rule.visibility = Visibility::Aggregate))
            .await;
        let other = site.has_call_like(|call| call.slug = "roads".into()).await;
        site.has_opinion_like(&other, "声", "bus", State::Published, NOW - HOUR).await;
        let staff = site.sign_in(&[Role::Staff]).await;
        let page = staff.get("/staff/exports?call=plan").await;
        assert_eq!(page.value("columns_of"), "plan");
        let lines = page.html.split("name=\"columns_office\"").nth(1).unwrap();
        let lines = lines.split('>').nth(1).unwrap().split('<').next().unwrap();
        assert!(lines.starts_with("受付番号\n") && !lines.contains("地区"), "{lines}");
        let chosen = [("call", "roads"), ("columns_of", "plan"), ("columns_office", lines)];
        let file = export(&site, &staff, "office", "csv-plain", &chosen).await.html;
        let heads = file.lines().next().unwrap();
        assert!(heads.contains("地区") && heads.contains("年代"), "all of its columns: {heads}");
        assert_eq!(site.number("select count(*) from column_orders where columns <> ''").await, 0, "nothing is kept");

        // With an order of its own it keeps that one, and a heading that it does not have stops nobody.
        let own = [("call", "roads"), ("columns_of", "roads"), ("columns_office", "地区\n受付番号")];
        export(&site, &staff, "office", "csv-plain", &own).await;
        let page = staff.get("/staff/exports?call=roads").await;
        assert!(page.has("（庁内用：選んである2列だけを書き出します）"), "{}", page.html);
        assert!(!staff.get("/staff/exports?call=plan").await.has("列だけを書き出します"));
        let chosen = [("call", "roads"), ("columns_of", "plan"), ("columns_office", "ここにない列")];
        let file = export(&site, &staff, "office", "csv-plain", &chosen).await.html;
        assert_eq!(file.lines().next(), Some("\"地区\",\"受付番号\""));
    }
}

#[tokio::test]
async fn a_tool_is_given_what_was_withdrawn_or_withheld_only_where_somebody_asks_for_it() {
    for site in TestApp::on_each_engine().await {
        let call = site.has_call().await;
        for state in State::ALL.iter().copied().filter(|state| *state != State::PublishedRedacted) {
            site.has_opinion_like(&call, &format!("text-{}", state.name()), "bus", state, NOW - HOUR).await;
        }
        let staff = site.sign_in(&[Role::Staff]).await;
        for tool in ["kouchou-ai", "talk-to-the-city", "sensemaking", "themefinder"] {
            let file = export(&site, &staff, "office", tool, ALL).await.html;
            assert!(file.contains("text-pending") && file.contains("text-on_hold"), "{tool}: {file}");
            assert!(!file.contains("text-withheld") && !file.contains("text-withdrawn"), "{tool}: {file}");
            let asked = [ALL, &[("state", "withdrawn")]].concat();
            let file = export(&site, &staff, "office", tool, &asked).await.html;
            assert!(file.contains("text-withdrawn") && !file.contains("text-pending"), "{tool}: {file}");
        }
        let ours = export(&site, &staff, "office", "csv", ALL).await.html;
        assert!(ours.contains("text-withheld") && ours.contains("text-withdrawn"), "with its state beside it: {ours}");
        // Nor later, when an author withdraws: his words are in it.
        let (mut files, page) = (Vec::new(), staff.get("/staff/exports").await);
        files.extend(
            page.html.split("href=\"").filter_map(|rest| rest.split('"').next()).filter(|it| it.ends_with("/file")),
        );
        let receipt = site.text("select receipt from opinions where state = 'pending'").await;
        let mut tx = site.app.db.begin().await.unwrap();
        audit::record(&mut tx, Actor::Author, Act::Withdrawn, &receipt, "", NOW).await.unwrap();
        tx.commit().await.unwrap();
        let mut left = 0;
        for file in &files {
            left += i32::from(staff.get(file).await.status == 200);
        }
        assert_eq!(
            (files.len(), left),
            (9, 5),
            "those that asked for the withdrawn, and ours, which says it beside each"
        );
        let page = staff.get("/staff/exports?call=plan").await;
        assert!(page.has("取り下げられた意見と非公開の意見は、状態の条件で選んだときだけ入ります"), "{}", page.html);
    }
}

#[tokio::test]
async fn a_public_file_is_given_out_no_more_once_what_is_shown_of_residents_has_changed() {
    for site in TestApp::on_each_engine().await {
        let call = site
            .has_call_like(|call| {
                let is_area = |rule: &&mut koe::consultations::FieldRule| rule.field == Field::Area;
                call.fields.iter_mut().find(is_area).unwrap().visibility = Visibility::Public;
            })
            .await;
        site.has_opinion_like(&call, "声", "bus", State::Published, NOW - HOUR).await;
        let staff = site.sign_in(&[Role::Staff]).await;
        export(&site, &staff, "office", "csv", ALL).await;
        export(&site, &staff, "public", "csv", ALL).await;
        let id = site.text("select id from exports order by created_at desc, id desc limit 1").await;
        let fields = staff.get("/staff/consultations/plan/fields").await;
        let mut form: Vec<(&str, String)> = vec![("revision", fields.value("revision"))];
        for (name, value) in [
            ("age_band_requirement", "optional"),
            ("age_band_visibility", "staff"),
            ("age_band_choices", "17の人\n30の人\n70の人"),
            ("area_requirement", "optional"),
            ("area_visibility", "staff"),
            ("area_choices", "ikunoの人\nsantoの人"),
            ("relation_requirement", "off"),
            ("relation_visibility", "staff"),
            ("relation_choices", "residentの人\nworkerの人"),
            ("mail_requirement", "off"),
        ] {
            form.push((name, value.to_owned()));
        }
        site.app.clock.advance(1);
        let pairs: Vec<(&str, &str)> = form.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let saved = staff.post("/staff/consultations/plan/fields", &pairs).await;
        assert_eq!(saved.status, 303, "{}", saved.html);
        let refused = staff.get(&format!("/staff/exports/{id}/file")).await;
        assert_eq!((refused.status, refused.location()), (303, "/staff/exports"));
        let page = staff.get("/staff/exports").await;
        assert!(page.has("たずねる項目や見せ方が変わりました"), "{}", page.html);
        assert_eq!(page.html.matches("/file\"").count(), 0, "nor the office's: it has no column that is only counted");
    }
}

#[tokio::test]
async fn whoever_has_many_files_finds_the_form_and_is_told_that_there_are_more() {
    for site in TestApp::on_each_engine().await {
        site.has_call().await;
        let staff = site.sign_in(&[Role::Staff]).await;
        let page = staff.get("/staff/exports").await;
        assert!(page.has("id=\"new\"") && !page.has("href=\"#new\""), "the form is first: {}", page.html);
        let order = [("call", "plan"), ("profile", "office"), ("format", "csv")];
        for _ in 0..50 {
            assert_eq!(staff.post("/staff/exports", &order).await.status, 303);
        }
        let page = staff.get("/staff/exports").await;
        assert!(page.has("href=\"#new\"") && !page.has("新しいほうから"), "{}", page.html);
        assert_eq!(staff.post("/staff/exports", &order).await.status, 303);
        let page = staff.get("/staff/exports").await;
        assert!(page.has("新しいほうから50件です") && page.html.matches("id=\"export-").count() == 50, "{}", page.html);
    }
}

#[tokio::test]
async fn the_log_says_that_a_file_was_fetched_only_where_somebody_got_its_bytes() {
    for site in TestApp::on_each_engine().await {
        site.has_call().await;
        let staff = site.sign_in(&[Role::Staff]).await;
        export(&site, &staff, "office", "csv", ALL).await;
        let fetched = "select count(*) from audit where act = 'export_fetched'";
        assert_eq!(site.number(fetched).await, 1);
        let path = format!("/staff/exports/{}/file", site.text("select id from exports").await);
        let asked = staff.send(Request::head(path).body(Body::empty()).unwrap()).await;
        assert!(asked.status == 200 && asked.headers.contains_key("content-length") && asked.html.is_empty());
        assert_eq!(site.number(fetched).await, 1);
    }
}

#[tokio::test]
async fn files_of_different_kinds_and_consultations_have_different_names() {
    for site in TestApp::on_each_engine().await {
        site.has_call().await;
        let staff = site.sign_in(&[Role::Staff]).await;
        for (format, ends) in [
            ("csv", ".csv"),
            ("csv-plain", "_UTF-8.csv"),
            ("csv-cp932", "_Shift_JIS.csv"),
            ("kouchou-ai", "_kouchou-ai.csv"),
        ] {
            let file = export(&site, &staff, "office", format, ALL).await;
            let named = file.headers["content-disposition"].to_str().unwrap();
            assert!(named.contains(&format!("\"20241028_plan_office{ends}\"")), "{named}");
            let japanese = percent_encoding::percent_decode_str(named).decode_utf8().unwrap();
            assert!(japanese.ends_with(&format!("20241028_plan_意見一覧_庁内{ends}")), "{japanese}");
        }
    }
}

#[tokio::test]
async fn a_condition_on_what_is_only_counted_is_left_out_with_a_word() {
    for site in TestApp::on_each_engine().await {
        site.has_call_like(|call| call.fields[0].visibility = Visibility::Aggregate).await;
        let staff = site.sign_in(&[Role::Staff]).await;
        let left_out = "数だけを出す属性の条件は、1件ずつのファイルには使えないので外しました";
        let page = staff.get("/staff/exports?call=plan&age=30&area=ikuno").await;
        assert!(page.has(left_out) && page.has("name=\"area\"") && !page.has("name=\"age\""), "{}", page.html);
        assert!(!staff.get("/staff/exports?call=plan&area=ikuno").await.has(left_out));
    }
}

#[tokio::test]
async fn an_office_file_names_the_numbers_of_a_citys_own_table_the_place_and_who_recorded_it() {
    for site in TestApp::on_each_engine().await {
        let call = site.has_call().await;
        let receipt = site.has_opinion(&call, "紙の声").await;
        site.has_opinion(&call, "ウェブの声").await;
        let by = site.has_account("uketsuke", &[Role::Staff]).await;
        let mut tx = site.app.db.begin().await.unwrap();
        for sql in [
            "update opinions set recorded_by = $1, external_id = '12', external_list = '総合相談' where receipt = $2",
            "insert into transcriptions (opinion_id, place, checking)
             select o.id, '生野支所', 'none' from opinions o where o.recorded_by = $1 and o.receipt = $2",
        ] {
            sqlx::query(sql).bind(&by).bind(&receipt).execute(&mut *tx).await.unwrap();
        }
        tx.commit().await.unwrap();
        let staff = site.sign_in(&[Role::Staff]).await;
        let columns = "取り込み元の番号\n番号をつけた一覧\n受付場所\n入力した職員";
        let chosen = [ALL, &[("columns_office", columns)]].concat();
        let file = export(&site, &staff, "office", "csv-plain", &chosen).await.html;
        let rows: Vec<&str> = file.lines().collect();
        assert_eq!(rows[1..], ["\"12\",\"総合相談\",\"生野支所\",\"uketsuke\"", "\"\",\"\",\"\",\"\""]);
        assert!(!export(&site, &staff, "public", "csv", ALL).await.html.contains("取り込み元"));
    }
}

#[tokio::test]
async fn what_left_the_public_leaves_the_public_files_too_whatever_clocks_say() {
    for site in TestApp::on_each_engine().await {
        let call = site.has_call().await;
        let staff = site.sign_in(&[Role::Staff]).await;
        let ask = |profile| [("call", "plan"), ("profile", profile), ("format", "csv")];
        for to in [State::PublishedRedacted, State::Withheld, State::Withdrawn] {
            let open = site.has_opinion_like(&call, "公開の声", "roads", State::Published, NOW - HOUR).await;
            let waits = site.has_opinion(&call, "まだ見えない声").await;
            staff.post("/staff/exports", &ask("public")).await;
            // What is decided below says that it was decided before the file was made.
            site.app.clock.advance(1_000);
            site.work().await;
            let path = file_of(&staff.get("/staff/exports").await);
            assert_eq!(staff.get(&path).await.status, 200);
            change(&site, &waits, State::Published, "").await;
            assert_eq!(staff.get(&path).await.status, 200, "what was added is in the next file");
            change(&site, &open, to, "公開").await;
            let gone = staff.get(&path).await;
            assert_eq!((gone.status, gone.location()), (303, "/staff/exports"), "{to:?}");
            let page = staff.get("/staff/exports").await;
            assert!(
                page.has("非公開、訂正などで変わったご意見があるか") && page.has("もう一度書き出す"),
                "{}",
                page.html
            );
        }
    }
}
