//! 未报名单: which registered schools have not sent anything for a form and a period.

use desk::message::care::{CareAnswer, CareRequest};
use desk::message::upward::{Handed, MissingView, UpwardAnswer, UpwardRequest, UpwardView};
use ledger::upward::{Form, period_label};
use leptos::prelude::*;

use crate::session::Session;
use crate::text::upward as words;
use crate::ui::{Chip, SelectField, Tone, asked};

/// 未报名单.
#[component]
pub(super) fn Missing(view: Signal<UpwardView>) -> impl IntoView {
    let session = Session::here();
    let form = RwSignal::new(Form::Monthly.key().to_owned());
    let period = RwSignal::new(String::new());
    // Counted anew whenever something else came, or was said.
    let listed = Memo::new(move |_| view.with(|view| (view.schools.clone(), view.received.clone())));
    let found = asked(move || {
        session.version();
        listed.track();
        let request = UpwardRequest::Missing { form: form.get(), period: period.get() };
        async move {
            match session.care(CareRequest::Upward(request)).await {
                Ok(CareAnswer::Upward(answer)) => match *answer {
                    UpwardAnswer::Missing(view) => Some(view),
                    _ => None,
                },
                _ => None,
            }
        }
    });
    let found = Memo::new(move |before: Option<&MissingView>| {
        found.get().flatten().or_else(|| before.cloned()).unwrap_or_default()
    });
    let periods = Memo::new(move |_| {
        let named = |period: &String| (period.clone(), period_label(period));
        found.with(|found| found.periods.iter().map(named).collect::<Vec<_>>())
    });
    crate::ui::effect(move || {
        let offered = periods.get();
        if !period.with_untracked(|period| offered.iter().any(|(key, _)| key == period)) {
            period.set(offered.first().map(|(key, _)| key.clone()).unwrap_or_default());
        }
    });
    let lines = Memo::new(move |_| found.with(|found| found.schools.clone()));
    let any = Memo::new(move |_| lines.with(|lines| !lines.is_empty()));
    let line = |(name, handed): (String, Handed)| {
        let (word, tone) = match handed {
            Handed::Nothing => (words::NOT_SENT, Tone::Late),
            Handed::Open => (words::NEW, Tone::Soon),
            Handed::Said(said) => words::verdict(said),
        };
        view! {
            <li>
                <b>{name}</b>
                <Chip text=word.to_owned() tone=tone />
            </li>
        }
    };
    let sum = move || {
        lines.with(|lines| {
            let open = lines.iter().filter(|(_, handed)| *handed == Handed::Nothing).count();
            if open == 0 { words::MISSING_NONE.to_owned() } else { words::missing(open, lines.len()) }
        })
    };
    let forms: Vec<_> = Form::ALL.iter().map(|form| (form.key().to_owned(), form.text().to_owned())).collect();
    let forms = StoredValue::new(forms);
    view! {
        <Show when=move || any.get()>
            <section class="card" aria-label=words::MISSING>
                <header><h2>{words::MISSING}</h2></header>
                <div class="body stack">
                    <div class="row up-choice">
                        <SelectField label=words::FORM.to_owned() value=form options=forms.get_value() />
                        <SelectField label=words::PERIOD.to_owned() value=period options=periods />
                    </div>
                    <p role="status">{sum}</p>
                    <ul class="sync-list">{move || lines.get().into_iter().map(line).collect_view()}</ul>
                </div>
            </section>
        </Show>
    }
}
