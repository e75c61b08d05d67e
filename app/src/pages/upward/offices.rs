//! Offices that were paired: superiors, or schools; adding one, and giving one up.

use desk::message::Id;
use desk::message::upward::{OfficeView, UpwardRequest};
use leptos::prelude::*;

use super::pair::Pair;
use super::why::{Question, Why};
use crate::text::upward as words;
use crate::ui::{Button, Chip, Look, Tone};

/// 上级单位, or 登记的学校.
#[component]
pub(super) fn Offices(
    /// They are superiors.
    inbox: bool,
    #[prop(into)] offices: Signal<Vec<OfficeView>>,
    #[prop(into)] writes: Signal<bool>,
) -> impl IntoView {
    let (title, add, none, none_text) = match inbox {
        true => (words::SUPERIORS, words::ADD_SUPERIOR, words::NO_SUPERIOR, words::NO_SUPERIOR_TEXT),
        false => (words::SCHOOLS, words::ADD_SCHOOL, words::NO_SCHOOL, words::NO_SCHOOL_TEXT),
    };
    let (adding, leaving) = (RwSignal::new(false), RwSignal::new(None::<Id>));
    let line = move |office: OfficeView| {
        let (id, counts) = (office.id, office.removed.is_empty());
        let state = if counts {
            view! { <span class="muted letter-small">{format!("{} {}", words::COMPARED, office.digits)}</span> }
                .into_any()
        } else {
            view! {
                <Chip text=words::REMOVED.to_owned() tone=Tone::Plain />
                <span class="muted">{office.removed}</span>
            }
            .into_any()
        };
        view! {
            <li>
                <b>{office.name}</b>
                {state}
                <Show when=move || counts && writes.get()>
                    <Button look=Look::Quiet on_press=move |()| leaving.set(Some(id))>{words::REMOVE}</Button>
                </Show>
            </li>
        }
    };
    let any = Memo::new(move |_| offices.with(|list| !list.is_empty()));
    view! {
        <section class="card" aria-label=title>
            <header>
                <h2>{title}</h2>
                <Show when=move || writes.get()>
                    <Button on_press=move |()| adding.set(true)>{add}</Button>
                </Show>
            </header>
            <div class="body">
                <Show
                    when=move || any.get()
                    fallback=move || view! { <p><b>{none}</b></p><p class="muted">{none_text}</p> }
                >
                    <ul class="sync-list">{move || offices.get().into_iter().map(line).collect_view()}</ul>
                </Show>
            </div>
            <Pair open=adding inbox=inbox />
            <Why whom=leaving question=LEAVE />
        </section>
    }
}

/// 停用这个单位.
const LEAVE: Question = Question {
    title: words::REMOVE_TITLE,
    text: words::REMOVE_TEXT,
    label: words::REASON,
    note: "",
    act: words::REMOVE_DO,
    done: words::REMOVED_DONE,
    order: |office, reason| UpwardRequest::Remove { office, reason },
};
