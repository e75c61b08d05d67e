//! Forty schools, every time the tests run; `cargo xtask simulate` plays as many as one likes.

#[test]
fn forty_schools_end_well() {
    let mut sum = simulate::Tally::default();
    for seed in 1..=40 {
        match simulate::play(seed) {
            Ok(tally) => sum += tally,
            Err(failure) => panic!("seed {seed}: {failure}"),
        }
    }
    // Something has to have gone wrong in them, or nothing was tried.
    for (what, times) in [
        ("edits", sum.edits),
        ("refused", sum.refused),
        ("restored", sum.restored),
        ("succeeded", sum.succeeded),
        ("carried", sum.carried),
        ("conflicts", sum.conflicts),
        ("rotations", sum.rotations),
        ("revoked", sum.revoked),
        ("sealed again", sum.sealed_again),
    ] {
        assert!(times >= 2, "{what}: only {times}");
    }
}

#[test]
fn the_same_seed_is_the_same_school() {
    assert_eq!(simulate::play(7), simulate::play(7));
}
