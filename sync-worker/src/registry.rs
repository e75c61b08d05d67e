//! Which spaces are there? Asked before an object is touched, because touching one makes a file: a stranger who asks for
//! spaces that do not exist would fill the disk.

use sync::SpaceId;

use crate::store::{Store, StoreError, Table, Write};

/// In front of the id in a key.
const PREFIX: &[u8] = b"space ";

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
