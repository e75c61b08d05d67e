//! 文号: numbers given out offline, from a range that this device has for itself.
//!
//! The range is a setting named by the device. It is reserved with the first notice that needs it, after every range
//! known here.

use ledger::case::{NoticeKind, NoticeNumber, NumberRange};
use ledger::date::Date;
use ledger::docket::{Docket, LETTER_PREFIX};
use ledger::schema::{Table, docket, notice, setting};
use sync::SaveBuilder;

use crate::Desk;

/// What the settings of ranges begin with.
const RANGES: &str = "numbers/";
/// How many numbers a device reserves at once.
const AT_ONCE: u32 = 50;

impl Desk {
    /// The number a form begins with; nothing where the county's form has no words for it.
    pub(super) fn proposed_number(&self, kind: NoticeKind, today: Date) -> String {
        let own = self.last_prefix(kind);
        let Some(prefix) = own.as_deref().or(kind.proposed_prefix()) else { return String::new() };
        self.next_number(prefix, today)
    }

    /// The number a letter to another township begins with; the words before the year are those of the newest letter.
    pub(crate) fn proposed_letter_number(&self, today: Date) -> String {
        let letters = self.docket_lines_of(Docket::Letter);
        let newest = letters.max_by_key(|line| line.get(docket::OPENED)).map(|line| line.get(docket::NUMBER));
        let own = newest.and_then(|number| number.parse::<NoticeNumber>().ok()).map(|number| number.prefix);
        self.next_number(own.as_deref().unwrap_or(LETTER_PREFIX), today)
    }

    /// The next number this device may give out under these words.
    fn next_number(&self, prefix: &str, today: Date) -> String {
        let used: Vec<NoticeNumber> = self.used_numbers().iter().filter_map(|number| number.parse().ok()).collect();
        let ranges = self.ranges(Some(&self.range_key()));
        let of_year = ranges.iter().filter(|range| range.is_of(prefix, today.year()));
        let next = of_year.filter_map(|range| range.next(&used).ok()).next();
        let next = next.or_else(|| {
            let fresh = NumberRange::reserve(&self.ranges(None), prefix, today.year(), AT_ONCE).ok()?;
            fresh.next(&used).ok()
        });
        next.map(|number| number.to_string()).unwrap_or_default()
    }

    /// The words before the year in the county's newest number of a kind.
    fn last_prefix(&self, kind: NoticeKind) -> Option<String> {
        let text = |ix: &u32, field| self.book.text(Table::Notice, *ix, field);
        let of_kind = self.book.live(Table::Notice).into_iter().filter(|ix| text(ix, notice::KIND) == kind.key());
        let newest = of_kind.max_by_key(|ix| text(ix, notice::ISSUED).to_owned())?;
        text(&newest, notice::NUMBER).parse::<NoticeNumber>().ok().map(|number| number.prefix)
    }

    /// Reserves the range of a number that is about to be used, if no device has it yet.
    pub(crate) fn reserve_for(&self, number: &str, save: &mut SaveBuilder) {
        let Ok(number) = number.parse::<NoticeNumber>() else { return };
        let known = self.ranges(None);
        if known.iter().any(|range| range.holds(&number)) {
            return;
        }
        let fresh = NumberRange::reserve(&known, &number.prefix, number.year, AT_ONCE);
        if let Some(fresh) = fresh.ok().filter(|range| range.holds(&number)) {
            let key = self.range_key();
            let mut own = self.ranges(Some(&key));
            own.push(fresh);
            let lines: String = own.iter().map(|range| format!("{range}\n")).collect();
            self.write_setting(&key, &lines, save);
        }
    }

    /// Every number that was ever given out, struck notices and letters included.
    pub(crate) fn used_numbers(&self) -> Vec<String> {
        let of = |table: Table, field: u16| {
            let rows = self.book.table(table).map_or(0, sync::Table::len) as u32;
            (0..rows).map(move |ix| self.book.text(table, ix, field).trim().to_owned())
        };
        let letters = of(Table::Docket, docket::NUMBER).filter(|number| !number.is_empty());
        of(Table::Notice, notice::NUMBER).chain(letters).collect()
    }

    /// Whether two texts are one number, whichever brackets it is written with.
    pub(crate) fn same_number(a: &str, b: &str) -> bool {
        let number = |text: &str| text.parse::<NoticeNumber>().ok();
        a == b || number(a).is_some_and(|one| Some(one) == number(b))
    }

    fn range_key(&self) -> String {
        let agent: String = self.book.identity.agent.0.iter().map(|byte| format!("{byte:02x}")).collect();
        format!("{RANGES}{agent}")
    }

    /// The ranges of one device, or of all.
    fn ranges(&self, key: Option<&str>) -> Vec<NumberRange> {
        let of = |ix: &u32| match (key, self.book.text(Table::Setting, *ix, setting::KEY)) {
            (Some(key), found) => found == key,
            (None, found) => found.starts_with(RANGES),
        };
        let settings = self.book.live(Table::Setting);
        let texts = settings.iter().filter(|ix| of(ix)).map(|ix| self.book.text(Table::Setting, *ix, setting::VALUE));
        texts.flat_map(str::lines).filter_map(|line| line.parse().ok()).collect()
    }
}
