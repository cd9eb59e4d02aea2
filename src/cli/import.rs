//! `koe import`: a file of opinions at the shell.

use std::fs::File;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use anyhow::{Context, anyhow, bail, ensure};
use clap::Args;
use i18n_embed_fl::fl;
use tempfile::NamedTempFile;

use super::Stop;
use super::taking_in::{finish_left, take_in};
use super::trial::{answer_new, fault, found, lacks, say, tried};
use crate::accounts;
use crate::app::App;
use crate::base::fold::is_refused_in_a_line;
use crate::base::text::{Lang, Words};
use crate::consultations::{self, Consultation};
use crate::http::Ui;
use crate::http::access::Role;
use crate::http::arrival::{Uploaded, make_folder};
use crate::imports::{Desk, came_before, jobs, store};
use crate::mapping::form::LIST_CHARS;
use crate::mapping::{Answer, Meaning, Plan, Review, Stands};
use crate::meetings;
use crate::opinions::Channel;
use crate::papers::Hashed;
use crate::tables::text::Encoding;
use crate::tables::{self, Wish, days};
use crate::trials::Report;
use crate::uploads::headless;

#[derive(Debug, Args)]
pub struct ImportArgs {
    /// The last part of the consultation's address.
    #[arg(long, value_name = "SLUG")]
    consultation: String,
    /// Login of the person who records the opinions: kept with each, never as its author.
    #[arg(long = "as", value_name = "LOGIN")]
    by: String,
    /// What a column is, where the guess is wrong: LETTERS=MEANING, e.g. C=text. Meanings: nothing, text, title, id, theme,
    /// further_themes, day, age_band, area, relation, channel, received_place, lang, submitter, state, rejected, reason, masks,
    /// message, note, due_on, decided_at, meeting, place, table, dots.
    #[arg(long = "column", value_name = "LETTERS=MEANING")]
    columns: Vec<String>,
    /// Name of the list whose numbers the ids are, where two lists may both number their rows from 1; it stays the same for
    /// the next file of that list. Without it the one of the program that wrote the file, or as the last file with the same
    /// headings; '' is the list that nobody has named.
    #[arg(long, value_name = "NAME")]
    list: Option<String>,
    /// Code of the theme of rows that name none; without it `other`, else the first.
    #[arg(long)]
    theme: Option<String>,
    /// web, paper, counter, mail, fax, email, phone, workshop, survey, proxy: of rows that do not say.
    #[arg(long)]
    channel: Option<String>,
    /// Number of the meeting in the consultation's history, where all rows are notes of a workshop.
    #[arg(long, value_name = "NUMBER")]
    meeting: Option<i64>,
    /// Day of receipt of rows without one, e.g. 2024-11-23; without it that of the meeting of a note, else today.
    #[arg(long, default_value = "")]
    day: String,
    /// utf-8, utf-16le, utf-16be, cp932 or euc-jp: what a CSV is written in, where it is not found out rightly.
    #[arg(long, value_parser = encoding)]
    encoding: Option<Encoding>,
    /// The sheet of a workbook; without it the first that shows.
    #[arg(long)]
    sheet: Option<String>,
    /// What a word stands for that no list has: MEANING:WORD=CODE, e.g. area:生野町=ikuno; without a code nothing.
    #[arg(long = "word", value_name = "MEANING:WORD=CODE")]
    words: Vec<String>,
    /// Make a theme of every unknown one; at most 50. A/B, with the full-width sign, is made as B below A.
    #[arg(long)]
    new_themes: bool,
    /// Make a choice of every unknown age band, area and relation; at most 30 each. Whether residents are asked for them
    /// does not change.
    #[arg(long)]
    new_choices: bool,
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
    /// Where all rows to be mended are written, as CSV; must not exist yet. Said are the first of each kind.
    #[arg(long, value_name = "FILE")]
    faults: Option<PathBuf>,
    /// Only say what would come in.
    #[arg(long)]
    dry_run: bool,
    /// Language of what is said about the file: ja or en.
    #[arg(long, default_value = "ja", value_parser = super::lang)]
    lang: Lang,
    /// CSV (UTF-8, UTF-16, Shift_JIS, EUC-JP, found out) or XLSX, at most 1,000,000 rows.
    file: PathBuf,
}

fn encoding(name: &str) -> Result<Encoding, String> {
    Encoding::parse(name).ok_or_else(|| "see --help".to_owned())
}

/// Tries the file and, unless something forbids it, takes it in: all of it at one moment, or nothing.
pub async fn run(app: &App, args: ImportArgs) -> anyhow::Result<()> {
    let stop = super::listen_for_stop()?;
    let written = stamp(&args.file)?;
    let is_changed = || stamp(&args.file).is_ok_and(|now| now != written);
    match bring(app, &args, written, stop.clone()).await {
        // Whatever else is wrong with half a file, that it is half is what has to be known.
        Err(_) if !*stop.borrow() && is_changed() => Err(fault(&tables::Fault::Changing.into(), args.lang.words())),
        done => done,
    }
}

async fn bring(app: &App, args: &ImportArgs, written: (u64, SystemTime), stop: Stop) -> anyhow::Result<()> {
    let (call, _) = asked(app, args).await?;
    if !args.dry_run {
        finish_left(app, &call, &Ui::spoken(app, args.lang), &stop).await?;
    }
    let file = unless(&stop, args, copy(app, args, &stop)).await?;
    // Again: a pipe may have had nothing to give for hours.
    let (call, by) = asked(app, args).await?;
    if let Some(before) = store::same_file(&mut *app.db.read().await?, &call.id, &file.sha256).await? {
        tell!("{}", came_before(&Ui::spoken(app, args.lang), &before));
        return Ok(());
    }
    let wish = Wish { encoding: args.encoding, sheet: args.sheet.clone(), ..Wish::default() };
    let name = file.name.clone();
    let begun = jobs::begin(app, &call, (&by, Desk::Shell), &name, (file, wish)).await?;
    let id = begun.map_err(|failure| fault(&failure, args.lang.words()))?;
    let done = go_on(app, args, (&call, &id), written, stop).await;
    // A trial at the shell is over when it has been read: nobody will come back to it.
    if let Err(error) = forget(app, &id).await {
        tracing::warn!(%error, "the trial is left; `serve` forgets it in a day");
    }
    done
}

/// The consultation, and the id of the account that brings the file, if it may.
async fn asked(app: &App, args: &ImportArgs) -> anyhow::Result<(Consultation, String)> {
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
    Ok((call, account.id))
}

async fn forget(app: &App, id: &str) -> sqlx::Result<()> {
    let mut tx = app.db.begin().await?;
    let over = store::forget(&mut tx, id).await?;
    tx.commit().await?;
    if over {
        jobs::forget_files(app, id);
    }
    Ok(())
}

/// What tells that a file is still being written: its length, and when it was written last. A pipe says itself when it is
/// whole.
fn stamp(file: &Path) -> anyhow::Result<(u64, SystemTime)> {
    let seen = file.metadata().with_context(|| format!("cannot read {}", file.display()))?;
    Ok(if seen.is_file() { (seen.len(), seen.modified()?) } else { (0, SystemTime::UNIX_EPOCH) })
}

/// The file as its own copy in the data folder: the original may change meanwhile.
async fn copy(app: &App, args: &ImportArgs, stop: &Stop) -> anyhow::Result<Uploaded> {
    let (path, folder, stop) = (args.file.clone(), jobs::folder(app), stop.clone());
    make_folder(&folder)?;
    // It stays here, where a stop deletes it whatever the thread waits for.
    let kept = NamedTempFile::new_in(folder)?;
    let mut copy = Hashed::new(kept.reopen()?);
    // On a thread of its own: a pipe may have nothing to give for long.
    let copied = tokio::task::spawn_blocking(move || -> anyhow::Result<_> {
        let cannot = || format!("cannot read {}", path.display());
        let mut file = File::open(&path).with_context(cannot)?;
        let mut piece = vec![0; 1 << 16];
        loop {
            let count = file.read(&mut piece).with_context(cannot)?;
            if count == 0 || *stop.borrow() {
                break;
            }
            copy.write_all(&piece[..count])?;
        }
        Ok(copy.finish()?)
    });
    let (bytes, sha256, _) = copied.await??;
    let name = args.file.file_name().unwrap_or_default().to_string_lossy().into_owned();
    Ok(Uploaded { name, kept, sha256, bytes })
}

/// What comes of this, unless somebody stops the command before: nothing is on its way in yet.
async fn unless<T>(stop: &Stop, args: &ImportArgs, work: impl Future<Output = anyhow::Result<T>>) -> anyhow::Result<T> {
    tokio::select! {
        biased;
        () = super::stopped(stop.clone()) => bail!("{}", fl!(args.lang.words(), "import-shell-stopped")),
        done = work => done,
    }
}

async fn go_on(
    app: &App,
    args: &ImportArgs,
    (call, id): (&Consultation, &str),
    written: (u64, SystemTime),
    stop: Stop,
) -> anyhow::Result<()> {
    let import = found(app, id).await?;
    let mut plan = import.plan()?;
    let headless = headless(args.lang.words(), &import.source, &plan).filter(|_| args.columns.is_empty());
    headless.iter().for_each(|said| tell!("{said}"));
    if let Some(number) = args.meeting {
        let meetings = meetings::store::list(&mut *app.db.read().await?, &call.id).await?;
        let meeting = meetings.into_iter().find(|it| it.number == number);
        plan.meeting =
            Some(meeting.with_context(|| format!("--meeting {number}: {} has no such meeting", call.slug))?.id);
    }
    settle(app, args, call, &mut plan)?;
    let ui = Ui::spoken(app, args.lang);
    let w = ui.words;
    if let Some(to) = &args.faults {
        ensure!(!to.try_exists()?, "cannot write {}: it is there already", to.display());
    }
    let mut report = unless(&stop, args, tried(app, id, &plan, w)).await?;
    let is_new = |meaning: Meaning| if meaning.is_theme() { args.new_themes } else { args.new_choices };
    if answer_new(&mut plan, &report, is_new) {
        lacks(&plan, call, w)?;
        report = unless(&stop, args, tried(app, id, &plan, w)).await?;
    }
    say(&ui, &found(app, id).await?, &plan, &report, call);
    if let Some(to) = &args.faults {
        let mut list = File::create_new(to).with_context(|| format!("cannot write {}", to.display()))?;
        std::io::copy(&mut File::open(jobs::faults_file(app, id))?, &mut list)?;
    }
    let is_settled = report.elsewhere == 0 || args.list.is_some();
    ensure!(report.may_run(args.skip_wrong) && is_settled || report.is_nothing(), "{}", not_yet(&report, args, w));
    if args.dry_run || report.ready == 0 {
        return Ok(());
    }
    if stamp(&args.file)? != written {
        return Err(fault(&tables::Fault::Changing.into(), w));
    }
    ensure!(headless.is_none(), "{}", fl!(w, "import-shell-headless"));
    plan.skips_wrong = args.skip_wrong;
    take_in(app, id, &plan, &ui, &stop).await
}

/// What is to be done before it can be taken in.
fn not_yet(report: &Report, args: &ImportArgs, w: &Words) -> String {
    let words = (!report.unknown.is_empty()).then(|| fl!(w, "import-not-yet-words"));
    let wrong = (report.wrong > 0 && !args.skip_wrong).then(|| fl!(w, "import-not-yet-wrong"));
    [Some(fl!(w, "import-not-yet")), words, wrong].into_iter().flatten().collect::<Vec<_>>().join("\n")
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
    if let Some(list) = &args.list {
        list.trim().clone_into(&mut plan.list);
        let is_name = plan.list.chars().count() <= LIST_CHARS && !plan.list.chars().any(is_refused_in_a_line);
        ensure!(is_name, "--list: one line of at most {LIST_CHARS} characters");
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
    ensure!(plan.review.fault().is_none(), "--checked, --kept: a sentence without control characters");
    for asked in &args.words {
        let wrong = || anyhow!("--word {asked}: write it like area:生野町=ikuno");
        let (meaning, rest) = asked.split_once(':').ok_or_else(wrong)?;
        let (word, code) = rest.rsplit_once('=').ok_or_else(wrong)?;
        let meaning = Meaning::parse(meaning).filter(|meaning| meaning.is_listed()).ok_or_else(wrong)?;
        let stands = if code.is_empty() { Stands::Blank } else { Stands::For(code.to_owned()) };
        plan.answers.push(Answer { meaning, word: word.to_owned(), stands });
    }
    lacks(plan, call, args.lang.words())
}
