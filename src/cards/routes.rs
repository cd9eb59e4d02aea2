//! The picture's address.

use axum::extract::State;
use axum::http::header::{self, HeaderName};
use axum::response::{IntoResponse, Response};

use super::HASH_DIGITS;
use crate::app::App;
use crate::http::access::{Access, Routes};
use crate::http::{Error, Path, Result, Ui};

pub fn routes() -> Routes {
    Routes::default().get(Access::Public, "/consultations/{slug}/card/{name}", show)
}

/// Programs keep an address for long: one of before has the picture of today, and only that is drawn. So has one of another
/// node, whose font may be another.
async fn show(State(app): State<App>, ui: Ui, Path((slug, name)): Path<(String, String)>) -> Result<Response> {
    let call = app.call(&slug).await?;
    let is_hash = |text: &&str| text.len() == HASH_DIGITS && text.bytes().all(|byte| byte.is_ascii_hexdigit());
    let asked = name.strip_suffix(".png").filter(is_hash).ok_or(Error::NotFound)?;
    let (hash, picture) = app.cards.picture(&app, &ui, &call).await?.ok_or(Error::NotFound)?;
    let kept = if asked == hash { "public, max-age=31536000, immutable" } else { "public, max-age=300" };
    let headers = [
        (header::CONTENT_TYPE, "image/png"),
        (header::CACHE_CONTROL, kept),
        // Chat programs show it among their own pages.
        (HeaderName::from_static("cross-origin-resource-policy"), "cross-origin"),
    ];
    Ok((headers, picture).into_response())
}
