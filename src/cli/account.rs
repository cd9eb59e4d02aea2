//! `koe account`: adding people and making one-time links at the shell.

use anyhow::{Context, bail, ensure};
use clap::Subcommand;

use crate::accounts::{self, LinkPurpose, Login, StaffName};
use crate::app::App;
use crate::base::audit::{self, Act, Actor};
use crate::base::clock::Clock;
use crate::base::db::Tx;
use crate::config::Config;
use crate::http::access::Role;

#[derive(Debug, Subcommand)]
pub enum AccountCommand {
    /// Add a person and print a one-time link with which a password is set, within 24 hours.
    Add {
        /// 2 to 40 of a-z, 0-9, `.`, `-`, `_`.
        login: String,
        /// Shown to other staff.
        #[arg(long)]
        name: String,
        /// administrator, moderator, staff, department, viewer, auditor, contacts; several with commas.
        #[arg(long, value_delimiter = ',', required = true)]
        roles: Vec<String>,
    },
    /// Print a one-time link with which a person sets a new password, within 24 hours.
    Reset { login: String },
    /// List everybody with roles and state.
    List,
}

impl AccountCommand {
    /// A person may be added before `serve` has ever run; the others need a site that is there.
    pub async fn open(&self, config: Config) -> anyhow::Result<App> {
        match self {
            Self::Add { .. } => App::open(config, Clock::real()).await,
            Self::Reset { .. } | Self::List => App::open_existing(config, Clock::real()).await,
        }
    }
}

pub async fn run(app: &App, command: AccountCommand) -> anyhow::Result<()> {
    match command {
        AccountCommand::Add { login, name, roles } => add(app, &login, &name, &roles).await,
        AccountCommand::Reset { login } => {
            let mut tx = app.db.begin().await?;
            // As it is written at the sign-in: capitals and wide letters are the same.
            let known = Login::parse(&login).map_or(login.clone(), |login| login.as_str().to_owned());
            let account =
                accounts::store::find(&mut tx, &known).await?.with_context(|| format!("nobody is called {login}"))?;
            ensure!(account.disabled_at.is_none(), "{login} is disabled; enable the account on its page first");
            link(app, tx, &account.id, &account.login).await
        }
        AccountCommand::List => {
            let mut conn = app.db.read().await?;
            for account in accounts::store::all(&mut conn).await? {
                let roles: Vec<_> = account.roles.iter().map(|role| role.name()).collect();
                let state = match (account.disabled_at, account.has_password) {
                    (Some(_), _) => "disabled",
                    (None, false) => "no password yet",
                    (None, true) => "active",
                };
                println!("{}\t{}\t{}\t{state}", account.login, account.name, roles.join(","));
            }
            Ok(())
        }
    }
}

async fn add(app: &App, login: &str, name: &str, roles: &[String]) -> anyhow::Result<()> {
    let login = Login::parse(login).context("a login is 2 to 40 of a-z, 0-9, `.`, `-`, `_`")?;
    let name = StaffName::parse(name).context("--name has 1 to 60 characters, no line breaks, nothing invisible")?;
    let mut known = Vec::new();
    for role in roles {
        let role = Role::parse(role).with_context(|| format!("there is no role {role}; see --help"))?;
        if !known.contains(&role) {
            known.push(role);
        }
    }
    ensure!(known != [Role::Contacts], "contacts is a right beside a role: alone it opens nothing");
    let names: Vec<_> = known.iter().map(|role| role.name()).collect();
    let mut tx = app.db.begin().await?;
    accounts::store::take_turn(&mut tx).await?;
    if accounts::store::find(&mut tx, login.as_str()).await?.is_some() {
        bail!("{} is there already; `koe account reset {0}` makes a new link", login.as_str());
    }
    ensure!(
        !accounts::store::has_namesake(&mut tx, &name, "").await?,
        "somebody has this name, or one that looks the same"
    );
    let now = app.clock.now();
    let id = accounts::store::insert(&mut tx, login.as_str(), &name, &known, now).await?;
    audit::record(&mut tx, Actor::Shell, Act::AccountAdded, login.as_str(), &names.join(","), now).await?;
    link(app, tx, &id, login.as_str()).await
}

async fn link(app: &App, mut tx: Tx, id: &str, login: &str) -> anyhow::Result<()> {
    let now = app.clock.machine_now();
    let token = accounts::store::insert_link(&mut tx, LinkPurpose::Password, Some(id), now).await?;
    audit::record(&mut tx, Actor::Shell, Act::LinkMade, login, "", app.clock.now()).await?;
    tx.commit().await?;
    println!("{}/staff/link/{token}", super::origin(app).await?);
    Ok(())
}
