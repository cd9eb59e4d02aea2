//! SQL of taking a decision back.

use crate::base::db::{Engine, Tx};
use crate::base::{id, search};
use crate::opinions::State;
use crate::opinions::store::{Decision, Full, state};
use crate::opinions::text::{redact, searchable};

/// Puts an opinion back to where it stood before its newest decision, which is the last of `history`, and writes down that it
/// was taken back. `false` when something has been done since.
pub async fn undo(
    tx: &mut Tx,
    engine: Engine,
    opinion: &Full,
    (last, before): (&Decision, Option<&Decision>),
    by: &str,
    now: i64,
) -> sqlx::Result<bool> {
    let to = state(&last.from_state)?;
    // A hold that stands again ends on the day that was set for it, and why is known.
    let hold = before.filter(|_| to == State::OnHold);
    let (due_at, note) = (hold.and_then(|hold| hold.due_at), hold.map_or("", |hold| &hold.note));
    let public = (to == State::Published).then(|| redact(&opinion.text, &[]));
    let sql =
        "update opinions set state = $5, decisions = decisions + 1, public_body = $6, due_at = $7, reviewed_at = null,
               decide_by = case when $7 is null then
                   (select coalesce((select max(v.created_at) from opinion_versions v where v.opinion_id = opinions.id),
                       opinions.recorded_at, opinions.submitted_at) + c.target_hours * 3600000
                    from consultations c where c.id = opinions.consultation_id)
                   else $7 + 86400000 end
               where id = $1 and state = $2 and version = $3 and decisions = $4 returning decisions";
    let moved = sqlx::query_scalar(sql)
        .bind(&opinion.id)
        .bind(&last.to_state)
        .bind(opinion.version)
        .bind(last.number)
        .bind(to.name())
        .bind(&public)
        .bind(due_at);
    let Some(number): Option<i64> = moved.fetch_optional(&mut **tx).await? else { return Ok(false) };
    let sql = "insert into decisions (id, opinion_id, number, version, from_state, to_state, message, note, due_at, decided_by,
               decided_at, undoes) values ($1, $2, $3, $4, $5, $6, '', $11, $7, $8, $9, $10)";
    sqlx::query(sql)
        .bind(id::new(now))
        .bind(&opinion.id)
        .bind(number)
        .bind(opinion.version)
        .bind(&last.to_state)
        .bind(to.name())
        .bind(due_at)
        .bind(by)
        .bind(now)
        .bind(last.number)
        .bind(note)
        .execute(&mut **tx)
        .await?;
    let words = public.as_deref().map(searchable).unwrap_or_default();
    search::replace(tx, engine, search::Entry { number: opinion.number, public: &words, original: &opinion.text })
        .await?;
    Ok(true)
}
