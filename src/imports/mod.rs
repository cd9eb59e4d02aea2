//! What comes in: files of opinions from elsewhere. A file is uploaded, its columns are settled, it is tried, then taken
//! in: for everybody at one moment, or not at all.

pub mod jobs;
pub mod routes;
pub mod store;

use std::collections::BTreeSet;

use i18n_embed_fl::fl;
use serde::{Deserialize, Serialize};

use crate::base::audit::{self, Actor};
use crate::base::calendar::DAY_MS;
use crate::base::names::named;
use crate::base::text::{Lang, Words};
use crate::consultations::{Consultation, Field};
use crate::http::Ui;
use crate::mapping::draft::{Draft, Hung};
use crate::mapping::form::Pick;
use crate::mapping::guess::Source;
use crate::mapping::{Meaning, Plan, Review, Wrong};
use crate::meetings::{self, Meeting, Named};
use crate::opinions::{Channel, State};
use crate::papers;
use crate::tables::text::Encoding;
use crate::uploads::Form;
use crate::uploads::reader::Found;
use store::Import;

/// A file that nobody took in is deleted after so long.
pub const KEPT_MS: i64 = 7 * DAY_MS;
/// What the page takes; the command line takes more.
pub const MAX_BYTES: u64 = 150 << 20;
/// Rows shown as they will look.
pub const SHOWN_ROWS: usize = 5;

named! {
    /// Where somebody sent a file in.
    pub enum Desk {
        Page = "page",
        Shell = "shell",
    }
}

named! {
    /// How far a file has come.
    pub enum Progress {
        /// Somebody has to say what its columns are.
        Mapping = "mapping",
        Checking = "checking",
        Checked = "checked",
        Running = "running",
        Applied = "applied",
        /// What was written already is taken back.
        Stopping = "stopping",
        Stopped = "stopped",
        Failed = "failed",
    }
}

impl Desk {
    pub fn label(self, w: &Words) -> String {
        match self {
            Self::Page => fl!(w, "import-desk-page"),
            Self::Shell => fl!(w, "import-desk-shell"),
        }
    }
}

impl Progress {
    /// Something is at work on it.
    pub fn is_moving(self) -> bool {
        matches!(self, Self::Checking | Self::Running | Self::Stopping)
    }

    pub fn label(self, w: &Words) -> String {
        match self {
            Self::Mapping => fl!(w, "import-state-mapping"),
            Self::Checking => fl!(w, "import-state-checking"),
            Self::Checked => fl!(w, "import-state-checked"),
            Self::Running => fl!(w, "import-state-running"),
            Self::Applied => fl!(w, "import-state-applied"),
            Self::Stopping => fl!(w, "import-state-stopping"),
            Self::Stopped => fl!(w, "import-state-stopped"),
            Self::Failed => fl!(w, "import-state-failed"),
        }
    }
}

/// What a trial found. Nothing was written.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    pub form: Form,
    /// Of the consultation, when it was tried: by another one the same words may stand for something else.
    pub revision: i64,
    /// Rows below the heading that are not blank.
    pub rows: u64,
    /// Rows that will be opinions.
    pub ready: u64,
    /// Of these, rows that wait for a moderator.
    #[serde(default)]
    pub waiting: u64,
    /// Rows whose id is in the consultation already.
    pub known: u64,
    /// Rows whose id stood in an earlier row of the file.
    pub doubled: u64,
    /// Rows to come in although another list has brought their id with the same words.
    #[serde(default)]
    pub elsewhere: u64,
    /// Rows whose id their list has brought before, with other words.
    #[serde(default)]
    pub clashing: u64,
    /// Rows without words.
    pub blank: u64,
    /// Rows with a fault, or with a word that no list has.
    pub wrong: u64,
    /// The first of the faults.
    pub faults: Vec<Wrong>,
    /// How many more there are.
    #[serde(default)]
    pub more_faults: u64,
    /// Words of lists that no list has, with how many rows have them.
    pub unknown: Vec<(Meaning, String, u64)>,
    pub samples: Vec<Sample>,
    /// Those that the file's notes hung in.
    #[serde(default)]
    pub meetings: BTreeSet<Named>,
    /// Which of the consultation's these are.
    #[serde(default)]
    pub there: BTreeSet<Named>,
    /// Those that come with it: nobody has added them yet.
    #[serde(default)]
    pub added: BTreeSet<Named>,
    /// Those of which several are there, or in the file.
    #[serde(default)]
    pub unsure: BTreeSet<Named>,
}

impl Report {
    /// There is something to take in, every word is understood, and no row is wrong but those that are left out.
    pub fn may_run(&self, skips_wrong: bool) -> bool {
        self.ready > 0 && self.unknown.is_empty() && self.unsure.is_empty() && (self.wrong == 0 || skips_wrong)
    }

    /// The same with the meetings that its file names, beside those that are there.
    fn with_meetings(
        mut self,
        (named, is_ours): (BTreeSet<Named>, bool),
        there: &[Meeting],
        now: i64,
    ) -> anyhow::Result<Self> {
        for (one, found) in meetings::resolve(&named, is_ours, there, now)? {
            match found {
                None => self.unsure.insert(one),
                Some(meeting) if meeting.number == 0 => self.added.insert(Named::from(&meeting)),
                Some(meeting) => self.there.insert(Named::from(&meeting)),
            };
        }
        Ok(Self { meetings: named, ..self })
    }

    /// Whether some wait, rejected elsewhere, although the others are public at once.
    pub fn has_rejected(&self, plan: &Plan) -> bool {
        matches!(plan.review, Review::Checked(_)) && self.waiting > 0
    }
}

impl From<Found> for Report {
    fn from(found: Found) -> Self {
        let Found { form, rows, blank, wrong, faults, more_faults, unknown } = found;
        Self { form, rows, blank, wrong, faults, more_faults, unknown, ..Self::default() }
    }
}

/// A row as it will look.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sample {
    pub row: u64,
    pub text: String,
    /// Codes, or the name of a theme to be made.
    pub themes: Vec<String>,
    pub received_at: i64,
    pub age_band: Option<String>,
    pub area: Option<String>,
    pub relation: Option<String>,
    pub channel: String,
    /// Where it will stand; `None`: it waits.
    pub state: Option<String>,
    /// Of a workshop.
    #[serde(default)]
    pub hung: Option<Hung>,
}

impl From<&Draft> for Sample {
    fn from(draft: &Draft) -> Self {
        Self {
            row: draft.row,
            text: draft.body.as_str().to_owned(),
            themes: draft.themes.iter().map(|theme| theme.name().to_owned()).collect(),
            received_at: draft.received_at,
            age_band: draft.age_band.clone(),
            area: draft.area.clone(),
            relation: draft.relation.clone(),
            channel: draft.channel.name().to_owned(),
            hung: draft.hung.clone(),
            state: draft.decided.as_ref().map(|it| it.state.name().to_owned()),
        }
    }
}

/// What a trial found, in words.
pub struct Told {
    pub ready: u64,
    pub ready_words: String,
    pub wrong_words: String,
    pub counts: Vec<(String, String)>,
    /// Those of the consultation that the file names, and those that come with it.
    pub meetings: Vec<String>,
    pub added: Vec<String>,
    /// Names that may be several.
    pub unsure: Vec<String>,
    pub faults: Vec<Wrong>,
    /// How many rows have numbers that their list has brought before, with other words; '' where none has.
    pub clashing: String,
    /// The first, and how many more there are; '' where these are all.
    pub more_faults: String,
    pub samples: Vec<ShownSample>,
    pub may_run: bool,
    pub may_skip: bool,
    pub wrong: u64,
    pub has_faults: bool,
    pub is_public: bool,
}

pub struct ShownSample {
    pub row: String,
    pub text: String,
    pub theme: String,
    pub facts: Vec<(String, String)>,
}

/// What a text file may be written in; first that it is to be found out.
pub fn encodings(w: &Words, chosen: Option<Encoding>) -> Vec<Pick> {
    let auto = Pick { value: String::new(), label: fl!(w, "import-encoding-auto"), chosen: false };
    let pick =
        |it: &Encoding| Pick { value: it.name().to_owned(), label: it.label().to_owned(), chosen: chosen == Some(*it) };
    std::iter::once(auto).chain(Encoding::ALL.iter().map(pick)).collect()
}

/// How large a file is, and how it is written.
pub fn facts(ui: &Ui, bytes: i64, form: &Form) -> String {
    let w = ui.words;
    let size = papers::size(bytes);
    let form = match (form.encoding, form.separator.as_str()) {
        (Some(encoding), separator) => {
            let separator = if separator == "\t" { fl!(w, "import-form-tab") } else { separator.to_owned() };
            fl!(w, "import-form-csv", encoding = encoding.label(), separator = separator)
        }
        (None, _) if !form.sheet.is_empty() => fl!(w, "import-form-xlsx", sheet = form.sheet.as_str()),
        (None, _) => return size,
    };
    fl!(w, "import-file-facts", size = size, form = form)
}

/// What wrote a file, by the word that its import keeps.
pub fn source(ui: &Ui, name: &str) -> String {
    let w = ui.words;
    match Source::parse(name) {
        Some(Source::Koe) => fl!(w, "import-source-koe"),
        Some(Source::KouchouAi) => fl!(w, "import-source-kouchou-ai"),
        Some(Source::Polis) => fl!(w, "import-source-polis"),
        Some(Source::Decidim) => fl!(w, "import-source-decidim"),
        Some(Source::GoogleForms) => fl!(w, "import-source-google-forms"),
        Some(Source::LogoForm) => fl!(w, "import-source-logo-form"),
        Some(Source::Sheet) => fl!(w, "import-source-sheet"),
        // The word for columns that somebody settled before.
        None => fl!(w, "import-source-kept"),
    }
}

/// Puts it in words.
pub fn told(ui: &Ui, report: Report, plan: &Plan, call: &Consultation) -> Told {
    let w = ui.words;
    let number = |count: u64| ui.number(i64::try_from(count).unwrap_or(i64::MAX));
    let counts = [
        (fl!(w, "import-report-rows"), report.rows, true),
        (fl!(w, "import-report-ready"), report.ready, true),
        (fl!(w, "import-report-waiting"), report.waiting, report.has_rejected(plan)),
        (fl!(w, "import-report-wrong"), report.wrong, report.wrong > 0),
        (fl!(w, "import-report-unknown"), report.unknown.len() as u64, !report.unknown.is_empty()),
        (fl!(w, "import-report-known"), report.known, report.known > 0),
        (fl!(w, "import-report-doubled"), report.doubled, report.doubled > 0),
        (fl!(w, "import-report-elsewhere"), report.elsewhere, report.elsewhere > 0),
        (fl!(w, "import-report-blank"), report.blank, report.blank > 0),
    ];
    let shown = counts.into_iter().filter(|(.., shown)| *shown);
    let texts = |meetings: &BTreeSet<Named>| meetings.iter().map(|it| it.text(w)).collect();
    Told {
        ready: report.ready,
        ready_words: number(report.ready),
        wrong_words: number(report.wrong),
        counts: shown.map(|(label, count, _)| (label, number(count))).collect(),
        meetings: texts(&report.there),
        added: texts(&report.added),
        unsure: texts(&report.unsure),
        clashing: if report.clashing > 0 { number(report.clashing) } else { String::new() },
        more_faults: match report.more_faults {
            0 => String::new(),
            more => fl!(w, "import-faults-first", n = report.faults.len(), more = number(more)),
        },
        may_run: report.may_run(false),
        may_skip: report.wrong > 0 && report.may_run(true),
        wrong: report.wrong,
        has_faults: !report.faults.is_empty(),
        is_public: plan.review != Review::Queue,
        samples: report.samples.into_iter().map(|sample| sample_shown(ui, sample, call)).collect(),
        faults: report.faults,
    }
}

fn sample_shown(ui: &Ui, sample: Sample, call: &Consultation) -> ShownSample {
    let w = ui.words;
    let theme = |name: &String| match call.theme(name) {
        Some(theme) => call.theme_path(&theme.id, ui.lang),
        None => name.clone(),
    };
    let choice = |field: Field, code: Option<String>| {
        code.map(|code| (field.label(w), call.choice_label(field, &code, Lang::Ja)))
    };
    let channel = Channel::parse(&sample.channel).map_or(String::new(), |channel| channel.label(w));
    let (meeting, table, dots) = sample.hung.map_or((None, None, None), |it| (it.meeting, Some(it.table), it.dots));
    let state = sample.state.as_deref().and_then(State::parse);
    let facts = [
        state.map(|state| (fl!(w, "column-state"), state.label(w))),
        Some((fl!(w, "column-day"), ui.day_of(sample.received_at))),
        Some((fl!(w, "column-channel"), channel)),
        choice(Field::AgeBand, sample.age_band),
        choice(Field::Area, sample.area),
        choice(Field::Relation, sample.relation),
        meeting.map(|meeting| (fl!(w, "column-meeting"), meeting.text(w))),
        table.filter(|name| !name.is_empty()).map(|name| (fl!(w, "column-table"), name)),
        dots.map(|dots| (fl!(w, "column-dots"), ui.number(dots))),
    ];
    ShownSample {
        row: fl!(w, "import-sample-row", row = sample.row.to_string()),
        text: sample.text,
        theme: sample.themes.iter().map(theme).collect::<Vec<_>>().join("・"),
        facts: facts.into_iter().flatten().collect(),
    }
}

/// Who sends a file in, for the log.
pub fn actor<'a>(import: &Import, login: &'a str) -> Actor<'a> {
    match import.asked_from {
        Desk::Page => Actor::Staff(login),
        Desk::Shell => Actor::Shell,
    }
}

/// What the log tells of an import: a line for each fact. `themes` and `meetings` are those that it has added.
pub fn logged(import: &Import, plan: &Plan, login: &str, (themes, meetings): (&str, &str)) -> String {
    let state = match plan.review {
        Review::Queue => State::Pending.name(),
        Review::Checked(_) => State::Published.name(),
        Review::Kept(_) => "kept",
    };
    let name = audit::one_line(&import.file_name);
    let mut detail = format!("file {name}\nrows {}\nstate {state}\nsha256 {}", import.total_rows, import.sha256);
    let by_shell = if import.asked_from == Desk::Shell { login } else { "" };
    let waiting = import.report().filter(|report| report.has_rejected(plan));
    let waiting = waiting.map_or(String::new(), |report| report.waiting.to_string());
    let list = if plan.column(Meaning::Id).is_some() { plan.list.as_str() } else { "" };
    let reason = plan.review.reason();
    let facts = [
        ("waiting", waiting.as_str()),
        ("list", list),
        ("reason", reason),
        ("themes", themes),
        ("meetings", meetings),
        ("recorded_by", by_shell),
    ];
    for (what, value) in facts {
        if !value.is_empty() {
            detail += &format!("\n{what} {}", audit::one_line(value));
        }
    }
    detail
}
