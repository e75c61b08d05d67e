//! The entry of the file worker. It keeps the last file it was given, so that another sheet or mapping needs no bytes
//! again; the page cancels by terminating it.

#[cfg(target_arch = "wasm32")]
mod serve;
#[cfg(target_arch = "wasm32")]
mod view;
#[cfg(target_arch = "wasm32")]
mod write;

#[cfg(target_arch = "wasm32")]
fn main() {
    wasm_bindgen_futures::spawn_local(serve::run());
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {}
