//! 先看人数 (三比对 by counts): numbers per school, grade and class in each list; where they differ, the names behind.

use desk::message::compare::{CompareAnswer, CompareRequest, DiscrepancyQuery};
use ledger::field::Field;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::bench::{Bench, View};
use crate::text::{compare as t, count};
use crate::ui::{Button, Chip, Look, Tone, effect};

/// Lines drawn at once; a township has fewer schools and classes than that.
const AT_MOST: usize = 400;

/// What the engine counted.
#[derive(Clone, Debug, Default, PartialEq)]
struct Numbers {
    lists: Vec<String>,
    rows: Vec<(Vec<String>, Vec<u32>)>,
}

/// How finely it is counted.
const GRAINS: [(&str, &[Field]); 3] = [
    (t::COUNTS_SCHOOL, &[Field::School]),
    (t::COUNTS_GRADE, &[Field::School, Field::Grade]),
    (t::COUNTS_CLASS, &[Field::School, Field::Grade, Field::Class]),
];

/// The table of numbers.
#[component]
pub(super) fn Counts() -> impl IntoView {
    let bench = Bench::here();
    let grain = RwSignal::new(1usize);
    let only = RwSignal::new(false);
    let numbers = RwSignal::new(None::<Numbers>);
    effect(move || {
        bench.round.track();
        let by = GRAINS[grain.get()].1.to_vec();
        spawn_local(async move {
            match bench.session.compare(CompareRequest::Counts { by }).await {
                Ok(CompareAnswer::Counts { lists, rows }) => drop(numbers.try_set(Some(Numbers { lists, rows }))),
                Ok(_) => {}
                Err(refused) => bench.toasts.refuse(&refused),
            }
        });
    });
    let grains = GRAINS.iter().enumerate().map(|(index, (label, _))| {
        view! {
            <button type="button" aria-pressed=move || (grain.get() == index).to_string() on:click=move |_| grain.set(index)>
                {*label}
            </button>
        }
    });
    view! {
        <p class="muted">{t::COUNTS_LEAD}</p>
        <div class="tools">
            <span>{t::COUNTS_BY}</span>
            <div class="segmented" role="group" aria-label=t::COUNTS_BY>{grains.collect_view()}</div>
            <label class="tick">
                <input type="checkbox" prop:checked=move || only.get() on:change=move |event| only.set(event_target_checked(&event)) />
                <span>{t::COUNTS_ONLY}</span>
            </label>
        </div>
        {move || numbers.get().map(|numbers| view! { <CountTable numbers=numbers fields=GRAINS[grain.get()].1 only=only.get() /> })}
    }
}

#[component]
fn CountTable(numbers: Numbers, fields: &'static [Field], only: bool) -> impl IntoView {
    let bench = Bench::here();
    let counted = grouped_lists(&numbers.rows, numbers.lists.len());
    let (lists, left_out) = parted(&numbers.lists, &counted);
    if lists.is_empty() {
        return view! { <p class="muted">{t::COUNTS_EMPTY}</p> }.into_any();
    }
    let rows = told(numbers.rows, &counted);
    let mut totals = vec![0u32; lists.len()];
    rows.iter().for_each(|(_, n)| totals.iter_mut().zip(n).for_each(|(sum, n)| *sum += n));
    let open = move |group: &[String]| {
        let group = fields.iter().copied().zip(group.iter().cloned()).collect();
        bench.query.set(DiscrepancyQuery { group, ..DiscrepancyQuery::default() });
        bench.view.set(View::Names);
    };
    let line = |(group, counts): (Vec<String>, Vec<u32>)| {
        let words = differences(&lists, &counts);
        let differs = !words.is_empty();
        let cell =
            |g: &String| view! { <td>{if g.is_empty() { t::COUNTS_UNKNOWN.to_owned() } else { g.clone() }}</td> };
        let cells = group.iter().map(cell).collect_view();
        let numbers = counts.iter().map(|n| view! { <td class="num">{count(*n)}</td> }).collect_view();
        let verdict = if differs {
            view! { <Chip text=words.join("，") tone=Tone::Soon /> }.into_any()
        } else {
            view! { <span class="muted">{t::COUNTS_SAME}</span> }.into_any()
        };
        let names = differs.then(|| {
            view! { <Button look=Look::Quiet on_press=move |()| open(&group)>{t::COUNTS_NAMES}</Button> }
        });
        view! { <tr>{cells} {numbers} <td>{verdict}</td><td>{names}</td></tr> }
    };
    let shown = rows.into_iter().filter(|(_, counts)| !only || !differences(&lists, counts).is_empty());
    let lines = shown.take(AT_MOST).map(line).collect_view();
    let heads = fields.iter().map(|f| view! { <th scope="col">{f.label()}</th> }).collect_view();
    let list_heads = lists.iter().map(|l| view! { <th scope="col" class="num">{l.clone()}</th> }).collect_view();
    let sum = differences(&lists, &totals);
    view! {
        {(!left_out.is_empty()).then(|| view! { <p class="field-note">{t::counts_left_out(&left_out.join("、"))}</p> })}
        <div class="card table-scroll" tabindex="0" role="region" aria-label=t::VIEW_COUNTS>
            <table class="plain counts">
                <thead>
                    <tr>
                        {heads} {list_heads} <th scope="col">{t::COUNTS_DIFFERENCE}</th>
                        <th scope="col"><span class="only-spoken">{t::COUNTS_NAMES}</span></th>
                    </tr>
                </thead>
                <tbody>{lines}</tbody>
                <tfoot>
                    <tr>
                        <th scope="row" colspan=fields.len().to_string()>{t::COUNTS_TOTAL}</th>
                        {totals.iter().map(|n| view! { <td class="num"><b>{count(*n)}</b></td> }).collect_view()}
                        <td colspan="2">{if sum.is_empty() { t::COUNTS_SAME.to_owned() } else { sum.join("，") }}</td>
                    </tr>
                </tfoot>
            </table>
        </div>
    }
    .into_any()
}

/// Names of the lists that are counted, and of those that are not.
fn parted(lists: &[String], counted: &[bool]) -> (Vec<String>, Vec<String>) {
    let (on, off): (Vec<_>, Vec<_>) = lists.iter().zip(counted).partition(|(_, on)| **on);
    let names = |part: Vec<(&String, &bool)>| part.into_iter().map(|(name, _)| name.clone()).collect();
    (names(on), names(off))
}

/// The groups that some counted list has.
fn told(rows: Vec<(Vec<String>, Vec<u32>)>, counted: &[bool]) -> Vec<(Vec<String>, Vec<u32>)> {
    let only = |(group, counts): (Vec<String>, Vec<u32>)| {
        let counts: Vec<u32> = counts.into_iter().zip(counted).filter(|(_, on)| **on).map(|(n, _)| n).collect();
        counts.iter().any(|n| *n > 0).then_some((group, counts))
    };
    rows.into_iter().filter_map(only).collect()
}

/// Whether a list says where its children belong: one that has no such column cannot be counted by it.
fn grouped_lists(rows: &[(Vec<String>, Vec<u32>)], lists: usize) -> Vec<bool> {
    let says = |i: usize| {
        rows.iter().any(|(group, n)| group.iter().any(|g| !g.is_empty()) && n.get(i).is_some_and(|n| *n > 0))
    };
    (0..lists).map(says).collect()
}

/// How each list differs from the first, in words.
fn differences(lists: &[String], counts: &[u32]) -> Vec<String> {
    let mut all = counts.iter().zip(lists);
    let Some((first, first_name)) = all.next() else { return Vec::new() };
    let by = |n: &u32| i64::from(*n) - i64::from(*first);
    all.filter(|(n, _)| by(n) != 0).map(|(n, name)| t::counts_differ(first_name, name, by(n))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_list_is_told_against_the_first() {
        let lists = ["学籍", "在校", "报到"].map(str::to_owned);
        assert!(differences(&lists, &[30, 30, 30]).is_empty());
        assert_eq!(differences(&lists, &[30, 28, 31]), ["在校比学籍少 2", "报到比学籍多 1"]);
    }

    #[test]
    fn a_list_without_schools_is_not_counted() {
        let row = |group: &str, n: &[u32]| (vec![group.to_owned()], n.to_vec());
        let rows = [row("", &[2016, 0, 3]), row("中心小学", &[0, 150, 148])];
        let counted = grouped_lists(&rows, 3);
        assert_eq!(counted, [false, true, true]);
        assert_eq!(told(rows.to_vec(), &counted)[0].1, [0, 3], "children without a school still count");
    }
}
