//! Why a request was refused. The reader sees kind words in his language; causes go to the log alone.

use std::sync::{Arc, OnceLock};

use askama::Template;
use axum::extract::{Request, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{Html, IntoResponse, Response};
use i18n_embed_fl::fl;

use super::access::Viewer;
use super::limits::minutes;
use super::ui::Ui;
use super::wish::Wish;
use crate::app::App;
use crate::base::marks;

pub type Result<T, E = Error> = std::result::Result<T, E>;

#[derive(Debug)]
pub enum Error {
    SignInRequired,
    Forbidden,
    NotFound,
    /// A one-time link that is used up, too old, replaced by a newer one, or never was.
    LinkGone,
    /// The same of the link for the first administrator: there is one by now, or a new start prints another link.
    SetUpGone {
        has_administrator: bool,
    },
    /// Somebody was faster, or the text is another by now.
    Conflict,
    TooMany {
        retry_after_s: i64,
    },
    /// What only a browser that keeps a cookie can do.
    NoCookie,
    /// 共感 is not taken there, or no longer.
    NoReactions,
    /// Cannot take it right now; the page says so and keeps the words where there are any.
    Unavailable,
    /// The request itself is broken: 400, 403 (from another site), 405, 408, 413, 415, 421.
    Refused(StatusCode),
    Internal(anyhow::Error),
}

/// Travels in the response's extensions to the middleware that draws the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    SignIn,
    Forbidden,
    NotFound,
    LinkGone,
    SetUpGone {
        has_administrator: bool,
    },
    Conflict,
    TooMany {
        minutes: i64,
    },
    NoCookie,
    NoReactions,
    Unavailable,
    /// A form that came from another site.
    Foreign,
    /// The site was asked by a name that is not its own.
    Elsewhere,
    /// An address that only takes forms was opened, or the other way round.
    Method,
    BadRequest,
    TooLarge,
    Internal,
}

/// What was typed into the form of this request: whoever reads the form leaves it here, and where the form is not
/// taken the page gives it back.
#[derive(Clone, Default)]
pub struct Typed(Arc<OnceLock<Vec<String>>>);

impl Typed {
    pub fn keep(&self, words: Vec<String>) {
        // A form is read once.
        let _ = self.0.set(words);
    }
}

impl<E: Into<anyhow::Error>> From<E> for Error {
    fn from(cause: E) -> Self {
        let cause = cause.into();
        match cause.downcast_ref() {
            // Nothing is broken, there is too much at once.
            Some(sqlx::Error::PoolTimedOut) => Self::Unavailable,
            // PostgreSQL's word for having waited in vain for somebody else's turn.
            Some(sqlx::Error::Database(error)) if error.code().is_some_and(|code| code == "55P03") => Self::Unavailable,
            _ => Self::Internal(cause),
        }
    }
}

impl IntoResponse for Error {
    fn into_response(self) -> Response {
        let (status, kind) = match &self {
            Self::SignInRequired => (StatusCode::UNAUTHORIZED, Kind::SignIn),
            Self::Forbidden => (StatusCode::FORBIDDEN, Kind::Forbidden),
            Self::NotFound => (StatusCode::NOT_FOUND, Kind::NotFound),
            Self::LinkGone => (StatusCode::NOT_FOUND, Kind::LinkGone),
            Self::SetUpGone { has_administrator } => {
                (StatusCode::NOT_FOUND, Kind::SetUpGone { has_administrator: *has_administrator })
            }
            Self::Conflict => (StatusCode::CONFLICT, Kind::Conflict),
            Self::TooMany { retry_after_s } => {
                (StatusCode::TOO_MANY_REQUESTS, Kind::TooMany { minutes: minutes(retry_after_s * 1000) })
            }
            Self::NoCookie => (StatusCode::FORBIDDEN, Kind::NoCookie),
            Self::NoReactions => (StatusCode::CONFLICT, Kind::NoReactions),
            Self::Unavailable => (StatusCode::SERVICE_UNAVAILABLE, Kind::Unavailable),
            Self::Refused(status @ StatusCode::PAYLOAD_TOO_LARGE) => (*status, Kind::TooLarge),
            Self::Refused(status @ StatusCode::FORBIDDEN) => (*status, Kind::Foreign),
            Self::Refused(status @ StatusCode::MISDIRECTED_REQUEST) => (*status, Kind::Elsewhere),
            Self::Refused(status @ StatusCode::METHOD_NOT_ALLOWED) => (*status, Kind::Method),
            Self::Refused(status) => (*status, Kind::BadRequest),
            Self::Internal(cause) => {
                tracing::error!(error = ?cause, "request failed");
                (StatusCode::INTERNAL_SERVER_ERROR, Kind::Internal)
            }
        };
        let mut response = status.into_response();
        if response.status() == StatusCode::METHOD_NOT_ALLOWED {
            response.headers_mut().insert(header::ALLOW, HeaderValue::from_static("GET, HEAD, POST"));
        }
        let wait = match self {
            Self::TooMany { retry_after_s } => Some(retry_after_s),
            Self::Unavailable => Some(5),
            _ => None,
        };
        if let Some(seconds) = wait {
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        response.extensions_mut().insert(kind);
        response
    }
}

#[derive(Template)]
#[template(path = "error.html")]
struct ErrorPage<'a> {
    ui: &'a Ui,
    e: &'a Refusal,
}

/// The same for whoever is signed in: in the frame of the pages around it.
#[derive(Template)]
#[template(path = "staff_error.html")]
struct StaffErrorPage<'a> {
    ui: &'a Ui,
    e: &'a Refusal,
}

/// What was refused, in words.
struct Refusal {
    title: String,
    text: String,
    /// What to do next, where more is known than the first page: a button's words and address.
    way_on: Option<(String, String)>,
    /// The first page; '' where it cannot be opened.
    home: String,
    /// A form was sent, with words in it or without.
    posted: bool,
    /// What was posted and not taken, to be copied or sent again.
    typed: Vec<String>,
    /// What to do with it.
    advice: Advice,
}

/// What helps whoever has typed for nothing.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Advice {
    SignIn,
    SendAgain,
    /// The same, but whether it was taken before something failed is not known here. No form is taken twice.
    SendToBeSure,
    Copy,
}

impl Kind {
    fn advice(self) -> Advice {
        match self {
            Self::SignIn => Advice::SignIn,
            Self::TooMany { .. } => Advice::SendAgain,
            Self::Unavailable | Self::Internal => Advice::SendToBeSure,
            _ => Advice::Copy,
        }
    }
}

/// Draws whatever was refused as a page in the reader's language.
pub async fn draw(State(app): State<App>, mut request: Request, next: Next) -> Response {
    let typed = Typed::default();
    request.extensions_mut().insert(typed.clone());
    let mut ui = Ui::of(&app, request.method(), request.headers(), request.extensions(), request.uri());
    let response = next.run(request).await;
    let kind = match response.extensions().get::<Kind>() {
        Some(kind) => *kind,
        // What axum answers by itself: no such method on a known path.
        None if response.status() == StatusCode::METHOD_NOT_ALLOWED => Kind::Method,
        None => return response,
    };
    ui.fill(&app).await;
    ui.viewer = response.extensions().get::<Viewer>().cloned();
    let (title, text) = words(&ui, kind, &app.public_url.origin);
    let (parts, _) = response.into_parts();
    // With a link that was used a moment ago, by a second press say, the account was made: nothing of it is lost.
    let made = matches!(kind, Kind::SetUpGone { has_administrator: true } | Kind::LinkGone);
    let typed = typed.0.get().filter(|_| !made).cloned();
    let (posted, typed) = (typed.is_some(), typed.unwrap_or_default());
    // A form that was not read is one with a file.
    let no_file = kind == Kind::SignIn && ui.answers_form && !posted;
    let text = if no_file { fl!(ui.words, "error-sign-in-file") } else { text };
    let way_on = way_on(&ui, kind, &app.public_url.origin);
    // By that name no other page of ours opens either.
    let home = if kind == Kind::Elsewhere { String::new() } else { ui.url("/") };
    let (ui, e) = (&ui, &Refusal { title, text, way_on, home, posted, typed, advice: kind.advice() });
    let body = match ui.viewer {
        Some(_) => StaffErrorPage { ui, e }.render(),
        None => ErrorPage { ui, e }.render(),
    };
    let body = body.unwrap_or_default();
    let mut drawn = (parts.status, Html(marks::html(body))).into_response();
    // Letters that were chosen with a form that is refused stay chosen.
    for name in [header::RETRY_AFTER, header::ALLOW, header::SET_COOKIE] {
        for value in parts.headers.get_all(&name) {
            drawn.headers_mut().append(&name, value.clone());
        }
    }
    drawn.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    drawn
}

/// Where this reader probably wants to go now.
fn way_on(ui: &Ui, kind: Kind, origin: &str) -> Option<(String, String)> {
    match kind {
        // The page itself is wanted; what a form was sent to is no page.
        Kind::SignIn => {
            let wish = Wish::parse(&ui.path).filter(|_| !ui.answers_form);
            let address = wish.map_or_else(|| "/staff/sign-in".to_owned(), |wish| wish.sign_in());
            Some((fl!(ui.words, "sign-in-button"), ui.url(&address)))
        }
        Kind::LinkGone | Kind::SetUpGone { has_administrator: true } => {
            Some((fl!(ui.words, "sign-in-button"), ui.url("/staff/sign-in")))
        }
        Kind::Elsewhere => Some((fl!(ui.words, "error-elsewhere-open"), format!("{origin}{}", ui.url("/")))),
        // To the opinion under which the button stands.
        Kind::NoCookie | Kind::NoReactions => {
            let (page, _) = ui.path.rsplit_once('/')?;
            Some((fl!(ui.words, "error-no-cookie-back"), ui.url(page)))
        }
        Kind::Forbidden => Some((fl!(ui.words, "error-work"), ui.url("/staff"))),
        Kind::Method if ui.path.starts_with("/staff/") => Some((fl!(ui.words, "error-work"), ui.url("/staff"))),
        _ => None,
    }
}

fn words(ui: &Ui, kind: Kind, origin: &str) -> (String, String) {
    let w = ui.words;
    match kind {
        Kind::SignIn => (fl!(w, "error-sign-in-title"), fl!(w, "error-sign-in-text")),
        Kind::Forbidden => (fl!(w, "error-forbidden-title"), fl!(w, "error-forbidden-text")),
        Kind::NotFound => (fl!(w, "error-not-found-title"), fl!(w, "error-not-found-text")),
        Kind::LinkGone => (fl!(w, "error-link-gone-title"), fl!(w, "error-link-gone-text")),
        Kind::SetUpGone { has_administrator: true } => {
            (fl!(w, "error-set-up-done-title"), fl!(w, "error-set-up-done-text"))
        }
        Kind::SetUpGone { has_administrator: false } => {
            (fl!(w, "error-set-up-gone-title"), fl!(w, "error-set-up-gone-text"))
        }
        Kind::Conflict => (fl!(w, "error-conflict-title"), fl!(w, "error-conflict-text")),
        Kind::TooMany { minutes } => (fl!(w, "error-too-many-title"), fl!(w, "error-too-many-text", minutes = minutes)),
        Kind::NoCookie => (fl!(w, "error-no-cookie-title"), fl!(w, "error-no-cookie-text")),
        Kind::NoReactions => (fl!(w, "error-no-reactions-title"), fl!(w, "error-no-reactions-text")),
        Kind::Unavailable => (fl!(w, "error-unavailable-title"), fl!(w, "error-unavailable-text")),
        Kind::Foreign => (fl!(w, "error-foreign-title"), fl!(w, "error-foreign-text")),
        Kind::Elsewhere => (fl!(w, "error-elsewhere-title"), fl!(w, "error-elsewhere-text", address = origin)),
        Kind::Method => (fl!(w, "error-method-title"), fl!(w, "error-method-text")),
        Kind::BadRequest => (fl!(w, "error-bad-request-title"), fl!(w, "error-bad-request-text")),
        Kind::TooLarge => (fl!(w, "error-too-large-title"), fl!(w, "error-too-large-text")),
        Kind::Internal => (fl!(w, "error-internal-title"), fl!(w, "error-internal-text")),
    }
}
