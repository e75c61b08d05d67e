//! 销号: proposed with a reason and evidence, approved by somebody with a name, and not before what justifies it.

use super::apply::Fold;
use super::ground::Watch;
use super::{Stage, Why};
use crate::case::ClosingReason;
use crate::case::event::Event;
use crate::date::Date;

impl Fold<'_> {
    pub(super) fn close_request(
        &mut self,
        event: &Event,
        reason: Option<ClosingReason>,
        evidence: bool,
    ) -> Result<(), Why> {
        self.is_open()?;
        let reason = reason.ok_or(Why::NoReason)?;
        if !evidence {
            return Err(Why::NoEvidence);
        }
        let justified = match self.ground.stage {
            Stage::Observing => ClosingReason::Returned,
            Stage::Placed => ClosingReason::Placed,
            Stage::Excluded => ClosingReason::Excluded,
            Stage::Gone => ClosingReason::Gone,
            Stage::Deferred => return Err(Why::StillDeferred),
            _ => return Err(Why::StillOut),
        };
        if reason != justified {
            return Err(Why::ReasonUnfit);
        }
        self.watched_long_enough(event.day)?;
        self.pending = Some(event.day);
        Ok(())
    }

    /// A child who came back, or sits in another class, has been there through the time of observation, and its class
    /// teacher says so: returns of one day are a known trick.
    fn watched_long_enough(&self, day: Date) -> Result<(), Why> {
        match self.ground.watch {
            Watch::Until(None) => Err(Why::CalendarEnds),
            Watch::Until(Some(until)) if day < until => Err(Why::ObservationRuns),
            Watch::Until(Some(_)) | Watch::Once if self.ground.confirmed_by.is_none() => Err(Why::NotConfirmed),
            Watch::Until(Some(_)) | Watch::Once | Watch::Free => Ok(()),
        }
    }

    pub(super) fn close_approve(&mut self, event: &Event, named: bool) -> Result<(), Why> {
        match (self.closed, self.pending, self.set_back_by) {
            (Some(_), ..) => return Err(Why::Closed),
            (None, None, Some(absence)) => {
                // Whoever approved believed it closed: the absence stands, and people are told.
                self.reopened_by = Some(absence);
                return Err(Why::AbsentSince);
            }
            (None, None, None) => return Err(Why::NotProposed),
            (None, Some(_), _) if !named => return Err(Why::NoApprover),
            (None, Some(_), _) => {}
        }
        self.pending = None;
        self.reopened_by = None;
        self.closed = Some((event.day, event.id));
        if let Some(spell) = self.spells.last_mut() {
            spell.to = Some(event.day.max(spell.from));
        }
        Ok(())
    }

    pub(super) fn close_reject(&mut self) -> Result<(), Why> {
        match (self.closed, self.pending.take()) {
            (Some(_), _) => Err(Why::Closed),
            (None, None) => Err(Why::NotProposed),
            (None, Some(_)) => Ok(()),
        }
    }
}
