//! Buttons, and the bar of buttons that ends a form.

use leptos::prelude::*;

use super::Busy;
use crate::text::shell as words;

/// How a button looks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Look {
    /// Ordinary.
    #[default]
    Plain,
    /// The one thing to do here.
    Primary,
    /// Takes something away.
    Danger,
    /// Without a border, for bars and table corners.
    Quiet,
}

impl Look {
    /// Its class.
    pub(crate) fn class(self) -> &'static str {
        match self {
            Look::Plain => "button",
            Look::Primary => "button primary",
            Look::Danger => "button danger",
            Look::Quiet => "button quiet",
        }
    }
}

/// A button that does something now.
#[component]
pub(crate) fn Button(
    /// What happens.
    #[prop(into)]
    on_press: Callback<()>,
    /// How it looks.
    #[prop(optional)]
    look: Look,
    /// Not available now.
    #[prop(optional, into)]
    disabled: Signal<bool>,
    /// A hint shown when pointed at.
    #[prop(optional)]
    hint: &'static str,
    /// The words on it.
    children: Children,
) -> impl IntoView {
    let title = (!hint.is_empty()).then_some(hint);
    view! {
        <button
            type="button"
            class=look.class()
            title=title
            prop:disabled=move || disabled.get()
            on:click=move |_| on_press.run(())
        >
            {children()}
        </button>
    }
}

/// 取消 and the button that submits the form around it.
#[component]
pub(crate) fn SubmitBar(
    /// Words of the submitting button.
    #[prop(into)]
    label: Signal<String>,
    /// Gives up.
    #[prop(into)]
    on_cancel: Callback<()>,
    /// While the form is being submitted.
    busy: Busy,
    /// The submitting button takes something away.
    #[prop(optional)]
    danger: bool,
    /// Something is still missing.
    #[prop(optional, into)]
    disabled: Signal<bool>,
) -> impl IntoView {
    let look = if danger { Look::Danger } else { Look::Primary };
    view! {
        <div class="submit-bar">
            <button type="button" class="button" on:click=move |_| on_cancel.run(())>{words::CANCEL}</button>
            <button
                type="submit"
                class=look.class()
                prop:disabled=move || busy.get() || disabled.get()
                aria-busy=move || busy.get().to_string()
            >
                {move || label.get()}
            </button>
        </div>
    }
}
