//! 家访记录表 (伊川县 2019, 附件2), with the fields of the plan in its order.

use crate::Image;
use crate::document::{Align, Block, Cell, Document, Form, Sheet, Sign};

/// What is filled in. Everything is text as it is to be printed; what is empty is left to the pen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HomeVisit {
    /// The county, before the title.
    pub county: String,
    /// What the visit is called, if it is not 家访.
    pub kind: String,
    /// What else was recorded, by label; only what was.
    pub more: Vec<(String, String)>,
    /// 学校名称.
    pub school: String,
    /// 学生姓名.
    pub student: String,
    /// 性别.
    pub sex: String,
    /// 年龄.
    pub age: String,
    /// 年级(班级).
    pub class: String,
    /// 时间.
    pub time: String,
    /// 家访教师.
    pub teacher: String,
    /// 陪同教师.
    pub companion: String,
    /// 身份证号.
    pub id_number: String,
    /// 家访原因.
    pub reason: String,
    /// 住址.
    pub address: String,
    /// 家访内容.
    pub content: String,
    /// 学校意见, and the day it was given.
    pub school_opinion: String,
    /// The day beside the seal of the school.
    pub school_date: String,
    /// 家长意见, and the day it was given.
    pub family_opinion: String,
    /// The day beside the signature.
    pub family_date: String,
    /// What the family drew on the screen.
    pub signature: Option<Image>,
}

impl HomeVisit {
    /// The form.
    pub fn document(&self) -> Document {
        let kind = if self.kind.is_empty() { "家访" } else { &self.kind };
        let title = format!("{}中小学生{kind}记录表", self.county);
        let short = |text: &str| Cell::value(text).align(Align::Centre);
        let line = |label: &str, text: &str| vec![Cell::label(label), Cell::value(text).span(7)];
        // Who persuades or helps need not be a teacher.
        let who = if self.kind.is_empty() { "教师" } else { "人员" };
        let mut rows = vec![
            vec![
                Cell::label("学生姓名"),
                short(&self.student),
                Cell::label("性别"),
                short(&self.sex),
                Cell::label("年龄"),
                short(&self.age),
                Cell::label("年级(班级)"),
                short(&self.class),
            ],
            vec![
                Cell::label("时间"),
                short(&self.time),
                Cell::label(format!("{kind}{who}")),
                short(&self.teacher),
                Cell::label(format!("陪同{who}")),
                short(&self.companion).span(3),
            ],
            line("身份证号", &self.id_number),
            line(&format!("{kind}原因"), &self.reason),
            line("住址", &self.address),
            vec![Cell::label(format!("{kind}内容")), Cell::value(&self.content).span(7).tall(86)],
            vec![
                Cell::label("学校意见"),
                Cell::value(&self.school_opinion)
                    .span(7)
                    .tall(46)
                    .sign(Sign::seal("学校(公章)", Some(&self.school_date))),
            ],
            vec![
                Cell::label("家长意见"),
                Cell::value(&self.family_opinion)
                    .span(7)
                    .tall(34)
                    .sign(Sign::hand("家长(监护人)签字：", Some(&self.family_date)).drawn(self.signature.clone())),
            ],
        ];
        // Before what the school and the family say of it.
        let more = self.more.iter().map(|(label, text)| line(label, text));
        let opinions = rows.split_off(rows.len() - 2);
        rows.extend(more.chain(opinions));
        let form = Form { widths: vec![19, 34, 19, 19, 19, 10, 23, 25], rows, together: false };
        let blocks = vec![
            Block::title(&title),
            Block::lines(Align::Left, format!("学校名称：{}", self.school)),
            Block::Form(form),
        ];
        Document::new(title, vec![Sheet::record(blocks)])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::tests::check_grids;

    /// As the plan prints it, in simplified characters, a tab between cells.
    const PRINTED: &str = "\
伊川县中小学生家访记录表
学校名称：
学生姓名\t\t性别\t\t年龄\t\t年级(班级)\t
时间\t\t家访教师\t\t陪同教师\t\t\t
身份证号\t\t\t\t\t\t\t
家访原因\t\t\t\t\t\t\t
住址\t\t\t\t\t\t\t
家访内容\t\t\t\t\t\t\t
学校意见\t学校(公章) 年 月 日\t\t\t\t\t\t
家长意见\t家长(监护人)签字： 年 月 日\t\t\t\t\t\t
";

    #[test]
    fn the_blank_copy_is_the_countys_form() {
        let blank = HomeVisit { county: "伊川县".to_owned(), ..HomeVisit::default() }.document();
        check_grids(&blank);
        let printed: String = crate::rows(&blank).iter().map(|row| row.join("\t") + "\n").collect();
        assert_eq!(printed, PRINTED);
    }

    #[test]
    fn what_is_filled_in_stands_beside_its_label() {
        let filled = HomeVisit { class: "七年级1班".into(), content: "一\n二".into(), ..HomeVisit::default() };
        let rows = crate::rows(&filled.document());
        assert_eq!(rows[2][6..], ["年级(班级)", "七年级1班"]);
        assert_eq!(rows[7][..2], ["家访内容", "一\n二"]);
        let more = vec![("结果".to_owned(), "承诺返校".to_owned()), ("下一步".to_owned(), "周一再去".to_owned())];
        let other = HomeVisit { kind: "劝返".to_owned(), more, ..HomeVisit::default() }.document();
        check_grids(&other);
        let said: Vec<String> = crate::rows(&other).iter().map(|row| row.concat()).collect();
        assert_eq!(said[0], "中小学生劝返记录表");
        assert_eq!(said[8..10], ["结果承诺返校", "下一步周一再去"]);
        assert!(said.contains(&"劝返内容".to_owned()) && said[10].starts_with("学校意见"), "{said:?}");
    }
}
