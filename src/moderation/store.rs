//! SQL of the queue.

use sqlx::{AssertSqlSafe, FromRow};

use super::Show;
use crate::appeals;
use crate::base::db::{Conn, Tx};
use crate::base::fold::text_key;
use crate::base::sql::Sql;
use crate::opinions::store::{Seen, TO_BE_COMPARED, WAITS_SINCE};
use crate::opinions::text::{Redaction, beginning, redact};
use crate::opinions::{Reason, State};

/// Rows of one page of the queue.
pub const PAGE: usize = 50;

/// Code points of a text that its row begins with; one more is read, to see whether it goes on.
const BEGINNING: usize = 200;

/// An opinion in the queue.
#[derive(Clone, Debug, FromRow)]
pub struct Waiting {
    pub number: i64,
    pub receipt: String,
    /// The beginning of the current text.
    pub text: String,
    pub lang: String,
    pub state: String,
    pub held_for: Option<String>,
    pub due_at: Option<i64>,
    /// By when the city means to decide.
    pub decide_by: i64,
}

/// The moments that make something late: `now`, and the start of today for what waits for a day.
#[derive(Clone, Copy, Debug)]
pub struct Moments {
    pub now: i64,
    pub today: i64,
}

const QUEUE: &str = " from received o join consultations c on c.id = o.consultation_id";

/// Milliseconds that the city gives itself.
const TARGET: &str = " + c.target_hours * 3600000";

/// Adds `where …`: whatever no moderator has looked at yet and nobody is still to compare with the paper, in consultations
/// that residents can see.
fn push_waiting(sql: &mut Sql) {
    sql.push(" where o.reviewed_at is null and c.listed_at is not null and not (").push(TO_BE_COMPARED).push(")");
}

/// The queue, what has waited longest first, after the cursor; one more than a page when there is more.
pub async fn queue(conn: &mut Conn, show: Show, moments: Moments, after: Option<i64>) -> sqlx::Result<Vec<Waiting>> {
    let cursor = match after {
        Some(number) => {
            let sql = AssertSqlSafe(format!("select {WAITS_SINCE}, o.number from opinions o where o.number = $1"));
            sqlx::query_as::<_, (i64, i64)>(sql).bind(number).fetch_optional(&mut *conn).await?
        }
        None => None,
    };
    let mut sql = Sql::new(
        "select o.number, o.receipt, substr(coalesce(v.body, o.original), 1, 201) as text, o.lang, o.state, o.held_for,
         o.due_at, ",
    );
    sql.push(WAITS_SINCE)
        .push(TARGET)
        .push(" as decide_by")
        .push(QUEUE)
        .push(" left join opinion_versions v on v.opinion_id = o.id and v.version = o.version");
    push_waiting(&mut sql);
    if show != Show::All {
        sql.push(" and ");
        condition(&mut sql, show, moments);
    }
    if let Some((since, number)) = cursor {
        sql.push(" and (").push(WAITS_SINCE).push(", o.number) > (").bind(since).push(", ").bind(number).push(")");
    }
    sql.push(" order by ")
        .push(WAITS_SINCE)
        .push(", o.number limit ")
        .bind(i64::try_from(PAGE + 1).unwrap_or(i64::MAX));
    let whole = |row: Waiting| Waiting { text: beginning(&row.text, BEGINNING).to_owned(), ..row };
    sql.fetch_all(conn).await?.iter().map(|row| Waiting::from_row(row).map(whole)).collect()
}

/// How many wait: all, on hold, overdue, published before anybody looked.
pub async fn counts(conn: &mut Conn, moments: Moments) -> sqlx::Result<(i64, i64, i64, i64)> {
    let mut sql = Sql::new("select count(*)");
    for show in [Show::Hold, Show::Overdue, Show::After] {
        sql.push(", cast(coalesce(sum(case when ");
        condition(&mut sql, show, moments);
        sql.push(" then 1 else 0 end), 0) as bigint)");
    }
    sql.push(QUEUE);
    push_waiting(&mut sql);
    sql.fetch_all(conn).await?.first().map_or(Ok((0, 0, 0, 0)), FromRow::from_row)
}

fn condition(sql: &mut Sql, show: Show, moments: Moments) {
    match show {
        Show::All => sql.push("1 = 1"),
        Show::Hold => sql.push("o.state = 'on_hold'"),
        Show::After => sql.push("o.public_body is not null"),
        Show::Overdue => sql
            .push("case when o.state = 'on_hold' then o.due_at < ")
            .bind(moments.today)
            .push(" else ")
            .push(WAITS_SINCE)
            .push(TARGET)
            .push(" < ")
            .bind(moments.now)
            .push(" end"),
    };
}

/// Themes that the author chose beside the main one, in order.
pub async fn more_themes(conn: &mut Conn, opinion_id: &str) -> sqlx::Result<Vec<String>> {
    let sql = "select theme_id from opinion_themes where opinion_id = $1 order by position";
    sqlx::query_scalar(sql).bind(opinion_id).fetch_all(conn).await
}

/// How an opinion that its author did not send himself came here.
#[derive(Debug, FromRow)]
pub struct Brought {
    /// Whoever wrote it down, or sent its file in.
    pub by: String,
    /// Where it was handed in; "": nobody said.
    pub place: String,
    /// The file's name; "": written down by hand.
    pub file: String,
}

pub async fn brought(conn: &mut Conn, opinion_id: &str) -> sqlx::Result<Option<Brought>> {
    let sql = "select a.name as by, coalesce(t.place, '') as place, coalesce(i.file_name, '') as file
               from opinions o join accounts a on a.id = o.recorded_by
               left join transcriptions t on t.opinion_id = o.id left join imports i on i.id = o.import_id
               where o.id = $1";
    sqlx::query_as(sql).bind(opinion_id).fetch_optional(conn).await
}

/// The masks that stand now: those of the newest decision that masked this version, as (starts, ends, reason).
pub async fn masks(conn: &mut Conn, opinion_id: &str, version: i64) -> sqlx::Result<Vec<(i64, i64, String)>> {
    let sql = "select starts, ends, reason from redactions where opinion_id = $1 and version = $2 and decision =
               (select max(decision) from redactions where opinion_id = $1 and version = $2) order by starts";
    sqlx::query_as(sql).bind(opinion_id).bind(version).fetch_all(conn).await
}

/// Holds an opinion still until the transaction ends. `false` when anything was decided or changed since it was
/// seen, or its author has asked that somebody else decides. State and version alone would let two holds, or two confirmations of what is public already, both pass.
pub async fn hold_still(tx: &mut Tx, opinion_id: &str, seen: Seen, decisions: i64) -> sqlx::Result<bool> {
    let sql = format!(
        "update opinions set decisions = decisions
         where id = $1 and state = $2 and version = $3 and decisions = $4 and not ({TO_BE_COMPARED})"
    );
    let held =
        sqlx::query(AssertSqlSafe(sql)).bind(opinion_id).bind(seen.state.name()).bind(seen.version).bind(decisions);
    // Asked only then: whoever asks for another look holds it still, too.
    Ok(held.execute(&mut **tx).await?.rows_affected() == 1 && !appeals::store::is_open(tx, opinion_id).await?)
}

/// Receipts of opinions whose public text is not their text less its masks, or whose key is not that of their text:
/// both are derived, so somebody has changed one of them by hand.
pub async fn altered(conn: &mut Conn) -> sqlx::Result<Vec<String>> {
    const PORTION: i64 = 500;
    let sql =
        "select o.number, o.id, o.receipt, o.version, o.state, o.public_body, o.text_key, coalesce(v.body, o.original)
               from opinions o left join opinion_versions v on v.opinion_id = o.id and v.version = o.version
               where o.number > $1 order by o.number limit $2";
    type Found = (i64, String, String, i64, String, Option<String>, String, String);
    let (mut altered, mut last) = (Vec::new(), 0);
    loop {
        let rows: Vec<Found> = sqlx::query_as(sql).bind(last).bind(PORTION).fetch_all(&mut *conn).await?;
        let Some((number, ..)) = rows.last() else { return Ok(altered) };
        last = *number;
        for (_, id, receipt, version, state, public, key, text) in rows {
            let masks = match state == State::PublishedRedacted.name() {
                true => masks(conn, &id, version).await?,
                false => Vec::new(),
            };
            let spans: Vec<Redaction> = masks.iter().filter_map(redaction).collect();
            let derived = public.as_deref().is_none_or(|public| public == redact(&text, &spans));
            if !derived || spans.len() != masks.len() || key != text_key(&text) {
                altered.push(receipt);
            }
        }
    }
}

fn redaction((starts, ends, reason): &(i64, i64, String)) -> Option<Redaction> {
    let place = |at: i64| usize::try_from(at).ok();
    Some(Redaction { starts: place(*starts)?, ends: place(*ends)?, reason: Reason::parse(reason)? })
}
