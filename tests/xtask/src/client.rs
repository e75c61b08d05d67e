//! Building the client with Trunk: three wasm modules (the page and its two workers), hashed names, and the precache
//! list. A build whose inputs have not changed is not done again, which makes a second start a matter of seconds.

use std::time::Instant;

use crate::command::Run;
use crate::failure::{Done, Failure};
use crate::paths;
use crate::stamp;
use crate::tools;
use crate::versions::WASM_TARGET;

/// Everything that can change what the build produces.
const INPUTS: [&str; 8] = [
    "app",
    "public",
    "Cargo.toml",
    "Cargo.lock",
    "Trunk.toml",
    "rust-toolchain.toml",
    ".cargo",
    "tests/xtask/src/finish.rs",
];

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

/// The modules that are compiled one after the other in each profile: manifest, program. `public/index.html` names the
/// same, and Trunk asks the compiler for them in the same words, so that it finds them there.
const MODULES: [(&str, &[(&str, &str)]); 2] = [
    ("web", &[("app/Cargo.toml", "app"), ("app/Cargo.toml", "care")]),
    (
        "release",
        &[("app/crates/desk-worker/Cargo.toml", "desk-worker"), ("app/crates/file-worker/Cargo.toml", "file-worker")],
    ),
];

/// Installs the tools while the modules are compiled: each step for itself leaves a processor idle at its end.
fn tools_and_modules() -> Done {
    std::thread::scope(|scope| {
        let lanes = MODULES.map(|(profile, modules)| {
            scope.spawn(move || modules.iter().try_for_each(|(manifest, program)| compile(profile, manifest, program)))
        });
        let tools = tools::for_build();
        let compiled = lanes.map(|lane| lane.join().unwrap_or_else(|_| Err(Failure::new("compiling stopped short"))));
        compiled.into_iter().chain([tools]).collect()
    })
}

fn compile(profile: &str, manifest: &str, program: &str) -> Done {
    let manifest = paths::root().join(manifest);
    Run::cargo()
        .args([
            "build",
            "--target",
            WASM_TARGET,
            "--profile",
            profile,
            "--offline",
            "--bin",
            program,
            "--manifest-path",
        ])
        .args([&manifest])
        .done()
}

/// Makes sure that the client of this grade is built from the present sources.
pub(crate) fn build(grade: Grade) -> Done {
    tools::for_compiling()?;
    let dist = paths::dist(grade);
    // Trunk empties its staging folder when it starts: two builds at once would saw off each other's branch.
    let _alone = stamp::alone(&dist)?;
    let compiler = Run::new("rustc").args(["-vV"]).output()?;
    let now = stamp::of_inputs(&INPUTS, &compiler)?;
    if stamp::is_current(&dist, "index.html", &now) {
        println!("the client is up to date");
        return tools::for_build();
    }
    stamp::remember(&dist, None)?;
    let begun = Instant::now();
    println!("building the client ...");
    // Trunk builds offline, so everything has to be on the machine before it starts.
    tools::sources(&compiler)?;
    match grade {
        Grade::Release => tools_and_modules()?,
        Grade::Fast => tools::for_build()?,
    }
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
