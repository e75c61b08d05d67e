//! Whether rows that share number and name nevertheless look like two children.
//!
//! School lists are filled in by looking up numbers by name, and a look-up by name gives every namesake the number of the
//! first. Number and name then agree by construction, and only what surrounds the child tells the two apart.

use super::facts::{Facts, Row};
use super::portrait::{Aspect, Gallery};
use super::reason::{Reason, Reasons};
use crate::field::Field;

/// More rows than this with one number and one name are not a child written twice.
const MANY: usize = 16;

/// Which lists say what surrounds a child, so that most comparisons need not look.
pub(super) struct Surroundings {
    guardian: Vec<bool>,
    village: Vec<bool>,
    /// Whether two lists speak of both.
    compared: bool,
}

impl Surroundings {
    /// Looks at the columns of all lists.
    pub(super) fn of(facts: &Facts<'_>) -> Surroundings {
        let has = |fields: &'static [Field]| {
            let lists = facts.lists.iter();
            lists.map(move |l| fields.iter().any(|f| l.table.column(*f).is_some())).collect::<Vec<bool>>()
        };
        let guardian = has(&[Field::Guardian, Field::Member1Name]);
        let village = has(&[Field::Village, Field::RegisteredAddress, Field::HomeAddress, Field::CurrentAddress]);
        let both = guardian.iter().zip(&village).filter(|(g, v)| **g && **v).count();
        Surroundings { guardian, village, compared: both > 1 }
    }

    /// What speaks for two children in rows with one number and one name. Within a list every difference counts; between
    /// lists, which may name the mother in one and the father in the other, only guardian and village together do.
    pub(super) fn against(&self, facts: &Facts<'_>, rows: &[Row]) -> Reasons {
        if rows.len() > MANY {
            return Reasons::NONE.with(Reason::IdPlaceholder);
        }
        let repeated = rows.windows(2).any(|w| w[0].list == w[1].list);
        if !repeated && !self.compared {
            return Reasons::NONE;
        }
        let pairs = rows.iter().enumerate().flat_map(|(i, a)| rows[i + 1..].iter().map(move |b| (a, b)));
        pairs.fold(Reasons::NONE, |sum, (a, b)| sum.and(self.of_pair(facts, a, b)))
    }

    fn of_pair(&self, facts: &Facts<'_>, a: &Row, b: &Row) -> Reasons {
        let one_list = a.list == b.list;
        if !one_list && !self.may_differ(facts, a, b) {
            return Reasons::NONE;
        }
        let mut gallery = Gallery::new(2);
        gallery.paint(facts, 0, std::iter::once(*a));
        gallery.paint(facts, 1, std::iter::once(*b));
        let agreement = gallery.portrait(0).against(&gallery.portrait(1));
        let guardian = agreement.differ(Aspect::Guardian) && !agreement.same(Aspect::AnyGuardian);
        let village = agreement.differ(Aspect::Village);
        if one_list {
            return Reasons::NONE
                .with_if(guardian, Reason::GuardianDiffers)
                .with_if(village, Reason::VillageDiffers)
                .with_if(agreement.differ(Aspect::Class), Reason::ClassDiffers)
                .with_if(agreement.differ(Aspect::Student), Reason::StudentNumberDiffers);
        }
        let both = guardian && village && !agreement.same(Aspect::Phone);
        Reasons::NONE.with_if(both, Reason::GuardianDiffers).with_if(both, Reason::VillageDiffers)
    }

    /// A first look at the cells as they stand: the same text needs no second one.
    fn may_differ(&self, facts: &Facts<'_>, a: &Row, b: &Row) -> bool {
        let (x, y) = (usize::from(a.list), usize::from(b.list));
        if !(self.guardian[x] && self.guardian[y] && self.village[x] && self.village[y]) {
            return false;
        }
        let guardian = |row: &Row| facts.lists[usize::from(row.list)].table.cell(Field::Guardian, row.row as usize);
        guardian(a).is_empty() || guardian(b).is_empty() || guardian(a) != guardian(b)
    }
}
