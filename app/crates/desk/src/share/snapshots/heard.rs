//! What an answer about a snapshot, or about the past, means.

use line::{PartNews, Trouble};

use super::Doing;
use crate::Desk;
use crate::share::drive::quiet;
use crate::share::{PartDrive, PartTaken};
use crate::step::Now;

impl Desk {
    /// What came back for a call of ours.
    pub(in crate::share) fn snapshot_heard(&mut self, news: PartNews, now: &Now) -> PartTaken {
        let Some(share) = self.share.as_mut() else { return PartTaken::Nothing };
        let Some(doing) = share.snapshots.doing.take() else { return PartTaken::Nothing };
        let offline = share.line.part_trouble() == Some(Trouble::Offline);
        let snapshots = &mut share.snapshots;
        match (doing, news) {
            (Doing::Get { snapshot }, PartNews::Got(_, bytes)) => {
                if let Some(loading) = &mut snapshots.loading {
                    loading.got(snapshot, bytes);
                }
            }
            (Doing::Get { .. }, PartNews::Absent(_) | PartNews::Wrong(_)) => {
                if let PartDrive::Keep(keep) = self.read_everything(None, now) {
                    return PartTaken::Keep(keep);
                }
            }
            (Doing::Get { .. }, PartNews::Later) => {
                // Without a network the log is not to be had either.
                if let Some(loading) = snapshots.loading.as_mut().filter(|_| !offline) {
                    loading.tries += 1;
                }
            }
            // A form was opened meanwhile: the page is asked for again when it is closed.
            (Doing::Read, PartNews::Page(_)) if now.ms < share.hold_until_ms => {}
            (Doing::Read, PartNews::Page(page)) => match share.device.take_past(&page) {
                // Where something has come meanwhile that may say why it is not whole, the log is looked at first.
                Ok(turn) if turn.next.arrival() == share.device.arrival() => {
                    share.line.told(&share.device, page.head.seq, now.ms);
                }
                Ok(turn) => return PartTaken::Keep(quiet(Self::shared_keep(share, turn))),
                Err(alarm) => share.line.stopped(alarm, now.ms),
            },
            (Doing::Put, PartNews::There(_)) => snapshots.making.iter_mut().for_each(super::Making::there),
            (Doing::Put, PartNews::Full { .. } | PartNews::NotAllowed | PartNews::Refused(_)) => {
                snapshots.making = None;
                snapshots.pace.rest(now.ms);
            }
            // Not now; or an answer of another kind than was asked for, which the line does not give.
            _ => {}
        }
        PartTaken::Nothing
    }
}
