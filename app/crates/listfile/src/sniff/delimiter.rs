//! What separates the cells of a text: tab, comma, semicolon or bar.
//!
//! Not the most frequent character but the one that gives most lines the same number of cells: an address column is
//! full of commas and none of them separates anything.

/// A character that separates cells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Separator {
    Tab,
    Comma,
    Semicolon,
    Bar,
}

impl Separator {
    const ALL: [Separator; 4] = [Separator::Tab, Separator::Comma, Separator::Semicolon, Separator::Bar];

    /// The byte.
    pub(crate) const fn byte(self) -> u8 {
        match self {
            Separator::Tab => b'\t',
            Separator::Comma => b',',
            Separator::Semicolon => b';',
            Separator::Bar => b'|',
        }
    }
}

/// How many lines are looked at.
const LINES: usize = 60;

/// The separator of a text, and the text after Excel's `sep=;` line if there is one.
pub(crate) fn guess(text: &str) -> (Separator, &str) {
    if let Some(declared) = declared(text) {
        return declared;
    }
    let mut counts = [const { Vec::new() }; 4];
    let mut current = [0u32; 4];
    let mut quoted = false;
    let mut blank = true;
    for byte in text.bytes() {
        match byte {
            b'"' => quoted = !quoted,
            b'\n' | b'\r' if !quoted => {
                if !blank {
                    for (counts, current) in counts.iter_mut().zip(&mut current) {
                        counts.push(std::mem::take(current));
                    }
                }
                blank = true;
                if counts[0].len() >= LINES {
                    break;
                }
                continue;
            }
            _ if quoted => {}
            _ => {
                if let Some(i) = Separator::ALL.iter().position(|s| s.byte() == byte) {
                    current[i] += 1;
                }
            }
        }
        blank = false;
    }
    if !blank && counts[0].len() < LINES {
        for (counts, current) in counts.iter_mut().zip(current) {
            counts.push(current);
        }
    }
    let scores = counts.map(|counts| score(&counts));
    let best = (0..4).max_by_key(|&i| (scores[i], std::cmp::Reverse(i))).filter(|&i| scores[i] > 0);
    (best.and_then(|i| Separator::ALL.get(i)).copied().unwrap_or(Separator::Comma), text)
}

/// Lines that agree on the most common number of separators, weighed by that number.
fn score(counts: &[u32]) -> u64 {
    let mut best = 0;
    for &count in counts.iter().filter(|&&c| c > 0) {
        let lines = counts.iter().filter(|&&c| c == count).count() as u64;
        best = best.max(lines * (8 + u64::from(count.min(24))));
    }
    best
}

fn declared(text: &str) -> Option<(Separator, &str)> {
    let rest = text.strip_prefix("sep=").or_else(|| text.strip_prefix("\"sep="))?;
    let separator = Separator::ALL.into_iter().find(|s| rest.as_bytes().first() == Some(&s.byte()))?;
    let line = rest.get(1..)?;
    let line = line.strip_prefix('"').unwrap_or(line);
    let rest = line.strip_prefix("\r\n").or_else(|| line.strip_prefix(['\n', '\r']))?;
    Some((separator, rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, separator: Separator) {
        assert_eq!(guess(text).0, separator, "{text:?}");
    }

    #[test]
    fn the_separator_that_fits_most_lines_wins() {
        check("姓名,性别\n张三,男\n", Separator::Comma);
        check("姓名\t住址\n张三\t一组,二号,三室\n李四\t二组,二号,四室\n", Separator::Tab);
        check("姓名;住址;电话\n张三;a,b;1\n李四;c;2\n", Separator::Semicolon);
        check("姓名|性别\r张三|男\r", Separator::Bar);
        check("名册\n\n填表说明：请用逗号,分号;隔开\n姓名,性别,备注\n张,男,\n李,女,\n", Separator::Comma);
        check("姓名\n张三\n李四\n", Separator::Comma);
        check("姓名,备注\n张三,\"a;b;c\n;;;;\"\n李四,\"x;y;z\"\n", Separator::Comma);
    }

    #[test]
    fn a_declared_separator_is_obeyed_and_dropped() {
        assert_eq!(guess("sep=;\r\na;b,c\n"), (Separator::Semicolon, "a;b,c\n"));
        assert_eq!(guess("sep=x"), (Separator::Comma, "sep=x"));
    }
}
