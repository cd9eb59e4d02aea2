//! SQL of the administrator's pages and of `koe check`.

use std::collections::HashMap;

use sqlx::{AssertSqlSafe, FromRow, Row};

use super::{Stored, UNTRUSTED_PROXY};
use crate::base::db::{Conn, Engine};
use crate::base::site_key::KEY_CHECK;
use crate::base::sql::Sql;
use crate::base::{audit, search, settings};

/// The opinion behind a letter.
#[derive(Clone, Debug)]
pub struct Addressee {
    pub receipt: String,
    /// The sealed address; `None` once it has been deleted.
    pub sealed: Option<String>,
}

/// Receipts and sealed addresses of these opinions, by opinion id. At most 500 at a time.
pub async fn addressees(conn: &mut Conn, opinions: &[String]) -> sqlx::Result<HashMap<String, Addressee>> {
    if opinions.is_empty() {
        return Ok(HashMap::new());
    }
    let mut sql = Sql::new(
        "select o.id, o.receipt, c.sealed from opinions o left join contacts c on c.opinion_id = o.id where o.id in (",
    );
    sql.bind_list(opinions).push(")");
    let rows = sql.fetch_all(conn).await?;
    rows.iter()
        .map(|row| {
            Ok((row.try_get("id")?, Addressee { receipt: row.try_get("receipt")?, sealed: row.try_get("sealed")? }))
        })
        .collect()
}

/// Receipt of an opinion by its id.
pub async fn receipt(conn: &mut Conn, opinion: &str) -> sqlx::Result<Option<String>> {
    sqlx::query_scalar("select receipt from opinions where id = $1").bind(opinion).fetch_optional(conn).await
}

/// How much work waits, fails and has been given up, of letters or of everything else.
#[derive(Clone, Copy, Debug, Default, FromRow)]
pub struct WorkCounts {
    pub waiting: i64,
    pub failing: i64,
    pub given_up: i64,
}

pub async fn work_counts(conn: &mut Conn, letters: bool) -> sqlx::Result<WorkCounts> {
    let sql = "select
        cast(coalesce(sum(case when dead_at is null and last_error is null then 1 else 0 end), 0) as bigint) as waiting,
        cast(coalesce(sum(case when dead_at is null and last_error is not null then 1 else 0 end), 0) as bigint) as failing,
        cast(coalesce(sum(case when dead_at is not null then 1 else 0 end), 0) as bigint) as given_up
        from outbox where finished_at is null and case when kind like 'letter_%' then 1 else 0 end = $1";
    sqlx::query_as(sql).bind(i64::from(letters)).fetch_one(conn).await
}

/// A job that is not done: its kind, its payload and until when it is being worked on.
pub async fn open_job(conn: &mut Conn, id: &str) -> sqlx::Result<Option<(String, String, i64)>> {
    let sql = "select kind, payload, lease_until from outbox where id = $1 and finished_at is null";
    sqlx::query_as(sql).bind(id).fetch_optional(conn).await
}

/// When any node last could not tell people behind a proxy apart.
pub async fn untrusted_proxy(conn: &mut Conn) -> sqlx::Result<Option<i64>> {
    let noted = settings::find(conn, UNTRUSTED_PROXY).await?;
    Ok(noted.and_then(|at| at.parse().ok()))
}

/// What `koe check` looks at, read in one snapshot.
#[derive(Clone, Debug)]
pub struct Facts {
    /// What the database keeps to recognise its key.
    pub key_check: Option<String>,
    /// Entries of the act log, or the first that does not follow.
    pub chain: Result<i64, i64>,
    pub calls: Vec<Call>,
    pub words: Vec<(Stored, String)>,
    /// Receipts (at most six) of opinions that break a rule.
    pub wrongly_public: Vec<String>,
    pub misnumbered: Vec<String>,
    pub wrong_state: Vec<String>,
    pub undecided: Vec<String>,
    /// Their number of 共感 is not the number of marks.
    pub miscounted: Vec<String>,
    pub numbers: Numbers,
    /// Opinions that are not in the search index, entries without an opinion.
    pub strays: (i64, i64),
    /// Opinions that the index gets next.
    pub due: i64,
    pub untrusted_proxy: Option<i64>,
}

/// What came in for one consultation and where it stands. Both are counted: an opinion whose state no program knows is in
/// the one and not in the other.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Call {
    pub slug: String,
    pub received: i64,
    /// Name of a state and how many stand in it.
    pub states: Vec<(String, i64)>,
}

impl Call {
    /// How many stand in a state.
    pub fn count(&self, state: &str) -> i64 {
        self.states.iter().find(|(name, _)| name == state).map_or(0, |(_, count)| *count)
    }
}

/// Where the numbers from 1 to `counter` have gone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, FromRow)]
pub struct Numbers {
    pub counter: i64,
    pub highest: i64,
    pub received: i64,
    /// Taken for files that nobody sees yet.
    pub on_the_way: i64,
    /// Taken for files that stopped or had fewer rows, and given to nobody.
    pub given_up: i64,
}

impl Numbers {
    pub fn sum(self) -> i64 {
        self.received + self.on_the_way + self.given_up
    }

    pub fn add_up(self) -> bool {
        self.counter == self.sum()
            && self.highest <= self.counter
            && (self.sum() > self.received || self.highest == self.counter)
    }
}

/// An import that is done has `total_rows` opinions; one that failed or was stopped has none.
pub async fn numbers(conn: &mut Conn) -> sqlx::Result<Numbers> {
    let sql = "select coalesce((select value from counters where name = 'opinion'), 0) as counter,
        (select cast(coalesce(max(number), 0) as bigint) from opinions) as highest,
        (select count(*) from received) as received,
        cast(coalesce(sum(case when state in ('running', 'stopping') then numbers else 0 end), 0) as bigint) as on_the_way,
        cast(coalesce(sum(case when state in ('running', 'stopping') then 0 when applied_at is null then numbers
                          else numbers - total_rows end), 0) as bigint) as given_up
        from imports";
    sqlx::query_as(sql).fetch_one(conn).await
}

/// Reads everything. `public` names the states in which a public text stands on the row.
pub async fn facts(conn: &mut Conn, engine: Engine, public: &[&str]) -> sqlx::Result<Facts> {
    let chain = audit::verify(conn).await?;
    let misnumbered = "select o.receipt from opinions o left join (select opinion_id, count(*) as n,
            cast(min(number) as bigint) as low, cast(max(number) as bigint) as high from decisions group by opinion_id) d
            on d.opinion_id = o.id
        where coalesce(d.n, 0) <> o.decisions or coalesce(d.low, 1) <> 1 or coalesce(d.high, 0) <> o.decisions
        order by o.number limit 6";
    let wrong_state =
        "select o.receipt from opinions o join decisions d on d.opinion_id = o.id and d.number = o.decisions
        where d.to_state <> o.state order by o.number limit 6";
    // Nobody has decided: it waits, or was published at once because moderation comes after.
    let undecided = "select receipt from opinions where decisions = 0 and state not in ('pending', 'published')
        order by number limit 6";
    let miscounted =
        "select o.receipt from opinions o left join reaction_counts c on c.opinion_id = o.id left join (select opinion_id,
            count(*) as n from reactions group by opinion_id) r on r.opinion_id = o.id
        where coalesce(c.people, 0) <> coalesce(r.n, 0) order by o.number limit 6";
    Ok(Facts {
        key_check: settings::find(conn, KEY_CHECK).await?,
        chain,
        calls: calls(conn).await?,
        words: words(conn).await?,
        wrongly_public: wrongly_public(conn, public).await?,
        misnumbered: sqlx::query_scalar(misnumbered).fetch_all(&mut *conn).await?,
        wrong_state: sqlx::query_scalar(wrong_state).fetch_all(&mut *conn).await?,
        undecided: sqlx::query_scalar(undecided).fetch_all(&mut *conn).await?,
        miscounted: sqlx::query_scalar(miscounted).fetch_all(&mut *conn).await?,
        numbers: numbers(conn).await?,
        strays: search::strays(conn, engine).await?,
        due: search::count_due(conn).await?,
        untrusted_proxy: untrusted_proxy(conn).await?,
    })
}

/// Every consultation, by its address.
pub async fn calls(conn: &mut Conn) -> sqlx::Result<Vec<Call>> {
    let sql = "select c.slug, coalesce(n.opinions, 0) from consultations c left join
               (select consultation_id, count(*) as opinions from received group by consultation_id) n
               on n.consultation_id = c.id order by c.slug";
    let totals: Vec<(String, i64)> = sqlx::query_as(sql).fetch_all(&mut *conn).await?;
    let sql = "select c.slug, n.state, n.opinions from consultations c join
               (select consultation_id, state, count(*) as opinions from received group by consultation_id, state) n
               on n.consultation_id = c.id order by c.slug, n.state";
    let states: Vec<(String, String, i64)> = sqlx::query_as(sql).fetch_all(conn).await?;
    let call = |(slug, received): (String, i64)| {
        let own = states.iter().filter(|(of, ..)| *of == slug);
        Call { states: own.map(|(_, state, count)| (state.clone(), *count)).collect(), slug, received }
    };
    Ok(totals.into_iter().map(call).collect())
}

async fn words(conn: &mut Conn) -> sqlx::Result<Vec<(Stored, String)>> {
    let mut found = Vec::new();
    for stored in Stored::ALL.iter().copied() {
        // Table and column come from our own list alone.
        let (table, column) = stored.name().split_once('.').unwrap_or_default();
        let sql = format!("select distinct {column} from {table} where {column} is not null order by {column}");
        let values: Vec<String> = sqlx::query_scalar(AssertSqlSafe(sql)).fetch_all(&mut *conn).await?;
        found.extend(values.into_iter().map(|value| (stored, value)));
    }
    Ok(found)
}

/// A public text stands exactly where the state is public.
async fn wrongly_public(conn: &mut Conn, public: &[&str]) -> sqlx::Result<Vec<String>> {
    let mut sql = Sql::new(
        "select receipt from opinions where case when public_body is null then 0 else 1 end <> case when state in (",
    );
    sql.bind_list(public.iter().copied()).push(") then 1 else 0 end order by number limit 6");
    sql.fetch_all(conn).await?.iter().map(|row| row.try_get(0)).collect()
}
