//! Keeping what one step of a shared ledger changes: what came, what waits to be sent, who one is, all in one transaction.
//!
//! What waits is sealed like everything else. Nothing is taken out of it but by the step that says so.

use crate::blocks::{Blocks, Durability};
use crate::error::{Damage, VaultError};
use crate::head::{Lane, Mark, Own};
use crate::layout;
use crate::log::Entry;
use crate::pack::Pack;
use crate::store::{KeyRange, Store};

use super::Vault;

/// What one step changes.
#[derive(Clone, Copy, Debug, Default)]
pub struct Turn<'a> {
    /// Entries that came; one that is there already stays, and the later one counts.
    pub received: &'a [Entry],
    /// Named items that change.
    pub items: &'a [(u32, &'a [u8])],
    /// What waits from now on, by name; one of the same name is replaced. No name is the beginning of another: what goes,
    /// goes in ranges of names.
    pub waiting: &'a [(Vec<u8>, Vec<u8>)],
    /// What waits no more.
    pub gone: &'a [Vec<u8>],
    /// Who writes, and the end of that chain.
    pub own: Own,
}

/// What waits, by name.
pub type Waiting = Vec<(Vec<u8>, Vec<u8>)>;

impl<B: Blocks> Vault<B> {
    /// Keeps a step. When this returns `Ok` it is on the disk.
    ///
    /// After an error whose outcome is uncertain, saying the same step again is safe: what came is kept once.
    pub async fn keep_turn(&mut self, turn: &Turn<'_>) -> Result<Mark, VaultError> {
        let mut batch = self.batch(Durability::Strict)?;
        if self.unsure && self.took_turn(turn).await? {
            return Ok(self.mark());
        }
        let mut head = self.sure_head().await?;
        self.append(&mut batch, &mut head, Lane::Received, turn.received);
        head.own = turn.own;
        for (id, plain) in turn.items {
            let key = layout::item(*id);
            let record = self.seal(Store::Meta, &key, 0, plain, Pack::Try);
            batch.put(Store::Meta, key, record);
        }
        for (first, last) in runs(turn.gone) {
            let end = KeyRange::only(&layout::waiting(&last)).to;
            batch.delete(Store::Journal, KeyRange { from: layout::waiting(&first), to: end });
        }
        for (name, plain) in turn.waiting {
            let key = layout::waiting(name);
            let record = self.seal(Store::Journal, &key, 0, plain, Pack::Try);
            batch.put(Store::Journal, key, record);
        }
        self.put_head(&mut batch, &head);
        self.commit(batch).await?;
        self.head = Some(head);
        Ok(head.mark)
    }

    /// Whether a step that ended uncertainly is on the disk after all. Only this window writes, so any other head than the
    /// one known is that step's; a step that moves no end may be kept twice.
    async fn took_turn(&mut self, turn: &Turn<'_>) -> Result<bool, VaultError> {
        let found = self.read_head().await?;
        let took = self.head.is_some_and(|head| head != found) && found.own == turn.own;
        if took {
            self.head = Some(found);
            self.unsure = false;
        }
        Ok(took)
    }

    /// Everything that waits and can be read, by name, and what cannot.
    pub async fn waiting(&self) -> Result<(Waiting, Vec<Damage>), VaultError> {
        let (mut waiting, mut damaged) = (Vec::new(), Vec::new());
        for (key, record) in self.read_pages(Store::Journal, layout::all_waiting()).await? {
            match (layout::waiting_name(&key), self.open(Store::Journal, &key, 0, &record)) {
                (Some(name), Ok(plain)) => waiting.push((name.to_vec(), plain)),
                (_, Err(damage)) => damaged.push(damage),
                (None, Ok(_)) => {}
            }
        }
        Ok((waiting, damaged))
    }
}

/// The first and the last of names that follow one another as numbers do: a page of a log takes hundreds of envelopes out of
/// what waits, and each thing that is asked of a browser's database costs more than what it does.
fn runs(names: &[Vec<u8>]) -> Vec<(Vec<u8>, Vec<u8>)> {
    let mut sorted: Vec<&Vec<u8>> = names.iter().collect();
    sorted.sort_unstable();
    let mut runs: Vec<(Vec<u8>, Vec<u8>)> = Vec::new();
    for name in sorted {
        match runs.last_mut() {
            Some((_, last)) if *last == *name || follows(last, name) => last.clone_from(name),
            _ => runs.push((name.clone(), name.clone())),
        }
    }
    runs
}

/// Whether one name is the next number after another of its length.
fn follows(before: &[u8], name: &[u8]) -> bool {
    let ones = before.iter().rev().take_while(|byte| **byte == u8::MAX).count();
    let Some((counted, kept)) = before.len().checked_sub(ones + 1).and_then(|at| Some((before.get(at)?, at))) else {
        return false;
    };
    name.len() == before.len()
        && name[..kept] == before[..kept]
        && name[kept] == counted + 1
        && name[kept + 1..].iter().all(|byte| *byte == 0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::MemoryBlocks;
    use crate::memory::Fault;
    use crate::ready::run_ready as run;
    use crate::testing::{create, lock, reopen};

    fn names(waiting: &Waiting) -> Vec<&[u8]> {
        waiting.iter().map(|(name, _)| name.as_slice()).collect()
    }

    #[test]
    fn names_that_are_numbers_in_a_row_go_together_and_nothing_between_them_goes() {
        let name = |number: u32| [&[1][..], &number.to_be_bytes()].concat();
        let row: Vec<Vec<u8>> = (250..260).chain([300, 65_535, 65_536, u32::MAX]).map(name).collect();
        let ends = |from: u32, to: u32| (name(from), name(to));
        let found = [ends(250, 259), ends(300, 300), ends(65_535, 65_536), ends(u32::MAX, u32::MAX)];
        assert_eq!(runs(&row), found);
        assert_eq!(runs(&[vec![1, 255], vec![2, 0], vec![3], vec![255]]).len(), 3);
        let disk = MemoryBlocks::new();
        let mut vault = create(&disk, 1);
        let waits: Vec<(Vec<u8>, Vec<u8>)> = (240..310).map(|number| (name(number), vec![7])).collect();
        run(vault.keep_turn(&Turn { waiting: &waits, ..Turn::default() })).unwrap();
        run(vault.keep_turn(&Turn { gone: &row, ..Turn::default() })).unwrap();
        let left: Vec<Vec<u8>> = run(vault.waiting()).unwrap().0.into_iter().map(|(name, _)| name).collect();
        assert_eq!(left, (240..250).chain(260..300).chain(301..310).map(name).collect::<Vec<_>>());
    }

    #[test]
    fn a_step_is_kept_whole_or_not_at_all_and_once() {
        for fault in [None, Some(Fault::Fail(0)), Some(Fault::Unheard(0))] {
            let disk = MemoryBlocks::new();
            let mut vault = create(&disk, 1);
            let first = [(vec![1], b"one".to_vec()), (vec![2], b"two".to_vec())];
            run(vault.keep_turn(&Turn { waiting: &first, ..Turn::default() })).unwrap();
            let entry = Entry { compartment: 1, dseq: 1, bytes: b"came".to_vec() };
            let own = Own { agent: sync::AgentId([5; 16]), ..Own::default() };
            let second = Turn {
                received: std::slice::from_ref(&entry),
                items: &[(40, b"notes")],
                waiting: &[(vec![3], b"three".to_vec())],
                gone: &[vec![1]],
                own,
            };
            if let Some(fault) = fault {
                disk.set_fault(fault);
                assert!(run(vault.keep_turn(&second)).is_err(), "{fault:?}");
            }
            run(vault.keep_turn(&second)).unwrap();
            let mut vault = reopen(disk.clone(), &[lock(1)]);
            let loaded = run(vault.load()).unwrap();
            assert_eq!((loaded.entries, loaded.own), (vec![entry], own), "{fault:?}");
            assert_eq!(run(vault.item(40)).unwrap().as_deref(), Some(b"notes".as_slice()));
            let (waiting, damaged) = run(vault.waiting()).unwrap();
            assert_eq!((names(&waiting), damaged.len()), (vec![[2].as_slice(), &[3]], 0), "{fault:?}");
        }
    }
}
