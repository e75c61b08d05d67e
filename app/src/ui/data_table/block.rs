//! Blocks of cells on the clipboard: tab-separated text as Excel and WPS write and read it.
//!
//! A cell with a line break, a tab or a quote stands in quotes with inner quotes doubled; the last line ends in a line
//! break that is not an empty row.

/// The cells of a copied block.
pub(crate) fn read(text: &str) -> Vec<Vec<String>> {
    let mut rows = Vec::new();
    let mut row = Vec::new();
    let mut cell = String::new();
    let mut chars = text.chars().peekable();
    let mut quoted = false;
    let mut begun = false;
    while let Some(c) = chars.next() {
        match c {
            '"' if quoted && chars.peek() == Some(&'"') => {
                chars.next();
                cell.push('"');
            }
            '"' if quoted => quoted = false,
            '"' if !begun && closes(chars.clone()) => quoted = true,
            '\t' if !quoted => {
                row.push(std::mem::take(&mut cell));
                begun = false;
                continue;
            }
            '\r' if !quoted && chars.peek() == Some(&'\n') => continue,
            '\r' | '\n' if !quoted => {
                row.push(std::mem::take(&mut cell));
                rows.push(std::mem::take(&mut row));
                begun = false;
                continue;
            }
            '\r' => {}
            c => cell.push(c),
        }
        begun = true;
    }
    if begun || !row.is_empty() {
        row.push(cell);
        rows.push(row);
    }
    rows
}

// A cell may begin with a quote that is only a quote: it opens one only if one closes before a tab or the end.
fn closes(mut rest: impl Iterator<Item = char>) -> bool {
    let mut before_end = false;
    loop {
        match rest.next() {
            None => return before_end,
            Some('"') => before_end = !before_end,
            Some('\t' | '\n' | '\r') if before_end => return true,
            Some(_) if before_end => return false,
            Some(_) => {}
        }
    }
}

/// The text of a block.
pub(crate) fn write(rows: &[Vec<String>]) -> String {
    let mut text = String::new();
    for (index, row) in rows.iter().enumerate() {
        if index > 0 {
            text.push_str("\r\n");
        }
        for (column, cell) in row.iter().enumerate() {
            if column > 0 {
                text.push('\t');
            }
            if cell.contains(['\t', '\n', '\r', '"']) {
                text.push('"');
                text.push_str(&cell.replace('"', "\"\""));
                text.push('"');
            } else {
                text.push_str(cell);
            }
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&[&str]]) {
        let rows: Vec<Vec<String>> = expected.iter().map(|r| r.iter().map(|c| (*c).to_owned()).collect()).collect();
        assert_eq!(read(text), rows, "{text:?}");
    }

    #[test]
    fn blocks_as_spreadsheets_write_them() {
        check("", &[]);
        check("甲", &[&["甲"]]);
        check("甲\t乙\r\n丙\t丁\r\n", &[&["甲", "乙"], &["丙", "丁"]]);
        check("甲\t\r\n\t丁", &[&["甲", ""], &["", "丁"]]);
        check("甲\n\n丙\n", &[&["甲"], &[""], &["丙"]]);
        check("\"第一行\n第二行\"\t乙", &[&["第一行\n第二行", "乙"]]);
        check("\"他说\"\"好\"\"\"\t乙\r\n", &[&["他说\"好\"", "乙"]]);
        check("5\"屏\t乙", &[&["5\"屏", "乙"]]);
        check("\"引号不成对\t乙", &[&["\"引号不成对", "乙"]]);
        check("\t", &[&["", ""]]);
    }

    #[test]
    fn what_is_written_is_read_back() {
        let rows = vec![
            vec!["甲".to_owned(), "多\n行".to_owned(), "引\"号".to_owned()],
            vec![String::new(), "制\t表".to_owned(), "\"全\"".to_owned()],
        ];
        assert_eq!(read(&write(&rows)), rows);
    }
}
