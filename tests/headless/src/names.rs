//! What kind of list a name stands for: 户籍, 学籍 and so on, as people call them, or as part of a longer name.

use ledger::list::ListKind;

/// The kind whose word the name contains; of several the longest, as 上学期在校 contains 在校.
pub(crate) fn kind_of(name: &str) -> ListKind {
    ListKind::ALL
        .iter()
        .copied()
        .filter(|kind| name.contains(kind.text()) || name == kind.key())
        .max_by_key(|kind| kind.text().len())
        .unwrap_or(ListKind::Other)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_stand_for_kinds() {
        let check = |name: &str, kind: ListKind| assert_eq!(kind_of(name), kind, "{name}");
        check("户籍", ListKind::Household);
        check("石川镇学籍名单", ListKind::Registry);
        check("在校", ListKind::InSchool);
        check("上学期在校", ListKind::LastTerm);
        check("graduates", ListKind::Graduates);
        check("A", ListKind::Other);
    }
}
