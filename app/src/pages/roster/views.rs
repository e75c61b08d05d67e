//! Saved views: a question and its columns under a name.

use desk::message::roster::{RosterAnswer, RosterRequest, RowQuery, SavedView};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::children::Children;
use crate::text::roster as words;
use crate::ui::{Busy, Dialog, Menu, MenuItem, SubmitBar, TextField, asked};

/// The menu of the saved views.
#[component]
pub(super) fn Views(
    /// The table.
    children: Children,
) -> impl IntoView {
    let session = children.session;
    let views = asked(move || {
        session.version();
        async move {
            match session.roster(RosterRequest::Views).await {
                Ok(RosterAnswer::Views(views)) => views,
                Ok(_) | Err(_) => Vec::new(),
            }
        }
    });
    let (name, open) = (RwSignal::new(String::new()), RwSignal::new(false));
    let current = Memo::new(move |_| {
        let (query, columns) = (children.query.get(), children.columns.get());
        let views = views.get().unwrap_or_default();
        views.into_iter().find(|v| v.query == query && v.columns == columns).map(|v| v.name).unwrap_or_default()
    });
    let items = move || {
        let source = children.query.with(|q| q.source);
        let all = MenuItem::new(words::VIEW_ALL, move || {
            children.show(SavedView { query: RowQuery { source, ..RowQuery::default() }, ..SavedView::default() });
        });
        let saved = views.get().unwrap_or_default().into_iter().filter(|v| v.query.source == source);
        let mut items = vec![all];
        items.extend(saved.map(|view| MenuItem::new(view.name.clone(), move || children.show(view.clone()))));
        items.push(MenuItem::new(words::VIEW_KEEP, move || {
            name.set(current.get_untracked());
            open.set(true);
        }));
        let shown = current.get();
        if !shown.is_empty() {
            items.push(MenuItem::danger(words::view_drop(&shown), move || forget(children, shown.clone())));
        }
        items
    };
    view! {
        <div class="menu end">
            <Menu label=Signal::derive(move || words::view(&current.get())) items=Signal::derive(items) />
        </div>
        <Dialog open=open title=words::VIEW_KEEP_TITLE.to_owned()>
            <KeepForm children=children name=name open=open />
        </Dialog>
    }
}

#[component]
fn KeepForm(children: Children, name: RwSignal<String>, open: RwSignal<bool>) -> impl IntoView {
    let busy = Busy::new();
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        let wanted = name.get_untracked().trim().to_owned();
        if wanted.is_empty() {
            return;
        }
        let view = SavedView {
            name: wanted.clone(),
            query: children.query.get_untracked(),
            columns: children.columns.get_untracked(),
        };
        busy.run(async move {
            match children.session.roster(RosterRequest::KeepView(view)).await {
                Ok(_) => {
                    let _ = open.try_set(false);
                    children.toasts.say(words::view_kept(&wanted));
                }
                Err(refusal) => children.toasts.refuse(&refusal),
            }
        });
    };
    view! {
        <form autocomplete="off" class="form" on:submit=submit>
            <p class="muted">{words::VIEW_KEEP_TEXT}</p>
            <TextField label=words::VIEW_NAME.to_owned() value=name guidance=words::VIEW_NAME_GUIDANCE.to_owned() required=true />
            <SubmitBar
                label=words::SAVE.to_owned()
                busy=busy
                disabled=Signal::derive(move || name.with(|n| n.trim().is_empty()))
                on_cancel=move |()| open.set(false)
            />
        </form>
    }
}

fn forget(children: Children, name: String) {
    spawn_local(async move {
        match children.session.roster(RosterRequest::DropView(name.clone())).await {
            Ok(_) => children.toasts.say(words::view_dropped(&name)),
            Err(refusal) => children.toasts.refuse(&refusal),
        }
    });
}
