//! Signing in and out, one-time links, one's own password.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use i18n_embed_fl::fl;
use serde::Deserialize;
use tower_sessions::Session;

use super::session::{self, confirm, fits, slow};
use super::{LinkPurpose, Login, Password, PasswordError, StaffName, store};
use crate::app::App;
use crate::base::audit::{self, Act, Actor};
use crate::base::db::{Conn, is_unique_violation};
use crate::http::access::{Access, Role, Routes, SignedIn};
use crate::http::limits::Network;
use crate::http::{Error, Errors, Form, Path, Query, Result, Ui, Wish, page, page_with, site};

pub fn routes() -> Routes {
    Routes::default()
        .get(Access::SignedIn, "/staff", home)
        .get(Access::Public, "/staff/sign-in", sign_in_page)
        .post(Access::Public, "/staff/sign-in", sign_in)
        .post(Access::SignedIn, "/staff/sign-out", sign_out)
        .get(Access::Public, "/staff/set-up/{token}", set_up_page)
        .post(Access::Public, "/staff/set-up/{token}", set_up)
        .get(Access::Public, "/staff/link/{token}", link_page)
        .post(Access::Public, "/staff/link/{token}", use_link)
        .get(Access::SignedIn, "/staff/password", password_page)
        .post(Access::SignedIn, "/staff/password", change_password)
}

#[derive(Template)]
#[template(path = "accounts/no_work.html")]
struct NoWorkPage {
    ui: Ui,
}

/// The first page of the work: the queue for moderators, counts for staff, and so on.
async fn home(State(app): State<App>, ui: Ui, SignedIn(me): SignedIn) -> Result<Response> {
    // An empty site is set up first.
    if me.has(Role::Administrator) && !site::load(&app).await?.is_ready() {
        return Ok(Redirect::to(&ui.url("/staff/site")).into_response());
    }
    match ui.staff_links().first() {
        Some(link) => Ok(Redirect::to(&ui.url(link.path)).into_response()),
        None => page(&NoWorkPage { ui }),
    }
}

#[derive(Template)]
#[template(path = "accounts/sign_in.html")]
struct SignInPage {
    ui: Ui,
    /// Where to go afterwards, if somewhere else than to the first page.
    wish: Option<Wish>,
    /// What has just been done, by a one-time link.
    done: Option<LinkPurpose>,
    login: String,
    errors: Errors,
}

#[derive(Deserialize)]
struct SignInQuery {
    #[serde(default)]
    to: String,
    #[serde(default)]
    done: String,
}

async fn sign_in_page(ui: Ui, Query(query): Query<SignInQuery>) -> Result<Response> {
    let wish = Wish::parse(&query.to);
    if ui.viewer.is_some() {
        return Ok(after_sign_in(&ui, wish.as_ref()));
    }
    let done = LinkPurpose::parse(&query.done);
    page(&SignInPage { ui, wish, done, login: String::new(), errors: Errors::default() })
}

/// After a one-time link: to the sign-in page, which says what was done and what comes next.
fn after_link(ui: &Ui, done: LinkPurpose) -> Response {
    Redirect::to(&ui.url(&format!("/staff/sign-in?done={}", done.name()))).into_response()
}

fn after_sign_in(ui: &Ui, wish: Option<&Wish>) -> Response {
    Redirect::to(&ui.url(wish.map_or("/staff", Wish::as_str))).into_response()
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SignInForm {
    #[serde(default)]
    to: String,
    login: String,
    password: String,
}

async fn sign_in(
    State(app): State<App>,
    ui: Ui,
    network: Network,
    session: Session,
    Form(form): Form<SignInForm>,
) -> Result<Response> {
    let (now, wish) = (app.clock.machine_now(), Wish::parse(&form.to));
    let login = Login::parse(&form.login);
    let known = match &login {
        Some(login) => store::credentials(&mut *app.db.read().await?, login.as_str()).await?,
        None => None,
    };
    let hash = known.as_ref().map(|(_, hash)| hash.clone());
    let fits = fits(&app, network, form.password, hash, now).await?;
    let known = known.filter(|_| fits);
    if let Some((account, _)) = &known {
        session::begin(&session, account).await?;
    }
    let mut tx = app.db.begin().await?;
    // While it was being looked at, the password may have become another's, or the account been disabled.
    let holds = match &known {
        Some((account, hash)) => store::holds_password(&mut tx, account, hash).await?,
        None => false,
    };
    if holds {
        let name = login.as_ref().map_or("?", Login::as_str);
        audit::record(&mut tx, Actor::Staff(name), Act::SignedIn, name, "", app.clock.now()).await?;
        tx.commit().await?;
        return Ok(after_sign_in(&ui, wish.as_ref()));
    }
    // A name we do not know may be a password typed into the wrong field: it is not written down.
    let subject = match &login {
        Some(login) if store::find(&mut tx, login.as_str()).await?.is_some() => login.as_str(),
        _ => "?",
    };
    audit::record(&mut tx, Actor::System, Act::SignInRefused, subject, "", app.clock.now()).await?;
    tx.commit().await?;
    if known.is_some() {
        session::end(&session).await?;
    }
    let mut errors = Errors::default();
    errors.add("login", fl!(ui.words, "sign-in-wrong"));
    page_with(StatusCode::UNPROCESSABLE_ENTITY, &SignInPage { ui, wish, done: None, login: form.login, errors })
}

async fn sign_out(State(app): State<App>, ui: Ui, SignedIn(me): SignedIn, session: Session) -> Result<Response> {
    let mut tx = app.db.begin().await?;
    audit::record(&mut tx, Actor::Staff(&me.login), Act::SignedOut, &me.login, "", app.clock.now()).await?;
    tx.commit().await?;
    session::end(&session).await?;
    Ok(([("clear-site-data", "\"cache\"")], Redirect::to(&ui.url("/staff/sign-in"))).into_response())
}

#[derive(Template)]
#[template(path = "accounts/set_up.html")]
struct SetUpPage {
    ui: Ui,
    /// `None`: set the password only (an invitation or a reset).
    account: Option<NewAccount>,
    errors: Errors,
}

impl SetUpPage {
    fn errors_text(&self) -> String {
        match self.account {
            Some(_) => fl!(self.ui.words, "set-up-errors-text"),
            None => fl!(self.ui.words, "password-errors-text"),
        }
    }
}

#[derive(Default)]
struct NewAccount {
    login: String,
    name: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SetUpForm {
    #[serde(default)]
    login: String,
    #[serde(default)]
    name: String,
    password: String,
    again: String,
}

/// A set-up link works while nobody can sign in as an administrator: whoever finds an old one makes no second.
async fn may_set_up(conn: &mut Conn, token: &str, now: i64) -> Result<()> {
    let found = store::find_link(conn, LinkPurpose::SetUp, token, now).await?;
    let has_administrator = store::count_administrators(conn).await? > 0;
    if found.is_none() || has_administrator {
        return Err(Error::SetUpGone { has_administrator });
    }
    Ok(())
}

async fn set_up_page(State(app): State<App>, ui: Ui, Path(token): Path<String>) -> Result<Response> {
    let now = app.clock.machine_now();
    may_set_up(&mut *app.db.read().await?, &token, now).await?;
    page(&SetUpPage { ui, account: Some(NewAccount::default()), errors: Errors::default() })
}

async fn set_up(
    State(app): State<App>,
    ui: Ui,
    Path(token): Path<String>,
    Form(form): Form<SetUpForm>,
) -> Result<Response> {
    let now = app.clock.machine_now();
    may_set_up(&mut *app.db.read().await?, &token, now).await?;
    let mut errors = Errors::default();
    let login = Login::parse(&form.login);
    if login.is_none() {
        errors.add("login", fl!(ui.words, "account-login-bad"));
    }
    let name = StaffName::parse(&form.name);
    if name.is_none() {
        errors.add("name", fl!(ui.words, "account-name-bad"));
    }
    if let Some(name) = &name
        && store::has_namesake(&mut *app.db.read().await?, name, "").await?
    {
        errors.add("name", fl!(ui.words, "account-name-alike"));
    }
    let password = password(&ui, &form.password, &form.again, login.as_ref().map_or("", Login::as_str), &mut errors);
    if let (Some(login), Some(name), Some(password), true) = (login, name, password, errors.is_empty()) {
        let hash = slow(&app, move || password.hash()).await??;
        let mut tx = app.db.begin().await?;
        // Using it up waits for whoever has it in hand; only then the administrators are counted.
        let used = store::use_link(&mut tx, LinkPurpose::SetUp, &token, now).await?;
        let has_administrator = store::count_administrators(&mut tx).await? > 0;
        if !used || has_administrator {
            return Err(Error::SetUpGone { has_administrator });
        }
        let roles = [Role::Administrator, Role::Staff, Role::Moderator];
        let now = app.clock.now();
        match store::insert(&mut tx, login.as_str(), &name, &roles, now).await {
            Ok(account) => {
                store::set_password(&mut tx, &account, &hash).await?;
                audit::record(&mut tx, Actor::System, Act::AccountAdded, login.as_str(), "set-up link", now).await?;
                tx.commit().await?;
                return Ok(after_link(&ui, LinkPurpose::SetUp));
            }
            // The transaction ends here, and the link is as good as before.
            Err(error) if is_unique_violation(&error) => {
                errors.add("login", fl!(ui.words, "people-login-taken", login = login.as_str().to_owned()));
            }
            Err(error) => return Err(error.into()),
        }
    }
    let account = Some(NewAccount { login: form.login, name: form.name });
    page_with(StatusCode::UNPROCESSABLE_ENTITY, &SetUpPage { ui, account, errors })
}

async fn link_page(State(app): State<App>, ui: Ui, Path(token): Path<String>) -> Result<Response> {
    let now = app.clock.machine_now();
    let found = store::find_link(&mut *app.db.read().await?, LinkPurpose::Password, &token, now).await?;
    found.flatten().ok_or(Error::LinkGone)?;
    page(&SetUpPage { ui, account: None, errors: Errors::default() })
}

async fn use_link(
    State(app): State<App>,
    ui: Ui,
    Path(token): Path<String>,
    Form(form): Form<SetUpForm>,
) -> Result<Response> {
    let now = app.clock.machine_now();
    let mut conn = app.db.read().await?;
    let found = store::find_link(&mut conn, LinkPurpose::Password, &token, now).await?;
    let account = found.flatten().ok_or(Error::LinkGone)?;
    let login = store::login_of(&mut conn, &account).await?;
    drop(conn);
    let mut errors = Errors::default();
    let Some(password) = password(&ui, &form.password, &form.again, &login, &mut errors) else {
        return page_with(StatusCode::UNPROCESSABLE_ENTITY, &SetUpPage { ui, account: None, errors });
    };
    let hash = slow(&app, move || password.hash()).await??;
    let mut tx = app.db.begin().await?;
    if !store::use_link(&mut tx, LinkPurpose::Password, &token, now).await? {
        return Err(Error::LinkGone);
    }
    store::set_password(&mut tx, &account, &hash).await?;
    audit::record(&mut tx, Actor::System, Act::PasswordSet, &login, "one-time link", app.clock.now()).await?;
    tx.commit().await?;
    Ok(after_link(&ui, LinkPurpose::Password))
}

#[derive(Template)]
#[template(path = "accounts/password.html")]
struct PasswordPage {
    ui: Ui,
    errors: Errors,
}

async fn password_page(ui: Ui) -> Result<Response> {
    page(&PasswordPage { ui, errors: Errors::default() })
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PasswordForm {
    current: String,
    password: String,
    again: String,
}

async fn change_password(
    State(app): State<App>,
    ui: Ui,
    SignedIn(me): SignedIn,
    network: Network,
    session: Session,
    Form(form): Form<PasswordForm>,
) -> Result<Response> {
    let mut errors = Errors::default();
    let old = confirm(&app, network, &me, form.current).await?;
    if old.is_none() {
        errors.add("current", fl!(ui.words, "password-current-wrong"));
    }
    let password = password(&ui, &form.password, &form.again, &me.login, &mut errors);
    let (Some(password), Some(old)) = (password, old) else {
        return page_with(StatusCode::UNPROCESSABLE_ENTITY, &PasswordPage { ui, errors });
    };
    let hash = slow(&app, move || password.hash()).await??;
    let mut tx = app.db.begin().await?;
    if !store::holds_password(&mut tx, &me.account, &old).await? {
        return Err(Error::SignInRequired);
    }
    store::set_password(&mut tx, &me.account, &hash).await?;
    audit::record(&mut tx, Actor::Staff(&me.login), Act::PasswordSet, &me.login, "", app.clock.now()).await?;
    tx.commit().await?;
    // Every session has just ended, this one too; the person at the keyboard goes on with a new one.
    session::begin(&session, &me.account).await?;
    Ok(Redirect::to(&ui.url("/staff")).into_response())
}

/// The password that two fields agree on, or an error beside the first.
fn password(ui: &Ui, raw: &str, again: &str, login: &str, errors: &mut Errors) -> Option<Password> {
    match Password::parse(raw, again, login) {
        Ok(password) => Some(password),
        Err(error) => {
            let text = match error {
                PasswordError::TooShort => fl!(ui.words, "password-too-short"),
                PasswordError::TooLong => fl!(ui.words, "password-too-long"),
                PasswordError::TooPlain => fl!(ui.words, "password-too-plain"),
                PasswordError::Differs => fl!(ui.words, "password-differs"),
            };
            errors.add("password", text);
            None
        }
    }
}
