//! Sticks, disks that were set back, and disks that fail.

use desk::message::register::{RegisterRequest, Scope};
use ledger::register::Restricted;
use vault::backup::{BackupHeader, Inspection, Inspector, Restorer};
use vault::{Fault as MemoryFault, Known, NewVault, Own};

use super::*;

/// Another machine with what a backup of this one brings, and what was found in the file.
pub(super) fn restored(desk: &mut Desk) -> (Desk, Inspection) {
    let mut writer = run(desk.open.vault.backup("中心小学", now_ms())).unwrap();
    let file = run(writer.collect(&mut desk.open.vault)).unwrap();
    let header = BackupHeader::read(&file).unwrap();
    let (key, content) = (lock().kek, &file[header.length()..]);
    let mut inspector = Inspector::new(&header, PASSPHRASE, &key, Known::default()).unwrap();
    inspector.push(content).unwrap();
    let inspection = inspector.finish().unwrap();
    let disk = MemoryBlocks::new();
    let to = (AnyBlocks::Memory(disk.clone()), Box::new(Dice) as Box<dyn vault::Rng>);
    let mut restorer = run(Restorer::begin((&header, PASSPHRASE, &key), &inspection, to, &[])).unwrap();
    run(restorer.push(content)).unwrap();
    let locks = [lock()];
    let new = NewVault { locks: &locks, now_ms: now_ms(), items: &crate::sharing::OF_RESTORED };
    run(restorer.finish(&new, Own::default())).unwrap();
    let mut other = Desk::new();
    other.disk = disk;
    other.reopen();
    (other, inspection)
}

#[test]
fn incident_24_a_stick_brings_work_to_another_device_and_applying_it_twice_changes_nothing() {
    let mut net = Net::new();
    let mut office = founded(&mut net);
    let mut tablet = joined(&mut office, &mut net, "李老师", RoleView::Editor);
    net.fault = Fault::Offline;
    tablet.add("青禾");
    tablet.set("白杨", Field::Guardian, "杨桂花");
    let ShareAnswer::Bundle { bytes, count, .. } = tablet.share(ShareRequest::Bundle) else { panic!("no file") };
    assert_eq!(count, 2);
    for canary in ["青禾", "杨桂花", "白杨"] {
        assert!(!bytes.windows(canary.len()).any(|window| window == canary.as_bytes()), "{canary}");
    }
    assert_eq!(
        office.share(ShareRequest::Import(bytes.clone())),
        ShareAnswer::Imported { log: LogTaken::Nothing, new: 2, left: 0, offered: 0 }
    );
    assert_eq!(
        office.share(ShareRequest::Import(bytes.clone())),
        ShareAnswer::Imported { log: LogTaken::Nothing, new: 0, left: 2, offered: 0 }
    );
    office.reopen();
    assert_eq!(
        office.share(ShareRequest::Import(bytes.clone())),
        ShareAnswer::Imported { log: LogTaken::Nothing, new: 0, left: 2, offered: 0 }
    );
    assert_eq!(office.names(), ["田小禾", "白杨", "青禾"]);
    assert_eq!(office.value("白杨", Field::Guardian), "杨桂花");
    // The office sends on what it was brought; the tablet finds its own work there.
    net.fault = Fault::None;
    office.sync(&mut net);
    tablet.sync(&mut net);
    assert_eq!((tablet.view().brief.waiting, tablet.names().len()), (0, 3));
    assert_eq!(
        office.share(ShareRequest::Import(bytes.clone())),
        ShareAnswer::Imported { log: LogTaken::Nothing, new: 0, left: 2, offered: 0 }
    );
    let mut damaged = bytes;
    damaged[40] ^= 1;
    assert_eq!(office.share(ShareRequest::Import(damaged)), ShareAnswer::No(Why::BadFile));
}

#[test]
fn a_disk_that_was_set_back_goes_on_under_a_new_name_and_loses_nothing_unsent() {
    let mut net = Net::new();
    let mut office = founded(&mut net);
    let image = office.disk.image();
    office.add("青禾");
    office.sync(&mut net);
    // The restore card puts the disk back; the next morning something else is written.
    office.disk = image;
    office.reopen();
    assert_eq!(office.names(), ["田小禾", "白杨"]);
    office.add("秋生");
    office.sync(&mut net);
    assert_eq!(office.names(), ["田小禾", "白杨", "秋生", "青禾"]);
    let view = office.view();
    assert_eq!(view.members.iter().filter(|member| member.standing == StandingView::Active).count(), 1);
    assert!(view.members.iter().all(|member| member.name == "王校长 办公室"));
    office.reopen();
    assert_eq!(office.names().len(), 4);
}

#[test]
fn an_unheard_commit_of_a_shared_ledger_neither_loses_nor_doubles() {
    use vault::Fault as DiskFault;
    for fault in [DiskFault::Fail(0), DiskFault::Unheard(0), DiskFault::Fail(1), DiskFault::Unheard(1)] {
        let mut net = Net::new();
        let mut office = founded(&mut net);
        office.disk.set_fault(fault);
        office.add("青禾");
        office.add("秋生");
        assert_eq!(office.names(), ["田小禾", "白杨", "秋生", "青禾"], "{fault:?}");
        office.sync(&mut net);
        office.reopen();
        assert_eq!(office.names(), ["田小禾", "白杨", "秋生", "青禾"], "{fault:?}");
        assert_eq!(office.view().brief.waiting, 0);
    }
}

#[test]
fn a_backup_restored_on_another_machine_brings_the_unsent_and_goes_on_under_a_new_name() {
    let mut net = Net::new();
    let mut office = founded(&mut net);
    office.add("青禾");
    let (mut other, _) = restored(&mut office);
    assert_eq!((other.view().brief.waiting, other.names().len()), (1, 3));

    // Both machines go on, which were one: each keeps its own, and nothing counts twice.
    office.add("秋生");
    office.sync(&mut net);
    other.add("冬妮");
    other.sync(&mut net);
    office.sync(&mut net);
    for desk in [&mut office, &mut other] {
        assert_eq!(desk.names().len(), 5, "{:?}", desk.names());
        assert_eq!(desk.view().brief.waiting, 0);
    }
    let active = |desk: &mut Desk| {
        desk.view().members.iter().filter(|member| member.standing == StandingView::Active && member.this).count()
    };
    assert!(active(&mut other) == 1);
}

#[test]
fn a_second_window_learns_that_the_ledger_became_a_shared_one_and_what_it_saves_is_sent() {
    let mut net = Net::new();
    let mut first = Desk::new();
    first.add("田小禾");
    let mut second = Desk { disk: first.disk.clone(), open: first.second_window() };
    create(&mut first);
    assert!(!second.open.desk.is_shared());
    // The person goes on in the other window without its having heard anything.
    run(second.open.take_pen());
    assert!(second.open.desk.is_shared());
    second.add("白杨");
    second.sync(&mut net);
    second.reopen();
    assert_eq!(second.names(), ["田小禾", "白杨"]);
    assert_eq!(second.view().brief.waiting, 0);
    run(first.open.catch_up());
    assert_eq!(first.names(), ["田小禾", "白杨"]);
}

#[test]
fn incident_10_cleared_data_of_a_shared_ledger_leave_everything_in_memory() {
    let mut net = Net::new();
    let mut office = founded(&mut net);
    net.fault = Fault::Offline;
    office.add("青禾");
    for (store, key, _) in office.disk.dump() {
        office.disk.plant(store, &key, None);
    }
    office.add("秋生");
    let session = office.open.session();
    assert!(session.lost && session.trial && !session.shared);
    assert_eq!(office.names(), ["田小禾", "白杨", "秋生", "青禾"]);
    assert!(office.disk.dump().is_empty(), "nothing is written to a cleared disk");
    // It can be carried to a new disk.
    let disk = MemoryBlocks::new();
    let carried = run(office.open.carry(AnyBlocks::Memory(disk.clone()), "中心小学", &[lock()])).unwrap();
    let mut carried = Desk { disk, open: carried };
    carried.reopen();
    assert_eq!(carried.names().len(), 4);
}

#[test]
fn a_page_of_the_log_that_the_disk_does_not_take_is_not_asked_for_without_a_pause() {
    let mut net = Net::new();
    let mut office = founded(&mut net);
    let mut tablet = joined(&mut office, &mut net, "李老师", RoleView::Editor);
    office.add("青禾");
    office.sync(&mut net);
    tablet.disk.set_quota(Some(0));
    tablet.share(ShareRequest::Now { ticket: String::new() });
    let (calls, began) = (net.calls, now_ms());
    while now_ms() < began + 60_000 {
        tablet.step(&mut net);
        tick(100);
    }
    assert!(net.calls - calls < 20, "{} calls in a minute", net.calls - calls);
    tablet.disk.set_quota(None);
    tablet.sync(&mut net);
    assert!(tablet.names().contains(&"青禾".to_owned()));
}

#[test]
fn an_invitation_that_stood_open_in_a_backup_is_not_answered_by_the_restored_machine() {
    let mut net = Net::new();
    let mut office = founded(&mut net);
    let invite = invitation(&mut office, &mut net, RoleView::Editor);
    assert_eq!(office.share(ShareRequest::MakeCode(invite.id)), ShareAnswer::Done);
    let mut tablet = Desk::new();
    tablet.share(ShareRequest::Join { link: invite.text, person: "李老师".to_owned() });
    let (mut again, _) = restored(&mut office);
    for _ in 0..2 {
        let view = again.view();
        assert_eq!((view.invitations, view.told), (Vec::new(), vec![ToldView::InvitationsOver]));
        again.reopen();
    }
    tablet.steps(&mut net, 10);
    again.sync(&mut net);
    assert_eq!(again.view().invitations, []);
    // A new one is made there as anywhere, and is there the next day.
    invitation(&mut again, &mut net, RoleView::Editor);
    again.reopen();
    let view = again.view();
    assert_eq!((view.invitations.len(), view.told), (1, Vec::new()));
}

/// A tablet with unsent work, part of which it may not send any more, as it comes back to a server where a key has turned.
fn returning() -> (Net, Desk, Desk) {
    let mut net = Net::new();
    let mut office = founded(&mut net);
    let mut tablet = joined(&mut office, &mut net, "李老师", RoleView::Editor);
    let reason = "司法所核查".to_owned();
    tablet.register(RegisterRequest::Unseal { scope: Scope::Register(Restricted::Involved), reason });
    tablet.add("青禾");
    tablet.enter("白杨", Restricted::Involved);
    tablet.add("秋生");
    office.add("晓月");
    let_see_restricted(&mut office, &mut net, false);
    (net, office, tablet)
}

#[test]
fn a_disk_that_dies_at_any_commit_of_a_return_loses_nothing_and_doubles_nothing() {
    for n in 0..60 {
        for fault in [MemoryFault::KillBefore(n), MemoryFault::KillAfter(n), MemoryFault::Unheard(n)] {
            let (mut net, mut office, mut tablet) = returning();
            // From here on its own count of commits.
            tablet.disk = tablet.disk.image();
            tablet.reopen();
            tablet.disk.set_fault(fault);
            for _ in 0..60 {
                tablet.step(&mut net);
            }
            let over = tablet.disk.commits() < n;
            tablet.disk = tablet.disk.reopen();
            tablet.disk.set_fault(MemoryFault::None);
            tablet.reopen();
            tablet.steps(&mut net, 60);
            office.sync(&mut net);
            tablet.steps(&mut net, 60);
            assert_eq!(office.names(), ["晓月", "田小禾", "白杨", "秋生", "青禾"], "{fault:?}");
            assert_eq!(tablet.names(), office.names(), "{fault:?}");
            let waiting: Vec<Reason> = tablet.view().waiting.into_iter().map(|waiting| waiting.reason).collect();
            assert_eq!(waiting, [Reason::NoRight], "{fault:?}");
            if over {
                return;
            }
        }
    }
    panic!("more commits than that");
}
