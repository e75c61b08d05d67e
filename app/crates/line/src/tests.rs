//! The line alone: when it speaks, how long it waits, and that it never asks for what is not to be taken in.

use sync::Rng;
use sync::device::{Device, found};
use sync::members::Policy;
use sync::seal::AgentSecret;
use sync::{CompartmentId, log::Alarm};

use crate::{Call, Heard, Line, News, Next, Rounds, Stopped, Trouble, Wish};

pub(crate) struct Count(pub(crate) u8);
impl Rng for Count {
    fn fill(&mut self, bytes: &mut [u8]) {
        for byte in bytes {
            self.0 = self.0.wrapping_mul(5).wrapping_add(3);
            *byte = self.0;
        }
    }
}

pub(crate) fn device() -> Device {
    let mut rng = Count(1);
    let founder = AgentSecret::new(&mut rng);
    found(founder, Vec::new(), vec![CompartmentId(1)], Policy::default(), &mut rng).unwrap().device
}

pub(crate) fn at(now_ms: u64) -> Wish<'static> {
    Wish { now_ms, ..Wish::default() }
}

fn call(line: &mut Line, device: &Device, now_ms: u64) -> Call {
    match line.next(device, at(now_ms), &mut Count(9)) {
        Next::Ask(call, _) => call,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_new_space_is_founded_first_and_a_call_that_is_out_is_waited_for() {
    let (mut device, mut line) = (device(), Line::new("school.example", "word", Rounds::default()));
    let first = call(&mut line, &device, 1_000);
    assert_eq!((first.method, first.path.as_str()), ("POST", "/v1/spaces"));
    assert_eq!(first.credential.as_deref(), Some("Ticket word"));
    assert!(matches!(line.next(&device, at(1_001), &mut Count(9)), Next::Wait(_)));
    // An answer to another call is nobody's.
    let stray = (first.number + 7, Heard::Nothing);
    assert!(matches!(line.heard(&mut device, stray, at(1_002), &mut Count(9)).0, News::Nothing));
    assert_eq!(line.trouble(), None);
    line.unsent();
    assert_eq!(call(&mut line, &device, 1_003).path, "/v1/spaces");
}

#[test]
fn waits_grow_up_to_five_minutes_and_a_clock_set_back_ends_them() {
    let (mut device, mut line) = (device(), Line::new("school.example", "", Rounds::default()));
    let (mut now, mut waits) = (1_000_000_000, Vec::new());
    for _ in 0..12 {
        let number = call(&mut line, &device, now).number;
        line.heard(&mut device, (number, Heard::Nothing), at(now), &mut Count(9));
        let Next::Wait(until) = line.next(&device, at(now), &mut Count(9)) else { panic!("does not wait") };
        waits.push(until - now);
        now = until;
    }
    assert!(waits.is_sorted(), "{waits:?}");
    assert!((2_000..=2_500).contains(&waits[0]) && (300_000..=375_000).contains(&waits[11]), "{waits:?}");
    assert_eq!(line.trouble(), Some(Trouble::Offline));
    let number = call(&mut line, &device, now).number;
    line.heard(&mut device, (number, Heard::Nothing), at(now), &mut Count(9));
    // Ten years back.
    assert_eq!(call(&mut line, &device, now - 900_000_000).path, "/v1/spaces");
}

#[test]
fn a_server_says_when_to_come_back_and_a_person_may_hurry() {
    let (mut device, mut line) = (device(), Line::new("school.example", "", Rounds::default()));
    let number = call(&mut line, &device, 5_000).number;
    let busy = Heard::Answer { status: 503, retry_after_s: Some(90), body: Vec::new() };
    line.heard(&mut device, (number, busy), at(5_000), &mut Count(9));
    assert_eq!(line.trouble(), Some(Trouble::Busy(503)));
    assert!(matches!(line.next(&device, at(6_000), &mut Count(9)), Next::Wait(95_000)));
    line.hurry(Some("word"));
    assert_eq!(call(&mut line, &device, 6_000).credential.as_deref(), Some("Ticket word"));
}

#[test]
fn what_cannot_be_true_stops_and_does_not_pass_by_itself() {
    let check = |alarm: Alarm, expected: Stopped| {
        let trouble = Trouble::from(alarm);
        assert_eq!((trouble, trouble.passes()), (Trouble::Stopped(expected), false));
    };
    check(Alarm::Generation, Stopped::SetUpAnew);
    check(Alarm::Rollback { head: 1, had: 2 }, Stopped::Shorter);
    check(Alarm::Fork { seq: 3 }, Stopped::Another);
    check(Alarm::Withheld { seq: 3 }, Stopped::Withheld);
    check(Alarm::Payload { seq: 3 }, Stopped::Altered);
}
