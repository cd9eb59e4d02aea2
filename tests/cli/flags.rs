//! `koe flags`: the rules on texts from elsewhere.

use std::io::Write;
use std::process::{Output, Stdio};

use crate::{Folder, koe};

/// What it prints for these lines.
fn flagged(lines: &str) -> Output {
    let Folder(data) = &Folder::new();
    let mut program =
        koe(data).arg("flags").stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    program.stdin.take().unwrap().write_all(lines.as_bytes()).unwrap();
    program.wait_with_output().unwrap()
}

#[test]
fn each_line_is_answered_with_the_places_that_the_rules_find_in_characters() {
    let texts = ["区長の山田さん👨‍👩‍👧に𠮷田", "何もない文", "電話は０７９－０００－０００１です"];
    let lines: String = texts.iter().map(|text| serde_json::to_string(text).unwrap() + "\n").collect();
    let output = flagged(&lines);
    assert!(output.status.success());
    let expected = "[{\"rule\":\"name\",\"start\":3,\"end\":7,\"text\":\"山田さん\"}]\n[]\n\
                    [{\"rule\":\"phone\",\"start\":3,\"end\":15,\"text\":\"０７９－０００－０００１\"}]\n";
    assert_eq!(String::from_utf8(output.stdout).unwrap(), expected);
}

#[test]
fn a_line_that_is_no_json_string_is_named() {
    let output = flagged("\"一\"\n二\n");
    assert!(!output.status.success());
    assert_eq!(String::from_utf8(output.stdout).unwrap(), "[]\n", "what came before it is answered");
    assert!(String::from_utf8(output.stderr).unwrap().contains("line 2 is no JSON string"));
}
