//! Photos, drawn signatures and scans: taken or chosen in a form, looked at beside what they prove.
//!
//! No address of a picture exists outside the elements that show it, so nothing of it is left when they are gone.

mod attaching;
mod pad;
mod pictures;
mod setting;
mod strip;
mod thumbs;
mod viewer;

pub(in crate::pages) use self::attaching::{Attach, AttachButton, AttachDialog, AttachThumbs, Attaching};
pub(in crate::pages) use self::pictures::Pictures;
pub(crate) use self::setting::PhotoSetting;
pub(in crate::pages) use self::strip::Strip;
pub(in crate::pages) use self::viewer::Viewer;
