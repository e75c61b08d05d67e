//! A date typed the way people type dates; it is put into one form when the person leaves the field.

use leptos::prelude::*;

use super::TextField;
use crate::text::leaf;

/// A date as `2012-08-31`, or empty.
#[component]
pub(crate) fn DateField(
    /// What is asked.
    #[prop(into)]
    label: Signal<String>,
    /// The date.
    value: RwSignal<String>,
    /// What else is wrong with it; empty if nothing.
    #[prop(optional, into)]
    error: Signal<String>,
    /// Must be given.
    #[prop(optional)]
    required: bool,
) -> impl IntoView {
    let unreadable = RwSignal::new(false);
    let done = move |()| {
        let typed = value.get_untracked();
        let read = read(&typed);
        unreadable.set(read.is_none() && !typed.trim().is_empty());
        if let Some(date) = read {
            value.set(date);
        }
    };
    let wrong = move || if unreadable.get() { leaf::DATE_UNREADABLE.to_owned() } else { error.get() };
    view! {
        <TextField
            label=label
            value=value
            guidance=leaf::DATE_GUIDANCE.to_owned()
            error=Signal::derive(wrong)
            required=required
            on_done=Callback::new(done)
        />
    }
}

/// The date in a typed text, as `2012-08-31`.
pub(crate) fn read(typed: &str) -> Option<String> {
    let plain: String = typed.trim().chars().map(narrow).collect();
    let parts: Vec<u32> = if plain.len() == 8 && plain.chars().all(|c| c.is_ascii_digit()) {
        vec![plain.get(0..4)?.parse().ok()?, plain.get(4..6)?.parse().ok()?, plain.get(6..8)?.parse().ok()?]
    } else {
        let split = plain.split(['-', '/', '.', '年', '月', '日']).map(str::trim).filter(|p| !p.is_empty());
        split.map(|p| p.parse().ok()).collect::<Option<_>>()?
    };
    let &[year, month, day] = parts.as_slice() else { return None };
    let leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    let last = match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if leap => 29,
        2 => 28,
        _ => return None,
    };
    ((1900..2100).contains(&year) && (1..=last).contains(&day)).then(|| format!("{year:04}-{month:02}-{day:02}"))
}

fn narrow(c: char) -> char {
    match c {
        '０'..='９' => char::from_u32(c as u32 - '０' as u32 + '0' as u32).unwrap_or(c),
        '－' | '–' | '—' => '-',
        '．' | '。' => '.',
        '／' => '/',
        _ => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(typed: &str, expected: Option<&str>) {
        assert_eq!(read(typed).as_deref(), expected, "{typed}");
    }

    #[test]
    fn ways_to_type_a_date() {
        check("2012-08-31", Some("2012-08-31"));
        check("20120831", Some("2012-08-31"));
        check("2012年8月31日", Some("2012-08-31"));
        check("2012.8.31", Some("2012-08-31"));
        check("２０１２／８／３１", Some("2012-08-31"));
        check("2011-02-29", None);
        check("2012-02-29", Some("2012-02-29"));
        check("8月31日", None);
        check("", None);
    }
}
