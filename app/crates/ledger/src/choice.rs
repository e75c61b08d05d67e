//! The official options of a field, read from whatever a list writes for them.
//!
//! The options and codes are those of the student registry's collection form (学生基本信息表) and of the standards it
//! names (GB/T 2261.1, GB 3304, GB/T 4762, GB/T 26341); where a list needs an option the form lacks, it has no code and
//! its source is said. A value outside the list is kept as it stands: it is a finding, not an error.

mod circumstance;
mod ethnicity;
mod nationality;
mod person;
mod school;

use unicode_normalization::UnicodeNormalization;

use crate::field::Field;

/// One option of a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Choice {
    /// The code on the paper form; empty where the form has none.
    pub code: &'static str,
    /// The official text: what is stored, shown and exported.
    pub text: &'static str,
    /// Other ways lists write it.
    pub aliases: &'static [&'static str],
}

/// An option with its code, text and aliases.
const fn option(code: &'static str, text: &'static str, aliases: &'static [&'static str]) -> Choice {
    Choice { code, text, aliases }
}

/// 是 and 否, for every field that asks 是否.
pub const YES_NO: &[Choice] = &[
    option("1", "是", &["有", "是的", "Y", "YES", "TRUE", "√", "✓", "对"]),
    option("0", "否", &["不是", "没有", "N", "NO", "FALSE", "×", "✗", "X", "非"]),
];

/// The options of a field in the order forms print them; empty for fields that are not choices.
pub const fn options(field: Field) -> &'static [Choice] {
    match field {
        Field::Sex => person::SEX,
        Field::IdType | Field::Member1IdType | Field::Member2IdType => person::ID_TYPE,
        Field::Ethnicity | Field::Member1Ethnicity | Field::Member2Ethnicity => ethnicity::ETHNICITY,
        Field::Nationality => nationality::NATIONALITY,
        Field::Overseas => person::OVERSEAS,
        Field::Politics => person::POLITICS,
        Field::BloodType => person::BLOOD_TYPE,
        Field::EntryMode => school::ENTRY_MODE,
        Field::StudyMode => school::STUDY_MODE,
        Field::StudentSource => school::STUDENT_SOURCE,
        Field::EnrolStatus => school::ENROL_STATUS,
        Field::Attendance => school::ATTENDANCE,
        Field::Transport => school::TRANSPORT,
        Field::HukouKind => person::HUKOU_KIND,
        Field::Health => circumstance::HEALTH,
        Field::LeftBehind | Field::RuralLeftBehind => circumstance::LEFT_BEHIND,
        Field::Inclusive => circumstance::INCLUSIVE,
        Field::DisabilityKind => circumstance::DISABILITY_KIND,
        Field::DisabilityLevel => circumstance::DISABILITY_LEVEL,
        Field::Preschool
        | Field::PurchasedPlace
        | Field::NeedsBus
        | Field::Member1IsGuardian
        | Field::Member2IsGuardian
        | Field::OnlyChild
        | Field::Migrant
        | Field::MigrantWorker
        | Field::Orphan
        | Field::Martyr
        | Field::Disabled
        | Field::NeedsAid
        | Field::ReceivesAid
        | Field::DroppedOut
        | Field::RiskCleared => YES_NO,
        _ => &[],
    }
}

/// The official text for what a list wrote: the text itself, its code, `1-男`, or an alias.
///
/// ```
/// use ledger::choice::canonical;
/// use ledger::field::Field;
/// assert_eq!(canonical(Field::Sex, "1-男"), Some("男"));
/// assert_eq!(canonical(Field::Ethnicity, "05"), Some("维吾尔族"));
/// assert_eq!(canonical(Field::StudyMode, "寄宿"), Some("住校"));
/// assert_eq!(canonical(Field::Sex, "不详"), None);
/// ```
pub fn canonical(field: Field, raw: &str) -> Option<&'static str> {
    let options = options(field);
    if let Some(option) = options.iter().find(|o| o.text == raw) {
        return Some(option.text);
    }
    let plain = plain(raw);
    if plain.is_empty() {
        return None;
    }
    let says = |written: &str| options.iter().find(|o| o.is_written(written)).map(|o| o.text);
    says(&plain).or_else(|| {
        // `1-男`, `01.汉族`, `A、护照`: the text decides, the code before it must not contradict it.
        let (code, text) = plain.split_once(['-', '.', '、', ':', '_', '—', '－'])?;
        let option = options.iter().find(|o| o.is_written(text) && !text.is_empty())?;
        option.has_code(code).then_some(option.text)
    })
}

/// Whether a cell that asks 是否 is answered with no, in any of the ways lists write it.
pub(crate) fn says_no(raw: &str) -> bool {
    YES_NO.iter().any(|option| option.text == "否" && option.is_written(&plain(raw)))
}

/// The code on the paper form of an official text; `None` where the form has none.
pub fn code_of(field: Field, text: &str) -> Option<&'static str> {
    options(field).iter().find(|o| o.text == text).map(|o| o.code).filter(|c| !c.is_empty())
}

impl Choice {
    fn is_written(&self, plain_text: &str) -> bool {
        self.has_code(plain_text)
            || plain(self.text) == plain_text
            || self.aliases.iter().any(|alias| plain(alias) == plain_text)
    }

    /// Codes are compared without leading zeros: spreadsheets lose them.
    fn has_code(&self, code: &str) -> bool {
        let bare = |c: &str| c.trim_start_matches('0').to_owned();
        !self.code.is_empty()
            && !code.is_empty()
            && (self.code == code || (is_number(code) && bare(self.code) == bare(code)))
    }
}

fn is_number(text: &str) -> bool {
    text.bytes().all(|b| b.is_ascii_digit())
}

/// NFKC without spaces, in capital letters.
fn plain(text: &str) -> String {
    let kept = |c: &char| !c.is_whitespace() && !crate::plain::is_invisible(*c) && *c != '\'';
    text.nfkc().filter(kept).map(|c| c.to_ascii_uppercase()).collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::field::FieldKind;

    fn check(field: Field, raw: &str, expected: Option<&str>) {
        assert_eq!(canonical(field, raw), expected, "{field:?} {raw}");
    }

    #[test]
    fn exactly_the_choice_fields_have_options() {
        for field in Field::ALL {
            assert_eq!(options(*field).is_empty(), field.kind() != FieldKind::Choice, "{field:?}");
        }
    }

    #[test]
    fn no_two_options_of_a_field_are_written_alike() {
        for field in Field::ALL {
            let mut written = BTreeSet::new();
            for option in options(*field) {
                let ways = [option.text].into_iter().chain(option.aliases.iter().copied());
                for way in ways.chain([option.code].into_iter().filter(|c| !c.is_empty())) {
                    assert!(written.insert(plain(way)), "{field:?}: {way}");
                    assert_eq!(canonical(*field, way), Some(option.text), "{field:?}: {way}");
                }
                if !option.code.is_empty() {
                    assert_eq!(canonical(*field, &format!("{}-{}", option.code, option.text)), Some(option.text));
                }
            }
        }
    }

    #[test]
    fn codes_texts_and_aliases_are_read() {
        check(Field::Sex, "男", Some("男"));
        check(Field::Sex, " 女 ", Some("女"));
        check(Field::Sex, "男性", Some("男"));
        check(Field::Sex, "2", Some("女"));
        check(Field::Sex, "２－女", Some("女"));
        check(Field::Sex, "1-女", None);
        check(Field::Ethnicity, "汉", Some("汉族"));
        check(Field::Ethnicity, "1", Some("汉族"));
        check(Field::Ethnicity, "01-汉", Some("汉族"));
        check(Field::Ethnicity, "水", Some("水族"));
        check(Field::Ethnicity, "穿青人", Some("穿青人"));
        check(Field::IdType, "A-护照", Some("护照"));
        check(Field::IdType, "a", Some("护照"));
        check(Field::IdType, "身份证", Some("居民身份证"));
        check(Field::Nationality, "CHN-中国", Some("中国"));
        check(Field::Overseas, "0", Some("否"));
        check(Field::Transport, "公共交通(含城市公交、农村客运、地铁)", Some("公共交通（含城市公交、农村客运、地铁）"));
        check(Field::DisabilityKind, "肢体", Some("肢体残疾"));
        check(Field::DisabilityLevel, "2级", Some("二级"));
        check(Field::Orphan, "1", Some("是"));
        check(Field::Orphan, "TRUE", Some("是"));
        check(Field::LeftBehind, "否", Some("非留守儿童"));
        check(Field::Health, "健康", Some("健康或良好"));
        check(Field::Orphan, "", None);
        check(Field::Orphan, "大概", None);
        check(Field::Name, "张三", None);
    }

    #[test]
    fn the_paper_code_is_found_again() {
        assert_eq!(code_of(Field::Ethnicity, "苗族"), Some("06"));
        assert_eq!(code_of(Field::StudyMode, "送教上门"), None);
        assert_eq!(code_of(Field::Sex, "不详"), None);
    }
}
