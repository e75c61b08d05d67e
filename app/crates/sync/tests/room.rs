//! What a space lets in when it is full, and what its recovery card may do.
#![allow(clippy::expect_used, reason = "a test that cannot go on says why")]

mod school;

use school::{Author, CHILDREN, School, header};
use sync::admit::Refused;
use sync::members::{MemberError, Policy, Role};
use sync::seal::{AgentSecret, Sealed, seal_bytes};
use sync::{ChainHead, Header, Kind};

fn write(school: &mut School, text: &str) -> Sealed {
    let (space, seen) = (school.space, school.seen());
    school.teacher.write(space, CHILDREN, text, seen, &mut school.dice)
}

#[test]
fn a_recovery_card_replaces_itself() {
    let mut school = School::new();
    let (space, head) = (school.space, school.head.id());
    let cards = [AgentSecret::new(&mut school.dice), AgentSecret::new(&mut school.dice)];
    for (at, card) in cards.iter().enumerate() {
        let policy = Policy { recovery: Some(*card.keys()), escrow: None };
        let op = school.members().clone().policy_op(&head, policy, &school.head.keys, &mut school.dice).expect("keys");
        // The first card is brought by the head teacher, the second by the first.
        let caller = if at == 0 { head } else { cards[0].id() };
        let change = if at == 0 {
            school.head.change(space, &op, school.seen())
        } else {
            let head = ChainHead::default();
            let mut author = Author { secret: cards[0].clone(), keys: school.head.keys.clone(), head };
            author.change(space, &op, school.seen())
        };
        school.now_ms += 1000;
        assert!(school.server.push(&caller, &[change], school.now_ms).is_ok());
        let agents = [school.head.secret.clone()];
        assert_eq!(school.server.members().unlock(&op, &agents, &mut school.head.keys), []);
    }
    assert_eq!(school.members().policy().recovery, Some(*cards[1].keys()));
}

#[test]
fn a_quota_refuses_and_keeps_what_is_there() {
    let mut school = School::new();
    let sealed = write(&mut school, "在校");
    school.server.limits.log_bytes = 1000;
    let end = school.server.end();
    assert!(matches!(school.push_as_head(std::slice::from_ref(&sealed)), Err(Refused::Quota { limit: 1000, .. })));
    assert_eq!(school.server.end(), end);
    school.server.limits.pushes = 0;
    assert_eq!(school.push_as_head(&[sealed]), Err(Refused::Rate { after_s: 60 }));
}

#[test]
fn a_full_space_shuts_people_out_and_lets_nobody_in() {
    let mut school = School::new();
    let (space, head, teacher) = (school.space, school.head.id(), school.teacher.id());
    let sealed = write(&mut school, "在校");
    (school.server.limits.log_bytes, school.server.limits.agents) = (1000, 1);
    let keys = *AgentSecret::new(&mut school.dice).keys();
    let add = school.adding(keys, Role::Reader, vec![CHILDREN]);
    let (before, seen) = (school.head.head, school.seen());
    let add = school.head.change(space, &add, seen);
    assert!(matches!(school.push_as_head(&[add]), Err(Refused::Member { error: MemberError::Full, .. })));
    school.head.head = before;
    assert!(matches!(school.push_as_head(&[sealed]), Err(Refused::Quota { limit: 1000, .. })));
    // Three agents where one is allowed, and not a byte left: somebody leaves all the same.
    school.server.limits.agents = 3;
    let keys = *AgentSecret::new(&mut school.dice).keys();
    let add = school.adding(keys, Role::Reader, vec![CHILDREN]);
    let add = school.head.change(space, &add, school.seen());
    school.push_as_head(&[add]).expect("admitted");
    school.server.limits.agents = 1;
    let members = school.members().clone();
    let op = members.revoke_op(&head, teacher, &school.head.keys, &mut school.dice).expect("keys");
    let change = school.head.change(space, &op, school.seen());
    school.push_as_head(&[change]).expect("admitted");
}

#[test]
fn whoever_may_not_write_says_nothing_about_snapshots() {
    let mut school = School::new();
    let (space, head, teacher) = (school.space, school.head.id(), school.teacher.id());
    let word = |school: &School| {
        let header = Header {
            kind: Kind::Snapshot,
            compartment: CHILDREN,
            epoch: 1,
            ..header(space, &school.teacher, school.seen())
        };
        let (_, key) = school.teacher.keys.newest(CHILDREN).expect("a key");
        seal_bytes(header, b"right", key, &school.teacher.secret, &mut school::Dice(3))
    };
    let members = school.members().clone();
    let reader = (Role::Reader, vec![CHILDREN]);
    let op = members.change_op(&head, teacher, reader, &school.head.keys, &mut school.dice).expect("keys");
    let change = school.head.change(space, &op, school.seen());
    school.push_as_head(&[change]).expect("admitted");
    let not_allowed = Refused::Member { agent: teacher, dseq: 1, error: MemberError::NotAllowed(teacher) };
    let said = word(&school);
    assert_eq!(school.push_as_head(&[said]), Err(not_allowed));
}
