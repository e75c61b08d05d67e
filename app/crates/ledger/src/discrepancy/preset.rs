//! The comparisons the plans order, ready to be chosen.

use crate::list::ListKind as K;

/// A comparison by name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Preset {
    /// The stored key.
    pub key: &'static str,
    /// What people call it.
    pub name: &'static str,
    /// The kinds of lists it takes, in order.
    pub kinds: &'static [K],
    /// Where it comes from.
    pub note: &'static str,
}

/// All presets, the most usual first. Keys are stored: never change one.
pub const PRESETS: &[Preset] = &[
    Preset {
        key: "household_registry_school",
        name: "三比对（户籍×学籍×在校）",
        kinds: &[K::Household, K::Registry, K::InSchool],
        note: "西吉县、从江县方案：户籍系统、学籍系统与在校学生逐人比对",
    },
    Preset {
        key: "registry_terms",
        name: "三比对（学籍×上学期在校×本学期报到）",
        kinds: &[K::Registry, K::LastTerm, K::Reported],
        note: "蒲城县方案：先比人数，再比名单，差一人说明一人",
    },
    Preset {
        key: "four_checks",
        name: "四查三比对（户籍×学籍×在校×脱贫）",
        kinds: &[K::Household, K::Registry, K::InSchool, K::Poverty],
        note: "2024年常态化报告工作机制：四查三比对",
    },
    Preset {
        key: "graduates_junior",
        name: "小学毕业去向（近三年毕业库×初中在校）",
        kinds: &[K::Graduates, K::InSchool],
        note: "蒲城县方案：近三年小学毕业生逐人销号",
    },
    Preset {
        key: "disability_registry",
        name: "残疾儿童入学（残联×学籍）",
        kinds: &[K::Disability, K::Registry],
        note: "各县方案：残疾儿童少年入学监测",
    },
    Preset {
        key: "suspected_school",
        name: "疑似失学核查（疑似名单×在校）",
        kinds: &[K::Suspected, K::InSchool],
        note: "伊川县通知：教育部下发疑似失学儿童名单核查",
    },
];
