//! A row of small pictures beside what they prove. The whole ones are loaded when somebody looks at one.

use desk::message::Id;
use desk::message::attachment::Away;
use ledger::attachment::OwnerKind;
use leptos::prelude::*;

use super::attaching::Attaching;
use super::strip::kept;
use crate::text::{attachment as words, photos};

/// So many are drawn in a row.
const SHOWN: usize = 6;

/// A small picture, or words in its place.
pub(super) fn image(source: String, away: Away) -> AnyView {
    if source.is_empty() {
        return view! { <span class="no-picture">{photos::away(away)}</span> }.into_any();
    }
    view! { <img class="thumb" src=source alt="" /> }.into_any()
}

/// The small pictures of one thing; a press opens it.
#[component]
pub(super) fn Thumbs(
    /// What they belong to ...
    kind: OwnerKind,
    /// ... and which of these.
    owner: Id,
    /// What it is called.
    title: String,
    /// Where it is opened.
    open: RwSignal<Option<Attaching>>,
) -> impl IntoView {
    let views = kept(kind, RwSignal::new(Some(owner)));
    let title = StoredValue::new(title);
    let row = move || {
        let views: Vec<_> = views.get().into_iter().filter(|view| view.removed.is_empty()).collect();
        let more = views.len().saturating_sub(SHOWN);
        let one = |(at, view): (usize, desk::message::attachment::AttachmentView)| {
            let (id, spoken) = (view.id, words::spoken(view.kind, &view.caption, at + 1));
            let press = move |_| {
                open.set(Some(Attaching { kind, owner, title: title.get_value(), at: Some(id) }));
            };
            view! {
                <li>
                    <button type="button" class="picture-open" aria-label=spoken on:click=press>{image(view.small, view.away)}</button>
                </li>
            }
        };
        let more = (more > 0).then(|| view! { <li class="muted">{words::more(more)}</li> });
        view! {
            <ul class="thumbs">
                {views.into_iter().enumerate().take(SHOWN).map(one).collect_view()}
                {more}
            </ul>
        }
    };
    view! { {row} }
}
