//! A table on paper, laid out by print.css. It exists only while it is being printed.

use gloo::events::EventListener;
use leptos::prelude::*;

use crate::text::leaf;

const CLASS: &str = "printing-sheet";

/// With more columns a sheet is laid out for A3; a printer without it prints the same smaller.
const WIDE: usize = 12;

/// A name of the usual length, a date or a number is not to be broken over lines.
fn is_whole(text: &str) -> bool {
    text.chars().count() <= NAME || text.chars().all(|c| c.is_ascii_digit() || c == '\u{2011}')
}

/// Characters of nearly every Chinese name.
const NAME: usize = 4;

/// A sheet to be printed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Paper {
    /// The title.
    pub(crate) title: String,
    /// Words between title and table, spread over the width.
    pub(crate) head: Vec<String>,
    /// Column headers, repeated on every page.
    pub(crate) headers: Vec<String>,
    /// Rows.
    pub(crate) rows: Vec<Vec<String>>,
    /// Words after the table: who checks, who fills in.
    pub(crate) foot: Vec<String>,
}

/// Prints sheets.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Printer(RwSignal<Option<Paper>>);

impl Printer {
    /// Puts the printer into context.
    pub(crate) fn provide() -> Printer {
        let printer = Printer(RwSignal::new(None));
        after_print(CLASS, move || {
            let _ = printer.0.try_set(None);
        });
        provide_context(printer);
        printer
    }

    /// The printer in context.
    pub(crate) fn here() -> Printer {
        use_context::<Printer>().unwrap_or_else(Printer::provide)
    }

    /// Opens the browser's print preview with a sheet.
    pub(crate) fn print(self, paper: Paper) {
        if self.0.try_set(Some(paper)).is_none() {
            to_printer(CLASS);
        }
    }

    /// Takes the sheet away.
    pub(crate) fn clear(self) {
        mark(CLASS, false);
        self.0.set(None);
    }
}

/// Opens the print preview of a page whose body has this class.
pub(super) fn to_printer(class: &'static str) {
    mark(class, true);
    // Two frames: one to draw the sheet, one to lay it out.
    request_animation_frame(move || {
        request_animation_frame(|| {
            // Refused only where printing is switched off by policy.
            let _ = gloo::utils::window().print();
        });
    });
}

/// Takes the class away when the preview is closed, and acts.
pub(super) fn after_print(class: &'static str, act: impl Fn() + 'static) {
    EventListener::new(&gloo::utils::window(), "afterprint", move |_| {
        mark(class, false);
        act();
    })
    .forget();
}

/// Puts the class on the body, or takes it away.
pub(super) fn mark(class: &str, on: bool) {
    // Refused only for a malformed class name, which this is not.
    let _ = gloo::utils::body().class_list().toggle_with_force(class, on);
}

/// Where the sheet stands while it is printed.
#[component]
pub(crate) fn PrintSheet() -> impl IntoView {
    let printer = Printer::here();
    let line = |words: Vec<String>| words.into_iter().map(|w| view! { <span>{w}</span> }).collect_view();
    let sheet = move |paper: Paper| {
        let row = |(index, row): (usize, Vec<String>)| {
            let cell = |text: String| {
                let class = is_whole(&text).then_some("whole");
                view! { <td class=class>{text}</td> }
            };
            let cells = row.into_iter().map(cell).collect_view();
            view! { <tr><td>{index + 1}</td>{cells}</tr> }
        };
        let class = if paper.headers.len() > WIDE { "print-sheet wide" } else { "print-sheet" };
        view! {
            <section class=class>
                <h1>{paper.title}</h1>
                <div class="print-head">{line(paper.head)}</div>
                <table>
                    <thead>
                        <tr>
                            <th>{leaf::LINE_NUMBER}</th>
                            {paper.headers.into_iter().map(|h| view! { <th>{h}</th> }).collect_view()}
                        </tr>
                    </thead>
                    <tbody>{paper.rows.into_iter().enumerate().map(row).collect_view()}</tbody>
                </table>
                <div class="print-foot">{line(paper.foot)}</div>
            </section>
        }
    };
    move || printer.0.get().map(sheet)
}
