//! What the cases ask for today: the next step of each, and absences that ask for a case.

use crate::Desk;
use crate::message::place::{DueClass, QueueItem, QueuePlace};
use crate::step::Now;

/// From how many school days on an absence without leave asks for a case (示例).
const SIGNAL_DAYS: u32 = 2;
/// Cases named one by one; the rest stands in the ledgers.
const NAMED: usize = 60;

impl Desk {
    /// The next steps, what is most late first, and how many are late.
    pub(crate) fn case_queue(&self, now: &Now) -> (Vec<QueueItem>, u32) {
        let by = self.measure(now);
        let mut items: Vec<QueueItem> = Vec::new();
        for file in self.case_files() {
            let state = file.state(&by.calendar);
            let Some(next) = self.next_step(&file, &state, &by) else { continue };
            let child = self.person_view(file.child);
            items.push(QueueItem {
                class: crate::place::due_class(&next.due, by.today),
                due: next.due,
                title: child.name,
                detail: [state.stage.text(), next.what.as_str(), next.who.as_str()].join("　"),
                place: QueuePlace::Case(child.child),
                count: 1,
            });
        }
        let signals = self.away(now).into_iter().filter(|away| !away.case && away.days >= SIGNAL_DAYS);
        items.extend(signals.map(|away| QueueItem {
            class: crate::place::due_class(&away.first, by.today),
            due: away.first,
            title: away.person.name,
            detail: format!("未请假缺勤 {} 个上课日，未立案", away.days),
            place: QueuePlace::Case(away.person.child),
            count: 1,
        }));
        items.sort_by(|a, b| a.due.cmp(&b.due).then_with(|| a.title.cmp(&b.title)));
        let late = items.iter().filter(|item| matches!(item.class, DueClass::Overdue(_))).count() as u32;
        items.truncate(NAMED);
        (items, late)
    }
}
