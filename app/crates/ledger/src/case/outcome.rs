//! What a check finds, why a child left, where it is placed, why it leaves the ledger's scope, and why a case is closed.
//!
//! Catalogues as data: a county edits the words, the keys stay. What each of them leads to is 示例, except where a plan or
//! a law is named.

use super::step::StepKind;
use crate::keyed::keyed;

// Keys are stored: never change one.
keyed! {
    /// 核查结果: the classes by which a county verified the ministry's list of suspected dropouts, and before them what
    /// an absence turns out to be (示例).
    pub enum CheckOutcome {
        OnLeave = "on_leave", "病假或事假";
        InSchool = "in_school", "已在校并有学籍";
        /// In a school of the province, which has not enrolled it.
        ProvinceNoRegistry = "province_no_registry", "省内就读无学籍";
        OutsideNoRegistry = "outside_no_registry", "省外就读无学籍";
        DataWrong = "data_wrong", "身份证号或姓名错误";
        RegisteredEmpty = "registered_empty", "户籍原因：空挂户";
        RegisteredTwice = "registered_twice", "户籍原因：双重户籍";
        RegisteredNobody = "registered_nobody", "户籍原因：查无此人";
        Dead = "dead", "户籍原因：死亡";
        OverAge = "over_age", "超龄离校";
        Abroad = "abroad", "出国";
        /// Illness or disability: the child is owed lessons all the same.
        Ill = "ill", "因病因残（送教）";
        Unreached = "unreached", "随父母外出，无法联系";
        /// Nowhere in school: suspected of having dropped out.
        NotInSchool = "not_in_school", "未在校就读";
    }
}

/// What an outcome means for the case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Leads {
    /// The child is in school, or only away for a while: 已排除.
    Excludes,
    /// The suspicion stands: 疑似辍学.
    Confirms,
    /// Another step has to say what follows; until then the case stays where it is.
    To(StepKind),
}

impl CheckOutcome {
    /// What it means for the case (示例).
    pub const fn leads(self) -> Leads {
        match self {
            CheckOutcome::OnLeave
            | CheckOutcome::InSchool
            | CheckOutcome::ProvinceNoRegistry
            | CheckOutcome::OutsideNoRegistry
            | CheckOutcome::DataWrong => Leads::Excludes,
            CheckOutcome::NotInSchool => Leads::Confirms,
            CheckOutcome::Ill => Leads::To(StepKind::Arrange),
            CheckOutcome::Unreached => Leads::To(StepKind::Unreachable),
            CheckOutcome::RegisteredEmpty
            | CheckOutcome::RegisteredTwice
            | CheckOutcome::RegisteredNobody
            | CheckOutcome::Dead
            | CheckOutcome::OverAge
            | CheckOutcome::Abroad => Leads::To(StepKind::Exit),
        }
    }
}

keyed! {
    /// 辍学原因, as the county plans and 教基〔2020〕5号 name them between them.
    pub enum DropReason {
        Learning = "learning", "学习困难或厌学";
        Work = "work", "外出打工";
        Marriage = "marriage", "早婚早育";
        Religion = "religion", "信教";
        Poverty = "poverty", "家庭经济困难";
        Illness = "illness", "因病";
        Disability = "disability", "因残";
        Distance = "distance", "上学远";
        WithParents = "with_parents", "随父母外出";
        Guardianship = "guardianship", "家庭变故或监护缺失";
        Conduct = "conduct", "网瘾或行为问题";
        Conflict = "conflict", "校园矛盾";
        Epidemic = "epidemic", "疫情等";
        Unreached = "unreached", "联系不上";
        /// Must be explained.
        Other = "other", "其他（须写明）";
    }
}

keyed! {
    /// 安置方式. The first two are only for coming back, the first eight for a class, the last two need approval.
    pub enum Arrangement {
        SameClass = "same_class", "原班复学";
        OtherClass = "other_class", "插班";
        OwnClass = "own_class", "单独编班";
        CatchUp = "catch_up", "补偿教育";
        /// 从江县 2019: short courses at the county's vocational school.
        Vocational = "vocational", "普职融合或职校短期培训";
        Special = "special", "特教学校";
        SpecialClass = "special_class", "普校特教班";
        Inclusive = "inclusive", "随班就读";
        Correctional = "correctional", "专门学校";
        HomeTeaching = "home_teaching", "送教上门";
        Remote = "remote", "远程";
        Institution = "institution", "康复机构（挂学籍）";
        Deferred = "deferred", "延缓入学";
        Suspended = "suspended", "休学";
    }
}

impl Arrangement {
    /// Those offered when a child comes back to a class.
    pub const RETURNS: &'static [(&'static str, &'static str)] = Arrangement::OFFERED.split_at(8).0;
    /// Those offered when a child is placed otherwise.
    pub const PLACES: &'static [(&'static str, &'static str)] = Arrangement::OFFERED.split_at(2).1;

    /// 义务教育法 第十一条: deferral and suspension need an application and an approval, and end.
    pub const fn needs_approval(self) -> bool {
        matches!(self, Arrangement::Deferred | Arrangement::Suspended)
    }

    /// Whether the child comes back to its class, or another: that is 复学登记, not a placement.
    pub const fn is_plain_return(self) -> bool {
        matches!(self, Arrangement::SameClass | Arrangement::OtherClass)
    }

    /// Whether the child sits in a school every day, so that somebody can see it there through the time of observation.
    pub const fn is_in_school(self) -> bool {
        !self.needs_approval()
            && !matches!(self, Arrangement::HomeTeaching | Arrangement::Remote | Arrangement::Institution)
    }
}

keyed! {
    /// 移出控辍范围: why a child is no longer one of those the ledger is about.
    pub enum Exit {
        OverAge = "over_age", "超龄或已毕业";
        Dead = "dead", "死亡";
        Abroad = "abroad", "出国（境）";
        Registration = "registration", "户籍错误";
        /// 联合乡: the concrete reason must be given.
        Other = "other", "其他离校";
    }
}

keyed! {
    /// 销号原因 (示例): each belongs to the stage it justifies.
    pub enum ClosingReason {
        Returned = "returned", "已复学，观察期满";
        Placed = "placed", "已安置并就读";
        Excluded = "excluded", "核查排除";
        Gone = "gone", "移出控辍范围";
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_outcome_excludes_confirms_or_leads_to_a_step() {
        let count = |leads| CheckOutcome::ALL.iter().filter(|outcome| outcome.leads() == leads).count();
        assert_eq!(count(Leads::Excludes), 5);
        assert_eq!(count(Leads::Confirms), 1);
        assert_eq!(count(Leads::To(StepKind::Exit)), 6);
        assert_eq!(CheckOutcome::Ill.leads(), Leads::To(StepKind::Arrange));
    }

    #[test]
    fn each_form_offers_the_arrangements_that_are_its_own() {
        let words = |offered: &[(&str, &'static str)]| offered.iter().map(|(_, word)| *word).collect::<Vec<_>>();
        assert_eq!(words(Arrangement::RETURNS)[..2], ["原班复学", "插班"]);
        assert_eq!(words(Arrangement::RETURNS)[7], "随班就读");
        let places: Vec<_> = Arrangement::ALL.iter().filter(|a| !a.is_plain_return()).map(|a| a.text()).collect();
        assert_eq!(words(Arrangement::PLACES), places);
        let approved: Vec<_> = Arrangement::ALL.iter().filter(|a| a.needs_approval()).map(|a| a.text()).collect();
        assert_eq!(approved, ["延缓入学", "休学"]);
        let returns = Arrangement::RETURNS.iter().filter_map(|(key, _)| Arrangement::from_key(key));
        assert!(returns.into_iter().all(Arrangement::is_in_school));
        assert!(!Arrangement::HomeTeaching.is_in_school() && !Arrangement::Suspended.is_in_school());
    }
}
