//! 查阅记录: who opened, revealed, exported or printed what, when and why. Rows are only ever added.

use ledger::schema::Table;
use ledger::schema::access;
use sync::{FieldId, RowId, SaveBuilder, ValueRef};

use crate::Desk;
use crate::book::{Dice, cell, text_value};
use crate::message::place::{AccessAct, AccessLine};
use crate::message::roster::Action;
use crate::step::{Now, Step, Then};

/// Codes by which acts are stored. Stored: never change one.
const CODES: &[(AccessAct, &str)] = &[
    (AccessAct::Open, "open"),
    (AccessAct::Reveal, "reveal"),
    (AccessAct::Export, "export"),
    (AccessAct::Print, "print"),
    (AccessAct::Backup, "backup"),
];

impl Desk {
    /// Keeps a line of the log, then answers with `then`.
    pub(crate) fn log_access(&self, act: AccessAct, subject: &str, reason: &str, now: &Now, then: Then) -> Step {
        let row = RowId::new(now, &mut Dice::new(now));
        let code = CODES.iter().find(|(a, _)| *a == act).map_or("", |(_, code)| code);
        let mut save = SaveBuilder::new();
        save.set(cell(Table::Access, row, access::ACTION), ValueRef::Text(code));
        save.set(cell(Table::Access, row, access::SUBJECT), text_value(subject));
        save.set(cell(Table::Access, row, access::REASON), text_value(reason.trim()));
        self.keep(&save, Action::Access, subject, now, then)
    }

    pub(super) fn access_log(&self, count: u32) -> Vec<AccessLine> {
        let rows = self.book.live(Table::Access);
        rows.into_iter().rev().take(count as usize).filter_map(|ix| self.access_line(ix)).collect()
    }

    fn access_line(&self, ix: u32) -> Option<AccessLine> {
        let code = self.book.text(Table::Access, ix, access::ACTION);
        let stamp = self.book.table(Table::Access)?.column(FieldId(access::ACTION))?.stamp(ix)?;
        let info = &self.book.written_by(Table::Access, stamp).info;
        Some(AccessLine {
            at_ms: info.wall_ms,
            who: info.actor.to_string(),
            act: CODES.iter().find(|(_, c)| *c == code).map(|(act, _)| *act)?,
            subject: self.book.text(Table::Access, ix, access::SUBJECT).to_owned(),
            reason: self.book.text(Table::Access, ix, access::REASON).to_owned(),
        })
    }
}
