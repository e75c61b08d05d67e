//! Joining through a snapshot, and that it comes to the same.

use super::*;

#[test]
fn a_device_that_joins_through_a_snapshot_has_what_the_whole_log_says_and_reads_the_past_afterwards() {
    let mut net = Net::new();
    let mut office = school(&mut net);
    let before = net.put();
    office.set("白杨", Field::Guardian, "快照之后");
    office.sync(&mut net);
    let mut tablet = let_in(&mut office, &mut net, "李老师", RoleView::Editor);
    assert!(tablet.names().is_empty());
    tablet.sync(&mut net);
    assert_eq!((net.put(), net.got()), (before, before), "it loads every part once, and makes none");
    assert!(matches!(tablet.arrival(), Some(ArrivalView::Past(_))), "{:?}", tablet.arrival());
    // Everything is there, with its history, though most of the log is not.
    assert_eq!((tablet.roots(), tablet.value("白杨", Field::Guardian)), (office.roots(), "快照之后".to_owned()));
    let (all, whole) = tablet.stored();
    assert!(whole < all / 2, "{whole} of {all}");
    // It works meanwhile.
    tablet.set("田小禾", Field::Guardian, "田大爷");
    tablet.sync(&mut net);
    office.sync(&mut net);
    assert_eq!(office.value("田小禾", Field::Guardian), "田大爷");
    tablet.arrive(&mut net);
    office.sync(&mut net);
    assert_eq!((tablet.roots(), tablet.view().doubts), (office.roots(), vec![]));
    let (_, whole) = tablet.stored();
    assert_eq!(whole, office.stored().1);
    assert!(tablet.has_no_blobs());
    tablet.reopen();
    assert_eq!(tablet.roots(), office.roots());
    // What was told to the server can be read by nobody there.
    for canary in ["田小禾", "柳溪村", "13900000007", "快照之后"] {
        let told = |heard: &Vec<u8>| heard.windows(canary.len()).any(|window| window == canary.as_bytes());
        assert!(!net.heard.iter().any(told), "{canary}");
    }
}

#[test]
fn a_small_ledger_needs_no_snapshot_and_is_read_as_a_whole() {
    let mut net = Net::new();
    let mut office = founded(&mut net);
    office.rest(&mut net, 600_000);
    let mut tablet = joined(&mut office, &mut net, "李老师", RoleView::Editor);
    assert_eq!((net.put(), net.got(), tablet.arrival()), (0, 0, None));
    assert_eq!((tablet.roots(), tablet.names()), (office.roots(), office.names()));
    tablet.rest(&mut net, 600_000);
    assert_eq!(net.put(), 0);
}

#[test]
fn nothing_is_written_before_anything_can_be_seen() {
    let mut net = Net::new();
    let mut office = school(&mut net);
    let mut tablet = let_in(&mut office, &mut net, "李老师", RoleView::Editor);
    while tablet.view().joining.is_some() {
        tablet.step(&mut net);
    }
    let add = || Request::Roster(RosterRequest::Add(vec![(Field::Name, "早来".to_owned())]));
    let mut refused = 0;
    while tablet.view().brief.even_ms.is_none() {
        assert_eq!(tablet.ask(add()), Response::Refused(Refusal::Arriving), "{:?}", tablet.view());
        refused += 1;
        tablet.step(&mut net);
    }
    assert!(refused > 3, "{refused}");
    assert!(matches!(tablet.ask(add()), Response::Roster(_)));
    // While a form is open nothing new comes onto the screen, neither does a state that takes another's place.
    tablet.sync(&mut net);
    tablet.arrive(&mut net);
    office.sync(&mut net);
    assert_eq!(tablet.roots(), office.roots());
}

#[test]
fn a_form_that_is_open_holds_up_what_would_come_onto_the_screen() {
    let mut net = Net::new();
    let mut office = school(&mut net);
    let mut tablet = let_in(&mut office, &mut net, "李老师", RoleView::Editor);
    while tablet.view().joining.is_some() {
        tablet.step(&mut net);
    }
    let hold = |desk: &mut Desk, hold| drop(desk.share(ShareRequest::Brief { hold }));
    for _ in 0..60 {
        hold(&mut tablet, true);
        tablet.step(&mut net);
        assert!(tablet.names().is_empty());
    }
    hold(&mut tablet, false);
    tablet.arrive(&mut net);
    assert_eq!(tablet.roots(), office.roots());
}

#[test]
fn an_old_snapshot_with_a_newer_tail_and_compartments_at_different_places() {
    let mut net = Net::new();
    let mut office = school(&mut net);
    for n in 0..40 {
        office.set("白杨", Field::Guardian, &format!("家长{n}"));
    }
    office.sync(&mut net);
    let mut reader = let_in(&mut office, &mut net, "李老师", RoleView::Reader);
    reader.sync(&mut net);
    assert_eq!(reader.value("白杨", Field::Guardian), "家长39");
    assert!(matches!(reader.arrival(), Some(ArrivalView::Past(_))));
    reader.arrive(&mut net);
    office.sync(&mut net);
    assert_eq!(reader.roots(), office.roots());
}

#[test]
fn whoever_may_not_read_a_compartment_joins_without_it_and_gets_it_whole_later() {
    let mut net = Net::new();
    let mut office = school(&mut net);
    let mut tablet = let_in(&mut office, &mut net, "李老师", RoleView::Editor);
    let id = office.view().members.iter().find(|one| one.role == RoleView::Editor).unwrap().id;
    let change = |sensitive| ShareRequest::Change { member: id, role: RoleView::Editor, sensitive };
    // Taken away before it has even come.
    assert_eq!(office.share(change(false)), ShareAnswer::Done);
    office.sync(&mut net);
    tablet.sync(&mut net);
    assert_eq!(tablet.roots()[0], office.roots()[0]);
    assert_eq!(office.share(change(true)), ShareAnswer::Done);
    office.sync(&mut net);
    tablet.arrive(&mut net);
    tablet.sync(&mut net);
    office.sync(&mut net);
    assert_eq!((tablet.roots(), tablet.view().doubts), (office.roots(), vec![]));
    tablet.reopen();
    assert_eq!(tablet.roots(), office.roots());
}

#[test]
fn a_colleague_who_sees_the_same_says_so_once_and_then_others_may_load_it() {
    let mut net = Net::new();
    let mut office = founded(&mut net);
    let mut colleague = joined(&mut office, &mut net, "李老师", RoleView::Editor);
    let mut third = joined(&mut office, &mut net, "周老师", RoleView::Admin);
    colleague.import(CHILDREN, "柳溪村");
    colleague.sync(&mut net);
    // The others are away: whoever does not let people in makes it as well, only later.
    colleague.rest(&mut net, 400_000);
    let made = net.put();
    assert!(made >= 3);
    // Nobody they let in may load it before one of them has compared it, as it comes by in the log.
    office.sync(&mut net);
    let mut early = let_in(&mut office, &mut net, "赵老师", RoleView::Editor);
    early.sync(&mut net);
    assert_eq!((net.got(), early.names().len()), (0, office.names().len()));
    for _ in 0..40 {
        for desk in [&mut office, &mut colleague, &mut third] {
            desk.rest(&mut net, 3_000);
        }
    }
    assert_eq!(net.put(), made, "what somebody has vouched for need not be made again");
    let mut newcomer = let_in(&mut third, &mut net, "钱老师", RoleView::Editor);
    newcomer.sync(&mut net);
    assert!(net.got() >= 3, "{:?}", net.parts);
    newcomer.arrive(&mut net);
    for desk in [&mut office, &mut colleague, &mut third, &mut newcomer] {
        desk.sync(&mut net);
        assert_eq!(desk.view().doubts, []);
    }
}
