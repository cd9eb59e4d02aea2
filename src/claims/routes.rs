//! Taking an opinion over from somebody else, and letting go of one.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};

use super::store;
use crate::app::App;
use crate::http::access::{Access, Moderator, Role, Routes, Viewer};
use crate::http::{Error, Path, Result, Ui};
use crate::opinions;
use crate::queue::{self, Place};

const MODERATOR: Access = Access::Roles(&[Role::Moderator]);

pub fn routes() -> Routes {
    Routes::default().post(MODERATOR, "/staff/opinions/{receipt}/claim", take_over).post(
        MODERATOR,
        "/staff/opinions/{receipt}/release",
        release,
    )
}

async fn opinion(app: &App, receipt: String) -> Result<opinions::store::Full> {
    let receipt = queue::receipt(receipt).ok_or(Error::NotFound)?;
    opinions::store::find(&mut *app.db.read().await?, &receipt).await?.ok_or(Error::NotFound)
}

/// Takes the opinion in hand for whoever opens it, unless somebody else has it; answers who has it.
pub async fn take(app: &App, opinion_id: &str, me: &Viewer) -> sqlx::Result<Option<super::Claim>> {
    let now = app.clock.machine_now();
    let kept = store::of(&mut *app.db.read().await?, opinion_id, now).await?;
    // Looked at again a moment later: nothing to write.
    let stands = |claim: &super::Claim| claim.account_id != me.account || claim.until_at - now > super::LASTS_MS / 2;
    if kept.as_ref().is_some_and(stands) {
        return Ok(kept);
    }
    let mut tx = app.db.begin().await?;
    store::take(&mut tx, opinion_id, &me.account, false, now).await?;
    let kept = store::of(&mut tx, opinion_id, now).await?;
    tx.commit().await?;
    Ok(kept)
}

async fn take_over(
    State(app): State<App>,
    ui: Ui,
    Moderator(me): Moderator,
    Path(receipt): Path<String>,
) -> Result<Response> {
    let opinion = opinion(&app, receipt).await?;
    let mut tx = app.db.begin().await?;
    store::take(&mut tx, &opinion.id, &me.account, true, app.clock.machine_now()).await?;
    tx.commit().await?;
    let place = Place { open: Some(opinion.receipt), ..Place::default() };
    Ok(Redirect::to(&ui.url(&place.to_path())).into_response())
}

/// By the page that is left.
async fn release(State(app): State<App>, Moderator(me): Moderator, Path(receipt): Path<String>) -> Result<Response> {
    let opinion = opinion(&app, receipt).await?;
    let mut tx = app.db.begin().await?;
    store::release(&mut tx, &opinion.id, &me.account).await?;
    tx.commit().await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}
