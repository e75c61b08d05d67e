//! On a child's page: into which register, and who went there when.

use desk::message::Id;
use desk::message::care::{CareAnswer, CareRequest, PauseView, RegisterView, VisitView};
use desk::message::paper::PaperRequest;
use ledger::attachment::OwnerKind;
use ledger::visit::VisitKind;
use leptos::prelude::*;

use super::aid_of_child::AidOfChild;
use super::cared;
use super::dialog::CareDialog;
use super::paper::Forms;
use super::wanted::Wanted;
use crate::pages::attachment::{Attach, AttachButton, AttachDialog};
use crate::pages::case::CaseOfChild;
use crate::pages::chain::ChainOfChild;
use crate::pages::register::RestrictedOfChild;
use crate::text;
use crate::text::care as words;
use crate::ui::{Button, Chip, Look, Menu, MenuItem, Tone};

/// Visits shown at first.
const SHOWN: usize = 10;

/// The registers and visits of a child.
#[component]
pub(crate) fn OfChild(
    /// Which.
    id: Id,
) -> impl IntoView {
    let wanted = RwSignal::new(None::<Wanted>);
    let (shown, forms, attach) = (RwSignal::new(SHOWN), Forms::here(), Attach::of(id));
    let found = cared(move || CareRequest::Visits(id));
    let visits = Signal::derive(move || match found.get() {
        Some(CareAnswer::Visits(visits)) => visits,
        _ => Vec::new(),
    });
    let open = move |form: Wanted| move || wanted.set(Some(form.clone()));
    let all = cared(|| CareRequest::Registers);
    let registers = move || {
        let Some(CareAnswer::Registers(views)) = all.get() else { return Vec::new() };
        let one = |view: RegisterView| {
            let wanted = Wanted::Member(view.register, view.name.clone(), id);
            MenuItem::new(view.name, open(wanted))
        };
        views.into_iter().filter(|view| !view.closed).map(one).collect::<Vec<_>>()
    };
    let kinds = move || {
        // A school is visited, not a child.
        let of_child = VisitKind::ALL.iter().filter(|kind| **kind != VisitKind::Liaison);
        of_child.map(|kind| MenuItem::new(kind.text(), open(Wanted::visit(*kind, id)))).collect::<Vec<_>>()
    };
    let line = move |visit: VisitView| {
        let bare = (!visit.evidence).then(|| view! { <Chip text=words::NO_EVIDENCE.to_owned() tone=Tone::Soon /> });
        let corrected =
            (visit.corrected > 0).then(|| view! { <span class="muted">{words::corrected(visit.corrected)}</span> });
        let title = [&text::date(&visit.date), "　", visit.kind.text()].concat();
        let (kind, own) = (visit.kind, Some(visit.id));
        let again = move |()| {
            wanted.set(Some(Wanted::Visit { kind, whom: id, visit: own, makes_good: String::new() }));
        };
        view! {
            <li class="visit">
                <Button look=Look::Quiet on_press=again>
                    {text::short_date(&visit.date)}" "{visit.kind.text()}
                </Button>
                <span>{visit.people}</span>
                {(!visit.peer.is_empty()).then(|| view! { <span class="muted">{words::peer(&visit.peer)}</span> })}
                <Button look=Look::Quiet on_press=move |()| forms.print(PaperRequest::Visit(visit.id))>{words::PRINT}</Button>
                <AttachButton attach=attach kind=OwnerKind::Visit owner=visit.id title=title />
                {bare}
                {corrected}
                <p>{visit.content}</p>
            </li>
        }
    };
    let list = move || visits.get().into_iter().take(shown.get()).map(line).collect_view();
    view! {
        <ChainOfChild id=id />
        <CaseOfChild id=id wanted=wanted />
        <section class="card" aria-label=words::IN_REGISTERS>
            <header>
                <h2>{words::VISITS}</h2>
                <div class="row">
                    <AttachButton attach=attach kind=OwnerKind::Child owner=id title=OwnerKind::Child.text().to_owned() />
                    <Menu label=words::RECORD.to_owned() items=Signal::derive(kinds) />
                    <Menu label=words::ADD_TITLE.to_owned() items=Signal::derive(registers) />
                    <Button on_press=move |()| wanted.set(Some(Wanted::Pause { child: id, pause: None }))>
                        {words::PAUSE_ADD}
                    </Button>
                </div>
            </header>
            <Pauses id=id wanted=wanted />
            <Show
                when=move || !visits.with(Vec::is_empty)
                fallback=|| view! { <p class="body muted">{words::NO_VISITS}</p> }
            >
                <ul class="visits">{list}</ul>
            </Show>
            <Show when=move || visits.with(|all| all.len() > shown.get())>
                <div class="more"><Button on_press=move |()| shown.set(usize::MAX)>{words::MORE}</Button></div>
            </Show>
            <CareDialog wanted=wanted />
            <AttachDialog wanted=attach.open />
        </section>
        <AidOfChild id=id wanted=wanted />
        <RestrictedOfChild id=id wanted=wanted />
    }
}

/// The days on which nothing is owed to the child; a press changes them.
#[component]
fn Pauses(id: Id, wanted: RwSignal<Option<Wanted>>) -> impl IntoView {
    let found = cared(move || CareRequest::Pauses(id));
    let one = move |pause: PauseView| {
        let (words, own) = (words::pause(&pause), pause.id);
        view! {
            <li class="visit">
                <Button look=Look::Quiet on_press=move |()| wanted.set(Some(Wanted::Pause { child: id, pause: Some(own) }))>
                    {words}
                </Button>
            </li>
        }
    };
    let list = move || match found.get() {
        Some(CareAnswer::Pauses(pauses)) if !pauses.is_empty() => {
            view! { <ul class="visits">{pauses.into_iter().map(one).collect_view()}</ul> }.into_any()
        }
        _ => ().into_any(),
    };
    view! { {list} }
}
