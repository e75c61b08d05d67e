//! How far what is to be sent went, before the log was seen to hold it.

use sync::EnvelopeHash;
use sync::device::Device;

/// So long, and so far, a backlog goes out push after push before the log is read.
const AHEAD_MS: u64 = 4_000;
const MAX_AHEAD: usize = 10_000;

/// What a push holds.
#[derive(Clone, Copy, Debug)]
pub(super) struct Pushed {
    /// What there was to be sent, if all of it is in it.
    pub(super) end: Option<Tip>,
    pub(super) last: EnvelopeHash,
    pub(super) size: Ahead,
}

/// How far what is to be sent went: the end of the own chain, and how much of others was carried besides, up to which.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Tip {
    pub(super) own: EnvelopeHash,
    pub(super) carried: (usize, Option<EnvelopeHash>),
}

impl Tip {
    pub(super) fn of(device: &Device) -> Self {
        let carried = (device.carried().count(), device.carried().last().map(|sealed| sealed.hash()));
        Self { own: device.own_head().hash, carried }
    }
}

/// What the server says it took since the log was read up to there.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Ahead {
    pub(super) log: u64,
    pub(super) envelopes: usize,
    /// When the first of it was sent.
    pub(super) since_ms: u64,
}

impl Ahead {
    pub(super) fn and(self, more: Self) -> Self {
        let since_ms = if self.envelopes == 0 { more.since_ms } else { self.since_ms };
        Self { log: more.log, envelopes: self.envelopes + more.envelopes, since_ms }
    }

    /// Nothing, if it is not known any more what the first so many are: a stick has come.
    pub(super) fn on(self, device: &Device) -> Self {
        let same = device.follower().head().seq == self.log && device.carried().next().is_none();
        if same { self } else { Self::default() }
    }

    /// Whether more may be sent before the log is asked whether it has it: on a slow line others are to be heard meanwhile.
    pub(super) fn may_grow(self, now_ms: u64) -> bool {
        self.envelopes < MAX_AHEAD && now_ms.saturating_sub(self.since_ms) < AHEAD_MS
    }
}
