//! What the browser can do, one file each. Nothing else in the client touches `web_sys` for more than an event.

pub(crate) mod clock;
pub(crate) mod crash;
pub(crate) mod fetch;
pub(crate) mod files;
pub(crate) mod idle;
pub(crate) mod install;
pub(crate) mod media;
pub(crate) mod neighbour;
pub(crate) mod picture;
pub(crate) mod preference;
pub(crate) mod print;
pub(crate) mod service_worker;
pub(crate) mod size;
pub(crate) mod storage;
pub(crate) mod worker;
