//! What other programs show of a page whose address somebody passes on: its title, a line of what is asked, and of a
//! consultation a picture that is drawn of nothing but the city's own words.

mod drawing;
pub mod routes;

use std::sync::{Arc, Mutex};

use axum::body::Bytes;
use i18n_embed_fl::fl;
use jiff::civil::Date;
use tokio::sync::{OnceCell, Semaphore};
use unicode_normalization::UnicodeNormalization;

use crate::app::App;
use crate::base::calendar::DAY_MS;
use crate::base::colour::Colour;
use crate::base::crypto::hash;
use crate::base::fold::is_ignorable;
use crate::base::fresh::Fresh;
use crate::base::marks::bare;
use crate::consultations::Consultation;
use crate::http::{Error, Result, Ui};
use crate::papers::fonts::Family;

/// Size of a picture, in pixels: what programs that show links ask for.
pub const WIDTH: usize = 1200;
pub const HEIGHT: usize = 630;

/// Characters of a description; programs show about so many.
const TOLD_CHARS: usize = 160;
/// Hexadecimal digits of a picture's hash in its address.
const HASH_DIGITS: usize = 16;
/// Another drawing of the same words has another address.
const EDITION: &str = "1";

/// The words of a picture, and the one colour in it.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Card {
    /// The key colour, which is no word.
    key: Colour,
    city: String,
    title: String,
    question: String,
    period: String,
}

impl Card {
    fn of(ui: &Ui, call: &Consultation) -> Self {
        let texts = call.text(ui.lang);
        Self {
            key: ui.site.colour.unwrap_or(Colour::DEFAULT),
            city: drawn(&ui.city()),
            title: drawn(&texts.title),
            question: drawn(&texts.question),
            period: drawn(&period(ui, call)),
        }
    }

    /// What its bytes hang on.
    fn hash(&self, family: &Family) -> String {
        let (key, family) = (self.key.to_string(), family.name());
        let parts = [EDITION, &family, &key, &self.city, &self.title, &self.question, &self.period];
        hash(&parts.join("\0")).chars().take(HASH_DIGITS).collect()
    }

    /// Whether every letter of it can be drawn: a picture with holes is worse than none.
    fn fits(&self, family: &Family) -> bool {
        [&self.city, &self.title, &self.question, &self.period].iter().all(|text| family.covers(text))
    }
}

/// A text letter by letter: without readings, marks that take no room, and choices among forms of one kanji.
fn drawn(text: &str) -> String {
    let is_choice = |c: char| matches!(c, '\u{FE00}'..='\u{FE0F}' | '\u{E0100}'..='\u{E01EF}');
    let is_seen = |c: &char| *c == '\n' || !is_ignorable(*c) && !is_choice(*c) && !c.is_control();
    bare(text).nfc().filter(is_seen).collect()
}

/// ご意見の募集　2024年11月1日（金）～11月30日（土）
fn period(ui: &Ui, call: &Consultation) -> String {
    let (from, to): (Date, Date) = (call.opens_on, call.closes_on);
    let to = if from.year() == to.year() { ui.short_day(to) } else { ui.day(to) };
    fl!(ui.words, "link-period", from = ui.day(from), to = to)
}

/// For so long a picture is kept: some ten thousand bytes, one for each consultation and language at the most.
const KEPT_MS: i64 = DAY_MS;

/// Pictures that were drawn, and the font that they are drawn with.
#[derive(Clone)]
pub struct Cards(Arc<Kept>);

/// A font, where one has been found; empty until somebody has looked.
type Found = OnceCell<Option<Arc<Family>>>;

struct Kept {
    /// Another where its files are no longer what they were.
    family: Mutex<Arc<Found>>,
    /// By hash.
    drawn: Fresh<String, Bytes>,
    /// A place for drawing: one at a time, whoever asks.
    place: Arc<Semaphore>,
}

impl Default for Cards {
    fn default() -> Self {
        let (family, drawn, place) = (Mutex::default(), Fresh::lasting(KEPT_MS), Arc::new(Semaphore::new(1)));
        Self(Arc::new(Kept { family, drawn, place }))
    }
}

impl Cards {
    /// The font; looked for once, when the first page needs it, and anew when it could not be read any more.
    async fn family(&self, app: &App) -> Option<Arc<Family>> {
        let look = async || {
            let folder = app.config.fonts.clone();
            let found = tokio::task::spawn_blocking(move || Family::find(folder.as_deref())).await.ok().flatten();
            if found.is_none() {
                tracing::info!("no Japanese font: shared links have no picture (README, \"Shared links\")");
            }
            found.map(Arc::new)
        };
        let found = self.0.family.lock().ok()?.clone();
        found.get_or_init(look).await.clone()
    }

    /// Has the next page look for a font, unless another has been found already.
    fn forget(&self, family: &Arc<Family>) {
        let Ok(mut found) = self.0.family.lock() else { return };
        if found.get().is_some_and(|known| known.as_ref().is_some_and(|known| Arc::ptr_eq(known, family))) {
            *found = Arc::default();
        }
    }

    /// The words of a consultation's picture with its hash, and the font; `None` where it has none.
    async fn card(&self, app: &App, ui: &Ui, call: &Consultation) -> Option<(Card, String, Arc<Family>)> {
        let (card, family) = (Card::of(ui, call), self.family(app).await?);
        card.fits(&family).then(|| (card.clone(), card.hash(&family), family))
    }

    /// A consultation's picture as a PNG, with its hash; `None` where it has none. Whoever replaces fonts while the program
    /// runs has them found anew.
    async fn picture(&self, app: &App, ui: &Ui, call: &Consultation) -> Result<Option<(String, Bytes)>> {
        for _ in 0..2 {
            let Some((card, hash, family)) = self.card(app, ui, call).await else { return Ok(None) };
            match self.drawn(card, hash.clone(), family.clone(), app.clock.machine_now()).await {
                Err(Error::Internal(cause)) if cause.is::<std::io::Error>() => {
                    tracing::info!(%cause, "the font of shared links cannot be read any more, looking for fonts anew");
                    self.forget(&family);
                }
                drawn => return drawn.map(|png| Some((hash, png))),
            }
        }
        Ok(None)
    }

    /// The picture, drawn if nobody has drawn it lately. `now` is the machine's time.
    async fn drawn(&self, card: Card, hash: String, family: Arc<Family>, now: i64) -> Result<Bytes> {
        let draw = async || {
            let place = self.0.place.clone().acquire_owned().await.map_err(anyhow::Error::from)?;
            // Drawing goes on when the visitor has left; so long its place is taken.
            let held = move || (drawing::draw(&card, &family), place).0;
            let drawn = tokio::task::spawn_blocking(held).await;
            Ok::<_, Error>(Bytes::from(drawn.map_err(anyhow::Error::from)??))
        };
        Ok(self.0.drawn.get_or(hash, now, draw).await?.as_ref().clone())
    }
}

/// What a page says of itself to programs that show a link to it (Open Graph).
pub struct Link {
    pub kind: &'static str,
    pub title: String,
    pub text: String,
    /// The whole address, with the language.
    pub address: String,
    pub image: Option<Image>,
}

pub struct Image {
    pub address: String,
    /// What it says, for those who do not see it.
    pub words: String,
}

impl Link {
    pub fn to_home(app: &App, ui: &Ui, title: String) -> Self {
        let (title, address) = (bare(&title).into_owned(), full(app, ui, "/"));
        Self { kind: "website", title, text: one_line(&fl!(ui.words, "home-lead")), address, image: None }
    }

    /// To a page of a consultation, with the consultation's picture.
    pub async fn to(app: &App, ui: &Ui, call: &Consultation, path: &str, title: String, text: &str) -> Self {
        let image = app.cards.card(app, ui, call).await.map(|(card, hash, _)| Image {
            address: full(app, ui, &format!("{}/card/{hash}.png", call.path())),
            words: fl!(ui.words, "link-image", title = card.title, period = card.period),
        });
        let title = bare(&title).into_owned();
        Self { kind: "article", title, text: one_line(text), address: full(app, ui, path), image }
    }
}

fn full(app: &App, ui: &Ui, path: &str) -> String {
    format!("{}{}", app.public_url.origin, ui.url(path))
}

/// The beginning of a text, in one line.
fn one_line(text: &str) -> String {
    let line = bare(text).split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(TOLD_CHARS) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None => line,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_text_is_cut_to_a_line() {
        assert_eq!(one_line(" 一行\n二行 "), "一行 二行");
        assert_eq!(one_line(&"あ".repeat(TOLD_CHARS)), "あ".repeat(TOLD_CHARS));
        assert_eq!(one_line(&"あ".repeat(500)).chars().count(), TOLD_CHARS + 1);
    }

    #[test]
    fn what_takes_no_room_is_not_drawn() {
        assert_eq!(drawn("葛\u{E0100}城市\u{200B}\r\nか\u{3099}"), "葛城市\nが");
    }
}
