//! A whole made-up township, where what is true is known: how much the engine finds, and how much it gets wrong.
//!
//! Few names for many children, so that every grade has namesakes; families with twins and siblings; lists that each show
//! something else and each damage one number in ten.

use std::collections::{BTreeMap, BTreeSet};

use super::notation::{Lists, RowText, completed};
use crate::compare::{CompareResult, Confidence, Options};

struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as usize % sides
    }
}

struct Child {
    name: String,
    number: String,
    birth: String,
    sex: &'static str,
    guardian: String,
    village: String,
    phone: String,
}

const SURNAMES: [char; 12] = ['王', '李', '张', '刘', '陈', '杨', '黄', '赵', '吴', '周', '徐', '孙'];
const GIVEN: [char; 24] = [
    '伟', '芳', '娜', '敏', '静', '丽', '强', '磊', '军', '洋', '勇', '艳', '杰', '娟', '涛', '明', '超', '秀', '霞',
    '平', '刚', '桂', '英', '华',
];

fn family(dice: &mut Dice, nth: usize) -> Vec<Child> {
    let surname = SURNAMES[dice.roll(SURNAMES.len())];
    let given = |dice: &mut Dice| GIVEN[dice.roll(GIVEN.len())];
    let guardian: String = [surname, given(dice), given(dice)].iter().collect();
    let village = format!("{}沟村", GIVEN[dice.roll(8)]);
    let phone = format!("139{nth:08}");
    let twins = dice.roll(30) == 0;
    let count = if twins { 2 } else { 1 + dice.roll(2) };
    let mut day = String::new();
    let mut names: Vec<String> = Vec::new();
    let mut children = Vec::new();
    for i in 0..count {
        let mut name: String = [surname, given(dice)].iter().collect();
        if dice.roll(2) == 0 {
            name.push(given(dice));
        }
        // A family does not give one name twice.
        if names.contains(&name) {
            continue;
        }
        names.push(name.clone());
        if i == 0 || !twins {
            day = format!("{}-{:02}-{:02}", 2011 + dice.roll(9), 1 + dice.roll(12), 1 + dice.roll(28));
        }
        let seq = if twins && i > 0 { nth % 400 * 2 + 2 } else { nth % 400 * 2 + 1 + dice.roll(2) };
        children.push(Child {
            name,
            number: completed(&format!("990526{}{seq:03}?", day.replace('-', ""))),
            birth: day.clone(),
            sex: if seq % 2 == 1 { "男" } else { "女" },
            guardian: guardian.clone(),
            village: village.clone(),
            phone: phone.clone(),
        });
    }
    children
}

/// One row in ten has something wrong with its number.
fn written(dice: &mut Dice, number: &str) -> String {
    let part = |n: usize| number.chars().take(n).collect::<String>();
    match dice.roll(60) {
        0 => format!("{}000", part(15)),
        1 => String::new(),
        2 if !number.ends_with('X') => format!("~{number}"),
        3 => format!("{}{}", part(17), if number.ends_with('1') { '2' } else { '1' }),
        4 => part(17),
        5 => "9.90526E+17".to_owned(),
        _ => number.to_owned(),
    }
}

fn row(dice: &mut Dice, list: &str, child: &Child) -> RowText {
    let mut values = vec![('#', written(dice, &child.number))];
    match list {
        "户" => {
            values.push(('b', child.birth.clone()));
            values.push(('h', child.guardian.clone()));
            values.push(('a', format!("某县石川镇{}三组", child.village)));
        }
        "籍" => {
            values.push(('b', child.birth.clone()));
            values.push(('s', child.sex.to_owned()));
            values.push(('g', child.guardian.clone()));
            values.push(('p', child.phone.clone()));
        }
        _ => {
            values.push(('v', child.village.clone()));
            values.push(('p', child.phone.clone()));
        }
    }
    RowText { list: list.to_owned(), name: child.name.clone(), values }
}

#[test]
fn what_is_true_is_found_and_little_else_is_proposed() {
    let mut dice = Dice(0x2545_f491_4f6c_dd1d);
    let mut children: Vec<Child> = (0..1_500).flat_map(|n| family(&mut dice, n)).collect();
    let mut numbers = BTreeSet::new();
    children.retain(|c| numbers.insert(c.number.clone()));
    let mut rows: Vec<(usize, RowText)> = Vec::new();
    for list in ["户", "籍", "校"] {
        for (owner, child) in children.iter().enumerate() {
            if dice.roll(30) != 0 {
                rows.push((owner, row(&mut dice, list, child)));
            }
        }
    }
    for i in (1..rows.len()).rev() {
        rows.swap(i, dice.roll(i + 1));
    }
    let mut owners: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    rows.iter().for_each(|(owner, row)| owners.entry(row.list.as_str()).or_default().push(*owner));
    let texts: Vec<RowText> = rows.iter().map(|(_, row)| row.clone()).collect();
    let lists = Lists::in_order(&texts, &["户", "籍", "校"].map(str::to_owned));
    let comparison = lists.compare(&Options::default());

    let owner = |result: &CompareResult| -> BTreeSet<usize> {
        let at = |r: &crate::compare::RowAt| owners[lists.lists[usize::from(r.list)].0.as_str()][r.row as usize];
        result.rows.iter().map(at).collect()
    };
    let mixed =
        |confidence| comparison.results.iter().filter(|r| r.confidence == confidence && owner(r).len() > 1).count();
    assert_eq!(mixed(Confidence::Exact), 0, "children melted");
    assert_eq!(mixed(Confidence::Likely), 0, "likely, and wrong");
    assert!(mixed(Confidence::Possible) <= 2, "{} possible and wrong", mixed(Confidence::Possible));

    // A child torn into several results, rejected rows aside, is a discrepancy that does not exist.
    let mut pieces: BTreeMap<usize, usize> = BTreeMap::new();
    let readable = comparison.results.iter().filter(|r| r.kind != crate::compare::ResultKind::Rejected);
    readable.flat_map(owner).for_each(|child| *pieces.entry(child).or_default() += 1);
    let torn = pieces.values().filter(|n| **n > 1).count();
    let damaged = comparison.results.iter().filter(|r| r.reasons.iter().any(|x| x.key().starts_with("id_"))).count();
    assert!(damaged > 150, "{damaged} results with damaged numbers");
    assert!(torn * 50 < damaged, "{torn} of {damaged} torn");
}
