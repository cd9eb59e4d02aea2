//! `koe check` and `koe backup`.

use std::fs::{self, File};
use std::io::Read;
use std::os::unix::fs::MetadataExt;
use std::path::Path;

use anyhow::ensure;
use i18n_embed_fl::fl;
use sha2::{Digest, Sha256};

use crate::additions::Standing;
use crate::app::App;
use crate::appeals::Outcome;
use crate::base::audit::Act;
use crate::base::clock::Clock;
use crate::base::crypto::{KeyFault, Keys, hex};
use crate::base::db::Db;
use crate::base::search;
use crate::base::sql::Sql;
use crate::base::text::Words;
use crate::config::Config;
use crate::consultations::{Field, Mode, Moderation, Reactions, Requirement, Visibility};
use crate::documents;
use crate::http::access::Role;
use crate::imports::Desk;
use crate::moderation;
use crate::opinions::text::searchable;
use crate::opinions::{Channel, Checking, HeldFor, Reason, State};
use crate::system::check::{self, Verdict};
use crate::system::{self, Stored};

/// Brings the schema up to date, says what that took, and mends the search index.
pub async fn migrate(config: Config) -> anyhow::Result<()> {
    let url = config.database_url();
    let is_new = url.starts_with("sqlite:") && !Db::is_there(&url)?;
    let before = if is_new {
        None
    } else {
        let db = Db::open_existing(&url, config.db_connections).await?;
        let (_, taken) = db.schema().await?;
        db.close().await;
        taken.last().copied()
    };
    let app = App::open(config, Clock::real()).await?;
    let (known, _) = app.db.schema().await?;
    match (before, known.last().copied().unwrap_or_default()) {
        (None, step) => println!("a new site was made, schema {step}"),
        (Some(before), step) if before == step => println!("the schema is up to date: {step}"),
        (Some(before), step) => println!("the schema was raised from {before} to {step}"),
    }
    let engine = app.db.engine;
    let mut tx = app.db.begin().await?;
    if search::strays(&mut tx, engine).await? != (0, 0) {
        let opinions = search::rebuild(&mut tx, engine, searchable).await?;
        println!("the search index did not fit and was made anew: {opinions} opinions");
    }
    tx.commit().await?;
    Ok(())
}

/// Reads and prints the verdicts; what belongs together is read in one snapshot.
pub async fn check(config: &Config, words: &Words) -> anyhow::Result<()> {
    let db = Db::open_existing(&config.database_url(), config.db_connections).await?;
    let (known, taken) = db.schema().await?;
    let mut lines = vec![check::schema(&known, &taken, words)];
    lines.extend(check::engine(&db.health().await?, words));
    // With PostgreSQL and KOE_KEY there may be none.
    if let Ok(folder) = fs::metadata(&config.data) {
        lines.push(check::folder(folder.mode(), words));
    }
    // Tables of another version cannot be judged.
    if known == taken {
        let public: Vec<&str> = State::ALL.iter().filter(|state| state.is_public()).map(|state| state.name()).collect();
        let facts = system::store::facts(&mut *db.snapshot().await?, db.engine, &public).await?;
        let (place, ours) = key(config);
        let ours = ours.map(|keys| keys.check_value());
        lines.push(check::key(&place, ours.as_deref(), facts.key_check.as_deref(), words));
        let known = check::Known {
            states: State::BALANCE.iter().map(|state| (state.name(), state.label(words))).collect(),
            parses,
        };
        lines.extend(check::contents(&facts, &known, Clock::real().machine_now(), words));
        lines.push(check::texts(&moderation::store::altered(&mut *db.snapshot().await?).await?, words));
        lines.push(check::documents(&documents::store::damaged(&mut *db.snapshot().await?).await?, words));
    }
    db.close().await;
    for line in &lines {
        println!("{line}");
    }
    let failed = lines.iter().filter(|line| line.verdict == Verdict::Fail).count();
    ensure!(failed == 0, "{}", fl!(words, "check-failed", count = failed));
    Ok(())
}

/// Where `serve` would look for the key, and what is there; a missing file stays missing.
fn key(config: &Config) -> (String, Result<Keys, KeyFault>) {
    match (&config.key, config.key_file()) {
        (Some(text), _) => ("KOE_KEY".to_owned(), Keys::parse(text)),
        (None, file) => (file.display().to_string(), Keys::load(&file)),
    }
}

/// Whether the program can read a stored word back.
fn parses(stored: Stored, value: &str) -> bool {
    match stored {
        Stored::State | Stored::DecisionFrom | Stored::DecisionTo => State::parse(value).is_some(),
        Stored::DecisionReason | Stored::MaskReason | Stored::AdditionReason => Reason::parse(value).is_some(),
        Stored::Addition => Standing::parse(value).is_some(),
        Stored::Outcome => Outcome::parse(value).is_some(),
        Stored::Channel => Channel::parse(value).is_some(),
        Stored::HeldFor => HeldFor::parse(value).is_some(),
        Stored::Checking => Checking::parse(value).is_some(),
        Stored::Desk => Desk::parse(value).is_some(),
        Stored::Role => Role::parse(value).is_some(),
        Stored::Field => Field::parse(value).is_some(),
        Stored::Requirement => Requirement::parse(value).is_some(),
        Stored::Visibility => Visibility::parse(value).is_some(),
        Stored::Mode => Mode::parse(value).is_some(),
        Stored::Reactions => Reactions::parse(value).is_some(),
        Stored::Document => documents::Kind::parse(value).is_some(),
        Stored::Moderation => Moderation::parse(value).is_some(),
        Stored::Act => Act::parse(value).is_some(),
    }
}

/// Copies the database and says what the copy holds, read from the copy itself.
pub async fn backup(config: &Config, file: &Path) -> anyhow::Result<()> {
    let db = Db::open_existing(&config.database_url(), config.db_connections).await?;
    db.copy_to(file).await?;
    db.close().await;
    let copy = Db::open_file(&std::path::absolute(file)?).await?;
    let opinions = Sql::new("select count(*) from received").count(&mut *copy.read().await?).await?;
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
        "The key is not in it. Keep a copy of {} apart from the backups: Koe does not start without it.",
        config.key_file().display()
    );
    Ok(())
}
