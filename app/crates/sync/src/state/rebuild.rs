//! What of a state need not be stored, because it follows from the rest?
//!
//! Reading a snapshot ends here: times, ranks, the versions shown and the contested cells are derived from parts and
//! versions alone, so a snapshot cannot lie about them.

use super::parts::{NO_SAVE, Parts};
use super::{Save, State};
use crate::mutant::{Mutant, bred};

/// Cells with more versions than this are looked at when somebody asks for conflicts, not before.
const MOST_PAIRS: usize = 32;

impl State {
    /// Takes over saves read from a snapshot; `None` if they do not fit the parts.
    pub(crate) fn adopt_saves(&mut self, saves: Vec<Save>) -> Option<()> {
        self.parts.settle();
        let count = saves.len();
        for (at, mut save) in (0..).zip(saves) {
            let first = self.parts.list.get(save.first as usize).filter(|part| part.save == at)?;
            save.id.agent = self.parts.agents[first.agent as usize].id;
            save.info = self.share_names(save.info);
            self.saves.push(save);
            self.refresh_save(at);
        }
        let author = |save: u32| Some(self.parts.list[self.saves.get(save as usize)?.first as usize].agent);
        let fits = |part: &super::parts::Part| part.save == NO_SAVE || author(part.save) == Some(part.agent);
        let open_fits =
            |open: Option<(u32, u32)>| open.is_none_or(|(_, save)| save == NO_SAVE || (save as usize) < count);
        let fit = self.parts.list.iter().all(fits) && self.parts.agents.iter().all(|agent| open_fits(agent.open));
        let groups: Vec<[u8; 16]> = self.parts.copies.groups().map(|(first, _)| *first).collect();
        groups.into_iter().for_each(|first| drop(self.choose_among_copies(first)));
        fit.then_some(())
    }

    /// Decides in every cell with a history which version is shown, and which cells are contested.
    pub(crate) fn decide_all(&mut self) {
        let Self { parts, tables, contested, .. } = self;
        for table in tables {
            for (field, column) in &mut table.columns {
                let rows: Vec<u32> = column.chains.iter().map(|(row, _)| row).collect();
                for row in rows {
                    column.elect(row, |a, b| parts.beats(a, b));
                    let stamps: Vec<u32> = column.versions(row).map(|held| held.stamp).collect();
                    let apart = |(at, a): (usize, &u32)| stamps[..at].iter().any(|b| parts.concurrent(*a, *b));
                    if stamps.len() > MOST_PAIRS || stamps.iter().enumerate().any(apart) {
                        contested.insert(table.id, *field, row);
                    }
                }
            }
        }
    }
}

impl Parts {
    /// Computes the time and rank of every part.
    fn settle(&mut self) {
        for agent in &self.agents {
            let (mut eff, mut rank) = Default::default();
            for at in &agent.chain {
                let part = &mut self.list[*at as usize];
                rank = part.seq.max(rank);
                part.rank = rank;
                if part.save != NO_SAVE {
                    let forgets = bred(Mutant::SnapshotForgetsTimes) || bred(Mutant::NoMonotoneTime);
                    eff = if forgets { part.bid } else { part.bid.max(eff) };
                    part.eff = eff;
                }
            }
        }
    }
}
