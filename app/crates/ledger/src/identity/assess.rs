//! What stands in an identity column, and what it is worth.
//!
//! The order of the questions is the point: a numeric cell is damaged before anything is read, and a number shown in
//! scientific form is never mistaken for a short one. Nothing is repaired; what is taken off is only the dressing
//! (full-width digits, spaces, apostrophes, dashes, a look-alike of X).

use std::borrow::Cow;

use super::number::{IdentityError, IdentityNumber, date_inside};
use super::{IdQuality, IdType, scientific};
use crate::area;
use crate::date::Date;
use crate::disability_card::CardTail;
use crate::finding::{FindingKind, Severity};
use crate::plain;

/// The sign before a number known only roughly. It is part of the canonical text of a rounded number, so that a number
/// that looks whole stays distrusted wherever the text travels: into the store, out to a file and back.
pub const ROUGHLY: char = '≈';

/// What a cell of an identity column holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assessed<'a> {
    /// What the number is worth; only [`IdQuality::Valid`] is a key.
    pub quality: IdQuality,
    /// The canonical text: the plain number where there is one (`≈` before a rounded one), else the cell as it stood.
    pub text: Cow<'a, str>,
    /// Whether dressing was taken off to read it.
    pub normalised: bool,
    /// The number, exactly when the quality is `Valid`.
    pub number: Option<IdentityNumber>,
    /// The tail of a disability card written into the identity column.
    pub card_tail: Option<CardTail>,
    /// How many leading characters are certainly those of the true number.
    pub known_prefix_len: u8,
}

impl Assessed<'_> {
    /// The date of birth the number says, if its damage lies behind the date.
    ///
    /// Of a rounded number it is the likely date: one in a hundred lies so near midnight that the true number could have
    /// the day before with a sequence number over 990, which is rare.
    pub fn birth(&self) -> Option<Date> {
        match self.number {
            Some(number) => Some(number.birth()),
            None if self.known_prefix_len >= 14 || self.quality == IdQuality::Rounded => {
                date_inside(self.text.trim_start_matches(ROUGHLY).as_bytes())
            }
            None => None,
        }
    }

    /// What to tell the reader of the list about this cell, the gravest thing first.
    pub fn finding(&self) -> Option<(FindingKind, Severity)> {
        let damage = match self.quality {
            IdQuality::Valid | IdQuality::Foreign => None,
            IdQuality::Missing => Some((FindingKind::IdMissing, Severity::Note)),
            IdQuality::Scientific => Some((FindingKind::IdScientific, Severity::Error)),
            IdQuality::Truncated => Some((FindingKind::IdTruncated, Severity::Warning)),
            IdQuality::Rounded => Some((FindingKind::IdRounded, Severity::Warning)),
            IdQuality::Checksum => Some((FindingKind::IdChecksum, Severity::Warning)),
            IdQuality::Date => Some((FindingKind::IdDate, Severity::Warning)),
            IdQuality::Fifteen => Some((FindingKind::IdFifteen, Severity::Warning)),
            IdQuality::Malformed => Some((FindingKind::IdMalformed, Severity::Warning)),
        };
        let card = self.card_tail.map(|_| (FindingKind::IdIsDisabilityCard, Severity::Note));
        let unknown_area = self.number.filter(|n| area::province(n.area()).is_none());
        let area = unknown_area.map(|_| (FindingKind::IdArea, Severity::Note));
        let dressed = self.normalised.then_some((FindingKind::IdNormalised, Severity::Note));
        damage.or(card).or(area).or(dressed)
    }
}

/// Assesses a cell of unknown document type.
///
/// `numeric_cell` says that the spreadsheet held a number, not text. Such a cell is [`IdQuality::Rounded`] even when all
/// 18 digits are there and even when the check character happens to fit, as it does for one rounded number in eleven: a
/// binary double has no room for 18 digits, so the last two or three are the machine's, not the child's.
///
/// ```
/// use ledger::identity::{IdQuality, assess};
/// assert_eq!(assess("'990526 20120831 0018", false).quality, IdQuality::Valid);
/// assert_eq!(assess("9.90526E+17", false).quality, IdQuality::Scientific);
/// assert_eq!(assess("990526201208310000", false).quality, IdQuality::Truncated);
/// assert_eq!(assess("990526201208310018", true).quality, IdQuality::Rounded);
/// ```
pub fn assess(raw: &str, numeric_cell: bool) -> Assessed<'_> {
    assess_as(raw, numeric_cell, None)
}

/// Assesses a cell whose row names the document type: a passport number is not a malformed identity number.
pub fn assess_as(raw: &str, numeric_cell: bool, document: Option<IdType>) -> Assessed<'_> {
    if !numeric_cell && let Ok(number) = raw.parse::<IdentityNumber>() {
        return Assessed::valid(number, Cow::Borrowed(raw), false);
    }
    let bare = raw.trim();
    if plain::says_nothing(bare) {
        return Assessed::of(IdQuality::Missing, Cow::Borrowed(""), false);
    }
    let mut code = plain::code(bare);
    let rough = code.starts_with(ROUGHLY);
    if rough {
        code = Cow::Owned(code.trim_start_matches(ROUGHLY).to_owned());
    }
    // `….0` was a floating-point number on its way here, whatever the cell says now.
    let was_double = numeric_cell || is_printed_double(&code);
    if was_double && let Some(digits) = digits_of_double(&code) {
        code = Cow::Owned(digits);
    }
    if scientific::read(&code).is_some() {
        return Assessed::of(IdQuality::Scientific, Cow::Borrowed(bare), false);
    }
    let mut text = code.into_owned();
    capitalise_check(&mut text);
    let normalised = text != bare;
    let found =
        if text.len() == 20 || text.len() == 22 { card(&text, was_double) } else { number(text, was_double, rough) };
    match document {
        Some(kind) if kind.is_foreign() && found.number.is_none() => foreign(bare),
        _ if found.quality == IdQuality::Malformed => Assessed::of(IdQuality::Malformed, Cow::Borrowed(bare), false),
        _ => Assessed { normalised: normalised && !rough, ..found },
    }
}

/// What a number is worth that looks whole but is known to come from damaged company: cut if it ends in 000, else rounded.
pub fn distrust(number: &IdentityNumber) -> Assessed<'static> {
    self::number(number.as_str().to_owned(), false, true)
}

/// A plain text of any length that is not a card.
fn number(text: String, was_double: bool, rough: bool) -> Assessed<'static> {
    let Ok(chars) = <[u8; 18]>::try_from(text.as_bytes()) else {
        return fifteen(text);
    };
    let all_digits = chars.iter().all(u8::is_ascii_digit);
    let checked = IdentityNumber::from_bytes(chars);
    let cut = chars.ends_with(b"000") && date_inside(&chars).is_some();
    let (quality, known) = match checked {
        _ if (was_double || rough) && !all_digits => (IdQuality::Malformed, 0),
        _ if rough && !was_double && cut => (IdQuality::Truncated, 15),
        _ if was_double || rough => (IdQuality::Rounded, known_of_double(&text)),
        Ok(number) => return Assessed::valid(number, Cow::Owned(text), false),
        Err(IdentityError::Shape) => (IdQuality::Malformed, 0),
        Err(IdentityError::Checksum) if cut => (IdQuality::Truncated, 15),
        Err(IdentityError::Checksum) => (IdQuality::Checksum, 0),
        Err(IdentityError::Date) => (IdQuality::Date, 0),
    };
    let keeps_mark = quality == IdQuality::Rounded || (rough && quality == IdQuality::Truncated);
    let text = if keeps_mark { format!("{ROUGHLY}{text}") } else { text };
    Assessed { known_prefix_len: known, ..Assessed::of(quality, Cow::Owned(text), false) }
}

/// Fifteen digits of the old kind: area, two-digit year, month, day, sequence, no check character.
fn fifteen(text: String) -> Assessed<'static> {
    let date = [b"19", text.as_bytes().get(6..12).unwrap_or_default()].concat();
    let is_old = text.len() == 15 && text.bytes().all(|b| b.is_ascii_digit()) && Date::from_digits(&date).is_some();
    if is_old {
        Assessed { known_prefix_len: 6, ..Assessed::of(IdQuality::Fifteen, Cow::Owned(text), false) }
    } else {
        Assessed::of(IdQuality::Malformed, Cow::Owned(text), false)
    }
}

/// Twenty or twenty-two characters: a disability card in the identity column. The identity number before the tail is
/// assessed on its own.
fn card(text: &str, was_double: bool) -> Assessed<'static> {
    match (was_double, text.split_at_checked(18)) {
        (false, Some((head, tail))) => match CardTail::parse(tail) {
            Some(tail) => Assessed { card_tail: Some(tail), ..number(head.to_owned(), false, false) },
            None => Assessed::of(IdQuality::Malformed, Cow::Owned(text.to_owned()), false),
        },
        _ => Assessed::of(IdQuality::Malformed, Cow::Owned(text.to_owned()), false),
    }
}

/// A number of another document: letters, digits and brackets, at least five of them.
fn foreign(bare: &str) -> Assessed<'_> {
    let text = plain::code(bare);
    let fits = text.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'(' | b')' | b'/' | b'.'));
    if !fits || text.bytes().filter(u8::is_ascii_alphanumeric).count() < 5 {
        return Assessed::of(IdQuality::Malformed, Cow::Borrowed(bare), false);
    }
    let normalised = text != bare;
    Assessed::of(IdQuality::Foreign, text, normalised)
}

/// A look-alike of X becomes X where a check character stands and nowhere else.
fn capitalise_check(text: &mut String) {
    let Some((at, last)) = text.char_indices().nth(17) else {
        return;
    };
    if plain::is_like_x(last) {
        text.replace_range(at..at + last.len_utf8(), "X");
    }
}

/// Whether plain text is digits with a `.0` that only a floating-point number has.
fn is_printed_double(code: &str) -> bool {
    code.split_once('.').is_some_and(|(whole, zeros)| {
        whole.len() >= 15 && whole.bytes().all(|b| b.is_ascii_digit()) && zeros.bytes().all(|b| b == b'0')
    })
}

/// The integer digits of a number that passed through a double, written in any form.
fn digits_of_double(code: &str) -> Option<String> {
    if code.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    if is_printed_double(code) {
        return code.split_once('.').map(|(whole, _)| whole.to_owned());
    }
    let value = code.parse::<f64>().ok()?;
    // Fewer than sixteen shown digits are a display, not the number itself.
    let shown = code.split('E').next().unwrap_or_default().bytes().filter(u8::is_ascii_digit).count();
    (shown >= 16 && (1e14..1e19).contains(&value)).then(|| format!("{value:.0}"))
}

/// How many leading digits two doubles' neighbourhoods share: at most the fifteen a spreadsheet keeps.
fn known_of_double(digits: &str) -> u8 {
    let Ok(value) = digits.parse::<u64>() else {
        return 0;
    };
    let (low, high) = super::same_double(value);
    let shared =
        low.to_string().into_bytes().into_iter().zip(high.to_string().into_bytes()).take_while(|(a, b)| a == b).count();
    shared.min(15) as u8
}

impl<'a> Assessed<'a> {
    fn of(quality: IdQuality, text: Cow<'a, str>, normalised: bool) -> Assessed<'a> {
        Assessed { quality, text, normalised, number: None, card_tail: None, known_prefix_len: 0 }
    }

    fn valid(number: IdentityNumber, text: Cow<'a, str>, normalised: bool) -> Assessed<'a> {
        let found = Assessed::of(IdQuality::Valid, text, normalised);
        Assessed { number: Some(number), known_prefix_len: 18, ..found }
    }
}
