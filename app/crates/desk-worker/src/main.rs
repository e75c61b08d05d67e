//! The entry of the desk's Web Worker: the build makes one wasm module of it.

fn main() {}
