//! What must be installed, and installing it. Each tool is asked for its version first, so that a second run costs
//! milliseconds; everything goes below `target/tools`, nothing into the user's own folders.

use std::path::{Path, PathBuf};
use std::time::Instant;

use crate::command::Run;
use crate::failure::{Done, Failure};
use crate::paths;
use crate::versions::{BINARYEN, NODE_MAJOR, TRUNK, WASM_BINDGEN, WASM_TARGET, WORKERD};

/// Everything that compiling the client's modules needs.
pub(crate) fn for_compiling() -> Done {
    wasm_target()
}

/// Downloads the sources of every locked package, whatever it is compiled for: asking cargo about all of them offline fails
/// on a machine that has only those it compiled.
pub(crate) fn every_source() -> Done {
    Run::cargo().args(["fetch", "--quiet", "--locked"]).done()
}

/// Downloads the sources of everything that is compiled for the browser: of what the modules consist of, and of what runs
/// on this machine, named by what `rustc -vV` says, while they are compiled.
pub(crate) fn sources(compiler: &str) -> Done {
    let host = compiler.lines().find_map(|line| line.strip_prefix("host: "));
    let targets = [Some(WASM_TARGET), host].into_iter().flatten().flat_map(|target| ["--target", target]);
    Run::cargo().args(["fetch", "--quiet", "--locked"]).args(targets).done()
}

/// Everything that building the client needs.
pub(crate) fn for_build() -> Done {
    node()?;
    wasm_target()?;
    trunk()?;
    wasm_bindgen()?;
    wasm_opt()
}

/// Everything that building the edge worker needs.
pub(crate) fn for_worker() -> Done {
    node()?;
    wasm_target()?;
    wasm_bindgen()?;
    wasm_opt()
}

/// Installs what runs the edge worker on this machine, and says where it is. There are machines it does not run on: the
/// failure says so in a sentence.
pub(crate) fn workerd() -> Result<PathBuf, Failure> {
    node()?;
    let folder = paths::workerd();
    npm_copy(&paths::root().join("sync-worker").join("npm"), &folder)?;
    let packages = folder.join("node_modules").join("@cloudflare");
    let names = [("bin", "workerd"), ("bin", "workerd.exe")];
    let program = std::fs::read_dir(&packages)
        .into_iter()
        .flatten()
        .flatten()
        .flat_map(|entry| names.map(|(bin, name)| entry.path().join(bin).join(name)))
        .find(|path| path.is_file())
        .ok_or_else(|| Failure::new(format!("workerd {WORKERD} does not exist for this kind of machine")))?;
    // The version is printed as a date, so that it ran is all there is to see.
    match Run::new(&program).args(["--version"]).answer() {
        Some(_) => Ok(program),
        None => Err(Failure::new(format!(
            "workerd {WORKERD} does not run on this machine: it needs x86-64 with SSE4.2 or arm64, and glibc 2.35 or newer"
        ))),
    }
}

/// Everything that the browser tests need on top of the build.
pub(crate) fn for_browser() -> Done {
    node()?;
    npm_packages(&paths::e2e())?;
    system_package("Chromium", chromium().is_some(), "chromium")?;
    system_package("a Chinese font", has_chinese_font(), "fonts-noto-cjk")
}

/// The Chromium to drive: `CHROMIUM` when set, else the first usual name that answers.
pub(crate) fn chromium() -> Option<String> {
    let named = std::env::var("CHROMIUM").ok();
    named
        .into_iter()
        .chain(["chromium", "chromium-browser", "google-chrome"].map(str::to_owned))
        .find(|name| Run::new(name).args(["--version"]).answer().is_some())
}

/// Installs the packages of a folder that has a package.json and its lock file.
pub(crate) fn npm_packages(folder: &Path) -> Done {
    let lock = read(&folder.join("package-lock.json"))?;
    let mark = folder.join("node_modules").join(".installed-from");
    if std::fs::read_to_string(&mark).is_ok_and(|done| done == lock) {
        return Ok(());
    }
    installing("the npm packages of", &folder.display().to_string(), || {
        npm().args(["ci", "--no-audit", "--no-fund", "--loglevel=error"]).within(folder).done()
    })?;
    write(&mark, &lock)
}

fn node() -> Done {
    let version = Run::new("node").args(["--version"]).answer();
    let major = version
        .as_deref()
        .and_then(|text| text.trim_start_matches('v').split('.').next())
        .and_then(|text| text.parse::<u32>().ok());
    match major {
        Some(found) if found >= NODE_MAJOR => Ok(()),
        Some(found) => Err(Failure::new(format!("Node {NODE_MAJOR} or newer is needed, {found} is installed"))),
        None => {
            Err(Failure::new(format!("Node {NODE_MAJOR} or newer is needed: install it from the system's packages")))
        }
    }
}

fn wasm_target() -> Done {
    let libraries = Run::new("rustc").args(["--print", "target-libdir", "--target", WASM_TARGET]).answer();
    if libraries.is_some_and(|folder| Path::new(&folder).is_dir()) {
        return Ok(());
    }
    installing("the compiler target", WASM_TARGET, || Run::new("rustup").args(["target", "add", WASM_TARGET]).done())
}

fn trunk() -> Done {
    // Trunk builds offline here: without its features it brings neither a TLS library nor a search for newer versions.
    cargo_tool("trunk", TRUNK, &["--locked", "--no-default-features"])
}

fn wasm_bindgen() -> Done {
    cargo_tool("wasm-bindgen-cli", WASM_BINDGEN, &[])
}

/// Installed without optimisation, debug information and checks: a tool that runs for seconds is not worth minutes of
/// compiling.
fn cargo_tool(package: &str, version: &str, options: &[&str]) -> Done {
    let program = package.trim_end_matches("-cli");
    let found = Run::new(paths::tools_bin().join(program)).args(["--version"]).answer();
    if found.is_some_and(|text| text.split_whitespace().any(|word| word == version)) {
        return Ok(());
    }
    let root = paths::tools();
    installing(package, version, || {
        Run::cargo()
            .args(["install", package, "--version", version, "--debug", "--root"])
            .args([&root])
            .args(options)
            .env("CARGO_TARGET_DIR", root.join("build"))
            .env("CARGO_PROFILE_DEV_DEBUG", "0")
            .env("CARGO_PROFILE_DEV_PANIC", "abort")
            .env("CARGO_PROFILE_DEV_DEBUG_ASSERTIONS", "false")
            .env("CARGO_PROFILE_DEV_OVERFLOW_CHECKS", "false")
            .done()
    })
}

fn wasm_opt() -> Done {
    let folder = paths::npm_tools();
    let program = folder.join("node_modules").join(".bin").join("wasm-opt");
    let major = BINARYEN.split('.').next().unwrap_or_default();
    let found = Run::new(&program).args(["--version"]).answer();
    if found.is_some_and(|text| text.contains(&format!("version {major}"))) {
        return Ok(());
    }
    npm_copy(&paths::root().join("tests").join("xtask").join("npm"), &folder)
}

/// Installs the packages that `source` names into `folder`, so that nothing is installed among the sources.
fn npm_copy(source: &Path, folder: &Path) -> Done {
    std::fs::create_dir_all(folder).map_err(|error| Failure::because(folder.display(), error))?;
    for name in ["package.json", "package-lock.json"] {
        write(&folder.join(name), &read(&source.join(name))?)?;
    }
    npm_packages(folder)
}

fn npm() -> Run {
    Run::new(if cfg!(windows) { "npm.cmd" } else { "npm" })
}

fn has_chinese_font() -> bool {
    Run::new("fc-list").args([":lang=zh-cn", "family"]).answer().is_some_and(|families| !families.is_empty())
}

/// Installs a Debian package when that is possible here, otherwise says what the person has to install.
fn system_package(what: &str, there: bool, package: &str) -> Done {
    if there {
        return Ok(());
    }
    let root = Run::new("id").args(["-u"]).answer().as_deref() == Some("0");
    if !root || Run::new("apt-get").args(["--version"]).answer().is_none() {
        return Err(Failure::new(format!(
            "{what} is needed: install it (on Debian: apt-get install {package}); \
             another Chromium is named by the CHROMIUM variable"
        )));
    }
    installing("the system package", package, || {
        Run::new("apt-get").args(["update", "-qq"]).done()?;
        Run::new("apt-get")
            .args(["install", "-y", "-qq", "--no-install-recommends", package])
            .env("DEBIAN_FRONTEND", "noninteractive")
            .done()
    })
}

fn installing(what: &str, which: &str, work: impl FnOnce() -> Done) -> Done {
    println!("installing {what} {which} ...");
    let begun = Instant::now();
    work()?;
    println!("installed {what} {which} in {:.0} s", begun.elapsed().as_secs_f64());
    Ok(())
}

fn read(path: &Path) -> Result<String, Failure> {
    std::fs::read_to_string(path).map_err(|error| Failure::because(path.display(), error))
}

fn write(path: &Path, text: &str) -> Done {
    std::fs::write(path, text).map_err(|error| Failure::because(path.display(), error))
}
