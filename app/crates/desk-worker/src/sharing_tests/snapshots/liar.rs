//! A member who makes snapshots that are not so, with a program of their own.

use desk::message::share::Doubt;
use sync::device::{Device, Fold};
use sync::proto::{AuthAnswer, AuthAsk, LogPage, PushAnswer, PushAsk};
use sync::snapshot::{Manifest, Word, seal_parts};
use sync::{CompartmentId, State};

use super::*;

/// What is left out.
const GONE: &str = "不见了的";

struct Dices;

impl sync::Rng for Dices {
    fn fill(&mut self, bytes: &mut [u8]) {
        crate::world::fill(bytes);
    }
}

/// A member's keys in the hands of another program; the machine they are from is not used any more.
struct Liar {
    device: Device,
    token: String,
    log: Vec<sync::log::Entry>,
}

impl Liar {
    fn new(desk: &mut Desk, net: &mut Net) -> Liar {
        let entries = run(desk.open.vault.load_log()).unwrap().entries;
        let disk = run(crate::sharing::read(&desk.open.vault, &entries, &mut Vec::new())).unwrap().unwrap();
        let (device, log) = (Device::open(&disk.stored).unwrap(), disk.stored.log.into_values().collect());
        let mut liar = Liar { device, token: String::new(), log };
        let (agent, client_nonce) = (liar.device.agent(), [7; 32]);
        let body = liar.say(net, "POST", "auth", AuthAsk::Challenge { agent, client_nonce }.encode());
        let Ok(AuthAnswer::Challenge { challenge, .. }) = AuthAnswer::decode(&body) else { panic!("no challenge") };
        let secret = liar.device.secret();
        let signature = secret.answer_challenge("memory", liar.device.space(), &challenge, &client_nonce);
        let proof = AuthAsk::Prove { agent, client_nonce, challenge, signature };
        let body = liar.say(net, "POST", "auth", proof.encode());
        let Ok(AuthAnswer::Token { token, .. }) = AuthAnswer::decode(&body) else { panic!("no token") };
        liar.token = token.iter().map(|byte| format!("{byte:02x}")).collect();
        liar
    }

    fn say(&self, net: &mut Net, method: &'static str, room: &str, body: Vec<u8>) -> Vec<u8> {
        let path = format!("/v1/s/{}/{room}", self.device.space());
        let credential = (!self.token.is_empty()).then(|| format!("Bearer {}", self.token));
        match net.send(&Call { number: 1, method, path, credential, body }) {
            Heard::Answer { status: 200 | 201, body, .. } => body,
            other => panic!("{other:?}"),
        }
    }

    fn pull(&mut self, net: &mut Net) {
        let query = self.device.ask(1000).to_query();
        let page = LogPage::decode(&self.say(net, "GET", &format!("log?{query}"), Vec::new())).unwrap();
        self.log.extend(page.entries.iter().cloned());
        self.device = self.device.pull(&page, &mut Dices).unwrap().next;
    }

    /// The state of the first compartment, in which one value was never written.
    fn state(&self) -> State {
        let mut state = State::new(self.device.space(), CompartmentId(1));
        for entry in &self.log {
            let fold = self.device.refold(entry);
            let fold = match fold {
                Fold::Apply(one) if one.envelope.body().ops().any(|op| op.value.text() == Some(GONE)) => {
                    Fold::Pass { seq: Some(entry.seq), srv_ms: entry.srv_ms, outside: entry.outside.clone() }
                }
                fold => fold,
            };
            fold.into_state(&mut state).unwrap();
        }
        state
    }

    /// Says that this is the state at the end of the log; `named` is what the manifest calls it.
    fn lie(&mut self, net: &mut Net, named: impl Fn(Manifest) -> Manifest) {
        self.pull(net);
        let (state, head) = (self.state(), self.device.follower().head());
        let (epoch, key) = self.device.keys().newest(CompartmentId(1)).unwrap();
        let (manifest, parts) = seal_parts(&state, head.hash, (epoch, key), &mut Dices).unwrap();
        for (name, part) in manifest.parts.iter().zip(parts) {
            let name: String = name.iter().map(|byte| format!("{byte:02x}")).collect();
            self.say(net, "PUT", &format!("part/{name}"), part);
        }
        // An honest envelope in every other respect.
        let (_, turn) = self.device.announce(&honest(&self.device, &self.log), &mut Dices).unwrap();
        let header = turn.next.outbox().last().unwrap().header().clone();
        let word = Word::Manifest(named(manifest)).encode();
        let sealed = sync::seal::seal_bytes(header, &word, key, self.device.secret(), &mut Dices);
        let answer = self.say(net, "POST", "push", PushAsk { envelopes: vec![sealed] }.encode());
        assert!(matches!(PushAnswer::decode(&answer), Ok(PushAnswer::Admitted { .. })));
        self.pull(net);
    }
}

fn honest(device: &Device, log: &[sync::log::Entry]) -> State {
    let mut state = State::new(device.space(), CompartmentId(1));
    for entry in log {
        device.refold(entry).into_state(&mut state).unwrap();
    }
    state
}

/// A school in which the office lets somebody in, and then lies about what was written last.
fn lied(net: &mut Net, named: impl Fn(Manifest) -> Manifest) -> (Desk, Desk) {
    let mut office = school(net);
    let mut colleague = joined(&mut office, net, "周老师", RoleView::Admin);
    colleague.arrive(net);
    office.set("白杨", Field::Guardian, GONE);
    office.sync(net);
    let tablet = let_in(&mut office, net, "李老师", RoleView::Editor);
    colleague.sync(net);
    let mut liar = Liar::new(&mut office, net);
    liar.lie(net, named);
    (colleague, tablet)
}

fn doubts(desk: &mut Desk) -> Vec<(Doubt, String)> {
    desk.view().doubts.into_iter().map(|one| (one.doubt, one.name)).collect()
}

#[test]
fn a_snapshot_that_leaves_something_out_is_told_of_by_a_colleague_and_in_the_end_the_log_counts() {
    let mut net = Net::new();
    let (mut colleague, mut tablet) = lied(&mut net, |manifest| manifest);
    // Who stands at the same place sees something else, and says nothing for it.
    colleague.sync(&mut net);
    colleague.rest(&mut net, 60_000);
    let found = doubts(&mut colleague);
    assert!(matches!(&found[..], [(Doubt::OtherThanHere { .. }, name)] if name == "王校长 办公室"), "{found:?}");
    colleague.reopen();
    assert_eq!(doubts(&mut colleague), found);
    // Whom the liar let in has nobody else to believe at first.
    tablet.sync(&mut net);
    assert!(matches!(tablet.arrival(), Some(ArrivalView::Past(_))));
    assert_eq!(tablet.value("白杨", Field::Guardian), "");
    tablet.arrive(&mut net);
    let found = doubts(&mut tablet);
    assert!(matches!(&found[..], [(Doubt::NotTheLog { .. }, name)] if name == "王校长 办公室"), "{found:?}");
    colleague.sync(&mut net);
    tablet.sync(&mut net);
    assert_eq!((tablet.value("白杨", Field::Guardian), tablet.roots()), (GONE.to_owned(), colleague.roots()));
    tablet.reopen();
    assert_eq!((doubts(&mut tablet), tablet.roots()), (found, colleague.roots()));
}

#[test]
fn parts_that_are_another_state_than_the_manifest_says_are_not_loaded() {
    let mut net = Net::new();
    let (mut colleague, mut tablet) = lied(&mut net, |manifest| Manifest { root: [1; 32], ..manifest });
    tablet.sync(&mut net);
    let found = doubts(&mut tablet);
    assert!(matches!(&found[..], [(Doubt::NotWhatItSays { .. }, _)]), "{found:?}");
    colleague.sync(&mut net);
    assert_eq!((tablet.arrival(), tablet.roots()), (None, colleague.roots()));
    assert_eq!(tablet.value("白杨", Field::Guardian), GONE);
}

#[test]
fn a_snapshot_of_another_log_is_not_even_fetched() {
    let mut net = Net::new();
    let (_, mut tablet) = lied(&mut net, |manifest| Manifest { log_hash: [1; 32], ..manifest });
    tablet.sync(&mut net);
    // The older, honest one of the same person is.
    assert!(matches!(tablet.arrival(), Some(ArrivalView::Past(_))));
    assert_eq!((tablet.value("白杨", Field::Guardian), doubts(&mut tablet)), (GONE.to_owned(), vec![]));
}
