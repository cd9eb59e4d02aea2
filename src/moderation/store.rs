//! SQL of what a moderator sees of an opinion, and of holding it still.

use sqlx::{AssertSqlSafe, FromRow};

use crate::appeals;
use crate::base::db::{Conn, Tx};
use crate::base::fold::text_key;
use crate::base::id;
use crate::opinions::store::{Seen, TO_BE_COMPARED};
use crate::opinions::text::{Redaction, redact};
use crate::opinions::{Reason, State};

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

/// What somebody of the staff told the others.
#[derive(Clone, Debug, FromRow)]
pub struct Remark {
    /// '' where the opinion was only handed over.
    pub body: String,
    pub by_name: String,
    /// To whom it was handed over.
    pub to_name: Option<String>,
    pub written_at: i64,
}

/// All of an opinion, newest first.
pub async fn remarks(conn: &mut Conn, opinion_id: &str) -> sqlx::Result<Vec<Remark>> {
    let sql = "select r.body, a.name as by_name, t.name as to_name, r.written_at from remarks r
               join accounts a on a.id = r.written_by left join accounts t on t.id = r.handed_to
               where r.opinion_id = $1 order by r.written_at desc, r.id desc";
    sqlx::query_as(sql).bind(opinion_id).fetch_all(conn).await
}

/// Writes one down; `to`: hands the opinion over with it, to an account or to anybody. `false` when it is to be handed over
/// and somebody has decided on it by now.
pub async fn remark(
    tx: &mut Tx,
    opinion_id: &str,
    (body, to): (&str, Option<Option<&str>>),
    by: &str,
    now: i64,
) -> sqlx::Result<bool> {
    if let Some(to) = to {
        let sql = "update opinions set assigned_to = $2 where id = $1 and reviewed_at is null";
        if sqlx::query(sql).bind(opinion_id).bind(to).execute(&mut **tx).await?.rows_affected() == 0 {
            return Ok(false);
        }
    }
    // Given back to all without a word there is nothing to tell.
    if body.is_empty() && to == Some(None) {
        return Ok(true);
    }
    let sql =
        "insert into remarks (id, opinion_id, body, handed_to, written_by, written_at) values ($1, $2, $3, $4, $5, $6)";
    let written = sqlx::query(sql).bind(id::new(now)).bind(opinion_id).bind(body).bind(to.flatten()).bind(by).bind(now);
    written.execute(&mut **tx).await.map(|_| true)
}

/// Account and name of whoever is to decide on an opinion, where it was handed to somebody.
pub async fn assignee(conn: &mut Conn, opinion_id: &str) -> sqlx::Result<Option<(String, String)>> {
    let sql = "select a.id, a.name from opinions o join accounts a on a.id = o.assigned_to where o.id = $1";
    sqlx::query_as(sql).bind(opinion_id).fetch_optional(conn).await
}

/// Account and name of everybody who moderates, by name.
pub async fn moderators(conn: &mut Conn) -> sqlx::Result<Vec<(String, String)>> {
    let sql = "select a.id, a.name from accounts a join account_roles r on r.account_id = a.id
               where r.role = 'moderator' and a.disabled_at is null order by a.name, a.id";
    sqlx::query_as(sql).fetch_all(conn).await
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
