//! Judges the JSON Schema test suite with generated code, and compares the figures with those before.
//!
//! `cargo run -p gatewright-tests --bin suite -- [--accept] [--wrong] [--refused] [FILE…]`

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "it is a command")]

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use gatewright_tests::suite::{self, Draft, Figures, Judged, Mode, Verdict};

/// Where the figures are committed, below the package.
const EXPECTED: &str = "suite/figures.json";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let asked = |option: &str| arguments.iter().any(|argument| argument == option);
    let Some(folder) = suite::folder() else {
        eprintln!("SKIPPED: there is no suites/json-schema-test-suite in GATEWRIGHT_SHARED (or ../shared)");
        return if gatewright_tests::is_ci() { ExitCode::FAILURE } else { ExitCode::SUCCESS };
    };
    let target = target();
    let runs: Vec<(Draft, Mode)> = Draft::ALL.iter().flat_map(|d| Mode::ALL.iter().map(|m| (*d, *m))).collect();
    let judged = match suite::judge(&folder, &runs, &target.join("gatewright/suite"), &target) {
        Ok(judged) => judged,
        Err(failure) => {
            eprintln!("error: {failure}");
            return ExitCode::FAILURE;
        }
    };
    let files: Vec<&String> = arguments.iter().filter(|argument| !argument.starts_with("--")).collect();
    let shown = judged.iter().filter(|found| files.is_empty() || files.contains(&&found.file));
    shown.for_each(|found| show(found, asked("--wrong"), asked("--refused")));
    let figures = Figures::of(&judged);
    print!("{}", figures.table());
    compare(&figures, asked("--accept"))
}

/// Prints a verdict that is not the suite's, if such are asked for.
fn show(found: &Judged, wrong: bool, refused: bool) {
    let at = format!("{}, {}: {}: {}", found.draft.folder(), found.mode.name(), found.file, found.about);
    match &found.verdict {
        Verdict::Wrong(said) if wrong => {
            println!(
                "wrong    {at}: {}",
                said.as_deref().map_or("taken".to_owned(), |said| format!("not taken: {said}"))
            );
        }
        Verdict::Refused(codes) if refused => println!("refused  {at}: {}", codes.join(", ")),
        _ => {}
    }
}

fn compare(figures: &Figures, accept: bool) -> ExitCode {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(EXPECTED);
    let before = std::fs::read_to_string(&path).ok().and_then(|text| Figures::from_json(&text));
    let worse = before.as_ref().map_or_else(Vec::new, |before| figures.worse_than(before));
    for line in &worse {
        eprintln!("{line}");
    }
    if !worse.is_empty() {
        eprintln!("error: worse than tests/{EXPECTED} says; figures can only improve");
        return ExitCode::FAILURE;
    }
    if before.as_ref() == Some(figures) {
        return ExitCode::SUCCESS;
    }
    if !accept {
        eprintln!(
            "error: not as tests/{EXPECTED} says, and nowhere worse: run this with `--accept` and commit the file"
        );
        return ExitCode::FAILURE;
    }
    match std::fs::write(&path, figures.to_json()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: cannot write {}: {error}", path.display());
            ExitCode::FAILURE
        }
    }
}

/// The folder that cargo builds in: this program stands two levels below it.
fn target() -> PathBuf {
    let program = std::env::current_exe().ok();
    let target = program.as_deref().and_then(|program| program.ancestors().nth(2));
    target.map_or_else(|| suite::root().join("target"), Path::to_owned)
}
