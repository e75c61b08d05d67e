//! The edge worker put to the test. What is true of it is said once, in `contract`, and asked of it twice: in memory, and
//! in the real runtime over real files. Kills, faults, random bodies and load are for the runtime only.

#![allow(clippy::print_stderr, reason = "a test program says what it could not tidy up")]

pub mod dice;
pub mod http;
pub mod proxy;
pub mod workerd;
