//! `koe export`: what the export pages write, at the shell.

use std::collections::HashSet;
use std::path::PathBuf;
use std::sync::Arc;

use anyhow::{Context, anyhow, bail, ensure};

use crate::app::App;
use crate::base::audit::{self, Act, Actor};
use crate::base::calendar::Zone;
use crate::base::search::MAX_WORDS;
use crate::config::PublicUrl;
use crate::consultations::Consultation;
use crate::exchange::{Fact, Profile};
use crate::exports::{Format, Order};
use crate::opinions::filter::{Filter, FilterQuery, MAX_CHARS};
use crate::{consultations, exports};

#[derive(Debug, clap::Args)]
pub struct ExportArgs {
    /// The consultation's address, e.g. `plan` of /plan.
    #[arg(long, value_name = "SLUG")]
    consultation: String,
    /// public: what everybody may read. office: every state, the original words.
    #[arg(long, value_parser = ["public", "office"])]
    profile: String,
    /// csv is UTF-8 with a byte order mark, for Excel; a cell like a formula gets one leading `'`. csv-plain is UTF-8 and
    /// exact. csv-cp932 is Windows' code page: what it lacks becomes 〓 and is listed in FILE.lost.csv. jsonl is exact, with
    /// codes instead of labels. The others are exact CSV with the columns of the tool of that name. What the columns mean is
    /// written to FILE.columns.csv. Neither stands beside standard output.
    #[arg(long, value_parser = Format::ALL.iter().map(|format| format.name()).collect::<Vec<_>>())]
    format: String,
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
    #[arg(value_name = "FILE|-")]
    file: PathBuf,
}

/// The columns asked for, each once; none of them may be missing in the file.
fn columns(
    text: &str,
    call: &Consultation,
    zone: &Zone,
    profile: Profile,
    format: Format,
) -> anyhow::Result<Vec<Fact>> {
    let mut asked = exports::parse_columns(text).map_err(|name| anyhow!("--columns: there is no column {name}"))?;
    ensure!(asked.is_empty() || format.tool().is_none(), "--columns: {} has columns of its own", format.name());
    let offered = exports::table(call, zone, profile, &[]);
    if let Some(fact) = asked.iter().find(|fact| !offered.iter().any(|(known, _)| known == *fact)) {
        bail!("--columns: a file for {} has no {}", profile.name(), fact.name());
    }
    let mut seen = HashSet::new();
    asked.retain(|fact| seen.insert(*fact));
    Ok(asked)
}

pub async fn run(app: &App, args: ExportArgs) -> anyhow::Result<()> {
    // Files may hold links.
    let public_url = PublicUrl { origin: super::origin(app).await?, ..(*app.public_url).clone() };
    let app = &App { public_url: Arc::new(public_url), ..app.clone() };
    let found = consultations::store::find(&mut *app.db.read().await?, &args.consultation).await?;
    let call = found.with_context(|| format!("no consultation is called {}", args.consultation))?;
    let query = FilterQuery {
        theme: args.theme,
        main: args.main,
        area: args.area,
        age: args.age,
        relation: args.relation,
        state: args.state,
        channel: args.channel,
        from: args.from,
        to: args.to,
        q: args.q,
    };
    let filter = Filter::parse_strictly(&query, &call).map_err(|(name, value)| match name {
        "from" | "to" => anyhow!("--{name} {value}: not a day such as 2024-07-01"),
        "q" => anyhow!("--q: at most {MAX_CHARS} characters and {MAX_WORDS} words can be looked for"),
        _ => anyhow!("--{name} {value}: {} does not know that", call.slug),
    })?;
    let profile = Profile::parse(&args.profile).context("--profile is public or office")?;
    let format = Format::parse(&args.format).context("--format is one of those in --help")?;
    let columns = columns(&args.columns, &call, &app.zone, profile, format)?;
    let order = Order { call, filter, profile, format, columns };
    let refused = match profile {
        Profile::Public => {
            "a public file cannot be narrowed by --area, --age or --relation: it would tell what single people are"
        }
        Profile::Office => "no file can be narrowed by what the consultation only counts: it would tell single answers",
    };
    ensure!(order.is_allowed(), refused);
    let written = exports::jobs::write_to(app, &order, &args.file).await?;
    let mut tx = app.db.begin().await?;
    let detail = format!("{} {} {}", profile.name(), format.name(), written.sha256);
    let now = app.clock.now();
    audit::record(&mut tx, Actor::Shell, Act::ExportWritten, &order.call.slug, &detail, now).await?;
    tx.commit().await?;
    eprintln!("rows    {}", written.rows);
    eprintln!("sha256  {}", written.sha256);
    if written.lost > 0 {
        eprintln!("lost    {} characters that the code page lacks", written.lost);
    }
    eprintln!("as of   {}", app.zone.at(written.as_of).strftime("%Y-%m-%dT%H:%M:%S%:z"));
    Ok(())
}
