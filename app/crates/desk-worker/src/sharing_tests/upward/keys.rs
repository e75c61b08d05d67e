//! What becomes of what is under way while an office changes its keys, or stops counting?

use desk::message::upward::Doubt;

use super::*;

fn renew(school: &mut Desk) {
    assert_eq!(school.up(UpwardRequest::MakeSender("柳溪小学".to_owned())), UpwardAnswer::Done);
}

fn register(county: &mut Desk, school: &mut Desk, net: &mut Net) {
    let own = school.upward().sender.unwrap();
    assert_eq!(county.pin(&own.text, &own.digits), UpwardAnswer::Done);
    county.until(net, |view| view.listed == Some(true));
}

#[test]
fn answers_come_while_the_superior_has_not_registered_the_new_keys_yet() {
    let mut net = Net::new();
    let (mut county, mut school) = paired(&mut net);
    school.hand_up(&mut net, "2026-11", "十一月月报");
    renew(&mut school);
    county.until(&mut net, |view| view.received.len() == 1);
    let id = county.first_received();
    county.decide(id, Said::Received, "");
    county.until(&mut net, |view| view.received[0].verdicts[0].left);
    school.sync(&mut net);
    school.until(&mut net, |view| view.sent[0].state == SentState::Said(Said::Received));
    assert!(!school.sent()[0].unheard);
    // What is signed with the new ones waits for the superior.
    assert_eq!(school.submit("2026-12", "十二月月报"), UpwardAnswer::Done);
    school.until(&mut net, |view| view.sent[0].wait == Some(UpWait::Unlisted));
    register(&mut county, &mut school, &mut net);
    school.delivered(&mut net);
    county.until(&mut net, |view| view.received.len() == 2);
    assert!(county.received().iter().all(|one| one.flaw.is_none() && one.doubts.is_empty()));
}

#[test]
fn what_was_signed_before_says_so_and_comes_on_a_stick_with_a_doubt() {
    let mut net = Net::new();
    let (mut county, mut school) = paired(&mut net);
    assert_eq!(school.submit("2026-11", "换密钥前签名"), UpwardAnswer::Done);
    let old = school.carried();
    renew(&mut school);
    register(&mut county, &mut school, &mut net);
    school.until(&mut net, |view| view.sent[0].wait == Some(UpWait::OldKey));
    assert_eq!(county.take(&old), UpwardAnswer::Taken { new: 1, known: 0 });
    let one = county.received()[0].clone();
    assert_eq!((one.flaw, one.doubts.as_slice()), (None, [Doubt::OldKey].as_slice()));
    assert_eq!(county.file(UpwardRequest::ReceivedFile(one.id)).1, format!("{SECRET} 换密钥前签名").into_bytes());
    // Handed up anew it goes out, and the one before rests.
    school.hand_up(&mut net, "2026-11", "重新签名");
    county.until(&mut net, |view| view.received.len() == 2);
    assert_eq!((county.received()[0].revision, county.received()[0].doubts.len()), (2, 0));
    let posts = |net: &Net| net.heard.iter().filter(|heard| heard.ends_with(&old)).count();
    let before = posts(&net);
    tick(4 * 3_600_000);
    school.steps(&mut net, 40);
    assert_eq!(posts(&net), before);
}

#[test]
fn a_superior_that_has_registered_none_of_the_keys_answers_nothing_and_that_is_said() {
    let mut net = Net::new();
    let (mut county, mut school) = paired(&mut net);
    school.hand_up(&mut net, "2026-11", "十一月月报");
    let row = county.upward().schools[0].id;
    let remove = UpwardRequest::Remove { office: row, reason: "并校".to_owned() };
    assert_eq!(county.up(remove), UpwardAnswer::Done);
    county.until(&mut net, |view| view.listed == Some(true));
    school.until(&mut net, |view| view.sent[0].unheard);
    register(&mut county, &mut school, &mut net);
    school.until(&mut net, |view| !view.sent[0].unheard);
}

#[test]
fn nothing_is_sent_to_a_superior_that_does_not_count_any_more() {
    let mut net = Net::new();
    let (mut county, mut school) = paired(&mut net);
    assert_eq!(school.submit("2026-11", "十一月月报"), UpwardAnswer::Done);
    let row = school.upward().superiors[0].id;
    let remove = UpwardRequest::Remove { office: row, reason: "上级单位调整".to_owned() };
    assert_eq!(school.up(remove), UpwardAnswer::Done);
    school.sync(&mut net);
    for _ in 0..30 {
        school.step(&mut net);
        school.upward();
    }
    assert_eq!((posted(&net).len(), school.wait()), (0, Some(UpWait::Removed)));
    let letter = county.upward().inbox.unwrap();
    assert_eq!(school.pin(&letter.text, &letter.digits), UpwardAnswer::Done);
    school.delivered(&mut net);
}
