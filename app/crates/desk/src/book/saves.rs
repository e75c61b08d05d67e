//! One list of saves over the states of several compartments.
//!
//! A save that touches two compartments stands in the state of each, under the same lasting name. Every state remembers
//! every envelope, in the order of arrival, so the place of a save's first envelope puts the saves of all in one order.

use std::collections::BTreeMap;

use ledger::schema::Compartment;
use sync::{Save, SaveId, SaveIx, State};

/// A save of the book: its place in the order of arrival.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct SaveNo(u32);

impl SaveNo {
    /// The number by which the page names it.
    pub(crate) fn number(self) -> u32 {
        self.0
    }
}

/// How many states there are.
const STATES: usize = Compartment::ALL.len();

/// A save, and its index in the state of each compartment it wrote to.
#[derive(Clone, Copy, Debug)]
struct Spread {
    id: SaveId,
    first: (usize, SaveIx),
    parts: [Option<SaveIx>; STATES],
}

/// Every save, and where each state's saves stand among them.
#[derive(Debug, Default)]
pub(super) struct Saves {
    order: Vec<Spread>,
    numbers: [Vec<u32>; STATES],
}

impl Saves {
    /// Takes note of what the states have got since.
    pub(super) fn catch_up(&mut self, states: &[State]) {
        let mut new: Vec<(usize, usize, SaveIx, SaveId)> = Vec::new();
        for (at, (state, numbers)) in states.iter().zip(&self.numbers).enumerate() {
            let saves = state.saves_after(numbers.len());
            new.extend(saves.map(|(ix, save)| (save.arrival(), at, ix, save.id)));
        }
        // States that come from snapshots of several people have heard of everything in different orders: a save stands
        // where the state that it began in has it.
        let begun: BTreeMap<SaveId, usize> = new
            .iter()
            .filter(|(_, at, ix, _)| new.len() > 1 && states[*at].save_begins_here(*ix))
            .map(|(arrival, .., id)| (*id, *arrival))
            .collect();
        let place = |&(arrival, at, ix, id): &(usize, usize, SaveIx, SaveId)| {
            (begun.get(&id).copied().unwrap_or(arrival), !states[at].save_begins_here(ix), at, ix)
        };
        new.sort_by_cached_key(place);
        for (_, state, ix, id) in new {
            // Only what began in another compartment can have been told of.
            let begins = states[state].save_begins_here(ix);
            let known = (!begins).then(|| self.order.iter().rposition(|save| save.id == id)).flatten();
            let number = known.unwrap_or(self.order.len());
            if known.is_none() {
                self.order.push(Spread { id, first: (state, ix), parts: [None; STATES] });
            }
            self.order[number].parts[state] = Some(ix);
            let numbers = &mut self.numbers[state];
            numbers.resize(numbers.len().max(ix.index() + 1), u32::MAX);
            numbers[ix.index()] = number as u32;
        }
    }

    pub(super) fn numbered(&self, number: u32) -> Option<SaveNo> {
        ((number as usize) < self.order.len()).then_some(SaveNo(number))
    }

    pub(super) fn all(&self) -> impl DoubleEndedIterator<Item = SaveNo> + use<> {
        (0..self.order.len() as u32).map(SaveNo)
    }

    /// What a state's own index stands for.
    pub(super) fn of(&self, state: usize, ix: SaveIx) -> SaveNo {
        SaveNo(self.numbers[state][ix.index()])
    }

    pub(super) fn get<'a>(&self, states: &'a [State], save: SaveNo) -> &'a Save {
        let (state, ix) = self.order[save.0 as usize].first;
        states[state].save(ix)
    }

    /// A save in each state that has a part of it.
    pub(super) fn parts<'a>(&self, states: &'a [State], save: SaveNo) -> impl Iterator<Item = (&'a State, SaveIx)> {
        let parts = self.order[save.0 as usize].parts;
        states.iter().zip(parts).filter_map(|(state, ix)| Some((state, ix?)))
    }
}
