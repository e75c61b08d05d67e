//! Joining by a short code: nine digits read out, over a server that is slow, gone, or says something else.

use desk::message::Id;
use desk::message::share::{CodeView, Ended, Over};
use vault::Fault as DiskFault;

use super::*;

fn code_of(desk: &mut Desk, invite: Id) -> Option<CodeView> {
    desk.view().invitations.into_iter().find(|one| one.id == invite).and_then(|one| one.code)
}

/// A code for the invitation, as it is shown.
fn made(admin: &mut Desk, net: &mut Net, invite: Id) -> u32 {
    assert_eq!(admin.share(ShareRequest::MakeCode(invite)), ShareAnswer::Done);
    for _ in 0..40 {
        admin.step(net);
        if let Some(CodeView::Open { digits, .. }) = code_of(admin, invite) {
            return digits;
        }
    }
    panic!("{:?}", admin.view());
}

/// A school that shows a code: for which invitation, and which.
fn coded() -> (Net, Desk, Id, u32) {
    let mut net = Net::new();
    let mut office = founded(&mut net);
    let invite = invitation(&mut office, &mut net, RoleView::Editor).id;
    let digits = made(&mut office, &mut net, invite);
    (net, office, invite, digits)
}

fn typed(digits: u32) -> String {
    format!("{:03} {:03}-{:03}", digits / 1_000_000, digits / 1_000 % 1_000, digits % 1_000)
}

fn join(desk: &mut Desk, digits: u32) -> ShareAnswer {
    desk.share(ShareRequest::JoinByCode { code: typed(digits), person: "李老师".to_owned() })
}

/// Both go on until this is true.
fn until(desks: [&mut Desk; 2], net: &mut Net, mut done: impl FnMut(&mut Desk, &mut Desk) -> bool) {
    let [admin, guest] = desks;
    for _ in 0..120 {
        guest.step(net);
        admin.step(net);
        if done(admin, guest) {
            return;
        }
    }
    panic!("{:?}\n{:?}", admin.view(), guest.view());
}

fn over(desk: &mut Desk) -> Option<Over> {
    desk.view().meeting.and_then(|meeting| meeting.over)
}

/// Both go on until the code that was typed leads nowhere any more.
fn ends([admin, guest]: [&mut Desk; 2], net: &mut Net, why: Over) {
    until([admin, &mut *guest], net, |_, guest| over(guest).is_some());
    assert_eq!(over(guest), Some(why));
}

/// From the code on everything is as with a link.
fn let_in(admin: &mut Desk, guest: &mut Desk, net: &mut Net, invite: Id) {
    until([&mut *admin, &mut *guest], net, |admin, guest| {
        let asked = admin.view().invitations.into_iter().find(|one| one.id == invite).and_then(|one| one.asked);
        match (asked, guest.view().joining) {
            (Some((name, here)), Some(JoinView::Compare(there))) => {
                assert_eq!((name.as_str(), here), ("李老师", there));
                true
            }
            _ => false,
        }
    });
    assert_eq!(admin.share(ShareRequest::Approve(invite)), ShareAnswer::Done);
    admin.sync(net);
    guest.sync(net);
    assert_eq!(guest.names(), admin.names());
}

#[test]
fn nine_digits_lead_to_the_six_and_into_the_ledger() {
    let mut net = Net::new();
    let mut office = founded(&mut net);
    let invite = invitation(&mut office, &mut net, RoleView::Editor);
    net.heard.clear();
    let digits = made(&mut office, &mut net, invite.id);
    let mut tablet = Desk::new();
    assert_eq!(join(&mut tablet, digits), ShareAnswer::Done);
    assert!(!tablet.view().shared);
    let_in(&mut office, &mut tablet, &mut net, invite.id);
    assert_eq!((tablet.view().meeting, code_of(&mut office, invite.id)), (None, None));
    // The server heard of the room alone, and of nothing that stands in the invitation.
    let password = format!("{digits:09}");
    let secret = &invite.text.as_bytes()[44..80];
    for said in &net.heard {
        let holds = |what: &[u8]| said.windows(what.len()).any(|part| part == what);
        assert!(!holds(password.as_bytes()) && !holds(&password.as_bytes()[3..]) && !holds(secret));
    }
}

#[test]
fn a_wrong_code_ends_it_for_both_and_the_next_one_is_good() {
    let (mut net, mut office, invite, digits) = coded();
    let mut tablet = Desk::new();
    let wrong = digits - digits % 10 + (digits + 1) % 10;
    assert_eq!(join(&mut tablet, wrong), ShareAnswer::Done);
    ends([&mut office, &mut tablet], &mut net, Over::Wrong);
    assert_eq!(code_of(&mut office, invite), Some(CodeView::Ended(Ended::Wrong)));
    // Neither the same again nor, now, the right one.
    assert_eq!(join(&mut tablet, wrong), ShareAnswer::No(Why::CodeTried));
    assert_eq!(join(&mut tablet, digits), ShareAnswer::Done);
    ends([&mut office, &mut tablet], &mut net, Over::Unknown);
    let next = made(&mut office, &mut net, invite);
    assert_ne!(next, digits);
    assert_eq!(join(&mut tablet, next), ShareAnswer::Done);
    let_in(&mut office, &mut tablet, &mut net, invite);
}

#[test]
fn of_two_who_type_one_code_the_second_is_told() {
    let (mut net, mut office, invite, digits) = coded();
    let (mut tablet, mut stranger) = (Desk::new(), Desk::new());
    assert_eq!(join(&mut tablet, digits), ShareAnswer::Done);
    tablet.steps(&mut net, 2);
    assert_eq!(join(&mut stranger, digits), ShareAnswer::Done);
    ends([&mut office, &mut stranger], &mut net, Over::Taken);
    let_in(&mut office, &mut tablet, &mut net, invite);
}

#[test]
fn both_are_ended_and_opened_again_at_every_step() {
    let (mut net, mut office, invite, digits) = coded();
    let mut tablet = Desk::new();
    assert_eq!(join(&mut tablet, digits), ShareAnswer::Done);
    let mut rounds = 0;
    until([&mut office, &mut tablet], &mut net, |office, tablet| {
        rounds += 1;
        // After an opening it first says who it is, and reads the log.
        if rounds % 4 == 0 {
            office.reopen();
        }
        if !tablet.view().shared {
            tablet.reopen();
            assert!(tablet.view().meeting.is_some(), "the code is not forgotten");
        }
        tablet.view().shared
    });
    assert!(rounds > 4, "{rounds}");
    let_in(&mut office, &mut tablet, &mut net, invite);
}

#[test]
fn lost_answers_portals_and_a_disk_that_takes_nothing_hold_it_up_and_end_nothing() {
    let (mut net, mut office, invite, digits) = coded();
    let mut tablet = Desk::new();
    assert_eq!(join(&mut tablet, digits), ShareAnswer::Done);
    for fault in [Fault::LostAnswers, Fault::Portal, Fault::Offline, Fault::Status(502), Fault::Status(429)] {
        net.fault = fault;
        tablet.steps(&mut net, 3);
        office.steps(&mut net, 3);
        let meeting = tablet.view().meeting.unwrap();
        assert_eq!(meeting.over, None, "{fault:?}");
        assert!(meeting.trouble.is_some(), "{fault:?}");
        net.fault = Fault::None;
        tablet.disk.set_fault(DiskFault::Fail(0));
        tablet.steps(&mut net, 2);
    }
    let_in(&mut office, &mut tablet, &mut net, invite);
}

#[test]
fn a_code_is_taken_back_given_up_and_runs_out() {
    let (mut net, mut office, invite, digits) = coded();
    assert_eq!(office.share(ShareRequest::DropCode(invite)), ShareAnswer::Done);
    assert_eq!(code_of(&mut office, invite), None);
    office.steps(&mut net, 6);
    let mut tablet = Desk::new();
    join(&mut tablet, digits);
    ends([&mut office, &mut tablet], &mut net, Over::Unknown);

    // Given up here: it may not be typed again once the other side was heard.
    let digits = made(&mut office, &mut net, invite);
    join(&mut tablet, digits);
    tablet.steps(&mut net, 2);
    assert_eq!(tablet.share(ShareRequest::StopCode), ShareAnswer::Done);
    assert_eq!(tablet.view().meeting, None);
    assert_eq!(join(&mut tablet, digits), ShareAnswer::No(Why::CodeTried));

    let digits = made(&mut office, &mut net, invite);
    join(&mut tablet, digits);
    tick(10 * 60_000 + 1);
    assert_eq!(over(&mut tablet), Some(Over::Expired));
    assert_eq!(code_of(&mut office, invite), Some(CodeView::Ended(Ended::Expired)));
    assert!(!tablet.step(&mut net));
    // An invitation that is taken back takes its code along.
    let digits = made(&mut office, &mut net, invite);
    assert_eq!(office.share(ShareRequest::Withdraw(invite)), ShareAnswer::Done);
    office.sync(&mut net);
    office.steps(&mut net, 4);
    join(&mut tablet, digits);
    ends([&mut office, &mut tablet], &mut net, Over::Unknown);
}

#[test]
fn who_may_not_is_told_so() {
    let mut net = Net::new();
    let mut office = founded(&mut net);
    let invite = invitation(&mut office, &mut net, RoleView::Editor).id;
    let mut teacher = joined(&mut office, &mut net, "李老师", RoleView::Editor);
    assert_eq!(teacher.share(ShareRequest::MakeCode(invite)), ShareAnswer::No(Why::NotAdmin));
    assert_eq!(office.share(ShareRequest::MakeCode([9; 16])), ShareAnswer::No(Why::Gone));
    assert_eq!(join(&mut teacher, 1), ShareAnswer::No(Why::AlreadyShared));
    let mut tablet = Desk::new();
    let mut ask = |code: &str, person: &str| {
        tablet.share(ShareRequest::JoinByCode { code: code.to_owned(), person: person.to_owned() })
    };
    assert_eq!(ask("12345678", "李老师"), ShareAnswer::No(Why::BadCode));
    assert_eq!(ask("123456789", " "), ShareAnswer::No(Why::NoName));
    assert_eq!(tablet.share(ShareRequest::StopCode), ShareAnswer::No(Why::Gone));
    tablet.add("田小禾");
    assert_eq!(join(&mut tablet, 123_456_789), ShareAnswer::No(Why::NotEmpty));
    // The server allows a space so many in ten minutes.
    for _ in 0..12 {
        made(&mut office, &mut net, invite);
    }
    assert_eq!(office.share(ShareRequest::MakeCode(invite)), ShareAnswer::Done);
    office.steps(&mut net, 12);
    assert_eq!(code_of(&mut office, invite), Some(CodeView::Ended(Ended::TooMany)));
    tick(10 * 60_000);
    made(&mut office, &mut net, invite);
}

#[test]
fn what_was_written_meanwhile_keeps_the_ledger_as_it_is() {
    let (mut net, mut office, _, digits) = coded();
    let mut tablet = Desk::new();
    join(&mut tablet, digits);
    tablet.add("石小满");
    until([&mut office, &mut tablet], &mut net, |_, tablet| over(tablet).is_some());
    assert_eq!((over(&mut tablet), tablet.view().shared), (Some(Over::NotEmpty), false));
    tablet.reopen();
    assert_eq!(tablet.names(), ["石小满"]);
    assert_eq!(over(&mut tablet), Some(Over::NotEmpty));
}
