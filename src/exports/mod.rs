//! What goes out: opinions as files.

pub mod jobs;
pub mod routes;
pub mod store;

use i18n_embed_fl::fl;

use crate::base::calendar::{DAY_MS, Zone};
use crate::base::names::named;
use crate::consultations::Consultation;
use crate::exchange::{LANG, Profile};
use crate::files::{Failure, Format};
use crate::http::{Error, Result, Ui};
use crate::opinions::filter::{Filter, FilterQuery};
use crate::opinions::unknown_condition;
use crate::orders::{Order, column_lines, columns_field};
use crate::papers;
use store::Export;

/// A file can be fetched for a day.
pub const KEPT_MS: i64 = DAY_MS;

named! {
    /// How far an export has come.
    pub enum Progress { Waiting = "waiting", Running = "running", Done = "done", Failed = "failed" }
}

named! {
    /// What can be fetched of an export.
    pub enum What {
        File = "file",
        /// What its columns mean.
        Columns = "columns",
        /// What could not be written in it.
        Lost = "lost",
    }
}

/// A file's name: for programs in ASCII, and as the city's people write it, e.g. `20241028_plan_意見一覧_庁内_Shift_JIS.csv`.
/// `beside`: '' for the file itself, else which of the tables that stand beside it.
pub fn file_names(order: &Order, zone: &Zone, as_of: i64, beside: &str) -> (String, String) {
    let day = zone.date(as_of).to_string().replace('-', "");
    let (slug, profile, end) = (&order.call.slug, order.profile.name(), order.format.extension());
    let plain: String = slug.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-').collect();
    let title = match order.profile {
        Profile::Public => fl!(LANG.words(), "export-file-public"),
        Profile::Office => fl!(LANG.words(), "export-file-office"),
        Profile::Contact => fl!(LANG.words(), "export-file-contact"),
    };
    // Three kinds of CSV that look alike until Excel opens them.
    let kind = match order.format {
        Format::CsvPlain => "_UTF-8".to_owned(),
        Format::CsvCp932 => "_Shift_JIS".to_owned(),
        format => format.tool().map_or(String::new(), |tool| format!("_{}", tool.name())),
    };
    let end = if beside.is_empty() { format!(".{end}") } else { format!("_{beside}.csv") };
    (format!("{day}_{plain}_{profile}{kind}{end}"), format!("{day}_{plain}_{title}{kind}{end}"))
}

/// One of the person's exports.
pub struct Listed {
    pub id: String,
    pub title: String,
    pub conditions: String,
    pub profile: String,
    pub has_contacts: bool,
    pub format: String,
    /// How many columns were chosen; 0: all.
    pub columns: usize,
    pub progress: Progress,
    pub done: i64,
    pub total: i64,
    pub rows: String,
    pub size: String,
    pub sha256: String,
    pub as_of: String,
    pub failure: String,
    /// Characters that could not be written; '' when there are none.
    pub lost: String,
    /// For asking again.
    pub fields: Vec<(&'static str, String)>,
}

/// As hidden fields of a form.
pub fn fields(query: &FilterQuery) -> Vec<(&'static str, String)> {
    query.pairs().into_iter().map(|(name, value)| (name, value.to_owned())).collect()
}

/// An export as its row shows it.
pub fn listed(ui: &Ui, calls: &[Consultation], export: Export) -> Result<Listed> {
    let w = ui.words;
    let call = calls.iter().find(|call| call.id == export.consultation_id).ok_or(Error::NotFound)?;
    let query = export.query()?;
    let filter = Filter::parse(&query, call);
    let known = filter.conditions(call, w, ui.lang).into_iter().map(|one| format!("{} {}", one.label, one.value));
    // A theme or a choice that is gone since was a condition all the same.
    let gone = unknown_condition(&query, call).map(|condition| fl!(w, "export-condition-gone", condition = condition));
    let conditions = known.chain(gone);
    let mut again =
        vec![("call", call.slug.clone()), ("profile", export.profile.clone()), ("format", export.format.clone())];
    // As they were asked: what the call no longer knows is named then, and not left out.
    again.extend(fields(&query));
    let columns = export.columns()?;
    if !columns.is_empty() {
        let profile = export.profile()?;
        again.push((columns_field(profile), column_lines(call, &ui.zone, profile, &columns)));
    }
    let receipt = export.failure_at.clone().unwrap_or_default();
    let failure = export.failure().map(|why| match why {
        Failure::TooLong => fl!(w, "export-failed-too-long", receipt = receipt),
        Failure::TooManyRows => fl!(w, "export-failed-too-many-rows"),
        Failure::Right => fl!(w, "export-failed-right"),
        Failure::Disk => fl!(w, "export-failed-disk"),
        Failure::Other => fl!(w, "export-failed-other"),
    });
    Ok(Listed {
        title: call.text(ui.lang).title,
        conditions: conditions.collect::<Vec<_>>().join(&fl!(w, "board-comma")),
        profile: export.profile()?.label(w),
        has_contacts: export.profile()? == Profile::Contact,
        format: export.format()?.label(w),
        columns: columns.len(),
        progress: export.progress()?,
        done: export.done_rows,
        total: export.total_rows,
        rows: fl!(w, "export-rows", count = export.total_rows, n = ui.number(export.total_rows)),
        size: papers::size(export.bytes.unwrap_or(0)),
        sha256: export.sha256.unwrap_or_default(),
        as_of: export.as_of.map_or(String::new(), |at| ui.moment(at)),
        failure: failure.unwrap_or_default(),
        lost: if export.lost > 0 { ui.number(export.lost) } else { String::new() },
        fields: again,
        id: export.id,
    })
}
