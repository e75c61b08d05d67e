//! A reader of XML token by token, from a stream of unknown length and with a bounded buffer.
//!
//! Workbook parts reach hundreds of megabytes once unpacked, so they are never held as a whole. Names are compared
//! without their prefix (some writers prefix everything with `x:`). Nothing is validated: what cannot be understood is
//! passed over, and a part that breaks off ends the stream with [`Scanner::fault`] set.

use std::io::{ErrorKind, Read};
use std::ops::Range;

/// The longest single token. A cell's text is at most 32,767 characters.
const LONGEST: usize = 8 << 20;

/// What stands next in the stream; its parts are asked of the scanner.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Token {
    /// `<name ...>` or, with `true`, `<name .../>`.
    Open(bool),
    /// `</name>`
    Close,
    /// Text between tags, still escaped.
    Text,
    /// Text of a CDATA section.
    Verbatim,
    /// Nothing more.
    End,
}

/// Why a stream ended early.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fault {
    /// It breaks off or cannot be unpacked.
    Cut,
    /// It unpacks to more than is taken.
    TooLong,
}

/// Reads tokens.
pub(crate) struct Scanner<R> {
    reader: R,
    buffer: Vec<u8>,
    at: usize,
    end: usize,
    eof: bool,
    fault: Option<Fault>,
    depth: u32,
    name: Range<usize>,
    body: Range<usize>,
}

impl<R: Read> Scanner<R> {
    pub(crate) fn new(reader: R) -> Scanner<R> {
        Scanner {
            reader,
            buffer: vec![0; 64 << 10],
            at: 0,
            end: 0,
            eof: false,
            fault: None,
            depth: 0,
            name: 0..0,
            body: 0..0,
        }
    }

    /// Why the stream ended early, if it did.
    pub(crate) fn fault(&self) -> Option<Fault> {
        // A stream that ends inside an element was cut off.
        self.fault.or((self.eof && self.depth > 0).then_some(Fault::Cut))
    }

    /// The local name of the tag.
    pub(crate) fn name(&self) -> &[u8] {
        self.buffer.get(self.name.clone()).unwrap_or(&[])
    }

    /// The text token.
    pub(crate) fn text(&self) -> &[u8] {
        self.buffer.get(self.body.clone()).unwrap_or(&[])
    }

    /// The raw value of an attribute of the tag, found by its local name.
    pub(crate) fn attribute(&self, name: &[u8]) -> Option<&[u8]> {
        let mut rest = self.text();
        while let Some(equals) = memchr::memchr(b'=', rest) {
            let key = rest.get(..equals)?.trim_ascii();
            let key = key.rsplit(|&b| b == b':' || b.is_ascii_whitespace()).next().unwrap_or(key);
            let value = rest.get(equals + 1..)?.trim_ascii_start();
            let quote = *value.first().filter(|&&q| q == b'"' || q == b'\'')?;
            let value = value.get(1..)?;
            let close = memchr::memchr(quote, value)?;
            if key == name {
                return value.get(..close);
            }
            rest = value.get(close + 1..)?;
        }
        None
    }

    /// The next token.
    pub(crate) fn next(&mut self) -> Token {
        loop {
            if !self.need(1) {
                return Token::End;
            }
            if self.byte(0) != Some(b'<') {
                let len = self.find(0, |w| memchr::memchr(b'<', w)).unwrap_or(self.end - self.at);
                self.body = self.at..self.at + len;
                self.at += len;
                return Token::Text;
            }
            self.need(9);
            let rest = self.buffer.get(self.at..self.end).unwrap_or(&[]);
            if rest.starts_with(b"<!--") {
                self.skip_past(4, b"-->");
            } else if rest.starts_with(b"<![CDATA[") {
                let Some(len) = self.find_sequence(9, b"]]>") else {
                    self.cut();
                    return Token::End;
                };
                self.body = self.at + 9..self.at + len;
                self.at += len + 3;
                return Token::Verbatim;
            } else if rest.starts_with(b"<?") {
                self.skip_past(2, b"?>");
            } else if rest.starts_with(b"<!") {
                self.skip_past(2, b">");
            } else {
                return self.tag();
            }
        }
    }

    fn tag(&mut self) -> Token {
        let Some(len) = self.tag_end() else {
            self.cut();
            return Token::End;
        };
        let inner = self.at + 1..self.at + len;
        self.at += len + 1;
        let tag = self.buffer.get(inner.clone()).unwrap_or(&[]);
        let (close, empty) = (tag.first() == Some(&b'/'), tag.last() == Some(&b'/'));
        let start = usize::from(close);
        let stop = tag.len() - usize::from(empty && tag.len() > start);
        let tag = tag.get(start..stop).unwrap_or(&[]);
        let name_len = tag.iter().position(u8::is_ascii_whitespace).unwrap_or(tag.len());
        let prefix = tag.get(..name_len).and_then(|n| memchr::memrchr(b':', n)).map_or(0, |i| i + 1);
        let first = inner.start + start;
        self.name = first + prefix..first + name_len;
        self.body = first + name_len..first + tag.len();
        if close {
            self.depth = self.depth.saturating_sub(1);
            Token::Close
        } else {
            self.depth += u32::from(!empty);
            Token::Open(empty)
        }
    }

    /// Offset of the `>` that ends the tag at hand, quotes respected.
    fn tag_end(&mut self) -> Option<usize> {
        let mut from = 1;
        loop {
            let at = self.find(from, |w| memchr::memchr3(b'>', b'"', b'\'', w))?;
            match self.byte(at)? {
                b'>' => return Some(at),
                quote => from = self.find(at + 1, |w| memchr::memchr(quote, w))? + 1,
            }
        }
    }

    fn byte(&self, offset: usize) -> Option<u8> {
        self.buffer.get(self.at + offset..self.end)?.first().copied()
    }

    fn skip_past(&mut self, from: usize, sequence: &[u8]) {
        match self.find_sequence(from, sequence) {
            Some(len) => self.at += len + sequence.len(),
            None => self.cut(),
        }
    }

    fn find_sequence(&mut self, from: usize, sequence: &[u8]) -> Option<usize> {
        let last = *sequence.last()?;
        let mut from = from + sequence.len() - 1;
        loop {
            let at = self.find(from, |w| memchr::memchr(last, w))?;
            let start = at + 1 - sequence.len();
            if self.buffer.get(self.at + start..self.at + at + 1) == Some(sequence) {
                return Some(start);
            }
            from = at + 1;
        }
    }

    /// Looks for something from an offset on, reading more as long as it is not there.
    fn find(&mut self, from: usize, look: impl Fn(&[u8]) -> Option<usize>) -> Option<usize> {
        let mut from = from;
        loop {
            let window = self.buffer.get(self.at + from..self.end).unwrap_or(&[]);
            if let Some(found) = look(window) {
                return Some(from + found);
            }
            from = from.max(self.end - self.at);
            if !self.fill() {
                return None;
            }
        }
    }

    /// Whether `count` bytes stand ready, after reading more if needed.
    fn need(&mut self, count: usize) -> bool {
        while self.end - self.at < count {
            if !self.fill() {
                return false;
            }
        }
        true
    }

    /// Reads more behind what is still needed.
    fn fill(&mut self) -> bool {
        if self.eof {
            return false;
        }
        if self.at > 0 {
            self.buffer.copy_within(self.at..self.end, 0);
            self.end -= self.at;
            self.at = 0;
        }
        if self.end == self.buffer.len() {
            if self.end >= LONGEST {
                self.fault = Some(Fault::TooLong);
                self.eof = true;
                return false;
            }
            self.buffer.resize(self.end * 2, 0);
        }
        let room = self.buffer.get_mut(self.end..).unwrap_or(&mut []);
        match self.reader.read(room) {
            Ok(0) => self.eof = true,
            Ok(n) => self.end += n,
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) => {
                let too_long = error.kind() == ErrorKind::FileTooLarge;
                self.fault = Some(if too_long { Fault::TooLong } else { Fault::Cut });
                self.eof = true;
            }
        }
        !self.eof
    }

    fn cut(&mut self) {
        self.at = self.end;
        self.eof = true;
        self.fault = self.fault.or(Some(Fault::Cut));
    }
}

/// Appends escaped text with its entities resolved; unknown ones stay as they stand.
pub(crate) fn push_unescaped(out: &mut String, raw: &[u8]) {
    let mut rest = raw;
    while let Some(and) = memchr::memchr(b'&', rest) {
        push_utf8(out, rest.get(..and).unwrap_or(&[]));
        rest = rest.get(and..).unwrap_or(&[]);
        let end = rest.iter().take(12).position(|&b| b == b';');
        match end.and_then(|end| Some((end, entity(rest.get(1..end)?)?))) {
            Some((end, c)) => {
                out.push(c);
                rest = rest.get(end + 1..).unwrap_or(&[]);
            }
            None => {
                out.push('&');
                rest = rest.get(1..).unwrap_or(&[]);
            }
        }
    }
    push_utf8(out, rest);
}

/// Appends bytes that should be UTF-8.
pub(crate) fn push_utf8(out: &mut String, bytes: &[u8]) {
    match std::str::from_utf8(bytes) {
        Ok(text) => out.push_str(text),
        Err(_) => out.push_str(&String::from_utf8_lossy(bytes)),
    }
}

fn entity(name: &[u8]) -> Option<char> {
    match name {
        b"lt" => Some('<'),
        b"gt" => Some('>'),
        b"amp" => Some('&'),
        b"quot" => Some('"'),
        b"apos" => Some('\''),
        [b'#', b'x' | b'X', hex @ ..] => number(hex, 16),
        [b'#', digits @ ..] => number(digits, 10),
        _ => None,
    }
}

fn number(digits: &[u8], radix: u32) -> Option<char> {
    u32::from_str_radix(std::str::from_utf8(digits).ok()?, radix).ok().and_then(char::from_u32)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Hands out one byte at a time, so that every border of a token falls on a border of reading.
    struct Drops<'a>(&'a [u8]);

    impl Read for Drops<'_> {
        fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
            let Some((first, rest)) = self.0.split_first() else { return Ok(0) };
            buffer[0] = *first;
            self.0 = rest;
            Ok(1)
        }
    }

    fn check(xml: &str, expected: &str, fault: Option<Fault>) {
        let mut scanner = Scanner::new(Drops(xml.as_bytes()));
        let mut seen = String::new();
        loop {
            let token = scanner.next();
            let text = |raw: &[u8]| String::from_utf8_lossy(raw).into_owned();
            match token {
                Token::Open(empty) => {
                    seen += &format!("<{}{}", text(scanner.name()), if empty { "/" } else { "" });
                    if let Some(value) = scanner.attribute(b"r") {
                        seen += &format!(" r={}", text(value));
                    }
                    seen += ">";
                }
                Token::Close => seen += &format!("</{}>", text(scanner.name())),
                Token::Text => push_unescaped(&mut seen, scanner.text()),
                Token::Verbatim => seen += &text(scanner.text()),
                Token::End => break,
            }
        }
        assert_eq!(seen, expected);
        assert_eq!(scanner.fault(), fault, "{xml}");
    }

    #[test]
    fn tokens_come_out_whole_however_the_stream_is_cut() {
        check(
            "<?xml version='1.0'?><!-- a > b --><x:a><x:b x:r='1' s=\"a>b\" r = \"2\"/>t &lt;&#20320;&#x597D;&no;&</x:a>",
            "<a><b/ r=1>t <你好&no;&</a>",
            None,
        );
        check("<t xml:space=\"preserve\"> 张 </t><![CDATA[<&>]]>", "<t> 张 </t><&>", None);
        check("<a r=''/>", "<a/ r=>", None);
    }

    #[test]
    fn a_stream_that_breaks_off_says_so() {
        check("<a><b>text", "<a><b>text", Some(Fault::Cut));
        check("<a><b r=\"1", "<a>", Some(Fault::Cut));
        check("<a/><!-- never", "<a/>", Some(Fault::Cut));
    }
}
