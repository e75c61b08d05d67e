//! Sizes of the compiled modules, raw and as a web server would send them, against the budget. The page's module decides
//! how long a school on a slow line waits the first time, so it has a limit; the workers load in the background.

use crate::client::{self, Grade};
use crate::command::Run;
use crate::failure::{Done, Failure};
use crate::paths;

/// The page's module may have at most this many bytes when compressed with brotli.
const MAIN_BUDGET: u64 = 450_000;

/// Brotli comes from Node's standard library, so that the task runner needs no compressor of its own.
const MEASURE: &str = r#"
const { readFileSync } = require("node:fs");
const { brotliCompressSync, constants } = require("node:zlib");
const sizes = process.argv.slice(1).map((path) => {
  const raw = readFileSync(path);
  const brotli = brotliCompressSync(raw, { params: {
    [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: raw.length } });
  return [raw.length, brotli.length];
});
console.log(JSON.stringify(sizes));
"#;

struct Module {
    name: String,
    raw: u64,
    brotli: u64,
}

/// Builds if need be, prints the sizes and fails when the budget is exceeded.
pub(crate) fn run(args: &[String]) -> Done {
    let json = args.iter().any(|arg| arg == "--json");
    let dist = paths::dist(Grade::Release);
    if !dist.join("index.html").is_file() {
        client::build(Grade::Release)?;
    }
    let modules = measure()?;
    let main = modules
        .iter()
        .find(|module| module.name == "app")
        .ok_or_else(|| Failure::new("dist holds no module of the app"))?;
    if json {
        println!("{}", as_json(&modules, main));
    } else {
        for module in &modules {
            println!("{:<12} {:>9} bytes, {:>8} with brotli", module.name, module.raw, module.brotli);
        }
        println!("budget of app: {MAIN_BUDGET} with brotli");
    }
    if main.brotli > MAIN_BUDGET {
        return Err(Failure::new(format!(
            "the page's module has {} bytes with brotli, the budget is {MAIN_BUDGET}",
            main.brotli
        )));
    }
    Ok(())
}

fn as_json(modules: &[Module], main: &Module) -> serde_json::Value {
    let list: Vec<_> = modules
        .iter()
        .map(|module| serde_json::json!({ "name": module.name, "raw": module.raw, "brotli": module.brotli }))
        .collect();
    serde_json::json!({
        "modules": list,
        "main_brotli": main.brotli,
        "budget": MAIN_BUDGET,
        "within": main.brotli <= MAIN_BUDGET,
    })
}

fn measure() -> Result<Vec<Module>, Failure> {
    let dist = paths::dist(Grade::Release);
    let mut found = Vec::new();
    crate::stamp::collect(&dist, &mut found)?;
    found.retain(|path| path.extension().is_some_and(|extension| extension == "wasm"));
    found.sort();
    let answer = Run::new("node").args(["-e", MEASURE, "--"]).args(&found).output()?;
    let sizes: Vec<(u64, u64)> =
        serde_json::from_str(&answer).map_err(|error| Failure::because("the measured sizes", error))?;
    let names = found.iter().map(|path| {
        let stem = path.file_stem().unwrap_or_default().to_string_lossy();
        module_name(&stem)
    });
    Ok(names.zip(sizes).map(|(name, (raw, brotli))| Module { name, raw, brotli }).collect())
}

/// `app-1a2b3c_bg` is `app`.
fn module_name(stem: &str) -> String {
    let stem = stem.trim_end_matches("_bg");
    stem.rsplit_once('-').map_or(stem, |(name, _)| name).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn modules_are_named_without_their_hash() {
        assert_eq!(module_name("app-76fdd76afd391b50_bg"), "app");
        assert_eq!(module_name("desk-worker-00b3_bg"), "desk-worker");
    }
}
