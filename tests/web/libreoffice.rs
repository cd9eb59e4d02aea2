//! Workbooks as Debian's LibreOffice opens them: every cell comes back as it was written, and nothing computes.

use std::fs::{self, File};
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::Command;

use koe::consultations::{Consultation, Field, Visibility};
use koe::exchange::Profile;
use koe::files::Format;
use koe::opinions::State;
use koe::opinions::filter::Filter;
use koe::orders::Order;

use crate::export_contacts::give_contacts;
use crate::exports::HARD;
use crate::round_trip;
use crate::support::{HOUR, NOW, TestApp};

/// Texts that a spreadsheet, rather than a CSV file, takes for something else.
const HARDER: [&str; 21] = [
    "\t",
    "=1+1\n+1\n-1\n@1",
    "𠮟る𠮟る",
    "辻\u{E0100}さんと辻\u{FE00}さん",
    "＠全角",
    "'",
    "''",
    "'あ",
    "1E5",
    "12345678901234567890",
    "0.10",
    "1/2",
    "2024-10-28",
    "10:30",
    "¥500",
    "50%",
    "FALSE",
    "#REF!",
    "_x000D_\n_xD842_ _x005F_x000D_ _xFFFE_",
    "]]><f>1+1</f>&lt;",
    // What XML cannot hold. No form takes it; whatever wrote it into the table, the book opens.
    "\u{1}と\u{B}と\u{FFFE}と\u{FFFF}",
];

/// A site with all of them: as opinions, as names of a theme and of an area, and as addresses.
async fn filled(site: &TestApp) -> Consultation {
    let call = site
        .has_call_like(|call| {
            call.themes[1].texts[0].1 = "=バス+1".into();
            let area = call.fields.iter_mut().find(|rule| rule.field == Field::Area).unwrap();
            (area.visibility, area.choices[0].label) = (Visibility::Public, "@生野".into());
        })
        .await;
    let (longest, rare) = ("あ".repeat(32_767), format!("😀{}", "𠮟".repeat(16_382)));
    let texts = HARD.iter().chain(&HARDER).copied().chain([longest.as_str(), &rare]);
    for text in texts {
        site.has_opinion_like(&call, text, "bus", State::Published, NOW - HOUR).await;
    }
    give_contacts(site, "=1+1@example.jp").await;
    let mut tx = site.app.db.begin().await.unwrap();
    sqlx::query("update opinions set area = 'ikuno'").execute(&mut *tx).await.unwrap();
    tx.commit().await.unwrap();
    call
}

async fn write(site: &TestApp, call: &Consultation, profile: Profile, format: Format, path: &Path) {
    let order = Order { call: call.clone(), filter: Filter::default(), profile, format, columns: Vec::new() };
    round_trip::write(site, &order, path).await;
}

fn cells(path: &Path) -> Vec<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_path(path).unwrap();
    reader.records().map(|record| record.unwrap().iter().map(str::to_owned).collect()).collect()
}

/// How a moment of the file for programs shows where it is one of Excel's.
fn as_shown(cell: &str) -> String {
    cell.strip_suffix("+09:00").map_or(cell.to_owned(), |moment| moment.replace('T', " "))
}

/// Formulas in the sheet's XML, counted before anything else has read it.
fn formulas(path: &Path) -> usize {
    let mut book = zip::ZipArchive::new(File::open(path).unwrap()).unwrap();
    let mut sheet = String::new();
    book.by_name("xl/worksheets/sheet1.xml").unwrap().read_to_string(&mut sheet).unwrap();
    assert!(sheet.contains("<c "), "a sheet with cells");
    sheet.matches("<f>").count() + sheet.matches("<f ").count() + sheet.matches("<f/").count()
}

/// Opens all books in one start of LibreOffice, which writes what it shows as CSV beside them.
fn open_in_libreoffice(folder: &Path, books: &[PathBuf]) {
    let program = std::env::var("KOE_TEST_SOFFICE").unwrap_or_else(|_| "soffice".to_owned());
    // Separator, quotes, UTF-8, from line 1; every text in quotes; cells as they are shown.
    let csv = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,true,true,false";
    let mut command = Command::new(&program);
    command.arg(format!("-env:UserInstallation=file://{}", folder.join("profile").display()));
    command.args(["--headless", "--norestore", "--convert-to", csv, "--outdir"]).arg(folder).args(books);
    let output = command.output().unwrap_or_else(|error| {
        panic!("{program}: {error}; on Debian: apt-get install --no-install-recommends libreoffice-calc")
    });
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

#[tokio::test]
async fn every_cell_of_every_profile_is_in_libreoffice_what_it_was_and_no_formula() {
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    let (mut books, mut plain) = (Vec::new(), Vec::new());
    for site in TestApp::on_each_engine().await {
        let call = filled(&site).await;
        for profile in Profile::ALL {
            let name = format!("{:?}-{}", site.engine, profile.name());
            let (book, text) =
                (folder.path().join(format!("{name}.xlsx")), folder.path().join(format!("{name}.plain")));
            write(&site, &call, *profile, Format::Xlsx, &book).await;
            write(&site, &call, *profile, Format::CsvPlain, &text).await;
            assert_eq!(formulas(&book), 0, "{name}");
            books.push(book);
            plain.push(text);
        }
    }
    open_in_libreoffice(folder.path(), &books);
    for (book, plain) in books.iter().zip(&plain) {
        let opened = book.with_extension("csv");
        assert!(opened.exists(), "LibreOffice does not open {}", book.display());
        let (shown, written) = (cells(&opened), cells(plain));
        assert_eq!(shown.len(), HARD.len() + HARDER.len() + 3, "{}", book.display());
        for (line, (shown, written)) in shown.iter().zip(&written).enumerate() {
            let written: Vec<String> = written.iter().map(|cell| as_shown(cell)).collect();
            assert_eq!(*shown, written, "{}, row {line}", book.display());
        }
        // Texts stand in quotes, numbers and days do not: nothing that looks like one has become it, and days are days.
        let text = fs::read_to_string(&opened).unwrap();
        let day = if text.contains("受付日時") { ",2024-10-28 09:00:00," } else { ",2024-10-28," };
        assert_eq!(text.matches(day).count(), shown.len() - 1, "{}", book.display());
        for text_like in ["\"1.23E+17\"", "\"0600001\"", "\"12345678901234567890\"", "\"TRUE\"", "\"2024-10-28\""] {
            assert!(text.contains(text_like), "{text_like} in {}", book.display());
        }
    }
}
