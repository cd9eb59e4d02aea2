//! The languages of the pages. Every word a person reads stands in `web/locales/<language>/koe.ftl`.

use std::sync::LazyLock;

use i18n_embed::LanguageLoader;
use i18n_embed::fluent::{FluentLanguageLoader, fluent_language_loader};
use rust_embed::RustEmbed;

#[derive(RustEmbed)]
#[folder = "web/locales"]
struct Locales;

/// A language the pages speak. Japanese first: everything falls back to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub enum Lang {
    #[default]
    Ja,
    En,
}

impl Lang {
    pub const ALL: [Self; 2] = [Self::Ja, Self::En];

    /// As in `lang=""` and in addresses.
    pub fn code(self) -> &'static str {
        match self {
            Self::Ja => "ja",
            Self::En => "en",
        }
    }

    /// Its own name, as the language menu shows it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Ja => "日本語",
            Self::En => "English",
        }
    }

    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|lang| lang.code() == code)
    }

    /// First segment of every address in this language; Japanese has none.
    pub fn prefix(self) -> &'static str {
        match self {
            Self::Ja => "",
            Self::En => "/en",
        }
    }

    /// The loaded words.
    pub fn words(self) -> &'static Words {
        static JA: LazyLock<Words> = LazyLock::new(|| load(Lang::Ja));
        static EN: LazyLock<Words> = LazyLock::new(|| load(Lang::En));
        match self {
            Self::Ja => &JA,
            Self::En => &EN,
        }
    }
}

/// What `fl!` takes as its first argument.
pub type Words = FluentLanguageLoader;

fn load(lang: Lang) -> Words {
    let words = fluent_language_loader!();
    let id = lang.code().parse().unwrap_or_default();
    let fallback = Lang::Ja.code().parse().unwrap_or_default();
    if let Err(error) = words.load_languages(&Locales, &[id, fallback]) {
        // Compiled in, and read by a test in every language: this cannot happen in a released program.
        tracing::error!(%error, lang = lang.code(), "the words of a language cannot be read");
    }
    words.set_use_isolating(false);
    words
}
