//! `cargo bench --bench load` measures the program against targets 1 to 10, 15 and 16 of QUALITY.md, beside what the
//! machine can do in the same minutes, and prints a table. `-- --quick` does everything about ten times smaller;
//! words after it choose parts: `start`, `submissions`, `list`, `pages`, `reactions`, `alike`, `queue`, `exports`, `imports`, `crash`, `postgres`.
//!
//! Everything stays on this machine: the release binary as its own process on the loopback, its data under `target`.
//! `KOE_LOAD_PYTHON` names a Python with pandas and xlsxwriter, to be measured beside the exports.
//! For target 3 `KOE_LOAD_POSTGRES` (else `KOE_TEST_POSTGRES`) names a server on which a database may be made.

mod alike;
mod client;
mod crash;
mod exports;
mod imports;
mod limits;
mod pages;
mod program;
mod queue;
mod reactions;
mod report;
mod rounds;
mod site;
mod staff;
mod table;

use std::rc::Rc;
use std::time::Duration;

use program::Folder;
use report::Book;
use site::Voices;

/// How much of everything.
struct Plan {
    /// Medians are taken over so many rounds.
    rounds: usize,
    starts: usize,
    /// A run ends after this time or this many submissions, whichever comes first.
    longest: Duration,
    submissions: usize,
    /// Opinions in the small and in the large site.
    sizes: [usize; 2],
    /// Opinions that wait for a moderator.
    waiting: usize,
    /// Rows of the files that are exported.
    exports: [usize; 3],
    /// Rows of the file that is imported.
    imported: usize,
    crash_opinions: usize,
    kills: usize,
    /// Empty: all.
    parts: Vec<String>,
}

impl Plan {
    fn new(quick: bool, parts: Vec<String>) -> Self {
        let by = if quick { 10 } else { 1 };
        Self {
            rounds: 3,
            starts: 5,
            longest: Duration::from_secs(10) / by as u32,
            submissions: 20_000 / by,
            sizes: [1_000, 100_000 / by],
            waiting: 200_000 / by,
            exports: [10_000 / by, 100_000 / by, 1_000_000 / by],
            imported: 200_000 / by,
            crash_opinions: 100_000 / by,
            kills: if quick { 4 } else { 16 },
            parts,
        }
    }

    fn does(&self, part: &str) -> bool {
        self.parts.is_empty() || self.parts.iter().any(|chosen| chosen == part)
    }
}

fn main() {
    // Cargo adds `--bench` to the arguments of every benchmark.
    let mut words: Vec<String> = std::env::args().skip(1).filter(|word| word != "--bench").collect();
    if let [flag, bytes] = words.as_slice()
        && flag == "--serve-hello"
    {
        let bytes = bytes.parse().expect("--serve-hello BYTES");
        return tokio::runtime::Runtime::new().expect("a runtime").block_on(limits::serve_hello(bytes));
    }
    let quick = words.iter().any(|word| word == "--quick");
    words.retain(|word| word != "--quick");
    let known = [
        "start",
        "submissions",
        "list",
        "pages",
        "reactions",
        "alike",
        "queue",
        "exports",
        "imports",
        "crash",
        "postgres",
    ];
    if let Some(word) = words.iter().find(|word| !known.contains(&word.as_str())) {
        eprintln!("there is no part {word}; --quick and any of {}", known.join(", "));
        std::process::exit(2);
    }
    // One thread for the client: the second processor is the program's own.
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    runtime.block_on(measure(&Plan::new(quick, words)));
}

async fn measure(plan: &Plan) {
    table::heading(plan);
    let (folder, voices, mut book) = (Folder::new(), Rc::new(Voices::new()), Book::default());
    if plan.does("start") {
        rounds::starts(plan, &folder, &mut book).await;
    }
    if plan.does("submissions") || plan.does("list") {
        rounds::sqlite(plan, &folder, &voices, &mut book).await;
    }
    if plan.does("pages") {
        pages::measure(plan, &folder, &voices, &mut book).await;
    }
    if plan.does("reactions") {
        reactions::measure(plan, &folder, &voices, &mut book).await;
    }
    if plan.does("alike") {
        alike::measure(plan, &folder, &voices, &mut book).await;
    }
    if plan.does("queue") {
        queue::measure(plan, &folder, &voices, &mut book).await;
    }
    if plan.does("exports") {
        exports::measure(plan, &folder, &voices, &mut book).await;
    }
    if plan.does("imports") {
        imports::measure(plan, &folder, &voices, &mut book).await;
    }
    let server = ["KOE_LOAD_POSTGRES", "KOE_TEST_POSTGRES"].into_iter().find_map(|name| std::env::var(name).ok());
    let fsync = match server.filter(|_| plan.does("postgres")) {
        Some(server) => Some(rounds::postgres(plan, &server, &folder, &voices, &mut book).await),
        None => None,
    };
    let verdict = if plan.does("crash") {
        eprintln!("opinions through {} kills", plan.kills);
        let data = folder.data("crash");
        let forms = site::prepare(&data, None, 0, &voices).await;
        Some(crash::crash(&data, forms, voices, plan.crash_opinions, plan.kills).await)
    } else {
        None
    };
    table::print(plan, &book, verdict.as_ref(), fsync.as_deref());
}
