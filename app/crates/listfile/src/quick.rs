//! Cells that are clean as they stand, told without looking at every rule.
//!
//! Most of two million cells are Chinese text or eight digits of a date. What is decided here must be what the domain's
//! own rule decides, only sooner: a property test holds the two together.

use ledger::date::Date;
use ledger::field::{Field, FieldKind};
use ledger::list::TextColumn;

/// Appends a cell that is clean as it stands and says whether it was one.
pub(crate) fn push(cells: &mut TextColumn, field: Field, raw: &str) -> bool {
    match field.kind() {
        FieldKind::Text if !matches!(field, Field::Grade | Field::Class) && is_plain_text(raw) => {
            cells.push(raw);
            true
        }
        FieldKind::Date => push_digits(cells, raw),
        _ => false,
    }
}

/// Chinese characters and visible ASCII, with no apostrophe in front: nothing that could come off.
fn is_plain_text(raw: &str) -> bool {
    let mut bytes = raw.bytes();
    if raw.as_bytes().first() == Some(&b'\'') {
        return false;
    }
    while let Some(byte) = bytes.next() {
        match byte {
            0x21..=0x7E => {}
            // Three bytes of U+4000 to U+9FFF.
            0xE4..=0xE9 => {
                bytes.next();
                bytes.next();
            }
            _ => return false,
        }
    }
    true
}

/// `20120831`, the form of the student registry.
fn push_digits(cells: &mut TextColumn, raw: &str) -> bool {
    let Some(date) = Date::from_digits(raw.as_bytes()).filter(|d| (1900..=2100).contains(&d.year())) else {
        return false;
    };
    let digit = |number: u16, unit: u16| b'0' + (number / unit % 10) as u8;
    let (year, month, day) = (date.year(), u16::from(date.month()), u16::from(date.day()));
    let iso = [
        digit(year, 1000),
        digit(year, 100),
        digit(year, 10),
        digit(year, 1),
        b'-',
        digit(month, 10),
        digit(month, 1),
        b'-',
        digit(day, 10),
        digit(day, 1),
    ];
    cells.push(std::str::from_utf8(&iso).unwrap_or(raw));
    true
}

#[cfg(test)]
mod tests {
    use ledger::clean::clean_cell;
    use proptest::prelude::*;

    use super::*;

    fn check(field: Field, raw: &str) -> bool {
        let mut cells = TextColumn::default();
        let quick = push(&mut cells, field, raw);
        if quick {
            for numeric in [false, true] {
                let slow = clean_cell(field, raw, numeric, false);
                assert_eq!((cells.get(0), None), (slow.text.as_ref(), slow.finding), "{field:?} {raw:?}");
            }
        }
        quick
    }

    #[test]
    fn the_usual_cells_are_quick() {
        assert!(check(Field::HomeAddress, "联合乡石坝村3组12号"));
        assert!(check(Field::Birth, "20120831"));
        assert!(check(Field::Village, ""));
        for raw in ["'石坝村", " 石坝村", "石坝村\u{A0}", "石坝\n村", "石坝\u{200B}村", "２组"] {
            assert!(!check(Field::Village, raw), "{raw:?}");
        }
        for raw in ["20120230", "41152", "2012-8-31", "21120831", "201208311"] {
            assert!(!check(Field::Birth, raw), "{raw:?}");
        }
    }

    proptest! {
        #[test]
        fn quick_and_slow_agree(raw in "[ '0-9a-zA-Z石坝村䶮𬱖\u{A0}\u{3000}\u{200B}（）-]{0,10}|(19|20|21)[0-9]{6}") {
            for field in [Field::HomeAddress, Field::Remarks, Field::Birth, Field::Grade] {
                check(field, &raw);
            }
        }
    }
}
