//! CSV in, whatever wrote it.

use std::cell::Cell;
use std::fmt;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read, Seek};
use std::rc::Rc;

use csv::{ReaderBuilder, StringRecord};

use super::text::{self, Decoded, Encoding};
use super::{Each, Fault, Gate, Row, Shape, Stranger, letters};

/// A row is shorter than that: what is longer is mostly a quotation mark that nothing closes.
const MAX_ROW_BYTES: u64 = 4 << 20;
/// Stands behind the end of every file, in a row of its own: where it is not alone there, a quotation mark is open. Of
/// noncharacters, which no text of ours holds; several, as a file may have one by mistake.
const END: &str = "\u{FDD0}\u{FDEF}\u{FDD0}";
/// Stands in the place of the first NUL, and there the file ends.
const NUL: &str = "\u{FDD0}\u{FDEF}\u{FDEF}";
const SEPARATORS: [u8; 3] = [b',', b'\t', b';'];

/// Reads a CSV file; without an encoding it finds out.
pub fn read(mut file: File, encoding: Option<Encoding>, each: &mut Each<'_>) -> Result<Shape, Fault> {
    let encoding = match encoding {
        Some(encoding) => encoding,
        None => text::detect(&mut file)?,
    };
    file.rewind()?;
    let marked = text::is_marked(&mut file)?;
    file.rewind()?;
    let (separator, is_said) = separator(&file, encoding)?;
    file.rewind()?;
    let watch = Rc::new(Watch::default());
    let input = Watched { input: Decoded::new(BufReader::new(file), encoding), watch: Rc::clone(&watch) };
    let mut reader = ReaderBuilder::new().has_headers(false).flexible(true).delimiter(separator).from_reader(input);
    let (mut gate, mut record, mut number) = (Gate::new(each), StringRecord::new(), 0);
    loop {
        watch.left.set(MAX_ROW_BYTES);
        let (line, begin) = (reader.position().line(), reader.position().byte());
        match reader.read_record(&mut record) {
            Ok(true) if watch.ended.get() && record.len() == 1 && &record[0] == END => break,
            Ok(true) => number += 1 + blank_lines(&record, reader.position().line() - line),
            Ok(false) => break,
            Err(error) => return Err(fault(error, number + 1, watch.quoted.get() > begin)),
        }
        if let Some(at) = record.iter().position(|cell| cell.contains(NUL)) {
            return Err(Fault::Nul { row: number, column: letters(at) });
        }
        if watch.ended.get() && record.iter().any(|cell| cell.contains(END)) {
            return Err(Fault::OpenQuote { row: number });
        }
        if is_said && number == 1 {
            continue;
        }
        let cells = record.iter().map(str::to_owned).collect();
        if gate.put(Row { number, cells })?.is_break() {
            return Ok(Shape::Csv { encoding, separator: char::from(separator), marked });
        }
    }
    gate.finish()?;
    Ok(Shape::Csv { encoding, separator: char::from(separator), marked })
}

/// How many of the lines that were read are blank ones before the row: spreadsheets number them like others.
fn blank_lines(record: &StringRecord, read: u64) -> u64 {
    let inside: usize = record.iter().map(|cell| cell.matches('\n').count()).sum();
    read.saturating_sub(1 + inside as u64)
}

/// The sign that stands most often in the first row that is not blank, outside quotation marks; or the one that the first line
/// says, as Excel has it: `sep=;`. Then this line is no row.
fn separator(file: &File, encoding: Encoding) -> Result<(u8, bool), Fault> {
    let mut head = BufReader::new(Decoded::new(BufReader::new(file), encoding).take(MAX_ROW_BYTES));
    let first = head.fill_buf()?.split(|byte| matches!(byte, b'\n' | b'\r')).next().unwrap_or_default();
    let said = |separator: &&u8| match first.trim_ascii_start() {
        // A tab is white space, too.
        [b's' | b'S', b'e' | b'E', b'p' | b'P', b'=', sign, rest @ ..] => {
            sign == *separator && rest.trim_ascii().is_empty()
        }
        _ => false,
    };
    if let Some(separator) = SEPARATORS.iter().find(said) {
        return Ok((*separator, true));
    }
    let (mut counts, mut quoted, mut begun) = ([0; SEPARATORS.len()], false, false);
    for byte in head.bytes() {
        let byte = byte?;
        begun |= !byte.is_ascii_whitespace();
        match byte {
            0 => return Err(Fault::NotATable(Stranger::Binary)),
            b'"' => quoted = !quoted,
            b'\n' | b'\r' if !quoted && begun => break,
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
    Ok((SEPARATORS[best], false))
}

/// `is_quoted`: a quotation mark stands in the row.
fn fault(error: csv::Error, row: u64, is_quoted: bool) -> Fault {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => match error.downcast::<TooLong>() {
            Ok(TooLong) if is_quoted => Fault::OpenQuote { row },
            Ok(TooLong) => Fault::RowTooLong { row },
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
    /// Bytes that have come, and where the last quotation mark among them ends.
    come: Cell<u64>,
    quoted: Cell<u64>,
    /// A NUL is next.
    nul: Cell<bool>,
    /// All of the file has been read, and the sign behind its end.
    ended: Cell<bool>,
    /// The last byte was a carriage return.
    returned: Cell<bool>,
}

/// A row does not end.
#[derive(Debug)]
struct TooLong;

impl fmt::Display for TooLong {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self:?}")
    }
}

impl std::error::Error for TooLong {}

struct Watched<R> {
    input: R,
    watch: Rc<Watch>,
}

impl Watch {
    /// Puts a sign behind the last of the bytes that are read.
    fn end_with(&self, sign: &str, into: &mut [u8]) -> usize {
        self.ended.set(true);
        into[..sign.len()].copy_from_slice(sign.as_bytes());
        sign.len()
    }

    /// Notes what has come.
    fn see(&self, bytes: &[u8]) {
        if let Some(at) = bytes.iter().rposition(|byte| *byte == b'"') {
            self.quoted.set(self.come.get() + at as u64 + 1);
        }
        self.come.set(self.come.get() + bytes.len() as u64);
    }

    /// Makes every end of a line one byte, so that lines can be counted, and answers how many bytes there are now.
    fn unite_line_ends(&self, bytes: &mut [u8]) -> usize {
        let mut kept = 0;
        for at in 0..bytes.len() {
            let byte = bytes[at];
            if !(self.returned.replace(byte == b'\r') && byte == b'\n') {
                bytes[kept] = if byte == b'\r' { b'\n' } else { byte };
                kept += 1;
            }
        }
        kept
    }
}

impl<R: Read> Read for Watched<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let mut count = 0;
        if self.watch.ended.get() || into.is_empty() {
            return Ok(0);
        }
        if self.watch.nul.get() {
            return Ok(self.watch.end_with(NUL, into));
        }
        while count == 0 {
            let read = self.input.read(into)?;
            if read == 0 {
                break;
            }
            count = self.watch.unite_line_ends(&mut into[..read]);
        }
        if count == 0 {
            return Ok(self.watch.end_with(&format!("\n{END}\n"), into));
        }
        if let Some(at) = into[..count].iter().position(|byte| *byte == 0) {
            self.watch.nul.set(true);
            count = at;
            if at == 0 {
                return Ok(self.watch.end_with(NUL, into));
            }
        }
        self.watch.see(&into[..count]);
        let left = self.watch.left.get().checked_sub(count as u64).ok_or_else(|| io::Error::other(TooLong))?;
        self.watch.left.set(left);
        Ok(count)
    }
}
