//! The house's own rules, kept by a test: a document that nobody runs will lie.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use clap::{Args, Command};

/// Rust and JavaScript files that we wrote.
fn sources() -> Vec<(PathBuf, String)> {
    let mut found = Vec::new();
    for folder in ["src", "tests", "web/static"] {
        collect(Path::new(folder), &mut found);
    }
    found
}

fn collect(folder: &Path, into: &mut Vec<(PathBuf, String)>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            if path.file_name().is_none_or(|name| name != "node_modules") {
                collect(&path, into);
            }
        } else if path.extension().is_some_and(|kind| kind == "rs" || kind == "js" || kind == "mjs") {
            let text = fs::read_to_string(&path).unwrap();
            into.push((path, text));
        }
    }
}

fn complaints(mut list: Vec<String>) {
    list.sort();
    assert!(list.is_empty(), "\n{}", list.join("\n"));
}

#[test]
fn no_file_is_longer_than_400_lines() {
    let long = sources().into_iter().filter(|(_, text)| text.lines().count() > 400);
    complaints(long.map(|(path, text)| format!("{}: {} lines", path.display(), text.lines().count())).collect());
}

#[test]
fn no_function_is_longer_than_60_lines() {
    let mut long = Vec::new();
    for (path, text) in sources() {
        if path.extension().is_none_or(|kind| kind != "rs") {
            continue;
        }
        let lines: Vec<&str> = text.lines().collect();
        for (start, line) in lines.iter().enumerate() {
            let code = line.trim_start();
            let before = code.split("fn ").next().unwrap_or_default();
            let is_said = |word: &str| word.starts_with("pub") || ["const", "async"].contains(&word);
            if before.len() == code.len() || !before.split_whitespace().all(is_said) {
                continue;
            }
            let indent = line.len() - code.len();
            let end = lines[start..].iter().position(|line| {
                line.len() - line.trim_start().len() == indent && line.trim_end() == format!("{}}}", " ".repeat(indent))
            });
            let length = end.map_or(1, |end| end + 1);
            if length > 60 {
                long.push(format!("{}:{}: {length} lines", path.display(), start + 1));
            }
        }
    }
    complaints(long);
}

#[test]
fn a_feature_has_at_most_four_files() {
    let shared = ["base", "http", "tables", "papers", "demo", "cli"];
    let mut wrong = Vec::new();
    for entry in fs::read_dir("src").unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.is_dir()) {
        let name = entry.file_name().unwrap().to_str().unwrap().to_owned();
        let count = fs::read_dir(&entry).unwrap().count();
        if !shared.contains(&name.as_str()) && count > 4 {
            wrong.push(format!("src/{name} has {count} files"));
        }
    }
    complaints(wrong);
}

/// From the ground up; a folder may use those before it, and those on its own floor.
const FLOORS: [&[&str]; 12] = [
    &["config", "papers"],
    &["base", "analysis", "persons"],
    &["http", "tables", "flags", "rules"],
    &["accounts", "people"],
    &["consultations", "editor", "revisions", "publication", "documents", "meetings", "system"],
    &[
        "opinions",
        "counts",
        "receipts",
        "letters",
        "status",
        "writing",
        "intake",
        "cards",
        "reactions",
        "voices",
        "similar",
        "reading",
        "additions",
        "appeals",
    ],
    &["exchange"],
    &["files"],
    &["orders"],
    &[
        "decisions",
        "moderation",
        "bulk",
        "policy",
        "proposals",
        "families",
        "claims",
        "undo",
        "queue",
        "follow_ups",
        "statistics",
        "balance",
        "results",
        "operation",
        "exports",
        "making",
        "faults",
        "mapping",
        "headings",
        "uploads",
        "trials",
        "staging",
        "imports",
        "identity",
        "workshops",
        "transcription",
        "log",
    ],
    &["archive"],
    &["app", "worker", "cli", "demo", "lib", "main"],
];

#[test]
fn a_floor_rests_on_the_floors_below_it() {
    let floor = |name: &str| FLOORS.iter().position(|floor| floor.contains(&name));
    let mut wrong = Vec::new();
    for (path, text) in sources().into_iter().filter(|(path, _)| path.starts_with("src")) {
        let own = path.components().nth(1).unwrap().as_os_str().to_str().unwrap().trim_end_matches(".rs").to_owned();
        let Some(own_floor) = floor(&own) else {
            wrong.push(format!("{} stands on no floor", path.display()));
            continue;
        };
        if own_floor < FLOORS.len() - 1 && text.contains("use crate::{") {
            wrong.push(format!("{} hides behind braces what it uses", path.display()));
        }
        // The state that every handler gets is the one thing that comes down from the roof.
        for used in text.replace("crate::app::App", "").split("crate::").skip(1) {
            let name: String = used.chars().take_while(|c| c.is_ascii_lowercase() || *c == '_').collect();
            if floor(&name).is_some_and(|floor| floor > own_floor) {
                wrong.push(format!("{} uses crate::{name}, a floor above", path.display()));
            }
            let to_routes = used.starts_with(&format!("{name}::routes"));
            if to_routes && name != own && own != "app" {
                wrong.push(format!("{} uses the routes of {name}", path.display()));
            }
        }
    }
    complaints(wrong);
}

#[test]
fn each_kind_of_code_stays_where_it_belongs() {
    let mut wrong = Vec::new();
    for (path, text) in sources().into_iter().filter(|(path, _)| path.starts_with("src")) {
        let name = path.file_name().unwrap().to_str().unwrap();
        let has = |what: &str| text.contains(what);
        let mut check = |bad: bool, what: &str| {
            if bad {
                wrong.push(format!("{}: {what}", path.display()));
            }
        };
        check(name == "routes.rs" && (has("sqlx::query") || has("Sql::new")), "SQL in routes");
        check(name == "store.rs" && has("axum"), "axum in a store");
        check(
            !path.ends_with("base/clock.rs") && (has("SystemTime::now") || has("Timestamp::now") || has("now_utc()")),
            "asks the machine for the time",
        );
        let mut words = text
            .lines()
            .filter(|line| line.contains("axum::extract::"))
            .flat_map(|line| line.split([' ', ':', ',', '{', '}', ';', '<']));
        check(!path.ends_with("http/forms.rs") && words.any(|word| word == "Path"), "axum's Path instead of our own");
        check(has("todo!(") || has("unimplemented!(") || has("dbg!("), "unfinished");
        let engines = ["base/db.rs", "base/search.rs"].iter().any(|own| path.ends_with(own));
        check(!engines && (has("Engine::Sqlite =>") || has("Engine::Postgres =>")), "asks which engine it is");
    }
    complaints(wrong);
}

#[test]
fn templates_escape_everything_and_hold_no_script_or_style() {
    let mut pages = Vec::new();
    html(Path::new("web/templates"), &mut pages);
    let mut wrong = Vec::new();
    for (path, text) in pages {
        for bad in [
            "|safe",
            "| safe",
            "style=\"",
            "onclick",
            "onload=",
            "javascript:",
            "placeholder=",
            "<noscript",
            "http-equiv",
            "autofocus",
        ] {
            if text.contains(bad) {
                wrong.push(format!("{}: {bad}", path.display()));
            }
        }
        if text.split("<script").skip(1).any(|tag| !tag.starts_with(" type=\"module\" src=\"{{ ui.asset(")) {
            wrong.push(format!("{}: a script that is not one of our files", path.display()));
        }
    }
    complaints(wrong);
}

fn html(folder: &Path, into: &mut Vec<(PathBuf, String)>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            html(&path, into);
        } else {
            let text = fs::read_to_string(&path).unwrap();
            into.push((path, text));
        }
    }
}

#[test]
fn every_form_refuses_fields_it_does_not_know() {
    let program = sources().into_iter().filter(|(path, _)| path.starts_with("src"));
    let program: String = program.map(|(_, text)| text).collect();
    // The editor's forms are made by one macro.
    let made = program.split("\nforms! {").nth(1).unwrap().split("\n}").next().unwrap();
    let mut wrong = Vec::new();
    let forms = [": Form<", ": LangForm<", ": PickForm<"].map(|form| program.split(form).skip(1));
    for used in forms.into_iter().flatten() {
        let name: String = used.chars().take_while(char::is_ascii_alphanumeric).collect();
        let shape = if made.contains(&format!(" {name} {{")) { "$form" } else { &name };
        let Some(at) = program.find(&format!("struct {shape} {{")) else {
            wrong.push(format!("{name} is nowhere"));
            continue;
        };
        let attributes = &program[program[..at].rfind("#[derive(").unwrap_or(0)..at];
        if !attributes.contains("deny_unknown_fields") {
            wrong.push(format!("{name} takes whatever comes"));
        }
    }
    complaints(wrong);
}

#[test]
fn every_setting_is_in_the_readme_with_its_default() {
    let readme = fs::read_to_string("README.md").unwrap();
    let command = koe::config::Config::augment_args(Command::new("koe"));
    let mut missing = Vec::new();
    for argument in command.get_arguments() {
        let Some(variable) = argument.get_env() else { continue };
        let variable = variable.to_str().unwrap();
        let row = readme.lines().find(|line| line.starts_with(&format!("| `{variable}`")));
        let defaults = argument.get_default_values().iter().map(|value| value.to_str().unwrap().to_owned());
        match row {
            None => missing.push(format!("{variable} is not in the table")),
            Some(row) => missing.extend(
                defaults
                    .filter(|value| !row.split('|').any(|cell| cell.trim().trim_matches('`') == value))
                    .map(|value| format!("{variable}: default {value}")),
            ),
        }
    }
    complaints(missing);
}

#[test]
fn every_dependency_has_its_reason_in_the_readme() {
    let readme = fs::read_to_string("README.md").unwrap();
    let manifest = fs::read_to_string("Cargo.toml").unwrap();
    let section = manifest.split("[dependencies]").nth(1).unwrap().split("\n[").next().unwrap();
    let names = section.lines().filter_map(|line| line.split_once(" =")).map(|(name, _)| name);
    complaints(names.filter(|name| !readme.contains(&format!("`{name}`"))).map(str::to_owned).collect());
}

#[test]
fn the_page_of_licences_names_what_the_program_is_built_from() {
    let tree = std::process::Command::new(env!("CARGO"))
        .args(["tree", "--offline", "--locked", "--edges", "normal", "--prefix", "none", "--format", "{p}\t{l}"])
        .output()
        .unwrap();
    assert!(tree.status.success(), "{}", String::from_utf8_lossy(&tree.stderr));
    let tree = String::from_utf8(tree.stdout).unwrap();
    let rows = tree.lines().filter_map(|line| line.trim_end_matches(" (*)").split_once('\t'));
    let name = |package: &str| package.split(' ').next().unwrap().to_owned();
    let built: BTreeSet<String> = rows
        .map(|(package, licence)| (name(package), licence))
        .filter(|(name, _)| name != "koe")
        .map(|(name, licence)| format!("{name}\t{licence}"))
        .collect();
    let listed = fs::read_to_string("src/reading/licences.tsv").unwrap();
    let listed: BTreeSet<String> = listed.lines().map(str::to_owned).collect();
    let wrong = built.symmetric_difference(&listed).cloned().collect();
    assert!(listed.iter().all(|row| row.split('\t').all(|cell| !cell.is_empty())), "a part has no licence");
    complaints(wrong);
}
