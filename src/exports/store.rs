//! SQL of exports.

use futures_util::StreamExt;
use futures_util::stream::BoxStream;
use sqlx::{AssertSqlSafe, FromRow, Row};

use super::{KEPT_MS, Progress};
use crate::base::calendar::Zone;
use crate::base::db::{Conn, Engine, Tx};
use crate::base::id;
use crate::base::sql::{Sql, joined};
use crate::exchange::{Fact, Profile};
use crate::files::{Failure, Format};
use crate::meetings::store::note_parts;
use crate::opinions::filter::FilterQuery;
use crate::opinions::store::{further_themes, stands};
use crate::orders::{Order, column_names, parse_columns};

/// How many opinions a file will have.
pub async fn count(conn: &mut Conn, engine: Engine, order: &Order, zone: &Zone) -> sqlx::Result<i64> {
    let mut sql = Sql::new("select count(*) from received o");
    order.taken().push(&mut sql, &order.call, order.profile.audience(), engine, zone);
    sql.count(conn).await
}

/// What `PublicRow` reads. Asks for nothing that the public may not see.
const PUBLIC: &str = concat!(
    "select ",
    joined!(
        "o.receipt, o.submitted_at, o.theme_id, ",
        further_themes!(),
        ", o.channel, o.lang, o.public_body, coalesce(o.age_band, ''), coalesce(o.area, ''), ",
        note_parts!("", "")
    ),
    " from received o"
);

/// What `OfficeRow` reads.
macro_rules! office {
    ($contact:literal) => {
        concat!(
            "select ",
            joined!(
                "o.receipt, coalesce(v.body, o.original),
                 case when o.public_body = coalesce(v.body, o.original) then '=' else coalesce('+' || o.public_body, '') end,
                 o.version, o.submitted_at, o.state, o.theme_id, ",
                further_themes!(),
                ", o.channel, o.lang, coalesce(o.age_band, ''), coalesce(o.area, ''), coalesce(o.relation, ''),
                 o.submitter_id,
                 case when o.decisions > 0 then
                   coalesce((select cast(max(m.decided_at) as text) from decisions m
                             where m.opinion_id = o.id and m.decided_by is not null and m.to_state <> 'pending' and ",
                stands!("m"),
                "), '') else '' end,
                 coalesce(cast(d.decided_at as text), ''), coalesce(d.reason, ''), replace(coalesce(d.message, ''), '\u{1F}', ' '),
                 replace(coalesce(d.note, ''), '\u{1F}', ' '), coalesce(cast(o.due_at as text), ''),
                 case when o.state = 'published_redacted' then
                   coalesce((select string_agg(m.starts || '-' || m.ends || ' ' || m.reason, ', ' order by m.starts)
                     from redactions m where m.opinion_id = o.id and m.version = o.version and m.decision =
                       (select max(n.decision) from redactions n where n.opinion_id = o.id and n.version = o.version)), '')
                   else '' end, ",
                note_parts!(", m.place, n.table_name", "\u{1F}\u{1F}"),
                ", coalesce((select cast(c.people as text) from reaction_counts c where c.opinion_id = o.id), '0')",
                ", coalesce(o.external_id, ''), o.external_list, ",
                // Most come from residents themselves: nothing is looked up for them.
                "case when o.recorded_by is null then '' else
                   coalesce((select t.place from transcriptions t where t.opinion_id = o.id), '') end,
                 case when o.recorded_by is null then '' else
                   coalesce((select a.name from accounts a where a.id = o.recorded_by), '') end",
                $contact
            ),
            " from received o left join opinion_versions v on v.opinion_id = o.id and v.version = o.version
              left join decisions d on d.opinion_id = o.id and d.number = o.decisions"
        )
    };
}

const OFFICE: &str = office!("");
const CONTACT: &str = office!(", o.id, coalesce((select c.sealed from contacts c where c.opinion_id = o.id), '')");

/// The rows of a file, oldest first, each as `exchange::rows` reads it; with contacts those of the profile have them,
/// sealed.
pub fn rows<'c>(
    conn: &'c mut Conn,
    engine: Engine,
    order: &Order,
    zone: &Zone,
    with_contacts: bool,
) -> BoxStream<'c, sqlx::Result<String>> {
    let mut sql = Sql::new(match order.profile {
        Profile::Public => PUBLIC,
        Profile::Office | Profile::Contact => {
            if with_contacts {
                CONTACT
            } else {
                OFFICE
            }
        }
    });
    order.taken().push(&mut sql, &order.call, order.profile.audience(), engine, zone);
    sql.push(" order by o.number");
    sql.fetch(conn).map(|row| row?.try_get(0)).boxed()
}

/// Who sent more than one opinion. Read along the index of submitters, whatever else is on the site: sorting those of one
/// consultation would take memory for each of them.
pub async fn sent_several(conn: &mut Conn, call: &str) -> sqlx::Result<Vec<String>> {
    let sql = "select s.id from (select submitter_id from received group by submitter_id having count(*) > 1) m
               join submitters s on s.id = m.submitter_id where s.consultation_id = $1";
    sqlx::query_scalar(sql).bind(call).fetch_all(conn).await
}

/// An export as its page and its job see it.
#[derive(Clone, Debug, FromRow)]
pub struct Export {
    pub id: String,
    pub consultation_id: String,
    pub requested_by: String,
    pub profile: String,
    pub format: String,
    pub filter: String,
    pub state: String,
    pub done_rows: i64,
    pub total_rows: i64,
    pub sha256: Option<String>,
    pub bytes: Option<i64>,
    pub as_of: Option<i64>,
    /// Number of the last act in the log before it.
    pub acts: i64,
    pub failure: Option<String>,
    pub failure_at: Option<String>,
    /// Characters that could not be written.
    pub lost: i64,
    /// Names with commas; '' are all.
    pub columns: String,
    pub expires_at: i64,
}

impl Export {
    /// The conditions as they were asked.
    pub fn query(&self) -> serde_json::Result<FilterQuery> {
        serde_json::from_str(&self.filter)
    }

    pub fn profile(&self) -> sqlx::Result<Profile> {
        Profile::parse(&self.profile).ok_or_else(|| unknown(&self.profile))
    }

    pub fn format(&self) -> sqlx::Result<Format> {
        Format::parse(&self.format).ok_or_else(|| unknown(&self.format))
    }

    pub fn columns(&self) -> sqlx::Result<Vec<Fact>> {
        parse_columns(&self.columns).map_err(unknown)
    }

    pub fn progress(&self) -> sqlx::Result<Progress> {
        Progress::parse(&self.state).ok_or_else(|| unknown(&self.state))
    }

    pub fn failure(&self) -> Option<Failure> {
        self.failure.as_deref().map(|name| Failure::parse(name).unwrap_or(Failure::Other))
    }
}

fn unknown(what: &str) -> sqlx::Error {
    sqlx::Error::Decode(format!("unknown {what}").into())
}

const COLUMNS: &str =
    "select id, consultation_id, requested_by, profile, format, filter, state, done_rows, total_rows, sha256,
    bytes, as_of, acts, failure, failure_at, lost, columns, expires_at from exports";

/// Notes what is asked for. `now` is the machine's time.
pub async fn insert(tx: &mut Tx, order: &Order, filter: &str, by: &str, now: i64) -> sqlx::Result<String> {
    let sql =
        "insert into exports (id, consultation_id, requested_by, profile, format, filter, state, done_rows, total_rows,
               created_at, expires_at, columns) values ($1, $2, $3, $4, $5, $6, 'waiting', 0, 0, $7, $8, $9)";
    let id = id::new(now);
    sqlx::query(sql)
        .bind(&id)
        .bind(&order.call.id)
        .bind(by)
        .bind(order.profile.name())
        .bind(order.format.name())
        .bind(filter)
        .bind(now)
        .bind(now + KEPT_MS)
        .bind(column_names(&order.columns))
        .execute(&mut **tx)
        .await?;
    Ok(id)
}

pub async fn find(conn: &mut Conn, id: &str) -> sqlx::Result<Option<Export>> {
    let sql = AssertSqlSafe(format!("{COLUMNS} where id = $1"));
    sqlx::query_as(sql).bind(id).fetch_optional(conn).await
}

/// Most exports that a page lists.
pub const LISTED: usize = 50;

/// A person's own exports that can still be fetched, newest first; one more than a page lists where there are more.
pub async fn of_person(conn: &mut Conn, account: &str, now: i64) -> sqlx::Result<Vec<Export>> {
    let sql = AssertSqlSafe(format!(
        "{COLUMNS} where requested_by = $1 and expires_at > $2 order by created_at desc, id desc limit {}",
        LISTED + 1
    ));
    sqlx::query_as(sql).bind(account).bind(now).fetch_all(conn).await
}

/// Notes how far the job is. `false` when the export is done already, or gone.
pub async fn note(tx: &mut Tx, id: &str, done: i64, total: i64) -> sqlx::Result<bool> {
    let sql = "update exports set state = 'running', done_rows = $2, total_rows = $3, failure = null, failure_at = null
               where id = $1 and state <> 'done'";
    Ok(sqlx::query(sql).bind(id).bind(done).bind(total).execute(&mut **tx).await?.rows_affected() == 1)
}

/// What was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    pub rows: i64,
    pub bytes: i64,
    pub sha256: String,
    /// The moment of the snapshot, in the domain's time.
    pub as_of: i64,
    /// Number of the last act in the log before it.
    pub acts: i64,
    /// Characters that could not be written.
    pub lost: i64,
}

/// Closes an export with its file. `false` when another worker was faster, or the export is gone.
pub async fn finish(tx: &mut Tx, id: &str, written: &Written) -> sqlx::Result<bool> {
    let sql = "update exports set state = 'done', done_rows = $2, total_rows = $2, bytes = $3, sha256 = $4, as_of = $5,
               lost = $6, acts = $7 where id = $1 and state <> 'done'";
    let update = sqlx::query(sql)
        .bind(id)
        .bind(written.rows)
        .bind(written.bytes)
        .bind(&written.sha256)
        .bind(written.as_of)
        .bind(written.lost)
        .bind(written.acts);
    Ok(update.execute(&mut **tx).await?.rows_affected() == 1)
}

/// Words left the public: withdrawn, withheld, masked or rewritten, they leave every public file, too.
const WORDS_GONE: &str = "(a.act in ('withdrawn', 'corrected') and o.published_at is not null
    or a.act in ('decided', 'decision_undone') and a.detail like 'published%' and a.detail not like '%→published')";
/// What a tool is given only where the conditions ask for it: it does not tell apart where an opinion stands.
const LEFT_OUT: &str = "(a.act = 'withdrawn' or a.act = 'decided' and a.detail like '%→withheld%')";
/// Of contacts: an author withdrew or took his address away.
const AUTHOR_GONE: &str = "a.act in ('withdrawn', 'address_removed')";
const NOTHING: &str = "1 = 0";

/// Whether something that a file holds may be in it no longer. The log tells what was done after the file's snapshot: its
/// numbers are given in the transactions that change things, so no clock is asked which came first.
pub async fn is_outdated(conn: &mut Conn, export: &Export) -> sqlx::Result<bool> {
    if export.as_of.is_none() {
        return Ok(false);
    }
    let is_tools = export.format()?.tool().is_some();
    let asks_states =
        || export.query().map(|query| !query.state.is_empty()).map_err(|error| unknown(&error.to_string()));
    let gone = match export.profile()? {
        Profile::Public => WORDS_GONE,
        Profile::Office if is_tools && !asks_states()? => LEFT_OUT,
        Profile::Office => NOTHING,
        Profile::Contact => AUTHOR_GONE,
    };
    // Of the link in a letter the log does not tell from which opinions an address was taken.
    let everywhere = if export.profile()? == Profile::Contact { "a.act = 'unsubscribed'" } else { NOTHING };
    let sql = format!(
        "select count(*) from audit a where a.number > $2 and ({everywhere}
           or a.act = 'fields_changed' and a.subject = (select c.slug from consultations c where c.id = $1)
           or exists (select 1 from received o where o.receipt = a.subject and o.consultation_id = $1 and {gone}))"
    );
    let count = sqlx::query_scalar::<_, i64>(AssertSqlSafe(sql)).bind(&export.consultation_id).bind(export.acts);
    Ok(count.fetch_one(conn).await? > 0)
}

/// Deletes a person's own export. `false`: it is somebody else's, or gone.
pub async fn delete(tx: &mut Tx, id: &str, by: &str) -> sqlx::Result<bool> {
    let sql = "delete from exports where id = $1 and requested_by = $2";
    Ok(sqlx::query(sql).bind(id).bind(by).execute(&mut **tx).await?.rows_affected() == 1)
}

/// Closes an export without one.
pub async fn fail(tx: &mut Tx, id: &str, why: Failure, at: Option<&str>) -> sqlx::Result<()> {
    let sql = "update exports set state = 'failed', failure = $2, failure_at = $3 where id = $1 and state <> 'done'";
    sqlx::query(sql).bind(id).bind(why.name()).bind(at).execute(&mut **tx).await.map(|_| ())
}

/// Whether a file with contacts lies longer than it may.
pub async fn holds_late_contacts(conn: &mut Conn, now: i64) -> sqlx::Result<bool> {
    let sql = "select count(*) from exports where expires_at <= $1 and profile = 'contact'";
    Ok(sqlx::query_scalar::<_, i64>(sql).bind(now).fetch_one(conn).await? > 0)
}

/// Forgets exports whose day is over.
pub async fn purge(tx: &mut Tx, now: i64) -> sqlx::Result<()> {
    sqlx::query("delete from exports where expires_at <= $1").bind(now).execute(&mut **tx).await.map(|_| ())
}

/// Ids of the exports that may have a file.
pub async fn ids(conn: &mut Conn) -> sqlx::Result<Vec<String>> {
    sqlx::query_scalar("select id from exports").fetch_all(conn).await
}
