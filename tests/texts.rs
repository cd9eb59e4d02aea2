//! The language files: complete, used, with the same blanks, in the same order of keys.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use koe::base::marks::{bare, is_kanji, noted};
use koe::base::text::Lang;

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

/// Where the way of an opinion is told, from the form to the status page, with letters and whatever can go wrong: files,
/// and folders with all that is in them.
const POSTING: [&str; 26] = [
    "src/additions",
    "src/analysis",
    "src/appeals",
    "src/http/dates.rs",
    "src/http/errors.rs",
    "src/intake",
    "src/letters",
    "src/reactions",
    "src/receipts",
    "src/status",
    "src/writing",
    "web/templates/error.html",
    "web/templates/intake",
    "web/templates/layout.html",
    "web/templates/letters",
    "web/templates/reactions",
    "web/templates/similar",
    "web/templates/parts/contact.html",
    "web/templates/parts/forms.html",
    "web/templates/parts/personal.html",
    "web/templates/parts/personal_ask.html",
    "web/templates/parts/personal_list.html",
    "web/templates/parts/stage.html",
    "web/templates/receipts",
    "web/templates/status",
    "web/templates/writing",
];

/// What those pages show of lists that staff read, too: keys that begin so.
const POSTING_LISTS: [&str; 15] = [
    "addition-kind",
    "body-",
    "confirm-seen-",
    "editor-age-",
    "editor-first-theme",
    "editor-relation-",
    "field-",
    "frame-",
    "language-",
    "mask-",
    "queue-kind-",
    "reason-",
    "site-brand",
    "site-name",
    "state-",
];

/// The same of the other pages of residents.
const READING: [&str; 13] = [
    "src/cards",
    "src/counts",
    "src/opinions/filter.rs",
    "src/operation",
    "src/reading",
    "src/results",
    "src/voices",
    "web/templates/cards",
    "web/templates/operation",
    "web/templates/parts/local_nav.html",
    "web/templates/reading",
    "web/templates/results",
    "web/templates/voices",
];
const READING_LISTS: [&str; 12] = [
    "channel-",
    "document-facts",
    "document-link",
    "document-odt",
    "document-ods",
    "filter-gone",
    "filter-words-cut",
    "guideline-",
    "mode-",
    "readings-",
    "site-guideline-offer",
    "site-privacy-offer",
];

/// Words of staff that stand in those files.
const STAFF: [&str; 7] = [
    "error-forbidden-",
    "error-set-up-",
    "error-sign-in-",
    "error-typed-sign-in",
    "error-typed-text",
    "error-work",
    "sign-in-button",
];

/// What the top of a language's file says of it.
fn said(lang: &str, key: &str) -> String {
    let text = fs::read_to_string(format!("web/locales/{lang}/koe.ftl")).unwrap();
    let said = text.lines().find_map(|line| line.strip_prefix(key)?.strip_prefix(" = "));
    said.unwrap_or_else(|| panic!("{lang} does not say its {key}")).to_owned()
}

/// The keys without which a language would not be what it says it is.
fn needed(tier: &str) -> BTreeSet<String> {
    let all = messages("ja").into_iter().map(|(key, _)| key);
    let (files, lists) = match tier {
        "full" => return all.collect(),
        "residents" => ([&POSTING[..], &READING].concat(), [&POSTING_LISTS[..], &READING_LISTS].concat()),
        "posting" => (POSTING.to_vec(), POSTING_LISTS.to_vec()),
        other => panic!("there is no tier {other}"),
    };
    let mut source = String::new();
    for path in files.iter().map(Path::new) {
        assert!(path.exists(), "{} is gone", path.display());
        if path.is_dir() { read_all(path, &mut source) } else { source.push_str(&fs::read_to_string(path).unwrap()) }
    }
    let begins = |key: &str, lists: &[&str]| lists.iter().any(|list| key.starts_with(list));
    all.filter(|key| !begins(key, &STAFF) && (begins(key, &lists) || source.contains(&format!("\"{key}\"")))).collect()
}

#[test]
fn every_language_has_every_key_of_its_tier_once_with_the_same_blanks() {
    let japanese: BTreeMap<_, _> = messages("ja").into_iter().collect();
    for lang in languages() {
        let listed = messages(&lang);
        let own: BTreeMap<_, _> = listed.iter().cloned().collect();
        assert_eq!(own.len(), listed.len(), "{lang} has a key twice");
        let needed = needed(&said(&lang, "language-tier"));
        let missing: Vec<_> = needed.iter().filter(|key| !own.contains_key(*key)).collect();
        let surplus: Vec<_> = own.keys().filter(|key| !japanese.contains_key(*key)).collect();
        assert!(missing.is_empty() && surplus.is_empty(), "{lang} lacks {missing:?} and has too many: {surplus:?}");
        for (key, blanks) in &own {
            assert_eq!(japanese[key], *blanks, "{lang}: blanks of {key}");
        }
    }
}

/// A folder is all that it takes: what the program knows of languages is what the folders say.
#[test]
fn the_languages_of_the_program_are_the_folders() {
    let mut known: Vec<_> = Lang::all().map(|lang| lang.code().to_owned()).collect();
    known.sort();
    assert_eq!(known, languages());
    for lang in Lang::all() {
        let said = |key| said(lang.code(), key);
        assert_eq!(bare(lang.name()), bare(&noted(&said("language-name"))));
        assert_eq!((lang.tag(), lang.tier().name()), (&*said("language-tag"), &*said("language-tier")));
        assert!(languages().contains(&said("language-fallback")));
        assert_eq!(lang.chain().last(), Some(Lang::JA), "{} falls back to Japanese in the end", lang.code());
        assert_eq!(lang.prefix().is_empty(), lang == Lang::JA);
        // BCP 47: letters first, and parts of at most eight letters and digits.
        let parts: Vec<_> = lang.tag().split('-').collect();
        assert!(matches!(parts[0].len(), 2 | 3) && parts[0].bytes().all(|byte| byte.is_ascii_lowercase()));
        assert!(parts.iter().all(|part| part.len() <= 8 && part.bytes().all(|byte| byte.is_ascii_alphanumeric())));
    }
}

#[test]
fn a_word_that_a_language_lacks_comes_from_the_one_it_falls_back_to() {
    let word = |lang: &str, key| Lang::parse(lang).unwrap().words().get(key);
    assert_eq!(word("vi", "home-title"), word("en", "home-title"));
    assert_eq!(word("ja-simple", "staff-nav-queue"), word("ja", "staff-nav-queue"));
    assert_ne!(word("vi", "write-title"), word("en", "write-title"));
}

#[test]
fn every_kanji_of_easy_japanese_has_its_reading() {
    let text = fs::read_to_string("web/locales/ja-simple/koe.ftl").unwrap();
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        let mut rest = &*noted(line);
        while let Some((before, marked)) = rest.split_once('\u{FDD2}') {
            assert!(!before.contains(is_kanji), "no reading in {before}");
            let (base, tail) = marked.split_once('\u{FDD3}').unwrap();
            let (reading, after) = tail.split_once('\u{FDD4}').unwrap();
            assert!(base.contains(is_kanji), "{base} needs no reading");
            assert!(reading.chars().all(|c| matches!(c, 'ぁ'..='ゖ' | 'ァ'..='ー')), "{reading} is no reading");
            rest = after;
        }
        assert!(!rest.contains(is_kanji) && !rest.contains(['《', '》', '｜']), "no reading in {rest}");
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
fn no_other_language_is_japanese() {
    for lang in languages().into_iter().filter(|lang| said(lang, "language-tag") != "ja") {
        let text = fs::read_to_string(format!("web/locales/{lang}/koe.ftl")).unwrap();
        let kana = |line: &&str| line.chars().any(|c| matches!(c, 'ぁ'..='ヿ'));
        let left: Vec<_> = text.lines().filter(kana).collect();
        assert!(left.is_empty(), "{lang} is still Japanese: {left:#?}");
    }
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
