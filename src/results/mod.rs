//! 集計: what everybody may know of what came in. Themes, days and states are counted as they are, since every published
//! opinion shows them. What people said about themselves is counted so that nobody finds out what one of them said.

pub mod routes;
pub mod store;
pub mod suppress;

use std::collections::{BTreeMap, HashMap, HashSet};

use jiff::civil::Date;

use self::suppress::{Cell, suppress};
use crate::consultations::{Consultation, Field, FieldRule, Requirement, Visibility};
use crate::counts::{PublicCounts, SHARED_BY, shown_attributes};
use crate::opinions::State;
use crate::statistics::wide;
use crate::writing::TOLD;

/// An opinion that is public, or was.
#[derive(Clone, Debug)]
pub struct Voice {
    /// When everybody could see it here for the first time, and its number: nothing that comes later stands before it.
    pub since: (i64, i64),
    /// Of the first level.
    pub theme: String,
    pub person: String,
    /// In the order of `TOLD`; '' is "did not say".
    pub about: [String; TOLD.len()],
    pub is_public: bool,
    pub is_reviewed: bool,
}

/// Everything that came in, of one moment.
#[derive(Clone, Debug, Default)]
pub struct Counted {
    pub received: i64,
    pub people: i64,
    pub states: HashMap<State, i64>,
    pub by_day: BTreeMap<Date, i64>,
    /// Published ones, by the first level of their main theme.
    pub by_theme: HashMap<String, i64>,
    /// In the order of `since`.
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
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cross {
    pub field: Field,
    /// It stands beside opinions: these are the numbers of the list. Else they move in steps, and small ones are hidden.
    pub is_public: bool,
    /// Codes; `None` is whatever is not said.
    pub columns: Vec<Option<String>>,
    /// Themes by id; `None` is hidden.
    pub rows: Vec<(String, Vec<Option<i64>>, i64)>,
    pub totals: Vec<Option<i64>>,
    pub all: i64,
}

/// What there is to see of a field that was asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Told {
    Table(Cross),
    /// Too few people, or hiding some numbers would not keep them hidden.
    TooFew(Field),
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
    pub fn new(call: &Consultation, counts: &PublicCounts, mut counted: Counted, at: i64) -> Self {
        let told =
            TOLD.iter().enumerate().filter_map(|(place, field)| told(call, counts, &counted.voices, place, *field));
        let told = told.collect();
        // Nothing of single opinions is kept.
        counted.voices = Vec::new();
        Self { at, counted, told }
    }
}

/// `None` where it was not asked, or is for staff alone.
fn told(call: &Consultation, counts: &PublicCounts, voices: &[Voice], place: usize, field: Field) -> Option<Told> {
    let rule = call.field(field);
    let table = match rule.visibility {
        Visibility::Staff => return None,
        _ if rule.requirement == Requirement::Off && rule.choices.is_empty() => return None,
        Visibility::Public => beside(call, counts, voices, place, rule),
        Visibility::Aggregate => stepped(call, voices, place, rule),
    };
    Some(table.map_or(Told::TooFew(field), Told::Table))
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
    let open: Vec<&Voice> = voices.iter().filter(|voice| voice.is_public).collect();
    let grid = Grid::new(call, &open, rule, label);
    let number = |cell: &Cell| Some(cell.opinions);
    let rows = grid.cells.iter().map(|row| row.iter().map(number).collect()).collect();
    let totals = grid.totals.iter().map(number).collect();
    (grid.columns.iter().any(Option::is_some)).then(|| grid.shown(rule.field, true, rows, totals))
}

/// In steps, with small numbers hidden.
fn stepped(call: &Consultation, voices: &[Voice], place: usize, rule: &FieldRule) -> Option<Cross> {
    let open = settled(voices);
    let grid = Grid::new(call, &open, rule, |voice| Some(voice.about[place].clone()).filter(|label| !label.is_empty()));
    let is_said = grid.columns.iter().any(Option::is_some);
    let shown = suppress(&grid.cells, &grid.totals).filter(|_| is_said)?;
    Some(grid.shown(rule.field, false, shown.cells, shown.columns))
}

/// The opinions that tables of what people said about themselves are made of: theme by theme, in the order in which they
/// became public, in packets of `SHARED_BY` people. A packet counts when everything in it is public and has been looked
/// at, or not at all: so whoever looks before and after one opinion comes, or goes, sees nothing change or a packet.
pub fn settled(voices: &[Voice]) -> Vec<&Voice> {
    let mut open: HashMap<&str, (Vec<&Voice>, HashSet<&str>)> = HashMap::new();
    let mut settled = Vec::new();
    for voice in voices {
        let (packet, people) = open.entry(&voice.theme).or_default();
        packet.push(voice);
        people.insert(&voice.person);
        if wide(people.len()) == SHARED_BY {
            if packet.iter().all(|voice| voice.is_public && voice.is_reviewed) {
                settled.append(packet);
            }
            packet.clear();
            people.clear();
        }
    }
    settled
}

/// Opinions and people by theme and label.
struct Grid {
    rows: Vec<String>,
    columns: Vec<Option<String>>,
    cells: Vec<Vec<Cell>>,
    totals: Vec<Cell>,
}

impl Grid {
    /// Rows and columns in the city's order, without those in which nothing stands; choices that are gone come last, and
    /// whatever is not said behind them.
    fn new(call: &Consultation, voices: &[&Voice], rule: &FieldRule, label: impl Fn(&Voice) -> Option<String>) -> Self {
        let labels: Vec<Option<String>> = voices.iter().map(|voice| label(voice)).collect();
        let found: HashSet<&Option<String>> = labels.iter().collect();
        let offered = rule.choices.iter().map(|choice| Some(choice.code.clone()));
        let mut columns: Vec<Option<String>> = offered.filter(|code| found.contains(code)).collect();
        let mut rest: Vec<Option<String>> = found.into_iter().filter(|code| !columns.contains(code)).cloned().collect();
        rest.sort_by(|a, b| (a.is_none(), a).cmp(&(b.is_none(), b)));
        columns.append(&mut rest);
        let themes: HashSet<&str> = voices.iter().map(|voice| voice.theme.as_str()).collect();
        let rows: Vec<String> =
            call.top_themes().map(|theme| theme.id.clone()).filter(|id| themes.contains(id.as_str())).collect();
        let mut cells = vec![vec![(Cell::default(), HashSet::new()); columns.len()]; rows.len()];
        let mut totals = vec![(Cell::default(), HashSet::new()); columns.len()];
        for (voice, label) in voices.iter().zip(&labels) {
            let place =
                rows.iter().position(|id| *id == voice.theme).zip(columns.iter().position(|code| code == label));
            let Some((row, column)) = place else { continue };
            for (cell, people) in [&mut cells[row][column], &mut totals[column]] {
                cell.opinions += 1;
                people.insert(voice.person.as_str());
            }
        }
        let close = |(cell, people): (Cell, HashSet<&str>)| Cell { people: wide(people.len()), ..cell };
        let cells = cells.into_iter().map(|row| row.into_iter().map(close).collect()).collect();
        Self { rows, columns, cells, totals: totals.into_iter().map(close).collect() }
    }

    fn shown(self, field: Field, is_public: bool, cells: Vec<Vec<Option<i64>>>, totals: Vec<Option<i64>>) -> Cross {
        let of_row = |row: &Vec<Cell>| row.iter().map(|cell| cell.opinions).sum::<i64>();
        let sums: Vec<i64> = self.cells.iter().map(of_row).collect();
        let all = sums.iter().sum();
        let rows = self.rows.into_iter().zip(cells).zip(sums).map(|((id, cells), sum)| (id, cells, sum)).collect();
        Cross { field, is_public, columns: self.columns, rows, totals, all }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn voice(at: usize, theme: usize, person: usize, about: usize) -> Voice {
        Voice {
            since: (wide(at), wide(at)),
            theme: format!("theme {theme}"),
            person: format!("person {person}"),
            about: [format!("age {about}"), String::new(), String::new()],
            is_public: true,
            is_reviewed: true,
        }
    }

    fn counted(voices: &[Voice]) -> BTreeMap<&str, Vec<i64>> {
        let mut found: BTreeMap<&str, Vec<i64>> = BTreeMap::new();
        settled(voices).into_iter().for_each(|voice| found.entry(&voice.theme).or_default().push(voice.since.1));
        found
    }

    /// People whose opinions are counted in one of the two alone, by theme.
    fn apart(voices: &[Voice], before: &[Voice], after: &[Voice]) -> Vec<usize> {
        let (before, after) = (counted(before), counted(after));
        let themes: HashSet<&&str> = before.keys().chain(after.keys()).collect();
        let of = |found: &BTreeMap<&str, Vec<i64>>, theme: &str| found.get(theme).cloned().unwrap_or_default();
        let people = |theme: &&&str| {
            let (before, after) = (of(&before, theme), of(&after, theme));
            let both = before.iter().chain(&after).filter(|at| before.contains(at) != after.contains(at));
            both.map(|at| voices[usize::try_from(*at).unwrap()].person.as_str()).collect::<HashSet<_>>().len()
        };
        themes.iter().map(people).filter(|people| *people > 0).collect()
    }

    #[test]
    fn five_opinions_of_one_person_are_no_packet() {
        let mut voices: Vec<Voice> = (0..9).map(|at| voice(at, 0, at / 5, 0)).collect();
        assert_eq!(settled(&voices).len(), 0);
        voices.extend((9..12).map(|at| voice(at, 0, at, 0)));
        assert_eq!(settled(&voices).len(), 12);
        voices[3].is_reviewed = false;
        assert_eq!(settled(&voices).len(), 0, "one of them waits to be looked at");
    }

    proptest! {
        #[test]
        fn one_opinion_more_or_fewer_moves_nothing_or_five_people(
            rows in proptest::collection::vec((0_usize..3, 0_usize..20, 0_usize..4, any::<bool>()), 1..60),
            change in 0_usize..60,
        ) {
            let mut voices: Vec<Voice> = rows.iter().enumerate()
                .map(|(at, (theme, person, about, _))| voice(at, *theme, *person, *about)).collect();
            // A few are gone or unread already.
            for (voice, (.., gone)) in voices.iter_mut().zip(&rows).step_by(11) {
                voice.is_public = !gone;
            }
            let fewest = usize::try_from(SHARED_BY).unwrap();
            let before = &voices[..voices.len() - 1];
            prop_assert!(apart(&voices, before, &voices).iter().all(|people| *people >= fewest));
            let mut after = voices.clone();
            let at = change % after.len();
            after[at].is_public = !after[at].is_public;
            prop_assert!(apart(&voices, &voices, &after).iter().all(|people| *people >= fewest));
        }
    }
}
