//! SQL of staged rows.

use std::collections::HashMap;

use super::{Common, Entry};
use crate::base::calendar::{DAY_MS, fiscal_prefix};
use crate::base::db::{Conn, Tx};
use crate::base::fold::text_key;
use crate::base::sql::{Sql, portions};
use crate::decisions::carried::Carried;
use crate::imports::store::Import;
use crate::mapping::draft::{Draft, Hung, Theme};
use crate::opinions::text::{Redaction, redact};
use crate::opinions::{Checking, State};
use crate::receipts;

/// What has arrived under an id, as it was first sent and as it is now.
pub struct Arrived {
    /// Whose number the id is; '': our own, or that of a list without a name.
    list: String,
    original: String,
    changed: Option<String>,
}

impl Arrived {
    /// Whether a row of this list means it by its id.
    pub fn is_of(&self, list: &str) -> bool {
        self.list == list
    }

    pub fn says(&self, words: &str) -> bool {
        self.original == words || self.changed.as_deref() == Some(words)
    }
}

const ARRIVED: &str = "o.consultation_id, o.original, v.body
    from received o left join opinion_versions v on v.opinion_id = o.id and v.version = o.version";

/// What has arrived under these ids in whatever list, by id. Those of a file that is not in yet may never come. Our own
/// files call an opinion by its receipt.
pub async fn arrived(conn: &mut Conn, call: &str, ids: &[&str]) -> sqlx::Result<HashMap<String, Vec<Arrived>>> {
    let mut found: HashMap<String, Vec<Arrived>> = HashMap::new();
    let receipts: Vec<&str> = ids.iter().copied().filter(|id| receipts::running(id).is_some()).collect();
    // Each along its own index: asked for the consultation, too, SQLite would read all of it for each portion of receipts.
    let by_receipt = receipts.chunks(128).map(|some| {
        let mut sql = Sql::new("select o.receipt, '', ");
        sql.push(ARRIVED).push(" where o.receipt in (").bind_set(some.iter().copied()).push(")");
        sql
    });
    let by_id = ids.chunks(128).map(|some| {
        let mut sql = Sql::new("select o.external_id, o.external_list, ");
        sql.push(ARRIVED).push(" where o.consultation_id = ").bind(call);
        sql.push(" and o.external_id in (").bind_set(some.iter().copied()).push(")");
        sql
    });
    for sql in by_receipt.chain(by_id) {
        for (id, list, of, original, changed) in sql.fetch_as::<(_, _, String, _, _)>(&mut *conn).await? {
            if of == call {
                found.entry(id).or_default().push(Arrived { list, original, changed });
            }
        }
    }
    Ok(found)
}

/// Names of the other files, still on their way in, that have brought these ids of a list.
pub async fn holders(conn: &mut Conn, import: &Import, list: &str, ids: &[&str]) -> sqlx::Result<Vec<String>> {
    let mut names = Vec::new();
    for some in ids.chunks(128) {
        let mut sql = Sql::given(
            [import.consultation_id.as_str().into(), list.into(), import.id.as_str().into()],
            "select distinct i.file_name from opinions o join imports i on i.id = o.import_id
             where i.state in ('running', 'stopping') and o.consultation_id = $1 and o.external_list = $2
             and o.import_id <> $3 and o.external_id in (",
        );
        sql.bind_set(some.iter().copied()).push(")");
        names.extend(sql.fetch_as::<(String,)>(&mut *conn).await?.into_iter().map(|(name,)| name));
    }
    Ok(names)
}

struct Row<'a> {
    id: String,
    submitter: String,
    theme: &'a str,
    further: Vec<&'a str>,
    /// Of a note: its meeting.
    hung: Option<(&'a str, &'a Hung)>,
    entry: &'a Entry,
}

/// A row on which somebody decided elsewhere.
struct Decided<'a> {
    row: &'a Row<'a>,
    carried: &'a Carried,
    at: i64,
}

impl<'a> Decided<'a> {
    fn of(row: &'a Row<'a>) -> Option<Self> {
        let carried = row.entry.draft.decided.as_ref().filter(|it| it.state != State::Pending)?;
        Some(Self { row, carried, at: carried.at? })
    }
}

/// Statements that write rows which nobody sees yet. Safe to run twice: what stands already is passed over.
pub fn statements<'a>(common: &'a Common, entries: &'a [Entry]) -> Vec<Sql> {
    let theme = |theme: &Theme| common.themes.get(theme).map(String::as_str);
    let row = |entry: &'a Entry| {
        let Entry { number, draft } = entry;
        let (id, submitter) = (common.row_id(*number), common.submitter_id(*number, draft.submitter.as_deref()));
        let further = draft.themes.iter().skip(1).filter_map(theme).collect();
        let meeting = |hung: &'a Hung| common.meetings.get(&hung.meeting).map(|meeting| (meeting.as_str(), hung));
        let hung = match &draft.hung {
            Some(hung) => Some(meeting(hung)?),
            None => None,
        };
        Some(Row { id, submitter, theme: theme(draft.themes.first()?)?, further, hung, entry })
    };
    let rows: Vec<Row<'_>> = entries.iter().filter_map(row).collect();
    let mut statements = Vec::new();
    for some in portions(&rows) {
        statements.extend([insert_submitters(common, some), insert_opinions(common, some)]);
    }
    let pairs: Vec<(&str, &str, i64)> = rows
        .iter()
        .flat_map(|row| row.further.iter().zip(1i64..).map(|(theme, position)| (row.id.as_str(), *theme, position)))
        .collect();
    statements.extend(portions(&pairs).map(insert_themes));
    let decided: Vec<Decided<'_>> = rows.iter().filter_map(Decided::of).collect();
    statements.extend(portions(&decided).map(|some| insert_decisions(common, some)));
    let masks: Vec<(&str, &Redaction)> =
        decided.iter().flat_map(|it| it.carried.masks.iter().map(|mask| (it.row.id.as_str(), mask))).collect();
    statements.extend(portions(&masks).map(insert_masks));
    let places: Vec<(&str, &str)> =
        rows.iter().filter_map(|row| Some((row.id.as_str(), row.entry.draft.place.as_deref()?))).collect();
    statements.extend(portions(&places).map(insert_transcriptions));
    let notes: Vec<(&str, &str, &Hung)> =
        rows.iter().filter_map(|row| row.hung.map(|(meeting, note)| (row.id.as_str(), meeting, note))).collect();
    statements.extend(portions(&notes).map(insert_notes));
    statements
}

fn insert_submitters(common: &Common, rows: &[Row<'_>]) -> Sql {
    let mut sql = Sql::given(
        [common.import.consultation_id.as_str().into(), common.now.into(), common.import.id.as_str().into()],
        "insert into submitters (consultation_id, created_at, import_id, id) values ",
    );
    for (place, row) in rows.iter().enumerate() {
        sql.push(if place > 0 { ", ($1, $2, $3, " } else { "($1, $2, $3, " }).bind(&row.submitter).push(")");
    }
    sql.push(" on conflict do nothing");
    sql
}

fn insert_opinions(common: &Common, rows: &[Row<'_>]) -> Sql {
    let Import { consultation_id, requested_by, id, .. } = &common.import;
    // Nobody read our purpose before writing, and nobody has a code.
    let mut sql = Sql::given(
        [
            consultation_id.into(),
            requested_by.into(),
            id.into(),
            common.now.into(),
            common.list.as_str().into(),
            (common.now + common.target_ms).into(),
        ],
        "insert into opinions (consultation_id, recorded_by, import_id, recorded_at, external_list, version, purpose_version, code_hash,
         decide_by, state, decisions, public_body, published_at, reviewed_at, due_at, original, id, number, receipt, submitter_id, theme_id,
         channel, lang, age_band, area, relation, text_key, form_key_hash, submitted_at, external_id) values ",
    );
    let prefix = fiscal_prefix(common.app.zone.date(common.now));
    // Most files bring what waits: those rows need no words for it.
    let all_wait = rows.iter().all(|row| row.entry.draft.decided.is_none());
    for (place, row) in rows.iter().enumerate() {
        let Entry { number, draft } = row.entry;
        let body = draft.body.as_str();
        let receipt = receipts::number(&prefix, *number);
        sql.push(if place > 0 { ", (" } else { "(" }).push("$1, $2, $3, $4, $5, 1, 0, '-', ");
        match all_wait {
            true => sql.push("$6, 'pending', 0, null, null, null, null, "),
            false => bind_standing(&mut sql, draft).push(", "),
        };
        sql.bind(body).push(", ").bind(&row.id).push(", ").bind(*number).push(", ");
        sql.bind_list([receipt.as_str(), &row.submitter, row.theme, draft.channel.name(), &draft.lang]).push(", ");
        sql.bind_list([draft.age_band.clone(), draft.area.clone(), draft.relation.clone()]).push(", ");
        // What stands for a form: the row itself.
        sql.bind_list([text_key(body), format!("i-{}", row.id)]).push(", ");
        sql.bind(draft.received_at).push(", ").bind(draft.external.clone()).push(")");
    }
    // Written before the machine died, or an id that came in meanwhile.
    sql.push(" on conflict do nothing");
    sql
}

/// Where a row stands, as `opinions::store::change` would have left it.
fn bind_standing<'s>(sql: &'s mut Sql, draft: &Draft) -> &'s mut Sql {
    let Some(carried) = &draft.decided else {
        return sql.push("$6, 'pending', 0, null, null, null, null");
    };
    let Carried { state, masks, due_at, at, .. } = carried;
    let public = state.is_public().then(|| redact(draft.body.as_str(), masks));
    let published = state.is_public().then_some(at.unwrap_or(draft.received_at));
    let reviewed = at.filter(|_| !matches!(state, State::Pending | State::OnHold));
    match due_at {
        Some(due) => sql.bind(due + DAY_MS),
        None => sql.push("$6"),
    };
    sql.push(", ")
        .bind(state.name())
        .push(", ")
        .bind(i64::from(carried.is_decided()))
        .push(", ")
        .bind(public)
        .push(", ");
    sql.bind(published).push(", ").bind(reviewed).push(", ").bind(*due_at)
}

fn insert_themes(pairs: &[(&str, &str, i64)]) -> Sql {
    let mut sql = Sql::new("insert into opinion_themes (opinion_id, theme_id, position) select v.o, v.t, v.p from (");
    for (place, (opinion, theme, position)) in pairs.iter().enumerate() {
        sql.push(if place > 0 { " union all select " } else { "select " }).bind(*opinion).push(" as o, ");
        sql.bind(*theme).push(" as t, ").bind(*position).push(" as p");
    }
    // A row that was passed over has no themes either.
    sql.push(") v where v.o in (select id from opinions) on conflict do nothing");
    sql
}

fn insert_decisions(common: &Common, decided: &[Decided<'_>]) -> Sql {
    let mut sql = Sql::new(
        "insert into decisions (opinion_id, number, version, from_state, id, to_state, reason, message, note, due_at,
         decided_by, decided_at) select v.o, 1, 1, 'pending', v.d, v.t, v.r, v.m, v.n, v.u, v.b, v.a from (",
    );
    for (place, Decided { row, carried, at }) in decided.iter().enumerate() {
        // Only the author takes his words back.
        let by = (carried.state != State::Withdrawn).then(|| common.import.requested_by.clone());
        sql.push(if place > 0 { " union all select " } else { "select " }).bind(&row.id).push(" as o, ");
        sql.bind(format!("d-{}", row.id)).push(" as d, ").bind(carried.state.name()).push(" as t, ");
        sql.bind(carried.reason.map(|reason| reason.name().to_owned())).push(" as r, ").bind(&carried.message);
        sql.push(" as m, ").bind(&carried.note).push(" as n, ").bind(carried.due_at).push(" as u, ").bind(by);
        sql.push(" as b, ").bind(*at).push(" as a");
    }
    sql.push(") v where v.o in (select id from opinions) on conflict do nothing");
    sql
}

fn insert_masks(masks: &[(&str, &Redaction)]) -> Sql {
    let mut sql = Sql::new(
        "insert into redactions (opinion_id, version, decision, starts, ends, reason)
         select v.o, 1, 1, v.s, v.e, v.r from (",
    );
    let place_of = |at: usize| i64::try_from(at).unwrap_or(i64::MAX);
    for (place, (opinion, mask)) in masks.iter().enumerate() {
        sql.push(if place > 0 { " union all select " } else { "select " }).bind(*opinion).push(" as o, ");
        sql.bind(place_of(mask.starts)).push(" as s, ").bind(place_of(mask.ends)).push(" as e, ");
        sql.bind(mask.reason.name()).push(" as r");
    }
    sql.push(") v where v.o in (select id from opinions) on conflict do nothing");
    sql
}

/// Where somebody handed it in, as on the page for paper and telephone; it is compared with no paper here.
fn insert_transcriptions(places: &[(&str, &str)]) -> Sql {
    let mut sql = Sql::given(
        [Checking::Unasked.name().into()],
        "insert into transcriptions (checking, opinion_id, place) select $1, v.o, v.p from (",
    );
    for (place, (opinion, name)) in places.iter().enumerate() {
        sql.push(if place > 0 { " union all select " } else { "select " }).bind(*opinion).push(" as o, ");
        sql.bind(*name).push(" as p");
    }
    sql.push(") v where v.o in (select id from opinions) on conflict do nothing");
    sql
}

fn insert_notes(notes: &[(&str, &str, &Hung)]) -> Sql {
    let mut sql =
        Sql::new("insert into notes (opinion_id, meeting_id, table_name, dots) select v.o, v.m, v.t, v.d from (");
    for (place, (opinion, meeting, note)) in notes.iter().enumerate() {
        sql.push(if place > 0 { " union all select " } else { "select " }).bind(*opinion).push(" as o, ");
        sql.bind(*meeting).push(" as m, ").bind(&note.table).push(" as t, ").bind(note.dots).push(" as d");
    }
    sql.push(") v where v.o in (select id from opinions) on conflict do nothing");
    sql
}

/// How many opinions it has brought. They are looked for among its own numbers.
pub async fn count(conn: &mut Conn, id: &str) -> sqlx::Result<i64> {
    let sql = "select count(*) from imports i join opinions o on o.number >= i.first_number
               and o.number < i.first_number + i.numbers and o.import_id = i.id where i.id = $1";
    sqlx::query_scalar(sql).bind(id).fetch_one(conn).await
}

/// Takes a portion of its rows back, the last first. `false` when there are no more. Only after `imports::store::hold_back`
/// in the same transaction.
pub async fn take_back(tx: &mut Tx, id: &str, portion: i64) -> sqlx::Result<bool> {
    let sql = "select o.id, o.submitter_id from imports i join opinions o on o.number >= i.first_number
               and o.number < i.first_number + i.numbers and o.import_id = i.id
               where i.id = $1 order by o.number desc limit $2";
    let rows: Vec<(String, String)> = sqlx::query_as(sql).bind(id).bind(portion).fetch_all(&mut **tx).await?;
    for some in portions(&rows) {
        // No index holds them: that is of what is received.
        let opinions = || some.iter().map(|(opinion, _)| opinion.as_str());
        for table in [
            "delete from notes where opinion_id in (",
            "delete from transcriptions where opinion_id in (",
            "delete from redactions where opinion_id in (",
            "delete from decisions where opinion_id in (",
            "delete from opinion_themes where opinion_id in (",
        ] {
            let mut sql = Sql::new(table);
            sql.bind_list(opinions()).push(")");
            sql.execute(tx).await?;
        }
        let mut sql = Sql::new("delete from opinions where id in (");
        sql.bind_list(opinions()).push(")");
        sql.execute(tx).await?;
        let mut sql = Sql::new("delete from submitters where id in (");
        sql.bind_list(some.iter().map(|(_, submitter)| submitter.as_str()));
        sql.push(") and not exists (select 1 from opinions o where o.submitter_id = submitters.id)");
        sql.execute(tx).await?;
    }
    if rows.is_empty() {
        // Of rows that could not be written for their ids.
        let sql = "delete from submitters where import_id = $1
                   and not exists (select 1 from opinions o where o.submitter_id = submitters.id)";
        sqlx::query(sql).bind(id).execute(&mut **tx).await?;
    }
    Ok(!rows.is_empty())
}
