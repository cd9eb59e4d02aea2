//! Japanese in lines: a line may end between any two letters but for what 禁則 forbids, and words of Latin letters stay
//! whole. Source: JIS X 4051, the part that pages of a few lines need.

/// Never at the beginning of a line.
const NOT_FIRST: &str = "、。，．・：；？！?!,.:;%％‰℃°」』）】〉》〕｝〙〗〟’”»)]}ー～〜—…‥々ゝゞヽヾ〻\
    ぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶㇰㇱㇲㇳㇴㇵㇶㇷㇸㇹㇺㇻㇼㇽㇾㇿ";
/// Never at the end of one.
const NOT_LAST: &str = "「『（【〈《〔｛〘〖〝‘“«([{¥￥＄$£€№＃#";

/// What a cut text ends with.
const CUT: char = '…';

/// A text in at most so many lines of at most so wide, as `advance` tells the width of a letter. What does not fit is cut
/// off with …; its own line breaks are kept. Lines hold no space at their ends.
pub fn wrap(text: &str, width: f32, most: usize, advance: impl Fn(char) -> f32) -> Vec<String> {
    let measure = |text: &str| text.chars().map(&advance).sum::<f32>();
    let mut lines: Vec<String> = Vec::new();
    for paragraph in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let mut line = String::new();
        for piece in pieces(paragraph, width, &measure) {
            if !line.is_empty() && measure(&line) + measure(piece.trim_end()) > width {
                lines.push(std::mem::take(&mut line));
            }
            line.push_str(if line.is_empty() { piece.trim_start() } else { &piece });
        }
        lines.push(line);
    }
    lines.iter_mut().for_each(|line| line.truncate(line.trim_end().len()));
    if lines.len() > most {
        lines.truncate(most);
        if let Some(last) = lines.last_mut() {
            while !last.is_empty() && measure(last) + advance(CUT) > width || ends_open(last) {
                last.pop();
            }
            last.push(CUT);
        }
    }
    lines
}

/// The same in as many lines, each about as long as the others and ending where a reader pauses, where there is such a
/// place: with whether all do.
pub fn balanced(text: &str, width: f32, most: usize, advance: impl Fn(char) -> f32) -> (Vec<String>, bool) {
    let wide = wrap(text, width, most, &advance);
    if wide.len() < 2 || text.trim().contains('\n') || wide.last().is_none_or(|line| line.ends_with(CUT)) {
        let is_whole = wide.len() < 2;
        return (wide, is_whole);
    }
    let measure = |text: &str| text.chars().map(&advance).sum::<f32>();
    let parts = pieces(text.trim(), width, &measure);
    // Where each part begins, and how far it is seen.
    let mut place = 0.0;
    let places: Vec<(f32, f32)> = parts
        .iter()
        .map(|part| {
            let begin = place;
            place += measure(part);
            (begin, begin + measure(part.trim_end()))
        })
        .collect();
    // For so many lines and up to each part: the least cost, and where the last line begins.
    let mut best: Vec<Option<(f32, Vec<usize>)>> = vec![None; parts.len() + 1];
    best[0] = Some((0.0, Vec::new()));
    for _ in 0..wide.len() {
        let mut next = vec![None; parts.len() + 1];
        for end in 1..=parts.len() {
            let strain = if end < parts.len() { strain(&parts[end - 1], &parts[end]) } else { 0.0 };
            for begin in (0..end).rev() {
                let taken = places[end - 1].1 - places[begin].0;
                if taken > width {
                    break;
                }
                let Some((cost, ends)) = &best[begin] else { continue };
                let cost = cost + ((width - taken) / width).powi(2) + strain;
                if next[end].as_ref().is_none_or(|(least, _)| cost < *least) {
                    next[end] = Some((cost, ends.iter().copied().chain([end]).collect()));
                }
            }
        }
        best = next;
    }
    let Some((_, ends)) = best.pop().flatten() else { return (wide, false) };
    let begins = [0].into_iter().chain(ends.iter().copied());
    let lines = begins.zip(&ends).map(|(begin, end)| parts[begin..*end].concat().trim().to_owned()).collect();
    let is_calm =
        ends.iter().filter(|end| **end < parts.len()).all(|end| strain(&parts[end - 1], &parts[*end]) < STRAINED);
    (lines, is_calm)
}

/// What a line that ends within a word costs: as much as one that is empty.
const STRAINED: f32 = 1.0;

/// How much it disturbs when a line ends between two parts: not at all behind a space or a comma, little behind a particle.
fn strain(before: &str, after: &str) -> f32 {
    let (Some(last), Some(first)) = (before.chars().next_back(), after.chars().next()) else { return STRAINED };
    let is_hiragana = |c: char| matches!(c, 'ぁ'..='ゖ');
    if last.is_whitespace() || "、。，．・：；！？」』）】〉》〕".contains(last) || NOT_LAST.contains(first)
    {
        0.0
    } else if "ごお".contains(last) {
        STRAINED
    } else if is_hiragana(last) && !is_hiragana(first) || "のをにはがとへでも".contains(last) && "ごお".contains(first)
    {
        0.15
    } else {
        STRAINED
    }
}

/// Before the … stands neither an opening bracket nor a comma.
fn ends_open(line: &str) -> bool {
    line.ends_with(|c: char| NOT_LAST.contains(c) || "、。，．・ 　".contains(c))
}

/// The parts between which a line may end, spaces at the end of theirs. One that is wider than a line is taken apart.
fn pieces(text: &str, width: f32, measure: &impl Fn(&str) -> f32) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for c in text.chars() {
        match found.last_mut() {
            Some(last) if holds_together(last, c) && measure(last) + measure(c.encode_utf8(&mut [0; 4])) <= width => {
                last.push(c);
            }
            _ => found.push(c.into()),
        }
    }
    found
}

/// Whether no line may end before `next`.
fn holds_together(last: &str, next: char) -> bool {
    let Some(before) = last.chars().next_back() else { return true };
    if next.is_whitespace() {
        return true;
    }
    if before.is_whitespace() {
        return false;
    }
    let is_of_word = |c: char| c.is_alphanumeric() && !is_of_its_own(c) || "'’-_@/&+".contains(c);
    NOT_FIRST.contains(next) || NOT_LAST.contains(before) || is_of_word(before) && is_of_word(next)
}

/// Kana and kanji: each of them is a place where a line may end.
fn is_of_its_own(c: char) -> bool {
    matches!(u32::from(c), 0x2E80..=0x9FFF | 0xA000..=0xD7FF | 0xF900..=0xFAFF | 0xFF66..=0xFF9F | 0x20000..=0x3FFFF)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Full width is 2, half width 1.
    fn advance(c: char) -> f32 {
        if c.is_ascii() { 1.0 } else { 2.0 }
    }

    fn lines(text: &str, width: f32, most: usize) -> Vec<String> {
        wrap(text, width, most, advance)
    }

    #[test]
    fn no_line_begins_or_ends_with_what_belongs_to_its_neighbour() {
        assert_eq!(lines("声を聞く。市へ", 8.0, 9), ["声を聞", "く。市へ"]);
        assert_eq!(lines("あいう「えお」", 8.0, 9), ["あいう", "「えお」"]);
        assert_eq!(lines("きょうはコーヒー", 8.0, 9), ["きょうは", "コーヒー"]);
        assert_eq!(lines("ちょっと、待って", 6.0, 9), ["ちょっ", "と、", "待って"]);
        assert_eq!(lines("Voices of Asago city", 10.0, 9), ["Voices of", "Asago city"]);
        assert_eq!(lines("令和2024年の計画", 9.0, 9), ["令和2024", "年の計画"]);
    }

    #[test]
    fn what_does_not_fit_is_cut_and_says_so() {
        assert_eq!(lines("あいうえおかきくけこ", 6.0, 2), ["あいう", "えお…"]);
        assert_eq!(lines("あいう（えお）か", 8.0, 1), ["あいう…"]);
        assert_eq!(lines("あい\n\n う ", 6.0, 3), ["あい", "う"]);
        assert_eq!(lines("x".repeat(9).as_str(), 4.0, 2), ["xxxx", "xx…"], "a word longer than a line is taken apart");
        assert_eq!(lines("", 6.0, 2), Vec::<String>::new());
    }

    #[test]
    fn lines_of_a_title_end_where_a_reader_pauses() {
        let set = |text, width| balanced(text, width, 3, advance);
        let told = |lines: &[&str], is_calm| (lines.iter().map(|line| (*line).to_owned()).collect::<Vec<_>>(), is_calm);
        assert_eq!(set("短い題", 22.0), told(&["短い題"], true));
        assert_eq!(set("総合計画 後期計画づくり ご意見", 24.0), told(&["総合計画", "後期計画づくり ご意見"], true));
        assert_eq!(set("これからの計画について、意見を", 28.0), told(&["これからの計画について、", "意見を"], true));
        assert_eq!(set("計画の案へのご意見の募集", 20.0), told(&["計画の案への", "ご意見の募集"], true));
        assert_eq!(set("市立図書館時間変更案", 14.0), told(&["市立図書館", "時間変更案"], false));
        assert_eq!(set("Voices of our city", 14.0), told(&["Voices of", "our city"], true));
    }

    proptest! {
        #[test]
        fn every_line_fits_and_nothing_is_lost(text in "[あ-ん漢字、。「」（）ーっa-z0-9 ]{0,80}", width in 8_u8..40) {
            let width = f32::from(width);
            let found = lines(&text, width, 200);
            for line in &found {
                prop_assert!(line.chars().map(advance).sum::<f32>() <= width, "{line} in {width}");
                prop_assert!(!line.is_empty() && line.trim() == line);
            }
            let bare = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
            prop_assert_eq!(bare(&found.concat()), bare(&text));
            let (even, _) = balanced(&text, width, 200, advance);
            prop_assert!(even.len() == found.len() && bare(&even.concat()) == bare(&text));
            prop_assert!(even.iter().all(|line| line.chars().map(advance).sum::<f32>() <= width));
            let short = lines(&text, width, 2);
            prop_assert!(short.len() <= 2);
            prop_assert!(short.iter().all(|line| line.chars().map(advance).sum::<f32>() <= width));
        }
    }
}
