//! Attachments: what belongs to a visit, a step, a notice, a finding or a child, and what it proves.
//!
//! A text is saved before its pictures and each picture in a save of its own, so that a picture for which there is no room
//! takes nothing else with it. Pictures are blobs and leave the disk only when somebody looks at them.

mod keep;
mod list;
mod room;

pub(crate) use self::list::Attached;
pub(crate) use self::room::Room;

use ledger::attachment::OwnerKind;
use ledger::schema::Table;

use crate::Desk;
use crate::message::attachment::{AttachmentAnswer, AttachmentRequest};
use crate::step::{Now, Step};

/// The setting under which a school keeps the places of photos.
const PLACES: &str = "photo_places";
const ON: &str = "1";

impl Desk {
    pub(crate) fn ask_attachment(&mut self, request: AttachmentRequest, now: &Now) -> Step {
        match request {
            AttachmentRequest::Of(kind, owner) => self.attachments_of(kind, owner, now),
            AttachmentRequest::Counts(child) => self.attachment_counts(child),
            AttachmentRequest::Picture(id) => self.picture(id, now),
            AttachmentRequest::Add(new) => self.add_attachment(*new, now),
            AttachmentRequest::Describe { attachment, caption } => self.describe(attachment, caption.trim(), now),
            AttachmentRequest::Move { attachment, later } => self.move_attachment(attachment, later, now),
            AttachmentRequest::Remove { attachment, reason } => self.remove_attachment(attachment, reason.trim(), now),
            AttachmentRequest::Restore(attachment) => self.restore_attachment(attachment, now),
            AttachmentRequest::Places => Step::answer(AttachmentAnswer::Places(self.keeps_places())),
            AttachmentRequest::KeepPlaces(on) => {
                self.keep_setting(PLACES, if on { ON } else { "" }, now, Self::care_saved())
            }
        }
    }

    fn keeps_places(&self) -> bool {
        self.setting(PLACES) == ON
    }
}

/// The table in which an owner of this kind stands.
const fn table_of(kind: OwnerKind) -> Table {
    match kind {
        OwnerKind::Visit => Table::Visit,
        OwnerKind::Step => Table::Step,
        OwnerKind::Notice => Table::Notice,
        OwnerKind::Discrepancy => Table::Discrepancy,
        OwnerKind::Child => Table::Child,
        OwnerKind::Docket => Table::Docket,
    }
}
