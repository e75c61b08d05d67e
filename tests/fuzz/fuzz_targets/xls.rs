//! BIFF records, and the compound file around them.
#![no_main]

const COMPOUND: &[u8] = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";
const RECORDS: &[u8] = b"\x09\x08\x10\0\0\x06\x05\0";

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    let Some((first, rest)) = data.split_first() else { return };
    let start = if first & 1 == 0 { COMPOUND } else { RECORDS };
    fuzz::read_and_check(&[start, rest].concat(), None);
});
