//! 登记簿 (docket): matters that are followed line by line, each entered on a day and open until it is settled.
//!
//! A line may be about a child that no roster knows: a graduate, a name of the ministry's list. How a line stands is never
//! stored but read off its answers, so a line that was closed and later loses its proof is open again. What is
//! asked comes from county plans named at each docket; which answer settles a line is 示例.
//!
//! ```
//! use ledger::docket::{Docket, Standing};
//! use ledger::schema::docket as f;
//! let graduate = |id| match id {
//!     f::DESTINATION => "untraced",
//!     f::EVIDENCE => "村委会说明",
//!     f::CLOSED_BY => "王校长",
//!     f::CLOSED_ON => "2020-05-08",
//!     _ => "",
//! };
//! assert_eq!(Docket::Graduate.standing(graduate), Standing::Outstanding, "nobody knows where the child is");
//! ```

mod catalogue;
mod faults;
mod questions;
mod standing;

pub use catalogue::{ASKED_OF_TOWNSHIP, Destination, Direction, LETTER_PREFIX, PledgeLevel, Registry};
pub use standing::{Standing, is_poor, is_to_be_returned};

use crate::keyed::keyed;

// Keys are stored: never change one.
keyed! {
    /// A docket.
    pub enum Docket {
        /// 伊川县 2019, 督导重点四: who came to a school and who went, and where to.
        Movement = "movement", "流动生登记";
        /// 蒲城县 2020: where each child of the last three years' primary classes went, settled one by one.
        Graduate = "graduate", "毕业生去向";
        /// 伊川县 2019: names of the ministry's list of suspected dropouts, checked one by one.
        Suspect = "suspect", "疑似失学核查";
        /// 伊川县 2019, 相关要求一: letters to the township where a child is registered.
        Letter = "letter", "户籍地协查函";
        /// 伊川县 2019, 联合乡: 控辍目标责任书, level by level.
        Pledge = "pledge", "责任书";
    }
}

impl Docket {
    /// What the docket is called on paper.
    pub const fn title(self) -> &'static str {
        match self {
            Docket::Movement => "流动生情况登记表",
            Docket::Graduate => "毕业生去向台账",
            Docket::Suspect => "疑似失学儿童核查台账",
            Docket::Letter => "户籍地协查函登记簿",
            Docket::Pledge => "控辍保学责任书签订登记簿",
        }
    }

    /// What settling a line is called.
    pub const fn settle(self) -> &'static str {
        match self {
            Docket::Movement => "办结",
            Docket::Graduate | Docket::Suspect => "销号",
            Docket::Letter => "登记复函",
            Docket::Pledge => "登记签订",
        }
    }
}
