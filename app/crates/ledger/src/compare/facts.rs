//! What each row says that may be compared by number: its keys, its name, its birth.
//!
//! Read once per row, from cells that the reader has cleaned. A number counts as a key only when it is valid *and* the
//! column it stands in is to be believed: beside truncated numbers, a valid one that ends in 000 may itself be cut.

use super::NamedList;
use super::hash;
use super::names::{NameRef, Names};
use crate::date::Date;
use crate::field::Field;
use crate::identity::{IdQuality, IdentityNumber, ROUGHLY, Sex, assess};
use crate::list::{ListTable, TextColumn};
use crate::student_number::StudentNumber;

/// One accepted row. Zero means "says nothing" in every number.
#[derive(Clone, Copy, Debug)]
pub(super) struct Row {
    pub(super) list: u16,
    pub(super) row: u32,
    /// The key: own valid number, else the number on a valid 残疾人证.
    pub(super) id: u64,
    /// 学籍号 if well-formed, hashed.
    pub(super) student: u64,
    /// The valid identity number inside a G 学籍号.
    pub(super) student_id: u64,
    pub(super) name: NameRef,
    /// The key of 曾用名.
    pub(super) former: u32,
    /// The birth-date column.
    pub(super) birth: u32,
    /// The birth date inside the number, as far as its certain part goes.
    pub(super) id_birth: u32,
    /// The sex column.
    pub(super) sex: Option<Sex>,
    /// The sex inside the number.
    pub(super) id_sex: Option<Sex>,
    /// What the row's own number is worth here.
    pub(super) quality: IdQuality,
    /// The key came from the card.
    pub(super) from_card: bool,
    /// The card holds another number than the row's own.
    pub(super) card_disagrees: bool,
    /// The number was valid, but stands at so many names that it says nothing.
    pub(super) placeholder: bool,
}

impl Row {
    /// The dates of birth that may contradict another row's.
    pub(super) fn births(&self) -> impl Iterator<Item = u32> {
        [self.birth, self.id_birth].into_iter().filter(|b| *b != 0)
    }

    /// The sexes that may contradict another row's.
    pub(super) fn sexes(&self) -> impl Iterator<Item = Sex> {
        [self.sex, self.id_sex].into_iter().flatten()
    }

    /// Takes the number for what it is when everybody has it: nothing.
    pub(super) fn forget_number(&mut self) {
        (self.id, self.id_birth, self.id_sex) = (0, 0, None);
        self.placeholder = true;
    }

    /// Whether no key of the identity kind is known.
    pub(super) fn is_loose(&self) -> bool {
        self.id == 0
    }
}

/// A row that cannot be used.
#[derive(Clone, Copy, Debug)]
pub(super) struct RejectedRow {
    pub(super) list: u16,
    pub(super) row: u32,
    pub(super) name: NameRef,
    pub(super) birth: u32,
}

/// Everything read from the lists.
pub(super) struct Facts<'a> {
    pub(super) lists: &'a [NamedList<'a>],
    pub(super) names: Names,
    pub(super) rows: Vec<Row>,
    pub(super) rejected: Vec<RejectedRow>,
    /// Whether the list has an identity column (or a card column in its place).
    pub(super) has_id: Vec<bool>,
}

/// A date packed so that it orders and compares as one number; 0 is no date.
pub(super) const fn pack(date: Date) -> u32 {
    date.year() as u32 * 10_000 + date.month() as u32 * 100 + date.day() as u32
}

/// The date behind a packed one.
pub(super) fn unpack(packed: u32) -> Option<Date> {
    Date::new((packed / 10_000) as u16, (packed / 100 % 100) as u8, (packed % 100) as u8)
}

/// The first 17 characters, which decide the whole number.
pub(super) fn key_of(number: &IdentityNumber) -> u64 {
    number.as_str().bytes().take(17).fold(0, |key, digit| key * 10 + u64::from(digit - b'0'))
}

/// The columns of one list that are read here.
struct Columns<'a> {
    name: Option<&'a TextColumn>,
    former: Option<&'a TextColumn>,
    id: Option<&'a TextColumn>,
    card: Option<&'a TextColumn>,
    student: Option<&'a TextColumn>,
    birth: Option<&'a TextColumn>,
    sex: Option<&'a TextColumn>,
    cut: bool,
    rounded: bool,
}

fn cell(column: Option<&TextColumn>, row: usize) -> &str {
    column.map_or("", |c| c.get(row))
}

impl<'a> Columns<'a> {
    fn of(table: &'a ListTable) -> Self {
        let any = |wanted| table.id_quality.contains(&wanted);
        Columns {
            name: table.column(Field::Name),
            former: table.column(Field::FormerName),
            id: table.column(Field::IdNumber),
            card: table.column(Field::DisabilityCard),
            student: table.column(Field::StudentNumber),
            birth: table.column(Field::Birth),
            sex: table.column(Field::Sex),
            cut: any(IdQuality::Truncated),
            rounded: any(IdQuality::Rounded),
        }
    }

    /// The row's own number and what it is worth in this column.
    fn own_number(&self, table: &ListTable, row: usize) -> (Option<IdentityNumber>, IdQuality) {
        let quality = table.id_quality.get(row).copied().unwrap_or_default();
        if quality != IdQuality::Valid {
            return (None, quality);
        }
        let text = cell(self.id, row);
        // A card in the identity column: its first eighteen characters are the number.
        let Some(number) = text.get(..18).and_then(|t| t.parse::<IdentityNumber>().ok()) else {
            return (None, if text.is_empty() { IdQuality::Missing } else { IdQuality::Malformed });
        };
        if self.cut && number.ends_like_a_cut() {
            return (None, IdQuality::Truncated);
        }
        if self.rounded && fits_a_double(&number) {
            return (None, IdQuality::Rounded);
        }
        (Some(number), quality)
    }
}

/// Whether a binary double holds exactly this number, as it does every rounded one.
fn fits_a_double(number: &IdentityNumber) -> bool {
    number.as_str().parse::<u64>().is_ok_and(|n| (n as f64) as u64 == n)
}

const STUDENT: u64 = 0x5354_5544;

/// Reads all lists.
pub(super) fn read<'a>(lists: &'a [NamedList<'a>]) -> Facts<'a> {
    let total = lists.iter().map(|l| l.table.len()).sum();
    let mut facts = Facts {
        lists,
        names: Names::new(total),
        rows: Vec::with_capacity(total),
        rejected: Vec::new(),
        has_id: Vec::with_capacity(lists.len()),
    };
    for (list, named) in lists.iter().enumerate() {
        let table = named.table;
        let columns = Columns::of(table);
        facts.has_id.push(columns.id.is_some());
        for row in 0..table.len() {
            let name = facts.names.take(cell(columns.name, row));
            let birth = Date::parse_iso(cell(columns.birth, row)).map_or(0, pack);
            if table.rejected.get(row).copied().flatten().is_some() {
                facts.rejected.push(RejectedRow { list: list as u16, row: row as u32, name, birth });
                continue;
            }
            let former = facts.names.take(cell(columns.former, row)).key;
            let read = accepted(table, &columns, row);
            facts.rows.push(Row { list: list as u16, row: row as u32, name, former, birth, ..read });
        }
    }
    facts
}

/// Everything about an accepted row but its names and its birth column.
fn accepted(table: &ListTable, columns: &Columns<'_>, row: usize) -> Row {
    let (own, quality) = columns.own_number(table, row);
    let card = cell(columns.card, row).get(..18).and_then(|t| t.parse::<IdentityNumber>().ok());
    let key = own.or(card);
    let student = StudentNumber::parse(cell(columns.student, row));
    let id_birth = match key {
        Some(number) => Some(number.birth()),
        None => certain_birth(cell(columns.id, row), quality),
    };
    // Read only where nothing else says it: a 学籍号 keeps the date it was made with.
    let alone = id_birth.is_none() && cell(columns.birth, row).is_empty();
    let id_birth = if alone { student.and_then(|s| s.birth()) } else { id_birth };
    Row {
        list: 0,
        row: 0,
        id: key.map_or(0, |n| key_of(&n)),
        student: student.map_or(0, |s| hash::text(STUDENT, s.as_str())),
        student_id: student.map_or(0, |s| number_inside(&s, key)),
        name: NameRef::default(),
        former: 0,
        birth: 0,
        id_birth: id_birth.map_or(0, pack),
        sex: Sex::from_text(cell(columns.sex, row)),
        id_sex: key.map(|n| n.sex()),
        quality,
        from_card: own.is_none() && card.is_some(),
        card_disagrees: matches!((own, card), (Some(a), Some(b)) if a != b),
        placeholder: false,
    }
}

/// The key of the valid identity number inside a 学籍号, if it is of kind G; mostly it is the row's own.
fn number_inside(student: &StudentNumber, own: Option<IdentityNumber>) -> u64 {
    let same = own.filter(|own| student.as_str().strip_prefix('G') == Some(own.as_str()));
    same.or_else(|| student.identity()).map_or(0, |number| key_of(&number))
}

/// The date inside a damaged number, if the damage spared it.
fn certain_birth(text: &str, quality: IdQuality) -> Option<Date> {
    match quality {
        // A number distrusted for its company was assessed as valid on its own, but its front is as good as any cut one's.
        IdQuality::Truncated => Date::from_digits(text.trim_start_matches(ROUGHLY).as_bytes().get(6..14)?),
        IdQuality::Rounded => assess(text, true).birth(),
        _ => None,
    }
}
