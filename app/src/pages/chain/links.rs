//! Which links a county uses, and what it calls them.

use desk::message::Refusal;
use desk::message::care::CareAnswer;
use desk::message::chain::{ChainRequest, ChainView};
use ledger::chain::{FIVE, Role, SEVEN};
use leptos::prelude::*;

use crate::session::Session;
use crate::text::care as care_words;
use crate::text::chain as words;
use crate::ui::{Busy, Button, Look, Toasts};

/// A link as it is edited: whether it is used, and its title.
type Link = (Role, RwSignal<bool>, RwSignal<String>);

/// The links.
#[component]
pub(super) fn Links(
    /// The chains.
    #[prop(into)]
    chain: Signal<ChainView>,
) -> impl IntoView {
    let (session, toasts, busy) = (Session::here(), Toasts::here(), Busy::new());
    let used = chain.with_untracked(|chain| chain.links.clone());
    let mut links: Vec<Link> =
        used.iter().map(|(role, title)| (*role, RwSignal::new(true), RwSignal::new(title.clone()))).collect();
    let unused = Role::ALL.iter().filter(|role| !used.iter().any(|(known, _)| known == *role));
    links.extend(unused.map(|role| (*role, RwSignal::new(false), RwSignal::new(role.text().to_owned()))));
    let links = StoredValue::new(links);
    let only = move |wanted: &[Role]| {
        links.with_value(|links| links.iter().for_each(|(role, used, _)| used.set(wanted.contains(role))));
    };
    let keep = move |()| {
        let kept = links.with_value(|links| {
            let used = links.iter().filter(|(_, used, _)| used.get_untracked());
            used.map(|(role, _, title)| (*role, title.get_untracked())).collect::<Vec<_>>()
        });
        busy.run(async move {
            match session.care(ChainRequest::KeepLinks(kept).into()).await {
                Ok(CareAnswer::Saved(save)) => toasts.saved(care_words::saved(words::LINKS), &save),
                Err(Refusal::NothingToWrite) => {}
                Ok(_) => toasts.refuse(&Refusal::Protocol),
                Err(refusal) => toasts.refuse(&refusal),
            }
        });
    };
    let one = |(role, used, title): Link| {
        view! {
            <li class="chain-link">
                <label class="tick">
                    <input
                        type="checkbox"
                        prop:checked=move || used.get()
                        on:change=move |event| used.set(event_target_checked(&event))
                    />
                    <span>{words::line(role.line())}"　"{role.text()}</span>
                </label>
                <input
                    type="text"
                    autocomplete="off"
                    aria-label=role.text()
                    prop:value=move || title.get()
                    on:input=move |event| title.set(event_target_value(&event))
                />
            </li>
        }
    };
    view! {
        <section class="card" aria-label=words::LINKS>
            <header><h2>{words::LINKS}</h2></header>
            <form autocomplete="off" class="form body" on:submit=move |event| {
                event.prevent_default();
                keep(());
            }>
                <p class="muted">{words::LINKS_TEXT}</p>
                <div class="row">
                    <Button look=Look::Quiet on_press=move |()| only(&FIVE)>{words::FIVE}</Button>
                    <Button look=Look::Quiet on_press=move |()| only(&SEVEN)>{words::SEVEN}</Button>
                    <Button look=Look::Quiet on_press=move |()| only(Role::ALL)>{words::EVERY}</Button>
                </div>
                <ul class="chain-links">{links.with_value(|links| links.iter().copied().map(one).collect_view())}</ul>
                <div class="submit-bar">
                    <button type="submit" class="button" prop:disabled=move || busy.get()>{words::LINKS_DO}</button>
                </div>
            </form>
        </section>
    }
}
