//! A list into a register: each row meets a child by the same keys as everywhere, its facts by their headers, and all of
//! it is written in one save.
//!
//! A row has one fate. Names and birth dates alone only propose a child. An empty cell clears nothing; a fact that cannot
//! be read rejects its row, so that nothing is half written.

use std::collections::{HashMap, HashSet};

use ledger::date::Date;
use ledger::field::Field;
use ledger::list::{ListKind, ListTable};
use ledger::register::{MEMBERSHIP, Which, names_fact};
use ledger::schema::Table;
use sync::SaveBuilder;

use super::cell_answer::read;
use super::question::Asked;
use super::register::faults;
use crate::Desk;
use crate::book::{cell, text_value};
use crate::import::Met;
use crate::message::Refusal;
use crate::message::care::CareAnswer;
use crate::message::entering::{EnterAnswer, EnterCounts, EnterFate, EnterRequest, EnterRow, FileColumn};
use crate::message::roster::Action;
use crate::step::{Now, Step};

/// A list being looked at; never stored.
#[derive(Debug)]
pub(crate) struct Entering {
    register: Which,
    table: ListTable,
    columns: Vec<FileColumn>,
    source: String,
    lines: Vec<Line>,
    /// Places of columns, with the field of the fact each says.
    facts: Vec<(usize, u16)>,
    /// What a person said of proposed rows.
    decided: HashMap<usize, bool>,
    /// The book it was made against.
    version: u64,
}

/// A row, whom it meets and what it says.
#[derive(Clone, Debug)]
struct Line {
    fate: EnterFate,
    child: Option<u32>,
    /// What it says, fact by fact.
    said: Vec<(u16, String)>,
    /// What of it cannot be read.
    bad: Vec<(u16, String)>,
}

impl Desk {
    pub(super) fn ask_enter(&mut self, request: EnterRequest, now: &Now) -> Step {
        match request {
            EnterRequest::Preview { register, list, columns, source } => {
                let (Ok(table), Ok(columns)) = (postcard::from_bytes(&list), postcard::from_bytes(&columns)) else {
                    return Step::answer(Refusal::Protocol);
                };
                if self.register_name(register).is_none() || self.is_closed(register) {
                    return Step::answer(Refusal::Gone);
                }
                let looked = self.look_at(register, table, columns, source, now);
                let counts = self.enter_counts(&looked);
                self.entering = Some(looked);
                answer(EnterAnswer::Counts(counts))
            }
            EnterRequest::Rows { fate, from, count } => self.with_entering(now, |desk, looked| {
                let wanted = looked.lines.iter().enumerate().filter(|(_, line)| line.fate == fate);
                let rows = wanted.skip(from as usize).take(count as usize).map(|(at, _)| desk.enter_row(looked, at));
                answer(EnterAnswer::Rows(rows.collect()))
            }),
            EnterRequest::Decide { row, same } => {
                let Some(looked) = &mut self.entering else { return Step::answer(Refusal::Gone) };
                looked.decided.insert(row as usize, same);
                self.with_entering(now, |desk, looked| answer(EnterAnswer::Counts(desk.enter_counts(looked))))
            }
            EnterRequest::Commit => self.with_entering(now, |desk, looked| desk.commit_entering(looked, now)),
        }
    }

    /// Runs over the look, made anew if the book has changed under it.
    fn with_entering(&mut self, now: &Now, f: impl FnOnce(&Self, &Entering) -> Step) -> Step {
        let Some(mut looked) = self.entering.take() else { return Step::answer(Refusal::Gone) };
        if looked.version != self.book.version {
            let decided = looked.decided;
            looked = self.look_at(looked.register, looked.table, looked.columns, looked.source, now);
            looked.decided = decided;
        }
        let step = f(self, &looked);
        self.entering = Some(looked);
        step
    }

    fn look_at(
        &self,
        register: Which,
        table: ListTable,
        columns: Vec<FileColumn>,
        source: String,
        now: &Now,
    ) -> Entering {
        let mut asked = self.asked(register);
        asked.retain(|question| !question.is_retired());
        let named = |question: &Asked| {
            let at = columns.iter().position(|(header, _)| names_fact(header, question.id(), question.label()))?;
            Some((at, question.id()))
        };
        let facts: Vec<(usize, u16)> = asked.iter().filter_map(named).collect();
        let mut seen: HashSet<u32> = HashSet::new();
        let today = Self::today(now);
        let line = |(row, met): (usize, Met)| {
            let (mut said, mut bad) = (Vec::new(), Vec::new());
            for (at, id) in &facts {
                let raw = columns[*at].1.get(row).trim();
                let question = asked.iter().find(|question| question.id() == *id);
                match question.and_then(|question| read(question, raw)) {
                    Some(text) if text.is_empty() => {}
                    Some(text) => said.push((*id, text)),
                    None => bad.push((*id, raw.to_owned())),
                }
            }
            if let Met::Sure(child) | Met::Perhaps(child) = met {
                self.date_placement(register, child, &mut said, today);
            }
            let (fate, child) = match met {
                Met::Rejected => (EnterFate::Rejected, None),
                Met::Repeated(child) => (EnterFate::Repeated, child),
                Met::Nobody => (EnterFate::Unmatched, None),
                Met::Perhaps(child) => (EnterFate::Proposed, Some(child)),
                Met::Sure(child) => (self.enter_fate(register, child, &said), Some(child)),
            };
            // What two cells say together may contradict itself, or what is stored.
            if let Some(child) = child.filter(|_| bad.is_empty()) {
                let kept = self.member(register, self.row(child).id());
                let told = |id: u16| {
                    let new = said.iter().find(|(known, _)| *known == id).map(|(_, text)| text.as_str());
                    new.unwrap_or_else(|| kept.map_or("", |member| member.fact(id)))
                };
                for (id, _) in faults(&asked, told, today) {
                    // A first day that is missing will be today.
                    if id != MEMBERSHIP.start || !told(id).is_empty() {
                        bad.push((id, told(id).to_owned()));
                    }
                }
            }
            let fate = if bad.is_empty() || child.is_none() { fate } else { EnterFate::Rejected };
            Line { fate, child, said, bad }
        };
        let met = self.met_by_rows(&table);
        let mut lines: Vec<Line> = met.into_iter().enumerate().map(line).collect();
        for line in lines.iter_mut().filter(|line| line.fate != EnterFate::Proposed) {
            // A child that two rows lead to by different keys is written once.
            if line.child.is_some_and(|child| line.fate != EnterFate::Rejected && !seen.insert(child)) {
                line.fate = EnterFate::Repeated;
            }
        }
        let version = self.book.version;
        Entering { register, table, columns, source, lines, facts, decided: HashMap::new(), version }
    }

    /// Another placement without its first day holds from today on: the days before stay with the one before.
    fn date_placement(&self, register: Which, child: u32, said: &mut Vec<(u16, String)>, today: Date) {
        let before = self.member(register, self.row(child).id()).map_or("", |member| member.fact(MEMBERSHIP.placement));
        let moved = said.iter().any(|(id, text)| *id == MEMBERSHIP.placement && text != before);
        if moved && !before.is_empty() && !said.iter().any(|(id, _)| *id == MEMBERSHIP.placed_since) {
            said.push((MEMBERSHIP.placed_since, today.to_string()));
        }
    }

    /// Whether a row enters a child, changes it, or says what is known.
    fn enter_fate(&self, register: Which, child: u32, said: &[(u16, String)]) -> EnterFate {
        match self.member(register, self.row(child).id()) {
            None => EnterFate::New,
            Some(member) if said.iter().all(|(id, text)| member.fact(*id) == text) => EnterFate::Unchanged,
            Some(_) => EnterFate::Changed,
        }
    }

    fn enter_counts(&self, looked: &Entering) -> EnterCounts {
        let asked = self.asked(looked.register);
        let label = |id: u16| asked.iter().find(|q| q.id() == id).map_or(String::new(), |q| q.label().to_owned());
        let count = |fate: EnterFate| looked.lines.iter().filter(|line| line.fate == fate).count() as u32;
        let about_child = |header: &str| looked.table.columns.iter().any(|column| column.header == header);
        let said = |at: usize| looked.facts.iter().any(|(known, _)| *known == at);
        let others = looked.columns.iter().enumerate().filter(|(at, (header, _))| !said(*at) && !about_child(header));
        EnterCounts {
            rows_in: looked.lines.len() as u32,
            fates: EnterFate::ALL.map(count),
            confirmed: looked.confirmed().count() as u32,
            understood: looked.facts.iter().map(|(at, id)| (looked.columns[*at].0.clone(), label(*id))).collect(),
            ignored: others.map(|(_, (header, _))| header.clone()).filter(|header| !header.is_empty()).collect(),
        }
    }

    fn enter_row(&self, looked: &Entering, at: usize) -> EnterRow {
        let (line, asked) = (&looked.lines[at], self.asked(looked.register));
        let label = |id: u16| asked.iter().find(|q| q.id() == id).map_or(String::new(), |q| q.label().to_owned());
        let shown = |id: u16, text: &str| asked.iter().find(|q| q.id() == id).map_or(String::new(), |q| q.shown(text));
        let member = line.child.and_then(|child| self.member(looked.register, self.row(child).id()));
        let stored = |id: u16| member.map_or("", |member| member.fact(id));
        let changes = line.said.iter().filter(|(id, text)| stored(*id) != text);
        let words = |texts: [&str; 3]| texts.iter().filter(|t| !t.is_empty()).copied().collect::<Vec<_>>().join("　");
        let in_file = |field| looked.table.cell(field, at);
        EnterRow {
            index: at as u32,
            row_number: looked.table.row_numbers.get(at).copied().unwrap_or_default(),
            who: words([in_file(Field::Name), in_file(Field::Village), in_file(Field::School)]),
            child: line.child.map_or_else(String::new, |child| {
                let row = self.row(child);
                words([row.get(Field::Name), row.get(Field::Village), self.school_of(child)])
            }),
            changes: changes.map(|(id, text)| (label(*id), shown(*id, stored(*id)), shown(*id, text))).collect(),
            bad: line.bad.iter().map(|(id, raw)| (label(*id), raw.clone())).collect(),
            same: looked.decided.get(&at).copied(),
        }
    }

    fn commit_entering(&self, looked: &Entering, now: &Now) -> Step {
        let Some(name) = self.register_name(looked.register) else { return Step::answer(Refusal::Gone) };
        let (mut save, today) = (SaveBuilder::new(), Self::today(now).to_string());
        let mut written: HashSet<u32> = HashSet::new();
        let sure = looked.lines.iter().filter(|line| matches!(line.fate, EnterFate::New | EnterFate::Changed));
        for line in sure.chain(looked.confirmed()) {
            let Some(child) = line.child.filter(|child| written.insert(*child)) else { continue };
            let id = self.row(child).id();
            let member = self.member(looked.register, id);
            let row = match member {
                Some(_) => self.member_row(looked.register, id),
                None => self.enter(looked.register, id, &mut save),
            };
            let mut set = |id: u16, text: &str| save.set(cell(Table::Membership, row, id), text_value(text));
            if member.is_none() && !line.said.iter().any(|(id, _)| *id == MEMBERSHIP.start) {
                set(MEMBERSHIP.start, &today);
            }
            for (id, text) in &line.said {
                if member.is_none_or(|member| member.fact(*id) != text) {
                    set(*id, text);
                }
            }
        }
        let (counts, detail) = (self.enter_counts(looked), format!("{name} {}", looked.source));
        let then = move |desk: &mut Desk, save| {
            desk.entering = None;
            EnterAnswer::Done(counts, save).into()
        };
        self.keep(&save, Action::Register, &detail, now, Box::new(then))
    }

    /// Whom each row of a list meets.
    fn met_by_rows(&self, table: &ListTable) -> Vec<Met> {
        self.met(table, ListKind::Other)
    }
}

impl Entering {
    /// Proposed rows that somebody confirmed, of children no other row writes to.
    fn confirmed(&self) -> impl Iterator<Item = &Line> {
        let proposed = self.lines.iter().enumerate().filter(|(_, line)| line.fate == EnterFate::Proposed);
        proposed.filter(|(at, _)| self.decided.get(at) == Some(&true)).map(|(_, line)| line)
    }
}

fn answer(told: EnterAnswer) -> Step {
    Step::answer(CareAnswer::from(told))
}
