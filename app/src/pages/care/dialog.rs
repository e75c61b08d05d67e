//! The forms of care, one at a time: a membership, a visit, the reason for a turn that fell short, a step of a case.

use desk::message::care::{CareAnswer, CareRequest, FormView, PersonView};
use desk::message::case::{CaseAnswer, CaseRequest};
use desk::message::form::{Answers, FormField, InputKind};
use desk::message::{Id, Refusal};
use ledger::case::{NoticeKind, StepKind, Why};
use ledger::register::Register;
use ledger::schema::{DELETED, shortfall};
use ledger::visit::VisitKind;
use leptos::prelude::*;

use super::cared;
use super::fields::{Form, Inputs};
use crate::route::id_hex;
use crate::session::Session;
use crate::text::care as words;
use crate::text::case as case_words;
use crate::text::shell::LOADING;
use crate::ui::{Banner, Busy, Button, Dialog, FormDraftOffer, SubmitBar, Toasts, Tone, effect};

/// The form that is wanted.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::pages) enum Wanted {
    /// A child in a register.
    Member(Register, Id),
    /// A visit, new or to be corrected; for a new one, the earlier turn it is to make good.
    Visit { kind: VisitKind, child: Id, visit: Option<Id>, makes_good: String },
    /// The reason for a turn of a duty that fell short; what kind of visit would make it good.
    Short { duty: String, person: PersonView, period: String, kind: VisitKind },
    /// A step of a child's case.
    Step(StepKind, Id),
    /// The next notice to a child's guardian.
    Notice(Id, NoticeKind),
    /// The receipt of a notice.
    Receipt { child: Id, notice: Id },
    /// The reason with which a step, here by its title, is struck.
    Strike { person: PersonView, step: Id, title: String },
}

impl Wanted {
    /// A new visit.
    pub(in crate::pages) fn visit(kind: VisitKind, child: Id) -> Wanted {
        Wanted::Visit { kind, child, visit: None, makes_good: String::new() }
    }

    fn title(&self) -> String {
        match self {
            Wanted::Member(register, _) => words::register_title(register.text()),
            Wanted::Visit { kind, .. } => words::visit_title(*kind),
            Wanted::Short { .. } => words::SHORT_TITLE.to_owned(),
            Wanted::Step(kind, _) => kind.text().to_owned(),
            Wanted::Notice(_, kind) => kind.text().to_owned(),
            Wanted::Receipt { .. } => case_words::RECEIPT.to_owned(),
            Wanted::Strike { title, .. } => case_words::strike_title(title),
        }
    }

    /// The key of its draft.
    fn key(&self) -> String {
        match self {
            Wanted::Member(register, child) => format!("member-{}-{}", register.key(), id_hex(child)),
            Wanted::Visit { kind, child, visit, makes_good } => {
                let which = visit.as_ref().map_or_else(|| makes_good.clone(), id_hex);
                format!("visit-{}-{}-{which}", kind.key(), id_hex(child))
            }
            Wanted::Short { duty, person, period, .. } => format!("short-{duty}-{}-{period}", id_hex(&person.child)),
            Wanted::Step(kind, child) => format!("step-{}-{}", kind.key(), id_hex(child)),
            Wanted::Notice(child, kind) => format!("notice-{}-{}", kind.key(), id_hex(child)),
            Wanted::Receipt { notice, .. } => format!("receipt-{}", id_hex(notice)),
            Wanted::Strike { step, .. } => format!("strike-{}", id_hex(step)),
        }
    }

    fn asking(&self) -> Option<CareRequest> {
        match self {
            Wanted::Member(register, child) => Some(CareRequest::MemberForm { register: *register, child: *child }),
            Wanted::Visit { kind, child, visit, makes_good } => Some(CareRequest::VisitForm {
                kind: *kind,
                child: *child,
                visit: *visit,
                makes_good: makes_good.clone(),
            }),
            Wanted::Step(kind, child) => Some(CaseRequest::StepForm { child: *child, kind: *kind }.into()),
            Wanted::Notice(child, _) => Some(CaseRequest::NoticeForm(*child).into()),
            Wanted::Receipt { child, notice } => {
                Some(CaseRequest::ReceiptForm { child: *child, notice: *notice }.into())
            }
            Wanted::Short { .. } | Wanted::Strike { .. } => None,
        }
    }

    /// The form, where it asks nothing that is stored.
    fn own_form(&self) -> Option<FormView> {
        let form = |person: &PersonView, fields, text: &str| {
            Some(FormView { person: person.clone(), fields, derived: vec![text.to_owned()], stored: false })
        };
        let field = |id, label: &str, kind| FormField { id, label: label.to_owned(), kind, value: String::new() };
        match self {
            Wanted::Short { person, .. } => {
                let reason = field(shortfall::REASON, words::SHORT_REASON, InputKind::Line);
                let day = field(shortfall::MAKE_UP, words::SHORT_MAKE_UP, InputKind::Date);
                form(person, vec![reason, day], words::SHORT_TEXT)
            }
            Wanted::Strike { person, .. } => {
                form(person, vec![field(DELETED, case_words::STRIKE_REASON, InputKind::Line)], case_words::STRIKE_TEXT)
            }
            _ => None,
        }
    }

    /// The words on the button that keeps it.
    fn label(&self) -> &'static str {
        match self {
            Wanted::Short { .. } => words::SHORT_DO,
            Wanted::Strike { .. } => case_words::STRIKE,
            _ => words::SAVE,
        }
    }

    /// What keeps the answers; a step also if it does not fit, when the person says so.
    fn keeping(&self, answers: Answers, even: bool) -> CareRequest {
        let text = |id| answers.iter().find(|(known, _)| *known == id).map_or("", |(_, text)| text).to_owned();
        match self {
            Wanted::Member(register, child) => CareRequest::KeepMember { register: *register, child: *child, answers },
            Wanted::Visit { kind, child, visit, .. } => {
                CareRequest::KeepVisit { kind: *kind, child: *child, visit: *visit, answers }
            }
            Wanted::Short { duty, person, period, .. } => CareRequest::CloseShort {
                duty: duty.clone(),
                child: person.child,
                period: period.clone(),
                reason: text(shortfall::REASON),
                make_up: text(shortfall::MAKE_UP),
            },
            Wanted::Step(kind, child) => CaseRequest::KeepStep { child: *child, kind: *kind, answers, even }.into(),
            Wanted::Notice(child, kind) => CaseRequest::KeepNotice { child: *child, kind: *kind, answers }.into(),
            Wanted::Receipt { child, notice } => {
                CaseRequest::KeepReceipt { child: *child, notice: *notice, answers }.into()
            }
            Wanted::Strike { person, step, .. } => {
                CaseRequest::Strike { child: person.child, step: *step, reason: text(DELETED) }.into()
            }
        }
    }
}

/// Where the wanted form is shown; one on each page that has such forms.
#[component]
pub(in crate::pages) fn CareDialog(
    /// Which form; nothing when it is closed.
    wanted: RwSignal<Option<Wanted>>,
) -> impl IntoView {
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
        Wanted::Short { person, kind, period, .. } => {
            let makes_good = period.clone();
            let visit = Wanted::Visit { kind: *kind, child: person.child, visit: None, makes_good };
            Some(view! {
                <Button on_press=move |()| wanted.set(Some(visit.clone()))>{words::SHORT_VISIT}</Button>
            })
        }
        _ => None,
    };
    let label = form.label();
    let form = StoredValue::new(form);
    // Why the step does not fit where the case stands.
    let unfit = RwSignal::new(None::<Why>);
    let keep = move |even: bool| {
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
                Ok(CareAnswer::Faults(faults)) => {
                    return typed.judge(faults, answers);
                }
                Ok(CareAnswer::Saved(save)) => toasts.saved(words::saved(&save.detail), &save),
                // It says what is stored already.
                Err(Refusal::NothingToWrite) => {}
                Ok(_) => return toasts.refuse(&Refusal::Protocol),
                Err(refusal) => return toasts.refuse(&refusal),
            }
            typed.draft.forget();
            let _ = wanted.try_set(None);
        });
    };
    view! {
        <FormDraftOffer form=typed.draft />
        <form
            class="form care-form"
            on:submit=move |event| {
                event.prevent_default();
                keep(false);
            }
        >
            <p>
                <b>{view.person.name.clone()}</b>
                <span class="muted">"　"{words::whose(&view.person)}</span>
            </p>
            {view.derived.into_iter().map(|line| view! { <p class="muted">{line}</p> }).collect_view()}
            <Inputs form=typed />
            {move || unfit.get().map(|why| view! {
                <Banner tone=Tone::Soon>
                    <span role="alert">{case_words::unfit(why)}</span>
                    <Button on_press=move |()| keep(true)>{case_words::EVEN}</Button>
                </Banner>
            })}
            {make_good}
            <SubmitBar label=label.to_owned() busy=busy on_cancel=move |()| wanted.set(None) />
        </form>
    }
}
