//! One child, whole: every field, the derived facts, what is wrong, and who changed what when. And the full text of a
//! masked number, which is looked at only with a reason that is kept first.

use std::borrow::Cow;

use ledger::clean::{check_row, clean_cell};
use ledger::field::Field;
use ledger::finding::{FindingKind, Severity};
use ledger::schema::{DELETED, Table};

use super::column::masked;
use crate::Desk;
use crate::book::cell;
use crate::message::place::AccessAct;
use crate::message::roster::{ChildView, Column, HistoryLine, RosterAnswer};
use crate::message::{Id, Need, Refusal};
use crate::step::{Now, Step};

const DERIVED: &[Column] = &[Column::State, Column::GradeClass, Column::IdQuality, Column::Groups, Column::Age];

impl Desk {
    pub(super) fn child(&self, id: Id, now: &Now) -> Step {
        let Some(ix) = self.child_ix(id) else { return Step::answer(Refusal::Gone) };
        let row = self.row(ix);
        let filled = Field::ALL.iter().filter(|&&f| !row.get(f).is_empty());
        let view = ChildView {
            id,
            fields: filled.map(|&f| (f, masked(f, Cow::Borrowed(row.get(f))).into_owned())).collect(),
            derived: DERIVED.iter().map(|&c| (c, self.shown(ix, c, now).into_owned())).collect(),
            findings: self.child_findings(ix),
            history: self.child_history(ix),
        };
        Step::answer(RosterAnswer::Child(Box::new(view)))
    }

    /// What is wrong with the stored values, by the same rules that read lists.
    fn child_findings(&self, ix: u32) -> Vec<(Field, FindingKind)> {
        let row = self.row(ix);
        let mut findings: Vec<_> = Field::ALL
            .iter()
            .filter(|&&f| !row.get(f).is_empty())
            .filter_map(|&f| clean_cell(f, row.get(f), false, false).finding.map(|found| (f, found)))
            .filter(|(_, (_, severity))| *severity > Severity::Note)
            .map(|(f, (kind, _))| (f, kind))
            .collect();
        findings.extend(check_row(&row).into_iter().filter_map(|(field, kind, _)| field.map(|f| (f, kind))));
        findings
    }

    fn child_history(&self, ix: u32) -> Vec<HistoryLine> {
        let row = self.row(ix).id();
        let fields = Field::ALL.iter().map(|&f| (Some(f), f.id())).chain([(None, DELETED)]);
        let mut lines: Vec<(sync::Hlc, HistoryLine)> = Vec::new();
        for (field, number) in fields {
            let versions = self.book.history(cell(Table::Child, row, number));
            for (i, version) in versions.iter().enumerate() {
                let before = versions.get(i + 1).map_or("", |v| v.value.text().unwrap_or(""));
                let after = version.value.text().unwrap_or("");
                if before == after {
                    continue;
                }
                let show = |text| field.map_or(Cow::Borrowed(text), |f| masked(f, Cow::Borrowed(text))).into_owned();
                let (before, after) = (show(before), show(after));
                let save = self.book.save_in(Table::Child, version.save);
                let line = HistoryLine { field, before, after, save: self.save_view(save) };
                lines.push((self.book.save(save).eff, line));
            }
        }
        lines.sort_by_key(|(eff, _)| std::cmp::Reverse(*eff));
        lines.into_iter().map(|(_, line)| line).collect()
    }

    /// The look is on disk before the number leaves the worker.
    pub(super) fn reveal(&self, child: Id, field: Field, reason: String, now: &Now) -> Step {
        if reason.trim().is_empty() {
            return Step::answer(Refusal::Missing(Need::Reason));
        }
        let Some(ix) = self.child_ix(child) else { return Step::answer(Refusal::Gone) };
        let full = self.row(ix).get(field).to_owned();
        let subject = format!("{} {}", self.row(ix).get(Field::Name), field.label());
        self.log_access(
            AccessAct::Reveal,
            &subject,
            &reason,
            now,
            Box::new(move |_, _| RosterAnswer::Revealed(full).into()),
        )
    }
}
