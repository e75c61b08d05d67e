//! A paper form on its way to the printer, laid out by document.css. It is set node by node, so that what stands in a
//! child's record is text and never markup; it exists only while it is being printed.

use desk::message::paper::{PaperElement, PaperNode};
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Document, Element, HtmlImageElement};

use super::effect;
use super::print_sheet::{after_print, mark, to_printer};

const CLASS: &str = "printing-paper";

/// Prints forms.
#[derive(Clone, Copy, Debug)]
pub(crate) struct FormPrinter(RwSignal<Option<PaperElement>>);

impl FormPrinter {
    /// Puts the printer into context.
    pub(crate) fn provide() -> FormPrinter {
        let printer = FormPrinter(RwSignal::new(None));
        after_print(CLASS, move || {
            let _ = printer.0.try_set(None);
        });
        provide_context(printer);
        printer
    }

    /// The printer in context.
    pub(crate) fn here() -> FormPrinter {
        use_context::<FormPrinter>().unwrap_or_else(FormPrinter::provide)
    }

    /// Takes the form away.
    pub(crate) fn clear(self) {
        mark(CLASS, false);
        let _ = self.0.try_set(None);
    }

    /// Opens the browser's print preview with a form.
    pub(crate) fn print(self, form: PaperElement) {
        if self.0.try_set(Some(form)).is_none() {
            // The form is set by what follows the signal, a moment later.
            request_animation_frame(|| {
                spawn_local(async {
                    drawn().await;
                    to_printer(CLASS);
                });
            });
        }
    }
}

/// Waits until the pictures of the form are drawn: a printer does not wait for them.
async fn drawn() {
    let Ok(images) = gloo::utils::document().query_selector_all(".paper-place img") else { return };
    for image in (0..images.length()).filter_map(|at| images.get(at)?.dyn_into::<HtmlImageElement>().ok()) {
        // One that cannot be drawn leaves its place empty on paper.
        let _ = JsFuture::from(image.decode()).await;
    }
}

/// Where the form stands while it is printed.
#[component]
pub(crate) fn PaperSheet() -> impl IntoView {
    let (printer, place) = (FormPrinter::here(), NodeRef::<html::Div>::new());
    effect(move || {
        let Some(place) = place.get() else { return };
        place.set_text_content(None);
        printer.0.with(|form| {
            if let Some(form) = form {
                // Names and attributes come from this build's own forms: the browser refuses none of them.
                let _ = set(&gloo::utils::document(), &place, form);
            }
        });
    });
    view! { <div class="paper-place" node_ref=place></div> }
}

fn set(document: &Document, into: &Element, element: &PaperElement) -> Result<(), JsValue> {
    let made = document.create_element(&element.tag)?;
    for (name, value) in &element.attributes {
        made.set_attribute(name, value)?;
    }
    for child in &element.children {
        match child {
            PaperNode::Element(inner) => set(document, &made, inner)?,
            PaperNode::Text(text) => drop(made.append_child(&document.create_text_node(text))?),
        }
    }
    into.append_child(&made)?;
    Ok(())
}
