//! 附件: a photo, a drawn signature or a scanned paper that belongs to something in the ledger and shows that it is so.
//!
//! What may be kept is a rule and not a habit of the page: a picture of this size at most, without what cameras write
//! beside it. Which kinds count as evidence is said here and nowhere else.

mod picture;
mod place;

pub use picture::{Flaw, Format, Picture};
pub use place::Place;

use crate::keyed::keyed;

/// No picture has more bytes.
pub const MAX_BYTES: usize = 200_000;
/// Its longer side has no more pixels.
pub const MAX_SIDE: u32 = 1_600;
/// The small picture that a list shows has no more bytes.
pub const MAX_SMALL_BYTES: usize = 8_000;
/// And its longer side no more pixels.
pub const MAX_SMALL_SIDE: u32 = 240;

// Keys are stored: never change one.
keyed! {
    /// What an attachment is.
    pub enum AttachmentKind {
        Photo = "photo", "照片";
        /// Drawn on the screen by the family.
        Signature = "signature", "签字";
        /// A paper, photographed or scanned: 责任书, 回证, 签收单.
        Scan = "scan", "扫描件";
    }
}

keyed! {
    /// What an attachment belongs to.
    pub enum OwnerKind {
        Visit = "visit", "走访记录";
        /// A step of a case.
        Step = "step", "案件步骤";
        /// A notice: the receipt of it, and its copy.
        Notice = "notice", "通知书送达回证";
        /// What a comparison found.
        Discrepancy = "discrepancy", "比对结果";
        Child = "child", "学生资料";
        /// A line of a docket: the signed 责任书, the answer to a letter, what proves where a graduate is.
        Docket = "docket", "登记簿";
    }
}

impl AttachmentKind {
    /// Whether it shows by itself that somebody was there: all kinds do. A signature drawn on the screen counts as one on
    /// paper does.
    pub const fn proves(self) -> bool {
        match self {
            AttachmentKind::Photo | AttachmentKind::Signature | AttachmentKind::Scan => true,
        }
    }

    /// The picture in these bytes, if it may be kept as this kind: not too large in either sense, whole, without metadata.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn admit(self, bytes: &[u8]) -> Result<Picture, Flaw> {
        within(bytes, MAX_BYTES, MAX_SIDE)
    }
}

/// The same for the small picture that a list shows.
///
/// # Errors
/// What is wrong with it.
pub fn admit_small(bytes: &[u8]) -> Result<Picture, Flaw> {
    within(bytes, MAX_SMALL_BYTES, MAX_SMALL_SIDE)
}

fn within(bytes: &[u8], most: usize, side: u32) -> Result<Picture, Flaw> {
    if bytes.len() > most {
        return Err(Flaw::TooManyBytes);
    }
    let picture = Picture::read(bytes)?;
    if picture.longer_side() > side { Err(Flaw::TooWide) } else { Ok(picture) }
}

#[cfg(test)]
mod tests {
    use super::picture::tests::{jpeg, png};
    use super::*;

    #[test]
    fn a_picture_is_admitted_up_to_its_limits() {
        let check = |bytes: &[u8], expected| {
            assert_eq!(AttachmentKind::Photo.admit(bytes).map(|p| (p.width, p.height)), expected);
        };
        check(&jpeg(1_600, 1_200, &[]), Ok((1_600, 1_200)));
        check(&jpeg(1_200, 1_600, &[]), Ok((1_200, 1_600)));
        check(&jpeg(1_601, 10, &[]), Err(Flaw::TooWide));
        check(&png(600, 200, &[]), Ok((600, 200)));
        let padded = |most: usize| {
            let bare = jpeg(8, 8, &[]).len();
            let filler = vec![0u8; most - bare];
            // Bytes of the scan itself: nothing that a reader of segments looks into.
            let mut bytes = jpeg(8, 8, &[]);
            let end = bytes.len() - 2;
            bytes.splice(end..end, filler);
            bytes
        };
        check(&padded(MAX_BYTES), Ok((8, 8)));
        check(&padded(MAX_BYTES + 1), Err(Flaw::TooManyBytes));
        assert_eq!(admit_small(&padded(MAX_SMALL_BYTES)).map(|p| p.width), Ok(8));
        assert_eq!(admit_small(&padded(MAX_SMALL_BYTES + 1)), Err(Flaw::TooManyBytes));
        assert_eq!(admit_small(&jpeg(241, 8, &[])), Err(Flaw::TooWide));
    }
}
