//! 证据: the kinds of paper a case can hold, and which of them would prove what.
//!
//! The kinds are those county practice files; which proves what is 示例: one of those named is enough.

use super::outcome::{CheckOutcome, ClosingReason, Exit};
use crate::keyed::keyed;

// Keys are stored: never change one.
keyed! {
    /// 证据种类.
    pub enum Evidence {
        Attending = "attending", "在读证明";
        RegistryScreen = "registry_screen", "学籍截图";
        Household = "household", "户口簿";
        Call = "call", "电话录音或记录";
        VisitForm = "visit_form", "家访表";
        Photo = "photo", "照片";
        Diagnosis = "diagnosis", "诊断证明";
        DisabilityCard = "disability_card", "残疾证";
        Death = "death", "死亡证明";
        Abroad = "abroad", "出国证明";
        Transfer = "transfer", "转学手续";
        Served = "served", "通知书及送达回证";
        ReturnForm = "return_form", "复学登记";
        Attendance = "attendance", "考勤";
        /// Of deferral or suspension, by the township or the county bureau.
        Approval = "approval", "批准文件";
        Graduation = "graduation", "毕业证明";
        Other = "other", "其他";
    }
}

use Evidence as E;

/// Which kinds of paper would prove what a check found; none where nothing is claimed.
pub const fn proofs_of_check(outcome: CheckOutcome) -> &'static [Evidence] {
    match outcome {
        CheckOutcome::OnLeave => &[E::Diagnosis, E::Call, E::VisitForm],
        CheckOutcome::InSchool => &[E::Attending, E::RegistryScreen, E::Attendance],
        CheckOutcome::ProvinceNoRegistry | CheckOutcome::OutsideNoRegistry => &[E::Attending, E::Transfer],
        CheckOutcome::DataWrong => &[E::Household, E::RegistryScreen],
        CheckOutcome::RegisteredEmpty | CheckOutcome::RegisteredTwice | CheckOutcome::RegisteredNobody => {
            proofs_of_exit(Exit::Registration)
        }
        CheckOutcome::Dead => proofs_of_exit(Exit::Dead),
        CheckOutcome::OverAge => proofs_of_exit(Exit::OverAge),
        CheckOutcome::Abroad => proofs_of_exit(Exit::Abroad),
        CheckOutcome::Ill => &[E::Diagnosis, E::DisabilityCard],
        CheckOutcome::Unreached => &[E::Call, E::VisitForm],
        CheckOutcome::NotInSchool => &[],
    }
}

/// Which kinds of paper would prove that a child left the scope.
pub const fn proofs_of_exit(exit: Exit) -> &'static [Evidence] {
    match exit {
        Exit::OverAge => &[E::Graduation, E::Household],
        Exit::Dead => &[E::Death, E::Household],
        Exit::Abroad => &[E::Abroad],
        Exit::Registration => &[E::Household],
        Exit::Other => &[E::Transfer, E::Attending, E::VisitForm, E::Other],
    }
}

/// Which kinds of paper would prove that a case may be closed; for one excluded by a check, or gone, those of the check
/// or the exit prove it better.
pub const fn proofs_of_closing(reason: ClosingReason) -> &'static [Evidence] {
    match reason {
        ClosingReason::Returned => &[E::ReturnForm, E::Attendance, E::Attending, E::Photo],
        ClosingReason::Placed => &[E::Attending, E::Attendance, E::Diagnosis, E::DisabilityCard, E::Photo],
        ClosingReason::Excluded => &[E::Attending, E::RegistryScreen, E::Transfer, E::Household, E::Attendance],
        ClosingReason::Gone => &[E::Graduation, E::Death, E::Abroad, E::Household, E::Transfer, E::Other],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whatever_is_claimed_can_be_proved() {
        for outcome in CheckOutcome::ALL {
            assert_eq!(proofs_of_check(*outcome).is_empty(), *outcome == CheckOutcome::NotInSchool, "{outcome:?}");
        }
        assert!(Exit::ALL.iter().all(|exit| !proofs_of_exit(*exit).is_empty()));
        assert!(ClosingReason::ALL.iter().all(|reason| !proofs_of_closing(*reason).is_empty()));
    }
}
