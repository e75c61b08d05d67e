//! Everything that happened in a case, the newest first.

use desk::message::care::PersonView;
use desk::message::case::{EntryKind, EntryView};
use ledger::attachment::OwnerKind;
use leptos::prelude::*;

use crate::pages::attachment::{Attach, AttachButton, AttachThumbs};
use crate::pages::care::wanted::Wanted;
use crate::text;
use crate::text::case as words;
use crate::ui::{Button, Chip, Look, Tone};

/// The timeline of a case.
pub(super) fn timeline(
    entries: Vec<EntryView>,
    person: &PersonView,
    wanted: RwSignal<Option<Wanted>>,
    attach: Attach,
) -> AnyView {
    let one = |entry: EntryView| line(entry, person.clone(), wanted, attach);
    view! { <ol class="happenings">{entries.into_iter().map(one).collect_view()}</ol> }.into_any()
}

fn line(entry: EntryView, person: PersonView, wanted: RwSignal<Option<Wanted>>, attach: Attach) -> impl IntoView {
    let (kind, owner) = (owner_kind(entry.kind), entry.id);
    let title = [&entry.title, "　", &text::date(&entry.date)].concat();
    let called = title.clone();
    let button = kind.map(|kind| view! { <AttachButton attach=attach kind=kind owner=owner title=called /> });
    let thumbs = kind.map(|kind| view! { <AttachThumbs attach=attach kind=kind owner=owner title=title /> });
    let said = entry
        .said
        .into_iter()
        .map(|(label, answer)| view! { <dt>{label}</dt><dd>{text::date(&answer)}</dd> })
        .collect_view();
    let unfit = entry.unfit.map(|why| view! { <Chip text=words::unfit_kept(why) tone=Tone::Soon /> });
    let struck = entry.struck.clone().map(|reason| {
        view! {
            <Chip text=words::STRUCK.to_owned() tone=Tone::Plain />
            <span class="muted">{reason}</span>
        }
    });
    let strike = (matches!(entry.kind, EntryKind::Step(_)) && entry.struck.is_none()).then(|| {
        let form = Wanted::Strike { person, step: entry.id, title: entry.title.clone() };
        view! {
            <Button look=Look::Quiet on_press=move |()| wanted.set(Some(form.clone()))>{words::STRIKE}</Button>
        }
    });
    view! {
        <li class=if entry.struck.is_some() { "entry struck" } else { "entry" }>
            <div class="row entry-head">
                <time datetime=entry.date.clone()>{text::date(&entry.date)}</time>
                <b>{entry.title}</b>
                {unfit}
                {struck}
                <span class="grow"></span>
                {button}
                {strike}
            </div>
            <dl class="said">{said}</dl>
            {thumbs}
        </li>
    }
}

/// What the attachments of an entry belong to; a payment has none.
fn owner_kind(kind: EntryKind) -> Option<OwnerKind> {
    match kind {
        EntryKind::Step(_) => Some(OwnerKind::Step),
        EntryKind::Visit(_) | EntryKind::FollowUp(_) => Some(OwnerKind::Visit),
        EntryKind::Notice => Some(OwnerKind::Notice),
        EntryKind::Aid => None,
    }
}
