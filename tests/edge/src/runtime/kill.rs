//! The power goes, and the line is bad: what was acknowledged is there, once, whole, in order.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::Duration;

use sync::proto::{AuthAnswer, AuthAsk, PushAnswer};

use super::Bench;
use crate::call::{found, pull, token};
use crate::dice::Dice;
use crate::host::Remote;
use crate::http::Client;
use crate::proxy::Proxy;
use crate::school::{CHILDREN, School, push_body};
use crate::workerd::Folder;

/// How often the power goes.
const KILLS: u64 = 12;
/// Schools that push at the same time.
const SCHOOLS: u64 = 4;

/// One school that pushes until it is told to stop, one envelope after the other, each again until it is acknowledged.
struct Pusher {
    school: School,
    bearer: String,
    /// The envelope that is under way, pushed again after a failure: an answer may have been lost.
    pending: Option<sync::seal::Sealed>,
    /// The dseq up to which everything was acknowledged.
    acknowledged: u32,
}

impl Pusher {
    fn run(&mut self, port: u16, stop: &AtomicBool, done: &AtomicU64) {
        let mut client = Client::new(port);
        let target = self.school.address("push");
        while !stop.load(Ordering::Relaxed) {
            let sealed = self.pending.take().unwrap_or_else(|| {
                let mut device = self.school.head.clone();
                let sealed = self.school.save(&mut device, CHILDREN, 300);
                self.school.head = device;
                sealed
            });
            let dseq = sealed.header().dseq;
            let headers = [("authorization", format!("Bearer {}", self.bearer))];
            let headers = headers.each_ref().map(|(name, value)| (*name, value.as_str()));
            let answer = client.send("POST", &target, &headers, &push_body(std::slice::from_ref(&sealed)));
            match answer {
                Ok(answer) if answer.status() == 200 => {
                    let answer = PushAnswer::decode(&answer.body).unwrap();
                    assert!(matches!(answer, PushAnswer::Admitted { .. }));
                    self.acknowledged = dseq;
                    done.fetch_add(1, Ordering::Relaxed);
                }
                // Refused is not lost by the server: nothing but 5xx and broken connections may happen here.
                Ok(answer) => {
                    assert!(answer.status() >= 500, "{answer:?}");
                    self.pending = Some(sealed);
                }
                Err(_) => {
                    self.pending = Some(sealed);
                    std::thread::sleep(Duration::from_millis(2));
                }
            }
        }
    }

    /// Everything acknowledged is in the log, in order, and nothing twice; at most the envelope under way is besides.
    fn check(&self, host: &mut Remote) -> usize {
        let (entries, _) = pull(host, &self.school, &self.bearer);
        let numbers: Vec<u32> = entries.iter().map(|entry| entry.outside.header().dseq).collect();
        let expected: Vec<u32> = (1..=u32::try_from(entries.len()).unwrap()).collect();
        assert_eq!(numbers, expected);
        let last = *numbers.last().unwrap();
        let most = self.acknowledged + u32::from(self.pending.is_some());
        assert!((self.acknowledged..=most).contains(&last), "{} acknowledged, {last} there", self.acknowledged);
        assert!(entries.iter().all(|entry| sync::seal::open(&entry.sealed().unwrap(), &self.school.keys).is_ok()
            || entry.outside.header().kind == sync::Kind::Members));
        entries.len()
    }
}

fn pushers(host: &mut Remote, seed: u64) -> Vec<Pusher> {
    (0..SCHOOLS)
        .map(|number| {
            let school = School::new(seed + number);
            assert_eq!(found(host, &school).status(), 201);
            let bearer = token(host, &school, &school.head);
            Pusher { school, bearer, pending: None, acknowledged: 1 }
        })
        .collect()
}

pub(super) fn nothing_acknowledged_is_lost(bench: &Bench) {
    let store = Folder::new("kill").unwrap();
    let mut workerd = bench.start(store.path());
    let mut all = pushers(&mut Remote::new(workerd.port()), 7000);
    let mut dice = Dice::new(71);
    let mut in_the_middle = 0;
    for _ in 0..KILLS {
        let (stop, done) = (AtomicBool::new(false), AtomicU64::new(0));
        let port = workerd.port();
        std::thread::scope(|scope| {
            for pusher in &mut all {
                scope.spawn(|| pusher.run(port, &stop, &done));
            }
            let after = done.load(Ordering::Relaxed) + 5 + dice.below(60);
            while done.load(Ordering::Relaxed) < after {
                std::thread::sleep(Duration::from_micros(300));
            }
            std::thread::sleep(Duration::from_micros(dice.below(4000)));
            workerd.kill().unwrap();
            stop.store(true, Ordering::Relaxed);
        });
        in_the_middle += all.iter().filter(|pusher| pusher.pending.is_some()).count();
        workerd = bench.start(store.path());
        let mut host = Remote::new(workerd.port());
        for pusher in &all {
            // The secret that tokens are made with survives as well, so the token is still good.
            pusher.check(&mut host);
        }
    }
    let kept: u32 = all.iter().map(|pusher| pusher.acknowledged - 1).sum();
    println!("        {KILLS} kills, {in_the_middle} pushes under way, {kept} envelopes acknowledged, 0 lost");
    assert!(in_the_middle > 0, "no kill met a push: nothing was shown");
}

pub(super) fn a_bad_line_loses_nothing(bench: &Bench) {
    let store = Folder::new("line").unwrap();
    let workerd = bench.start(store.path());
    let mut host = Remote::new(workerd.port());
    let mut all = pushers(&mut host, 7100);
    let proxy = Proxy::open(0, workerd.port()).unwrap();
    proxy.faults.chance(40, 72);
    let (stop, done) = (AtomicBool::new(false), AtomicU64::new(0));
    std::thread::scope(|scope| {
        for pusher in &mut all {
            scope.spawn(|| pusher.run(proxy.port(), &stop, &done));
        }
        while done.load(Ordering::Relaxed) < 150 {
            std::thread::sleep(Duration::from_millis(5));
        }
        stop.store(true, Ordering::Relaxed);
    });
    for pusher in &all {
        pusher.check(&mut host);
    }
    println!("        {} faults", proxy.faults.happened().len());
    assert!(proxy.faults.happened().len() > 40);
    // A token asked for over the bad line is as good as any.
    let school = &all[0].school;
    let ask = AuthAsk::Challenge { agent: school.head.id(), client_nonce: [1; 32] };
    proxy.faults.chance(0, 0);
    let answer = Client::new(proxy.port()).send("POST", &school.address("auth"), &[], &ask.encode()).unwrap();
    assert!(matches!(AuthAnswer::decode(&answer.body), Ok(AuthAnswer::Challenge { .. })));
}
