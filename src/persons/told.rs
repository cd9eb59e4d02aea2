//! Names beside a role, and names that somebody tells: 区長の山田, 氏名：山田太郎, 山田と申します.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::{PARTICLES, WORDS, Words, chars, han, is_hiragana, is_kanji, is_katakana, tail};

/// A name before its role, 山田区長, and behind it, 区長の山田.
pub(super) fn titled(text: &str) -> Vec<Range<usize>> {
    let w = &*WORDS;
    let mut found = Vec::new();
    for role in &w.role {
        for (at, _) in text.match_indices(role) {
            let (head, rest) = (&text[..at], &text[at + role.len()..]);
            if !rest.starts_with(is_kanji)
                && let Some(name) = w.titled(tail(head, is_kanji), role)
            {
                let polite = ["さん", "様", "氏"].iter().find(|end| rest.starts_with(**end)).map_or(0, |end| end.len());
                found.push(at - name.len()..at + role.len() + polite);
            }
            let Some(behind) = rest.strip_prefix(['の', ':', '・', ' ']) else { continue };
            let end = behind.find(|c| !is_kanji(c)).unwrap_or(behind.len());
            let (name, next) = behind.split_at(end);
            let ends = |c: char| "がはもにをとへ、。,.)」』やで".contains(c) || c.is_whitespace();
            if w.is_person(name) && (next.is_empty() || next.starts_with(ends)) {
                let start = text.len() - behind.len();
                found.push(start..start + name.len());
            }
        }
    }
    found
}

/// `None` for what is no expression; a test asks for them all.
static FORMS: LazyLock<Vec<Option<Regex>>> = LazyLock::new(|| forms().iter().map(|form| han(form)).collect());

/// Where a name is told, `it`.
fn forms() -> Vec<String> {
    let name = r"(?P<it>[\p{Han}々ヶ]{2,4}(?: {0,2}[\p{Han}々]{1,4}| {0,2}[ぁ-んゑ]{2,5}| {0,2}[ァ-ヺー]{2,6})?|[ァ-ヺー]{2,8}(?:[ ・]{1,2}[ァ-ヺー]{2,10}){1,3}|[ぁ-ん]{2,6} {1,2}[ぁ-ん]{2,5})";
    vec![
        format!(
            r"(?:氏名|お?名前|なまえ|姓名|本名|投稿者?|記入者|提出者|意見者|発言者|差出人|名義|署名|担当者?|代表者?|世帯主|発起人)[】)」]?[ はが:・/]{{1,3}}{name}"
        ),
        format!(r"{name}(?:と申します|と申しま|と申す|といいます|と言います|という者|と言う者)"),
        format!(
            r"(?:私|わたし|僕|ぼく|わたくし|俺)(?:の名前)?[は、]{{1,2}}{name}(?:です|といい|と言い|と申し|だ。|と名)"
        ),
        format!(
            r"(?:担当|課長|係長|部長|区長|会長|代表|責任者|班長|委員長|名字|苗字|姓)(?:者)?は{name}(?:です|さん|と申|で、|。)"
        ),
        format!(
            r"{name}[ 、,:(]{{1,2}}(?:電話|携帯|でんわ|TEL|Tel|tel|☎)?[ :は]{{0,2}}(?:\(?0[0-9]{{1,4}}[-) ]|0[789]0|[A-Za-z0-9._-]+@)"
        ),
        r"(?P<it>(?:Mr|Ms|Mrs|Dr)\.? ?[A-Z][a-z]+(?: [A-Z][a-z]+)?)".to_owned(),
    ]
}

/// Names that somebody tells: 氏名：山田太郎, 山田と申します, 私は山田です; and full names that stand alone.
pub(super) fn told(text: &str) -> Vec<Range<usize>> {
    let w = &*WORDS;
    let mut found: Vec<Range<usize>> = Vec::new();
    for form in FORMS.iter().flatten() {
        let places = form.captures_iter(text).filter_map(|it| it.name("it"));
        found.extend(places.filter(|it| is_told(w, it.as_str())).map(|it| it.range()));
    }
    found.extend(alone(w, text));
    found
}

/// Whether what stands where a name is told is one.
fn is_told(w: &Words, it: &str) -> bool {
    let mut parts = it.split([' ', '・']).filter(|part| !part.is_empty());
    let (Some(first), second) = (parts.next(), parts.next()) else { return false };
    let kanji = first.find(|c| !is_kanji(c)).map_or(first, |at| &first[..at]);
    let kana = &first[kanji.len()..];
    match (kanji.is_empty(), kana.is_empty(), second) {
        (false, true, Some(_)) => chars(kanji) <= 3 && !w.is_friend(kanji),
        (false, true, None) => {
            w.surname.contains(kanji) || w.is_full(kanji) || w.seems_full(kanji) || w.given.contains(kanji)
        }
        (false, false, _) => {
            let is_called = ["さん", "さま", "くん", "ちゃん"].iter().any(|end| kana.starts_with(end));
            w.is_surname(kanji) && !kana.starts_with(PARTICLES) && !is_called
        }
        // Mr Smith, グエン・アン, きのした そら
        (true, ..) => second.is_some() || first.starts_with(|c: char| c.is_ascii_uppercase()),
    }
}

/// Full names in kanji, with a space or without, as lists have them or nearly so.
fn alone(w: &Words, text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(start) = text[at..].find(is_kanji).map(|start| at + start) {
        let end = text[start..].find(|c| !is_kanji(c)).map_or(text.len(), |end| start + end);
        let word = &text[start..end];
        let rest = text[end..].trim_start_matches(' ');
        let apart = text.len() - rest.len();
        let same = |c: char| [is_kanji(c), is_hiragana(c), is_katakana(c)];
        let script = rest.chars().next().map(same);
        let given = rest.find(|c| Some(same(c)) != script).map_or(rest, |at| &rest[..at]);
        let is_pair = (1..=2).contains(&(apart - end))
            && w.is_surname(word)
            && (w.is_given(given) || w.called.contains(given) || is_katakana_name(given));
        if is_pair {
            found.push(start..apart + given.len());
        } else if chars(word) >= 3 && w.is_full(word) {
            found.push(start..end);
        }
        at = end;
    }
    found
}

fn is_katakana_name(text: &str) -> bool {
    (2..=4).contains(&chars(text)) && text.chars().all(is_katakana)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_is_an_expression() {
        assert_eq!(FORMS.iter().flatten().count(), forms().len());
    }
}
