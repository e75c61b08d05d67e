//! Keys of this office and letters of others: what is made, compared and kept.

use ledger::schema::{Table, office_key, superior};
use sync::seal::AgentSecret;
use sync::upward::{Letter, LetterKind};
use sync::{RowId, SaveBuilder, ValueRef};

use super::offices::{self, INBOX, Key, Office, SENDER};
use super::{ms, no};
use crate::Desk;
use crate::book::{Dice, cell, text_value};
use crate::message::roster::{Action, SaveView};
use crate::message::upward::{LetterView, OwnLetterView, UpWhy, UpwardAnswer};
use crate::step::{Now, Step, Then};

/// Where offices of a kind stand, and the domain of their rows' names.
const fn place(kind: LetterKind) -> (Table, &'static str) {
    match kind {
        LetterKind::Inbox => (Table::Superior, "superior"),
        LetterKind::Sender => (Table::Sender, "sender"),
    }
}

/// Answers that it is done.
pub(super) fn done() -> Then {
    Box::new(|_: &mut Desk, _: SaveView| UpwardAnswer::Done.into())
}

impl Desk {
    /// New keys of a kind; they count from now on, and the ones before go on opening what was sealed to them.
    pub(super) fn make_keys(&self, kind: &str, name: &str, now: &Now) -> Step {
        let name = name.trim();
        if name.is_empty() {
            return no(UpWhy::NoName);
        }
        let mut save = SaveBuilder::new();
        self.write_keys(kind, name, &mut save, now);
        let detail = if kind == INBOX { "开设收件箱" } else { "生成登记函" };
        self.keep(&save, Action::Upward, detail, now, done())
    }

    fn write_keys(&self, kind: &str, name: &str, save: &mut SaveBuilder, now: &Now) {
        let mut dice = Dice::apart(now, kind);
        let row = RowId::new(now, &mut dice);
        let secret = AgentSecret::new(&mut dice);
        // Of two made in one millisecond, or under a clock that was set back, the later one counts.
        let last = offices::key_rows(&self.book, kind).first().map_or(0, |key| key.int(office_key::CREATED));
        let mut set = |field: u16, value: ValueRef<'_>| save.set(cell(Table::OfficeKey, row, field), value);
        set(office_key::KIND, ValueRef::Text(kind));
        set(office_key::SECRET, ValueRef::Blob(secret.to_bytes().as_slice()));
        set(office_key::NAME, ValueRef::Text(name));
        set(office_key::CREATED, ValueRef::Int(ms(now.ms).max(last + 1)));
    }

    /// The letter that goes with keys of this office.
    pub(super) fn own_letter(&self, kind: LetterKind, key: &Key) -> Option<Letter> {
        Some(Letter::new(kind, self.share.as_ref()?.device.space(), &key.name, &key.secret))
    }

    pub(super) fn own_letter_view(&self, kind: LetterKind) -> Option<OwnLetterView> {
        let of = if kind == LetterKind::Inbox { INBOX } else { SENDER };
        let letter = self.own_letter(kind, offices::keys(&self.book, of).first()?)?;
        Some(OwnLetterView { name: letter.name.clone(), text: letter.text(), digits: letter.fingerprint().to_string() })
    }

    /// What a letter says. Its digits are not told: they are to be read off paper.
    pub(super) fn read_letter(&self, text: &str) -> Step {
        let letter = match self.foreign(text) {
            Ok(letter) => letter,
            Err(why) => return no(why),
        };
        let before = self.office_of(&letter);
        let renews = before.as_ref().is_some_and(|office| office.letter.keys != letter.keys);
        let counts = before.as_ref().is_some_and(|office| office.removed.is_empty());
        let inbox = letter.kind == LetterKind::Inbox;
        Step::answer(UpwardAnswer::Letter(LetterView { inbox, name: letter.name, renews, known: counts && !renews }))
    }

    /// A letter of another office in a text.
    fn foreign(&self, text: &str) -> Result<Letter, UpWhy> {
        let letter = Letter::find(text).filter(|letter| !letter.name.is_empty()).ok_or(UpWhy::BadLetter)?;
        let own = self.share.as_ref().is_some_and(|share| share.device.space() == letter.space);
        if own { Err(UpWhy::OwnLetter) } else { Ok(letter) }
    }

    fn office_row(&self, letter: &Letter) -> (Table, RowId) {
        let (table, domain) = place(letter.kind);
        (table, RowId::natural(&self.book.identity.row_key, domain, &letter.space.to_string()))
    }

    fn office_of(&self, letter: &Letter) -> Option<Office> {
        let (table, row) = self.office_row(letter);
        offices::office(&self.book, table, row)
    }

    /// Pairs with an office, if the digits are those of its letter.
    pub(super) fn pin(&self, text: &str, digits: &str, now: &Now) -> Step {
        let letter = match self.foreign(text) {
            Ok(letter) => letter,
            Err(why) => return no(why),
        };
        if !letter.fingerprint().is_written(digits) {
            return no(UpWhy::OtherDigits);
        }
        let (table, row) = self.office_row(&letter);
        let before = offices::office(&self.book, table, row).filter(|before| before.letter.keys != letter.keys);
        let mut save = SaveBuilder::new();
        let mut set = |field: u16, value: ValueRef<'_>| save.set(cell(table, row, field), value);
        set(superior::SPACE, ValueRef::Text(&letter.space.to_string()));
        set(superior::NAME, ValueRef::Text(&letter.name));
        set(superior::LETTER, ValueRef::Blob(&letter.encode()));
        if let Some(before) = before {
            set(superior::EARLIER, ValueRef::Text(&before.earlier_then()));
        }
        set(superior::ADDED, ValueRef::Int(ms(now.ms)));
        set(superior::REMOVED, ValueRef::Null);
        let detail = match letter.kind {
            LetterKind::Inbox => format!("添加上级 {}", letter.name),
            LetterKind::Sender => format!("登记学校 {}", letter.name),
        };
        let is_first = offices::key_rows(&self.book, SENDER).is_empty();
        if letter.kind == LetterKind::Inbox && is_first {
            // The letter that is to be given back.
            self.write_keys(SENDER, self.office_name(), &mut save, now);
        }
        self.keep(&save, Action::Upward, &detail, now, done())
    }

    /// What this office calls itself unless it says otherwise.
    pub(super) fn office_name(&self) -> &str {
        let own = self.share.as_ref().map_or("", |share| share.facts.name.as_str());
        match self.space_name() {
            "" if own.is_empty() => "本单位",
            "" => own,
            name => name,
        }
    }

    pub(super) fn remove_office(&self, row: RowId, reason: &str, now: &Now) -> Step {
        if reason.is_empty() {
            return no(UpWhy::NoReason);
        }
        let tables = [Table::Superior, Table::Sender];
        let Some(table) = tables.into_iter().find(|table| self.book.find(*table, row).is_some()) else {
            return no(UpWhy::Gone);
        };
        let name = offices::office(&self.book, table, row).map(|office| office.letter.name).unwrap_or_default();
        let mut save = SaveBuilder::new();
        save.set(cell(table, row, superior::REMOVED), text_value(reason));
        let what = if table == Table::Superior { "停用上级" } else { "取消登记" };
        self.keep(&save, Action::Upward, &format!("{what} {name}"), now, done())
    }
}
