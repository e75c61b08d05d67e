//! 照片传输: when photos, signatures and scans travel, how far they are, and why they wait.

use desk::message::share::{PhotoSetting, PhotoWait, PhotoWay, PhotosView, ShareRequest, ShareView};
use leptos::prelude::*;

use super::order;
use crate::session::Session;
use crate::text::photos as words;
use crate::ui::{Busy, Button, Toasts};

const WAYS: [PhotoWay; 3] = [PhotoWay::Auto, PhotoWay::Wifi, PhotoWay::Manual];

/// 照片传输.
#[component]
pub(super) fn Photos(view: Signal<ShareView>) -> impl IntoView {
    let (session, toasts, busy) = (Session::here(), Toasts::here(), Busy::new());
    let photos = Memo::new(move |_| view.with(|view| view.photos));
    let setting = Memo::new(move |_| photos.get().setting);
    let set = move |setting: PhotoSetting| {
        busy.run(async move {
            order(session, toasts, ShareRequest::SetPhotos(setting)).await;
        });
    };
    let send = move |()| {
        busy.run(async move {
            if order(session, toasts, ShareRequest::SendPhotos).await.is_some() {
                toasts.say(words::SEND_DONE);
            }
        });
    };
    let untold = Memo::new(move |_| setting.get().way == PhotoWay::Wifi);
    view! {
        <section class="card photos" aria-label=words::TITLE>
            <header><h2>{words::TITLE}</h2></header>
            <div class="body stack">
                <p class="muted">{words::TEXT}</p>
                {move || progress(photos.get())}
                <div class="row" role="radiogroup" aria-label=words::WAY>
                    {WAYS.map(|way| {
                        view! {
                            <label class="tick">
                                <input
                                    type="radio"
                                    form="unkept"
                                    name="photo-way"
                                    prop:checked=move || setting.get().way == way
                                    prop:disabled=move || busy.get()
                                    on:change=move |_| set(PhotoSetting { way, ..setting.get_untracked() })
                                />
                                {words::way(way)}
                            </label>
                        }
                    })}
                </div>
                // Why they wait says as much of the network already.
                <Show when=move || !waits_for_network(photos.get())>
                    <p class="muted">{move || words::network(setting.get(), photos.get().network)}</p>
                </Show>
                <Show when=move || untold.get()>
                    <label class="tick">
                        <input
                            type="checkbox"
                            form="unkept"
                            prop:checked=move || setting.get().untold_is_wifi
                            prop:disabled=move || busy.get()
                            on:change=move |event| {
                                let untold_is_wifi = event_target_checked(&event);
                                set(PhotoSetting { untold_is_wifi, ..setting.get_untracked() });
                            }
                        />
                        {words::UNTOLD}
                    </label>
                </Show>
                <div class="row">
                    <Button disabled=Signal::derive(move || busy.get()) on_press=send>{words::SEND}</Button>
                </div>
            </div>
        </section>
    }
}

fn waits_for_network(view: PhotosView) -> bool {
    let said = |why| matches!(why, PhotoWait::NotWifi | PhotoWait::Untold | PhotoWait::Manual);
    view.all + view.up > 0 && (said(view.up_wait) || said(view.down_wait))
}

/// How far they are, and why they wait: one reason is said once.
fn progress(view: PhotosView) -> AnyView {
    if view.all + view.up == 0 {
        return view! { <p class="muted">{words::NONE}</p> }.into_any();
    }
    let mut reasons: Vec<String> = [view.up_wait, view.down_wait].into_iter().filter_map(words::wait).collect();
    reasons.dedup();
    view! {
        <p class="photo-progress" role="status">{words::progress(&view)}</p>
        {reasons.into_iter().map(|why| view! { <p class="field-note">{why}</p> }).collect_view()}
    }
    .into_any()
}
