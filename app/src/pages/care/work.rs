//! On the home page: what the duties ask for, by village or by who is responsible. One press opens the form.

use desk::message::care::{CareAnswer, CareRequest, GroupBy, WorkGroup, WorkItem, WorkView};
use desk::message::place::DueClass;
use ledger::duty::Standing;
use leptos::prelude::*;

use super::cared;
use super::dialog::CareDialog;
use super::matrix::who;
use super::wanted::Wanted;
use crate::platform::preference;
use crate::text::care as words;
use crate::ui::{Button, Chip, Tab, Tabs, Tone, effect};

/// Under which the choice is remembered on this machine: nothing about a child.
const CHOICE: &str = "work";
const VILLAGE: &str = "village";
const PERSON: &str = "person";
/// Items of a group shown at first.
const SHOWN: usize = 5;

/// The work of the duties; nothing while there is none.
#[component]
pub(crate) fn Work() -> impl IntoView {
    let kept = preference::get(CHOICE).filter(|kept| kept == PERSON);
    let chosen = RwSignal::new(kept.unwrap_or_else(|| VILLAGE.to_owned()));
    effect(move || preference::set(CHOICE, &chosen.get()));
    let wanted = RwSignal::new(None::<Wanted>);
    let found = cared(move || {
        CareRequest::Work(if chosen.with(|by| by == PERSON) { GroupBy::Person } else { GroupBy::Village })
    });
    let view = Signal::derive(move || match found.get() {
        Some(CareAnswer::Work(view)) => view,
        _ => WorkView::default(),
    });
    let tab = |key: &str, label: &str| Tab { key: key.to_owned(), label: label.to_owned(), count: None };
    let tabs = vec![tab(VILLAGE, words::BY_VILLAGE), tab(PERSON, words::BY_PERSON)];
    let groups = move || {
        let groups = view.get().groups.into_iter();
        groups.map(|group| view! { <Group group=group wanted=wanted /> }).collect_view()
    };
    let left = move || {
        let left = view.with(|view| view.left);
        (left > 0).then(|| view! { <p class="muted">{words::work_left(left)}</p> })
    };
    view! {
        <Show when=move || view.with(|view| !view.groups.is_empty())>
            <section class="card work" aria-label=words::WORK>
                <header><h2>{words::WORK}</h2></header>
                <div class="body">
                    <Tabs tabs=tabs.clone() chosen=chosen label=words::WORK.to_owned() />
                    <div role="tabpanel" aria-label=words::WORK class="work-groups">{groups}</div>
                    {left}
                </div>
            </section>
        </Show>
        <CareDialog wanted=wanted />
    }
}

#[component]
fn Group(group: WorkGroup, wanted: RwSignal<Option<Wanted>>) -> impl IntoView {
    let shown = RwSignal::new(SHOWN);
    let name = if group.name.is_empty() { words::NOBODY_NAMED.to_owned() } else { group.name };
    let (label, all, items) = (name.clone(), group.items.len(), StoredValue::new(group.items));
    let list =
        move || items.with_value(|items| items.iter().take(shown.get()).map(|item| line(item, wanted)).collect_view());
    view! {
        <section class="work-group" aria-label=label>
            <h3>{name}" "<span class="muted">{words::items(group.count)}</span></h3>
            <ul class="tasks">{list}</ul>
            <Show when=move || { shown.get() < all }>
                <Button on_press=move |()| shown.set(usize::MAX)>{words::MORE}</Button>
            </Show>
        </section>
    }
}

fn line(item: &WorkItem, wanted: RwSignal<Option<Wanted>>) -> AnyView {
    let late = item.turn.standing == Standing::Short;
    let form = if late {
        Wanted::Short {
            duty: item.duty.clone(),
            subject: item.subject.clone(),
            period: item.period.clone(),
            deed: item.deed,
        }
    } else {
        Wanted::doing(item.deed, item.subject.id, &item.period, false)
    };
    let tone = match item.class {
        DueClass::Overdue(_) => Tone::Late,
        DueClass::ThisWeek => Tone::Soon,
        DueClass::Later => Tone::Plain,
    };
    let said = words::turn_said(&item.turn);
    view! {
        <li class="work-item">
            <span class="work-who">{who(&item.subject)}" "<span class="muted">{item.subject.note.clone()}</span></span>
            <button type="button" class="button quiet" title=said on:click=move |_| wanted.set(Some(form.clone()))>
                {item.name.clone()}" "{words::turn_drawn(&item.turn)}
            </button>
            <Chip text=words::work_due(item) tone=tone />
        </li>
    }
    .into_any()
}
