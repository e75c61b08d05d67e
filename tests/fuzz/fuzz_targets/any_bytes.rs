//! Sniffing and decoding: any bytes at all.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| fuzz::read_and_check(data, None));
