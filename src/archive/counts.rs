//! What the city only counts: a table of sums, in the place of the single answers that no file tells.

use i18n_embed_fl::fl;

use super::{Column, count, text};
use crate::base::calendar::Zone;
use crate::base::db::{Conn, Engine};
use crate::base::text::Words;
use crate::consultations::{Consultation, Field};
use crate::counts::SHARED_BY;
use crate::opinions::filter::Filter;
use crate::papers::Cell;
use crate::statistics::{By, store};

pub const NAME: &str = "field_counts";
pub const FILE: &str = "field_counts.csv";

pub const COLUMNS: &[Column] = &[
    text("field", |w| fl!(w, "archive-field")),
    text("code", |w| fl!(w, "archive-counted-code")),
    text("label", |w| fl!(w, "archive-label")),
    count("opinions", |w| fl!(w, "archive-counted-opinions"), |w| fl!(w, "archive-unit-opinions")),
    count("submitters", |w| fl!(w, "archive-counted-submitters"), |w| fl!(w, "archive-unit-people")),
];

/// What it is, and by which rule a cell of it is empty.
pub fn label(w: &Words) -> String {
    fl!(w, "archive-table-field-counts", few = SHARED_BY)
}

/// A row for each choice of each such field, and one for those who did not say. All that has come in, in whatever state,
/// counts, but for the newest one to four: two folders never differ by one answer. None where fewer people than
/// `SHARED_BY` have written.
pub async fn rows(
    conn: &mut Conn,
    engine: Engine,
    call: &Consultation,
    zone: &Zone,
) -> sqlx::Result<Vec<[Cell<'static>; 5]>> {
    let up_to = store::settled(conn, call).await?.unwrap_or(0);
    let tally = store::tally(conn, engine, call, &Filter::default(), zone, Some(up_to)).await?;
    let mut rows = Vec::new();
    for rule in call.fields.iter().filter(|rule| rule.is_only_counted() && !rule.choices.is_empty()) {
        let by = match rule.field {
            Field::AgeBand => By::AgeBand,
            Field::Area => By::Area,
            Field::Relation => By::Relation,
            Field::Mail => continue,
        };
        if tally.total().submitters < SHARED_BY {
            continue;
        }
        let counts = tally.by(by);
        let named = rule.choices.iter().map(|choice| (Some(choice.code.clone()), choice.label.clone()));
        let lines: Vec<_> = named.chain([(None, String::new())]).collect();
        let of = |code: &Option<String>| counts.get(code).copied().unwrap_or_default();
        let hidden = hidden(&lines.iter().map(|(code, _)| of(code).submitters).collect::<Vec<_>>());
        for ((code, label), hidden) in lines.into_iter().zip(hidden) {
            let count = of(&code);
            let cell = |count| if hidden { Cell::Empty } else { Cell::Number(count) };
            let code = Cell::from(code);
            rows.push([
                Cell::from(rule.field.name()),
                code,
                Cell::from(label),
                cell(count.opinions),
                cell(count.submitters),
            ]);
        }
    }
    Ok(rows)
}

/// Which of these counts of people are not told: those of a few, and where it is one alone the next larger one with it, or
/// what is missing from the total would tell it.
fn hidden(people: &[i64]) -> Vec<bool> {
    let mut hidden: Vec<bool> = people.iter().map(|count| (1..SHARED_BY).contains(count)).collect();
    if hidden.iter().filter(|hidden| **hidden).count() == 1 {
        let others = people.iter().enumerate().filter(|(_, count)| **count >= SHARED_BY);
        if let Some((at, _)) = others.min_by_key(|(_, count)| **count) {
            hidden[at] = true;
        }
    }
    hidden
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_few_people_are_not_counted_and_cannot_be_found_by_subtraction() {
        assert_eq!(hidden(&[0, 5, 9]), [false, false, false]);
        assert_eq!(hidden(&[0, 4, 9, 5]), [false, true, false, true]);
        assert_eq!(hidden(&[1, 2, 9]), [true, true, false]);
        assert_eq!(hidden(&[0, 3]), [false, true]);
    }
}
