//! 包联走访记录表: a cadre visits a school he answers for. Fields after what county plans ask of such visits; layout 示例.

use crate::Image;
use crate::document::{Align, Block, Cell, Document, Form, Sheet, Sign};

/// What is filled in; what is empty is left to the pen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Liaison {
    /// 包联干部.
    pub cadre: String,
    /// 单位职务.
    pub duty: String,
    /// 学校.
    pub school: String,
    /// 日期.
    pub date: String,
    /// 到校、离校时间.
    pub hours: String,
    /// What was looked at, as [`ticks`](crate::ticks) wants it.
    pub looked_at: Vec<String>,
    /// 发现问题.
    pub problems: String,
    /// 意见建议.
    pub advice: String,
    /// 整改期限.
    pub correct_by: String,
    /// 复查结果.
    pub recheck: String,
    /// 下一步; only if it is known.
    pub next: String,
    /// What the school drew on the screen.
    pub signature: Option<Image>,
}

/// What a cadre looks at.
pub const LOOKED_AT: &[&str] = &["台账", "档案", "班级点名", "送教", "资助"];

impl Liaison {
    /// The form.
    pub fn document(&self) -> Document {
        let short = |text: &str| Cell::value(text).align(Align::Centre);
        let pair = |cells: [(&str, &str); 2]| {
            cells.into_iter().flat_map(|(label, text)| [Cell::label(label), short(text)]).collect::<Vec<_>>()
        };
        let line = |label: &str, text: &str, tall| vec![Cell::label(label), Cell::value(text).span(3).tall(tall)];
        let chosen: Vec<&str> = self.looked_at.iter().map(String::as_str).collect();
        let hours = if self.hours.is_empty() { "　时　分到校　时　分离校" } else { &self.hours };
        let signed = if self.signature.is_some() { self.date.as_str() } else { "" };
        let mut rows = vec![
            pair([("包联干部", &self.cadre), ("单位职务", &self.duty)]),
            line("走访学校", &self.school, 0),
            pair([("走访日期", &self.date), ("到校离校", hours)]),
            line("查看内容", &crate::ticks(LOOKED_AT, &chosen), 0),
            line("发现问题", &self.problems, 56),
            line("意见建议", &self.advice, 46),
            pair([("整改期限", &self.correct_by), ("复查结果", &self.recheck)]),
        ];
        rows.extend((!self.next.is_empty()).then(|| line("下一步", &self.next, 0)));
        let sign = Sign::hand("学校负责人签字（盖章）：", Some(signed)).drawn(self.signature.clone());
        rows.push(vec![Cell::label("学校意见"), Cell::value("").span(3).tall(34).sign(sign)]);
        let form = Form { widths: vec![26, 60, 26, 60], rows, together: false };
        Document::new(
            "包联走访记录表",
            vec![Sheet::record(vec![
                Block::title("包联走访记录表"),
                Block::Form(form),
                Block::Signatures(vec!["包联干部签字：".to_owned()]),
            ])],
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::tests::check_grids;

    #[test]
    fn what_was_looked_at_is_ticked_and_the_school_signs() {
        check_grids(&Liaison::default().document());
        let filled = Liaison { looked_at: vec!["台账".into(), "班级点名".into()], ..Liaison::default() };
        let rows = crate::rows(&filled.document());
        assert!(rows.iter().any(|row| row.concat() == "查看内容☑台账　□档案　☑班级点名　□送教　□资助"));
        let next = Liaison { next: "下月复查".into(), ..Liaison::default() }.document();
        check_grids(&next);
        assert!(crate::rows(&next).iter().any(|row| row.concat() == "下一步下月复查"));
        assert!(rows.iter().any(|row| row.concat() == "学校意见学校负责人签字（盖章）： 年 月 日"));
    }
}
