//! 收件: taking in a file from a stick, and giving out the file of something that came in.

use ledger::schema::Table;
use ledger::upward::title;
use sync::RowId;
use sync::proto::{AckPage, InboxPost};

use super::arrive::{Way, open_post};
use super::offices::{self, INBOX};
use super::rows::{self, Came};
use super::view::is_from;
use super::{no, plain_name};
use crate::Desk;
use crate::message::place::AccessAct;
use crate::message::upward::{FlawView, UpWhy, UpwardAnswer};
use crate::step::{Now, Step};

impl Desk {
    /// A submission that came on a stick.
    pub(super) fn take_submission_file(&self, bytes: Vec<u8>, now: &Now) -> Step {
        if offices::key_rows(&self.book, INBOX).is_empty() {
            return no(UpWhy::Gone);
        }
        match InboxPost::decode(&bytes) {
            Ok(_) => {}
            Err(_) if AckPage::decode(&bytes).is_ok_and(|page| !page.acks.is_empty()) => return no(UpWhy::IsAcks),
            Err(_) => return no(UpWhy::BadFile),
        }
        let mut arrivals = self.no_arrivals();
        match self.arrive(bytes, Way::Stick, &mut arrivals, now) {
            Ok(_) => {}
            Err(FlawView::NotListed) => return no(UpWhy::NotListed),
            Err(flaw) => return no(UpWhy::Flawed(flaw)),
        }
        let answer = UpwardAnswer::Taken { new: arrivals.new, known: arrivals.known };
        if arrivals.new == 0 {
            return Step::answer(answer);
        }
        self.keep_arrivals(arrivals, "导入报送材料", answer, now)
    }

    pub(super) fn came_row(&self, row: RowId) -> Result<Came, UpWhy> {
        rows::came(&self.book).into_iter().find(|came| came.row == row).ok_or(UpWhy::Gone)
    }

    /// The name of the school that something came from.
    pub(super) fn school_name(&self, came: &Came) -> String {
        let mut offices = offices::offices(&self.book, Table::Sender).into_iter();
        offices.find(|office| is_from(office, came)).map(|office| office.letter.name).unwrap_or_default()
    }

    /// The file of something that came in. Whoever takes it out stands in the access log.
    pub(super) fn received_file(&mut self, row: RowId, now: &Now) -> Step {
        let came = match self.came_row(row) {
            Ok(came) => came,
            Err(why) => return no(why),
        };
        if let Some(flaw) = came.flaw {
            return no(UpWhy::Flawed(flaw));
        }
        let Some(blob) = came.blob else { return no(UpWhy::Gone) };
        let bytes = match self.one_blob(blob, now) {
            Ok(bytes) => bytes,
            Err(step) => return step,
        };
        let county = self.share.as_ref().map(|share| share.device.space()).unwrap_or_default();
        let keys = offices::keys(&self.book, INBOX);
        let opened = InboxPost::decode(&bytes)
            .ok()
            .zip(rows::opened_under(&self.book, &came))
            .map(|(post, school)| open_post(&post, county, &keys, &school));
        let submission = match opened {
            Some(Ok((_, submission))) => submission,
            Some(Err(flaw)) => return no(UpWhy::Flawed(flaw)),
            None => return no(UpWhy::Gone),
        };
        let about = title(&came.form, &came.period);
        let subject = format!("收件 {} {about} 第{}次", self.school_name(&came), came.revision);
        let name = plain_name(&format!("{}_{}", submission.name, submission.file));
        let answer = UpwardAnswer::File { name, bytes: submission.body };
        self.log_access(AccessAct::Export, &subject, "", now, Box::new(move |_, _| answer.into()))
    }
}
