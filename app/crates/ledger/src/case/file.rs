//! 一生一案 as a file: its sections in order, and which of them a case must have by now.
//!
//! The order is that of county practice; study, life and thinking after the return are what 伊川县 2019 inspects, the papers
//! of deferral and suspension what 西吉县 2021 and 义务教育法 第十一条 ask for. What is needed when is 示例.

use super::Stage;
use crate::keyed::keyed;

// Keys are stored: never change one.
keyed! {
    /// A section of the file.
    pub enum Section {
        Cover = "cover", "封面";
        Basic = "basic", "基本信息表";
        /// 一家一案 (联合乡): members, income, aid.
        Family = "family", "家庭情况";
        Discovery = "discovery", "发现与核查";
        Causes = "causes", "原因分析";
        Plan = "plan", "帮扶和劝返方案";
        Persuasion = "persuasion", "劝返记录";
        Notices = "notices", "通知书与送达回证";
        Aid = "aid", "资助";
        Return = "return", "安置与复学登记";
        FollowUp = "follow_up", "复学后跟踪";
        /// Lessons at home and help, as far as they are no follow-up of a return.
        Help = "help", "送教与帮扶";
        Application = "application", "延缓入学或休学申请";
        Proof = "proof", "延缓入学或休学证明";
        Approval = "approval", "批准文及到期日";
        DueCheck = "due_check", "到期核查";
        Closing = "closing", "销号审批";
        Evidence = "evidence", "证据目录";
    }
}

/// A section as it stands in a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SectionState {
    /// Which.
    pub section: Section,
    /// How many papers or records it holds.
    pub present: usize,
    /// Whether a case in this stage must have it.
    pub needed: bool,
}

impl SectionState {
    /// Whether it is needed and empty.
    pub const fn is_missing(self) -> bool {
        self.needed && self.present == 0
    }
}

use Section as S;

/// What every file has from the suspicion on.
const OPENED: &[Section] = &[S::Cover, S::Basic, S::Discovery];
/// What a child has who dropped out.
const DROPPED: &[Section] = &[S::Cover, S::Basic, S::Family, S::Discovery, S::Causes];
/// And who is being brought back.
const WORKED_ON: &[Section] = &[S::Cover, S::Basic, S::Family, S::Discovery, S::Causes, S::Plan, S::Persuasion];

impl Section {
    /// Whether a case in this stage must have it (示例). For a case that waits for approval, the stage it would go back to
    /// ([`State::returned_to`](super::State::returned_to)) may be asked beside.
    const fn is_needed(self, stage: Stage) -> bool {
        let of = match stage {
            Stage::Absent | Stage::Excluded => &[S::Discovery],
            Stage::Suspected | Stage::Gone => OPENED,
            Stage::Dropped => DROPPED,
            Stage::Persuading | Stage::Promised | Stage::Unreachable => WORKED_ON,
            Stage::Observing | Stage::Placed => &[S::Cover, S::Basic, S::Discovery, S::Return, S::FollowUp],
            Stage::Deferred => &[S::Cover, S::Basic, S::Discovery, S::Application, S::Proof, S::Approval],
            Stage::Closing | Stage::Closed => &[S::Cover, S::Basic, S::Discovery, S::Closing, S::Evidence],
        };
        let mut at = 0;
        while at < of.len() {
            if of[at] as u8 == self as u8 {
                return true;
            }
            at += 1;
        }
        false
    }
}

/// Every section in order, with what is present and what a case in this stage must have.
pub fn completeness(present: impl Fn(Section) -> usize, stage: Stage) -> Vec<SectionState> {
    let state = |section: &Section| SectionState {
        section: *section,
        present: present(*section),
        needed: section.is_needed(stage),
    };
    Section::ALL.iter().map(state).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(stage: Stage, present: &[Section], missing: &[&str]) {
        let found = completeness(|section| present.iter().filter(|one| **one == section).count(), stage);
        assert_eq!(found.len(), Section::ALL.len());
        let told: Vec<_> = found.iter().filter(|state| state.is_missing()).map(|state| state.section.text()).collect();
        assert_eq!(told, missing, "{stage:?} {present:?}");
    }

    #[test]
    fn what_a_stage_needs_and_does_not_find_is_missing() {
        check(Stage::Absent, &[], &["发现与核查"]);
        check(Stage::Excluded, &[S::Discovery], &[]);
        check(Stage::Suspected, &[S::Discovery, S::Discovery], &["封面", "基本信息表"]);
        check(Stage::Dropped, OPENED, &["家庭情况", "原因分析"]);
        check(Stage::Persuading, DROPPED, &["帮扶和劝返方案", "劝返记录"]);
        check(Stage::Observing, OPENED, &["安置与复学登记", "复学后跟踪"]);
        check(Stage::Deferred, OPENED, &["延缓入学或休学申请", "延缓入学或休学证明", "批准文及到期日"]);
        check(Stage::Closed, OPENED, &["销号审批", "证据目录"]);
    }
}
