//! What is beside the lists of registers: filters and columns, a county's own registers, restricted ones, lists brought in.

mod columns;
mod define;
mod enter;
mod filters;
mod restricted;
mod unseal;

pub(crate) use self::columns::Columns;
pub(crate) use self::define::DefinePage;
pub(crate) use self::enter::EnterPage;
pub(crate) use self::filters::Filters;
pub(in crate::pages) use self::restricted::RestrictedOfChild;
pub(crate) use self::restricted::RestrictedPage;

/// Parts of an address beside the keys of registers: a new register.
pub(crate) const NEW: &str = "new";
/// The definition of one; its key follows.
pub(crate) const DEFINE: &str = "define-";
/// A list brought in.
pub(crate) const ENTER: &str = "import";
/// 限权登记.
pub(crate) const RESTRICTED: &str = "restricted";
/// 责任链.
pub(crate) const CHAIN: &str = "chain";
