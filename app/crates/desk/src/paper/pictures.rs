//! Pictures on paper: the drawn signature in its place, photos and scans on pages of their own.

use ledger::attachment::{AttachmentKind, OwnerKind};
use print::form::pictures::PicturePages;
use print::{Document, Image, PictureCell};
use sync::RowId;

use crate::Desk;
use crate::message::Id;
use crate::message::paper::PaperRequest;
use crate::step::Step;

/// What stands under a picture that is not on this machine.
const ELSEWHERE: &str = "（照片不在本机）";

/// The pictures of what is printed.
#[derive(Default)]
pub(super) struct Shown {
    /// The newest signature.
    pub(super) signature: Option<Image>,
    /// Photos and scans, in order.
    pub(super) pictures: Vec<PictureCell>,
}

impl Desk {
    /// The pictures that a paper shows, or what must be loaded first.
    pub(super) fn pictures_for(&mut self, request: &PaperRequest) -> Result<Shown, Step> {
        let owner = match request {
            PaperRequest::Visit(visit) => *visit,
            PaperRequest::Pictures { owner, .. } => *owner,
            _ => return Ok(Shown::default()),
        };
        let mut shown = Shown::default();
        for picture in self.whole_pictures(RowId(owner))? {
            if picture.kind == AttachmentKind::Signature {
                shown.signature = picture.image.or(shown.signature);
            } else {
                let away = if picture.image.is_some() { "" } else { ELSEWHERE };
                shown.pictures.push(PictureCell { caption: [&picture.caption, away].concat(), image: picture.image });
            }
        }
        Ok(shown)
    }

    /// 照片页; nothing if there are no pictures.
    pub(super) fn picture_pages(&self, kind: OwnerKind, owner: Id, six: bool, shown: &Shown) -> Option<Document> {
        let name = self.owner_name(kind, RowId(owner));
        let title = [&name, " ", kind.text(), "照片"].concat().trim().to_owned();
        let pages = PicturePages { title, pictures: shown.pictures.clone(), six };
        (!shown.pictures.is_empty()).then(|| pages.document())
    }
}

/// A document with its pictures after it.
pub(super) fn followed_by(mut document: Document, title: &str, shown: &Shown) -> Document {
    let pages = PicturePages { title: title.to_owned(), pictures: shown.pictures.clone(), six: false };
    document.sheets.extend(pages.sheets());
    document
}
