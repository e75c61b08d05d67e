//! Who writes in this vault, whether its recovery card was checked, and its PIN: kept sealed beside the log.

use desk::Identity;
use serde::{Deserialize, Serialize};
use sync::{AgentId, SpaceId};
use vault::{Blocks, CARD, Pin, Rng, Vault, VaultError};

use crate::world::Dice;

/// Items kept sealed beside the log. Stored numbers: never change one.
pub(crate) const WHO: u32 = 1;
const CARD_CHECKED: u32 = 2;
const PIN: u32 = 3;

/// The writer, as kept.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct Who {
    space: [u8; 16],
    agent: [u8; 16],
    row_key: [u8; 32],
    pub(crate) label: String,
}

impl Who {
    pub(crate) fn new(label: &str) -> Who {
        let mut who = Who { space: [0; 16], agent: [0; 16], row_key: [0; 32], label: label.to_owned() };
        Dice.fill(&mut who.space);
        Dice.fill(&mut who.row_key);
        who.with_new_agent()
    }

    /// The same ledger, written on by somebody new: whoever wrote before may still be writing elsewhere.
    pub(crate) fn with_new_agent(mut self) -> Who {
        Dice.fill(&mut self.agent);
        self
    }

    /// The same under another label.
    pub(crate) fn labelled(self, label: &str) -> Who {
        Who { label: label.to_owned(), ..self }
    }

    /// What the vault keeps. A restored vault says by the end of its log who writes now.
    pub(crate) async fn read<B: Blocks>(vault: &Vault<B>) -> Result<Option<Who>, VaultError> {
        let who: Option<Who> = vault.item(WHO).await?.and_then(|bytes| postcard::from_bytes(&bytes).ok());
        let agent = vault.own().agent.0;
        Ok(who.map(|who| if agent == [0; 16] { who } else { Who { agent, ..who } }))
    }

    pub(crate) fn encode(&self) -> Vec<u8> {
        // Encoding into a growing vector fails only for types that do not know their own length.
        postcard::to_allocvec(self).unwrap_or_default()
    }

    pub(crate) fn identity(&self) -> Identity {
        Identity {
            space: SpaceId(self.space),
            agent: AgentId(self.agent),
            row_key: self.row_key,
            person: self.label.clone(),
        }
    }
}

/// The card in force, by its salt: a check of an earlier card says nothing about this one.
fn card<B: Blocks>(vault: &Vault<B>) -> Option<[u8; 16]> {
    vault.slots().into_iter().find(|slot| slot.slot == CARD).map(|slot| slot.salt)
}

/// Whether a word of the card in force was typed back.
pub(crate) async fn card_checked<B: Blocks>(vault: &Vault<B>) -> Result<bool, VaultError> {
    let checked = vault.item(CARD_CHECKED).await?;
    Ok(checked.is_some() && checked.as_deref() == card(vault).as_ref().map(<[u8; 16]>::as_slice))
}

/// Notes that a word of the card in force was typed back.
pub(crate) async fn note_card_checked<B: Blocks>(vault: &mut Vault<B>) -> Result<(), VaultError> {
    let salt = card(vault).unwrap_or_default();
    vault.put_item(CARD_CHECKED, &salt).await
}

/// The PIN of the ledger, if it has one.
pub(crate) async fn pin<B: Blocks>(vault: &Vault<B>) -> Result<Option<Pin>, VaultError> {
    Ok(vault.item(PIN).await?.and_then(|bytes| Pin::decode(&bytes)))
}

/// Keeps a PIN, or forgets it.
pub(crate) async fn keep_pin<B: Blocks>(vault: &mut Vault<B>, pin: Option<&Pin>) -> Result<(), VaultError> {
    match pin {
        Some(pin) => vault.put_item(PIN, &pin.encode()).await,
        None => vault.drop_item(PIN).await,
    }
}
