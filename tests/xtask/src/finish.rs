//! The last step of a Trunk build, on the folder that is about to become `dist`: worker files get names that change
//! with their content (Trunk leaves them unhashed), and the service worker is told every file of this build.
//!
//! It also refuses a page with a script in it: the Content-Security-Policy would stop that page in the browser.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};

use crate::failure::{Done, Failure};
use crate::stamp;

/// The workers of the client; the page finds each through a `<meta>` of the same name.
const WORKERS: [&str; 2] = ["desk-worker", "file-worker"];

/// The page's second module.
const SECOND: &str = "care";

/// Called by Trunk as its post_build hook.
pub(crate) fn from_trunk() -> Done {
    let staging = std::env::var_os("TRUNK_STAGING_DIR")
        .ok_or_else(|| Failure::new("is called by Trunk; use cargo xtask build"))?;
    finish(Path::new(&staging))
}

fn finish(folder: &Path) -> Done {
    let index = folder.join("index.html");
    let mut page = read(&index)?;
    for worker in WORKERS {
        page = name_worker(folder, worker, &page)?;
    }
    page = name_second(folder, &page)?;
    refuse_inline_scripts(&page)?;
    write(&index, &page)?;

    let (files, version) = list(folder)?;
    let service_worker = folder.join("sw.js");
    write(&service_worker, &with_list(&read(&service_worker)?, &files, &version)?)
}

/// Renames the three files of a worker by their content and hands back the page that names the new loader.
fn name_worker(folder: &Path, worker: &str, page: &str) -> Result<String, Failure> {
    let glue = folder.join(format!("{worker}.js"));
    let module = folder.join(format!("{worker}_bg.wasm"));
    let old_loader = format!("{worker}_loader.js");
    let digest = digest(&[&glue, &module])?;

    let named = format!("{worker}-{digest}");
    rename(&glue, &folder.join(format!("{named}.js")))?;
    rename(&module, &folder.join(format!("{named}_bg.wasm")))?;
    remove(&folder.join(&old_loader))?;
    let loader = format!("{named}_loader.js");
    write(&folder.join(&loader), &loader_text(&named))?;

    let old = format!("content=\"/{old_loader}\"");
    if !page.contains(&old) {
        return Err(Failure::new(format!("index.html has no meta for {worker}")));
    }
    Ok(page.replace(&old, &format!("content=\"/{loader}\"")))
}

/// The same for the page's second module, which needs no loader: `boot.js` reads both names off the page.
fn name_second(folder: &Path, page: &str) -> Result<String, Failure> {
    let (glue, module) = (folder.join(format!("{SECOND}.js")), folder.join(format!("{SECOND}_bg.wasm")));
    let named = format!("{SECOND}-{}", digest(&[&glue, &module])?);
    rename(&glue, &folder.join(format!("{named}.js")))?;
    rename(&module, &folder.join(format!("{named}_bg.wasm")))?;
    let old = format!("content=\"/{SECOND}.js\" data-wasm=\"/{SECOND}_bg.wasm\"");
    if !page.contains(&old) {
        return Err(Failure::new(format!("index.html has no meta for {SECOND}")));
    }
    Ok(page.replace(&old, &format!("content=\"/{named}.js\" data-wasm=\"/{named}_bg.wasm\"")))
}

/// Starts a worker's module. A module that does not compile would otherwise fail in silence: a rejected promise in a worker
/// never reaches the page, an error does.
fn loader_text(named: &str) -> String {
    format!(
        r#""use strict";
importScripts("./{named}.js");
wasm_bindgen({{ module_or_path: "./{named}_bg.wasm" }}).catch((error) => setTimeout(() => {{ throw error; }}));
"#
    )
}

/// Every path the service worker keeps, in order, and a version that changes with any byte of them.
fn list(folder: &Path) -> Result<(Vec<String>, String), Failure> {
    let mut found = Vec::new();
    stamp::collect(folder, &mut found)?;
    found.sort();
    let mut files = Vec::new();
    for path in &found {
        let inside = path.strip_prefix(folder).unwrap_or(path);
        let name = inside.to_string_lossy().replace('\\', "/");
        if name != "sw.js" {
            files.push(format!("/{name}"));
        }
    }
    found.retain(|path| path.file_name().is_none_or(|name| name != "sw.js"));
    let paths: Vec<&PathBuf> = found.iter().collect();
    let version = digest(&paths)?;
    Ok((files, version))
}

fn with_list(text: &str, files: &[String], version: &str) -> Result<String, Failure> {
    let list = serde_json::to_string_pretty(files).map_err(|error| Failure::because("the precache list", error))?;
    let filled = text
        .replace("const VERSION = \"unbuilt\";", &format!("const VERSION = \"{version}\";"))
        .replace("const FILES = [];", &format!("const FILES = {list};"));
    if filled.contains("\"unbuilt\"") || filled.contains("const FILES = [];") {
        return Err(Failure::new("sw.js has lost its VERSION or FILES line"));
    }
    Ok(filled)
}

fn refuse_inline_scripts(page: &str) -> Done {
    for (at, _) in page.match_indices("<script") {
        let tag = page.get(at..).and_then(|rest| rest.split('>').next()).unwrap_or_default();
        if !tag.contains(" src=") {
            return Err(Failure::new(
                "index.html holds an inline script, which its own Content-Security-Policy refuses",
            ));
        }
    }
    Ok(())
}

fn digest(paths: &[&PathBuf]) -> Result<String, Failure> {
    let mut hasher = DefaultHasher::new();
    for path in paths {
        path.file_name().hash(&mut hasher);
        std::fs::read(path).map_err(|error| Failure::because(path.display(), error))?.hash(&mut hasher);
    }
    Ok(format!("{:016x}", hasher.finish()))
}

fn read(path: &Path) -> Result<String, Failure> {
    std::fs::read_to_string(path).map_err(|error| Failure::because(path.display(), error))
}

fn write(path: &Path, text: &str) -> Done {
    std::fs::write(path, text).map_err(|error| Failure::because(path.display(), error))
}

fn rename(from: &Path, to: &Path) -> Done {
    std::fs::rename(from, to).map_err(|error| Failure::because(from.display(), error))
}

fn remove(path: &Path) -> Done {
    std::fs::remove_file(path).map_err(|error| Failure::because(path.display(), error))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(page: &str, accepted: bool) {
        assert_eq!(refuse_inline_scripts(page).is_ok(), accepted, "{page}");
    }

    #[test]
    fn only_scripts_in_files_are_accepted() {
        check("<script src=\"/a.js\"></script>", true);
        check("<script defer src=\"/a.js\"></script>", true);
        check("<script>go()</script>", false);
        check("<script type=\"module\">import a from './a.js'</script>", false);
    }

    #[test]
    fn the_service_worker_in_public_takes_the_list() {
        let text = std::fs::read_to_string(crate::paths::root().join("public/sw.js")).unwrap();
        let filled = with_list(&text, &["/index.html".to_owned()], "1f").unwrap();
        assert!(filled.contains("const VERSION = \"1f\";"));
        assert!(filled.contains("\"/index.html\""));
        assert!(with_list("const VERSION = \"2\";", &[], "1f").is_ok());
        assert!(with_list("const VERSION = \"unbuilt\"; const FILES = [] ;", &[], "1f").is_ok());
    }
}
