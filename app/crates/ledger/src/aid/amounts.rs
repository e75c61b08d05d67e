//! How much is paid: lines with a beginning, so that a rise does not alter what was owed before it.

use std::fmt;

use super::{AidItem, BadLine};
use crate::date::Date;
use crate::form::{cents, yuan};
use crate::grade::Stage;

/// From a day on, so much is paid in a school year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Amount {
    /// For what.
    pub item: AidItem,
    /// To pupils of this stage; `None` is both.
    pub stage: Option<Stage>,
    /// The first day.
    pub from: Date,
    /// How much, in cents.
    pub cents_a_year: u32,
    /// Where it is written.
    pub source: String,
}

/// The amounts of a county.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Amounts(Vec<Amount>);

const STAGES: [(&str, Option<Stage>); 3] =
    [("primary", Some(Stage::Primary)), ("junior", Some(Stage::Junior)), ("both", None)];

impl Amounts {
    /// A beginning to edit (示例): what public lists of about 2019 name, and the rise of school meals in 2021.
    pub fn shipped() -> Amounts {
        let line = |item, stage, year: u16, yuan: u32, source: &str| {
            Some(Amount {
                item,
                stage,
                from: Date::new(year, 9, 1)?,
                cents_a_year: yuan * 100,
                source: source.to_owned(),
            })
        };
        let (primary, junior) = (Some(Stage::Primary), Some(Stage::Junior));
        let listed = "示例：2019年公开标准";
        let lines = [
            line(AidItem::Boarder, primary, 2019, 1000, listed),
            line(AidItem::Boarder, junior, 2019, 1250, listed),
            line(AidItem::DayPupil, primary, 2019, 500, listed),
            line(AidItem::DayPupil, junior, 2019, 625, listed),
            line(AidItem::Meals, None, 2019, 800, listed),
            line(AidItem::Meals, None, 2021, 1000, "示例：2021年秋季起每天5元，按200天计"),
        ];
        Amounts(lines.into_iter().flatten().collect())
    }

    /// Its lines, as they were written.
    pub fn lines(&self) -> &[Amount] {
        &self.0
    }

    /// What is paid for a term that begins on `day`, in cents: half of the newest line that holds then. `None` if no line
    /// says, or if the stage decides and is not known.
    pub fn for_term(&self, item: AidItem, stage: Option<Stage>, day: Date) -> Option<u64> {
        let fits =
            |line: &&Amount| line.item == item && line.from <= day && (line.stage.is_none() || line.stage == stage);
        let newest = self.0.iter().filter(fits).max_by_key(|line| line.from)?;
        Some(u64::from(newest.cents_a_year).div_ceil(2))
    }
}

/// One line each: `item stage from yuan source`.
impl fmt::Display for Amounts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for line in &self.0 {
            let stage = STAGES.iter().find(|(_, stage)| *stage == line.stage).map_or("both", |(key, _)| key);
            let sum = yuan(line.cents_a_year.into());
            writeln!(f, "{} {stage} {} {sum} {}", line.item.key(), line.from, line.source.trim())?;
        }
        Ok(())
    }
}

impl std::str::FromStr for Amounts {
    type Err = BadLine;

    fn from_str(text: &str) -> Result<Amounts, BadLine> {
        let lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
        Ok(Amounts(lines.map(|(at, line)| read(line).ok_or(BadLine(at + 1))).collect::<Result<_, _>>()?))
    }
}

fn read(line: &str) -> Option<Amount> {
    let mut parts = line.trim().splitn(5, ' ');
    Some(Amount {
        item: AidItem::from_key(parts.next()?)?,
        stage: parts.next().and_then(|key| STAGES.iter().find(|(known, _)| *known == key))?.1,
        from: parts.next()?.parse().ok()?,
        cents_a_year: cents(parts.next()?)?,
        source: parts.next().unwrap_or_default().to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_term_is_paid_by_the_line_that_holds_when_it_begins() {
        let amounts = Amounts::shipped();
        let check = |item, stage, day: &str, expected: Option<u64>| {
            let day = day.parse().expect("an iso date");
            assert_eq!(amounts.for_term(item, stage, day), expected, "{item:?} {stage:?} {day}");
        };
        check(AidItem::Boarder, Some(Stage::Primary), "2026-09-01", Some(50_000));
        check(AidItem::DayPupil, Some(Stage::Junior), "2026-09-01", Some(31_250));
        check(AidItem::DayPupil, None, "2026-09-01", None);
        check(AidItem::Meals, None, "2021-02-20", Some(40_000));
        check(AidItem::Meals, None, "2021-09-01", Some(50_000));
        check(AidItem::Meals, Some(Stage::Junior), "2019-08-31", None);
        check(AidItem::Textbooks, Some(Stage::Primary), "2026-09-01", None);
    }

    #[test]
    fn the_table_is_read_as_it_was_written() {
        let shipped = Amounts::shipped();
        assert_eq!(shipped.to_string().parse(), Ok(shipped));
        let check = |text: &str, line| assert_eq!(text.parse::<Amounts>(), Err(BadLine(line)), "{text}");
        check("boarder primary 2019-09-01", 1);
        check("\nboarder primary 2019-09-31 1000 x", 2);
        check("boarder middle 2019-09-01 1000 x", 1);
        check("beer primary 2019-09-01 1000 x", 1);
        check("boarder primary 2019-09-01 -1 x", 1);
    }
}
