//! What the cases ask for today: the next step of each.

use crate::Desk;
use crate::message::place::{DueClass, QueueItem, QueuePlace};
use crate::step::Now;

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
        items.sort_by(|a, b| a.due.cmp(&b.due).then_with(|| a.title.cmp(&b.title)));
        let late = items.iter().filter(|item| matches!(item.class, DueClass::Overdue(_))).count() as u32;
        items.truncate(NAMED);
        (items, late)
    }
}
