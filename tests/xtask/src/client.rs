//! Building the client with Trunk: three wasm modules (the page and its two workers), hashed names, and the precache
//! list. A build whose inputs have not changed is not done again, which makes a second start a matter of seconds.

use std::time::Instant;

use crate::command::Run;
use crate::failure::Done;
use crate::paths;
use crate::stamp;
use crate::tools;
use crate::versions::WASM_TARGET;

/// How much work goes into the compiled modules.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Grade {
    /// What is shipped and measured.
    Release,
    /// For a quick look at a page: hardly optimised, several times larger.
    Fast,
}

impl Grade {
    pub(crate) fn from_args(args: &[String]) -> Self {
        if args.iter().any(|arg| arg == "--fast") { Self::Fast } else { Self::Release }
    }
}

/// Makes sure that the client of this grade is built from the present sources.
pub(crate) fn build(grade: Grade) -> Done {
    tools::for_build()?;
    let dist = paths::dist(grade);
    // Trunk empties its staging folder when it starts: two builds at once would saw off each other's branch.
    let _alone = stamp::alone(&dist)?;
    let compiler = Run::new("rustc").args(["-vV"]).output()?;
    let now = stamp::of_inputs(&compiler)?;
    if stamp::is_current(&dist, &now) {
        println!("the client is up to date");
        return Ok(());
    }
    stamp::remember(&dist, None)?;
    let begun = Instant::now();
    println!("building the client ...");
    // Trunk builds offline, so everything has to be on the machine before it starts.
    Run::cargo().args(["fetch", "--quiet", "--target", WASM_TARGET]).done()?;
    let trunk = Run::new(paths::tools_bin().join("trunk"))
        .args(["build", "--dist"])
        .args([&dist])
        .env("TRUNK_SKIP_VERSION_CHECK", "true")
        .env("NO_COLOR", "true");
    match grade {
        Grade::Release => trunk.args(["--release"]).done()?,
        Grade::Fast => trunk.done()?,
    }
    // Only what the sources said before the build started is known to be in it.
    stamp::remember(&dist, Some(&now))?;
    println!("built the client in {:.0} s", begun.elapsed().as_secs_f64());
    Ok(())
}
