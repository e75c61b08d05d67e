//! Stretches of days under a duty: joined where they meet, and without the days on which nothing is owed.

use crate::calendar::Span;

/// The same days, each once: who is in two registers is under a duty once.
pub fn joined(mut spans: Vec<Span>) -> Vec<Span> {
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

/// The days of `spans` that lie in none of `gaps`.
pub fn without(spans: Vec<Span>, gaps: &[Span]) -> Vec<Span> {
    gaps.iter().fold(spans, |spans, gap| spans.into_iter().flat_map(|span| cut(span, *gap)).flatten().collect())
}

fn cut(span: Span, gap: Span) -> [Option<Span>; 2] {
    if gap.to < span.from || span.to < gap.from {
        return [Some(span), None];
    }
    let before = gap.from.plus_days(-1).map(|to| Span { from: span.from, to });
    let after = gap.to.plus_days(1).map(|from| Span { from, to: span.to });
    [before, after].map(|part| part.filter(|part| part.from <= part.to))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spans(text: &str) -> Vec<Span> {
        let day = |text: &str| text.parse().expect("an iso date");
        let span = |text: &str| {
            let (from, to) = text.split_once("..").expect("two days");
            Span { from: day(from), to: day(to) }
        };
        text.split_whitespace().map(span).collect()
    }

    #[test]
    fn days_under_two_registers_count_once() {
        let found = joined(spans("2025-11-10..2025-11-20 2025-11-01..2025-11-12 2025-12-01..2025-12-02"));
        assert_eq!(found, spans("2025-11-01..2025-11-20 2025-12-01..2025-12-02"));
    }

    #[test]
    fn days_in_hospital_are_not_owed() {
        let check = |gaps: &str, expected: &str| {
            assert_eq!(without(spans("2025-09-01..2026-07-10"), &spans(gaps)), spans(expected), "{gaps}");
        };
        check("", "2025-09-01..2026-07-10");
        check("2025-08-01..2025-08-31", "2025-09-01..2026-07-10");
        check("2025-08-01..2025-09-01", "2025-09-02..2026-07-10");
        check("2025-10-08..2025-10-20", "2025-09-01..2025-10-07 2025-10-21..2026-07-10");
        check("2026-07-10..2026-12-31", "2025-09-01..2026-07-09");
        check("2025-10-08..2025-10-20 2025-10-15..2025-11-01", "2025-09-01..2025-10-07 2025-11-02..2026-07-10");
        check("2025-01-01..2026-12-31", "");
    }
}
