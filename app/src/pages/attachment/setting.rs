//! Whether the place at which a photo was taken is kept.

use desk::message::Refusal;
use desk::message::attachment::{AttachmentAnswer, AttachmentRequest};
use desk::message::care::CareAnswer;
use leptos::prelude::*;

use crate::pages::care::cared;
use crate::session::Session;
use crate::text::attachment as words;
use crate::ui::{Busy, Toasts};

/// 保留照片拍摄位置: off unless somebody switches it on.
#[component]
pub(crate) fn PhotoSetting() -> impl IntoView {
    let (session, toasts, busy) = (Session::here(), Toasts::here(), Busy::new());
    let found = cared(|| AttachmentRequest::Places.into());
    let on = Memo::new(
        move |_| matches!(found.get(), Some(CareAnswer::Attachment(told)) if *told == AttachmentAnswer::Places(true)),
    );
    let choose = move |event: web_sys::Event| {
        let wanted = event_target_checked(&event);
        busy.run(async move {
            match session.care(AttachmentRequest::KeepPlaces(wanted).into()).await {
                Ok(CareAnswer::Saved(save)) => toasts.saved(words::SETTING_SAVED, &save),
                Err(Refusal::NothingToWrite) => {}
                Ok(_) => toasts.refuse(&Refusal::Protocol),
                Err(refused) => toasts.refuse(&refused),
            }
        });
    };
    view! {
        <section class="card" aria-label=words::SETTING>
            <header><h2>{words::SETTING}</h2></header>
            <div class="body stack">
                <p class="muted">{words::SETTING_TEXT}</p>
                <label class="tick">
                    <input
                        type="checkbox"
                        form="unkept"
                        prop:checked=move || on.get()
                        prop:disabled=move || busy.get()
                        on:change=choose
                    />
                    {words::SETTING_PLACES}
                </label>
            </div>
        </section>
    }
}
