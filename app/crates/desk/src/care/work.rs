//! What the duties ask for today, one by one: by village, or by who is responsible.
//!
//! Read off the same charts as everything else. Of one duty to one child there are two items at most: the oldest turn that
//! fell short, and the present one.

use std::collections::HashMap;

use ledger::date::Date;
use ledger::duty::{About, Deed, Rule, Standing};
use ledger::field::Field;
use ledger::name::people;
use ledger::register::MEMBERSHIP;
use ledger::visit::VisitKind;
use ledger::window::SchoolYear;

use super::last_year::LeftOver;
use super::matrix::{Chart, ChartRow, first_deed, turn_view};
use super::subject::Subject;
use super::under::Scope;
use crate::Desk;
use crate::message::care::{GroupBy, WorkGroup, WorkItem, WorkView};
use crate::message::place::DueClass;
use crate::place::due_class;
use crate::step::Now;

/// Items named in one group; the rest stands in the charts.
const NAMED: usize = 40;
/// Groups named.
const GROUPS: usize = 60;

/// An item before it is told: whom it is about, and how it stands.
struct Open<'a> {
    rule: &'a Rule,
    subject: Subject,
    item: Item,
}

/// What of a turn an item needs.
#[derive(Clone, Copy)]
struct Item {
    period: ledger::duty::Period,
    progress: ledger::duty::Progress,
    class: DueClass,
}

impl Desk {
    pub(super) fn work(&self, by: GroupBy, now: &Now) -> WorkView {
        let today = Self::today(now);
        let known = self.known(SchoolYear::containing(today), Scope::All, now);
        let (recorded, rules, last) = (self.recorded(&known), self.rules(), self.last_year(&known, now));
        let mut open: Vec<Open<'_>> = Vec::new();
        for rule in &rules {
            let chart = self.chart(rule, &self.under(rule, &known, now), &recorded, &known, now);
            let mut left = last.as_ref().map(|last| self.left_over(rule, last, &recorded, now)).unwrap_or_default();
            let subject = |ix| Subject { about: rule.owed.about(), ix };
            for row in &chart.rows {
                let earlier = left.remove(&row.ix).as_deref().and_then(|left| short_before(left, today));
                let items = items(&chart, row, earlier, today);
                open.extend(items.map(|item| Open { rule, subject: subject(row.ix), item }));
            }
            // Who is under the duty no more still has what was left open.
            let gone = left.iter().filter_map(|(ix, left)| Some((*ix, short_before(left, today)?)));
            open.extend(gone.map(|(ix, item)| Open { rule, subject: subject(ix), item }));
        }
        let helpers = if by == GroupBy::Person { self.helpers(today) } else { HashMap::new() };
        let mut groups: HashMap<String, Vec<Open<'_>>> = HashMap::new();
        for one in open {
            let name = match by {
                GroupBy::Village => self.subject_view(one.subject).place,
                GroupBy::Person => self.responsible(one.subject, one.rule, &helpers),
            };
            groups.entry(name).or_default().push(one);
        }
        let mut groups: Vec<(String, Vec<Open<'_>>)> = groups.into_iter().collect();
        let late = |items: &[Open<'_>]| items.iter().filter(|one| is_late(one.item.class)).count();
        // Who is most behind first; what nobody is named for last.
        groups.sort_by_key(|(name, items)| (name.is_empty(), std::cmp::Reverse(late(items)), name.clone()));
        let mut view = WorkView::default();
        for (at, (name, mut items)) in groups.into_iter().enumerate() {
            items.sort_by_key(|one| order(one.item.class));
            let (count, named) = (items.len(), if at < GROUPS { NAMED } else { 0 });
            view.left += count.saturating_sub(named) as u32;
            items.truncate(named);
            if !items.is_empty() {
                let items = items.iter().map(|one| self.work_item(one)).collect();
                view.groups.push(WorkGroup { name, count: count as u32, items });
            }
        }
        view
    }

    fn work_item(&self, one: &Open<'_>) -> WorkItem {
        WorkItem {
            subject: self.subject_view(one.subject),
            duty: one.rule.key.clone(),
            name: one.rule.name.clone(),
            period: one.item.period.to_string(),
            period_label: one.item.period.label(),
            turn: turn_view(&one.item.progress),
            class: one.item.class,
            deed: first_deed(one.rule),
        }
    }

    /// Who looks after each child by the registers it is in today: for lessons at home, and for everything else.
    fn helpers(&self, today: Date) -> HashMap<u32, (String, String)> {
        let mut helpers: HashMap<u32, (String, String)> = HashMap::new();
        for member in self.memberships().filter(|member| member.span().holds(today)) {
            let Some(child) = member.child() else { continue };
            let known = helpers.entry(child).or_default();
            for (name, field) in [(&mut known.0, MEMBERSHIP.home_teacher), (&mut known.1, MEMBERSHIP.helper)] {
                if name.is_empty() {
                    *name = first_person(member.fact(field)).to_owned();
                }
            }
        }
        helpers
    }

    /// Who is responsible: the teacher who teaches at home, the helper, the class teacher; a cadre for himself.
    fn responsible(&self, subject: Subject, rule: &Rule, helpers: &HashMap<u32, (String, String)>) -> String {
        if subject.about != About::Child {
            return self.subject_view(subject).name;
        }
        let (teacher, helper) = helpers.get(&subject.ix).map_or(("", ""), |(a, b)| (a.as_str(), b.as_str()));
        let at_home = first_deed(rule) == Deed::Visit(VisitKind::HomeTeaching);
        let class_teacher = first_person(self.row(subject.ix).get(Field::ClassTeacher));
        let named = [if at_home { teacher } else { "" }, helper, class_teacher];
        named.into_iter().find(|name| !name.is_empty()).unwrap_or_default().to_owned()
    }
}

/// The oldest turn of last year that fell short.
fn short_before(left: &[LeftOver], today: Date) -> Option<Item> {
    let short = left.iter().find(|one| one.progress.standing == Standing::Short)?;
    let class = DueClass::Overdue(short.days.to.days_until(today).unsigned_abs());
    Some(Item { period: short.period, progress: short.progress, class })
}

/// The oldest turn that fell short, `earlier` if there is one, and the present one if something is left to do in it.
fn items(chart: &Chart<'_>, row: &ChartRow<'_>, earlier: Option<Item>, today: Date) -> impl Iterator<Item = Item> {
    let short = row.turns.iter().find(|(_, progress)| progress.standing == Standing::Short).map(|(turn, progress)| {
        let class = DueClass::Overdue(turn.days.to.days_until(today).unsigned_abs());
        Item { period: turn.period, progress: *progress, class }
    });
    let present = chart.present.and_then(|at| row.turns.get(at));
    let present = present.and_then(|(turn, progress)| {
        let class = match progress.standing {
            Standing::Urgent => due_class(&turn.days.to.to_string(), today),
            Standing::Open => DueClass::Later,
            Standing::Short | Standing::Excused | Standing::Done | Standing::Free => return None,
        };
        Some(Item { period: turn.period, progress: *progress, class })
    });
    [earlier.or(short), present].into_iter().flatten()
}

fn is_late(class: DueClass) -> bool {
    matches!(class, DueClass::Overdue(_))
}

/// What is most late first.
fn order(class: DueClass) -> (u8, std::cmp::Reverse<u32>) {
    match class {
        DueClass::Overdue(days) => (0, std::cmp::Reverse(days)),
        DueClass::ThisWeek => (1, std::cmp::Reverse(0)),
        DueClass::Later => (2, std::cmp::Reverse(0)),
    }
}

/// The first of several people.
fn first_person(text: &str) -> &str {
    people(text).next().unwrap_or_default()
}
