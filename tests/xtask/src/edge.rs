//! Building the edge worker: one compiled module, its glue and the entry that starts it, side by side in `target/worker`,
//! where both the runtime's configuration and the edge deployment look for them.

use std::path::{Path, PathBuf};
use std::time::Instant;

use crate::command::Run;
use crate::failure::{Done, Failure};
use crate::paths;
use crate::stamp;
use crate::tools;
use crate::versions::WASM_TARGET;

/// Everything that can change what the build produces.
const INPUTS: [&str; 11] = [
    "sync-worker/Cargo.toml",
    "sync-worker/host",
    "sync-worker/src",
    "sync-worker/workerd.capnp",
    "app/crates/site",
    "app/crates/sync",
    "Cargo.toml",
    "Cargo.lock",
    "rust-toolchain.toml",
    ".cargo",
    "tests/xtask/src/edge.rs",
];

/// The file that is written last.
const MODULE: &str = "worker_bg.wasm";

/// Whether the worker is built from the present sources.
pub(crate) fn is_current() -> Result<bool, Failure> {
    let compiler = Run::new("rustc").args(["-vV"]).output()?;
    Ok(stamp::is_current(&paths::worker(), MODULE, &stamp::of_inputs(&INPUTS, &compiler)?))
}

/// Makes sure that the worker is built from the present sources.
pub(crate) fn build() -> Done {
    tools::for_worker()?;
    let folder = paths::worker();
    let _alone = stamp::alone(&folder)?;
    let compiler = Run::new("rustc").args(["-vV"]).output()?;
    let now = stamp::of_inputs(&INPUTS, &compiler)?;
    if stamp::is_current(&folder, MODULE, &now) {
        println!("the edge worker is up to date");
        return Ok(());
    }
    stamp::remember(&folder, None)?;
    let begun = Instant::now();
    println!("building the edge worker ...");
    std::fs::create_dir_all(&folder).map_err(|error| Failure::because(folder.display(), error))?;
    tools::sources(&compiler)?;
    glue(&compiled()?, &folder)?;
    for name in ["host/entry.js", "workerd.capnp"] {
        let from = paths::root().join("sync-worker").join(name);
        let to = folder.join(from.file_name().unwrap_or_default());
        std::fs::copy(&from, &to).map_err(|error| Failure::because(from.display(), error))?;
    }
    optimise(&folder)?;
    stamp::remember(&folder, Some(&now))?;
    println!("built the edge worker in {:.0} s", begun.elapsed().as_secs_f64());
    Ok(())
}

/// Compiles the worker, and says where the module is.
fn compiled() -> Result<PathBuf, Failure> {
    let options = ["--target", WASM_TARGET, "--release", "--offline", "--package", "sync-worker", "--lib"];
    Run::cargo().arg("build").args(options).done()?;
    Ok(paths::cargo_target()?.join(WASM_TARGET).join("release").join("sync_worker.wasm"))
}

fn glue(module: &Path, folder: &Path) -> Done {
    // The target is the one whose glue can start the module anew after a trap.
    let options = ["--target", "web", "--experimental-reset-state-function", "--no-typescript", "--out-name", "worker"];
    Run::new(paths::tools_bin().join("wasm-bindgen")).args(options).arg("--out-dir").arg(folder).arg(module).done()?;
    flatten(folder)
}

/// The worker crate brings one script of its own below a folder with a hash in its name. The runtime's configuration names
/// each module, so this one gets a fixed name beside the others.
fn flatten(folder: &Path) -> Done {
    let snippets = folder.join("snippets");
    let mut found = Vec::new();
    stamp::collect(&snippets, &mut found)?;
    let [script] = found.as_slice() else {
        return Err(Failure::new(format!("one script was expected in {}: {found:?}", snippets.display())));
    };
    let inside = script.strip_prefix(folder).unwrap_or(script).to_string_lossy().replace('\\', "/");
    let glue = folder.join("worker.js");
    let text = std::fs::read_to_string(&glue).map_err(|error| Failure::because(glue.display(), error))?;
    if !text.contains(&inside) {
        return Err(Failure::new(format!("{} does not name {inside}", glue.display())));
    }
    std::fs::write(&glue, text.replace(&inside, "life.js")).map_err(|error| Failure::because(glue.display(), error))?;
    std::fs::rename(script, folder.join("life.js")).map_err(|error| Failure::because(script.display(), error))?;
    std::fs::remove_dir_all(&snippets).map_err(|error| Failure::because(snippets.display(), error))
}

fn optimise(folder: &Path) -> Done {
    let module = folder.join(MODULE);
    // Named one by one, so that nothing is used that the runtime does not know.
    let features = [
        "bulk-memory",
        "bulk-memory-opt",
        "nontrapping-float-to-int",
        "sign-ext",
        "mutable-globals",
        "reference-types",
        "multivalue",
    ];
    Run::new("wasm-opt")
        .arg("-O3")
        .args(features.map(|feature| format!("--enable-{feature}")))
        .arg(&module)
        .arg("-o")
        .arg(&module)
        .done()
}
