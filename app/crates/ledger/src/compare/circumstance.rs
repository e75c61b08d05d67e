//! What surrounds a child in a row: guardian, village, telephone, class. Never a key, only support for a proposal.
//!
//! Lists name these things differently (户主 in one, 监护人 in another; 下沟村 in one, a whole address in the other), so each
//! is brought to a core first. They are read only for the few rows that some proposal is about.

use super::hash;
use crate::field::Field;
use crate::list::ListTable;
use crate::name::normalise_name;

const PERSON: u64 = 1;
const PLACE: u64 = 2;
const PHONE: u64 = 3;
const CLASS: u64 = 4;

/// 监护人 and family members: those who differ when two lists name different people.
const GUARDIANS: [Field; 3] = [Field::Guardian, Field::Member1Name, Field::Member2Name];
const PHONES: [Field; 4] = [Field::Phone, Field::GuardianPhone, Field::Member1Phone, Field::Member2Phone];
const ADDRESSES: [Field; 4] =
    [Field::RegisteredAddress, Field::HomeAddress, Field::CurrentAddress, Field::PostalAddress];

/// Marks of everyone named as guardian or family member.
pub(super) fn guardians(table: &ListTable, row: usize) -> impl Iterator<Item = u64> {
    GUARDIANS.into_iter().filter_map(move |f| person(table.cell(f, row)))
}

/// The mark of the head of the household, who is often the grandfather: agreeing says much, differing says nothing.
pub(super) fn household_head(table: &ListTable, row: usize) -> Option<u64> {
    person(table.cell(Field::HouseholdHead, row))
}

fn person(cell: &str) -> Option<u64> {
    let name = normalise_name(cell);
    (!name.key.is_empty() && !name.unreadable).then(|| hash::text(PERSON, &name.key))
}

/// The mark of the village, from its column or else from an address that names one.
pub(super) fn village(table: &ListTable, row: usize) -> Option<u64> {
    let column = table.cell(Field::Village, row);
    let core = if column.is_empty() {
        ADDRESSES.iter().find_map(|f| village_in_address(table.cell(*f, row)))
    } else {
        village_in_address(column).or(Some(column.trim()))
    };
    core.filter(|c| !c.is_empty()).map(|c| hash::text(PLACE, c))
}

/// `下沟` of `石川镇下沟村三组12号`.
fn village_in_address(text: &str) -> Option<&str> {
    let community = || text.split_once('区').and_then(|(before, _)| before.strip_suffix('社'));
    let before = text.split_once('村').map(|(before, _)| before).or_else(community)?;
    let core = before.rsplit(['省', '市', '县', '镇', '乡', '街']).next().map(str::trim)?;
    let core = core.strip_prefix('道').unwrap_or(core);
    Some(if core.is_empty() { before } else { core })
}

/// Marks of the telephone numbers.
pub(super) fn phones(table: &ListTable, row: usize) -> impl Iterator<Item = u64> {
    PHONES.into_iter().filter_map(move |f| {
        let cell = table.cell(f, row);
        let digits =
            cell.bytes().filter(u8::is_ascii_digit).fold(1u64, |n, d| n.wrapping_mul(10) + u64::from(d - b'0'));
        // The leading 1 keeps 0s; seven digits are the shortest local number.
        (digits >= 10_000_000).then(|| hash::finish(hash::mix(PHONE, digits)))
    })
}

/// The mark of school, grade and class together; none without a class.
pub(super) fn class(table: &ListTable, row: usize) -> Option<u64> {
    let class = table.cell(Field::Class, row).trim();
    if class.is_empty() {
        return None;
    }
    let school = table.cell(Field::School, row).trim();
    let grade = table.cell(Field::Grade, row).trim();
    Some(hash::text(hash::text(hash::text(CLASS, school), grade), class))
}

/// Whether every cell of two rows of one table is the same, the place in a class excepted.
pub(super) fn identical(table: &ListTable, a: usize, b: usize) -> bool {
    let counted = table.columns.iter().filter(|c| c.field != Field::SeatNumber);
    counted.clone().count() > 0 && counted.clone().all(|c| c.cells.get(a) == c.cells.get(b))
}

/// The text that names a child's place when there is no number: guardian, else head of household, else village.
pub(super) fn place_text(table: &ListTable, row: usize) -> String {
    for field in [Field::Guardian, Field::HouseholdHead, Field::Member1Name] {
        let name = normalise_name(table.cell(field, row));
        if !name.key.is_empty() {
            return name.key.into_owned();
        }
    }
    table.cell(Field::Village, row).trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(address: &str, expected: Option<&str>) {
        assert_eq!(village_in_address(address), expected, "{address}");
    }

    #[test]
    fn a_village_is_found_in_its_column_and_in_an_address() {
        check("下沟村", Some("下沟"));
        check("下沟村委会", Some("下沟"));
        check("下沟村村民委员会", Some("下沟"));
        check("石川镇下沟村", Some("下沟"));
        check("某省某市某县石川镇下沟村三组12号", Some("下沟"));
        check("东风街道新华社区3号楼", Some("新华"));
        check("镇村", Some("镇"));
        check("石川镇中学", None);
        check("", None);
    }
}
