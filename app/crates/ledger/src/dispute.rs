//! Two people changed the same without having seen each other: for which fields is a person asked, and for which does the
//! later one count silently?
//!
//! Asked is where the wrong one does harm: who the child is, who answers for it, its rights and its standing. Elsewhere (a
//! telephone, an address, a seat) the later one counts, and both stand in the history.

use crate::field::Field;
use crate::schema::{DELETED, Table, discrepancy, notice};

/// Fields of a child for which a person is asked.
const CHILD: &[Field] = &[
    Field::IdType,
    Field::IdNumber,
    Field::StudentNumber,
    Field::EnrolStatus,
    Field::AttendSchool,
    Field::Attendance,
    Field::Guardian,
    Field::Member1IsGuardian,
    Field::Member2IsGuardian,
    Field::LeftBehind,
    Field::RuralLeftBehind,
    Field::Migrant,
    Field::MigrantWorker,
    Field::Orphan,
    Field::Inclusive,
    Field::Disabled,
    Field::DisabilityKind,
    Field::DisabilityLevel,
    Field::DisabilityCard,
    Field::HouseholdKind,
    Field::MonitorKind,
    Field::PovertyHousehold,
    Field::DroppedOut,
    Field::GraduationYear,
    Field::GraduationSchool,
    Field::NextSchool,
    Field::Remarks,
];

/// Whether a person decides which of two values counts.
#[must_use]
pub fn asks(table: Table, field: u16) -> bool {
    match table {
        Table::Child => field == DELETED || Field::from_id(field).is_some_and(|field| CHILD.contains(&field)),
        Table::Membership | Table::Restricted | Table::Visit | Table::Absence | Table::Case => true,
        Table::Discrepancy => {
            [discrepancy::EXPLANATION, discrepancy::STATUS, discrepancy::CLOSED_BY, discrepancy::CLOSED_ON]
                .contains(&field)
        }
        Table::Notice => [notice::SERVED_ON, notice::REFUSED_ON].contains(&field),
        _ => false,
    }
}

/// What the field is called where it is disputed.
#[must_use]
pub fn label(table: Table, field: u16) -> &'static str {
    match table {
        Table::Child => Field::from_id(field).map_or("档案", Field::label),
        Table::Membership | Table::Restricted => "登记册内容",
        Table::Visit => "走访记录",
        Table::Absence | Table::RollCall => "考勤记录",
        Table::Case | Table::Step => "一生一案",
        Table::Aid => "资助",
        Table::Attachment => "附件",
        Table::Shortfall => "应办说明",
        Table::Link => "比对认定",
        Table::Discrepancy => "比对情况说明",
        Table::Notice => "通知书送达情况",
        _ => "台账内容",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_does_harm_is_asked_and_the_rest_is_not() {
        let check = |field: Field, expected: bool| assert_eq!(asks(Table::Child, field.id()), expected, "{field:?}");
        check(Field::IdNumber, true);
        check(Field::Guardian, true);
        check(Field::DisabilityLevel, true);
        check(Field::LeftBehind, true);
        check(Field::Phone, false);
        check(Field::CurrentAddress, false);
        check(Field::SeatNumber, false);
        assert!(asks(Table::Child, DELETED));
        assert!(!asks(Table::Setting, 1));
    }
}
