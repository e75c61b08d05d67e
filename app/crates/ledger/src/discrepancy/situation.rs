//! 情形: what it is called that a child stands in these lists and not in those.
//!
//! Words are those of the plans (有户无籍, 在籍不在校, 人籍不一致) where they have one. Some lists hold only a part of all
//! children by their nature; being absent from one of these means nothing.

use crate::compare::{CompareResult, ResultKind};
use crate::list::ListKind;

macro_rules! situations {
    ($($(#[$doc:meta])* $variant:ident = $key:literal, $label:literal;)*) => {
        /// The situation of a child that the lists do not agree on.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Situation { $($(#[$doc])* $variant,)* }

        impl Situation {
            /// Every situation, gravest first.
            pub const ALL: &'static [Situation] = &[$(Situation::$variant,)*];
            /// The stored key.
            pub const fn key(self) -> &'static str { match self { $(Situation::$variant => $key,)* } }
            /// What people call it.
            pub const fn label(self) -> &'static str { match self { $(Situation::$variant => $label,)* } }
            /// The situation with this stored key, if this build knows it.
            pub fn from_key(key: &str) -> Option<Situation> { match key { $($key => Some(Situation::$variant),)* _ => None } }
        }
    };
}

// Keys are stored: never change one.
situations! {
    /// Registered as a resident, in no school list.
    RegisteredNotEnrolled = "registered_not_enrolled", "有户无籍";
    /// Enrolled, not in school.
    EnrolledNotThere = "enrolled_not_there", "在籍不在校";
    /// In school, not enrolled.
    ThereNotEnrolled = "there_not_enrolled", "在校无籍";
    /// In school last term, not reported this term.
    NotReported = "not_reported", "上学期在校本学期未报到";
    /// A graduate of primary school whom no junior school has.
    GraduateLost = "graduate_lost", "毕业去向不明";
    /// A holder of a disability card who is not enrolled.
    DisabledNotEnrolled = "disabled_not_enrolled", "残疾儿童无学籍";
    /// A child of a poverty-monitored household who is not enrolled or not in school.
    PoorNotThere = "poor_not_there", "脱贫监测户子女未见就读";
    /// On the list of suspected dropouts, not found in school.
    SuspectedNotThere = "suspected_not_there", "疑似失学未见在校";
    /// Reported this term, not in school last term.
    NewThisTerm = "new_this_term", "本学期新增";
    /// Enrolled or in school, not among the residents.
    NotRegistered = "not_registered", "有籍无户";
    /// The same number, another name.
    SameIdNameDiffers = "same_id_name_differs", "同号异名";
    /// The same child, another number.
    SamePersonIdDiffers = "same_person_id_differs", "同人异号";
    /// Twice in one list.
    Duplicate = "duplicate", "名单内重复";
    /// Cannot be read.
    Rejected = "rejected", "不能读";
    /// Outside the age window.
    OutOfWindow = "out_of_window", "不在年龄段";
    /// In one list and not in another, in a way that has no name of its own.
    Elsewhere = "elsewhere", "名单不一致";
}

/// Lists that hold only part of all children by their nature.
const fn is_partial(kind: ListKind) -> bool {
    matches!(
        kind,
        ListKind::Poverty | ListKind::Disability | ListKind::Graduates | ListKind::Suspected | ListKind::Other
    )
}

impl Situation {
    /// The situation of a result; `None` if the lists agree as far as they can.
    pub fn of(result: &CompareResult, kinds: &[ListKind]) -> Option<Situation> {
        match result.kind {
            ResultKind::Rejected => Some(Situation::Rejected),
            ResultKind::DuplicateIn => Some(Situation::Duplicate),
            ResultKind::SameIdNameDiffers => Some(Situation::SameIdNameDiffers),
            ResultKind::SamePersonIdDiffers => Some(Situation::SamePersonIdDiffers),
            ResultKind::OutOfWindow => Some(Situation::OutOfWindow),
            ResultKind::OnlyIn | ResultKind::MissingFrom => {
                let stands = |list: &usize| result.stands_in(*list);
                let (present, absent): (Vec<usize>, Vec<usize>) = (0..kinds.len()).partition(stands);
                let kinds_of = |lists: Vec<usize>| lists.into_iter().map(|list| kinds[list]).collect::<Vec<_>>();
                absence(&kinds_of(present), &kinds_of(absent))
            }
            ResultKind::Matched => None,
        }
    }
}

fn absence(present: &[ListKind], absent: &[ListKind]) -> Option<Situation> {
    use ListKind as K;
    let any = |lists: &[ListKind], kinds: &[ListKind]| kinds.iter().any(|kind| lists.contains(kind));
    let in_registry = any(present, &[K::Registry, K::Roster]);
    let in_school = any(present, &[K::InSchool, K::Reported]);
    let no_registry = any(absent, &[K::Registry, K::Roster]);
    let no_school = any(absent, &[K::InSchool, K::Reported]);
    if absent.iter().all(|kind| is_partial(*kind)) {
        return None;
    }
    Some(if in_registry && no_school {
        match present.contains(&K::LastTerm) && absent.contains(&K::Reported) {
            true => Situation::NotReported,
            false => Situation::EnrolledNotThere,
        }
    } else if in_school && no_registry {
        Situation::ThereNotEnrolled
    } else if any(present, &[K::Household]) && (no_registry || no_school) {
        Situation::RegisteredNotEnrolled
    } else if any(present, &[K::LastTerm]) && no_school {
        Situation::NotReported
    } else if any(present, &[K::Graduates]) && (no_school || no_registry) {
        Situation::GraduateLost
    } else if any(present, &[K::Disability]) && (no_school || no_registry) {
        Situation::DisabledNotEnrolled
    } else if any(present, &[K::Poverty]) && (no_school || no_registry) {
        Situation::PoorNotThere
    } else if any(present, &[K::Suspected]) && (no_school || no_registry) {
        Situation::SuspectedNotThere
    } else if absent.contains(&K::LastTerm) && in_school {
        Situation::NewThisTerm
    } else if absent.contains(&K::Household) {
        Situation::NotRegistered
    } else {
        Situation::Elsewhere
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use ListKind as K;

    fn check(present: &[K], absent: &[K], expected: Option<&str>) {
        assert_eq!(absence(present, absent).map(Situation::label), expected, "{present:?} not {absent:?}");
    }

    #[test]
    fn the_plans_words_for_who_is_in_which_list() {
        check(&[K::Household], &[K::Registry, K::InSchool], Some("有户无籍"));
        check(&[K::Household, K::Registry], &[K::InSchool], Some("在籍不在校"));
        check(&[K::Registry], &[K::Household, K::InSchool], Some("在籍不在校"));
        check(&[K::Household, K::InSchool], &[K::Registry], Some("在校无籍"));
        check(&[K::Registry, K::InSchool], &[K::Household], Some("有籍无户"));
        check(&[K::Registry, K::LastTerm], &[K::Reported], Some("上学期在校本学期未报到"));
        check(&[K::Registry, K::Reported], &[K::LastTerm], Some("本学期新增"));
        check(&[K::Graduates], &[K::InSchool], Some("毕业去向不明"));
        check(&[K::Disability], &[K::Registry], Some("残疾儿童无学籍"));
        check(&[K::Suspected], &[K::InSchool], Some("疑似失学未见在校"));
    }

    #[test]
    fn being_absent_from_a_partial_list_means_nothing() {
        check(&[K::Household, K::Registry, K::InSchool], &[K::Poverty], None);
        check(&[K::InSchool], &[K::Suspected], None);
        check(&[K::Registry], &[K::Disability], None);
    }

    #[test]
    fn keys_lead_back() {
        assert!(Situation::ALL.iter().all(|s| Situation::from_key(s.key()) == Some(*s)));
    }
}
