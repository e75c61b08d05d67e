//! What do a bad network and a server that refuses do to what was written?

use super::*;

#[test]
fn incident_2_no_answer_of_a_server_or_network_takes_anything_out_of_the_outbox() {
    let mut net = Net::new();
    let mut office = founded(&mut net);
    for fault in [
        Fault::Offline,
        Fault::Portal,
        Fault::Status(408),
        Fault::Status(429),
        Fault::Status(500),
        Fault::Status(502),
        Fault::Status(503),
        Fault::Status(504),
        Fault::Status(302),
        Fault::Status(404),
    ] {
        let name = format!("孩子{fault:?}");
        office.add(&name);
        net.fault = fault;
        office.share(ShareRequest::Now { ticket: String::new() });
        office.steps(&mut net, 6);
        office.reopen();
        let view = office.view();
        assert_eq!(view.waiting.len(), 1, "{fault:?}");
        assert!(matches!(&view.waiting[0].what, WaitingWhat::Save(_)), "{fault:?}");
        office.steps(&mut net, 2);
        let expected = match fault {
            Fault::Offline => Trouble::Offline,
            Fault::Status(429) => Trouble::TooOften,
            Fault::Status(status @ (408 | 500..)) => Trouble::Busy(status),
            _ => Trouble::Portal,
        };
        let view = office.view();
        assert_eq!(view.brief.trouble, Some(expected), "{fault:?}");
        assert_eq!(view.waiting[0].reason, Reason::Trouble(expected), "{fault:?}");
        net.fault = Fault::None;
        office.sync(&mut net);
        assert!(office.names().contains(&name));
    }
}

#[test]
fn a_lost_answer_doubles_nothing() {
    let mut net = Net::new();
    let mut office = founded(&mut net);
    office.add("青禾");
    net.fault = Fault::LostAnswers;
    office.steps(&mut net, 6);
    assert_eq!(office.view().brief.waiting, 1);
    net.fault = Fault::None;
    office.sync(&mut net);
    let mut tablet = joined(&mut office, &mut net, "李老师", RoleView::Editor);
    assert_eq!(tablet.names(), ["田小禾", "白杨", "青禾"]);
}

#[test]
fn the_answer_to_the_founding_may_be_lost() {
    let mut net = Net::new();
    let mut office = Desk::new();
    office.add("田小禾");
    create(&mut office);
    net.fault = Fault::LostAnswers;
    office.steps(&mut net, 3);
    net.fault = Fault::None;
    office.sync(&mut net);
    assert_eq!((office.view().brief.waiting, office.names()), (0, vec!["田小禾".to_owned()]));
}

#[test]
fn incident_11_a_month_without_a_network_costs_nothing() {
    let mut net = Net::new();
    let mut office = founded(&mut net);
    net.fault = Fault::Offline;
    for day in 0..30 {
        tick(DAY);
        office.add(&format!("孩子{day}"));
        office.steps(&mut net, 2);
        if day % 7 == 0 {
            office.reopen();
        }
        assert_eq!(office.view().brief.alarm, day >= 3, "day {day}");
    }
    let view = office.view();
    assert_eq!((view.brief.waiting, view.brief.trouble), (30, Some(Trouble::Offline)));
    net.fault = Fault::None;
    office.sync(&mut net);
    assert_eq!((office.view().brief.alarm, office.names().len()), (false, 32));
}

#[test]
fn incident_15_what_the_server_refuses_for_good_does_not_hold_up_the_rest() {
    let mut net = Net::with(Limits { agents: 1, ..Limits::default() });
    let mut office = founded(&mut net);
    let invitation = invitation(&mut office, &mut net, RoleView::Editor);
    let mut tablet = Desk::new();
    let join = ShareRequest::Join { link: invitation.text, person: "李老师".to_owned() };
    assert_eq!(tablet.share(join), ShareAnswer::Done);
    for _ in 0..20 {
        tablet.steps(&mut net, 3);
        office.view();
        office.steps(&mut net, 3);
    }
    // The server takes no second agent: letting in is refused, and what was saved after it goes on.
    assert_eq!(office.share(ShareRequest::Approve(invitation.id)), ShareAnswer::Done);
    office.add("青禾");
    office.sync(&mut net);
    let view = office.view();
    assert_eq!((view.brief.waiting, view.members.len()), (0, 1));
    assert!(!view.told.is_empty());
}

#[test]
fn a_server_that_was_set_up_anew_is_an_alarm_and_nothing_is_taken_from_it() {
    let mut net = Net::new();
    let mut office = founded(&mut net);
    let space = office.open.identity().space;
    let other = Net::new();
    // The same founding on a server that has forgotten the rest.
    let mut fresh = Net { host: other.host, ..Net::new() };
    office.add("青禾");
    net.host.spaces.remove(&space);
    std::mem::swap(&mut net, &mut fresh);
    office.share(ShareRequest::Now { ticket: String::new() });
    office.steps(&mut net, 8);
    let view = office.view();
    assert_eq!(view.brief.waiting, 1);
    assert_eq!(view.brief.trouble, Some(Trouble::NotAccepted));
    assert_eq!(office.names().len(), 3);
}

#[test]
fn incident_23_three_days_without_the_server_are_told_and_the_work_can_be_carried() {
    let mut net = Net::new();
    let mut office = founded(&mut net);
    net.fault = Fault::Offline;
    office.add("青禾");
    office.steps(&mut net, 3);
    let mut check = |hours: u64, expected: bool| {
        tick(hours * 3_600_000);
        office.steps(&mut net, 1);
        assert_eq!(office.view().brief.alarm, expected, "after {hours} hours more");
    };
    check(1, false);
    check(70, false);
    check(2, true);
    assert!(matches!(office.share(ShareRequest::Bundle), ShareAnswer::Bundle { count: 1, .. }));
}

#[test]
fn a_refusal_while_a_form_is_open_is_judged_only_when_everything_was_fetched() {
    let mut net = Net::new();
    let mut office = founded(&mut net);
    let mut tablet = joined(&mut office, &mut net, "李老师", RoleView::Editor);
    let other = joined(&mut office, &mut net, "赵老师", RoleView::Editor);
    let id = other.open.identity().agent.0;
    // The key is turned while somebody types: what they save is under the old one.
    assert_eq!(office.share(ShareRequest::Revoke(id)), ShareAnswer::Done);
    office.sync(&mut net);
    for name in ["青禾", "秋生", "小满"] {
        tablet.share(ShareRequest::Brief { hold: true });
        tablet.add(name);
        for _ in 0..6 {
            tablet.share(ShareRequest::Brief { hold: true });
            tablet.step(&mut net);
        }
        assert_eq!(tablet.view().brief.trouble, None, "{name}");
    }
    tablet.share(ShareRequest::Brief { hold: false });
    tablet.sync(&mut net);
    office.sync(&mut net);
    assert_eq!((office.names().len(), tablet.view().orphans), (5, 0));
}

#[test]
fn a_server_that_says_it_took_what_its_log_does_not_have_is_found_out_and_nothing_is_lost() {
    let mut net = Net::new();
    let mut office = founded(&mut net);
    net.fault = Fault::Drops;
    office.add("青禾");
    office.share(ShareRequest::Now { ticket: String::new() });
    office.steps(&mut net, 12);
    let brief = office.view().brief;
    assert_eq!((brief.trouble, brief.waiting), (Some(Trouble::Stopped(Stopped::Withheld)), 1));
    // An honest server again, and a person who tries it.
    net.fault = Fault::None;
    office.sync(&mut net);
    assert_eq!(office.view().brief.waiting, 0);
    assert_eq!(office.names().len(), 3);
}

/// The rows of the only space of a server.
pub(super) fn image(net: &mut Net) -> sync_worker::memory::Memory {
    net.host.spaces.values_mut().next().unwrap().store_mut().clone()
}

pub(super) fn set_back(net: &mut Net, to: sync_worker::memory::Memory, limits: Limits) {
    let space = net.host.spaces.values_mut().next().unwrap();
    *space = sync_worker::space::Space::new(to, limits);
}

#[test]
fn a_server_that_was_set_back_gets_again_what_it_has_lost() {
    let mut net = Net::new();
    let mut office = founded(&mut net);
    let mut reader = joined(&mut office, &mut net, "督导", RoleView::Reader);
    let mut tablet = joined(&mut office, &mut net, "李老师", RoleView::Editor);
    let last_week = image(&mut net);
    // More than fits into one call, and a change of the membership among it.
    for at in 0..140 {
        office.add(&format!("苗{at}"));
        tablet.add(&format!("禾{at}"));
    }
    let mut late = joined(&mut office, &mut net, "马老师", RoleView::Editor);
    late.add("青禾");
    for desk in [&mut tablet, &mut office, &mut late, &mut reader] {
        desk.sync(&mut net);
    }
    tablet.sync(&mut net);
    let (names, end) = (tablet.names(), tablet.open.desk.log_places());
    set_back(&mut net, last_week, Limits::default());
    // Whoever may only read finds that it is shorter, and cannot change that; whoever came in since is not even known.
    for (desk, trouble) in [(&mut reader, Trouble::Stopped(Stopped::Shorter)), (&mut late, Trouble::NotAccepted)] {
        desk.share(ShareRequest::Now { ticket: String::new() });
        desk.steps(&mut net, 20);
        assert_eq!(desk.view().brief.trouble, Some(trouble));
    }
    tablet.add("秋生");
    tablet.sync(&mut net);
    assert!(tablet.view().told.iter().any(|told| matches!(told, ToldView::BroughtBack(more) if *more > 100)));
    for desk in [&mut office, &mut late, &mut reader] {
        desk.sync(&mut net);
        assert_eq!((desk.names().len(), desk.view().brief.trouble), (names.len() + 1, None));
        assert!(desk.open.desk.log_places() > end);
    }
    // It is the same log: who comes in now reads it from the beginning.
    let mut new = joined(&mut office, &mut net, "周老师", RoleView::Editor);
    assert_eq!(new.names(), office.names());
}

#[test]
fn a_server_that_was_set_back_and_went_on_otherwise_is_stopped_at() {
    let mut net = Net::new();
    let mut office = founded(&mut net);
    let mut tablet = joined(&mut office, &mut net, "李老师", RoleView::Editor);
    let last_week = image(&mut net);
    office.add("青禾");
    office.sync(&mut net);
    set_back(&mut net, last_week, Limits::default());
    // The tablet has never seen what was lost.
    tablet.add("秋生");
    tablet.sync(&mut net);
    office.add("冬至");
    office.share(ShareRequest::Now { ticket: String::new() });
    office.steps(&mut net, 20);
    assert_eq!(office.view().brief.trouble, Some(Trouble::Stopped(Stopped::Another)));
    assert_eq!(office.names(), ["冬至", "田小禾", "白杨", "青禾"]);
    assert_eq!(office.view().brief.waiting, 1);
}

#[test]
fn a_server_that_does_not_take_back_what_it_lost_is_left_to_people() {
    let mut net = Net::new();
    let mut office = founded(&mut net);
    let last_week = image(&mut net);
    office.add("青禾");
    office.sync(&mut net);
    let full = Limits { log: 1, ..Limits::default() };
    set_back(&mut net, last_week.clone(), full);
    office.share(ShareRequest::Now { ticket: String::new() });
    office.steps(&mut net, 20);
    assert_eq!(office.view().brief.trouble, Some(Trouble::Stopped(Stopped::Shorter)));
    let asked = net.calls;
    office.steps(&mut net, 20);
    assert!(net.calls < asked + 20, "it is not asked again and again");
    set_back(&mut net, last_week, Limits::default());
    office.sync(&mut net);
    assert_eq!(office.view().told, [ToldView::BroughtBack(1)]);
}
