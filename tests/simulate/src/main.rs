//! `simulate --schedules N --seed S`: plays N schools, the first from seed S, and says how it went.

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a command line tool answers by printing")]

use std::panic::catch_unwind;
use std::process::ExitCode;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;

use simulate::{Failure, Tally, play};

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let (Some(schedules), Some(seed)) = (number(&args, "--schedules", 10_000), number(&args, "--seed", 1)) else {
        eprintln!("usage: simulate [--schedules N] [--seed S]");
        return ExitCode::FAILURE;
    };
    let begun = Instant::now();
    let next = AtomicU64::new(seed);
    let end = seed.saturating_add(schedules);
    let (sum, failed) = (Mutex::new(Tally::default()), Mutex::new((0_u64, 0_u64, 0_u64)));
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                loop {
                    let seed = next.fetch_add(1, Ordering::Relaxed);
                    if seed >= end {
                        return;
                    }
                    // A panic is a failure like any other: its seed is what is wanted.
                    let played = catch_unwind(|| play(seed)).unwrap_or_else(|_| Err(Failure::new("it panicked")));
                    match played {
                        Ok(tally) => {
                            if let Ok(mut sum) = sum.lock() {
                                *sum += tally;
                            }
                        }
                        Err(failure) => {
                            eprintln!("seed {seed}: {failure}");
                            if let Ok(mut failed) = failed.lock() {
                                failed.0 += 1;
                                failed.1 += u64::from(failure.diverged);
                                failed.2 += u64::from(failure.lost);
                            }
                        }
                    }
                }
            });
        }
    });
    let (Ok(sum), Ok((failed, diverged, lost))) = (sum.into_inner(), failed.into_inner()) else {
        return ExitCode::FAILURE;
    };
    let seconds = begun.elapsed().as_secs_f64();
    println!("{sum:#?}");
    println!("{:.0} schedules/s on {threads} threads", schedules as f64 / seconds.max(0.001));
    if failed > 0 {
        println!("{failed} schedules failed");
    }
    println!("{schedules} schedules, {diverged} diverged, {lost} lost");
    if failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// The number after a word.
fn number(args: &[String], name: &str, usual: u64) -> Option<u64> {
    match args.iter().position(|arg| arg == name) {
        Some(at) => args.get(at + 1)?.parse().ok(),
        None => Some(usual),
    }
}
