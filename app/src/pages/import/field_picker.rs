//! Choosing what a column is: all fields in their groups, narrowed by typing, by mouse or by keys alone.

use std::sync::Arc;

use ledger::field::Field;
use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

use crate::text::field::{GROUPS, group};
use crate::text::import as t;
use crate::ui::{composing, next_number};

/// One line of the list: a field, or `None` for "not imported".
type Line = Option<Field>;

/// A field chooser for one column.
#[component]
pub(crate) fn FieldPicker(
    /// The column's header, for screen readers.
    header: String,
    /// What it is now.
    chosen: Option<Field>,
    /// Fields in use, with the column that uses each.
    taken: Arc<Vec<(Field, String)>>,
    /// Called with the new choice.
    on_choose: Callback<Option<Field>>,
) -> impl IntoView {
    let id = format!("pick-{}", next_number());
    let list_id = format!("{id}-list");
    let typed = RwSignal::new(None::<String>);
    let active = RwSignal::new(0usize);
    let open = move || typed.with(Option::is_some);
    let input = NodeRef::<html::Input>::new();
    let shown = Memo::new(move |_| typed.with(|typed| lines(typed.as_deref().unwrap_or_default())));
    let label = move || chosen.map_or(t::FIELD_NONE, Field::label);
    let choose = move |line: Line| {
        typed.set(None);
        if line != chosen {
            on_choose.run(line);
        }
    };
    let on_key = move |event: web_sys::KeyboardEvent| {
        if composing(&event) {
            return;
        }
        let last = shown.with_untracked(Vec::len).saturating_sub(1);
        match (event.key().as_str(), typed.with_untracked(Option::is_some)) {
            ("ArrowDown", false) | ("Enter", false) => typed.set(Some(String::new())),
            ("ArrowDown", true) => active.update(|a| *a = (*a + 1).min(last)),
            ("ArrowUp", true) => active.update(|a| *a = a.saturating_sub(1)),
            ("Enter", true) => {
                if let Some(line) = shown.with_untracked(|l| l.get(active.get_untracked()).copied()) {
                    choose(line);
                }
            }
            ("Escape", true) => typed.set(None),
            _ => return,
        }
        event.prevent_default();
        request_animation_frame(move || show_active(input));
    };
    let options = {
        let id = id.clone();
        move || {
            let taken = taken.clone();
            let lines = shown.get();
            if lines.is_empty() {
                return view! {
                    <div role="option" class="picker-none" aria-selected="false" aria-disabled="true">{t::FIELD_NOT_FOUND}</div>
                }
                .into_any();
            }
            let mut out = Vec::new();
            let mut at = 0;
            for part in lines.chunk_by(|a, b| a.map(Field::group) == b.map(Field::group)) {
                let options = part.iter().enumerate().map(|(offset, &line)| {
                    let index = at + offset;
                    let used =
                        line.filter(|f| chosen != Some(*f)).and_then(|f| taken.iter().find(|(field, _)| *field == f));
                    view! {
                        <div
                            role="option"
                            id=format!("{id}-{index}")
                            class="picker-option"
                            class:active=move || active.get() == index
                            aria-selected=(line == chosen).to_string()
                            // The mouse would take the focus, and losing it closes the list.
                            on:mousedown=move |event| event.prevent_default()
                            on:click=move |_| choose(line)
                        >
                            <span>{line.map_or(t::FIELD_NONE, Field::label)}</span>
                            {used.map(|(_, column)| view! { <small>{t::field_taken(column)}</small> })}
                        </div>
                    }
                });
                let options = options.collect_view();
                at += part.len();
                out.push(match part.first().copied().flatten() {
                    None => options.into_any(),
                    Some(field) => {
                        let name = group(field.group());
                        view! { <div role="group" aria-label=name><p aria-hidden="true">{name}</p>{options}</div> }
                            .into_any()
                    }
                });
            }
            out.into_any()
        }
    };
    let (controls, active_id) = (list_id.clone(), id.clone());
    view! {
        <div class="picker">
            <input
                node_ref=input
                id=id
                type="text"
                role="combobox"
                autocomplete="off"
                aria-label=t::field_pick(&header)
                aria-autocomplete="list"
                aria-expanded=move || open().to_string()
                aria-controls=controls
                aria-activedescendant=move || open().then(|| format!("{active_id}-{}", active.get()))
                placeholder=move || if open() { t::FIELD_SEARCH } else { t::FIELD_NONE }
                prop:value=move || typed.get().unwrap_or_else(|| chosen.map(|_| label().to_owned()).unwrap_or_default())
                on:click=move |_| typed.update(|typed| *typed = Some(typed.take().unwrap_or_default()))
                on:input=move |event| {
                    active.set(0);
                    typed.set(Some(event_target_value(&event)));
                }
                // The list may have gone, and the focus with it.
                on:blur=move |_| drop(typed.try_set(None))
                on:keydown=on_key
            />
            <div class="picker-list" role="listbox" id=list_id aria-label=t::COLUMN_FIELD hidden=move || !open()>
                {move || open().then(|| options.clone()())}
            </div>
        </div>
    }
}

fn lines(typed: &str) -> Vec<Line> {
    let wanted: Vec<char> = typed.trim().chars().filter(|c| !c.is_whitespace()).collect();
    let mut out = Vec::new();
    if wanted.is_empty() {
        out.push(None);
    }
    let fits = |field: &Field| {
        // Every character in order: “证号” finds 身份证件号 and 残疾人证号.
        let mut rest = wanted.iter();
        let mut next = rest.next();
        for c in field.label().chars() {
            if next == Some(&c) {
                next = rest.next();
            }
        }
        next.is_none()
    };
    for part in GROUPS {
        out.extend(Field::ALL.iter().filter(|f| f.group() == part && fits(f)).map(|f| Some(*f)));
    }
    out
}

fn show_active(input: NodeRef<html::Input>) {
    let list = input.get_untracked().and_then(|i| i.next_element_sibling());
    let active = list.as_ref().and_then(|l| l.query_selector(".active").ok().flatten());
    let (Some(list), Some(active)) = (list.and_then(|l| l.dyn_into::<web_sys::HtmlElement>().ok()), active) else {
        return;
    };
    let Ok(active) = active.dyn_into::<web_sys::HtmlElement>() else { return };
    let (top, bottom) = (active.offset_top(), active.offset_top() + active.offset_height());
    if top < list.scroll_top() {
        list.set_scroll_top(top);
    } else if bottom > list.scroll_top() + list.client_height() {
        list.set_scroll_top(bottom - list.client_height());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(typed: &str, expected: &[Field]) {
        let found: Vec<Field> = lines(typed).into_iter().flatten().collect();
        assert!(expected.iter().all(|f| found.contains(f)), "{typed}: {found:?}");
    }

    #[test]
    fn a_few_characters_find_the_field() {
        check("证号", &[Field::DisabilityCard, Field::IdNumber]);
        check(" 身 份", &[Field::IdNumber, Field::IdType]);
        check("", &[Field::Name, Field::Outcome]);
        assert!(lines("没有这项").is_empty());
    }
}
