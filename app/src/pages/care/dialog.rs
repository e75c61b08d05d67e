//! The forms of care, one at a time: a membership, a visit, the reason for a turn that fell short, a step of a case.

use desk::message::Refusal;
use desk::message::care::{CareAnswer, FormView};
use desk::message::case::CaseAnswer;
use desk::message::register::RegisterAnswer;
use ledger::case::Why;
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::JsCast;

use super::cared;
use super::fields::{Form, Inputs};
use super::wanted::Wanted;
use crate::pages::attachment::{Pictures, Strip, Viewer};
use crate::session::{Session, from_text, to_text};
use crate::text::attachment as pictures_words;
use crate::text::care as words;
use crate::text::case as case_words;
use crate::text::refusal as refusal_words;
use crate::text::register as register_words;
use crate::text::shell::LOADING;
use crate::ui::{Banner, Busy, Button, Dialog, FormDraftOffer, SubmitBar, Toasts, Tone, effect};

/// Where the wanted form is shown; one on each page that has such forms.
#[component]
pub(in crate::pages) fn CareDialog(
    /// Which form; nothing when it is closed.
    wanted: RwSignal<Option<Wanted>>,
) -> impl IntoView {
    resume(wanted);
    let open = RwSignal::new(false);
    let any = Memo::new(move |_| wanted.with(Option::is_some));
    effect(move || open.set(any.get()));
    effect(move || {
        // Told even when nothing changes: only a closed form is to be forgotten.
        if !open.get() && any.get_untracked() {
            wanted.set(None);
        }
    });
    let title = move || wanted.with(|w| w.as_ref().map(Wanted::title).unwrap_or_default());
    view! {
        <Dialog open=open title=Signal::derive(title) wide=true>
            {move || wanted.get().map(|form| view! { <Asking form=form wanted=wanted /> })}
        </Dialog>
    }
}

/// Which form is open is sealed with what is typed in it when the page is locked, and it opens again by itself.
fn resume(wanted: RwSignal<Option<Wanted>>) {
    const BESIDE: &str = "form";
    let session = Session::here();
    if session.resuming(BESIDE) {
        spawn_local(async move {
            let sealed = session.beside_again(BESIDE).await.and_then(|text| from_text(&text));
            let form = sealed.and_then(|bytes| postcard::from_bytes::<Wanted>(&bytes).ok());
            // A form in which nothing was typed is not missed.
            if let Some(form) = form.filter(|form| session.resuming(&form.key())) {
                let _ = wanted.try_set(Some(form));
            }
        });
    }
    // A page may have two such places: only what was opened here is taken back here.
    Effect::new(move |before: Option<bool>| {
        wanted.with(|form| {
            if form.is_some() || before == Some(true) {
                let form = form.as_ref().and_then(|form| postcard::to_allocvec(form).ok());
                session.beside(BESIDE, form.map(|bytes| to_text(&bytes)));
            }
            form.is_some()
        })
    });
    on_cleanup(move || {
        if wanted.try_with_untracked(Option::is_some) == Some(true) {
            session.beside(BESIDE, None);
        }
    });
}

#[component]
fn Asking(form: Wanted, wanted: RwSignal<Option<Wanted>>) -> AnyView {
    let toasts = Toasts::here();
    match (form.asking(), form.own_form()) {
        (Some(request), _) => {
            let found = cared(move || request.clone());
            // Asked once: another window's save must not take away what is being typed.
            let first = RwSignal::new(None::<FormView>);
            effect(move || match found.get().filter(|_| first.with_untracked(Option::is_none)) {
                Some(CareAnswer::Form(view)) => first.set(Some(view)),
                Some(CareAnswer::Register(told)) => match *told {
                    RegisterAnswer::Form(view) => first.set(Some(view)),
                    _ => wanted.set(None),
                },
                Some(CareAnswer::Case(told)) => {
                    if let CaseAnswer::Blocked(words) = *told {
                        toasts.fail(words);
                    }
                    wanted.set(None);
                }
                _ => {}
            });
            let form = StoredValue::new(form);
            view! {
                {move || match first.get() {
                    Some(view) => view! { <Filling form=form.get_value() view=view wanted=wanted /> }.into_any(),
                    None => view! { <p class="muted" role="status">{LOADING}</p> }.into_any(),
                }}
            }
            .into_any()
        }
        (None, Some(view)) => view! { <Filling form=form view=view wanted=wanted /> }.into_any(),
        (None, None) => ().into_any(),
    }
}

#[component]
fn Filling(form: Wanted, view: FormView, wanted: RwSignal<Option<Wanted>>) -> impl IntoView {
    let (session, toasts, busy) = (Session::here(), Toasts::here(), Busy::new());
    let typed = Form::new(&form.key(), view.fields, view.stored);
    let make_good = match &form {
        Wanted::Short { subject, deed, period, .. } => {
            let (visit, label) = (Wanted::doing(*deed, subject.id, period, true), words::short_do(*deed));
            Some(view! { <Button on_press=move |()| wanted.set(Some(visit.clone()))>{label}</Button> })
        }
        _ => None,
    };
    let (label, title) = (form.label(), form.title());
    // What stands over the form already is not said again.
    let derived = view.derived.into_iter().filter(|line| *line != title);
    let pictures = form.pictures().map(|(kind, owner)| Pictures::new(kind, owner));
    // The text is kept, and pictures are not: only they are kept again.
    let text_kept = RwSignal::new(false);
    let form = StoredValue::new(form);
    // Why the step does not fit where the case stands.
    let unfit = RwSignal::new(None::<Why>);
    // Why the disk or the ledger did not take it: a note in the corner would lie behind the dialog.
    let refused = RwSignal::new(None::<Refusal>);
    // Nothing is wrong, and something is doubtful.
    let doubtful = RwSignal::new(false);
    let place = NodeRef::<html::Form>::new();
    let keep = move |even: bool| {
        if text_kept.get_untracked() {
            return busy.run(async move {
                if stored(pictures).await {
                    let _ = wanted.try_set(None);
                }
            });
        }
        refused.set(None);
        let answers = typed.answers();
        let request = form.with_value(|form| form.keeping(typed.written(), even));
        busy.run(async move {
            match session.care(request).await {
                Ok(CareAnswer::Case(told)) => {
                    return match *told {
                        CaseAnswer::Unfit(why) => drop(unfit.try_set(Some(why))),
                        CaseAnswer::Blocked(words) => toasts.fail(words),
                        _ => toasts.refuse(&Refusal::Protocol),
                    };
                }
                // The hour of a restricted register is over. What was typed stays, also as a draft.
                Ok(CareAnswer::Register(told)) if *told == RegisterAnswer::Sealed => {
                    return toasts.fail(register_words::HOUR_OVER);
                }
                Ok(CareAnswer::Faults(faults)) => {
                    let only_doubts = faults.iter().all(|(_, fault)| fault.is_doubt());
                    let _ = doubtful.try_set(only_doubts);
                    typed.judge(faults, answers);
                    if !only_doubts {
                        show_first_bad(place);
                    }
                    return;
                }
                Ok(CareAnswer::Saved(save)) => {
                    toasts.saved(words::saved(&save.detail), &save);
                    typed.draft.forget();
                    if let Some((pictures, row)) = pictures.zip(save.made) {
                        pictures.belong_to(row);
                    }
                    let _ = text_kept.try_set(true);
                    if !stored(pictures).await {
                        return;
                    }
                }
                // It says what is stored already; pictures that found no room before are tried again.
                Err(Refusal::NothingToWrite) => {
                    if !stored(pictures).await {
                        return;
                    }
                }
                Ok(_) => return drop(refused.try_set(Some(Refusal::Protocol))),
                Err(refusal) => return drop(refused.try_set(Some(refusal))),
            }
            typed.draft.forget();
            let _ = wanted.try_set(None);
        });
    };
    let about = (!view.person.name.is_empty()).then(|| {
        view! {
            <p>
                <b>{view.person.name.clone()}</b>
                <span class="muted">"　"{words::whose(&view.person)}</span>
            </p>
        }
    });
    let left_over = move || text_kept.get() && !busy.get();
    let label = Signal::derive(move || if left_over() { pictures_words::AGAIN.to_owned() } else { label.to_owned() });
    view! {
        <FormDraftOffer form=typed.draft />
        <form
            node_ref=place
            autocomplete="off"
            class="form care-form"
            on:submit=move |event| {
                event.prevent_default();
                keep(false);
            }
        >
            {about}
            {derived.map(|line| view! { <p class="muted">{line}</p> }).collect_view()}
            <fieldset class="bare" prop:disabled=move || text_kept.get()>
                <Inputs form=typed />
            </fieldset>
            {pictures.map(|pictures| view! { <Strip pictures=pictures /> })}
            {move || left_over().then(|| view! {
                <Banner tone=Tone::Soon><span role="alert">{pictures_words::TEXT_KEPT}</span></Banner>
            })}
            {move || refused.get().map(|refusal| view! {
                <Banner tone=Tone::Late><span role="alert">{refusal_words::refusal(&refusal)}</span></Banner>
            })}
            {move || unfit.get().map(|why| view! {
                <Banner tone=Tone::Soon>
                    <span role="alert">{case_words::unfit(why)}</span>
                    <Button on_press=move |()| keep(true)>{case_words::EVEN}</Button>
                </Banner>
            })}
            <Show when=move || doubtful.get()>
                <Banner tone=Tone::Soon>
                    <span role="alert">{words::DOUBTFUL}</span>
                    // What was changed since is judged first: another doubt is not kept unseen.
                    <Button on_press=move |()| keep(typed.is_judged())>{words::KEEP_EVEN}</Button>
                </Banner>
            </Show>
            {make_good}
            <SubmitBar
                label=label
                busy=busy
                disabled=Signal::derive(move || pictures.is_some_and(Pictures::working))
                on_cancel=move |()| wanted.set(None)
            />
        </form>
        {pictures.map(|pictures| view! { <Viewer pictures=pictures /> })}
    }
}

/// Puts the cursor into the first answer that is wrong: with pictures below them it may be out of sight.
fn show_first_bad(place: NodeRef<html::Form>) {
    const BAD: &str = ".field.bad input, .field.bad select, .field.bad textarea";
    let Some(form) = place.try_get_untracked().flatten() else { return };
    request_animation_frame(move || {
        let found = form.query_selector(BAD).ok().flatten().and_then(|e| e.dyn_into::<web_sys::HtmlElement>().ok());
        // Refused only for an element that cannot take the focus.
        let _ = found.map(|field| field.focus());
    });
}

/// Keeps the pictures of a form; whether none is left.
async fn stored(pictures: Option<Pictures>) -> bool {
    match pictures {
        Some(pictures) => pictures.store().await,
        None => true,
    }
}
