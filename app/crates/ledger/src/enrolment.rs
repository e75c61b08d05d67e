//! 籍 and 人 as two facts: where a child is enrolled, and where the child really is.
//!
//! Everything schools argue about lies between the two. They are stored apart, with their own sources and dates, and the
//! four states and every ledger are derived; nobody types a state.

mod mismatch;

use serde::{Deserialize, Serialize};

pub use mismatch::{Mismatch, MismatchGroup};

/// 学籍状态, after the registry's dictionary, and 无学籍 for a child verified to have none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EnrolStatus {
    /// 在读.
    Studying,
    /// 毕业.
    Graduated,
    /// 休学: enrolled, lawfully away; needs an approval (义务教育法 art. 11) and stays on the case list.
    Suspended,
    /// 转学 (out).
    Transferred,
    /// 退学.
    Withdrawn,
    /// 开除.
    Expelled,
    /// 死亡.
    Died,
    /// 失踪.
    Missing,
    /// 出国.
    Abroad,
    /// 其他离校: needs a concrete reason.
    OtherExit,
    /// 无学籍.
    None,
}

/// 在校情况: where the child really is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Attendance {
    /// 在校.
    Present,
    /// 送教上门: taught at home, counted as attending.
    TaughtAtHome,
    /// 外地就读: attending a school that is not the one of enrolment.
    Elsewhere,
    /// 不在校.
    Absent,
    /// 待核实: looked for and not known.
    Unverified,
}

/// The state that 籍 and 人 make together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EnrolState {
    /// 在籍在校.
    EnrolledPresent,
    /// 在籍不在校: here are the dropouts, and those who study elsewhere without having moved their 学籍.
    EnrolledAbsent,
    /// 在校不在籍.
    PresentOnly,
    /// 不在籍不在校.
    Neither,
    /// 待核实: one of the two facts is missing.
    Unverified,
}

macro_rules! texts {
    ($type:ident { $($variant:ident = $text:literal,)* }) => {
        impl $type {
            /// Every value, in the order of forms.
            pub const ALL: &'static [$type] = &[$($type::$variant,)*];
            /// The official text.
            pub const fn text(self) -> &'static str { match self { $($type::$variant => $text,)* } }
            /// Reads the official text.
            pub fn from_text(text: &str) -> Option<$type> { match text { $($text => Some($type::$variant),)* _ => None } }
        }
    };
}

texts!(EnrolStatus {
    Studying = "在读",
    Graduated = "毕业",
    Suspended = "休学",
    Transferred = "转学",
    Withdrawn = "退学",
    Expelled = "开除",
    Died = "死亡",
    Missing = "失踪",
    Abroad = "出国",
    OtherExit = "其他离校",
    None = "无学籍",
});

texts!(Attendance {
    Present = "在校",
    TaughtAtHome = "送教上门",
    Elsewhere = "外地就读",
    Absent = "不在校",
    Unverified = "待核实",
});

texts!(EnrolState {
    EnrolledPresent = "在籍在校",
    EnrolledAbsent = "在籍不在校",
    PresentOnly = "在校不在籍",
    Neither = "不在籍不在校",
    Unverified = "待核实",
});

impl EnrolStatus {
    /// Whether the child has a 学籍 that is in force. A suspended pupil has; one marked as gone has not.
    pub const fn is_enrolled(self) -> bool {
        matches!(self, EnrolStatus::Studying | EnrolStatus::Suspended)
    }

    /// Whether it may only be final with a concrete reason (其他离校, seed plan 联合乡; 退学 and 开除 do not exist in
    /// compulsory education, 义务教育法 art. 27, so whoever enters them must say what happened).
    pub const fn needs_reason(self) -> bool {
        matches!(self, EnrolStatus::OtherExit | EnrolStatus::Withdrawn | EnrolStatus::Expelled)
    }

    /// Whether it may only be final with an approval on file (义务教育法 art. 11).
    pub const fn needs_approval(self) -> bool {
        matches!(self, EnrolStatus::Suspended)
    }
}

impl Attendance {
    /// Whether the child is taught somewhere; `None` if that is not known.
    pub const fn is_taught(self) -> Option<bool> {
        match self {
            Attendance::Present | Attendance::TaughtAtHome | Attendance::Elsewhere => Some(true),
            Attendance::Absent => Some(false),
            Attendance::Unverified => None,
        }
    }
}

/// The two facts about one child.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    /// Whether there is a 学籍 in force; `None` if nobody has said.
    pub enrolled: Option<bool>,
    /// 在校情况, if anybody has said.
    pub attendance: Option<Attendance>,
    /// Whether the school attended is the school of enrolment; `None` if one of them is not named.
    pub same_school: Option<bool>,
}

impl Facts {
    /// Derives the state.
    ///
    /// A child enrolled at one school and attending another is 在籍不在校: its school of enrolment must account for it
    /// (seed plan 联合乡, 在籍不在校核实), though it is no dropout.
    ///
    /// ```
    /// use ledger::enrolment::{Attendance, EnrolState, Facts};
    /// let facts = Facts { enrolled: Some(true), attendance: Some(Attendance::Elsewhere), same_school: None };
    /// assert_eq!(facts.state(), EnrolState::EnrolledAbsent);
    /// assert!(!facts.may_be_dropout());
    /// ```
    pub fn state(&self) -> EnrolState {
        let taught = self.attendance.and_then(Attendance::is_taught);
        match (self.enrolled, taught) {
            (Some(true), Some(true)) if self.is_elsewhere() => EnrolState::EnrolledAbsent,
            (Some(true), Some(true)) => EnrolState::EnrolledPresent,
            (Some(true), Some(false)) => EnrolState::EnrolledAbsent,
            (Some(false), Some(true)) => EnrolState::PresentOnly,
            (Some(false), Some(false)) => EnrolState::Neither,
            (None, _) | (_, None) => EnrolState::Unverified,
        }
    }

    /// Whether the child is known not to be taught anywhere, whatever the registry says.
    pub fn may_be_dropout(&self) -> bool {
        self.attendance.and_then(Attendance::is_taught) == Some(false)
    }

    fn is_elsewhere(&self) -> bool {
        self.attendance == Some(Attendance::Elsewhere)
            || (self.attendance == Some(Attendance::Present) && self.same_school == Some(false))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::choice;
    use crate::field::Field;

    fn check(enrolled: Option<bool>, attendance: Option<Attendance>, same_school: Option<bool>, expected: EnrolState) {
        assert_eq!(Facts { enrolled, attendance, same_school }.state(), expected);
    }

    #[test]
    fn two_facts_make_four_states() {
        use Attendance::{Absent, Elsewhere, Present, TaughtAtHome, Unverified};
        check(Some(true), Some(Present), None, EnrolState::EnrolledPresent);
        check(Some(true), Some(Present), Some(true), EnrolState::EnrolledPresent);
        check(Some(true), Some(TaughtAtHome), Some(false), EnrolState::EnrolledPresent);
        check(Some(true), Some(Present), Some(false), EnrolState::EnrolledAbsent);
        check(Some(true), Some(Elsewhere), None, EnrolState::EnrolledAbsent);
        check(Some(true), Some(Absent), None, EnrolState::EnrolledAbsent);
        check(Some(false), Some(Present), None, EnrolState::PresentOnly);
        check(Some(false), Some(Elsewhere), None, EnrolState::PresentOnly);
        check(Some(false), Some(Absent), None, EnrolState::Neither);
        check(Some(true), Some(Unverified), None, EnrolState::Unverified);
        check(Some(true), None, None, EnrolState::Unverified);
        check(None, Some(Present), None, EnrolState::Unverified);
        check(None, None, None, EnrolState::Unverified);
    }

    #[test]
    fn lists_and_facts_speak_of_the_same_options() {
        let texts = |field| choice::options(field).iter().map(|o| o.text).collect::<Vec<_>>();
        assert_eq!(texts(Field::EnrolStatus), EnrolStatus::ALL.iter().map(|s| s.text()).collect::<Vec<_>>());
        assert_eq!(texts(Field::Attendance), Attendance::ALL.iter().map(|a| a.text()).collect::<Vec<_>>());
    }

    #[test]
    fn a_suspended_pupil_is_enrolled_but_needs_an_approval() {
        assert!(EnrolStatus::Suspended.is_enrolled() && EnrolStatus::Suspended.needs_approval());
        assert!(EnrolStatus::OtherExit.needs_reason() && !EnrolStatus::OtherExit.is_enrolled());
        assert!(!EnrolStatus::None.is_enrolled());
    }
}
