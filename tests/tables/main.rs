//! Files as people send them, good and bad: what is read, what is refused and where the fault is said to be.

mod hostile;

use std::fs::File;
use std::io::{Read, Seek, SeekFrom, Write};
use std::ops::ControlFlow;

use jiff::ToSpan;
use koe::papers::{Cell, Column};
use koe::tables::text::Encoding;
use koe::tables::{Bad, BadCell, Fault, Hidden, MAX_ROWS, Row, Shape, Stranger, Wish, read};
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook, Worksheet};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

type Rows = Vec<Result<(u64, Vec<String>), BadCell>>;

fn file(bytes: &[u8]) -> File {
    let mut file = tempfile::tempfile().unwrap();
    file.write_all(bytes).unwrap();
    file.seek(SeekFrom::Start(0)).unwrap();
    file
}

fn table_of(bytes: &[u8], wish: &Wish) -> Result<(Shape, Rows), Fault> {
    let mut rows = Vec::new();
    let shape = read(file(bytes), wish, &mut |row: Result<Row, BadCell>| {
        rows.push(row.map(|row| (row.number, row.cells)));
        ControlFlow::Continue(())
    })?;
    Ok((shape, rows))
}

fn table(bytes: &[u8]) -> Result<(Shape, Rows), Fault> {
    table_of(bytes, &Wish::default())
}

fn row(number: u64, cells: &[&str]) -> Result<(u64, Vec<String>), BadCell> {
    Ok((number, cells.iter().map(|cell| (*cell).to_owned()).collect()))
}

fn sheet(fill: impl FnOnce(&mut Worksheet)) -> Vec<u8> {
    let mut book = Workbook::new();
    fill(book.add_worksheet());
    book.save_to_buffer().unwrap()
}

/// An archive with these parts, packed.
fn archive(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    for (name, bytes) in parts {
        zip.start_file(*name, options).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn parts_of(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut old = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    let mut part = |place| {
        let mut part = old.by_index(place).unwrap();
        let mut content = Vec::new();
        part.read_to_end(&mut content).unwrap();
        (part.name().unwrap().into_owned(), content)
    };
    (0..zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap().len()).map(&mut part).collect()
}

fn borrowed(parts: &[(String, Vec<u8>)]) -> Vec<(&str, &[u8])> {
    parts.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect()
}

/// A small workbook with another part, or another text in one of its own.
fn workbook_with(name: &str, bytes: &[u8]) -> Vec<u8> {
    let mut parts = parts_of(&sheet(|sheet| {
        sheet.write(0, 0, "意見").unwrap();
        sheet.write(1, 0, "声").unwrap();
    }));
    parts.retain(|(own, _)| own != name);
    parts.push((name.to_owned(), bytes.to_vec()));
    archive(&borrowed(&parts))
}

fn utf16(text: &str) -> Vec<u8> {
    [0xFF, 0xFE].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect()
}

const TEXT: &str = "id,意見\r\n1,\"バスを、\n\"\"増やして\"\"\"\r\n2,待ち時間\r\n";

#[test]
fn the_encoding_of_a_csv_file_is_found_out() {
    let cp932 = encoding_rs::SHIFT_JIS.encode(TEXT).0.into_owned();
    let euc = encoding_rs::EUC_JP.encode(TEXT).0.into_owned();
    let marked = [b"\xEF\xBB\xBF".as_slice(), TEXT.as_bytes()].concat();
    let bare16: Vec<u8> = utf16(TEXT)[2..].to_vec();
    let cases = [
        (TEXT.as_bytes().to_vec(), Encoding::Utf8),
        (marked, Encoding::Utf8),
        (cp932, Encoding::Cp932),
        (euc, Encoding::EucJp),
        (utf16(TEXT), Encoding::Utf16Le),
        (bare16, Encoding::Utf16Le),
    ];
    for (bytes, expected) in cases {
        let marked = bytes.starts_with(b"\xEF\xBB\xBF") || bytes.starts_with(b"\xFF\xFE");
        let (shape, rows) = table(&bytes).unwrap();
        assert_eq!(shape, Shape::Csv { encoding: expected, separator: ',', marked });
        assert_eq!(
            rows,
            [row(1, &["id", "意見"]), row(2, &["1", "バスを、\n\"増やして\""]), row(3, &["2", "待ち時間"])],
            "{expected:?}"
        );
    }
}

#[test]
fn the_first_byte_that_does_not_belong_is_named() {
    // Two files put together, one in UTF-8, one in Windows' code page.
    let mut mixed = "意見\nバス停\n".as_bytes().to_vec();
    let good = mixed.len();
    mixed.extend_from_slice(&encoding_rs::SHIFT_JIS.encode("公園\n").0);
    let named = |bytes: &[u8], encoding| match table_of(bytes, &Wish { encoding, ..Wish::default() }) {
        Err(Fault::Byte { encoding, offset }) => (encoding, offset),
        other => panic!("{other:?}"),
    };
    assert_eq!(named(&mixed, None), (Encoding::Utf8, good as u64));
    let cp932 = encoding_rs::SHIFT_JIS.encode("意見\n声\n").0;
    assert_eq!(named(&cp932, Some(Encoding::Utf8)), (Encoding::Utf8, 0));
    let mut half = utf16("意見\n声\n");
    half.pop();
    let whole = half.len() as u64 - 1;
    assert_eq!(named(&half, None), (Encoding::Utf16Le, whole), "half a character at the end");
    // Behind the first portion that is read at once.
    let mut long = format!("意見\n{}\n", "a".repeat(200_000)).into_bytes();
    let at = long.len() as u64;
    long.extend_from_slice(b"\xFFend\n");
    assert_eq!(named(&long, Some(Encoding::Utf8)), (Encoding::Utf8, at));
}

#[test]
fn other_separators_are_found_in_the_heading() {
    for (text, separator) in [("a;b\n1,5;2\n", ';'), ("a\tb\n1,5\t2\n", '\t'), ("\"x,y,z\";b\n1,5;2\n", ';')] {
        let (shape, rows) = table(text.as_bytes()).unwrap();
        assert_eq!(shape, Shape::Csv { encoding: Encoding::Utf8, separator, marked: false });
        assert_eq!(rows[1], row(2, &["1,5", "2"]));
    }
}

#[test]
fn the_line_in_which_excel_says_the_separator_is_no_row() {
    for (said, sign) in [("sep=,", ','), ("SEP=;", ';'), ("sep=\t", '\t')] {
        let (shape, rows) = table(format!("{said}\r\na{sign}b\r\n1{sign}2\r\n").as_bytes()).unwrap();
        assert!(matches!(shape, Shape::Csv { separator, .. } if separator == sign), "{shape:?}");
        assert_eq!(rows, [row(2, &["a", "b"]), row(3, &["1", "2"])]);
    }
}

#[test]
fn blank_rows_are_passed_over_and_ragged_ones_are_named() {
    for end in ["\n", "\r\n", "\r"] {
        let text = "\na,b\n1,2\n\n,\n3\n\"4\n\n4\",5,,\n6,7,8\n".replace('\n', end);
        let (_, rows) = table(text.as_bytes()).unwrap();
        let ragged = BadCell { row: 8, column: "C".into(), why: Bad::Ragged { expected: 2, found: 3 } };
        assert_eq!(
            rows,
            [row(2, &["a", "b"]), row(3, &["1", "2"]), row(6, &["3", ""]), row(7, &["4\n\n4", "5"]), Err(ragged)],
            "{end:?}"
        );
    }
}

#[test]
fn what_holds_no_table_is_refused() {
    let cfb = |name: &str| {
        let mut bytes = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".to_vec();
        bytes.extend(name.encode_utf16().flat_map(u16::to_le_bytes));
        bytes
    };
    type Case = (&'static str, Vec<u8>, fn(&Fault) -> bool);
    let cases: [Case; 12] = [
        ("empty", Vec::new(), |fault| matches!(fault, Fault::Empty)),
        ("blank lines", b"\n\n,,\n".to_vec(), |fault| matches!(fault, Fault::Empty)),
        ("password", cfb("EncryptedPackage"), |fault| matches!(fault, Fault::NotATable(Stranger::Encrypted))),
        ("old Excel", cfb("Workbook"), |fault| matches!(fault, Fault::NotATable(Stranger::OldExcel))),
        ("macros", workbook_with("xl/vbaProject.bin", b"x"), |fault| {
            matches!(fault, Fault::NotATable(Stranger::Macros))
        }),
        ("Word", archive(&[("word/document.xml", b"<a/>")]), |fault| {
            matches!(fault, Fault::NotATable(Stranger::Archive))
        }),
        ("HTML", b"\n<html><table>".to_vec(), |fault| matches!(fault, Fault::NotATable(Stranger::Html))),
        ("PDF", b"%PDF-1.7".to_vec(), |fault| matches!(fault, Fault::NotATable(Stranger::Pdf))),
        ("a picture", b"\x89PNG\r\n\x1A\n\0\0\0\rIHDR\0\0\x01\0,".to_vec(), |fault| {
            matches!(fault, Fault::NotATable(Stranger::Binary) | Fault::Byte { .. })
        }),
        ("NUL", b"a,b\n1,\x002\n".to_vec(), |it| matches!(it, Fault::Nul { row: 2, column } if column == "B")),
        ("half an archive", workbook_with("x", b"y")[..400].to_vec(), |fault| matches!(fault, Fault::Broken(_))),
        ("a damaged sheet", workbook_with("xl/worksheets/sheet1.xml", b"<worksheet><sheetData><row"), |fault| {
            matches!(fault, Fault::Broken(_))
        }),
    ];
    for (name, bytes, expected) in cases {
        let fault = table(&bytes).map(|(shape, rows)| format!("{shape:?} {rows:?}")).expect_err(name);
        assert!(expected(&fault), "{name}: {fault:?}");
    }
}

#[test]
fn a_quotation_mark_that_nothing_closes_is_named_and_costs_no_memory() {
    let open = |text: String| matches!(table(text.as_bytes()), Err(Fault::OpenQuote { row: 3 }));
    assert!(open("意見\n声\n\"始まり".into()) && open("意見\n声\n\"始まり\nあ\n".into()));
    // Closed in the end, but no row is so long.
    assert!(open(format!("意見\n声\n\"始まり{}\"\n", "あ\n".repeat(2_500_000))));
}

#[test]
fn a_quotation_mark_inside_a_text_is_a_sign_like_others() {
    let (_, rows) = table("a,b\n1,24\" monitor\n2,x\n".as_bytes()).unwrap();
    assert_eq!(rows[1..], [row(2, &["1", "24\" monitor"]), row(3, &["2", "x"])]);
}

#[test]
fn more_rows_than_a_million_are_refused() {
    let mut text = "id\n".to_owned();
    for number in 0..=MAX_ROWS {
        text.push_str(if number % 2 == 0 { "1\n" } else { "2\n" });
    }
    let mut count = 0_u64;
    let mut each = |_: Result<Row, BadCell>| {
        count += 1;
        ControlFlow::Continue(())
    };
    assert!(matches!(read(file(text.as_bytes()), &Wish::default(), &mut each), Err(Fault::TooManyRows)));
    assert_eq!(count, MAX_ROWS + 1, "the heading and a million");
}

#[test]
fn a_sheet_gives_its_data_as_text() {
    let bytes = sheet(|sheet| {
        let date = Format::new().set_num_format("yyyy/mm/dd hh:mm");
        sheet.write_row(0, 0, ["郵便番号", "件数", "番号", "日", "時", "意見"]).unwrap();
        sheet.write(1, 0, "0600001").unwrap();
        sheet.write(1, 1, 12.0).unwrap();
        sheet.write(1, 2, 1.23E17).unwrap();
        sheet.write_with_format(1, 3, ExcelDateTime::from_ymd(2024, 11, 23).unwrap(), &date).unwrap();
        let moment = ExcelDateTime::from_ymd(2024, 11, 23).unwrap().and_hms(13, 30, 0).unwrap();
        sheet.write_with_format(1, 4, moment, &date).unwrap();
        sheet.write(1, 5, "=1+1\nでは ない").unwrap();
    });
    let (shape, rows) = table(&bytes).unwrap();
    assert_eq!(shape, Shape::Xlsx { sheet: "Sheet1".into(), sheets: vec!["Sheet1".into()], hidden: Vec::new() });
    let cells = ["0600001", "12", "1.23E+17", "2024-11-23", "2024-11-23T13:30:00", "=1+1\nでは ない"];
    assert_eq!(rows[1], row(2, &cells));
}

#[test]
fn every_second_that_we_write_into_a_workbook_comes_back() {
    let midnight = jiff::civil::date(2024, 10, 28).at(0, 0, 0, 0);
    let seconds = || (0..86_400).step_by(13).chain([86_399]).map(|second| midnight + second.seconds());
    let cells = seconds().map(|at| [Cell::Moment { text: String::new(), shown: Some(at) }, Cell::Day(at.date())]);
    let columns = ["moment", "day"].map(|key| Column { key, head: key.to_owned(), width: 20 });
    let scratch = std::env::temp_dir();
    let made = koe::papers::xlsx::Sheet { name: "a", columns: &columns, as_of: 0, scratch: &scratch };
    let mut workbook = koe::papers::xlsx::Table::new(&made).unwrap();
    cells.for_each(|row| workbook.add(&row).unwrap());
    let mut bytes = Vec::new();
    workbook.finish(std::io::Cursor::new(&mut bytes)).unwrap();
    assert!(parts_of(&bytes).iter().all(|(_, part)| !part.windows(8).any(|it| it == b"date1904")));
    let (_, rows) = table(&bytes).unwrap();
    for ((at, number), read) in seconds().zip(2..).zip(&rows[1..]) {
        let shown = if at == midnight { "2024-10-28".to_owned() } else { at.to_string() };
        assert_eq!(*read, row(number, &[&shown, "2024-10-28"]));
    }
    assert_eq!(rows.len(), seconds().count() + 1);
}

#[test]
fn formulas_and_days_that_are_none_are_refused_with_their_cell() {
    let bytes = sheet(|sheet| {
        let date = Format::new().set_num_format("yyyy/mm/dd");
        sheet.write_row(0, 0, ["a", "b"]).unwrap();
        sheet.write_formula(1, 1, "=1+1").unwrap();
        sheet.write_with_format(2, 0, 60.0, &date).unwrap();
        sheet.write(3, 0, "声").unwrap();
        sheet.write(4, 2, "右にはみ出す").unwrap();
    });
    let bad = |row, column: &str, why| Err(BadCell { row, column: column.into(), why });
    let (_, rows) = table(&bytes).unwrap();
    assert_eq!(
        rows[1..],
        [
            bad(2, "B", Bad::Formula),
            bad(3, "A", Bad::Date),
            row(4, &["声", ""]),
            bad(5, "C", Bad::Ragged { expected: 2, found: 3 })
        ]
    );
}

#[test]
fn days_count_from_1900_or_from_1904_as_the_workbook_says() {
    let part = |path: &str| {
        let plain = sheet(|sheet| {
            let date = Format::new().set_num_format("yyyy/mm/dd");
            sheet.write(0, 0, "日").unwrap();
            sheet.write_with_format(1, 0, 44_000.0, &date).unwrap();
        });
        let mut text = String::new();
        let mut zip = zip::ZipArchive::new(std::io::Cursor::new(plain)).unwrap();
        zip.by_name(path).unwrap().read_to_string(&mut text).unwrap();
        text
    };
    let day = |epoch: &str| {
        let book = part("xl/workbook.xml").replace("<workbookPr ", &format!("<workbookPr {epoch}"));
        let parts = [
            ("[Content_Types].xml", part("[Content_Types].xml")),
            ("_rels/.rels", part("_rels/.rels")),
            ("xl/workbook.xml", book),
            ("xl/_rels/workbook.xml.rels", part("xl/_rels/workbook.xml.rels")),
            ("xl/worksheets/sheet1.xml", part("xl/worksheets/sheet1.xml")),
            ("xl/sharedStrings.xml", part("xl/sharedStrings.xml")),
            ("xl/styles.xml", part("xl/styles.xml")),
        ];
        let parts: Vec<(&str, &[u8])> = parts.iter().map(|(name, text)| (*name, text.as_bytes())).collect();
        table(&archive(&parts)).unwrap().1[1].clone()
    };
    assert_eq!(day(""), row(2, &["2020-06-18"]));
    assert_eq!(day("date1904=\"1\" "), row(2, &["2024-06-19"]));
}

#[test]
fn a_heading_that_is_a_formula_is_named_and_nothing_is_taken_for_it() {
    let bytes = sheet(|sheet| {
        sheet.write_formula(0, 0, "=1+1").unwrap();
        sheet.write(1, 0, "声").unwrap();
    });
    let fault = table(&bytes).map(|_| ()).unwrap_err();
    assert!(matches!(&fault, Fault::Heading(cell) if (cell.row, cell.column.as_str()) == (1, "A")), "{fault:?}");
}

#[test]
fn what_does_not_show_is_named_and_read_like_the_rest() {
    let mut book = Workbook::new();
    let hidden = book.add_worksheet();
    hidden.set_name("控え").unwrap().write(0, 0, "x").unwrap();
    hidden.set_hidden(true);
    let shown = book.add_worksheet();
    shown.set_name("意見").unwrap().write_row(0, 0, ["a", "b"]).unwrap();
    shown.write_row(1, 0, ["1", "2"]).unwrap();
    shown.set_column_hidden(1).unwrap();
    shown.set_row_hidden(1).unwrap();
    shown.set_active(true);
    let bytes = book.save_to_buffer().unwrap();
    let (shape, rows) = table(&bytes).unwrap();
    let unseen = vec![Hidden::Sheet("控え".into()), Hidden::Columns("B".into(), "B".into()), Hidden::Rows(1)];
    let sheets = vec!["控え".to_owned(), "意見".to_owned()];
    assert_eq!(shape, Shape::Xlsx { sheet: "意見".into(), sheets, hidden: unseen });
    assert_eq!(rows, [row(1, &["a", "b"]), row(2, &["1", "2"])]);
    let named = |name: &str| table_of(&bytes, &Wish { sheet: Some(name.into()), ..Wish::default() });
    assert_eq!(named("控え").unwrap().1, [row(1, &["x"])]);
    assert!(matches!(named("ない"), Err(Fault::NoSuchSheet(name)) if name == "ない"));
}

#[test]
fn what_does_not_show_is_found_however_excel_has_ordered_the_parts() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.set_name("声&意見").unwrap().write_row(0, 0, ["a", "b"]).unwrap();
    sheet.write_row(1, 0, ["1", "2"]).unwrap();
    sheet.set_column_hidden(1).unwrap();
    let mut parts = parts_of(&book.save_to_buffer().unwrap());
    let printer = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/printerSettings";
    let rels = format!(
        "<Relationships><Relationship Id=\"rId1\" Type=\"{printer}\" Target=\"../printerSettings/printerSettings1.bin\"/></Relationships>"
    );
    parts.push(("xl/worksheets/_rels/sheet1.xml.rels".into(), rels.into_bytes()));
    parts.push(("xl/chartsheets/sheet1.xml".into(), b"<chartsheet/>".to_vec()));
    let (shape, _) = table(&archive(&borrowed(&parts))).unwrap();
    let hidden = vec![Hidden::Columns("B".into(), "B".into())];
    assert_eq!(shape, Shape::Xlsx { sheet: "声&意見".into(), sheets: vec!["声&意見".into()], hidden });
}

#[test]
fn a_file_that_still_grows_is_refused() {
    let path = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(path.path(), "a\n1\n2\n").unwrap();
    let mut more = Some(b"3\n");
    let grown = read(File::open(path.path()).unwrap(), &Wish::default(), &mut |_| {
        if let Some(more) = more.take() {
            File::options().append(true).open(path.path()).unwrap().write_all(more).unwrap();
        }
        ControlFlow::Continue(())
    });
    assert!(matches!(grown, Err(Fault::Changing)), "{grown:?}");
}
