//! Photos on a disk that can be told to fail: sealed, refused alone when there is no room, in every backup.

use desk::message::attachment::{AttachmentAnswer, AttachmentRequest, NewAttachment, source_of};
use desk::message::care::{CareAnswer, CareRequest};
use desk::message::roster::{RosterAnswer, RosterRequest, RowQuery};
use desk::message::{Id, Refusal, Request, Response, StorageTrouble};
use ledger::attachment::{AttachmentKind, OwnerKind};
use ledger::schema::visit;
use ledger::visit::VisitKind;
use sync::AgentId;
use vault::backup::{BackupHeader, Inspector, Restorer};
use vault::{Known, MemoryBlocks, NewVault, Own, PASSPHRASE, Store, run_ready as run};
use vault_idb::AnyBlocks;

use super::{add, backup, create, lock, merge, names, reopen, saved, vault_noise};
use crate::ledger_open::OpenLedger;
use crate::world::{Dice, now_ms};

/// The skeleton of a JPEG around bytes that do not pack, and say `seed`.
pub(crate) fn jpeg(width: u16, height: u16, length: u32, seed: &str) -> Vec<u8> {
    let size = [height.to_be_bytes(), width.to_be_bytes()].concat();
    let frame = [&[0xff, 0xc0, 0, 11, 8], size.as_slice(), &[1, 1, 0x11, 0]].concat();
    let noise: Vec<u8> = (0..length / 4).flat_map(|n| vault_noise(n).to_le_bytes()).collect();
    let head = [&[0xff, 0xd8], frame.as_slice(), &[0xff, 0xda, 0, 8, 1, 1, 0, 0, 0x3f, 0]].concat();
    [head.as_slice(), seed.as_bytes(), &noise, &[0xff, 0xd9]].concat()
}

pub(crate) fn photo(seed: &str) -> Vec<u8> {
    jpeg(1_600, 1_200, 150_000, seed)
}

pub(crate) fn care(open: &mut OpenLedger, request: impl Into<CareRequest>) -> Result<CareAnswer, Refusal> {
    match run(open.ask(Request::from(request.into()))) {
        Response::Care(bytes) => Ok(CareAnswer::read(&bytes).unwrap()),
        Response::Refused(refusal) => Err(refusal),
        other => panic!("{other:?}"),
    }
}

fn child(open: &mut OpenLedger) -> Id {
    let request = RosterRequest::Rows { query: RowQuery::default(), columns: Vec::new(), from: 0, count: 1 };
    match run(open.ask(Request::Roster(request))) {
        Response::Roster(RosterAnswer::Rows { rows, .. }) => rows[0].id,
        other => panic!("{other:?}"),
    }
}

/// Keeps a visit to the first child; the row it made.
pub(crate) fn keep_visit(open: &mut OpenLedger) -> Result<Id, Refusal> {
    let said = [(visit::DATE, "2026-11-05"), (visit::PEOPLE, "李文静"), (visit::CONTENT, "家访")];
    let answers = said.map(|(id, text)| (id, text.to_owned())).to_vec();
    let child = child(open);
    match care(
        open,
        CareRequest::KeepVisit { kind: VisitKind::HomeVisit, whom: child, visit: None, answers, even: false },
    )? {
        CareAnswer::Saved(save) => Ok(save.made.unwrap()),
        other => panic!("{other:?}"),
    }
}

pub(crate) fn keep_photo(open: &mut OpenLedger, owner: Id, seed: &str) -> Result<(), Refusal> {
    let new = NewAttachment {
        owner_kind: OwnerKind::Visit,
        owner,
        kind: AttachmentKind::Photo,
        caption: seed.to_owned(),
        bytes: photo(seed),
        small: jpeg(200, 150, 4_000, seed),
        place: String::new(),
    };
    match care(open, AttachmentRequest::Add(Box::new(new)))? {
        CareAnswer::Saved(_) => Ok(()),
        other => panic!("{other:?}"),
    }
}

/// Captions of the photos of a visit, and whether each is there whole and small.
pub(crate) fn photos(open: &mut OpenLedger, owner: Id) -> Vec<(String, bool)> {
    let views = match care(open, AttachmentRequest::Of(OwnerKind::Visit, owner)) {
        Ok(CareAnswer::Attachment(told)) => match *told {
            AttachmentAnswer::Of(views) => views,
            other => panic!("{other:?}"),
        },
        other => panic!("{other:?}"),
    };
    let whole = |open: &mut OpenLedger, id, caption: &str| match care(open, AttachmentRequest::Picture(id)) {
        Ok(CareAnswer::Attachment(told)) => *told == AttachmentAnswer::Picture(source_of(&photo(caption))),
        _ => false,
    };
    let there = |view: &desk::message::attachment::AttachmentView| {
        Some(&view.small) == source_of(&jpeg(200, 150, 4_000, &view.caption)).as_ref()
    };
    views.into_iter().map(|view| (view.caption.clone(), there(&view) && whole(open, view.id, &view.caption))).collect()
}

fn two() -> Vec<(String, bool)> {
    ["门口", "屋里"].map(|caption| (caption.to_owned(), true)).to_vec()
}

/// A ledger with a visit and two photos of it.
fn with_photos(disk: &MemoryBlocks) -> (OpenLedger, Id) {
    let mut open = create(disk);
    add(&mut open, "田小禾");
    let visit = keep_visit(&mut open).unwrap();
    keep_photo(&mut open, visit, "门口").unwrap();
    keep_photo(&mut open, visit, "屋里").unwrap();
    (open, visit)
}

/// Restores a backup as a ledger of its own.
fn restore(file: &[u8]) -> OpenLedger {
    let header = BackupHeader::read(file).unwrap();
    let key = lock().kek;
    let mut inspector = Inspector::new(&header, PASSPHRASE, &key, Known::default()).unwrap();
    inspector.push(&file[header.length()..]).unwrap();
    let inspection = inspector.finish().unwrap();
    assert_eq!(inspection.counts.blobs, 4, "two photos, whole and small");
    let disk = (AnyBlocks::Memory(MemoryBlocks::new()), Box::new(Dice) as Box<dyn vault::Rng>);
    let mut restorer = run(Restorer::begin((&header, PASSPHRASE, &key), &inspection, disk, &[])).unwrap();
    run(restorer.push(&file[header.length()..])).unwrap();
    let own = Own { agent: AgentId([9; 16]), ..Own::default() };
    let vault = run(restorer.finish(&NewVault { locks: &[lock()], now_ms: now_ms(), items: &[] }, own)).unwrap();
    let mut open = run(OpenLedger::load(vault)).unwrap();
    run(open.take_pen());
    open
}

#[test]
fn photos_are_sealed_and_come_back_after_the_lock() {
    let disk = MemoryBlocks::new();
    let (open, visit) = with_photos(&disk);
    drop(open);
    for (store, _, record) in disk.dump() {
        for plain in [photo("门口"), jpeg(200, 150, 4_000, "门口")] {
            let part = &plain[40..104];
            assert!(!record.windows(part.len()).any(|bytes| bytes == part), "plain bytes in {store:?}");
        }
        // Long enough that no sealed bytes look like it by chance.
        let begins = &photo("门口")[..8];
        assert!(!record.windows(begins.len()).any(|bytes| bytes == begins) || store != Store::Blob);
    }
    assert_eq!(photos(&mut reopen(&disk), visit), two());
}

#[test]
fn photos_are_in_a_backup_and_are_restored_on_an_empty_machine_and_beside_a_ledger() {
    let disk = MemoryBlocks::new();
    let (mut open, visit) = with_photos(&disk);
    let file = backup(&mut open);
    assert_eq!(photos(&mut restore(&file), visit), two());

    // The same ledger, of which somebody has lost the pictures.
    for id in run(open.vault.blobs()).unwrap() {
        run(open.vault.drop_blob(id)).unwrap();
    }
    assert_eq!(photos(&mut open, visit), two().into_iter().map(|(caption, _)| (caption, false)).collect::<Vec<_>>());
    merge(&mut open, &file);
    assert_eq!(photos(&mut open, visit), two());
    drop(open);
    assert_eq!(photos(&mut reopen(&disk), visit), two());
}

#[test]
fn a_trial_carries_its_photos_to_the_disk() {
    let mut trial = run(OpenLedger::trial()).unwrap();
    add(&mut trial, "田小禾");
    let visit = keep_visit(&mut trial).unwrap();
    keep_photo(&mut trial, visit, "门口").unwrap();
    keep_photo(&mut trial, visit, "屋里").unwrap();
    let disk = MemoryBlocks::new();
    let carried = run(trial.carry(AnyBlocks::Memory(disk.clone()), "中心小学", &[lock()])).unwrap();
    drop((trial, carried));
    assert_eq!(photos(&mut reopen(&disk), visit), two());
}

/// The text is kept first. A photo for which there is no room is refused by itself, with the room that is left, leaves
/// nothing behind, and is kept when there is room again.
#[test]
fn a_full_disk_refuses_the_photo_and_keeps_the_text() {
    let disk = MemoryBlocks::new();
    let mut open = create(&disk);
    add(&mut open, "田小禾");
    let used = |disk: &MemoryBlocks| -> u64 {
        disk.dump().iter().map(|(_, key, value)| (key.as_bytes().len() + value.len()) as u64).sum()
    };
    disk.set_quota(Some(used(&disk) + 60_000));
    let visit = keep_visit(&mut open).unwrap();
    let before = used(&disk);
    let refused = keep_photo(&mut open, visit, "门口").unwrap_err();
    let Refusal::Storage(StorageTrouble::Full(Some(left))) = refused else { panic!("{refused:?}") };
    assert!((1..60_000).contains(&left), "{left}");
    assert!(used(&disk) <= before, "nothing of the photo is left");
    assert_eq!(photos(&mut open, visit), []);
    assert!(saved(&add(&mut open, "白杨")), "a text still finds room");

    // Room for the picture and the small one, but not for the save that names them.
    disk.set_quota(Some(used(&disk) + photo("门口").len() as u64 + 4_400));
    assert!(matches!(keep_photo(&mut open, visit, "门口"), Err(Refusal::Storage(StorageTrouble::Full(_)))));
    assert!(!disk.dump().iter().any(|(store, _, _)| *store == Store::Blob), "nothing of the photo is left");
    disk.set_quota(None);
    keep_photo(&mut open, visit, "门口").unwrap();
    let mut again = reopen(&disk);
    assert_eq!(photos(&mut again, visit), [("门口".to_owned(), true)]);
    assert_eq!(names(&mut again), ["田小禾", "白杨"]);
}

/// One damaged picture leaves the others, and the list of them.
#[test]
fn a_damaged_picture_costs_only_itself() {
    let disk = MemoryBlocks::new();
    let (open, visit) = with_photos(&disk);
    drop(open);
    let small = disk.dump().into_iter().find(|(store, _, value)| *store == Store::Blob && value.len() < 20_000);
    let (store, key, mut bytes) = small.unwrap();
    *bytes.last_mut().unwrap() ^= 1;
    disk.plant(store, &key, Some(bytes));
    let there: Vec<bool> = photos(&mut reopen(&disk), visit).into_iter().map(|(_, there)| there).collect();
    assert_eq!(there.iter().filter(|there| **there).count(), 1, "{there:?}");
}
