//! What is kept back, and what is dropped after it was called admitted.

use sync::admit::Refused;
use sync::log::Alarm;
use sync::members::MemberError;
use sync::proto::LogPage;

use crate::desks::cell;
use crate::school::{CHILDREN, Dice};
use crate::{COLLEAGUE, HEAD, TEACHER, UNSENT};
use crate::{agent, append, besieged, honest, keeps, outbox, over_the_wire, stopped, stopped_as_it_is, unharmed};

#[test]
fn case_16_one_agents_envelopes_withheld() {
    let mut office = besieged();
    let head = agent(&office, HEAD);
    // The payloads, of all or of one.
    let check = |spoil: &dyn Fn(&mut LogPage), expected| assert_eq!(stopped(&office, spoil), Some(expected));
    check(&|page| page.entries.iter_mut().for_each(|entry| entry.payload = None), Alarm::Withheld { seq: 7 });
    check(&|page| page.entries[1].payload = None, Alarm::Withheld { seq: 7 });
    // Everything behind a place, although there is said to be more.
    assert_eq!(stopped_as_it_is(&office, |page| page.entries.clear()), Some(Alarm::Withheld { seq: 5 }));
    // The entries: whoever has seen them says so, and so does their author's chain.
    office.pull(COLLEAGUE);
    office.desks[COLLEAGUE].write(4, "看过", &mut office.dice);
    let colleague = agent(&office, COLLEAGUE);
    office.sync(COLLEAGUE);
    let without = |page: &mut LogPage| page.entries.retain(|entry| entry.outside.header().agent != head);
    assert_eq!(stopped(&office, without), Some(Alarm::SeenAhead { agent: colleague, dseq: 1 }));
    let one = |page: &mut LogPage| drop(page.entries.remove(1));
    assert_eq!(stopped(&office, one), Some(Alarm::Chain { agent: head, dseq: 6 }));

    // Page by page it shows only at the end. Then the log is read again, and what comes from an honest server counts.
    let device = &office.desks[TEACHER].device;
    let mut first = office.server.page(&device.agent(), &device.ask(3), office.now_ms);
    first.entries[0].payload = None;
    let turn = device.pull(&over_the_wire(&first), &mut Dice(7)).expect("there is more to come");
    office.desks[TEACHER].take(turn);
    assert_eq!(stopped(&office, |_| ()), Some(Alarm::Withheld { seq: 8 }));
    keeps(&mut office);
    let turn = office.desks[TEACHER].device.read_again_whole().expect("nothing is read again yet");
    office.desks[TEACHER].take(turn);
    // Kept back once more, it is said at once, and the page counts when it comes whole.
    let payload = |page: &mut LogPage| page.entries[4].payload = None;
    assert_eq!(stopped_as_it_is(&office, payload), Some(Alarm::Withheld { seq: 5 }));
    unharmed(office);
}

/// Whoever writes over what was kept back overwrites nothing: both values stay until a person chooses.
#[test]
fn case_16_what_is_withheld_was_not_seen() {
    let mut office = besieged();
    let device = &office.desks[TEACHER].device;
    let mut page = office.server.page(&device.agent(), &device.ask(2), office.now_ms);
    page.entries[0].payload = None;
    let turn = device.pull(&over_the_wire(&page), &mut Dice(7)).expect("there is said to be more");
    office.desks[TEACHER].take(turn);
    office.desks[TEACHER].reboot();
    office.desks[TEACHER].write(1, "休学", &mut office.dice);
    let turn = office.desks[TEACHER].device.read_again_whole().expect("nothing is read again yet");
    office.desks[TEACHER].take(turn);
    office.sync(TEACHER);
    office.sync(HEAD);
    for desk in [HEAD, TEACHER] {
        let versions = office.desks[desk].state.conflict(cell(1)).map(|conflict| conflict.versions.len());
        assert_eq!((versions, office.desks[desk].text(UNSENT)), (Some(2), Some("未送")));
    }
}

#[test]
fn case_16_the_teachers_own_envelopes_are_never_let_in() {
    let mut office = besieged();
    // On a stick they come to a colleague, who sees them before any server does.
    let (bundle, turn) = office.desks[TEACHER].device.bundle(Vec::new());
    office.desks[TEACHER].take(turn);
    let (_, left) = office.desks[COLLEAGUE].device.import(&bundle.envelopes).expect("an honest stick");
    assert_eq!(left, 1, "the colleague has to fetch what the teacher had seen");
    office.pull(COLLEAGUE);
    let (turn, left) = office.desks[COLLEAGUE].device.import(&bundle.envelopes).expect("an honest stick");
    assert_eq!(left, 0);
    office.desks[COLLEAGUE].take(turn);
    assert_eq!(office.desks[COLLEAGUE].text(UNSENT), Some("未送"));
    office.sync(COLLEAGUE);
    office.pull(TEACHER);
    assert_eq!(outbox(&office.desks[TEACHER]), []);
    office.sync(HEAD);
    assert_eq!(office.desks[HEAD].text(UNSENT), Some("未送"));
}

#[test]
fn case_17_a_push_admitted_and_dropped() {
    let mut office = besieged();
    office.pull(TEACHER);
    let before = outbox(&office.desks[TEACHER]);
    for _ in 0..3 {
        // Sent, called admitted, and nothing is kept of it.
        let (batch, turn) = office.desks[TEACHER].device.plan(100).expect("it is still to be sent");
        assert_eq!(batch.iter().map(|sealed| sealed.hash()).collect::<Vec<_>>(), before);
        office.desks[TEACHER].take(turn);
        // The log says nothing of it, so it stays.
        let turn = office.desks[TEACHER].device.pull(&honest(&office, TEACHER), &mut Dice(7)).expect("an empty page");
        office.desks[TEACHER].take(turn);
        keeps(&mut office);
    }
    // A longer log in which nothing comes, and one in which something else does.
    let longer = |page: &mut LogPage| page.head.seq += 1;
    assert_eq!(stopped_as_it_is(&office, longer), Some(Alarm::Withheld { seq: 8 }));
    office.desks[COLLEAGUE].write(4, "别人", &mut office.dice);
    let other = (*office.desks[COLLEAGUE].device.outbox()[0]).clone();
    assert_eq!(stopped(&office, |page| append(page, &other)), None);
    keeps(&mut office);
    unharmed(office);
}

/// Whatever a server calls it, no refusal takes a save out of the outbox.
#[test]
fn case_17_a_push_refused_for_any_reason() {
    let mut office = besieged();
    let me = agent(&office, TEACHER);
    let (agent, dseq) = (me, 2);
    let refusals = [
        Refused::TooLarge,
        Refused::Stranger,
        Refused::Space,
        Refused::Founding,
        Refused::Fork { agent, dseq },
        Refused::Gap { agent, have: 9 },
        Refused::Depends { agent, dseq },
        Refused::OtherLog { seq: 1 },
        Refused::Epoch { compartment: CHILDREN, current: 9 },
        Refused::Signature { agent, dseq },
        Refused::Quota { used: 1, limit: 1 },
        Refused::Rate { after_s: 1 },
        Refused::Member { agent, dseq, error: MemberError::NotActive(agent) },
        Refused::Member { agent, dseq, error: MemberError::LastAdmin },
    ];
    for refused in refusals {
        assert!(office.desks[TEACHER].device.refused(&refused, &mut Dice(7)).is_none(), "{refused}");
    }
    keeps(&mut office);
    unharmed(office);
}
