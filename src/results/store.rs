//! SQL of the results: one reading of everything that is counted, and the tables that are made once.

use std::collections::{HashMap, HashSet};
use std::str::Split;

use super::{Counted, Made, Voice, missing};
use crate::base::calendar::Zone;
use crate::base::db::{Conn, Db, Engine, Tx};
use crate::base::sql::bundle;
use crate::consultations::{Consultation, Field};
use crate::opinions::State;
use crate::opinions::filter::Filter;
use crate::statistics::store::{bundles, each};
use crate::statistics::wide;

/// What is counted of an opinion.
const BUNDLE: &str = bundle!(
    "o.theme_id, o.state, o.submitted_at, o.submitter_id, case when o.reviewed_at is null then 0 else 1 end,
     coalesce(o.age_band, ''), coalesce(o.area, ''), coalesce(o.relation, '')"
);

/// Everything that came in for a consultation.
pub async fn counted(conn: &mut Conn, engine: Engine, call: &Consultation, zone: &Zone) -> sqlx::Result<Counted> {
    let tops: HashMap<&str, &str> =
        call.themes.iter().map(|theme| (theme.id.as_str(), theme.parent.as_deref().unwrap_or(&theme.id))).collect();
    let mut counted = Counted::default();
    let mut people: HashSet<String> = HashSet::new();
    let take = |parts: &mut Split<'_, char>| {
        let mut part = || parts.next();
        let (theme, standing) = (part()?, State::parse(part()?)?);
        let day = zone.date(part()?.parse::<i64>().ok()?);
        let (person, is_reviewed) = (part()?, part()? == "1");
        let theme = tops.get(theme).copied().unwrap_or(theme);
        counted.received += 1;
        *counted.states.entry(standing).or_default() += 1;
        *counted.by_day.entry(day).or_default() += 1;
        if !people.contains(person) {
            people.insert(person.to_owned());
        }
        if standing.is_public() {
            *counted.by_theme.entry(theme.to_owned()).or_default() += 1;
            counted.voices.push(Voice {
                theme: theme.to_owned(),
                person: person.to_owned(),
                about: [part()?.to_owned(), part()?.to_owned(), part()?.to_owned()],
                is_reviewed,
            });
        }
        Some(())
    };
    each(conn, bundles(BUNDLE, call, &Filter::default(), engine, zone, None), take).await?;
    counted.people = wide(people.len());
    Ok(counted)
}

/// The tables of what is only counted, by field: those that are kept, and where one is missing it is made of these opinions and
/// kept for good. Of two nodes that make one at the same moment both show one's.
pub async fn once(db: &Db, call: &Consultation, voices: &[Voice], at: i64) -> sqlx::Result<HashMap<Field, Made>> {
    let kept = kept(&mut *db.read().await?, &call.id).await?;
    let missing = missing(call, voices, &kept, at);
    if missing.is_empty() {
        return Ok(kept);
    }
    let mut tx = db.begin().await?;
    for (field, made) in missing {
        keep(&mut tx, &call.id, field, &made).await?;
    }
    let kept = self::kept(&mut tx, &call.id).await?;
    tx.commit().await?;
    Ok(kept)
}

async fn kept(conn: &mut Conn, call: &str) -> sqlx::Result<HashMap<Field, Made>> {
    let sql = "select field, made_at, body from result_tables where consultation_id = $1";
    let rows: Vec<(String, i64, String)> = sqlx::query_as(sql).bind(call).fetch_all(conn).await?;
    let read = |(field, at, body): (String, i64, String)| {
        let field = Field::try_from(field).map_err(|error| sqlx::Error::Decode(error.into()))?;
        let cross = serde_json::from_str(&body).map_err(|error| sqlx::Error::Decode(error.into()))?;
        Ok((field, Made { at, cross }))
    };
    rows.into_iter().map(read).collect()
}

/// Nothing is kept where the results have just been taken back.
async fn keep(tx: &mut Tx, call: &str, field: Field, made: &Made) -> sqlx::Result<()> {
    let body = serde_json::to_string(&made.cross).map_err(|error| sqlx::Error::Encode(error.into()))?;
    let sql = "insert into result_tables (consultation_id, field, made_at, body)
               select id, $2, $3, $4 from consultations where id = $1 and results_at is not null
               on conflict do nothing";
    sqlx::query(sql).bind(call).bind(field.name()).bind(made.at).bind(body).execute(&mut **tx).await.map(|_| ())
}
