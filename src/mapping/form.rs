//! A plan as a form: what is asked of each column and each word, and what was answered.

use std::collections::HashMap;

use i18n_embed_fl::fl;
use serde::Deserialize;

use super::{Answer, Column, Lack, List, MAX_NEW_THEMES, Meaning, Plan, Review, Stands};
use crate::base::calendar::Zone;
use crate::base::fold::without_directions;
use crate::base::text::{Lang, Words, number};
use crate::consultations::Consultation;
use crate::consultations::choices::{MAX_CHOICES, MAX_NAME};
use crate::decisions::TextFault;
use crate::http::Errors;
use crate::meetings::Meeting;
use crate::opinions::{Channel, Reason, State};
use crate::tables::{self, Row, days};

/// Characters of a column's examples.
const SAMPLE_CHARS: usize = 30;
/// Of why nobody need look at the texts again.
const REASON_CHARS: usize = 200;
/// Of the name of a list.
pub const LIST_CHARS: usize = 60;

/// One of a list to choose from.
pub struct Pick {
    pub value: String,
    pub label: String,
    pub chosen: bool,
}

/// A list to choose from.
pub struct Question {
    /// Of the control, and its `id`.
    pub name: String,
    pub label: String,
    /// What stands there; '' where there is nothing to show.
    pub help: String,
    pub picks: Vec<Pick>,
    /// What stands first where nothing is chosen yet, and something must be; '' elsewhere.
    pub open: String,
}

/// What each column is taken for, with examples from the first rows.
pub fn columns(w: &Words, plan: &Plan, rows: &[Row]) -> Vec<Question> {
    let question = |(at, column): (usize, &Column)| {
        let letters = tables::letters(at);
        let label = match without_directions(column.head.trim()).as_str() {
            "" => fl!(w, "import-column-no-head", letters = letters),
            head => fl!(w, "import-column", letters = letters, head = head),
        };
        let pick = |meaning: &Meaning| Pick {
            value: meaning.name().to_owned(),
            label: meaning.label(w),
            chosen: column.meaning == *meaning,
        };
        Question {
            name: format!("meaning_{at}"),
            label,
            help: samples(w, rows, at),
            picks: Meaning::ALL.iter().map(pick).collect(),
            open: String::new(),
        }
    };
    plan.columns.iter().enumerate().map(question).collect()
}

fn samples(w: &Words, rows: &[Row], at: usize) -> String {
    let mut seen: Vec<String> = Vec::new();
    for cell in rows.iter().filter_map(|row| row.cells.get(at)).map(|cell| cell.trim()).filter(|cell| !cell.is_empty())
    {
        let mut short = without_directions(&cell.replace('\n', " ").chars().take(SAMPLE_CHARS).collect::<String>());
        if cell.chars().count() > SAMPLE_CHARS {
            short.push('…');
        }
        if !seen.contains(&short) {
            seen.push(short);
        }
        if seen.len() == 3 {
            break;
        }
    }
    if rows.is_empty() {
        return String::new();
    }
    match seen.is_empty() {
        true => fl!(w, "import-column-blank"),
        false => fl!(w, "import-column-samples", samples = seen.join("／")),
    }
}

/// The theme and the channel of rows that do not say, and the workshop that all are from where there was one.
pub fn defaults(w: &Words, plan: &Plan, call: &Consultation, meetings: &[Meeting]) -> Vec<Question> {
    let theme = |theme: &crate::consultations::Theme| Pick {
        value: theme.code.clone(),
        label: call.theme_path(&theme.id, Lang::JA),
        chosen: plan.theme == theme.code,
    };
    let channel = |channel: &Channel| Pick {
        value: channel.name().to_owned(),
        label: channel.label(w),
        chosen: plan.channel == *channel,
    };
    let question = |name: &str, label, picks| Question {
        name: name.to_owned(),
        label,
        help: String::new(),
        picks,
        open: String::new(),
    };
    let mut questions = vec![
        question("theme", fl!(w, "import-theme"), call.themes.iter().map(theme).collect()),
        question("channel", fl!(w, "import-channel"), Channel::ALL.iter().map(channel).collect()),
    ];
    if !meetings.is_empty() {
        let none = Pick { value: String::new(), label: fl!(w, "import-meeting-none"), chosen: plan.meeting.is_none() };
        let meeting = |it: &Meeting| Pick {
            value: it.id.clone(),
            label: it.label(),
            chosen: plan.meeting.as_deref() == Some(&it.id),
        };
        let picks = std::iter::once(none).chain(meetings.iter().map(meeting)).collect();
        let help = fl!(w, "import-meeting-help");
        questions.push(Question { help, ..question("meeting", fl!(w, "import-meeting"), picks) });
    }
    questions
}

/// The list whose numbers the ids are. `None` where there is nothing to ask: no column has them, or none came before. Another
/// list is called by the name of its file.
pub fn numbering(w: &Words, plan: &Plan, lists: &[List], file: &str) -> Option<Question> {
    plan.column(Meaning::Id)?;
    let came_before = |name: &str| lists.iter().any(|list| list.name == name);
    // Our own numbers are those of the list without a name.
    let known = |name: &str| name.is_empty() || came_before(name);
    let called = |name: &str| if name.is_empty() { fl!(w, "import-numbering-unnamed") } else { name.to_owned() };
    let pick = |name: &str, label| Pick { value: format!("of:{name}"), label, chosen: plan.list == name };
    let came =
        |it: &List| pick(&it.name, fl!(w, "import-numbering-known", name = called(&it.name), file = it.file.as_str()));
    let mut picks: Vec<Pick> = lists.iter().map(came).collect();
    if !came_before(&plan.list) && plan.list.is_empty() {
        picks.insert(0, pick("", called("")));
    }
    if known(&plan.list) {
        let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
        let stem: String = stem.chars().filter(|c| !c.is_control()).take(LIST_CHARS - 4).collect();
        let numbered = (2..).map(|number| format!("{} {number}", stem.trim()));
        let name = std::iter::once(stem.trim().to_owned()).chain(numbered).find(|name| !known(name))?;
        picks.push(pick(&name, fl!(w, "import-numbering-new", name = name.as_str())));
    } else {
        picks.insert(0, pick(&plan.list, fl!(w, "import-numbering-first", name = called(&plan.list))));
    }
    let (label, help) = (fl!(w, "import-numbering-which"), fl!(w, "import-numbering-help"));
    Some(Question { name: "numbering".to_owned(), label, help, picks, open: String::new() })
}

/// Words that no list has: those without an answer, with how many rows have them, and those that were answered.
pub fn words(w: &Words, plan: &Plan, unknown: &[(Meaning, String, u64)], call: &Consultation) -> Vec<Question> {
    let answered = plan.answers.iter().map(|answer| (answer.meaning, answer.word.as_str(), 0, Some(&answer.stands)));
    let open = unknown.iter().map(|(meaning, word, count)| (*meaning, word.as_str(), *count, None));
    let question = |(at, (meaning, word, count, stands)): (usize, (Meaning, &str, u64, Option<&Stands>))| Question {
        name: format!("stands_{at}"),
        label: match count {
            0 => fl!(w, "log-named", what = meaning.label(w), value = word),
            count => fl!(w, "import-word", meaning = meaning.label(w), word = word, n = number(count as i64, w)),
        },
        help: String::new(),
        picks: choices(w, meaning, word, stands, call),
        open: if stands.is_none() { fl!(w, "import-word-choose") } else { String::new() },
    };
    let mut questions: Vec<Question> = answered.chain(open).enumerate().map(question).collect();
    // Before those of a kind stands one for all of them.
    let first = |meaning: &Meaning| unknown.iter().position(|(of, ..)| of == meaning);
    for meaning in Meaning::ALL.iter().rev().filter(|meaning| meaning.may_grow()) {
        let count = unknown.iter().filter(|(of, ..)| of == meaning).count();
        if let Some(first) = first(meaning).filter(|_| count > 1) {
            questions.insert(plan.answers.len() + first, for_all(w, *meaning, count));
        }
    }
    questions
}

/// One answer for all words of a kind that have none of their own.
fn for_all(w: &Words, meaning: Meaning, count: usize) -> Question {
    let is_theme = meaning.is_theme();
    let pick = |value: &str, label| Pick { value: value.to_owned(), label, chosen: false };
    Question {
        name: format!("all_{}", meaning.name()),
        label: fl!(w, "import-word-all", meaning = meaning.label(w), n = count),
        help: String::new(),
        picks: vec![
            pick("new", if is_theme { fl!(w, "import-word-all-themes") } else { fl!(w, "import-word-all-choices") }),
            pick("blank", if is_theme { fl!(w, "import-word-theme-blank") } else { fl!(w, "import-word-blank") }),
        ],
        open: fl!(w, "import-word-one-by-one"),
    }
}

fn choices(w: &Words, meaning: Meaning, word: &str, stands: Option<&Stands>, call: &Consultation) -> Vec<Pick> {
    let is_theme = meaning == Meaning::Theme;
    let blank = if is_theme { fl!(w, "import-word-theme-blank") } else { fl!(w, "import-word-blank") };
    let mut picks = vec![Pick { value: "blank".into(), label: blank, chosen: stands == Some(&Stands::Blank) }];
    if meaning.may_grow() {
        let label =
            if is_theme { fl!(w, "import-word-new", word = word) } else { fl!(w, "import-word-choice", word = word) };
        picks.push(Pick { value: "new".into(), label, chosen: stands == Some(&Stands::New) });
    }
    picks.extend(codes(w, meaning, call).into_iter().map(|(code, label)| Pick {
        chosen: matches!(stands, Some(Stands::For(chosen)) if *chosen == code),
        value: format!("for:{code}"),
        label,
    }));
    picks
}

/// What a word of this list may stand for: codes and their names.
pub fn codes(w: &Words, meaning: Meaning, call: &Consultation) -> Vec<(String, String)> {
    match (meaning.field(), meaning) {
        (Some(field), _) => {
            let choices = call.field(field).choices.iter();
            choices.map(|choice| (choice.code.clone(), choice.label.clone())).collect()
        }
        (None, Meaning::Channel) => Channel::ALL.iter().map(|it| (it.name().to_owned(), it.label(w))).collect(),
        (None, Meaning::State) => State::ALL.iter().map(|it| (it.name().to_owned(), it.label(w))).collect(),
        (None, Meaning::Reason) => Reason::ALL.iter().map(|it| (it.name().to_owned(), it.label(w))).collect(),
        (None, _) => call.themes.iter().map(|it| (it.code.clone(), call.theme_path(&it.id, Lang::JA))).collect(),
    }
}

/// A plan as it is posted: the fields that every file has, one for each column, one for each word.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, try_from = "HashMap<String, String>")]
pub struct PlanForm {
    values: HashMap<String, String>,
}

impl TryFrom<HashMap<String, String>> for PlanForm {
    type Error = &'static str;

    fn try_from(values: HashMap<String, String>) -> Result<Self, Self::Error> {
        let is_numbered = |name: &str| {
            let number = ["meaning_", "stands_"].iter().find_map(|before| name.strip_prefix(before));
            number.is_some_and(|number| number.parse::<u16>().is_ok())
                || name.strip_prefix("all_").and_then(Meaning::parse).is_some()
        };
        let is_known = |name: &String| {
            ["theme", "channel", "meeting", "numbering", "day", "review", "reason", "seen"].contains(&name.as_str())
                || is_numbered(name)
        };
        if values.keys().all(is_known) { Ok(Self { values }) } else { Err("a field that no plan has") }
    }
}

impl PlanForm {
    /// What the page showed on which the answers were given.
    pub fn seen(&self) -> &str {
        self.values.get("seen").map_or("", String::as_str)
    }
}

/// What the answers of a form are about.
pub struct Ground<'a> {
    pub call: &'a Consultation,
    pub meetings: &'a [Meeting],
    pub lists: &'a [List],
    /// Name of the file.
    pub file: &'a str,
}

/// What a posted form makes of a plan, and what is to be mended in it. What it does not speak of stays.
pub fn parse(
    w: &Words,
    form: &PlanForm,
    old: &Plan,
    unknown: &[(Meaning, String, u64)],
    ground: &Ground<'_>,
    (zone, now): (&Zone, i64),
) -> (Plan, Errors) {
    let value = |name: &str| form.values.get(name).map_or("", |value| value.trim());
    let mut plan = old.clone();
    for (at, column) in plan.columns.iter_mut().enumerate() {
        column.meaning = Meaning::parse(value(&format!("meaning_{at}"))).unwrap_or(column.meaning);
    }
    value("theme").clone_into(&mut plan.theme);
    plan.channel = Channel::parse(value("channel")).unwrap_or(plan.channel);
    let lists = numbering(w, old, ground.lists, ground.file).map_or(Vec::new(), |question| question.picks);
    if let Some(chosen) = lists.iter().find(|pick| pick.value == value("numbering")) {
        chosen.value["of:".len()..].clone_into(&mut plan.list);
    }
    plan.meeting = ground.meetings.iter().find(|it| it.id == value("meeting")).map(|it| it.id.clone());
    let mut errors = Errors::default();
    let day = value("day");
    match days::parse(day, zone) {
        _ if day.is_empty() => plan.day.clear(),
        Some(at) if zone.start_of(at.date()) <= now => plan.day = at.date().to_string(),
        // As it was typed, to be mended.
        Some(_) | None => {
            day.clone_into(&mut plan.day);
            errors.add("day", fl!(w, "import-day-wrong"));
        }
    }
    let reason = || value("reason").chars().take(REASON_CHARS).collect();
    plan.review = match value("review") {
        "checked" => Review::Checked(reason()),
        "kept" => Review::Kept(reason()),
        _ => Review::Queue,
    };
    match plan.review.fault() {
        None => {}
        Some(TextFault::Missing) => errors.add("reason", fl!(w, "import-reason-missing")),
        Some(TextFault::TooLong | TextFault::Unreadable) => errors.add("reason", fl!(w, "body-control-character")),
    }
    let asked = old.answers.iter().map(|answer| (answer.meaning, answer.word.clone()));
    let asked = asked.chain(unknown.iter().map(|(meaning, word, _)| (*meaning, word.clone())));
    plan.answers = asked
        .enumerate()
        .filter_map(|(at, (meaning, word))| {
            let (own, all) = (value(&format!("stands_{at}")), value(&format!("all_{}", meaning.name())));
            let stands = match if own.is_empty() { all } else { own } {
                "blank" => Stands::Blank,
                "new" => Stands::New,
                other => Stands::For(other.strip_prefix("for:")?.to_owned()),
            };
            Some(Answer { meaning, word, stands })
        })
        .collect();
    plan.skips_wrong = false;
    lacks(w, &plan, ground.call, &mut errors);
    (plan, errors)
}

fn lacks(w: &Words, plan: &Plan, call: &Consultation, errors: &mut Errors) {
    for lack in plan.missing(call) {
        let field = match lack {
            Lack::Text | Lack::State | Lack::Doubled(_) => "columns",
            Lack::Theme => "theme",
            Lack::Meeting => "meeting",
            Lack::Answer(_) | Lack::Name(_) | Lack::NewThemes | Lack::NewChoices(_) => "words",
        };
        errors.add(field, lack.text(w));
    }
}

impl Lack {
    /// What is to be mended.
    pub fn text(&self, w: &Words) -> String {
        match self {
            Self::Text => fl!(w, "import-lack-text"),
            Self::Theme => fl!(w, "import-lack-theme"),
            Self::State => fl!(w, "import-lack-state"),
            Self::Meeting => fl!(w, "import-lack-meeting"),
            Self::Answer(answer) => fl!(w, "import-lack-answer", word = answer.word.as_str()),
            Self::Name(Answer { meaning, word, .. }) => {
                let word: String = word.chars().take(SAMPLE_CHARS).collect();
                match meaning.is_theme() {
                    true => fl!(w, "import-lack-theme-name", word = word, max = MAX_NAME),
                    false => fl!(w, "import-lack-choice-name", word = word, max = MAX_NAME),
                }
            }
            Self::NewThemes => fl!(w, "import-lack-new-themes", max = MAX_NEW_THEMES),
            Self::NewChoices(field) => fl!(w, "import-lack-new-choices", field = field.label(w), max = MAX_CHOICES),
            Self::Doubled(meaning) => fl!(w, "import-lack-doubled", meaning = meaning.label(w)),
        }
    }
}
