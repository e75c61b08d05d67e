//! The compound file container (MS-CFB): named streams made of chained sectors.
//!
//! Every chain is followed for at most as many steps as there are sectors, so a circle ends.

const END_OF_CHAIN: u32 = 0xFFFF_FFFE;
const LAST_SECTOR: u32 = 0xFFFF_FFFA;
/// Streams shorter than this live in the mini stream.
const MINI_CUTOFF: u64 = 4_096;
const MINI_SECTOR: usize = 64;

struct Entry {
    name: String,
    start: u32,
    length: u64,
    is_stream: bool,
}

/// An opened container.
pub(super) struct Compound<'a> {
    bytes: &'a [u8],
    sector: usize,
    fat: Vec<u32>,
    mini_fat: Vec<u32>,
    mini_stream: Vec<u8>,
    entries: Vec<Entry>,
}

impl<'a> Compound<'a> {
    /// Opens a container, unless its header or directory makes no sense.
    pub(super) fn open(bytes: &'a [u8]) -> Option<Compound<'a>> {
        let sector = match u16_at(bytes, 30)? {
            9 => 512,
            12 => 4_096,
            _ => return None,
        };
        let mut compound = Compound {
            bytes,
            sector,
            fat: Vec::new(),
            mini_fat: Vec::new(),
            mini_stream: Vec::new(),
            entries: Vec::new(),
        };
        compound.read_fat()?;
        let directory = compound.chain(u32_at(bytes, 48)?, u64::MAX);
        compound.entries = directory.chunks_exact(128).filter_map(entry).collect();
        let root = compound.entries.first()?;
        let (root_start, root_length) = (root.start, root.length);
        compound.mini_stream = compound.chain(root_start, root_length);
        let mini_fat = compound.chain(u32_at(bytes, 60)?, u64::MAX);
        compound.mini_fat = numbers(&mini_fat).collect();
        Some(compound)
    }

    /// Whether there is an entry of this name.
    pub(super) fn has(&self, name: &str) -> bool {
        self.entries.iter().any(|e| e.name.eq_ignore_ascii_case(name))
    }

    /// The bytes of a stream, possibly cut short, if there is one that holds anything.
    pub(super) fn stream(&self, name: &str) -> Option<Vec<u8>> {
        let entry = self.entries.iter().find(|e| e.is_stream && e.name.eq_ignore_ascii_case(name))?;
        let bytes = if entry.length < MINI_CUTOFF {
            self.mini_chain(entry.start, entry.length)
        } else {
            self.chain(entry.start, entry.length)
        };
        (!bytes.is_empty()).then_some(bytes)
    }

    fn read_fat(&mut self) -> Option<()> {
        let most = self.bytes.len() / self.sector + 1;
        let mut sectors: Vec<u32> = (0..109).filter_map(|i| u32_at(self.bytes, 76 + i * 4)).collect();
        let mut next = u32_at(self.bytes, 68)?;
        for _ in 0..most {
            if next > LAST_SECTOR {
                break;
            }
            let mut more: Vec<u32> = numbers(self.sector_bytes(next)).collect();
            next = more.pop().unwrap_or(END_OF_CHAIN);
            sectors.extend(more);
            if sectors.len() > most {
                break;
            }
        }
        for sector in sectors.into_iter().filter(|&s| s <= LAST_SECTOR).take(most) {
            let part: Vec<u32> = numbers(self.sector_bytes(sector)).collect();
            self.fat.extend(part);
        }
        (!self.fat.is_empty()).then_some(())
    }

    /// The bytes of a sector: short at the end of a file that breaks off.
    fn sector_bytes(&self, sector: u32) -> &'a [u8] {
        let start = (sector as usize).saturating_add(1).saturating_mul(self.sector);
        let end = start.saturating_add(self.sector).min(self.bytes.len());
        self.bytes.get(start..end).unwrap_or(&[])
    }

    fn chain(&self, start: u32, length: u64) -> Vec<u8> {
        let length = usize::try_from(length).unwrap_or(usize::MAX);
        let mut bytes = Vec::with_capacity(length.min(self.bytes.len()));
        let mut next = start;
        for _ in 0..=self.fat.len() {
            if next > LAST_SECTOR || bytes.len() >= length || bytes.len() > self.bytes.len() {
                break;
            }
            let sector = self.sector_bytes(next);
            if sector.is_empty() {
                break;
            }
            bytes.extend_from_slice(sector);
            next = self.fat.get(next as usize).copied().unwrap_or(END_OF_CHAIN);
        }
        bytes.truncate(length);
        bytes
    }

    fn mini_chain(&self, start: u32, length: u64) -> Vec<u8> {
        let length = length as usize;
        let mut bytes = Vec::with_capacity(length);
        let mut next = start;
        for _ in 0..=self.mini_fat.len() {
            let from = (next as usize).saturating_mul(MINI_SECTOR);
            let sector = self.mini_stream.get(from..from.saturating_add(MINI_SECTOR).min(self.mini_stream.len()));
            let Some(sector) = sector.filter(|s| !s.is_empty() && bytes.len() < length) else { break };
            bytes.extend_from_slice(sector);
            next = self.mini_fat.get(next as usize).copied().unwrap_or(END_OF_CHAIN);
        }
        bytes.truncate(length);
        bytes
    }
}

fn entry(raw: &[u8]) -> Option<Entry> {
    let kind = *raw.get(66)?;
    if kind == 0 {
        return None;
    }
    let units = raw.get(..64)?.chunks_exact(2).map(|p| u16::from_le_bytes([p[0], p[1]])).take_while(|&u| u != 0);
    let name = char::decode_utf16(units).map(|c| c.unwrap_or('\u{FFFD}')).collect();
    // Version 3 files leave rubbish in the high half of the length.
    let length = u64::from(u32_at(raw, 120)?);
    Some(Entry { name, start: u32_at(raw, 116)?, length, is_stream: kind == 2 })
}

fn numbers(bytes: &[u8]) -> impl Iterator<Item = u32> {
    bytes.chunks_exact(4).map(|b| u32::from_le_bytes([b[0], b[1], b[2], b[3]]))
}

/// A two-byte number, low byte first.
pub(super) fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    let raw = bytes.get(at..at.checked_add(2)?)?;
    Some(u16::from_le_bytes(raw.try_into().ok()?))
}

/// A four-byte number, low byte first.
pub(super) fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    let raw = bytes.get(at..at.checked_add(4)?)?;
    Some(u32::from_le_bytes(raw.try_into().ok()?))
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// A container with one stream of at least 4,096 bytes, whose sectors are chained by `next`.
    pub(in super::super) fn container(name: &str, stream: &[u8], next: impl Fn(u32, u32) -> u32) -> Vec<u8> {
        let count = stream.len().div_ceil(512) as u32;
        let mut bytes = vec![0u8; 512];
        bytes[..8].copy_from_slice(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1");
        bytes[30] = 9;
        bytes[48..52].copy_from_slice(&1u32.to_le_bytes());
        bytes[60..64].copy_from_slice(&END_OF_CHAIN.to_le_bytes());
        bytes[68..72].copy_from_slice(&END_OF_CHAIN.to_le_bytes());
        bytes[76..512].fill(0xFF);
        bytes[76..80].copy_from_slice(&0u32.to_le_bytes());
        let mut fat = vec![0xFFFF_FFFDu32, END_OF_CHAIN];
        fat.extend((0..count).map(|i| next(i + 2, count + 2)));
        fat.resize(128, u32::MAX);
        bytes.extend(fat.iter().flat_map(|n| n.to_le_bytes()));
        let mut directory = vec![0u8; 512];
        for (at, name, kind, start, length) in
            [(0, "Root Entry", 5, END_OF_CHAIN, 0), (128, name, 2, 2, stream.len() as u32)]
        {
            for (i, unit) in name.encode_utf16().enumerate() {
                directory[at + i * 2..at + i * 2 + 2].copy_from_slice(&unit.to_le_bytes());
            }
            directory[at + 66] = kind;
            directory[at + 116..at + 120].copy_from_slice(&start.to_le_bytes());
            directory[at + 120..at + 124].copy_from_slice(&length.to_le_bytes());
        }
        bytes.extend(directory);
        bytes.extend(stream);
        bytes.resize(bytes.len().div_ceil(512) * 512, 0);
        bytes
    }

    pub(in super::super) fn straight(sector: u32, end: u32) -> u32 {
        if sector + 1 < end { sector + 1 } else { END_OF_CHAIN }
    }

    #[test]
    fn a_stream_is_found_by_name() {
        let stream: Vec<u8> = (0..5_000u32).map(|i| i as u8).collect();
        let bytes = container("Workbook", &stream, straight);
        let compound = Compound::open(&bytes).unwrap();
        assert_eq!(compound.stream("workbook"), Some(stream));
        assert!(compound.has("WORKBOOK") && !compound.has("Book"));
    }

    #[test]
    fn a_circular_chain_ends() {
        let bytes = container("Book", &[7; 5_000], |_, _| 2);
        let stream = Compound::open(&bytes).unwrap().stream("Book").unwrap();
        assert!(stream.len() <= bytes.len());
        // A directory that chains to itself.
        let mut bytes = container("Book", &[7; 5_000], straight);
        bytes[512 + 4..512 + 8].copy_from_slice(&1u32.to_le_bytes());
        assert!(Compound::open(&bytes).unwrap().has("Book"));
    }

    #[test]
    fn a_cut_file_gives_what_is_left() {
        let bytes = container("Book", &[7; 5_000], straight);
        let stream = Compound::open(&bytes[..512 * 6]).unwrap().stream("Book");
        assert_eq!(stream.map(|s| s.len()), Some(512 * 3));
        assert!(Compound::open(&bytes[..100]).is_none());
    }
}
