//! What public pages count of a consultation, and what may stand beside an opinion, which rests on it.

pub mod store;

use std::collections::{HashMap, HashSet};

use crate::base::sql::Sql;
use crate::base::text::Lang;
use crate::consultations::{Consultation, Field, Theme, Visibility};
use crate::opinions::filter::Filter;
use crate::voices::store::Published;

/// Counts that public pages show: published opinions per theme, what has arrived in all, and how many submitters of
/// published and reviewed opinions share an age band and an area (which decides whether these may stand beside one).
#[derive(Clone, Debug, Default)]
pub struct PublicCounts {
    pub received: i64,
    pub submitters: i64,
    pub published: i64,
    pub published_submitters: i64,
    pub by_theme: HashMap<String, i64>,
    pub pairs: HashMap<(Option<String>, Option<String>), i64>,
    pub areas: HashMap<Option<String>, i64>,
    pub ages: HashMap<Option<String>, i64>,
}

impl PublicCounts {
    /// How much longer they may stand, in ms: counting 100,000 opinions anew each second would take a third of a processor.
    pub fn longer(&self) -> i64 {
        (self.received / 20).min(9_000)
    }

    /// Published opinions of a theme, its second level included; what counts is the main theme of each.
    pub fn of_theme(&self, call: &Consultation, theme: &Theme) -> i64 {
        let count = |id: &String| self.by_theme.get(id).copied().unwrap_or(0);
        count(&theme.id) + call.children(theme).map(|child| count(&child.id)).sum::<i64>()
    }

    /// Counts so many more, or fewer, in an age band, an area and their pair.
    fn add(&mut self, age: Option<String>, area: Option<String>, [of_age, of_area, of_pair]: [i64; 3]) {
        *self.ages.entry(age.clone()).or_default() += of_age;
        *self.areas.entry(area.clone()).or_default() += of_area;
        *self.pairs.entry((age, area)).or_default() += of_pair;
    }
}

/// How long opinions waited for somebody to look at them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wait {
    pub decisions: i64,
    pub median_ms: i64,
}

impl Wait {
    /// Over the last so many days.
    pub const DAYS: i64 = 30;
}

/// So many published submitters of a consultation must share what stands beside an opinion.
pub const SHARED_BY: i64 = 5;

/// Which of the public attributes, age band and area, may stand beside an opinion: both where at least
/// `SHARED_BY` submitters of reviewed opinions share the pair, else the area alone where as many share it, else nothing.
/// Where only one of the two is public at all, it stands alone under the same count. `counts` are the
/// consultation's. The relation to the city never stands beside an opinion: a third attribute would need
/// groups by three, which in a small city are nearly all too small.
pub fn shown_attributes<'a>(
    counts: &PublicCounts,
    age_public: bool,
    area_public: bool,
    age: Option<&'a str>,
    area: Option<&'a str>,
) -> (Option<&'a str>, Option<&'a str>) {
    let enough = |count: Option<&i64>| count.is_some_and(|count| *count >= SHARED_BY);
    let area_alone = || area.filter(|area| area_public && enough(counts.areas.get(&Some((*area).to_owned()))));
    match (age_public, area_public) {
        (true, true) => {
            let pair = (age.map(str::to_owned), area.map(str::to_owned));
            if enough(counts.pairs.get(&pair)) { (age, area) } else { (None, area_alone()) }
        }
        (true, false) => (age.filter(|age| enough(counts.ages.get(&Some((*age).to_owned())))), None),
        (false, _) => (None, area_alone()),
    }
}

/// Age band and area of a group of people, as they stand in the database.
type Group = (Option<String>, Option<String>);
/// Age band and area, as far as they stand beside the group's opinions.
type Beside<'a> = (Option<&'a str>, Option<&'a str>);

/// What stands beside the opinions of each group, age band and area of its people: nobody finds out by a question what
/// may not stand there.
fn shown_of_groups<'a>(
    call: &Consultation,
    counts: &'a PublicCounts,
) -> impl Iterator<Item = (&'a Group, Beside<'a>)> + use<'a> {
    let public = |field| call.field(field).visibility == Visibility::Public;
    let (age_public, area_public) = (public(Field::AgeBand), public(Field::Area));
    counts.pairs.keys().map(move |group| {
        let (age, area) = (group.0.as_deref(), group.1.as_deref());
        (group, shown_attributes(counts, age_public, area_public, age, area))
    })
}

/// Age bands and areas that stand beside an opinion: those that can be asked for.
pub fn shown_codes<'a>(call: &Consultation, counts: &'a PublicCounts) -> (HashSet<&'a str>, HashSet<&'a str>) {
    let shown: Vec<_> = shown_of_groups(call, counts).map(|(_, shown)| shown).collect();
    (shown.iter().filter_map(|(age, _)| *age).collect(), shown.iter().filter_map(|(_, area)| *area).collect())
}

/// Adds a condition to a public question: beside each opinion stands the age band, and the area, that is asked for.
pub fn push_shown(sql: &mut Sql, call: &Consultation, counts: &PublicCounts, filter: &Filter) {
    if filter.ages.is_empty() && filter.areas.is_empty() {
        return;
    }
    let fits = |asked: &[String], shown: Option<&str>| {
        asked.is_empty() || shown.is_some_and(|shown| asked.iter().any(|code| code == shown))
    };
    let groups = shown_of_groups(call, counts)
        .filter(|(_, (age, area))| fits(&filter.ages, *age) && fits(&filter.areas, *area))
        .map(|((age, area), _)| format!("{},{}", age.as_deref().unwrap_or(""), area.as_deref().unwrap_or("")));
    let groups: Vec<String> = groups.collect();
    if groups.is_empty() {
        sql.push(" and 1 = 0");
    } else {
        sql.push(" and coalesce(o.age_band, '') || ',' || coalesce(o.area, '') in (").bind_set(groups).push(")");
    }
}

/// What stands beside a published opinion, in words: age band, area. `counts` are the consultation's.
pub fn shown_beside(call: &Consultation, counts: &PublicCounts, opinion: &Published, lang: Lang) -> Vec<String> {
    let public = |field| call.field(field).visibility == Visibility::Public;
    let (age, area) = (opinion.age_band.as_deref(), opinion.area.as_deref());
    let (age, area) = shown_attributes(counts, public(Field::AgeBand), public(Field::Area), age, area);
    let said = [(Field::AgeBand, age), (Field::Area, area)].into_iter();
    said.filter_map(|(field, code)| Some(call.choice_label(field, code?, lang))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_attribute_stands_only_where_five_people_share_it() {
        let some = |text: &str| Some(text.to_owned());
        let counts = PublicCounts {
            pairs: [((some("30"), some("ikuno")), 5), ((some("70"), some("ikuno")), 4), ((some("30"), None), 5)].into(),
            areas: [(some("ikuno"), 9), (some("santo"), 4)].into(),
            ages: [(some("30"), 10), (some("70"), 4)].into(),
            ..PublicCounts::default()
        };
        let shown = |age_public, area_public, age, area| shown_attributes(&counts, age_public, area_public, age, area);
        let (young, old, ikuno, santo) = (Some("30"), Some("70"), Some("ikuno"), Some("santo"));
        assert_eq!(shown(true, true, young, ikuno), (young, ikuno));
        assert_eq!(shown(true, true, old, ikuno), (None, ikuno), "four share the pair, nine the area");
        assert_eq!(shown(true, true, young, santo), (None, None), "nobody was counted there");
        assert_eq!(shown(true, true, young, None), (young, None));
        assert_eq!(shown(true, false, young, ikuno), (young, None));
        assert_eq!(shown(true, false, old, ikuno), (None, None));
        assert_eq!(shown(false, true, young, ikuno), (None, ikuno));
        assert_eq!(shown(false, true, young, santo), (None, None));
        assert_eq!(shown(false, false, young, ikuno), (None, None));
    }

    #[test]
    fn attributes_that_few_share_do_not_stand_beside_an_opinion() {
        let pair = |age: &str, area: &str, count| ((Some(age.to_owned()), Some(area.to_owned())), count);
        let counts = PublicCounts {
            pairs: [pair("30", "santo", 5), pair("70", "santo", 1), pair("70", "ikuno", 4)].into(),
            areas: [(Some("santo".to_owned()), 6), (Some("ikuno".to_owned()), 4)].into(),
            ..PublicCounts::default()
        };
        let shown = |age, area| shown_attributes(&counts, true, true, Some(age), Some(area));
        assert_eq!(shown("30", "santo"), (Some("30"), Some("santo")));
        assert_eq!(shown("70", "santo"), (None, Some("santo")));
        assert_eq!(shown("70", "ikuno"), (None, None));
        assert_eq!(shown_attributes(&counts, false, false, Some("30"), Some("santo")), (None, None));
    }
}
