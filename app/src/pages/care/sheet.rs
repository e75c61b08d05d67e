//! A register or a ledger on paper or in a file.

use desk::message::file::FileFormat;
use desk::message::paper::PaperRequest;
use desk::message::place::AccessAct;
use desk::message::roster::Sheet;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::paper::Forms;
use crate::session;
use crate::text::paper as paper_words;
use crate::text::roster as words;
use crate::text::{self, refusal};
use crate::ui::{Busy, Dialog, Menu, MenuItem, Paper, Printer, SubmitBar, TextField, Toasts};

/// What a sheet is wanted for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::pages) enum Use {
    /// A file for Excel or WPS.
    File,
    /// Paper.
    Print,
    /// Wide paper: A3, broadside.
    Wide,
}

impl Use {
    /// What the access log calls it.
    pub(in crate::pages) fn act(self) -> AccessAct {
        match self {
            Use::File => AccessAct::Export,
            Use::Print | Use::Wide => AccessAct::Print,
        }
    }
}

/// Hands a sheet out.
pub(in crate::pages) fn hand_out(sheet: Sheet, what: Use, toasts: Toasts, printer: Printer) {
    spawn_local(async move {
        match what {
            Use::File => match session::download(sheet, FileFormat::Xlsx).await {
                Ok(file) => toasts.say(words::exported(&file)),
                Err(trouble) => toasts.fail(refusal::file(&trouble)),
            },
            Use::Print => printer.print(paper(sheet)),
            Use::Wide => {}
        }
    });
}

/// Hands a sheet out on wide paper.
pub(in crate::pages) fn print_wide(sheet: Sheet, forms: Forms) {
    forms.print(PaperRequest::Register { sheet: Box::new(sheet), a3: true, sign: Vec::new() });
}

/// What a sheet with numbers is wanted for, and why whole numbers are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::pages) struct SheetUse {
    to: Use,
    /// Why whole numbers are wanted; nothing if they are not.
    pub(in crate::pages) reason: String,
}

impl SheetUse {
    /// What the access log calls it.
    pub(in crate::pages) fn act(&self) -> AccessAct {
        self.to.act()
    }
}

/// Hands out a sheet that was asked for so, with columns to sign in on paper.
pub(in crate::pages) fn hand_out_signed(sheet: Sheet, what: &SheetUse, sign: Vec<String>, forms: Forms) {
    match what.to {
        Use::File => forms.save(sheet),
        to => forms.print(PaperRequest::Register { sheet: Box::new(sheet), a3: to == Use::Wide, sign }),
    }
}

/// The ways out of a table with numbers: masked at once, whole after a reason.
#[component]
pub(in crate::pages) fn SheetMenu(
    /// Takes the way that was chosen.
    #[prop(into)]
    on_use: Callback<SheetUse>,
) -> impl IntoView {
    let (open, whole, reason) = (RwSignal::new(false), RwSignal::new(Use::Print), RwSignal::new(String::new()));
    let items = move || {
        let masked =
            |label: &str, to: Use| MenuItem::new(label, move || on_use.run(SheetUse { to, reason: String::new() }));
        let asked = |label: &str, to: Use| {
            MenuItem::new(label, move || {
                whole.set(to);
                open.set(true);
            })
        };
        vec![
            masked(paper_words::PRINT_A4, Use::Print),
            masked(paper_words::PRINT_A3, Use::Wide),
            masked(paper_words::EXPORT, Use::File),
            asked(paper_words::PRINT_WHOLE, Use::Wide),
            asked(paper_words::EXPORT_WHOLE, Use::File),
        ]
    };
    let go = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        let said = reason.get_untracked().trim().to_owned();
        if !said.is_empty() {
            open.set(false);
            reason.set(String::new());
            on_use.run(SheetUse { to: whole.get_untracked(), reason: said });
        }
    };
    view! {
        <Menu label=paper_words::SHEET.to_owned() items=Signal::derive(items) />
        <Dialog open=open title=paper_words::WHOLE.to_owned()>
            <form autocomplete="off" class="form" on:submit=go>
                <TextField
                    label=paper_words::WHOLE.to_owned()
                    value=reason
                    guidance=paper_words::WHOLE_TEXT.to_owned()
                    required=true
                />
                <SubmitBar
                    label=paper_words::WHOLE_DO.to_owned()
                    busy=Busy::new()
                    disabled=Signal::derive(move || reason.with(|said| said.trim().is_empty()))
                    on_cancel=move |()| open.set(false)
                />
            </form>
        </Dialog>
    }
}

/// A date is not to be broken over lines.
pub(in crate::pages) fn is_date(text: &str) -> bool {
    text.len() == 10 && text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-')
}

fn paper(sheet: Sheet) -> Paper {
    let people = sheet.rows.len() as u32;
    // The paper numbers its own rows, and does not break a date over two lines.
    let cell = |text: String| if is_date(&text) { text.replace('-', "\u{2011}") } else { text.replace('；', "；\n") };
    let rows = sheet.rows.into_iter().map(|row| row.into_iter().skip(1).map(cell).collect()).collect();
    Paper {
        title: sheet.title,
        head: words::print_head(&sheet.unit, people, &text::date(&sheet.date)).to_vec(),
        headers: sheet.headers.into_iter().skip(1).collect(),
        rows,
        foot: words::PRINT_FOOT.map(str::to_owned).to_vec(),
    }
}
