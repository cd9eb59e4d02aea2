//! SQL of opinions: reading them as staff and their authors do, and the one way to change a state.

use sqlx::{AssertSqlSafe, FromRow};

use super::text::{Body, Redaction, redact, searchable};
use super::{HeldFor, Reason, State};
use crate::base::calendar::DAY_MS;
use crate::base::db::{Conn, Engine, Tx};
use crate::base::fold::text_key;
use crate::base::sql::Sql;
use crate::base::text::Lang;
use crate::base::{id, search};

/// SQL of one value for `opinions o`: the ids of the themes beside the main one, in the resident's order, with spaces; "" is
/// none.
macro_rules! further_themes {
    () => {
        "coalesce((select string_agg(x.theme_id, ' ' order by x.position, x.theme_id) from opinion_themes x
                   where x.opinion_id = o.id), '')"
    };
}

pub(crate) use further_themes;

/// An opinion as staff and its author see it.
#[derive(Clone, Debug, FromRow)]
pub struct Full {
    pub id: String,
    pub number: i64,
    pub receipt: String,
    pub consultation_id: String,
    pub theme_id: String,
    pub channel: String,
    /// What its words are in, as far as letters tell: for `lang=""` alone.
    pub lang: String,
    /// The page on which it was sent; '' where it came otherwise.
    page_lang: String,
    pub age_band: Option<String>,
    pub area: Option<String>,
    pub relation: Option<String>,
    /// The current text: the newest version.
    pub text: String,
    pub original: String,
    pub version: i64,
    #[sqlx(try_from = "String")]
    pub state: State,
    pub public_body: Option<String>,
    pub held_for: Option<String>,
    pub due_at: Option<i64>,
    pub submitted_at: i64,
    /// When staff brought it in; `None`: its author sent it himself.
    pub recorded_at: Option<i64>,
    /// When it became public for the first time.
    pub published_at: Option<i64>,
    pub reviewed_at: Option<i64>,
    has_code: i64,
}

/// SQL of `Full::waits_since`.
pub const WAITS_SINCE: &str = "coalesce(o.recorded_at, o.submitted_at)";
/// SQL of `Full::is_to_be_compared`.
pub const TO_BE_COMPARED: &str = "state = 'pending' and coalesce(held_for, '') = 'second_look'";

impl Full {
    /// Since when it is here for somebody to look at: what lay on a desk before it was brought in waited for nobody here.
    pub fn waits_since(&self) -> i64 {
        self.recorded_at.unwrap_or(self.submitted_at)
    }

    /// Whether its author has number and code, and so can read what he is told and answer. What a file or the sheet of a
    /// workshop brought is nobody's to open.
    pub fn is_answerable(&self) -> bool {
        self.has_code != 0
    }

    /// The language in which its author is spoken to: that of his letters, else of the page on which he wrote. Where he saw none
    /// of ours his words tell.
    pub fn author(&self, letters: Option<Lang>) -> Lang {
        letters.or_else(|| Lang::parse(&self.page_lang)).or_else(|| Lang::parse(&self.lang)).unwrap_or_default()
    }

    /// Which rule sent it to the queue.
    pub fn held_for(&self) -> Option<HeldFor> {
        self.held_for.as_deref().and_then(HeldFor::parse)
    }

    /// Whether somebody is still to compare it with the paper: until then it is in no queue and nobody decides.
    pub fn is_to_be_compared(&self) -> bool {
        self.state == State::Pending && self.held_for() == Some(HeldFor::SecondLook)
    }
}

const FULL: &str = "select o.id, o.number, o.receipt, o.consultation_id, o.theme_id, o.channel, o.lang, o.page_lang, o.age_band, o.area, o.relation,
    coalesce(v.body, o.original) as text, o.original, o.version, o.state, o.public_body, o.held_for, o.due_at,
    o.submitted_at, o.recorded_at, o.published_at, o.reviewed_at, case when o.code_hash = '-' then 0 else 1 end as has_code
    from received o left join opinion_versions v on v.opinion_id = o.id and v.version = o.version";

/// One opinion by its receipt, whatever its state: for staff, and for its author once the code is checked.
pub async fn find(conn: &mut Conn, receipt: &str) -> sqlx::Result<Option<Full>> {
    one(conn, "o.receipt = $1", &[receipt]).await
}

/// One opinion by its receipt and the hash of its code. A number that nobody has and a code that is another's are the
/// same to the database, too: neither finds a row, and the time tells nobody which it was. Of a number whose year nobody
/// typed `receipt` is the end, `-0123-7`.
pub async fn find_by_code(conn: &mut Conn, receipt: &str, code_hash: &str) -> sqlx::Result<Option<Full>> {
    let Some(end) = receipt.strip_prefix('-') else {
        return one(conn, "o.receipt = $1 and o.code_hash = $2", &[receipt, code_hash]).await;
    };
    let running = end.split('-').next().unwrap_or_default();
    let of_number = "o.number = cast(cast($1 as text) as bigint) and o.code_hash = $2";
    let found = one(conn, of_number, &[running, code_hash]).await?;
    Ok(found.filter(|opinion| opinion.receipt.ends_with(receipt)))
}

/// One opinion by its id, for jobs.
pub async fn find_by_id(conn: &mut Conn, id: &str) -> sqlx::Result<Option<Full>> {
    one(conn, "o.id = $1", &[id]).await
}

async fn one(conn: &mut Conn, condition: &'static str, values: &[&str]) -> sqlx::Result<Option<Full>> {
    let sql = AssertSqlSafe(format!("{FULL} where {condition}"));
    let query = values.iter().fold(sqlx::query_as(sql), |query, value| query.bind(*value));
    query.fetch_optional(conn).await
}

/// A stored state; anything the program does not know is an error, never a guess.
pub fn state(name: &str) -> sqlx::Result<State> {
    State::try_from(name.to_owned()).map_err(|error| sqlx::Error::Decode(error.into()))
}

/// SQL that is true of a decision, by its name in the statement, that neither takes one back nor was taken back.
macro_rules! stands {
    ($decision:literal) => {
        concat!(
            $decision,
            ".undoes is null and not exists (select 1 from decisions u where u.opinion_id = ",
            $decision,
            ".opinion_id and u.undoes = ",
            $decision,
            ".number)"
        )
    };
}

pub(crate) use stands;

/// One act in an opinion's history.
#[derive(Clone, Debug, FromRow)]
pub struct Decision {
    pub number: i64,
    pub version: i64,
    pub from_state: String,
    pub to_state: String,
    pub reason: Option<String>,
    pub message: String,
    pub note: String,
    pub due_at: Option<i64>,
    /// The account; `None`: the author himself.
    pub decided_by: Option<String>,
    /// Its name.
    pub by_name: Option<String>,
    /// Who had proposed it, where two had to agree.
    pub proposed_name: Option<String>,
    pub decided_at: i64,
    /// The number of the decision that it takes back.
    pub undoes: Option<i64>,
}

/// All acts, newest first.
pub async fn decisions(conn: &mut Conn, opinion_id: &str) -> sqlx::Result<Vec<Decision>> {
    let sql = "select d.number, d.version, d.from_state, d.to_state, d.reason, d.message, d.note, d.due_at, d.decided_by, a.name as by_name, b.name as proposed_name, d.decided_at, d.undoes
               from decisions d left join accounts a on a.id = d.decided_by left join accounts b on b.id = d.proposed_by
               where d.opinion_id = $1 order by d.number desc";
    sqlx::query_as(sql).bind(opinion_id).fetch_all(conn).await
}

/// Every text, oldest first, as (version, text, since).
pub async fn versions(conn: &mut Conn, opinion: &Full) -> sqlx::Result<Vec<(i64, String, i64)>> {
    let sql = "select version, body, created_at from opinion_versions where opinion_id = $1 order by version";
    let later: Vec<(i64, String, i64)> = sqlx::query_as(sql).bind(&opinion.id).fetch_all(conn).await?;
    Ok(std::iter::once((1, opinion.original.clone(), opinion.submitted_at)).chain(later).collect())
}

/// What stood on the screen of whoever acts: a newer text is never decided unread.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Seen {
    pub state: State,
    pub version: i64,
}

/// A change of state about to be made.
#[derive(Clone, Debug)]
pub struct Change<'a> {
    pub to: State,
    pub reason: Option<Reason>,
    pub message: &'a str,
    pub note: &'a str,
    pub due_at: Option<i64>,
    /// The account that acts; `None`: the author.
    pub by: Option<&'a str>,
    pub redactions: &'a [Redaction],
}

impl Change<'_> {
    /// What an author does himself, without a word about it.
    pub fn by_author(to: State) -> Self {
        Self { to, reason: None, message: "", note: "", due_at: None, by: None, redactions: &[] }
    }
}

/// Moves an opinion on, writes the decision and its masks and brings the index up to date. Answers the decision's
/// number; `None` when state or text are no longer what was seen.
pub async fn change(
    tx: &mut Tx,
    engine: Engine,
    opinion: &Full,
    seen: Seen,
    change: &Change<'_>,
    now: i64,
) -> sqlx::Result<Option<i64>> {
    let public = change.to.is_public().then(|| redact(&opinion.text, change.redactions));
    let reviewed_at = (change.to != State::OnHold).then_some(now);
    let sql =
        "update opinions set state = $4, decisions = decisions + 1, public_body = $5, due_at = $6, reviewed_at = $7,
               decide_by = coalesce($9, decide_by), published_at = case when $5 is null then published_at else coalesce(published_at, $8) end
               where id = $1 and state = $2 and version = $3 returning decisions";
    let moved = sqlx::query_scalar(sql)
        .bind(&opinion.id)
        .bind(seen.state.name())
        .bind(seen.version)
        .bind(change.to.name())
        .bind(&public)
        .bind(change.due_at)
        .bind(reviewed_at)
        .bind(now)
        .bind(change.due_at.map(|due| due + DAY_MS));
    let Some(number) = moved.fetch_optional(&mut **tx).await? else { return Ok(None) };
    insert_decision(tx, &opinion.id, number, seen, change, now).await?;
    for span in change.redactions {
        let sql = "insert into redactions (opinion_id, version, decision, starts, ends, reason) values ($1, $2, $3, $4, $5, $6)";
        let (starts, ends) = (i64::try_from(span.starts).unwrap_or(0), i64::try_from(span.ends).unwrap_or(0));
        sqlx::query(sql)
            .bind(&opinion.id)
            .bind(seen.version)
            .bind(number)
            .bind(starts)
            .bind(ends)
            .bind(span.reason.name())
            .execute(&mut **tx)
            .await?;
    }
    let words = public.as_deref().map(searchable).unwrap_or_default();
    search::replace(tx, engine, search::Entry { number: opinion.number, public: &words, original: &opinion.text })
        .await?;
    Ok(Some(number))
}

/// Takes a new text, the author's or (`by`) of who compared it with the paper. `false` when state or text moved on.
pub async fn correct(
    tx: &mut Tx,
    engine: Engine,
    opinion: &Full,
    seen: Seen,
    body: &Body,
    by: Option<&str>,
    now: i64,
) -> sqlx::Result<bool> {
    if !seen.state.may_be_corrected() {
        return Ok(false);
    }
    // Words that their author has changed are compared with no paper any more.
    let sql = "update transcriptions set checking = 'none' where opinion_id = $1 and checking = 'waiting'";
    sqlx::query(sql).bind(&opinion.id).execute(&mut **tx).await?;
    // The clock begins anew: who returned it has looked at it in time.
    let sql = "update opinions set state = 'pending', version = version + 1, decisions = decisions + 1, text_key = $4,
               flags = null, decide_by = $5 + (select c.target_hours from consultations c
                   where c.id = opinions.consultation_id) * 3600000,
               held_for = case when held_for in ('second_look', 'uncompared') then null else held_for end,
               due_at = null, reviewed_at = null where id = $1 and state = $2 and version = $3 returning decisions";
    let moved = sqlx::query_scalar(sql)
        .bind(&opinion.id)
        .bind(seen.state.name())
        .bind(seen.version)
        .bind(text_key(body.as_str()))
        .bind(now);
    let Some(number) = moved.fetch_optional(&mut **tx).await? else { return Ok(false) };
    let sql = "insert into opinion_versions (opinion_id, version, body, created_at) values ($1, $2, $3, $4)";
    sqlx::query(sql).bind(&opinion.id).bind(seen.version + 1).bind(body.as_str()).bind(now).execute(&mut **tx).await?;
    let change = Change { by, ..Change::by_author(State::Pending) };
    insert_decision(tx, &opinion.id, number, seen, &change, now).await?;
    search::replace(tx, engine, search::Entry { number: opinion.number, public: "", original: body.as_str() }).await?;
    Ok(true)
}

async fn insert_decision(
    tx: &mut Tx,
    opinion_id: &str,
    number: i64,
    seen: Seen,
    change: &Change<'_>,
    now: i64,
) -> sqlx::Result<()> {
    let mut sql = Sql::new(
        "insert into decisions (id, opinion_id, number, version, from_state, to_state, reason, message, note, due_at, decided_by, decided_at) values (",
    );
    sql.bind(id::new(now)).push(", ").bind(opinion_id).push(", ").bind(number).push(", ").bind(seen.version).push(", ");
    sql.bind(seen.state.name())
        .push(", ")
        .bind(change.to.name())
        .push(", ")
        .bind(change.reason.map(|reason| reason.name().to_owned()));
    sql.push(", ").bind(change.message).push(", ").bind(change.note).push(", ").bind(change.due_at).push(", ");
    sql.bind(change.by.map(str::to_owned)).push(", ").bind(now).push(")");
    sql.execute(tx).await.map(|_| ())
}
