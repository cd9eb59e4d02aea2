//! The city behind the pages: its name, its counter, its texts. Kept in the settings table.

use std::borrow::Cow;
use std::sync::Arc;
use std::time::Duration;

use unicode_normalization::UnicodeNormalization;

use super::assets;
use crate::app::App;
use crate::base::colour::Colour;
use crate::base::crypto::hash;
use crate::base::db::Conn;
use crate::base::settings;
use crate::base::text::{Lang, Tier};

/// What every page shows of the city. Empty until the administrator has filled it in.
#[derive(Clone, Debug, Default)]
pub struct Site {
    values: Vec<(String, String)>,
    pub demo: bool,
    /// The city's own key colour.
    pub colour: Option<Colour>,
    /// Its own mark: the name in its address.
    pub mark: Option<String>,
}

/// Settings with the key colour, `#rrggbb`, and with the name of the mark; '' for ours.
pub const COLOUR: &str = "identity.colour";
pub const MARK: &str = "identity.mark";

/// A text of the city that an administrator writes, in each language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SiteText {
    City,
    Name,
    Office,
    Phone,
    Mail,
    Hours,
    Guideline,
    Privacy,
}

impl SiteText {
    pub const ALL: [Self; 8] =
        [Self::City, Self::Name, Self::Office, Self::Phone, Self::Mail, Self::Hours, Self::Guideline, Self::Privacy];

    /// Name of its form field and, with the language, of its setting.
    pub fn name(self) -> &'static str {
        match self {
            Self::City => "city",
            Self::Name => "name",
            Self::Office => "office",
            Self::Phone => "phone",
            Self::Mail => "mail",
            Self::Hours => "hours",
            Self::Guideline => "guideline",
            Self::Privacy => "privacy",
        }
    }

    /// Whether it is asked for in this language: an address is the same in all, and a page is written where it is offered.
    pub fn is_asked_in(self, lang: Lang) -> bool {
        match self {
            Self::Mail => lang == Lang::JA,
            Self::Guideline | Self::Privacy => lang.tier() != Tier::Posting,
            _ => true,
        }
    }

    /// `site.city.ja`
    pub fn setting(self, lang: Lang) -> String {
        format!("site.{}.{}", self.name(), lang.code())
    }
}

impl Site {
    /// The text for a page of this language, '' where there is none; see `Lang::pick`.
    pub fn text(&self, text: SiteText, lang: Lang) -> Cow<'_, str> {
        lang.pick(|lang| self.exact(text, lang))
    }

    /// Whether the city has ever saved it, in any language; an empty one is its will, too.
    pub fn was_saved(&self, text: SiteText) -> bool {
        Lang::all().any(|lang| self.values.iter().any(|(kept, _)| *kept == text.setting(lang)))
    }

    /// What all texts are together: another where one was changed.
    pub fn state(&self) -> String {
        let texts = self.values.iter().map(|(name, value)| format!("{name}\n{value}\n\n"));
        hash(&texts.collect::<String>())
    }

    /// The text in this language alone.
    pub fn exact(&self, text: SiteText, lang: Lang) -> &str {
        let name = text.setting(lang);
        self.values.iter().find(|(kept, _)| *kept == name).map_or("", |(_, value)| value.as_str())
    }

    /// The number in the telephone line, as it is dialled: `0796621411`. `None` where it holds none.
    pub fn dialled(&self, lang: Lang) -> Option<String> {
        let line: String = self.text(SiteText::Phone, lang).nfkc().collect();
        let parts = line.split(|c: char| !(c.is_ascii_digit() || "+-() ".contains(c)));
        let dialled = parts.map(|part| part.chars().filter(|c| c.is_ascii_digit() || *c == '+').collect::<String>());
        dialled.into_iter().find(|digits| digits.len() >= 9)
    }

    /// The style sheet of its colour: name in its address, and text. `None` where the colour is ours.
    pub fn sheet(&self) -> Option<(String, String)> {
        let sheet = self.colour?.sheet();
        Some((format!("{}.css", hash(&sheet).get(..16)?), sheet))
    }

    pub fn sheet_address(&self) -> Option<String> {
        self.sheet().map(|(name, _)| format!("/city/{name}"))
    }

    /// Our mark in its colour, for the windows' titles: name in its address, and drawing. `None` where it has a mark of its
    /// own, or our colour.
    pub fn icon(&self) -> Option<(String, String)> {
        let colour = self.colour.filter(|_| self.mark.is_none())?;
        let icon = include_str!("../../web/static/mark.svg").replace(&Colour::DEFAULT.to_string(), &colour.to_string());
        Some((format!("{}.svg", hash(&icon).get(..16)?), icon))
    }

    /// Where the icon of the windows' titles is: its mark, or ours.
    pub fn icon_address(&self) -> String {
        let name = self.mark.clone().or_else(|| Some(self.icon()?.0));
        name.map_or_else(|| assets::address("mark.svg").to_owned(), |name| format!("/city/{name}"))
    }

    /// True when what the law wants before the first visitor is there: name, counter and a way to reach it, privacy text.
    pub fn is_ready(&self) -> bool {
        let is_there = |text: &SiteText| !self.exact(*text, Lang::JA).is_empty();
        [SiteText::City, SiteText::Office, SiteText::Privacy].iter().all(is_there)
            && [SiteText::Phone, SiteText::Mail].iter().any(is_there)
    }
}

/// Nobody waits longer for them.
const PATIENCE: Duration = Duration::from_secs(1);

/// The site's texts; `Fresh` says how old they may be. Where the database does not answer, the last ones known: no
/// page fails, and no form is left unread, for the city's name.
pub async fn of(app: &App) -> Arc<Site> {
    let now = app.clock.machine_now();
    match tokio::time::timeout(PATIENCE, app.site.get_or((), now, async || load(app).await)).await {
        Ok(Ok(site)) => site,
        failed => {
            tracing::warn!(?failed, "cannot read the site's texts");
            app.site.keep(&(), app.clock.machine_now()).unwrap_or_default()
        }
    }
}

/// Title and form, without language, of each consultation that is open; none where there is no answer.
pub async fn open_forms(app: &App, lang: Lang) -> Vec<(String, String)> {
    let Ok(Ok(all)) = tokio::time::timeout(PATIENCE, app.listed()).await else { return Vec::new() };
    let open = all.iter().filter(|call| call.phase(&app.zone, app.clock.now()).is_open());
    open.map(|call| (call.text(lang).title, format!("{}/write", call.path()))).collect()
}

/// Where sending begins, without language: the form of what is open, or where several are the page on which a language
/// of the form alone lists them. `None` where nothing is.
pub async fn open_form(app: &App) -> Option<String> {
    match &*open_forms(app, Lang::JA).await {
        [] => None,
        [(_, form)] => Some(form.clone()),
        _ => Some("/status".to_owned()),
    }
}

/// The site's texts as they stand, or an error: for letters, for their form, and for whatever hangs on their being there.
pub async fn load(app: &App) -> sqlx::Result<Site> {
    read(&mut *app.db.read().await?).await
}

/// The same within a transaction.
pub async fn read(conn: &mut Conn) -> sqlx::Result<Site> {
    let mut values = settings::all(conn).await?;
    let demo = values.iter().any(|(name, _)| name == settings::DEMO);
    let kept = |setting| values.iter().find(|(name, _)| name == setting).map(|(_, value)| value.as_str());
    let colour = kept(COLOUR).and_then(Colour::parse);
    let mark = kept(MARK).filter(|name| !name.is_empty()).map(str::to_owned);
    values.retain(|(name, _)| name.starts_with("site."));
    Ok(Site { values, demo, colour, mark })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_telephone_dials_the_number_that_stands_in_the_line() {
        let dialled = |line: &str| {
            let values = vec![(SiteText::Phone.setting(Lang::JA), line.to_owned())];
            Site { values, ..Site::default() }.dialled(Lang::JA)
        };
        for line in ["079-672-1492", "０７９－６７２－１４９２", "079(672)1492（内線 123）", "代表 079 672 1492"]
        {
            assert_eq!(dialled(line).as_deref(), Some("0796721492"), "{line}");
        }
        assert_eq!(dialled("+81-79-672-1492").as_deref(), Some("+81796721492"));
        for line in ["", "内線 123", "窓口でお尋ねください"] {
            assert_eq!(dialled(line), None, "{line}");
        }
    }
}
