//! SQL of what public pages count.

use std::collections::{HashMap, HashSet};

use futures_util::TryStreamExt;
use sqlx::Row;

use super::{PublicCounts, Wait};
use crate::base::calendar::Zone;
use crate::base::db::{Conn, Engine};
use crate::base::sql::{Sql, bundle, parts_of, rows_of};
use crate::consultations::Consultation;
use crate::opinions::filter::{Audience, Filter};
use crate::opinions::store::{WAITS_SINCE, stands};

/// To be read in one snapshot: what is subtracted must be what was added.
pub async fn public_counts(conn: &mut Conn, consultation_id: &str) -> sqlx::Result<PublicCounts> {
    let mut counts = PublicCounts::default();
    let sql = "select count(*) from received where consultation_id = $1";
    counts.received = sqlx::query_scalar(sql).bind(consultation_id).fetch_one(&mut *conn).await?;
    let sql = "select id from themes where consultation_id = $1";
    let themes: Vec<String> = sqlx::query_scalar(sql).bind(consultation_id).fetch_all(&mut *conn).await?;
    for theme in themes {
        let published = count_theme(conn, &theme, &mut counts).await?;
        counts.published += published;
        counts.by_theme.insert(theme, published);
    }
    // Published at once and not looked at: nobody lifts a group over the threshold by sending.
    let sql = "select age_band, area, count(*) from received
               where consultation_id = $1 and reviewed_at is null and state = 'published' group by age_band, area";
    type Unseen = (Option<String>, Option<String>, i64);
    let unseen: Vec<Unseen> = sqlx::query_as(sql).bind(consultation_id).fetch_all(&mut *conn).await?;
    for (age, area, count) in unseen {
        counts.add(age, area, [-count; 3]);
    }
    // A submitter's row is written with the first opinion, in the same transaction; those of rows that nobody sees yet
    // have sent nothing.
    let sql = "select (select count(*) from submitters where consultation_id = $1)
               - (select count(*) from submitters s join imports i on i.id = s.import_id
                  where i.consultation_id = $1 and i.applied_at is null)";
    counts.submitters = sqlx::query_scalar(sql).bind(consultation_id).fetch_one(&mut *conn).await?;
    counts.published_submitters = counts.published;
    count_people_once(conn, consultation_id, &mut counts).await?;
    Ok(counts)
}

/// Opinions that come from the database in one text.
pub const PORTION: i64 = 4_000;

/// Adds a theme's published opinions by what is said beside them, and says how many there are. Along the index
/// `opinions_public_theme`, a portion at a time: nothing is sorted, no row is looked at, and memory stays what it is
/// however many there are.
async fn count_theme(conn: &mut Conn, theme: &str, counts: &mut PublicCounts) -> sqlx::Result<i64> {
    let sql = concat!(
        "select count(*), coalesce(max(o.number), 0), coalesce(",
        bundle!("coalesce(o.age_band, ''), coalesce(o.area, '')"),
        ", '') from (select m.number, m.age_band, m.area from received m
                     where m.theme_id = $1 and m.public_body is not null and m.number > $2 order by m.number limit $3) o"
    );
    let (mut published, mut beyond) = (0, i64::MIN);
    loop {
        let query = sqlx::query_as(sql).bind(theme).bind(beyond).bind(PORTION);
        let (found, last, portion): (i64, i64, String) = query.fetch_one(&mut *conn).await?;
        let mut groups: HashMap<&str, i64> = HashMap::new();
        // Of no opinions the text is empty; each has a mark in it at least.
        let opinions = rows_of(&portion).filter(|opinion| !opinion.is_empty());
        opinions.for_each(|opinion| *groups.entry(opinion).or_default() += 1);
        for (opinion, count) in groups {
            let mut told = parts_of(opinion).map(|code| Some(code.to_owned()).filter(|code| !code.is_empty()));
            counts.add(told.next().flatten(), told.next().flatten(), [count; 3]);
        }
        published += found;
        if found < PORTION {
            return Ok(published);
        }
        beyond = last;
    }
}

/// Takes what a person published besides the first opinion out of the counts of people. Few send twice: looking at
/// those alone is a tenth of the work of telling a hundred thousand submitters apart.
async fn count_people_once(conn: &mut Conn, consultation_id: &str, counts: &mut PublicCounts) -> sqlx::Result<()> {
    let sql = "select submitter_id, age_band, area, count(*), count(reviewed_at) from received
               where consultation_id = $1 and state in ('published', 'published_redacted')
               and submitter_id in (select submitter_id from received group by submitter_id having count(*) > 1)
               group by submitter_id, age_band, area order by submitter_id";
    type Group = (String, Option<String>, Option<String>, i64, i64);
    let mut groups = sqlx::query_as::<_, Group>(sql).bind(consultation_id).fetch(conn);
    let (mut person, mut ages, mut areas) = (String::new(), HashSet::new(), HashSet::new());
    while let Some((submitter, age, area, count, reviewed)) = groups.try_next().await? {
        // The first opinion counts: in all, in its age band, in its area, in their pair.
        if submitter != person {
            (ages, areas) = (HashSet::new(), HashSet::new());
        }
        counts.published_submitters -= count - i64::from(submitter != person);
        person = submitter;
        if reviewed > 0 {
            let (own_age, own_area) = (i64::from(ages.insert(age.clone())), i64::from(areas.insert(area.clone())));
            counts.add(age, area, [own_age - reviewed, own_area - reviewed, 1 - reviewed]);
        }
    }
    Ok(())
}

/// How long opinions waited for the first decision of a moderator, from sending or from being brought in, over the decisions
/// made since `since`. `None` when there was none.
pub async fn median_wait(
    conn: &mut Conn,
    engine: Engine,
    call: &Consultation,
    filter: &Filter,
    zone: &Zone,
    since: i64,
) -> sqlx::Result<Option<Wait>> {
    let asked = |mut sql: Sql| {
        // `cross`: SQLite then begins with the few decisions of the time asked for, not with all opinions.
        sql.push(" from decisions d cross join received o");
        filter.push(&mut sql, call, Audience::Staff, engine, zone);
        // What came by a file waited elsewhere.
        sql.push(concat!(
            " and o.id = d.opinion_id and o.import_id is null and d.decided_by is not null
             and d.to_state <> 'pending' and ",
            stands!("d"),
            " and d.decided_at >= "
        ))
        .bind(since);
        sql.push(concat!(
            " and not exists (select 1 from decisions e where e.opinion_id = d.opinion_id and e.decided_by is not null
              and e.to_state <> 'pending' and e.number < d.number and ",
            stands!("e"),
            ")"
        ));
        sql
    };
    let count = asked(Sql::new("select count(*)")).count(&mut *conn).await?;
    if count == 0 {
        return Ok(None);
    }
    // The one in the middle, or the two around it.
    let mut waited = Sql::new("select d.decided_at - ");
    waited.push(WAITS_SINCE).push(" as waited");
    let mut sql = asked(waited);
    sql.push(" order by waited limit ").bind(2 - count % 2).push(" offset ").bind((count - 1) / 2);
    let rows = sql.fetch_all(conn).await?;
    let mut sum: i64 = 0;
    for row in &rows {
        sum += row.try_get::<i64, _>(0)?;
    }
    let median = i64::try_from(rows.len()).ok().filter(|n| *n > 0).map(|n| sum / n);
    Ok(median.map(|median_ms| Wait { decisions: count, median_ms }))
}
