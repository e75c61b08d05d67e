//! What stands where nothing is filled in: room for a pen.

/// A day as it is written, or room for one.
pub(crate) fn day(date: &str) -> &str {
    // Ideographic spaces: browsers do not fold them together.
    if date.is_empty() { "　　　　年　　月　　日" } else { date }
}

/// Choices as boxes, those that were made ticked.
///
/// ```
/// assert_eq!(print::ticks(&["签收", "拒绝签收"], &["拒绝签收"]), "□签收　☑拒绝签收");
/// ```
pub fn ticks(offered: &[&str], chosen: &[&str]) -> String {
    let tick = |word: &&str| format!("{}{word}", if chosen.contains(word) { '☑' } else { '□' });
    offered.iter().map(tick).collect::<Vec<_>>().join("　")
}

/// Words, or a line of so many characters to write on.
pub(crate) fn or_line(text: &str, length: usize) -> String {
    if text.is_empty() { "＿".repeat(length) } else { text.to_owned() }
}
