//! A notice on paper, in the county's words.

use ledger::calendar::Calendar;
use ledger::case::{Counted, NoticeKind, Served};
use ledger::child::Child;
use ledger::date::Date;
use ledger::field::Field;
use ledger::schema::{Table, notice as f};
use print::form::notice::{Notice, Receipt, Template};
use print::{Document, batch};
use sync::RowId;

use super::{Say, day};
use crate::Desk;
use crate::case::CaseFile;
use crate::message::Id;
use crate::step::Now;

impl Desk {
    pub(super) fn notice_paper(&self, child: Id, notice: Id, say: Say, now: &Now) -> Option<Document> {
        let file = self.case_file(self.child_ix(child)?)?;
        let ix = self.book.find(Table::Notice, RowId(notice))?;
        self.printed_notice(file, ix, &self.case_calendar(now), say)
    }

    /// A notice of a case that was read already.
    fn printed_notice(&self, mut file: CaseFile, ix: u32, calendar: &Calendar, say: Say) -> Option<Document> {
        let child = file.child;
        let (said, text) = (self.said_of(child, say), |field| self.book.text(Table::Notice, ix, field));
        let kind = NoticeKind::from_key(text(f::KIND))?;
        let owned = |field| text(field).to_owned();
        let deadline = match (text(f::DAYS), Counted::from_key(text(f::COUNTED))) {
            ("", _) => String::new(),
            (days, Some(Counted::School)) => format!("{days}个{}", Counted::School.text()),
            (days, _) => format!("{days}日"),
        };
        // As the case stood when it was issued: a copy printed later says the same.
        let issued = Date::parse_iso(text(f::ISSUED))?;
        file.events.retain(|event| event.day <= issued);
        let state = file.state(calendar);
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

    /// Every notice without a proven service, child by child: printed together, handed out one by one.
    pub(super) fn open_notices(&self, class: &str, say: Say, now: &Now) -> Option<Document> {
        let of_class = (!class.is_empty()).then(|| self.children_of(class));
        let mut files = self.case_files();
        files.retain(|file| !file.notices.is_empty());
        files.retain(|file| of_class.as_ref().is_none_or(|class| class.contains(&file.child)));
        files.sort_by(|a, b| {
            let of = |child: u32| (self.row(child).grade_class(), self.row(child).get(Field::Name).to_owned());
            of(a.child).cmp(&of(b.child))
        });
        let text = |ix: u32, field| self.book.text(Table::Notice, ix, field);
        let calendar = self.case_calendar(now);
        let unserved = |file: &CaseFile| {
            let open = file.notices.iter().filter(|ix| text(**ix, f::SERVED_ON).is_empty());
            open.filter_map(|ix| self.printed_notice(file.clone(), *ix, &calendar, say)).collect::<Vec<_>>()
        };
        let papers: Vec<Document> = files.iter().flat_map(unserved).collect();
        let title = format!("{} 未送达通知书", class.replace('/', " "));
        (!papers.is_empty()).then(|| batch(title.trim(), papers))
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
