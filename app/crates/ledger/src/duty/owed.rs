//! Who is owed a duty, or owes it: what a row of its chart is about.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::case::Stage;
use crate::keyed::keyed;
use crate::register::{Placement, Register, Which};

/// What a duty is about: one row of its chart each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum About {
    /// A child.
    #[default]
    Child,
    /// 包联干部, whatever school he goes to.
    Cadre,
    /// A cadre at one of the schools he answers for.
    Post,
}

// Keys are stored: never change one.
keyed! {
    /// How visits of cadres to schools are counted: plans say "twice a month" and mean either.
    pub enum Per {
        Cadre = "cadre", "按干部计";
        School = "school", "按每所学校计";
    }
}

/// Who is owed it, or owes it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Owed {
    /// Every disabled child placed so.
    Placed(Placement),
    /// Every child in one of these registers.
    Listed(Vec<Which>),
    /// Every child whose case stands so, since it does.
    Staged(Stage),
    /// Every child that came back and is being observed.
    Returned,
    /// Every child that is entitled to a subsidy in the term.
    Entitled,
    /// Every cadre with a school to answer for.
    Liaison(Per),
}

impl Owed {
    /// What a row of the chart is.
    pub const fn about(&self) -> About {
        match self {
            Owed::Liaison(Per::Cadre) => About::Cadre,
            Owed::Liaison(Per::School) => About::Post,
            Owed::Placed(_) | Owed::Listed(_) | Owed::Staged(_) | Owed::Returned | Owed::Entitled => About::Child,
        }
    }

    /// Every choice a county has for a rule of its own, stored form and words.
    pub fn offered() -> Vec<(String, String)> {
        let one = |owed: Owed, words: String| (owed.to_string(), words);
        let registers = Register::ALL.iter().map(|r| Owed::of_register(Which::Shipped(*r), r.text()));
        let placements = Placement::ALL.iter().map(|p| one(Owed::Placed(*p), format!("安置方式：{}", p.text())));
        let worked_on =
            Stage::ALL.iter().filter(|stage| !matches!(stage, Stage::Excluded | Stage::Gone | Stage::Closed));
        let stages = worked_on.map(|s| one(Owed::Staged(*s), format!("一生一案：{}", s.text())));
        let returned = one(Owed::Returned, "复学观察期内的学生".to_owned());
        registers.chain(placements).chain(stages).chain([returned]).collect()
    }

    /// The choice of one register, also of the county's own.
    pub fn of_register(which: Which, name: &str) -> (String, String) {
        (Owed::Listed(vec![which]).to_string(), format!("登记册：{name}"))
    }

    /// Who a stored text means.
    pub fn parse(text: &str) -> Option<Owed> {
        let (sort, keys) = text.split_once(':').unwrap_or((text, ""));
        match sort {
            "placed" => Some(Owed::Placed(Placement::from_key(keys)?)),
            "listed" => Some(Owed::Listed(keys.split(',').map(Which::from_key).collect::<Option<_>>()?)),
            "staged" => Some(Owed::Staged(Stage::from_key(keys)?)),
            "returned" => Some(Owed::Returned),
            "entitled" => Some(Owed::Entitled),
            "liaison" => Some(Owed::Liaison(Per::from_key(keys)?)),
            _ => None,
        }
    }
}

/// As it is stored.
impl fmt::Display for Owed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Owed::Placed(placement) => write!(f, "placed:{}", placement.key()),
            Owed::Listed(registers) => {
                let keys: Vec<String> = registers.iter().map(|register| register.key()).collect();
                write!(f, "listed:{}", keys.join(","))
            }
            Owed::Staged(stage) => write!(f, "staged:{}", stage.key()),
            Owed::Returned => f.write_str("returned"),
            Owed::Entitled => f.write_str("entitled"),
            Owed::Liaison(per) => write!(f, "liaison:{}", per.key()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::duty::shipped;

    #[test]
    fn who_is_owed_is_read_as_it_was_written() {
        for rule in shipped() {
            assert_eq!(Owed::parse(&rule.owed.to_string()), Some(rule.owed));
        }
        for (stored, words) in Owed::offered() {
            assert_eq!(Owed::parse(&stored).map(|owed| owed.to_string()), Some(stored), "{words}");
        }
        let (own, words) = Owed::of_register(Which::Own([7; 16]), "食堂帮扶");
        assert_eq!(
            (Owed::parse(&own), words.as_str()),
            (Some(Owed::Listed(vec![Which::Own([7; 16])])), "登记册：食堂帮扶")
        );
        let check = |text: &str| assert_eq!(Owed::parse(text), None, "{text}");
        check("");
        check("listed:");
        check("listed:left_behind,nobody");
        check("placed:moon");
    }
}
