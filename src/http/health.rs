//! Whether the site is there: asked by whatever watches over it.

use axum::extract::State;

use super::Error;
use super::access::{Access, Routes};
use crate::app::App;
use crate::base::{settings, site_key};

pub fn routes() -> Routes {
    Routes::default().get(Access::Public, "/healthz", show)
}

/// `ok` when the database answers with what every site has in it.
async fn show(State(app): State<App>) -> Result<&'static str, Error> {
    let mut conn = app.db.read().await.map_err(|_| Error::Unavailable)?;
    match settings::find(&mut conn, site_key::KEY_CHECK).await {
        Ok(Some(_)) => Ok("ok\n"),
        Ok(None) | Err(_) => Err(Error::Unavailable),
    }
}
