//! Setting a PIN, shutting the ledger, opening it again.

use desk::message::vault::VaultAnswer;
use vault::{Pin, PinError};

use crate::answer::{failed, not_open};
use crate::office::Office;
use crate::shut::{Shut, Verdict};
use crate::who;
use crate::world::{Dice, now_ms};

impl Office {
    pub(crate) async fn set_pin(&mut self, digits: Option<String>) -> VaultAnswer {
        let Some(open) = self.open.as_mut().filter(|open| !open.trial) else { return not_open() };
        let pin = match digits.map(|digits| Pin::new(&digits, &mut Dice)).transpose() {
            Ok(pin) => pin,
            Err(error) => return VaultAnswer::BadPin { common: error == PinError::Common },
        };
        match who::keep_pin(&mut open.vault, pin.as_ref()).await {
            Ok(()) => {
                open.pin = pin;
                VaultAnswer::Open(open.session())
            }
            Err(error) => failed(&error),
        }
    }

    /// Nothing is dropped: keys and children stay in this worker's memory, out of the page's reach.
    pub(crate) fn shut(&mut self, minutes: u64) -> VaultAnswer {
        if self.open.as_ref().is_none_or(|open| open.pin.is_none()) {
            return not_open();
        }
        self.inspected = None;
        self.shut = Some(Shut::new(minutes, now_ms()));
        VaultAnswer::Done
    }

    pub(crate) async fn open_with_pin(&mut self, typed: &str) -> VaultAnswer {
        let Some((open, shut)) = self.open.as_mut().zip(self.shut.as_mut()) else { return not_open() };
        let Some(pin) = &open.pin else { return not_open() };
        match shut.try_pin(pin, typed, now_ms()) {
            Verdict::Open => {
                self.shut = None;
                open.catch_up().await;
                open.note_opening().await;
                VaultAnswer::Open(open.session())
            }
            Verdict::Wrong(left) => VaultAnswer::WrongPin { left },
            Verdict::Over => {
                // The page ends this worker as well; the keys do not wait for it.
                (self.open, self.channel, self.shut) = (None, None, None);
                VaultAnswer::WrongPin { left: 0 }
            }
        }
    }
}
