//! Cookies of pages for everybody. Only the answer to a press sets one; staff sessions have a layer of their own.

use std::convert::Infallible;

use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponseParts, ResponseParts};
use percent_encoding::percent_decode;

use crate::app::App;

/// The names of all cookies that are ours, but for what `App::cookie` puts before each.
pub const SESSION: &str = "koe";
pub const VISITOR: &str = "koe-visitor";
pub const DISPLAY: &str = "koe-display";

/// A cookie that an answer sets on purpose: the one way past `accounts::session::only_own_cookies_elsewhere`.
#[derive(Clone, Debug)]
pub struct SetCookie(HeaderValue);

impl SetCookie {
    /// For the whole site and so many seconds, out of reach of scripts and of other sites' forms. `None` for a value
    /// that no header can hold.
    pub fn new(app: &App, name: &str, value: &str, seconds: i64) -> Option<Self> {
        let secure = if app.public_url.secure { "; Secure" } else { "" };
        let name = app.cookie(name);
        let text = format!("{name}={value}; Path=/; Max-Age={seconds}; HttpOnly; SameSite=Lax{secure}");
        HeaderValue::try_from(text).ok().map(Self)
    }

    pub fn header(self) -> HeaderValue {
        self.0
    }
}

impl IntoResponseParts for SetCookie {
    type Error = Infallible;

    fn into_response_parts(self, mut parts: ResponseParts) -> Result<ResponseParts, Infallible> {
        parts.extensions_mut().insert(self);
        Ok(parts)
    }
}

/// Whether any of ours came along. Others' say nothing here, however many a city's other pages set.
pub fn are_ours(app: &App, headers: &HeaderMap) -> bool {
    headers.contains_key(header::COOKIE)
        && [SESSION, VISITOR, DISPLAY].into_iter().any(|name| came(headers, &app.cookie(name)))
}

/// Whether a cookie of this name came along, also written with `%`, as who reads cookies later reads it.
pub fn came(headers: &HeaderMap, name: &str) -> bool {
    let lines = headers.get_all(header::COOKIE).iter().map(HeaderValue::as_bytes);
    lines.flat_map(|line| line.split(|byte| *byte == b';')).any(|pair| {
        let written = pair.split(|byte| *byte == b'=').next().unwrap_or_default().trim_ascii();
        percent_decode(written).eq(name.bytes())
    })
}

/// The values of all cookies of this name that came along.
pub fn values<'h>(headers: &'h HeaderMap, name: &'h str) -> impl Iterator<Item = &'h str> {
    let lines = headers.get_all(header::COOKIE).iter().map(HeaderValue::as_bytes);
    // Others' cookies may hold anything.
    let pairs = lines.flat_map(|line| line.split(|byte| *byte == b';')).filter_map(|pair| str::from_utf8(pair).ok());
    let known = pairs.filter_map(|pair| pair.trim().split_once('=')).filter(move |(known, _)| *known == name);
    known.map(|(_, value)| value)
}

impl App {
    /// A cookie's name; `__Host-` ties it to this very host wherever TLS protects it.
    pub fn cookie(&self, name: &str) -> String {
        format!("{}{name}", if self.public_url.secure { "__Host-" } else { "" })
    }

    /// Name of the session cookie.
    pub fn session_cookie(&self) -> String {
        self.cookie(SESSION)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cookie_is_found_among_whatever_came_along() {
        let mut headers = HeaderMap::new();
        for line in ["声=x; koe-visitor=a.b=c;koe-visitor2=no", "koe-visitor=second; broken"] {
            headers.append(header::COOKIE, HeaderValue::from_bytes(line.as_bytes()).unwrap());
        }
        headers.append(header::COOKIE, HeaderValue::from_bytes(b"\xFF=1; koe-visitor=third").unwrap());
        assert_eq!(values(&headers, "koe-visitor").collect::<Vec<_>>(), ["a.b=c", "second", "third"]);
        assert_eq!(values(&headers, "koe").count(), 0);
    }
}
