//! Coming in by files alone, on a machine that never reaches the server; and what a file that is not the right one does.

use desk::message::Id;

use super::*;

fn file(desk: &mut Desk, request: ShareRequest) -> Vec<u8> {
    match desk.share(request) {
        ShareAnswer::File { bytes, name } => {
            assert!(name.ends_with(".sxj"), "{name}");
            bytes
        }
        other => panic!("{other:?}"),
    }
}

fn asking(office: &mut Desk, net: &mut Net) -> (Desk, InvitationView) {
    let invite = invitation(office, net, RoleView::Editor);
    let mut tablet = Desk::new();
    let link = invite.text.clone();
    assert_eq!(tablet.share(ShareRequest::Join { link, person: "李老师".to_owned() }), ShareAnswer::Done);
    (tablet, invite)
}

fn shown(desk: &mut Desk, invite: Id) -> InvitationView {
    desk.view().invitations.into_iter().find(|one| one.id == invite).unwrap()
}

#[test]
fn three_files_and_the_log_let_a_machine_in_that_never_reaches_a_server() {
    let mut net = Net::new();
    let mut office = founded(&mut net);
    let (mut tablet, invite) = asking(&mut office, &mut net);
    let request = file(&mut tablet, ShareRequest::RequestFile);
    let answer = file(&mut office, ShareRequest::TakeRequest(request.clone()));
    // The same stick twice is the same.
    assert_eq!(file(&mut office, ShareRequest::TakeRequest(request)), answer);
    office.reopen();
    tablet.reopen();
    assert_eq!(file(&mut office, ShareRequest::AnswerFile(invite.id)), answer);
    assert_eq!(tablet.share(ShareRequest::TakeAnswer(answer.clone())), ShareAnswer::Done);
    assert_eq!(tablet.share(ShareRequest::TakeAnswer(answer)), ShareAnswer::Done);
    let (name, here) = shown(&mut office, invite.id).asked.unwrap();
    assert_eq!((name.as_str(), tablet.view().joining), ("李老师", Some(JoinView::Compare(here))));
    assert_eq!(office.share(ShareRequest::Approve(invite.id)), ShareAnswer::Done);
    office.sync(&mut net);
    assert!(shown(&mut office, invite.id).inside);
    let log = file(&mut office, ShareRequest::AnswerFile(invite.id));
    for canary in ["田小禾", "白杨", "李老师", "柳溪小学"] {
        assert!(!log.windows(canary.len()).any(|window| window == canary.as_bytes()), "{canary}");
    }
    assert_eq!(tablet.share(ShareRequest::TakeAnswer(log.clone())), ShareAnswer::Done);
    assert_eq!((tablet.view().joining, tablet.names()), (None, office.names()));
    assert_eq!(tablet.share(ShareRequest::TakeAnswer(log)), ShareAnswer::No(Why::Gone));
    tablet.reopen();
    assert_eq!(tablet.names(), office.names());
    // It works on, its work travels by stick as well, and what came of it comes back the same way.
    tablet.add("秋生");
    let ShareAnswer::Bundle { bytes, .. } = tablet.share(ShareRequest::Bundle) else { panic!("no file") };
    assert!(matches!(office.share(ShareRequest::Import(bytes)), ShareAnswer::Imported { left: 0, .. }));
    office.add("冬至");
    office.sync(&mut net);
    let bundle = |desk: &mut Desk| match desk.share(ShareRequest::Bundle) {
        ShareAnswer::Bundle { bytes, log, .. } if log > 0 => bytes,
        other => panic!("{other:?}"),
    };
    let bytes = bundle(&mut office);
    for canary in ["田小禾", "秋生", "冬至", "李老师"] {
        assert!(!bytes.windows(canary.len()).any(|window| window == canary.as_bytes()), "{canary}");
    }
    let came = tablet.share(ShareRequest::Import(bytes.clone()));
    assert!(matches!(came, ShareAnswer::Imported { log: LogTaken::Came(_), new: 0, left: 0, offered: 0 }), "{came:?}");
    let again = ShareAnswer::Imported { log: LogTaken::Nothing, new: 0, left: 0, offered: 0 };
    assert_eq!(tablet.share(ShareRequest::Import(bytes)), again);
    assert_eq!((tablet.names(), tablet.view().brief.waiting), (office.names(), 0));
    let exchanged = tablet.view().brief.stick_ms;
    assert!(exchanged.is_some());
    tablet.reopen();
    assert_eq!((tablet.view().brief.stick_ms, tablet.view().brief.even_ms), (exchanged, None));
    assert_eq!(tablet.names(), office.names());
    // Whoever is shut out turns the key; what the tablet writes meanwhile is sealed anew and is let in all the same.
    let mut gone = joined(&mut office, &mut net, "代课老师", RoleView::Editor);
    let member = gone.view().members.into_iter().find(|member| member.this).unwrap().id;
    tablet.add("立夏");
    assert_eq!(office.share(ShareRequest::Revoke(member)), ShareAnswer::Done);
    office.sync(&mut net);
    let bytes = bundle(&mut office);
    tablet.share(ShareRequest::Import(bytes));
    let bytes = bundle(&mut tablet);
    let brought = office.share(ShareRequest::Import(bytes));
    assert!(matches!(brought, ShareAnswer::Imported { new: 1, left: 0, .. }), "{brought:?}");
    office.sync(&mut net);
    assert!(office.names().contains(&"立夏".to_owned()));
    // When it meets the server one day nothing is strange.
    tablet.sync(&mut net);
    office.sync(&mut net);
    assert_eq!((tablet.names(), tablet.view().brief.trouble), (office.names(), None));
    // The card of the invitation goes when the person says so.
    assert_eq!(office.share(ShareRequest::Withdraw(invite.id)), ShareAnswer::Done);
    assert_eq!(office.view().invitations, []);
}

#[test]
fn files_that_are_not_the_right_ones_are_refused_and_change_nothing() {
    let mut net = Net::new();
    let mut office = founded(&mut net);
    let (mut tablet, invite) = asking(&mut office, &mut net);
    let (mut other, _) = asking(&mut office, &mut net);
    let mut second = Desk::new();
    let link = invite.text.clone();
    second.share(ShareRequest::Join { link, person: "冒名".to_owned() });
    let request = file(&mut tablet, ShareRequest::RequestFile);
    let answer = file(&mut office, ShareRequest::TakeRequest(request.clone()));
    // On the inviting side.
    let take = |office: &mut Desk, bytes: &[u8]| office.share(ShareRequest::TakeRequest(bytes.to_vec()));
    assert_eq!(take(&mut office, &answer), ShareAnswer::No(Why::NotRequest));
    assert_eq!(take(&mut office, b"hello"), ShareAnswer::No(Why::BadFile));
    let late = file(&mut second, ShareRequest::RequestFile);
    assert_eq!(take(&mut office, &late), ShareAnswer::No(Why::OtherRequest));
    assert_eq!(take(&mut tablet, &request), ShareAnswer::No(Why::NotYet));
    let mut elsewhere = founded(&mut net);
    assert_eq!(take(&mut elsewhere, &request), ShareAnswer::No(Why::OtherLedger));
    assert_eq!(office.share(ShareRequest::AnswerFile([9; 16])), ShareAnswer::No(Why::Gone));
    // On the invited side: what is of another invitation, altered, or cut.
    let take = |tablet: &mut Desk, bytes: &[u8]| tablet.share(ShareRequest::TakeAnswer(bytes.to_vec()));
    assert_eq!(take(&mut tablet, &request), ShareAnswer::No(Why::NotAnswer));
    assert_eq!(take(&mut other, &answer), ShareAnswer::No(Why::OtherLedger));
    assert_eq!(take(&mut office, &answer), ShareAnswer::No(Why::Gone));
    for at in 7..answer.len() {
        let mut altered = answer.clone();
        altered[at] ^= 1;
        assert!(matches!(take(&mut tablet, &altered), ShareAnswer::No(_)), "{at}");
        assert!(matches!(take(&mut tablet, &answer[..at]), ShareAnswer::No(Why::BadFile)), "{at}");
    }
    assert_eq!(tablet.view().joining, Some(JoinView::Leaving));
    assert_eq!(take(&mut tablet, &answer), ShareAnswer::Done);
    // A request that was altered, or comes too late, leads nowhere.
    let (mut third, again) = asking(&mut office, &mut net);
    let request = file(&mut third, ShareRequest::RequestFile);
    for at in 7..request.len() {
        let mut altered = request.clone();
        altered[at] ^= 1;
        let answer = office.share(ShareRequest::TakeRequest(altered));
        assert!(matches!(answer, ShareAnswer::No(_)), "{at}: {answer:?}");
    }
    tick(3 * DAY);
    assert_eq!(office.share(ShareRequest::TakeRequest(request)), ShareAnswer::No(Why::InvitationOver));
    assert_ne!(again.id, invite.id);
}

#[test]
fn a_log_on_a_stick_that_is_not_whole_is_not_taken() {
    let mut net = Net::new();
    let mut office = founded(&mut net);
    let (mut tablet, invite) = asking(&mut office, &mut net);
    let request = file(&mut tablet, ShareRequest::RequestFile);
    office.share(ShareRequest::TakeRequest(request));
    office.share(ShareRequest::Approve(invite.id));
    office.sync(&mut net);
    let log = file(&mut office, ShareRequest::AnswerFile(invite.id));
    for part in 1..20 {
        let mut altered = log.clone();
        let at = log.len() * part / 20;
        altered[at] ^= 0x10;
        assert!(matches!(tablet.share(ShareRequest::TakeAnswer(altered)), ShareAnswer::No(_)), "{at}");
    }
    assert!(tablet.view().joining.is_some());
    // Over the network it comes in all the same.
    tablet.sync(&mut net);
    assert_eq!((tablet.view().joining, tablet.names()), (None, office.names()));
}

#[test]
fn what_the_invited_may_not_read_does_not_lie_on_the_stick() {
    use desk::message::register::{RegisterRequest, Scope};
    use ledger::register::{Restricted, SINCE};
    use ledger::schema::Compartment;
    use line::{Invitation, JoinFile};
    let mut net = Net::new();
    let mut office = founded(&mut net);
    let child = office.rows(Field::Name)[0].0;
    let register = Restricted::Involved;
    office.ask(CareRequest::from(RegisterRequest::Unseal {
        scope: Scope::Register(register),
        reason: "司法所核查".to_owned(),
    }));
    let answers = vec![(SINCE, "2020-09-01".to_owned())];
    let kept = office.ask(CareRequest::from(RegisterRequest::KeepRestricted { register, child, entry: None, answers }));
    assert!(matches!(&kept, Response::Care(bytes) if matches!(CareAnswer::read(bytes), Some(CareAnswer::Saved(_)))));
    office.sync(&mut net);
    let ask = ShareRequest::Invite { role: RoleView::Editor, sensitive: false };
    assert!(matches!(office.share(ask), ShareAnswer::Invited(_)));
    office.sync(&mut net);
    let invite = office.view().invitations.pop().unwrap();
    assert!(Invitation::find(&invite.text).is_some());
    let mut tablet = Desk::new();
    tablet.share(ShareRequest::Join { link: invite.text, person: "李老师".to_owned() });
    let request = file(&mut tablet, ShareRequest::RequestFile);
    office.share(ShareRequest::TakeRequest(request));
    office.share(ShareRequest::Approve(invite.id));
    office.sync(&mut net);
    let log = file(&mut office, ShareRequest::AnswerFile(invite.id));
    let Some(JoinFile::Answer(answer)) = JoinFile::decode(&log) else { panic!("no answer") };
    let entries = answer.log().unwrap().entries;
    let payloads = |of: Compartment| {
        let data = entries.iter().filter(|entry| entry.outside.header().kind == sync::Kind::Data);
        let own = data.filter(|entry| entry.outside.header().compartment == of.id());
        own.map(|entry| entry.payload.is_some()).collect::<Vec<_>>()
    };
    assert_eq!(payloads(Compartment::Sensitive), [false], "the header alone, for the chain");
    let children = payloads(Compartment::Children);
    assert!(!children.is_empty() && children.iter().all(|there| *there));
    assert_eq!(tablet.share(ShareRequest::TakeAnswer(log)), ShareAnswer::Done);
    assert_eq!(tablet.names(), office.names());
}

#[test]
fn a_server_that_says_another_number_does_not_spoil_the_stick() {
    let mut net = Net::new();
    let mut office = founded(&mut net);
    let (mut tablet, _) = asking(&mut office, &mut net);
    let request = file(&mut tablet, ShareRequest::RequestFile);
    // The request lies at the server, which answers for the inviting device.
    loop {
        match run(tablet.open.next_call()) {
            Next::Call(call) if call.path.contains("/welcome/") => {
                let lie = Heard::Answer { status: 200, retry_after_s: None, body: vec![9; 32] };
                run(tablet.open.take_answer(call.number, lie));
                break;
            }
            Next::Call(call) => tablet.say(&mut net, call),
            _ => tick(1_000),
        }
    }
    assert_eq!(tablet.view().joining, Some(JoinView::Trick));
    let answer = file(&mut office, ShareRequest::TakeRequest(request));
    assert_eq!(tablet.share(ShareRequest::TakeAnswer(answer)), ShareAnswer::Done);
    assert!(matches!(tablet.view().joining, Some(JoinView::Compare(_))));
}

#[test]
fn a_stick_that_is_taken_in_while_the_server_is_being_asked_is_no_alarm() {
    let mut net = Net::new();
    let mut office = founded(&mut net);
    let mut tablet = joined(&mut office, &mut net, "李老师", RoleView::Editor);
    office.add("青禾");
    office.sync(&mut net);
    let ShareAnswer::Bundle { bytes, .. } = office.share(ShareRequest::Bundle) else { panic!("no file") };
    tablet.share(ShareRequest::Now { ticket: String::new() });
    let call = loop {
        match run(tablet.open.next_call()) {
            Next::Call(call) if call.path.contains("/log?") => break call,
            Next::Call(call) => tablet.say(&mut net, call),
            _ => tick(1_000),
        }
    };
    let answer = net.send(&call);
    let came = tablet.share(ShareRequest::Import(bytes));
    assert!(matches!(came, ShareAnswer::Imported { log: LogTaken::Came(_), .. }), "{came:?}");
    run(tablet.open.take_answer(call.number, answer));
    tablet.sync(&mut net);
    assert_eq!((tablet.names(), tablet.view().brief.trouble), (office.names(), None));
}
