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
use crate::statistics::{self, By};

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
/// `SHARED_BY` have written.
pub async fn sums(
    conn: &mut Conn,
    engine: Engine,
    call: &Consultation,
    zone: &Zone,
) -> sqlx::Result<Vec<[Cell<'static>; 5]>> {
    let up_to = statistics::store::settled(conn, call).await?.unwrap_or(0);
    let tally = statistics::store::tally(conn, engine, call, &Filter::default(), zone, Some(up_to)).await?;
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
