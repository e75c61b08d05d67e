//! Where a case stands apart from closing: a request for closing, and the closing itself, lie over it and can be lifted.

use sync::RowId;

use super::Stage;
use crate::date::Date;

/// Whether somebody watches that the child really is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Watch {
    /// Nobody needs to.
    Free,
    /// Through a time of observation; `None` if the calendar does not say when it ends.
    Until(Option<Date>),
    /// Once is enough: the child is taught at home.
    Once,
}

#[derive(Clone, Copy, Debug)]
pub(super) struct Ground {
    pub(super) stage: Stage,
    pub(super) since: Date,
    /// Since when it is known that the child is out, whatever stages it has gone through.
    pub(super) out_since: Date,
    pub(super) first_absent: Option<Date>,
    pub(super) dropped_by: Option<RowId>,
    pub(super) promised_until: Option<Date>,
    /// From when on the child was last known to be in school, or to be none of the ledger's: what is told of earlier
    /// days has been dealt with.
    pub(super) settled_on: Option<Date>,
    pub(super) watch: Watch,
    pub(super) confirmed_by: Option<RowId>,
    pub(super) deferred_until: Option<Date>,
}

impl Ground {
    /// A child that is out.
    pub(super) const fn out(stage: Stage, since: Date, first_absent: Option<Date>) -> Ground {
        Ground {
            stage,
            since,
            out_since: since,
            first_absent,
            dropped_by: None,
            promised_until: None,
            settled_on: None,
            watch: Watch::Free,
            confirmed_by: None,
            deferred_until: None,
        }
    }

    /// The same absence, settled: the child is where it belongs.
    pub(super) fn settled(self, stage: Stage, since: Date, settled_on: Date, watch: Watch) -> Ground {
        let out = Ground::out(stage, since, self.first_absent);
        Ground { dropped_by: self.dropped_by, out_since: self.out_since, settled_on: Some(settled_on), watch, ..out }
    }

    /// The same absence in another stage; in the same stage nothing changes. Explained or deferred it is not settled:
    /// who was said to be ill may turn out to have been absent from the first day.
    pub(super) fn moved(self, stage: Stage, day: Date) -> Ground {
        if self.stage == stage {
            return self;
        }
        let out = Ground::out(stage, day, self.first_absent);
        Ground { dropped_by: self.dropped_by, out_since: self.out_since, settled_on: self.settled_on, ..out }
    }

    /// Whether something told of a day has been dealt with.
    pub(super) fn dealt_with(&self, told_of: Date) -> bool {
        self.settled_on.is_some_and(|day| told_of < day)
    }

    /// Whether the child ought to be in school and is not: also when a deferral has run out.
    pub(super) fn is_out(&self, day: Date) -> bool {
        self.stage.is_out() || self.deferral_over(day)
    }

    pub(super) fn deferral_over(&self, day: Date) -> bool {
        self.stage == Stage::Deferred && self.deferred_until.is_some_and(|until| until < day)
    }
}
