//! Texts in several languages, each under headings of its own.

use super::in_language;
use crate::mapping::{Column, Meaning};

/// Where texts of one language stand.
pub struct Tongue {
    pub lang: String,
    pub title: Option<usize>,
    pub text: usize,
}

/// The languages of a file of Decidim's, which writes each into columns of its own: `title/ja`, `body/ja`, `title/en`, `body/en`.
/// The one whose text was chosen comes first. Of other files none.
pub fn tongues(columns: &[Column]) -> Vec<Tongue> {
    let place = |meaning| columns.iter().position(|column| column.meaning == meaning);
    let lang_of = |at: usize, what| in_language(&columns[at].head).filter(|it| it.0 == what).map(|it| it.1);
    let Some((text, lang)) = place(Meaning::Text).and_then(|at| Some((at, lang_of(at, "body")?))) else {
        return Vec::new();
    };
    let is_free = |at: &usize| columns[*at].meaning == Meaning::Nothing;
    let other = |text: usize| {
        let lang = lang_of(text, "body")?;
        let title = (0..columns.len()).find(|at| is_free(at) && lang_of(*at, "title") == Some(lang));
        Some(Tongue { lang: lang.to_owned(), title, text })
    };
    let chosen = Tongue { lang: lang.to_owned(), title: place(Meaning::Title), text };
    std::iter::once(chosen).chain((0..columns.len()).filter(is_free).filter_map(other)).collect()
}
