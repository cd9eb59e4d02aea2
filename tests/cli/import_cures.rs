//! What `koe import` says of a file that is not as it should be: each with what cures it.

use std::fs;
use std::path::Path;

use koe::base::db::Engine;
use koe::http::access::Role;
use rust_xlsxwriter::Workbook;

use crate::on;
use crate::support::TestApp;

async fn site() -> TestApp {
    let site = TestApp::on_each_engine().await.remove(0);
    site.has_call().await;
    site.has_account("keiko", &[Role::Staff]).await;
    site
}

/// What is said of a file that is only tried.
fn tried(site: &TestApp, file: &Path, rows: &[u8], more: &[&str]) -> String {
    fs::write(file, rows).unwrap();
    let args = ["import", "--consultation", "plan", "--as", "keiko", "--dry-run", file.to_str().unwrap()];
    String::from_utf8(on(site, &[&args, more].concat()).stderr).unwrap()
}

#[tokio::test]
async fn what_is_odd_in_a_file_is_told_with_what_cures_it_here() {
    let site = site().await;
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("意見.csv");
    let tried = |rows: &[u8], more: &[&str]| tried(&site, &file, rows, more);
    let said = tried("意見,いつ\n駅を,2024-10-01\n".as_bytes(), &[]);
    let cure = "受付日の列があるときは --column C=day（Cはその列の文字）を付けてください。どれも同じ日のときは、--day のあとに";
    assert!(said.contains("受付日のないご意見が1件あります") && said.contains(cure), "{said}");
    // A meeting that is still to come has a day.
    let dated: [(&str, &[&str]); 3] = [
        ("意見,会議\n駅を,2099-01-01 対話\n", &["--column", "B=meeting"]),
        ("意見,いつ\n駅を,2024-10-01\n", &["--column", "B=day"]),
        ("意見\n駅を\n", &["--day", "2024-10-01"]),
    ];
    for (rows, more) in dated {
        let said = tried(rows.as_bytes(), more);
        assert!(said.contains("取り込む意見：1") && !said.contains("受付日のない"), "{said}");
    }
    let said = tried("意見,件数\n駅を\u{FFFD},3\n".as_bytes(), &[]);
    assert!(said.contains("「〓」や「�」を含むご意見が1件"), "{said}");
    assert!(said.contains("B列の「件数」は使いません。1行を1件と数えます。"), "{said}");
    let said = tried("駅前にベンチがほしい\n橋を直して\n".as_bytes(), &[]);
    assert!(said.contains("表の最初の行は見出しとして読み、意見には入れません。"), "{said}");
    let headless = ["import", "--consultation", "plan", "--as", "keiko", file.to_str().unwrap()];
    let refused = on(&site, &headless);
    assert!(!refused.status.success(), "its first opinion would be lost");
    assert!(String::from_utf8(refused.stderr).unwrap().contains("--column A=text のように"));
    let polis = "timestamp,datetime,comment-id,author-id,agrees,disagrees,moderated,comment-body\n1729000000,,1,1,0,0,-1,駅を\n";
    let said = tried(polis.as_bytes(), &[]);
    assert!(said.contains("うち、よそで採られなかったか、取り下げられた意見（ほかと同じように"), "{said}");
    // む read as Shift_JIS holds a sign that nobody sees.
    let said = tried("意見\n縺薙←繧\u{80}縺ｮ縺溘ａ縺ｫ\n".as_bytes(), &[]);
    assert!(said.contains("A列 1か所  文字化けしています。") && !said.contains("[U+"), "{said}");
    let said = tried("件名,意見\nあ,駅を\nい,\"橋\u{FDD0}を\"\nう\u{FFFE},川を\nえ,\u{FDD0}".as_bytes(), &[]);
    assert!(said.contains("B列 2か所  目に見えない") && said.contains("3行目「橋[U+FDD0]を」"), "{said}");
    assert!(said.contains("A列 1か所  目に見えない") && said.contains("4行目「う[U+FFFE]」"), "{said}");
    assert!(said.contains("5行目「[U+FDD0]」"), "{said}");
}

#[tokio::test]
async fn a_file_that_is_read_in_the_wrong_encoding_is_told_the_right_one_however_short_its_words_are() {
    let site = site().await;
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("意見.csv");
    let tried = |rows: &[u8], more: &[&str]| tried(&site, &file, rows, more);
    let rows = "text\nダイ\nドア\n".as_bytes();
    let said = tried(rows, &["--encoding", "cp932"]);
    let cure =
        "このファイルは、全体をUTF-8の文字として読めます。文字が化けているときは、--encoding utf-8 を付けて、もう一度";
    assert!(said.contains(cure) && !said.contains("まざった"), "{said}");
    assert!(said.contains("A列 1か所  文字が化けているようです。文字コードをUTF-8にして"), "{said}");
    assert!(!tried(rows, &[]).contains("化けて"), "it is read as what it is");
    assert!(!tried(b"text\nroad\n", &["--encoding", "cp932"]).contains("化けて"), "it is the same in both");
    let said = tried("意見\nダム\n".as_bytes(), &["--encoding", "cp932"]);
    assert!(said.contains("UTF-8なら、全体を読めます。文字コードをUTF-8にしてください。"), "{said}");
    let windows = encoding_rs::SHIFT_JIS.encode("意見\nダム\n").0;
    let said = tried(&windows, &["--encoding", "utf-8"]);
    assert!(said.contains("Shift_JIS (CP932)なら、全体を読めます。"), "{said}");
    assert!(!tried(&windows, &[]).contains("化けて"));
}

#[tokio::test]
async fn words_that_no_list_has_are_told_with_the_codes_once_and_the_flag_that_takes_them_as_they_are() {
    let site = site().await;
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("意見.csv");
    let rows = "テーマ,地区,意見\n鉄道,朝来,駅を\n港,,船を\n暮らし／水道,,水を\n";
    let said = tried(&site, &file, rows.as_bytes(), &[]);
    assert_eq!(said.matches("に書けるもの").count() + said.matches("にして書けるもの").count(), 2, "{said}");
    assert_eq!(said.matches("roads (道路・交通)").count(), 1, "{said}");
    assert!(said.contains("--new-themes を付けると") && said.contains("--new-choices を付けると"), "{said}");
    assert!(!said.contains("新しく作る"), "{said}");
    let said = tried(&site, &file, rows.as_bytes(), &["--new-themes"]);
    assert!(said.contains("新しく作るテーマ：4件（") && !said.contains("--new-themes"), "{said}");
    for name in ["鉄道", "港", "暮らし、暮らし／水道"] {
        assert!(said.contains(name), "{said}");
    }
    let many: String = (1..=12).map(|at| format!("題{at:02},,声\n")).collect();
    let said = tried(&site, &file, format!("テーマ,地区,意見\n{many}").as_bytes(), &["--new-themes"]);
    assert!(said.contains("新しく作るテーマ：12件（題01、") && said.contains("題10、ほか2件）"), "{said}");
    let said = tried(&site, &file, "地区,意見\n朝来,駅を\n".as_bytes(), &["--new-choices"]);
    assert!(said.contains("新しく作る選択肢：1件（朝来）"), "{said}");
}

#[tokio::test]
async fn a_formula_is_refused_only_where_its_column_is_used_and_a_day_that_is_a_number_is_told_its_cure() {
    let site = site().await;
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("意見.xlsx");
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.write_row(0, 0, ["意見", "受付日", "行"]).unwrap();
    sheet.write_row(1, 0, ["駅を", "2024-10-01"]).unwrap();
    sheet.write_formula(1, 2, "=ROW()").unwrap();
    sheet.write(2, 0, "橋を").unwrap();
    sheet.write(2, 1, 45586).unwrap();
    sheet.write_row(3, 0, ["道を", "45586"]).unwrap();
    // Drawn further down than the list goes.
    sheet.write_formula(4, 2, "=ROW()").unwrap();
    let rows = book.save_to_buffer().unwrap();
    let said = tried(&site, &file, &rows, &[]);
    assert!(said.contains("取り込む意見：1\n") && !said.contains("数式"), "{said}");
    assert!(said.contains("B列 2か所  Excelが日付のかわりに持っている数です。"), "{said}");
    assert!(said.contains("3行目「45586」 4行目「45586」"), "{said}");
    let said = tried(&site, &file, &rows, &["--column", "C=id"]);
    assert!(said.contains("C列 2か所  ") && said.contains("数式"), "{said}");
}

#[tokio::test]
async fn who_brings_a_file_in_reads_no_lines_of_the_log_and_leaves_the_database_in_one_file() {
    for site in TestApp::on_each_engine().await {
        site.has_call().await;
        site.has_account("keiko", &[Role::Staff]).await;
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("意見.csv");
        fs::write(&file, "意見\n駅を\n").unwrap();
        // As where nobody serves.
        site.app.db.close().await;
        let said = on(&site, &["import", "--consultation", "plan", "--as", "keiko", file.to_str().unwrap()]);
        let text = String::from_utf8(said.stderr).unwrap();
        assert!(said.status.success() && !text.contains("WARN") && !text.contains("INFO"), "{text}");
        if site.engine == Engine::Sqlite {
            let names = fs::read_dir(&site.app.config.data).unwrap().map(|it| it.unwrap().file_name());
            let names: Vec<String> = names.map(|name| name.to_string_lossy().into_owned()).collect();
            assert!(!names.iter().any(|name| name.ends_with("-wal")), "{names:?}");
        }
    }
}
