//! Dates as people read them, in the reader's language.

use i18n_embed_fl::fl;
use jiff::civil::{Date, Weekday};

use crate::base::calendar::{Zone, reiwa};
use crate::base::text::Words;

/// 2024年11月30日（土）
pub fn day(words: &Words, day: Date) -> String {
    fl!(
        words,
        "date-full",
        year = i64::from(day.year()),
        month = i64::from(day.month()),
        day = of_month(words, day),
        weekday = weekday(words, day.weekday())
    )
}

/// 11月30日（土）, where the year is plain.
pub fn short(words: &Words, day: Date) -> String {
    fl!(
        words,
        "date-short",
        month = i64::from(day.month()),
        day = of_month(words, day),
        weekday = weekday(words, day.weekday())
    )
}

/// 30日: in words with readings each is read in its own way.
fn of_month(words: &Words, day: Date) -> String {
    fl!(words, "date-day", day = i64::from(day.day()))
}

/// 2024年（令和6年）11月30日（土）, where a paper would have the era.
pub fn with_era(words: &Words, date: Date) -> String {
    match reiwa(date) {
        Some(era) => fl!(
            words,
            "date-era",
            year = i64::from(date.year()),
            era = i64::from(era),
            month = i64::from(date.month()),
            day = of_month(words, date),
            weekday = weekday(words, date.weekday())
        ),
        None => day(words, date),
    }
}

/// 2024年11月30日（土）9時05分
pub fn moment(words: &Words, zone: &Zone, ms: i64) -> String {
    let at = zone.at(ms);
    format!("{}{}", day(words, at.date()), clock(words, at.hour(), at.minute()))
}

/// When something arrived: its moment, or the day alone. What came on paper is noted at the first moment of its day,
/// because nobody knows another.
pub fn arrival(words: &Words, zone: &Zone, ms: i64) -> String {
    if zone.begins_day(ms) { day(words, zone.date(ms)) } else { moment(words, zone, ms) }
}

/// 9時05分
pub fn clock(words: &Words, hour: i8, minute: i8) -> String {
    fl!(words, "time-of-day", hour = i64::from(hour), minute = format!("{minute:02}"))
}

fn weekday(words: &Words, day: Weekday) -> String {
    match day {
        Weekday::Monday => fl!(words, "weekday-monday"),
        Weekday::Tuesday => fl!(words, "weekday-tuesday"),
        Weekday::Wednesday => fl!(words, "weekday-wednesday"),
        Weekday::Thursday => fl!(words, "weekday-thursday"),
        Weekday::Friday => fl!(words, "weekday-friday"),
        Weekday::Saturday => fl!(words, "weekday-saturday"),
        Weekday::Sunday => fl!(words, "weekday-sunday"),
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::base::marks::{plain, written};
    use crate::base::text::Lang;

    #[test]
    fn days_are_read_as_people_say_them() {
        let w = Lang::parse("ja-simple").unwrap().words();
        let read = |number| written(&short(w, date(2024, 7, number)));
        for (number, told) in [
            (1, "7月《がつ》｜1日《ついたち》（月曜日《げつようび》）"),
            (4, "7月《がつ》｜4日《よっか》（木曜日《もくようび》）"),
            (14, "7月《がつ》｜14日《じゅうよっか》（日曜日《にちようび》）"),
            (15, "7月《がつ》15日《にち》（月曜日《げつようび》）"),
            (20, "7月《がつ》｜20日《はつか》（土曜日《どようび》）"),
            (24, "7月《がつ》｜24日《にじゅうよっか》（水曜日《すいようび》）"),
        ] {
            assert_eq!(read(number), told);
        }
        assert_eq!(plain(&clock(w, 9, 5)), " 9:05", "minutes are not read in their turns");
        assert_eq!(short(Lang::JA.words(), date(2024, 7, 1)), "7月1日（月）");
        assert_eq!(short(Lang::parse("en").unwrap().words(), date(2024, 7, 1)), "Mon, July 1");
    }
}
