//! The languages of the pages: one folder of `web/locales` each, and no line of code. Its `koe.ftl` holds every word that
//! people read, and on top what the language is: its name, its tag, how much is said in it, and what it falls back to.

use std::borrow::Cow;
use std::iter;
use std::sync::{LazyLock, OnceLock};

use i18n_embed::fluent::{FluentLanguageLoader, fluent_language_loader};
use i18n_embed::{I18nAssets, LanguageLoader};
use i18n_embed_fl::fl;
use rust_embed::RustEmbed;

use super::marks;
use super::names::named;

#[derive(RustEmbed)]
#[folder = "web/locales"]
struct Locales;

/// The folder to which everything falls back in the end.
const ROOT: &str = "ja";

named! {
    /// How much is said in a language. Tests know which words each needs.
    pub enum Tier {
        Full = "full",
        /// Every page but those of staff.
        Residents = "residents",
        /// Writing, sending, the receipt, the status, letters, and whatever can go wrong on that way.
        Posting = "posting",
    }
}

struct Entry {
    code: String,
    tag: String,
    name: String,
    prefix: String,
    tier: Tier,
    fallback: String,
    /// Whether its words bear readings: 漢字《かんじ》.
    has_readings: bool,
    words: OnceLock<Words>,
}

static LANGUAGES: LazyLock<Vec<Entry>> = LazyLock::new(|| {
    let folders = <Locales as RustEmbed>::iter().filter_map(|path| path.strip_suffix("/koe.ftl").map(str::to_owned));
    let mut found: Vec<Entry> = folders.map(entry).collect();
    found.sort_by_key(|entry| (entry.code != ROOT, entry.tier, entry.code.clone()));
    found
});

/// What a folder says of its language. That it says it is known by a test.
fn entry(code: String) -> Entry {
    let text = <Locales as RustEmbed>::get(&format!("{code}/koe.ftl")).map(|file| file.data).unwrap_or_default();
    let text = String::from_utf8_lossy(&text);
    let said = |key: &str| text.lines().find_map(|line| line.strip_prefix(key)?.trim_start().strip_prefix("= "));
    Entry {
        tag: said("language-tag").unwrap_or(&code).to_owned(),
        name: marks::noted(said("language-name").unwrap_or(&code)).into_owned(),
        prefix: if code == ROOT { String::new() } else { format!("/{code}") },
        tier: said("language-tier").and_then(Tier::parse).unwrap_or(Tier::Posting),
        fallback: said("language-fallback").unwrap_or(ROOT).to_owned(),
        has_readings: text.contains('《'),
        words: OnceLock::new(),
        code,
    }
}

/// A language the pages speak: its place in the list that the folders make. Japanese first, then by how much is said.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Lang(usize);

impl Lang {
    /// Everything falls back to it.
    pub const JA: Self = Self(0);

    pub fn all() -> impl Iterator<Item = Self> {
        (0..LANGUAGES.len()).map(Self)
    }

    /// Those beside Japanese.
    pub fn others() -> impl Iterator<Item = Self> {
        Self::all().skip(1)
    }

    fn entry(self) -> &'static Entry {
        &LANGUAGES[self.0]
    }

    /// Its folder's name: what stands in addresses, settings and names of fields.
    pub fn code(self) -> &'static str {
        &self.entry().code
    }

    /// As in `lang=""` and beside an opinion (BCP 47): やさしい日本語 is Japanese.
    pub fn tag(self) -> &'static str {
        &self.entry().tag
    }

    /// Its own name, as the language menu shows it.
    pub fn name(self) -> &'static str {
        &self.entry().name
    }

    pub fn tier(self) -> Tier {
        self.entry().tier
    }

    /// Whether its texts bear readings, those that the city writes, too.
    pub fn has_readings(self) -> bool {
        self.entry().has_readings
    }

    pub fn parse(code: &str) -> Option<Self> {
        Self::all().find(|lang| lang.code() == code)
    }

    /// First segment of every address in this language; Japanese has none.
    pub fn prefix(self) -> &'static str {
        &self.entry().prefix
    }

    /// Itself, then what it falls back to, Japanese last.
    pub fn chain(self) -> impl Iterator<Item = Self> {
        let next = |lang: &Self| {
            let fallback = Self::parse(&lang.entry().fallback).unwrap_or(Self::JA);
            (*lang != Self::JA).then_some(fallback)
        };
        // Folders that fall back to each other are a slip that must not hang the program.
        iter::successors(Some(self), next).take(LANGUAGES.len())
    }

    /// A text of the city for a page of this language: the first that is there along the chain, as `shown` from it.
    pub fn pick<'a>(self, find: impl Fn(Self) -> &'a str) -> Cow<'a, str> {
        let found = self.chain().map(|lang| (lang, find(lang))).find(|(_, text)| !text.is_empty());
        found.map_or(Cow::Borrowed(""), |(from, text)| self.shown(from, text))
    }

    /// A text of the language `from` on a page of this one: with its readings, and marked where the page's own
    /// `lang` would tell a wrong one. See `marks`.
    pub fn shown(self, from: Self, text: &str) -> Cow<'_, str> {
        let text = if from.has_readings() { marks::noted(text) } else { Cow::Borrowed(text) };
        if from.tag() == self.tag() { text } else { Cow::Owned(marks::foreign(from.tag(), &text)) }
    }

    /// The loaded words.
    pub fn words(self) -> &'static Words {
        self.entry().words.get_or_init(|| load(self))
    }
}

/// What `fl!` takes as its first argument.
pub type Words = FluentLanguageLoader;

fn load(lang: Lang) -> Words {
    let words = fluent_language_loader!();
    let chain: Vec<_> = lang.chain().map(|lang| lang.code().parse().unwrap_or_default()).collect();
    if let Err(error) = words.load_languages(&Noted, &chain) {
        // Compiled in, and read by a test in every language: this cannot happen in a released program.
        tracing::error!(%error, lang = lang.code(), "the words of a language cannot be read");
    }
    words.set_use_isolating(false);
    words
}

/// The files with their readings marked.
struct Noted;

impl I18nAssets for Noted {
    fn get_files(&self, path: &str) -> Vec<Cow<'_, [u8]>> {
        let file = <Locales as RustEmbed>::get(path).map(|file| file.data);
        let text = file.map(|data| marks::noted(&String::from_utf8_lossy(&data)).into_owned().into_bytes());
        text.map(Cow::Owned).into_iter().collect()
    }

    fn filenames_iter(&self) -> Box<dyn Iterator<Item = String> + '_> {
        Box::new(<Locales as RustEmbed>::iter().map(String::from))
    }
}

/// 12,345, or as this language writes it.
pub fn number(n: i64, w: &Words) -> String {
    let digits = n.unsigned_abs().to_string();
    let mut grouped = String::with_capacity(digits.len() + digits.len() / 3 + 1);
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            grouped.push_str(&fl!(w, "frame-number-comma"));
        }
        grouped.push(digit);
    }
    if n < 0 { format!("-{grouped}") } else { grouped }
}

/// A message to an author as he is shown it: one that a moderator left as it was prepared is said in the reader's words,
/// whichever language it was sent in. Everything else stands as it was written.
pub fn said(message: &str, prepared: impl Fn(&Words) -> Option<String>, w: &Words) -> String {
    let is_as = |words: &String| *marks::plain(words) == *message || *marks::bare(words) == *message;
    let is_prepared = !message.is_empty() && Lang::all().any(|lang| prepared(lang.words()).as_ref().is_some_and(is_as));
    prepared(w).filter(|_| is_prepared).unwrap_or_else(|| message.to_owned())
}
