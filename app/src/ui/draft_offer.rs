//! 继续上次填写（时间）: offers what was typed last time, until it is taken or refused. After a lock in place nobody is asked.

use leptos::prelude::*;

use super::{Banner, Button, Look, Tone, effect};
use crate::session::Draft;
use crate::text;
use crate::text::start as words;

/// The offer of a form's draft; nothing is shown while there is none.
#[component]
pub(crate) fn DraftOffer(
    /// The form's draft.
    draft: Draft,
    /// Puts the text back into the form.
    #[prop(into)]
    on_take: Callback<String>,
) -> impl IntoView {
    let take = move |()| {
        if let Some((text, _)) = draft.offered.get_untracked() {
            draft.offered.set(None);
            on_take.run(text);
        }
    };
    if draft.at_once {
        effect(move || {
            if draft.offered.with(Option::is_some) {
                take(());
            }
        });
    }
    view! {
        <Show when=move || !draft.at_once && draft.offered.with(Option::is_some)>
            <Banner tone=Tone::Info>
                <span>
                    {move || draft.offered.get().map(|(_, at)| words::draft_found(&text::moment(at)))}
                </span>
                <Button look=Look::Primary on_press=take>{words::DRAFT_CONTINUE}</Button>
                <Button look=Look::Quiet on_press=move |()| draft.forget()>{words::DRAFT_DROP}</Button>
            </Banner>
        </Show>
    }
}
