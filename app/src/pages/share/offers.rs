//! 待采纳的内容: what came on a stick from somebody who may not send it any more.

use desk::message::share::{OfferLine, OfferView, ShareRequest, ShareView};
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
    let all = move |()| decide(session, toasts, busy, None, true);
    move || {
        let offers = offers.get();
        (!offers.is_empty()).then(|| {
            let several = offers.len() > 1;
            let offers = offers.into_iter().map(|offer| view! { <Offer offer=offer /> }).collect_view();
            view! {
                <section class="card" aria-label=words::OFFERS>
                    <header>
                        <h2>{words::OFFERS}</h2>
                        {several.then(|| view! { <Button on_press=all>{words::ADOPT_ALL}</Button> })}
                    </header>
                    <div class="body stack">
                        <p class="muted">{words::OFFERS_TEXT}</p>
                        {offers}
                    </div>
                </section>
            }
        })
    }
}

/// About one save, or all.
fn decide(session: Session, toasts: Toasts, busy: Busy, offer: Option<u32>, adopt: bool) {
    busy.run(async move {
        let done = order(session, toasts, ShareRequest::Decide { offer, adopt }).await.is_some();
        if done && adopt {
            toasts.say(words::ADOPTED);
        }
    });
}

#[component]
fn Offer(offer: OfferView) -> impl IntoView {
    let (session, toasts, busy) = (Session::here(), Toasts::here(), Busy::new());
    let number = offer.offer;
    let decided = move |adopt: bool| decide(session, toasts, busy, Some(number), adopt);
    let line = |line: OfferLine| {
        let values = line.values.map(|(now, then)| words::replaced(&now, &then));
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
