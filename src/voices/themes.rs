//! The page of a theme: what is asked under it, how much has been said, and all of it. And the feeds, of a theme or of a
//! whole consultation.

use std::sync::Arc;

use askama::Template;
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use i18n_embed_fl::fl;
use serde::Deserialize;

use super::store::{self, News, Question};
use super::{Order, PAGE, Voice, theme_page};
use crate::app::App;
use crate::base::fold::is_refused;
use crate::base::marks;
use crate::cards::Link;
use crate::consultations::{Consultation, Texts, Theme};
use crate::counts::PublicCounts;
use crate::http::access::{Access, Routes};
use crate::http::pager::{Paged, parse_cursor};
use crate::http::shared::public;
use crate::http::{Error, Path, Query, Result, Ui, public_page};
use crate::opinions::filter::Filter;
use crate::opinions::text::masked;
use crate::reactions::{Known, Note, View};

pub fn routes() -> Routes {
    Routes::default()
        .get(Access::Public, "/consultations/{slug}/themes/{code}", theme)
        .get(Access::Public, "/consultations/{slug}/themes/{code}/feed.atom", theme_feed)
        .get(Access::Public, "/consultations/{slug}/feed.atom", feed)
}

#[derive(Template)]
#[template(path = "voices/theme.html")]
struct ThemePage {
    ui: Ui,
    call: Arc<Consultation>,
    texts: Texts,
    counts: Arc<PublicCounts>,
    theme: Theme,
    voices: Paged<Voice>,
    gathered: Arc<Gathered>,
    is_first: bool,
    /// Something can be sent under it today.
    is_open: bool,
    reactions: Option<Note>,
    link: Link,
}

/// What is published under a theme, those with it beside their main one too.
#[derive(Clone, Debug)]
pub struct Gathered {
    opinions: i64,
    people: i64,
    /// When it was counted: the opinions of a theme are told apart by their submitters, and that is dear.
    at: i64,
}

impl Gathered {
    async fn of(app: &App, question: Question<'_>) -> sqlx::Result<Self> {
        let (opinions, people) = store::count(&mut *app.db.read().await?, question).await?;
        Ok(Self { opinions, people, at: app.clock.now() })
    }
}

impl ThemePage {
    fn base(&self) -> String {
        self.ui.url(&self.call.path())
    }

    fn href(&self, theme: &Theme) -> String {
        self.ui.url(&theme_page(&self.call, theme))
    }

    fn above(&self) -> Option<&Theme> {
        self.call.theme_by_id(self.theme.parent.as_deref()?)
    }

    fn below(&self) -> Vec<&Theme> {
        self.call.children(&self.theme).collect()
    }

    /// Some have it as their second or third theme: the count by theme does not hold them.
    fn holds_further(&self) -> bool {
        self.gathered.opinions > self.counts.of_theme(&self.call, &self.theme)
    }
}

#[derive(Deserialize)]
struct ThemeQuery {
    #[serde(default)]
    before: String,
}

async fn theme(
    State(app): State<App>,
    ui: Ui,
    known: Known,
    Path((slug, code)): Path<(String, String)>,
    Query(query): Query<ThemeQuery>,
) -> Result<Response> {
    let call = app.call(&slug).await?;
    let theme = call.theme(&code).ok_or(Error::NotFound)?.clone();
    let counts = app.counts(&call).await?;
    let filter = Filter { themes: vec![code], ..Filter::default() };
    let question = Question { call: &call, counts: &counts, filter: &filter, zone: &app.zone, engine: app.db.engine };
    let cursor = parse_cursor(&query.before);
    let phase = call.phase(&app.zone, ui.now);
    let load = async || Gathered::of(&app, question).await;
    let gathered = app.gathered.get_or(theme.id.clone(), app.clock.machine_now(), load).await?;
    let (rows, view) = {
        let mut conn = app.db.read().await?;
        let rows = store::list(&mut conn, question, &Order::Newest, cursor, PAGE).await?;
        let receipts = rows.iter().map(|opinion| opinion.receipt.as_str());
        let view = View::of(&mut conn, &app.keys, &call, phase, &known, receipts).await?;
        (rows, view)
    };
    let rows = rows.into_iter().map(|opinion| Voice::new(&ui, &call, &counts, &filter, &view, opinion)).collect();
    let voices = Paged::from_surplus(rows, PAGE, |voice: &Voice| voice.opinion.number);
    let is_open = phase.is_open() && !theme.closed;
    let (texts, reactions) = (call.text(ui.lang), Note::of(&call, phase));
    let is_first = cursor.is_none();
    let (name, hint) = (theme.name(ui.lang), theme.hint(ui.lang));
    let told = if hint.is_empty() { &*texts.question } else { &*hint };
    let title = format!("{name}｜{}", texts.title);
    let link = Link::to(&app, &ui, &call, &theme_page(&call, &theme), title, told).await;
    public_page(&ThemePage { ui, call, texts, counts, theme, voices, gathered, is_first, is_open, reactions, link })
}

/// Opinions in a feed.
const NEWS: i64 = 50;

/// A feed as Atom has it (RFC 4287). All texts are `plain`.
#[derive(Template)]
#[template(path = "voices/feed.xml")]
struct Feed {
    lang: &'static str,
    /// Its own address.
    id: String,
    title: String,
    /// RFC 3339, as all times.
    updated: String,
    author: String,
    /// The page that shows the same.
    page: String,
    entries: Vec<Entry>,
}

struct Entry {
    /// Its address in Japanese: the same in every language.
    id: String,
    href: String,
    title: String,
    published: String,
    updated: String,
    theme: String,
    lang: String,
    text: String,
}

/// A text without what XML cannot hold.
fn plain(text: &str) -> String {
    marks::plain(text).chars().filter(|c| !is_refused(*c)).collect()
}

async fn feed(State(app): State<App>, ui: Ui, Path(slug): Path<String>) -> Result<Response> {
    let call = app.call(&slug).await?;
    let page = format!("{}/opinions", call.path());
    news(&app, &ui, &call, Filter::default(), &call.text(ui.lang).title, [call.path(), page]).await
}

async fn theme_feed(State(app): State<App>, ui: Ui, Path((slug, code)): Path<(String, String)>) -> Result<Response> {
    let call = app.call(&slug).await?;
    let theme = call.theme(&code).ok_or(Error::NotFound)?;
    let title = format!("{}｜{}", theme.name(ui.lang), call.text(ui.lang).title);
    let page = theme_page(&call, theme);
    news(&app, &ui, &call, Filter { themes: vec![code], ..Filter::default() }, &title, [page.clone(), page]).await
}

/// What fits the filter and was made public last. `paths` are where the feed stands and the page that shows the same.
async fn news(
    app: &App,
    ui: &Ui,
    call: &Consultation,
    filter: Filter,
    title: &str,
    paths: [String; 2],
) -> Result<Response> {
    let counts = app.counts(call).await?;
    let question = Question { call, counts: &counts, filter: &filter, zone: &app.zone, engine: app.db.engine };
    let news = store::news(&mut *app.db.read().await?, question, NEWS).await?;
    let full = |path: &str| format!("{}{path}", app.public_url.origin);
    let entry = |News { opinion, published_at, changed_at }: &News| {
        let (path, theme) = (format!("/opinions/{}", opinion.receipt), call.theme_said(&opinion.theme_id, ui.lang));
        let name = fl!(ui.words, "voice-name", number = ui.number(opinion.number));
        Entry {
            id: full(&path),
            href: full(&ui.url(&path)),
            title: plain(&fl!(ui.words, "feed-entry", name = name, theme = theme.as_str())),
            published: app.zone.stamp(*published_at),
            updated: app.zone.stamp(*changed_at),
            theme: plain(&theme),
            lang: plain(&opinion.lang),
            text: plain(&masked(&opinion.public_body, ui.words)),
        }
    };
    let [own, page] = paths;
    let changed = news.iter().map(|one| one.changed_at).max();
    let feed = Feed {
        lang: ui.lang.tag(),
        id: full(&ui.url(&format!("{own}/feed.atom"))),
        title: plain(&fl!(ui.words, "feed-title", title = title)),
        updated: app.zone.stamp(changed.unwrap_or_else(|| app.zone.start_of(call.opens_on))),
        author: plain(&ui.site_name()),
        page: full(&ui.url(&page)),
        entries: news.iter().map(entry).collect(),
    };
    let kind = [(header::CONTENT_TYPE, "application/atom+xml; charset=utf-8")];
    Ok(public((kind, feed.render()?).into_response()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use quick_xml::escape::unescape;
    use quick_xml::events::Event;
    use quick_xml::events::attributes::{AttrError, Attribute};

    fn is_well_formed(attribute: Result<Attribute<'_>, AttrError>) -> bool {
        attribute.is_ok_and(|it| unescape(&it.value).is_ok())
    }

    proptest! {
        #[test]
        fn a_feed_is_xml_whatever_its_texts_hold(text in proptest::collection::vec(any::<char>(), 0..60), lang in "\\PC{0,8}") {
            let raw: String = text.into_iter().chain("]]>&lt;<b a='\"'>\u{FFFE}\u{1}\0".chars()).collect();
            let text = plain(&raw);
            let entry = Entry {
                id: String::new(), href: text.clone(), title: text.clone(), published: String::new(),
                updated: String::new(), theme: text.clone(), lang: plain(&lang), text: text.clone(),
            };
            let feed = Feed {
                lang: "ja", id: String::new(), title: text.clone(), updated: String::new(), author: text.clone(),
                page: text.clone(), entries: vec![entry],
            };
            let xml = feed.render().unwrap();
            let allowed = |c: char| matches!(c, '\t' | '\n' | ' '..='\u{D7FF}' | '\u{E000}'..='\u{FFFD}' | '\u{10000}'..);
            prop_assert!(xml.chars().all(allowed), "{xml:?}");
            let mut reader = quick_xml::Reader::from_str(&xml);
            let (mut tags, mut depth) = (0, 0);
            loop {
                match reader.read_event() {
                    Ok(Event::Start(tag)) => {
                        (tags, depth) = (tags + 1, depth + 1);
                        prop_assert!(tag.attributes().all(is_well_formed), "{xml}");
                    }
                    Ok(Event::Empty(tag)) => {
                        tags += 1;
                        prop_assert!(tag.attributes().all(is_well_formed), "{xml}");
                    }
                    Ok(Event::End(_)) => depth -= 1,
                    Ok(Event::Eof) => break,
                    Ok(_) => {}
                    Err(error) => prop_assert!(false, "{error}: {xml}"),
                }
            }
            prop_assert_eq!((tags, depth), (16, 0), "nothing in a text is a tag: {}", xml);
        }
    }
}
