//! Which crate may know which: the layers of the house, checked against what cargo says the crates depend on.
//! An edge that is not in this table is a change of the architecture and belongs in ARCHITECTURE.md as well.

use std::collections::BTreeSet;

use crate::command::Run;

/// Who may depend on whom within the house. A crate that is not named here does not belong to it.
const ALLOWED: [(&str, &[&str]); 20] = [
    ("sync", &[]),
    ("ledger", &["sync"]),
    ("listfile", &["ledger"]),
    ("vault", &["sync"]),
    ("vault-idb", &["vault"]),
    ("line", &["sync"]),
    ("desk", &["ledger", "line", "print", "sync", "vault"]),
    ("port", &[]),
    ("print", &["ledger"]),
    // The edge and its worker: for tests only, which let two desks speak with a server.
    ("desk-worker", &["desk", "edge", "ledger", "line", "port", "sync", "sync-worker", "vault", "vault-idb"]),
    ("file-worker", &["desk", "ledger", "listfile", "port"]),
    ("app", &["desk", "ledger"]),
    ("site", &[]),
    ("sync-worker", &["site", "sync"]),
    ("edge", &["site", "sync", "sync-worker"]),
    ("headless", &["ledger", "listfile"]),
    ("fuzz", &["ledger", "listfile", "sync"]),
    ("sample", &[]),
    ("xtask", &["site"]),
    ("simulate", &["sync"]),
];

/// Packages from outside that only the crates named may use.
const ONLY_IN: [(&str, &[&str]); 4] = [
    ("leptos", &["app"]),
    ("indexed_db_futures", &["vault-idb"]),
    ("worker", &["sync-worker"]),
    ("calamine", &["listfile"]),
];

struct Package {
    name: String,
    /// Every dependency, and whether it is for tests only.
    uses: Vec<(String, bool)>,
}

fn house() -> Vec<Package> {
    let text = Run::cargo().args(["metadata", "--format-version", "1", "--no-deps", "--offline"]).output().unwrap();
    let metadata: serde_json::Value = serde_json::from_str(&text).unwrap();
    let packages = metadata["packages"].as_array().unwrap();
    packages
        .iter()
        .map(|package| Package {
            name: package["name"].as_str().unwrap().to_owned(),
            uses: package["dependencies"]
                .as_array()
                .unwrap()
                .iter()
                .map(|one| (one["name"].as_str().unwrap().to_owned(), one["kind"] == "dev"))
                .collect(),
        })
        .collect()
}

#[test]
fn crates_know_only_the_layers_below_them() {
    let house = house();
    let members: BTreeSet<&str> = house.iter().map(|one| one.name.as_str()).collect();
    let mut wrong = Vec::new();
    for package in &house {
        let Some((_, allowed)) = ALLOWED.iter().find(|(name, _)| *name == package.name) else {
            wrong.push(format!("{} is not in the table", package.name));
            continue;
        };
        for (used, _) in &package.uses {
            if members.contains(used.as_str()) && !allowed.contains(&used.as_str()) {
                wrong.push(format!("{} may not depend on {used}", package.name));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn packages_with_one_home_stay_there() {
    let mut wrong = Vec::new();
    for package in house() {
        for (used, only_tests) in &package.uses {
            let home = ONLY_IN.iter().find(|(name, _)| {
                // leptos comes with companions: leptos_router, leptos_meta and so on.
                used == name || (*name == "leptos" && used.starts_with("leptos"))
            });
            if let Some((_, homes)) = home
                && !homes.contains(&package.name.as_str())
                && !only_tests
            {
                wrong.push(format!("{} may not use {used}", package.name));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn the_domain_needs_no_browser_and_no_clock() {
    let forbidden = ["web-sys", "js-sys", "wasm-bindgen", "gloo", "getrandom", "chrono", "time"];
    for package in house() {
        if ["sync", "ledger", "line", "print"].contains(&package.name.as_str()) {
            for (used, only_tests) in &package.uses {
                assert!(*only_tests || !forbidden.contains(&used.as_str()), "{} may not use {used}", package.name);
            }
        }
    }
}
