//! The ledger as a whole: home page, settings, sample data, access log.

mod access;
mod overview;
mod sample;
mod settings;

pub(crate) use overview::{OpenDiscrepancy, due_class, is_mismatch};

use crate::Desk;
use crate::message::place::{PlaceAnswer, PlaceRequest};
use crate::step::{Now, Step};

/// What the room keeps between requests.
#[derive(Default)]
pub(crate) struct Room {
    /// Saves of the next requests are marked as sample data.
    pub(crate) sample_mode: bool,
}

impl Desk {
    pub(crate) fn ask_place(&mut self, request: PlaceRequest, now: &Now) -> Step {
        match request {
            PlaceRequest::Overview => Step::answer(PlaceAnswer::Overview(Box::new(self.overview(now)))),
            PlaceRequest::Settings => Step::answer(PlaceAnswer::Settings(self.settings(now))),
            PlaceRequest::KeepSettings(settings) => self.keep_settings(&settings, now),
            PlaceRequest::RemoveSample => self.remove_sample(now),
            PlaceRequest::SampleMode(on) => {
                self.place.sample_mode = on;
                Step::answer(PlaceAnswer::Done)
            }
            PlaceRequest::AccessLog { count } => Step::answer(PlaceAnswer::AccessLog(self.access_log(count))),
            PlaceRequest::Record { act, subject, reason } => {
                self.log_access(act, &subject, &reason, now, Box::new(|_, _| PlaceAnswer::Done.into()))
            }
        }
    }
}
