//! A mapping of headers to fields, remembered per source and applied again to its next file.
//!
//! By the plain text of the header, never by position: next term's file has a column more. Only headers are kept, no
//! cell of anybody.

use ledger::field::Field;
use serde::{Deserialize, Serialize};

use crate::header::{Heading, plain};

/// What a person decided about the columns of a source.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MappingSpec {
    /// Plain header and field key; a column left out on purpose has none. Equal headers stand in the order of the sheet.
    columns: Vec<(String, Option<String>)>,
}

impl MappingSpec {
    /// Remembers headers and their fields.
    pub fn new<'a>(columns: impl IntoIterator<Item = (&'a str, Option<Field>)>) -> MappingSpec {
        let columns = columns.into_iter().filter(|(header, _)| !header.is_empty());
        MappingSpec {
            columns: columns.map(|(header, field)| (name_of(header), field.map(|f| f.key().to_owned()))).collect(),
        }
    }

    /// The spec as text, to be stored.
    pub fn to_text(&self) -> String {
        // A list of pairs of strings has no form that could not be written.
        serde_json::to_string(self).unwrap_or_default()
    }

    /// Reads a stored spec; a text of another origin is none.
    pub fn from_text(text: &str) -> Option<MappingSpec> {
        serde_json::from_str(text).ok()
    }

    /// The remembered decision for each heading: `None` where nothing is remembered.
    pub(crate) fn apply(&self, headings: &[Heading]) -> Vec<Option<Option<Field>>> {
        let mut used = vec![false; self.columns.len()];
        let mut decide = |heading: &Heading| {
            let name = name_of(&heading.text);
            let at = self.columns.iter().zip(&used).position(|((known, _), used)| !used && *known == name)?;
            if let Some(used) = used.get_mut(at) {
                *used = true;
            }
            let (_, key) = self.columns.get(at)?;
            match key {
                None => Some(None),
                // A field this build does not know is as good as nothing remembered.
                Some(key) => Field::ALL.iter().copied().find(|f| f.key() == key).map(Some),
            }
        };
        headings.iter().map(|h| if h.text.is_empty() { None } else { decide(h) }).collect()
    }
}

/// A key under which a source's mapping is stored: a fingerprint of its headers. What kind of list it is does not count,
/// for that may be said after the columns.
pub(crate) fn source_key<'a>(headers: impl Iterator<Item = &'a str>) -> String {
    // FNV-1a: stable, and no secret is protected by it.
    let mut hash = 0xCBF2_9CE4_8422_2325u64;
    for header in headers {
        for byte in name_of(header).bytes().chain([0]) {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3);
        }
    }
    format!("list-{hash:016x}")
}

/// A header as it is remembered: core and note, because the note may say whose it is.
fn name_of(header: &str) -> String {
    let plain = plain(header);
    if plain.note.is_empty() { plain.core } else { format!("{}({})", plain.core, plain.note) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headings(texts: &[&str]) -> Vec<Heading> {
        texts.iter().map(|t| Heading { text: (*t).to_owned(), candidates: Vec::new() }).collect()
    }

    #[test]
    fn a_decision_is_found_again_by_its_header() {
        let spec = MappingSpec::new([
            ("学生 姓名", Some(Field::Name)),
            ("电话", Some(Field::Phone)),
            ("电话", Some(Field::GuardianPhone)),
            ("内部编码", None),
            ("", None),
        ]);
        let spec = MappingSpec::from_text(&spec.to_text()).unwrap();
        let found = spec.apply(&headings(&["新列", "*学生姓名", "电话", "内部编码", "电话", "电话", ""]));
        assert_eq!(
            found,
            [
                None,
                Some(Some(Field::Name)),
                Some(Some(Field::Phone)),
                Some(None),
                Some(Some(Field::GuardianPhone)),
                None,
                None
            ]
        );
    }

    #[test]
    fn the_stored_text_stays_readable() {
        let text = r#"{"columns":[["姓名","name"],["备用",null],["将来","not_yet_known"]]}"#;
        let spec = MappingSpec::from_text(text).unwrap();
        assert_eq!(spec.to_text(), text);
        assert_eq!(spec.apply(&headings(&["姓名", "备用", "将来"])), [Some(Some(Field::Name)), Some(None), None]);
        assert_eq!(MappingSpec::from_text("Sheet1!A1"), None);
    }

    #[test]
    fn a_source_is_known_by_its_headers() {
        let key = |headers: &[&str]| source_key(headers.iter().copied());
        let registry = key(&["姓名", "学籍号"]);
        assert_eq!(registry, key(&["姓 名", "＊学籍号"]));
        assert_ne!(registry, key(&["学籍号", "姓名"]));
        assert_ne!(registry, key(&["姓名学籍号"]));
    }
}
