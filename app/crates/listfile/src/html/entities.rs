//! Character references of HTML: the ones tables of children's names and addresses use, with or without semicolon.

/// Appends text with its references resolved; unknown ones stay as they stand.
pub(super) fn push_resolved(text: &str, mut push: impl FnMut(char)) {
    let mut rest = text;
    while let Some(and) = rest.find('&') {
        rest.get(..and).unwrap_or("").chars().for_each(&mut push);
        rest = rest.get(and + 1..).unwrap_or("");
        let end =
            rest.bytes().take(10).position(|b| !(b.is_ascii_alphanumeric() || b == b'#')).unwrap_or(rest.len().min(10));
        let name = rest.get(..end).unwrap_or("");
        match resolve(name) {
            Some(c) => {
                push(c);
                rest = rest.get(end..).unwrap_or("");
                rest = rest.strip_prefix(';').unwrap_or(rest);
            }
            None => push('&'),
        }
    }
    rest.chars().for_each(push);
}

fn resolve(name: &str) -> Option<char> {
    if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16),
            None => number.parse(),
        };
        return code.ok().and_then(char::from_u32).filter(|&c| c != '\0');
    }
    Some(match name {
        "nbsp" => '\u{A0}',
        "lt" => '<',
        "gt" => '>',
        "amp" => '&',
        "quot" => '"',
        "apos" => '\'',
        "middot" => '·',
        "bull" => '•',
        "ensp" => '\u{2002}',
        "emsp" => '\u{2003}',
        "thinsp" => '\u{2009}',
        "zwnj" => '\u{200C}',
        "zwj" => '\u{200D}',
        "shy" => '\u{AD}',
        "hellip" => '…',
        "ndash" => '–',
        "mdash" => '—',
        "lsquo" => '‘',
        "rsquo" => '’',
        "ldquo" => '“',
        "rdquo" => '”',
        "times" => '×',
        "deg" => '°',
        "yen" => '¥',
        "copy" => '©',
        "reg" => '®',
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_resolved_or_left() {
        let check = |text: &str, expected: &str| {
            let mut out = String::new();
            push_resolved(text, |c| out.push(c));
            assert_eq!(out, expected);
        };
        check("a&nbsp;b&nbspc", "a\u{A0}b&nbspc");
        check("a&nbsp b", "a\u{A0} b");
        check("&#20320;&#x4DAE;&#x;&#0;&#99999999;", "你䶮&#x;&#0;&#99999999;");
        check("A&B&&学", "A&B&&学");
        check("&", "&");
    }
}
