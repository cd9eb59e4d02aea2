//! SQL of people, their roles and their one-time links.

use sqlx::FromRow;

use super::{Account, IDLE_MS, LINK_MS, LinkPurpose, StaffName};
use crate::base::calendar::MINUTE_MS;
use crate::base::crypto::{hash, random_token};
use crate::base::db::{Conn, Tx};
use crate::base::{id, sessions};
use crate::http::access::{CONTACT_ROLES, Role, Viewer};

#[derive(FromRow)]
struct Row {
    id: String,
    login: String,
    name: String,
    has_password: i64,
    disabled_at: Option<i64>,
    created_at: i64,
}

const COLUMNS: &str = "select id, login, name, case when password is null then 0 else 1 end as has_password, disabled_at, created_at from accounts";

async fn complete(conn: &mut Conn, row: Row) -> sqlx::Result<Account> {
    let roles = roles(conn, &row.id).await?;
    Ok(Account {
        id: row.id,
        login: row.login,
        name: row.name,
        roles,
        has_password: row.has_password == 1,
        disabled_at: row.disabled_at,
        created_at: row.created_at,
    })
}

async fn roles(conn: &mut Conn, account: &str) -> sqlx::Result<Vec<Role>> {
    let sql = "select role from account_roles where account_id = $1";
    let names: Vec<String> = sqlx::query_scalar(sql).bind(account).fetch_all(conn).await?;
    let kept = Role::ALL.iter().copied().filter(|role| names.iter().any(|name| name == role.name()));
    Ok(kept.collect())
}

pub async fn find(conn: &mut Conn, login: &str) -> sqlx::Result<Option<Account>> {
    let sql = sqlx::AssertSqlSafe(format!("{COLUMNS} where login = $1"));
    let row: Option<Row> = sqlx::query_as(sql).bind(login).fetch_optional(&mut *conn).await?;
    match row {
        Some(row) => Ok(Some(complete(conn, row).await?)),
        None => Ok(None),
    }
}

/// Everybody, in the order in which they came.
pub async fn all(conn: &mut Conn) -> sqlx::Result<Vec<Account>> {
    let sql = sqlx::AssertSqlSafe(format!("{COLUMNS} order by created_at, login"));
    let rows: Vec<Row> = sqlx::query_as(sql).fetch_all(&mut *conn).await?;
    let mut found = Vec::with_capacity(rows.len());
    for row in rows {
        found.push(complete(conn, row).await?);
    }
    Ok(found)
}

/// Whether somebody else than `account` has a name that looks like this one.
pub async fn has_namesake(conn: &mut Conn, name: &StaffName, account: &str) -> sqlx::Result<bool> {
    let sql = "select name from accounts where id <> $1";
    let names: Vec<String> = sqlx::query_scalar(sql).bind(account).fetch_all(conn).await?;
    Ok(names.iter().any(|other| name.looks_like(other)))
}

/// Account id and password hash of somebody who may sign in.
pub async fn credentials(conn: &mut Conn, login: &str) -> sqlx::Result<Option<(String, String)>> {
    let sql = "select id, password from accounts where login = $1 and disabled_at is null and password is not null";
    sqlx::query_as(sql).bind(login).fetch_optional(conn).await
}

pub async fn insert(tx: &mut Tx, login: &str, name: &StaffName, roles: &[Role], now: i64) -> sqlx::Result<String> {
    let account = id::new(now);
    let sql = "insert into accounts (id, login, name, created_at) values ($1, $2, $3, $4)";
    sqlx::query(sql).bind(&account).bind(login).bind(name.as_str()).bind(now).execute(&mut **tx).await?;
    insert_roles(tx, &account, roles).await?;
    Ok(account)
}

async fn insert_roles(tx: &mut Tx, account: &str, roles: &[Role]) -> sqlx::Result<()> {
    for role in roles {
        let sql = "insert into account_roles (account_id, role) values ($1, $2)";
        sqlx::query(sql).bind(account).bind(role.name()).execute(&mut **tx).await?;
    }
    Ok(())
}

/// Sets the name alone; nothing that is allowed changes, so nobody has to sign in again.
pub async fn rename(tx: &mut Tx, account: &str, name: &StaffName) -> sqlx::Result<()> {
    let sql = "update accounts set name = $2 where id = $1";
    sqlx::query(sql).bind(account).bind(name.as_str()).execute(&mut **tx).await.map(|_| ())
}

/// The login name of an account, for the log.
pub async fn login_of(conn: &mut Conn, account: &str) -> sqlx::Result<String> {
    sqlx::query_scalar("select login from accounts where id = $1").bind(account).fetch_one(conn).await
}

/// Sets the roles, and ends the person's sessions: what was allowed a moment ago may not be now.
pub async fn set_roles(tx: &mut Tx, account: &str, roles: &[Role]) -> sqlx::Result<()> {
    sqlx::query("delete from account_roles where account_id = $1").bind(account).execute(&mut **tx).await?;
    insert_roles(tx, account, roles).await?;
    sessions::end_all(tx, account).await
}

/// Switches an account off (`Some(now)`) or on, and ends its sessions and its open links.
pub async fn set_disabled(tx: &mut Tx, account: &str, at: Option<i64>) -> sqlx::Result<()> {
    sqlx::query("update accounts set disabled_at = $2 where id = $1").bind(account).bind(at).execute(&mut **tx).await?;
    sqlx::query("delete from account_links where account_id = $1").bind(account).execute(&mut **tx).await?;
    sessions::end_all(tx, account).await
}

/// Whether this is still the account's password hash and the account may sign in. Whoever changes either waits until
/// the transaction ends, and whoever is changing it is waited for.
pub async fn holds_password(tx: &mut Tx, account: &str, phc: &str) -> sqlx::Result<bool> {
    let sql = "update accounts set password = password where id = $1 and password = $2 and disabled_at is null";
    Ok(sqlx::query(sql).bind(account).bind(phc).execute(&mut **tx).await?.rows_affected() == 1)
}

/// Sets a password, and ends the person's sessions and one-time links: who knew the old one has no other way in. With
/// an administrator's the site is set up: no link of the first start shall make another.
pub async fn set_password(tx: &mut Tx, account: &str, phc: &str) -> sqlx::Result<()> {
    sqlx::query("update accounts set password = $2 where id = $1").bind(account).bind(phc).execute(&mut **tx).await?;
    let links = "delete from account_links where account_id = $1 or purpose = $2
                 and exists (select 1 from account_roles where account_id = $1 and role = $3)";
    sqlx::query(links)
        .bind(account)
        .bind(LinkPurpose::SetUp.name())
        .bind(Role::Administrator.name())
        .execute(&mut **tx)
        .await?;
    sessions::end_all(tx, account).await
}

/// Whoever changes people does so one after the other, over all nodes: on PostgreSQL two administrators who act on
/// each other at once would each count the other. Taken first, before anything is read; the row stays as it is.
pub async fn take_turn(tx: &mut Tx) -> sqlx::Result<()> {
    let sql = "update accounts set created_at = created_at where id = (select min(id) from accounts)";
    sqlx::query(sql).execute(&mut **tx).await.map(|_| ())
}

/// How many administrators can sign in. Locks nothing: the caller is inside the transaction that changes it.
pub async fn count_administrators(conn: &mut Conn) -> sqlx::Result<i64> {
    let sql = "select count(*) from accounts a join account_roles r on r.account_id = a.id
               where r.role = 'administrator' and a.disabled_at is null and a.password is not null";
    sqlx::query_scalar(sql).fetch_one(conn).await
}

/// Whether somebody else than `account` has this role and can sign in.
pub async fn has_other(conn: &mut Conn, role: Role, account: &str) -> sqlx::Result<bool> {
    let sql = "select count(*) from accounts a join account_roles r on r.account_id = a.id
               where r.role = $1 and a.id <> $2 and a.disabled_at is null and a.password is not null";
    Ok(sqlx::query_scalar::<_, i64>(sql).bind(role.name()).bind(account).fetch_one(conn).await? > 0)
}

/// Makes a one-time link's token; the older ones for the same purpose and person stop working.
pub async fn insert_link(tx: &mut Tx, purpose: LinkPurpose, account: Option<&str>, now: i64) -> sqlx::Result<String> {
    let old = "delete from account_links where purpose = $1 and coalesce(account_id, '') = $2";
    sqlx::query(old).bind(purpose.name()).bind(account.unwrap_or_default()).execute(&mut **tx).await?;
    let token = random_token();
    let sql = "insert into account_links (token_hash, purpose, account_id, created_at, expires_at) values ($1, $2, $3, $4, $5)";
    sqlx::query(sql)
        .bind(hash(&token))
        .bind(purpose.name())
        .bind(account)
        .bind(now)
        .bind(now + LINK_MS)
        .execute(&mut **tx)
        .await?;
    Ok(token)
}

/// Whether a link still works; a disabled person's does not. Looking consumes nothing: mail scanners look, too.
/// The answer is the account it is for; `Some(None)` for the set-up of an empty site.
pub async fn find_link(
    conn: &mut Conn,
    purpose: LinkPurpose,
    token: &str,
    now: i64,
) -> sqlx::Result<Option<Option<String>>> {
    let sql = "select l.account_id from account_links l left join accounts a on a.id = l.account_id
               where l.token_hash = $1 and l.purpose = $2 and l.used_at is null and l.expires_at > $3 and a.disabled_at is null";
    sqlx::query_scalar(sql).bind(hash(token)).bind(purpose.name()).bind(now).fetch_optional(conn).await
}

/// Uses a link up. `false` when somebody has used it a moment before.
pub async fn use_link(tx: &mut Tx, purpose: LinkPurpose, token: &str, now: i64) -> sqlx::Result<bool> {
    let sql = "update account_links set used_at = $3
               where token_hash = $1 and purpose = $2 and used_at is null and expires_at > $3
               and not exists (select 1 from accounts a where a.id = account_links.account_id and a.disabled_at is not null)";
    let used = sqlx::query(sql).bind(hash(token)).bind(purpose.name()).bind(now).execute(&mut **tx).await?;
    Ok(used.rows_affected() == 1)
}

/// Who a session belongs to, if it is still alive: not idle too long, not too old, the account enabled.
/// The second value says that `seen_at` is over a minute old and should be written again.
pub async fn viewer(conn: &mut Conn, session_key: &str, now: i64) -> sqlx::Result<Option<(Viewer, bool)>> {
    let sql = "select a.id, a.login, a.name, s.seen_at from sessions s join accounts a on a.id = s.account_id
               where s.id_hash = $1 and s.expires_at > $2 and s.seen_at > $3 and a.disabled_at is null";
    let row: Option<(String, String, String, i64)> =
        sqlx::query_as(sql).bind(session_key).bind(now).bind(now - IDLE_MS).fetch_optional(&mut *conn).await?;
    let Some((account, login, name, seen_at)) = row else { return Ok(None) };
    let roles = roles(conn, &account).await?;
    let untold = if roles.contains(&Role::Administrator) { untold(conn, &account).await? } else { 0 };
    Ok(Some((Viewer { account, login, name, roles, untold }, now - seen_at > MINUTE_MS)))
}

/// How many files with contacts an administrator has not been told of.
async fn untold(conn: &mut Conn, account: &str) -> sqlx::Result<i64> {
    // Spelled out, as the index has it.
    let sql = "select count(*) from audit where act = 'contacts_exported'
               and number > (select told from accounts where id = $1)";
    sqlx::query_scalar(sql).bind(account).fetch_one(conn).await
}

/// The entry of the log up to which an administrator has been told of files with contacts.
pub async fn told(conn: &mut Conn, account: &str) -> sqlx::Result<i64> {
    sqlx::query_scalar("select told from accounts where id = $1").bind(account).fetch_one(conn).await
}

/// Notes that an administrator has been told of every file with contacts up to an entry of the log.
pub async fn note_told(tx: &mut Tx, account: &str, number: i64) -> sqlx::Result<()> {
    // An entry that there is: a larger number would hide those to come.
    let sql = "update accounts set told = $2 where id = $1 and told < $2
               and exists (select 1 from audit where number = $2 and act = 'contacts_exported')";
    sqlx::query(sql).bind(account).bind(number).execute(&mut **tx).await.map(|_| ())
}

/// The login of somebody who may have files with contacts, this moment.
pub async fn reader_of_contacts(conn: &mut Conn, account: &str) -> sqlx::Result<Option<String>> {
    let held = roles(conn, account).await?;
    let sql = "select login from accounts where id = $1 and disabled_at is null";
    let login = sqlx::query_scalar(sql).bind(account).fetch_optional(conn).await?;
    Ok(login.filter(|_| CONTACT_ROLES.iter().all(|role| held.contains(role))))
}

/// Notes that a session was used.
pub async fn touch(tx: &mut Tx, session_key: &str, now: i64) -> sqlx::Result<()> {
    sqlx::query("update sessions set seen_at = $2 where id_hash = $1")
        .bind(session_key)
        .bind(now)
        .execute(&mut **tx)
        .await
        .map(|_| ())
}
