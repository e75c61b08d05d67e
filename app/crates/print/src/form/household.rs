//! 一家一案 (联合乡): the children of one household and how each stands, before the files of those who have one.

use crate::document::{Align, Block, Cell, Column, Document, Form, Level, Sheet, Table};

/// What is filled in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Household {
    /// 户主.
    pub head: String,
    /// 户号.
    pub number: String,
    /// 户籍地址.
    pub address: String,
    /// 户类型: 脱贫户, 监测户 and the like.
    pub kind: String,
    /// 家庭成员: name, relation, telephone.
    pub members: Vec<[String; 3]>,
    /// The children.
    pub children: Vec<Sibling>,
    /// 帮扶政策 and other help.
    pub help: String,
}

/// A child of the household.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sibling {
    /// 姓名.
    pub name: String,
    /// 出生日期.
    pub birth: String,
    /// 学校及年级班级.
    pub school: String,
    /// 台账状态; empty for a child without a case.
    pub stage: String,
    /// 下一步, with whose task it is and until when.
    pub next: String,
}

/// Members for whom an empty copy has room.
const ROOM: usize = 4;

impl Household {
    /// The sheet; the files of the children come behind it.
    pub fn document(&self) -> Document {
        let pair = |label: &str, text: &str| [Cell::label(label), Cell::value(text)];
        let facts = Form {
            widths: vec![28, 56, 28, 56],
            rows: vec![
                [pair("户　　主", &self.head), pair("户　　号", &self.number)].concat(),
                vec![Cell::label("户籍地址"), Cell::value(&self.address).span(3)],
                vec![Cell::label("户 类 型"), Cell::value(&self.kind).span(3)],
                vec![Cell::label("帮扶政策"), Cell::value(&self.help).span(3).tall(24)],
            ],
            together: true,
        };
        let columns = |heads: &[(&str, u16)]| {
            heads.iter().map(|(head, width)| Column::new(*head, *width, Align::Centre)).collect::<Vec<_>>()
        };
        let members = Table {
            columns: columns(&[("姓名", 40), ("与孩子的关系", 50), ("联系电话", 78)]),
            rows: room(self.members.iter().map(|member| member.to_vec()).collect(), 3),
            tall_mm: 10,
        };
        let child = |(at, child): (usize, &Sibling)| {
            let Sibling { name, birth, school, stage, next } = child.clone();
            let stage = if stage.is_empty() { "未立案".to_owned() } else { stage };
            vec![(at + 1).to_string(), name, birth, school, stage, next]
        };
        let children = Table {
            columns: columns(&[
                ("序号", 12),
                ("姓名", 24),
                ("出生日期", 30),
                ("学校及年级班级", 40),
                ("台账状态", 24),
                ("下一步", 38),
            ]),
            rows: room(self.children.iter().enumerate().map(child).collect(), 6),
            tall_mm: 11,
        };
        let blocks = vec![
            Block::title("一家一案"),
            Block::Form(facts),
            Block::Heading(Level::Entry, "家庭成员".to_owned()),
            Block::Table(members),
            Block::Heading(Level::Entry, "本户适龄儿童少年".to_owned()),
            Block::Table(children),
        ];
        Document {
            numbered: true, ..Document::new(format!("一家一案　{}", self.head), vec![Sheet::record(blocks)])
        }
    }
}

/// The rows, or room to write some.
fn room(rows: Vec<Vec<String>>, width: usize) -> Vec<Vec<String>> {
    if rows.is_empty() { vec![vec![String::new(); width]; ROOM] } else { rows }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::tests::check_grids;

    #[test]
    fn every_child_of_the_household_is_named_with_or_without_a_case() {
        let child = |name: &str, stage: &str| Sibling { name: name.into(), stage: stage.into(), ..Sibling::default() };
        let household = Household {
            head: "田大山".into(),
            children: vec![child("田小禾", "劝返中"), child("田小苗", "")],
            ..Household::default()
        };
        let document = household.document();
        check_grids(&document);
        let rows: Vec<String> = crate::rows(&document).iter().map(|row| row.join("|")).collect();
        assert!(rows.contains(&"1|田小禾|||劝返中|".to_owned()) && rows.contains(&"2|田小苗|||未立案|".to_owned()));
        check_grids(&Household::default().document());
    }
}
