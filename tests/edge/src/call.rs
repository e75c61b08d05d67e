//! A member calling its space, step by step as a client does.

use sync::AgentId;
use sync::log::{Entry, Follower};
use sync::proto::{AuthAnswer, AuthAsk, HeadAnswer, LogAsk, LogPage, PushAnswer};
use sync::seal::Sealed;

use crate::host::{Host, TICKET};
use crate::http::Message;
use crate::school::{Device, School, push_body};

/// A token as it stands in a request.
pub type Token = String;

/// Founds the school's space at the host.
pub fn found(host: &mut dyn Host, school: &School) -> Message {
    host.send("POST", "/v1/spaces", &[("authorization", &format!("Ticket {TICKET}"))], &school.founding_body())
}

/// A challenge for an agent, as it comes.
pub fn challenge(host: &mut dyn Host, school: &School, agent: AgentId, nonce: [u8; 32]) -> Message {
    let ask = AuthAsk::Challenge { agent, client_nonce: nonce };
    host.send("POST", &school.address("auth"), &[], &ask.encode())
}

/// The answer to the device's proof.
pub fn prove(host: &mut dyn Host, school: &School, device: &Device) -> Message {
    let nonce = [9; 32];
    let answer = challenge(host, school, device.id(), nonce);
    let AuthAnswer::Challenge { challenge, .. } = AuthAnswer::decode(&answer.body).unwrap() else {
        panic!("no challenge");
    };
    let name = host.name();
    let signature = device.secret.answer_challenge(&name, school.space, &challenge, &nonce);
    let ask = AuthAsk::Prove { agent: device.id(), client_nonce: nonce, challenge, signature };
    host.send("POST", &school.address("auth"), &[], &ask.encode())
}

/// A token for the device.
pub fn token(host: &mut dyn Host, school: &School, device: &Device) -> Token {
    let answer = prove(host, school, device);
    assert_eq!(answer.status(), 200, "{answer:?}");
    let AuthAnswer::Token { token, .. } = AuthAnswer::decode(&answer.body).unwrap() else {
        panic!("no token");
    };
    token.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// A request with a token.
pub fn with(host: &mut dyn Host, token: &str, method: &str, target: &str, body: &[u8]) -> Message {
    host.send(method, target, &[("authorization", &format!("Bearer {token}"))], body)
}

/// What became of a push.
pub fn push(host: &mut dyn Host, school: &School, token: &str, envelopes: &[Sealed]) -> (u16, PushAnswer) {
    let answer = with(host, token, "POST", &school.address("push"), &push_body(envelopes));
    (answer.status(), PushAnswer::decode(&answer.body).unwrap())
}

/// A push that has to be admitted; the end of the log.
pub fn admitted(host: &mut dyn Host, school: &School, token: &str, envelopes: &[Sealed]) -> u64 {
    match push(host, school, token, envelopes) {
        (200, PushAnswer::Admitted { head, .. }) => head.seq,
        other => panic!("{other:?}"),
    }
}

/// The end of the log.
pub fn head(host: &mut dyn Host, school: &School, token: &str) -> HeadAnswer {
    let answer = with(host, token, "GET", &school.address("head"), &[]);
    assert_eq!(answer.status(), 200);
    HeadAnswer::decode(&answer.body).unwrap()
}

/// One page of the log.
pub fn page(host: &mut dyn Host, school: &School, token: &str, ask: &LogAsk) -> LogPage {
    let answer = with(host, token, "GET", &school.address(&format!("log?{}", ask.to_query())), &[]);
    assert_eq!(answer.status(), 200, "{answer:?}");
    LogPage::decode(&answer.body).unwrap()
}

/// The whole log as a client reads it: every page is checked by the client's own rules, and none may raise an alarm.
pub fn pull(host: &mut dyn Host, school: &School, token: &str) -> (Vec<Entry>, usize) {
    let mut follower = Follower::new(school.space);
    let (mut entries, mut pages) = (Vec::new(), 0);
    loop {
        let ask = LogAsk { since: follower.head().seq, limit: 1000, payloads_after: 0 };
        let page = page(host, school, token, &ask);
        pages += 1;
        let (next, new) = follower.read(&page).unwrap();
        entries.extend(new);
        follower = next;
        if !page.more() {
            return (entries, pages);
        }
    }
}
