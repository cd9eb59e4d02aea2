//! Documents of a consultation: what staff put there, what is refused, and who may read it for how long.

use axum::body::Body;
use axum::http::Request;
use koe::app::App;
use koe::base::calendar::{DAY_MS, HOUR_MS};
use koe::base::id;
use koe::base::jobs::{self, Job};
use koe::documents::store::{self, PIECE};
use koe::documents::{MAX_BYTES, MOST};
use koe::http::access::Role;

use crate::support::{Answer, TestApp, Visitor};

const PAGE: &str = "/staff/consultations/plan/documents";
const CSV: &str = "地区,人口\r\n生野,3300\r\n";
const BOUNDARY: &str = "----koe";

/// A file chosen on the page, with titles by the names of their controls.
pub async fn add(staff: &Visitor, titles: &[(&str, &str)], name: &str, file: &[u8]) -> Answer {
    let mut body = Vec::new();
    for (title, text) in titles {
        let part = format!("--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{title}\"\r\n\r\n{text}\r\n");
        body.extend(part.into_bytes());
    }
    let head = format!("--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\r\n");
    body.extend(head.into_bytes());
    body.extend_from_slice(file);
    body.extend_from_slice(format!("\r\n--{BOUNDARY}--\r\n").as_bytes());
    let request = Request::post(format!("{PAGE}/file"))
        .header("content-type", format!("multipart/form-data; boundary={BOUNDARY}"))
        .header("sec-fetch-site", "same-origin");
    staff.send(request.body(Body::from(body)).unwrap()).await
}

/// Added, or the page that says why not.
async fn has_file(staff: &Visitor, title: &str, name: &str, file: &[u8]) -> String {
    let added = add(staff, &[("title", title)], name, file).await;
    assert_eq!(added.status, 303, "{}", added.html);
    added.location().rsplit_once("#document-").unwrap().1.to_owned()
}

/// The links of the list of documents, in its order: address, text.
fn listed(page: &Answer) -> Vec<(String, String)> {
    let Some((_, list)) = page.html.split_once("<h2 id=\"documents\">") else { return Vec::new() };
    let links = list.split("</ul>").next().unwrap().split("<a href=\"").skip(1);
    links
        .map(|link| {
            let (address, rest) = link.split_once("\">").unwrap();
            (address.to_owned(), rest.split("</a>").next().unwrap().to_owned())
        })
        .collect()
}

async fn with(visitor: &Visitor, path: &str, lines: &[(&str, &str)]) -> Answer {
    let request = lines.iter().fold(Request::get(path), |request, (name, value)| request.header(*name, *value));
    visitor.send(request.body(Body::empty()).unwrap()).await
}

#[tokio::test]
async fn a_file_is_listed_and_fetched_by_everybody_as_it_was_put_there() {
    for site in TestApp::on_each_engine().await {
        site.has_call().await;
        let staff = site.sign_in(&[Role::Staff]).await;
        let visitor = site.visitor();
        assert!(!visitor.get("/consultations/plan").await.has("id=\"documents\""), "nothing is there, nor said");
        let large = "a,b\n".repeat(2 * PIECE / 4 + 7);
        has_file(&staff, "地区の人口", "人口 2024.csv", large.as_bytes()).await;

        let page = visitor.get("/consultations/plan").await;
        let [(address, title)] = &listed(&page)[..] else { panic!("{}", page.html) };
        assert_eq!(title, "地区の人口");
        assert!(address.ends_with("/%E4%BA%BA%E5%8F%A3%202024.csv"), "{address}");
        assert!(page.has("CSV・524 KB・2024年10月28日（月）掲載"), "{}", page.html);
        let file = visitor.get(address).await;
        assert_eq!((file.status, file.html.len()), (200, large.len()));
        assert!(file.html == large, "byte for byte");
        let line = |name: &str| file.headers[name].to_str().unwrap().to_owned();
        assert_eq!(line("content-type"), "text/csv");
        assert_eq!(line("content-length"), large.len().to_string());
        assert_eq!(line("x-content-type-options"), "nosniff");
        assert_eq!(line("content-security-policy"), "default-src 'none'; frame-ancestors 'none'; sandbox");
        assert_eq!(line("cache-control"), "public, max-age=0, s-maxage=10, stale-while-revalidate=20");
        let named = "attachment; filename=\"document.csv\"; filename*=UTF-8''%E4%BA%BA%E5%8F%A3%202024%2Ecsv";
        assert_eq!(line("content-disposition"), named);
        let sha256 = site.text("select sha256 from documents").await;
        assert_eq!(line("etag"), format!("\"{sha256}\""));

        let known = with(&visitor, address, &[("if-none-match", &line("etag"))]).await;
        assert_eq!((known.status, known.html.as_str(), &known.headers["etag"]), (304, "", &file.headers["etag"]));
        let packed = with(&visitor, address, &[("accept-encoding", "gzip")]).await;
        assert!(
            packed.html == large && !packed.headers.contains_key("content-encoding"),
            "its tag is that of its bytes"
        );
        let own = with(&visitor, address, &[("cookie", "koe=x")]).await;
        assert_eq!((own.status, own.headers["cache-control"].to_str().unwrap()), (200, "private, no-cache"));
        let head = visitor.send(Request::head(address).body(Body::empty()).unwrap()).await;
        assert_eq!((head.status, head.html.as_str()), (200, ""));
        assert_eq!(head.headers["content-length"].to_str().unwrap(), large.len().to_string());
        let (folder, _) = address.rsplit_once('/').unwrap();
        assert_eq!(visitor.get(&format!("{folder}/other.csv")).await.status, 404, "it has one name");
        assert_eq!(visitor.get("/documents/none/a.csv").await.status, 404);
    }
}

#[tokio::test]
async fn a_drafts_documents_are_seen_by_those_who_make_it_alone() {
    for site in TestApp::on_each_engine().await {
        site.has_call_like(|call| call.listed = false).await;
        let staff = site.sign_in(&[Role::Staff]).await;
        has_file(&staff, "案", "案.csv", CSV.as_bytes()).await;
        let preview = staff.get("/staff/consultations/plan/preview").await;
        let (address, _) = listed(&preview).remove(0);
        let file = staff.get(&address).await;
        assert_eq!((file.status, file.html.as_str()), (200, CSV));
        assert_eq!(file.headers["cache-control"], "no-store");
        assert_eq!(site.visitor().get(&address).await.status, 401);
        assert_eq!(site.sign_in(&[Role::Moderator]).await.get(&address).await.status, 403);
        let public = address.replace("/staff/consultations/plan", "");
        for who in [&site.visitor(), &staff] {
            assert_eq!(who.get(&public).await.status, 404, "{public}");
        }
    }
}

#[tokio::test]
async fn what_is_removed_is_gone_at_once_and_on_other_nodes_too() {
    for site in TestApp::on_each_engine().await {
        site.has_call().await;
        let staff = site.sign_in(&[Role::Staff]).await;
        let id = has_file(&staff, "案", "案.csv", CSV.as_bytes()).await;
        let another = App::open((*site.app.config).clone(), site.app.clock.clone()).await.unwrap();
        let (here, there) = (site.visitor(), Visitor::of(&another));
        let (address, _) = listed(&here.get("/consultations/plan").await).remove(0);
        assert_eq!(there.get(&address).await.html, CSV, "every node has the file");
        let removed = staff.post(PAGE, &[("id", &id), ("act", "remove")]).await;
        assert_eq!((removed.status, removed.location()), (303, format!("{PAGE}?done=saved").as_str()));
        for node in [&here, &there] {
            assert_eq!(node.get(&address).await.status, 404);
        }
        assert!(listed(&here.get("/consultations/plan").await).is_empty());
        assert_eq!(site.number("select count(*) from document_pieces").await, 0, "nothing of it is kept");
        let late = staff.post(PAGE, &[("id", &id), ("act", "save"), ("title", "新しい案")]).await;
        assert!(late.status == 409 && late.has("ほかの人が先に保存しました"), "{}", late.html);
        let log = site.sign_in(&[Role::Auditor]).await.get("/staff/log").await;
        for words in ["資料を加えた", "資料を消した", "題名：案", "ファイル：案.csv"] {
            assert!(log.has(words), "{words}: {}", log.html);
        }
    }
}

#[tokio::test]
async fn a_file_that_never_came_whole_is_seen_by_nobody_and_cleared_the_day_after() {
    for site in TestApp::on_each_engine().await {
        site.has_call().await;
        let staff = site.sign_in(&[Role::Staff]).await;
        has_file(&staff, "案", "案.csv", CSV.as_bytes()).await;
        let now = site.app.clock.machine_now();
        let half = [id::new(now - DAY_MS - 1), id::new(now - DAY_MS + HOUR_MS)];
        for id in &half {
            store::put_bytes(&site.app.db, id, &vec![b'a'; 9 * PIECE]).await.unwrap();
            assert_eq!(site.visitor().get(&format!("/documents/{id}/a.csv")).await.status, 404);
        }
        assert_eq!(listed(&site.visitor().get("/consultations/plan").await).len(), 1);
        assert_eq!(staff.get(PAGE).await.html.matches("name=\"seen\"").count(), 1);
        let pieces = "select count(*) from document_pieces";
        assert_eq!(site.number(pieces).await, 1 + 9 + 9);
        let mut tx = site.app.db.begin().await.unwrap();
        jobs::enqueue(&mut tx, &Job::Purge, now).await.unwrap();
        tx.commit().await.unwrap();
        site.work().await;
        assert_eq!(site.number(pieces).await, 1 + 9, "what may still be on its way stays");
        assert_eq!(site.number(&format!("{pieces} where document_id = '{}'", half[0])).await, 0);
    }
}

#[tokio::test]
async fn of_two_who_add_the_same_file_at_once_one_is_told_and_nothing_of_his_is_left() {
    for site in TestApp::on_each_engine().await {
        site.has_call().await;
        let (one, two) = (site.sign_in(&[Role::Staff]).await, site.sign_in(&[Role::Staff]).await);
        let file = vec![b'a'; 5 * PIECE];
        let titles = [("title", "案")];
        let (first, second) = tokio::join!(add(&one, &titles, "a.csv", &file), add(&two, &titles, "b.csv", &file));
        let refused = if first.status == 303 { second } else { first };
        assert!(refused.status == 422 && refused.has("同じ資料が「案」として"), "{}", refused.html);
        assert_eq!(site.number("select count(*) from documents").await, 1);
        assert_eq!(site.number("select count(*) from document_pieces").await, 5);
    }
}

#[tokio::test]
async fn what_is_wrong_with_a_file_is_said_and_no_title_is_lost() {
    for site in TestApp::on_each_engine().await {
        site.has_call().await;
        let staff = site.sign_in(&[Role::Staff]).await;
        let large = vec![b'a'; MAX_BYTES.unsigned_abs() as usize + 1];
        let cases: [(&str, &[u8], u16, &str); 7] = [
            ("", b"", 422, "ファイルを選んでください"),
            ("空.pdf", b"", 422, "中身のないファイル"),
            ("大きい.csv", &large, 413, "ファイルが20 MBより大きい"),
            ("a.pdf", b"MZ\x90\x00", 422, "受け取れる種類のファイルではありません"),
            ("a.pdf", b"%PDF-1.4 cut", 422, "壊れているか、途中で切れて"),
            ("a.doc", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 422, "古い形式のWordやExcel"),
            ("a.docx", b"PK\x03\x04broken", 422, "壊れているか、途中で切れて"),
        ];
        let titles = [("title", "計画の案"), ("title_en", "Draft"), ("title_ja-simple", "計画《けいかく》")];
        for (name, file, status, words) in cases {
            let refused = add(&staff, &titles, name, file).await;
            assert_eq!(refused.status, status, "{name}: {words}");
            assert!(refused.has("id=\"file-error\"") && refused.has(words), "{words}: {}", refused.html);
            for (control, text) in titles {
                assert_eq!(refused.value(control), text, "{name}");
            }
        }
        let wrong = add(&staff, &[("title", " "), ("title_en", "a\nb")], "a.csv", CSV.as_bytes()).await;
        assert_eq!(wrong.status, 422);
        assert!(wrong.has("id=\"title-error\"") && wrong.has("id=\"title_en-error\""), "{}", wrong.html);
        assert!(wrong.has("ファイルをもう一度選んでください"), "{}", wrong.html);
        assert_eq!(add(&staff, &[("title", "案"), ("state", "x")], "a.csv", CSV.as_bytes()).await.status, 400);
        assert_eq!(staff.post(&format!("{PAGE}/file"), &[("title", "案")]).await.status, 415);
        assert_eq!(site.number("select count(*) from documents").await, 0);

        has_file(&staff, "人口", "C:\\資料\\人口.csv", CSV.as_bytes()).await;
        assert_eq!(site.text("select file_name from documents").await, "人口.csv", "a path is no part of a name");
        let again = add(&staff, &[("title", "人口の表")], "other.csv", CSV.as_bytes()).await;
        assert!(again.status == 422 && again.has("同じ資料が「人口」として"), "{}", again.html);
        for at in 1..MOST {
            has_file(&staff, "表", "a.csv", format!("{at}\n").as_bytes()).await;
        }
        let beyond = add(&staff, &[("title", "表")], "a.csv", b"beyond\n").await;
        assert!(beyond.status == 422 && beyond.has("資料は50件まで"), "{}", beyond.html);
    }
}

#[tokio::test]
async fn a_link_leads_elsewhere_and_says_so() {
    for site in TestApp::on_each_engine().await {
        site.has_call().await;
        let staff = site.sign_in(&[Role::Staff]).await;
        let path = format!("{PAGE}/link");
        for address in ["http://www.example.jp/", "javascript:alert(1)", "計画"] {
            let refused = staff.post(&path, &[("title", "前の計画"), ("address", address)]).await;
            assert!(refused.status == 422 && refused.has("https:// で始まる形で"), "{}", refused.html);
            assert!(refused.has("value=\"前の計画\"") && refused.value("address") == address, "{}", refused.html);
        }
        let link = [("title", "前の計画"), ("title_en", "The plan before"), ("address", "https://www.example.jp/plan")];
        assert_eq!(staff.post(&path, &link).await.status, 303);
        let again = staff.post(&path, &link).await;
        assert!(again.status == 422 && again.has("id=\"address-link-error\""), "{}", again.html);
        let page = site.visitor().get("/consultations/plan").await;
        assert_eq!(listed(&page), [("https://www.example.jp/plan".into(), "前の計画".into())]);
        assert!(page.has("別のウェブサイト（www.example.jp）へ移ります"), "{}", page.html);
        let english = site.visitor().get("/en/consultations/plan").await;
        assert_eq!(listed(&english)[0].1, "The plan before");
        assert!(english.has("Leads to another website (www.example.jp)"), "{}", english.html);
        let simple = site.visitor().get("/ja-simple/consultations/plan").await;
        assert!(listed(&simple)[0].1.contains("前の計画"), "{}", simple.html);
        let log = site.sign_in(&[Role::Auditor]).await.get("/staff/log").await;
        assert!(log.has("ページのアドレス：https://www.example.jp/plan"), "{}", log.html);
    }
}

#[tokio::test]
async fn documents_are_named_in_each_language_and_stand_in_the_order_that_buttons_make() {
    for site in TestApp::on_each_engine().await {
        site.has_call().await;
        let staff = site.sign_in(&[Role::Staff]).await;
        let mut ids = Vec::new();
        for name in ["一", "二", "三"] {
            ids.push(has_file(&staff, name, "a.csv", name.as_bytes()).await);
        }
        let moved = staff.post(PAGE, &[("id", &ids[2]), ("act", "up")]).await;
        assert_eq!(moved.location(), format!("{PAGE}?done=saved#document-{}", ids[2]));
        staff.post(PAGE, &[("id", &ids[0]), ("act", "up")]).await;
        staff.post(PAGE, &[("id", &ids[1]), ("act", "down")]).await;
        let page = staff.get(PAGE).await;
        let names = |page: &Answer| listed(page).into_iter().map(|(_, title)| title).collect::<Vec<_>>();
        assert_eq!(names(&site.visitor().get("/consultations/plan").await), ["一", "三", "二"], "the ends stay");

        let seen = page.html.split("name=\"seen\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
        let rename = |title, english, seen| {
            [("id", ids[0].as_str()), ("act", "save"), ("seen", seen), ("title", title), ("title_en", english)]
        };
        assert_eq!(staff.post(PAGE, &rename("資料1", "Paper 1", &seen)).await.status, 303);
        let english = site.visitor().get("/en/consultations/plan").await;
        assert_eq!(names(&english), ["Paper 1", "<span lang=\"ja\">三</span>", "<span lang=\"ja\">二</span>"]);
        let late = staff.post(PAGE, &rename("資料一", "", &seen)).await;
        assert_eq!(late.status, 409);
        assert!(
            late.has("value=\"資料一\"") && late.has("日本語：資料1") && late.has("English：Paper 1"),
            "{}",
            late.html
        );
        let wrong = staff.post(PAGE, &rename("", "Paper 1", &late.value("seen"))).await;
        assert!(wrong.status == 422 && wrong.has(&format!("id=\"title-{}-error\"", ids[0])), "{}", wrong.html);
        assert_eq!(staff.post(PAGE, &[("id", &ids[0]), ("act", "vanish")]).await.status, 400);
        let log = site.sign_in(&[Role::Auditor]).await.get("/staff/log").await;
        for words in ["資料を直した", "順番を一つ上へ", "題名（日本語）：「一」から「資料1」へ"]
        {
            assert!(log.has(words), "{words}: {}", log.html);
        }
    }
}
