//! The commands. `--help` is the manual: the doc comments here are its text.

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail, ensure};
use clap::{Parser, Subcommand};
use i18n_embed_fl::fl;
use sha2::{Digest, Sha256};
use tokio::net::TcpListener;
use tokio::sync::watch;

use crate::accounts::{self, LinkPurpose, Login};
use crate::app::{self, App};
use crate::base::audit::{self, Act, Actor};
use crate::base::clock::Clock;
use crate::base::crypto::{Keys, hex};
use crate::base::db::{Db, Sql};
use crate::base::text::{Lang, Words};
use crate::config::Config;
use crate::consultations::{Field, Mode, Moderation, Requirement, Visibility};
use crate::demo;
use crate::http::access::Role;
use crate::http::server;
use crate::opinions::{Channel, HeldFor, Reason, State};
use crate::system::check::{self, Verdict};
use crate::system::{self, Stored};

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
    /// Build and serve a living demonstration (Asago, autumn 2024) in ./data-demo; needs nothing else.
    Demo {
        /// Go on with the demonstration as it was left, instead of building it anew.
        #[arg(long)]
        keep: bool,
    },
    /// Bring the database schema up to this program's, and stop. `serve` does so at start.
    Migrate,
    /// Add people, or make a one-time link for a new password.
    #[command(subcommand)]
    Account(AccountCommand),
    /// Look whether everything in the database fits together. Changes nothing and may run while `serve` runs.
    /// Prints a line for each check, `ok`, `note` or `FAIL`; the exit status is 1 after any FAIL.
    Check {
        /// Language of the report: ja or en.
        #[arg(long, default_value = "ja", value_parser = lang)]
        lang: Lang,
    },
    /// Write a consistent copy of a running site's SQLite database to FILE, which must not exist yet.
    ///
    /// To restore: stop Koe, put FILE as `koe.db` and the key file as `key` (mode 0600) into an empty data folder,
    /// run `koe check` and start Koe with that folder. A PostgreSQL database is backed up with `pg_dump`.
    Backup { file: PathBuf },
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
            Command::Demo { keep } => serve(&demo::open(self.config, keep).await?).await,
            Command::Migrate => {
                App::open(self.config, Clock::real()).await?;
                println!("the schema is up to date");
                Ok(())
            }
            Command::Account(command) => account(&App::open(self.config, Clock::real()).await?, command).await,
            Command::Check { lang } => check(&self.config, lang.words()).await,
            Command::Backup { file } => backup(&self.config, &file).await,
        }
    }
}

fn lang(code: &str) -> Result<Lang, String> {
    Lang::parse(code).ok_or_else(|| "there are ja and en".to_owned())
}

/// Listens, works and, on SIGTERM or Ctrl-C, finishes what is in hand.
pub async fn serve(app: &App) -> anyhow::Result<()> {
    let asked = listen_for_stop()?;
    let listener = TcpListener::bind(app.config.listen)
        .await
        .with_context(|| format!("cannot listen on {}; is another program there? (KOE_LISTEN)", app.config.listen))?;
    offer_set_up(app).await?;
    println!("Koe is serving {}", app.public_url.origin);
    let work = tokio::spawn(app::work_until(app.clone(), stopped(asked.clone())));
    server::serve(listener, app::service(app), app.config.connections, stopped(asked)).await;
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

/// Listens for SIGTERM and Ctrl-C from this call on. Whoever began to listen only when he next rests would miss a
/// signal that comes while he works, and never stop.
fn listen_for_stop() -> anyhow::Result<watch::Receiver<bool>> {
    use tokio::signal::unix::{SignalKind, signal};
    let (mut terminate, mut interrupt) = (signal(SignalKind::terminate())?, signal(SignalKind::interrupt())?);
    let (tell, asked) = watch::channel(false);
    tokio::spawn(async move {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
        let _ = tell.send(true);
    });
    Ok(asked)
}

async fn stopped(mut asked: watch::Receiver<bool>) {
    let _ = asked.wait_for(|stop| *stop).await;
}

/// Reads one snapshot and prints the verdicts.
async fn check(config: &Config, words: &Words) -> anyhow::Result<()> {
    let db = Db::open_existing(&config.database_url(), config.db_connections).await?;
    let (known, taken) = db.schema().await?;
    let mut lines = vec![check::schema(&known, &taken, words)];
    lines.extend(check::engine(&db.health().await?, words));
    // Tables of another version cannot be judged.
    if known == taken {
        let public: Vec<&str> = State::ALL.iter().filter(|state| state.is_public()).map(|state| state.name()).collect();
        let facts = system::store::facts(&mut *db.snapshot().await?, db.engine, &public).await?;
        let ours = key(config).map(|keys| keys.check_value()).map_err(|error| format!("{error:#}"));
        lines.push(check::key(ours.as_deref().map_err(String::as_str), facts.key_check.as_deref(), words));
        let known = check::Known {
            states: State::ALL.iter().map(|state| (state.name(), state.label(words))).collect(),
            parses,
        };
        lines.extend(check::contents(&facts, &known, Clock::real().machine_now(), words));
    }
    db.close().await;
    for line in &lines {
        println!("{line}");
    }
    let failed = lines.iter().filter(|line| line.verdict == Verdict::Fail).count();
    ensure!(failed == 0, "{}", fl!(words, "check-failed", count = failed));
    Ok(())
}

/// The key as `serve` would find it; a missing file stays missing.
fn key(config: &Config) -> anyhow::Result<Keys> {
    let file = config.key_file();
    match &config.key {
        Some(text) => Keys::parse(text).context("KOE_KEY"),
        None => {
            ensure!(file.is_file(), "there is no key file {}", file.display());
            Keys::load_or_create(&file)
        }
    }
}

/// Whether the program can read a stored word back.
fn parses(stored: Stored, value: &str) -> bool {
    match stored {
        Stored::State | Stored::DecisionFrom | Stored::DecisionTo => State::parse(value).is_some(),
        Stored::DecisionReason | Stored::MaskReason => Reason::parse(value).is_some(),
        Stored::Channel => Channel::parse(value).is_some(),
        Stored::HeldFor => HeldFor::parse(value).is_some(),
        Stored::Role => Role::parse(value).is_some(),
        Stored::Field => Field::parse(value).is_some(),
        Stored::Requirement => Requirement::parse(value).is_some(),
        Stored::Visibility => Visibility::parse(value).is_some(),
        Stored::Mode => Mode::parse(value).is_some(),
        Stored::Moderation => Moderation::parse(value).is_some(),
        Stored::Act => Act::parse(value).is_some(),
    }
}

/// Copies the database and says what the copy holds, read from the copy itself.
async fn backup(config: &Config, file: &Path) -> anyhow::Result<()> {
    let db = Db::open_existing(&config.database_url(), config.db_connections).await?;
    db.copy_to(file).await?;
    db.close().await;
    let copy = Db::open_file(&std::path::absolute(file)?).await?;
    let opinions = Sql::new("select count(*) from opinions").count(&mut *copy.read().await?).await?;
    copy.close().await;
    let (mut hasher, mut source, mut bytes) = (Sha256::new(), File::open(file)?, 0_u64);
    let mut piece = vec![0; 1 << 16];
    loop {
        let read = source.read(&mut piece)?;
        if read == 0 {
            break;
        }
        hasher.update(&piece[..read]);
        bytes += read as u64;
    }
    println!("{}: {opinions} opinions, {bytes} bytes", file.display());
    println!("SHA-256 {}", hex(&hasher.finalize()));
    println!(
        "The key is not in it. Keep a copy of {} apart from the backups: without it the contacts cannot be read and \
         a form that is sent twice is not recognised.",
        config.key_file().display()
    );
    Ok(())
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

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_command_line_is_sound() {
        Cli::command().debug_assert();
    }
}
