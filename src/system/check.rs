//! The verdicts of `koe check`: facts in, lines out. Nothing here reads or writes.

use std::fmt;

use i18n_embed_fl::fl;

use super::store::{Call, Facts, Numbers};
use super::{PROXY_NEWS_MS, Stored};
use crate::base::crypto::KeyFault;
use crate::base::db::Health;
use crate::base::text::Words;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    Ok,
    /// Worth knowing; nothing is lost.
    Note,
    Fail,
}

/// One line of the report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    pub verdict: Verdict,
    pub text: String,
}

impl fmt::Display for Line {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mark = match self.verdict {
            Verdict::Ok => "ok  ",
            Verdict::Note => "note",
            Verdict::Fail => "FAIL",
        };
        write!(f, "{mark} {}", self.text)
    }
}

fn line(good: bool, right: String, wrong: String) -> Line {
    if good { Line { verdict: Verdict::Ok, text: right } } else { Line { verdict: Verdict::Fail, text: wrong } }
}

fn note(text: String) -> Line {
    Line { verdict: Verdict::Note, text }
}

/// Words of the features above this one, handed in by the roof.
pub struct Known {
    /// Every state: its name and its label, in the order of the balance.
    pub states: Vec<(&'static str, String)>,
    /// Whether the program can read a stored word back.
    pub parses: fn(Stored, &str) -> bool,
}

/// The schema's steps: those of the program and those the database has taken.
pub fn schema(known: &[i64], taken: &[i64], w: &Words) -> Line {
    let newer: Option<i64> = taken.iter().copied().find(|step| !known.contains(step));
    let wrong = match newer {
        _ if taken.is_empty() => fl!(w, "check-schema-none"),
        Some(step) => fl!(w, "check-schema-newer", step = step),
        None => fl!(w, "check-schema-older"),
    };
    let step = taken.last().copied().unwrap_or_default();
    line(known == taken, fl!(w, "check-schema", step = step), wrong)
}

/// The engine: its version, how it writes, whether its file is sound.
pub fn engine(health: &Health, w: &Words) -> Vec<Line> {
    let named = fl!(w, "check-engine", engine = health.engine.clone(), settings = health.settings.clone());
    let mut lines = vec![line(!health.is_too_old, named, fl!(w, "check-engine-old", engine = health.engine.clone()))];
    if !health.is_durable {
        lines.push(note(fl!(w, "check-not-durable", settings = health.settings.clone())));
    }
    if health.engine.starts_with("SQLite") {
        let damage = health.damage.join(" / ");
        lines.push(line(health.damage.is_empty(), fl!(w, "check-file"), fl!(w, "check-file-damaged", damage = damage)));
    }
    lines
}

/// The data folder by its mode: whoever may look into it can read what nobody has published.
pub fn folder(mode: u32, w: &Words) -> Line {
    if mode & 0o077 == 0 {
        return line(true, fl!(w, "check-folder"), String::new());
    }
    note(fl!(w, "check-folder-open", mode = format!("{:03o}", mode & 0o777)))
}

/// The key: ours (or why there is none at this place) and the value by which the database knows its own.
pub fn key(place: &str, ours: Result<&str, &KeyFault>, kept: Option<&str>, w: &Words) -> Line {
    let place = place.to_owned();
    let wrong = match ours {
        Ok(_) => fl!(w, "check-key-other"),
        Err(KeyFault::Missing) => fl!(w, "check-key-missing", place = place),
        Err(KeyFault::Unreadable(why)) => fl!(w, "check-key-unreadable", place = place, why = why.clone()),
        Err(KeyFault::Open { mode }) => fl!(w, "check-key-open", place = place, mode = format!("{mode:03o}")),
        Err(KeyFault::WrongCharacters) => fl!(w, "check-key-characters", place = place),
        Err(KeyFault::WrongLength { chars }) => {
            fl!(w, "check-key-length", place = place, chars = i64::try_from(*chars).unwrap_or(i64::MAX))
        }
    };
    line(kept.is_some() && ours.ok() == kept, fl!(w, "check-key"), wrong)
}

/// Everything that stands in the tables. `now` is the machine's time.
pub fn contents(facts: &Facts, known: &Known, now: i64, w: &Words) -> Vec<Line> {
    let mut lines = vec![match facts.chain {
        Ok(entries) => line(true, fl!(w, "check-log", entries = entries), String::new()),
        Err(entry) => line(false, String::new(), fl!(w, "check-log-broken", entry = entry)),
    }];
    lines.extend(facts.calls.iter().map(|call| balance(call, known, w)));
    lines.push(words(facts, known, w));
    let listed = [
        (&facts.wrongly_public, fl!(w, "check-public"), fl!(w, "check-public-wrong")),
        (&facts.misnumbered, fl!(w, "check-decisions"), fl!(w, "check-decisions-wrong")),
        (&facts.wrong_state, fl!(w, "check-states"), fl!(w, "check-states-wrong")),
        (&facts.undecided, fl!(w, "check-decided"), fl!(w, "check-decided-wrong")),
        (&facts.miscounted, fl!(w, "check-reactions"), fl!(w, "check-reactions-wrong")),
    ];
    for (receipts, right, wrong) in listed {
        lines.push(line(receipts.is_empty(), right, format!("{wrong} {}", shortened(receipts))));
    }
    lines.push(numbers(facts.numbers, w));
    let (missing, surplus) = facts.strays;
    lines.push(line(
        missing == 0 && surplus == 0,
        fl!(w, "check-search"),
        fl!(w, "check-search-wrong", missing = missing, surplus = surplus),
    ));
    if facts.due > 0 {
        lines.push(note(fl!(w, "check-search-due", count = facts.due)));
    }
    if facts.untrusted_proxy.is_some_and(|at| now - at < PROXY_NEWS_MS) {
        lines.push(note(fl!(w, "check-proxy")));
    }
    lines
}

/// Receipts of opinions whose public text or key does not follow from their words.
pub fn texts(altered: &[String], w: &Words) -> Line {
    let wrong = format!("{} {}", fl!(w, "check-texts-wrong"), shortened(altered));
    line(altered.is_empty(), fl!(w, "check-texts"), wrong)
}

/// Files beside consultations of which a piece is missing or another.
pub fn documents(damaged: &[String], w: &Words) -> Line {
    let wrong = format!("{} {}", fl!(w, "check-documents-wrong"), shortened(damaged));
    line(damaged.is_empty(), fl!(w, "check-documents"), wrong)
}

/// Received = the sum of where they are now.
fn balance(call: &Call, known: &Known, w: &Words) -> Line {
    let counted = known.states.iter().map(|(name, label)| (label.as_str(), call.count(name)));
    let counted: Vec<(&str, i64)> = counted.collect();
    let sum = counted.iter().map(|(_, count)| count).sum::<i64>();
    let parts: Vec<String> =
        counted.iter().filter(|(_, count)| *count > 0).map(|(label, count)| format!("{label} {count}")).collect();
    let parts = if parts.is_empty() { "0".to_owned() } else { parts.join(" + ") };
    let slug = call.slug.clone();
    line(
        sum == call.received,
        fl!(w, "check-balance", slug = slug.clone(), received = call.received, parts = parts.clone()),
        fl!(w, "check-balance-wrong", slug = slug, received = call.received, parts = parts),
    )
}

fn words(facts: &Facts, known: &Known, w: &Words) -> Line {
    let unknown: Vec<String> = facts
        .words
        .iter()
        .filter(|(stored, value)| !(known.parses)(*stored, value))
        .map(|(stored, value)| format!("{} = {value:?}", stored.name()))
        .collect();
    line(unknown.is_empty(), fl!(w, "check-words"), fl!(w, "check-words-unknown", words = unknown.join(", ")))
}

fn numbers(numbers: Numbers, w: &Words) -> Line {
    let Numbers { counter, highest, received, on_the_way, given_up } = numbers;
    line(
        numbers.add_up(),
        match on_the_way + given_up {
            0 => fl!(w, "check-numbers", count = received),
            _ => fl!(w, "check-numbers-others", count = received, on_the_way = on_the_way, given_up = given_up),
        },
        fl!(w, "check-numbers-wrong", counter = counter, highest = highest, opinions = received),
    )
}

/// Five of them, and a sign that there are more.
fn shortened(named: &[String]) -> String {
    let more = if named.len() > 5 { " …" } else { "" };
    format!("{}{more}", named.iter().take(5).map(String::as_str).collect::<Vec<_>>().join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::text::Lang;

    fn known() -> Known {
        Known {
            states: vec![("published", "公開".to_owned()), ("pending", "審査待ち".to_owned())],
            parses: |_, value| value != "nonsense",
        }
    }

    fn facts() -> Facts {
        Facts {
            key_check: None,
            chain: Ok(3),
            calls: vec![Call {
                slug: "plan".into(),
                received: 3,
                states: vec![("pending".into(), 1), ("published".into(), 2)],
            }],
            words: vec![(Stored::State, "pending".into())],
            wrongly_public: Vec::new(),
            misnumbered: Vec::new(),
            wrong_state: Vec::new(),
            undecided: Vec::new(),
            miscounted: Vec::new(),
            numbers: Numbers { counter: 3, highest: 3, received: 3, on_the_way: 0, given_up: 0 },
            strays: (0, 0),
            due: 0,
            untrusted_proxy: None,
        }
    }

    fn failures(facts: &Facts) -> usize {
        let lines = contents(facts, &known(), 0, Lang::JA.words());
        lines.iter().filter(|line| line.verdict == Verdict::Fail).count()
    }

    #[test]
    fn a_sound_site_passes_and_shows_its_balance() {
        assert_eq!(failures(&facts()), 0);
        let lines = contents(&facts(), &known(), 0, Lang::JA.words());
        assert!(lines.iter().any(|line| line.text.contains("3 = 公開 2 + 審査待ち 1")), "{lines:?}");
    }

    #[test]
    fn each_thing_that_is_wrong_is_one_failure() {
        let breaks: [fn(&mut Facts); 9] = [
            |facts| facts.chain = Err(2),
            |facts| facts.calls[0].states[0].0 = "lost".into(),
            |facts| facts.words.push((Stored::MaskReason, "nonsense".into())),
            |facts| facts.wrongly_public.push("R6-0001-0".into()),
            |facts| facts.misnumbered.push("R6-0001-0".into()),
            |facts| facts.numbers.counter = 4,
            |facts| facts.strays = (1, 0),
            |facts| facts.undecided.push("R6-0001-0".into()),
            |facts| facts.miscounted.push("R6-0001-0".into()),
        ];
        for (place, change) in breaks.iter().enumerate() {
            let mut facts = facts();
            change(&mut facts);
            assert_eq!(failures(&facts), 1, "{place}");
        }
    }

    #[test]
    fn a_schema_is_known_newer_or_older() {
        let verdict = |taken: &[i64]| schema(&[1, 2], taken, Lang::JA.words()).verdict;
        assert_eq!(verdict(&[1, 2]), Verdict::Ok);
        for wrong in [&[][..], &[1], &[1, 2, 3]] {
            assert_eq!(verdict(wrong), Verdict::Fail, "{wrong:?}");
        }
    }

    #[test]
    fn a_data_folder_is_for_its_owner_alone() {
        let verdict = |mode| folder(mode, Lang::JA.words()).verdict;
        assert_eq!((verdict(0o40_700), verdict(0o40_500)), (Verdict::Ok, Verdict::Ok));
        for open in [0o40_755, 0o40_710, 0o40_704] {
            assert_eq!(verdict(open), Verdict::Note, "{open:o}");
        }
        assert!(folder(0o40_755, Lang::parse("en").unwrap().words()).text.contains("755"));
    }

    #[test]
    fn a_proxy_is_spoken_of_for_two_days() {
        let facts = Facts { untrusted_proxy: Some(1_000), ..facts() };
        let notes = |now| {
            contents(&facts, &known(), now, Lang::JA.words())
                .into_iter()
                .filter(|line| line.verdict == Verdict::Note)
                .count()
        };
        assert_eq!((notes(2_000), notes(1_000 + PROXY_NEWS_MS)), (1, 0));
    }
}
