//! The pages on which an administrator adds people, changes roles and makes one-time links.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use i18n_embed_fl::fl;
use serde::Deserialize;

use crate::accounts::{Account, LINK_MS, LinkPurpose, Login, Refusal, StaffName, may_change, store};
use crate::app::App;
use crate::base::audit::{self, Act, Actor};
use crate::base::db::{Tx, is_unique_violation};
use crate::base::text::Words;
use crate::http::access::{Access, Administrator, Role, Routes, Viewer};
use crate::http::{Error, Errors, Form, Path, Result, Ui, page, page_with};

const RULE: Access = Access::Roles(&[Role::Administrator]);

pub fn routes() -> Routes {
    Routes::default()
        .get(RULE, "/staff/people", list)
        // Not below /staff/people: every word there may be somebody's login name.
        .get(RULE, "/staff/invitation", invitation)
        .post(RULE, "/staff/invitation", invite)
        .get(RULE, "/staff/people/{login}", person)
        .post(RULE, "/staff/people/{login}", change)
        .post(RULE, "/staff/people/{login}/link", new_link)
        .post(RULE, "/staff/people/{login}/disabling", disable)
        .post(RULE, "/staff/people/{login}/enabling", enable)
}

#[derive(Template)]
#[template(path = "people/people.html")]
struct PeoplePage {
    ui: Ui,
    people: Vec<Account>,
}

impl PeoplePage {
    /// People who can sign in, and those who have not set a password yet.
    fn counts(&self) -> (i64, i64) {
        let enabled = self.people.iter().filter(|account| account.disabled_at.is_none());
        let (active, waiting): (Vec<&Account>, Vec<&Account>) = enabled.partition(|account| account.has_password);
        let wide = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
        (wide(active.len()), wide(waiting.len()))
    }

    fn roles(&self, account: &Account) -> String {
        role_names(&account.roles, self.ui.words)
    }
}

async fn list(State(app): State<App>, ui: Ui, _: Administrator) -> Result<Response> {
    let people = store::all(&mut *app.db.read().await?).await?;
    page(&PeoplePage { ui, people })
}

/// Labels of roles, as a table's cell shows them.
fn role_names(roles: &[Role], words: &Words) -> String {
    let labels: Vec<String> = roles.iter().map(|role| role.label(words)).collect();
    labels.join(&fl!(words, "people-and"))
}

/// Name and roles as typed. Roles are fields of their own, because a form may name none twice.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct PersonForm {
    login: String,
    name: String,
    role_administrator: String,
    role_moderator: String,
    role_staff: String,
    role_department: String,
    role_viewer: String,
    role_auditor: String,
    role_contacts: String,
    /// Name and roles that stood when the page was made.
    seen: String,
}

impl PersonForm {
    fn of(account: &Account) -> Self {
        let mut form = Self { login: account.login.clone(), name: account.name.clone(), ..Self::default() };
        for role in &account.roles {
            *form.field(*role).1 = "1".to_owned();
        }
        form.seen = seen(account);
        form
    }

    /// The field of a role: its name and its value.
    fn field(&mut self, role: Role) -> (&'static str, &mut String) {
        match role {
            Role::Administrator => ("role_administrator", &mut self.role_administrator),
            Role::Moderator => ("role_moderator", &mut self.role_moderator),
            Role::Staff => ("role_staff", &mut self.role_staff),
            Role::Department => ("role_department", &mut self.role_department),
            Role::Viewer => ("role_viewer", &mut self.role_viewer),
            Role::Auditor => ("role_auditor", &mut self.role_auditor),
            Role::Contacts => ("role_contacts", &mut self.role_contacts),
        }
    }

    fn name(&self, words: &Words, errors: &mut Errors) -> Option<StaffName> {
        let name = StaffName::parse(&self.name);
        if name.is_none() {
            errors.add("name", fl!(words, "account-name-bad"));
        }
        name
    }

    fn roles(&mut self, words: &Words, errors: &mut Errors) -> Vec<Role> {
        let roles: Vec<Role> = Role::ALL.iter().copied().filter(|role| self.field(*role).1 == "1").collect();
        // `contacts` is a right beside a job: alone it opens no page.
        if roles.iter().all(|role| *role == Role::Contacts) {
            errors.add("roles", fl!(words, "people-roles-missing"));
        }
        roles
    }
}

/// What a form was made from: somebody else may have changed it since.
fn seen(account: &Account) -> String {
    format!("{} {}", role_list(&account.roles), account.name)
}

/// A role's checkbox.
struct RoleChoice {
    field: &'static str,
    label: String,
    help: String,
    checked: bool,
}

/// What a role is for, in one plain sentence.
fn role_help(role: Role, words: &Words) -> String {
    match role {
        Role::Administrator => fl!(words, "people-role-administrator"),
        Role::Moderator => fl!(words, "people-role-moderator"),
        Role::Staff => fl!(words, "people-role-staff"),
        Role::Department => fl!(words, "people-role-department"),
        Role::Viewer => fl!(words, "people-role-viewer"),
        Role::Auditor => fl!(words, "people-role-auditor"),
        Role::Contacts => fl!(words, "people-role-contacts"),
    }
}

#[derive(Template)]
#[template(path = "people/person.html")]
struct PersonPage {
    ui: Ui,
    /// `None`: somebody new.
    account: Option<Account>,
    /// Whether this is the reader himself.
    me: bool,
    form: PersonForm,
    choices: Vec<RoleChoice>,
    errors: Errors,
}

impl PersonPage {
    fn new(ui: Ui, account: Option<Account>, mut form: PersonForm, errors: Errors) -> Self {
        let me = account.as_ref().filter(|account| ui.viewer.as_ref().is_some_and(|me| me.account == account.id));
        let own = me.map(|account| account.roles.clone());
        let choices = Role::ALL.iter().copied().map(|role| {
            let (field, value) = form.field(role);
            let checked = own.as_ref().map_or(value == "1", |own| own.contains(&role));
            RoleChoice { field, label: role.label(ui.words), help: role_help(role, ui.words), checked }
        });
        let choices = choices.collect();
        Self { me: own.is_some(), ui, account, form, choices, errors }
    }

    /// The page of somebody, with what could not be done.
    fn refused(ui: Ui, account: Account, form: PersonForm, errors: Errors) -> Result<Response> {
        page_with(StatusCode::UNPROCESSABLE_ENTITY, &Self::new(ui, Some(account), form, errors))
    }
}

async fn invitation(ui: Ui, _: Administrator) -> Result<Response> {
    page(&PersonPage::new(ui, None, PersonForm::default(), Errors::default()))
}

async fn invite(
    State(app): State<App>,
    ui: Ui,
    Administrator(me): Administrator,
    Form(mut form): Form<PersonForm>,
) -> Result<Response> {
    let mut errors = Errors::default();
    let login = Login::parse(&form.login);
    if login.is_none() {
        errors.add("login", fl!(ui.words, "account-login-bad"));
    }
    let (name, roles) = (form.name(ui.words, &mut errors), form.roles(ui.words, &mut errors));
    let mut tx = app.db.begin().await?;
    store::take_turn(&mut tx).await?;
    refuse_namesake(&mut tx, &ui, name.as_ref(), "", &mut errors).await?;
    if let (Some(login), Some(name), true) = (login, name, errors.is_empty()) {
        let now = app.clock.now();
        match store::insert(&mut tx, login.as_str(), &name, &roles, now).await {
            Ok(id) => {
                let (actor, detail) = (Actor::Staff(&me.login), role_list(&roles));
                audit::record(&mut tx, actor, Act::AccountAdded, login.as_str(), &detail, now).await?;
                let link = make_link(&app, tx, &me, &id, login.as_str()).await?;
                let shown = LinkPage {
                    ui,
                    is_new: true,
                    name: name.as_str().to_owned(),
                    login: login.as_str().to_owned(),
                    link,
                };
                return page_with(StatusCode::CREATED, &shown);
            }
            Err(error) if is_unique_violation(&error) => {
                errors.add("login", fl!(ui.words, "people-login-taken", login = login.as_str().to_owned()));
            }
            Err(error) => return Err(error.into()),
        }
    }
    page_with(StatusCode::UNPROCESSABLE_ENTITY, &PersonPage::new(ui, None, form, errors))
}

/// Nobody may pass for another.
async fn refuse_namesake(
    tx: &mut Tx,
    ui: &Ui,
    name: Option<&StaffName>,
    account: &str,
    errors: &mut Errors,
) -> Result<()> {
    if let Some(name) = name
        && store::has_namesake(tx, name, account).await?
    {
        errors.add("name", fl!(ui.words, "account-name-alike"));
    }
    Ok(())
}

/// Names of roles for the log.
fn role_list(roles: &[Role]) -> String {
    roles.iter().map(|role| role.name()).collect::<Vec<_>>().join(",")
}

async fn person(State(app): State<App>, ui: Ui, _: Administrator, Path(login): Path<String>) -> Result<Response> {
    let account = store::find(&mut *app.db.read().await?, &login).await?.ok_or(Error::NotFound)?;
    let form = PersonForm::of(&account);
    page(&PersonPage::new(ui, Some(account), form, Errors::default()))
}

/// Begins the transaction in which somebody is changed, and reads him anew inside it.
async fn begin(app: &App, login: &str) -> Result<(Tx, Account)> {
    let mut tx = app.db.begin().await?;
    store::take_turn(&mut tx).await?;
    let account = store::find(&mut tx, login).await?.ok_or(Error::NotFound)?;
    Ok((tx, account))
}

/// Why `me` may not leave the account with these roles (none: disabled), in kind words.
async fn refusal(tx: &mut Tx, ui: &Ui, me: &Viewer, account: &Account, roles: &[Role]) -> Result<Option<String>> {
    let administrators = store::count_administrators(tx).await?;
    Ok(may_change(me, account, roles, administrators).err().map(|refusal| match refusal {
        Refusal::Self_ => fl!(ui.words, "people-not-oneself"),
        Refusal::LastAdministrator => fl!(ui.words, "people-last-administrator"),
    }))
}

async fn change(
    State(app): State<App>,
    ui: Ui,
    Administrator(me): Administrator,
    Path(login): Path<String>,
    Form(mut form): Form<PersonForm>,
) -> Result<Response> {
    let mut errors = Errors::default();
    let (mut tx, account) = begin(&app, &login).await?;
    if !form.seen.is_empty() && form.seen != seen(&account) {
        // The roles as they are now, the name as it was typed.
        let form = PersonForm { name: form.name, ..PersonForm::of(&account) };
        errors.add(
            "name",
            fl!(ui.words, "people-late", name = account.name.clone(), roles = role_names(&account.roles, ui.words)),
        );
        return page_with(StatusCode::CONFLICT, &PersonPage::new(ui, Some(account), form, errors));
    }
    // One that stays as it is need not please today's rules.
    let keeps_name = form.name.trim() == account.name;
    let new_name = if keeps_name { None } else { form.name(ui.words, &mut errors) };
    let roles = form.roles(ui.words, &mut errors);
    refuse_namesake(&mut tx, &ui, new_name.as_ref(), &account.id, &mut errors).await?;
    let other_roles = roles != account.roles;
    if other_roles
        && errors.is_empty()
        && let Some(text) = refusal(&mut tx, &ui, &me, &account, &roles).await?
    {
        errors.add("roles", text);
    }
    if !errors.is_empty() {
        return PersonPage::refused(ui, account, form, errors);
    }
    let mut detail = Vec::new();
    if let Some(name) = new_name {
        detail.push(audit::change("name", &account.name, name.as_str()));
        store::rename(&mut tx, &account.id, &name).await?;
    }
    if other_roles {
        detail.push(audit::change("roles", &role_list(&account.roles), &role_list(&roles)));
        store::set_roles(&mut tx, &account.id, &roles).await?;
    }
    if !detail.is_empty() {
        let (actor, now) = (Actor::Staff(&me.login), app.clock.now());
        audit::record(&mut tx, actor, Act::AccountChanged, &login, &detail.join("\n"), now).await?;
    }
    tx.commit().await?;
    Ok(Redirect::to(&ui.url("/staff/people")).into_response())
}

async fn disable(
    State(app): State<App>,
    ui: Ui,
    Administrator(me): Administrator,
    Path(login): Path<String>,
) -> Result<Response> {
    let (mut tx, account) = begin(&app, &login).await?;
    if let Some(text) = refusal(&mut tx, &ui, &me, &account, &[]).await? {
        let mut errors = Errors::default();
        errors.add("disabling", text);
        let form = PersonForm::of(&account);
        return PersonPage::refused(ui, account, form, errors);
    }
    if account.disabled_at.is_none() {
        let now = app.clock.now();
        store::set_disabled(&mut tx, &account.id, Some(now)).await?;
        audit::record(&mut tx, Actor::Staff(&me.login), Act::AccountDisabled, &login, "", now).await?;
    }
    tx.commit().await?;
    Ok(Redirect::to(&ui.url(&format!("/staff/people/{login}"))).into_response())
}

async fn enable(
    State(app): State<App>,
    ui: Ui,
    Administrator(me): Administrator,
    Path(login): Path<String>,
) -> Result<Response> {
    let (mut tx, account) = begin(&app, &login).await?;
    if account.disabled_at.is_some() {
        store::set_disabled(&mut tx, &account.id, None).await?;
        let now = app.clock.now();
        audit::record(&mut tx, Actor::Staff(&me.login), Act::AccountEnabled, &login, "", now).await?;
    }
    tx.commit().await?;
    Ok(Redirect::to(&ui.url(&format!("/staff/people/{login}"))).into_response())
}

#[derive(Template)]
#[template(path = "people/link.html")]
struct LinkPage {
    ui: Ui,
    is_new: bool,
    name: String,
    login: String,
    link: Link,
}

/// A one-time link just made. It is on this page and nowhere else: the database keeps its hash.
struct Link {
    address: String,
    until: i64,
}

async fn new_link(
    State(app): State<App>,
    ui: Ui,
    Administrator(me): Administrator,
    Path(login): Path<String>,
) -> Result<Response> {
    let (tx, account) = begin(&app, &login).await?;
    if account.disabled_at.is_some() {
        let mut errors = Errors::default();
        errors.add("link", fl!(ui.words, "people-link-disabled"));
        let form = PersonForm::of(&account);
        return PersonPage::refused(ui, account, form, errors);
    }
    let link = make_link(&app, tx, &me, &account.id, &login).await?;
    page(&LinkPage { ui, is_new: false, name: account.name, login, link })
}

/// Makes the link, writes it into the log and ends the transaction.
async fn make_link(app: &App, mut tx: Tx, me: &Viewer, account: &str, login: &str) -> Result<Link> {
    let now = app.clock.machine_now();
    let token = store::insert_link(&mut tx, LinkPurpose::Password, Some(account), now).await?;
    audit::record(&mut tx, Actor::Staff(&me.login), Act::LinkMade, login, "", app.clock.now()).await?;
    tx.commit().await?;
    Ok(Link { address: format!("{}/staff/link/{token}", app.public_url.origin), until: now + LINK_MS })
}
