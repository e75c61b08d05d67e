//! What the lists say of one child, side by side: a difference is said in a word, not only shown in a colour.

use ledger::field::Field;
use leptos::prelude::*;

use crate::text::compare as t;
use crate::ui::{Chip, Tone};

/// Whether the lists that say anything of a field say different things.
pub(super) fn differs(texts: &[String]) -> bool {
    let mut said = texts.iter().filter(|t| !t.is_empty());
    let first = said.next();
    said.any(|text| Some(text) != first)
}

/// The table: lists as columns, fields as rows.
#[component]
pub(super) fn SideBySide(
    /// List and row of each column.
    columns: Vec<String>,
    /// What each says.
    fields: Vec<(Field, Vec<String>)>,
) -> impl IntoView {
    let only = RwSignal::new(false);
    let any = fields.iter().any(|(_, texts)| differs(texts));
    let several = columns.len() > 1;
    let fields = StoredValue::new(fields);
    let line = move |(field, texts): (Field, Vec<String>)| {
        let bad = differs(&texts);
        let first = texts.iter().find(|t| !t.is_empty()).cloned().unwrap_or_default();
        let cell = |text: String| {
            let class = if text.is_empty() {
                "muted"
            } else if bad && text != first {
                "other"
            } else {
                ""
            };
            view! { <td class=class>{if text.is_empty() { t::DETAIL_MISSING.to_owned() } else { text }}</td> }
        };
        view! {
            <tr class:differs=bad>
                <th scope="row">{field.label()}</th>
                {texts.into_iter().map(cell).collect_view()}
                {several.then(|| view! {
                    <td class="verdict">{bad.then(|| view! { <Chip text=t::DETAIL_DIFFERS.to_owned() tone=Tone::Soon /> })}</td>
                })}
            </tr>
        }
    };
    let lines = move || {
        let all = fields.get_value().into_iter();
        all.filter(|(_, texts)| !only.get() || differs(texts)).map(line).collect_view()
    };
    view! {
        <Show when=move || several>
            <label class="tick">
                <input type="checkbox" prop:checked=move || only.get() on:change=move |event| only.set(event_target_checked(&event)) />
                <span>{t::DETAIL_ONLY_DIFFERING}</span>
            </label>
        </Show>
        {(several && !any).then(|| view! { <p class="field-note">{t::ALL_SAME}</p> })}
        <div class="table-scroll" tabindex="0" role="region" aria-label=t::DETAIL_TABLE>
            <table class="plain side-by-side">
                <thead>
                    <tr>
                        <th scope="col">{t::DETAIL_FIELD}</th>
                        {columns.into_iter().map(|c| view! { <th scope="col">{c}</th> }).collect_view()}
                        {several.then(|| view! { <th scope="col"><span class="only-spoken">{t::DETAIL_DIFFERS}</span></th> })}
                    </tr>
                </thead>
                <tbody>{lines}</tbody>
            </table>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(texts: &[&str], expected: bool) {
        let texts: Vec<String> = texts.iter().map(|t| (*t).to_owned()).collect();
        assert_eq!(differs(&texts), expected, "{texts:?}");
    }

    #[test]
    fn an_empty_cell_says_nothing() {
        check(&["甲", "", "甲"], false);
        check(&["甲", "乙", ""], true);
        check(&["", "", ""], false);
        check(&["甲"], false);
    }
}
