//! 上报: which forms are handed up, for which periods, and how both are called. What stands in a form is not known here.

use crate::date::Date;
use crate::duty::{Cycle, Period};
use crate::window::SchoolYear;

/// What is handed up. Stored by its key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Form {
    /// 月报.
    Monthly,
    /// 周报.
    Weekly,
    /// 学期报表.
    Term,
    /// 台账: for a month.
    Ledgers,
    /// 其他材料: for whatever people write.
    Other,
}

/// The longest period that people write themselves, in letters.
const LONGEST: usize = 20;
/// So many turns are proposed.
const PROPOSED: usize = 13;

impl Form {
    /// Every form, as it is offered.
    pub const ALL: [Form; 5] = [Form::Monthly, Form::Weekly, Form::Term, Form::Ledgers, Form::Other];

    /// Stored: never change one.
    pub const fn key(self) -> &'static str {
        match self {
            Form::Monthly => "monthly",
            Form::Weekly => "weekly",
            Form::Term => "term",
            Form::Ledgers => "ledgers",
            Form::Other => "other",
        }
    }

    /// The form of a key.
    pub fn from_key(key: &str) -> Option<Form> {
        Form::ALL.into_iter().find(|form| form.key() == key)
    }

    /// What people call it.
    pub const fn text(self) -> &'static str {
        match self {
            Form::Monthly => "月报",
            Form::Weekly => "周报",
            Form::Term => "学期报表",
            Form::Ledgers => "台账",
            Form::Other => "其他材料",
        }
    }

    /// How often it comes; nothing if its period is written by hand.
    pub const fn cycle(self) -> Option<Cycle> {
        match self {
            Form::Monthly | Form::Ledgers => Some(Cycle::Month),
            Form::Weekly => Some(Cycle::Week),
            Form::Term => Some(Cycle::Term),
            Form::Other => None,
        }
    }

    /// The periods that are likely to be meant on a day: the one it lies in first, then those before it.
    pub fn proposed(self, today: Date) -> Vec<String> {
        let Some(cycle) = self.cycle() else { return Vec::new() };
        let this = SchoolYear::containing(today);
        let years = [SchoolYear(this.0.saturating_sub(1)), this];
        let mut turns: Vec<Period> = years.into_iter().flat_map(|year| cycle.of_year(year)).collect();
        turns.dedup();
        let now = cycle.containing(today);
        turns.retain(|turn| *turn <= now);
        turns.into_iter().rev().take(PROPOSED).map(|turn| turn.to_string()).collect()
    }

    /// A period of this form, in its only spelling; nothing if it is none.
    pub fn period(self, text: &str) -> Option<String> {
        let text = text.trim();
        match self.cycle() {
            Some(cycle) => {
                let period = Period::parse(text)?;
                let of_cycle = match cycle {
                    Cycle::Month => matches!(period, Period::Month(_)),
                    Cycle::Week => matches!(period, Period::Week(_)),
                    _ => matches!(period, Period::Term(_)),
                };
                of_cycle.then(|| period.to_string())
            }
            None => {
                let letters = text.chars().count();
                (letters > 0 && letters <= LONGEST && !text.chars().any(char::is_control)).then(|| text.to_owned())
            }
        }
    }
}

/// A form and a period as people say them: `2026年11月 月报`. What another office wrote is shown as it is.
pub fn title(form: &str, period: &str) -> String {
    format!("{} {}", period_label(period), form_label(form))
}

/// A form as people say it.
pub fn form_label(form: &str) -> &str {
    match Form::from_key(form) {
        Some(known) => known.text(),
        None => form,
    }
}

/// A period as people say it.
pub fn period_label(period: &str) -> String {
    Period::parse(period).map_or_else(|| period.to_owned(), Period::label)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(iso: &str) -> Date {
        Date::parse_iso(iso).unwrap()
    }

    #[test]
    fn forms_keep_their_keys() {
        assert_eq!(Form::ALL.map(Form::key), ["monthly", "weekly", "term", "ledgers", "other"]);
        assert!(Form::ALL.iter().all(|form| Form::from_key(form.key()) == Some(*form)));
        assert_eq!(Form::from_key("yearly"), None);
    }

    #[test]
    fn the_present_turn_is_proposed_first() {
        let check = |form: Form, today: &str, first: &[&str]| {
            let proposed = form.proposed(day(today));
            assert_eq!(&proposed[..first.len()], first, "{form:?} {today}");
            assert!(proposed.len() <= PROPOSED);
            assert!(proposed.iter().all(|period| form.period(period).as_ref() == Some(period)));
        };
        check(Form::Monthly, "2026-11-29", &["2026-11", "2026-10", "2026-09", "2026-08"]);
        check(Form::Monthly, "2026-09-01", &["2026-09", "2026-08"]);
        check(Form::Weekly, "2026-11-29", &["2026-11-23", "2026-11-16"]);
        check(Form::Term, "2026-11-29", &["2026-autumn", "2025-spring", "2025-autumn"]);
        assert!(Form::Other.proposed(day("2026-11-29")).is_empty());
    }

    #[test]
    fn a_period_has_one_spelling() {
        let check = |form: Form, text: &str, expected: Option<&str>| {
            assert_eq!(form.period(text).as_deref(), expected, "{form:?} {text}");
        };
        check(Form::Monthly, " 2026-11 ", Some("2026-11"));
        check(Form::Monthly, "2026-13", None);
        check(Form::Monthly, "2026-11-23", None);
        check(Form::Weekly, "2026-11-23", Some("2026-11-23"));
        check(Form::Weekly, "2026-11-24", None);
        check(Form::Other, "秋季控辍保学专项", Some("秋季控辍保学专项"));
        check(Form::Other, "", None);
        check(Form::Other, &"期".repeat(21), None);
        assert_eq!(title("monthly", "2026-11"), "2026年11月 月报");
        assert_eq!(title("yearly", "随便"), "随便 yearly");
    }
}
