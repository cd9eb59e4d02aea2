//! `koe export`: what the export pages write, at the shell.

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context, anyhow, bail, ensure};

use crate::app::App;
use crate::base::audit::{self, Act, Actor};
use crate::base::calendar::Zone;
use crate::base::search::MAX_WORDS;
use crate::config::PublicUrl;
use crate::consultations::Consultation;
use crate::exchange::{Fact, Profile};
use crate::exports::jobs::Snapshot;
use crate::files::Format;
use crate::opinions::filter::{Filter, FilterQuery, MAX_CHARS};
use crate::orders::{Order, Refusal};
use crate::{archive, consultations, exports, orders};

#[derive(Debug, clap::Args)]
pub struct ExportArgs {
    /// The consultation's address, e.g. `plan` of /consultations/plan.
    #[arg(long, value_name = "SLUG")]
    consultation: String,
    /// public: what everybody may read. office: every state, the original words. contact: the same with the contacts; every
    /// administrator is told of it, and it goes to a FILE alone.
    #[arg(long, required_unless_present = "all", value_parser = Profile::ALL.iter().map(|profile| profile.name()).collect::<Vec<_>>())]
    profile: Option<String>,
    /// csv is UTF-8 with a byte order mark, for Excel; a cell like a formula gets one leading `'`. csv-plain is UTF-8 and
    /// exact. csv-cp932 is Windows' code page: what it lacks becomes 〓 and is listed in FILE.lost.csv. jsonl is exact, with
    /// codes instead of labels. The others are exact CSV with the columns of the tool of that name,
    /// without what was withdrawn or withheld unless --state asks for it. What the columns mean is
    /// written to FILE.columns.csv. Neither stands beside standard output.
    #[arg(long, required_unless_present = "all", value_parser = Format::ALL.iter().map(|format| format.name()).collect::<Vec<_>>())]
    format: Option<String>,
    /// Codes of themes, with commas; a top theme stands for those below it.
    #[arg(long, default_value = "")]
    theme: String,
    /// Codes of main themes alone, with commas.
    #[arg(long, default_value = "")]
    main: String,
    /// published, published_redacted, pending, on_hold, needs_revision, withheld, withdrawn; with commas.
    #[arg(long, default_value = "")]
    state: String,
    /// web, paper, counter, mail, fax, email, phone, workshop, survey, proxy; with commas.
    #[arg(long, default_value = "")]
    channel: String,
    /// Codes of areas, with commas; `-` for those who did not say. So with the two below.
    #[arg(long, default_value = "", allow_hyphen_values = true)]
    area: String,
    /// Codes of age bands.
    #[arg(long, default_value = "", allow_hyphen_values = true)]
    age: String,
    /// Codes of relations to the city.
    #[arg(long, default_value = "", allow_hyphen_values = true)]
    relation: String,
    /// First day, e.g. 2024-07-01, in the site's time zone.
    #[arg(long, default_value = "")]
    from: String,
    /// Last day.
    #[arg(long, default_value = "")]
    to: String,
    /// Words that must all occur in the text.
    #[arg(long, default_value = "")]
    q: String,
    /// Names of columns with commas, in their order; without it all. FILE.columns.csv names them. Not for the formats of
    /// other tools.
    #[arg(long, default_value = "")]
    columns: String,
    /// Must not exist yet: an export never overwrites. `-` is standard output.
    #[arg(value_name = "FILE|-", required_unless_present = "all")]
    file: Option<PathBuf>,
    /// Instead of opinions in a file: everything about the consultation in a folder, which must not exist or be empty. A CSV
    /// file for each table, exact; codebook.csv, README.txt and SHA256SUMS say what it is without Koe. Original texts and
    /// notes among staff are in it; contacts and secrets are not.
    #[arg(long, value_name = "DIR", conflicts_with_all = ["profile", "format", "file", "theme", "main", "state", "channel", "area", "age", "relation", "from", "to", "q", "columns"])]
    all: Option<PathBuf>,
}

/// The columns asked for, each once; none of them may be missing in the file.
fn columns(
    text: &str,
    call: &Consultation,
    zone: &Zone,
    profile: Profile,
    format: Format,
) -> anyhow::Result<Vec<Fact>> {
    let mut asked = orders::parse_columns(text).map_err(|name| anyhow!("--columns: there is no column {name}"))?;
    ensure!(asked.is_empty() || format.tool().is_none(), "--columns: {} has columns of its own", format.name());
    let offered = orders::table(call, zone, profile, &[]);
    if let Some(fact) = asked.iter().find(|fact| !offered.iter().any(|(known, _)| known == *fact)) {
        bail!("--columns: a file for {} has no {}", profile.name(), fact.name());
    }
    let mut seen = HashSet::new();
    asked.retain(|fact| seen.insert(*fact));
    Ok(asked)
}

/// The conditions; one that the consultation does not know would make the file larger.
fn filter(args: &ExportArgs, call: &Consultation) -> anyhow::Result<Filter> {
    let query = FilterQuery {
        theme: args.theme.clone(),
        main: args.main.clone(),
        area: args.area.clone(),
        age: args.age.clone(),
        relation: args.relation.clone(),
        state: args.state.clone(),
        channel: args.channel.clone(),
        from: args.from.clone(),
        to: args.to.clone(),
        q: args.q.clone(),
    };
    // Days are written so that they sort as they come.
    ensure!(
        args.from.is_empty() || args.to.is_empty() || args.from <= args.to,
        "--from is after --to: that is no day at all"
    );
    Filter::parse_strictly(&query, call).map_err(|(name, value)| match name {
        "from" | "to" => anyhow!("--{name} {value}: not a day such as 2024-07-01"),
        "q" => anyhow!("--q: at most {MAX_CHARS} characters and {MAX_WORDS} words can be looked for"),
        _ => anyhow!("--{name} {value}: {} does not know that", call.slug),
    })
}

pub async fn run(app: &App, args: ExportArgs) -> anyhow::Result<()> {
    let stop = super::stopped(super::listen_for_stop()?);
    tokio::select! {
        done = export(app, args) => done,
        // What has no name yet goes with it.
        () = stop => bail!("stopped; nothing was written"),
    }
}

async fn export(app: &App, args: ExportArgs) -> anyhow::Result<()> {
    // Files may hold links.
    let public_url = PublicUrl { origin: super::origin(app).await?, ..(*app.public_url).clone() };
    let app = &App { public_url: Arc::new(public_url), ..app.clone() };
    // The consultation, too: what is renamed meanwhile is called the same in all that is written.
    let mut snapshot = Snapshot::take(app, &args.q).await?;
    let found = consultations::store::find(&mut snapshot.tx, &args.consultation).await?;
    let call = found.with_context(|| format!("no consultation is called {}", args.consultation))?;
    if let Some(folder) = &args.all {
        return everything(app, &call, snapshot, folder).await;
    }
    let filter = filter(&args, &call)?;
    let profile = args.profile.as_deref().and_then(Profile::parse).context("--profile is one of those in --help")?;
    let format = args.format.as_deref().and_then(Format::parse).context("--format is one of those in --help")?;
    let columns = columns(&args.columns, &call, &app.zone, profile, format)?;
    let order = Order { call, filter, profile, format, columns };
    match order.refusal() {
        None => {}
        Some(Refusal::Draft) => bail!("nothing of {} is public yet: it is a draft", order.call.slug),
        Some(Refusal::Attributes) => {
            bail!(
                "a public file cannot be narrowed by --area, --age or --relation: it would tell what single people are"
            )
        }
        Some(Refusal::Counted) => {
            bail!("no file can be narrowed by what the consultation only counts: it would tell single answers")
        }
        Some(Refusal::Tool) => {
            bail!("no other tool is given contacts: choose xlsx, csv, csv-plain, csv-cp932 or jsonl")
        }
    }
    let file = args.file.context("FILE or - says where to write")?;
    let has_contacts = profile == Profile::Contact;
    ensure!(!has_contacts || file != Path::new("-"), "contacts go to a FILE that its owner alone can read");
    let made = exports::jobs::write_to(app, &order, snapshot, &file).await?;
    let (mut tx, now) = (app.db.begin().await?, app.clock.now());
    if has_contacts {
        exports::jobs::log_contacts(&mut tx, Actor::Shell, &order, &made.written, now).await?;
    } else {
        let detail = format!("{} {} {} {}", profile.name(), format.name(), made.written.sha256, order.logged());
        audit::record(&mut tx, Actor::Shell, Act::ExportWritten, &order.call.slug, detail.trim_end(), now).await?;
    }
    // Nobody has a file of which the log says nothing.
    let written = made.put()?;
    tx.commit().await?;
    eprintln!("rows    {}", written.rows);
    eprintln!("sha256  {}", written.sha256);
    if written.lost > 0 {
        eprintln!("lost    {} characters that the code page lacks", written.lost);
    }
    tell_moment(app, written.as_of);
    Ok(())
}

fn tell_moment(app: &App, as_of: i64) {
    eprintln!("as of   {}", app.zone.stamp(as_of));
}

/// Everything about a consultation, in a folder.
async fn everything(app: &App, call: &Consultation, snapshot: Snapshot, folder: &Path) -> anyhow::Result<()> {
    let tell = |table: &str, rows: i64| eprintln!("{table}: {rows} rows so far");
    let written = archive::folder::write(app, call, snapshot, folder, tell).await?;
    for (name, rows, sha256) in &written.files {
        eprintln!("{sha256}  {name}{}", rows.map_or(String::new(), |rows| format!("  {rows} rows")));
    }
    let (rows, sha256, as_of) = (written.rows(), written.sha256.clone(), written.as_of);
    let mut tx = app.db.begin().await?;
    let detail = format!("{rows} {sha256}");
    audit::record(&mut tx, Actor::Shell, Act::ArchiveWritten, &call.slug, &detail, app.clock.now()).await?;
    written.put()?;
    tx.commit().await?;
    eprintln!("rows    {rows}");
    eprintln!("sha256  {sha256}  of SHA256SUMS");
    tell_moment(app, as_of);
    Ok(())
}
