//! 接收, 退回, 锁定: what this office says of what came in, signed with the keys that it was made for.

use ledger::schema::Table;
use ledger::upward::title;
use sync::proto::AckPage;
use sync::upward::{Ack, MAX_REASON_BYTES, Status};
use sync::{RowId, SaveBuilder, SpaceId};

use super::acks::write_word;
use super::letters::done;
use super::offices::{self, INBOX};
use super::rows;
use super::{no, plain_name};
use crate::Desk;
use crate::book::Dice;
use crate::message::roster::Action;
use crate::message::upward::{Said, UpWhy, UpwardAnswer};
use crate::step::{Now, Step};

impl Desk {
    /// Says something of what came in; it is left at the server when its turn comes.
    pub(super) fn decide(&self, row: RowId, said: Said, reason: &str, now: &Now) -> Step {
        let reason = reason.trim();
        let status = match said {
            Said::Received => Status::Received,
            Said::Rejected if reason.is_empty() => return no(UpWhy::NoReason),
            Said::Rejected if reason.len() > MAX_REASON_BYTES => return no(UpWhy::TooLong),
            Said::Rejected => Status::Rejected(reason.to_owned()),
            Said::Locked => Status::Locked,
        };
        let came = match self.came_row(row) {
            Ok(came) => came,
            Err(why) => return no(why),
        };
        if let Some(flaw) = came.flaw {
            return no(UpWhy::Flawed(flaw));
        }
        let school = came.sender.and_then(|sender| offices::office(&self.book, Table::Sender, sender));
        let key = offices::keys(&self.book, INBOX).into_iter().find(|key| Some(key.row) == came.key);
        let (Some(school), Some(key), Some(share)) = (school, key, &self.share) else { return no(UpWhy::Gone) };
        let words = rows::words(&self.book);
        let about: Vec<_> = words.iter().filter(|word| word.about == row).collect();
        if said == Said::Received && about.first().is_some_and(|word| word.status == Status::Locked) {
            return no(UpWhy::LockedHere);
        }
        let ack = Ack {
            county: share.device.space(),
            school: SpaceId(came.school),
            of: came.hash,
            period: came.period.clone(),
            revision: came.revision,
            status,
            number: about.iter().map(|word| word.number).max().unwrap_or(0).saturating_add(1),
            // What is said later is never said before what it answers.
            at_ms: about.iter().map(|word| word.at_ms).max().unwrap_or(0).max(now.ms),
        }
        .cut();
        let Some(post) = ack.close(&key.secret, &school.letter.keys, came.post, &mut Dice::apart(now, "ack")) else {
            return no(UpWhy::BadKey);
        };
        let mut save = SaveBuilder::new();
        write_word(&mut save, self.word_row(&post), row, &ack, &post);
        let what = match said {
            Said::Received => "接收",
            Said::Rejected => "退回",
            Said::Locked => "锁定",
        };
        let about = format!("{} {} 第{}次", school.letter.name, title(&came.form, &came.period), came.revision);
        self.keep(&save, Action::Upward, &format!("{what} {about}"), now, done())
    }

    /// Everything that was said to a school of something and of what it sent before, as a file for a stick.
    pub(super) fn ack_file(&self, row: RowId, now: &Now) -> Step {
        let came = match self.came_row(row) {
            Ok(came) => came,
            Err(why) => return no(why),
        };
        let words = rows::words(&self.book);
        let mut acks: Vec<_> = words.into_iter().filter(|word| word.about == row).map(|word| word.ack).collect();
        if acks.is_empty() {
            return no(UpWhy::Gone);
        }
        acks.reverse();
        let about = format!("{}_第{}次", title(&came.form, &came.period), came.revision);
        let name = format!("守学回执_{}_{about}_{}.sxr", self.school_name(&came), now.local_date());
        let name = plain_name(&name).replace(' ', "");
        Step::answer(UpwardAnswer::File { name, bytes: AckPage { acks }.encode() })
    }
}
