//! What a row of a list would write on a child, field by field.
//!
//! Three rules: an empty cell of the file clears nothing; an identity number of lower worth never replaces a better one;
//! and a list says something by being what it is: who stands in the 在校 list is in school.

use ledger::field::{Field, FieldKind};
use ledger::identity::{self, IdQuality};
use ledger::list::{ListKind, ListTable};
use ledger::name::normalise_name;

use crate::roster::Row;

/// Fields whose meaning depends on what the list is a list of.
fn target(kind: ListKind, field: Field) -> Field {
    match (kind, field) {
        (ListKind::InSchool | ListKind::LastTerm | ListKind::Reported, Field::School) => Field::AttendSchool,
        _ => field,
    }
}

/// What standing in such a list says, where the list has no column for it.
fn implied(kind: ListKind) -> &'static [(Field, &'static str)] {
    match kind {
        ListKind::Registry => &[(Field::EnrolStatus, "在读")],
        ListKind::InSchool | ListKind::Reported => &[(Field::Attendance, "在校")],
        _ => &[],
    }
}

/// One value a row would write: field, old text, new text.
pub(super) type Effect<'a> = (Field, &'a str, &'a str);

/// What a row says, in the columns of the list, then what the list itself implies.
pub(super) fn says(table: &ListTable, kind: ListKind, row: usize) -> impl Iterator<Item = (Field, &str)> {
    let cells = table.columns.iter().map(move |c| (target(kind, c.field), c.cells.get(row)));
    let implied = implied(kind).iter().copied().filter(|(f, _)| table.column(*f).is_none());
    cells.chain(implied).filter(|(_, text)| !text.is_empty())
}

/// What a row would change on a child.
pub(super) fn effects<'a>(
    table: &'a ListTable,
    kind: ListKind,
    row: usize,
    child: Row<'a>,
) -> impl Iterator<Item = Effect<'a>> {
    says(table, kind, row)
        .map(move |(field, new)| (field, child.get(field), new))
        .filter(|(field, old, new)| old != new && !(field.kind() == FieldKind::Name && same_name(old, new)))
        .filter(|(field, old, new)| *field != Field::IdNumber || worth(new) >= worth(old))
        // A list that merely implies a fact does not overrule one that was written down; one that says it does.
        .filter(move |(field, old, _)| {
            let said = old.is_empty() || table.column(*field).is_some();
            said || kind != ListKind::Registry || !implied(kind).iter().any(|(implied, _)| implied == field)
        })
}

/// A name written with a space or another dot is the same name: no change worth a save.
fn same_name(old: &str, new: &str) -> bool {
    !old.is_empty() && normalise_name(old).key == normalise_name(new).key
}

/// How far an identity number can be trusted: none, damaged, whole.
fn worth(text: &str) -> u8 {
    match identity::assess(text, false).quality {
        IdQuality::Missing => 0,
        IdQuality::Valid | IdQuality::Foreign => 2,
        _ => 1,
    }
}
