//! The figures against QUALITY.md's targets, as a Markdown table.

use crate::Plan;
use crate::alike;
use crate::crash::Verdict;
use crate::exports::{FORMATS, deflate_of, disk_of, file_of, pandas_of, read_of};
use crate::imports;
use crate::limits::proc_line;
use crate::pages;
use crate::queue;
use crate::reactions::{PRESSERS, reactions};
use crate::report::{Book, Line, grouped, print as print_lines};
use crate::rounds::{READERS, SENDERS, indexed, list_of, submissions};

/// Where and when this was measured.
pub fn heading(plan: &Plan) {
    let cores = std::thread::available_parallelism().map_or(0, usize::from);
    println!(
        "{}: {cores} cores ({}), {} of memory, load average {}",
        jiff::Timestamp::now().strftime("%Y-%m-%d %H:%M UTC"),
        proc_line("/proc/cpuinfo", "model name"),
        proc_line("/proc/meminfo", "MemTotal"),
        proc_line("/proc/loadavg", ""),
    );
    println!(
        "Medians of {} rounds, each run {:.0} s or {} submissions; sites with {} and {} published opinions; \
         texts log-normal, median 120 characters; client on one thread of the same machine.\n",
        plan.rounds,
        plan.longest.as_secs_f64(),
        grouped(plan.submissions as f64),
        grouped(plan.sizes[0] as f64),
        grouped(plan.sizes[1] as f64),
    );
}

pub fn print(plan: &Plan, book: &Book, verdict: Option<&Verdict>, fsync: Option<&str>) {
    let mut lines = Vec::new();
    lines.extend(verdict.map(crash_line));
    let [small, large] = plan.sizes;
    if book.has(&format!("{} 64", submissions(small))) {
        let [_, some, many] = SENDERS;
        lines.push(submission_line(book, small, some, "≥1,500/s, p99 ≤30 ms", 1_500.0));
        lines.push(submission_line(book, small, many, "≥4,000/s, p99 ≤30 ms", 4_000.0));
    }
    lines.extend([small, large].iter().filter_map(|size| index_line(book, *size)));
    lines.extend(fsync.map(|fsync| postgres_line(book, fsync)));
    if book.has(&format!("{} 1", submissions(small))) {
        lines.push(alone_line(book, small));
    }
    if book.has(&list_of(small)) {
        lines.push(list_line(book, small));
        let (a, b) = (list_of(small), list_of(large));
        lines.push(growth_line(book, "public list page", &a, &b));
    }
    lines.extend(pages::lines(plan, book));
    for connections in SENDERS.into_iter().filter(|_| book.has(&format!("{} 1", submissions(small)))) {
        let names = [small, large].map(|size| format!("{} {connections}", submissions(size)));
        lines.push(growth_line(book, &format!("submissions, {connections} connections"), &names[0], &names[1]));
    }
    let pressed = PRESSERS.into_iter().filter(|connections| book.has(&reactions(*connections)));
    lines.extend(pressed.map(|connections| reaction_line(book, connections)));
    lines.extend(queue::lines(plan, book));
    lines.extend(memory_and_start(book, large));
    lines.extend(alike::PAIRS.into_iter().filter(|(_, names)| book.has(names[0])).map(|pair| alike_line(book, pair)));
    for format in FORMATS {
        let sizes = plan.exports.iter().filter(|size| book.has(&file_of(**size, format)));
        lines.extend(sizes.map(|size| export_line(book, *size, format)));
    }
    if book.has(imports::IMPORT) {
        lines.extend([import_line(plan, book), shell_line(plan, book)]);
    }
    print_lines(&lines);
    for wrong in verdict.iter().flat_map(|verdict| &verdict.wrong).take(20) {
        println!("\nWRONG: {wrong}");
    }
}

fn crash_line(verdict: &Verdict) -> Line {
    let Verdict { acknowledged, unanswered, retried, kills, stored, wrong } = verdict;
    let n = |count: &usize| grouped(*count as f64);
    Line {
        target: "1",
        what: format!("different opinions, 1–64 connections, {kills} × `kill -9`"),
        measured: format!(
            "wrong: {}; {} acknowledged, {} stored, {} first unanswered and then retried, {} given up",
            wrong.len(),
            n(acknowledged),
            n(stored),
            n(retried),
            n(unanswered)
        ),
        goal: "0 wrong",
        limit: "–".to_owned(),
        ratio: None,
        met: wrong.is_empty(),
    }
}

fn submission_line(book: &Book, size: usize, connections: usize, goal: &'static str, least: f64) -> Line {
    let what = format!("{} {connections}", submissions(size));
    let (rate, grouped_rate) = (book.rate(&what), book.rate("sqlite grouped"));
    let p99 = book.median(&what, |figures| figures.p99_ms);
    Line {
        target: "2",
        what: format!("durable submissions, SQLite, {connections} connections"),
        measured: book.load(&what),
        goal,
        limit: format!(
            "SQLite alone: {}/s with 64 rows a commit, {}/s with one; fsync {:.2} ms",
            grouped(grouped_rate),
            grouped(book.rate("sqlite single")),
            book.rate("fsync")
        ),
        ratio: Some(rate / grouped_rate),
        met: rate >= least && p99 <= 30.0 && book.failures(&what) == 0,
    }
}

/// What a submission leaves for later, and how fast it is done when nobody sends.
fn index_line(book: &Book, size: usize) -> Option<Line> {
    let what = indexed(&format!("{} 64", submissions(size)));
    book.has(&what).then(|| Line {
        target: "2",
        what: format!("search index after that, site of {}", grouped(size as f64)),
        measured: format!("{}/s", grouped(book.rate(&what))),
        goal: "–",
        limit: "–".to_owned(),
        ratio: None,
        met: true,
    })
}

fn alone_line(book: &Book, size: usize) -> Line {
    let what = format!("{} 1", submissions(size));
    let (p50, alone) = (book.median(&what, |figures| figures.p50_ms), 1e3 / book.rate("sqlite single"));
    Line {
        target: "4",
        what: "one submission alone".to_owned(),
        measured: format!("p50 {p50:.2} ms ({})", book.load(&what)),
        goal: "p50 ≤3.5 ms",
        limit: format!("SQLite alone: {alone:.2} ms a commit; fsync {:.2} ms", book.rate("fsync")),
        ratio: Some(p50 / alone),
        met: p50 <= 3.5 && book.failures(&what) == 0,
    }
}

fn postgres_line(book: &Book, fsync: &str) -> Line {
    let (rate, alone) = (book.rate("postgres 16"), book.rate("postgres alone"));
    let durable = if fsync == "on" { "durable" } else { "**not durable: the server runs with fsync=off;**" };
    Line {
        target: "3",
        what: format!("{durable} submissions, PostgreSQL, 16 connections"),
        measured: book.load("postgres 16"),
        goal: "≥2,000/s",
        limit: format!("PostgreSQL alone: {}/s, one row a commit, 16 connections", grouped(alone)),
        ratio: Some(rate / alone),
        met: rate >= 2_000.0 && fsync == "on" && book.failures("postgres 16") == 0,
    }
}

fn list_line(book: &Book, size: usize) -> Line {
    let what = list_of(size);
    let (rate, hello) = (book.rate(&what), book.rate("hello"));
    let p99 = book.median(&what, |figures| figures.p99_ms);
    let bytes = book.median(&what, |figures| figures.bytes as f64);
    Line {
        target: "5",
        what: format!("public list page, 50 opinions, {READERS} connections, {:.0} KB uncompressed", bytes / 1e3),
        measured: book.load(&what),
        goal: "≥5,000/s, p99 ≤10 ms",
        limit: format!("axum hello with an equal body: {}", book.load("hello")),
        ratio: Some(rate / hello),
        met: rate >= 5_000.0 && p99 <= 10.0 && book.failures(&what) == 0,
    }
}

fn reaction_line(book: &Book, connections: usize) -> Line {
    let what = reactions(connections);
    let (rate, alone) = (book.rate(&what), book.rate("sqlite grouped"));
    Line {
        target: "7",
        what: format!("共感, durable, SQLite, {connections} connections"),
        measured: book.load(&what),
        goal: "≥2,000/s",
        limit: format!("SQLite alone: {}/s with 64 texts a commit; fsync {:.2} ms", grouped(alone), book.rate("fsync")),
        ratio: Some(rate / alone),
        met: rate >= 2_000.0 && book.failures(&what) == 0,
    }
}

fn growth_line(book: &Book, what: &str, small: &str, large: &str) -> Line {
    let times = book.rate(small) / book.rate(large);
    let cpu = |what| book.median(what, |figures| figures.cpu_us);
    Line {
        target: "6",
        what: format!("{what}, large site against small"),
        measured: format!("{times:.2}× the time ({:.2}× the processor time)", cpu(large) / cpu(small)),
        goal: "≤1.2×",
        limit: "–".to_owned(),
        ratio: None,
        met: times <= 1.2,
    }
}

fn alike_line(book: &Book, (what, names): (&str, [&str; 2])) -> Line {
    let [there, absent] = names.map(|name| 1e3 * book.median(name, |figures| figures.p50_ms));
    let apart = (there - absent).abs() / absent;
    Line {
        target: "–",
        what: what.to_owned(),
        measured: format!("p50 {there:.0} and {absent:.0} µs, {:.1} % apart", 100.0 * apart),
        goal: "alike: ≤5 % apart",
        limit: "–".to_owned(),
        ratio: None,
        met: apart <= 0.05,
    }
}

fn import_line(plan: &Plan, book: &Book) -> Line {
    let (took, p99) = (book.rate(imports::IMPORT), book.median(imports::MEANWHILE, |figures| figures.p99_ms));
    let peak = book.median(imports::IMPORT, |figures| figures.resident_mib);
    Line {
        target: "–",
        what: format!(
            "import of {} rows at the page, {} submissions a second beside",
            grouped(plan.imported as f64),
            imports::SENDERS
        ),
        measured: format!(
            "{took:.1} s (trial {:.1} s), {peak:.0} MiB at most; submissions p99 {p99:.0} ms, {} failures",
            book.rate(imports::TRIAL),
            book.failures(imports::MEANWHILE)
        ),
        goal: "≤20 s, p99 ≤100 ms",
        limit: "–".to_owned(),
        ratio: None,
        met: took <= 20.0 && p99 <= 100.0 && book.failures(imports::MEANWHILE) == 0,
    }
}

fn shell_line(plan: &Plan, book: &Book) -> Line {
    let took = book.rate(imports::AT_SHELL);
    let p99 = book.median(imports::BESIDE_SHELL, |figures| figures.p99_ms);
    let (rows, failures) = (grouped(plan.imported as f64), book.failures(imports::BESIDE_SHELL));
    Line {
        target: "–",
        what: format!("the same of {rows} rows by `koe import` beside the program"),
        measured: format!("{took:.1} s with its trial; submissions p99 {p99:.0} ms, {failures} failures"),
        goal: "≤60 s, p99 ≤100 ms",
        limit: "–".to_owned(),
        ratio: None,
        met: took <= 60.0 && p99 <= 100.0 && failures == 0,
    }
}

/// The goals are for 10,000 and 100,000 rows; for more the memory's alone.
fn export_line(book: &Book, size: usize, format: &str) -> Line {
    let what = file_of(size, format);
    let (took, grown) = (book.rate(&what), book.median(&what, |figures| figures.resident_mib));
    let (goal, most) = match (format, size) {
        ("xlsx", ..=10_000) => ("≤0.3 s, +≤20 MiB", 0.3),
        ("xlsx", ..=100_000) => ("≤2 s, +≤20 MiB", 2.0),
        ("csv-plain", ..=100_000) => ("≤0.2 s, +≤20 MiB", 0.2),
        _ => ("+≤20 MiB", f64::INFINITY),
    };
    let mut limits = vec![format!("its texts read alone {:.2} s", book.rate(&read_of(size)))];
    if format == "xlsx" {
        limits.push(format!("deflate alone {:.2} s", book.rate(&deflate_of(size))));
    }
    let disk = book.rate(&disk_of(size, format));
    limits.push(format!("disk alone {disk:.2} s"));
    let pandas = pandas_of(size, format);
    let ratio = book.has(&pandas).then(|| {
        let memory = book.median(&pandas, |figures| figures.resident_mib);
        limits.push(format!("pandas {:.2} s, +{memory:.0} MiB", book.rate(&pandas)));
        took / book.rate(&pandas)
    });
    Line {
        target: if format == "xlsx" { "9" } else { "10" },
        what: format!("{format} of {} opinions, office profile, asked for at the page", grouped(size as f64)),
        measured: format!("{took:.2} s, +{grown:.1} MiB"),
        goal,
        limit: limits.join("; "),
        ratio,
        met: took <= most && grown <= 20.0,
    }
}

fn memory_and_start(book: &Book, large: usize) -> Vec<Line> {
    let line = |target, what: &str, measured, goal, met| Line {
        target,
        what: what.to_owned(),
        measured,
        goal,
        limit: "–".to_owned(),
        ratio: None,
        met,
    };
    let mut lines = Vec::new();
    if book.has("idle") {
        let idle = book.rate("idle");
        lines.push(line("15", "resident memory, idle", format!("{idle:.1} MiB"), "≤25 MiB", idle <= 25.0));
    }
    let what = format!("{} 64", submissions(large));
    if book.has(&what) {
        let loaded = book.median(&what, |figures| figures.resident_mib);
        let said = format!("{loaded:.1} MiB at most");
        lines.push(line("15", "resident memory, 64 connections sending", said, "≤80 MiB", loaded <= 80.0));
    }
    if book.has("start home") {
        let (health, home) = (book.rate("start healthz"), book.rate("start home"));
        let said = format!("{health:.0} ms to `/healthz`, {home:.0} ms to `/`");
        lines.push(line("16", "start in an empty folder, migrations included", said, "≤150 ms", home <= 150.0));
    }
    lines
}
