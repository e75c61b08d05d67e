//! 考勤: the classes of a day, each called with one press or name by name, and who has not come for long.

mod away;
mod import;
mod roll;

use desk::message::Refusal;
use desk::message::attendance::{AttendanceAnswer, AttendanceRequest, ClassView, ClassesView};
use desk::message::care::CareAnswer;
use desk::message::paper::PaperRequest;
use ledger::date::Date;
use leptos::prelude::*;

use self::away::away;
use self::import::ImportDialog;
use self::roll::RollDialog;
use crate::pages::care::cared;
use crate::pages::care::paper::Forms;
use crate::route::Route;
use crate::session::Session;
use crate::text::attendance as words;
use crate::text::care::saved;
use crate::text::shell::LOADING;
use crate::ui::{Busy, Button, Chip, DateField, Empty, Look, Toasts, Tone};

/// Asks about attendance again after every change of the ledger; nothing until the first answer.
fn told(question: impl Fn() -> AttendanceRequest + 'static) -> Memo<Option<AttendanceAnswer>> {
    let found = cared(move || question().into());
    Memo::new(move |_| match found.get() {
        Some(CareAnswer::Attendance(answer)) => Some(*answer),
        _ => None,
    })
}

/// Keeps a roll and says so; whether it was kept.
async fn keep(session: Session, toasts: Toasts, request: AttendanceRequest) -> bool {
    match session.care(request.into()).await {
        Ok(CareAnswer::Saved(save)) => toasts.saved(saved(&save.detail), &save),
        Ok(CareAnswer::Attendance(_)) => {
            toasts.fail(words::BAD_DAY);
            return false;
        }
        Err(Refusal::NothingToWrite) => {}
        Ok(_) => {
            toasts.refuse(&Refusal::Protocol);
            return false;
        }
        Err(refusal) => {
            toasts.refuse(&refusal);
            return false;
        }
    }
    true
}

/// 考勤.
#[component]
pub(crate) fn AttendancePage() -> impl IntoView {
    // The day as it is typed, and the roll that is open.
    let (day, open) = (RwSignal::new(String::new()), RwSignal::new(None::<(String, String)>));
    let importing = RwSignal::new(false);
    let found = told(move || AttendanceRequest::Classes { date: day.get() });
    let turn = move |days| {
        let next = Date::parse_iso(&day.get_untracked()).and_then(|day| day.plus_days(days));
        if let Some(next) = next {
            day.set(next.to_string());
        }
    };
    let body = move || match found.get() {
        Some(AttendanceAnswer::Classes(view)) => {
            if day.with_untracked(String::is_empty) {
                day.set(view.date.clone());
            }
            classes(view, open).into_any()
        }
        Some(_) => view! { <p class="field-note bad" role="alert">{words::BAD_DAY}</p> }.into_any(),
        None => view! { <p class="muted" role="status">{LOADING}</p> }.into_any(),
    };
    view! {
        <section class="page">
            <div class="page-head">
                <h1>{words::ATTENDANCE}</h1>
                <p class="sub">{words::SUB}</p>
            </div>
            <div class="tools roll-day">
                <DateField label=words::DAY.to_owned() value=day />
                <Button on_press=move |()| turn(-1)>{words::DAY_BEFORE}</Button>
                <Button on_press=move |()| turn(1)>{words::DAY_AFTER}</Button>
                <Button on_press=move |()| importing.set(true)>{words::IMPORT}</Button>
            </div>
            {body}
            <RollDialog open=open />
            <ImportDialog open=importing />
        </section>
    }
}

fn classes(view: ClassesView, open: RwSignal<Option<(String, String)>>) -> impl IntoView {
    if view.classes.is_empty() {
        return view! {
            <Empty title=words::NONE.to_owned() text=words::NONE_TEXT.to_owned()>
                <a class="button primary" href=Route::Import.href()>{words::TO_IMPORT}</a>
            </Empty>
        }
        .into_any();
    }
    let free = (!view.school_day).then(|| view! { <p><Chip text=words::NO_SCHOOL.to_owned() tone=Tone::Soon /></p> });
    let date = view.date;
    let one = move |class: ClassView| view! { <Class class=class date=date.clone() open=open /> };
    view! {
        {free}
        <section aria-label=words::CLASSES>
            <ul class="classes">{view.classes.into_iter().map(one).collect_view()}</ul>
        </section>
        {away(view.away)}
    }
    .into_any()
}

#[component]
fn Class(class: ClassView, date: String, open: RwSignal<Option<(String, String)>>) -> impl IntoView {
    let (session, toasts, busy) = (Session::here(), Toasts::here(), Busy::new());
    let (state, tone) = words::class_state(&class);
    let (key, day) = (class.key.clone(), date.clone());
    let all_here = move |()| {
        let request = AttendanceRequest::KeepRoll { class: key.clone(), date: day.clone(), changed: Vec::new() };
        busy.run(async move {
            keep(session, toasts, request).await;
        });
    };
    let one_press =
        (!class.called).then(|| view! { <Button look=Look::Primary on_press=all_here>{words::ALL_HERE}</Button> });
    let label = if class.called { words::AGAIN } else { words::CALL };
    let (key, of_class, notices_of, forms) = (class.key.clone(), class.key.clone(), class.key, Forms::here());
    view! {
        <li class="card class">
            <b>{class.name}</b>
            <Chip text=state tone=tone />
            <span class="muted">{words::children(&class.school, class.children)}</span>
            <span class="row">
                {one_press}
                <Button on_press=move |()| open.set(Some((key.clone(), date.clone())))>{label}</Button>
                <Button look=Look::Quiet on_press=move |()| forms.print(PaperRequest::ClassVisits(of_class.clone()))>
                    {words::PRINT_VISITS}
                </Button>
                <Button look=Look::Quiet on_press=move |()| forms.print_open(notices_of.clone())>
                    {words::PRINT_NOTICES}
                </Button>
            </span>
        </li>
    }
}
