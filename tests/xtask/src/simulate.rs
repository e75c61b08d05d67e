//! Schools in which everything goes wrong, played over the shipped sync crate. A seed that failed is printed and can be
//! played again alone: `cargo xtask simulate --schedules 1 --seed S`.

use crate::command::Run;
use crate::failure::Done;

/// How many schools are played when the whole house is tested.
const USUAL: &str = "10000";

/// Plays as many schools as the words say.
pub(crate) fn run(words: &[String]) -> Done {
    let played = ["run", "--quiet", "--profile", "tool", "--package", "simulate", "--features", "remembered", "--"];
    Run::cargo().args(played).args(words).done()
}

/// The long form, then single rules of the crate broken on purpose, to see that the simulation notices.
pub(crate) fn checked() -> Done {
    run(&["--schedules".to_owned(), USUAL.to_owned()])?;
    let mutants = ["test", "--quiet", "--package", "simulate", "--features", "mutants", "--test", "mutants"];
    Run::cargo().args(mutants).env("RUST_BACKTRACE", "0").done()
}
