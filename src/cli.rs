//! The commands. `--help` is the manual: the doc comments here are its text.

use std::path::PathBuf;

use anyhow::{Context, anyhow, bail, ensure};
use clap::{Parser, Subcommand};
use tokio::net::TcpListener;

use crate::accounts::{self, LinkPurpose, Login};
use crate::app::{self, App};
use crate::base::audit::{self, Act, Actor};
use crate::base::clock::Clock;
use crate::config::Config;
use crate::exchange::{Format, Order, Profile};
use crate::http::access::Role;
use crate::http::server;
use crate::opinions::filter::{Filter, FilterQuery};
use crate::{consultations, exchange};

/// Koe: a city asks, residents answer in their own words, moderators curate, staff turn the voices into papers.
#[derive(Debug, Parser)]
#[command(version, arg_required_else_help = false)]
pub struct Cli {
    #[command(flatten)]
    config: Config,
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serve the site and do its background work until stopped (the default).
    Serve,
    /// Bring the database schema up to this program's, and stop. `serve` does so at start.
    Migrate,
    /// Add people, or make a one-time link for a new password.
    #[command(subcommand)]
    Account(AccountCommand),
    /// Write the opinions of a consultation to a file, or to standard output. Rows, SHA-256 and the time of the
    /// snapshot are printed on standard error. Contacts are in no profile.
    Export(ExportArgs),
}

#[derive(Debug, clap::Args)]
struct ExportArgs {
    /// The consultation's address, e.g. `plan` of /plan.
    #[arg(long, value_name = "SLUG")]
    consultation: String,
    /// public: what everybody may read. office: every state, the original words.
    #[arg(long, value_parser = ["public", "office"])]
    profile: String,
    /// csv is UTF-8 with a byte order mark, for Excel; a cell like a formula gets one leading `'`.
    #[arg(long, value_parser = ["csv", "xlsx"])]
    format: String,
    /// Codes of themes, with commas; a top theme stands for those below it.
    #[arg(long, default_value = "")]
    theme: String,
    /// published, published_redacted, pending, on_hold, needs_revision, withheld, withdrawn; with commas.
    #[arg(long, default_value = "")]
    state: String,
    /// web, paper, counter, mail, fax, email, phone, workshop, survey, proxy; with commas.
    #[arg(long, default_value = "")]
    channel: String,
    /// First day, e.g. 2024-07-01, in the site's time zone.
    #[arg(long, default_value = "")]
    from: String,
    /// Last day.
    #[arg(long, default_value = "")]
    to: String,
    /// Words that must all occur in the text.
    #[arg(long, default_value = "")]
    q: String,
    /// Must not exist yet: an export never overwrites. `-` is standard output.
    #[arg(value_name = "FILE|-")]
    file: PathBuf,
}

#[derive(Debug, Subcommand)]
enum AccountCommand {
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

impl Cli {
    pub async fn run(self) -> anyhow::Result<()> {
        match self.command.unwrap_or(Command::Serve) {
            Command::Serve => serve(&App::open(self.config, Clock::real()).await?).await,
            Command::Migrate => {
                App::open(self.config, Clock::real()).await?;
                println!("the schema is up to date");
                Ok(())
            }
            Command::Account(command) => account(&App::open(self.config, Clock::real()).await?, command).await,
            Command::Export(args) => export(&App::open(self.config, Clock::real()).await?, args).await,
        }
    }
}

/// Listens, works and, on SIGTERM or Ctrl-C, finishes what is in hand.
pub async fn serve(app: &App) -> anyhow::Result<()> {
    let listener = TcpListener::bind(app.config.listen)
        .await
        .with_context(|| format!("cannot listen on {}; is another program there? (KOE_LISTEN)", app.config.listen))?;
    offer_set_up(app).await?;
    println!("Koe is serving {}", app.public_url.origin);
    let work = tokio::spawn(app::work_until(app.clone(), stopped()));
    server::serve(listener, app::service(app), app.config.connections, stopped()).await;
    work.await?;
    app.db.close().await;
    Ok(())
}

/// Without an administrator nobody can begin: prints a one-time link, a new one at every start.
async fn offer_set_up(app: &App) -> anyhow::Result<()> {
    let mut tx = app.db.begin().await?;
    if accounts::store::count_administrators(&mut tx).await? > 0 {
        return Ok(());
    }
    let now = app.clock.machine_now();
    let token = accounts::store::insert_link(&mut tx, LinkPurpose::SetUp, None, now).await?;
    audit::record(&mut tx, Actor::System, Act::LinkMade, "set-up", "", now).await?;
    tx.commit().await?;
    println!("There is no administrator yet. Open this link within 24 hours; it works once:");
    println!("  {}/staff/set-up/{token}", app.public_url.origin);
    Ok(())
}

async fn stopped() {
    use tokio::signal::unix::{SignalKind, signal};
    let Ok(mut term) = signal(SignalKind::terminate()) else { return };
    tokio::select! {
        _ = term.recv() => {}
        _ = tokio::signal::ctrl_c() => {}
    }
}

async fn account(app: &App, command: AccountCommand) -> anyhow::Result<()> {
    match command {
        AccountCommand::Add { login, name, roles } => add(app, &login, &name, &roles).await,
        AccountCommand::Reset { login } => {
            let mut tx = app.db.begin().await?;
            let account =
                accounts::store::find(&mut tx, &login).await?.with_context(|| format!("nobody is called {login}"))?;
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
    let mut known = Vec::new();
    for role in roles {
        known.push(Role::parse(role).with_context(|| format!("there is no role {role}; see --help"))?);
    }
    let mut tx = app.db.begin().await?;
    if accounts::store::find(&mut tx, login.as_str()).await?.is_some() {
        bail!("{} is there already; `koe account reset {0}` makes a new link", login.as_str());
    }
    let now = app.clock.machine_now();
    let id = accounts::store::insert(&mut tx, login.as_str(), name, &known, now).await?;
    audit::record(&mut tx, Actor::Shell, Act::AccountAdded, login.as_str(), &roles.join(","), now).await?;
    link(app, tx, &id, login.as_str()).await
}

async fn link(app: &App, mut tx: crate::base::db::Tx, id: &str, login: &str) -> anyhow::Result<()> {
    let now = app.clock.machine_now();
    let token = accounts::store::insert_link(&mut tx, LinkPurpose::Password, Some(id), now).await?;
    audit::record(&mut tx, Actor::Shell, Act::LinkMade, login, "", now).await?;
    tx.commit().await?;
    println!("{}/staff/link/{token}", app.public_url.origin);
    Ok(())
}

async fn export(app: &App, args: ExportArgs) -> anyhow::Result<()> {
    let found = consultations::store::find(&mut *app.db.read().await?, &args.consultation).await?;
    let call = found.with_context(|| format!("no consultation is called {}", args.consultation))?;
    let query = FilterQuery {
        theme: args.theme,
        state: args.state,
        channel: args.channel,
        from: args.from,
        to: args.to,
        q: args.q,
        ..FilterQuery::default()
    };
    let filter = Filter::parse_strictly(&query, &call)
        .map_err(|(name, value)| anyhow!("--{name} {value}: {} does not know that", call.slug))?;
    let profile = Profile::parse(&args.profile).context("--profile is public or office")?;
    let format = Format::parse(&args.format).context("--format is csv or xlsx")?;
    let order = Order { call, filter, profile, format };
    let written = exchange::jobs::write_to(app, &order, &args.file).await?;
    let mut tx = app.db.begin().await?;
    let detail = format!("{} {} {}", profile.name(), format.name(), written.sha256);
    let now = app.clock.machine_now();
    audit::record(&mut tx, Actor::Shell, Act::ExportWritten, &order.call.slug, &detail, now).await?;
    tx.commit().await?;
    eprintln!("rows    {}", written.rows);
    eprintln!("sha256  {}", written.sha256);
    eprintln!("as of   {}", app.zone.at(written.as_of).strftime("%Y-%m-%dT%H:%M:%S%:z"));
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_command_line_is_sound() {
        Cli::command().debug_assert();
    }
}
