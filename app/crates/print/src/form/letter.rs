//! 户籍地协查函: a letter to the township where a child is registered, with the answer to be sent back (回执). That the school
//! writes to that township is 伊川县 2019's; the wording is 示例.

use crate::blank;
use crate::document::{Align, Block, Cell, Document, Form, Sheet, Sign};

/// What is filled in; what is empty is left to the pen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Letter {
    /// 文号.
    pub number: String,
    /// 收函单位.
    pub to: String,
    /// 学生姓名.
    pub student: String,
    /// 身份证件号.
    pub id_number: String,
    /// 就读学校及年级班级.
    pub class: String,
    /// 监护人, with a telephone number.
    pub guardian: String,
    /// 户籍地址.
    pub household: String,
    /// 学生情况.
    pub situation: String,
    /// 请协助的事项.
    pub asked: String,
    /// 发函单位.
    pub from: String,
    /// 经办人及电话.
    pub contact: String,
    /// 发函日期.
    pub date: String,
    /// 复函内容.
    pub answer: String,
    /// 复函单位或联系人.
    pub answered_by: String,
    /// 复函日期.
    pub answered_on: String,
}

const TITLE: &str = "控辍保学协查函";

impl Letter {
    /// The letter and, on a page of its own, the answer.
    pub fn document(&self) -> Document {
        let pair = |label: &str, text: &str| [Cell::label(label), Cell::value(text)];
        let whole = |label: &str, text: &str| vec![Cell::label(label), Cell::value(text).span(3)];
        let child = Form {
            widths: vec![30, 54, 30, 54],
            rows: vec![
                [pair("学生姓名", &self.student), pair("身份证件号", &self.id_number)].concat(),
                [pair("监护人", &self.guardian), pair("就读年级班级", &self.class)].concat(),
                whole("户籍地址", &self.household),
            ],
            together: true,
        };
        let to = format!("{}：", blank::or_line(&self.to, 14));
        let letter = vec![
            Block::title(TITLE),
            Block::lines(Align::Right, blank::or_line(&self.number, 10)),
            Block::lines(Align::Left, to),
            Block::lines(Align::Paragraph, "下列学生在我单位就读，户籍在贵地，现函告有关情况，请予协助。"),
            Block::Form(child),
            Block::Gap(4),
            Block::lines(Align::Paragraph, blank::or_line(&self.situation, 40)),
            Block::lines(Align::Paragraph, &self.asked),
            Block::lines(Align::Paragraph, format!("经办人及电话：{}", blank::or_line(&self.contact, 12))),
            Block::Sign(Sign::seal(format!("{}（盖章）", self.from), Some(&self.date))),
        ];
        let answer = Form {
            widths: vec![30, 138],
            rows: vec![
                vec![Cell::label("来函文号"), Cell::value(&self.number)],
                vec![Cell::label("学生姓名"), Cell::value(&self.student)],
                vec![Cell::label("核实和\n劝返情况"), Cell::value(&self.answer).tall(110)],
                vec![
                    Cell::label("复函单位"),
                    Cell::value(&self.answered_by).tall(46).sign(Sign::seal("（盖章）", Some(&self.answered_on))),
                ],
            ],
            together: true,
        };
        let back = vec![Block::title("控辍保学协查函（回执）"), Block::Form(answer)];
        Document::new(format!("{TITLE}　{}", self.number), vec![Sheet::letter(letter), Sheet::record(back)])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::tests::check_grids;

    #[test]
    fn a_letter_names_the_child_and_asks_for_an_answer() {
        let letter = Letter {
            number: "控辍协函字[2026]第1号".into(),
            to: "临水县柳河镇人民政府".into(),
            student: "王小满".into(),
            situation: "自2026年11月16日起未到校就读。".into(),
            asked: "请协助劝返。".into(),
            from: "石川镇中心小学".into(),
            ..Letter::default()
        };
        let document = letter.document();
        check_grids(&document);
        assert_eq!(document.sheets.len(), 2);
        let rows: Vec<String> = crate::rows(&document).iter().map(|row| row.join("|")).collect();
        assert!(rows.contains(&"临水县柳河镇人民政府：".to_owned()), "{rows:?}");
        assert!(rows.contains(&"学生姓名|王小满|身份证件号|".to_owned()), "{rows:?}");
        assert!(rows.iter().any(|row| row.starts_with("来函文号|控辍协函字[2026]第1号")), "{rows:?}");
        check_grids(&Letter::default().document());
    }
}
