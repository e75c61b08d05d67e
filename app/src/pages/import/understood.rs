//! Step 2, 看懂了什么: format, encoding, sheet, header row and kind of list, each with a way to say otherwise. The first rows stand exactly as in the sheet, with the sheet's own row numbers, so that a wrong guess is seen at once.

use std::sync::Arc;

use desk::message::file::{ReadChoice, ReadView};
use ledger::list::ListKind;
use leptos::prelude::*;

use super::reading::Reading;
use crate::text::care::MORE;
use crate::text::count;
use crate::text::finding::column_letter;
use crate::text::import as t;
use crate::ui::{Button, Look};

/// Columns of the first rows that are shown; a list has its names at the left.
const FIRST_COLUMNS: usize = 24;
/// Rows below the header that are shown at once.
const BELOW: usize = 12;

/// What was understood of the file, above the mapping.
#[component]
pub(crate) fn Understood(
    /// The file.
    reading: Reading,
    /// What was understood.
    view: Arc<ReadView>,
) -> impl IntoView {
    let skipped = skipped_words(&view);
    let rows = count(view.rows);
    let notices = view.notices.iter().map(|(key, n)| t::notice(key, *n)).filter(|words| !words.is_empty());
    let notices = notices.map(|words| view! { <p class="read-notice">{words}</p> }).collect_view();
    view! {
        <div class="card read-facts">
            <dl>
                <div><dt>{t::FORMAT}</dt><dd>{t::format_name(&view.format)}</dd></div>
                <Encoding reading=reading current=view.encoding.clone() />
                <Sheets reading=reading view=view.clone() />
                <div><dt>{t::HEADER_ROW}</dt><dd>{t::header_rows(view.header_rows.0, view.header_rows.1)}</dd></div>
                <Kind reading=reading guess=view.kind />
                <div><dt>{t::DATA_ROWS}</dt><dd>{t::rows_of(&rows)}</dd></div>
                <div><dt>{t::SKIPPED}</dt><dd>{skipped}</dd></div>
            </dl>
            {notices}
        </div>
    }
}

fn skipped_words(view: &ReadView) -> String {
    let mut parts: Vec<(&'static str, u32)> = Vec::new();
    for (_, key) in &view.skipped {
        let word = t::skip_reason(key);
        match parts.iter_mut().find(|(w, _)| *w == word) {
            Some((_, n)) => *n += 1,
            None => parts.push((word, 1)),
        }
    }
    t::skipped(view.skipped.len() as u32, &parts)
}

// A sheet, header row or encoding said anew makes what was said of the columns meaningless.
fn forget_columns(choice: &mut ReadChoice) {
    choice.mapping = None;
    choice.remembered = None;
}

#[component]
fn Encoding(reading: Reading, current: String) -> impl IntoView {
    if current.is_empty() || current == "paste" {
        return ().into_any();
    }
    let key = current.to_ascii_lowercase();
    let known = t::ENCODINGS.iter().any(|(k, _)| *k == key);
    let now = if known {
        key
    } else if key == "gbk" {
        "gb18030".to_owned()
    } else {
        "utf-8".to_owned()
    };
    let options = t::ENCODINGS
        .into_iter()
        .map(|(key, label)| view! { <option value=key prop:selected=key == now>{label}</option> })
        .collect_view();
    let change = move |event| {
        let encoding = event_target_value(&event);
        reading.choose(|choice| {
            forget_columns(choice);
            choice.encoding = Some(encoding);
        });
    };
    view! {
        <div>
            <dt><label for="encoding">{t::ENCODING}</label></dt>
            <dd>
                <select id="encoding" on:change=change aria-describedby="encoding-note">{options}</select>
                <span class="field-note" id="encoding-note">{t::ENCODING_HELP}</span>
            </dd>
        </div>
    }
    .into_any()
}

#[component]
fn Sheets(reading: Reading, view: Arc<ReadView>) -> impl IntoView {
    if view.sheets.len() < 2 {
        return ().into_any();
    }
    let options = view.sheets.iter().enumerate().map(|(index, sheet)| {
        let mut words = format!("{}　{}", sheet.name, t::sheet_size(sheet.size.0, sheet.size.1));
        if sheet.hidden {
            words.push_str(&format!("　{}", t::SHEET_HIDDEN));
        }
        view! { <option value=index.to_string() prop:selected=index as u32 == view.sheet>{words}</option> }
    });
    let options = options.collect_view();
    let change = move |event| {
        let Ok(sheet) = event_target_value(&event).parse() else { return };
        reading.choose(|choice| {
            *choice = ReadChoice {
                sheet: Some(sheet),
                encoding: choice.encoding.clone(),
                pasted: choice.pasted,
                ..ReadChoice::default()
            };
        });
    };
    view! {
        <div>
            <dt><label for="sheet">{t::SHEET}</label></dt>
            <dd><select id="sheet" on:change=change>{options}</select></dd>
        </div>
    }
    .into_any()
}

#[component]
fn Kind(reading: Reading, guess: Option<ListKind>) -> impl IntoView {
    let empty = guess.is_none().then(|| view! { <option value="" prop:selected=true>{t::KIND_UNKNOWN}</option> });
    let options = t::KINDS.into_iter().enumerate().map(|(index, kind)| {
        view! { <option value=index.to_string() prop:selected=Some(kind) == guess>{t::kind(kind)}</option> }
    });
    let options = options.collect_view();
    let change = move |event| {
        let chosen = event_target_value(&event).parse::<usize>().ok().and_then(|i| t::KINDS.get(i).copied());
        if let Some(kind) = chosen {
            reading.choose(|choice| choice.kind = Some(kind));
        }
    };
    view! {
        <div>
            <dt><label for="list-kind">{t::KIND}</label></dt>
            <dd>
                <select id="list-kind" aria-describedby="list-kind-note" on:change=change>{empty}{options}</select>
                <span class="field-note" id="list-kind-note">{guess.map(t::kind_source)}</span>
            </dd>
        </div>
    }
    .into_any()
}

/// The first rows of the sheet; pressing a row's number makes it the header.
#[component]
pub(crate) fn FirstRows(
    /// The file.
    reading: Reading,
    /// What was understood.
    view: Arc<ReadView>,
) -> impl IntoView {
    let title = (!view.title.is_empty()).then(|| view! { <p class="sheet-title">{t::title_found(&view.title)}</p> });
    let (first, last) = view.header_rows;
    let width = view.first_rows.iter().map(|(_, cells)| cells.len()).max().unwrap_or(0).min(FIRST_COLUMNS);
    let pick = move |row: u32| {
        reading.choose(|choice| {
            forget_columns(choice);
            choice.header_row = Some(row);
        });
    };
    let letters = (0..width).map(|i| view! { <th scope="col">{column_letter(i as u16)}</th> }).collect_view();
    let line = move |(number, cells): &(u32, Vec<String>)| {
        let number = *number;
        let header = first > 0 && (first..=last).contains(&number);
        let cells = (0..width).map(|i| view! { <td>{cells.get(i).cloned().unwrap_or_default()}</td> }).collect_view();
        view! {
            <tr class:header=header>
                <th scope="row">
                    <button
                        type="button"
                        aria-pressed=header.to_string()
                        aria-label=t::header_pick(number)
                        title=t::header_pick(number)
                        on:click=move |_| pick(number)
                    >
                        {number}
                    </button>
                </th>
                {cells}
            </tr>
        }
    };
    // Those around the header: more cost more to lay out than they tell.
    let few = if first > 0 { last as usize + BELOW } else { usize::MAX };
    let (shown, rest) = view.first_rows.split_at(few.min(view.first_rows.len()));
    let lines = shown.iter().map(line).collect_view();
    let (left, more) = (rest.len(), RwSignal::new(false));
    let rest = StoredValue::new(rest.to_vec());
    let rest = move || more.get().then(|| rest.with_value(|rest| rest.iter().map(line).collect_view()));
    let all = move || {
        (left > 0 && !more.get()).then(|| {
            view! {
                <Button look=Look::Quiet on_press=move |()| more.set(true)>{MORE}</Button>
            }
        })
    };
    let none =
        (first > 0).then(|| view! { <Button look=Look::Quiet on_press=move |()| pick(0)>{t::HEADER_NONE}</Button> });
    view! {
        <section class="first-rows">
            <h2>{t::FIRST_ROWS}</h2>
            {title}
            <p class="field-note">{t::HEADER_HELP}</p>
            <div class="sheet" tabindex="0" role="region" aria-label=t::FIRST_ROWS>
            <table>
                <thead><tr><th scope="col"><span class="only-spoken">{t::ROW_NO}</span></th>{letters}</tr></thead>
                <tbody>{lines}{rest}</tbody>
            </table>
            </div>
            {none}
            {all}
        </section>
    }
}
