//! Step 2, the columns: header, samples, the field each was understood as and how sure that is, in words.

use std::sync::Arc;

use desk::message::file::{ColumnView, ReadView};
use ledger::field::Field;
use leptos::prelude::*;

use super::field_picker::FieldPicker;
use super::reading::Reading;
use crate::text::finding::column_letter;
use crate::text::import as t;
use crate::ui::{Banner, Button, Chip, Look, Tone};

/// Whether the mapping names at least one column that says who a row is about.
pub(crate) fn has_key(view: &ReadView) -> bool {
    let keys = [Field::Name, Field::IdNumber, Field::StudentNumber, Field::DisabilityCard];
    view.columns.iter().any(|c| c.field.is_some_and(|f| keys.contains(&f)))
}

/// The table of columns.
#[component]
pub(crate) fn Mapping(
    /// The file.
    reading: Reading,
    /// What was understood.
    view: Arc<ReadView>,
) -> impl IntoView {
    let mapped = view.columns.iter().filter(|c| c.field.is_some()).count();
    let taken: Arc<Vec<(Field, String)>> =
        Arc::new(view.columns.iter().filter_map(|c| Some((c.field?, c.header.clone()))).collect());
    let missing = (!has_key(&view)).then(|| view! { <Banner tone=Tone::Late><span>{t::NO_KEY}</span></Banner> });
    let line = |(index, column): (usize, &ColumnView)| {
        let mut samples = column.samples.clone();
        samples.dedup();
        samples.truncate(3);
        let header = if column.header.is_empty() { t::COLUMN_BLANK.to_owned() } else { column.header.clone() };
        let tone = match (column.field.is_some(), column.confidence) {
            (false, _) => Tone::Plain,
            (true, 80..) => Tone::Ok,
            (true, 50..) => Tone::Info,
            (true, 1..) => Tone::Soon,
            (true, 0) => Tone::Ok,
        };
        view! {
            <tr class:unmapped=column.field.is_none()>
                <td class="letter">{column_letter(index as u16)}</td>
                <th scope="row">{header.clone()}</th>
                <td class="samples">{samples.join("、")}</td>
                <td>
                    <FieldPicker
                        header=header
                        chosen=column.field
                        taken=taken.clone()
                        on_choose=Callback::new(move |field| reading.map(index, field))
                    />
                </td>
                <td><Chip text=t::confidence(column.confidence, column.field.is_some()).to_owned() tone=tone /></td>
            </tr>
        }
    };
    let lines = view.columns.iter().enumerate().map(line).collect_view();
    view! {
        <section class="mapping">
            <h2>{t::MAPPING}</h2>
            <p class="mapping-lead">
                <span>{t::mapped_count(mapped, view.columns.len())}"。"{t::MAPPING_HELP}</span>
                <span>{move || t::remembered(reading.remembered.get())}</span>
                <Button look=Look::Quiet on_press=move |()| reading.map_anew()>{t::FORGET_MAPPING}</Button>
            </p>
            {missing}
            <div class="mapping-table">
                <table>
                    <thead>
                        <tr>
                            <th scope="col">{t::COLUMN_LETTER}</th>
                            <th scope="col">{t::COLUMN_HEADER}</th>
                            <th scope="col">{t::COLUMN_SAMPLES}</th>
                            <th scope="col">{t::COLUMN_FIELD}</th>
                            <th scope="col">{t::COLUMN_SURE}</th>
                        </tr>
                    </thead>
                    <tbody>{lines}</tbody>
                </table>
            </div>
        </section>
    }
}
