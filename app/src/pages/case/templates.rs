//! 通知书文本 in the settings: the county's own words for each notice.

use desk::message::Refusal;
use desk::message::care::CareAnswer;
use desk::message::case::{CaseAnswer, CaseRequest, TemplateView};
use ledger::case::NoticeKind;
use leptos::prelude::*;

use super::told;
use crate::session::Session;
use crate::text::care as care_words;
use crate::text::case as words;
use crate::ui::{AreaField, Busy, FormDraft, FormDraftOffer, SelectField, Toasts};

/// 通知书文本.
#[component]
pub(crate) fn TemplateSetting() -> impl IntoView {
    let found = told(|| CaseRequest::Templates);
    let chosen = RwSignal::new(NoticeKind::Return.key().to_owned());
    let options: Vec<_> =
        NoticeKind::OFFERED.iter().map(|(key, text)| ((*key).to_owned(), (*text).to_owned())).collect();
    // The one that is chosen, as it is stored; another window's save of another text is no news here.
    let shown = Memo::new(move |_| match found.get() {
        Some(CaseAnswer::Templates { templates, places }) => {
            let own = templates.into_iter().find(|one| chosen.with(|key| key == one.kind.key()));
            own.map(|own| (own, places))
        }
        _ => None,
    });
    view! {
        <section class="card" aria-label=words::TEMPLATES>
            <header><h2>{words::TEMPLATES}</h2></header>
            <div class="body stack">
                <p class="muted">{words::TEMPLATES_TEXT}</p>
                <SelectField label=words::TEMPLATE_KIND.to_owned() value=chosen options=options />
                {move || shown.get().map(|(own, places)| view! { <One own=own places=places /> })}
            </div>
        </section>
    }
}

#[component]
fn One(own: TemplateView, places: Vec<String>) -> impl IntoView {
    let (session, toasts, busy) = (Session::here(), Toasts::here(), Busy::new());
    let TemplateView { kind, body, law, liability } = own;
    let texts = [body, law, liability].map(RwSignal::new);
    let error = RwSignal::new(String::new());
    let draft = FormDraft::follow_changes(&format!("notice-text-{}", kind.key()), texts.to_vec());
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        let [body, law, liability] = texts.map(|text| text.get_untracked());
        let request = CaseRequest::KeepTemplate(Box::new(TemplateView { kind, body, law, liability }));
        busy.run(async move {
            match session.care(request.into()).await {
                Ok(CareAnswer::Saved(save)) => toasts.saved(care_words::saved(words::TEMPLATES), &save),
                Ok(CareAnswer::Case(answer)) => {
                    let CaseAnswer::UnknownPlaces(names) = *answer else { return toasts.refuse(&Refusal::Protocol) };
                    let _ = error.try_set(words::unknown_places(&names));
                    return;
                }
                Err(Refusal::NothingToWrite) => {}
                Ok(_) => return toasts.refuse(&Refusal::Protocol),
                Err(refusal) => return toasts.refuse(&refusal),
            }
            let _ = error.try_set(String::new());
            draft.settle();
        });
    };
    let [body, law, liability] = texts;
    view! {
        <FormDraftOffer form=draft />
        <form autocomplete="off" class="form template" on:submit=submit>
            <AreaField label=words::TEMPLATE_BODY.to_owned() value=body error=error />
            <AreaField label=words::TEMPLATE_LAW.to_owned() value=law />
            <AreaField label=words::TEMPLATE_LIABILITY.to_owned() value=liability />
            <p class="muted">{words::places(&places)}</p>
            <div class="submit-bar">
                <button type="submit" class="button primary" prop:disabled=move || busy.get()>{care_words::SAVE}</button>
            </div>
        </form>
    }
}
