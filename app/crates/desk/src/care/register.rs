//! The registers: who is in one, its form, whom the roster suggests for it, and the whole as a sheet.

use std::collections::{HashMap, HashSet};

use ledger::date::Date;
use ledger::disability_card::DisabilityCard;
use ledger::field::Field;
use ledger::form::Fault;
use ledger::register::left_behind::{Definition, meets};
use ledger::register::{MEMBERSHIP, Placement, Register, Which, summary};
use ledger::schema::{Table, membership};
use sync::{RowId, SaveBuilder, ValueRef};

use super::answers::{Said, may_keep};
use super::member::Member;
use super::own::OwnRegister;
use super::question::Asked;
use crate::Desk;
use crate::book::cell;
use crate::message::care::{CareAnswer, FormView, MemberView, MembersView, PersonView, RegisterView};
use crate::message::form::{Answers, Faults};
use crate::message::place::AccessAct;
use crate::message::register::MemberFilter;
use crate::message::roster::{Action, Sheet};
use crate::message::{Id, Refusal};
use crate::step::{Now, Step};

/// Where 印证材料 is stored.
const EVIDENCE: u16 = 16;

impl Desk {
    pub(super) fn registers(&self, now: &Now) -> Vec<RegisterView> {
        let today = Self::today(now);
        let own: HashMap<Id, OwnRegister> = self.own_registers().into_iter().map(|own| (own.id, own)).collect();
        let view = |which: Which| {
            let own = match which {
                Which::Own(row) => own.get(&row),
                Which::Shipped(_) => None,
            };
            RegisterView {
                register: which,
                name: self.register_name(which).unwrap_or_default(),
                members: 0,
                suggested: 0,
                basis: own.map_or_else(String::new, |own| own.basis.clone()),
                closed: own.is_some_and(|own| own.closed),
            }
        };
        let mut views: Vec<RegisterView> = self.all_registers().into_iter().map(view).collect();
        let mut entered: HashSet<(Which, u32)> = HashSet::new();
        for member in self.memberships() {
            let (Some(register), Some(child)) = (member.which(), member.child()) else { continue };
            entered.insert((register, child));
            if member.span().holds(today) {
                views.iter_mut().filter(|view| view.register == register).for_each(|view| view.members += 1);
            }
        }
        for ix in self.book.live(Table::Child) {
            let row = self.row(ix);
            for view in views.iter_mut().filter(|view| !view.closed) {
                let suggests = match view.register {
                    Which::Shipped(register) => register.suggests(&row),
                    Which::Own(id) => own.get(&id).is_some_and(|own| own.suggests(&row)),
                };
                view.suggested += u32::from(suggests && !entered.contains(&(view.register, ix)));
            }
        }
        views
    }

    pub(super) fn members(&self, which: Which, past: bool, filter: &MemberFilter, now: &Now) -> MembersView {
        let today = Self::today(now);
        let all: Vec<(u32, Member<'_>)> = self
            .memberships()
            .filter(|member| member.which() == Some(which) && member.span().holds(today) != past)
            .filter_map(|member| Some((member.child()?, member)))
            .collect();
        let asked = self.asked(which);
        let (choices, total) = (self.choices(which, &asked, &all), all.len() as u32);
        let listed: Vec<(u32, Member<'_>)> =
            all.into_iter().filter(|(child, member)| self.wanted(filter, &asked, *child, *member)).collect();
        let columns = self.shown_facts(which, &asked);
        let mut members: Vec<MemberView> = listed
            .iter()
            .map(|(child, member)| MemberView {
                person: self.person_view(*child),
                facts: columns.iter().map(|question| question.shown(member.fact(question.id()))).collect(),
                derived: derived(which, *member, today).join("；"),
            })
            .collect();
        members.sort_by(|a, b| {
            (&a.person.village, &a.person.grade_class, &a.person.name).cmp(&(
                &b.person.village,
                &b.person.grade_class,
                &b.person.name,
            ))
        });
        MembersView {
            register: which,
            columns: columns.iter().map(|question| question.label().to_owned()).collect(),
            members,
            summary: summed(which, &listed, today),
            total,
            progress: progress(which, &listed),
            choices,
        }
    }

    pub(super) fn suggested(&self, which: Which) -> Vec<PersonView> {
        let entered: HashSet<u32> =
            self.memberships().filter(|member| member.which() == Some(which)).filter_map(Member::child).collect();
        let own = match which {
            Which::Own(row) => self.own_register(row),
            Which::Shipped(_) => None,
        };
        let suggests = |ix: u32| match which {
            Which::Shipped(register) => register.suggests(&self.row(ix)),
            Which::Own(_) => own.as_ref().is_some_and(|own| own.suggests(&self.row(ix))),
        };
        let new = self.book.live(Table::Child).into_iter().filter(|ix| !entered.contains(ix));
        new.filter(|ix| suggests(*ix)).map(|ix| self.person_view(ix)).collect()
    }

    pub(super) fn add_suggested(&self, register: Which, children: &[Id], now: &Now) -> Step {
        let Some(name) = self.register_name(register) else { return Step::answer(Refusal::Gone) };
        let mut save = SaveBuilder::new();
        let today = Self::today(now).to_string();
        for child in children.iter().filter(|child| self.child_ix(**child).is_some()) {
            let row = self.enter(register, RowId(*child), &mut save);
            save.set(cell(Table::Membership, row, MEMBERSHIP.start), ValueRef::Text(&today));
        }
        self.keep(&save, Action::Register, &name, now, Self::care_saved())
    }

    /// Whether a register takes no more children.
    pub(super) fn is_closed(&self, which: Which) -> bool {
        matches!(which, Which::Own(row) if self.own_register(row).is_none_or(|own| own.closed))
    }

    /// Writes that a child is in a register.
    pub(super) fn enter(&self, register: Which, child: RowId, save: &mut SaveBuilder) -> RowId {
        let row = self.member_row(register, child);
        self.book.revive(Table::Membership, row, save);
        save.set(cell(Table::Membership, row, membership::CHILD), ValueRef::Row(child));
        save.set(cell(Table::Membership, row, membership::REGISTER), ValueRef::Text(&register.key()));
        row
    }

    pub(super) fn member_form(&self, register: Which, child: Id, now: &Now) -> Step {
        let ix = match self.child_or_gone(child) {
            Ok(ix) => ix,
            Err(gone) => return gone,
        };
        let today = Self::today(now);
        let member = self.member(register, RowId(child));
        let new_start = if member.is_none() { today.to_string() } else { String::new() };
        if self.register_name(register).is_none() {
            return Step::answer(Refusal::Gone);
        }
        // What is asked no more is shown where it was answered.
        let shown = |question: &Asked| {
            !question.is_retired() || member.is_some_and(|member| !member.fact(question.id()).is_empty())
        };
        let field = |question: &Asked| {
            let kept = member.map_or("", |member| member.fact(question.id()));
            let proposed = if question.id() == MEMBERSHIP.start { new_start.as_str() } else { "" };
            question.field(if kept.is_empty() { proposed } else { kept })
        };
        Step::answer(CareAnswer::Form(FormView {
            person: self.person_view(ix),
            fields: self.asked(register).iter().filter(|question| shown(question)).map(field).collect(),
            derived: member.map_or_else(Vec::new, |member| derived(register, member, today)),
            stored: member.is_some(),
        }))
    }

    pub(super) fn keep_member(&self, register: Which, child: Id, (answers, even): (&Answers, bool), now: &Now) -> Step {
        let ix = match self.child_or_gone(child) {
            Ok(ix) => ix,
            Err(gone) => return gone,
        };
        let Some(name) = self.register_name(register) else { return Step::answer(Refusal::Gone) };
        let (child, asked) = (RowId(child), self.asked(register));
        let kept = self.member(register, child);
        if kept.is_none() && self.is_closed(register) {
            return Step::answer(Refusal::Gone);
        }
        let said = Said { sent: answers, stored: |id| kept.map_or("", |member| member.fact(id)) };
        let mut faults = faults(&asked, |id| said.to(id), Self::today(now));
        // What was offered when it was answered stays an answer.
        faults.retain(|(id, fault)| *fault != Fault::NotOffered || said.to(*id) != (said.stored)(*id));
        let doubts = self.doubts(register, ix, |id| said.to(id));
        // What was doubtful when it was kept is not doubted again.
        faults.extend(doubts.into_iter().filter(|(id, _)| said.to(*id) != (said.stored)(*id)));
        // Another placement with the day of the one before would be read as if it had been so all the time.
        let (before, since) = ((said.stored)(MEMBERSHIP.placement), MEMBERSHIP.placed_since);
        let placement = said.to(MEMBERSHIP.placement);
        let moved = !before.is_empty() && !placement.is_empty() && placement != before;
        if moved && said.to(since) == (said.stored)(since) {
            faults.push((since, Fault::SameDay));
        }
        if !may_keep(&faults, even) {
            return Step::answer(CareAnswer::Faults(faults));
        }
        let mut save = SaveBuilder::new();
        let row =
            if kept.is_some() { self.member_row(register, child) } else { self.enter(register, child, &mut save) };
        said.write(asked.iter().map(Asked::id), |id| cell(Table::Membership, row, id), &mut save);
        let detail = format!("{name} {}", self.person_view(ix).name);
        self.keep(&save, Action::Register, &detail, now, Self::care_saved())
    }

    /// What in a membership may be right and is worth a second look, given what the roster says of the child.
    fn doubts<'a>(&self, register: Which, child: u32, said: impl Fn(u16) -> &'a str) -> Faults {
        let row = self.row(child);
        if register != Which::Shipped(Register::Disabled) {
            return Vec::new();
        }
        let (kind, number) = (row.get(Field::DisabilityKind), row.get(Field::IdNumber));
        let card = DisabilityCard::parse(row.get(Field::DisabilityCard));
        let holds = said(MEMBERSHIP.holds_card) == "持证";
        let contradicts = holds && card.is_some_and(|card| !card.goes_with(number, kind));
        let inclusive = said(MEMBERSHIP.placement) == Placement::Inclusive.key();
        let without_kind = inclusive && card.is_none() && matches!(kind, "" | "无残疾");
        [
            contradicts.then_some((MEMBERSHIP.holds_card, Fault::CardContradicts)),
            without_kind.then_some((MEMBERSHIP.placement, Fault::KindContradicts)),
        ]
        .into_iter()
        .flatten()
        .collect()
    }

    pub(super) fn register_sheet(&self, which: Which, filter: &MemberFilter, act: AccessAct, now: &Now) -> Step {
        let Some(name) = self.register_name(which) else { return Step::answer(Refusal::Gone) };
        let view = self.members(which, false, filter, now);
        let who = ["序号", "姓名", "年级班级", "户籍村"].map(str::to_owned);
        let mut headers: Vec<String> = who.into_iter().chain(view.columns).collect();
        headers.extend(view.members.iter().any(|member| !member.derived.is_empty()).then(|| "口径".to_owned()));
        let line = |(at, member): (usize, MemberView)| {
            let PersonView { name, grade_class, village, .. } = member.person;
            let who = [(at + 1).to_string(), name, grade_class, village];
            let mut cells: Vec<String> = who.into_iter().chain(member.facts).chain([member.derived]).collect();
            cells.truncate(headers.len());
            cells
        };
        let sheet = Sheet {
            title: format!("{name}登记册"),
            unit: self.unit().to_owned(),
            date: Self::today(now).to_string(),
            rows: view.members.into_iter().enumerate().map(line).collect(),
            headers,
        };
        let subject = format!("{} {}", sheet.title, sheet.rows.len());
        let answer = CareAnswer::Sheet(Box::new(sheet));
        self.log_access(act, &subject, "", now, Box::new(move |_, _| answer.into())).even_without(true)
    }
}

/// What follows from the facts, in words.
fn derived(register: Which, member: Member<'_>, today: Date) -> Vec<String> {
    match register {
        Which::Shipped(Register::LeftBehind) => {
            let family = member.family();
            let words = |definition: Definition| match meets(definition, &family, today) {
                Some(true) => format!("{}：符合", definition.text()),
                Some(false) => format!("{}：不符合", definition.text()),
                None => format!("{}：资料不全", definition.text()),
            };
            Definition::ALL.into_iter().map(words).collect()
        }
        _ => Vec::new(),
    }
}

/// How far the register is worked through: what, how many have it, of how many.
fn progress(register: Which, listed: &[(u32, Member<'_>)]) -> Vec<(String, u32, u32)> {
    let filled = |label: &str, id: u16| {
        let have = listed.iter().filter(|(_, member)| !member.fact(id).is_empty()).count();
        (label.to_owned(), have as u32, listed.len() as u32)
    };
    let mut all = vec![filled("有帮扶人", MEMBERSHIP.helper)];
    if register == Which::Shipped(Register::Disabled) {
        all.push(filled("已安置", MEMBERSHIP.placement));
    }
    all.push(filled("有印证材料", EVIDENCE));
    all
}

fn summed(register: Which, listed: &[(u32, Member<'_>)], today: Date) -> String {
    match register {
        Which::Shipped(Register::Disabled) => {
            summary(listed.iter().map(|(_, member)| member.placement().map(|(placement, _)| placement)))
        }
        Which::Shipped(Register::LeftBehind) => {
            let count = |definition: Definition| {
                let met = listed.iter().filter(|(_, member)| meets(definition, &member.family(), today) == Some(true));
                format!("{} {} 人", definition.text(), met.count())
            };
            Definition::ALL.map(count).join("；")
        }
        _ => String::new(),
    }
}

pub(super) fn faults<'a>(asked: &[Asked], said: impl Fn(u16) -> &'a str, today: Date) -> Faults {
    let day = |id| Date::parse_iso(said(id));
    let past = [MEMBERSHIP.start, MEMBERSHIP.father_away, MEMBERSHIP.mother_away, MEMBERSHIP.placed_since];
    let fault = |question: &Asked| {
        let answer = said(question.id());
        match question.id() {
            id if id == MEMBERSHIP.start && answer.is_empty() => Some(Fault::Needed),
            id if past.contains(&id) && day(id).is_some_and(|day| day > today) => Some(Fault::Future),
            id if id == MEMBERSHIP.end
                && day(id).zip(day(MEMBERSHIP.start)).is_some_and(|(end, start)| end < start) =>
            {
                Some(Fault::EndsBeforeStart)
            }
            // What is asked no more stands as it was answered.
            _ if question.is_retired() => None,
            _ => question.fault(answer),
        }
    };
    asked.iter().filter_map(|question| Some((question.id(), fault(question)?))).collect()
}
