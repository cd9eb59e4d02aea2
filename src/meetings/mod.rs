//! The meetings in which voices are talked about: the timeline of a consultation. It informs, it gates nothing.

mod mending;
pub mod routes;
pub mod store;

use std::borrow::{Borrow, Cow};
use std::collections::{BTreeSet, HashMap};

use anyhow::Context;
use i18n_embed_fl::fl;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;

pub use mending::in_turn;
pub use routes::gone;

use crate::base::calendar::parse_day;
use crate::base::crypto;
use crate::base::db::Tx;
use crate::base::fold::{fold, is_refused_in_a_line};
use crate::base::id;
use crate::base::text::{Lang, Words};
use crate::http::{Errors, Ui, dates};

/// Characters of a meeting's name, and of its place.
pub const NAME_CHARS: usize = 80;

/// Dots on one note; more are another column.
pub const MAX_DOTS: i64 = 9_999;

/// What is no count of dots.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoCount;

/// A count of dots as somebody wrote it, in full width, too: 0 to `MAX_DOTS`; `None` where nothing is written, as nobody counted.
pub fn read_dots(cell: &str) -> Result<Option<i64>, NoCount> {
    let cell: String = cell.nfkc().collect();
    match cell.trim() {
        "" => Ok(None),
        text => text.parse().ok().filter(|count| (0..=MAX_DOTS).contains(count)).map(Some).ok_or(NoCount),
    }
}

/// Where a note of a workshop hung.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    pub meeting: Meeting,
    /// '' where there was one table.
    pub table_name: String,
    /// 共感シール of those in the room; `None`: nobody counted.
    pub dots: Option<i64>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Meeting {
    pub id: String,
    pub number: i64,
    pub held_on: Date,
    /// `HH:MM`, or '' when it is not fixed.
    pub starts: String,
    pub ends: String,
    /// In Japanese.
    pub name: String,
    /// In other languages, in their order.
    pub others: Vec<(Lang, String)>,
    /// Where it is held; '' where nobody said.
    pub place: String,
    /// One item each.
    pub agenda: Vec<String>,
}

impl Meeting {
    /// Day and name: `2024-11-23 対話`.
    pub fn label(&self) -> String {
        format!("{} {}", self.held_on, self.name)
    }

    /// What a page of this language calls it.
    pub fn called(&self, lang: impl Borrow<Lang>) -> Cow<'_, str> {
        lang.borrow().pick(|lang| self.exact(lang))
    }

    /// What is talked about. It is written in Japanese alone: where every kanji has its reading it is left out.
    pub fn agenda_in(&self, lang: impl Borrow<Lang>) -> &[String] {
        if lang.borrow().has_readings() { &[] } else { &self.agenda }
    }

    /// The name in this language alone, '' where there is none.
    pub fn exact(&self, lang: Lang) -> &str {
        let other = || self.others.iter().find(|(own, _)| *own == lang).map_or("", |(_, name)| name);
        if lang == Lang::JA { &self.name } else { other() }
    }

    /// Its day and, where somebody said, its place, in words.
    pub fn day_and_place(&self, w: &Words) -> String {
        let day = dates::day(w, self.held_on);
        if self.place.is_empty() {
            return day;
        }
        format!("{day}　{}", fl!(w, "meeting-held-at", place = self.place.as_str()))
    }

    /// Its day, in words, as long as it has not come: nobody has notes of it before. `None`: it has.
    pub fn comes_on(&self, ui: &Ui) -> Option<String> {
        (ui.zone.start_of(self.held_on) > ui.now).then(|| dates::day(ui.words, self.held_on))
    }

    /// What a form shows of it, in short.
    pub fn seen(&self) -> String {
        let (day, names) = (self.held_on.to_string(), Lang::all().map(|lang| self.exact(lang)));
        let parts: Vec<&str> = [day.as_str(), &self.place].into_iter().chain(names).collect();
        crypto::hash(&parts.join("\n"))[..16].to_owned()
    }

    /// Whether it is the same: of the same day, by the same name, at the same place.
    fn is_same(&self, other: &Self) -> bool {
        Named::from(self).is_like(&Named::from(other)) && fold(&self.place) == fold(&other.place)
    }
}

/// Of the meetings to come the next ones, as many as somebody wants to know of: the consultation's page has all.
pub fn next(to_come: &[Meeting]) -> impl Iterator<Item = &Meeting> {
    to_come.iter().take(3)
}

/// A place behind a name; '' where nobody said.
fn in_brackets(place: &str, w: &Words) -> String {
    if place.is_empty() { String::new() } else { fl!(w, "meeting-at", place = place) }
}

fn is_wrong(text: &str) -> bool {
    text.chars().count() > NAME_CHARS || text.chars().any(is_refused_in_a_line)
}

/// Which meeting each name in a file stands for; `None`: it may be several. Those that are not there are made, of number 0 as
/// nobody has added them: one for all that may be the same. Two alike in a file of ours (`is_ours`) are two.
pub fn resolve(
    named: &BTreeSet<Named>,
    is_ours: bool,
    known: &[Meeting],
    now: i64,
) -> anyhow::Result<Vec<(Named, Option<Meeting>)>> {
    let mut there = known.to_vec();
    let mut resolved = Vec::new();
    // Those that say where it was held come first: one that does not may be one of them.
    let (without, with): (Vec<&Named>, Vec<&Named>) = named.iter().partition(|one| one.place.is_empty());
    for one in with.into_iter().chain(without) {
        let same = known.iter().find(|it| Named::from(*it) == *one);
        let is_itself = is_ours && named.iter().any(|other| other != one && one.is_like(other));
        let may_be = |it: &Meeting| !is_itself && one.may_be(it);
        let like = || there.iter().enumerate().filter(|(_, it)| may_be(it)).map(|(at, _)| at);
        let found = match (same, like().next(), like().nth(1)) {
            (Some(same), ..) => Some(same.clone()),
            (None, Some(_), Some(_)) => None,
            (None, Some(at), None) => {
                let meeting = there[at].clone();
                if meeting.place.is_empty() {
                    // The same name with another place is another one.
                    there[at].place.clone_from(&one.place);
                }
                Some(meeting)
            }
            (None, None, _) => {
                let Named { day, name, place } = one.clone();
                let held_on = parse_day(&day).with_context(|| format!("{day} is no day of a meeting"))?;
                let meeting = Meeting { id: id::new(now), held_on, name, place, ..Meeting::default() };
                there.push(meeting.clone());
                Some(meeting)
            }
        };
        resolved.push((one.clone(), found));
    }
    Ok(resolved)
}

/// The ids of the meetings that rows of a file name, and under `None` that of `all` rows, where it is still there. Meetings that
/// the consultation does not have are made, hidden until the rows are there. `None`: a name may be several by now.
pub async fn ids(
    tx: &mut Tx,
    consultation_id: &str,
    import: &str,
    (named, is_ours, all): (&BTreeSet<Named>, bool, Option<&str>),
    now: i64,
) -> anyhow::Result<Option<HashMap<Option<Named>, String>>> {
    let mut known = store::list(tx, consultation_id).await?;
    let mut ids: HashMap<_, _> =
        known.iter().filter(|it| all == Some(it.id.as_str())).map(|it| (None, it.id.clone())).collect();
    // Made before, should this run again.
    known.extend(store::made(tx, import).await?);
    let mut added = BTreeSet::new();
    for (one, found) in resolve(named, is_ours, &known, now)? {
        let Some(meeting) = found else { return Ok(None) };
        if meeting.number == 0 && added.insert(meeting.id.clone()) {
            let number = store::next_number(tx, consultation_id).await?;
            store::insert(tx, consultation_id, &Meeting { number, ..meeting.clone() }).await?;
            store::hide(tx, &meeting.id, import).await?;
        }
        ids.insert(Some(one), meeting.id);
    }
    Ok(Some(ids))
}

/// Shows the meetings that were made for the rows of a file. One that somebody has added meanwhile takes the notes instead.
/// Answers those that are new.
pub async fn show_made(tx: &mut Tx, consultation_id: &str, import: &str) -> sqlx::Result<Vec<Meeting>> {
    let there = store::list(tx, consultation_id).await?;
    let mut new = store::made(tx, import).await?;
    for made in &new {
        if let Some(same) = there.iter().find(|it| made.is_same(it)) {
            store::move_notes(tx, &made.id, &same.id).await?;
            store::remove(tx, &made.id).await?;
        }
    }
    store::show_made(tx, import).await?;
    new.retain(|made| !there.iter().any(|it| made.is_same(it)));
    Ok(new)
}

/// How a file names a meeting, or a form, as somebody typed it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Named {
    pub day: String,
    pub name: String,
    pub place: String,
}

impl From<&Meeting> for Named {
    fn from(meeting: &Meeting) -> Self {
        Self { day: meeting.held_on.to_string(), name: meeting.name.clone(), place: meeting.place.clone() }
    }
}

impl Named {
    /// As files call it: `2024-11-23 対話`. `None`: no day and name.
    pub fn from_label(label: &str, place: &str) -> Option<Self> {
        let (day, name) = label.trim().split_once(' ')?;
        let (day, name, place) = (parse_day(day)?.to_string(), name.trim().to_owned(), place.trim().to_owned());
        let is_fit = !name.is_empty() && !is_wrong(&name) && !is_wrong(&place);
        is_fit.then_some(Self { day, name, place })
    }

    /// Day, name and place in words.
    pub fn text(&self, w: &Words) -> String {
        format!("{} {}{}", self.day, self.name, in_brackets(&self.place, w))
    }

    /// Whether it is of the same day, by the same name.
    pub fn is_like(&self, other: &Self) -> bool {
        self.day == other.day && fold(&self.name) == fold(&other.name)
    }

    /// Whether it may be this meeting: a file need not say where it was held.
    fn may_be(&self, meeting: &Meeting) -> bool {
        let other = Self::from(meeting);
        let is_open = self.place.is_empty() || other.place.is_empty();
        self.is_like(&other) && (is_open || fold(&self.place) == fold(&other.place))
    }

    /// A meeting that is this one with what was typed; what is wrong with it stands beside its field.
    pub fn read(&self, w: &Words, meeting: &Meeting, errors: &mut Errors) -> Option<Meeting> {
        let (day, name, place) = (parse_day(&self.day), self.name.trim(), self.place.trim());
        let before = errors.len();
        if day.is_none() {
            errors.add("day", fl!(w, "workshop-day-wrong"));
        }
        if name.is_empty() || is_wrong(name) {
            errors.add("name", fl!(w, "workshop-name-wrong", max = NAME_CHARS));
        }
        if is_wrong(place) {
            errors.add("place", fl!(w, "meeting-place-wrong", max = NAME_CHARS));
        }
        let held_on = day.filter(|_| errors.len() == before)?;
        Some(Meeting { held_on, name: name.to_owned(), place: place.to_owned(), ..meeting.clone() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_without_a_place_is_the_only_meeting_of_that_name_or_nobody_knows_which() {
        let one = |name: &str, place: &str| Named::from_label(&format!("2024-10-20 {name}"), place).unwrap();
        let known = |name: &str, place: &str| {
            let id = format!("{name}{place}");
            let Named { name, place, .. } = one(name, place);
            Meeting { id, number: 1, held_on: jiff::civil::date(2024, 10, 20), name, place, ..Meeting::default() }
        };
        let ids = |named: &[(&str, &str)], there: &[Meeting]| -> Vec<(String, Option<String>)> {
            let named = named.iter().map(|(name, place)| one(name, place)).collect();
            let found = resolve(&named, false, there, 1).unwrap();
            found.into_iter().map(|(one, it)| (one.place, it.map(|it| it.id))).collect()
        };
        // Its own spellings are one.
        let one = ids(&[("対話2", ""), ("対話２", ""), ("対話2", "館")], &[]);
        assert!(one[0].1.is_some() && one.iter().all(|it| it.1 == one[0].1), "{one:?}");
        let two = ids(&[("対話", ""), ("対話", "館"), ("対話", "堂")], &[]);
        assert!(two[0].1.is_some() && two[1].1.is_some() && two[0].1 != two[1].1, "{two:?}");
        assert_eq!(two[2], (String::new(), None));
        let there = [known("対話", "館"), known("対話", "堂")];
        assert_eq!(ids(&[("対話", "")], &there), [(String::new(), None)]);
        assert_eq!(ids(&[("対話", "堂")], &there), [("堂".into(), Some("対話堂".into()))]);
        assert_eq!(ids(&[("対話", "")], &there[..1]), [(String::new(), Some("対話館".into()))]);
        // Only one of two places is the meeting that is written down without.
        let bare = ids(&[("対話", "館"), ("対話", "堂")], &[known("対話", "")]);
        assert_eq!(bare.iter().filter(|it| it.1.as_deref() == Some("対話")).count(), 1, "{bare:?}");
    }

    #[test]
    fn two_alike_in_a_file_of_ours_are_two_whatever_is_there() {
        let named = |place: &str| Named::from_label("2024-10-20 対話", place).unwrap();
        let pair = BTreeSet::from([named(""), named("館")]);
        let known = |place: &str| Meeting {
            number: 1,
            held_on: jiff::civil::date(2024, 10, 20),
            name: "対話".into(),
            place: place.into(),
            ..Meeting::default()
        };
        for there in [vec![], vec![known("")], vec![known("館")], vec![known(""), known("館")]] {
            let places: Vec<String> = resolve(&pair, true, &there, 1)
                .unwrap()
                .into_iter()
                .map(|(named, it)| (named, it.unwrap()))
                .inspect(|(named, it)| assert_eq!(*named, Named::from(it)))
                .map(|(_, it)| it.place)
                .collect();
            assert_eq!(places, ["館", ""], "{there:?}");
        }
        // One alone may be the one that is there without its place.
        let found = resolve(&BTreeSet::from([named("館")]), true, &[known("")], 1).unwrap();
        assert_eq!(found[0].1.as_ref().unwrap().place, "");
    }

    #[test]
    fn dots_are_a_count_or_nobodys() {
        for (cell, dots) in [
            ("", Ok(None)),
            (" \u{3000}", Ok(None)),
            ("0", Ok(Some(0))),
            ("１２", Ok(Some(12))),
            (" 9999 ", Ok(Some(9_999))),
            ("10000", Err(NoCount)),
            ("-1", Err(NoCount)),
            ("2.5", Err(NoCount)),
            ("たくさん", Err(NoCount)),
            ("99999999999999999999", Err(NoCount)),
        ] {
            assert_eq!(read_dots(cell), dots, "{cell}");
        }
    }
}
