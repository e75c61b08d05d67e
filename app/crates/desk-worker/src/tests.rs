//! The worker without the browser: a desk over a vault on a disk that can be told to fail.

pub(crate) mod attachment;

use desk::Step;
use desk::message::place::{AccessAct, PlaceAnswer, PlaceRequest};
use desk::message::roster::{Column, RosterAnswer, RosterRequest, RowQuery};
use desk::message::{Refusal, Request, Response, StorageTrouble};
use ledger::field::Field;
use vault::backup::{BackupHeader, Inspector};
use vault::{
    Fault, Kdf, KdfParams, Key, Known, Lock, Locked, MemoryBlocks, PASSPHRASE, Secret, Store, run_ready as run,
};
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

/// Damages the record of the newest save but `back`, and returns it as it was.
fn damage(disk: &MemoryBlocks, back: usize) -> (Store, Key, Vec<u8>) {
    let log: Vec<_> = disk.dump().into_iter().filter(|(store, _, _)| *store == Store::Outbox).collect();
    let (store, key, bytes) = log[log.len() - 1 - back].clone();
    let mut flipped = bytes.clone();
    *flipped.last_mut().unwrap() ^= 1;
    disk.plant(store, &key, Some(flipped));
    (store, key, bytes)
}

fn backup(open: &mut OpenLedger) -> Vec<u8> {
    let mut writer = run(open.vault.backup("中心小学", now_ms())).unwrap();
    run(writer.collect(&mut open.vault)).unwrap()
}

fn merge(open: &mut OpenLedger, file: &[u8]) {
    let header = BackupHeader::read(file).unwrap();
    let known = run(open.vault.known()).unwrap();
    let mut inspector = Inspector::new(&header, PASSPHRASE, &lock().kek, known).unwrap();
    inspector.push(&file[header.length()..]).unwrap();
    let inspection = inspector.finish().unwrap();
    run(open.merge((&header, PASSPHRASE, &lock().kek), &inspection, file)).unwrap();
}

/// Whichever record is damaged: what was saved later is seen, what is saved from now on is kept, and a backup brings back
/// what was lost, also after the ledger was opened many times in between.
#[test]
fn a_damaged_record_costs_only_itself_and_a_backup_brings_it_back() {
    for (back, left) in [(0, ["田小禾", "白杨"]), (1, ["田小禾", "青禾"]), (2, ["白杨", "青禾"])] {
        let disk = MemoryBlocks::new();
        let mut open = create(&disk);
        for name in ["田小禾", "白杨", "青禾"] {
            assert!(saved(&add(&mut open, name)));
        }
        let file = backup(&mut open);
        damage(&disk, back);
        let mut open = reopen(&disk);
        assert_eq!(names(&mut open), left, "{back}");
        assert_eq!((open.gaps, open.damaged.len()), (1, 1));
        for n in 0..30 {
            assert!(saved(&add(&mut open, &format!("甲{n}"))), "{back}");
            run(open.tidy());
        }
        let mut open = reopen(&disk);
        assert_eq!((names(&mut open).len(), open.gaps), (32, 1), "{back}");
        let version = open.version();
        merge(&mut open, &file);
        assert!(open.version() > version);
        for mut open in [open, reopen(&disk)] {
            let all = names(&mut open);
            assert!(["田小禾", "白杨", "青禾"].iter().all(|name| all.contains(&(*name).to_owned())), "{back}");
            assert_eq!((all.len(), open.gaps), (33, 0), "{back}");
            assert!(!open.damaged.iter().any(|words| words.starts_with("envelope")), "{:?}", open.damaged);
        }
        assert!(saved(&add(&mut reopen(&disk), "丁香")));
        assert_eq!(names(&mut reopen(&disk)).len(), 34);
    }
}

/// A window that follows learns of damage by looking: it sees the same as one that opens the ledger.
#[test]
fn a_window_that_follows_sees_past_a_damaged_record() {
    let disk = MemoryBlocks::new();
    let mut follower = create(&disk);
    let mut writer = reopen(&disk);
    assert!(saved(&add(&mut writer, "田小禾")));
    assert!(saved(&add(&mut writer, "白杨")));
    damage(&disk, 1);
    run(follower.catch_up());
    assert_eq!((names(&mut follower), follower.gaps), (vec!["白杨".to_owned()], 1));
    run(follower.take_pen());
    assert!(saved(&add(&mut follower, "青禾")));
    assert_eq!(names(&mut reopen(&disk)), ["白杨", "青禾"]);
}

/// Small things kept beside the log may be damaged, one or all: the ledger opens, and children are still themselves.
#[test]
fn damaged_items_do_not_close_the_ledger() {
    let disk = MemoryBlocks::new();
    let mut open = create(&disk);
    assert!(saved(&add(&mut open, "田小禾")));
    let who = open.identity().clone();
    let items: Vec<_> = disk
        .dump()
        .into_iter()
        .filter(|(store, key, _)| *store == Store::Meta && key.as_bytes().first() == Some(&7))
        .collect();
    assert_eq!(items.len(), 2);
    let break_item = |(store, key, bytes): &(Store, Key, Vec<u8>)| {
        let flipped: Vec<u8> = bytes.iter().map(|byte| byte ^ 1).collect();
        disk.plant(*store, key, Some(flipped));
    };
    for item in &items {
        break_item(item);
        let mut open = reopen(&disk);
        assert_eq!(open.identity(), &who, "the other copy knows");
        assert_eq!((names(&mut open), open.damaged.len()), (vec!["田小禾".to_owned()], 1));
        assert_eq!(reopen(&disk).damaged, [""; 0], "it was written again");
    }
    items.iter().for_each(break_item);
    let mut open = reopen(&disk);
    assert_eq!((open.identity().space, open.identity().agent), (who.space, who.agent), "the log tells");
    assert_eq!(names(&mut open), ["田小禾"]);
    assert!(saved(&add(&mut open, "白杨")));
    assert_eq!(names(&mut reopen(&disk)), ["田小禾", "白杨"]);
}

/// A snapshot of the time when a ledger had one compartment: the log is read instead, once, and nobody is told of damage.
#[test]
fn a_snapshot_from_before_the_compartments_costs_nothing_but_time() {
    let disk = MemoryBlocks::new();
    let mut open = create(&disk);
    assert!(saved(&add(&mut open, "田小禾")));
    let old = sync::snapshot::encode(&open.desk.states()[0]);
    run(open.vault.write_snapshot(&old, open.mark)).unwrap();
    assert!(saved(&add(&mut open, "白杨")));
    let mut again = reopen(&disk);
    assert_eq!((names(&mut again), again.damaged.clone()), (vec!["田小禾".to_owned(), "白杨".to_owned()], Vec::new()));
    for n in 0..30 {
        assert!(saved(&add(&mut again, &format!("甲{n}"))));
        run(again.tidy());
    }
    let loaded = run(again.vault.load()).unwrap();
    let states = desk::Desk::read_snapshot(&loaded.snapshot.unwrap()).unwrap().unwrap();
    assert_eq!(states.len(), 3, "the next snapshot holds every compartment");
    assert_eq!(names(&mut reopen(&disk)).len(), 32);
}

/// Bytes that do not pack.
fn vault_noise(n: u32) -> u32 {
    n.wrapping_mul(2_654_435_761).rotate_left(n % 31) ^ n.wrapping_mul(40_503)
}
