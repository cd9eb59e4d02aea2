//! XLSX in. First the archive itself is looked through, since what unpacks it later trusts it; then the cells of one
//! sheet, one after another.

use std::collections::HashSet;
use std::fs::File;
use std::io::{self, BufReader, Read};
use std::ops::ControlFlow;

use calamine::{DataRef, ExcelDateTime, Reader, SheetVisible, Xlsx, XlsxError};
use quick_xml::events::{BytesStart, Event};
use zip::ZipArchive;

use super::{Bad, BadCell, Each, Fault, Gate, Hidden, Row, Shape, Stranger, letters};

/// Unpacked, all parts together.
const MAX_UNPACKED: u64 = 1 << 30;
/// An archive packs a table to a tenth, hardly to a hundredth.
const MAX_RATIO: u64 = 200;
/// What a small file may unpack to, however well it is packed.
const ALWAYS_UNPACKED: u64 = 1 << 20;
const MAX_PARTS: usize = 1_000;
const MAX_DEPTH: usize = 64;
/// A tag is never longer, even one with every attribute there is.
const MAX_TAG: usize = 64 * 1024;

/// Reads one sheet; without a name the first that is not hidden.
pub fn read(file: File, sheet: Option<&str>, each: &mut Each<'_>) -> Result<Shape, Fault> {
    let mut hidden = look_through(&file)?;
    let mut book = Xlsx::new(BufReader::new(file))?;
    let all = book.sheets_metadata().to_vec();
    let is_shown = |sheet: &&calamine::Sheet| sheet.visible == SheetVisible::Visible;
    let found = match sheet {
        Some(name) => all.iter().find(|sheet| sheet.name == name),
        None => all.iter().find(is_shown).or(all.first()),
    };
    let name = found.ok_or_else(|| Fault::NoSuchSheet(sheet.unwrap_or_default().to_owned()))?.name.clone();
    let unseen = all.iter().filter(|sheet| !is_shown(sheet)).map(|sheet| Hidden::Sheet(sheet.name.clone()));
    hidden.splice(0..0, unseen);
    rows(&mut book, &name, each)?;
    Ok(Shape::Xlsx { sheet: name, sheets: all.into_iter().map(|sheet| sheet.name).collect(), hidden })
}

/// Cells arrive one by one; a row is whole when the next begins.
fn rows(book: &mut Xlsx<BufReader<File>>, sheet: &str, each: &mut Each<'_>) -> Result<(), Fault> {
    let mut cells = book.worksheet_cells_reader(sheet)?;
    let mut gate = Gate::new(each);
    let mut row = Row { number: 0, cells: Vec::new() };
    let mut bad = None;
    while let Some(cell) = cells.next_cell_with_formula_metadata()? {
        let (number, column) = (u64::from(cell.pos.0) + 1, cell.pos.1 as usize);
        if number != row.number {
            if number < row.number {
                return Err(Fault::Broken(format!("row {number} after row {}", row.number)));
            }
            if close(&mut gate, &mut row, &mut bad)?.is_break() {
                return Ok(());
            }
            row.number = number;
        }
        let value = match cell.formula {
            Some(_) => Err(Bad::Formula),
            None => text(&cell.value),
        };
        match value {
            Ok(text) if text.is_empty() => {}
            Ok(_) if column >= super::MAX_COLUMNS => return Err(Fault::TooManyColumns { row: number }),
            Ok(text) => {
                row.cells.resize(row.cells.len().max(column + 1), String::new());
                row.cells[column] = text;
            }
            Err(why) if bad.is_none() => bad = Some(BadCell { row: number, column: letters(column), why }),
            Err(_) => {}
        }
    }
    if close(&mut gate, &mut row, &mut bad)?.is_break() {
        return Ok(());
    }
    gate.finish()
}

fn close(gate: &mut Gate<'_, '_>, row: &mut Row, bad: &mut Option<BadCell>) -> Result<ControlFlow<()>, Fault> {
    let cells = std::mem::take(&mut row.cells);
    match bad.take() {
        Some(cell) => gate.refuse(cell),
        None => gate.put(Row { number: row.number, cells }),
    }
}

/// A datum as text: days as 2024-11-23, whole numbers without a point, what Excel has rounded as Excel shows it.
fn text(value: &DataRef<'_>) -> Result<String, Bad> {
    Ok(match value {
        DataRef::Empty => String::new(),
        DataRef::String(text) => text.clone(),
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => decimal(*number),
        DataRef::Bool(value) => if *value { "TRUE" } else { "FALSE" }.to_owned(),
        DataRef::DateTime(moment) => day(moment)?,
        DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => text.clone(),
        DataRef::Error(_) => return Err(Bad::Error),
    })
}

/// Excel keeps fifteen digits; a number of more has lost the rest.
fn decimal(number: f64) -> String {
    if number.abs() < 1e15 { number.to_string() } else { format!("{number:.2E}").replace('E', "E+") }
}

fn day(moment: &ExcelDateTime) -> Result<String, Bad> {
    let serial = moment.as_f64();
    let (year, month, day, hour, minute, second, _) = moment.to_ymd_hms_milli();
    // Below 1 there is a time alone; 60 is a day that Excel believes in: 29 February 1900.
    if !(1.0..2_958_466.0).contains(&serial) || (year, month, day) == (1900, 2, 29) {
        return Err(Bad::Date);
    }
    let date = format!("{year:04}-{month:02}-{day:02}");
    Ok(if serial.fract() == 0.0 { date } else { format!("{date}T{hour:02}:{minute:02}:{second:02}") })
}

impl From<XlsxError> for Fault {
    fn from(error: XlsxError) -> Self {
        match error {
            XlsxError::Io(error) => error.into(),
            XlsxError::Password => Self::NotATable(Stranger::Encrypted),
            other => Self::Broken(other.to_string()),
        }
    }
}

/// Looks through every part: names, real sizes, tags. Answers the columns and rows that do not show.
fn look_through(file: &File) -> Result<Vec<Hidden>, Fault> {
    let packed = file.metadata()?.len();
    let limit = (packed.saturating_mul(MAX_RATIO)).clamp(ALWAYS_UNPACKED, MAX_UNPACKED);
    let broken = |error: zip::result::ZipError| Fault::Broken(error.to_string());
    let mut archive = ZipArchive::new(BufReader::new(file.try_clone()?)).map_err(broken)?;
    let (mut names, mut left, mut hidden) = (HashSet::new(), limit, Vec::new());
    if archive.len() > MAX_PARTS {
        return Err(Fault::Bomb);
    }
    for place in 0..archive.len() {
        let part = archive.by_index(place).map_err(broken)?;
        if part.encrypted() {
            return Err(Fault::NotATable(Stranger::Encrypted));
        }
        let name = part.name().map_err(broken)?.to_lowercase();
        let is_inside = !name.starts_with('/') && part.enclosed_name().is_some();
        if !is_inside || part.is_symlink() || !names.insert(name.clone()) {
            return Err(Fault::Broken(format!("a part called {name:?}")));
        }
        if name.ends_with("vbaproject.bin") {
            return Err(Fault::NotATable(Stranger::Macros));
        }
        // What an archive says of its sizes may be a lie: what counts is what comes out.
        let mut counted = part.take(left + 1);
        if name.ends_with(".xml") || name.ends_with(".rels") {
            let sheet = name.starts_with("xl/worksheets/");
            tags(&mut counted, if sheet { Some(&mut hidden) } else { None })?;
        }
        io::copy(&mut counted, &mut io::sink()).map_err(|error| Fault::Broken(error.to_string()))?;
        left = counted.limit().checked_sub(1).ok_or(Fault::Bomb)?;
    }
    // A Word file or any other archive is no table.
    if names.contains("xl/workbook.xml") { Ok(hidden) } else { Err(Fault::NotATable(Stranger::Archive)) }
}

/// Reads the tags of one part: how deep, how long, no definitions of entities.
fn tags(part: &mut impl Read, mut hidden: Option<&mut Vec<Hidden>>) -> Result<(), Fault> {
    let mut xml = quick_xml::Reader::from_reader(BufReader::new(part));
    let (mut buffer, mut depth, mut rows) = (Vec::new(), 0_usize, 0);
    loop {
        buffer.clear();
        let event = xml.read_event_into(&mut buffer).map_err(|error| Fault::Broken(error.to_string()))?;
        match &event {
            Event::DocType(_) => return Err(Fault::Bomb),
            Event::Start(tag) | Event::Empty(tag) => {
                depth += usize::from(matches!(event, Event::Start(_)));
                if depth > MAX_DEPTH || tag.len() > MAX_TAG {
                    return Err(Fault::Bomb);
                }
                if let Some(hidden) = &mut hidden {
                    match tag.local_name().as_ref() {
                        "row" if is_hidden(tag) => rows += 1,
                        "col" if is_hidden(tag) => hidden.extend(columns(tag)),
                        _ => {}
                    }
                }
            }
            Event::End(_) => depth = depth.saturating_sub(1),
            Event::Eof => break,
            _ => {}
        }
    }
    if let Some(hidden) = hidden
        && rows > 0
    {
        hidden.push(Hidden::Rows(rows));
    }
    Ok(())
}

fn is_hidden(tag: &BytesStart<'_>) -> bool {
    attribute(tag, "hidden").is_some_and(|value| value == "1" || value == "true")
}

fn columns(tag: &BytesStart<'_>) -> Option<Hidden> {
    let column = |name| attribute(tag, name)?.parse::<usize>().ok()?.checked_sub(1).map(letters);
    Some(Hidden::Columns(column("min")?, column("max")?))
}

fn attribute(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    tag.try_get_attribute(name).ok()?.map(|found| found.value.to_string())
}
