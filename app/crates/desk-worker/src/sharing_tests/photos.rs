//! Photos between devices: what travels, in which order, over which network, and what a bad server, a full disk or a kill
//! in the middle does to them.

use desk::message::attachment::{AttachmentAnswer, AttachmentRequest, Away};
use desk::message::share::{NetworkKind, PhotoSetting, PhotoWait, PhotoWay, PhotosView};
use ledger::attachment::OwnerKind;
use sync_worker::store::{Store, Table, Write};

use super::*;
use crate::network::NETWORK;
use crate::tests::attachment::{care, jpeg, keep_photo, keep_visit, photo, photos};

mod trouble;

impl Desk {
    fn travelling(&mut self) -> PhotosView {
        self.view().photos
    }

    /// Steps until no picture is to be sent or fetched any more.
    pub(super) fn travel(&mut self, net: &mut Net) {
        for _ in 0..200 {
            self.step(net);
            let view = self.travelling();
            if view.known && view.up == 0 && view.down == 0 {
                return;
            }
        }
        panic!("still on the way: {:?}", self.travelling());
    }

    fn visit(&mut self) -> desk::message::Id {
        keep_visit(&mut self.open).unwrap()
    }

    pub(super) fn photo(&mut self, visit: desk::message::Id, seed: &str) {
        tick(1_000);
        keep_photo(&mut self.open, visit, seed).unwrap();
    }

    /// Captions of the pictures of a visit, and whether each is here whole and small.
    pub(super) fn photos(&mut self, visit: desk::message::Id) -> Vec<(String, bool)> {
        photos(&mut self.open, visit)
    }

    /// Captions, whether the small picture is here, and where the whole one is.
    fn seen(&mut self, visit: desk::message::Id) -> Vec<(String, bool, Away)> {
        let Ok(CareAnswer::Attachment(told)) = care(&mut self.open, AttachmentRequest::Of(OwnerKind::Visit, visit))
        else {
            panic!("no list")
        };
        let AttachmentAnswer::Of(views) = *told else { panic!("no list") };
        views.into_iter().map(|view| (view.caption, !view.small.is_empty(), view.away)).collect()
    }

    /// Looks at every picture of a visit, one after the other.
    fn look(&mut self, visit: desk::message::Id) {
        let Ok(CareAnswer::Attachment(told)) = care(&mut self.open, AttachmentRequest::Of(OwnerKind::Visit, visit))
        else {
            panic!("no list")
        };
        let AttachmentAnswer::Of(views) = *told else { panic!("no list") };
        for view in views {
            care(&mut self.open, AttachmentRequest::Picture(view.id)).unwrap();
        }
    }

    fn set_way(&mut self, way: PhotoWay, untold_is_wifi: bool) {
        let setting = PhotoSetting { way, untold_is_wifi };
        assert_eq!(self.share(ShareRequest::SetPhotos(setting)), ShareAnswer::Done);
    }
}

fn here(captions: &[&str]) -> Vec<(String, bool)> {
    captions.iter().map(|caption| ((*caption).to_owned(), true)).collect()
}

/// The parts at the server, by name.
pub(super) fn at_server(net: &mut Net) -> Vec<(Vec<u8>, Vec<u8>)> {
    let mut rows = Vec::new();
    for space in net.host.spaces.values_mut() {
        let mut take = |key: &[u8], value: &[u8]| {
            rows.push((key.to_vec(), value.to_vec()));
            true
        };
        space.store_mut().scan(Table::Part, &[], &mut take).unwrap();
    }
    rows
}

fn puts(net: &Net) -> usize {
    net.parts.iter().filter(|(method, ..)| *method == "PUT").count()
}

/// Two devices of a school, and a visit of the first child made on the first.
pub(super) fn two(net: &mut Net) -> (Desk, Desk, desk::message::Id) {
    let mut office = founded(net);
    let tablet = joined(&mut office, net, "李老师", RoleView::Editor);
    let visit = office.visit();
    (office, tablet, visit)
}

#[test]
fn a_photo_taken_on_one_device_is_seen_on_the_other_whole_and_small() {
    let mut net = Net::new();
    let (mut office, mut tablet, visit) = two(&mut net);
    office.photo(visit, "门口");
    let view = office.travelling();
    assert_eq!((view.all, view.up, view.done), (1, 1, 0), "{view:?}");
    office.travel(&mut net);
    assert_eq!(office.travelling().done, 1);
    tablet.sync(&mut net);
    tablet.travel(&mut net);
    assert_eq!(tablet.photos(visit), here(&["门口"]));
    let view = tablet.travelling();
    assert_eq!((view.all, view.up, view.down, view.done), (1, 0, 0, 1));
    // It stays, also without a network.
    net.fault = Fault::Offline;
    tablet.reopen();
    assert_eq!(tablet.photos(visit), here(&["门口"]));
    assert_eq!(tablet.seen(visit), [("门口".to_owned(), true, Away::No)]);
}

#[test]
fn photos_from_before_the_ledger_was_shared_travel_as_well() {
    let mut net = Net::new();
    let mut office = Desk::new();
    office.add("田小禾");
    let visit = office.visit();
    for number in 0..10 {
        office.photo(visit, &format!("照片{number}"));
    }
    create(&mut office);
    office.sync(&mut net);
    let mut tablet = joined(&mut office, &mut net, "李老师", RoleView::Editor);
    office.travel(&mut net);
    assert_eq!(at_server(&mut net).len(), 20, "ten whole and ten small ones");
    tablet.sync(&mut net);
    tablet.travel(&mut net);
    let seen = tablet.photos(visit);
    assert!(seen.len() == 10 && seen.iter().all(|(_, whole)| *whole), "{seen:?}");
    // Nothing of it is sealed twice.
    let roots = |desk: &Desk| desk.open.desk.states().iter().map(sync::State::root).collect::<Vec<_>>();
    let before = roots(&office);
    office.reopen();
    office.sync(&mut net);
    office.steps(&mut net, 10);
    assert_eq!((at_server(&mut net).len(), roots(&office)), (20, before));
}

#[test]
fn what_is_written_goes_before_photos_and_the_newest_photo_goes_first() {
    let mut net = Net::new();
    let (mut office, mut tablet, visit) = two(&mut net);
    net.fault = Fault::Offline;
    for caption in ["早", "中", "晚"] {
        office.photo(visit, caption);
    }
    office.steps(&mut net, 3);
    net.fault = Fault::None;
    office.share(ShareRequest::Now { ticket: String::new() });
    let mut written = false;
    for round in 0..40 {
        office.step(&mut net);
        assert!(office.view().brief.waiting == 0 || net.parts.is_empty() || written, "{round}: text waits");
        if puts(&net) == 2 && !written {
            written = true;
            office.add("青禾");
            // The next thing said is about the log.
            let before = puts(&net);
            while office.view().brief.waiting > 0 {
                office.step(&mut net);
                assert_eq!(puts(&net), before, "a photo went before a text");
            }
        }
    }
    assert!(written && office.travelling().up == 0);
    tablet.sync(&mut net);
    // Small ones first, the newest before the others; in the same order they come.
    let sizes: std::collections::HashMap<String, usize> = at_server(&mut net)
        .into_iter()
        .map(|(name, part)| (name.iter().map(|byte| format!("{byte:02x}")).collect(), part.len()))
        .collect();
    let order = |method| -> Vec<(usize, String)> {
        let own = net.parts.iter().filter(|(how, _, status)| *how == method && *status < 300);
        own.map(|(_, name, _)| (sizes[name], name.clone())).collect()
    };
    let sent = order("PUT");
    assert_eq!(sent.len(), 6);
    assert!(sent[..3].iter().all(|(size, _)| *size < 20_000) && sent[3..].iter().all(|(size, _)| *size > 100_000));
    tablet.travel(&mut net);
    assert_eq!(order_of(&net, "GET"), order_of(&net, "PUT"));
}

fn order_of(net: &Net, method: &str) -> Vec<String> {
    net.parts
        .iter()
        .filter(|(how, _, status)| *how == method && *status < 300)
        .map(|(_, name, _)| name.clone())
        .collect()
}

#[test]
fn a_machine_that_stops_in_the_middle_goes_on_where_it_was_and_sends_nothing_twice() {
    let mut net = Net::new();
    let (mut office, mut tablet, visit) = two(&mut net);
    for caption in ["一", "二", "三"] {
        office.photo(visit, caption);
    }
    office.sync(&mut net);
    while puts(&net) < 3 {
        office.step(&mut net);
    }
    office.reopen();
    assert_eq!(office.travelling().up, 3, "each has its whole picture left");
    // The answer to the next one does not come back, and the machine stops again.
    net.fault = Fault::LostAnswers;
    office.steps(&mut net, 12);
    office.reopen();
    net.fault = Fault::None;
    office.sync(&mut net);
    office.travel(&mut net);
    let mut taken: Vec<&String> =
        net.parts.iter().filter(|(how, _, status)| *how == "PUT" && *status == 201).map(|(_, name, _)| name).collect();
    taken.sort();
    taken.dedup();
    assert_eq!((taken.len(), at_server(&mut net).len()), (6, 6));
    let again = net.parts.iter().filter(|(how, _, status)| *how == "PUT" && *status == 200).count();
    assert!(again <= 1, "only what was not heard of may be said again: {again}");
    tablet.sync(&mut net);
    tablet.travel(&mut net);
    assert_eq!(tablet.photos(visit), here(&["一", "二", "三"]));
}

#[test]
fn photos_travel_when_the_setting_allows_and_when_somebody_says_so() {
    let mut net = Net::new();
    let (mut office, mut tablet, visit) = two(&mut net);
    office.set_way(PhotoWay::Manual, false);
    office.photo(visit, "门口");
    office.sync(&mut net);
    office.steps(&mut net, 20);
    let view = office.travelling();
    assert_eq!((view.up, view.up_wait, puts(&net)), (1, PhotoWait::Manual, 0));
    office.reopen();
    assert_eq!(office.travelling().setting.way, PhotoWay::Manual);
    assert_eq!(office.share(ShareRequest::SendPhotos), ShareAnswer::Done);
    office.travel(&mut net);

    // Not over a mobile network, nor over one of which nothing is known, unless that counts as Wi-Fi.
    tablet.set_way(PhotoWay::Wifi, false);
    tablet.sync(&mut net);
    let mut check = |network: &'static str, untold_is_wifi, expected: PhotoWait| {
        NETWORK.set(network);
        tablet.set_way(PhotoWay::Wifi, untold_is_wifi);
        tablet.steps(&mut net, 10);
        let view = tablet.travelling();
        assert_eq!((view.down_wait, view.down), (expected, 1), "{network}");
        assert_eq!(tablet.seen(visit), [("门口".to_owned(), false, Away::OnPress)]);
    };
    check("cellular", true, PhotoWait::NotWifi);
    check("", false, PhotoWait::Untold);
    check("bluetooth", true, PhotoWait::NotWifi);
    assert_eq!(tablet.travelling().network, NetworkKind::Metered);
    // What somebody looks at comes all the same.
    tablet.look(visit);
    assert_eq!(tablet.seen(visit), [("门口".to_owned(), false, Away::Coming)]);
    tablet.travel(&mut net);
    assert_eq!(tablet.photos(visit), here(&["门口"]));
    office.photo(visit, "屋里");
    office.sync(&mut net);
    office.steps(&mut net, 10);
    office.share(ShareRequest::SendPhotos);
    office.travel(&mut net);
    NETWORK.set("");
    tablet.set_way(PhotoWay::Wifi, true);
    tablet.sync(&mut net);
    tablet.travel(&mut net);
    assert_eq!(tablet.photos(visit), here(&["门口", "屋里"]));
}

#[test]
fn a_photo_that_is_not_there_yet_is_looked_for_again_and_counts_as_evidence_all_the_while() {
    let mut net = Net::new();
    let (mut office, mut tablet, visit) = two(&mut net);
    office.set_way(PhotoWay::Manual, false);
    office.photo(visit, "门口");
    office.sync(&mut net);
    tablet.sync(&mut net);
    tablet.steps(&mut net, 20);
    let view = tablet.travelling();
    assert_eq!((view.all, view.down, view.down_wait), (1, 1, PhotoWait::Elsewhere));
    assert_eq!(tablet.seen(visit), [("门口".to_owned(), false, Away::Elsewhere)]);
    // Asked for, but not without end.
    let asked = net.parts.len();
    let until = now_ms() + 3_600_000;
    while now_ms() < until {
        tablet.step(&mut net);
    }
    assert!((2..40).contains(&(net.parts.len() - asked)), "{}", net.parts.len() - asked);
    // A press is for what is to be had now, not for what comes later.
    tablet.set_way(PhotoWay::Manual, false);
    tablet.share(ShareRequest::SendPhotos);
    tablet.steps(&mut net, 20);
    tablet.photo(visit, "屋里");
    tablet.sync(&mut net);
    let sent = puts(&net);
    tablet.steps(&mut net, 20);
    let view = tablet.travelling();
    assert_eq!((view.up, view.up_wait, puts(&net)), (1, PhotoWait::Manual, sent));
    tablet.set_way(PhotoWay::Auto, false);

    office.share(ShareRequest::SendPhotos);
    while office.travelling().up > 0 {
        office.step(&mut net);
    }
    tablet.travel(&mut net);
    assert_eq!(tablet.photos(visit), here(&["门口", "屋里"]));
}

#[test]
fn nothing_of_a_photo_is_readable_at_the_server() {
    let mut net = Net::new();
    let (mut office, _, visit) = two(&mut net);
    office.photo(visit, "门口拍到白杨");
    office.travel(&mut net);
    let (whole, small) = (photo("门口拍到白杨"), jpeg(200, 150, 4_000, "门口拍到白杨"));
    let hash = sync::proto::part_id(&whole);
    let letters: String = hash.iter().map(|byte| format!("{byte:02x}")).collect();
    let canaries: Vec<&[u8]> = vec![
        "门口".as_bytes(),
        "白杨".as_bytes(),
        &whole[40..72],
        &whole[100_000..100_032],
        &small[40..72],
        &hash,
        letters.as_bytes(),
        &whole[..8],
        &visit,
    ];
    let mut looked = 0;
    for space in net.host.spaces.values_mut() {
        for table in Table::ALL {
            space
                .store_mut()
                .scan(table, &[], &mut |key, value| {
                    looked += 1;
                    for canary in &canaries {
                        let found = |bytes: &[u8]| bytes.windows(canary.len()).any(|window| window == *canary);
                        assert!(!found(key) && !found(value), "{canary:?} in {table:?}");
                    }
                    true
                })
                .unwrap();
        }
    }
    assert!(looked > 10 && at_server(&mut net).len() == 2);
}
