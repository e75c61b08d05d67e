//! The rules in force: those shipped with the numbers a county changed, and those it added.

use ledger::duty::{About, Cycle, Deed, MonthDay, Owed, Per, Rule, shipped};
use ledger::form::{AnswerKind, Fault, Question};
use ledger::register::Which;
use ledger::schema::{Table, duty};
use ledger::visit::VisitKind;
use sync::{RowId, SaveBuilder, ValueRef};

use super::answers::Said;
use crate::Desk;
use crate::book::{Dice, cell, hex};
use crate::message::Refusal;
use crate::message::care::{CareAnswer, DutyNumbers, FormView, PersonView};
use crate::message::form::{Answers, FormField, InputKind};
use crate::message::roster::Action;
use crate::step::{Now, Step};

const BY: &str = "by";
const WITHIN: &str = "within";
const CYCLES: &[(&str, &str)] = &[
    ("week", "每周"),
    ("month", "每月"),
    ("term", "每学期"),
    (BY, "每学年一次，限期完成"),
    (WITHIN, "列入对象后，限天数完成"),
];
const YES: &str = "yes";

/// What a rule of the county's own asks, beside who is owed it.
const ASKED: &[Question] = &[
    Question { id: duty::NAME, label: "名称", kind: AnswerKind::Line },
    Question { id: duty::OWED, label: "对象", kind: AnswerKind::Line },
    Question { id: duty::CYCLE, label: "周期", kind: AnswerKind::OneOf(CYCLES) },
    Question { id: duty::LAST_DAY, label: "限期（月-日，如 10-31）", kind: AnswerKind::Line },
    Question { id: duty::DAYS, label: "几天内完成", kind: AnswerKind::Number },
    Question { id: duty::DEED, label: "计入的记录", kind: AnswerKind::OneOf(VisitKind::OFFERED) },
    Question { id: duty::EVIDENCE, label: "要有签字才计", kind: AnswerKind::OneOf(&[(YES, "是")]) },
];

/// The visits that count where a rule names none.
const ANY_VISIT: [VisitKind; 4] =
    [VisitKind::HomeVisit, VisitKind::Support, VisitKind::HomeTeaching, VisitKind::Persuasion];

impl Desk {
    /// Every rule, those switched off included.
    pub(super) fn rules(&self) -> Vec<Rule> {
        self.rules_marked().into_iter().map(|(rule, _)| rule).collect()
    }

    /// Every rule, with whether the county wrote it.
    pub(super) fn rules_marked(&self) -> Vec<(Rule, bool)> {
        let mut rules: Vec<(Rule, bool)> = shipped().into_iter().map(|rule| (rule, false)).collect();
        for (rule, _) in &mut rules {
            if let Some(ix) = self.book.find(Table::Duty, self.duty_row(&rule.key)) {
                self.take_numbers(ix, rule);
            }
        }
        rules.extend(self.book.live(Table::Duty).into_iter().filter_map(|ix| Some((self.own_rule(ix)?, true))));
        rules
    }

    fn take_numbers(&self, ix: u32, rule: &mut Rule) {
        let number = |field| u8::try_from(self.book.int(Table::Duty, ix, field)).unwrap_or_default();
        rule.times = number(duty::TIMES);
        rule.alarm_day = number(duty::ALARM_DAY);
        rule.least_school_days = number(duty::LEAST_SCHOOL_DAYS);
        let per = Per::from_key(self.book.text(Table::Duty, ix, duty::PER));
        if let (Owed::Liaison(counted), Some(per)) = (&mut rule.owed, per) {
            *counted = per;
        }
    }

    /// A rule that a county added; nothing if the row only changes the numbers of a shipped one.
    fn own_rule(&self, ix: u32) -> Option<Rule> {
        let text = |field| self.book.text(Table::Duty, ix, field);
        let deeds = match VisitKind::from_key(text(duty::DEED)) {
            Some(kind) => vec![Deed::Visit(kind)],
            None => ANY_VISIT.map(Deed::Visit).to_vec(),
        };
        let mut rule = Rule {
            key: hex(self.book.row_id(Table::Duty, ix)),
            name: Some(text(duty::NAME)).filter(|name| !name.is_empty())?.to_owned(),
            owed: Owed::parse(text(duty::OWED))?,
            deeds,
            evidence: text(duty::EVIDENCE) == YES,
            source: "本县自定".to_owned(),
            ..Rule::every(cycle(text(duty::CYCLE), text(duty::LAST_DAY), text(duty::DAYS))?)
        };
        if self.book.int(Table::Duty, ix, duty::ALARM_DAY) > 0 {
            self.take_numbers(ix, &mut rule);
        }
        Some(rule)
    }

    pub(super) fn rule(&self, key: &str) -> Option<Rule> {
        self.rules().into_iter().find(|rule| rule.key == key)
    }

    fn duty_row(&self, key: &str) -> RowId {
        RowId::natural(&self.book.identity.row_key, "duty", key)
    }

    /// The row in which the numbers of a rule are stored: its own, if the county wrote it.
    fn row_of_rule(&self, key: &str) -> RowId {
        self.own_row(key).map_or_else(|| self.duty_row(key), |ix| self.book.row_id(Table::Duty, ix))
    }

    fn own_row(&self, key: &str) -> Option<u32> {
        self.book.live(Table::Duty).into_iter().find(|ix| hex(self.book.row_id(Table::Duty, *ix)) == key)
    }

    pub(super) fn keep_duty(&self, numbers: &DutyNumbers, now: &Now) -> Step {
        let Some(rule) = self.rule(&numbers.key) else { return Step::answer(Refusal::Gone) };
        let row = self.row_of_rule(&rule.key);
        let mut save = SaveBuilder::new();
        let fields = [
            (duty::TIMES, numbers.times.min(31)),
            (duty::ALARM_DAY, numbers.alarm_day.clamp(1, 31)),
            (duty::LEAST_SCHOOL_DAYS, numbers.least_school_days.min(31)),
        ];
        self.book.revive(Table::Duty, row, &mut save);
        save.set(cell(Table::Duty, row, duty::KEY), ValueRef::Text(&rule.key));
        for (field, number) in fields {
            save.set(cell(Table::Duty, row, field), ValueRef::Int(i64::from(number)));
        }
        if let (Owed::Liaison(_), Some(per)) = (&rule.owed, Per::from_key(&numbers.per)) {
            save.set(cell(Table::Duty, row, duty::PER), ValueRef::Text(per.key()));
        }
        self.keep(&save, Action::Setting, &rule.name, now, Self::care_saved())
    }

    pub(super) fn own_duty_form(&self, key: &str) -> Step {
        let kept = self.own_row(key);
        let field = |question: &Question| {
            let stored = kept.map_or("", |ix| self.book.text(Table::Duty, ix, question.id));
            let mut field = FormField::of(question, stored);
            match question.id {
                duty::OWED => {
                    let own = self.own_registers().into_iter().filter(|own| !own.closed);
                    let own = own.map(|own| Owed::of_register(Which::Own(own.id), &own.name));
                    field.kind = InputKind::OneOf(own.chain(Owed::offered()).collect());
                }
                duty::DEED => {
                    let of_child = VisitKind::ALL.iter().filter(|kind| **kind != VisitKind::Liaison);
                    let pair = |kind: &VisitKind| (kind.key().to_owned(), kind.text().to_owned());
                    field.kind = InputKind::OneOf(of_child.map(pair).collect());
                }
                _ => {}
            }
            field
        };
        Step::answer(CareAnswer::Form(FormView {
            person: PersonView::default(),
            fields: ASKED.iter().map(field).collect(),
            derived: vec![
                "“计入的记录”不选时，对孩子的各类走访都计入。".to_owned(),
                "选“限期完成”的填限期；选“限天数完成”的填天数，从孩子列入对象（登记、安置、立案、复学等）次日起算。"
                    .to_owned(),
            ],
            stored: kept.is_some(),
        }))
    }

    pub(super) fn keep_own_duty(&self, key: &str, answers: &Answers, now: &Now) -> Step {
        let kept = self.own_row(key);
        if !key.is_empty() && kept.is_none() {
            return Step::answer(Refusal::Gone);
        }
        let said = Said { sent: answers, stored: |id| kept.map_or("", |ix| self.book.text(Table::Duty, ix, id)) };
        let of_child = |text: &str| Owed::parse(text).is_some_and(|owed| owed.about() == About::Child);
        let fault = |question: &Question| match (question.id, said.to(question.id)) {
            (duty::NAME | duty::OWED | duty::CYCLE, "") => Some(Fault::Needed),
            (duty::LAST_DAY, text) if said.to(duty::CYCLE) == BY => match text {
                "" => Some(Fault::Needed),
                text => MonthDay::parse(text).is_none().then_some(Fault::NotADate),
            },
            (duty::DAYS, "") if said.to(duty::CYCLE) == WITHIN => Some(Fault::Needed),
            (duty::OWED, text) => (!of_child(text)).then_some(Fault::NotOffered),
            (_, text) => question.fault(text),
        };
        let faults: Vec<_> = ASKED.iter().filter_map(|question| Some((question.id, fault(question)?))).collect();
        if !faults.is_empty() {
            return Step::answer(CareAnswer::Faults(faults));
        }
        let row = match kept {
            Some(ix) => self.book.row_id(Table::Duty, ix),
            None => RowId::new(now, &mut Dice::new(now)),
        };
        let mut save = SaveBuilder::new();
        said.write(ASKED.iter().map(|question| question.id), |id| cell(Table::Duty, row, id), &mut save);
        self.keep(&save, Action::Setting, said.to(duty::NAME), now, Self::care_saved())
    }
}

fn cycle(key: &str, last_day: &str, days: &str) -> Option<Cycle> {
    match key {
        "week" => Some(Cycle::Week),
        "month" => Some(Cycle::Month),
        "term" => Some(Cycle::Term),
        BY => MonthDay::parse(last_day).map(Cycle::By),
        WITHIN => days.parse().ok().map(Cycle::Within),
        _ => None,
    }
}

/// What the county may change in a rule.
pub(super) fn numbers(rule: &Rule) -> DutyNumbers {
    DutyNumbers {
        key: rule.key.clone(),
        times: rule.times,
        alarm_day: rule.alarm_day,
        least_school_days: rule.least_school_days,
        per: if let Owed::Liaison(per) = &rule.owed { per.key().to_owned() } else { String::new() },
    }
}
