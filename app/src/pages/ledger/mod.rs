//! 台账: the derived tables, 适龄儿童 and 人籍不一致. Nothing is stored for them: they are the roster under a rule, and the
//! rule with its source is said on the page.

use desk::message::roster::{Column, Source};
use ledger::field::Field;
use leptos::prelude::*;

use crate::pages::roster::{ChildTable, Children, ColumnPicker, ExportButton, FilterBar, PrintButton};
use crate::route::Route;
use crate::shell::Facts;
use crate::text;
use crate::text::ledger as t;
use crate::ui::Empty;

/// What is said of a derived table.
#[derive(Clone, Copy, Debug)]
struct Words {
    title: &'static str,
    rule: &'static str,
    source: &'static str,
    empty: &'static str,
    empty_do: &'static str,
    columns: &'static [Column],
}

const fn words(source: Source) -> Words {
    match source {
        Source::OfAge | Source::All => Words {
            title: t::OF_AGE_TITLE,
            rule: t::OF_AGE_RULE,
            source: t::OF_AGE_SOURCE,
            empty: t::OF_AGE_EMPTY,
            empty_do: t::OF_AGE_EMPTY_DO,
            columns: &[
                Column::Field(Field::Name),
                Column::Field(Field::Sex),
                Column::Field(Field::Birth),
                Column::Age,
                Column::Field(Field::IdNumber),
                Column::Field(Field::Village),
                Column::Field(Field::HouseholdHead),
                Column::Field(Field::School),
                Column::GradeClass,
                Column::State,
                Column::Groups,
                Column::Field(Field::Remarks),
            ],
        },
        Source::Mismatch => Words {
            title: t::MISMATCH_TITLE,
            rule: t::MISMATCH_RULE,
            source: t::MISMATCH_SOURCE,
            empty: t::MISMATCH_EMPTY,
            empty_do: t::MISMATCH_EMPTY_DO,
            columns: &[
                Column::Field(Field::Name),
                Column::State,
                Column::Field(Field::School),
                Column::GradeClass,
                Column::Field(Field::EnrolStatus),
                Column::Field(Field::AttendSchool),
                Column::Field(Field::Attendance),
                Column::Field(Field::AttendSince),
                Column::Field(Field::AttendProof),
                Column::Field(Field::Village),
                Column::Field(Field::GuardianPhone),
                Column::Field(Field::Remarks),
            ],
        },
    }
}

/// A derived table.
#[component]
pub(crate) fn LedgerPage(
    /// Which one.
    source: Source,
) -> impl IntoView {
    let facts = Facts::here();
    let words = words(source);
    let children = Children::of(source);
    children.columns.set(words.columns.to_vec());
    let empty = Memo::new(move |_| {
        let asked = children.query.with(|q| q.search.is_empty() && q.filters.is_empty());
        asked && children.table.loaded.get() && children.total.get() == 0
    });
    let window = move || {
        let in_force = facts.settings.with(|s| s.window_in_force.clone());
        let (from, to) = in_force.split_once("..")?;
        (source == Source::OfAge).then(|| t::of_age_window(&text::date(from), &text::date(to)))
    };
    let first = move || if source == Source::Mismatch { Route::Compare(String::new()) } else { Route::Import }.href();
    let first_words = if source == Source::Mismatch { t::TO_COMPARE } else { t::TO_IMPORT };
    view! {
        <section class="page fill">
            <div class="page-head">
                <h1>{words.title}</h1>
                <p class="sub" role="status">{move || children.counted()}</p>
                <span class="sub">{window}</span>
            </div>
            <details class="rule">
                <summary>{words.rule}</summary>
                <p>{words.source}" "<a href=Route::Settings.href()>{t::TO_SETTINGS}</a></p>
            </details>
            <div class="tools">
                <FilterBar children=children />
                <span class="grow"></span>
                <ColumnPicker children=children />
                <PrintButton children=children title=words.title />
                <ExportButton children=children />
            </div>
            <Show when=move || empty.get()>
                <Empty title=words.empty.to_owned() text=words.empty_do.to_owned()>
                    <a class="button primary" href=first>{first_words}</a>
                </Empty>
            </Show>
            <div class="fill-rest" class:hidden=move || empty.get()>
                <ChildTable children=children />
            </div>
        </section>
    }
}
