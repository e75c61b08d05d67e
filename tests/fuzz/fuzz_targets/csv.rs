//! Separated text below a header, in UTF-8 and in GB18030.
#![no_main]

use listfile::format::Encoding;

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    let bytes = ["姓名,身份证号,出生日期,年级\n".as_bytes(), data].concat();
    fuzz::read_and_check(&bytes, Some(Encoding::Utf8));
    fuzz::read_and_check(data, Some(Encoding::Gb18030));
});
