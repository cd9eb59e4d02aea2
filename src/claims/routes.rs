//! Taking an opinion over from somebody else, and letting go of one.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;

use super::store;
use crate::app::App;
use crate::http::access::{Access, Moderator, Role, Routes};
use crate::http::{Error, Form, Path, Query, Result, Ui};
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

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct ClaimForm {
    /// The place in the queue around it.
    back: String,
}

async fn take_over(
    State(app): State<App>,
    ui: Ui,
    Moderator(me): Moderator,
    Path(receipt): Path<String>,
    Form(form): Form<ClaimForm>,
) -> Result<Response> {
    let opinion = opinion(&app, receipt).await?;
    super::take(&app, &opinion.id, &me, true).await?;
    let place = Place { open: Some(opinion.receipt), next: None, ..Place::parse(&form.back) };
    Ok(Redirect::to(&ui.url(&place.to_path())).into_response())
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Left {
    /// The end of the claim that the page knew, machine time.
    until: String,
}

/// By the page that is left; the one that comes after it may have taken the opinion anew by then.
async fn release(
    State(app): State<App>,
    Moderator(me): Moderator,
    Path(receipt): Path<String>,
    Query(left): Query<Left>,
) -> Result<Response> {
    let opinion = opinion(&app, receipt).await?;
    let mut tx = app.db.begin().await?;
    store::release(&mut tx, &opinion.id, &me.account, left.until.parse().ok()).await?;
    tx.commit().await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}
