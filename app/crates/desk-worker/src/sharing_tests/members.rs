//! Coming in, and being shut out again.

use desk::message::share::OfferKey;
use ledger::schema::Compartment;
use sync::Kind;
use sync::members::MemberOp;
use sync::proto::PushAsk;

use super::*;

#[test]
fn a_local_ledger_is_shared_with_everything_in_it_and_another_device_is_let_in_after_the_digits() {
    let mut net = Net::new();
    let mut office = founded(&mut net);
    let mut tablet = joined(&mut office, &mut net, "李老师 平板", RoleView::Editor);
    assert_eq!(tablet.names(), ["田小禾", "白杨"]);
    tablet.add("青禾");
    tablet.sync(&mut net);
    office.sync(&mut net);
    assert_eq!(office.names(), ["田小禾", "白杨", "青禾"]);
    let names = |desk: &mut Desk| {
        let members = desk.view().members;
        members.into_iter().map(|member| (member.name, member.role, member.this)).collect::<Vec<_>>()
    };
    assert_eq!(
        names(&mut office),
        [("王校长 办公室".to_owned(), RoleView::Admin, true), ("李老师 平板".to_owned(), RoleView::Editor, false)]
    );
    office.reopen();
    tablet.reopen();
    assert_eq!(office.names(), tablet.names());
    assert_eq!(names(&mut tablet).len(), 2);
    assert_eq!(tablet.view().name, "柳溪小学");
    // A child entered on both meets in one row: the secret of row ids came along.
    assert_eq!(office.open.identity().row_key, tablet.open.identity().row_key);
}

#[test]
fn whoever_joins_begins_with_an_empty_ledger_and_a_whole_link() {
    let mut net = Net::new();
    let mut office = founded(&mut net);
    let text = invitation(&mut office, &mut net, RoleView::Editor).text;
    let mut desk = Desk::new();
    let join = |text: &str| ShareRequest::Join { link: text.to_owned(), person: "李老师".to_owned() };
    assert_eq!(desk.share(join(text.get(1..).unwrap())), ShareAnswer::No(Why::BadLink));
    desk.add("青禾");
    assert_eq!(desk.share(join(&text)), ShareAnswer::No(Why::NotEmpty));
    assert_eq!(office.share(join(&text)), ShareAnswer::No(Why::AlreadyShared));
    // Whoever gives up asking may ask elsewhere.
    let mut desk = Desk::new();
    assert_eq!(desk.share(join(&text)), ShareAnswer::Done);
    assert_eq!(desk.share(join(&text)), ShareAnswer::No(Why::AlreadyShared));
    assert_eq!(desk.share(ShareRequest::StopJoining), ShareAnswer::Done);
    assert!(!desk.view().shared);
    // It is a ledger of one machine again, in which people can write.
    desk.add("小满");
    desk.reopen();
    assert!(!desk.view().shared);
    assert_eq!(desk.names(), ["小满"]);
    // Another invitation may be answered in one that is empty.
    let mut desk = Desk::new();
    assert_eq!(desk.share(join(&text)), ShareAnswer::Done);
    assert_eq!(desk.share(ShareRequest::StopJoining), ShareAnswer::Done);
    assert_eq!(desk.share(join(&text)), ShareAnswer::Done);
}

#[test]
fn incident_3_work_of_a_revoked_device_stays_says_so_and_can_be_carried() {
    let mut net = Net::new();
    let mut office = founded(&mut net);
    let mut tablet = joined(&mut office, &mut net, "李老师", RoleView::Editor);
    tablet.add("青禾");
    let id = office.view().members.into_iter().find(|member| !member.this).unwrap().id;
    assert_eq!(office.share(ShareRequest::Revoke(id)), ShareAnswer::Done);
    office.sync(&mut net);
    let standing = office.view().members.into_iter().find(|member| member.id == id).unwrap().standing;
    assert_eq!(standing, StandingView::ShutOut);
    office.add("秋生");
    office.sync(&mut net);
    tablet.share(ShareRequest::Now { ticket: String::new() });
    tablet.steps(&mut net, 10);
    tablet.reopen();
    tablet.steps(&mut net, 10);
    let view = tablet.view();
    assert_eq!((view.brief.trouble, view.waiting.len()), (Some(Trouble::NotAccepted), 1));
    assert_eq!(view.waiting[0].reason, Reason::ShutOut);
    assert!(tablet.names().contains(&"青禾".to_owned()), "its own work is readable here");
    assert!(!tablet.names().contains(&"秋生".to_owned()), "nothing new comes");
    let ShareAnswer::Bundle { count: 1, bytes, .. } = tablet.share(ShareRequest::Bundle) else { panic!("no stick") };
    assert_eq!(tablet.view().waiting.len(), 1);
    // Whoever leads looks at it, and decides: laid away, and taken from the same file after all.
    let import = |office: &mut Desk| match office.share(ShareRequest::Import(bytes.clone())) {
        ShareAnswer::Imported { new: 0, left: 1, offered, .. } => offered,
        other => panic!("{other:?}"),
    };
    for adopt in [false, true] {
        assert_eq!(import(&mut office), 1);
        let offers = office.view().offers;
        assert_eq!((offers.len(), offers[0].who.as_str()), (1, "李老师"));
        let line = &offers[0].lines[0];
        assert_eq!((line.title.as_str(), &line.values), ("青禾", &Some((String::new(), "青禾".to_owned()))));
        assert!(!office.names().contains(&"青禾".to_owned()), "nothing is taken in by itself");
        assert_eq!(office.share(ShareRequest::Decide { offers: vec![offers[0].key], adopt }), ShareAnswer::Done);
        assert!(office.view().offers.is_empty());
        assert_eq!(office.names().contains(&"青禾".to_owned()), adopt);
    }
    assert_eq!(import(&mut office), 0);
    office.sync(&mut net);
    assert_eq!(office.view().brief.waiting, 0);
}

/// Everything that is offered, as it is shown.
fn offers(desk: &mut Desk) -> Vec<OfferKey> {
    desk.view().offers.into_iter().map(|offer| offer.key).collect()
}

#[test]
fn what_is_offered_shows_what_it_would_replace_and_only_to_whoever_leads() {
    let mut net = Net::new();
    let mut office = founded(&mut net);
    let mut tablet = joined(&mut office, &mut net, "李老师", RoleView::Editor);
    let mut third = joined(&mut office, &mut net, "周老师", RoleView::Editor);
    tablet.set("白杨", Field::Guardian, "白山");
    tablet.set("白杨", Field::Guardian, "白大山");
    tablet.set("田小禾", Field::Guardian, "田国");
    tablet.set("田小禾", Field::Guardian, "田国强");
    let id = office.view().members.into_iter().find(|member| member.name == "李老师").unwrap().id;
    let change = ShareRequest::Change { member: id, role: RoleView::Reader, sensitive: false };
    assert_eq!(office.share(change), ShareAnswer::Done);
    office.set("白杨", Field::Guardian, "白二虎");
    office.set("田小禾", Field::Guardian, "田国强");
    office.sync(&mut net);
    third.sync(&mut net);
    tablet.share(ShareRequest::Now { ticket: String::new() });
    tablet.steps(&mut net, 40);
    let ShareAnswer::Bundle { count: 4, bytes, .. } = tablet.share(ShareRequest::Bundle) else { panic!("no stick") };
    let stick = || ShareRequest::Import(bytes.clone());
    assert!(matches!(third.share(stick()), ShareAnswer::Imported { offered: 0, .. }));
    assert_eq!(third.share(ShareRequest::Decide { offers: Vec::new(), adopt: true }), ShareAnswer::No(Why::NotAdmin));
    // What is there already is not asked about, and what was written last counts.
    assert!(matches!(office.share(stick()), ShareAnswer::Imported { offered: 1, .. }));
    let values: Vec<_> = office.view().offers.into_iter().map(|offer| offer.lines[0].values.clone().unwrap()).collect();
    let instead = |text: &str| ("白二虎".to_owned(), text.to_owned());
    assert_eq!(values, [instead("白大山")]);
    // What has come since it was shown is not overwritten along with it.
    let shown = offers(&mut office);
    office.set("白杨", Field::Guardian, "白三");
    let stale = ShareRequest::Decide { offers: shown, adopt: true };
    assert_eq!(office.share(stale), ShareAnswer::No(Why::Changed));
    let all = ShareRequest::Decide { offers: offers(&mut office), adopt: true };
    assert_eq!(office.share(all), ShareAnswer::Done);
    office.sync(&mut net);
    third.sync(&mut net);
    assert_eq!(third.value("白杨", Field::Guardian), "白大山");
    assert_eq!(third.value("田小禾", Field::Guardian), "田国强");
    assert_eq!(third.view().brief.disputes, 0);
}

#[test]
fn incident_3_whoever_may_only_read_any_more_keeps_what_was_written_before() {
    let mut net = Net::new();
    let mut office = founded(&mut net);
    let mut tablet = joined(&mut office, &mut net, "李老师", RoleView::Editor);
    tablet.add("青禾");
    let id = office.view().members.into_iter().find(|member| !member.this).unwrap().id;
    let change = ShareRequest::Change { member: id, role: RoleView::Reader, sensitive: false };
    assert_eq!(office.share(change), ShareAnswer::Done);
    office.sync(&mut net);
    tablet.share(ShareRequest::Now { ticket: String::new() });
    tablet.steps(&mut net, 40);
    let view = tablet.view();
    assert_eq!(view.waiting.len(), 1);
    assert_eq!(view.waiting[0].reason, Reason::NoRight);
    let refused = tablet.try_set("白杨", Field::Guardian, "x");
    assert_eq!(refused, Response::Refused(Refusal::NotHere));
    assert!(tablet.names().contains(&"青禾".to_owned()));
}

#[test]
fn what_a_colleague_carried_for_somebody_who_was_shut_out_reaches_whoever_leads() {
    let mut net = Net::new();
    let mut office = founded(&mut net);
    let mut tablet = joined(&mut office, &mut net, "李老师", RoleView::Editor);
    let mut third = joined(&mut office, &mut net, "周老师", RoleView::Editor);
    let mut deputy = joined(&mut office, &mut net, "周主任", RoleView::Admin);
    tablet.add("青禾");
    let texts = ["周一", "周二", "周三", "周四"];
    texts.iter().for_each(|text| drop(tablet.set("青禾", Field::Guardian, text)));
    for desk in [&mut third, &mut deputy] {
        let ShareAnswer::Bundle { bytes, .. } = tablet.share(ShareRequest::Bundle) else { panic!("no stick") };
        assert!(matches!(desk.share(ShareRequest::Import(bytes)), ShareAnswer::Imported { new: 5, offered: 0, .. }));
    }
    let id = office.view().members.into_iter().find(|member| member.name == "李老师").unwrap().id;
    assert_eq!(office.share(ShareRequest::Revoke(id)), ShareAnswer::Done);
    office.sync(&mut net);
    third.sync(&mut net);
    assert_eq!((third.view().orphans, third.view().offers.len()), (5, 0));
    let ShareAnswer::Bundle { count: 5, bytes, .. } = third.share(ShareRequest::Bundle) else { panic!("no stick") };
    assert!(matches!(office.share(ShareRequest::Import(bytes)), ShareAnswer::Imported { new: 0, offered: 2, .. }));
    // Whoever leads and carried it himself is asked without a stick, on an opened ledger too.
    deputy.sync(&mut net);
    deputy.reopen();
    assert_eq!((deputy.view().orphans, deputy.view().offers.len()), (5, 2));
    let titles: Vec<_> =
        deputy.view().offers.into_iter().flat_map(|offer| offer.lines).map(|line| line.title).collect();
    assert!(titles.iter().all(|title| title == "青禾"), "{titles:?}");
    let all = ShareRequest::Decide { offers: offers(&mut deputy), adopt: true };
    assert_eq!(deputy.share(all), ShareAnswer::Done);
    deputy.sync(&mut net);
    office.sync(&mut net);
    // In the order in which it was written, however it lay on the disk.
    assert_eq!(office.value("青禾", Field::Guardian), "周四");
    assert_eq!((deputy.view().offers.len(), office.view().offers.len()), (0, 0));
}

#[test]
fn a_key_that_who_shut_somebody_out_could_not_turn_is_turned_by_an_admin_who_can() {
    let mut net = Net::new();
    let mut office = founded(&mut net);
    let mut tablet = joined(&mut office, &mut net, "李老师", RoleView::Editor);
    let answer = office.share(ShareRequest::Invite { role: RoleView::Admin, sensitive: false });
    assert!(matches!(answer, ShareAnswer::Invited(_)), "{answer:?}");
    office.sync(&mut net);
    let invitation = office.view().invitations.into_iter().next().unwrap();
    let mut deputy = answered(&mut office, &mut net, "周主任", invitation);
    deputy.sync(&mut net);
    let id = deputy.view().members.into_iter().find(|member| member.role == RoleView::Editor).unwrap().id;
    assert_eq!(deputy.share(ShareRequest::Revoke(id)), ShareAnswer::Done);
    deputy.sync(&mut net);
    assert_eq!(turned(&net), Vec::<u16>::new());
    office.share(ShareRequest::Now { ticket: String::new() });
    office.steps(&mut net, 20);
    assert_eq!(turned(&net), [Compartment::Sensitive.id().0]);
    // Once is enough, and nobody is troubled with it.
    for desk in [&mut office, &mut deputy] {
        desk.sync(&mut net);
        desk.reopen();
        desk.sync(&mut net);
        assert!(desk.view().told.is_empty());
    }
    assert_eq!(turned(&net).len(), 1);
    tablet.share(ShareRequest::Now { ticket: String::new() });
    tablet.steps(&mut net, 10);
    assert_eq!(tablet.view().brief.trouble, Some(Trouble::NotAccepted));
}

/// The compartments whose keys the server was told to turn, by changes that do nothing else.
fn turned(net: &Net) -> Vec<u16> {
    let mut turned = Vec::new();
    for told in &net.heard {
        let Some(at) = told.windows(6).position(|bytes| bytes == b"/push ") else { continue };
        let push = PushAsk::decode(&told[at + 6..]).unwrap();
        for sealed in push.envelopes.iter().filter(|sealed| sealed.header().kind == Kind::Members) {
            if let Ok(MemberOp::Rotate(rotations)) = MemberOp::decode(sealed.payload()) {
                turned.extend(rotations.iter().map(|rotation| rotation.compartment.0));
            }
        }
    }
    turned
}
