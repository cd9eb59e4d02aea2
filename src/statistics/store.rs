//! SQL of counts. The sums are made in `Tally`: SQL would need one statement for every table, each sorting all
//! texts and submitters anew.

use std::str::Split;

use futures_util::TryStreamExt;
use sqlx::Row;

use super::Tally;
use crate::base::calendar::Zone;
use crate::base::db::{Conn, Engine};
use crate::base::sql::{Sql, bundle, parts_of, rows_of};
use crate::consultations::Consultation;
use crate::counts::SHARED_BY;
use crate::opinions::filter::{Audience, Filter};
use crate::opinions::store::state;
use crate::opinions::{Reason, State};

/// Up to which opinion is counted where nobody may find out what the newest says: all but the newest one to four, so
/// that the counts move in steps of `SHARED_BY`. `None`: there is none.
pub async fn settled(conn: &mut Conn, call: &Consultation) -> sqlx::Result<Option<i64>> {
    let sql = "select count(*) from received where consultation_id = $1";
    let received: i64 = sqlx::query_scalar(sql).bind(&call.id).fetch_one(&mut *conn).await?;
    let sql = "select number from received where consultation_id = $1 order by number desc limit 1 offset $2";
    sqlx::query_scalar(sql).bind(&call.id).bind(received % SHARED_BY).fetch_optional(conn).await
}

/// SQL: what is counted of an opinion, of many in one text. Handing over 100,000 single rows takes longer than all the
/// counting.
const BUNDLE: &str = bundle!(
    "o.theme_id, o.state, o.channel, coalesce(o.age_band, ''), coalesce(o.area, ''), coalesce(o.relation, ''),
     o.submitted_at, o.text_key, o.submitter_id"
);

/// A question for bundles of the opinions that fit, of what `bundle` says of each. Whole consultations are read along the index `opinions_counts`, a
/// thousand numbers a bundle, and nothing is sorted; what words find comes from the search, in no order.
pub fn bundles(
    bundle: &'static str,
    call: &Consultation,
    filter: &Filter,
    engine: Engine,
    zone: &Zone,
    up_to: Option<i64>,
) -> Sql {
    let is_whole = filter.words.is_empty();
    let mut sql = if is_whole {
        let sql = "with recursive portions (start) as (
                select min(number) from opinions where consultation_id = $1 union all
                select start + 1000 from portions
                where start + 1000 <= (select max(number) from opinions where consultation_id = $1))
            select (select ";
        Sql::given([call.id.as_str().into()], sql)
    } else {
        Sql::new("select ")
    };
    sql.push(bundle).push(" from received o");
    filter.push(&mut sql, call, Audience::Staff, engine, zone);
    if let Some(number) = up_to {
        // With a sign, which keeps it from being the end of each portion's way along the index.
        sql.push(" and +o.number <= ").bind(number);
    }
    sql.push(match is_whole {
        true => " and o.number >= p.start and o.number < p.start + 1000) from portions p",
        false => " group by o.number / 1000",
    });
    sql
}

/// Hands over each opinion of the bundles, part by part; what cannot be read (`None`) ends it.
pub async fn each(
    conn: &mut Conn,
    bundles: Sql,
    mut take: impl FnMut(&mut Split<'_, char>) -> Option<()>,
) -> sqlx::Result<()> {
    let mut rows = bundles.fetch(conn);
    while let Some(row) = rows.try_next().await? {
        // A thousand numbers of which none fits has no bundle.
        let Some(bundle) = row.try_get::<Option<String>, _>(0)? else { continue };
        for opinion in rows_of(&bundle) {
            let unreadable = || sqlx::Error::Decode(format!("cannot count {opinion:?}").into());
            take(&mut parts_of(opinion)).ok_or_else(unreadable)?;
        }
    }
    Ok(())
}

/// Everything that fits the filter, in whatever state, up to a number or all, ready to be counted.
pub async fn tally(
    conn: &mut Conn,
    engine: Engine,
    call: &Consultation,
    filter: &Filter,
    zone: &Zone,
    up_to: Option<i64>,
) -> sqlx::Result<Tally> {
    let mut tally = Tally::default();
    let take = |parts: &mut Split<'_, char>| {
        let mut part = || parts.next();
        let labels = [part()?, part()?, part()?, part()?, part()?, part()?];
        let at: i64 = part()?.parse().ok()?;
        tally.add(labels, zone.date(at), part()?, part()?);
        Some(())
    };
    each(conn, bundles(BUNDLE, call, filter, engine, zone, up_to), take).await?;
    Ok(tally)
}

/// Why opinions are withheld, as the last decision said, the most frequent first.
pub async fn withheld(
    conn: &mut Conn,
    engine: Engine,
    call: &Consultation,
    filter: &Filter,
    zone: &Zone,
) -> sqlx::Result<Vec<(Option<Reason>, i64)>> {
    let mut sql = Sql::new(
        "select d.reason, count(*) as found from received o
         left join decisions d on d.opinion_id = o.id and d.number = o.decisions",
    );
    filter.push(&mut sql, call, Audience::Staff, engine, zone);
    sql.push(" and o.state = ").bind(State::Withheld.name()).push(" group by d.reason order by found desc, d.reason");
    let rows = sql.fetch_all(conn).await?;
    let read = |row: &sqlx::any::AnyRow| {
        let reason: Option<String> = row.try_get(0)?;
        Ok((reason.as_deref().and_then(Reason::parse), row.try_get(1)?))
    };
    rows.iter().map(read).collect()
}

/// An opinion in the staff's list.
#[derive(Clone, Debug)]
pub struct Listed {
    pub number: i64,
    pub receipt: String,
    pub theme_id: String,
    pub state: State,
    pub channel: String,
    pub lang: String,
    /// The current text, as it was sent.
    pub text: String,
    pub submitted_at: i64,
}

/// Which of a consultation's opinions, in every state, are asked for.
#[derive(Clone, Copy)]
pub struct Asked<'a> {
    pub call: &'a Consultation,
    pub filter: &'a Filter,
    /// Id of the import that has brought them; `None`: however they came.
    pub import: Option<&'a str>,
    pub zone: &'a Zone,
    pub engine: Engine,
}

impl Asked<'_> {
    /// Adds `where …` for `received o`.
    fn push(&self, sql: &mut Sql) {
        self.filter.push(sql, self.call, Audience::Staff, self.engine, self.zone);
        if let Some(import) = self.import {
            sql.push(" and o.import_id = ").bind(import);
        }
    }
}

/// Opinions that fit, newest first, below the cursor; one more than `limit` when there are more.
pub async fn list(conn: &mut Conn, asked: Asked<'_>, cursor: Option<i64>, limit: usize) -> sqlx::Result<Vec<Listed>> {
    let mut sql = Sql::new(
        "select o.number, o.receipt, o.theme_id, o.state, o.channel, o.lang, coalesce(v.body, o.original) as text, o.submitted_at
         from received o left join opinion_versions v on v.opinion_id = o.id and v.version = o.version",
    );
    asked.push(&mut sql);
    if let Some(number) = cursor {
        sql.push(" and o.number < ").bind(number);
    }
    sql.push(" order by o.number desc limit ").bind(i64::try_from(limit + 1).unwrap_or(i64::MAX));
    let rows = sql.fetch_all(conn).await?;
    let read = |row: &sqlx::any::AnyRow| {
        Ok(Listed {
            number: row.try_get("number")?,
            receipt: row.try_get("receipt")?,
            theme_id: row.try_get("theme_id")?,
            state: state(row.try_get("state")?)?,
            channel: row.try_get("channel")?,
            lang: row.try_get("lang")?,
            text: row.try_get("text")?,
            submitted_at: row.try_get("submitted_at")?,
        })
    };
    rows.iter().map(read).collect()
}

/// How many opinions fit.
pub async fn count(conn: &mut Conn, asked: Asked<'_>) -> sqlx::Result<i64> {
    let mut sql = Sql::new("select count(*) from received o");
    asked.push(&mut sql);
    sql.count(conn).await
}
