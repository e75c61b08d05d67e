//! Why rows were put together, kept apart or found wanting, as keys that machines and the page both read.

use std::fmt;

use serde::de::{SeqAccess, Visitor};
use serde::ser::SerializeSeq;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

macro_rules! reasons {
    ($($(#[$doc:meta])* $variant:ident = $bit:literal, $key:literal, $label:literal;)*) => {
        /// One reason of a result.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        #[repr(u8)]
        pub enum Reason { $($(#[$doc])* $variant = $bit,)* }

        impl Reason {
            /// Every reason, in the order in which they are told.
            pub const ALL: &'static [Reason] = &[$(Reason::$variant,)*];

            /// The key in machine-readable output.
            pub const fn key(self) -> &'static str { match self { $(Reason::$variant => $key,)* } }

            /// What a person reads.
            pub const fn label(self) -> &'static str { match self { $(Reason::$variant => $label,)* } }
        }
    };
}

// Bits are stored with a round: add at the end, never renumber.
reasons! {
    /// The same valid identity number.
    SameId = 0, "same_id", "身份证件号相同";
    /// The number came from the first 18 characters of a 残疾人证号.
    SameDisabilityCard = 1, "same_disability_card", "残疾人证号前18位相同";
    /// The same 学籍号.
    SameStudentNumber = 2, "same_student_number", "学籍号相同";
    /// A G 学籍号 holds the other row's identity number.
    StudentNumberHoldsId = 3, "student_number_holds_id", "学籍号中含对方的身份证件号";
    /// The same name.
    SameName = 4, "same_name", "姓名相同";
    /// The same name written in another way: a dot, a space, full-width letters.
    NameSpelling = 5, "name_spelling", "姓名写法不同，已归一";
    /// The name of one is the 曾用名 of the other.
    FormerName = 6, "former_name", "与曾用名相同";
    /// A character of the name cannot be read; the others agree.
    NameUnreadable = 7, "name_unreadable", "姓名有无法识别的字，其余相同";
    /// Names that differ little: one character, or the same sound.
    NameSimilar = 8, "name_similar", "姓名相近";
    /// Plainly different names.
    NameDiffers = 9, "name_differs", "姓名不同";
    /// A row without a name.
    NameMissing = 10, "name_missing", "缺姓名";
    /// The same date of birth.
    SameBirth = 11, "same_birth", "出生日期相同";
    /// Dates of birth contradict, between rows or with the number.
    BirthDiffers = 12, "birth_differs", "出生日期不一致";
    /// Sexes contradict, between rows or with the number.
    SexDiffers = 13, "sex_differs", "性别不一致";
    /// A guardian or head of household in common.
    SameGuardian = 14, "same_guardian", "监护人（户主）相同";
    /// Different guardians.
    GuardianDiffers = 15, "guardian_differs", "监护人不同";
    /// The same village.
    SameVillage = 16, "same_village", "村相同";
    /// Different villages.
    VillageDiffers = 17, "village_differs", "村不同";
    /// A telephone number in common.
    SamePhone = 18, "same_phone", "联系电话相同";
    /// The same school, grade and class.
    SameClass = 19, "same_class", "学校、年级、班级相同";
    /// What is left of a damaged number fits the other number.
    IdDigitsAgree = 20, "id_digits_agree", "受损证件号的剩余数字相符";
    /// What is left of a damaged number does not fit the other number.
    IdDigitsDisagree = 21, "id_digits_disagree", "受损证件号的剩余数字不符";
    /// Two valid numbers that differ.
    TwoIds = 22, "two_ids", "两个有效证件号不同";
    /// Different 学籍号.
    StudentNumberDiffers = 23, "student_number_differs", "学籍号不同";
    /// No identity number.
    IdMissing = 24, "id_missing", "缺身份证件号";
    /// Excel kept 15 digits.
    IdTruncated = 25, "id_truncated", "证件号被Excel截断（尾号000）";
    /// Rounded to a binary double.
    IdRounded = 26, "id_rounded", "证件号末几位被电脑舍入";
    /// The check character is wrong.
    IdChecksum = 27, "id_checksum", "证件号校验位不符";
    /// The date inside does not exist.
    IdDate = 28, "id_date", "证件号中的出生日期不存在";
    /// 15 digits of the old kind.
    IdFifteen = 29, "id_fifteen", "15位旧证件号";
    /// Not an identity number.
    IdMalformed = 30, "id_malformed", "证件号位数或字符不对";
    /// Another kind of document.
    IdForeign = 31, "id_foreign", "非居民身份证件";
    /// `9.90526E+17`.
    IdScientific = 32, "id_scientific", "证件号成了科学记数";
    /// The row does not say who it is about.
    NoIdentity = 33, "no_identity", "行内没有可辨认的人";
    /// The row cannot be used for another reason; its findings say which.
    RowUnusable = 34, "row_unusable", "行内容无法使用";
    /// The card's number is not the row's own identity number.
    CardDisagrees = 35, "card_disagrees", "残疾人证号与身份证件号不符";
    /// Two candidates are equally good, so neither was taken.
    Ambiguous = 36, "ambiguous", "有两个同样相像的人，未自动归并";
    /// Children with different names carry one 学籍号.
    StudentNumberShared = 37, "student_number_shared", "不同姓名用了同一学籍号";
    /// A row that cannot be read has the same name and date of birth.
    RejectedRowAlike = 38, "rejected_row_alike", "另有一行不能读，姓名和出生日期相同";
    /// Every cell of two rows of one list is the same.
    IdenticalRows = 39, "identical_rows", "两行内容完全相同";
    /// A person said that these rows are one child.
    ConfirmedByPerson = 40, "confirmed_by_person", "人工确认为同一人";
    /// A person said that a similar row is another child.
    RefusedByPerson = 41, "refused_by_person", "人工确认不是同一人";
    /// Born before the age window.
    BornBeforeWindow = 42, "born_before_window", "早于年龄段";
    /// Born after the age window.
    BornAfterWindow = 43, "born_after_window", "晚于年龄段";
    /// Some dates of birth lie inside the age window and some outside.
    WindowUnsure = 44, "window_unsure", "出生日期不一致，是否适龄待核";
    /// A G 学籍号 holds another identity number than the row's own.
    StudentNumberHoldsOther = 45, "student_number_holds_other", "学籍号中的证件号与本行证件号不同";
    /// Different classes in one list.
    ClassDiffers = 46, "class_differs", "班级不同";
    /// So many rows carry the number that it says nothing.
    IdPlaceholder = 47, "id_placeholder", "许多行共用同一证件号，疑为占位";
}

/// A set of reasons.
#[derive(Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct Reasons(u64);

impl Reasons {
    /// No reason.
    pub const NONE: Reasons = Reasons(0);

    /// With one more.
    #[must_use]
    pub const fn with(self, reason: Reason) -> Reasons {
        Reasons(self.0 | 1 << reason as u8)
    }

    /// Without one.
    #[must_use]
    pub const fn without(self, reason: Reason) -> Reasons {
        Reasons(self.0 & !(1 << reason as u8))
    }

    /// With one more if it holds.
    #[must_use]
    pub const fn with_if(self, holds: bool, reason: Reason) -> Reasons {
        if holds { self.with(reason) } else { self }
    }

    /// Both sets together.
    #[must_use]
    pub const fn and(self, other: Reasons) -> Reasons {
        Reasons(self.0 | other.0)
    }

    /// Whether the reason is one of them.
    pub const fn has(self, reason: Reason) -> bool {
        self.0 & 1 << reason as u8 != 0
    }

    /// Whether there is none.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// One by one, in the order in which they are told.
    pub fn iter(self) -> impl Iterator<Item = Reason> {
        Reason::ALL.iter().copied().filter(move |r| self.has(*r))
    }
}

impl FromIterator<Reason> for Reasons {
    fn from_iter<I: IntoIterator<Item = Reason>>(reasons: I) -> Self {
        reasons.into_iter().fold(Reasons::NONE, Reasons::with)
    }
}

impl fmt::Debug for Reasons {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.iter().map(Reason::key)).finish()
    }
}

impl Serialize for Reasons {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut list = serializer.serialize_seq(Some(self.0.count_ones() as usize))?;
        for reason in self.iter() {
            list.serialize_element(&reason)?;
        }
        list.end()
    }
}

impl<'de> Deserialize<'de> for Reasons {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct List;
        impl<'de> Visitor<'de> for List {
            type Value = Reasons;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a list of reasons")
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Reasons, A::Error> {
                let mut reasons = Reasons::NONE;
                while let Some(reason) = list.next_element()? {
                    reasons = reasons.with(reason);
                }
                Ok(reasons)
            }
        }
        deserializer.deserialize_seq(List)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_reason_has_its_own_bit_and_key() {
        let all: Reasons = Reason::ALL.iter().copied().collect();
        assert_eq!(all.iter().count(), Reason::ALL.len());
        assert!(Reason::ALL.len() <= 64);
        for reason in Reason::ALL {
            let read = serde_json::to_value(reason).ok();
            assert_eq!(read, Some(serde_json::Value::from(reason.key())));
        }
    }

    #[test]
    fn a_set_is_stored_as_a_list_of_keys() {
        let set = Reasons::NONE.with(Reason::SameName).with(Reason::SameId);
        let text = serde_json::to_string(&set).expect("plain data");
        assert_eq!(text, r#"["same_id","same_name"]"#);
        assert_eq!(serde_json::from_str::<Reasons>(&text).expect("what was written"), set);
        assert!(set.without(Reason::SameId).has(Reason::SameName));
        assert!(!set.without(Reason::SameId).has(Reason::SameId));
    }
}
