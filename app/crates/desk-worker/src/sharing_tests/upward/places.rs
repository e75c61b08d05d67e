//! What does a server's inbox that lies, or was set back, do to what comes in?

use sync::proto::{InboxLeft, InboxPage, InboxReceipt, part_id};

use super::*;

/// The server says from now on that this lies in the inbox, one behind the other.
fn lies(net: &mut Net, left: Vec<Vec<u8>>) {
    let instead = move |call: &Call| {
        let (_, since) = call.path.split_once("/inbox?since=")?;
        let since: u64 = since.parse().unwrap();
        let page = left.iter().zip(1..).filter(|(_, place)| *place > since);
        let page = page.map(|(post, place)| InboxLeft { place, server_ms: 1_796_000_000_000, post: post.clone() });
        let at = since.checked_sub(1).and_then(|at| left.get(at as usize));
        let name = |post: &Vec<u8>| InboxPost::decode(post).map_or_else(|_| part_id(post), |post| post.name());
        let before = at.map(name).unwrap_or_default();
        let body = InboxPage { end: left.len() as u64, before, left: page.collect() }.encode();
        Some(Heard::Answer { status: 200, retry_after_s: None, body })
    };
    net.instead = Some(Box::new(instead));
}

fn spoiled(post: &[u8]) -> Vec<u8> {
    let mut post = post.to_vec();
    *post.last_mut().unwrap() ^= 1;
    post
}

/// How often the inbox was asked for.
fn fetches(net: &Net) -> usize {
    net.heard.iter().filter(|heard| String::from_utf8_lossy(heard).contains("/inbox?since=")).count()
}

#[test]
fn a_spoiled_copy_that_comes_first_keeps_the_true_one_from_nothing() {
    let mut net = Net::new();
    let (mut county, mut school) = paired(&mut net);
    assert_eq!(school.submit("2026-11", "十一月月报"), UpwardAnswer::Done);
    let post = school.carried();
    lies(&mut net, vec![spoiled(&post)]);
    county.until(&mut net, |view| view.unsigned == 1);
    assert_eq!(county.received(), []);
    // On a stick it is refused, and the true one is not.
    assert!(matches!(county.take(&spoiled(&post)), UpwardAnswer::No(UpWhy::Flawed(_))));
    lies(&mut net, vec![spoiled(&post), post.clone(), spoiled(&post)]);
    county.until(&mut net, |view| !view.received.is_empty() && view.unsigned == 1);
    let one = &county.received()[0];
    assert_eq!((one.flaw, one.by_stick, one.sentence.as_str()), (None, false, "十一月月报"));
    county.steps(&mut net, 30);
    assert_eq!(county.received().len(), 1);
}

#[test]
fn what_came_before_its_school_was_registered_is_looked_at_again() {
    let mut net = Net::new();
    let (mut county, mut school) = (county(&mut net), founded(&mut net));
    let letter = county.upward().inbox.unwrap();
    assert_eq!(school.pin(&letter.text, &letter.digits), UpwardAnswer::Done);
    assert_eq!(school.submit("2026-11", "十一月月报"), UpwardAnswer::Done);
    let post = school.carried();
    lies(&mut net, vec![post]);
    county.until(&mut net, |view| view.unsigned == 1);
    county.steps(&mut net, 30);
    assert_eq!(county.received(), []);
    let own = school.upward().sender.unwrap();
    assert_eq!(county.pin(&own.text, &own.digits), UpwardAnswer::Done);
    county.until(&mut net, |view| view.received.len() == 1);
    assert_eq!((county.received()[0].flaw, county.upward().unsigned), (None, 0));
}

#[test]
fn nothing_is_kept_of_what_no_registered_school_has_signed() {
    let mut net = Net::new();
    let (mut county, _) = paired(&mut net);
    county.sync(&mut net);
    let rows = county.view().brief.waiting;
    lies(&mut net, (0..300u32).map(|at| at.to_be_bytes().repeat(40)).collect());
    county.until(&mut net, |view| view.unsigned == 300);
    assert_eq!((county.received().len(), county.view().brief.waiting), (0, rows));
    // It is asked at its usual pace all the same.
    let before = (fetches(&net), now_ms());
    county.steps(&mut net, 60);
    let asked = (fetches(&net) - before.0) as u64;
    assert!(asked <= 1 + (now_ms() - before.1) / 3_000, "{asked} in {} ms", now_ms() - before.1);
}

#[test]
fn a_server_that_was_set_back_gives_places_a_second_time_and_nothing_is_passed_over() {
    let mut net = Net::new();
    let (mut county, mut school) = paired(&mut net);
    let mut posts = Vec::new();
    for period in ["2026-09", "2026-10", "2026-11"] {
        assert_eq!(school.submit(period, period), UpwardAnswer::Done);
        posts.push(school.carried());
    }
    lies(&mut net, posts.clone());
    county.until(&mut net, |view| view.received.len() == 3);
    // It knows the first alone, then gives the second place to another one.
    lies(&mut net, posts[..1].to_vec());
    county.steps(&mut net, 20);
    assert_eq!(school.submit("2026-12", "十二月月报"), UpwardAnswer::Done);
    posts[1] = school.carried();
    lies(&mut net, posts[..2].to_vec());
    county.until(&mut net, |view| view.received.len() == 4);
    // The same found out by a machine that was off meanwhile: as many lie there as before, and the last is another one.
    county.reopen();
    assert_eq!(school.submit("2027-03", "三月月报"), UpwardAnswer::Done);
    posts[2] = school.carried();
    lies(&mut net, posts);
    county.until(&mut net, |view| view.received.len() == 5);
    assert!(county.received().iter().all(|one| one.flaw.is_none()));
}

#[test]
fn a_server_that_was_set_back_and_has_as_much_again_when_it_is_asked_next_is_found_out() {
    let mut net = Net::new();
    let (mut county, mut school) = paired(&mut net);
    let mut posts = Vec::new();
    for period in ["2026-09", "2026-10", "2026-11", "2026-12", "2027-03"] {
        assert_eq!(school.submit(period, period), UpwardAnswer::Done);
        posts.push(school.carried());
    }
    let later = posts.split_off(3);
    lies(&mut net, posts.clone());
    county.until(&mut net, |view| view.received.len() == 3);
    // The county did not ask while fewer lay there.
    let filled = vec![posts[0].clone(), later[0].clone(), posts[1].clone(), posts[2].clone(), later[1].clone()];
    lies(&mut net, filled.clone());
    county.until(&mut net, |view| view.received.len() == 5);
    assert!(county.received().iter().all(|one| one.flaw.is_none() && !one.by_stick));
    // What is known now is known after the ledger was opened again, and nothing is read a second time.
    county.reopen();
    let before = net.heard.len();
    county.steps(&mut net, 40);
    let asked = net.heard[before..].iter().map(|heard| String::from_utf8_lossy(heard).into_owned());
    let asked: Vec<String> = asked.filter(|path| path.contains("/inbox?")).collect();
    assert!(!asked.is_empty() && !asked.iter().any(|path| path.contains("since=0 ")), "{asked:?}");
    // A server that goes on like that is believed once in an hour.
    let rows = |county: &mut Desk| county.view().brief.waiting;
    lies(&mut net, filled[..1].to_vec());
    county.steps(&mut net, 40);
    let waiting = rows(&mut county);
    lies(&mut net, Vec::new());
    county.steps(&mut net, 60);
    assert_eq!(rows(&mut county), waiting);
}

#[test]
fn what_was_taken_and_not_answered_is_left_there_again_once_a_day() {
    let mut net = Net::new();
    let (_, mut school) = paired(&mut net);
    assert_eq!(school.submit("2026-11", "十一月月报"), UpwardAnswer::Done);
    let post = school.carried();
    school.delivered(&mut net);
    let left = |net: &Net| net.heard.iter().filter(|heard| heard.ends_with(&post)).count();
    let delivered = school.sent()[0].delivered_ms;
    school.steps(&mut net, 40);
    assert_eq!(left(&net), 1);
    tick(DAY);
    school.sync(&mut net);
    school.steps(&mut net, 40);
    assert_eq!((left(&net), school.sent()[0].delivered_ms), (2, delivered));
    // Once a day, however often the ledger is opened.
    school.reopen();
    school.sync(&mut net);
    school.steps(&mut net, 40);
    assert_eq!(left(&net), 2);
    // A server that had lost it takes it anew, and says when.
    let name = part_id(&InboxPost::decode(&post).unwrap().message());
    let instead = move |call: &Call| {
        let is_post = call.path.starts_with("/v1/inbox/") && !call.path.ends_with("/acks");
        let body = InboxReceipt { of: name, server_ms: 1_900_000_000_000 }.encode();
        is_post.then_some(Heard::Answer { status: 201, retry_after_s: None, body })
    };
    net.instead = Some(Box::new(instead));
    tick(DAY);
    school.sync(&mut net);
    school.until(&mut net, |view| view.sent[0].delivered_ms == Some(1_900_000_000_000));
    assert_eq!(school.states(), [(1, SentState::Delivered)]);
}

#[test]
fn nothing_is_fetched_while_a_form_is_open() {
    let mut net = Net::new();
    let (mut county, mut school) = paired(&mut net);
    school.hand_up(&mut net, "2026-11", "十一月月报");
    let before = fetches(&net);
    for _ in 0..20 {
        county.share(ShareRequest::Brief { hold: true });
        county.step(&mut net);
        county.upward();
    }
    assert_eq!(fetches(&net), before);
    county.share(ShareRequest::Brief { hold: false });
    county.until(&mut net, |view| view.received.len() == 1);
}
