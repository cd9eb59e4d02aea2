//! What comes in: files of opinions from elsewhere. A file is uploaded, its columns are settled, it is tried, then taken
//! in: for everybody at one moment, or not at all.

pub mod jobs;
pub mod routes;
pub mod store;

use i18n_embed_fl::fl;

use crate::base::audit::{self, Actor};
use crate::base::calendar::DAY_MS;
use crate::base::names::named;
use crate::base::text::Words;
use crate::headings::source::Source;
use crate::http::Ui;
use crate::mapping::form::Pick;
use crate::mapping::{Meaning, Plan, Review};
use crate::opinions::State;
use crate::papers;
use crate::tables::Hidden;
use crate::tables::text::Encoding;
use crate::uploads::Form;
use store::Import;

/// A file that nobody took in is deleted after so long.
pub const KEPT_MS: i64 = 7 * DAY_MS;
/// What the page takes; the command line takes more.
pub const MAX_BYTES: u64 = 150 << 20;

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

/// What does not show in a workbook, and what became of it: a line for sheets, for columns, for rows.
pub fn unseen(w: &Words, form: &Form) -> Vec<String> {
    let comma = fl!(w, "queue-list-comma");
    // The sheet that was read may be one of them: somebody chose it.
    let sheet = |it: &Hidden| match it {
        Hidden::Sheet(name) if *name != form.sheet => Some(fl!(w, "import-unseen-sheet", sheet = name.as_str())),
        _ => None,
    };
    let columns = |it: &Hidden| match it {
        Hidden::Columns(from, to) if from == to => Some(from.clone()),
        Hidden::Columns(from, to) => Some(format!("{from}–{to}")),
        _ => None,
    };
    let rows = |it: &Hidden| match it {
        Hidden::Rows(count) => Some(fl!(w, "import-unseen-rows", n = count)),
        _ => None,
    };
    let sheets: Vec<String> = form.unseen.iter().filter_map(sheet).collect();
    let columns: Vec<String> = form.unseen.iter().filter_map(columns).collect();
    let columns = (!columns.is_empty()).then(|| fl!(w, "import-unseen-columns", columns = columns.join(&comma)));
    sheets.into_iter().chain(columns).chain(form.unseen.iter().filter_map(rows)).collect()
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

/// What is said of a file that is in already; rows that had to be mended may come in mended.
pub fn came_before(ui: &Ui, before: &Import) -> String {
    let (w, moment) = (ui.words, ui.moment(before.applied_at.unwrap_or_default()));
    match before.report().map_or(0, |report| report.wrong) {
        0 => fl!(w, "import-same-file", moment = moment),
        wrong => {
            let wrong = ui.number(i64::try_from(wrong).unwrap_or(i64::MAX));
            fl!(w, "import-same-file-left", moment = moment, wrong = wrong)
        }
    }
}

impl Import {
    /// Who sends it in, for the log.
    pub fn actor<'a>(&self, login: &'a str) -> Actor<'a> {
        match self.asked_from {
            Desk::Page => Actor::Staff(login),
            Desk::Shell => Actor::Shell,
        }
    }

    /// What the log tells of it: a line for each fact. `themes` and `meetings` are those that it has added.
    pub fn log_detail(&self, plan: &Plan, login: &str, came: &[(&str, Vec<String>)]) -> String {
        let state = match plan.review {
            Review::Queue => State::Pending.name(),
            Review::Checked(_) => State::Published.name(),
            Review::Kept(_) => "kept",
        };
        let name = audit::one_line(&self.file_name);
        let mut detail = format!("file {name}\nrows {}\nstate {state}\nsha256 {}", self.total_rows, self.sha256);
        let by_shell = if self.asked_from == Desk::Shell { login } else { "" };
        let waiting = self.report().filter(|report| report.has_rejected(plan));
        let waiting = waiting.map_or(String::new(), |report| report.waiting.to_string());
        let list = if plan.column(Meaning::Id).is_some() { plan.list.as_str() } else { "" };
        let reason = plan.review.reason();
        let facts = [("waiting", waiting.as_str()), ("list", list), ("reason", reason)];
        let came: Vec<_> = came.iter().map(|(what, names)| (*what, names.join(" / "))).collect();
        let came = came.iter().map(|(what, names)| (*what, names.as_str()));
        for (what, value) in facts.into_iter().chain(came).chain([("recorded_by", by_shell)]) {
            if !value.is_empty() {
                detail += &format!("\n{what} {}", audit::one_line(value));
            }
        }
        detail
    }
}
