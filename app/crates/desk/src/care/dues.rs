//! What the subsidies of a school year ask for: which child is entitled to what in which term, and what of it was paid.

use std::collections::{HashMap, HashSet};

use ledger::aid::{AidItem, Amounts, Entitlement, Entitlements, Ground};
use ledger::calendar::Span;
use ledger::child::Child;
use ledger::date::Date;
use ledger::duty::{Cycle, Period, Recorded};
use ledger::enrolment::EnrolState;
use ledger::field::Field;
use ledger::grade::{Grade, Stage};
use ledger::register::Register;
use ledger::schema::{Table, aid};
use ledger::window::{SchoolYear, Term};
use sync::{FieldId, RowId, ValueRef};

use super::under::Scope;
use crate::Desk;
use crate::book::hex;
use crate::step::Now;

const AMOUNTS: &str = "aid_amounts";
const ENTITLEMENTS: &str = "aid_entitlements";

/// What a child is entitled to in a term.
pub(super) struct Due {
    pub(super) child: u32,
    pub(super) item: AidItem,
    /// The ground in words.
    pub(super) basis: &'static str,
    /// Where it is written.
    pub(super) source: String,
    /// The entry, if there is one.
    pub(super) entry: Option<u32>,
}

/// A child of whom something may be due.
struct Pupil {
    child: u32,
    /// Whether it boards; nothing if nobody wrote it down.
    boards: Option<bool>,
    /// The registers it is or was in, with the days.
    listed: Vec<(Register, Span)>,
    /// The registers whose mark the roster has.
    marked: Vec<Register>,
}

impl Pupil {
    /// Whether it is under a register on one of the days; whoever was taken out of one is not put back by a mark.
    fn is_under(&self, register: Register, days: Span) -> bool {
        match self.listed.iter().find(|(one, _)| *one == register) {
            Some((_, span)) => span.from <= days.to && span.to >= days.from,
            None => self.marked.contains(&register),
        }
    }
}

/// The terms of a school year, each with what is due in it.
pub(super) struct Dues {
    pub(super) terms: Vec<(Term, Span, Vec<Due>)>,
    records: HashMap<u32, Vec<Recorded>>,
}

impl Dues {
    /// Who is entitled to something, with the days of the term.
    pub(super) fn days(&self) -> impl Iterator<Item = (u32, Span)> {
        self.terms.iter().flat_map(|(_, days, dues)| {
            let children: HashSet<u32> = dues.iter().map(|due| due.child).collect();
            children.into_iter().map(|child| (child, *days))
        })
    }

    /// For each term in which everything a child is entitled to was paid, one record; signed if all of it was.
    pub(super) fn records(&self, child: u32) -> &[Recorded] {
        self.records.get(&child).map_or(&[], Vec::as_slice)
    }
}

impl Desk {
    /// The table of amounts in force; until somebody writes one, the one shipped (示例).
    pub(super) fn amounts(&self) -> Amounts {
        match self.setting(AMOUNTS) {
            "" => Amounts::shipped(),
            text => text.parse().unwrap_or_else(|_| Amounts::shipped()),
        }
    }

    /// The table of entitlements in force; until somebody writes one, the one shipped (示例).
    pub(super) fn entitlements(&self) -> Entitlements {
        match self.setting(ENTITLEMENTS) {
            "" => Entitlements::shipped(),
            text => text.parse().unwrap_or_else(|_| Entitlements::shipped()),
        }
    }

    pub(super) fn keep_amounts(&self, amounts: &Amounts, now: &Now) -> crate::step::Step {
        self.keep_setting(AMOUNTS, &amounts.to_string(), now, Self::care_saved())
    }

    pub(super) fn keep_entitlements(&self, entitlements: &Entitlements, now: &Now) -> crate::step::Step {
        self.keep_setting(ENTITLEMENTS, &entitlements.to_string(), now, Self::care_saved())
    }

    /// What is due in the terms of a school year.
    pub(super) fn dues(&self, year: SchoolYear, scope: Scope, now: &Now) -> Dues {
        let calendar = self.calendar(now).reaching(year);
        let entitlements = self.entitlements();
        let pupils = self.pupils(&entitlements, year, scope);
        let terms = Cycle::Term.of_year(year).into_iter().filter_map(|period| match period {
            Period::Term(term) => Some((term, calendar.term_days(term))),
            _ => None,
        });
        let dues = |(term, days)| (term, days, self.dues_of_term(term, days, &entitlements, &pupils));
        let terms = terms.map(dues).collect();
        let mut dues = Dues { terms, records: HashMap::new() };
        for (term, days, due) in &dues.terms {
            // The last day on which something was paid, and whether all was signed for.
            let mut paid: HashMap<u32, Option<(Date, bool)>> = HashMap::new();
            for one in due {
                let so_far = paid.entry(one.child).or_insert(Some((days.from, true)));
                *so_far = so_far.zip(self.paid(one.entry)).map(|(a, b)| (a.0.max(b.0), a.1 && b.1));
            }
            for (child, (date, evidence)) in paid.into_iter().filter_map(|(child, whole)| Some((child, whole?))) {
                let makes_good = Some(Period::Term(*term));
                dues.records.entry(child).or_default().push(Recorded { date, makes_good, evidence });
            }
        }
        dues
    }

    fn paid(&self, entry: Option<u32>) -> Option<(Date, bool)> {
        let text = |field| self.book.text(Table::Aid, entry.unwrap_or_default(), field);
        entry?;
        Some((Date::parse_iso(text(aid::PAID_ON))?, !text(aid::SIGNED).is_empty()))
    }

    /// The children of whom something may be due: read once for all terms, and left out where nothing points at one.
    fn pupils(&self, entitlements: &Entitlements, year: SchoolYear, scope: Scope) -> Vec<Pupil> {
        let grounds: Vec<Ground> = entitlements.lines().iter().map(|line| line.ground).collect();
        let everyone = grounds.contains(&Ground::Everyone);
        let marks: HashSet<Register> = grounds
            .into_iter()
            .filter_map(|ground| if let Ground::Listed(register) = ground { Some(register) } else { None })
            .collect();
        let mut spans: HashMap<u32, Vec<(Register, Span)>> = HashMap::new();
        for member in self.memberships() {
            let (Some(register), Some(child)) = (member.register(), member.child()) else { continue };
            if marks.contains(&register) && scope.holds(child) {
                spans.entry(child).or_default().push((register, member.span()));
            }
        }
        let children = match scope {
            Scope::All => self.book.live(Table::Child),
            Scope::One(child) => vec![child],
            Scope::Nobody => Vec::new(),
        };
        let mut pupil = |child: u32| {
            let row = self.row(child);
            let listed = spans.remove(&child).unwrap_or_default();
            let marked: Vec<Register> = marks.iter().copied().filter(|register| register.suggests(&row)).collect();
            if !everyone && listed.is_empty() && marked.is_empty() {
                return None;
            }
            let state = row.state();
            let taught =
                matches!(state, EnrolState::EnrolledPresent | EnrolState::PresentOnly | EnrolState::Unverified);
            // A grade that is none of the nine is of another stage of education.
            let beyond = !row.get(Field::Grade).is_empty() && self.stage_of(child, year).is_none();
            (taught && !beyond).then(|| Pupil { child, boards: boards(row.get(Field::StudyMode)), listed, marked })
        };
        children.into_iter().filter_map(&mut pupil).collect()
    }

    fn dues_of_term(&self, term: Term, days: Span, entitlements: &Entitlements, pupils: &[Pupil]) -> Vec<Due> {
        let entries = self.entries_of_term(term);
        let mut dues = Vec::new();
        for pupil in pupils {
            for line in entitlements.of_child(pupil.boards, |register| pupil.is_under(register, days)) {
                let Entitlement { item, ground, source, .. } = line;
                dues.push(Due {
                    child: pupil.child,
                    item: *item,
                    basis: ground.text(),
                    source: source.clone(),
                    entry: entries.get(&(pupil.child, *item)).copied(),
                });
            }
        }
        dues
    }

    fn entries_of_term(&self, term: Term) -> HashMap<(u32, AidItem), u32> {
        let key = Period::Term(term).to_string();
        let entries =
            self.book.live(Table::Aid).into_iter().filter(|ix| self.book.text(Table::Aid, *ix, aid::TERM) == key);
        entries.filter_map(|ix| Some(((self.paid_to(ix)?, self.item_of(ix)?), ix))).collect()
    }

    pub(super) fn item_of(&self, entry: u32) -> Option<AidItem> {
        AidItem::from_key(self.book.text(Table::Aid, entry, aid::ITEM))
    }

    /// The child an entry is about, if it is still in the roster.
    pub(super) fn paid_to(&self, entry: u32) -> Option<u32> {
        match self.book.table(Table::Aid)?.column(FieldId(aid::CHILD))?.get(entry) {
            ValueRef::Row(row) => self.book.find(Table::Child, row),
            _ => None,
        }
    }

    /// The row of an entry: one for a child, a term and an item, so that nobody is paid twice by two machines.
    pub(super) fn aid_row(&self, child: RowId, term: &str, item: AidItem) -> RowId {
        let name = format!("{}/{term}/{}", hex(child), item.key());
        RowId::natural(&self.book.identity.row_key, "aid", &name)
    }

    /// Which stage a child is in, for the table of amounts.
    pub(super) fn stage_of(&self, child: u32, year: SchoolYear) -> Option<Stage> {
        Grade::parse_in(self.row(child).get(Field::Grade), year, None).map(Grade::stage)
    }
}

/// Whether a child boards; nothing if nobody wrote it down.
pub(super) fn boards(study_mode: &str) -> Option<bool> {
    match study_mode {
        "住校" => Some(true),
        "走读" => Some(false),
        _ => None,
    }
}
