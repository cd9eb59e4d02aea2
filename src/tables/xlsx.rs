//! XLSX in: the cells of one sheet, one after another. `package.rs` has looked through the archive before.

use std::fs::File;
use std::io::BufReader;
use std::ops::ControlFlow;

use calamine::{DataRef, ExcelDateTime, Reader, SheetType, SheetVisible, Xlsx, XlsxError};

use super::{Bad, BadCell, Each, Fault, Gate, Hidden, Row, Shape, Stranger, Wish, letters, package};

/// Characters of a cell, as Excel has it.
const MAX_CELL: usize = 32_767;
/// Bytes of one row's texts, and of all texts that are handed out: a cell may point to the same long text as others.
const MAX_ROW_BYTES: usize = 4 << 20;
const MAX_TEXT_BYTES: u64 = 1 << 30;

/// Reads one sheet; without a name the first that is not hidden.
pub fn read(file: File, wish: &Wish, each: &mut Each<'_>) -> Result<Shape, Fault> {
    let sheet = wish.sheet.as_deref();
    let package = package::look_through(&file)?;
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
    let hidden = unseen.chain(package.hidden_in(&name)).collect();
    rows(&mut book, &name, &wish.unused, each)?;
    Ok(Shape::Xlsx { sheet: name, sheets: all.into_iter().map(|sheet| sheet.name).collect(), hidden })
}

/// Cells arrive one by one; a row is whole when the next begins.
fn rows(book: &mut Xlsx<BufReader<File>>, sheet: &str, unused: &[usize], each: &mut Each<'_>) -> Result<(), Fault> {
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
            Err(_) if unused.contains(&column) => {}
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
