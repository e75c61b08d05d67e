//! Does everything get its turn: later words, what is slow, and what waits?

use super::*;

#[test]
fn a_later_word_is_asked_for_while_something_else_has_no_answer() {
    let mut net = Net::new();
    let (mut county, mut school) = paired(&mut net);
    for period in ["2026-10", "2026-11"] {
        assert_eq!(school.submit(period, period), UpwardAnswer::Done);
        school.delivered(&mut net);
    }
    county.until(&mut net, |view| view.received.len() == 2);
    let october = county.received().into_iter().find(|one| one.period == "2026-10").unwrap().id;
    county.decide(october, Said::Received, "");
    county.until(&mut net, |view| view.received.iter().any(|one| one.verdicts.iter().any(|word| word.left)));
    school.until(&mut net, |view| view.sent[1].state == SentState::Said(Said::Received));
    county.decide(october, Said::Rejected, "人数不符");
    county.until(&mut net, |view| view.received.iter().flat_map(|one| &one.verdicts).all(|word| word.left));
    // Nobody waits for it alone: the other one is asked about all the time.
    school.until(&mut net, |view| view.sent[1].state == SentState::Said(Said::Rejected));
    assert_eq!(school.sent()[0].state, SentState::Delivered);
}

#[test]
fn one_that_does_not_get_through_holds_up_no_other() {
    let mut net = Net::new();
    let (_, mut school) = paired(&mut net);
    net.fault = Fault::Offline;
    assert_eq!(school.submit("2026-10", "太大"), UpwardAnswer::Done);
    let slow = school.carried();
    assert_eq!(school.submit("2026-11", "十一月月报"), UpwardAnswer::Done);
    net.fault = Fault::None;
    net.instead = Some(Box::new(move |call: &Call| (call.body == slow).then_some(Heard::Nothing)));
    school.sync(&mut net);
    school.delivered(&mut net);
    assert_eq!(school.sent()[1].state, SentState::Waiting);
    net.instead = None;
    school.until(&mut net, |view| view.sent[1].state == SentState::Delivered);
}

#[test]
fn an_answer_that_was_not_sent_yet_says_why_and_fits_into_an_inbox_that_is_full() {
    let mut net = Net::with(Limits { inbox: 100_000, ..Limits::default() });
    let (mut county, mut school) = paired(&mut net);
    let superior = school.upward().superiors[0].id;
    for month in 1..=12 {
        let new = NewSubmission {
            superior,
            form: "monthly".to_owned(),
            period: format!("2026-{month:02}"),
            file: "月报.xlsx".to_owned(),
            bytes: vec![7; 30_000],
            ..NewSubmission::default()
        };
        assert_eq!(school.up(UpwardRequest::Submit(Box::new(new))), UpwardAnswer::Done);
        if month > 3 {
            break;
        }
    }
    school.until(&mut net, |view| view.sent.iter().any(|sent| sent.wait == Some(UpWait::Full)));
    county.until(&mut net, |view| !view.received.is_empty());
    net.fault = Fault::Offline;
    let id = county.first_received();
    county.decide(id, Said::Received, "");
    assert!(matches!(county.received()[0].verdicts[0].wait, Some(UpWait::Next | UpWait::LogFirst)));
    county.steps(&mut net, 10);
    let wait = county.received()[0].verdicts[0].wait;
    assert!(matches!(wait, Some(UpWait::Trouble(_))), "{wait:?}");
    net.fault = Fault::None;
    county.sync(&mut net);
    county.until(&mut net, |view| view.received[0].verdicts[0].left);
    assert_eq!(county.received()[0].verdicts[0].wait, None);
}
