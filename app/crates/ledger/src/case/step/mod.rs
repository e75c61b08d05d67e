//! 步骤: what can happen in a case, as forms. A step is written once; a wrong one is struck, with the reason.

mod faults;
mod questions;

use crate::keyed::keyed;

// Keys are stored: never change one.
keyed! {
    /// What happened. The order is that of a case that goes well, and of steps of one day.
    pub enum StepKind {
        Absence = "absence", "缺勤";
        Check = "check", "核查";
        /// The child has dropped out.
        Confirm = "confirm", "认定辍学";
        Plan = "plan", "帮扶劝返方案";
        Promise = "promise", "承诺返校";
        Unreachable = "unreachable", "联系不上";
        Back = "back", "复学登记";
        /// Deferral, suspension, lessons at home, special schools and classes.
        Arrange = "arrange", "分流安置";
        /// The class teacher confirms that the child is there.
        Observed = "observed", "观察确认";
        Exit = "exit", "移出控辍范围";
        Mark = "mark", "学籍标注";
        Note = "note", "记事";
        CloseRequest = "close_request", "申请销号";
        CloseReject = "close_reject", "退回";
        CloseApprove = "close_approve", "批准销号";
        Relapse = "relapse", "再次辍学";
    }
}
