//! What is seen, as a sheet for a file. Full numbers need a reason, and the log line is on disk before the sheet leaves.

use ledger::field::Field;

use crate::Desk;
use crate::message::place::AccessAct;
use crate::message::roster::{Column, RosterAnswer, RowQuery, Sheet, Source};
use crate::message::{Id, Need, Refusal};
use crate::step::{Now, Step};

impl Desk {
    pub(super) fn export_rows(
        &mut self,
        query: &RowQuery,
        columns: &[Column],
        only: &[Id],
        unmasked: Option<String>,
        now: &Now,
    ) -> Step {
        if unmasked.as_ref().is_some_and(|reason| reason.trim().is_empty()) {
            return Step::answer(Refusal::Missing(Need::Reason));
        }
        let chosen = self.chosen(query, only, now);
        let full = unmasked.is_some();
        let line = |ix: u32| -> Vec<String> {
            columns
                .iter()
                .map(|&c| if full { self.column_text(ix, c, now) } else { self.shown(ix, c, now) }.into_owned())
                .collect()
        };
        let sheet = Sheet {
            title: title(query.source).to_owned(),
            unit: self.unit().to_owned(),
            date: Self::today(now).to_string(),
            headers: columns.iter().map(|&c| header(c).to_owned()).collect(),
            rows: chosen.iter().map(|&ix| line(ix)).collect(),
        };
        let subject = format!("{} {}", sheet.title, sheet.rows.len());
        let reason = unmasked.unwrap_or_default();
        self.log_access(
            AccessAct::Export,
            &subject,
            &reason,
            now,
            Box::new(move |_, _| RosterAnswer::Sheet(Box::new(sheet)).into()),
        )
        .even_without(!full)
    }
}

fn title(source: Source) -> &'static str {
    match source {
        Source::All => "名册",
        Source::OfAge => "适龄儿童少年台账",
        Source::Mismatch => "人籍不一致台账",
    }
}

/// The header a column is exported under: one our own reader understands again.
pub(crate) fn header(column: Column) -> &'static str {
    match column {
        Column::Field(Field::IdNumber) => "身份证件号",
        Column::Field(field) => field.label(),
        Column::State => "人籍状态",
        Column::GradeClass => "年级班级",
        Column::IdQuality => "证件号情况",
        Column::Groups => "群体",
        Column::Age => "周岁",
        Column::Changed => "最后修改",
    }
}
