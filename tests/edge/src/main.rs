//! The tests and measurements that need the real runtime, started by `cargo xtask`, and the bad line for journeys.

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a command line tool answers by printing")]

use std::io::{BufRead, Result, stdin};
use std::process::ExitCode;

use edge::proxy::{Fault, Proxy};
use edge::runtime;

const USAGE: &str = "edge runtime [WORD]            the tests in the runtime, or those whose name contains the word
edge proxy --to PORT [--listen PORT]  a bad line to a server; on stdin: NAME of a fault for the next request,
                                      or chance PERCENT SEED; each line is answered with ok or no";

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let outcome = match args.first().map(String::as_str) {
        Some("runtime") => run_runtime(args.get(1).map(String::as_str)),
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

fn proxy(args: &[String]) -> Result<()> {
    let port = |name: &str| {
        let at = args.iter().position(|arg| arg == name)?;
        args.get(at + 1)?.parse::<u16>().ok()
    };
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
