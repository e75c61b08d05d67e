//! One event after another: what each of them does where it meets the case.

use sync::RowId;

use super::ground::{Ground, Watch};
use super::{Observation, Spell, Stage, State, Stood, Watched, Why};
use crate::case::event::{Event, What};
use crate::case::{Arrangement, CheckOutcome, Exit, Leads};
use crate::date::Date;
use crate::visit::PersuasionOutcome;

pub(super) struct Fold<'a> {
    pub(super) ground: Ground,
    observation: Observation<'a>,
    /// Since when closing waits for approval.
    pub(super) pending: Option<Date>,
    /// When it was closed, and by which approval.
    pub(super) closed: Option<(Date, RowId)>,
    /// What set a settled case back, until it is settled again.
    pub(super) set_back_by: Option<RowId>,
    pub(super) reopened_by: Option<RowId>,
    pub(super) spells: Vec<Spell>,
    watched: Vec<Watched>,
    stood: Vec<Stood>,
}

type Fits = Result<(), Why>;

impl<'a> Fold<'a> {
    pub(super) fn new(opened: Date, observation: Observation<'a>) -> Fold<'a> {
        Fold {
            ground: Ground::out(Stage::Absent, opened, None),
            observation,
            pending: None,
            closed: None,
            set_back_by: None,
            reopened_by: None,
            spells: vec![Spell { from: opened, to: None }],
            watched: Vec::new(),
            stood: vec![Stood { stage: Stage::Absent, from: opened, until: None, deferred_until: None }],
        }
    }

    /// Notes where the case stands after an event of this day, if it stands elsewhere than before it.
    pub(super) fn note_stage(&mut self, day: Date) {
        let stage = if self.closed.is_some() { Stage::Closed } else { self.ground.stage };
        let deferred_until = self.ground.deferred_until.filter(|_| stage == Stage::Deferred);
        let Some(last) = self.stood.last_mut() else { return };
        if (last.stage, last.deferred_until) == (stage, deferred_until) {
            return;
        }
        last.until = day.plus_days(-1);
        // Where it stood for no day it did not stand.
        if last.until.is_none_or(|until| until < last.from) {
            self.stood.pop();
        }
        self.stood.push(Stood { stage, from: day, until: None, deferred_until });
    }

    pub(super) fn state(self, fitting: Vec<RowId>, out_of_place: Vec<(RowId, Why)>) -> State {
        let ground = self.ground;
        let (stage, since) = match (self.closed, self.pending) {
            (Some((day, _)), _) => (Stage::Closed, day),
            (None, Some(day)) => (Stage::Closing, day),
            (None, None) => (ground.stage, ground.since),
        };
        State {
            stage,
            since,
            first_absent: ground.first_absent,
            out_since: ground.first_absent.unwrap_or(ground.out_since),
            dropped_by: ground.dropped_by,
            promised_until: ground.promised_until,
            observation_until: if let Watch::Until(until) = ground.watch { until } else { None },
            watched: self.watched,
            confirmed_by: ground.confirmed_by,
            deferred_until: ground.deferred_until,
            returned_to: (stage == Stage::Closing).then_some(ground.stage),
            closed_by: self.closed.map(|(_, id)| id),
            reopened_by: self.reopened_by,
            spells: self.spells,
            stood: self.stood,
            fitting,
            out_of_place,
        }
    }

    pub(super) fn apply(&mut self, event: &Event) -> Fits {
        match event.what {
            What::Mark | What::Note => Ok(()),
            What::Absence { first } => self.absence(event, first.unwrap_or(event.day)),
            What::Check(outcome) => self.check(event, outcome.ok_or(Why::Unanswered)?),
            What::Confirm { dropped_on } => self.confirm(event, dropped_on),
            What::Relapse { first } => self.relapse(event, first.unwrap_or(event.day)),
            What::Unreachable => self.unreachable(event),
            What::Plan => self.plan(event),
            What::Visit(outcome) => self.visit(event, outcome),
            What::Promise { until } => self.promise(event, until.ok_or(Why::Unanswered)?),
            What::Back { on } => self.back(event, on.ok_or(Why::Unanswered)?),
            What::Arrange { to, approved, until } => self.arrange(event, to.ok_or(Why::Unanswered)?, approved, until),
            What::Observed { named } => self.observed(event, named),
            What::Exit { why, explained } => self.exit(event, why.ok_or(Why::Unanswered)?, explained),
            What::CloseRequest { reason, evidence } => self.close_request(event, reason, evidence),
            What::CloseApprove { named } => self.close_approve(event, named),
            What::CloseReject => self.close_reject(),
        }
    }

    /// Closing, and what waits for it, are not disturbed by anything but a child that is out again.
    pub(super) const fn is_open(&self) -> Fits {
        match (self.closed, self.pending) {
            (Some(_), _) => Err(Why::Closed),
            (None, Some(_)) => Err(Why::Closing),
            (None, None) => Ok(()),
        }
    }

    /// Why a child cannot be worked on as one that is out.
    fn not_out(&self) -> Why {
        match self.ground.stage {
            Stage::Excluded => Why::Excluded,
            Stage::Deferred => Why::Deferred,
            Stage::Gone => Why::Gone,
            _ => Why::InSchool,
        }
    }

    /// Opens whatever was settled or closed again: the child is out. Only what was so since it was settled is news.
    fn set_back(&mut self, event: &Event, stage: Stage, first: Option<Date>, told_of: Date) -> Fits {
        if self.ground.stage == Stage::Deferred && !self.ground.deferral_over(event.day) {
            return Err(Why::Deferred);
        }
        if self.ground.dealt_with(told_of) {
            return Err(Why::Earlier);
        }
        if self.closed.take().is_some() {
            self.reopened_by = Some(event.id);
            self.spells.push(Spell { from: event.day, to: None });
        }
        self.pending = None;
        self.set_back_by = Some(event.id);
        self.end_watch(event.day);
        self.ground = Ground { settled_on: self.ground.settled_on, ..Ground::out(stage, event.day, first) };
        Ok(())
    }

    fn settle(&mut self, ground: Ground) -> Fits {
        self.set_back_by = None;
        self.end_watch(ground.since);
        if let (Watch::Until(until), Some(on)) = (ground.watch, ground.settled_on) {
            self.watched.push(Watched { from: self.watch_from(on), until });
        }
        self.ground = ground;
        Ok(())
    }

    fn absence(&mut self, event: &Event, first: Date) -> Fits {
        if !self.ground.stage.is_out() {
            return self.set_back(event, Stage::Absent, Some(first), first);
        }
        if self.ground.dealt_with(first) {
            return Err(Why::Earlier);
        }
        self.ground.first_absent = Some(self.ground.first_absent.map_or(first, |known| known.min(first)));
        Ok(())
    }

    fn check(&mut self, event: &Event, outcome: CheckOutcome) -> Fits {
        let stage = self.ground.stage;
        match outcome.leads() {
            Leads::Confirms if !stage.is_out() => {
                // One excluded by mistake has been absent all the time.
                let first = self.ground.first_absent.filter(|_| stage == Stage::Excluded);
                self.set_back(event, Stage::Suspected, first, event.day)
            }
            Leads::Confirms => {
                if matches!(stage, Stage::Absent | Stage::Unreachable) {
                    self.ground = self.ground.moved(Stage::Suspected, event.day);
                }
                Ok(())
            }
            Leads::Excludes | Leads::To(_) => {
                self.is_open()?;
                let again = matches!(stage, Stage::Excluded | Stage::Gone);
                if !again && !self.ground.is_out(event.day) {
                    return Err(self.not_out());
                }
                match outcome.leads() {
                    Leads::Excludes => self.settle(self.ground.moved(Stage::Excluded, event.day)),
                    _ => Ok(()),
                }
            }
        }
    }

    fn confirm(&mut self, event: &Event, dropped_on: Option<Date>) -> Fits {
        let told_of = dropped_on.unwrap_or(event.day);
        if !self.ground.stage.is_out() {
            self.set_back(event, Stage::Dropped, dropped_on, told_of)?;
        } else if self.ground.dropped_by.is_some() {
            return Err(Why::AlreadyConfirmed);
        } else if self.ground.dealt_with(told_of) {
            return Err(Why::Earlier);
        } else if matches!(self.ground.stage, Stage::Absent | Stage::Suspected | Stage::Unreachable) {
            self.ground = self.ground.moved(Stage::Dropped, event.day);
        }
        // Who came from a list has no absence written down.
        self.ground.first_absent = self.ground.first_absent.or(dropped_on);
        self.ground.dropped_by = Some(event.id);
        Ok(())
    }

    fn relapse(&mut self, event: &Event, first: Date) -> Fits {
        if self.ground.stage.is_out() {
            return Err(Why::NotBack);
        }
        self.set_back(event, Stage::Dropped, Some(first), first)?;
        self.ground.dropped_by = Some(event.id);
        Ok(())
    }

    fn unreachable(&mut self, event: &Event) -> Fits {
        if self.ground.stage == Stage::Gone {
            return self.is_open().and(Err(Why::Gone));
        }
        if !self.ground.stage.is_out() {
            return self.set_back(event, Stage::Unreachable, None, event.day);
        }
        self.ground = self.ground.moved(Stage::Unreachable, event.day);
        Ok(())
    }

    fn plan(&mut self, event: &Event) -> Fits {
        self.is_open()?;
        match self.ground.stage {
            Stage::Dropped => self.ground = self.ground.moved(Stage::Persuading, event.day),
            Stage::Excluded | Stage::Gone => return Err(self.not_out()),
            _ => {}
        }
        Ok(())
    }

    fn visit(&mut self, event: &Event, outcome: Option<PersuasionOutcome>) -> Fits {
        use PersuasionOutcome as O;
        self.is_open()?;
        let to = match (self.ground.stage, outcome) {
            // 西吉县 2021: persuasion goes on while a child is deferred or suspended.
            (Stage::Deferred, _) => return Ok(()),
            (Stage::Observing | Stage::Placed, Some(O::Returned | O::Promised) | None) => return Ok(()),
            (stage, _) if !stage.is_out() => return Err(self.not_out()),
            (_, Some(O::Promised)) => Stage::Promised,
            (Stage::Promised | Stage::Unreachable, Some(O::NotYet | O::Refused)) => Stage::Persuading,
            (Stage::Unreachable, Some(O::Returned)) | (Stage::Dropped, _) => Stage::Persuading,
            (stage, _) => stage,
        };
        self.ground = self.ground.moved(to, event.day);
        Ok(())
    }

    fn promise(&mut self, event: &Event, until: Date) -> Fits {
        self.is_open()?;
        match self.ground.stage {
            Stage::Deferred => return Ok(()),
            stage if !stage.is_out() => return Err(self.not_out()),
            _ => {}
        }
        self.ground = self.ground.moved(Stage::Promised, event.day);
        self.ground.promised_until = Some(until);
        Ok(())
    }

    /// Nobody watched before there was a case.
    fn watch_from(&self, on: Date) -> Date {
        self.spells.last().map_or(on, |spell| on.max(spell.from))
    }

    /// From this day on the last time of observation is over, if it was not.
    fn end_watch(&mut self, day: Date) {
        let Some(last) = self.watched.last_mut() else { return };
        let before = day.plus_days(-1);
        if last.until.is_none_or(|until| until >= day) {
            last.until = before;
        }
        let from = last.from;
        if before.is_some_and(|before| before < from) {
            self.watched.pop();
        }
    }

    fn watched(&self, from: Date) -> Watch {
        let Observation { school_days, calendar } = self.observation;
        Watch::Until(calendar.school_days_after(from, school_days.into()))
    }

    fn back(&mut self, event: &Event, on: Date) -> Fits {
        self.is_open()?;
        match self.ground.stage {
            Stage::Observing | Stage::Excluded => return Err(self.not_out()),
            _ if on > event.day => return Err(Why::NotYet),
            _ if self.ground.first_absent.is_some_and(|first| on < first) => return Err(Why::BeforeAbsence),
            _ if self.ground.dealt_with(on) => return Err(Why::BeforeAbsence),
            _ => {}
        }
        self.settle(self.ground.settled(Stage::Observing, event.day, on, self.watched(self.watch_from(on))))
    }

    fn arrange(&mut self, event: &Event, to: Arrangement, approved: bool, until: Option<Date>) -> Fits {
        self.is_open()?;
        match self.ground.stage {
            Stage::Gone => return Err(Why::Gone),
            _ if to.is_plain_return() => return Err(Why::PlainReturn),
            _ if to.needs_approval() && !approved => return Err(Why::NotApproved),
            _ if to.needs_approval() && until.is_none_or(|until| until < event.day) => return Err(Why::NoEnd),
            _ => {}
        }
        if to.needs_approval() {
            let ground = self.ground.moved(Stage::Deferred, event.day);
            return self.settle(Ground { deferred_until: until, ..ground });
        }
        let watch = if to.is_in_school() { self.watched(event.day) } else { Watch::Once };
        self.settle(self.ground.settled(Stage::Placed, event.day, event.day, watch))
    }

    /// Before the time of observation is over it is a note on how the child does; after it, the confirmation.
    fn observed(&mut self, event: &Event, named: bool) -> Fits {
        self.is_open()?;
        let over = match self.ground.watch {
            Watch::Free => return Err(Why::NotBack),
            Watch::Until(until) => until.is_some_and(|until| until <= event.day),
            Watch::Once => true,
        };
        if !named {
            return Err(Why::Unanswered);
        }
        if over {
            self.ground.confirmed_by = Some(event.id);
        }
        Ok(())
    }

    fn exit(&mut self, event: &Event, why: Exit, explained: bool) -> Fits {
        self.is_open()?;
        if why == Exit::Other && !explained {
            return Err(Why::NoConcreteReason);
        }
        self.settle(self.ground.settled(Stage::Gone, event.day, event.day, Watch::Free))
    }
}
