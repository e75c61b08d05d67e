//! Keeping a picture, describing, ordering and removing it. A picture is judged here, whatever the page says of it.

use ledger::attachment::{OwnerKind, Place, admit_small};
use ledger::form::Fault;
use ledger::schema::{Table, attachment as f};
use sync::{RowId, SaveBuilder, ValueRef};

use super::table_of;
use crate::Desk;
use crate::book::{Dice, cell, text_value};
use crate::message::attachment::{AttachmentAnswer, NewAttachment};
use crate::message::care::CareAnswer;
use crate::message::roster::Action;
use crate::message::{Id, Refusal};
use crate::step::{Now, Step};

impl Desk {
    pub(super) fn add_attachment(&self, new: NewAttachment, now: &Now) -> Step {
        let owner = RowId(new.owner);
        if self.book.find(table_of(new.owner_kind), owner).is_none() {
            return Step::answer(Refusal::Gone);
        }
        let picture = match new.kind.admit(&new.bytes).and_then(|whole| admit_small(&new.small).map(|_| whole)) {
            Ok(picture) => picture,
            Err(flaw) => return Step::answer(AttachmentAnswer::Flawed(flaw)),
        };
        let hash = blake3::hash(&new.bytes).to_hex();
        let beside = self.attached_to(owner);
        let text = |ix: u32, field| self.book.text(Table::Attachment, ix, field);
        if beside.iter().any(|ix| self.counts(*ix) && text(*ix, f::HASH) == hash.as_str()) {
            return Step::answer(AttachmentAnswer::Repeated);
        }
        let last = beside.iter().map(|ix| self.book.int(Table::Attachment, *ix, f::POSITION)).max().unwrap_or(0);
        let mut dice = Dice::new(now);
        let [row, small] = [(); 2].map(|()| RowId::new(now, &mut dice));
        let mut save = SaveBuilder::new();
        let mut set = |field, value| save.set(cell(Table::Attachment, row, field), value);
        set(f::OWNER_KIND, ValueRef::Text(new.owner_kind.key()));
        set(f::OWNER, ValueRef::Row(owner));
        set(f::KIND, ValueRef::Text(new.kind.key()));
        set(f::CAPTION, text_value(new.caption.trim()));
        set(f::ADDED, ValueRef::Int(i64::try_from(now.ms).unwrap_or_default()));
        set(f::POSITION, ValueRef::Int(last + 1));
        set(f::SIZE, ValueRef::Int(new.bytes.len() as i64));
        set(f::WIDTH, ValueRef::Int(picture.width.into()));
        set(f::HEIGHT, ValueRef::Int(picture.height.into()));
        set(f::BLOB, ValueRef::Row(row));
        set(f::HASH, ValueRef::Text(&hash));
        set(f::SMALL, ValueRef::Row(small));
        // Whatever the page says: a place is kept where the school has switched that on, and nowhere else.
        let place = new.place.parse::<Place>().ok().filter(|_| self.keeps_places()).map(|place| place.to_string());
        set(f::PLACE, text_value(place.as_deref().unwrap_or_default()));
        let sealed = self.seal_pictures((row.0, &new.bytes), (small.0, &new.small), now);
        sealed.write(row, &mut save);
        let detail = self.owner_detail(new.kind.text(), new.owner_kind, owner);
        match self.keep(&save, Action::Attach, &detail, now, Self::care_saved()) {
            Step::Keep(mut keep) => {
                keep.blobs.extend([(row.0, new.bytes), (small.0, new.small)]);
                keep.with_parts(sealed.parts()).into()
            }
            other => other,
        }
    }

    fn owner_detail(&self, what: &str, kind: OwnerKind, owner: RowId) -> String {
        [what, kind.text(), &self.owner_name(kind, owner)].join(" ").trim().to_owned()
    }

    /// What an attachment is and whose, in words.
    fn attachment_detail(&self, ix: u32, prefix: &str) -> String {
        let kind = OwnerKind::from_key(self.book.text(Table::Attachment, ix, f::OWNER_KIND));
        let what = [prefix, self.attachment_kind(ix).map_or("", |kind| kind.text())].join(" ");
        match kind.zip(self.owner_of(ix)) {
            Some((kind, owner)) => self.owner_detail(what.trim(), kind, owner),
            None => what.trim().to_owned(),
        }
    }

    fn owner_of(&self, ix: u32) -> Option<RowId> {
        match self.book.table(Table::Attachment)?.column(sync::FieldId(f::OWNER))?.get(ix) {
            ValueRef::Row(owner) => Some(owner),
            _ => None,
        }
    }

    fn attachment_or_gone(&self, id: Id) -> Result<u32, Step> {
        self.book.find(Table::Attachment, RowId(id)).ok_or_else(|| Step::answer(Refusal::Gone))
    }

    /// Writes one field, if it says something new.
    fn set_attachment(&self, id: Id, field: u16, text: &str, prefix: &str, now: &Now) -> Step {
        let ix = match self.attachment_or_gone(id) {
            Ok(ix) => ix,
            Err(gone) => return gone,
        };
        if self.book.text(Table::Attachment, ix, field) == text {
            return Step::answer(Refusal::NothingToWrite);
        }
        let mut save = SaveBuilder::new();
        save.set(cell(Table::Attachment, RowId(id), field), text_value(text));
        self.keep(&save, Action::Attach, &self.attachment_detail(ix, prefix), now, Self::care_saved())
    }

    pub(super) fn describe(&self, id: Id, caption: &str, now: &Now) -> Step {
        self.set_attachment(id, f::CAPTION, caption, "说明", now)
    }

    /// The row and its bytes stay: what was removed can be looked at, with the reason, and brought back.
    pub(super) fn remove_attachment(&self, id: Id, reason: &str, now: &Now) -> Step {
        if reason.is_empty() {
            return Step::answer(CareAnswer::Faults(vec![(f::REMOVED, Fault::Needed)]));
        }
        self.set_attachment(id, f::REMOVED, reason, "移除", now)
    }

    pub(super) fn restore_attachment(&self, id: Id, now: &Now) -> Step {
        self.set_attachment(id, f::REMOVED, "", "恢复", now)
    }

    pub(super) fn move_attachment(&self, id: Id, later: bool, now: &Now) -> Step {
        let found = self.attachment_or_gone(id).map(|ix| (ix, self.owner_of(ix)));
        let (ix, owner) = match found {
            Ok((ix, Some(owner))) => (ix, owner),
            Ok((_, None)) => return Step::answer(Refusal::Gone),
            Err(gone) => return gone,
        };
        let mut rows = self.attached_to(owner);
        rows.retain(|one| self.counts(*one));
        let Some(at) = rows.iter().position(|one| *one == ix) else { return Step::answer(Refusal::Gone) };
        let other = if later { at + 1 } else { at.wrapping_sub(1) };
        if other >= rows.len() {
            return Step::answer(Refusal::NothingToWrite);
        }
        rows.swap(at, other);
        let mut save = SaveBuilder::new();
        for (position, one) in (1..).zip(rows) {
            // Two of one position would stay where they are: each gets the one it is shown at.
            if self.book.int(Table::Attachment, one, f::POSITION) != position {
                let row = self.book.row_id(Table::Attachment, one);
                save.set(cell(Table::Attachment, row, f::POSITION), ValueRef::Int(position));
            }
        }
        self.keep(&save, Action::Attach, &self.attachment_detail(ix, "排序"), now, Self::care_saved())
    }
}
