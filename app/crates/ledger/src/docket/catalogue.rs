//! The short lists that dockets offer.

use crate::keyed::keyed;

// Keys are stored: never change one.
keyed! {
    /// Which way a pupil moved.
    pub enum Direction {
        In = "in", "转入";
        Out = "out", "转出";
    }
}

keyed! {
    /// 学籍手续 of a move (示例).
    pub enum Registry {
        Moved = "moved", "学籍已转";
        /// What has to be reminded of: 学籍转接.
        NotMoved = "not_moved", "学籍未转";
        /// The other place does not take part in the national registry, or the child stays enrolled: a paper proves it.
        Proven = "proven", "未转，另有凭证";
    }
}

keyed! {
    /// 毕业去向 (示例).
    pub enum Destination {
        Junior = "junior", "升入本县初中";
        Elsewhere = "elsewhere", "升入外地初中";
        Special = "special", "特教学校或送教上门";
        Repeats = "repeats", "留级就读";
        /// Approved, and still to come back.
        Deferred = "deferred", "延缓或休学";
        Abroad = "abroad", "出国（境）";
        Dead = "dead", "死亡";
        Dropped = "dropped", "未升学";
        Untraced = "untraced", "去向不明";
    }
}

impl Destination {
    /// Whether the child is in a school, which has to be named then.
    pub const fn is_school(self) -> bool {
        matches!(self, Destination::Junior | Destination::Elsewhere | Destination::Special | Destination::Repeats)
    }

    /// Whether nothing more is owed to the child once this is proven.
    pub const fn settles(self) -> bool {
        self.is_school() || matches!(self, Destination::Abroad | Destination::Dead)
    }
}

keyed! {
    /// 责任书的层级: those the plans name, from the county down to the parents.
    pub enum PledgeLevel {
        CountyTownship = "county_township", "县与乡镇";
        TownshipVillage = "township_village", "乡镇与村";
        BureauCentre = "bureau_centre", "教育局与中心学校";
        CentreSchool = "centre_school", "中心学校与学校";
        HeadTeacher = "head_teacher", "校长与教师";
        SchoolParents = "school_parents", "学校与家长";
    }
}

/// The words before the year in the number of a letter to another township (示例).
pub const LETTER_PREFIX: &str = "控辍协函字";

/// What a letter to another township asks for, unless somebody writes it otherwise (示例).
pub const ASKED_OF_TOWNSHIP: &str = "\
请协助核实该生及其监护人现在的去向，上门做好劝返工作，督促其尽快返校就读；已在其他学校就读的，请告知学校名称并附在读证明。
请将核实和劝返结果函复我单位。";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_is_nowhere_settles_nothing() {
        let open: Vec<&str> = Destination::ALL.iter().filter(|one| !one.settles()).map(|one| one.text()).collect();
        assert_eq!(open, ["延缓或休学", "未升学", "去向不明"]);
        assert!(Destination::ALL.iter().filter(|one| one.is_school()).all(|one| one.settles()));
    }
}
