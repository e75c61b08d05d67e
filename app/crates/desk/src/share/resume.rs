//! The states of a shared ledger, kept beside its log so that opening folds only what came since.
//!
//! They are kept at moments when the log says everything that they say. They are believed only while the keys are the same,
//! for what another key opens is not in them; only if nothing up to their place was stored anew; and only if, with what came
//! since, they end exactly where the log ends. Otherwise the whole log is folded, which is slower and always right.
//!
//! Whoever opens from them does not read the log before them. So its places lie beside them: a fork of long ago is seen all the
//! same, and a server that was set back is known by a place that was passed.

use sync::State;
use sync::log::Entry;

use crate::{Desk, book};

/// Before a word for the keys, in the first shard.
const MARK: &[u8] = b"shared states 2\n";
/// What older builds wrote there.
const OLDER: &[u8] = b"shared states ";
/// The places of the log are cut into shards of this length.
const PLACES: usize = 1 << 20;

impl Desk {
    /// The states as shards, if they are those of the log alone.
    pub fn kept_states(&self) -> Option<Vec<Vec<u8>>> {
        let stands = |share: &&crate::share::Share| share.refold || share.snapshots.stands();
        let device = &self.share.as_ref().filter(|share| !stands(share))?.device;
        let end = device.follower().head();
        let logged = |state: &State| {
            (state.log_seq(), state.log_hash()) == (end.seq, end.hash)
                && state.unlogged() == 0
                && state.waiting().next().is_none()
        };
        if !device.settled() || !self.book.states().iter().all(logged) {
            return None;
        }
        let places = device.follower().places()?;
        let places: Vec<Vec<u8>> = places.chunks(PLACES).map(<[u8]>::to_vec).collect();
        let count = u32::try_from(places.len()).ok()?;
        let first = [MARK, &device.keys_held(), &count.to_be_bytes()].concat();
        Some(std::iter::once(first).chain(places).chain(self.snapshot()).collect())
    }

    /// Whether shards are those of [`Desk::kept_states`].
    pub fn are_kept_states(shards: &[Vec<u8>]) -> bool {
        shards.first().is_some_and(|first| first.starts_with(OLDER))
    }

    /// Goes on from kept states with the entries of the log that were stored after them, in their order. False if they are
    /// not to be believed: the states are to be folded anew then.
    pub fn resume(&mut self, shards: &[Vec<u8>], entries: impl IntoIterator<Item = Entry>) -> bool {
        let Some((share, kept)) = self.share.as_mut().zip(Kept::read(shards)) else { return false };
        let device = &mut share.device;
        let end = device.follower().head();
        let of_here = |state: &State| state.space() == device.space();
        let Some(begun) = kept.states.first().map(State::log_seq) else { return false };
        let whole = kept.states.iter().all(|state| of_here(state) && state.log_seq() == begun);
        if kept.keys != device.keys_held() || !whole {
            return false;
        }
        let entries: Vec<Entry> = entries.into_iter().collect();
        let follow = entries.iter().map(|entry| entry.seq).eq(begun + 1..=end.seq);
        if !follow || !device.recall_on(&kept.places, &entries) {
            return false;
        }
        let states = kept.states;
        self.book = self.book.anew(Some(states));
        let whole = self.fold_on(entries).is_empty();
        whole && self.book.states().iter().all(|state| (state.log_seq(), state.log_hash()) == (end.seq, end.hash))
    }
}

/// What [`Desk::kept_states`] gave.
struct Kept {
    keys: [u8; 32],
    places: Vec<u8>,
    states: Vec<State>,
}

impl Kept {
    fn read(shards: &[Vec<u8>]) -> Option<Kept> {
        let (first, rest) = shards.split_first()?;
        let (keys, count) = first.strip_prefix(MARK)?.split_first_chunk::<32>()?;
        let (places, states) = rest.split_at_checked(u32::from_be_bytes(count.try_into().ok()?) as usize)?;
        Some(Kept { keys: *keys, places: places.concat(), states: book::read_snapshot(states).ok()?? })
    }
}
