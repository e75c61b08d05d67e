//! Which groups are worth comparing: those that meet under a key too weak to join them.
//!
//! Every key holds the name, so that no two names are ever compared letter by letter unless one of them cannot be read.
//! Only groups that lack something ask; all others merely answer, and only when their name was asked for.

use std::collections::HashSet;

use super::circumstance;
use super::facts::{Facts, Row};
use super::hash::{QuickBuild, finish, mix, text};
use super::nodes::Nodes;
use crate::field::Field;
use crate::identity::{IdQuality, ROUGHLY};

/// Two groups to be weighed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Pair {
    pub(super) a: u32,
    pub(super) b: u32,
    /// Others of the same name and birth, or name and class, stand in one of the lists, so these alone prove nothing.
    pub(super) crowded: bool,
}

/// The pairs, and the groups that too many others resemble.
#[derive(Default)]
pub(super) struct Pairs {
    pub(super) pairs: Vec<Pair>,
    pub(super) too_alike: Vec<u32>,
}

/// More groups than this under one key cannot be told apart; the value is a placeholder.
const CROWD: usize = 64;

type KeySet = HashSet<u64, QuickBuild>;

/// The last bit of a key says that the key alone is a ground (name and birth, name and class).
const fn bare(key: u64) -> u64 {
    finish(key) | 1
}

const fn dressed(key: u64) -> u64 {
    finish(key) & !1
}

fn name_and_birth(name: u32, birth: u32) -> u64 {
    bare(mix(mix(11, u64::from(name)), u64::from(birth)))
}

/// Finds the pairs.
pub(super) fn find(facts: &Facts<'_>, nodes: &Nodes, ties: &[(u32, u32)]) -> Pairs {
    let mut blocks = Blocks::new(facts, nodes);
    blocks.ask();
    blocks.answer();
    blocks.lost_characters();
    let mut found = blocks.pairs();
    for (a, b) in ties {
        let (a, b) = (nodes.of_row(*a), nodes.of_row(*b));
        if a != b {
            found.pairs.push(Pair { a: a.min(b), b: a.max(b), crowded: false });
        }
    }
    found.pairs.sort_unstable();
    // Of one pair under several keys the crowded mark comes last and is kept.
    found.pairs.reverse();
    found.pairs.dedup_by_key(|p| (p.a, p.b));
    found.pairs.reverse();
    found
}

struct Blocks<'f, 'a> {
    facts: &'f Facts<'a>,
    nodes: &'f Nodes,
    entries: Vec<(u64, u32)>,
    /// Names that some group asks about.
    asked: Vec<bool>,
    /// Names that somewhere stand without a date of birth.
    asked_near: Vec<bool>,
    /// Names of rows with a damaged number, and which of its digits are asked about.
    asked_digits: Vec<u8>,
    wanted: KeySet,
}

impl<'f, 'a> Blocks<'f, 'a> {
    fn new(facts: &'f Facts<'a>, nodes: &'f Nodes) -> Self {
        let none = vec![false; facts.names.count()];
        Blocks {
            facts,
            nodes,
            entries: Vec::new(),
            asked: none.clone(),
            asked_near: none,
            asked_digits: vec![0; facts.names.count()],
            wanted: KeySet::default(),
        }
    }

    /// Groups that lack something put down their keys.
    fn ask(&mut self) {
        let mut keys = Vec::new();
        for node in (0..self.nodes.len() as u32).filter(|n| self.nodes.is_seed(*n)) {
            let rows = || self.nodes.facts(self.facts, node);
            let no_birth = rows().all(|r| r.births().next().is_none());
            keys.clear();
            self.births_of(node, &mut keys);
            for row in rows() {
                for name in names_of(&row) {
                    self.asked[name as usize] = true;
                    self.asked_near[name as usize] |= no_birth;
                    if row.student_id != 0 && row.student_id != row.id {
                        keys.push(dressed(mix(mix(13, u64::from(name)), row.student_id)));
                    }
                    self.asked_digits[name as usize] |= digit_keys_of_damaged(self.facts, &row, name, &mut keys);
                }
            }
            self.wanted.extend(keys.iter().copied());
            self.entries.extend(keys.iter().map(|k| (*k, node)));
        }
    }

    /// Every group with a name that was asked about answers under the keys that were put down.
    fn answer(&mut self) {
        if self.wanted.is_empty() && !self.asked_near.contains(&true) {
            return;
        }
        let mut keys = Vec::new();
        for node in 0..self.nodes.len() as u32 {
            let rows = || self.nodes.facts(self.facts, node);
            if !rows().any(|r| names_of(&r).any(|n| self.asked[n as usize])) {
                continue;
            }
            keys.clear();
            if !self.nodes.is_seed(node) {
                self.births_of(node, &mut keys);
            }
            for row in rows() {
                for name in names_of(&row) {
                    if row.id != 0 {
                        keys.push(dressed(mix(mix(13, u64::from(name)), row.id)));
                        digit_keys_of_whole(self.facts, &row, name, self.asked_digits[name as usize], &mut keys);
                    }
                }
            }
            for key in keys.iter().filter(|k| self.wanted.contains(k)) {
                self.entries.push((*key, node));
            }
            self.keys_without_birth(node);
        }
    }

    /// Name and class, guardian or telephone, for names that somewhere stand without a date of birth.
    fn keys_without_birth(&mut self, node: u32) {
        let (facts, nodes) = (self.facts, self.nodes);
        for row in nodes.facts(facts, node) {
            let name = row.name.key;
            if name == 0 || !self.asked_near[name as usize] {
                continue;
            }
            let (table, at) = (facts.lists[usize::from(row.list)].table, row.row as usize);
            let class = circumstance::class(table, at).map(|class| bare(mix(mix(17, u64::from(name)), class)));
            let near = circumstance::guardians(table, at)
                .chain(circumstance::household_head(table, at))
                .chain(circumstance::phones(table, at));
            let near = near.map(|mark| dressed(mix(mix(18, u64::from(name)), mark)));
            self.entries.extend(class.into_iter().chain(near).map(|key| (key, node)));
        }
    }

    /// Each name with each date of birth of a group.
    fn births_of(&self, node: u32, keys: &mut Vec<u64>) {
        let rows = || self.nodes.facts(self.facts, node);
        for name in rows().flat_map(|r| names_of(&r)) {
            for birth in rows().flat_map(|r| [r.birth, r.id_birth]).filter(|b| *b != 0) {
                let key = name_and_birth(name, birth);
                if !keys.contains(&key) {
                    keys.push(key);
                }
            }
        }
    }

    /// A name that cannot be read meets others by birth and guardian or village.
    fn lost_characters(&mut self) {
        let (facts, nodes) = (self.facts, self.nodes);
        let open = || (0..nodes.len() as u32).filter(|n| nodes.is_open(*n));
        let is_lost = |r: &Row| facts.names.is_unreadable(r.name.key);
        let births: HashSet<u32, QuickBuild> = open()
            .flat_map(|n| nodes.facts(facts, n))
            .filter(is_lost)
            .flat_map(|r| [r.birth, r.id_birth])
            .filter(|b| *b != 0)
            .collect();
        if births.is_empty() {
            return;
        }
        for node in open() {
            for row in nodes.facts(facts, node) {
                let (table, at) = (facts.lists[usize::from(row.list)].table, row.row as usize);
                for birth in row.births().filter(|b| births.contains(b)) {
                    let near = circumstance::guardians(table, at)
                        .chain(circumstance::household_head(table, at))
                        .chain(circumstance::village(table, at));
                    near.for_each(|mark| self.entries.push((dressed(mix(mix(19, u64::from(birth)), mark)), node)));
                }
            }
        }
    }

    /// Everyone who met under one key, two by two.
    fn pairs(mut self) -> Pairs {
        let mut found = Pairs::default();
        self.entries.sort_unstable();
        self.entries.dedup();
        for met in self.entries.chunk_by(|a, b| a.0 == b.0).filter(|met| met.len() > 1) {
            if met.len() > CROWD {
                found.too_alike.extend(met.iter().map(|(_, node)| *node));
                continue;
            }
            let crowded = met[0].0 & 1 == 1 && self.is_crowded(met);
            for (i, (_, a)) in met.iter().enumerate() {
                for (_, b) in &met[i + 1..] {
                    if self.could_join(*a, *b) {
                        found.pairs.push(Pair { a: *a, b: *b, crowded });
                    }
                }
            }
        }
        found
    }

    fn could_join(&self, a: u32, b: u32) -> bool {
        let nodes = self.nodes;
        if nodes.share_a_list(self.facts, a, b) {
            nodes.is_loose(a) || nodes.is_loose(b)
        } else {
            nodes.is_open(a) && nodes.is_open(b)
        }
    }

    /// Whether two groups under one key have rows in one list.
    fn is_crowded(&self, met: &[(u64, u32)]) -> bool {
        let mut lists: Vec<u16> = Vec::new();
        for (_, node) in met {
            let rows = self.nodes.rows(*node);
            // A group's rows stand list by list.
            let own = rows.chunk_by(|a, b| self.list_of(*a) == self.list_of(*b)).map(|rows| self.list_of(rows[0]));
            let seen = lists.len();
            for list in own {
                if lists[..seen].contains(&list) {
                    return true;
                }
                lists.push(list);
            }
        }
        false
    }

    fn list_of(&self, row: u32) -> u16 {
        self.facts.rows[row as usize].list
    }
}

fn names_of(row: &Row) -> impl Iterator<Item = u32> + use<> {
    [row.name.key, row.former].into_iter().filter(|n| *n != 0)
}

/// Kinds of keys that damaged numbers put down, one bit each.
const CUT: u8 = 1;
const OLD: u8 = 2;
const SLIP: u8 = 4;

/// Keys of what damage leaves whole: area and month of a rounded number (a cut one still tells its birth date), all of an
/// old one, one of two halves of a number with one slip. The kinds of keys there were.
fn digit_keys_of_damaged(facts: &Facts<'_>, row: &Row, name: u32, keys: &mut Vec<u64>) -> u8 {
    use IdQuality::{Fifteen, Missing, Rounded, Scientific, Truncated, Valid};
    let number = || facts.lists[usize::from(row.list)].table.cell(Field::IdNumber, row.row as usize);
    let mut put = |part, digits: Option<&str>| {
        keys.extend(digits.and_then(|d| d.parse::<u64>().ok()).map(|value| numeric(name, part, value)));
    };
    match row.quality {
        Valid | Missing | Scientific => 0,
        Truncated | Rounded if row.id_birth != 0 => 0,
        Truncated | Rounded => {
            put(CUT, number().trim_start_matches(ROUGHLY).get(..12));
            CUT
        }
        Fifteen => {
            put(OLD, Some(number()));
            OLD
        }
        _ => {
            halves(name, number(), keys);
            SLIP
        }
    }
}

/// The keys under which a whole number answers damaged ones of the kinds asked for.
fn digit_keys_of_whole(facts: &Facts<'_>, row: &Row, name: u32, asked: u8, keys: &mut Vec<u64>) {
    // The key is the first 17 digits as a number.
    if asked & CUT != 0 {
        keys.push(numeric(name, CUT, row.id / 100_000));
    }
    if asked & OLD != 0 {
        let (area, rest) = (row.id / 100_000_000_000, row.id % 1_000_000_000);
        keys.push(numeric(name, OLD, area * 1_000_000_000 + rest));
        keys.push(numeric(name, OLD, row.id / 100));
    }
    if asked & SLIP != 0 {
        let field = if row.from_card { Field::DisabilityCard } else { Field::IdNumber };
        let number = facts.lists[usize::from(row.list)].table.cell(field, row.row as usize);
        number.get(..18).into_iter().for_each(|n| halves(name, n, keys));
    }
}

fn numeric(name: u32, part: u8, digits: u64) -> u64 {
    dressed(mix(mix(29 + u64::from(part), digits), u64::from(name)))
}

fn halves(name: u32, number: &str, keys: &mut Vec<u64>) {
    let part = |which: u64, digits: &str| dressed(mix(text(23 + which, digits), u64::from(name)));
    if let (Some(front), Some(back)) = (number.get(..8), number.len().checked_sub(8).and_then(|n| number.get(n..))) {
        keys.push(part(0, front));
        keys.push(part(1, back));
    } else if !number.is_empty() {
        keys.push(part(0, number));
    }
}
