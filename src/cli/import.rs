//! `koe import`: a file of opinions at the shell.

use std::fs::File;
use std::io::{self, Read, Write};
use std::path::PathBuf;

use anyhow::{Context, anyhow, bail, ensure};
use clap::Args;
use tempfile::NamedTempFile;

use crate::accounts;
use crate::app::App;
use crate::base::jobs::{Job, enqueue_claimed};
use crate::base::text::Lang;
use crate::consultations::{self, Consultation};
use crate::http::access::Role;
use crate::imports::store::Import;
use crate::imports::{Desk, Progress, Report, jobs, store};
use crate::mapping::{Answer, Lack, MAX_NEW_THEMES, Meaning, Plan, Review, Stands};
use crate::meetings;
use crate::opinions::Channel;
use crate::papers::Hashed;
use crate::tables::{self, days};
use crate::uploads::Failure;
use crate::uploads::arrival::Uploaded;
use crate::worker;

#[derive(Debug, Args)]
pub struct ImportArgs {
    /// The last part of the consultation's address.
    #[arg(long, value_name = "SLUG")]
    consultation: String,
    /// Login of the person who records the opinions: kept with each, never as its author.
    #[arg(long = "as", value_name = "LOGIN")]
    by: String,
    /// What a column is, where the guess is wrong: LETTERS=MEANING, e.g. C=text. Meanings: nothing, text, title, id, theme,
    /// further_themes, day, age_band, area, relation, channel, lang, submitter, state, rejected, reason, masks, message, note,
    /// due_on, decided_at, meeting, place, table, dots.
    #[arg(long = "column", value_name = "LETTERS=MEANING")]
    columns: Vec<String>,
    /// Code of the theme of rows that name none; without it `other`, else the first.
    #[arg(long)]
    theme: Option<String>,
    /// web, paper, counter, mail, fax, email, phone, workshop, survey, proxy: of rows that do not say.
    #[arg(long)]
    channel: Option<String>,
    /// Number of the meeting in the consultation's history, where all rows are notes of a workshop.
    #[arg(long, value_name = "NUMBER")]
    meeting: Option<i64>,
    /// Day of receipt of rows without one, e.g. 2024-11-23; without it today.
    #[arg(long, default_value = "")]
    day: String,
    /// The sheet of a workbook; without it the first that shows.
    #[arg(long)]
    sheet: Option<String>,
    /// What a word stands for that no list has: MEANING:WORD=CODE, e.g. area:生野町=ikuno; without a code nothing.
    #[arg(long = "word", value_name = "MEANING:WORD=CODE")]
    words: Vec<String>,
    /// Make a theme of every unknown one; at most 50.
    #[arg(long)]
    new_themes: bool,
    /// Why nobody need look at the texts again: they are public at once, but for those that a column calls rejected or
    /// withdrawn. Without it all go to the queue.
    #[arg(long, value_name = "REASON", default_value = "")]
    checked: String,
    /// Each stands as the file says, in its columns state, reason, masks, message, note, due_on, decided_at; with the reason
    /// why nobody need look again.
    #[arg(long, value_name = "REASON", default_value = "", conflicts_with = "checked")]
    kept: String,
    /// Leave out rows with faults; without it a fault keeps the whole file out.
    #[arg(long)]
    skip_wrong: bool,
    /// Only say what would come in.
    #[arg(long)]
    dry_run: bool,
    /// CSV (UTF-8, UTF-16, Shift_JIS, EUC-JP, found out) or XLSX, at most 1,000,000 rows.
    file: PathBuf,
}

/// Tries the file and, unless something forbids it, takes it in: all of it at one moment, or nothing.
pub async fn run(app: &App, args: ImportArgs) -> anyhow::Result<()> {
    let mut conn = app.db.read().await?;
    let call = consultations::store::find(&mut conn, &args.consultation).await?;
    let call = call.with_context(|| format!("no consultation is called {}", args.consultation))?;
    let account =
        accounts::store::find(&mut conn, &args.by).await?.with_context(|| format!("nobody is called {}", args.by))?;
    ensure!(account.disabled_at.is_none(), "{} is disabled", args.by);
    let may = |role| account.roles.contains(&role);
    ensure!(may(Role::Staff), "{} is not of the staff who record opinions", args.by);
    let reviewed = !args.checked.is_empty() || !args.kept.is_empty();
    ensure!(!reviewed || may(Role::Moderator), "--checked and --kept: {} may not publish", args.by);
    let file = copy(app, &args)?;
    if let Some(before) = store::same_file(&mut conn, &call.id, &file.sha256).await? {
        let at = app.zone.stamp(before.applied_at.unwrap_or_default());
        eprintln!("nothing new: the same file was taken in at {at}");
        return Ok(());
    }
    drop(conn);
    let begun = jobs::begin(app, &call, &account.id, &file.name.clone(), file).await?;
    let id = begun.map_err(|failure| fault(&failure))?;
    let done = go_on(app, &args, &call, &id).await;
    // What is not on its way in, nobody will come back to.
    let mut tx = app.db.begin().await?;
    let all = [Progress::Mapping, Progress::Checking, Progress::Checked, Progress::Failed];
    let ended = store::step(&mut tx, &id, &all, Progress::Stopped).await?;
    tx.commit().await?;
    if ended {
        jobs::forget_files(app, &id);
    }
    done
}

/// The file as its own copy in the data folder: the original may change meanwhile.
fn copy(app: &App, args: &ImportArgs) -> anyhow::Result<Uploaded> {
    let cannot = || format!("cannot read {}", args.file.display());
    let mut file = File::open(&args.file).with_context(cannot)?;
    std::fs::create_dir_all(jobs::folder(app))?;
    let mut kept = Hashed::new(NamedTempFile::new_in(jobs::folder(app))?);
    let mut piece = vec![0; 1 << 16];
    loop {
        let count = file.read(&mut piece).with_context(cannot)?;
        if count == 0 {
            break;
        }
        kept.write_all(&piece[..count])?;
    }
    let (bytes, sha256, kept) = kept.finish()?;
    let name = args.file.file_name().unwrap_or_default().to_string_lossy().into_owned();
    Ok(Uploaded { name, kept, sha256, bytes })
}

async fn go_on(app: &App, args: &ImportArgs, call: &Consultation, id: &str) -> anyhow::Result<()> {
    let mut plan = found(app, id).await?.plan()?;
    if args.sheet.is_some() {
        let wish = tables::Wish { encoding: None, sheet: args.sheet.clone() };
        let looked = jobs::look_again(app, &found(app, id).await?, call, wish).await?;
        looked.map_err(|failure| fault(&failure))?;
        plan = found(app, id).await?.plan()?;
    }
    if let Some(number) = args.meeting {
        let meetings = meetings::store::list(&mut *app.db.read().await?, &call.id).await?;
        let meeting = meetings.into_iter().find(|it| it.number == number);
        plan.meeting =
            Some(meeting.with_context(|| format!("--meeting {number}: {} has no such meeting", call.slug))?.id);
    }
    settle(app, args, call, &mut plan)?;
    let mut report = tried(app, id, &plan).await?;
    if args.new_themes && answer_themes(&mut plan, &report) {
        let new = plan.answers.iter().filter(|answer| answer.stands == Stands::New).count();
        ensure!(
            new <= MAX_NEW_THEMES,
            "--new-themes: {new} unknown words; at most {MAX_NEW_THEMES} themes are made at once"
        );
        lacks(&plan, call)?;
        report = tried(app, id, &plan).await?;
    }
    say(&plan, &report);
    ensure!(
        report.may_run(args.skip_wrong) || report.ready + report.wrong == 0,
        "nothing was taken in: say what unknown words stand for, mend the rows above or leave them out with --skip-wrong"
    );
    if args.dry_run || report.ready == 0 {
        return Ok(());
    }
    plan.skips_wrong = args.skip_wrong;
    let mut tx = app.db.begin().await?;
    let tried = found(app, id).await?.plan;
    let by = found(app, id).await?.requested_by;
    ensure!(
        store::start(&mut tx, id, &tried, &plan, &by, Desk::Shell).await?,
        "the same file is being taken in just now"
    );
    // Should this command die, `serve` goes on with it.
    let job = Job::Import { import: id.to_owned() };
    let claim = enqueue_claimed(&mut tx, job, app.clock.machine_now()).await?;
    tx.commit().await?;
    worker::work_on(app, claim).await;
    let import = found(app, id).await?;
    match import.progress()? {
        Progress::Applied => eprintln!("taken in  {}", import.done_rows),
        other => bail!("nothing was taken in: {} {}", other.name(), import.failure.unwrap_or_default()),
    }
    Ok(())
}

async fn found(app: &App, id: &str) -> anyhow::Result<Import> {
    store::find(&mut *app.db.read().await?, id).await?.context("the import is gone")
}

/// What the flags say of the plan.
fn settle(app: &App, args: &ImportArgs, call: &Consultation, plan: &mut Plan) -> anyhow::Result<()> {
    for asked in &args.columns {
        let wrong = || anyhow!("--column {asked}: write it like C=text; see --help");
        let (letters, meaning) = asked.split_once('=').ok_or_else(wrong)?;
        let meaning = Meaning::parse(meaning).ok_or_else(wrong)?;
        let at = (0..plan.columns.len()).find(|at| tables::letters(*at).eq_ignore_ascii_case(letters));
        let at = at.with_context(|| format!("--column {asked}: the table has no column {letters}"))?;
        if !meaning.may_repeat() {
            plan.columns
                .iter_mut()
                .filter(|column| column.meaning == meaning)
                .for_each(|it| it.meaning = Meaning::Nothing);
        }
        plan.columns[at].meaning = meaning;
    }
    if let Some(theme) = &args.theme {
        plan.theme.clone_from(theme);
    }
    if let Some(channel) = &args.channel {
        plan.channel = Channel::parse(channel).with_context(|| format!("--channel {channel}: see --help"))?;
    }
    if !args.day.is_empty() {
        let day = days::parse(&args.day, &app.zone).filter(|day| app.zone.start_of(day.date()) <= app.clock.now());
        plan.day = day.with_context(|| format!("--day {}: no day that has come", args.day))?.date().to_string();
    }
    plan.review = match (args.checked.as_str(), args.kept.as_str()) {
        ("", "") => Review::Queue,
        ("", reason) => Review::Kept(reason.to_owned()),
        (reason, _) => Review::Checked(reason.to_owned()),
    };
    for asked in &args.words {
        let wrong = || anyhow!("--word {asked}: write it like area:生野町=ikuno");
        let (meaning, rest) = asked.split_once(':').ok_or_else(wrong)?;
        let (word, code) = rest.rsplit_once('=').ok_or_else(wrong)?;
        let meaning = Meaning::parse(meaning).filter(|meaning| meaning.is_listed()).ok_or_else(wrong)?;
        let stands = if code.is_empty() { Stands::Blank } else { Stands::For(code.to_owned()) };
        plan.answers.push(Answer { meaning, word: word.to_owned(), stands });
    }
    lacks(plan, call)
}

/// What keeps a plan from being tried.
fn lacks(plan: &Plan, call: &Consultation) -> anyhow::Result<()> {
    match plan.missing(call).first() {
        None => Ok(()),
        Some(Lack::Text) => bail!("no column holds the opinions: name it with --column, e.g. --column C=text"),
        Some(Lack::Meeting) => bail!("--meeting: say which workshop tables and dots are from"),
        Some(Lack::State) => {
            bail!("--kept: no column says where each stands: name it with --column, e.g. --column D=state")
        }
        Some(Lack::Theme) => bail!("--theme {}: {} does not have it", plan.theme, call.slug),
        Some(Lack::Answer(answer)) => bail!("--word {}: {} does not have that code", answer.word, call.slug),
        Some(Lack::ThemeName(word)) => {
            bail!("--new-themes: {word:?} is no name of a theme; is the column the right one?")
        }
        Some(Lack::Doubled(meaning)) => bail!("two columns are {}: name the right one with --column", meaning.name()),
    }
}

async fn tried(app: &App, id: &str, plan: &Plan) -> anyhow::Result<Report> {
    let mut tx = app.db.begin().await?;
    ensure!(store::put_plan(&mut tx, id, plan).await?, "somebody else has gone on with it");
    tx.commit().await?;
    jobs::run(app, id).await?;
    let import = found(app, id).await?;
    if let Some(failure) = &import.failure {
        return Err(fault(&serde_json::from_str(failure)?));
    }
    import.report().context("the trial left no report")
}

/// Makes a new theme of each unknown one. `false`: there is none.
fn answer_themes(plan: &mut Plan, report: &Report) -> bool {
    let unknown = report.unknown.iter().filter(|(meaning, ..)| *meaning == Meaning::Theme);
    let before = plan.answers.len();
    plan.answers.extend(unknown.map(|(meaning, word, _)| Answer {
        meaning: *meaning,
        word: word.clone(),
        stands: Stands::New,
    }));
    plan.answers.len() > before
}

fn fault(failure: &Failure) -> anyhow::Error {
    anyhow!("{}", failure.text(Lang::En.words()))
}

/// What a trial found, on standard error.
fn say(plan: &Plan, report: &Report) {
    let mut out = io::stderr().lock();
    let w = Lang::En.words();
    for (at, column) in plan.columns.iter().enumerate() {
        let _ = writeln!(out, "column    {} {} = {}", tables::letters(at), column.head, column.meaning.name());
    }
    let Report { rows, ready, known, doubled, blank, wrong, .. } = report;
    let _ = writeln!(
        out,
        "rows      {rows}\nready     {ready}\nknown     {known}\ndoubled   {doubled}\nblank     {blank}\nwrong     {wrong}"
    );
    for (meaning, word, count) in &report.unknown {
        let _ =
            writeln!(out, "unknown   {}:{word} in {count} rows: --word {}:{word}=CODE", meaning.name(), meaning.name());
    }
    for wrong in &report.faults {
        let _ = writeln!(out, "row {} column {}  {}  {}", wrong.row, wrong.column, wrong.fault.text(w), wrong.value);
    }
}
