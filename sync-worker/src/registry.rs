//! Which spaces are there? Asked before an object is touched, because touching one makes a file: a stranger who asks for
//! spaces that do not exist would fill the disk.

use sync::SpaceId;
use sync::proto::CODE_MS;

use crate::answer::Refusal;
use crate::limits::Limits;
use crate::rate::Rates;
use crate::store::{Store, StoreError, Table, Write};

/// In front of the id in a key.
const PREFIX: &[u8] = b"space ";
/// In front of the number of a room in a key.
const ROOM: &[u8] = b"code ";

/// The spaces of a server: their ids, and nothing else about them.
pub struct Registry<S> {
    store: S,
}

impl<S: Store> Registry<S> {
    /// The registry in this store.
    pub fn new(store: S) -> Self {
        Self { store }
    }

    /// Whether a space is there.
    pub fn knows(&self, space: SpaceId) -> Result<bool, StoreError> {
        Ok(self.store.get(Table::Meta, &key(space))?.is_some())
    }

    /// From now on a space is there; `file` is the name that its file has on the disk.
    pub fn add(&mut self, space: SpaceId, file: &str, now_ms: u64) -> Result<(), StoreError> {
        if self.knows(space)? {
            return Ok(());
        }
        let value = [&now_ms.to_be_bytes()[..], file.as_bytes()].concat();
        self.store.commit(vec![Write::Add(Table::Meta, key(space), value)])
    }

    /// From now on the room of a short code leads to a space, for as long as a code is good; false if it leads to another.
    /// Until then no other code gets this room, also when this one is used or ended before.
    pub fn open_room(&mut self, room: u16, space: SpaceId, now_ms: u64) -> Result<bool, StoreError> {
        // Said again it is the same code, which does not become good for longer.
        if let Some(there) = self.space_of(room, now_ms)? {
            return Ok(there == space);
        }
        let value = [&space.0[..], &now_ms.saturating_add(CODE_MS).to_be_bytes()].concat();
        self.store.commit(vec![Write::Put(Table::Meta, room_key(room), value)])?;
        Ok(true)
    }

    /// Where the room of a short code leads.
    pub fn space_of(&self, room: u16, now_ms: u64) -> Result<Option<SpaceId>, StoreError> {
        let Some(value) = self.store.get(Table::Meta, &room_key(room))? else { return Ok(None) };
        let read = |value: &[u8]| {
            let (space, until_ms) = value.split_first_chunk()?;
            Some((SpaceId(*space), u64::from_be_bytes(until_ms.try_into().ok()?)))
        };
        let (space, until_ms) = read(&value).ok_or_else(|| StoreError("a room is not what was written".to_owned()))?;
        Ok((now_ms <= until_ms).then_some(space))
    }

    /// How many there are.
    pub fn count(&self) -> Result<u64, StoreError> {
        let mut count = 0;
        self.each(&mut |_, _| count += 1)?;
        Ok(count)
    }

    /// A line for each: its id, when it was founded (milliseconds since 1970), the name of its file.
    pub fn list(&self) -> Result<String, StoreError> {
        let mut list = String::new();
        self.each(&mut |space, value| {
            if let Some((time, file)) = value.split_first_chunk() {
                let (time, file) = (u64::from_be_bytes(*time), String::from_utf8_lossy(file));
                list.push_str(&format!("{space} {time} {file}\n"));
            }
        })?;
        Ok(list)
    }

    fn each(&self, row: &mut dyn FnMut(SpaceId, &[u8])) -> Result<(), StoreError> {
        self.store.scan(Table::Meta, PREFIX, &mut |key, value| {
            let Some(id) = key.strip_prefix(PREFIX) else {
                return false;
            };
            if let Ok(id) = id.try_into() {
                row(SpaceId(id), value);
            }
            true
        })
    }
}

fn key(space: SpaceId) -> Vec<u8> {
    [PREFIX, &space.0].concat()
}

fn room_key(room: u16) -> Vec<u8> {
    [ROOM, &room.to_be_bytes()].concat()
}

/// Takes one try of a short code from the share of the whole server: whoever goes through the rooms is as slow as all.
pub fn try_code(tries: &mut Rates, limits: &Limits, now_ms: u64) -> Result<(), Refusal> {
    tries.take([0; 16], limits.tries, now_ms).map_err(Refusal::TooOften)
}

/// Whether a new space may be founded with this ticket: one of the operator's words, or any when they say `open`.
#[must_use]
pub fn allows(tickets: &str, given: Option<&str>) -> bool {
    let digest = |text: &str| sync::proto::part_id(text.as_bytes());
    tickets.split([' ', ',']).filter(|ticket| !ticket.is_empty()).any(|ticket| {
        // Digests are compared, so that the time it takes says nothing about the ticket.
        ticket == "open" || given.is_some_and(|given| digest(given) == digest(ticket))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::memory::Memory;

    #[test]
    fn a_space_is_there_once_it_was_added() {
        let mut registry = Registry::new(Memory::default());
        let (one, two) = (SpaceId([1; 16]), SpaceId([2; 16]));
        assert!(!registry.knows(one).unwrap());
        registry.add(one, "f1", 7).unwrap();
        registry.add(one, "f9", 9).unwrap();
        registry.add(two, "f2", 8).unwrap();
        assert!(registry.knows(one).unwrap());
        assert_eq!(registry.count().unwrap(), 2);
        assert_eq!(registry.list().unwrap(), format!("{one} 7 f1\n{two} 8 f2\n"));
    }

    #[test]
    fn a_room_leads_to_one_space_for_as_long_as_a_code_is_good() {
        let mut registry = Registry::new(Memory::default());
        let (one, two) = (SpaceId([1; 16]), SpaceId([2; 16]));
        registry.add(one, "f1", 7).unwrap();
        assert_eq!(registry.space_of(42, 0).unwrap(), None);
        assert!(registry.open_room(42, one, 1_000).unwrap());
        assert!(registry.open_room(42, one, 1_000).unwrap(), "said again");
        assert!(!registry.open_room(42, two, 1_000 + CODE_MS).unwrap());
        assert_eq!(registry.space_of(42, 1_000 + CODE_MS).unwrap(), Some(one));
        assert_eq!(registry.space_of(42, 1_001 + CODE_MS).unwrap(), None);
        assert!(registry.open_room(42, two, 1_001 + CODE_MS).unwrap());
        assert_eq!(registry.count().unwrap(), 1, "a room is no space");
    }

    #[test]
    fn only_the_operators_tickets_found_a_space() {
        let check = |tickets: &str, given: Option<&str>, expected: bool| {
            assert_eq!(allows(tickets, given), expected, "{tickets} {given:?}");
        };
        check("", None, false);
        check("", Some(""), false);
        check("open", None, true);
        check("spring-7 autumn-8", Some("autumn-8"), true);
        check("spring-7,autumn-8", Some("autumn"), false);
        check("spring-7", Some("open"), false);
        check("spring-7", None, false);
    }
}
