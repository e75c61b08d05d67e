//! Whether every package from outside may be used and shipped by this project. The list of licences is the one in
//! `deny.toml`, so that `cargo deny` run by hand says the same; this check needs neither the network nor that tool.
//!
//! Versions that their authors withdrew are looked up in the index that cargo has fetched anyway. Known vulnerabilities stand
//! in no index: that part of `cargo deny check` needs a network that reaches its database, and is run by hand.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use crate::command::Run;
use crate::paths;

/// The packages a crate from outside may not be, whatever its licence: each brings a C library or its own TLS.
const BANNED: [&str; 3] = ["openssl-sys", "native-tls", "ring"];

fn packages() -> Vec<serde_json::Value> {
    let text = Run::cargo().args(["metadata", "--format-version", "1", "--offline", "--locked"]).output().unwrap();
    let metadata: serde_json::Value = serde_json::from_str(&text).unwrap();
    metadata["packages"].as_array().unwrap().clone()
}

fn accepted() -> BTreeSet<String> {
    let text = std::fs::read_to_string(paths::root().join("deny.toml")).unwrap();
    let (_, after) = text.split_once("allow = [").unwrap();
    let (list, _) = after.split_once(']').unwrap();
    list.lines()
        .flat_map(|line| line.split('#').next())
        .flat_map(|line| line.split(','))
        .map(|word| word.trim().trim_matches('"').to_owned())
        .filter(|word| !word.is_empty())
        .collect()
}

/// Whether an SPDX expression can be satisfied with accepted licences. `/` is the old way of writing OR.
fn satisfied(expression: &str, accepted: &BTreeSet<String>) -> bool {
    let spaced = expression.replace('/', " OR ").replace('(', " ( ").replace(')', " ) ");
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let mut at = 0;
    any_of(&words, &mut at, accepted) && at == words.len()
}

fn any_of(words: &[&str], at: &mut usize, accepted: &BTreeSet<String>) -> bool {
    let mut found = all_of(words, at, accepted);
    while words.get(*at) == Some(&"OR") {
        *at += 1;
        found |= all_of(words, at, accepted);
    }
    found
}

fn all_of(words: &[&str], at: &mut usize, accepted: &BTreeSet<String>) -> bool {
    let mut found = one(words, at, accepted);
    while words.get(*at) == Some(&"AND") {
        *at += 1;
        found &= one(words, at, accepted);
    }
    found
}

fn one(words: &[&str], at: &mut usize, accepted: &BTreeSet<String>) -> bool {
    let Some(word) = words.get(*at) else {
        return false;
    };
    *at += 1;
    if *word == "(" {
        let found = any_of(words, at, accepted);
        *at += 1;
        return found;
    }
    if words.get(*at) == Some(&"WITH") {
        *at += 2;
        let exception = words.get(*at - 1).copied().unwrap_or_default();
        return accepted.contains(&format!("{word} WITH {exception}")) || accepted.contains(*word);
    }
    accepted.contains(*word)
}

#[test]
fn expressions_are_read_as_spdx_says() {
    let accepted: BTreeSet<String> = ["MIT", "Apache-2.0", "Unicode-3.0"].map(str::to_owned).into();
    let check = |expression: &str, expected: bool| {
        assert_eq!(satisfied(expression, &accepted), expected, "{expression}");
    };
    check("MIT", true);
    check("MIT/Apache-2.0", true);
    check("GPL-3.0", false);
    check("GPL-3.0 OR MIT", true);
    check("GPL-3.0 AND MIT", false);
    check("(MIT OR Apache-2.0) AND Unicode-3.0", true);
    check("(MIT OR Apache-2.0) AND MPL-2.0", false);
    check("Apache-2.0 WITH LLVM-exception OR GPL-2.0", true);
    check("MIT OR", true);
    check("", false);
}

#[test]
fn every_package_has_an_accepted_licence() {
    let accepted = accepted();
    assert!(accepted.contains("MIT"), "deny.toml names no licences");
    let refused: Vec<String> = packages()
        .iter()
        .filter(|package| {
            let licence = package["license"].as_str().unwrap_or_default();
            !satisfied(licence, &accepted)
        })
        .map(|package| format!("{} {}: {}", package["name"], package["version"], package["license"]))
        .collect();
    assert!(refused.is_empty(), "{refused:#?}");
}

#[test]
fn nothing_banned_is_in_the_tree_and_everything_comes_from_the_registry() {
    for package in packages() {
        let name = package["name"].as_str().unwrap_or_default();
        assert!(!BANNED.contains(&name), "{name} is banned");
        let source = package["source"].as_str().unwrap_or("registry");
        assert!(source.starts_with("registry"), "{name} comes from {source}");
    }
}

/// Where cargo keeps what the registry says of a package: in folders named by its first letters.
fn entry_of(name: &str) -> PathBuf {
    let name = name.to_lowercase();
    match name.len() {
        1 | 2 => [name.len().to_string().as_str(), &name].iter().collect(),
        3 => ["3", name.get(..1).unwrap_or_default(), &name].iter().collect(),
        _ => [name.get(..2).unwrap_or_default(), name.get(2..4).unwrap_or_default(), &name].iter().collect(),
    }
}

/// Whether a version was withdrawn, by the entry of its package; nothing if the entry does not name it. An entry holds one
/// JSON object for each version, with a zero byte around it.
fn withdrawn(entry: &[u8], version: &str) -> Option<bool> {
    let objects = entry.split(|byte| *byte == 0).filter(|part| part.starts_with(b"{"));
    let mut versions = objects.filter_map(|part| serde_json::from_slice::<serde_json::Value>(part).ok());
    versions.find(|said| said["vers"] == version).map(|said| said["yanked"] == true)
}

fn indexes() -> Vec<PathBuf> {
    let home = std::env::var_os("CARGO_HOME").map(PathBuf::from);
    let home = home.or_else(|| Some(Path::new(&std::env::var_os("HOME")?).join(".cargo"))).unwrap_or_default();
    let folders = std::fs::read_dir(home.join("registry").join("index")).into_iter().flatten().flatten();
    folders.map(|folder| folder.path().join(".cache")).collect()
}

#[test]
fn an_entry_tells_which_versions_were_withdrawn() {
    assert_eq!(entry_of("a"), Path::new("1/a"));
    assert_eq!(entry_of("csv"), Path::new("3/c/csv"));
    assert_eq!(entry_of("Inflector"), Path::new("in/fl/inflector"));
    let entry = b"\x03\x02e\x001.0.0\x00{\"vers\": \"1.0.0\", \"yanked\": true}\x001.0.1\x00{\"vers\": \"1.0.1\", \"yanked\": false}\x00";
    assert_eq!(["1.0.0", "1.0.1", "1.0.2"].map(|version| withdrawn(entry, version)), [Some(true), Some(false), None]);
}

#[test]
fn no_locked_version_was_withdrawn_by_its_authors() {
    let indexes = indexes();
    let mut looked_up = 0;
    for package in packages().iter().filter(|package| package["source"].is_string()) {
        let (name, version) = (&package["name"], package["version"].as_str().unwrap_or_default());
        let place = entry_of(name.as_str().unwrap_or_default());
        let entries = indexes.iter().filter_map(|index| std::fs::read(index.join(&place)).ok());
        for said in entries.filter_map(|entry| withdrawn(&entry, version)) {
            looked_up += 1;
            assert!(!said, "{name} {version} was withdrawn: cargo update -p {name}");
        }
    }
    assert!(looked_up > 0, "cargo's index is not where it is looked for: nothing was checked");
}
