//! What comes in: files of opinions from elsewhere. A file is uploaded, its columns are settled, it is tried, then taken
//! in: for everybody at one moment, or not at all.

pub mod jobs;
pub mod routes;
pub mod store;

use i18n_embed_fl::fl;
use serde::{Deserialize, Serialize};

use crate::base::calendar::DAY_MS;
use crate::base::names::named;
use crate::base::text::Words;
use crate::mapping::draft::Draft;
use crate::mapping::{Meaning, Wrong};
use crate::uploads::Form;
use crate::uploads::reader::Found;

/// A file that nobody took in is deleted after so long.
pub const KEPT_MS: i64 = 7 * DAY_MS;
/// What the page takes; the command line takes more.
pub const MAX_BYTES: u64 = 150 << 20;
/// Rows shown as they will look.
pub const SHOWN_ROWS: usize = 5;

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
    /// Rows below the heading that are not blank.
    pub rows: u64,
    /// Rows that will be opinions.
    pub ready: u64,
    /// Rows whose id is in the consultation already.
    pub known: u64,
    /// Rows whose id stood in an earlier row of the file.
    pub doubled: u64,
    /// Rows without words.
    pub blank: u64,
    /// Rows with a fault, or with a word that no list has.
    pub wrong: u64,
    /// The first of the faults.
    pub faults: Vec<Wrong>,
    /// Words of lists that no list has, with how many rows have them.
    pub unknown: Vec<(Meaning, String, u64)>,
    pub samples: Vec<Sample>,
}

impl Report {
    /// There is something to take in, every word is understood, and no row is wrong but those that are left out.
    pub fn may_run(&self, skips_wrong: bool) -> bool {
        self.ready > 0 && self.unknown.is_empty() && (self.wrong == 0 || skips_wrong)
    }
}

impl From<Found> for Report {
    fn from(found: Found) -> Self {
        let Found { form, rows, blank, wrong, faults, unknown } = found;
        Self { form, rows, blank, wrong, faults, unknown, ..Self::default() }
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
        }
    }
}
