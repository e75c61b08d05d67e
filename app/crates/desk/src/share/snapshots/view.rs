//! What pages show of somebody new's way into the ledger, and of snapshots that are not what they should be.

use sync::AgentId;
use sync::device::{Arrival, Stretch};

use crate::Desk;
use crate::message::share::{ArrivalView, Doubt, DoubtView, Progress};
use crate::share::Share;
use crate::step::Now;

/// A doubt is shown for so long.
const SHOWN_MS: u64 = 30 * 86_400_000;

impl Share {
    /// How far this device has come, if it is new.
    pub(in crate::share) fn arrival_view(&self) -> Option<ArrivalView> {
        if self.facts.joining.is_some() {
            return None;
        }
        let snapshots = &self.snapshots;
        if let Some(checking) = &snapshots.checking {
            return Some(ArrivalView::Checking(checking.progress().into()));
        }
        Some(match self.device.arrival()? {
            Arrival::Following => match &snapshots.loading {
                None => ArrivalView::Following,
                Some(loading) => ArrivalView::Loading(loading.progress().into()),
            },
            Arrival::Reading { tail, past } if !tail.is_read() => {
                ArrivalView::Reading(Progress::from((tail.at - past.end, tail.end - past.end)))
            }
            // Nothing is stood on any more: what is left of the log is waited for.
            Arrival::Reading { past: Stretch { at, end }, .. } if self.has_sunk() => {
                ArrivalView::Reading((at, end).into())
            }
            Arrival::Reading { past: Stretch { at, end }, .. } => ArrivalView::Past((at, end).into()),
        })
    }
}

impl Desk {
    /// Snapshots that are not what they should be, the newest first.
    pub(in crate::share) fn doubts_view(&self, share: &Share, now: &Now) -> Vec<DoubtView> {
        let shown = share.snapshots.shelf.doubts.iter().filter(|(at_ms, _)| now.ms.saturating_sub(*at_ms) <= SHOWN_MS);
        let view = |(at_ms, doubt): &(u64, Doubt)| DoubtView {
            at_ms: *at_ms,
            doubt: *doubt,
            name: self.member_name(&AgentId(doubt.author())).to_owned(),
        };
        shown.rev().map(view).collect()
    }
}
