//! 待采纳的内容: what came on a stick from somebody who cannot send it any more.

use desk::message::share::{OfferKey, OfferLine, OfferView, ShareRequest, ShareView};
use leptos::prelude::*;

use super::order;
use crate::session::Session;
use crate::text::share as words;
use crate::ui::{Busy, Button, Look, Toasts};

/// 待采纳的内容.
#[component]
pub(super) fn Offers(view: Signal<ShareView>) -> impl IntoView {
    let (session, toasts, busy) = (Session::here(), Toasts::here(), Busy::new());
    let offers = Memo::new(move |_| view.with(|view| view.offers.clone()));
    let more = Memo::new(move |_| view.with(|view| view.offers_more));
    // Those that are shown: nobody takes over what nobody has seen.
    let all = move |()| {
        let shown = offers.with_untracked(|offers| offers.iter().map(|offer| offer.key).collect());
        decide(session, toasts, busy, shown, true);
    };
    view! {
        <Show when=move || offers.with(|offers| !offers.is_empty())>
            <section class="card" aria-label=words::OFFERS>
                <header>
                    <h2>{words::OFFERS}</h2>
                    <Show when=move || offers.with(|offers| offers.len() > 1)>
                        <Button on_press=all>{words::ADOPT_ALL}</Button>
                    </Show>
                </header>
                <div class="body stack">
                    <p class="muted">{words::OFFERS_TEXT}</p>
                    <For each=move || offers.get() key=|offer| offer.clone() let:offer>
                        <Offer offer=offer />
                    </For>
                    <Show when=move || more.get() != 0>
                        <p class="muted">{move || words::offers_more(more.get())}</p>
                    </Show>
                </div>
            </section>
        </Show>
    }
}

/// About one save, or several.
fn decide(session: Session, toasts: Toasts, busy: Busy, offers: Vec<OfferKey>, adopt: bool) {
    busy.run(async move {
        let done = order(session, toasts, ShareRequest::Decide { offers, adopt }).await.is_some();
        if done && adopt {
            toasts.say(words::ADOPTED);
        }
    });
}

#[component]
fn Offer(offer: OfferView) -> impl IntoView {
    let (session, toasts, busy) = (Session::here(), Toasts::here(), Busy::new());
    let key = offer.key;
    let decided = move |adopt: bool| decide(session, toasts, busy, vec![key], adopt);
    let line = |line: OfferLine| {
        let values = line.values.map(|(now, then)| words::replaced(&now, &then));
        let values = values.or_else(|| line.alters.then(|| words::ALTERS.to_owned()));
        view! { <li><b>{line.title}</b>" "{line.field}<span class="muted">{values}</span></li> }
    };
    let more = (offer.more > 0).then(|| view! { <li class="muted">{words::fields_more(offer.more)}</li> });
    view! {
        <article class="dispute">
            <h3>{words::offer(&offer.who, offer.at_ms)}</h3>
            <ul class="sync-list">{offer.lines.into_iter().map(line).collect_view()}{more}</ul>
            <div class="row">
                <Button look=Look::Primary on_press=move |()| decided(true)>{words::ADOPT}</Button>
                <Button on_press=move |()| decided(false)>{words::DECLINE}</Button>
            </div>
        </article>
    }
}
