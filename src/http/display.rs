//! 表示: how large letters are, and whether readings stand above kanji. The browser keeps it, in a cookie that says
//! nothing else; pages of a browser without it are as they always are.

use axum::extract::{Request, State};
use axum::http::{HeaderMap, Method, Uri};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;

use super::access::{Access, Routes};
use super::cookies::{self, DISPLAY, SetCookie};
use super::forms::Form;
use super::ui::Ui;
use super::wish::leads_back;
use crate::app::App;
use crate::base::names::named;

const KEPT_SECONDS: i64 = 365 * 24 * 60 * 60;

named! {
    pub enum Size {
        Normal = "normal",
        /// A quarter more.
        Large = "large",
        /// Half as much again.
        Larger = "larger",
    }
}

/// What a reader has chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Display {
    pub size: Size,
    pub readings: bool,
}

impl Default for Display {
    fn default() -> Self {
        Self { size: Size::Normal, readings: true }
    }
}

impl Display {
    /// As chosen with this very request, else as the cookie says that came along; whatever else stands in them is passed
    /// over.
    pub fn of(app: &App, method: &Method, headers: &HeaderMap, uri: &Uri) -> Self {
        let kept = Self::kept(app, headers);
        kept.chosen_with(method, uri).unwrap_or(kept)
    }

    fn kept(app: &App, headers: &HeaderMap) -> Self {
        let name = app.cookie(DISPLAY);
        let found = cookies::values(headers, &name).find_map(Self::parse);
        found.unwrap_or_default()
    }

    /// Changed by the address of a form that shows its page once more: `/consultations/plan/write?size=large`.
    fn chosen_with(self, method: &Method, uri: &Uri) -> Option<Self> {
        let (name, value) = uri.query().filter(|_| method == Method::POST)?.split_once('=')?;
        match (name, value) {
            ("size", size) => Some(Self { size: Size::parse(size)?, ..self }),
            ("readings", "on") => Some(Self { readings: true, ..self }),
            ("readings", "off") => Some(Self { readings: false, ..self }),
            _ => None,
        }
    }

    fn cookie(self, app: &App) -> Option<SetCookie> {
        SetCookie::new(app, DISPLAY, &self.text(), KEPT_SECONDS)
    }

    /// `larger`, `normal.plain`
    fn parse(text: &str) -> Option<Self> {
        let (size, readings) = text.strip_suffix(".plain").map_or((text, true), |size| (size, false));
        Size::parse(size).map(|size| Self { size, readings })
    }

    fn text(self) -> String {
        format!("{}{}", self.size.name(), if self.readings { "" } else { ".plain" })
    }

    /// Classes of the page's outermost element; none where nothing was chosen.
    pub fn classes(self) -> Option<&'static str> {
        match (self.size, self.readings) {
            (Size::Normal, true) => None,
            (Size::Normal, false) => Some("no-readings"),
            (Size::Large, true) => Some("large"),
            (Size::Large, false) => Some("large no-readings"),
            (Size::Larger, true) => Some("larger"),
            (Size::Larger, false) => Some("larger no-readings"),
        }
    }
}

pub fn routes() -> Routes {
    Routes::default().post(Access::Public, "/display", choose)
}

/// One button was pressed; the rest stays as it was chosen before.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct DisplayForm {
    #[serde(default)]
    size: String,
    /// `on` or `off`.
    #[serde(default)]
    readings: String,
    /// The page on which it was pressed, without its language.
    #[serde(default)]
    page: String,
}

async fn choose(State(app): State<App>, ui: Ui, Form(form): Form<DisplayForm>) -> Response {
    let chosen = Display {
        size: Size::parse(&form.size).unwrap_or(ui.display.size),
        readings: match form.readings.as_str() {
            "on" => true,
            "off" => false,
            _ => ui.display.readings,
        },
    };
    // Anybody can put anything into a form.
    let page = if leads_back(&form.page) { form.page.as_str() } else { "/" };
    (chosen.cookie(&app), Redirect::to(&ui.url(page))).into_response()
}

/// Keeps what was chosen together with a form, whatever page answers it.
pub async fn keep(State(app): State<App>, request: Request, next: Next) -> Response {
    let chosen = Display::kept(&app, request.headers()).chosen_with(request.method(), request.uri());
    let answer = next.run(request).await;
    let cookie = chosen.filter(|_| answer.extensions().get::<SetCookie>().is_none()).and_then(|it| it.cookie(&app));
    (cookie, answer).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_chosen_comes_back_and_nothing_else_is_taken() {
        for size in Size::ALL {
            for readings in [true, false] {
                let display = Display { size: *size, readings };
                assert_eq!(Display::parse(&display.text()), Some(display));
            }
        }
        for other in ["", ".plain", "huge", "large.", "large.plain.plain", "LARGE", "large x"] {
            assert_eq!(Display::parse(other), None, "{other}");
        }
        assert_eq!(Display::default().classes(), None);
    }
}
