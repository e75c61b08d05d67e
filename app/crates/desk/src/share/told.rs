//! What people should hear of, the newest first.

use sync::device::Told;
use sync::members::MemberOp;

use super::Share;
use crate::message::share::ToldView;

/// So much of it is remembered.
const TOLD: usize = 20;

impl Share {
    pub(super) fn hear(&mut self, told: &Told) {
        let view = match told {
            Told::SetBack { .. } => ToldView::SetBack,
            // Turning a key is nobody's order, and somebody else was first.
            Told::Withdrawn(op) if matches!(**op, MemberOp::Rotate(_)) => return,
            Told::Withdrawn(_) => ToldView::Withdrawn,
            Told::Orphaned(..) => ToldView::Orphaned,
            Told::Unreadable(..) => ToldView::Unreadable,
            Told::NoKey { .. } => ToldView::NoKey,
            Told::SealedAgain(count) => ToldView::SealedAgain(*count),
            _ => return,
        };
        self.tell(view);
    }

    pub(super) fn tell(&mut self, view: ToldView) {
        self.told.push_front(view);
        self.told.truncate(TOLD);
    }
}
