//! What the cases ask for today: the next step of each, and absences that ask for a case.

use std::collections::BTreeSet;

use ledger::case::CaseList;
use ledger::date::Date;

use crate::Desk;
use crate::message::care::PersonView;
use crate::message::place::{DueClass, QueueItem, QueuePlace};
use crate::place::due_class;
use crate::step::Now;

/// From how many school days on an absence without leave asks for a case (示例).
const SIGNAL_DAYS: u32 = 2;
/// Cases named one by one; the rest stands in the ledgers.
const NAMED: usize = 60;

impl Desk {
    /// The next steps, what is most late first, and how many are late.
    pub(crate) fn case_queue(&self, now: &Now) -> (Vec<QueueItem>, u32) {
        let by = self.measure(now);
        let (mut items, mut open): (Vec<QueueItem>, BTreeSet<u32>) = (Vec::new(), BTreeSet::new());
        for (file, state) in self.standing_cases(now).iter() {
            if CaseList::Open.holds(state) {
                open.insert(file.child);
            }
            let Some(next) = self.next_step(file, state, &by) else { continue };
            let child = self.person_view(file.child);
            let up = if next.up.is_empty() { String::new() } else { format!("逾期，报{}", next.up) };
            let parts = [state.stage.text(), next.what.as_str(), next.who.as_str(), up.as_str()];
            let detail = parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("　");
            items.push(item(child, detail, next.late, next.due, by.today));
        }
        for away in self.away(&open, now).into_iter().filter(|away| !away.case && away.days >= SIGNAL_DAYS) {
            let detail = format!("未请假缺勤 {} 个上课日，未立案", away.days);
            items.push(item(away.person, detail, away.days, away.first, by.today));
        }
        // What is late first, then what has a day, then what has none.
        items.sort_by(|a, b| {
            let of = |item: &QueueItem| (!is_late(item), item.due.is_empty(), item.due.clone(), item.title.clone());
            of(a).cmp(&of(b))
        });
        let late = items.iter().filter(|item| is_late(item)).count() as u32;
        items.truncate(NAMED);
        (items, late)
    }
}

fn is_late(item: &QueueItem) -> bool {
    matches!(item.class, DueClass::Overdue(_))
}

/// Late is what is late in school days: a holiday makes nobody late.
fn item(child: PersonView, detail: String, late: u32, due: String, today: Date) -> QueueItem {
    let class = match due_class(&due, today) {
        _ if late > 0 => DueClass::Overdue(late),
        DueClass::Overdue(_) => DueClass::ThisWeek,
        class => class,
    };
    QueueItem { class, due, title: child.name, detail, place: QueuePlace::Case(child.child), count: 1 }
}
