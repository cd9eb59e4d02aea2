//! Which opinions: one type for lists, counts, exports and (later) the API, readable in an address.
//! Within one condition any of its values fits, across conditions all must.

use i18n_embed_fl::fl;
use jiff::civil::Date;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde::{Deserialize, Serialize};

use super::{Channel, State};
use crate::base::calendar::{Zone, parse_day};
use crate::base::db::Engine;
use crate::base::search;
use crate::base::sql::Sql;
use crate::base::text::{Lang, Words};
use crate::consultations::{Consultation, Field};
use crate::http::dates;
use crate::receipts::parse_number;

/// Who asks. Everything public goes through the one condition in `push`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Audience {
    Public,
    Staff,
}

/// A filter as it stands in an address: lists with commas.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(default)]
pub struct FilterQuery {
    pub theme: String,
    pub main: String,
    pub state: String,
    pub channel: String,
    pub area: String,
    pub age: String,
    pub relation: String,
    pub from: String,
    pub to: String,
    pub q: String,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Codes; a top theme stands for its children too, and a theme beside the main one counts.
    pub themes: Vec<String>,
    /// Codes of main themes, each for itself alone: what a row of the counts by theme counts.
    pub mains: Vec<String>,
    pub states: Vec<State>,
    pub channels: Vec<Channel>,
    /// Codes of choices here and below; `NO_ANSWER` for those who did not say.
    pub areas: Vec<String>,
    pub ages: Vec<String>,
    pub relations: Vec<String>,
    pub from: Option<Date>,
    pub to: Option<Date>,
    pub words: String,
}

/// Stands among the codes of a field for "did not say".
pub const NO_ANSWER: &str = "-";
/// Longest question the search takes, in code points; the rest is cut off.
pub const MAX_CHARS: usize = 100;
/// Most values of one list that are looked at.
const MAX_VALUES: usize = 500;
/// What may stand in an address as it is: codes and the commas between them stay readable.
const READABLE: &AsciiSet = &NON_ALPHANUMERIC.remove(b',').remove(b'-').remove(b'_').remove(b'.');

impl FilterQuery {
    /// Names and values of what is asked, as form fields.
    pub fn pairs(&self) -> Vec<(&'static str, &str)> {
        let all: [(&'static str, &str); 10] = [
            ("theme", &self.theme),
            ("main", &self.main),
            ("state", &self.state),
            ("channel", &self.channel),
            ("area", &self.area),
            ("age", &self.age),
            ("relation", &self.relation),
            ("from", &self.from),
            ("to", &self.to),
            ("q", &self.q),
        ];
        all.into_iter().filter(|(_, value)| !value.is_empty()).collect()
    }

    /// As it stands in an address, without a leading `?`; '' when nothing is asked.
    pub fn address(&self) -> String {
        let pairs = self.pairs().into_iter();
        pairs
            .map(|(name, value)| format!("{name}={}", utf8_percent_encode(value, READABLE)))
            .collect::<Vec<_>>()
            .join("&")
    }
}

/// Whether all words of a question are looked for.
pub fn takes_all(q: &str) -> bool {
    q.trim().chars().count() <= MAX_CHARS && search::takes_all(q)
}

/// The values of a list, each once: an address repeats as much as it likes, a question must not grow with it.
pub fn split(list: &str) -> Vec<String> {
    let mut seen = std::collections::HashSet::new();
    let values = list.split(',').filter(|value| !value.is_empty() && seen.insert(*value));
    values.take(MAX_VALUES).map(str::to_owned).collect()
}

impl Filter {
    /// Values that the consultation does not know are dropped: an old link still shows something.
    pub fn parse(query: &FilterQuery, call: &Consultation) -> Self {
        let known = |field: Field, list: &str| {
            let choices = &call.field(field).choices;
            let mut codes = split(list);
            codes.retain(|code| code == NO_ANSWER || choices.iter().any(|choice| choice.code == *code));
            codes
        };
        let themes = |list: &str| {
            let mut codes = split(list);
            codes.retain(|code| call.theme(code).is_some());
            codes
        };
        Self {
            themes: themes(&query.theme),
            mains: themes(&query.main),
            states: split(&query.state).iter().filter_map(|name| State::parse(name)).collect(),
            channels: split(&query.channel).iter().filter_map(|name| Channel::parse(name)).collect(),
            areas: known(Field::Area, &query.area),
            ages: known(Field::AgeBand, &query.age),
            relations: known(Field::Relation, &query.relation),
            from: parse_day(&query.from),
            to: parse_day(&query.to),
            words: query.q.trim().chars().take(MAX_CHARS).collect(),
        }
    }

    /// As `parse`, but a value nobody knows, or more words than are looked for, is an error, its name and itself: a file
    /// must never hold more than was asked for.
    pub fn parse_strictly(query: &FilterQuery, call: &Consultation) -> Result<Self, (&'static str, String)> {
        let filter = Self::parse(query, call);
        let kept = filter.query();
        let lost = query.pairs().into_iter().find(|(name, asked)| {
            let held = kept.pairs().into_iter().find(|(known, _)| known == name).map_or("", |(_, value)| value);
            if *name == "q" { !takes_all(asked) } else { split(asked) != split(held) }
        });
        match lost {
            Some((name, value)) => Err((name, value.to_owned())),
            None => Ok(filter),
        }
    }

    /// Back to the form of an address.
    pub fn query(&self) -> FilterQuery {
        let day = |day: Option<Date>| day.map(|day| day.to_string()).unwrap_or_default();
        FilterQuery {
            theme: self.themes.join(","),
            main: self.mains.join(","),
            state: self.states.iter().map(|state| state.name()).collect::<Vec<_>>().join(","),
            channel: self.channels.iter().map(|channel| channel.name()).collect::<Vec<_>>().join(","),
            area: self.areas.join(","),
            age: self.ages.join(","),
            relation: self.relations.join(","),
            from: day(self.from),
            to: day(self.to),
            q: self.words.clone(),
        }
    }

    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Whether it asks for something that a resident said about himself.
    pub fn asks_attributes(&self) -> bool {
        !(self.areas.is_empty() && self.ages.is_empty() && self.relations.is_empty())
    }

    /// Whether it asks for something that the city only counts.
    pub fn asks_counted(&self, call: &Consultation) -> bool {
        let asked = [(Field::Area, &self.areas), (Field::AgeBand, &self.ages), (Field::Relation, &self.relations)];
        asked.into_iter().any(|(field, codes)| !codes.is_empty() && call.field(field).is_only_counted())
    }

    /// Leaves out what the city only counts: no list and no file tells one answer.
    pub fn without_counted(mut self, call: &Consultation) -> Self {
        let asked =
            [(Field::Area, &mut self.areas), (Field::AgeBand, &mut self.ages), (Field::Relation, &mut self.relations)];
        asked
            .into_iter()
            .filter(|(field, _)| call.field(*field).is_only_counted())
            .for_each(|(_, codes)| codes.clear());
        self
    }

    /// Leaves out what people said about themselves, for readers who may know it of nobody.
    pub fn without_attributes(self) -> Self {
        Self { areas: Vec::new(), ages: Vec::new(), relations: Vec::new(), ..self }
    }

    /// Adds `where …` for `opinions o`. The first line of a public question is the one rule of what the public
    /// may see, the SQL twin of `State::is_public`: a public text stands on the row exactly in those states.
    /// What people said about themselves is no matter of a single row for the public: see `counts::push_shown`.
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
        let attributes = [("o.area", &self.areas), ("o.age_band", &self.ages), ("o.relation", &self.relations)];
        if audience == Audience::Staff {
            attributes.into_iter().for_each(|(column, codes)| push_choice(sql, column, codes));
        }
        if let Some(from) = self.from {
            sql.push(" and o.submitted_at >= ").bind(zone.start_of(from));
        }
        if let Some(to) = self.to {
            sql.push(" and o.submitted_at < ").bind(zone.end_of(to));
        }
        if let Ok(receipt) = parse_number(&self.words) {
            sql.push(" and o.receipt = ").bind(receipt);
        } else if !self.words.is_empty() {
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
        if !self.mains.is_empty() {
            let mains = self.mains.iter().filter_map(|code| call.theme(code)).map(|theme| &theme.id);
            sql.push(" and o.theme_id in (").bind_list(mains).push(")");
        }
        if self.themes.is_empty() {
            return;
        }
        let ids = self.theme_ids(call);
        sql.push(" and (o.theme_id in (").bind_list(&ids);
        sql.push(") or exists (select 1 from opinion_themes x where x.opinion_id = o.id and x.theme_id in (")
            .bind_list(&ids);
        sql.push(")))");
    }

    /// The themes asked for, with those below them.
    pub fn theme_ids(&self, call: &Consultation) -> Vec<String> {
        let chosen = self.themes.iter().filter_map(|code| call.theme(code));
        let all = chosen.flat_map(|theme| std::iter::once(theme).chain(call.children(theme)));
        all.map(|theme| theme.id.clone()).collect()
    }
}

fn push_choice(sql: &mut Sql, column: &'static str, codes: &[String]) {
    let said: Vec<&String> = codes.iter().filter(|code| *code != NO_ANSWER).collect();
    let silent = said.len() < codes.len();
    match (said.is_empty(), silent) {
        (true, false) => {}
        (true, true) => {
            sql.push(" and ").push(column).push(" is null");
        }
        (false, _) => {
            sql.push(" and (").push(column).push(" in (").bind_list(said).push(")");
            if silent {
                sql.push(" or ").push(column).push(" is null");
            }
            sql.push(")");
        }
    }
}

/// One condition as a page states it: 地区 生野・山東.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Condition {
    pub label: String,
    pub value: String,
    /// The address without it, as `FilterQuery::address`.
    pub without: String,
}

/// A condition to be chosen from a list.
#[derive(Clone, Debug)]
pub struct Select {
    pub name: &'static str,
    pub label: String,
    /// Value, words, whether it is chosen. The first stands for all.
    pub options: Vec<(String, String, bool)>,
}

impl Filter {
    /// What is asked, in words, in the order of the panel.
    pub fn conditions(&self, call: &Consultation, w: &Words, lang: Lang) -> Vec<Condition> {
        let mut found: Vec<Condition> = Vec::new();
        for select in self.selects(call, w, lang) {
            let chosen = select.options.iter().find(|(value, _, chosen)| *chosen && !value.is_empty());
            if let Some((_, value, _)) = chosen {
                let without = self.without(|query| *part(query, select.name) = String::new());
                found.push(Condition { label: select.label, value: value.clone(), without });
            }
        }
        if !self.mains.is_empty() {
            let value = theme_names(call, &self.mains, lang);
            let without = self.without(|query| query.main = String::new());
            found.push(Condition { label: fl!(w, "filter-main"), value, without });
        }
        let day = |day| dates::day(w, day);
        let period = match (self.from, self.to) {
            (Some(from), Some(to)) if from == to => day(from),
            (Some(from), Some(to)) => fl!(w, "filter-between", from = day(from), to = day(to)),
            (Some(from), None) => fl!(w, "filter-since", from = day(from)),
            (None, Some(to)) => fl!(w, "filter-until", to = day(to)),
            (None, None) => String::new(),
        };
        if !period.is_empty() {
            let without = self.without(|query| (query.from, query.to) = (String::new(), String::new()));
            found.push(Condition { label: fl!(w, "filter-period"), value: period, without });
        }
        if !self.words.is_empty() {
            let without = self.without(|query| query.q = String::new());
            found.push(Condition { label: fl!(w, "filter-words"), value: self.words.clone(), without });
        }
        found
    }

    fn without(&self, change: impl Fn(&mut FilterQuery)) -> String {
        let mut query = self.query();
        change(&mut query);
        query.address()
    }

    /// The lists of the panel, what is asked being chosen.
    pub fn selects(&self, call: &Consultation, w: &Words, lang: Lang) -> Vec<Select> {
        let themes = call.themes.iter().map(|theme| (theme.code.clone(), call.theme_path(&theme.id, lang)));
        let states = State::ALL.iter().map(|state| (state.name().to_owned(), state.label(w)));
        let channels = Channel::ALL.iter().map(|channel| (channel.name().to_owned(), channel.label(w)));
        let asked = self.query();
        let mut selects = vec![
            select(w, "theme", fl!(w, "filter-theme"), themes.collect(), &asked.theme),
            select(w, "state", fl!(w, "filter-state"), states.collect(), &asked.state),
            select(w, "channel", fl!(w, "filter-channel"), channels.collect(), &asked.channel),
        ];
        let fields = [
            ("area", Field::Area, &asked.area),
            ("age", Field::AgeBand, &asked.age),
            ("relation", Field::Relation, &asked.relation),
        ];
        for (name, field, asked) in fields {
            let rule = call.field(field);
            if rule.choices.is_empty() {
                continue;
            }
            let said = rule.choices.iter().map(|choice| (choice.code.clone(), choice.label(lang).into_owned()));
            let all = said.chain([(NO_ANSWER.to_owned(), fl!(w, "filter-no-answer"))]).collect();
            selects.push(select(w, name, field.label(w), all, asked));
        }
        selects
    }
}

fn theme_names(call: &Consultation, codes: &[String], lang: Lang) -> String {
    let themes = codes.iter().filter_map(|code| call.theme(code));
    let names: Vec<_> = themes.map(|theme| call.theme_said(&theme.id, lang)).collect();
    names.join(&fl!(lang.words(), "voice-between"))
}

fn part<'a>(query: &'a mut FilterQuery, name: &str) -> &'a mut String {
    match name {
        "theme" => &mut query.theme,
        "state" => &mut query.state,
        "channel" => &mut query.channel,
        "area" => &mut query.area,
        "age" => &mut query.age,
        _ => &mut query.relation,
    }
}

/// A list with "all" on top; several values at once, which only an address can ask for, are one more entry.
fn select(w: &Words, name: &'static str, label: String, known: Vec<(String, String)>, asked: &str) -> Select {
    let mut options = vec![(String::new(), fl!(w, "filter-all"), asked.is_empty())];
    let several = split(asked);
    if several.len() > 1 {
        let words: Vec<&str> =
            known.iter().filter(|(code, _)| several.contains(code)).map(|(_, words)| words.as_str()).collect();
        options.push((asked.to_owned(), words.join("・"), true));
    }
    options.extend(known.into_iter().map(|(code, words)| {
        let chosen = code == asked;
        (code, words, chosen)
    }));
    Select { name, label, options }
}
