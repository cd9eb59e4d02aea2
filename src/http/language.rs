//! The first segment of an address is its language; Japanese has none. Taken off before routing.

use axum::extract::Request;
use axum::http::Uri;
use axum::http::uri::PathAndQuery;

use crate::base::text::Lang;

/// Notes the language among the request's extensions and routes on without it.
pub fn take(mut request: Request) -> Request {
    let (lang, rest) = split(request.uri().path());
    let rest = rest.to_owned();
    request.extensions_mut().insert(lang);
    if lang != Lang::Ja {
        let mut parts = request.uri().clone().into_parts();
        let target = match request.uri().query() {
            Some(query) => format!("{rest}?{query}"),
            None => rest,
        };
        parts.path_and_query = PathAndQuery::try_from(target).ok();
        if let Ok(uri) = Uri::from_parts(parts) {
            *request.uri_mut() = uri;
        }
    }
    request
}

/// `/en/status` → English, `/status`; a path without a known language is Japanese as it stands.
fn split(path: &str) -> (Lang, &str) {
    for lang in Lang::ALL {
        if let Some(rest) = path.strip_prefix(lang.prefix()).filter(|_| lang != Lang::Ja) {
            if rest.is_empty() {
                return (lang, "/");
            }
            if rest.starts_with('/') {
                return (lang, rest);
            }
        }
    }
    (Lang::Ja, path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_whole_segment_is_a_language() {
        assert_eq!(split("/en/status"), (Lang::En, "/status"));
        assert_eq!(split("/en"), (Lang::En, "/"));
        assert_eq!(split("/enquiry"), (Lang::Ja, "/enquiry"));
        assert_eq!(split("/"), (Lang::Ja, "/"));
    }
}
