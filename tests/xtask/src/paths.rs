//! Where things are. All that is installed or built lies under `target/` and `dist/`, so that removing these two folders
//! leaves a clean checkout; only the browser packages must lie beside the scripts that import them.

use std::path::PathBuf;

use crate::client::Grade;
use crate::command::Run;
use crate::failure::Failure;

/// The root of the checkout: of the one cargo runs in, for a target directory may be shared by several.
pub(crate) fn root() -> PathBuf {
    let here =
        std::env::var_os("CARGO_MANIFEST_DIR").map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
    here.ancestors().nth(2).map_or_else(|| here.clone(), PathBuf::from)
}

/// Where tools are installed; fixed, whatever the target directory of the day is.
pub(crate) fn tools() -> PathBuf {
    root().join("target").join("tools")
}

/// Programs installed by cargo.
pub(crate) fn tools_bin() -> PathBuf {
    tools().join("bin")
}

/// Programs installed by npm for the build.
pub(crate) fn npm_tools() -> PathBuf {
    tools().join("npm")
}

/// Where the built client of this grade lies.
pub(crate) fn dist(grade: Grade) -> PathBuf {
    match grade {
        Grade::Release => root().join("dist"),
        Grade::Fast => root().join("target").join("fast-dist"),
    }
}

/// The journeys in the browser.
pub(crate) fn e2e() -> PathBuf {
    root().join("tests").join("e2e")
}

/// The measurements in the browser.
pub(crate) fn bench() -> PathBuf {
    root().join("tests").join("bench")
}

/// Where the built edge worker lies.
pub(crate) fn worker() -> PathBuf {
    root().join("target").join("worker")
}

/// What runs the edge worker on this machine.
pub(crate) fn workerd() -> PathBuf {
    tools().join("workerd")
}

/// Where cargo puts what it builds: elsewhere than usual when the person has said so.
pub(crate) fn cargo_target() -> Result<PathBuf, Failure> {
    let text = Run::cargo().args(["metadata", "--format-version", "1", "--no-deps", "--offline"]).output()?;
    let metadata: serde_json::Value =
        serde_json::from_str(&text).map_err(|error| Failure::because("cargo metadata", error))?;
    metadata["target_directory"]
        .as_str()
        .map(PathBuf::from)
        .ok_or_else(|| Failure::new("cargo names no target directory"))
}

/// Where the schools' files are kept while somebody tries the program here.
pub(crate) fn store() -> PathBuf {
    root().join("target").join("store")
}
