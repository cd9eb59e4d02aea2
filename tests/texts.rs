//! The language files: complete, used, with the same blanks, in the same order of keys.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// Keys with the names of their blanks, in the file's order.
fn messages(lang: &str) -> Vec<(String, BTreeSet<String>)> {
    let text = fs::read_to_string(format!("web/locales/{lang}/koe.ftl")).unwrap();
    let mut found: Vec<(String, BTreeSet<String>)> = Vec::new();
    for line in text.lines() {
        let is_key = line.starts_with(|c: char| c.is_ascii_lowercase());
        if let Some((key, _)) = line.split_once(" =").filter(|_| is_key) {
            found.push((key.to_owned(), BTreeSet::new()));
        }
        if line.starts_with('#') {
            continue;
        }
        for part in line.split('{').skip(1) {
            let blank = part
                .trim_start()
                .strip_prefix('$')
                .map(|rest| rest.split(|c: char| !c.is_alphanumeric() && c != '-' && c != '_').next().unwrap());
            if let (Some(name), Some((_, blanks))) = (blank, found.last_mut()) {
                blanks.insert(name.to_owned());
            }
        }
    }
    found
}

fn languages() -> Vec<String> {
    let mut found: Vec<String> =
        fs::read_dir("web/locales").unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    found.sort();
    found
}

#[test]
fn every_language_has_every_key_once_with_the_same_blanks() {
    let japanese: BTreeMap<_, _> = messages("ja").into_iter().collect();
    for lang in languages() {
        let listed = messages(&lang);
        let own: BTreeMap<_, _> = listed.iter().cloned().collect();
        assert_eq!(own.len(), listed.len(), "{lang} has a key twice");
        let missing: Vec<_> = japanese.keys().filter(|key| !own.contains_key(*key)).collect();
        let surplus: Vec<_> = own.keys().filter(|key| !japanese.contains_key(*key)).collect();
        assert!(missing.is_empty() && surplus.is_empty(), "{lang} lacks {missing:?} and has too many: {surplus:?}");
        for (key, blanks) in &japanese {
            assert_eq!(own[key], *blanks, "{lang}: blanks of {key}");
        }
    }
}

#[test]
fn every_language_file_is_well_formed() {
    for lang in languages() {
        let text = fs::read_to_string(format!("web/locales/{lang}/koe.ftl")).unwrap();
        if let Err((_, errors)) = fluent_syntax::parser::parse(text.as_str()) {
            panic!("{lang}: {errors:?}");
        }
    }
}

#[test]
fn every_key_is_used() {
    let mut source = String::new();
    read_all(Path::new("src"), &mut source);
    read_all(Path::new("web/templates"), &mut source);
    let unused: Vec<_> =
        messages("ja").into_iter().map(|(key, _)| key).filter(|key| !source.contains(&format!("\"{key}\""))).collect();
    assert!(unused.is_empty(), "nobody uses {unused:?}");
}

#[test]
fn english_is_not_japanese() {
    let text = fs::read_to_string("web/locales/en/koe.ftl").unwrap();
    let kana = |line: &&str| line.chars().any(|c| matches!(c, 'ぁ'..='ヿ'));
    let left: Vec<_> = text.lines().filter(kana).collect();
    assert!(left.is_empty(), "still Japanese: {left:#?}");
}

fn read_all(folder: &Path, into: &mut String) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            read_all(&path, into);
        } else if path.extension().is_some_and(|kind| kind == "rs" || kind == "html") {
            into.push_str(&fs::read_to_string(path).unwrap());
        }
    }
}
