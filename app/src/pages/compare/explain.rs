//! Explaining: one discrepancy beside its lists, or many at once. What is typed is kept as a draft.

use desk::message::Id;
use desk::message::compare::{CompareAnswer, CompareRequest, DiscrepancyRow, Explanation};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::bench::Bench;
use super::names::Chosen;
use crate::session::Draft;
use crate::text::compare as t;
use crate::ui::{AreaField, DateField, Dialog, DraftOffer, SelectField, SubmitBar, TextField, effect};

/// How the draft of one row begins; its id follows.
pub(super) const ONE: &str = "explain/";

/// Key of the draft of many rows.
pub(super) const MANY: &str = "explain";

/// Between the fields of a draft.
const SEPARATOR: char = '\u{1f}';

/// The typed fields of an explanation.
#[derive(Clone, Copy, Debug)]
pub(super) struct Typed {
    explanation: RwSignal<String>,
    note: RwSignal<String>,
    owner: RwSignal<String>,
    due: RwSignal<String>,
    evidence: RwSignal<String>,
}

impl Typed {
    /// As it stands with one row, or nothing for many.
    pub(super) fn from(row: Option<&DiscrepancyRow>) -> Typed {
        let text = |of: fn(&DiscrepancyRow) -> &String| RwSignal::new(row.map(of).cloned().unwrap_or_default());
        Typed {
            explanation: text(|r| &r.explanation),
            note: text(|r| &r.note),
            owner: text(|r| &r.owner),
            due: text(|r| &r.due),
            evidence: text(|r| &r.evidence),
        }
    }

    fn fields(self) -> [RwSignal<String>; 5] {
        [self.explanation, self.note, self.owner, self.due, self.evidence]
    }

    fn text(self) -> String {
        self.fields().map(|f| f.get()).join(&SEPARATOR.to_string())
    }

    pub(super) fn take(self, text: &str) {
        self.fields().into_iter().zip(text.split(SEPARATOR)).for_each(|(field, text)| field.set(text.to_owned()));
    }

    /// What is written: for one row what was changed, for many what was typed.
    pub(super) fn written(self, before: Option<&DiscrepancyRow>) -> Explanation {
        let one = |typed: RwSignal<String>, of: fn(&DiscrepancyRow) -> &String| {
            let typed = typed.get_untracked().trim().to_owned();
            match before {
                Some(row) => (typed != *of(row)).then_some(typed),
                None => (!typed.is_empty()).then_some(typed),
            }
        };
        Explanation {
            explanation: one(self.explanation, |r| &r.explanation),
            note: one(self.note, |r| &r.note),
            owner: one(self.owner, |r| &r.owner),
            due: one(self.due, |r| &r.due),
            evidence: one(self.evidence, |r| &r.evidence),
        }
    }

    /// Keeps what is typed as a draft from the first change on.
    pub(super) fn keep_in(self, draft: Draft) {
        let untouched = untrack(|| self.text());
        Effect::new(move |before: Option<String>| {
            let text = self.text();
            if before.is_some_and(|b| b != text) {
                // What was typed and taken back again is nothing to be asked about.
                if text == untouched {
                    draft.forget();
                } else {
                    draft.keep(text.clone());
                }
            }
            text
        });
    }
}

/// The fields of an explanation.
#[component]
pub(super) fn ExplainFields(
    /// What is typed into.
    typed: Typed,
    /// Whose explanations are offered.
    #[prop(into)]
    buckets: Signal<Vec<String>>,
    /// Several rows: what is empty stays as it is.
    #[prop(optional)]
    many: bool,
) -> impl IntoView {
    let bench = Bench::here();
    let offered = RwSignal::new(Vec::<(String, String)>::new());
    effect(move || {
        let buckets = buckets.get();
        spawn_local(async move {
            let mut all = Vec::new();
            for bucket in buckets {
                if let Ok(CompareAnswer::Catalogue(some)) =
                    bench.session.compare(CompareRequest::Catalogue { bucket }).await
                {
                    let fresh: Vec<_> = some.into_iter().filter(|one| !all.contains(one)).collect();
                    all.extend(fresh);
                }
            }
            let _ = offered.try_set(all);
        });
    });
    let options = move || {
        let first = if many { t::KEEP_AS_IS } else { t::EXPLANATION_NONE };
        let mut options = vec![(String::new(), first.to_owned())];
        options.extend(offered.get());
        let now = typed.explanation.get();
        if !now.is_empty() && !options.iter().any(|(key, _)| *key == now) {
            options.push((now.clone(), now));
        }
        options
    };
    view! {
        <SelectField label=t::FIELD_EXPLANATION.to_owned() value=typed.explanation options=Signal::derive(options) />
        <AreaField label=t::FIELD_NOTE.to_owned() value=typed.note guidance=t::FIELD_NOTE_HELP.to_owned() rows=2 />
        <div class="form-grid">
            <TextField label=t::FIELD_OWNER.to_owned() value=typed.owner guidance=t::FIELD_OWNER_HELP.to_owned() />
            <DateField label=t::FIELD_DUE.to_owned() value=typed.due />
        </div>
        <TextField label=t::FIELD_EVIDENCE.to_owned() value=typed.evidence guidance=t::FIELD_EVIDENCE_HELP.to_owned() />
    }
}

/// Explaining the chosen rows together.
#[component]
pub(super) fn ExplainDialog(
    /// Whether it is open.
    open: RwSignal<bool>,
    /// Which rows.
    chosen: Chosen,
) -> impl IntoView {
    let title = move || t::explain_title(chosen.with(Vec::len));
    view! {
        <Dialog open=open title=Signal::derive(title)>
            <ManyForm open=open ids=chosen.get_untracked() />
        </Dialog>
    }
}

#[component]
fn ManyForm(open: RwSignal<bool>, ids: Vec<Id>) -> impl IntoView {
    let bench = Bench::here();
    let typed = Typed::from(None);
    let draft = Draft::open(MANY);
    typed.keep_in(draft);
    let buckets = move || {
        let asked = bench.query.with(|q| q.buckets.clone());
        if asked.is_empty() { bench.buckets() } else { asked }
    };
    let ids = StoredValue::new(ids);
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        let (ids, explanation) = (ids.get_value(), typed.written(None));
        let told = t::explained(ids.len());
        bench.order(CompareRequest::Explain { ids, explanation }, told, move || {
            draft.forget();
            let _ = open.try_set(false);
        });
    };
    view! {
        <form autocomplete="off" class="form" on:submit=submit>
            <DraftOffer draft=draft on_take=move |text: String| typed.take(&text) />
            <p class="field-note">{t::EXPLAIN_BATCH_HELP}</p>
            <ExplainFields typed=typed buckets=Signal::derive(buckets) many=true />
            <SubmitBar label=t::SAVE.to_owned() busy=bench.busy on_cancel=move |()| open.set(false) />
        </form>
    }
}

/// Explaining one row, beside what its lists say.
#[component]
pub(super) fn OneForm(
    /// The row.
    row: DiscrepancyRow,
) -> impl IntoView {
    let bench = Bench::here();
    let typed = Typed::from(Some(&row));
    let draft = Draft::open(&format!("{ONE}{}", crate::route::id_hex(&row.id)));
    typed.keep_in(draft);
    let buckets = vec![row.bucket.clone()];
    let row = StoredValue::new(row);
    let changed = move || {
        typed.fields().iter().for_each(|f| f.track());
        row.with_value(|row| typed.written(Some(row)) != Explanation::default())
    };
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        let (id, explanation) = row.with_value(|row| (row.id, typed.written(Some(row))));
        bench.order(CompareRequest::Explain { ids: vec![id], explanation }, t::explained(1), move || draft.forget());
    };
    view! {
        <form autocomplete="off" class="form" on:submit=submit>
            <DraftOffer draft=draft on_take=move |text: String| typed.take(&text) />
            <ExplainFields typed=typed buckets=buckets />
            <div class="submit-bar">
                <button type="submit" class="button primary" prop:disabled=move || bench.busy.get() || !changed()>{t::SAVE}</button>
            </div>
        </form>
    }
}
