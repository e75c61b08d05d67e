//! A form to the printer.

use desk::message::Refusal;
use desk::message::care::CareAnswer;
use desk::message::paper::PaperRequest;
use leptos::task::spawn_local;

use crate::session::Session;
use crate::ui::{FormPrinter, Toasts};

/// What prints a form.
#[derive(Clone, Copy, Debug)]
pub(in crate::pages) struct Forms {
    session: Session,
    toasts: Toasts,
    printer: FormPrinter,
}

impl Forms {
    /// That of the page.
    pub(in crate::pages) fn here() -> Forms {
        Forms { session: Session::here(), toasts: Toasts::here(), printer: FormPrinter::here() }
    }

    /// Prints a form, filled in or empty.
    pub(in crate::pages) fn print(self, form: PaperRequest) {
        spawn_local(async move {
            match self.session.care(form.into()).await {
                Ok(CareAnswer::Paper(view)) => self.printer.print(view.root),
                Ok(_) => self.toasts.refuse(&Refusal::Protocol),
                Err(refused) => self.toasts.refuse(&refused),
            }
        });
    }
}
