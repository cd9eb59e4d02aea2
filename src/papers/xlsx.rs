//! XLSX for data: one sheet, one table, texts as texts, days and moments as dates that can be sorted and counted with,
//! nothing that computes, nothing hidden. The same rows and the same as-of time give the same bytes.

use std::io::Write;
use std::path::Path;

use jiff::civil::{Date, DateTime, Time};
use rust_xlsxwriter::{Color, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, XlsxError};

use super::{Cell, Column};

/// What Windows has had since version 10 and every municipal PC shows.
const FONT: &str = "BIZ UDPゴシック";
/// How days and moments are shown.
const DAY: &str = "yyyy-mm-dd";
const MOMENT: &str = "yyyy-mm-dd hh:mm:ss";
/// Of deflate, 1 to 9: against the usual 6 a workbook is an eighth larger and made in a third less time.
pub const LEVEL: u8 = 2;
/// Excel's own limit, the heading included.
const MOST_ROWS: u32 = 1_048_576;

/// Why a table cannot be an XLSX file.
#[derive(Debug)]
pub enum Refused {
    /// A cell over 32,767 UTF-16 units, which Excel would cut; counted from 0, without the heading.
    TooLong {
        row: u32,
    },
    TooManyRows,
    Other(XlsxError),
}

impl From<XlsxError> for Refused {
    fn from(error: XlsxError) -> Self {
        Self::Other(error)
    }
}

/// What is said of the table besides its rows.
pub struct Sheet<'a> {
    pub name: &'a str,
    pub columns: &'a [Column],
    /// Unix ms; the file's own date.
    pub as_of: i64,
    /// Where rows wait on disk until the file is put together.
    pub scratch: &'a Path,
}

/// A table on its way out, row after row: rows wait on disk, never in memory.
pub struct Table {
    book: Workbook,
    plain: Format,
    day: Format,
    moment: Format,
    columns: usize,
    /// The last row written; the heading is 0.
    last: u32,
}

impl Table {
    /// Writes the headings.
    pub fn new(sheet: &Sheet<'_>) -> Result<Self, Refused> {
        let mut book = Workbook::new();
        book.set_tempdir(sheet.scratch)?;
        book.set_zip_compression_level(LEVEL);
        let made = ExcelDateTime::from_timestamp(sheet.as_of.div_euclid(1000))?;
        book.set_properties(&DocProperties::new().set_title(sheet.name).set_creation_datetime(&made));
        let plain = Format::new().set_font_name(FONT).set_font_size(10).set_align(FormatAlign::Top);
        let text = plain.clone().set_text_wrap();
        let (day, moment) = (plain.clone().set_num_format(DAY), plain.clone().set_num_format(MOMENT));
        let head =
            text.clone().set_bold().set_background_color(Color::RGB(0xE6_E6E6)).set_border_bottom(FormatBorder::Thin);

        let page = book.add_worksheet_with_constant_memory()?;
        page.set_name(sheet_name(sheet.name))?;
        page.set_freeze_panes(1, 0)?;
        for (at, column) in (0u16..).zip(sheet.columns) {
            page.set_column_width(at, column.width)?;
            // What has no form of its own has its column's: a form given to each cell would be looked up for each.
            page.set_column_format(at, &text)?;
            page.write_string_with_format(0, at, &column.head, &head)?;
        }
        Ok(Self { book, plain, day, moment, columns: sheet.columns.len(), last: 0 })
    }

    pub fn add(&mut self, row: &[Cell<'_>]) -> Result<(), Refused> {
        let Self { book, plain, day, moment, last, .. } = self;
        *last += 1;
        if *last >= MOST_ROWS {
            return Err(Refused::TooManyRows);
        }
        let page = book.worksheet_from_index(0)?;
        for (column, cell) in (0u16..).zip(row) {
            let written = match cell {
                Cell::Empty => continue,
                Cell::Number(number) => page.write_number_with_format(*last, column, *number as f64, plain),
                Cell::Day(date) if is_known(*date) => {
                    page.write_datetime_with_format(*last, column, excel(date.to_datetime(Time::midnight()))?, day)
                }
                Cell::Moment { shown: Some(at), .. } if is_known(at.date()) => {
                    page.write_datetime_with_format(*last, column, excel(*at)?, moment)
                }
                words => match words.text() {
                    Some(words) => page.write_string(*last, column, words),
                    None => continue,
                },
            };
            match written {
                Ok(_) => {}
                Err(XlsxError::MaxStringLengthExceeded) => return Err(Refused::TooLong { row: *last - 1 }),
                Err(other) => return Err(other.into()),
            }
        }
        Ok(())
    }

    pub fn finish(mut self, out: impl Write + Send) -> Result<(), Refused> {
        let width = u16::try_from(self.columns).unwrap_or(u16::MAX);
        let page = self.book.worksheet_from_index(0)?;
        page.autofilter(0, 0, self.last, width.saturating_sub(1))?;
        // The landscape A4 that offices print on, with the headings on every page.
        page.set_landscape().set_paper_size(9).set_repeat_rows(0, 0)?.set_print_fit_to_pages(1, 0);
        self.book.save_to_writer(out).map_err(Refused::Other)
    }
}

/// Whether Excel's calendar, which begins with a year that has a day too many, agrees with ours about a day.
fn is_known(day: Date) -> bool {
    day.year() > 1900
}

fn excel(at: DateTime) -> Result<ExcelDateTime, XlsxError> {
    // None of them is below 0.
    let date = ExcelDateTime::from_ymd(at.year().unsigned_abs(), at.month().unsigned_abs(), at.day().unsigned_abs())?;
    date.and_hms(at.hour().unsigned_abs().into(), at.minute().unsigned_abs(), f64::from(at.second()))
}

/// At most 31 UTF-16 units, without what Excel forbids.
fn sheet_name(name: &str) -> String {
    let allowed = name.chars().map(|c| if "[]:*?/\\".contains(c) { '_' } else { c });
    let mut short = String::new();
    for c in allowed {
        if short.encode_utf16().count() + c.len_utf16() > 31 {
            break;
        }
        short.push(c);
    }
    let trimmed = short.trim_matches('\'');
    if trimmed.is_empty() { "Sheet1".to_owned() } else { trimmed.to_owned() }
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use jiff::civil::date;

    use super::*;

    fn written(rows: Vec<Vec<Cell<'_>>>) -> Result<Vec<u8>, Refused> {
        let columns = [Column { key: "text", head: "意見".into(), width: 40 }];
        let scratch = std::env::temp_dir();
        let sheet = Sheet { name: "意見一覧", columns: &columns, as_of: 1_730_077_200_000, scratch: &scratch };
        let mut table = Table::new(&sheet)?;
        rows.iter().try_for_each(|row| table.add(row))?;
        let mut out = Vec::new();
        table.finish(std::io::Cursor::new(&mut out)).map(|()| out)
    }

    #[test]
    fn the_same_rows_give_the_same_bytes() {
        let rows = || vec![vec![Cell::from("声".to_owned())], vec![Cell::Number(3)]];
        let first = written(rows()).unwrap();
        assert!(first.starts_with(b"PK"));
        assert_eq!(first, written(rows()).unwrap());
    }

    #[test]
    fn a_text_that_excel_would_cut_is_refused_with_its_row() {
        let fits = vec![Cell::from("あ".repeat(32_767))];
        assert!(written(vec![fits.clone()]).is_ok());
        let too_long = vec![Cell::from("😀".repeat(16_384))];
        assert!(matches!(written(vec![fits, too_long]), Err(Refused::TooLong { row: 1 })));
    }

    #[test]
    fn what_excels_calendar_does_not_tell_is_a_text() {
        let moment = |shown: Option<DateTime>| Cell::Moment { text: "TEXT".into(), shown };
        let texts = |cell: Cell<'_>| {
            let book = written(vec![vec![cell]]).unwrap();
            let mut archive = zip::ZipArchive::new(std::io::Cursor::new(book)).unwrap();
            let mut sheet = String::new();
            archive.by_name("xl/worksheets/sheet1.xml").unwrap().read_to_string(&mut sheet).unwrap();
            sheet.matches("t=\"inlineStr\"").count() - 1
        };
        assert_eq!(texts(moment(Some(date(2024, 10, 28).at(9, 0, 0, 0)))), 0);
        assert_eq!(texts(Cell::Day(date(1901, 1, 1))), 0);
        for cell in [moment(None), moment(Some(date(1900, 2, 28).at(9, 0, 0, 0))), Cell::Day(date(1900, 12, 31))] {
            assert_eq!(texts(cell), 1);
        }
    }

    #[test]
    fn a_sheet_name_is_what_excel_takes() {
        assert_eq!(sheet_name("意見一覧"), "意見一覧");
        assert_eq!(sheet_name("a[b]:*?/\\c"), "a_b______c");
        assert_eq!(sheet_name(&"あ".repeat(40)).chars().count(), 31);
        assert_eq!(sheet_name("''"), "Sheet1");
    }
}
