//! 集計: what everybody may know of what came in. Themes, days and states are counted as they are, since every published
//! opinion shows them. What people said about themselves is counted so that nobody finds out what one of them said: where
//! it does not stand beside opinions, once, when the results are out. Of a table that never changes nobody can compare two
//! moments.

pub mod routes;
pub mod store;
pub mod suppress;

use std::collections::{BTreeMap, HashMap, HashSet};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use self::suppress::{Cell, suppress};
use crate::consultations::{Choice, Consultation, Field, FieldRule, Requirement, Visibility};
use crate::counts::{PublicCounts, SHARED_BY, shown_attributes};
use crate::opinions::State;
use crate::statistics::wide;
use crate::writing::TOLD;

/// An opinion that is counted, under its theme of the first level.
#[derive(Clone, Debug)]
pub struct Voice {
    pub theme: String,
    pub person: String,
    /// In the order of `TOLD`; '' is "did not say".
    pub about: [String; TOLD.len()],
    /// It is public and looked at; else its sender is no person here: what one sends and takes back would make five of one.
    pub is_known: bool,
}

/// Everything that came in, of one moment.
#[derive(Clone, Debug, Default)]
pub struct Counted {
    pub received: i64,
    pub people: i64,
    pub states: HashMap<State, i64>,
    pub by_day: BTreeMap<Date, i64>,
    /// Published ones, as is what follows; by the first level of their main theme.
    pub by_theme: HashMap<String, i64>,
    pub voices: Vec<Voice>,
}

impl Counted {
    pub fn count(&self, states: &[State]) -> i64 {
        states.iter().filter_map(|state| self.states.get(state)).sum()
    }

    pub fn published(&self) -> i64 {
        self.count(&[State::Published, State::PublishedRedacted])
    }
}

/// Themes by what people said about themselves.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cross {
    pub field: Field,
    /// Codes; `None` is whatever is not said.
    pub columns: Vec<Option<String>>,
    /// Themes by id, '' being those together that have few opinions; `None` is hidden.
    pub rows: Vec<(String, Vec<Option<i64>>, i64)>,
    /// Ids of those together; none in a table of before they were noted.
    #[serde(default)]
    pub together: Vec<String>,
    pub totals: Vec<Option<i64>>,
    pub all: i64,
}

/// The table of a field that is only counted, made once and kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Made {
    /// Unix ms.
    pub at: i64,
    /// `None`: too few people, or hiding some numbers would not keep them hidden.
    pub cross: Option<Cross>,
}

/// What there is to see of a field that was asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Told {
    Table {
        cross: Cross,
        /// Unix ms: it was made then and stays as it is, with small numbers hidden. `None`: it stands beside opinions, and
        /// these are the numbers of the list.
        made_at: Option<i64>,
    },
    TooFew(Field),
    /// It is only counted, and its table is made when the results are out.
    Later(Field),
}

/// All that the page shows.
#[derive(Clone, Debug)]
pub struct Sheet {
    /// Unix ms.
    pub at: i64,
    pub counted: Counted,
    pub told: Vec<Told>,
}

impl Sheet {
    /// `made`: the tables that are kept, while everybody may see them.
    pub fn new(
        call: &Consultation,
        counts: &PublicCounts,
        mut counted: Counted,
        made: &HashMap<Field, Made>,
        at: i64,
    ) -> Self {
        let told = |(place, field): (usize, &Field)| {
            let rule = asked(call, *field)?;
            let (cross, made_at) = match (rule.visibility, made.get(field)) {
                (Visibility::Staff, _) => return None,
                (Visibility::Public, _) => (beside(call, counts, &counted.voices, place, rule), None),
                (Visibility::Aggregate, None) if call.results_at.is_none() => return Some(Told::Later(*field)),
                (Visibility::Aggregate, made) => (made.and_then(|it| it.cross.clone()), made.map(|it| it.at)),
            };
            Some(cross.map_or(Told::TooFew(*field), |cross| Told::Table { cross, made_at }))
        };
        let told = TOLD.iter().enumerate().filter_map(told).collect();
        // Nothing of single opinions is kept.
        counted.voices = Vec::new();
        Self { at, counted, told }
    }
}

/// The rule of a field about which there is something to say.
fn asked(call: &Consultation, field: Field) -> Option<&FieldRule> {
    Some(call.field(field)).filter(|rule| rule.requirement != Requirement::Off || !rule.choices.is_empty())
}

/// What is only counted and has no table yet, with its place in `TOLD`.
pub fn lacking<'c>(call: &'c Consultation, made: &HashMap<Field, Made>) -> Vec<(usize, &'c FieldRule)> {
    let asked = TOLD.iter().enumerate().filter_map(|(place, field)| Some((place, asked(call, *field)?)));
    asked.filter(|(_, rule)| rule.is_only_counted() && !made.contains_key(&rule.field)).collect()
}

/// The tables that are still to be made, see `store::settled`.
pub fn missing(call: &Consultation, voices: &[Voice], made: &HashMap<Field, Made>, at: i64) -> Vec<(Field, Made)> {
    let table = |place, rule| Made { at, cross: hidden(call, voices, place, rule) };
    lacking(call, made).into_iter().map(|(place, rule)| (rule.field, table(place, rule))).collect()
}

/// As it stands beside the opinions: whatever may not stand there is one column.
fn beside(
    call: &Consultation,
    counts: &PublicCounts,
    voices: &[Voice],
    place: usize,
    rule: &FieldRule,
) -> Option<Cross> {
    let public = |field| call.field(field).visibility == Visibility::Public;
    let (age_public, area_public) = (public(Field::AgeBand), public(Field::Area));
    let said = |label: &String| Some(label.clone()).filter(|label| !label.is_empty());
    let label = |voice: &Voice| {
        let (age, area) = (said(&voice.about[0]), said(&voice.about[1]));
        let shown = shown_attributes(counts, age_public, area_public, age.as_deref(), area.as_deref());
        [shown.0, shown.1].get(place).copied().flatten().map(str::to_owned)
    };
    let grid = Grid::new(call, voices, rule, &HashSet::new(), |_| false, label);
    let number = |cell: &Cell| Some(cell.opinions);
    let rows = grid.cells.iter().map(|row| row.iter().map(number).collect()).collect();
    let totals = grid.totals.iter().map(number).collect();
    (grid.columns.iter().any(Option::is_some)).then(|| grid.shown(rule.field, rows, totals))
}

/// With small numbers hidden, and a column for each choice that is offered, so that none tells by being there that somebody
/// chose it. Themes with few opinions are one row, and where that does not hide enough all are: their sums are in the open.
/// `None` also where no number of an answer is left: nobody learns whether there was one.
fn hidden(call: &Consultation, voices: &[Voice], place: usize, rule: &FieldRule) -> Option<Cross> {
    let label = |voice: &Voice| Some(voice.about[place].clone()).filter(|label| !label.is_empty());
    let table = |together: HashSet<&str>| {
        let grid = Grid::new(call, voices, rule, &together, |choice| !choice.closed, label);
        let shown = suppress(&grid.cells, &grid.totals)?;
        let said = |(code, number): (&Option<String>, &Option<i64>)| code.is_some() && number.is_some();
        let tells = |row: &Vec<Option<i64>>| grid.columns.iter().zip(row).any(said);
        let is_said = shown.cells.iter().any(tells) || tells(&shown.columns);
        let ids = call.top_themes().filter(|theme| together.contains(&*theme.id)).map(|theme| theme.id.clone());
        is_said.then(|| Cross { together: ids.collect(), ..grid.shown(rule.field, shown.cells, shown.columns) })
    };
    table(small(voices)).or_else(|| table(voices.iter().map(|voice| voice.theme.as_str()).collect()))
}

/// The themes with fewer than `SHARED_BY` known opinions, and so many of the next as make them that many together: a number
/// in a row of four could be hidden by nothing.
fn small(voices: &[Voice]) -> HashSet<&str> {
    let mut sums: HashMap<&str, i64> = HashMap::new();
    voices.iter().for_each(|voice| *sums.entry(&voice.theme).or_default() += i64::from(voice.is_known));
    let mut sums: Vec<_> = sums.into_iter().map(|(theme, sum)| (sum, theme)).collect();
    sums.sort_unstable();
    let (mut small, mut together) = (HashSet::new(), 0);
    for (sum, theme) in sums {
        if sum >= SHARED_BY && (small.is_empty() || together >= SHARED_BY) {
            break;
        }
        small.insert(theme);
        together += sum;
    }
    small
}

/// Where an opinion is counted.
fn row_of<'v>(voice: &'v Voice, together: &HashSet<&str>) -> &'v str {
    if together.contains(&*voice.theme) { "" } else { &voice.theme }
}

/// Opinions by theme and label, and those whom they come from, see `Voice::is_known`.
struct Grid {
    rows: Vec<String>,
    columns: Vec<Option<String>>,
    cells: Vec<Vec<Cell>>,
    totals: Vec<Cell>,
}

impl Grid {
    /// Rows and columns in the city's order, without those in which nothing stands, but for the choices that stand there
    /// `always`; choices that are gone come last, and whatever is not said behind them. Themes that are taken `together`
    /// are the last row.
    fn new(
        call: &Consultation,
        voices: &[Voice],
        rule: &FieldRule,
        together: &HashSet<&str>,
        always: impl Fn(&Choice) -> bool,
        label: impl Fn(&Voice) -> Option<String>,
    ) -> Self {
        let labels: Vec<Option<String>> = voices.iter().map(label).collect();
        let found: HashSet<&Option<String>> = labels.iter().collect();
        let columns = rule.choices.iter().map(|choice| (always(choice), Some(choice.code.clone())));
        let columns = columns.filter(|(stays, code)| *stays || found.contains(code));
        let mut columns: Vec<Option<String>> = columns.map(|(_, code)| code).collect();
        let mut rest: Vec<Option<String>> = found.into_iter().filter(|code| !columns.contains(code)).cloned().collect();
        rest.sort_by(|a, b| (a.is_none(), a).cmp(&(b.is_none(), b)));
        columns.append(&mut rest);
        let row_of = |voice| row_of(voice, together);
        let themes: HashSet<&str> = voices.iter().map(row_of).collect();
        let ids = call.top_themes().map(|theme| &*theme.id).chain([""]);
        let rows: Vec<String> = ids.filter(|id| themes.contains(id)).map(str::to_owned).collect();
        let mut cells = vec![vec![(Cell::default(), HashSet::new()); columns.len()]; rows.len()];
        let mut totals = vec![(Cell::default(), HashSet::new()); columns.len()];
        for (voice, label) in voices.iter().zip(&labels) {
            let place =
                rows.iter().position(|id| *id == row_of(voice)).zip(columns.iter().position(|code| code == label));
            let Some((row, column)) = place else { continue };
            for (cell, people) in [&mut cells[row][column], &mut totals[column]] {
                cell.opinions += 1;
                cell.known += i64::from(voice.is_known);
                people.extend(voice.is_known.then_some(voice.person.as_str()));
            }
        }
        let close = |(cell, people): (Cell, HashSet<&str>)| Cell { people: wide(people.len()), ..cell };
        let cells = cells.into_iter().map(|row| row.into_iter().map(close).collect()).collect();
        Self { rows, columns, cells, totals: totals.into_iter().map(close).collect() }
    }

    fn shown(self, field: Field, cells: Vec<Vec<Option<i64>>>, totals: Vec<Option<i64>>) -> Cross {
        let of_row = |row: &Vec<Cell>| row.iter().map(|cell| cell.opinions).sum::<i64>();
        let sums: Vec<i64> = self.cells.iter().map(of_row).collect();
        let all = sums.iter().sum();
        // Where all stand together the totals say all there is.
        let rows: Vec<_> = self.rows.into_iter().zip(cells).zip(sums).map(|((id, row), sum)| (id, row, sum)).collect();
        let rows = if matches!(&rows[..], [(id, ..)] if id.is_empty()) { Vec::new() } else { rows };
        Cross { field, columns: self.columns, rows, together: Vec::new(), totals, all }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::base::text::Lang;
    use crate::consultations::{Mode, Moderation, Reactions, Theme};

    /// One theme; people are asked for their area alone: north, east, south, or west, which is offered no more.
    fn call() -> Consultation {
        let choice = |(code, closed): (&str, bool)| Choice { code: code.into(), closed, ..Choice::default() };
        let theme = Theme {
            id: "roads".into(),
            code: "roads".into(),
            parent: None,
            position: 1,
            closed: false,
            texts: vec![(Lang::JA, "道路".into(), String::new())],
        };
        Consultation {
            id: "call".into(),
            slug: "call".into(),
            mode: Mode::Ideas,
            moderation: Moderation::After,
            opens_on: date(2024, 7, 1),
            closes_on: date(2024, 9, 30),
            short_period_reason: String::new(),
            max_chars: 100,
            target_hours: 24,
            reactions: Reactions::Off,
            listed: true,
            results_at: Some(0),
            revision: 1,
            purpose_version: 1,
            texts: Vec::new(),
            themes: vec![theme],
            fields: vec![FieldRule {
                field: Field::Area,
                requirement: Requirement::Optional,
                visibility: Visibility::Aggregate,
                choices: [("north", false), ("east", false), ("south", false), ("west", true)].map(choice).into(),
            }],
        }
    }

    /// Of somebody else each, and looked at.
    fn voices(areas: &[(&str, usize)]) -> Vec<Voice> {
        let areas = areas.iter().flat_map(|(area, count)| std::iter::repeat_n(*area, *count));
        let voice = |(at, area): (usize, &str)| Voice {
            theme: "roads".into(),
            person: format!("person {at}"),
            about: [String::new(), area.into(), String::new()],
            is_known: true,
        };
        areas.enumerate().map(voice).collect()
    }

    fn table(voices: &[Voice]) -> Option<Cross> {
        let made = missing(&call(), voices, &HashMap::new(), 0);
        made.into_iter().find(|(field, _)| *field == Field::Area).unwrap().1.cross
    }

    #[test]
    fn nobody_can_compare_the_table_before_and_after_a_withdrawal() {
        let sheet = |voices: &[Voice], made: &HashMap<Field, Made>, at| {
            let counted = Counted { voices: voices.to_vec(), ..Counted::default() };
            let call = Consultation { results_at: (!made.is_empty()).then_some(0), ..call() };
            Sheet::new(&call, &PublicCounts::default(), counted, made, at).told
        };
        let mut voices = voices(&[("north", 9), ("east", 8), ("south", 7)]);
        let made: HashMap<Field, Made> = missing(&call(), &voices, &HashMap::new(), 7).into_iter().collect();
        let before = sheet(&voices, &made, 7);
        assert!(matches!(&before[..], [Told::Table { cross, made_at: Some(7) }] if cross.all == 24), "{before:?}");
        voices.swap_remove(0);
        assert_eq!(missing(&call(), &voices, &made, 8), [], "it is made once");
        assert_eq!(sheet(&voices, &made, 8), before);
        assert_eq!(sheet(&voices, &HashMap::new(), 8), [Told::Later(Field::Area)], "the results are taken back");
    }

    #[test]
    fn whatever_is_offered_has_a_column_and_what_is_gone_where_somebody_chose_it() {
        let codes = |areas: &[(&str, usize)]| {
            let columns = table(&voices(areas)).unwrap().columns;
            columns.into_iter().map(|code| code.unwrap_or_else(|| "?".into())).collect::<Vec<_>>().join(" ")
        };
        assert_eq!(codes(&[("north", 20), ("east", 12), ("", 30)]), "north east south ?");
        assert_eq!(codes(&[("north", 20), ("east", 12), ("south", 10), ("west", 9)]), "north east south west");
    }

    #[test]
    fn whether_a_few_people_have_answered_or_none_is_the_same_to_a_reader() {
        assert_eq!(table(&voices(&[("", 30)])), None);
        assert_eq!(table(&voices(&[("", 30), ("north", 1)])), None);
        assert_eq!(table(&[]), None);
    }

    #[test]
    fn themes_with_few_opinions_stand_together_and_destroy_no_table() {
        let mut call = call();
        for (position, id) in (2..).zip(["other", "trees"]) {
            let theme = Theme { id: id.into(), code: id.into(), position, ..call.themes[0].clone() };
            call.themes.push(theme);
        }
        let under = |theme: &str, area: &'static str, count| {
            let all = voices(&[(area, count)]).into_iter();
            let own = |(at, voice)| Voice { theme: theme.into(), person: format!("{theme} {area} {at}"), ..voice };
            all.enumerate().map(own).collect::<Vec<_>>()
        };
        let table = |voices: &[Voice]| {
            let cross = hidden(&call, voices, 1, call.field(Field::Area))?;
            Some(cross.rows.iter().map(|(id, _, sum)| format!("{id} {sum}")).collect::<Vec<_>>())
        };
        let roads = [under("roads", "north", 20), under("roads", "east", 30), under("roads", "south", 40)].concat();
        let trees = [under("trees", "north", 10), under("trees", "east", 10), under("trees", "south", 10)].concat();
        let all = [roads.clone(), trees.clone(), under("other", "north", 3)].concat();
        assert_eq!(table(&all), Some(vec!["roads 90".to_owned(), " 33".to_owned()]), "3 alone cannot be hidden");
        assert_eq!(
            table(&[roads.clone(), under("other", "north", 3)].concat()),
            Some(Vec::new()),
            "the totals are left"
        );
        assert_eq!(table(&[roads, trees].concat()).unwrap().len(), 2, "and nothing is put together without need");
    }

    #[test]
    fn sending_alone_makes_nobody_one_of_five() {
        let mut voices = voices(&[("north", 5), ("east", 9), ("south", 8)]);
        assert_eq!(table(&voices).unwrap().totals, [Some(5), Some(9), Some(8)]);
        voices[0].is_known = false;
        assert_eq!(table(&voices).unwrap().totals, [None, Some(9), None], "one of five nobody has looked at");
    }
}
