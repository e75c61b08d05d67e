//! A notice on paper, in the county's words.

use ledger::case::{Counted, NoticeKind, Served};
use ledger::date::Date;
use ledger::schema::{Table, notice as f};
use print::Document;
use print::form::notice::{Notice, Receipt, Template};
use sync::RowId;

use super::day;
use crate::Desk;
use crate::message::Id;
use crate::step::Now;

impl Desk {
    pub(super) fn notice_paper(&self, child: Id, notice: Id, now: &Now) -> Option<Document> {
        let (child, ix) = (self.child_ix(child)?, self.book.find(Table::Notice, RowId(notice))?);
        let (said, text) = (self.said_of(child), |field| self.book.text(Table::Notice, ix, field));
        let kind = NoticeKind::from_key(text(f::KIND))?;
        let owned = |field| text(field).to_owned();
        let deadline = match (text(f::DAYS), Counted::from_key(text(f::COUNTED))) {
            ("", _) => String::new(),
            (days, Some(Counted::School)) => format!("{days}个{}", Counted::School.text()),
            (days, _) => format!("{days}日"),
        };
        let mut file = self.case_file(child)?;
        // As the case stood when it was issued: a copy printed later says the same.
        let issued = Date::parse_iso(text(f::ISSUED))?;
        file.events.retain(|event| event.day <= issued);
        let state = file.state(&self.case_calendar(now));
        let paper = Notice {
            number: owned(f::NUMBER),
            guardian: owned(f::GUARDIAN),
            address: said.address,
            child: said.name,
            id_number: said.id_number,
            school: owned(f::SCHOOL),
            class: said.class,
            dropped_on: state.out_since.chinese(),
            deadline,
            previous: self.previous(&self.notices_of(&file, &state).collect::<Vec<_>>(), ix),
            issuer: owned(f::ISSUER),
            issued_on: day(text(f::ISSUED)),
            receipt: Receipt {
                number: owned(f::RECEIPT),
                place: owned(f::SERVED_AT),
                time: day(text(f::SERVED_ON)),
                how: Served::from_key(text(f::SERVED_HOW)).map_or("", Served::text).to_owned(),
                ..Receipt::default()
            },
            stub: true,
            ..Notice::default()
        };
        // As it was issued, whatever the county's text says by now.
        let template = Template { kind, body: owned(f::BODY), law: owned(f::LAW), liability: owned(f::CONSEQUENCE) };
        Some(paper.document(&template))
    }

    /// The notice before this one that was served, as name and number.
    fn previous(&self, notices: &[u32], ix: u32) -> String {
        let text = |ix: u32, field| self.book.text(Table::Notice, ix, field);
        let served = |other: &u32| *other != ix && !text(*other, f::SERVED_ON).is_empty();
        let before = notices.iter().filter(|other| served(other) && text(**other, f::ISSUED) <= text(ix, f::ISSUED));
        let last = before.max_by_key(|other| (text(**other, f::ISSUED), NoticeKind::from_key(text(**other, f::KIND))));
        last.map_or(String::new(), |last| {
            let kind = NoticeKind::from_key(text(*last, f::KIND)).map_or("", NoticeKind::text);
            format!("《{kind}》（{}）", text(*last, f::NUMBER))
        })
    }
}
