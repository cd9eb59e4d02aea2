//! Small numbers in a public table are hidden, and so many others beside them that nobody can work them out.
//!
//! Whoever reads a table knows that its rows and columns add up. What he can work out from that is what flows through a
//! network can tell: each number is an edge from its row to its column, each column's total one from the column to the
//! end, what enters each row is known. A hidden number can be larger or smaller by what the other hidden ones let flow
//! another way round.

use crate::counts::SHARED_BY;

/// Opinions, and the people whom they come from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Cell {
    pub opinions: i64,
    /// How many of them are of people who count, see `Voice::is_known`. The others may all be of one reader, who takes them
    /// off every number: they hide nothing from him.
    pub known: i64,
    pub people: i64,
}

/// What of a table may be seen; `None` is hidden. The totals of the rows are in the open anyway, that of all with them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shown {
    pub cells: Vec<Vec<Option<i64>>>,
    pub columns: Vec<Option<i64>>,
}

/// Hides every number of fewer than `SHARED_BY` people, none included, and more of them until each hidden one could have
/// `SHARED_BY` different values at least, for all that the rest tells. `None` where that cannot be had: then nothing of the
/// table is to be seen. `cells` are rows of equal length, `columns` their totals, in which somebody who stands in several
/// rows is one person.
pub fn suppress(cells: &[Vec<Cell>], columns: &[Cell]) -> Option<Shown> {
    let mut table = Table::new(cells, columns);
    let mut hidden: Vec<usize> = (0..table.numbers.len()).filter(|at| table.numbers[*at].is_hidden).collect();
    let mut looked_at = 0;
    // What is hidden later only gives those before more room.
    while let Some(at) = hidden.get(looked_at).copied() {
        let also = table.also(at)?;
        looked_at += usize::from(also.is_empty());
        also.iter().for_each(|at| table.numbers[*at].is_hidden = true);
        hidden.extend(also);
    }
    let shown = |number: &Number| (!number.is_hidden).then_some(number.opinions);
    let (inner, totals) = table.numbers.split_at(cells.len() * columns.len());
    let rows = inner.chunks(columns.len().max(1)).map(|row| row.iter().map(shown).collect());
    Some(Shown { cells: rows.collect(), columns: totals.iter().map(shown).collect() })
}

/// A number as an edge between two nodes.
struct Number {
    from: usize,
    to: usize,
    opinions: i64,
    /// Of what is known: as much may flow.
    value: i64,
    is_hidden: bool,
}

struct Table {
    /// Row by row, then the totals of the columns.
    numbers: Vec<Number>,
    /// Rows, then columns, then the end.
    nodes: usize,
}

impl Table {
    fn new(cells: &[Vec<Cell>], columns: &[Cell]) -> Self {
        let (rows, end) = (cells.len(), cells.len() + columns.len());
        let number = |from, to, cell: &Cell| {
            let Cell { opinions, known, people } = *cell;
            Number { from, to, opinions, value: known, is_hidden: people < SHARED_BY }
        };
        let inner = cells.iter().enumerate().flat_map(|(row, cells)| {
            cells.iter().enumerate().map(move |(column, cell)| number(row, rows + column, cell))
        });
        let totals = columns.iter().enumerate().map(|(column, cell)| number(rows + column, end, cell));
        Self { numbers: inner.chain(totals).collect(), nodes: end + 1 }
    }

    /// What else is to be hidden, so that a hidden number could be larger or smaller by enough; nothing where it could be
    /// already, `None` where nothing helps.
    fn also(&self, at: usize) -> Option<Vec<usize>> {
        let Number { from, to, value, .. } = self.numbers[at];
        let (more, after_more) = self.reroute(at, to, from, ROOM);
        let (less, after_less) = self.reroute(at, from, to, value.min(ROOM));
        if more + less >= ROOM {
            return Some(Vec::new());
        }
        let shown = |steps: Vec<Step>| -> Vec<usize> {
            steps.iter().map(|step| step.number).filter(|at| !self.numbers[*at].is_hidden).collect()
        };
        let another = [(after_more, to, from), (after_less, from, to)];
        let mut ways = another.iter().filter_map(|(values, from, to)| self.way(values, at, (*from, *to), true));
        ways.by_ref().map(shown).find(|also| !also.is_empty())
    }

    /// How much can go from one node to another through the hidden numbers but `without`, by making some larger and some
    /// smaller, none below nothing; `most` at most. With it, all numbers as they are then.
    fn reroute(&self, without: usize, from: usize, to: usize, most: i64) -> (i64, Vec<i64>) {
        let mut values: Vec<i64> = self.numbers.iter().map(|number| number.value).collect();
        let mut moved = 0;
        while moved < most {
            let Some(steps) = self.way(&values, without, (from, to), false) else { break };
            let smaller = steps.iter().filter(|step| !step.grows).map(|step| values[step.number]);
            let now = smaller.min().unwrap_or(most).min(most - moved);
            steps.iter().for_each(|step| values[step.number] += if step.grows { now } else { -now });
            moved += now;
        }
        (moved, values)
    }

    /// The way from one node to another through the hidden numbers but `without`; with `opens` through others, too, where
    /// the sum of those is smallest.
    fn way(&self, values: &[i64], without: usize, (from, to): (usize, usize), opens: bool) -> Option<Vec<Step>> {
        let mut reached: Vec<Option<(i64, Step)>> = vec![None; self.nodes];
        let mut done = vec![false; self.nodes];
        let (mut node, mut cost) = (from, 0);
        while node != to {
            done[node] = true;
            for (at, number) in self.numbers.iter().enumerate() {
                let next = match () {
                    () if at == without || !number.is_hidden && !opens => continue,
                    () if number.from == node => number.to,
                    () if number.to == node && values[at] > 0 => number.from,
                    () => continue,
                };
                let cost = cost + if number.is_hidden { 0 } else { 1 + number.value };
                if next != from && reached[next].is_none_or(|(known, _)| cost < known) {
                    reached[next] = Some((cost, Step { number: at, grows: number.from == node, before: node }));
                }
            }
            let open = (0..self.nodes).filter(|node| !done[*node]);
            (cost, node) = open.filter_map(|node| Some((reached[node]?.0, node))).min()?;
        }
        let mut steps = Vec::new();
        while node != from {
            let (_, step) = reached[node]?;
            steps.push(step);
            node = step.before;
        }
        Some(steps)
    }
}

/// By so much a hidden number could be another at least, up and down together.
const ROOM: i64 = SHARED_BY - 1;

/// A part of a way: a number that grows or shrinks, and the node before it.
#[derive(Clone, Copy)]
struct Step {
    number: usize,
    grows: bool,
    before: usize,
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Each opinion from somebody else.
    fn cells(rows: &[&[i64]]) -> (Vec<Vec<Cell>>, Vec<Cell>) {
        let cell = |opinions: i64| Cell { opinions, known: opinions, people: opinions };
        let width = rows.first().map_or(0, |row| row.len());
        let totals = (0..width).map(|column| cell(rows.iter().map(|row| row[column]).sum())).collect();
        (rows.iter().map(|row| row.iter().copied().map(cell).collect()).collect(), totals)
    }

    /// Every table that shows the same: row by row, whatever adds up to the row's total and agrees with what is shown.
    fn same_to_a_reader(rows: &[&[i64]], shown: &Shown) -> Vec<Vec<Vec<i64>>> {
        fn fill(total: i64, shown: &[Option<i64>]) -> Vec<Vec<i64>> {
            let Some((first, rest)) = shown.split_first() else {
                return if total == 0 { vec![Vec::new()] } else { Vec::new() };
            };
            let range = first.map_or(0..=total, |known| known..=known);
            let with = |value: i64| fill(total - value, rest).into_iter().map(move |row| [vec![value], row].concat());
            range.filter(|value| *value <= total).flat_map(with).collect()
        }
        let mut tables = vec![Vec::new()];
        for (row, shown) in rows.iter().zip(&shown.cells) {
            let rows = fill(row.iter().sum(), shown);
            tables = tables
                .into_iter()
                .flat_map(|table: Vec<Vec<i64>>| {
                    rows.iter().map(move |row| [table.clone(), vec![row.clone()]].concat())
                })
                .collect();
        }
        let agrees = |table: &Vec<Vec<i64>>| {
            let total = |column: usize| table.iter().map(|row| row[column]).sum::<i64>();
            shown.columns.iter().enumerate().all(|(at, shown)| shown.is_none_or(|shown| shown == total(at)))
        };
        tables.retain(agrees);
        tables
    }

    #[test]
    fn a_table_of_large_numbers_is_shown_as_it_is() {
        let (inner, totals) = cells(&[&[7, 9], &[12, 5]]);
        let shown = suppress(&inner, &totals).unwrap();
        assert_eq!(shown.cells, [[Some(7), Some(9)], [Some(12), Some(5)]]);
        assert_eq!(shown.columns, [Some(19), Some(14)]);
    }

    #[test]
    fn a_small_number_takes_three_others_with_it() {
        let (inner, totals) = cells(&[&[2, 20, 11], &[9, 30, 12], &[8, 25, 10]]);
        let shown = suppress(&inner, &totals).unwrap();
        let hidden: Vec<_> = shown.cells.iter().map(|row| row.iter().filter(|cell| cell.is_none()).count()).collect();
        assert_eq!(shown.cells[0][0], None);
        assert_eq!(hidden.iter().sum::<usize>(), 4, "{shown:?}");
        assert!(!hidden.contains(&1) && shown.columns.iter().all(Option::is_some), "{shown:?}");
    }

    #[test]
    fn opinions_of_few_people_are_hidden_however_many_they_are() {
        let (mut inner, totals) = cells(&[&[9, 20], &[30, 40], &[50, 60]]);
        inner[0][0].people = 1;
        assert_eq!(suppress(&inner, &totals).unwrap().cells[0], [None, None]);
    }

    #[test]
    fn a_row_that_is_all_in_one_place_does_not_tell_it() {
        let (inner, totals) = cells(&[&[5, 0, 0], &[6, 7, 12], &[9, 8, 20]]);
        assert_eq!(suppress(&inner, &totals).unwrap().cells[0], [None; 3]);
    }

    #[test]
    fn what_cannot_be_hidden_is_not_shown_at_all() {
        let (inner, totals) = cells(&[&[5, 0]]);
        let shown = suppress(&inner, &totals);
        assert!(shown.is_none_or(|shown| shown.cells[0] == [None, None] && shown.columns == [None, None]));
        let three = Cell { opinions: 3, known: 3, people: 3 };
        assert_eq!(suppress(&[vec![three]], &[three]), None);
    }

    #[test]
    fn what_one_reader_may_have_sent_hides_nothing_from_him() {
        let (mut inner, mut totals) = cells(&[&[20, 1, 30], &[12, 14, 13], &[0, 0, 0]]);
        for cell in inner[2].iter_mut().chain(&mut totals) {
            cell.opinions += 10;
        }
        assert_eq!(suppress(&inner, &totals), None, "the row of ten each is known to him who sent them");
        let (mut inner, mut totals) = cells(&[&[20, 1, 0], &[30, 0, 0], &[25, 9, 9]]);
        for (row, column) in [(0, 2), (1, 1), (1, 2)] {
            inner[row][column].opinions += 4;
            totals[column].opinions += 4;
        }
        let shown = suppress(&inner, &totals).unwrap();
        assert_eq!(shown.cells[0][..2], [None, None], "{shown:?}");
    }

    #[test]
    fn a_wide_table_is_done_in_no_time() {
        let rows: Vec<Vec<i64>> = (0..20).map(|row| (0..12).map(|at| (row * 7 + at * 5) % 23).collect()).collect();
        let rows: Vec<&[i64]> = rows.iter().map(Vec::as_slice).collect();
        let (inner, totals) = cells(&rows);
        assert!(suppress(&inner, &totals).is_some());
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(100))]
        #[test]
        fn no_hidden_number_can_be_worked_out(
            a in proptest::collection::vec(0_i64..9, 3), b in proptest::collection::vec(0_i64..9, 3),
            c in proptest::collection::vec(0_i64..9, 3),
            (height, width) in prop_oneof![Just((1, 3)), Just((2, 2)), Just((2, 3)), Just((3, 2))],
        ) {
            let all = [&a[..width], &b[..width], &c[..width]];
            let rows = &all[..height];
            let (inner, totals) = cells(rows);
            let Some(shown) = suppress(&inner, &totals) else { return Ok(()) };
            prop_assert!(shown.cells.iter().flatten().chain(&shown.columns).flatten().all(|value| *value >= SHARED_BY));
            let tables = same_to_a_reader(rows, &shown);
            let values = |of: &dyn Fn(&Vec<Vec<i64>>) -> i64| {
                let mut values: Vec<i64> = tables.iter().map(of).collect();
                values.sort_unstable();
                values.dedup();
                i64::try_from(values.len()).unwrap()
            };
            for (at, row) in shown.cells.iter().enumerate() {
                for (column, _) in row.iter().enumerate().filter(|(_, cell)| cell.is_none()) {
                    prop_assert!(values(&|table| table[at][column]) >= SHARED_BY, "{rows:?} {shown:?}");
                }
            }
            for (column, _) in shown.columns.iter().enumerate().filter(|(_, total)| total.is_none()) {
                let total = |table: &Vec<Vec<i64>>| table.iter().map(|row| row[column]).sum::<i64>();
                prop_assert!(values(&total) >= SHARED_BY, "{rows:?} {shown:?}");
            }
        }
    }
}
