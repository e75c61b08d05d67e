//! The manner of the house as tests: what a reviewer would otherwise have to say again and again.
//!
//! Only files that git knows (or would add) are looked at, so that what is built or installed does not count.

use crate::command::Run;
use crate::paths;

/// Files longer than this are looked at again.
const LONG: usize = 400;

/// Long files that may be: each with its reason.
const LONG_WITH_REASON: [(&str, &str); 1] =
    [("app/crates/listfile/src/header/aliases.rs", "a table: every header that offices use, one to a line")];

/// What stands at the top of the checkout, and nothing else; names that begin with a dot are free.
const TOP: [&str; 17] = [
    "ARCHITECTURE.md",
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    "Cargo.lock",
    "Cargo.toml",
    "LICENSE-APACHE",
    "LICENSE-MIT",
    "README.md",
    "Trunk.toml",
    "app",
    "clippy.toml",
    "deny.toml",
    "public",
    "rust-toolchain.toml",
    "rustfmt.toml",
    "sync-worker",
    "tests",
];

/// Every file of the project, from the root, with forward slashes.
fn files() -> Vec<String> {
    let listed =
        Run::new("git").args(["ls-files", "-z", "--cached", "--others", "--exclude-standard"]).output().unwrap();
    listed
        .split('\0')
        .filter(|name| !name.is_empty() && paths::root().join(name).is_file())
        .map(str::to_owned)
        .collect()
}

fn rust_files() -> Vec<String> {
    let mut found = files();
    found.retain(|name| name.ends_with(".rs"));
    found
}

fn text(name: &str) -> String {
    let bytes = std::fs::read(paths::root().join(name)).unwrap();
    String::from_utf8_lossy(&bytes).into_owned()
}

/// Fails with every complaint at once, so that one run says everything.
fn none(complaints: &[String]) {
    assert!(complaints.is_empty(), "{complaints:#?}");
}

#[test]
fn the_top_level_is_as_agreed() {
    let mut wrong: Vec<String> = files()
        .iter()
        .filter_map(|name| name.split('/').next().map(str::to_owned))
        .filter(|first| !first.starts_with('.') && !TOP.contains(&first.as_str()))
        .collect();
    wrong.dedup();
    none(&wrong);
}

#[test]
fn long_files_have_a_reason() {
    let wrong: Vec<String> = files()
        .iter()
        .filter(|name| {
            [".rs", ".mjs", ".js", ".css"].iter().any(|end| name.ends_with(end))
                && !LONG_WITH_REASON.iter().any(|(known, _)| known == name)
        })
        .map(|name| (name, text(name).lines().count()))
        .filter(|(_, lines)| *lines > LONG)
        .map(|(name, lines)| format!("{name} has {lines} lines: split it, or give the reason here"))
        .collect();
    none(&wrong);
    for (name, reason) in LONG_WITH_REASON {
        assert!(!reason.is_empty());
        assert!(text(name).lines().count() > LONG, "{name} is not long any more");
    }
}

#[test]
fn every_module_says_what_it_is_for() {
    let wrong: Vec<String> = rust_files().into_iter().filter(|name| !text(name).starts_with("//!")).collect();
    none(&wrong);
}

#[test]
fn no_file_is_a_dumping_ground() {
    let vague = ["utils", "util", "helpers", "helper", "common", "misc", "types", "manager"];
    let wrong: Vec<String> = files()
        .into_iter()
        .filter(|name| name.split('/').filter_map(|part| part.split('.').next()).any(|part| vague.contains(&part)))
        .collect();
    none(&wrong);
}

#[test]
fn nothing_is_left_unfinished() {
    // Put together here, so that this file does not find itself.
    let marks = [("todo", "!("), ("unimplemented", "!("), ("dbg", "!("), ("#[", "ignore")]
        .map(|(head, tail)| format!("{head}{tail}"));
    none(&lines_with(&rust_files(), |line| marks.iter().any(|mark| line.contains(mark))));
}

#[test]
fn crates_with_one_home_are_named_only_there() {
    let mut wrong = Vec::new();
    for (word, home) in [("leptos", "app/src/"), ("indexed_db_futures", "app/crates/vault-idb/")] {
        let elsewhere: Vec<String> = rust_files()
            .into_iter()
            .filter(|name| !name.starts_with(home) && !name.starts_with("tests/xtask/"))
            .collect();
        let used = [format!("{word}::"), format!("use {word}"), format!("{word}_")];
        wrong.extend(lines_with(&elsewhere, |line| {
            !line.trim_start().starts_with("//") && used.iter().any(|how| line.contains(how))
        }));
    }
    none(&wrong);
}

#[test]
fn the_client_names_no_other_origin() {
    // A name space is not an address: nothing is ever fetched from it.
    let harmless = ["http://www.w3.org/", "http://schemas.openxmlformats.org/"];
    let mut shipped = files();
    shipped.retain(|name| {
        (name.starts_with("public/") || name.starts_with("app/") && name.contains("/src/"))
            && [".rs", ".js", ".css", ".html", ".webmanifest", ".svg"].iter().any(|end| name.ends_with(end))
    });
    let schemes = ["http", "https"].map(|scheme| format!("{scheme}://"));
    none(&lines_with(&shipped, |line| {
        let mut line = line.to_owned();
        for known in harmless {
            line = line.replace(known, "");
        }
        !line.trim_start().starts_with("//") && schemes.iter().any(|scheme| line.contains(scheme))
    }));
}

#[test]
fn the_words_a_user_reads_stand_in_the_text_module() {
    let mut pages = rust_files();
    pages
        .retain(|name| name.starts_with("app/src/") && name != "app/src/text.rs" && !name.starts_with("app/src/text/"));
    let mut wrong = Vec::new();
    for name in pages {
        // Tests stand at the end of a file, and may say what they expect to be shown.
        let whole = text(&name);
        let shown = whole.split("#[cfg(test)]").next().unwrap_or_default();
        wrong.extend(numbered(&name, shown, |line| {
            // A pattern is compared with a value, not shown.
            let code = line.split("//").next().unwrap_or_default();
            let shown = code.rsplit("=>").next().unwrap_or_default();
            shown.contains('"') && shown.chars().any(is_chinese)
        }));
    }
    none(&wrong);
}

#[test]
fn the_project_makes_sense_to_a_stranger() {
    // Put together here, so that this file does not find itself.
    let words = [
        ["/work", "/shared"].concat(),
        ["/work", "/main"].concat(),
        ["..", "/shared"].concat(),
        ["toolchain", ".md"].concat(),
        ["anchors", ".md"].concat(),
        ["domain", ".md"].concat(),
    ];
    let mut all = files();
    all.retain(|name| !name.ends_with("Cargo.lock") && !name.starts_with("public/sample/"));
    none(&lines_with(&all, |line| words.iter().any(|word| line.contains(word.as_str()))));
}

#[test]
fn no_lock_file_names_a_registry_by_address() {
    let mut locks = files();
    locks.retain(|name| name.ends_with("package-lock.json"));
    assert!(!locks.is_empty());
    none(&lines_with(&locks, |line| line.contains("\"resolved\"")));
}

fn is_chinese(letter: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&letter) || ('\u{3400}'..='\u{4dbf}').contains(&letter)
}

fn lines_with(names: &[String], found: impl Fn(&str) -> bool) -> Vec<String> {
    names.iter().flat_map(|name| numbered(name, &text(name), &found)).collect()
}

fn numbered(name: &str, text: &str, found: impl Fn(&str) -> bool) -> Vec<String> {
    text.lines()
        .enumerate()
        .filter(|(_, line)| found(line))
        .map(|(at, line)| format!("{name}:{}: {}", at + 1, line.trim()))
        .collect()
}
