//! The state of an import: which step, which goal, what the preview said, what was done.
//!
//! It belongs to the frame, not to the page, so looking something up on another page loses nothing; locking drops it
//! with everything else that names a child.

use std::sync::Arc;

use desk::message::compare::{CompareAnswer, CompareRequest, ListView};
use desk::message::file::ReadView;
use desk::message::import::{Decision, Fate, FateCounts};
use desk::message::roster::SaveView;
use desk::message::{ImportAnswer, ImportRequest, Refusal, Request, Response};
use ledger::field::Field;
use ledger::list::{ListKind, ListTable};
use leptos::prelude::*;

use super::reading::Reading;
use crate::session::Session;
use crate::ui::{Busy, Toasts};

/// Where the import stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Step {
    /// 选文件.
    Pick,
    /// 看懂了什么.
    Understood,
    /// 预览.
    Preview,
    /// 结果.
    Done,
}

/// What an import did.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Outcome {
    /// The save, to be undone as one.
    pub(crate) save: SaveView,
    /// The counts of the preview that was written.
    pub(crate) counts: FateCounts,
    /// Children added and changed, rows left undecided.
    pub(crate) written: [u32; 3],
    /// Sheet rows that were left out, with the reason of each.
    pub(crate) failing: Arc<Vec<(u32, String)>>,
    /// It was undone; so many cells had been changed since and stay.
    pub(crate) undone: Option<u32>,
}

/// What became of the current file.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Ending {
    /// It went into the roster.
    Imported(Box<Outcome>),
    /// It was stored as a list.
    Listed(ListView),
}

/// The import under way; copyable handle in context.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Wizard {
    session: Session,
    toasts: Toasts,
    /// The files.
    pub(crate) reading: Reading,
    /// Where it stands.
    pub(crate) step: RwSignal<Step>,
    /// Numbers of the preview.
    pub(crate) counts: RwSignal<FateCounts>,
    /// The tab of the preview.
    pub(crate) tab: RwSignal<String>,
    /// Grows whenever the lines of the preview may have changed.
    pub(crate) revision: RwSignal<u32>,
    /// What became of the current file.
    pub(crate) ending: RwSignal<Option<Ending>>,
    /// One order at a time.
    pub(crate) busy: Busy,
}

impl Wizard {
    /// An import not begun, put into context.
    pub(crate) fn provide() -> Wizard {
        let wizard = Wizard {
            session: Session::here(),
            toasts: Toasts::here(),
            reading: Reading::new(),
            step: RwSignal::new(Step::Pick),
            counts: RwSignal::new(FateCounts::default()),
            tab: RwSignal::new(fate_key(Fate::New).to_owned()),
            revision: RwSignal::new(0),
            ending: RwSignal::new(None),
            busy: Busy::new(),
        };
        Effect::new(move |before: Option<bool>| {
            // A freshly read file opens the second step; another reading of the same file stays there.
            let read = wizard.reading.view.with(Option::is_some);
            if read && before != Some(true) {
                wizard.step.set(Step::Understood);
            } else if !wizard.reading.taken() && wizard.step.get_untracked() < Step::Done {
                wizard.step.set(Step::Pick);
            }
            read
        });
        provide_context(wizard);
        wizard
    }

    /// The import in context.
    pub(crate) fn here() -> Wizard {
        use_context::<Wizard>().unwrap_or_else(Wizard::provide)
    }

    /// Compares the file with the roster and opens the preview.
    pub(crate) fn preview(self, kind: ListKind) {
        self.busy.run(async move {
            let Some(view) = self.reading.view.try_get_untracked().flatten() else { return };
            let Some(source) = self.reading.name_if_alive() else { return };
            let table = Box::new(ListTable::default());
            let request = Request::Import(ImportRequest::Preview { table, kind, source });
            match self.session.ask_with(request, self.reading.list()).await {
                Ok(Response::Import(ImportAnswer::Preview(counts))) => {
                    let _ = self.counts.try_set(counts);
                    let _ = self.tab.try_set(fate_key(first_tab(&counts)).to_owned());
                    self.revision.try_update(|n| *n += 1);
                    let _ = self.step.try_set(Step::Preview);
                    self.keep_mapping(&view);
                }
                Ok(_) => self.toasts.refuse(&Refusal::Protocol),
                Err(refused) => self.toasts.refuse(&refused),
            }
        });
    }

    /// Stores the file as a comparison list.
    pub(crate) fn keep_list(self, kind: ListKind, name: String, date: String, then: Callback<ListView>) {
        self.busy.run(async move {
            let Some(view) = self.reading.view.try_get_untracked().flatten() else { return };
            let Some(file) = self.reading.name_if_alive() else { return };
            let table = Box::new(ListTable::default());
            let request = Request::Compare(CompareRequest::AddList { table, kind, name, file, date });
            match self.session.ask_with(request, self.reading.list()).await {
                Ok(Response::Compare(CompareAnswer::ListAdded(list))) => {
                    self.keep_mapping(&view);
                    self.reading.rest();
                    then.try_run(list);
                }
                Ok(_) => self.toasts.refuse(&Refusal::Protocol),
                Err(refusal) => self.toasts.refuse(&refusal),
            }
        });
    }

    /// Decides similar rows; no rows means all of them.
    pub(crate) fn decide(self, rows: Vec<u32>, decision: Decision) {
        self.change(vec![ImportRequest::Decide { rows, decision }], None);
    }

    /// Corrects a cell in place.
    pub(crate) fn correct(self, row: u32, field: Field, text: String, then: Callback<()>) {
        self.change(vec![ImportRequest::Correct { row, field, text }], Some(then));
    }

    /// Decides and corrects one after another, as a pasted block asks.
    pub(crate) fn change_all(self, changes: Vec<ImportRequest>) {
        self.change(changes, None);
    }

    /// Writes the import as one save.
    pub(crate) fn commit(self) {
        self.busy.run(async move {
            let failing = self.failing().await;
            let Some(counts) = self.counts.try_get_untracked() else { return };
            match self.session.import(ImportRequest::Commit).await {
                Ok(ImportAnswer::Done { save, added, changed, undecided, .. }) => {
                    // Rows that failed are still to be had, also when the stick they came from is gone.
                    if failing.is_empty() {
                        self.reading.rest()
                    } else {
                        self.reading.forget()
                    }
                    let outcome = Outcome {
                        save,
                        counts,
                        written: [added, changed, undecided],
                        failing: Arc::new(failing),
                        undone: None,
                    };
                    let _ = self.ending.try_set(Some(Ending::Imported(Box::new(outcome))));
                    let _ = self.step.try_set(Step::Done);
                }
                Ok(ImportAnswer::Preview(counts)) => {
                    let _ = self.counts.try_set(counts);
                    self.revision.try_update(|n| *n += 1);
                    self.toasts.fail(crate::text::import::MOVED);
                }
                other => self.told(other),
            }
        });
    }

    /// Gives the current file up; the next one is taken if one waits.
    pub(crate) fn discard(self) {
        self.busy.run(async move {
            // Nothing was written: an engine that forgot the preview already has nothing to drop.
            let _ = self.session.import(ImportRequest::Discard).await;
            self.begin_next();
        });
    }

    /// Puts the finished file away and begins with the next, or at the first step.
    pub(crate) fn begin_next(self) {
        let _ = self.ending.try_set(None);
        let _ = self.step.try_set(Step::Pick);
        self.reading.next();
    }

    fn change(self, requests: Vec<ImportRequest>, then: Option<Callback<()>>) {
        self.busy.run(async move {
            for request in requests {
                match self.session.import(request).await {
                    Ok(ImportAnswer::Preview(counts)) => drop(self.counts.try_set(counts)),
                    other => {
                        self.told(other);
                        // The table shows what was typed: it is put right again.
                        self.revision.try_update(|n| *n += 1);
                        return;
                    }
                }
            }
            self.revision.try_update(|n| *n += 1);
            if let Some(then) = then {
                then.try_run(());
            }
        });
    }

    // Nobody waits for it: a mapping not remembered only has to be chosen again next time.
    fn keep_mapping(self, view: &ReadView) {
        let (source, spec) = (view.source_key.clone(), view.mapping_spec.clone());
        leptos::task::spawn_local(async move {
            let _ = self.session.import(ImportRequest::KeepMapping { source, spec }).await;
        });
    }

    /// Every line of a tab.
    async fn all_lines(self, fate: Fate) -> Vec<desk::message::import::PreviewRow> {
        const AT_ONCE: u32 = 2_000;
        let mut out = Vec::new();
        loop {
            let from = out.len() as u32;
            match self.session.import(ImportRequest::Lines { fate, from, count: AT_ONCE }).await {
                Ok(ImportAnswer::Lines { total, rows }) => {
                    let got = rows.len();
                    out.extend(rows);
                    if got == 0 || out.len() as u32 >= total {
                        return out;
                    }
                }
                // What was fetched so far is still true; the file says how many rows it holds.
                _ => return out,
            }
        }
    }

    async fn failing(self) -> Vec<(u32, String)> {
        let mut out = Vec::new();
        for fate in [Fate::Rejected, Fate::Repeated, Fate::Similar] {
            for row in self.all_lines(fate).await {
                let left_out = fate != Fate::Similar || matches!(row.decision, None | Some(Decision::Skip));
                if left_out {
                    out.push((row.row_number, crate::text::import::failing_reason(fate, &row)));
                }
            }
        }
        out.sort_by_key(|(row, _)| *row);
        out
    }

    fn told(self, answer: Result<ImportAnswer, Refusal>) {
        match answer {
            Ok(_) => self.toasts.refuse(&Refusal::Protocol),
            Err(refusal) => self.toasts.refuse(&refusal),
        }
    }
}

/// The tabs of the preview, in order.
pub(crate) const FATES: [Fate; 7] =
    [Fate::New, Fate::Changed, Fate::Similar, Fate::Rejected, Fate::Repeated, Fate::Unchanged, Fate::Missing];

/// A tab's key.
pub(crate) fn fate_key(fate: Fate) -> &'static str {
    match fate {
        Fate::New => "new",
        Fate::Changed => "changed",
        Fate::Unchanged => "unchanged",
        Fate::Similar => "similar",
        Fate::Repeated => "repeated",
        Fate::Rejected => "rejected",
        Fate::Missing => "missing",
    }
}

/// How many rows a tab holds.
pub(crate) fn fate_count(counts: &FateCounts, fate: Fate) -> u32 {
    match fate {
        Fate::New => counts.new,
        Fate::Changed => counts.changed,
        Fate::Unchanged => counts.unchanged,
        Fate::Similar => counts.similar,
        Fate::Repeated => counts.repeated,
        Fate::Rejected => counts.rejected,
        Fate::Missing => counts.missing,
    }
}

/// The tab that wants attention first: what a person must decide, then what is new or changed.
fn first_tab(counts: &FateCounts) -> Fate {
    let wanted = [Fate::Similar, Fate::Changed, Fate::New, Fate::Rejected, Fate::Repeated];
    wanted.into_iter().find(|f| fate_count(counts, *f) > 0).unwrap_or(Fate::Unchanged)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(counts: FateCounts, expected: Fate) {
        assert_eq!(first_tab(&counts), expected);
    }

    #[test]
    fn decisions_come_first() {
        check(FateCounts { similar: 1, new: 9, ..FateCounts::default() }, Fate::Similar);
        check(FateCounts { new: 9, changed: 1, ..FateCounts::default() }, Fate::Changed);
        check(FateCounts { rejected: 2, unchanged: 9, ..FateCounts::default() }, Fate::Rejected);
        check(FateCounts { unchanged: 9, ..FateCounts::default() }, Fate::Unchanged);
    }
}
