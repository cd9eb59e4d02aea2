//! SQL of the tables of a consultation.

use futures_util::stream::BoxStream;
use sqlx::any::AnyRow;

use super::{Column, Table, Whose};
use crate::base::db::Conn;
use crate::base::sql::Sql;
use crate::consultations::{Consultation, Field};
use crate::results::{self, Cross};

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

/// SQL that adds the accounts in a column of what belongs to the opinions of `$1`.
macro_rules! who_acted {
    ($table:literal, $column:literal) => {
        concat!(
            " union select x.",
            $column,
            " from received o join ",
            $table,
            " x on x.opinion_id = o.id where o.consultation_id = $1"
        )
    };
}

/// Whoever had a hand in it.
const PEOPLE: &str = concat!(
    "accounts t where t.id in (select o.recorded_by from received o where o.consultation_id = $1",
    who_acted!("decisions", "decided_by"),
    who_acted!("decisions", "proposed_by"),
    who_acted!("additions", "decided_by"),
    who_acted!("appeals", "answered_by"),
    who_acted!("remarks", "written_by"),
    who_acted!("remarks", "handed_to"),
    who_acted!("transcriptions", "checked_by"),
    " union select i.requested_by from imports i where i.consultation_id = $1 and i.applied_at is not null)
     or t.login in (select l.actor from audit l where l.subject in (select c.slug from consultations c where c.id = $1)
         or l.subject in (select o.receipt from received o where o.consultation_id = $1))
 order by t.login",
);

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
        Table::MeetingTexts => {
            texts_of!("meetings", "meeting_texts", "meeting_id", " and o.import_id is null", "held_on")
        }
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
        Table::Remarks => of_opinions!("remarks", "t.written_at, t.id"),
        Table::Appeals => of_opinions!("appeals", "t.decision"),
        Table::Notes => of_opinions!("notes", "t.opinion_id"),
        Table::Transcriptions => of_opinions!("transcriptions", "t.opinion_id"),
        Table::Reactions => of_opinions!("reactions", "t.given_on, t.mark"),
        Table::ResultTables => "result_tables t where t.consultation_id = $1 order by t.field",
        Table::Imports => {
            "imports t where t.consultation_id = $1 and t.applied_at is not null order by t.applied_at, t.id"
        }
        Table::Accounts => PEOPLE,
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

/// A number of a table of the results.
pub struct Count {
    pub field: Field,
    /// The theme, or those that are counted together, of which an old table does not say which they are. `None`: all themes.
    pub themes: Option<Vec<String>>,
    pub whose: Whose,
    /// Of the answer.
    pub code: Option<String>,
    /// `None`: hidden here as there.
    pub opinions: Option<i64>,
    /// When the table was made, unix ms.
    pub made_at: i64,
}

/// The tables of the results, a number each: those of a theme first, then the totals. Before the results there is none, and
/// where hiding would not have done neither: any other count would tell what these hide.
pub async fn counted(conn: &mut Conn, call: &Consultation) -> sqlx::Result<Vec<Count>> {
    let made = results::store::kept(conn, &call.id).await?;
    let tables = call.fields.iter().filter_map(|rule| made.get(&rule.field));
    Ok(tables
        .filter_map(|made| Some((made.at, made.cross.as_ref()?)))
        .flat_map(|(at, cross)| numbers(cross, at))
        .collect())
}

fn numbers(cross: &Cross, made_at: i64) -> Vec<Count> {
    let themes = cross.rows.iter().map(|(theme, counts, all)| {
        let themes = if theme.is_empty() { cross.together.clone() } else { vec![theme.clone()] };
        (Some(themes), counts, *all)
    });
    let line = |(themes, counts, all): (Option<Vec<String>>, &Vec<Option<i64>>, i64)| {
        let of = |whose, code: Option<&String>, opinions| Count {
            field: cross.field,
            themes: themes.clone(),
            whose,
            code: code.cloned(),
            opinions,
            made_at,
        };
        let whose = |code: &Option<String>| if code.is_some() { Whose::Answer } else { Whose::NoAnswer };
        let counts = cross.columns.iter().zip(counts).map(|(code, count)| of(whose(code), code.as_ref(), *count));
        counts.chain([of(Whose::All, None, Some(all))]).collect::<Vec<_>>()
    };
    themes.chain([(None, &cross.totals, cross.all)]).flat_map(line).collect()
}
