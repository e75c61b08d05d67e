//! How do tests get repeatable chance? From a counter through BLAKE3. Compiled for tests only.

use crate::rng::Rng;

pub(crate) struct TestRng {
    seed: u64,
    count: u64,
}

impl TestRng {
    pub(crate) fn new(seed: u64) -> Self {
        Self { seed, count: 0 }
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
