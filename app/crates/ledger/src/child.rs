//! A child, seen through whatever holds its fields: a roster row, a row of a list, a form being filled.
//!
//! A holder answers one question, what stands in a field. Everything that follows from the fields (the number masked, the
//! birth date, the grade, the state of enrolment, the side of an age window) follows here, once, for all of them.

use std::collections::HashMap;
use std::hash::BuildHasher;

use crate::date::Date;
use crate::disability_card::{CardTail, DisabilityCard};
use crate::enrolment::{Attendance, EnrolState, EnrolStatus, Facts};
use crate::field::Field;
use crate::grade::{ClassName, Grade};
use crate::identity::{self, IdQuality, IdType, IdentityNumber, Sex, assess_as};
use crate::list::ListTable;
use crate::name::normalise_name;
use crate::student_number::StudentNumber;
use crate::window::{AgeWindow, SchoolYear, WindowSide};

/// Anything that holds the fields of one child as canonical text.
///
/// ```
/// use std::collections::HashMap;
/// use ledger::child::Child;
/// use ledger::field::Field;
/// let child = HashMap::from([(Field::Name, "张三峰"), (Field::IdNumber, "990526201208310018"), (Field::Class, "初一（3）班")]);
/// assert_eq!(child.masked_id(), "990526********0018");
/// assert_eq!(child.birth().map(|d| d.chinese()).as_deref(), Some("2012年8月31日"));
/// assert_eq!(child.grade_class(), "七年级3班");
/// ```
pub trait Child {
    /// The canonical text of a field, empty if nothing is known.
    fn get(&self, field: Field) -> &str;

    /// What the identity number is worth. Holders that kept the reader's own judgement answer with that.
    fn id_quality(&self) -> IdQuality {
        assess_as(self.get(Field::IdNumber), false, IdType::from_text(self.get(Field::IdType))).quality
    }

    /// The identity number, if it may be used as a key.
    fn identity(&self) -> Option<IdentityNumber> {
        let number = self.get(Field::IdNumber).parse().ok();
        number.filter(|_| self.id_quality() == IdQuality::Valid)
    }

    /// The identity number as screens show it, damaged ones too.
    fn masked_id(&self) -> String {
        identity::mask(self.get(Field::IdNumber))
    }

    /// The last four characters of the identity number, for quick search.
    fn id_tail(&self) -> &str {
        let number = self.get(Field::IdNumber);
        let start = number.char_indices().rev().nth(3).map_or(0, |(at, _)| at);
        number.get(start..).unwrap_or_default()
    }

    /// 残疾人证号, if it is well formed.
    fn card(&self) -> Option<DisabilityCard> {
        DisabilityCard::parse(self.get(Field::DisabilityCard))
    }

    /// Kind and degree of disability as the card says them.
    fn card_tail(&self) -> Option<CardTail> {
        self.card().map(|card| card.tail())
    }

    /// 学籍号, if it is well formed.
    fn student_number(&self) -> Option<StudentNumber> {
        StudentNumber::parse(self.get(Field::StudentNumber))
    }

    /// The name in the form in which it is compared.
    fn name_key(&self) -> String {
        normalise_name(self.get(Field::Name)).key.into_owned()
    }

    /// The birth date of the birth-date column alone.
    fn written_birth(&self) -> Option<Date> {
        Date::parse_iso(self.get(Field::Birth))
    }

    /// The birth date: that of a valid identity number, else the column's, else what the undamaged part of the number and
    /// then the student number say.
    fn birth(&self) -> Option<Date> {
        if let Some(number) = self.identity() {
            return Some(number.birth());
        }
        self.written_birth()
            .or_else(|| identity::assess(self.get(Field::IdNumber), false).birth())
            .or_else(|| self.student_number().and_then(|n| n.birth()))
    }

    /// Sex: that of a valid identity number, else the column's.
    fn sex(&self) -> Option<Sex> {
        self.identity().map(|n| n.sex()).or_else(|| Sex::from_text(self.get(Field::Sex)))
    }

    /// Where the child stands to an age window; `None` if the birth date is not known.
    fn side_of(&self, window: &AgeWindow) -> Option<WindowSide> {
        self.birth().map(|birth| window.side(birth))
    }

    /// The school year in which the child was or will be due to enter school.
    fn entry_year(&self) -> Option<SchoolYear> {
        self.birth().map(SchoolYear::of_entry)
    }

    /// The grade, from its own column or from the class (`三年级2班`).
    fn grade(&self) -> Option<Grade> {
        let of_class = || ClassName::parse(self.get(Field::Class)).and_then(|class| class.grade);
        Grade::parse(self.get(Field::Grade)).or_else(of_class)
    }

    /// Grade and class as screens show them: `三年级2班`; a text that is neither is shown as it stands.
    fn grade_class(&self) -> String {
        let (grade, class) = (self.get(Field::Grade), self.get(Field::Class));
        let grade = self.grade().map_or(grade, |known| known.text());
        match ClassName::parse(class) {
            Some(class) => format!("{grade}{}", class.class_text()),
            None => format!("{grade}{class}"),
        }
    }

    /// 籍 and 人 as facts. A 学籍号 without a status is a 学籍 in force: registries list no others.
    fn facts(&self) -> Facts {
        let enrolled = match EnrolStatus::from_text(self.get(Field::EnrolStatus)) {
            Some(status) => Some(status.is_enrolled()),
            None => self.student_number().map(|_| true),
        };
        let (school, attended) = (self.get(Field::School), self.get(Field::AttendSchool));
        let same_school = (!school.is_empty() && !attended.is_empty()).then(|| school == attended);
        Facts { enrolled, attendance: Attendance::from_text(self.get(Field::Attendance)), same_school }
    }

    /// 在籍在校 and the rest, derived.
    fn state(&self) -> EnrolState {
        self.facts().state()
    }
}

/// One row of a cleaned list.
#[derive(Clone, Copy, Debug)]
pub struct ListRow<'a> {
    table: &'a ListTable,
    row: usize,
}

impl<'a> ListRow<'a> {
    /// The row at `row`, 0-based; fields of a row that is not there are empty.
    pub const fn new(table: &'a ListTable, row: usize) -> ListRow<'a> {
        ListRow { table, row }
    }
}

impl Child for ListRow<'_> {
    fn get(&self, field: Field) -> &str {
        self.table.cell(field, self.row)
    }

    fn id_quality(&self) -> IdQuality {
        self.table.id_quality.get(self.row).copied().unwrap_or_default()
    }
}

impl<T: AsRef<str>, S: BuildHasher> Child for HashMap<Field, T, S> {
    fn get(&self, field: Field) -> &str {
        self.get(&field).map_or("", AsRef::as_ref)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clean::check_row;
    use crate::finding::FindingKind;

    fn child<'a>(fields: &[(Field, &'a str)]) -> HashMap<Field, &'a str> {
        fields.iter().copied().collect()
    }

    #[test]
    fn the_birth_date_comes_from_the_best_source() {
        let birth = |fields: &[(Field, &str)]| child(fields).birth().map(|d| d.to_string());
        let valid = (Field::IdNumber, "990526201208310018");
        assert_eq!(birth(&[valid, (Field::Birth, "2012-09-01")]).as_deref(), Some("2012-08-31"));
        let damaged = (Field::IdNumber, "≈990526201208310016");
        assert_eq!(birth(&[damaged]).as_deref(), Some("2012-08-31"));
        assert_eq!(birth(&[damaged, (Field::Birth, "2012-09-01")]).as_deref(), Some("2012-09-01"));
        assert_eq!(birth(&[(Field::StudentNumber, "L990526201208311234")]).as_deref(), Some("2012-08-31"));
        assert_eq!(birth(&[(Field::IdNumber, "9.90526E+17")]), None);
    }

    #[test]
    fn a_distrusted_number_is_no_key() {
        assert!(child(&[(Field::IdNumber, "990526201208310018")]).identity().is_some());
        assert!(child(&[(Field::IdNumber, "≈990526201208310018")]).identity().is_none());
        let mut table = ListTable { row_numbers: vec![2], rejected: vec![None], ..ListTable::default() };
        table.id_quality = vec![IdQuality::Truncated];
        let cells = ["990526201208310018"].into_iter().collect();
        table.columns.push(crate::list::ListColumn {
            index: 0,
            header: "身份证号".into(),
            field: Field::IdNumber,
            cells,
        });
        assert!(ListRow::new(&table, 0).identity().is_none());
        table.id_quality = vec![IdQuality::Valid];
        assert!(ListRow::new(&table, 0).identity().is_some());
        assert_eq!(ListRow::new(&table, 7).masked_id(), "");
    }

    #[test]
    fn grade_and_class_are_shown_once() {
        let shown = |grade, class| child(&[(Field::Grade, grade), (Field::Class, class)]).grade_class();
        assert_eq!(shown("三年级", "2班"), "三年级2班");
        assert_eq!(shown("三年级", "三年级2班"), "三年级2班");
        assert_eq!(shown("", "三年级2班"), "三年级2班");
        assert_eq!(shown("学前班", "向日葵班"), "学前班向日葵班");
        assert_eq!(shown("", ""), "");
    }

    #[test]
    fn the_state_is_derived_from_籍_and_人() {
        let state = |fields: &[(Field, &str)]| child(fields).state();
        let enrolled = (Field::EnrolStatus, "在读");
        let present = (Field::Attendance, "在校");
        assert_eq!(state(&[enrolled, present]), EnrolState::EnrolledPresent);
        assert_eq!(state(&[enrolled]), EnrolState::Unverified);
        assert_eq!(state(&[(Field::EnrolStatus, "其他离校"), (Field::Attendance, "不在校")]), EnrolState::Neither);
        let number = (Field::StudentNumber, "G990526201208310018");
        assert_eq!(state(&[number, (Field::Attendance, "不在校")]), EnrolState::EnrolledAbsent);
        let schools = [(Field::School, "石泉小学"), (Field::AttendSchool, "县城一小")];
        assert_eq!(state(&[enrolled, present, schools[0], schools[1]]), EnrolState::EnrolledAbsent);
    }

    #[test]
    fn a_row_is_checked_against_itself() {
        let found = |fields: &[(Field, &str)]| {
            check_row(&child(fields)).into_iter().map(|(field, kind, _)| (field, kind)).collect::<Vec<_>>()
        };
        let (name, number) = ((Field::Name, "张三"), (Field::IdNumber, "990526201208310018"));
        assert_eq!(found(&[name, number, (Field::Birth, "2012-08-31"), (Field::Sex, "男")]), []);
        assert_eq!(
            found(&[name, number, (Field::Birth, "2012-08-30"), (Field::Sex, "女")]),
            [(Some(Field::Birth), FindingKind::BirthDisagrees), (Some(Field::Sex), FindingKind::SexDisagrees)]
        );
        assert_eq!(
            found(&[name, (Field::IdNumber, "990526201208310000"), (Field::Birth, "2012-08-30")]),
            [(Some(Field::Birth), FindingKind::BirthDisagrees)]
        );
        assert_eq!(found(&[number]), [(Some(Field::Name), FindingKind::NameMissing)]);
        assert_eq!(
            found(&[(Field::Village, "石泉村")]),
            [(Some(Field::Name), FindingKind::NameMissing), (None, FindingKind::NoIdentity)]
        );
        assert_eq!(found(&[name]), []);
    }

    #[test]
    fn the_last_four_characters_are_found_in_any_text() {
        let tail = |number| child(&[(Field::IdNumber, number)]).id_tail().to_owned();
        assert_eq!(tail("990526201208310018"), "0018");
        assert_eq!(tail("无证件"), "无证件");
        assert_eq!(tail(""), "");
    }
}
