//! SQL of 共感.

use std::collections::{BTreeMap, HashMap, HashSet};

use sqlx::FromRow;

use super::{Outcome, Press};
use crate::base::calendar::{Zone, parse_day};
use crate::base::db::{Conn, Tx};
use crate::base::sql::{Sql, portions};
use crate::consultations::Reactions;
use crate::consultations::period::Period;
use crate::opinions::State;

/// Takes a batch of presses: each visitor counts once for an opinion, however often and in whatever order they come.
pub async fn take(tx: &mut Tx, zone: &Zone, batch: &[&Press], now: i64) -> sqlx::Result<Vec<Outcome>> {
    let opinions = opinions(tx, zone, batch, now).await?;
    let outcome = |press: &Press| opinions.get(&press.receipt).map_or(Outcome::Unknown, |(_, outcome)| *outcome);
    // Of several presses of a visitor under one opinion the last one stands. In the order of the marks, so that two nodes
    // never wait for each other.
    let mut last: BTreeMap<&str, &Press> = BTreeMap::new();
    last.extend(
        batch.iter().filter(|press| outcome(press) == Outcome::Done).map(|press| (press.mark.as_str(), *press)),
    );
    let (given, back): (Vec<&Press>, Vec<&Press>) = last.into_values().partition(|press| press.gives);
    let today = zone.date(now).to_string();
    let mut changes: BTreeMap<String, i64> = BTreeMap::new();
    for some in portions(&given) {
        for opinion in give(tx, &opinions, some, &today).await? {
            *changes.entry(opinion).or_default() += 1;
        }
    }
    for some in portions(&back) {
        for opinion in take_back(tx, some).await? {
            *changes.entry(opinion).or_default() -= 1;
        }
    }
    let changes: Vec<(String, i64)> = changes.into_iter().filter(|(_, by)| *by != 0).collect();
    for some in portions(&changes) {
        count(tx, some).await?;
    }
    Ok(batch.iter().map(|press| outcome(press)).collect())
}

/// Of each opinion that everybody may read, or might until its author withdrew it: its id, and what a press does there.
async fn opinions(
    tx: &mut Tx,
    zone: &Zone,
    batch: &[&Press],
    now: i64,
) -> sqlx::Result<HashMap<String, (String, Outcome)>> {
    #[derive(FromRow)]
    struct Row {
        receipt: String,
        id: String,
        is_public: i64,
        reactions: String,
        opens_on: String,
        closes_on: String,
    }
    let receipts: HashSet<&str> = batch.iter().map(|press| press.receipt.as_str()).collect();
    let mut sql = Sql::new(
        "select o.receipt, o.id, case when o.public_body is null then 0 else 1 end as is_public, c.reactions, c.opens_on,
         c.closes_on from received o join consultations c on c.id = o.consultation_id
         where c.listed_at is not null and o.published_at is not null and (o.public_body is not null or o.state = ",
    );
    sql.bind(State::Withdrawn.name()).push(") and o.receipt in (").bind_set(receipts).push(")");
    let rows: Vec<Row> = sql.fetch_as(tx).await?;
    let takes = |row: &Row| {
        let period = Period::new(parse_day(&row.opens_on)?, parse_day(&row.closes_on)?, zone);
        Some(Reactions::parse(&row.reactions)?.takes(period.phase(zone, now)))
    };
    let read = |row: Row| {
        let outcome = match (row.is_public, takes(&row)) {
            (0, _) => Outcome::Withdrawn,
            (_, Some(true)) => Outcome::Done,
            _ => Outcome::Closed,
        };
        (row.receipt, (row.id, outcome))
    };
    Ok(rows.into_iter().map(read).collect())
}

/// Writes marks that are not there yet; answers the opinions of those, by id.
async fn give(
    tx: &mut Tx,
    opinions: &HashMap<String, (String, Outcome)>,
    presses: &[&Press],
    today: &str,
) -> sqlx::Result<Vec<String>> {
    let mut sql = Sql::new("insert into reactions (mark, opinion_id, given_on) values ");
    let rows = presses.iter().filter_map(|press| Some((press.mark.as_str(), opinions.get(&press.receipt)?.0.as_str())));
    for (place, (mark, opinion)) in rows.enumerate() {
        sql.push(if place > 0 { ", (" } else { "(" }).bind_list([mark, opinion, today]).push(")");
    }
    sql.push(" on conflict (mark) do nothing returning opinion_id");
    changed(sql, tx).await
}

/// Deletes marks that are there; answers the opinions of those, by id.
async fn take_back(tx: &mut Tx, presses: &[&Press]) -> sqlx::Result<Vec<String>> {
    let mut sql = Sql::new("delete from reactions where mark in (");
    sql.bind_list(presses.iter().map(|press| &press.mark)).push(") returning opinion_id");
    changed(sql, tx).await
}

async fn changed(sql: Sql, tx: &mut Tx) -> sqlx::Result<Vec<String>> {
    Ok(sql.fetch_as::<(String,)>(tx).await?.into_iter().map(|(opinion,)| opinion).collect())
}

/// Adds to the numbers of opinions, by id.
async fn count(tx: &mut Tx, changes: &[(String, i64)]) -> sqlx::Result<()> {
    let mut sql = Sql::new("insert into reaction_counts (opinion_id, people) values ");
    for (place, (opinion, by)) in changes.iter().enumerate() {
        sql.push(if place > 0 { ", (" } else { "(" }).bind(opinion).push(", ").bind(*by).push(")");
    }
    sql.push(" on conflict (opinion_id) do update set people = reaction_counts.people + excluded.people");
    sql.execute(tx).await.map(|_| ())
}

/// Of these marks, each with the number of its opinion, the numbers of those that are there.
pub async fn given(conn: &mut Conn, marks: HashMap<String, &str>) -> sqlx::Result<HashSet<String>> {
    if marks.is_empty() {
        return Ok(HashSet::new());
    }
    let mut sql = Sql::new("select mark from reactions where mark in (");
    sql.bind_set(marks.keys()).push(")");
    let there: Vec<(String,)> = sql.fetch_as(conn).await?;
    Ok(there.iter().filter_map(|(mark,)| marks.get(mark)).map(|receipt| (*receipt).to_owned()).collect())
}
