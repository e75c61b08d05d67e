//! 登记册: the registers of special groups, and what puts a child into one.
//!
//! A membership carries the facts: who is away, since when, where; which certificate; from when to when. Whether a
//! definition is met is derived from them ([`left_behind`]), because several definitions are in force side by side.
//! Registers that name an offence or an assessment need a compartment of their own and are not among these.

pub mod left_behind;
mod placement;
mod table;

use serde::{Deserialize, Serialize};

use crate::child::Child;
use crate::group::Group;

pub use placement::{Placement, summary};
pub use table::{MEMBERSHIP, questions_of};

macro_rules! registers {
    ($($name:ident = $key:literal, $text:literal, $doc:literal;)*) => {
        /// A register.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum Register { $(#[doc = $doc] $name,)* }

        impl Register {
            /// Every register, in the order of menus.
            pub const ALL: &'static [Register] = &[$(Register::$name,)*];
            /// The stored key.
            pub const fn key(self) -> &'static str { match self { $(Register::$name => $key,)* } }
            /// The register with this key.
            pub fn from_key(key: &str) -> Option<Register> { match key { $($key => Some(Register::$name),)* _ => None } }
            /// What people call it.
            pub const fn text(self) -> &'static str { match self { $(Register::$name => $text,)* } }
        }
    };
}

// Keys are stored: never change one.
registers! {
    LeftBehind = "left_behind", "留守儿童", "留守: a parent is away for work.";
    Disabled = "disabled", "残疾儿童", "残疾, with or without a card.";
    Migrant = "migrant", "随迁子女", "随迁: lives with working parents away from where it is registered.";
    Difficult = "difficult", "困境儿童", "困境: poverty, illness, or a guardianship that fails.";
    Poverty = "poverty", "脱贫户与监测户", "脱贫户、监测户 (建档立卡 in older papers).";
    Orphan = "orphan", "孤儿与事实无人抚养儿童", "孤儿、事实无人抚养.";
    Ninth = "ninth", "初三毕业年级", "初三: leaves school within the year.";
    Returned = "returned", "返乡与流动学生", "返乡、流动: came back from elsewhere, or moves often.";
    Learning = "learning", "学习困难学生", "学习困难.";
    DisabledParent = "disabled_parent", "残疾人子女", "残疾人子女.";
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
    fn keys_lead_back_to_their_registers() {
        assert!(Register::ALL.iter().all(|register| Register::from_key(register.key()) == Some(*register)));
    }

    #[test]
    fn every_register_asks_for_its_beginning_and_its_end() {
        for register in Register::ALL {
            let ids: Vec<u16> = questions_of(*register).map(|question| question.id).collect();
            assert!(ids.contains(&MEMBERSHIP.start) && ids.contains(&MEMBERSHIP.end), "{register:?}");
        }
    }
}
