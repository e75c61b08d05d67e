//! The attachments of one thing in a dialog, and how much is attached to what belongs to a child.

use desk::message::Id;
use desk::message::attachment::{AttachedView, AttachmentAnswer, AttachmentRequest};
use desk::message::care::CareAnswer;
use ledger::attachment::OwnerKind;
use leptos::prelude::*;

use super::pictures::Pictures;
use super::strip::Strip;
use super::thumbs::Thumbs;
use super::viewer::Viewer;
use crate::pages::care::cared;
use crate::text::attachment as words;
use crate::ui::{Button, Dialog, Look, effect};

/// What is to be opened.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::pages) struct Attaching {
    /// What it is ...
    pub(in crate::pages) kind: OwnerKind,
    /// ... and which of these.
    pub(in crate::pages) owner: Id,
    /// What it is called.
    pub(in crate::pages) title: String,
    /// The picture to look at.
    pub(in crate::pages) at: Option<Id>,
}

/// Where the attachments of one thing are shown; one on each page that has such things.
#[component]
pub(in crate::pages) fn AttachDialog(
    /// Which; nothing when it is closed.
    wanted: RwSignal<Option<Attaching>>,
) -> impl IntoView {
    let open = RwSignal::new(false);
    let any = Memo::new(move |_| wanted.with(Option::is_some));
    effect(move || open.set(any.get()));
    effect(move || {
        if !open.get() && any.get_untracked() {
            wanted.set(None);
        }
    });
    let title = move || wanted.with(|wanted| wanted.as_ref().map(|one| one.title.clone()).unwrap_or_default());
    view! {
        <Dialog open=open title=Signal::derive(title) wide=true>
            {move || wanted.get().map(|one| {
                let pictures = Pictures::new(one.kind, Some(one.owner));
                pictures.looking.set(one.at);
                view! {
                    <Strip pictures=pictures />
                    <Viewer pictures=pictures />
                }
            })}
        </Dialog>
    }
}

/// How much is attached to what belongs to a child, and where it is opened.
#[derive(Clone, Copy, Debug)]
pub(in crate::pages) struct Attach {
    counts: Memo<Vec<AttachedView>>,
    /// Where it is opened: for an [`AttachDialog`].
    pub(in crate::pages) open: RwSignal<Option<Attaching>>,
}

impl Attach {
    /// What belongs to this child.
    pub(in crate::pages) fn of(child: Id) -> Attach {
        let found = cared(move || AttachmentRequest::Counts(child).into());
        let counts = Memo::new(move |_| match found.get() {
            Some(CareAnswer::Attachment(told)) => match *told {
                AttachmentAnswer::Counts(counts) => counts,
                _ => Vec::new(),
            },
            _ => Vec::new(),
        });
        Attach { counts, open: RwSignal::new(None) }
    }

    /// How much is attached to one thing.
    fn to(self, owner: Id) -> Memo<Option<AttachedView>> {
        Memo::new(move |_| self.counts.with(|counts| counts.iter().find(|view| view.owner == owner).copied()))
    }
}

/// The button that opens the attachments of one thing and says how many there are.
#[component]
pub(in crate::pages) fn AttachButton(
    /// Of whom.
    attach: Attach,
    /// What it is ...
    kind: OwnerKind,
    /// ... and which of these.
    owner: Id,
    /// What it is called.
    title: String,
) -> impl IntoView {
    let count = attach.to(owner);
    let title = StoredValue::new(title);
    let press = move |()| attach.open.set(Some(Attaching { kind, owner, title: title.get_value(), at: None }));
    view! {
        <Button look=Look::Quiet on_press=press>{move || words::open(count.get().as_ref())}</Button>
    }
}

/// The small pictures of one thing, if it has any.
#[component]
pub(in crate::pages) fn AttachThumbs(
    /// Of whom.
    attach: Attach,
    /// What it is ...
    kind: OwnerKind,
    /// ... and which of these.
    owner: Id,
    /// What it is called.
    title: String,
) -> impl IntoView {
    let count = attach.to(owner);
    let any = Memo::new(move |_| count.with(Option::is_some));
    let title = StoredValue::new(title);
    view! {
        <Show when=move || any.get()>
            <Thumbs kind=kind owner=owner title=title.get_value() open=attach.open />
        </Show>
    }
}
