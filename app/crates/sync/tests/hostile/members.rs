//! Keys exchanged, devices added, revocations taken out, changes in another order.

use sync::device::Device;
use sync::log::{Alarm, LogHead};
use sync::members::{Add, Founding, Invite, JoinAs, MemberError, MemberOp, Policy, Role};
use sync::proto::LogPage;
use sync::seal::{AgentSecret, Sealed, sign};
use sync::{ChainHead, Header};

use crate::desks::Office;
use crate::school::{self, CHILDREN, Dice};
use crate::{ALL, COLLEAGUE, HEAD, TEACHER};
use crate::{agent, append, author, besieged, dressed, honest, refit, seen, stopped, unharmed};

/// The keys of whoever runs the server.
pub(super) fn thief() -> AgentSecret {
    AgentSecret::new(&mut Dice(66))
}

/// A change of the membership, put into the place of the one at `at`, as its author's.
pub(super) fn exchanged(page: &mut LogPage, at: usize, op: &MemberOp, thief: Option<&AgentSecret>) {
    let header = page.entries[at].outside.header().clone();
    let agent = thief.map_or(header.agent, AgentSecret::id);
    let sealed = sign(Header { agent, ..header }, op.encode(), thief.unwrap_or(&self::thief()));
    let seal = sealed.header().seal;
    let honest = page.entries[at].outside.clone();
    page.entries[at].payload = Some(sealed.payload().to_vec());
    page.entries[at].outside =
        if thief.is_some() { sealed.outside().clone() } else { refit(&honest, |header| header.seal = seal) };
}

fn op_of(page: &LogPage, at: usize) -> MemberOp {
    MemberOp::decode(page.entries[at].payload.as_deref().expect("it comes whole")).expect("it reads")
}

/// A change by the head teacher, in the log; the teacher has not fetched it.
pub(super) fn changed(office: &mut Office, op: impl FnOnce(&Device, &mut Dice) -> Option<MemberOp>) -> MemberOp {
    let op = op(&office.desks[HEAD].device, &mut office.dice).expect("the keys are here");
    office.change(&op);
    op
}

#[test]
fn case_07_keys_substituted_in_an_answer() {
    let mut office = besieged();
    let (head, thief) = (agent(&office, HEAD), thief());
    // Somebody new reads the log from its beginning, with nothing but the id of the space.
    let newcomer = Device::new(office.server.members().space(), AgentSecret::new(&mut Dice(8)));
    let whole = office.server.page(&head, &ALL, office.now_ms);
    let check = |spoil: &dyn Fn(&mut LogPage), expected| {
        let mut page = whole.clone();
        spoil(&mut page);
        assert_eq!(newcomer.pull(&dressed(page, Default::default()), &mut Dice(7)).err(), Some(expected));
    };
    // The founder's keys, or a recovery card nobody chose: it is another space.
    let founded = |alter: fn(&mut Founding, &AgentSecret)| {
        let MemberOp::Found(mut founding, rotations) = op_of(&whole, 0) else { unreachable!("a founding") };
        alter(&mut founding, &self::thief());
        MemberOp::Found(founding, rotations)
    };
    let by_thief = founded(|founding, thief| founding.founder = *thief.keys());
    let with_card = founded(|founding, thief| founding.policy.recovery = Some(*thief.keys()));
    let founding = Alarm::Member { seq: 1, error: MemberError::Founding };
    check(&|page| page.entries[0].payload = Some(by_thief.encode()), Alarm::Payload { seq: 1 });
    check(&|page| exchanged(page, 0, &by_thief, Some(&thief)), founding);
    check(&|page| exchanged(page, 0, &with_card, None), founding);
    // The keys of a member who is added.
    let MemberOp::Add(add) = op_of(&whole, 1) else { unreachable!("the teacher is added") };
    let add = MemberOp::Add(Add { keys: *thief.keys(), ..add });
    check(&|page| page.entries[1].payload = Some(add.encode()), Alarm::Payload { seq: 2 });
    check(&|page| exchanged(page, 1, &add, None), Alarm::Chain { agent: head, dseq: 3 });
    let last = |page: &mut LogPage| {
        page.entries.truncate(2);
        exchanged(page, 1, &add, None);
    };
    check(&last, Alarm::Signature { agent: head, dseq: 2 });
    // The recovery card that every member is shown.
    let card = AgentSecret::new(&mut Dice(9));
    let policy = |device: &Device, keys: &AgentSecret, dice: &mut Dice| {
        let policy = Policy { recovery: Some(*keys.keys()), escrow: None };
        device.members().policy_op(&device.agent(), policy, device.keys(), dice)
    };
    let of_thief = policy(&office.desks[HEAD].device, &thief, &mut Dice(3)).expect("the keys are here");
    changed(&mut office, |device, dice| policy(device, &card, dice));
    let alarm = stopped(&office, |page| page.entries[3].payload = Some(of_thief.encode()));
    assert_eq!(alarm, Some(Alarm::Payload { seq: 8 }));
    let alarm = stopped(&office, |page| exchanged(page, 3, &of_thief, None));
    assert_eq!(alarm, Some(Alarm::Signature { agent: head, dseq: 7 }));
    office.pull(TEACHER);
    assert_eq!(office.desks[TEACHER].device.members().policy().recovery, Some(*card.keys()));
    unharmed(office);
}

#[test]
fn case_08_a_device_added_without_an_admin() {
    let office = besieged();
    let (space, at, thief) = (office.server.members().space(), seen(&office), thief());
    let joining = JoinAs {
        keys: *thief.keys(),
        role: Role::Admin,
        compartments: vec![CHILDREN],
        label: Vec::new(),
        invite: None,
    };
    let device = &office.desks[HEAD].device;
    let op = device.members().add_op(joining, device.keys(), &mut Dice(3)).expect("the keys are here");
    let check = |sealed: Sealed, expected| assert_eq!(stopped(&office, |page| append(page, &sealed)), Some(expected));
    // A member who leads nothing; the thief; the thief in an admin's name.
    let mut colleague = author(&office, COLLEAGUE);
    let error = MemberError::NotAllowed(colleague.id());
    check(colleague.change(space, &op, at.clone()), Alarm::Member { seq: 8, error });
    let mut own = school::Author { secret: thief.clone(), head: ChainHead::default(), ..author(&office, HEAD) };
    check(own.change(space, &op, at.clone()), Alarm::Signature { agent: thief.id(), dseq: 1 });
    let (head, of_head) = (agent(&office, HEAD), school::header(space, &author(&office, HEAD), at));
    check(sign(of_head, op.encode(), &thief), Alarm::Signature { agent: head, dseq: 7 });
    assert!(office.desks[TEACHER].device.members().member(&thief.id()).is_none());
    unharmed(office);
}

#[test]
fn case_09_a_revocation_taken_out() {
    let mut office = besieged();
    let (head, colleague) = (agent(&office, HEAD), agent(&office, COLLEAGUE));
    office.pull(COLLEAGUE);
    let mut revoked = author(&office, COLLEAGUE);
    let before = seen(&office);
    changed(&mut office, |device, dice| device.members().revoke_op(&device.agent(), colleague, device.keys(), dice));
    let late = revoked.write(office.server.members().space(), CHILDREN, "已除名", before, &mut Dice(5));
    office.desks[HEAD].write(4, "除名之后", &mut office.dice);
    office.sync(HEAD);
    // Taken out, or something else in its place: what its author wrote next does not follow.
    assert_eq!(stopped(&office, |page| drop(page.entries.remove(3))), Some(Alarm::Chain { agent: head, dseq: 8 }));
    let instead = |page: &mut LogPage| {
        let after = page.entries.split_off(3).remove(1).sealed().expect("it is whole");
        append(page, &late);
        append(page, &after);
    };
    assert_eq!(stopped(&office, instead), Some(Alarm::Chain { agent: head, dseq: 8 }));
    // Left in, and whoever was shut out let in behind it.
    let error = MemberError::NotActive(colleague);
    assert_eq!(stopped(&office, |page| append(page, &late)), Some(Alarm::Member { seq: 10, error }));
    // Kept for later: the log is shorter than it was for whoever had it.
    office.pull(TEACHER);
    let device = &office.desks[TEACHER].device;
    assert!(device.members().active(&colleague).is_err());
    let shorter = LogPage { head: LogHead { seq: 7, ..Default::default() }, ..honest(&office, TEACHER) };
    assert_eq!(device.pull(&shorter, &mut Dice(7)).err(), Some(Alarm::Rollback { head: 7, had: 9 }));
    unharmed(office);
}

/// An entry at another place; places and times stay in their order.
fn reorder(page: &mut LogPage, from: usize, to: usize) {
    let times: Vec<_> = page.entries.iter().map(|entry| entry.srv_ms).collect();
    let moved = page.entries.remove(from);
    page.entries.insert(to, moved);
    page.entries.iter_mut().zip(times).for_each(|(entry, srv_ms)| entry.srv_ms = srv_ms);
}

#[test]
fn case_12_changes_of_the_membership_in_another_order() {
    let mut office = besieged();
    let deputy = office.add(Role::Admin);
    let (head, second) = (agent(&office, HEAD), agent(&office, deputy));
    let invite = |id: u8| {
        let (id, secret_hash, compartments) = ([id; 16], [1; 32], vec![CHILDREN]);
        MemberOp::Invite(Invite {
            id,
            secret_hash,
            role: Role::Reader,
            compartments,
            expires_ms: 1 << 60,
            automatic: false,
        })
    };
    // By place: 8 the deputy, 9 and 10 the head teacher's, 11 the deputy's, who has seen them.
    changed(&mut office, |_, _| Some(invite(1)));
    changed(&mut office, |_, _| Some(MemberOp::Withdraw([1; 16])));
    office.pull(deputy);
    let turn = office.desks[deputy].device.change(&invite(2)).expect("written");
    office.desks[deputy].take(turn);
    office.sync(deputy);
    let check = |from: usize, to: usize, expected| {
        assert_eq!(stopped(&office, |page| reorder(page, from, to)), Some(expected));
    };
    check(4, 5, Alarm::Chain { agent: head, dseq: 9 });
    check(3, 5, Alarm::Chain { agent: head, dseq: 8 });
    check(6, 5, Alarm::SeenAhead { agent: second, dseq: 1 });

    // Two changes whose authors did not know of each other may stand in either order, but only in one.
    let turn = office.desks[deputy].device.change(&invite(3)).expect("written");
    office.desks[deputy].take(turn);
    changed(&mut office, |_, _| Some(invite(4)));
    office.sync(deputy);
    let swapped = |page: &mut LogPage| reorder(page, page.entries.len() - 1, page.entries.len() - 2);
    assert_eq!(stopped(&office, swapped), None);
    office.pull(TEACHER);
    let again = office.desks[TEACHER].device.read_again_whole().expect("it is not being read").next;
    let mut page = office.server.page(&again.agent(), &ALL, office.now_ms);
    swapped(&mut page);
    assert_eq!(again.pull(&dressed(page, Default::default()), &mut Dice(7)).err(), Some(Alarm::Fork { seq: 13 }));
    unharmed(office);
}
