//! Envelopes exchanged, repeated, invented.

use sync::device::Told;
use sync::log::Alarm;
use sync::members::{MemberError, MemberOp};
use sync::proto::LogPage;
use sync::seal::{OpenError, Sealed, open};
use sync::{AgentId, Header, SpaceId};

use crate::school::{CASES, CHILDREN, Dice, School};
use crate::{ALL, COLLEAGUE, HEAD, TEACHER};
use crate::{agent, append, author, besieged, honest, refit, seen, signed, stopped, stranger, unharmed};

#[test]
fn case_01_two_ciphertexts_swapped() {
    let mut office = besieged();
    let head = agent(&office, HEAD);
    let check = |spoil: &dyn Fn(&mut LogPage), expected| assert_eq!(stopped(&office, spoil), Some(expected));
    let exchange = |page: &mut LogPage, a: usize, b: usize| {
        let payload = page.entries[a].payload.clone();
        page.entries[a].payload = std::mem::replace(&mut page.entries[b].payload, payload);
    };
    check(&|page| exchange(page, 0, 2), Alarm::Payload { seq: 5 });
    // Headers made to fit: nobody signed them. The chain says so, or the signature of the last.
    let fitted = |page: &mut LogPage, a: usize, from: usize| {
        let seal = page.entries[from].outside.header().seal;
        page.entries[a].outside = refit(&page.entries[a].outside, |header| header.seal = seal);
        page.entries[a].payload = page.entries[from].payload.clone();
    };
    check(&|page| fitted(page, 0, 2), Alarm::Chain { agent: head, dseq: 5 });
    check(&|page| fitted(page, 2, 0), Alarm::Signature { agent: head, dseq: 6 });
    let relabel = |page: &mut LogPage, alter: fn(&mut Header)| {
        page.entries[2].outside = refit(&page.entries[2].outside, alter);
    };
    check(&|page| relabel(page, |header| header.compartment = CASES), Alarm::Signature { agent: head, dseq: 6 });
    check(&|page| relabel(page, |header| header.space = SpaceId([1; 16])), Alarm::Space(SpaceId([1; 16])));

    // With a member's help the signature is right, and the ciphertext still opens nowhere else.
    let mut rogue = author(&office, COLLEAGUE);
    let at = seen(&office);
    let copied = honest(&office, TEACHER).entries[0].sealed().expect("it is whole");
    let own = rogue.write(office.server.members().space(), CHILDREN, "占位", at, &mut Dice(5));
    let header = Header { seal: copied.header().seal, ..own.header().clone() };
    let moved = signed(&header, copied.payload(), &rogue.secret);
    office.server.push(&rogue.id(), &[moved], office.now_ms).expect("a server sees nothing of it");
    office.pull(TEACHER);
    assert_eq!(office.desks[TEACHER].told, [Told::Unreadable(rogue.id(), 1)]);
    unharmed(office);
}

/// What holds the keys of both compartments, and of two spaces, opens a ciphertext in its own place only.
#[test]
fn case_01_a_ciphertext_in_another_compartment_space_or_chain() {
    let mut school = School::new();
    let (space, at) = (school.space, school.seen());
    let sealed = school.head.write(space, CHILDREN, "王小明", at, &mut school.dice);
    let check = |alter: fn(&mut Header), expected| {
        let mut header = sealed.header().clone();
        alter(&mut header);
        let moved = signed(&header, sealed.payload(), &school.head.secret);
        assert_eq!(open(&moved, &school.head.keys).err(), expected);
    };
    check(|_| (), None);
    check(|header| header.compartment = CASES, Some(OpenError::OtherKey));
    check(|header| header.space = SpaceId([9; 16]), Some(OpenError::Altered));
    check(|header| header.agent = AgentId([9; 16]), Some(OpenError::Altered));
    check(|header| header.dseq += 1, Some(OpenError::Altered));
    check(|header| header.seen.seq += 1, Some(OpenError::Altered));
    check(|header| header.more = true, Some(OpenError::Altered));
}

#[test]
fn case_02_an_old_envelope_replayed() {
    let office = besieged();
    let (head, teacher) = (agent(&office, HEAD), agent(&office, TEACHER));
    let old = |at: usize| office.server.envelopes().nth(at).expect("it is there").1.clone();
    let behind = |sealed: Sealed| stopped(&office, |page| append(page, &sealed));
    let again = |agent, dseq| Some(Alarm::Chain { agent, dseq });
    // The last one twice; a change of the membership; and one's own, which is not taken for a machine that was set back.
    assert_eq!(behind(old(6)), again(head, 6));
    assert_eq!(behind(old(1)), again(head, 2));
    assert_eq!(behind(old(3)), again(teacher, 1));
    let device = &office.desks[TEACHER].device;
    let first = office.server.page(&teacher, &ALL, office.now_ms);
    assert_eq!(device.pull(&first, &mut Dice(7)).err(), Some(Alarm::Gap { after: 4 }));
    // On a stick it is of no use, and does no harm.
    let (turn, left) = device.import(&[old(3), old(1)]).expect("nothing is forged");
    assert_eq!((left, turn.folds.len(), turn.next.carried().count()), (2, 0, 0));
    unharmed(office);
}

#[test]
fn case_06_an_envelope_of_an_unknown_agent() {
    let office = besieged();
    let mut stranger = stranger(&office);
    let (who, space) = (stranger.id(), office.server.members().space());
    let data = stranger.write(space, CHILDREN, "冒名", seen(&office), &mut Dice(5));
    let change = stranger.change(space, &MemberOp::Withdraw([0; 16]), seen(&office));
    let check = |sealed: &[&Sealed], expected| {
        let alarm = stopped(&office, |page| sealed.iter().for_each(|sealed| append(page, sealed)));
        assert_eq!(alarm, Some(expected));
    };
    // Nobody's keys: the signature cannot be anybody's. The first of two is refused for what it is.
    check(&[&data], Alarm::Signature { agent: who, dseq: 1 });
    check(&[&data, &change], Alarm::Member { seq: 8, error: MemberError::Unknown(who) });
    let first = Header { dseq: 1, prev: data.header().prev, ..change.header().clone() };
    let first = signed(&first, change.payload(), &stranger.secret);
    check(&[&first], Alarm::Signature { agent: who, dseq: 1 });
    // Under a member's name.
    let (head, end) = (agent(&office, HEAD), office.desks[HEAD].device.own_head());
    let claimed = Header { agent: head, dseq: 7, prev: end.hash, ..data.header().clone() };
    check(&[&signed(&claimed, data.payload(), &stranger.secret)], Alarm::Signature { agent: head, dseq: 7 });
    unharmed(office);
}
