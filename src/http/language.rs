//! The first segment of an address is its language; Japanese has none. Taken off before routing.

use axum::extract::Request;
use axum::http::Uri;
use axum::http::uri::PathAndQuery;

use super::wish::stays_here;
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

/// The whole address, language and question included, without the slashes at the end of its path; `None` where there
/// are none. Nor where browsers might read a host in what is left.
pub fn without_slash(lang: Lang, uri: &Uri) -> Option<String> {
    let path = uri.path().strip_suffix('/')?.trim_end_matches('/');
    let question = uri.query().map(|query| format!("?{query}")).unwrap_or_default();
    let address = format!("{path}{question}");
    stays_here(&address).then(|| lang.prefix().to_owned() + &address)
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

    #[test]
    fn a_slash_at_the_end_is_left_out_and_no_host_appears() {
        let told = |lang, uri: &'static str| without_slash(lang, &Uri::from_static(uri));
        assert_eq!(told(Lang::Ja, "/status/").as_deref(), Some("/status"));
        assert_eq!(told(Lang::En, "/status//?a=/b/").as_deref(), Some("/en/status?a=/b/"));
        for other in ["/", "//", "/status", "/status?a=/", "//evil.example/", "/\\evil.example/", "/.//evil.example/"] {
            assert_eq!(told(Lang::Ja, other), None, "{other}");
            assert_eq!(told(Lang::En, other), None, "{other}");
        }
    }
}
