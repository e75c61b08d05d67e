//! One folder per page, named by the noun it shows.

pub(crate) mod attachment;
pub(crate) mod attendance;
pub(crate) mod care;
mod carried;
pub(crate) mod case;
pub(crate) mod chain;
pub(crate) mod child;
pub(crate) mod compare;
pub(crate) mod docket;
pub(crate) mod history;
pub(crate) mod import;
pub(crate) mod ledger;
pub(crate) mod part;
pub(crate) mod register;
pub(crate) mod roster;
pub(crate) mod settings;
pub(crate) mod share;
pub(crate) mod start;
pub(crate) mod today;
pub(crate) mod upward;
