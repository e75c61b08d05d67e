//! States kept beside the log of a shared ledger: what opens from them, and when they are not believed.

use sync_worker::limits::Limits;
use vault::Store;

use super::network::{image, set_back};
use super::*;

/// A school whose log has grown enough for its states to be kept, and its second device.
fn grown(net: &mut Net) -> (Desk, Desk) {
    let mut office = founded(net);
    let tablet = joined(&mut office, net, "李老师", RoleView::Editor);
    for n in 0..30 {
        office.set("白杨", Field::Guardian, &format!("家长{n}"));
        office.sync(net);
    }
    run(office.open.tidy());
    assert!(from_kept(&office), "the states are kept");
    (office, tablet)
}

/// Whether the states stand on kept ones.
fn from_kept(desk: &Desk) -> bool {
    desk.open.snapshot_mark != Default::default()
}

/// What a person sees; and that it is what the whole log says.
fn seen(desk: &mut Desk) -> Vec<(String, String)> {
    let rows = |desk: &mut Desk| {
        desk.rows(Field::Guardian).into_iter().map(|(_, name, guardian)| (name, guardian)).collect::<Vec<_>>()
    };
    let before = rows(desk);
    let roots = |desk: &Desk| desk.open.desk.states().iter().map(sync::State::root).collect::<Vec<_>>();
    let stood = roots(desk);
    run(desk.open.vault.drop_snapshot()).unwrap();
    desk.reopen();
    assert!(!from_kept(desk));
    assert_eq!((rows(desk), roots(desk)), (before.clone(), stood));
    before
}

#[test]
fn a_shared_ledger_opens_from_kept_states_and_what_came_since() {
    let mut net = Net::new();
    let (mut office, mut tablet) = grown(&mut net);
    tablet.sync(&mut net);
    tablet.add("青禾");
    tablet.sync(&mut net);
    office.sync(&mut net);
    net.fault = Fault::Offline;
    office.set("田小禾", Field::Guardian, "田大爷");
    office.reopen();
    assert!(from_kept(&office));
    assert_eq!(office.view().brief.waiting, 1);
    // A window that looks on takes the same way.
    let second = office.second_window();
    assert_ne!(second.snapshot_mark, Default::default());
    net.fault = Fault::None;
    office.sync(&mut net);
    office.reopen();
    assert!(from_kept(&office));
    let expected = [("田小禾", "田大爷"), ("白杨", "家长29"), ("青禾", "")];
    assert_eq!(seen(&mut office), expected.map(|(name, guardian)| (name.to_owned(), guardian.to_owned())));
}

#[test]
fn nothing_is_kept_while_something_is_in_no_log() {
    let mut net = Net::new();
    let (mut office, _) = grown(&mut net);
    run(office.open.vault.drop_snapshot()).unwrap();
    office.reopen();
    net.fault = Fault::Offline;
    office.add("青禾");
    run(office.open.tidy());
    assert!(!from_kept(&office));
    net.fault = Fault::None;
    office.sync(&mut net);
    run(office.open.tidy());
    assert!(from_kept(&office));
}

#[test]
fn states_kept_under_other_keys_are_not_believed() {
    let mut net = Net::new();
    let (mut office, _) = grown(&mut net);
    let id = office.view().members.into_iter().find(|member| !member.this).unwrap().id;
    assert_eq!(office.share(ShareRequest::Revoke(id)), ShareAnswer::Done);
    office.sync(&mut net);
    office.reopen();
    assert!(!from_kept(&office), "the keys have turned");
    // They are made anew at once, and hold again.
    run(office.open.tidy());
    office.reopen();
    assert!(from_kept(&office));
    assert_eq!(seen(&mut office).len(), 2);
}

#[test]
fn states_are_not_believed_once_the_log_before_them_was_stored_anew() {
    let mut net = Net::new();
    let (mut office, _) = grown(&mut net);
    let keep = office.open.desk.mend().unwrap();
    run(office.open.keep_shared(*keep));
    office.sync(&mut net);
    office.reopen();
    assert!(!from_kept(&office));
    assert_eq!(seen(&mut office).len(), 2);
}

#[test]
fn damaged_or_foreign_states_cost_time_only() {
    let mut net = Net::new();
    let (mut office, mut tablet) = grown(&mut net);
    tablet.sync(&mut net);
    let whole = office.disk.image();
    for (store, key, mut record) in office.disk.dump().into_iter().filter(|(store, _, _)| *store == Store::Snap) {
        office.disk = whole.image();
        record[40] ^= 1;
        office.disk.plant(store, &key, Some(record));
        office.open = office.second_window();
        assert!(!from_kept(&office));
        assert_eq!(office.names(), ["田小禾", "白杨"]);
    }
    // Those of another device, which the vault cannot tell from its own: its keys are the same, its log ends elsewhere.
    office.disk = whole;
    office.reopen();
    let shards = office.open.desk.kept_states().unwrap();
    office.add("青禾");
    office.sync(&mut net);
    let mark = office.open.mark;
    run(office.open.vault.write_snapshot(&shards, mark)).unwrap();
    office.reopen();
    assert!(!from_kept(&office), "they end before the log does");
    assert_eq!(office.names(), ["田小禾", "白杨", "青禾"]);
}

#[test]
fn kept_states_give_way_to_a_text_on_a_full_disk() {
    let mut net = Net::new();
    let (mut office, _) = grown(&mut net);
    let used = |office: &Desk| office.disk.dump().iter().map(|(_, _, record)| record.len() as u64).sum::<u64>();
    office.disk.set_quota(Some(used(&office) + 20));
    office.set("白杨", Field::Guardian, "杨桂花");
    assert!(!from_kept(&office));
    assert!(office.disk.dump().iter().all(|(store, _, _)| *store != Store::Snap));
    office.disk.set_quota(None);
    assert_eq!(seen(&mut office)[1].1, "杨桂花");
}

#[test]
fn a_server_that_was_set_back_is_known_by_a_place_before_the_kept_states() {
    let mut net = Net::new();
    let mut office = founded(&mut net);
    office.add("青禾");
    office.sync(&mut net);
    let last_week = image(&mut net);
    for n in 0..30 {
        office.set("白杨", Field::Guardian, &format!("家长{n}"));
        office.sync(&mut net);
    }
    run(office.open.tidy());
    office.reopen();
    assert!(from_kept(&office));
    set_back(&mut net, last_week, Limits::default());
    office.sync(&mut net);
    assert_eq!((office.view().brief.trouble, office.view().told), (None, vec![ToldView::BroughtBack(30)]));
    office.reopen();
    assert_eq!(seen(&mut office).len(), 3);
}
