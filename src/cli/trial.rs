//! The trial of a file at the shell: what keeps it from being tried, what it found, and what is made of what was not known.

use anyhow::{Context, anyhow, bail, ensure};
use i18n_embed_fl::fl;

use crate::app::App;
use crate::base::text::{Words, number};
use crate::consultations::Consultation;
use crate::http::Ui;
use crate::imports::store::Import;
use crate::imports::{Desk, facts, jobs, source, store, unseen};
use crate::mapping::form::codes;
use crate::mapping::{Answer, Lack, Meaning, Plan, Stands};
use crate::tables;
use crate::trials::Report;
use crate::trials::shown::{self, ShownFaults};
use crate::uploads::{Failure, remarks};

/// Of themes and choices that come with a file so many are named.
const NAMED: usize = 10;

/// What a trial found, on standard error: what the page shows of it.
pub fn say(ui: &Ui, import: &Import, plan: &Plan, report: &Report, call: &Consultation) {
    let w = ui.words;
    tell!("{} {}\n{}", import.file_name, facts(ui, import.bytes, &report.form), source(ui, &import.source));
    unseen(w, &report.form).iter().for_each(|line| tell!("{line}"));
    for (at, column) in plan.columns.iter().enumerate() {
        let (letters, head) = (tables::letters(at), column.head.trim());
        let head = fl!(w, "import-column", letters = letters, head = head);
        tell!("{head} = {} ({})", column.meaning.label(w), column.meaning.name());
    }
    if !plan.list.is_empty() && plan.column(Meaning::Id).is_some() {
        tell!("{}", fl!(w, "log-named", what = fl!(w, "import-numbering"), value = plan.list.as_str()));
    }
    remarks(w, plan, &import.look().news).iter().for_each(|line| tell!("{line}"));
    let shown = shown::report(ui, report.clone(), plan, call, Desk::Shell);
    for (label, count) in shown.counts {
        tell!("{}", fl!(w, "log-named", what = label, value = count));
    }
    let meetings = [(fl!(w, "import-report-meetings"), &shown.meetings), (fl!(w, "import-report-added"), &shown.added)];
    for (what, meetings) in meetings.into_iter().filter(|(_, meetings)| !meetings.is_empty()) {
        tell!("{}", fl!(w, "log-named", what = what, value = meetings.join("、")));
    }
    if !shown.unsure.is_empty() {
        tell!("{}", fl!(w, "import-report-unsure", meetings = shown.unsure.join("、")));
    }
    shown.warnings.iter().for_each(|line| tell!("{line}"));
    for said in &shown.numbers {
        tell!("{said} {}", fl!(w, "import-numbering-option", option = "--list"));
    }
    say_new(ui, report);
    report.unknown.chunk_by(|one, next| one.0 == next.0).for_each(|words| say_unknown(w, words, call));
    if !shown.more_words.is_empty() {
        tell!("{}", shown.more_words);
    }
    for ShownFaults { column, text, count, places, more } in &shown.faults {
        tell!("{column} {count}  {text}\n    {} {more}", places.join(" "));
    }
    if !shown.more_faults.is_empty() {
        tell!("{}", shown.more_faults);
    }
    if !shown.samples.is_empty() {
        tell!("{}", fl!(w, "import-samples-title", n = shown.samples.len()));
    }
    for sample in shown.samples {
        let facts: Vec<String> = sample.facts.into_iter().map(|(label, value)| format!("{label} {value}")).collect();
        let text = sample.text.replace('\n', "\n    ");
        tell!("{}  {}  {}\n    {text}", sample.row, sample.themes.join("、"), facts.join("  "));
    }
}

/// Words of one kind that no list has, and what can be done about them.
fn say_unknown(w: &Words, words: &[(Meaning, String, u64)], call: &Consultation) {
    for (meaning, word, count) in words {
        let n = number(*count as i64, w);
        tell!("{}", fl!(w, "import-word", meaning = meaning.label(w), word = word.as_str(), n = n));
    }
    let Some((meaning, word, _)) = words.first() else { return };
    let codes: Vec<String> =
        codes(w, *meaning, call).into_iter().map(|(code, label)| format!("{code} ({label})")).collect();
    if !codes.is_empty() {
        let option = format!("--word {}:{word}=CODE", meaning.name());
        tell!("    {}", fl!(w, "import-word-codes", option = option, codes = codes.join(", ")));
    }
    if meaning.is_theme() {
        tell!("    {}", fl!(w, "import-word-new-theme", option = "--new-themes"));
    } else if meaning.may_grow() {
        tell!("    {}", fl!(w, "import-word-new-choice", option = "--new-choices"));
    }
}

/// Themes and choices that come with the file: how many, and what the first are called.
fn say_new(ui: &Ui, report: &Report) {
    let w = ui.words;
    let choices = report.new_choices.iter().map(|(_, name)| name.clone()).collect();
    let new = [
        (fl!(w, "import-report-new-themes"), report.new_themes.clone()),
        (fl!(w, "import-report-new-choices"), choices),
    ];
    let number = |count: usize| ui.number(i64::try_from(count).unwrap_or(i64::MAX));
    for (what, names) in new.into_iter().filter(|(_, names)| !names.is_empty()) {
        let shown = &names[..names.len().min(NAMED)];
        let more = names.len() - shown.len();
        let more = (more > 0).then(|| fl!(w, "import-report-new-more", n = number(more)));
        let list = shown.iter().cloned().chain(more).collect::<Vec<_>>().join(&fl!(w, "queue-list-comma"));
        let value = fl!(w, "import-report-new", n = number(names.len()), names = list);
        tell!("{}", fl!(w, "log-named", what = what, value = value));
    }
}

/// What keeps a plan from being tried, with the flag that cures it.
pub fn lacks(plan: &Plan, call: &Consultation, w: &Words) -> anyhow::Result<()> {
    let Some(lack) = plan.missing(call).into_iter().next() else { return Ok(()) };
    let flag = match &lack {
        Lack::Text => "--column C=text".to_owned(),
        Lack::State => "--column D=state".to_owned(),
        Lack::Doubled(meaning) => format!("--column C={}", meaning.name()),
        Lack::Meeting => "--meeting".to_owned(),
        Lack::Theme => format!("--theme {}", plan.theme),
        Lack::Answer(answer) => format!("--word {}:{}", answer.meaning.name(), answer.word),
        Lack::Name(answer) if !answer.meaning.is_theme() => "--new-choices".to_owned(),
        Lack::NewChoices(_) => "--new-choices".to_owned(),
        Lack::Name(_) | Lack::NewThemes => "--new-themes".to_owned(),
    };
    bail!("{flag}: {}", lack.text(w))
}

/// Makes a theme or a choice of each unknown word of these kinds. `false`: there is none.
pub fn answer_new(plan: &mut Plan, report: &Report, is_new: impl Fn(Meaning) -> bool) -> bool {
    let unknown = report.unknown.iter().filter(|(meaning, ..)| meaning.may_grow() && is_new(*meaning));
    let before = plan.answers.len();
    plan.answers.extend(unknown.map(|(meaning, word, _)| Answer {
        meaning: *meaning,
        word: word.clone(),
        stands: Stands::New,
    }));
    plan.answers.len() > before
}

/// Reads all of the file by a plan, and writes nothing.
pub async fn tried(app: &App, id: &str, plan: &Plan, w: &Words) -> anyhow::Result<Report> {
    let mut tx = app.db.begin().await?;
    ensure!(store::put_plan(&mut tx, id, plan).await?, "somebody else has gone on with it");
    tx.commit().await?;
    jobs::run(app, id).await?;
    let import = found(app, id).await?;
    if let Some(failure) = &import.failure {
        return Err(fault(&serde_json::from_str(failure)?, w));
    }
    import.report().context("the trial left no report")
}

pub async fn found(app: &App, id: &str) -> anyhow::Result<Import> {
    store::find(&mut *app.db.read().await?, id).await?.context("the import is gone")
}

pub fn fault(failure: &Failure, w: &Words) -> anyhow::Error {
    anyhow!("{}", failure.text(w))
}
