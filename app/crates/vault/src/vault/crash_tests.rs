//! Incident 8, natively: killed at any commit, or without power, a vault reopens with a prefix of what was done, and
//! every acknowledged save is in it.

use proptest::prelude::*;

use super::*;
use crate::memory::{Fault, MemoryBlocks};
use crate::ready::run_ready as run;
use crate::testing::{TestRng, create, dseqs, lock, own, reopen, save};

/// What a person or the program does.
#[derive(Clone, Copy, Debug)]
enum Step {
    Save(u32),
    Snapshot,
    Passphrase,
    Draft,
    Blob,
    Access,
    TakePen,
    Reopen,
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let step = prop_oneof![
        6 => (1u32..12).prop_map(Step::Save),
        2 => Just(Step::Snapshot),
        2 => Just(Step::Passphrase),
        1 => Just(Step::Draft),
        1 => Just(Step::Blob),
        1 => Just(Step::Access),
        1 => Just(Step::TakePen),
        1 => Just(Step::Reopen),
    ];
    proptest::collection::vec(step, 1..14)
}

/// What was done, and how much of it was acknowledged.
struct Done {
    /// The last envelope of each save that was begun.
    saves: Vec<u32>,
    acknowledged: u32,
    passphrases: u8,
    passphrase_acknowledged: u8,
    access_begun: u64,
    access_acknowledged: u64,
}

/// Carries out steps until the end or the first failure, as a program that is killed would.
fn carry_out(blocks: &MemoryBlocks, steps: &[Step]) -> Done {
    let mut done = Done {
        saves: vec![0],
        acknowledged: 0,
        passphrases: 1,
        passphrase_acknowledged: 1,
        access_begun: 0,
        access_acknowledged: 0,
    };
    let mut vault = create(blocks, 1);
    for step in steps {
        if carry_out_one(&mut vault, blocks, *step, &mut done).is_err() {
            break;
        }
    }
    done
}

fn carry_out_one(
    vault: &mut Vault<MemoryBlocks>,
    blocks: &MemoryBlocks,
    step: Step,
    done: &mut Done,
) -> Result<(), VaultError> {
    match step {
        Step::Save(count) => {
            let first = done.acknowledged + 1;
            done.saves.push(done.acknowledged + count);
            save(vault, first, done.acknowledged + count)?;
            done.acknowledged += count;
        }
        Step::Snapshot => {
            // The state is the list of envelopes, so that snapshot and tail can be compared with the whole.
            let state: Vec<u8> = (1..=done.acknowledged).flat_map(u32::to_le_bytes).collect();
            run(vault.write_snapshot(&[state], vault.mark()))?;
        }
        Step::Passphrase => {
            done.passphrases += 1;
            run(vault.set_lock(&lock(done.passphrases)))?;
            done.passphrase_acknowledged = done.passphrases;
        }
        Step::Draft => run(vault.keep_draft(&Draft { form: "visit".into(), at_ms: 1, content: vec![1; 100] }))?,
        Step::Blob => run(vault.put_blob([done.passphrases; 16], &[3; 5_000]))?,
        Step::Access => {
            done.access_begun += 1;
            run(vault.log_access(b"reveal"))?;
            done.access_acknowledged += 1;
        }
        Step::TakePen => drop(run(vault.take_pen())?),
        Step::Reopen => {
            run(vault.usage())?;
            *vault = reopen(blocks.clone(), &[lock(done.passphrases)]);
            run(vault.load())?;
            run(vault.take_pen())?;
        }
    }
    Ok(())
}

/// Opens what is left and checks it against what was done.
fn check_after(blocks: &MemoryBlocks, done: &Done) -> Result<(), TestCaseError> {
    let newest = lock(done.passphrases);
    let oldest_allowed = lock(done.passphrase_acknowledged);
    let mut vault = reopen(blocks.reopen(), &[newest, oldest_allowed]);
    let loaded = run(vault.load()).unwrap();
    prop_assert_eq!(&loaded.damaged, &[]);
    let snapshot = loaded.snapshot.unwrap_or_default().concat();
    let folded = snapshot.chunks_exact(4).map(|four| u32::from_le_bytes([four[0], four[1], four[2], four[3]]));
    let state: Vec<u32> = folded.chain(dseqs(&loaded.entries)).collect();
    let last = state.len() as u32;
    prop_assert_eq!(&state, &(1..=last).collect::<Vec<_>>());
    prop_assert!(last >= done.acknowledged, "acknowledged {} but found {last}", done.acknowledged);
    prop_assert!(done.saves.contains(&last), "{last} is inside a save: {:?}", done.saves);
    prop_assert_eq!(loaded.own.chain.dseq, last);
    prop_assert_eq!(dseqs(&run(vault.load_log()).unwrap().entries), state);
    let (log, damaged) = run(vault.access_log()).unwrap();
    prop_assert_eq!(damaged, []);
    prop_assert!((done.access_acknowledged..=done.access_begun).contains(&(log.len() as u64)));
    prop_assert_eq!(run(vault.drafts()).unwrap().1, []);
    for id in run(vault.blobs()).unwrap() {
        prop_assert_eq!(run(vault.get_blob(id)).map(|bytes| bytes.len()), Ok(5_000));
    }
    // And life goes on.
    run(vault.take_pen()).unwrap();
    save(&mut vault, last + 1, last + 2).unwrap();
    run(vault.write_snapshot(&[vec![]], vault.mark())).unwrap();
    prop_assert_eq!(run(vault.load()).unwrap().own, own(last + 2));
    Ok(())
}

/// The named situations, at every commit there is.
#[test]
fn incident_8_killed_at_every_commit() {
    use Step::*;
    let stories: [&[Step]; 4] = [
        &[Save(1), Save(10), Save(1)],
        &[Save(3), Snapshot, Save(2), Snapshot, Save(1)],
        &[Save(2), Passphrase, Save(1), Passphrase, Reopen, Save(1)],
        &[Draft, Blob, Save(1), Access, TakePen, Access, Blob],
    ];
    for steps in stories {
        let whole = MemoryBlocks::new();
        carry_out(&whole, steps);
        for at in 1..whole.commits() {
            for fault in [Fault::KillBefore(at), Fault::KillAfter(at), Fault::Fail(at)] {
                let blocks = MemoryBlocks::new();
                blocks.set_fault(fault);
                let done = carry_out(&blocks, steps);
                let checked = check_after(&blocks, &done);
                assert!(checked.is_ok(), "{steps:?} {fault:?}: {checked:?}");
            }
        }
    }
}

/// Creating, restoring and carrying over: killed anywhere, there is either a whole vault or none, and the next try works.
#[test]
fn incident_8_killed_while_a_vault_comes_into_being() {
    let trial = MemoryBlocks::new();
    let mut source = create(&trial, 1);
    save(&mut source, 1, 6).unwrap();
    for id in 0..4 {
        run(source.put_blob([id; 16], &TestRng::noise(20_000))).unwrap();
    }
    let new = NewVault { locks: &[lock(4)], now_ms: 1, items: &[] };
    let whole = MemoryBlocks::new();
    run(source.carry_to(whole.clone(), TestRng::boxed(2), &new)).unwrap();
    assert!(whole.commits() >= 2, "large enough to need several commits");
    for at in 0..whole.commits() {
        for fault in [Fault::KillBefore(at), Fault::KillAfter(at), Fault::Fail(at)] {
            let blocks = MemoryBlocks::new();
            blocks.set_fault(fault);
            assert!(run(source.carry_to(blocks.clone(), TestRng::boxed(2), &new)).is_err());
            let blocks = blocks.reopen();
            if run(Locked::open(blocks.clone())).unwrap().is_none() {
                run(source.carry_to(blocks.clone(), TestRng::boxed(3), &new)).unwrap();
            }
            let loaded = run(reopen(blocks, &[lock(4)]).load()).unwrap();
            assert_eq!((loaded.entries.len(), loaded.own, loaded.damaged), (6, own(6), vec![]), "{fault:?}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn killed_anywhere_nothing_acknowledged_is_lost(
        steps in steps(),
        at in 1u32..40,
        kind in 0u8..3,
    ) {
        let blocks = MemoryBlocks::new();
        blocks.set_fault(match kind {
            0 => Fault::KillBefore(at),
            1 => Fault::KillAfter(at),
            _ => Fault::Fail(at),
        });
        let done = carry_out(&blocks, &steps);
        check_after(&blocks, &done)?;
    }

    #[test]
    fn a_power_cut_takes_only_what_was_relaxed(
        steps in steps(),
        at in 1u32..40,
        kept in any::<proptest::sample::Index>(),
    ) {
        let blocks = MemoryBlocks::with_power_cuts();
        blocks.set_fault(Fault::KillAfter(at));
        let done = carry_out(&blocks, &steps);
        blocks.cut_power(kept.index(blocks.at_risk() + 1));
        check_after(&blocks, &done)?;
    }
}
