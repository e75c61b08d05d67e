//! Where a disabled child was taught, and from when to when: a membership has one placement and one day since which it
//! holds, and what was written there before says how it was until then.

use super::Placement;
use crate::calendar::Span;
use crate::date::Date;

/// The placements within the membership, in order. `said` is what was written, the oldest first: after each save which
/// placement, and since when.
///
/// Another placement with another first day follows the one before. With the same day, or an earlier one, it corrects what
/// was written by mistake; so does a placement that is taken out.
pub fn placements(
    said: impl IntoIterator<Item = (Option<Placement>, Option<Date>)>,
    within: Span,
) -> Vec<(Placement, Span)> {
    let mut found: Vec<(Placement, Date)> = Vec::new();
    for (placement, since) in said {
        let Some(placement) = placement else {
            found.clear();
            continue;
        };
        let from = since.map_or(within.from, |since| since.max(within.from));
        if found.last().is_some_and(|(last, _)| *last == placement) {
            found.pop();
        }
        found.retain(|(_, begun)| *begun < from);
        // What was corrected back is one placement, not two.
        if found.last().is_none_or(|(last, _)| *last != placement) {
            found.push((placement, from));
        }
    }
    let ends = found.iter().skip(1).map(|(_, next)| next.plus_days(-1).unwrap_or(*next)).chain([within.to]);
    let spans = found.iter().zip(ends).map(|((placement, from), to)| (*placement, Span { from: *from, to }));
    spans.map(|(placement, span)| (placement, Span { to: span.to.min(within.to), ..span })).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Date {
        text.parse().expect("an iso date")
    }

    #[test]
    fn another_placement_follows_and_the_same_day_corrects() {
        let within = Span { from: day("2026-09-01"), to: day("2027-07-10") };
        let check = |said: &[(&str, &str)], expected: &[(&str, &str, &str)]| {
            let read = said.iter().map(|(placement, since)| (Placement::from_key(placement), Date::parse_iso(since)));
            let found = placements(read, within);
            let found: Vec<_> = found
                .iter()
                .map(|(placement, span)| (placement.key().to_owned(), span.from.to_string(), span.to.to_string()))
                .collect();
            let expected: Vec<_> = expected
                .iter()
                .map(|(placement, from, to)| ((*placement).to_owned(), (*from).to_owned(), (*to).to_owned()))
                .collect();
            assert_eq!(found, expected, "{said:?}");
        };
        let taught = ("home_teaching", "");
        check(&[], &[]);
        check(&[taught], &[("home_teaching", "2026-09-01", "2027-07-10")]);
        check(
            &[taught, ("inclusive", "2026-11-01")],
            &[("home_teaching", "2026-09-01", "2026-10-31"), ("inclusive", "2026-11-01", "2027-07-10")],
        );
        // Chosen wrongly, and put right on the same day.
        check(&[taught, ("inclusive", "")], &[("inclusive", "2026-09-01", "2027-07-10")]);
        // The day was wrong.
        check(
            &[taught, ("inclusive", "2026-11-01"), ("inclusive", "2026-10-15")],
            &[("home_teaching", "2026-09-01", "2026-10-14"), ("inclusive", "2026-10-15", "2027-07-10")],
        );
        // Taken back by an undo.
        check(&[taught, ("inclusive", "2026-11-01"), taught], &[("home_teaching", "2026-09-01", "2027-07-10")]);
        // Home again.
        check(
            &[taught, ("special", "2026-11-01"), ("home_teaching", "2027-03-01")],
            &[
                ("home_teaching", "2026-09-01", "2026-10-31"),
                ("special", "2026-11-01", "2027-02-28"),
                ("home_teaching", "2027-03-01", "2027-07-10"),
            ],
        );
        check(&[taught, ("", "")], &[]);
    }
}
