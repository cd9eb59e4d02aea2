//! Pages that are the same for everybody who brings no cookie of ours: made once a second at most however many ask, with a tag by
//! which browsers and proxies see that nothing has changed.

use askama::Template;
use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{Request, State};
use axum::http::header::{self, HeaderMap, HeaderValue};
use axum::http::{Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use sha2::{Digest, Sha256};

use super::cookies;
use super::errors::{Error, Result};
use super::ui::page;
use crate::app::App;
use crate::base::crypto::hex;
use crate::base::text::Lang;

/// A proxy may answer in our place for ten seconds, and for twenty more while it asks anew: what is withheld is out of
/// every proxy within half a minute. Browsers always ask.
pub const KEPT_BY_PROXIES: HeaderValue =
    HeaderValue::from_static("public, max-age=0, s-maxage=10, stale-while-revalidate=20");

/// Marks an answer that is the same for everybody who brings no cookie of ours.
#[derive(Clone)]
struct Shared;

/// A page for everybody, 200.
pub fn public_page(template: &impl Template) -> Result<Response> {
    page(template).map(public)
}

/// An answer for everybody.
pub fn public(mut response: Response) -> Response {
    response.extensions_mut().insert(Shared);
    response
}

/// What an answer hangs on.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Asked {
    lang: Lang,
    /// With the question, without the language.
    address: String,
    /// As the browser lists them.
    encodings: Option<HeaderValue>,
}

impl Asked {
    /// For a page that is read; `None` for what is made anew each time.
    fn of(app: &App, request: &Request) -> Option<Self> {
        let headers = request.headers();
        if cookies::are_ours(app, headers) {
            return None;
        }
        Some(Self {
            lang: request.extensions().get().copied().unwrap_or_default(),
            address: request.uri().path_and_query()?.as_str().to_owned(),
            encodings: headers.get(header::ACCEPT_ENCODING).cloned(),
        })
    }
}

/// A page as it goes out.
#[derive(Clone, Debug)]
pub struct Made {
    headers: HeaderMap,
    body: Bytes,
    tag: HeaderValue,
}

impl Made {
    /// What is not for everybody is handed back as it is.
    async fn from(response: Response) -> std::result::Result<Self, Response> {
        if response.extensions().get::<Shared>().is_none() || response.status() != StatusCode::OK {
            return Err(response);
        }
        let (parts, body) = response.into_parts();
        let body = to_bytes(body, usize::MAX).await.map_err(|error| Error::Internal(error.into()).into_response())?;
        let digest = hex(&Sha256::digest(&body)[..12]);
        // Weak: a proxy that packs the page keeps it, and it is the same page.
        let tag = HeaderValue::try_from(format!("W/\"{digest}\""))
            .map_err(|error| Error::Internal(error.into()).into_response())?;
        Ok(Self { headers: parts.headers, body, tag })
    }

    /// The page, or that it is the one the browser has.
    fn answer(&self, held: &HeaderMap) -> Response {
        let mut response = if holds(held, &self.tag) {
            let mut response = StatusCode::NOT_MODIFIED.into_response();
            if let Some(vary) = self.headers.get(header::VARY) {
                response.headers_mut().insert(header::VARY, vary.clone());
            }
            response
        } else {
            let mut response = Response::new(Body::from(self.body.clone()));
            *response.headers_mut() = self.headers.clone();
            response
        };
        response.headers_mut().insert(header::ETAG, self.tag.clone());
        response
    }
}

/// Whether `If-None-Match` names this tag.
pub fn holds(headers: &HeaderMap, tag: &HeaderValue) -> bool {
    fn bare(tag: &[u8]) -> &[u8] {
        tag.strip_prefix(b"W/").unwrap_or(tag)
    }
    let lines = headers.get_all(header::IF_NONE_MATCH).iter();
    let mut tags = lines.flat_map(|line| line.as_bytes().split(|byte| *byte == b',')).map(<[u8]>::trim_ascii);
    tags.any(|held| held == b"*" || bare(held) == bare(tag.as_bytes()))
}

/// Serves what was made a moment ago. Whatever staff send has everything made anew; of what residents send most changes
/// nothing that others read, and the rest says so itself.
pub async fn serve(State(app): State<App>, mut request: Request, next: Next) -> Response {
    let is_staffs = request.uri().path().starts_with("/staff");
    match *request.method() {
        // No page of theirs is for everybody.
        Method::GET | Method::HEAD if is_staffs => next.run(request).await,
        Method::GET => read(&app, request, next).await,
        Method::HEAD => {
            // What stands above a page hangs on the whole of it.
            *request.method_mut() = Method::GET;
            let mut response = read(&app, request, next).await;
            *response.body_mut() = Body::empty();
            response
        }
        _ => {
            let response = next.run(request).await;
            if is_staffs {
                app.pages.clear();
            }
            response
        }
    }
}

async fn read(app: &App, mut request: Request, next: Next) -> Response {
    let held = request.headers().clone();
    let Some(asked) = Asked::of(app, &request) else {
        return Made::from(next.run(request).await).await.map_or_else(|other| other, |made| made.answer(&held));
    };
    // What is made for everybody is made without what somebody brought.
    request.headers_mut().remove(header::COOKIE);
    let make = async || Made::from(next.run(request).await).await;
    match app.pages.get_or(asked.clone(), app.clock.machine_now(), make).await {
        Ok(made) => {
            let mut response = made.answer(&held);
            response.headers_mut().insert(header::CACHE_CONTROL, KEPT_BY_PROXIES);
            response
        }
        Err(other) => {
            // Withheld or withdrawn, by whatever node: from now on for everybody. A fault of ours says nothing of the page.
            if !other.status().is_server_error() {
                app.pages.forget(&asked);
            }
            other
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_is_known_among_others_and_however_it_is_written() {
        let tag = HeaderValue::from_static("W/\"0a\"");
        let held =
            |value: &'static str| HeaderMap::from_iter([(header::IF_NONE_MATCH, HeaderValue::from_static(value))]);
        for value in ["W/\"0a\"", "\"0a\"", "\"1b\" , W/\"0a\"", "*"] {
            assert!(holds(&held(value), &tag), "{value}");
        }
        for value in ["", "0a", "\"0a", "\"1b\"", "W/\"0a\"x", "w/\"0a\""] {
            assert!(!holds(&held(value), &tag), "{value}");
        }
        assert!(!holds(&HeaderMap::new(), &tag));
    }
}
