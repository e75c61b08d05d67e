//! Kills, missing parts, lies, full disks, backups: nothing is lost, and in the end the log counts.

use vault::Fault as MemoryFault;

use super::disk::restored;
use super::*;

/// A device that was let in and has heard nothing of it.
fn fresh(net: &mut Net) -> (Desk, Desk) {
    let mut office = school(net);
    let tablet = let_in(&mut office, net, "李老师", RoleView::Editor);
    office.sync(net);
    (office, tablet)
}

/// What the office shows once both have heard of everything the other had to say: of a snapshot each may say a word, after a
/// while that is left to chance.
fn even(office: &mut Desk, tablet: &mut Desk, net: &mut Net) -> Vec<[u8; 32]> {
    for _ in 0..10 {
        tablet.rest(net, 30_000);
        office.sync(net);
        tablet.sync(net);
        if tablet.roots() == office.roots() {
            break;
        }
    }
    office.roots()
}

fn same(office: &mut Desk, tablet: &mut Desk, net: &mut Net) {
    tablet.arrive(net);
    assert_eq!((even(office, tablet, net), tablet.arrival()), (tablet.roots(), None));
    assert_eq!(tablet.stored().1, office.stored().1);
    assert!(tablet.has_no_blobs());
}

#[test]
fn it_is_ended_and_opened_again_at_every_step() {
    let mut net = Net::new();
    let (mut office, mut tablet) = fresh(&mut net);
    tablet.share(ShareRequest::Now { ticket: String::new() });
    let mut steps = 0;
    let mut seen = Vec::new();
    loop {
        // A step that reads into memory only is lost; two in a row get on.
        tablet.step(&mut net);
        for _ in 0..steps % 12 {
            tablet.step(&mut net);
        }
        let arrival = tablet.arrival();
        let over = arrival.is_none() && tablet.view().joining.is_none();
        seen.extend(arrival.map(|one| std::mem::discriminant(&one)));
        tablet.reopen();
        steps += 1;
        if over || steps > 300 {
            break;
        }
    }
    seen.dedup();
    assert!(steps < 300 && seen.len() >= 3, "{steps} {:?}", tablet.view());
    same(&mut office, &mut tablet, &mut net);
    assert_eq!(tablet.view().doubts, []);
}

#[test]
fn a_disk_that_dies_at_any_commit_leaves_a_device_that_arrives() {
    let mut net = Net::new();
    let (mut office, tablet) = fresh(&mut net);
    let image = tablet.disk.image();
    for n in 0..40 {
        for fault in [MemoryFault::KillBefore(n), MemoryFault::KillAfter(n), MemoryFault::Unheard(n)] {
            let mut tablet = Desk::new();
            tablet.disk = image.image();
            tablet.reopen();
            tablet.disk.set_fault(fault);
            for _ in 0..120 {
                tablet.step(&mut net);
            }
            let over = tablet.disk.commits() < n;
            tablet.disk = tablet.disk.reopen();
            tablet.disk.set_fault(MemoryFault::None);
            tablet.reopen();
            same(&mut office, &mut tablet, &mut net);
            if over {
                return;
            }
        }
    }
    panic!("more commits than that");
}

#[test]
fn parts_that_are_not_to_be_had_or_are_others_cost_time_only() {
    let mut net = Net::new();
    let (mut office, tablet) = fresh(&mut net);
    let image = tablet.disk.image();
    for fault in [Fault::OtherParts, Fault::NoParts] {
        let mut tablet = Desk::new();
        tablet.disk = image.image();
        tablet.reopen();
        net.fault = fault;
        tablet.sync(&mut net);
        net.fault = Fault::None;
        // The second of the same image may find a word that the first has said, and take a new name.
        assert_eq!((even(&mut office, &mut tablet, &mut net), tablet.arrival()), (tablet.roots(), None), "{fault:?}");
        assert_eq!(tablet.view().doubts, []);
        same(&mut office, &mut tablet, &mut net);
    }
}

#[test]
fn a_backup_made_while_the_past_is_missing_restores_to_something_right() {
    let mut net = Net::new();
    let (mut office, mut tablet) = fresh(&mut net);
    tablet.sync(&mut net);
    assert!(matches!(tablet.arrival(), Some(ArrivalView::Past(_))));
    let (mut copy, _) = restored(&mut tablet);
    assert_eq!((copy.names().len(), copy.roots()), (tablet.names().len(), tablet.roots()));
    // What the machine wrote since is in the log, and the copy goes on under another name.
    tablet.set("田小禾", Field::Guardian, "田大爷");
    tablet.sync(&mut net);
    copy.set("白杨", Field::Guardian, "副本");
    copy.sync(&mut net);
    same(&mut office, &mut copy, &mut net);
    same(&mut office, &mut tablet, &mut net);
    assert_eq!(copy.value("田小禾", Field::Guardian), "田大爷");
    assert_eq!(tablet.value("白杨", Field::Guardian), "副本");
}

#[test]
fn what_it_stands_on_is_no_cache_and_if_it_is_damaged_everything_is_read() {
    let mut net = Net::new();
    let (mut office, mut tablet) = fresh(&mut net);
    tablet.sync(&mut net);
    // Neither room for a text nor forgetting what is derived takes it away.
    run(tablet.open.vault.drop_snapshot()).unwrap();
    assert!(!run(tablet.open.make_room(1 << 30)));
    tablet.reopen();
    assert_eq!(tablet.roots(), office.roots());
    let blob = run(tablet.open.vault.blobs()).unwrap()[0];
    run(tablet.open.vault.drop_blob(blob)).unwrap();
    tablet.open = tablet.second_window();
    run(tablet.open.take_pen());
    let add = Request::Roster(RosterRequest::Add(vec![(Field::Name, "早来".to_owned())]));
    assert_eq!(tablet.ask(add), Response::Refused(Refusal::Arriving));
    same(&mut office, &mut tablet, &mut net);
}

#[test]
fn a_full_disk_holds_up_the_past_and_no_text() {
    let mut net = Net::new();
    let (mut office, mut tablet) = fresh(&mut net);
    tablet.sync(&mut net);
    let used: u64 = tablet.disk.dump().iter().map(|(_, _, record)| record.len() as u64).sum();
    tablet.disk.set_quota(Some(used + (1 << 20)));
    let before = tablet.stored();
    tablet.rest(&mut net, 300_000);
    assert_eq!(tablet.stored(), before);
    tablet.set("田小禾", Field::Guardian, "田大爷");
    tablet.disk.set_quota(None);
    same(&mut office, &mut tablet, &mut net);
    assert_eq!(office.value("田小禾", Field::Guardian), "田大爷");
}

/// The ledger is opened again, whatever is damaged of it.
fn opened_again(desk: &mut Desk) {
    desk.open = desk.second_window();
    run(desk.open.take_pen());
}

#[test]
fn without_the_record_of_what_it_stands_on_nothing_is_shown_before_the_log_is_read() {
    let mut net = Net::new();
    let (mut office, mut tablet) = fresh(&mut net);
    tablet.sync(&mut net);
    assert!(matches!(tablet.arrival(), Some(ArrivalView::Past(_))));
    let whole = tablet.names().len();
    run(tablet.open.vault.put_item(15, &[0xff; 9])).unwrap();
    for _ in 0..2 {
        opened_again(&mut tablet);
        assert!(!matches!(tablet.arrival(), None | Some(ArrivalView::Past(_))), "{:?}", tablet.arrival());
        let answer = tablet.ask(Request::Roster(RosterRequest::Add(vec![(Field::Name, "早来".to_owned())])));
        assert_eq!(answer, Response::Refused(Refusal::Arriving));
    }
    tablet.arrive(&mut net);
    assert_eq!((even(&mut office, &mut tablet, &mut net), tablet.arrival()), (tablet.roots(), None));
    assert_eq!(tablet.names().len(), whole);
}

#[test]
fn the_past_is_not_fetched_again_and_again_while_a_form_is_open() {
    let mut net = Net::new();
    let (_, mut tablet) = fresh(&mut net);
    tablet.sync(&mut net);
    assert!(matches!(tablet.arrival(), Some(ArrivalView::Past(_))));
    let before = net.heard.len();
    for _ in 0..40 {
        tablet.share(ShareRequest::Brief { hold: true });
        tablet.step(&mut net);
    }
    let asked = |said: &&Vec<u8>| said.windows(12).any(|window| window == b"log?since=0&");
    assert_eq!(net.heard[before..].iter().filter(asked).count(), 0);
    // What a stick takes from it meanwhile is only what it has.
    let ShareAnswer::Bundle { bytes, log, .. } = tablet.share(ShareRequest::Bundle) else { panic!("no file") };
    let stick = sync::device::Stick::decode(&bytes).unwrap();
    let first = &stick.bundle.pages[0];
    assert!(first.since > 0 && u64::from(log) == first.head.seq - first.since);
}
