//! Headers with a person in front: `家长姓名`, `父亲电话`, `成员1 / 身份证件号`, `学生身份证号`.
//!
//! The person and what is said of them are told apart, so that every combination is understood and `监护人身份证号` is
//! never taken for the child's.

use ledger::field::Field;

/// Whose a column is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Person {
    Child,
    Guardian,
    Member(u8),
    Head,
    /// Somebody who has no place in a child's record.
    Other,
}

const PERSONS: &[(&str, Person)] = &[
    ("适龄儿童少年", Person::Child),
    ("儿童少年", Person::Child),
    ("适龄儿童", Person::Child),
    ("适龄少年", Person::Child),
    ("残疾儿童", Person::Child),
    ("残疾学生", Person::Child),
    ("残疾人", Person::Child),
    ("留守儿童", Person::Child),
    ("未成年人", Person::Child),
    ("辍学学生", Person::Child),
    ("失学儿童", Person::Child),
    ("毕业生", Person::Child),
    ("被监护人", Person::Child),
    ("受助学生", Person::Child),
    ("学生", Person::Child),
    ("儿童", Person::Child),
    ("孩子", Person::Child),
    ("子女", Person::Child),
    ("幼儿", Person::Child),
    ("本人", Person::Child),
    ("持证人", Person::Child),
    ("户籍", Person::Child),
    ("学籍系统", Person::Child),
    ("家长或监护人", Person::Guardian),
    ("监护人或家长", Person::Guardian),
    ("家长监护人", Person::Guardian),
    ("监护人家长", Person::Guardian),
    ("法定监护人", Person::Guardian),
    ("实际监护人", Person::Guardian),
    ("第一监护人", Person::Guardian),
    ("监护人", Person::Guardian),
    ("家长", Person::Guardian),
    ("抚养人", Person::Guardian),
    ("父母", Person::Guardian),
    ("家庭成员或监护人1", Person::Member(1)),
    ("家庭成员或监护人2", Person::Member(2)),
    ("家庭成员或监护人一", Person::Member(1)),
    ("家庭成员或监护人二", Person::Member(2)),
    ("监护人1", Person::Member(1)),
    ("监护人2", Person::Member(2)),
    ("监护人一", Person::Member(1)),
    ("监护人二", Person::Member(2)),
    ("第二监护人", Person::Member(2)),
    ("家庭成员1", Person::Member(1)),
    ("家庭成员2", Person::Member(2)),
    ("家庭成员一", Person::Member(1)),
    ("家庭成员二", Person::Member(2)),
    ("成员1", Person::Member(1)),
    ("成员2", Person::Member(2)),
    ("成员一", Person::Member(1)),
    ("成员二", Person::Member(2)),
    ("父亲", Person::Member(1)),
    ("母亲", Person::Member(2)),
    ("爸爸", Person::Member(1)),
    ("妈妈", Person::Member(2)),
    ("户主", Person::Head),
    ("班主任", Person::Other),
    ("教师", Person::Other),
    ("老师", Person::Other),
    ("校长", Person::Other),
    ("联系人", Person::Other),
    ("负责人", Person::Other),
    ("责任人", Person::Other),
    ("包联", Person::Other),
    ("帮扶", Person::Other),
    ("填表人", Person::Other),
    ("配偶", Person::Other),
];

/// The field of a header that begins with a person, or has one in its note; `None` if no person is named, `Some(None)`
/// if one is named whose particulars have no field.
pub(super) fn field(core: &str, note: &str, of_child: impl Fn(&str) -> Option<Field>) -> Option<Option<(Field, u8)>> {
    if let Some((person, rest)) = person_in_front(core) {
        return Some(particular(person, rest, &of_child));
    }
    let (person, rest) = person_in_front(note)?;
    if !rest.is_empty() || person == Person::Child {
        return None;
    }
    Some(particular(person, core, &of_child))
}

/// Whether a text begins with a person other than the child.
pub(super) fn names_other(text: &str) -> bool {
    person_in_front(text).is_some_and(|(person, _)| person != Person::Child)
}

/// The longest person that a text begins with.
fn person_in_front(text: &str) -> Option<(Person, &str)> {
    let found = PERSONS.iter().filter_map(|(word, person)| Some((*person, text.strip_prefix(word)?)));
    let (person, rest) = found.min_by_key(|(_, rest)| rest.len())?;
    Some((person, rest.strip_prefix('的').unwrap_or(rest)))
}

fn particular(person: Person, rest: &str, of_child: &impl Fn(&str) -> Option<Field>) -> Option<(Field, u8)> {
    if person == Person::Child {
        return of_child(rest).map(|field| (field, 95));
    }
    let what = match rest {
        "" => Field::Name,
        "关系" | "与学生关系" | "与本人关系" | "与儿童关系" | "关系代码" | "称谓" => {
            Field::Member1Relation
        }
        "关系说明" => Field::Member1RelationNote,
        "是否监护人" | "监护人否" | "是否为监护人" => Field::Member1IsGuardian,
        "工作单位" | "单位" | "务工单位" | "务工地点" | "工作地点" => Field::Member1Employer,
        "职务" | "职业" | "职务职业" => Field::Member1Job,
        "现住址" | "住址" | "地址" | "居住地" => Field::CurrentAddress,
        rest => of_child(rest)?,
    };
    let field = match person {
        Person::Child | Person::Other => return None,
        Person::Guardian => match what {
            Field::Name => Field::Guardian,
            Field::Phone => Field::GuardianPhone,
            // The first member of the form is the guardian unless it says otherwise.
            other => return member(1, other).map(|field| (field, 70)),
        },
        Person::Head => match what {
            Field::Name => Field::HouseholdHead,
            Field::Member1Relation => Field::RelationToHead,
            _ => return None,
        },
        Person::Member(number) => member(number, what)?,
    };
    Some((field, 95))
}

fn member(number: u8, what: Field) -> Option<Field> {
    let (first, second) = match what {
        Field::Name => (Field::Member1Name, Field::Member2Name),
        Field::Member1Relation => (Field::Member1Relation, Field::Member2Relation),
        Field::Member1RelationNote => (Field::Member1RelationNote, Field::Member2RelationNote),
        Field::CurrentAddress | Field::HomeAddress => (Field::Member1Address, Field::Member2Address),
        Field::RegisteredCode | Field::RegisteredAddress => (Field::Member1AreaCode, Field::Member2AreaCode),
        Field::Phone => (Field::Member1Phone, Field::Member2Phone),
        Field::Member1IsGuardian => (Field::Member1IsGuardian, Field::Member2IsGuardian),
        Field::IdType => (Field::Member1IdType, Field::Member2IdType),
        Field::IdNumber => (Field::Member1IdNumber, Field::Member2IdNumber),
        Field::Ethnicity => (Field::Member1Ethnicity, Field::Member2Ethnicity),
        Field::Member1Employer => (Field::Member1Employer, Field::Member2Employer),
        Field::Member1Job => (Field::Member1Job, Field::Member2Job),
        _ => return None,
    };
    Some(if number == 1 { first } else { second })
}
