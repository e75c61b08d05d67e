//! What does this crate ask of the machine it runs on? The time, and random bytes: nothing else.
//!
//! Both are arguments, so that every rule runs natively, in a browser and in a simulation alike.

/// The wall clock. It may be wrong by years: it never decides whether a write is allowed.
pub trait Clock {
    /// Milliseconds since 1970, with the offset learned from a server added once there is one.
    fn now_ms(&self) -> u64;
}

/// A source of unpredictable bytes.
pub trait Rng {
    /// Fills the whole slice.
    fn fill(&mut self, bytes: &mut [u8]);
}

#[cfg(test)]
pub(crate) mod fixed {
    use super::{Clock, Rng};

    pub(crate) struct FixedClock(pub(crate) u64);

    impl Clock for FixedClock {
        fn now_ms(&self) -> u64 {
            self.0
        }
    }

    /// Counts up from its value: predictable, for golden values.
    pub(crate) struct Sequence(pub(crate) u8);

    impl Rng for Sequence {
        fn fill(&mut self, bytes: &mut [u8]) {
            for byte in bytes {
                *byte = self.0;
                self.0 = self.0.wrapping_add(1);
            }
        }
    }
}
