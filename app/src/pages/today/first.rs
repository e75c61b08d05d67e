//! The first minutes: three big doors.

use leptos::prelude::*;

use crate::pages::start::SampleButton;
use crate::route::Route;
use crate::text::today as words;
use crate::ui::Empty;

/// What to do first.
#[component]
pub(super) fn First() -> impl IntoView {
    view! {
        <Empty title=words::FIRST_TITLE.to_owned() text=words::FIRST_TEXT.to_owned()>
            <a class="door primary" href=Route::Import.href()>
                <b>{words::DOOR_IMPORT}</b>
                <span>{words::DOOR_IMPORT_TEXT}</span>
            </a>
            <a class="door" href=Route::Compare(String::new()).href()>
                <b>{words::DOOR_COMPARE}</b>
                <span>{words::DOOR_COMPARE_TEXT}</span>
            </a>
            <div class="door">
                <b>{words::DOOR_SAMPLE}</b>
                <span>{words::DOOR_SAMPLE_TEXT}</span>
                <SampleButton />
            </div>
        </Empty>
    }
}
