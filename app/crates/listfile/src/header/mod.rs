//! Which rows are the header, and what each column means.

mod aliases;
mod assign;
mod context;
mod find;
mod infer;
mod lookup;
mod plain;
mod subject;

pub(crate) use assign::assign;
pub(crate) use context::guess as guess_kind;
pub(crate) use find::{Header, Heading, at, find};
pub(crate) use infer::infer;
pub(crate) use lookup::is_serial;
pub(crate) use plain::plain;
