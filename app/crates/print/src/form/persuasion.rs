//! 劝返记录: one child, and every time somebody went to bring it back. Fields as a county system keeps them; layout 示例.

use crate::document::{Align, Block, Cell, Column, Document, Form, Sheet, Sign, Table};

/// How many times a blank copy has room for.
const ROOM: usize = 5;

/// What is filled in; what is empty is left to the pen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Persuasion {
    /// 学生姓名.
    pub student: String,
    /// 性别.
    pub sex: String,
    /// 身份证号.
    pub id_number: String,
    /// 就读学校及年级.
    pub school: String,
    /// 辍学年月.
    pub dropped_on: String,
    /// 家长（监护人）姓名.
    pub guardian: String,
    /// 电话.
    pub phone: String,
    /// 家庭住址.
    pub address: String,
    /// 户籍所在地.
    pub household: String,
    /// 辍学原因.
    pub reason: String,
    /// 已采取的帮扶措施.
    pub measures: String,
    /// Every time, in order.
    pub times: Vec<Time>,
}

/// One time.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Time {
    /// 时间.
    pub time: String,
    /// 劝返人员姓名.
    pub people: String,
    /// 电话.
    pub phone: String,
    /// 劝返就读情况记录.
    pub record: String,
}

impl Persuasion {
    /// The form.
    pub fn document(&self) -> Document {
        let short = |text: &str| Cell::value(text).align(Align::Centre);
        let pair = |left: &str, text: &str, right: &str, more: &str| {
            vec![Cell::label(left), Cell::value(text).span(3), Cell::label(right), Cell::value(more).span(3)]
        };
        let long = |label: &str, text: &str| vec![Cell::label(label), Cell::value(text).span(7).tall(20)];
        let rows = vec![
            vec![
                Cell::label("学生姓名"),
                short(&self.student),
                Cell::label("性别"),
                short(&self.sex),
                Cell::label("身份证号"),
                short(&self.id_number).span(3),
            ],
            pair("就读学校\n及年级", &self.school, "辍学年月", &self.dropped_on),
            pair("家长（监护人）\n姓名", &self.guardian, "电话", &self.phone),
            pair("家庭住址", &self.address, "户籍所在地", &self.household),
            long("辍学原因", &self.reason),
            long("已采取的\n帮扶措施", &self.measures),
        ];
        let form = Form { widths: vec![32, 28, 14, 14, 24, 18, 18, 20], rows, together: true };
        Document::new(
            "劝返记录",
            vec![Sheet::record(vec![
                Block::title("劝返记录"),
                Block::Form(form),
                Block::Gap(5),
                Block::Table(self.table()),
                Block::Gap(5),
                Block::Signatures(["家长（监护人）签字：", "班主任签字："].map(str::to_owned).to_vec()),
                Block::Sign(Sign::seal("学校（盖章）", Some(""))),
            ])],
        )
    }

    fn table(&self) -> Table {
        let columns = vec![
            Column::new("次数", 12, Align::Centre),
            Column::new("时间", 38, Align::Centre),
            Column::new("劝返人员", 24, Align::Centre),
            Column::new("电话", 30, Align::Centre),
            Column::new("劝返就读情况记录", 64, Align::Left),
        ];
        let row = |(at, time): (usize, &Time)| {
            let Time { time, people, phone, record } = time.clone();
            vec![(at + 1).to_string(), time, people, phone, record]
        };
        let mut rows: Vec<_> = self.times.iter().enumerate().map(row).collect();
        if rows.is_empty() {
            rows = (1..=ROOM).map(|at| [at.to_string()].into_iter().chain(vec![String::new(); 4]).collect()).collect();
        }
        Table { columns, rows, tall_mm: 15 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::tests::check_grids;

    #[test]
    fn every_time_has_its_row_and_a_blank_copy_has_room() {
        let blank = Persuasion::default().document();
        check_grids(&blank);
        let time = Time { record: "承诺返校".into(), ..Time::default() };
        let filled = Persuasion { times: vec![Time::default(), time], ..Persuasion::default() }.document();
        let count = |document: &Document| crate::rows(document).iter().filter(|row| row.len() == 5).count();
        assert_eq!((count(&blank), count(&filled)), (1 + ROOM, 3));
        assert!(
            crate::rows(&filled).iter().any(|row| row.first().is_some_and(|cell| cell == "2") && row[4] == "承诺返校")
        );
    }
}
