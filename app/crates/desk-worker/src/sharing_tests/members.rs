//! Coming in, and being shut out again.

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
    assert!(matches!(tablet.share(ShareRequest::Bundle), ShareAnswer::Bundle { count: 1, .. }));
    assert_eq!(tablet.view().waiting.len(), 1);
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
