//! Where do the values of one column live that do not fit into a slot?
//!
//! Texts lie end to end in one string, so a scan of a column reads memory in a row. Values that repeat (classes,
//! villages, codes) are kept once, as long as that pays. Nothing is ever removed: a column remembers its history.

mod entry;

use hashbrown::HashTable;

pub(crate) use self::entry::{Entry, Renumbered};
use crate::ids::RowId;
use crate::slot::{ALL_ARENAS, ARENAS, Arena, PAYLOADS, Slot, Tag};
use crate::value::{Day, ValueRef};
use crate::wire::{unzigzag, zigzag};

/// Entries up to which the dictionary is kept whether it pays or not.
const ALWAYS_SHARED: usize = 4096;

/// No arena has more entries.
const FULL: usize = PAYLOADS as usize - 1;

/// The entries of one column.
#[derive(Clone, Debug, Default)]
pub(crate) struct Pool {
    text: String,
    text_ends: Vec<u32>,
    bytes: Vec<u8>,
    bytes_ends: Vec<u32>,
    codes: Vec<(u16, u32)>,
    rows: Vec<RowId>,
    wide: Vec<i64>,
    shared: Shared,
}

/// Which entries are known by their content.
#[derive(Clone, Debug, Default)]
enum Shared {
    /// Not built yet: the pool came from bytes.
    #[default]
    Unbuilt,
    /// Arena and number of each entry, by hash; and how often something was looked up.
    Known { entries: HashTable<(Arena, u32)>, asked: usize },
    /// Nearly every value is new, so looking them up does not pay.
    Off,
}

impl Pool {
    /// The value a slot stands for.
    pub(crate) fn get(&self, slot: Slot) -> ValueRef<'_> {
        let payload = slot.payload();
        match slot.tag() {
            None | Some(Tag::Null) => ValueRef::Null,
            Some(Tag::Bool) => ValueRef::Bool(payload != 0),
            Some(Tag::Int) => ValueRef::Int(unzigzag(u64::from(payload))),
            Some(Tag::Date) => Day::from_number(payload).map_or(ValueRef::Null, ValueRef::Date),
            Some(Tag::Text) => ValueRef::Text(self.text_at(payload)),
            Some(Tag::Decimal) => ValueRef::Decimal(self.text_at(payload)),
            Some(Tag::FracIndex) => ValueRef::FracIndex(self.text_at(payload)),
            Some(Tag::Blob) => ValueRef::Blob(self.bytes_at(payload)),
            Some(Tag::Unknown) => match self.bytes_at(payload).split_first() {
                Some((tag, bytes)) => ValueRef::Unknown { tag: *tag, bytes },
                None => ValueRef::Null,
            },
            Some(Tag::Code) => match self.codes.get(payload as usize) {
                Some(&(set, code)) => ValueRef::Code { set, code },
                None => ValueRef::Null,
            },
            Some(Tag::Row) => self.rows.get(payload as usize).map_or(ValueRef::Null, |row| ValueRef::Row(*row)),
            Some(Tag::WideInt) => self.wide.get(payload as usize).map_or(ValueRef::Null, |wide| ValueRef::Int(*wide)),
        }
    }

    /// The text a slot stands for, empty if it is no text. The fast way through a column.
    pub(crate) fn text(&self, slot: Slot) -> &str {
        if slot.is_text() { self.text_at(slot.payload()) } else { "" }
    }

    /// Takes in a value. The caller has made sure of [`Pool::has_room`].
    pub(crate) fn put(&mut self, value: ValueRef<'_>) -> Slot {
        match value {
            ValueRef::Null => Slot::new(Tag::Null, 0),
            ValueRef::Bool(yes) => Slot::new(Tag::Bool, u32::from(yes)),
            ValueRef::Int(number) => match u32::try_from(zigzag(number)) {
                Ok(small) if small < PAYLOADS => Slot::new(Tag::Int, small),
                _ => Slot::new(Tag::WideInt, self.put_entry(Entry::Wide(number))),
            },
            ValueRef::Date(day) => Slot::new(Tag::Date, day.number()),
            ValueRef::Text(text) => Slot::new(Tag::Text, self.put_entry(Entry::Text(text))),
            ValueRef::Decimal(text) => Slot::new(Tag::Decimal, self.put_entry(Entry::Text(text))),
            ValueRef::FracIndex(text) => Slot::new(Tag::FracIndex, self.put_entry(Entry::Text(text))),
            ValueRef::Blob(bytes) => Slot::new(Tag::Blob, self.put_entry(Entry::Bytes(bytes))),
            ValueRef::Unknown { tag, bytes } => {
                let tagged = [&[tag], bytes].concat();
                Slot::new(Tag::Unknown, self.put_entry(Entry::Bytes(&tagged)))
            }
            ValueRef::Code { set, code } => Slot::new(Tag::Code, self.put_entry(Entry::Code(set, code))),
            ValueRef::Row(row) => Slot::new(Tag::Row, self.put_entry(Entry::Row(row))),
        }
    }

    /// Takes in an entry: the number of an equal one if it is known, else of a new one.
    pub(crate) fn put_entry(&mut self, entry: Entry<'_>) -> u32 {
        match std::mem::take(&mut self.shared) {
            Shared::Unbuilt => {
                self.shared = self.build_shared();
                self.put_entry(entry)
            }
            Shared::Off => {
                self.shared = Shared::Off;
                self.push(entry)
            }
            Shared::Known { mut entries, asked } => {
                let hash = entry.hash();
                let asked = asked + 1;
                if let Some(&(_, number)) = entries.find(hash, |&(arena, number)| self.entry(arena, number) == entry) {
                    self.shared = Shared::Known { entries, asked };
                    return number;
                }
                let number = self.push(entry);
                if entries.len() >= ALWAYS_SHARED && entries.len() * 2 > asked {
                    self.shared = Shared::Off;
                } else {
                    let rehash = |&(arena, number): &(Arena, u32)| self.entry(arena, number).hash();
                    entries.insert_unique(hash, (entry.arena(), number), rehash);
                    self.shared = Shared::Known { entries, asked };
                }
                number
            }
        }
    }

    /// Takes in all entries of another pool and says which number each has here, by arena.
    pub(crate) fn put_all(&mut self, other: &Pool) -> [Renumbered; ARENAS] {
        ALL_ARENAS.map(|arena| {
            let count = other.len(arena);
            if matches!(self.shared, Shared::Off) && arena == Arena::Text {
                return self.append_text(other);
            }
            Renumbered::Each((0..count as u32).map(|number| self.put_entry(other.entry(arena, number))).collect())
        })
    }

    /// Whether all entries of another pool can be taken in without a number or an offset overflowing.
    pub(crate) fn has_room(&self, other: &Pool) -> bool {
        let fits = |a: usize, b: usize, limit: usize| a.checked_add(b).is_some_and(|sum| sum <= limit);
        fits(self.text.len(), other.text.len(), u32::MAX as usize)
            && fits(self.bytes.len(), other.bytes.len(), u32::MAX as usize)
            && ALL_ARENAS.into_iter().all(|arena| fits(self.len(arena), other.len(arena), PAYLOADS as usize))
    }

    /// Whether one more value of so many bytes can be taken in.
    pub(crate) fn takes(&self, bytes: usize) -> bool {
        let most = u32::MAX as usize - bytes;
        self.text.len() < most && self.bytes.len() < most && ALL_ARENAS.iter().all(|arena| self.len(*arena) < FULL)
    }

    /// How many entries an arena holds.
    pub(crate) fn len(&self, arena: Arena) -> usize {
        match arena {
            Arena::Text => self.text_ends.len(),
            Arena::Bytes => self.bytes_ends.len(),
            Arena::Codes => self.codes.len(),
            Arena::Rows => self.rows.len(),
            Arena::Wide => self.wide.len(),
        }
    }

    /// An entry; an empty one if there is none of that number.
    pub(crate) fn entry(&self, arena: Arena, number: u32) -> Entry<'_> {
        let at = number as usize;
        match arena {
            Arena::Text => Entry::Text(self.text_at(number)),
            Arena::Bytes => Entry::Bytes(self.bytes_at(number)),
            Arena::Codes => self.codes.get(at).map_or(Entry::Bytes(&[]), |&(set, code)| Entry::Code(set, code)),
            Arena::Rows => self.rows.get(at).map_or(Entry::Bytes(&[]), |row| Entry::Row(*row)),
            Arena::Wide => self.wide.get(at).map_or(Entry::Bytes(&[]), |wide| Entry::Wide(*wide)),
        }
    }

    /// Adds an entry without looking for an equal one.
    pub(crate) fn push(&mut self, entry: Entry<'_>) -> u32 {
        match entry {
            Entry::Text(text) => {
                self.text.push_str(text);
                add(&mut self.text_ends, self.text.len() as u32)
            }
            Entry::Bytes(bytes) => {
                self.bytes.extend_from_slice(bytes);
                add(&mut self.bytes_ends, self.bytes.len() as u32)
            }
            Entry::Code(set, code) => add(&mut self.codes, (set, code)),
            Entry::Row(row) => add(&mut self.rows, row),
            Entry::Wide(wide) => add(&mut self.wide, wide),
        }
    }

    /// All texts end to end, and where each ends.
    pub(crate) fn texts(&self) -> (&str, &[u32]) {
        (&self.text, &self.text_ends)
    }

    /// All byte strings end to end, and where each ends.
    pub(crate) fn byte_strings(&self) -> (&[u8], &[u32]) {
        (&self.bytes, &self.bytes_ends)
    }

    /// A pool from its texts and byte strings; every end is in range, in order and on a character's border.
    pub(crate) fn from_parts(text: String, text_ends: Vec<u32>, bytes: Vec<u8>, bytes_ends: Vec<u32>) -> Self {
        Self { text, text_ends, bytes, bytes_ends, ..Self::default() }
    }

    /// Heap bytes held.
    pub(crate) fn heap(&self) -> usize {
        let shared = match &self.shared {
            Shared::Known { entries, .. } => entries.capacity() * 9,
            Shared::Unbuilt | Shared::Off => 0,
        };
        self.text.capacity()
            + self.bytes.capacity()
            + (self.text_ends.capacity() + self.bytes_ends.capacity()) * 4
            + self.codes.capacity() * 8
            + self.rows.capacity() * 16
            + self.wide.capacity() * 8
            + shared
    }

    fn text_at(&self, number: u32) -> &str {
        span(&self.text_ends, number).and_then(|span| self.text.get(span)).unwrap_or_default()
    }

    fn bytes_at(&self, number: u32) -> &[u8] {
        span(&self.bytes_ends, number).and_then(|span| self.bytes.get(span)).unwrap_or_default()
    }

    fn append_text(&mut self, other: &Pool) -> Renumbered {
        let (offset, first) = (self.text.len() as u32, self.text_ends.len() as u32);
        self.text.push_str(&other.text);
        self.text_ends.extend(other.text_ends.iter().map(|end| end + offset));
        Renumbered::From(first)
    }

    fn build_shared(&self) -> Shared {
        let total: usize = ALL_ARENAS.iter().map(|arena| self.len(*arena)).sum();
        if total > ALWAYS_SHARED {
            return Shared::Off;
        }
        let mut entries = HashTable::with_capacity(total);
        for arena in ALL_ARENAS {
            for number in 0..self.len(arena) as u32 {
                let rehash = |&(arena, number): &(Arena, u32)| self.entry(arena, number).hash();
                entries.insert_unique(self.entry(arena, number).hash(), (arena, number), rehash);
            }
        }
        Shared::Known { entries, asked: total * 2 }
    }
}

fn add<T>(entries: &mut Vec<T>, entry: T) -> u32 {
    entries.push(entry);
    entries.len() as u32 - 1
}

fn span(ends: &[u32], number: u32) -> Option<std::ops::Range<usize>> {
    let at = number as usize;
    let end = *ends.get(at)? as usize;
    let start = if at == 0 { 0 } else { ends[at - 1] as usize };
    Some(start..end)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(pool: &Pool) -> usize {
        pool.len(Arena::Text)
    }

    #[test]
    fn equal_values_are_kept_once_and_kinds_apart() {
        let mut pool = Pool::default();
        let values = [
            ValueRef::Text("七"),
            ValueRef::Decimal("七"),
            ValueRef::Text("八"),
            ValueRef::Blob(b"\x07x"),
            ValueRef::Unknown { tag: 7, bytes: b"x" },
            ValueRef::Code { set: 1, code: 2 },
            ValueRef::Code { set: 2, code: 1 },
            ValueRef::Row(RowId([7; 16])),
            ValueRef::Int(1 << 26),
            ValueRef::Int(1 << 27),
            ValueRef::Int(-(1 << 27)),
            ValueRef::Int(i64::MIN),
            ValueRef::Bool(false),
            ValueRef::Null,
        ];
        let slots = values.map(|value| pool.put(value));
        assert_eq!(slots, values.map(|value| pool.put(value)));
        assert_eq!(slots.map(|slot| pool.get(slot)), values);
        assert_eq!(ALL_ARENAS.map(|arena| pool.len(arena)), [2, 1, 2, 1, 2]);
        assert_eq!((pool.text(slots[0]), pool.text(slots[1]), pool.text(Slot::ABSENT)), ("七", "", ""));
    }

    #[test]
    fn looking_up_stops_when_nearly_every_value_is_new() {
        fn check(distinct: usize, times: usize, expected: usize) {
            let mut pool = Pool::default();
            for n in (0..times).flat_map(|_| 0..distinct) {
                let text = n.to_string();
                let slot = pool.put(ValueRef::Text(&text));
                assert_eq!(pool.get(slot), ValueRef::Text(&text));
            }
            assert_eq!(texts(&pool), expected);
        }
        check(100, 200, 100);
        check(ALWAYS_SHARED, 2, ALWAYS_SHARED);
        check(ALWAYS_SHARED * 2, 2, ALWAYS_SHARED * 4);
    }

    #[test]
    fn another_pools_entries_are_taken_in_whole_or_one_by_one() {
        let other = {
            let mut pool = Pool::default();
            pool.put(ValueRef::Text("b"));
            pool.put(ValueRef::Text("a"));
            pool
        };
        let mut few = Pool::default();
        few.put(ValueRef::Text("a"));
        let numbers = few.put_all(&other);
        assert_eq!([0, 1].map(|number| numbers[0].get(number)), [1, 0]);

        let mut many = Pool::default();
        for n in 0..10_000 {
            many.put(ValueRef::Text(&n.to_string()));
        }
        let numbers = many.put_all(&other);
        assert_eq!([0, 1].map(|number| numbers[0].get(number)), [10_000, 10_001]);
        assert_eq!(many.entry(Arena::Text, 10_001), Entry::Text("a"));
        assert!(many.has_room(&other));
    }
}
