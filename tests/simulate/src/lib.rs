//! One seed is one school: a few machines with wrong clocks, a server, a network that loses, doubles, delays and forges,
//! sticks that are carried around, disks that are set back, keys that are turned, people who come and go. Then the
//! network heals, and seven sentences have to be true.
//!
//! The machines are the shipped [`sync::device::Device`] and [`sync::State`], the server is the shipped admission over
//! memory, and everything between them is encoded, sealed and signed as it is in the field.
//!
//! * I1 everybody who may read a compartment shows the same;
//! * I2 a snapshot and the log after it are the whole;
//! * I3 no edit is lost, none counts twice;
//! * I4 what a person saw never stands above what he then wrote;
//! * I5 an honest server never raises an alarm;
//! * I6 an envelope claims to have seen exactly what its author had seen;
//! * I7 what is shown, and what is in conflict, is what a second, naive implementation of the rules says.

mod arrive;
mod dice;
mod failure;
mod heal;
mod invariants;
mod machine;
mod oracle;
mod school;
mod steps;

pub use failure::Failure;
pub use school::Tally;

/// Plays one school to its end.
pub fn play(seed: u64) -> Result<Tally, Failure> {
    let mut school = school::School::new(seed)?;
    let steps = 100 + school.dice.below(180);
    for _ in 0..steps {
        school.step()?;
    }
    school.heal()?;
    school.check()?;
    Ok(school.tally)
}
