//! Hand-over (交接): what one person holds goes to another from a day on, in one save that is taken back as one.

use ledger::chain::Post;
use ledger::date::Date;
use ledger::field::Field;
use ledger::name::people;
use ledger::register::MEMBERSHIP;
use ledger::schema::{Compartment, Table, chain_post as post, discrepancy};
use sync::{RowId, SaveBuilder, ValueRef};

use super::chain::answer;
use crate::Desk;
use crate::book::{Dice, cell, text_value};
use crate::message::chain::{ChainAnswer, ChainFault, HandOver, Holdings};
use crate::message::roster::Action;
use crate::roster::child_cell;
use crate::step::{Now, Step};

/// Where 帮扶人电话 and 送教教师 are stored.
const HELPER_PHONE: u16 = 14;
const HOME_TEACHER: u16 = 34;
/// Where restricted entries hold 帮扶人.
const RESTRICTED_HELPER: u16 = 12;

impl Desk {
    /// What a person holds on a day.
    pub(super) fn holdings(&self, name: &str, day: Date) -> Holdings {
        if name.is_empty() {
            return Holdings::default();
        }
        let mut save = SaveBuilder::new();
        self.move_over((name, ""), "", day, None, &mut save)
    }

    pub(super) fn hand_over(&self, told: &HandOver, now: &Now) -> Step {
        let (from, to) = (told.from.trim(), told.to.trim());
        let unfit = |fault| answer(ChainAnswer::Unfit(fault));
        if from.is_empty() || to.is_empty() {
            return unfit(ChainFault::NoName);
        } else if from == to {
            return unfit(ChainFault::SamePerson);
        }
        let day = match Date::parse_iso(&told.date) {
            None => return unfit(ChainFault::NotADate),
            Some(day) if day > Self::today(now) => return unfit(ChainFault::Future),
            Some(day) => day,
        };
        let mut save = SaveBuilder::new();
        let moved = self.move_over((from, to), told.phone.trim(), day, Some(now), &mut save);
        if save.is_empty() {
            return unfit(ChainFault::Nothing);
        }
        let detail = format!("交接 {from} → {to}（{day} 起）");
        self.keep(
            &save,
            Action::Register,
            &detail,
            now,
            Box::new(move |_, save| ChainAnswer::HandedOver(moved, save).into()),
        )
    }

    /// Writes everything one person holds over to another; without a `now` it only counts.
    fn move_over(
        &self,
        (from, to): (&str, &str),
        phone: &str,
        day: Date,
        now: Option<&Now>,
        save: &mut SaveBuilder,
    ) -> Holdings {
        let mut moved = Holdings::default();
        let mut dice = now.map(Dice::new);
        for (ix, held) in self.posts().into_iter().filter(|(_, held)| held.name == from && lasts(held, day)) {
            moved.posts += 1;
            if let (Some(now), Some(dice)) = (now, dice.as_mut()) {
                self.move_post(ix, &held, (to, phone), day, (now, dice), save);
            }
        }
        for ix in self.book.live(Table::Child) {
            let row = self.row(ix);
            if row.get(Field::ClassTeacher) == from {
                moved.taught += 1;
                save.set(child_cell(row.id(), Field::ClassTeacher), text_value(to));
            }
        }
        for member in self.memberships().filter(|member| member.child().is_some() && member.span().to >= day) {
            let row = self.book.row_id(Table::Membership, member.ix);
            let mut set = |field, text: &str| save.set(cell(Table::Membership, row, field), text_value(text));
            let mut helped = false;
            for field in [MEMBERSHIP.helper, HOME_TEACHER] {
                if let Some(text) = renamed(member.fact(field), from, to) {
                    helped = true;
                    set(field, &text);
                    // The number beside the only name was that of the person who leaves.
                    if field == MEMBERSHIP.helper && people(member.fact(field)).count() == 1 {
                        set(HELPER_PHONE, phone);
                    }
                }
            }
            moved.helped += u32::from(helped);
        }
        for ix in self.book.live(Table::Discrepancy) {
            let text = |id| self.book.text(Table::Discrepancy, ix, id);
            if text(discrepancy::OWNER) == from && text(discrepancy::CLOSED_ON).is_empty() {
                moved.owned += 1;
                let row = self.book.row_id(Table::Discrepancy, ix);
                save.set(cell(Table::Discrepancy, row, discrepancy::OWNER), text_value(to));
            }
        }
        // Counted nowhere: how many a person helps there is restricted as well. Whoever may not write there hands over the rest.
        let open = self.may_write(Compartment::Sensitive.id());
        for ix in self.book.live(Table::Restricted).into_iter().filter(|_| open) {
            if let Some(text) = renamed(self.book.text(Table::Restricted, ix, RESTRICTED_HELPER), from, to) {
                let row = self.book.row_id(Table::Restricted, ix);
                save.set(cell(Table::Restricted, row, RESTRICTED_HELPER), text_value(&text));
            }
        }
        moved
    }

    /// Ends a post the day before and begins one for the successor; one that has not begun by then goes over whole.
    fn move_post(
        &self,
        ix: u32,
        held: &Post,
        (to, phone): (&str, &str),
        day: Date,
        (now, dice): (&Now, &mut Dice),
        save: &mut SaveBuilder,
    ) {
        let old = self.book.row_id(Table::ChainPost, ix);
        let last = day.plus_days(-1).filter(|_| held.from < day);
        let row = match last {
            Some(last) => {
                save.set(cell(Table::ChainPost, old, post::TO), ValueRef::Text(&last.to_string()));
                let row = RowId::new(now, dice);
                let mut set = |field, text: &str| save.set(cell(Table::ChainPost, row, field), text_value(text));
                set(post::ROLE, held.role.key());
                set(post::UNIT, &held.unit);
                set(post::FROM, &day.to_string());
                set(post::TO, &held.to.map_or_else(String::new, |to| to.to_string()));
                row
            }
            None => old,
        };
        save.set(cell(Table::ChainPost, row, post::NAME), text_value(to));
        save.set(cell(Table::ChainPost, row, post::PHONE), text_value(phone));
    }
}

/// Whether a post is still held on a day or after it.
fn lasts(held: &Post, day: Date) -> bool {
    held.to.is_none_or(|to| to >= day)
}

/// The text with one name put in the place of another; `None` if it is not there.
fn renamed(text: &str, from: &str, to: &str) -> Option<String> {
    if !people(text).any(|name| name == from) {
        return None;
    }
    let mut names: Vec<&str> = Vec::new();
    for name in people(text).map(|name| if name == from { to } else { name }) {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    Some(names.join("、"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_name_among_several_is_replaced() {
        assert_eq!(renamed("李英，王平", "王平", "周方").as_deref(), Some("李英、周方"));
        assert_eq!(renamed("李英、周方", "李英", "周方").as_deref(), Some("周方"));
        assert_eq!(renamed("李英平", "李英", "周方"), None);
        assert_eq!(renamed("", "李英", "周方"), None);
    }
}
