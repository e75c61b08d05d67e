//! Numbers that look whole in a column that software has damaged.
//!
//! One damaged number in eleven has a fitting check character by luck. Alone it cannot be told from a whole one; among its
//! neighbours it can, and it must be: twins whose numbers differ in the last digits only would become one child.

use crate::field::Field;
use crate::finding::{Finding, FindingKind, Severity};
use crate::identity::{IdQuality, IdentityNumber, distrust, is_double};
use crate::list::{ListTable, TextColumn};

/// How many numbers must all be doubles before a text column is held to be one: by chance this happens to one list in ten
/// million.
const ENOUGH_DOUBLES: usize = 5;

/// What software did to a whole column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Damage {
    /// A spreadsheet kept fifteen digits: whatever ends in 000 is doubtful.
    Cut,
    /// Every number was a binary double on its way here (a text file written from numbers): all are doubtful.
    Doubles,
}

/// Distrusts the numbers whose neighbours show that the column was damaged. To be called once, when all identity cells of
/// a list have been assessed.
pub fn distrust_damaged_column(table: &mut ListTable) {
    let Some(damage) = damage(table) else { return };
    let Some(column) = table.columns.iter_mut().find(|c| c.field == Field::IdNumber) else { return };
    let mut cells = TextColumn::default();
    for (row, cell) in column.cells.iter().enumerate() {
        let quality = table.id_quality.get_mut(row);
        let doubtful = cell.parse::<IdentityNumber>().ok().filter(|number| match damage {
            Damage::Cut => number.ends_like_a_cut(),
            Damage::Doubles => is_double(cell),
        });
        let (Some(number), Some(quality)) = (doubtful, quality) else {
            cells.push(cell);
            continue;
        };
        let found = distrust(&number);
        *quality = found.quality;
        table.findings.push(Finding {
            row: table.row_numbers.get(row).copied().unwrap_or_default(),
            column: Some(column.index).filter(|index| *index != u16::MAX),
            kind: if found.quality == IdQuality::Truncated { FindingKind::IdTruncated } else { FindingKind::IdRounded },
            severity: Severity::Warning,
            value: cell.to_owned(),
        });
        cells.push(&found.text);
    }
    column.cells = cells;
    table.findings.sort_by_key(|finding| finding.row);
}

fn damage(table: &ListTable) -> Option<Damage> {
    let column = table.column(Field::IdNumber)?;
    // A number ending in X was never a number to a program: it says nothing about the others.
    let digits = |cell: &&str| cell.len() == 18 && cell.bytes().all(|b| b.is_ascii_digit());
    let doubles = column.iter().filter(digits).take_while(|cell| is_double(cell)).count();
    if doubles >= ENOUGH_DOUBLES && doubles == column.iter().filter(digits).count() {
        return Some(Damage::Doubles);
    }
    table.id_quality.contains(&IdQuality::Truncated).then_some(Damage::Cut)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::identity::{assess, check_character};
    use crate::list::ListColumn;

    /// A number ending in 000 whose check character fits.
    fn lucky() -> String {
        (0..100)
            .filter_map(|day| {
                let digits = format!("9905262012{:02}{:02}100", 1 + day % 12, 1 + day / 12);
                let check = check_character(digits.as_bytes().try_into().ok()?)?;
                Some(format!("{}{check}", digits)).filter(|n| n.ends_with("000"))
            })
            .find(|n| n.parse::<IdentityNumber>().is_ok())
            .expect("one in eleven")
    }

    fn table(numbers: &[&str]) -> ListTable {
        let mut table = ListTable::default();
        for (number, row) in numbers.iter().zip(2..) {
            table.row_numbers.push(row);
            table.id_quality.push(assess(number, false).quality);
            table.rejected.push(None);
        }
        let cells = numbers.iter().copied().collect();
        table.columns.push(ListColumn { header: "身份证号".into(), field: Field::IdNumber, index: 1, cells });
        table
    }

    #[test]
    fn one_cut_number_makes_every_zero_doubtful() {
        let lucky = lucky();
        let mut cut = table(&["990526201208310018", &lucky, "990526201208310000"]);
        assert_eq!(cut.id_quality[1], IdQuality::Valid);
        distrust_damaged_column(&mut cut);
        assert_eq!(cut.id_quality, [IdQuality::Valid, IdQuality::Truncated, IdQuality::Truncated]);
        assert_eq!(cut.cell(Field::IdNumber, 1), format!("≈{lucky}"));
        let told: Vec<_> = cut.findings.iter().map(|f| (f.row, f.column, f.kind)).collect();
        assert_eq!(told, [(3, Some(1), FindingKind::IdTruncated)]);
        // And it stays doubtful when it is written down and read again.
        assert_eq!(assess(cut.cell(Field::IdNumber, 1), false).quality, IdQuality::Truncated);
    }

    #[test]
    fn a_text_file_written_from_doubles_is_no_source_of_keys() {
        let of_day = |day: u32| format!("990526201208{:02}{:04}", 1 + day % 28, 1000 + day);
        let exact: Vec<String> = (0..60).map(|d| format!("{:.0}", of_day(d).parse::<f64>().expect("digits"))).collect();
        let shortest: Vec<String> = (0..60).map(|d| of_day(d).parse::<f64>().expect("digits").to_string()).collect();
        for numbers in [exact, shortest] {
            let mut table = table(&numbers.iter().map(String::as_str).collect::<Vec<_>>());
            let lucky = table.id_quality.iter().filter(|q| **q == IdQuality::Valid).count();
            assert!(lucky > 0, "the case must have numbers that look whole");
            distrust_damaged_column(&mut table);
            assert!(!table.id_quality.contains(&IdQuality::Valid));
            assert_eq!(table.findings.len(), lucky);
        }
    }

    #[test]
    fn whole_numbers_stay_trusted() {
        let whole: Vec<String> = (0..60u32)
            .map(|day| {
                let digits = format!("990526201208{:02}{:03}", 1 + day % 28, 100 + day);
                let check = check_character(digits.as_bytes().try_into().expect("17")).expect("digits");
                format!("{digits}{check}")
            })
            .collect();
        let before = table(&whole.iter().map(String::as_str).collect::<Vec<_>>());
        let mut after = before.clone();
        distrust_damaged_column(&mut after);
        assert_eq!(after, before);
    }

    #[test]
    fn without_a_cut_number_nothing_changes() {
        let lucky = lucky();
        let before = table(&["990526201208310018", &lucky]);
        let mut after = before.clone();
        distrust_damaged_column(&mut after);
        assert_eq!(after, before);
    }
}
