//! 报送: making a submission, and giving it out as a file.

use ledger::schema::{Table, submission as f};
use ledger::upward::{Form, title};
use sync::upward::{CloseError, MAX_FILE_BYTES, MAX_SENTENCE_BYTES, Submission, slot};
use sync::{RowId, SaveBuilder, ValueRef};

use super::letters::done;
use super::offices::{self, SENDER};
use super::row::Row;
use super::rows::{self, Sent};
use super::series::{by_subject, is_closed};
use super::{hex, ms, no, plain_name};
use crate::Desk;
use crate::book::{Dice, cell, text_value};
use crate::message::place::AccessAct;
use crate::message::roster::Action;
use crate::message::upward::{NewSubmission, UpWhy, UpwardAnswer};
use crate::step::{Now, Step};

/// The edition of a form whose content is whatever people put into it.
const EDITION: u32 = 1;

impl Desk {
    /// Signs, seals and keeps a submission; it is sent when its turn comes.
    pub(super) fn submit(&self, new: &NewSubmission, now: &Now) -> Step {
        match self.make_submission(new, now) {
            Ok(step) => step,
            Err(why) => no(why),
        }
    }

    fn make_submission(&self, new: &NewSubmission, now: &Now) -> Result<Step, UpWhy> {
        let share = self.share.as_ref().ok_or(UpWhy::NotShared)?;
        let superior = RowId(new.superior);
        let office = offices::office(&self.book, Table::Superior, superior).filter(|office| office.removed.is_empty());
        let office = office.ok_or(UpWhy::Gone)?;
        let keys = offices::keys(&self.book, SENDER);
        let key = keys.first().ok_or(UpWhy::Gone)?;
        let form = Form::from_key(&new.form).ok_or(UpWhy::BadPeriod)?;
        let period = form.period(&new.period).ok_or(UpWhy::BadPeriod)?;
        if new.bytes.is_empty() {
            return Err(UpWhy::NoFile);
        }
        if new.bytes.len() > MAX_FILE_BYTES {
            return Err(UpWhy::TooLarge);
        }
        let same = |sent: &Sent| sent.superior == superior && sent.form == new.form && sent.period == period;
        let before: Vec<Sent> = rows::sent(&self.book).into_iter().filter(same).collect();
        let revision = before.iter().map(|sent| sent.revision).max().unwrap_or(0) + 1;
        // One that another device overtook was never there.
        let previous = before.iter().filter(|sent| !sent.taken).max_by_key(|sent| sent.revision);
        if revision > 1 && new.sentence.trim().is_empty() {
            return Err(UpWhy::NoReason);
        }
        if new.sentence.trim().len() > MAX_SENTENCE_BYTES {
            return Err(UpWhy::TooLong);
        }
        let words = rows::words(&self.book);
        if is_closed(before.iter(), &by_subject(&words)) {
            return Err(UpWhy::Locked);
        }
        let mut dice = Dice::apart(now, "submission");
        let head = share.device.follower().head();
        let submission = Submission {
            form: form.key().to_owned(),
            version: EDITION,
            school: share.device.space(),
            name: key.name.clone(),
            slot: slot(&key.secret, form.key(), &period),
            period: period.clone(),
            revision,
            previous: previous.map(|sent| sent.hash),
            county: office.letter.space,
            to: office.letter.keys.id(),
            place: head.seq,
            head: head.hash,
            created_ms: now.ms,
            sentence: new.sentence.trim().to_owned(),
            file: new.file.trim().to_owned(),
            body: new.bytes.clone(),
        }
        .cut();
        let post = submission.close(&key.secret, &office.letter.keys, &mut dice).map_err(|error| match error {
            CloseError::Key => UpWhy::BadKey,
            _ => UpWhy::TooLarge,
        })?;
        let [row, plain] = [(); 2].map(|()| RowId::new(now, &mut dice));
        let mut save = SaveBuilder::new();
        let mut set = |field: u16, value: ValueRef<'_>| save.set(cell(Table::Submission, row, field), value);
        set(f::SUPERIOR, ValueRef::Row(superior));
        set(f::KEY, ValueRef::Row(key.row));
        set(f::LETTER, ValueRef::Blob(&office.letter.encode()));
        set(f::FORM, ValueRef::Text(form.key()));
        set(f::PERIOD, ValueRef::Text(&period));
        set(f::REVISION, ValueRef::Int(revision.into()));
        set(f::SENTENCE, text_value(&submission.sentence));
        set(f::FILE, text_value(&submission.file));
        set(f::SIZE, ValueRef::Int(new.bytes.len() as i64));
        set(f::CREATED, ValueRef::Int(ms(now.ms)));
        set(f::HASH, ValueRef::Text(&hex(&submission.hash())));
        set(f::POST, ValueRef::Text(&hex(&post.name())));
        set(f::BLOB, ValueRef::Row(row));
        set(f::PLAIN, ValueRef::Row(plain));
        let bytes = post.encode();
        let blobs = [(f::SEAL, row.0, bytes.as_slice()), (f::PLAIN_SEAL, plain.0, new.bytes.as_slice())];
        let sealed = self.seal_blobs(Table::Submission, blobs, &mut dice);
        sealed.write(row, &mut save);
        let detail = format!("报送 {} 第{revision}次", title(form.key(), &period));
        Ok(match self.keep(&save, Action::Upward, &detail, now, done()) {
            Step::Keep(mut keep) => {
                keep.blobs.extend([(row.0, bytes), (plain.0, new.bytes.clone())]);
                keep.with_parts(sealed.parts()).into()
            }
            other => other,
        })
    }

    fn sent_row(&self, row: RowId) -> Result<Sent, UpWhy> {
        rows::sent(&self.book).into_iter().find(|sent| sent.row == row).ok_or(UpWhy::Gone)
    }

    /// A submission as a file, byte for byte what goes to the server.
    pub(super) fn submission_file(&mut self, row: RowId, now: &Now) -> Step {
        let sent = match self.sent_row(row) {
            Ok(sent) => sent,
            Err(why) => return no(why),
        };
        let bytes = match self.one_blob(sent.blob, now) {
            Ok(bytes) => bytes,
            Err(step) => return step,
        };
        let about = format!("{}_第{}次", title(&sent.form, &sent.period), sent.revision);
        let name = plain_name(&format!("守学报送_{}_{about}.sxu", self.office_name()).replace(' ', ""));
        let mut save = SaveBuilder::new();
        save.set(cell(Table::Submission, row, f::CARRIED), ValueRef::Int(ms(now.ms)));
        let then = Box::new(move |_: &mut Desk, _| UpwardAnswer::File { name, bytes }.into());
        self.keep(&save, Action::Upward, &format!("导出 {about}"), now, then)
    }

    /// The file that was handed up, back. Whoever takes it out stands in the access log.
    pub(super) fn own_file(&mut self, row: RowId, now: &Now) -> Step {
        let sent = match self.sent_row(row) {
            Ok(sent) => sent,
            Err(why) => return no(why),
        };
        let name = plain_name(Row::of(&self.book, Table::Submission, sent.ix).text(f::FILE));
        let bytes = match self.one_blob(sent.plain, now) {
            Ok(bytes) => bytes,
            Err(step) => return step,
        };
        let subject = format!("报送 {} 第{}次", title(&sent.form, &sent.period), sent.revision);
        let answer = UpwardAnswer::File { name, bytes };
        self.log_access(AccessAct::Export, &subject, "", now, Box::new(move |_, _| answer.into()))
    }

    /// A blob, or what must be loaded first, or that it is not here: then it is asked for.
    pub(super) fn one_blob(&mut self, blob: crate::message::Id, now: &Now) -> Result<Vec<u8>, Step> {
        let mut found = self.pictures(&[blob], false)?;
        found.remove(&blob).ok_or_else(|| {
            self.refresh_album();
            self.want_blobs(&[blob], now.ms);
            no(UpWhy::NotHere)
        })
    }
}
