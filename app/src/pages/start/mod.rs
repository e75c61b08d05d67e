//! The way in: trial, new ledger, unlocking; and the flows around the vault that other pages open as dialogs.
//!
//! The frame shows [`StartPage`] whenever no ledger is open. `session.vault(..)` opens the session by itself when the
//! engine answers `Open`; after `Created` the recovery card comes first and then `session.enter(view)`.

use leptos::prelude::*;

/// Everything before a ledger is open.
#[component]
pub(crate) fn StartPage() -> impl IntoView {
    view! { <h1>{"守学"}</h1> }
}

/// 保存到本机: turns the open trial into a vault (passphrase, recovery card); opened from the trial banner and 设置.
#[component]
pub(crate) fn KeepDialog(
    /// Whether it is open.
    open: RwSignal<bool>,
) -> impl IntoView {
    let _ = open;
}

/// 备份: writes and verifies a backup file; opened from 设置 and the backup badge.
#[component]
pub(crate) fn BackupDialog(
    /// Whether it is open.
    open: RwSignal<bool>,
) -> impl IntoView {
    let _ = open;
}

/// 恢复: reads a backup file into the open ledger; opened from 设置.
#[component]
pub(crate) fn RestoreDialog(
    /// Whether it is open.
    open: RwSignal<bool>,
) -> impl IntoView {
    let _ = open;
}

/// 更换口令; opened from 设置.
#[component]
pub(crate) fn PassphraseDialog(
    /// Whether it is open.
    open: RwSignal<bool>,
) -> impl IntoView {
    let _ = open;
}

/// 载入示例乡镇: a big choice on the empty home page; loads the sample and says so.
#[component]
pub(crate) fn SampleButton() -> impl IntoView {}
