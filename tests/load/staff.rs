//! Somebody of the staff: signed in, with an eye on the database where a page would be drawn each time it is asked.

use std::net::SocketAddr;
use std::path::Path;
use std::time::Duration;

use koe::accounts::{self, Password, StaffName};
use koe::base::clock::Clock;
use koe::http::access::Role;
use sqlx::Connection as _;

use crate::client::Connection;
use crate::program::get;
use crate::site;

const PASSWORD: &str = "figures that nobody guesses";

/// Adds the account to a site while no program runs there.
pub async fn join(data: &Path, roles: &[Role]) {
    let app = site::open(data, None).await;
    let hash = Password::parse(PASSWORD, PASSWORD, "").ok().and_then(|password| password.hash().ok());
    let mut tx = app.db.begin().await.unwrap();
    let name = StaffName::parse("職員").expect("a name");
    let account = accounts::store::insert(&mut tx, "staff", &name, roles, Clock::real().now()).await.unwrap();
    accounts::store::set_password(&mut tx, &account, &hash.expect("a password")).await.unwrap();
    tx.commit().await.unwrap();
    app.db.close().await;
}

pub struct Staff {
    address: SocketAddr,
    cookie: String,
    database: sqlx::AnyConnection,
}

/// The newest row of a kind of job.
#[derive(sqlx::FromRow)]
pub struct Newest {
    pub id: String,
    pub state: String,
}

/// Status, head and body.
pub type Page = (u16, String, String);

impl Staff {
    pub async fn sign_in(address: SocketAddr, data: &Path) -> Self {
        let database = sqlx::AnyConnection::connect(&site::url(data)).await.expect("the database opens");
        let mut staff = Self { address, cookie: String::new(), database };
        let body = format!("login=staff&password={}", PASSWORD.replace(' ', "+"));
        let (_, head, _) = staff.post("/staff/sign-in", &body).await;
        let cookie = head.lines().find_map(|line| line.strip_prefix("set-cookie: ")).expect("a session");
        cookie.split(';').next().unwrap_or_default().clone_into(&mut staff.cookie);
        staff
    }

    pub async fn get(&self, path: &str) -> Page {
        let request = String::from_utf8(get(self.address, path)).expect("a request");
        let cookie = format!("\r\ncookie: {}\r\n\r\n", self.cookie);
        self.ask(request.replacen("\r\n\r\n", &cookie, 1).as_bytes()).await
    }

    pub async fn post(&self, path: &str, body: &str) -> Page {
        self.send(path, "application/x-www-form-urlencoded", body.as_bytes()).await
    }

    pub async fn send(&self, path: &str, kind: &str, body: &[u8]) -> Page {
        let (address, cookie) = (self.address, &self.cookie);
        let head = format!(
            "POST {path} HTTP/1.1\r\nhost: {address}\r\nsec-fetch-site: same-origin\r\naccept: text/html\r\ncookie: {cookie}\r\n\
             content-type: {kind}\r\ncontent-length: {}\r\n\r\n",
            body.len()
        );
        self.ask(&[head.as_bytes(), body].concat()).await
    }

    /// On a new connection: the last may have been silent for too long.
    async fn ask(&self, request: &[u8]) -> Page {
        let mut connection = Connection::open(self.address).await.expect("a connection");
        let answer = connection.ask(request).await.expect("an answer");
        (answer.status, answer.head.to_owned(), String::from_utf8_lossy(answer.body).into_owned())
    }

    /// Waits until the newest row that the statement finds is in this state.
    pub async fn until(&mut self, newest: &'static str, state: &str) -> Newest {
        loop {
            let found: Newest = sqlx::query_as(newest).fetch_one(&mut self.database).await.expect("a row");
            assert_ne!(found.state, "failed", "the job failed; the program's log is beside its data");
            if found.state == state {
                return found;
            }
            tokio::time::sleep(Duration::from_millis(2)).await;
        }
    }
}
