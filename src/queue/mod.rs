//! The queue: which part of it is shown, a place in it, and its clock.

pub mod list;
pub mod marks;
pub mod store;

use axum::extract::Query;
use axum::http::Uri;
use i18n_embed_fl::fl;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Deserialize;

use crate::base::calendar::{DAY_MS, HOUR_MS, MINUTE_MS};
use crate::base::names::named;
use crate::base::text::Words;
use crate::flags::Rule;
use crate::opinions::Channel;

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
        /// Handed to whoever looks, or of a theme that is his.
        Mine = "mine",
        /// Somebody else means to withhold it, and waits for a second person.
        Second = "second",
    }
}

named! {
    /// What waits, in the order in which those of one moment stand.
    pub enum Matter {
        /// Sent, and not looked at yet.
        Opinion = "opinion",
        /// Corrected by its author since.
        Revision = "revision",
        /// What an author adds under an opinion (補足).
        Note = "note",
        /// An author asks that somebody else looks again (異議申立て).
        Appeal = "appeal",
        /// Somebody means to withhold what has been decided on before.
        Proposal = "proposal",
    }
}

impl Matter {
    pub fn label(self, w: &Words) -> String {
        match self {
            Self::Opinion => fl!(w, "queue-matter-opinion"),
            Self::Revision => fl!(w, "queue-matter-revision"),
            Self::Note => fl!(w, "queue-matter-note"),
            Self::Appeal => fl!(w, "queue-matter-appeal"),
            Self::Proposal => fl!(w, "queue-matter-proposal"),
        }
    }
}

/// What the queue is narrowed to; across conditions all must fit.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Narrow {
    pub show: Show,
    pub matter: Option<Matter>,
    /// Slug of a consultation.
    pub call: Option<String>,
    /// Code of one of its main themes; a top theme stands for its children, too.
    pub theme: Option<String>,
    pub flag: Option<Rule>,
    pub channel: Option<Channel>,
    /// Of the words, as `lang=""` has it.
    pub lang: Option<String>,
    /// Found in the author's own text.
    pub words: String,
}

impl Narrow {
    /// Whether it asks for what opinions alone have.
    pub fn is_of_opinions(&self) -> bool {
        self.flag.is_some()
            || self.channel.is_some()
            || matches!(self.show, Show::Hold | Show::After | Show::Mine | Show::Second)
    }
}

/// Where a page of the queue begins: after this row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cursor {
    /// The row's clock, ms.
    pub decide_by: i64,
    pub matter: Matter,
    /// Among those of the same clock and kind: an opinion's number, else an id.
    pub key: String,
}

impl Cursor {
    /// `1730000000000.opinion.12`
    fn parse(text: &str) -> Option<Self> {
        let mut parts = text.splitn(3, '.');
        let decide_by = parts.next()?.parse().ok()?;
        let (matter, key) = (Matter::parse(parts.next()?)?, parts.next()?);
        let is_plain =
            |key: &str| (1..=40).contains(&key.len()) && key.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
        is_plain(key).then(|| Self { decide_by, matter, key: key.to_owned() })
    }

    fn text(&self) -> String {
        format!("{}.{}.{}", self.decide_by, self.matter.name(), self.key)
    }
}

/// A place in the queue as its address says it. Parsed part by part and written anew, so that a form can carry
/// one without anybody being led elsewhere.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Place {
    pub narrow: Narrow,
    pub after: Option<Cursor>,
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

    /// The same part of the queue from its beginning.
    pub fn narrowed(narrow: Narrow) -> Self {
        Self { narrow, ..Self::default() }
    }

    pub fn to_path(&self) -> String {
        let Narrow { show, matter, call, theme, flag, channel, lang, words } = &self.narrow;
        let show = (*show != Show::All).then(|| show.name().to_owned());
        let words = (!words.is_empty()).then(|| utf8_percent_encode(words, NON_ALPHANUMERIC).to_string());
        let pairs = [
            ("show", show),
            ("matter", matter.map(|matter| matter.name().to_owned())),
            ("call", call.clone()),
            ("theme", theme.clone()),
            ("flag", flag.map(|flag| flag.name().to_owned())),
            ("channel", channel.map(|channel| channel.name().to_owned())),
            ("lang", lang.clone()),
            ("q", words),
            ("after", self.after.as_ref().map(Cursor::text)),
            ("open", self.open.clone()),
            ("next", self.next.clone()),
            ("done", self.done.clone()),
        ];
        let parts: Vec<_> = pairs.into_iter().filter_map(|(name, value)| Some(format!("{name}={}", value?))).collect();
        if parts.is_empty() { "/staff/queue".to_owned() } else { format!("/staff/queue?{}", parts.join("&")) }
    }
}

/// The question of the queue's address.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct PlaceQuery {
    show: String,
    matter: String,
    call: String,
    theme: String,
    flag: String,
    channel: String,
    lang: String,
    q: String,
    after: String,
    open: String,
    next: String,
    done: String,
}

/// Most code points of words that are looked for.
const MOST_WORDS: usize = 100;

impl PlaceQuery {
    /// What makes no sense is left out: an old link still shows the queue.
    pub fn place(self) -> Place {
        let slug = |text: String| {
            let plain = text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_');
            (plain && (1..=60).contains(&text.len())).then_some(text)
        };
        let call = slug(self.call);
        Place {
            narrow: Narrow {
                show: Show::parse(&self.show).unwrap_or_default(),
                matter: Matter::parse(&self.matter),
                theme: slug(self.theme).filter(|_| call.is_some()),
                call,
                flag: Rule::parse(&self.flag),
                channel: Channel::parse(&self.channel),
                lang: slug(self.lang),
                words: self.q.trim().chars().take(MOST_WORDS).collect(),
            },
            after: Cursor::parse(&self.after),
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

/// What the words of an opinion are in.
fn language(code: &str, w: &Words) -> String {
    match code {
        "ja" => fl!(w, "queue-lang-ja"),
        "en" => fl!(w, "queue-lang-en"),
        "vi" => fl!(w, "queue-lang-vi"),
        "zh-Hans" => fl!(w, "queue-lang-zh"),
        "ko" => fl!(w, "queue-lang-ko"),
        other => other.to_owned(),
    }
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
        for path in [
            "/staff/queue?show=hold&after=-7.opinion.12&next=R6-0001-9",
            "/staff/queue?matter=note&call=plan&theme=bus&flag=phone&channel=mail&lang=zh-Hans&q=%E3%83%90%E3%82%B9%20%26",
        ] {
            assert_eq!(Place::parse(path).to_path(), path);
        }
    }

    #[test]
    fn what_makes_no_sense_narrows_nothing() {
        let path = "/staff/queue?show=x&matter=y&call=%2F&theme=bus&flag=z&channel=w&lang=%3C&after=1.opinion&q=%20";
        assert_eq!(Place::parse(path), Place::default());
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
