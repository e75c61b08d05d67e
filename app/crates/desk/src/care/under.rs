//! Who is under a duty, and from when to when?

use std::collections::BTreeMap;

use ledger::calendar::Span;
use ledger::duty::{Owed, Rule};

use super::member::Member;
use crate::Desk;

/// Children under a rule, each with the days on which it was.
pub(super) type Under = BTreeMap<u32, Vec<Span>>;

impl Desk {
    /// The children to whom a rule is owed.
    pub(super) fn under(&self, rule: &Rule) -> Under {
        let mut under = Under::new();
        for member in self.memberships() {
            if let (Some(span), Some(child)) = (owed_to(rule, member), member.child()) {
                under.entry(child).or_default().push(span);
            }
        }
        for spans in under.values_mut() {
            *spans = merged(std::mem::take(spans));
        }
        under
    }
}

fn owed_to(rule: &Rule, member: Member<'_>) -> Option<Span> {
    let span = match &rule.owed {
        Owed::Placed(wanted) => {
            let (placement, span) = member.placement()?;
            (placement == *wanted).then_some(span)?
        }
        Owed::Listed(registers) => {
            let register = member.register()?;
            registers.contains(&register).then(|| member.span())?
        }
    };
    // An approved deferral puts the duty off.
    let from = match member.deferred_until().and_then(|day| day.plus_days(1)) {
        Some(day) => span.from.max(day),
        None => span.from,
    };
    (from <= span.to).then_some(Span { from, ..span })
}

/// A child in two registers is under the duty once.
fn merged(mut spans: Vec<Span>) -> Vec<Span> {
    spans.sort_unstable_by_key(|span| span.from);
    let mut kept: Vec<Span> = Vec::with_capacity(spans.len());
    for span in spans {
        match kept.last_mut() {
            Some(last) if span.from <= last.to => last.to = last.to.max(span.to),
            _ => kept.push(span),
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use ledger::date::Date;

    use super::*;

    #[test]
    fn days_under_two_registers_count_once() {
        let span =
            |from: &str, to: &str| Span { from: Date::parse_iso(from).unwrap(), to: Date::parse_iso(to).unwrap() };
        let spans =
            vec![span("2025-11-10", "2025-11-20"), span("2025-11-01", "2025-11-12"), span("2025-12-01", "2025-12-02")];
        assert_eq!(merged(spans), [span("2025-11-01", "2025-11-20"), span("2025-12-01", "2025-12-02")]);
    }
}
