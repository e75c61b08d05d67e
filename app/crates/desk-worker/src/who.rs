//! Who writes in this vault, whether its recovery card was checked, and its PIN: kept sealed beside the log.

use desk::Identity;
use serde::{Deserialize, Serialize};
use sync::{AgentId, SpaceId};
use vault::{Blocks, CARD, Pin, Rng, Vault, VaultError};

use crate::ledger_open::OpenLedger;
use crate::world::Dice;

/// Items kept sealed beside the log. Stored numbers: never change one.
const WHO: u32 = 1;
const CARD_CHECKED: u32 = 2;
const PIN: u32 = 3;
const WHO_AGAIN: u32 = 4;

/// The items that say who writes: twice, for with them the names of settings and explanations would be lost.
pub(crate) fn copies(who: &[u8]) -> [(u32, &[u8]); 2] {
    [(WHO, who), (WHO_AGAIN, who)]
}

/// What a vault says of who writes in it.
pub(crate) struct Found {
    /// From the first copy that can be read.
    pub(crate) who: Option<Who>,
    /// Every copy is there.
    pub(crate) whole: bool,
    /// What could not be read.
    pub(crate) damaged: Vec<String>,
}

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
    pub(crate) async fn read<B: Blocks>(vault: &Vault<B>) -> Result<Found, VaultError> {
        let mut found = Found { who: None, whole: true, damaged: Vec::new() };
        for (id, _) in copies(&[]) {
            let bytes = readable(vault.item(id).await, &mut found.damaged)?;
            let copy: Option<Who> = bytes.and_then(|bytes| postcard::from_bytes(&bytes).ok());
            found.whole &= copy.is_some();
            found.who = found.who.or(copy);
        }
        let agent = vault.own().agent;
        if let Some(who) = found.who.as_mut().filter(|_| agent != AgentId::default()) {
            who.agent = agent.0;
        }
        Ok(found)
    }

    /// Who writes in a vault that says nothing readable of it: what its log tells, and a new name for the rest.
    pub(crate) fn found(space: Option<SpaceId>, agent: AgentId) -> Who {
        let mut who = Who::new("");
        if let Some(space) = space {
            who.space = space.0;
        }
        if agent != AgentId::default() {
            who.agent = agent.0;
        }
        who
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

impl OpenLedger {
    /// Writes again who writes here, if a copy of it is missing.
    pub(crate) async fn mend_who(&mut self) -> Result<(), VaultError> {
        if !self.who_whole {
            let who = self.who.encode();
            for (id, bytes) in copies(&who) {
                self.vault.put_item(id, bytes).await?;
            }
            self.who_whole = true;
        }
        Ok(())
    }
}

/// Nothing in place of something small that is damaged: it is named, and the ledger opens without it.
pub(crate) fn readable<T>(
    read: Result<Option<T>, VaultError>,
    damaged: &mut Vec<String>,
) -> Result<Option<T>, VaultError> {
    match read {
        Err(VaultError::Damaged(damage)) => {
            damaged.push(damage.to_string());
            Ok(None)
        }
        other => other,
    }
}

/// The card in force, by its salt: a check of an earlier card says nothing about this one.
fn card<B: Blocks>(vault: &Vault<B>) -> Option<[u8; 16]> {
    vault.slots().into_iter().find(|slot| slot.slot == CARD).map(|slot| slot.salt)
}

/// Whether a word of the card in force was typed back.
pub(crate) async fn card_checked<B: Blocks>(vault: &Vault<B>, damaged: &mut Vec<String>) -> Result<bool, VaultError> {
    let checked = readable(vault.item(CARD_CHECKED).await, damaged)?;
    Ok(checked.is_some() && checked.as_deref() == card(vault).as_ref().map(<[u8; 16]>::as_slice))
}

/// Notes that a word of the card in force was typed back.
pub(crate) async fn note_card_checked<B: Blocks>(vault: &mut Vault<B>) -> Result<(), VaultError> {
    let salt = card(vault).unwrap_or_default();
    vault.put_item(CARD_CHECKED, &salt).await
}

/// The PIN of the ledger, if it has one.
pub(crate) async fn pin<B: Blocks>(vault: &Vault<B>, damaged: &mut Vec<String>) -> Result<Option<Pin>, VaultError> {
    Ok(readable(vault.item(PIN).await, damaged)?.and_then(|bytes| Pin::decode(&bytes)))
}

/// Keeps a PIN, or forgets it.
pub(crate) async fn keep_pin<B: Blocks>(vault: &mut Vault<B>, pin: Option<&Pin>) -> Result<(), VaultError> {
    match pin {
        Some(pin) => vault.put_item(PIN, &pin.encode()).await,
        None => vault.drop_item(PIN).await,
    }
}
