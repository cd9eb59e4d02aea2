//! SQL of what everybody may read.

use sqlx::FromRow;

use super::{Order, PLACE, Stretch, place};
use crate::additions;
use crate::base::calendar::Zone;
use crate::base::db::{Conn, Engine};
use crate::base::sql::Sql;
use crate::consultations::Consultation;
use crate::counts::{self, PublicCounts};
use crate::opinions::State;
use crate::opinions::filter::{Audience, Filter};
use crate::opinions::store::further_themes;

/// An opinion as everybody may read it.
#[derive(Clone, Debug, FromRow)]
pub struct Published {
    pub number: i64,
    pub receipt: String,
    pub theme_id: String,
    /// Themes beside the main one, in the resident's order, with spaces.
    pub further: String,
    pub channel: String,
    pub lang: String,
    pub public_body: String,
    pub age_band: Option<String>,
    pub area: Option<String>,
    pub submitted_at: i64,
    /// How many have said 共感; not everybody's to see, see `reactions::View`.
    pub reactions: i64,
    /// Notes that its author has added.
    pub additions: i64,
}

/// SQL of `Published` and further columns, up to `where`.
fn select(more: &'static str) -> Sql {
    let mut sql = Sql::new(concat!(
        "select ",
        further_themes!(),
        " as further, o.number, o.receipt, o.theme_id, o.channel, o.lang, o.public_body,
         o.age_band, o.area, o.submitted_at,
         coalesce((select c.people from reaction_counts c where c.opinion_id = o.id), 0) as reactions"
    ));
    sql.push(", ").push(additions::store::PUBLIC).push(" as additions").push(more).push(" from received o");
    sql
}

/// Which of a consultation's published opinions are asked for.
#[derive(Clone, Copy)]
pub struct Question<'a> {
    pub call: &'a Consultation,
    /// The consultation's.
    pub counts: &'a PublicCounts,
    pub filter: &'a Filter,
    pub zone: &'a Zone,
    pub engine: Engine,
}

impl Question<'_> {
    /// Adds `where …` for `opinions o`.
    fn push(&self, sql: &mut Sql) {
        self.filter.push(sql, self.call, Audience::Public, self.engine, self.zone);
        counts::push_shown(sql, self.call, self.counts, self.filter);
    }
}

/// Published opinions that fit, in this order, beyond the one with this number; one more than `limit` when there are more.
pub async fn list(
    conn: &mut Conn,
    question: Question<'_>,
    order: &Order,
    cursor: Option<i64>,
    limit: usize,
) -> sqlx::Result<Vec<Published>> {
    let mut found: Vec<Published> = Vec::new();
    for stretch in order.stretches(question.call, cursor) {
        let missing = (limit + 1).saturating_sub(found.len());
        if missing == 0 {
            break;
        }
        let mut sql = select("");
        question.push(&mut sql);
        push_stretch(&mut sql, &stretch);
        sql.push(" limit ").bind(i64::try_from(missing).unwrap_or(i64::MAX));
        found.append(&mut sql.fetch_as(conn).await?);
    }
    Ok(found)
}

/// Adds the conditions of a stretch and its order.
fn push_stretch(sql: &mut Sql, stretch: &Stretch<'_>) {
    match stretch {
        Stretch::Newest { theme, below } => {
            if let Some(theme) = theme {
                sql.push(" and o.theme_id = ").bind(*theme);
            }
            if let Some(number) = below {
                sql.push(" and o.number < ").bind(*number);
            }
            sql.push(" order by o.number desc");
        }
        Stretch::Arc { from, to, down, beyond } => {
            sql.push(" and ").push(PLACE).push(" >= ").bind(*from).push(" and ").push(PLACE).push(" < ").bind(*to);
            if let Some(number) = beyond {
                // Two numbers share a place only where more than four thousand million lie between them.
                sql.push(if *down { " and (o.number < " } else { " and (o.number > " }).bind(*number);
                sql.push(" or ").push(PLACE).push(" <> ").bind(place(*number)).push(")");
            }
            sql.push(" order by ").push(PLACE).push(if *down { " desc, o.number desc" } else { ", o.number" });
        }
    }
}

/// An opinion as a feed brings it.
#[derive(Clone, Debug, FromRow)]
pub struct News {
    #[sqlx(flatten)]
    pub opinion: Published,
    pub published_at: i64,
    /// When somebody last decided on it: what is masked may have changed.
    pub changed_at: i64,
}

/// What fits and was made public last, so many at most.
pub async fn news(conn: &mut Conn, question: Question<'_>, most: i64) -> sqlx::Result<Vec<News>> {
    let mut sql = select(
        ", o.published_at, case when o.reviewed_at > o.published_at then o.reviewed_at else o.published_at end as changed_at",
    );
    question.push(&mut sql);
    sql.push(" order by o.published_at desc, o.number desc limit ").bind(most);
    sql.fetch_as(conn).await
}

/// Those of these opinions that are public this moment, in no order.
pub async fn some(conn: &mut Conn, numbers: &[i64]) -> sqlx::Result<Vec<Published>> {
    let mut sql = select("");
    sql.push(" where o.public_body is not null and o.number in (").bind_set(numbers.iter().copied()).push(")");
    sql.fetch_as(conn).await
}

/// How many published opinions fit, and from how many submitters.
pub async fn count(conn: &mut Conn, question: Question<'_>) -> sqlx::Result<(i64, i64)> {
    let mut sql = Sql::new("select count(*), count(distinct o.submitter_id) from received o");
    let rest = Filter { themes: Vec::new(), ..question.filter.clone() };
    Question { filter: &rest, ..question }.push(&mut sql);
    if !question.filter.themes.is_empty() {
        // All that fit are looked at: from the themes' own, where a list looks at one after the other until it is full.
        let ids = question.filter.theme_ids(question.call);
        sql.push(" and o.id in (select m.id from opinions m where m.theme_id in (").bind_list(&ids);
        sql.push(") union all select x.opinion_id from opinion_themes x where x.theme_id in (")
            .bind_list(&ids)
            .push("))");
    }
    Ok(sql.fetch_as(conn).await?.pop().unwrap_or_default())
}

/// What a public address shows: the opinion, or that it was there and has been withdrawn.
#[derive(Clone, Debug)]
pub enum Shown {
    Published { consultation_id: String, opinion: Box<Published>, published_at: i64 },
    Withdrawn { consultation_id: String },
}

/// `None` for what is unknown and for what the public may not see, or not yet: a file may have filled a draft. Both must
/// look alike, to a clock too. The database finds a row for neither.
pub async fn find(conn: &mut Conn, receipt: &str) -> sqlx::Result<Option<Shown>> {
    #[derive(FromRow)]
    struct Row {
        consultation_id: String,
        published_at: i64,
        is_public: i64,
    }
    let sql = "select consultation_id, published_at, case when public_body is null then 0 else 1 end as is_public
               from received where receipt = $1 and published_at is not null and (public_body is not null or state = $2)
               and consultation_id in (select id from consultations where listed_at is not null)";
    let found = sqlx::query_as(sql).bind(receipt).bind(State::Withdrawn.name()).fetch_optional(&mut *conn).await?;
    let Some(Row { consultation_id, published_at, is_public }) = found else { return Ok(None) };
    if is_public == 0 {
        return Ok(Some(Shown::Withdrawn { consultation_id }));
    }
    let mut sql = select("");
    sql.push(" where o.receipt = ").bind(receipt).push(" and o.public_body is not null");
    let opinion = sql.fetch_as::<Published>(conn).await?.pop();
    Ok(opinion.map(|opinion| Shown::Published { consultation_id, opinion: Box::new(opinion), published_at }))
}
