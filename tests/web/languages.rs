//! The way of an opinion in every language, and what becomes of a language that is not there for all pages.

use jiff::civil::date;
use koe::base::marks::html;
use koe::base::text::{Lang, Tier};
use koe::http::access::Role;
use koe::opinions::State;

use crate::course::has_meetings;
use crate::letters::{decoded, mail_server, page_of};
use crate::moderation::act;
use crate::receipts::{decide, sent};
use crate::support::{Answer, HOST, HOUR, NOW, TestApp, Visitor};

const DAY: i64 = 24 * HOUR;

const MARKS: std::ops::RangeInclusive<char> = '\u{FDD0}'..='\u{FDEF}';

fn lang(code: &str) -> Lang {
    Lang::parse(code).unwrap()
}

/// A page in this language with nothing in it that only programs should see.
fn is_told(page: &Answer, lang: Lang) {
    assert!(page.has(&format!("<html lang=\"{}\">", lang.tag())), "{}", page.html);
    assert!(!page.html.contains(|c| MARKS.contains(&c)), "{}", page.html);
}

/// Sent from the form of a language, without an address; the answer is the receipt.
async fn sent_from(site: &TestApp, visitor: &Visitor, prefix: &str, body: &str) -> Answer {
    let page = visitor.get(&format!("{prefix}/consultations/plan/write")).await;
    let token = page.value("token");
    let form = [("token", &*token), ("purpose_version", "1"), ("theme", "bus"), ("body", body)];
    site.app.clock.advance(5000);
    let sent = visitor.post(&format!("{prefix}/consultations/plan/opinions"), &form).await;
    assert_eq!(sent.status, 201, "{}", sent.html);
    sent
}

async fn status_of(visitor: &Visitor, prefix: &str, receipt: &Answer) -> Answer {
    let (number, code) = (receipt.value("number"), receipt.value("code"));
    visitor.post(&format!("{prefix}/status"), &[("number", &number), ("code", &code)]).await
}

#[tokio::test]
async fn who_leaves_no_address_is_answered_in_the_language_of_the_page_on_which_he_wrote() {
    for site in TestApp::on_each_engine().await {
        site.has_site().await;
        site.has_call().await;
        let moderator = site.sign_in(&[Role::Moderator]).await;
        for (prefix, body, guessed, words) in [
            ("", "公園遊具更新要望、歩道拡幅早期実施希望。", "zh-Hans", "ご意見をお寄せいただき"),
            ("/vi", "Toi muon co them lop hoc tieng Nhat vao buoi toi", "en", "Cảm ơn bạn đã gửi ý kiến"),
            ("/ja-simple", "夕方のバスがほしいです", "ja", "意見（いけん）を送（おく）ってくださって"),
            ("/zh-Hans", "バスをふやしてください", "ja", "感谢您提出意见"),
        ] {
            let visitor = site.visitor();
            let sent = sent_from(&site, &visitor, prefix, body).await;
            let number = sent.value("number");
            let stored = format!("select lang from opinions where receipt = '{number}'");
            assert_eq!(site.text(&stored).await, guessed, "for the words alone: {body}");
            let done = act(&moderator, &number, "withhold", &[("reason", "off_topic")]).await;
            assert_eq!(done.status, 303, "{}", done.html);
            let message = "select d.message from decisions d join opinions o on o.id = d.opinion_id where o.receipt";
            let message = site.text(&format!("{message} = '{number}'")).await;
            assert!(message.contains(words), "{body}: {message}");
        }
    }
}

#[tokio::test]
async fn what_the_city_says_in_japanese_alone_is_marked_in_other_languages() {
    for site in TestApp::on_each_engine().await {
        site.has_site().await;
        let call = site.has_call().await;
        has_meetings(&site, &call, &[("対話", date(2024, 11, 23))]).await;
        let visitor = site.visitor();
        let marked = "<h3><span lang=\"ja\">対話</span>";
        assert!(visitor.get("/en/consultations/plan").await.has(marked));
        assert!(visitor.get("/consultations/plan").await.has("<h3>対話"));
        for prefix in ["/vi", "/en"] {
            let sent = sent_from(&site, &visitor, prefix, "Bus!").await;
            assert!(sent.has(marked), "{}", sent.html);
            let status = status_of(&visitor, prefix, &sent).await;
            assert!(status.has(marked), "{}", status.html);
        }
    }
}

#[tokio::test]
async fn an_opinion_goes_its_whole_way_in_every_language_and_keeps_the_tag_of_its_own() {
    for site in TestApp::on_each_engine().await {
        site.has_site().await;
        site.has_call().await;
        for lang in Lang::all() {
            let visitor = site.visitor();
            let at = |path: &str| format!("{}{path}", lang.prefix());
            let write = visitor.get(&at("/consultations/plan/write")).await;
            is_told(&write, lang);
            assert!(write.has(&format!("action=\"{}\"", at("/consultations/plan/confirm"))), "{}", write.html);
            let token = write.value("token");
            let form = [("token", &*token), ("purpose_version", "1"), ("theme", "bus"), ("body", "😀")];
            let blank = [("token", &*token), ("purpose_version", "1"), ("theme", ""), ("body", " ")];
            let wrong = visitor.post(&at("/consultations/plan/confirm"), &blank).await;
            assert_eq!(wrong.status, 422);
            is_told(&wrong, lang);
            is_told(&visitor.post(&at("/consultations/plan/confirm"), &form).await, lang);
            site.app.clock.advance(5000);
            let sent = visitor.post(&at("/consultations/plan/opinions"), &form).await;
            assert_eq!(sent.status, 201, "{}", sent.html);
            is_told(&sent, lang);
            let stored = site.text("select lang from opinions order by number desc limit 1").await;
            assert_eq!(stored, lang.tag(), "where letters do not tell, the page does");
            let (number, code) = (sent.value("number"), sent.value("code"));
            let status = visitor.post(&at("/status"), &[("number", &number), ("code", &code)]).await;
            assert_eq!(status.status, 200);
            is_told(&status, lang);
            let copy = visitor.post(&at("/status/receipt"), &[("number", &number), ("code", &code)]).await;
            assert!(copy.status == 200 && !copy.html.contains(|c| MARKS.contains(&c)), "{}", copy.html);
            let no_page = visitor.get(&at("/status/nothing")).await;
            assert_eq!(no_page.status, 404);
            is_told(&no_page, lang);
        }
    }
}

#[tokio::test]
async fn what_the_city_has_not_said_in_a_language_is_marked_with_the_one_it_is_in() {
    for site in TestApp::on_each_engine().await {
        site.has_site().await;
        site.has_call_like(|call| call.themes[0].texts.push((lang("vi"), "Đường sá".into(), String::new()))).await;
        let page = site.visitor().get("/vi/consultations/plan/write").await;
        for part in [
            "<p class=\"shoulder\"><span lang=\"ja\">計画へのご意見募集</span></p>",
            "<small><span lang=\"ja\">朝来市</span></small>",
            "<span>Đường sá</span>",
            "<span lang=\"en\">Theme child</span>",
            "<option value=\"child\" lang=\"en\">Theme child</option>",
            "<title>Viết ý kiến | ",
        ] {
            assert!(page.has(part), "{part} in {}", page.html);
        }
        let simple = site.visitor().get("/ja-simple/consultations/plan").await;
        assert!(simple.has("<h1>計画へのご意見募集</h1>"), "Japanese is no other language: {}", simple.html);
        assert!(simple.has("<ruby>意見<rp>（</rp><rt>いけん</rt><rp>）</rp></ruby>"), "{}", simple.html);
    }
}

#[tokio::test]
async fn a_page_that_a_language_does_not_have_is_the_one_of_the_language_it_falls_back_to() {
    for site in TestApp::on_each_engine().await {
        site.has_call().await;
        let visitor = site.visitor();
        for path in ["/vi/nope", "/vi/consultations/none", "/vi/opinions/R6-9999-9"] {
            let nowhere = visitor.get(path).await;
            assert!(nowhere.status == 404 && nowhere.has("Không tìm thấy trang"), "{path}: {}", nowhere.html);
            is_told(&nowhere, lang("vi"));
        }
        for (path, to) in [
            ("/vi", "/en/"),
            ("/vi/consultations/plan?theme=bus", "/en/consultations/plan?theme=bus"),
            ("/zh-Hans/guideline", "/en/guideline"),
            ("/ja-simple/staff/sign-in", "/staff/sign-in"),
        ] {
            let answer = visitor.get(path).await;
            assert_eq!((answer.status, answer.location()), (303, to), "{path}");
        }
        for path in ["/vi//evil.example/", "/ja-simple//evil.example/staff"] {
            let to = visitor.get(path).await.location().to_owned();
            assert!(!to.starts_with("//") && !to.contains(":") || to.is_empty(), "{path} leads to {to}");
        }
        let page = visitor.get("/vi/status").await;
        assert!(page.has("href=\"/en/guideline\"") && page.has("href=\"/vi/status\""), "{}", page.html);
        assert!(!page.has(HOST));
    }
}

#[tokio::test]
async fn a_language_of_the_form_alone_lets_one_choose_where_several_consultations_are_open() {
    for site in TestApp::on_each_engine().await {
        site.has_call().await;
        site.has_call_like(|call| {
            call.slug = "other".into();
            call.themes.iter_mut().for_each(|theme| theme.code.push('2'));
        })
        .await;
        let visitor = site.visitor();
        let home = visitor.get("/").await;
        assert!(home.has("href=\"/vi/status\"") && !home.has("href=\"/vi/consultations"), "{}", home.html);
        let choice = visitor.get("/vi/status").await;
        for slug in ["plan", "other"] {
            assert!(choice.has(&format!("<a href=\"/vi/consultations/{slug}/write\">")), "{}", choice.html);
        }
        assert!(!visitor.get("/status").await.has("/write\">"), "other languages have a page of their own for it");
        let form = visitor.get("/vi/consultations/plan/write").await;
        assert!(form.has("5.000") && !form.has("5,000"), "{}", form.html);
        let simple = visitor.get("/ja-simple/consultations/plan/write").await;
        assert!(simple.has("になっていないところがあります"), "Japanese without readings is not easy: {}", simple.html);
    }
}

#[tokio::test]
async fn a_link_to_a_page_in_another_language_says_so() {
    for site in TestApp::on_each_engine().await {
        site.has_site().await;
        site.has_call().await;
        let visitor = site.visitor();
        let sent = sent_from(&site, &visitor, "/vi", "Bus!").await;
        let mut pages = vec![status_of(&visitor, "/vi", &sent).await, sent];
        for path in ["/vi/nope", "/vi/status", "/vi/consultations/plan/write"] {
            pages.push(visitor.get(path).await);
        }
        for page in pages {
            let links = page.html.split("<a href=\"/en/").skip(1).map(|link| link.split("</a>").next().unwrap());
            let links: Vec<_> = links.filter(|link| !link.contains("hreflang")).collect();
            let silent: Vec<_> = links.iter().filter(|link| !link.contains("(tiếng Anh)")).collect();
            assert!(links.len() > 2 && silent.is_empty(), "{silent:?}");
        }
    }
}

#[tokio::test]
async fn a_note_and_an_appeal_are_taken_in_every_language() {
    for site in TestApp::on_each_engine().await {
        site.has_site().await;
        site.has_call().await;
        for lang in Lang::all() {
            let visitor = site.visitor();
            let receipt = sent(&visitor, "夕方のバスを増やしてほしい", "").await;
            let press = async |path: &str, more: &[(&str, &str)]| {
                let own = [("number", &*receipt.number), ("code", &*receipt.code)];
                let form = [&own[..], more].concat();
                visitor.post(&format!("{}{path}", lang.prefix()), &form).await
            };
            decide(&site, &receipt.number, State::Published, "").await;
            let noted = press("/status/addition", &[("seen", "0"), ("note", "雨の日も")]).await;
            let decision = decide(&site, &receipt.number, State::Withheld, "").await.to_string();
            let asked = press("/status/appeal", &[("decision", &*decision), ("why", "バスの話です")]).await;
            for (page, said) in [(noted, "addition-sent"), (asked, "appeal-sent")] {
                assert_eq!(page.status, 200, "{}", page.html);
                is_told(&page, lang);
                assert!(page.has(&html(lang.words().get(said))), "{said}: {}", page.html);
            }
        }
    }
}

#[tokio::test]
async fn what_is_kept_for_everybody_is_another_page_in_each_language_and_the_way_elsewhere_is_not_kept() {
    for site in TestApp::on_each_engine().await {
        site.has_call().await;
        let visitor = site.visitor();
        for _ in 0..2 {
            for (code, has_readings) in [("ja", false), ("en", false), ("ja-simple", true)] {
                let page = visitor.get(&format!("{}/consultations/plan", lang(code).prefix())).await;
                assert!(page.headers.contains_key("etag"), "{code}");
                is_told(&page, lang(code));
                assert_eq!(page.has("<rt>いけん</rt>"), has_readings, "{code}");
            }
            let elsewhere = visitor.get("/vi/consultations/plan").await;
            assert_eq!((elsewhere.status, elsewhere.location()), (303, "/en/consultations/plan"));
            assert!(!elsewhere.headers["cache-control"].to_str().unwrap().contains("public"));
        }
    }
}

#[tokio::test]
async fn a_letter_speaks_the_language_in_which_its_opinion_was_sent() {
    let (port, letters) = mail_server("").await;
    let url = format!("smtp://127.0.0.1:{port}");
    for site in TestApp::with(&["--smtp-url", &url, "--mail-from", "koe@city.example.jp"]).await {
        site.has_site().await;
        site.has_call().await;
        for (prefix, arrived) in [
            ("/vi", "Chúng tôi đã nhận được ý kiến của bạn"),
            ("/zh-Hans", "收到您的意见"),
            ("/ja-simple", "あなたの意見（いけん）が届（とど）きました"),
        ] {
            letters.lock().unwrap().clear();
            let visitor = site.visitor();
            let page = visitor.get(&format!("{prefix}/consultations/plan/write")).await;
            let token = page.value("token");
            let form = [("token", &*token), ("purpose_version", "1"), ("theme", "bus"), ("body", "Bus!")];
            let form = [&form[..], &[("mail", "taro@example.jp")]].concat();
            site.app.clock.advance(DAY);
            assert_eq!(visitor.post(&format!("{prefix}/consultations/plan/opinions"), &form).await.status, 201);
            site.work().await;
            let letters = letters.lock().unwrap();
            let (text, page) = (decoded(&letters[0]), page_of(&letters[0]));
            assert!(text.contains(arrived) && text.contains("計画へのご意見募集"), "{text}");
            assert!(text.contains(&format!("{prefix}/status")) && text.contains(&format!("{prefix}/unsubscribe/")));
            assert!(!text.contains(|c| MARKS.contains(&c)) && !page.contains(|c| MARKS.contains(&c)), "{text}{page}");
        }
    }
}

#[tokio::test]
async fn the_menu_keeps_the_place_or_says_what_can_be_done_in_a_language() {
    for site in TestApp::on_each_engine().await {
        let call = site.has_call().await;
        let visitor = site.visitor();
        let entry = |page: &Answer, code: &str| {
            let name = lang(code).name().to_owned();
            let menu = page.html.split("<li lang=").find(|entry| entry.contains(&name)).unwrap_or_default();
            menu.split("</li>").next().unwrap().to_owned()
        };
        let list = visitor.get("/consultations/plan/opinions?q=a").await;
        assert!(entry(&list, "en").contains("href=\"/en/consultations/plan/opinions?q=a\""));
        let part = entry(&list, "vi");
        assert!(part.contains("href=\"/vi/consultations/plan/write\"") && part.contains("<small>Gửi ý kiến"), "{part}");
        for (path, status) in [("/", 200), ("/privacy", 200), ("/opinions/R6-9999-9", 404)] {
            let page = visitor.get(path).await;
            let part = entry(&page, "vi");
            assert_eq!(page.status, status, "{path}");
            assert!(
                part.contains("href=\"/vi/consultations/plan/write\"") && part.contains("<small>Gửi ý kiến"),
                "{part}"
            );
        }
        let form = entry(&visitor.get("/consultations/plan/write?theme=bus").await, "vi");
        assert!(form.contains("formaction=\"/vi/consultations/plan/write\"") && !form.contains("<small>"), "{form}");
        let form = visitor.get("/vi/consultations/plan/write").await;
        assert!(form.has("chưa được dịch"), "a form half in another language says so");
        assert!(!visitor.get("/consultations/plan/write").await.has("訳されていない"));
        site.app.clock.advance(call.closes_at(&site.app.zone) + 1000 - NOW);
        let home = entry(&visitor.get("/").await, "vi");
        assert!(home.contains("href=\"/vi/status\"") && home.contains("<small>Xem tình trạng"), "{home}");
        let staff = site.sign_in(&[Role::Staff]).await.get("/staff/consultations").await;
        assert!(!staff.has("hreflang=\"vi\""), "staff read their pages in a whole language");
        assert!(Lang::all().filter(|lang| lang.tier() == Tier::Full).any(|lang| lang.code() == "en"));
    }
}

#[tokio::test]
async fn a_site_of_before_keeps_what_its_choices_are_called_in_english() {
    for site in TestApp::on_each_engine().await {
        site.has_call().await;
        let mut tx = site.app.db.begin().await.unwrap();
        for sql in [
            "drop table choice_texts",
            "update field_choices set label_en = 'Ikuno' where code = 'ikuno'",
            "delete from _sqlx_migrations where version = 27",
        ] {
            sqlx::query(sql).execute(&mut *tx).await.unwrap();
        }
        tx.commit().await.unwrap();
        site.app.db.migrate().await.unwrap();
        let told = "select string_agg(code || ' ' || lang || ' ' || label, ', ') from choice_texts";
        assert_eq!(site.text(told).await, "ikuno en Ikuno");
        assert!(site.visitor().get("/en/consultations/plan/write").await.has(">Ikuno</"));
    }
}

#[tokio::test]
async fn the_size_of_letters_and_the_readings_are_the_browsers_own_choice_and_the_place_is_kept() {
    for site in TestApp::on_each_engine().await {
        site.has_site().await;
        site.has_call().await;
        let visitor = site.visitor();
        let page = "/consultations/plan?from=mail";
        let simple = lang("ja-simple").prefix();
        let choose = async |button: (&str, &str), back: &str| {
            visitor.post(&format!("{simple}/display"), &[button, ("page", back)]).await
        };
        assert!(visitor.get(page).await.has("<html lang=\"ja\">"));
        let pressed = choose(("size", "larger"), page).await;
        assert_eq!((pressed.status, pressed.location()), (303, format!("{simple}{page}").as_str()));
        choose(("readings", "off"), page).await;
        let shown = visitor.get(&format!("{simple}{page}")).await;
        assert!(shown.has("class=\"larger no-readings\""), "what was chosen before stays: {}", shown.html);
        let elsewhere = visitor.get("/nowhere").await;
        assert!(elsewhere.status == 404 && elsewhere.has("larger no-readings"), "{}", elsewhere.html);
        choose(("size", "enormous"), page).await;
        assert!(visitor.get(page).await.has("class=\"larger no-readings\""), "a word we do not know changes nothing");
        choose(("readings", "on"), page).await;
        choose(("size", "normal"), page).await;
        assert!(visitor.get(page).await.has("<html lang=\"ja\">"));
        for evil in ["//evil.example", "https://evil.example/", "/\\evil.example", "/a\r\nset-cookie: b=c", "声", ""] {
            assert_eq!(choose(("size", "large"), evil).await.location(), format!("{simple}/"), "{evil}");
        }
    }
}

#[tokio::test]
async fn the_texts_are_one_section_of_the_editor_in_every_language() {
    for site in TestApp::on_each_engine().await {
        site.has_call().await;
        let staff = site.sign_in(&[Role::Staff]).await;
        for lang in Lang::all() {
            let page = staff.get(&format!("/staff/consultations/plan/texts/{}", lang.code())).await;
            assert!(page.has("href=\"/staff/consultations/plan/texts/ja\" aria-current=\"page\""), "{}", page.html);
        }
    }
}
