//! Reading a whole file: on a thread that may wait for the disk, with what it finds sent on as it comes.

use std::fs::File;
use std::io::{BufWriter, Seek};
use std::ops::ControlFlow;
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

use i18n_embed_fl::fl;
use serde::{Deserialize, Serialize};
use tokio::sync::mpsc;
use tokio::task::{JoinHandle, spawn_blocking};

use super::{Failure, Form, Why};
use crate::base::calendar::Zone;
use crate::consultations::Consultation;
use crate::exchange::LANG;
use crate::faults::{Fault, Wrong, said};
use crate::mapping::draft::{Draft, Mapper, Outcome};
use crate::mapping::{Meaning, Plan};
use crate::papers::csv::{Style, Table};
use crate::papers::{Cell, Column};
use crate::tables::{self, Row, Shape, Wish};
use crate::workshops::is_typed;

/// Drafts handed over at once.
pub const PORTION: usize = 256;
/// Of the kinds of faults of a file so many are told, and of each kind so many places; all of them are in its list.
const TOLD_KINDS: usize = 30;
const TOLD_PLACES: usize = 5;

/// What is to be read, and how.
pub struct Source {
    pub file: PathBuf,
    /// Where the list of all faults goes, where one is wanted.
    pub faults: Option<PathBuf>,
    pub plan: Plan,
    pub call: Consultation,
    pub zone: Zone,
    /// The domain's time.
    pub now: i64,
}

/// What was found in a whole file.
#[derive(Debug, Default)]
pub struct Found {
    pub form: Form,
    /// Rows below the heading that are not blank.
    pub rows: u64,
    /// Rows without words.
    pub blank: u64,
    /// Rows with a fault.
    pub wrong: u64,
    pub faults: Vec<Alike>,
    /// How many faults are of other kinds.
    pub more_faults: u64,
    /// Words of lists that no list has, with how many rows have them.
    pub unknown: Vec<(Meaning, String, u64)>,
    /// How many such words are not among these.
    pub more_unknown: u64,
}

/// Faults that are alike: of one kind, in one column.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Alike {
    pub fault: Fault,
    /// Letters.
    pub column: String,
    pub count: u64,
    /// The first of them: row, and the beginning of what stands there.
    pub first: Vec<(u64, String)>,
}

impl Found {
    fn add(&mut self, wrong: Wrong) {
        self.more_faults += u64::from(!count_alike(&mut self.faults, wrong));
    }

    /// Adds the rows whose id has other words, here and to the list of all faults.
    pub fn add_clashes(&mut self, clashes: Clashes, list: &Path) -> std::io::Result<()> {
        let Clashes { rows, alike, list: FaultList(theirs), .. } = clashes;
        self.wrong += rows;
        self.faults.extend(alike);
        let mut theirs = theirs.finish()?.into_inner().map_err(std::io::IntoInnerError::into_error)?;
        theirs.rewind()?;
        std::io::copy(&mut theirs, &mut File::options().append(true).open(list)?).map(|_| ())
    }
}

/// Rows whose id has other words, found while the file is still being read.
pub struct Clashes {
    /// Letters of the column with the ids.
    column: String,
    rows: u64,
    alike: Vec<Alike>,
    list: FaultList,
}

impl Clashes {
    pub fn in_column(column: Option<usize>) -> std::io::Result<Self> {
        let list = FaultList(Table::below(BufWriter::new(tempfile::tempfile()?), Style::Excel));
        Ok(Self { column: column.map_or_else(String::new, tables::letters), rows: 0, alike: Vec::new(), list })
    }

    pub fn add(&mut self, (row, value, fault): (u64, String, Fault)) -> std::io::Result<()> {
        let wrong = Wrong { row, column: self.column.clone(), fault, value };
        self.rows += 1;
        self.list.add(&wrong)?;
        count_alike(&mut self.alike, wrong);
        Ok(())
    }
}

/// Counts a fault with those that are alike. `false`: it is of one kind too many.
fn count_alike(faults: &mut Vec<Alike>, wrong: Wrong) -> bool {
    let Wrong { row, column, fault, value } = wrong;
    let at = faults.iter().position(|it| it.fault == fault && it.column == column);
    if at.is_none() && faults.len() == TOLD_KINDS {
        return false;
    }
    let at = at.unwrap_or_else(|| {
        faults.push(Alike { fault, column, count: 0, first: Vec::new() });
        faults.len() - 1
    });
    let alike = &mut faults[at];
    alike.count += 1;
    if alike.first.len() < TOLD_PLACES {
        alike.first.push((row, value));
    }
    true
}

/// Drafts on their way, and how many rows have been read.
pub struct Chunk {
    pub drafts: Vec<Draft>,
    pub read: u64,
}

/// Reads a file. The thread ends early when nobody listens any more.
pub fn read(source: Source) -> (mpsc::Receiver<Chunk>, JoinHandle<Result<Found, Failure>>) {
    let (send, receive) = mpsc::channel(2);
    // Before the thread: whoever forgets the file from here on finds its list, too.
    let list = source.faults.as_deref().map(FaultList::new).transpose();
    let reading = spawn_blocking(move || {
        let Source { file, plan, call, zone, now, .. } = &source;
        let mut reader = Reader {
            mapper: Mapper::new(plan, call, zone, *now),
            above: u64::from(is_typed(plan)),
            send,
            drafts: Vec::with_capacity(PORTION),
            found: Found::default(),
            broken: None,
            faults: list?,
        };
        let wish = Wish { encoding: plan.encoding, sheet: plan.sheet.clone(), unused: plan.unused() };
        let opened = File::open(file).map_err(tables::Fault::from)?;
        let mut headed = false;
        let shape = tables::read(opened, &wish, &mut |row| match std::mem::replace(&mut headed, true) {
            true => reader.take(row),
            false => ControlFlow::Continue(()),
        })
        .map_err(|fault| Failure::of(fault, file))?;
        reader.finish(shape)
    });
    (receive, reading)
}

struct Reader<'a> {
    mapper: Mapper<'a>,
    /// Rows that nobody has seen: the heading of notes that were typed or pasted.
    above: u64,
    send: mpsc::Sender<Chunk>,
    drafts: Vec<Draft>,
    found: Found,
    /// What made it end early.
    broken: Option<Failure>,
    faults: Option<FaultList>,
}

impl Reader<'_> {
    fn take(&mut self, row: Result<Row, tables::BadCell>) -> ControlFlow<()> {
        self.found.rows += 1;
        let outcome = match row {
            Ok(row) => self.mapper.read(&Row { number: row.number - self.above, ..row }),
            Err(cell) => Outcome::Wrong(vec![self.mapper.refuse(&cell)]),
        };
        match outcome {
            Outcome::Draft(draft) => self.drafts.push(*draft),
            Outcome::Blank => self.found.blank += 1,
            Outcome::Wrong(faults) => {
                self.found.wrong += 1;
                for fault in faults {
                    if let Some(list) = &mut self.faults
                        && let Err(error) = list.add(&fault)
                    {
                        self.broken = Some(other(error));
                        return ControlFlow::Break(());
                    }
                    self.found.add(fault);
                }
            }
        }
        // Whoever waits hears of it even where no row is an opinion.
        let is_due = self.drafts.len() >= PORTION || self.found.rows.is_multiple_of(1_000);
        if is_due { self.hand_over() } else { ControlFlow::Continue(()) }
    }

    /// `Break`: nobody listens any more.
    fn hand_over(&mut self) -> ControlFlow<()> {
        let drafts = std::mem::replace(&mut self.drafts, Vec::with_capacity(PORTION));
        match self.send.blocking_send(Chunk { drafts, read: self.found.rows }) {
            Ok(()) => ControlFlow::Continue(()),
            Err(_) => ControlFlow::Break(()),
        }
    }

    fn finish(mut self, shape: Shape) -> Result<Found, Failure> {
        let _ = self.hand_over();
        if let Some(failure) = self.broken {
            return Err(failure);
        }
        if let Some(list) = self.faults {
            list.finish()?;
        }
        self.found.form = Form::from(shape);
        (self.found.unknown, self.found.more_unknown) = self.mapper.unknown();
        Ok(self.found)
    }
}

/// All faults of a file, for whoever mends it.
struct FaultList(Table<BufWriter<File>>);

impl FaultList {
    fn new(path: &Path) -> Result<Self, Failure> {
        let w = LANG.words();
        let column = |key, head| Column { key, head, width: 12 };
        let columns = [
            column("row", fl!(w, "import-fault-row")),
            column("column", fl!(w, "lost-column")),
            column("value", fl!(w, "import-fault-value")),
            column("cure", fl!(w, "import-fault-cure")),
        ];
        // Its owner's alone: it quotes what people wrote.
        let file = File::options().write(true).create(true).truncate(true).mode(0o600).open(path);
        let made = file.and_then(|file| Table::new(BufWriter::new(file), Style::Excel, &columns));
        made.map(Self).map_err(other)
    }

    fn add(&mut self, wrong: &Wrong) -> std::io::Result<()> {
        let w = LANG.words();
        let (row, value, cure) = (wrong.row.to_string(), said(w, &wrong.value), wrong.fault.text(w));
        let cells = [row.as_str(), &wrong.column, &value, &cure];
        self.0.add(&cells.map(Cell::from), |_| Ok(()))
    }

    fn finish(self) -> Result<(), Failure> {
        self.0.finish().map_err(other).map(|_| ())
    }
}

fn other(error: std::io::Error) -> Failure {
    Failure { place: error.to_string(), ..Why::Other.into() }
}
