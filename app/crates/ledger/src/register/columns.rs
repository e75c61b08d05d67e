//! Which column of a list says which fact of a register? By its header, as the forms of several departments write it.

/// What else a header may be called, by the field of the fact. The label itself always counts.
const ALIASES: &[(u16, &[&str])] = &[
    (10, &["登记日期", "入册日期", "开始日期", "起始时间"]),
    (11, &["终止日期", "退出日期", "结束时间"]),
    (12, &["家长意见", "监护人意愿"]),
    (13, &["帮扶教师", "帮扶责任人", "帮扶人姓名", "包保人", "结对教师", "责任教师"]),
    (14, &["帮扶人联系电话", "帮扶电话", "帮扶人手机", "帮扶教师电话"]),
    (16, &["证明材料", "佐证材料"]),
    (20, &["父亲务工时间", "父外出时间", "父亲外出务工时间", "父亲外出日期"]),
    (21, &["父亲务工地点", "父外出地点", "父亲外出务工地点", "父亲务工地"]),
    (22, &["母亲务工时间", "母外出时间", "母亲外出务工时间", "母亲外出日期"]),
    (23, &["母亲务工地点", "母外出地点", "母亲外出务工地点", "母亲务工地"]),
    (24, &["一方无监护能力", "一方外出另一方无监护能力"]),
    (25, &["是否农村户籍", "农村户口"]),
    (26, &["受委托监护人", "委托照护人", "委托监护人姓名"]),
    (27, &["委托监护人与儿童关系", "与委托监护人关系"]),
    (28, &["委托监护人联系电话", "受委托监护人电话"]),
    (30, &["安置形式", "就学方式", "安置情况", "就读形式", "就学安置", "教育安置"]),
    (31, &["安置日期", "安置时间"]),
    (32, &["延缓至", "延缓入学期限"]),
    (33, &["是否持证", "持证"]),
    (34, &["送教老师", "送教人员", "送教责任人"]),
    (40, &["父母务工单位", "父母务工单位地点", "父母务工地", "务工地点"]),
    (41, &["有无居住证", "是否有居住证"]),
    (42, &["现住址", "暂住址", "现居地", "现居住地"]),
    (43, &["来源地去向地", "返乡来源地", "流动去向"]),
    (50, &["困境类型", "困境儿童类别"]),
    (51, &["认定单位", "认定机关"]),
    (52, &["认定时间"]),
    (53, &["认定文号", "文件号"]),
    (54, &["脱贫户类型", "监测对象类别", "贫困户属性", "建档立卡类型"]),
    (55, &["孤儿类别", "孤儿类型"]),
    (60, &["毕业去向", "升学意向", "去向意向"]),
    (61, &["薄弱学科", "学习困难学科"]),
    (62, &["父母残疾类别", "残疾家长情况"]),
];

/// A header without blanks, brackets and what stands in them.
fn bare(header: &str) -> String {
    let mut depth = 0u32;
    let mut bare = String::new();
    for c in header.chars() {
        match c {
            '(' | '（' | '[' | '【' => depth += 1,
            ')' | '）' | ']' | '】' => depth = depth.saturating_sub(1),
            c if depth == 0 && c.is_alphanumeric() => bare.extend(c.to_lowercase()),
            _ => {}
        }
    }
    bare
}

/// Whether a header names the fact with this field and label.
pub fn names_fact(header: &str, field: u16, label: &str) -> bool {
    let header = bare(header);
    let others = ALIASES.iter().find(|(id, _)| *id == field).map_or(&[][..], |(_, others)| others);
    !header.is_empty() && (header == bare(label) || others.contains(&header.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::register::{Register, questions_of};

    #[test]
    fn headers_of_departments_name_facts() {
        assert!(names_fact("＊安置形式（必填）", 30, "安置方式"));
        assert!(names_fact(" 帮扶 教师 ", 13, "帮扶人"));
        assert!(names_fact("帮扶人", 13, "帮扶人"));
        assert!(!names_fact("帮扶人电话", 13, "帮扶人"));
        assert!(!names_fact("", 13, ""));
    }

    /// In no register does one header name two facts.
    #[test]
    fn a_header_names_one_fact() {
        for register in Register::ALL {
            let questions: Vec<_> = questions_of(*register).collect();
            let headers =
                questions.iter().map(|q| q.label).chain(ALIASES.iter().flat_map(|(_, others)| *others).copied());
            for header in headers {
                let named = questions.iter().filter(|q| names_fact(header, q.id, q.label)).count();
                assert!(named <= 1, "{header} in {register:?}");
            }
        }
    }
}
