//! 设置: who and where, which school year, how safe the storage is, backup, locking, the access log.

mod access;
mod lock;
mod pin;
mod program;
mod storage;
mod unit;

use leptos::prelude::*;

pub(crate) use self::access::AccessLog;
use self::lock::Locking;
use self::program::Program;
use self::storage::Keeping;
use self::unit::Unit;
use crate::pages::part::SecondPart;
use crate::text::settings as words;

/// 设置.
#[component]
pub(crate) fn SettingsPage() -> impl IntoView {
    view! {
        <section class="page settings">
            <div class="page-head"><h1>{words::TITLE}</h1></div>
            <div class="cols wide">
                <Unit />
                <div class="stack">
                    <Keeping />
                    <Locking />
                    <Program />
                </div>
            </div>
            <div class="cols wide">
                <SecondPart what="settings" />
            </div>
            <SecondPart what="access" />
        </section>
    }
}
