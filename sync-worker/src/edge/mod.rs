//! The edge's own types, met nowhere else: requests come in, the plain functions of this crate decide, answers go out.
//! What is here can be compiled only for the edge, so as little as possible is decided here.

mod client;
mod disk;
mod entry;
mod machine;
mod registry;
mod space;
mod wire;
