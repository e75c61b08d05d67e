//! How is one small thing per row kept, when some columns are full and others nearly empty?
//!
//! A column with few cells is a sorted list, any other a plain array. An envelope that writes one cell in each of many
//! columns, by malice or not, therefore costs bytes, not arrays.

/// Lists this long become arrays however empty these are.
const LONGEST_LIST: usize = 1024;

/// One `T` per row; rows not set have the default.
#[derive(Clone, Debug)]
pub(crate) enum RowMap<T> {
    List(Vec<(u32, T)>),
    Array(Vec<T>),
}

impl<T> Default for RowMap<T> {
    fn default() -> Self {
        RowMap::List(Vec::new())
    }
}

impl<T: Copy + Default + PartialEq> RowMap<T> {
    pub(crate) fn get(&self, row: u32) -> T {
        match self {
            RowMap::Array(array) => array.get(row as usize).copied().unwrap_or_default(),
            RowMap::List(list) => match list.binary_search_by_key(&row, |(row, _)| *row) {
                Ok(at) => list[at].1,
                Err(_) => T::default(),
            },
        }
    }

    pub(crate) fn set(&mut self, row: u32, item: T) {
        match self {
            RowMap::Array(array) => {
                let at = row as usize;
                if array.len() <= at {
                    array.resize(at + 1, T::default());
                }
                array[at] = item;
            }
            RowMap::List(list) => {
                match list.last() {
                    Some((last, _)) if *last >= row => match list.binary_search_by_key(&row, |(row, _)| *row) {
                        Ok(at) => list[at].1 = item,
                        Err(at) => list.insert(at, (row, item)),
                    },
                    _ => list.push((row, item)),
                }
                self.maybe_to_array();
            }
        }
    }

    /// Every row that was set, in ascending order.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (u32, T)> + Clone {
        let (list, array) = match self {
            RowMap::List(list) => (&list[..], &[][..]),
            RowMap::Array(array) => (&[][..], &array[..]),
        };
        let array = array.iter().enumerate().filter(|(_, item)| **item != T::default());
        list.iter().copied().chain(array.map(|(row, item)| (row as u32, *item)))
    }

    /// A map of `count` rows in ascending order, the last of them `last`.
    pub(crate) fn from_ascending(items: impl Iterator<Item = (u32, T)>, last: Option<u32>, count: usize) -> Self {
        let span = last.map_or(0, |last| last as usize + 1);
        if !pays_as_array(count, span) {
            return RowMap::List(items.collect());
        }
        let mut array = Vec::with_capacity(span);
        for (row, item) in items {
            if array.len() < row as usize {
                array.resize(row as usize, T::default());
            }
            array.push(item);
        }
        RowMap::Array(array)
    }

    pub(crate) fn heap(&self) -> usize {
        match self {
            RowMap::List(list) => list.capacity() * size_of::<(u32, T)>(),
            RowMap::Array(array) => array.capacity() * size_of::<T>(),
        }
    }

    fn maybe_to_array(&mut self) {
        let RowMap::List(list) = self else {
            return;
        };
        let span = list.last().map_or(0, |(row, _)| *row as usize + 1);
        if pays_as_array(list.len(), span) {
            let mut array = vec![T::default(); span];
            list.iter().for_each(|(row, item)| array[*row as usize] = *item);
            *self = RowMap::Array(array);
        }
    }
}

fn pays_as_array(count: usize, span: usize) -> bool {
    count >= 32 && count * 3 >= span || count > LONGEST_LIST
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_row_map_is_a_map(writes in prop::collection::vec((0..400_u32, 1..9_u8), 0..200)) {
            let mut map = RowMap::default();
            let mut model = BTreeMap::new();
            for (row, item) in writes {
                map.set(row, item);
                model.insert(row, item);
            }
            prop_assert_eq!(map.iter().collect::<Vec<_>>(), model.clone().into_iter().collect::<Vec<_>>());
            for row in 0..401 {
                prop_assert_eq!(map.get(row), model.get(&row).copied().unwrap_or_default());
            }
        }
    }

    #[test]
    fn few_cells_stay_a_list_and_many_become_an_array() {
        fn check(rows: impl Iterator<Item = u32>, array: bool) {
            let mut map = RowMap::default();
            rows.for_each(|row| map.set(row, 1_u8));
            assert_eq!(matches!(map, RowMap::Array(_)), array);
        }
        check(0..31, false);
        check(0..32, true);
        check((0..1024).map(|row| row * 10), false);
        check((0..1025).map(|row| row * 10), true);
        check(std::iter::once(3_000_000_000), false);
    }
}
