//! The first segment of an address is its language; Japanese has none. Taken off before routing. Which pages there are in
//! a language that is not there for all of them.

use axum::extract::Request;
use axum::http::uri::PathAndQuery;
use axum::http::{Method, StatusCode, Uri};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};

use super::wish::stays_here;
use crate::base::text::{Lang, Tier};

/// Notes the language among the request's extensions and routes on without it. Whoever wants a page that is not
/// offered in it is sent to the one in the language it falls back to; that there is none he is told in his own.
pub async fn take(mut request: Request, next: Next) -> Response {
    let (lang, rest) = split(request.uri().path());
    let target = match request.uri().query() {
        Some(query) => format!("{rest}?{query}"),
        None => rest.to_owned(),
    };
    let reads = [Method::GET, Method::HEAD].contains(request.method());
    let is_elsewhere = reads && !offers(lang, &target) && stays_here(&target);
    let there = is_elsewhere.then(|| Redirect::to(&format!("{}{target}", offering(lang, &target).prefix())));
    if let Some(there) = there.clone().filter(|_| is_below(&target, "/staff")) {
        return there.into_response();
    }
    request.extensions_mut().insert(lang);
    if lang != Lang::JA {
        let mut parts = request.uri().clone().into_parts();
        parts.path_and_query = PathAndQuery::try_from(target).ok();
        if let Ok(uri) = Uri::from_parts(parts) {
            *request.uri_mut() = uri;
        }
    }
    let answer = next.run(request).await;
    there.filter(|_| answer.status() != StatusCode::NOT_FOUND).map_or(answer, Redirect::into_response)
}

/// Whether a page, by its address without language, is there in a language.
pub fn offers(lang: Lang, path: &str) -> bool {
    match lang.tier() {
        Tier::Full => true,
        Tier::Residents => !is_below(path, "/staff"),
        Tier::Posting => {
            let path = path.split(['?', '#']).next().unwrap_or_default();
            let is_form =
                call_of(path).is_some_and(|(_, rest)| ["/write", "/another", "/confirm", "/receipt"].contains(&rest));
            is_form || is_below(path, "/status") || is_below(path, "/unsubscribe")
        }
    }
}

/// The first language along the chain in which a page is there.
pub fn offering(lang: Lang, path: &str) -> Lang {
    lang.chain().find(|lang| offers(*lang, path)).unwrap_or_default()
}

/// The form of the consultation to which a page belongs.
pub fn form_near(path: &str) -> Option<String> {
    call_of(path).map(|(slug, _)| format!("/consultations/{slug}/write"))
}

/// `/consultations/plan/opinions` → `plan`, `/opinions`
fn call_of(path: &str) -> Option<(&str, &str)> {
    let rest = path.strip_prefix("/consultations/")?;
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    (end > 0).then(|| rest.split_at(end))
}

fn is_below(path: &str, folder: &str) -> bool {
    path.strip_prefix(folder).is_some_and(|rest| rest.is_empty() || rest.starts_with(['/', '?', '#']))
}

/// `/en/status` → English, `/status`; a path without a known language is Japanese as it stands.
fn split(path: &str) -> (Lang, &str) {
    for lang in Lang::others() {
        match path.strip_prefix(lang.prefix()) {
            Some("") => return (lang, "/"),
            Some(rest) if rest.starts_with('/') => return (lang, rest),
            _ => {}
        }
    }
    (Lang::JA, path)
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

    fn lang(code: &str) -> Lang {
        Lang::parse(code).unwrap()
    }

    #[test]
    fn only_a_whole_segment_is_a_language() {
        assert_eq!(split("/en/status"), (lang("en"), "/status"));
        assert_eq!(split("/en"), (lang("en"), "/"));
        assert_eq!(split("/enquiry"), (Lang::JA, "/enquiry"));
        assert_eq!(split("/"), (Lang::JA, "/"));
    }

    #[test]
    fn a_slash_at_the_end_is_left_out_and_no_host_appears() {
        let told = |lang, uri: &'static str| without_slash(lang, &Uri::from_static(uri));
        assert_eq!(told(Lang::JA, "/status/").as_deref(), Some("/status"));
        assert_eq!(told(lang("en"), "/status//?a=/b/").as_deref(), Some("/en/status?a=/b/"));
        for other in ["/", "//", "/status", "/status?a=/", "//evil.example/", "/\\evil.example/", "/.//evil.example/"] {
            assert_eq!(told(Lang::JA, other), None, "{other}");
            assert_eq!(told(lang("en"), other), None, "{other}");
        }
    }
    #[test]
    fn a_language_for_sending_has_the_form_the_status_and_the_end_of_letters() {
        for path in ["/consultations/plan/write?theme=bus", "/status", "/status/mail", "/unsubscribe/abc"] {
            assert_eq!(offering(lang("vi"), path), lang("vi"), "{path}");
        }
        for path in ["/", "/consultations/plan", "/consultations/plan/opinions?q=/write", "/staff/queue", "/statuses"] {
            assert_eq!(offering(lang("vi"), path), lang("en"), "{path}");
        }
        assert_eq!(offering(lang("ja-simple"), "/consultations/plan"), lang("ja-simple"));
        assert_eq!(offering(lang("ja-simple"), "/staff/queue"), Lang::JA);
    }

    #[test]
    fn the_menu_finds_the_form_from_any_page_of_a_consultation() {
        assert_eq!(form_near("/consultations/plan/opinions?q=a").as_deref(), Some("/consultations/plan/write"));
        assert_eq!(form_near("/consultations/plan?x=/a").as_deref(), Some("/consultations/plan/write"));
        assert_eq!(form_near("/consultations"), None);
        assert_eq!(form_near("/"), None);
    }
}
