//! Registers that a county adds: their definitions as rows of the ledger.
//!
//! A question keeps its row and its field for ever. It may be renamed, reordered or retired; what was answered to it stays.

use ledger::child::Child;
use ledger::field::Field;
use ledger::register::{OwnKind, OwnQuestion};
use ledger::schema::{Table, own_question as asks, own_register as is};
use sync::{RowId, SaveBuilder, ValueRef};

use crate::Desk;
use crate::book::{Dice, cell, text_value};
use crate::message::care::CareAnswer;
use crate::message::register::{Definition, DefinitionFault, QuestionLine, RegisterAnswer};
use crate::message::roster::Action;
use crate::message::{Id, Refusal};
use crate::step::{Now, Step};

/// A register of the county's own.
#[derive(Clone, Debug)]
pub(super) struct OwnRegister {
    pub(super) id: Id,
    pub(super) name: String,
    pub(super) basis: String,
    /// The roster's field that suggests a child, and what must stand there; empty for anything.
    pub(super) suggest: Option<(Field, String)>,
    /// It takes no more children.
    pub(super) closed: bool,
}

impl OwnRegister {
    /// Whether the child's own record says that it belongs here.
    pub(super) fn suggests(&self, child: &impl Child) -> bool {
        self.suggest.as_ref().is_some_and(|(field, answer)| {
            let said = child.get(*field);
            if answer.is_empty() { !said.is_empty() && said != "否" } else { said == answer }
        })
    }
}

impl Desk {
    pub(super) fn own_registers(&self) -> Vec<OwnRegister> {
        self.book.live(Table::OwnRegister).into_iter().map(|ix| self.own_register_at(ix)).collect()
    }

    pub(super) fn own_register(&self, row: Id) -> Option<OwnRegister> {
        self.book.find(Table::OwnRegister, RowId(row)).map(|ix| self.own_register_at(ix))
    }

    fn own_register_at(&self, ix: u32) -> OwnRegister {
        let text = |id| self.book.text(Table::OwnRegister, ix, id);
        let field = text(is::SUGGEST).parse().ok().and_then(Field::from_id);
        OwnRegister {
            id: self.book.row_id(Table::OwnRegister, ix).0,
            name: text(is::NAME).to_owned(),
            basis: text(is::BASIS).to_owned(),
            suggest: field.map(|field| (field, text(is::ANSWER).to_owned())),
            closed: !text(is::CLOSED).is_empty(),
        }
    }

    /// The questions of a register, retired ones too, in the order of its form.
    pub(super) fn own_questions(&self, register: Id) -> Vec<(Id, OwnQuestion)> {
        let Some(table) = self.book.table(Table::OwnQuestion) else { return Vec::new() };
        let of_register = |ix: &u32| {
            let column = table.column(sync::FieldId(asks::REGISTER));
            column.is_some_and(|column| column.get(*ix) == ValueRef::Row(RowId(register)))
        };
        let mut found: Vec<(u16, Id, OwnQuestion)> = table
            .live()
            .filter(of_register)
            .map(|ix| {
                let text = |id| self.book.text(Table::OwnQuestion, ix, id);
                let row = self.book.row_id(Table::OwnQuestion, ix).0;
                let question = OwnQuestion {
                    id: OwnQuestion::field_of(row),
                    label: text(asks::LABEL).to_owned(),
                    kind: OwnKind::from_key(text(asks::KIND)).unwrap_or(OwnKind::Line),
                    options: text(asks::OPTIONS).lines().map(str::to_owned).collect(),
                    retired: !text(asks::RETIRED).is_empty(),
                };
                (text(asks::ORDER).parse().unwrap_or_default(), row, question)
            })
            .collect();
        found.sort_by_key(|(order, row, _)| (*order, *row));
        found.into_iter().map(|(_, row, question)| (row, question)).collect()
    }

    pub(super) fn definition(&self, register: Id) -> Step {
        let Some(own) = self.own_register(register) else { return Step::answer(Refusal::Gone) };
        let line = |(id, question): (Id, OwnQuestion)| QuestionLine {
            id: Some(id),
            label: question.label,
            kind: question.kind,
            options: question.options,
            retired: question.retired,
        };
        let (suggest, answer) = own.suggest.map_or((None, String::new()), |(field, answer)| (Some(field), answer));
        let definition = Definition {
            id: Some(register),
            name: own.name,
            basis: own.basis,
            suggest,
            answer,
            closed: own.closed,
            questions: self.own_questions(register).into_iter().map(line).collect(),
        };
        Step::answer(CareAnswer::from(RegisterAnswer::Definition(definition)))
    }

    pub(super) fn keep_definition(&self, told: &Definition, now: &Now) -> Step {
        if let Some(fault) = self.definition_fault(told) {
            return Step::answer(CareAnswer::from(RegisterAnswer::Unfit(fault)));
        }
        let mut dice = Dice::new(now);
        let (mut save, today) = (SaveBuilder::new(), Self::today(now).to_string());
        let register = RowId(told.id.unwrap_or_else(|| RowId::new(now, &mut dice).0));
        let suggest = told.suggest.map_or_else(String::new, |field| field.id().to_string());
        let said = [
            (is::NAME, told.name.trim()),
            (is::BASIS, told.basis.trim()),
            (is::SUGGEST, suggest.as_str()),
            (is::ANSWER, told.answer.trim()),
            (is::CLOSED, self.since(Table::OwnRegister, register, is::CLOSED, told.closed, &today)),
        ];
        self.write_changed(Table::OwnRegister, register, &said, &mut save);
        let mut taken: Vec<u16> = told.id.map_or_else(Vec::new, |register| {
            self.own_questions(register).iter().map(|(_, question)| question.id).collect()
        });
        for (order, line) in told.questions.iter().enumerate() {
            let row = match line.id {
                Some(row) => RowId(row),
                None => {
                    let row = self.new_question(&mut dice, now, &mut taken);
                    save.set(cell(Table::OwnQuestion, row, asks::REGISTER), ValueRef::Row(register));
                    row
                }
            };
            let options: Vec<&str> = line.options.iter().map(|o| o.trim()).filter(|o| !o.is_empty()).collect();
            let (options, order) = (options.join("\n"), (order + 1).to_string());
            let said = [
                (asks::LABEL, line.label.trim()),
                (asks::KIND, line.kind.key()),
                (asks::OPTIONS, options.as_str()),
                (asks::ORDER, order.as_str()),
                (asks::RETIRED, self.since(Table::OwnQuestion, row, asks::RETIRED, line.retired, &today)),
            ];
            self.write_changed(Table::OwnQuestion, row, &said, &mut save);
        }
        let detail = told.name.trim().to_owned();
        self.keep(
            &save,
            Action::Register,
            &detail,
            now,
            Box::new(move |_, save| RegisterAnswer::Defined(register.0, save).into()),
        )
    }

    /// A row whose field no other question of the register has.
    fn new_question(&self, dice: &mut Dice, now: &Now, taken: &mut Vec<u16>) -> RowId {
        loop {
            let row = RowId::new(now, dice);
            let field = OwnQuestion::field_of(row.0);
            if !taken.contains(&field) {
                taken.push(field);
                return row;
            }
        }
    }

    /// Since when something holds: as stored, else from today; empty if it does not.
    fn since<'a>(&'a self, table: Table, row: RowId, field: u16, holds: bool, today: &'a str) -> &'a str {
        let stored = self.book.find(table, row).map_or("", |ix| self.book.text(table, ix, field));
        match (holds, stored) {
            (false, _) => "",
            (true, "") => today,
            (true, stored) => stored,
        }
    }

    /// Writes what differs from what is stored.
    pub(super) fn write_changed(&self, table: Table, row: RowId, said: &[(u16, &str)], save: &mut SaveBuilder) {
        let ix = self.book.find(table, row);
        for (field, text) in said {
            if ix.map_or("", |ix| self.book.text(table, ix, *field)) != *text {
                save.set(cell(table, row, *field), text_value(text));
            }
        }
    }

    fn definition_fault(&self, told: &Definition) -> Option<DefinitionFault> {
        let name = told.name.trim();
        let mut others = self.all_registers().into_iter();
        let twice = others.any(|which| {
            let own = told.id.is_some_and(|id| which == ledger::register::Which::Own(id));
            !own && self.register_name(which).is_some_and(|other| other == name)
        });
        let asked: Vec<&QuestionLine> = told.questions.iter().filter(|line| !line.retired).collect();
        if name.is_empty() {
            return Some(DefinitionFault::NoName);
        } else if twice {
            return Some(DefinitionFault::NameTaken);
        } else if told.id.is_some_and(|id| self.own_register(id).is_none()) {
            return Some(DefinitionFault::Gone);
        }
        for (at, line) in asked.iter().enumerate() {
            if line.label.trim().is_empty() {
                return Some(DefinitionFault::NoLabel(at as u32));
            } else if asked.iter().take(at).any(|other| other.label.trim() == line.label.trim()) {
                return Some(DefinitionFault::LabelTwice(at as u32));
            } else if line.kind == OwnKind::OneOf && line.options.iter().all(|option| option.trim().is_empty()) {
                return Some(DefinitionFault::NoOptions(at as u32));
            }
        }
        None
    }
}
