//! A notice on paper, in the county's words.

use ledger::case::{Counted, NoticeKind, Served};
use ledger::date::Date;
use ledger::schema::{Table, notice as f};
use print::Document;
use print::form::notice::{Notice, Receipt};
use sync::RowId;

use super::day;
use crate::Desk;
use crate::message::Id;

impl Desk {
    pub(super) fn notice_paper(&self, child: Id, notice: Id) -> Option<Document> {
        let (child, ix) = (self.child_ix(child)?, self.book.find(Table::Notice, RowId(notice))?);
        let (said, text) = (self.said_of(child), |field| self.book.text(Table::Notice, ix, field));
        let kind = NoticeKind::from_key(text(f::KIND))?;
        let owned = |field| text(field).to_owned();
        let deadline = match (text(f::DAYS), Counted::from_key(text(f::COUNTED))) {
            ("", _) => String::new(),
            (days, Some(Counted::School)) => format!("{days}个{}", Counted::School.text()),
            (days, _) => format!("{days}日"),
        };
        let file = self.case_file(child)?;
        let first = file.events.iter().map(|event| event.day).min();
        let paper = Notice {
            number: owned(f::NUMBER),
            guardian: owned(f::GUARDIAN),
            address: said.address,
            child: said.name,
            id_number: said.id_number,
            school: owned(f::SCHOOL),
            class: said.class,
            dropped_on: first.map(Date::chinese).unwrap_or_default(),
            deadline,
            previous: self.previous(&file.notices, ix),
            issuer: owned(f::ISSUER),
            issued_on: day(text(f::ISSUED)),
            receipt: Receipt {
                number: owned(f::RECEIPT),
                place: owned(f::SERVED_AT),
                time: day(text(f::SERVED_ON)),
                how: Served::from_key(text(f::SERVED_HOW)).map_or("", Served::text).to_owned(),
                ..Receipt::default()
            },
            ..Notice::default()
        };
        let mut template = self.template(kind);
        let own = |stored: &str, text: &mut String| {
            if !stored.is_empty() {
                stored.clone_into(text);
            }
        };
        own(text(f::LAW), &mut template.law);
        own(text(f::CONSEQUENCE), &mut template.liability);
        Some(paper.document(&template))
    }

    /// The notice before this one, as name and number.
    fn previous(&self, notices: &[u32], ix: u32) -> String {
        let text = |ix: u32, field| self.book.text(Table::Notice, ix, field);
        let before = notices.iter().filter(|other| **other != ix && text(**other, f::ISSUED) <= text(ix, f::ISSUED));
        let last = before.max_by_key(|other| (text(**other, f::ISSUED), NoticeKind::from_key(text(**other, f::KIND))));
        last.map_or(String::new(), |last| {
            let kind = NoticeKind::from_key(text(*last, f::KIND)).map_or("", NoticeKind::text);
            format!("《{kind}》（{}）", text(*last, f::NUMBER))
        })
    }
}
