//! From a cookie to a person: the layer that keeps sessions and the one that finds out who is asking.

use axum::extract::{Request, State};
use axum::http::{HeaderValue, header};
use axum::middleware::Next;
use axum::response::Response;
use tower_sessions::cookie::SameSite;
use tower_sessions::{Session, SessionManagerLayer};

use super::store;
use crate::app::App;
use crate::base::sessions::{ACCOUNT, Sessions, key};
use crate::http::{Error, Result, forms};

/// tower-sessions over our own table. The cookie dies with the browser; idle and absolute ends are judged on
/// the row.
pub fn layer(app: &App) -> SessionManagerLayer<Sessions> {
    SessionManagerLayer::new(Sessions { db: app.db.clone(), clock: app.clock.clone() })
        .with_name(app.session_cookie())
        .with_secure(app.public_url.secure)
        .with_same_site(SameSite::Lax)
        .with_expiry(tower_sessions::Expiry::OnSessionEnd)
}

/// Sessions are the staff's alone: no public page sets a cookie, not even to take a broken one away.
pub async fn no_cookie_elsewhere(request: Request, next: Next) -> Response {
    let for_staff = is_for_staff(&request);
    let mut response = next.run(request).await;
    if !for_staff {
        response.headers_mut().remove(header::SET_COOKIE);
    }
    response
}

fn is_for_staff(request: &Request) -> bool {
    request.uri().path().starts_with("/staff")
}

/// Puts the `Viewer` among the request's extensions when a live session came along.
pub async fn find_viewer(State(app): State<App>, session: Session, mut request: Request, next: Next) -> Response {
    match viewer(&app, &session).await {
        Ok(Some(viewer)) => {
            request.extensions_mut().insert(viewer);
        }
        Ok(None) => {}
        Err(error) => return forms::refuse(request, error).await,
    }
    let for_staff = is_for_staff(&request);
    let mut response = next.run(request).await;
    if !for_staff {
        return response;
    }
    // Staff pages hold what is not public: nothing of them may be kept.
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

async fn viewer(app: &App, session: &Session) -> Result<Option<crate::http::access::Viewer>> {
    let Some(id) = session.id() else { return Ok(None) };
    let (key, now) = (key(&id), app.clock.machine_now());
    let found = {
        let mut conn = app.db.read().await?;
        store::viewer(&mut conn, &key, now).await?
    };
    let Some((viewer, stale)) = found else { return Ok(None) };
    if stale {
        let mut tx = app.db.begin().await?;
        store::touch(&mut tx, &key, now).await?;
        tx.commit().await?;
    }
    Ok(Some(viewer))
}

/// Begins a session with a new id: one that an attacker planted before stays worthless. Its row is written at once,
/// so that whoever ends the person's sessions from now on ends this one too.
pub async fn begin(session: &Session, account: &str) -> Result<()> {
    let broken = |error| Error::Internal(anyhow::anyhow!("session: {error}"));
    if session.id().is_some() {
        session.flush().await.map_err(broken)?;
    }
    session.insert(ACCOUNT, account).await.map_err(broken)?;
    session.save().await.map_err(broken)
}

/// Ends this session.
pub async fn end(session: &Session) -> Result<()> {
    session.flush().await.map_err(|error| Error::Internal(anyhow::anyhow!("session: {error}")))
}
