//! What does a reader have to look at, and what is not believed of a server?

use desk::message::upward::{Doubt, Handed};

use super::*;

#[test]
fn two_of_one_revision_from_two_desks_are_told_on_both_sides() {
    let mut net = Net::new();
    let (mut county, mut school) = paired(&mut net);
    let mut teacher = joined(&mut school, &mut net, "李老师", RoleView::Editor);
    assert_eq!(school.submit("2026-11", "办公室报送"), UpwardAnswer::Done);
    assert_eq!(teacher.submit("2026-11", "李老师报送"), UpwardAnswer::Done);
    assert!(!school.sent()[0].twice && !teacher.sent()[0].twice);
    // One goes on a stick, the other over the server.
    assert_eq!(county.take(&teacher.carried()), UpwardAnswer::Taken { new: 1, known: 0 });
    assert_eq!(county.received()[0].doubts, []);
    school.delivered(&mut net);
    county.until(&mut net, |view| view.received.len() == 2);
    assert!(county.received().iter().all(|one| one.doubts == [Doubt::Twice] && one.newest));
    // Whichever is sent back, the other one is beyond doubt, and the school owes nothing.
    let came = county.received();
    let other = if came[0].by_stick { 1 } else { 0 };
    for sent_back in [other, 1 - other] {
        county.decide(came[1 - sent_back].id, Said::Received, "");
        county.decide(came[sent_back].id, Said::Rejected, "以另一份为准");
        assert!(county.received().iter().all(|one| one.doubts.is_empty()));
        let school = &missing(&mut county, "monthly", "2026-11").schools[0];
        assert_eq!(school.1, Handed::Said(Said::Received));
    }
    teacher.until(&mut net, |view| view.sent.iter().any(|sent| sent.state == SentState::Delivered));
    let mine = teacher.sent().into_iter().find(|sent| sent.state != SentState::Delivered).unwrap();
    assert!(mine.twice || mine.state == SentState::Overtaken, "{mine:?}");
    // The correction is of one of them, and no doubt is left about it.
    teacher.until(&mut net, |view| view.sent.iter().any(|sent| sent.state == SentState::Overtaken));
    teacher.hand_up(&mut net, "2026-11", "合并后报送");
    county.until(&mut net, |view| view.received.len() == 3);
    assert_eq!(county.received()[0].doubts, []);
}

#[test]
fn two_of_one_revision_are_told_before_either_has_gone_anywhere() {
    let mut net = Net::new();
    let (_, mut school) = paired(&mut net);
    let mut teacher = joined(&mut school, &mut net, "李老师", RoleView::Editor);
    let posts = |call: &Call| call.path.starts_with("/v1/inbox/").then_some(Heard::Nothing);
    net.instead = Some(Box::new(posts));
    assert_eq!(school.submit("2026-11", "办公室报送"), UpwardAnswer::Done);
    assert_eq!(teacher.submit("2026-11", "李老师报送"), UpwardAnswer::Done);
    school.sync(&mut net);
    teacher.sync(&mut net);
    assert!(teacher.sent().len() == 2 && teacher.sent().iter().all(|sent| sent.twice));
}

#[test]
fn a_server_that_says_another_one_is_there_is_not_believed_without_own_records() {
    let mut net = Net::new();
    let (_, mut school) = paired(&mut net);
    let taken = |call: &Call| {
        let body = br#"{"error":"taken"}"#.to_vec();
        let is_post = call.path.starts_with("/v1/inbox/") && !call.path.ends_with("/acks");
        is_post.then_some(Heard::Answer { status: 409, retry_after_s: None, body })
    };
    net.instead = Some(Box::new(taken));
    assert_eq!(school.submit("2026-11", "十一月月报"), UpwardAnswer::Done);
    school.until(&mut net, |view| view.sent[0].wait == Some(UpWait::Taken));
    assert_eq!(school.states(), [(1, SentState::Waiting)]);
    net.instead = None;
    school.delivered(&mut net);
}

#[test]
fn a_closed_period_is_opened_by_sending_the_last_one_back() {
    let mut net = Net::new();
    let (mut county, mut school) = paired(&mut net);
    school.hand_up(&mut net, "2026-11", "十一月月报");
    county.until(&mut net, |view| view.received.len() == 1);
    // The correction goes up before the school has heard that the first one was locked.
    assert_eq!(school.submit("2026-11", "更正"), UpwardAnswer::Done);
    let first = county.first_received();
    county.decide(first, Said::Locked, "");
    county.until(&mut net, |view| view.received[0].verdicts[0].left);
    let locked = |view: &UpwardView| view.sent[1].state == SentState::Said(Said::Locked) && view.sent[0].closed;
    school.until(&mut net, locked);
    assert_eq!(school.submit("2026-11", "再更正"), UpwardAnswer::No(UpWhy::Locked));
    county.until(&mut net, |view| view.received.len() == 2);
    let second = county.first_received();
    // Accepting opens nothing: neither what is locked itself, nor what was on its way.
    let accept = UpwardRequest::Decide { received: first, said: Said::Received, reason: String::new() };
    assert_eq!(county.up(accept), UpwardAnswer::No(UpWhy::LockedHere));
    county.decide(second, Said::Received, "");
    county.until(&mut net, |view| view.received[0].verdicts[0].left);
    school.until(&mut net, |view| view.sent[0].state == SentState::Said(Said::Received));
    assert!(school.sent()[0].closed);
    county.decide(second, Said::Rejected, "请补附件");
    county.until(&mut net, |view| view.received[0].verdicts[0].left);
    school.until(&mut net, |view| view.sent[0].state == SentState::Said(Said::Rejected));
    assert!(!school.sent()[0].closed);
    assert_eq!(school.submit("2026-11", "再更正"), UpwardAnswer::Done);
    // What was locked is opened by the same word, however much later it comes.
    school.delivered(&mut net);
    county.until(&mut net, |view| view.received.len() == 3);
    let third = county.first_received();
    for said in [Said::Received, Said::Locked] {
        county.decide(third, said, "");
    }
    county.until(&mut net, |view| view.received[0].verdicts.iter().all(|verdict| verdict.left));
    school.until(&mut net, |view| view.sent[0].closed);
    county.decide(third, Said::Rejected, "更正人数");
    county.until(&mut net, |view| view.received[0].verdicts[0].left);
    tick(700_000);
    school.until(&mut net, |view| view.sent[0].state == SentState::Said(Said::Rejected));
    assert_eq!(school.submit("2026-11", "更正人数"), UpwardAnswer::Done);
}
