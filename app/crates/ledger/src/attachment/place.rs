//! Where was a photo taken, as the camera wrote it? Asked only where the school has switched that on.
//!
//! The position stands in the Exif part of a JPEG, in the directory of its GPS. Nothing else of Exif is read.

use std::fmt;
use std::str::FromStr;

use super::picture::segments;

/// A position in millionths of a degree: some ten centimetres.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    north: i32,
    east: i32,
}

const GPS_DIRECTORY: u16 = 0x8825;
const NORTH_OR_SOUTH: u16 = 1;
const LATITUDE: u16 = 2;
const EAST_OR_WEST: u16 = 3;
const LONGITUDE: u16 = 4;
const MILLION: u64 = 1_000_000;

impl Place {
    /// The place of a JPEG as the camera wrote it; nothing if it wrote none, or none on this earth.
    pub fn of(jpeg: &[u8]) -> Option<Place> {
        let (_, exif) = segments(jpeg).find(|(marker, body)| *marker == 0xe1 && body.starts_with(b"Exif\0\0"))?;
        let tiff = Tiff::new(exif.get(6..)?)?;
        let first = tiff.entry(tiff.long(4)?, GPS_DIRECTORY)?;
        let gps = tiff.long(first.checked_add(8)?)?;
        let north = tiff.degrees(gps, LATITUDE, NORTH_OR_SOUTH, b'S')?;
        let east = tiff.degrees(gps, LONGITUDE, EAST_OR_WEST, b'W')?;
        // A camera that does not know yet writes zeros.
        Place { north, east }.on_earth().filter(|_| (north, east) != (0, 0))
    }

    fn on_earth(self) -> Option<Place> {
        (self.north.abs() <= 90_000_000 && self.east.abs() <= 180_000_000).then_some(self)
    }
}

/// `34.421200,112.430000`: latitude and longitude, as maps take them.
impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let degrees = |f: &mut fmt::Formatter<'_>, of: i32| {
            let sign = if of < 0 { "-" } else { "" };
            let of = of.unsigned_abs();
            write!(f, "{sign}{}.{:06}", of / 1_000_000, of % 1_000_000)
        };
        degrees(f, self.north)?;
        f.write_str(",")?;
        degrees(f, self.east)
    }
}

/// A text is not a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a latitude and a longitude")]
pub struct NotAPlace;

impl FromStr for Place {
    type Err = NotAPlace;

    fn from_str(text: &str) -> Result<Place, NotAPlace> {
        let degrees = |text: &str| {
            let (sign, text) = text.strip_prefix('-').map_or((1, text), |rest| (-1, rest));
            let (whole, part) = text.split_once('.')?;
            let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
            if !digits(whole) || !digits(part) || part.len() != 6 || whole.len() > 3 {
                return None;
            }
            Some(sign * (whole.parse::<i32>().ok()? * 1_000_000 + part.parse::<i32>().ok()?))
        };
        let (north, east) = text.split_once(',').ok_or(NotAPlace)?;
        let place = degrees(north).zip(degrees(east)).and_then(|(north, east)| Place { north, east }.on_earth());
        place.ok_or(NotAPlace)
    }
}

/// The directories inside Exif, in the order of bytes that its head names.
struct Tiff<'a> {
    bytes: &'a [u8],
    little: bool,
}

impl<'a> Tiff<'a> {
    fn new(bytes: &'a [u8]) -> Option<Tiff<'a>> {
        let little = match bytes.first_chunk::<2>()? {
            b"II" => true,
            b"MM" => false,
            _ => return None,
        };
        let tiff = Tiff { bytes, little };
        (tiff.short(2)? == 42).then_some(tiff)
    }

    fn short(&self, at: usize) -> Option<u16> {
        let bytes = *self.bytes.get(at..)?.first_chunk::<2>()?;
        Some(if self.little { u16::from_le_bytes(bytes) } else { u16::from_be_bytes(bytes) })
    }

    fn long(&self, at: usize) -> Option<usize> {
        let bytes = *self.bytes.get(at..)?.first_chunk::<4>()?;
        Some(if self.little { u32::from_le_bytes(bytes) } else { u32::from_be_bytes(bytes) } as usize)
    }

    /// Where the entry of a tag begins in the directory at this place.
    fn entry(&self, directory: usize, tag: u16) -> Option<usize> {
        let count = usize::from(self.short(directory)?);
        let entries = directory.checked_add(2)?;
        (0..count).filter_map(|at| entries.checked_add(at * 12)).find(|entry| self.short(*entry) == Some(tag))
    }

    /// Degrees, minutes and seconds in millionths of a degree, below zero where the letter of the other half stands.
    fn degrees(&self, gps: usize, tag: u16, half_tag: u16, other_half: u8) -> Option<i32> {
        let value_of = |tag| self.entry(gps, tag)?.checked_add(8);
        let values = self.long(value_of(tag)?)?;
        let half = *self.bytes.get(value_of(half_tag)?)?;
        let part = |at: usize| {
            let fraction = values.checked_add(at * 8)?;
            let (over, under) = (self.long(fraction)? as u64, self.long(fraction.checked_add(4)?)? as u64);
            (over * MILLION).checked_div(under)
        };
        let millionths = part(0)? + part(1)? / 60 + part(2)? / 3_600;
        let millionths = i32::try_from(millionths).ok()?;
        Some(if half.eq_ignore_ascii_case(&other_half) { -millionths } else { millionths })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::picture::tests::jpeg;
    use super::*;

    /// Exif with a position: halves, and degrees, minutes and seconds as fractions.
    fn exif(little: bool, halves: [u8; 2], latitude: [(u32, u32); 3], longitude: [(u32, u32); 3]) -> Vec<u8> {
        let short = |n: u16| if little { n.to_le_bytes() } else { n.to_be_bytes() };
        let long = |n: u32| if little { n.to_le_bytes() } else { n.to_be_bytes() };
        let entry = |tag: u16, kind: u16, count: u32, value: [u8; 4]| {
            [short(tag).as_slice(), &short(kind), &long(count), &value].concat()
        };
        let fractions = |of: [(u32, u32); 3]| of.into_iter().flat_map(|(a, b)| [long(a), long(b)].concat());
        let mut tiff = Vec::new();
        tiff.extend(if little { b"II" } else { b"MM" });
        tiff.extend(short(42));
        tiff.extend(long(8));
        // At 8: one entry that leads to the directory at 26, which leads to the fractions at 80 and 104.
        tiff.extend(short(1));
        tiff.extend(entry(GPS_DIRECTORY, 4, 1, long(26)));
        tiff.extend(long(0));
        tiff.extend(short(4));
        tiff.extend(entry(NORTH_OR_SOUTH, 2, 2, [halves[0], 0, 0, 0]));
        tiff.extend(entry(LATITUDE, 5, 3, long(80)));
        tiff.extend(entry(EAST_OR_WEST, 2, 2, [halves[1], 0, 0, 0]));
        tiff.extend(entry(LONGITUDE, 5, 3, long(104)));
        tiff.extend(long(0));
        tiff.extend(fractions(latitude));
        tiff.extend(fractions(longitude));
        [b"Exif\0\0", tiff.as_slice()].concat()
    }

    #[test]
    fn the_place_that_a_camera_wrote_is_read_in_either_order_of_bytes() {
        let check = |exif: &[u8], expected: Option<&str>| {
            let place = Place::of(&jpeg(8, 8, &[(0xe1, exif)]));
            assert_eq!(place.map(|place| place.to_string()).as_deref(), expected);
        };
        let (north, east) = ([(34, 1), (25, 1), (1_632, 100)], [(112, 1), (25, 1), (48, 1)]);
        check(&exif(true, *b"NE", north, east), Some("34.421199,112.429999"));
        check(&exif(false, *b"NE", north, east), Some("34.421199,112.429999"));
        check(&exif(true, *b"SW", [(0, 1), (30, 1), (0, 1)], [(1, 1), (0, 1), (0, 1)]), Some("-0.500000,-1.000000"));
        check(&exif(true, *b"NE", [(0, 1); 3], [(0, 1); 3]), None);
        check(&exif(true, *b"NE", [(0, 0); 3], [(0, 0); 3]), None);
        check(&exif(true, *b"NE", [(91, 1), (0, 1), (0, 1)], east), None);
        check(b"Exif\0\0II*\0\x08\0\0\0\0\0", None);
        check(b"an XMP packet\0", None);
    }

    #[test]
    fn a_place_is_read_as_it_is_written() {
        for text in ["34.421200,112.430000", "-0.500000,-1.000000", "0.000001,-180.000000"] {
            assert_eq!(text.parse::<Place>().map(|place| place.to_string()).as_deref(), Ok(text));
        }
        for text in ["", "34.4,112.4", "34.421200", "91.000000,0.000000", "<b>,0.000000", "+1.000000,1.000000"] {
            assert_eq!(text.parse::<Place>(), Err(NotAPlace), "{text}");
        }
    }

    proptest! {
        #[test]
        fn no_bytes_break_the_reader(cut in 0..140usize, at in 0..140usize, byte: u8) {
            let mut exif = exif(true, *b"NE", [(34, 1), (25, 1), (16, 1)], [(112, 1), (25, 1), (48, 1)]);
            let length = exif.len();
            exif[at % length] = byte;
            exif.truncate(length - cut % length);
            let _ = Place::of(&jpeg(8, 8, &[(0xe1, &exif)]));
        }
    }
}
