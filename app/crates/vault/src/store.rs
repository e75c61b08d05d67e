//! Where is a record kept? In one of seven stores, under a key of plain numbers.
//!
//! Keys are bytes and sort as bytes, in memory and in IndexedDB alike. A key is readable by anybody with the disk, so it
//! may hold counters, random ids and keyed hashes, never a name or a number of a person.

use std::fmt;

/// One of the stores of a vault.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Store {
    /// Slots, heads, writer generation, small named items.
    Meta = 1,
    /// Drafts and the access log.
    Journal = 2,
    /// Own envelopes that no server has confirmed.
    Outbox = 3,
    /// Envelopes received.
    Seg = 4,
    /// Shards of the derived state.
    Snap = 5,
    /// Attachments in chunks.
    Blob = 6,
    /// Columnar history, derived.
    Hist = 7,
}

impl Store {
    /// All stores, in the order of their numbers.
    pub const ALL: [Self; 7] = [Self::Meta, Self::Journal, Self::Outbox, Self::Seg, Self::Snap, Self::Blob, Self::Hist];

    /// The name used by back-ends that know stores by name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Meta => "meta",
            Self::Journal => "journal",
            Self::Outbox => "outbox",
            Self::Seg => "seg",
            Self::Snap => "snap",
            Self::Blob => "blob",
            Self::Hist => "hist",
        }
    }

    /// The number bound into every seal; never reused.
    #[must_use]
    pub const fn number(self) -> u8 {
        self as u8
    }
}

/// The key of a record.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Key(Vec<u8>);

impl Key {
    /// A key of these bytes.
    #[must_use]
    pub fn new(bytes: impl Into<Vec<u8>>) -> Self {
        Self(bytes.into())
    }

    /// A key of several fixed-width parts, one after the other.
    #[must_use]
    pub fn of(parts: &[&[u8]]) -> Self {
        Self(parts.concat())
    }

    /// The bytes.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Key({self})")
    }
}

/// Keys from `from` up to, but without, `to`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyRange {
    /// The first key inside.
    pub from: Key,
    /// The first key no longer inside; `None` for no end.
    pub to: Option<Key>,
}

impl KeyRange {
    /// Every key.
    #[must_use]
    pub fn all() -> Self {
        Self { from: Key::default(), to: None }
    }

    /// Every key that begins with these bytes.
    #[must_use]
    pub fn prefix(bytes: &[u8]) -> Self {
        let mut end = bytes.to_vec();
        while end.last() == Some(&u8::MAX) {
            end.pop();
        }
        if let Some(last) = end.last_mut() {
            *last += 1;
        }
        Self { from: Key::new(bytes), to: (!end.is_empty()).then(|| Key::new(end)) }
    }

    /// This key alone.
    #[must_use]
    pub fn only(key: &Key) -> Self {
        Self { from: key.clone(), to: Some(Key::of(&[key.as_bytes(), &[0]])) }
    }

    /// Every key from this one on.
    #[must_use]
    pub fn from(key: Key) -> Self {
        Self { from: key, to: None }
    }

    /// Every key after this one.
    #[must_use]
    pub fn after(key: &Key) -> Self {
        Self::from(Key::of(&[key.as_bytes(), &[0]]))
    }

    /// The same range, ending before `to`.
    #[must_use]
    pub fn before(mut self, to: Key) -> Self {
        self.to = Some(to);
        self
    }

    /// Whether `key` lies inside.
    #[must_use]
    pub fn contains(&self, key: &Key) -> bool {
        *key >= self.from && self.to.as_ref().is_none_or(|to| key < to)
    }

    /// Whether no key can lie inside.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.to.as_ref().is_some_and(|to| *to <= self.from)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_prefix_holds_exactly_what_begins_with_it() {
        let check = |prefix: &[u8], key: &[u8], inside: bool| {
            assert_eq!(KeyRange::prefix(prefix).contains(&Key::new(key)), inside, "{key:?} in {prefix:?}");
        };
        check(&[1], &[1], true);
        check(&[1], &[1, 0xff, 0xff], true);
        check(&[1], &[2], false);
        check(&[1], &[0, 0xff], false);
        check(&[1, 0xff], &[1, 0xff, 7], true);
        check(&[1, 0xff], &[2], false);
        check(&[0xff], &[0xff, 0xff], true);
        check(&[0xff], &[0xfe], false);
        check(&[], &[], true);
        check(&[], &[9], true);
    }

    #[test]
    fn a_single_key_has_no_neighbours() {
        let range = KeyRange::only(&Key::new([5]));
        assert!(range.contains(&Key::new([5])));
        assert!(!range.contains(&Key::new([5, 0])));
        assert!(!range.contains(&Key::new([4, 255])));
        assert!(KeyRange::from(Key::new([3])).before(Key::new([3])).is_empty());
    }
}
