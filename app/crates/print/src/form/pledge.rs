//! 责任书: what one level promises the next for a school year. That it is signed level by level is 伊川县's and 联合乡's;
//! the wording is 示例, for a county to edit.

use crate::blank;
use crate::document::{Align, Block, Cell, Column, Document, Form, Sheet, Sign, Table};

/// Between whom it can be.
pub const LEVELS: &[&str] = &["县与乡镇", "乡镇与村", "教育局与中心学校", "中心学校与学校", "校长与教师", "学校与家长"];

/// What is filled in; what is empty is left to the pen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pledge {
    /// Between whom, of [`LEVELS`].
    pub level: String,
    /// 学年: `2026—2027`.
    pub year: String,
    /// 甲方, who sets the task.
    pub first: String,
    /// 乙方, who takes it on.
    pub second: String,
    /// 指标, each with what is to be reached; none leaves room for some.
    pub targets: Vec<(String, String)>,
    /// What 乙方 takes on, a paragraph to a line; empty is [`TEXT`].
    pub text: String,
    /// 签订日期.
    pub signed_on: String,
}

/// What it says unless a county says it otherwise (示例).
pub const TEXT: &str = "\
一、乙方按照职责做好控辍保学工作，把责任落实到人，保证适龄儿童少年按时入学并完成义务教育。
二、乙方及时掌握孩子的就学情况，发现没有按时到校的，当天核实、及时报告，并参加劝返。
三、乙方关心家庭经济困难、留守、残疾和学习困难的孩子，落实资助和帮扶，如实填写台账，保存印证材料。
四、甲方为乙方的工作提供指导和支持，并按本责任书检查落实情况，检查结果作为考核依据。
五、本责任书一式两份，甲乙双方各执一份，自签订之日起生效。";

impl Pledge {
    /// The form.
    pub fn document(&self) -> Document {
        let year = if self.year.is_empty() { "＿＿＿＿—＿＿＿＿" } else { &self.year };
        let text = if self.text.is_empty() { TEXT } else { &self.text };
        let party = |letter: &str, name: &str| format!("{letter}：{}", blank::or_line(name, 14));
        let level = if self.level.is_empty() { String::new() } else { format!("（{}）", self.level) };
        let side = |letter: &str| {
            let room = format!("{letter}（盖章）：\n\n\n负责人签字：");
            Cell::value(room).tall(46).sign(Sign::seal("", Some(&self.signed_on)))
        };
        let form = Form { widths: vec![84, 84], rows: vec![vec![side("甲方"), side("乙方")]], together: true };
        Document::new(
            "控辍保学目标责任书",
            vec![Sheet::record(vec![
                Block::title("控辍保学目标责任书"),
                Block::lines(Align::Centre, format!("{year}学年{level}")),
                Block::Gap(5),
                Block::lines(Align::Left, party("甲方", &self.first)),
                Block::lines(Align::Left, party("乙方", &self.second)),
                Block::lines(Align::Paragraph, "为落实控辍保学责任，甲乙双方签订本责任书。"),
                Block::lines(Align::Paragraph, text),
                Block::lines(Align::Paragraph, "本学年指标如下："),
                Block::Table(self.table()),
                Block::Gap(5),
                Block::Form(form),
            ])],
        )
    }

    fn table(&self) -> Table {
        let columns = vec![
            Column::new("序号", 16, Align::Centre),
            Column::new("指标", 102, Align::Left),
            Column::new("目标值", 50, Align::Centre),
        ];
        let room = vec![(String::new(), String::new()); 4];
        let targets = if self.targets.is_empty() { &room } else { &self.targets };
        let row =
            |(at, (name, value)): (usize, &(String, String))| vec![(at + 1).to_string(), name.clone(), value.clone()];
        Table { columns, rows: targets.iter().enumerate().map(row).collect(), tall_mm: 11 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::tests::check_grids;

    #[test]
    fn both_sides_sign_for_the_targets_of_a_year() {
        check_grids(&Pledge::default().document());
        let targets = vec![("义务教育巩固率".to_owned(), "99%以上".to_owned())];
        let rows = crate::rows(&Pledge { targets, level: LEVELS[1].into(), ..Pledge::default() }.document());
        assert_eq!(rows[1], ["＿＿＿＿—＿＿＿＿学年（乡镇与村）"]);
        assert!(rows.contains(&vec!["1".into(), "义务教育巩固率".into(), "99%以上".into()]));
        let sides = rows.last().expect("the signatures").concat();
        assert!(sides.contains("甲方（盖章）：") && sides.contains("乙方（盖章）："));
    }
}
