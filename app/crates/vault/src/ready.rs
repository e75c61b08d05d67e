//! How does native code run a future that never waits? By polling it on the spot.
//!
//! [`MemoryBlocks`](crate::MemoryBlocks) answers at once, so tests and headless tools need no executor. A future that
//! really waits would spin here for ever: never use it on a browser's database.

use std::future::Future;
use std::pin::pin;
use std::task::{Context, Poll, Waker};

/// Runs a future to its end on this thread.
pub fn run_ready<F: Future>(future: F) -> F::Output {
    let mut future = pin!(future);
    let mut context = Context::from_waker(Waker::noop());
    loop {
        if let Poll::Ready(output) = future.as_mut().poll(&mut context) {
            return output;
        }
        std::thread::yield_now();
    }
}
