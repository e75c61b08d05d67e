//! Import and comparison without a browser: the same code as the client's, natively, with one JSON object on stdout.
//!
//! Findings are an answer, not a failure: the exit code is 0 as soon as there is an answer. It is 2 when a file is no list
//! or the words of the command make no sense; then the object holds `error` with a kind that does not change and a detail
//! for people.

mod compare;
mod import;
mod names;
mod refusal;
mod words;

use std::io::Write;
use std::process::ExitCode;

use refusal::Refusal;
use serde::Serialize;

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let answered = match args.split_first() {
        Some((task, rest)) if task == "import" => words::import(rest).and_then(|file| import::import(&file)).map(print),
        Some((task, rest)) if task == "compare" => {
            words::compare(rest).and_then(|order| compare::compare(&order)).map(print)
        }
        _ => Err(Refusal::usage("import or compare")),
    };
    let (written, code) = match answered {
        Ok(written) => (written, 0),
        Err(refusal) => (print(refusal.as_json()), 2),
    };
    match written {
        Ok(()) => ExitCode::from(code),
        // Nobody reads the answer any more: there is no one left to tell.
        Err(_) => ExitCode::FAILURE,
    }
}

/// The object and a line end, and nothing else.
fn print(answer: impl Serialize) -> std::io::Result<()> {
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    serde_json::to_writer(&mut out, &answer)?;
    out.write_all(b"\n")?;
    out.flush()
}
