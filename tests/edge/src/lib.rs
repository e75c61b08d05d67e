//! The edge worker put to the test. What is true of it is said once, in `contract`, and asked of it twice: in memory, and
//! in the real runtime over real files. Kills, faults, random bodies and load are for the runtime only.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::print_stderr,
    missing_docs,
    reason = "everything here is the body of a test, and a test that cannot go on has to say so and stop"
)]

pub mod call;
pub mod contract;
pub mod dice;
pub mod host;
pub mod http;
pub mod load;
pub mod proxy;
pub mod runtime;
pub mod school;
pub mod workerd;
