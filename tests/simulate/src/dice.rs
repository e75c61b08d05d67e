//! Everything random of a run comes from its seed, keys included: a run that failed fails again.

/// A source of numbers that is the same for the same seed.
pub(crate) struct Dice {
    stream: blake3::OutputReader,
}

impl Dice {
    pub(crate) fn new(seed: u64) -> Self {
        let mut hash = blake3::Hasher::new_derive_key("sx simulation seed v1");
        hash.update(&seed.to_le_bytes());
        Self { stream: hash.finalize_xof() }
    }

    fn next(&mut self) -> u64 {
        let mut bytes = [0; 8];
        self.stream.fill(&mut bytes);
        u64::from_le_bytes(bytes)
    }

    /// A number below `end`.
    pub(crate) fn below(&mut self, end: u64) -> u64 {
        self.next() % end.max(1)
    }

    /// A place in something of this length.
    pub(crate) fn place(&mut self, len: usize) -> usize {
        self.below(len as u64) as usize
    }

    /// True so many times in a hundred.
    pub(crate) fn percent(&mut self, share: u64) -> bool {
        self.below(100) < share
    }
}

impl sync::Rng for Dice {
    fn fill(&mut self, bytes: &mut [u8]) {
        self.stream.fill(bytes);
    }
}
