//! CSV in, whatever wrote it.

use std::cell::Cell;
use std::fmt;
use std::fs::File;
use std::io::{self, BufReader, Read, Seek};
use std::rc::Rc;

use csv::{ReaderBuilder, StringRecord};

use super::text::{self, Decoded, Encoding};
use super::{Each, Fault, Gate, Row, Shape, Stranger};

/// A row is shorter than that: what is longer is a quotation mark that nothing closes.
const MAX_ROW_BYTES: u64 = 4 << 20;
const SEPARATORS: [u8; 3] = [b',', b'\t', b';'];

/// Reads a CSV file; without an encoding it finds out.
pub fn read(mut file: File, encoding: Option<Encoding>, each: &mut Each<'_>) -> Result<Shape, Fault> {
    let encoding = match encoding {
        Some(encoding) => encoding,
        None => text::detect(&mut file)?,
    };
    file.rewind()?;
    let separator = separator(&file, encoding)?;
    file.rewind()?;
    let watch = Rc::new(Watch::default());
    let input = Watched { input: Decoded::new(BufReader::new(file), encoding), watch: Rc::clone(&watch) };
    let mut reader = ReaderBuilder::new().has_headers(false).flexible(true).delimiter(separator).from_reader(input);
    let (mut gate, mut record, mut number) = (Gate::new(each), StringRecord::new(), 0);
    loop {
        watch.left.set(MAX_ROW_BYTES);
        let line = reader.position().line();
        match reader.read_record(&mut record) {
            Ok(true) => number += 1 + blank_lines(&record, reader.position().line() - line),
            Ok(false) => break,
            Err(error) => return Err(fault(error, number + 1)),
        }
        let cells = record.iter().map(str::to_owned).collect();
        if gate.put(Row { number, cells })?.is_break() {
            return Ok(Shape::Csv { encoding, separator: char::from(separator) });
        }
    }
    // Quotation marks come in pairs, also those inside a text, which are doubled.
    if !watch.marks.get().is_multiple_of(2) {
        return Err(Fault::OpenQuote { row: number });
    }
    gate.finish()?;
    Ok(Shape::Csv { encoding, separator: char::from(separator) })
}

/// How many of the lines that were read are blank ones before the row: spreadsheets number them like others.
fn blank_lines(record: &StringRecord, read: u64) -> u64 {
    let inside: usize = record.iter().map(|cell| cell.matches('\n').count()).sum();
    read.saturating_sub(1 + inside as u64)
}

/// The sign that stands most often in the first row, outside quotation marks.
fn separator(file: &File, encoding: Encoding) -> Result<u8, Fault> {
    let mut head = Vec::new();
    Decoded::new(BufReader::new(file), encoding).take(MAX_ROW_BYTES).read_to_end(&mut head)?;
    let (mut counts, mut quoted) = ([0; SEPARATORS.len()], false);
    for byte in head {
        match byte {
            0 => return Err(Fault::NotATable(Stranger::Binary)),
            b'"' => quoted = !quoted,
            b'\n' | b'\r' if !quoted => break,
            _ if !quoted => {
                if let Some(at) = SEPARATORS.iter().position(|separator| *separator == byte) {
                    counts[at] += 1;
                }
            }
            _ => {}
        }
    }
    // Of equals the first: where none stands, there is one column, and any will do.
    let best = (0..SEPARATORS.len()).rev().max_by_key(|at| counts[*at]).unwrap_or(0);
    Ok(SEPARATORS[best])
}

fn fault(error: csv::Error, row: u64) -> Fault {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => match error.downcast::<Stop>() {
            Ok(Stop::TooLong) => Fault::OpenQuote { row },
            Ok(Stop::Nul) => Fault::NotATable(Stranger::Binary),
            Err(error) => error.into(),
        },
        other => Fault::Broken(format!("{other:?}")),
    }
}

/// What is seen of the bytes on their way to the reader of rows.
#[derive(Default)]
struct Watch {
    /// Bytes that may still come before the row ends.
    left: Cell<u64>,
    /// Quotation marks so far.
    marks: Cell<u64>,
}

/// Why the reading of bytes ends early.
#[derive(Debug)]
enum Stop {
    /// A row does not end.
    TooLong,
    Nul,
}

impl fmt::Display for Stop {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self:?}")
    }
}

impl std::error::Error for Stop {}

struct Watched<R> {
    input: R,
    watch: Rc<Watch>,
}

impl<R: Read> Read for Watched<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let count = self.input.read(into)?;
        let bytes = &into[..count];
        if bytes.contains(&0) {
            return Err(io::Error::other(Stop::Nul));
        }
        let left = self.watch.left.get().checked_sub(count as u64).ok_or_else(|| io::Error::other(Stop::TooLong))?;
        self.watch.left.set(left);
        let marks = bytes.iter().filter(|byte| **byte == b'"').count();
        self.watch.marks.set(self.watch.marks.get() + marks as u64);
        Ok(count)
    }
}
