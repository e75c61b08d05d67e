//! 案卷目录: into which sections of the file each entry goes, and which sections a case that stands so must have. The page
//! counts by it, and the paper is laid out by it.

use ledger::case::{Section, SectionState, State, StepKind, completeness};
use ledger::field::Field;
use ledger::visit::VisitKind;

use super::file::CaseFile;
use crate::Desk;
use crate::message::case::{EntryKind, EntryView, SectionView};

/// What a file says of a child's family.
pub(crate) const FAMILY: &[Field] = &[
    Field::Guardian,
    Field::GuardianPhone,
    Field::Member1Name,
    Field::Member1Relation,
    Field::Member1Phone,
    Field::Member2Name,
    Field::Member2Relation,
    Field::Member2Phone,
];

/// The label of the question whose answer makes a placement one that was applied for.
const APPLICATION: &str = "申请";
/// The label of the question that says which paper proves something.
const PROOF: &str = "证据说明";

/// Where an entry goes; the papers of deferral stand in each section that asks for one of them.
pub(crate) fn sections_of(entry: &EntryView) -> Vec<Section> {
    let says = |label: &str| entry.said.iter().any(|(known, _)| known == label);
    let mut sections = match entry.kind {
        EntryKind::Visit(VisitKind::HomeVisit) => vec![Section::Discovery],
        EntryKind::Visit(VisitKind::HomeTeaching | VisitKind::Support) => vec![Section::Help],
        EntryKind::Visit(_) => vec![Section::Persuasion],
        EntryKind::FollowUp(_) => vec![Section::FollowUp],
        EntryKind::Aid => vec![Section::Aid],
        EntryKind::Notice => vec![Section::Notices],
        EntryKind::Step(kind) => match kind {
            StepKind::Absence | StepKind::Check | StepKind::Note | StepKind::Mark => vec![Section::Discovery],
            StepKind::Relapse => vec![Section::Discovery, Section::Causes],
            StepKind::Confirm => vec![Section::Causes],
            StepKind::Plan => vec![Section::Plan],
            StepKind::Promise | StepKind::Unreachable => vec![Section::Persuasion],
            StepKind::Arrange if says(APPLICATION) => {
                vec![Section::Return, Section::Application, Section::Proof, Section::Approval]
            }
            StepKind::Back | StepKind::Arrange | StepKind::Exit => vec![Section::Return],
            StepKind::Observed => vec![Section::FollowUp],
            StepKind::CloseRequest | StepKind::CloseReject | StepKind::CloseApprove => vec![Section::Closing],
        },
    };
    sections.extend(says(PROOF).then_some(Section::Evidence));
    sections
}

impl Desk {
    /// Every section with how many entries it has; what was struck is in none.
    pub(crate) fn section_states(&self, file: &CaseFile, state: &State, entries: &[EntryView]) -> Vec<SectionState> {
        let row = self.row(file.child);
        let held: Vec<Section> = entries.iter().filter(|entry| entry.struck.is_none()).flat_map(sections_of).collect();
        let present = |section: Section| match section {
            // Written by the program from what it knows.
            Section::Cover | Section::Basic => 1,
            Section::Family => usize::from(FAMILY.iter().any(|field| !row.get(*field).is_empty())),
            _ => held.iter().filter(|one| **one == section).count(),
        };
        completeness(present, state.returned_to.unwrap_or(state.stage))
    }

    pub(super) fn sections(&self, file: &CaseFile, state: &State, entries: &[EntryView]) -> Vec<SectionView> {
        let view = |state: SectionState| SectionView {
            name: state.section.text().to_owned(),
            count: state.present as u32,
            missing: state.is_missing(),
        };
        let all = self.section_states(file, state, entries).into_iter().map(view);
        all.filter(|section| section.count > 0 || section.missing).collect()
    }
}
