//! SQL of meetings.

use super::{Meeting, Note};
use crate::base::calendar::parse_day;
use crate::base::db::{Conn, Tx};

/// Of a note of a workshop its meeting and its dots, for queries of `opinions o`.
pub const NOTE: &str = "
    case when o.channel = 'workshop' then (select m.held_on || ' ' || m.name from notes n join meetings m on m.id = n.meeting_id
                                           where n.opinion_id = o.id) end as meeting,
    case when o.channel = 'workshop' then (select n.dots from notes n where n.opinion_id = o.id) end as dots,";

/// A consultation's meetings, oldest first.
pub async fn list(conn: &mut Conn, consultation_id: &str) -> sqlx::Result<Vec<Meeting>> {
    let sql = "select id, number, held_on, starts, ends, name, agenda from meetings where consultation_id = $1 order by held_on, number";
    let rows: Vec<(String, i64, String, String, String, String, String)> =
        sqlx::query_as(sql).bind(consultation_id).fetch_all(conn).await?;
    let known = rows.into_iter().filter_map(|(id, number, held_on, starts, ends, name, agenda)| {
        Some(Meeting {
            id,
            number,
            held_on: parse_day(&held_on)?,
            starts,
            ends,
            name,
            agenda: agenda.lines().map(str::to_owned).collect(),
        })
    });
    Ok(known.collect())
}

/// Where an opinion hung, if it was a note: only of the channel `workshop` is it worth asking.
pub async fn note(conn: &mut Conn, receipt: &str) -> sqlx::Result<Option<Note>> {
    let sql = "select m.held_on, m.name, n.table_name, n.dots from notes n join meetings m on m.id = n.meeting_id
               join opinions o on o.id = n.opinion_id where o.receipt = $1";
    sqlx::query_as(sql).bind(receipt).fetch_optional(conn).await
}

/// The number of a meeting to come.
pub async fn next_number(tx: &mut Tx, consultation_id: &str) -> sqlx::Result<i64> {
    let sql = "select coalesce(max(number), 0) + 1 from meetings where consultation_id = $1";
    sqlx::query_scalar(sql).bind(consultation_id).fetch_one(&mut **tx).await
}

pub async fn insert(tx: &mut Tx, consultation_id: &str, meeting: &Meeting) -> sqlx::Result<()> {
    let sql = "insert into meetings (id, consultation_id, number, held_on, starts, ends, name, agenda) values ($1, $2, $3, $4, $5, $6, $7, $8)";
    sqlx::query(sql)
        .bind(&meeting.id)
        .bind(consultation_id)
        .bind(meeting.number)
        .bind(meeting.held_on.to_string())
        .bind(&meeting.starts)
        .bind(&meeting.ends)
        .bind(&meeting.name)
        .bind(meeting.agenda.join("\n"))
        .execute(&mut **tx)
        .await
        .map(|_| ())
}
