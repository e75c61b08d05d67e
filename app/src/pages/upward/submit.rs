//! 报送材料: to whom, what, for which period, and the file.

use desk::message::upward::{MAX_FILE_BYTES, NewSubmission, SentView, UpWhy, UpwardRequest, UpwardView};
use ledger::upward::{Form, period_label};
use leptos::prelude::*;
use web_sys::File;

use super::order;
use crate::pages::carried;
use crate::route::parse_id;
use crate::session::Session;
use crate::text::upward as words;
use crate::ui::{AreaField, Busy, Dialog, FileDrop, SelectField, SubmitBar, TextField, Toasts};

/// What a form begins with: nothing, or what is handed in once more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Begin {
    /// Something new.
    New,
    /// Another revision of this.
    Again(Box<SentView>),
}

/// 报送材料.
#[component]
pub(super) fn Submit(begin: RwSignal<Option<Begin>>, view: Signal<UpwardView>) -> impl IntoView {
    let open = RwSignal::new(false);
    let chosen = StoredValue::new(Begin::New);
    crate::ui::effect(move || {
        if let Some(how) = begin.get() {
            chosen.set_value(how);
            open.set(true);
            begin.set(None);
        }
    });
    view! {
        <Dialog open=open title=words::SUBMIT_TITLE.to_owned()>
            <SubmitForm open=open begin=chosen.get_value() view=view />
        </Dialog>
    }
}

#[component]
fn SubmitForm(open: RwSignal<bool>, begin: Begin, view: Signal<UpwardView>) -> impl IntoView {
    let (session, toasts, busy) = (Session::here(), Toasts::here(), Busy::new());
    let offices = view.with_untracked(|view| view.superiors.clone());
    let offices: Vec<(String, String)> = offices
        .into_iter()
        .filter(|office| office.removed.is_empty())
        .map(|office| (crate::route::id_hex(&office.id), office.name))
        .collect();
    let again = match begin {
        Begin::Again(sent) => Some(*sent),
        Begin::New => None,
    };
    let first = offices.first().map(|(key, _)| key.clone()).unwrap_or_default();
    let to = RwSignal::new(again.as_ref().map_or(first, |sent| crate::route::id_hex(&sent.superior.0)));
    let form = RwSignal::new(again.as_ref().map_or(Form::Monthly.key().to_owned(), |sent| sent.form.clone()));
    let period = RwSignal::new(again.as_ref().map(|sent| sent.period.clone()).unwrap_or_default());
    let (sentence, file) = (RwSignal::new(String::new()), RwSignal::new_local(None::<File>));
    let proposed = view.with_untracked(|view| view.periods.clone());
    let asked_again = again.as_ref().map(|sent| sent.period.clone());
    let periods = Signal::derive(move || {
        let of = |form: &String| proposed.iter().find(|(key, _)| key == form).map(|(_, periods)| periods.clone());
        let mut periods = form.with(of).unwrap_or_default();
        if let Some(period) = asked_again.clone().filter(|period| !periods.is_empty() && !periods.contains(period)) {
            periods.push(period);
        }
        periods.into_iter().map(|period| (period.clone(), period_label(&period))).collect::<Vec<_>>()
    });
    // Another form has other periods.
    crate::ui::effect(move || {
        let offered = periods.get();
        let here = period.with_untracked(|period| offered.iter().any(|(key, _)| key == period));
        if let Some((first, _)) = offered.first().filter(|_| !here) {
            period.set(first.clone());
        } else if offered.is_empty()
            && Form::ALL
                .iter()
                .any(|form| period.with_untracked(|p| form.cycle().is_some() && form.period(p).is_some()))
        {
            period.set(String::new());
        }
    });
    let fixed = Memo::new(move |_| periods.with(|offered| !offered.is_empty()));
    let before = Memo::new(move |_| {
        view.with(|view| {
            let same = |sent: &&SentView| {
                to.with(|to| parse_id(to) == Some(sent.superior.0))
                    && form.with(|form| *form == sent.form)
                    && period.with(|period| period.trim() == sent.period)
            };
            view.sent.iter().any(|sent| same(&sent))
        })
    });
    let take = move |chosen: Vec<File>| file.set(chosen.into_iter().next());
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        let Some(superior) = parse_id(&to.get_untracked()) else { return };
        let chosen = file.get_untracked();
        // Looked at before it is read: what people choose by mistake may be a film.
        if chosen.as_ref().is_some_and(|file| file.size() > MAX_FILE_BYTES as f64) {
            toasts.fail(words::why(UpWhy::TooLarge));
            return;
        }
        let mut new = NewSubmission {
            superior,
            form: form.get_untracked(),
            period: period.get_untracked(),
            sentence: sentence.get_untracked(),
            ..NewSubmission::default()
        };
        busy.run(async move {
            if let Some(file) = chosen {
                new.file = file.name();
                match carried::taken(toasts, [file]).await {
                    Some(bytes) => new.bytes = bytes,
                    None => return,
                }
            }
            if order(session, toasts, UpwardRequest::Submit(Box::new(new))).await.is_some() {
                toasts.say(words::SUBMITTED);
                let _ = open.try_set(false);
            }
        });
    };
    let forms: Vec<_> = Form::ALL.iter().map(|form| (form.key().to_owned(), form.text().to_owned())).collect();
    let chosen = move || file.with(|file| file.as_ref().map(|file| words::file(&file.name(), file.size() as u64)));
    view! {
        <form autocomplete="off" class="form" on:submit=submit>
            <SelectField label=words::TO.to_owned() value=to options=offices />
            <SelectField label=words::FORM.to_owned() value=form options=forms />
            {move || if fixed.get() {
                view! { <SelectField label=words::PERIOD.to_owned() value=period options=periods /> }.into_any()
            } else {
                view! {
                    <TextField label=words::PERIOD.to_owned() value=period guidance=words::PERIOD_NOTE.to_owned() required=true />
                }
                .into_any()
            }}
            <FileDrop label=words::FILE.to_owned() guidance=words::FILE_NOTE.to_owned() on_files=take />
            {move || chosen().map(|name| view! { <p role="status"><b>{name}</b></p> })}
            {move || if before.get() {
                view! {
                    <AreaField
                        label=words::SENTENCE_AGAIN.to_owned()
                        value=sentence
                        guidance=words::SENTENCE_AGAIN_NOTE.to_owned()
                        required=true
                    />
                }
                .into_any()
            } else {
                view! {
                    <AreaField label=words::SENTENCE.to_owned() value=sentence guidance=words::SENTENCE_NOTE.to_owned() />
                }
                .into_any()
            }}
            <SubmitBar label=words::SUBMIT_DO.to_owned() busy=busy on_cancel=move |()| open.set(false) />
        </form>
    }
}
