//! A site to test: on SQLite and on PostgreSQL, with a clock that tests move, and visitors with cookies.
#![allow(dead_code, reason = "each test file uses what it needs")]

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Mutex;

use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request, header};
use clap::Parser;
use koe::accounts::{self, Password, StaffName};
use koe::app::{self, App};
pub use koe::base::calendar::HOUR_MS as HOUR;
use koe::base::clock::Clock;
use koe::base::db::Engine;
use koe::base::fold::text_key;
use koe::base::sql::Sql;
use koe::base::text::Lang;
use koe::base::{id, search, settings};
use koe::config::Config;
use koe::consultations::{self, Consultation};
use koe::http::access::Role;
use koe::http::site::SiteText;
use koe::opinions::State;
use koe::worker;
use sqlx::{AssertSqlSafe, Connection, Executor};
use tokio::sync::OnceCell;
use tower::ServiceExt;

use crate::call::call;

/// 2024-10-28 10:00 in Japan.
pub const NOW: i64 = 1_730_077_200_000;
pub const HOST: &str = "127.0.0.1:8080";
pub const PASSWORD: &str = "test password of a colleague";

pub struct TestApp {
    pub app: App,
    pub engine: Engine,
    folder: PathBuf,
    people: Mutex<u32>,
    visitors: Mutex<Vec<(Role, std::sync::Arc<Visitor>)>>,
}

#[derive(Parser)]
struct Line {
    #[command(flatten)]
    config: Config,
}

fn folder() -> PathBuf {
    let folder = std::env::temp_dir().join(format!("koe-test-{}", koe::base::crypto::random_token()));
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

/// A database of its own on the server that `tests/run` (or `tests/postgres start`) has started.
async fn postgres() -> String {
    static TEMPLATE: OnceCell<(String, String)> = OnceCell::const_new();
    static ONE_AT_A_TIME: tokio::sync::Mutex<()> = tokio::sync::Mutex::const_new(());
    let server = std::env::var("KOE_TEST_POSTGRES")
        .expect("KOE_TEST_POSTGRES is not set: run tests/run, or export KOE_TEST_POSTGRES=$(tests/postgres start)");
    let base = server.rsplit_once('/').unwrap().0.to_owned();
    let name =
        |kind: &str| format!("koe_{kind}_{}", koe::base::crypto::random_token().replace('-', "_").to_lowercase());
    let _turn = ONE_AT_A_TIME.lock().await;
    let (template, _) = TEMPLATE
        .get_or_init(|| async {
            let template = name("template");
            create(&server, &template, "template0").await;
            let db = koe::base::db::Db::open(&format!("{base}/{template}"), 2).await.unwrap();
            db.migrate().await.unwrap();
            db.close().await;
            (template, String::new())
        })
        .await;
    let copy = name("test");
    create(&server, &copy, template).await;
    format!("{base}/{copy}")
}

async fn create(server: &str, name: &str, template: &str) {
    let mut conn = sqlx::PgConnection::connect(server).await.unwrap();
    conn.execute(AssertSqlSafe(format!("create database {name} template {template}"))).await.unwrap();
    conn.close().await.unwrap();
}

impl TestApp {
    /// The same empty site on both engines.
    pub async fn on_each_engine() -> Vec<Self> {
        Self::with(&[]).await
    }

    /// With further flags, e.g. `["--hold-after", "3"]`.
    pub async fn with(flags: &[&str]) -> Vec<Self> {
        let mut apps = Vec::new();
        for engine in [Engine::Sqlite, Engine::Postgres] {
            let folder = folder();
            let mut line = vec!["koe".to_owned(), "--data".to_owned(), folder.display().to_string()];
            if engine == Engine::Postgres {
                line.extend([
                    "--database-url".to_owned(),
                    postgres().await,
                    "--db-connections".to_owned(),
                    "12".to_owned(),
                ]);
            }
            line.extend(flags.iter().map(|flag| (*flag).to_owned()));
            let mut config = Line::parse_from(line).config;
            // Letters leave at once, unless a test is about what waits.
            if !flags.contains(&"--undo-minutes") {
                config.undo_minutes = 0;
            }
            let app = App::open(config, Clock::fixed(NOW)).await.unwrap();
            apps.push(Self { app, engine, folder, people: Mutex::default(), visitors: Mutex::default() });
        }
        apps
    }

    /// The same site after a restart of the program: nothing is left of it but folder and database.
    pub async fn restarted(&self) -> Visitor {
        let again = App::open((*self.app.config).clone(), self.app.clock.clone()).await.unwrap();
        Visitor::of(&again)
    }

    pub fn visitor(&self) -> Visitor {
        Visitor::of(&self.app)
    }

    /// Somebody with these roles, signed in by the form.
    pub async fn sign_in(&self, roles: &[Role]) -> Visitor {
        let login = {
            let mut people = self.people.lock().unwrap();
            *people += 1;
            format!("person{people}")
        };
        self.has_account(&login, roles).await;
        let visitor = self.visitor();
        let answer = visitor.post("/staff/sign-in", &[("login", &login), ("password", PASSWORD)]).await;
        assert_eq!(answer.status, 303, "{}", answer.html);
        visitor
    }

    /// The same person of this role each time: signs in once.
    pub async fn same_visitor(&self, role: Role) -> std::sync::Arc<Visitor> {
        let known =
            self.visitors.lock().unwrap().iter().find(|(of, _)| *of == role).map(|(_, visitor)| visitor.clone());
        if let Some(visitor) = known {
            return visitor;
        }
        let visitor = std::sync::Arc::new(self.sign_in(&[role]).await);
        self.visitors.lock().unwrap().push((role, visitor.clone()));
        visitor
    }

    /// An account that can sign in with `PASSWORD`; the answer is its id.
    pub async fn has_account(&self, login: &str, roles: &[Role]) -> String {
        static HASH: OnceCell<String> = OnceCell::const_new();
        let hash =
            HASH.get_or_init(|| async { Password::parse(PASSWORD, PASSWORD, "").ok().unwrap().hash().unwrap() }).await;
        let (name, mut tx) = (StaffName::parse(login).unwrap(), self.app.db.begin().await.unwrap());
        let account = accounts::store::insert(&mut tx, login, &name, roles, NOW).await.unwrap();
        accounts::store::set_password(&mut tx, &account, hash).await.unwrap();
        tx.commit().await.unwrap();
        account
    }

    /// City, office, phone and privacy text, as an administrator fills them in before the first visitor.
    pub async fn has_site(&self) {
        let mut tx = self.app.db.begin().await.unwrap();
        use SiteText::{City, Office, Phone, Privacy};
        for (text, value) in [(City, "朝来市"), (Office, "企画課"), (Phone, "079-000-0000"), (Privacy, "取扱いの文")]
        {
            settings::put(&mut tx, &text.setting(Lang::JA), value).await.unwrap();
        }
        tx.commit().await.unwrap();
        self.app.site.clear();
    }

    /// An open call `plan` with a two-level tree (`roads` › `bus`, `child`), age bands and areas.
    pub async fn has_call(&self) -> Consultation {
        self.has_call_like(|_| {}).await
    }

    pub async fn has_call_like(&self, change: impl FnOnce(&mut Consultation)) -> Consultation {
        let mut call = call();
        change(&mut call);
        let mut tx = self.app.db.begin().await.unwrap();
        consultations::store::insert(&mut tx, &call, NOW).await.unwrap();
        tx.commit().await.unwrap();
        let mut conn = self.app.db.read().await.unwrap();
        consultations::store::find(&mut conn, &call.slug).await.unwrap().unwrap()
    }

    /// A pending opinion on `roads`, written straight into the tables; the answer is its receipt.
    pub async fn has_opinion(&self, call: &Consultation, words: &str) -> String {
        self.has_opinion_like(call, words, "roads", State::Pending, NOW - HOUR).await
    }

    /// An opinion from a submitter of its own. A public state gets its public text and its place in the index.
    pub async fn has_opinion_like(
        &self,
        call: &Consultation,
        words: &str,
        theme: &str,
        state: State,
        at: i64,
    ) -> String {
        let mut tx = self.app.db.begin().await.unwrap();
        let (submitter, opinion) = (id::new(at), id::new(at));
        let sql = "insert into submitters (id, consultation_id, created_at) values ($1, $2, $3)";
        sqlx::query(sql).bind(&submitter).bind(&call.id).bind(at).execute(&mut *tx).await.unwrap();
        let number = settings::take_numbers(&mut tx, "opinion", 1).await.unwrap();
        let receipt = format!("R6-{number:04}-0");
        let public = state.is_public().then(|| words.to_owned());
        let mut sql = Sql::new("insert into opinions (id, number, receipt, consultation_id, submitter_id, theme_id, channel, lang, original,
            text_key, version, state, decisions, public_body, purpose_version, form_key_hash, code_hash, submitted_at, published_at, reviewed_at, decide_by) values (");
        sql.bind(&opinion)
            .push(", ")
            .bind(number)
            .push(", ")
            .bind(&receipt)
            .push(", ")
            .bind_list([&call.id, &submitter]);
        sql.push(", ")
            .bind(&call.theme(theme).unwrap().id)
            .push(", 'web', 'ja', ")
            .bind(words)
            .push(", ")
            .bind(text_key(words));
        sql.push(", 1, ")
            .bind(state.name())
            .push(", 0, ")
            .bind(public.clone())
            .push(", 1, ")
            .bind(&opinion)
            .push(", '', ")
            .bind(at);
        sql.push(", ")
            .bind(public.is_some().then_some(at))
            .push(", ")
            .bind((!state.is_open()).then_some(at))
            .push(", ")
            .bind(at + 24 * HOUR)
            .push(")");
        sql.execute(&mut tx).await.unwrap();
        let entry = search::Entry { number, public: public.as_deref().unwrap_or_default(), original: words };
        search::insert(&mut tx, self.app.db.engine, &[entry]).await.unwrap();
        tx.commit().await.unwrap();
        self.app.forget_voices();
        receipt
    }

    /// One number from the database.
    pub async fn number(&self, sql: &str) -> i64 {
        let mut conn = self.app.db.read().await.unwrap();
        sqlx::query_scalar(AssertSqlSafe(sql.to_owned())).fetch_one(&mut *conn).await.unwrap()
    }

    /// One text from the database.
    pub async fn text(&self, sql: &str) -> String {
        let mut conn = self.app.db.read().await.unwrap();
        sqlx::query_scalar(AssertSqlSafe(sql.to_owned())).fetch_one(&mut *conn).await.unwrap()
    }

    /// Does all background work that is due.
    pub async fn work(&self) {
        while worker::index_once(&self.app).await.unwrap() || worker::work_once(&self.app).await {}
    }
}

impl Drop for TestApp {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

/// Somebody with a browser: keeps cookies, sends what browsers send.
pub struct Visitor {
    service: app::Service,
    /// By their names.
    cookies: Mutex<BTreeMap<String, String>>,
}

#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub headers: HeaderMap,
    pub html: String,
}

impl Answer {
    pub fn location(&self) -> &str {
        self.headers.get(header::LOCATION).map_or("", |value| value.to_str().unwrap())
    }

    /// The value of a form control: the first `name="…"` with a `value="…"` in the same tag.
    pub fn value(&self, name: &str) -> String {
        let tag =
            self.html.split('<').find(|tag| tag.contains(&format!("name=\"{name}\"")) && tag.contains("value=\""));
        let value =
            tag.unwrap_or_else(|| panic!("no control {name} in {}", self.html)).split("value=\"").nth(1).unwrap();
        unescape(value.split('"').next().unwrap())
    }

    pub fn has(&self, words: &str) -> bool {
        self.html.contains(words)
    }
}

/// Undoes the escapes that templates write.
pub fn unescape(text: &str) -> String {
    text.replace("&#60;", "<").replace("&#62;", ">").replace("&#34;", "\"").replace("&#39;", "'").replace("&#38;", "&")
}

pub fn encode(pairs: &[(&str, &str)]) -> String {
    let escape =
        |text: &str| percent_encoding::utf8_percent_encode(text, percent_encoding::NON_ALPHANUMERIC).to_string();
    pairs.iter().map(|(name, value)| format!("{}={}", escape(name), escape(value))).collect::<Vec<_>>().join("&")
}

impl Visitor {
    /// Of any node of a site.
    pub fn of(app: &App) -> Self {
        Self { service: app::service(app), cookies: Mutex::default() }
    }

    pub async fn get(&self, path: &str) -> Answer {
        self.send(Request::get(path).body(Body::empty()).unwrap()).await
    }

    pub async fn post(&self, path: &str, pairs: &[(&str, &str)]) -> Answer {
        self.post_raw(path, encode(pairs)).await
    }

    pub async fn post_raw(&self, path: &str, body: impl Into<Body>) -> Answer {
        let request = Request::post(path)
            .header("content-type", "application/x-www-form-urlencoded")
            .header("sec-fetch-site", "same-origin");
        self.send(request.body(body.into()).unwrap()).await
    }

    pub async fn send(&self, mut request: Request<Body>) -> Answer {
        request.headers_mut().entry(header::HOST).or_insert(HOST.parse().unwrap());
        let kept: Vec<String> =
            self.cookies.lock().unwrap().iter().map(|(name, value)| format!("{name}={value}")).collect();
        if !kept.is_empty() {
            request.headers_mut().insert(header::COOKIE, kept.join("; ").parse().unwrap());
        }
        let response = self.service.clone().oneshot(request).await.unwrap();
        for set in response.headers().get_all(header::SET_COOKIE) {
            let (name, value) = set.to_str().unwrap().split(';').next().unwrap().split_once('=').unwrap();
            self.cookies.lock().unwrap().insert(name.to_owned(), value.to_owned());
        }
        let (parts, body) = response.into_parts();
        let bytes = to_bytes(body, 64 << 20).await.unwrap();
        Answer {
            status: parts.status.as_u16(),
            headers: parts.headers,
            html: String::from_utf8_lossy(&bytes).into_owned(),
        }
    }
}
