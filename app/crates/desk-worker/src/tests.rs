//! The worker without the browser: a desk over a vault on a disk that can be told to fail.

use desk::Step;
use desk::message::place::{AccessAct, PlaceAnswer, PlaceRequest};
use desk::message::roster::{Column, RosterAnswer, RosterRequest, RowQuery};
use desk::message::{Refusal, Request, Response, StorageTrouble};
use ledger::field::Field;
use vault::backup::{BackupHeader, Inspector};
use vault::{Fault, Kdf, KdfParams, Known, Lock, Locked, MemoryBlocks, PASSPHRASE, Secret, run_ready as run};
use vault_idb::AnyBlocks;

use crate::ledger_open::OpenLedger;
use crate::world::{Dice, now, now_ms};

fn lock() -> Lock {
    Lock::passphrase(Kdf::Argon2id(KdfParams::DEFAULT), [1; 16], Secret::new([7; 32]))
}

fn create(disk: &MemoryBlocks) -> OpenLedger {
    run(OpenLedger::create(AnyBlocks::Memory(disk.clone()), "中心小学", &[lock()])).unwrap()
}

fn reopen(disk: &MemoryBlocks) -> OpenLedger {
    let locked = run(Locked::open(AnyBlocks::Memory(disk.clone()))).unwrap().unwrap();
    let key = run(locked.unlock(PASSPHRASE, &lock().kek, now_ms())).unwrap();
    let mut open = run(OpenLedger::load(locked.into_vault(key, Box::new(Dice)))).unwrap();
    run(open.take_pen());
    open
}

fn request(name: &str) -> Request {
    let values = vec![(Field::Name, name.to_owned()), (Field::Village, "柳溪村".to_owned())];
    Request::Roster(RosterRequest::Add(values))
}

fn add(open: &mut OpenLedger, name: &str) -> Response {
    run(open.ask(request(name)))
}

fn names(open: &mut OpenLedger) -> Vec<String> {
    let request = RosterRequest::Rows {
        query: RowQuery::default(),
        columns: vec![Column::Field(Field::Name)],
        from: 0,
        count: 100,
    };
    match run(open.ask(Request::Roster(request))) {
        Response::Roster(RosterAnswer::Rows { rows, .. }) => {
            let mut names: Vec<String> = rows.into_iter().map(|row| row.cells[0].clone()).collect();
            names.sort();
            names
        }
        other => panic!("{other:?}"),
    }
}

fn saved(response: &Response) -> bool {
    matches!(response, Response::Roster(_))
}

/// A commit whose end is not heard keeps the edit once, whether it was carried out or not.
#[test]
fn an_unheard_commit_neither_loses_nor_doubles_an_edit() {
    for fault in [Fault::Fail(0), Fault::Unheard(0), Fault::Fail(1), Fault::Unheard(1)] {
        let disk = MemoryBlocks::new();
        let mut open = create(&disk);
        disk.set_fault(fault);
        assert!(saved(&add(&mut open, "田小禾")), "{fault:?}");
        assert!(saved(&add(&mut open, "白杨")), "{fault:?}");
        assert_eq!(names(&mut open), ["田小禾", "白杨"], "{fault:?}");
        let mut again = reopen(&disk);
        assert_eq!(names(&mut again), ["田小禾", "白杨"], "{fault:?}");
        assert_eq!(again.damaged, [""; 0], "{fault:?}");
    }
}

/// The disk is away for longer than anybody waits, but had done what it was asked: the edit is there when it comes back.
#[test]
fn an_edit_told_as_unsure_is_found_before_anything_is_built_upon_it() {
    let disk = MemoryBlocks::new();
    let mut open = create(&disk);
    disk.set_fault(Fault::KillAfter(0));
    let told = add(&mut open, "田小禾");
    assert!(matches!(told, Response::Refused(Refusal::Storage(_))), "{told:?}");
    let disk = disk.reopen();
    assert!(saved(&add(&mut open, "白杨")));
    assert_eq!(names(&mut open), ["田小禾", "白杨"]);
    assert_eq!(names(&mut reopen(&disk)), ["田小禾", "白杨"]);
}

/// The last line of defence: what was built upon a log that has moved is not kept, but asked anew.
#[test]
fn what_was_built_upon_a_log_that_moved_is_asked_anew() {
    let disk = MemoryBlocks::new();
    let mut open = create(&disk);
    disk.set_fault(Fault::KillAfter(0));
    add(&mut open, "田小禾");
    let disk = disk.reopen();
    let Step::Keep(stale) = open.desk.ask(request("白杨"), &now()) else { panic!("a save") };
    assert_eq!(run(open.keep(*stale)), None);
    assert_eq!(names(&mut open), ["田小禾"]);
    assert!(saved(&add(&mut open, "白杨")));
    assert_eq!(names(&mut reopen(&disk)), ["田小禾", "白杨"]);
}

/// Two windows: the pen goes to and fro, each takes in what the other wrote, and the one without it says so.
#[test]
fn windows_take_turns_and_lose_nothing() {
    let disk = MemoryBlocks::new();
    let (mut first, mut second) = (create(&disk), reopen(&disk));
    assert!(saved(&add(&mut second, "田小禾")));
    assert_eq!(add(&mut first, "白杨"), Response::Refused(Refusal::Storage(StorageTrouble::Fenced)));
    run(first.take_pen());
    assert!(saved(&add(&mut first, "白杨")));
    assert_eq!(add(&mut second, "青禾"), Response::Refused(Refusal::Storage(StorageTrouble::Fenced)));
    assert_eq!(run(second.catch_up()).len(), 1);
    assert_eq!(names(&mut second), ["田小禾", "白杨"]);
}

fn clear(disk: &MemoryBlocks) {
    for (store, key, _) in disk.dump() {
        disk.plant(store, &key, None);
    }
}

/// Incident 10: the data are cleared while the ledger is open. The edit under way is kept in memory, everything can be
/// exported, a backup opens with the old passphrase, and a new ledger takes it all over.
#[test]
fn incident_10_cleared_data_leave_the_ledger_in_memory() {
    let disk = MemoryBlocks::new();
    let mut open = create(&disk);
    add(&mut open, "田小禾");
    clear(&disk);
    assert!(saved(&add(&mut open, "白杨")));
    assert!(open.lost && open.session().trial);
    assert!(disk.dump().is_empty(), "nothing is written to a cleared disk");
    assert_eq!(names(&mut open), ["田小禾", "白杨"]);
    let export = RosterRequest::Export {
        query: RowQuery::default(),
        columns: vec![Column::Field(Field::Name)],
        only: Vec::new(),
        unmasked: None,
    };
    let exported = run(open.ask(Request::Roster(export)));
    assert!(matches!(&exported, Response::Roster(RosterAnswer::Sheet(sheet)) if sheet.rows.len() == 2), "{exported:?}");

    // Another window finds out by looking, without having anything to write.
    let cleared = MemoryBlocks::new();
    let mut idle = create(&cleared);
    add(&mut idle, "田小禾");
    clear(&cleared);
    run(idle.catch_up());
    assert!(idle.lost && !idle.behind);
    assert_eq!(names(&mut idle), ["田小禾"]);

    let (mut rescued, _) = run(open.rescued(&open.who)).unwrap();
    let mut writer = run(rescued.backup("中心小学", now_ms())).unwrap();
    let file = run(writer.collect(&mut rescued)).unwrap();
    let header = BackupHeader::read(&file).unwrap();
    let mut inspector = Inspector::new(&header, PASSPHRASE, &lock().kek, Known::default()).unwrap();
    inspector.push(&file[header.length()..]).unwrap();
    assert!(inspector.finish().unwrap().counts.envelopes > 0);

    let kept = MemoryBlocks::new();
    let carried = run(open.carry(AnyBlocks::Memory(kept.clone()), "中心小学", &[lock()])).unwrap();
    assert!(!carried.lost);
    drop(carried);
    let mut again = reopen(&kept);
    assert_eq!(names(&mut again), ["田小禾", "白杨"]);
    assert!(saved(&add(&mut again, "青禾")));
    match run(again.ask(Request::Place(PlaceRequest::AccessLog { count: 9 }))) {
        Response::Place(PlaceAnswer::AccessLog(lines)) => assert!(!lines.is_empty()),
        other => panic!("{other:?}"),
    }
}

/// A full disk names what is left; the snapshot gives way before an edit is refused.
#[test]
fn a_full_disk_gives_up_the_snapshot_before_the_edit() {
    let disk = MemoryBlocks::new();
    let mut open = create(&disk);
    add(&mut open, "田小禾");
    let noise: Vec<u8> = (0..90_000u32).flat_map(|n| vault_noise(n).to_le_bytes()).collect();
    run(open.vault.write_snapshot(&[noise], open.mark)).unwrap();
    let used: usize = disk.dump().iter().map(|(_, key, value)| key.as_bytes().len() + value.len()).sum();
    disk.set_quota(Some(used as u64 + 100));
    assert!(saved(&add(&mut open, "白杨")));
    let used: usize = disk.dump().iter().map(|(_, key, value)| key.as_bytes().len() + value.len()).sum();
    disk.set_quota(Some(used as u64 + 100));
    let refused = add(&mut open, "青禾");
    assert_eq!(refused, Response::Refused(Refusal::Storage(StorageTrouble::Full(Some(100)))));
    assert_eq!(names(&mut reopen(&disk)), ["田小禾", "白杨"]);
}

/// A disk that takes nothing any more: what is in memory can still be exported, masked, and the log learns of it later.
#[test]
fn a_dead_disk_does_not_keep_a_masked_sheet_from_leaving() {
    let disk = MemoryBlocks::new();
    let mut open = create(&disk);
    add(&mut open, "田小禾");
    let export = |open: &mut OpenLedger, unmasked: Option<&str>| {
        let columns = vec![Column::Field(Field::Name)];
        let unmasked = unmasked.map(str::to_owned);
        let request = RosterRequest::Export { query: RowQuery::default(), columns, only: Vec::new(), unmasked };
        run(open.ask(Request::Roster(request)))
    };
    let exports = |open: &mut OpenLedger| match run(open.ask(Request::Place(PlaceRequest::AccessLog { count: 9 }))) {
        Response::Place(PlaceAnswer::AccessLog(lines)) => lines.iter().filter(|l| l.act == AccessAct::Export).count(),
        other => panic!("{other:?}"),
    };
    disk.set_fault(Fault::KillBefore(0));
    let masked = export(&mut open, None);
    assert!(matches!(&masked, Response::Roster(RosterAnswer::Sheet(sheet)) if sheet.rows.len() == 1), "{masked:?}");
    let full = export(&mut open, Some("上门核实"));
    assert!(matches!(full, Response::Refused(Refusal::Storage(_))), "{full:?}");
    let disk = disk.reopen();
    assert!(saved(&add(&mut open, "白杨")));
    run(open.pay());
    assert_eq!((exports(&mut open), exports(&mut reopen(&disk))), (1, 1));
}

/// Bytes that do not pack.
fn vault_noise(n: u32) -> u32 {
    n.wrapping_mul(2_654_435_761).rotate_left(n % 31) ^ n.wrapping_mul(40_503)
}
