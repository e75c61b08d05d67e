//! The notices of a case: what became of each, and the one that may be issued next.

use desk::message::Id;
use desk::message::case::NoticeView;
use desk::message::paper::PaperRequest;
use ledger::case::NoticeKind;
use leptos::prelude::*;

use crate::pages::care::paper::Forms;
use crate::pages::care::wanted::Wanted;
use crate::text;
use crate::text::care::PRINT;
use crate::text::case as words;
use crate::ui::{Button, Chip, Look};

/// The notices of a child's case.
pub(super) fn notices(
    child: Id,
    notices: Vec<NoticeView>,
    next: Result<NoticeKind, String>,
    wanted: RwSignal<Option<Wanted>>,
) -> impl IntoView {
    let forms = Forms::here();
    let one = move |notice: NoticeView| {
        let (state, tone) = words::notice_state(&notice);
        let paper = PaperRequest::Notice { child, notice: notice.id };
        let form = Wanted::Receipt { child, notice: notice.id };
        view! {
            <li class="rung">
                <b>{notice.kind.text()}</b>
                <span class="muted">{notice.number}"　"{text::date(&notice.issued)}</span>
                <Chip text=state tone=tone />
                <Button look=Look::Quiet on_press=move |()| wanted.set(Some(form.clone()))>{words::RECEIPT}</Button>
                <Button look=Look::Quiet on_press=move |()| forms.print(paper.clone())>{PRINT}</Button>
            </li>
        }
    };
    let list =
        (!notices.is_empty()).then(|| view! { <ol class="rungs">{notices.into_iter().map(one).collect_view()}</ol> });
    let next = match next {
        Ok(kind) => view! {
            <Button on_press=move |()| wanted.set(Some(Wanted::Notice(child, kind)))>{words::issue(kind)}</Button>
        }
        .into_any(),
        Err(why) => view! { <span class="muted">{why}</span> }.into_any(),
    };
    view! {
        <section class="card" aria-label=words::NOTICES>
            <header><h2>{words::NOTICES}</h2></header>
            {list}
            <div class="body row">{next}</div>
        </section>
    }
}
