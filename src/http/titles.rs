//! Titles as headings show them: 第3次 is never parted at the end of a line, as browsers part it in front of a digit.

use std::borrow::Cow;
use std::fmt;

use askama::filters::{Escaper, Html, HtmlSafe};

use crate::base::marks::{bare, is_kanji};

/// A title in a heading. An element holds its number together, not a sign: what is copied is the title as it was written.
pub struct Title<'a>(pub Cow<'a, str>);

impl fmt::Display for Title<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut rest = &*self.0;
        // The marks of readings and other languages, see `marks`, stand around words that no element may cut.
        while let Some((before, number)) = next_number(rest).filter(|_| bare(&self.0) == self.0) {
            Html.write_escaped_str(&mut *f, before)?;
            write!(f, "<span class=\"nowrap\">{number}</span>")?;
            rest = &rest[before.len() + number.len()..];
        }
        Html.write_escaped_str(f, rest)
    }
}

/// Escaped above.
impl HtmlSafe for Title<'_> {}

/// What stands before the next 第, digits and 次 (回, 期, 号 …), and these: `朝来市`, `第3次`.
fn next_number(text: &str) -> Option<(&str, &str)> {
    text.match_indices('第').find_map(|(at, sign)| {
        let (before, number) = text.split_at(at);
        let unit =
            number[sign.len()..].trim_start_matches(|c: char| c.is_numeric() || "〇一二三四五六七八九十百".contains(c));
        let counter = unit.chars().next().filter(|c| is_kanji(*c))?;
        let end = number.len() - unit.len();
        (end > sign.len()).then(|| (before, &number[..end + counter.len_utf8()]))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::marks::{foreign, noted};

    #[test]
    fn a_number_is_one_thing_in_a_heading() {
        for (title, shown) in [
            ("市の第3次計画", "市の<span class=\"nowrap\">第3次</span>計画"),
            (
                "第12回と第二号 <b>",
                "<span class=\"nowrap\">第12回</span>と<span class=\"nowrap\">第二号</span> &#60;b&#62;",
            ),
            ("次第に第一に3次", "次第に第一に3次"),
            ("第", "第"),
        ] {
            assert_eq!(Title(title.into()).to_string(), shown);
        }
        for marked in [foreign("ja", "第3次計画"), noted("第3次《だいさんじ》").into_owned()] {
            assert_eq!(Title(marked.as_str().into()).to_string(), marked);
        }
    }
}
