//! The built program at the shell: `koe check` and `koe backup`.

mod archive;
#[path = "../web/call.rs"]
mod call;
mod documents;
mod flags;
mod import_cures;
mod imports;
mod keys;
#[path = "../web/support.rs"]
mod support;

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};

use koe::base::audit::{self, Act, Actor};
use koe::base::clock::Clock;
use koe::base::db::Engine;
use koe::opinions::State;
use sqlx::AssertSqlSafe;
use support::{HOUR, NOW, TestApp};

/// The program with a data folder and nothing from the environment.
fn koe(data: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_koe"));
    for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("KOE_") || name == "DATABASE_URL") {
        command.env_remove(name);
    }
    command.arg("--data").arg(data);
    command
}

/// The program on a test's site.
fn koe_on(site: &TestApp) -> Command {
    let mut command = koe(&site.app.config.data);
    if let Some(url) = &site.app.config.database_url {
        command.args(["--database-url", url]);
    }
    command
}

fn on(site: &TestApp, args: &[&str]) -> Output {
    koe_on(site).args(args).output().unwrap()
}

fn out(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr)
}

struct Folder(PathBuf);

impl Folder {
    fn new() -> Self {
        let folder = std::env::temp_dir().join(format!("koe-cli-{}", koe::base::crypto::random_token()));
        fs::create_dir_all(&folder).unwrap();
        Self(folder)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

async fn run(site: &TestApp, sql: &str) {
    let mut tx = site.app.db.begin().await.unwrap();
    sqlx::query(AssertSqlSafe(sql.to_owned())).execute(&mut *tx).await.unwrap();
    tx.commit().await.unwrap();
}

/// A site with two opinions and an entry in the log.
async fn filled(site: &TestApp) {
    let call = site.has_call().await;
    site.has_opinion(&call, "木陰がほしい").await;
    site.has_opinion_like(&call, "バスを増やして", "bus", State::Published, NOW - HOUR).await;
    let mut tx = site.app.db.begin().await.unwrap();
    audit::record(&mut tx, Actor::System, Act::SiteChanged, "", "city_ja", NOW).await.unwrap();
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn a_sound_site_passes_every_check_while_somebody_writes() {
    for site in TestApp::on_each_engine().await {
        filled(&site).await;
        let writer = site.app.db.begin().await.unwrap();
        let report = on(&site, &["check"]);
        assert!(report.status.success(), "{}", out(&report));
        let text = out(&report);
        for words in [
            "ok   データベースの版",
            "収支 plan: 2 = 公開 1 + 審査待ち 1",
            "操作履歴はつながっています（1件）",
            "受付番号は1から続いています（2件）",
        ] {
            assert!(text.contains(words), "{words}: {text}");
        }
        assert!(!text.contains("FAIL"));
        let english = on(&site, &["check", "--lang", "en"]);
        assert!(out(&english).contains("ok   the search index holds each opinion once"), "{}", out(&english));
        drop(writer);
    }
}

/// How a site can be damaged, how that is mended, and what is said of it.
fn damage(site: &TestApp) -> Vec<(&'static str, &'static str, &'static str)> {
    let strays = match site.engine {
        Engine::Sqlite => "delete from search where rowid = 2",
        Engine::Postgres => "delete from search where number = 2",
    };
    let decision =
        "insert into decisions (id, opinion_id, number, version, from_state, to_state, message, note, decided_at)
            select 'd', id, 1, 1, 'pending', 'published', '', '', 0 from opinions where number = 1";
    vec![
        ("update audit set detail = 'x'", "update audit set detail = 'city_ja'", "操作履歴の 1 番"),
        (
            "update opinions set state = 'lost' where number = 1",
            "update opinions set state = 'pending' where number = 1",
            "opinions.state = \"lost\"",
        ),
        (
            "update opinions set public_body = null where number = 2",
            "update opinions set public_body = original where number = 2",
            "合わない意見: R6-0002-0",
        ),
        (
            "update opinions set state = 'withheld' where number = 1",
            "update opinions set state = 'pending' where number = 1",
            "状態が変わった意見: R6-0001-0",
        ),
        ("update counters set value = 9", "update counters set value = 2", "発番 9、最大 2、意見 2件"),
        (decision, "delete from decisions", "番号が続いていない意見: R6-0001-0"),
        (
            "update opinions set channel = 'pigeon' where number = 1",
            "update opinions set channel = 'web' where number = 1",
            "opinions.channel = \"pigeon\"",
        ),
        (
            "insert into _sqlx_migrations select 9000, description, installed_on, success, checksum, execution_time from _sqlx_migrations where version = 1",
            "delete from _sqlx_migrations where version = 9000",
            "9000",
        ),
        (
            "update settings set value = 'x' where name = 'key.check'",
            "select 1",
            "鍵がこのデータベースのものではありません",
        ),
        (
            "update opinions set public_body = 'x' where number = 2",
            "update opinions set public_body = original where number = 2",
            "Koeの外で書き換えられています: R6-0002-0",
        ),
        (
            "update opinions set original = original || 'x' where number = 1",
            "update opinions set original = substr(original, 1, length(original) - 1) where number = 1",
            "Koeの外で書き換えられています: R6-0001-0",
        ),
        (strays, "select 1", "不足 1件"),
    ]
}

#[tokio::test]
async fn each_kind_of_damage_is_found_and_named() {
    for site in TestApp::on_each_engine().await {
        filled(&site).await;
        for (sql, mend, words) in damage(&site) {
            run(&site, sql).await;
            let report = on(&site, &["check"]);
            let text = out(&report);
            assert_eq!(report.status.code(), Some(1), "{sql}: {text}");
            let named = text.lines().any(|line| line.starts_with("FAIL ") && line.contains(words));
            assert!(named, "{sql}: {text}");
            run(&site, mend).await;
        }
    }
}

#[tokio::test]
async fn migrate_makes_a_search_index_anew_that_does_not_fit() {
    for site in TestApp::on_each_engine().await {
        filled(&site).await;
        let right = on(&site, &["migrate"]);
        assert!(right.status.success() && !out(&right).contains("search"));
        run(&site, "delete from search").await;
        assert!(out(&on(&site, &["check"])).contains("koe migrate"));
        let mended = on(&site, &["migrate"]);
        assert!(mended.status.success() && out(&mended).contains("made anew: 2 opinions"), "{}", out(&mended));
        assert!(on(&site, &["check"]).status.success());
    }
}

#[tokio::test]
async fn a_backup_never_overwrites_and_postgresql_has_its_own() {
    for site in TestApp::on_each_engine().await {
        let folder = Folder::new();
        let file = folder.0.join("backup.db");
        let first = on(&site, &["backup", file.to_str().unwrap()]);
        if site.engine == Engine::Postgres {
            assert!(!first.status.success() && out(&first).contains("pg_dump") && !file.exists(), "{}", out(&first));
            continue;
        }
        assert!(first.status.success(), "{}", out(&first));
        assert!(out(&first).contains(": 0 opinions, ") && out(&first).contains("SHA-256 "), "{}", out(&first));
        assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
        let before = fs::read(&file).unwrap();
        let again = on(&site, &["backup", file.to_str().unwrap()]);
        assert!(!again.status.success() && out(&again).contains("never overwrites"), "{}", out(&again));
        assert_eq!(fs::read(&file).unwrap(), before);
    }
}

#[tokio::test]
async fn a_site_of_a_newer_program_is_left_alone() {
    for site in TestApp::on_each_engine().await {
        // What a later step would leave behind.
        run(
            &site,
            "insert into _sqlx_migrations (version, description, installed_on, success, checksum, execution_time)
                    select 9999, 'later', installed_on, success, checksum, 0 from _sqlx_migrations where version = 1",
        )
        .await;
        let export = ["export", "--consultation", "plan", "--profile", "public", "--format", "csv", "-"];
        for command in [&["serve"][..], &["migrate"], &["account", "list"], &export] {
            let refused = out(&on(&site, command));
            assert!(refused.contains("newer Koe") && !refused.contains("koe migrate"), "{command:?}: {refused}");
        }
    }
}

#[tokio::test]
async fn a_role_that_is_named_twice_is_given_once() {
    for site in TestApp::on_each_engine().await {
        let added = on(&site, &["account", "add", "sato", "--name", "佐藤", "--roles", "staff,viewer,staff"]);
        assert!(added.status.success() && out(&added).contains("/staff/link/"), "{}", out(&added));
        assert!(out(&on(&site, &["account", "list"])).contains("staff,viewer\tno password yet"));
        assert_eq!(site.text("select detail from audit where act = 'account_added'").await, "staff,viewer");
    }
}

#[tokio::test]
async fn a_log_that_goes_into_a_file_has_no_colours() {
    for site in TestApp::on_each_engine().await {
        let mut command = koe(&site.app.config.data);
        if let Some(url) = &site.app.config.database_url {
            command.args(["--database-url", url]);
        }
        let output = command.env("KOE_LOG", "debug").args(["account", "list"]).output().unwrap();
        let log = String::from_utf8_lossy(&output.stderr);
        assert!(log.contains("DEBUG") && !log.contains('\u{1b}'), "{log:?}");
    }
}

#[test]
fn a_link_made_at_the_shell_has_the_address_that_serve_last_had() {
    let data = Folder::new();
    let link = |flags: &[&str]| {
        let made = koe(&data.0).args(["account", "reset", "sato"]).args(flags).output().unwrap();
        out(&made)
    };
    let added = koe(&data.0).args(["account", "add", "sato", "--name", "佐藤", "--roles", "staff"]).output().unwrap();
    assert!(out(&added).starts_with("http://127.0.0.1:8080/staff/link/"), "{}", out(&added));
    serves(&data.0, &["--public-url", "https://koe.example.jp"]);
    assert!(link(&[]).starts_with("https://koe.example.jp/staff/link/"), "{}", link(&[]));
    assert!(link(&["--public-url", "https://other.example.jp"]).starts_with("https://other.example.jp/"));
    serves(&data.0, &[]);
    assert!(link(&[]).starts_with("http://127.0.0.1:"), "{}", link(&[]));
}

#[test]
fn a_demonstration_that_was_never_finished_is_not_gone_on_with() {
    let Folder(data) = &Folder::new();
    assert!(koe(data).arg("migrate").output().unwrap().status.success());
    fs::write(data.join(koe::demo::MARKER), "").unwrap();
    let refused = koe(data).args(["demo", "--keep"]).output().unwrap();
    assert!(!refused.status.success() && out(&refused).contains("never finished"), "{}", out(&refused));
}

#[tokio::test]
async fn every_command_goes_by_the_clock_of_a_demonstration() {
    for site in TestApp::on_each_engine().await {
        site.has_call().await;
        let shift = NOW - Clock::real().machine_now();
        run(&site, &format!("insert into settings (name, value) values ('demo', '{shift}')")).await;
        on(&site, &["account", "add", "sato", "--name", "佐藤", "--roles", "staff"]);
        let line = ["export", "--consultation", "plan", "--profile", "public", "--format", "csv", "-"];
        let file = on(&site, &line);
        assert!(file.status.success() && out(&file).contains("as of   2024-10-28T10:"), "{}", out(&file));
        assert_eq!(site.number("select count(*) from audit").await, 3, "an account, its link, a file");
        let late = format!("select count(*) from audit where at not between {NOW} and {}", NOW + HOUR);
        assert_eq!(site.number(&late).await, 0);
    }
}

#[tokio::test]
async fn an_export_at_the_shell_has_the_columns_asked_for_or_says_why_not() {
    for site in TestApp::on_each_engine().await {
        let call = site.has_call().await;
        site.has_opinion_like(&call, "声", "bus", State::Published, NOW - HOUR).await;
        let address = "insert into settings (name, value) values ('public.url', 'https://koe.example.jp')";
        run(&site, address).await;
        let export = |format: &str, columns: &str| {
            let asked = ["--profile", "public", "--format", format, "--columns", columns, "-"];
            on(&site, &[["export", "--consultation", "plan"].as_slice(), &asked].concat())
        };
        let file = out(&export("csv-plain", "public_text,receipt,receipt"));
        assert!(file.starts_with("\"意見\",\"受付番号\"\r\n\"声\","), "{file}");
        assert!(out(&export("kouchou-ai", "")).contains("\"https://koe.example.jp/opinions/R6-"));
        for (format, columns, why) in [
            ("csv", "text", "a file for public has no text"),
            ("csv", "nothing", "there is no column nothing"),
            ("themefinder", "receipt", "themefinder has columns of its own"),
        ] {
            let refused = export(format, columns);
            assert!(!refused.status.success() && out(&refused).contains(why), "{}", out(&refused));
        }
    }
}

/// Serves the folder on a free port, asks for the first page and stops as an operator would.
fn serves(data: &Path, flags: &[&str]) -> String {
    let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let mut command = koe(data);
    command.args(["--listen", &format!("127.0.0.1:{port}")]).args(flags).stdout(Stdio::piped()).stderr(Stdio::null());
    let mut program = command.spawn().unwrap();
    let mut lines = BufReader::new(program.stdout.take().unwrap()).lines();
    assert!(lines.any(|line| line.unwrap().starts_with("Koe is serving")), "it stopped at once");
    let mut stream = TcpStream::connect(("127.0.0.1", port)).unwrap();
    write!(stream, "GET /healthz HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n\r\n").unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    Command::new("kill").arg(program.id().to_string()).status().unwrap();
    assert!(program.wait().unwrap().success());
    answer
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_backup_of_a_busy_site_is_whole_and_comes_back_to_life() {
    for site in TestApp::on_each_engine().await.into_iter().filter(|site| site.engine == Engine::Sqlite) {
        let (folder, restored) = (Folder::new(), Folder::new());
        let file = folder.0.join("it's a backup?.db");
        let call = site.has_call().await;
        let mut acknowledged = Vec::new();
        for number in 0..50 {
            acknowledged.push(site.has_opinion(&call, &format!("意見 {number}")).await);
        }
        let done = AtomicBool::new(false);
        let (site_, file_) = (&site, file.clone());
        let busy = async {
            let mut more = 0;
            while !done.load(Ordering::Relaxed) {
                site_.has_opinion(&call, &format!("あとの意見 {more}")).await;
                more += 1;
            }
            more
        };
        let data = site.app.config.data.clone();
        let copy = async {
            let backup = move || koe(&data).arg("backup").arg(&file_).output().unwrap();
            let output = tokio::task::spawn_blocking(backup).await.unwrap();
            done.store(true, Ordering::Relaxed);
            output
        };
        let (more, output) = tokio::join!(busy, copy);
        assert!(output.status.success() && more > 0, "{more}: {}", out(&output));

        fs::copy(&file, restored.0.join("koe.db")).unwrap();
        let bare = koe(&restored.0).arg("check").output().unwrap();
        assert!(!bare.status.success() && out(&bare).contains("FAIL 鍵のファイル"), "{}", out(&bare));
        fs::copy(site.app.config.key_file(), restored.0.join("key")).unwrap();
        let report = koe(&restored.0).arg("check").output().unwrap();
        assert!(report.status.success(), "{}", out(&report));
        let db = koe::base::db::Db::open_file(&restored.0.join("koe.db")).await.unwrap();
        let kept: Vec<String> =
            sqlx::query_scalar("select receipt from opinions").fetch_all(&mut *db.read().await.unwrap()).await.unwrap();
        db.close().await;
        assert!(acknowledged.iter().all(|receipt| kept.contains(receipt)), "{} of 50", kept.len());

        let data = restored.0.clone();
        let answer = tokio::task::spawn_blocking(move || serves(&data, &[])).await.unwrap();
        assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
        let report = koe(&restored.0).arg("check").output().unwrap();
        assert!(report.status.success(), "{}", out(&report));
    }
}
