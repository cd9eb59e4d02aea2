//! Which opinions: one type for lists, counts, exports and (later) the API, readable in an address.
//! Within one condition any of its values fits, across conditions all must.

use jiff::civil::Date;
use serde::Deserialize;

use super::{Channel, State};
use crate::base::calendar::{Zone, parse_day};
use crate::base::db::{Engine, Sql};
use crate::base::search;
use crate::consultations::{Consultation, Field};

/// Who asks. Everything public goes through the one condition in `push`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Audience {
    Public,
    Staff,
}

/// A filter as it stands in an address: lists with commas.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct FilterQuery {
    pub theme: String,
    pub state: String,
    pub channel: String,
    pub area: String,
    pub age: String,
    pub from: String,
    pub to: String,
    pub q: String,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Codes; a top theme stands for its children too.
    pub themes: Vec<String>,
    pub states: Vec<State>,
    pub channels: Vec<Channel>,
    pub areas: Vec<String>,
    pub ages: Vec<String>,
    pub from: Option<Date>,
    pub to: Option<Date>,
    pub words: String,
}

/// Longest question the search takes, in code points; the rest is cut off.
const MAX_WORDS: usize = 100;

impl Filter {
    /// Values that the consultation does not know are dropped: an old link still shows something.
    pub fn parse(query: &FilterQuery, call: &Consultation) -> Self {
        let split =
            |list: &str| list.split(',').filter(|value| !value.is_empty()).map(str::to_owned).collect::<Vec<_>>();
        let known = |field: Field, list: &str| {
            let choices = call.field(field).choices;
            let mut codes = split(list);
            codes.retain(|code| choices.iter().any(|choice| choice.code == *code));
            codes
        };
        let mut themes = split(&query.theme);
        themes.retain(|code| call.theme(code).is_some());
        Self {
            themes,
            states: split(&query.state).iter().filter_map(|name| State::parse(name)).collect(),
            channels: split(&query.channel).iter().filter_map(|name| Channel::parse(name)).collect(),
            areas: known(Field::Area, &query.area),
            ages: known(Field::AgeBand, &query.age),
            from: parse_day(&query.from),
            to: parse_day(&query.to),
            words: query.q.trim().chars().take(MAX_WORDS).collect(),
        }
    }

    /// The address again, without a leading `?`; '' when nothing is asked.
    pub fn to_query(&self) -> String {
        let names = |list: &[String]| list.join(",");
        let day = |day: Option<Date>| day.map(|day| day.to_string()).unwrap_or_default();
        let pairs = [
            ("theme", names(&self.themes)),
            ("state", self.states.iter().map(|state| state.name()).collect::<Vec<_>>().join(",")),
            ("channel", self.channels.iter().map(|channel| channel.name()).collect::<Vec<_>>().join(",")),
            ("area", names(&self.areas)),
            ("age", names(&self.ages)),
            ("from", day(self.from)),
            ("to", day(self.to)),
            ("q", percent_encoding::utf8_percent_encode(&self.words, percent_encoding::NON_ALPHANUMERIC).to_string()),
        ];
        let kept = pairs.into_iter().filter(|(_, value)| !value.is_empty());
        kept.map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join("&")
    }

    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Adds `where …` for `opinions o`. The first line of a public question is the one rule of what the public
    /// may see, the SQL twin of `State::is_public`: a public text stands on the row exactly in those states.
    pub fn push(&self, sql: &mut Sql, call: &Consultation, audience: Audience, engine: Engine, zone: &Zone) {
        sql.push(" where o.consultation_id = ").bind(&call.id);
        if audience == Audience::Public {
            sql.push(" and o.public_body is not null");
        }
        self.push_themes(sql, call);
        if !self.states.is_empty() {
            sql.push(" and o.state in (").bind_list(self.states.iter().map(|state| state.name())).push(")");
        }
        if !self.channels.is_empty() {
            sql.push(" and o.channel in (").bind_list(self.channels.iter().map(|channel| channel.name())).push(")");
        }
        if !self.areas.is_empty() {
            sql.push(" and o.area in (").bind_list(&self.areas).push(")");
        }
        if !self.ages.is_empty() {
            sql.push(" and o.age_band in (").bind_list(&self.ages).push(")");
        }
        if let Some(from) = self.from {
            sql.push(" and o.submitted_at >= ").bind(zone.start_of(from));
        }
        if let Some(to) = self.to {
            sql.push(" and o.submitted_at < ").bind(zone.end_of(to));
        }
        if !self.words.is_empty() {
            let column = if audience == Audience::Public { search::Column::Public } else { search::Column::Original };
            sql.push(" and ");
            match search::Query::parse(&self.words) {
                Some(words) => words.push(sql, engine, column),
                // Signs alone are in no text we could look up.
                None => {
                    sql.push("1 = 0");
                }
            }
        }
    }

    fn push_themes(&self, sql: &mut Sql, call: &Consultation) {
        if self.themes.is_empty() {
            return;
        }
        let chosen: Vec<_> = self.themes.iter().filter_map(|code| call.theme(code)).collect();
        let children = chosen.iter().flat_map(|theme| call.children(theme));
        let ids: Vec<String> = chosen.iter().copied().chain(children).map(|theme| theme.id.clone()).collect();
        sql.push(" and (o.theme_id in (").bind_list(&ids);
        sql.push(") or exists (select 1 from opinion_themes x where x.opinion_id = o.id and x.theme_id in (")
            .bind_list(&ids);
        sql.push(")))");
    }
}
