//! What nobody sends by accident, against every door that takes something: refused in words, nothing half done.

use axum::body::Body;
use axum::http::Request;
use futures_util::future::join_all;
use koe::consultations::{Field, Requirement, Visibility};
use koe::http::access::Role;
use koe::opinions::State;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

use crate::intake::{between, form, pairs, send, set};
use crate::letters::{decoded, mail_server};
use crate::receipts::sent;
use crate::support::{HOST, HOUR, NOW, TestApp, encode};

const SEND: &str = "/consultations/plan/opinions";

#[tokio::test]
async fn bytes_that_are_no_text_are_refused_and_nothing_is_stored() {
    for site in TestApp::on_each_engine().await {
        site.has_call().await;
        let visitor = site.visitor();
        let form = form(&visitor, "").await;
        for bad in [
            b"body=a\0b".as_slice(),    // a raw NUL
            b"body=%ED%A0%BD%ED%B8%80", // a surrogate pair, each half as UTF-8
            b"body=\xE5\xA3",           // cut off, unescaped
            b"body=a%",                 // an escape without its digits, kept as it stands: a lone sign is text
            b"body=a&%62ody=b",         // the same field twice, once in disguise
        ] {
            let body = [encode(&pairs(&form)).replace("&body=", "").as_bytes(), b"&", bad].concat();
            let request = Request::post(SEND)
                .header("content-type", "application/x-www-form-urlencoded")
                .header("sec-fetch-site", "same-origin")
                .body(Body::from(body))
                .unwrap();
            let answer = visitor.send(request).await;
            let shown = String::from_utf8_lossy(bad);
            if bad.ends_with(b"%") {
                assert_eq!(answer.status, 201, "{shown}");
            } else {
                assert!([400, 422].contains(&answer.status), "{shown}: {}", answer.status);
            }
        }
        assert_eq!(site.number("select count(*) from opinions").await, 1);
    }
}

#[tokio::test]
async fn a_theme_of_another_consultation_and_one_that_never_was_are_asked_for_again() {
    for site in TestApp::on_each_engine().await {
        site.has_call().await;
        site.has_call_like(|call| {
            call.id = koe::base::id::new(NOW);
            call.slug = "other".into();
            for theme in &mut call.themes {
                theme.id = koe::base::id::new(NOW);
                theme.parent = None;
                theme.code = format!("other-{}", theme.code);
            }
        })
        .await;
        let visitor = site.visitor();
        for theme in ["other-bus", "../bus", "バス", "BUS", "\"><img src=x onerror=alert(1)>"] {
            let mut form = form(&visitor, "残る言葉").await;
            set(&mut form, "theme", theme);
            let answer = send(&visitor, &form).await;
            assert!(answer.status == 422 && answer.has("残る言葉") && !answer.has("<img"), "{theme}: {}", answer.html);
        }
        assert_eq!(site.number("select count(*) from opinions").await, 0);
    }
}

#[tokio::test]
async fn a_form_sent_before_the_opening_keeps_its_words() {
    for site in TestApp::on_each_engine().await {
        site.has_call().await;
        let visitor = site.visitor();
        let early = form(&visitor, "早すぎた言葉").await;
        let mut tx = site.app.db.begin().await.unwrap();
        sqlx::query("update consultations set opens_on = '2024-11-01'").execute(&mut *tx).await.unwrap();
        tx.commit().await.unwrap();
        site.app.forget_calls();
        let answer = send(&visitor, &early).await;
        assert!(answer.status == 422 && answer.has("早すぎた言葉"), "{}", answer.html);
        assert_eq!(site.number("select count(*) from opinions").await, 0);
    }
}

#[tokio::test]
async fn marks_of_html_in_addresses_are_text_and_unknown_questions_are_passed_over() {
    for site in TestApp::on_each_engine().await {
        let call = site.has_call().await;
        site.has_opinion_like(
            &call,
            "<math><mtext><img src=x onerror=alert(1)>",
            "roads",
            State::Published,
            NOW - HOUR,
        )
        .await;
        let visitor = site.visitor();
        let mark = "%22%3E%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E";
        for query in [
            format!("theme={mark}"),
            format!("q={mark}"),
            format!("before={mark}"),
            format!("sort={mark}&{mark}=1"),
            "limit=1000000000&before=-1".to_owned(),
            "before=9223372036854775808".to_owned(),
        ] {
            let page = visitor.get(&format!("{SEND}?{query}")).await;
            assert_eq!(page.status, 200, "{query}");
            assert!(!page.has("<img") && !page.has("<math"), "{query}: {}", page.html);
        }
        let list = visitor.get(SEND).await;
        assert!(list.has("&#60;math&#62;&#60;mtext&#62;&#60;img"), "the words stand there as they were written");
    }
}

#[tokio::test]
async fn of_a_question_asked_twice_the_first_counts() {
    for site in TestApp::on_each_engine().await {
        let call = site.has_call().await;
        site.has_opinion_like(&call, "橋の声", "roads", State::Published, NOW - HOUR).await;
        site.has_opinion_like(&call, "バスの声", "bus", State::Published, NOW - HOUR).await;
        let page = site.visitor().get(&format!("{SEND}?theme=bus&theme=child&q=%E3%83%90%E3%82%B9&q=x")).await;
        assert!(page.status == 200 && page.has("value=\"bus\" selected") && page.has("の声"), "{}", page.html);
        assert!(!page.has("橋の声") && !page.has("value=\"child\" selected"), "{}", page.html);
    }
}

#[tokio::test]
async fn numbers_that_are_no_receipts_are_not_found() {
    for site in TestApp::on_each_engine().await {
        let visitor = site.visitor();
        let long = "9".repeat(5_000);
        for number in ["0", "-1", "2147483648", "9223372036854775808", "R6-0001", "R6-0001-%F0%9F%98%80", &long] {
            assert_eq!(visitor.get(&format!("/opinions/{number}")).await.status, 404, "{number:.40}");
        }
    }
}

#[tokio::test]
async fn headers_of_others_and_bodies_where_none_belongs_change_nothing() {
    for site in TestApp::on_each_engine().await {
        site.has_call().await;
        let visitor = site.visitor();
        let forwarded = Request::get("/").header("forwarded", "for=192.0.2.1;host=evil.example;proto=http");
        let answer = visitor.send(forwarded.body(Body::empty()).unwrap()).await;
        assert!(answer.status == 200 && !answer.has("evil.example"));
        let with_body = Request::get(SEND).header("content-type", "application/x-www-form-urlencoded");
        assert_eq!(visitor.send(with_body.body(Body::from("body=x&theme=bus")).unwrap()).await.status, 200);
        assert_eq!(site.number("select count(*) from opinions").await, 0);
    }
}

/// Writes until the other side has enough, then reads what it said.
async fn pour(address: std::net::SocketAddr, head: String, piece: &[u8]) -> (usize, String) {
    let (mut from, mut to) = TcpStream::connect(address).await.unwrap().into_split();
    to.write_all(head.as_bytes()).await.unwrap();
    let mut answer = vec![0; 4_096];
    let mut poured = 0;
    let read = {
        let reading = from.read(&mut answer);
        tokio::pin!(reading);
        loop {
            tokio::select! {
                read = &mut reading => break read.unwrap_or(0),
                written = to.write(piece) => poured += written.unwrap_or(0),
            }
            tokio::task::yield_now().await;
            assert!(poured < 256 << 20, "nobody stopped it");
        }
    };
    (poured, String::from_utf8_lossy(&answer[..read]).into_owned())
}

#[tokio::test]
async fn a_body_without_end_is_cut_off_long_before_it_fills_the_memory() {
    for site in TestApp::on_each_engine().await {
        site.has_call().await;
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let service = koe::app::service(&site.app);
        tokio::spawn(koe::http::server::serve(listener, service, 4, std::future::pending()));
        let head = format!(
            "POST {SEND} HTTP/1.1\r\nhost: {HOST}\r\nsec-fetch-site: same-origin\r\n\
             content-type: application/x-www-form-urlencoded\r\n"
        );
        let piece = [b"1000\r\n".as_slice(), &[b'a'; 4_096], b"\r\n"].concat();
        let (_, answer) = pour(address, format!("{head}transfer-encoding: chunked\r\n\r\n"), &piece).await;
        assert!(answer.starts_with("HTTP/1.1 413 "), "{answer}");
        let claimed = format!("{head}content-length: 10000000000\r\n\r\nbody=");
        let (poured, answer) = pour(address, claimed, &[b'a'; 4_096]).await;
        assert!(answer.starts_with("HTTP/1.1 413 ") && poured < 32 << 20, "{poured}: {answer}");
    }
}

#[tokio::test]
async fn what_is_made_public_of_nobody_is_in_no_public_condition() {
    for site in TestApp::on_each_engine().await {
        let call = site.has_call().await;
        assert_ne!(call.field(Field::Area).visibility, Visibility::Public);
        site.has_opinion_like(&call, "声", "roads", State::Published, NOW - HOUR).await;
        let visitor = site.visitor();
        let all = visitor.get(SEND).await.html;
        for query in ["area=ikuno", "age=30", "relation=worker", "state=pending", "channel=web", "main=bus"] {
            // The language menu keeps the question as it came.
            let asked = visitor.get(&format!("{SEND}?{query}")).await.html.replace(&format!("?{query}"), "");
            assert!(asked == all, "{query}: {asked}");
        }
    }
}

#[tokio::test]
async fn the_beginning_of_a_text_ends_where_people_see_a_character_end() {
    for site in TestApp::on_each_engine().await {
        let call = site.has_call().await;
        let moderator = site.sign_in(&[Role::Moderator]).await;
        let plain = |count| "あ".repeat(count);
        let zalgo = format!("a{}", "\u{301}".repeat(1_500));
        let cases = [
            (format!("{}👨‍👩‍👧‍👦のこと", plain(197)), plain(197)),
            (format!("{}👍🏽のこと", plain(199)), plain(199)),
            (format!("{}か\u{3099}っこう", plain(199)), plain(199)),
            (format!("{}🇯🇵🇫🇷", plain(197)), format!("{}🇯🇵", plain(197))),
            (format!("{}葛\u{E0100}城", plain(198)), format!("{}葛\u{E0100}", plain(198))),
            (plain(200), plain(200)),
            (plain(201), plain(200)),
            (zalgo.clone(), zalgo.chars().take(200).collect()),
        ];
        for (text, shown) in cases {
            let receipt = site.has_opinion(&call, &text).await;
            let queue = moderator.get(&format!("/staff/queue?open={receipt}")).await;
            let row = between(
                &queue.html,
                &format!("open={receipt}\" lang=\"ja\" dir=\"auto\" aria-current=\"true\">"),
                "</a>",
            );
            assert_eq!(row, shown);
            assert!(queue.has(&text), "opened it stands there whole");
        }
    }
}

/// Marks of templates, formats and boards, and of our own masks.
const MARKS: &str = "{{7*7}} ${7*7} <%= 7*7 %> #{7*7} %s%n%25 {0} { $receipt } [b]x[/b] **x** 〔個人情報のため非公開〕";

#[tokio::test]
async fn marks_of_templates_and_masks_are_words_on_pages_in_letters_and_in_the_log() {
    let (port, letters) = mail_server("").await;
    let url = format!("smtp://127.0.0.1:{port}");
    for site in TestApp::with(&["--smtp-url", &url, "--mail-from", "koe@city.example.jp"]).await {
        site.has_site().await;
        let call = site
            .has_call_like(|call| {
                call.texts[0].1.title = MARKS.into();
                call.fields.iter_mut().find(|rule| rule.field == Field::Mail).unwrap().requirement =
                    Requirement::Optional;
            })
            .await;
        letters.lock().unwrap().clear();
        let visitor = site.visitor();
        let receipt = sent(&visitor, MARKS, "taro@example.jp").await;
        let staff = site.sign_in(&[Role::Moderator, Role::Staff, Role::Administrator]).await;
        let seen = [("state", "pending"), ("version", "1"), ("decisions", "0"), ("act", "mask")];
        let mask = [&seen[..], &[("masks", "**x**"), ("reason", "other"), ("message", MARKS)]].concat();
        let decided = staff.post(&format!("/staff/opinions/{}/decision", receipt.number), &mask).await;
        assert_eq!(decided.status, 303, "{}", decided.html);
        site.work().await;

        let written = escape(MARKS);
        let status = visitor.post("/status", &[("number", &receipt.number), ("code", &receipt.code)]).await;
        let staffs = staff.get(&format!("/staff/opinions/{}", receipt.number)).await;
        assert!(status.has(&written) && staffs.has(&written), "{}", staffs.html);
        for path in ["/consultations/plan".to_owned(), SEND.to_owned(), format!("/opinions/{}", receipt.number)] {
            let page = visitor.get(&path).await;
            assert!(page.has(&escape("{{7*7}} ${7*7} <%= 7*7 %> #{7*7} %s%n%25 {0} { $receipt } [b]x[/b] ")), "{path}");
            assert_eq!(page.html.matches("class=\"mask\"").count(), 1, "{path}: a mask that somebody typed is none");
            assert!(page.has("</bdi> 〔個人情報のため非公開〕"), "{path}: {}", page.html);
        }
        let letters = letters.lock().unwrap().iter().map(|letter| decoded(letter)).collect::<Vec<_>>();
        assert_eq!(letters.len(), 2, "{letters:?}");
        // The title stands in both letters, the message in the one about the decision.
        let mut found: Vec<_> = letters.iter().map(|letter| letter.matches(MARKS).count()).collect();
        found.sort_unstable();
        assert_eq!(found, [1, 2]);

        let name = "{{7*7}} ${7*7} <%= 7*7 %> %s%n {0} { $name }";
        let theme = [("act", "add"), ("name", name), ("revision", &call.revision.to_string())];
        assert_eq!(staff.post("/staff/consultations/plan/themes", &theme).await.status, 303);
        let log = staff.get("/staff/log").await;
        assert!(log.has(&format!("テーマ「{}」を追加", escape(name))), "{}", log.html);
        assert!(log.has(&format!("<bdi>{written}（plan）</bdi></a>")), "the consultation's title: {}", log.html);
    }
}

#[tokio::test]
async fn a_file_is_named_in_quotes_that_nothing_breaks() {
    for site in TestApp::on_each_engine().await {
        let slug = "pl\"an\\; x=\u{E9}";
        let call = site.has_call_like(|call| call.slug = slug.into()).await;
        site.has_opinion(&call, "声").await;
        let staff = site.sign_in(&[Role::Staff]).await;
        let ask = [("call", slug), ("profile", "office"), ("format", "csv")];
        assert_eq!(staff.post("/staff/exports", &ask).await.status, 303);
        site.work().await;
        let page = staff.get("/staff/exports").await;
        let path = page.html.split("href=\"").find(|link| link.contains("/file\"")).unwrap().split('"').next().unwrap();
        let file = staff.get(path).await;
        assert_eq!(file.status, 200);
        let header = file.headers["content-disposition"].to_str().unwrap();
        let (plain, named) = header.split_once("; filename*=UTF-8''").unwrap();
        assert_eq!(plain, "attachment; filename=\"20241028_planx_office.csv\"");
        assert!(named.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'%'), "{named}");
        let named = percent_encoding::percent_decode_str(named).decode_utf8().unwrap();
        assert_eq!(named, "20241028_planx_意見一覧_庁内.csv");
    }
}

/// As templates write it.
fn escape(text: &str) -> String {
    text.replace('&', "&#38;").replace('<', "&#60;").replace('>', "&#62;").replace('"', "&#34;").replace('\'', "&#39;")
}

#[tokio::test]
async fn wrong_codes_that_come_at_once_are_counted_before_they_are_tried() {
    for site in TestApp::with(&["--wrong-codes", "5"]).await {
        site.has_call().await;
        let visitor = site.visitor();
        let (mine, other) = (sent(&visitor, "一つ目", "").await, sent(&visitor, "二つ目", "").await);
        let guess = [("number", mine.number.as_str()), ("code", other.code.as_str())];
        let answers = join_all((0..40).map(|_| visitor.post("/status", &guess))).await;
        let count = |status| answers.iter().filter(|answer| answer.status == status).count();
        assert_eq!((count(422), count(429)), (5, 35));
        let right = [("number", mine.number.as_str()), ("code", mine.code.as_str()), ("note", "書きかけ")];
        let answer = visitor.post("/status", &right).await;
        assert_eq!(answer.status, 429);
        assert_eq!((answer.value("number"), answer.value("code")), (mine.number, mine.code), "to be sent again later");
        assert!(answer.has("60分ほどたってから") && answer.has("書きかけ"), "{}", answer.html);
    }
}

#[tokio::test]
async fn a_consultation_has_no_address_made_of_its_id() {
    for site in TestApp::on_each_engine().await {
        let call = site.has_call().await;
        let receipt = site.has_opinion_like(&call, "声", "roads", State::Published, NOW - HOUR).await;
        let path = format!("/consultations/id:{}", call.id);
        assert_eq!(site.visitor().get(&path).await.status, 404);
        assert_eq!(site.visitor().get(&format!("/opinions/{receipt}")).await.status, 200);
        assert_eq!(site.visitor().get(&path).await.status, 404, "nor when it was looked up for its opinion");
    }
}

#[tokio::test]
async fn a_public_page_answers_a_broken_cookie_with_none() {
    for site in TestApp::on_each_engine().await {
        for (path, status) in [("/", 200), ("/en/status", 200), ("/nowhere", 404)] {
            let request = Request::get(path).header("cookie", "koe=garbage").body(Body::empty()).unwrap();
            let answer = site.visitor().send(request).await;
            assert_eq!(answer.status, status);
            assert!(!answer.headers.contains_key("set-cookie"), "{path}");
        }
    }
}

#[tokio::test]
async fn nobody_puts_our_own_marks_into_a_page_and_no_word_between_them_is_lost() {
    for site in TestApp::on_each_engine().await {
        site.has_call().await;
        let visitor = site.visitor();
        let page = visitor.get("/consultations/plan/opinions?q=%EF%B7%95x%22y%EF%B7%96hello%EF%B7%97").await;
        assert!(
            page.status == 200 && page.has("\u{FFFD}hello\u{FFFD}") && !page.has("<span lang=\"x"),
            "{}",
            page.html
        );
        let write = visitor.get("/consultations/plan/write").await;
        let token = write.value("token");
        for body in ["\u{FDD2}声\u{FDD3}こえ\u{FDD4}を", "\u{FDD0}声こえを\u{FDD1}"] {
            let form = [("token", &*token), ("purpose_version", "1"), ("theme", "bus"), ("body", body)];
            let answer = visitor.post("/consultations/plan/confirm", &form).await;
            let words = answer.html.replace('\u{FFFF}', "");
            assert!(answer.status == 422 && words.contains("\n声こえを</textarea>"), "{}", answer.html);
        }
    }
}
