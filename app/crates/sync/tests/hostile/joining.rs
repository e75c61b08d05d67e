//! Joining: requests held back and exchanged, invitations to something else than was shown.

use sync::log::Alarm;
use sync::members::{Invite, JoinAs, JoinRequest, MemberError, MemberOp, Role, Welcome, sas};
use sync::seal::AgentSecret;
use sync::{CompartmentId, SpaceId};

use super::members::{changed, exchanged, thief};
use crate::school::{CASES, CHILDREN, Dice};
use crate::{HEAD, TEACHER};
use crate::{agent, append, author, besieged, seen, stopped, unharmed};

#[test]
fn case_20_a_join_request_delayed_and_its_keys_swapped() {
    let office = besieged();
    let (space, invite, secret) = (office.server.members().space(), [2; 16], [9; 32]);
    let (wang, thief) = (AgentSecret::new(&mut Dice(4)), thief());
    let asked = JoinRequest::new(space, invite, &secret, *wang.keys(), b"Wang".to_vec());
    let welcome = Welcome::new(&mut Dice(5));
    let committed = welcome.commitment();
    // Without the secret: keys, name or word exchanged, the request is nobody's.
    let spoilt = [
        JoinRequest { keys: *thief.keys(), ..asked.clone() },
        JoinRequest { label: b"Li".to_vec(), ..asked.clone() },
        JoinRequest { mac: [0; 32], ..asked.clone() },
        JoinRequest { invite: [3; 16], ..asked.clone() },
    ];
    for request in &spoilt {
        assert_eq!(welcome.settle(space, &secret, request), None);
    }
    // With it, from a photograph: Wang's request is held back and another delivered first. It is final; no number was
    // shown before; and the digits on the two screens differ.
    let forged = JoinRequest::new(space, invite, &secret, *thief.keys(), b"Wang".to_vec());
    assert_eq!((welcome.number(), welcome.digits(space, &secret)), (None, None));
    let settled = welcome.settle(space, &secret, &forged).expect("it is the first");
    let number = settled.number().expect("a request is final");
    let here = settled.digits(space, &secret).expect("they are shown");
    let there = sas(space, &secret, &committed, &number, &asked).expect("they are shown");
    assert_ne!(here, there);
    assert_eq!(settled.settle(space, &secret, &asked), None);
    // A number of the server's own is not the one the invitation is bound to.
    assert_eq!(sas(space, &secret, &committed, &[7; 32], &asked), None);
    // Undisturbed, they are the same.
    let honest = welcome.settle(space, &secret, &asked).expect("it is the first");
    assert_eq!(honest.digits(space, &secret), sas(space, &secret, &committed, &number, &asked));
    unharmed(office);
}

#[test]
fn case_21_an_invitation_with_other_compartments_than_shown() {
    let mut office = besieged();
    let (head, shown) = (agent(&office, HEAD), office.now_ms + 1_000_000);
    let offer = |id: u8, role, compartments: &[CompartmentId]| {
        let (secret_hash, compartments) = ([id; 32], compartments.to_vec());
        Invite { id: [id; 16], secret_hash, role, compartments, expires_ms: shown, automatic: false }
    };
    // Both compartments are there; the invitation is to one of them.
    let shown = offer(1, Role::Reader, &[CHILDREN]);
    changed(&mut office, |_, _| Some(MemberOp::Invite(shown.clone())));
    for other in [offer(1, Role::Reader, &[CHILDREN, CASES]), offer(1, Role::Admin, &[CHILDREN])] {
        let other = MemberOp::Invite(other);
        let alarm = stopped(&office, |page| page.entries[3].payload = Some(other.encode()));
        assert_eq!(alarm, Some(Alarm::Payload { seq: 8 }));
        let alarm = stopped(&office, |page| exchanged(page, 3, &other, None));
        assert_eq!(alarm, Some(Alarm::Signature { agent: head, dseq: 7 }));
    }
    office.pull(TEACHER);
    assert_eq!(office.desks[TEACHER].device.members().invites().collect::<Vec<_>>(), [&shown]);

    // A request handed over as the answer to another invitation, to more: neither its secret nor its name fits.
    let (space, keys) = (office.server.members().space(), *AgentSecret::new(&mut Dice(4)).keys());
    let (mine, more) = ([1; 32], [2; 32]);
    let asked = JoinRequest::new(space, [1; 16], &mine, keys, Vec::new());
    let moved = JoinRequest { invite: [2; 16], ..asked.clone() };
    assert!(asked.holds(space, &mine) && !asked.holds(space, &more));
    assert!(!moved.holds(space, &mine) && !moved.holds(space, &more));
    assert!(!asked.holds(SpaceId([7; 16]), &mine));

    // And nobody is added for more than the invitation says, even by an admin who was talked into it.
    let head_device = &office.desks[HEAD].device;
    for (role, compartments) in [(Role::Reader, vec![CHILDREN, CASES]), (Role::Editor, vec![CHILDREN])] {
        let joining = JoinAs { keys, role, compartments, label: Vec::new(), invite: Some([1; 16]) };
        let op = head_device.members().add_op(joining, head_device.keys(), &mut Dice(3)).expect("the keys are here");
        let change = author(&office, HEAD).change(space, &op, seen(&office));
        let alarm = stopped(&office, |page| append(page, &change));
        assert_eq!(alarm, Some(Alarm::Member { seq: 9, error: MemberError::Invitation }));
    }
    unharmed(office);
}
