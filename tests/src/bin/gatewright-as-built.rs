//! The command, for tests that run it as a user would: cargo builds the binaries of a package for its own tests only.

use std::process::ExitCode;

fn main() -> ExitCode {
    gatewright_generator::cli::run(std::env::args_os())
}
