//! A store in memory: what the handler is tested on, and what the stores on disks are compared with.

use std::collections::BTreeMap;

use crate::store::{Store, StoreError, Table, Write, fits};

/// Rows in memory.
#[derive(Clone, Debug, Default)]
pub struct Memory {
    rows: BTreeMap<(Table, Vec<u8>), Vec<u8>>,
    /// The next commits that fail, as a disk does when it is full.
    failures: u32,
}

impl Memory {
    /// The next so many commits fail and write nothing.
    pub fn fail(&mut self, times: u32) {
        self.failures = times;
    }

    /// How many rows there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether nothing was ever kept.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }
}

impl Store for Memory {
    fn get(&self, table: Table, key: &[u8]) -> Result<Option<Vec<u8>>, StoreError> {
        Ok(self.rows.get(&(table, key.to_vec())).cloned())
    }

    fn scan(&self, table: Table, from: &[u8], more: &mut dyn FnMut(&[u8], &[u8]) -> bool) -> Result<(), StoreError> {
        for ((_, key), value) in self.rows.range((table, from.to_vec())..).take_while(|((of, _), _)| *of == table) {
            if !more(key, value) {
                break;
            }
        }
        Ok(())
    }

    fn commit(&mut self, writes: Vec<Write>) -> Result<(), StoreError> {
        fits(&writes)?;
        if self.failures > 0 {
            self.failures -= 1;
            return Err(StoreError("asked to fail".to_owned()));
        }
        let mut rows = self.rows.clone();
        for write in writes {
            match write {
                Write::Add(table, key, value) => {
                    if rows.insert((table, key), value).is_some() {
                        return Err(StoreError("there is such a row already".to_owned()));
                    }
                }
                Write::Put(table, key, value) => drop(rows.insert((table, key), value)),
                Write::Remove(table, key) => drop(rows.remove(&(table, key))),
            }
        }
        self.rows = rows;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::MAX_VALUE_BYTES;

    fn keys(memory: &Memory, from: &[u8]) -> Vec<Vec<u8>> {
        let mut keys = Vec::new();
        memory
            .scan(Table::Log, from, &mut |key, _| {
                keys.push(key.to_vec());
                true
            })
            .unwrap();
        keys
    }

    #[test]
    fn a_commit_happens_whole_or_not_at_all() {
        let mut memory = Memory::default();
        let add = |key: u8| Write::Add(Table::Log, vec![key], vec![key]);
        memory.commit(vec![add(1), add(2)]).unwrap();
        assert!(memory.commit(vec![add(3), Write::Remove(Table::Log, vec![1]), add(2)]).is_err());
        assert_eq!(keys(&memory, &[]), [[1], [2]]);
        let long = Write::Put(Table::Log, vec![4], vec![0; MAX_VALUE_BYTES + 1]);
        assert!(memory.commit(vec![add(3), long]).is_err());
        memory.fail(1);
        assert!(memory.commit(vec![add(3)]).is_err());
        assert_eq!(keys(&memory, &[2]), [[2]]);
        memory.commit(vec![add(3), Write::Remove(Table::Log, vec![1])]).unwrap();
        assert_eq!(keys(&memory, &[]), [[2], [3]]);
        assert_eq!(memory.get(Table::Meta, &[2]).unwrap(), None);
    }
}
