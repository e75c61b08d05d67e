//! What do bad networks, servers that lie, and colleagues at the same time do to what is handed up?

use super::*;

#[test]
fn nothing_but_the_receipt_of_these_bytes_takes_anything_out_of_the_queue() {
    let mut net = Net::new();
    let (mut county, mut school) = paired(&mut net);
    assert_eq!(school.submit("2026-11", "十一月月报"), UpwardAnswer::Done);
    school.sync(&mut net);
    for fault in [
        Fault::Offline,
        Fault::Portal,
        Fault::Status(401),
        Fault::Status(404),
        Fault::Status(409),
        Fault::Status(429),
        Fault::Status(503),
        Fault::LostAnswers,
    ] {
        net.fault = fault;
        school.share(ShareRequest::Now { ticket: String::new() });
        for _ in 0..12 {
            school.step(&mut net);
            school.upward();
        }
        assert_eq!(school.states(), [(1, SentState::Waiting)], "{fault:?}");
        assert!(matches!(school.sent()[0].wait, Some(UpWait::Trouble(_) | UpWait::Next)), "{fault:?}");
        school.reopen();
    }
    net.fault = Fault::None;
    school.sync(&mut net);
    school.delivered(&mut net);
    county.until(&mut net, |view| !view.received.is_empty());
    county.steps(&mut net, 20);
    assert_eq!(county.received().len(), 1);
}

#[test]
fn a_school_that_is_not_registered_waits_and_goes_out_once_it_is() {
    let mut net = Net::new();
    let (mut county, mut school) = (county(&mut net), founded(&mut net));
    let letter = county.upward().inbox.unwrap();
    assert_eq!(school.pin(&letter.text, &letter.digits), UpwardAnswer::Done);
    assert_eq!(school.submit("2026-11", "十一月月报"), UpwardAnswer::Done);
    school.until(&mut net, |view| view.sent[0].wait == Some(UpWait::Unlisted));
    let id = school.first_sent();
    let (_, file) = school.file(UpwardRequest::SubmissionFile(id));
    assert_eq!(county.up(UpwardRequest::TakeSubmission(file.clone())), UpwardAnswer::No(UpWhy::NotListed));
    let own = school.upward().sender.unwrap();
    assert_eq!(county.pin(&own.text, &own.digits), UpwardAnswer::Done);
    county.until(&mut net, |view| view.listed == Some(true));
    school.delivered(&mut net);
    county.until(&mut net, |view| view.received.len() == 1);

    // Not registered any more: what came is there, and nothing more is taken.
    let school_row = county.upward().schools[0].id;
    let remove = |reason: &str| UpwardRequest::Remove { office: school_row, reason: reason.to_owned() };
    assert_eq!(county.up(remove(" ")), UpwardAnswer::No(UpWhy::NoReason));
    assert_eq!(county.up(remove("并入中心小学")), UpwardAnswer::Done);
    county.until(&mut net, |view| view.listed == Some(true));
    assert_eq!(school.submit("2026-12", "十二月月报"), UpwardAnswer::Done);
    school.until(&mut net, |view| view.sent[0].wait == Some(UpWait::Unlisted));
    assert_eq!((county.received().len(), county.upward().schools[0].removed.as_str()), (1, "并入中心小学"));
    assert_eq!(county.up(UpwardRequest::TakeSubmission(file)), UpwardAnswer::Taken { new: 0, known: 1 });
}

#[test]
fn two_devices_that_hand_up_the_same_revision_are_told_and_lose_nothing() {
    let mut net = Net::new();
    let (mut county, mut school) = paired(&mut net);
    let mut teacher = joined(&mut school, &mut net, "李老师", RoleView::Editor);
    assert_eq!(school.submit("2026-11", "办公室报送"), UpwardAnswer::Done);
    assert_eq!(teacher.submit("2026-11", "李老师报送"), UpwardAnswer::Done);
    school.delivered(&mut net);
    teacher.until(&mut net, |view| view.sent.iter().any(|sent| sent.state == SentState::Overtaken));
    let mine = teacher.sent().into_iter().find(|sent| sent.state == SentState::Overtaken).unwrap();
    assert_eq!((mine.sentence.as_str(), mine.revision), ("李老师报送", 1));
    let (_, bytes) = teacher.file(UpwardRequest::OwnFile(mine.id));
    assert_eq!(bytes, format!("{SECRET} 李老师报送").into_bytes());
    teacher.hand_up(&mut net, "2026-11", "合并后报送");
    county.until(&mut net, |view| view.received.len() == 2);
    let came: Vec<_> = county.received().into_iter().map(|one| (one.revision, one.sentence, one.doubts)).collect();
    assert_eq!(came[0], (2, "合并后报送".to_owned(), vec![]));
    assert_eq!(came[1], (1, "办公室报送".to_owned(), vec![]));
}

/// What the county's own keys, or others, say of something that was handed up.
fn said(school: &mut Desk, secret: &AgentSecret, alter: impl FnOnce(&mut Ack)) -> Vec<u8> {
    let id = school.first_sent();
    let (_, file) = school.file(UpwardRequest::SubmissionFile(id));
    let post = InboxPost::decode(&file).unwrap();
    let own = Letter::find(&school.upward().sender.unwrap().text).unwrap();
    let submission = sync::upward::Submission { school: post.space, ..sync::upward::Submission::default() };
    let mut ack = Ack::to(&submission, Status::Received, 1, now_ms());
    alter(&mut ack);
    let ack = ack.close(secret, &own.keys, post.name(), &mut Dice).unwrap();
    AckPage { acks: vec![ack] }.encode()
}

#[test]
fn case_22_and_23_no_word_but_the_countys_own_about_this_submission_turns_the_screen() {
    let mut net = Net::new();
    let (mut county, mut school) = paired(&mut net);
    school.hand_up(&mut net, "2026-11", "十一月月报");
    let hear = |school: &mut Desk, file: Vec<u8>| school.up(UpwardRequest::TakeAcks(file));
    // 22: by a key that nobody compared, sealed to the school as the county would.
    let other = AgentSecret::from_bytes(&[7; 64]);
    let forged = said(&mut school, &other, |_| {});
    assert_eq!(hear(&mut school, forged.clone()), UpwardAnswer::No(UpWhy::BadAck(AckFlawView::Signature)));
    let mut altered = forged;
    *altered.last_mut().unwrap() ^= 1;
    assert_eq!(hear(&mut school, altered), UpwardAnswer::No(UpWhy::BadAck(AckFlawView::Sealed)));

    // 23: the county receives the first, and that word is shown again for the second.
    county.until(&mut net, |view| view.received.len() == 1);
    let first = county.first_received();
    county.decide(first, Said::Received, "");
    let (_, honest) = county.file(UpwardRequest::AckFile(first));
    school.hand_up(&mut net, "2026-11", "更正");
    let id = school.first_sent();
    let (_, file) = school.file(UpwardRequest::SubmissionFile(id));
    let mut page = AckPage::decode(&honest).unwrap();
    page.acks[0].of = InboxPost::decode(&file).unwrap().name();
    assert_eq!(hear(&mut school, page.encode()), UpwardAnswer::No(UpWhy::BadAck(AckFlawView::Sealed)));
    page.acks[0].of = [9; 32];
    assert_eq!(hear(&mut school, page.encode()), UpwardAnswer::No(UpWhy::BadAck(AckFlawView::Unknown)));
    let newest = school.states()[0];
    assert_eq!(newest, (2, SentState::Delivered));
    assert_eq!(hear(&mut school, honest), UpwardAnswer::Taken { new: 1, known: 0 });
    assert_eq!(school.states(), [(2, SentState::Delivered), (1, SentState::Said(Said::Received))]);
}

#[test]
fn an_office_with_new_keys_goes_on_with_those_who_know_the_old_ones() {
    let mut net = Net::new();
    let (mut county, mut school) = paired(&mut net);
    let before = county.upward().inbox.unwrap();
    assert_eq!(county.up(UpwardRequest::OpenInbox("青山县教育体育局".to_owned())), UpwardAnswer::Done);
    let after = county.upward().inbox.unwrap();
    assert_ne!(before.digits, after.digits);
    // Sealed to the old keys, and signed with them in answer.
    school.hand_up(&mut net, "2026-11", "十一月月报");
    county.sync(&mut net);
    county.until(&mut net, |view| view.received.len() == 1);
    let id = county.first_received();
    county.decide(id, Said::Received, "");
    county.until(&mut net, |view| view.received[0].verdicts[0].left);
    school.until(&mut net, |view| view.sent[0].state == SentState::Said(Said::Received));
    // The new letter is compared like the first one.
    assert_eq!(school.pin(&after.text, &before.digits), UpwardAnswer::No(UpWhy::OtherDigits));
    assert_eq!(school.pin(&after.text, &after.digits), UpwardAnswer::Done);
    assert_eq!(school.upward().superiors.len(), 1);
    school.hand_up(&mut net, "2026-12", "十二月月报");
    county.until(&mut net, |view| view.received.len() == 2 && view.received[0].flaw.is_none());
    assert_eq!(county.received()[0].sentence, "十二月月报");
    // A school that has changed its keys is registered again, and what it sent before stays readable.
    assert_eq!(school.up(UpwardRequest::MakeSender("柳溪小学".to_owned())), UpwardAnswer::Done);
    let own = school.upward().sender.unwrap();
    assert_eq!(county.pin(&own.text, &own.digits), UpwardAnswer::Done);
    county.until(&mut net, |view| view.listed == Some(true));
    let old = county.received()[0].id;
    assert_eq!(county.file(UpwardRequest::ReceivedFile(old)).1, format!("{SECRET} 十二月月报").into_bytes());
    county.decide(old, Said::Received, "");
    county.until(&mut net, |view| view.received[0].verdicts[0].left);
    school.sync(&mut net);
    school.until(&mut net, |view| view.sent[0].state == SentState::Said(Said::Received));
}
