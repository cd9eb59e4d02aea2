//! The queue: which part of it is shown, and a place in it.

pub mod desk;
pub mod routes;
pub mod store;

use axum::extract::Query;
use axum::http::Uri;
use i18n_embed_fl::fl;
use serde::Deserialize;

use self::store::Brought;
use crate::base::calendar::{DAY_MS, HOUR_MS, MINUTE_MS};
use crate::base::names::named;
use crate::base::text::Words;
use crate::consultations::{Consultation, Field};
use crate::http::Ui;
use crate::http::pager::parse_cursor;
use crate::meetings::Note;
use crate::opinions::Channel;
use crate::opinions::store::Full;

named! {
    /// Which part of the queue is shown.
    #[derive(Default)]
    pub enum Show {
        #[default]
        All = "all",
        /// Waiting for a day that was set.
        Hold = "hold",
        /// Past the time the city has set itself, or past the day of a hold.
        Overdue = "overdue",
        /// Published at once, not looked at yet.
        After = "after",
    }
}

/// A place in the queue as its address says it. Parsed part by part and written anew, so that a form can carry
/// one without anybody being led elsewhere.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Place {
    pub show: Show,
    /// Cursor: number of the last row of the page before.
    pub after: Option<i64>,
    /// Receipt of the opinion to open, whatever its state.
    pub open: Option<String>,
    /// Receipt of the opinion to open if it still waits.
    pub next: Option<String>,
    /// Receipt of the opinion that was just decided.
    pub done: Option<String>,
}

impl Place {
    /// Reads `/staff/queue?…`; anything else is the start of the queue.
    pub fn parse(path: &str) -> Self {
        let uri = path.parse::<Uri>().ok().filter(|uri| uri.path() == "/staff/queue" && uri.authority().is_none());
        let asked = uri.and_then(|uri| Query::<PlaceQuery>::try_from_uri(&uri).ok());
        asked.map_or_else(Self::default, |Query(parts)| Self { done: None, ..parts.place() })
    }

    pub fn to_path(&self) -> String {
        let after = self.after.map(|number| number.to_string());
        let show = (self.show != Show::All).then(|| self.show.name().to_owned());
        let pairs = [("show", &show), ("after", &after), ("open", &self.open), ("next", &self.next)];
        let parts: Vec<_> = pairs
            .into_iter()
            .chain([("done", &self.done)])
            .filter_map(|(name, value)| value.as_ref().map(|value| format!("{name}={value}")))
            .collect();
        if parts.is_empty() { "/staff/queue".to_owned() } else { format!("/staff/queue?{}", parts.join("&")) }
    }
}

/// The question of the queue's address.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct PlaceQuery {
    show: String,
    after: String,
    open: String,
    next: String,
    done: String,
}

impl PlaceQuery {
    /// What makes no sense is left out: an old link still shows the queue.
    pub fn place(self) -> Place {
        Place {
            show: Show::parse(&self.show).unwrap_or(Show::All),
            after: parse_cursor(&self.after),
            open: receipt(self.open),
            next: receipt(self.next),
            done: receipt(self.done),
        }
    }
}

/// What can be the number of a receipt; anything else is asked of no database.
pub fn receipt(text: String) -> Option<String> {
    let plain = text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    (plain && (1..=30).contains(&text.len())).then_some(text)
}

/// How long is left until a moderator should have decided, or how long ago that was. Rounded down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Age {
    late: bool,
    /// Minutes below an hour, hours below two days, then days.
    unit: Unit,
    count: i64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Unit {
    Minutes,
    Hours,
    Days,
}

const TWO_DAYS_MS: i64 = 2 * DAY_MS;

impl Age {
    fn until(deadline: i64, now: i64) -> Self {
        let distance = (deadline - now).abs();
        let (unit, size) = match distance {
            ..HOUR_MS => (Unit::Minutes, MINUTE_MS),
            HOUR_MS..TWO_DAYS_MS => (Unit::Hours, HOUR_MS),
            _ => (Unit::Days, DAY_MS),
        };
        Self { late: now > deadline, unit, count: distance / size }
    }

    fn label(self, w: &Words) -> String {
        let n = self.count;
        match (self.late, self.unit) {
            (false, Unit::Minutes) => fl!(w, "queue-left-minutes", n = n),
            (false, Unit::Hours) => fl!(w, "queue-left-hours", n = n),
            (false, Unit::Days) => fl!(w, "queue-left-days", n = n),
            (true, Unit::Minutes) => fl!(w, "queue-late-minutes", n = n),
            (true, Unit::Hours) => fl!(w, "queue-late-hours", n = n),
            (true, Unit::Days) => fl!(w, "queue-late-days", n = n),
        }
    }
}

/// Label and value of what staff may know of an opinion beside its words.
pub fn facts(
    ui: &Ui,
    opinion: &Full,
    call: &Consultation,
    (theme, more): (String, &[String]),
    note: Option<Note>,
) -> Vec<(String, String)> {
    let w = ui.words;
    let ids = std::iter::once(&opinion.theme_id).chain(more);
    let names: Vec<String> = ids.map(|id| call.theme_path(id, ui.lang)).filter(|name| !name.is_empty()).collect();
    let channel = Channel::parse(&opinion.channel).map_or_else(|| opinion.channel.clone(), |known| known.label(w));
    let mut facts = vec![
        (fl!(w, "queue-fact-call"), call.text(ui.lang).title),
        (theme, names.join(&fl!(w, "queue-list-comma"))),
        (fl!(w, "queue-fact-channel"), channel),
    ];
    let said =
        [(Field::AgeBand, &opinion.age_band), (Field::Area, &opinion.area), (Field::Relation, &opinion.relation)];
    for (field, code) in said {
        if let Some(code) = code
            && !call.field(field).is_only_counted()
        {
            facts.push((field.label(w), call.choice_label(field, code, ui.lang)));
        }
    }
    if let Some(Note { meeting, table_name, dots }) = note {
        facts.push((fl!(w, "column-meeting"), meeting.label()));
        facts.extend((!table_name.is_empty()).then(|| (fl!(w, "column-table"), table_name)));
        facts.extend(dots.map(|dots| (fl!(w, "column-dots"), ui.number(dots))));
    }
    facts
}

impl Brought {
    /// Label and value of how it came here.
    pub fn facts(self, w: &Words) -> impl Iterator<Item = (String, String)> {
        let facts = [
            (fl!(w, "transcript-place"), self.place),
            (fl!(w, "detail-import-by"), self.by),
            (fl!(w, "detail-import-file"), self.file),
        ];
        facts.into_iter().filter(|(_, value)| !value.is_empty())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_leads_nowhere_but_into_the_queue() {
        for elsewhere in [
            "https://evil.example/",
            "//evil.example",
            "/staff/queue.evil",
            "/staff/people",
            "",
            "/staff/queue?next=//evil",
            "/staff/queue\r\nset-cookie: a=b",
        ] {
            assert_eq!(Place::parse(elsewhere).to_path(), "/staff/queue", "{elsewhere}");
        }
        let path = "/staff/queue?show=hold&after=12&next=R6-0001-9";
        assert_eq!(Place::parse(path).to_path(), path);
    }

    #[test]
    fn the_clock_counts_down_and_then_up() {
        let age = |ms| {
            let age = Age::until(ms, 0);
            (age.late, age.count, age.unit)
        };
        assert_eq!(age(5 * HOUR_MS + 1), (false, 5, Unit::Hours));
        assert_eq!(age(59 * MINUTE_MS), (false, 59, Unit::Minutes));
        assert_eq!(age(-2 * HOUR_MS), (true, 2, Unit::Hours));
        assert_eq!(age(-3 * DAY_MS), (true, 3, Unit::Days));
    }
}
