//! What happens to lists on their way: the three ways Excel destroys numbers, and what people add.

/// Excel keeps 15 digits: the last three become 000.
pub(crate) fn truncated(id: &str) -> String {
    id.chars().take(15).chain("000".chars()).collect()
}

/// Shown in scientific form: only the area survives.
pub(crate) fn scientific(id: &str) -> String {
    let digits: String = id.chars().take(6).collect();
    let mut chars = digits.chars();
    let first = chars.next().unwrap_or('9');
    format!("{first}.{}E+17", chars.as_str())
}

/// The last character replaced by a wrong one.
pub(crate) fn wrong_check(id: &str) -> String {
    let head: String = id.chars().take(17).collect();
    let wrong = if id.ends_with('3') { '4' } else { '3' };
    format!("{head}{wrong}")
}

/// Full-width digits, as some input methods leave them.
pub(crate) fn full_width(id: &str) -> String {
    id.chars()
        .map(|c| char::from_u32(u32::from(c) + 0xfee0).filter(|_| c.is_ascii_alphanumeric()).unwrap_or(c))
        .collect()
}

/// A space inside a name of two characters, as old forms align them.
pub(crate) fn spaced(name: &str) -> String {
    let mut chars = name.chars();
    match (chars.next(), chars.next(), chars.next()) {
        (Some(a), Some(b), None) => format!("{a}　{b}"),
        (Some(a), Some(b), Some(c)) => format!("{a}{b} {c}{}", chars.as_str()),
        _ => name.to_owned(),
    }
}
