//! SQL of imports.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};
use sqlx::FromRow;

use super::{Desk, KEPT_MS, Progress};
use crate::base::calendar::DAY_MS;
use crate::base::db::{Conn, Tx};
use crate::base::sql::Sql;
use crate::base::{crypto, settings};
use crate::consultations::Consultation;
use crate::http::arrival::Uploaded;
use crate::mapping::{Answer, Column, List, Meaning, Plan, Stands};
use crate::trials::Report;
use crate::uploads::Glance;
use crate::workshops;

/// A file and how far it has come.
#[derive(Clone, Debug, FromRow)]
pub struct Import {
    pub id: String,
    pub consultation_id: String,
    pub requested_by: String,
    #[sqlx(try_from = "String")]
    pub asked_from: Desk,
    pub file_name: String,
    pub sha256: String,
    pub bytes: i64,
    pub source: String,
    pub state: String,
    pub plan: String,
    pub look: String,
    pub report: String,
    pub done_rows: i64,
    pub total_rows: i64,
    pub first_number: i64,
    pub numbers: i64,
    pub failure: Option<String>,
    /// The domain's time, as the other.
    pub created_at: i64,
    pub applied_at: Option<i64>,
}

impl Import {
    /// A file that has just come.
    pub fn new(
        id: &str,
        call: &Consultation,
        (by, desk): (&str, Desk),
        name: &str,
        file: &Uploaded,
        (source, plan, look): (&str, &Plan, &Glance),
        now: i64,
    ) -> Self {
        Self {
            id: id.to_owned(),
            consultation_id: call.id.clone(),
            requested_by: by.to_owned(),
            asked_from: desk,
            file_name: name.to_owned(),
            sha256: file.sha256.clone(),
            bytes: i64::try_from(file.bytes).unwrap_or(i64::MAX),
            source: source.to_owned(),
            state: Progress::Mapping.name().to_owned(),
            plan: serde_json::to_string(plan).unwrap_or_default(),
            look: serde_json::to_string(look).unwrap_or_default(),
            report: String::new(),
            done_rows: 0,
            total_rows: 0,
            first_number: 0,
            numbers: 0,
            failure: None,
            created_at: now,
            applied_at: None,
        }
    }

    pub fn progress(&self) -> sqlx::Result<Progress> {
        Progress::parse(&self.state).ok_or_else(|| sqlx::Error::Decode(format!("unknown word {}", self.state).into()))
    }

    pub fn plan(&self) -> serde_json::Result<Plan> {
        serde_json::from_str(&self.plan)
    }

    /// What the file is and its first rows; nothing where that is of no use any more.
    pub fn look(&self) -> Glance {
        serde_json::from_str(&self.look).unwrap_or_default()
    }

    /// What a page shows of it, in short: plan and trial.
    pub fn seen(&self) -> String {
        crypto::hash(&format!("{}\n{}", self.plan, self.report))[..16].to_owned()
    }

    /// What the last trial found; `None` before it.
    pub fn report(&self) -> Option<Report> {
        serde_json::from_str(&self.report).ok()
    }
}

const COLUMNS: &str =
    "select id, consultation_id, requested_by, asked_from, file_name, sha256, bytes, source, state, plan,
    look, report, done_rows, total_rows, first_number, numbers, failure, created_at, applied_at from imports";

/// Writes down a file that has been uploaded.
pub async fn insert(tx: &mut Tx, import: &Import) -> sqlx::Result<()> {
    let sql =
        "insert into imports (id, consultation_id, requested_by, file_name, sha256, bytes, source, state, plan, report,
               done_rows, total_rows, first_number, numbers, created_at, look, asked_from)
               values ($1, $2, $3, $4, $5, $6, $7, $8, $9, '', 0, 0, 0, 0, $10, $11, $12)";
    sqlx::query(sql)
        .bind(&import.id)
        .bind(&import.consultation_id)
        .bind(&import.requested_by)
        .bind(&import.file_name)
        .bind(&import.sha256)
        .bind(import.bytes)
        .bind(&import.source)
        .bind(&import.state)
        .bind(&import.plan)
        .bind(import.created_at)
        .bind(&import.look)
        .bind(import.asked_from.name())
        .execute(&mut **tx)
        .await
        .map(|_| ())
}

pub async fn find(conn: &mut Conn, id: &str) -> sqlx::Result<Option<Import>> {
    let sql = sqlx::AssertSqlSafe(format!("{COLUMNS} where id = $1"));
    sqlx::query_as(sql).bind(id).fetch_optional(conn).await
}

/// A consultation's files, the newest first; none that is only tried at the shell.
pub async fn of_call(conn: &mut Conn, call: &str) -> sqlx::Result<Vec<Import>> {
    let sql = sqlx::AssertSqlSafe(format!(
        "{COLUMNS} where consultation_id = $1 and (asked_from <> 'shell' or state not in ('mapping', 'checking', 'checked'))
         order by created_at desc, id desc limit 100"
    ));
    sqlx::query_as(sql).bind(call).fetch_all(conn).await
}

/// Names of those who sent a consultation's files in, by their account's id.
pub async fn senders(conn: &mut Conn, call: &str) -> sqlx::Result<HashMap<String, String>> {
    let sql = "select id, name from accounts where id in (select requested_by from imports where consultation_id = $1)";
    let rows: Vec<(String, String)> = sqlx::query_as(sql).bind(call).fetch_all(conn).await?;
    Ok(rows.into_iter().collect())
}

/// The same file, taken in before.
pub async fn same_file(conn: &mut Conn, call: &str, sha256: &str) -> sqlx::Result<Option<Import>> {
    let sql = sqlx::AssertSqlSafe(format!(
        "{COLUMNS} where consultation_id = $1 and sha256 = $2 and applied_at is not null order by applied_at limit 1"
    ));
    sqlx::query_as(sql).bind(call).bind(sha256).fetch_optional(conn).await
}

/// Those that are being taken in, or taken back, the oldest first.
pub async fn on_their_way(conn: &mut Conn, call: &str) -> sqlx::Result<Vec<Import>> {
    let sql = sqlx::AssertSqlSafe(format!(
        "{COLUMNS} where consultation_id = $1 and state in ('running', 'stopping') order by created_at, id"
    ));
    sqlx::query_as(sql).bind(call).fetch_all(conn).await
}

/// What somebody took the columns under some headings for, the choices that he chose for words in them, and the list whose
/// ids they brought.
#[derive(Default, Serialize, Deserialize)]
pub struct Settled {
    pub columns: Vec<Column>,
    pub answers: Vec<Answer>,
    #[serde(skip)]
    pub list: String,
}

/// What was settled for these headings.
pub async fn kept_columns(conn: &mut Conn, call: &str, heads: &[String]) -> sqlx::Result<Option<Settled>> {
    let sql = "select columns, list from import_columns where consultation_id = $1 and heads = $2";
    let kept: Option<(String, String)> = sqlx::query_as(sql).bind(call).bind(key(heads)).fetch_optional(conn).await?;
    // The columns alone: a version before this one kept no words.
    let alone = |json: &str| {
        let columns = serde_json::from_str::<Vec<Column>>(json).ok()?;
        Some(Settled { columns, ..Settled::default() })
    };
    Ok(kept.and_then(|(json, list)| {
        let settled = serde_json::from_str::<Settled>(&json).ok().or_else(|| alone(&json))?;
        Some(Settled { list, ..settled })
    }))
}

/// Keeps them, to be offered for the next file with these headings.
pub async fn keep_columns(tx: &mut Tx, call: &str, plan: &Plan) -> sqlx::Result<()> {
    let sql = "insert into import_columns (consultation_id, heads, columns, list) values ($1, $2, $3, $4)
               on conflict (consultation_id, heads) do update set columns = excluded.columns, list = excluded.list";
    let heads: Vec<String> = plan.columns.iter().map(|column| column.head.clone()).collect();
    // What was left blank may be what somebody wrote, and what was made is known by its name from now on.
    let answers = plan.answers.iter().filter(|it| matches!(it.stands, Stands::For(_))).cloned().collect();
    let settled = Settled { columns: plan.columns.clone(), answers, ..Settled::default() };
    let json = serde_json::to_string(&settled).unwrap_or_default();
    sqlx::query(sql).bind(call).bind(key(&heads)).bind(json).bind(&plan.list).execute(&mut **tx).await.map(|_| ())
}

/// The lists whose ids opinions of this consultation have, the last to bring some first. Of the numbers that typed notes bear
/// nobody knows.
pub async fn lists(conn: &mut Conn, call: &str) -> sqlx::Result<Vec<List>> {
    let sql = "select plan, file_name from imports where consultation_id = $1 and applied_at is not null order by first_number desc";
    let rows: Vec<(String, String)> = sqlx::query_as(sql).bind(call).fetch_all(conn).await?;
    let mut lists: Vec<List> = Vec::new();
    for (plan, file) in rows {
        let Ok(plan) = serde_json::from_str::<Plan>(&plan) else { continue };
        let has_ids = plan.column(Meaning::Id).is_some() && !workshops::is_typed(&plan);
        if has_ids && !lists.iter().any(|list| list.name == plan.list) {
            lists.push(List { name: plan.list, file });
        }
    }
    Ok(lists)
}

fn key(heads: &[String]) -> String {
    crypto::hash(&heads.join("\u{1F}"))
}

/// Sets what another look at the file has found; nothing has been tried yet.
pub async fn begin_again(tx: &mut Tx, id: &str, source: &str, plan: &Plan, look: &Glance) -> sqlx::Result<bool> {
    let sql = "update imports set source = $2, plan = $3, look = $4, report = '', state = 'mapping', failure = null
               where id = $1 and state in ('mapping', 'checked', 'failed') and first_number = 0";
    let json = serde_json::to_string(plan).unwrap_or_default();
    let look = serde_json::to_string(look).unwrap_or_default();
    Ok(sqlx::query(sql).bind(id).bind(source).bind(json).bind(look).execute(&mut **tx).await?.rows_affected() == 1)
}

/// Sends a file that has been tried on its way in. `tried` is the plan it was tried with, as it is stored: another one
/// would bring other rows. The same file is on its way once. Whoever sends it is who has recorded its rows.
pub async fn start(tx: &mut Tx, id: &str, tried: &str, plan: &Plan, by: &str, from: Desk) -> sqlx::Result<bool> {
    let sql = "update imports set plan = $2, requested_by = $4, asked_from = $5, done_rows = 0, state = 'running'
               where id = $1 and state = 'checked' and plan = $3
               and not exists (select 1 from imports o where o.consultation_id = imports.consultation_id
                               and o.sha256 = imports.sha256 and o.id <> imports.id
                               and (o.applied_at is not null or o.state in ('running', 'stopping')))";
    let json = serde_json::to_string(plan).unwrap_or_default();
    let started = sqlx::query(sql).bind(id).bind(json).bind(tried).bind(by).bind(from.name());
    Ok(started.execute(&mut **tx).await?.rows_affected() == 1)
}

/// Moves a file on. `false` when it is not where it was thought to be: somebody else has moved it.
pub async fn step(tx: &mut Tx, id: &str, from: &[Progress], to: Progress) -> sqlx::Result<bool> {
    let mut sql = Sql::new("update imports set state = ");
    sql.bind(to.name()).push(", failure = null, report = '' where id = ").bind(id).push(" and state in (");
    sql.bind_list(from.iter().map(|state| state.name())).push(")");
    Ok(sql.execute(tx).await? == 1)
}

/// Sets how it is to be read and sends it into a trial.
pub async fn put_plan(tx: &mut Tx, id: &str, plan: &Plan) -> sqlx::Result<bool> {
    let sql =
        "update imports set plan = $2, report = '', done_rows = 0, total_rows = 0, state = 'checking', failure = null
               where id = $1 and state in ('mapping', 'checked', 'failed') and first_number = 0";
    let json = serde_json::to_string(plan).unwrap_or_default();
    Ok(sqlx::query(sql).bind(id).bind(json).execute(&mut **tx).await?.rows_affected() == 1)
}

/// Notes how far it is. `false` when it is to end.
pub async fn note(tx: &mut Tx, id: &str, state: Progress, done: u64) -> sqlx::Result<bool> {
    let sql = "update imports set done_rows = $3 where id = $1 and state = $2";
    let done = i64::try_from(done).unwrap_or(i64::MAX);
    Ok(sqlx::query(sql).bind(id).bind(state.name()).bind(done).execute(&mut **tx).await?.rows_affected() == 1)
}

/// Notes what a trial found. `tried` is the plan it was of, as it is stored.
pub async fn put_report(tx: &mut Tx, id: &str, tried: &str, report: &Report) -> sqlx::Result<bool> {
    let sql = "update imports set state = 'checked', report = $2, total_rows = $3
               where id = $1 and state = 'checking' and plan = $4";
    let json = serde_json::to_string(report).unwrap_or_default();
    let ready = i64::try_from(report.ready).unwrap_or(i64::MAX);
    Ok(sqlx::query(sql).bind(id).bind(json).bind(ready).bind(tried).execute(&mut **tx).await?.rows_affected() == 1)
}

/// Closes it without having taken anything in.
pub async fn fail(tx: &mut Tx, id: &str, why: &str) -> sqlx::Result<()> {
    let sql = "update imports set state = 'failed', failure = $2, report = ''
               where id = $1 and applied_at is null and state in ('checking', 'running', 'stopping')";
    sqlx::query(sql).bind(id).bind(why).execute(&mut **tx).await.map(|_| ())
}

/// Makes sure that nobody sees its rows, and that nobody will before the transaction ends. `false`: they are seen.
pub async fn hold_back(tx: &mut Tx, id: &str) -> sqlx::Result<bool> {
    let sql = "update imports set state = 'stopping' where id = $1 and applied_at is null and state in ('running', 'stopping')";
    Ok(sqlx::query(sql).bind(id).execute(&mut **tx).await?.rows_affected() == 1)
}

/// Takes the numbers for its rows, once. Answers the first.
pub async fn take_numbers(tx: &mut Tx, id: &str) -> sqlx::Result<i64> {
    // Held from here on: should two be at work on it, both use the same.
    let sql = "update imports set done_rows = done_rows where id = $1 returning first_number, total_rows";
    let (first, rows): (i64, i64) = sqlx::query_as(sql).bind(id).fetch_one(&mut **tx).await?;
    if first > 0 {
        return Ok(first);
    }
    let first = settings::take_numbers(tx, "opinion", rows).await?;
    let sql = "update imports set first_number = $2, numbers = $3 where id = $1";
    sqlx::query(sql).bind(id).bind(first).bind(rows).execute(&mut **tx).await?;
    Ok(first)
}

/// Gives its numbers back where nobody has taken later ones: then there is no gap. To be done when no row is left.
/// `false`: they are gone, and what would bring the rows again needs others.
pub async fn give_numbers_back(tx: &mut Tx, id: &str) -> sqlx::Result<bool> {
    let sql = "update counters set value = value - (select numbers from imports where id = $1) where name = 'opinion'
               and value = (select first_number + numbers - 1 from imports where id = $1 and first_number > 0)";
    if sqlx::query(sql).bind(id).execute(&mut **tx).await?.rows_affected() == 1 {
        let sql = "update imports set first_number = 0, numbers = 0 where id = $1";
        sqlx::query(sql).bind(id).execute(&mut **tx).await?;
    }
    let sql = "select first_number from imports where id = $1";
    Ok(sqlx::query_scalar::<_, i64>(sql).bind(id).fetch_one(&mut **tx).await? == 0)
}

/// Everybody sees its rows from now on; `kept` is what stays of its plan and of its trial. `false` when it was to be stopped.
pub async fn apply(tx: &mut Tx, id: &str, kept: (&Plan, &Report), now: i64) -> sqlx::Result<bool> {
    let sql = "update imports set state = 'applied', applied_at = $2, plan = $3, done_rows = total_rows, report = $4, look = ''
               where id = $1 and state = 'running'
               and not exists (select 1 from imports o where o.consultation_id = imports.consultation_id
                               and o.sha256 = imports.sha256 and o.id <> imports.id and o.applied_at is not null)";
    let [plan, report] = [serde_json::to_string(kept.0), serde_json::to_string(kept.1)].map(Result::unwrap_or_default);
    if sqlx::query(sql).bind(id).bind(now).bind(plan).bind(report).execute(&mut **tx).await?.rows_affected() != 1 {
        return Ok(false);
    }
    let sql =
        "insert into search_due (number) select o.number from imports i join opinions o on o.number >= i.first_number
               and o.number < i.first_number + i.numbers and o.import_id = i.id where i.id = $1 on conflict do nothing";
    sqlx::query(sql).bind(id).execute(&mut **tx).await?;
    Ok(true)
}

/// Empties what look, trial and answers hold of people's words: nothing of the file will come in.
pub async fn forget_words(tx: &mut Tx, import: &Import) -> sqlx::Result<()> {
    let plan = import.plan().map(|plan| Plan { answers: Vec::new(), ..plan });
    let plan = plan.and_then(|plan| serde_json::to_string(&plan)).map_err(|error| sqlx::Error::Decode(error.into()))?;
    let sql = "update imports set look = '', report = '', plan = $2 where id = $1";
    sqlx::query(sql).bind(&import.id).bind(plan).execute(&mut **tx).await.map(|_| ())
}

/// Files that nobody took in in time, to be deleted; those of a command that was killed in its trial after a day.
pub async fn forget_old(tx: &mut Tx, now: i64) -> sqlx::Result<()> {
    let sql = "delete from imports where first_number = 0
               and (created_at < $1 and state in ('mapping', 'checking', 'checked', 'stopped', 'failed')
                    or created_at < $2 and state in ('mapping', 'checking', 'checked') and asked_from = 'shell')";
    sqlx::query(sql).bind(now - KEPT_MS).bind(now - DAY_MS).execute(&mut **tx).await.map(|_| ())
}

/// Forgets a file that was only tried. `false`: it is in, or on its way, or has failed on it.
pub async fn forget(tx: &mut Tx, id: &str) -> sqlx::Result<bool> {
    let sql = "delete from imports where id = $1 and first_number = 0 and state in ('mapping', 'checking', 'checked', 'failed')";
    Ok(sqlx::query(sql).bind(id).execute(&mut **tx).await?.rows_affected() == 1)
}

/// Ids of those whose file is still needed.
pub async fn waiting(conn: &mut Conn) -> sqlx::Result<Vec<String>> {
    let sql = "select id from imports where state in ('mapping', 'checking', 'checked', 'running', 'failed')";
    sqlx::query_scalar(sql).fetch_all(conn).await
}
