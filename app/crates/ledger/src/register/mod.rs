//! 登记册: the registers of special groups, and what puts a child into one.
//!
//! A membership carries the facts: who is away, since when, where; which certificate; from when to when. Whether a
//! definition is met is derived from them ([`left_behind`]), because several definitions are in force side by side.
//! Registers that name an offence or an assessment stand apart ([`Restricted`]); a county adds its own ([`OwnQuestion`]).

mod columns;
pub mod left_behind;
mod own;
mod placed;
mod placement;
mod restricted;
mod table;
mod which;

use crate::child::Child;
use crate::group::Group;
use crate::keyed::keyed;

pub use columns::names_fact;
pub use own::{OwnKind, OwnQuestion};
pub use placed::placements;
pub use placement::{Placement, summary};
pub use restricted::{Restricted, SINCE, UNTIL, questions_of_restricted};
pub use table::{MEMBERSHIP, common_questions, questions_of};
pub use which::Which;

// Keys are stored: never change one.
keyed! {
    /// A register.
    pub enum Register {
        /// A parent is away for work.
        LeftBehind = "left_behind", "留守儿童";
        /// With or without a card.
        Disabled = "disabled", "残疾儿童";
        /// Lives with working parents away from where it is registered.
        Migrant = "migrant", "随迁子女";
        /// Poverty, illness, or a guardianship that fails.
        Difficult = "difficult", "困境儿童";
        /// 建档立卡 in older papers.
        Poverty = "poverty", "脱贫户与监测户";
        Orphan = "orphan", "孤儿与事实无人抚养儿童";
        /// Leaves school within the year.
        Ninth = "ninth", "初三毕业年级";
        /// Came back from elsewhere, or moves often.
        Returned = "returned", "返乡与流动学生";
        Learning = "learning", "学习困难学生";
        DisabledParent = "disabled_parent", "残疾人子女";
    }
}

impl Register {
    /// Whether the child's own record says that it belongs into the register: proposed, never entered by itself.
    pub fn suggests(self, child: &impl Child) -> bool {
        match self {
            Register::LeftBehind => Group::LeftBehind.holds(child),
            Register::Disabled => Group::Disabled.holds(child),
            Register::Migrant => Group::Migrant.holds(child),
            Register::Poverty => Group::Poverty.holds(child),
            Register::Orphan => Group::Orphan.holds(child),
            Register::Ninth => child.grade_class().starts_with("九年级"),
            Register::Difficult | Register::Returned | Register::Learning | Register::DisabledParent => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_register_asks_for_its_beginning_and_its_end() {
        for register in Register::ALL {
            let ids: Vec<u16> = questions_of(*register).map(|question| question.id).collect();
            assert!(ids.contains(&MEMBERSHIP.start) && ids.contains(&MEMBERSHIP.end), "{register:?}");
        }
    }
}
