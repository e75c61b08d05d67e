//! Starting other programs. Their output goes straight to the terminal, so that a long build shows its progress;
//! a program that cannot be started is told apart from one that ran and failed.

use std::ffi::OsStr;
use std::path::Path;
use std::process::{Command, Stdio};

use crate::failure::{Done, Failure};
use crate::paths;

/// A program about to be started at the root of the checkout, with the installed tools first on its PATH.
pub(crate) struct Run {
    name: String,
    command: Command,
}

impl Run {
    pub(crate) fn new(program: impl AsRef<OsStr>) -> Self {
        let name = program.as_ref().to_string_lossy().into_owned();
        let mut command = Command::new(program);
        command.current_dir(paths::root()).stdin(Stdio::null());
        if let Some(path) = path_with_tools() {
            command.env("PATH", path);
        }
        Self { name, command }
    }

    pub(crate) fn cargo() -> Self {
        Self::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
    }

    pub(crate) fn arg(mut self, arg: impl AsRef<OsStr>) -> Self {
        self.command.arg(arg);
        self
    }

    pub(crate) fn args<I, S>(mut self, args: I) -> Self
    where
        I: IntoIterator<Item = S>,
        S: AsRef<OsStr>,
    {
        self.command.args(args);
        self
    }

    pub(crate) fn env(mut self, name: &str, value: impl AsRef<OsStr>) -> Self {
        self.command.env(name, value);
        self
    }

    pub(crate) fn within(mut self, folder: &Path) -> Self {
        self.command.current_dir(folder);
        self
    }

    /// Runs it and waits; anything but success is a failure.
    pub(crate) fn done(mut self) -> Done {
        let status =
            self.command.status().map_err(|error| Failure::because(format!("cannot start {}", self.name), error))?;
        if status.success() { Ok(()) } else { Err(Failure::because(&self.name, status)) }
    }

    /// Runs it and hands back its exit code, or 1 when a signal ended it.
    pub(crate) fn code(mut self) -> Result<u8, Failure> {
        let status =
            self.command.status().map_err(|error| Failure::because(format!("cannot start {}", self.name), error))?;
        Ok(status.code().and_then(|code| u8::try_from(code).ok()).unwrap_or(1))
    }

    /// What it prints, or nothing when it is not there or fails: for asking whether a tool is installed.
    pub(crate) fn answer(mut self) -> Option<String> {
        let output = self.command.stderr(Stdio::null()).output().ok().filter(|output| output.status.success())?;
        Some(String::from_utf8_lossy(&output.stdout).trim().to_owned())
    }

    /// What it prints on stdout; anything but success is a failure. Its stderr goes to the terminal.
    pub(crate) fn output(mut self) -> Result<String, Failure> {
        let output = self
            .command
            .stderr(Stdio::inherit())
            .output()
            .map_err(|error| Failure::because(format!("cannot start {}", self.name), error))?;
        if output.status.success() {
            Ok(String::from_utf8_lossy(&output.stdout).into_owned())
        } else {
            print!("{}", String::from_utf8_lossy(&output.stdout));
            Err(Failure::because(&self.name, output.status))
        }
    }
}

fn path_with_tools() -> Option<std::ffi::OsString> {
    let old = std::env::var_os("PATH").unwrap_or_default();
    let ours = [paths::tools_bin(), paths::npm_tools().join("node_modules").join(".bin")];
    std::env::join_paths(ours.into_iter().chain(std::env::split_paths(&old))).ok()
}
