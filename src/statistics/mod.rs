//! Counts: what came in, by whatever can be counted, always as 件数, 異なる文面数 and 提出者数.

pub mod list;
pub mod routes;
pub mod store;

use std::collections::{BTreeMap, HashMap};
use std::hash::Hash;

use i18n_embed_fl::fl;
use jiff::civil::Date;
use sha2::{Digest, Sha256};

use crate::base::text::Words;
use crate::consultations::{FieldRule, Visibility};
use crate::counts::SHARED_BY;
use crate::http::Ui;
use crate::http::access::Viewer;
use crate::opinions::filter::Filter;

/// So many opinions, different texts and submitters. Only the first adds up over rows: a text or a submitter may
/// stand in several of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    pub opinions: i64,
    pub texts: i64,
    pub submitters: i64,
}

/// By what opinions are told apart. A theme is the main one, so that every opinion is counted once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    Theme,
    State,
    Channel,
    AgeBand,
    Area,
    Relation,
}

impl By {
    /// In the order of the labels that `Tally::add` takes.
    pub const ALL: [Self; 6] = [Self::Theme, Self::State, Self::Channel, Self::AgeBand, Self::Area, Self::Relation];
}

/// All opinions that fit a filter, as small numbers: 36 bytes and two keys each, no text. Everything a page counts
/// comes from one reading, so that all its tables agree.
#[derive(Default)]
pub struct Tally {
    /// '' is "did not say".
    labels: [Places<String>; By::ALL.len()],
    days: Places<Date>,
    texts: Places<u128>,
    submitters: Places<u128>,
    rows: Vec<Row>,
}

struct Row {
    labels: [u32; By::ALL.len()],
    day: u32,
    text: u32,
    submitter: u32,
}

/// Gives each value a small number, in order of appearance.
struct Places<T>(HashMap<T, u32>);

impl<T> Default for Places<T> {
    fn default() -> Self {
        Self(HashMap::new())
    }
}

impl<T: Eq + Hash> Places<T> {
    fn of(&mut self, value: T) -> u32 {
        let next = u32::try_from(self.0.len()).unwrap_or(u32::MAX);
        *self.0.entry(value).or_insert(next)
    }
}

/// 128 bits that stand for a key: what it says when it is hexadecimal (ids and text keys are), else its hash.
fn key(text: &str) -> u128 {
    let digest = || Sha256::digest(text.as_bytes()).iter().take(16).fold(0, |key, byte| key << 8 | u128::from(*byte));
    uuid::Uuid::try_parse(text).map_or_else(|_| digest(), |id| id.as_u128())
}

impl Tally {
    /// Takes one opinion: its labels in the order of `By::ALL` ('' is "did not say"), the day it came, and the keys
    /// of text and submitter.
    pub fn add(&mut self, labels: [&str; By::ALL.len()], day: Date, text_key: &str, submitter_id: &str) {
        let mut places = [0; By::ALL.len()];
        for ((place, known), label) in places.iter_mut().zip(&mut self.labels).zip(labels) {
            *place = known.0.get(label).copied().unwrap_or_else(|| known.of(label.to_owned()));
        }
        let row = Row {
            labels: places,
            day: self.days.of(day),
            text: self.texts.of(key(text_key)),
            submitter: self.submitters.of(key(submitter_id)),
        };
        self.rows.push(row);
    }

    pub fn total(&self) -> Count {
        Count {
            opinions: wide(self.rows.len()),
            texts: wide(self.texts.0.len()),
            submitters: wide(self.submitters.0.len()),
        }
    }

    /// One count for each label that occurs; `None` is "did not say".
    pub fn by(&self, by: By) -> HashMap<Option<String>, Count> {
        let counts = self.grouped(|row| Some(row.labels[by as usize]));
        let labels = self.labels[by as usize].0.iter();
        let said = |label: &String| Some(label.clone()).filter(|label| !label.is_empty());
        labels.map(|(label, place)| (said(label), counts.get(place).copied().unwrap_or_default())).collect()
    }

    /// One count for several labels together: texts and submitters that stand under two of them count once.
    pub fn of(&self, by: By, labels: &[&str]) -> Count {
        let known = &self.labels[by as usize].0;
        let places: Vec<u32> = labels.iter().filter_map(|label| known.get(*label).copied()).collect();
        let counts = self.grouped(|row| places.contains(&row.labels[by as usize]).then_some(0));
        counts.get(&0).copied().unwrap_or_default()
    }

    /// One count for each day that had any.
    pub fn by_day(&self) -> BTreeMap<Date, Count> {
        let counts = self.grouped(|row| Some(row.day));
        self.days.0.iter().map(|(day, place)| (*day, counts.get(place).copied().unwrap_or_default())).collect()
    }

    /// Counts per group; rows without one are left out. Sorting small numbers is how distinct ones are counted
    /// here: a hash set for each group would take several times the memory.
    fn grouped(&self, group: impl Fn(&Row) -> Option<u32>) -> HashMap<u32, Count> {
        let mut counts: HashMap<u32, Count> = HashMap::new();
        let pair = |group: u32, key: u32| u64::from(group) << 32 | u64::from(key);
        let mut texts = Vec::with_capacity(self.rows.len());
        let mut submitters = Vec::with_capacity(self.rows.len());
        for row in &self.rows {
            let Some(group) = group(row) else { continue };
            counts.entry(group).or_default().opinions += 1;
            texts.push(pair(group, row.text));
            submitters.push(pair(group, row.submitter));
        }
        for (group, different) in distinct(texts) {
            counts.entry(group).or_default().texts = different;
        }
        for (group, different) in distinct(submitters) {
            counts.entry(group).or_default().submitters = different;
        }
        counts
    }
}

/// How many different low halves stand beside each high half.
fn distinct(mut pairs: Vec<u64>) -> HashMap<u32, i64> {
    pairs.sort_unstable();
    pairs.dedup();
    let mut counts = HashMap::new();
    for pair in pairs {
        *counts.entry((pair >> 32) as u32).or_insert(0) += 1;
    }
    counts
}

/// A table of counts. `total` is counted, not added up.
pub struct Table {
    pub id: &'static str,
    pub title: String,
    pub head: String,
    pub lines: Vec<Line>,
    pub total: Figures,
}

impl Table {
    pub fn new(id: &'static str, title: String, head: String, lines: Vec<Line>, total: Figures) -> Self {
        Self { id, title, head, lines, total }
    }
}

/// A count as people read it.
pub struct Figures {
    pub opinions: String,
    pub texts: String,
    pub submitters: String,
}

impl Figures {
    pub fn new(ui: &Ui, count: Count) -> Self {
        Self {
            opinions: ui.number(count.opinions),
            texts: ui.number(count.texts),
            submitters: ui.number(count.submitters),
        }
    }
}

pub struct Line {
    pub label: String,
    pub count: Figures,
    /// The opinions behind the number, for those who may read them.
    pub href: Option<String>,
    pub rank: Rank,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Rank {
    Plain,
    /// Several lines below it together.
    Subtotal,
    Below,
}

/// Whether this reader may know of a field only what many said together.
pub fn sums_alone(rule: &FieldRule, reader: &Viewer) -> bool {
    !reader.reads_opinions() || rule.is_only_counted()
}

/// How much of a table of what people said of a field a reader sees.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Showing {
    /// All of it, as it stands now.
    Live,
    /// As it stood at the last `SHARED_BY` opinions.
    InSteps,
    /// Once the results are out, as everybody else.
    Later,
    /// Not under a condition, nor of a few.
    KeptBack,
}

impl Showing {
    /// Two conditions that differ by one opinion would tell what that one says: where only sums may be known there is one,
    /// that of all, and not of a few. Steps make it hard to tell one answer from the next, and do not stop who adds four
    /// opinions of his own and knows them. Whoever reads opinions is bound to silence, and what he writes down stands under
    /// his name; who may only count could send them as anybody does, so he waits for what no opinion shows.
    pub fn of(rule: &FieldRule, reader: &Viewer, filter: &Filter, settled: Count, are_results_out: bool) -> Self {
        let is_known = are_results_out || reader.reads_opinions() || rule.visibility == Visibility::Public;
        match () {
            () if !sums_alone(rule, reader) => Self::Live,
            () if !is_known => Self::Later,
            () if filter.is_empty() && settled.submitters >= SHARED_BY => Self::InSteps,
            () => Self::KeptBack,
        }
    }
}

/// Tables of what people said about themselves, and titles of those that are not shown as they stand now.
#[derive(Default)]
pub struct Fields {
    pub tables: Vec<Table>,
    pub limited: Vec<(Showing, String)>,
}

impl Fields {
    /// A sentence for each kind of limit.
    pub fn limits(&self, w: &Words) -> Vec<String> {
        let said = |showing: &Showing| {
            let titles = self.limited.iter().filter(|(its, _)| its == showing).map(|(_, title)| title.as_str());
            let tables = titles.collect::<Vec<_>>().join(&fl!(w, "board-comma"));
            (!tables.is_empty()).then(|| match showing {
                Showing::Later => fl!(w, "board-later", tables = tables),
                Showing::KeptBack => fl!(w, "board-keeps-back", tables = tables),
                Showing::InSteps | Showing::Live => fl!(w, "board-in-steps", tables = tables),
            })
        };
        [Showing::InSteps, Showing::Later, Showing::KeptBack].iter().filter_map(said).collect()
    }
}

/// A number of things in memory as what is counted.
pub fn wide(n: usize) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}

/// Months where there are several, else weeks; never so many that they run into each other.
pub fn ticks(days: &[Date], w: &Words) -> Vec<(usize, String)> {
    let apart = days.len().div_ceil(7).max(1);
    let months = days.len() > 45;
    let starts =
        days.iter().enumerate().filter(|(at, day)| if months { day.day() == 1 || *at == 0 } else { at % 7 == 0 });
    let mut ticks: Vec<(usize, String)> = Vec::new();
    for (at, day) in starts {
        let words = if months {
            fl!(w, "board-tick-month", month = i64::from(day.month()))
        } else {
            fl!(w, "board-tick-day", month = i64::from(day.month()), day = i64::from(day.day()))
        };
        match ticks.last() {
            // A few days of a month before the next begins: the next is what people look for.
            Some((before, _)) if at - before < apart && ticks.len() == 1 && months => ticks[0] = (at, words),
            Some((before, _)) if at - before < apart => {}
            _ => ticks.push((at, words)),
        }
    }
    ticks
}

/// The mean of up to seven days, each with those before it.
pub fn weekly_mean(days: &[i64]) -> Vec<f64> {
    (0..days.len())
        .map(|at| {
            let week = &days[at.saturating_sub(6)..=at];
            week.iter().sum::<i64>() as f64 / week.len() as f64
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn tally(rows: &[(&str, Option<&str>, &str, &str)]) -> Tally {
        let mut tally = Tally::default();
        for (theme, area, text, submitter) in rows {
            let labels = [*theme, "pending", "web", "", area.unwrap_or_default(), ""];
            tally.add(labels, date(2024, 10, 28), text, submitter);
        }
        tally
    }

    fn count(opinions: i64, texts: i64, submitters: i64) -> Count {
        Count { opinions, texts, submitters }
    }

    #[test]
    fn texts_and_submitters_are_counted_once_in_every_group() {
        let tally = tally(&[
            ("bus", Some("ikuno"), "a", "anna"),
            ("bus", Some("ikuno"), "a", "anna"),
            ("bus", None, "a", "bert"),
            ("child", None, "b", "anna"),
        ]);
        assert_eq!(tally.total(), count(4, 2, 2));
        let themes = tally.by(By::Theme);
        assert_eq!(themes[&Some("bus".to_owned())], count(3, 1, 2));
        assert_eq!(themes[&Some("child".to_owned())], count(1, 1, 1));
        assert_eq!(tally.by(By::Area)[&None], count(2, 2, 2));
        assert_eq!(tally.of(By::Theme, &["bus", "child", "unknown"]), count(4, 2, 2));
        assert_eq!(tally.of(By::Theme, &[]), count(0, 0, 0));
        assert_eq!(tally.by_day()[&date(2024, 10, 28)], count(4, 2, 2));
    }

    #[test]
    fn ids_with_and_without_dashes_are_keys_as_they_stand() {
        assert_eq!(key("00000000-0000-0000-0000-0000000000ff"), 255);
        assert_eq!(key("000000000000000000000000000000ff"), 255);
        assert_ne!(key("import:1"), key("import:2"));
    }

    #[test]
    fn a_mean_takes_the_days_there_are() {
        assert_eq!(weekly_mean(&[7, 7, 7, 7, 7, 7, 7, 0]), [7.0, 7.0, 7.0, 7.0, 7.0, 7.0, 7.0, 6.0]);
        assert_eq!(weekly_mean(&[2, 0]), [2.0, 1.0]);
    }
}
