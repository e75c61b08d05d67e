//! Work on a stick: what no server has yet, out as a file and in again.
//!
//! The file holds sealed envelopes as they would go to a server: whoever finds the stick reads nothing. Taking in the same
//! file again changes nothing.

use sync::device::Bundle;

use super::no;
use crate::Desk;
use crate::message::share::{ShareAnswer, Why};
use crate::step::{Now, Step};

impl Desk {
    pub(super) fn bundle(&self, now: &Now) -> Step {
        let Some(share) = &self.share else { return no(Why::NotShared) };
        let (bundle, turn) = share.device.bundle(Vec::new());
        if bundle.envelopes.is_empty() {
            return no(Why::Nothing);
        }
        let answer = ShareAnswer::Bundle {
            name: format!("守学交换_{}.sxc", now.local_date()),
            count: bundle.envelopes.len() as u32,
            bytes: bundle.encode(),
        };
        self.keep_turn(turn, answer)
    }

    pub(super) fn import_bundle(&self, bytes: &[u8]) -> Step {
        let Some(share) = &self.share else { return no(Why::NotShared) };
        let Ok(bundle) = Bundle::decode(bytes) else { return no(Why::BadFile) };
        let space = share.device.space();
        if bundle.envelopes.iter().any(|sealed| sealed.header().space != space) {
            return no(Why::OtherLedger);
        }
        let Ok((turn, left)) = share.device.import(&bundle.envelopes) else { return no(Why::Forged) };
        let new = (bundle.envelopes.len() - left) as u32;
        let answer = ShareAnswer::Imported { new, left: left as u32 };
        if new == 0 {
            return Step::answer(answer);
        }
        self.keep_turn(turn, answer)
    }
}
