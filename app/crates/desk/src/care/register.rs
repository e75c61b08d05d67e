//! The registers: who is in one, its form, whom the roster suggests for it, and the whole as a sheet.

use std::collections::HashSet;

use ledger::date::Date;
use ledger::disability_card::DisabilityCard;
use ledger::field::Field;
use ledger::form::Fault;
use ledger::register::left_behind::{Definition, meets};
use ledger::register::{MEMBERSHIP, Placement, Register, questions_of, summary};
use ledger::schema::{Table, membership};
use sync::{RowId, SaveBuilder, ValueRef};

use super::answers::{Said, may_keep};
use super::member::Member;
use crate::Desk;
use crate::book::cell;
use crate::message::Id;
use crate::message::care::{CareAnswer, FormView, MemberView, MembersView, PersonView, RegisterView};
use crate::message::form::{Answers, Faults, FormField};
use crate::message::place::AccessAct;
use crate::message::roster::{Action, Sheet};
use crate::step::{Now, Step};

/// Facts that stand in no list: they are read in the form.
const FORM_ONLY: [&str; 3] = ["备注", "结束原因", "印证材料"];

impl Desk {
    pub(super) fn registers(&self, now: &Now) -> Vec<RegisterView> {
        let today = Self::today(now);
        let mut views: Vec<RegisterView> =
            Register::ALL.iter().map(|&register| RegisterView { register, members: 0, suggested: 0 }).collect();
        let mut entered: HashSet<(Register, u32)> = HashSet::new();
        for member in self.memberships() {
            let (Some(register), Some(child)) = (member.register(), member.child()) else { continue };
            entered.insert((register, child));
            if member.span().holds(today) {
                views.iter_mut().filter(|view| view.register == register).for_each(|view| view.members += 1);
            }
        }
        for ix in self.book.live(Table::Child) {
            let row = self.row(ix);
            for view in &mut views {
                let new = view.register.suggests(&row) && !entered.contains(&(view.register, ix));
                view.suggested += u32::from(new);
            }
        }
        views
    }

    pub(super) fn members(&self, register: Register, past: bool, now: &Now) -> MembersView {
        let today = Self::today(now);
        let listed: Vec<(u32, Member<'_>)> = self
            .memberships()
            .filter(|member| member.register() == Some(register) && member.span().holds(today) != past)
            .filter_map(|member| Some((member.child()?, member)))
            .collect();
        let columns: Vec<_> = questions_of(register).filter(|question| !FORM_ONLY.contains(&question.label)).collect();
        let mut members: Vec<MemberView> = listed
            .iter()
            .map(|(child, member)| MemberView {
                person: self.person_view(*child),
                facts: columns.iter().map(|question| question.shown(member.fact(question.id))).collect(),
                derived: derived(register, *member, today).join("；"),
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
            register,
            columns: columns.iter().map(|question| question.label.to_owned()).collect(),
            members,
            summary: summed(register, &listed, today),
        }
    }

    pub(super) fn suggested(&self, register: Register) -> Vec<PersonView> {
        let entered: HashSet<u32> =
            self.memberships().filter(|member| member.register() == Some(register)).filter_map(Member::child).collect();
        let new = self.book.live(Table::Child).into_iter().filter(|ix| !entered.contains(ix));
        new.filter(|ix| register.suggests(&self.row(*ix))).map(|ix| self.person_view(ix)).collect()
    }

    pub(super) fn add_suggested(&self, register: Register, children: &[Id], now: &Now) -> Step {
        let mut save = SaveBuilder::new();
        let today = Self::today(now).to_string();
        for child in children.iter().filter(|child| self.child_ix(**child).is_some()) {
            let row = self.enter(register, RowId(*child), &mut save);
            save.set(cell(Table::Membership, row, MEMBERSHIP.start), ValueRef::Text(&today));
        }
        self.keep(&save, Action::Register, register.text(), now, Self::care_saved())
    }

    /// Writes that a child is in a register.
    fn enter(&self, register: Register, child: RowId, save: &mut SaveBuilder) -> RowId {
        let row = self.member_row(register, child);
        self.book.revive(Table::Membership, row, save);
        save.set(cell(Table::Membership, row, membership::CHILD), ValueRef::Row(child));
        save.set(cell(Table::Membership, row, membership::REGISTER), ValueRef::Text(register.key()));
        row
    }

    pub(super) fn member_form(&self, register: Register, child: Id, now: &Now) -> Step {
        let ix = match self.child_or_gone(child) {
            Ok(ix) => ix,
            Err(gone) => return gone,
        };
        let today = Self::today(now);
        let member = self.member(register, RowId(child));
        let new_start = if member.is_none() { today.to_string() } else { String::new() };
        let field = |question: &ledger::form::Question| {
            let kept = member.map_or("", |member| member.fact(question.id));
            let proposed = if question.id == MEMBERSHIP.start { new_start.as_str() } else { "" };
            FormField::of(question, if kept.is_empty() { proposed } else { kept })
        };
        Step::answer(CareAnswer::Form(FormView {
            person: self.person_view(ix),
            fields: questions_of(register).map(field).collect(),
            derived: member.map_or_else(Vec::new, |member| derived(register, member, today)),
            stored: member.is_some(),
        }))
    }

    pub(super) fn keep_member(
        &self,
        register: Register,
        child: Id,
        (answers, even): (&Answers, bool),
        now: &Now,
    ) -> Step {
        let ix = match self.child_or_gone(child) {
            Ok(ix) => ix,
            Err(gone) => return gone,
        };
        let child = RowId(child);
        let kept = self.member(register, child);
        let said = Said { sent: answers, stored: |id| kept.map_or("", |member| member.fact(id)) };
        let mut faults = faults(register, |id| said.to(id), Self::today(now));
        let doubts = self.doubts(register, ix, |id| said.to(id));
        // What was doubtful when it was kept is not doubted again.
        faults.extend(doubts.into_iter().filter(|(id, _)| said.to(*id) != (said.stored)(*id)));
        if !may_keep(&faults, even) {
            return Step::answer(CareAnswer::Faults(faults));
        }
        let mut save = SaveBuilder::new();
        let row =
            if kept.is_some() { self.member_row(register, child) } else { self.enter(register, child, &mut save) };
        said.write(
            questions_of(register).map(|question| question.id),
            |id| cell(Table::Membership, row, id),
            &mut save,
        );
        let detail = format!("{} {}", register.text(), self.person_view(ix).name);
        self.keep(&save, Action::Register, &detail, now, Self::care_saved())
    }

    /// What in a membership may be right and is worth a second look, given what the roster says of the child.
    fn doubts<'a>(&self, register: Register, child: u32, said: impl Fn(u16) -> &'a str) -> Faults {
        let row = self.row(child);
        if register != Register::Disabled {
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

    pub(super) fn register_sheet(&self, register: Register, act: AccessAct, now: &Now) -> Step {
        let view = self.members(register, false, now);
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
            title: format!("{}登记册", register.text()),
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
fn derived(register: Register, member: Member<'_>, today: Date) -> Vec<String> {
    match register {
        Register::LeftBehind => {
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

fn summed(register: Register, listed: &[(u32, Member<'_>)], today: Date) -> String {
    match register {
        Register::Disabled => {
            summary(listed.iter().map(|(_, member)| member.placement().map(|(placement, _)| placement)))
        }
        Register::LeftBehind => {
            let count = |definition: Definition| {
                let met = listed.iter().filter(|(_, member)| meets(definition, &member.family(), today) == Some(true));
                format!("{} {} 人", definition.text(), met.count())
            };
            Definition::ALL.map(count).join("；")
        }
        _ => String::new(),
    }
}

fn faults<'a>(register: Register, said: impl Fn(u16) -> &'a str, today: Date) -> Faults {
    let day = |id| Date::parse_iso(said(id));
    let past = [MEMBERSHIP.start, MEMBERSHIP.father_away, MEMBERSHIP.mother_away, MEMBERSHIP.placed_since];
    let fault = |question: &ledger::form::Question| {
        let answer = said(question.id);
        match question.id {
            id if id == MEMBERSHIP.start && answer.is_empty() => Some(Fault::Needed),
            id if past.contains(&id) && day(id).is_some_and(|day| day > today) => Some(Fault::Future),
            id if id == MEMBERSHIP.end
                && day(id).zip(day(MEMBERSHIP.start)).is_some_and(|(end, start)| end < start) =>
            {
                Some(Fault::EndsBeforeStart)
            }
            _ => question.fault(answer),
        }
    };
    questions_of(register).filter_map(|question| Some((question.id, fault(question)?))).collect()
}
