//! Bytes that are no request of a client: refused, with nothing written and the server as it was.

use crate::call::{admitted, found, head, token, with};
use crate::dice::Dice;
use crate::host::Host;
use crate::school::{CHILDREN, School, push_body};

/// How many random bodies are sent to each address.
const ROUNDS: usize = 60;

pub(super) fn malformed_requests_harm_nothing(host: &mut dyn Host) {
    let mut school = School::new(601);
    found(host, &school);
    let bearer = token(host, &school, &school.head.clone());
    let mut device = school.head.clone();
    let save = school.save(&mut device, CHILDREN, 200);
    let good = push_body(std::slice::from_ref(&save));
    let mut dice = Dice::new(602);
    for address in
        ["auth", "push", "refill", "mail/01010101010101010101010101010101", "code/555", "log", "head", "nowhere"]
    {
        for _ in 0..ROUNDS {
            let body = body(&mut dice, &good);
            for method in ["POST", "PUT"] {
                let answer = with(host, &bearer, method, &school.address(address), &body);
                assert!((400..500).contains(&answer.status()), "{method} {address}: {answer:?}");
            }
        }
    }
    // A length that names more than anybody has.
    for body in [&[1, 255, 255, 255, 255, 255, 255, 255, 255, 255, 1][..], &[1, 255, 255, 255, 127, 0]] {
        assert_eq!(with(host, &bearer, "POST", &school.address("push"), body).status(), 400);
    }
    assert_eq!(with(host, &bearer, "POST", &school.address("push"), &vec![1; 1 << 20]).status(), 413);
    assert_eq!(head(host, &school, &bearer).head.seq, 1);
    assert_eq!(admitted(host, &school, &bearer, &[save]), 2);
}

/// Random bytes, or a good push with something wrong.
fn body(dice: &mut Dice, good: &[u8]) -> Vec<u8> {
    let length = usize::try_from(dice.below(good.len() as u64)).unwrap();
    match dice.below(4) {
        0 => dice.bytes(length),
        1 => good[..length].to_vec(),
        2 => {
            let mut body = good.to_vec();
            body[length] ^= 1 << dice.below(8);
            body
        }
        _ => [good, &dice.bytes(1 + length)].concat(),
    }
}
