//! Import and comparison without a browser: the same code as the client's, natively, with one JSON object on stdout.
fn main() {}
