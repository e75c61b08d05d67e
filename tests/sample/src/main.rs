//! Writes the fictional township to `public/sample`: `cargo run -p sample -- public/sample`.
//!
//! Deterministic: the same build writes the same bytes, and a test of the task runner compares them with what is committed.

mod damage;
mod dice;
mod lists;
mod people;
mod sheet;

use std::error::Error;
use std::fs;
use std::path::PathBuf;

use serde_json::json;

/// One file of the sample: name, kind, name people see, day it speaks of, and where it goes.
type Entry = (&'static str, &'static str, &'static str, &'static str, &'static str, Vec<u8>);

fn main() -> Result<(), Box<dyn Error>> {
    let target = std::env::args().nth(1).map_or_else(|| PathBuf::from("public/sample"), PathBuf::from);
    fs::create_dir_all(&target)?;
    let children = people::township(&mut dice::Dice::new(0x0526_2026));
    let files: [Entry; 9] = [
        ("registry.xlsx", "registry", "学籍名册", "2026-09-05", "roster", lists::registry(&children).xlsx(8)?),
        ("in-school.xls", "in_school", "在校名册", "2026-09-10", "roster", Vec::new()),
        ("household.csv", "household", "户籍名单", "2026-09-01", "list", lists::household(&children).csv_gb18030()),
        ("registry.xlsx", "registry", "学籍名单", "2026-09-05", "list", Vec::new()),
        (
            "in-school.xls",
            "in_school",
            "在校名单",
            "2026-09-10",
            "list",
            lists::in_school(&children, "").tabs_gb18030(),
        ),
        ("poverty.csv", "poverty", "脱贫监测名单", "2026-08-31", "list", lists::poverty(&children).csv_utf8_bom()),
        ("disability.xlsx", "disability", "残联名单", "2026-08-31", "list", lists::disability(&children).xlsx(1)?),
        (
            "graduates.txt",
            "graduates",
            "近三年小学毕业库",
            "2026-07-10",
            "list",
            lists::graduates(&children).utf16_tabs(),
        ),
        (
            "suspected.csv",
            "suspected",
            "疑似失学名单",
            "2026-10-15",
            "list",
            lists::suspected(&children).csv_utf8_bom(),
        ),
    ];
    let manifest: Vec<_> = files
        .iter()
        .map(|(file, kind, name, date, into, _)| json!({"file": file, "kind": kind, "name": name, "date": date, "into": into}))
        .collect();
    for (file, .., bytes) in files.iter().filter(|(.., bytes)| !bytes.is_empty()) {
        fs::write(target.join(file), bytes)?;
    }
    fs::write(target.join("manifest.json"), serde_json::to_string_pretty(&manifest)? + "\n")?;
    Ok(())
}
