//! What goes out: exports of opinions as files. Here: which columns, and what stands in each cell.

pub mod jobs;
pub mod routes;
pub mod store;

use std::collections::HashMap;

use i18n_embed_fl::fl;
use sqlx::FromRow;

use crate::base::calendar::{DAY_MS, Zone};
use crate::base::names::named;
use crate::base::text::{Lang, Words};
use crate::consultations::{Consultation, Field, Visibility};
use crate::opinions::filter::{Audience, Filter};
use crate::opinions::text::{Part, parts};
use crate::opinions::{Channel, PublicCounts, Reason, State, shown_attributes};
use crate::papers::{Cell, Column};

/// A file can be fetched for a day.
pub const KEPT_MS: i64 = DAY_MS;
/// Columns carry Japanese headings in every language of the pages: the papers are Japanese, and the same
/// opinions give the same bytes whoever asks.
pub const LANG: Lang = Lang::Ja;

/// What the log, which stands for ever, keeps of the words of a search: they may be a name.
pub const SEARCHED: &str = "…";

named! {
    /// For whom a file is made. Contacts are in neither.
    pub enum Profile {
        /// What everybody may read: published opinions, masked where they are masked.
        Public = "public",
        /// Every opinion in every state, in the author's words.
        Office = "office",
    }
}

named! {
    pub enum Format { Csv = "csv", Xlsx = "xlsx" }
}

named! {
    /// How far an export has come.
    pub enum Progress { Waiting = "waiting", Running = "running", Done = "done", Failed = "failed" }
}

named! {
    /// Why there is no file.
    pub enum Failure {
        /// A cell with more characters than Excel takes; the row is named.
        TooLong = "too_long",
        /// More rows than an Excel sheet has.
        TooManyRows = "too_many_rows",
        /// The data folder is full or cannot be written.
        Disk = "disk",
        Other = "other",
    }
}

/// What is to be written.
#[derive(Clone, Debug)]
pub struct Order {
    pub call: Consultation,
    pub filter: Filter,
    pub profile: Profile,
    pub format: Format,
}

impl Order {
    /// A public file cannot be asked for by what people said about themselves, no file by what the city only counts:
    /// everybody in it would be known by it.
    pub fn is_allowed(&self) -> bool {
        match self.profile {
            Profile::Public => !self.filter.asks_attributes(),
            Profile::Office => !self.filter.asks_counted(&self.call),
        }
    }
}

impl Profile {
    pub fn audience(self) -> Audience {
        match self {
            Self::Public => Audience::Public,
            Self::Office => Audience::Staff,
        }
    }

    pub fn label(self, w: &Words) -> String {
        match self {
            Self::Public => fl!(w, "export-profile-public"),
            Self::Office => fl!(w, "export-profile-office"),
        }
    }
}

impl Format {
    pub fn label(self, w: &Words) -> String {
        match self {
            Self::Csv => fl!(w, "export-format-csv"),
            Self::Xlsx => fl!(w, "export-format-xlsx"),
        }
    }

    pub fn content_type(self) -> &'static str {
        match self {
            Self::Csv => "text/csv; charset=utf-8",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        }
    }
}

/// A file's name: for programs in ASCII, and as the city's people write it, e.g. `20241028_意見一覧_庁内.csv`.
pub fn file_names(order: &Order, zone: &Zone, as_of: i64) -> (String, String) {
    let day = zone.date(as_of).to_string().replace('-', "");
    let (slug, profile, end) = (&order.call.slug, order.profile.name(), order.format.name());
    let plain: String = slug.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-').collect();
    let title = match order.profile {
        Profile::Public => fl!(LANG.words(), "export-file-public"),
        Profile::Office => fl!(LANG.words(), "export-file-office"),
    };
    (format!("{day}_{plain}_{profile}.{end}"), format!("{day}_{title}.{end}"))
}

/// A row of the public profile: nothing else is ever read for it.
#[derive(Clone, Debug, FromRow)]
pub struct PublicRow {
    pub receipt: String,
    pub submitted_at: i64,
    pub theme_id: String,
    pub second: Option<String>,
    pub third: Option<String>,
    pub channel: String,
    pub lang: String,
    pub public_body: String,
    pub age_band: Option<String>,
    pub area: Option<String>,
}

/// A row of the office profile.
#[derive(Clone, Debug, FromRow)]
pub struct OfficeRow {
    pub receipt: String,
    pub version: i64,
    pub submitted_at: i64,
    pub state: String,
    pub reason: Option<String>,
    pub theme_id: String,
    pub second: Option<String>,
    pub third: Option<String>,
    pub channel: String,
    pub lang: String,
    pub age_band: Option<String>,
    pub area: Option<String>,
    pub relation: Option<String>,
    /// The current version, as it was sent.
    pub text: String,
    pub public_body: Option<String>,
    pub submitter_id: String,
    /// How many opinions this submitter has sent in all.
    pub sent: i64,
    pub reviewed_at: Option<i64>,
}

/// Gives submitters s1, s2 … in the order in which they appear; the number means nothing outside its file.
/// Holds only those who sent more than one opinion: memory does not grow with the file.
#[derive(Default)]
pub struct Submitters {
    last: i64,
    several: HashMap<String, i64>,
}

impl Submitters {
    fn number(&mut self, id: &str, sent: i64) -> String {
        let number = self.several.get(id).copied().unwrap_or_else(|| {
            self.last += 1;
            if sent > 1 {
                self.several.insert(id.to_owned(), self.last);
            }
            self.last
        });
        format!("s{number}")
    }
}

/// Turns rows into cells.
pub struct Sheet<'a> {
    pub call: &'a Consultation,
    pub zone: &'a Zone,
    /// The consultation's, at the moment of the export.
    pub counts: PublicCounts,
    w: &'static Words,
    age_public: bool,
    area_public: bool,
}

impl<'a> Sheet<'a> {
    pub fn new(call: &'a Consultation, zone: &'a Zone, counts: PublicCounts) -> Self {
        let public = |field: Field| call.field(field).visibility == Visibility::Public;
        Self {
            call,
            zone,
            counts,
            w: LANG.words(),
            age_public: public(Field::AgeBand),
            area_public: public(Field::Area),
        }
    }

    pub fn columns(&self, profile: Profile) -> Vec<Column> {
        let w = self.w;
        let column = |head: String, width: u32| Column { head, width };
        let receipt = column(fl!(w, "column-receipt"), 13);
        let theme = column(fl!(w, "column-theme"), 28);
        let further = column(fl!(w, "column-further-themes"), 28);
        let channel = column(fl!(w, "column-channel"), 12);
        let lang = column(fl!(w, "column-lang"), 7);
        let (age, area) = (column(fl!(w, "field-age-band"), 12), column(fl!(w, "field-area"), 14));
        match profile {
            Profile::Public => {
                let body = column(fl!(w, "column-body"), 80);
                let mut columns = vec![receipt, column(fl!(w, "column-day"), 12), theme, further, channel, lang, body];
                columns.extend(self.age_public.then_some(age));
                columns.extend(self.area_public.then_some(area));
                columns
            }
            Profile::Office => {
                let mut columns = vec![
                    receipt,
                    column(fl!(w, "column-version"), 5),
                    column(fl!(w, "column-submitted"), 26),
                    column(fl!(w, "column-state"), 14),
                    column(fl!(w, "column-reason"), 16),
                    theme,
                    further,
                    channel,
                    lang,
                ];
                let relation = column(fl!(w, "field-relation"), 14);
                let told = [(Field::AgeBand, age), (Field::Area, area), (Field::Relation, relation)];
                columns.extend(
                    told.into_iter()
                        .filter(|(field, _)| !self.call.field(*field).is_only_counted())
                        .map(|(_, column)| column),
                );
                columns.extend([
                    column(fl!(w, "column-original"), 80),
                    column(fl!(w, "column-public"), 80),
                    column(fl!(w, "column-submitter"), 9),
                    column(fl!(w, "column-reviewed"), 26),
                ]);
                columns
            }
        }
    }

    pub fn public(&self, row: PublicRow) -> Vec<Cell> {
        let (age, area) = shown_attributes(
            &self.counts,
            self.age_public,
            self.area_public,
            row.age_band.as_deref(),
            row.area.as_deref(),
        );
        let mut cells = vec![
            Cell::from(row.receipt.clone()),
            Cell::from(self.zone.date(row.submitted_at).to_string()),
            self.theme(&row.theme_id),
            self.themes(&[&row.second, &row.third]),
            channel(self.w, &row.channel),
            Cell::from(row.lang.clone()),
            Cell::from(self.masked(&row.public_body)),
        ];
        cells.extend(self.age_public.then(|| self.choice(Field::AgeBand, age)));
        cells.extend(self.area_public.then(|| self.choice(Field::Area, area)));
        cells
    }

    pub fn office(&self, row: OfficeRow, submitters: &mut Submitters) -> Vec<Cell> {
        let state = State::parse(&row.state);
        let reasons = self.reasons(&row);
        let mut cells = vec![
            Cell::from(row.receipt),
            Cell::Number(row.version),
            self.moment(Some(row.submitted_at)),
            Cell::from(state.map_or(row.state, |state| state.label(self.w))),
            Cell::from(reasons),
            self.theme(&row.theme_id),
            self.themes(&[&row.second, &row.third]),
            channel(self.w, &row.channel),
            Cell::from(row.lang),
        ];
        let told = [(Field::AgeBand, &row.age_band), (Field::Area, &row.area), (Field::Relation, &row.relation)];
        let told = told.into_iter().filter(|(field, _)| !self.call.field(*field).is_only_counted());
        cells.extend(told.map(|(field, code)| self.choice(field, code.as_deref())));
        cells.extend([
            Cell::from(row.text),
            Cell::from(row.public_body.map(|public| self.masked(&public))),
            Cell::from(submitters.number(&row.submitter_id, row.sent)),
            self.moment(row.reviewed_at),
        ]);
        cells
    }

    /// The last decision's reason; of a masked text the reasons of its masks.
    fn reasons(&self, row: &OfficeRow) -> String {
        let mut reasons: Vec<Reason> = row.reason.as_deref().and_then(Reason::parse).into_iter().collect();
        for part in parts(row.public_body.as_deref().unwrap_or_default()) {
            if let Part::Mask(reason) = part
                && !reasons.contains(&reason)
            {
                reasons.push(reason);
            }
        }
        reasons.iter().map(|reason| reason.label(self.w)).collect::<Vec<_>>().join("・")
    }

    /// A public text with its masks in words: 〔個人情報のため非公開〕.
    fn masked(&self, public: &str) -> String {
        let part = |part| match part {
            Part::Words(words) => words.to_owned(),
            Part::Mask(reason) => format!("〔{}〕", reason.mask(self.w)),
        };
        parts(public).into_iter().map(part).collect()
    }

    fn theme(&self, id: &str) -> Cell {
        Cell::from(self.call.theme_path(id, LANG))
    }

    fn themes(&self, ids: &[&Option<String>]) -> Cell {
        let names: Vec<String> =
            ids.iter().filter_map(|id| id.as_deref()).map(|id| self.call.theme_path(id, LANG)).collect();
        Cell::from(names.join("・"))
    }

    fn choice(&self, field: Field, code: Option<&str>) -> Cell {
        Cell::from(code.map(|code| self.call.choice_label(field, code, LANG)))
    }

    /// 2024-10-28T10:00:00+09:00
    fn moment(&self, ms: Option<i64>) -> Cell {
        Cell::from(ms.map(|ms| self.zone.at(ms).strftime("%Y-%m-%dT%H:%M:%S%:z").to_string()))
    }
}

fn channel(w: &Words, name: &str) -> Cell {
    Cell::from(Channel::parse(name).map_or(name.to_owned(), |channel| channel.label(w)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_submitter_keeps_his_number_and_one_opinion_leaves_no_trace() {
        let mut submitters = Submitters::default();
        let numbers = [("a", 1), ("b", 2), ("c", 1), ("b", 2)].map(|(id, sent)| submitters.number(id, sent));
        assert_eq!(numbers, ["s1", "s2", "s3", "s2"]);
        assert_eq!(submitters.several.len(), 1);
    }
}
