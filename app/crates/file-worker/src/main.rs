//! The entry of the file Web Worker: the build makes one wasm module of it.

fn main() {}
