//! A list of absences from a file or the clipboard: what it would bring, row by row, and keeping that as one save.

use desk::message::Refusal;
use desk::message::attendance::{AbsencesView, AttendanceAnswer, AttendanceRequest};
use desk::message::care::{CareAnswer, PersonView};
use desk::message::file::ReadChoice;
use js_sys::Uint8Array;
use ledger::attendance::list::Wrong;
use leptos::prelude::*;
use web_sys::File;

use crate::platform::files;
use crate::platform::worker::Payload;
use crate::session::{FileDesk, FileTrouble, Session};
use crate::text::attendance as words;
use crate::text::care as care_words;
use crate::text::{date, refusal};
use crate::ui::{Busy, Button, Dialog, FileDrop, Look, Toasts};

/// Name endings the file chooser offers; what a file is is decided by its content.
const ENDINGS: &str = ".xlsx,.xls,.xlsm,.et,.csv,.tsv,.txt,.htm,.html";

/// The rows of a sheet as they stand.
type Rows = Vec<Vec<String>>;

/// The list, from choosing it to keeping it.
#[component]
pub(super) fn ImportDialog(
    /// Whether it is open.
    open: RwSignal<bool>,
) -> impl IntoView {
    view! {
        <Dialog open=open title=words::IMPORT_TITLE.to_owned() wide=true>
            <Importing open=open />
        </Dialog>
    }
}

#[component]
fn Importing(open: RwSignal<bool>) -> impl IntoView {
    let (session, toasts, busy) = (Session::here(), Toasts::here(), Busy::new());
    let found = RwSignal::new(None::<(Rows, AbsencesView)>);
    let error = RwSignal::new(String::new());
    let show = move |rows: Result<Rows, FileTrouble>| async move {
        let rows = match rows {
            Ok(rows) => rows,
            Err(trouble) => return drop(error.try_set(refusal::file(&trouble))),
        };
        match session.care(AttendanceRequest::ReadList(rows.clone()).into()).await {
            Ok(CareAnswer::Attendance(answer)) => match *answer {
                AttendanceAnswer::List(view) => {
                    let _ = error.try_set(String::new());
                    let _ = found.try_set(Some((rows, view)));
                }
                AttendanceAnswer::NoHeads => drop(error.try_set(words::NO_HEADS.to_owned())),
                _ => toasts.refuse(&Refusal::Protocol),
            },
            Ok(_) => toasts.refuse(&Refusal::Protocol),
            Err(refused) => toasts.refuse(&refused),
        }
    };
    let on_files = move |mut chosen: Vec<File>| {
        let Some(file) = (!chosen.is_empty()).then(|| chosen.remove(0)) else { return };
        busy.run(async move {
            let bytes = files::bytes(&file).await.map_err(|_| FileTrouble::Broken);
            let rows = match bytes {
                Ok(bytes) => rows_of(bytes, false).await,
                Err(trouble) => Err(trouble),
            };
            show(rows).await;
        });
    };
    let on_paste = move |block: String| {
        busy.run(async move {
            show(rows_of(Uint8Array::from(block.as_bytes()).buffer(), true).await).await;
        });
    };
    let keep = move |()| {
        let Some((rows, _)) = found.get_untracked() else { return };
        busy.run(async move {
            match session.care(AttendanceRequest::KeepList(rows).into()).await {
                Ok(CareAnswer::Saved(save)) => toasts.saved(care_words::saved(&save.detail), &save),
                Err(Refusal::NothingToWrite) => toasts.say(words::IMPORT_NOTHING.to_owned()),
                Ok(_) => return toasts.refuse(&Refusal::Protocol),
                Err(refused) => return toasts.refuse(&refused),
            }
            let _ = open.try_set(false);
        });
    };
    move || match found.get() {
        None => view! {
            <FileDrop
                label=words::IMPORT_DROP.to_owned()
                guidance=words::IMPORT_TEXT.to_owned()
                accept=ENDINGS.to_owned()
                on_files=UnsyncCallback::new(on_files)
                on_paste=Callback::new(on_paste)
            />
            <p class="field-note bad" role="alert">{move || error.get()}</p>
        }
        .into_any(),
        Some((_, view)) => {
            let any = view.new + view.changed > 0;
            view! {
                {preview(view)}
                <div class="submit-bar">
                    <Button on_press=move |()| found.set(None)>{words::IMPORT_AGAIN}</Button>
                    {any.then(|| view! { <Button look=Look::Primary on_press=keep>{words::IMPORT_DO}</Button> })}
                </div>
            }
            .into_any()
        }
    }
}

/// The rows of a file's first sheet, by the worker that reads lists.
async fn rows_of(bytes: Payload, pasted: bool) -> Result<Rows, FileTrouble> {
    let worker = FileDesk::open()?;
    worker.read(ReadChoice { pasted, ..ReadChoice::default() }, Some(bytes)).await?;
    worker.grid().await
}

fn preview(view: AbsencesView) -> impl IntoView {
    let (first, list_sum) = (words::first_of(view.first.len(), view.new + view.changed), words::list_sum(&view));
    let one = |(person, day, leave): (PersonView, String, String)| {
        view! {
            <tr>
                <th scope="row">{person.name.clone()}</th>
                <td>{person.village.clone()}</td>
                <td>{person.grade_class.clone()}</td>
                <td class="nowrap">{date(&day)}</td>
                <td>{leave}</td>
            </tr>
        }
    };
    let wrong = |(row, name, why): (u32, String, Wrong)| {
        view! { <tr><td>{row}</td><th scope="row">{name}</th><td>{why.text()}</td></tr> }
    };
    let heads = [care_words::NAME, care_words::VILLAGE, care_words::GRADE_CLASS, words::DAY, words::LEAVE];
    let new = (!view.first.is_empty()).then(|| {
        view! {
            <div class="table-scroll">
                <table class="plain">
                    <thead><tr>{heads.map(|head| view! { <th scope="col">{head}</th> }).collect_view()}</tr></thead>
                    <tbody>{view.first.into_iter().map(one).collect_view()}</tbody>
                </table>
            </div>
        }
    });
    let heads = [words::ROW, care_words::NAME, words::WHY];
    let bad = (!view.wrong.is_empty()).then(|| {
        view! {
            <h3>{words::WRONG}</h3>
            <div class="table-scroll">
                <table class="plain">
                    <thead><tr>{heads.map(|head| view! { <th scope="col">{head}</th> }).collect_view()}</tr></thead>
                    <tbody>{view.wrong.into_iter().map(wrong).collect_view()}</tbody>
                </table>
            </div>
        }
    });
    view! {
        <p class="register-sum">{list_sum}</p>
        <p class="muted">{first}</p>
        {new}
        {bad}
    }
}
