//! 台账: the derived tables, 适龄儿童 and 人籍不一致.

use desk::message::roster::Source;
use leptos::prelude::*;

/// A derived table.
#[component]
pub(crate) fn LedgerPage(
    /// Which one.
    source: Source,
) -> impl IntoView {
    view! { <h1>{match source { Source::OfAge => "适龄儿童台账", Source::Mismatch => "人籍不一致台账", Source::All => "名册" }}</h1> }
}
