//! 一校一案 (伊川县 2019, 督导重点一): a school's plan on paper: where it stands, what it aims at, who does what, and what it watches.
//! Which parts it has is ours (示例).

use crate::document::{Align, Block, Cell, Column, Document, Form, Level, Sheet, Sign, Table};

/// What is filled in; what is empty is left to the pen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SchoolPlan {
    /// 学校.
    pub school: String,
    /// 学年.
    pub year: String,
    /// 学校概况 as the ledger counts it: label and number.
    pub facts: Vec<(String, String)>,
    /// The parts that people write, in order: name and text.
    pub parts: Vec<(String, String)>,
    /// 重点学生清单: 姓名, 年级班级, 台账状态 or group, 下一步, 责任人.
    pub pupils: Vec<[String; 5]>,
    /// 台账汇总: ledger and number.
    pub ledgers: Vec<(String, String)>,
    /// The day it was drawn up.
    pub date: String,
}

const NUMERALS: [&str; 9] = ["一", "二", "三", "四", "五", "六", "七", "八", "九"];
/// Rows of an empty list.
const ROOM: usize = 8;

impl SchoolPlan {
    /// The plan.
    pub fn document(&self) -> Document {
        let year = if self.year.is_empty() { "＿＿＿＿—＿＿＿＿" } else { &self.year };
        let mut numerals = NUMERALS.iter();
        let mut section = |name: &str| {
            let numeral = numerals.next().copied().unwrap_or_default();
            Block::Heading(Level::Section, format!("{numeral}、{name}"))
        };
        let mut blocks = vec![
            Block::title(format!("{}控辍保学一校一案", self.school)),
            Block::lines(Align::Centre, format!("{year}学年")),
            section("学校概况"),
            Block::Form(counts(&self.facts)),
            Block::Gap(5),
        ];
        for (name, text) in &self.parts {
            blocks.push(section(name));
            blocks.push(match text.trim() {
                "" => {
                    Block::Form(Form { widths: vec![168], rows: vec![vec![Cell::value("").tall(40)]], together: true })
                }
                text => Block::lines(Align::Paragraph, text),
            });
            blocks.push(Block::Gap(5));
        }
        blocks.extend([section("重点学生清单"), Block::Table(self.pupils()), Block::Gap(5)]);
        blocks.extend([section("台账汇总"), Block::Form(counts(&self.ledgers))]);
        blocks.push(Block::Sign(Sign::seal(format!("{}（盖章）", self.school), Some(&self.date))));
        let title = format!("{}　一校一案", self.school).trim().to_owned();
        Document { numbered: true, ..Document::new(title, vec![Sheet::record(blocks)]) }
    }

    fn pupils(&self) -> Table {
        let heads = [("序号", 12), ("姓名", 26), ("年级班级", 32), ("情况", 32), ("下一步", 40), ("责任人", 26)];
        let mut rows: Vec<Vec<String>> = self.pupils.iter().map(|pupil| pupil.to_vec()).collect();
        if rows.is_empty() {
            rows = vec![vec![String::new(); 5]; ROOM];
        }
        let row = |(at, row): (usize, Vec<String>)| [(at + 1).to_string()].into_iter().chain(row).collect();
        Table {
            columns: heads.iter().map(|(head, width)| Column::new(*head, *width, Align::Centre)).collect(),
            rows: rows.into_iter().enumerate().map(row).collect(),
            tall_mm: 10,
        }
    }
}

/// Labels with their numbers, two pairs to a line.
fn counts(pairs: &[(String, String)]) -> Form {
    let empty = (String::new(), String::new());
    let pairs = if pairs.is_empty() { std::slice::from_ref(&empty) } else { pairs };
    let row = |two: &[(String, String)]| {
        let mut cells: Vec<Cell> = two
            .iter()
            .flat_map(|(label, number)| [Cell::label(label), Cell::value(number).align(Align::Centre)])
            .collect();
        if two.len() == 1 {
            cells.extend([Cell::label(""), Cell::value("")]);
        }
        cells
    };
    Form { widths: vec![52, 32, 52, 32], rows: pairs.chunks(2).map(row).collect(), together: true }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::tests::check_grids;

    #[test]
    fn a_plan_has_its_parts_in_order_and_room_where_nothing_is_written() {
        let pair = |a: &str, b: &str| (a.to_owned(), b.to_owned());
        let plan = SchoolPlan {
            school: "石川镇中心小学".into(),
            facts: vec![pair("在册学生", "318"), pair("班级", "9"), pair("留守", "41")],
            parts: vec![pair("工作目标", "不让一个孩子辍学。"), pair("问题整改", "")],
            ..SchoolPlan::default()
        };
        let document = plan.document();
        check_grids(&document);
        let rows: Vec<String> = crate::rows(&document).iter().map(|row| row.join("|")).collect();
        let heads: Vec<&str> = rows.iter().filter(|row| row.contains('、')).map(String::as_str).collect();
        assert_eq!(heads, ["一、学校概况", "二、工作目标", "三、问题整改", "四、重点学生清单", "五、台账汇总"]);
        assert!(rows.contains(&"在册学生|318|班级|9".to_owned()) && rows.contains(&"留守|41||".to_owned()));
        check_grids(&SchoolPlan::default().document());
    }
}
