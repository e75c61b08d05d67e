//! What is attached to what: counted for every list, drawn only where somebody looks.

use std::collections::HashMap;

use ledger::attachment::{AttachmentKind, OwnerKind, Picture};
use ledger::schema::{Table, attachment as f, case, discrepancy, notice, step, visit};
use print::Image;
use sync::{FieldId, RowId, ValueRef};

use super::room::Pictures;
use super::table_of;
use crate::Desk;
use crate::message::attachment::{AttachedView, AttachmentAnswer, AttachmentView};
use crate::message::{Id, Refusal};
use crate::step::{Now, Step};

/// What is attached to each row and was not removed.
#[derive(Debug, Default)]
pub(crate) struct Attached(HashMap<RowId, Vec<AttachmentKind>>);

impl Attached {
    /// The kinds attached to a row.
    pub(crate) fn to(&self, owner: RowId) -> impl Iterator<Item = AttachmentKind> + '_ {
        self.0.get(&owner).into_iter().flatten().copied()
    }

    /// How much is attached to a row, if anything is.
    pub(crate) fn view(&self, owner: RowId) -> Option<AttachedView> {
        let count = |kind| self.to(owner).filter(|one| *one == kind).count() as u32;
        let view = AttachedView {
            owner: owner.0,
            photos: count(AttachmentKind::Photo),
            signatures: count(AttachmentKind::Signature),
            scans: count(AttachmentKind::Scan),
        };
        self.0.contains_key(&owner).then_some(view)
    }
}

impl Desk {
    /// What is attached to everything there is.
    pub(crate) fn attached(&self) -> Attached {
        let mut attached = Attached::default();
        for (ix, owner) in self.attachment_rows() {
            if let Some(kind) = self.attachment_kind(ix).filter(|_| self.counts(ix)) {
                attached.0.entry(owner).or_default().push(kind);
            }
        }
        attached
    }

    /// Every attachment with the row it belongs to.
    fn attachment_rows(&self) -> impl Iterator<Item = (u32, RowId)> {
        let rows = self.book.table(Table::Attachment).and_then(|table| Some((table, table.column(FieldId(f::OWNER))?)));
        rows.into_iter().flat_map(|(table, column)| {
            table.live().filter_map(move |ix| match column.get(ix) {
                ValueRef::Row(owner) => Some((ix, owner)),
                _ => None,
            })
        })
    }

    fn attachment_text(&self, ix: u32, field: u16) -> &str {
        self.book.text(Table::Attachment, ix, field)
    }

    pub(super) fn attachment_kind(&self, ix: u32) -> Option<AttachmentKind> {
        AttachmentKind::from_key(self.attachment_text(ix, f::KIND))
    }

    /// Whether it was not removed.
    pub(super) fn counts(&self, ix: u32) -> bool {
        self.attachment_text(ix, f::REMOVED).is_empty()
    }

    /// What is attached to one row, in order: those removed last.
    pub(crate) fn attached_to(&self, owner: RowId) -> Vec<u32> {
        let mut rows: Vec<u32> = self.attachment_rows().filter(|(_, of)| *of == owner).map(|(ix, _)| ix).collect();
        let position = |ix: &u32| self.book.int(Table::Attachment, *ix, f::POSITION);
        // Two that were added offline at the same position stay in one order everywhere.
        rows.sort_by_key(|ix| (!self.counts(*ix), position(ix), self.book.row_id(Table::Attachment, *ix)));
        rows
    }

    /// The blob in a field of an attachment.
    fn blob(&self, ix: u32, field: u16) -> Option<Id> {
        match self.book.table(Table::Attachment)?.column(FieldId(field))?.get(ix) {
            ValueRef::Row(blob) => Some(blob.0),
            _ => None,
        }
    }

    pub(super) fn attachments_of(&mut self, kind: OwnerKind, owner: Id, now: &Now) -> Step {
        let owner = RowId(owner);
        let own = |ix: &u32| self.attachment_text(*ix, f::OWNER_KIND) == kind.key();
        let rows: Vec<u32> = self.attached_to(owner).into_iter().filter(own).collect();
        let small: Vec<Id> = rows.iter().filter_map(|ix| self.blob(*ix, f::SMALL)).collect();
        let pictures = match self.pictures(&small, true) {
            Ok(pictures) => pictures,
            Err(load) => return load,
        };
        self.refresh_album();
        let views = rows.into_iter().filter_map(|ix| self.attachment_view(ix, &pictures, now)).collect();
        Step::answer(AttachmentAnswer::Of(views))
    }

    fn attachment_view(&self, ix: u32, pictures: &Pictures, now: &Now) -> Option<AttachmentView> {
        let text = |field| self.attachment_text(ix, field).to_owned();
        let number = |field| self.book.int(Table::Attachment, ix, field).try_into().unwrap_or_default();
        let small = self.blob(ix, f::SMALL).and_then(|blob| image(pictures.get(&blob)?));
        Some(AttachmentView {
            id: self.book.row_id(Table::Attachment, ix).0,
            kind: self.attachment_kind(ix)?,
            caption: text(f::CAPTION),
            added_ms: self.book.int(Table::Attachment, ix, f::ADDED).try_into().unwrap_or_default(),
            size: number(f::SIZE),
            width: number(f::WIDTH),
            height: number(f::HEIGHT),
            hash: text(f::HASH).chars().take(8).collect(),
            place: text(f::PLACE),
            removed: text(f::REMOVED),
            small: small.map(|image| image.source()).unwrap_or_default(),
            away: self.picture_away(self.blob(ix, f::BLOB), now),
        })
    }

    pub(super) fn picture(&mut self, id: Id, now: &Now) -> Step {
        let Some(ix) = self.book.find(Table::Attachment, RowId(id)) else { return Step::answer(Refusal::Gone) };
        let Some(blob) = self.blob(ix, f::BLOB) else { return Step::answer(AttachmentAnswer::Picture(None)) };
        match self.pictures(&[blob], false) {
            Ok(pictures) => {
                let shown = pictures.get(&blob).and_then(|bytes| image(bytes)).map(|image| image.source());
                if shown.is_none() {
                    let halves: Vec<Id> = self.blob(ix, f::SMALL).into_iter().chain([blob]).collect();
                    self.want_blobs(&halves, now.ms);
                }
                Step::answer(AttachmentAnswer::Picture(shown))
            }
            Err(load) => load,
        }
    }

    /// The whole pictures of a row that count, with their captions and kinds, in order; or what must be loaded first.
    pub(crate) fn whole_pictures(&mut self, owner: RowId) -> Result<Vec<WholePicture>, Step> {
        let mut rows = self.attached_to(owner);
        rows.retain(|ix| self.counts(*ix));
        let blobs: Vec<Id> = rows.iter().filter_map(|ix| self.blob(*ix, f::BLOB)).collect();
        let pictures = self.pictures(&blobs, true)?;
        let whole = |ix: u32| {
            Some(WholePicture {
                kind: self.attachment_kind(ix)?,
                caption: self.attachment_text(ix, f::CAPTION).to_owned(),
                image: self.blob(ix, f::BLOB).and_then(|blob| image(pictures.get(&blob)?)),
            })
        };
        Ok(rows.into_iter().filter_map(whole).collect())
    }

    pub(super) fn attachment_counts(&self, child: Id) -> Step {
        let ix = match self.child_or_gone(child) {
            Ok(ix) => ix,
            Err(gone) => return gone,
        };
        let attached = self.attached();
        let of_case = self.case_row(RowId(child));
        let owners = [RowId(child)]
            .into_iter()
            .chain(self.visits_to(ix).into_iter().map(|visit| self.book.row_id(Table::Visit, visit)))
            .chain(self.rows_of(Table::Step, step::CASE, of_case))
            .chain(self.rows_of(Table::Notice, notice::CASE, of_case));
        Step::answer(AttachmentAnswer::Counts(owners.filter_map(|owner| attached.view(owner)).collect()))
    }

    /// The rows of a table that belong to another, struck ones as well.
    fn rows_of(&self, table: Table, field: u16, of: RowId) -> Vec<RowId> {
        let rows = self.book.table(table).and_then(|found| Some((found, found.column(FieldId(field))?)));
        let Some((found, column)) = rows else { return Vec::new() };
        let own = (0..found.len() as u32).filter(|ix| column.get(*ix) == ValueRef::Row(of));
        own.map(|ix| self.book.row_id(table, ix)).collect()
    }

    /// Whose attachment it is, for the history; empty if that is not known any more.
    pub(crate) fn owner_name(&self, kind: OwnerKind, owner: RowId) -> String {
        let Some(ix) = self.book.table(table_of(kind)).and_then(|table| table.index_of(&owner)) else {
            return String::new();
        };
        let row = |table: Table, ix, field| match self.book.table(table)?.column(FieldId(field))?.get(ix) {
            ValueRef::Row(row) => Some(row),
            _ => None,
        };
        let of_case = |field| {
            let of = self.book.table(Table::Case)?.index_of(&row(table_of(kind), ix, field)?)?;
            row(Table::Case, of, case::CHILD)
        };
        let child = match kind {
            OwnerKind::Visit => row(Table::Visit, ix, visit::CHILD),
            OwnerKind::Step => of_case(step::CASE),
            OwnerKind::Notice => of_case(notice::CASE),
            OwnerKind::Child => Some(owner),
            OwnerKind::Discrepancy => {
                return self.book.text(Table::Discrepancy, ix, discrepancy::NAME).to_owned();
            }
            OwnerKind::Docket => return self.docket_line(owner.0).map(|line| self.line_name(line)).unwrap_or_default(),
        };
        child.and_then(|child| self.child_ix(child.0)).map_or_else(String::new, |ix| self.person_view(ix).name)
    }
}

/// A picture with everything that paper says of it.
pub(crate) struct WholePicture {
    pub(crate) kind: AttachmentKind,
    pub(crate) caption: String,
    /// Nothing if it is not on this machine.
    pub(crate) image: Option<Image>,
}

fn image(bytes: &[u8]) -> Option<Image> {
    let picture = Picture::read(bytes).ok()?;
    Some(Image { media_type: picture.format.media_type(), bytes: bytes.to_vec() })
}
