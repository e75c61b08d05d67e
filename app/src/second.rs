//! The page's second module: parts that the first one opens in an element of its own.
//!
//! Both modules speak with the one engine. This one has its own paper, outside of the element that the first module draws;
//! its notes are shown by the first.

use std::any::Any;

use leptos::mount::mount_to;
use leptos::prelude::*;
use web_sys::HtmlElement;

use crate::pages::attachment::PhotoSetting;
use crate::pages::attendance::AttendancePage;
use crate::pages::care::{
    AID, AidPage, AidSetting, CADRES, CadresPage, CalendarSetting, DutiesPage, RegistersPage, RulesSetting, Work,
};
use crate::pages::case::{CasesPage, LadderSetting, TemplateSetting};
use crate::pages::child::{ChildPage, SimilarPairs};
use crate::pages::history::HistoryPage;
use crate::pages::settings::AccessLog;
use crate::pages::share::{SyncChip, SyncPage};
use crate::pages::upward::{UP, UpwardPage};
use crate::platform::neighbour;
use crate::route::{Router, parse_id};
use crate::session::Session;
use crate::ui::{FormPrinter, PaperSheet, PrintSheet, Printer, Toasts, number_as_second};

/// What every part shares; made with the first part, and never taken away.
#[derive(Clone, Copy)]
struct Shared {
    session: Session,
    router: Router,
    toasts: Toasts,
    printer: Printer,
    forms: FormPrinter,
}

thread_local! {
    static SHARED: Shared = Shared::make();
}

impl Shared {
    fn make() -> Shared {
        number_as_second();
        let owner = Owner::new();
        let shared = owner.with(|| Shared {
            session: Session::join(),
            router: Router::provide(),
            toasts: Toasts::provide_elsewhere(),
            printer: Printer::provide(),
            forms: FormPrinter::provide(),
        });
        // A locked page holds nothing of a child, not even on its way to the printer.
        neighbour::on_leaving(move || {
            shared.printer.clear();
            shared.forms.clear();
            false
        });
        // For as long as the page.
        std::mem::forget(owner);
        mount_to(gloo::utils::body(), move || {
            shared.provide();
            view! {
                <PrintSheet />
                <PaperSheet />
            }
        })
        .forget();
        shared
    }

    fn provide(self) {
        provide_context(self.session);
        provide_context(self.router);
        provide_context(self.toasts);
        provide_context(self.printer);
        provide_context(self.forms);
    }
}

/// A part that stands on the page until this is dropped.
pub struct Part {
    _mounted: Box<dyn Any>,
}

impl std::fmt::Debug for Part {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Part")
    }
}

/// Puts the named part into an element; an unknown name is an empty part.
pub fn open(element: HtmlElement, what: &str) -> Part {
    let shared = SHARED.with(|shared| *shared);
    shared.session.join_again();
    let (place, rest) = what.split_once('/').unwrap_or((what, ""));
    let (place, rest) = (place.to_owned(), rest.to_owned());
    let mounted = mount_to(element, move || {
        shared.provide();
        match place.as_str() {
            "registers" if rest == AID => view! { <AidPage /> }.into_any(),
            "duties" if rest == CADRES => view! { <CadresPage /> }.into_any(),
            "work" => view! { <Work /> }.into_any(),
            "registers" => view! { <RegistersPage key=rest /> }.into_any(),
            "duties" => view! { <DutiesPage key=rest /> }.into_any(),
            "attendance" => view! { <AttendancePage /> }.into_any(),
            "cases" => view! { <CasesPage part=rest /> }.into_any(),
            "similar" => view! { <SimilarPairs only=parse_id(&rest) /> }.into_any(),
            "history" => view! { <HistoryPage /> }.into_any(),
            "sync" if rest == UP => view! { <UpwardPage /> }.into_any(),
            "sync" => view! { <SyncPage part=rest /> }.into_any(),
            "chip" => view! { <SyncChip /> }.into_any(),
            "access" => view! { <AccessLog /> }.into_any(),
            "child" => parse_id(&rest).map(|id| view! { <ChildPage id=id /> }).into_any(),
            "settings" => view! {
                <CalendarSetting />
                <RulesSetting />
                <AidSetting />
                <LadderSetting />
                <TemplateSetting />
                <PhotoSetting />
            }
            .into_any(),
            _ => ().into_any(),
        }
    });
    Part { _mounted: Box::new(mounted) }
}
