//! Rules of the membership, one story each.

use super::*;
use crate::header::{Header, Kind, Seal, Seen};
use crate::host::Rng as _;
use crate::ids::EnvelopeHash;
use crate::seal::{AgentSecret, Keyring};

const CHILDREN: CompartmentId = CompartmentId(1);
const CASES: CompartmentId = CompartmentId(2);

/// Small, fast and different for every seed.
struct Dice(u64);

impl crate::host::Rng for Dice {
    fn fill(&mut self, bytes: &mut [u8]) {
        for byte in bytes {
            self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            *byte = (self.0 >> 56) as u8;
        }
    }
}

struct School {
    dice: Dice,
    head: AgentSecret,
    members: Membership,
    keys: Keyring,
    seq: u64,
}

impl School {
    fn new() -> Self {
        let mut dice = Dice(7);
        let head = AgentSecret::new(&mut dice);
        let (space, op, keys) =
            found(&head, b"head".to_vec(), vec![CHILDREN, CASES], Policy::default(), &mut dice).expect("it is founded");
        let members = Membership::new(space);
        let mut school = Self { dice, head, members, keys, seq: 0 };
        let author = school.head.id();
        assert_eq!(school.change(author, op), Ok(()));
        school
    }

    fn change(&mut self, agent: AgentId, op: MemberOp) -> Result<(), MemberError> {
        let op = MemberOp::decode(&op.encode()).expect("every change reads back");
        self.seq += 1;
        let place = Place { seq: self.seq, srv_ms: self.seq * 1000, agent, seen: self.seq - 1 };
        self.members.apply(place, op.clone())?;
        assert_eq!(self.members.unlock(&op, std::slice::from_ref(&self.head), &mut self.keys), []);
        assert_eq!(Membership::decode(&self.members.encode()).as_ref(), Ok(&self.members));
        Ok(())
    }

    fn newcomer(&mut self, role: Role, compartments: &[CompartmentId]) -> (AgentSecret, MemberOp) {
        let secret = AgentSecret::new(&mut self.dice);
        let (keys, compartments) = (*secret.keys(), compartments.to_vec());
        let joining = JoinAs { keys, role, compartments, label: Vec::new(), invite: None };
        let op = self.members.add_op(joining, &self.keys, &mut self.dice).expect("the keys are here");
        (secret, op)
    }

    fn joined(&mut self, role: Role, compartments: &[CompartmentId]) -> AgentSecret {
        let (secret, op) = self.newcomer(role, compartments);
        let head = self.head.id();
        assert_eq!(self.change(head, op), Ok(()));
        secret
    }

    fn data(&self, agent: AgentId, compartment: CompartmentId, epoch: u32) -> Result<(), MemberError> {
        self.members.check(&Header {
            kind: Kind::Data,
            more: false,
            space: self.members.space(),
            compartment,
            epoch,
            agent,
            dseq: 1,
            prev: EnvelopeHash::default(),
            seen: Seen::default(),
            origin: None,
            n_ops: 0,
            seal: Seal::Sealed { nonce: [0; 24], commit: [0; 32], ct_len: 0, ct_hash: [0; 32] },
        })
    }
}

#[test]
fn only_admins_change_anything_and_one_stays() {
    let mut school = School::new();
    let head = school.head.id();
    let teacher = school.joined(Role::Editor, &[CHILDREN]).id();
    let (_, op) = school.newcomer(Role::Reader, &[CHILDREN]);
    assert_eq!(school.change(teacher, op.clone()), Err(MemberError::NotAllowed(teacher)));
    assert_eq!(school.change(AgentId([9; 16]), op), Err(MemberError::Unknown(AgentId([9; 16]))));
    let leave = school.members.revoke_op(&head, head, &school.keys, &mut school.dice).expect("it is written");
    assert_eq!(school.change(head, leave), Err(MemberError::LastAdmin));
    let step_down =
        school.members.change_op(&head, head, (Role::Editor, vec![CHILDREN, CASES]), &school.keys, &mut school.dice);
    assert_eq!(school.change(head, step_down.expect("it is written")), Err(MemberError::LastAdmin));
    let second = school.joined(Role::Admin, &[CHILDREN, CASES]).id();
    let leave = school.members.revoke_op(&head, head, &school.keys, &mut school.dice).expect("it is written");
    assert_eq!(school.change(second, leave), Ok(()));
    assert!(school.members.member(&second).is_some_and(Member::leads));
}

#[test]
fn a_newcomer_reads_the_past_of_its_compartments_and_nothing_else() {
    let mut school = School::new();
    let head = school.head.id();
    for _ in 0..3 {
        let op = school.members.rotate_op(&[CHILDREN, CASES], &school.keys, &mut school.dice).expect("keys");
        assert_eq!(school.change(head, op), Ok(()));
    }
    let (secret, op) = school.newcomer(Role::Editor, &[CHILDREN]);
    assert_eq!(school.change(head, op.clone()), Ok(()));
    let mut keys = Keyring::new();
    assert_eq!(school.members.unlock(&op, &[secret], &mut keys), []);
    assert_eq!(keys.epochs().collect::<Vec<_>>(), (1..=4).map(|epoch| (CHILDREN, epoch)).collect::<Vec<_>>());
    for epoch in 1..=4 {
        assert_eq!(keys.get(CHILDREN, epoch), school.keys.get(CHILDREN, epoch));
    }
}

#[test]
fn whoever_is_shut_out_gets_no_new_key() {
    let mut school = School::new();
    let (head, teacher) = (school.head.id(), school.joined(Role::Editor, &[CHILDREN]));
    assert_eq!(school.data(teacher.id(), CHILDREN, 1), Ok(()));
    assert_eq!(school.data(teacher.id(), CASES, 1), Err(MemberError::NotAllowed(teacher.id())));
    let bare = MemberOp::Revoke(teacher.id(), Vec::new());
    assert_eq!(school.change(head, bare), Err(MemberError::Rotation(CHILDREN)));
    let op = school.members.revoke_op(&head, teacher.id(), &school.keys, &mut school.dice).expect("keys");
    assert_eq!(school.change(head, op.clone()), Ok(()));
    let mut keys = Keyring::new();
    school.members.unlock(&op, std::slice::from_ref(&teacher), &mut keys);
    assert_eq!(keys, Keyring::new());
    assert_eq!(school.data(teacher.id(), CHILDREN, 2), Err(MemberError::NotActive(teacher.id())));
    assert_eq!(school.members.due(), []);
    // The epoch before is still taken from the others, the one before that is not.
    assert_eq!(school.data(head, CHILDREN, 1), Ok(()));
    let op = school.members.rotate_op(&[CHILDREN], &school.keys, &mut school.dice).expect("keys");
    assert_eq!(school.change(head, op), Ok(()));
    let late = MemberError::Epoch { compartment: CHILDREN, current: 3 };
    assert_eq!(school.data(head, CHILDREN, 1), Err(late));
    assert_eq!(school.data(head, CHILDREN, 4), Err(late));
}

#[test]
fn of_two_rotations_the_second_does_not_fit() {
    let mut school = School::new();
    let head = school.head.id();
    let rotate =
        |school: &mut School| school.members.rotate_op(&[CASES], &school.keys, &mut school.dice).expect("keys");
    let (one, two) = (rotate(&mut school), rotate(&mut school));
    assert_eq!(school.change(head, one), Ok(()));
    let late = MemberError::Epoch { compartment: CASES, current: 2 };
    assert_eq!(school.change(head, two), Err(late));
    let stale = rotate(&mut school);
    school.joined(Role::Reader, &[CASES]);
    assert_eq!(school.change(head, stale), Err(MemberError::Grants(CASES)));
}

#[test]
fn a_space_with_all_its_compartments_still_turns_keys() {
    let mut dice = Dice(5);
    let head = AgentSecret::new(&mut dice);
    let all: Vec<_> = (1..=MAX_COMPARTMENTS as u16).map(CompartmentId).collect();
    let (space, op, keys) = found(&head, Vec::new(), all, Policy::default(), &mut dice).expect("it is founded");
    let mut school = School { dice, members: Membership::new(space), keys, seq: 0, head };
    let head = school.head.id();
    assert_eq!(school.change(head, op), Ok(()));
    let op = school.members.rotate_op(&[CHILDREN, CASES], &school.keys, &mut school.dice).expect("keys");
    assert_eq!(school.change(head, op), Ok(()));
    let one_more = [CompartmentId(MAX_COMPARTMENTS as u16 + 1)];
    let op = school.members.rotate_op(&one_more, &school.keys, &mut school.dice).expect("keys");
    assert_eq!(school.change(head, op), Err(MemberError::Full));
}

#[test]
fn an_admin_without_a_compartment_leaves_its_rotation_due() {
    let mut school = School::new();
    let head = school.head.id();
    let (deputy, nurse) =
        (school.joined(Role::Admin, &[CHILDREN]).id(), school.joined(Role::Editor, &[CHILDREN, CASES]).id());
    let op = school.members.revoke_op(&deputy, nurse, &school.keys, &mut school.dice).expect("keys");
    assert_eq!(school.change(deputy, op), Ok(()));
    assert_eq!(school.members.due(), [CASES]);
    let op = school.members.rotate_op(&[CASES], &school.keys, &mut school.dice).expect("keys");
    assert_eq!(school.change(head, op), Ok(()));
    assert_eq!(school.members.due(), []);
}

#[test]
fn a_machine_that_was_set_back_goes_on_under_a_new_name() {
    let mut school = School::new();
    let head = school.head.id();
    let teacher = school.joined(Role::Editor, &[CHILDREN]).id();
    let succeed = |school: &mut School| {
        let keys = *AgentSecret::new(&mut school.dice).keys();
        (keys.id(), school.change(teacher, MemberOp::Succeed(keys)))
    };
    let ((one, first), (two, second)) = (succeed(&mut school), succeed(&mut school));
    assert_eq!((first, second), (Ok(()), Ok(())));
    assert_eq!(school.data(one, CHILDREN, 1), Ok(()));
    assert_eq!(school.data(two, CHILDREN, 1), Ok(()));
    assert_eq!(school.data(teacher, CHILDREN, 1), Err(MemberError::NotActive(teacher)));
    // Nobody knows which keys the second machine has: it is to be given new ones.
    assert_eq!(school.members.due(), [CHILDREN]);
    // Other rights hold for the old name too: its next successor has them.
    let reader = (Role::Reader, vec![CHILDREN]);
    let op = school.members.change_op(&head, one, reader, &school.keys, &mut school.dice).expect("keys");
    assert_eq!(school.change(head, op), Ok(()));
    let (three, third) = succeed(&mut school);
    assert_eq!(third, Ok(()));
    for name in [one, two, three] {
        assert_eq!(school.data(name, CHILDREN, 1), Err(MemberError::NotAllowed(name)));
    }
    // Whichever name is revoked, the person is shut out, and gets no new key under any other.
    let op = school.members.revoke_op(&head, three, &school.keys, &mut school.dice).expect("keys");
    assert!(matches!(&op, MemberOp::Revoke(_, rotations) if rotations.len() == 1 && rotations[0].grants.len() == 1));
    assert_eq!(school.change(head, op), Ok(()));
    assert_eq!(succeed(&mut school).1, Err(MemberError::NotActive(teacher)));
    for name in [one, two, three] {
        assert_eq!(school.data(name, CHILDREN, 2), Err(MemberError::NotActive(name)));
    }
    assert_eq!(school.members.due(), []);
}

#[test]
fn a_word_from_ones_own_successor_attests_nothing() {
    let mut school = School::new();
    let head = school.head.id();
    let (one, other) = (school.joined(Role::Editor, &[CHILDREN]).id(), school.joined(Role::Reader, &[CHILDREN]).id());
    let succeed = |school: &mut School, agent| {
        let keys = *AgentSecret::new(&mut school.dice).keys();
        assert_eq!(school.change(agent, MemberOp::Succeed(keys)), Ok(()));
        keys.id()
    };
    let (two, three) = (succeed(&mut school, one), succeed(&mut school, one));
    let may = |author: AgentId, by: &[AgentId], let_in_by: AgentId| {
        crate::snapshot::may_load(&school.members, CHILDREN, &author, by, &let_in_by)
    };
    assert!(!may(two, &[three], head));
    assert!(may(two, &[three, other], head));
    assert!(may(two, &[], one));
}

#[test]
fn an_invitation_is_for_what_it_says_once_and_in_time() {
    let mut school = School::new();
    let head = school.head.id();
    let invite = |id: u8, expires_ms| {
        let (secret_hash, compartments) = ([1; 32], vec![CHILDREN]);
        MemberOp::Invite(Invite {
            id: [id; 16],
            secret_hash,
            role: Role::Editor,
            compartments,
            expires_ms,
            automatic: false,
        })
    };
    assert_eq!(school.change(head, invite(1, 60_000)), Ok(()));
    assert_eq!(school.change(head, invite(2, 1)), Ok(()));
    let join = |school: &mut School, id: u8, role, compartments: &[CompartmentId]| {
        let (_, op) = school.newcomer(role, compartments);
        let MemberOp::Add(add) = op else { unreachable!("a newcomer is added") };
        school.change(head, MemberOp::Add(Add { invite: Some([id; 16]), ..add }))
    };
    assert_eq!(join(&mut school, 1, Role::Editor, &[CHILDREN, CASES]), Err(MemberError::Invitation));
    assert_eq!(join(&mut school, 1, Role::Admin, &[CHILDREN]), Err(MemberError::Invitation));
    assert_eq!(join(&mut school, 2, Role::Editor, &[CHILDREN]), Err(MemberError::Invitation));
    assert_eq!(join(&mut school, 1, Role::Editor, &[CHILDREN]), Ok(()));
    assert_eq!(join(&mut school, 1, Role::Editor, &[CHILDREN]), Err(MemberError::Invitation));
}

#[test]
fn exchanged_keys_show_in_the_six_digits() {
    let mut dice = Dice(3);
    let (mut secret, space) = ([0; 32], crate::SpaceId([1; 16]));
    dice.fill(&mut secret);
    let (wang, thief) = (AgentSecret::new(&mut dice), AgentSecret::new(&mut dice));
    let request = JoinRequest::new(space, [2; 16], &secret, *wang.keys(), b"Wang".to_vec());
    assert_eq!(JoinRequest::decode(&request.encode()), Ok(request.clone()));
    assert!(request.holds(space, &secret));
    assert!(!request.holds(crate::SpaceId([2; 16]), &secret));
    let swapped = JoinRequest { keys: *thief.keys(), ..request.clone() };
    assert!(!swapped.holds(space, &secret));
    let welcome = Welcome::new(&mut dice);
    let (committed, number) = (welcome.commitment(), [7; 32]);
    assert_eq!(sas(space, &secret, &committed, &number, &request), None);
    // The number is shown when one request is final, and never for another.
    assert_eq!((welcome.number(), welcome.digits(space, &secret)), (None, None));
    assert_eq!(welcome.settle(space, &secret, &swapped), None);
    let settled = welcome.settle(space, &secret, &request).expect("it is the first");
    assert_eq!(Welcome::decode(&settled.encode()).as_ref(), Ok(&settled));
    assert_eq!(Welcome::decode(&welcome.encode()), Ok(welcome));
    let of_thief = JoinRequest::new(space, [2; 16], &secret, *thief.keys(), b"Wang".to_vec());
    assert_eq!(settled.settle(space, &secret, &of_thief), None);
    assert_eq!(settled.settle(space, &secret, &request).as_ref(), Some(&settled));
    let number = settled.number().expect("a request is final");
    let digits = sas(space, &secret, &committed, &number, &request);
    assert_eq!((digits.is_some(), digits), (true, settled.digits(space, &secret)));
    assert_ne!(digits, sas(space, &secret, &committed, &number, &of_thief));
}

/// Whoever knows the secret tries labels until the digits agree, before the number is shown. It is of no use.
#[test]
fn digits_are_not_met_by_trying() {
    const DIGITS: u32 = 50;
    let mut dice = Dice(4);
    let (secret, space) = ([9; 32], crate::SpaceId([1; 16]));
    let (wang, thief) = (AgentSecret::new(&mut dice), AgentSecret::new(&mut dice));
    let honest = JoinRequest::new(space, [2; 16], &secret, *wang.keys(), b"Wang".to_vec());
    let welcome = Welcome::new(&mut dice);
    let forged = |label: u32| JoinRequest::new(space, [2; 16], &secret, *thief.keys(), label.to_le_bytes().to_vec());
    // What can be known or guessed beforehand: the hash of the number, or any number of one's own.
    for guess in [welcome.commitment(), [0; 32], [7; 32]] {
        let tried = |request: &JoinRequest| {
            sas(space, &secret, &commitment(&guess), &guess, request).map(|digits| digits % DIGITS)
        };
        let met: Vec<_> = (0..2_000).map(forged).filter(|request| tried(request) == tried(&honest)).collect();
        assert!(met.len() > 20, "trying works against a number that is known: {}", met.len());
        let shown = |request: &JoinRequest| {
            let settled = welcome.settle(space, &secret, request).expect("it holds");
            settled.digits(space, &secret).map(|digits| digits % DIGITS)
        };
        let hits = met.iter().filter(|request| shown(request) == shown(&honest)).count();
        assert!(hits * 8 < met.len(), "{hits} of {} met the digits of a number nobody knew", met.len());
    }
}

#[test]
fn the_recovery_card_reads_everything_and_brings_in_a_new_admin() {
    let mut dice = Dice(11);
    let (head, card) = (AgentSecret::new(&mut dice), AgentSecret::new(&mut dice));
    let policy = Policy { recovery: Some(*card.keys()), escrow: None };
    let (space, op, keys) = found(&head, Vec::new(), vec![CHILDREN], policy, &mut dice).expect("it is founded");
    let mut school = School { dice, head: head.clone(), members: Membership::new(space), keys, seq: 0 };
    assert_eq!(school.change(head.id(), op.clone()), Ok(()));
    let MemberOp::Found(_, rotations) = &op else { unreachable!("a founding") };
    let wrap = rotations[0].grants.iter().find(|(to, _)| *to == Recipient::Recovery).expect("the card has a key").1;
    let opened = crate::seal::open_grant(&wrap, &card, (space, CHILDREN, 1), &rotations[0].check);
    assert_eq!(opened.as_ref(), school.keys.get(CHILDREN, 1));
    let (_, op) = school.newcomer(Role::Admin, &[CHILDREN]);
    assert_eq!(school.change(card.id(), op), Ok(()));
    let op = school.members.revoke_op(&card.id(), head.id(), &school.keys, &mut school.dice).expect("keys");
    assert_eq!(school.members.clone().apply(Place { seq: 9, srv_ms: 9, agent: card.id(), seen: 8 }, op), Ok(()));
}
