//! A register or a ledger on paper or in a file.

use desk::message::file::FileFormat;
use desk::message::place::AccessAct;
use desk::message::roster::Sheet;
use leptos::task::spawn_local;

use crate::session;
use crate::text::roster as words;
use crate::text::{self, refusal};
use crate::ui::{Paper, Printer, Toasts};

/// What a sheet is wanted for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::pages) enum Use {
    /// A file for Excel or WPS.
    File,
    /// Paper.
    Print,
}

impl Use {
    /// What the access log calls it.
    pub(in crate::pages) fn act(self) -> AccessAct {
        match self {
            Use::File => AccessAct::Export,
            Use::Print => AccessAct::Print,
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
        }
    });
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
