//! What only the real runtime can show: files on a disk, kills, sockets, the client beside the sync, other people's bytes.

mod client;
mod disk;
mod kill;
mod late;
mod limits;
mod socket;
mod stranger;

pub use self::disk::files;
use std::io::Result;
use std::path::Path;
use std::time::Instant;

use crate::contract::{ALL, LIMITS};
use crate::host::Remote;
use crate::workerd::{Folder, Install, Workerd};

/// A test in the runtime.
type Test = (&'static str, fn(&Bench));

const TESTS: [Test; 14] = [
    ("the contract holds", contract),
    ("the client is served as the task runner serves it", client::is_served_as_always),
    ("a listener is told, one who was shut out is sent away", socket::listeners_are_told),
    ("a socket sleeps and wakes", socket::a_socket_sleeps_and_wakes),
    ("the operator's limits hold, of space and of pushes", limits::space_and_pushes_are_limited),
    ("the operator's limits hold, of sockets", limits::so_many_sockets_are_open),
    ("the operator's limits hold, of requests", limits::so_often_one_may_ask),
    ("a token is over after a quarter of an hour, at every address", late::a_token_is_over_everywhere),
    ("an error after an insert leaves nothing", disk::an_error_after_an_insert_leaves_nothing),
    ("what breaks off in the worker ends one request and nothing else", disk::what_breaks_off_ends_one_request),
    ("killed in the middle of pushes, nothing acknowledged is lost", kill::nothing_acknowledged_is_lost),
    ("a bad line loses nothing and doubles nothing", kill::a_bad_line_loses_nothing),
    ("nothing a school writes can be read on the disk or in the log", disk::nothing_can_be_read),
    ("strangers make no files, and their bytes do no harm", stranger::strangers_do_no_harm),
];

/// What the tests stand on.
pub struct Bench {
    /// The programs.
    pub install: Install,
    /// A folder with a small client in it.
    pub client: Folder,
}

impl Bench {
    /// What the task runner installed and built, and a small client.
    pub fn new() -> Result<Self> {
        Ok(Self { install: Install::from_environment()?, client: client::folder()? })
    }

    /// A running worker over this store.
    #[must_use]
    pub fn start(&self, store: &Path) -> Workerd {
        Workerd::start(&self.install, store, self.client.path(), LIMITS).unwrap()
    }
}

/// Runs every test, or those whose name contains the word; how many ran.
pub fn run(only: Option<&str>) -> Result<usize> {
    let bench = Bench::new()?;
    let mut ran = 0;
    for (name, test) in TESTS.iter().filter(|(name, _)| only.is_none_or(|word| name.contains(word))) {
        let begun = Instant::now();
        test(&bench);
        println!("ok      {name} {:.1} s", begun.elapsed().as_secs_f64());
        ran += 1;
    }
    Ok(ran)
}

fn contract(bench: &Bench) {
    let store = Folder::new("contract").unwrap();
    let mut workerd = bench.start(store.path());
    let mut host = Remote::new(workerd.port());
    for (sentence, ask) in ALL {
        ask(&mut host);
        assert!(workerd.is_alive().unwrap(), "workerd ended at: {sentence}");
    }
    println!("        {} sentences", ALL.len());
    let said = String::from_utf8_lossy(&workerd.said()).into_owned();
    assert!(!said.contains("started anew"), "the worker trapped: {said}");
    assert!(!said.contains("failed"), "{said}");
}
