//! Messages about attachments (附件): photos, drawn signatures, scans.

use ledger::attachment::{AttachmentKind, Flaw, OwnerKind, Picture};
use print::Image;
use serde::{Deserialize, Serialize};

use super::Id;
use super::care::{CareAnswer, CareRequest};
pub use super::share::Away;

/// What the page asks or tells about attachments.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum AttachmentRequest {
    /// What is attached to one thing, in order, with small pictures; what was removed comes last.
    Of(OwnerKind, Id),
    /// How much is attached to what belongs to a child: visits, steps, notices and the child itself. No picture is loaded.
    Counts(Id),
    /// The whole picture.
    Picture(Id),
    /// Keeps a picture, in a save of its own.
    Add(Box<NewAttachment>),
    /// Says what a picture shows.
    Describe {
        /// Which.
        attachment: Id,
        /// What it shows.
        caption: String,
    },
    /// Exchanges a picture with its neighbour.
    Move {
        /// Which.
        attachment: Id,
        /// With the one after it, instead of the one before.
        later: bool,
    },
    /// Says that a picture does not count, and why; it stays where it is.
    Remove {
        /// Which.
        attachment: Id,
        /// Why.
        reason: String,
    },
    /// Takes that back.
    Restore(Id),
    /// Whether the place at which a photo was taken is kept.
    Places,
    /// Switches that on or off.
    KeepPlaces(bool),
}

impl AttachmentRequest {
    /// Whether it changes the ledger when it succeeds.
    pub fn writes(&self) -> bool {
        match self {
            AttachmentRequest::Of(..)
            | AttachmentRequest::Counts(_)
            | AttachmentRequest::Picture(_)
            | AttachmentRequest::Places => false,
            AttachmentRequest::Add(_)
            | AttachmentRequest::Describe { .. }
            | AttachmentRequest::Move { .. }
            | AttachmentRequest::Remove { .. }
            | AttachmentRequest::Restore(_)
            | AttachmentRequest::KeepPlaces(_) => true,
        }
    }
}

/// A picture to be kept.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct NewAttachment {
    /// What it belongs to ...
    pub owner_kind: OwnerKind,
    /// ... and which of these.
    pub owner: Id,
    /// What it is.
    pub kind: AttachmentKind,
    /// What it shows.
    pub caption: String,
    /// The picture.
    pub bytes: Vec<u8>,
    /// The small one.
    pub small: Vec<u8>,
    /// Where it was taken, or empty.
    pub place: String,
}

/// Answers about attachments; what was kept is told as [`CareAnswer::Saved`].
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum AttachmentAnswer {
    /// What is attached to one thing.
    Of(Vec<AttachmentView>),
    /// How much is attached to what; what has nothing is not named.
    Counts(Vec<AttachedView>),
    /// A picture as the source of an image; nothing if it is not on this machine.
    Picture(Option<String>),
    /// Nothing was kept: this is wrong with the picture.
    Flawed(Flaw),
    /// Nothing was kept: the same picture is there already.
    Repeated,
    /// Whether places are kept.
    Places(bool),
}

/// A picture in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AttachmentView {
    /// The row.
    pub id: Id,
    /// What it is.
    pub kind: AttachmentKind,
    /// What it shows.
    pub caption: String,
    /// When it was added, by the device's clock.
    pub added_ms: u64,
    /// Bytes.
    pub size: u32,
    /// Pixels from left to right.
    pub width: u32,
    /// Pixels from top to bottom.
    pub height: u32,
    /// The beginning of its digest, to be told by.
    pub hash: String,
    /// Where it was taken, if that is kept.
    pub place: String,
    /// Why it was removed; empty while it counts.
    pub removed: String,
    /// The small picture as the source of an image; empty if it is not on this machine.
    pub small: String,
    /// Where the whole picture is, if it is not on this machine.
    pub away: Away,
}

/// How much is attached to one thing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AttachedView {
    /// The row.
    pub owner: Id,
    /// Photos.
    pub photos: u32,
    /// Drawn signatures.
    pub signatures: u32,
    /// Scans.
    pub scans: u32,
}

/// A picture as the source of an image; nothing if it is none.
pub fn source_of(bytes: &[u8]) -> Option<String> {
    let picture = Picture::read(bytes).ok()?;
    Some(Image { media_type: picture.format.media_type(), bytes: bytes.to_vec() }.source())
}

impl From<AttachmentRequest> for CareRequest {
    fn from(request: AttachmentRequest) -> CareRequest {
        CareRequest::Attachment(request)
    }
}

impl From<AttachmentAnswer> for super::Response {
    fn from(answer: AttachmentAnswer) -> super::Response {
        CareAnswer::Attachment(Box::new(answer)).into()
    }
}
