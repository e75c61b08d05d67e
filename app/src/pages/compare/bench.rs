//! The state of the workbench: the round on the table, what is asked of it, which view is shown.

use desk::message::compare::{CompareAnswer, CompareRequest, DiscrepancyQuery, DiscrepancyRow, Explanation, RoundView};
use desk::message::roster::SaveView;
use desk::message::{Id, Refusal};
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::route::parse_id;
use crate::session::Session;
use crate::ui::data_table::Table;
use crate::ui::{Busy, Toasts, effect};

/// What the page shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum View {
    /// 逐人: every discrepancy.
    Names,
    /// 先看人数: numbers per school, grade, class.
    Counts,
    /// 历次比对.
    Rounds,
    /// 选名单: another comparison.
    Choose,
}

/// The workbench; copyable handle in context.
#[derive(Clone, Copy)]
pub(super) struct Bench {
    pub(super) session: Session,
    pub(super) toasts: Toasts,
    /// The round on the table.
    pub(super) round: RwSignal<Option<RoundView>>,
    /// Whether the first answer has come.
    pub(super) loaded: RwSignal<bool>,
    /// Which round is wanted; `None` is the newest.
    wanted: RwSignal<Option<Id>>,
    /// What is shown.
    pub(super) view: RwSignal<View>,
    /// The question.
    pub(super) query: RwSignal<DiscrepancyQuery>,
    /// The table of discrepancies.
    pub(super) table: Table,
    /// The discrepancy opened side by side.
    pub(super) opened: RwSignal<Option<Id>>,
    /// One order at a time.
    pub(super) busy: Busy,
}

impl Bench {
    /// A workbench on the newest round, put into context.
    pub(super) fn provide(bucket: String) -> Bench {
        let buckets = if bucket.is_empty() { Vec::new() } else { vec![bucket] };
        let session = Session::here();
        // An explanation half typed when the ledger was locked: its child is opened again.
        let opened = session.resuming_after(super::explain::ONE).and_then(|hex| parse_id(&hex));
        let bench = Bench {
            session,
            toasts: Toasts::here(),
            round: RwSignal::new(None),
            loaded: RwSignal::new(false),
            wanted: RwSignal::new(None),
            view: RwSignal::new(View::Names),
            query: RwSignal::new(DiscrepancyQuery { buckets, ..DiscrepancyQuery::default() }),
            table: Table::new(),
            opened: RwSignal::new(opened),
            busy: Busy::new(),
        };
        provide_context(bench);
        effect(move || {
            bench.session.version();
            let wanted = bench.wanted.get();
            spawn_local(bench.fetch(wanted));
        });
        Effect::new(move |before: Option<DiscrepancyQuery>| {
            let query = bench.query.get();
            if before.is_some_and(|b| b != query) {
                bench.table.reset();
            }
            query
        });
        bench
    }

    /// The workbench in context.
    pub(super) fn here() -> Bench {
        use_context::<Bench>().unwrap_or_else(|| Bench::provide(String::new()))
    }

    /// Whether no round was ever run.
    pub(super) fn empty(self) -> bool {
        self.round.with(Option::is_none)
    }

    /// Whether an older round is on the table, which is for reading.
    pub(super) fn old(self) -> bool {
        self.wanted.with(Option::is_some)
    }

    /// The same outside of a view.
    pub(super) fn old_now(self) -> bool {
        self.wanted.with_untracked(Option::is_some)
    }

    /// Puts a round on the table; `None` is the newest.
    pub(super) fn open(self, round: Option<Id>) {
        self.opened.set(None);
        self.query.set(DiscrepancyQuery::default());
        self.view.set(View::Names);
        self.wanted.set(round);
    }

    async fn fetch(self, wanted: Option<Id>) {
        match self.session.compare(CompareRequest::Round(wanted)).await {
            Ok(CompareAnswer::Round(round)) => {
                // Asked again meanwhile: the newer answer counts.
                if self.wanted.try_get_untracked() == Some(wanted) {
                    self.show(round.map(|r| *r));
                }
            }
            Ok(_) => self.toasts.refuse(&Refusal::Protocol),
            Err(refused) => self.toasts.refuse(&refused),
        }
        let _ = self.loaded.try_set(true);
    }

    fn show(self, round: Option<RoundView>) {
        // A bucket of an address may not be in this round: then everything is shown.
        if let Some(round) = &round {
            let known = |key: &String| round.buckets.iter().any(|b| b.key == *key);
            let strange = self.query.try_with_untracked(|q| !q.buckets.iter().all(known)) == Some(true);
            if strange {
                self.query.try_update(|q| q.buckets.retain(known));
            }
        }
        let _ = self.round.try_set(round);
        self.table.refresh();
    }

    /// Runs a comparison and opens it.
    pub(super) fn run(self, preset: String, lists: Vec<Id>, window: String) {
        self.busy.run(async move {
            match self.session.compare(CompareRequest::Run { preset, lists, window }).await {
                Ok(CompareAnswer::Round(round)) => {
                    let _ = self.wanted.try_set(None);
                    let _ = self.query.try_set(DiscrepancyQuery::default());
                    self.show(round.map(|r| *r));
                    let _ = self.view.try_set(View::Names);
                }
                Ok(_) => self.toasts.refuse(&Refusal::Protocol),
                Err(refused) => self.toasts.refuse(&refused),
            }
        });
    }

    /// Gives an order that saves; tells it with the way back, then `then`.
    pub(super) fn order(self, request: CompareRequest, told: String, then: impl FnOnce() + 'static) {
        self.busy.run(async move {
            if self.ordered(request, told).await {
                then();
            }
        });
    }

    /// The same where the caller waits; whether it was done.
    pub(super) async fn ordered(self, request: CompareRequest, told: String) -> bool {
        match self.session.compare(request).await {
            Ok(CompareAnswer::Saved(save)) => self.toasts.saved(told, &save),
            Ok(CompareAnswer::Round(round)) => {
                self.show(round.map(|r| *r));
                self.toasts.say(told);
            }
            Ok(_) => {
                self.toasts.refuse(&Refusal::Protocol);
                return false;
            }
            Err(refused) => {
                self.toasts.refuse(&refused);
                return false;
            }
        }
        true
    }

    /// Writes explanations of single rows as one save.
    pub(super) async fn explain_each(self, each: Vec<(Id, Explanation)>) -> Result<SaveView, Refusal> {
        match self.session.compare(CompareRequest::ExplainEach(each)).await? {
            CompareAnswer::Saved(save) => Ok(save),
            _ => Err(Refusal::Protocol),
        }
    }

    /// Some lines of a question.
    pub(super) async fn lines(
        self,
        query: DiscrepancyQuery,
        from: u32,
        count: u32,
    ) -> Option<(u32, Vec<DiscrepancyRow>)> {
        match self.session.compare(CompareRequest::Lines { query, from, count }).await {
            Ok(CompareAnswer::Lines { total, mut rows }) => {
                let first = self.first_round();
                rows.iter_mut().filter(|_| first).for_each(|row| row.new = false);
                Some((total, rows))
            }
            Ok(_) => None,
            Err(refused) => {
                self.toasts.refuse(&refused);
                None
            }
        }
    }

    /// Whether the round is the very first: there everything is new, and saying so of every line says nothing.
    pub(super) fn first_round(self) -> bool {
        self.round.try_with_untracked(|r| r.as_ref().is_some_and(|r| r.number == 1)) == Some(true)
    }

    /// Keys of the buckets in the round.
    pub(super) fn buckets(self) -> Vec<String> {
        self.round.with(|r| r.as_ref().map(|r| r.buckets.iter().map(|b| b.key.clone()).collect()).unwrap_or_default())
    }

    /// Names of the lists of the round.
    pub(super) fn list_names(self) -> Vec<String> {
        self.round.with(|r| r.as_ref().map(|r| r.lists.iter().map(|l| l.name.clone()).collect()).unwrap_or_default())
    }
}
