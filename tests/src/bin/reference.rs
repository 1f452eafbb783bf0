//! Makes the pages of `generator/docs` that are made and not written.

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "it is a command")]

use std::process::ExitCode;

use gatewright_tests::reference;

fn main() -> ExitCode {
    let pages = match reference::pages() {
        Ok(pages) => pages,
        Err(error) => {
            eprintln!("error: {error}");
            return ExitCode::FAILURE;
        }
    };
    for (path, text) in pages {
        if std::fs::read_to_string(&path).is_ok_and(|now| now == text) {
            continue;
        }
        if let Err(error) = std::fs::write(&path, text) {
            eprintln!("error: cannot write {}: {error}", path.display());
            return ExitCode::FAILURE;
        }
        println!("{}", path.display());
    }
    ExitCode::SUCCESS
}
