//! The lane of submissions: what an answer means, and that nothing but the server's own word takes anything out of it.

use sync::SpaceId;
use sync::proto::{AckPage, InboxPage, InboxPost, InboxReceipt};

use super::tests::{Count, device};
use crate::{Heard, Line, Rounds, Trouble, UpErrand, UpNews};

const COUNTY: SpaceId = SpaceId([9; 16]);
const NOW_MS: u64 = 1_790_000_000_000;

fn post() -> InboxPost {
    InboxPost { space: SpaceId([2; 16]), period: "p".to_owned(), revision: 1, sealed: vec![1; 90], signature: [0; 64] }
}

fn answer(status: u16, body: impl Into<Vec<u8>>) -> Heard {
    Heard::Answer { status, retry_after_s: None, body: body.into() }
}

/// What an answer means, and the trouble that it leaves.
fn heard(errand: &UpErrand, heard: Heard) -> (UpNews, Option<Trouble>) {
    let (device, mut line) = (device(), Line::new("school.example", "", Rounds::default()));
    let call = line.ask_up(&device, errand.clone(), NOW_MS);
    assert!(line.is_up(call.number) && !line.is_up(call.number + 1));
    let news = line.heard_up(call.number, heard, NOW_MS, &mut Count(9));
    assert_eq!(line.heard_up(call.number, Heard::Nothing, NOW_MS, &mut Count(9)), None);
    (news.expect("it was asked"), line.up_trouble())
}

#[test]
fn a_submission_is_delivered_by_its_own_receipt_alone() {
    let errand = UpErrand::Post(COUNTY, post());
    let check = |reply: Heard, expected: UpNews, trouble: Option<Trouble>| {
        assert_eq!(heard(&errand, reply.clone()), (expected, trouble), "{reply:?}");
    };
    let receipt = InboxReceipt { of: post().name(), server_ms: 7 };
    check(answer(201, receipt.encode()), UpNews::Delivered(receipt), None);
    check(answer(200, receipt.encode()), UpNews::Delivered(receipt), None);
    let other = InboxReceipt { of: [8; 32], ..receipt };
    for (reply, trouble) in [
        (answer(200, other.encode()), Trouble::Portal),
        (answer(200, "<html>"), Trouble::Portal),
        (answer(200, ""), Trouble::Portal),
        (answer(404, "<html>"), Trouble::Portal),
        (answer(401, "<html>"), Trouble::Busy(401)),
        (answer(409, "<html>"), Trouble::Portal),
        (answer(507, "<html>"), Trouble::Busy(507)),
        (answer(503, r#"{"error":"store"}"#), Trouble::Busy(503)),
        (answer(429, r#"{"error":"too_often","retry_after":3}"#), Trouble::TooOften),
        (Heard::Nothing, Trouble::Offline),
    ] {
        check(reply, UpNews::Later, Some(trouble));
    }
    check(answer(401, r#"{"error":"credential"}"#), UpNews::Unlisted, None);
    check(answer(409, r#"{"error":"taken"}"#), UpNews::Taken, None);
    check(answer(400, r#"{"error":"malformed"}"#), UpNews::Refused, None);
    check(answer(413, r#"{"error":"too_large","limit":9}"#), UpNews::Refused, None);
    check(answer(507, r#"{"error":"full","used":7,"limit":8}"#), UpNews::Full { used: 7, limit: 8 }, None);
}

#[test]
fn what_an_office_asks_of_its_own_space_is_read_in_its_own_form() {
    let (page, acks) = (InboxPage::default(), AckPage::default());
    let check = |errand: UpErrand, reply: Heard, expected: UpNews| {
        assert_eq!(heard(&errand, reply.clone()).0, expected, "{errand:?} {reply:?}");
    };
    check(UpErrand::Inbox(3), answer(200, page.encode()), UpNews::Page(page.clone()));
    check(UpErrand::Inbox(3), answer(200, "<!doctype html><title>上网登录</title>"), UpNews::Later);
    check(UpErrand::Acks(COUNTY, vec![1]), answer(200, acks.encode()), UpNews::Acks(acks));
    check(UpErrand::Acks(COUNTY, vec![1]), answer(401, r#"{"error":"credential"}"#), UpNews::Unlisted);
    check(UpErrand::List(Vec::new()), answer(200, ""), UpNews::Done);
    check(UpErrand::List(Vec::new()), answer(200, "<html>"), UpNews::Later);
    check(UpErrand::List(Vec::new()), answer(403, r#"{"error":"forbidden"}"#), UpNews::NotAllowed);
    check(UpErrand::Ack(vec![1]), answer(201, ""), UpNews::Done);
    check(UpErrand::Ack(vec![1]), answer(409, r#"{"error":"taken"}"#), UpNews::Taken);
    // A token that is not accepted is renewed by the log.
    check(UpErrand::Inbox(0), answer(401, r#"{"error":"credential"}"#), UpNews::Later);
}
