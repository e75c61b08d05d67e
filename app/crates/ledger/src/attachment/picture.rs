//! What picture is in these bytes? Only its head is read: format and size, and whether it carries metadata.
//!
//! Cameras write place, time and owner beside the picture. What was drawn anew by the browser has none of it; a file that
//! still has some was not, and is refused.

use serde::{Deserialize, Serialize};

/// How a picture is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Format {
    /// Photos and scans.
    Jpeg,
    /// Drawn lines.
    Png,
}

impl Format {
    /// Its media type.
    pub const fn media_type(self) -> &'static str {
        match self {
            Format::Jpeg => "image/jpeg",
            Format::Png => "image/png",
        }
    }
}

/// What is known of a picture without drawing it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Picture {
    /// How it is written.
    pub format: Format,
    /// Pixels from left to right.
    pub width: u32,
    /// Pixels from top to bottom.
    pub height: u32,
}

/// Why a picture is not kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Flaw {
    /// Neither JPEG nor PNG, or cut off.
    NotAPicture,
    /// Too many bytes.
    TooManyBytes,
    /// Too many pixels.
    TooWide,
    /// It carries what a camera or a program wrote beside the picture.
    Metadata,
}

impl Picture {
    /// The picture in these bytes.
    ///
    /// # Errors
    /// If there is none, not a whole one, or one with metadata.
    pub fn read(bytes: &[u8]) -> Result<Picture, Flaw> {
        if bytes.starts_with(PNG) { read_png(bytes) } else { read_jpeg(bytes) }
    }

    /// The longer of its sides.
    pub fn longer_side(self) -> u32 {
        self.width.max(self.height)
    }
}

/// The segments of a JPEG before its scan: the marker and what is in each.
pub(super) fn segments(bytes: &[u8]) -> impl Iterator<Item = (u8, &[u8])> {
    let mut rest = bytes.strip_prefix(&[0xff, 0xd8]).unwrap_or_default();
    std::iter::from_fn(move || {
        // A marker may have filling bytes before it.
        while rest.starts_with(&[0xff, 0xff]) {
            rest = rest.get(1..)?;
        }
        let (&[0xff, marker, high, low], _) = rest.split_first_chunk::<4>()? else { return None };
        let end = usize::from(u16::from_be_bytes([high, low])) + 2;
        let body = rest.get(4..end)?;
        rest = rest.get(end..)?;
        Some((marker, body))
    })
}

const SCAN: u8 = 0xda;

fn read_jpeg(bytes: &[u8]) -> Result<Picture, Flaw> {
    if !bytes.starts_with(&[0xff, 0xd8, 0xff]) || !bytes.ends_with(&[0xff, 0xd9]) {
        return Err(Flaw::NotAPicture);
    }
    let (mut size, mut scanned) = (None, false);
    for (marker, body) in segments(bytes) {
        match marker {
            // APP1 holds Exif and XMP, APP13 the words of press agencies, COM anything.
            0xe1 | 0xed | 0xfe => return Err(Flaw::Metadata),
            0xc0..=0xcf if !matches!(marker, 0xc4 | 0xc8 | 0xcc) => size = frame_size(body),
            SCAN => {
                scanned = true;
                break;
            }
            _ => {}
        }
    }
    match size {
        Some((width, height)) if scanned && width > 0 && height > 0 => {
            Ok(Picture { format: Format::Jpeg, width, height })
        }
        _ => Err(Flaw::NotAPicture),
    }
}

/// Width and height in the head of a frame.
fn frame_size(body: &[u8]) -> Option<(u32, u32)> {
    let &[_, h1, h0, w1, w0] = body.first_chunk::<5>()?;
    Some((u16::from_be_bytes([w1, w0]).into(), u16::from_be_bytes([h1, h0]).into()))
}

const PNG: &[u8] = b"\x89PNG\r\n\x1a\n";

fn read_png(bytes: &[u8]) -> Result<Picture, Flaw> {
    let (mut rest, mut size) = (bytes.get(PNG.len()..).unwrap_or_default(), None);
    while let Some((&[l3, l2, l1, l0, name @ ..], after)) = rest.split_first_chunk::<8>() {
        let length = u32::from_be_bytes([l3, l2, l1, l0]) as usize;
        let (body, after) = after.split_at_checked(length).ok_or(Flaw::NotAPicture)?;
        let (_checksum, after) = after.split_first_chunk::<4>().ok_or(Flaw::NotAPicture)?;
        match &name {
            b"IHDR" => size = png_size(body),
            b"eXIf" | b"tEXt" | b"zTXt" | b"iTXt" | b"tIME" => return Err(Flaw::Metadata),
            b"IEND" => {
                let (width, height) = size.filter(|(w, h)| *w > 0 && *h > 0).ok_or(Flaw::NotAPicture)?;
                return Ok(Picture { format: Format::Png, width, height });
            }
            _ => {}
        }
        rest = after;
    }
    Err(Flaw::NotAPicture)
}

fn png_size(body: &[u8]) -> Option<(u32, u32)> {
    let (width, rest) = body.split_first_chunk::<4>()?;
    Some((u32::from_be_bytes(*width), u32::from_be_bytes(*rest.first_chunk::<4>()?)))
}

#[cfg(test)]
pub(crate) mod tests {
    use proptest::prelude::*;

    use super::*;

    fn segment(marker: u8, body: &[u8]) -> Vec<u8> {
        let length = (body.len() + 2) as u16;
        [&[0xff, marker], length.to_be_bytes().as_slice(), body].concat()
    }

    /// The skeleton of a JPEG, with these segments before its frame.
    pub(crate) fn jpeg(width: u16, height: u16, before: &[(u8, &[u8])]) -> Vec<u8> {
        let frame = [&[8], height.to_be_bytes().as_slice(), &width.to_be_bytes(), &[1, 1, 0x11, 0]].concat();
        let mut bytes = vec![0xff, 0xd8];
        bytes.extend(segment(0xe0, b"JFIF\0\x01\x02\0\0\x01\0\x01\0\0"));
        before.iter().for_each(|(marker, body)| bytes.extend(segment(*marker, body)));
        bytes.extend(segment(0xc0, &frame));
        bytes.extend(segment(SCAN, &[1, 1, 0, 0, 0x3f, 0]));
        bytes.extend([0x12, 0x34, 0xff, 0xd9]);
        bytes
    }

    /// The skeleton of a PNG, with these chunks after its head.
    pub(crate) fn png(width: u32, height: u32, after: &[(&[u8; 4], &[u8])]) -> Vec<u8> {
        let chunk =
            |name: &[u8; 4], body: &[u8]| [(body.len() as u32).to_be_bytes().as_slice(), name, body, &[0; 4]].concat();
        let head = [width.to_be_bytes().as_slice(), &height.to_be_bytes(), &[8, 0, 0, 0, 0]].concat();
        let mut bytes = PNG.to_vec();
        bytes.extend(chunk(b"IHDR", &head));
        after.iter().for_each(|(name, body)| bytes.extend(chunk(name, body)));
        bytes.extend(chunk(b"IDAT", &[1, 2, 3]));
        bytes.extend(chunk(b"IEND", &[]));
        bytes
    }

    #[test]
    fn format_and_size_are_read_and_metadata_is_seen() {
        let check = |bytes: &[u8], expected| {
            assert_eq!(Picture::read(bytes).map(|p| (p.format, p.width, p.height)), expected);
        };
        check(&jpeg(1_600, 900, &[]), Ok((Format::Jpeg, 1_600, 900)));
        check(&jpeg(10, 20, &[(0xe2, b"ICC_PROFILE\0")]), Ok((Format::Jpeg, 10, 20)));
        check(&jpeg(10, 20, &[(0xe1, b"Exif\0\0")]), Err(Flaw::Metadata));
        check(&jpeg(10, 20, &[(0xe1, b"an XMP packet\0")]), Err(Flaw::Metadata));
        check(&jpeg(10, 20, &[(0xfe, b"written by")]), Err(Flaw::Metadata));
        check(&jpeg(0, 20, &[]), Err(Flaw::NotAPicture));
        check(&png(300, 100, &[]), Ok((Format::Png, 300, 100)));
        check(&png(300, 100, &[(b"tEXt", b"Author\0somebody")]), Err(Flaw::Metadata));
        check(b"", Err(Flaw::NotAPicture));
        check(b"%PDF-1.4", Err(Flaw::NotAPicture));
        check(b"GIF89a", Err(Flaw::NotAPicture));
    }

    #[test]
    fn a_picture_that_was_cut_off_is_none() {
        for whole in [jpeg(10, 20, &[]), png(10, 20, &[])] {
            for end in 0..whole.len() {
                assert_eq!(Picture::read(&whole[..end]), Err(Flaw::NotAPicture), "{end} of {}", whole.len());
            }
        }
    }

    proptest! {
        #[test]
        fn no_bytes_break_the_reader(head in 0..3usize, bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
            let head: &[u8] = [&[][..], &[0xff, 0xd8, 0xff], PNG][head];
            let _ = Picture::read(&[head, &bytes].concat());
        }
    }
}
