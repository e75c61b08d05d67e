//! The screen and the program: large text, installing, the version.

use leptos::prelude::*;

use crate::platform::install::Install;
use crate::platform::media::Screen;
use crate::text::settings as words;
use crate::ui::{Button, Look};

/// 显示与程序.
#[component]
pub(super) fn Program() -> impl IntoView {
    let large = Screen::here().large;
    let install = use_context::<Install>();
    let offered = move || install.is_some_and(Install::offered);
    view! {
        <section class="card" aria-label=words::SCREEN_TITLE>
            <header><h2>{words::SCREEN_TITLE}</h2></header>
            <div class="body stack">
                <label class="tick">
                    <input
                        type="checkbox"
                        prop:checked=move || large.get()
                        on:change=move |event| large.set(event_target_checked(&event))
                    />
                    <span>{words::LARGE}</span>
                    <small class="muted">{words::LARGE_NOTE}</small>
                </label>
                <Show when=offered>
                    <div class="row">
                        <Button look=Look::Primary on_press=move |()| if let Some(i) = install { i.ask() }>{words::INSTALL}</Button>
                        <span class="muted">{words::INSTALL_NOTE}</span>
                    </div>
                </Show>
                <dl class="facts">
                    <dt>{words::VERSION}</dt>
                    <dd>{env!("CARGO_PKG_VERSION")}" "<small class="muted">{build()}</small></dd>
                </dl>
            </div>
        </section>
    }
}

/// The hash in the name of the program file tells builds of one version apart.
fn build() -> String {
    let meta = gloo::utils::document().query_selector("meta[name=client]").ok().flatten();
    let file = meta.and_then(|m| m.get_attribute("content")).unwrap_or_default();
    let name = file.trim_start_matches('/').trim_end_matches(".js");
    name.rsplit_once('-').map(|(_, hash)| hash.to_owned()).unwrap_or_default()
}
