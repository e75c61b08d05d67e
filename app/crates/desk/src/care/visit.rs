//! Visits: the form of one, keeping it, and all of a child. A correction leaves what it corrects in the history.

use std::collections::{HashMap, HashSet};

use ledger::attachment::AttachmentKind;
use ledger::date::Date;
use ledger::duty::{About, Cycle, Deed, Period, Recorded, Rule};
use ledger::form::{AnswerKind, Fault, Question};
use ledger::schema::{Table, post, visit as field};
use ledger::visit::{VisitKind, has_evidence};
use ledger::window::SchoolYear;
use sync::{FieldId, RowId, SaveBuilder, ValueRef};

use super::answers::{Said, may_keep};
use super::last_year::is_missing;
use super::subject::{Subject, table_of};
use super::under::{Known, Scope};
use crate::Desk;
use crate::attachment::Attached;
use crate::book::{Dice, cell, hex};
use crate::message::care::{CareAnswer, FormView, PersonView, VisitView};
use crate::message::form::{Answers, FormField, InputKind};
use crate::message::roster::Action;
use crate::message::{Id, Refusal};
use crate::step::{Now, Step};

/// The question that only a visit in a later turn is asked.
const MAKES_GOOD: Question = Question { id: field::MAKES_GOOD, label: "补哪一期", kind: AnswerKind::Line };

/// What was recorded of children and by cadres, as far as a duty may count it.
#[derive(Default)]
pub(super) struct Records {
    children: HashMap<u32, Vec<(Deed, Recorded)>>,
    /// Of each cadre, with the school.
    cadres: HashMap<u32, Vec<(String, Recorded)>>,
}

impl Desk {
    /// Everything that counts for a duty, subsidies excepted.
    pub(super) fn recorded(&self, known: &Known) -> Records {
        let mut records = Records::default();
        for (child, date) in &known.observed {
            let record = Recorded { date: *date, makes_good: None, evidence: true };
            records.children.entry(*child).or_default().push((Deed::Observation, record));
        }
        let attached = self.attached();
        if let Scope::One(child) = known.scope {
            let visits = self.visits_to(child).into_iter().filter_map(|ix| self.record(ix, &attached));
            records.children.entry(child).or_default().extend(visits);
            return records;
        }
        records.cadres = self.visits_of_cadres(&attached);
        if known.scope == Scope::Nobody {
            return records;
        }
        let (Some(table), Some(children)) = (self.book.table(Table::Visit), self.book.table(Table::Child)) else {
            return records;
        };
        let Some(column) = table.column(FieldId(field::CHILD)) else { return records };
        // A county has a hundred thousand visits: columns are looked up once.
        let columns = READ.map(|id| (id, table.column(FieldId(id))));
        for ix in table.live() {
            let ValueRef::Row(child) = column.get(ix) else { continue };
            let Some(child) = children.index_of(&child).filter(|child| children.is_live(*child)) else { continue };
            let text = |id| {
                let column = columns.iter().find(|(known, _)| *known == id).and_then(|(_, column)| *column);
                column.map_or("", |column| column.text(ix))
            };
            if let Some(record) = record_of(text, attached.to(table.row_id(ix).unwrap_or_default())) {
                records.children.entry(child).or_default().push(record);
            }
        }
        records
    }

    /// What counts for a rule of what was recorded of one whom it is about.
    pub(super) fn counted(&self, rule: &Rule, ix: u32, records: &Records, known: &Known, now: &Now) -> Vec<Recorded> {
        let of_cadre = |cadre: u32| records.cadres.get(&cadre).map_or(&[][..], Vec::as_slice).iter();
        match rule.owed.about() {
            About::Child => {
                let all = records.children.get(&ix).map_or(&[][..], Vec::as_slice).iter();
                let mut counted: Vec<Recorded> =
                    all.filter(|(deed, _)| rule.counts(*deed)).map(|(_, record)| *record).collect();
                if rule.counts(Deed::Aid) {
                    counted.extend_from_slice(known.dues(self, now).records(ix));
                }
                counted
            }
            About::Cadre => of_cadre(ix).map(|(_, record)| *record).collect(),
            About::Post => {
                let school = self.book.text(Table::Post, ix, post::SCHOOL);
                let cadre = self.cadre_of(ix).map(of_cadre).into_iter().flatten();
                cadre.filter(|(at, _)| at == school).map(|(_, record)| *record).collect()
            }
        }
    }

    /// The visits of cadres to schools.
    pub(super) fn visits_of_cadres(&self, attached: &Attached) -> HashMap<u32, Vec<(String, Recorded)>> {
        let mut records: HashMap<u32, Vec<(String, Recorded)>> = HashMap::new();
        let Some(table) = self.book.table(Table::Visit) else { return records };
        let Some(column) = table.column(FieldId(field::CADRE)) else { return records };
        for ix in table.live() {
            let ValueRef::Row(cadre) = column.get(ix) else { continue };
            if let (Some(cadre), Some((_, record))) = (self.book.find(Table::Cadre, cadre), self.record(ix, attached)) {
                let school = self.book.text(Table::Visit, ix, field::SCHOOL).to_owned();
                records.entry(cadre).or_default().push((school, record));
            }
        }
        records
    }

    fn has_evidence(&self, ix: u32, attached: &Attached) -> bool {
        let signed = self.book.text(Table::Visit, ix, field::SIGNED);
        has_evidence(signed, attached.to(self.book.row_id(Table::Visit, ix)))
    }

    fn record(&self, ix: u32, attached: &Attached) -> Option<(Deed, Recorded)> {
        let own = attached.to(self.book.row_id(Table::Visit, ix));
        record_of(|id| self.book.text(Table::Visit, ix, id), own)
    }

    /// Whom a visit of a kind is about, and the school if a post was meant.
    fn visit_subject(&self, kind: VisitKind, whom: Id) -> Result<(Subject, Option<&str>), Step> {
        let found = match kind {
            VisitKind::Liaison => {
                self.cadre_meant(whom).map(|(ix, school)| (Subject { about: About::Cadre, ix }, school))
            }
            _ => self.subject(About::Child, whom).map(|child| (child, None)),
        };
        found.ok_or_else(|| Step::answer(Refusal::Gone))
    }

    pub(super) fn visit_form(&self, kind: VisitKind, whom: Id, visit: Option<Id>, makes_good: &str, now: &Now) -> Step {
        let (subject, school) = match self.visit_subject(kind, whom) {
            Ok(found) => found,
            Err(gone) => return gone,
        };
        let today = Self::today(now);
        let kept = visit.and_then(|id| self.book.find(Table::Visit, RowId(id)));
        let last = self.newest_of(kind, subject);
        let schools = self.schools_of(subject, today);
        let field = |question: &Question| {
            let stored = |row| self.book.text(Table::Visit, row, question.id).to_owned();
            let value = match (kept, question.id) {
                (Some(row), field::PEER) => self.peer(row).map_or_else(String::new, |peer| hex(self.row(peer).id())),
                (Some(row), _) => stored(row),
                (None, field::DATE) => today.to_string(),
                (None, field::SCHOOL) => school.or(only(&schools)).unwrap_or_default().to_owned(),
                // What is the same each time is there already.
                (None, field::PEOPLE | field::PLACE | field::LESSONS | field::GROUP | field::WAY | field::RATIO) => {
                    last.map(stored).unwrap_or_default()
                }
                (None, _) => String::new(),
            };
            let mut field = FormField::of(question, &value);
            match question.id {
                field::SCHOOL if !schools.is_empty() => {
                    let stored = [value.as_str()].into_iter().filter(|text| !text.is_empty());
                    let mut offered: Vec<&str> = schools.iter().copied().chain(stored).collect();
                    offered.sort_unstable();
                    offered.dedup();
                    let pair = |school: &str| (school.to_owned(), school.to_owned());
                    field.kind = InputKind::OneOf(offered.into_iter().map(pair).collect());
                }
                field::PEER => {
                    let name = kept.and_then(|row| self.peer(row)).map(|peer| self.person_view(peer).name);
                    field.kind = InputKind::Child(name.unwrap_or_default());
                }
                _ => {}
            }
            field
        };
        let mut fields: Vec<FormField> = kind.questions().map(field).collect();
        let makes_good = kept.map_or(makes_good, |row| self.book.text(Table::Visit, row, field::MAKES_GOOD));
        let mut earlier = self.short_turns(kind, subject, Period::parse(makes_good), now);
        // What a record makes good is no longer short, and is offered all the same.
        earlier.extend(Period::parse(makes_good).filter(|turn| kept.is_some() && !earlier.contains(turn)));
        if !earlier.is_empty() {
            let mut question = FormField::of(&MAKES_GOOD, makes_good);
            question.kind = InputKind::OneOf(earlier.iter().map(|p| (p.to_string(), p.label())).collect());
            fields.push(question);
        }
        let (person, stored) = (self.head_of(subject), kept.is_some());
        Step::answer(CareAnswer::Form(FormView { person, fields, derived: Vec::new(), stored }))
    }

    /// Whom a form is about.
    fn head_of(&self, subject: Subject) -> PersonView {
        match subject.about {
            About::Child => self.person_view(subject.ix),
            About::Cadre | About::Post => self.cadre_person(subject.ix),
        }
    }

    /// The schools a cadre answers for on a day.
    fn schools_of(&self, subject: Subject, day: Date) -> Vec<&str> {
        if subject.about != About::Cadre {
            return Vec::new();
        }
        let held = self.posts_of(subject.ix).into_iter().filter(|post| self.post_span(*post).holds(day));
        held.map(|ix| self.book.text(Table::Post, ix, post::SCHOOL)).collect()
    }

    /// The pupil who helped, if one did and is still in the roster.
    fn peer(&self, visit: u32) -> Option<u32> {
        match self.book.table(Table::Visit)?.column(FieldId(field::PEER))?.get(visit) {
            ValueRef::Row(row) => self.book.find(Table::Child, row),
            _ => None,
        }
    }

    /// The pupil who helped, as lists and papers show it; empty if none did.
    pub(crate) fn peer_shown(&self, visit: u32) -> String {
        self.peer(visit).map(|peer| hidden(&self.person_view(peer).name)).unwrap_or_default()
    }

    /// The newest visit of a kind.
    fn newest_of(&self, kind: VisitKind, subject: Subject) -> Option<u32> {
        let of_kind = self.visits_about(subject).into_iter().filter(|ix| self.visit_kind(*ix) == Some(kind));
        of_kind.max_by_key(|ix| self.book.text(Table::Visit, *ix, field::DATE).to_owned())
    }

    fn visit_kind(&self, ix: u32) -> Option<VisitKind> {
        VisitKind::from_key(self.book.text(Table::Visit, ix, field::KIND))
    }

    pub(crate) fn visits_to(&self, child: u32) -> Vec<u32> {
        self.visits_about(Subject { about: About::Child, ix: child })
    }

    fn visits_about(&self, subject: Subject) -> Vec<u32> {
        let owner = if subject.about == About::Child { field::CHILD } else { field::CADRE };
        let id = self.book.row_id(table_of(subject.about), subject.ix);
        let Some(table) = self.book.table(Table::Visit) else { return Vec::new() };
        let Some(column) = table.column(FieldId(owner)) else { return Vec::new() };
        table.live().filter(|ix| column.get(*ix) == ValueRef::Row(id)).collect()
    }

    pub(super) fn keep_visit(
        &self,
        kind: VisitKind,
        whom: Id,
        visit: Option<Id>,
        (answers, even): (&Answers, bool),
        now: &Now,
    ) -> Step {
        let (subject, _) = match self.visit_subject(kind, whom) {
            Ok(found) => found,
            Err(gone) => return gone,
        };
        let kept = visit.and_then(|id| self.book.find(Table::Visit, RowId(id)));
        let peer = kept.and_then(|row| self.peer(row)).map(|peer| hex(self.row(peer).id())).unwrap_or_default();
        let stored = |id| match id {
            field::PEER => peer.as_str(),
            _ => kept.map_or("", |row| self.book.text(Table::Visit, row, id)),
        };
        let said = Said { sent: answers, stored };
        let mut faults = kind.faults(|id| said.to(id), Self::today(now));
        // What was doubtful when it was kept is not doubted again.
        faults.retain(|(id, fault)| !fault.is_doubt() || said.to(*id) != stored(*id));
        let makes_good = said.to(field::MAKES_GOOD);
        let asked = |turn: &Period| turn.to_string() == makes_good;
        let unchanged = makes_good == stored(field::MAKES_GOOD);
        let short = || self.short_turns(kind, subject, Period::parse(makes_good), now);
        if !unchanged && !makes_good.is_empty() && !short().iter().any(asked) {
            faults.push((field::MAKES_GOOD, Fault::NotOffered));
        }
        let helper = self.child_named(said.to(field::PEER));
        let whose = self.book.row_id(table_of(subject.about), subject.ix);
        if !said.to(field::PEER).is_empty() && helper.is_none_or(|helper| helper == whose) {
            faults.push((field::PEER, Fault::NotAChild));
        }
        if !may_keep(&faults, even) {
            return Step::answer(CareAnswer::Faults(faults));
        }
        let mut save = SaveBuilder::new();
        let row = match visit {
            Some(_) if kept.is_none() => return Step::answer(Refusal::Gone),
            Some(id) => RowId(id),
            None => {
                let row = RowId::new(now, &mut Dice::new(now));
                let owner = if subject.about == About::Child { field::CHILD } else { field::CADRE };
                save.set(cell(Table::Visit, row, owner), ValueRef::Row(whose));
                save.set(cell(Table::Visit, row, field::KIND), ValueRef::Text(kind.key()));
                row
            }
        };
        said.write(written(kind).filter(|id| *id != field::PEER), |id| cell(Table::Visit, row, id), &mut save);
        if said.to(field::PEER) != peer {
            save.set(cell(Table::Visit, row, field::PEER), helper.map_or(ValueRef::Null, ValueRef::Row));
        }
        let detail = format!("{} {}", kind.text(), self.head_of(subject).name);
        self.keep(&save, Action::Visit, &detail, now, Self::care_saved_as(row))
    }

    /// The row of a child by its number in letters.
    fn child_named(&self, text: &str) -> Option<RowId> {
        let row = RowId(unhex(text)?);
        self.book.find(Table::Child, row).map(|_| row)
    }

    pub(super) fn visits(&self, whom: Id) -> Step {
        let subject = self.subject(About::Child, whom).or_else(|| self.subject(About::Cadre, whom));
        let Some(subject) = subject else { return Step::answer(Refusal::Gone) };
        let (rows, attached) = (self.visits_about(subject).into_iter(), self.attached());
        let mut views: Vec<VisitView> = rows.filter_map(|ix| self.visit_view(ix, &attached)).collect();
        views.sort_by(|a, b| b.date.cmp(&a.date));
        Step::answer(CareAnswer::Visits(views))
    }

    fn visit_view(&self, ix: u32, attached: &Attached) -> Option<VisitView> {
        let text = |id| self.book.text(Table::Visit, ix, id).to_owned();
        let (row, kind) = (self.book.row_id(Table::Visit, ix), self.visit_kind(ix)?);
        let history = |id| self.book.history(cell(Table::Visit, row, id));
        let saves: HashSet<_> = written(kind).flat_map(history).map(|entry| entry.save).collect();
        Some(VisitView {
            id: row.0,
            kind,
            date: text(field::DATE),
            people: if kind == VisitKind::Liaison { text(field::SCHOOL) } else { text(field::PEOPLE) },
            peer: self.peer_shown(ix),
            content: if kind == VisitKind::Liaison { text(field::PROBLEMS) } else { text(field::CONTENT) },
            evidence: self.has_evidence(ix, attached),
            corrected: saves.len().saturating_sub(1) as u32,
        })
    }

    /// The turns of this school year and the last in which the duties of a kind of visit fell short; with those of the
    /// year of a turn that somebody named.
    fn short_turns(&self, kind: VisitKind, subject: Subject, named: Option<Period>, now: &Now) -> Vec<Period> {
        let year = SchoolYear::containing(Self::today(now));
        let scope = if subject.about == About::Child { Scope::One(subject.ix) } else { Scope::Nobody };
        let mut rules = self.rules();
        // Within a term it is too early to be short, and a visit in the next counts for that.
        rules.retain(|rule| rule.counts(Deed::Visit(kind)) && rule.cycle != Cycle::Term);
        let known = self.known(year, scope, now);
        let recorded = self.recorded(&known);
        let named = named.map(|turn| SchoolYear::containing(turn.days(&self.calendar(now)).from));
        let of_named = named.filter(|named| *named < year).map(|named| known.of_year(named));
        let earlier: Vec<Known> = self.last_year(&known, now).into_iter().chain(of_named).collect();
        let mut short: Vec<Period> = Vec::new();
        for rule in &rules {
            for known in earlier.iter().chain([&known]) {
                let mut under = self.under(rule, known, now);
                under.retain(|one, _| match rule.owed.about() {
                    About::Post => self.cadre_of(*one) == Some(subject.ix),
                    _ => *one == subject.ix,
                });
                let chart = self.chart(rule, &under, &recorded, known, now);
                let turns = chart.rows.iter().flat_map(|row| &row.turns);
                short.extend(turns.filter(|(_, p)| is_missing(p.standing)).map(|(turn, _)| turn.period));
            }
        }
        short.sort_unstable();
        short.dedup();
        short
    }
}

/// What of a visit a duty reads.
const READ: [u16; 4] = [field::KIND, field::DATE, field::MAKES_GOOD, field::SIGNED];

/// A visit as far as a duty is concerned; `text` gives the fields of [`READ`].
fn record_of<'a>(
    text: impl Fn(u16) -> &'a str,
    attached: impl Iterator<Item = AttachmentKind>,
) -> Option<(Deed, Recorded)> {
    let deed = Deed::Visit(VisitKind::from_key(text(field::KIND))?);
    let makes_good = Some(text(field::MAKES_GOOD)).filter(|turn| !turn.is_empty()).and_then(Period::parse);
    let evidence = has_evidence(text(field::SIGNED), attached);
    Some((deed, Recorded { date: Date::parse_iso(text(field::DATE))?, makes_good, evidence }))
}

/// The fields that a form of this kind writes.
fn written(kind: VisitKind) -> impl Iterator<Item = u16> {
    kind.questions().map(|question| question.id).chain([field::MAKES_GOOD])
}

/// The only one there is.
fn only<'a>(schools: &[&'a str]) -> Option<&'a str> {
    if let [school] = schools { Some(*school) } else { None }
}

/// A name of which only the first character is shown.
fn hidden(name: &str) -> String {
    let mut chars = name.chars();
    chars.next().into_iter().chain(chars.map(|_| '＊')).collect()
}

/// A row's number from its letters.
fn unhex(text: &str) -> Option<Id> {
    let bytes: Vec<u8> = (0..text.len())
        .step_by(2)
        .map(|at| u8::from_str_radix(text.get(at..at + 2)?, 16).ok())
        .collect::<Option<_>>()?;
    bytes.try_into().ok()
}
