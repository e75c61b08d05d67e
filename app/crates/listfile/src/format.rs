//! What kind of file the bytes are and how its text is encoded.
//!
//! The keys are stable: they stand in machine-readable output and in remembered mappings.

use serde::{Deserialize, Serialize};

/// The format of a list file, found from its content and never from its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Format {
    /// Text separated by commas, semicolons or bars.
    Csv,
    /// Text separated by tabs, whatever its name says ("Unicode text" included).
    Tsv,
    /// Office Open XML workbook.
    Xlsx,
    /// BIFF workbook of Excel 5 to 2003, and what WPS calls `.et`.
    Xls,
    /// An HTML table, usually named `.xls`.
    Html,
    /// "XML spreadsheet 2003", usually named `.xls`.
    Xml,
    /// A block pasted from a spreadsheet.
    Paste,
}

impl Format {
    /// The stable key.
    pub const fn key(self) -> &'static str {
        match self {
            Format::Csv => "csv",
            Format::Tsv => "tsv",
            Format::Xlsx => "xlsx",
            Format::Xls => "xls",
            Format::Html => "html",
            Format::Xml => "xml",
            Format::Paste => "paste",
        }
    }
}

/// How the text of a file is encoded. Workbooks have none: their text is Unicode by definition.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Encoding {
    /// UTF-8 without a byte order mark.
    #[serde(rename = "utf-8")]
    Utf8,
    /// UTF-8 with a byte order mark.
    #[serde(rename = "utf-8-bom")]
    Utf8Bom,
    /// GB18030, which contains GBK and GB2312.
    #[serde(rename = "gb18030")]
    Gb18030,
    /// UTF-16, low byte first.
    #[serde(rename = "utf-16le")]
    Utf16Le,
    /// UTF-16, high byte first.
    #[serde(rename = "utf-16be")]
    Utf16Be,
}

impl Encoding {
    /// Every encoding a person may choose.
    pub const ALL: &'static [Encoding] =
        &[Encoding::Utf8, Encoding::Utf8Bom, Encoding::Gb18030, Encoding::Utf16Le, Encoding::Utf16Be];

    /// The stable key.
    pub const fn key(self) -> &'static str {
        match self {
            Encoding::Utf8 => "utf-8",
            Encoding::Utf8Bom => "utf-8-bom",
            Encoding::Gb18030 => "gb18030",
            Encoding::Utf16Le => "utf-16le",
            Encoding::Utf16Be => "utf-16be",
        }
    }

    /// The encoding with this key.
    pub fn from_key(key: &str) -> Option<Encoding> {
        Encoding::ALL.iter().copied().find(|e| e.key() == key)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_name_one_encoding_each() {
        for &encoding in Encoding::ALL {
            assert_eq!(Encoding::from_key(encoding.key()), Some(encoding));
            assert_eq!(serde_json::to_value(encoding).unwrap(), encoding.key());
        }
        assert_eq!(Encoding::from_key("big5"), None);
    }

    #[test]
    fn a_format_is_stored_under_its_key() {
        for format in [Format::Csv, Format::Tsv, Format::Xlsx, Format::Xls, Format::Html, Format::Xml, Format::Paste] {
            assert_eq!(serde_json::to_value(format).unwrap(), format.key());
        }
    }
}
