//! 责任链 (双线): who answers for a child, by the village of its household and by its school and class.
//!
//! Names belong to units (a village, a school, a class) and hold from one day to another, so a chain is derived for each
//! child and each day and stored for none. Which links a county uses (五长, 七长 or its own) is a setting.

use std::collections::HashMap;

use crate::date::Date;
use crate::grade::{ClassName, Grade};
use crate::keyed::keyed;

// Keys are stored: never change one.
keyed! {
    /// A link of a chain.
    pub enum Role {
        CountyHead = "county_head", "县长";
        BureauHead = "bureau_head", "局长";
        TownHead = "town_head", "乡镇长";
        VillageHead = "village_head", "村主任";
        Principal = "principal", "校长";
        VicePrincipal = "vice_principal", "分管校长";
        GradeLead = "grade_lead", "年级组长";
        ClassTeacher = "class_teacher", "班主任";
        /// By the registers the child is in.
        Helper = "helper", "帮扶教师";
        /// By the roster.
        Parent = "parent", "家长";
    }
}

/// A line of the two.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
pub enum Line {
    /// 行政线, by the household's village.
    Administrative,
    /// 教育线, by school and class.
    Education,
}

/// What a name belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum UnitKind {
    /// Everything there is.
    Whole,
    /// 乡镇.
    Town,
    /// 户籍村.
    Village,
    /// 学校.
    School,
    /// A grade of a school.
    Grade,
    /// A class of a school.
    Class,
    /// The child itself: the name stands in its own record.
    Child,
}

impl Role {
    /// The line it stands in.
    pub const fn line(self) -> Line {
        match self {
            Role::CountyHead | Role::TownHead | Role::VillageHead => Line::Administrative,
            _ => Line::Education,
        }
    }

    /// What its names belong to.
    pub const fn unit(self) -> UnitKind {
        match self {
            Role::CountyHead | Role::BureauHead => UnitKind::Whole,
            Role::TownHead => UnitKind::Town,
            Role::VillageHead => UnitKind::Village,
            Role::Principal | Role::VicePrincipal => UnitKind::School,
            Role::GradeLead => UnitKind::Grade,
            Role::ClassTeacher => UnitKind::Class,
            Role::Helper | Role::Parent => UnitKind::Child,
        }
    }
}

/// 五长责任制 of one county plan, and 七长负责制 of another: sets to begin with. The titles are the plans' own.
pub const FIVE: [Role; 5] = [Role::CountyHead, Role::BureauHead, Role::TownHead, Role::Principal, Role::VillageHead];
/// 七长: 县长, 局长, 乡镇长, 村委会主任, 校长, 师长, 家长.
pub const SEVEN: [Role; 7] = [
    Role::CountyHead,
    Role::BureauHead,
    Role::TownHead,
    Role::VillageHead,
    Role::Principal,
    Role::ClassTeacher,
    Role::Parent,
];

/// Somebody who answers for a unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Post {
    /// As what.
    pub role: Role,
    /// Which unit, as [`unit_of`] writes it.
    pub unit: String,
    /// Who.
    pub name: String,
    /// How to reach them.
    pub phone: String,
    /// From when.
    pub from: Date,
    /// Until when; `None` while it lasts.
    pub to: Option<Date>,
}

impl Post {
    /// Whether it holds on a day.
    pub fn holds(&self, day: Date) -> bool {
        self.from <= day && self.to.is_none_or(|to| day <= to)
    }
}

/// Where a child belongs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Place<'a> {
    /// 乡镇.
    pub town: &'a str,
    /// 户籍村.
    pub village: &'a str,
    /// The school it really goes to.
    pub school: &'a str,
    /// 年级.
    pub grade: &'a str,
    /// 班级.
    pub class: &'a str,
}

/// The unit of a child for a role, as posts name it: grades and classes in one notation, however the roster writes them.
/// `None` if the child's record does not say.
pub fn unit_of(role: Role, place: &Place<'_>) -> Option<String> {
    let said = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    match role.unit() {
        UnitKind::Whole => Some(String::new()),
        UnitKind::Town => said(place.town),
        UnitKind::Village => said(place.village),
        UnitKind::School => said(place.school),
        UnitKind::Grade => Some(format!("{} {}", said(place.school)?, grade_of(place.grade)?)),
        UnitKind::Class => {
            let class =
                ClassName::parse(place.class).map_or_else(|| place.class.to_owned(), |class| class.class_text());
            Some(format!("{} {}{}", said(place.school)?, grade_of(place.grade)?, said(&class)?))
        }
        UnitKind::Child => None,
    }
}

fn grade_of(text: &str) -> Option<String> {
    let text = Grade::parse(text).map_or_else(|| text.to_owned(), |grade| grade.text().to_owned());
    (!text.is_empty()).then_some(text)
}

/// Who answers for a unit on a day: of several the one who began last.
pub fn holder<'a>(posts: &'a [Post], role: Role, unit: &str, day: Date) -> Option<&'a Post> {
    let held = posts.iter().filter(|post| post.role == role && post.unit == unit && post.holds(day));
    held.max_by_key(|post| post.from)
}

/// Who answers for every unit on a day, as [`holder`] says: for whoever asks for many units.
pub fn holders(posts: &[Post], day: Date) -> HashMap<(Role, &str), &Post> {
    let mut held: HashMap<(Role, &str), &Post> = HashMap::new();
    for post in posts.iter().filter(|post| post.holds(day)) {
        let known = held.entry((post.role, post.unit.as_str())).or_insert(post);
        if post.from >= known.from {
            *known = post;
        }
    }
    held
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Date {
        Date::parse_iso(text).unwrap()
    }

    fn post(name: &str, role: Role, unit: &str, from: &str, to: Option<&str>) -> Post {
        Post {
            role,
            unit: unit.to_owned(),
            name: name.to_owned(),
            phone: String::new(),
            from: day(from),
            to: to.map(day),
        }
    }

    #[test]
    fn a_unit_is_named_the_same_however_the_roster_writes_it() {
        let place =
            Place { school: "柳溪中心小学", grade: "三年级", class: "2班", village: "柳溪村", town: "" };
        assert_eq!(unit_of(Role::ClassTeacher, &place).as_deref(), Some("柳溪中心小学 三年级2班"));
        let other = Place { class: "（2）班", ..place };
        assert_eq!(unit_of(Role::ClassTeacher, &other), unit_of(Role::ClassTeacher, &place));
        assert_eq!(unit_of(Role::GradeLead, &place).as_deref(), Some("柳溪中心小学 三年级"));
        assert_eq!(unit_of(Role::VillageHead, &place).as_deref(), Some("柳溪村"));
        assert_eq!(unit_of(Role::TownHead, &place), None);
        assert_eq!(unit_of(Role::CountyHead, &place).as_deref(), Some(""));
        assert_eq!(unit_of(Role::ClassTeacher, &Place { class: "", ..place }), None);
    }

    #[test]
    fn whoever_began_last_answers_from_the_first_to_the_last_day() {
        let posts = [
            post("陈英", Role::Principal, "甲校", "2024-09-01", Some("2026-08-31")),
            post("周平", Role::Principal, "甲校", "2026-09-01", None),
            post("何方", Role::Principal, "乙校", "2024-09-01", None),
        ];
        for on in ["2024-08-31", "2026-08-31", "2026-09-01", "2030-01-01"] {
            let all = holders(&posts, day(on));
            for unit in ["甲校", "乙校", "丙校"] {
                let one = holder(&posts, Role::Principal, unit, day(on));
                assert_eq!(all.get(&(Role::Principal, unit)).copied(), one, "{unit} {on}");
            }
        }
        let name = |on| holder(&posts, Role::Principal, "甲校", day(on)).map(|post| post.name.as_str());
        assert_eq!((name("2024-08-31"), name("2024-09-01"), name("2026-08-31")), (None, Some("陈英"), Some("陈英")));
        assert_eq!((name("2026-09-01"), name("2030-01-01")), (Some("周平"), Some("周平")));
        assert_eq!(holder(&posts, Role::VicePrincipal, "甲校", day("2026-09-01")), None);
    }
}
