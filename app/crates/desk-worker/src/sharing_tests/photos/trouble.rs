//! Servers that lie or are full, members without rights, disks without room.

use vault::Store as Shelf;

use super::*;

#[test]
fn case_24_other_bytes_than_were_asked_for_are_refused_and_nothing_of_them_is_kept() {
    let mut net = Net::new();
    let (mut office, mut tablet, visit) = two(&mut net);
    office.photo(visit, "门口");
    office.travel(&mut net);
    net.fault = Fault::OtherParts;
    tablet.sync(&mut net);
    tablet.steps(&mut net, 30);
    let view = tablet.travelling();
    assert_eq!((view.down, view.down_wait), (1, PhotoWait::Wrong));
    assert_eq!(tablet.seen(visit), [("门口".to_owned(), false, Away::Wrong)]);
    assert!(!tablet.disk.dump().iter().any(|(store, ..)| *store == Shelf::Blob), "nothing of it is kept");
    assert_eq!(tablet.view().brief.trouble, None, "the log is not held up by it");
    net.fault = Fault::None;
    tablet.share(ShareRequest::SendPhotos);
    tablet.travel(&mut net);
    assert_eq!(tablet.photos(visit), here(&["门口"]));
}

#[test]
fn case_24_parts_that_the_server_has_lost_are_missed_and_nothing_else_is() {
    let mut net = Net::new();
    let (mut office, mut tablet, visit) = two(&mut net);
    office.photo(visit, "门口");
    office.photo(visit, "屋里");
    office.travel(&mut net);
    let whole = at_server(&mut net).into_iter().filter(|(_, part)| part.len() > 100_000).map(|(name, _)| name);
    let gone: Vec<Write> = whole.take(1).map(|name| Write::Remove(Table::Part, name)).collect();
    net.host.spaces.values_mut().next().unwrap().store_mut().commit(gone).unwrap();
    tablet.sync(&mut net);
    tablet.steps(&mut net, 40);
    let away: Vec<bool> = tablet.photos(visit).into_iter().map(|(_, whole)| whole).collect();
    assert_eq!(away.iter().filter(|whole| **whole).count(), 1);
    assert!(tablet.seen(visit).iter().all(|(_, small, _)| *small), "both small ones came");
    assert_eq!(tablet.travelling().down_wait, PhotoWait::Elsewhere);
}

#[test]
fn a_full_server_keeps_photos_waiting_with_the_reason_and_text_goes_on() {
    let mut net = Net::with(Limits { parts: 20_000, ..Limits::default() });
    let (mut office, mut tablet, visit) = two(&mut net);
    office.photo(visit, "门口");
    office.sync(&mut net);
    office.steps(&mut net, 30);
    let view = office.travelling();
    assert_eq!(view.up, 1);
    assert!(matches!(view.up_wait, PhotoWait::ServerFull { limit: 20_000, used } if used > 0), "{view:?}");
    assert_eq!(at_server(&mut net).len(), 1, "the small one found room");
    office.add("青禾");
    office.sync(&mut net);
    office.reopen();
    assert_eq!(office.travelling().up, 1);
    tablet.sync(&mut net);
    tablet.steps(&mut net, 20);
    assert!(tablet.names().contains(&"青禾".to_owned()));
    assert_eq!(tablet.seen(visit), [("门口".to_owned(), true, Away::Elsewhere)]);
}

#[test]
fn whoever_may_only_read_sees_photos_and_keeps_those_that_were_not_sent() {
    let mut net = Net::new();
    let (mut office, mut tablet, visit) = two(&mut net);
    office.sync(&mut net);
    tablet.sync(&mut net);
    net.fault = Fault::Offline;
    tablet.photo(visit, "屋里");
    tablet.steps(&mut net, 3);
    net.fault = Fault::None;
    let id = office.view().members.into_iter().find(|member| !member.this).unwrap().id;
    let change = ShareRequest::Change { member: id, role: RoleView::Reader, sensitive: false };
    assert_eq!(office.share(change), ShareAnswer::Done);
    office.photo(visit, "门口");
    office.sync(&mut net);
    office.travel(&mut net);
    tablet.share(ShareRequest::Now { ticket: String::new() });
    let sent = puts(&net);
    tablet.steps(&mut net, 80);
    let view = tablet.travelling();
    assert_eq!((view.up, view.up_wait, puts(&net)), (1, PhotoWait::NoRight, sent));
    let seen = tablet.photos(visit);
    assert_eq!(seen.iter().filter(|(_, whole)| *whole).count(), 2, "{seen:?}");
    tablet.reopen();
    assert_eq!(tablet.travelling().up, 1, "nothing unsent is dropped");
}

#[test]
fn a_device_that_was_shut_out_gets_no_photo_and_loses_none() {
    let mut net = Net::new();
    let (mut office, mut tablet, visit) = two(&mut net);
    office.sync(&mut net);
    tablet.sync(&mut net);
    let id = office.view().members.into_iter().find(|member| !member.this).unwrap().id;
    tablet.photo(visit, "屋里");
    assert_eq!(office.share(ShareRequest::Revoke(id)), ShareAnswer::Done);
    office.sync(&mut net);
    office.photo(visit, "门口");
    office.travel(&mut net);
    let (before, sent) = (net.parts.len(), at_server(&mut net).len());
    tablet.share(ShareRequest::Now { ticket: String::new() });
    tablet.steps(&mut net, 40);
    let view = tablet.travelling();
    assert_eq!((view.up, view.up_wait), (1, PhotoWait::ShutOut));
    assert!(net.parts[before..].iter().all(|(_, _, status)| *status == 401), "{:?}", &net.parts[before..]);
    assert_eq!(at_server(&mut net).len(), sent);
    assert_eq!(tablet.photos(visit), here(&["屋里"]));
    tablet.reopen();
    assert_eq!((tablet.photos(visit), tablet.travelling().up), (here(&["屋里"]), 1));
}

#[test]
fn a_machine_with_little_room_keeps_small_pictures_and_never_stops_writing() {
    let mut net = Net::new();
    let (mut office, mut tablet, visit) = two(&mut net);
    for caption in ["一", "二"] {
        office.photo(visit, caption);
    }
    office.travel(&mut net);
    let used: u64 = tablet.disk.dump().iter().map(|(_, key, value)| (key.as_bytes().len() + value.len()) as u64).sum();
    tablet.disk.set_quota(Some(used + (20 << 20)));
    tablet.sync(&mut net);
    tablet.steps(&mut net, 30);
    let view = tablet.travelling();
    assert_eq!((view.down, view.down_wait), (2, PhotoWait::NoRoom));
    assert!(tablet.seen(visit).iter().all(|(_, small, away)| *small && *away == Away::OnPress));
    tablet.add("青禾");
    // What somebody looks at comes while it fits at all.
    tablet.photos(visit);
    tablet.travel(&mut net);
    assert_eq!(tablet.photos(visit), here(&["一", "二"]));

    // No room for anything but text.
    office.photo(visit, "三");
    office.travel(&mut net);
    let used: u64 = tablet.disk.dump().iter().map(|(_, key, value)| (key.as_bytes().len() + value.len()) as u64).sum();
    tablet.disk.set_quota(Some(used + 40_000));
    tablet.sync(&mut net);
    tablet.photos(visit);
    tablet.steps(&mut net, 30);
    assert_eq!(tablet.travelling().down, 1);
    tablet.add("秋生");
    tablet.sync(&mut net);
    assert!(tablet.names().contains(&"秋生".to_owned()));

    // No room even for text: pictures of others give way to it, those of this machine do not.
    tablet.disk.set_quota(None);
    tablet.photo(visit, "自己拍的");
    tablet.sync(&mut net);
    while tablet.travelling().up > 0 {
        tablet.step(&mut net);
    }
    let used: u64 = tablet.disk.dump().iter().map(|(_, key, value)| (key.as_bytes().len() + value.len()) as u64).sum();
    tablet.disk.set_quota(Some(used));
    tablet.add("冬妮");
    tablet.reopen();
    assert!(tablet.names().contains(&"冬妮".to_owned()));
    let whole: Vec<_> = tablet.photos(visit).into_iter().filter(|(_, whole)| *whole).map(|(name, _)| name).collect();
    assert_eq!(whole, ["自己拍的"]);
    tablet.disk.set_quota(None);
    tablet.share(ShareRequest::SendPhotos);
    tablet.travel(&mut net);
    assert_eq!(tablet.photos(visit), here(&["一", "二", "三", "自己拍的"]));
}

#[test]
fn a_photo_damaged_or_lost_on_this_machine_is_fetched_again() {
    let mut net = Net::new();
    let (mut office, _, visit) = two(&mut net);
    office.photo(visit, "门口");
    office.photo(visit, "屋里");
    office.travel(&mut net);
    let mut blobs = office.disk.dump().into_iter().filter(|(store, ..)| *store == Shelf::Blob);
    let (store, key, mut bytes) = blobs.next().unwrap();
    *bytes.last_mut().unwrap() ^= 1;
    office.disk.plant(store, &key, Some(bytes));
    let (store, key, _) = blobs.next().unwrap();
    office.disk.plant(store, &key, None);
    drop(blobs);
    office.reopen();
    let whole = |office: &mut Desk| office.photos(visit).iter().filter(|(_, whole)| *whole).count();
    assert!(whole(&mut office) < 2);
    // A damaged picture is found out when it is looked at.
    office.look(visit);
    office.steps(&mut net, 20);
    office.travel(&mut net);
    assert_eq!(whole(&mut office), 2);
    office.reopen();
    assert_eq!(whole(&mut office), 2);
}

#[test]
fn a_photo_damaged_before_it_was_sent_says_so_and_holds_up_no_other() {
    let mut net = Net::new();
    let (mut office, mut tablet, visit) = two(&mut net);
    net.fault = Fault::Offline;
    office.photo(visit, "门口");
    let first: Vec<_> = office.disk.dump().into_iter().filter(|(store, ..)| *store == Shelf::Blob).collect();
    office.photo(visit, "屋里");
    for (store, key, _) in first {
        office.disk.plant(store, &key, None);
    }
    office.reopen();
    net.fault = Fault::None;
    office.sync(&mut net);
    office.steps(&mut net, 40);
    let view = office.travelling();
    assert_eq!((view.up, view.up_wait), (1, PhotoWait::Damaged));
    tablet.sync(&mut net);
    tablet.steps(&mut net, 30);
    assert_eq!(tablet.photos(visit).iter().filter(|(_, whole)| *whole).count(), 1);
}

#[test]
fn a_backup_holds_photos_and_what_was_not_sent_goes_on_from_where_it_is_restored() {
    let mut net = Net::new();
    let (mut office, mut tablet, visit) = two(&mut net);
    net.fault = Fault::Offline;
    office.photo(visit, "门口");
    let (mut other, inspection) = super::super::disk::restored(&mut office);
    assert_eq!(inspection.counts.blobs, 2);
    assert_eq!((other.photos(visit), other.travelling().up), (here(&["门口"]), 1));
    drop(office);
    net.fault = Fault::None;
    other.sync(&mut net);
    other.travel(&mut net);
    tablet.sync(&mut net);
    tablet.travel(&mut net);
    assert_eq!(tablet.photos(visit), here(&["门口"]));
}
