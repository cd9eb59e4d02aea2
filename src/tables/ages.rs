//! Ages as people write them: 40歳代, ４０代, 40-49歳, 70歳以上, 18歳未満.

use unicode_normalization::UnicodeNormalization;

/// From one age to another, both among them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ages {
    from: u8,
    to: u8,
}

/// Older nobody is.
const OLDEST: u8 = 130;

impl Ages {
    /// Whether whoever is of those ages is of these.
    pub fn holds(self, those: Self) -> bool {
        self.from <= those.from && those.to <= self.to
    }
}

/// The ages that a word names. `None`: it names none, or a number too low to be told from that of an answer.
pub fn ages(text: &str) -> Option<Ages> {
    let plain: String = text.nfkc().flat_map(char::to_lowercase).filter(|c| !c.is_whitespace()).collect();
    let plain = plain.split('(').next()?.replace('才', "歳").replace("歳代", "代").replace("から", "-");
    let plain = plain.replace(['~', '〜', '‐', '‑', '–', '—', '−', 'ー'], "-");
    let plain = plain.strip_suffix("まで").unwrap_or(&plain);
    let (from, to) = if let Some(least) = ["以上", "+", "-"].iter().find_map(|end| plain.strip_suffix(end)) {
        (years(least)?.0, OLDEST)
    } else if let Some(most) = plain.strip_suffix("以下").or_else(|| plain.strip_prefix('-')) {
        (0, years(most)?.1)
    } else if let Some(more) = plain.strip_suffix("未満") {
        (0, years(more)?.0.checked_sub(1)?)
    } else if let Some((first, last)) = plain.split_once('-') {
        (years(first)?.0, years(last)?.1)
    } else {
        let is_bare = plain.bytes().all(|byte| byte.is_ascii_digit());
        // A round number may mean ten years; a low one, that of an answer.
        let (from, to) = years(plain)?;
        match is_bare {
            true if from < 20 => return None,
            true if from.is_multiple_of(10) => (from, to + 9),
            _ => (from, to),
        }
    };
    (from <= to).then_some(Ages { from, to })
}

/// `40`, `40歳`: one year; `40代`: ten.
fn years(text: &str) -> Option<(u8, u8)> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let number: u8 = text[..digits].parse().ok().filter(|number| *number < OLDEST - 9)?;
    match &text[digits..] {
        "" | "歳" => Some((number, number)),
        "代" | "s" if number.is_multiple_of(10) => Some((number, number + 9)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ages_are_read_as_people_write_them() {
        let cases = [
            ("40代", 40, 49),
            ("４０歳代", 40, 49),
            ("40才代", 40, 49),
            ("40", 40, 49),
            ("45", 45, 45),
            ("45歳", 45, 45),
            ("40歳", 40, 40),
            ("40-49歳", 40, 49),
            ("40歳～49歳", 40, 49),
            ("40〜49", 40, 49),
            ("40歳から49歳まで", 40, 49),
            ("20～30代", 20, 39),
            ("70歳以上", 70, OLDEST),
            ("70代以上", 70, OLDEST),
            ("80～", 80, OLDEST),
            ("17歳以下", 0, 17),
            ("～19歳", 0, 19),
            ("20歳未満", 0, 19),
            ("10代（中学生以上）", 10, 19),
            ("40s", 40, 49),
        ];
        for (text, from, to) in cases {
            assert_eq!(ages(text), Some(Ages { from, to }), "{text}");
        }
    }

    #[test]
    fn what_is_no_age_or_only_perhaps_one_is_none() {
        for text in ["", "答えない", "3", "12", "45代", "高校生", "0歳未満", "49-40", "1,200", "999", "40代男性", "-"]
        {
            assert_eq!(ages(text), None, "{text}");
        }
    }
}
