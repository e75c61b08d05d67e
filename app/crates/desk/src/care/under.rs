//! Who is under a duty, and from when to when? Read off the registers, the cases, the posts of cadres and the subsidies.

use std::cell::OnceCell;
use std::collections::{BTreeMap, HashMap};

use ledger::calendar::Span;
use ledger::case::{Stage, What};
use ledger::date::Date;
use ledger::duty::{About, Cycle, Owed, Rule, joined, without};
use ledger::register::Placement;
use ledger::window::SchoolYear;

use super::dues::Dues;
use super::member::{Member, no_end};
use crate::Desk;
use crate::case::CaseFile;
use crate::step::Now;

/// Those under a rule by their place in the table of what it is about, each with the days on which it was.
pub(super) type Under = BTreeMap<u32, Vec<Span>>;

/// Which children are looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Scope {
    All,
    One(u32),
    /// None: it is about cadres.
    Nobody,
}

impl Scope {
    /// Whom a rule needs.
    pub(super) fn of(rule: &Rule) -> Scope {
        if rule.owed.about() == About::Child { Scope::All } else { Scope::Nobody }
    }

    pub(super) fn holds(self, child: u32) -> bool {
        match self {
            Scope::All => true,
            Scope::One(one) => one == child,
            Scope::Nobody => false,
        }
    }
}

/// What the rules ask of children beside the registers, read once for all rules.
pub(super) struct Known {
    pub(super) year: SchoolYear,
    pub(super) scope: Scope,
    /// Times of observation.
    watched: Vec<(u32, Span)>,
    /// Where cases stand and stood, from when to when.
    staged: Vec<(u32, Stage, Span)>,
    /// Days on which the step 观察 was written.
    pub(super) observed: Vec<(u32, Date)>,
    /// Days on which nothing is owed: deferred, in hospital.
    pub(super) excused: HashMap<u32, Vec<Span>>,
    dues: OnceCell<Dues>,
}

impl Known {
    /// The same of another school year.
    pub(super) fn of_year(&self, year: SchoolYear) -> Known {
        Known {
            year,
            scope: self.scope,
            watched: self.watched.clone(),
            staged: self.staged.clone(),
            observed: self.observed.clone(),
            excused: self.excused.clone(),
            dues: OnceCell::new(),
        }
    }

    /// What the subsidies of the year ask for; worked out when it is first asked for.
    pub(super) fn dues(&self, desk: &Desk, now: &Now) -> &Dues {
        self.dues.get_or_init(|| desk.dues(self.year, self.scope, now))
    }
}

impl Desk {
    /// What is known of the children looked at.
    pub(super) fn known(&self, year: SchoolYear, scope: Scope, now: &Now) -> Known {
        let mut known = Known {
            year,
            scope,
            watched: Vec::new(),
            staged: Vec::new(),
            observed: Vec::new(),
            excused: self.pauses(scope),
            dues: OnceCell::new(),
        };
        for member in self.memberships_of(scope) {
            if let (spans @ [_, ..], Some(child)) = (deferred(member).as_slice(), member.child()) {
                known.excused.entry(child).or_default().extend_from_slice(spans);
            }
        }
        match scope {
            Scope::All => self.standing_cases(now).iter().for_each(|(file, state)| known.take_case(file, state)),
            Scope::One(child) => {
                if let Some(file) = self.case_file(child) {
                    known.take_case(&file, &file.state(&self.case_calendar(now)));
                }
            }
            Scope::Nobody => {}
        }
        known
    }

    fn memberships_of(&self, scope: Scope) -> impl Iterator<Item = Member<'_>> {
        self.memberships().filter(move |member| scope == Scope::All || member.child().is_some_and(|ix| scope.holds(ix)))
    }

    /// Those to whom a rule is owed, or who owe it.
    pub(super) fn under(&self, rule: &Rule, known: &Known, now: &Now) -> Under {
        let mut under = Under::new();
        let mut put = |child: u32, span: Span| under.entry(child).or_default().push(span);
        match &rule.owed {
            Owed::Placed(wanted) => {
                for member in self.memberships_of(known.scope) {
                    let Some(child) = member.child() else { continue };
                    let placed = member.placements().into_iter().filter(|(placement, _)| placement == wanted);
                    placed.for_each(|(_, span)| put(child, span));
                }
            }
            Owed::Listed(registers) => {
                for member in self.memberships_of(known.scope) {
                    let listed = member.which().is_some_and(|which| registers.contains(&which));
                    if let (true, Some(child)) = (listed, member.child()) {
                        put(child, member.span());
                    }
                }
            }
            Owed::Staged(stage) => {
                let so = known.staged.iter().filter(|(_, stands, _)| stands == stage);
                so.for_each(|(child, _, span)| put(*child, *span));
            }
            Owed::Returned => known.watched.iter().for_each(|(child, span)| put(*child, *span)),
            Owed::Entitled => known.dues(self, now).days().for_each(|(child, span)| put(child, span)),
            Owed::Liaison(_) => return self.under_liaison(rule.owed.about()),
        }
        debug_assert_eq!(rule.owed.about(), About::Child);
        let mut left = Under::new();
        for (child, spans) in under {
            let spans = joined(spans);
            let spans = match known.excused.get(&child) {
                // Who is in hospital is still entitled, and what is owed once is owed later.
                Some(gaps) if rule.owed != Owed::Entitled && !matches!(rule.cycle, Cycle::Within(_)) => {
                    without(spans, gaps)
                }
                _ => spans,
            };
            if !spans.is_empty() {
                left.insert(child, spans);
            }
        }
        left
    }
}

impl Known {
    fn take_case(&mut self, file: &CaseFile, state: &ledger::case::State) {
        for stood in &state.stood {
            let span = Span { from: stood.from, to: stood.until.unwrap_or_else(no_end) };
            self.staged.push((file.child, stood.stage, span));
            if stood.stage == Stage::Deferred {
                let to = stood.deferred_until.map_or(span.to, |until| until.min(span.to));
                self.excused.entry(file.child).or_default().push(Span { to, ..span });
            }
        }
        let watched = state.watched.iter();
        self.watched
            .extend(watched.map(|one| (file.child, Span { from: one.from, to: one.until.unwrap_or_else(no_end) })));
        let observed = file.events.iter().filter(|event| matches!(event.what, What::Observed { named: true }));
        self.observed.extend(observed.map(|event| (file.child, event.day)));
    }
}

/// The days for which a register says that enrolment is put off, by approval; also those before the child came.
fn deferred(member: Member<'_>) -> Vec<Span> {
    let until = member.deferred_until();
    let placed = member.placements().into_iter().filter(|(placement, _)| *placement == Placement::Deferred);
    let to = |span: Span| until.filter(|until| *until >= span.from).map_or(span.to, |until| until.min(span.to));
    let mut spans: Vec<Span> = placed.map(|(_, span)| Span { to: to(span), ..span }).collect();
    if let (true, Some(to)) = (spans.is_empty(), until) {
        spans.push(Span { from: member.span().from, to });
    }
    spans.retain(|span| span.from <= span.to);
    spans
}
