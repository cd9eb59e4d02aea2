//! The documents of a consultation: files that staff put beside it, and pages of the city elsewhere. The files are kept in the
//! database: every node has them, and so has every backup.

pub mod file;
pub mod routes;
pub mod store;

use std::borrow::{Borrow, Cow};

use i18n_embed_fl::fl;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Deserialize;
use url::Url;

use crate::base::crypto;
use crate::base::fold::{fold, is_ignorable, is_refused_in_a_line};
use crate::base::names::named;
use crate::base::text::{Lang, Words};
use crate::consultations::choices::MAX_TRANSLATED;
use crate::http::forms::{InLanguages, Told, told_name};
use crate::http::{Errors, Ui};
use crate::papers;

/// Of one consultation.
pub const MOST: usize = 50;
/// Of a file.
pub const MAX_MB: i64 = 20;
pub const MAX_BYTES: i64 = MAX_MB * 1_000_000;
/// Characters of a title in Japanese; `MAX_TRANSLATED` in other languages.
const TITLE_CHARS: usize = 100;
/// Characters of a file's name before its ending.
const NAME_CHARS: usize = 80;
const ADDRESS_CHARS: usize = 500;

named! {
    /// What a document is. A file's is the end of its name, too.
    pub enum Kind {
        Link = "link",
        Pdf = "pdf",
        Docx = "docx",
        Xlsx = "xlsx",
        Csv = "csv",
        Odt = "odt",
        Ods = "ods",
    }
}

impl Kind {
    pub fn label(self, w: &Words) -> String {
        match self {
            Self::Link => fl!(w, "document-link"),
            Self::Pdf => "PDF".to_owned(),
            Self::Docx => "Word".to_owned(),
            Self::Xlsx => "Excel".to_owned(),
            Self::Csv => "CSV".to_owned(),
            Self::Odt => fl!(w, "document-odt"),
            Self::Ods => fl!(w, "document-ods"),
        }
    }

    pub fn content_type(self) -> &'static str {
        match self {
            Self::Link => "",
            Self::Pdf => "application/pdf",
            Self::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::Csv => "text/csv",
            Self::Odt => "application/vnd.oasis.opendocument.text",
            Self::Ods => "application/vnd.oasis.opendocument.spreadsheet",
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    pub id: String,
    pub kind: Kind,
    /// Of a link; '' of a file.
    pub address: String,
    /// Of a file; '' of a link.
    pub file_name: String,
    pub bytes: i64,
    pub sha256: String,
    /// The domain's time, unix ms.
    pub added_at: i64,
    /// Japanese is always there.
    pub titles: Vec<(Lang, String)>,
}

/// Signs that stand in an address as they are.
const PLAIN: AsciiSet = NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.');

impl Document {
    pub fn title(&self, lang: impl Borrow<Lang>) -> Cow<'_, str> {
        lang.borrow().pick(|lang| self.exact(lang))
    }

    /// The title in this language alone, '' where there is none.
    pub fn exact(&self, lang: Lang) -> &str {
        self.titles.iter().find(|(own, _)| *own == lang).map_or("", |(_, title)| title)
    }

    /// Where it is read: a link's own address, or the file's below `base`. The same in every language.
    pub fn href(&self, base: &str) -> String {
        match self.kind {
            Kind::Link => self.address.clone(),
            _ => format!("{base}/documents/{}/{}", self.id, utf8_percent_encode(&self.file_name, &PLAIN)),
        }
    }

    /// What it is, how large, since when: `PDF・1.2 MB・2024年7月1日（月）掲載`.
    pub fn facts(&self, ui: &Ui) -> String {
        let (w, day) = (ui.words, ui.day_of(self.added_at));
        match self.kind {
            Kind::Link => fl!(w, "document-facts-link", host = host(&self.address), day = day),
            kind => fl!(w, "document-facts", kind = kind.label(w), size = papers::size(self.bytes), day = day),
        }
    }

    /// What a form shows of it, in short.
    pub fn seen(&self) -> String {
        let titles: Vec<&str> = Lang::all().map(|lang| self.exact(lang)).collect();
        crypto::hash(&titles.join("\n"))[..16].to_owned()
    }
}

fn host(address: &str) -> String {
    Url::parse(address).ok().and_then(|url| url.host_str().map(str::to_owned)).unwrap_or_default()
}

/// The name under which a file is fetched: as its sender called it, without what no name holds, and with the ending of what
/// it is.
pub fn file_name(called: &str, kind: Kind) -> String {
    let stem = called.rsplit_once('.').map_or(called, |(stem, _)| stem);
    let fits = |c: &char| !is_refused_in_a_line(*c) && !is_ignorable(*c) && !"/\\:*?\"<>|".contains(*c);
    let stem: String = stem.chars().filter(fits).take(NAME_CHARS).collect();
    let stem = stem.trim().trim_matches('.');
    format!("{}.{}", if stem.is_empty() { "document" } else { stem }, kind.name())
}

/// What somebody typed of a document.
#[derive(Clone, Debug, Default)]
pub struct Typed {
    /// Behind the ids of the controls: a page has several such forms.
    pub suffix: String,
    pub title: String,
    /// Titles in other languages.
    pub others: Told,
    pub address: String,
}

impl Typed {
    pub fn of(document: &Document) -> Self {
        let mut others = Told::default();
        Lang::others().for_each(|lang| others.put(told_name("title", lang), document.exact(lang).to_owned()));
        Self {
            suffix: format!("-{}", document.id),
            title: document.exact(Lang::JA).to_owned(),
            others,
            address: document.address.clone(),
        }
    }

    pub fn id(&self, name: &str) -> String {
        format!("{name}{}", self.suffix)
    }

    /// The title in other languages: id, name, language, what is typed.
    pub fn in_others(&self) -> Vec<(String, String, Lang, &str)> {
        self.others.controls("title", &self.suffix)
    }

    /// The title in each language in which there is one; what is wrong stands beside its field.
    pub fn titles(&self, w: &Words, errors: &mut Errors) -> Vec<(Lang, String)> {
        let mut titles = Vec::new();
        let japanese = (self.id("title"), Lang::JA, self.title.as_str());
        let others = self.in_others().into_iter().map(|(id, _, lang, typed)| (id, lang, typed));
        for (id, lang, typed) in std::iter::once(japanese).chain(others) {
            let (title, most) = (typed.trim(), if lang == Lang::JA { TITLE_CHARS } else { MAX_TRANSLATED });
            let is_missing = lang == Lang::JA && fold(title).trim().is_empty();
            if is_missing || title.chars().count() > most || title.contains(is_refused_in_a_line) {
                errors.add(id, fl!(w, "document-title-wrong", lang = lang.name(), most = most));
            }
            if !title.is_empty() {
                titles.push((lang, title.to_owned()));
            }
        }
        titles
    }

    /// The address of a page elsewhere, in one spelling.
    pub fn link(&self, w: &Words, errors: &mut Errors) -> String {
        let url = Url::parse(self.address.trim()).ok().filter(|url| {
            let is_named = url.domain().is_some_and(|domain| domain.contains('.'));
            url.scheme() == "https" && is_named && url.username().is_empty() && url.password().is_none()
        });
        let address = url.map_or(String::new(), String::from);
        if address.is_empty() || address.len() > ADDRESS_CHARS {
            errors.add(self.id("address"), fl!(w, "document-address-wrong", most = ADDRESS_CHARS));
        }
        address
    }
}

/// A document as staff send it: its title, a link's address, and of one that is there the button that was pressed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct DocumentForm {
    pub id: String,
    pub act: String,
    /// What the page showed.
    pub seen: String,
    pub title: String,
    pub address: String,
    #[serde(skip)]
    pub others: Told,
}

impl InLanguages for DocumentForm {
    fn asks(text: &str, lang: Lang) -> bool {
        text == "title" && lang != Lang::JA
    }
    fn told(&mut self) -> &mut Told {
        &mut self.others
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_has_the_ending_of_what_it_is_and_no_sign_that_misleads() {
        for (called, kind, name) in [
            ("募集要項.PDF", Kind::Pdf, "募集要項.pdf"),
            ("C:\\資料\\a.b.docx", Kind::Docx, "C資料a.b.docx"),
            ("setup.exe", Kind::Pdf, "setup.pdf"),
            ("計\u{202E}fdp.画", Kind::Pdf, "計fdp.pdf"),
            (" .. ", Kind::Csv, "document.csv"),
            ("", Kind::Ods, "document.ods"),
            ("a\r\nb\".csv", Kind::Csv, "ab.csv"),
        ] {
            assert_eq!(file_name(called, kind), name);
        }
        assert_eq!(file_name(&"あ".repeat(300), Kind::Pdf).chars().count(), NAME_CHARS + 4);
    }

    #[test]
    fn a_link_leads_to_a_page_that_is_safe_on_its_way() {
        let w = Lang::JA.words();
        let link = |address: &str| {
            let mut errors = Errors::default();
            let typed = Typed { address: address.to_owned(), ..Typed::default() };
            (typed.link(w, &mut errors), errors.is_empty())
        };
        assert_eq!(link(" https://www.example.jp/計画 "), ("https://www.example.jp/%E8%A8%88%E7%94%BB".into(), true));
        for wrong in [
            "",
            "www.example.jp",
            "http://www.example.jp/",
            "javascript:alert(1)",
            "https://localhost/",
            "https://127.0.0.1/",
            "https://koe@example.jp/",
            "https://example.jp@evil.example/",
            &format!("https://example.jp/{}", "a".repeat(ADDRESS_CHARS)),
        ] {
            assert!(!link(wrong).1, "{wrong}");
        }
    }
}
