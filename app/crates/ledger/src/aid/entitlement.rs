//! Who is entitled to what: lines of an item, a ground and where the child lives, each with its source.

use std::fmt;

use super::{AidItem, BadLine};
use crate::keyed::keyed;
use crate::register::Register;

keyed! {
    /// Whether a line asks where the child sleeps.
    pub enum Boards {
        Either = "either", "不限";
        Boarder = "boarder", "住校";
        Day = "day", "走读";
    }
}

/// What puts a child under a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Ground {
    /// Every pupil of compulsory education.
    Everyone,
    /// Being in a register, or having its mark in the roster.
    Listed(Register),
}

const EVERYONE: (&str, &str) = ("everyone", "全体在校学生");

impl Ground {
    /// Every ground: stored key and words.
    pub fn offered() -> Vec<(&'static str, &'static str)> {
        [EVERYONE].into_iter().chain(Register::OFFERED.iter().copied()).collect()
    }

    /// The stored key.
    pub const fn key(self) -> &'static str {
        match self {
            Ground::Everyone => EVERYONE.0,
            Ground::Listed(register) => register.key(),
        }
    }

    /// In words.
    pub const fn text(self) -> &'static str {
        match self {
            Ground::Everyone => EVERYONE.1,
            Ground::Listed(register) => register.text(),
        }
    }

    fn from_key(key: &str) -> Option<Ground> {
        if key == EVERYONE.0 { Some(Ground::Everyone) } else { Register::from_key(key).map(Ground::Listed) }
    }
}

/// Whoever is under the ground and lives so is entitled to the item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entitlement {
    /// To what.
    pub item: AidItem,
    /// Who.
    pub ground: Ground,
    /// Where the child sleeps.
    pub boards: Boards,
    /// Where it is written.
    pub source: String,
}

/// The entitlements of a county.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entitlements(Vec<Entitlement>);

impl Entitlements {
    /// A beginning to edit. Free textbooks and the subsidy of boarders for children of poor families are 义务教育法 第四十四条;
    /// which groups count as poor, and the subsidy of day pupils, are 示例 after public lists of subsidy centres.
    pub fn shipped() -> Entitlements {
        let law = "《义务教育法》第四十四条；困难群体范围为示例";
        let example = "示例：困难群体走读生";
        let items = [
            (AidItem::Textbooks, Boards::Either, law),
            (AidItem::Boarder, Boards::Boarder, law),
            (AidItem::DayPupil, Boards::Day, example),
        ];
        let grounds = [Register::Poverty, Register::Orphan, Register::Disabled, Register::DisabledParent];
        let line = |(item, boards, source): (AidItem, Boards, &str), register| Entitlement {
            item,
            ground: Ground::Listed(register),
            boards,
            source: source.to_owned(),
        };
        Entitlements(items.into_iter().flat_map(|item| grounds.map(|register| line(item, register))).collect())
    }

    /// Its lines, as they were written.
    pub fn lines(&self) -> &[Entitlement] {
        &self.0
    }

    /// What a child is entitled to, each item once with its first ground. `boards` is `None` if nobody wrote down where it
    /// sleeps; `listed` says whether it is under a register.
    pub fn of_child(&self, boards: Option<bool>, listed: impl Fn(Register) -> bool) -> Vec<&Entitlement> {
        let mut found: Vec<&Entitlement> = Vec::new();
        for line in &self.0 {
            let sleeps = match line.boards {
                Boards::Either => true,
                Boards::Boarder => boards == Some(true),
                Boards::Day => boards == Some(false),
            };
            let known = found.iter().any(|one| one.item == line.item);
            let under = || match line.ground {
                Ground::Everyone => true,
                Ground::Listed(register) => listed(register),
            };
            if sleeps && !known && under() {
                found.push(line);
            }
        }
        found
    }
}

/// One line each: `item ground boards source`.
impl fmt::Display for Entitlements {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for line in &self.0 {
            let (item, ground, boards) = (line.item.key(), line.ground.key(), line.boards.key());
            writeln!(f, "{item} {ground} {boards} {}", line.source.trim())?;
        }
        Ok(())
    }
}

impl std::str::FromStr for Entitlements {
    type Err = BadLine;

    fn from_str(text: &str) -> Result<Entitlements, BadLine> {
        let lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
        Ok(Entitlements(lines.map(|(at, line)| read(line).ok_or(BadLine(at + 1))).collect::<Result<_, _>>()?))
    }
}

fn read(line: &str) -> Option<Entitlement> {
    let mut parts = line.trim().splitn(4, ' ');
    Some(Entitlement {
        item: AidItem::from_key(parts.next()?)?,
        ground: Ground::from_key(parts.next()?)?,
        boards: Boards::from_key(parts.next()?)?,
        source: parts.next().unwrap_or_default().to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn registers_and_the_place_to_sleep_decide() {
        let entitlements = Entitlements::shipped();
        let check = |boards: Option<bool>, registers: &[Register], expected: &[AidItem]| {
            let found = entitlements.of_child(boards, |register| registers.contains(&register));
            assert_eq!(found.iter().map(|line| line.item).collect::<Vec<_>>(), expected, "{registers:?}");
        };
        check(Some(true), &[], &[]);
        check(Some(true), &[Register::LeftBehind], &[]);
        check(Some(true), &[Register::Poverty], &[AidItem::Textbooks, AidItem::Boarder]);
        check(Some(false), &[Register::Poverty, Register::Orphan], &[AidItem::Textbooks, AidItem::DayPupil]);
        check(None, &[Register::Poverty], &[AidItem::Textbooks]);
        let everyone: Entitlements = "meals everyone either 县文件".parse().expect("a line");
        assert_eq!(everyone.of_child(None, |_| false).len(), 1);
    }

    #[test]
    fn the_lines_are_read_as_they_were_written() {
        let shipped = Entitlements::shipped();
        assert_eq!(shipped.to_string().parse(), Ok(shipped));
        let check = |text: &str, line| assert_eq!(text.parse::<Entitlements>(), Err(BadLine(line)), "{text}");
        check("meals everyone", 1);
        check("meals everyone either\nmeals nobody either x", 2);
    }
}
