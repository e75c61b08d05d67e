//! Is the simulation able to see a broken rule? Each of ten rules is broken in turn, and has to be noticed within a
//! bounded number of schools. Runs with `--features mutants` only.
#![cfg(feature = "mutants")]

use std::panic::{AssertUnwindSafe, catch_unwind};

use sync::{Mutant, breed};

/// How many schools a broken rule may survive.
const MOST: u64 = 1200;

/// The first seed that notices, and what it says.
fn caught(mutant: Mutant) -> Option<(u64, String)> {
    breed(Some(mutant));
    let found = (1..=MOST).find_map(|seed| {
        // A debug assertion that fires has noticed as well.
        match catch_unwind(AssertUnwindSafe(|| simulate::play(seed))) {
            Ok(Ok(_)) => None,
            Ok(Err(failure)) => Some((seed, failure.to_string())),
            Err(_) => Some((seed, "a panic".to_owned())),
        }
    });
    breed(None);
    found
}

fn check(mutant: Mutant) {
    let (seed, failure) = caught(mutant).unwrap_or_else(|| panic!("{mutant:?} survives {MOST} schools"));
    println!("{mutant:?}: seed {seed}: {failure}");
}

macro_rules! every_broken_rule_is_noticed {
    ($($test:ident $mutant:ident)*) => {$(
        #[test]
        fn $test() {
            check(Mutant::$mutant);
        }
    )*};
}

every_broken_rule_is_noticed! {
    no_monotone_time NoMonotoneTime
    tie_by_agent TieByAgent
    append_repeated AppendRepeated
    skip_chain SkipChain
    snapshot_forgets_times SnapshotForgetsTimes
    no_cap NoCap
    no_succession NoSuccession
    keep_identity KeepIdentity
    seen_at_save SeenAtSave
    clock_stays ClockStays
}
