//! 一生一案: the whole file of a child as a folder holds it, cover, contents, sections, and the list of evidence.
//!
//! Every section is named in the contents under its own number, which is the same in every file, so that whoever inspects
//! many finds each paper in the same place; one without papers is marked 无 there and has no page, and one that is needed
//! by now is marked as missing. Order and names are [`Section`]'s; the layout is 示例.

use ledger::case::Section;

use crate::blank;
use crate::document::{Align, Block, Cell, Column, Document, Form, Level, Sheet, Sign, Table};

/// The file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CaseFile {
    /// 编号.
    pub number: String,
    /// 密级.
    pub secrecy: String,
    /// 姓名.
    pub name: String,
    /// 学校.
    pub school: String,
    /// 立案日期.
    pub opened: String,
    /// 销号日期.
    pub closed: String,
    /// Who keeps the file.
    pub unit: String,
    /// What is in it, in any order; what is not here is empty.
    pub sections: Vec<FilePart>,
    /// 证据目录.
    pub evidence: Vec<Proof>,
}

/// A section and its papers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FilePart {
    /// Which.
    pub section: Section,
    /// Whether a case must have it by now ([`completeness`](ledger::case::completeness)).
    pub needed: bool,
    /// Its papers and records, in order.
    pub entries: Vec<Entry>,
}

/// A paper or a record.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entry {
    /// Its day, if it has one.
    pub date: String,
    /// What it is: `家访`, `劝返复学通知书`; nothing where the section says it.
    pub title: String,
    /// Labels with what was answered.
    pub pairs: Vec<(String, String)>,
}

/// A piece of evidence.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Proof {
    /// What it is called.
    pub name: String,
    /// Of what kind.
    pub kind: String,
    /// Its day.
    pub date: String,
    /// Where it lies, or anything else.
    pub note: String,
}

/// Numbers of sections as official papers write them.
const NUMERALS: [&str; 17] = [
    "一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二", "十三", "十四", "十五", "十六", "十七",
];
/// An answer of more characters than this has a line of its own.
const SHORT: usize = 14;
/// An entry of more characters than this may go on over the page.
const LONG: usize = 400;

impl CaseFile {
    /// The whole file.
    pub fn document(&self) -> Document {
        let sections = Section::ALL.iter().filter(|section| **section != Section::Cover).zip(NUMERALS);
        let sheets = sections.clone().filter_map(|(section, numeral)| self.sheet(*section, numeral));
        let mut contents: Vec<Vec<String>> = Vec::new();
        for (section, numeral) in sections.clone() {
            let count = self.count(*section);
            let needed = self.part(*section).is_some_and(|part| part.needed);
            let note = match (count, needed) {
                (0, true) => "应有，尚缺",
                // A blank copy says nothing of papers that will come.
                (0, false) if !self.sections.is_empty() => "无",
                _ => "",
            };
            let count = if count == 0 { String::new() } else { count.to_string() };
            contents.push(vec![numeral.to_owned(), section.text().to_owned(), count, note.to_owned()]);
        }
        let all = [self.cover(), self.contents(contents)].into_iter().chain(sheets).collect();
        Document { numbered: true, ..Document::new(format!("一生一案　{}", self.name), all) }
    }

    fn part(&self, section: Section) -> Option<&FilePart> {
        self.sections.iter().find(|part| part.section == section)
    }

    fn count(&self, section: Section) -> usize {
        match section {
            Section::Evidence => self.evidence.len(),
            _ => self.part(section).map_or(0, |part| part.entries.len()),
        }
    }

    fn cover(&self) -> Sheet {
        let line = |label: &str, text: &str| vec![Cell::label(label), Cell::value(text).tall(14)];
        let rows = vec![
            line("姓　　名", &self.name),
            line("学　　校", &self.school),
            line("立案日期", blank::day(&self.opened)),
            line("销号日期", blank::day(&self.closed)),
            line("建档单位", &self.unit),
        ];
        let secrecy = if self.secrecy.is_empty() { "＿＿＿＿" } else { &self.secrecy };
        Sheet::record(vec![
            Block::lines(Align::Left, format!("编号：{}", blank::or_line(&self.number, 8))),
            Block::lines(Align::Left, format!("密级：{secrecy}")),
            Block::Gap(45),
            Block::Heading(Level::Cover, "控辍保学\n一生一案".to_owned()),
            Block::Gap(40),
            Block::Form(Form { widths: vec![40, 80], rows, together: true }),
        ])
    }

    fn contents(&self, rows: Vec<Vec<String>>) -> Sheet {
        let columns = vec![
            Column::new("序号", 20, Align::Centre),
            Column::new("内容", 82, Align::Left),
            Column::new("份数", 24, Align::Centre),
            Column::new("备注", 42, Align::Centre),
        ];
        Sheet::record(vec![Block::title("目　录"), Block::Table(Table { columns, rows, tall_mm: 11 })])
    }

    /// The sheet of a section, if there is anything to say.
    fn sheet(&self, section: Section, numeral: &str) -> Option<Sheet> {
        if self.count(section) == 0 {
            return None;
        }
        // Papers leave their folder: each section says whose it is.
        let whose = [self.number.as_str(), self.name.as_str()].join("　");
        let mut blocks = vec![
            Block::lines(Align::Right, whose.trim()),
            Block::Heading(Level::Section, format!("{numeral}、{}", section.text())),
        ];
        if section == Section::Evidence {
            blocks.push(Block::Table(self.proofs()));
            return Some(Sheet::record(blocks));
        }
        let entries = self.part(section).map(|part| part.entries.as_slice()).unwrap_or_default();
        for (at, entry) in entries.iter().enumerate() {
            let heading: Vec<&str> =
                [entry.date.as_str(), entry.title.as_str()].into_iter().filter(|word| !word.is_empty()).collect();
            if entries.len() > 1 || !heading.is_empty() {
                blocks.push(Block::Heading(Level::Entry, format!("{}．{}", at + 1, heading.join("　"))));
            }
            if !entry.pairs.is_empty() {
                blocks.push(Block::Form(entry.form()));
            }
        }
        if section == Section::Closing {
            blocks.push(Block::Form(approval()));
        }
        Some(Sheet::record(blocks))
    }

    fn proofs(&self) -> Table {
        let columns = vec![
            Column::new("序号", 14, Align::Centre),
            Column::new("名称", 62, Align::Left),
            Column::new("种类", 28, Align::Centre),
            Column::new("日期", 36, Align::Centre),
            Column::new("备注", 28, Align::Left),
        ];
        let row = |(at, proof): (usize, &Proof)| {
            let Proof { name, kind, date, note } = proof.clone();
            vec![(at + 1).to_string(), name, kind, date, note]
        };
        Table { columns, rows: self.evidence.iter().enumerate().map(row).collect(), tall_mm: 0 }
    }
}

impl Entry {
    /// Short answers two to a row, long ones on their own.
    fn form(&self) -> Form {
        let mut rows: Vec<Vec<Cell>> = Vec::new();
        let mut waiting: Option<&(String, String)> = None;
        let whole = |(label, text): &(String, String)| {
            let tall = if text.chars().count() > LONG { 30 } else { 0 };
            vec![Cell::label(label), Cell::value(text).span(3).tall(tall)]
        };
        for pair in &self.pairs {
            let (label, text) = pair;
            let short = text.chars().count() <= SHORT && !text.contains('\n');
            match waiting.take() {
                Some(left) if short => {
                    let [a, b, c, d] = [&left.0, &left.1, label, text];
                    rows.push(vec![Cell::label(a), Cell::value(b), Cell::label(c), Cell::value(d)]);
                }
                None if short => waiting = Some(pair),
                left => {
                    rows.extend(left.map(whole));
                    rows.push(whole(pair));
                }
            }
        }
        rows.extend(waiting.map(whole));
        let length: usize = self.pairs.iter().map(|(_, text)| text.chars().count()).sum();
        Form { widths: vec![28, 56, 28, 56], rows, together: length <= LONG }
    }
}

/// Where the closing is approved on paper (示例).
fn approval() -> Form {
    let line = |label: &str, seal: &str| {
        vec![
            Cell::label(label),
            Cell::value("").tall(42).sign(Sign::seal(format!("负责人签字：　　　　　　　　{seal}"), Some(""))),
        ]
    };
    let rows = vec![
        line("学校意见", "学校（盖章）"),
        line("乡镇意见", "乡镇人民政府（盖章）"),
        line("县级意见", "县级教育行政部门（盖章）"),
    ];
    Form { widths: vec![28, 140], rows, together: true }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::tests::check_grids;

    fn entry(title: &str, pairs: &[(&str, &str)]) -> Entry {
        let pairs = pairs.iter().map(|(label, text)| ((*label).to_owned(), (*text).to_owned())).collect();
        Entry { date: "2026年9月9日".into(), title: title.into(), pairs }
    }

    #[test]
    fn a_blank_file_is_a_cover_and_its_contents() {
        let document = CaseFile::default().document();
        check_grids(&document);
        assert_eq!(document.sheets.len(), 2);
        let none = crate::rows(&document).iter().filter(|row| row.last().is_some_and(|note| note == "无")).count();
        assert_eq!(none, 0, "a blank copy says nothing of papers that will come");
        assert_eq!(NUMERALS.len(), Section::ALL.len() - 1);
    }

    #[test]
    fn sections_stand_in_their_order_whatever_came_first() {
        let part = |section, entries| FilePart { section, needed: true, entries };
        let file = CaseFile {
            sections: vec![
                part(Section::Closing, vec![entry("申请销号", &[("申请人", "赵老师")])]),
                part(Section::Discovery, vec![entry("缺勤", &[]), entry("核查", &[("核查人", "钱老师")])]),
                part(Section::Plan, Vec::new()),
            ],
            evidence: vec![Proof { name: "在读证明".into(), ..Proof::default() }],
            ..CaseFile::default()
        };
        let document = file.document();
        check_grids(&document);
        let rows = crate::rows(&document);
        let at = |text: &str| rows.iter().position(|row| row.concat() == text).unwrap_or_else(|| panic!("no {text}"));
        assert!(at("三发现与核查2") < at("五帮扶和劝返方案应有，尚缺"));
        assert!(
            at("三、发现与核查") < at("2．2026年9月9日　核查") && at("2．2026年9月9日　核查") < at("十六、销号审批")
        );
        assert!(at("十六、销号审批") < at("十七、证据目录"));
        assert!(!rows.iter().any(|row| row.concat() == "五、帮扶和劝返方案"));
        assert_eq!(document.sheets.len(), 5);
    }

    #[test]
    fn short_answers_share_a_row_and_none_is_lost() {
        let long = "长".repeat(SHORT + 1);
        let form =
            entry("", &[("甲", "1"), ("乙", "2"), ("丙", "3"), ("丁", &long), ("戊", "一\n二"), ("己", "")]).form();
        let told: Vec<String> =
            form.rows.iter().map(|row| row.iter().map(|cell| cell.text.as_str()).collect()).collect();
        assert_eq!(
            told,
            ["甲1乙2".to_owned(), "丙3".to_owned(), format!("丁{long}"), "戊一\n二".to_owned(), "己".to_owned()]
        );
    }
}
