//! How a number is shown to someone who has not asked to see it: `990526********0018`.

/// Masks any text of an identity column, whole or damaged, so that neither the birth date nor a passport number shows.
///
/// ```
/// use ledger::identity::mask;
/// assert_eq!(mask("990526201208310018"), "990526********0018");
/// assert_eq!(mask("E12345678"), "E1*****78");
/// assert_eq!(mask(""), "");
/// ```
pub fn mask(text: &str) -> String {
    let count = text.chars().filter(|c| *c != super::ROUGHLY).count();
    let (front, back) = match count {
        0..7 => (0, 0),
        7..15 => (2, 2),
        _ => (6, 4),
    };
    let mut at = 0;
    text.chars()
        .map(|c| {
            if c == super::ROUGHLY {
                return c;
            }
            at += 1;
            if at <= front || at + back > count { c } else { '*' }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_birth_date_never_shows() {
        for (text, expected) in [
            ("≈990526201208310016", "≈990526********0016"),
            ("990526120708001", "990526*****8001"),
            ("9.90526E+17", "9.*******17"),
            ("无证", "**"),
            ("99052620120831001841", "990526**********1841"),
        ] {
            assert_eq!(mask(text), expected);
        }
    }
}
