//! The living demonstration: Asago's consultation of 2024, on a clock that stands in October of that year.
//! Its content is data (`*.tsv` beside this file); persons, phones and addresses are invented and cannot exist.

mod content;

use std::fs;
use std::path::Path;

use anyhow::{Context, ensure};

use crate::accounts::{self, Password, StaffName};
use crate::app::App;
use crate::base::clock::Clock;
use crate::base::settings;
use crate::config::Config;
use crate::http::access::Role;

/// 2024-10-28 10:00 in Japan: a Monday morning in the fourth month of the collection.
const STARTS_AT: i64 = 1_730_077_200_000;
/// Where `demo` keeps its data unless another folder is named.
const FOLDER: &str = "./data-demo";
/// Lies in a folder that `demo` made itself; it deletes no other.
pub const MARKER: &str = "this-is-a-koe-demo";

/// One person per role, a second who writes down and compares, and a second who reviews: login, name, roles.
const PEOPLE: [(&str, &str, &[Role]); 8] = [
    ("administrator", "管理担当", &[Role::Administrator]),
    ("moderator", "審査担当", &[Role::Moderator]),
    ("reviewer", "審査担当（二人目）", &[Role::Moderator]),
    ("staff", "企画担当", &[Role::Staff]),
    ("counter", "窓口担当", &[Role::Staff]),
    ("department", "交通担当課", &[Role::Department]),
    ("viewer", "閲覧担当", &[Role::Viewer]),
    ("auditor", "監査担当", &[Role::Auditor]),
];

/// Opens the demonstration: built anew, or with `keep` as it was left. Prints who may sign in.
pub async fn open(mut config: Config, keep: bool) -> anyhow::Result<App> {
    if config.data == Path::new("./data") {
        config.data = FOLDER.into();
    }
    // A demonstration needs no other service and touches no other database.
    config.database_url = None;
    config.key = None;
    config.key_file = None;
    if keep && config.data.join(MARKER).exists() {
        println!("The demonstration goes on as it was left; its passwords were printed when it was made.");
        let app = App::open(config, Clock::real()).await?;
        let whole = settings::find(&mut *app.db.read().await?, settings::DEMO).await?.is_some();
        ensure!(whole, "that demonstration was never finished; start it anew, without --keep");
        return Ok(app);
    }
    // The folder may be that of a demonstration that runs: it is left alone where this one could not begin.
    drop(std::net::TcpListener::bind(config.listen).with_context(|| format!("cannot listen on {}", config.listen))?);
    clear(&config.data)?;
    config.make_data_folder()?;
    fs::write(config.data.join(MARKER), "Made by `koe demo`, which deletes this folder at its next start.\n")?;
    let app = App::open(config, Clock::starting_at(STARTS_AT)).await?;
    fill(&app).await?;
    Ok(app)
}

fn clear(folder: &Path) -> anyhow::Result<()> {
    if folder.exists() {
        let is_empty = fs::read_dir(folder)?.next().is_none();
        ensure!(
            is_empty || folder.join(MARKER).exists(),
            "{} was not made by `koe demo`, so it is left alone; name another folder with --data",
            folder.display()
        );
        fs::remove_dir_all(folder)?;
    }
    Ok(())
}

/// Writes everything in one transaction and prints the accounts.
async fn fill(app: &App) -> anyhow::Result<()> {
    let mut tx = app.db.begin().await?;
    settings::put(&mut tx, settings::DEMO, &(STARTS_AT - app.clock.machine_now()).to_string()).await?;
    let mut moderator = String::new();
    println!("The demonstration's people (new passwords at every start):");
    for (login, name, roles) in PEOPLE {
        let secret = password();
        let hash = Password::parse(&secret, &secret, login).map_err(|error| anyhow::anyhow!("{error:?}"))?.hash()?;
        let name = StaffName::parse(name).context("a name of the demonstration")?;
        let id = accounts::store::insert(&mut tx, login, &name, roles, content::BEGINS_AT).await?;
        accounts::store::set_password(&mut tx, &id, &hash).await?;
        println!("account {login} {secret}");
        if login == "moderator" {
            moderator = id;
        }
    }
    content::write(&mut tx, app, &moderator).await?;
    tx.commit().await?;
    Ok(())
}

/// Four groups of four letters that are not mistaken for each other: 74 random bits.
fn password() -> String {
    const LETTERS: &[u8] = b"abcdefghjkmnpqrstuvwxyz23";
    let letter = |_| char::from(LETTERS[usize::from(rand::random::<u16>()) % LETTERS.len()]);
    (0..4).map(|_| (0..4).map(letter).collect::<String>()).collect::<Vec<_>>().join("-")
}
