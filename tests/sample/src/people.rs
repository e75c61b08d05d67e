//! Fictional children: names, numbers, families. Every number begins with 99, an area that does not exist, and every
//! phone with 100, a prefix that is not given out.

use crate::dice::Dice;

/// Villages of 石川镇.
pub(crate) const VILLAGES: [&str; 6] = ["杨家坪村", "石川村", "下沟村", "上湾村", "柳树湾村", "南坡村"];
/// Its schools: two primary, one junior.
pub(crate) const SCHOOLS: [&str; 3] = ["石川镇中心小学", "石川镇下沟小学", "石川镇初级中学"];
/// Grades by number.
pub(crate) const GRADES: [&str; 9] =
    ["一年级", "二年级", "三年级", "四年级", "五年级", "六年级", "七年级", "八年级", "九年级"];

const SURNAMES: [&str; 30] = [
    "王", "李", "张", "刘", "陈", "杨", "赵", "黄", "周", "吴", "徐", "孙", "马", "朱", "胡", "郭", "何", "高", "林",
    "罗", "郑", "梁", "谢", "曾", "单", "查", "解", "区", "仇", "欧阳",
];
const GIVEN: [&str; 48] = [
    "子涵", "浩然", "怡娟", "小军", "诗雨", "明轩", "桂英", "志强", "语", "一鸣", "欣怡", "俊杰", "梓萱", "雨桐",
    "佳琪", "文博", "思远", "晓燕", "建国", "丽", "娜", "伟", "强", "敏", "静", "磊", "洋", "艳平", "秀", "彤", "家豪",
    "宇航", "嘉怡", "若曦", "天佑", "雪梅", "春花", "冬生", "石头", "小满", "立夏", "秋月", "永福", "长青", "玉兰",
    "金凤", "海燕", "志远",
];

/// A child of the township.
#[derive(Clone, Debug)]
pub(crate) struct Child {
    pub(crate) name: String,
    pub(crate) male: bool,
    pub(crate) birth: (u16, u8, u8),
    pub(crate) id: String,
    pub(crate) village: usize,
    pub(crate) group: u8,
    pub(crate) household: u32,
    pub(crate) guardian: String,
    pub(crate) relation: &'static str,
    pub(crate) phone: String,
    /// 1 to 9; 0 for a child too young or already through.
    pub(crate) grade: u8,
    pub(crate) class: u8,
    pub(crate) school: usize,
    /// 0 none, 1 one parent away, 2 both.
    pub(crate) left_behind: u8,
    /// Disability category 1 to 7 and level 1 to 4.
    pub(crate) disability: Option<(u8, u8)>,
    pub(crate) poor: bool,
}

impl Child {
    pub(crate) fn sex(&self) -> &'static str {
        if self.male { "男" } else { "女" }
    }

    pub(crate) fn birth_iso(&self) -> String {
        format!("{:04}-{:02}-{:02}", self.birth.0, self.birth.1, self.birth.2)
    }

    pub(crate) fn birth_plain(&self) -> String {
        format!("{:04}{:02}{:02}", self.birth.0, self.birth.1, self.birth.2)
    }

    pub(crate) fn student_number(&self) -> String {
        format!("G{}", self.id)
    }

    pub(crate) fn grade_name(&self) -> &'static str {
        GRADES.get(usize::from(self.grade).wrapping_sub(1)).copied().unwrap_or("")
    }

    pub(crate) fn class_name(&self) -> String {
        format!("{}班", self.class)
    }

    pub(crate) fn card(&self) -> String {
        self.disability.map_or(String::new(), |(kind, level)| format!("{}{kind}{level}", self.id))
    }
}

/// The check character of GB 11643.
pub(crate) fn with_check(first17: &str) -> String {
    const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let sum: u32 = first17.bytes().zip(WEIGHTS).map(|(d, w)| u32::from(d - b'0') * w).sum();
    let check = ['1', '0', 'X', '9', '8', '7', '6', '5', '4', '3', '2'][(sum % 11) as usize];
    format!("{first17}{check}")
}

/// The children of the township, oldest first, then the few outside the nine cohorts of 2026/27.
pub(crate) fn township(dice: &mut Dice) -> Vec<Child> {
    let mut children = Vec::new();
    for cohort in 0u16..9 {
        for n in 0..222u32 {
            // Born 2011-09-01 .. 2020-08-31, one cohort a year from September.
            let month = 1 + dice.below(12) as u8;
            let year = 2011 + cohort + u16::from(month < 9);
            children.push(child(dice, year, month, 9 - cohort as u8, u32::from(cohort) * 300 + n));
        }
    }
    for n in 0..18u32 {
        let month = 9 + dice.below(4) as u8;
        children.push(child(dice, 2020, month, 0, 5000 + n));
    }
    for n in 0..8u32 {
        let month = 1 + dice.below(12) as u8;
        children.push(child(dice, 2010, month, 0, 6000 + n));
    }
    children
}

fn child(dice: &mut Dice, year: u16, month: u8, grade: u8, serial: u32) -> Child {
    let birth = (year, month, 1 + dice.below(28) as u8);
    let male = dice.below(2) == 0;
    let village = dice.below(6) as usize;
    let surname = dice.pick(&SURNAMES);
    let guardian_surname = if dice.below(12) == 0 { dice.pick(&SURNAMES) } else { surname };
    let sequence = (serial * 7 + dice.below(3)) % 499 * 2 + u32::from(male);
    let id = with_check(&format!("990526{:04}{:02}{:02}{sequence:03}", birth.0, birth.1, birth.2));
    let disability = (dice.below(50) == 0).then(|| (1 + dice.below(7) as u8, 1 + dice.below(4) as u8));
    Child {
        name: format!("{surname}{}", dice.pick(&GIVEN)),
        male,
        birth,
        id,
        village,
        group: 1 + dice.below(6) as u8,
        household: 10_000 + serial * 3 + dice.below(3),
        guardian: format!("{guardian_surname}{}", dice.pick(&GIVEN)),
        relation: if dice.below(3) == 0 { "母亲" } else { "父亲" },
        phone: format!("100{:08}", 10_000_000 + serial * 97 + dice.below(90)),
        grade,
        class: 1 + dice.below(3) as u8,
        school: if grade > 6 { 2 } else { usize::from(village == 2 || village == 3) },
        left_behind: [0, 0, 0, 0, 1, 1, 2][dice.below(7) as usize],
        disability,
        poor: dice.below(9) == 0,
    }
}
