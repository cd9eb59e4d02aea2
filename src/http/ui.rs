//! What every page knows: the reader's language, where he is, who he is, which city this is.

use std::borrow::{Borrow, Cow};
use std::convert::Infallible;
use std::sync::Arc;

use askama::Template;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{Extensions, HeaderMap, HeaderName, HeaderValue, Method, StatusCode, Uri, header};
use axum::response::{Html, IntoResponse, Response};
use i18n_embed_fl::fl;
use jiff::civil::Date;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

use super::access::{Role, Viewer};
use super::display::{Display, Size};
use super::errors::Result;
use super::icons::Icon;
use super::site::{Site, SiteText};
use super::titles::Title;
use super::{assets, dates, language, site};
use crate::app::App;
use crate::base::calendar::{HOUR_MS, Zone};
use crate::base::marks;
use crate::base::text::{Lang, Tier, Words, number};

#[derive(Clone)]
pub struct Ui {
    pub words: &'static Words,
    pub lang: Lang,
    /// The address without its language, with the question: `/opinions/R6-0123-7?x=1`.
    pub path: String,
    /// A page that answers a sent form is at no address: a link to it would lose what it shows.
    pub answers_form: bool,
    /// Where the form with the id `again` shows this very page once more, every word kept; see `shown_again_at`.
    pub again: Option<String>,
    /// Where languages for sending alone lead from a page that belongs to no consultation.
    pub open_form: Option<String>,
    /// The page among whose own this one is, where the address says another: `/staff/workshops`.
    pub belongs_to: Option<&'static str>,
    pub viewer: Option<Viewer>,
    pub display: Display,
    pub site: Arc<Site>,
    pub zone: Zone,
    /// The domain's time, unix ms.
    pub now: i64,
}

impl FromRequestParts<App> for Ui {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> std::result::Result<Self, Infallible> {
        let mut ui = Self::of(app, &parts.method, &parts.headers, &parts.extensions, &parts.uri);
        ui.fill(app).await;
        Ok(ui)
    }
}

/// Templates hand over references where Rust code has values: `impl Borrow` takes both.
impl Ui {
    /// All but the site's texts, which need the database.
    pub fn of(app: &App, method: &Method, headers: &HeaderMap, extensions: &Extensions, uri: &Uri) -> Self {
        let lang = extensions.get::<Lang>().copied().unwrap_or_default();
        // Browsers read `//` or `/\` at the beginning of a link as another host.
        let path = uri.path_and_query().map_or("/", axum::http::uri::PathAndQuery::as_str);
        let path = format!("/{}", path.trim_start_matches(['/', '\\']));
        let viewer = extensions.get::<Viewer>().cloned();
        Self {
            words: lang.words(),
            lang,
            path,
            answers_form: method == Method::POST,
            again: None,
            open_form: None,
            belongs_to: None,
            viewer,
            display: Display::of(app, method, headers, uri),
            site: Arc::default(),
            zone: app.zone.clone(),
            now: app.clock.now(),
        }
    }

    /// The site's texts and what else needs the database.
    pub async fn fill(&mut self, app: &App) {
        self.site = site::of(app).await;
        let leads_on = |lang| !language::offers(lang, &self.path) && language::form_near(&self.path).is_none();
        if self.can_change() && !self.path.starts_with("/staff") && Lang::all().any(leads_on) {
            self.open_form = site::open_form(app).await;
        }
    }

    /// For what is said at the shell, where there is no page.
    pub fn spoken(app: &App, lang: Lang) -> Self {
        let mut extensions = Extensions::new();
        extensions.insert(lang);
        Self::of(app, &Method::GET, &HeaderMap::new(), &extensions, &Uri::default())
    }

    /// The page holds a form with the id `again`; sent to this address, without language, it shows the page once more. So
    /// language and letters can be changed in the middle of writing.
    pub fn shown_again_at(self, path: &str) -> Self {
        Self { again: Some(path.to_owned()), ..self }
    }

    /// Whether the page can be shown in another language or with other letters.
    pub fn can_change(&self) -> bool {
        !self.answers_form || self.again.is_some()
    }

    /// One of our own pages in the reader's language, or in the one it falls back to where it is not offered.
    pub fn url(&self, path: &str) -> String {
        format!("{}{path}", language::offering(self.lang, path).prefix())
    }

    /// Where a form of this page goes: its answer is in the language of the page.
    pub fn action(&self, path: &str) -> String {
        format!("{}{path}", self.lang.prefix())
    }

    /// This page in every language, or where that begins; none where the page cannot be shown again.
    pub fn languages(&self) -> Vec<LanguageLink> {
        if !self.can_change() {
            return Vec::new();
        }
        let link = |lang: Lang| {
            let path = self.again.as_ref().unwrap_or(&self.path);
            let here = language::offers(lang, path).then(|| path.clone());
            let form = || language::form_near(path).or_else(|| self.open_form.clone());
            let action = here.as_ref().filter(|_| self.again.is_some()).map(|path| lang.prefix().to_owned() + path);
            LanguageLink {
                tag: lang.tag(),
                name: lang.name(),
                // Where a language is there for sending alone the menu leads to a form, or to what became of one.
                note: here.is_none().then(|| match form() {
                    Some(_) => fl!(lang.words(), "frame-language-part"),
                    None => fl!(lang.words(), "frame-status"),
                }),
                href: lang.prefix().to_owned() + &here.or_else(form).unwrap_or_else(|| "/status".to_owned()),
                action,
                current: lang == self.lang,
            }
        };
        // For residents alone: staff read their pages in a whole language.
        let staff = self.path.starts_with("/staff");
        Lang::all().filter(|lang| !staff || lang.tier() == Tier::Full).map(link).collect()
    }

    /// The sizes of letters, with their names.
    pub fn sizes(&self) -> [(Size, String); 3] {
        let w = self.words;
        [
            (Size::Normal, fl!(w, "frame-size-normal")),
            (Size::Large, fl!(w, "frame-size-large")),
            (Size::Larger, fl!(w, "frame-size-larger")),
        ]
    }

    /// The language in which this page has readings, where it is the same page in the same tongue.
    pub fn with_readings(&self) -> Option<Lang> {
        let tongue = |lang: &Lang| lang.tag() == self.lang.tag() && lang.has_readings();
        Lang::all().find(tongue).filter(|lang| {
            !self.path.starts_with("/staff") && language::offers(*lang, self.again.as_ref().unwrap_or(&self.path))
        })
    }

    pub fn asset(&self, name: &str) -> &'static str {
        assets::address(name)
    }

    pub fn icon(&self, name: &'static str) -> Icon {
        Icon { name, class: "icon" }
    }

    /// The small size, 20 px.
    pub fn icon_s(&self, name: &'static str) -> Icon {
        Icon { name, class: "icon icon-s" }
    }

    /// A title as a heading shows it.
    pub fn heading<'a>(&self, title: impl Into<Cow<'a, str>>) -> Title<'a> {
        Title(title.into())
    }

    pub fn city(&self) -> Cow<'_, str> {
        self.site.text(SiteText::City, self.lang)
    }

    /// What the place is called beside the city's name: the city's own words, else ours.
    pub fn brand(&self) -> String {
        let own = self.site_text(SiteText::Name);
        if own.is_empty() { fl!(self.words, "site-brand") } else { own.into_owned() }
    }

    /// The place's whole name, for a window's title.
    pub fn site_name(&self) -> String {
        let own = self.site_text(SiteText::Name);
        if own.is_empty() { fl!(self.words, "site-name", city = self.city()) } else { own.into_owned() }
    }

    /// A text of the city in the reader's language.
    pub fn site_text(&self, text: SiteText) -> Cow<'_, str> {
        self.site.text(text, self.lang)
    }

    /// What the city says in Japanese alone: of meetings their places and agendas.
    pub fn in_japanese<'a>(&self, text: &'a str) -> Cow<'a, str> {
        self.lang.shown(Lang::JA, text)
    }

    pub fn may(&self, role: Role) -> bool {
        self.viewer.as_ref().is_some_and(|viewer| viewer.has(role))
    }

    pub fn day(&self, day: impl Borrow<Date>) -> String {
        dates::day(self.words, *day.borrow())
    }

    pub fn day_with_era(&self, day: impl Borrow<Date>) -> String {
        dates::with_era(self.words, *day.borrow())
    }

    pub fn short_day(&self, day: impl Borrow<Date>) -> String {
        dates::short(self.words, *day.borrow())
    }

    pub fn day_of(&self, ms: impl Borrow<i64>) -> String {
        dates::day(self.words, self.zone.date(*ms.borrow()))
    }

    /// Day and time.
    pub fn moment(&self, ms: impl Borrow<i64>) -> String {
        dates::moment(self.words, &self.zone, *ms.borrow())
    }

    /// The time of the day.
    pub fn clock(&self, ms: impl Borrow<i64>) -> String {
        let at = self.zone.at(*ms.borrow());
        dates::clock(self.words, at.hour(), at.minute())
    }

    /// Day and time, or the day alone where nobody knows the time.
    pub fn arrival(&self, ms: impl Borrow<i64>) -> String {
        dates::arrival(self.words, &self.zone, *ms.borrow())
    }

    /// For `<time datetime="">`.
    pub fn iso_day(&self, ms: impl Borrow<i64>) -> String {
        self.zone.date(*ms.borrow()).to_string()
    }

    /// 12,345, or as this language writes it.
    pub fn number(&self, n: impl Borrow<i64>) -> String {
        number(*n.borrow(), self.words)
    }
}

/// A page, 200.
pub fn page(template: &impl Template) -> Result<Response> {
    page_with(StatusCode::OK, template)
}

/// A page with another status: 422 for a form to mend, 201 for a receipt.
pub fn page_with(status: StatusCode, template: &impl Template) -> Result<Response> {
    Ok((status, Html(marks::html(template.render()?))).into_response())
}

/// A page that must not stay behind on a shared computer: receipts, and what a code opens.
pub fn private_page(status: StatusCode, template: &impl Template) -> Result<Response> {
    let mut response = page_with(status, template)?;
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    Ok(response)
}

/// The header of a file to save: its name in plain letters for old browsers, and in everybody's.
pub fn attachment(plain: &str, named: &str) -> (HeaderName, String) {
    let named = marks::bare(named);
    let named = utf8_percent_encode(&named, NON_ALPHANUMERIC);
    (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{plain}\"; filename*=UTF-8''{named}"))
}

/// An entry of the language menu.
pub struct LanguageLink {
    pub tag: &'static str,
    pub name: &'static str,
    /// What can be done in this language, where it is not this page.
    pub note: Option<String>,
    pub href: String,
    /// Where the form `again` goes instead, which holds what has been typed.
    pub action: Option<String>,
    pub current: bool,
}

/// An entry of the staff's navigation.
pub struct StaffLink {
    pub path: &'static str,
    pub label: String,
    pub current: bool,
}

impl Ui {
    /// The places this person may go to, in the order of the work.
    pub fn staff_links(&self) -> Vec<StaffLink> {
        use Role::{Administrator, Auditor, Department, Moderator, Staff, Viewer};
        let w = self.words;
        let reads_published = self.viewer.as_ref().is_some_and(super::access::Viewer::reads_published);
        let published: &[Role] = if reads_published { &[Department, Viewer] } else { &[] };
        let all: [(&[Role], &str, String); 10] = [
            (&[Moderator], "/staff/queue", fl!(w, "staff-nav-queue")),
            (&[Moderator], "/staff/opinions", fl!(w, "opinions-title")),
            (&[Auditor], "/staff/balance", fl!(w, "balance-title")),
            (&[Staff, Department, Viewer, Auditor], "/staff/board", fl!(w, "staff-nav-board")),
            (published, "/staff/opinions", fl!(w, "opinions-public-title")),
            (&[Staff], "/staff/consultations", fl!(w, "staff-nav-consultations")),
            (&[Staff], "/staff/imports", fl!(w, "staff-nav-imports")),
            (&[Staff], "/staff/exports", fl!(w, "staff-nav-exports")),
            (&[Administrator], "/staff/site", fl!(w, "staff-nav-site")),
            (&[Auditor], "/staff/log", fl!(w, "staff-nav-log")),
        ];
        let inside = self.administration_links();
        let allowed = all.into_iter().filter(|(roles, path, _)| {
            self.viewer.as_ref().is_some_and(|me| me.has_any(roles))
                // An administrator finds the log among his own pages.
                && (*path != "/staff/log" || inside.is_empty())
        });
        // Who counts and does not moderate finds the list of opinions behind the board.
        let behind_board = self.path.starts_with("/staff/opinions") && !self.may(Moderator) && !reads_published;
        let here = if behind_board { "/staff/board" } else { self.path.as_str() };
        let current = |path: &str| match path {
            "/staff/queue" => ["/staff/queue", "/staff/bulk", "/staff/additions", "/staff/appeals"]
                .iter()
                .any(|own| here.starts_with(own)),
            "/staff/site" => inside.iter().any(|link| link.current),
            "/staff/imports" => self.incoming_links().iter().any(|link| link.current),
            _ => here.starts_with(path),
        };
        allowed.map(|(_, path, label)| StaffLink { path, label, current: current(path) }).collect()
    }

    /// 見えない文字 U+202E: what stands for a character that nobody sees.
    pub fn code_point(&self, c: char) -> String {
        fl!(self.words, "hidden-character", code = format!("U+{:04X}", u32::from(c)))
    }

    /// Hours for people: below ten with one place.
    pub fn hours(&self, ms: i64) -> String {
        let tenths = (ms * 10 + HOUR_MS / 2) / HOUR_MS;
        if tenths < 100 { format!("{}.{}", tenths / 10, tenths % 10) } else { self.number((tenths + 5) / 10) }
    }

    /// The ways in which staff bring opinions in.
    pub fn incoming_links(&self) -> Vec<StaffLink> {
        let w = self.words;
        let all = [
            ("/staff/imports", fl!(w, "incoming-files")),
            ("/staff/transcription", fl!(w, "incoming-transcription")),
            ("/staff/workshops", fl!(w, "incoming-workshops")),
        ];
        let here = self.belongs_to.unwrap_or(&self.path);
        all.into_iter().map(|(path, label)| StaffLink { path, label, current: here.starts_with(path) }).collect()
    }

    /// The pages behind 管理, for an administrator; none for anybody else.
    pub fn administration_links(&self) -> Vec<StaffLink> {
        let w = self.words;
        let all = [
            ("/staff/site", fl!(w, "site-nav-site")),
            ("/staff/identity", fl!(w, "site-nav-identity")),
            ("/staff/rules", fl!(w, "site-nav-rules")),
            ("/staff/people", fl!(w, "site-nav-people")),
            ("/staff/mail", fl!(w, "site-nav-mail")),
            ("/staff/jobs", fl!(w, "site-nav-jobs")),
            ("/staff/log", fl!(w, "site-nav-log")),
        ];
        // Who is invited becomes one of the people.
        let here = if self.path.starts_with("/staff/invitation") { "/staff/people" } else { self.path.as_str() };
        let allowed = all.into_iter().filter(|_| self.may(Role::Administrator));
        allowed.map(|(path, label)| StaffLink { path, label, current: here.starts_with(path) }).collect()
    }
}
