//! Targets 9 and 10: files that somebody of the staff asks for at the page and the program's job writes, beside what
//! deflate and the disk alone need for the same bytes, and beside pandas with xlsxwriter over the same rows, where
//! `KOE_LOAD_PYTHON` names a Python that has them.

use std::fs::File;
use std::io::{Cursor, Read, Write};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use koe::http::access::Role;
use serde::Deserialize;

use crate::Plan;
use crate::limits;
use crate::program::{Folder, Program};
use crate::report::{Book, Figures};
use crate::site::{self, Voices};
use crate::staff::{self, Newest, Staff};

/// What is asked for, in this order; the plain file is what pandas reads.
pub const FORMATS: [&str; 2] = ["csv-plain", "xlsx"];

/// The names under which figures are kept: seconds as `rate`, memory as `resident_mib`.
pub fn file_of(size: usize, format: &str) -> String {
    format!("{format} of {size}")
}
/// The same bytes written to the disk and synced.
pub fn disk_of(size: usize, format: &str) -> String {
    format!("disk, {format} of {size}")
}
/// The texts read by the same driver and dropped.
pub fn read_of(size: usize) -> String {
    format!("rows alone, {size}")
}
/// The workbook's parts deflated anew as they were, on one thread.
pub fn deflate_of(size: usize) -> String {
    format!("deflate of {size}")
}
/// From the rows in memory to the file, as pandas' own user would.
pub fn pandas_of(size: usize, format: &str) -> String {
    format!("pandas, {format} of {size}")
}

/// Every size in a program of its own, in each round; files of a million rows once, and not by pandas, which takes minutes.
pub async fn measure(plan: &Plan, folder: &Folder, voices: &Voices, book: &mut Book) {
    for size in plan.exports {
        eprintln!("files of {size} opinions");
        let name = format!("exports-{size}");
        site::prepare(&folder.data(&name), None, size, voices).await;
        staff::join(&folder.data(&name), &[Role::Staff]).await;
        let is_largest = size > plan.sizes[1];
        let python = std::env::var_os("KOE_LOAD_PYTHON").filter(|_| !is_largest);
        let rounds = if is_largest { 1 } else { plan.rounds };
        for _ in 0..rounds {
            let data = folder.copy(&name, "exports");
            let program = Program::start(&data, None).await;
            let mut staff = Staff::sign_in(program.address, &data).await;
            // A page first, as a person sees one: what it keeps in memory is not the export's.
            assert_eq!(staff.get("/staff/exports").await.0, 200);
            let before = program.resident_mib();
            for format in FORMATS {
                program.forget_peak();
                let (took, file) = export(&mut staff, &data, format).await;
                let grown = program.peak_mib() - before;
                book.add(&file_of(size, format), Figures { resident_mib: grown, ..Figures::one(took.as_secs_f64()) });
                beside(&file, size, format, folder, book);
                if let Some(python) = python.as_ref().filter(|_| format == FORMATS[0]) {
                    for (format, figures) in pandas(Path::new(python), &file, &folder.data("pandas")) {
                        book.add(&pandas_of(size, format), figures);
                    }
                }
                book.add(&read_of(size), Figures::one(limits::read_seconds(&site::url(&data)).await));
            }
        }
    }
}

/// From the press of the button until the file lies there.
async fn export(staff: &mut Staff, data: &Path, format: &str) -> (Duration, PathBuf) {
    let begun = Instant::now();
    let (status, ..) = staff.post("/staff/exports", &format!("call=plan&profile=office&format={format}")).await;
    assert_eq!(status, 303);
    let newest = "select id, state from exports order by created_at desc, id desc limit 1";
    let Newest { id, .. } = staff.until(newest, "done").await;
    let end = if format == "xlsx" { "xlsx" } else { "csv" };
    (begun.elapsed(), data.join("exports").join(format!("{id}.{end}")))
}

/// What others need for the same file.
fn beside(file: &Path, size: usize, format: &str, folder: &Folder, book: &mut Book) {
    let bytes = std::fs::read(file).expect("the file of an export");
    book.add(&disk_of(size, format), Figures::one(seconds(|| write_synced(&folder.data("bytes"), &bytes))));
    if format == "xlsx" {
        book.add(&deflate_of(size), Figures::one(deflate(&bytes)));
    }
}

fn seconds(work: impl FnOnce()) -> f64 {
    let begun = Instant::now();
    work();
    begun.elapsed().as_secs_f64()
}

fn write_synced(path: &Path, bytes: &[u8]) {
    let mut file = File::create(path).expect("a file");
    file.write_all(bytes).and_then(|()| file.sync_all()).expect("a written file");
}

/// Takes a workbook apart and times putting its parts together again, in memory.
fn deflate(book: &[u8]) -> f64 {
    let mut parts = zip::ZipArchive::new(Cursor::new(book)).expect("a workbook");
    let texts: Vec<Vec<u8>> = (0..parts.len())
        .map(|place| {
            let mut text = Vec::new();
            parts.by_index(place).expect("a part").read_to_end(&mut text).expect("a part that opens");
            text
        })
        .collect();
    seconds(|| {
        let mut again = zip::ZipWriter::new(Cursor::new(Vec::with_capacity(book.len())));
        for (place, text) in texts.iter().enumerate() {
            let options = zip::write::SimpleFileOptions::default().large_file(text.len() > u32::MAX as usize);
            let options = options.compression_level(Some(koe::papers::xlsx::LEVEL.into()));
            again.start_file(place.to_string(), options).expect("a part");
            again.write_all(text).expect("a deflated part");
        }
        again.finish().expect("an archive");
    })
}

/// Prints seconds and MiB of the table, of its CSV and of its workbook.
const PANDAS: &str = include_str!("frame.py");

#[derive(Deserialize)]
struct Pandas {
    csv_s: f64,
    csv_mib: f64,
    xlsx_s: f64,
    xlsx_mib: f64,
}

/// From the table in memory to a CSV and to a workbook; the memory is that of table and file together.
fn pandas(python: &Path, file: &Path, folder: &Path) -> [(&'static str, Figures); 2] {
    std::fs::create_dir_all(folder).expect("a folder");
    let ran = Command::new(python).arg("-c").arg(PANDAS).arg(file).arg(folder).output().expect("Python runs");
    assert!(ran.status.success(), "pandas: {}", String::from_utf8_lossy(&ran.stderr));
    let said: Pandas = serde_json::from_slice(&ran.stdout).expect("figures of pandas");
    let figures = |seconds, resident_mib| Figures { resident_mib, ..Figures::one(seconds) };
    [("csv-plain", figures(said.csv_s, said.csv_mib)), ("xlsx", figures(said.xlsx_s, said.xlsx_mib))]
}
