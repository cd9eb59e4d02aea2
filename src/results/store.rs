//! SQL of the results: one reading of everything that is counted.

use std::collections::{HashMap, HashSet};
use std::str::Split;

use super::{Counted, Voice};
use crate::base::calendar::Zone;
use crate::base::db::{Conn, Engine};
use crate::base::sql::bundle;
use crate::consultations::Consultation;
use crate::opinions::State;
use crate::opinions::filter::Filter;
use crate::statistics::store::{bundles, each};
use crate::statistics::wide;

/// What is counted of an opinion. Of those that a file brought, the day on which they were published elsewhere says
/// nothing of when they could be seen here.
const BUNDLE: &str = bundle!(
    "o.theme_id, o.state, o.submitted_at, o.submitter_id, o.number,
     case when o.published_at is null then 0 when coalesce(o.recorded_at, 0) > o.published_at then o.recorded_at
          else o.published_at end,
     case when o.reviewed_at is null then 0 else 1 end,
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
        let (person, number) = (part()?, part()?.parse().ok()?);
        let (since, is_reviewed) = (part()?.parse().ok()?, part()? == "1");
        let theme = tops.get(theme).copied().unwrap_or(theme);
        counted.received += 1;
        *counted.states.entry(standing).or_default() += 1;
        *counted.by_day.entry(day).or_default() += 1;
        if !people.contains(person) {
            people.insert(person.to_owned());
        }
        if standing.is_public() {
            *counted.by_theme.entry(theme.to_owned()).or_default() += 1;
        }
        if since > 0 {
            counted.voices.push(Voice {
                since: (since, number),
                theme: theme.to_owned(),
                person: person.to_owned(),
                about: [part()?.to_owned(), part()?.to_owned(), part()?.to_owned()],
                is_public: standing.is_public(),
                is_reviewed,
            });
        }
        Some(())
    };
    each(conn, bundles(BUNDLE, call, &Filter::default(), engine, zone, None), take).await?;
    counted.people = wide(people.len());
    counted.voices.sort_by_key(|voice| voice.since);
    Ok(counted)
}
