//! XLSX in. First the archive itself is looked through, since what unpacks it later trusts it; then the cells of one
//! sheet, one after another.

use std::cell::Cell;
use std::collections::{HashMap, HashSet};
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::ops::ControlFlow;
use std::rc::Rc;

use calamine::{DataRef, ExcelDateTime, Reader, SheetType, SheetVisible, Xlsx, XlsxError};
use quick_xml::events::{BytesStart, Event};
use zip::ZipArchive;
use zip::result::ZipError;

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
/// Nor is a text: a cell has 32,767 characters at most.
const MAX_TOKEN: u64 = 1 << 20;
/// Different texts of one workbook.
const MAX_STRINGS: usize = 4_000_000;
/// Characters of a cell, as Excel has it.
const MAX_CELL: usize = 32_767;
/// Bytes of one row's texts, and of all texts that are handed out: a cell may point to the same long text as others.
const MAX_ROW_BYTES: usize = 4 << 20;
const MAX_TEXT_BYTES: u64 = 1 << 30;

/// Reads one sheet; without a name the first that is not hidden.
pub fn read(file: File, sheet: Option<&str>, each: &mut Each<'_>) -> Result<Shape, Fault> {
    let inside = look_through(&file)?;
    let mut book = Xlsx::new(BufReader::new(file))?;
    let all: Vec<calamine::Sheet> =
        book.sheets_metadata().iter().filter(|sheet| sheet.typ == SheetType::WorkSheet).cloned().collect();
    let is_shown = |sheet: &&calamine::Sheet| sheet.visible == SheetVisible::Visible;
    let found = match sheet {
        Some(name) => all.iter().find(|sheet| sheet.name == name),
        None => all.iter().find(is_shown).or(all.first()),
    };
    let name = found.ok_or_else(|| Fault::NoSuchSheet(sheet.unwrap_or_default().to_owned()))?.name.clone();
    let unseen = all.iter().filter(|sheet| !is_shown(sheet)).map(|sheet| Hidden::Sheet(sheet.name.clone()));
    let hidden = unseen.chain(inside.hidden_in(&name)).collect();
    rows(&mut book, &name, each)?;
    Ok(Shape::Xlsx { sheet: name, sheets: all.into_iter().map(|sheet| sheet.name).collect(), hidden })
}

/// Cells arrive one by one; a row is whole when the next begins.
fn rows(book: &mut Xlsx<BufReader<File>>, sheet: &str, each: &mut Each<'_>) -> Result<(), Fault> {
    let mut cells = book.worksheet_cells_reader(sheet)?;
    let mut gate = Gate::new(each);
    let mut row = Row { number: 0, cells: Vec::new() };
    let (mut bad, mut in_row, mut in_all) = (None, 0, 0);
    while let Some(cell) = cells.next_cell_with_formula_metadata()? {
        let (number, column) = (u64::from(cell.pos.0) + 1, cell.pos.1 as usize);
        if number != row.number {
            if number < row.number {
                return Err(Fault::Broken(format!("row {number} after row {}", row.number)));
            }
            if close(&mut gate, &mut row, &mut bad)?.is_break() {
                return Ok(());
            }
            (row.number, in_row) = (number, 0);
        }
        let value = match cell.formula {
            Some(_) => Err(Bad::Formula),
            None => text(&cell.value),
        };
        match value {
            Ok(text) if text.is_empty() => {}
            Ok(_) if column >= super::MAX_COLUMNS => return Err(Fault::TooManyColumns { row: number }),
            Ok(text) => {
                in_row += text.len();
                in_all += text.len() as u64;
                if in_row > MAX_ROW_BYTES || in_all > MAX_TEXT_BYTES {
                    return Err(Fault::Bomb);
                }
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

/// A datum as text: days as 2024-11-23, times as 13:30:00, whole numbers without a point, what Excel has rounded as
/// Excel shows it.
fn text(value: &DataRef<'_>) -> Result<String, Bad> {
    let whole = |text: &str| if text.chars().count() > MAX_CELL { Err(Bad::TooLong) } else { Ok(text.to_owned()) };
    Ok(match value {
        DataRef::Empty => String::new(),
        DataRef::String(text) => whole(text)?,
        DataRef::SharedString(text) => whole(text)?,
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => decimal(*number),
        DataRef::Bool(value) => if *value { "TRUE" } else { "FALSE" }.to_owned(),
        DataRef::DateTime(moment) if moment.is_duration() => decimal(moment.as_f64()),
        DataRef::DateTime(moment) => day(moment)?,
        DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => text.clone(),
        DataRef::Error(_) => return Err(Bad::Error),
    })
}

/// Excel shows fifteen digits; a number of more has lost the rest.
fn decimal(number: f64) -> String {
    if number.abs() >= 1e15 {
        return format!("{number:.2E}").replace('E', "E+");
    }
    let shown = format!("{number:.14e}").parse::<f64>().unwrap_or(number);
    shown.to_string()
}

fn day(moment: &ExcelDateTime) -> Result<String, Bad> {
    let serial = moment.as_f64();
    let (year, month, day, hour, minute, second, _) = moment.to_ymd_hms_milli();
    let time = format!("{hour:02}:{minute:02}:{second:02}");
    if (0.0..1.0).contains(&serial) {
        return Ok(time);
    }
    // 60 is a day that Excel believes in: 29 February 1900.
    if !(1.0..2_958_466.0).contains(&serial) || (year, month, day) == (1900, 2, 29) {
        return Err(Bad::Date);
    }
    let date = format!("{year:04}-{month:02}-{day:02}");
    Ok(if serial.fract() == 0.0 { date } else { format!("{date}T{time}") })
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

/// What the parts of an archive tell before they are trusted.
#[derive(Default)]
struct Inside {
    names: HashSet<String>,
    /// Sheets by name, with the id of their relation.
    sheets: Vec<(String, String)>,
    /// The file that a relation leads to, by its id.
    targets: HashMap<String, String>,
    /// What does not show, by the file of its sheet.
    hidden: HashMap<String, Vec<Hidden>>,
}

impl Inside {
    /// Columns and rows of a sheet that do not show.
    fn hidden_in(&self, sheet: &str) -> Vec<Hidden> {
        let relation = self.sheets.iter().find(|(name, _)| name == sheet).map(|(_, id)| id);
        let file = relation.and_then(|id| self.targets.get(id));
        file.and_then(|file| self.hidden.get(file)).cloned().unwrap_or_default()
    }
}

/// The last part of a path, in lower case: enough to tell sheets apart.
fn file_name(path: &str) -> String {
    path.rsplit('/').next().unwrap_or(path).to_lowercase()
}

/// Looks through every part: names, real sizes, tags.
fn look_through(file: &File) -> Result<Inside, Fault> {
    let packed = file.metadata()?.len();
    let limit = (packed.saturating_mul(MAX_RATIO)).clamp(ALWAYS_UNPACKED, MAX_UNPACKED);
    let mut archive = ZipArchive::new(BufReader::new(file.try_clone()?)).map_err(broken)?;
    let (mut inside, mut left) = (Inside::default(), limit);
    if archive.len() > MAX_PARTS {
        return Err(Fault::Bomb);
    }
    for place in 0..archive.len() {
        let part = archive.by_index(place).map_err(broken)?;
        let name = part.name().map_err(broken)?.to_lowercase();
        let is_inside = !name.starts_with('/') && part.enclosed_name().is_some();
        if !is_inside || part.is_symlink() || !inside.names.insert(name.clone()) {
            return Err(Fault::Broken(format!("a part called {name:?}")));
        }
        if name.ends_with("vbaproject.bin") {
            return Err(Fault::NotATable(Stranger::Macros));
        }
        // What an archive says of its sizes may be a lie: what counts is what comes out.
        let mut counted = BufReader::new(part.take(left + 1));
        // What is XML, its first sign tells and not its name.
        let begins = counted.fill_buf().map_err(|error| Fault::Broken(error.to_string()))?;
        if begins.trim_ascii_start().starts_with(b"<") || begins.starts_with(b"\xEF\xBB\xBF") {
            tags(&mut counted, &file_name(&name), &mut inside)?;
        }
        io::copy(&mut counted, &mut io::sink()).map_err(|error| Fault::Broken(error.to_string()))?;
        left = counted.into_inner().limit().checked_sub(1).ok_or(Fault::Bomb)?;
    }
    // A Word file or any other archive is no table.
    if inside.names.contains("xl/workbook.xml") { Ok(inside) } else { Err(Fault::NotATable(Stranger::Archive)) }
}

fn broken(error: ZipError) -> Fault {
    match error {
        ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) => Fault::NotATable(Stranger::Encrypted),
        other => Fault::Broken(other.to_string()),
    }
}

/// Reads the tags of one part: how deep, how long, how many, no definitions of entities.
fn tags(part: &mut impl Read, file: &str, inside: &mut Inside) -> Result<(), Fault> {
    let watch = Rc::new(Watch::default());
    let mut xml = quick_xml::Reader::from_reader(BufReader::new(Watched { input: part, watch: Rc::clone(&watch) }));
    let (mut buffer, mut depth, mut root, mut rows, mut hidden) = (Vec::new(), 0_usize, None, 0, Vec::new());
    let mut strings = 0;
    loop {
        buffer.clear();
        watch.since.set(0);
        let event = match xml.read_event_into(&mut buffer) {
            Ok(event) => event,
            Err(_) if watch.is_over() => return Err(Fault::Bomb),
            Err(error) => return Err(Fault::Broken(error.to_string())),
        };
        match &event {
            Event::DocType(_) => return Err(Fault::Bomb),
            Event::Start(tag) | Event::Empty(tag) => {
                depth += usize::from(matches!(event, Event::Start(_)));
                let name = tag.local_name();
                let root = root.get_or_insert_with(|| Root::of(name.as_ref()));
                watch.most.set(root.most_bytes());
                strings += usize::from(name.as_ref() == "si");
                if depth > MAX_DEPTH || tag.len() > MAX_TAG || strings > MAX_STRINGS || claims_too_many(tag) {
                    return Err(Fault::Bomb);
                }
                match (*root, name.as_ref()) {
                    (Root::Sheet, "row") if is_hidden(tag) => rows += 1,
                    (Root::Sheet, "col") if is_hidden(tag) && hidden.len() < super::MAX_COLUMNS => {
                        hidden.extend(columns(tag));
                    }
                    (Root::Other, "sheet") => {
                        inside.sheets.extend(attribute(tag, "name").zip(attribute(tag, "id")));
                    }
                    (Root::Other, "Relationship") => {
                        let target = attribute(tag, "Target").map(|path| file_name(&path));
                        inside.targets.extend(attribute(tag, "Id").zip(target));
                    }
                    _ => {}
                }
            }
            Event::End(_) => depth = depth.saturating_sub(1),
            Event::Eof => break,
            _ => {}
        }
    }
    if rows > 0 {
        hidden.push(Hidden::Rows(rows));
    }
    inside.hidden.insert(file.to_owned(), hidden);
    Ok(())
}

/// What a part is, by its first tag.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Root {
    Sheet,
    Strings,
    Other,
}

impl Root {
    fn of(name: &str) -> Self {
        match name {
            "worksheet" => Self::Sheet,
            "sst" => Self::Strings,
            _ => Self::Other,
        }
    }

    /// Sheets are read cell by cell; everything else is kept in memory by whoever reads the workbook.
    fn most_bytes(self) -> u64 {
        match self {
            Self::Sheet => MAX_UNPACKED,
            Self::Strings => MAX_UNPACKED / 4,
            Self::Other => MAX_UNPACKED / 64,
        }
    }
}

/// Room is made for as many strings as a part says it has, before the first is read.
fn claims_too_many(tag: &BytesStart<'_>) -> bool {
    let claimed = |name| {
        attribute(tag, name).is_some_and(|count| count.parse().is_ok_and(|count: u64| count > MAX_STRINGS as u64))
    };
    let is_list = tag.local_name().as_ref() == "sst";
    is_list && (claimed("uniqueCount") || claimed("count"))
}

/// How much has been read: in all, and since the last tag or text.
#[derive(Default)]
struct Watch {
    all: Cell<u64>,
    /// 0: not known yet.
    most: Cell<u64>,
    since: Cell<u64>,
}

impl Watch {
    fn is_over(&self) -> bool {
        self.since.get() > MAX_TOKEN || self.most.get() > 0 && self.all.get() > self.most.get()
    }
}

struct Watched<R> {
    input: R,
    watch: Rc<Watch>,
}

impl<R: Read> Read for Watched<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let count = self.input.read(into)?;
        self.watch.all.set(self.watch.all.get() + count as u64);
        self.watch.since.set(self.watch.since.get() + count as u64);
        if self.watch.is_over() { Err(io::ErrorKind::FileTooLarge.into()) } else { Ok(count) }
    }
}

fn is_hidden(tag: &BytesStart<'_>) -> bool {
    attribute(tag, "hidden").is_some_and(|value| value == "1" || value == "true")
}

fn columns(tag: &BytesStart<'_>) -> Option<Hidden> {
    let column = |name| attribute(tag, name)?.parse::<usize>().ok()?.checked_sub(1).map(letters);
    Some(Hidden::Columns(column("min")?, column("max")?))
}

/// An attribute by its name without a prefix.
fn attribute(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    let found = tag.attributes().with_checks(false).flatten().find(|found| found.key.local_name().as_ref() == name)?;
    Some(found.value.to_string())
}
