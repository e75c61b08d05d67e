//! The page's second module: registers, visits and duties. `boot.js` fetches it when a part of it is first wanted.

use wasm_bindgen::prelude::*;
use web_sys::HtmlElement;

fn main() {}

/// A part that stands on the page.
#[wasm_bindgen]
pub struct Part(client::second::Part);

/// Puts the named part into an element.
#[wasm_bindgen]
pub fn open(element: HtmlElement, what: &str) -> Part {
    Part(client::second::open(element, what))
}

#[wasm_bindgen]
impl Part {
    /// Takes it away again.
    pub fn close(self) {
        drop(self.0);
    }
}
