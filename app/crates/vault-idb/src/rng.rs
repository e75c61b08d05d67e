//! Random bytes from the browser's `crypto.getRandomValues`, natively from the system.

use vault::Rng;

/// The platform's own source of random bytes.
#[derive(Clone, Copy, Debug, Default)]
pub struct OsRng;

impl Rng for OsRng {
    fn fill(&mut self, bytes: &mut [u8]) {
        if getrandom::fill(bytes).is_err() {
            // A key without randomness is worse than no program: stop before anything is sealed with it.
            std::process::abort();
        }
    }
}
