//! 台账和登记册: any table of the ledger on wide paper, its heads repeated on every page, checked and signed at its foot.

use crate::document::{Align, Block, Column, Document, Paper, Sheet, Table};

/// A table as it is to be printed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Register {
    /// Its title.
    pub title: String,
    /// 填报单位.
    pub unit: String,
    /// 填报时间.
    pub date: String,
    /// The heads of its columns.
    pub heads: Vec<String>,
    /// Its rows, cell by cell.
    pub rows: Vec<Vec<String>>,
    /// Columns to sign in, added at the right and left empty.
    pub sign: Vec<String>,
}

/// Rows of a copy to fill in.
const BLANK_ROWS: usize = 20;
/// No column is narrower, or counts for more, than so many Chinese characters.
const NARROW: usize = 3;
const WIDE: usize = 16;
/// A Chinese character with its share of the margins, in millimetres.
const CHARACTER_MM: u16 = 5;

impl Register {
    /// The table on A4 or A3, broadside; without rows it is a copy to fill in.
    pub fn document(&self, paper: Paper) -> Document {
        let heads: Vec<&String> = self.heads.iter().chain(&self.sign).collect();
        let mut rows: Vec<Vec<String>> = self.rows.clone();
        if rows.is_empty() {
            rows = (1..=BLANK_ROWS).map(|at| vec![at.to_string()]).collect();
        }
        rows.iter_mut().for_each(|row| row.resize(heads.len(), String::new()));
        let column = |(at, head): (usize, &&String)| {
            let texts = rows.iter().filter_map(|row| row.get(at)).map(|text| width(text)).max();
            // A long head breaks into two lines before its column grows.
            let wide = texts.unwrap_or(0).max(width(head).div_ceil(2)).clamp(NARROW, WIDE);
            let align = if texts.unwrap_or(0) > 10 { Align::Left } else { Align::Centre };
            Column::new(head.as_str(), wide as u16 * CHARACTER_MM, align)
        };
        let columns = heads.iter().enumerate().map(column).collect();
        let head = format!("填报单位（盖章）：{}　　　　填报时间：{}", self.unit, self.date);
        let foot = ["审核人：", "填表人：", "联系电话："].map(str::to_owned).to_vec();
        let blocks = vec![
            Block::title(&self.title),
            Block::lines(Align::Left, head),
            Block::Table(Table { columns, rows, tall_mm: 0 }),
            Block::Signatures(foot),
        ];
        Document { paper, numbered: true, ..Document::new(&self.title, vec![Sheet::record(blocks)]) }
    }
}

/// How wide a text is in Chinese characters: a digit or a letter is half of one.
fn width(text: &str) -> usize {
    let longest = text.lines().map(|line| line.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum::<usize>()).max();
    longest.unwrap_or(0).div_ceil(2)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::tests::check_grids;

    fn register() -> Register {
        Register {
            title: "流动生情况登记表".into(),
            unit: "石川镇中心小学".into(),
            heads: ["序号", "姓名", "转自或转往（省市县校）"].map(str::to_owned).to_vec(),
            rows: vec![["1", "王小满", "临水县城关镇第二实验小学"].map(str::to_owned).to_vec()],
            sign: vec!["签字".into()],
            ..Register::default()
        }
    }

    #[test]
    fn a_register_has_its_heads_and_places_to_sign() {
        let document = register().document(Paper::A3Landscape);
        check_grids(&document);
        assert_eq!((document.paper, document.numbered), (Paper::A3Landscape, true));
        let rows: Vec<String> = crate::rows(&document).iter().map(|row| row.join("|")).collect();
        assert_eq!(rows[2..4], ["序号|姓名|转自或转往（省市县校）|签字", "1|王小满|临水县城关镇第二实验小学|"]);
        assert!(rows[4].starts_with("审核人："));
    }

    #[test]
    fn columns_are_as_wide_as_what_stands_in_them() {
        let document = register().document(Paper::A4Landscape);
        let Some(Block::Table(table)) = document.sheets[0].blocks.get(2) else { panic!("a table") };
        let widths: Vec<u16> = table.columns.iter().map(|column| column.width_mm / CHARACTER_MM).collect();
        assert_eq!(widths, [3, 3, 12, 3]);
    }

    #[test]
    fn without_rows_it_is_a_copy_to_fill_in() {
        let blank = Register { rows: Vec::new(), ..register() }.document(Paper::A4Landscape);
        check_grids(&blank);
        let rows = crate::rows(&blank);
        assert_eq!((rows.len(), rows[3].join("|")), (BLANK_ROWS + 4, "1|||".to_owned()));
    }
}
