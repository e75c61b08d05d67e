//! A form to the printer, or into a workbook.

use desk::message::Refusal;
use desk::message::care::{CareAnswer, CareRequest};
use desk::message::file::FileFormat;
use desk::message::paper::{PaperOrder, PaperRequest};
use desk::message::roster::Sheet;
use leptos::task::spawn_local;

use crate::session::{self, Session};
use crate::text::paper::NONE_OPEN;
use crate::text::refusal;
use crate::text::roster::exported;
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
            self.told(form.into()).await;
        });
    }

    /// Prints a form, or saves it as a workbook, as it was ordered.
    pub(in crate::pages) fn order(self, order: PaperOrder) {
        spawn_local(async move {
            self.told(order.into()).await;
        });
    }

    /// Prints every notice that waits to be served; of one class if it is named.
    pub(in crate::pages) fn print_open(self, class: String) {
        spawn_local(async move {
            match self.session.care(PaperRequest::OpenNotices(class).into()).await {
                Ok(CareAnswer::Paper(view)) => self.printer.print(view.root),
                Err(Refusal::Gone) => self.toasts.say(NONE_OPEN.to_owned()),
                Ok(_) => self.toasts.refuse(&Refusal::Protocol),
                Err(refused) => self.toasts.refuse(&refused),
            }
        });
    }

    /// Saves a table as a workbook.
    pub(in crate::pages) fn save(self, sheet: Sheet) {
        spawn_local(async move {
            self.saved(sheet).await;
        });
    }

    async fn told(self, request: CareRequest) {
        match self.session.care(request).await {
            Ok(CareAnswer::Paper(view)) => self.printer.print(view.root),
            Ok(CareAnswer::Sheet(sheet)) => self.saved(*sheet).await,
            Ok(_) => self.toasts.refuse(&Refusal::Protocol),
            Err(refused) => self.toasts.refuse(&refused),
        }
    }

    async fn saved(self, sheet: Sheet) {
        match session::download(sheet, FileFormat::Xlsx).await {
            Ok(file) => self.toasts.say(exported(&file)),
            Err(trouble) => self.toasts.fail(refusal::file(&trouble)),
        }
    }
}
