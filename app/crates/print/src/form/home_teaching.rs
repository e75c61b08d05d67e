//! 送教服务记录表: one visit of two teachers to a child that cannot come to school. Fields as schools keep them; layout 示例.

use crate::Image;
use crate::document::{Align, Block, Cell, Document, Form, Sheet, Sign};

/// What is filled in; what is empty is left to the pen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HomeTeaching {
    /// The school that sends the teachers.
    pub school: String,
    /// 学生姓名.
    pub student: String,
    /// 性别.
    pub sex: String,
    /// 年级班级.
    pub class: String,
    /// 残疾类别、等级.
    pub disability: String,
    /// 送教日期.
    pub date: String,
    /// 起止时间.
    pub hours: String,
    /// 课时.
    pub lessons: String,
    /// 送教教师.
    pub teachers: String,
    /// 地点.
    pub place: String,
    /// 目标.
    pub goal: String,
    /// What it was about, of [`CONTENTS`].
    pub contents: Vec<String>,
    /// 过程.
    pub course: String,
    /// 学生表现.
    pub response: String,
    /// 家长反馈.
    pub family: String,
    /// 下次计划.
    pub next: String,
    /// What the family drew on the screen.
    pub signature: Option<Image>,
    /// How many pictures follow on pages of their own.
    pub pictures: usize,
}

/// What lessons at home are about.
pub const CONTENTS: &[&str] = &["生活", "认知", "康复", "心理"];

impl HomeTeaching {
    /// The form.
    pub fn document(&self) -> Document {
        let short = |text: &str| Cell::value(text).align(Align::Centre);
        let trio = |cells: [(&str, &str); 3]| {
            cells.into_iter().flat_map(|(label, text)| [Cell::label(label), short(text)]).collect::<Vec<_>>()
        };
        let line = |label: &str, text: &str, tall| vec![Cell::label(label), Cell::value(text).span(5).tall(tall)];
        let chosen: Vec<&str> = self.contents.iter().map(String::as_str).collect();
        let hours = if self.hours.is_empty() { "　时　分至　时　分" } else { &self.hours };
        let photos = match self.pictures {
            0 => "（可附送教现场照片1至3张，贴在背面）".to_owned(),
            count => format!("现场照片 {count} 张，见附页"),
        };
        let rows = vec![
            trio([("学生姓名", &self.student), ("性别", &self.sex), ("年级班级", &self.class)]),
            vec![
                Cell::label("残疾类别\n等级"),
                short(&self.disability),
                Cell::label("送教地点"),
                Cell::value(&self.place).span(3),
            ],
            trio([("送教日期", &self.date), ("起止时间", hours), ("课时", &self.lessons)]),
            line("送教教师", &self.teachers, 0),
            line("送教目标", &self.goal, 16),
            line("送教内容", &crate::ticks(CONTENTS, &chosen), 0),
            line("送教过程", &self.course, 62),
            line("学生表现", &self.response, 20),
            vec![Cell::label("家长反馈"), Cell::value(&self.family).span(5).tall(28).sign(self.signed())],
            line("下次计划", &self.next, 16),
            vec![Cell::label("照片"), Cell::value(photos).span(5)],
        ];
        let form = Form { widths: vec![24, 34, 20, 44, 20, 26], rows, together: false };
        Document::new(
            "送教服务记录表",
            vec![Sheet::record(vec![
                Block::title("送教服务记录表"),
                Block::lines(Align::Left, format!("学校：{}", self.school)),
                Block::Form(form),
                Block::Signatures(["送教教师签字：", "学校审核："].map(str::to_owned).to_vec()),
            ])],
        )
    }
}

impl HomeTeaching {
    /// Who draws on the screen signs on the day of the visit.
    fn signed(&self) -> Sign {
        let date = if self.signature.is_some() { &self.date } else { "" };
        Sign::hand("家长（监护人）签字：", Some(date)).drawn(self.signature.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::tests::check_grids;

    #[test]
    fn what_was_taught_is_ticked_and_the_parent_signs() {
        check_grids(&HomeTeaching::default().document());
        let filled = HomeTeaching { contents: vec!["认知".into(), "康复".into()], ..HomeTeaching::default() };
        let rows = crate::rows(&filled.document());
        assert!(rows.iter().any(|row| row.concat() == "送教内容□生活　☑认知　☑康复　□心理"));
        assert!(rows.iter().any(|row| row.concat() == "家长反馈家长（监护人）签字： 年 月 日"));
    }
}
