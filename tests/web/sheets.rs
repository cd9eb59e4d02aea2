//! Sheets as offices keep them: titles above the heading, several themes in a cell, days of long ago.

use std::io::Write;

use jiff::civil::date;
use koe::http::access::Role;
use rust_xlsxwriter::Workbook;

use crate::imports::{plan, post, set, take_in, tried};
use crate::support::{TestApp, Visitor};
use crate::uploads::upload;
use crate::workshops::meeting;

/// Tries a file with these answers; answers its address.
async fn settled(site: &TestApp, staff: &Visitor, file: &str, answers: &[(&str, &str)]) -> String {
    let path = upload(staff, "a.csv", file.as_bytes()).await.location().to_owned();
    let mut form = plan(&staff.get(&path).await);
    answers.iter().for_each(|(name, value)| set(&mut form, name, value));
    let trial = post(staff, &format!("{path}/trial"), &form).await;
    assert_eq!(trial.status, 303, "{}", trial.html);
    site.work().await;
    path
}

#[tokio::test]
async fn a_title_above_the_heading_is_told_once_with_its_cure() {
    for site in TestApp::on_each_engine().await {
        site.has_call().await;
        let staff = site.sign_in(&[Role::Staff]).await;
        let file = "令和6年度　意見一覧,,\n番号,テーマ,意見\n1,子育て,公園に木陰を\n2,,橋を\n";
        let refused = upload(&staff, "意見.csv", file.as_bytes()).await;
        assert!(refused.status == 422 && refused.has("1行目が見出しではないようです"), "{}", refused.html);
        let mut book = Workbook::new();
        let sheet = book.add_worksheet().set_name("一覧").unwrap();
        sheet.write(0, 0, "意見一覧").unwrap();
        for (row, cells) in [["番号", "意見"], ["1", "公園に木陰を"]].iter().enumerate() {
            sheet.write_row(row as u32 + 2, 0, *cells).unwrap();
        }
        let refused = upload(&staff, "意見.xlsx", &book.save_to_buffer().unwrap()).await;
        assert!(refused.has("シート「一覧」の1行目が") && !refused.has("「,」"), "{}", refused.html);
        // Beside a heading a single row is wrong.
        let mut book = Workbook::new();
        let sheet = book.add_worksheet();
        for (row, cells) in [["意見", ""], ["公園に木陰を", ""], ["橋を", "済"]].iter().enumerate() {
            sheet.write_row(row as u32, 0, *cells).unwrap();
        }
        let (_, page) = tried(&site, &staff, "b.xlsx", &book.save_to_buffer().unwrap()).await;
        assert!(page.has("見出しのある列より右に") && page.has("3行目"), "{}", page.html);
    }
}

#[tokio::test]
async fn notes_without_a_day_came_on_the_day_of_their_meeting() {
    for site in TestApp::on_each_engine().await {
        site.has_call().await;
        let staff = site.sign_in(&[Role::Staff]).await;
        meeting(&staff, "対話").await;
        let id = site.text("select id from meetings").await;
        let path = settled(&site, &staff, "テーブル,付せん\nA,橋を\n", &[("meeting", &id)]).await;
        take_in(&site, &staff, &path, "1").await;
        let file = "会議,会場,テーブル,意見\n2024-10-05 別の対話,市民館,B,川を\n";
        let path = settled(&site, &staff, file, &[("meaning_0", "meeting"), ("meaning_1", "place")]).await;
        take_in(&site, &staff, &path, "1").await;
        for (words, day) in [("橋を", date(2024, 10, 20)), ("川を", date(2024, 10, 5))] {
            let sql = format!("select submitted_at from received where original = '{words}'");
            assert_eq!(site.number(&sql).await, site.app.zone.start_of(day), "{words}");
        }
    }
}

#[tokio::test]
async fn a_proposal_in_another_language_comes_in_as_it_is_and_says_in_which() {
    for site in TestApp::on_each_engine().await {
        site.has_call().await;
        let staff = site.sign_in(&[Role::Staff]).await;
        let both = "id,title/ja,body/ja,title/en,body/en,published_at\n\
            1,橋,橋に灯りを,,,2024-10-01\n2,,,Buses,More buses,2024-10-01\n3,,,,,2024-10-01\n";
        let path = settled(&site, &staff, both, &[]).await;
        let page = staff.get(&path).await;
        assert!(page.has("E列の「body/en」は、C列が空の行だけで") && page.has("Buses\n\nMore buses"), "{}", page.html);
        take_in(&site, &staff, &path, "2").await;
        let english = "id,title/en,body/en,published_at\n4,Trees,More trees,2024-10-01\n";
        let path = settled(&site, &staff, english, &[]).await;
        take_in(&site, &staff, &path, "1").await;
        for (id, lang) in [(1, "ja"), (2, "en"), (4, "en")] {
            assert_eq!(site.text(&format!("select lang from received where external_id = '{id}'")).await, lang, "{id}");
        }
    }
}

#[tokio::test]
async fn days_of_before_the_consultation_are_counted_with_their_rows_and_a_day_after_its_era_is_none() {
    for site in TestApp::on_each_engine().await {
        site.has_call().await;
        let staff = site.sign_in(&[Role::Staff]).await;
        let (path, page) = tried(&site, &staff, "a.csv", crate::imports::SHEET.as_bytes()).await;
        assert!(!page.has("受付日が募集の始まりより前の行"), "{}", page.html);
        take_in(&site, &staff, &path, "2").await;
        let file = "受付日,意見\n1900-01-01,橋を\n2024-10-02,川を\n2020/10/1,道を\n平成31年5月1日,山を\n";
        let (_, page) = tried(&site, &staff, "b.csv", file.as_bytes()).await;
        assert!(page.has("そのまま取り込めます）</dt><dd>2（2行目、4行目）</dd>"), "{}", page.html);
        assert!(page.has("5行目「平成31年5月1日」"), "{}", page.html);
    }
}

#[tokio::test]
async fn of_several_themes_in_a_cell_the_first_is_the_main_one_and_rows_without_any_are_counted() {
    for site in TestApp::on_each_engine().await {
        site.has_call().await;
        let staff = site.sign_in(&[Role::Staff]).await;
        let file = "テーマ,意見\n\"道路・交通, 子育て\",橋を\n,川を\n道路・交通,道を\n\"水, 緑\",木を\n";
        let (path, page) = tried(&site, &staff, "a.csv", file.as_bytes()).await;
        assert!(page.has("テーマ「水」（1行）") && page.has("テーマ「緑」（1行）"), "{}", page.html);
        let mut form = plan(&page);
        set(&mut form, "stands_0", "new");
        set(&mut form, "stands_1", "blank");
        assert_eq!(post(&staff, &format!("{path}/trial"), &form).await.status, 303);
        site.work().await;
        assert!(staff.get(&path).await.has("で取り込みます）</dt><dd>1</dd>"), "{}", staff.get(&path).await.html);
        take_in(&site, &staff, &path, "4").await;
        let themes = "select main.name || '/' || further.name from received o
                      join theme_texts main on main.theme_id = o.theme_id and main.lang = 'ja'
                      join opinion_themes t on t.opinion_id = o.id
                      join theme_texts further on further.theme_id = t.theme_id and further.lang = 'ja'";
        assert_eq!(site.text(themes).await, "道路・交通/子育て");
    }
}

#[tokio::test]
async fn a_file_that_has_come_in_by_another_import_meanwhile_is_told_as_that() {
    for site in TestApp::on_each_engine().await {
        site.has_call().await;
        let staff = site.sign_in(&[Role::Staff]).await;
        let (first, _) = tried(&site, &staff, "a.csv", crate::imports::SHEET.as_bytes()).await;
        let (second, page) = tried(&site, &staff, "b.csv", crate::imports::SHEET.as_bytes()).await;
        take_in(&site, &staff, &first, "2").await;
        let refused = staff.post(&format!("{second}/run"), &[("seen", &page.value("seen"))]).await;
        assert!(refused.status == 422 && refused.has("同じファイルを2024年10月28日"), "{}", refused.html);
        assert!(!refused.has("ほかの人が先に"), "{}", refused.html);
    }
}

#[tokio::test]
async fn what_does_not_show_in_a_workbook_is_told_for_what_it_is() {
    for site in TestApp::on_each_engine().await {
        site.has_call().await;
        let staff = site.sign_in(&[Role::Staff]).await;
        let mut book = Workbook::new();
        let sheet = book.add_worksheet();
        for (row, cells) in [["番号", "意見", "備考"], ["1", "橋を", ""], ["2", "川を", ""]].iter().enumerate()
        {
            sheet.write_row(row as u32, 0, *cells).unwrap();
        }
        sheet.set_column_hidden(2).unwrap().set_row_hidden(2).unwrap();
        book.add_worksheet().set_name("裏").unwrap().set_hidden(true);
        let sent = upload(&staff, "a.xlsx", &book.save_to_buffer().unwrap()).await;
        let page = staff.get(sent.location()).await;
        for words in ["見えないシート「裏」は、読んでいません", "見えない列（C）も", "見えない行（1行）も"]
        {
            assert!(page.has(words), "{words}: {}", page.html);
        }
    }
}

#[tokio::test]
async fn rows_with_an_unknown_word_are_no_faults_and_of_too_many_words_the_rest_is_counted() {
    for site in TestApp::on_each_engine().await {
        site.has_call().await;
        let staff = site.sign_in(&[Role::Staff]).await;
        let rows: String =
            (0..203).map(|at| format!("話題{at:03},2024-10-01,声\n話題{at:03},2024-10-01,声\n")).collect();
        let file = format!("テーマ,受付日,意見\n{rows},明日,声\n");
        let (_, page) = tried(&site, &staff, "a.csv", file.as_bytes()).await;
        for (label, count) in [("直す所のある行", 1), ("意味の分からない言葉がある行", 406), ("一覧にない言葉", 203)]
        {
            assert!(page.has(&format!("{label}</dt><dd>{count}</dd>")), "{label}: {}", page.html);
        }
        assert!(page.has("（2行）") && !page.has("（3行）") && page.has("ほか3語あります"), "{}", page.html);
    }
}

#[tokio::test]
async fn what_other_programs_save_is_told_by_name_and_their_days_and_ways_are_known() {
    for site in TestApp::on_each_engine().await {
        site.has_call().await;
        let staff = site.sign_in(&[Role::Staff]).await;
        let jis = b"\x1B$B0U8+\x1B(B\r\n\x1B$B66$r\x1B(B\r\n".to_vec();
        let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
        let stored = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
        zip.start_file("mimetype", stored).unwrap();
        zip.write_all(b"application/vnd.oasis.opendocument.spreadsheet").unwrap();
        let ods = zip.finish().unwrap().into_inner();
        for (name, file, words) in [("a.csv", jis, "ISO-2022-JP"), ("a.ods", ods, "OpenDocument（.ods）")] {
            let refused = upload(&staff, name, &file).await;
            assert!(refused.status == 422 && refused.has(words), "{words}: {}", refused.html);
        }
        let file = "Timestamp,提出方法,意見\n10/20/2024 9:15:23,郵送,橋を\n10/5/2024 9:15:23,持参,川を\n";
        let (path, _) = tried(&site, &staff, "a.csv", file.as_bytes()).await;
        take_in(&site, &staff, &path, "2").await;
        let sql = "select string_agg(channel, ' ' order by number) from received";
        assert_eq!(site.text(sql).await, "mail counter");
        let day = site.app.zone.start_of(date(2024, 10, 20));
        let sql = "select submitted_at from received where channel = 'mail'";
        assert_eq!(site.number(sql).await, day + (9 * 60 + 15) * 60_000 + 23_000);
    }
}

#[tokio::test]
async fn notes_that_were_typed_are_no_file_on_their_page_and_meetings_to_choose_come_before_a_new_one() {
    for site in TestApp::on_each_engine().await {
        site.has_call().await;
        let staff = site.sign_in(&[Role::Staff]).await;
        let sheet = meeting(&staff, "対話").await;
        let sent = staff.post(&sheet, &[("sheet", "A\t橋を\t1"), ("act", "send")]).await;
        site.work().await;
        let page = staff.get(sent.location()).await;
        assert!(page.has("<h1><bdi>2024-10-20 対話</bdi></h1>") && page.has("1件を取り込む"), "{}", page.html);
        assert!(!page.has("UTF-8") && !page.has("name=\"encoding\""), "{}", page.html);
        let list = staff.get("/staff/workshops?call=plan").await.html;
        assert!(list.find("会議を選ぶ").unwrap() < list.find("会議を加えて").unwrap(), "{list}");
    }
}

#[tokio::test]
async fn what_is_to_be_mended_in_a_transcript_is_told_in_the_order_of_its_page() {
    for site in TestApp::on_each_engine().await {
        site.has_call().await;
        let staff = site.sign_in(&[Role::Staff]).await;
        let call = staff.get("/staff/transcription").await.value("call");
        let place = "長".repeat(500);
        let wrong = staff.post("/staff/transcription", &[("call", &call), ("place", &place), ("channel", "x")]).await;
        assert_eq!(wrong.status, 422);
        let at = |field| wrong.html.find(&format!("<li><a href=\"#{field}\"")).unwrap_or_else(|| panic!("{field}"));
        let places = ["body", "theme", "channel", "day", "place"].map(at);
        assert!(places.is_sorted(), "{}", wrong.html);
    }
}

#[tokio::test]
async fn the_sheet_of_a_meeting_that_is_still_to_come_says_from_when_it_is_taken() {
    for site in TestApp::on_each_engine().await {
        site.has_call().await;
        let staff = site.sign_in(&[Role::Staff]).await;
        let held = meeting(&staff, "対話").await;
        assert!(!staff.get(&held).await.has("まだ開かれていません"));
        let form = [("call", "plan"), ("day", "2024-11-23"), ("name", "次の対話")];
        let ahead = staff.post("/staff/workshops", &form).await.location().to_owned();
        let page = staff.get(&ahead).await;
        assert!(page.has("送れるのは、2024年11月23日（土）からです"), "{}", page.html);
        let refused = staff.post(&ahead, &[("text_0", "橋を"), ("act", "send")]).await;
        assert!(refused.status == 422 && refused.has("開催日を確かめてください"), "{}", refused.html);
    }
}
