//! Spreadsheets that are made to hurt.

use std::io::{Cursor, Write};

use koe::tables::{Bad, BadCell, Fault};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::{archive, borrowed, parts_of, row, sheet, table, workbook_with};

#[test]
fn archives_that_are_made_to_hurt_are_refused_at_once() {
    let sheet_name = "xl/worksheets/sheet1.xml";
    let sheet = |before: &str, inside: &str| {
        let schema = "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"";
        let row = "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>意見</t></is></c></row>";
        workbook_with(
            sheet_name,
            format!("{before}<worksheet {schema}>{inside}<sheetData>{row}</sheetData></worksheet>").as_bytes(),
        )
    };
    assert!(table(&sheet("", "")).is_ok(), "the same without what hurts");
    let attributes: String = (0..1_000_000).map(|number| format!(" a{number}=\"\"")).collect();
    let deep = format!("{}{}", "<a>".repeat(100_000), "</a>".repeat(100_000));
    let cases = [
        ("a bomb", workbook_with("xl/media/image1.png", &vec![b' '; 100 << 20])),
        ("a million attributes", sheet("", &format!("<sheetPr{attributes}/>"))),
        ("deep nesting", sheet("", &deep)),
        ("entities", sheet("<!DOCTYPE a [<!ENTITY b \"c\">]>", "")),
        ("a text without end", sheet("", &format!("<a>{}</a>", random_text(3 << 20)))),
        (
            "strings that are not there",
            workbook_with("xl/sharedStrings.xml", b"<sst uniqueCount=\"100000000000\"></sst>"),
        ),
        ("the same behind a text", workbook_with("xl/sharedStrings.xml", b"x<sst uniqueCount=\"100000000000\"></sst>")),
        (
            "the same beside a smaller number",
            workbook_with("xl/sharedStrings.xml", b"<sst a:uniqueCount=\"1\" uniqueCount=\"100000000000\"></sst>"),
        ),
        (
            "styles that pass for a sheet",
            workbook_with(
                "xl/styles.xml",
                format!("<worksheet><cellXfs>{}</cellXfs></worksheet>", numbered(900_000)).as_bytes(),
            ),
        ),
        (
            "a workbook that passes for a sheet",
            workbook_with("xl/workbook.xml", b"<worksheet><sheet name=\"a\" id=\"rId1\"/></worksheet>"),
        ),
        (
            "styles without end",
            workbook_with("xl/styles.xml", format!("<styleSheet>{}</styleSheet>", numbered(900_000)).as_bytes()),
        ),
    ];
    for (name, bytes) in cases {
        let fault = table(&bytes).map(|_| ()).expect_err(name);
        assert!(matches!(fault, Fault::Bomb), "{name}: {fault:?}");
    }
    for name in ["../../x", "/etc/x", "XL/workbook.xml"] {
        let fault = table(&workbook_with(name, b"<a/>")).map(|_| ()).expect_err(name);
        assert!(matches!(fault, Fault::Broken(_)), "{name}: {fault:?}");
    }
}

#[test]
fn an_archive_holds_each_part_once_and_no_way_out_of_it() {
    let plain = parts_of(&workbook_with("x", b"y"));
    let again = |name: &str| plain.iter().find(|(own, _)| own == name).map(|(_, bytes)| bytes.clone()).unwrap();
    let doubled = with_name(&plain, ("xl/worksheets/sheet9.xml", &again("xl/worksheets/sheet1.xml")), |bytes| {
        replaced(bytes, b"xl/worksheets/sheet9.xml", b"xl/worksheets/sheet1.xml")
    });
    let outside = with_name(&plain, ("abcdefgh", b"x"), |bytes| replaced(bytes, b"abcdefgh", b"../../ab"));
    for (name, bytes) in [("a part twice", doubled), ("a path out of it", outside), ("a link", linked(&plain))] {
        let fault = table(&bytes).map(|_| ()).expect_err(name);
        assert!(matches!(fault, Fault::Broken(_)), "{name}: {fault:?}");
    }
    let many: Vec<(String, Vec<u8>)> = (0..1_001).map(|part| (format!("xl/media/{part}.png"), Vec::new())).collect();
    let many = archive(&borrowed(&[plain.clone(), many].concat()));
    assert!(matches!(table(&many).map(|_| ()), Err(Fault::Bomb)), "more parts than a workbook has");
    // An archive in an archive is a part like a picture: nobody opens it.
    assert!(table(&workbook_with("xl/embeddings/a.zip", &archive(&[("a", &[0; 1_000])]))).is_ok());
}

/// An archive with one part more, whose bytes are then changed.
fn with_name(parts: &[(String, Vec<u8>)], more: (&str, &[u8]), change: impl Fn(Vec<u8>) -> Vec<u8>) -> Vec<u8> {
    let more = (more.0.to_owned(), more.1.to_vec());
    change(archive(&borrowed(&[parts, &[more]].concat())))
}

/// The same bytes with other names of equal length: no writer would write these.
fn replaced(mut bytes: Vec<u8>, from: &[u8], to: &[u8]) -> Vec<u8> {
    assert_eq!(from.len(), to.len());
    let places: Vec<usize> = (0..=bytes.len() - from.len()).filter(|at| bytes[*at..].starts_with(from)).collect();
    assert_eq!(places.len(), 2, "beside the part and in the list at the end");
    places.into_iter().for_each(|at| bytes[at..at + to.len()].copy_from_slice(to));
    bytes
}

/// An archive in which one part is a link to a file of the machine.
fn linked(parts: &[(String, Vec<u8>)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default();
    for (name, bytes) in parts {
        zip.start_file(name.as_str(), options).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.add_symlink("xl/media/image1.png", "/etc/passwd", options).unwrap();
    zip.finish().unwrap().into_inner()
}

#[test]
fn a_sheet_is_where_everybody_finds_it_or_nowhere() {
    let relation = |attributes: &str| {
        let kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet";
        let rels = format!("<Relationships><Relationship Id=\"rId1\" Type=\"{kind}\" {attributes}/></Relationships>");
        workbook_with("xl/_rels/workbook.xml.rels", rels.as_bytes())
    };
    assert!(table(&relation("Target=\"worksheets/sheet1.xml\"")).is_ok(), "the same without what hurts");
    for attributes in ["Target=\"x.bin\"", "a:Target=\"worksheets/sheet1.xml\" Target=\"x.xml\""] {
        let fault = table(&relation(attributes)).map(|_| ()).expect_err(attributes);
        assert!(matches!(fault, Fault::Broken(_)), "{attributes}: {fault:?}");
    }
}

#[test]
fn parts_that_nobody_reads_may_be_what_they_are() {
    for (name, bytes) in [
        ("xl/drawings/vmlDrawing1.vml", "<xml><v:textbox>二行の<br>ボタン</v:textbox></xml>"),
        ("xl/media/image1.svg", "<!DOCTYPE svg PUBLIC \"-//W3C//DTD SVG 1.1//EN\" \"svg11.dtd\"><svg/>"),
        ("xl/strings.dat", " <sst uniqueCount=\"100000000000\"></sst>"),
    ] {
        assert!(table(&workbook_with(name, bytes.as_bytes())).is_ok(), "{name}");
    }
}

/// Text that does not pack well, so that its size alone is what is refused.
fn random_text(length: usize) -> String {
    let mut state = 1_u64;
    let mut letter = || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        char::from(b'a' + u8::try_from((state >> 33) % 26).unwrap())
    };
    (0..length).map(|_| letter()).collect()
}

fn numbered(count: usize) -> String {
    (0..count).map(|number| format!("<xf n=\"{}\"/>", (number as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15))).collect()
}

#[test]
fn a_long_text_that_many_cells_share_is_refused() {
    let bytes = sheet(|sheet| {
        sheet.write(0, 0, "意見").unwrap();
        sheet.write(1, 0, "長".repeat(32_767)).unwrap();
    });
    assert_eq!(table(&bytes).unwrap().1[1].as_ref().unwrap().1[0].chars().count(), 32_767, "as long as Excel allows");
    let shared = format!("<sst><si><t>{}</t></si></sst>", "a".repeat(40_000));
    let cell = "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>意見</t></is></c></row><row r=\"2\"><c r=\"A2\" t=\"s\"><v>0</v></c></row>";
    let mut parts = parts_of(&bytes);
    parts.retain(|(name, _)| name != "xl/sharedStrings.xml" && name != "xl/worksheets/sheet1.xml");
    parts.push(("xl/sharedStrings.xml".into(), shared.into_bytes()));
    parts.push((
        "xl/worksheets/sheet1.xml".into(),
        format!("<worksheet><sheetData>{cell}</sheetData></worksheet>").into_bytes(),
    ));
    let (_, rows) = table(&archive(&borrowed(&parts))).unwrap();
    assert_eq!(rows[1], Err(BadCell { row: 2, column: "A".into(), why: Bad::TooLong }));
}

#[test]
fn a_sheet_may_claim_any_size_and_miss_its_strings() {
    let claim = "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">\
        <dimension ref=\"A1:XFD1048576\"/><sheetData/></worksheet>";
    assert!(matches!(table(&workbook_with("xl/worksheets/sheet1.xml", claim.as_bytes())), Err(Fault::Empty)));
    let missing =
        claim.replace("<sheetData/>", "<sheetData><row r=\"1\"><c r=\"A1\" t=\"s\"><v>99</v></c></row></sheetData>");
    let fault = table(&workbook_with("xl/worksheets/sheet1.xml", missing.as_bytes())).map(|_| ()).unwrap_err();
    assert!(matches!(fault, Fault::Broken(_)), "{fault:?}");
}

#[test]
fn a_million_empty_rows_are_no_rows() {
    let lines = format!("意見\n{}声\n", ",,\n".repeat(1_000_000));
    assert_eq!(table(lines.as_bytes()).unwrap().1, [row(1, &["意見"]), row(1_000_002, &["声"])]);
    // As Excel leaves them behind where somebody has formatted whole columns.
    let cells = |row: u32| format!("<row r=\"{row}\"><c r=\"A{row}\" s=\"0\"/><c r=\"B{row}\" s=\"0\"/></row>");
    let text = |row: u32, text: &str| {
        format!("<row r=\"{row}\"><c r=\"A{row}\" t=\"inlineStr\"><is><t>{text}</t></is></c></row>")
    };
    let rows: String = (2..=1_000_001).map(cells).collect();
    let rows = format!("{}{rows}{}", text(1, "意見"), text(1_000_002, "声"));
    let sheet = format!("<worksheet><sheetData>{rows}</sheetData></worksheet>");
    let book = workbook_with("xl/worksheets/sheet1.xml", sheet.as_bytes());
    assert_eq!(table(&book).unwrap().1, [row(1, &["意見"]), row(1_000_002, &["声"])]);
}

#[test]
fn a_row_that_does_not_end_is_told_from_a_quotation_mark_that_nothing_closes() {
    let long = format!("番号,意見\n\"1\",声\n2,{}\n", "あ".repeat(3_000_000));
    assert!(matches!(table(long.as_bytes()), Err(Fault::RowTooLong { row: 3 })));
}
