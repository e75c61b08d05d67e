//! Files that are surely something else, so that the page can say what to do with them.

use crate::not_a_list::ForeignKind;

/// The kind of a file that holds no list.
pub(super) fn foreign(bytes: &[u8]) -> Option<ForeignKind> {
    use ForeignKind::{Archive, Database, Image, Media, Pdf, Program, WebArchive, Word};
    const STARTS: &[(&[u8], ForeignKind)] = &[
        (b"%PDF", Pdf),
        (b"\x89PNG\r\n", Image),
        (b"\xFF\xD8\xFF", Image),
        (b"GIF87a", Image),
        (b"GIF89a", Image),
        (b"II*\0", Image),
        (b"MM\0*", Image),
        (b"{\\rtf", Word),
        (b"Rar!\x1A\x07", Archive),
        (b"7z\xBC\xAF\x27\x1C", Archive),
        (b"\x1F\x8B\x08", Archive),
        (b"BZh91AY", Archive),
        (b"\xFD7zXZ\0", Archive),
        (b"\x7FELF", Program),
        (b"\0asm", Program),
        (b"SQLite format 3\0", Database),
        (b"\0\x01\0\0Standard ", Database),
        (b"ID3", Media),
        (b"OggS", Media),
        (b"MIME-Version:", WebArchive),
        (b"From: <Saved by", WebArchive),
    ];
    if let Some((_, kind)) = STARTS.iter().find(|(start, _)| bytes.starts_with(start)) {
        return Some(*kind);
    }
    let at = |range: std::ops::Range<usize>| bytes.get(range).unwrap_or(&[]);
    match (at(0..4), at(4..8), at(8..12)) {
        (b"RIFF", _, b"WEBP") => Some(Image),
        (b"RIFF", _, _) => Some(Media),
        (_, b"ftyp", b"heic" | b"heix" | b"mif1" | b"avif" | b"msf1") => Some(Image),
        (_, b"ftyp", _) => Some(Media),
        // Two letters alone could begin a text; a program and a bitmap have zeros in their first bytes.
        ([b'M', b'Z', ..], _, _) if bytes.iter().take(64).any(|&b| b == 0) => Some(Program),
        ([b'B', b'M', ..], _, _) if at(6..10) == [0; 4] => Some(Image),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_kinds_are_named() {
        let check = |bytes: &[u8], kind| assert_eq!(foreign(bytes), kind, "{bytes:?}");
        check(b"\xFF\xD8\xFF\xE0", Some(ForeignKind::Image));
        check(b"\0\0\0\x18ftypheic", Some(ForeignKind::Image));
        check(b"\0\0\0\x18ftypmp42", Some(ForeignKind::Media));
        check(b"MZ\x90\0\x03\0", Some(ForeignKind::Program));
        check(b"MZ,name,sex", None);
        check(b"BM,name,sex", None);
        check(b"Rar!\x1A\x07\x01\0", Some(ForeignKind::Archive));
        check(b"SQLite format 3\0", Some(ForeignKind::Database));
        check("姓名".as_bytes(), None);
    }
}
