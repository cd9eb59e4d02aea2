//! SQL of the tables of a consultation.

use futures_util::stream::BoxStream;
use sqlx::any::AnyRow;

use super::{Column, Table};
use crate::base::calendar::Zone;
use crate::base::db::{Conn, Engine};
use crate::base::sql::Sql;
use crate::consultations::{Consultation, Field};
use crate::counts::SHARED_BY;
use crate::opinions::filter::Filter;
use crate::papers::Cell;
use crate::results;
use crate::results::suppress::{self, suppress};
use crate::statistics::{self, By, Count};

/// What hangs on opinions, in their order.
macro_rules! of_opinions {
    ($table:literal, $order:literal) => {
        concat!(
            "received o cross join ",
            $table,
            " t where o.consultation_id = $1 and t.opinion_id = o.id order by o.number, ",
            $order
        )
    };
}

/// Texts of the rows of a table in several languages, in the order of the rows.
macro_rules! texts_of {
    ($table:literal, $texts:literal, $id:literal, $only:literal, $order:literal) => {
        concat!(
            $table,
            " o cross join ",
            $texts,
            " t where o.consultation_id = $1 and t.",
            $id,
            " = o.id",
            $only,
            " order by o.",
            $order,
            ", o.id, t.lang"
        )
    };
}

/// Which rows of a table `t` belong to the consultation `$1`, in an order that does not change. Of opinions those that
/// have arrived. `cross join` names the table to begin with: it gives the order, and nothing need be sorted.
fn rows_of(table: Table) -> &'static str {
    match table {
        Table::Consultations => "consultations t where t.id = $1",
        Table::ConsultationTexts => "consultation_texts t where t.consultation_id = $1 order by t.lang",
        Table::PurposeVersions => "purpose_versions t where t.consultation_id = $1 order by t.version, t.lang",
        Table::Themes => "themes t where t.consultation_id = $1 and t.import_id is null order by t.position, t.id",
        Table::ThemeTexts => texts_of!("themes", "theme_texts", "theme_id", " and o.import_id is null", "position"),
        Table::Fields => "fields t where t.consultation_id = $1 order by t.field",
        Table::FieldChoices => "field_choices t where t.consultation_id = $1 order by t.field, t.position, t.code",
        Table::ChoiceTexts => "choice_texts t where t.consultation_id = $1 order by t.field, t.code, t.lang",
        Table::Documents => "documents t where t.consultation_id = $1 order by t.position, t.id",
        Table::DocumentTexts => texts_of!("documents", "document_texts", "document_id", "", "position"),
        Table::Meetings => "meetings t where t.consultation_id = $1 and t.import_id is null order by t.held_on, t.id",
        Table::MeetingTexts => texts_of!("meetings", "meeting_texts", "meeting_id", " and o.import_id is null", "held_on"),
        Table::Submitters => {
            "submitters t where t.consultation_id = $1
             and exists (select 1 from received o where o.submitter_id = t.id) order by t.id"
        }
        Table::Opinions => "received t where t.consultation_id = $1 order by t.number",
        Table::OpinionThemes => of_opinions!("opinion_themes", "t.position, t.theme_id"),
        Table::OpinionVersions => of_opinions!("opinion_versions", "t.version"),
        Table::Decisions => of_opinions!("decisions", "t.number"),
        Table::Redactions => of_opinions!("redactions", "t.version, t.decision, t.starts"),
        Table::Additions => of_opinions!("additions", "t.number"),
        Table::Appeals => of_opinions!("appeals", "t.decision"),
        Table::Notes => of_opinions!("notes", "t.opinion_id"),
        Table::Transcriptions => of_opinions!("transcriptions", "t.opinion_id"),
        Table::Reactions => of_opinions!("reactions", "t.given_on, t.mark"),
        Table::ResultTables => "result_tables t where t.consultation_id = $1 order by t.field",
        Table::Imports => {
            "imports t where t.consultation_id = $1 and t.applied_at is not null order by t.applied_at, t.id"
        }
        Table::Accounts => {
            "accounts t where t.id in (
                 select o.recorded_by from received o where o.consultation_id = $1
                 union select d.decided_by from received o join decisions d on d.opinion_id = o.id
                     where o.consultation_id = $1
                 union select a.decided_by from received o join additions a on a.opinion_id = o.id
                     where o.consultation_id = $1
                 union select a.answered_by from received o join appeals a on a.opinion_id = o.id
                     where o.consultation_id = $1
                 union select x.checked_by from received o join transcriptions x on x.opinion_id = o.id
                     where o.consultation_id = $1
                 union select i.requested_by from imports i where i.consultation_id = $1 and i.applied_at is not null)
                 or t.login in (select l.actor from audit l where l.subject in (select c.slug from consultations c where c.id = $1)
                     or l.subject in (select o.receipt from received o where o.consultation_id = $1))
             order by t.login"
        }
        // Somebody's login may be spelled as the consultation's address: those acts are about him.
        Table::Audit => {
            "audit t where (t.subject in (select c.slug from consultations c where c.id = $1)
                 and t.act not in ('signed_in', 'sign_in_refused', 'signed_out', 'account_added', 'account_changed',
                     'account_disabled', 'account_enabled', 'link_made', 'password_set'))
                 or t.subject in (select o.receipt from received o where o.consultation_id = $1)
             order by t.number"
        }
    }
}

/// The rows of a table, one after the other, column by column.
pub fn rows<'c>(conn: &'c mut Conn, table: Table, consultation: &str) -> BoxStream<'c, sqlx::Result<AnyRow>> {
    let mut sql = Sql::given([consultation.into()], "select ");
    for (place, Column { name, .. }) in table.columns().iter().enumerate() {
        sql.push(if place > 0 { ", t." } else { "t." }).push(name);
    }
    sql.push(" from ").push(rows_of(table));
    sql.fetch(conn)
}

/// A row for each choice of each such field, and one for those who did not say. All that has come in, in whatever state,
/// counts, but for the newest one to four: two folders never differ by one answer. None where fewer people than
/// `SHARED_BY` have written; none of a field whose table was made with the results, and no number before they are out: what
/// one of them hides the other might tell.
pub async fn sums(
    conn: &mut Conn,
    engine: Engine,
    call: &Consultation,
    zone: &Zone,
) -> sqlx::Result<Vec<[Cell<'static>; 5]>> {
    let up_to = statistics::store::settled(conn, call).await?.unwrap_or(0);
    let tally = statistics::store::tally(conn, engine, call, &Filter::default(), zone, Some(up_to)).await?;
    let made = results::store::kept(conn, &call.id).await?;
    let has_table = |field: &Field| made.get(field).is_some_and(|made| made.cross.is_some());
    let mut rows = Vec::new();
    for rule in call.fields.iter().filter(|rule| rule.is_only_counted() && !rule.choices.is_empty()) {
        let by = match rule.field {
            Field::AgeBand => By::AgeBand,
            Field::Area => By::Area,
            Field::Relation => By::Relation,
            Field::Mail => continue,
        };
        if tally.total().submitters < SHARED_BY || has_table(&rule.field) {
            continue;
        }
        let counts = tally.by(by);
        let label = |code: &str| rule.choices.iter().find(|choice| choice.code == code).map(|it| it.label.clone());
        let mut gone: Vec<_> = counts.keys().flatten().filter(|code| label(code).is_none()).cloned().collect();
        gone.sort();
        let codes = rule.choices.iter().map(|choice| choice.code.clone()).chain(gone).map(Some).chain([None]);
        let lines: Vec<_> = codes.map(|code| (counts.get(&code).copied().unwrap_or_default(), code)).collect();
        for ((count, code), is_told) in lines.iter().zip(told(lines.iter().map(|(count, _)| *count))) {
            let is_told = is_told && call.results_at.is_some();
            let cell = |count| if is_told { Cell::Number(count) } else { Cell::Empty };
            rows.push([
                Cell::from(rule.field.name()),
                Cell::from(code.clone()),
                Cell::from(code.as_deref().and_then(label)),
                cell(count.opinions),
                cell(count.submitters),
            ]);
        }
    }
    Ok(rows)
}

/// Which of the numbers of a line are told: as those of a table that has one row, whose total everybody knows.
fn told(counts: impl Iterator<Item = Count>) -> Vec<bool> {
    let line = counts.map(|count| suppress::Cell { opinions: count.opinions, people: count.submitters });
    let line: Vec<suppress::Cell> = line.collect();
    match suppress(std::slice::from_ref(&line), &line) {
        Some(shown) => shown.cells.concat().iter().zip(&shown.columns).map(|(a, b)| a.and(*b).is_some()).collect(),
        None => vec![false; line.len()],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_few_people_are_not_counted_and_cannot_be_found_by_subtraction() {
        // Everybody has written one opinion.
        let told = |counts: &[i64]| -> String {
            let counts = counts.iter().map(|count| Count { opinions: *count, texts: 0, submitters: *count });
            told(counts).into_iter().map(|told| if told { '+' } else { '-' }).collect()
        };
        assert_eq!(told(&[8, 5, 9]), "+++");
        assert_eq!(told(&[20, 5, 9, 0]), "+-+-", "nobody and five could be four and one");
        assert_eq!(told(&[20, 4, 9, 5]), "+-+-");
        assert_eq!(told(&[1, 2, 9, 20]), "---+", "three are too few to be any of five");
        assert_eq!(told(&[3, 3, 9]), "--+");
        assert_eq!(told(&[0, 3]), "--");
        let of_one = Count { opinions: 9, texts: 9, submitters: 1 };
        assert!(!super::told([of_one, Count { submitters: 9, ..of_one }].into_iter()).contains(&true));
    }
}
