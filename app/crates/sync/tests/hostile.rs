//! What can a server do that lies? One test for each case of the list, by its number: what it would answer, the alarm or
//! refusal that comes of it, and that nothing unsent is lost.
//!
//! | cases | where |
//! |---|---|
//! | 1, 2, 6: envelopes exchanged, repeated, invented | `envelopes` |
//! | 11, 19, 25: formats lowered, lengths and bombs, signatures used for something else | `forms` |
//! | 3, 4, 5, 15, 18: the log cut, forked, rolled back, given other times, or another log altogether | `log` |
//! | 16, 17: what is kept back or dropped | `silence` |
//! | 7, 8, 9, 12: keys exchanged, devices added, revocations taken out, changes in another order | `members` |
//! | 20, 21: requests to join and invitations exchanged | `joining` |
//! | 13, 14: snapshots that are none, or old | `snapshots` |
//! | 22, 23: acks of a county forged, and those of another revision shown again | `upward` |
//! | 10: the cost of a lock lowered | `vault/tests/hostile.rs` |
//! | 1 for parts of attachments: exchanged, moved, cut off | `tests/blob.rs` |
//! | 24: attachments gone from the server, or others in their place | `desk-worker/src/sharing_tests/photos/trouble.rs` |
//!
//! Every page is encoded and read again, as it would come over the wire, and its end is made to fit what it holds: a
//! server that lies does not betray itself by a wrong sum. Honest answers afterwards bring everything.
#![allow(clippy::expect_used, reason = "a test that cannot go on says why")]

mod desks;
mod school;

mod hostile {
    mod envelopes;
    mod forms;
    mod joining;
    mod log;
    mod members;
    mod silence;
    mod snapshots;
    mod upward;
}

use desks::{Desk, Office};
use school::{Author, CASES, CHILDREN, Dice};
use sync::device::found;
use sync::log::{Alarm, Entry, LogHead};
use sync::members::{Policy, Role};
use sync::proto::{LogAsk, LogPage};
use sync::seal::{AgentSecret, Outside, Sealed};
use sync::{AgentId, ChainHead, EnvelopeHash, Header, Seen};

/// The desks of an office under siege. The teacher's is the one that is lied to.
const HEAD: usize = 0;
const TEACHER: usize = 1;
const COLLEAGUE: usize = 2;
/// The row of the save that the teacher has not sent.
const UNSENT: u8 = 9;

/// Head teacher, teacher and colleague, the last two for the compartment of children alone; the log is, by place: founding, teacher, colleague, a row of the teacher's, and
/// three rows of the head teacher's that the teacher has not fetched. The teacher has saved once more and not sent it.
fn besieged() -> Office {
    let mut dice = Dice(42);
    let secret = AgentSecret::new(&mut dice);
    let first = found(secret, Vec::new(), vec![CHILDREN, CASES], Policy::default(), &mut dice).expect("founded");
    let mut office = Office::around(first, dice);
    office.add(Role::Editor);
    office.add(Role::Editor);
    office.desks[TEACHER].write(8, "在册", &mut office.dice);
    office.sync(TEACHER);
    office.pull(HEAD);
    for row in 1..=3 {
        office.desks[HEAD].write(row, "在校", &mut office.dice);
    }
    office.sync(HEAD);
    office.desks[TEACHER].write(UNSENT, "未送", &mut office.dice);
    office.desks[TEACHER].told.clear();
    office
}

fn agent(office: &Office, desk: usize) -> AgentId {
    office.desks[desk].device.agent()
}

/// What an honest server answers this desk.
fn honest(office: &Office, desk: usize) -> LogPage {
    let device = &office.desks[desk].device;
    office.server.page(&device.agent(), &device.ask(1000), office.now_ms)
}

/// The page with its end made to fit what it holds, as it comes over the wire.
fn dressed(mut page: LogPage, known: LogHead) -> LogPage {
    page.head = page.entries.iter().fold(known, |head, entry| head.then(entry.srv_ms, &entry.outside.hash()));
    over_the_wire(&page)
}

fn over_the_wire(page: &LogPage) -> LogPage {
    LogPage::decode(&page.encode()).expect("a page that is well formed")
}

/// What the teacher's device says to its page after a server has spoilt it.
fn stopped(office: &Office, spoil: impl FnOnce(&mut LogPage)) -> Option<Alarm> {
    let device = &office.desks[TEACHER].device;
    let mut page = honest(office, TEACHER);
    spoil(&mut page);
    device.pull(&dressed(page, device.follower().head()), &mut Dice(7)).err()
}

/// The same with an end of its own.
fn stopped_as_it_is(office: &Office, spoil: impl FnOnce(&mut LogPage)) -> Option<Alarm> {
    let mut page = honest(office, TEACHER);
    spoil(&mut page);
    office.desks[TEACHER].device.pull(&over_the_wire(&page), &mut Dice(7)).err()
}

/// Puts an envelope behind the others.
fn append(page: &mut LogPage, sealed: &Sealed) {
    let srv_ms = page.entries.last().map_or(page.head.srv_ms, |entry| entry.srv_ms);
    let (outside, payload) = sealed.clone().into_parts();
    let seq = page.since + page.entries.len() as u64 + 1;
    page.entries.push(Entry { seq, srv_ms, outside, payload: Some(payload) });
}

/// Another header over the signature of the first.
fn refit(outside: &Outside, alter: impl FnOnce(&mut Header)) -> Outside {
    let signature = outside.encode().split_off(outside.header().encode().len());
    let mut header = outside.header().clone();
    alter(&mut header);
    Outside::decode(&[header.encode(), signature].concat()).expect("it reads").0
}

/// A header signed by whoever will, over any payload that fits it.
fn signed(header: &Header, payload: &[u8], secret: &AgentSecret) -> Sealed {
    let bytes = header.encode();
    let signature = secret.sign("sx-env-v1", &bytes);
    Sealed::decode(&[bytes.as_slice(), &signature, payload].concat()).expect("it reads")
}

/// The person at a desk, writing without the device: what a program could send that is not ours.
fn author(office: &Office, desk: usize) -> Author {
    let device = &office.desks[desk].device;
    Author { secret: device.secret().clone(), keys: device.keys().clone(), head: device.own_head() }
}

/// Somebody who is in no membership.
fn stranger(office: &Office) -> Author {
    let keys = office.desks[HEAD].device.keys().clone();
    Author { secret: AgentSecret::new(&mut Dice(77)), keys, head: ChainHead::default() }
}

/// Everything a server holds.
fn seen(office: &Office) -> Seen {
    let LogHead { seq, hash, .. } = office.server.end();
    Seen { seq, hash, extra: Vec::new() }
}

fn outbox(desk: &Desk) -> Vec<EnvelopeHash> {
    desk.device.outbox().iter().map(|sealed| sealed.hash()).collect()
}

/// What was not sent is there, before and after the machine was switched off, and is planned to be sent.
fn keeps(office: &mut Office) {
    let desk = &mut office.desks[TEACHER];
    let before = outbox(desk);
    assert_eq!(before.len(), 1);
    desk.reboot();
    assert_eq!((outbox(desk), desk.text(UNSENT)), (before.clone(), Some("未送")));
    let (batch, _) = desk.device.plan(100).expect("it has a way into the log");
    assert_eq!(batch.iter().map(|sealed| sealed.hash()).collect::<Vec<_>>(), before);
}

/// And once the server is honest, everybody has everything.
fn unharmed(mut office: Office) {
    keeps(&mut office);
    office.sync(TEACHER);
    office.sync(HEAD);
    let (head, teacher) = (&office.desks[HEAD], &office.desks[TEACHER]);
    assert_eq!((head.text(UNSENT), teacher.text(2)), (Some("未送"), Some("在校")));
    assert_eq!((head.state.root(), outbox(teacher)), (teacher.state.root(), Vec::new()));
}

/// The whole log, for somebody who knows nothing of it.
const ALL: LogAsk = LogAsk { since: 0, limit: 1000, payloads_after: 0 };
