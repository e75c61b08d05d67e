//! A server whose disk was lost, with an inbox and with answers that no school had fetched yet.

use super::super::anew::{bring, lose};
use super::*;

#[test]
fn what_lay_at_a_server_that_was_lost_is_said_to_it_again() {
    let mut net = Net::new();
    let (mut county, mut school) = paired(&mut net);
    for period in ["2026-09", "2026-10"] {
        school.hand_up(&mut net, period, "月报");
    }
    county.until(&mut net, |view| view.received.len() == 2);
    let first = county.received().into_iter().find(|one| one.period == "2026-09").unwrap().id;
    county.decide(first, Said::Received, "");
    county.until(&mut net, |view| view.received.iter().any(|one| one.verdicts.iter().any(|word| word.left)));
    county.sync(&mut net);
    // Nothing of it has reached the school, and now nothing of it is anywhere.
    assert!(school.sent().iter().all(|one| one.state == SentState::Delivered));
    lose(&mut net);
    for desk in [&mut county, &mut school] {
        desk.tried(&mut net, "");
        assert_eq!(desk.share(bring("")), ShareAnswer::Done);
        desk.sync(&mut net);
    }
    county.until(&mut net, |view| view.listed == Some(true));
    county.steps(&mut net, 40);
    school.until(&mut net, |view| view.sent.iter().any(|one| one.state != SentState::Delivered));
    // And it goes on.
    school.hand_up(&mut net, "2026-11", "月报");
    county.until(&mut net, |view| view.received.len() == 3);
}

#[test]
fn an_answer_that_a_server_set_back_has_lost_is_left_again_when_its_report_is() {
    let mut net = Net::new();
    let (mut county, mut school) = paired(&mut net);
    let space = county.open.identity().space;
    let before = net.host.spaces.get_mut(&space).unwrap().store_mut().clone();
    school.hand_up(&mut net, "2026-09", "月报");
    county.until(&mut net, |view| view.received.len() == 1);
    let id = county.received()[0].id;
    county.decide(id, Said::Received, "");
    county.until(&mut net, |view| view.received[0].verdicts.iter().any(|word| word.left));
    county.sync(&mut net);
    // The county's part of the server is set back, and the county finds that out before the school leaves it again.
    let back = sync_worker::space::Space::new(before, Limits::default());
    net.host.spaces.insert(space, back);
    county.sync(&mut net);
    county.steps(&mut net, 60);
    county.reopen();
    tick(25 * 3_600_000);
    school.steps(&mut net, 60);
    tick(3_600_000);
    county.steps(&mut net, 80);
    school.until(&mut net, |view| view.sent[0].state == SentState::Said(Said::Received));
}
