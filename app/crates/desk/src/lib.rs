//! The application service: one open ledger, asked and told through plain messages.
//!
//! Everything the page can want is a [`message::Request`]; everything it can show comes back in a [`message::Response`].
//! The desk does no I/O: it hands out what must be stored and applies it when told that the disk has it, so the same
//! code runs in the Web Worker, in native tests and in memory-only trial.

pub mod message;
