//! How fast is the shared half? Sealing, a push, a page: `cargo run --profile tool -p sync --example device_speed`.

#![allow(clippy::print_stdout, clippy::expect_used, reason = "an example that measures prints what it measured")]

use std::time::Instant;

use sync::admit::memory::MemorySpace;
use sync::device::found;
use sync::log::Follower;
use sync::members::Policy;
use sync::proto::{LogAsk, LogPage};
use sync::seal::AgentSecret;
use sync::{Cell, CompartmentId, FieldId, Hlc, RowId, SaveBuilder, SaveInfo, State, TableId};

/// Pseudo-random bytes: good enough to be measured with.
struct Dice(u64);

impl sync::Rng for Dice {
    fn fill(&mut self, bytes: &mut [u8]) {
        for byte in bytes {
            self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            *byte = (self.0 >> 56) as u8;
        }
    }
}

const SAVES: u32 = 10_000;
const CHILDREN: CompartmentId = CompartmentId(1);

fn main() {
    let mut dice = Dice(1);
    let secret = AgentSecret::new(&mut dice);
    let first = found(secret, Vec::new(), vec![CHILDREN], Policy::default(), &mut dice).expect("founded");
    let mut device = first.device;
    let mut server = MemorySpace::found(&device.outbox()[0].clone(), [1; 16], 1_000).expect("admitted");
    let page = server.page(&device.agent(), &device.ask(10), 1_000);
    device = device.pull(&page, &mut dice).expect("honest").next;
    let look = device.look();

    let begun = Instant::now();
    let mut drafts = Vec::new();
    for n in 0..SAVES {
        let mut save = SaveBuilder::new();
        let mut row = [0; 16];
        row[..4].copy_from_slice(&n.to_le_bytes());
        save.set(Cell::new(TableId(1), RowId(row), FieldId(1)), "在校");
        drafts.push(save);
    }
    for chunk in drafts.chunks(100) {
        for save in chunk {
            let turn = device.write(&[(CHILDREN, save)], &SaveInfo::default(), &look, Hlc(1 << 40), &mut dice);
            device = turn.expect("written").next;
        }
        let me = device.agent();
        let (batch, turn) = device.plan(100).expect("something to send");
        device = turn.next;
        let batch: Vec<_> = batch.iter().map(|sealed| (**sealed).clone()).collect();
        server.push(&me, &batch, 2_000).expect("admitted");
        let page = server.page(&me, &device.ask(1000), 2_000);
        device = device.pull(&page, &mut dice).expect("honest").next;
    }
    println!("{SAVES} saves written, sealed, pushed and confirmed: {:.2} s", begun.elapsed().as_secs_f64());

    let begun = Instant::now();
    let (mut follower, mut state) = (Follower::new(device.space()), State::new(device.space(), CHILDREN));
    let mut bytes = 0;
    loop {
        let ask = LogAsk { since: follower.head().seq, limit: 1000, payloads_after: 0 };
        let page = server.page(&device.agent(), &ask, 3_000).encode();
        bytes += page.len();
        let (next, entries) = follower.read(&LogPage::decode(&page).expect("reads")).expect("honest");
        follower = next;
        if entries.is_empty() {
            break;
        }
        for entry in &entries {
            device.refold(entry).into_state(&mut state).expect("it folds");
        }
    }
    let seconds = begun.elapsed().as_secs_f64();
    println!(
        "{} entries, {:.1} MB, read, verified, opened and folded: {seconds:.2} s",
        state.log_seq(),
        bytes as f64 / 1e6
    );
}
