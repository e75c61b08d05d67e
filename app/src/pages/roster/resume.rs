//! What the roster shows, sealed when the page is locked and shown again to the same person: question, columns, ticks.

use desk::message::roster::{Column, RowQuery};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::bulk;
use super::children::Children;
use crate::platform::clock;
use crate::session::{Session, from_text, to_text};
use crate::shell::Facts;
use crate::ui::data_table::{Picked, RowKey};
use crate::ui::effect;

const BESIDE: &str = "roster";

type Shown = (RowQuery, Vec<Column>, (bool, Vec<RowKey>));

/// Keeps it at hand for a lock, and shows again what a lock has sealed.
pub(super) fn follow(facts: Facts, children: Children, bulk_open: RwSignal<bool>) {
    let session = Session::here();
    let ready = RwSignal::new(!session.resuming(BESIDE));
    effect(move || {
        if ready.get() {
            let shown: Shown =
                (children.query.get(), children.columns.get(), children.table.picked.with(Picked::parts));
            session.beside(BESIDE, postcard::to_allocvec(&shown).ok().map(|bytes| to_text(&bytes)));
        }
    });
    on_cleanup(move || session.beside(BESIDE, None));
    if ready.get_untracked() {
        return;
    }
    spawn_local(async move {
        let sealed = session.beside_again(BESIDE).await.and_then(|text| from_text(&text));
        if let Some((query, columns, (all, keys))) = sealed.and_then(|bytes| postcard::from_bytes::<Shown>(&bytes).ok())
        {
            let _ = facts.roster_columns.try_set(columns);
            let _ = facts.roster.try_set(query);
            // Another question unticks everything, once it has been noticed.
            clock::pause(0).await;
            let _ = children.table.picked.try_set(Picked::of(all, keys));
            let _ = bulk_open.try_set(session.resuming(bulk::DRAFT));
        }
        let _ = ready.try_set(true);
    });
}
