//! `import` and `compare` without a browser. The program that does it is a crate of its own, because the readers and
//! the domain take a minute to compile optimised and the task runner must not wait for them.

use std::process::ExitCode;

use crate::command::Run;
use crate::failure::Failure;

/// Runs the headless program with the same words; its exit code is ours.
pub(crate) fn run(task: &str, rest: &[String]) -> Result<ExitCode, Failure> {
    let folder = std::env::current_dir().map_err(|error| Failure::because("the current folder", error))?;
    Run::cargo()
        .args(["run", "--quiet", "--profile", "tool", "--package", "headless", "--", task])
        .args(rest)
        .within(&folder)
        .code()
        .map(ExitCode::from)
}
