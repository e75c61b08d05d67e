//! 三比对 by numbers first: how many rows each list has per school, grade and class, before anybody is named.

use std::collections::BTreeMap;

use crate::compare::NamedList;
use crate::field::Field;
use crate::grade::{Grade, class_order};

/// Texts of a group, and one number for each list.
pub type GroupCount = (Vec<String>, Vec<u32>);

/// Accepted rows per group. Groups are the texts of the given fields; schools stand by name, grades and classes by number.
pub fn counts_by(lists: &[NamedList<'_>], fields: &[Field]) -> Vec<GroupCount> {
    let mut groups: BTreeMap<Vec<String>, Vec<u32>> = BTreeMap::new();
    for (at, list) in lists.iter().enumerate() {
        let accepted = (0..list.table.len()).filter(|row| list.table.rejected.get(*row).is_none_or(Option::is_none));
        for row in accepted {
            let group = fields.iter().map(|field| list.table.cell(*field, row).to_owned()).collect();
            groups.entry(group).or_insert_with(|| vec![0; lists.len()])[at] += 1;
        }
    }
    let mut groups: Vec<GroupCount> = groups.into_iter().collect();
    groups.sort_by_cached_key(|(texts, _)| {
        fields.iter().zip(texts).map(|(field, text)| rank(*field, text)).collect::<Vec<_>>()
    });
    groups
}

/// Where a text stands among those of its field: what has a number by that, the rest after it by its letters.
fn rank(field: Field, text: &str) -> (u8, u16, String) {
    match field {
        Field::Grade => {
            Grade::parse(text).map_or((u8::MAX, 0, text.to_owned()), |g| (0, g.number().into(), String::new()))
        }
        Field::Class => {
            let (grade, number, rest) = class_order(text);
            (grade, number, rest.to_owned())
        }
        _ => (0, 0, text.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::identity::IdQuality;
    use crate::list::{ListColumn, ListKind, ListTable, TextColumn};

    fn list(classes: &[&str]) -> ListTable {
        let cells = classes.iter().copied().collect::<TextColumn>();
        ListTable {
            columns: vec![ListColumn { header: "班级".into(), index: 0, field: Field::Class, cells }],
            row_numbers: (2..).take(classes.len()).collect(),
            id_quality: vec![IdQuality::Valid; classes.len()],
            rejected: vec![None; classes.len()],
            ..ListTable::default()
        }
    }

    #[test]
    fn three_lists_are_counted_side_by_side() {
        let (a, b) = (list(&["1班", "1班", "2班"]), list(&["1班"]));
        let named = |table| NamedList { name: "", kind: ListKind::Registry, table };
        let counts = counts_by(&[named(&a), named(&b)], &[Field::Class]);
        let told: Vec<_> = counts.iter().map(|(group, n)| (group[0].as_str(), n.clone())).collect();
        assert_eq!(told, [("1班", vec![2, 1]), ("2班", vec![1, 0])]);
    }

    #[test]
    fn grades_and_classes_stand_in_their_order() {
        let order = |field, mut texts: Vec<&str>| {
            texts.sort_by_key(|text| rank(field, text));
            texts.join(" ")
        };
        assert_eq!(order(Field::Grade, vec!["三年级", "", "初一", "一年级"]), "一年级 三年级 初一 ");
        assert_eq!(order(Field::Class, vec!["10班", "实验班", "2班"]), "2班 10班 实验班");
        assert_eq!(order(Field::School, vec!["乙校", "甲校"]), "乙校 甲校");
    }
}
