//! Real documents as a test: every one of a folder becomes a crate, and every crate compiles without a warning.
//!
//! ```sh
//! cargo run --release -p gatewright-tests --bin corpus -- generate            # the whole sample, without compiling
//! cargo run --release -p gatewright-tests --bin corpus -- check               # the same, and compile every crate
//! cargo run --release -p gatewright-tests --bin corpus -- check --spread 25   # 25 of them, evenly spread
//! cargo run --release -p gatewright-tests --bin corpus -- round-trip          # values there and back by every type
//! cargo run --release -p gatewright-tests --bin corpus -- access              # who may call what, by a second opinion
//! ```
//!
//! The crates are the members of a workspace of their own, `target/corpus`, which has the lints of this one. Every
//! document is generated in a process of its own, so that one that should take it down is seen and takes no other along.

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "this is a command")]

mod access;
mod census;
mod check;
mod generate;
mod round_trip;
mod workspace;

use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

use clap::{Args, Parser, Subcommand};

/// Generates a crate from each document of a folder and checks that all of them compile.
#[derive(Debug, Parser)]
#[command(name = "corpus")]
struct Arguments {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Generates, and prints the census.
    Generate(Choice),
    /// Generates, prints the census, and compiles.
    Check(Choice),
    /// Sends made-up values of every schema there and back through its type.
    RoundTrip(Choice),
    /// Compares who may call what with what a script in another language says.
    Access(Choice),
    /// Generates one document, as a child of the others.
    #[command(hide = true)]
    One(generate::One),
}

/// Which documents, and where their crates go.
#[derive(Debug, Args)]
struct Choice {
    /// A folder of documents; by default the sample of real ones under `GATEWRIGHT_SHARED`.
    #[arg(long, value_name = "DIR")]
    documents: Option<PathBuf>,
    /// Documents whose name contains this.
    #[arg(long, value_name = "TEXT")]
    only: Option<String>,
    /// So many documents, spread evenly over the names.
    #[arg(long, value_name = "N")]
    spread: Option<usize>,
    /// Where the crates go.
    #[arg(long, value_name = "DIR", default_value = concat!(env!("CARGO_MANIFEST_DIR"), "/../target/corpus"))]
    out: PathBuf,
    /// The longest time that one document may take to generate, in seconds.
    #[arg(long, default_value_t = 120)]
    timeout: u64,
    /// How many documents, or crates, at a time; by default as many as there are cores.
    #[arg(long)]
    jobs: Option<usize>,
}

impl Choice {
    fn is_the_sample(&self) -> bool {
        self.documents.is_none() && self.only.is_none() && self.spread.is_none()
    }

    fn jobs(&self) -> usize {
        self.jobs.or_else(|| std::thread::available_parallelism().ok().map(usize::from)).unwrap_or(1)
    }
}

fn main() -> ExitCode {
    let done = match Arguments::parse().what {
        What::One(one) => return one.run(),
        What::Generate(choice) => run(&choice, false),
        What::Check(choice) => run(&choice, true),
        What::RoundTrip(choice) => round_trip(&choice),
        What::Access(choice) => compare_access(&choice),
    };
    match done {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

/// Whether all went well.
fn run(choice: &Choice, compile: bool) -> std::io::Result<bool> {
    let Some(documents) = documents(choice)? else { return Ok(!gatewright_tests::is_ci()) };
    let workspace = workspace::Workspace::new(&choice.out)?;
    let made = generate::all(&documents, &workspace, choice.jobs(), Duration::from_secs(choice.timeout));
    let page = census::page(&made);
    census::print(&page, &made);
    let generated: Vec<&str> = made.iter().filter(|m| m.result.is_ok()).map(|m| m.package.as_str()).collect();
    workspace.hold(&generated)?;
    let mut good = generated.len() == made.len();
    if choice.is_the_sample() {
        good &= census::is_current(&page)?;
    }
    if compile {
        let checked = check::all(&workspace, "check", &generated, choice.jobs())?;
        good &= checked.print();
    }
    Ok(good)
}

fn round_trip(choice: &Choice) -> std::io::Result<bool> {
    let Some(documents) = documents(choice)? else { return Ok(!gatewright_tests::is_ci()) };
    let workspace = workspace::Workspace::new(&choice.out.join("round-trip"))?;
    round_trip::run(&documents, &workspace, choice.jobs())
}

fn compare_access(choice: &Choice) -> std::io::Result<bool> {
    let Some(documents) = documents(choice)? else { return Ok(!gatewright_tests::is_ci()) };
    access::run(&documents, choice.jobs())
}

/// The chosen documents, or none where there is no folder of them.
fn documents(choice: &Choice) -> std::io::Result<Option<Vec<PathBuf>>> {
    let folder = choice.documents.clone().unwrap_or_else(|| gatewright_tests::shared().join("corpus/sample"));
    if !folder.is_dir() {
        eprintln!("SKIPPED: there is no {}; set GATEWRIGHT_SHARED", folder.display());
        return Ok(None);
    }
    let mut all = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let document = path.extension().is_some_and(|e| ["json", "yaml", "yml"].iter().any(|known| e == *known));
        if document && choice.only.as_ref().is_none_or(|text| name.contains(text.as_str())) {
            all.push(path);
        }
    }
    all.sort();
    if let Some(wanted) = choice.spread.filter(|wanted| (1..all.len()).contains(wanted)) {
        all = (0..wanted).map(|at| all[at * all.len() / wanted].clone()).collect();
    }
    Ok(Some(all))
}
