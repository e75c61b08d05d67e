//! Is the simulation able to see a broken rule? Single rules can be broken on purpose, to find out.
//!
//! Only with the feature `mutants`, which nothing that is shipped turns on: without it every question here is a constant
//! `false` and the broken rules are not compiled into anything.

/// A rule, broken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(unreachable_pub, dead_code, reason = "public, and bred, with the feature only")]
pub enum Mutant {
    /// An agent's later save may count as earlier than its own earlier one.
    NoMonotoneTime,
    /// Ties go to the higher agent instead of the later place in the log.
    TieByAgent,
    /// The server appends what it has already.
    AppendRepeated,
    /// The server does not look whether an envelope follows its author's last.
    SkipChain,
    /// A snapshot forgets how late its agents' last saves were.
    SnapshotForgetsTimes,
    /// A save of a fast clock is not cut to the server's time.
    NoCap,
    /// A device that was set back does not notice.
    NoSuccession,
    /// It notices, and goes on under its old name.
    KeepIdentity,
    /// A save claims what was pulled while its form was open.
    SeenAtSave,
    /// What was pulled does not move the clock on.
    ClockStays,
}

#[cfg(not(feature = "mutants"))]
#[inline]
pub(crate) const fn bred(_: Mutant) -> bool {
    false
}

#[cfg(feature = "mutants")]
mod breeding {
    use std::cell::Cell;

    use super::Mutant;

    #[cfg(not(debug_assertions))]
    compile_error!("broken rules are for tests; nothing that is shipped may hold them");

    thread_local! {
        static BRED: Cell<Option<Mutant>> = const { Cell::new(None) };
    }

    /// Breaks one rule for this thread, or none.
    pub fn breed(mutant: Option<Mutant>) {
        BRED.with(|bred| bred.set(mutant));
    }

    pub(crate) fn bred(mutant: Mutant) -> bool {
        BRED.with(|bred| bred.get() == Some(mutant))
    }
}

#[cfg(feature = "mutants")]
pub(crate) use breeding::bred;
#[cfg(feature = "mutants")]
pub use breeding::breed;
