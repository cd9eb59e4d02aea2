//! Sending: from the form to the receipt, retries, limits, and everything people may do wrong.

use koe::consultations::{Field, Moderation, Requirement};

use crate::support::{Answer, HOUR, NOW, TestApp, Visitor};

const MINUTE: i64 = HOUR / 60;

/// The form as the page gives it out, filled in.
pub async fn form(visitor: &Visitor, body: &str) -> Vec<(&'static str, String)> {
    let page = visitor.get("/consultations/plan/write").await;
    assert_eq!(page.status, 200, "{}", page.html);
    vec![
        ("token", page.value("token")),
        ("purpose_version", "1".into()),
        ("theme", "bus".into()),
        ("body", body.into()),
    ]
}

pub fn pairs<'a>(form: &'a [(&'static str, String)]) -> Vec<(&'a str, &'a str)> {
    form.iter().map(|(name, value)| (*name, value.as_str())).collect()
}

pub async fn send(visitor: &Visitor, form: &[(&'static str, String)]) -> Answer {
    visitor.post("/consultations/plan/opinions", &pairs(form)).await
}

pub fn set(form: &mut Vec<(&'static str, String)>, name: &'static str, value: &str) {
    form.retain(|(kept, _)| *kept != name);
    form.push((name, value.into()));
}

/// The part of a receipt's page between two marks.
pub fn between<'a>(html: &'a str, from: &str, to: &str) -> &'a str {
    html.split(from).nth(1).unwrap_or_else(|| panic!("no {from} in {html}")).split(to).next().unwrap()
}

#[tokio::test]
async fn a_theme_chosen_twice_is_shown_once() {
    for site in TestApp::on_each_engine().await {
        site.has_call().await;
        let visitor = site.visitor();
        let mut form = form(&visitor, "夜のバス停が暗い").await;
        set(&mut form, "theme2", "bus");
        set(&mut form, "theme3", "child");
        let twice = visitor.post("/consultations/plan/confirm", &pairs(&form)).await;
        set(&mut form, "theme2", "");
        let once = visitor.post("/consultations/plan/confirm", &pairs(&form)).await;
        let shown = |page: &Answer| between(&page.html, "<dl", "</dl>").to_owned();
        assert!(shown(&twice).contains("子育て"), "{}", shown(&twice));
        assert_eq!(shown(&twice), shown(&once));
    }
}

#[tokio::test]
async fn an_opinion_goes_from_the_form_over_the_confirmation_to_a_receipt() {
    for site in TestApp::on_each_engine().await {
        site.has_call().await;
        let visitor = site.visitor();
        let form = form(&visitor, "もっと木陰がほしい\n<b>夏</b>は暑い").await;
        let confirmed = visitor.post("/consultations/plan/confirm", &pairs(&form)).await;
        assert_eq!(confirmed.status, 200);
        assert!(
            confirmed.has("もっと木陰がほしい")
                && confirmed.has("計画づくりだけに使います。")
                && !confirmed.has("<b>夏")
        );
        assert_eq!(site.number("select count(*) from opinions").await, 0, "nothing is sent by looking");
        site.app.clock.advance(5000);
        let sent = send(&visitor, &form).await;
        assert_eq!(sent.status, 201, "{}", sent.html);
        assert!(sent.has("R6-0001-5") && sent.has("<svg class=\"qr\""), "{}", sent.html);
        assert_eq!(sent.headers["cache-control"], "no-store");
        assert!(!sent.headers.contains_key("set-cookie"));
        assert_eq!(site.text("select original from opinions").await, "もっと木陰がほしい\n<b>夏</b>は暑い");
        assert_eq!(site.text("select state from opinions").await, "pending");
        assert_eq!(site.number("select count(*) from opinions where held_for is not null").await, 0);
    }
}

#[tokio::test]
async fn a_form_whose_token_is_unknown_keeps_its_words_and_asks_for_one_more_press() {
    for site in TestApp::on_each_engine().await {
        site.has_call().await;
        let visitor = site.visitor();
        let mut form = form(&visitor, "昼休みに書いた文").await;
        for broken in ["", "x.y.z", "鍵が変わった"] {
            set(&mut form, "token", broken);
            let asked = send(&visitor, &form).await;
            assert!(asked.status == 422 && asked.has("昼休みに書いた文") && asked.has("もう一度"), "{}", asked.html);
            assert_eq!(site.number("select count(*) from opinions").await, 0);
            set(&mut form, "token", &asked.value("token"));
        }
        assert_eq!(send(&visitor, &form).await.status, 201);
    }
}

#[tokio::test]
async fn one_more_from_the_receipt_counts_the_same_person() {
    for site in TestApp::on_each_engine().await {
        site.has_call().await;
        let visitor = site.visitor();
        let receipt = send(&visitor, &form(&visitor, "一つ目").await).await;
        let page = visitor.post("/consultations/plan/another", &[("submitter", &receipt.value("submitter"))]).await;
        assert_eq!(page.status, 200);
        let more = vec![
            ("token", page.value("token")),
            ("purpose_version", "1".into()),
            ("theme", "child".into()),
            ("body", "二つ目".into()),
        ];
        assert_eq!(send(&visitor, &more).await.status, 201);
        assert_eq!(site.number("select count(distinct submitter_id) from opinions").await, 1);
        let forged = visitor.post("/consultations/plan/another", &[("submitter", "x.y.z")]).await;
        assert_eq!(forged.status, 200, "a broken token only means a new person");
    }
}

#[tokio::test]
async fn what_is_missing_or_wrong_comes_back_with_every_word() {
    let cases: [(&str, &str, &str); 9] = [
        ("body", "", "ご意見を書いてください"),
        ("body", " \u{3000}\u{200B}\n", "ご意見を書いてください"),
        ("body", "a\u{0}b", "「a」のすぐあとに、目に見えない制御文字"),
        ("body", "a\u{0B}b", "制御文字"),
        ("body", "\u{FDD0}b", "文のはじめに、目に見えない制御文字"),
        ("theme", "", "テーマを一つ選んでください"),
        ("theme", "no_such_theme", "このテーマは、いま受け付けていません"),
        ("age_band", "-1", "「年代」は、並んでいるものから"),
        ("area", "1.5", "「地区」は、並んでいるものから"),
    ];
    for site in TestApp::on_each_engine().await {
        site.has_call().await;
        let visitor = site.visitor();
        for (field, value, words) in cases {
            let mut form = form(&visitor, "消えてはいけない文").await;
            set(&mut form, field, value);
            for path in ["/consultations/plan/confirm", "/consultations/plan/opinions"] {
                let answer = visitor.post(path, &pairs(&form)).await;
                assert_eq!(answer.status, 422, "{field}={value:?}");
                assert!(answer.has(words) && answer.has(&format!("href=\"#{field}\"")), "{field}: {}", answer.html);
                assert!(field == "body" || answer.has("消えてはいけない文"), "{}", answer.html);
            }
        }
        assert_eq!(site.number("select count(*) from opinions").await, 0);
    }
}

#[tokio::test]
async fn exactly_the_limit_is_taken_and_one_more_is_counted_out() {
    for site in TestApp::on_each_engine().await {
        site.has_call().await;
        let visitor = site.visitor();
        for body in
            ["あ".repeat(5000), "😀".repeat(5000), "\u{0301}".repeat(1500), "\n".repeat(1900) + "x", "x".repeat(2000)]
        {
            assert_eq!(send(&visitor, &form(&visitor, &body).await).await.status, 201);
            assert_eq!(site.text("select original from opinions order by number desc limit 1").await, body);
        }
        let long = send(&visitor, &form(&visitor, &"あ".repeat(5001)).await).await;
        assert_eq!(long.status, 422);
        assert!(long.has("5,001文字あります") && long.has("1文字減らす"), "{}", &long.html[..3000]);
    }
}

#[tokio::test]
async fn text_is_kept_exactly_as_it_was_sent() {
    let texts = [
        "👨‍👩‍👧‍👦 🏳️‍🌈 👍🏽",
        "ば\u{200B}か",
        "\u{202E}abc\u{2066}",
        "\u{FEFF}先頭",
        "が か\u{3099}",
        "ｶﾞｷﾞ ㌔ Ⅳ ① 﨑 髙 𠮷 葛\u{E0100}",
        "〜～−－¥\\",
        "\u{E000}",
        "a\u{2028}b\u{2029}c",
        "\u{E0041}x",
        "שלום مرحبا",
        "**太字** {{7*7}} ${7*7} <%= x %> %s%n {0}",
        "<script>alert(1)</script><svg onload=alert(1)>",
        "javascript:alert(1) data:text/html,x",
        "=1+1",
        "</title>-->]]>",
        "  空白 \t ",
    ];
    for site in TestApp::on_each_engine().await {
        site.has_call_like(|call| call.moderation = Moderation::After).await;
        let visitor = site.visitor();
        for text in texts {
            let form = form(&visitor, text).await;
            site.app.clock.advance(3000);
            assert_eq!(send(&visitor, &form).await.status, 201, "{text}");
            assert_eq!(site.text("select original from opinions order by number desc limit 1").await, text);
        }
        let list = visitor.get("/consultations/plan/opinions").await;
        assert!(!list.has("<script>alert") && !list.has("<svg onload") && list.has("{{7*7}}"), "literal everywhere");
        assert!(!list.has("href=\"javascript"));
        // CRLF becomes LF, and nothing else changes.
        let sent = send(&visitor, &form(&visitor, "a\r\nb").await).await;
        assert_eq!(sent.status, 201);
        assert_eq!(site.text("select original from opinions order by number desc limit 1").await, "a\nb");
    }
}

#[tokio::test]
async fn broken_requests_are_refused_before_anything_is_read() {
    for site in TestApp::on_each_engine().await {
        site.has_call().await;
        let visitor = site.visitor();
        let token = form(&visitor, "x").await.remove(0).1;
        let path = "/consultations/plan/opinions";
        for body in [
            format!("token={token}&theme=bus&theme=child&body=x"),
            format!("token={token}&theme=bus&body=x&state=published"),
            format!("token={token}&theme=bus&body=x&id=1"),
            format!("token={token}&theme=bus"),
            format!("token={token}&theme=bus&body=%C0%AF"),
            format!("token={token}&theme=bus&body=%ED%A0%80"),
            format!("token={token}&theme=bus&body=%E5%A3"),
        ] {
            assert_eq!(visitor.post_raw(path, body.clone()).await.status, 400, "{body}");
        }
        assert_eq!(visitor.post_raw(path, "x".repeat(10 << 20)).await.status, 413);
        let multipart = axum::http::Request::post(path)
            .header("content-type", "multipart/form-data; boundary=x")
            .header("sec-fetch-site", "same-origin");
        assert_eq!(visitor.send(multipart.body(axum::body::Body::from("--x--")).unwrap()).await.status, 400);
        let gzip = axum::http::Request::post(path)
            .header("content-type", "application/x-www-form-urlencoded")
            .header("content-encoding", "gzip")
            .header("sec-fetch-site", "same-origin");
        assert_eq!(visitor.send(gzip.body(axum::body::Body::from("x")).unwrap()).await.status, 415);
        assert_eq!(site.number("select count(*) from opinions").await, 0);
    }
}

#[tokio::test]
async fn a_form_from_another_site_is_refused_and_a_plain_browser_is_not() {
    for site in TestApp::on_each_engine().await {
        site.has_call().await;
        let visitor = site.visitor();
        let post = |name: &'static str, value: &'static str, body: String| {
            let request = axum::http::Request::post("/consultations/plan/opinions")
                .header("content-type", "application/x-www-form-urlencoded");
            let request = if name.is_empty() { request } else { request.header(name, value) };
            request.body(axum::body::Body::from(body)).unwrap()
        };
        let body = |form: &[(&'static str, String)]| crate::support::encode(&pairs(form));
        for (name, value) in [("sec-fetch-site", "cross-site"), ("origin", "https://evil.example"), ("origin", "null")]
        {
            assert_eq!(
                visitor.send(post(name, value, body(&form(&visitor, "x").await))).await.status,
                403,
                "{name}: {value}"
            );
        }
        let plain = visitor.send(post("", "", body(&form(&visitor, "古いブラウザーから").await))).await;
        assert_eq!(plain.status, 201);
    }
}

#[tokio::test]
async fn a_text_four_times_too_long_comes_back_whole() {
    for site in TestApp::on_each_engine().await {
        site.has_call().await;
        let (visitor, text) = (site.visitor(), "長".repeat(20_000));
        let refused = send(&visitor, &form(&visitor, &text).await).await;
        assert!(refused.status == 422 && refused.has(&text) && refused.has("20,000文字"), "{}", refused.status);
    }
}

#[tokio::test]
async fn a_trap_an_instant_form_and_a_crowd_are_held_but_never_dropped() {
    for site in TestApp::with(&["--hold-after", "4", "--refuse-after", "5"]).await {
        site.has_call_like(|call| call.moderation = Moderation::After).await;
        let visitor = site.visitor();
        let held = "select coalesce(held_for, '') from opinions order by number desc limit 1";
        let mut trapped = form(&visitor, "一").await;
        set(&mut trapped, "website", "http://spam.example");
        assert_eq!(send(&visitor, &trapped).await.status, 201);
        assert_eq!(site.text(held).await, "honeypot");
        let fast = form(&visitor, "二").await;
        site.app.clock.advance(200);
        assert_eq!(send(&visitor, &fast).await.status, 201);
        assert_eq!(site.text(held).await, "too_fast");
        for (words, rule) in [("三", ""), ("四", ""), ("五", "rate")] {
            let form = form(&visitor, words).await;
            site.app.clock.advance(3000);
            assert_eq!(send(&visitor, &form).await.status, 201);
            assert_eq!(site.text(held).await, rule, "{words}");
        }
        let refused = send(&visitor, &form(&visitor, "六つ目の文").await).await;
        assert_eq!(refused.status, 429);
        assert!(refused.has("六つ目の文") && refused.headers.contains_key("retry-after"), "the words are kept");
        assert_eq!(site.number("select count(*) from opinions where state = 'published'").await, 2, "held ones wait");
        site.app.clock.advance(10 * MINUTE);
        assert_eq!(send(&visitor, &form(&visitor, "七").await).await.status, 201);
    }
}

#[tokio::test]
async fn a_period_that_closes_keeps_ten_minutes_for_forms_begun_in_time() {
    for site in TestApp::on_each_engine().await {
        let call = site.has_call().await;
        let visitor = site.visitor();
        let closes = call.closes_at(&site.app.zone);
        let in_time = form(&visitor, "間に合った").await;
        let too_late = form(&visitor, "間に合わなかった").await;
        site.app.clock.advance(closes + 10 * MINUTE - 1000 - NOW);
        assert_eq!(send(&visitor, &in_time).await.status, 201);
        site.app.clock.advance(2000);
        let closed = send(&visitor, &too_late).await;
        assert_eq!(closed.status, 422);
        assert!(closed.has("募集の期間が終わりました") && closed.has("間に合わなかった"), "{}", closed.html);
        assert!(visitor.get("/consultations/plan/write").await.has("募集は終わりました"));
    }
}

#[tokio::test]
async fn nothing_is_taken_before_the_first_day_or_for_a_draft() {
    for site in TestApp::on_each_engine().await {
        site.has_call_like(|call| call.opens_on = jiff::civil::date(2024, 10, 29)).await;
        site.has_call_like(|call| {
            call.slug = "draft".into();
            call.id = koe::base::id::new(NOW);
            call.listed = false;
            for theme in &mut call.themes {
                theme.parent = None;
                theme.id = koe::base::id::new(NOW);
            }
        })
        .await;
        let visitor = site.visitor();
        assert!(visitor.get("/consultations/plan/write").await.has("まだ始まっていません"));
        for path in [
            "/consultations/draft",
            "/consultations/draft/write",
            "/consultations/draft/opinions",
            "/consultations/none",
        ] {
            assert_eq!(visitor.get(path).await.status, 404, "{path}");
        }
    }
}

#[tokio::test]
async fn a_mail_address_that_is_required_is_asked_for_in_the_open() {
    for site in TestApp::with(&["--smtp-url", "smtp://127.0.0.1:1"]).await {
        let call = site.has_call().await;
        let visitor = site.visitor();
        for (requirement, folded) in
            [("optional", "<details class=\"fold\">"), ("required", "<details class=\"fold\" open>")]
        {
            let sql = "update fields set requirement = $1 where consultation_id = $2 and field = 'mail'";
            let mut tx = site.app.db.begin().await.unwrap();
            sqlx::query(sql).bind(requirement).bind(&call.id).execute(&mut *tx).await.unwrap();
            tx.commit().await.unwrap();
            site.app.forget_calls();
            let page = visitor.get("/consultations/plan/write").await;
            let fold = page.html.split("name=\"mail\"").next().unwrap().rfind("<details").unwrap();
            assert!(page.html[fold..].starts_with(folded), "{requirement}: {}", &page.html[fold..][..200]);
        }
    }
}

#[tokio::test]
async fn a_required_field_is_asked_for_and_one_that_is_off_is_not_taken() {
    for site in TestApp::with(&["--smtp-url", "smtp://127.0.0.1:1"]).await {
        site.has_call_like(|call| {
            for rule in &mut call.fields {
                rule.requirement = if rule.field == Field::AgeBand { Requirement::Required } else { Requirement::Off };
            }
        })
        .await;
        let visitor = site.visitor();
        let page = visitor.get("/consultations/plan/write").await;
        assert!(page.has("name=\"age_band\"") && !page.has("name=\"area\"") && !page.has("name=\"mail\""));
        let mut form = form(&visitor, "年代が要る").await;
        assert!(send(&visitor, &form).await.has("「年代」を一つ選んでください"));
        set(&mut form, "age_band", "30");
        set(&mut form, "area", "santo");
        set(&mut form, "mail", "taro@example.jp");
        let confirmed = visitor.post("/consultations/plan/confirm", &pairs(&form)).await;
        assert!(!confirmed.has("<dd>taro@example.jp") && !confirmed.has("<dt>地区"), "{}", confirmed.html);
        assert_eq!(send(&visitor, &form).await.status, 201);
        assert_eq!(site.number("select count(*) from opinions where age_band = '30' and area is null").await, 1);
        assert_eq!(site.number("select count(*) from contacts").await, 0);
    }
}
