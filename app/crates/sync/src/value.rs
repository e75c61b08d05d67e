//! What can one cell hold?
//!
//! A closed set of scalars plus [`Value::Unknown`]: a tag written by a newer build, carried byte-exact so that an
//! old device never loses or rewrites what it does not understand.

use serde::{Deserialize, Serialize};

use crate::ids::RowId;

/// A calendar day as `yyyymmdd`; month or day may be 0 when a source gives only 2012年9月.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Day(u32);

impl Day {
    /// The day, if its parts are in range (year 1-9999, month 0-12, day 0-31, no day without a month). Whether the
    /// month has that many days is the domain's question.
    pub const fn new(year: u32, month: u32, day: u32) -> Option<Self> {
        if year == 0 || year > 9999 || month > 12 || day > 31 || (month == 0 && day != 0) {
            return None;
        }
        Some(Self(year * 10_000 + month * 100 + day))
    }

    /// The same from one number, 20120901.
    pub const fn from_number(number: u32) -> Option<Self> {
        Self::new(number / 10_000, number / 100 % 100, number % 100)
    }

    /// As one number, 20120901.
    pub const fn number(self) -> u32 {
        self.0
    }

    /// Year, month, day.
    pub const fn parts(self) -> (u32, u32, u32) {
        (self.0 / 10_000, self.0 / 100 % 100, self.0 % 100)
    }
}

/// A value that owns its text.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Value {
    /// Nothing; also what a cell never written reads as.
    #[default]
    Null,
    /// Yes or no.
    Bool(bool),
    /// A whole number.
    Int(i64),
    /// A decimal number as its author wrote it.
    Decimal(String),
    /// Text, NFC by the writer's care.
    Text(String),
    /// A calendar day.
    Date(Day),
    /// An entry of an official or local code set.
    Code {
        /// Which set.
        set: u16,
        /// Which entry.
        code: u32,
    },
    /// A reference to another row.
    Row(RowId),
    /// A reference to an attachment, opaque here.
    Blob(Vec<u8>),
    /// A place in a list ordered by people (fractional index).
    FracIndex(String),
    /// A kind of value this build does not know: its tag and its bytes.
    Unknown {
        /// The tag as stored.
        tag: u8,
        /// The payload as stored.
        bytes: Vec<u8>,
    },
}

/// A value borrowed from a column, or about to be written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum ValueRef<'a> {
    /// Nothing; also what a cell never written reads as.
    #[default]
    Null,
    /// Yes or no.
    Bool(bool),
    /// A whole number.
    Int(i64),
    /// A decimal number as its author wrote it.
    Decimal(&'a str),
    /// Text.
    Text(&'a str),
    /// A calendar day.
    Date(Day),
    /// An entry of an official or local code set.
    Code {
        /// Which set.
        set: u16,
        /// Which entry.
        code: u32,
    },
    /// A reference to another row.
    Row(RowId),
    /// A reference to an attachment, opaque here.
    Blob(&'a [u8]),
    /// A place in a list ordered by people.
    FracIndex(&'a str),
    /// A kind of value this build does not know: its tag and its bytes.
    Unknown {
        /// The tag as stored.
        tag: u8,
        /// The payload as stored.
        bytes: &'a [u8],
    },
}

impl Value {
    /// The same value, borrowed.
    #[must_use]
    pub fn as_ref(&self) -> ValueRef<'_> {
        match self {
            Value::Null => ValueRef::Null,
            Value::Bool(yes) => ValueRef::Bool(*yes),
            Value::Int(number) => ValueRef::Int(*number),
            Value::Decimal(text) => ValueRef::Decimal(text),
            Value::Text(text) => ValueRef::Text(text),
            Value::Date(day) => ValueRef::Date(*day),
            Value::Code { set, code } => ValueRef::Code { set: *set, code: *code },
            Value::Row(row) => ValueRef::Row(*row),
            Value::Blob(bytes) => ValueRef::Blob(bytes),
            Value::FracIndex(text) => ValueRef::FracIndex(text),
            Value::Unknown { tag, bytes } => ValueRef::Unknown { tag: *tag, bytes },
        }
    }
}

impl<'a> ValueRef<'a> {
    /// The same value, owned.
    #[must_use]
    pub fn to_value(self) -> Value {
        match self {
            ValueRef::Null => Value::Null,
            ValueRef::Bool(yes) => Value::Bool(yes),
            ValueRef::Int(number) => Value::Int(number),
            ValueRef::Decimal(text) => Value::Decimal(text.to_owned()),
            ValueRef::Text(text) => Value::Text(text.to_owned()),
            ValueRef::Date(day) => Value::Date(day),
            ValueRef::Code { set, code } => Value::Code { set, code },
            ValueRef::Row(row) => Value::Row(row),
            ValueRef::Blob(bytes) => Value::Blob(bytes.to_vec()),
            ValueRef::FracIndex(text) => Value::FracIndex(text.to_owned()),
            ValueRef::Unknown { tag, bytes } => Value::Unknown { tag, bytes: bytes.to_vec() },
        }
    }

    /// Whether there is nothing.
    #[must_use]
    pub fn is_null(self) -> bool {
        self == ValueRef::Null
    }

    /// Bytes it takes besides its tag, at most (wide integers and codes included).
    pub(crate) fn heap_len(self) -> usize {
        match self {
            ValueRef::Null | ValueRef::Bool(_) => 1,
            ValueRef::Int(_) | ValueRef::Date(_) | ValueRef::Code { .. } => 10,
            ValueRef::Row(_) => 16,
            ValueRef::Decimal(text) | ValueRef::Text(text) | ValueRef::FracIndex(text) => 3 + text.len(),
            ValueRef::Blob(bytes) | ValueRef::Unknown { bytes, .. } => 4 + bytes.len(),
        }
    }

    /// The text, if this is text.
    #[must_use]
    pub fn text(self) -> Option<&'a str> {
        match self {
            ValueRef::Text(text) => Some(text),
            _ => None,
        }
    }
}

impl<'a> From<&'a Value> for ValueRef<'a> {
    fn from(value: &'a Value) -> Self {
        value.as_ref()
    }
}

impl<'a> From<&'a str> for ValueRef<'a> {
    fn from(text: &'a str) -> Self {
        ValueRef::Text(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_allow_a_missing_day_or_month_but_no_nonsense() {
        fn check(input: u32, expected: Option<(u32, u32, u32)>) {
            assert_eq!(Day::from_number(input).map(Day::parts), expected);
        }
        check(20120901, Some((2012, 9, 1)));
        check(20120900, Some((2012, 9, 0)));
        check(20120000, Some((2012, 0, 0)));
        check(20120001, None);
        check(20121301, None);
        check(20121232, None);
        check(0, None);
        check(100000101, None);
        check(u32::MAX, None);
    }
}
