//! The `gatewright` command.

use std::process::ExitCode;

fn main() -> ExitCode {
    gatewright_generator::cli::run(std::env::args_os())
}
