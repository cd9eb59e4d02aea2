//! SQL of the results: one reading of everything that is counted, and the tables that are made once.

use std::collections::{HashMap, HashSet};
use std::str::Split;

use super::{Counted, Made, Voice};
use crate::base::calendar::Zone;
use crate::base::db::{Conn, Engine, Tx};
use crate::base::sql::bundle;
use crate::consultations::{Consultation, Field};
use crate::opinions::State;
use crate::opinions::filter::Filter;
use crate::statistics::store::{bundles, each};
use crate::statistics::{self, wide};

/// What is counted of an opinion.
const BUNDLE: &str = bundle!(
    "o.state, o.submitted_at, o.theme_id, o.submitter_id, case when o.reviewed_at is null then 0 else 1 end,
     coalesce(o.age_band, ''), coalesce(o.area, ''), coalesce(o.relation, '')"
);

/// Each theme's first level, by ids.
fn tops(call: &Consultation) -> HashMap<&str, &str> {
    call.themes.iter().map(|theme| (theme.id.as_str(), theme.parent.as_deref().unwrap_or(&theme.id))).collect()
}

/// The end of a bundle's row, of an opinion in that state.
fn voice(tops: &HashMap<&str, &str>, state: State, parts: &mut Split<'_, char>) -> Option<Voice> {
    let mut part = || parts.next();
    let theme = part()?;
    let theme = tops.get(theme).copied().unwrap_or(theme).to_owned();
    let (person, is_reviewed) = (part()?.to_owned(), part()? == "1");
    let is_known = state.is_public() && is_reviewed;
    Some(Voice { theme, person, is_known, about: [part()?.to_owned(), part()?.to_owned(), part()?.to_owned()] })
}

/// Everything that came in for a consultation.
pub async fn counted(conn: &mut Conn, engine: Engine, call: &Consultation, zone: &Zone) -> sqlx::Result<Counted> {
    let tops = tops(call);
    let mut counted = Counted::default();
    let mut people: HashSet<String> = HashSet::new();
    let take = |parts: &mut Split<'_, char>| {
        let standing = State::parse(parts.next()?)?;
        let day = zone.date(parts.next()?.parse::<i64>().ok()?);
        let voice = voice(&tops, standing, parts)?;
        counted.received += 1;
        *counted.states.entry(standing).or_default() += 1;
        *counted.by_day.entry(day).or_default() += 1;
        if !people.contains(&voice.person) {
            people.insert(voice.person.clone());
        }
        if standing.is_public() {
            *counted.by_theme.entry(voice.theme.clone()).or_default() += 1;
            counted.voices.push(voice);
        }
        Some(())
    };
    each(conn, bundles(BUNDLE, call, &Filter::default(), engine, zone, None), take).await?;
    counted.people = wide(people.len());
    Ok(counted)
}

/// Those of whom the tables of what is only counted are made: of all that has come in, as on the staff's board, whatever has
/// become of it, but for the newest one to four. Of the public ones alone, it would tell with the board what the few
/// others have said.
pub async fn settled(conn: &mut Conn, engine: Engine, call: &Consultation, zone: &Zone) -> sqlx::Result<Vec<Voice>> {
    let Some(up_to) = statistics::store::settled(conn, call).await? else { return Ok(Vec::new()) };
    let (tops, mut voices) = (tops(call), Vec::new());
    let take = |parts: &mut Split<'_, char>| {
        let standing = State::parse(parts.next()?)?;
        let _day = parts.next()?;
        voices.push(voice(&tops, standing, parts)?);
        Some(())
    };
    each(conn, bundles(BUNDLE, call, &Filter::default(), engine, zone, Some(up_to)), take).await?;
    Ok(voices)
}

/// Keeps tables of what is only counted for good; one that is there already stays as it is.
pub async fn keep(tx: &mut Tx, call: &str, tables: &[(Field, Made)]) -> sqlx::Result<()> {
    for (field, made) in tables {
        let body = serde_json::to_string(&made.cross).map_err(|error| sqlx::Error::Encode(error.into()))?;
        let sql = "insert into result_tables (consultation_id, field, made_at, body) values ($1, $2, $3, $4)
                   on conflict do nothing";
        sqlx::query(sql).bind(call).bind(field.name()).bind(made.at).bind(body).execute(&mut **tx).await?;
    }
    Ok(())
}

/// The tables of what is only counted that are kept, by field.
pub async fn kept(conn: &mut Conn, call: &str) -> sqlx::Result<HashMap<Field, Made>> {
    let sql = "select field, made_at, body from result_tables where consultation_id = $1";
    let rows: Vec<(String, i64, String)> = sqlx::query_as(sql).bind(call).fetch_all(conn).await?;
    let read = |(field, at, body): (String, i64, String)| {
        let field = Field::try_from(field).map_err(|error| sqlx::Error::Decode(error.into()))?;
        let cross = serde_json::from_str(&body).map_err(|error| sqlx::Error::Decode(error.into()))?;
        Ok((field, Made { at, cross }))
    };
    rows.into_iter().map(read).collect()
}
