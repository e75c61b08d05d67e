//! Step 3, 预览: every row of the file by what becomes of it, and the sum that shows that none is lost.

use desk::message::import::{Decision, Fate};
use leptos::prelude::*;

use super::lines::Lines;
use super::wizard::{FATES, Wizard, fate_count, fate_key};
use crate::text::import as t;
use crate::ui::{Banner, Button, Confirm, Look, Tab, Tabs, Tone, painted};

/// The preview of the current file.
#[component]
pub(crate) fn Preview() -> impl IntoView {
    let wizard = Wizard::here();
    let counts = move || wizard.counts.get();
    let adds_up = move || {
        let c = counts();
        c.rows_in == c.new + c.changed + c.unchanged + c.similar + c.repeated + c.rejected
    };
    let skipped = move || wizard.reading.view.with(|v| v.as_ref().map_or(0, |v| v.skipped.len() as u32));
    let tabs = move || {
        let counts = counts();
        let tab = |f: Fate| Tab {
            key: fate_key(f).to_owned(),
            label: t::fate(f).to_owned(),
            count: Some(fate_count(&counts, f)),
        };
        FATES.into_iter().map(tab).collect::<Vec<_>>()
    };
    let fate =
        Memo::new(move |_| wizard.tab.with(|key| FATES.into_iter().find(|f| fate_key(*f) == key)).unwrap_or(Fate::New));
    let asking = RwSignal::new(false);
    let painted = painted(1);
    let nothing = move || {
        let c = counts();
        c.new + c.changed + c.similar == 0
    };
    view! {
        <div class="preview-head">
            <h2>{move || t::preview_title(&wizard.reading.name())}</h2>
            <p class="identity" role="status">
                <b>{t::IDENTITY_LABEL}</b>
                <span>{move || t::identity(&counts())}</span>
                <small>{move || (skipped() > 0).then(|| t::skipped_beside(skipped()))}</small>
            </p>
            <Show when=move || !adds_up()>
                <Banner tone=Tone::Late><span>{move || t::identity_broken(&counts())}</span></Banner>
            </Show>
        </div>
        <Tabs tabs=Signal::derive(tabs) chosen=wizard.tab label=t::TABS_LABEL.to_owned() />
        <div class="preview-tab" role="tabpanel" aria-label=move || t::fate(fate.get())>
            <div class="preview-help">
                <p>{move || t::fate_help(fate.get())}</p>
                <Show when=move || fate.get() == Fate::Similar && { counts().similar > 0 }>
                    <DecideAll />
                </Show>
            </div>
            {move || { let fate = fate.get(); (painted.get() >= 1).then(|| view! { <Lines fate=fate /> }) }}
        </div>
        <div class="step-bar">
            <Button on_press=move |()| asking.set(true)>{t::DISCARD}</Button>
            <Button on_press=move |()| wizard.step.set(super::wizard::Step::Understood)>{t::BACK}</Button>
            <span class="grow"></span>
            <span class="step-why">{move || if nothing() { t::NOTHING_TO_COMMIT.to_owned() } else { t::commit_line(&counts()) }}</span>
            <Button
                look=Look::Primary
                disabled=Signal::derive(move || wizard.busy.get() || nothing() || !adds_up())
                on_press=move |()| wizard.commit()
            >
                {move || if wizard.busy.get() { t::COMMITTING } else { t::COMMIT }}
            </Button>
        </div>
        <Confirm
            open=asking
            title=t::DISCARD.to_owned()
            text=t::DISCARD_ASK.to_owned()
            label=t::DISCARD.to_owned()
            danger=true
            on_yes=move |()| wizard.discard()
        />
    }
}

/// The three decisions.
pub(super) const DECISIONS: [Decision; 3] = [Decision::Same, Decision::Other, Decision::Skip];

#[component]
fn DecideAll() -> impl IntoView {
    let wizard = Wizard::here();
    let button = move |decision: Decision| {
        view! {
            <Button
                disabled=Signal::derive(move || wizard.busy.get())
                on_press=move |()| wizard.decide(Vec::new(), decision)
            >
                {t::decision(decision)}
            </Button>
        }
    };
    view! {
        <div class="row" role="group" aria-label=t::DECIDE_ALL>
            <span>{t::DECIDE_ALL}</span>
            {DECISIONS.into_iter().map(button).collect_view()}
        </div>
    }
}
