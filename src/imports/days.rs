//! Days as people write them: 令和6年11月23日, R6.11.23, 2024/11/23, full width or half.

use jiff::civil::{Date, DateTime, Time, date};
use unicode_normalization::UnicodeNormalization;

/// Eras with their letter and first day. Before 1873 Japan kept another calendar.
const ERAS: [(&str, char, Date); 5] = [
    ("令和", 'r', date(2019, 5, 1)),
    ("平成", 'h', date(1989, 1, 8)),
    ("昭和", 's', date(1926, 12, 25)),
    ("大正", 't', date(1912, 7, 30)),
    ("明治", 'm', date(1873, 1, 1)),
];

/// A day, with the time of day where one is written. `None` for what is no day: 31 April, a serial number of Excel's,
/// an era's day before it began.
pub fn parse(text: &str) -> Option<DateTime> {
    let plain: String = text.nfkc().flat_map(char::to_lowercase).collect();
    let plain = plain.trim();
    let (day, rest) = match era(plain) {
        Some((first, rest)) => {
            let (numbers, rest) = numbers(rest.replacen('元', "1", 1).as_str(), 3)?;
            let day = civil(i64::from(first.year()) + numbers[0] - 1, numbers[1], numbers[2])?;
            (Some(day).filter(|day| *day >= first)?, rest)
        }
        None => {
            let (numbers, rest) = compact(plain).or_else(|| numbers(plain, 3))?;
            (Some(civil(numbers[0], numbers[1], numbers[2])?).filter(|day| day.year() >= 1873)?, rest)
        }
    };
    Some(day.to_datetime(time(&rest)?))
}

/// The first day of the era that a text begins with, and what follows.
fn era(text: &str) -> Option<(Date, &str)> {
    ERAS.iter().find_map(|(name, letter, first)| {
        let rest = text.strip_prefix(name).or_else(|| text.strip_prefix(*letter))?;
        rest.starts_with(|c: char| c.is_ascii_digit() || c == '元' || c.is_whitespace()).then_some((*first, rest))
    })
}

/// 20241123
fn compact(text: &str) -> Option<(Vec<i64>, String)> {
    let digits = text.len() == 8 && text.bytes().all(|byte| byte.is_ascii_digit());
    let part = |from: usize, to: usize| text.get(from..to)?.parse().ok();
    digits.then(|| Some((vec![part(0, 4)?, part(4, 6)?, part(6, 8)?], String::new())))?
}

/// So many numbers with one sign between two of them, and what follows the last and its own sign.
fn numbers(text: &str, count: usize) -> Option<(Vec<i64>, String)> {
    let (mut found, mut rest) = (Vec::new(), text.trim_start());
    while found.len() < count {
        let end = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
        found.push(rest.get(..end).filter(|digits| (1..=4).contains(&digits.len()))?.parse().ok()?);
        rest = &rest[end..];
        let sign = ['年', '月', '日', '/', '-', '.', '時', '分', '秒', ':'];
        rest = rest.trim_start().strip_prefix(sign).unwrap_or(rest).trim_start();
    }
    Some((found, rest.to_owned()))
}

fn civil(year: i64, month: i64, day: i64) -> Option<Date> {
    Date::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

/// What may follow a day: its weekday in brackets, then hours, minutes, seconds. Nothing else.
fn time(rest: &str) -> Option<Time> {
    let rest = rest.trim();
    let rest = match rest.strip_prefix('(') {
        Some(inner) => inner.split_once(')').filter(|(day, _)| day.chars().count() <= 3)?.1,
        None => rest.trim_start_matches('t'),
    };
    let rest = rest.trim();
    if rest.is_empty() {
        return Some(Time::midnight());
    }
    let (rest, pm) = match rest.strip_prefix("午後") {
        Some(rest) => (rest, 12),
        None => (rest.strip_prefix("午前").unwrap_or(rest), 0),
    };
    let (hour, rest) = numbers(rest, 1)?;
    let (minute, rest) = if rest.is_empty() { (0, rest) } else { numbers(&rest, 1).map(|(n, rest)| (n[0], rest))? };
    let (second, rest) = if rest.is_empty() { (0, rest) } else { numbers(&rest, 1).map(|(n, rest)| (n[0], rest))? };
    let zone = rest.trim_start_matches(|c: char| c.is_ascii_digit() || ".+:z".contains(c));
    let hour = if hour[0] < 12 { hour[0] + pm } else { hour[0] };
    let part = |number: i64| i8::try_from(number).ok();
    zone.is_empty().then(|| Time::new(part(hour)?, part(minute)?, part(second)?, 0).ok())?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_read_as_people_write_them() {
        for text in [
            "2024-11-23",
            "2024/11/23",
            "2024.11.23",
            "20241123",
            "２０２４年１１月２３日",
            "2024年11月23日（土）",
            "令和6年11月23日",
            "令和６年１１月２３日(土)",
            "R6.11.23",
            "Ｒ６／１１／２３",
            "r6-11-23",
            "令和 6年11月23日",
            " 2024-11-23 ",
        ] {
            assert_eq!(parse(text), Some(date(2024, 11, 23).at(0, 0, 0, 0)), "{text}");
        }
        assert_eq!(parse("令和元年5月1日"), Some(date(2019, 5, 1).at(0, 0, 0, 0)));
        assert_eq!(parse("平成31年4月30日"), Some(date(2019, 4, 30).at(0, 0, 0, 0)));
        assert_eq!(parse("S64.1.7"), Some(date(1989, 1, 7).at(0, 0, 0, 0)));
    }

    #[test]
    fn the_time_of_day_is_read_where_one_is_written() {
        for text in [
            "2024/11/23 13:30",
            "2024-11-23T13:30:00",
            "2024-11-23T13:30:00+09:00",
            "2024年11月23日（土）13時30分",
            "2024年11月23日 午後1時30分",
            "2024-11-23 13:30:00.123",
        ] {
            assert_eq!(parse(text), Some(date(2024, 11, 23).at(13, 30, 0, 0)), "{text}");
        }
    }

    #[test]
    fn what_is_no_day_is_none() {
        for text in [
            "",
            "明日",
            "2024-04-31",
            "45619",
            "令和0年1月1日",
            "令和元年4月30日",
            "6.11.23",
            "2024-11",
            "2024-13-01",
            "2024-11-23 25:00",
            "2024-11-23ごろ",
            "11/23/2024",
            "１年",
            "1872-12-31",
        ] {
            assert_eq!(parse(text), None, "{text}");
        }
    }
}
