//! Our own style sheet, scripts and icons, compiled in. The address carries the content's hash, so that a
//! browser keeps it for a year and never shows an old one.

use std::collections::HashMap;
use std::sync::LazyLock;

use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use rust_embed::RustEmbed;

use super::errors::{Error, Result};
use super::forms::Path;
use crate::base::crypto::hex;

#[derive(RustEmbed)]
#[folder = "web/static"]
struct Static;

static ADDRESSES: LazyLock<HashMap<String, String>> = LazyLock::new(|| {
    Static::iter()
        .filter_map(|name| {
            let hash = hex(&Static::get(&name)?.metadata.sha256_hash()[..8]);
            Some((name.to_string(), format!("/static/{hash}/{name}")))
        })
        .collect()
});

/// Where a file of `web/static` is served.
pub fn address(name: &str) -> &'static str {
    let address = ADDRESSES.get(name).map_or("", String::as_str);
    debug_assert!(!address.is_empty(), "web/static has no {name}");
    address
}

/// `GET /static/{hash}/{name}`. An old hash finds nothing: the page that asked is out of date.
pub async fn show(Path((hash, name)): Path<(String, String)>) -> Result<Response> {
    let file = Static::get(&name).ok_or(Error::NotFound)?;
    if hex(&file.metadata.sha256_hash()[..8]) != hash {
        return Err(Error::NotFound);
    }
    let kind = match name.rsplit('.').next() {
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("svg") => "image/svg+xml",
        _ => "application/octet-stream",
    };
    let headers = [(header::CONTENT_TYPE, kind), (header::CACHE_CONTROL, "public, max-age=31536000, immutable")];
    Ok((StatusCode::OK, headers, file.data.into_owned()).into_response())
}
