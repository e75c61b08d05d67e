//! How a form is wanted: so many copies, with whole numbers for a reason, on paper or in a file.

use desk::message::paper::{PaperOrder, PaperRequest};
use leptos::prelude::*;

use super::paper::Forms;
use crate::text::paper as words;
use crate::ui::{Busy, Button, Dialog, Menu, MenuItem, SubmitBar, TextField, effect};

/// A form that somebody wishes to print.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::pages) struct Wish {
    form: PaperRequest,
    /// Whether it names a child by a number, so that it may be wanted whole.
    numbered: bool,
}

impl Wish {
    /// A form.
    pub(in crate::pages) fn of(form: PaperRequest, numbered: bool) -> Wish {
        Wish { form, numbered }
    }
}

/// Where a wish is spelt out; one on each page that has such forms.
#[component]
pub(in crate::pages) fn OrderDialog(
    /// What is wished for; nothing when it is closed.
    wish: RwSignal<Option<Wish>>,
) -> impl IntoView {
    let open = RwSignal::new(false);
    effect(move || open.set(wish.with(Option::is_some)));
    effect(move || {
        // Told even when nothing changes: only a closed wish is to be forgotten.
        if !open.get() && wish.with_untracked(Option::is_some) {
            wish.set(None);
        }
    });
    let title = move || {
        let numbered = wish.with(|wish| wish.as_ref().is_none_or(|wish| wish.numbered));
        if numbered { words::ORDER_TITLE.to_owned() } else { words::COPIES_TITLE.to_owned() }
    };
    view! {
        <Dialog open=open title=Signal::derive(title)>
            {move || wish.get().map(|wished| view! { <Ordering wished=wished wish=wish /> })}
        </Dialog>
    }
}

#[component]
fn Ordering(wished: Wish, wish: RwSignal<Option<Wish>>) -> impl IntoView {
    let (forms, busy) = (Forms::here(), Busy::new());
    let (copies, reason) = (RwSignal::new("1".to_owned()), RwSignal::new(String::new()));
    let form = StoredValue::new(wished.form);
    let order = move |as_sheet: bool| {
        let copies = copies.get_untracked().trim().parse().unwrap_or(1);
        let order = PaperOrder { form: form.get_value(), reason: reason.get_untracked(), as_sheet, copies };
        wish.set(None);
        forms.order(order);
    };
    let print = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        order(false);
    };
    let asks = wished.numbered.then(|| {
        view! { <TextField label=words::REASON.to_owned() value=reason guidance=words::REASON_TEXT.to_owned() /> }
    });
    view! {
        <form autocomplete="off" class="form" on:submit=print>
            <TextField label=words::COPIES.to_owned() value=copies />
            {asks}
            <Button on_press=move |()| order(true)>{words::AS_SHEET}</Button>
            <SubmitBar label=words::PRINT.to_owned() busy=busy on_cancel=move |()| wish.set(None) />
        </form>
    }
}

/// A form's button: a press prints one masked copy, the menu beside it has the other ways.
#[component]
pub(in crate::pages) fn FormButton(
    /// The words on it.
    label: &'static str,
    /// Which form.
    form: PaperRequest,
    /// Where a wish is spelt out.
    wish: RwSignal<Option<Wish>>,
) -> impl IntoView {
    let forms = Forms::here();
    let (plain, sheet) = (form.clone(), form.clone());
    let items = move || {
        let (form, sheet) = (form.clone(), sheet.clone());
        vec![
            MenuItem::new(words::ORDER, move || wish.set(Some(Wish::of(form.clone(), true)))),
            MenuItem::new(words::AS_SHEET, move || {
                forms.order(PaperOrder { as_sheet: true, ..PaperOrder::of(sheet.clone()) });
            }),
        ]
    };
    view! {
        <span class="row">
            <Button on_press=move |()| forms.print(plain.clone())>{label}</Button>
            <Menu label=words::other_ways(label) items=Signal::derive(items) class="button quiet" />
        </span>
    }
}
