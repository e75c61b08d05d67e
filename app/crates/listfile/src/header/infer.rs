//! What a column is by what stands in it, when no header says so. Never sure: the person decides.

use ledger::field::Field;
use ledger::identity::IdQuality;
use ledger::identity::assess;

use crate::grid::Grid;

/// The commonest surnames and the first characters of compound ones: nine in ten names begin with one of them.
const SURNAMES: &str = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩邓冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔\
    谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫雷龙黎史陶贺毛段郝顾龚邵覃武钱戴莫孔向汤温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟\
    申欧阳司上官诸葛尉迟耿关焦柳盛祝左涂柯吉路鲍成景苗舒甘古凌包甄裴宁霍费纪游曲辛阮蒙骆单娄童车艾赖杭褚柴瞿芦尚屈滕";

/// How sure a guess by content is, and one that only fits in shape.
const BY_CONTENT: u8 = 50;
const BY_SHAPE: u8 = 30;
/// Rows looked at.
const ROWS: u32 = 200;

/// Fields a column may hold by its content, among those not yet `taken`.
pub(crate) fn infer(grid: &Grid, first_row: u32, column: u32, taken: &[Field]) -> Vec<(Field, u8)> {
    let rows = first_row..grid.rows().min(first_row.saturating_add(ROWS));
    let cells: Vec<(&str, bool)> = rows
        .map(|row| (grid.text(row, column).trim(), grid.kind(row, column).is_numeric()))
        .filter(|(text, _)| !text.is_empty())
        .collect();
    if cells.is_empty() {
        return Vec::new();
    }
    let share = |fits: &dyn Fn(&str, bool) -> bool| {
        cells.iter().filter(|(text, numeric)| fits(text, *numeric)).count() * 100 / cells.len()
    };
    let mut found = Vec::new();
    let mut offer = |field, sure| {
        if !taken.contains(&field) {
            found.push((field, sure));
        }
    };
    if share(&is_identity) >= 60 {
        offer(Field::IdNumber, BY_CONTENT);
    } else if share(&|t, _| matches!(t, "男" | "女")) >= 80 {
        offer(Field::Sex, BY_CONTENT);
    } else if share(&|t, _| is_mobile(t)) >= 60 {
        offer(Field::Phone, BY_CONTENT);
    } else if share(&is_student_number) >= 60 {
        offer(Field::StudentNumber, BY_CONTENT);
    } else if share(&|t, _| is_birth(t)) >= 70 {
        offer(Field::Birth, BY_SHAPE);
    } else if share(&|t, _| is_name(t)) >= 70 {
        let mut distinct: Vec<&str> = cells.iter().map(|c| c.0).collect();
        distinct.sort_unstable();
        distinct.dedup();
        // Villages and classes repeat, names hardly.
        if distinct.len() * 10 >= cells.len() * 6 {
            offer(Field::Name, BY_CONTENT);
        }
    }
    found
}

fn is_identity(text: &str, numeric: bool) -> bool {
    use IdQuality::{Checksum, Date, Rounded, Scientific, Truncated, Valid};
    matches!(assess(text, numeric).quality, Valid | Checksum | Date | Truncated | Rounded | Scientific)
}

fn is_student_number(text: &str, _: bool) -> bool {
    let mut chars = text.chars();
    matches!(chars.next(), Some('G' | 'J' | 'L' | 'g' | 'j' | 'l'))
        && chars.clone().count() == 18
        && chars.all(|c| c.is_ascii_alphanumeric())
}

fn is_mobile(text: &str) -> bool {
    text.len() == 11 && text.starts_with('1') && text.bytes().all(|b| b.is_ascii_digit())
}

/// Eight digits or a year with separators, of somebody who may be at school or shortly was.
fn is_birth(text: &str) -> bool {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let year = digits.get(..4).and_then(|y| y.parse::<u16>().ok());
    year.is_some_and(|y| (1990..=2040).contains(&y)) && (5..=8).contains(&digits.len()) && text.chars().count() <= 12
}

/// Two to four Chinese characters beginning with a surname.
fn is_name(text: &str) -> bool {
    let plain: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let count = plain.chars().count();
    (2..=4).contains(&count)
        && plain.chars().all(|c| matches!(c, '\u{3400}'..='\u{9FFF}' | '\u{20000}'..='\u{3FFFF}' | '?' | '□'))
        && plain.chars().next().is_some_and(|c| SURNAMES.contains(c))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::grid::{CellKind, GridBuilder};

    fn check(cells: &[&str], taken: &[Field], expected: Option<Field>) {
        let mut builder = GridBuilder::with_capacity(0);
        for (row, cell) in cells.iter().enumerate() {
            builder.put(row as u32, 0, CellKind::Text, cell).unwrap();
        }
        let found = infer(&builder.finish().unwrap(), 0, 0, taken);
        assert_eq!(found.first().map(|f| f.0), expected, "{cells:?}");
        assert!(found.iter().all(|f| f.1 <= BY_CONTENT));
    }

    #[test]
    fn content_tells_what_a_column_is() {
        check(&["990526201208310018", "9.90526E+17", "", "99052620130708006X"], &[], Some(Field::IdNumber));
        check(&["990526201208310018"], &[Field::IdNumber], None);
        check(&["男", "女", "男"], &[], Some(Field::Sex));
        check(&["张三", "欧阳娜", "石泉", "李 四"], &[], Some(Field::Name));
        check(&["石坝村", "石坝村", "石坝村", "石坝村"], &[], None);
        check(&["13800000001", "13800000002"], &[], Some(Field::Phone));
        check(&["20120831", "2012-9-1", "2012年9月"], &[], Some(Field::Birth));
        check(&["G990526201208310018"], &[], Some(Field::StudentNumber));
        check(&["1", "2", "3"], &[], None);
        check(&["", ""], &[], None);
    }
}
