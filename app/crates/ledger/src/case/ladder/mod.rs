//! 升级阶梯: who must have done what after how many school days of absence.
//!
//! Every county found has other days (one, three, five, ten, four weeks), so the ladder is text a county types; the one
//! shipped is 示例. Days are school days: a holiday makes nobody late.

mod climb;

use std::fmt;

use thiserror::Error;

use super::{Method, NoticeKind, StepKind, What};

pub use climb::{Climb, Standing};

/// What has to be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Act {
    /// A step of the case.
    Step(StepKind),
    /// A visit: home visit or persuasion.
    Visit,
}

impl From<What> for Act {
    /// What an event is on the ladder.
    fn from(what: What) -> Act {
        Act::Step(match what {
            What::Visit(_) => return Act::Visit,
            What::Absence { .. } => StepKind::Absence,
            What::Check(_) => StepKind::Check,
            What::Confirm { .. } => StepKind::Confirm,
            What::Plan => StepKind::Plan,
            What::Promise { .. } => StepKind::Promise,
            What::Unreachable => StepKind::Unreachable,
            What::Back { .. } => StepKind::Back,
            What::Arrange { .. } => StepKind::Arrange,
            What::Observed { .. } => StepKind::Observed,
            What::Exit { .. } => StepKind::Exit,
            What::Mark => StepKind::Mark,
            What::Note => StepKind::Note,
            What::CloseRequest { .. } => StepKind::CloseRequest,
            What::CloseReject => StepKind::CloseReject,
            What::CloseApprove { .. } => StepKind::CloseApprove,
            What::Relapse { .. } => StepKind::Relapse,
        })
    }
}

impl Act {
    const VISIT: &'static str = "visit";

    /// The key, as the ladder is written.
    pub const fn key(self) -> &'static str {
        match self {
            Act::Step(kind) => kind.key(),
            Act::Visit => Act::VISIT,
        }
    }

    /// The act with this key.
    pub fn from_key(key: &str) -> Option<Act> {
        if key == Act::VISIT { Some(Act::Visit) } else { StepKind::from_key(key).map(Act::Step) }
    }
}

/// A rung: something that is due.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rung {
    /// On which school day of absence it is due; the first absent day is the first.
    pub after: u16,
    /// Whose turn it is, in the county's words: 班主任, 学校, 乡镇.
    pub who: String,
    /// What counts as done, if an act does.
    pub act: Option<Act>,
    /// By which of the four methods.
    pub method: Option<Method>,
    /// Which notice must have been issued.
    pub notice: Option<NoticeKind>,
    /// What it is, in words.
    pub what: String,
}

/// The ladder of a county.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ladder {
    rungs: Vec<Rung>,
}

/// Why a text is no ladder, with the line (1-based).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum LadderError {
    /// Not `days who act method notice what`, with `-` where there is none.
    #[error("line {0} is not `days who act method notice what`")]
    Shape(usize),
    /// Not a number of days from 1.
    #[error("line {0}: not a number of days")]
    Days(usize),
    /// Neither a step nor `visit`.
    #[error("line {0}: no such act")]
    Act(usize),
    /// None of the four.
    #[error("line {0}: no such method")]
    Method(usize),
    /// Not a notice.
    #[error("line {0}: no such notice")]
    Notice(usize),
    /// Neither an act nor a notice: nobody could say that it was done.
    #[error("line {0}: nothing to be done")]
    Nothing(usize),
    /// Due before the line above it.
    #[error("line {0} is due before the line above it")]
    Backwards(usize),
}

impl LadderError {
    /// The line, from 1.
    pub const fn line(self) -> usize {
        match self {
            LadderError::Shape(line)
            | LadderError::Days(line)
            | LadderError::Act(line)
            | LadderError::Method(line)
            | LadderError::Notice(line)
            | LadderError::Nothing(line)
            | LadderError::Backwards(line) => line,
        }
    }
}

const SHIPPED: &str = "\
1 班主任 absence - - 联系监护人，登记缺勤
2 班主任 visit reason - 上门家访
3 学校 check - - 核查，报疑似辍学台账
5 乡镇 visit care - 乡镇、村、学校联合劝返
7 乡镇 - administrative return 发放劝返复学通知书
10 学校 confirm - - 认定辍学，记入辍学台账
";

impl Ladder {
    /// The ladder a ledger begins with (示例), between the rules counties were found to have.
    pub fn shipped() -> Ladder {
        SHIPPED.parse().unwrap_or_default()
    }

    /// The next person up: whose turn comes after this one's on the ladder, counting everybody where they stand first.
    pub fn above(&self, who: &str) -> Option<&str> {
        let mut people: Vec<&str> = Vec::new();
        for rung in &self.rungs {
            if !people.contains(&rung.who.as_str()) {
                people.push(&rung.who);
            }
        }
        let at = people.iter().position(|one| *one == who)?;
        people.get(at + 1).copied()
    }

    /// Its rungs, from the first.
    pub fn rungs(&self) -> &[Rung] {
        &self.rungs
    }
}

const NONE: &str = "-";

/// One line each: `days who act method notice what`.
impl fmt::Display for Ladder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for Rung { after, who, act, method, notice, what } in &self.rungs {
            let (act, method) = (act.map_or(NONE, Act::key), method.map_or(NONE, Method::key));
            writeln!(f, "{after} {who} {act} {method} {} {what}", notice.map_or(NONE, NoticeKind::key))?;
        }
        Ok(())
    }
}

impl std::str::FromStr for Ladder {
    type Err = LadderError;

    fn from_str(text: &str) -> Result<Ladder, LadderError> {
        let mut rungs: Vec<Rung> = Vec::new();
        for (at, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
            let next = rung(at + 1, line)?;
            if rungs.last().is_some_and(|above| next.after < above.after) {
                return Err(LadderError::Backwards(at + 1));
            }
            rungs.push(next);
        }
        Ok(Ladder { rungs })
    }
}

fn rung(number: usize, line: &str) -> Result<Rung, LadderError> {
    let mut rest = line.trim();
    let mut word = || {
        let (word, after) = rest.split_once(char::is_whitespace).ok_or(LadderError::Shape(number))?;
        rest = after.trim_start();
        Ok(word)
    };
    let (after, who, act, method, notice) = (word()?, word()?, word()?, word()?, word()?);
    fn known<T>(key: &str, found: Option<T>, error: LadderError) -> Result<Option<T>, LadderError> {
        if key == NONE { Ok(None) } else { found.map(Some).ok_or(error) }
    }
    let act = known(act, Act::from_key(act), LadderError::Act(number))?;
    let method = known(method, Method::from_key(method), LadderError::Method(number))?;
    let notice = known(notice, NoticeKind::from_key(notice), LadderError::Notice(number))?;
    if act.is_none() && notice.is_none() {
        return Err(LadderError::Nothing(number));
    }
    let after = after.parse::<u16>().ok().filter(|days| *days > 0).ok_or(LadderError::Days(number))?;
    Ok(Rung { after, who: who.to_owned(), act, method, notice, what: rest.to_owned() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_ladder_is_read_as_it_was_written() {
        let shipped = Ladder::shipped();
        assert_eq!(shipped.to_string(), SHIPPED);
        let days: Vec<u16> = shipped.rungs().iter().map(|rung| rung.after).collect();
        assert_eq!(days, [1, 2, 3, 5, 7, 10]);
        assert_eq!(shipped.rungs()[4].notice, Some(NoticeKind::Return));
    }

    #[test]
    fn what_is_late_goes_to_the_next_person_up() {
        let shipped = Ladder::shipped();
        let check = |who, expected| assert_eq!(shipped.above(who), expected, "{who}");
        check("班主任", Some("学校"));
        check("学校", Some("乡镇"));
        check("乡镇", None);
        check("县教育局", None);
    }

    #[test]
    fn what_is_wrong_is_named_by_its_line() {
        let check = |text: &str, expected| assert_eq!(text.parse::<Ladder>(), Err(expected), "{text}");
        check("3 学校 check", LadderError::Shape(1));
        check("3 学校 check - -", LadderError::Shape(1));
        check("\n零 学校 check - - 核查", LadderError::Days(2));
        check("0 学校 check - - 核查", LadderError::Days(1));
        check("3 学校 看看 - - 核查", LadderError::Act(1));
        check("3 学校 check 讲道理 - 核查", LadderError::Method(1));
        check("3 学校 check - letter 核查", LadderError::Notice(1));
        check("3 学校 - - - 核查", LadderError::Nothing(1));
        check("3 学校 check - - 核查\n2 学校 visit - - 家访", LadderError::Backwards(2));
    }
}
