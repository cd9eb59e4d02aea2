//! Letters, over a real SMTP conversation.

mod refused;

use std::sync::{Arc, Mutex};
use std::time::Duration;

use futures_util::FutureExt;
use koe::app::App;
use koe::base::jobs::{self, Ended, Job};
use koe::base::text::Lang;
use koe::consultations::Moderation;
use koe::http::access::Role;
use koe::opinions::State;
use koe::worker;
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::TcpListener;

use crate::moderation::act;
use crate::receipts::{decide, sent, sent_calmly};
use crate::support::{HOUR, NOW, TestApp};

/// A mail server of a few lines: keeps what it is given, refuses whom it is told to.
pub async fn mail_server(refuse: &'static str) -> (u16, Arc<Mutex<Vec<String>>>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let letters: Arc<Mutex<Vec<String>>> = Arc::default();
    let kept = letters.clone();
    tokio::spawn(async move {
        while let Ok((socket, _)) = listener.accept().await {
            let kept = kept.clone();
            tokio::spawn(async move {
                let (read, mut write) = socket.into_split();
                let mut lines = BufReader::new(read).lines();
                write.write_all(b"220 test\r\n").await.unwrap();
                let (mut letter, mut in_data) = (String::new(), false);
                while let Ok(Some(line)) = lines.next_line().await {
                    let answer = match line.as_str() {
                        "." if in_data => {
                            in_data = false;
                            kept.lock().unwrap().push(std::mem::take(&mut letter));
                            "250 kept\r\n"
                        }
                        _ if in_data => {
                            letter += &line;
                            letter.push('\n');
                            continue;
                        }
                        "DATA" => {
                            in_data = true;
                            "354 go on\r\n"
                        }
                        "QUIT" => "221 bye\r\n",
                        other if !refuse.is_empty() && other.contains(refuse) => "550 no such mailbox\r\n",
                        other if other.contains("later@") => "451 come back\r\n",
                        other if other.contains("full@") => "552 mailbox full\r\n",
                        _ => "250 ok\r\n",
                    };
                    if write.write_all(answer.as_bytes()).await.is_err() {
                        return;
                    }
                }
            });
        }
    });
    (port, letters)
}

#[tokio::test]
async fn letters_tell_that_it_arrived_and_what_was_decided_and_hold_neither_words_nor_code() {
    let (port, letters) = mail_server("").await;
    let url = format!("smtp://127.0.0.1:{port}");
    for site in TestApp::with(&["--smtp-url", &url, "--mail-from", "朝来市 <koe@city.example.jp>"]).await {
        site.has_site().await;
        site.has_call().await;
        letters.lock().unwrap().clear();
        let visitor = site.visitor();
        let receipt = sent(&visitor, "夕方のバスの秘密", "taro@example.jp").await;
        assert!(!site.text("select sealed from contacts").await.contains("taro"));
        assert!(!site.text("select payload from outbox").await.contains("taro"));
        site.work().await;
        let number = decide(&site, &receipt.number, State::Withheld, "宣伝のため、公開しません。").await;
        let opinion = site.text("select id from opinions").await;
        let mut tx = site.app.db.begin().await.unwrap();
        let job = koe::base::jobs::Job::LetterDecided { opinion, number, lang: Lang::JA.code().into() };
        koe::base::jobs::enqueue(&mut tx, &job, NOW).await.unwrap();
        tx.commit().await.unwrap();
        site.work().await;
        let letters = letters.lock().unwrap().clone();
        assert_eq!(letters.len(), 2, "{letters:?}");
        for letter in &letters {
            assert!(letter.contains("To: taro@example.jp") && letter.contains("koe@city.example.jp"), "{letter}");
            let text = decoded(letter);
            assert!(text.contains(&receipt.number) && text.contains("/status") && !text.contains("秘密"), "{text}");
            assert!(!text.contains(&receipt.code[..8]), "{text}");
        }
        assert!(decoded(&letters[1]).contains("宣伝のため、公開しません。"));
    }
}

#[tokio::test]
async fn a_letter_says_what_is_public_already_only_while_nobody_has_looked() {
    let (port, letters) = mail_server("").await;
    let url = format!("smtp://127.0.0.1:{port}");
    for site in TestApp::with(&["--smtp-url", &url, "--mail-from", "koe@city.example.jp"]).await {
        site.has_call_like(|call| call.moderation = Moderation::After).await;
        for decided in [false, true] {
            letters.lock().unwrap().clear();
            let receipt = sent_calmly(&site, &site.visitor(), "すぐ公開", "taro@example.jp").await;
            if decided {
                decide(&site, &receipt.number, State::Withheld, "").await;
            }
            site.work().await;
            let text = decoded(&letters.lock().unwrap()[0]);
            assert_eq!(text.contains("すでに公開しています"), !decided, "{text}");
        }
    }
}

#[tokio::test]
async fn a_letter_about_a_hold_names_its_day() {
    let (port, letters) = mail_server("").await;
    let url = format!("smtp://127.0.0.1:{port}");
    for site in TestApp::with(&["--smtp-url", &url, "--mail-from", "koe@city.example.jp"]).await {
        site.has_call().await;
        let receipt = sent(&site.visitor(), "照会する声", "taro@example.jp").await;
        let me = site.sign_in(&[Role::Moderator]).await;
        assert_eq!(act(&me, &receipt.number, "hold", &[("due", "2024-11-20"), ("note", "照会中")]).await.status, 303);
        letters.lock().unwrap().clear();
        site.work().await;
        let letters = letters.lock().unwrap().clone();
        let texts: Vec<String> = letters.iter().map(|letter| decoded(letter)).collect();
        assert!(texts.iter().any(|text| text.contains("2024年11月20日（水）までに")), "{texts:?}");
        assert!(texts.iter().all(|text| !text.contains("照会中")), "what staff tell each other: {texts:?}");
        assert!(letters[0].contains("Auto-Submitted: auto-generated"), "{}", letters[0]);
    }
}

#[tokio::test]
async fn an_address_typed_in_full_width_is_the_same_and_gets_three_letters_a_day() {
    let (port, letters) = mail_server("").await;
    let url = format!("smtp://127.0.0.1:{port}");
    for site in TestApp::with(&["--smtp-url", &url, "--mail-from", "koe@city.example.jp"]).await {
        site.has_call().await;
        letters.lock().unwrap().clear();
        let visitor = site.visitor();
        // What comes again is no letter more.
        let form = crate::intake::form(&visitor, "先の声").await;
        let mut form = form;
        form.push(("mail", "taro@example.jp".into()));
        for _ in 0..4 {
            let receipt = crate::intake::send(&visitor, &form).await;
            assert!(receipt.status == 201 && receipt.has("同じ宛先へのメールは、1日に3通までです"), "{}", receipt.html);
        }
        crate::intake::set(&mut form, "mail", "hanako@example.jp");
        let again = crate::intake::send(&visitor, &form).await;
        assert!(again.has("先に受け付けています"), "another address is not taken: {}", again.html);
        let mut last = String::new();
        for address in ["ｔａｒｏ＠ｅｘａｍｐｌｅ。ｊｐ", "Taro@example.jp", "taro@example.jp"] {
            last = sent(&visitor, "声", address).await.number;
        }
        site.work().await;
        let arrived = letters.lock().unwrap().clone();
        assert_eq!(arrived.len(), 3);
        assert!(arrived.iter().all(|letter| letter.to_lowercase().contains("to: taro@example.jp")), "{arrived:?}");
        let me = site.sign_in(&[Role::Moderator]).await;
        for (decision, fields) in [("hold", &[("due", "2024-11-20"), ("note", "照会中")][..]), ("publish", &[])] {
            assert_eq!(act(&me, &last, decision, fields).await.status, 303);
        }
        site.work().await;
        assert_eq!(letters.lock().unwrap().len(), 3, "what was decided waits");
        let waiting = site.sign_in(&[Role::Administrator]).await.get("/staff/mail").await;
        assert!(waiting.has("次は 2024年10月29日（火）10時00分"), "{}", waiting.html);
        assert!(waiting.has("その日に3通を送っていました") && waiting.has("次の判断や"), "{}", waiting.html);
        site.app.clock.advance(24 * HOUR - 1);
        site.work().await;
        assert_eq!(letters.lock().unwrap().len(), 3);
        site.app.clock.advance(1);
        site.work().await;
        let told = letters.lock().unwrap().clone();
        assert_eq!(told.len(), 4, "and is told once, as it stands then");
        assert!(decoded(&told[3]).contains("ご意見を公開しました"), "{}", decoded(&told[3]));
        let voice = format!("公開したご意見を見る\nhttp://127.0.0.1:8080/opinions/{last}\n");
        assert!(decoded(&told[3]).replace('\r', "").contains(&voice), "{}", decoded(&told[3]));
        assert_eq!(site.number("select count(*) from outbox where finished_at is null").await, 0);
    }
}

#[tokio::test]
async fn a_letter_that_is_tried_again_is_one_of_the_three_once_and_a_new_program_remembers_them() {
    let (port, letters) = mail_server("").await;
    let url = format!("smtp://127.0.0.1:{port}");
    for site in TestApp::with(&["--smtp-url", &url, "--mail-from", "koe@city.example.jp"]).await {
        site.has_call().await;
        letters.lock().unwrap().clear();
        sent(&site.visitor(), "先の声", "later@example.jp").await;
        for _ in 0..4 {
            site.app.clock.advance(HOUR);
            site.work().await;
        }
        assert_eq!(site.number("select count(*) from letters").await, 1);
        for _ in 0..4 {
            sent(&site.visitor(), "声", "taro@example.jp").await;
        }
        // Nothing of it is kept in the program's memory.
        let anew = App::open((*site.app.config).clone(), site.app.clock.clone()).await.unwrap();
        while worker::work_once(&anew).await {}
        assert_eq!(letters.lock().unwrap().len(), 3);
        assert!(!site.text("select address_key from letters").await.contains("taro"));
        site.app.clock.advance(25 * HOUR);
        let mut tx = site.app.db.begin().await.unwrap();
        jobs::enqueue(&mut tx, &Job::Purge, NOW).await.unwrap();
        tx.commit().await.unwrap();
        site.work().await;
        let old = format!("select count(*) from letters where sent_at <= {}", NOW + 5 * HOUR);
        assert_eq!(site.number(&old).await, 0, "forgotten after a day");
    }
}

#[tokio::test]
async fn letters_that_were_given_up_are_all_tried_again_by_one_press() {
    let (port, letters) = mail_server("nobody").await;
    let url = format!("smtp://127.0.0.1:{port}");
    for site in TestApp::with(&["--smtp-url", &url, "--mail-from", "koe@city.example.jp"]).await {
        site.has_call().await;
        letters.lock().unwrap().clear();
        for address in ["nobody1@example.jp", "nobody2@example.jp"] {
            sent(&site.visitor(), "声", address).await;
        }
        site.work().await;
        let given_up = "select count(*) from outbox where dead_at is not null";
        assert_eq!(site.number(given_up).await, 2);
        let me = site.sign_in(&[Role::Administrator]).await;
        assert!(me.get("/staff/mail").await.has("すべてもう一度送る"));
        assert_eq!(me.post("/staff/mail/retry", &[]).await.status, 303);
        assert_eq!(site.number(given_up).await, 0);
        assert!(me.get("/staff/log").await.has("中止したお知らせのすべて"));
    }
}

#[tokio::test]
async fn a_letter_whose_address_has_been_deleted_is_never_called_sent() {
    for site in TestApp::on_each_engine().await {
        let call = site.has_call().await;
        site.has_opinion(&call, "x").await;
        let opinion = site.text("select id from opinions").await;
        let mut tx = site.app.db.begin().await.unwrap();
        let job = koe::base::jobs::Job::LetterReceived { opinion, lang: "ja".into() };
        koe::base::jobs::enqueue(&mut tx, &job, NOW).await.unwrap();
        tx.commit().await.unwrap();
        site.work().await;
        let page = site.sign_in(&[Role::Administrator]).await.get("/staff/mail").await;
        assert!(page.has("送らずに終了") && page.has("保存期限を過ぎたか"), "{}", page.html);
        assert!(!page.has("送信済み"));
    }
}

#[tokio::test]
async fn without_a_mail_server_no_mail_is_offered() {
    for site in TestApp::on_each_engine().await {
        site.has_call().await;
        assert!(!site.visitor().get("/consultations/plan/write").await.has("name=\"mail\""));
    }
}

/// What all letters say that a server has kept.
pub fn texts(letters: &Mutex<Vec<String>>) -> Vec<String> {
    letters.lock().unwrap().iter().map(|letter| decoded(letter)).collect()
}

/// The text of a letter.
pub fn decoded(letter: &str) -> String {
    part(letter, "text/plain")
}

/// The same letter as a page.
pub fn page_of(letter: &str) -> String {
    part(letter, "text/html")
}

/// A part of a letter: base64 or quoted-printable, as the mail library likes.
fn part(letter: &str, kind: &str) -> String {
    use base64::Engine;
    let boundary = letter.split("boundary=\"").nth(1).unwrap().split('"').next().unwrap();
    let parts: Vec<&str> = letter.split(&format!("--{boundary}")).collect();
    let part = parts[1..].iter().find(|part| part.contains(kind)).unwrap();
    let (head, body) = part.trim_start().split_once("\n\n").unwrap();
    if head.to_lowercase().contains("base64") {
        let joined: String = body.split_whitespace().collect();
        let bytes = base64::engine::general_purpose::STANDARD.decode(joined).unwrap();
        return String::from_utf8(bytes).unwrap().replace("\r\n", "\n");
    }
    if !head.contains("quoted-printable") {
        return body.to_owned();
    }
    let joined = body.replace("=\n", "");
    let mut bytes = Vec::new();
    let mut rest = joined.as_bytes();
    while let Some((first, tail)) = rest.split_first() {
        if *first == b'=' && tail.len() >= 2 {
            bytes.push(u8::from_str_radix(std::str::from_utf8(&tail[..2]).unwrap(), 16).unwrap());
            rest = &tail[2..];
        } else {
            bytes.push(*first);
            rest = tail;
        }
    }
    String::from_utf8(bytes).unwrap()
}

#[tokio::test]
async fn a_stop_does_not_wait_for_a_mail_server_that_says_nothing() {
    let silent = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("smtp://{}", silent.local_addr().unwrap());
    for site in TestApp::with(&["--smtp-url", &url, "--mail-from", "koe@city.example.jp"]).await {
        site.has_call().await;
        sent(&site.visitor(), "届くはずの声", "taro@example.jp").await;
        let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
        let work = worker::work_until(site.app.clone(), stopped.map(|_| ()), Duration::ZERO);
        let (_call, ()) = tokio::join!(
            async {
                let call = silent.accept().await.unwrap();
                stop.send(()).unwrap();
                call
            },
            work
        );
        let waits = "select count(*) from outbox where kind = 'letter_received' and finished_at is null
                     and last_error is null and lease_until > 0";
        assert_eq!(site.number(waits).await, 1, "and it is sent when its lease has run out");
    }
}

#[tokio::test]
async fn a_letter_that_has_failed_stands_before_all_that_are_newer() {
    for site in TestApp::on_each_engine().await {
        let mut tx = site.app.db.begin().await.unwrap();
        for at in 0..202 {
            let letter = Job::LetterReceived { opinion: at.to_string(), lang: "ja".into() };
            jobs::enqueue(&mut tx, &letter, NOW + at).await.unwrap();
            let claim = jobs::claim(&mut tx, NOW + at).await.unwrap().unwrap();
            match at {
                0 => jobs::fail(&mut tx, &claim.id, 1, "451 later", false, NOW).await.unwrap(),
                1 => jobs::fail(&mut tx, &claim.id, 1, "550 nobody", true, NOW).await.unwrap(),
                _ => jobs::finish(&mut tx, &claim.id, Ended::Done, NOW + at).await.unwrap(),
            }
        }
        let list = jobs::list(&mut tx, true).await.unwrap();
        let errors: Vec<_> = list.iter().filter_map(|job| job.last_error.as_deref()).collect();
        assert_eq!((list.len(), errors), (200, vec!["550 nobody", "451 later"]));
        assert!(list[0].last_error.is_some() && list[1].last_error.is_some());
    }
}
