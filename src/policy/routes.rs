//! The page on which staff say how opinions on a consultation are reviewed.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use i18n_embed_fl::fl;
use serde::Deserialize;

use super::store;
use crate::accounts;
use crate::app::App;
use crate::base::audit::{self, Act, Actor};
use crate::consultations::{Consultation, Theme};
use crate::http::access::{Access, Role, Routes, Staff};
use crate::http::{Error, Form, Path, Query, Result, Ui, page, page_with};
use crate::moderation::store::moderators;
use crate::revisions::{Asking, Notice, close_turn, go, take_turn};

pub fn routes() -> Routes {
    const STAFF: Access = Access::Roles(&[Role::Staff]);
    Routes::default()
        .get(STAFF, "/staff/consultations/{slug}/review", show)
        .post(STAFF, "/staff/consultations/{slug}/review", save)
        .post(STAFF, "/staff/consultations/{slug}/review/themes", assign)
}

/// A theme and somebody who moderates it.
struct Assigned {
    code: String,
    path: String,
    account: String,
    name: String,
}

#[derive(Template)]
#[template(path = "policy/policy.html")]
struct PolicyPage {
    ui: Ui,
    call: Consultation,
    notice: Notice,
    second_person: bool,
    /// Account and name of all who moderate: two must be there for two to agree.
    moderators: Vec<(String, String)>,
    /// Code and name of every theme.
    themes: Vec<(String, String)>,
    /// In the order of the themes.
    assigned: Vec<Assigned>,
}

impl PolicyPage {
    async fn load(app: &App, ui: Ui, call: Consultation, notice: Notice) -> Result<Self> {
        let mut conn = app.db.read().await?;
        let second_person = store::second_person(&mut conn, &call.id).await?;
        let assigned = store::theme_moderators(&mut conn, &call.id).await?;
        let moderators = moderators(&mut conn).await?;
        let path = |theme: &Theme| call.theme_path(&theme.id, ui.lang);
        let themes = call.themes.iter().map(|theme| (theme.code.clone(), path(theme))).collect();
        let of = |theme: &Theme| {
            let (code, path) = (theme.code.clone(), path(theme));
            let own = assigned.iter().filter(|(id, ..)| *id == theme.id);
            let row = |(_, account, name): &(String, String, String)| Assigned {
                code: code.clone(),
                path: path.clone(),
                account: account.clone(),
                name: name.clone(),
            };
            own.map(row).collect::<Vec<_>>()
        };
        let assigned = call.themes.iter().flat_map(of).collect();
        Ok(Self { ui, call, notice, second_person, moderators, themes, assigned })
    }
}

async fn show(
    State(app): State<App>,
    ui: Ui,
    Staff(_): Staff,
    Path(slug): Path<String>,
    Query(asking): Query<Asking>,
) -> Result<Response> {
    let call = app.draft(&slug).await?;
    page(&PolicyPage::load(&app, ui, call, asking.notice()).await?)
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct PolicyForm {
    /// The consultation's revision that was on the screen.
    revision: String,
    /// `on`, or nothing.
    second_person: String,
}

async fn save(
    State(app): State<App>,
    ui: Ui,
    Staff(me): Staff,
    Path(slug): Path<String>,
    Form(form): Form<PolicyForm>,
) -> Result<Response> {
    let is_needed = form.second_person == "on";
    let (turn, call) = take_turn(&app, &slug, &form.revision).await?;
    let Some(mut tx) = turn else {
        let late = PolicyPage::load(&app, ui, call, Notice::Late).await?;
        return page_with(StatusCode::CONFLICT, &late);
    };
    let was_needed = store::second_person(&mut tx, &call.id).await?;
    store::put_second_person(&mut tx, &call.id, is_needed).await?;
    let detail = match is_needed {
        _ if was_needed == is_needed => "",
        true => "second on",
        false => "second off",
    };
    close_turn(&app, tx, &me, Act::ReviewChanged, &slug, detail).await?;
    Ok(go(&ui, &slug, "/review?done=saved"))
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct AssignForm {
    /// Its code.
    theme: String,
    account: String,
    /// `add` or `remove`.
    act: String,
}

/// Gives a theme to somebody who moderates, or takes it from him.
async fn assign(
    State(app): State<App>,
    ui: Ui,
    Staff(me): Staff,
    Path(slug): Path<String>,
    Form(form): Form<AssignForm>,
) -> Result<Response> {
    let call = app.draft(&slug).await?;
    let theme = call.theme(&form.theme).ok_or(Error::NotFound)?;
    let mut tx = app.db.begin().await?;
    let adds = form.act == "add";
    let is_moderator = moderators(&mut tx).await?.iter().any(|(account, _)| *account == form.account);
    if !adds && form.act != "remove" {
        return Err(Error::Refused(StatusCode::BAD_REQUEST));
    }
    let changed = match adds {
        true if is_moderator => store::add(&mut tx, &theme.id, &form.account).await?,
        true => return Err(Error::Refused(StatusCode::BAD_REQUEST)),
        false => store::remove(&mut tx, &theme.id, &form.account).await?,
    };
    if changed {
        let login = accounts::store::login_of(&mut tx, &form.account).await?;
        let detail = format!("{} {} {login}", if adds { "theme+" } else { "theme-" }, theme.code);
        let by = Actor::Staff(&me.login);
        audit::record(&mut tx, by, Act::ReviewChanged, &slug, &detail, app.clock.now()).await?;
    }
    tx.commit().await?;
    Ok(Redirect::to(&ui.url(&format!("/staff/consultations/{slug}/review#themes"))).into_response())
}
