//! Running the built edge worker on this machine: the client and its sync at one address, on loopback only. Where the
//! runtime cannot be had, the client is served alone and the person is told so, because everything but sync works.

use std::io::{BufRead, BufReader};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use crate::failure::{Done, Failure};
use crate::paths;

/// What is served, and from where.
pub(crate) struct Host {
    /// The runtime.
    pub(crate) program: PathBuf,
    /// The built client.
    pub(crate) client: PathBuf,
    /// Where the schools' files are kept.
    pub(crate) store: PathBuf,
    /// Port 0 takes any free one.
    pub(crate) port: u16,
}

impl Host {
    /// Runs until the runtime ends, which is a failure, or this program is ended.
    pub(crate) fn forever(&self) -> Done {
        std::fs::create_dir_all(&self.store).map_err(|error| Failure::because(self.store.display(), error))?;
        // Asked here first, because the runtime's own words for a taken port are a stack trace.
        TcpListener::bind(("127.0.0.1", self.port)).map_err(|error| {
            Failure::because(format!("port {} cannot be used (choose another with --port)", self.port), error)
        })?;
        let mut child = self.start()?;
        let stdout = child.stdout.take().ok_or_else(|| Failure::new("workerd has no output"))?;
        for line in BufReader::new(stdout).lines() {
            let line = line.map_err(|error| Failure::because("workerd's output", error))?;
            match listening(&line) {
                Some(port) => {
                    println!("the schools' files are in {}", self.store.display());
                    println!("serving app and sync on http://127.0.0.1:{port}/   (Ctrl-C ends it)");
                }
                None => println!("{line}"),
            }
        }
        drop(child.stdin.take());
        Err(Failure::new("workerd ended by itself; what it said is above"))
    }

    fn start(&self) -> Result<Child, Failure> {
        let mut command = guarded(&self.program);
        command
            .arg("serve")
            .arg(paths::worker().join("workerd.capnp"))
            .arg(format!("--socket-addr=http=127.0.0.1:{}", self.port))
            .arg(folder("client", &self.client))
            .arg(folder("store", &self.store))
            .arg("--control-fd=1")
            // On loopback whoever reaches this address owns the machine: schools are created without a ticket.
            .env("SHOUXUE_TICKETS", "open")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped());
        command.spawn().map_err(|error| Failure::because(self.program.display(), error))
    }
}

fn folder(name: &str, path: &Path) -> String {
    format!("--directory-path={name}={}", path.display())
}

/// The runtime, in the care of a shell that ends it when this program goes, however it goes: the shell then reads the end
/// of its input. Only the runtime keeps the output open, so the output's end means that the runtime has ended.
///
/// It is not asked to end: it would wait for the sockets of its listeners, which stay open for days, and answer nobody
/// meanwhile. What it has acknowledged is on the disk.
fn guarded(program: &Path) -> Command {
    if cfg!(windows) {
        return Command::new(program);
    }
    let mut command = Command::new("sh");
    command.args(["-c", r#""$@" < /dev/null & child=$!; exec > /dev/null; cat; kill -9 "$child""#, "sh"]).arg(program);
    command
}

/// The port that the runtime says it listens on.
fn listening(line: &str) -> Option<u64> {
    let message: serde_json::Value = serde_json::from_str(line).ok()?;
    (message["event"] == "listen" && message["socket"] == "http").then(|| message["port"].as_u64())?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_port_is_read_from_what_the_runtime_says() {
        let check = |line: &str, port: Option<u64>| assert_eq!(listening(line), port, "{line}");
        check(r#"{"event":"listen","socket":"http","port":8420}"#, Some(8420));
        check(r#"{"event":"listen","socket":"debug","port":8421}"#, None);
        check("a word of the runtime", None);
    }
}
