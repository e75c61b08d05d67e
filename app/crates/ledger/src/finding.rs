//! What a reader found wrong in a list: the place, the kind, and the raw cell, never a repair.

use serde::{Deserialize, Serialize};

/// How much a finding matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// Worth knowing; the value is used as it stands.
    Note,
    /// The value is kept but not trusted (never used as a key).
    Warning,
    /// The row cannot be used until a person corrects it.
    Error,
}

/// What is wrong with a cell or a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FindingKind {
    /// Damage class 1: `9.90526E+17`; only the area survives. The row is rejected.
    IdScientific,
    /// Damage class 2: 18 digits ending in 000 with a wrong check character; Excel kept 15 digits.
    IdTruncated,
    /// Damage class 3: a numeric cell rounded to the nearest binary double; looks whole and is not.
    IdRounded,
    /// 18 characters whose check character is wrong.
    IdChecksum,
    /// The check character fits but the date inside does not exist or lies outside 1900..2100.
    IdDate,
    /// A 15-digit number of the old kind.
    IdFifteen,
    /// Neither 15, 18, 20 nor 22 characters, or letters where digits belong.
    IdMalformed,
    /// Written with full-width digits, spaces, dashes or a look-alike of X; read as the plain form.
    IdNormalised,
    /// No number in the cell.
    IdMissing,
    /// The area prefix is not one this build knows: a warning only.
    IdArea,
    /// 20 or 22 characters: a disability card in the identity column; the tail is kept as disability facts.
    IdIsDisabilityCard,
    /// The birth-date column disagrees with the date inside the identity number.
    BirthDisagrees,
    /// The sex column disagrees with the identity number.
    SexDisagrees,
    /// The row has no name.
    NameMissing,
    /// The name holds `?`, a box or a private-use character left by an old system.
    NameUnreadable,
    /// The name holds full-width letters, inner spaces or a variant of the dot; compared on the plain form.
    NameNormalised,
    /// A date that cannot be read.
    DateUnreadable,
    /// A year and month that cannot be read.
    MonthUnreadable,
    /// A phone number with the wrong number of digits.
    PhoneUnreadable,
    /// A code that lost its leading zeros; shown as restored from the other rows, raw kept.
    LeadingZeros,
    /// A value outside the official options of the field.
    ChoiceUnknown,
    /// 学籍号 that is not G, J or L and 18 characters.
    StudentNumberMalformed,
    /// 残疾人证号 that is not 20 or 22 characters or whose category or level does not exist.
    DisabilityCardMalformed,
    /// A number that cannot be read, or a code that a spreadsheet turned into `6.10526E+11`.
    NumberUnreadable,
    /// More cells than the header names, or fewer, by a quoting or merging fault.
    RowShape,
    /// A character that could not be decoded.
    Undecodable,
    /// The row says nothing that identifies a child.
    NoIdentity,
}

/// One thing found, at its place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// Row as a person sees it in the sheet, 1-based.
    pub row: u32,
    /// Column as a person sees it in the sheet, 0-based (0 is column A); `None` for the whole row.
    pub column: Option<u16>,
    /// What is wrong.
    pub kind: FindingKind,
    /// How much it matters.
    pub severity: Severity,
    /// The cell exactly as it stood in the file.
    pub value: String,
}
