//! What a superior said of what was handed up: taken in only if it is the superior's own word about that very submission.

use std::collections::BTreeSet;

use ledger::schema::{Table, verdict as f};
use sync::proto::{AckPage, AckPost, InboxPost};
use sync::upward::{About, Ack, AckFlaw};
use sync::{RowId, SaveBuilder, ValueRef};

use super::letters::done;
use super::offices::{self, Key, SENDER};
use super::rows::{self, Sent, status_key};
use super::{ms, no};
use crate::Desk;
use crate::book::{cell, text_value};
use crate::message::roster::Action;
use crate::message::upward::{AckFlawView, UpWhy, UpwardAnswer};
use crate::step::{Now, Step};

/// What came of answers that were read.
#[derive(Default)]
pub(super) struct Heard {
    pub(super) save: SaveBuilder,
    rows: BTreeSet<RowId>,
    pub(super) new: u32,
    pub(super) known: u32,
    /// The first that is not to be believed.
    pub(super) flaw: Option<AckFlawView>,
    pub(super) flaws: u32,
}

impl Desk {
    /// The word of a superior about something that was handed up here.
    fn read_ack(&self, post: &AckPost, sent: &[Sent], keys: &[Key]) -> Result<(RowId, Ack), AckFlawView> {
        let space = self.share.as_ref().map(|share| share.device.space()).unwrap_or_default();
        let about = sent.iter().find(|sent| sent.post == post.of && post.school == space);
        let sent = about.ok_or(AckFlawView::Unknown)?;
        let county = sent.letter().ok_or(AckFlawView::Unknown)?;
        let about = About {
            county: county.space,
            school: space,
            hash: sent.hash,
            period: &sent.period,
            revision: sent.revision,
        };
        // A word is sealed to the keys that the superior has registered, which may be others than it was signed with.
        let mut flaw = AckFlaw::Sealed;
        for key in keys {
            match Ack::open_for(post, &key.secret, &county.keys, &about) {
                Ok(ack) => return Ok((sent.row, ack)),
                Err(AckFlaw::Sealed) => {}
                Err(other) => flaw = other,
            }
        }
        Err(match flaw {
            AckFlaw::Sealed | AckFlaw::Content(_) => AckFlawView::Sealed,
            AckFlaw::Signature => AckFlawView::Signature,
            _ => AckFlawView::Other,
        })
    }

    /// Reads answers: what is new, what was known, and what is not to be believed.
    pub(super) fn read_acks(&self, page: &AckPage) -> Heard {
        let (sent, keys) = (rows::sent(&self.book), offices::keys(&self.book, SENDER));
        let mut heard = Heard::default();
        for post in &page.acks {
            match self.read_ack(post, &sent, &keys) {
                Ok((about, ack)) => {
                    let row = self.word_row(post);
                    if self.book.find(Table::Verdict, row).is_some() || !heard.rows.insert(row) {
                        heard.known += 1;
                        continue;
                    }
                    write_word(&mut heard.save, row, about, &ack, post);
                    heard.new += 1;
                }
                Err(flaw) => {
                    heard.flaw = heard.flaw.or(Some(flaw));
                    heard.flaws += 1;
                }
            }
        }
        heard
    }

    /// The row of a word: the same word is the same row on every device, however often it comes.
    pub(super) fn word_row(&self, post: &AckPost) -> RowId {
        let name = blake3::hash(&post.encode()).to_hex();
        RowId::natural(&self.book.identity.row_key, "verdict", &name)
    }

    /// Answers that came on a stick.
    pub(super) fn take_ack_file(&self, bytes: &[u8], now: &Now) -> Step {
        let page = match AckPage::decode(bytes) {
            Ok(page) if !page.acks.is_empty() => page,
            _ if InboxPost::decode(bytes).is_ok() => return no(UpWhy::IsSubmission),
            _ => return no(UpWhy::BadFile),
        };
        let heard = self.read_acks(&page);
        let answer = UpwardAnswer::Taken { new: heard.new, known: heard.known };
        match (heard.new, heard.flaw) {
            // What cannot be believed is said even if something beside it can.
            (0, Some(flaw)) => no(UpWhy::BadAck(flaw)),
            (0, None) => Step::answer(answer),
            _ => {
                let then = Box::new(move |_: &mut Desk, _| answer.into());
                self.keep(&heard.save, Action::Upward, "导入回执", now, then)
            }
        }
    }

    /// Answers that a server gave.
    pub(super) fn keep_heard(&self, heard: &Heard, now: &Now) -> Step {
        self.keep(&heard.save, Action::Upward, "收到回执", now, done())
    }
}

/// Writes a word into its row.
pub(super) fn write_word(save: &mut SaveBuilder, row: RowId, about: RowId, ack: &Ack, post: &AckPost) {
    let (status, reason) = status_key(&ack.status);
    let mut set = |field: u16, value: ValueRef<'_>| save.set(cell(Table::Verdict, row, field), value);
    set(f::ABOUT, ValueRef::Row(about));
    set(f::STATUS, ValueRef::Text(status));
    set(f::REASON, text_value(reason));
    set(f::NUMBER, ValueRef::Int(ack.number.into()));
    set(f::AT, ValueRef::Int(ms(ack.at_ms)));
    set(f::ACK, ValueRef::Blob(&post.encode()));
}
