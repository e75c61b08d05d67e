//! The real runtime, started for a test on a free port of loopback with a folder of its own, and ended with it: politely,
//! or as a power cut would.

use std::io::{BufRead, BufReader, Error, ErrorKind, Read, Result};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use crate::host::TICKET;
use crate::http::Client;

/// Where the programs are; `cargo xtask` says so in the environment.
#[derive(Clone, Debug)]
pub struct Install {
    /// The runtime.
    pub program: PathBuf,
    /// The configuration beside the built worker.
    pub config: PathBuf,
}

impl Install {
    /// What the task runner installed and built.
    pub fn from_environment() -> Result<Self> {
        let named = |name: &str| {
            std::env::var_os(name)
                .map(PathBuf::from)
                .ok_or_else(|| Error::new(ErrorKind::NotFound, format!("{name} is not set: run cargo xtask test edge")))
        };
        Ok(Self { program: named("WORKERD")?, config: named("WORKER_CONFIG")? })
    }
}

/// A folder that is removed at the end of the test.
#[derive(Debug)]
pub struct Folder(PathBuf);

impl Folder {
    /// A new empty folder.
    pub fn new(name: &str) -> Result<Self> {
        static NUMBER: AtomicU32 = AtomicU32::new(0);
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let path = std::env::temp_dir().join(format!("edge-{name}-{}-{number}", std::process::id()));
        std::fs::create_dir_all(&path)?;
        Ok(Self(path))
    }

    /// Where it is.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        if let Err(error) = std::fs::remove_dir_all(&self.0) {
            eprintln!("{} is left behind: {error}", self.0.display());
        }
    }
}

/// A running runtime.
pub struct Workerd {
    child: Child,
    port: u16,
    said: Arc<Mutex<Vec<u8>>>,
}

impl Workerd {
    /// Starts it over the store and the client's folder, and waits until it listens. `limits` is what the operator sets; where
    /// they set nothing the variable is not there.
    pub fn start(install: &Install, store: &Path, client: &Path, limits: &str) -> Result<Self> {
        let limits = Some(("SHOUXUE_LIMITS", limits)).filter(|(_, words)| !words.is_empty());
        let mut child = Command::new(&install.program)
            .arg("serve")
            .arg(&install.config)
            .arg("--socket-addr=http=127.0.0.1:0")
            .arg(format!("--directory-path=store={}", store.display()))
            .arg(format!("--directory-path=client={}", client.display()))
            .arg("--control-fd=1")
            .env("SHOUXUE_TICKETS", TICKET)
            .env_remove("SHOUXUE_LIMITS")
            .envs(limits)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()?;
        let said = Arc::new(Mutex::new(Vec::new()));
        if let Some(mut stderr) = child.stderr.take() {
            let said = Arc::clone(&said);
            std::thread::spawn(move || keep(&mut stderr, &said));
        }
        let mut running = Self { child, port: 0, said };
        let stdout = running.child.stdout.take().ok_or(ErrorKind::BrokenPipe)?;
        let mut reader = BufReader::new(stdout);
        running.port = listening(&mut reader).ok_or_else(|| {
            Error::other(format!("workerd does not listen: {}", String::from_utf8_lossy(&running.said())))
        })?;
        let said = Arc::clone(&running.said);
        std::thread::spawn(move || keep(&mut reader, &said));
        Ok(running)
    }

    /// The port of loopback that it listens on.
    #[must_use]
    pub fn port(&self) -> u16 {
        self.port
    }

    /// A client of it.
    #[must_use]
    pub fn client(&self) -> Client {
        Client::new(self.port)
    }

    /// Everything it has printed so far.
    #[must_use]
    pub fn said(&self) -> Vec<u8> {
        self.said.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Megabytes of memory it has in use; not a number where the system does not tell.
    #[must_use]
    pub fn memory(&self) -> f64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id())).unwrap_or_default();
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
        let kilobytes = line.and_then(|line| line.split_whitespace().next()?.parse::<f64>().ok());
        kilobytes.map_or(f64::NAN, |kilobytes| kilobytes / 1024.0)
    }

    /// Ends it without a word, as a power cut does (SIGKILL), and waits until it is gone.
    pub fn kill(&mut self) -> Result<()> {
        self.child.kill()?;
        self.child.wait().map(drop)
    }

    /// Whether it still runs.
    pub fn is_alive(&mut self) -> Result<bool> {
        Ok(self.child.try_wait()?.is_none())
    }
}

impl Drop for Workerd {
    fn drop(&mut self) {
        if let Err(error) = self.kill() {
            eprintln!("workerd could not be ended: {error}");
        }
    }
}

fn keep(from: &mut impl Read, said: &Mutex<Vec<u8>>) {
    let mut bytes = [0; 4096];
    while let Ok(length @ 1..) = from.read(&mut bytes) {
        said.lock().unwrap_or_else(PoisonError::into_inner).extend_from_slice(&bytes[..length]);
    }
}

/// The port in `{"event":"listen","socket":"http","port":N}`.
fn listening(reader: &mut impl BufRead) -> Option<u16> {
    let mut line = String::new();
    while reader.read_line(&mut line).ok()? > 0 {
        if let Some((_, after)) = line.split_once("\"port\":") {
            return after.trim_end().trim_end_matches('}').parse().ok();
        }
        line.clear();
    }
    None
}
