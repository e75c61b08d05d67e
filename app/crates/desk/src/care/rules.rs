//! The rules in force: those shipped, with the numbers a county changed.

use ledger::duty::{Rule, shipped};
use ledger::schema::{Table, duty};
use sync::{RowId, SaveBuilder, ValueRef};

use crate::Desk;
use crate::book::cell;
use crate::message::Refusal;
use crate::message::care::DutyNumbers;
use crate::message::roster::Action;
use crate::step::{Now, Step};

impl Desk {
    /// Every rule, those switched off included.
    pub(super) fn rules(&self) -> Vec<Rule> {
        let mut rules = shipped();
        for rule in &mut rules {
            let Some(ix) = self.book.find(Table::Duty, self.duty_row(&rule.key)) else { continue };
            let number = |field| u8::try_from(self.book.int(Table::Duty, ix, field)).unwrap_or_default();
            rule.times = number(duty::TIMES);
            rule.alarm_day = number(duty::ALARM_DAY);
            rule.least_school_days = number(duty::LEAST_SCHOOL_DAYS);
        }
        rules
    }

    pub(super) fn rule(&self, key: &str) -> Option<Rule> {
        self.rules().into_iter().find(|rule| rule.key == key)
    }

    fn duty_row(&self, key: &str) -> RowId {
        RowId::natural(&self.book.identity.row_key, "duty", key)
    }

    pub(super) fn keep_duty(&self, numbers: &DutyNumbers, now: &Now) -> Step {
        let Some(rule) = self.rule(&numbers.key) else { return Step::answer(Refusal::Gone) };
        let row = self.duty_row(&rule.key);
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
        self.keep(&save, Action::Setting, &rule.name, now, Self::care_saved())
    }
}

/// What the county may change in a rule.
pub(super) fn numbers(rule: &Rule) -> DutyNumbers {
    DutyNumbers {
        key: rule.key.clone(),
        times: rule.times,
        alarm_day: rule.alarm_day,
        least_school_days: rule.least_school_days,
    }
}
