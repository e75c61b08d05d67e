//! The tests and measurements that need the real runtime, started by `cargo xtask`.

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a command line tool answers by printing")]

use std::io::{BufRead, Result, stdin};
use std::process::ExitCode;

use edge::load::{self, Load, within};
use edge::proxy::{Fault, Proxy};
use edge::runtime;

const USAGE: &str =
    "edge runtime [WORD]                   the tests in the runtime, or those whose name contains the word
edge load [--schools N] [--rate N] [--seconds N]
                                      how long a push takes under load; without words at 30 and 300 schools
edge proxy --to PORT [--listen PORT]  a bad line to a server; on stdin: NAME of a fault for the next request,
                                      or chance PERCENT SEED; each line is answered with ok or no";

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let outcome = match args.first().map(String::as_str) {
        Some("runtime") => run_runtime(args.get(1).map(String::as_str)),
        Some("load") => measure(&args),
        Some("proxy") => proxy(&args),
        _ => {
            eprintln!("{USAGE}");
            return ExitCode::FAILURE;
        }
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("edge: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run_runtime(only: Option<&str>) -> Result<()> {
    let ran = runtime::run(only)?;
    println!("{ran} tests in the runtime passed");
    // A run that tested nothing must not look like one that passed.
    if ran == 0 { Err(std::io::Error::other("no test has such a name")) } else { Ok(()) }
}

/// 99 of 100 pushes have to be answered within this, in milliseconds.
const LIMIT: f64 = 100.0;

fn measure(args: &[String]) -> Result<()> {
    let bench = runtime::Bench::new()?;
    let (rate, seconds) = (number(args, "--rate").unwrap_or(200), number(args, "--seconds").unwrap_or(30));
    let schools = number(args, "--schools").map_or(vec![30, 300], |schools| vec![schools]);
    let mut kept = true;
    for schools in schools {
        let disk = load::flushes()?;
        println!(
            "the disk makes 12 kB durable in {:.1} ms, 99 of 100 times in {:.1} ms",
            within(&disk, 0.5),
            within(&disk, 0.99)
        );
        let outcome = load::run(&bench, Load { schools, rate, seconds })?;
        let times = [0.5, 0.9, 0.99, 1.0].map(|share| outcome.within(share));
        println!(
            "{schools:>5} schools, {rate} pushes/s for {seconds} s: p50 {:.1} ms, p90 {:.1} ms, p99 {:.1} ms, longest \
             {:.1} ms; {} failed; {:.0} MB of memory, {:.0} bytes on the disk a push",
            times[0], times[1], times[2], times[3], outcome.failed, outcome.memory, outcome.bytes
        );
        kept &= times[2] <= LIMIT && outcome.failed == 0;
    }
    println!("limit: p99 {LIMIT} ms, none failed: {}", if kept { "kept" } else { "NOT KEPT" });
    if kept { Ok(()) } else { Err(std::io::Error::other("too slow, or pushes failed")) }
}

fn number(args: &[String], name: &str) -> Option<usize> {
    let at = args.iter().position(|arg| arg == name)?;
    args.get(at + 1)?.parse().ok()
}

fn proxy(args: &[String]) -> Result<()> {
    let port = |name: &str| number(args, name).and_then(|port| u16::try_from(port).ok());
    let to = port("--to").ok_or_else(|| std::io::Error::other("--to PORT is missing"))?;
    let proxy = Proxy::open(port("--listen").unwrap_or(0), to)?;
    println!("listening on http://127.0.0.1:{}/", proxy.port());
    // Ends when whoever started it closes the input.
    for line in stdin().lock().lines() {
        println!("{}", if obey(&proxy, &line?) { "ok" } else { "no" });
    }
    Ok(())
}

fn obey(proxy: &Proxy, line: &str) -> bool {
    let words: Vec<&str> = line.split_whitespace().collect();
    if let ["chance", percent, seed] = words.as_slice() {
        return match (percent.parse(), seed.parse()) {
            (Ok(percent), Ok(seed)) => {
                proxy.faults.chance(percent, seed);
                true
            }
            _ => false,
        };
    }
    Fault::from_name(line).map(|fault| proxy.faults.next(fault)).is_some()
}
