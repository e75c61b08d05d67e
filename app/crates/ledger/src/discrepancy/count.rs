//! 三比对 by numbers first: how many rows each list has per school, grade and class, before anybody is named.

use std::collections::BTreeMap;

use crate::compare::NamedList;
use crate::field::Field;

/// Accepted rows per group, one number for each list. Groups are the texts of the given fields, in order.
pub fn counts_by(lists: &[NamedList<'_>], fields: &[Field]) -> BTreeMap<Vec<String>, Vec<u32>> {
    let mut groups: BTreeMap<Vec<String>, Vec<u32>> = BTreeMap::new();
    for (at, list) in lists.iter().enumerate() {
        let accepted = (0..list.table.len()).filter(|row| list.table.rejected.get(*row).is_none_or(Option::is_none));
        for row in accepted {
            let group = fields.iter().map(|field| list.table.cell(*field, row).to_owned()).collect();
            groups.entry(group).or_insert_with(|| vec![0; lists.len()])[at] += 1;
        }
    }
    groups
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
}
