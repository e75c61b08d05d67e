//! Tags and text of a page, never failing: what is no tag is text.

use std::borrow::Cow;

/// What stands next.
pub(super) enum Token<'a> {
    Text(&'a str),
    /// The name is in lower case.
    Open {
        name: Cow<'a, str>,
        attributes: Attributes<'a>,
    },
    Close {
        name: Cow<'a, str>,
    },
}

/// The attributes of a tag, still as text.
#[derive(Clone, Copy)]
pub(super) struct Attributes<'a>(&'a str);

/// Reads tokens.
pub(super) struct Tokens<'a> {
    rest: &'a str,
    /// The closing tag of a script or style, whose content is passed over.
    raw: Option<&'static str>,
}

impl<'a> Tokens<'a> {
    pub(super) fn new(text: &'a str) -> Tokens<'a> {
        Tokens { rest: text, raw: None }
    }

    fn advance(&mut self, by: usize) -> &'a str {
        let taken = self.rest.get(..by).unwrap_or(self.rest);
        self.rest = self.rest.get(by..).unwrap_or("");
        taken
    }

    fn skip_past(&mut self, mark: &str) {
        let by = self.rest.find(mark).map_or(self.rest.len(), |i| i + mark.len());
        self.advance(by);
    }
}

impl<'a> Iterator for Tokens<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        loop {
            if let Some(end) = self.raw.take() {
                let at = find_ignoring_case(self.rest, end).unwrap_or(self.rest.len());
                self.advance(at);
            }
            if self.rest.is_empty() {
                return None;
            }
            let bytes = self.rest.as_bytes();
            if bytes.first() != Some(&b'<') {
                let end = memchr::memchr(b'<', bytes).unwrap_or(bytes.len());
                return Some(Token::Text(self.advance(end)));
            }
            match bytes.get(1) {
                Some(b'!') if self.rest.starts_with("<!--") => self.skip_past("-->"),
                Some(b'!' | b'?') => self.skip_past(">"),
                Some(b'/') if bytes.get(2).is_some_and(u8::is_ascii_alphabetic) => {
                    let end = memchr::memchr(b'>', bytes).map_or(bytes.len(), |i| i + 1);
                    let tag = self.advance(end);
                    return Some(Token::Close { name: name_of(tag.get(2..).unwrap_or("")).0 });
                }
                Some(b) if b.is_ascii_alphabetic() => {
                    let end = tag_end(bytes);
                    let tag = self.advance(end);
                    let inner = tag.get(1..).unwrap_or("");
                    let (name, length) = name_of(inner.strip_suffix('>').unwrap_or(inner));
                    let attributes = inner.get(length..).unwrap_or("");
                    self.raw = match &*name {
                        "script" => Some("</script"),
                        "style" => Some("</style"),
                        "xml" => Some("</xml"),
                        _ => None,
                    };
                    return Some(Token::Open {
                        name,
                        attributes: Attributes(attributes.strip_suffix('>').unwrap_or(attributes)),
                    });
                }
                // A lone angle bracket is text.
                _ => {
                    let end = memchr::memchr(b'<', bytes.get(1..).unwrap_or(&[])).map_or(bytes.len(), |i| i + 1);
                    return Some(Token::Text(self.advance(end)));
                }
            }
        }
    }
}

impl<'a> Attributes<'a> {
    /// The value of an attribute; empty if it has none.
    pub(super) fn get(self, wanted: &str) -> Option<&'a str> {
        let mut rest = self.0;
        loop {
            rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == '/');
            if rest.is_empty() {
                return None;
            }
            let end = rest.find(|c: char| c.is_whitespace() || c == '=' || c == '/').unwrap_or(rest.len()).max(1);
            let end = if rest.is_char_boundary(end) { end } else { rest.len() };
            let key = rest.get(..end)?;
            rest = rest.get(end..)?.trim_start();
            let mut value = "";
            if let Some(after) = rest.strip_prefix('=') {
                let after = after.trim_start();
                (value, rest) = match after.chars().next() {
                    Some(quote @ ('"' | '\'')) => {
                        let inner = after.get(1..)?;
                        let close = inner.find(quote).unwrap_or(inner.len());
                        (inner.get(..close)?, inner.get(close + 1..).unwrap_or(""))
                    }
                    _ => {
                        let close = after.find(char::is_whitespace).unwrap_or(after.len());
                        (after.get(..close)?, after.get(close..)?)
                    }
                };
            }
            if key.eq_ignore_ascii_case(wanted) {
                return Some(value);
            }
        }
    }
}

fn name_of(tag: &str) -> (Cow<'_, str>, usize) {
    let end = tag.find(|c: char| c.is_whitespace() || matches!(c, '>' | '/')).unwrap_or(tag.len());
    let name = tag.get(..end).unwrap_or("");
    if name.bytes().any(|b| b.is_ascii_uppercase()) {
        (Cow::Owned(name.to_ascii_lowercase()), end)
    } else {
        (Cow::Borrowed(name), end)
    }
}

/// Where a tag ends: at the first `>` that is not inside a quoted value.
fn tag_end(bytes: &[u8]) -> usize {
    let mut at = 1;
    while let Some(found) = bytes.get(at..).and_then(|b| memchr::memchr3(b'>', b'"', b'\'', b)) {
        let found = at + found;
        let quote = match bytes.get(found) {
            Some(b'>') => return found + 1,
            Some(&quote) => quote,
            None => break,
        };
        // Only a quote after an equals sign quotes, and only if it closes.
        let before = bytes.get(..found).unwrap_or(&[]).trim_ascii_end().last();
        let close = bytes.get(found + 1..).and_then(|b| memchr::memchr(quote, b));
        at = match (before, close) {
            (Some(b'='), Some(close)) => found + close + 2,
            _ => found + 1,
        };
    }
    bytes.len()
}

fn find_ignoring_case(text: &str, mark: &str) -> Option<usize> {
    text.as_bytes().windows(mark.len()).position(|w| w.eq_ignore_ascii_case(mark.as_bytes()))
}
