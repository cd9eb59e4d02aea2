//! Days as people write them: 令和6年11月23日, R6.11.23, 2024/11/23, full width or half.

use jiff::civil::{Date, DateTime, Time, date};
use jiff::tz::Offset;
use unicode_normalization::UnicodeNormalization;

use crate::base::calendar::Zone;

/// Eras with their letter and first day. Before 1873 Japan kept another calendar.
const ERAS: [(&str, char, Date); 5] = [
    ("令和", 'r', date(2019, 5, 1)),
    ("平成", 'h', date(1989, 1, 8)),
    ("昭和", 's', date(1926, 12, 25)),
    ("大正", 't', date(1912, 7, 30)),
    ("明治", 'm', date(1873, 1, 1)),
];

/// A day, with the time of day where one is written; one with an offset as the clocks of `zone` show it. `None` for what
/// is no day: 31 April, a serial number of Excel's, an era's day before it began or when it was over.
pub fn parse(text: &str, zone: &Zone) -> Option<DateTime> {
    moment(text, zone).map(|at| zone.at(at).datetime())
}

/// The same in unix ms. Without an offset it is what the clocks of `zone` showed, the first time that they did.
pub fn moment(text: &str, zone: &Zone) -> Option<i64> {
    let plain: String = text.nfkc().flat_map(char::to_lowercase).collect();
    let plain = plain.trim();
    let (day, rest) = match era(plain) {
        Some((first, next, rest)) => {
            let (numbers, rest) = numbers(rest.replacen('元', "1", 1).as_str(), 3)?;
            let day = civil(i64::from(first.year()) + numbers[0] - 1, numbers[1], numbers[2])?;
            (Some(day).filter(|day| *day >= first && next.is_none_or(|next| *day < next))?, rest)
        }
        None => {
            let (numbers, rest) = compact(plain).or_else(|| numbers(plain, 3))?;
            (Some(civil(numbers[0], numbers[1], numbers[2])?).filter(|day| day.year() >= 1873)?, rest)
        }
    };
    let (time, offset) = time(&rest)?;
    let written = day.to_datetime(time);
    match offset {
        Some(offset) => Some(offset.to_timestamp(written).ok()?.as_millisecond()),
        None => zone.moment(written),
    }
}

/// 10/20/2024 9:15:23, as Google's forms write a moment where they are set to American English; unix ms.
pub fn month_first(text: &str, zone: &Zone) -> Option<i64> {
    let (month, rest) = text.trim().split_once('/')?;
    let (day, rest) = rest.split_once('/')?;
    let (year, time) = rest.split_at_checked(4)?;
    moment(&format!("{year}/{month}/{day}{time}"), zone)
}

/// Seconds or milliseconds since 1970, as programs write a moment.
pub fn epoch(text: &str) -> Option<i64> {
    let count: i64 = text.bytes().all(|byte| byte.is_ascii_digit()).then(|| text.parse().ok())??;
    match text.len() {
        10 => Some(count * 1_000),
        13 => Some(count),
        _ => None,
    }
}

/// The day for which Excel keeps a number, with a fraction for the time of day; of those of people who may still write.
pub fn of_number(text: &str) -> Option<Date> {
    let (days, fraction) = text.split_once('.').unwrap_or((text, "0"));
    let is_whole = |digits: &str| !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    let days: i64 = (days.len() == 5 && is_whole(days) && is_whole(fraction)).then(|| days.parse().ok())??;
    date(1899, 12, 30).checked_add(jiff::Span::new().days(days)).ok().filter(|day| (1950..2100).contains(&day.year()))
}

/// The first day of the era that a text begins with, that of the era after it, and what follows in the text.
fn era(text: &str) -> Option<(Date, Option<Date>, &str)> {
    let next = std::iter::once(None).chain(ERAS.iter().map(|(.., first)| Some(*first)));
    ERAS.iter().zip(next).find_map(|((name, letter, first), next)| {
        let rest = text.strip_prefix(name).or_else(|| text.strip_prefix(*letter))?;
        rest.starts_with(|c: char| c.is_ascii_digit() || c == '元' || c.is_whitespace()).then_some((*first, next, rest))
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

/// What may follow a day: its weekday in brackets, then hours, minutes, seconds, and how far they are from Greenwich.
/// Nothing else.
fn time(rest: &str) -> Option<(Time, Option<Offset>)> {
    let rest = rest.trim();
    let rest = match rest.strip_prefix('(') {
        Some(inner) => inner.split_once(')').filter(|(day, _)| day.chars().count() <= 3)?.1,
        None => rest.trim_start_matches('t'),
    };
    if rest.trim().is_empty() {
        return Some((Time::midnight(), None));
    }
    let (before, rest) = half(rest);
    let (hour, rest) = part(rest)?;
    let rest = rest.strip_prefix([':', '時'])?;
    let (minute, rest) = part(rest).unwrap_or((0, rest));
    let rest = rest.strip_prefix([':', '分']).unwrap_or(rest);
    let (second, rest) = part(rest).unwrap_or((0, rest));
    let rest = rest.strip_prefix('秒').unwrap_or(rest);
    let rest =
        rest.strip_prefix('.').map_or(rest, |fraction| fraction.trim_start_matches(|c: char| c.is_ascii_digit()));
    let (after, rest) = half(rest);
    let hour = match before.or(after) {
        Some(_) if hour > 12 => return None,
        Some(Half::Morning) => hour % 12,
        Some(Half::Afternoon) => hour % 12 + 12,
        None => hour,
    };
    Some((Time::new(hour, minute, second, 0).ok()?, offset(rest.trim())?))
}

#[derive(Clone, Copy)]
enum Half {
    Morning,
    Afternoon,
}

/// 午前 or 午後, am or pm, which stand before the hour or behind the time.
fn half(text: &str) -> (Option<Half>, &str) {
    let text = text.trim_start();
    let names = [("午前", Half::Morning), ("午後", Half::Afternoon), ("am", Half::Morning), ("pm", Half::Afternoon)];
    let found = names.into_iter().find_map(|(name, half)| Some((half, text.strip_prefix(name)?)));
    found.map_or((None, text), |(half, rest)| (Some(half), rest))
}

/// One or two digits, and what follows.
fn part(text: &str) -> Option<(i8, &str)> {
    let text = text.trim_start();
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    (1..=2).contains(&end).then(|| Some((text[..end].parse().ok()?, &text[end..])))?
}

/// z, +09:00, +0900, gmt+9; `Some(None)` where nothing is written.
fn offset(text: &str) -> Option<Option<Offset>> {
    if text.is_empty() {
        return Some(None);
    }
    let rest = ["gmt", "utc", "z"].iter().find_map(|name| text.strip_prefix(name)).unwrap_or(text);
    if rest.is_empty() {
        return Some(Some(Offset::UTC));
    }
    let sign = if rest.starts_with('-') { -1 } else { 1 };
    let digits = rest.strip_prefix(['+', '-'])?.replacen(':', "", 1);
    let number: i32 = digits.bytes().all(|byte| byte.is_ascii_digit()).then(|| digits.parse().ok())??;
    let (hours, minutes) = if digits.len() <= 2 { (number, 0) } else { (number / 100, number % 100) };
    Some(Some(Offset::from_seconds(sign * (hours * 3_600 + minutes * 60)).ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::calendar::HOUR_MS;

    fn parse(text: &str) -> Option<DateTime> {
        super::parse(text, &Zone::named("Asia/Tokyo").unwrap())
    }

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
            "2024-11-23T13:30+09:00",
            "2024-11-23T04:30Z",
            "2024-11-23T04:30:00.000Z",
            "2024-11-22 23:30:00 -0500",
            "2024/11/23 1:30:00 午後 GMT+9",
            "2024/11/23 1:30:00 PM GMT+9",
            "2024/11/23 01:30 pm",
        ] {
            assert_eq!(parse(text), Some(date(2024, 11, 23).at(13, 30, 0, 0)), "{text}");
        }
        assert_eq!(parse("2024-11-23T16:30:00Z"), Some(date(2024, 11, 24).at(1, 30, 0, 0)), "the next day in Japan");
        assert_eq!(parse("2024/11/23 午前12時5分"), Some(date(2024, 11, 23).at(0, 5, 0, 0)));
        assert_eq!(parse("2024/11/23 12:05:00 AM"), Some(date(2024, 11, 23).at(0, 5, 0, 0)));
        assert_eq!(parse("2024/11/23 午後0時5分"), Some(date(2024, 11, 23).at(12, 5, 0, 0)));
        assert_eq!(parse("2024/11/23 13時"), Some(date(2024, 11, 23).at(13, 0, 0, 0)));
    }

    #[test]
    fn a_month_that_stands_first_is_read_where_it_is_asked_for() {
        let zone = Zone::named("Asia/Tokyo").unwrap();
        let at = moment("2024-10-20 9:15:23", &zone);
        assert!(at.is_some() && month_first("10/20/2024 9:15:23", &zone) == at);
        assert_eq!(month_first("1/2/2024", &zone), moment("2024-01-02", &zone));
        for text in ["20/10/2024 9:15:23", "10/20/24", "2024/10/20"] {
            assert_eq!(month_first(text, &zone), None, "{text}");
        }
    }

    #[test]
    fn an_hour_that_clocks_show_twice_is_told_by_its_distance_from_greenwich() {
        let zone = Zone::named("America/New_York").unwrap();
        let first = moment("2024-11-03 01:30", &zone).unwrap();
        assert_eq!(moment("2024-11-03T01:30:00-04:00", &zone), Some(first));
        assert_eq!(moment("2024-11-03T01:30:00-05:00", &zone), Some(first + HOUR_MS));
    }

    #[test]
    fn a_number_of_excels_is_known_for_its_day() {
        assert_eq!(of_number("45586"), Some(date(2024, 10, 21)));
        assert_eq!(of_number("45586.5"), Some(date(2024, 10, 21)));
        for text in ["", "4558", "455860", "10000", "99999", "45586.", "4558a", "45586.5.5", "+4558"] {
            assert_eq!(of_number(text), None, "{text}");
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
            "平成31年5月1日",
            "S64.1.8",
            "6.11.23",
            "2024-11",
            "2024-13-01",
            "2024-11-23 25:00",
            "2024-11-23 13:30:00 99",
            "2024-11-23 13:30+9時",
            "2024-11-23 午後13:30",
            "2024-11-23 13",
            "2024-11-23ごろ",
            "11/23/2024",
            "１年",
            "1872-12-31",
        ] {
            assert_eq!(parse(text), None, "{text}");
        }
    }
}
