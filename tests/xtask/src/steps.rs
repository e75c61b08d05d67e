//! The checks behind `cargo xtask test`, in the order in which they are most likely to fail quickly. Each has a name by
//! which it can be run alone. A step that cannot run (a tool is missing and cannot be installed) is a failure: a check
//! that is skipped in silence is worse than none.

use std::time::{Duration, Instant};

use crate::client::{self, Grade};
use crate::command::Run;
use crate::edge;
use crate::failure::{Done, Failure};
use crate::paths;
use crate::simulate;
use crate::size;
use crate::tools;
use crate::versions::WASM_TARGET;

struct Step {
    name: &'static str,
    /// A second name that runs several steps at once.
    family: &'static str,
    run: fn() -> Done,
}

const STEPS: [Step; 16] = [
    Step { name: "fmt", family: "native", run: fmt },
    Step { name: "tidy", family: "native", run: tidy },
    Step { name: "direction", family: "native", run: direction },
    Step { name: "deny", family: "native", run: deny },
    Step { name: "clippy", family: "native", run: clippy },
    Step { name: "unit", family: "native", run: unit },
    Step { name: "doc", family: "native", run: doc },
    Step { name: "simulate", family: "native", run: simulate::checked },
    Step { name: "clippy-wasm", family: "wasm", run: clippy_wasm },
    Step { name: "wasm-tests", family: "wasm", run: wasm_tests },
    Step { name: "wasm-floor", family: "wasm", run: wasm_floor },
    Step { name: "edge", family: "edge", run: edge_runtime },
    Step { name: "build", family: "e2e", run: build },
    Step { name: "size", family: "e2e", run: measure },
    Step { name: "journeys", family: "e2e", run: journeys },
    Step { name: "floor", family: "e2e", run: floor },
];

/// Crates with code that exists only in a browser. The client itself is checked only there: everything it is made of would
/// have to be compiled once more to say the same.
const WASM_CRATES: [&str; 5] = ["app", "desk-worker", "file-worker", "sync-worker", "vault-idb"];

/// Crates with tests that need a browser.
const WASM_TESTED: [&str; 1] = ["vault-idb"];

/// Runs all steps, or those named, and prints what each took.
pub(crate) fn run(names: &[String]) -> Done {
    let chosen = choose(names)?;
    let begun = Instant::now();
    let mut table = Vec::new();
    for step in chosen {
        println!("\n=== {} ===", step.name);
        let started = Instant::now();
        let outcome = (step.run)();
        table.push((step.name, started.elapsed()));
        if let Err(failure) = outcome {
            summary(&table, begun.elapsed());
            return Err(Failure::because(format!("step {} failed", step.name), failure));
        }
    }
    summary(&table, begun.elapsed());
    println!("all steps passed");
    Ok(())
}

/// What is measured without a browser: the engine over a county's worth of registers and visits, and of cases.
const NATIVE: [(&str, &str); 2] = [("registers", "registers_speed"), ("cases", "cases_speed")];

/// The measurements: not a test, because a time on a shared machine proves nothing by itself.
pub(crate) fn bench(names: &[String]) -> Done {
    if names.first().is_some_and(|name| name == "worker") {
        return edge_program("tool", &["load"], &names[1..]);
    }
    if names.first().is_some_and(|name| name == "sync") {
        return bench_in_browser("sync", "tests/bench/sync/run.mjs", &names[1..]);
    }
    let is_native = |name: &&String| NATIVE.iter().any(|(native, _)| native == name);
    let browser: Vec<&String> = names.iter().filter(|name| !is_native(name)).collect();
    for (_, example) in NATIVE.iter().filter(|(name, _)| names.is_empty() || names.iter().any(|asked| asked == name)) {
        let run = ["run", "--quiet", "--profile", "tool", "--package", "desk", "--example", example];
        Run::cargo().args(run).done()?;
    }
    if browser.is_empty() && !names.is_empty() {
        return Ok(());
    }
    bench_in_browser("", "tests/bench/run.mjs", browser)
}

/// A measurement in a browser, with the packages of its folder below `tests/bench`.
fn bench_in_browser<'a>(folder: &str, script: &str, words: impl IntoIterator<Item = &'a String>) -> Done {
    tools::for_browser()?;
    tools::npm_packages(&paths::bench().join(folder))?;
    client::build(Grade::Release)?;
    Run::new("node").args([script]).args(words).env("XTASK", itself()?).done()
}

/// Kills the browser at random instants while it saves, and looks whether anything was lost.
pub(crate) fn torture(words: &[String]) -> Done {
    tools::for_browser()?;
    client::build(Grade::Release)?;
    Run::new("node").args(["tests/e2e/torture.mjs"]).args(words).env("XTASK", itself()?).done()
}

fn choose(names: &[String]) -> Result<Vec<&'static Step>, Failure> {
    let known = |name: &String| STEPS.iter().any(|step| step.name == name || step.family == name);
    if let Some(unknown) = names.iter().find(|name| !known(name)) {
        let all: Vec<_> = STEPS.iter().map(|step| step.name).collect();
        return Err(Failure::new(format!("no step {unknown}; there are native, wasm, e2e, or {}", all.join(", "))));
    }
    Ok(STEPS
        .iter()
        .filter(|step| names.is_empty() || names.iter().any(|name| step.name == name || step.family == name))
        .collect())
}

fn summary(table: &[(&str, Duration)], total: Duration) {
    println!();
    for (name, took) in table {
        println!("{name:<12} {:>7.1} s", took.as_secs_f64());
    }
    println!("{:<12} {:>7.1} s", "together", total.as_secs_f64());
}

fn fmt() -> Done {
    Run::cargo().args(["fmt", "--all", "--check"]).done()
}

fn tidy() -> Done {
    own_tests("tidy::")
}

fn direction() -> Done {
    own_tests("direction::")
}

fn deny() -> Done {
    tools::every_source()?;
    own_tests("licences::")
}

/// The checks of the house are tests of the task runner itself.
fn own_tests(filter: &str) -> Done {
    Run::cargo().args(["test", "--quiet", "--package", "xtask", "--", filter]).env("RUST_BACKTRACE", "0").done()
}

fn clippy() -> Done {
    Run::cargo().args(["clippy", "--quiet", "--workspace", "--all-targets"]).args(["--", "--deny", "warnings"]).done()
}

fn unit() -> Done {
    let nextest = Run::cargo().args(["nextest", "--version"]).answer();
    let run = match nextest {
        Some(_) => Run::cargo().args([
            "nextest",
            "run",
            "--workspace",
            "--no-fail-fast",
            "--status-level",
            "slow",
            "--final-status-level",
            "fail",
            "--no-tests",
            "fail",
        ]),
        None => Run::cargo().args(["test", "--quiet", "--workspace", "--all-targets", "--no-fail-fast"]),
    };
    run.done()
}

fn doc() -> Done {
    Run::cargo().args(["test", "--quiet", "--workspace", "--doc"]).done()
}

fn clippy_wasm() -> Done {
    tools::for_build()?;
    Run::cargo()
        .args(["clippy", "--quiet", "--target", WASM_TARGET])
        .args(packages(&WASM_CRATES))
        .args(["--all-targets", "--", "--deny", "warnings"])
        .done()
}

fn wasm_tests() -> Done {
    browser_tests("current")
}

fn wasm_floor() -> Done {
    browser_tests("floor")
}

fn browser_tests(browser: &str) -> Done {
    tools::for_build()?;
    tools::for_browser()?;
    let runner = paths::e2e().join("wasm-runner.mjs");
    let said = Run::cargo()
        .args(["test", "--target", WASM_TARGET])
        .args(packages(&WASM_TESTED))
        .args(["--lib", "--bins", "--tests"])
        .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", format!("node {}", runner.display()))
        .env("WASM_BROWSER", browser)
        .output()?;
    println!("{said}");
    // A module without tests is no failure for its runner, but a step that tested nothing is one.
    if said.contains("test result: ok") { Ok(()) } else { Err(Failure::new("no test ran in the browser")) }
}

/// The edge worker in its real runtime. Where that cannot be had the step fails: nothing else shows that it works.
fn edge_runtime() -> Done {
    edge_program("dev", &["runtime"], &[])
}

fn edge_program(profile: &str, words: &[&str], more: &[String]) -> Done {
    let program = tools::workerd()?;
    edge::build()?;
    Run::cargo()
        .args(["run", "--quiet", "--profile", profile, "--package", "edge", "--"])
        .args(words)
        .args(more)
        .env("WORKERD", program)
        .env("WORKER_CONFIG", paths::worker().join("workerd.capnp"))
        .done()
}

fn build() -> Done {
    client::build(Grade::Release)
}

fn measure() -> Done {
    size::run(&[])
}

fn journeys() -> Done {
    walk(&[])
}

fn floor() -> Done {
    walk(&["--floor"])
}

fn walk(options: &[&str]) -> Done {
    tools::for_browser()?;
    client::build(Grade::Release)?;
    Run::new("node").args(["tests/e2e/run.mjs"]).args(options).env("XTASK", itself()?).done()
}

fn packages(names: &[&'static str]) -> Vec<&'static str> {
    names.iter().flat_map(|name| ["--package", name]).collect()
}

/// This very program, which the scripts start again as the web server. A build that relinked it meanwhile has put another
/// file in its place; the system names the one that is gone.
fn itself() -> Result<std::path::PathBuf, Failure> {
    let own = std::env::current_exe().map_err(|error| Failure::because("the task runner's own path", error))?;
    let text = own.to_string_lossy();
    Ok(text.strip_suffix(" (deleted)").map_or_else(|| own.clone(), std::path::PathBuf::from))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(names: &[&str], expected: &[&str]) {
        let names: Vec<String> = names.iter().map(|&name| name.to_owned()).collect();
        let chosen = choose(&names).unwrap();
        let found: Vec<_> = chosen.iter().map(|step| step.name).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn steps_are_chosen_by_name_and_by_family() {
        check(&["fmt"], &["fmt"]);
        check(&["floor", "size"], &["size", "floor"]);
        check(&["wasm"], &["clippy-wasm", "wasm-tests", "wasm-floor"]);
        assert_eq!(choose(&[]).unwrap().len(), STEPS.len());
        assert!(choose(&["flor".to_owned()]).is_err());
    }
}
