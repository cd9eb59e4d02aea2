//! What stands before every route: the right host, our own origin for anything that changes, and the headers
//! that tell a browser what our pages never do.

use std::sync::atomic::Ordering;

use axum::extract::{Request, State};
use axum::http::header::{self, HeaderName};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use super::cookies;
use super::errors::Error;
use super::forms;
use crate::app::App;
use crate::config::PublicUrl;

/// Refuses a foreign host, a foreign origin and methods that no page uses.
pub async fn check(State(app): State<App>, request: Request, next: Next) -> Response {
    match examine(&request, &app.public_url, &app.session_cookie()) {
        Ok(()) => next.run(request).await,
        // A browser that hides where a form comes from may be a resident's: the page gives the words back.
        Err(status @ StatusCode::FORBIDDEN) => forms::refuse(request, Error::Refused(status)).await,
        Err(status @ StatusCode::MISDIRECTED_REQUEST) => {
            note_foreign_host(&app, &request);
            Error::Refused(status).into_response()
        }
        Err(status) => Error::Refused(status).into_response(),
    }
}

/// Says once what a mistyped setting or a proxy that passes another name looks like.
fn note_foreign_host(app: &App, request: &Request) {
    if !app.limits.foreign_host.swap(true, Ordering::Relaxed) {
        let ours = &app.public_url.host;
        let named = request.uri().authority().map(|authority| authority.as_str().as_bytes());
        // Of the two the one that is not ours.
        let named = named.filter(|it| !it.eq_ignore_ascii_case(ours.as_bytes()));
        let host = named.or(request.headers().get(header::HOST).map(HeaderValue::as_bytes)).unwrap_or_default();
        let host = host.escape_ascii();
        tracing::warn!(%host, ours, "somebody asks for another host: if it is yours, set KOE_PUBLIC_URL to the address that browsers use, and have the proxy pass Host");
    }
}

/// The host must be ours, letter by letter. In any other header a value that is not ASCII says nothing and keeps nobody
/// out: a city's other pages set cookies of all sorts.
fn examine(request: &Request, url: &PublicUrl, session: &str) -> Result<(), StatusCode> {
    let headers = request.headers();
    // A probe asks by whatever name it has, or none; there is nothing to see. The page that says which name is ours needs
    // its style sheet.
    let path = request.uri().path();
    if (path == "/healthz" || path.starts_with("/static/")) && [Method::GET, Method::HEAD].contains(request.method()) {
        return Ok(());
    }
    let mut hosts = headers.get_all(header::HOST).iter();
    let host = hosts.next().and_then(|host| host.to_str().ok()).ok_or(StatusCode::BAD_REQUEST)?;
    if hosts.next().is_some() {
        return Err(StatusCode::BAD_REQUEST);
    }
    // An absolute address in the request line would win over `Host` in other software; here both must be ours.
    let named = request.uri().authority().map_or(host, axum::http::uri::Authority::as_str);
    if !host.eq_ignore_ascii_case(&url.host) || !named.eq_ignore_ascii_case(&url.host) {
        return Err(StatusCode::MISDIRECTED_REQUEST);
    }
    if headers.contains_key(header::UPGRADE) {
        return Err(StatusCode::BAD_REQUEST);
    }
    match *request.method() {
        Method::GET | Method::HEAD => Ok(()),
        Method::POST if is_ours(headers, url, session) => Ok(()),
        Method::POST => Err(StatusCode::FORBIDDEN),
        _ => Err(StatusCode::METHOD_NOT_ALLOWED),
    }
}

/// The same-origin rule of the decisions: what the browser says first, then `Origin`; with neither, a request
/// may not carry a session.
fn is_ours(headers: &HeaderMap, url: &PublicUrl, session: &str) -> bool {
    if let Some(site) = headers.get("sec-fetch-site") {
        return site == "same-origin" || site == "none";
    }
    if let Some(origin) = headers.get(header::ORIGIN) {
        return origin.as_bytes() == url.origin.as_bytes();
    }
    !cookies::came(headers, session)
}

const CSP: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; \
    form-action 'self'; base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'";
const HEADERS: [(HeaderName, &str); 7] = [
    (header::CONTENT_SECURITY_POLICY, CSP),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    // Not `no-referrer`: with it browsers send `Origin: null` on our own forms.
    (header::REFERRER_POLICY, "same-origin"),
    (header::X_FRAME_OPTIONS, "DENY"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("permissions-policy"), "camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
];

/// Puts the security headers on every answer, errors included, and says what may be kept.
pub async fn headers(State(app): State<App>, request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    // What an answer says of itself stands.
    for (name, value) in HEADERS {
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    }
    if app.public_url.secure {
        let subdomains = app.config.hsts_subdomains;
        let value = if subdomains { "max-age=63072000; includeSubDomains" } else { "max-age=63072000" };
        headers.insert(header::STRICT_TRANSPORT_SECURITY, HeaderValue::from_static(value));
    }
    headers.append(header::VARY, HeaderValue::from_static("cookie"));
    if !headers.contains_key(header::CACHE_CONTROL) {
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-cache"));
    }
    response
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::body::Body;

    fn status(method: &str, uri: &str, lines: &[(&str, &str)]) -> u16 {
        let url = PublicUrl { origin: "https://koe.example.jp".into(), host: "koe.example.jp".into(), secure: true };
        let mut request = Request::builder().method(method).uri(uri);
        for (name, value) in lines {
            request = request.header(*name, *value);
        }
        examine(&request.body(Body::empty()).unwrap(), &url, "__Host-koe")
            .map_or_else(|status| status.as_u16(), |()| 200)
    }

    #[test]
    fn only_our_own_host_is_served() {
        assert_eq!(status("GET", "/", &[("host", "koe.example.jp")]), 200);
        assert_eq!(status("GET", "/", &[("host", "KOE.example.jp")]), 200);
        assert_eq!(status("GET", "/healthz", &[("host", "127.0.0.1:8080")]), 200, "a probe");
        assert_eq!(status("GET", "/healthz", &[]), 200);
        assert_eq!(status("POST", "/healthz", &[]), 400);
        assert_eq!(status("GET", "/", &[]), 400);
        assert_eq!(status("GET", "/", &[("host", "evil.example")]), 421);
        assert_eq!(status("GET", "/", &[("host", "koe.example.jp:8080")]), 421);
        assert_eq!(status("GET", "/", &[("host", "koe.example.jp"), ("host", "koe.example.jp")]), 400);
        assert_eq!(status("GET", "https://evil.example/", &[("host", "koe.example.jp")]), 421);
    }

    #[test]
    fn what_changes_something_must_come_from_our_own_pages() {
        let host = ("host", "koe.example.jp");
        let session = ("cookie", "a=b; __Host-koe=x");
        assert_eq!(status("POST", "/", &[host, ("sec-fetch-site", "same-origin")]), 200);
        assert_eq!(status("POST", "/", &[host, ("sec-fetch-site", "cross-site")]), 403);
        assert_eq!(status("POST", "/", &[host, ("sec-fetch-site", "same-site")]), 403);
        assert_eq!(status("POST", "/", &[host, ("origin", "https://koe.example.jp")]), 200);
        assert_eq!(status("POST", "/", &[host, ("origin", "null")]), 403);
        assert_eq!(status("POST", "/", &[host, ("origin", "https://koe.example.jp.evil.example")]), 403);
        assert_eq!(status("POST", "/", &[host]), 200, "an old browser without a session");
        assert_eq!(status("POST", "/", &[host, ("cookie", "visits=3; 声=x")]), 200, "another's cookie");
        assert_eq!(status("POST", "/", &[host, session]), 403);
        assert_eq!(status("POST", "/", &[host, ("cookie", "__%48ost-koe=x")]), 403, "another way to write it");
        assert_eq!(status("POST", "/", &[host, ("cookie", "__Host-koe=x; y=声")]), 403);
    }

    #[test]
    fn what_is_not_ascii_keeps_nobody_out_but_for_the_host() {
        let host = ("host", "koe.example.jp");
        for name in ["cookie", "user-agent", "referer", "accept-language", "if-none-match", "x-forwarded-for"] {
            for (method, path) in [("GET", "/"), ("GET", "/healthz"), ("GET", "/static/app.css"), ("POST", "/status")] {
                assert_eq!(status(method, path, &[host, (name, "声")]), 200, "{name} {method} {path}");
            }
        }
        assert_eq!(status("GET", "/", &[("host", "声.example.jp")]), 400);
        for name in ["origin", "sec-fetch-site"] {
            assert_eq!(status("POST", "/status", &[host, (name, "声")]), 403, "{name}: it is not ours");
        }
    }

    #[test]
    fn methods_that_no_page_uses_are_refused() {
        for method in ["PUT", "DELETE", "TRACE", "OPTIONS", "PATCH", "CONNECT"] {
            assert_eq!(status(method, "/", &[("host", "koe.example.jp")]), 405, "{method}");
        }
        assert_eq!(status("GET", "/", &[("host", "koe.example.jp"), ("upgrade", "websocket")]), 400);
    }
}
