//! The page's first module.

fn main() {
    client::start();
}
