//! The steps that usually follow where a case stands (示例): offered first, never the only ones possible.

use super::{Stage, StepKind};

use StepKind as S;

impl Stage {
    /// What is usually done next, the likeliest first.
    pub const fn usual_steps(self) -> &'static [StepKind] {
        match self {
            Stage::Absent => &[S::Check, S::Back, S::Unreachable],
            Stage::Suspected => &[S::Confirm, S::Back, S::Unreachable, S::Arrange],
            Stage::Dropped => &[S::Plan, S::Back, S::Promise, S::Arrange],
            Stage::Persuading => &[S::Promise, S::Back, S::Arrange, S::Unreachable],
            Stage::Promised => &[S::Back, S::Arrange, S::Unreachable],
            Stage::Unreachable => &[S::Check, S::Back, S::Exit],
            Stage::Observing | Stage::Placed => &[S::Observed, S::CloseRequest, S::Relapse],
            Stage::Deferred => &[S::Check, S::Back, S::Arrange],
            Stage::Excluded | Stage::Gone => &[S::CloseRequest, S::Absence],
            Stage::Closing => &[S::CloseApprove, S::CloseReject],
            Stage::Closed => &[S::Relapse, S::Absence],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_closed_but_on_request() {
        for stage in Stage::ALL {
            let steps = stage.usual_steps();
            assert!(!steps.is_empty(), "{stage:?}");
            assert_eq!(steps.contains(&S::CloseApprove), *stage == Stage::Closing, "{stage:?}");
            assert!(!(stage.is_out() && steps.contains(&S::CloseRequest)), "{stage:?}");
        }
    }
}
