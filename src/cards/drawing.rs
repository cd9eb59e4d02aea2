//! The picture itself: much white, the city's name beside a bar in the key colour, what is asked, and until when.

use anyhow::Result;

use super::{Card, HEIGHT, WIDTH};
use crate::papers::canvas::{Canvas, Rgb, Style};
use crate::papers::fonts::Family;
use crate::papers::lines::{balanced, wrap};

const PAPER: Rgb = [0xFF, 0xFF, 0xFF];
const INK: Rgb = [0x1A, 0x1A, 0x1A];
const SOFT: Rgb = [0x59, 0x59, 0x59];
const RULE: Rgb = [0xCC, 0xCC, 0xCC];

/// White around everything, in pixels. Programs that cut a square out of the middle leave most of the title.
const MARGIN: usize = 84;
const INNER: f32 = (WIDTH - 2 * MARGIN) as f32;
/// Where the city's name stands, and the period.
const HEAD: f32 = 112.0;
const FOOT: f32 = 566.0;
/// The room between them, for title and question.
const TOP: f32 = 160.0;
const BOTTOM: f32 = 492.0;

/// Sizes of a title with the lines that it may have, the largest that it fits first.
const TITLES: [(f32, usize); 4] = [(72.0, 2), (60.0, 2), (54.0, 3), (48.0, 3)];
const TITLE_LEADING: f32 = 1.36;
const QUESTION: f32 = 30.0;
const QUESTION_LEADING: f32 = 1.55;
/// Between title and question.
const GAP: f32 = 26.0;

/// The PNG; the same for the same words.
pub fn draw(card: &Card, family: &Family) -> Result<Vec<u8>> {
    let (regular, bold) = (family.regular.open()?, family.bold.open()?);
    let (regular, bold) = (regular.font()?, bold.font()?);
    let mut canvas = Canvas::new(WIDTH, HEIGHT, PAPER);
    let left = MARGIN as f32;
    let key = card.key.rgb();
    canvas.fill(0, 0, WIDTH, 14, key);

    let city = Style::new(&bold, 34.0);
    let name = wrap(&card.city, INNER - 26.0, 1, |c| city.advance(c));
    for name in &name {
        canvas.fill(MARGIN, 82, 8, 40, key);
        canvas.text(name, left + 26.0, HEAD, &city, INK);
    }

    let (title, size, lines) = title(&card.title, |size| Style::new(&bold, size));
    let question = Style::new(&regular, QUESTION);
    let height = lines.len() as f32 * size * TITLE_LEADING;
    let room = BOTTOM - TOP - height - GAP;
    let most = (room / (QUESTION * QUESTION_LEADING)).floor().max(0.0) as usize;
    let asked = asked(&card.question, most.min(3), &question);
    let whole = height + if asked.is_empty() { 0.0 } else { GAP + asked.len() as f32 * QUESTION * QUESTION_LEADING };
    // A little above the middle of its room.
    let mut top = TOP + ((BOTTOM - TOP - whole) * 0.4).max(0.0);
    for line in &lines {
        canvas.text(line, left, top + size * (TITLE_LEADING + 0.76) / 2.0, &title, INK);
        top += size * TITLE_LEADING;
    }
    top += GAP;
    for line in &asked {
        canvas.text(line, left, top + QUESTION * (QUESTION_LEADING + 0.76) / 2.0, &question, SOFT);
        top += QUESTION * QUESTION_LEADING;
    }

    canvas.fill(MARGIN, 514, WIDTH - 2 * MARGIN, 2, RULE);
    let period = Style::new(&regular, 30.0);
    for line in wrap(&card.period, INNER, 1, |c| period.advance(c)) {
        canvas.text(&line, left, FOOT, &period, INK);
    }
    Ok(canvas.png()?)
}

/// The question in so many lines. What is left of it where a sentence ends stands for itself.
fn asked(text: &str, most: usize, style: &Style<'_>) -> Vec<String> {
    let mut whole = wrap(text, INNER, usize::MAX, |c| style.advance(c));
    let ends = most.checked_sub(1).and_then(|last| whole.get(last));
    if most == 0 || ends.is_some_and(|line| line.ends_with(['。', '？', '！', '.', '?', '!'])) {
        whole.truncate(most);
        return whole;
    }
    wrap(text, INNER, most, |c| style.advance(c))
}

/// The title in the largest size in which its lines end where a reader pauses, else in the largest in which it fits, else
/// cut in the smallest.
fn title<'a>(text: &str, style: impl Fn(f32) -> Style<'a>) -> (Style<'a>, f32, Vec<String>) {
    let mut all: Vec<_> = TITLES
        .into_iter()
        .map(|(size, most)| {
            let style = style(size);
            let (lines, is_calm) = balanced(text, INNER, most, |c| style.advance(c));
            (style, size, lines, is_calm)
        })
        .collect();
    let fits = |lines: &[String]| !lines.last().is_some_and(|line| line.ends_with('…'));
    let calm = all.iter().position(|(_, _, lines, is_calm)| *is_calm && fits(lines));
    let chosen = calm.or_else(|| all.iter().position(|(_, _, lines, _)| fits(lines))).unwrap_or(all.len() - 1);
    let (style, size, lines, _) = all.swap_remove(chosen);
    (style, size, lines)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::colour::Colour;

    fn card(title: &str) -> Card {
        Card {
            key: Colour::DEFAULT,
            city: "朝来市".to_owned(),
            title: title.to_owned(),
            question: "これからの4年間、大切にしたいことは何ですか。\n皆さんの言葉でお聞かせください。".to_owned(),
            period: "ご意見の募集　2024年11月1日（金）～11月30日（土）".to_owned(),
        }
    }

    fn family() -> Family {
        Family::find(None).expect("tests need a Japanese font: apt-get install fonts-morisawa-bizud-gothic")
    }

    /// Width, height and pixels of a PNG.
    fn read(file: &[u8]) -> (u32, u32, Vec<u8>) {
        let mut reader = png::Decoder::new(std::io::Cursor::new(file)).read_info().unwrap();
        let mut pixels = vec![0; reader.output_buffer_size().unwrap()];
        let info = reader.next_frame(&mut pixels).unwrap();
        (info.width, info.height, pixels)
    }

    #[test]
    fn the_same_words_are_the_same_bytes_and_other_words_are_others() {
        let family = family();
        let (first, again) = (draw(&card("計画"), &family).unwrap(), draw(&card("計画"), &family).unwrap());
        assert!(first == again);
        assert!(first != draw(&card("計画案"), &family).unwrap());
        assert!(first.len() < 100_000, "{} bytes", first.len());
    }

    #[test]
    fn a_question_is_cut_behind_a_sentence_where_it_can_be() {
        let opened = family().regular.open().unwrap();
        let style = Style::new(&opened.font().unwrap(), QUESTION);
        let text = "何を大切にしますか。\n言葉でお聞かせください。";
        assert_eq!(asked(text, 1, &style), ["何を大切にしますか。"]);
        assert_eq!(asked(text, 3, &style), ["何を大切にしますか。", "言葉でお聞かせください。"]);
        assert_eq!(asked(text, 0, &style), Vec::<String>::new());
        assert!(asked(&"あ".repeat(100), 1, &style)[0].ends_with("あ…"));
    }

    #[test]
    fn whatever_the_title_no_letter_leaves_the_margins() {
        let family = family();
        for title in
            ["", "題", &"長い題名、".repeat(60), &"W".repeat(300), "Voices of our city, and what becomes of them"]
        {
            let (width, height, pixels) = read(&draw(&card(title), &family).unwrap());
            assert_eq!((width as usize, height as usize), (WIDTH, HEIGHT));
            let is_white = |x: usize, y: usize| pixels[(y * WIDTH + x) * 3..][..3] == PAPER;
            let below = (14..HEIGHT).flat_map(|y| (0..WIDTH).map(move |x| (x, y)));
            let outside = |(x, y): &(usize, usize)| *x < MARGIN - 8 || *x >= WIDTH - MARGIN + 8 || *y >= 580;
            assert!(below.filter(outside).all(|(x, y)| is_white(x, y)), "{title}");
            assert_eq!(pixels[..3], Colour::DEFAULT.rgb());
        }
    }
}
