//! What do the tests share? Repeatable chance, a small vault, and envelopes that can be told apart.

use sync::{AgentId, ChainHead, EnvelopeHash};

use crate::blocks::Blocks;
use crate::head::Own;
use crate::kdf::{Kdf, KdfParams};
use crate::log::Entry;
use crate::memory::MemoryBlocks;
use crate::ready::run_ready;
use crate::rng::Rng;
use crate::secret::Secret;
use crate::slot::Lock;
use crate::vault::{Locked, NewVault, Save, Vault};

/// Chance from a counter through BLAKE3.
pub(crate) struct TestRng {
    seed: u64,
    count: u64,
}

impl TestRng {
    pub(crate) fn new(seed: u64) -> Self {
        Self { seed, count: 0 }
    }

    /// Bytes that cannot be packed.
    pub(crate) fn noise(length: usize) -> Vec<u8> {
        let mut bytes = vec![0; length];
        Self::new(length as u64).fill(&mut bytes);
        bytes
    }

    pub(crate) fn boxed(seed: u64) -> Box<dyn Rng> {
        Box::new(Self::new(seed))
    }
}

impl Rng for TestRng {
    fn fill(&mut self, out: &mut [u8]) {
        self.count += 1;
        blake3::Hasher::new()
            .update(&self.seed.to_le_bytes())
            .update(&self.count.to_le_bytes())
            .finalize_xof()
            .fill(out);
    }
}

pub(crate) const NOW: u64 = 1_763_781_000_000;

/// A passphrase lock whose key is given rather than derived.
pub(crate) fn lock(seed: u8) -> Lock {
    Lock::passphrase(Kdf::Argon2id(KdfParams::DEFAULT), [seed; 16], Secret::new([seed; 32]))
}

pub(crate) fn entry(dseq: u32) -> Entry {
    Entry {
        compartment: 1 + (dseq / 3 % 2) as u16,
        dseq,
        bytes: format!("envelope {dseq} of a child in 柳溪村").into_bytes(),
    }
}

pub(crate) fn own(dseq: u32) -> Own {
    let mut hash = [0; 32];
    hash[..4].copy_from_slice(&dseq.to_le_bytes());
    Own { agent: AgentId([3; 16]), chain: ChainHead { dseq, hash: EnvelopeHash(hash) } }
}

pub(crate) fn create(blocks: &MemoryBlocks, seed: u64) -> Vault<MemoryBlocks> {
    let new = NewVault { locks: &[lock(1)], now_ms: NOW, items: &[] };
    run_ready(Vault::create(blocks.clone(), TestRng::boxed(seed), &new)).unwrap()
}

/// Opens with the first of these locks that fits.
pub(crate) fn reopen<B: Blocks>(blocks: B, locks: &[Lock]) -> Vault<B> {
    let locked = run_ready(Locked::open(blocks)).unwrap().expect("a vault");
    let key = locks
        .iter()
        .enumerate()
        .find_map(|(try_, lock)| {
            let later = NOW + 100_000 * (1 + try_ as u64);
            run_ready(locked.unlock(lock.slot, &lock.kek, later)).ok()
        })
        .expect("one of the locks fits");
    locked.into_vault(key, TestRng::boxed(77))
}

/// Saves envelopes `from..=to` as one save.
pub(crate) fn save<B: Blocks>(vault: &mut Vault<B>, from: u32, to: u32) -> Result<(), crate::VaultError> {
    let entries: Vec<Entry> = (from..=to).map(entry).collect();
    let save = Save { entries: &entries, own: own(to), ..Save::default() };
    run_ready(vault.save(&save)).map(drop)
}

pub(crate) fn dseqs(entries: &[Entry]) -> Vec<u32> {
    entries.iter().map(|entry| entry.dseq).collect()
}
