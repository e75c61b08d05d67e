//! Every other field by section: those that are filled, the usual ones, and any other on demand.

use ledger::field::{Field, FieldGroup};
use leptos::prelude::*;

use super::edit::Record;
use super::facts::{PRESENT, REGISTERED};
use super::line::Line;
use crate::text::child as words;
use crate::text::field;
use crate::ui::{Menu, MenuItem};

/// Shown also while empty.
const USUAL: [Field; 17] = [
    Field::Name,
    Field::Sex,
    Field::Birth,
    Field::IdType,
    Field::IdNumber,
    Field::Ethnicity,
    Field::ClassTeacher,
    Field::Village,
    Field::VillageGroup,
    Field::HouseholdHead,
    Field::CurrentAddress,
    Field::Phone,
    Field::Guardian,
    Field::GuardianPhone,
    Field::LeftBehind,
    Field::Disabled,
    Field::Remarks,
];

/// The sections.
#[component]
pub(super) fn Sections(record: Record) -> impl IntoView {
    field::GROUPS.map(|group| view! { <Section record=record group=group /> }).into_iter().collect_view()
}

#[component]
fn Section(record: Record, group: FieldGroup) -> impl IntoView {
    // Fields the person asked for here, empty as they are.
    let asked = RwSignal::new(Vec::<Field>::new());
    let belongs = move |f: Field| f.group() == group && !REGISTERED.contains(&f) && !PRESENT.contains(&f);
    let shown = Memo::new(move |_| {
        let asked = asked.get();
        let fields = Field::ALL.iter().copied().filter(|f| belongs(*f));
        fields.filter(|f| USUAL.contains(f) || asked.contains(f) || !record.text(*f).is_empty()).collect::<Vec<_>>()
    });
    let rest = move || {
        let shown = shown.get();
        let fields = Field::ALL.iter().copied().filter(|f| belongs(*f) && !shown.contains(f));
        let item = |f: Field| {
            MenuItem::new(f.label(), move || {
                asked.update(|a| a.push(f));
                record.editing.set(Some(f));
            })
        };
        fields.map(item).collect::<Vec<_>>()
    };
    let title = field::group(group);
    view! {
        <section class="card" aria-label=title>
            <header>
                <h2>{title}</h2>
                <Show when=move || shown.with(|s| s.len() < Field::ALL.iter().filter(|f| belongs(**f)).count())>
                    <div class="menu end">
                        <Menu label=words::ADD_FIELD.to_owned() items=Signal::derive(rest) class="button quiet" />
                    </div>
                </Show>
            </header>
            <dl class="lines two">
                <For each=move || shown.get() key=|f| *f children=move |f| view! { <Line record=record field=f /> } />
            </dl>
        </section>
    }
}
