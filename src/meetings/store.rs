//! SQL of meetings.

use std::collections::BTreeSet;

use futures_util::TryStreamExt;
use serde::Deserialize;
use sqlx::any::AnyRow;
use sqlx::{AssertSqlSafe, FromRow, Row};

use super::{Meeting, Named, Note};
use crate::base::calendar::parse_day;
use crate::base::db::{Conn, Tx};
use crate::base::settings;
use crate::base::text::Lang;
use crate::consultations::{self, Consultation};

/// SQL, as a part of `joined!` for queries of `opinions o`: of a note of a workshop its meeting, its dots and what else is
/// asked for, each empty where there is none.
macro_rules! note_parts {
    ($more:literal, $none:literal) => {
        concat!(
            "coalesce(case when o.channel = 'workshop' then (select ",
            joined!("m.held_on || ' ' || m.name, coalesce(cast(n.dots as text), '')", $more),
            " from notes n join meetings m on m.id = n.meeting_id where n.opinion_id = o.id) end, '\u{1F}",
            $none,
            "')"
        )
    };
}

pub(crate) use note_parts;

const COLUMNS: &str = "select id, number, held_on, starts, ends, name, place, agenda, consultation_id from meetings";

/// A row of `COLUMNS`, with the consultation's id.
fn read(row: &AnyRow) -> sqlx::Result<(String, Meeting)> {
    let held_on: String = row.try_get("held_on")?;
    let no_day = || sqlx::Error::Decode(format!("{held_on} is no day of a meeting").into());
    let agenda: String = row.try_get("agenda")?;
    let meeting = Meeting {
        id: row.try_get("id")?,
        number: row.try_get("number")?,
        held_on: parse_day(&held_on).ok_or_else(no_day)?,
        starts: row.try_get("starts")?,
        ends: row.try_get("ends")?,
        name: row.try_get("name")?,
        others: Vec::new(),
        place: row.try_get("place")?,
        agenda: agenda.lines().map(str::to_owned).collect(),
    };
    Ok((row.try_get("consultation_id")?, meeting))
}

/// A consultation's meetings, oldest first.
pub async fn list(conn: &mut Conn, consultation_id: &str) -> sqlx::Result<Vec<Meeting>> {
    let sql = "where import_id is null and consultation_id = $1 order by held_on, number";
    let mut meetings = all(conn, sql, consultation_id).await?;
    let sql = "select t.meeting_id, t.lang, t.name from meeting_texts t join meetings m on m.id = t.meeting_id
               where m.consultation_id = $1";
    name_all(conn, sql, consultation_id, &mut meetings).await?;
    Ok(meetings)
}

/// Gives meetings their names in other languages.
async fn name_all(conn: &mut Conn, sql: &'static str, of: &str, meetings: &mut [Meeting]) -> sqlx::Result<()> {
    let names: Vec<(String, String, String)> = sqlx::query_as(sql).bind(of).fetch_all(conn).await?;
    for (id, lang, name) in names {
        // A language may have gone with its folder.
        if let (Some(meeting), Some(lang)) = (meetings.iter_mut().find(|it| it.id == id), Lang::parse(&lang)) {
            meeting.others.push((lang, name));
        }
    }
    meetings.iter_mut().for_each(|meeting| meeting.others.sort_by_key(|(lang, _)| *lang));
    Ok(())
}

async fn all(conn: &mut Conn, which: &'static str, value: &str) -> sqlx::Result<Vec<Meeting>> {
    let sql = AssertSqlSafe(format!("{COLUMNS} {which}"));
    let rows = sqlx::query(sql).bind(value).fetch_all(conn).await?;
    rows.iter().map(|row| Ok(read(row)?.1)).collect()
}

/// Those that were made for the rows of a file: nobody sees them yet.
pub async fn made(conn: &mut Conn, import: &str) -> sqlx::Result<Vec<Meeting>> {
    all(conn, "where import_id = $1", import).await
}

/// Hides a meeting until the import is in.
pub async fn hide(tx: &mut Tx, id: &str, import: &str) -> sqlx::Result<()> {
    let sql = "update meetings set import_id = $2 where id = $1";
    sqlx::query(sql).bind(id).bind(import).execute(&mut **tx).await.map(|_| ())
}

/// Shows the meetings that were made for the rows of a file.
pub async fn show_made(tx: &mut Tx, import: &str) -> sqlx::Result<()> {
    let sql = "update meetings set import_id = null where import_id = $1";
    sqlx::query(sql).bind(import).execute(&mut **tx).await.map(|_| ())
}

/// Deletes them. To be done when no row is left.
pub async fn forget_made(tx: &mut Tx, import: &str) -> sqlx::Result<()> {
    sqlx::query("delete from meetings where import_id = $1").bind(import).execute(&mut **tx).await.map(|_| ())
}

/// A meeting and its consultation.
pub async fn find(conn: &mut Conn, id: &str) -> sqlx::Result<Option<(Consultation, Meeting)>> {
    let Some((call, meeting)) = one(conn, id).await? else { return Ok(None) };
    Ok(consultations::store::find_by_id(conn, &call).await?.map(|call| (call, meeting)))
}

/// A meeting, and the id of its consultation.
async fn one(conn: &mut Conn, id: &str) -> sqlx::Result<Option<(String, Meeting)>> {
    let sql = AssertSqlSafe(format!("{COLUMNS} where id = $1 and import_id is null"));
    let Some(row) = sqlx::query(sql).bind(id).fetch_optional(&mut *conn).await? else { return Ok(None) };
    let (call, mut meeting) = read(&row)?;
    let sql = "select meeting_id, lang, name from meeting_texts where meeting_id = $1";
    name_all(conn, sql, id, std::slice::from_mut(&mut meeting)).await?;
    Ok(Some((call, meeting)))
}

/// Where an opinion hung, if it was a note: only of the channel `workshop` is it worth asking.
pub async fn note(conn: &mut Conn, receipt: &str) -> sqlx::Result<Option<Note>> {
    let sql = "select n.meeting_id, n.table_name, n.dots from notes n join opinions o on o.id = n.opinion_id
               where o.receipt = $1";
    let found: Option<(String, String, Option<i64>)> =
        sqlx::query_as(sql).bind(receipt).fetch_optional(&mut *conn).await?;
    let Some((meeting, table_name, dots)) = found else { return Ok(None) };
    Ok(one(conn, &meeting).await?.map(|(_, meeting)| Note { meeting, table_name, dots }))
}

/// The number of a meeting to come: nobody else takes one before the transaction ends.
pub async fn next_number(tx: &mut Tx, consultation_id: &str) -> sqlx::Result<i64> {
    settings::take_turn(tx, "meeting").await?;
    let sql = "select coalesce(max(number), 0) + 1 from meetings where consultation_id = $1";
    sqlx::query_scalar(sql).bind(consultation_id).fetch_one(&mut **tx).await
}

pub async fn insert(tx: &mut Tx, consultation_id: &str, meeting: &Meeting) -> sqlx::Result<()> {
    let sql = "insert into meetings (id, consultation_id, number, held_on, starts, ends, name, agenda, place)
               values ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    sqlx::query(sql)
        .bind(&meeting.id)
        .bind(consultation_id)
        .bind(meeting.number)
        .bind(meeting.held_on.to_string())
        .bind(&meeting.starts)
        .bind(&meeting.ends)
        .bind(&meeting.name)
        .bind(meeting.agenda.join("\n"))
        .bind(&meeting.place)
        .execute(&mut **tx)
        .await?;
    put_names(tx, meeting).await
}

/// Names of a language whose folder is gone stay as they are.
async fn put_names(tx: &mut Tx, meeting: &Meeting) -> sqlx::Result<()> {
    for lang in Lang::others() {
        let sql = "delete from meeting_texts where meeting_id = $1 and lang = $2";
        sqlx::query(sql).bind(&meeting.id).bind(lang.code()).execute(&mut **tx).await?;
    }
    for (lang, name) in &meeting.others {
        let sql = "insert into meeting_texts (meeting_id, lang, name) values ($1, $2, $3)";
        sqlx::query(sql).bind(&meeting.id).bind(lang.code()).bind(name).execute(&mut **tx).await?;
    }
    Ok(())
}

/// Writes down a meeting's day, names and place as they are now.
pub async fn change(tx: &mut Tx, meeting: &Meeting) -> sqlx::Result<()> {
    let sql = "update meetings set held_on = $2, name = $3, place = $4 where id = $1";
    let change = sqlx::query(sql).bind(&meeting.id).bind(meeting.held_on.to_string());
    change.bind(&meeting.name).bind(&meeting.place).execute(&mut **tx).await?;
    put_names(tx, meeting).await
}

/// A file on its way in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Awaited {
    pub import: String,
    pub file_name: String,
}

/// Of a plan and of a trial what they tell of meetings.
#[derive(Default, Deserialize)]
struct Told {
    #[serde(default)]
    meeting: Option<String>,
    #[serde(default)]
    meetings: BTreeSet<Named>,
}

/// The file on its way in whose rows are, or may be, notes of a meeting. One that is being taken in has settled already which
/// meetings its rows hang in, so it waits for none of its consultation.
pub async fn awaited(conn: &mut Conn, call: &str, meeting: &Meeting) -> sqlx::Result<Option<Awaited>> {
    let sql = "select id, file_name, state, plan, report from imports
               where consultation_id = $1 and applied_at is null and state <> 'stopped' order by id";
    let told = |json: &str| serde_json::from_str::<Told>(json).unwrap_or_default();
    let mut rows = sqlx::query_as::<_, (String, String, String, String, String)>(sql).bind(call).fetch(conn);
    while let Some((import, file_name, state, plan, report)) = rows.try_next().await? {
        let is_moving = state == "running" || state == "stopping";
        if is_moving
            || told(&plan).meeting.as_deref() == Some(meeting.id.as_str())
            || told(&report).meetings.iter().any(|it| it.may_be(meeting))
        {
            return Ok(Some(Awaited { import, file_name }));
        }
    }
    Ok(None)
}

/// Gives the names of a meeting in other languages to another, where that one has none.
pub async fn move_names(tx: &mut Tx, from: &str, to: &str) -> sqlx::Result<()> {
    let sql = "update meeting_texts set meeting_id = $2
               where meeting_id = $1 and lang not in (select lang from meeting_texts where meeting_id = $2)";
    sqlx::query(sql).bind(from).bind(to).execute(&mut **tx).await.map(|_| ())
}

/// Hangs all notes of a meeting into another.
pub async fn move_notes(tx: &mut Tx, from: &str, to: &str) -> sqlx::Result<()> {
    let sql = "update notes set meeting_id = $2 where meeting_id = $1";
    sqlx::query(sql).bind(from).bind(to).execute(&mut **tx).await.map(|_| ())
}

/// Gives the notes of a meeting that reached the city from `from` to `to`, unix ms, another moment of it. Answers how many.
pub async fn move_arrival(tx: &mut Tx, meeting: &str, (from, to): (i64, i64), at: i64) -> sqlx::Result<u64> {
    let sql = "update opinions set submitted_at = $4 where submitted_at >= $2 and submitted_at < $3
               and id in (select opinion_id from notes where meeting_id = $1)";
    Ok(sqlx::query(sql).bind(meeting).bind(from).bind(to).bind(at).execute(&mut **tx).await?.rows_affected())
}

/// Whether notes hang in it.
pub async fn has_notes(conn: &mut Conn, meeting: &str) -> sqlx::Result<bool> {
    let sql = "select count(*) from notes where meeting_id = $1";
    Ok(sqlx::query_scalar::<_, i64>(sql).bind(meeting).fetch_one(conn).await? > 0)
}

/// Deletes a meeting. `false` where notes hang in it.
pub async fn remove(tx: &mut Tx, id: &str) -> sqlx::Result<bool> {
    let sql = "delete from meetings where id = $1 and not exists (select 1 from notes where meeting_id = $1)";
    Ok(sqlx::query(sql).bind(id).execute(&mut **tx).await?.rows_affected() == 1)
}

/// What has been taken in of each meeting of a consultation.
#[derive(Clone, Debug, FromRow)]
pub struct Sum {
    pub meeting_id: String,
    pub tables: i64,
    pub notes: i64,
    pub dots: i64,
}

/// Meetings with notes; those without are left out. Found by the notes, not by all opinions: hence the cross join.
pub async fn sums(conn: &mut Conn, call: &str) -> sqlx::Result<Vec<Sum>> {
    let sql = "select n.meeting_id, count(distinct n.table_name) as tables, count(*) as notes,
                   cast(coalesce(sum(n.dots), 0) as bigint) as dots
               from notes n cross join received o where o.id = n.opinion_id and o.consultation_id = $1 group by n.meeting_id";
    sqlx::query_as(sql).bind(call).fetch_all(conn).await
}
