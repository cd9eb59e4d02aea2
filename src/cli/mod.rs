//! The commands. `--help` is the manual: the doc comments here are its text.

/// A line on standard error, whoever still reads it. What stands in a file moves no cursor and colours nothing.
macro_rules! tell {
    ($($said:tt)*) => {
        $crate::cli::tell(&format!($($said)*))
    };
}

mod account;
mod export;
mod flags;
mod import;
mod maintenance;
mod taking_in;
mod trial;

use anyhow::Context;
use clap::{Parser, Subcommand};
use std::io::{self, Write};
use std::path::PathBuf;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::runtime::Runtime;
use tokio::sync::watch;

use crate::accounts::{self, LinkPurpose};
use crate::app::{self, App};
use crate::base::audit::{self, Act, Actor};
use crate::base::clock::Clock;
use crate::base::fold::{is_refused, without_directions};
use crate::base::settings;
use crate::base::text::{Lang, Tier};
use crate::config::{Config, DEFAULT_LOG};
use crate::demo;
use crate::http::server;
use crate::worker;

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
    /// A search index that does not fit the opinions (`koe check` says so) is made anew: on a large site stop `serve`
    /// first, which could not write meanwhile.
    Migrate,
    /// Add people, or make a one-time link for a new password.
    #[command(subcommand)]
    Account(account::AccountCommand),
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
    Backup {
        /// Readable by its owner alone; must not exist yet.
        file: PathBuf,
    },
    /// Print what the rules find in texts that may tell who somebody is. Reads one JSON string a line from standard input and
    /// prints, per line, a JSON list of places: `rule`, `start` and `end` in characters, `text`.
    Flags,
    /// Write the opinions of a consultation to a file, or to standard output. Rows, SHA-256 and the time of the
    /// snapshot are printed on standard error. Contacts are in the profile `contact` alone.
    Export(Box<export::ExportArgs>),
    /// Take a file of opinions in, from Excel, from paper or from another tool: tried first, then all of it at one moment,
    /// or nothing. What each column is, is guessed from its heading; what would come in, and every fault with its row and
    /// column, is printed on standard error, in the language of the staff. The same file, and the same id, add nothing a
    /// second time.
    ///
    /// Ctrl-C, SIGTERM or a terminal that is closed stop it: what was written is taken back. What a killed command leaves,
    /// which nobody sees, `serve` ends two minutes later, or a later `koe import` for that consultation: it is taken in, or
    /// taken back where it was being stopped.
    Import(Box<import::ImportArgs>),
}

impl Cli {
    /// The filter of the log. Whoever brings a file in or takes one out is told in his own language, and beside it only why a
    /// job did not come to its end, unless he asked for more. A file is one statement, which lasts as long as its rows are
    /// written: that is no sign of a slow database.
    pub fn log(&self) -> String {
        let log = self.config.log.as_str();
        match self.command {
            Some(Command::Import(_) | Command::Export(_)) if log == DEFAULT_LOG => "error,koe::worker=warn".to_owned(),
            Some(Command::Export(_)) => format!("{log},sqlx::query=off"),
            _ => log.to_owned(),
        }
    }

    /// Runs the command to its end. The futures are driven here and not in `main`: they are compiled in the crate that
    /// drives them, and here they are compiled once, on all processors.
    pub fn run(self) -> anyhow::Result<()> {
        let runtime = Runtime::new().context("cannot start")?;
        let done = runtime.block_on(self.run_in_runtime());
        // A file that is still being written after a stop is nobody's any more.
        runtime.shutdown_timeout(Duration::from_secs(1));
        done
    }

    async fn run_in_runtime(self) -> anyhow::Result<()> {
        match self.command.unwrap_or(Command::Serve) {
            Command::Serve => serve(&App::open(self.config, Clock::real()).await?).await,
            Command::Demo { keep } => serve(&demo::open(self.config, keep).await?).await,
            Command::Migrate => maintenance::migrate(self.config).await,
            Command::Account(command) => account::run(&command.open(self.config).await?, command).await,
            Command::Check { lang } => maintenance::check(&self.config, lang.words()).await,
            Command::Flags => flags::run(io::stdin().lock(), io::stdout().lock()),
            Command::Backup { file } => maintenance::backup(&self.config, &file).await,
            Command::Import(args) => {
                let app = App::open_existing(self.config, Clock::real()).await?;
                let done = import::run(&app, *args).await;
                // Where nobody else has it open, SQLite takes what it has in its log into the file.
                app.db.close().await;
                done
            }
            Command::Export(args) => export::run(&App::open_existing(self.config, Clock::real()).await?, *args).await,
        }
    }
}

fn lang(code: &str) -> Result<Lang, String> {
    // Staff's words are there in whole languages alone.
    let whole = || Lang::all().filter(|lang| lang.tier() == Tier::Full);
    let known = || whole().map(Lang::code).collect::<Vec<_>>().join(", ");
    whole().find(|lang| lang.code() == code).ok_or_else(|| format!("there are {}", known()))
}

/// Listens, works and, on SIGTERM, Ctrl-C or the end of its terminal, finishes what is in hand.
pub async fn serve(app: &App) -> anyhow::Result<()> {
    let asked = listen_for_stop()?;
    let listener = TcpListener::bind(app.config.listen)
        .await
        .with_context(|| format!("cannot listen on {}; is another program there? (KOE_LISTEN)", app.config.listen))?;
    remember_address(app).await?;
    offer_set_up(app).await?;
    if app.mailer.is_on() && app.config.mail_from.ends_with("@localhost>") {
        tracing::warn!("KOE_MAIL_FROM is not set: most mail servers refuse letters from localhost");
    }
    println!("Koe is serving {}", app.public_url.origin);
    let work = tokio::spawn(worker::work_until(app.clone(), stopped(asked.clone()), server::FINISH_TIME));
    server::serve(listener, app::service(app), server::places(&app.config), stopped(asked)).await;
    work.await?;
    app.db.close().await;
    Ok(())
}

/// The setting that holds the public address `serve` last had.
const PUBLIC_URL: &str = "public.url";

/// The address people see: what is given here, else what `serve` last had, else the one on which it would listen.
async fn origin(app: &App) -> anyhow::Result<String> {
    let remembered = match app.config.public_url {
        Some(_) => None,
        None => settings::find(&mut *app.db.read().await?, PUBLIC_URL).await?,
    };
    Ok(remembered.unwrap_or_else(|| app.public_url.origin.clone()))
}

/// Notes the public address: at another shell, links are made with it.
async fn remember_address(app: &App) -> anyhow::Result<()> {
    let mut tx = app.db.begin().await?;
    settings::put(&mut tx, PUBLIC_URL, &app.public_url.origin).await?;
    tx.commit().await?;
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
    audit::record(&mut tx, Actor::System, Act::LinkMade, "(set-up)", "", app.clock.now()).await?;
    tx.commit().await?;
    println!("No administrator has set a password yet. Open this link within 24 hours; it works once:");
    println!("  {}/staff/set-up/{token}", app.public_url.origin);
    Ok(())
}

/// Becomes true when somebody asks the program to end.
type Stop = watch::Receiver<bool>;

/// See the macro `tell`. A terminal that was closed ends nothing that is in hand.
pub fn tell(line: &str) {
    let _ = writeln!(io::stderr(), "{}", harmless(line));
}

fn harmless(line: &str) -> String {
    without_directions(line).chars().map(|c| if is_refused(c) { '\u{FFFD}' } else { c }).collect()
}

/// Listens for SIGTERM, Ctrl-C and, unless `nohup` has it passed over, the end of the terminal from this call on. Whoever began to listen only when he next rests would miss a
/// signal that comes while he works, and never stop. Whoever asks a second time does not wait for what is in hand: what
/// is written can be gone on with after any end.
fn listen_for_stop() -> anyhow::Result<Stop> {
    use tokio::signal::unix::{SignalKind, signal};
    let (mut terminate, mut interrupt) = (signal(SignalKind::terminate())?, signal(SignalKind::interrupt())?);
    let mut hang_up = if outlives_terminal() { None } else { Some(signal(SignalKind::hangup())?) };
    let (tell, asked) = watch::channel(false);
    tokio::spawn(async move {
        for is_asked in [true, false] {
            tokio::select! {
                _ = terminate.recv() => {}
                _ = interrupt.recv() => {}
                // A terminal that ends says so twice: it never asks a second time.
                Some(()) = async { hang_up.as_mut()?.recv().await }, if is_asked => {}
            }
            if is_asked {
                let _ = tell.send(true);
            }
        }
        std::process::exit(130);
    });
    Ok(asked)
}

/// Whether the program was told, by `nohup` for one, that the end of its terminal is not its own: bit 0 of what Linux says
/// it passes over. Elsewhere nothing tells, and a signal that may be passed over is left alone.
fn outlives_terminal() -> bool {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let mask = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
    mask.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok()).is_none_or(|mask| mask & 1 == 1)
}

async fn stopped(mut asked: Stop) {
    let _ = asked.wait_for(|stop| *stop).await;
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_log_of_who_brings_in_or_takes_out_a_file_is_short_unless_he_asks_for_more() {
        let log = |line: &str| Cli::parse_from(line.split(' ')).log();
        assert_eq!(log("koe export --consultation plan --all d"), "error,koe::worker=warn");
        assert_eq!(log("koe import --consultation plan --as keiko a.csv"), "error,koe::worker=warn");
        assert_eq!(log("koe --log debug export --consultation plan --all d"), "debug,sqlx::query=off");
        assert_eq!(log("koe check"), "info,sqlx=warn");
    }

    #[test]
    fn a_file_does_not_steer_the_terminal() {
        assert_eq!(harmless("題\u{1b}[2J\u{9b}31m\u{202e}名\n\t次"), "題\u{FFFD}[2J\u{FFFD}31m名\n\t次");
    }

    #[test]
    fn the_command_line_is_sound() {
        Cli::command().debug_assert();
    }
}
