//! From a cookie or a password to a person: the layer that keeps sessions, the one that finds out who is asking, and the
//! look at a password.

use axum::extract::{Request, State};
use axum::http::{HeaderValue, header};
use axum::middleware::Next;
use axum::response::Response;
use tower_sessions::cookie::SameSite;
use tower_sessions::{Session, SessionManagerLayer};

use super::{store, verify};
use crate::app::App;
use crate::base::sessions::{ACCOUNT, Sessions, key};
use crate::http::access::Viewer;
use crate::http::cookies::SetCookie;
use crate::http::limits::{Network, Try, too_many};
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

/// Sessions are the staff's alone: elsewhere only what a page sets on purpose (`SetCookie`) becomes a cookie. Nothing else
/// does, not even to take a broken one away.
pub async fn only_own_cookies_elsewhere(request: Request, next: Next) -> Response {
    let for_staff = is_for_staff(&request);
    let mut response = next.run(request).await;
    if !for_staff {
        response.headers_mut().remove(header::SET_COOKIE);
    }
    if let Some(own) = response.extensions_mut().remove::<SetCookie>() {
        response.headers_mut().append(header::SET_COOKIE, own.header());
    }
    response
}

fn is_for_staff(request: &Request) -> bool {
    request.uri().path().starts_with("/staff")
}

/// Puts the `Viewer` among the request's extensions when a live session came along.
pub async fn find_viewer(State(app): State<App>, session: Session, mut request: Request, next: Next) -> Response {
    let viewer = match viewer(&app, &session).await {
        Ok(viewer) => viewer,
        Err(error) => return forms::refuse(request, error).await,
    };
    if let Some(viewer) = viewer.clone() {
        request.extensions_mut().insert(viewer);
    }
    let for_staff = is_for_staff(&request);
    let mut response = next.run(request).await;
    if !for_staff {
        return response;
    }
    // What is refused is drawn outside, in the frame of this person's pages.
    if let Some(viewer) = viewer {
        response.extensions_mut().insert(viewer);
    }
    // Staff pages hold what is not public: nothing of them may be kept.
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

async fn viewer(app: &App, session: &Session) -> Result<Option<Viewer>> {
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

/// Whether a password fits, as one of the network's tries. It counts as wrong from the beginning: who breaks off
/// early has tried all the same. Without a hash, where nobody has that name, it takes as long and never fits.
pub async fn fits(app: &App, network: Network, password: String, hash: Option<String>, now: i64) -> Result<bool> {
    let limiter = &app.limits.wrong_passwords;
    Try::begin(limiter, network, app.config.wrong_codes, now).map_err(too_many)?.was_wrong();
    let fits = slow(app, move || verify(&password, hash.as_deref())).await;
    // Right, or not looked at.
    if !matches!(fits, Ok(false)) {
        limiter.give_back(network);
    }
    fits
}

/// The password of somebody who is signed in, asked again before what weighs more: its hash where it fits, to be held
/// against the account once more in the act's transaction.
pub async fn confirm(app: &App, network: Network, me: &Viewer, password: String) -> Result<Option<String>> {
    let known = store::credentials(&mut *app.db.read().await?, &me.login).await?;
    let (_, hash) = known.ok_or(Error::SignInRequired)?;
    let fits = fits(app, network, password, Some(hash.clone()), app.clock.machine_now()).await?;
    Ok(fits.then_some(hash))
}

/// Runs what is slow on purpose off the async threads, a few at a time: a flood of sign-ins must not
/// take the memory or the processors that residents need.
pub async fn slow<T: Send + 'static>(app: &App, work: impl FnOnce() -> T + Send + 'static) -> Result<T> {
    let turn = app.hashing_queue.clone().try_acquire_owned().map_err(|_| Error::Unavailable)?;
    let place = app.hashing.clone().acquire_owned().await?;
    // The work goes on when the visitor has left; so long its place is taken.
    let held = move || {
        let done = work();
        drop((place, turn));
        done
    };
    Ok(tokio::task::spawn_blocking(held).await?)
}
