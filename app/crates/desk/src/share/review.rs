//! What somebody wrote who cannot send it any more, looked at by whoever leads.
//!
//! A device that was shut out, or a person whose right was taken away, hands over a stick. Nothing of it is taken in by
//! itself. Whoever leads sees, save by save, what would become another value than it is now, and writes it or does not. It
//! is then a save of his own, which has seen what is there. Until that is decided, the file has it: nothing is stored here.

use std::collections::{BTreeMap, BTreeSet};
use std::hash::{DefaultHasher, Hash, Hasher};

use ledger::dispute::label;
use ledger::schema::Table;
use sync::seal::Sealed;
use sync::{Cell, CompartmentId, Envelope, EnvelopeHash, Op, RowId, SaveBuilder, ValueRef};

use super::dispute::shown;
use super::no;
use super::offer::{Offer, mark_later};
use crate::Desk;
use crate::message::roster::Action;
use crate::message::share::{OfferKey, OfferLine, OfferView, ShareAnswer, Why};
use crate::step::{Now, Step};

/// So many saves are shown at once, and so many fields of each.
const SHOWN: usize = 20;
const LINES: usize = 30;

impl Desk {
    /// Puts what of these envelopes is to be decided about beside what waits for a decision already, and says how many there
    /// are now. Nothing for whoever does not lead.
    pub(super) fn take_offers(&mut self, envelopes: &[Sealed]) -> u32 {
        if self.leading().is_err() {
            return 0;
        }
        let held = |envelope: &Envelope| {
            let first = envelope.header().origin.unwrap_or(envelope.hash());
            self.book.states().iter().any(|state| state.holds(&first))
        };
        let Some(share) = &self.share else { return 0 };
        let here: BTreeSet<EnvelopeHash> = share.offers.iter().flat_map(|offer| offer.hashes()).collect();
        let came = share.device.offered(envelopes).into_iter();
        let came: Vec<Envelope> = came.filter(|one| !here.contains(&one.hash()) && !held(one)).collect();
        if !came.is_empty()
            && let Some(share) = &mut self.share
        {
            let waiting = std::mem::take(&mut share.offers);
            // What was written again later stays so, though that has been decided.
            let mut known: BTreeMap<_, _> = waiting.iter().map(|offer| (offer.name(), offer.later.clone())).collect();
            let waiting = waiting.into_iter().flat_map(|offer| offer.parts);
            let mut all: Vec<Envelope> = waiting.chain(came).collect();
            all.sort_by_key(|one| (one.body().hlc(), one.header().agent, one.header().dseq));
            for envelope in all {
                match share.offers.last_mut().filter(|offer| offer.is_of_one_save_with(&envelope)) {
                    Some(offer) => offer.parts.push(envelope),
                    None => {
                        // A number is given once, so that no press meets another save.
                        share.numbered += 1;
                        let later = known.remove(&Some(Offer::of(&envelope))).unwrap_or_default();
                        share.offers.push(Offer { later, ..Offer::new(share.numbered, envelope) });
                    }
                }
            }
            mark_later(&mut share.offers);
        }
        let open = self.open_compartments();
        let waiting = self.share.iter().flat_map(|share| &share.offers);
        waiting.filter(|offer| self.would_change(offer, &open).next().is_some()).count() as u32
    }

    /// The same of what came on earlier sticks, and whose author was shut out before it could be sent.
    pub(super) fn offer_orphans(&mut self) {
        let Some(share) = &mut self.share else { return };
        let orphans = share.device.orphans();
        let new: Vec<Sealed> = orphans.iter().skip(share.offered).map(|sealed| (**sealed).clone()).collect();
        share.offered = orphans.len();
        if !new.is_empty() {
            self.take_offers(&new);
        }
    }

    /// What this person may see and write.
    fn open_compartments(&self) -> BTreeSet<CompartmentId> {
        let all = Table::ALL.iter().map(|table| table.compartment().id()).collect::<BTreeSet<_>>().into_iter();
        all.filter(|compartment| self.may_read(*compartment) && self.may_write(*compartment)).collect()
    }

    /// What of it would be another value than it is now, of these compartments.
    fn would_change<'a>(
        &'a self,
        offer: &'a Offer,
        open: &'a BTreeSet<CompartmentId>,
    ) -> impl Iterator<Item = (Table, Op<'a>)> {
        let may = |compartment: CompartmentId| open.contains(&compartment);
        let counts = move |op: &Op<'_>| !offer.later.contains(&op.cell) && self.value_now(op.cell) != op.value;
        offer.ops().filter(move |(table, op)| may(table.compartment().id()) && counts(op))
    }

    fn value_now(&self, cell: Cell) -> ValueRef<'_> {
        self.book.state_of(cell.table).get(cell)
    }

    /// Those that are shown, and how many more there are.
    pub(super) fn offers_view(&self) -> (Vec<OfferView>, u32) {
        let Some(share) = self.share.as_ref().filter(|_| self.leading().is_ok()) else { return (Vec::new(), 0) };
        let open = self.open_compartments();
        let mut waiting = share.offers.iter().filter(|offer| self.would_change(offer, &open).next().is_some());
        let shown: Vec<&Offer> = waiting.by_ref().take(SHOWN).collect();
        let more = u32::try_from(waiting.count()).unwrap_or(u32::MAX);
        (shown.into_iter().filter_map(|offer| self.offer_view(offer, &open)).collect(), more)
    }

    fn offer_view(&self, offer: &Offer, open: &BTreeSet<CompartmentId>) -> Option<OfferView> {
        let at_ms = offer.parts.first()?.body().info().wall_ms;
        let (mut lines, mut more, mut records) = (Vec::new(), 0, BTreeSet::new());
        // All of it, and not what is shown of it: that may be masked, or only counted.
        let mut hasher = DefaultHasher::new();
        for (table, op) in self.would_change(offer, open) {
            let Cell { table: number, row, field } = op.cell;
            let now = self.value_now(op.cell);
            (number.0, row.0, field.0, now, op.value).hash(&mut hasher);
            let fields = table == Table::Child;
            // Of what is no child the record is named, not each of its fields.
            if !fields && !records.insert((number, row)) {
                continue;
            }
            if lines.len() == LINES {
                more += 1;
                continue;
            }
            let values = fields.then(|| (shown(table, field.0, now), shown(table, field.0, op.value)));
            let alters = !fields && self.book.table(table).is_some_and(|rows| rows.index_of(&row).is_some());
            let (title, field) = (self.about(offer, table, row), label(table, field.0).to_owned());
            lines.push(OfferLine { title, field, values, alters });
        }
        let key = OfferKey { offer: offer.number, shown: hasher.finish() };
        let who = self.author(offer);
        (!lines.is_empty()).then_some(OfferView { key, who, at_ms, lines, more })
    }

    /// The child a record is about, by what is known here or else by what is offered.
    fn about(&self, offer: &Offer, table: Table, row: RowId) -> String {
        let child = self.child_of(table, row).or_else(|| offer.child_of(table, row));
        let Some(child) = child else { return String::new() };
        let known = self.name_of(child);
        if !known.is_empty() {
            return known;
        }
        let offers = self.share.iter().flat_map(|share| &share.offers);
        offers.filter_map(|offer| offer.name_of(child)).next_back().unwrap_or_default()
    }

    /// Who wrote it: what the ledger calls the author, not what the author says.
    fn author(&self, offer: &Offer) -> String {
        offer.parts.first().map(|part| self.member_name(&part.header().agent).to_owned()).unwrap_or_default()
    }

    pub(super) fn decide_offers(&mut self, keys: &[OfferKey], adopt: bool, now: &Now) -> Step {
        if let Err(why) = self.leading() {
            return no(why);
        }
        let numbers: Vec<u32> = keys.iter().map(|key| key.offer).collect();
        let offers = self.share.iter().flat_map(|share| &share.offers);
        let offers: Vec<&Offer> = offers.filter(|offer| numbers.contains(&offer.number)).collect();
        if offers.is_empty() {
            return no(Why::Gone);
        }
        let open = self.open_compartments();
        let (mut save, mut who) = (SaveBuilder::new(), BTreeSet::new());
        for offer in offers.iter().filter(|_| adopt) {
            let shown = self.offer_view(offer, &open).map(|view| view.key);
            if !shown.is_some_and(|shown| keys.contains(&shown)) {
                return no(Why::Changed);
            }
            who.insert(self.author(offer));
            self.would_change(offer, &open).for_each(|(_, op)| save.set(op.cell, op.value));
        }
        let who = who.into_iter().collect::<Vec<_>>().join("、");
        let decided = move |desk: &mut Desk| {
            let open = desk.open_compartments();
            let mut offers = desk.share.as_mut().map(|share| std::mem::take(&mut share.offers)).unwrap_or_default();
            let left =
                |offer: &Offer| !numbers.contains(&offer.number) && desk.would_change(offer, &open).next().is_some();
            offers.retain(left);
            if let Some(share) = &mut desk.share {
                share.offers = offers;
            }
            ShareAnswer::Done
        };
        if save.is_empty() {
            return Step::answer(decided(self));
        }
        self.keep(&save, Action::Adopt, &who, now, Box::new(move |desk, _| decided(desk).into()))
    }
}
