//! SQL of batches: a handful of statements, however many opinions they are about.

use sqlx::FromRow;

use crate::base::db::{Conn, Engine, Tx};
use crate::base::search;
use crate::base::sql::{Sql, portions};
use crate::opinions::{HeldFor, Reason, State};

/// An opinion that was picked, as it stands.
#[derive(Clone, Debug, FromRow)]
pub struct Row {
    pub id: String,
    pub number: i64,
    pub receipt: String,
    /// The current text.
    pub text: String,
    pub lang: String,
    pub(super) page_lang: String,
    #[sqlx(try_from = "String")]
    pub state: State,
    pub version: i64,
    pub decisions: i64,
    held_for: Option<String>,
    pub submitted_at: i64,
    pub reviewed_at: Option<i64>,
    has_code: i64,
    second_person: i64,
    /// The account that has it in hand.
    pub claimed_by: Option<String>,
    /// The account that means to withhold it.
    proposed_by: Option<String>,
    /// Of its author's letters; `None` where no address was left.
    pub letters_lang: Option<String>,
}

impl Row {
    pub fn is_answerable(&self) -> bool {
        self.has_code != 0
    }

    pub fn needs_two(&self) -> bool {
        self.second_person != 0
    }

    pub fn is_proposed(&self) -> bool {
        self.proposed_by.is_some()
    }

    pub fn is_to_be_compared(&self) -> bool {
        self.held_for.as_deref() == Some(HeldFor::SecondLook.name())
    }
}

/// Opinions by their receipts, in the order of their numbers. `now` is machine time.
pub async fn rows(conn: &mut Conn, receipts: &[&str], now: i64) -> sqlx::Result<Vec<Row>> {
    if receipts.is_empty() {
        return Ok(Vec::new());
    }
    let mut sql = Sql::new(
        "select o.id, o.number, o.receipt, coalesce(v.body, o.original) as text, o.lang, o.page_lang, o.state, o.version,
         o.decisions, o.held_for, o.submitted_at, o.reviewed_at, case when o.code_hash = '-' then 0 else 1 end as has_code,
         c.second_person, k.account_id as claimed_by, q.proposed_by, l.lang as letters_lang
         from received o join consultations c on c.id = o.consultation_id
         left join opinion_versions v on v.opinion_id = o.id and v.version = o.version
         left join contacts l on l.opinion_id = o.id
         left join proposals q on q.opinion_id = o.id and q.version = o.version
         left join claims k on k.opinion_id = o.id and k.until_at > ",
    );
    sql.bind(now).push(" where o.receipt in (").bind_set(receipts.iter().copied()).push(") order by o.number");
    let rows = sql.fetch_all(conn).await?;
    rows.iter().map(Row::from_row).collect()
}

/// A decision on many.
pub struct Batch<'a> {
    pub id: &'a str,
    pub act: &'a str,
    pub to: State,
    pub reason: Option<Reason>,
    pub note: &'a str,
    pub due_at: Option<i64>,
    /// The account.
    pub by: &'a str,
    pub now: i64,
}

/// Writes down what is to be decided, each opinion with what its author is told. `false` when this very batch is there already.
pub async fn begin(tx: &mut Tx, batch: &Batch<'_>, items: &[(&Row, String)]) -> sqlx::Result<bool> {
    let sql =
        "insert into batches (id, act, reason, made_by, made_at) values ($1, $2, $3, $4, $5) on conflict do nothing";
    let reason = batch.reason.map(Reason::name);
    let batch_row = sqlx::query(sql).bind(batch.id).bind(batch.act).bind(reason).bind(batch.by).bind(batch.now);
    if batch_row.execute(&mut **tx).await?.rows_affected() == 0 {
        return Ok(false);
    }
    for portion in portions(items) {
        let mut sql =
            Sql::new("insert into batch_items (batch_id, opinion_id, version, seen, from_state, message) values ");
        for (place, (row, message)) in portion.iter().enumerate() {
            sql.push(if place > 0 { ", (" } else { "(" }).bind(batch.id).push(", ").bind(&row.id).push(", ");
            sql.bind(row.version).push(", ").bind(row.decisions).push(", ").bind(row.state.name()).push(", ");
            sql.bind(message).push(")");
        }
        sql.execute(tx).await?;
    }
    Ok(true)
}

/// Decides on every opinion of a batch that is still what was seen; answers the numbers of those. All others leave the batch.
pub async fn decide(tx: &mut Tx, engine: Engine, batch: &Batch<'_>, machine_now: i64) -> sqlx::Result<Vec<i64>> {
    let picked = numbers(tx, batch.id).await?;
    let mut sql = Sql::given(
        [
            batch.id.into(),
            batch.to.name().into(),
            batch.due_at.into(),
            i64::from(batch.to == State::Published).into(),
            i64::from(batch.to == State::OnHold).into(),
            batch.now.into(),
            batch.by.into(),
            machine_now.into(),
        ],
        "update opinions set state = $2, decisions = decisions + 1, due_at = $3, decide_by = coalesce($3 + 86400000, decide_by),
             public_body = case when $4 = 1 then coalesce((select v.body from opinion_versions v
                 where v.opinion_id = opinions.id and v.version = opinions.version), original) end,
             reviewed_at = case when $5 = 1 then null else $6 end,
             published_at = case when $4 = 1 then coalesce(published_at, $6) else published_at end
         where reviewed_at is null
             and exists (select 1 from batch_items b where b.batch_id = $1 and b.opinion_id = opinions.id
                 and b.version = opinions.version and b.seen = opinions.decisions and b.from_state = opinions.state)
             and not exists (select 1 from claims k
                 where k.opinion_id = opinions.id and k.account_id <> $7 and k.until_at > $8)
             and not exists (select 1 from proposals q where q.opinion_id = opinions.id and q.version = opinions.version)
             and number in (",
    );
    sql.bind_set(picked.iter().copied()).push(") returning number");
    let decided: Vec<(i64,)> = sql.fetch_as(tx).await?;
    let decided: Vec<i64> = decided.into_iter().map(|(number,)| number).collect();
    let gone: Vec<i64> = picked.into_iter().filter(|number| !decided.contains(number)).collect();
    if !gone.is_empty() {
        let mut sql = Sql::new("delete from batch_items where batch_id = ");
        sql.bind(batch.id)
            .push(" and opinion_id in (select id from opinions where number in (")
            .bind_set(gone)
            .push("))");
        sql.execute(tx).await?;
    }
    if !decided.is_empty() {
        record(tx, batch).await?;
        // What was hidden is found no more from this moment; what is public by now within the next second.
        search::again(tx, engine, &decided).await?;
    }
    Ok(decided)
}

/// The numbers of a batch's opinions.
async fn numbers(tx: &mut Tx, batch: &str) -> sqlx::Result<Vec<i64>> {
    let sql = "select o.number from batch_items b join opinions o on o.id = b.opinion_id
               where b.batch_id = $1 order by o.number";
    sqlx::query_scalar(sql).bind(batch).fetch_all(&mut **tx).await
}

/// A decision for each, and what hung on the opinion's waiting let go of.
async fn record(tx: &mut Tx, batch: &Batch<'_>) -> sqlx::Result<()> {
    let sql = "insert into decisions (id, opinion_id, number, version, from_state, to_state, reason, message, note, due_at, decided_by, decided_at)
               select b.batch_id || '.' || o.number, o.id, b.seen + 1, b.version, b.from_state, $2, $3, b.message, $4, $5, $6, $7
               from batch_items b join opinions o on o.id = b.opinion_id where b.batch_id = $1";
    sqlx::query(sql)
        .bind(batch.id)
        .bind(batch.to.name())
        .bind(batch.reason.map(Reason::name))
        .bind(batch.note)
        .bind(batch.due_at)
        .bind(batch.by)
        .bind(batch.now)
        .execute(&mut **tx)
        .await?;
    for table in [
        "delete from claims where opinion_id in (select opinion_id from batch_items where batch_id = $1)",
        "delete from proposals where opinion_id in (select opinion_id from batch_items where batch_id = $1)",
    ] {
        sqlx::query(table).bind(batch.id).execute(&mut **tx).await?;
    }
    Ok(())
}

/// A batch as its page shows it.
#[derive(Clone, Debug, FromRow)]
pub struct Made {
    pub act: String,
    pub reason: Option<String>,
    pub made_by: String,
    pub by_name: String,
    pub made_at: i64,
    pub undone_at: Option<i64>,
}

pub async fn find(conn: &mut Conn, id: &str) -> sqlx::Result<Option<Made>> {
    let sql = "select b.act, b.reason, b.made_by, a.name as by_name, b.made_at, b.undone_at
               from batches b join accounts a on a.id = b.made_by where b.id = $1";
    sqlx::query_as(sql).bind(id).fetch_optional(conn).await
}

/// How many opinions of a batch were taken back with it.
pub async fn undone(conn: &mut Conn, id: &str) -> sqlx::Result<i64> {
    let sql =
        "select count(*) from batch_items b join decisions d on d.opinion_id = b.opinion_id and d.undoes = b.seen + 1
               where b.batch_id = $1";
    sqlx::query_scalar(sql).bind(id).fetch_one(conn).await
}

/// Receipt, and the state as it is now, of every opinion of a batch.
pub async fn items(conn: &mut Conn, id: &str) -> sqlx::Result<Vec<(String, String)>> {
    let sql = "select o.receipt, o.state from batch_items b join opinions o on o.id = b.opinion_id
               where b.batch_id = $1 order by o.number";
    sqlx::query_as(sql).bind(id).fetch_all(conn).await
}

/// Takes a batch back where nothing has been done since; answers number, receipt and the state that each stands in again.
pub async fn undo(
    tx: &mut Tx,
    engine: Engine,
    (id, to): (&str, State),
    by: &str,
    now: i64,
) -> sqlx::Result<Vec<(i64, String, String)>> {
    let sql = "update batches set undone_at = $2 where id = $1";
    sqlx::query(sql).bind(id).bind(now).execute(&mut **tx).await?;
    let held = numbers(tx, id).await?;
    // Held first and asked then: nobody asks for another look meanwhile.
    let mut hold = Sql::new("update opinions set decisions = decisions where number in (");
    hold.bind_set(held.iter().copied()).push(")");
    hold.execute(tx).await?;
    let mut sql = Sql::given(
        [id.into(), to.name().into()],
        "update opinions set decisions = decisions + 1, due_at = null, reviewed_at = null,
             state = (select b.from_state from batch_items b where b.batch_id = $1 and b.opinion_id = opinions.id),
             public_body = case when (select b.from_state from batch_items b
                     where b.batch_id = $1 and b.opinion_id = opinions.id) = 'published'
                 then coalesce((select v.body from opinion_versions v
                     where v.opinion_id = opinions.id and v.version = opinions.version), original) end,
             decide_by = (select coalesce((select max(v.created_at) from opinion_versions v where v.opinion_id = opinions.id),
                 opinions.recorded_at, opinions.submitted_at) + c.target_hours * 3600000
                 from consultations c where c.id = opinions.consultation_id)
         where state = $2
             and exists (select 1 from batch_items b where b.batch_id = $1 and b.opinion_id = opinions.id
                 and b.version = opinions.version and b.seen + 1 = opinions.decisions)
             and not exists (select 1 from appeals a where a.opinion_id = opinions.id and a.answered_at is null)
             and number in (",
    );
    sql.bind_set(held).push(") returning number, receipt, state");
    let back: Vec<(i64, String, String)> = sql.fetch_as(tx).await?;
    if back.is_empty() {
        return Ok(back);
    }
    let numbers: Vec<i64> = back.iter().map(|(number, ..)| *number).collect();
    let mut sql = Sql::given(
        [id.into(), to.name().into(), by.into(), now.into()],
        "insert into decisions (id, opinion_id, number, version, from_state, to_state, message, note, decided_by, decided_at, undoes)
         select 'u' || b.batch_id || '.' || o.number, o.id, o.decisions, b.version, $2, o.state, '', '', $3, $4, b.seen + 1
         from batch_items b join opinions o on o.id = b.opinion_id where b.batch_id = $1 and o.number in (",
    );
    sql.bind_set(numbers.iter().copied()).push(")");
    sql.execute(tx).await?;
    search::again(tx, engine, &numbers).await?;
    Ok(back)
}
