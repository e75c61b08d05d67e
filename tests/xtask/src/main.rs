//! The task runner behind `cargo xtask`: everything a person or CI does with this project is one word here.
//!
//! It has to start on a bare machine, before any tool is installed, so it depends on next to nothing and compiles in
//! seconds; heavy work (reading lists, driving browsers) is in other programs that it starts.

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a command line tool answers by printing")]

mod client;
mod command;
mod edge;
mod failure;
mod finish;
mod headless;
mod host;
mod paths;
mod serve;
mod simulate;
mod site;
mod size;
mod stamp;
mod steps;
mod tools;
mod versions;

#[cfg(test)]
mod direction;
#[cfg(test)]
mod licences;
#[cfg(test)]
mod tidy;

use std::process::ExitCode;

use failure::{Done, Failure};

const USAGE: &str = "cargo xtask start [--port N] [--store FOLDER]
                                       install what is missing, build, serve app and sync on loopback
cargo xtask test [STEP...]             install what is missing and run every check, or only the steps named
cargo xtask build [--fast]             build the client into dist/ (--fast: unoptimised, into target/fast-dist/)
cargo xtask worker                     build the edge worker into target/worker/
cargo xtask serve [--port N] [--fast]  serve what was built, without building
cargo xtask serve --sync [--store FOLDER]
                                       the same with the edge worker, which is built if it has to be
cargo xtask size [--json]              sizes of the compiled modules against the budget
cargo xtask import --json FILE         read one list natively, one JSON object on stdout
cargo xtask compare --json --list NAME=FILE ... [--window A..B]
cargo xtask bench [NAME...]            measure against a usual web stack, in one browser, in one run
cargo xtask bench worker [--schools N] [--rate N] [--seconds N]
                                       how long a push takes while many schools push
cargo xtask bench sync [--rounds N] [--saves N]
                                       two browsers over the edge worker, beside PouchDB
cargo xtask torture --kills N --seed S kill the browser while it saves, and look for what was lost
cargo xtask simulate --schedules N --seed S
                                       schools with bad networks, wrong clocks and restored disks, over the sync crate
cargo xtask finish                     last step of a Trunk build (Trunk calls it)";

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let Some((task, rest)) = args.split_first() else {
        println!("{USAGE}");
        return ExitCode::FAILURE;
    };
    match run(task, rest) {
        Ok(code) => code,
        Err(failure) => {
            eprintln!("xtask {task}: {failure}");
            ExitCode::FAILURE
        }
    }
}

fn run(task: &str, rest: &[String]) -> Result<ExitCode, Failure> {
    match task {
        "start" => start(rest).map(|()| ExitCode::SUCCESS),
        "test" => steps::run(rest).map(|()| ExitCode::SUCCESS),
        "build" => client::build(client::Grade::from_args(rest)).map(|()| ExitCode::SUCCESS),
        "worker" => edge::build().map(|()| ExitCode::SUCCESS),
        "serve" => serve_built(rest).map(|()| ExitCode::SUCCESS),
        "size" => size::run(rest).map(|()| ExitCode::SUCCESS),
        "bench" => steps::bench(rest).map(|()| ExitCode::SUCCESS),
        "torture" => steps::torture(rest).map(|()| ExitCode::SUCCESS),
        "simulate" => simulate::run(rest).map(|()| ExitCode::SUCCESS),
        "finish" => finish::from_trunk().map(|()| ExitCode::SUCCESS),
        "import" | "compare" => headless::run(task, rest),
        "help" | "--help" | "-h" => {
            println!("{USAGE}");
            Ok(ExitCode::SUCCESS)
        }
        _ => Err(Failure::new(format!("no such task\n{USAGE}"))),
    }
}

fn start(args: &[String]) -> Done {
    let grade = client::Grade::from_args(args);
    client::build(grade)?;
    let (client, port) = (paths::dist(grade), port(args)?);
    match tools::workerd() {
        Ok(program) => {
            if !edge::is_current()? {
                // A person can work long before sync is there.
                let meanwhile = serve::Serving::begin(&client, port)?;
                println!("sync follows at the same address as soon as its worker is built");
                edge::build()?;
                meanwhile.end();
            }
            let store = value(args, "--store").map_or_else(paths::store, |folder| paths::root().join(folder));
            host::Host { program, client, store, port }.forever()
        }
        Err(failure) => {
            println!("{failure}");
            println!("so the app is served alone: everything works but sync between devices");
            serve::forever(&client, port)
        }
    }
}

fn serve_built(args: &[String]) -> Done {
    let dist = match value(args, "--dist") {
        Some(folder) => paths::root().join(folder),
        None => paths::dist(client::Grade::from_args(args)),
    };
    if args.iter().any(|word| word == "--sync") {
        edge::build()?;
        let store = value(args, "--store").map_or_else(paths::store, |folder| paths::root().join(folder));
        let port = port(args)?;
        return host::Host { program: tools::workerd()?, client: dist, store, port }.forever();
    }
    serve::forever(&dist, port(args)?)
}

/// The port asked for by `--port N`; 8420 unless told, and 0 lets the system choose.
fn port(args: &[String]) -> Result<u16, Failure> {
    match value(args, "--port") {
        Some(text) => text.parse().map_err(|error| Failure::because("--port", error)),
        None => Ok(8420),
    }
}

/// The word after `name`.
fn value<'a>(args: &'a [String], name: &str) -> Option<&'a str> {
    let at = args.iter().position(|arg| arg == name)?;
    args.get(at + 1).map(String::as_str)
}
