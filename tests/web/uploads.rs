//! Files on their way in: what is taken, what is refused at the door, and what the page says then.

use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::http::Request;
use futures_util::{StreamExt, stream};
use koe::app::App;
use koe::base::clock::Clock;
use koe::consultations::{Field, Visibility};
use koe::http::access::Role;
use koe::imports::{MAX_BYTES, jobs};

use crate::imports::{SHEET, take_in, tried};
use crate::support::{Answer, NOW, TestApp, Visitor};

const BOUNDARY: &str = "----koe";

/// Chooses a file on the page.
pub async fn upload(staff: &Visitor, name: &str, file: &[u8]) -> Answer {
    sent(staff, Body::from(form(name, file))).await
}

/// The same on a page that asks for a file alone.
pub async fn upload_to(staff: &Visitor, address: &str, name: &str, file: &[u8]) -> Answer {
    sent_to(staff, address, Body::from(form_of(Vec::new(), name, file))).await
}

fn part(head: &str) -> Vec<u8> {
    format!("--{BOUNDARY}\r\nContent-Disposition: form-data; {head}\r\n\r\n").into_bytes()
}

/// The form as a browser sends it.
fn form(name: &str, file: &[u8]) -> Vec<u8> {
    form_of([part("name=\"call\""), b"plan\r\n".to_vec()].concat(), name, file)
}

fn form_of(mut body: Vec<u8>, name: &str, file: &[u8]) -> Vec<u8> {
    body.extend(part(&format!("name=\"file\"; filename=\"{name}\"\r\nContent-Type: text/csv")));
    body.extend_from_slice(file);
    body.extend_from_slice(format!("\r\n--{BOUNDARY}--\r\n").as_bytes());
    body
}

async fn sent(staff: &Visitor, form: Body) -> Answer {
    sent_to(staff, "/staff/imports", form).await
}

async fn sent_to(staff: &Visitor, address: &str, form: Body) -> Answer {
    let request = Request::post(address)
        .header("content-type", format!("multipart/form-data; boundary={BOUNDARY}"))
        .header("sec-fetch-site", "same-origin");
    staff.send(request.body(form).unwrap()).await
}

#[tokio::test]
async fn a_file_came_and_went_in_by_one_clock() {
    for mut site in TestApp::on_each_engine().await {
        // As in the demonstration: its year is not the machine's.
        site.app = App::open((*site.app.config).clone(), Clock::starting_at(NOW)).await.unwrap();
        site.has_call().await;
        let staff = site.sign_in(&[Role::Staff]).await;
        let (path, _) = tried(&site, &staff, "意見.csv", SHEET.as_bytes()).await;
        let list = staff.get("/staff/imports?call=plan").await;
        assert!(list.has("10月28日"), "{}", list.html);
        take_in(&site, &staff, &path, "2").await;
        let sql = "select count(*) from imports where created_at between 1730077200000 and applied_at
                   and applied_at < 1730163600000";
        assert_eq!(site.number(sql).await, 1);
    }
}

#[tokio::test]
async fn what_is_no_table_is_refused_in_words_with_a_cure() {
    let site = TestApp::on_each_engine().await.remove(0);
    site.has_call().await;
    let staff = site.sign_in(&[Role::Staff]).await;
    let long = format!("意見\n\"開いたまま{}", "あ".repeat(10));
    let mixed = [b"\xEF\xBB\xBF".as_slice(), "意見\n".as_bytes(), b"\x83\x6F\x83\x58\n"].concat();
    let cases: [(&str, &[u8], &str); 13] = [
        ("空.csv", b"", "何も書いてありません"),
        ("見出し.csv", "番号,意見\n".as_bytes(), "見出しの行だけで"),
        ("見出しと空行.csv", "番号,意見\n,\n\n".as_bytes(), "見出しの行だけで"),
        ("空行.csv", b"\n\n", "何も書いてありません"),
        ("a.xlsx", b"%PDF-1.4", "PDFのファイルです"),
        ("a.csv", b"{\"id\": 1, \"text\": \"a\"}\n{\"id\": 2}\n", "JSONのファイルは取り込めません"),
        ("a.json", b"\xEF\xBB\xBF[\n  {\"id\": 1}\n]", "JSONのファイルは取り込めません"),
        ("a.csv", b"<!DOCTYPE html><table></table>", "ウェブページのファイルです"),
        ("a.xls", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "古い形式のExcelファイルです"),
        ("a.csv", b"a,b\x00c\n1,2\n", "表として読めないファイルです"),
        ("a.xlsx", b"PK\x03\x04broken", "ファイルが壊れています"),
        ("a.csv", long.as_bytes(), "2行目から始まる"),
        ("a.csv", &mixed, "11バイト目がUTF-8の文字ではありません"),
    ];
    for (name, file, words) in cases {
        let answer = upload(&staff, name, file).await;
        assert_eq!(answer.status, 422, "{name}: {words}");
        assert!(answer.has(words), "{words}: {}", answer.html);
    }
    assert_eq!(site.number("select count(*) from imports").await, 0);
    let left = std::fs::read_dir(jobs::folder(&site.app)).unwrap().count();
    assert_eq!(left, 0, "no file is left behind");
}

#[tokio::test]
async fn what_a_file_is_written_in_can_be_said_with_it_and_stays_chosen_where_it_is_refused() {
    let site = TestApp::on_each_engine().await.remove(0);
    site.has_call().await;
    let staff = site.sign_in(&[Role::Staff]).await;
    let written_in = |encoding: &str| {
        let rest = form("a.csv", "意見\n声\n".as_bytes());
        let field = format!("--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"encoding\"\r\n\r\n{encoding}\r\n");
        Body::from([field.into_bytes(), rest].concat())
    };
    let refused = sent(&staff, written_in("euc-jp")).await;
    assert!(refused.status == 422 && refused.has("EUC-JPの文字ではありません"), "{}", refused.html);
    assert!(refused.has("<option value=\"euc-jp\" selected>"), "{}", refused.html);
    let read = sent(&staff, written_in("utf-8")).await;
    assert_eq!(read.status, 303, "{}", read.html);
    let page = staff.get(read.location()).await;
    assert!(page.has("UTF-8の文字"), "{}", page.html);
}

#[tokio::test]
async fn a_file_that_is_too_large_is_refused_and_nothing_of_it_is_kept() {
    let site = TestApp::on_each_engine().await.remove(0);
    site.has_call().await;
    let staff = site.sign_in(&[Role::Staff]).await;
    let form = form("a.csv", b"a");
    let (begin, end) = form.split_at(form.len() - "\r\n----\r\n".len() - BOUNDARY.len());
    let piece = Bytes::from(vec![b'a'; 1 << 20]);
    let file = std::iter::repeat_n(piece, (MAX_BYTES >> 20) as usize);
    let pieces: Vec<Bytes> = [begin.to_vec().into()].into_iter().chain(file).chain([end.to_vec().into()]).collect();
    let refused = sent(&staff, Body::from_stream(stream::iter(pieces.into_iter().map(Ok::<_, std::io::Error>)))).await;
    assert!(refused.status == 413 && refused.has("150 MBより大きい"), "{}", refused.html);
    assert_eq!(site.number("select count(*) from imports").await, 0);
    assert_eq!(std::fs::read_dir(jobs::folder(&site.app)).unwrap().count(), 0);
}

#[tokio::test]
async fn a_file_that_drips_is_given_up_with_words_that_help() {
    for site in TestApp::on_each_engine().await {
        site.has_call().await;
        let staff = site.sign_in(&[Role::Staff]).await;
        let form = form("slow.csv", "意見\n声\n".as_bytes());
        let (begin, end) = form.split_at(form.len() - 10);
        let (begin, end) = (begin.to_vec(), end.to_vec());
        // Two minutes pass between the beginning and the end.
        let later = async {
            tokio::time::pause();
            tokio::time::advance(Duration::from_secs(120)).await;
            tokio::time::resume();
            std::future::pending::<Vec<u8>>().await
        };
        let pieces = stream::iter([begin]).chain(stream::once(later)).chain(stream::iter([end]));
        let answer = sent(&staff, Body::from_stream(pieces.map(Ok::<_, std::io::Error>))).await;
        assert_eq!(answer.status, 422);
        assert!(answer.has("id=\"file-error\"") && answer.has("1秒に32 KBより遅い"), "{}", answer.html);
        assert!(answer.has("ファイルを分けるか、システムの管理者に"), "{}", answer.html);
        assert_eq!(site.number("select count(*) from imports").await, 0);
        assert_eq!(std::fs::read_dir(jobs::folder(&site.app)).unwrap().count(), 0, "nothing half is left over");
    }
}

#[tokio::test]
async fn a_resident_a_moderator_and_a_stranger_import_nothing() {
    let site = TestApp::on_each_engine().await.remove(0);
    site.has_call().await;
    let moderator = site.sign_in(&[Role::Moderator]).await;
    let stranger = upload(&site.visitor(), "a.csv", SHEET.as_bytes()).await;
    assert!(stranger.status == 401 && stranger.has("ファイルは届いていません"), "{}", stranger.html);
    assert_eq!(upload(&moderator, "a.csv", SHEET.as_bytes()).await.status, 403);
    let staff = site.sign_in(&[Role::Staff]).await;
    assert_eq!(staff.post("/staff/imports", &[("call", "plan")]).await.status, 415);
    assert_eq!(staff.get("/staff/imports/nothing").await.status, 404);
}

#[tokio::test]
async fn who_brings_a_file_in_knows_beforehand_what_of_it_will_only_be_counted_or_was_lost_on_its_way() {
    let site = TestApp::on_each_engine().await.remove(0);
    site.has_call_like(|call| {
        let relation = call.fields.iter_mut().find(|rule| rule.field == Field::Relation).unwrap();
        relation.visibility = Visibility::Aggregate;
    })
    .await;
    let staff = site.sign_in(&[Role::Staff]).await;
    let file = "意見,市との関わり,地区\n〓の橋が暗い,,\n道の穴,,\n";
    let (_, page) = tried(&site, &staff, "a.csv", file.as_bytes()).await;
    assert!(page.has("市との関わりは、この意見募集では「集計だけに使う」項目です"), "{}", page.html);
    assert!(page.has("「〓」や「�」を含むご意見が"), "{}", page.html);
    let (_, plain) = tried(&site, &staff, "b.csv", "意見,地区\n道の穴,\n".as_bytes()).await;
    assert!(!plain.has("集計だけに使う") && !plain.has("〓"), "{}", plain.html);
}

#[tokio::test]
async fn a_page_says_where_a_file_would_read_well_in_another_encoding_than_the_chosen_one() {
    let site = TestApp::on_each_engine().await.remove(0);
    site.has_call().await;
    let staff = site.sign_in(&[Role::Staff]).await;
    let (path, page) = tried(&site, &staff, "a.csv", "text\nダイ\nドア\n".as_bytes()).await;
    assert!(!page.has("化けているときは"), "it is read as what it is: {}", page.html);
    assert_eq!(staff.post(&format!("{path}/look"), &[("encoding", "cp932")]).await.status, 303);
    let page = staff.get(&path).await;
    assert!(page.has("全体をUTF-8の文字として読めます") && page.has("「UTF-8」を選んで"), "{}", page.html);
    assert_eq!(staff.post(&format!("{path}/look"), &[("encoding", "utf-8")]).await.status, 303);
    assert!(!staff.get(&path).await.has("化けているときは"));
}
