//! 案卷目录: which sections of the file have papers, and which a case that stands so must have.

use ledger::case::{Section, State, StepKind, completeness};
use ledger::field::Field;
use ledger::schema::{Table, step};

use super::file::CaseFile;
use crate::Desk;
use crate::message::case::SectionView;

impl Desk {
    pub(super) fn sections(&self, file: &CaseFile, state: &State) -> Vec<SectionView> {
        let steps = self.steps_of(file.row);
        let kind = |ix: &u32| StepKind::from_key(self.book.text(Table::Step, *ix, step::KIND));
        let of =
            |kinds: &[StepKind]| steps.iter().filter(|ix| kind(ix).is_some_and(|kind| kinds.contains(&kind))).count();
        let with = |field: u16| steps.iter().filter(|ix| !self.book.text(Table::Step, **ix, field).is_empty()).count();
        let visits = file.events.iter().filter(|event| matches!(event.what, ledger::case::What::Visit(_))).count();
        let row = self.row(file.child);
        let present = |section: Section| match section {
            // Written by the program from what it knows.
            Section::Cover | Section::Basic => 1,
            Section::Family => usize::from(!row.get(Field::Guardian).is_empty()),
            Section::Discovery => of(&[StepKind::Absence, StepKind::Check, StepKind::Relapse]),
            Section::Causes => with(step::REASON),
            Section::Plan => of(&[StepKind::Plan]),
            Section::Persuasion => visits + of(&[StepKind::Promise, StepKind::Unreachable]),
            Section::Notices => file.notices.len(),
            Section::Aid => 0,
            Section::Return => of(&[StepKind::Back, StepKind::Arrange]),
            Section::FollowUp => of(&[StepKind::Observed]),
            Section::Application | Section::Proof => with(step::APPLICATION),
            Section::Approval => with(step::APPROVAL),
            Section::DueCheck => usize::from(state.deferred_until.is_some()) * of(&[StepKind::Check]),
            Section::Closing => of(&[StepKind::CloseRequest, StepKind::CloseApprove, StepKind::CloseReject]),
            Section::Evidence => with(step::EVIDENCE_WORDS),
        };
        let stage = state.returned_to.unwrap_or(state.stage);
        completeness(present, stage)
            .into_iter()
            .map(|state| SectionView {
                name: state.section.text().to_owned(),
                count: state.present as u32,
                missing: state.is_missing(),
            })
            .filter(|section| section.count > 0 || section.missing)
            .collect()
    }
}
