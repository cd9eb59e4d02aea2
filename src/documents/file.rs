//! What a file is, by its bytes and not by its name, and why it is not taken.

use std::io::{self, Cursor, Read};

use encoding_rs::{SHIFT_JIS, UTF_8};
use i18n_embed_fl::fl;
use zip::ZipArchive;
use zip::result::ZipError;

use super::{Kind, MAX_MB};
use crate::base::text::Words;

/// What a file may unpack to, all parts together: an office program would not open more either.
const MAX_UNPACKED: u64 = 512 << 20;
/// Of a part that says what the file is.
const MAX_PART: u64 = 1 << 20;
/// Of the end of a PDF, where its last table is named.
const PDF_END: usize = 2_048;

/// Why a file is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    Missing,
    Empty,
    TooLarge,
    TooSlow,
    /// It opens with a password, or may not be printed or copied.
    Locked,
    Macros,
    /// Word's and Excel's formats before 2007.
    Old,
    Damaged,
    /// Something else.
    Stranger,
}

impl Why {
    /// What is wrong and how to cure it.
    pub fn text(self, w: &Words) -> String {
        match self {
            Self::Missing => fl!(w, "import-file-missing"),
            Self::Empty => fl!(w, "document-why-empty"),
            Self::TooLarge => fl!(w, "document-why-large", mb = MAX_MB),
            Self::TooSlow => fl!(w, "document-why-slow"),
            Self::Locked => fl!(w, "document-why-locked"),
            Self::Macros => fl!(w, "document-why-macros"),
            Self::Old => fl!(w, "document-why-old"),
            Self::Damaged => fl!(w, "document-why-damaged"),
            Self::Stranger => fl!(w, "document-why-stranger"),
        }
    }
}

/// What a file is. Its name is asked for a CSV alone, which has no mark of its own.
pub fn look(bytes: &[u8], name: &str) -> Result<Kind, Why> {
    if bytes.is_empty() {
        return Err(Why::Empty);
    }
    if bytes.starts_with(b"%PDF-") {
        return pdf(bytes);
    }
    if bytes.starts_with(b"PK\x03\x04") {
        return package(bytes);
    }
    if bytes.starts_with(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1") {
        // What has a password is kept in the same container as files of before 2007.
        let name: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
        return Err(if find(bytes, &name).is_some() { Why::Locked } else { Why::Old });
    }
    if name.to_lowercase().ends_with(".csv") && is_text(bytes) { Ok(Kind::Csv) } else { Err(Why::Stranger) }
}

/// Whole to its end, and open to everybody: the last table of a locked one names how it is locked.
fn pdf(bytes: &[u8]) -> Result<Kind, Why> {
    let end = &bytes[bytes.len().saturating_sub(PDF_END)..];
    let table =
        end.windows(9).rposition(|window| window == b"startxref").map(|at| &end[at + 9..]).ok_or(Why::Damaged)?;
    let whole = find(table, b"%%EOF").ok_or(Why::Damaged)?;
    let offset = std::str::from_utf8(&table[..whole]).ok().and_then(|number| number.trim().parse::<usize>().ok());
    let table = offset.and_then(|offset| bytes.get(offset..)).ok_or(Why::Damaged)?.trim_ascii_start();
    // An old table ends where it names itself, a new one is packed behind its dictionary.
    let closes: &[u8] = if table.starts_with(b"xref") { b"startxref" } else { b"stream" };
    let told = &table[..find(table, closes).ok_or(Why::Damaged)?];
    if find(told, b"/Encrypt").is_some() { Err(Why::Locked) } else { Ok(Kind::Pdf) }
}

/// An archive of an office program, unpacked to its last byte: its sums tell whether it is whole.
fn package(bytes: &[u8]) -> Result<Kind, Why> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(broken)?;
    let (mut kind, mut left) = (None, MAX_UNPACKED);
    for place in 0..archive.len() {
        let part = archive.by_index(place).map_err(broken)?;
        let name = part.name().map_err(broken)?.to_lowercase();
        let mut counted = part.take(left + 1);
        let is_told = ["[content_types].xml", "mimetype", "meta-inf/manifest.xml"].contains(&name.as_str());
        let mut told = String::new();
        if is_told {
            (&mut counted).take(MAX_PART).read_to_string(&mut told).map_err(|_| Why::Damaged)?;
        }
        io::copy(&mut counted, &mut io::sink()).map_err(|_| Why::Damaged)?;
        left = counted.limit().checked_sub(1).ok_or(Why::Damaged)?;
        if told.contains("manifest:encryption-data") {
            return Err(Why::Locked);
        }
        let is_macro = ["basic/", "scripts/"].iter().any(|folder| name.starts_with(folder));
        if is_macro || name.ends_with("vbaproject.bin") || told.contains("macroEnabled") {
            return Err(Why::Macros);
        }
        kind = kind.or_else(|| named(&name, &told));
    }
    kind.ok_or(Why::Stranger)
}

/// What such a part says the file is.
fn named(part: &str, told: &str) -> Option<Kind> {
    let has = |kind: &str| told.contains(&format!("application/vnd.openxmlformats-officedocument.{kind}.main+xml"));
    match (part, told.trim()) {
        ("mimetype", "application/vnd.oasis.opendocument.text") => Some(Kind::Odt),
        ("mimetype", "application/vnd.oasis.opendocument.spreadsheet") => Some(Kind::Ods),
        ("[content_types].xml", _) if has("wordprocessingml.document") => Some(Kind::Docx),
        ("[content_types].xml", _) if has("spreadsheetml.sheet") => Some(Kind::Xlsx),
        _ => None,
    }
}

fn broken(error: ZipError) -> Why {
    match error {
        ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) => Why::Locked,
        _ => Why::Damaged,
    }
}

/// Text in UTF-8 or in Shift_JIS, as Excel writes a CSV, and no page of the web.
fn is_text(bytes: &[u8]) -> bool {
    let text = [UTF_8, SHIFT_JIS].into_iter().find_map(|encoding| {
        let (text, _, is_broken) = encoding.decode(bytes);
        (!is_broken).then_some(text)
    });
    text.is_some_and(|text| {
        !text.trim_start().starts_with('<') && !text.chars().any(|c| c.is_control() && !"\t\r\n".contains(c))
    })
}

fn find(bytes: &[u8], part: &[u8]) -> Option<usize> {
    bytes.windows(part.len()).position(|window| window == part)
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use zip::ZipWriter;
    use zip::write::SimpleFileOptions;

    use super::*;

    fn zipped(parts: &[(&str, &str)]) -> Vec<u8> {
        let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, text) in parts {
            archive.start_file(*name, SimpleFileOptions::default()).unwrap();
            archive.write_all(text.as_bytes()).unwrap();
        }
        archive.finish().unwrap().into_inner()
    }

    fn office(kind: &str) -> String {
        format!("<Override ContentType=\"application/vnd.openxmlformats-officedocument.{kind}.main+xml\"/>")
    }

    fn pdf_with(trailer: &str) -> Vec<u8> {
        let head = "%PDF-1.4\n1 0 obj\n<</Type/Catalog>>\nendobj\n";
        format!("{head}xref\n0 1\n0000000000 65535 f \ntrailer\n<<{trailer}>>\nstartxref\n{}\n%%EOF\n", head.len())
            .into_bytes()
    }

    #[test]
    fn a_file_is_what_its_bytes_say_whatever_it_is_called() {
        let (word, sheet) = (office("wordprocessingml.document"), office("spreadsheetml.sheet"));
        let opened = |kind: &str| zipped(&[("mimetype", kind), ("content.xml", "<a/>")]);
        let stream = b"%PDF-1.5\n9 0 obj\n<</Type/XRef/Size 3>>\nstream\nx\nendstream\nendobj\nstartxref\n9\n%%EOF";
        for (bytes, kind) in [
            (pdf_with("/Size 1"), Kind::Pdf),
            (stream.to_vec(), Kind::Pdf),
            (zipped(&[("[Content_Types].xml", &word), ("word/document.xml", "<a/>")]), Kind::Docx),
            (zipped(&[("xl/workbook.xml", "<a/>"), ("[Content_Types].xml", &sheet)]), Kind::Xlsx),
            (opened("application/vnd.oasis.opendocument.text"), Kind::Odt),
            (opened("application/vnd.oasis.opendocument.spreadsheet"), Kind::Ods),
        ] {
            for name in ["a.pdf", "a.exe", ""] {
                assert_eq!(look(&bytes, name), Ok(kind), "{name}");
            }
        }
    }

    #[test]
    fn a_csv_is_text_that_calls_itself_so() {
        let (sjis, _, _) = SHIFT_JIS.encode("地区,人口\n生野,3\n");
        for bytes in ["地区,人口\n生野,3\n".as_bytes(), "\u{FEFF}地区\r\n".as_bytes(), &sjis] {
            assert_eq!(look(bytes, "人口.CSV"), Ok(Kind::Csv));
            assert_eq!(look(bytes, "人口.txt"), Err(Why::Stranger));
        }
        for bytes in [b"a\x00b".as_slice(), b" <!doctype html><script>", b"\xFF\xFE\x00", b"\x1B$B"] {
            assert_eq!(look(bytes, "a.csv"), Err(Why::Stranger), "{bytes:?}");
        }
    }

    #[test]
    fn what_is_not_taken_is_named() {
        let word = office("wordprocessingml.document");
        let whole = zipped(&[("[Content_Types].xml", &word), ("word/document.xml", &"語".repeat(9_000))]);
        let mut bent = whole.clone();
        let at = bent.len() / 2;
        bent[at] ^= 0xFF;
        let ole = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".as_slice();
        let locked: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let odt = "application/vnd.oasis.opendocument.text";
        let macros = office("wordprocessingml.document").replace("document.main", "document.macroEnabled.main");
        for (bytes, why) in [
            (Vec::new(), Why::Empty),
            (pdf_with("/Size 1 /Encrypt 5 0 R"), Why::Locked),
            (pdf_with("/Size 1")[..60].to_vec(), Why::Damaged),
            (b"%PDF-1.4\nstartxref\n99999\n%%EOF".to_vec(), Why::Damaged),
            (whole[..whole.len() - 30].to_vec(), Why::Damaged),
            (bent, Why::Damaged),
            ([ole, &locked].concat(), Why::Locked),
            (ole.to_vec(), Why::Old),
            (zipped(&[("[Content_Types].xml", &word), ("word/vbaProject.bin", "x")]), Why::Macros),
            (zipped(&[("[Content_Types].xml", &macros)]), Why::Macros),
            (zipped(&[("mimetype", odt), ("Basic/Standard/a.xml", "x")]), Why::Macros),
            (zipped(&[("mimetype", odt), ("META-INF/manifest.xml", "<manifest:encryption-data/>")]), Why::Locked),
            (zipped(&[("mimetype", "application/epub+zip")]), Why::Stranger),
            (zipped(&[("a.txt", "x")]), Why::Stranger),
            (b"MZ\x90\x00".to_vec(), Why::Stranger),
        ] {
            assert_eq!(look(&bytes, "a.docx"), Err(why));
        }
    }
}
