//! How long does a push take while many schools push? One generator with a fixed rate: pushes are due at fixed instants and
//! their time counts from then on, whether or not the one before was answered, so that a stall is seen in full.

use std::io::{Result, Write};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use crate::call::{found, token};
use crate::host::Remote;
use crate::http::Client;
use crate::runtime::Bench;
use crate::school::{CHILDREN, School, push_body};
use crate::workerd::{Folder, Workerd};

/// Connections at the same time; each waits for its answer before it asks again.
const LINES: usize = 24;

/// What is asked of the worker.
#[derive(Clone, Copy, Debug)]
pub struct Load {
    /// Schools that push in turn.
    pub schools: usize,
    /// Pushes a second, of all together.
    pub rate: usize,
    /// For so long; the first fifth is not counted.
    pub seconds: usize,
}

/// Milliseconds that the disk below the tests takes to make a few pages durable, the shortest first: no push can be faster,
/// and all of them wait for the same disk.
pub fn flushes() -> Result<Vec<f64>> {
    let folder = Folder::new("flush")?;
    let mut file = std::fs::File::create(folder.path().join("pages"))?;
    let mut times = Vec::new();
    for _ in 0..200 {
        file.write_all(&[7; 12_600])?;
        let begun = Instant::now();
        file.sync_all()?;
        times.push(begun.elapsed().as_secs_f64() * 1000.0);
    }
    times.sort_by(f64::total_cmp);
    Ok(times)
}

/// What came out.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// Milliseconds of each push that counts, the shortest first.
    pub times: Vec<f64>,
    /// Pushes that were not admitted.
    pub failed: usize,
    /// Megabytes of memory of the runtime at the end.
    pub memory: f64,
    /// Bytes on the disk for one push.
    pub bytes: f64,
}

impl Outcome {
    /// The time within which this share of all pushes was answered.
    #[must_use]
    pub fn within(&self, share: f64) -> f64 {
        within(&self.times, share)
    }
}

/// The time that this share of sorted times does not exceed.
#[must_use]
pub fn within(times: &[f64], share: f64) -> f64 {
    let last = times.len().saturating_sub(1);
    times.get((last as f64 * share).round() as usize).copied().unwrap_or(f64::NAN)
}

struct Pupil {
    school: School,
    bearer: String,
}

/// Puts the worker under load in a store of its own.
pub fn run(bench: &Bench, load: Load) -> Result<Outcome> {
    let store = Folder::new("load")?;
    let limits = "pushes=100000 asks=100000";
    let workerd = Workerd::start(&bench.install, store.path(), bench.client.path(), limits)?;
    let mut host = Remote::new(workerd.port());
    let pupils: Vec<Mutex<Pupil>> = (0..load.schools as u64)
        .map(|number| {
            let school = School::new(90_000 + number);
            assert_eq!(found(&mut host, &school).status(), 201);
            let bearer = token(&mut host, &school, &school.head);
            Mutex::new(Pupil { school, bearer })
        })
        .collect();
    let before = size(&store);
    let total = load.rate * load.seconds;
    let (next, failed) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let times = Mutex::new(Vec::with_capacity(total));
    let begin = Instant::now() + Duration::from_millis(200);
    std::thread::scope(|scope| {
        for _ in 0..LINES {
            scope.spawn(|| {
                let mut client = Client::new(workerd.port());
                loop {
                    let number = next.fetch_add(1, Ordering::Relaxed);
                    if number >= total {
                        break;
                    }
                    let due = begin + Duration::from_secs_f64(number as f64 / load.rate as f64);
                    let mut pupil = pupils[number % pupils.len()].lock().unwrap();
                    let (target, body, bearer) = prepare(&mut pupil);
                    std::thread::sleep(due.saturating_duration_since(Instant::now()));
                    let answer = client.send("POST", &target, &[("authorization", &bearer)], &body);
                    let took = due.elapsed().as_secs_f64() * 1000.0;
                    drop(pupil);
                    if !answer.is_ok_and(|answer| answer.status() == 200) {
                        failed.fetch_add(1, Ordering::Relaxed);
                    }
                    if number >= total / 5 {
                        times.lock().unwrap().push(took);
                    }
                }
            });
        }
    });
    let mut times = times.into_inner().unwrap();
    times.sort_by(f64::total_cmp);
    let bytes = (size(&store) - before) as f64 / total as f64;
    Ok(Outcome { times, failed: failed.into_inner(), memory: workerd.memory(), bytes })
}

/// One save of a child, sealed: what a teacher's click sends.
fn prepare(pupil: &mut Pupil) -> (String, Vec<u8>, String) {
    let mut device = pupil.school.head.clone();
    let save = pupil.school.save(&mut device, CHILDREN, 60);
    pupil.school.head = device;
    (pupil.school.address("push"), push_body(&[save]), format!("Bearer {}", pupil.bearer))
}

fn size(store: &Folder) -> u64 {
    crate::runtime::files(store.path()).iter().filter_map(|file| file.metadata().ok()).map(|data| data.len()).sum()
}
