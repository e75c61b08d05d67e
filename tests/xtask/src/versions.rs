//! The one table of pinned tools. A version changes here and in the file named beside it, and a test compares the two,
//! because Trunk refuses to build with a tool of another version than it was told.

/// Builds the client. Newer ones need a newer compiler than the one this project promises to build with.
pub(crate) const TRUNK: &str = "0.21.14";

/// Must equal the wasm-bindgen crate in Cargo.lock to the digit.
pub(crate) const WASM_BINDGEN: &str = "0.2.130";

/// The npm package that brings wasm-opt; `tests/xtask/npm/package.json` and `Trunk.toml` name it too.
pub(crate) const BINARYEN: &str = "132.0.0";

/// The npm package that brings workerd, which runs the edge worker on a machine of one's own; the one that comes with the
/// wrangler that `sync-worker/wrangler.toml` names. `sync-worker/npm/package.json` names it too.
pub(crate) const WORKERD: &str = "1.20260426.1";

/// The oldest Node that the tools run on.
pub(crate) const NODE_MAJOR: u32 = 20;

/// The target that the client is compiled for.
pub(crate) const WASM_TARGET: &str = "wasm32-unknown-unknown";

#[cfg(test)]
mod tests {
    use super::*;
    use crate::paths;

    fn check(file: &str, line: &str) {
        let text = std::fs::read_to_string(paths::root().join(file)).unwrap();
        assert!(text.contains(line), "{file} does not say {line}");
    }

    #[test]
    fn every_file_that_repeats_a_version_agrees_with_the_table() {
        check("Trunk.toml", &format!("trunk-version = \"={TRUNK}\""));
        check("Trunk.toml", &format!("wasm_bindgen = \"{WASM_BINDGEN}\""));
        let binaryen = BINARYEN.split('.').next().unwrap_or_default();
        check("Trunk.toml", &format!("wasm_opt = \"version_{binaryen}\""));
        check("tests/xtask/npm/package.json", &format!("\"binaryen\": \"{BINARYEN}\""));
        check("sync-worker/npm/package.json", &format!("\"workerd\": \"{WORKERD}\""));
        check("Cargo.lock", &format!("name = \"wasm-bindgen\"\nversion = \"{WASM_BINDGEN}\""));
    }
}
