//! A picture on paper: its bytes go with the document, so that no address of it exists anywhere.

/// A picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Image {
    /// Its media type.
    pub media_type: &'static str,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

impl Image {
    /// What the `src` of an image says.
    pub fn source(&self) -> String {
        let mut out = String::with_capacity(self.bytes.len().div_ceil(3) * 4 + 32);
        out.push_str("data:");
        out.push_str(self.media_type);
        out.push_str(";base64,");
        for three in self.bytes.chunks(3) {
            let byte = |at: usize| u32::from(three.get(at).copied().unwrap_or_default());
            let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
            for at in 0..4 {
                let letter = LETTERS.get((bits >> (18 - 6 * at)) as usize & 63).copied().unwrap_or_default();
                out.push(if at > three.len() { '=' } else { letter.into() });
            }
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_are_written_in_base_64() {
        let check = |bytes: &[u8], expected: &str| {
            let image = Image { media_type: "image/png", bytes: bytes.to_vec() };
            assert_eq!(image.source(), format!("data:image/png;base64,{expected}"));
        };
        check(b"", "");
        check(b"f", "Zg==");
        check(b"fo", "Zm8=");
        check(b"foo", "Zm9v");
        check(b"foobar", "Zm9vYmFy");
        check(&[0xff, 0xfe, 0x00, 0x3e], "//4APg==");
    }
}
