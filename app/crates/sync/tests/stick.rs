//! What comes on a stick: work that is in no log, and the log itself, for whoever never meets the server.
#![allow(clippy::expect_used, reason = "a test that cannot go on says why")]

mod desks;
mod school;

use desks::Office;
use school::{CASES, CHILDREN, Dice};
use sync::device::{Bundle, LogOnStick, Stick, StickError, Told, found};
use sync::log::Alarm;
use sync::members::{JoinAs, MemberError, Policy, Role};
use sync::proto::LogPage;
use sync::seal::AgentSecret;
use sync::{SaveBuilder, SaveInfo, WireError};

impl Office {
    /// The log as a desk holds it.
    fn log_of(&self, at: usize) -> LogPage {
        let (follower, entries) =
            (self.desks[at].device.follower(), self.desks[at].disk.log.values().cloned().collect());
        let generation = follower.generation().expect("it has met the server");
        LogPage { since: 0, since_hash: [0; 32], head: follower.head(), generation, server_ms: 0, entries }
    }

    /// A stick of one desk, read back from its bytes.
    fn stick_of(&mut self, at: usize) -> Stick {
        let log = self.log_of(at);
        let (stick, turn) = self.desks[at].device.stick(Some(log));
        self.desks[at].take(turn);
        let read = Stick::decode(&stick.encode());
        assert_eq!(read.as_ref(), Ok(&stick));
        read.expect("a stick")
    }

    /// One desk takes in a stick: what came of the log, what was new, what was of no use.
    fn take_in(&mut self, at: usize, stick: &Stick) -> (LogOnStick, usize, usize) {
        let taken = self.desks[at].device.take_in(stick, &mut self.dice).expect("an honest stick");
        self.desks[at].take(taken.turn);
        (taken.log, taken.new, taken.left)
    }

    fn rotate(&mut self) {
        let device = &self.desks[0].device;
        let op = device.members().rotate_op(&[CHILDREN], device.keys(), &mut self.dice).expect("an admin");
        self.change(&op);
    }
}

#[test]
fn a_stick_carries_work_and_is_refused_when_damaged_or_forged() {
    let mut office = Office::new();
    office.desks[1].write(1, "在校", &mut office.dice);
    let (bundle, turn) = office.desks[1].device.bundle(Vec::new());
    office.desks[1].take(turn);
    let bytes = bundle.encode();
    assert_eq!(Bundle::decode(&bytes), Ok(bundle.clone()));
    for at in [0, 5, bytes.len() / 2, bytes.len() - 1] {
        let mut damaged = bytes.clone();
        damaged[at] ^= 1;
        assert_eq!(Bundle::decode(&damaged), Err(WireError::NotCanonical), "byte {at}");
        assert!(Bundle::decode(&bytes[..at]).is_err(), "cut at {at}");
    }
    // The signature of somebody else.
    let mut forged = bundle.envelopes[0].encode();
    let at = bundle.envelopes[0].header().encode().len();
    forged[at] ^= 1;
    let forged = sync::seal::Sealed::decode(&forged).expect("it reads");
    let teacher = office.desks[1].device.agent();
    assert_eq!(office.desks[0].device.import(&[forged]).err(), Some(MemberError::NotAllowed(teacher)));

    let (turn, left) = office.desks[0].device.import(&bundle.envelopes).expect("an honest stick");
    assert_eq!(left, 0);
    office.desks[0].take(turn);
    assert_eq!(office.desks[0].text(1), Some("在校"));
    office.desks[0].write(1, "看过了再改", &mut office.dice);
    office.desks[0].reboot();
    office.sync(0);
    office.sync(1);
    assert_eq!(office.desks[1].text(1), Some("看过了再改"));
    assert_eq!(office.desks[1].state.conflicts(|_, _| true).len(), 0);
    assert_eq!(office.desks[1].device.outbox().len(), 0);
}

#[test]
fn a_desk_that_never_meets_the_server_lives_on_sticks() {
    let mut office = Office::new();
    for round in 1..=3 {
        office.desks[1].write(round, "写", &mut office.dice);
        let there = office.stick_of(1);
        assert_eq!(office.take_in(0, &there), (LogOnStick::Nothing, 1, 0), "{round}");
        office.sync(0);
        // The key turns twice before the desk hears of anything.
        office.rotate();
        office.rotate();
        office.desks[0].write(10 + round, "答", &mut office.dice);
        office.sync(0);
        let back = office.stick_of(0);
        let before = office.desks[1].device.follower().head().seq;
        let came = office.server.end().seq - before;
        assert_eq!(office.take_in(1, &back), (LogOnStick::Came(came), 0, 0));
        assert_eq!((office.desks[1].text(10 + round), office.desks[1].device.outbox().len()), (Some("答"), 0));
        assert_eq!(office.take_in(1, &back), (LogOnStick::Nothing, 0, 0));
        office.desks[1].reboot();
    }
    assert_eq!(office.desks[0].state.root(), office.desks[1].state.root());
    // What was written under a key that has passed is sealed again as soon as the log says so.
    office.desks[1].write(7, "迟", &mut office.dice);
    office.rotate();
    office.rotate();
    let back = office.stick_of(0);
    office.take_in(1, &back);
    assert_eq!(office.desks[1].told, [Told::SealedAgain(1)]);
    let there = office.stick_of(1);
    assert_eq!(office.take_in(0, &there), (LogOnStick::Nothing, 1, 0));
    office.sync(0);
    assert_eq!(office.server.end().seq, office.desks[0].device.follower().head().seq);
    assert_eq!((office.desks[0].text(7), office.desks[0].device.carried().count()), (Some("迟"), 0));
}

#[test]
fn a_newer_part_of_the_log_is_enough_for_whoever_knows_the_older_one() {
    let mut office = Office::new();
    for row in 1..=3 {
        office.desks[0].write(row, "答", &mut office.dice);
        office.sync(0);
    }
    let (mut log, known) = (office.log_of(0), office.desks[1].device.follower().head());
    let later = log.entries.split_off(known.seq as usize + 1);
    let since = known.seq + 1;
    let since_hash = office.desks[0].device.follower().hash_at(since).expect("known");
    let part = |since, since_hash, entries| LogPage { since, since_hash, entries, ..log.clone() };
    let stick = |office: &Office, page| office.desks[0].device.stick(Some(page)).0;
    let too_late = stick(&office, part(since, since_hash, later.clone()));
    assert_eq!(office.take_in(1, &too_late), (LogOnStick::Later, 0, 0));
    let whole = [log.entries[1..].to_vec(), later].concat();
    let begun = office.desks[0].device.follower().hash_at(1).expect("known");
    let enough = stick(&office, part(1, begun, whole));
    assert_eq!(office.take_in(1, &enough), (LogOnStick::Came(3), 0, 0));
    assert_eq!(office.desks[0].state.root(), office.desks[1].state.root());
}

#[test]
fn another_order_of_the_log_is_nobodys_but_a_members() {
    let mut office = Office::new();
    office.desks[0].write(1, "答", &mut office.dice);
    office.sync(0);
    let log = office.log_of(0);
    let bundle = Bundle { pages: log.clone().cut(), envelopes: Vec::new() };
    // A stranger, and somebody who was shut out.
    let stranger = Stick::new(bundle.clone(), &AgentSecret::new(&mut office.dice));
    assert_eq!(office.take_in(1, &stranger), (LogOnStick::Unsigned, 0, 0));
    let third = office.add(Role::Editor);
    let (head, gone) = (office.desks[0].device.agent(), office.desks[third].device.agent());
    let device = &office.desks[0].device;
    let op = device.members().revoke_op(&head, gone, device.keys(), &mut office.dice).expect("an admin");
    office.change(&op);
    office.pull(third);
    let shut_out = office.stick_of(third);
    assert_eq!(office.take_in(1, &shut_out), (LogOnStick::Unsigned, 0, 0));
    // Another end than the one that is known here.
    let known = office.stick_of(0);
    office.take_in(1, &known);
    let mut other = office.log_of(0);
    other.head.hash[0] ^= 1;
    let (lie, _) = office.desks[0].device.stick(Some(other));
    let refused = office.desks[1].device.take_in(&lie, &mut office.dice).err();
    assert_eq!(refused, Some(StickError::Log(Alarm::Fork { seq: office.server.end().seq })));
}

#[test]
fn a_log_of_whoever_may_read_less_is_not_taken_and_the_work_is() {
    let mut dice = Dice(7);
    let secret = AgentSecret::new(&mut dice);
    let first = found(secret, Vec::new(), vec![CHILDREN, CASES], Policy::default(), &mut dice).expect("founded");
    let mut office = Office::around(first, dice);
    let teacher = office.add(Role::Editor);
    let secret = AgentSecret::new(&mut office.dice);
    let (role, compartments) = (Role::Admin, vec![CHILDREN, CASES]);
    let joining = JoinAs { keys: *secret.keys(), role, compartments, label: Vec::new(), invite: None };
    let head = &office.desks[0].device;
    let op = head.members().add_op(joining, head.keys(), &mut office.dice).expect("the keys are here");
    office.change(&op);
    office.desks.push(desks::Desk::new(sync::device::Device::new(office.server.members().space(), secret)));
    office.sync(2);
    let mut save = SaveBuilder::new();
    save.set(desks::cell(1), "案");
    let desk = &mut office.desks[0];
    let (hlc, info) = (desk.last_hlc().next(1), SaveInfo { actor: "王老师".into(), ..SaveInfo::default() });
    let turn = desk.device.write(&[(CASES, &save)], &info, &desk.device.look(), hlc, &mut office.dice);
    desk.take(turn.expect("a save is written"));
    office.sync(0);
    office.pull(teacher);
    office.desks[teacher].write(2, "写", &mut office.dice);
    let stick = office.stick_of(teacher);
    let before = office.desks[2].device.follower().head();
    assert_eq!(office.take_in(2, &stick), (LogOnStick::Partial, 0, 1), "its work rests on what is not here");
    assert_eq!(office.desks[2].device.follower().head(), before);
    let whole = office.stick_of(0);
    assert!(matches!(office.take_in(2, &whole), (LogOnStick::Came(_), 0, 0)));
    assert_eq!(office.take_in(2, &stick), (LogOnStick::Nothing, 1, 0));
}

#[test]
fn a_word_about_a_snapshot_does_not_keep_later_work_off_a_stick() {
    let mut office = Office::new();
    let desk = &office.desks[1];
    let (_, turn) = desk.device.announce(&desk.state, &mut office.dice).expect("everything is in the log");
    office.desks[1].take(turn);
    office.desks[1].write(1, "写", &mut office.dice);
    let there = office.stick_of(1);
    assert_eq!(office.take_in(0, &there), (LogOnStick::Nothing, 2, 0));
    assert_eq!(office.desks[0].text(1), Some("写"));
    office.sync(0);
    office.sync(1);
    assert_eq!((office.desks[1].device.outbox().len(), office.desks[0].device.carried().count()), (0, 0));
    assert_eq!(office.desks[0].state.root(), office.desks[1].state.root());
}
