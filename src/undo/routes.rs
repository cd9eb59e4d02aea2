//! 「取り消す」, pressed a moment after a decision.

use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;

use super::{store, undoable};
use crate::app::App;
use crate::base::audit::{self, Act, Actor};
use crate::http::access::{Access, Moderator, Role, Routes};
use crate::http::{Error, Form, Path, Result, Ui};
use crate::moderation;
use crate::opinions::{self, store::Seen};
use crate::queue::{self, Place};

pub fn routes() -> Routes {
    let moderator = Access::Roles(&[Role::Moderator]);
    Routes::default().post(moderator, "/staff/opinions/{receipt}/undo", undo)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct UndoForm {
    /// Number of the decision to take back.
    decision: String,
    /// The place in the queue around it.
    #[serde(default)]
    back: String,
}

/// Taken back twice is taken back: whoever presses again sees the opinion as it stands.
async fn undo(
    State(app): State<App>,
    ui: Ui,
    Moderator(me): Moderator,
    Path(receipt): Path<String>,
    Form(form): Form<UndoForm>,
) -> Result<Response> {
    let receipt = queue::receipt(receipt).ok_or(Error::NotFound)?;
    let now = app.clock.now();
    let mut tx = app.db.begin().await?;
    let opinion = opinions::store::find(&mut tx, &receipt).await?.ok_or(Error::NotFound)?;
    let history = opinions::store::decisions(&mut tx, &opinion.id).await?;
    let place = Place { open: Some(receipt.clone()), next: None, done: Some(receipt), ..Place::parse(&form.back) };
    let back = || Ok(Redirect::to(&ui.url(&place.to_path())).into_response());
    let last = undoable(&history, &me, app.config.undo_minutes, now);
    let Some(last) = last.filter(|last| last.number.to_string() == form.decision) else {
        tx.rollback().await?;
        let is_done = history.first().is_some_and(|last| last.undoes.is_some_and(|of| of.to_string() == form.decision));
        return if is_done { back() } else { Err(Error::Conflict) };
    };
    let seen = Seen { state: opinion.state, version: opinion.version };
    // Held first and asked then: nobody asks for another look meanwhile.
    let is_held = moderation::store::hold_still(&mut tx, &opinion.id, seen, last.number).await?;
    let pair = (last, history.get(1));
    if !is_held || !store::undo(&mut tx, app.db.engine, &opinion, pair, &me.account, now).await? {
        tx.rollback().await?;
        return Err(Error::Conflict);
    }
    let detail = format!("{}→{}", last.to_state, last.from_state);
    audit::record(&mut tx, Actor::Staff(&me.login), Act::DecisionUndone, &opinion.receipt, &detail, now).await?;
    tx.commit().await?;
    app.forget_voices();
    back()
}
