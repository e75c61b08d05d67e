//! The Leptos client: pages of a ledger that lives, sealed, on this machine.
//!
//! Start reading at [`shell`], then a page folder. The page never computes over children: it asks the engine through
//! [`session`] and shows the answer.
//!
//! It becomes two modules, so that the first visit on a slow line does not wait for pages that are opened later: `app`
//! with everything that somebody needs on the first day, and `care` ([`second`]) with the registers, visits and duties.

#![allow(
    unreachable_pub,
    reason = "the component macro writes public property types into a crate that exports nothing"
)]

mod pages;
mod platform;
mod route;
pub mod second;
mod session;
mod shell;
mod text;
mod ui;

use wasm_bindgen::JsCast;

/// Starts the page.
pub fn start() {
    platform::crash::watch();
    let root = gloo::utils::document().get_element_by_id("app").and_then(|e| e.dyn_into().ok());
    match root {
        Some(root) => leptos::mount::mount_to(root, shell::App).forget(),
        None => leptos::mount::mount_to_body(shell::App),
    }
}
