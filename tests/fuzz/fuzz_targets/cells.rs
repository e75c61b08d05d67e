//! One cell of any field: cleaned text is stable when it is cleaned again.
#![no_main]

use ledger::clean::clean_cell;
use ledger::field::Field;

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    let [field, flags, text @ ..] = data else { return };
    let field = Field::ALL[usize::from(*field) % Field::ALL.len()];
    let text = String::from_utf8_lossy(text);
    let cleaned = clean_cell(field, &text, flags & 1 != 0, flags & 2 != 0);
    if cleaned.finding.is_none() {
        let again = clean_cell(field, &cleaned.text, false, false);
        assert_eq!(again.text, cleaned.text, "{field:?}");
    }
});
