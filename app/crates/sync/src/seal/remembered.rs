//! For simulations only: a signature that was checked is not checked again. Whether it holds depends on nothing but the
//! key, the message and the signature, so the answer is the same; it only comes sooner.

use std::cell::RefCell;
use std::collections::HashMap;

use super::agent::Signature;

/// More than one simulated school asks for.
const KEPT: usize = 100_000;

thread_local! {
    static ANSWERS: RefCell<HashMap<[u8; 32], bool>> = RefCell::new(HashMap::new());
}

/// What `check` says of these three, or said before on this thread.
pub(super) fn verified(
    key: &[u8; 32],
    message: &[u8],
    signature: &Signature,
    check: impl FnOnce(&[u8; 32], &[u8], &Signature) -> bool,
) -> bool {
    let asked = *blake3::Hasher::new().update(key).update(signature).update(message).finalize().as_bytes();
    ANSWERS.with_borrow_mut(|answers| {
        if answers.len() >= KEPT {
            answers.clear();
        }
        *answers.entry(asked).or_insert_with(|| check(key, message, signature))
    })
}
