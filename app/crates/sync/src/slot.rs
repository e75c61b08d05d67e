//! How does a cell fit into four bytes?
//!
//! A slot is a four-bit tag and 28 bits: the value itself when it is small, else the number of an entry in the pool of
//! its column. Zero is "never written", which no value is.

/// The kind and place of one value.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Slot(u32);

/// What a slot's payload means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum Tag {
    Null = 1,
    Bool = 2,
    /// Zigzag, below 2^28.
    Int = 3,
    Decimal = 4,
    Text = 5,
    Date = 6,
    Code = 7,
    Row = 8,
    Blob = 9,
    FracIndex = 10,
    /// A value of a newer build: its entry begins with the tag.
    Unknown = 11,
    /// An integer that does not fit into 28 bits.
    WideInt = 12,
}

/// Which store of the pool holds the entries of a tag.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Arena {
    Text = 0,
    Bytes = 1,
    Codes = 2,
    Rows = 3,
    Wide = 4,
}

/// The number of arenas.
pub(crate) const ARENAS: usize = 5;

/// Every arena, in the order of their numbers.
pub(crate) const ALL_ARENAS: [Arena; ARENAS] = [Arena::Text, Arena::Bytes, Arena::Codes, Arena::Rows, Arena::Wide];

/// Payloads are below this.
pub(crate) const PAYLOADS: u32 = 1 << 28;

impl Tag {
    pub(crate) const fn from_byte(byte: u8) -> Option<Self> {
        Some(match byte {
            1 => Tag::Null,
            2 => Tag::Bool,
            3 => Tag::Int,
            4 => Tag::Decimal,
            5 => Tag::Text,
            6 => Tag::Date,
            7 => Tag::Code,
            8 => Tag::Row,
            9 => Tag::Blob,
            10 => Tag::FracIndex,
            11 => Tag::Unknown,
            12 => Tag::WideInt,
            _ => return None,
        })
    }

    /// Where its entries are; `None` when the payload is the value itself.
    pub(crate) const fn arena(self) -> Option<Arena> {
        match self {
            Tag::Null | Tag::Bool | Tag::Int | Tag::Date => None,
            Tag::Decimal | Tag::Text | Tag::FracIndex => Some(Arena::Text),
            Tag::Blob | Tag::Unknown => Some(Arena::Bytes),
            Tag::Code => Some(Arena::Codes),
            Tag::Row => Some(Arena::Rows),
            Tag::WideInt => Some(Arena::Wide),
        }
    }
}

impl Slot {
    /// Never written.
    pub(crate) const ABSENT: Slot = Slot(0);

    /// A slot; the payload must be below [`PAYLOADS`].
    pub(crate) const fn new(tag: Tag, payload: u32) -> Self {
        debug_assert!(payload < PAYLOADS);
        Self((tag as u32) << 28 | payload)
    }

    pub(crate) const fn is_absent(self) -> bool {
        self.0 == 0
    }

    /// The tag; `None` when absent.
    pub(crate) const fn tag(self) -> Option<Tag> {
        Tag::from_byte((self.0 >> 28) as u8)
    }

    pub(crate) const fn is_text(self) -> bool {
        self.0 >> 28 == Tag::Text as u32
    }

    pub(crate) const fn payload(self) -> u32 {
        self.0 & (PAYLOADS - 1)
    }

    /// The payload as the number of an entry, if it is one.
    pub(crate) fn arena(self) -> Option<Arena> {
        self.tag().and_then(Tag::arena)
    }

    /// The same tag with another payload.
    pub(crate) const fn with_payload(self, payload: u32) -> Self {
        debug_assert!(payload < PAYLOADS);
        Self(self.0 & !(PAYLOADS - 1) | payload)
    }
}
