//! Leaf components, one file each. They know no page and no request; words come from their caller or `text`.

mod banner;
mod busy;
mod button;
mod chip;
pub(crate) mod data_table;
mod date_input;
mod dialog;
mod empty;
mod field;
mod file_drop;
mod keys;
mod menu;
mod number;
mod progress;
mod select_list;
mod tabs;
mod toast;

pub(crate) use banner::Banner;
pub(crate) use busy::Busy;
pub(crate) use button::{Button, Look, SubmitBar};
pub(crate) use chip::{Chip, FilterChip, Tone};
pub(crate) use date_input::DateField;
pub(crate) use dialog::{Confirm, Dialog};
pub(crate) use empty::Empty;
pub(crate) use field::{AreaField, SelectField, TextField};
pub(crate) use file_drop::FileDrop;
pub(crate) use keys::composing;
pub(crate) use menu::{Menu, MenuItem};
pub(crate) use number::Stat;
pub(crate) use progress::{Progress, Segment, SegmentBar};
pub(crate) use select_list::{Choice, SelectList};
pub(crate) use tabs::{Tab, Tabs};
pub(crate) use toast::{ToastList, Toasts};
