//! Letters as programs and people read them, and how they are ended.

use axum::body::Body;
use axum::http::Request;
use koe::http::access::Role;
use koe::opinions::State;

use crate::letters::{decoded, mail_server, page_of};
use crate::moderation::act;
use crate::receipts::{decide, sent};
use crate::support::{Answer, TestApp, Visitor};

const PRESS: &str = "List-Unsubscribe=One-Click";

async fn with_post() -> (Vec<TestApp>, std::sync::Arc<std::sync::Mutex<Vec<String>>>) {
    let (port, letters) = mail_server("").await;
    let url = format!("smtp://127.0.0.1:{port}");
    (TestApp::with(&["--smtp-url", &url, "--mail-from", "koe@city.example.jp"]).await, letters)
}

/// The path of the link that ends letters.
fn link(letter: &str) -> String {
    let text = decoded(letter);
    let rest = text.split("http://127.0.0.1:8080").find(|rest| rest.contains("/unsubscribe/")).unwrap();
    rest.split_whitespace().next().unwrap().to_owned()
}

/// As a mail program presses: no page of ours, no cookie.
async fn press(visitor: &Visitor, path: &str, kind: &str, body: &str) -> Answer {
    let request = Request::post(path).header("content-type", kind);
    visitor.send(request.body(Body::from(body.to_owned())).unwrap()).await
}

const PLAIN: &str = "application/x-www-form-urlencoded";

#[tokio::test]
async fn a_letter_is_a_text_and_the_same_as_a_page_that_fetches_nothing() {
    let (sites, letters) = with_post().await;
    for site in sites {
        site.has_site().await;
        site.has_call().await;
        letters.lock().unwrap().clear();
        let receipt = sent(&site.visitor(), "夕方のバスの秘密", "taro@example.jp").await;
        let me = site.sign_in(&[Role::Moderator]).await;
        let message = "<b>場所</b>を書いてください。\n二行目";
        assert_eq!(act(&me, &receipt.number, "return", &[("message", message)]).await.status, 303);
        site.work().await;
        let all = letters.lock().unwrap().clone();
        let letter = all.iter().find(|letter| decoded(letter).contains(message)).unwrap();
        let (text, page) = (decoded(letter), page_of(letter));
        assert!(page.contains("<p>&#60;b&#62;場所&#60;/b&#62;を書いてください。</p><p>二行目</p>"), "{page}");
        for words in ["計画へのご意見募集", "直していただきたいところ", "朝来市", "079-000-0000", &receipt.number]
        {
            assert!(text.contains(words) && page.contains(words), "{words}: {text}\n{page}");
        }
        assert!(page.contains("<html lang=\"ja\">") && !page.contains("src=") && !page.contains("url("), "{page}");
        let links: Vec<&str> = page.split("href=\"").skip(1).map(|rest| rest.split('"').next().unwrap()).collect();
        let stop = link(letter);
        let origin = "http://127.0.0.1:8080";
        assert_eq!(links, [format!("{origin}/status"), format!("{origin}{stop}")]);
        for part in [&text, &page] {
            assert!(!part.contains("秘密") && !part.contains(&receipt.code[..8]), "{part}");
        }
        let head = letter.split("\n\n").next().unwrap().replace("\n ", " ").replace("\n\t", " ");
        let has = |line: &str| head.lines().any(|it| it.split_whitespace().collect::<Vec<_>>().join(" ") == line);
        assert!(has(&format!("List-Unsubscribe: <{origin}{stop}>")), "{head}");
        assert!(has("List-Unsubscribe-Post: List-Unsubscribe=One-Click"), "{head}");
        assert!(head.contains("multipart/alternative"), "{head}");
    }
}

#[tokio::test]
async fn a_letter_speaks_the_language_of_the_page_on_which_the_address_was_left() {
    let (sites, letters) = with_post().await;
    for site in sites {
        site.has_call().await;
        letters.lock().unwrap().clear();
        let visitor = site.visitor();
        let receipt = sent(&visitor, "夕方のバス", "").await;
        let left = [("number", &*receipt.number), ("code", &receipt.code), ("mail", "taro@example.jp")];
        assert_eq!(visitor.post("/en/status/mail", &left).await.status, 200);
        let me = site.sign_in(&[Role::Moderator]).await;
        assert_eq!(act(&me, &receipt.number, "publish", &[]).await.status, 303);
        site.work().await;
        let letter = letters.lock().unwrap()[0].clone();
        assert!(page_of(&letter).contains("<html lang=\"en\">") && decoded(&letter).contains("has been published"));
        assert!(link(&letter).starts_with("/en/unsubscribe/"));
        assert!(visitor.get(&link(&letter)).await.has("End letters by e-mail?"));
    }
}

#[tokio::test]
async fn one_press_ends_all_letters_to_an_address_and_twice_is_once() {
    let boundary = "multipart/form-data; boundary=x";
    let multipart = "--x\r\nContent-Disposition: form-data; name=\"List-Unsubscribe\"\r\n\r\nOne-Click\r\n--x--\r\n";
    for (kind, body) in [(PLAIN, PRESS), (boundary, multipart)] {
        let (sites, letters) = with_post().await;
        for site in sites {
            site.has_call().await;
            letters.lock().unwrap().clear();
            let visitor = site.visitor();
            let first = sent(&visitor, "一つ目", "Taro@example.jp").await;
            for mail in ["taro@example.jp", "hanako@example.jp"] {
                sent(&visitor, "ほかの声", mail).await;
            }
            let me = site.sign_in(&[Role::Moderator, Role::Auditor]).await;
            act(&me, &first.number, "publish", &[]).await;
            site.work().await;
            let all = letters.lock().unwrap().clone();
            let stop = link(all.iter().find(|letter| letter.contains("To: taro@example.jp")).unwrap());
            let asked = visitor.get(&stop).await;
            assert!(asked.status == 200 && asked.has("お知らせをやめますか"), "{}", asked.html);
            assert_eq!(
                (asked.value("List-Unsubscribe"), &asked.headers["cache-control"]),
                ("One-Click".into(), &"no-store".parse().unwrap())
            );
            assert_eq!(site.number("select count(*) from contacts").await, 3, "to look is to end nothing");
            for _ in 0..2 {
                let ended = press(&visitor, &stop, kind, body).await;
                assert!(ended.status == 200 && ended.has("お知らせをやめました"), "{}", ended.html);
            }
            let again = visitor.get(&stop).await;
            assert!(
                again.has("お知らせをやめました") && !again.has("One-Click"),
                "nobody is asked twice: {}",
                again.html
            );
            assert_eq!(site.number("select count(*) from contacts").await, 1, "another's stays");
            assert_eq!(site.number("select count(*) from audit where act = 'unsubscribed'").await, 1);
            let log = me.get("/staff/log").await;
            assert!(log.has("メールのリンクによるお知らせの終了") && log.has("連絡先 2件"), "{}", log.html);
            assert!(!log.has("@"), "{}", log.html);
            letters.lock().unwrap().clear();
            decide(&site, &first.number, State::Withheld, "").await;
            site.work().await;
            assert!(letters.lock().unwrap().is_empty());
        }
    }
}

#[tokio::test]
async fn nothing_but_the_press_itself_ends_letters() {
    let (sites, letters) = with_post().await;
    for site in sites {
        site.has_call().await;
        letters.lock().unwrap().clear();
        let visitor = site.visitor();
        sent(&visitor, "夕方のバス", "taro@example.jp").await;
        site.work().await;
        let stop = link(&letters.lock().unwrap()[0]);
        let doubled = format!("{PRESS}&{PRESS}");
        let more = format!("{PRESS}&x=1");
        let cut = "--x\r\nContent-Disposition: form-data; name=\"List-Unsubscribe\"\r\n\r\nOne-Cl";
        for (kind, body, status) in [
            (PLAIN, "", 400),
            (PLAIN, "List-Unsubscribe=one-click", 400),
            (PLAIN, "list-unsubscribe=One-Click", 400),
            (PLAIN, &doubled, 400),
            (PLAIN, &more, 400),
            ("multipart/form-data; boundary=x", cut, 400),
            ("multipart/form-data", PRESS, 400),
            ("application/json", "{\"List-Unsubscribe\":\"One-Click\"}", 415),
        ] {
            assert_eq!(press(&visitor, &stop, kind, body).await.status, status, "{kind}: {body}");
        }
        assert_eq!(site.number("select count(*) from contacts").await, 1);
    }
}

#[tokio::test]
async fn links_that_we_never_wrote_get_one_calm_page() {
    let (sites, letters) = with_post().await;
    for site in sites {
        site.has_call().await;
        letters.lock().unwrap().clear();
        let visitor = site.visitor();
        let form = visitor.get("/consultations/plan/write").await.value("token");
        sent(&visitor, "夕方のバス", "taro@example.jp").await;
        site.work().await;
        let stop = link(&letters.lock().unwrap()[0]);
        let token = stop.rsplit('/').next().unwrap().to_owned();
        let key = site.text("select address_key from contacts").await;
        let flipped = token.replacen(&token[20..21], if &token[20..21] == "A" { "B" } else { "A" }, 1);
        let all = ["x", &token[..token.len() - 3], &token[1..], &format!("{token}.x"), &flipped, &form, &key];
        let mut pages = Vec::new();
        for bad in all {
            let path = format!("/unsubscribe/{bad}");
            let answers = [visitor.get(&path).await, press(&visitor, &path, PLAIN, PRESS).await];
            for answer in answers {
                assert_eq!(answer.status, 404, "{bad}");
                assert!(answer.has("お知らせをやめられません") && answer.has("href=\"/status\""), "{}", answer.html);
                pages.push(answer.html.split("<main").nth(1).unwrap().split("</main>").next().unwrap().to_owned());
            }
        }
        assert!(pages.iter().all(|page| *page == pages[0]));
        assert_eq!(site.number("select count(*) from contacts").await, 1);
    }
}
