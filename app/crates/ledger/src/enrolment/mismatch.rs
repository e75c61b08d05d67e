//! 人籍不一致: the catalogue of explanations for a row where 籍, 人 and 户 do not agree.
//!
//! The kinds come from seed plans (蒲城县, 联合乡) and the county practice around them; a county edits the texts. The keys
//! are stored and never change.

use serde::{Deserialize, Serialize};

/// Which facts disagree.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MismatchGroup {
    /// 有籍无人: enrolled, not there.
    EnrolledNotThere,
    /// 有人无籍: there, not enrolled.
    ThereNotEnrolled,
    /// 信息不符: the same child with different data.
    DataDiffers,
    /// 有户无籍: in the household list, not enrolled.
    RegisteredNotEnrolled,
}

impl MismatchGroup {
    /// All groups in the order of forms.
    pub const ALL: [MismatchGroup; 4] = [
        MismatchGroup::EnrolledNotThere,
        MismatchGroup::ThereNotEnrolled,
        MismatchGroup::DataDiffers,
        MismatchGroup::RegisteredNotEnrolled,
    ];

    /// The official text.
    pub const fn text(self) -> &'static str {
        match self {
            MismatchGroup::EnrolledNotThere => "有籍无人",
            MismatchGroup::ThereNotEnrolled => "有人无籍",
            MismatchGroup::DataDiffers => "信息不符",
            MismatchGroup::RegisteredNotEnrolled => "有户无籍",
        }
    }
}

macro_rules! mismatches {
    ($($variant:ident = $key:literal, $group:ident, $text:literal;)*) => {
        /// One explanation of a mismatch.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        #[allow(missing_docs, reason = "each variant is documented by its text")]
        pub enum Mismatch { $($variant,)* }

        impl Mismatch {
            /// The whole catalogue in the order of forms.
            pub const ALL: &'static [Mismatch] = &[$(Mismatch::$variant,)*];
            /// The stored key.
            pub const fn key(self) -> &'static str { match self { $(Mismatch::$variant => $key,)* } }
            /// Which facts disagree.
            pub const fn group(self) -> MismatchGroup { match self { $(Mismatch::$variant => MismatchGroup::$group,)* } }
            /// The explanation within its group.
            pub const fn text(self) -> &'static str { match self { $(Mismatch::$variant => $text,)* } }
            /// The explanation with this stored key, if this build knows it.
            pub fn from_key(key: &str) -> Option<Mismatch> { match key { $($key => Some(Mismatch::$variant),)* _ => None } }
        }
    };
}

mismatches! {
    EnrolledElsewhere = "enrolled_elsewhere", EnrolledNotThere, "外地就读未转学籍";
    EnrolledLost = "enrolled_lost", EnrolledNotThere, "去向不明";
    EnrolledSuspended = "enrolled_suspended", EnrolledNotThere, "休学";
    EnrolledDropout = "enrolled_dropout", EnrolledNotThere, "辍学";
    EnrolledTwice = "enrolled_twice", EnrolledNotThere, "重复学籍";
    EnrolledGone = "enrolled_gone", EnrolledNotThere, "死亡或出国";
    ThereTransferred = "there_transferred", ThereNotEnrolled, "转入未转学籍";
    ThereNoPapers = "there_no_papers", ThereNotEnrolled, "无户口或无证件";
    ThereGuest = "there_guest", ThereNotEnrolled, "借读";
    DataName = "data_name", DataDiffers, "姓名不符";
    DataNumber = "data_number", DataDiffers, "证件号不符";
    DataGrade = "data_grade", DataDiffers, "年级不符";
    RegisteredNever = "registered_never", RegisteredNotEnrolled, "未入学";
    RegisteredElsewhere = "registered_elsewhere", RegisteredNotEnrolled, "民办学校或外地就读";
    RegisteredEmpty = "registered_empty", RegisteredNotEnrolled, "户籍错误：空挂户";
    RegisteredTwice = "registered_twice", RegisteredNotEnrolled, "户籍错误：双重户籍";
    RegisteredNobody = "registered_nobody", RegisteredNotEnrolled, "户籍错误：查无此人";
}

impl Mismatch {
    /// As a ledger prints it: `有籍无人（外地就读未转学籍）`.
    pub fn label(self) -> String {
        format!("{}（{}）", self.group().text(), self.text())
    }

    /// Whether a child so explained is still owed schooling, so that the row may not be cleared by the explanation alone.
    pub const fn is_owed_schooling(self) -> bool {
        matches!(
            self,
            Mismatch::EnrolledLost
                | Mismatch::EnrolledSuspended
                | Mismatch::EnrolledDropout
                | Mismatch::RegisteredNever
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_their_own_and_lead_back() {
        for kind in Mismatch::ALL {
            assert_eq!(Mismatch::from_key(kind.key()), Some(*kind));
        }
        assert_eq!(Mismatch::from_key("something_newer"), None);
    }

    #[test]
    fn every_group_has_explanations() {
        let count = |group| Mismatch::ALL.iter().filter(|m| m.group() == group).count();
        assert_eq!(MismatchGroup::ALL.map(count), [6, 3, 3, 5]);
        assert_eq!(Mismatch::EnrolledElsewhere.label(), "有籍无人（外地就读未转学籍）");
    }
}
