//! One condition: which column, and what must hold. Values are offered with how often they occur.

use desk::message::roster::{Column, Filter, RosterAnswer, RosterRequest, Test};
use ledger::field::{Field, FieldKind};
use leptos::prelude::*;

use super::children::Children;
use super::column;
use crate::session::Session;
use crate::text::field;
use crate::text::roster as words;
use crate::ui::{Busy, Choice, DateField, Dialog, SelectField, SelectList, SubmitBar, TextField, asked, effect};

/// The kinds of condition.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    OneOf,
    Contains,
    Between,
    Empty,
    NotEmpty,
}

const KINDS: [(Kind, &str); 5] = [
    (Kind::OneOf, words::FILTER_ONE_OF),
    (Kind::Contains, words::FILTER_CONTAINS),
    (Kind::Between, words::FILTER_BETWEEN),
    (Kind::Empty, words::FILTER_EMPTY),
    (Kind::NotEmpty, words::FILTER_NOT_EMPTY),
];

/// The condition as it is being made.
#[derive(Clone, Copy)]
struct Making {
    column: RwSignal<String>,
    kind: RwSignal<Kind>,
    values: RwSignal<Vec<String>>,
    part: RwSignal<String>,
    from: RwSignal<String>,
    to: RwSignal<String>,
}

impl Making {
    fn new(filter: Option<Filter>) -> Making {
        let column = filter.as_ref().map_or(Column::Field(Field::Village), |f| f.column);
        let (kind, values, part, from, to) = match filter.map(|f| f.test) {
            None => (Kind::OneOf, Vec::new(), String::new(), String::new(), String::new()),
            Some(Test::OneOf(values)) => (Kind::OneOf, values, String::new(), String::new(), String::new()),
            Some(Test::Contains(part)) => (Kind::Contains, Vec::new(), part, String::new(), String::new()),
            Some(Test::Between(from, to)) => (Kind::Between, Vec::new(), String::new(), from, to),
            Some(Test::Empty) => (Kind::Empty, Vec::new(), String::new(), String::new(), String::new()),
            Some(Test::NotEmpty) => (Kind::NotEmpty, Vec::new(), String::new(), String::new(), String::new()),
        };
        Making {
            column: RwSignal::new(column::key(column).to_owned()),
            kind: RwSignal::new(kind),
            values: RwSignal::new(values),
            part: RwSignal::new(part),
            from: RwSignal::new(from),
            to: RwSignal::new(to),
        }
    }

    fn column(self) -> Option<Column> {
        self.column.with(|key| column::from_key(key))
    }

    fn test(self) -> Option<Test> {
        match self.kind.get() {
            Kind::Empty => Some(Test::Empty),
            Kind::NotEmpty => Some(Test::NotEmpty),
            Kind::OneOf => Some(self.values.get()).filter(|v| !v.is_empty()).map(Test::OneOf),
            Kind::Contains => Some(self.part.get().trim().to_owned()).filter(|p| !p.is_empty()).map(Test::Contains),
            Kind::Between => {
                let (from, to) = (self.from.get(), self.to.get());
                (!from.is_empty() || !to.is_empty()).then_some(Test::Between(from, to))
            }
        }
    }

    /// The kinds that make sense for the column. 起止 is for dates, whose texts order as the days do.
    fn kinds(self) -> Vec<(Kind, &'static str)> {
        let kind = match self.column() {
            Some(Column::Field(field)) => Some(field.kind()),
            _ => None,
        };
        let masked = matches!(kind, Some(FieldKind::Identity | FieldKind::StudentNumber | FieldKind::DisabilityCard));
        let dated = matches!(kind, Some(FieldKind::Date | FieldKind::YearMonth));
        let fits = |k: Kind| match k {
            Kind::OneOf => !masked,
            Kind::Between => dated,
            Kind::Contains | Kind::Empty | Kind::NotEmpty => true,
        };
        KINDS.into_iter().filter(|(k, _)| fits(*k)).collect()
    }
}

/// The dialog of one condition.
#[component]
pub(super) fn FilterDialog(
    /// The table.
    children: Children,
    /// Whether it is open.
    open: RwSignal<bool>,
    /// The condition being changed, if it is not a new one.
    changing: RwSignal<Option<Filter>>,
) -> impl IntoView {
    view! {
        <Dialog open=open title=words::FILTER_TITLE.to_owned()>
            <FilterForm children=children open=open changing=changing />
        </Dialog>
    }
}

#[component]
fn FilterForm(children: Children, open: RwSignal<bool>, changing: RwSignal<Option<Filter>>) -> impl IntoView {
    let making = Making::new(changing.get_untracked());
    let columns: Vec<(String, String)> = {
        let shown = children.columns.get_untracked();
        let rest = column::all().filter(|c| !shown.contains(c) && *c != Column::Changed);
        let all = shown.iter().copied().chain(rest);
        all.map(|c| (column::key(c).to_owned(), field::column(c).to_owned())).collect()
    };
    // A column may not allow the kind chosen for another one.
    effect(move || {
        let kinds = making.kinds();
        if !kinds.iter().any(|(k, _)| *k == making.kind.get_untracked()) {
            making.kind.set(kinds.first().map_or(Kind::Empty, |(k, _)| *k));
        }
    });
    Effect::new(move |before: Option<String>| {
        let column = making.column.get();
        if before.is_some_and(|b| b != column) {
            making.values.set(Vec::new());
        }
        column
    });
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        let (Some(column), Some(test)) = untrack(|| (making.column(), making.test())) else { return };
        open.set(false);
        let old = changing.get_untracked();
        children.query.update(|q| {
            let new = Filter { column, test };
            match old.and_then(|old| q.filters.iter_mut().find(|f| **f == old)) {
                Some(place) => *place = new,
                None => q.filters.push(new),
            }
        });
    };
    let kinds = move || {
        let button = |(kind, label): (Kind, &'static str)| {
            view! {
                <button
                    type="button"
                    aria-pressed=move || (making.kind.get() == kind).to_string()
                    on:click=move |_| making.kind.set(kind)
                >
                    {label}
                </button>
            }
        };
        making.kinds().into_iter().map(button).collect_view()
    };
    view! {
        <form autocomplete="off" class="form" on:submit=submit>
            <SelectField label=words::FILTER_COLUMN.to_owned() value=making.column options=columns />
            <div class="segmented" role="group" aria-label=words::FILTER_TEST>{kinds}</div>
            {move || match making.kind.get() {
                Kind::OneOf => view! { <Values children=children making=making /> }.into_any(),
                Kind::Contains => {
                    view! { <TextField label=words::FILTER_TEXT.to_owned() value=making.part /> }.into_any()
                }
                Kind::Between => {
                    view! {
                        <div class="form-grid">
                            <DateField label=words::FILTER_FROM.to_owned() value=making.from />
                            <DateField label=words::FILTER_TO.to_owned() value=making.to />
                        </div>
                        <p class="field-note">{words::FILTER_OPEN_END}</p>
                    }
                    .into_any()
                }
                Kind::Empty | Kind::NotEmpty => ().into_any(),
            }}
            <SubmitBar
                label=words::FILTER_APPLY.to_owned()
                busy=Busy::new()
                disabled=Signal::derive(move || making.test().is_none())
                on_cancel=move |()| open.set(false)
            />
        </form>
    }
}

/// The values of the column with their counts.
#[component]
fn Values(children: Children, making: Making) -> impl IntoView {
    let session = Session::here();
    let found = asked(move || {
        let (query, column) = (children.query.get(), making.column());
        async move {
            match session.roster(RosterRequest::Values { query, column: column? }).await {
                Ok(RosterAnswer::Values(values)) => Some(values),
                Ok(_) | Err(_) => None,
            }
        }
    });
    let choices = Signal::derive(move || {
        let mut choices: Vec<Choice> = making.values.with_untracked(|chosen| {
            chosen.iter().map(|v| Choice { key: v.clone(), label: v.clone(), count: None }).collect()
        });
        for (value, count) in found.get().flatten().unwrap_or_default() {
            choices.retain(|c| c.key != value);
            choices.push(Choice { key: value.clone(), label: value, count: Some(count) });
        }
        choices
    });
    view! {
        <Show
            when=move || !choices.with(Vec::is_empty)
            fallback=move || view! {
                <p class="muted">
                    {move || if found.get().is_some() { words::FILTER_NO_VALUES } else { crate::text::shell::LOADING }}
                </p>
            }
        >
            <SelectList choices=choices chosen=making.values label=words::FILTER_VALUES.to_owned() />
        </Show>
    }
}
