//! The page of a theme: what is asked under it, how much has been said, and all of it.

use std::sync::Arc;

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use i18n_embed_fl::fl;
use serde::Deserialize;

use super::store::{self, Question};
use super::{Order, PAGE, Voice, theme_page};
use crate::app::App;
use crate::consultations::{Consultation, Texts, Theme};
use crate::counts::PublicCounts;
use crate::http::access::{Access, Routes};
use crate::http::pager::{Paged, parse_cursor};
use crate::http::{Error, Path, Query, Result, Ui, page};
use crate::opinions::filter::Filter;

pub fn routes() -> Routes {
    Routes::default().get(Access::Public, "/consultations/{slug}/themes/{code}", theme)
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
    /// How many fit, those with this theme beside their main one too, and from how many submitters.
    fitting: (i64, i64),
    is_first: bool,
    /// Something can be sent under it today.
    is_open: bool,
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
        self.fitting.0 > self.counts.of_theme(&self.call, &self.theme)
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
    Path((slug, code)): Path<(String, String)>,
    Query(query): Query<ThemeQuery>,
) -> Result<Response> {
    let call = app.call(&slug).await?;
    let theme = call.theme(&code).ok_or(Error::NotFound)?.clone();
    let counts = app.counts(&call).await?;
    let filter = Filter { themes: vec![code], ..Filter::default() };
    let question = Question { call: &call, filter: &filter, zone: &app.zone, engine: app.db.engine };
    let cursor = parse_cursor(&query.before);
    let (rows, fitting) = {
        let mut conn = app.db.read().await?;
        let rows = store::list(&mut conn, question, &Order::Newest, cursor, PAGE).await?;
        (rows, store::count(&mut conn, question).await?)
    };
    let rows = rows.into_iter().map(|opinion| Voice::new(&ui, &call, &counts, &filter, opinion)).collect();
    let voices = Paged::from_surplus(rows, PAGE, |voice: &Voice| voice.opinion.number);
    let is_open = call.phase(&app.zone, ui.now).is_open() && !theme.closed;
    let texts = call.text(ui.lang);
    page(&ThemePage { ui, call, texts, counts, theme, voices, fitting, is_first: cursor.is_none(), is_open })
}
