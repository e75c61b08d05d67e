//! A register's list narrowed down: by village, school, class, and by what stands in a fact.

use desk::message::register::{MemberChoices, MemberFilter, Want};
use leptos::prelude::*;

use crate::text::care as care_words;
use crate::text::register as words;
use crate::ui::{SelectField, effect};

const EMPTY: &str = "empty";
const FILLED: &str = "filled";
/// Before a word that is offered, so that none can be taken for the two above.
const IS: &str = "is:";

/// The filters of a register's list.
#[component]
pub(crate) fn Filters(
    /// What there is to choose from.
    choices: Memo<MemberChoices>,
    /// What is chosen.
    filter: RwSignal<MemberFilter>,
) -> impl IntoView {
    let [village, school, class, fact, want] = [(); 5].map(|()| RwSignal::new(String::new()));
    let options = move |of: fn(&MemberChoices) -> &Vec<String>| {
        Signal::derive(move || {
            let all = (String::new(), words::ALL.to_owned());
            let some =
                choices.with(|choices| of(choices).iter().map(|one| (one.clone(), one.clone())).collect::<Vec<_>>());
            [all].into_iter().chain(some).collect::<Vec<_>>()
        })
    };
    let facts = Signal::derive(move || {
        let all = (String::new(), words::ALL.to_owned());
        let some = choices.with(|choices| {
            choices.facts.iter().map(|fact| (fact.id.to_string(), fact.label.clone())).collect::<Vec<_>>()
        });
        [all].into_iter().chain(some).collect::<Vec<_>>()
    });
    let wants = Signal::derive(move || {
        let usual = [(FILLED.to_owned(), words::IS_FILLED.to_owned()), (EMPTY.to_owned(), words::IS_EMPTY.to_owned())];
        let chosen = fact.get();
        let offered = choices.with(|choices| {
            let found = choices.facts.iter().find(|one| one.id.to_string() == chosen);
            found.map_or_else(Vec::new, |found| found.offered.iter().map(|o| (format!("{IS}{o}"), o.clone())).collect())
        });
        usual.into_iter().chain(offered).collect::<Vec<_>>()
    });
    effect(move || {
        let (fact, want) = (fact.get().parse::<u16>().ok(), want.get());
        let want = match want.as_str() {
            EMPTY => Want::Empty,
            word => word.strip_prefix(IS).map_or(Want::Filled, |word| Want::Is(word.to_owned())),
        };
        let now = MemberFilter {
            village: village.get(),
            school: school.get(),
            class: class.get(),
            facts: fact.map(|id| (id, want)).into_iter().collect(),
        };
        if filter.with_untracked(|before| *before != now) {
            filter.set(now);
        }
    });
    view! {
        <div class="register-filters" role="group" aria-label=words::FILTER>
            <SelectField label=care_words::VILLAGE.to_owned() value=village options=options(|c| &c.villages) />
            <SelectField label=words::SCHOOL.to_owned() value=school options=options(|c| &c.schools) />
            <SelectField label=care_words::GRADE_CLASS.to_owned() value=class options=options(|c| &c.classes) />
            <SelectField label=words::FACT.to_owned() value=fact options=facts />
            <Show when=move || !fact.with(String::is_empty)>
                <SelectField label=words::FACT_IS.to_owned() value=want options=wants />
            </Show>
        </div>
    }
}
