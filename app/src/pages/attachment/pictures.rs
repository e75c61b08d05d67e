//! The pictures of one thing: those chosen and not yet kept, each on its way to the disk in a save of its own.

use std::sync::Arc;

use desk::message::attachment::{AttachmentAnswer, AttachmentRequest, AttachmentView, NewAttachment, source_of};
use desk::message::care::CareAnswer;
use desk::message::{Id, Refusal};
use ledger::attachment::{AttachmentKind, Flaw, OwnerKind};
use leptos::prelude::*;
use leptos::task::spawn_local;
use web_sys::{File, HtmlCanvasElement};

use super::strip::kept;
use crate::platform::picture::{self, Shrunk};
use crate::session::Session;
use crate::text::attachment as words;
use crate::text::refusal;
use crate::ui::{Toasts, next_number};

/// A picture that is not kept yet.
#[derive(Clone, Debug)]
pub(super) struct Pending {
    pub(super) key: u32,
    pub(super) kind: AttachmentKind,
    pub(super) caption: RwSignal<String>,
    /// Why it could not be kept.
    pub(super) trouble: RwSignal<String>,
    /// The small one, as the source of an image.
    pub(super) source: String,
    shrunk: Arc<Shrunk>,
    place: String,
}

/// The pictures of one thing, which may not be kept itself yet.
#[derive(Clone, Copy, Debug)]
pub(in crate::pages) struct Pictures {
    session: Session,
    toasts: Toasts,
    pub(super) kind: OwnerKind,
    /// What they belong to; nothing before that is kept.
    pub(super) owner: RwSignal<Option<Id>>,
    pub(super) pending: RwSignal<Vec<Pending>>,
    /// Those that are kept.
    pub(super) views: Memo<Vec<AttachmentView>>,
    /// The one that is looked at.
    pub(super) looking: RwSignal<Option<Id>>,
    /// Files that are still being made small.
    pub(super) working: RwSignal<u32>,
    storing: RwSignal<bool>,
}

impl Pictures {
    /// The pictures of something of this kind.
    pub(in crate::pages) fn new(kind: OwnerKind, owner: Option<Id>) -> Pictures {
        let owner = RwSignal::new(owner);
        Pictures {
            session: Session::here(),
            toasts: Toasts::here(),
            kind,
            owner,
            pending: RwSignal::new(Vec::new()),
            views: kept(kind, owner),
            looking: RwSignal::new(None),
            working: RwSignal::new(0),
            storing: RwSignal::new(false),
        }
    }

    /// What they belong to is kept now.
    pub(in crate::pages) fn belong_to(self, owner: Id) {
        let _ = self.owner.try_set(Some(owner));
    }

    /// Whether a picture is still being made small or on its way to the disk.
    pub(in crate::pages) fn working(self) -> bool {
        self.working.get() > 0 || self.storing.get()
    }

    /// Whether pictures wait to be kept.
    pub(in crate::pages) fn waiting(self) -> bool {
        self.pending.with(|pending| !pending.is_empty())
    }

    /// Takes files: made small one after the other, and kept at once if what they belong to is.
    pub(super) fn take(self, kind: AttachmentKind, files: Vec<File>) {
        self.working.update(|n| *n += files.len() as u32);
        spawn_local(async move {
            let places = !files.is_empty() && self.keeps_places().await;
            for file in files {
                let place = match places {
                    true => picture::place(&file).await.map(|place| place.to_string()).unwrap_or_default(),
                    false => String::new(),
                };
                let shrunk = picture::shrink(&file).await;
                // Gone with its page: then the picture is as well.
                if self.working.try_update(|n| *n = n.saturating_sub(1)).is_none() {
                    return;
                }
                match shrunk {
                    Ok(shrunk) => self.wait(kind, shrunk, place),
                    Err(_) => self.toasts.fail(words::flaw(Flaw::NotAPicture)),
                }
            }
            self.store_if_owned().await;
        });
    }

    /// Takes what was drawn.
    pub(super) fn take_drawn(self, canvas: HtmlCanvasElement) {
        spawn_local(async move {
            match picture::png(&canvas).await {
                Ok(shrunk) => self.wait(AttachmentKind::Signature, shrunk, String::new()),
                Err(_) => return self.toasts.fail(words::flaw(Flaw::NotAPicture)),
            }
            self.store_if_owned().await;
        });
    }

    async fn keeps_places(self) -> bool {
        let told = self.session.care(AttachmentRequest::Places.into()).await;
        // What cannot be asked is not switched on.
        matches!(told, Ok(CareAnswer::Attachment(told)) if *told == AttachmentAnswer::Places(true))
    }

    fn wait(self, kind: AttachmentKind, shrunk: Shrunk, place: String) {
        let source = source_of(&shrunk.small).unwrap_or_default();
        // What it belongs to may be gone from the page: then nothing holds it.
        let _ = self.pending.try_update(|pending| {
            pending.push(Pending {
                key: next_number(),
                kind,
                caption: RwSignal::new(String::new()),
                trouble: RwSignal::new(String::new()),
                source,
                shrunk: Arc::new(shrunk),
                place,
            });
        });
    }

    pub(super) fn drop(self, key: u32) {
        let _ = self.pending.try_update(|pending| pending.retain(|one| one.key != key));
    }

    async fn store_if_owned(self) {
        if matches!(self.owner.try_get_untracked(), Some(Some(_))) {
            self.store().await;
        }
    }

    /// Keeps what waits, each picture by itself; whether nothing is left. What finds no room stays, with the reason.
    pub(in crate::pages) async fn store(self) -> bool {
        if self.storing.try_get_untracked() != Some(false) {
            return false;
        }
        let _ = self.storing.try_set(true);
        for one in self.pending.try_get_untracked().unwrap_or_default() {
            let Some(Some(owner)) = self.owner.try_get_untracked() else { break };
            let new = NewAttachment {
                owner_kind: self.kind,
                owner,
                kind: one.kind,
                caption: one.caption.try_get_untracked().unwrap_or_default(),
                bytes: one.shrunk.bytes.clone(),
                small: one.shrunk.small.clone(),
                place: one.place,
            };
            let trouble = match self.session.care(AttachmentRequest::Add(Box::new(new)).into()).await {
                Ok(CareAnswer::Saved(_)) => None,
                Ok(CareAnswer::Attachment(told)) => match *told {
                    AttachmentAnswer::Repeated => {
                        self.toasts.say(words::REPEATED);
                        None
                    }
                    AttachmentAnswer::Flawed(flaw) => Some(words::flaw(flaw).to_owned()),
                    _ => Some(refusal::refusal(&Refusal::Protocol)),
                },
                Ok(_) => Some(refusal::refusal(&Refusal::Protocol)),
                Err(refused) => Some(refusal::refusal(&refused)),
            };
            match trouble {
                None => self.drop(one.key),
                Some(told) => drop(one.trouble.try_set(words::not_stored(&told))),
            }
        }
        let _ = self.storing.try_set(false);
        self.pending.try_with_untracked(Vec::is_empty).unwrap_or(true)
    }

    /// Keeps what waits now.
    pub(super) fn store_now(self) {
        spawn_local(async move {
            self.store().await;
        });
    }
}
