//! The home page: counts that open lists, the countdown of the newest round, and the work queue.

use std::collections::BTreeMap;

use ledger::child::Child;
use ledger::date::Date;
use ledger::enrolment::EnrolState;
use ledger::field::Field;
use ledger::identity::IdQuality;
use ledger::schema::Table;

use crate::Desk;
use crate::message::care::DutyView;
use crate::message::compare::Status;
use crate::message::place::{DueClass, Overview, QueueItem, QueuePlace};
use crate::step::Now;

/// Saves shown on the home page.
const SAVES: u32 = 6;
/// Items of the queue named one by one; the rest stands in the workbench.
const QUEUE: usize = 60;
/// Villages listed.
const VILLAGES: usize = 30;

impl Desk {
    pub(super) fn overview(&self, now: &Now) -> Overview {
        let mut view = Overview { saves: self.saves(SAVES), sample: self.has_sample(), ..Overview::default() };
        let mut villages: BTreeMap<&str, (u32, u32)> = BTreeMap::new();
        for ix in self.book.live(Table::Child) {
            let row = self.row(ix);
            let state = row.state();
            view.children += 1;
            view.of_age += u32::from(self.is_of_age(ix, now));
            view.mismatch += u32::from(is_mismatch(state));
            view.bad_ids += u32::from(!matches!(row.id_quality(), IdQuality::Valid | IdQuality::Foreign));
            view.states[state_index(state)] += 1;
            let village = villages.entry(row.get(Field::Village)).or_default();
            village.0 += 1;
            village.1 += u32::from(is_mismatch(state));
        }
        let mut villages: Vec<_> = villages.into_iter().filter(|(v, _)| !v.is_empty()).collect();
        villages.sort_by(|a, b| b.1.1.cmp(&a.1.1).then(b.1.0.cmp(&a.1.0)));
        villages.truncate(VILLAGES);
        view.villages = villages.into_iter().map(|(v, (n, m))| (v.to_owned(), n, m)).collect();
        view.lists = self.book.live(Table::List).len() as u32;
        view.round = self.newest_round_summary();
        let duties: Vec<DutyView> =
            self.duties(now).into_iter().filter(|duty| duty.progress.owed + duty.progress.short > 0).collect();
        (view.queue, view.late_cases) = self.case_queue(now);
        view.queue.extend(Self::duty_queue(&duties, Self::today(now)));
        view.duties = duties.into_iter().map(|duty| duty.progress).collect();
        view.queue.extend(self.queue(now));
        view
    }

    /// Discrepancies not closed, by when they are due. What has no date and no owner stands as one line per situation.
    fn queue(&self, now: &Now) -> Vec<QueueItem> {
        let today = Self::today(now);
        let mut single = Vec::new();
        let mut grouped: BTreeMap<(String, String), u32> = BTreeMap::new();
        for item in self.open_discrepancies() {
            if item.due.is_empty() {
                *grouped.entry((item.bucket, item.situation)).or_default() += 1;
                continue;
            }
            let detail = [item.situation.as_str(), item.owner.as_str()]
                .iter()
                .filter(|t| !t.is_empty())
                .copied()
                .collect::<Vec<_>>()
                .join("　");
            single.push(QueueItem {
                class: due_class(&item.due, today),
                due: item.due,
                title: item.name,
                detail,
                place: QueuePlace::Compare(item.bucket),
                count: 1,
            });
        }
        single.sort_by(|a, b| a.due.cmp(&b.due).then_with(|| a.title.cmp(&b.title)));
        single.truncate(QUEUE);
        single.extend(grouped.into_iter().map(|((bucket, title), count)| QueueItem {
            class: DueClass::Later,
            due: String::new(),
            title,
            detail: String::new(),
            place: QueuePlace::Compare(bucket),
            count,
        }));
        single
    }

    /// What the duties ask for: what earlier turns left open, and what is urgent in this one.
    fn duty_queue(duties: &[DutyView], today: Date) -> Vec<QueueItem> {
        let item = |duty: &DutyView, class, due: &str, count| QueueItem {
            class,
            due: due.to_owned(),
            title: duty.progress.name.clone(),
            detail: String::new(),
            place: QueuePlace::Duty(duty.progress.key.clone()),
            count,
        };
        let of = |duty: &DutyView| {
            let late = Date::parse_iso(&duty.short_since).map_or(0, |day| day.days_until(today).unsigned_abs());
            let short = duty.progress.short + duty.progress.late;
            let short = (short > 0).then(|| item(duty, DueClass::Overdue(late), &duty.short_since, short));
            let class = if duty.progress.urgent > 0 { due_class(&duty.until, today) } else { DueClass::Later };
            let left = duty.progress.owed - duty.progress.done - duty.progress.late;
            [short, (left > 0).then(|| item(duty, class, &duty.until, left))]
        };
        duties.iter().flat_map(of).flatten().collect()
    }
}

/// 人籍不一致: both facts are known and they disagree, or the child is nowhere.
pub(crate) fn is_mismatch(state: EnrolState) -> bool {
    !matches!(state, EnrolState::EnrolledPresent | EnrolState::Unverified)
}

fn state_index(state: EnrolState) -> usize {
    match state {
        EnrolState::EnrolledPresent => 0,
        EnrolState::EnrolledAbsent => 1,
        EnrolState::PresentOnly => 2,
        EnrolState::Neither => 3,
        EnrolState::Unverified => 4,
    }
}

pub(crate) fn due_class(due: &str, today: Date) -> DueClass {
    let Some(due) = Date::parse_iso(due) else { return DueClass::Later };
    match today.days_until(due) {
        late if late < 0 => DueClass::Overdue(late.unsigned_abs()),
        0..=7 => DueClass::ThisWeek,
        _ => DueClass::Later,
    }
}

/// A discrepancy that is not closed, as the queue needs it.
pub(crate) struct OpenDiscrepancy {
    pub(crate) name: String,
    pub(crate) bucket: String,
    pub(crate) situation: String,
    pub(crate) owner: String,
    pub(crate) due: String,
    pub(crate) status: Status,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn due_dates_fall_into_three_classes() {
        let today = Date::new(2026, 11, 22).unwrap();
        let check = |due: &str, expected| assert_eq!(due_class(due, today), expected, "{due}");
        check("2026-11-20", DueClass::Overdue(2));
        check("2026-11-22", DueClass::ThisWeek);
        check("2026-11-29", DueClass::ThisWeek);
        check("2026-11-30", DueClass::Later);
        check("", DueClass::Later);
    }
}
