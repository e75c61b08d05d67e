//! Pictures on their way from the disk to the page: here from the loading until the answer, and no longer.

use std::collections::{HashMap, HashSet};

use crate::Desk;
use crate::message::Id;
use crate::step::Step;

/// What was loaded for a request that is about to be asked again.
#[derive(Default)]
pub(crate) struct Room {
    wanted: HashSet<Id>,
    /// The answer can do without what is damaged.
    sparing: bool,
    loaded: HashMap<Id, Option<Vec<u8>>>,
}

impl Room {
    /// Whether this blob was asked for here.
    pub(crate) fn wants(&self, id: &Id) -> bool {
        self.wanted.contains(id)
    }

    /// Whether the answer can do without it.
    pub(crate) fn can_spare(&self, id: &Id) -> bool {
        self.sparing && self.wants(id)
    }

    /// Takes what was loaded; `None` if it is not there.
    pub(crate) fn give(&mut self, id: Id, bytes: Option<Vec<u8>>) {
        self.loaded.insert(id, bytes);
    }
}

/// Pictures, those that are not on this machine left out.
pub(crate) type Pictures = HashMap<Id, Vec<u8>>;

impl Desk {
    /// These pictures, or what must be loaded first. With `sparing` a damaged one is as good as none.
    pub(crate) fn pictures(&mut self, ids: &[Id], sparing: bool) -> Result<Pictures, Step> {
        let room = &mut self.attachment;
        room.loaded.retain(|id, _| ids.contains(id));
        let missing: Vec<Id> = ids.iter().filter(|id| !room.loaded.contains_key(*id)).copied().collect();
        if missing.is_empty() {
            let loaded = std::mem::take(room).loaded;
            return Ok(loaded.into_iter().filter_map(|(id, bytes)| Some((id, bytes?))).collect());
        }
        room.wanted = missing.iter().copied().collect();
        room.sparing = sparing;
        Err(Step::Load(missing))
    }
}
