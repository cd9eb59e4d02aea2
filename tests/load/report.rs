//! Figures of several runs, their medians, and the table that is printed.

use std::collections::BTreeMap;

use crate::client::Measured;

/// One run's figures of one thing.
#[derive(Clone, Copy, Debug, Default)]
pub struct Figures {
    /// A second.
    pub rate: f64,
    pub p50_ms: f64,
    pub p99_ms: f64,
    /// Processor time of the program for each answer.
    pub cpu_us: f64,
    pub resident_mib: f64,
    pub answers: usize,
    pub failures: usize,
    pub bytes: usize,
}

impl Figures {
    pub fn of(measured: &Measured) -> Self {
        Self {
            rate: measured.rate(),
            p50_ms: measured.within(0.5),
            p99_ms: measured.within(0.99),
            answers: measured.times.len(),
            failures: measured.failures,
            bytes: measured.bytes,
            ..Self::default()
        }
    }

    /// For things that are one number.
    pub fn one(rate: f64) -> Self {
        Self { rate, ..Self::default() }
    }
}

/// All runs by what was measured.
#[derive(Default)]
pub struct Book(BTreeMap<String, Vec<Figures>>);

impl Book {
    pub fn add(&mut self, what: &str, figures: Figures) {
        let Figures { rate, p50_ms, p99_ms, cpu_us, answers, failures, .. } = figures;
        eprintln!(
            "  {what:<32} {rate:>9.2}  p50 {p50_ms:>7.2} ms  p99 {p99_ms:>7.2} ms  {cpu_us:>6.0} µs  {answers} answers, {failures} failures"
        );
        self.0.entry(what.to_owned()).or_default().push(figures);
    }

    pub fn has(&self, what: &str) -> bool {
        self.0.contains_key(what)
    }

    pub fn median(&self, what: &str, figure: impl Fn(&Figures) -> f64) -> f64 {
        let mut values: Vec<f64> = self.0.get(what).into_iter().flatten().map(figure).collect();
        values.sort_by(f64::total_cmp);
        values.get(values.len() / 2).copied().unwrap_or(f64::NAN)
    }

    pub fn rate(&self, what: &str) -> f64 {
        self.median(what, |figures| figures.rate)
    }

    /// Failures of all runs together.
    pub fn failures(&self, what: &str) -> usize {
        self.0.get(what).into_iter().flatten().map(|figures| figures.failures).sum()
    }

    /// `3,210/s, p50 4.9, p99 11.2 ms, 210 µs of processor each`
    pub fn load(&self, what: &str) -> String {
        let failures = match self.failures(what) {
            0 => String::new(),
            some => format!(", **{some} failures**"),
        };
        format!(
            "{}/s, p50 {:.1}, p99 {:.1} ms, {:.0} µs of processor each{failures}",
            grouped(self.rate(what)),
            self.median(what, |figures| figures.p50_ms),
            self.median(what, |figures| figures.p99_ms),
            self.median(what, |figures| figures.cpu_us),
        )
    }
}

/// One line of the table.
pub struct Line {
    pub target: &'static str,
    pub what: String,
    pub measured: String,
    pub goal: &'static str,
    /// What the machine did in the same run, and the product's share of it.
    pub limit: String,
    pub ratio: Option<f64>,
    pub met: bool,
}

pub fn print(lines: &[Line]) {
    println!("| target | what | measured | goal | limit beside it | ratio | |");
    println!("|--:|---|---|---|---|--:|---|");
    for line in lines {
        let Line { target, what, measured, goal, limit, ratio, met } = line;
        let ratio = ratio.map_or_else(|| "–".to_owned(), |ratio| format!("{ratio:.2}"));
        let verdict = if *met { "ok" } else { "**missed**" };
        println!("| {target} | {what} | {measured} | {goal} | {limit} | {ratio} | {verdict} |");
    }
}

/// 12,345
pub fn grouped(number: f64) -> String {
    let digits = format!("{number:.0}");
    let mut text = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}
