//! Two devices and a room between them; and what somebody in between can do, who may say anything to either.

use sync::SpaceId;
use sync::proto::{CODE_MS, MAX_CODE_ANSWER};

use super::pake::{ANSWER, Half, Side};
use super::*;
use crate::call::Heard;
use crate::invitation::Invitation;
use crate::tests::Count;
use crate::trouble::Trouble;

const NOW: u64 = 1_790_000_000_000;

fn invitation() -> Invitation {
    Invitation { space: SpaceId([1; 16]), id: [2; 16], secret: [3; 32], commitment: [4; 32] }
}

fn inviting() -> Inviting {
    let mut inviting = Inviting::new([2; 16], &mut Count(7), NOW);
    inviting.opened();
    inviting
}

fn first_message(inviting: &Inviting) -> Vec<u8> {
    let mut anew = inviting.clone();
    anew.stage_for_tests();
    match anew.errand(NOW) {
        Some(CodeErrand::Open(message)) => message.to_vec(),
        other => panic!("{other:?}"),
    }
}

fn guest(digits: Digits) -> Guest {
    Guest::new(Invited::new(digits, "李老师", &mut Count(99), NOW))
}

/// A code that differs in the last digit: the same room.
fn wrong(digits: Digits) -> Digits {
    let number = digits.number();
    Digits::find(&format!("{:09}", number - number % 10 + (number + 1) % 10)).unwrap()
}

fn call(guest: &mut Guest, now: u64) -> (u32, &'static str, Vec<u8>) {
    match guest.next(&mut Count(5), now) {
        GuestNext::Ask(call) => (call.number, call.method, call.body),
        other => panic!("{other:?}"),
    }
}

fn answer(status: u16, body: &[u8]) -> Heard {
    Heard::Answer { status, retry_after_s: None, body: body.to_vec() }
}

/// The guest comes, hears a message, and gives its proof.
fn proof_after(guest: &mut Guest, message: &[u8]) -> Vec<u8> {
    let (number, method, body) = call(guest, NOW);
    assert_eq!((method, body.len()), ("POST", 33));
    match guest.heard(number, answer(201, message), NOW) {
        GuestNews::Keep(kept) => guest.keep(kept),
        other => panic!("{other:?}"),
    }
    assert_eq!(guest.kept().over(NOW), None);
    let (number, method, proof) = call(guest, NOW);
    assert_eq!((method, proof.get(..33)), ("PUT", Some(body.as_slice())));
    assert_eq!(guest.heard(number, answer(200, b""), NOW), GuestNews::Nothing);
    proof
}

fn said(inviting: &Inviting) -> Vec<u8> {
    match inviting.errand(NOW) {
        Some(CodeErrand::Answer(answer)) => answer,
        other => panic!("{other:?}"),
    }
}

#[test]
fn the_same_code_on_both_sides_hands_over_the_invitation() {
    let (mut inviting, mut guest) = (inviting(), guest(inviting().digits()));
    let proof = proof_after(&mut guest, &first_message(&inviting));
    inviting.heard(&proof[..33], Some(&invitation()));
    assert_eq!(inviting.stage(NOW), Stage::Open(true));
    inviting.heard(&proof, Some(&invitation()));
    let sealed = said(&inviting);
    assert_eq!(sealed.len(), ANSWER);
    assert!(sealed.len() <= MAX_CODE_ANSWER);
    assert!(!sealed.windows(8).any(|part| invitation().text().as_bytes().starts_with(part)));
    let (number, ..) = call(&mut guest, NOW + 3_000);
    assert_eq!(guest.heard(number, answer(200, &sealed), NOW), GuestNews::Invitation(invitation()));
    inviting.answered();
    assert_eq!(inviting.stage(NOW), Stage::Ended(Ended::Used));
    assert_eq!(inviting.errand(NOW), None);
}

#[test]
fn a_wrong_code_ends_it_and_there_is_no_second_guess() {
    let (mut inviting, mut guest_of_wrong) = (inviting(), guest(wrong(inviting().digits())));
    let proof = proof_after(&mut guest_of_wrong, &first_message(&inviting));
    inviting.heard(&proof, Some(&invitation()));
    assert_eq!((inviting.stage(NOW), said(&inviting)), (Stage::Ending(Ended::Wrong), Vec::new()));
    // A right one comes too late, and so does the person who takes the code back.
    let right = proof_after(&mut guest(inviting.digits()), &first_message(&inviting));
    inviting.heard(&right, Some(&invitation()));
    inviting.end(Ended::Withdrawn);
    assert_eq!(inviting.stage(NOW), Stage::Ending(Ended::Wrong));
    inviting.answered();
    assert_eq!((inviting.stage(NOW), inviting.errand(NOW)), (Stage::Ended(Ended::Wrong), None));
    let (number, ..) = call(&mut guest_of_wrong, NOW + 3_000);
    let GuestNews::Keep(kept) = guest_of_wrong.heard(number, answer(410, br#"{"error":"over"}"#), NOW) else {
        panic!("goes on")
    };
    assert_eq!(kept.over(NOW), Some(Over::Wrong));
    guest_of_wrong.keep(kept);
    assert_eq!(guest_of_wrong.next(&mut Count(1), NOW), GuestNext::Over);
}

#[test]
fn a_proof_that_is_altered_sent_back_or_of_another_exchange_is_wrong() {
    let right = proof_after(&mut guest(inviting().digits()), &first_message(&inviting()));
    let check = |said: &[u8]| {
        let mut inviting = inviting();
        inviting.heard(said, Some(&invitation()));
        assert_eq!(inviting.stage(NOW), Stage::Ending(Ended::Wrong), "{said:?}");
    };
    for at in [0, 1, 20, 33, 50, 64] {
        let mut altered = right.clone();
        altered[at] ^= 1;
        check(&altered);
    }
    // Its own message and whatever follows; points that are none, or of small order.
    check(&[first_message(&inviting()).as_slice(), &right[33..]].concat());
    for element in [[0; 32], [255; 32], {
        let mut one = [0; 32];
        one[0] = 1;
        one
    }] {
        check(&[b"B".as_slice(), &element, &right[33..]].concat());
        check(&[b"A".as_slice(), &element, &right[33..]].concat());
    }
    // Without an invitation there is nothing to be handed over.
    let mut nothing = inviting();
    nothing.heard(&right, None);
    assert_eq!(nothing.stage(NOW), Stage::Ending(Ended::Wrong));
}

#[test]
fn a_replayed_proof_does_not_fit_the_next_code() {
    let first = inviting();
    let old = proof_after(&mut guest(first.digits()), &first_message(&first));
    // Even the same nine digits again: the other side's part is new.
    let mut again = first.clone();
    again.reseed_for_tests(&mut Count(50));
    assert_eq!(again.digits(), first.digits());
    again.heard(&old, Some(&invitation()));
    assert_eq!(again.stage(NOW), Stage::Ending(Ended::Wrong));
}

#[test]
fn a_server_that_puts_itself_in_between_needs_the_code_and_has_one_guess() {
    let (mut inviting, mut guest) = (inviting(), guest(inviting().digits()));
    let guess = wrong(inviting.digits());
    // Towards the guest: its proof tells the server only whether this one guess was right.
    let half = Half::new(Side::Inviting, guess, &[9; 32]);
    let proof = proof_after(&mut guest, &half.message());
    let agreed = half.hears(&proof[..33]).unwrap();
    assert!(!agreed.is_proved_by(&proof[33..]));
    // What it says then is not believed, and ends the code here.
    let (number, ..) = call(&mut guest, NOW + 3_000);
    let forged = [agreed.proof().as_slice(), &agreed.seal(&invitation())].concat();
    let GuestNews::Keep(kept) = guest.heard(number, answer(200, &forged), NOW) else { panic!("believed") };
    assert_eq!(kept.over(NOW), Some(Over::Wrong));
    // Towards the inviting device: the same.
    let half = Half::new(Side::Invited, guess, &[9; 32]);
    let message = half.message();
    let agreed = half.hears(&first_message(&inviting)).unwrap();
    inviting.heard(&[message.as_slice(), &agreed.proof()].concat(), Some(&invitation()));
    assert_eq!(inviting.stage(NOW), Stage::Ending(Ended::Wrong));
}

#[test]
fn messages_exchanged_between_two_codes_open_nothing() {
    let one = inviting();
    let mut two = Inviting::new([5; 16], &mut Count(31), NOW);
    two.opened();
    let mut guest = guest(one.digits());
    let proof = proof_after(&mut guest, &first_message(&two));
    two.heard(&proof, Some(&invitation()));
    assert_eq!(two.stage(NOW), Stage::Ending(Ended::Wrong));
    let mut one = one;
    one.heard(&proof, Some(&invitation()));
    assert_eq!(one.stage(NOW), Stage::Ending(Ended::Wrong));
}

#[test]
fn a_device_that_was_ended_in_between_goes_on_and_hears_no_second_message() {
    let stored =
        |inviting: &Inviting| -> Inviting { postcard::from_bytes(&postcard::to_allocvec(inviting).unwrap()).unwrap() };
    let again = |guest: &Guest| -> Guest {
        Guest::new(postcard::from_bytes(&postcard::to_allocvec(guest.kept()).unwrap()).unwrap())
    };
    let mut host = Inviting::new([2; 16], &mut Count(7), NOW);
    let shown = host.errand(NOW);
    host = stored(&host);
    assert_eq!(host.errand(NOW), shown, "the same room is opened with the same message");
    let message = first_message(&host);
    host.opened();
    let mut guest = guest(host.digits());
    let before = call(&mut guest, NOW).2;
    guest = again(&guest);
    let (number, _, body) = call(&mut guest, NOW);
    assert_eq!(body, before, "the same guest comes back");
    let GuestNews::Keep(kept) = guest.heard(number, answer(200, &message), NOW) else { panic!("not heard") };
    guest.keep(kept);
    let proof = call(&mut guest, NOW).2;
    guest = again(&guest);
    assert_eq!(call(&mut guest, NOW).2, proof);
    // Whatever is said to it now, it stays with the first.
    assert_eq!(guest.kept().hears(&Half::new(Side::Inviting, host.digits(), &[1; 32]).message()), *guest.kept());
    host.heard(&proof, Some(&invitation()));
    host = stored(&host);
    let sealed = said(&host);
    host.heard(&[7; 65], Some(&invitation()));
    assert_eq!(said(&stored(&host)), sealed, "one answer, whatever comes after");
    let mut guest = again(&guest);
    let number = call(&mut guest, NOW).0;
    assert_eq!(guest.heard(number, answer(200, &sealed), NOW), GuestNews::Invitation(invitation()));
}

#[test]
fn after_ten_minutes_everything_is_over_on_both_sides() {
    let (mut inviting, mut guest) = (inviting(), guest(inviting().digits()));
    let proof = proof_after(&mut guest, &first_message(&inviting));
    inviting.heard(&proof, Some(&invitation()));
    assert!(inviting.errand(NOW + CODE_MS).is_some());
    assert_eq!(inviting.errand(NOW + CODE_MS + 1), None);
    assert_eq!(inviting.stage(NOW + CODE_MS + 1), Stage::Ended(Ended::Expired));
    assert_eq!(guest.next(&mut Count(1), NOW + CODE_MS + 1), GuestNext::Over);
    assert_eq!(guest.kept().over(NOW + CODE_MS + 1), Some(Over::Expired));
}

#[test]
fn what_is_no_answer_of_a_server_ends_nothing() {
    let host = inviting();
    let check = |heard: Heard, expected: Trouble| {
        let mut guest = guest(host.digits());
        let number = call(&mut guest, NOW).0;
        assert_eq!(guest.heard(number, heard.clone(), NOW), GuestNews::Nothing, "{heard:?}");
        assert_eq!((guest.trouble(), guest.kept().over(NOW)), (Some(expected), None), "{heard:?}");
        let GuestNext::Wait(until) = guest.next(&mut Count(1), NOW) else { panic!("does not wait") };
        assert!(until > NOW);
        let number = call(&mut guest, until).0;
        assert_eq!(guest.heard(number + 1, answer(404, b""), until), GuestNews::Nothing, "an answer to nobody");
    };
    check(Heard::Nothing, Trouble::Offline);
    check(answer(200, "<!doctype html>上网登录".as_bytes()), Trouble::Portal);
    check(answer(302, b""), Trouble::Portal);
    check(answer(404, b"<html>"), Trouble::Portal);
    check(answer(410, b""), Trouble::Portal);
    check(answer(503, b""), Trouble::Busy(503));
    check(Heard::Answer { status: 429, retry_after_s: Some(3_000_000), body: Vec::new() }, Trouble::TooOften);
    // Nor later on, when the answer is waited for.
    let mut guest = guest(host.digits());
    proof_after(&mut guest, &first_message(&host));
    let mut dice = Count(3);
    for length in [1, 31, 33, 65, ANSWER - 1, ANSWER + 1, 5_000] {
        let mut body = vec![0; length];
        sync::Rng::fill(&mut dice, &mut body);
        let now = NOW + 100_000;
        guest.pause(0);
        let number = call(&mut guest, now).0;
        assert_eq!(guest.heard(number, answer(200, &body), now), GuestNews::Nothing, "{length}");
    }
}

#[test]
fn any_bytes_from_a_room_are_borne() {
    let mut dice = Count(77);
    for length in 0..200 {
        let mut body = vec![0; length];
        sync::Rng::fill(&mut dice, &mut body);
        let mut host = inviting();
        host.heard(&body, Some(&invitation()));
        assert!(!matches!(host.stage(NOW), Stage::Answering(_) | Stage::Ended(_)), "{length}");
        let kept = Invited::new(host.digits(), "", &mut Count(1), NOW).hears(&body);
        assert!(kept.opens(&body).is_none());
    }
}

#[test]
fn a_room_that_is_somebody_elses_gives_another_code_before_anybody_saw_one() {
    let mut host = Inviting::new([2; 16], &mut Count(7), NOW);
    let (digits, message) = (host.digits(), host.errand(NOW));
    host.collided(&mut Count(40));
    assert_ne!((host.digits(), host.errand(NOW)), (digits, message));
    host.opened();
    let shown = host.digits();
    host.collided(&mut Count(41));
    assert_eq!(host.digits(), shown, "what people read out does not change");
}
