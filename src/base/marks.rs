//! Marks inside words, between noncharacters that no text sent to us can hold: how a word is read (振り仮名), and which
//! language a text has that is not the page's. One pass over the finished page makes them into `<ruby>` and `lang=""`, or
//! takes them out where there is no room for elements. Templates know nothing of them.

use std::borrow::Cow;
use std::fmt::Write;

const BASE: char = '\u{FDD2}';
const READING: char = '\u{FDD3}';
const READING_END: char = '\u{FDD4}';
const LANG: char = '\u{FDD5}';
const FOREIGN: char = '\u{FDD6}';
const FOREIGN_END: char = '\u{FDD7}';

const MARKS: [char; 6] = [BASE, READING, READING_END, LANG, FOREIGN, FOREIGN_END];

/// Elements that hold text alone.
const TEXT_ALONE: [&str; 6] = ["title", "desc", "textarea", "script", "style", "text"];

/// 漢字, and the signs that are read with them.
pub fn is_kanji(c: char) -> bool {
    matches!(c, '々' | '〆' | 'ヶ' | '\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}')
}

/// Readings as they are written, `漢字《かんじ》`, with marks in their stead. A word that is not of kanji alone
/// begins behind `｜`.
pub fn noted(text: &str) -> Cow<'_, str> {
    if !text.contains('《') {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, reading, after)) = next_reading(rest) {
        let line = before.rfind('\n').map_or(0, |at| at + 1);
        let begin = before[line..].rfind('｜').map(|at| line + at);
        let kanji = before.trim_end_matches(is_kanji).len();
        let (lead, base) =
            begin.map_or_else(|| before.split_at(kanji), |at| (&before[..at], &before[at + '｜'.len_utf8()..]));
        if base.is_empty() {
            let _ = write!(out, "{lead}《{reading}》");
        } else {
            let _ = write!(out, "{lead}{BASE}{base}{READING}{reading}{READING_END}");
        }
        rest = after;
    }
    out.push_str(rest);
    Cow::Owned(out)
}

/// What stands before the next reading, the reading, and what follows.
fn next_reading(text: &str) -> Option<(&str, &str, &str)> {
    let (before, tail) = text.split_once('《')?;
    let (reading, after) = tail.split_once('》')?;
    Some((before, reading, after))
}

/// A text of another language, marked line by line: pages take texts apart at their lines.
pub fn foreign(tag: &str, text: &str) -> String {
    let line = |line: &str| {
        if line.trim().is_empty() { line.to_owned() } else { format!("{LANG}{tag}{FOREIGN}{line}{FOREIGN_END}") }
    };
    text.split('\n').map(line).collect::<Vec<_>>().join("\n")
}

/// Whether a text holds one of another language.
pub fn has_foreign(text: &str) -> bool {
    text.contains(FOREIGN)
}

/// For letters and files: readings in brackets, languages unsaid.
pub fn plain(text: &str) -> Cow<'_, str> {
    told(text, Room::Brackets)
}

/// The words alone, to be compared.
pub fn bare(text: &str) -> Cow<'_, str> {
    told(text, Room::Words)
}

/// Marked readings as people write them: for what is kept, and for boxes to write in.
pub fn written(text: &str) -> String {
    let (mut out, mut last) = (String::with_capacity(text.len()), None);
    for piece in text.split_inclusive(MARKS) {
        let words = piece.trim_end_matches(MARKS);
        // Kanji alone begin by themselves where none stands before them.
        if last == Some(BASE) && (!words.chars().all(is_kanji) || out.ends_with(is_kanji)) {
            out.push('｜');
        }
        out.push_str(words);
        last = piece[words.len()..].chars().next();
        match last {
            Some(READING) => out.push('《'),
            Some(READING_END) => out.push('》'),
            _ => {}
        }
    }
    out
}

/// What a place in a page has room for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Room {
    Elements,
    /// An `<option>`: readings in brackets, the language as its attribute.
    Option,
    /// A letter, a file: readings in brackets.
    Brackets,
    /// An attribute, a window's title: the bare words.
    Words,
}

/// A finished page, its marks made into elements.
pub fn html(page: String) -> String {
    if !page.contains(BASE) && !page.contains(LANG) {
        return page;
    }
    let mut out = String::with_capacity(page.len() + page.len() / 4);
    let (mut rest, mut room) = (page.as_str(), Room::Elements);
    loop {
        let (text, tail) = rest.split_at(rest.find('<').unwrap_or(rest.len()));
        write(&mut out, text, room);
        if tail.is_empty() {
            return out;
        }
        let (tag, after) = tail.split_at(tag_end(tail));
        write(&mut out, tag, Room::Words);
        let name: &str = tag[1..].split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
        room = match name {
            "option" => Room::Option,
            name if TEXT_ALONE.contains(&name) => Room::Words,
            _ => Room::Elements,
        };
        rest = after;
    }
}

/// Bytes to behind the `>` that ends the tag with which a text begins; a quoted `>` ends none.
fn tag_end(text: &str) -> usize {
    let mut quoted = false;
    let end = text.bytes().position(|byte| {
        quoted ^= byte == b'"';
        byte == b'>' && !quoted
    });
    end.map_or(text.len(), |end| end + 1)
}

fn told(text: &str, room: Room) -> Cow<'_, str> {
    if !text.contains(MARKS) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    write(&mut out, text, room);
    Cow::Owned(out)
}

/// Words with their marks as the room allows. Where a mark lacks its partner, elements are closed all the same.
fn write(out: &mut String, text: &str, room: Room) {
    let begin = out.len();
    let (mut last, mut is_read, mut foreign) = (None, false, 0);
    for piece in text.split_inclusive(MARKS) {
        let words = piece.trim_end_matches(MARKS);
        let _ = match (last, room) {
            (Some(BASE), Room::Elements) if !is_read => {
                is_read = true;
                write!(out, "<ruby>{words}")
            }
            (Some(READING), Room::Elements) if is_read => {
                is_read = false;
                write!(out, "<rp>（</rp><rt>{words}</rt><rp>）</rp></ruby>")
            }
            (Some(READING), Room::Option | Room::Brackets) => write!(out, "（{words}）"),
            (Some(LANG), Room::Elements) => {
                foreign += 1;
                write!(out, "<span lang=\"{words}\">")
            }
            (Some(LANG), Room::Option) if out.ends_with('>') => {
                out.pop();
                write!(out, " lang=\"{words}\">")
            }
            (Some(READING | LANG), _) => Ok(()),
            _ => out.write_str(words),
        };
        last = piece[words.len()..].chars().next();
        if last == Some(FOREIGN_END) && foreign > 0 {
            foreign -= 1;
            out.push_str("</span>");
        }
    }
    if is_read {
        out.push_str("</ruby>");
    }
    out.push_str(&"</span>".repeat(foreign));
    if room == Room::Elements && text.contains(MARKS) {
        hold_together(out, begin);
    }
}

/// Words and elements that were one text stay one thing, also where a button or a chip lays out each of its parts: as one
/// element around them, unless they are one already.
fn hold_together(out: &mut String, begin: usize) {
    let made = out[begin..].trim();
    let is_one = ["ruby", "span"].iter().any(|name| {
        let inside = made.strip_prefix(&format!("<{name}")).and_then(|rest| rest.strip_suffix(&format!("</{name}>")));
        inside.is_some_and(|inside| !inside.contains(&format!("</{name}>")))
    });
    if !is_one {
        out.insert_str(begin, "<bdi>");
        out.push_str("</bdi>");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn readings_are_written_beside_the_words_or_in_brackets() {
        let text = noted("市《し》の ｜話し合《はなしあ》い《》は 10時《じ》から");
        assert_eq!(
            html(format!("<p>{text}</p>")),
            "<p><bdi><ruby>市<rp>（</rp><rt>し</rt><rp>）</rp></ruby>の <ruby>話し合<rp>（</rp><rt>はなしあ</rt><rp>）</rp></ruby>い《》は 10<ruby>時<rp>（</rp><rt>じ</rt><rp>）</rp></ruby>から</bdi></p>"
        );
        assert_eq!(bare(&text), "市の 話し合い《》は 10時から");
        assert_eq!(written(&text), "市《し》の ｜話し合《はなしあ》い《》は 10時《じ》から");
        assert_eq!(plain(&text), "市（し）の 話し合（はなしあ）い《》は 10時（じ）から");
    }

    #[test]
    fn elements_stand_only_where_there_is_room_for_them() {
        let (ja, kanji) = (foreign("ja", "声 < 1"), noted("声《こえ》").into_owned());
        let page = format!(
            "<title>{ja}{kanji}</title><a title=\"1 > 0 {ja}{kanji}\">{ja}</a><select><option value=\"\" selected>{ja}</option></select><textarea>{kanji}</textarea><b>{kanji}"
        )
        .replace(" < ", " &#60; ");
        assert_eq!(
            html(page),
            "<title>声 &#60; 1声</title><a title=\"1 > 0 声 &#60; 1声\"><span lang=\"ja\">声 &#60; 1</span></a><select><option value=\"\" selected lang=\"ja\">声 &#60; 1</option></select><textarea>声</textarea><b><ruby>声<rp>（</rp><rt>こえ</rt><rp>）</rp></ruby>"
        );
    }

    #[test]
    fn each_line_of_a_foreign_text_is_marked_for_itself() {
        let text = foreign("ja", "一\n\n二");
        let lines: Vec<_> = text.lines().map(|line| html(format!("<p>{line}</p>"))).collect();
        assert_eq!(lines, ["<p><span lang=\"ja\">一</span></p>", "<p></p>", "<p><span lang=\"ja\">二</span></p>"]);
        assert_eq!(plain(&text), "一\n\n二");
    }

    proptest::proptest! {
        #[test]
        fn no_mark_is_left_and_every_element_is_closed(text in "[<>a\"漢《》｜\u{FDD2}-\u{FDD7}\n]{0,40}") {
            for page in [html(format!("{}{text}", foreign("ja", "声"))), plain(&text).into_owned(), plain(&noted(&text)).into_owned()] {
                proptest::prop_assert!(!page.contains(MARKS), "{page:?}");
                proptest::prop_assert_eq!(page.matches("<ruby>").count(), page.matches("</ruby>").count());
                proptest::prop_assert_eq!(page.matches("<span ").count(), page.matches("</span>").count());
            }
        }
    }
}
